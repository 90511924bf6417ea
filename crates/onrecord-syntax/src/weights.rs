//! Weights as they lie in a file: tables of rows found by the hash of a feature, used in place without decoding.
//! What does not live here: which features there are, and how weights are learnt.
//!
//! A table is a power of two of slots, two of them side by side looked at for a key. A slot holds a part of the hash,
//! so that a feature never learnt adds nothing (but for one in some ten thousand). A narrow slot holds three weights, a
//! wide one up to seven of some sixty classes: most features speak for and against few classes.

use crate::lexicon::Lexicon;

/// Most classes of a wide decision.
pub(crate) const WIDE: usize = 62;
/// Weights in a slot of a wide table.
pub(crate) const ENTRIES: usize = 7;
/// Bit on the check of a wide slot: more weights of the feature are under the key that [`more`] gives.
pub(crate) const MORE: u16 = 0x8000;
/// First bytes of a file of weights; the number is the version of format and features together.
pub(crate) const MAGIC: &[u8; 8] = b"onsyn\x00\x00\x02";

/// Scores of a wide decision; the last two lanes hold nothing of meaning.
pub(crate) type WideScores = [i16; 64];

/// Adds up the weights of narrow features: three classes each.
pub(crate) trait Narrow {
    fn score(&self, keys: &[u64]) -> [i32; 3];
}

/// Adds up the weights of wide features.
pub(crate) trait Wide {
    fn score(&self, keys: &[u64], scores: &mut WideScores);
}

/// Place of a key in a table of `slots` (a power of two).
pub(crate) fn slot(key: u64, slots: usize) -> usize {
    ((key ^ (key >> 29)) as usize) & (slots - 1)
}

/// The part of a key that is kept beside its wide weights: 15 bits, never 0, which marks a free slot.
pub(crate) fn check(key: u64) -> u16 {
    ((key >> 40) as u16 & !MORE).max(1)
}

/// A table of narrow rows: per slot of 32 bits a check of 12 and two weights of ten, for `LEFT` and `RIGHT`; that of
/// `SHIFT` is what brings the sum to zero.
#[derive(Clone, Copy)]
pub(crate) struct NarrowTable {
    pairs: &'static [[u8; 8]],
}

impl NarrowTable {
    pub(crate) fn new(bytes: &'static [u8]) -> Option<NarrowTable> {
        let (pairs, rest) = bytes.as_chunks::<8>();
        (rest.is_empty() && pairs.len().is_power_of_two()).then_some(NarrowTable { pairs })
    }
}

/// Bits of a narrow slot's check.
pub(crate) const NARROW_CHECK: u32 = 0xfff;

impl Narrow for NarrowTable {
    #[inline]
    fn score(&self, keys: &[u64]) -> [i32; 3] {
        let (mut left, mut right) = (0i32, 0i32);
        for &key in keys {
            let pair = u64::from_le_bytes(self.pairs[slot(key, self.pairs.len())]);
            let (first, second) = (pair as u32, (pair >> 32) as u32);
            let check = narrow_check(key);
            let row = if first & NARROW_CHECK == check {
                first
            } else if second & NARROW_CHECK == check {
                second
            } else {
                0
            };
            left += (row as i32) >> 22;
            right += (row << 10) as i32 >> 22;
        }
        [-left - right, left, right]
    }
}

/// The check of a narrow slot; never 0.
pub(crate) fn narrow_check(key: u64) -> u32 {
    ((key >> 40) as u32 & NARROW_CHECK).max(1)
}

/// The key under which further weights of a feature are.
pub(crate) fn more(key: u64) -> u64 {
    crate::hash::mix(key, 0x6d6f_7265)
}

/// A table of wide rows: per slot of 16 bytes a check, then seven numbers of 16 bits: the lower six are a class, the
/// upper ten its weight.
#[derive(Clone, Copy)]
pub(crate) struct WideTable {
    pairs: &'static [[u8; 32]],
}

impl WideTable {
    pub(crate) fn new(bytes: &'static [u8]) -> Option<WideTable> {
        let (pairs, rest) = bytes.as_chunks::<32>();
        (rest.is_empty() && pairs.len().is_power_of_two()).then_some(WideTable { pairs })
    }
}

impl Wide for WideTable {
    #[inline]
    fn score(&self, keys: &[u64], scores: &mut WideScores) {
        for &key in keys {
            let mut key = key;
            loop {
                let (entries, _) = self.pairs[slot(key, self.pairs.len())].as_chunks::<2>();
                let check = check(key);
                let first = u16::from_le_bytes(entries[0]);
                let second = u16::from_le_bytes(entries[8]);
                let (found, entries) = if first & !MORE == check {
                    (first, &entries[1..8])
                } else if second & !MORE == check {
                    (second, &entries[9..16])
                } else {
                    break;
                };
                for entry in entries {
                    let entry = u16::from_le_bytes(*entry);
                    let score = &mut scores[usize::from(entry & 63)];
                    *score = score.wrapping_add((entry as i16) >> 6);
                }
                if found & MORE == 0 {
                    break;
                }
                key = more(key);
            }
        }
    }
}

/// Class of the highest score among the first `classes`; the first of equals.
#[inline]
pub(crate) fn best(scores: &WideScores, classes: usize) -> usize {
    let mut best = 0;
    for (class, score) in scores.iter().enumerate().take(classes.min(WIDE)) {
        if *score > scores[best] {
            best = class;
        }
    }
    best
}

/// The tables of one language.
#[derive(Clone, Copy)]
pub(crate) struct Weights {
    /// What words there are.
    pub(crate) lexicon: Lexicon,
    /// Where words end (Chinese); none for English.
    pub(crate) segment: Option<NarrowTable>,
    pub(crate) tag: WideTable,
    pub(crate) arc: NarrowTable,
    pub(crate) label: WideTable,
}

impl Weights {
    /// Weights that know nothing.
    pub(crate) const EMPTY: Weights = Weights {
        lexicon: Lexicon::EMPTY,
        segment: None,
        tag: WideTable { pairs: &[[0; 32]] },
        arc: NarrowTable { pairs: &[[0; 8]] },
        label: WideTable { pairs: &[[0; 32]] },
    };

    /// Takes the tables out of a file: the magic, five lengths of 32 bits, then the tables.
    pub(crate) fn new(file: &'static [u8]) -> Option<Weights> {
        let (magic, rest) = file.split_first_chunk::<8>()?;
        if magic != MAGIC {
            return None;
        }
        let (lengths, mut rest) = rest.split_first_chunk::<20>()?;
        let mut part = |at: usize| {
            let length = lengths.get(at * 4..at * 4 + 4)?;
            let length = u32::from_le_bytes(length.try_into().ok()?) as usize;
            let (part, after) = rest.split_at_checked(length)?;
            rest = after;
            Some(part)
        };
        let lexicon = part(0)?;
        let segment = part(1)?;
        Some(Weights {
            lexicon: if lexicon.is_empty() { Lexicon::EMPTY } else { Lexicon::new(lexicon)? },
            segment: if segment.is_empty() { None } else { Some(NarrowTable::new(segment)?) },
            tag: WideTable::new(part(2)?)?,
            arc: NarrowTable::new(part(3)?)?,
            label: WideTable::new(part(4)?)?,
        })
    }
}
