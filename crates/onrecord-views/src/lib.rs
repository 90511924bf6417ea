//! onrecord-views: what was read and judged, in forms for programs (`wire`) and for people (`brief`,
//! `sheet`, `explanation`, `procedure`, `phrases`, `tongue`).
//!
//! What does not live here: reading and judging (`onrecord`), layout on a screen (the doors).

pub mod brief;
pub mod changed;
pub mod explanation;
pub mod phrases;
pub mod procedure;
pub mod sheet;
pub mod tongue;
pub mod wire;
