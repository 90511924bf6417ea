//! Names and phrases that the parser hung on the wrong word: whom a verb speaks of, whom it takes as what, who did a deed.
//! What does not live here: names as one unit (see `repair`), clauses read as each other's parts (see `told`).

use super::moves::tokens;
use super::told::{does, is_told};
use crate::Mention;
use crate::clauses::Words;
use crate::syntax::{Features, Relation, Tag, Tree};

/// "*The financier*, wanted abroad, was arrested", read as a financier who wants: a bare participle behind a comma describes
/// the subject of the verb that it hangs on.
pub(super) fn between_commas(tree: &mut Tree, text: &str) {
    for at in 2..tree.tokens.len() {
        let form = tree.tokens[at].features;
        let Some(verb) = tree.tokens[at].head.filter(|v| *v > at) else {
            continue;
        };
        let participle = form.has(Features::PARTICIPLE) || form.has(Features::PAST);
        let told = tree.tokens[verb].tag == Tag::Verb && verb_is_finite(tree, verb);
        if !participle
            || !told
            || tree.tokens[at].tag != Tag::Verb
            || tree.tokens[at - 1].span.of(text) != ","
        {
            continue;
        }
        let bare = [
            Relation::Aux,
            Relation::AuxPass,
            Relation::Cop,
            Relation::Mark,
            Relation::Obj,
        ];
        let subject_of = |tree: &Tree, verb: usize| {
            let mut all = tree.tokens.iter().enumerate();
            all.find(|(_, t)| t.head == Some(verb) && t.relation.is_subject())
                .map(|(at, _)| at)
        };
        let Some(subject) = subject_of(tree, at).filter(|s| *s < at) else {
            continue;
        };
        if bare.into_iter().any(|r| tree.child(at, r).is_some()) || subject_of(tree, verb).is_some() {
            continue;
        }
        does(tree, verb, subject);
        tree.tokens[at].head = Some(subject);
        tree.tokens[at].relation = Relation::Acl;
    }
}

/// "*Farhill Motors* applied for a licence.", read as if it had been applied: in a whole sentence a verb without an auxiliary
/// is no passive. Headings leave the auxiliary out.
pub(super) fn active(tree: &mut Tree, text: &str) {
    let Some(root) = tree.root().filter(|root| tree.tokens[*root].tag == Tag::Verb) else {
        return;
    };
    let whole = tree.tokens.last().is_some_and(|last| last.span.of(text) == ".");
    let helped = [Relation::AuxPass, Relation::Aux, Relation::OblAgent];
    if !whole || helped.into_iter().any(|r| tree.child(root, r).is_some()) {
        return;
    }
    // "Decisions: application refused." is a note and no sentence.
    let noted = tree.tokens[..root].iter().any(|t| t.span.of(text) == ":");
    let subject = tree
        .child(root, Relation::NsubjPass)
        .filter(|s| *s < root && !noted);
    if let Some(subject) = subject.filter(|s| tree.tokens[*s].tag == Tag::Propn) {
        tree.tokens[subject].relation = Relation::Nsubj;
        let form = tree.tokens[root].features;
        tree.tokens[root].features = form.with(Features::FINITE).with(Features::PAST);
    }
}

/// "The purchase of *Norsund* by *Calloway*", read as a Norsund by Calloway: who did it hangs on what was done.
pub(super) fn doer_of_noun(tree: &mut Tree, text: &str) {
    for at in 4..tree.tokens.len() {
        let case_of = |tree: &Tree, name: usize| {
            tree.child(name, Relation::Case)
                .map(|case| tree.tokens[case].span.of(text))
        };
        let Some(name) = tree.tokens[at].head.filter(|h| *h < at) else {
            continue;
        };
        let Some(noun) = tree.tokens[name].head.filter(|h| *h < name) else {
            continue;
        };
        if tree.tokens[at].tag == Tag::Propn
            && tree.tokens[name].tag == Tag::Propn
            && tree.tokens[noun].tag == Tag::Noun
            && case_of(tree, at) == Some("by")
            && case_of(tree, name) == Some("of")
        {
            tree.tokens[at].head = Some(noun);
            tree.tokens[at].relation = Relation::Nmod;
        }
    }
}

