//! "Mary Harlow, *who is 54*, resigned": what "who" or "which" opens between two commas describes the noun before it, and the
//! finite verb behind the second comma is told of that noun.
//! What does not live here: relative clauses that are not set between commas.

use super::told::does;
use crate::syntax::{Features, Relation, Tag, Tree};

/// Where such a sentence has its parts.
struct Described {
    noun: usize,
    who: usize,
    /// The verb or the predicate of what describes.
    describes: usize,
    comma: usize,
    told: usize,
}

/// Reads what stands between the commas as a description, if the parser read it as what is told.
pub(super) fn between_commas(tree: &mut Tree, text: &str) {
    let Some(parts) = parts(tree, text) else { return };
    let Described {
        noun,
        who,
        describes,
        comma,
        told,
    } = parts;
    let inside = |at: usize| at >= who && at < comma;
    if tree.tokens[noun].head == Some(told)
        && tree.tokens[noun].relation.is_subject()
        && tree.tokens[describes].head == Some(noun)
        && tree.tokens[who].head == Some(describes)
    {
        return;
    }
    // What is told takes the place of the highest of the words that it stood below.
    let mut top = told;
    while let Some(head) = tree.tokens[top].head {
        top = head;
    }
    if top != told {
        if top != noun && !inside(top) {
            return;
        }
        tree.tokens[told].head = None;
        tree.tokens[told].relation = tree.tokens[top].relation;
        tree.tokens[top].head = Some(describes);
        tree.tokens[top].relation = Relation::Obl;
    }
    for at in 0..tree.tokens.len() {
        if [noun, who, describes, told].contains(&at) {
            continue;
        }
        let Some(head) = tree.tokens[at].head else {
            continue;
        };
        if inside(at) && !inside(head) {
            tree.tokens[at].head = Some(describes);
            if tree.tokens[at].relation.is_subject() {
                tree.tokens[at].relation = Relation::Obj;
            }
        } else if at > comma && head <= comma || at < noun && (inside(head) || head == top) {
            tree.tokens[at].head = Some(told);
        }
    }
    tree.tokens[describes].head = Some(noun);
    tree.tokens[describes].relation = Relation::AclRelcl;
    does(tree, told, noun);
    does(tree, describes, who);
    let copula = who + 1;
    if tree.tokens[copula].tag == Tag::Aux && tree.tokens[describes].tag != Tag::Verb {
        tree.tokens[copula].head = Some(describes);
        tree.tokens[copula].relation = Relation::Cop;
    }
}

/// The parts, where the sentence begins with the noun: a verb before it may speak of it.
fn parts(tree: &Tree, text: &str) -> Option<Described> {
    let is_comma = |at: usize| tree.tokens[at].span.of(text) == ",";
    let tag = |at: usize| tree.tokens.get(at).map(|t| t.tag);
    let who = (2..tree.tokens.len()).find(|at| {
        let token = &tree.tokens[*at];
        is_comma(*at - 1) && token.tag == Tag::Pron && token.features.has(Features::WH)
    })?;
    // "who is", "who has since left", "who never spoke"
    let after_adverbs = |mut at: usize| {
        while tag(at) == Some(Tag::Adv) {
            at += 1;
        }
        at
    };
    let first = after_adverbs(who + 1);
    if !matches!(tag(first), Some(Tag::Verb | Tag::Aux)) {
        return None;
    }
    let comma =
        (first + 1..tree.tokens.len()).find(|at| is_comma(*at) && is_told_at(tree, after_adverbs(at + 1)))?;
    let told = predicate(tree, after_adverbs(comma + 1), tree.tokens.len())?;
    let describes = predicate(tree, first, comma)?;
    if (0..who).any(|at| matches!(tag(at), Some(Tag::Verb | Tag::Aux))) {
        return None;
    }
    let mut noun = who - 2;
    while let Some(head) = tree.tokens[noun].head.filter(|h| *h < who - 1) {
        noun = head;
    }
    tree.tokens[noun].tag.is_nominal().then_some(Described {
        noun,
        who,
        describes,
        comma,
        told,
    })
}

/// True for a finite verb or an auxiliary: what somebody did, and no description of its own.
fn is_told_at(tree: &Tree, at: usize) -> bool {
    tree.tokens
        .get(at)
        .is_some_and(|t| t.tag == Tag::Aux || t.tag == Tag::Verb && t.features.has(Features::FINITE))
}

/// The verb that begins at a word, or what is said after a copula.
fn predicate(tree: &Tree, first: usize, end: usize) -> Option<usize> {
    let own = |at: &usize| {
        let token = &tree.tokens[*at];
        token.tag == Tag::Verb
            || (token.tag.is_nominal() || matches!(token.tag, Tag::Adj | Tag::Num)) && {
                !token.head.is_some_and(|h| h > *at && h < end) || tree.child(*at, Relation::Cop).is_some()
            }
    };
    if tree.tokens[first].tag == Tag::Verb {
        return Some(first);
    }
    let mut at = first;
    while at < end && matches!(tree.tokens[at].tag, Tag::Aux | Tag::Adv | Tag::Part) {
        at += 1;
    }
    (at..end).find(own)
}
