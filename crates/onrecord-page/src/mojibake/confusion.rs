//! Pairs of charsets that text goes through when it is encoded twice, and how certain it is that a stretch did.
//! What does not live here: where such stretches stand (`mod`).

use std::sync::LazyLock;

use encoding_rs::{Encoding, GBK, WINDOWS_1251, WINDOWS_1252};

use super::Sign;
use crate::charset::COMMON;

/// How certain it is that a stretch was encoded twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Sure,
    /// Where the page was surely encoded so elsewhere.
    Likely,
}

/// The pairs, by the words of the note.
pub(super) const CONFUSIONS: [&str; 3] = [
    "utf-8 read as windows-1252",
    "utf-8 read as windows-1251",
    "gbk read as windows-1252",
];

/// Text is seldom encoded more often than three times.
const ROUNDS: usize = 2;

/// The pair that a stretch went through, and its characters that were decoded once more.
pub(super) fn judge(mut signs: Vec<Sign>) -> Option<(usize, Verdict, Vec<Sign>)> {
    let mut first = None;
    for _ in 0..ROUNDS {
        let Some((kind, verdict, next)) = once(&signs) else {
            break;
        };
        first.get_or_insert((kind, verdict));
        signs = next;
    }
    let (kind, verdict) = first?;
    signs.retain(|s| s.mended);
    Some((kind, verdict, signs))
}

fn once(signs: &[Sign]) -> Option<(usize, Verdict, Vec<Sign>)> {
    let readers: [fn(&[Sign]) -> Reading; CONFUSIONS.len()] =
        [|s| utf8(s, &LATIN), |s| utf8(s, &CYRILLIC), gbk];
    readers.iter().enumerate().find_map(|(kind, read)| {
        let reading = read(signs);
        Some((kind, reading.verdict()?, reading.signs))
    })
}

/// A stretch decoded once more, and what speaks for it and against.
#[derive(Debug, Default)]
struct Reading {
    signs: Vec<Sign>,
    /// Characters that hardly ever come of sound text.
    strong: usize,
    /// All that were decoded once more.
    mended: usize,
    /// Letters that cannot be decoded once more.
    sound: usize,
    /// True where what was decoded is more than spaces and signs.
    letters: bool,
}

impl Reading {
    fn verdict(&self) -> Option<Verdict> {
        if self.strong > 0 && (self.sound == 0 || self.mended >= 4 && self.sound * 4 <= self.mended) {
            return Some(Verdict::Sure);
        }
        (self.mended > 0 && self.sound == 0 && !self.letters).then_some(Verdict::Likely)
    }

    /// Characters that stand as they are.
    fn leave(&mut self, signs: &[Sign]) {
        self.sound += signs
            .iter()
            .filter(|s| !s.c.is_ascii() && s.c.is_alphabetic())
            .count();
        self.signs.extend(signs);
    }

    /// One character in place of those that spelled it.
    fn mend(&mut self, c: char, by: &[Sign]) {
        let len = by.iter().map(|s| s.len).sum();
        let at = by.first().map_or(0, |s| s.at);
        self.signs.push(Sign {
            c,
            at,
            len,
            mended: true,
        });
        self.mended += 1;
    }
}

/// The stretch as UTF-8, where a charset once read it as its own.
fn utf8(signs: &[Sign], half: &[(char, u8)]) -> Reading {
    let mut reading = Reading::default();
    let mut at = 0;
    while at < signs.len() {
        let bytes = spelt(&signs[at..], half);
        if bytes.is_empty() {
            reading.leave(&signs[at..=at]);
            at += 1;
            continue;
        }
        let run = at..at + bytes.len();
        at = run.end;
        let ascii = |i: Option<usize>| i.and_then(|i| signs.get(i)).map_or(' ', |s| s.c);
        let around = [ascii(run.start.checked_sub(1)), ascii(Some(run.end))];
        run_of_utf8(&mut reading, &signs[run], &bytes, around);
    }
    reading
}

/// `around` are the characters before and behind the run.
fn run_of_utf8(reading: &mut Reading, run: &[Sign], bytes: &[u8], around: [char; 2]) {
    let inside = around.iter().any(char::is_ascii_alphabetic);
    let mut at = 0;
    let mut beside = false;
    while at < run.len() {
        let Some((c, len)) = char_at(&bytes[at..]).filter(|(c, _)| makes_sense(*c)) else {
            reading.leave(&run[at..=at]);
            at += 1;
            beside = false;
            continue;
        };
        let by = &run[at..at + len];
        let mark = is_mark(c);
        let wide = c >= '\u{370}' && !mark;
        reading.strong += usize::from(match c {
            _ if mark => true,
            _ if wide => beside,
            ..'\u{c0}' => !matches!(c, '\u{a0}' | '«' | '»' | '\u{ad}'),
            // A capital behind a small letter is no sound spelling, whatever follows it.
            _ if at == 0 && around[0].is_ascii_lowercase() => by[0].c.is_uppercase(),
            _ => (inside || beside) && !is_ambiguous(by[len - 1].c),
        });
        reading.letters |= c >= '\u{c0}' && !mark;
        beside = wide || c.is_alphabetic();
        reading.mend(c, by);
        at += len;
    }
}

