//! A whole quantity around one number: range, bounds, rate, and what kind it is.
//! What does not live here: finding where numbers start (see `scan`) and refusing them (see `veto`).

use rust_decimal::Decimal;

use super::beside::Beside;
use super::context::Money;
use super::operand::Operand;
use super::rules::{Bound, Rules, What};
use crate::numbers::{self, Form, Number};
use crate::{Language, Quantity, QuantityKind, RuleName, Span};

/// Reads quantities in one block of a text.
pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) rules: &'a Rules,
    pub(super) money: &'a Money<'a>,
    /// First byte of the block.
    pub(super) start: usize,
    /// One past its last byte.
    pub(super) end: usize,
}

/// What became of a number: perhaps a quantity, and where to go on.
pub(super) type Outcome = (Option<Quantity>, usize);

/// What a number measures.
struct Measured {
    kind: QuantityKind,
    unit: Option<String>,
    /// How much one is worth.
    factor: Decimal,
    rule: Option<RuleName>,
}

/// Bounds found before a number.
#[derive(Clone, Copy, Default)]
pub(super) struct Bounds {
    pub(super) start: Option<usize>,
    /// Where "between" or "from" stands; it belongs to the words only if a range follows.
    pub(super) range_start: Option<usize>,
    pub(super) low: bool,
    pub(super) high: bool,
    pub(super) about: bool,
    pub(super) range: bool,
    pub(super) each: bool,
    /// Any word that leads to a number, one that changes nothing included.
    pub(super) led: bool,
}

impl<'a> Reader<'a> {
    /// Reads the quantity whose first number starts at `at`; nothing before `floor` may be taken.
    pub(super) fn quantity(&self, at: usize, floor: usize) -> Outcome {
        let Some(first) = self.operand(at, floor) else {
            return (None, self.skip(at));
        };
        if let Some(to) = self.refused_token(&first, floor) {
            return (None, to.max(first.number_end));
        }
        let bounds = self.bounds_before(first.start, floor);
        if let Some(outcome) = self.ratio(&first).or_else(|| self.share_of(&first, floor)) {
            return outcome;
        }
        let mut last = first.clone();
        let mut number = first.number;
        let mut end = first.end;
        let mut ranged = false;
        if let Some((second, joined)) = self.second(&first, &bounds) {
            match joined {
                Some(n) => {
                    number = n;
                    end = second.end;
                    last = second;
                    if last.unit.is_none() || first.prefixed && first.unit.is_some() {
                        last.unit = first.unit.or(last.unit);
                        last.prefixed |= first.prefixed;
                    }
                    ranged = true;
                }
                None => return (None, second.end),
            }
        }
        self.finish(&first, last, number, end, bounds, ranged, floor)
    }

    #[allow(clippy::too_many_arguments)]
    fn finish(
        &self,
        first: &Operand<'a>,
        last: Operand<'a>,
        number: Number,
        end: usize,
        bounds: Bounds,
        ranged: bool,
        floor: usize,
    ) -> Outcome {
        let mut bounds = bounds;
        let mut end = end;
        let resume = end;
        if let Some(outcome) = self.rank_before(first, &last, &number, end, floor) {
            return outcome;
        }
        if matches!(last.what(), Some(What::Time | What::Name)) {
            return (None, resume);
        }
        if self.refused(first, &last, floor, end, &bounds, ranged) {
            return (None, resume);
        }
        let Some(Measured {
            kind,
            unit,
            factor,
            rule,
        }) = self.measured(first, &last, &number, ranged, &mut bounds, &mut end)
        else {
            return (None, resume);
        };
        let (mut low, mut high) = (
            number.low.checked_mul(factor),
            number.high.map(|h| h.checked_mul(factor)),
        );
        if low.is_none() || high == Some(None) {
            (low, high) = (Some(number.low), Some(number.high));
        }
        let (low, high) = (low.unwrap_or_default(), high.flatten());
        end = self.bounds_after(end, &mut bounds);
        let mut per = None;
        if let Some((to, code)) = self.per_after(end) {
            per = Some(code);
            end = to;
            end = self.bounds_after(end, &mut bounds);
        }
        let mut start = bounds.start.unwrap_or(first.start).min(first.start);
        if ranged && let Some(between) = bounds.range_start {
            start = start.min(between);
        }
        if per.is_none()
            && let Some((from, code, each)) = self.per_before(start, floor)
        {
            per = Some(code);
            start = from;
            bounds.each |= each;
        }
        let vague = number.high.is_none() || number.high != Some(number.low) && !ranged;
        let (low, high) = match (bounds.low, bounds.high) {
            (true, false) => (Some(low), None),
            (false, true) => (None, Some(high.unwrap_or(low))),
            _ => (Some(low), high),
        };
        let Some(rule) = rule else { return (None, resume) };
        let quantity = Quantity {
            span: Span::new(start, end),
            kind,
            low: low.map(|d| d.normalize()),
            high: high.map(|d| d.normalize()),
            unit,
            per,
            approximate: bounds.about || vague,
            distributive: bounds.each,
            rule,
        };
        (Some(quantity), end.max(resume))
    }

