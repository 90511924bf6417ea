//! What a file is, told by its first bytes: a page, or something that holds pages.
//! What does not live here: reading it.

use std::io::Read;

/// Bytes that are looked at.
pub const HEAD: usize = 8 << 10;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A WARC or ARC file.
    Archive,
    /// A ZIP file: WACZ, DOCX, ODT or none of them.
    Zip,
    /// Many mails in one file.
    Mbox,
    /// A mail, or a page saved as MHTML.
    Mail,
    /// A feed, a sitemap or a list of feeds in XML.
    Feed,
    /// XML that is neither a page nor a feed.
    Xml,
    /// JSON, perhaps a feed.
    Json,
    /// A page, a document, or what the page stage refuses.
    Page,
}

/// Tells what `head`, the first bytes of a file, begins; gzip and Zstandard are opened as far as they are there.
/// `name` decides only between a mail and a text that looks like one.
pub fn format(head: &[u8], name: &str) -> Format {
    let packed = head.starts_with(&[0x1f, 0x8b])
        || head.starts_with(&[0x28, 0xb5, 0x2f, 0xfd])
        || head.get(1..4) == Some(&[0x2a, 0x4d, 0x18]);
    let name = name.to_lowercase();
    if !packed {
        return opened(head, &name);
    }
    let mut open = Vec::new();
    if let Ok(stream) = crate::members::Members::of(Box::new(std::io::Cursor::new(head.to_vec()))) {
        // What is cut off at the end of `head` is no error here.
        let _ = stream.take(HEAD as u64).read_to_end(&mut open);
    }
    let bare = name
        .strip_suffix(".gz")
        .or(name.strip_suffix(".zst"))
        .unwrap_or(&name);
    match opened(&open, bare) {
        // A dictionary before the first frame, or a first frame larger than what is at hand.
        Format::Page if open.is_empty() && (bare.ends_with(".warc") || bare.ends_with(".arc")) => {
            Format::Archive
        }
        format => format,
    }
}

fn opened(head: &[u8], name: &str) -> Format {
    if head.starts_with(b"WARC/") || head.starts_with(b"filedesc://") {
        return Format::Archive;
    }
    if head.starts_with(b"PK\x03\x04") {
        return Format::Zip;
    }
    let text = head.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(head);
    let text = text.trim_ascii_start();
    if is_mbox(text) {
        return Format::Mbox;
    }
    if is_mail(text, name) {
        return Format::Mail;
    }
    if let Some(format) = xml(head) {
        return format;
    }
    match text.first() {
        Some(b'{' | b'[') if is_json(text) => Format::Json,
        _ => Format::Page,
    }
}

/// `From sender@host Mon Jan  2 10:00:00 2023`, then header fields.
fn is_mbox(text: &[u8]) -> bool {
    let Some(rest) = text.strip_prefix(b"From ") else {
        return false;
    };
    let Some(end) = memchr::memchr(b'\n', rest) else {
        return false;
    };
    let clock = rest[..end]
        .windows(3)
        .any(|w| w[0].is_ascii_digit() && w[1] == b':' && w[2].is_ascii_digit());
    clock && header_name(&rest[end + 1..]).is_some()
}

/// The name of the header field that the text begins with.
fn header_name(text: &[u8]) -> Option<&[u8]> {
    let colon = memchr::memchr(b':', &text[..text.len().min(80)])?;
    let name = &text[..colon];
    (!name.is_empty() && name.iter().all(|b| b.is_ascii_alphanumeric() || *b == b'-')).then_some(name)
}

/// Header fields of mail from the first line on. Text dumps may begin with "From:" or "Date:" too, so that a mail must
/// show fields that nobody writes by hand, or be called one.
fn is_mail(text: &[u8], name: &str) -> bool {
    if header_name(text).is_none() {
        return false;
    }
    let named = [".eml", ".mht", ".mhtml"].iter().any(|e| name.ends_with(e));
    let (mut from, mut date, mut sure) = (false, false, false);
    for line in text.split(|b| *b == b'\n') {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() {
            break;
        }
        if line[0] == b' ' || line[0] == b'\t' {
            continue;
        }
        // Old mail may have its sender's line on top of the header.
        let Some(field) = header_name(line) else {
            return false;
        };
        from |= field.eq_ignore_ascii_case(b"from");
        date |= field.eq_ignore_ascii_case(b"date");
        for certain in ["mime-version", "message-id", "received", "return-path"] {
            sure |= field.eq_ignore_ascii_case(certain.as_bytes());
        }
    }
    sure || named && (from || date)
}

/// What XML is, by its first element; `None` for HTML and for what is no XML.
fn xml(head: &[u8]) -> Option<Format> {
    let text = crate::xml::decode(head);
    let text = text.trim_start();
    if !text.starts_with('<') {
        return None;
    }
    let declared = text.starts_with("<?xml");
    let root = crate::xml::root(text)?;
    let local = root.rsplit(':').next().unwrap_or(root);
    match local {
        "rss" | "feed" | "RDF" | "urlset" | "sitemapindex" | "opml" | "channel" => Some(Format::Feed),
        _ if local.eq_ignore_ascii_case("html") => None,
        _ if declared && !text.to_ascii_lowercase().contains("<!doctype html") => Some(Format::Xml),
        _ => None,
    }
}

/// JSON and no text in brackets: after the first bracket a value or a key comes, and nothing else.
fn is_json(text: &[u8]) -> bool {
    let mut values = serde_json::Deserializer::from_slice(text).into_iter::<serde::de::IgnoredAny>();
    match values.next() {
        Some(Ok(_)) => true,
        // What is at hand may be only the beginning.
        Some(Err(error)) => error.is_eof() && text.len() > 64,
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_by_their_bytes() {
        let cases: &[(&str, Format)] = &[
            ("WARC/1.1\r\nWARC-Type: warcinfo\r\n", Format::Archive),
            (
                "filedesc://a.arc 0.0.0.0 20060101000000 text/plain 76\n",
                Format::Archive,
            ),
            (
                "From a@example.org Mon Jan  2 10:00:00 2023\nSubject: x\n\n",
                Format::Mbox,
            ),
            (
                "From: A <a@example.org>\r\nMIME-Version: 1.0\r\n\r\nx",
                Format::Mail,
            ),
            ("<?xml version='1.0'?><rss version='2.0'>", Format::Feed),
            (
                "<?xml version='1.0'?>\n<!-- a comment -->\n<s:urlset xmlns:s='x'>",
                Format::Feed,
            ),
            ("<?xml version='1.0'?><invoice/>", Format::Xml),
            ("<?xml version='1.0'?><html xmlns='x'>", Format::Page),
            ("{\"version\": 1}", Format::Json),
            ("[Update] The port is open again, the mayor said.", Format::Page),
            (
                "From: the archive\nDate: Monday\n\nThe port is open.",
                Format::Page,
            ),
            ("From here on the road is closed.\n", Format::Page),
            ("<!doctype html><p>x", Format::Page),
        ];
        for (text, format) in cases {
            assert_eq!(super::format(text.as_bytes(), "a.txt"), *format, "{text}");
        }
        assert_eq!(format(b"From: A\nSubject: b\n\nx", "a.eml"), Format::Mail);
    }
}
