//! Verbs with two phrases behind them that the parser joins: "named Dana Orr *chief executive*", "had its licence *suspended*",
//! "released *both* brothers".
//! What does not live here: names as one unit (see `repair`), whom a verb speaks of (see `attached`).

use super::moves::tokens;
use crate::frames::Frames;
use crate::syntax::{Features, Relation, Tag, Tree};
use crate::{Mention, NameKind};

/// "Farhill Motors had its *licence* suspended", read as if it had one: what was done to the licence is told, and whose it is.
pub(super) fn undergone(tree: &mut Tree) {
    for have in 0..tree.tokens.len() {
        if &*tree.tokens[have].lemma != "have" || !matches!(tree.tokens[have].tag, Tag::Verb | Tag::Aux) {
            continue;
        }
        let Some(object) = tree.child(have, Relation::Obj).filter(|o| *o > have) else {
            continue;
        };
        let own = (have + 1..object).any(|at| {
            tree.tokens[at].head == Some(object)
                && tree.tokens[at].relation == Relation::NmodPoss
                && tree.tokens[at].tag == Tag::Pron
        });
        let done = (object + 1..tree.tokens.len()).find(|at| {
            let token = &tree.tokens[*at];
            let form = token.features;
            let hangs = token.head == Some(have)
                && matches!(
                    token.relation,
                    Relation::Xcomp | Relation::Advcl | Relation::Ccomp
                )
                || token.head == Some(object) && token.relation == Relation::Acl;
            token.tag == Tag::Verb
                && hangs
                && (form.has(Features::PARTICIPLE) || form.has(Features::PAST))
                && [Relation::Mark, Relation::Aux, Relation::AuxPass]
                    .into_iter()
                    .all(|r| tree.child(*at, r).is_none())
        });
        let Some(done) = done.filter(|_| own) else {
            continue;
        };
        // Nothing but the phrase between it and the participle.
        if !(object + 1..done).all(|at| tree.is_under(at, object) && tree.tokens[at].tag != Tag::Punct) {
            continue;
        }
        for at in 0..tree.tokens.len() {
            if tree.tokens[at].head == Some(have) && at != done {
                tree.tokens[at].head = Some(done);
                if tree.tokens[at].relation.is_subject() {
                    tree.tokens[at].relation = Relation::Dislocated;
                }
            }
        }
        tree.tokens[done].head = tree.tokens[have].head;
        tree.tokens[done].relation = tree.tokens[have].relation;
        tree.tokens[object].head = Some(done);
        tree.tokens[object].relation = Relation::NsubjPass;
        // Its tense is that of what was done; before the subject it would open a condition as an auxiliary.
        let tense = tree.tokens[have].features;
        let finite = [Features::PAST, Features::PRESENT]
            .into_iter()
            .find(|form| tense.has(Features::FINITE) && tense.has(*form));
        if let Some(form) = finite {
            let token = &mut tree.tokens[done];
            token.features = token.features.with(Features::FINITE).with(form);
        }
        tree.tokens[have].head = Some(done);
        tree.tokens[have].relation = Relation::Discourse;
        tree.tokens[have].tag = Tag::Aux;
    }
}

/// "The board named *Dana Orr chief executive*", read as one long name: who is named is one phrase, and what another.
pub(super) fn named_post(tree: &mut Tree, names: &[Mention], frames: &Frames) {
    let count = tree.tokens.len();
    for verb in 1..count.saturating_sub(2) {
        // "Was named Tarnwick Foods chief executive": whose chief that is.
        let passive = tree.tokens[verb - 1].tag == Tag::Aux
            || [Relation::AuxPass, Relation::NsubjPass]
                .into_iter()
                .any(|r| tree.child(verb, r).is_some_and(|c| c < verb));
        if passive
            || tree.tokens[verb].tag != Tag::Verb
            || !frames.in_list("naming", &tree.tokens[verb].lemma)
        {
            continue;
        }
        let first = verb + 1;
        let known = names
            .iter()
            .filter(|name| name.span.start() == tree.tokens[first].span.start())
            .find_map(|name| Some((name.kind, tokens(tree, name.span)?.1)));
        let run = (first..count)
            .take_while(|at| tree.tokens[*at].tag == Tag::Propn)
            .last();
        let last = match known {
            Some((NameKind::Person, last)) => last,
            Some(_) => continue,
            None => match run {
                Some(last) if last > first => last,
                _ => continue,
            },
        };
        let opens = matches!(
            tree.tokens.get(last + 1).map(|t| t.tag),
            Some(Tag::Det | Tag::Pron)
        );
        let from = last + 1 + usize::from(opens);
        let noun = |at: &usize| matches!(tree.tokens[*at].tag, Tag::Noun | Tag::Adj | Tag::Propn);
        let post = (from..count)
            .take_while(noun)
            .last()
            .filter(|at| frames.in_list("post", &tree.tokens[*at].lemma.to_lowercase()));
        let Some(post) = post else { continue };
        let inside = |at: usize| (verb..=post).contains(&at);
        let outside = |at: &usize| tree.tokens[*at].head.is_none_or(|h| !inside(h));
        let Some(top) = (verb..=post).find(outside) else {
            continue;
        };
        let who = (first..=last)
            .find(|at| tree.tokens[*at].head.is_none_or(|h| h < first || h > last))
            .unwrap_or(last);
        // The subject may be what all of it was hung on: "The board, which elected".
        let board = tree.tokens[top].head.filter(|h| {
            *h < verb && tree.tokens[top].relation == Relation::Acl && tree.tokens[*h].tag.is_nominal()
        });
        let (head, relation) = match board {
            Some(board) => (tree.tokens[board].head, tree.tokens[board].relation),
            None => (tree.tokens[top].head, tree.tokens[top].relation),
        };
        let finite = tree.tokens[verb].features;
        for at in 0..count {
            let below = tree.tokens[at]
                .head
                .is_some_and(|h| inside(h) || Some(h) == board);
            if inside(at) || !below {
                continue;
            }
            let told = at < verb || tree.tokens[at].tag == Tag::Punct;
            let of_board = Some(at) != board && tree.tokens[at].head == board && at < verb;
            if told && !of_board {
                tree.tokens[at].head = Some(verb);
            }
        }
        let subject = board.or_else(|| {
            (0..verb).rev().find(|at| {
                tree.tokens[*at].head == Some(verb)
                    && tree.tokens[*at].tag.is_nominal()
                    && tree.child(*at, Relation::Case).is_none()
            })
        });
        if let Some(subject) = subject {
            tree.tokens[subject].head = Some(verb);
            tree.tokens[subject].relation = Relation::Nsubj;
        }
        tree.tokens[verb].head = head;
        tree.tokens[verb].relation = relation;
        tree.tokens[verb].features = finite.with(Features::FINITE).with(Features::PAST);
        tree.tokens[who].head = Some(verb);
        tree.tokens[who].relation = Relation::Obj;
        for at in last + 1..post {
            tree.tokens[at].head = Some(post);
            tree.tokens[at].relation = match tree.tokens[at].tag {
                Tag::Det => Relation::Det,
                Tag::Pron => Relation::NmodPoss,
                Tag::Adj => Relation::Amod,
                _ => Relation::Compound,
            };
        }
        tree.tokens[post].head = Some(verb);
        tree.tokens[post].relation = Relation::Xcomp;
    }
}

