//! Denials, refusals and confirmations, and the denied content, which is nobody's assertion.
//! What does not live here: what a response answers on the page (claims::responses).

use super::make::{self, Draft};
use super::members;
use super::referents::Referents;
use super::scene::Scene;
use super::words;
use crate::clauses::{Clause, Link, Voice, phrase};
use crate::frames::{Event, Place, Reader, Sorts};
use crate::syntax::{Relation, Tag};
use crate::{Claim, Manner, Modality, NameKind, Participant, Polarity, Speaker, SpeakerKind};

/// The claims of an answer: the response, and what it denies as a rumour.
pub(super) fn claims(
    scene: &Scene<'_>,
    reader: &Reader<'_>,
    referents: &mut Referents<'_>,
    clause: &Clause,
    event: &Event,
) -> Vec<Claim> {
    let frame = &scene.frames.frames[event.frame];
    let mut state = event.state.clone();
    let offset = scene.sentence.token(clause.predicate).span.start();
    let mut attributions = scene.covering(offset);
    // "Did not deny" is no denial, "did not confirm" no confirmation.
    let undone = event.negated && !frame.affirmed;
    if undone {
        state = Some("no_comment".into());
    }
    let denied = state.as_deref() == Some("denied");
    let silent = matches!(state.as_deref(), Some("no_comment" | "no_information"));
    let who = frame
        .about
        .filter(|about| frame.parts[*about].name == "who")
        .and_then(|about| event.parts.iter().find(|(p, _)| *p == about))
        .map(|(_, at)| *at);
    // "Said the boys were safe but could not give details": who says it, not the boys.
    let sayer = sayer(scene, clause).filter(|_| silent);
    if let Some((index, _)) = sayer {
        attributions.retain(|i| *i != index);
    }
    let who = sayer.map(|(_, at)| at).or(who);
    let behind = said_behind(scene, clause).filter(|_| silent && sayer.is_none());
    // "We cannot say", "Cows don't say": an answer is somebody's.
    let blank = who.is_some_and(|at| !scene.frames.small.tenseless && referents.is_blank(scene, at));
    let blank = blank && !denied && behind.is_none();
    let who = who.filter(|_| !blank);
    let asked = frame
        .parts
        .iter()
        .any(|p| p.name == "who" && p.verb.contains(&Place::Subject));
    // "Asked about this, Tarnwick Foods would not comment" may be read as if "this" were the subject.
    let named = clause
        .subject
        .filter(|_| asked && silent && who.is_none() && !scene.frames.small.tenseless)
        .and_then(|from| {
            (from + 1..clause.predicate)
                .rev()
                .find(|at| scene.sentence.tag(*at) == Tag::Propn)
        });
    let who = who.or(named.filter(|_| !blank));
    let another = asked
        && state.as_deref() == Some("no_comment")
        && who.is_none()
        && clause.own_subject
        && clause.subject.is_some_and(|at| {
            !scene
                .frames
                .small
                .nothing
                .contains(&*scene.sentence.lemma(at).to_lowercase())
        });
    if !scene.frames.small.tenseless && (another && !blank || blank && attributions.is_empty()) {
        return Vec::new();
    }
    let subject = match who {
        Some(at) => behind
            .and_then(|i| speaker(scene, &[i]))
            .or_else(|| Some(referents.of(scene, at))),
        None => speaker(scene, &attributions),
    };
    if silent && who.is_none() && attributions.is_empty() {
        return Vec::new();
    }
    let contents = contents(scene, reader, clause, event);
    let own = make::claim(
        scene,
        Draft {
            kind: frame.kind.clone(),
            state,
            negated: denied,
            modality: Modality::Asserted,
            subject: subject.clone(),
            object: None,
            roles: Vec::new(),
            span: words::whole(scene, clause.span).trim(scene.document.text, words::EDGES),
            clause,
            attributions: attributions.clone(),
            rule: make::rule(scene, event),
        },
    );
    let mut own = own;
    let reported = own.chain.len();
    if let Some(at) = who {
        answerer(scene, referents, &mut own, at, subject.as_ref());
    }
    let mut claims = Vec::new();
    // What is denied was told by somebody else: a rumour of an unnamed origin.
    let keeps = denied || undone;
    if keeps {
        attributions.clear();
        for inner in contents {
            if reader.is_answer(&inner) || inner.nothing {
                continue;
            }
            for mut claim in make::event_claims(scene, referents, &inner, Vec::new(), None) {
                claim.modality = Modality::Rumoured;
                claim.chain = vec![Speaker {
                    kind: SpeakerKind::Unattributed,
                    name: None,
                    entity: None,
                    count: None,
                    description: None,
                }];
                claim.attribution = None;
                claims.push(claim);
            }
        }
    }
    claims.push(own);
    // "Corda and Velmar declined to comment": both, and each for itself.
    let others = who.into_iter().flat_map(|at| {
        let names = phrase::coordinates(&scene.sentence, at).into_iter();
        let names = names.filter(|c| Referents::is_name(scene, &scene.sentence, *c));
        names.chain(members::of(scene, at)).collect::<Vec<_>>()
    });
    for at in others.collect::<Vec<_>>() {
        let Some(mut other) = claims.last().cloned() else {
            break;
        };
        let subject = referents.of(scene, at);
        other.chain.truncate(reported);
        other.subject = Some(subject.clone());
        answerer(scene, referents, &mut other, at, Some(&subject));
        claims.push(other);
    }
    claims
}

