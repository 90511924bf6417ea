//! The desk where questions are answered: the engine, and the ledger if there is one.
//! What does not live here: the protocol (see `server`), what an answer holds (see `answers`).

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use onrecord::ledger::{Ledger, LedgerError};
use onrecord::procedures::Shelf;
use onrecord::{Engine, FindError, Library, LibraryError, Options, PacksError, ProcedureError};

/// Why there is no answer, in words for whoever asked.
#[derive(Debug, thiserror::Error)]
pub enum NoAnswer {
    /// The question cannot be answered as it is put.
    #[error("{0}")]
    Question(String),
    /// The ledger.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// A page or claim.
    #[error(transparent)]
    Find(#[from] FindError),
    /// A procedure.
    #[error(transparent)]
    Procedure(#[from] ProcedureError),
}

impl NoAnswer {
    /// A question that has to be put otherwise.
    pub fn question(words: impl Into<String>) -> NoAnswer {
        NoAnswer::Question(words.into())
    }
}

/// An answer.
pub type Answer = Result<serde_json::Value, NoAnswer>;

enum State {
    With(Box<Library>),
    /// There was no ledger when it was last looked for.
    Without(Box<Engine>),
    /// Between the two.
    Moving,
}

/// The desk.
pub struct Desk {
    state: State,
    ledger: PathBuf,
    /// The procedures.
    pub shelf: Shelf,
}

impl Desk {
    /// Opens the ledger if there is one; pages that are given with a question are read without.
    pub fn open(ledger: &Path, packs: Option<&Path>, shelf: Shelf) -> Result<Desk, LibraryError> {
        let state = match Library::open(ledger, packs) {
            Ok(library) => State::With(Box::new(library)),
            Err(LibraryError::Ledger(LedgerError::Missing { .. })) => {
                State::Without(Box::new(engine(packs)?))
            }
            Err(other) => return Err(other),
        };
        Ok(Desk {
            state,
            ledger: ledger.to_owned(),
            shelf,
        })
    }

    /// The engine.
    pub fn engine(&self) -> &Engine {
        match &self.state {
            State::With(library) => &library.engine,
            State::Without(engine) => engine,
            State::Moving => {
                unreachable!("a desk is moved by one call of `look_again`, which ends in another state")
            }
        }
    }

    /// The ledger with its engine.
    pub fn library(&self) -> Result<&Library, NoAnswer> {
        match &self.state {
            State::With(library) => Ok(library),
            _ => Err(NoAnswer::Ledger(LedgerError::Missing {
                path: self.ledger.clone(),
            })),
        }
    }

    /// Opens the ledger if it has come since the desk was opened.
    pub fn look_again(&mut self) {
        if !matches!(self.state, State::Without(_)) || !self.ledger.exists() {
            return;
        }
        let Ok(ledger) = Ledger::open(&self.ledger) else {
            return;
        };
        if let State::Without(engine) = std::mem::replace(&mut self.state, State::Moving) {
            self.state = State::With(Box::new(Library {
                ledger,
                engine: std::sync::Arc::new(*engine),
            }));
        }
    }
}

fn engine(packs: Option<&Path>) -> Result<Engine, PacksError> {
    Engine::new(&Options {
        packs: packs.map(Path::to_owned),
        ..Options::default()
    })
}

/// A day as asked for.
pub fn day(text: Option<&str>) -> Result<Option<Date>, NoAnswer> {
    text.filter(|t| !t.trim().is_empty())
        .map(|t| onrecord::sources::day(t).map_err(|e| NoAnswer::question(e.to_string())))
        .transpose()
}

/// The words of a question.
pub fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}
