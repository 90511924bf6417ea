//! onrecord-text: names, attributions, clauses, events and claims in a text.
//!
//! Pure, and nothing fails on text: a stage gives its values and notes.
//! What does not live here: numbers and times (see `onrecord-values`), and what is made of many pages.

pub mod attributions;
mod chains;
pub mod claims;
pub mod clauses;
pub mod frames;
mod inflection;
pub mod names;
pub mod operators;
mod propositions;
mod responses;
pub mod segments;

// The model's words are this crate's own: its files say `crate::Span`.
use onrecord_model::*;
use onrecord_syntax as syntax;