/// "Released *both* brothers", read as a word that joins: without an "and" it counts them.
pub(super) fn both(tree: &mut Tree) {
    for at in 1..tree.tokens.len() {
        if &*tree.tokens[at].lemma != "both" || tree.tokens[at].relation != Relation::Cc {
            continue;
        }
        let Some(noun) = tree.tokens[at].head.filter(|h| *h > at) else {
            continue;
        };
        let verb = tree.tokens[noun]
            .head
            .filter(|v| *v < at && tree.tokens[*v].tag == Tag::Verb);
        let joins = (at + 1..tree.tokens.len().min(noun + 3)).any(|i| tree.tokens[i].tag == Tag::Cconj);
        let Some(verb) = verb.filter(|v| !joins && tree.child(*v, Relation::Obj).is_none()) else {
            continue;
        };
        if tree.tokens[noun].relation == Relation::Conj && tree.tokens[verb].tag == Tag::Verb {
            tree.tokens[at].tag = Tag::Det;
            tree.tokens[at].relation = Relation::Det;
            tree.tokens[noun].relation = Relation::Obj;
        }
    }
}

/// "Declared *Castell Mills* bankrupt", read as one long name: the adjective is what was found of whom.
pub(super) fn declared(tree: &mut Tree, names: &[Mention], frames: &Frames) {
    for name in names {
        let Some((first, last)) = tokens(tree, name.span).filter(|(first, _)| *first > 0) else {
            continue;
        };
        let (verb, found) = (first - 1, last + 1);
        let outside = |at: &usize| tree.tokens[*at].head.is_none_or(|h| h < first || h > last);
        let Some(top) = (first..=last).find(outside) else {
            continue;
        };
        let fits = tree.tokens[verb].tag == Tag::Verb
            && found < tree.tokens.len()
            && frames.in_list("broke", &tree.tokens[found].lemma)
            && tree.tokens[found].head == Some(verb)
            && tree.tokens[top].head == Some(found);
        if fits {
            tree.tokens[top].head = Some(verb);
            tree.tokens[top].relation = Relation::Obj;
            tree.tokens[found].tag = Tag::Adj;
            tree.tokens[found].relation = Relation::Xcomp;
        }
    }
}

/// "Withdrew its *application for a licence*", read as if it were withdrawn for one: what is asked for is part of the asking.
pub(super) fn asked_for(tree: &mut Tree, frames: &Frames) {
    for preposition in 2..tree.tokens.len() {
        let noun = preposition - 1;
        let asks = matches!(tree.tokens[noun].relation, Relation::Obj | Relation::NsubjPass)
            && &*tree.tokens[preposition].lemma == "for"
            && frames.in_list("requests", &tree.tokens[noun].lemma);
        let wanted = tree.tokens[preposition].head.filter(|w| *w > preposition);
        let (Some(verb), Some(wanted), true) = (tree.tokens[noun].head, wanted, asks) else {
            continue;
        };
        if tree.tokens[wanted].head == Some(verb) && tree.tokens[wanted].relation == Relation::Obl {
            tree.tokens[wanted].head = Some(noun);
            tree.tokens[wanted].relation = Relation::Nmod;
        }
    }
}
