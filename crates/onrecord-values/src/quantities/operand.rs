//! One number with the currency before it and the unit behind it: "US$4.7 billion", "5 ft 2 in", 五块六毛.
//! What does not live here: ranges, bounds and rates (see `phrase`).

use rust_decimal::Decimal;

use super::beside::Beside;
use super::phrase::Reader;
use super::rules::{Unit, What};
use crate::numbers::{self, Form, Number};
use crate::{Language, RuleName};

/// A number with its unit.
#[derive(Clone, Debug)]
pub(super) struct Operand<'a> {
    /// First byte: of the currency where it stands before.
    pub(super) start: usize,
    /// First byte of the number itself.
    pub(super) at: usize,
    /// One past the number's last byte.
    pub(super) number_end: usize,
    /// One past the last byte, unit included.
    pub(super) end: usize,
    pub(super) number: Number,
    pub(super) unit: Option<&'a Unit>,
    /// The unit's words, for counted things.
    pub(super) words: (usize, usize),
    /// True where the unit stands before the number.
    pub(super) prefixed: bool,
    /// The smaller currency part that was added or stands alone, in parts of the whole: 100 for "34 cents".
    pub(super) part: Option<u32>,
    /// True where the unit joins by a hyphen ("three-ton").
    pub(super) hyphen: bool,
}

impl<'a> Operand<'a> {
    pub(super) fn what(&self) -> Option<&'a What> {
        self.unit.map(|u| &u.what)
    }

    pub(super) fn rule(&self) -> Option<RuleName> {
        self.unit.map(|u| u.rule.clone())
    }
}

impl<'a> Reader<'a> {
    /// White space at `at`, inside the line.
    pub(super) fn gap(&self, at: usize) -> usize {
        numbers::gap(&self.text[at..self.end]).unwrap_or(0)
    }

    /// Where white space before `at` begins; at most three characters.
    pub(super) fn back(&self, at: usize, floor: usize) -> usize {
        let words = &self.text[floor..at];
        let mut end = words.len();
        for (_, c) in words.char_indices().rev().take(3).take_while(|(_, c)| is_gap(*c)) {
            end -= c.len_utf8();
        }
        floor + end
    }

