//! Who does it and to whom: a clause's own participants, and those that it shares with the clause above.
//! What does not live here: what kind of event it is.

use super::{Clause, Clauses, Link, Sentence, SmallWords, Voice};
use crate::syntax::{Features, Relation};

/// Fills the participants of all clauses, those above first.
pub(super) fn fill(sentence: &Sentence<'_>, words: &SmallWords, clauses: &mut Clauses) {
    for index in 0..clauses.list.len() {
        let mut clause = clauses.list[index].clone();
        own(sentence, words, &mut clause);
        share(sentence, clauses, &mut clause);
        let aside = clause.link == Link::Adverbial && clause.mark.is_some();
        // 对产品下架并召回: the phrase before the first of two verbs is the second one's too.
        let second = clause.link == Link::Coordinate
            && !clause.own_subject
            && clause.done_to.is_none()
            && clause.others.is_empty();
        if words.tenseless && (clause.link == Link::OpenComplement || aside || second) {
            // 与乙达成收购: phrases stand before the first of several verbs.
            let above = clause.parent.map(|p| clauses.list[p].others.clone());
            clause.others.extend(above.into_iter().flatten());
        }
        settle(sentence, &mut clause);
        clauses.list[index] = clause;
    }
}

/// The participants that hang on the predicate itself.
fn own(sentence: &Sentence<'_>, words: &SmallWords, clause: &mut Clause) {
    let passive = clause.voice == Voice::Passive;
    for &at in &sentence.dependents[clause.predicate] {
        match sentence.relation(at) {
            Relation::Obj if passive && words.time_nouns.contains(sentence.lemma(at)) => {
                clause.others.push((None, at));
            }
            Relation::Nsubj | Relation::NsubjPass => {
                clause.subject = Some(at);
                clause.own_subject = true;
            }
            // "Fined Garrick 55 million": of two objects the first receives.
            Relation::Obj if clause.done_to.is_some_and(|first| first < at) && clause.recipient.is_none() => {
                clause.recipient = clause.done_to;
                clause.done_to = Some(at);
            }
            Relation::Obj | Relation::OblPatient => clause.done_to = Some(at),
            Relation::Iobj => clause.recipient = Some(at),
            Relation::OblAgent if sentence.preposition(at).is_some() => clause.doer = Some(at),
            Relation::Obl
            | Relation::OblAgent
            | Relation::Nmod
            | Relation::OblUnmarked
            | Relation::OblTmod => {
                let preposition = sentence.preposition(at);
                let by = preposition.is_some_and(|p| words.agent.contains(sentence.lemma(p)));
                if passive && by && clause.doer.is_none() {
                    clause.doer = Some(at);
                } else {
                    clause.others.push((preposition, at));
                }
            }
            _ => {}
        }
    }
    // A name behind the verb without preposition is an object, whatever the parser made of it; before another object it
    // is whom something is given to.
    let bare = clause
        .others
        .iter()
        .find(|(p, at)| {
            let name = sentence.tag(*at) == crate::syntax::Tag::Propn;
            let noun = sentence.relation(*at) == Relation::Obl
                && sentence.tag(*at) == crate::syntax::Tag::Noun
                && !words.time_nouns.contains(sentence.lemma(*at));
            p.is_none() && *at > clause.predicate && (name || noun)
        })
        .map(|(_, at)| *at)
        .filter(|at| !sentence.children(*at, &[Relation::Case]).any(|c| c < *at));
    if let Some(name) = bare.filter(|_| !passive && !clause.copular) {
        match clause.done_to {
            None => clause.done_to = Some(name),
            Some(object) if object > name && clause.recipient.is_none() => clause.recipient = Some(name),
            Some(_) => {}
        }
    }
}

