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

/// "*Dana Whitlock*, a former aide, had been arrested", read as two subjects: what stands between commas is said of the first.
pub(super) fn beside_subject(tree: &mut Tree, text: &str) {
    let comma = |at: usize| tree.tokens.get(at).is_some_and(|t| t.span.of(text) == ",");
    let mut beside: Vec<(usize, usize)> = Vec::new();
    for verb in 4..tree.tokens.len() {
        let subjects: Vec<usize> = (0..verb)
            .filter(|at| {
                tree.tokens[*at].head == Some(verb)
                    && tree.tokens[*at].relation.is_subject()
                    && tree.tokens[*at].tag.is_nominal()
            })
            .collect();
        let [first, second] = subjects[..] else { continue };
        // Nothing but the name before the first comma, and nothing but the helper after the second.
        let opens = (first + 1..second).find(|at| comma(*at));
        let own = |at: usize| tree.is_under(at, first) || at == first;
        let whole = opens.is_some_and(|o| (first..o).all(own));
        let closes = (second + 1..verb).rev().find(|at| comma(*at));
        let closed = closes.is_some_and(|c| {
            (c + 1..verb).all(|at| matches!(tree.tokens[at].tag, Tag::Aux | Tag::Adv | Tag::Part))
        });
        let and = (first..second).any(|at| tree.tokens[at].tag == Tag::Cconj);
        if whole && closed && !and {
            beside.push((first, second));
        }
    }
    for (first, second) in beside {
        tree.tokens[second].head = Some(first);
        tree.tokens[second].relation = Relation::Appos;
    }
}

/// "*Ruth Selden*, whose brother was jailed, has been named", read as two subjects of jailed: she was named, and he describes her.
pub(super) fn whose(tree: &mut Tree, text: &str) {
    let comma =
        |tree: &Tree, from: usize, to: usize| (from..to).any(|at| tree.tokens[at].span.of(text) == ",");
    for owner in 1..tree.tokens.len() {
        if &*tree.tokens[owner].lemma != "whose" {
            continue;
        }
        let Some(own) = tree.tokens[owner].head.filter(|n| *n > owner) else {
            continue;
        };
        let Some(first) = tree.tokens[own].head.filter(|v| *v > own) else {
            continue;
        };
        let whom = (0..owner).find(|at| {
            tree.tokens[*at].head == Some(first)
                && (tree.tokens[*at].relation.is_subject()
                    || tree.tokens[*at].relation == Relation::OblUnmarked)
                && tree.tokens[*at].tag.is_nominal()
        });
        // "The mayor, whose brother was jailed, *resigned*", read as a mayor jailed when he resigned.
        let above = tree.tokens[first].head.filter(|above| {
            *above > first
                && tree.tokens[*above].tag == Tag::Verb
                && tree.tokens[first].relation == Relation::Advcl
                && !tree
                    .tokens
                    .iter()
                    .any(|t| t.head == Some(*above) && t.relation.is_subject())
        });
        if let (Some(whom), Some(above)) = (whom, above)
            && comma(tree, whom, owner)
            && comma(tree, first, above)
        {
            does(tree, above, whom);
            tree.tokens[first].head = Some(whom);
            tree.tokens[first].relation = Relation::AclRelcl;
            continue;
        }
        let second = (first + 1..tree.tokens.len()).find(|at| {
            tree.tokens[*at].head == Some(first)
                && tree.tokens[*at].tag == Tag::Verb
                && (tree.child(*at, Relation::Aux).is_some() || tree.child(*at, Relation::AuxPass).is_some())
        });
        let (Some(whom), Some(second)) = (whom, second) else {
            continue;
        };
        if !tree.tokens[own].relation.is_subject() || !comma(tree, whom, owner) || !comma(tree, first, second)
        {
            continue;
        }
        tree.tokens[second].head = tree.tokens[first].head;
        tree.tokens[second].relation = tree.tokens[first].relation;
        tree.tokens[whom].head = Some(second);
        tree.tokens[first].head = Some(whom);
        tree.tokens[first].relation = Relation::AclRelcl;
    }
}

