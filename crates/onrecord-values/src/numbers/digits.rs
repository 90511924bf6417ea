//! Numbers in digits: grouping, decimal marks, fractions, powers of ten; ASCII and fullwidth alike.
//! What does not live here: scales in words ("million", 万).

use rust_decimal::Decimal;

/// A run of digits read as one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Digits {
    /// The value, never negative.
    pub value: Decimal,
    /// Bytes taken.
    pub len: usize,
    /// Digits before the decimal mark.
    pub whole: usize,
    /// Digits behind it.
    pub decimals: usize,
    /// True where the digits stand in groups ("1,400").
    pub grouped: bool,
    /// The denominator of a fraction ("3/4", "2 1/4", "½").
    pub denominator: Option<Decimal>,
}

/// The value of a digit, ASCII or fullwidth.
pub fn digit(c: char) -> Option<u8> {
    match c {
        '0'..='9' => Some(c as u8 - b'0'),
        '０'..='９' => Some((c as u32 - '０' as u32) as u8),
        _ => None,
    }
}

fn vulgar(c: char) -> Option<(i64, i64)> {
    Some(match c {
        '½' => (1, 2),
        '⅓' => (1, 3),
        '⅔' => (2, 3),
        '¼' => (1, 4),
        '¾' => (3, 4),
        '⅕' => (1, 5),
        '⅖' => (2, 5),
        '⅗' => (3, 5),
        '⅘' => (4, 5),
        '⅙' => (1, 6),
        '⅚' => (5, 6),
        '⅐' => (1, 7),
        '⅛' => (1, 8),
        '⅜' => (3, 8),
        '⅝' => (5, 8),
        '⅞' => (7, 8),
        '⅑' => (1, 9),
        '⅒' => (1, 10),
        _ => return None,
    })
}

/// Digits that fit a decimal.
const LONGEST: usize = 28;

/// Digits gathered so far; no more than [`LONGEST`] fit a decimal.
#[derive(Clone, Copy, Default)]
struct Mantissa {
    value: i128,
    count: usize,
}

impl Mantissa {
    fn push(&mut self, digit: u8) {
        self.count += 1;
        if self.count <= LONGEST {
            self.value = self.value * 10 + i128::from(digit);
        }
    }

    fn decimal(self, decimals: usize) -> Option<Decimal> {
        if self.count > LONGEST {
            return None;
        }
        Decimal::try_from_i128_with_scale(self.value, decimals as u32).ok()
    }
}

/// A plain run of digits: value and bytes.
fn run(text: &str, into: &mut Mantissa) -> (usize, usize) {
    let (mut len, mut count) = (0, 0);
    for c in text.chars() {
        let Some(d) = digit(c) else { break };
        // What does not fit is no number, however long it goes on.
        if into.count > LONGEST {
            break;
        }
        into.push(d);
        len += c.len_utf8();
        count += 1;
    }
    (len, count)
}

/// ASCII digits that follow in `text`, counted up to four; groups are written in ASCII.
fn upcoming(text: &str) -> usize {
    text.bytes().take(4).take_while(u8::is_ascii_digit).count()
}

/// Reads the number in digits at the start of `text`. `None` where none starts, or past 28 digits.
pub fn digits(text: &str) -> Option<Digits> {
    let first = text.chars().next()?;
    if let Some((over, under)) = vulgar(first) {
        return Some(Digits {
            value: Decimal::from(over) / Decimal::from(under),
            len: first.len_utf8(),
            whole: 0,
            decimals: 0,
            grouped: false,
            denominator: Some(Decimal::from(under)),
        });
    }
    let mut mantissa = Mantissa::default();
    let (mut len, whole) = run(text, &mut mantissa);
    let mut whole = whole;
    let mut grouped = false;
    let mut decimals = 0;
    if whole == 0 {
        // ".77"
        if first != '.' || upcoming(&text[1..]) == 0 {
            return None;
        }
        let (bytes, count) = run(&text[1..], &mut mantissa);
        len = 1 + bytes;
        decimals = count;
    } else {
        // "13, 000": three zeros stand nowhere alone, so a stray space may part a group
        while text[len..].starts_with(", 000") && upcoming(&text[len + 2..]) == 3 && (1..=12).contains(&whole)
        {
            run(&text[len + 2..], &mut mantissa);
            len += 5;
            whole += 3;
            grouped = true;
        }
        let mark = group_mark(&text[len..], whole);
        if let Some(mark) = mark {
            while let Some(c) = text[len..].chars().next() {
                let after = &text[len + c.len_utf8()..];
                if mantissa.count > LONGEST {
                    return None;
                }
                let same = c == mark || matches!((c, mark), ('，', ',') | (',', '，'));
                let ahead = upcoming(after);
                // Indian grouping has twos before the last three: "1,00,000".
                let two = ahead == 2 && mark == ',' && {
                    let behind = &after[2..];
                    behind.starts_with(',') && matches!(upcoming(&behind[1..]), 2 | 3)
                };
                if !same || !(ahead == 3 || two) {
                    break;
                }
                let (bytes, count) = run(after, &mut mantissa);
                len += c.len_utf8() + bytes;
                whole += count;
                grouped = true;
            }
        }
        let rest = &text[len..];
        let point = rest.chars().next().filter(|c| match c {
            '.' | '．' => true,
            // A decimal comma: behind dotted groups, or one or two digits long and nothing more ("1,3").
            ',' => {
                mark == Some('.') && grouped
                    || !grouped && matches!(upcoming(&rest[1..]), 1 | 2) && whole <= 3
            }
            _ => false,
        });
        if let Some(point) = point {
            let after = &rest[point.len_utf8()..];
            let mut both = mantissa;
            let (bytes, count) = run(after, &mut both);
            let list = point == ','
                && matches!(after[bytes..].chars().next(), Some(',' | '.'))
                && upcoming(&after[bytes + 1..]) > 0;
            if count > 0 && !list {
                mantissa = both;
                decimals = count;
                len += point.len_utf8() + bytes;
            }
        }
    }
    let value = mantissa.decimal(decimals)?;
    let mut number = Digits {
        value,
        len,
        whole,
        decimals,
        grouped,
        denominator: None,
    };
    fraction(text, &mut number);
    power(text, &mut number);
    Some(number)
}

