//! `onrecord serve`: the ledger in a browser.
//! What does not live here: what is answered (`onrecord-server`).

use std::io::Write;

use onrecord_server::{Options, ServeError, Server};

use crate::add;
use crate::arguments::{AddOptions, InputOptions, LedgerFile, PackFolder, ProposeOptions, ServeOptions};
use crate::clock;
use crate::failure::{Failure, Outcome};

/// Runs the command.
pub fn run(options: &ServeOptions) -> Result<Outcome, Failure> {
    let packs = || PackFolder {
        packs: options.packs.packs.clone(),
    };
    let mut outcome = Outcome::Done;
    if !options.paths.is_empty() {
        outcome = add::run(&AddOptions {
            input: InputOptions {
                paths: options.paths.clone(),
                date: None,
                records: Vec::new(),
                plain: false,
                jobs: None,
                list_skipped: false,
                packs: packs(),
            },
            ledger: LedgerFile {
                ledger: options.ledger.ledger.clone(),
            },
            propose: ProposeOptions::default(),
            own: None,
            learnt: None,
            quiet: false,
        })?;
    }
    #[allow(
        clippy::disallowed_methods,
        reason = "a secret that stands in no command line; no result depends on it"
    )]
    let token = std::env::var("ONRECORD_TOKEN").ok().filter(|t| !t.is_empty());
    let server = Server::open(&Options {
        ledger: options.ledger.ledger.clone(),
        packs: packs().packs,
        procedures: options.procedures.clone(),
        listen: options.listen,
        token,
        clock: clock::now,
        whole: onrecord_server::WHOLE,
    });
    let fail = |error: ServeError| match error {
        ServeError::NoToken(_) | ServeError::Shelf(_) | ServeError::Procedure(_) => {
            Failure::Use(error.to_string())
        }
        ServeError::Library(error) => error.into(),
        other => Failure::Other(other.to_string()),
    };
    let server = server.map_err(fail)?;
    if let Some(address) = server.address() {
        let mut out = std::io::stdout().lock();
        writeln!(out, "http://{address}/  (Ctrl-C ends it)")?;
        out.flush()?;
    }
    server.run().map_err(fail)?;
    Ok(outcome)
}
