//! onrecord-views: what was read and judged, in forms for programs (`wire`) and in words for people (`phrases`).
//!
//! What does not live here: reading and judging (`onrecord`), layout on a screen (the doors).

pub mod phrases;
pub mod wire;
