//! Words that no frame takes: what somebody states, what the page tells, and what is left of a sentence.
//! What does not live here: events of frames (see `make`), which clauses are propositions (see `select`).

use super::hedges;
use super::make::{Draft, claim, past};
use super::referents::Referents;
use super::scene::Scene;
use super::words::{EDGES, trimmed};
use crate::clauses::{Aspect, Clause, Link};
use crate::kinds::{OTHER, RESPONSE, STATEMENT};
use crate::syntax::{Features, Tag};
use crate::{Claim, Modality, Participant, Span, SpeakerKind};

/// A clause of no frame: somebody's statement, or an event that the page tells.
pub(super) fn plain(
    scene: &Scene<'_>,
    referents: &mut Referents<'_>,
    clause: &Clause,
    said: bool,
) -> Option<Claim> {
    let s = &scene.sentence;
    let attributions = scene.covering(s.token(clause.predicate).span.start());
    let span = trimmed(scene, clause.span, &attributions);
    if span.len() < 10 {
        return None;
    }
    let subject = topic(scene, clause, span).or_else(|| spoken_of(scene, clause, span));
    let subject = subject.map(|at| as_written(scene, referents, at));
    // What somebody confirms is an answer as well.
    let confirms = attributions.last().is_some_and(|i| {
        let attribution = &scene.reading.attributions[*i];
        let cues = &attribution.cue;
        // "Half of those asked admitted": what nobody asked them about in particular is no answer.
        let speaker = &attribution.speaker;
        let pronoun = speaker.name.as_deref().is_some_and(|n| {
            scene.frames.in_list("person-pronouns", &n.to_lowercase())
                || scene.frames.in_list("reader", &n.to_lowercase())
        });
        let listed = |word: &str| {
            scene.frames.in_list("people", word)
                || scene.frames.in_list("bodies", word)
                || word.strip_suffix('s').is_some_and(|one| {
                    scene.frames.in_list("people", one) || scene.frames.in_list("bodies", one)
                })
        };
        let described = speaker.description.as_deref().unwrap_or_default().to_lowercase();
        let somebody = match speaker.kind {
            SpeakerKind::Authority | SpeakerKind::Record | SpeakerKind::Outlet => true,
            SpeakerKind::Anonymous => described.split_whitespace().any(listed),
            SpeakerKind::Party => !pronoun,
            _ => {
                let confirm =
                    |at: usize| s.lemma(at) == "confirm" && cues.iter().any(|c| c.overlaps(s.token(at).span));
                speaker.entity.is_some() && (0..s.len()).any(confirm)
            }
        };
        // "Admitted how hard it was".
        let asked = s.has(s.extent(clause.predicate).0, Features::WH);
        (scene.frames.small.tenseless || somebody && !asked)
            && (0..s.len()).any(|at| {
                cues.iter().any(|c| c.overlaps(s.token(at).span))
                    && scene.frames.in_list("confirming", s.lemma(at))
            })
    });
    let (cue, raised) = hedges::of_cues(scene, &attributions);
    let own = if clause.open && said && clause.link != Link::Root {
        Modality::Possible
    } else {
        hedges::of_clause(scene, clause, said)
    };
    let mut made = claim(
        scene,
        Draft {
            kind: if confirms {
                RESPONSE
            } else if said {
                STATEMENT
            } else {
                OTHER
            }
            .into(),
            state: confirms.then(|| "confirmed".into()),
            negated: clause.negated ^ raised,
            modality: own,
            subject,
            object: None,
            roles: Vec::new(),
            span,
            clause,
            attributions,
            rule: if said { STATEMENT } else { OTHER }.into(),
        },
    );
    made.modality = hedges::settle(
        own,
        cue,
        past(scene, clause.aspect, clause.predicate),
        made.time,
        made.said,
    );
    Some(made)
}

/// A subject under the words that the page gives it, linked to whom it goes back to.
fn as_written(scene: &Scene<'_>, referents: &mut Referents<'_>, at: usize) -> Participant {
    let participant = referents.of(scene, at);
    let relative = scene
        .frames
        .in_list("relative-pronouns", &scene.sentence.lemma(at).to_lowercase());
    if scene.sentence.tag(at) == crate::syntax::Tag::Pron && !(relative && !scene.frames.small.tenseless) {
        return Participant {
            name: scene.sentence.word(at).to_owned(),
            ..participant
        };
    }
    participant
}