/// "Identified *Norvane* and *Tarn* as suppliers", read as a Tarn as suppliers: what somebody is taken as hangs on the verb.
pub(super) fn taken_as(tree: &mut Tree, text: &str) {
    for at in 2..tree.tokens.len() {
        let is_as = tree
            .child(at, Relation::Case)
            .is_some_and(|case| tree.tokens[case].span.of(text) == "as");
        if !is_as || tree.tokens[at].tag != Tag::Noun || tree.tokens[at].relation != Relation::Nmod {
            continue;
        }
        let mut object = tree.tokens[at].head.filter(|h| *h < at);
        while let Some(name) = object
            && tree.tokens[name].relation == Relation::Conj
        {
            object = tree.tokens[name].head.filter(|h| *h < name);
        }
        let verb = object
            .filter(|o| tree.tokens[*o].tag == Tag::Propn && tree.tokens[*o].relation == Relation::Obj)
            .and_then(|o| {
                tree.tokens[o]
                    .head
                    .filter(|v| *v < o && tree.tokens[*v].tag == Tag::Verb)
            });
        if let Some(verb) = verb {
            tree.tokens[at].head = Some(verb);
            tree.tokens[at].relation = Relation::Obl;
        }
    }
}

/// "Have identified *Norvane Cells*", read as what they were identified to be: a name right behind a verb without an object is
/// its object.
pub(super) fn object_name(tree: &mut Tree, names: &[Mention], linking: &Words) {
    for name in names {
        let Some((first, last)) = tokens(tree, name.span) else {
            continue;
        };
        let Some(verb) = tree.tokens[last].head.filter(|v| v + 1 == first) else {
            continue;
        };
        let taken = [Relation::Obj, Relation::AuxPass]
            .into_iter()
            .any(|r| tree.child(verb, r).is_some());
        if tree.tokens[last].relation == Relation::Xcomp
            && tree.tokens[verb].tag == Tag::Verb
            && !taken
            && !linking.contains(&*tree.tokens[verb].lemma)
        {
            tree.tokens[last].relation = Relation::Obj;
        }
    }
}

/// "A day after *Duncan Raith* died", read as if he were what it was after: a name right before a finite verb that has no
/// subject is its subject, and the preposition opens the clause.
pub(super) fn clause_behind(tree: &mut Tree, names: &[Mention], openers: &Words) {
    for name in names {
        let Some((first, last)) = tokens(tree, name.span) else {
            continue;
        };
        let outside = |at: &usize| tree.tokens[*at].head.is_none_or(|h| h < first || h > last);
        let Some(top) = (first..=last).find(outside) else {
            continue;
        };
        let opener = (0..first).rev().find(|at| {
            tree.tokens[*at].head == Some(top)
                && tree.tokens[*at].relation == Relation::Case
                && openers.contains(&*tree.tokens[*at].lemma)
        });
        let helps = |at: usize| matches!(tree.tokens[at].tag, Tag::Aux | Tag::Adv | Tag::Part);
        let verb = (last + 1..tree.tokens.len())
            .find(|at| !helps(*at))
            .filter(|v| tree.tokens[*v].tag == Tag::Verb && verb_is_finite(tree, *v));
        let (Some(opener), Some(verb), Some(governor)) = (opener, verb, tree.tokens[top].head) else {
            continue;
        };
        let has = tree
            .tokens
            .iter()
            .any(|t| t.head == Some(verb) && t.relation.is_subject());
        if has || governor >= first || tree.is_under(governor, verb) {
            continue;
        }
        tree.tokens[opener].head = Some(verb);
        tree.tokens[opener].relation = Relation::Mark;
        tree.tokens[verb].head = Some(governor);
        tree.tokens[verb].relation = Relation::Advcl;
        does(tree, verb, top);
    }
}

/// "*Zoe Weir*, 23, died in May", read as a Zoe Weir who died: a finite verb behind a comma, with nobody who does it, is told
/// of the name before it. What else was told of that name ("and Mr Weir resigned") has its own subject.
pub(super) fn told_behind_comma(tree: &mut Tree, text: &str) {
    let Some(root) = tree.root() else { return };
    let of_root = tree
        .tokens
        .iter()
        .position(|t| t.head == Some(root) && t.relation == Relation::Nsubj);
    let name = if tree.tokens[root].tag == Tag::Propn {
        Some(root)
    } else {
        of_root
    };
    let Some(name) =
        name.filter(|n| tree.tokens[*n].tag == Tag::Propn && tree.child(*n, Relation::Cop).is_none())
    else {
        return;
    };
    let Some(verb) = tree.child(name, Relation::AclRelcl).filter(|v| *v > name + 1) else {
        return;
    };
    let own = tree.tokens.iter().any(|t| {
        t.head == Some(verb)
            && (t.relation.is_subject() || t.relation == Relation::Mark || t.features.has(Features::WH))
    });
    // The root has somebody else who does it, behind the verb.
    let other = (verb + 1..root)
        .any(|at| tree.tokens[at].head == Some(root) && tree.tokens[at].relation == Relation::Nsubj);
    if tree.tokens[verb].tag != Tag::Verb
        || !tree.tokens[verb].features.has(Features::FINITE)
        || own
        || tree.tokens[verb - 1].span.of(text) != ","
        || name != root && !other
    {
        return;
    }
    is_told(tree, verb, name);
    if name != root {
        tree.tokens[root].head = Some(verb);
        tree.tokens[root].relation = Relation::Conj;
    }
}

