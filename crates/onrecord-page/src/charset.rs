//! Which characters a page's bytes are: byte order mark, valid UTF-8, label (header, meta), detection.
//!
//! A label is a hint. Bytes that are valid UTF-8 are UTF-8 whatever the label says, and a label that the bytes contradict
//! gives way to detection.

use std::borrow::Cow;

use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding, GB18030, GBK, ISO_2022_JP, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE,
};

use crate::html::WRONG;

/// A page's characters.
pub(crate) struct Decoded<'b> {
    pub(crate) text: Cow<'b, str>,
    /// WHATWG name in lower case.
    pub(crate) charset: String,
    /// What was read through, in words.
    pub(crate) damage: Vec<String>,
}

/// Decodes a page. `label` is the transport header's charset, `tld` the last label of the page's host, where known.
pub(crate) fn decode<'b>(bytes: &'b [u8], label: Option<&str>, tld: Option<&str>) -> Decoded<'b> {
    let marked = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    if let Some(encoding) = marked.filter(|e| *e != UTF_8) {
        return with(encoding, bytes, Vec::new());
    }
    if marked.is_none()
        && let Some(wide) = without_mark(bytes)
    {
        return with(
            wide,
            bytes,
            vec![format!("no byte order mark, read as {}", name(wide))],
        );
    }
    let labelled = label
        .and_then(|l| Encoding::for_label(l.trim().as_bytes()))
        .or_else(|| declared(bytes));
    if let Ok(text) = std::str::from_utf8(bytes) {
        if is_iso_2022_jp(bytes, labelled) {
            return with(ISO_2022_JP, bytes, Vec::new());
        }
        let ascii = text.is_ascii();
        let mut damage = Vec::new();
        if let Some(other) = labelled.filter(|e| *e != UTF_8 && *e != UTF_16LE && *e != UTF_16BE && !ascii) {
            damage.push(format!("labelled {}, read as utf-8", name(other)));
        }
        return Decoded {
            text: Cow::Borrowed(text),
            charset: "utf-8".into(),
            damage,
        };
    }
    let detected = detect(bytes, tld);
    let broken = broken_utf8(bytes);
    // A few broken places in a sea of sound UTF-8 are damage, not another charset.
    if marked.is_some()
        || broken.wrong * 20 <= broken.sound
        || (detected == UTF_8 && labelled.is_none_or(|l| l == UTF_8))
    {
        return repaired_utf8(bytes, broken.wrong);
    }
    match labelled.filter(|l| *l != UTF_8 && *l != UTF_16LE && *l != UTF_16BE) {
        None => {
            let damage = if labelled.is_some() {
                vec![format!("labelled utf-8, read as {}", name(detected))]
            } else {
                Vec::new()
            };
            with(detected, bytes, damage)
        }
        Some(label) if related(label, detected) => with(wider(label, detected), bytes, Vec::new()),
        Some(label) => {
            // The reading with less nonsense wins; a tie goes to the label.
            let (a, b) = (nonsense(label, bytes), nonsense(detected, bytes));
            if a <= b {
                with(label, bytes, Vec::new())
            } else {
                let damage = vec![format!("labelled {}, read as {}", name(label), name(detected))];
                with(detected, bytes, damage)
            }
        }
    }
}

fn name(encoding: &'static Encoding) -> String {
    encoding.name().to_ascii_lowercase()
}

fn with<'b>(encoding: &'static Encoding, bytes: &'b [u8], mut damage: Vec<String>) -> Decoded<'b> {
    let encoding = if encoding == GBK { GB18030 } else { encoding };
    let (text, used, errors) = encoding.decode(bytes);
    if errors {
        damage.push(format!("some bytes are no {}: shown as \u{fffd}", name(used)));
    }
    Decoded {
        text,
        charset: name(if used == GB18030 { GBK } else { used }),
        damage,
    }
}

