//! Noun phrases: their words, owner, title, apposition, and the name inside of them.
//! What does not live here: which entity a name is (names), and what sort of thing a noun names (frames).

use super::Sentence;
use crate::Span;
use crate::syntax::{Relation, Tag};

/// The words of a noun phrase: all under its head, without relative clauses, appositions and what follows a comma.
pub fn span(sentence: &Sentence<'_>, head: usize) -> Span {
    let (mut from, mut to) = (head, head);
    for &at in &sentence.dependents[head] {
        let keeps = match sentence.relation(at) {
            Relation::Root
            | Relation::AclRelcl
            | Relation::Acl
            | Relation::Appos
            | Relation::Conj
            | Relation::Cc
            | Relation::Punct
            | Relation::Parataxis
            | Relation::Cop
            | Relation::Nsubj
            | Relation::Aux
            | Relation::Advmod
            | Relation::Neg
            | Relation::Obl
            | Relation::Advcl
            | Relation::Mark
            | Relation::Ccomp
            | Relation::Discourse
            | Relation::Dislocated
            | Relation::Orphan => false,
            Relation::Case => at > head && !matches!(sentence.lemma(at), "的" | "之"),
            // "The state over the ban": only what belongs to the noun is a part of what it names.
            Relation::Nmod => sentence
                .preposition(at)
                .is_none_or(|p| matches!(sentence.lemma(p), "of" | "的" | "之")),
            _ => true,
        };
        if keeps {
            let (a, b) = sentence.extent(at);
            // What hangs behind a comma is an aside.
            let aside =
                at > head && (head + 1..a).any(|i| sentence.tag(i) == Tag::Punct && sentence.word(i) == ",");
            if !aside {
                from = from.min(a);
                to = to.max(b);
            }
        }
    }
    // "That" opens what is said.
    while from < head && sentence.tag(from) == Tag::Sconj && sentence.lemma(from) == "that" {
        from += 1;
    }
    // "Of the plan", read as if "of" were a part of the plan.
    while from < head && sentence.tag(from) == Tag::Adp && sentence.lemma(from) == "of" {
        from += 1;
    }
    // An owner's 's belongs to the owner only.
    while to > head && matches!(sentence.word(to), "'s" | "’s" | "'" | "’") {
        to -= 1;
    }
    sentence.span_of(from, to)
}

/// The words with all that coordinates with them: "Vesta and Orrin".
pub fn with_coordinates(sentence: &Sentence<'_>, head: usize) -> Span {
    coordinates(sentence, head)
        .into_iter()
        .fold(span(sentence, head), |all, at| all.cover(span(sentence, at)))
}

/// The further members of a coordination that begins with `head`.
pub fn coordinates(sentence: &Sentence<'_>, head: usize) -> Vec<usize> {
    let members: Vec<usize> = sentence
        .children(head, &[Relation::Conj])
        .filter(|c| sentence.tag(*c).is_nominal())
        .collect();
    // "Arlo Beck, 44, of Mill Road, Tolland": what no "and" joins says where he lives.
    let joined = !sentence.word(head).is_ascii()
        || members.iter().chain([&head]).any(|m| {
            sentence.child(*m, Relation::Cc).is_some()
                || sentence
                    .children(*m, &[Relation::Conj])
                    .any(|c| sentence.child(c, Relation::Cc).is_some())
        });
    if joined { members } else { Vec::new() }
}

/// The owner: "Amberley" of "Amberley's brother".
pub fn owner(sentence: &Sentence<'_>, head: usize) -> Option<usize> {
    sentence.child(head, Relation::NmodPoss)
}

/// The name that stands beside a noun as its apposition or its second part: "the chain *Marlow & Finch*".
pub fn beside(sentence: &Sentence<'_>, head: usize) -> Option<usize> {
    sentence
        .children(
            head,
            &[
                Relation::Appos,
                Relation::Flat,
                Relation::NmodDesc,
                Relation::NmodUnmarked,
            ],
        )
        .find(|a| sentence.tag(*a) == Tag::Propn)
}

/// The words of the name whose head is `head`: the run of capitalised words around it.
pub fn name(sentence: &Sentence<'_>, head: usize) -> Span {
    let part = |at: usize| {
        matches!(
            sentence.tag(at),
            Tag::Propn | Tag::Num | Tag::Sym | Tag::Adp | Tag::Cconj | Tag::Det | Tag::Noun | Tag::Adj
        ) && sentence
            .word(at)
            .chars()
            .next()
            .is_some_and(|c| c.is_uppercase() || c.is_ascii_digit() || c == '&')
    };
    let belongs = |at: usize| {
        part(at)
            && (sentence.head(at) == Some(head)
                || sentence.head(at).and_then(|h| sentence.head(h)) == Some(head))
            && matches!(
                sentence.relation(at),
                Relation::Compound
                    | Relation::Flat
                    | Relation::Amod
                    | Relation::Nummod
                    | Relation::Cc
                    | Relation::NmodDesc
                    | Relation::Conj
            )
    };
    let (mut from, mut to) = (head, head);
    while from > 0 && belongs(from - 1) {
        from -= 1;
    }
    // "Neither Corda nor Velmar": what joins names begins none.
    while from < head && sentence.tag(from) == Tag::Cconj {
        from += 1;
    }
    // "Nutra-Bay": a hyphen without spaces binds.
    let binds = |hyphen: usize| {
        hyphen > 0
            && hyphen + 1 < sentence.len()
            && sentence.word(hyphen) == "-"
            && sentence.token(hyphen - 1).span.end() == sentence.token(hyphen).span.start()
            && sentence.token(hyphen).span.end() == sentence.token(hyphen + 1).span.start()
    };
    while to + 1 < sentence.len() && belongs(to + 1) {
        to += 1;
    }
    while binds(to + 1) {
        to += 2;
    }
    while from > 1 && binds(from - 1) {
        from -= 2;
    }
    sentence.token(from).span.cover(sentence.token(to).span)
}
