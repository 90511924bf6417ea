//! onrecord: pages in, readings and cases out.
//!
//! The library that every door stands on: the engine (what all pages are read with), inputs, order, errors; and the
//! words of the crates below, so that a door needs no other.
//! What does not live here: arguments, output, names in JSON (`onrecord-views`).

mod corrections;
mod engine;
mod error;
mod find;
mod library;
mod order;
mod propose;
mod search;
mod shelf;

pub use corrections::CorrectionError;
pub use engine::{Brought, Engine, Kept, Options, Read, TakeError};
pub use error::{InputError, PacksError, ReadError};
pub use find::{FindError, FoundClaim};
pub use library::{Library, LibraryError, PageHead, Reread};
pub use onrecord_case::*;
pub use onrecord_ledger as ledger;
pub use onrecord_model::*;
pub use onrecord_packs as packs;
pub use onrecord_page as page;
pub use onrecord_procedures as procedures;
pub use onrecord_proposals::{Proposal, Refusal};
pub use onrecord_read::{LanguagePack, Packs, read};
pub use onrecord_sources as sources;
pub use onrecord_text::{attributions, claims, names};
pub use onrecord_values::{numbers, quantities, times};
pub use order::in_order;
pub use propose::{Proposed, Proposer, ProposerError, Proposing};
pub use search::{Hit, Hits};
pub use shelf::{ProcedureError, ShelfError, find_procedure, shelf};