/// The mark that groups the digits, if the text behind the first run goes on in groups of three.
fn group_mark(rest: &str, whole: usize) -> Option<char> {
    if whole > 3 {
        return None;
    }
    let mark = rest.chars().next()?;
    let after = &rest[mark.len_utf8()..];
    let ahead = upcoming(after);
    match mark {
        ',' | '\'' | '’' if ahead == 3 => Some(mark),
        // 6，820元: a full-width comma groups where three digits and a word follow.
        '，' if ahead == 3 && after[3..].starts_with(crate::language::is_han) => Some(mark),
        ',' if ahead == 2 && after[2..].starts_with(',') && matches!(upcoming(&after[3..]), 2 | 3) => {
            Some(mark)
        }
        '\u{a0}' | '\u{202f}' | '\u{2009}' if ahead == 3 => Some(mark),
        // A plain space groups only what a word or nothing follows: "15 256GB" are two numbers.
        ' ' if ahead == 3 => {
            (!after[3..].starts_with(|c: char| c.is_alphabetic() || c == '%')).then_some(mark)
        }
        // "1.111,11" or "1.234.567": a point groups only where something later shows that it does.
        '.' if ahead == 3 && whole > 0 => {
            let behind = &after[3..];
            let second = behind.starts_with('.') && upcoming(&behind[1..]) == 3;
            let comma = behind.starts_with(',') && matches!(upcoming(&behind[1..]), 1 | 2);
            (second || comma).then_some('.')
        }
        _ => None,
    }
}

/// "/4" behind a numerator, " 1/4" or "½" behind a whole number.
fn fraction(text: &str, number: &mut Digits) {
    if number.decimals > 0 {
        return;
    }
    let rest = &text[number.len..];
    if let Some((under, len)) = slash(rest) {
        if let Some(value) = number.value.checked_div(under) {
            number.value = value;
            number.len += len;
            number.denominator = Some(under);
        }
        return;
    }
    let spaces = rest.len() - rest.trim_start_matches(' ').len();
    if spaces > 2 {
        return;
    }
    let part = &rest[spaces..];
    if let Some(c) = part.chars().next()
        && let Some((over, under)) = vulgar(c)
    {
        number.value += Decimal::from(over) / Decimal::from(under);
        number.len += spaces + c.len_utf8();
        number.denominator = Some(Decimal::from(under));
        return;
    }
    if spaces == 0 {
        return;
    }
    let mut over = Mantissa::default();
    let (bytes, count) = run(part, &mut over);
    if matches!(count, 1 | 2)
        && let Some((under, len)) = slash(&part[bytes..])
        && let Some(value) = Decimal::from(over.value as i64).checked_div(under)
    {
        number.value += value;
        number.len += spaces + bytes + len;
        number.denominator = Some(under);
    }
}

/// A slash with a denominator that fractions have, and no further slash: dates and pairs of scores are none.
fn slash(rest: &str) -> Option<(Decimal, usize)> {
    let after = rest.strip_prefix('/')?;
    let mut under = Mantissa::default();
    let (bytes, count) = run(after, &mut under);
    let usual = matches!(
        under.value,
        2..=10 | 12 | 16 | 20 | 21 | 25 | 30 | 32 | 40 | 50 | 64 | 100 | 1000 | 10_000
    );
    if count == 0 || !usual || after[bytes..].starts_with('/') || count > 1 && after.starts_with('0') {
        return None;
    }
    Some((Decimal::from(under.value as i64), 1 + bytes))
}

/// "e10", "^23", "x10^6" behind the number.
fn power(text: &str, number: &mut Digits) {
    if number.denominator.is_some() {
        return;
    }
    let rest = &text[number.len..];
    let (base, mark) = if let Some(c) = rest.chars().next().filter(|c| matches!(c, 'e' | 'E')) {
        (Some(Decimal::TEN), c.len_utf8())
    } else if rest.starts_with('^') {
        (None, 1)
    } else if rest.starts_with("x10^") {
        (Some(Decimal::TEN), 4)
    } else if rest.starts_with("×10^") {
        (Some(Decimal::TEN), 5)
    } else {
        return;
    };
    let mut after = &rest[mark..];
    let negative = after.starts_with('-');
    if after.starts_with(['+', '-']) {
        after = &after[1..];
    }
    let mut exponent = Mantissa::default();
    let (bytes, count) = run(after, &mut exponent);
    if !(1..=2).contains(&count) || after[bytes..].chars().next().is_some_and(char::is_alphanumeric) {
        return;
    }
    let mut factor = Decimal::ONE;
    for _ in 0..exponent.value {
        let Some(next) = factor.checked_mul(base.unwrap_or(number.value)) else {
            return;
        };
        factor = next;
    }
    let value = match (base, negative) {
        (Some(_), false) => number.value.checked_mul(factor),
        (Some(_), true) => number.value.checked_div(factor),
        (None, false) => Some(factor),
        (None, true) => Decimal::ONE.checked_div(factor),
    };
    if let Some(value) = value {
        number.value = value;
        number.len = text.len() - after.len() + bytes;
    }
}