/// "They found the car and *Tom Weir*, 23, of Tolland, was arrested", read as if the name were another thing found: a verb with an
/// auxiliary right after a comma has the name behind the "and" for its subject.
pub(super) fn second_name(tree: &mut Tree, text: &str) {
    for verb in 4..tree.tokens.len() {
        if tree.tokens[verb].tag != Tag::Verb || tree.tokens[verb].relation != Relation::Conj {
            continue;
        }
        let below = |at: usize| tree.tokens[at].head == Some(verb);
        let helper = (0..verb)
            .find(|at| below(*at) && matches!(tree.tokens[*at].relation, Relation::Aux | Relation::AuxPass));
        let (Some(helper), Some(first)) = (helper, tree.tokens[verb].head.filter(|h| *h < verb)) else {
            continue;
        };
        let own = (0..tree.tokens.len()).any(|at| below(at) && tree.tokens[at].relation.is_subject());
        if own || helper < first + 3 || tree.tokens[helper - 1].span.of(text) != "," {
            continue;
        }
        let and = (first + 1..helper)
            .rev()
            .find(|at| tree.tokens[*at].tag == Tag::Cconj && tree.tokens[at + 1].tag == Tag::Propn);
        let Some(mut name) = and.map(|and| and + 1) else {
            continue;
        };
        while let Some(head) = tree.tokens[name]
            .head
            .filter(|h| *h > name && *h < helper && tree.tokens[*h].tag == Tag::Propn)
        {
            name = head;
        }
        does(tree, verb, name);
    }
}

/// "*Letters* regarding a deal were found", read as a deal that was found: what has a preposition is nobody's subject.
pub(super) fn marked_subject(tree: &mut Tree) {
    for at in 2..tree.tokens.len() {
        let relation = tree.tokens[at].relation;
        let Some(verb) = tree.tokens[at].head.filter(|_| relation.is_subject()) else {
            continue;
        };
        let case =
            (1..at).find(|i| tree.tokens[*i].head == Some(at) && tree.tokens[*i].relation == Relation::Case);
        let whole = case.and_then(|case| {
            (0..case).find(|i| tree.tokens[*i].head == Some(at) && tree.tokens[*i].relation.is_subject())
        });
        if let Some(whole) = whole {
            // What stands before the preposition belongs to the whole.
            let case = case.unwrap_or(at);
            for before in 0..whole {
                if tree.tokens[before].head == Some(at) && before < case {
                    tree.tokens[before].head = Some(whole);
                }
            }
            tree.tokens[whole].head = Some(verb);
            tree.tokens[whole].relation = relation;
            tree.tokens[at].head = Some(whole);
            tree.tokens[at].relation = Relation::Nmod;
        }
    }
}

/// "*The governor*, meanwhile, has not said", read as if governor were what is said: before a verb that has no subject stands its
/// subject.
pub(super) fn lost_subject(tree: &mut Tree) {
    let Some(root) = tree.root().filter(|r| tree.tokens[*r].tag == Tag::Verb) else {
        return;
    };
    let below = |at: &usize| tree.tokens[*at].head == Some(root);
    let has = (0..tree.tokens.len())
        .filter(below)
        .any(|at| tree.tokens[at].relation.is_subject() || tree.tokens[at].relation == Relation::Expl);
    let finite = (0..root)
        .filter(below)
        .any(|at| tree.tokens[at].relation == Relation::Aux)
        || tree.tokens[root].features.has(Features::FINITE);
    if has || !finite {
        return;
    }
    let subject = (0..root).filter(below).find(|at| {
        tree.tokens[*at].tag.is_nominal()
            && matches!(
                tree.tokens[*at].relation,
                Relation::Ccomp | Relation::Xcomp | Relation::Parataxis
            )
            && tree.child(*at, Relation::Cop).is_none()
            && tree.child(*at, Relation::Case).is_none()
    });
    if let Some(subject) = subject {
        let passive = (0..root)
            .filter(below)
            .any(|at| tree.tokens[at].relation == Relation::AuxPass);
        tree.tokens[subject].relation = if passive {
            Relation::NsubjPass
        } else {
            Relation::Nsubj
        };
    }
}