/// "*Tom Weir*, who was appointed, resigned on Monday", read as if he were appointed and that were all: what "who" opens
/// describes him, and the finite verb behind the comma is told.
pub(super) fn who_describes(tree: &mut Tree, text: &str) {
    let Some(root) = tree.root().filter(|r| tree.tokens[*r].tag == Tag::Verb) else {
        return;
    };
    let subjects: Vec<usize> = (0..root)
        .filter(|at| tree.tokens[*at].head == Some(root) && tree.tokens[*at].relation.is_subject())
        .collect();
    let [name, who] = subjects[..] else { return };
    let told = told_beside(tree, root, text);
    let Some(told) = told.filter(|_| tree.tokens[who].features.has(Features::WH) && name < who) else {
        return;
    };
    is_told(tree, told, name);
    tree.tokens[root].head = Some(name);
    tree.tokens[root].relation = Relation::AclRelcl;
}

/// "Who operated on *Lena Orr* died", read as if she had: what has a preposition right behind a verb is that verb's.
pub(super) fn behind_preposition(tree: &mut Tree) {
    for at in 2..tree.tokens.len() {
        let Some(verb) = tree.tokens[at]
            .head
            .filter(|v| *v > at && tree.tokens[at].relation.is_subject())
        else {
            continue;
        };
        let case = tree.child(at, Relation::Case).filter(|c| *c > 0 && *c < at);
        let Some(governor) = case.map(|c| c - 1).filter(|g| tree.tokens[*g].tag == Tag::Verb) else {
            continue;
        };
        if tree.tokens[verb].head == Some(governor) {
            tree.tokens[at].head = Some(governor);
            tree.tokens[at].relation = Relation::Obl;
        }
    }
}

/// "*Pell Marn*, another retired reporter, spoke", read as if another had retired: a form between a determiner and a noun
/// describes the noun, and the finite verb behind the comma is told.
pub(super) fn describing_root(tree: &mut Tree, text: &str) {
    let Some(root) = tree.root().filter(|r| *r > 1 && tree.tokens[*r].tag == Tag::Verb) else {
        return;
    };
    let determiner = tree.tokens[root - 1].tag == Tag::Det && tree.tokens[root - 1].head == Some(root);
    let noun = tree
        .child(root, Relation::Obj)
        .filter(|o| *o > root && tree.tokens[*o].tag == Tag::Noun);
    let subject = tree.child(root, Relation::Nsubj).filter(|s| *s + 1 < root - 1);
    let told = told_beside(tree, root, text);
    let (true, Some(noun), Some(subject), Some(told)) = (determiner, noun, subject, told) else {
        return;
    };
    for at in 0..tree.tokens.len() {
        if tree.tokens[at].head == Some(root) && at != noun {
            tree.tokens[at].head = Some(if at > subject && at < noun { noun } else { told });
        }
    }
    is_told(tree, told, subject);
    tree.tokens[noun].head = Some(subject);
    tree.tokens[noun].relation = Relation::Appos;
    tree.tokens[root].head = Some(noun);
    tree.tokens[root].relation = Relation::Amod;
    tree.tokens[root].tag = Tag::Adj;
}

/// The finite verb behind a comma that is set beside another one and has no subject of its own.
fn told_beside(tree: &Tree, verb: usize, text: &str) -> Option<usize> {
    (verb + 1..tree.tokens.len()).find(|at| {
        let token = &tree.tokens[*at];
        token.head == Some(verb)
            && token.relation == Relation::Conj
            && token.tag == Tag::Verb
            && verb_is_finite(tree, *at)
            && tree.tokens[*at - 1].span.of(text) == ","
            && !tree
                .tokens
                .iter()
                .any(|t| t.head == Some(*at) && (t.relation.is_subject() || t.relation == Relation::Cc))
    })
}

/// True for a finite verb, or one with an auxiliary.
fn verb_is_finite(tree: &Tree, verb: usize) -> bool {
    tree.tokens[verb].features.has(Features::FINITE)
        || tree.child(verb, Relation::Aux).is_some()
        || tree.child(verb, Relation::AuxPass).is_some()
}
