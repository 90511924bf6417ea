//! English names made whole, and of the right kind: what a name's last word, its titles and the words around it show.
//! What does not live here: finding names (the tagger, the catalogue), and the words (packs, `en/names`).

mod evidence;
mod whole;

use std::sync::Arc;

use super::candidate::Candidate;
use crate::document::{Sentence, Token, TokenKind};
use crate::{Document, RuleName, Span, WordSet};

/// Compiled lists.
#[derive(Debug, Default)]
pub(super) struct Rules {
    org_heads: WordSet,
    legal_forms: WordSet,
    authority_heads: WordSet,
    opening_heads: WordSet,
    facility_heads: WordSet,
    place_heads: WordSet,
    openers: WordSet,
    titles: WordSet,
    org_nouns: WordSet,
    org_verbs: WordSet,
    org_before: WordSet,
    given: WordSet,
    family: WordSet,
    by_head: Option<RuleName>,
}

impl Rules {
    /// `list` gives the words of a list of the stage.
    pub fn compile(list: &dyn Fn(&str) -> Vec<String>) -> Rules {
        let list = |name: &str| -> WordSet { list(name).into_iter().collect() };
        Rules {
            org_heads: list("org-heads"),
            legal_forms: list("legal-forms"),
            authority_heads: list("authority-heads"),
            opening_heads: list("opening-heads"),
            facility_heads: list("facility-heads"),
            place_heads: list("place-heads"),
            openers: list("openers"),
            titles: list("person-titles"),
            org_nouns: list("org-nouns"),
            org_verbs: list("org-verbs"),
            org_before: list("org-before"),
            given: list("given-names"),
            family: list("family-names"),
            by_head: Some(Arc::from("en/names/org-heads")),
        }
    }

    /// Makes candidates whole and settles their kinds. They come and go in text order, apart from each other.
    pub fn shape(&self, document: &Document<'_>, candidates: Vec<Candidate>) -> Vec<Candidate> {
        if self.org_heads.is_empty() {
            return candidates;
        }
        let mut candidates = self.whole(document, candidates);
        self.kinds(document, &mut candidates);
        candidates.retain(|c| !self.no_person(document, c));
        candidates
    }
}

/// True where a list holds the word.
fn holds(list: &WordSet, word: &str) -> bool {
    list.contains(word)
}

/// The word of a token without a possessive ending, and whether it had one.
fn core<'a>(text: &'a str, token: &Token) -> (&'a str, bool) {
    let words = token.span.of(text);
    match words.strip_suffix("'s").or_else(|| words.strip_suffix("’s")) {
        Some(core) => (core, true),
        None => (words, false),
    }
}

fn capital(words: &str) -> bool {
    words.chars().next().is_some_and(char::is_uppercase)
}

/// The sentence's tokens by index in the document, and the indices of the tokens that a span covers.
fn covered(document: &Document<'_>, span: Span) -> (usize, usize) {
    let first = document.tokens.partition_point(|t| t.span.end() <= span.start());
    let end = document.tokens.partition_point(|t| t.span.start() < span.end());
    (first, end)
}

/// True for a sentence that writes most of its longer words with a capital: there capitals show no names.
fn title_case(document: &Document<'_>, sentence: &Sentence) -> bool {
    let (mut long, mut capitals) = (0, 0);
    for token in document.tokens_of(sentence).iter().skip(1).take(60) {
        let words = token.span.of(document.text);
        if token.kind == TokenKind::Word && words.len() > 3 {
            long += 1;
            capitals += usize::from(capital(words));
        }
    }
    long >= 3 && capitals * 10 >= long * 7
}
