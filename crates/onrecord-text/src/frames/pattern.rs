//! Patterns of words that name an event: "acquire", "take over", "file for bankruptcy", "bankruptcy filing", "under
//! investigation".
//! What does not live here: who takes part (see `parts`).

use crate::clauses::Sentence;
use crate::syntax::{Features, Relation, Tag};
use crate::{WordMap, WordSet};

/// Word lists by name: `@licence` in a pattern or a sort.
pub(crate) type Lists = WordMap<WordSet>;

/// What a pattern hangs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PatternKind {
    /// A verb.
    Verb,
    /// An event noun.
    Noun,
    /// A predicate noun, adjective or phrase behind a copula.
    Being,
}

/// Words that name an event, the first (verb) or last (noun) of them the head.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// What the head is.
    pub kind: PatternKind,
    /// The other words, in order; `@name` is any word of a list.
    pub rest: Vec<Box<str>>,
    /// True when the predicate must be negated ("not comment"): the negation is then a part of the name.
    pub negated: bool,
}

/// A pattern's heads: its head word, or all words of a list.
pub(crate) fn parse(text: &str, kind: PatternKind, lists: &Lists) -> Option<(Vec<Box<str>>, Pattern)> {
    let (negated, text) = match text.strip_prefix("not ") {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let mut words: Vec<&str> = text.split_whitespace().collect();
    let head = if kind == PatternKind::Verb {
        if words.is_empty() {
            return None;
        }
        words.remove(0)
    } else {
        words.pop()?
    };
    let heads = match head.strip_prefix('@') {
        Some(name) => {
            let mut heads: Vec<Box<str>> = lists.get(name)?.iter().map(Into::into).collect();
            // Of forms that two heads share the first keeps them.
            heads.sort_unstable();
            heads
        }
        None => vec![head.into()],
    };
    for word in &words {
        if let Some(name) = word.strip_prefix('@')
            && !lists.contains(name)
        {
            return None;
        }
    }
    Some((
        heads,
        Pattern {
            kind,
            rest: words.into_iter().map(Into::into).collect(),
            negated,
        },
    ))
}

/// True when the word is `wanted`, or of the list that `@wanted` names.
pub(crate) fn is_word(lemma: &str, wanted: &str, lists: &Lists) -> bool {
    match wanted.strip_prefix('@') {
        Some(name) => lists.get(name).is_some_and(|l| l.contains(lemma)),
        None => lemma == wanted,
    }
}

impl Pattern {
    /// True when the words around `at` are those of the pattern. The head's own word was looked up already.
    pub(crate) fn fits(&self, sentence: &Sentence<'_>, at: usize, lists: &Lists) -> bool {
        match self.kind {
            PatternKind::Verb => {
                matches!(sentence.tag(at), Tag::Verb | Tag::Aux) && self.verb_fits(sentence, at, lists)
            }
            PatternKind::Noun => {
                // "Annulled the fine": what stands as an object is a noun, whatever it is tagged.
                let stands = sentence.tag(at) == Tag::Adj
                    && matches!(
                        sentence.relation(at),
                        Relation::Obj
                            | Relation::Nsubj
                            | Relation::NsubjPass
                            | Relation::Obl
                            | Relation::Nmod
                    );
                (stands || matches!(sentence.tag(at), Tag::Noun | Tag::Propn))
                    && self.noun_fits(sentence, at, lists)
            }
            PatternKind::Being => {
                // "Set a target" is no target: a bare noun is said of somebody only after a copula.
                let bare = self.rest.is_empty() && sentence.tag(at) == Tag::Noun;
                (sentence.child(at, Relation::Cop).is_some()
                    || !bare && !matches!(sentence.tag(at), Tag::Verb | Tag::Aux))
                    && self.noun_fits(sentence, at, lists)
            }
        }
    }

    fn verb_fits(&self, sentence: &Sentence<'_>, at: usize, lists: &Lists) -> bool {
        // "Pulled off a helmet" is no pulling: a particle makes another verb, which a pattern names with it.
        let another = sentence
            .children(at, &[Relation::CompoundPrt])
            .map(|p| sentence.lemma(p))
            .any(|particle| particle != "up" && !self.rest.iter().any(|w| &**w == particle));
        if another {
            return false;
        }
        let mut i = 0;
        while i < self.rest.len() {
            let word = &*self.rest[i];
            let next = self.rest.get(i + 1);
            let kids = &sentence.dependents[at];
            // "Builds vans under a licence": the phrase may hang on the object.
            let object = |k: &usize| {
                sentence.relation(*k) == Relation::Obj
                    || sentence.tag(*k) == Tag::Propn && sentence.preposition(*k).is_none()
            };
            let beyond_object: Vec<usize> = sentence
                .children(at, &[Relation::Obj, Relation::Obl])
                .filter(object)
                // "Named A and B as suppliers".
                .flat_map(|o| {
                    std::iter::once(o)
                        .chain(sentence.children(o, &[Relation::Conj]))
                        .collect::<Vec<_>>()
                })
                .flat_map(|o| {
                    sentence
                        .children(o, &[Relation::Nmod, Relation::Obl])
                        .collect::<Vec<_>>()
                })
                .collect();
            let marked = |kid: usize, marker: &str| {
                sentence.dependents[kid].iter().any(|m| {
                    let wh = sentence.relation(*m) == Relation::Advmod && sentence.has(*m, Features::WH);
                    (wh || matches!(sentence.relation(*m), Relation::Case | Relation::Mark))
                        && is_word(sentence.lemma(*m), marker, lists)
                })
            };
            // "For bankruptcy": a phrase with this preposition and this noun.
            let phrase = next.is_some_and(|noun| {
                kids.iter().chain(&beyond_object).any(|k| {
                    // "Voted not to strike".
                    let not = sentence.dependents[*k]
                        .iter()
                        .any(|d| matches!(sentence.lemma(*d), "not" | "never"));
                    !not && marked(*k, word) && holds(sentence, *k, noun, lists)
                })
            });
            if phrase {
                i += 2;
                continue;
            }
            // "Guilty" is no part of "found him not guilty", unless the pattern says "not".
            let undone = |at: usize| {
                !word.starts_with('@')
                    && i.checked_sub(1).is_none_or(|before| &*self.rest[before] != "not")
                    && at > 0
                    && matches!(sentence.lemma(at - 1), "not" | "never")
            };
            // "Said that it withdrew": what opens a clause is no object.
            let opens = |at: usize| word.starts_with('@') && sentence.relation(at) == Relation::Mark;
            let plain = kids.iter().any(|k| {
                !sentence.relation(*k).is_subject()
                    && !matches!(sentence.relation(*k), Relation::Conj | Relation::Parataxis)
                    && !opens(*k)
                    && !undone(*k)
                    && (holds(sentence, *k, word, lists)
                        && sentence.preposition(*k).is_none_or(|p| sentence.lemma(p) == "to")
                        || next.is_none() && marked(*k, word))
            });
            let there = kids.iter().any(|k| sentence.relation(*k) == Relation::Expl);
            let passive = kids.iter().any(|k| {
                (sentence.relation(*k) == Relation::NsubjPass
                    || there && sentence.relation(*k) == Relation::Nsubj)
                    && holds(sentence, *k, word, lists)
            });
            // "Found Olsvik guilty": the word may hang on the object.
            let beyond = kids.iter().any(|k| {
                sentence.relation(*k) == Relation::Obj
                    && sentence.dependents[*k]
                        .iter()
                        .any(|d| *d > *k && !undone(*d) && is_word(sentence.lemma(*d), word, lists))
            });
            // "Not" before the next word, wherever the parser hung it.
            let before_next = word == "not"
                && next.is_some_and(|next| {
                    (at + 1..sentence.len().min(at + 12)).any(|t| {
                        is_word(sentence.lemma(t), next, lists)
                            && matches!(sentence.lemma(t - 1), "not" | "never")
                    })
                });
            // "Shot *dead* a man", read as a dead man.
            let behind = next.is_none()
                && at + 1 < sentence.len()
                && sentence.tag(at + 1) == Tag::Adj
                && !word.starts_with('@')
                && sentence.lemma(at + 1) == word;
            let through = next.is_none() && beyond_object.iter().any(|k| marked(*k, word));
            if !plain && !passive && !beyond && !through && !before_next && !behind {
                return false;
            }
            i += 1;
        }
        true
    }

    fn noun_fits(&self, sentence: &Sentence<'_>, at: usize, lists: &Lists) -> bool {
        self.rest.iter().all(|word| {
            sentence.dependents[at]
                .iter()
                .any(|k| *k < at && holds(sentence, *k, word, lists))
                // A hyphen or a missed compound: the word right before.
                || at > 0 && is_word(sentence.lemma(at - 1), word, lists)
        })
    }
}

/// True when the phrase's head is the word, or a noun in front of the head is ("bankruptcy protection").
fn holds(sentence: &Sentence<'_>, at: usize, word: &str, lists: &Lists) -> bool {
    is_word(sentence.lemma(at), word, lists)
        || sentence
            .children(at, &[Relation::Compound, Relation::Amod])
            .any(|c| is_word(sentence.lemma(c), word, lists))
}
