//! English number words, alone or with digits: "twenty-one", "1.4 billion", "half a million", "two thirds", "3 lakh".
//! What does not live here: which of these words are quantities in their sentence (see `quantities`).

use rust_decimal::Decimal;

use super::{Form, Number, digits, gap};

/// No number has more groups.
const GROUPS: usize = 8;

/// What a word is to a number.
#[derive(Clone, Copy, PartialEq)]
enum Word {
    /// 0–19.
    Unit(u8),
    /// 20–90.
    Tens(u8),
    Hundred,
    Dozen,
    Scale(u64),
    And,
    Article,
    Half,
    Quarter,
    Point,
    /// An ordinal, with what it stands for; `plural` as in "thirds".
    Ordinal(u64, bool),
}

fn word_of(word: &[u8]) -> Option<Word> {
    use Word::*;
    Some(match word {
        b"zero" | b"nought" | b"naught" => Unit(0),
        b"one" => Unit(1),
        b"two" => Unit(2),
        b"three" => Unit(3),
        b"four" => Unit(4),
        b"five" => Unit(5),
        b"six" => Unit(6),
        b"seven" => Unit(7),
        b"eight" => Unit(8),
        b"nine" => Unit(9),
        b"ten" => Unit(10),
        b"eleven" => Unit(11),
        b"twelve" => Unit(12),
        b"thirteen" => Unit(13),
        b"fourteen" => Unit(14),
        b"fifteen" => Unit(15),
        b"sixteen" => Unit(16),
        b"seventeen" => Unit(17),
        b"eighteen" => Unit(18),
        b"nineteen" => Unit(19),
        b"twenty" => Tens(20),
        b"thirty" => Tens(30),
        b"forty" | b"fourty" => Tens(40),
        b"fifty" => Tens(50),
        b"sixty" => Tens(60),
        b"seventy" => Tens(70),
        b"eighty" => Tens(80),
        b"ninety" => Tens(90),
        b"hundred" | b"hundreds" => Hundred,
        b"dozen" | b"dozens" | b"dozs" | b"doz" => Dozen,
        b"thousand" | b"thousands" => Scale(1_000),
        b"million" | b"millions" | b"mln" | b"mn" | b"mio" => Scale(1_000_000),
        b"billion" | b"billions" | b"bln" | b"bn" => Scale(1_000_000_000),
        b"trillion" | b"trillions" | b"tln" | b"trn" | b"tn" => Scale(1_000_000_000_000),
        b"lakh" | b"lakhs" | b"lac" | b"lacs" => Scale(100_000),
        b"crore" | b"crores" | b"cr" | b"koti" => Scale(10_000_000),
        b"and" => And,
        b"a" | b"an" => Article,
        b"half" | b"halves" => Half,
        b"quarter" | b"quarters" => Quarter,
        b"point" => Point,
        _ => return ordinal_of(word),
    })
}

fn ordinal_of(word: &[u8]) -> Option<Word> {
    let (stem, plural) = match word {
        [stem @ .., b's'] => (stem, true),
        _ => (word, false),
    };
    let value = match stem {
        b"first" => 1,
        b"second" if !plural => 2,
        b"third" => 3,
        b"fourth" => 4,
        b"fifth" => 5,
        b"sixth" => 6,
        b"seventh" => 7,
        b"eighth" => 8,
        b"ninth" => 9,
        b"tenth" => 10,
        b"eleventh" => 11,
        b"twelfth" => 12,
        b"thirteenth" => 13,
        b"fourteenth" => 14,
        b"fifteenth" => 15,
        b"sixteenth" => 16,
        b"seventeenth" => 17,
        b"eighteenth" => 18,
        b"nineteenth" => 19,
        b"twentieth" => 20,
        b"thirtieth" => 30,
        b"fortieth" => 40,
        b"fiftieth" => 50,
        b"sixtieth" => 60,
        b"seventieth" => 70,
        b"eightieth" => 80,
        b"ninetieth" => 90,
        b"hundredth" => 100,
        b"thousandth" => 1_000,
        b"millionth" => 1_000_000,
        b"billionth" => 1_000_000_000,
        b"trillionth" => 1_000_000_000_000,
        _ => return None,
    };
    Some(Word::Ordinal(value, plural))
}

