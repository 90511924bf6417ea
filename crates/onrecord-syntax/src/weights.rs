//! Weights as they lie in a file: tables of rows found by the hash of a feature, used in place without decoding.
//! What does not live here: which features there are, and how weights are learnt.
//!
//! A table is a power of two of slots, two of them side by side looked at for a key. A slot holds a part of the hash,
//! so that a feature never learnt adds nothing (but for one in some ten thousand). A narrow slot holds three weights, a
//! wide one up to seven of some sixty classes: most features speak for and against few classes. The few hundred that say
//! something of all have full rows beside the table.

use crate::lexicon::Lexicon;

/// Most classes of a wide decision.
pub(crate) const WIDE: usize = 62;
/// Weights in a slot of a wide table.
#[cfg(feature = "train")]
pub(crate) const ENTRIES: usize = 7;
/// Bit on the check of a wide slot that holds no weights but the number of a full row.
pub(crate) const FULL: u16 = 0x8000;
/// Bytes of a full row: a weight of 16 bits for each lane.
pub(crate) const FULL_BYTES: usize = 128;
/// First bytes of a file of weights; the number is the version of format and features together.
pub(crate) const MAGIC: &[u8; 8] = b"onsyn\x00\x00\x05";

/// Most features of a wide decision, a power of two.
const MOST_KEYS: usize = 32;

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
    ((key >> 40) as u16 & !FULL).max(1)
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
            // Masks instead of branches: which slot holds a feature, if any, cannot be foreseen.
            let is_first = u32::from(first & NARROW_CHECK == check).wrapping_neg();
            let is_second = u32::from(second & NARROW_CHECK == check).wrapping_neg();
            let row = first & is_first | second & is_second & !is_first;
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

/// A table of wide rows: per slot of 16 bytes a check, then seven numbers of 16 bits: the lower six are a class, the
/// upper ten its weight. With [`FULL`] on the check the first number is that of a full row.
#[derive(Clone, Copy)]
pub(crate) struct WideTable {
    pairs: &'static [[u8; 32]],
    full: &'static [[u8; FULL_BYTES]],
}

impl WideTable {
    pub(crate) fn new(bytes: &'static [u8], full: &'static [u8]) -> Option<WideTable> {
        let (pairs, rest) = bytes.as_chunks::<32>();
        let (full, more) = full.as_chunks::<FULL_BYTES>();
        (rest.is_empty() && more.is_empty() && pairs.len().is_power_of_two())
            .then_some(WideTable { pairs, full })
    }
}

impl Wide for WideTable {
    #[inline]
    fn score(&self, keys: &[u64], scores: &mut WideScores) {
        // First which slots hold a feature, without a branch: that cannot be foreseen. Then their weights.
        let mut found = [(0usize, 0usize); MOST_KEYS];
        let mut count = 0;
        for &key in keys {
            let place = slot(key, self.pairs.len());
            let (entries, _) = self.pairs[place].as_chunks::<2>();
            let check = check(key);
            let first = u16::from_le_bytes(entries[0]) & !FULL == check;
            let second = u16::from_le_bytes(entries[8]) & !FULL == check;
            found[count & (MOST_KEYS - 1)] = (place, if first { 0 } else { 8 });
            count += usize::from(first | second);
        }
        for &(place, half) in &found[..count.min(MOST_KEYS)] {
            let (entries, _) = self.pairs[place].as_chunks::<2>();
            let found = u16::from_le_bytes(entries[half]);
            let entries = &entries[half + 1..half + 8];
            if found & FULL == 0 {
                for entry in entries {
                    let entry = u16::from_le_bytes(*entry);
                    let score = &mut scores[usize::from(entry & 63)];
                    *score = score.wrapping_add((entry as i16) >> 6);
                }
            } else if let Some(row) = self.full.get(usize::from(u16::from_le_bytes(entries[0]))) {
                let (row, _) = row.as_chunks::<2>();
                for (score, weight) in scores.iter_mut().zip(row) {
                    *score = score.wrapping_add(i16::from_le_bytes(*weight));
                }
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

/// The tables of one language. A file without tables for arcs and labels is for words and their tags alone.
#[derive(Clone, Copy)]
pub(crate) struct Weights {
    /// What words there are.
    pub(crate) lexicon: Lexicon,
    /// Words with one class only: that class, counted from 1.
    pub(crate) certain: Lexicon,
    /// Where words end (Chinese); none for English.
    pub(crate) segment: Option<NarrowTable>,
    pub(crate) tag: WideTable,
    pub(crate) arc: NarrowTable,
    /// By how much a transition must lead after the first features for the rest to be left out.
    pub(crate) lead: i32,
    pub(crate) label: WideTable,
    /// By the pair of classes and the side of an arc (see [`pair`]): its label if there is but one, else 255.
    pub(crate) sure_labels: &'static [u8],
}

/// Mark of a pair of classes with several labels.
pub(crate) const UNSURE: u8 = 255;

/// Number of parts in a file of weights.
pub(crate) const PARTS: usize = 10;

/// Place of an arc between classes (from 1 on) among the sure labels.
#[inline]
pub(crate) fn pair(head: u64, below: u64, is_left: bool) -> usize {
    (head as usize & 63) << 7 | (below as usize & 63) << 1 | usize::from(is_left)
}

impl Weights {
    /// Weights that know nothing.
    pub(crate) const EMPTY: Weights = Weights {
        lexicon: Lexicon::EMPTY,
        certain: Lexicon::EMPTY,
        segment: None,
        tag: WideTable {
            pairs: &[[0; 32]],
            full: &[],
        },
        arc: NarrowTable { pairs: &[[0; 8]] },
        lead: i32::MAX,
        label: WideTable {
            pairs: &[[0; 32]],
            full: &[],
        },
        sure_labels: &[],
    };

    /// Takes the tables out of a file: the magic, the parts' lengths of 32 bits each, then the parts.
    pub(crate) fn new(file: &'static [u8]) -> Option<Weights> {
        let (magic, rest) = file.split_first_chunk::<8>()?;
        if magic != MAGIC {
            return None;
        }
        let (lengths, mut rest) = rest.split_first_chunk::<{ PARTS * 4 }>()?;
        let mut part = |at: usize| {
            let length = lengths.get(at * 4..at * 4 + 4)?;
            let length = u32::from_le_bytes(length.try_into().ok()?) as usize;
            let (part, after) = rest.split_at_checked(length)?;
            rest = after;
            Some(part)
        };
        let lexicon = part(0)?;
        let certain = part(1)?;
        let segment = part(2)?;
        Some(Weights {
            lexicon: if lexicon.is_empty() {
                Lexicon::EMPTY
            } else {
                Lexicon::new(lexicon)?
            },
            certain: if certain.is_empty() {
                Lexicon::EMPTY
            } else {
                Lexicon::new(certain)?
            },
            segment: if segment.is_empty() {
                None
            } else {
                Some(NarrowTable::new(segment)?)
            },
            tag: WideTable::new(part(3)?, part(4)?)?,
            arc: match part(5)? {
                [] => Weights::EMPTY.arc,
                arc => NarrowTable::new(arc)?,
            },
            label: match (part(6)?, part(7)?) {
                ([], []) => Weights::EMPTY.label,
                (label, full) => WideTable::new(label, full)?,
            },
            sure_labels: part(8)?,
            lead: i32::from_le_bytes(part(9)?.try_into().ok()?),
        })
    }
}
