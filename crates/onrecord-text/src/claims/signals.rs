//! Modality, read off the words around a cue.
//! What does not live here: which words those are (data `LANG/claims/signals.toml`).

use super::lexicon::Hit;
use super::rules::Signals;
use crate::{Modality, Span};

/// Reads the modality off the hits in `scope`, for a cue at `cue`.
///
/// The nearest modal word before the cue decides, but "may" beats what it stands beside ("may plan to"): an open
/// possibility cannot be planned.
pub(crate) fn read(hits: &[Hit], scope: Span, cue: Span, signals: &Signals) -> Modality {
    let neutral: Vec<Span> = hits
        .iter()
        .filter(|h| signals.neutral.contains(&h.word))
        .map(|h| h.span)
        .collect();
    let before = |h: &&Hit| {
        scope.start() <= h.span.start()
            && h.span.start() < cue.end()
            && !cue.holds(h.span)
            && !neutral.iter().any(|n| n.holds(h.span))
    };
    // "Could not" is no possibility: a modal word inside a longer negation is a part of it.
    let denied = |h: &Hit| {
        hits.iter().any(|n| {
            signals.negation.contains(&n.word) && n.span.holds(h.span) && n.span.len() > h.span.len()
        })
    };
    let mut chosen: Option<(usize, Modality)> = None;
    for hit in hits.iter().filter(|h| scope.holds(h.span) && !cue.holds(h.span)) {
        for (modality, words) in &signals.modality {
            // "The permit is only a step away": nearness may stand behind what is near.
            let placed = before(&hit) || *modality == Modality::Imminent;
            if !words.contains(&hit.word) || !placed || denied(hit) {
                continue;
            }
            let near = match *modality {
                Modality::Possible => hit.span.end() + 1_000,
                Modality::Imminent => hit.span.end() + 500,
                _ => hit.span.end(),
            };
            if chosen.is_none_or(|(n, _)| near > n) {
                chosen = Some((near, *modality));
            }
        }
    }
    chosen.map_or(Modality::Asserted, |(_, m)| m)
}