    /// What a number measures, by its unit; nothing for a discount of ten tenths.
    fn measured(
        &self,
        first: &Operand<'a>,
        last: &Operand<'a>,
        number: &Number,
        ranged: bool,
        bounds: &mut Bounds,
        end: &mut usize,
    ) -> Option<Measured> {
        let mut rule = last.rule().or_else(|| self.rules.names.number.clone());
        let mut unit: Option<String> = None;
        let mut kind = QuantityKind::Count;
        let mut factor = Decimal::ONE;
        match last.what() {
            Some(What::Measure(code)) => {
                kind = QuantityKind::Measure;
                // 度 by the ten thousand is electricity
                let electric = code.as_ref() == "deg" && number.low >= Decimal::from(10_000);
                unit = Some(if electric { "kW.h".into() } else { code.to_string() });
            }
            Some(What::Age) => {
                kind = QuantityKind::Measure;
                unit = Some("a".into());
            }
            // 27块骨头 are pieces; 27块, 27块钱, 27块左右 are money
            Some(What::Money(_)) if self.is_piece(last) => {
                unit = Some(self.text[last.words.0..last.words.1].to_owned())
            }
            Some(What::Money(code)) => {
                // "pounds" may weigh; sums in millions do not
                let large = number.low >= Decimal::from(1_000_000) && code.as_ref() == "$pound";
                let code = if large {
                    "GBP".into()
                } else {
                    self.money.resolve(code)
                };
                kind = if code.starts_with('[') {
                    QuantityKind::Measure
                } else {
                    QuantityKind::Money
                };
                unit = Some(code.to_string());
            }
            // 25分 alone are points more often than money; the number is the same
            Some(What::Part(..))
                if matches!(&self.text[last.words.0..last.words.1], "分") && last.part == Some(100) =>
            {
                unit = Some("分".into());
            }
            Some(What::Part(code, parts)) => {
                kind = QuantityKind::Money;
                let prefix = if last.part.unwrap_or(*parts) == 10 {
                    'd'
                } else {
                    'c'
                };
                unit = Some(format!("{prefix}{}", self.money.resolve(code)));
            }
            Some(What::Share(worth, shown)) => {
                kind = QuantityKind::Share;
                factor = *worth;
                unit = shown.as_ref().map(|s| s.to_string());
            }
            Some(What::Discount) if number.low == Decimal::TEN => return None,
            Some(What::Dozen) => {
                factor = Decimal::from(12);
                unit = Some(self.text[last.words.0..last.words.1].to_owned());
            }
            Some(What::Discount) => {
                kind = QuantityKind::Share;
                factor = if number.low < Decimal::TEN {
                    Decimal::new(1, 1)
                } else {
                    Decimal::new(1, 2)
                };
            }
            Some(What::Count) => unit = Some(self.text[last.words.0..last.words.1].trim().to_owned()),
            _ => {
                if let Some((from, age)) = self.age(first, ranged) {
                    kind = QuantityKind::Measure;
                    unit = Some("a".into());
                    bounds.start = Some(bounds.start.unwrap_or(from).min(from));
                    rule = Some(age);
                } else if number.denominator.is_some() && number.low < Decimal::ONE {
                    kind = QuantityKind::Share;
                    rule = self.rules.names.fraction.clone().or(rule);
                } else if let Some((from, to)) = self.noun(last, number) {
                    unit = Some(self.text[from..to].to_owned());
                    *end = to;
                    rule = self.rules.names.noun.clone().or(rule);
                }
            }
        }
        Some(Measured {
            kind,
            unit,
            factor,
            rule,
        })
    }

