//! What is known of words, looked up by the whole word: one probe for nearly every word of a text that is not known.
//! What does not live here: words found in a text (see `dictionary`).

use crate::hash;

/// Values by word. The hash is fixed, and the order is that in which words came: the same words make the same map.
#[derive(Clone, Debug)]
pub struct WordMap<V> {
    entries: Vec<(Box<str>, V)>,
    /// A power of two of places, each with a part of a word's hash and its number, counted from 1; 0 is free.
    places: Vec<(u32, u32)>,
}

/// Words without values.
#[derive(Clone, Debug, Default)]
pub struct WordSet(WordMap<()>);

impl<V> Default for WordMap<V> {
    fn default() -> Self {
        WordMap {
            entries: Vec::new(),
            places: Vec::new(),
        }
    }
}

impl<V> WordMap<V> {
    /// The value of a word.
    #[inline]
    pub fn get<W: AsRef<str> + ?Sized>(&self, word: &W) -> Option<&V> {
        self.find(word.as_ref()).map(|index| &self.entries[index].1)
    }

    #[inline]
    fn find(&self, word: &str) -> Option<usize> {
        if self.places.is_empty() {
            return None;
        }
        let last = self.places.len() - 1;
        let hash = hash::bytes(word.as_bytes());
        let mut at = hash as usize & last;
        loop {
            let (part, number) = self.places[at];
            let index = (number as usize).checked_sub(1)?;
            if part == (hash >> 32) as u32 && *self.entries[index].0 == *word {
                return Some(index);
            }
            at = (at + 1) & last;
        }
    }

    /// Adds a word that is not there: its index.
    fn add(&mut self, word: Box<str>, value: V) -> usize {
        let index = self.entries.len();
        self.entries.push((word, value));
        if self.entries.len() * 2 > self.places.len() {
            self.places = vec![(0, 0); (self.entries.len() * 4).next_power_of_two()];
            (0..=index).for_each(|i| self.place(i));
        } else {
            self.place(index);
        }
        index
    }

    fn place(&mut self, index: usize) {
        let last = self.places.len() - 1;
        let hash = hash::bytes(self.entries[index].0.as_bytes());
        let mut at = hash as usize & last;
        while self.places[at].1 != 0 {
            at = (at + 1) & last;
        }
        self.places[at] = ((hash >> 32) as u32, index as u32 + 1);
    }

    /// True when the word is there.
    #[inline]
    pub fn contains<W: AsRef<str> + ?Sized>(&self, word: &W) -> bool {
        self.get(word).is_some()
    }

    /// True without words.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The value of a word; that of `make` if it is not there.
    pub fn entry(&mut self, word: &str, make: impl FnOnce() -> V) -> &mut V {
        let index = match self.find(word) {
            Some(index) => index,
            None => self.add(word.into(), make()),
        };
        &mut self.entries[index].1
    }

    /// All words with their values, in the order in which they came.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &V)> {
        self.entries.iter().map(|(word, value)| (&**word, value))
    }
}

impl<W: Into<Box<str>>, V> FromIterator<(W, V)> for WordMap<V> {
    /// Of entries for one word the first stays.
    fn from_iter<I: IntoIterator<Item = (W, V)>>(all: I) -> Self {
        let mut map = WordMap::default();
        for (word, value) in all {
            let word = word.into();
            if map.find(&word).is_none() {
                map.add(word, value);
            }
        }
        map
    }
}

impl WordSet {
    /// True when the word is there.
    #[inline]
    pub fn contains<W: AsRef<str> + ?Sized>(&self, word: &W) -> bool {
        self.0.contains(word)
    }

    /// True without words.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All words, in the order in which they came.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(word, ())| word)
    }
}

impl<W: AsRef<str>> Extend<W> for WordSet {
    fn extend<I: IntoIterator<Item = W>>(&mut self, words: I) {
        for word in words {
            self.0.entry(word.as_ref(), || ());
        }
    }
}

impl<W: Into<Box<str>>> FromIterator<W> for WordSet {
    fn from_iter<I: IntoIterator<Item = W>>(words: I) -> Self {
        WordSet(words.into_iter().map(|word| (word, ())).collect())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_empty_map_knows_nothing() {
        assert_eq!(WordMap::<u8>::default().get("mill"), None);
        let none: WordSet = Vec::<&str>::new().into_iter().collect();
        assert!(!none.contains("") && none.is_empty());
    }

    #[test]
    fn the_first_of_one_word_stays() {
        let mut map: WordMap<u8> = [("mill", 1), ("", 2), ("mill", 3)].into_iter().collect();
        *map.entry("boat", || 0) += 7;
        *map.entry("mill", || 0) += 7;
        assert_eq!((map.get("mill"), map.get("")), (Some(&8), Some(&2)));
        assert_eq!(
            map.iter().collect::<Vec<_>>(),
            [("mill", &8), ("", &2), ("boat", &7)]
        );
    }

    proptest! {
        #[test]
        fn it_knows_what_a_tree_knows(
            words in proptest::collection::vec("[a-c船]{0,12}", 0..60),
            asked in proptest::collection::vec("[a-c船]{0,12}", 0..60),
        ) {
            let tree: BTreeMap<&str, usize> = words.iter().enumerate().rev().map(|(i, w)| (w.as_str(), i)).collect();
            let map: WordMap<usize> = words.iter().enumerate().map(|(i, w)| (w.as_str(), i)).collect();
            for word in words.iter().chain(&asked) {
                prop_assert_eq!(map.get(word), tree.get(word.as_str()));
            }
        }
    }
}