/// The word at the start of `text` and its bytes; never part of a longer run of letters or digits.
fn word(text: &str) -> Option<(Word, usize)> {
    let bytes = text.as_bytes();
    let mut lower = [0u8; 12];
    let mut len = 0;
    while let Some(b) = bytes.get(len).filter(|b| b.is_ascii_alphabetic()) {
        *lower.get_mut(len)? = b.to_ascii_lowercase();
        len += 1;
    }
    if len == 0
        || text[len..]
            .chars()
            .next()
            .is_some_and(|c| c.is_alphanumeric() && c.is_ascii() || c == '_')
    {
        return None;
    }
    Some((word_of(&lower[..len])?, len))
}

/// Bytes between two words of one number: white space, or a hyphen with or without it.
fn join(text: &str) -> Option<usize> {
    let space = gap(text)?;
    let rest = &text[space..];
    let mark = match rest.chars().next() {
        Some(c @ ('-' | '‑' | '‐')) => c.len_utf8(),
        _ => return (space > 0).then_some(space),
    };
    let behind = gap(&rest[mark..])?;
    // " -" before a word is a dash; "fifty - two" is how tokenised text writes a hyphen.
    ((space > 0) == (behind > 0)).then_some(space + mark + behind)
}

/// The next word of the number behind `at`, with the offset past it.
fn next(text: &str, at: usize) -> Option<(Word, usize)> {
    let gap = join(&text[at..])?;
    let (found, len) = word(&text[at + gap..])?;
    Some((found, at + gap + len))
}

/// A letter that scales the digits right before it: "10k", "3M"; also " k" and " M" where nothing follows.
pub(super) fn letter_scale(text: &str) -> Option<(Decimal, usize)> {
    let space = gap(text)?;
    let rest = &text[space..];
    let scale = match rest.as_bytes().first()? {
        b'k' | b'K' => 1_000,
        b'M' => 1_000_000,
        _ => return None,
    };
    let behind = rest[1..].chars().next();
    let ends = match behind {
        None => true,
        Some(c) if space == 0 => {
            !c.is_ascii_alphanumeric()
                && !(c == '&' || c == '-' && rest[2..].starts_with(char::is_alphabetic))
        }
        Some(c) => matches!(c, ',' | ';' | ')') || c == ' ' && !rest[2..].starts_with(char::is_uppercase),
    };
    (ends && !(space > 0 && rest.starts_with('K'))).then(|| (Decimal::from(scale), space + 1))
}

/// A scale at the start of `text`, white space before it allowed: " million", "bn", "k"; with `money` also "m", "B", "T".
pub fn scale(text: &str, money: bool) -> Option<(Decimal, usize)> {
    let space = gap(text)?;
    if let Some((Word::Scale(s), len)) = word(&text[space..]) {
        return Some((s.into(), space + len));
    }
    if let Some(found) = letter_scale(text) {
        return Some(found);
    }
    if !money || space > 0 {
        return None;
    }
    let s = match text.as_bytes().first()? {
        b'm' => 1_000_000u64,
        b'b' | b'B' => 1_000_000_000,
        b't' | b'T' => 1_000_000_000_000,
        _ => return None,
    };
    let ends = !text[1..].starts_with(|c: char| c.is_alphanumeric());
    ends.then(|| (Decimal::from(s), 1))
}

pub(super) fn read(text: &str) -> Option<Number> {
    let first = text.chars().next()?;
    if matches!(first, '-' | '−') {
        let sign = first.len_utf8();
        let number = cardinal(&text[sign..]).filter(|n| n.form != Form::Words)?;
        return Some(Number {
            len: number.len + sign,
            ..number.negated()
        });
    }
    for sign in ["minus", "negative"] {
        if text
            .get(..sign.len())
            .is_some_and(|t| t.eq_ignore_ascii_case(sign))
        {
            let space = gap(&text[sign.len()..]).filter(|s| *s > 0)?;
            let number = cardinal(&text[sign.len() + space..])?;
            return Some(Number {
                len: number.len + sign.len() + space,
                ..number.negated()
            });
        }
    }
    cardinal(text)
}

