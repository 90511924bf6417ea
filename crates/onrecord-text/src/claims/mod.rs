//! Claims: one proposition in one place.
//!
//! `propositions` makes claims of the events of frames; Chinese plants, goals and sums of money are still found by cue words
//! (`cued`), and Chinese words that nothing else took become statements (`statements`) or tellings of the page (`tellings`).
//! Responses (`crate::responses`) override what stands in a responding clause and are linked to what they answer.
//! What does not live here: origins and status, which need more than one page.

mod clauses;
mod commitment;
mod cued;
mod dateline;
mod framing;
mod hedged;
mod lexicon;
mod participants;
mod predicates;
mod rules;
mod scene;
mod signals;
mod statements;
mod tellings;
mod times;

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

pub use rules::Rules;

use crate::frames::Frames;
use crate::{
    Anchor, Claim, Document, Ground, Language, Polarity, Reading, Span, chains, propositions, responses,
};
use scene::Scene;

/// Finds claims, in text order.
pub fn find(
    document: &Document<'_>,
    rules: &Rules,
    frames: &Frames,
    ground: &Ground,
    reading: &Reading,
    anchor: &Anchor,
) -> Vec<Claim> {
    let chinese = document.lang == Language::Chinese;
    let words = chinese.then(|| propositions::words(document, frames, reading));
    let mut claims = if frames.is_empty() {
        Vec::new()
    } else {
        propositions::find(document, frames, words.as_deref(), ground, reading, anchor)
    };
    if let Some(words) = words {
        let scene = Scene::new(document, reading, rules, frames, &ground.catalogue, words);
        claims.extend(cued::find(&scene, ground, anchor));
        statements::add(&scene, anchor, &mut claims);
        tellings::add(&scene, anchor, &mut claims);
    }
    responses::settle(document, &rules.answers, ground, reading, anchor, &mut claims);
    hedged::settle(document, &rules.hedges, reading, &mut claims);
    if chinese {
        framing::drop_frames(document, reading, &mut claims);
        claims.iter_mut().for_each(chains::end_with_somebody);
    }
    claims.sort_by_key(|c| (c.span.start(), c.span.end()));
    drop_echoes(document, &mut claims);
    if let Some(agency) = dateline::agency(document, reading, &ground.catalogue) {
        for claim in &mut claims {
            if !claim.chain.iter().any(|s| s.entity == agency.entity) {
                claim.chain.insert(0, agency.clone());
            }
        }
    }
    let text_hash = Sha256::digest(document.text.as_bytes());
    name(&mut claims, &text_hash);
    responses::link(document, rules, reading, &ground.catalogue, &mut claims);
    claims
}

/// Gives claims their content-derived ids: the first 16 hex digits of SHA-256 over page, place, kind and state.
fn name(claims: &mut [Claim], page: &[u8]) {
    let spans: Vec<Span> = claims.iter().map(|c| c.span).collect();
    let shared: BTreeSet<Span> = spans
        .windows(2)
        .filter(|pair| pair[0] == pair[1])
        .map(|pair| pair[0])
        .collect();
    for claim in claims {
        let mut hash = Sha256::new();
        hash.update(page);
        hash.update(format!("{:?} {} {:?}", claim.span, claim.kind, claim.state));
        // Of two that share words, such as two winners of one licence, the name of each is a part of its id.
        if let Some(subject) = claim.subject.as_ref().filter(|_| shared.contains(&claim.span)) {
            hash.update(&subject.name);
        }
        claim.id = const_hex::encode(&hash.finalize()[..8]);
    }
}

/// Binds the ids of a reading's claims to a page: the same words on two pages are two claims.
pub fn bind(reading: &mut Reading, page_id: &str) {
    let old: Vec<String> = reading.claims.iter().map(|c| c.id.clone()).collect();
    name(&mut reading.claims, page_id.as_bytes());
    let new = reading.claims.iter().map(|c| c.id.clone());
    // Of claims that share an id the first is meant.
    let renamed: BTreeMap<String, String> = old.into_iter().zip(new).rev().collect();
    for answer in reading.claims.iter_mut().flat_map(|c| &mut c.answers) {
        if let Some(new) = renamed.get(answer) {
            answer.clone_from(new);
        }
    }
}

/// A headline that says what the text says again is no second claim.
fn drop_echoes(document: &Document<'_>, claims: &mut Vec<Claim>) {
    let heading = |c: &Claim| {
        document
            .sentence_at(c.span.start())
            .is_some_and(|s| document.is_heading(&document.sentences[s]))
    };
    let told = |c: &Claim| (c.kind.clone(), c.state.clone(), c.polarity);
    let body: BTreeSet<(String, Option<String>, Polarity)> =
        claims.iter().filter(|c| !heading(c)).map(told).collect();
    claims.retain(|c| !heading(c) || !body.contains(&told(c)));
}