/// Subjects of infinitives, participles, relative clauses and coordinate predicates.
fn share(sentence: &Sentence<'_>, clauses: &Clauses, clause: &mut Clause) {
    let head = sentence.head(clause.predicate);
    let above = clause.parent.map(|p| &clauses.list[p]);
    if clause.link == Link::Root && clause.subject.is_none() {
        clause.subject = stray_subject(sentence, clause.predicate);
        if let Some(subject) = clause.subject {
            clause.span = sentence.span_of(sentence.extent(subject).0, sentence.extent(clause.predicate).1);
        }
    }
    match clause.link {
        Link::Relative => relative(sentence, clause, head),
        Link::OfNoun if clause.subject.is_none() => {
            let infinitive = clause.mark.is_some() || sentence.has(clause.predicate, Features::INFINITIVE);
            if !infinitive
                || sentence.headline && head.is_some_and(|h| sentence.relation(h) == Relation::Root)
            {
                clause.subject = head;
            } else if let Some(noun) = head {
                // "Its plan to buy", "announced plans to buy": whose plan it is.
                clause.subject = sentence
                    .child(noun, Relation::NmodPoss)
                    .or_else(|| above.and_then(|a| a.subject));
            }
        }
        Link::OpenComplement | Link::Adverbial if clause.subject.is_none() => {
            let Some(above) = above else { return };
            // "Ordered Zefon to pay": the object does it; "was ordered to pay": the subject.
            let controls = clause.link == Link::OpenComplement && above.voice == Voice::Active;
            clause.subject = above
                .done_to
                .or(above.recipient)
                .filter(|_| controls && head == Some(above.predicate))
                .or(above.subject);
        }
        Link::Coordinate if clause.subject.is_none() => {
            let first = head.and_then(|h| clauses.at(h)).or(above);
            // "X, whose brother was jailed, has been named": not the brother.
            let whose = |at: &usize| {
                sentence
                    .children(*at, &[Relation::NmodPoss])
                    .any(|o| sentence.lemma(o) == "whose")
            };
            clause.subject = first.and_then(|f| {
                f.subject
                    .filter(|at| !whose(at))
                    .or_else(|| sentence.head(f.predicate).filter(|_| f.link == Link::Relative))
            });
        }
        _ => {}
    }
}

/// The subject of a predicate that the parser hung on a noun: the topmost noun on this side of a colon.
fn stray_subject(sentence: &Sentence<'_>, predicate: usize) -> Option<usize> {
    let colon = (0..predicate)
        .rev()
        .find(|i| matches!(sentence.word(*i), ":" | "："));
    let mut subject = sentence.head(predicate)?;
    while let Some(above) = sentence.head(subject).filter(|h| colon.is_none_or(|c| *h > c)) {
        subject = above;
    }
    (subject < predicate).then_some(subject)
}

/// "Which it bought", "who was held": the noun that the clause describes takes the place of the pronoun, or of the gap.
fn relative(sentence: &Sentence<'_>, clause: &mut Clause, head: Option<usize>) {
    let Some(noun) = head else { return };
    let pronoun = |at: usize| {
        sentence.has(at, Features::WH) || matches!(sentence.lemma(at), "which" | "who" | "that" | "whom")
    };
    let mut filled = false;
    for slot in [
        &mut clause.subject,
        &mut clause.done_to,
        &mut clause.recipient,
        &mut clause.doer,
    ] {
        if let Some(at) = *slot
            && pronoun(at)
        {
            *slot = Some(noun);
            filled = true;
        }
    }
    for (_, at) in &mut clause.others {
        if pronoun(*at) {
            *at = noun;
            filled = true;
        }
    }
    if filled {
        return;
    }
    if clause.subject.is_none() {
        clause.subject = Some(noun);
    } else if clause.done_to.is_none() && clause.voice == Voice::Active && !clause.copular {
        clause.done_to = Some(noun);
    }
}

/// From the grammatical subject to who does it and to whom it is done.
fn settle(_sentence: &Sentence<'_>, clause: &mut Clause) {
    match clause.voice {
        Voice::Active => clause.doer = clause.doer.or(clause.subject),
        // "Was granted a licence": the subject receives, the object is given.
        Voice::Passive if clause.done_to.is_some() && clause.done_to != clause.subject => {
            clause.recipient = clause.recipient.or(clause.subject);
        }
        Voice::Passive => clause.done_to = clause.subject,
    }
}