/// A value with the offset past it.
#[derive(Clone, Copy)]
struct Part {
    value: Decimal,
    end: usize,
    digits: bool,
    /// Digits that stand in words as a year may: no scale may join behind " and ".
    hundred: bool,
}

/// One number in words or digits at the start of `text`, without a sign.
pub fn cardinal(text: &str) -> Option<Number> {
    if let Some(number) = leading_fraction(text) {
        return Some(number);
    }
    let first = group(text, 0)?;
    if let Some(under) = first.1 {
        let number = Number {
            denominator: Some(under),
            ..Number::plain(first.0.value, first.0.end, Form::Digits)
        };
        return Some(scaled(text, number));
    }
    let mut part = first.0;
    let digits_first = part.digits;
    let mut words = !part.digits;
    if let Some(fraction) = ordinal_fraction(text, part) {
        return Some(fraction);
    }
    part = and_fraction(text, part, Decimal::ONE);
    words |= part.end != first.0.end;
    let mut total = Decimal::ZERO;
    let mut scale = Decimal::ONE;
    let mut chain = Decimal::ONE;
    let mut last: Option<Decimal> = None;
    let mut end = part.end;
    for _ in 0..GROUPS {
        let (mut here, mut factor, mut last_word) = (part.end, Decimal::ONE, Decimal::ONE);
        while let Some((s, to)) = scale_at(text, here, part.digits && here == part.end) {
            if factor > Decimal::ONE && s < factor && s != Decimal::from(10_000_000) {
                break;
            }
            factor = factor.checked_mul(s)?;
            last_word = s;
            here = to;
            words = true;
        }
        let value = part.value.checked_mul(factor)?;
        if last.is_some_and(|l| value >= l) {
            break;
        }
        total = total.checked_add(value)?;
        end = here;
        scale = last_word;
        chain = factor;
        if factor == Decimal::ONE && !part.hundred {
            break;
        }
        last = Some(if factor > Decimal::ONE {
            factor
        } else {
            Decimal::ONE_HUNDRED
        });
        if factor > Decimal::ONE_HUNDRED {
            let tail = and_fraction(
                text,
                Part {
                    value: Decimal::ZERO,
                    end,
                    digits: false,
                    hundred: false,
                },
                factor,
            );
            if tail.end != end {
                total = total.checked_add(tail.value)?;
                end = tail.end;
                break;
            }
        }
        let Some(follow) = next_group(text, end, digits_first, factor) else {
            break;
        };
        part = follow;
    }
    let mut number = Number {
        scale,
        chain,
        ..Number::plain(
            total,
            end,
            match (digits_first, words) {
                (true, false) => Form::Digits,
                (true, true) => Form::Mixed,
                _ => Form::Words,
            },
        )
    };
    if !digits_first
        && scale == Decimal::ONE
        && let Some(fraction) = ordinal_fraction(
            text,
            Part {
                value: total,
                end,
                digits: false,
                hundred: false,
            },
        )
    {
        number = fraction;
    }
    Some(number)
}

/// The group behind a scale, with or without "and".
fn next_group(text: &str, end: usize, digits_first: bool, factor: Decimal) -> Option<Part> {
    let mut at = end;
    let mut and = false;
    if let Some((Word::And, to)) = next(text, end) {
        at = to;
        and = true;
    }
    let space = join(&text[at..])?;
    let (part, under) = group(text, at + space)?;
    if under.is_some() {
        return None;
    }
    let scaled = scale_at(text, part.end, part.digits).is_some();
    let fits = if part.digits {
        // "4 thousand 3 hundred", "3 hundred and 21"; but "5 million and 200 others" are two numbers.
        (!and && (scaled || part.hundred) || and && factor <= Decimal::ONE_HUNDRED)
            && (digits_first || scaled || and)
    } else {
        !digits_first || !and || factor <= Decimal::ONE_THOUSAND
    };
    // A word of its own: "two hundred and one of them" is no 201 that anyone would write.
    fits.then_some(part)
}

fn scale_at(text: &str, at: usize, digits: bool) -> Option<(Decimal, usize)> {
    if let Some((Word::Scale(s), to)) = next(text, at) {
        return Some((s.into(), to));
    }
    if !digits {
        return None;
    }
    // Right behind digits: "5bn", "10k".
    if let Some((Word::Scale(s), len)) = word(&text[at..]) {
        return Some((s.into(), at + len));
    }
    letter_scale(&text[at..]).map(|(s, len)| (s, at + len))
}

