//! How well founded a claim is: the order of speakers, and when a public body's own act is a record.
//! What does not live here: what a matter makes of it (see `status`).

use crate::ReadPage;
use crate::matters::{participants, record_rule, whole_key};
use crate::{Claim, Ground, Modality, NameKind, Participant, Polarity, Speaker, SpeakerKind};

/// How well founded a speaker's words are: higher is better. Kinds of one rank stand side by side.
pub fn rank(kind: SpeakerKind) -> u8 {
    match kind {
        SpeakerKind::Record => 6,
        SpeakerKind::Authority => 5,
        SpeakerKind::Party => 4,
        SpeakerKind::Named | SpeakerKind::Outlet | SpeakerKind::Own => 3,
        SpeakerKind::Anonymous => 2,
        SpeakerKind::Unattributed | SpeakerKind::UnnamedMedia | SpeakerKind::Public => 1,
    }
}

/// A record or the deciding authority settles a state.
pub fn settles(kind: SpeakerKind) -> bool {
    rank(kind) >= rank(SpeakerKind::Authority)
}

/// True for speakers who have no name: nobody can be asked again.
pub fn nameless(kind: SpeakerKind) -> bool {
    rank(kind) <= rank(SpeakerKind::Anonymous)
}

/// The standing of a claim: its innermost speaker's kind, with three corrections.
///
/// A public body's own act (its list, its ruling) is a record even if a page reports it in its own voice. An authority's
/// word settles what it decides: a prosecutor's "convicted" or "lost 340 million" is a plea, so it stands as `named`. An
/// authority that the matter is about is a party.
pub fn standing_of(page: &ReadPage, claim: &Claim, ground: &Ground) -> SpeakerKind {
    let spoken = match claim.chain.last() {
        Some(speaker) if speaker.kind == SpeakerKind::Authority => authority(speaker, claim, ground),
        Some(speaker) => speaker.kind,
        None => SpeakerKind::Own,
    };
    let record = (own_act(claim, ground) || record_rule(page, claim, ground).is_some())
        && claim.modality == Modality::Asserted
        && rank(spoken) >= rank(SpeakerKind::Own);
    if record { SpeakerKind::Record } else { spoken }
}

/// What the word of an authority counts for on this claim.
fn authority(speaker: &Speaker, claim: &Claim, ground: &Ground) -> SpeakerKind {
    let name = speaker.name.as_deref().unwrap_or_default();
    let called = format!("{name} {}", speaker.description.as_deref().unwrap_or_default()).to_lowercase();
    let says = |words: &[String]| words.iter().any(|w| called.contains(w.as_str()));
    let itself = Participant {
        span: None,
        entity: speaker.entity.clone(),
        name: name.to_owned(),
    };
    let about = claim.subject.as_ref();
    if !name.is_empty() && about.is_some_and(|s| whole_key(s, ground) == whole_key(&itself, ground)) {
        return SpeakerKind::Party;
    }
    let state = claim.state.as_deref().unwrap_or_default();
    let kind = ground.kinds.get(&claim.kind);
    let step = kind.is_some_and(|k| k.own_steps.iter().any(|s| s == state));
    if says(&ground.kinds.one_side) && !step {
        return SpeakerKind::Named;
    }
    let deciders = kind.and_then(|k| k.deciders.get(state));
    if deciders.is_some_and(|words| !says(words)) {
        return SpeakerKind::Named;
    }
    SpeakerKind::Authority
}

/// True for a filing with a public body, an insolvency ruling or the end of a legal case that names the body it is of.
fn own_act(claim: &Claim, ground: &Ground) -> bool {
    let state = claim.state.as_deref().unwrap_or_default();
    let act = ground
        .kinds
        .get(&claim.kind)
        .is_some_and(|k| k.papers || k.decided && k.ends.iter().any(|s| s == state));
    let public = |p: &Participant| {
        let known = p.entity.as_deref().and_then(|e| ground.catalogue.get(e));
        known.is_some_and(|e| e.kind == NameKind::Authority)
    };
    act && claim.polarity == Polarity::Affirmed && participants(claim).any(public)
}