/// "Said the boys were safe *but could not give details*": the attribution, and who says it. What was done to somebody, and
/// what is so of things, is no answer of theirs.
fn sayer(scene: &Scene<'_>, clause: &Clause) -> Option<(usize, usize)> {
    let s = &scene.sentence;
    let but = s
        .child(clause.predicate, Relation::Cc)
        .filter(|c| s.lemma(*c) == "but");
    if clause.link != Link::Coordinate || clause.own_subject || !clause.negated || but.is_none() {
        return None;
    }
    let first = scene.clauses.at(s.head(clause.predicate)?)?;
    let index = *scene.covering(s.token(first.predicate).span.start()).last()?;
    let attribution = &scene.reading.attributions[index];
    let source = *attribution.source.first()?;
    let at = s.head_of(source)?;
    let named = matches!(s.tag(first.subject?), Tag::Propn | Tag::Pron);
    let told = first.voice == Voice::Passive || !named;
    (attribution.manner != Manner::Direct && told).then_some((index, at))
}

/// "Though they would not say why, it was no crime, *the police chief said*": who they are stands behind.
fn said_behind(scene: &Scene<'_>, clause: &Clause) -> Option<usize> {
    let s = &scene.sentence;
    let small = &scene.frames.small;
    let mut marks = s.children(clause.predicate, &[Relation::Mark, Relation::Advmod]);
    let fronted = marks.any(|m| m < clause.predicate && small.apart.contains(&*s.lemma(m).to_lowercase()));
    if !fronted || s.tag(clause.subject?) != Tag::Pron {
        return None;
    }
    let from = s.token(clause.predicate).span.end();
    let source = |i: &usize| {
        let attribution = &scene.reading.attributions[*i];
        attribution.source.iter().any(|source| source.start() > from)
    };
    scene.heard.iter().copied().find(source)
}

/// The predicates inside of what is denied in a sentence: nobody asserts them.
pub(super) fn denied(scene: &Scene<'_>, reader: &Reader<'_>) -> Vec<usize> {
    let mut taken = Vec::new();
    for clause in &scene.clauses.list {
        let Some(event) = reader.answer(clause.predicate) else {
            continue;
        };
        if !matches!(
            event.state.as_deref(),
            Some("denied" | "no_comment" | "no_information" | "not_responded")
        ) {
            continue;
        }
        taken.extend(below(scene, clause, &event));
    }
    taken
}