    /// The second number of a range behind `first`: with the joined number, or `None` for it where both are no quantity.
    fn second(&self, first: &Operand<'a>, bounds: &Bounds) -> Option<(Operand<'a>, Option<Number>)> {
        let text = self.text;
        let mut at = first.end;
        for closed in ["(含)", "（含）"] {
            if text[at..self.end].starts_with(closed) {
                at += closed.len();
            }
        }
        let space = self.gap(at);
        let (to, needs_between) = self.rules.ranges.at(text, at + space, self.end)?;
        let word = &text[at + space..to];
        let mut next = to + self.gap(to);
        let letters = word.starts_with(|c: char| c.is_ascii_alphabetic());
        if letters && (next == to || space == 0) {
            return None;
        }
        // a dash with white space on one side only joins nothing
        if matches!(word, "-" | "–" | "—") && space == 0 && next > to && !first.prefixed {
            return None;
        }
        if let Some((past, Bound::About)) = self.rules.bounds_before.at(text, next, self.end) {
            next = past + self.gap(past);
        }
        if let Some((past, _)) = self.rules.money.at(text, next, self.end) {
            next = past + self.gap(past);
        }
        let mut second = self.operand(next, to)?;
        if *needs_between
            && first.unit.is_none()
            && matches!(&text[second.words.0..second.words.1], "间" | "間")
        {
            // 3与5间: the classifier is the end of "between"
            second.unit = None;
            second.end = second.words.0;
        }
        if second.start < to || second.number.low.is_sign_negative() && word == "-" {
            return None;
        }
        if matches!(second.what(), Some(What::Time | What::Name)) && first.unit.is_none() && !needs_between {
            return Some((second, None));
        }
        if *needs_between && !bounds.range {
            let after = self.rules.bounds_after.at(text, second.end, self.end);
            if !matches!(after, Some((_, Bound::Range))) {
                return None;
            }
        }
        let same = match (first.what(), second.what()) {
            (None, _) => true,
            (Some(a), Some(b)) => a == b,
            (Some(_), None) => first.prefixed,
        };
        if !same || first.part != second.part && first.unit.is_some() && first.part.is_some() {
            return None;
        }
        let (a, b) = (first.number, second.number);
        let a = if first.unit.is_none() || first.prefixed && !second.prefixed {
            a.before(&b)
        } else {
            a
        };
        let (low, high) = (a.low, b.high.unwrap_or(b.low));
        let hyphen = matches!(word, "-" | "–" | "‑");
        if low >= high {
            // scores, "5-4", and backward steps are no ranges; a bare pair with a hyphen is none at all
            let bare = first.unit.is_none() && second.unit.is_none();
            return (hyphen && bare && space == 0).then_some((second, None));
        }
        if matches!(word, "or" | "或") && !(high <= low + Decimal::TWO && high <= Decimal::from(20)) {
            return None;
        }
        if hyphen && first.unit.is_none() && second.unit.is_none() {
            let small = high < Decimal::from(20) && self.noun(&second, &second.number).is_none();
            let years = is_year(&a, first) && is_year(&b, &second);
            if small || years {
                return Some((second, None));
            }
        }
        if word.eq_ignore_ascii_case("to")
            && bounds.range
            && self.changing(bounds.range_start.unwrap_or(first.start))
        {
            return None;
        }
        // "Rose $2.50 to $389.40": by so much, to that level.
        let each = first.unit.is_some() == second.unit.is_some() && first.prefixed == second.prefixed;
        let share = matches!(second.what(), Some(What::Share(..)));
        if word.eq_ignore_ascii_case("to")
            && each
            && !share
            && low * Decimal::from(3) < high
            && self.changing(first.start)
        {
            return None;
        }
        let joined = Number {
            low,
            high: Some(high),
            ..b
        };
        Some((second, Some(joined)))
    }

    /// True where a word of change stands shortly before `at`: "rose from".
    fn changing(&self, at: usize) -> bool {
        let mut to = self.back(at, self.start);
        for _ in 0..4 {
            if self.rules.changes.before(self.text, to, self.start).is_some() {
                return true;
            }
            let words = &self.text[self.start..to];
            let letters: usize = words
                .bytes()
                .rev()
                .take(16)
                .take_while(|b| b.is_ascii_alphanumeric() || *b == b'%')
                .count();
            if letters == 0 {
                return false;
            }
            to = self.back(to - letters, self.start);
        }
        false
    }