/// Below a thousand in words, or digits; the denominator where the digits are a fraction.
fn group(text: &str, at: usize) -> Option<(Part, Option<Decimal>)> {
    let rest = &text[at..];
    let first = rest.chars().next()?;
    let mut part;
    if digits::digit(first).is_some() || !first.is_alphabetic() {
        let found = digits::digits(rest)?;
        part = Part {
            value: found.value,
            end: at + found.len,
            digits: true,
            hundred: false,
        };
        if found.denominator.is_some() {
            return Some((part, found.denominator));
        }
        if let Some((Word::Point, to)) = next(text, part.end) {
            part = point(text, part, to);
        }
    } else {
        let (found, len) = word(rest)?;
        let end = at + len;
        let value = match found {
            Word::Unit(n) => n,
            Word::Tens(n) => n,
            Word::Article => {
                let (follow, _) = next(text, end)?;
                if !matches!(follow, Word::Hundred | Word::Scale(_) | Word::Dozen) {
                    return None;
                }
                1
            }
            _ => return None,
        };
        part = Part {
            value: value.into(),
            end,
            digits: false,
            hundred: false,
        };
        if matches!(found, Word::Tens(_))
            && let Some((Word::Unit(n @ 1..=9), to)) = next(text, end)
        {
            part.value += Decimal::from(n);
            part.end = to;
        }
        // "one twenty two" as it is spoken; "one twenty-year-old" is none
        if matches!(found, Word::Unit(1..=9))
            && text[end..].starts_with(' ')
            && let Some((Word::Tens(tens), to)) = next(text, end)
        {
            let ones = match next(text, to) {
                Some((Word::Unit(n @ 1..=9), past)) => (n, past),
                _ => (0, to),
            };
            if !text[ones.1..].starts_with('-') && next(text, ones.1).is_none() {
                part.value = part.value * Decimal::ONE_HUNDRED + Decimal::from(tens + ones.0);
                part.end = ones.1;
            }
        }
        if let Some((Word::Point, to)) = next(text, part.end) {
            part = point(text, part, to);
        }
    }
    if let Some((Word::Dozen, to)) = next(text, part.end) {
        part.value = part.value.checked_mul(12.into())?;
        part.end = to;
        return Some((part, None));
    }
    if let Some((Word::Hundred, to)) = next(text, part.end) {
        part.value = part.value.checked_mul(Decimal::ONE_HUNDRED)?;
        part.end = to;
        part.hundred = true;
        // the tens behind it belong to the same group: "two hundred and two thousand"
        let mut after = to;
        if let Some((Word::And, past)) = next(text, to) {
            after = past;
        }
        if let Some(space) = join(&text[after..])
            && let Some(tail) = below_hundred(text, after + space)
            && next(text, tail.end).is_none_or(|(w, _)| w != Word::Hundred)
        {
            part.value += tail.value;
            part.end = tail.end;
            part.hundred = false;
            if let Some((Word::Point, past)) = next(text, part.end) {
                part = point(text, part, past);
            }
        } else if let Some((Word::Point, past)) = next(text, part.end) {
            part = point(text, part, past);
        }
    }
    Some((part, None))
}

/// Words below a hundred; "two dozens" counts as such.
fn below_hundred(text: &str, at: usize) -> Option<Part> {
    let (found, len) = word(&text[at..])?;
    let (mut value, mut end) = match found {
        Word::Unit(n) | Word::Tens(n) => (Decimal::from(n), at + len),
        _ => return None,
    };
    if matches!(found, Word::Tens(_))
        && let Some((Word::Unit(n @ 1..=9), to)) = next(text, end)
    {
        value += Decimal::from(n);
        end = to;
    }
    if let Some((Word::Dozen, to)) = next(text, end) {
        value *= Decimal::from(12);
        end = to;
    }
    Some(Part {
        value,
        end,
        digits: false,
        hundred: false,
    })
}

