//! The binary from outside.

mod common;
mod contract;
mod corrections;
mod export;
mod faults;
#[cfg(feature = "fetch")]
mod fetch;
mod input;
mod ledger;
mod proposals;
#[cfg(feature = "serve")]
mod serve;
mod sources;
mod views;
