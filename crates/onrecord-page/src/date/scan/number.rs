//! Runs of digits, in the scripts that dates are written in.
//! What does not live here: which of them make a date (`numeric`, `named`).

use std::ops::Range;

/// A run of digits.
#[derive(Clone, Debug)]
pub(super) struct Number {
    pub range: Range<usize>,
    pub value: u64,
    pub digits: usize,
}

impl Number {
    pub fn year(&self) -> Option<i16> {
        match (self.digits, self.value) {
            (4, 1900..=2099) => Some(self.value as i16),
            // Thai and Buddhist years.
            (4, 2443..=2642) => Some((self.value - 543) as i16),
            _ => None,
        }
    }
    pub fn short_year(&self) -> Option<i16> {
        (self.digits == 2 && self.value <= 40).then(|| 2000 + self.value as i16)
    }
    pub fn month(&self) -> Option<u8> {
        (self.digits <= 2 && (1..=12).contains(&self.value)).then_some(self.value as u8)
    }
    pub fn day(&self) -> Option<u8> {
        (self.digits <= 2 && (1..=31).contains(&self.value)).then_some(self.value as u8)
    }
}

fn digit(c: char) -> Option<u64> {
    let base = match c {
        '0'..='9' => '0',
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6f0}'..='\u{6f9}' => '\u{6f0}',
        '\u{966}'..='\u{96f}' => '\u{966}',
        '\u{9e6}'..='\u{9ef}' => '\u{9e6}',
        '\u{e50}'..='\u{e59}' => '\u{e50}',
        '\u{ff10}'..='\u{ff19}' => '\u{ff10}',
        _ => return None,
    };
    Some((c as u32 - base as u32) as u64)
}

/// Lead bytes of the digits above.
pub(crate) fn may_be_digit(byte: u8) -> bool {
    byte.is_ascii_digit() || matches!(byte, 0xd9 | 0xdb | 0xe0 | 0xef)
}

/// All runs of digits in `text`, in order.
pub(super) fn numbers(text: &str) -> Vec<Number> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !may_be_digit(bytes[at]) {
            at += 1;
            continue;
        }
        let (start, mut value, mut digits) = (at, 0u64, 0usize);
        if bytes[at].is_ascii_digit() {
            while at < bytes.len() && bytes[at].is_ascii_digit() {
                value = value
                    .saturating_mul(10)
                    .saturating_add(u64::from(bytes[at] - b'0'));
                digits += 1;
                at += 1;
            }
        } else {
            // A lead byte stands on a character boundary.
            for c in text[at..].chars() {
                let Some(d) = digit(c) else { break };
                value = value.saturating_mul(10).saturating_add(d);
                digits += 1;
                at += c.len_utf8();
            }
            if digits == 0 {
                at += 1;
                continue;
            }
        }
        found.push(Number {
            range: start..at,
            value,
            digits,
        });
    }
    found
}
