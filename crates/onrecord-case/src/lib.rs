//! onrecord-case: origins, matters and where they stand, as functions over what was read in many pages.
//!
//! Pure: no files, clock, network, threads or database. It sees the model and what is known beforehand, never a text
//! stage: how a claim was read is no concern of a judge.
//! What does not live here: reading, rendering, the ledger.

mod as_of;
pub mod case;
mod changes;
mod contradictions;
mod corrections;
pub mod course;
pub mod docket;
mod fingerprints;
mod gist;
pub mod judgements;
pub mod keys;
mod links;
mod matters;
mod order;
mod origins;
mod sayings;
mod standing;
pub mod status;
pub mod store;
pub mod stories;

// The model's words are this crate's own: its files say `crate::Claim`.
use onrecord_model::*;

pub use case::{
    Case, ClaimRef, Contradiction, Flag, Flagged, Fold, Matter, MatterKey, Origin, OriginCount, Status, Step,
    Story,
};
pub use changes::{Change, Place, changes, changes_since, last_change};
pub use corrections::Corrected;
pub use docket::{
    Changed, Cut, changed_since, docket, docket_of, docket_of_matter, last_of_days, names_of_matter, today,
};
pub use fingerprints::{parents, prints_of};
pub use gist::gist_of;
pub use judgements::{Judged, Judgement, Judgements, Says, Verdict, judged_name};
pub use status::{reconcile, reconcile_as_of, reconcile_judged, status};
pub use store::{Memory, PageNumber, Store};
