//! onrecord: who said what, when, on whose authority, and where the matter stands.
//!
//! The binary: arguments, output and exit codes.
//! What does not live here: anything that a library user would want (`onrecord`), names in JSON (`onrecord-views`).

mod add;
mod arguments;
mod breaks;
mod brief;
mod bundle;
mod claims;
mod clock;
mod correct;
mod entity;
mod explain;
mod export;
mod failure;
#[cfg(feature = "fetch")]
mod fetch;
mod gathered;
#[cfg(feature = "parquet")]
mod import;
mod kept;
mod note;
mod out;
mod packs;
mod page;
mod painting;
mod procedure;
mod propose;
mod read;
mod report;
mod reread;
mod screen;
#[cfg(feature = "serve")]
mod serve;
#[cfg(feature = "sign")]
mod sign;
mod signals;
mod skipped;
mod status;
mod verify;

use std::process::ExitCode;

use clap::Parser;

use crate::arguments::{Arguments, Command};
use crate::failure::{Failure, Outcome};

fn main() -> ExitCode {
    signals::size_is_an_error();
    let arguments = Arguments::parse();
    let outcome = match &arguments.command {
        Command::Brief(options) => brief::run(options),
        Command::Status(options) => status::status(options),
        Command::Timeline(options) => status::timeline(options),
        Command::Changed(options) => status::changed(options),
        Command::Entity { command } => entity::run(command),
        Command::Correct { command } => correct::run(command),
        Command::Note { command } => note::run(command),
        Command::Judge(options) => note::judge(options),
        Command::Stories(options) => status::stories(options),
        Command::Origins(options) => status::origins(options),
        Command::Read(options) => read::run(options),
        Command::Add(options) => add::run(options),
        #[cfg(feature = "fetch")]
        Command::Fetch(options) => fetch::run(options),
        #[cfg(feature = "fetch")]
        Command::Watch(options) => fetch::watch(options),
        #[cfg(feature = "parquet")]
        Command::Import(options) => import::run(options),
        Command::Reread(options) => reread::run(options),
        Command::Claims(options) => claims::run(options),
        Command::Page(options) => page::run(options),
        Command::Explain(options) => explain::run(options),
        Command::Report(options) => report::run(options),
        Command::Export(options) => export::run(options),
        #[cfg(feature = "serve")]
        Command::Serve(options) => serve::run(options),
        #[cfg(feature = "sign")]
        Command::Sign(options) => sign::run(options),
        Command::Verify(options) => verify::run(options),
        Command::Procedure(options) => procedure::procedure(options),
        Command::Compare(options) => procedure::compare(options),
        Command::Packs { command } => packs::run(command),
    };
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::SomeFailed) => ExitCode::from(1),
        // Whoever read our output has seen enough: that is no failure.
        Err(Failure::BrokenPipe) => ExitCode::SUCCESS,
        Err(failure) => {
            // Nobody may be listening on standard error; the exit code says it too.
            out::say(&onrecord_views::plain::line(&failure.to_string()));
            ExitCode::from(failure.code())
        }
    }
}
