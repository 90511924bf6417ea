//! Attributes, read from a start tag's bytes when somebody asks for them.

use std::borrow::Cow;

use super::entities;

/// An attribute as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attribute<'p> {
    /// Name as written; compare without case.
    pub name: &'p str,
    /// Value as written, quotes off, references raw.
    pub raw: &'p str,
}

impl<'p> Attribute<'p> {
    /// The value with its character references decoded.
    pub fn value(&self) -> Cow<'p, str> {
        entities::decode_all(self.raw, true)
    }
}

/// The attributes of one start tag, in order.
#[derive(Clone, Debug)]
pub struct Attributes<'p> {
    tag: &'p str,
    at: usize,
}

impl<'p> Attributes<'p> {
    /// `tag` is what stands between the element's name and `>`.
    pub(crate) fn new(tag: &'p str) -> Attributes<'p> {
        Attributes { tag, at: 0 }
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0c)
}

impl<'p> Iterator for Attributes<'p> {
    type Item = Attribute<'p>;

    fn next(&mut self) -> Option<Attribute<'p>> {
        let bytes = self.tag.as_bytes();
        let mut at = self.at;
        while at < bytes.len() && (is_space(bytes[at]) || bytes[at] == b'/') {
            at += 1;
        }
        if at >= bytes.len() {
            self.at = at;
            return None;
        }
        let start = at;
        at += 1;
        while at < bytes.len() && !is_space(bytes[at]) && !matches!(bytes[at], b'/' | b'=') {
            at += 1;
        }
        let name = &self.tag[start..at];
        let mut value = at;
        while value < bytes.len() && is_space(bytes[value]) {
            value += 1;
        }
        if bytes.get(value) != Some(&b'=') {
            self.at = value;
            return Some(Attribute { name, raw: "" });
        }
        value += 1;
        while value < bytes.len() && is_space(bytes[value]) {
            value += 1;
        }
        let (from, to, next) = match bytes.get(value) {
            Some(&quote @ (b'"' | b'\'')) => {
                let len = memchr::memchr(quote, &bytes[value + 1..]).unwrap_or(bytes.len() - value - 1);
                (value + 1, value + 1 + len, value + 2 + len)
            }
            _ => {
                let len = bytes[value..].iter().take_while(|b| !is_space(**b)).count();
                (value, value + len, value + len)
            }
        };
        self.at = next;
        Some(Attribute {
            name,
            raw: &self.tag[from..to],
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_come_quoted_bare_and_empty() {
        let read: Vec<(String, String)> =
            Attributes::new(" class='a b' ID=x/y hidden data-n = \"&lt;1\" / =z")
                .map(|a| (a.name.to_owned(), a.value().into_owned()))
                .collect();
        let want = [
            ("class", "a b"),
            ("ID", "x/y"),
            ("hidden", ""),
            ("data-n", "<1"),
            ("=z", ""),
        ];
        assert_eq!(read, want.map(|(a, b)| (a.to_owned(), b.to_owned())));
    }
}
