//! The lexicon: which words there are and what they may be, as a table of hashes among the weights.
//! What does not live here: the words themselves, which are not kept.

/// Words by hash, each with a number of twelve bits; 0 is a word that is not known.
#[derive(Clone, Copy)]
pub(crate) struct Lexicon {
    pairs: &'static [[u8; 8]],
}

impl Lexicon {
    pub(crate) const EMPTY: Lexicon = Lexicon { pairs: &[[0; 8]] };

    pub(crate) fn new(bytes: &'static [u8]) -> Option<Lexicon> {
        let (pairs, rest) = bytes.as_chunks::<8>();
        (rest.is_empty() && pairs.len().is_power_of_two()).then_some(Lexicon { pairs })
    }

    /// What is known of the word of that hash.
    #[inline]
    pub(crate) fn get(&self, word: u64) -> u64 {
        let pair = u64::from_le_bytes(self.pairs[place(word, self.pairs.len())]);
        let check = sign(word);
        let (first, second) = (pair as u32, (pair >> 32) as u32);
        if first >> 12 == check {
            u64::from(first & 0xfff)
        } else if second >> 12 == check {
            u64::from(second & 0xfff)
        } else {
            0
        }
    }
}

/// Place of a word among `pairs` (a power of two).
pub(crate) fn place(word: u64, pairs: usize) -> usize {
    ((word ^ word >> 31) as usize) & (pairs - 1)
}

/// What is kept of a word's hash: 20 bits, never 0.
pub(crate) fn sign(word: u64) -> u32 {
    ((word >> 40) as u32 & 0xf_ffff).max(1)
}

/// Hash of a Chinese word, character by character, so that a longer word's follows from a shorter one's.
#[inline]
pub(crate) fn longer(word: u64, next: char) -> u64 {
    crate::hash::mix(word, u64::from(u32::from(next)))
}

/// Hash of a Chinese word as the lexicon has it.
#[inline]
pub(crate) fn han(word: &str) -> u64 {
    word.chars().fold(0, longer)
}
