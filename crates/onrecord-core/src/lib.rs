//! onrecord-core: text in, claims out; origins and status as functions over claims.
//!
//! Pure: no files, clock, network, threads or database live here, and nothing fails on text: a stage gives
//! its values and notes. Packs come in as values ([`pack::PackSources`]); who loaded them does not matter.

pub mod article;
pub mod attributions;
pub mod case;
pub mod check;
pub mod claims;
pub mod clauses;
pub mod document;
mod fingerprints;
pub mod frames;
pub mod language;
mod matters;
pub mod moment;
pub mod names;
pub mod numbers;
pub mod operators;
mod origins;
pub mod pack;
mod propositions;
pub mod quantities;
pub mod reading;
pub mod span;
pub mod status;
pub mod times;
#[path = "../../onrecord-syntax/src/lib.rs"]
pub mod syntax;
pub mod view;

extern crate self as onrecord_core;
pub(crate) use syntax::{Features, Relation, Tag, Token, Tree};

pub use article::{
    Article, Block, BlockRole, DateBasis, Media, Page, Piece, Precision, Published, SourceRange, Stamp,
};
pub use case::{
    Case, ClaimRef, Contradiction, Flag, Fold, Matter, Origin, OriginCount, ReadPage, Status, Step, Story,
};
pub use document::Document;
pub use language::Language;
pub use moment::{Interval, Moment};
pub use pack::{PackProblem, PackSources, Packs};
pub use reading::{
    Anchor, Attribution, Claim, ClaimId, EntityId, Manner, Mention, Modality, NameKind, Note, Participant,
    Polarity, Quantity, QuantityKind, Reading, RoleFiller, RuleName, Speaker, SpeakerKind, TimeKind,
    TimeReading, TimeValue,
};
pub use span::{Excerpt, Span};
pub use status::{reconcile, status};

/// Reads an article: every stage in order, on the normalised view of its text; every span is of the text as it is.
/// Never fails; what could not be read is a note.
pub fn read(article: &Article, packs: &Packs, anchor: &Anchor) -> Reading {
    let view = view::View::of(&article.text);
    match view::article(article, &view) {
        None => read_as_it_is(article, packs, anchor),
        Some(seen) => {
            let mut reading = read_as_it_is(&seen, packs, anchor);
            view::restore(&mut reading, &view);
            reading
        }
    }
}

fn read_as_it_is(article: &Article, packs: &Packs, anchor: &Anchor) -> Reading {
    let Some(pack) = packs.of(article.lang) else {
        return Reading::default();
    };
    let document = Document::of(article);
    let mut notes = Vec::new();
    let mut quantities = quantities::find(&document, &pack.quantities);
    let times = times::anchor(&document, times::find(&document, &pack.times), anchor, &mut notes);
    quantities::leave_to_times(&mut quantities, &times);
    let mentions = names::find(&document, &pack.names, &packs.catalogue);
    let attributions = attributions::find(&document, &pack.attributions, &mentions, &times);
    let mut reading = Reading {
        times,
        quantities,
        mentions,
        attributions,
        claims: Vec::new(),
        notes,
    };
    reading.claims = claims::find(&document, pack, packs, &reading, anchor);
    reading
}
