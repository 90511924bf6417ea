//! Words of a pack, matched where a number stands: the longest one that begins or ends at a given byte.
//! What does not live here: what the words mean.

use crate::Dictionary;
use crate::pack::{Field, PackProblem, PackSources};

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

/// A word that is longer than any that is looked for.
#[derive(Debug)]
pub(super) struct TooLong(String);

impl TooLong {
    /// At the rule or list of stage `quantities` that holds the word.
    pub(super) fn problem(&self, sources: &PackSources) -> PackProblem {
        let rules = sources.rules.iter().filter(|r| r.stage == "quantities");
        let lists = sources.lists.iter().filter(|l| l.stage == "quantities");
        let of_rule = rules
            .filter(|r| r.fields.values().any(|f| holds(f, &self.0)))
            .map(|r| (&r.name, &r.file, r.line));
        let of_list = lists
            .filter(|l| l.words.contains(&self.0) || l.fields.values().any(|f| holds(f, &self.0)))
            .map(|l| (&l.name, &l.file, l.line));
        let place = of_rule.chain(of_list).next();
        let (name, file, line) = place.map_or(("", "quantities", 1), |(n, f, l)| (n.as_str(), f.as_str(), l));
        PackProblem {
            file: file.to_owned(),
            line,
            message: format!(
                "{name}: holds {:?}, which is longer than {REACH} bytes: write a shorter word",
                self.0
            ),
        }
    }
}

/// True if a text of the field, or of a table in it, is the word or a key.
fn holds(field: &Field, word: &str) -> bool {
    match field {
        Field::Text(text) => text == word,
        Field::List(list) => list.iter().any(|f| holds(f, word)),
        Field::Table(table) => table.iter().any(|(key, f)| key == word || holds(f, word)),
        _ => false,
    }
}

impl<T> Lexicon<T> {
    /// Builds both directions. `fold` makes ASCII letters match either case.
    pub(super) fn of(entries: Vec<(String, T)>, fold: bool) -> Result<Lexicon<T>, TooLong> {
        let folded = |word: &str| {
            if fold {
                word.to_ascii_lowercase()
            } else {
                word.to_owned()
            }
        };
        if let Some((long, _)) = entries.iter().find(|(w, _)| w.len() > REACH) {
            return Err(TooLong(long.clone()));
        }
        let words: Vec<String> = entries.iter().map(|(w, _)| folded(w)).collect();
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
    fn a_word_that_is_too_long_is_told_with_its_place() {
        let long = "万".repeat(REACH);
        let sources = PackSources {
            lists: vec![crate::pack::ListSource {
                name: "zh/quantities/signs".into(),
                stage: "quantities".into(),
                lang: crate::Language::Chinese,
                file: "zh/quantities/signs.toml".into(),
                line: 7,
                words: vec![long.clone()],
                fields: std::collections::BTreeMap::default(),
            }],
            ..PackSources::default()
        };
        let too_long = Lexicon::of(vec![(long, ())], true).unwrap_err();
        let problem = too_long.problem(&sources);
        assert_eq!(
            (problem.file.as_str(), problem.line),
            ("zh/quantities/signs.toml", 7)
        );
    }

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
