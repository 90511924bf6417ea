//! onrecord-sources: where pages come from: files, folders, standard input, records.
//!
//! What does not live here: what a page means (`onrecord-page`), and the JSON that goes out (`onrecord-views`).

mod error;
mod inputs;
mod record;

pub use error::{DateError, RecordError, SourceError, reason};
pub use inputs::{Input, Inputs};
pub use record::{Record, day, moment, parse};
