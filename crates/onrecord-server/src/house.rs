//! What all requests share: the engine, open ledgers, the key of this run, cases that were brought together.
//! What does not live here: answering (see `routes`), HTTP (see `door`).

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::civil::Date;
use onrecord::ledger::{Ledger, LedgerError};
use onrecord::procedures::Shelf;
use onrecord::{Case, Cut, Engine, Library, LibraryError, Moment};
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;

use crate::{Options, ServeError};

/// Ledgers that are kept open: more would only wait for the processor.
const OPEN: usize = 8;
/// Answers that are made at once; the others wait.
const AT_ONCE: usize = 8;
/// Bodies of uploads that are held in memory at once.
const UPLOADS: usize = 2;
/// Whole cases that are kept: as of today, and as of a few days that somebody looks at.
const CASES: usize = 4;
/// Up to so many pages all are brought together for lists; above, a question names something.
pub const WHOLE: usize = 4000;

/// A case of all pages, with the day that it is of.
pub type Whole = Arc<(Case, Option<Date>)>;

/// The chain's end and the cut that a case is of.
type Key = (String, Option<Date>, Option<Date>);

/// What all requests share.
#[derive(Debug)]
pub struct House {
    pub engine: Arc<Engine>,
    edition: String,
    pub clock: fn() -> Moment,
    path: PathBuf,
    /// Random bytes of this run: what a form must bring back.
    key: [u8; 32],
    token: Option<String>,
    /// Procedures that ship, and those of the folder.
    pub shelf: Shelf,
    idle: Mutex<Vec<Ledger>>,
    cases: Mutex<Vec<(Key, Whole)>>,
    /// Up to so many pages all are brought together.
    pub most: usize,
    pub answers: Semaphore,
    pub uploads: Semaphore,
    /// Held from the look at what was judged meanwhile until the judgement is written.
    pub judging: Mutex<()>,
}

impl House {
    pub fn open(options: &Options) -> Result<House, ServeError> {
        let fail = |e| ServeError::Library(LibraryError::Ledger(e));
        // Made if there is none, and brought up to date if it is of the layout before.
        drop(Ledger::create_or_open(&options.ledger).map_err(fail)?);
        let engine = Engine::new(&onrecord::Options {
            packs: options.packs.clone(),
            ..onrecord::Options::default()
        });
        let engine = engine.map_err(|e| ServeError::Library(LibraryError::Packs(e)))?;
        let shelf = onrecord::shelf(options.procedures.as_deref())?;
        // A procedure that does not read is told now, and not to whoever asks for it.
        if options.procedures.is_some() {
            for name in shelf.names() {
                onrecord::find_procedure(&shelf, name)?;
            }
        }
        let mut key = [0; 32];
        getrandom::fill(&mut key).map_err(|_| ServeError::Machine("random bytes"))?;
        Ok(House {
            edition: engine.edition(),
            engine: Arc::new(engine),
            clock: options.clock,
            path: options.ledger.clone(),
            key,
            token: options.token.clone(),
            shelf,
            most: options.whole,
            idle: Mutex::default(),
            cases: Mutex::default(),
            answers: Semaphore::new(AT_ONCE),
            uploads: Semaphore::new(UPLOADS),
            judging: Mutex::default(),
        })
    }

    /// Lends an open ledger to a piece of work.
    pub fn with_library<T>(&self, work: impl FnOnce(&Library) -> T) -> Result<T, LedgerError> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let ledger = match idle {
            Some(ledger) => ledger,
            None => Ledger::open(&self.path)?,
        };
        let library = Library {
            ledger,
            engine: Arc::clone(&self.engine),
        };
        let made = work(&library);
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < OPEN {
            idle.push(library.ledger);
        }
        Ok(made)
    }

    /// Which program and rules read.
    pub fn edition(&self) -> &str {
        &self.edition
    }

    /// A ledger to write to.
    pub fn writer(&self) -> Result<Library, LedgerError> {
        Ok(Library {
            ledger: Ledger::open_to_write(&self.path)?,
            engine: Arc::clone(&self.engine),
        })
    }

    /// All pages brought together, if they are not too many.
    pub fn whole(&self, library: &Library, cut: Cut) -> Result<Option<Whole>, LedgerError> {
        let key = (library.ledger.head()?.hash, cut.as_of, cut.known_on);
        let known = {
            let cases = self.cases.lock().unwrap_or_else(PoisonError::into_inner);
            cases.iter().find(|(k, _)| *k == key).map(|(_, c)| Arc::clone(c))
        };
        if known.is_some() {
            return Ok(known);
        }
        if library.ledger.count_pages()? > self.most {
            return Ok(None);
        }
        let made: Whole = Arc::new(library.case(&[], cut)?);
        let mut cases = self.cases.lock().unwrap_or_else(PoisonError::into_inner);
        // What was learnt since makes every other case old.
        cases.retain(|((head, ..), _)| *head == key.0);
        if cases.len() >= CASES {
            cases.remove(0);
        }
        cases.push((key, Arc::clone(&made)));
        Ok(Some(made))
    }

    /// What a form of this run must bring back: no other site can read it.
    pub fn form_token(&self) -> String {
        self.sealed("form")
    }

    /// What a browser keeps that once gave the token.
    pub fn pass(&self) -> Option<String> {
        Some(self.sealed(self.token.as_deref()?))
    }

    /// True if a request may come in by what it brings; always if no token is asked for.
    pub fn lets_in(&self, bearer: Option<&str>, cookie: Option<&str>) -> bool {
        let Some(token) = self.token.as_deref() else {
            return true;
        };
        let bearer = bearer.is_some_and(|given| same(given, token));
        let pass = self.sealed(token);
        bearer | cookie.is_some_and(|given| same(given, &pass))
    }

    /// True if requests need a token.
    pub fn is_locked(&self) -> bool {
        self.token.is_some()
    }

    fn sealed(&self, words: &str) -> String {
        let mut hash = Sha256::new();
        hash.update(self.key);
        hash.update(words.as_bytes());
        hash.finalize().iter().map(|b| format!("{b:02x}")).collect()
    }
}

/// Compares two secrets in a time that tells nothing of them.
pub fn same(a: &str, b: &str) -> bool {
    use subtle::ConstantTimeEq;
    Sha256::digest(a.as_bytes())
        .as_slice()
        .ct_eq(Sha256::digest(b.as_bytes()).as_slice())
        .into()
}

#[cfg(test)]
mod tests {
    #[test]
    fn secrets_are_compared_whole() {
        assert!(super::same("abc", "abc"));
        assert!(!super::same("abc", "abd") && !super::same("abc", "ab") && !super::same("", "a"));
    }
}
