//! The binary from outside.

mod common;
mod contract;
mod corrections;
#[cfg(feature = "fetch")]
mod fetch;
mod input;
mod ledger;
mod sources;
mod views;
