//! onrecord-views: what was read and judged, in forms for programs (`wire`, `table`, `export`) and for people (`brief`,
//! `sheet`, `explanation`, `corrections`, `procedure`, `phrases`, `tongue`).
//!
//! What does not live here: reading and judging (`onrecord`), layout on a screen (the doors).

pub mod brief;
pub mod changed;
pub mod chinese;
pub mod corrections;
pub mod explanation;
pub mod export;
pub mod phrases;
pub mod plain;
pub mod procedure;
pub mod sheet;
pub mod table;
pub mod tongue;
pub mod wire;
