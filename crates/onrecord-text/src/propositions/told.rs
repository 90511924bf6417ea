//! Trees in which the wrong word tells: a name or a description took the place of the verb that the sentence is about.
//! What does not live here: names that are torn (see `repair`), verbs that the tagger took for nouns (see `lost_verb`).

use crate::frames::Frames;
use crate::syntax::{Features, Relation, Tag, Tree};

/// "*Tarn* and *Ollerby* declined", read as two subjects of one verb: they are one.
pub(super) fn two_subjects(tree: &mut Tree) {
    for verb in 2..tree.tokens.len() {
        let subjects: Vec<usize> = (0..verb)
            .filter(|at| {
                tree.tokens[*at].head == Some(verb)
                    && tree.tokens[*at].relation == Relation::Nsubj
                    && tree.tokens[*at].tag.is_nominal()
            })
            .collect();
        let [first, second] = subjects[..] else { continue };
        let and = (first + 1..second).find(|at| tree.tokens[*at].tag == Tag::Cconj);
        let Some(and) =
            and.filter(|a| tree.tokens[*a].head == Some(verb) || tree.tokens[*a].head == Some(second))
        else {
            continue;
        };
        tree.tokens[second].head = Some(first);
        tree.tokens[second].relation = Relation::Conj;
        tree.tokens[and].head = Some(second);
    }
}

/// "Annulled the fine imposed on X", read as if the fine imposed: a bare participle has no subject of its own.
pub(super) fn reduced(tree: &mut Tree) {
    for at in 0..tree.tokens.len() {
        let form = tree.tokens[at].features;
        if tree.tokens[at].tag != Tag::Verb
            || !form.has(Features::PARTICIPLE) && !form.has(Features::PAST)
            || tree.tokens[at].head.is_none()
        {
            continue;
        }
        let helped = [
            Relation::Aux,
            Relation::AuxPass,
            Relation::Cop,
            Relation::Mark,
            Relation::NsubjPass,
        ]
        .into_iter()
        .any(|r| tree.child(at, r).is_some());
        let Some(subject) = tree.child(at, Relation::Nsubj).filter(|s| *s < at && !helped) else {
            continue;
        };
        // The verb right before the phrase, with no object but perhaps the phrase's own article.
        let first = (0..subject)
            .rev()
            .take_while(|i| {
                tree.tokens[*i].head == Some(subject)
                    || matches!(tree.tokens[*i].tag, Tag::Det | Tag::Num | Tag::Adj)
            })
            .last()
            .unwrap_or(subject);
        let Some(verb) = first.checked_sub(1).filter(|v| tree.tokens[*v].tag == Tag::Verb) else {
            continue;
        };
        let object = tree.child(verb, Relation::Obj);
        let participle = form.has(Features::PARTICIPLE) && !form.has(Features::FINITE);
        let read_as_said = participle && tree.tokens[at].relation == Relation::Ccomp && object.is_none();
        // An article right behind the verb that belongs to nothing in the phrase.
        let article = object.is_some_and(|o| o >= first && o < subject)
            || participle
                && tree.tokens[at].head != Some(verb)
                && object.is_none()
                && tree.tokens[first].tag == Tag::Det
                && tree.tokens[first].head.is_some_and(|h| h > at);
        if !read_as_said && !article || tree.is_under(verb, at) {
            continue;
        }
        if let Some(article) = object.or(Some(first).filter(|f| tree.tokens[*f].tag == Tag::Det)) {
            tree.tokens[article].head = Some(subject);
            tree.tokens[article].relation = Relation::Det;
        }
        tree.tokens[subject].head = Some(verb);
        tree.tokens[subject].relation = Relation::Obj;
        tree.tokens[at].head = Some(subject);
        tree.tokens[at].relation = Relation::Acl;
    }
}

/// "A man who sells it was charged", read as a man only: the verb without a subject after the description is what is told.
pub(super) fn described(tree: &mut Tree) {
    let Some(root) = tree.root().filter(|r| tree.tokens[*r].tag.is_nominal()) else {
        return;
    };
    if tree.child(root, Relation::Cop).is_some() || tree.child(root, Relation::Nsubj).is_some() {
        return;
    }
    let Some(relative) = tree.child(root, Relation::AclRelcl).filter(|r| *r > root) else {
        return;
    };
    let told = (relative + 1..tree.tokens.len()).find(|at| {
        tree.tokens[*at].tag == Tag::Verb
            && tree.is_under(*at, relative)
            && matches!(
                tree.tokens[*at].relation,
                Relation::Ccomp | Relation::Advcl | Relation::Conj | Relation::Parataxis
            )
            && (tree.child(*at, Relation::Aux).is_some() || tree.child(*at, Relation::AuxPass).is_some())
            && tree.child(*at, Relation::Mark).is_none()
            && tree.child(*at, Relation::Cc).is_none()
            && !tree
                .tokens
                .iter()
                .any(|t| t.head == Some(*at) && t.relation.is_subject())
    });
    if let Some(told) = told {
        is_told(tree, told, root);
    }
}

