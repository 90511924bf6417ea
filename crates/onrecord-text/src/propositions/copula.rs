//! Predicates that the parser hides behind a copula: "X *is near* a deal", "X *is yet* to get a licence".
//! What does not live here: other repairs of a tree (see `repair`).

use crate::clauses::Words;
use crate::syntax::{Relation, Tag, Tree};

/// Makes the word after a copula the predicate, if `near` has it and a noun follows: what is near is said of the subject, and
/// the noun is what it is near to.
pub(super) fn near(tree: &mut Tree, near: &Words) {
    for at in 1..tree.tokens.len() {
        let token = &tree.tokens[at];
        let Some(noun) = token.head.filter(|h| *h > at) else {
            continue;
        };
        if token.relation == Relation::Case
            && near.contains(&*token.lemma)
            && tree.child(noun, Relation::Cop).is_some_and(|cop| cop < at)
        {
            put_above(tree, at, noun, at);
            tree.tokens[at].tag = Tag::Adj;
            tree.tokens[noun].relation = Relation::Obj;
        }
    }
}

/// Makes the copula of "is yet to get" the verb that governs "get"; `yet` are such adverbs.
pub(super) fn yet(tree: &mut Tree, yet: &Words) {
    for at in 1..tree.tokens.len().saturating_sub(1) {
        let copula = at - 1;
        // "Is *yet* to obtain", read as something that is yet.
        let below = (at + 2..tree.tokens.len())
            .find(|v| tree.tokens[*v].head == Some(at) && tree.tokens[*v].tag == Tag::Verb)
            .filter(|v| tree.tokens[at + 1].head == Some(*v) && tree.tokens[at + 1].lemma.as_ref() == "to");
        if let Some(verb) = below
            && yet.contains(&*tree.tokens[at].lemma)
            && tree.tokens[copula].lemma.as_ref() == "be"
            && tree.tokens[copula].head == Some(at)
        {
            put_above(tree, copula, at, tree.tokens.len());
            tree.tokens[copula].tag = Tag::Verb;
            tree.tokens[at].relation = Relation::Advmod;
            tree.tokens[verb].relation = Relation::Xcomp;
            continue;
        }
        let Some(verb) = tree.tokens[at].head.filter(|h| *h > at + 1) else {
            continue;
        };
        let governed = yet.contains(&*tree.tokens[at].lemma)
            && tree.tokens[copula].lemma.as_ref() == "be"
            && tree.tokens[copula].head == Some(verb)
            && tree.tokens[at + 1].lemma.as_ref() == "to"
            && tree.tokens[at + 1].head == Some(verb);
        if governed {
            put_above(tree, copula, verb, at + 1);
            tree.tokens[copula].tag = Tag::Verb;
            tree.tokens[verb].relation = Relation::Xcomp;
        }
    }
}

/// Puts `top` above `below`, with all that hung on it before the token `upto`.
fn put_above(tree: &mut Tree, top: usize, below: usize, upto: usize) {
    tree.tokens[top].head = tree.tokens[below].head;
    tree.tokens[top].relation = tree.tokens[below].relation;
    for at in (0..upto).filter(|at| *at != top) {
        if tree.tokens[at].head == Some(below) {
            tree.tokens[at].head = Some(top);
        }
    }
    tree.tokens[below].head = Some(top);
    // Read with the noun as one name, the subject had no relation of its own.
    let under = |at: &usize| tree.tokens[*at].head == Some(top) && tree.tokens[*at].tag.is_nominal();
    let subject = (0..top).rev().find(under);
    if let Some(subject) = subject.filter(|s| tree.tokens[*s].relation == Relation::Compound) {
        tree.tokens[subject].relation = Relation::Nsubj;
    }
}
