//! Small numbers in time expressions: years, days, hours, amounts; digits and words of both languages.
//! What does not live here: quantities as results (see `quantities`).

use super::expression::Amount;
use super::symbols as sym;
use super::vocabulary::{Kind, Token, Vocabulary, WordId};

/// A number at some place: the classes it can stand for, and where it ends.
#[derive(Clone, Copy, Debug)]
pub(super) struct Numeral {
    pub(super) symbol: u16,
    pub(super) end: usize,
    pub(super) amount: Amount,
}

/// What a number word adds.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Role {
    /// 0–9.
    Digit(i64),
    /// 10–19.
    Teen(i64),
    /// 20–90.
    Tens(i64),
    Hundred,
    Thousand,
    Million,
    Ordinal(i64),
    And,
    /// A Chinese digit.
    Han(i64),
    /// A Chinese power of ten.
    HanTen(i64),
    /// 几, 数, 好几.
    HanSome,
    /// 多, 余, 来 behind a number.
    HanMore,
    HanHalf,
}

const ENGLISH: &[(&str, Role)] = &[
    ("zero", Role::Digit(0)),
    ("one", Role::Digit(1)),
    ("two", Role::Digit(2)),
    ("three", Role::Digit(3)),
    ("four", Role::Digit(4)),
    ("five", Role::Digit(5)),
    ("six", Role::Digit(6)),
    ("seven", Role::Digit(7)),
    ("eight", Role::Digit(8)),
    ("nine", Role::Digit(9)),
    ("ten", Role::Teen(10)),
    ("eleven", Role::Teen(11)),
    ("twelve", Role::Teen(12)),
    ("thirteen", Role::Teen(13)),
    ("fourteen", Role::Teen(14)),
    ("fifteen", Role::Teen(15)),
    ("sixteen", Role::Teen(16)),
    ("seventeen", Role::Teen(17)),
    ("eighteen", Role::Teen(18)),
    ("nineteen", Role::Teen(19)),
    ("twenty", Role::Tens(20)),
    ("thirty", Role::Tens(30)),
    ("forty", Role::Tens(40)),
    ("fifty", Role::Tens(50)),
    ("sixty", Role::Tens(60)),
    ("seventy", Role::Tens(70)),
    ("eighty", Role::Tens(80)),
    ("ninety", Role::Tens(90)),
    ("hundred", Role::Hundred),
    ("thousand", Role::Thousand),
    ("million", Role::Million),
    ("and", Role::And),
    ("first", Role::Ordinal(1)),
    ("second", Role::Ordinal(2)),
    ("third", Role::Ordinal(3)),
    ("fourth", Role::Ordinal(4)),
    ("fifth", Role::Ordinal(5)),
    ("sixth", Role::Ordinal(6)),
    ("seventh", Role::Ordinal(7)),
    ("eighth", Role::Ordinal(8)),
    ("ninth", Role::Ordinal(9)),
    ("tenth", Role::Ordinal(10)),
    ("eleventh", Role::Ordinal(11)),
    ("twelfth", Role::Ordinal(12)),
    ("thirteenth", Role::Ordinal(13)),
    ("fourteenth", Role::Ordinal(14)),
    ("fifteenth", Role::Ordinal(15)),
    ("sixteenth", Role::Ordinal(16)),
    ("seventeenth", Role::Ordinal(17)),
    ("eighteenth", Role::Ordinal(18)),
    ("nineteenth", Role::Ordinal(19)),
    ("twentieth", Role::Ordinal(20)),
    ("thirtieth", Role::Ordinal(30)),
    ("fortieth", Role::Ordinal(40)),
    ("fiftieth", Role::Ordinal(50)),
];

const CHINESE: &[(&str, Role)] = &[
    ("零", Role::Han(0)),
    ("〇", Role::Han(0)),
    ("○", Role::Han(0)),
    ("一", Role::Han(1)),
    ("二", Role::Han(2)),
    ("两", Role::Han(2)),
    ("三", Role::Han(3)),
    ("四", Role::Han(4)),
    ("五", Role::Han(5)),
    ("六", Role::Han(6)),
    ("七", Role::Han(7)),
    ("八", Role::Han(8)),
    ("九", Role::Han(9)),
    ("俩", Role::Han(2)),
    ("仨", Role::Han(3)),
    ("十", Role::HanTen(10)),
    ("百", Role::HanTen(100)),
    ("千", Role::HanTen(1000)),
    ("万", Role::HanTen(10_000)),
    ("几", Role::HanSome),
    ("数", Role::HanSome),
    ("多", Role::HanMore),
    ("余", Role::HanMore),
    ("来", Role::HanMore),
    ("半", Role::HanHalf),
];

