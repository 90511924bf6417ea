//! onrecord-model: the words that all others speak.
//!
//! Spans and excerpts, moments, articles, readings, packs as they were loaded, and what is known beforehand: entities
//! and kinds. Pure: no files, clock, network, threads or database.
//! What does not live here: the stages that make readings, and what is made of many readings.

pub mod article;
pub mod catalogue;
pub mod commonness;
pub mod dictionary;
pub mod document;
pub mod ground;
pub mod hash;
mod hints;
pub mod kinds;
pub mod language;
pub mod moment;
pub mod pack;
mod provenance;
pub mod reading;
pub mod span;
pub mod span_index;
pub mod view;
pub mod word_map;

pub use article::{
    Article, Block, BlockRole, DateBasis, Media, Page, Piece, Precision, Published, SourceRange, Stamp,
};
pub use dictionary::Dictionary;
pub use document::{Document, SentenceWords};
pub use ground::Ground;
pub use hints::Hints;
pub use language::Language;
pub use moment::{Interval, Moment};
pub use pack::{PackProblem, PackSources};
pub use provenance::{DigestVerdict, Field, Provenance};
pub use reading::{
    Anchor, Attribution, Claim, ClaimId, EntityId, Manner, Mention, Modality, NameKind, Note, Participant,
    Polarity, Quantity, QuantityKind, ReadPage, Reading, RoleFiller, RuleName, Speaker, SpeakerKind,
    TimeKind, TimeReading, TimeValue,
};
pub use span::{Excerpt, Span};
pub use span_index::SpanIndex;
pub use word_map::{WordMap, WordSet};