/// The predicates of what an answer is about: those below it, and those between what it calls false and itself.
fn below(scene: &Scene<'_>, clause: &Clause, event: &Event) -> Vec<usize> {
    let s = &scene.sentence;
    let list = &scene.clauses.list;
    let from = event
        .parts
        .iter()
        .map(|(_, at)| *at)
        .min()
        .unwrap_or(clause.predicate);
    list.iter()
        .filter(|c| c.predicate != clause.predicate)
        .filter(|c| {
            let p = c.predicate;
            if p > from && p < clause.predicate {
                // "Said reports it had been sold were untrue": not the verb of saying above it.
                return !s.is_under(clause.predicate, p)
                    || c.link == Link::Complement
                    || !scene.frames.in_list("saying", s.lemma(p));
            }
            if p < clause.predicate || !s.is_under(p, clause.predicate) {
                return false;
            }
            // What coordinates with the denial is no part of it.
            let mut at = p;
            while let Some(head) = s.head(at) {
                if head == clause.predicate {
                    break;
                }
                at = head;
            }
            !matches!(s.relation(at), Relation::Conj | Relation::Parataxis)
        })
        .map(|c| c.predicate)
        .collect()
}

/// The events in what is denied or confirmed.
fn contents(scene: &Scene<'_>, reader: &Reader<'_>, clause: &Clause, event: &Event) -> Vec<Event> {
    let s = &scene.sentence;
    let mut tokens: Vec<usize> = s
        .children(
            clause.predicate,
            &[Relation::Ccomp, Relation::Xcomp, Relation::Advcl],
        )
        .collect();
    for (_, at) in &event.parts {
        tokens.push(*at);
        tokens.extend(s.children(
            *at,
            &[
                Relation::Acl,
                Relation::Ccomp,
                Relation::Nmod,
                Relation::AclRelcl,
                Relation::Compound,
                Relation::NmodPoss,
            ],
        ));
    }
    if let Some(object) = clause.done_to {
        tokens.push(object);
        tokens.extend(s.children(
            object,
            &[Relation::Acl, Relation::Ccomp, Relation::Nmod, Relation::Compound],
        ));
    }
    tokens.extend(below(scene, clause, event));
    tokens.sort_unstable();
    tokens.dedup();
    let mut found: Vec<Event> = Vec::new();
    for token in tokens {
        if let Some(inner) = reader.event(token)
            && !found.iter().any(|f| f.anchor == inner.anchor)
        {
            found.push(inner);
        }
    }
    found
}

/// Who speaks, as participant.
fn speaker(scene: &Scene<'_>, attributions: &[usize]) -> Option<Participant> {
    let speaker = &scene.reading.attributions[*attributions.last()?].speaker;
    Some(Participant {
        span: None,
        entity: speaker.entity.clone(),
        name: speaker.name.clone()?,
    })
}

/// Who answers stands behind the answer: the last link of its chain.
fn answerer(
    scene: &Scene<'_>,
    referents: &Referents<'_>,
    claim: &mut Claim,
    at: usize,
    subject: Option<&Participant>,
) {
    let Some(subject) = subject else { return };
    let same = claim.chain.last().is_some_and(|s| {
        s.name.as_deref() == Some(&*subject.name) || s.entity.is_some() && s.entity == subject.entity
    });
    // Who speaks elsewhere on the page is the same kind of speaker here.
    let known = referents.voice(subject);
    if same {
        return;
    }
    let sorts = referents.sorts(scene, at);
    let authority = scene
        .mentions
        .iter()
        .any(|m| m.kind == NameKind::Authority && m.entity.is_some() && m.entity == subject.entity)
        || !sorts.meets(Sorts::ORG.with(Sorts::PERSON)) && sorts.meets(Sorts::BODY);
    let kind = match known {
        Some(SpeakerKind::Named) | None if authority => SpeakerKind::Authority,
        Some(SpeakerKind::Named) | None => SpeakerKind::Party,
        Some(kind) => kind,
    };
    let name = (scene.sentence.tag(at) != Tag::Num).then(|| subject.name.clone());
    claim.chain.push(Speaker {
        kind,
        name,
        entity: subject.entity.clone(),
        count: None,
        description: None,
    });
    claim.polarity = if claim.state.as_deref() == Some("denied") {
        Polarity::Negated
    } else {
        Polarity::Affirmed
    };
}
