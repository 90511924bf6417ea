//! onrecord: who said what, when, on whose authority, and where the matter stands.
//!
//! The binary: arguments, files, threads, output and exit codes live here, and the names in JSON (`wire`).
//! What does not live here: what a page means (`onrecord-page`, `onrecord-core`), or how it is kept (`onrecord-ledger`).

mod arguments;
mod engine;
mod failure;
mod inputs;
mod order;
mod read;
mod record;
mod wire;

use std::process::ExitCode;

use clap::Parser;

use crate::arguments::{Arguments, Command};
use crate::failure::{Failure, Outcome};

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let outcome = match &arguments.command {
        Command::Read(options) => read::run(options),
    };
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::SomeFailed) => ExitCode::from(1),
        // Whoever read our output has seen enough: that is no failure.
        Err(Failure::BrokenPipe) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("onrecord: {failure}");
            ExitCode::from(failure.code())
        }
    }
}
