//! Whether a page reports. A guide, a shop, a manual or a tale speaks to its reader or cites nobody: its own words describe,
//! advise or invent, and of what they tell only what is dated and somebody's by name is an event.
//! What does not live here: what single words tell (see `doubts`).

use crate::frames::Frames;
use crate::kinds::{OTHER, RESPONSE, STATEMENT};
use crate::{Claim, Document, Reading};

/// A page speaks to its reader if it does so this often in a thousand words, and more often than it cites somebody.
const ADDRESSED: usize = 8;
/// How often a page must at least speak to its reader: a short report may do so once or twice.
const OFTEN: usize = 4;
/// A page of this many words cites somebody, if it reports,
const LONG: usize = 600;
/// at least so often in a thousand words.
const CITED: usize = 5;

/// True if the page reports, as far as its words tell.
fn reports(document: &Document<'_>, frames: &Frames, reading: &Reading) -> bool {
    let mut said: Vec<_> = reading
        .attributions
        .iter()
        .flat_map(|a| a.content.iter().copied())
        .collect();
    said.sort_by_key(|s| s.start());
    let (mut words, mut reader, mut next, mut covered) = (0usize, 0usize, 0usize, 0usize);
    let mut end = 0;
    for word in document.text.split_inclusive(char::is_whitespace) {
        let at = end;
        end += word.len();
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        words += usize::from(!bare.is_empty());
        if !frames.in_list("reader", &bare.to_lowercase()) {
            continue;
        }
        while said.get(next).is_some_and(|s| s.start() <= at) {
            covered = covered.max(said[next].end());
            next += 1;
        }
        reader += usize::from(at >= covered);
    }
    let cited = reading.attributions.len();
    let addressed = reader >= OFTEN && reader > cited && reader * 1000 >= ADDRESSED * words;
    let silent = words >= LONG && cited * 1000 < CITED * words;
    !addressed && !silent
}

/// Takes out what a page that does not report only describes.
pub(super) fn settle(document: &Document<'_>, frames: &Frames, reading: &Reading, claims: &mut Vec<Claim>) {
    let described = |claim: &Claim| {
        let somebody = claim.chain.iter().any(|s| s.entity.is_some());
        let own = claim.attribution.is_none() || !somebody;
        let event = claim.state.is_some() && ![STATEMENT, OTHER].contains(&claim.kind.as_str());
        let named = claim.subject.as_ref().is_some_and(|s| s.entity.is_some());
        own && event && (claim.kind == RESPONSE || !named || claim.time.is_open())
    };
    if claims.iter().any(described) && !reports(document, frames, reading) {
        claims.retain(|claim| !described(claim));
    }
}
