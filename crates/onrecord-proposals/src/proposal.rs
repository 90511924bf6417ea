//! What a language model pointed at.
//! What does not live here: which is kept of an answer (see `answer`).

use onrecord_model::{Claim, Reading};

/// A claim that a language model pointed at. Its words stand in the page and its labels are those of its kind, which is all
/// that is known of it. It is in no reading, so nothing judges it: it makes no state, supports none, and counts for no origin.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// What is proposed. Its chain is empty because nobody asked who says so, and not because the page does.
    pub claim: Claim,
    /// The model, as whoever asked it calls it.
    pub model: String,
    /// The version of the words that it was asked with.
    pub prompt: u32,
}

/// Of what was proposed on a page with the text `before`, that which still stands at its place in `text`, word for word with all
/// its names, and which the rules do not read by now.
pub fn still_standing(proposals: &[Proposal], before: &str, text: &str, reading: &Reading) -> Vec<Proposal> {
    let stands = |p: &&Proposal| {
        let claim = &p.claim;
        let named = claim.subject.iter().chain(&claim.object);
        let named = named.chain(claim.roles.iter().map(|r| &r.filler));
        let mut spans = named.filter_map(|p| p.span).chain([claim.span]);
        spans.all(|s| !s.of(text).is_empty() && s.of(text) == s.of(before))
    };
    let unread = |p: &&Proposal| {
        let mut read = reading.claims.iter();
        !read.any(|c| c.kind == p.claim.kind && c.span.overlaps(p.claim.span))
    };
    proposals.iter().filter(stands).filter(unread).cloned().collect()
}
