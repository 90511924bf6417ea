//! Words of a pack, matched where a number stands: the longest one that begins or ends at a given byte.
//! What does not live here: what the words mean.

use crate::Dictionary;

/// How far a word may reach, in bytes.
const REACH: usize = 48;
/// How many words at one place are tried for one that ends where a word may.
const TRIES: usize = 4;

/// Words with what they stand for.
#[derive(Debug)]
pub(super) struct Lexicon<T> {
    forward: Dictionary,
    /// The words from their last byte to their first.
    backward: Dictionary,
    /// ASCII letters match either case.
    fold: bool,
    items: Vec<T>,
}

impl<T> Default for Lexicon<T> {
    fn default() -> Self {
        Lexicon {
            forward: Dictionary::default(),
            backward: Dictionary::default(),
            fold: false,
            items: Vec::new(),
        }
    }
}

impl<T> Lexicon<T> {
    /// Builds both directions. `fold` makes ASCII letters match either case.
    pub(super) fn of(entries: Vec<(String, T)>, fold: bool) -> Result<Lexicon<T>, String> {
        let folded = |word: &str| {
            if fold {
                word.to_ascii_lowercase()
            } else {
                word.to_owned()
            }
        };
        let words: Vec<String> = entries.iter().map(|(w, _)| folded(w)).collect();
        if let Some(long) = words.iter().find(|w| w.len() > REACH) {
            return Err(format!("holds {long:?}, which is longer than {REACH} bytes"));
        }
        let reversed = words.iter().map(|w| w.bytes().rev().collect::<Vec<u8>>());
        Ok(Lexicon {
            backward: Dictionary::of(reversed),
            forward: Dictionary::of(&words),
            fold,
            items: entries.into_iter().map(|(_, item)| item).collect(),
        })
    }

    /// Some bytes as the dictionaries have them, as many as a word may have.
    fn letters<'b>(&self, bytes: impl Iterator<Item = &'b u8>) -> ([u8; REACH], usize) {
        let mut letters = [0u8; REACH];
        let mut count = 0;
        for (slot, byte) in letters.iter_mut().zip(bytes) {
            *slot = if self.fold {
                byte.to_ascii_lowercase()
            } else {
                *byte
            };
            count += 1;
        }
        (letters, count)
    }

    /// The longest word that begins at `at` and ends by `end`: offset past it and what it stands for.
    /// A word of letters never ends inside a longer run of letters or digits.
    pub(super) fn at(&self, text: &str, at: usize, end: usize) -> Option<(usize, &T)> {
        let bytes = text.as_bytes();
        let (letters, count) = self.letters(bytes.get(at..end)?.iter());
        let mut words = self.forward.all(&letters[..count]).take(TRIES);
        let (length, number) = words.find(|(length, _)| {
            let stop = at + length;
            !(bytes[stop - 1].is_ascii_alphanumeric()
                && bytes.get(stop).is_some_and(u8::is_ascii_alphanumeric))
        })?;
        Some((at + length, &self.items[number]))
    }

    /// The longest word that ends at `at` and begins at or after `floor`: its first byte and what it stands for.
    pub(super) fn before(&self, text: &str, at: usize, floor: usize) -> Option<(usize, &T)> {
        let bytes = text.as_bytes();
        let (letters, count) = self.letters(bytes.get(floor..at)?.iter().rev());
        let mut words = self.backward.all(&letters[..count]).take(TRIES);
        let (length, number) = words.find(|(length, _)| {
            let start = at - length;
            let inside =
                bytes[start].is_ascii_alphabetic() && start > 0 && bytes[start - 1].is_ascii_alphanumeric();
            !inside && text.is_char_boundary(start)
        })?;
        Some((at - length, &self.items[number]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_match_whole_and_longest_first() {
        let lexicon = Lexicon::of(
            [("m", 1), ("mile", 2), ("more than", 3), ("超过", 4), ("than", 5)]
                .map(|(w, n)| (w.to_owned(), n))
                .to_vec(),
            true,
        )
        .unwrap();
        assert_eq!(lexicon.at("5 mile", 2, 6), Some((6, &2)));
        assert_eq!(lexicon.at("5 miles", 2, 7), None);
        assert_eq!(lexicon.before("More than 5", 9, 0), Some((0, &3)));
        assert_eq!(lexicon.before("sore than 5", 9, 0), Some((5, &5)));
        assert_eq!(lexicon.before("销量超过5", 12, 0), Some((6, &4)));
        assert_eq!(lexicon.before("销量超过5", 12, 9), None);
    }
}
