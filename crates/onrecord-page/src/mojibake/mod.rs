//! Text that was encoded twice: UTF-8 read as windows-1252 and encoded again ("Ã©", "â€™", "æˆ‘ä»¬"), or as another
//! charset, and GBK read as windows-1252. It is decoded once more where that is certain, with the way back to the page.
//!
//! This is decoding, as a character reference is decoded: the bytes of the page spell these characters by a detour.
//! Nothing is guessed: what the detour lost stays as it stands. What does not live here: which pair of charsets a stretch
//! of text went through (`confusion`).

mod confusion;
#[cfg(test)]
mod tests;

use aho_corasick::AhoCorasick;
use onrecord_model::{Block, Piece};

use confusion::{CONFUSIONS, Verdict};

/// A character as it is read and the bytes of the page that spell it.
#[derive(Clone, Copy, Debug)]
struct Sign {
    c: char,
    at: u32,
    len: u16,
    /// Decoded once more.
    mended: bool,
}

/// Bytes of the page that were decoded once more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Mend {
    /// Place in the decoded text.
    text: u32,
    text_len: u8,
    /// Place in the page.
    page: u32,
    page_len: u16,
}

/// A page's text decoded once more, with its way back.
#[derive(Debug)]
pub(crate) struct Undone {
    pub(crate) text: String,
    pub(crate) notes: Vec<String>,
    mends: Vec<Mend>,
}

/// Stretches are judged in parts of this many bytes.
const LONGEST: usize = 16 * 1024;

/// Decodes text that was encoded twice; `None` where there is none.
pub(crate) fn undo(page: &str) -> Option<Undone> {
    if page.len() > u32::MAX as usize {
        return None;
    }
    let mut found: Vec<(usize, Verdict, Vec<Sign>)> = Vec::new();
    let mut done = 0;
    for at in suspects(page) {
        if at < done {
            continue;
        }
        let (start, end) = stretch(page, at, done);
        done = end;
        let signs = signs(page, start, end);
        found.extend(confusion::judge(signs));
    }
    let sure = |kind: usize| found.iter().any(|f| f.0 == kind && f.1 == Verdict::Sure);
    let sure: Vec<bool> = (0..CONFUSIONS.len()).map(sure).collect();
    let mut counts = vec![0usize; CONFUSIONS.len()];
    let mut undone = Undone {
        text: String::new(),
        notes: Vec::new(),
        mends: Vec::new(),
    };
    let mut copied = 0;
    for (kind, _, signs) in found.iter().filter(|f| sure[f.0]) {
        for sign in signs {
            let at = sign.at as usize;
            undone.text.push_str(&page[copied..at]);
            copied = at + sign.len as usize;
            undone.mends.push(Mend {
                text: undone.text.len() as u32,
                text_len: sign.c.len_utf8() as u8,
                page: sign.at,
                page_len: sign.len,
            });
            undone.text.push(sign.c);
        }
        counts[*kind] += signs.len();
    }
    if undone.mends.is_empty() {
        return None;
    }
    undone.text.push_str(&page[copied..]);
    let told = CONFUSIONS.iter().zip(&counts).filter(|(_, count)| **count > 0);
    undone.notes = told
        .map(|(kind, count)| format!("{count} characters were encoded twice ({kind}): decoded once more"))
        .collect();
    Some(undone)
}

impl Undone {
    /// Leads blocks of the decoded text back to the page. A character that was decoded once more gets an empty piece that
    /// says where its bytes begin.
    pub(crate) fn lead_back(&self, blocks: &mut [Block]) {
        for block in blocks {
            let linear = [Piece {
                text: block.span.start(),
                source: block.source.start,
                len: block.span.len(),
            }];
            let old = if block.pieces.is_empty() {
                &linear[..]
            } else {
                &block.pieces
            };
            let mut pieces = Vec::with_capacity(old.len());
            for piece in old {
                self.split(*piece, &mut pieces);
            }
            block.source.start = self.page_of(block.source.start, false);
            block.source.end = self.page_of(block.source.end, true);
            let whole =
                matches!(pieces[..], [p] if p.len == block.span.len() && p.source == block.source.start);
            block.pieces = if whole { Vec::new() } else { pieces };
        }
    }

    /// The place in the page; inside a mended character its first byte, for an end the byte behind it.
    fn page_of(&self, offset: usize, end: bool) -> usize {
        let before = self.mends.partition_point(|m| (m.text as usize) < offset);
        let Some(mend) = before.checked_sub(1).map(|i| &self.mends[i]) else {
            return offset;
        };
        let past = mend.text as usize + mend.text_len as usize;
        match offset.checked_sub(past) {
            Some(rest) => mend.page as usize + mend.page_len as usize + rest,
            None if end => mend.page as usize + mend.page_len as usize,
            None => mend.page as usize,
        }
    }