/// "*Had* the jury acquitted her, Vance would have returned", read as three told beside each other: the first is a condition.
pub(super) fn inverted(tree: &mut Tree, text: &str) {
    let Some(first) = tree.root().filter(|r| *r == 0) else {
        return;
    };
    if !matches!(tree.tokens[first].span.of(text), "Had" | "Were" | "Should") {
        return;
    }
    let below = |at: usize| tree.tokens[at].head == Some(first);
    let Some(comma) = (1..tree.tokens.len()).find(|at| tree.tokens[*at].span.of(text) == ",") else {
        return;
    };
    let condition = (1..comma).find(|at| below(*at) && tree.tokens[*at].tag == Tag::Verb);
    let main = (comma + 1..tree.tokens.len()).find(|at| {
        below(*at)
            && tree.tokens[*at].tag == Tag::Verb
            && tree
                .child(*at, Relation::Aux)
                .is_some_and(|a| matches!(&*tree.tokens[a].lemma, "would" | "could" | "might"))
    });
    let (Some(condition), Some(main)) = (condition, main) else {
        return;
    };
    tree.tokens[main].head = None;
    tree.tokens[main].relation = Relation::Root;
    for at in 1..tree.tokens.len() {
        if tree.tokens[at].head == Some(first) && at != condition {
            let object = tree.tokens[at].relation == Relation::Obj && at < condition;
            tree.tokens[at].head = Some(if at < comma { condition } else { main });
            if object {
                tree.tokens[at].relation = Relation::Nsubj;
            }
        }
    }
    tree.tokens[condition].head = Some(main);
    tree.tokens[condition].relation = Relation::Advcl;
    tree.tokens[first].head = Some(condition);
    tree.tokens[first].relation = Relation::Aux;
    tree.tokens[first].tag = Tag::Aux;
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

/// A sentence read as nothing but a noun, and the relative clause that describes it.
fn only_described(tree: &Tree) -> Option<(usize, usize)> {
    let root = tree.root().filter(|r| tree.tokens[*r].tag.is_nominal())?;
    let copular = tree.child(root, Relation::Cop).is_some() || tree.child(root, Relation::Nsubj).is_some();
    let relative = tree.child(root, Relation::AclRelcl).filter(|r| *r > root)?;
    (!copular).then_some((root, relative))
}

/// "A man who sells it was charged", read as a man only: the verb without a subject after the description is what is told.
pub(super) fn described(tree: &mut Tree) {
    let Some((root, relative)) = only_described(tree) else {
        return;
    };
    // "Varga, who was appointed in May, resigned": right behind the comma that closes the description.
    let resumes = |at: usize| {
        let form = tree.tokens[at].features;
        (form.has(Features::FINITE) || form.has(Features::PAST))
            && tree.tokens[at - 1].tag == Tag::Punct
            && tree.tokens[at].relation == Relation::Conj
            && (root + 1..relative).any(|i| tree.tokens[i].tag == Tag::Punct)
    };
    let told = (relative + 1..tree.tokens.len()).find(|at| {
        tree.tokens[*at].tag == Tag::Verb
            && tree.is_under(*at, relative)
            && matches!(
                tree.tokens[*at].relation,
                Relation::Ccomp | Relation::Advcl | Relation::Conj | Relation::Parataxis
            )
            && (tree.child(*at, Relation::Aux).is_some()
                || tree.child(*at, Relation::AuxPass).is_some()
                || resumes(*at))
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

/// "*A man* accused of killing Orr has been released", read as if Orr had been: right behind a gerund that has no object is its
/// object, and the verb with an auxiliary is told of the noun that the participle describes.
pub(super) fn described_by_participle(tree: &mut Tree) {
    let Some(root) = tree.root().filter(|r| *r > 0 && tree.tokens[*r].tag == Tag::Verb) else {
        return;
    };
    let form = tree.tokens[root].features;
    let subject = Some(root - 1).filter(|s| {
        tree.tokens[*s].head == Some(root)
            && tree.tokens[*s].relation.is_subject()
            && tree.tokens[*s].tag.is_nominal()
    });
    let bare = [Relation::Aux, Relation::AuxPass, Relation::Obj, Relation::Ccomp]
        .into_iter()
        .all(|r| tree.child(root, r).is_none());
    let participle = form.has(Features::PARTICIPLE) || form.has(Features::PAST);
    let Some(subject) = subject.filter(|_| bare && participle) else {
        return;
    };
    let told = (root + 1..tree.tokens.len()).find(|at| {
        tree.tokens[*at].head == Some(root)
            && tree.tokens[*at].tag == Tag::Verb
            && matches!(
                tree.tokens[*at].relation,
                Relation::Conj | Relation::Parataxis | Relation::Advcl
            )
            && (tree.child(*at, Relation::Aux).is_some() || tree.child(*at, Relation::AuxPass).is_some())
            && tree.child(*at, Relation::Cc).is_none()
            && tree.child(*at, Relation::Mark).is_none()
    });
    let Some(told) = told else { return };
    let other = (root + 1..told)
        .find(|at| tree.tokens[*at].head == Some(told) && tree.tokens[*at].relation.is_subject());
    let Some(other) = other else { return };
    let first = (root + 1..=other)
        .find(|at| *at == other || tree.is_under(*at, other))
        .unwrap_or(other);
    let gerund = Some(first - 1).filter(|g| {
        *g > root
            && tree.tokens[*g].tag == Tag::Verb
            && tree.tokens[*g].features.has(Features::GERUND)
            && tree.is_under(*g, root)
            && tree.child(*g, Relation::Obj).is_none()
    });
    let Some(gerund) = gerund else { return };
    tree.tokens[other].head = Some(gerund);
    tree.tokens[other].relation = Relation::Obj;
    is_told(tree, told, subject);
    tree.tokens[root].head = Some(subject);
    tree.tokens[root].relation = Relation::Acl;
    for at in told + 1..tree.tokens.len() {
        if tree.tokens[at].head == Some(root) {
            tree.tokens[at].head = Some(told);
        }
    }
}

/// Makes a verb the root, and the root before it its subject.
pub(super) fn is_told(tree: &mut Tree, told: usize, root: usize) {
    tree.tokens[told].head = None;
    tree.tokens[told].relation = Relation::Root;
    does(tree, told, root);
}

/// Makes a word the subject of a verb, of a passive one as such.
pub(super) fn does(tree: &mut Tree, verb: usize, subject: usize) {
    tree.tokens[subject].head = Some(verb);
    tree.tokens[subject].relation = if tree.child(verb, Relation::AuxPass).is_some() {
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
    let Some(root) = tree.root().filter(|r| tree.tokens[*r].tag.is_nominal()) else {
        return;
    };
    // "Nordmark Air named Ruth Selden".
    let named = tree.tokens[root].tag == Tag::Propn;
    let verb = (root + 1..tree.tokens.len())
        .find(|at| {
            !named || tree.tokens[*at].head != Some(root) || tree.tokens[*at].relation != Relation::Flat
        })
        .unwrap_or(root + 1);
    let whom = tree
        .child(verb, Relation::Obj)
        .or_else(|| tree.child(verb, Relation::Xcomp))
        .filter(|o| *o > verb && tree.tokens[*o].tag == Tag::Propn);
    let told = verb < tree.tokens.len()
        && tree.tokens[verb].head == Some(root)
        && tree.tokens[verb].relation == Relation::Acl
        && tree.tokens[verb].tag == Tag::Verb
        && tree.tokens[verb].features.has(Features::PARTICIPLE)
        && tree.child(root, Relation::Cop).is_none()
        && tree.child(root, Relation::Nsubj).is_none()
        && whom.is_some()
        && !(verb + 1..tree.tokens.len()).any(|i| tree.tokens[i].features.has(Features::FINITE));
    if let Some(whom) = whom.filter(|_| told) {
        tree.tokens[whom].relation = Relation::Obj;
        tree.tokens[verb].head = None;
        tree.tokens[verb].relation = Relation::Root;
        tree.tokens[root].head = Some(verb);
        tree.tokens[root].relation = Relation::Nsubj;
    }
}

/// "The agency *ordered* Plover Foods to recall jars", read as an ordered firm beside an agency: a participle right between a
/// subject and a name, in a sentence with no other verb, is what is told.
pub(super) fn ordered(tree: &mut Tree) {
    let Some(root) = tree.root().filter(|r| tree.tokens[*r].tag.is_nominal()) else {
        return;
    };
    let finite = tree
        .tokens
        .iter()
        .any(|t| t.features.has(Features::FINITE) && t.relation != Relation::AclRelcl);
    if finite || tree.child(root, Relation::Cop).is_some() {
        return;
    }
    let Some(verb) = (1..root).find(|at| {
        tree.tokens[*at].head == Some(root)
            && tree.tokens[*at].tag == Tag::Verb
            && tree.tokens[*at].relation == Relation::Amod
            && tree.tokens[*at].features.has(Features::PARTICIPLE)
    }) else {
        return;
    };
    let subject = (0..verb).rev().find(|at| {
        tree.tokens[*at].head == Some(root)
            && tree.tokens[*at].tag.is_nominal()
            && tree.tokens[*at].relation.is_subject()
    });
    let Some(subject) = subject.filter(|s| (s + 1..verb).all(|at| tree.tokens[at].tag == Tag::Adv)) else {
        return;
    };
    for at in 0..tree.tokens.len() {
        if tree.tokens[at].head != Some(root) {
            continue;
        }
        let infinitive =
            tree.tokens[at].tag == Tag::Verb && tree.tokens[at].features.has(Features::INFINITIVE);
        if at < verb || infinitive && at > root || tree.tokens[at].tag == Tag::Punct {
            tree.tokens[at].head = Some(verb);
        }
        if infinitive && at > root {
            tree.tokens[at].relation = Relation::Xcomp;
        }
    }
    tree.tokens[subject].relation = Relation::Nsubj;
    tree.tokens[verb].head = None;
    tree.tokens[verb].relation = Relation::Root;
    tree.tokens[root].head = Some(verb);
    tree.tokens[root].relation = Relation::Obj;
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
    let Some((root, relative)) = only_described(tree) else {
        return;
    };
    let told = tree.child(relative, Relation::Ccomp).filter(|t| *t > relative);
    let speaks = frames.in_list("saying", &tree.tokens[relative].lemma);
    // "The surgeon who operated on Reyes died": a past form without a subject is told of the surgeon.
    let bare = told.filter(|t| {
        let token = &tree.tokens[*t];
        let alone = !tree.tokens.iter().any(|o| {
            o.head == Some(*t)
                && (o.relation.is_subject()
                    || matches!(o.relation, Relation::Mark | Relation::Aux | Relation::Cc))
        });
        let between = (relative + 1..*t).any(|i| tree.tokens[i].tag.is_nominal());
        token.tag == Tag::Verb
            && token.features.has(Features::FINITE)
            && token.features.has(Features::PAST)
            && alone
            && between
    });
    if let Some(told) = bare.filter(|_| !speaks) {
        is_told(tree, told, root);
        return;
    }
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

/// "Another *retired* reporter", read as if another had retired: a participle between a determiner and a noun describes the noun.
pub(super) fn before_noun(tree: &mut Tree) {
    for at in 1..tree.tokens.len().saturating_sub(1) {
        let form = tree.tokens[at].features;
        let article = matches!(
            &*tree.tokens[at - 1].lemma,
            "a" | "an" | "the" | "another" | "this" | "these" | "those"
        );
        if tree.tokens[at].tag != Tag::Verb
            || !(form.has(Features::PARTICIPLE) || form.has(Features::PAST))
            || !article
            || !tree.tokens[at + 1].tag.is_nominal()
            || tree.tokens[at].head.is_none()
        {
            continue;
        }
        // The last of the nouns in a row is the head.
        let Some(noun) = (at + 1..tree.tokens.len())
            .take_while(|i| tree.tokens[*i].tag.is_nominal())
            .last()
            .filter(|noun| !tree.is_under(*noun, at) || tree.tokens[*noun].head == Some(at))
        else {
            continue;
        };
        if tree.tokens[noun].head == Some(at) {
            tree.tokens[noun].head = tree.tokens[at].head;
            tree.tokens[noun].relation = tree.tokens[at].relation;
        }
        for below in 0..tree.tokens.len() {
            if tree.tokens[below].head == Some(at) {
                tree.tokens[below].head = Some(noun);
            }
        }
        tree.tokens[at].tag = Tag::Adj;
        tree.tokens[at].head = Some(noun);
        tree.tokens[at].relation = Relation::Amod;
    }
}

/// "Will lay *off* 40 people", read as off 40: the particle belongs to the verb right before it, and what follows is its object.
pub(super) fn particles(tree: &mut Tree, frames: &Frames) {
    for at in 1..tree.tokens.len() {
        let verb = at - 1;
        let Some(head) = tree.tokens[at].head.filter(|h| *h > at || *h == verb) else {
            continue;
        };
        let pair = format!("{} {}", tree.tokens[verb].lemma, tree.tokens[at].lemma);
        if tree.tokens[verb].tag != Tag::Verb || !frames.in_list("phrasal-verbs", &pair) {
            continue;
        }
        // "Will lay off *350 people*", read as how long: an adverb of the verb, and a phrase that nothing marks.
        if head == verb {
            let passive = tree.child(verb, Relation::AuxPass).is_some();
            let phrase = (at + 1..tree.tokens.len()).find(|i| {
                tree.tokens[*i].head == Some(verb) && tree.tokens[*i].relation == Relation::OblUnmarked
            });
            tree.tokens[at].relation = Relation::CompoundPrt;
            if let Some(phrase) = phrase.filter(|_| !passive && tree.child(verb, Relation::Obj).is_none()) {
                tree.tokens[phrase].relation = Relation::Obj;
            }
            continue;
        }
        // From the word that the particle hangs on up to the phrase under the verb.
        let mut phrase = head;
        while let Some(above) = tree.tokens[phrase].head.filter(|h| *h != verb && *h > at) {
            phrase = above;
        }
        if tree.tokens[phrase].head != Some(verb)
            || tree.child(verb, Relation::Obj).is_some_and(|o| o != phrase)
        {
            continue;
        }
        tree.tokens[at].head = Some(verb);
        tree.tokens[at].relation = Relation::CompoundPrt;
        tree.tokens[phrase].relation = Relation::Obj;
    }
}