    /// Words before `at` that bound the number.
    pub(super) fn bounds_before(&self, at: usize, floor: usize) -> Bounds {
        let mut bounds = Bounds::default();
        let mut to = at;
        for _ in 0..4 {
            let back = self.back(to, floor);
            let Some((start, bound)) = self.rules.bounds_before.before(self.text, back, floor) else {
                break;
            };
            match bound {
                Bound::Low => bounds.low = true,
                Bound::High => bounds.high = true,
                Bound::About => bounds.about = true,
                Bound::Range => {
                    bounds.range = true;
                    bounds.range_start = Some(start);
                    break;
                }
                Bound::Each => bounds.each = true,
                Bound::Filler => {
                    bounds.led = true;
                    // "smaller than the 16,000 tons of last year" compares; it bounds nothing
                    if self.text[start..back].eq_ignore_ascii_case("the") {
                        break;
                    }
                    to = start;
                    continue;
                }
            }
            bounds.led = true;
            bounds.start = Some(start);
            to = start;
        }
        bounds
    }

    /// Words behind `at` that bound the number; the offset past them.
    fn bounds_after(&self, at: usize, bounds: &mut Bounds) -> usize {
        let mut end = at;
        for _ in 0..2 {
            let next = end + self.gap(end);
            let Some((to, bound)) = self.rules.bounds_after.at(self.text, next, self.end) else {
                break;
            };
            // "above 1000 and below 1500": the word belongs to the next number
            let follow = to + self.gap(to);
            if follow > to && numbers::read(&self.text[follow..self.end], self.rules.lang).is_some()
                || ["than", "to "]
                    .iter()
                    .any(|w| self.text[follow..self.end].starts_with(w))
            {
                break;
            }
            match bound {
                Bound::Low => (bounds.low, bounds.high) = (true, false),
                Bound::High => (bounds.high, bounds.low) = (true, false),
                Bound::About => bounds.about = true,
                Bound::Each => bounds.each = true,
                _ => {}
            }
            end = to;
        }
        end
    }

    /// True for 块 before the noun that it counts.
    fn is_piece(&self, last: &Operand<'_>) -> bool {
        let next = self.text[last.end..self.end].chars().next();
        !last.prefixed
            && matches!(&self.text[last.words.0..last.words.1], "块" | "塊")
            && next.is_some_and(|c| crate::language::is_han(c) && !numbers::is_numeral(c))
            && !self.follows(Beside::MoneyGoesOn, last.end)
    }

    /// "aged 14", "at the age of 56", "Ms Roe, 42, said": the age's first byte and its rule.
    fn age(&self, first: &Operand<'a>, ranged: bool) -> Option<(usize, RuleName)> {
        let rule = self.rules.names.age.clone()?;
        let whole = first.number.low == first.number.low.trunc() && first.number.low < Decimal::from(120);
        if !whole || first.prefixed || first.number.denominator.is_some() {
            return None;
        }
        let back = self.back(first.start, self.start);
        if let Some((start, ())) = self.rules.ages.before(self.text, back, self.start) {
            return Some((start, rule));
        }
        let digits = first.number.form == Form::Digits && first.number_end - first.at == 2 && !ranged;
        let behind = &self.text[first.end..self.end];
        let closed = behind.starts_with(',')
            || behind.starts_with(" of ")
            || behind.starts_with('.') && behind.len() < 2;
        let before = self.text[self.start..back].strip_suffix(',')?;
        let letters = before
            .bytes()
            .rev()
            .take(24)
            .take_while(u8::is_ascii_alphabetic)
            .count();
        let name = &before[before.len() - letters..];
        let proper = letters > 1
            && name.starts_with(|c: char| c.is_ascii_uppercase())
            && name[1..].bytes().any(|b| b.is_ascii_lowercase());
        let stop = self
            .rules
            .stops
            .before(self.text, self.start + before.len(), self.start)
            .is_some();
        (digits && closed && proper && !stop && self.rules.lang == Language::English)
            .then_some((first.start, rule))
    }

    /// A rate behind the quantity: " per year", "/辆", " a share".
    fn per_after(&self, at: usize) -> Option<(usize, String)> {
        let next = at + self.gap(at);
        if let Some((to, code)) = self.rules.per_after.at(self.text, next, self.end) {
            let behind = self.text[to..self.end].trim_start();
            // "5 million a year ago" is no rate
            let late = ["ago", "earlier", "later", "before", "old", "on year", "on "]
                .iter()
                .any(|w| behind.starts_with(w));
            return (!(late && self.text[next..to].starts_with("a "))).then(|| (to, code.to_string()));
        }
        let rest = &self.text[next..self.end];
        let (skip, limit) = if rest.starts_with("per ") {
            (4, 16)
        } else {
            return None;
        };
        let word: usize = rest[skip..]
            .bytes()
            .take(limit + 1)
            .take_while(u8::is_ascii_alphabetic)
            .count();
        (word > 1 && word <= limit && !rest[skip..].starts_with("cent"))
            .then(|| (next + skip + word, rest[skip..skip + word].to_owned()))
    }

