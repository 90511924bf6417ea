//! A verb that the parser took for a noun: "Regulator blocks takeover", "the business cost 3 million".
//! What does not live here: other repairs of a tree (see `repair`).

use crate::Quantity;
use crate::frames::Frames;
use crate::syntax::{Features, Relation, Tag, Tree};

/// Makes a known verb the root of a sentence in which the parser found none.
///
/// In a headline that is a form with -s between two phrases; in running text any form right before an amount, or a past form
/// that is seldom a noun.
pub(super) fn restore(tree: &mut Tree, text: &str, frames: &Frames, amounts: &[Quantity], headline: bool) {
    let Some(root) = tree.root() else { return };
    let noun = |at: usize| tree.tokens[at].tag.is_nominal() || tree.tokens[at].tag == Tag::Adj;
    if !noun(root) || tree.child(root, Relation::Cop).is_some() {
        return;
    }
    let finite = tree.tokens.iter().any(|t| {
        t.tag == Tag::Aux
            || t.tag == Tag::Verb && t.features.has(Features::FINITE) && t.relation != Relation::AclRelcl
    });
    if finite || tree.child(root, Relation::Nsubj).is_some() {
        return;
    }
    let last = tree.tokens.len();
    let candidate = (1..last.saturating_sub(1)).find_map(|at| {
        let token = &tree.tokens[at];
        let word = token.span.of(text).to_lowercase();
        let base = frames.base.get(&*word)?;
        let lower = token.span.of(text).starts_with(|c: char| c.is_lowercase());
        let after = &tree.tokens[at + 1];
        let before = &tree.tokens[at - 1];
        let amount = amounts.iter().any(|q| q.span.start() == after.span.start());
        let third = word.ends_with('s') && !word.ends_with("ss") && *word != **base;
        let follows = matches!(
            after.tag,
            Tag::Noun | Tag::Propn | Tag::Adj | Tag::Num | Tag::Det | Tag::Part | Tag::Pron | Tag::Verb
        );
        // "Two directors *quit* the board": a past form that is seldom a noun.
        let past = !headline && frames.in_list("past-or-noun", &word);
        let fits = noun(at)
            && lower
            && before.tag.is_nominal()
            && (past || follows && (amount || headline && third));
        let form = if third { Features::PRESENT } else { Features::PAST };
        fits.then(|| (at, base.clone(), form))
    });
    if let Some((verb, base, form)) = candidate {
        enthrone(tree, verb, root);
        tree.tokens[verb].lemma = base;
        tree.tokens[verb].features = Features::FINITE.with(form);
    }
}

/// "Corvane plans to sell", read as if somebody's plans were spoken of.
pub(super) fn before_infinitive(tree: &mut Tree, text: &str, frames: &Frames) {
    for at in 1..tree.tokens.len().saturating_sub(2) {
        let word = tree.tokens[at].span.of(text);
        if tree.tokens[at].tag != Tag::Noun || !word.ends_with('s') {
            continue;
        }
        let Some(base) = frames.base.get(word).cloned() else {
            continue;
        };
        let before = at - 1;
        let whole = tree.tokens[before].head == Some(at)
            && tree.tokens[before].tag.is_nominal()
            && tree.tokens[before].relation != Relation::NmodPoss;
        let infinitive = (at + 2..tree.tokens.len().min(at + 4)).find(|i| {
            tree.tokens[*i].head == Some(at)
                && tree.tokens[*i].tag == Tag::Verb
                && tree.tokens[at + 1].span.of(text) == "to"
        });
        let governor = tree.tokens[at].head;
        // Plans do not say anything: that verb has a subject of its own right before it.
        let said = governor.filter(|g| {
            *g > at + 2
                && tree.tokens[at].relation == Relation::Nsubj
                && frames.in_list("saying", &tree.tokens[*g].lemma)
                && tree.tokens[*g - 1].tag.is_nominal()
        });
        let Some(infinitive) = infinitive.filter(|_| whole && (governor.is_none() || said.is_some())) else {
            continue;
        };
        for other in 0..before {
            if tree.tokens[other].head == Some(at)
                && matches!(
                    tree.tokens[other].relation,
                    Relation::Det
                        | Relation::Amod
                        | Relation::Compound
                        | Relation::NmodPoss
                        | Relation::Nummod
                )
            {
                tree.tokens[other].head = Some(before);
            }
        }
        tree.tokens[before].relation = Relation::Nsubj;
        tree.tokens[infinitive].relation = Relation::Xcomp;
        tree.tokens[at].tag = Tag::Verb;
        tree.tokens[at].lemma = base;
        tree.tokens[at].features = Features::FINITE.with(Features::PRESENT);
        if let Some(said) = said {
            tree.tokens[at].relation = Relation::Ccomp;
            tree.tokens[said - 1].head = Some(said);
            tree.tokens[said - 1].relation = Relation::Nsubj;
        }
    }
}

