//! How much a word tells about what a page is about: words that stand everywhere tell little. Known beforehand and not
//! counted in the pages at hand, for a pile of pages on one matter would make the matter's own name a common word.
//! What does not live here: how pages are compared (see `onrecord-case`).

use std::collections::BTreeMap;

use crate::Language;
use crate::pack::{Field, PackProblem, PackSources};

/// Weights of common words.
#[derive(Debug, Default)]
pub struct Commonness {
    /// English stems, lower case, and pairs of Chinese characters → percent of a rare word's weight.
    weights: BTreeMap<String, u8>,
}

/// Endings that are cut off a word of at least so many letters more: longest first.
const ENDINGS: [&str; 4] = ["ing", "ed", "es", "s"];
const STEM: usize = 4;

impl Commonness {
    /// Compiles the lists of stage `stories`: each has a `weight` in percent, its words are parted by white space.
    pub fn compile(sources: &PackSources, problems: &mut Vec<PackProblem>) -> Commonness {
        let mut weights = BTreeMap::new();
        for list in sources.lists.iter().filter(|l| l.stage == "stories") {
            let Some(Field::Number(percent @ 0..=100)) = list.fields.get("weight") else {
                problems.push(PackProblem {
                    file: list.file.clone(),
                    line: list.line,
                    message: format!("list {}: needs a weight from 0 to 100", list.name),
                });
                continue;
            };
            let words = list.words.iter().flat_map(|w| w.split_whitespace());
            weights.extend(words.map(|w| (w.to_owned(), *percent as u8)));
        }
        Commonness { weights }
    }

    /// The weight of a stem or a pair of characters, from 0 (stands everywhere) to 1 (rare).
    pub fn weight(&self, word: &str) -> f64 {
        self.weights
            .get(word)
            .map_or(1.0, |percent| f64::from(*percent) / 100.0)
    }

    /// A word without the endings of number and tense, lower case. Words of other languages than English stay whole.
    pub fn stem(word: &str, lang: Language) -> String {
        let mut word = word.to_lowercase();
        if let Some(short) = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")) {
            word.truncate(short.len());
        }
        if lang == Language::English
            && let Some(stem) = ENDINGS
                .iter()
                .find_map(|e| word.strip_suffix(e).filter(|s| s.len() >= STEM))
        {
            word.truncate(stem.len());
        }
        word
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stem_has_no_ending_and_stays_a_word() {
        let stem = |w| Commonness::stem(w, Language::English);
        assert_eq!(
            [stem("Strikes"), stem("striking"), stem("Ship's"), stem("gas")],
            ["strik", "strik", "ship", "gas"]
        );
        assert_eq!(Commonness::stem("Bodens", Language::Other), "bodens");
    }
}
