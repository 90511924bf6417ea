//! Whether a page reports. A guide, a shop, a manual or a tale speaks to its reader, tells of its writer or cites nobody: its own
//! words describe, advise or invent, and of what they tell only what is dated and somebody's by name is an event. A page without
//! the small words of its language is in another one, and nothing is read in it.
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

/// A page tells of its writer if it says "I" so often,
const NARRATED: usize = 8;
/// and so often in a thousand words.
const NARRATING: usize = 12;
/// A page of this many words
const FOREIGN: usize = 60;
/// is in another language if fewer than so many in a hundred are small words of its own.
const SMALL: usize = 8;

/// What the words of a page tell of it.
enum Genre {
    Report,
    /// A guide, a shop, a manual, a tale.
    Other,
    /// In another language than it was taken for.
    Foreign,
}

/// What the page is, as far as its words tell.
fn genre(document: &Document<'_>, frames: &Frames, reading: &Reading) -> Genre {
    let mut said: Vec<_> = reading
        .attributions
        .iter()
        .flat_map(|a| a.content.iter().copied())
        .collect();
    said.sort_by_key(|s| s.start());
    let (mut words, mut small, mut reader, mut writer) = (0usize, 0usize, 0usize, 0usize);
    let (mut next, mut covered, mut end) = (0usize, 0usize, 0usize);
    for word in document.text.split_inclusive(char::is_whitespace) {
        let at = end;
        end += word.len();
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        words += usize::from(!bare.is_empty());
        let bare = bare.to_lowercase();
        small += usize::from(frames.in_list("small-words", &bare));
        let (to_reader, of_writer) = (frames.in_list("reader", &bare), frames.in_list("writer", &bare));
        if !to_reader && !of_writer {
            continue;
        }
        while said.get(next).is_some_and(|s| s.start() <= at) {
            covered = covered.max(said[next].end());
            next += 1;
        }
        reader += usize::from(to_reader && at >= covered);
        writer += usize::from(of_writer && at >= covered);
    }
    if words >= FOREIGN && small * 100 < SMALL * words {
        return Genre::Foreign;
    }
    let cited = reading.attributions.len();
    let addressed = reader >= OFTEN && reader > cited && reader * 1000 >= ADDRESSED * words;
    let silent = words >= LONG && cited * 1000 < CITED * words;
    let narrated = writer >= NARRATED && writer * 1000 >= NARRATING * words;
    if addressed || silent || narrated {
        Genre::Other
    } else {
        Genre::Report
    }
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
    if claims.iter().all(|claim| claim.state.is_none()) {
        return;
    }
    match genre(document, frames, reading) {
        Genre::Report => {}
        Genre::Other => claims.retain(|claim| !described(claim)),
        Genre::Foreign => claims.clear(),
    }
}