    /// The number at `at` with its unit; a currency before it may begin at `floor` at the earliest.
    pub(super) fn operand(&self, at: usize, floor: usize) -> Option<Operand<'a>> {
        let number = numbers::read(&self.text[at..self.end], self.rules.lang)?;
        let mut operand = Operand {
            start: at,
            at,
            number_end: at + number.len,
            end: at + number.len,
            number,
            unit: None,
            words: (0, 0),
            prefixed: false,
            part: None,
            hyphen: false,
        };
        self.sign(&mut operand, floor);
        let before = self.back(operand.start, floor);
        let money = self.rules.money.before(self.text, before, floor);
        if let Some((start, unit)) = money {
            operand.start = start;
            operand.unit = Some(unit);
            operand.prefixed = true;
            if matches!(operand.number.form, Form::Digits)
                && let Some((scale, len)) = numbers::english_scale(&self.text[operand.end..self.end], true)
                && let Some(scaled) = operand.number.times(scale)
            {
                operand.number = Number {
                    scale,
                    chain: scale,
                    form: Form::Mixed,
                    ..scaled
                };
                operand.end += len;
                operand.number_end = operand.end;
            }
            // "-$5"
            let sign = self.back(start, floor);
            if sign == start
                && self.text[floor..start].ends_with('-')
                && !self.text[floor..start - 1].ends_with(|c: char| c.is_alphanumeric())
            {
                operand.start -= 1;
                operand.number = operand.number.negated();
            }
        }
        self.unit_behind(&mut operand);
        self.cold(&mut operand, floor);
        self.parts(&mut operand);
        Some(operand)
    }

    /// A minus sign right before digits, itself behind nothing that it could join.
    fn sign(&self, operand: &mut Operand<'_>, floor: usize) {
        if operand.number.form == Form::Words {
            return;
        }
        // "- 5.2" alone on its line is a figure, not a bullet
        if operand.end == self.end && matches!(self.text[self.start..operand.at].trim_end(), "-" | "−") {
            operand.start = self.start;
            operand.number = operand.number.negated();
            return;
        }
        let before = &self.text[floor..operand.at];
        let Some(mark) = before
            .chars()
            .next_back()
            .filter(|c| matches!(c, '-' | '−' | '－'))
        else {
            return;
        };
        let earlier = before[..before.len() - mark.len_utf8()].chars().next_back();
        if earlier.is_none_or(|c| {
            c.is_whitespace() || matches!(c, '(' | '（' | '[' | '为' | ':' | '：' | '/' | '=' | ',' | '，')
        }) {
            operand.start -= mark.len_utf8();
            operand.number = operand.number.negated();
        }
    }

    /// 气温-12℃: behind a Han character a minus stands only before degrees and shares. 零下 is one in words.
    fn cold(&self, operand: &mut Operand<'_>, floor: usize) {
        if operand.start != operand.at || operand.number.low.is_sign_negative() {
            return;
        }
        let before = &self.text[floor..operand.at];
        let degrees =
            matches!(operand.what(), Some(What::Measure(c)) if matches!(c.as_ref(), "Cel" | "kW.h" | "deg"));
        let mark = ["-", "−", "－", "零下"].into_iter().find(|m| before.ends_with(m));
        let Some(mark) = mark else { return };
        let han = before[..before.len() - mark.len()].ends_with(crate::language::is_han);
        if mark == "零下" && degrees || han && (matches!(operand.what(), Some(What::Share(..))) || degrees)
        {
            operand.start -= mark.len();
            operand.number = operand.number.negated();
        }
    }

    /// The unit at `at` behind a number: the longest of words and, behind digits, signs.
    fn unit_at(&self, at: usize, form: Form) -> Option<(usize, &'a Unit)> {
        let word = self.rules.units.at(self.text, at, self.end);
        let sign = (form != Form::Words)
            .then(|| self.rules.signs.at(self.text, at, self.end))
            .flatten();
        // "1 $10": the sign belongs to what follows; "24703 L-202" is a code
        let sign = sign.filter(|(to, unit)| {
            let next = &self.text.as_bytes()[*to..self.end];
            let money = matches!(unit.what, What::Money(_));
            !(money && next.first().is_some_and(u8::is_ascii_digit)
                || *to == at + 1
                    && self.text[..at].ends_with(' ')
                    && next.first() == Some(&b'-')
                    && next.get(1).is_some_and(u8::is_ascii_digit))
        });
        match (word, sign) {
            (Some(w), Some(s)) => Some(if s.0 >= w.0 { s } else { w }),
            (w, s) => w.or(s),
        }
    }

    /// True where a digit and a dime (毫, 毛) follow.
    fn dime(&self, at: usize) -> bool {
        let Some(c) = self.text[at..self.end].chars().next() else {
            return false;
        };
        self.precedes(Beside::Piece, at)
            && numbers::chinese_digit(c).is_some()
            && self.follows(Beside::Dime, at + c.len_utf8())
    }

    /// 九 九 折, from the first digit.
    fn spaced_digit(&self, operand: &mut Operand<'a>, at: usize) -> Option<(usize, &'a Unit)> {
        if self.rules.lang != Language::Chinese || at != operand.end + 1 || operand.number.low >= Decimal::TEN
        {
            return None;
        }
        let c = self.text[at..self.end].chars().next()?;
        let ones = numbers::digit(c).or_else(|| numbers::chinese_digit(c))?;
        let behind = at + c.len_utf8();
        let behind = behind + self.gap(behind);
        let (to, unit) = self.rules.units.at(self.text, behind, self.end)?;
        if unit.what != What::Discount
            || operand.number.low < Decimal::ONE
            || operand.number.exact() != Some(operand.number.low.trunc())
        {
            return None;
        }
        operand.number.low = operand.number.low * Decimal::TEN + Decimal::from(ones);
        operand.number.high = Some(operand.number.low);
        Some((to, unit))
    }

    fn unit_behind(&self, operand: &mut Operand<'a>) {
        let text = self.text;
        let mut at = operand.end;
        let space = self.gap(at);
        let mut hyphen = false;
        let rest = &text[at + space..self.end];
        if space == 0 && self.rules.lang == Language::English {
            if let Some(c) = rest.chars().next().filter(|c| matches!(c, '-' | '‑'))
                && rest[c.len_utf8()..].starts_with(|c: char| c.is_ascii_alphabetic())
            {
                at += c.len_utf8();
                hyphen = true;
            }
        } else if rest.starts_with("- ") && space > 0 && operand.number.form == Form::Digits {
            // tokenised text: "3 - year"
            at += space + 2;
        } else {
            at += space;
        }
        if at == operand.end + space && rest.starts_with(['(', '（']) {
            // "20 (kg)"
            let open = rest.chars().next().map_or(0, char::len_utf8);
            if let Some((to, unit)) = self.unit_at(at + open, operand.number.form)
                && matches!(unit.what, What::Measure(_))
                && text[to..self.end].starts_with([')', '）'])
            {
                operand.unit = Some(unit);
                operand.words = (at + open, to);
                operand.end = to + text[to..].chars().next().map_or(0, char::len_utf8);
            }
            return;
        }
        if operand.number.denominator.is_some() && self.rules.lang == Language::English && space > 0 {
            // "half a kilometre", "two thirds of a mile"
            if let Some(behind) = self.past(Beside::OfUnit, at)
                && let Some((to, unit)) = self.rules.units.at(text, behind, self.end)
                && matches!(unit.what, What::Measure(_))
            {
                operand.unit = Some(unit);
                operand.words = (behind, to);
                operand.end = to;
                return;
            }
        }
        if let Some((scaled, len)) = self.pieces_of_scale(operand, at) {
            operand.number = scaled;
            operand.end = at + len;
            operand.number_end = operand.end;
            at = operand.end;
        }
        let mut found = self
            .unit_at(at, operand.number.form)
            .or_else(|| self.spaced_digit(operand, at));
        found = found.filter(|(to, unit)| {
            // "7 p. m." is no pence, 750万两人 no weight
            let words = &text[at..*to];
            // 300成分, 170万成交: no tenths
            let tenths = words == "成" && self.follows(Beside::NoTenths, *to);
            !tenths
                && !(words == "p" && (at > operand.end || text[*to..self.end].starts_with('.'))
                    || self.is(Beside::Ounce, words)
                        && matches!(unit.what, What::Measure(_))
                        && self.rules.units.at(text, *to, self.end).is_some())
        });
        if let Some((to, unit)) = self.thousand_of_unit(operand, found.map(|(to, _)| to)) {
            at = operand.end;
            found = Some((to, unit));
        }
        if let Some((to, unit)) = found
            && unit.what == What::Count
            && self.rules.lang == Language::Chinese
            && self.dime(to)
            && let Some((_, yuan)) = self.rules.units.at("元", 0, "元".len())
        {
            // 三個一毫四: the piece is a dollar where dimes follow
            if !operand.prefixed {
                operand.unit = Some(yuan);
                operand.words = (at, to);
            }
            operand.end = to;
            return;
        }
        let Some((to, unit)) = found else { return };
        if operand.prefixed {
            // "$10 dollars", 人民币8千元: the nearer one names, the other confirms
            if matches!(unit.what, What::Money(_)) && to > at {
                let general =
                    |what: Option<&What>| matches!(what, Some(What::Money(code)) if code.starts_with('$'));
                if general(operand.what()) {
                    operand.unit = Some(unit);
                } else if operand.what() != Some(&unit.what) && !general(Some(&unit.what)) {
                    return;
                }
                operand.end = to;
            }
            return;
        }
        operand.unit = Some(unit);
        operand.words = (at, to);
        operand.end = to;
        operand.hyphen = hyphen;
        if let What::Part(_, parts) = unit.what {
            operand.part = Some(parts);
        }
        if let What::Money(code) = &unit.what {
            self.second_currency(operand, code, to);
        }
    }

    /// 三千瓦: the thousand belongs to the unit where the unit has one, and no longer one was found.
    fn thousand_of_unit(&self, operand: &mut Operand<'a>, found: Option<usize>) -> Option<(usize, &'a Unit)> {
        let text = self.text;
        if self.rules.lang == Language::Chinese
            && operand.number.scale == Decimal::ONE_THOUSAND
            && operand.number.low < Decimal::from(10_000)
            && operand.number.low == operand.number.high.unwrap_or_default()
            && text[..operand.end].ends_with('千')
            && let Some((to, unit)) = self.rules.units.at(text, operand.end - '千'.len_utf8(), self.end)
            && matches!(unit.what, What::Measure(_))
            && found.is_none_or(|other| to >= other)
            && let Some(number) = operand.number.times(Decimal::new(1, 3))
        {
            operand.number = Number {
                scale: Decimal::ONE,
                chain: Decimal::ONE,
                ..number
            };
            operand.end -= '千'.len_utf8();
            operand.number_end = operand.end;
            return Some((to, unit));
        }
        None
    }

    /// What says more about an amount of money that ends at `to`: a second currency, a scale.
    fn second_currency(&self, operand: &mut Operand<'a>, code: &str, to: usize) {
        let text = self.text;
        // 三万元欧元, 8亿元人民币: a second currency right behind says which one
        let next = to + self.gap(to);
        if let Some((end, second)) = self.rules.units.at(text, next, self.end)
            && let What::Money(other) = &second.what
            && (code.starts_with('$') && !other.starts_with('$'))
            && self.rules.lang == Language::Chinese
        {
            operand.unit = Some(second);
            operand.end = end;
        }
        // "75 USD million"
        if operand.number.scale == Decimal::ONE
            && let Some((scale, len)) = numbers::english_scale(&text[operand.end..self.end], false)
            && let Some(scaled) = operand.number.times(scale)
        {
            operand.number = Number {
                scale,
                chain: scale,
                ..scaled
            };
            operand.end += len;
        }
    }

    /// Smaller units behind the first: cents, inches, 角 and 分, and 半.
    fn parts(&self, operand: &mut Operand<'a>) {
        let Some(unit) = operand.unit else { return };
        if operand.number.exact().is_none() {
            return;
        }
        match &unit.what {
            What::Money(_) | What::Part(..) => self.money_parts(operand),
            What::Measure(code) if code.as_ref() == "m" && self.rules.lang == Language::Chinese => {
                self.tenth_or_half(operand);
            }
            What::Measure(code) => {
                let Some((smaller, many)) = smaller(code) else {
                    self.half(operand);
                    return;
                };
                let mut at = operand.end + self.gap(operand.end);
                if self.text[at..self.end].starts_with("and ") {
                    at += 4;
                } else if self.text[at..self.end].starts_with(", ") {
                    at += 2;
                }
                let Some(number) = numbers::read(&self.text[at..self.end], self.rules.lang) else {
                    self.half(operand);
                    return;
                };
                let unit_at = at + number.len + self.gap(at + number.len);
                let found = self.unit_at(unit_at, number.form);
                let inch = || {
                    (code.as_ref() == "[ft_i]" && self.text[unit_at..self.end].starts_with("in"))
                        .then_some(unit_at + 2)
                        .filter(|to| !self.text[*to..self.end].starts_with(|c: char| c.is_alphanumeric()))
                };
                let to = match found {
                    Some((to, u)) if matches!(&u.what, What::Measure(c) if c.as_ref() == smaller) => Some(to),
                    _ => inch(),
                };
                if let Some(to) = to
                    && let Some(part) = number.exact()
                    && part < Decimal::from(many)
                    && let Some(sum) = operand.number.low.checked_add(part / Decimal::from(many))
                {
                    operand.number.low = sum;
                    operand.number.high = Some(sum);
                    operand.end = to;
                }
            }
            What::Share(worth, None) if *worth == Decimal::new(1, 1) => {
                self.tenth_or_half(operand);
            }
            What::Count | What::Share(..) => self.half(operand),
            _ => {}
        }
    }

    /// 三个亿, 20多个亿: hundreds of millions as pieces. The number times its scale, and the bytes that 个亿 takes.
    fn pieces_of_scale(&self, operand: &Operand<'a>, at: usize) -> Option<(Number, usize)> {
        if self.rules.lang != Language::Chinese || at != operand.end || operand.number.denominator.is_some() {
            return None;
        }
        let rest = &self.text[at..self.end];
        let inner = self.past(Beside::Piece, at)?;
        let inner = self.past(Beside::SomeMore, inner).unwrap_or(inner);
        let (scale, words) = numbers::hundred_millions(&self.text[inner..self.end])?;
        // 两个亿级市场, 三个亿元县 are pieces of another kind.
        if self.follows(Beside::NoScale, self.end - words.len()) {
            return None;
        }
        let number = operand.number.times(Decimal::from(scale))?;
        let number = Number {
            scale: Decimal::from(scale),
            form: Form::Mixed,
            ..number
        };
        Some((number, rest.len() - words.len()))
    }

    fn tenth_or_half(&self, operand: &mut Operand<'a>) {
        if !self.tenth(operand) {
            self.half(operand);
        }
    }

    /// A digit behind a unit is its tenth: 七成六, 一米八, 1米8.
    fn tenth(&self, operand: &mut Operand<'a>) -> bool {
        let at = operand.end + self.gap(operand.end);
        let rest = &self.text[at..self.end];
        let Some(c) = rest.chars().next() else {
            return false;
        };
        let plain = |c: char| c.to_digit(10).filter(|_| operand.end == at).map(|d| d as u8);
        let Some(digit) = numbers::chinese_digit(c).or_else(|| plain(c)) else {
            return false;
        };
        let goes_on =
            |n: char| numbers::is_numeral(n) || n.is_ascii_alphanumeric() || matches!(n, '.' | '%' | '-');
        let end = at + c.len_utf8();
        if rest[c.len_utf8()..].starts_with(goes_on)
            || self.follows(Beside::NoTenth, end)
            || self.unit_at(end, Form::Words).is_some()
        {
            return false;
        }
        operand.number.low += Decimal::new(i64::from(digit), 1);
        operand.number.high = Some(operand.number.low);
        operand.end = end;
        true
    }

    /// 半 behind a unit: 两米半, 三个半. Not 三个半月.
    fn half(&self, operand: &mut Operand<'a>) {
        if self.rules.lang != Language::Chinese || operand.number.scale > Decimal::TEN {
            return;
        }
        let rest = &self.text[operand.end..self.end];
        if rest.starts_with('半') && !self.follows(Beside::NoHalf, operand.end + '半'.len_utf8()) {
            operand.number.low += Decimal::new(5, 1);
            operand.number.high = Some(operand.number.low);
            operand.end += '半'.len_utf8();
        }
    }

    fn money_parts(&self, operand: &mut Operand<'a>) {
        let Some(What::Money(code) | What::Part(code, _)) = operand.what() else {
            return;
        };
        let chinese = self.rules.lang == Language::Chinese;
        let main = operand.part.unwrap_or(1);
        // the value in units of the smallest part named
        let mut value = operand.number.low;
        let mut worth = main;
        if value != value.trunc() || operand.number.scale > Decimal::TEN {
            return;
        }
        let mut colloquial = self.precedes(Beside::Colloquial, operand.end);
        for _ in 0..2 {
            let rest_at = operand.end + self.gap(operand.end);
            let rest = &self.text[rest_at..self.end];
            let (joined, skip) = ["and ", "又", "零", ", "]
                .iter()
                .find(|w| rest.starts_with(**w))
                .map_or((false, 0), |w| (*w != ", ", w.len()));
            let zero = rest.starts_with('零');
            let at = rest_at + skip;
            let Some(number) = numbers::read(&self.text[at..self.end], self.rules.lang) else {
                break;
            };
            let Some(part) = number
                .exact()
                .filter(|d| *d < Decimal::ONE_HUNDRED && d.is_sign_positive())
            else {
                break;
            };
            if number.form == Form::Mixed || number.denominator.is_some() || part != part.trunc() {
                break;
            }
            let behind = at + number.len;
            let found = self.unit_at(behind + self.gap(behind), number.form);
            let many = match found {
                Some((to, unit)) => match &unit.what {
                    What::Part(of, many)
                        if *many > worth
                            && (of == code
                                || of.starts_with('$')
                                || code.starts_with('$')
                                || *many == 100) =>
                    {
                        Some((*many, to))
                    }
                    _ => None,
                },
                None if chinese && colloquial => {
                    let next = self.text[behind..self.end].chars().next();
                    let single = number.len == 3 || number.form == Form::Digits && number.len == 1;
                    let ends = next.is_none_or(|c| {
                        !crate::language::is_han(c) || self.follows(Beside::AmountEnds, behind)
                    });
                    (single && ends).then(|| (if zero { worth * 100 } else { worth * 10 }, behind))
                }
                None if !chinese && worth == 1 && !rest.starts_with(", ") => {
                    let next = self.text[behind..self.end].trim_start();
                    let two = number.form == Form::Words || number.len == 2;
                    let ends = next.is_empty()
                        || next.starts_with([',', ';', '!', '?', ')', '"'])
                        || next.starts_with('.') && !next[1..].starts_with(|c: char| c.is_ascii_digit())
                        || !joined && next.starts_with("more")
                        || joined && next.starts_with("and ");
                    (two && ends && !operand.hyphen).then_some((100, behind))
                }
                None => None,
            };
            let Some((many, to)) = many.filter(|(m, _)| *m > worth && *m <= 100) else {
                break;
            };
            value = value * Decimal::from(many / worth) + part;
            worth = many;
            operand.end = to;
            colloquial = self.precedes(Beside::ColloquialParts, to);
        }
        if worth != main {
            if main == 1 {
                value /= Decimal::from(worth);
            } else {
                operand.part = Some(worth);
            }
            operand.number.low = value;
            operand.number.high = Some(value);
        } else {
            let rest = &self.text[operand.end..self.end];
            if rest.starts_with('半') {
                self.half(operand);
            }
            if self.text[operand.end..self.end].starts_with('钱') {
                operand.end += '钱'.len_utf8();
            }
        }
        if self.text[operand.end..self.end].starts_with(['整', '钱']) {
            operand.end += '整'.len_utf8();
        }
    }
}

/// The smaller unit that may follow, and how many make the larger.
fn smaller(code: &str) -> Option<(&'static str, u32)> {
    Some(match code {
        "[ft_i]" => ("[in_i]", 12),
        "[stone_av]" => ("[lb_av]", 14),
        "[lb_av]" => ("[oz_av]", 16),
        "[jin]" => ("[liang]", 10),
        _ => return None,
    })
}

fn is_gap(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{3000}')
}
