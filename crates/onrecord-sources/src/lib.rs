//! onrecord-sources: where pages come from: files, folders, standard input, records.
//!
//! What does not live here: what a page means (`onrecord-page`), and the JSON that goes out (`onrecord-views`).

mod inputs;
mod record;

pub use inputs::{Input, Inputs, reason};
pub use record::{Body, Record, day, moment, parse};