/// The character of two to four bytes that UTF-8 begins with.
fn char_at(bytes: &[u8]) -> Option<(char, usize)> {
    let len = match bytes.first()? {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return None,
    };
    let text = std::str::from_utf8(bytes.get(..len)?).ok()?;
    Some((text.chars().next()?, len))
}

/// Characters of texts: no controls, no private ones, no scripts that hardly any page is written in.
fn makes_sense(c: char) -> bool {
    !matches!(c, '\u{80}'..='\u{9f}' | '\u{250}'..='\u{2af}' | '\u{7c0}'..='\u{8ff}' | '\u{e000}'..='\u{f8ff}' | '\u{fff0}'..='\u{ffff}' | '\u{20000}'..)
}

/// Quotation marks, dashes, arrows, signs of money, pictures: "â€™" comes of nothing else.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{2000}'..='\u{2bff}' | '\u{1f000}'..='\u{1ffff}')
}

/// What may stand behind a sound capital: spaces, quotation marks and dashes.
fn is_ambiguous(c: char) -> bool {
    matches!(
        c,
        '\u{a0}'
            | '\u{ad}'
            | '«'
            | '»'
            | '‘'
            | '’'
            | '“'
            | '”'
            | '„'
            | '‚'
            | '…'
            | '–'
            | '—'
            | '‹'
            | '›'
    )
}

/// The stretch as GBK, where windows-1252 once read it as its own.
fn gbk(signs: &[Sign]) -> Reading {
    let mut reading = Reading::default();
    let (mut at, mut odd, mut common) = (0, 0, 0);
    while at < signs.len() {
        let bytes = spelt(&signs[at..], &LATIN);
        let len = bytes.len();
        if len < 4 || !len.is_multiple_of(2) {
            reading.leave(&signs[at..at + len.max(1)]);
            at += len.max(1);
            continue;
        }
        for (by, pair) in signs[at..at + len].chunks(2).zip(bytes.chunks(2)) {
            let text = GBK
                .decode_without_bom_handling_and_without_replacement(pair)
                .unwrap_or_default();
            let mut chars = text.chars();
            let (Some(c), None) = (chars.next().filter(|c| makes_sense(*c)), chars.next()) else {
                reading.leave(by);
                continue;
            };
            // The first level of GB 2312 holds nearly all that texts use.
            match (pair[0], pair[1]) {
                (0xb0..=0xd7, 0xa1..) => reading.strong += 1,
                (0xa1..=0xa3, 0xa1..) => {}
                _ => odd += 1,
            }
            common += usize::from(COMMON.contains(c));
            reading.mend(c, by);
        }
        at += len;
    }
    reading.letters = odd * 8 > reading.strong;
    if reading.strong < 4 || common * 25 < reading.strong || common == 0 || reading.letters {
        reading.strong = 0;
    }
    reading
}

/// The upper half of a one-byte charset, by character.
type Half = LazyLock<Vec<(char, u8)>>;

static LATIN: Half = LazyLock::new(|| half(WINDOWS_1252));
static CYRILLIC: Half = LazyLock::new(|| half(WINDOWS_1251));

fn half(encoding: &'static Encoding) -> Vec<(char, u8)> {
    let decoded = |byte: u8| {
        let bytes = [byte];
        let (text, _) = encoding.decode_without_bom_handling(&bytes);
        text.chars().next().map(|c| (c, byte))
    };
    let mut half: Vec<(char, u8)> = (0x80..=0xff).filter_map(decoded).collect();
    half.sort_unstable();
    half
}

fn byte_in(half: &[(char, u8)], c: char) -> Option<u8> {
    let at = half.binary_search_by_key(&c, |h| h.0).ok();
    // ISO-8859-1 keeps the controls that windows-1252 fills.
    at.map(|at| half[at].1)
        .or(matches!(c, '\u{80}'..='\u{9f}').then_some(c as u8))
}

/// The byte of the upper half that windows-1252 gives a character.
pub(super) fn latin(c: char) -> Option<u8> {
    byte_in(&LATIN, c)
}

/// The bytes that a charset gives the run at the head of `signs`, one for each.
fn spelt(signs: &[Sign], half: &[(char, u8)]) -> Vec<u8> {
    signs.iter().map_while(|s| byte_in(half, s.c)).collect()
}