    /// A rate before the quantity: 年产, 每年, "annual capacity of". Fillers may stand between.
    fn per_before(&self, at: usize, floor: usize) -> Option<(usize, String, bool)> {
        let mut to = at;
        let mut each = false;
        for _ in 0..4 {
            let back = self.back(to, floor);
            if let Some((start, code)) = self.rules.per_before.before(self.text, back, floor) {
                return Some((start, code.to_string(), each));
            }
            match self.rules.bounds_before.before(self.text, back, floor) {
                Some((start, Bound::Filler)) => to = start,
                Some((start, Bound::Each)) => {
                    each = true;
                    to = start;
                }
                _ => return None,
            }
        }
        None
    }

    /// "one in five", "two out of three", 3比1: a share of two numbers.
    fn ratio(&self, first: &Operand<'a>) -> Option<Outcome> {
        if first.unit.is_some() || first.number.denominator.is_some() {
            return None;
        }
        let rest_at = first.end + self.gap(first.end);
        let rest = &self.text[rest_at..self.end];
        let (word, skip) = [
            "-to-",
            "out of every ",
            "out of ",
            "in every ",
            "in ",
            "over ",
            "to ",
            ":",
            "比",
            "：",
        ]
        .iter()
        .find(|w| rest.starts_with(**w))
        .map(|w| (*w, w.len()))?;
        let hyphened = word == "-to-";
        let proportion = hyphened || matches!(word, "to " | ":" | "比" | "：");
        // "Two to one" is one without being called so.
        let to_one = word == "to "
            && first.number.form == Form::Words
            && rest[skip..].starts_with("one")
            && !rest[skip + 3..].starts_with(|c: char| c.is_alphanumeric() || c == '-' || c == ' ');
        if proportion && !hyphened && !to_one {
            let before = self.back(first.start, self.start).max(self.start);
            if !self.precedes(Beside::RatioNames, before) {
                return None;
            }
        }
        let at = rest_at + skip;
        let second = self.operand(at, at)?;
        let (a, b) = (first.number.exact()?, second.number.exact()?);
        if second.prefixed
            || second.hyphen && !hyphened
            || second.number.denominator.is_some()
            || a != a.trunc()
            || a.abs() >= b && word != "over " && !proportion
            || b.is_zero()
            || matches!(
                second.what(),
                Some(What::Time | What::Name | What::Measure(_) | What::Money(_) | What::Share(..))
            )
        {
            return None;
        }
        let behind = self.text[second.end..self.end].chars().next();
        let ends = behind.is_none_or(|c| !c.is_alphanumeric() && c != ' ' && c != '-' && c != '%');
        let fits = match word {
            "in " => {
                a <= Decimal::from(9)
                    && !is_year(&second.number, &second)
                    && b <= Decimal::ONE_THOUSAND
                    && (first.number.form == Form::Words
                        || a == Decimal::ONE
                        || self.bounds_follow(second.end))
                    && (second.number.form == Form::Words
                        || b <= Decimal::TEN
                        || b == Decimal::ONE_HUNDRED
                        || b == Decimal::ONE_THOUSAND)
            }
            "over " => ends && a.abs() == Decimal::ONE,
            _ => proportion || a < b,
        };
        if !fits {
            return None;
        }
        let rule = self.rules.names.ratio.clone()?;
        let share = a.checked_div(b)?.normalize();
        let mut bounds = self.bounds_before(first.start, self.start);
        let end = self.bounds_after(second.end, &mut bounds);
        let quantity = Quantity {
            span: Span::new(bounds.start.unwrap_or(first.start), end),
            kind: QuantityKind::Share,
            low: (!bounds.high).then_some(share),
            high: (!bounds.low).then_some(share),
            unit: None,
            per: None,
            approximate: bounds.about,
            distributive: false,
            rule,
        };
        Some((Some(quantity), end))
    }

