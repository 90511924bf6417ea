//! Character references: `&amp;`, `&#8217;`, `&nbsp`. The common ones are told apart here; the long tail of names is
//! html5gum's table.

use html5gum::{Token, Tokenizer};

/// One byte (SUBSTITUTE) that stands for one that was no character where the page was decoded, so that places stay those
/// of the raw bytes. It is read as U+FFFD, as a reference is.
pub(crate) const WRONG: u8 = 0x1a;

/// A decoded reference: one or two characters and the raw length in bytes, `&` and `;` included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reference {
    pub(crate) chars: [Option<char>; 2],
    pub(crate) len: usize,
}

impl Reference {
    fn one(c: char, len: usize) -> Option<Reference> {
        Some(Reference {
            chars: [Some(c), None],
            len,
        })
    }
}

/// The reference that `raw` begins with (`raw` starts at `&` or [`WRONG`]); `None` where the `&` stands for itself.
pub(crate) fn decode(raw: &str, in_attribute: bool) -> Option<Reference> {
    let bytes = raw.as_bytes();
    if bytes.first() == Some(&WRONG) {
        return Reference::one('\u{fffd}', 1);
    }
    if bytes.get(1) == Some(&b'#') {
        return numeric(bytes);
    }
    let name = bytes[1..]
        .iter()
        .take(40)
        .take_while(|b| b.is_ascii_alphanumeric())
        .count();
    if name == 0 {
        return None;
    }
    let closed = bytes.get(1 + name) == Some(&b';');
    if closed {
        let known = match &raw[1..1 + name] {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            "nbsp" => Some('\u{a0}'),
            "rsquo" => Some('’'),
            "lsquo" => Some('‘'),
            "rdquo" => Some('”'),
            "ldquo" => Some('“'),
            "ndash" => Some('–'),
            "mdash" => Some('—'),
            "hellip" => Some('…'),
            "eacute" => Some('é'),
            "auml" => Some('ä'),
            "ouml" => Some('ö'),
            "uuml" => Some('ü'),
            _ => None,
        };
        if let Some(c) = known {
            return Reference::one(c, name + 2);
        }
    }
    let shown = &raw[..1 + name + usize::from(closed)];
    let text = gum(shown);
    if text.starts_with('&') && (text.len() >= shown.len()) {
        return None;
    }
    // What html5gum left standing behind the reference is a suffix of what it was given.
    let rest = text
        .char_indices()
        .map(|(at, _)| at)
        .find(|at| *at > 0 && shown.ends_with(&text[*at..]) && text[..*at].chars().count() <= 2)
        .map_or(0, |at| text.len() - at);
    let len = shown.len() - rest;
    let unclosed = !shown[..len].ends_with(';');
    if in_attribute
        && unclosed
        && bytes
            .get(len)
            .is_some_and(|b| *b == b'=' || b.is_ascii_alphanumeric())
    {
        return None;
    }
    let mut chars = text[..text.len() - rest].chars();
    Some(Reference {
        chars: [chars.next(), chars.next()],
        len,
    })
}

/// The one character of the reference that `raw` begins with, and its length.
pub(crate) fn reference(raw: &str) -> Option<(char, usize)> {
    let reference = decode(raw, false)?;
    match reference.chars {
        [Some(c), None] => Some((c, reference.len)),
        _ => None,
    }
}

/// What html5gum makes of a short string.
fn gum(raw: &str) -> String {
    let mut text = String::new();
    for token in Tokenizer::new(raw) {
        if let Ok(Token::String(string)) = token {
            text.push_str(&String::from_utf8_lossy(&string.value));
        }
    }
    text
}

fn numeric(bytes: &[u8]) -> Option<Reference> {
    let hex = matches!(bytes.get(2), Some(b'x' | b'X'));
    let start = if hex { 3 } else { 2 };
    let mut at = start;
    let mut value: u32 = 0;
    while let Some(digit) = bytes
        .get(at)
        .and_then(|b| (*b as char).to_digit(if hex { 16 } else { 10 }))
    {
        value = value
            .saturating_mul(if hex { 16 } else { 10 })
            .saturating_add(digit);
        at += 1;
    }
    if at == start {
        return None;
    }
    if bytes.get(at) == Some(&b';') {
        at += 1;
    }
    let c = match value {
        0 => '\u{fffd}',
        0x80..=0x9f => {
            let byte = [value as u8];
            let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&byte);
            text.chars().next().unwrap_or('\u{fffd}')
        }
        _ => char::from_u32(value).unwrap_or('\u{fffd}'),
    };
    Reference::one(c, at)
}

/// `raw` with all its references decoded.
pub(crate) fn decode_all(raw: &str, in_attribute: bool) -> std::borrow::Cow<'_, str> {
    let Some(first) = memchr::memchr2(b'&', WRONG, raw.as_bytes()) else {
        return raw.into();
    };
    let mut text = String::with_capacity(raw.len());
    text.push_str(&raw[..first]);
    let mut at = first;
    while at < raw.len() {
        if let Some(reference) = decode(&raw[at..], in_attribute) {
            text.extend(reference.chars.iter().flatten());
            at += reference.len;
        } else {
            text.push('&');
            at += 1;
        }
        let next = memchr::memchr2(b'&', WRONG, &raw.as_bytes()[at..]).map_or(raw.len(), |n| at + n);
        text.push_str(&raw[at..next]);
        at = next;
    }
    text.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_decoded_as_a_browser_does() {
        for (raw, text) in [
            ("a &amp; b &lt;", "a & b <"),
            ("&#8217;&#x4e2d;&#39", "’中'"),
            ("&#151;&#0;&#xD800;", "—\u{fffd}\u{fffd}"),
            ("AT&T &nosuch; & &;", "AT&T &nosuch; & &;"),
            ("&notit; &copy2024 &middot;", "¬it; ©2024 ·"),
            ("&NotEqualTilde;", "≂̸"),
            ("&Eacute;t&eacute &ccedil;a", "Été ça"),
        ] {
            assert_eq!(decode_all(raw, false), text, "{raw}");
        }
        assert_eq!(
            decode_all("?a=1&copy=2&lt=3&amp;b&reg;", true),
            "?a=1&copy=2&lt=3&b®"
        );
    }
}