/// UTF-16 that lost its mark: markup leaves NULs in every other byte, and text without markup has at least spaces or line
/// ends and makes sense in one order of bytes alone.
pub(crate) fn without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(512) & !1];
    let zero = |offset: usize| head.iter().skip(offset).step_by(2).filter(|b| **b == 0).count();
    let half = head.len() / 2;
    let (even, odd) = (zero(0), zero(1));
    if half < 8 || even + odd == 0 {
        return None;
    }
    if even == 0 && odd * 5 > half {
        return Some(UTF_16LE);
    }
    if odd == 0 && even * 5 > half {
        return Some(UTF_16BE);
    }
    let controls = head.iter().filter(|b| **b < 0x20).count();
    let end = |e: std::str::Utf8Error| e.error_len().is_none();
    if controls * 10 < head.len() && std::str::from_utf8(head).map_or_else(end, |_| true) {
        return None;
    }
    let little = readable(head, u16::from_le_bytes);
    let big = readable(head, u16::from_be_bytes);
    (little.max(big) * 20 >= half * 19).then_some(if little > big { UTF_16LE } else { UTF_16BE })
}

/// How many characters of languages that pages are written in these bytes are as UTF-16.
fn readable(head: &[u8], of: fn([u8; 2]) -> u16) -> usize {
    let units = head.chunks_exact(2).map(|pair| of([pair[0], pair[1]]));
    let chars = char::decode_utf16(units).map_while(|c| c.ok());
    let known = |c: &char| matches!(*c, '\t' | '\n' | '\r' | ' '..='~' | '\u{a0}'..='\u{17f}' | '\u{370}'..='\u{52f}' | '\u{2010}'..='\u{203b}' | '\u{3000}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{ff01}'..='\u{ff5e}');
    chars.filter(known).count()
}

/// Only its escapes tell it from ASCII: those to two-byte characters are in no other text.
fn is_iso_2022_jp(bytes: &[u8], labelled: Option<&Encoding>) -> bool {
    if memchr::memchr(0x1b, bytes).is_none() {
        return false;
    }
    let shifts = [b"\x1b$B", b"\x1b$@"];
    labelled == Some(ISO_2022_JP)
        || shifts.iter().any(|s| memchr::memmem::find(bytes, *s).is_some())
            && ISO_2022_JP
                .decode_without_bom_handling_and_without_replacement(bytes)
                .is_some()
}

/// What the bytes look like; where they look like Latin text, perhaps for a block in another charset, what either half of
/// them looks like, if that makes more sense.
fn detect(bytes: &[u8], tld: Option<&str>) -> &'static Encoding {
    let whole = guess(bytes, tld);
    if !whole.is_single_byte() {
        return whole;
    }
    let from = bytes.iter().position(|b| *b >= 0x80).unwrap_or(0);
    let (first, second) = bytes[from..].split_at((bytes.len() - from) / 2);
    let halves = [guess(first, tld), guess(second, tld)];
    let halves = halves.into_iter().filter(|e| !e.is_single_byte() && *e != UTF_8);
    let candidates = std::iter::once(whole).chain(halves);
    candidates.min_by_key(|e| nonsense(e, bytes)).unwrap_or(whole)
}

fn guess(bytes: &[u8], tld: Option<&str>) -> &'static Encoding {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Allow);
    // Markup says nothing about the charset and slows detection down: 256 kB with text in it are plenty.
    let from = bytes.iter().position(|b| *b >= 0x80).unwrap_or(0);
    let end = bytes.len().min(from + 256 * 1024);
    detector.feed(&bytes[from..end], true);
    let tld = tld
        .filter(|t| t.len() > 1 && t.bytes().all(|b| b.is_ascii_lowercase()))
        .map(str::as_bytes);
    detector.guess(tld, chardetng::Utf8Detection::Allow)
}

/// Charsets that read each other's pages: the wider one is taken.
fn related(a: &Encoding, b: &Encoding) -> bool {
    let chinese = |e: &Encoding| e == GBK || e == GB18030;
    a == b || (chinese(a) && chinese(b))
}

fn wider(a: &'static Encoding, b: &'static Encoding) -> &'static Encoding {
    if a == GBK || b == GBK { GB18030 } else { a }
}