    fn split(&self, piece: Piece, out: &mut Vec<Piece>) {
        let (mut at, end) = (piece.source, piece.source + piece.len);
        let text_of = |source: usize| piece.text + source - piece.source;
        let first = self.mends.partition_point(|m| (m.text as usize) < at);
        if piece.len == 0 {
            out.push(Piece {
                source: self.page_of(at, false),
                ..piece
            });
            return;
        }
        for mend in self.mends[first..].iter().take_while(|m| (m.text as usize) < end) {
            let from = mend.text as usize;
            if at < from {
                out.push(Piece {
                    text: text_of(at),
                    source: self.page_of(at, false),
                    len: from - at,
                });
            }
            out.push(Piece {
                text: text_of(from),
                source: mend.page as usize,
                len: 0,
            });
            at = from + mend.text_len as usize;
        }
        if at < end {
            out.push(Piece {
                text: text_of(at),
                source: self.page_of(at, false),
                len: end - at,
            });
        }
    }
}

/// What UTF-8 is turned into by windows-1251, and by windows-1252 where it was written in references or escapes.
const SPELT: [&str; 6] = ["Р°", "вЂ", "&Atilde;", "&acirc;&", r"\u00c3\u", r"\u00e2\u"];

/// Places that may hold twice encoded text, in order.
fn suspects(page: &str) -> impl Iterator<Item = usize> {
    let bytes = page.as_bytes();
    // One search for each that hardly ever finds a thing is far cheaper than one for all.
    let held = SPELT
        .iter()
        .any(|s| memchr::memmem::find(bytes, s.as_bytes()).is_some());
    let spelt = held.then(|| AhoCorasick::new(SPELT).ok()).flatten();
    let mut spelt: Vec<usize> = spelt
        .iter()
        .flat_map(|a| a.find_iter(page).map(|m| m.start()))
        .collect();
    spelt.reverse();
    let mut latin = memchr::memchr_iter(0xc3, bytes)
        .filter(|at| bytes.get(at + 2).is_some_and(|b| *b >= 0xc2) && follows(&page[at + 2..]))
        .peekable();
    std::iter::from_fn(move || match (spelt.last(), latin.peek()) {
        (Some(a), Some(b)) if a < b => spelt.pop(),
        (_, Some(_)) => latin.next(),
        _ => spelt.pop(),
    })
}

/// Behind a Latin letter of the upper half: a character that windows-1252 gives another byte of the upper half.
fn follows(rest: &str) -> bool {
    let next = rest.chars().next().unwrap_or(' ');
    matches!(next, '\u{80}'..='\u{ff}') || confusion::latin(next).is_some()
}

/// The text between tags, quotation marks or line feeds that holds `at`.
fn stretch(page: &str, at: usize, from: usize) -> (usize, usize) {
    let bytes = page.as_bytes();
    let parts = |b: &u8| matches!(b, b'<' | b'>' | b'"' | b'\n');
    let low = from.max(at.saturating_sub(LONGEST));
    let start = bytes[low..at]
        .iter()
        .rposition(parts)
        .map_or(low, |p| low + p + 1);
    let high = bytes.len().min(at + LONGEST);
    let end = bytes[at..high].iter().position(parts).map_or(high, |p| at + p);
    let whole = |mut i: usize| {
        while !page.is_char_boundary(i) {
            i += 1;
        }
        i
    };
    (whole(start), whole(end))
}

/// The characters of a stretch: as they stand, or as references and escapes give them.
fn signs(page: &str, start: usize, end: usize) -> Vec<Sign> {
    let mut signs = Vec::with_capacity(end - start);
    let mut at = start;
    while at < end {
        let rest = &page[at..end];
        let plain = rest.chars().next().unwrap_or(' ');
        let (c, len) = match plain {
            '&' => crate::html::reference(rest).filter(|r| !r.0.is_ascii()),
            '\\' => escape(rest),
            _ => None,
        }
        .unwrap_or((plain, plain.len_utf8()));
        signs.push(Sign {
            c,
            at: at as u32,
            len: len as u16,
            mended: false,
        });
        at += len;
    }
    signs
}

/// "\u00e9" of JSON and of scripts.
fn escape(rest: &str) -> Option<(char, usize)> {
    let code = u32::from_str_radix(rest.strip_prefix("\\u")?.get(..4)?, 16).ok()?;
    let c = char::from_u32(code).filter(|c| !c.is_ascii())?;
    Some((c, 6))
}
