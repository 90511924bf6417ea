//! HTTP messages as archives keep them: status, header fields, a body with its codings undone.
//! What does not live here: asking servers (`fetch`).

use std::io::Read;

use onrecord_model::Field;

/// A page may be this large once it is opened; what lies beyond is left out.
pub const LARGEST_BODY: u64 = 64 << 20;
/// Header fields beyond these numbers are a flood.
const MOST_FIELDS: usize = 1000;
const LARGEST_HEAD: usize = 256 << 10;
/// No server packs a page more often.
const MOST_CODINGS: usize = 4;

/// A response's head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Such as 200; `None` if the line names none.
    pub status: Option<u16>,
    /// Header fields as written; folded ones joined by a space.
    pub fields: Vec<Field>,
    /// Length of the head in the message, in bytes.
    pub length: usize,
}

impl Head {
    /// Reads the head of a message. `None` if it does not begin with a status line or does not end within bounds.
    pub fn read(message: &[u8]) -> Option<Head> {
        let line_end = memchr::memchr(b'\n', &message[..message.len().min(LARGEST_HEAD)])?;
        let line = message[..line_end].trim_ascii();
        if !line.starts_with(b"HTTP/") && !line.starts_with(b"ICY ") {
            return None;
        }
        let status = line
            .split(|b| *b == b' ')
            .nth(1)
            .and_then(|s| std::str::from_utf8(s).ok()?.parse().ok());
        let (fields, length) = fields(&message[line_end + 1..])?;
        Some(Head {
            status,
            fields,
            length: line_end + 1 + length,
        })
    }

    /// The value of the first field of this name.
    pub fn field(&self, name: &str) -> Option<&str> {
        field(&self.fields, name)
    }
}

/// The value of the first field of this name, in either case.
pub fn field<'f>(fields: &'f [Field], name: &str) -> Option<&'f str> {
    fields
        .iter()
        .find(|f| f.name.eq_ignore_ascii_case(name))
        .map(|f| f.value.as_str())
}

/// Reads `Name: value` lines up to an empty one: the fields, and how many bytes they take with the empty line.
/// A head that breaks off ends where the bytes end. `None` for a flood.
pub fn fields(bytes: &[u8]) -> Option<(Vec<Field>, usize)> {
    let mut fields: Vec<Field> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let end = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |n| at + n + 1);
        let line = &bytes[at..end];
        at = end;
        if at > LARGEST_HEAD {
            return None;
        }
        let text = line.trim_ascii();
        if text.is_empty() {
            return Some((fields, at));
        }
        let text = latin_or_utf8(text);
        if line[0] == b' ' || line[0] == b'\t' {
            if let Some(last) = fields.last_mut() {
                last.value.push(' ');
                last.value.push_str(&text);
            }
            continue;
        }
        let Some((name, value)) = text.split_once(':') else {
            continue;
        };
        fields.push(Field {
            name: name.trim().to_owned(),
            value: value.trim().to_owned(),
        });
        if fields.len() > MOST_FIELDS {
            return None;
        }
    }
    Some((fields, at))
}

/// Header fields are ASCII; what is more is UTF-8 if it can be, else Latin-1.
pub fn latin_or_utf8(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|b| char::from(*b)).collect(),
    }
}

/// A media type without its parameters, in lower case, and its charset.
pub fn media_type(value: &str) -> (String, Option<String>) {
    let mut parts = value.split(';');
    let media = parts.next().unwrap_or("").trim().to_ascii_lowercase();
    // Some servers put two types into one field: the first one counts.
    let media = media.split(',').next().unwrap_or("").trim().to_owned();
    let charset = parts.find_map(|part| {
        let (name, value) = part.split_once('=')?;
        name.trim()
            .eq_ignore_ascii_case("charset")
            .then(|| value.trim().trim_matches(['"', '\'']).to_owned())
    });
    (media, charset.filter(|c| !c.is_empty()))
}

/// A body with its codings undone.
#[derive(Debug, Default)]
pub struct Body {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// What was read through, in words.
    pub notes: Vec<String>,
}

