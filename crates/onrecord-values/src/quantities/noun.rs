//! The counted noun behind an English number: "30,000 electric vehicles".
//! What does not live here: units and classifiers, which are words of the pack.

use rust_decimal::Decimal;

use super::operand::Operand;
use super::phrase::Reader;
use crate::Language;
use crate::numbers::Number;

/// Words between the number and its noun.
const REACH: usize = 4;

impl Reader<'_> {
    /// The noun's place: the first plural within a few words; behind one, the next word.
    pub(super) fn noun(&self, operand: &Operand<'_>, number: &Number) -> Option<(usize, usize)> {
        if self.rules.lang != Language::English || operand.unit.is_some() {
            return None;
        }
        let single = number.high == Some(Decimal::ONE) && number.low == Decimal::ONE;
        let mut at = operand.end + self.gap(operand.end);
        if self.text[at..self.end].starts_with("of the ") {
            at += 7;
        }
        if at == operand.end && operand.number_end == operand.end {
            // "a 131-page report"
            let from = at + 1;
            if !self.text[at..self.end].starts_with('-') {
                return None;
            }
            return self
                .rules
                .hyphened
                .at(self.text, from, self.end)
                .map(|(to, _)| (from, to));
        }
        let mut skipped = 0;
        for index in 0..REACH {
            let (end, plural) = self.word(at)?;
            let word = &self.text[at..end];
            let adjective = self.rules.adjectives.at(self.text, at, end);
            if adjective.is_some_and(|(to, ())| to == end) {
                let next = end + self.gap(end);
                if next == end {
                    return None;
                }
                at = next;
                skipped += 1;
                continue;
            }
            if self
                .rules
                .stops
                .at(self.text, at, end)
                .is_some_and(|(to, _)| to == end)
            {
                return None;
            }
            if self.stop_before_hyphen(at, end) {
                return None;
            }
            let known = self
                .rules
                .plurals
                .at(self.text, at, end)
                .is_some_and(|(to, _)| to == end);
            let proper = word.starts_with(|c: char| c.is_uppercase());
            let people = plural && index == skipped && word.len() > 4;
            if known
                || plural && !proper
                || people
                || single
                    && index == skipped
                    && !proper
                    && word.len() > 2
                    && !word.ends_with("ly")
                    && !word.ends_with("ed")
                    // "one in-person meeting": what a hyphen joins is an adjective
                    && !word.contains('-')
            {
                return Some((at, end));
            }
            let next = end + self.gap(end);
            if next == end || self.text[next..self.end].starts_with(|c: char| !c.is_alphabetic()) {
                return None;
            }
            at = next;
        }
        None
    }

    /// "three-ton": a number of its own.
    fn stop_before_hyphen(&self, at: usize, end: usize) -> bool {
        let Some(hyphen) = self.text[at..end].find('-') else {
            return false;
        };
        self.rules
            .stops
            .at(self.text, at, at + hyphen)
            .is_some_and(|(to, _)| to == at + hyphen)
            && crate::numbers::english_cardinal(&self.text[at..end]).is_some()
    }

    /// The end of the word of letters at `at` (hyphens inside count), and whether it looks plural.
    fn word(&self, at: usize) -> Option<(usize, bool)> {
        let bytes = &self.text.as_bytes()[at..self.end];
        let len = bytes
            .iter()
            .take(28)
            .take_while(|b| b.is_ascii_alphabetic() || **b == b'-')
            .count();
        let word = &self.text[at..at + len];
        if !(2..28).contains(&len)
            || word.starts_with('-')
            || self.text[at + len..self.end].starts_with(['@', '\'', '’'])
        {
            return None;
        }
        let plural = len > 3
            && word.ends_with('s')
            && !word.ends_with("ss")
            && !word.ends_with("us")
            && !word.ends_with("is");
        Some((at + len, plural))
    }
}
