//! English names made whole, and of the right kind: what a name's last word, its titles and the words around it show.
//! What does not live here: finding names (the tagger, the catalogue), and the words (packs, `en/names`).

mod evidence;
mod whole;

use std::sync::Arc;

use super::candidate::Candidate;
use crate::document::{Sentence, Token, TokenKind};
use crate::{Document, NameKind, RuleName, Span, WordSet};

/// Compiled lists.
#[derive(Debug, Default)]
pub(super) struct Rules {
    org_heads: WordSet,
    legal_forms: WordSet,
    authority_heads: WordSet,
    opening_heads: WordSet,
    fields: WordSet,
    facility_heads: WordSet,
    place_heads: WordSet,
    openers: WordSet,
    titles: WordSet,
    persons: WordSet,
    naming: WordSet,
    org_nouns: WordSet,
    org_verbs: WordSet,
    org_before: WordSet,
    given: WordSet,
    family: WordSet,
    family_heads: Vec<String>,
    openers_in_names: WordSet,
    titles_in_names: WordSet,
    heads_before_and: WordSet,
    body_participles: WordSet,
    comma_forms: WordSet,
    by_head: Option<RuleName>,
}

impl Rules {
    /// `list` gives the words of a list of the stage.
    pub fn compile(list: &dyn Fn(&str) -> Vec<String>) -> Rules {
        let family_heads = list("family-heads");
        let list = |name: &str| -> WordSet { list(name).into_iter().collect() };
        Rules {
            org_heads: list("org-heads"),
            legal_forms: list("legal-forms"),
            authority_heads: list("authority-heads"),
            opening_heads: list("opening-heads"),
            fields: list("fields-of-government"),
            facility_heads: list("facility-heads"),
            place_heads: list("place-heads"),
            openers: list("openers"),
            titles: list("person-titles"),
            persons: list("persons"),
            naming: list("naming"),
            org_nouns: list("org-nouns"),
            org_verbs: list("org-verbs"),
            org_before: list("org-before"),
            given: list("given-names"),
            family: list("family-names"),
            family_heads,
            openers_in_names: list("openers-in-names"),
            titles_in_names: list("titles-in-names"),
            heads_before_and: list("heads-before-and"),
            body_participles: list("body-participles"),
            comma_forms: list("comma-forms"),
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
        self.with_first_word(document, &mut candidates);
        self.in_full(document, &mut candidates);
        candidates
    }

    /// "*Amara* Liddell's brother was jailed": the first word of a sentence before a name is a part of it, if it is no word of
    /// the language. Left out, it would be whom the sentence is about.
    fn with_first_word(&self, document: &Document<'_>, candidates: &mut [Candidate]) {
        let text = document.text;
        let mut ends = 0;
        for candidate in candidates {
            let (first, _) = covered(document, candidate.span);
            let floor = std::mem::replace(&mut ends, candidate.span.end());
            let Some(before) = first.checked_sub(1).filter(|_| candidate.entity.is_none()) else {
                continue;
            };
            let opener = &document.tokens[before];
            let opens = document
                .sentences
                .binary_search_by_key(&before, |s| s.first_token)
                .is_ok();
            let word = opener.span.of(text);
            let lower = word.to_lowercase();
            let name = word.chars().all(char::is_alphabetic)
                && capital(word)
                && word.chars().skip(1).any(char::is_lowercase)
                && !holds(&self.openers, &lower)
                && !holds(&self.titles, &lower)
                && !lower.ends_with("ly")
                && !crate::syntax::english().is_common(&lower);
            let beside = opener.span.end() + 1 == candidate.span.start();
            if opens && beside && name && opener.span.start() >= floor {
                candidate.span = Span::new(opener.span.start(), candidate.span.end());
            }
        }
    }

    /// "Mr Beck" of a page that says "Arlo Beck" elsewhere: the words before a family name that a title shows are a part of it.
    fn in_full(&self, document: &Document<'_>, candidates: &mut Vec<Candidate>) {
        let text = document.text;
        let lower = |at: usize| core(text, &document.tokens[at]).0.to_lowercase();
        let mut families: Vec<(String, Candidate)> = Vec::new();
        for candidate in candidates.iter().filter(|c| c.kind == NameKind::Person) {
            let (first, end) = covered(document, candidate.span);
            let before = (0..first)
                .rev()
                .find(|at| document.tokens[*at].span.of(text) != ".");
            let titled = before.is_some_and(|at| {
                candidate.span.start() <= document.tokens[at].span.end() + 2
                    && holds(&self.titles, &lower(at))
            });
            if end == first + 1 && titled {
                families.push((
                    core(text, &document.tokens[first]).0.to_owned(),
                    candidate.clone(),
                ));
            }
        }
        families.sort_by(|a, b| a.0.cmp(&b.0));
        families.dedup_by(|a, b| a.0 == b.0);
        if families.is_empty() {
            return;
        }
        let mut whole: Vec<Candidate> = Vec::new();
        for sentence in &document.sentences {
            for at in sentence.first_token + 1..sentence.end_token {
                let (family, _) = core(text, &document.tokens[at]);
                let Ok(known) = families.binary_search_by(|(name, _)| name.as_str().cmp(family)) else {
                    continue;
                };
                let given = &document.tokens[at - 1];
                let word = given.span.of(text);
                let opens = at - 1 == sentence.first_token && !holds(&self.given, &word.to_lowercase());
                let name =
                    word.chars().all(char::is_alphabetic) && word.chars().skip(1).any(char::is_lowercase);
                let beside = given.span.end() + 1 == document.tokens[at].span.start();
                let listed =
                    holds(&self.titles, &word.to_lowercase()) || holds(&self.openers, &word.to_lowercase());
                if !capital(word) || opens || !name || !beside || listed {
                    continue;
                }
                let start = document.tokens[at].span.start();
                let span = Span::new(given.span.start(), start + family.len());
                whole.push(Candidate {
                    span,
                    ..families[known].1.clone()
                });
            }
        }
        // A longer name that is there already stays.
        whole.retain(|w| {
            !candidates
                .iter()
                .any(|c| c.span.overlaps(w.span) && (c.span.len() >= w.span.len() || !w.span.holds(c.span)))
        });
        candidates.retain(|c| !whole.iter().any(|w| w.span.overlaps(c.span)));
        candidates.extend(whole);
        candidates.sort_by_key(|c| c.span);
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
