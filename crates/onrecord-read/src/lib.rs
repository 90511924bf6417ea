//! onrecord-read: an article in, its reading out, by packs that were compiled once.
//!
//! Pure: no files, clock, network, threads or database live here, and nothing fails on text: a stage gives
//! its values and notes. Packs come in as values ([`onrecord_model::PackSources`]); who loaded them does not matter.

mod packs;
mod part;

use onrecord_model::{Anchor, Article, Document, Reading, view};
use onrecord_text::{attributions, claims, names, segments};
use onrecord_values::{quantities, times};

pub use packs::{LanguagePack, Packs};
pub use part::LONGEST_TEXT;

/// Reads an article: every stage in order, on the normalised view of its text; every span is of the text as it is.
/// Never fails; what could not be read is a note. Of a text over [`LONGEST_TEXT`] the beginning is read.
pub fn read(article: &Article, packs: &Packs, anchor: &Anchor) -> Reading {
    let whole = |article: &Article| view::through(article, |seen| read_as_it_is(seen, packs, anchor));
    match part::beginning(article, LONGEST_TEXT) {
        None => whole(article),
        Some(part) => {
            let mut reading = whole(&part);
            reading.notes.insert(0, part::note(article, &part));
            reading
        }
    }
}

fn read_as_it_is(article: &Article, packs: &Packs, anchor: &Anchor) -> Reading {
    let Some(pack) = packs.of(article.lang) else {
        return Reading::default();
    };
    let document = Document::of(article, &packs.sentence_words);
    let mut notes = Vec::new();
    let mut quantities = quantities::find(&document, &pack.quantities);
    let mut times = times::anchor(
        &document,
        &pack.times,
        times::find(&document, &pack.times),
        anchor,
        &mut notes,
    );
    quantities::leave_to_times(document.text, &mut quantities, &times);
    let mentions = names::find(
        &document,
        &pack.names,
        &packs.ground.catalogue,
        &times,
        &quantities,
    );
    segments::settle(&mut times, &mut quantities, &mentions);
    let attributions = attributions::find(&document, &pack.attributions, &mentions, &times);
    let mut reading = Reading {
        times,
        quantities,
        mentions,
        attributions,
        claims: Vec::new(),
        notes,
    };
    reading.claims = claims::find(
        &document,
        &pack.claims,
        &pack.frames,
        &packs.ground,
        &reading,
        anchor,
    );
    reading
}