/// Number words by their number in the vocabulary.
#[derive(Debug, Default)]
pub(super) struct Numerals {
    roles: Vec<Option<Role>>,
    /// st, nd, rd, th.
    suffixes: Vec<WordId>,
    dot: WordId,
    comma: WordId,
    /// Marks in front of an amount of money and others that make digits no number.
    money: Vec<WordId>,
    /// Marks and words glued behind digits that make them no number of time.
    spoil: Vec<WordId>,
    apostrophe: WordId,
    /// Marks between two years.
    dashes: Vec<WordId>,
    /// 年, and what behind it makes the digits before it a count all the same: 2000多年, 2000年之久.
    year: WordId,
    counting: Vec<WordId>,
    /// 的历(史): 2000年的历史.
    history: [WordId; 2],
    /// 之久: 2000年之久.
    lasting: [WordId; 2],
    /// 公元, 纪元: the number is a year of that era, written with any digits.
    era: WordId,
}

impl Numerals {
    pub(super) fn new(vocabulary: &mut Vocabulary) -> Numerals {
        let mut numerals = Numerals::default();
        for (word, role) in ENGLISH.iter().chain(CHINESE) {
            let id = vocabulary.add(word, false) as usize;
            if numerals.roles.len() <= id {
                numerals.roles.resize(id + 1, None);
            }
            numerals.roles[id] = Some(*role);
        }
        numerals.suffixes = ["st", "nd", "rd", "th"]
            .iter()
            .map(|s| vocabulary.add(s, false))
            .collect();
        numerals.dot = vocabulary.add(".", false);
        numerals.comma = vocabulary.add(",", false);
        numerals.dashes = ["-", "–", "/"].iter().map(|s| vocabulary.add(s, false)).collect();
        numerals.apostrophe = vocabulary.add("'", false);
        numerals.money = ["$", "£", "€", "¥", "￥", "₹", "#", "№", "="]
            .iter()
            .take(8)
            .map(|s| vocabulary.add(s, true))
            .collect();
        numerals.year = vocabulary.add("年", false);
        numerals.counting = ["多", "余", "历"]
            .iter()
            .map(|w| vocabulary.add(w, true))
            .collect();
        numerals.history = [vocabulary.add("的", true), vocabulary.add("历", true)];
        numerals.lasting = [vocabulary.add("之", true), vocabulary.add("久", true)];
        numerals.era = vocabulary.add("元", true);
        numerals.spoil = ["%", "％", "°", "℃", "‰"]
            .iter()
            .map(|s| vocabulary.add(s, true))
            .collect();
        numerals
    }

    /// True for a word that counts.
    pub(super) fn counts(&self, id: WordId) -> bool {
        !matches!(
            self.roles.get(id as usize).copied().flatten(),
            None | Some(Role::And | Role::HanMore | Role::HanHalf)
        )
    }

    fn role(&self, token: &Token) -> Option<Role> {
        self.roles.get(token.id as usize).copied().flatten()
    }

    /// Numbers that begin at `at`. `before` is the token in front of the run's token `at`, if any.
    pub(super) fn at(&self, tokens: &[Token], at: usize, out: &mut Vec<Numeral>) {
        match tokens[at].kind {
            Kind::Digits => self.digits(tokens, at, out),
            Kind::Word => self.english(tokens, at, out),
            Kind::Han => self.chinese(tokens, at, out),
            Kind::Mark => {}
        }
    }

    /// True for digits before 年 that name a year: 1900–2100, unless the words behind say that years are counted.
    /// `tokens` are those of the whole block.
    pub(super) fn names_year(&self, tokens: &[Token], at: usize) -> bool {
        let is = |place: usize, id: WordId| tokens.get(place).is_some_and(|t| t.id == id && t.space < 2);
        let token = &tokens[at];
        token.kind == Kind::Digits
            && (1900..=2100).contains(&token.number)
            && is(at + 1, self.year)
            && !self.counting.iter().any(|id| is(at + 2, *id))
            && !(is(at + 2, self.lasting[0]) && is(at + 3, self.lasting[1]))
            && !(is(at + 2, self.history[0]) && is(at + 3, self.history[1]))
            && !(at > 0 && tokens[at - 1].id == self.era && self.era != 0)
    }

