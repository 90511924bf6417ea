//! Events that a sentence tells of only to call them false, where no frame says so: 否认 before them, 不实 after them.
//! What does not live here: the denial itself, which is a response.

use super::scene::Scene;
use crate::clauses::{Clause, Link};
use crate::{Claim, Modality, Speaker, SpeakerKind};

/// True when the event at a token is what the sentence denies.
pub(super) fn called_false(scene: &Scene<'_>, anchor: usize) -> bool {
    let s = &scene.sentence;
    let parts =
        |at: usize| matches!(s.word(at), "；" | ";" | "。") || scene.frames.in_list("turning", s.lemma(at));
    let before = (0..anchor)
        .rev()
        .take_while(|at| !parts(*at))
        .any(|at| scene.frames.in_list("denying", s.lemma(at)) && !undone(scene, at));
    let after = (anchor + 1..s.len())
        .take_while(|at| !parts(*at))
        .any(|at| scene.frames.in_list("false", s.lemma(at)) && !undone(scene, at));
    before || after
}

/// True for the content of a rumour, a post, a film that goes round.
pub(super) fn hearsay(scene: &Scene<'_>, clause: &Clause) -> bool {
    let s = &scene.sentence;
    clause.link == Link::OfNoun
        && s.head(clause.predicate)
            .is_some_and(|noun| scene.frames.in_list("hearsay", s.lemma(noun)))
}

/// True for what a post or a picture says of somebody's guilt, ruin or death.
pub(super) fn gossip(scene: &Scene<'_>, claim: &Claim, attributions: &[usize]) -> bool {
    let grave = scene.ground.kinds.get(&claim.kind).is_some_and(|k| k.grave);
    if claim.modality != Modality::Asserted || !grave {
        return false;
    }
    let s = &scene.sentence;
    let posted = attributions.last().is_some_and(|i| {
        let sources = &scene.reading.attributions[*i].source;
        (0..s.len()).any(|at| {
            scene.frames.in_list("hearsay", s.lemma(at))
                && sources.iter().any(|span| span.overlaps(s.token(at).span))
        })
    });
    posted || claim.chain.last().is_some_and(|l| l.kind == SpeakerKind::Public)
}

/// "Did not deny".
fn undone(scene: &Scene<'_>, at: usize) -> bool {
    at > 0 && scene.frames.small.negative.contains(scene.sentence.lemma(at - 1))
}

/// Nobody asserts what is denied: it is a rumour of no known origin.
pub(super) fn unfather(claim: &mut Claim) {
    claim.modality = Modality::Rumoured;
    claim.attribution = None;
    claim.chain = vec![Speaker {
        kind: SpeakerKind::Unattributed,
        name: None,
        entity: None,
        count: None,
        description: None,
    }];
}
