//! Full names that a page gave, found by their last words and by their first.
//! What does not live here: which names a page has (names), and who a speaker is (see `speakers`).

use std::collections::{BTreeMap, BTreeSet};

/// How many names are kept of speakers, and how many of persons on the page.
pub(super) const MOST: usize = 400;

/// Full names in the order in which the page gave them.
#[derive(Default)]
pub(super) struct FullNames {
    names: BTreeSet<String>,
    /// What a name ends in, from each of its words on: the first name that does.
    by_end: BTreeMap<String, String>,
    /// The first word of names of more than one: the first such name, and whether there is another.
    by_beginning: BTreeMap<String, (String, bool)>,
}

impl FullNames {
    /// Keeps a name, once; none beyond [`MOST`].
    pub fn keep(&mut self, name: &str) {
        if self.names.len() >= MOST || !self.names.insert(name.to_owned()) {
            return;
        }
        for (at, gap) in name.char_indices().filter(|(_, c)| matches!(c, ' ' | '·')) {
            self.by_end
                .entry(name[at + gap.len_utf8()..].to_owned())
                .or_insert_with(|| name.to_owned());
        }
        if let Some((first, _)) = name.split_once(' ') {
            self.by_beginning
                .entry(first.to_owned())
                .and_modify(|(_, others)| *others = true)
                .or_insert_with(|| (name.to_owned(), false));
        }
    }

    /// The first longer name that ends in these words.
    pub fn ending_in(&self, words: &str) -> Option<&str> {
        self.by_end.get(words).map(String::as_str)
    }

    /// The longer name that begins with this word, where it is the only one.
    pub fn only_one_beginning_with(&self, word: &str) -> Option<&str> {
        let (name, others) = self.by_beginning.get(word)?;
        (!others).then_some(name.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_forms_lead_to_the_first_full_name() {
        let mut names = FullNames::default();
        for name in ["Mara Tolk", "Mara Tolk", "Bo Anders Ek", "Ida Ek", "Bo Firkin"] {
            names.keep(name);
        }
        assert_eq!(names.ending_in("Tolk"), Some("Mara Tolk"));
        assert_eq!(names.ending_in("Ek"), Some("Bo Anders Ek"));
        assert_eq!(names.ending_in("Anders Ek"), Some("Bo Anders Ek"));
        assert_eq!(names.ending_in("Mara Tolk"), None);
        assert_eq!(names.only_one_beginning_with("Mara"), Some("Mara Tolk"));
        assert_eq!(names.only_one_beginning_with("Bo"), None);
    }

    #[test]
    fn no_more_names_are_kept_than_there_is_room_for() {
        let mut names = FullNames::default();
        for number in 0..=MOST {
            names.keep(&format!("Orla {number}"));
        }
        assert_eq!(names.ending_in("399"), Some("Orla 399"));
        assert_eq!(names.ending_in("400"), None);
    }
}