/// What a proposition is about: the clause's subject; if that is not among its words, or a time, the first phrase before
/// the predicate that nothing marks.
fn topic(scene: &Scene<'_>, clause: &Clause, span: Span) -> Option<usize> {
    let s = &scene.sentence;
    let time = |at: usize| {
        scene.times.iter().any(|t| t.span.overlaps(s.token(at).span))
            || scene.frames.small.time_nouns.contains(s.lemma(at))
    };
    // "That" opens what is said, unless the verb follows.
    let opens = |at: usize| {
        s.lemma(at) == "that"
            && at + 1 < s.len()
            && !matches!(s.tag(at + 1), Tag::Aux | Tag::Verb | Tag::Adv)
            && !scene.frames.small.tenseless
    };
    let alone = |at: usize| {
        scene.frames.small.tenseless
            || s.word(at).chars().any(char::is_alphanumeric) && s.preposition(at).is_none_or(|p| p > at)
    };
    let own = clause
        .subject
        .filter(|at| !time(*at) && !opens(*at) && alone(*at));
    if scene.frames.small.tenseless || own.is_some_and(|at| span.holds(s.token(at).span)) {
        return own;
    }
    let word = |at: usize| s.word(at).chars().any(char::is_alphanumeric);
    let free = |at: usize| (s.tag(at).is_nominal() || s.tag(at) == Tag::Pron) && !opens(at) && word(at);
    let before = |at: usize| at < clause.predicate && span.holds(s.token(at).span);
    let Some(mut at) = (0..clause.predicate).find(|at| span.holds(s.token(*at).span)) else {
        return own;
    };
    while before(at) {
        if free(at) {
            // Up to the head of its phrase.
            let mut top = at;
            // "Letters about a deal were found": what a preposition before it marks is not what the letters are.
            let marked = |h: usize| s.preposition(h).is_some_and(|p| p > at);
            while let Some(head) = s.head(top).filter(|h| before(*h) && free(*h) && !marked(*h)) {
                top = head;
            }
            if s.preposition(top).is_none() && s.preposition(at).is_none() && !time(top) {
                return Some(top);
            }
            at = s.extent(top).1.max(at);
        }
        at += 1;
    }
    own
}

/// What a predicate without a subject is about: the last subject before it, else the first name or noun of its words.
fn spoken_of(scene: &Scene<'_>, clause: &Clause, span: Span) -> Option<usize> {
    let s = &scene.sentence;
    let time = |at: usize| scene.times.iter().any(|t| t.span.overlaps(s.token(at).span));
    if scene.frames.small.tenseless {
        return None;
    }
    let shared = (0..clause.predicate).rev().find(|at| {
        let word = s.word(*at).chars().any(char::is_alphanumeric);
        s.relation(*at).is_subject() && s.tag(*at) != Tag::Verb && word && !time(*at)
    });
    shared.or_else(|| {
        (0..s.len()).find(|at| {
            span.holds(s.token(*at).span)
                && s.tag(*at).is_nominal()
                && s.preposition(*at).is_none()
                && !time(*at)
        })
    })
}

/// What is said and holds no claim yet becomes one statement a sentence.
pub(super) fn remainders(
    scene: &Scene<'_>,
    referents: &mut Referents<'_>,
    denying: &[usize],
    claims: &mut Vec<Claim>,
) {
    let s = &scene.sentence;
    if scene.heading() || scene.clauses.list.is_empty() {
        return;
    }
    for index in scene.heard {
        if denying.contains(index) {
            continue;
        }
        let attribution = &scene.reading.attributions[*index];
        for content in &attribution.content {
            let Some(part) = scene.place.span.intersection(*content) else {
                continue;
            };
            let part = part.trim(scene.document.text, EDGES);
            let inner = scene.heard.iter().any(|other| {
                other != index
                    && scene.reading.attributions[*other]
                        .content
                        .iter()
                        .any(|c| part.holds(*c) && c.len() < part.len() && c.len() * 2 > part.len())
            });
            if part.len() < 12 || inner || claims.iter().any(|c| c.span.overlaps(part)) {
                continue;
            }
            let Some(head) = s.head_of(part) else { continue };
            let Some(around) = scene.clauses.around(s, head).map(|i| &scene.clauses.list[i]) else {
                continue;
            };
            let attributions = scene.covering(part.start());
            if attributions.is_empty() {
                continue;
            }
            let clause = scene.clauses.at(head);
            // "X and Y are said to be": the names alone are no statement.
            if clause.is_none() && attribution.content.len() > 1 {
                continue;
            }
            let (cue, raised) = hedges::of_cues(scene, &attributions);
            let own = clause.map_or(Modality::Asserted, |c| hedges::of_clause(scene, c, true));
            let subject = match clause {
                Some(c) => topic(scene, c, part)
                    .or_else(|| spoken_of(scene, c, part))
                    .map(|at| as_written(scene, referents, at)),
                None => Some(referents.of(scene, head)),
            };
            let mut made = claim(
                scene,
                Draft {
                    kind: STATEMENT.into(),
                    state: None,
                    negated: clause.is_some_and(|c| c.negated) ^ raised,
                    modality: own,
                    subject,
                    object: None,
                    roles: Vec::new(),
                    span: part,
                    clause: around,
                    attributions,
                    rule: STATEMENT.into(),
                },
            );
            made.modality = hedges::settle(own, cue, Aspect::Bare, made.time, made.said);
            claims.push(made);
        }
    }
}
