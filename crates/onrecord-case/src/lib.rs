//! onrecord-case: origins, matters and where they stand, as functions over what was read in many pages.
//!
//! Pure: no files, clock, network, threads or database. It sees the model and what is known beforehand, never a text
//! stage: how a claim was read is no concern of a judge.
//! What does not live here: reading, rendering, the ledger.

mod as_of;
pub mod case;
mod contradictions;
pub mod course;
mod fingerprints;
mod links;
mod matters;
mod order;
mod origins;
mod standing;
pub mod status;
pub mod stories;

// The model's words are this crate's own: its files say `crate::Claim`.
use onrecord_model::*;

pub use case::{
    Case, ClaimRef, Contradiction, Flag, Flagged, Fold, Matter, MatterKey, Origin, OriginCount, Status, Step,
    Story,
};
pub use status::{reconcile, reconcile_as_of, status};
