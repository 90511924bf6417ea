//! Words of a pack, matched where a number stands: the longest one that begins or ends at a given byte.
//! What does not live here: what the words mean.

use aho_corasick::{AhoCorasick, Anchored, Input, MatchKind, StartKind};

/// How far back a word may reach, in bytes.
const REACH: usize = 48;

/// Words with what they stand for.
#[derive(Debug)]
pub(super) struct Lexicon<T> {
    forward: Option<AhoCorasick>,
    backward: Option<AhoCorasick>,
    items: Vec<T>,
}

impl<T> Default for Lexicon<T> {
    fn default() -> Self {
        Lexicon {
            forward: None,
            backward: None,
            items: Vec::new(),
        }
    }
}

impl<T> Lexicon<T> {
    /// Builds both directions. `fold` makes ASCII letters match either case.
    pub(super) fn of(entries: Vec<(String, T)>, fold: bool) -> Result<Lexicon<T>, String> {
        if entries.is_empty() {
            return Ok(Lexicon::default());
        }
        let build = |patterns: Vec<Vec<u8>>| {
            AhoCorasick::builder()
                .start_kind(StartKind::Anchored)
                .match_kind(MatchKind::LeftmostLongest)
                .ascii_case_insensitive(fold)
                .build(patterns)
                .map_err(|e| e.to_string())
        };
        let forward = build(entries.iter().map(|(w, _)| w.as_bytes().to_vec()).collect())?;
        let backward = build(entries.iter().map(|(w, _)| w.bytes().rev().collect()).collect())?;
        Ok(Lexicon {
            forward: Some(forward),
            backward: Some(backward),
            items: entries.into_iter().map(|(_, item)| item).collect(),
        })
    }

    /// The longest word that begins at `at` and ends by `end`: offset past it and what it stands for.
    /// A word of letters never ends inside a longer run of letters or digits.
    pub(super) fn at(&self, text: &str, at: usize, end: usize) -> Option<(usize, &T)> {
        let forward = self.forward.as_ref()?;
        let bytes = text.as_bytes();
        let mut limit = end;
        for _ in 0..4 {
            let found = forward.find(Input::new(text).span(at..limit).anchored(Anchored::Yes))?;
            let stop = found.end();
            let inside = bytes[stop - 1].is_ascii_alphanumeric()
                && bytes.get(stop).is_some_and(u8::is_ascii_alphanumeric);
            if !inside {
                return Some((stop, &self.items[found.pattern().as_usize()]));
            }
            limit = stop - 1;
        }
        None
    }

    /// The longest word that ends at `at` and begins at or after `floor`: its first byte and what it stands for.
    pub(super) fn before(&self, text: &str, at: usize, floor: usize) -> Option<(usize, &T)> {
        let backward = self.backward.as_ref()?;
        let bytes = text.as_bytes();
        let mut reversed = [0u8; REACH];
        let mut limit = REACH.min(at.checked_sub(floor)?);
        for (slot, byte) in reversed.iter_mut().zip(bytes[at - limit..at].iter().rev()) {
            *slot = *byte;
        }
        for _ in 0..4 {
            let found = backward.find(Input::new(&reversed[..limit]).anchored(Anchored::Yes))?;
            let start = at - found.end();
            let inside =
                bytes[start].is_ascii_alphabetic() && start > 0 && bytes[start - 1].is_ascii_alphanumeric();
            if !inside && text.is_char_boundary(start) {
                return Some((start, &self.items[found.pattern().as_usize()]));
            }
            limit = found.end() - 1;
        }
        None
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
