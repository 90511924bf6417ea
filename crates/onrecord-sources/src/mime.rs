//! Messages of mail and MHTML: header fields, parts, transfer codings, encoded words. Bytes stay bytes: which
//! characters they are is for the page stage, since browsers save pages without naming their charset.
//! What does not live here: which part is the page (`mail`).

use onrecord_model::Field;

use crate::http;

/// Parts of a message, nested ones included; what has more is no mail.
const MOST_PARTS: usize = 2000;
/// Multiparts inside multiparts.
const DEEPEST: usize = 12;

/// A part of a message that holds no other parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part<'m> {
    /// Its header fields.
    pub fields: Vec<Field>,
    /// Its body, still in its transfer coding.
    pub body: &'m [u8],
    /// Media type in lower case; `text/plain` if none is stated.
    pub media: String,
    /// Types of the multiparts around it, outermost first.
    pub around: Vec<String>,
}

/// A message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message<'m> {
    /// Its header fields.
    pub fields: Vec<Field>,
    /// Its parts, in order.
    pub parts: Vec<Part<'m>>,
}

impl<'m> Message<'m> {
    /// Reads a message. `None` if its header is a flood.
    pub fn read(bytes: &'m [u8]) -> Option<Message<'m>> {
        let bytes = bytes
            .strip_prefix(&[0xef, 0xbb, 0xbf])
            .unwrap_or(bytes)
            .trim_ascii_start();
        let (fields, length) = http::fields(bytes)?;
        let mut parts = Vec::new();
        gather(fields.clone(), &bytes[length..], &mut Vec::new(), &mut parts);
        Some(Message { fields, parts })
    }

    /// The value of the first field of this name, encoded words read.
    pub fn field(&self, name: &str) -> Option<String> {
        http::field(&self.fields, name).map(words)
    }
}

impl Part<'_> {
    /// The value of the first field of this name, as written.
    pub fn field(&self, name: &str) -> Option<&str> {
        http::field(&self.fields, name)
    }

    /// Its charset, if it states one.
    pub fn charset(&self) -> Option<String> {
        parameter(self.field("content-type")?, "charset")
    }

    /// Its file name, if it states one.
    pub fn file_name(&self) -> Option<String> {
        let named = self
            .field("content-disposition")
            .and_then(|d| parameter(d, "filename"));
        named
            .or_else(|| self.field("content-type").and_then(|t| parameter(t, "name")))
            .map(|n| words(&n))
    }

    /// True if it is meant to be kept as a file.
    pub fn is_attachment(&self) -> bool {
        let disposition = self
            .field("content-disposition")
            .unwrap_or("")
            .trim()
            .to_ascii_lowercase();
        disposition.starts_with("attachment")
    }

    /// Its bytes with the transfer coding undone.
    pub fn bytes(&self) -> Vec<u8> {
        let coding = self
            .field("content-transfer-encoding")
            .unwrap_or("")
            .trim()
            .to_ascii_lowercase();
        match coding.as_str() {
            "base64" => base64(self.body),
            "quoted-printable" => quoted_printable(self.body),
            _ => self.body.to_vec(),
        }
    }
}

fn gather<'m>(fields: Vec<Field>, body: &'m [u8], around: &mut Vec<String>, parts: &mut Vec<Part<'m>>) {
    if parts.len() >= MOST_PARTS {
        return;
    }
    let stated = http::field(&fields, "content-type").unwrap_or("").to_owned();
    let (media, _) = http::media_type(&stated);
    let boundary = parameter(&stated, "boundary").filter(|b| !b.is_empty());
    match boundary {
        Some(boundary) if media.starts_with("multipart/") && around.len() < DEEPEST => {
            around.push(media);
            for part in split(body, boundary.as_bytes()) {
                if let Some((fields, length)) = http::fields(part) {
                    gather(fields, &part[length.min(part.len())..], around, parts);
                }
            }
            around.pop();
        }
        _ => parts.push(Part {
            fields,
            body,
            media: if media.is_empty() {
                "text/plain".into()
            } else {
                media
            },
            around: around.clone(),
        }),
    }
}

/// What is between the lines that the boundary makes; a body that breaks off ends its last part.
fn split<'m>(body: &'m [u8], boundary: &[u8]) -> Vec<&'m [u8]> {
    let mut parts = Vec::new();
    let mut from = None;
    let mut seek = 0;
    let mark = [b"--", boundary].concat();
    while let Some(at) = memchr::memmem::find(&body[seek..], &mark) {
        let at = seek + at;
        let after = at + mark.len();
        seek = after;
        if at > 0 && body[at - 1] != b'\n' {
            continue;
        }
        let rest = &body[after..];
        let end = memchr::memchr(b'\n', rest).map_or(rest.len(), |n| n + 1);
        let tail = rest[..end].trim_ascii();
        // A longer boundary that begins alike is another one.
        if !tail.is_empty() && tail != b"--" {
            continue;
        }
        if let Some(from) = from {
            // The line end before a boundary belongs to it.
            let to = body[..at]
                .strip_suffix(b"\n")
                .map_or(at, |b| b.strip_suffix(b"\r").unwrap_or(b).len());
            parts.push(&body[from..to.max(from)]);
        }
        from = (tail != b"--").then_some(after + end);
        if from.is_none() {
            break;
        }
        seek = after + end;
    }
    if let Some(from) = from {
        parts.push(&body[from.min(body.len())..]);
    }
    parts
}