    fn digits(&self, tokens: &[Token], at: usize, out: &mut Vec<Numeral>) {
        let token = &tokens[at];
        if self.is_no_number(tokens, at) {
            return;
        }
        let value = i64::from(token.number);
        let long = if token.kind == Kind::Digits
            && token.len().is_multiple_of(3)
            && token.number < 10
            && token.len() == 3
        {
            // A full-width digit takes three bytes.
            1
        } else {
            token.len()
        };
        let mut push = |symbol: u16, end: usize, amount: Amount| out.push(Numeral { symbol, end, amount });
        let whole = Amount::whole(value);
        let end = at + 1;
        if long > 9 {
            return;
        }
        if long == 8 {
            push(sym::YMD, end, whole);
        }
        if long == 4 && (1000..2200).contains(&value) {
            push(sym::YYYY, end, whole);
            if value % 10 == 0 {
                push(sym::YDEC, end, whole);
            }
            if (1900..2036).contains(&value) {
                push(sym::NY, end, whole);
            }
        }
        if long == 2 {
            push(sym::YY, end, whole);
            if !(10..70).contains(&value) {
                push(sym::YL, end, whole);
            }
            if value < 10 {
                push(sym::Y0, end, whole);
            }
        }
        if long <= 2 {
            if (1..=12).contains(&value) {
                push(sym::MM, end, whole);
            }
            if (1..=31).contains(&value) {
                push(sym::DD, end, whole);
            }
            if value <= 24 {
                push(sym::HH, end, whole);
            }
            if long == 2 && value < 60 {
                push(sym::MI, end, whole);
            }
        }
        if (long == 4 || long == 3) && value / 100 <= 24 && value % 100 < 60 {
            push(sym::HHMM, end, whole);
        }
        if long <= 7 {
            push(sym::N, end, whole);
            push(sym::INT, end, whole);
        }
        if let Some(next) = tokens.get(at + 1)
            && self.suffixes.contains(&next.id)
            && next.space == 0
            && value > 0
            && value < 1000
        {
            push(sym::ORD, end + 1, whole);
            if value <= 31 {
                push(sym::OD, end + 1, whole);
            }
        }
        self.longer(tokens, at, long, out);
    }

    /// "SU7", "$12", the 31 of "6,107.31": true for digits that are a part of something else.
    fn is_no_number(&self, tokens: &[Token], at: usize) -> bool {
        let token = &tokens[at];
        let glued = token.space == 0 && at > 0;
        if glued {
            let previous = &tokens[at - 1];
            // "SU7", "$12", "1.5" seen from the 5 behind a point that a number stands before.
            if previous.kind == Kind::Word && previous.id == 0 || self.money.contains(&previous.id) {
                return true;
            }
        }
        if at > 0 && self.money.contains(&tokens[at - 1].id) {
            return true;
        }
        // The 31 of "6,107.31".
        if glued
            && at > 3
            && tokens[at - 1].id == self.dot
            && tokens[at - 3].id == self.comma
            && tokens[at - 2].kind == Kind::Digits
        {
            return true;
        }
        if let Some(next) = tokens.get(at + 1)
            && next.space == 0
            && (next.kind == Kind::Word && next.id == 0 || self.spoil.contains(&next.id))
        {
            return true;
        }
        false
    }

    /// What digits are with the tokens behind them: spans of years, decimals, thousands, 3万.
    fn longer(&self, tokens: &[Token], at: usize, long: usize, out: &mut Vec<Numeral>) {
        let value = i64::from(tokens[at].number);
        let whole = Amount::whole(value);
        let mut push = |symbol: u16, end: usize, amount: Amount| out.push(Numeral { symbol, end, amount });
        // 2019-20, 1978-89, 2007/08
        if long == 4
            && (1000..2100).contains(&value)
            && let (Some(mark), Some(next)) = (tokens.get(at + 1), tokens.get(at + 2))
            && self.dashes.contains(&mark.id)
            && next.kind == Kind::Digits
            && next.len() == 2
            && tokens
                .get(at + 3)
                .is_none_or(|t| t.space > 0 || t.kind != Kind::Digits && !self.dashes.contains(&t.id))
        {
            let short = i64::from(next.number);
            let ahead = short - value % 100;
            if ahead == 1 || ahead == -99 || ahead > 0 && short > 12 {
                push(sym::YSPAN, at + 3, Amount::whole(value * 100 + short));
            }
        }
        // 3.5 and 35,000
        if let (Some(mark), Some(next)) = (tokens.get(at + 1), tokens.get(at + 2))
            && mark.space == 0
            && next.space == 0
            && next.kind == Kind::Digits
        {
            if mark.id == self.dot && next.len() <= 3 && long <= 6 {
                let scale = [0, 100, 10, 1][next.len().min(3)];
                let amount = Amount {
                    milli: value * 1000 + i64::from(next.number) * scale,
                    vague: false,
                };
                push(sym::N, at + 3, amount);
            } else if mark.id == self.comma && next.len() == 3 && long <= 3 {
                push(
                    sym::N,
                    at + 3,
                    Amount::whole(value * 1000 + i64::from(next.number)),
                );
            }
        }
        // 3万, 10多, 20余
        if let Some(next) = tokens.get(at + 1) {
            match self.role(next) {
                Some(Role::HanTen(ten)) => {
                    let end = self.more(tokens, at + 2);
                    push(sym::N, end, Amount::whole(value.saturating_mul(ten)));
                }
                Some(Role::HanMore) => push(sym::N, at + 2, whole),
                _ => {}
            }
        }
    }

