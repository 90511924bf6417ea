//! Cutting characters into words: left to right, at each place a decision whether a word ends, by the characters
//! around, the word so far and the words of the lexicon. What does not live here: names; those are given.

use onrecord_model::Span;

use crate::hash::{self, feature, mix};
use crate::lexicon::Lexicon;
use crate::weights::{Narrow, Weights};

/// Number of features of a place.
pub(crate) const FEATURES: usize = 28;
/// Class of the weights that speak for an end of the word, and for going on.
pub(crate) const END: usize = 1;
pub(crate) const ON: usize = 2;

/// Longest word of the lexicon that is looked for, in characters.
const LONGEST: usize = 6;

/// The characters of a piece of text and what the lexicon says of them.
#[derive(Default)]
pub(crate) struct Row {
    /// Byte offsets of the characters, and the end.
    pub(crate) places: Vec<usize>,
    chars: Vec<u64>,
    kinds: Vec<u8>,
    /// Per character: length of the longest word of the lexicon that starts here.
    starts: Vec<u8>,
    /// Per character: length of the longest word of the lexicon that holds this and the next one.
    crosses: Vec<u8>,
}

const HAN: u8 = 1;
const DIGIT: u8 = 2;
const LETTER: u8 = 3;
const MARK: u8 = 4;
const SPACE: u8 = 5;
const NUMERAL: u8 = 6;

fn kind(c: char) -> u8 {
    match c {
        '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '千' | '万' | '亿'
        | '两' | '零' | '〇' => NUMERAL,
        '\u{3400}'..='\u{9fff}' => HAN,
        '0'..='9' => DIGIT,
        c if c.is_whitespace() => SPACE,
        c if c.is_alphabetic() => LETTER,
        _ => MARK,
    }
}