/// A parameter of a field such as `text/html; charset="gbk"`.
pub fn parameter(value: &str, name: &str) -> Option<String> {
    let mut rest = value.split_once(';')?.1;
    loop {
        rest = rest.trim_start_matches([' ', '\t', ';']);
        if rest.is_empty() {
            return None;
        }
        let (key, after) = rest.split_once('=')?;
        let after = after.trim_start();
        let (found, next) = match after.strip_prefix('"') {
            Some(quoted) => {
                let end = quoted.find('"').unwrap_or(quoted.len());
                (&quoted[..end], quoted.get(end + 1..).unwrap_or(""))
            }
            None => {
                let end = after.find(';').unwrap_or(after.len());
                (after[..end].trim(), &after[end..])
            }
        };
        if key.trim().eq_ignore_ascii_case(name) {
            return Some(found.to_owned());
        }
        rest = next;
    }
}

/// Encoded words (`=?utf-8?B?…?=`) read; the rest as it is.
pub fn words(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut after_word = false;
    while let Some(at) = rest.find("=?") {
        let (before, word) = rest.split_at(at);
        let mut parts = word[2..].splitn(3, '?');
        let decoded = match (parts.next(), parts.next(), parts.next()) {
            (Some(charset), Some(coding), Some(tail)) => tail.find("?=").and_then(|end| {
                let data = &tail.as_bytes()[..end];
                let bytes = match coding {
                    "B" | "b" => base64(data),
                    "Q" | "q" => {
                        let spaced: Vec<u8> =
                            data.iter().map(|b| if *b == b'_' { b' ' } else { *b }).collect();
                        quoted_printable(&spaced)
                    }
                    _ => return None,
                };
                let label = charset.split('*').next().unwrap_or(charset);
                let encoding = encoding_rs::Encoding::for_label(label.as_bytes())?;
                Some((encoding.decode(&bytes).0.into_owned(), &tail[end + 2..]))
            }),
            _ => None,
        };
        match decoded {
            Some((words, tail)) => {
                // White space between two encoded words is none.
                if !(after_word && before.trim().is_empty()) {
                    out.push_str(before);
                }
                out.push_str(&words);
                rest = tail;
                after_word = true;
            }
            None => {
                out.push_str(before);
                out.push_str("=?");
                rest = &word[2..];
                after_word = false;
            }
        }
    }
    out.push_str(rest);
    out
}

/// Undoes base64; what is none of its characters is left out.
pub fn base64(text: &[u8]) -> Vec<u8> {
    let (mut held, mut count) = (0u32, 0);
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    for c in text {
        let value = match c {
            b'A'..=b'Z' => c - b'A',
            b'a'..=b'z' => c - b'a' + 26,
            b'0'..=b'9' => c - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' => {
                // What follows padding is another piece.
                (held, count) = (0, 0);
                continue;
            }
            _ => continue,
        };
        held = (held << 6 | u32::from(value)) & 0xff_ffff;
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((held >> count) as u8);
        }
    }
    out
}

/// Undoes quoted-printable; an escape that is none stays as written.
pub fn quoted_printable(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        if text[at] != b'=' {
            out.push(text[at]);
            at += 1;
            continue;
        }
        let rest = &text[at + 1..];
        let digit = |b: Option<&u8>| b.and_then(|b| char::from(*b).to_digit(16));
        if let (Some(high), Some(low)) = (digit(rest.first()), digit(rest.get(1))) {
            out.push((high * 16 + low) as u8);
            at += 3;
            continue;
        }
        // A soft line end, also with white space that was put before it on the way.
        let blank = rest.iter().take_while(|b| matches!(b, b' ' | b'\t')).count();
        match &rest[blank..] {
            [b'\r', b'\n', ..] => at += blank + 3,
            [b'\n', ..] => at += blank + 2,
            [] => at = text.len(),
            _ => {
                out.push(b'=');
                at += 1;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_found_in_parts() {
        let text = b"Content-Type: multipart/mixed; boundary=\"a b\"\r\n\r\npreamble\r\n--a b\r\nContent-Type: multipart/alternative; boundary=a\r\n\r\n\
--a\r\n\r\nplain\r\n--a\r\nContent-Type: text/html; charset=gbk\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>=B8=\r\n=DB</p>\r\n--a--\r\n\
--a b\r\nContent-Type: application/pdf; name=\"x.pdf\"\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBE\r\nRi0=\r\n--a b--\r\n";
        let message = Message::read(text).unwrap();
        let [plain, html, pdf] = &message.parts[..] else {
            panic!("{message:?}")
        };
        assert_eq!(plain.bytes(), b"plain");
        assert_eq!(plain.around, ["multipart/mixed", "multipart/alternative"]);
        assert_eq!(html.charset().as_deref(), Some("gbk"));
        assert_eq!(html.bytes(), b"<p>\xb8\xdb</p>");
        assert_eq!(pdf.bytes(), b"%PDF-");
        assert_eq!(pdf.file_name().as_deref(), Some("x.pdf"));
    }

    #[test]
    fn encoded_words_are_read_and_joined() {
        assert_eq!(words("=?utf-8?B?5riv?= =?UTF-8?Q?=E5=8F=A3?= shut"), "港口 shut");
        assert_eq!(words("=?gb2312?B?uNs=?="), "港");
        assert_eq!(words("a =?x? b"), "a =?x? b");
    }

    #[test]
    fn nested_multiparts_end() {
        let mut text = String::new();
        for n in 0..200 {
            text.push_str(&format!(
                "Content-Type: multipart/mixed; boundary=b{n}x\n\n--b{n}x\n"
            ));
        }
        assert!(Message::read(text.as_bytes()).unwrap().parts.len() <= 1);
    }
}
