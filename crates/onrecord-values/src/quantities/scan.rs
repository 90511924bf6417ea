//! Walks a block from number to number. What is no number's start costs one look at its byte.
//! What does not live here: what is made of a number (see `phrase`).

use super::beside::Beside;
use super::phrase::Reader;
use crate::numbers;
use crate::{Language, Quantity, QuantityKind};

/// For each first letter, the second letters that number words go on with (a bit each; bit 26 stands for "nothing more").
const STARTS: [u32; 26] = starts();

const fn starts() -> [u32; 26] {
    const WORDS: &[&str] = &[
        "a ", "an", "be", "bi", "cr", "do", "ei", "el", "fe", "fi", "fo", "ha", "hu", "la", "mi", "ne", "ni",
        "no", "on", "qu", "sc", "se", "si", "te", "th", "tr", "tw", "ze", "na",
    ];
    let mut table = [0u32; 26];
    let mut i = 0;
    while i < WORDS.len() {
        let word = WORDS[i].as_bytes();
        let second = if word[1] == b' ' { 26 } else { word[1] - b'a' };
        table[(word[0] - b'a') as usize] |= 1 << second;
        i += 1;
    }
    table
}

fn may_start(bytes: &[u8]) -> bool {
    let first = (bytes[0] | 32).wrapping_sub(b'a');
    let second = match bytes.get(1) {
        Some(b) if b.is_ascii_alphabetic() => (b | 32) - b'a',
        _ => 26,
    };
    STARTS
        .get(first as usize)
        .is_some_and(|mask| mask & (1 << second) != 0)
}

/// Appends the quantities of the reader's block.
pub(super) fn block(reader: &Reader<'_>, found: &mut Vec<Quantity>) {
    let text = reader.text;
    let bytes = text.as_bytes();
    let english = reader.rules.lang == Language::English;
    let mut at = reader.start;
    let mut floor = reader.start;
    while at < reader.end {
        let b = bytes[at];
        let outcome = if b.is_ascii_digit() {
            let dot = at > reader.start
                && bytes[at - 1] == b'.'
                && !(at > reader.start + 1
                    && (bytes[at - 2].is_ascii_alphanumeric() || bytes[at - 2] == b'.'));
            let from = if dot && at > floor { at - 1 } else { at };
            // "24/7"
            match reader
                .idiom(at)
                .filter(|_| at == reader.start || !bytes[at - 1].is_ascii_alphanumeric())
            {
                Some(to) => (None, to),
                None => reader.quantity(from, floor),
            }
        } else if b.is_ascii_alphabetic() {
            let mut end = at + 1;
            while end < reader.end && bytes[end].is_ascii_alphabetic() {
                end += 1;
            }
            if address(&bytes[at..reader.end]) {
                at = spaced(text, at, reader.end);
                continue;
            }
            if !english || !may_start(&bytes[at..end]) || at > 0 && bytes[at - 1].is_ascii_alphanumeric() {
                at = end;
                continue;
            }
            match word(reader, at, end, floor) {
                Some(outcome) => outcome,
                None => {
                    at = end;
                    continue;
                }
            }
        } else if b < 0x80 {
            at += 1;
            continue;
        } else {
            let Some(c) = text[at..].chars().next() else { break };
            if numbers::digit(c).is_none()
                && !matches!(c, '½' | '¼' | '¾' | '⅓' | '⅔' | '⅛' | '⅙' | '⅕')
                && !(!english && starts_numeral(c))
            {
                at += c.len_utf8();
                continue;
            }
            // 身负7条人命: carried, not minus.
            if matches!(c, '负' | '負') && reader.precedes(Beside::Carried, at) {
                at += c.len_utf8();
                continue;
            }
            if let Some(to) = reader.idiom(at) {
                at = to;
                continue;
            }
            if let Some(vague) = (!english).then(|| reader.vague_quantity(at, floor)).flatten() {
                vague
            } else {
                reader.quantity(at, floor)
            }
        };
        let (quantity, to) = outcome;
        at = to.max(at + 1);
        while !text.is_char_boundary(at) {
            at += 1;
        }
        if let Some(quantity) = quantity {
            floor = floor.max(quantity.span.end());
            push(reader, found, quantity);
        }
    }
}

/// A word of letters that may start a number.
fn word(reader: &Reader<'_>, at: usize, end: usize, floor: usize) -> Option<(Option<Quantity>, usize)> {
    if let Some(to) = reader.idiom(at) {
        return Some((None, to));
    }
    if let Some(outcome) = reader.vague_quantity(at, floor) {
        return Some(outcome);
    }
    if let Some(outcome) = reader.ordinal(at) {
        return Some(outcome);
    }
    let _ = end;
    numbers::read(&reader.text[at..reader.end], Language::English)?;
    Some(reader.quantity(at, floor))
}

/// Characters that Chinese numbers start with.
fn starts_numeral(c: char) -> bool {
    numbers::is_numeral(c)
        || matches!(
            c,
            '几' | '幾'
                | '数'
                | '數'
                | '上'
                | '近'
                | '成'
                | '半'
                | '负'
                | '負'
                | '对'
                | '對'
                | '个'
                | '個'
                | '翻'
        )
}

/// True where an address of the web starts.
fn address(bytes: &[u8]) -> bool {
    bytes.starts_with(b"http://") || bytes.starts_with(b"https://") || bytes.starts_with(b"www.")
}

fn spaced(text: &str, at: usize, end: usize) -> usize {
    text[at..end]
        .char_indices()
        .find(|(_, c)| c.is_whitespace() || crate::language::is_han(*c))
        .map_or(end, |(i, _)| at + i)
}

/// True for what may be between two bounds of one quantity.
fn joins(reader: &Reader<'_>, between: &str) -> bool {
    matches!(between, "" | "," | "，") || reader.is(Beside::JoinsBounds, between)
}

/// Appends, joining "more than 20 and less than 35" to one.
fn push(reader: &Reader<'_>, found: &mut Vec<Quantity>, quantity: Quantity) {
    if let Some(last) = found.last_mut()
        && last.span.end() <= quantity.span.start()
        && quantity.span.start() - last.span.end() <= 24
        && (last.high.is_none() != quantity.high.is_none())
        && (last.low.is_none() != quantity.low.is_none())
        && last.low.is_none() != quantity.low.is_none()
        && !last.approximate
        && !quantity.approximate
        && (last.unit.is_none() || quantity.unit.is_none() || last.unit == quantity.unit)
        && joins(reader, reader.text[last.span.end()..quantity.span.start()].trim())
    {
        let low = last.low.or(quantity.low);
        let high = last.high.or(quantity.high);
        if low < high {
            last.low = low;
            last.high = high;
            last.span = last.span.cover(quantity.span);
            if last.unit.is_none() {
                last.unit = quantity.unit;
                if last.kind == QuantityKind::Count {
                    last.kind = quantity.kind;
                }
                last.rule = quantity.rule;
            }
            return;
        }
    }
    found.push(quantity);
}