/// How much of a sample makes no sense in this charset: errors, private characters, letters next to odd signs.
fn nonsense(encoding: &'static Encoding, bytes: &[u8]) -> usize {
    let from = bytes.iter().position(|b| *b >= 0x80).unwrap_or(0);
    let sample = &bytes[from..bytes.len().min(from + 64 * 1024)];
    let (text, _) = encoding.decode_without_bom_handling(sample);
    let many_bytes = [GBK, GB18030, BIG5, EUC_JP, EUC_KR, SHIFT_JIS].contains(&encoding);
    let chinese = [GBK, GB18030, BIG5].contains(&encoding);
    let (mut odd, mut han, mut common) = (0, 0, 0);
    let mut before = ' ';
    for c in text.chars() {
        odd += match c {
            '\u{fffd}' | '\u{e000}'..='\u{f8ff}' => 8,
            '\u{80}'..='\u{9f}' => 4,
            // Half-width katakana in a run is what Shift_JIS makes of other charsets.
            '\u{ff61}'..='\u{ff9f}' => 1,
            // Kana in a Chinese charset, Cyrillic letters beside Latin ones, capitals inside words: other charsets read in this.
            '\u{3040}'..='\u{30ff}' if chinese => 1,
            '\u{400}'..='\u{45f}' if before.is_ascii_alphabetic() => 2,
            '\u{410}'..='\u{42f}' if ('\u{430}'..='\u{45f}').contains(&before) => 2,
            'a'..='z' | 'A'..='Z' if ('\u{400}'..='\u{45f}').contains(&before) => 2,
            // Rare characters are what one double-byte charset makes of another.
            '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{2ffff}' => 3,
            // Latin letters and signs of the upper half in a row: a double-byte page read byte by byte.
            '\u{a1}'..='\u{ff}' if !many_bytes && ('\u{a1}'..='\u{ff}').contains(&before) => 1,
            _ => 0,
        };
        han += usize::from(onrecord_model::language::is_han(c));
        common += usize::from(COMMON.contains(c) || matches!(c, '\u{3040}'..='\u{30ff}'));
        before = c;
    }
    // Real text repeats a few characters; one Chinese charset read as the other is a random draw.
    if common * 20 < han { odd + han } else { odd }
}

/// Characters that any Chinese or Japanese text of some length holds, in either script.
pub(crate) const COMMON: &str = "的一是不了在人有我他這这中大來来上國国個个到說说們们為为子和你地出道也時时年得就那要下以生會会自著去之過过家學学對对可她里裡后後小心多天而能好都然日月本新公前全成三二两兩十月重市部政報报表示者";

struct Broken {
    wrong: usize,
    sound: usize,
}

fn broken_utf8(bytes: &[u8]) -> Broken {
    let mut broken = Broken { wrong: 0, sound: 0 };
    for chunk in bytes.utf8_chunks() {
        broken.sound += chunk.valid().bytes().filter(|b| *b >= 0xc0).count();
        broken.wrong += usize::from(!chunk.invalid().is_empty());
    }
    broken
}

/// UTF-8 with wrong bytes replaced byte for byte, so that offsets stay those of the raw bytes: three by U+FFFD, which is as
/// long, others by one byte each that is read as U+FFFD.
fn repaired_utf8<'b>(bytes: &'b [u8], wrong: usize) -> Decoded<'b> {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        let mut left = chunk.invalid().len();
        if left >= 3 {
            text.push('\u{fffd}');
            left -= 3;
        }
        text.extend(std::iter::repeat_n(char::from(WRONG), left));
    }
    Decoded {
        text: Cow::Owned(text),
        charset: "utf-8".into(),
        damage: vec![format!("{wrong} places are no utf-8: shown as \u{fffd}")],
    }
}

/// The charset that the page's own meta elements or XML declaration name.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(16 * 1024)];
    let mut seek = 0;
    while let Some(at) = memchr::memchr(b'<', &head[seek..]) {
        let start = seek + at;
        seek = start + 1;
        let rest = &head[start + 1..];
        let is_meta = rest.len() > 5 && rest[..4].eq_ignore_ascii_case(b"meta");
        let is_xml = start < 8 && rest.starts_with(b"?xml");
        if !is_meta && !is_xml {
            continue;
        }
        let tag = &rest[..memchr::memchr(b'>', rest).unwrap_or(rest.len())];
        let key: &[u8] = if is_xml { b"encoding" } else { b"charset" };
        let Some(found) = tag.windows(key.len()).position(|w| w.eq_ignore_ascii_case(key)) else {
            continue;
        };
        let value = tag[found + key.len()..].trim_ascii_start();
        let Some(value) = value.strip_prefix(b"=") else {
            continue;
        };
        let value = value.trim_ascii_start();
        let value = value
            .strip_prefix(b"\"")
            .or(value.strip_prefix(b"'"))
            .unwrap_or(value);
        let len = value
            .iter()
            .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b':' | b'.'))
            .count();
        if let Some(encoding) = Encoding::for_label(&value[..len]) {
            return Some(encoding);
        }
    }
    None
}

#[cfg(test)]
mod tests;
