//! Which attribution stands inside which.
//! What does not live here: chains of speakers on claims.

use super::Found;
use crate::Span;

fn holds(outer: &[Span], inner: Span) -> bool {
    outer.iter().any(|s| s.holds(inner))
}

/// For each attribution the smallest one whose content holds its cue. One that cites a second source for the same
/// words ("Bloomberg reported, citing two people") is the outer one of the two.
pub(super) fn within(found: &[Found]) -> Vec<Option<usize>> {
    let size = |i: usize| found[i].content.iter().map(|s| s.len()).sum::<usize>();
    (0..found.len())
        .map(|i| {
            let cue = *found[i].cue.first()?;
            // Contents begin in order, so only nearby ones can hold the cue; documents with thousands of
            // attributions stay linear by looking back and ahead a fixed distance.
            let (low, high) = (i.saturating_sub(24), (i + 24).min(found.len()));
            (low..high)
                .filter(|o| *o != i)
                .filter(|o| {
                    // A refusal's words are the clause that refuses: nothing stands inside it.
                    let refusal = found[*o]
                        .cue
                        .first()
                        .is_some_and(|c| holds(&found[*o].content, *c));
                    !refusal && holds(&found[*o].content, cue)
                        || cites(&found[i]) && !cites(&found[*o]) && found[*o].content == found[i].content
                })
                .min_by_key(|o| (size(*o), *o))
        })
        .collect()
}

/// True for "citing …", "援引…": the inner link of a chain over the same words.
pub(super) fn cites(found: &Found) -> bool {
    found.shape == super::lexicon::Shape::Frame && found.takes & super::lexicon::takes::OBJECT != 0
}