/// "Figures show that the business *cost* 3 million", read as a business cost: what is said behind "that" wants a verb, and a known
/// verb right before an amount is one.
pub(super) fn behind_that(tree: &mut Tree, text: &str, frames: &Frames, amounts: &[Quantity]) {
    let that = (1..tree.tokens.len())
        .find(|at| &*tree.tokens[*at].lemma == "that" && tree.tokens[*at].tag == Tag::Sconj);
    let Some(that) = that else { return };
    let governor = (0..that).rev().find(|at| tree.tokens[*at].tag == Tag::Verb);
    let mut end = tree.tokens.len();
    if tree.tokens[end - 1].tag == Tag::Punct {
        end -= 1;
    }
    let finite = (that + 1..end)
        .any(|at| tree.tokens[at].tag == Tag::Aux || tree.tokens[at].features.has(Features::FINITE));
    let Some(governor) = governor.filter(|g| !finite && g + 1 == that) else {
        return;
    };
    let verb = (that + 2..end).find_map(|at| {
        let token = &tree.tokens[at];
        let word = token.span.of(text);
        let base = frames.base.get(word)?;
        let amount = tree
            .tokens
            .get(at + 1)
            .is_some_and(|after| amounts.iter().any(|q| q.span.start() == after.span.start()));
        (token.tag == Tag::Noun && amount && tree.tokens[at - 1].tag.is_nominal()).then(|| (at, base.clone()))
    });
    let Some((verb, base)) = verb else { return };
    place(tree, verb, verb, that + 1, end);
    let token = &mut tree.tokens[verb];
    token.head = Some(governor);
    token.relation = Relation::Ccomp;
    token.lemma = base;
    token.features = Features::FINITE.with(Features::PAST);
    tree.tokens[that].head = Some(verb);
    tree.tokens[that].relation = Relation::Mark;
}

/// The verb becomes the root, what is left of it its subject, what is right of it its object and its phrases.
fn enthrone(tree: &mut Tree, verb: usize, old: usize) {
    place(tree, verb, old, 0, tree.tokens.len());
}

/// The same for a verb of the words `from..to`.
fn place(tree: &mut Tree, verb: usize, old: usize, from: usize, to: usize) {
    let marked = |tree: &Tree, at: usize| {
        tree.tokens.iter().enumerate().any(|(i, t)| {
            t.head == Some(at) && i < at && matches!(t.relation, Relation::Case | Relation::Mark)
        })
    };
    let tops = |tree: &Tree, from: usize, to: usize| -> Vec<usize> {
        (from..to)
            .filter(|at| tree.tokens[*at].head.is_none_or(|h| h < from || h >= to))
            .collect()
    };
    let (left, right) = (tops(tree, from, verb), tops(tree, verb + 1, to));
    let subject = left
        .iter()
        .copied()
        .rev()
        .find(|at| tree.tokens[*at].tag.is_nominal() && !marked(tree, *at));
    for at in left {
        let token = &tree.tokens[at];
        let (head, relation) = match (Some(at) == subject, token.tag, subject) {
            (true, ..) => (verb, Relation::Nsubj),
            (_, Tag::Punct, _) => (verb, Relation::Punct),
            (_, _, Some(subject)) if !marked(tree, at) => (subject, Relation::Compound),
            _ => (verb, Relation::Obl),
        };
        tree.tokens[at].head = Some(head);
        tree.tokens[at].relation = relation;
    }
    let mut object = false;
    for at in right {
        let token = &tree.tokens[at];
        let relation = match token.tag {
            Tag::Punct => Relation::Punct,
            Tag::Verb if marked(tree, at) => Relation::Xcomp,
            Tag::Verb => Relation::Advcl,
            tag if !marked(tree, at) && !object && (tag.is_nominal() || at == old || tag == Tag::Num) => {
                object = true;
                Relation::Obj
            }
            _ if marked(tree, at) => Relation::Obl,
            _ => Relation::OblUnmarked,
        };
        tree.tokens[at].head = Some(verb);
        tree.tokens[at].relation = relation;
    }
    let token = &mut tree.tokens[verb];
    token.head = None;
    token.relation = Relation::Root;
    token.tag = Tag::Verb;
}