/// A coding of a body that could not be undone.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodingError {
    /// More codings on top of each other than any server sends.
    #[error("{count} codings on top of each other")]
    TooMany {
        /// How many.
        count: usize,
    },
    /// A coding that nothing here knows.
    #[error("the coding {name:?}")]
    Unknown {
        /// As the header has it.
        name: String,
    },
    /// Nothing of the data could be decoded.
    #[error("{name} data that are damaged")]
    Damaged {
        /// The coding.
        name: String,
    },
}

/// Undoes the transfer coding, then the content codings, last to first. The error names a coding that is unknown.
pub fn body(head: &Head, stored: &[u8]) -> Result<Body, CodingError> {
    let mut body = Body::default();
    let transfer = head.field("transfer-encoding").unwrap_or("").to_ascii_lowercase();
    body.bytes = if transfer.contains("chunked") {
        dechunked(stored, &mut body.notes)
    } else {
        stored.to_vec()
    };
    let codings: Vec<String> = head
        .fields
        .iter()
        .filter(|f| f.name.eq_ignore_ascii_case("content-encoding"))
        .flat_map(|f| f.value.split(','))
        .map(|c| c.trim().to_ascii_lowercase())
        .filter(|c| !c.is_empty() && c != "identity" && c != "none" && c != "utf-8")
        .collect();
    // gzip may also be a transfer coding.
    let transfer = transfer
        .split(',')
        .map(|c| c.trim().to_owned())
        .filter(|c| matches!(c.as_str(), "gzip" | "x-gzip" | "deflate"));
    let codings: Vec<String> = codings.into_iter().chain(transfer).collect();
    if codings.len() > MOST_CODINGS {
        return Err(CodingError::TooMany { count: codings.len() });
    }
    for coding in codings.iter().rev() {
        body.bytes = undo(coding, std::mem::take(&mut body.bytes), &mut body.notes)?;
    }
    Ok(body)
}

/// The data of the chunks; the body itself if there are none: many archives undo the chunks and keep the header.
pub fn dechunked(stored: &[u8], notes: &mut Vec<String>) -> Vec<u8> {
    let mut out = Vec::with_capacity(stored.len());
    let mut at = 0;
    loop {
        let rest = &stored[at..];
        let line_end = memchr::memchr(b'\n', &rest[..rest.len().min(1024)]);
        let size = line_end.and_then(|end| {
            let line = std::str::from_utf8(&rest[..end]).ok()?;
            let digits = line.split(';').next()?.trim();
            (!digits.is_empty() && digits.len() <= 15)
                .then(|| usize::from_str_radix(digits, 16).ok())
                .flatten()
        });
        let (Some(line_end), Some(size)) = (line_end, size) else {
            if out.is_empty() && at == 0 {
                if !stored.is_empty() {
                    notes.push("said to be chunked and is not: read as it is".into());
                }
                return stored.to_vec();
            }
            notes.push("the chunks break off: what is there was read".into());
            return out;
        };
        if size == 0 {
            return out;
        }
        let from = at + line_end + 1;
        let to = from.saturating_add(size).min(stored.len());
        out.extend_from_slice(&stored[from..to]);
        if from.saturating_add(size) >= stored.len() {
            notes.push("the chunks break off: what is there was read".into());
            return out;
        }
        // The line end that closes the chunk.
        at = to;
        at += stored[at..]
            .iter()
            .take(2)
            .take_while(|b| matches!(b, b'\r' | b'\n'))
            .count();
    }
}

