//! Words and white space, in every script.
//! What does not live here: where lines end (`lines`).

use onrecord_model::language::{is_han, is_letter_or_digit};

/// Length of the character at `at` (in the low bytes that matter) and whether it is white space.
pub(super) fn space_at(bytes: &[u8], at: usize) -> (usize, bool) {
    match bytes[at] {
        b' ' | b'\t' | b'\n' | b'\r' | 0x0b | 0x0c | 0 => (1, true),
        0xc2 if bytes.get(at + 1) == Some(&0xa0) => (2, true),
        0xe2 if bytes.get(at + 1) == Some(&0x80)
            && matches!(bytes.get(at + 2), Some(0x80..=0x8a | 0xa8 | 0xa9 | 0xaf)) =>
        {
            (3, true)
        }
        0xe2 if bytes.get(at + 1) == Some(&0x81) && bytes.get(at + 2) == Some(&0x9f) => (3, true),
        0xe3 if bytes.get(at + 1) == Some(&0x80) && bytes.get(at + 2) == Some(&0x80) => (3, true),
        _ => (1, false),
    }
}

/// Han characters and kana: each counts as a word.
pub(crate) fn is_cjk(c: char) -> bool {
    is_han(c) || matches!(c, '\u{3040}'..='\u{30ff}')
}

/// How many words `text` (without white space) adds; `inside` says whether it continues one.
pub(super) fn count(text: &str, inside: bool) -> (u32, bool) {
    if text.is_ascii() {
        let mut units = 0;
        let mut inside = inside;
        for byte in text.bytes() {
            let letter = byte.is_ascii_alphanumeric();
            if letter && !inside {
                units += 1;
            }
            // An apostrophe stays inside its word.
            inside = letter || (inside && byte == b'\'');
        }
        return (units, inside);
    }
    let mut units = 0;
    let mut inside = inside;
    for c in text.chars() {
        if is_cjk(c) {
            units += 1;
            inside = false;
        } else if is_letter_or_digit(c) {
            units += u32::from(!inside);
            inside = true;
        } else {
            inside = inside && matches!(c, '\'' | '’');
        }
    }
    (units, inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_in_every_script() {
        assert_eq!(count("don't-stop", false).0, 2);
        assert_eq!(count("港口closed了", false).0, 4);
        assert_eq!(count("ing", true).0, 0);
    }
}
