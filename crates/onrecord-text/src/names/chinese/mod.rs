//! Names in Chinese text that no catalogue knows: people by family name and what stands beside them, bodies and
//! places by how their names end, names from other languages by their dots, works by their marks.
//! What does not live here: the words (packs, `zh/names`).

mod marks;
mod persons;
mod suffixes;

use std::sync::Arc;

use super::candidate::Candidate;
use crate::catalogue::Known;
use crate::pack::{Field, PackSources, RuleSource};
use crate::{Dictionary, Document, Span};

/// Compiled Chinese rules.
#[derive(Debug, Default)]
pub(super) struct Rules {
    persons: persons::Rules,
    suffixes: suffixes::Rules,
    marks: Option<marks::Rules>,
}

/// One sentence with what all the rules need of it.
struct Scene<'a> {
    text: &'a str,
    sentence: Span,
    known: &'a [Known],
    /// Byte offsets at which a stop word ends, in order.
    stops: Vec<usize>,
    /// Where a word that tells an event ends, in order.
    events: Vec<usize>,
}

impl Rules {
    /// `events` are words that tell what happens to somebody or what becomes of it, `acts` only the first.
    pub fn compile(sources: &PackSources, events: &Arc<Dictionary>, acts: &Arc<Dictionary>) -> Rules {
        Rules {
            persons: persons::Rules::compile(sources, events),
            suffixes: suffixes::Rules::compile(sources, events, acts),
            marks: rule(sources, "work-in-marks").map(marks::Rules::compile),
        }
    }

    /// Appends candidates of a text; `known` are the catalogue's names in it.
    pub fn find(&self, document: &Document<'_>, known: &[Known], out: &mut Vec<Candidate>) {
        let mut scene = Scene {
            text: document.text,
            sentence: Span::default(),
            known,
            stops: Vec::new(),
            events: Vec::new(),
        };
        for sentence in &document.sentences {
            scene.sentence = sentence.span;
            self.suffixes.stops(&mut scene);
            self.suffixes.find(&scene, out);
            self.persons.find(&scene, out);
            if let Some(marks) = &self.marks {
                marks.find(&scene, out);
            }
        }
    }
}

impl Scene<'_> {
    /// True where no name can go on to the left of `offset`: a mark, a stop word, the sentence's start.
    fn is_edge(&self, offset: usize) -> bool {
        offset <= self.sentence.start()
            || self.stops.binary_search(&offset).is_ok()
            || !self.text[..offset]
                .chars()
                .next_back()
                .is_some_and(crate::language::is_han)
    }
}

/// A rule of the Chinese names stage by its short name.
fn rule<'a>(sources: &'a PackSources, name: &str) -> Option<&'a RuleSource> {
    sources
        .rules
        .iter()
        .find(|r| r.name.strip_prefix("zh/names/") == Some(name))
}

/// Words of a list of the Chinese names stage.
fn list<'a>(sources: &'a PackSources, name: &str) -> Vec<&'a str> {
    sources
        .lists
        .iter()
        .filter(|l| l.name.strip_prefix("zh/names/") == Some(name))
        .flat_map(|l| l.words.iter().map(String::as_str))
        .collect()
}

/// The characters of all words, sorted.
fn characters<'a>(words: impl IntoIterator<Item = &'a str>) -> Vec<char> {
    let mut chars: Vec<char> = words.into_iter().flat_map(str::chars).collect();
    chars.sort_unstable();
    chars.dedup();
    chars
}

/// The number of a field.
fn number(rule: &RuleSource, field: &str, otherwise: usize) -> usize {
    match rule.fields.get(field) {
        Some(Field::Number(n)) => usize::try_from(*n).unwrap_or(otherwise),
        _ => otherwise,
    }
}