/// "point nought four", "point seventy-one", "point 1" behind `part`; `at` is past "point".
fn point(text: &str, part: Part, at: usize) -> Part {
    let Some(space) = join(&text[at..]) else {
        return part;
    };
    let rest = &text[at + space..];
    let (mut value, mut count, mut end) = (0i64, 0u32, at + space);
    if rest.starts_with(|c: char| c.is_ascii_digit()) {
        for b in rest.bytes().take(12).take_while(u8::is_ascii_digit) {
            value = value * 10 + i64::from(b - b'0');
            count += 1;
        }
        end += count as usize;
    } else {
        let mut to = end;
        while count < 12
            && let Some((found, len)) = word(&text[to..])
        {
            match found {
                Word::Unit(n @ 0..=9) => (value, count) = (value * 10 + i64::from(n), count + 1),
                Word::Unit(n) if count == 0 => (value, count) = (i64::from(n), 2),
                Word::Tens(n) if count == 0 => {
                    (value, count) = (i64::from(n), 2);
                    if let Some((Word::Unit(m @ 1..=9), past)) = next(text, to + len) {
                        value += i64::from(m);
                        end = past;
                        break;
                    }
                }
                _ => break,
            }
            end = to + len;
            match join(&text[end..]) {
                Some(space) => to = end + space,
                None => break,
            }
        }
    }
    let decimals = Decimal::try_new(value, count).ok().filter(|_| count > 0);
    match decimals.and_then(|d| part.value.checked_add(d)) {
        Some(value) => Part { value, end, ..part },
        None => part,
    }
}

/// "and a half", "and three quarters" behind `part`, each worth `unit`.
fn and_fraction(text: &str, part: Part, unit: Decimal) -> Part {
    let Some((Word::And, at)) = next(text, part.end) else {
        return part;
    };
    let Some(space) = join(&text[at..]) else {
        return part;
    };
    let rest = &text[at + space..];
    let Some(number) = word_fraction(rest) else {
        return part;
    };
    // "a third of them", "half the fleet": a share of something else
    let behind = next_letters(&rest[number.len..]);
    if matches!(behind, "of" | "the" | "its" | "their" | "a") {
        return part;
    }
    let mut end = at + space + number.len;
    let mut unit = unit;
    if unit > Decimal::ONE
        && let Some((s, to)) = scale_at(text, end, false)
    {
        unit = s;
        end = to;
    }
    match number
        .low
        .checked_mul(unit)
        .and_then(|v| part.value.checked_add(v))
    {
        Some(value) => Part { value, end, ..part },
        None => part,
    }
}

/// The letters behind white space.
fn next_letters(text: &str) -> &str {
    let rest = &text[gap(text).unwrap_or(0)..];
    let end = rest.bytes().take(12).take_while(u8::is_ascii_alphabetic).count();
    &rest[..end]
}

/// A fraction in words: "half", "a quarter", "three quarters", "two thirds", "one-eighth".
fn word_fraction(text: &str) -> Option<Number> {
    let (first, len) = word(text)?;
    let half = |len| fraction(Decimal::ONE, Decimal::TWO, len);
    match first {
        Word::Half => half(len),
        Word::Quarter => fraction(Decimal::ONE, 4.into(), len),
        Word::Article | Word::Unit(1) => match next(text, len)? {
            (Word::Half, to) => half(to),
            (Word::Quarter, to) => fraction(Decimal::ONE, 4.into(), to),
            _ => {
                let part = Part {
                    value: Decimal::ONE,
                    end: len,
                    digits: false,
                    hundred: false,
                };
                ordinal_fraction(text, part)
            }
        },
        _ => {
            let part = below_hundred(text, 0)?;
            match next(text, part.end) {
                Some((Word::Quarter, to)) => fraction(part.value, 4.into(), to),
                Some((Word::Half, to)) => fraction(part.value, Decimal::TWO, to),
                _ => ordinal_fraction(text, part),
            }
        }
    }
}

fn fraction(over: Decimal, under: Decimal, len: usize) -> Option<Number> {
    Some(Number {
        denominator: Some(under),
        ..Number::plain(over.checked_div(under)?, len, Form::Words)
    })
}

