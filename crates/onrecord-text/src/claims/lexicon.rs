//! All words that claim rules look for, found in one pass over the text.
//! What does not live here: what a word means to a rule (see `rules`).

use std::collections::BTreeMap;

use crate::{Dictionary, Span};

/// A word of the lexicon found in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Hit {
    pub span: Span,
    pub word: u32,
}

/// Words, each with a number, in lower case.
#[derive(Debug)]
pub(crate) struct Lexicon {
    words: Dictionary,
}

/// Collects words before the lexicon is built.
#[derive(Debug, Default)]
pub(crate) struct LexiconBuilder {
    numbers: BTreeMap<String, u32>,
    words: Vec<String>,
}

impl LexiconBuilder {
    /// The number of a word, the same for the same word. English is folded to lower case.
    pub fn word(&mut self, word: &str) -> u32 {
        let word = word.to_lowercase();
        if let Some(n) = self.numbers.get(&word) {
            return *n;
        }
        let n = self.words.len() as u32;
        self.words.push(word.clone());
        self.numbers.insert(word, n);
        n
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Builds the lexicon.
    pub fn build(&self) -> Lexicon {
        Lexicon {
            words: Dictionary::of(&self.words),
        }
    }
}

impl Lexicon {
    /// All hits, overlapping ones too, by start, longer first. A hit on Latin letters begins and ends at a word's edge.
    pub fn hits(&self, text: &str) -> Vec<Hit> {
        let text = text.to_ascii_lowercase();
        let bytes = text.as_bytes();
        let letter = |b: u8| b.is_ascii_alphanumeric();
        let mut hits = Vec::new();
        for (start, end, word) in self.words.places(&text) {
            let opens = start == 0 || !letter(bytes[start]) || !letter(bytes[start - 1]);
            let closes = end == bytes.len() || !letter(bytes[end - 1]) || !letter(bytes[end]);
            if opens && closes {
                hits.push(Hit {
                    span: Span::new(start, end),
                    word: word as u32,
                });
            }
        }
        hits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latin_words_are_found_whole() {
        let mut builder = LexiconBuilder::default();
        builder.word("ban");
        builder.word("资质");
        let found: Vec<_> = builder
            .build()
            .hits("Ban urban 生产资质")
            .iter()
            .map(|h| h.span.start())
            .collect();
        assert_eq!(found, [0, 16]);
    }
}
