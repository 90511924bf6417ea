//! What amounts and times tell about a tree: an amount is one unit, and a day is no part of the name beside it.
//! What does not live here: names (see `repair`), finding values, and parsing.

use super::moves::tokens;
use super::told::does;
use crate::syntax::{Relation, Tag, Tree};
use crate::{Span, TimeValue};

/// "The 55 million euro fine": the noun behind an amount is the head, however it was tagged.
pub(super) fn amount(tree: &mut Tree, span: Span) {
    let Some((from, to)) = tokens(tree, span) else {
        return;
    };
    let noun = to + 1;
    let Some(token) = tree.tokens.get(noun) else {
        return;
    };
    let below = token.head.filter(|h| (from..=to).contains(h));
    if token.tag != Tag::Adj || token.relation != Relation::Amod {
        return;
    }
    let Some(unit) = below else { return };
    let (head, relation) = (tree.tokens[unit].head, tree.tokens[unit].relation);
    tree.tokens[noun].tag = Tag::Noun;
    tree.tokens[noun].head = head;
    tree.tokens[noun].relation = relation;
    tree.tokens[unit].head = Some(noun);
    tree.tokens[unit].relation = Relation::Compound;
}

/// "Fined *Halden Bank* 4 million euros", read as one noun: the name right before a sum is who pays or gets it.
pub(super) fn before_amount(tree: &mut Tree, name: Span, sum: Span) {
    let (Some((from, to)), Some((first, last))) = (tokens(tree, name), tokens(tree, sum)) else {
        return;
    };
    let top = |tree: &Tree, (from, to): (usize, usize)| {
        (from..=to).find(|at| tree.tokens[*at].head.is_none_or(|h| h < from || h > to))
    };
    let (Some(named), Some(unit)) = (top(tree, (from, to)), top(tree, (first, last))) else {
        return;
    };
    let verb = tree.tokens[unit].head.filter(|v| *v < from);
    let below = tree.tokens[named]
        .head
        .is_some_and(|h| (first..=last).contains(&h));
    let Some(verb) = verb.filter(|v| {
        below
            && to + 1 == first
            && tree.tokens[*v].tag == Tag::Verb
            && matches!(
                tree.tokens[unit].relation,
                Relation::Obj | Relation::Xcomp | Relation::Obl | Relation::OblUnmarked
            )
    }) else {
        return;
    };
    tree.tokens[named].head = Some(verb);
    tree.tokens[named].relation = Relation::Iobj;
    tree.tokens[unit].relation = Relation::Obj;
}

/// "Emerged from *bankruptcy last week*", read as a week of bankruptcy: a time is no noun of the phrase before it.
pub(super) fn by_times(tree: &mut Tree, times: &[TimeValue]) {
    for time in times {
        let Some((from, to)) = tokens(tree, time.span) else {
            continue;
        };
        let outside = |h: usize| h < from || h > to;
        let Some(top) = (from..=to).find(|at| tree.tokens[*at].head.is_none_or(outside)) else {
            continue;
        };
        // "On *Monday* Liddell was arrested": a day behind a preposition is no part of the name after it.
        let name = tree.tokens[top].head.filter(|head| {
            *head > to
                && (to + 1..=*head).all(|at| tree.tokens[at].tag == Tag::Propn)
                && matches!(
                    tree.tokens[top].relation,
                    Relation::Compound | Relation::Flat | Relation::NmodDesc
                )
        });
        let preposition = (from.saturating_sub(1)..=from).find(|at| tree.tokens[*at].tag == Tag::Adp);
        if from <= 1 && name.is_none() && opens(tree, top, to) {
            continue;
        }
        if let (Some(preposition), Some(above)) = (preposition, name.and_then(|at| tree.tokens[at].head)) {
            tree.tokens[top].head = Some(above);
            tree.tokens[top].relation = Relation::OblTmod;
            if preposition != top {
                tree.tokens[preposition].head = Some(top);
                tree.tokens[preposition].relation = Relation::Case;
            }
            continue;
        }
        let Some(governor) = tree.tokens[top].head.filter(|h| *h < from) else {
            continue;
        };
        let noun = (governor + 1..from).rev().find(|at| {
            tree.tokens[*at].head == Some(top)
                && tree.tokens[*at].tag.is_nominal()
                && matches!(
                    tree.tokens[*at].relation,
                    Relation::Amod | Relation::Compound | Relation::Flat | Relation::NmodDesc
                )
        });
        let Some(noun) = noun.filter(|n| *n + 1 == from) else {
            continue;
        };
        // What stands before the noun is the noun's.
        for at in governor + 1..noun {
            if tree.tokens[at].head == Some(top) {
                tree.tokens[at].head = Some(noun);
            }
        }
        tree.tokens[noun].head = Some(governor);
        tree.tokens[noun].relation = tree.tokens[top].relation;
        tree.tokens[top].head = Some(governor);
        tree.tokens[top].relation = Relation::OblTmod;
    }
}

/// "*Yesterday* Mary Harlow was arrested", read as somebody called Yesterday: what opens a sentence says when, and the name
/// behind it has its place. False if no name hangs on the time.
fn opens(tree: &mut Tree, top: usize, to: usize) -> bool {
    let name = (to + 1..tree.tokens.len()).find(|at| {
        tree.tokens[*at].head == Some(top)
            && matches!(
                tree.tokens[*at].relation,
                Relation::Flat | Relation::Compound | Relation::Appos | Relation::NmodDesc
            )
    });
    let name = name.filter(|n| (to + 1..=*n).all(|at| tree.tokens[at].tag == Tag::Propn));
    let (Some(name), Some(verb)) = (name, tree.tokens[top].head) else {
        return false;
    };
    if name > verb {
        return false;
    }
    for at in name + 1..verb {
        if tree.tokens[at].head == Some(top) {
            tree.tokens[at].head = Some(name);
        }
    }
    does(tree, verb, name);
    if tree.tokens[top].relation.is_subject() {
        tree.tokens[name].relation = tree.tokens[top].relation;
    }
    tree.tokens[top].relation = Relation::OblTmod;
    true
}

/// "The cost of the plane *is $6 million*", read as a cost only: what is said after the copula is the amount.
pub(super) fn is_amount(tree: &mut Tree, text: &str, span: Span) {
    let Some((from, to)) = tokens(tree, span) else {
        return;
    };
    let inside = |h: usize| (from..=to).contains(&h);
    let Some(top) = (from..=to).find(|at| tree.tokens[*at].head.is_none_or(|h| !inside(h))) else {
        return;
    };
    let copula = (0..from).rev().find(|at| {
        tree.tokens[*at].head.is_some_and(inside)
            && matches!(tree.tokens[*at].relation, Relation::Cop | Relation::Aux)
            && matches!(tree.tokens[*at].span.of(text), "is" | "was" | "are" | "were")
    });
    let Some(copula) = copula.filter(|c| c + 3 >= from) else {
        return;
    };
    if tree.tokens[top].tag == Tag::Verb {
        tree.tokens[top].tag = Tag::Num;
    }
    tree.tokens[copula].head = Some(top);
    tree.tokens[copula].relation = Relation::Cop;
    let subject = tree.tokens[top]
        .head
        .filter(|h| *h < copula && tree.tokens[*h].tag.is_nominal());
    if let Some(subject) = subject {
        tree.tokens[top].head = tree.tokens[subject].head;
        tree.tokens[top].relation = tree.tokens[subject].relation;
        tree.tokens[subject].head = Some(top);
        tree.tokens[subject].relation = Relation::Nsubj;
    }
}
