//! onrecord-sources: where pages come from: files, folders, standard input, records, web archives, saved pages, mail,
//! feeds.
//!
//! What does not live here: what a page means (`onrecord-page`), and the JSON that goes out (`onrecord-views`).

mod archive;
mod capture;
mod containers;
mod dates;
mod digest;
pub mod document;
mod error;
mod feed;
#[cfg(feature = "fetch")]
pub mod fetch;
pub mod http;
mod inputs;
mod mail;
mod members;
mod mime;
pub mod post;
mod record;
mod sniff;
pub mod warc;
mod xml;

pub use archive::archived;
pub use capture::{Capture, Container, Refusal};
pub use error::{DateError, RecordError, SourceError, reason};
pub use inputs::{Input, Inputs, Skipped};
pub use record::{Record, day, moment, parse};
