//! How much a word tells about what a page is about: words that stand everywhere tell little. Known beforehand and not
//! counted in the pages at hand, for a pile of pages on one matter would make the matter's own name a common word.
//! What does not live here: how pages are compared (see `onrecord-case`).

use std::sync::OnceLock;

use crate::pack::{Field, PackProblem, PackSources};
use crate::{Language, WordMap};

/// Weights of common words.
#[derive(Debug, Default)]
pub struct Commonness {
    /// Lines of words, with the percent of a rare word's weight that each of them has.
    lines: Vec<(String, u8)>,
    /// English stems, lower case, and pairs of Chinese characters → percent. Made when first asked: most runs compare no
    /// pages.
    weights: OnceLock<WordMap<u8>>,
}

/// Endings that are cut off a word of at least so many letters more: longest first.
const ENDINGS: [&str; 4] = ["ing", "ed", "es", "s"];
const STEM: usize = 4;

impl Commonness {
    /// Compiles the lists of stage `stories`: each has a `weight` in percent, its words are parted by white space.
    pub fn compile(sources: &PackSources, problems: &mut Vec<PackProblem>) -> Commonness {
        let mut lines = Vec::new();
        for list in sources.lists.iter().filter(|l| l.stage == "stories") {
            let Some(Field::Number(percent @ 0..=100)) = list.fields.get("weight") else {
                problems.push(PackProblem {
                    file: list.file.clone(),
                    line: list.line,
                    message: format!("list {}: needs a weight from 0 to 100", list.name),
                });
                continue;
            };
            lines.extend(list.words.iter().map(|line| (line.clone(), *percent as u8)));
        }
        Commonness {
            lines,
            weights: OnceLock::new(),
        }
    }

    /// The weight of a stem or a pair of characters, from 0 (stands everywhere) to 1 (rare).
    pub fn weight(&self, word: &str) -> f64 {
        self.weights
            .get_or_init(|| self.by_word())
            .get(word)
            .map_or(1.0, |percent| f64::from(*percent) / 100.0)
    }

    /// Of a word in several lines the last counts.
    fn by_word(&self) -> WordMap<u8> {
        let mut weights = WordMap::default();
        for (line, percent) in &self.lines {
            for word in line.split_whitespace() {
                *weights.entry(word, || 0) = *percent;
            }
        }
        weights
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
