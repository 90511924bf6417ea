//! Ranks: 第三, "No. 5", "third-largest", "top five", 前五.
//! What does not live here: reading the ordinal itself (see `numbers`).

use rust_decimal::Decimal;

use super::beside::Beside;
use super::operand::Operand;
use super::phrase::{Outcome, Reader};
use super::rules::What;
use crate::numbers::{self, Number};
use crate::{Language, Quantity, QuantityKind, Span};

impl<'a> Reader<'a> {
    /// The word that makes the number at `at` a rank: its start, and whether it means "all down to".
    pub(super) fn rank_word(&self, at: usize, floor: usize) -> Option<(usize, bool)> {
        let back = self.back(at, floor);
        self.rules
            .ranks
            .before(self.text, back, floor)
            .map(|(start, top)| (start, *top))
    }

    /// A rank by the word before the number.
    pub(super) fn rank_before(
        &self,
        first: &Operand<'a>,
        last: &Operand<'a>,
        number: &Number,
        end: usize,
        floor: usize,
    ) -> Option<Outcome> {
        if first.prefixed || number.denominator.is_some() {
            return None;
        }
        let (start, top) = self.rank_word(first.start, floor)?;
        let text = self.text;
        // 此前五家, 年前: the word before ends in 前 and ranks nothing
        if text[start..first.start].starts_with('前') && self.precedes(Beside::NoRank, start) {
            return None;
        }
        let counted = matches!(last.what(), None | Some(What::Count));
        let whole = number.low == number.low.trunc() && number.low > Decimal::ZERO;
        if !counted || !whole || top && number.low < Decimal::TWO {
            return Some((None, end));
        }
        // 第一，… 第二，…: a list, where the clause begins with it
        let before = text[self.start..start].chars().next_back();
        let opens =
            before.is_none_or(|c| matches!(c, '。' | '，' | '；' | '：' | ':' | '！' | '\u{3000}' | ' '));
        let after = text[end..self.end].chars().next();
        if self.rules.lang == Language::Chinese
            && opens
            && matches!(after, Some('，' | '、' | '：' | ','))
            && last.unit.is_none()
        {
            return Some((None, end));
        }
        let named = last.unit.is_none() && self.rules.veto_after.at(text, end, self.end).is_some();
        if named || self.idiom(start).is_some() {
            return Some((None, end));
        }
        let names = &self.rules.names;
        let rule = if top {
            names.top.clone()
        } else {
            names.rank.clone()
        };
        let mut to = end;
        let mut unit =
            matches!(last.what(), Some(What::Count)).then(|| text[last.words.0..last.words.1].to_owned());
        if let Some((from, past)) = self.noun(last, number).filter(|_| top) {
            unit = Some(text[from..past].to_owned());
            to = past;
        }
        let quantity = Quantity {
            span: Span::new(start, to),
            kind: QuantityKind::Rank,
            low: Some(if top { Decimal::ONE } else { number.low }),
            high: number.high,
            unit,
            per: None,
            approximate: number.high != Some(number.low),
            distributive: false,
            rule: rule?,
        };
        Some((Some(quantity), to))
    }

    /// An English ordinal at `at`: a rank where a superlative, a place or a noun follows; else only stepped over.
    pub(super) fn ordinal(&self, at: usize) -> Option<Outcome> {
        let (value, len) = numbers::english_ordinal(&self.text[at..self.end])?;
        let text = self.text;
        let end = at + len;
        let step = Some((None, end));
        let next = end + self.gap(end);
        let hyphen = text[end..self.end].starts_with('-');
        let next = if hyphen { end + 1 } else { next };
        let superlative = self.rules.superlatives.at(text, next, self.end);
        let back = self.back(at, self.start);
        let ranked = self
            .rules
            .ranks
            .before(text, back, self.start)
            .filter(|(_, top)| !**top);
        let mut to = end;
        let mut unit = None;
        if let Some((past, ())) = superlative {
            to = past;
        } else if ranked.is_some() && !hyphen {
        } else if value >= 2 && !hyphen {
            let before = &text[self.start..back];
            let led = ["the", "its", "their", "his", "her", "'s", "’s", "The", "Its"]
                .iter()
                .any(|w| before.ends_with(w));
            if !led
                || self
                    .rules
                    .units
                    .at(text, next, self.end)
                    .is_some_and(|(_, u)| u.what == What::Time)
            {
                return step;
            }
            let word = text.as_bytes()[next..self.end]
                .iter()
                .take(24)
                .take_while(|b| b.is_ascii_lowercase())
                .count();
            if word < 3
                || self
                    .rules
                    .stops
                    .at(text, next, next + word)
                    .is_some_and(|(to, _)| to == next + word)
            {
                return step;
            }
            if self.rules.veto_after.at(text, next, self.end).is_some() {
                return step;
            }
            // an adjective may stand before the noun: then the ordinal alone is marked
            let after = next + word + self.gap(next + word);
            let more = text.as_bytes()[after..self.end]
                .iter()
                .take(24)
                .take_while(|b| b.is_ascii_lowercase())
                .count();
            let ends = more == 0
                || after == next + word
                || self
                    .rules
                    .stops
                    .at(text, after, after + more)
                    .is_some_and(|(to, _)| to == after + more);
            if ends {
                unit = Some(text[next..next + word].to_owned());
                to = next + word;
            }
        } else {
            return step;
        }
        let quantity = Quantity {
            span: Span::new(at, to),
            kind: QuantityKind::Rank,
            low: Some(value.into()),
            high: Some(value.into()),
            unit,
            per: None,
            approximate: false,
            distributive: false,
            rule: self.rules.names.rank.clone()?,
        };
        Some((Some(quantity), to))
    }
}
