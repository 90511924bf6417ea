//! Bytes as they came: gzip opened, media type told, hash taken.
//! What does not live here: which characters the bytes are (`charset`).

use std::borrow::Cow;
use std::io::Read;

use onrecord_model::Media;
use sha2::{Digest, Sha256};

use crate::PageError;

/// A compressed page may grow to this size; what lies beyond is left out.
const EXPANDED: u64 = 64 * 1024 * 1024;

/// A page's bytes, opened.
pub(crate) struct Opened<'b> {
    pub(crate) bytes: Cow<'b, [u8]>,
    /// What was read through, in words.
    pub(crate) damage: Vec<&'static str>,
}

/// Opens gzip (also gzip in gzip, once more) and refuses what is no text.
pub(crate) fn open(bytes: &[u8]) -> Result<Opened<'_>, PageError> {
    let mut damage = Vec::new();
    let mut bytes = Cow::Borrowed(bytes);
    for _ in 0..2 {
        if !bytes.starts_with(&[0x1f, 0x8b]) {
            break;
        }
        bytes = Cow::Owned(expand(&bytes, &mut damage)?);
    }
    if bytes.iter().all(|b| b.is_ascii_whitespace() || *b == 0) {
        return Err(PageError::Empty);
    }
    if let Some(what) = binary(&bytes) {
        return Err(PageError::Binary(what.to_owned()));
    }
    Ok(Opened { bytes, damage })
}

fn expand(bytes: &[u8], damage: &mut Vec<&'static str>) -> Result<Vec<u8>, PageError> {
    let mut open = Vec::with_capacity(bytes.len().saturating_mul(4).min(1 << 20));
    let mut reader = flate2::read::MultiGzDecoder::new(bytes).take(EXPANDED + 1);
    match reader.read_to_end(&mut open) {
        Ok(_) => {}
        Err(why) if open.is_empty() => return Err(PageError::Compression(why.to_string())),
        Err(_) => damage.push("the compressed data break off: what could be opened was read"),
    }
    if open.len() as u64 > EXPANDED {
        open.truncate(EXPANDED as usize);
        damage.push("the compressed page is larger than 64 MB when opened: the rest was left out");
    }
    Ok(open)
}

/// Signatures of files that are no pages.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"\x28\xb5\x2f\xfd", "Zstandard data"),
    (b"BZh", "bzip2 data"),
    (b"\xfd7zXZ\x00", "xz data"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3\0", "a database"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound or video file"),
    (b"\x1aE\xdf\xa3", "a video"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
];

/// What a binary file looks like; `None` for text.
fn binary(bytes: &[u8]) -> Option<&'static str> {
    for (signature, what) in SIGNATURES {
        if bytes.starts_with(signature) {
            return Some(what);
        }
    }
    if bytes.starts_with(b"RIFF") && matches!(bytes.get(8..12), Some(b"WEBP" | b"WAVE" | b"AVI ")) {
        return Some("a picture, sound or video");
    }
    if bytes.get(4..8) == Some(b"ftyp") {
        return Some("a video");
    }
    // UTF-16 holds NULs by nature.
    if bytes.starts_with(&[0xff, 0xfe])
        || bytes.starts_with(&[0xfe, 0xff])
        || crate::charset::without_mark(bytes).is_some()
    {
        return None;
    }
    // A control character is rare in text, NULs in damaged pages included; one byte in ten of noise or compressed data is one.
    let head = &bytes[..bytes.len().min(16 * 1024)];
    let control = head
        .iter()
        .filter(|b| **b < 0x20 && !matches!(**b, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b | 0x08))
        .count();
    (control > 4 && control * 20 > head.len()).then_some("binary data")
}

/// SHA-256 in lower-case hex.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    let digest = Sha256::digest(bytes);
    digest
        .iter()
        .flat_map(|b| [HEX[(b >> 4) as usize] as char, HEX[(b & 15) as usize] as char])
        .collect()
}

/// HTML where there is markup to speak of, else text.
pub(crate) fn media(page: &str) -> Media {
    let page = page.trim_start_matches(['\u{feff}', ' ', '\t', '\n', '\r', '\0']);
    let head = page.as_bytes();
    let starts =
        |with: &str| head.len() >= with.len() && head[..with.len()].eq_ignore_ascii_case(with.as_bytes());
    if [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<!--",
        "<script",
        "<meta",
        "<div",
        "<table",
        "<title",
        "<article",
        "<section",
        "<p>",
        "<p ",
        "<link",
        "<style",
        "<main",
        "<?xml",
        "<!doctype",
    ]
    .iter()
    .any(|tag| starts(tag))
    {
        return Media::Html;
    }
    // Text dumps may quote a tag or two; pages that begin with words (a cut, an error of the server) still close tags.
    let mut tags = 0;
    let mut seek = 0;
    while let Some(at) = memchr::memmem::find(&head[seek..], b"</") {
        let name = &head[seek + at + 2..];
        let len = name
            .iter()
            .take(11)
            .take_while(|b| b.is_ascii_alphanumeric())
            .count();
        if name.get(len) == Some(&b'>')
            && std::str::from_utf8(&name[..len])
                .is_ok_and(|n| crate::html::Tag::of(n) != crate::html::Tag::Other)
        {
            tags += 1;
            if tags >= 3 {
                return Media::Html;
            }
        }
        seek += at + 2;
    }
    Media::Text
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut pack = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        pack.write_all(bytes).unwrap();
        pack.finish().unwrap()
    }

    #[test]
    fn gzip_is_opened_and_hashed_as_it_was() {
        let page = b"<p>Harbour closed</p>";
        let packed = gzip(page);
        let opened = open(&packed).unwrap();
        assert_eq!(&*opened.bytes, page);
        assert_eq!(
            sha256(b""),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
        let cut = open(&packed[..packed.len() - 6]).unwrap();
        assert_eq!(cut.damage.len(), 1);
        assert!(matches!(
            open(&[0x1f, 0x8b, 1, 2]),
            Err(PageError::Compression(_))
        ));
    }

    #[test]
    fn gzip_bombs_stop() {
        let bomb = gzip(&vec![b'a'; 70 << 20]);
        let opened = open(&bomb).unwrap();
        assert_eq!(opened.bytes.len() as u64, EXPANDED);
        assert_eq!(opened.damage.len(), 1);
    }

    #[test]
    fn what_is_no_text_is_named() {
        assert_eq!(open(b" \n\0 ").err(), Some(PageError::Empty));
        assert_eq!(open(b"").err(), Some(PageError::Empty));
        assert!(matches!(open(b"%PDF-1.7 x"), Err(PageError::Binary(w)) if w.contains("PDF")));
        assert!(matches!(
            open(&[0, 1, 2, 3, 250, 251, 0].repeat(50)),
            Err(PageError::Binary(_))
        ));
        assert!(open(b"a\0b").is_ok());
    }

    #[test]
    fn markup_is_told_from_text() {
        assert_eq!(media("\n <!DOCTYPE html><p>x"), Media::Html);
        assert_eq!(media("Fatal: no cache<div><p>a</p><p>b</p></div>"), Media::Html);
        assert_eq!(media("Title\n\nIf a < b the tag </p> is odd."), Media::Text);
    }
}