    fn more(&self, tokens: &[Token], at: usize) -> usize {
        match tokens.get(at).and_then(|t| self.role(t)) {
            Some(Role::HanMore) => at + 1,
            _ => at,
        }
    }

    fn english(&self, tokens: &[Token], at: usize, out: &mut Vec<Numeral>) {
        // Numbers below 100, then hundreds and thousands; every end is kept.
        let role = |i: usize| tokens.get(i).and_then(|t| self.role(t));
        let Some(first) = role(at) else { return };
        let mut push = |symbol: u16, end: usize, value: i64| {
            out.push(Numeral {
                symbol,
                end,
                amount: Amount::whole(value),
            });
        };
        let cardinal = |push: &mut dyn FnMut(u16, usize, i64), end: usize, value: i64| {
            push(sym::N, end, value);
            push(sym::INT, end, value);
            if (1..=31).contains(&value) {
                push(sym::DD, end, value);
            }
            if value <= 24 {
                push(sym::HW, end, value);
            }
            if (10..60).contains(&value) {
                push(sym::MI, end, value);
            }
        };
        let two_digits = |i: usize| -> Option<(i64, usize)> {
            match role(i)? {
                Role::Digit(n) | Role::Teen(n) => Some((n, i + 1)),
                Role::Tens(t) => {
                    let j = hyphen(tokens, i + 1);
                    match role(j) {
                        Some(Role::Digit(n)) if n > 0 => Some((t + n, j + 1)),
                        _ => Some((t, i + 1)),
                    }
                }
                _ => None,
            }
        };
        match first {
            Role::Ordinal(n) => {
                push(sym::ORD, at + 1, n);
                if n <= 31 {
                    push(sym::OD, at + 1, n);
                }
                return;
            }
            Role::Tens(t) => {
                let j = hyphen(tokens, at + 1);
                if let Some(Role::Ordinal(n)) = role(j)
                    && n < 10
                {
                    push(sym::ORD, j + 1, t + n);
                    if t + n <= 31 {
                        push(sym::OD, j + 1, t + n);
                    }
                }
                cardinal(&mut push, at + 1, t);
            }
            Role::Digit(_) | Role::Teen(_) => {}
            _ => return,
        }
        let Some((mut value, mut end)) = two_digits(at) else {
            return;
        };
        cardinal(&mut push, end, value);
        // nineteen eighty-six, twenty ten
        if (11..=21).contains(&value)
            && let Some((rest, stop)) = two_digits(end)
            && rest >= 10
        {
            push(sym::YYYY, stop, value * 100 + rest);
        }
        // seven hundred (and) five; one thousand seven hundred and eighty-nine
        let mut thousands = 0;
        loop {
            match role(end) {
                Some(Role::Hundred) if value < 100 => {
                    value *= 100;
                    end += 1;
                }
                Some(Role::Thousand) if thousands == 0 && value < 1000 => {
                    thousands = value * 1000;
                    value = 0;
                    end += 1;
                }
                Some(Role::Million) if thousands == 0 && value < 1000 => {
                    cardinal(&mut push, end + 1, value * 1_000_000);
                    return;
                }
                _ => return,
            }
            let whole = thousands + value;
            cardinal(&mut push, end, whole);
            if (1000..2200).contains(&whole) {
                push(sym::YYYY, end, whole);
            }
            let next = if role(end) == Some(Role::And) {
                end + 1
            } else {
                end
            };
            let Some((rest, stop)) = two_digits(next) else {
                continue;
            };
            if matches!(role(stop), Some(Role::Hundred)) {
                value = rest;
                end = stop;
                continue;
            }
            let whole = thousands + value + rest;
            cardinal(&mut push, stop, whole);
            if (1000..2200).contains(&whole) {
                push(sym::YYYY, stop, whole);
            }
            return;
        }
    }