/// "fifths" behind a numerator; singular only behind "one" and "a".
fn ordinal_fraction(text: &str, part: Part) -> Option<Number> {
    if part.digits {
        return None;
    }
    match next(text, part.end) {
        Some((Word::Quarter, to)) => return fraction(part.value, 4.into(), to),
        Some((Word::Half, to)) if part.value == Decimal::ONE => {
            return fraction(part.value, Decimal::TWO, to);
        }
        _ => {}
    }
    let at = part.end + join(&text[part.end..])?;
    let (under, len, plural) = ordinal_words(&text[at..])?;
    let article = text
        .as_bytes()
        .first()
        .is_some_and(|b| b.eq_ignore_ascii_case(&b'a'));
    let one = part.value == Decimal::ONE;
    if under <= 2 || !plural && !one {
        return None;
    }
    let end = at + len;
    // "a third plant" is an ordinal, "a third of the plants" and "and a third." are not
    if article
        && !plural
        && !matches!(
            next_letters(&text[end..]),
            "" | "of" | "off" | "more" | "less" | "lower" | "higher"
        )
    {
        return None;
    }
    fraction(part.value, under.into(), end)
}

/// "half a million", "a quarter million", "two thirds of a million", "three quarters".
fn leading_fraction(text: &str) -> Option<Number> {
    Some(scaled(text, word_fraction(text)?))
}

/// The number times a scale behind it: " million", " a million", " of a million".
fn scaled(text: &str, number: Number) -> Number {
    let mut at = number.len;
    if next_letters(&text[at..]) == "of" {
        at += gap(&text[at..]).unwrap_or(0) + 2;
    }
    if let Some((Word::Article, to)) = next(text, at) {
        at = to;
    }
    let (factor, end) = match next(text, at) {
        Some((Word::Scale(s), to)) => (Decimal::from(s), to),
        Some((Word::Hundred, to)) => (Decimal::ONE_HUNDRED, to),
        Some((Word::Dozen, to)) => (12.into(), to),
        _ => return number,
    };
    match number.low.checked_mul(factor) {
        Some(value) => Number {
            scale: factor,
            chain: factor,
            ..Number::plain(
                value,
                end,
                if number.form == Form::Digits {
                    Form::Mixed
                } else {
                    Form::Words
                },
            )
        },
        None => number,
    }
}

/// An ordinal at the start of `text`: value and bytes. "third", "twenty-first", "one hundred and fifth", "21st".
pub fn ordinal(text: &str) -> Option<(u64, usize)> {
    let first = text.chars().next()?;
    if first.is_ascii_digit() {
        let count = text.bytes().take(7).take_while(u8::is_ascii_digit).count();
        let suffix = text.get(count..count + 2)?;
        let fits = ["st", "nd", "rd", "th"]
            .iter()
            .any(|s| suffix.eq_ignore_ascii_case(s));
        let ends = !text[count + 2..].starts_with(|c: char| c.is_ascii_alphanumeric());
        let value: u64 = text[..count].parse().ok()?;
        return (fits && ends && count < 7).then_some((value, count + 2));
    }
    let (value, len, plural) = ordinal_words(text)?;
    (!plural).then_some((value, len))
}

/// An ordinal in words: value, bytes, plural.
fn ordinal_words(text: &str) -> Option<(u64, usize, bool)> {
    let (mut total, mut at) = (0u64, 0);
    for _ in 0..5 {
        let space = if at == 0 { 0 } else { join(&text[at..])? };
        let (found, len) = word(&text[at + space..])?;
        at += space + len;
        match found {
            Word::Ordinal(value @ 100.., plural) => {
                return Some((total.max(1).checked_mul(value)?, at, plural));
            }
            Word::Ordinal(value, plural) => {
                // "twenty-first" but not "two first"
                let fits =
                    total.is_multiple_of(10) && (total == 0 || total.is_multiple_of(100) || value < 10);
                return fits.then_some((total + value, at, plural));
            }
            Word::Unit(n) if total.is_multiple_of(100) => total += u64::from(n),
            Word::Unit(n @ 1..=9) if total.is_multiple_of(10) => total += u64::from(n),
            Word::Tens(n) if total.is_multiple_of(100) => total += u64::from(n),
            Word::Hundred if total > 0 && total < 100 => total *= 100,
            Word::Scale(s) if total > 0 => total = total.checked_mul(s)?,
            Word::And if total >= 100 => {}
            _ => return None,
        }
    }
    None
}