/// Makes a verb the root, and the root before it its subject.
fn is_told(tree: &mut Tree, told: usize, root: usize) {
    let passive = tree.child(told, Relation::AuxPass).is_some();
    tree.tokens[told].head = None;
    tree.tokens[told].relation = Relation::Root;
    tree.tokens[root].head = Some(told);
    tree.tokens[root].relation = if passive {
        Relation::NsubjPass
    } else {
        Relation::Nsubj
    };
}

/// "*Farhill Motors* is in talks", read as one long name: what stands before the copula is what is told of.
pub(super) fn told_of(tree: &mut Tree) {
    let Some(root) = tree.root().filter(|r| tree.tokens[*r].tag.is_nominal()) else {
        return;
    };
    let Some(copula) = tree.child(root, Relation::Cop) else {
        return;
    };
    let below = |at: &usize| tree.tokens[*at].head == Some(root);
    if (0..tree.tokens.len()).any(|at| below(&at) && tree.tokens[at].relation.is_subject()) {
        return;
    }
    let subject = (0..copula).rev().find(|at| {
        below(at)
            && tree.tokens[*at].tag == Tag::Propn
            && matches!(
                tree.tokens[*at].relation,
                Relation::Compound | Relation::Flat | Relation::NmodDesc
            )
    });
    if let Some(subject) = subject {
        tree.tokens[subject].relation = Relation::Nsubj;
    }
}

/// "Jurors found Weir guilty", read as jurors whom somebody found: what has an object and is all that is told is no description.
pub(super) fn told_as_described(tree: &mut Tree) {
    let Some(root) = tree.root().filter(|r| tree.tokens[*r].tag == Tag::Noun) else {
        return;
    };
    let verb = root + 1;
    let told = verb < tree.tokens.len()
        && tree.tokens[verb].head == Some(root)
        && tree.tokens[verb].relation == Relation::Acl
        && tree.tokens[verb].tag == Tag::Verb
        && tree.tokens[verb].features.has(Features::PARTICIPLE)
        && tree.child(root, Relation::Cop).is_none()
        && tree.child(root, Relation::Nsubj).is_none()
        && tree
            .child(verb, Relation::Obj)
            .is_some_and(|o| o > verb && tree.tokens[o].tag == Tag::Propn)
        && !(verb + 1..tree.tokens.len()).any(|i| tree.tokens[i].features.has(Features::FINITE));
    if told {
        tree.tokens[verb].head = None;
        tree.tokens[verb].relation = Relation::Root;
        tree.tokens[root].head = Some(verb);
        tree.tokens[root].relation = Relation::Nsubj;
    }
}

/// "Found *Weir* not guilty", read as if he were the subject of "guilty": he is whom it was found of.
pub(super) fn found_guilty(tree: &mut Tree) {
    for at in 2..tree.tokens.len() {
        let Some(verb) = tree.tokens[at].head.filter(|v| *v < at) else {
            continue;
        };
        if tree.tokens[at].tag != Tag::Adj
            || tree.tokens[at].relation != Relation::Xcomp
            || tree.tokens[verb].tag != Tag::Verb
            || tree
                .tokens
                .iter()
                .any(|t| t.head == Some(verb) && t.relation == Relation::Obj)
        {
            continue;
        }
        let name = (verb + 1..at).find(|i| {
            tree.tokens[*i].head == Some(at)
                && tree.tokens[*i].tag == Tag::Propn
                && matches!(tree.tokens[*i].relation, Relation::Nsubj | Relation::Compound)
        });
        if let Some(name) = name {
            tree.tokens[name].head = Some(verb);
            tree.tokens[name].relation = Relation::Obj;
        }
    }
}

/// "A lawyer who represents Reyes was charged", read as if Reyes had been: the object of the description is nobody's subject,
/// unless the description is a verb of saying ("who says Reyes was charged").
pub(super) fn after_description(tree: &mut Tree, frames: &Frames) {
    let Some(root) = tree.root().filter(|r| tree.tokens[*r].tag.is_nominal()) else {
        return;
    };
    if tree.child(root, Relation::Cop).is_some() || tree.child(root, Relation::Nsubj).is_some() {
        return;
    }
    let Some(relative) = tree.child(root, Relation::AclRelcl).filter(|r| *r > root) else {
        return;
    };
    let told = tree.child(relative, Relation::Ccomp).filter(|t| *t > relative);
    let speaks = frames.in_list("saying", &tree.tokens[relative].lemma);
    let Some(told) = told.filter(|_| !speaks && tree.child(relative, Relation::Obj).is_none()) else {
        return;
    };
    let helped = tree.child(told, Relation::AuxPass).is_some() || tree.child(told, Relation::Aux).is_some();
    let subject = tree
        .child(told, Relation::NsubjPass)
        .or_else(|| tree.child(told, Relation::Nsubj));
    let Some(object) =
        subject.filter(|s| *s > relative && helped && tree.child(told, Relation::Mark).is_none())
    else {
        return;
    };
    tree.tokens[object].head = Some(relative);
    tree.tokens[object].relation = Relation::Obj;
    is_told(tree, told, root);
}