    fn chinese(&self, tokens: &[Token], at: usize, out: &mut Vec<Numeral>) {
        let role = |i: usize| tokens.get(i).and_then(|t| self.role(t));
        let mut push = |symbol: u16, end: usize, amount: Amount| out.push(Numeral { symbol, end, amount });
        match role(at) {
            Some(Role::HanSome) => {
                // 几年, 数十年, 几百天
                let mut end = at + 1;
                let mut value = 3;
                while let Some(Role::HanTen(ten)) = role(end) {
                    value *= ten;
                    end += 1;
                }
                let end = self.more(tokens, end);
                let amount = Amount {
                    milli: value * 1000,
                    vague: true,
                };
                push(sym::N, end, amount);
                return;
            }
            Some(Role::HanHalf) => {
                push(
                    sym::N,
                    at + 1,
                    Amount {
                        milli: 500,
                        vague: false,
                    },
                );
                return;
            }
            Some(Role::Han(_) | Role::HanTen(_)) => {}
            _ => return,
        }
        // Positional: 二〇二一, 九七; every length of two and four.
        let mut digits = [0i64; 4];
        let mut count = 0;
        while count < 4
            && let Some(Role::Han(n)) = role(at + count)
        {
            digits[count] = n;
            count += 1;
        }
        if count == 4 {
            let value = digits.iter().fold(0, |v, d| v * 10 + d);
            if (1000..2200).contains(&value) {
                push(sym::YYYY, at + 4, Amount::whole(value));
            }
        }
        if count >= 2 && !matches!(role(at + 2), Some(Role::Han(_) | Role::HanTen(_))) {
            let value = digits[0] * 10 + digits[1];
            push(sym::YY, at + 2, Amount::whole(value));
            push(sym::YL, at + 2, Amount::whole(value));
            push(sym::MI, at + 2, Amount::whole(value));
        }
        let (value, end, some) = self.standard(tokens, at);
        let whole = Amount {
            milli: value.saturating_mul(1000),
            vague: some,
        };
        push(sym::N, end, whole);
        if self.more(tokens, end) > end {
            push(sym::N, end + 1, whole);
        }
        if some {
            return;
        }
        push(sym::INT, end, whole);
        // 两千零四年
        if (1900..2100).contains(&value) && value % 100 != 0 {
            push(sym::YYYY, end, whole);
        }
        if (1..=12).contains(&value) {
            push(sym::MM, end, whole);
        }
        if (1..=31).contains(&value) {
            push(sym::DD, end, whole);
        }
        if (0..=24).contains(&value) {
            push(sym::HH, end, whole);
        }
        if (0..60).contains(&value) {
            push(sym::MI, end, whole);
        }
        // 七八点, 三五天: two digits side by side
        if count == 2 && digits[1] > digits[0] && digits[0] > 0 && digits[1] - digits[0] <= 2 {
            push(
                sym::N,
                at + 2,
                Amount {
                    milli: digits[0] * 1000,
                    vague: true,
                },
            );
            push(sym::HH, at + 1, Amount::whole(digits[0]));
        }
    }

    /// Standard: 二十三, 一百零五, 两万四千. The value, one past it, and true for 十几.
    fn standard(&self, tokens: &[Token], at: usize) -> (i64, usize, bool) {
        let role = |i: usize| tokens.get(i).and_then(|t| self.role(t));
        let (mut total, mut section, mut digit) = (0i64, 0i64, None::<i64>);
        let mut end = at;
        let mut last_ten = i64::MAX;
        let mut some = false;
        loop {
            match role(end) {
                Some(Role::Han(0)) if end > at => digit = None,
                Some(Role::Han(n)) if digit.is_none() => digit = Some(n),
                Some(Role::HanTen(10_000)) => {
                    total += (section + digit.unwrap_or(0)).max(1) * 10_000;
                    section = 0;
                    digit = None;
                    last_ten = 10_000;
                }
                Some(Role::HanTen(ten)) if ten < last_ten || section == 0 => {
                    section += digit.unwrap_or(1) * ten;
                    digit = None;
                    last_ten = ten;
                }
                Some(Role::HanSome) if end > at && digit.is_none() && section > 0 => {
                    // 十几年
                    some = true;
                    end += 1;
                    break;
                }
                _ => break,
            }
            end += 1;
        }
        (total + section + digit.unwrap_or(0), end, some)
    }
}

/// The place behind a hyphen at `i` that glues words, else `i`.
pub(super) fn hyphen(tokens: &[Token], i: usize) -> usize {
    match (tokens.get(i), tokens.get(i + 1)) {
        (Some(mark), Some(next))
            if mark.kind == Kind::Mark
                && mark.len() == 1
                && mark.space == 0
                && next.space == 0
                && mark.id == super::symbols::HYPHEN_WORD =>
        {
            i + 1
        }
        _ => i,
    }
}
