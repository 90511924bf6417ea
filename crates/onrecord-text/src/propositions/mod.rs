//! Propositions: what a page claims, clause by clause, from frames, operators and attributions.
//!
//! `scene` is a parsed sentence with what earlier stages found in it; `select` says which clauses are propositions; `make`
//! turns one into a claim; `falsehoods` says which events are only told of to be called false; `answers` makes claims of
//! denials, refusals and confirmations; `referents` says who a phrase or a pronoun is, `members` who a group is; `repair` mends trees by names,
//! `doubts` knows words that tell no event although they name one, `genre` whether a page reports at all;
//! `lost_verb` gives a sentence its verb back, `copula` what is said by one; `hedges` settles modality and `timing` the time.
//! `two_phrases` parts two phrases behind one verb.
//! `unsure` says which Chinese clauses tell nothing in particular.
//! What does not live here: trees (syntax), clauses, frames, operators, voices (attributions).

mod answers;
mod attached;
mod copula;
mod doubts;
mod falsehoods;
mod genre;
mod hedges;
mod lost_verb;
mod make;
mod members;
mod moves;
mod participants;
mod referents;
mod relative;
mod repair;
mod scene;
mod select;
mod timing;
mod told;
mod two_phrases;
mod unframed;
mod unsure;
mod values;
mod words;

use std::collections::BTreeSet;

use crate::frames::Frames;
use crate::kinds::{RESPONSE, STATEMENT};
use crate::syntax::Token;
use crate::{Anchor, Claim, Document, Ground, Reading, Span};
use crate::{Modality, Polarity, Speaker, SpeakerKind};
use referents::Referents;
use scene::Scene;
pub(crate) use scene::words;

/// Finds the claims of a page, in text order, without ids and links between them. `words` are those of [`words`], for a
/// language that is read by the order of its words; else sentences are parsed.
pub(crate) fn find(
    document: &Document<'_>,
    frames: &Frames,
    words: Option<&[Vec<Token>]>,
    ground: &Ground,
    reading: &Reading,
    anchor: &Anchor,
) -> Vec<Claim> {
    let heard = heard(document, reading);
    let mut referents = Referents::new(document, reading, &ground.catalogue);
    let mut told: BTreeSet<String> = BTreeSet::new();
    let mut claims: Vec<Claim> = Vec::new();
    for (index, sentence) in document.sentences.iter().enumerate() {
        let scene = Scene::new(
            document,
            frames,
            words.map(|w| &w[index][..]),
            ground,
            reading,
            anchor,
            sentence,
            &heard[index],
        );
        let made = make::sentence(&scene, &mut referents, &mut told);
        claims.extend(made);
    }
    if !frames.small.tenseless {
        genre::settle(document, frames, reading, &mut claims);
    }
    counters(&mut claims, ground);
    office(document, frames, &mut claims);
    claims
}

/// What an office prints in its own register or gazette is on the record.
fn office(document: &Document<'_>, frames: &Frames, claims: &mut [Claim]) {
    let Some(outlet) = document.article.outlet.as_deref() else {
        return;
    };
    if !outlet
        .split_whitespace()
        .any(|word| frames.in_list("offices", &word.to_lowercase()))
    {
        return;
    }
    for claim in claims.iter_mut().filter(|c| c.chain.is_empty()) {
        claim.chain.push(Speaker {
            kind: SpeakerKind::Record,
            name: Some(outlet.to_owned()),
            entity: None,
            count: None,
            description: None,
        });
    }
}

/// How many claims back a counter-statement looks for what it answers.
const BACK: usize = 6;

/// A party's plain "did not" beside what others say of it, or after its own denial, is a denial without the word.
fn counters(claims: &mut [Claim], ground: &Ground) {
    let same = |a: &Speaker, b: &Speaker| {
        a.entity.is_some() && a.entity == b.entity || a.name.is_some() && a.name == b.name
    };
    for index in 0..claims.len() {
        let claim = &claims[index];
        let Some(speaker) = claim.chain.last().filter(|s| {
            matches!(s.kind, SpeakerKind::Party | SpeakerKind::Authority)
                && (s.name.is_some() || s.entity.is_some())
        }) else {
            continue;
        };
        if claim.kind != STATEMENT
            || claim.polarity != Polarity::Negated
            || claim.modality != Modality::Asserted
        {
            continue;
        }
        let answers = claims[index.saturating_sub(BACK)..index].iter().any(|earlier| {
            let teller = earlier.chain.last();
            let denial =
                earlier.state.as_deref() == Some("denied") && teller.is_some_and(|t| same(t, speaker));
            let charge = speaker.kind == SpeakerKind::Party
                && earlier.kind != RESPONSE
                && teller.is_some_and(|t| !same(t, speaker))
                && earlier.subject.as_ref().is_some_and(|p| {
                    p.entity.is_some() && p.entity == speaker.entity || Some(&p.name) == speaker.name.as_ref()
                });
            // "Hollis never meant harm, his lawyer said", of whom was arrested for it.
            let accused = ground.kinds.get(&earlier.kind).is_some_and(|k| {
                let state = earlier.state.as_deref().unwrap_or_default();
                k.accuses.iter().any(|s| s == state)
            });
            let defence = speaker.kind == SpeakerKind::Party
                && accused
                && earlier.polarity == Polarity::Affirmed
                && claim
                    .subject
                    .as_ref()
                    .zip(earlier.subject.as_ref())
                    .is_some_and(|(a, b)| a.entity.is_some() && a.entity == b.entity);
            denial || charge || defence
        });
        if answers {
            claims[index].kind = RESPONSE.into();
            claims[index].state = Some("denied".into());
        }
    }
}

/// The attributions that have words in each sentence.
fn heard(document: &Document<'_>, reading: &Reading) -> Vec<Vec<usize>> {
    let mut heard: Vec<Vec<usize>> = vec![Vec::new(); document.sentences.len()];
    let mut note = |index: usize, span: Span| {
        let from = document
            .sentences
            .partition_point(|s| s.span.end() <= span.start());
        for (sentence, list) in document.sentences[from..].iter().zip(&mut heard[from..]) {
            if sentence.span.start() >= span.end() {
                break;
            }
            if list.last() != Some(&index) && !list.contains(&index) {
                list.push(index);
            }
        }
    };
    for (index, attribution) in reading.attributions.iter().enumerate() {
        for span in attribution
            .content
            .iter()
            .chain(&attribution.cue)
            .chain(&attribution.source)
        {
            note(index, *span);
        }
    }
    heard
}
