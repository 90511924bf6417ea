//! onrecord-procedures: official procedures as data, and where somebody is on the way through one.
//!
//! A procedure is a view over claims, never a second truth: a pack says which claims show which step, and everything that
//! is said of a step leads back to claims of a case. No legal advice, no prediction.
//!
//! Pure: packs come in as texts (the shipped ones are embedded), a case comes in as a value.
//! What does not live here: reading files (see `onrecord`), rendering (see `onrecord-views`), how claims are read.

mod check;
pub mod clocks;
pub mod comparison;
mod evidence;
pub mod judged;
pub mod pack;
pub mod page;
mod reference;
mod regime;
pub mod shelf;
mod traveller;
pub mod way;

pub use check::check;
pub use clocks::ClockView;
pub use comparison::{Comparison, Row, compare};
pub use judged::{Judged, State};
pub use pack::Procedure;
pub use regime::{Gate, Place, gate};
pub use shelf::{Shelf, parse};
pub use traveller::{Index, Traveller};
pub use way::{RouteView, StepView, Way, way};
