//! onrecord-values: numbers, quantities and times in a text.
//!
//! Pure, and nothing fails on text: a stage gives its values and notes.
//! What does not live here: who said them (see `onrecord-text`).

pub mod numbers;
pub mod quantities;
pub mod times;

// The model's words are this crate's own: its files say `crate::Span`.
use onrecord_model::*;
