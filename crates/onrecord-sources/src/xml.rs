//! XML of feeds, sitemaps and office documents: its characters, its first element, its elements as events.
//! What does not live here: what the elements mean.

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030, UTF_8};

/// The text of an XML file: byte order mark, UTF-16 without one, the declaration; GB2312 and GBK are read as GB18030.
pub fn decode(bytes: &[u8]) -> Cow<'_, str> {
    let wide = match bytes {
        [b'<', 0, ..] => Some(encoding_rs::UTF_16LE),
        [0, b'<', ..] => Some(encoding_rs::UTF_16BE),
        _ => None,
    };
    let encoding = Encoding::for_bom(bytes)
        .map(|(encoding, _)| encoding)
        .or(wide)
        .or_else(|| std::str::from_utf8(bytes).is_ok().then_some(UTF_8))
        .or_else(|| declared(bytes))
        .unwrap_or(UTF_8);
    let encoding = if encoding == encoding_rs::GBK {
        GB18030
    } else {
        encoding
    };
    encoding.decode(bytes).0
}

fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(256)];
    let end = memchr::memchr(b'>', head)?;
    let text = std::str::from_utf8(&head[..end]).ok()?;
    let value = text
        .split_once("encoding")?
        .1
        .trim_start()
        .strip_prefix('=')?
        .trim_start();
    let quote = value.chars().next()?;
    let label = value[1..].split(quote).next()?;
    Encoding::for_label(label.as_bytes())
}

/// The name of the first element, as written; `None` if the text ends before there is one.
pub fn root(text: &str) -> Option<&str> {
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    loop {
        let open = rest.strip_prefix('<')?;
        if let Some(comment) = open.strip_prefix("!--") {
            rest = comment.split_once("-->")?.1.trim_start();
        } else if open.starts_with(['?', '!']) {
            rest = open.split_once('>')?.1.trim_start();
            // What an internal subset of the document type leaves.
            while !rest.starts_with('<') && !rest.is_empty() {
                rest = rest.split_once('>').map_or("", |(_, r)| r.trim_start());
            }
        } else {
            let end = open.find(|c: char| c.is_whitespace() || c == '>' || c == '/')?;
            return Some(&open[..end]);
        }
    }
}

/// An element whose insides are plain text or markup: `NAME ATTRIBUTES` and what is between its tags, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element<'t> {
    /// The name as written, with its prefix.
    pub name: String,
    /// Attributes, their values with references resolved.
    pub attributes: Vec<(String, String)>,
    /// What is between the tags.
    pub inside: &'t str,
    /// False if the text ends before the element does.
    pub whole: bool,
}

impl Element<'_> {
    /// The name without its prefix.
    pub fn local(&self) -> &str {
        self.name.rsplit(':').next().unwrap_or("")
    }

    /// The prefix; empty if there is none.
    pub fn prefix(&self) -> &str {
        self.name.split_once(':').map_or("", |(prefix, _)| prefix)
    }

    /// An attribute by its name without prefix.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(n, _)| n.rsplit(':').next() == Some(name))
            .map(|(_, v)| v.as_str())
    }
}

/// Elements directly inside `text`, in order. Damage ends the list: what came before it counts.
pub fn children(text: &str) -> Vec<Element<'_>> {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_dangling_amp = true;
    let mut found = Vec::new();
    loop {
        let (start, empty) = match reader.read_event() {
            Ok(Event::Start(start)) => (start, false),
            Ok(Event::Empty(start)) => (start, true),
            Ok(Event::Eof) | Err(_) => return found,
            Ok(_) => continue,
        };
        let name = start.name().as_ref().to_owned();
        let attributes = start
            .attributes()
            .with_checks(false)
            .flatten()
            .map(|a| (a.key.as_ref().to_owned(), resolved(&a.value)))
            .collect();
        let from = reader.buffer_position() as usize;
        let (inside, whole) = match empty {
            true => ("", true),
            false => match reader.read_to_end(start.name()) {
                Ok(span) => (&text[span.start as usize..span.end as usize], true),
                Err(_) => (&text[from..], false),
            },
        };
        found.push(Element {
            name,
            attributes,
            inside,
            whole,
        });
        if !whole {
            return found;
        }
    }
}

/// The text inside an element: CDATA as it is, references resolved once, comments left out. Tags stay if `markup` is
/// true and go if it is not.
pub fn text(inside: &str, markup: bool) -> String {
    let mut out = String::with_capacity(inside.len());
    let mut rest = inside;
    loop {
        let Some(at) = rest.find('<') else {
            out.push_str(&resolved(rest));
            return out;
        };
        out.push_str(&resolved(&rest[..at]));
        rest = &rest[at..];
        if let Some(data) = rest.strip_prefix("<![CDATA[") {
            let end = data.find("]]>");
            out.push_str(&data[..end.unwrap_or(data.len())]);
            rest = end.map_or("", |e| &data[e + 3..]);
        } else if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.split_once("-->").map_or("", |(_, r)| r);
        } else {
            let end = rest.find('>').map_or(rest.len(), |e| e + 1);
            if markup {
                out.push_str(&rest[..end]);
            }
            rest = &rest[end..];
        }
    }
}

/// Character references and those that XML and every feed know, resolved; others stay as written.
pub fn resolved(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(12).position(|b| b == b';');
        let character = end.and_then(|end| {
            let name = &rest[1..end];
            match name {
                "amp" => Some('&'),
                "lt" => Some('<'),
                "gt" => Some('>'),
                "quot" => Some('"'),
                "apos" => Some('\''),
                "nbsp" => Some('\u{a0}'),
                _ => {
                    let digits = name.strip_prefix('#')?;
                    let number = match digits.strip_prefix(['x', 'X']) {
                        Some(hex) => u32::from_str_radix(hex, 16),
                        None => digits.parse(),
                    };
                    number.ok().and_then(char::from_u32).filter(|c| *c != '\0')
                }
            }
        });
        match (character, end) {
            (Some(character), Some(end)) => {
                out.push(character);
                rest = &rest[end + 1..];
            }
            _ => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_element_is_found_after_what_may_come_before_it() {
        let text = "\u{feff}<?xml version='1.0'?>\n<!DOCTYPE rss [<!ENTITY a 'b'>]>\n<!-- <feed> -->\n<rss version='2.0'>";
        assert_eq!(root(text), Some("rss"));
        assert_eq!(root("plain"), None);
    }

    #[test]
    fn chinese_labels_are_read_as_the_widest_charset() {
        let (bytes, _, _) = GB18030.encode("<?xml version=\"1.0\" encoding=\"gb2312\"?><a>港口镕</a>");
        assert!(decode(&bytes).ends_with("<a>港口镕</a>"));
        let wide: Vec<u8> = "<rss>港".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&wide), "<rss>港");
    }

    #[test]
    fn children_and_their_text() {
        let found = children("<a x='1 &amp; 2'>b<i>c</i></a>\n<d/><e><![CDATA[<p>f & g</p>]]></e>");
        assert_eq!(found.len(), 3);
        assert_eq!(found[0].attribute("x"), Some("1 & 2"));
        assert_eq!(text(found[0].inside, false), "bc");
        assert_eq!(text(found[0].inside, true), "b<i>c</i>");
        assert_eq!(text(found[2].inside, false), "<p>f & g</p>");
        assert_eq!(resolved("&lt;p&gt;A&#x26;B &hellip; & c"), "<p>A&B &hellip; & c");
    }
}