fn undo(coding: &str, bytes: Vec<u8>, notes: &mut Vec<String>) -> Result<Vec<u8>, CodingError> {
    let (open, error) = match coding {
        "gzip" | "x-gzip" => {
            if !bytes.starts_with(&[0x1f, 0x8b]) {
                if !bytes.is_empty() {
                    notes.push("said to be gzip and is not: read as it is".into());
                }
                return Ok(bytes);
            }
            bounded(flate2::read::MultiGzDecoder::new(&bytes[..]))
        }
        "deflate" => {
            // The name means zlib; servers send the bare form too.
            let zlib = bounded(flate2::read::ZlibDecoder::new(&bytes[..]));
            if zlib.0.is_empty() && zlib.1.is_some() {
                bounded(flate2::read::DeflateDecoder::new(&bytes[..]))
            } else {
                zlib
            }
        }
        "br" => bounded(brotli_decompressor::Decompressor::new(&bytes[..], 4096)),
        "zstd" => {
            let stream = crate::members::Members::of(Box::new(std::io::Cursor::new(bytes.clone())));
            match stream {
                Ok(stream) => bounded(stream),
                Err(error) => (Vec::new(), Some(error.to_string())),
            }
        }
        other => return Err(CodingError::Unknown { name: other.into() }),
    };
    match error {
        Some(_) if open.is_empty() && !bytes.is_empty() => {
            // What was sent without its coding is still a page.
            let text = bytes
                .iter()
                .take(512)
                .all(|b| *b >= 0x20 || b.is_ascii_whitespace());
            if text {
                notes.push(format!("said to be {coding} and is not: read as it is"));
                return Ok(bytes);
            }
            Err(CodingError::Damaged { name: coding.into() })
        }
        Some(why) => {
            notes.push(format!("{coding}: {why}: what could be opened was read"));
            Ok(open)
        }
        None => Ok(open),
    }
}

/// Reads to the end, or to the bound; what was read, and what went wrong.
fn bounded(reader: impl Read) -> (Vec<u8>, Option<String>) {
    let mut open = Vec::new();
    let result = reader.take(LARGEST_BODY + 1).read_to_end(&mut open);
    if open.len() as u64 > LARGEST_BODY {
        open.truncate(LARGEST_BODY as usize);
        return (open, Some("larger than 64 MB when opened".into()));
    }
    (open, result.err().map(|_| "the data break off".into()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn head(text: &str) -> Head {
        Head::read(text.as_bytes()).unwrap()
    }

    #[test]
    fn folded_fields_are_joined() {
        let head = head(
            "HTTP/1.1 200 OK\r\nX-Long: one\r\n  two\r\nContent-Type: text/html; charset=\"GBK\"\r\n\r\nbody",
        );
        assert_eq!(head.status, Some(200));
        assert_eq!(head.field("x-long"), Some("one two"));
        let media = media_type(head.field("content-type").unwrap());
        assert_eq!(media, ("text/html".into(), Some("GBK".into())));
        assert_eq!(
            head.length,
            "HTTP/1.1 200 OK\r\nX-Long: one\r\n  two\r\nContent-Type: text/html; charset=\"GBK\"\r\n\r\n"
                .len()
        );
    }

    #[test]
    fn a_flood_of_fields_is_no_head() {
        let flood = format!("HTTP/1.1 200 OK\r\n{}\r\n", "A: b\r\n".repeat(5000));
        assert_eq!(Head::read(flood.as_bytes()), None);
    }

    #[test]
    fn codings_are_undone_last_to_first() {
        let mut pack = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        pack.write_all(b"the page").unwrap();
        let inner = pack.finish().unwrap();
        let mut pack = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        pack.write_all(&inner).unwrap();
        let outer = pack.finish().unwrap();
        let chunked = [
            format!("{:x};x=1\r\n", outer.len()).as_bytes(),
            &outer,
            b"\r\n0\r\n\r\n",
        ]
        .concat();
        let head = head("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\nContent-Encoding: deflate, gzip\n\n");
        let body = body(&head, &chunked).unwrap();
        assert_eq!(body.bytes, b"the page");
        assert!(body.notes.is_empty());
    }

    #[test]
    fn bodies_that_are_not_what_their_fields_say_are_read_with_a_note() {
        let head = head("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\nContent-Encoding: gzip\n\n");
        let body = body(&head, b"<p>plain</p>").unwrap();
        assert_eq!(body.bytes, b"<p>plain</p>");
        assert_eq!(body.notes.len(), 2);
    }

    #[test]
    fn an_unknown_coding_is_named() {
        let head = head("HTTP/1.1 200 OK\nContent-Encoding: compress\n\n");
        let unknown = CodingError::Unknown {
            name: "compress".into(),
        };
        assert_eq!(body(&head, b"x").unwrap_err(), unknown);
    }

    #[test]
    fn endless_chunks_end_with_the_bytes() {
        let mut notes = Vec::new();
        let stored = b"ffffffffffff\r\nabc";
        assert_eq!(dechunked(stored, &mut notes), b"abc");
        assert_eq!(notes.len(), 1);
    }
}