    /// "percent of 10" where the sign stands first.
    fn share_of(&self, first: &Operand<'a>, floor: usize) -> Option<Outcome> {
        if first.unit.is_some() || self.rules.lang != Language::English {
            return None;
        }
        let back = self.back(first.start, floor);
        let before = self.text[floor..back].strip_suffix("of")?;
        let before = before.strip_suffix(' ')?;
        let (start, unit) = self.rules.units.before(self.text, floor + before.len(), floor)?;
        let What::Share(worth, None) = &unit.what else {
            return None;
        };
        let earlier = self.text[floor..self.back(start, floor)].chars().next_back();
        if earlier.is_some_and(|c| c.is_alphanumeric()) || first.number.denominator.is_some() {
            return None;
        }
        let value = first.number.exact()?.checked_mul(*worth)?.normalize();
        Some((
            Some(Quantity {
                span: Span::new(start, first.end),
                kind: QuantityKind::Share,
                low: Some(value),
                high: Some(value),
                unit: None,
                per: None,
                approximate: false,
                distributive: false,
                rule: unit.rule.clone(),
            }),
            first.end,
        ))
    }

    pub(super) fn bounds_follow(&self, at: usize) -> bool {
        self.rules
            .bounds_after
            .at(self.text, at + self.gap(at), self.end)
            .is_some()
    }

    /// Where to go on behind a number that could not be read: past the run of digits, letters and joints.
    pub(super) fn skip(&self, at: usize) -> usize {
        let rest = &self.text[at..self.end];
        let mut len = 0;
        for c in rest.chars() {
            // a string of digits that is too long is left as a whole, or each of its ends would be tried
            let part = c.is_ascii_alphanumeric()
                || numbers::digit(c).is_some()
                || self.rules.lang == Language::Chinese && numbers::chinese_digit(c).is_some();
            if !part {
                break;
            }
            len += c.len_utf8();
        }
        at + len.max(rest.chars().next().map_or(1, char::len_utf8))
    }

    /// A quantity of a rule that needs no number words of its own.
    pub(super) fn vague_quantity(&self, at: usize, floor: usize) -> Option<Outcome> {
        let (mut to, vague) = self.rules.vague.at(self.text, at, self.end)?;
        let rule: RuleName = self.rules.names.vague.clone()?;
        let mut unit = None;
        let operand = Operand {
            start: at,
            at,
            number_end: to,
            end: to,
            number: Number {
                high: vague.high,
                ..Number::plain(vague.low, to - at, Form::Words)
            },
            unit: None,
            words: (0, 0),
            prefixed: false,
            part: None,
            hyphen: false,
        };
        let next = to + self.gap(to);
        let next = if self.text[next..self.end].starts_with("of ") {
            next + 3
        } else {
            next
        };
        let mut kind = if vague.share {
            QuantityKind::Share
        } else {
            QuantityKind::Count
        };
        match self
            .rules
            .units
            .at(self.text, next, self.end)
            .filter(|_| !vague.share)
        {
            Some((_, found)) if matches!(found.what, What::Time | What::Name) => return Some((None, to)),
            Some((end, found)) => {
                match &found.what {
                    What::Money(code) => {
                        kind = QuantityKind::Money;
                        unit = Some(self.money.resolve(code).to_string());
                    }
                    What::Measure(code) => {
                        kind = QuantityKind::Measure;
                        unit = Some(code.to_string());
                    }
                    _ => unit = Some(self.text[next..end].to_owned()),
                }
                to = end;
            }
            None => {
                if let Some((from, end)) = self.noun(&operand, &operand.number) {
                    unit = Some(self.text[from..end].to_owned());
                    to = end;
                }
            }
        }
        let mut bounds = self.bounds_before(at, floor);
        to = self.bounds_after(to, &mut bounds);
        let quantity = Quantity {
            span: Span::new(bounds.start.unwrap_or(at), to),
            kind,
            low: (!bounds.high).then_some(vague.low),
            high: if bounds.low { None } else { vague.high },
            unit,
            per: None,
            approximate: bounds.about
                || vague.high != Some(vague.low)
                || self.rules.lang == Language::English,
            distributive: false,
            rule,
        };
        Some((Some(quantity), to))
    }
}

/// True for four plain digits that a year may be written with.
pub(super) fn is_year(number: &Number, operand: &Operand<'_>) -> bool {
    number.form == Form::Digits
        && operand.number_end - operand.at == 4
        && number.low >= Decimal::from(1800)
        && number.low <= Decimal::from(2100)
}