impl Row {
    /// Sets the row to the characters of `span`.
    pub(crate) fn set(&mut self, lexicon: &Lexicon, text: &str, span: Span) {
        self.places.clear();
        self.chars.clear();
        self.kinds.clear();
        for (at, c) in span.of(text).char_indices() {
            self.places.push(span.start() + at);
            self.kinds.push(kind(c));
            self.chars.push(u64::from(u32::from(c)));
        }
        self.places.push(span.end());
        let count = self.chars.len();
        self.starts.clear();
        self.starts.resize(count, 1);
        self.crosses.clear();
        self.crosses.resize(count, 0);
        for at in 0..count {
            let mut word = 0;
            for length in 1..=LONGEST.min(count - at) {
                let last = self.kinds[at + length - 1];
                if last != HAN && last != NUMERAL {
                    break;
                }
                word = mix(word, self.chars[at + length - 1]);
                if length > 1 && lexicon.get(word) != 0 {
                    self.starts[at] = length as u8;
                    for crossed in &mut self.crosses[at..at + length - 1] {
                        *crossed = (*crossed).max(length as u8);
                    }
                }
            }
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.chars.len()
    }

    /// Hash of the characters from `from` up to `to`.
    fn word(&self, text: &str, from: usize, to: usize) -> u64 {
        hash::bytes(&text.as_bytes()[self.places[from]..self.places[to]])
    }

    /// What the kinds of character alone decide about an end after `at`: letters and digits hold together, marks
    /// are words of their own.
    pub(crate) fn plain(&self, at: usize) -> Option<bool> {
        let (this, next) = (self.kinds[at], *self.kinds.get(at + 1)?);
        let point = |at: usize| matches!(self.chars.get(at), Some(0x2e | 0x2c));
        let digit = |at: usize| self.kinds.get(at) == Some(&DIGIT);
        match (this, next) {
            (SPACE, _) | (_, SPACE) => Some(true),
            (DIGIT | LETTER, DIGIT | LETTER) => Some(false),
            // 3.5, 1,000
            (DIGIT, MARK) if point(at + 1) && digit(at + 2) => Some(false),
            (MARK, DIGIT) if point(at) && at > 0 && digit(at - 1) => Some(false),
            // ……, ——
            (MARK, MARK) => Some(
                self.chars[at] != self.chars[at + 1] || !matches!(self.chars[at], 0x2026 | 0x2014 | 0x2d),
            ),
            // The point inside of a foreign name is learnt.
            (MARK, _) if self.chars[at] == 0xb7 => None,
            (_, MARK) if self.chars[at + 1] == 0xb7 => None,
            (MARK, _) | (_, MARK) => Some(true),
            _ => None,
        }
    }

    /// The features of an end after `at`, in a word that started at `from`; the word before started at `before`.
    #[inline]
    pub(crate) fn features(
        &self,
        lexicon: &Lexicon,
        text: &str,
        before: usize,
        from: usize,
        at: usize,
    ) -> [u64; FEATURES] {
        let c = |step: isize| {
            at.checked_add_signed(step)
                .and_then(|at| self.chars.get(at))
                .copied()
                .unwrap_or(1)
        };
        let k = |step: isize| {
            u64::from(
                at.checked_add_signed(step)
                    .and_then(|at| self.kinds.get(at))
                    .copied()
                    .unwrap_or(0),
            )
        };
        let (cb, c0, c1, c2) = (c(-1), c(0), c(1), c(2));
        let length = (at + 1 - from).min(7) as u64;
        let word = self.word(text, from, at + 1);
        let longer = self.word(text, from, (at + 2).min(self.len()));
        let key = self.chars[from..=at].iter().fold(0, |hash, c| mix(hash, *c));
        let known = lexicon.get(key);
        let known_longer = lexicon.get(mix(key, c1));
        let last = if from > before {
            self.word(text, before, from)
        } else {
            0
        };
        let start = u64::from(self.starts[from]);
        let next = u64::from(self.starts.get(at + 1).copied().unwrap_or(0));
        let cross = u64::from(self.crosses[at]);
        let reach = match start.cmp(&length) {
            std::cmp::Ordering::Less => 0,
            std::cmp::Ordering::Equal => 1,
            std::cmp::Ordering::Greater => 2,
        };
        let kinds = k(-1) << 9 | k(0) << 6 | k(1) << 3 | k(2);
        let f = |number: u64, value: u64| feature(number, value, 0);
        let g = |number: u64, value: u64, other: u64| feature(number, value, other);
        [
            f(201, c0),
            f(202, c1),
            f(203, c2),
            f(204, cb),
            f(205, c0 << 24 | c1),
            f(206, cb << 24 | c0),
            f(207, c1 << 24 | c2),
            f(208, cb << 24 | c1),
            f(209, c0 << 24 | c2),
            g(210, cb << 24 | c0, c1),
            g(211, c0 << 24 | c1, c2),
            f(212, kinds),
            g(213, word, 1),
            g(214, longer, 2),
            g(215, word, c1),
            f(216, length << 12 | kinds),
            g(217, last, word),
            f(
                218,
                length << 16 | u64::from(from as u32 - before.min(from) as u32).min(7),
            ),
            f(219, known << 12 | known_longer),
            f(220, reach << 16 | cross << 8 | next),
            f(221, reach << 16 | cross << 8 | length),
            f(222, start << 24 | length << 16 | cross << 8 | next),
            g(223, c1, reach << 16 | cross << 8 | length),
            g(224, c0, reach << 16 | cross << 8 | length),
            f(225, known << 16 | cross << 8 | next),
            g(226, c1, length << 8 | next),
            g(227, known, c1),
            g(
                228,
                self.word(
                    text,
                    (at + 1).min(self.len()),
                    (at + 1 + next.max(1) as usize).min(self.len()),
                ),
                length << 2 | reach,
            ),
        ]
    }
}

/// The tokens of `sentence`; none crosses one of `cuts` (sorted). A span of `fixed` without digits is one token.
pub(crate) fn tokens(
    weights: &Weights,
    text: &str,
    sentence: Span,
    fixed: &[Span],
    cuts: &[usize],
    found: &mut Vec<Span>,
) {
    found.clear();
    let mut row = Row::default();
    row.set(&weights.lexicon, text, sentence);
    let whole: Vec<Span> = fixed
        .iter()
        .copied()
        .filter(|span| {
            sentence.holds(*span)
                && !span
                    .of(text)
                    .contains(|c: char| c.is_ascii_digit() || kind(c) == NUMERAL)
        })
        .collect();
    let inside = |place: usize| {
        whole
            .iter()
            .any(|span| span.start() < place && place < span.end())
    };
    let (mut before, mut from) = (0, 0);
    let mut cut = 0;
    for at in 0..row.len() {
        let place = row.places[at + 1];
        while cuts.get(cut).is_some_and(|&next| next < place) {
            cut += 1;
        }
        let ends = if at + 1 == row.len() {
            true
        } else if !whole.is_empty() && inside(place) {
            false
        } else if cuts.get(cut) == Some(&place) {
            true
        } else if let Some(ends) = row.plain(at) {
            ends
        } else if let Some(table) = &weights.segment {
            let scores = table.score(&row.features(&weights.lexicon, text, before, from, at));
            scores[END] > scores[ON]
        } else {
            true
        };
        if ends {
            let span = Span::new(row.places[from], place);
            if row.kinds[from] != SPACE {
                found.push(span);
            }
            before = from;
            from = at + 1;
        }
    }
}
