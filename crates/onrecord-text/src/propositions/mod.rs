//! Propositions: what a page claims, clause by clause, from frames, operators and attributions.
//!
//! `scene` is a parsed sentence with what earlier stages found in it; `select` says which clauses are propositions; `make`
//! turns one into a claim; `answers` makes claims of denials, refusals and confirmations; `referents` says who a phrase
//! or a pronoun is; `repair` mends trees by names; `hedges` settles modality and `timing` the time.
//! What does not live here: trees (syntax), clauses, frames, operators, voices (attributions).

mod answers;
mod hedges;
mod make;
mod referents;
mod repair;
mod scene;
mod select;
mod timing;

use std::collections::BTreeSet;

use crate::frames::Frames;
use crate::syntax::Parser;
use crate::{Anchor, Claim, Document, Ground, Reading, Span};
use referents::Referents;
use scene::Scene;

/// Finds the claims of a page, in text order, without ids and links between them.
pub(crate) fn find(
    document: &Document<'_>,
    frames: &Frames,
    parser: &Parser,
    ground: &Ground,
    reading: &Reading,
    anchor: &Anchor,
) -> Vec<Claim> {
    let heard = heard(document, reading);
    let mut referents = Referents::new(document, reading, &ground.catalogue);
    let mut told: BTreeSet<String> = BTreeSet::new();
    let mut claims: Vec<Claim> = Vec::new();
    for (index, sentence) in document.sentences.iter().enumerate() {
        let scene = Scene::new(document, frames, parser, ground, reading, anchor, sentence, &heard[index]);
        let made = make::sentence(&scene, &mut referents, &mut told);
        claims.extend(made);
    }
    claims
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
