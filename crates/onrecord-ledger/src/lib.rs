//! onrecord-ledger: pages and what was read in them, kept for good.
//!
//! One SQLite file. Events are only ever appended and hang together by their hashes; pages are kept compressed under
//! the hash of their bytes; readings are derived from pages and may be made anew at any time. A page is added in one
//! transaction, so a kill leaves either the whole page or nothing of it.
//! What does not live here: reading pages (the caller hands over what it read), the clock (times come in as
//! arguments), JSON names that go out.

mod captures;
mod error;
mod event;
mod judgements;
mod page;
mod postings;
mod query;
mod schema;
mod stored;
mod verify;

use std::path::{Path, PathBuf};

use rusqlite::{Connection, TransactionBehavior};

pub use captures::{CaptureLine, Seen, Sighting};
pub use error::LedgerError;
pub use event::{Event, EventKind, Head};
pub use page::{Added, NewPage, StoredPage, hash_of, id_bytes};
pub use query::ClaimFilter;
pub use stored::FORM;
pub use verify::{Break, Rereader, Verdict};

/// An open ledger.
#[derive(Debug)]
pub struct Ledger {
    db: Connection,
    path: PathBuf,
}

impl Ledger {
    /// Opens the ledger at `path`; makes it where there is none.
    pub fn create_or_open(path: &Path) -> Result<Ledger, LedgerError> {
        Ledger::connect(path, true, true)
    }

    /// Opens the ledger at `path`, which must be there, to ask it: whatever writes fails.
    pub fn open(path: &Path) -> Result<Ledger, LedgerError> {
        let ledger = Ledger::of(path, false)?;
        ledger
            .db
            .pragma_update(None, "query_only", true)
            .map_err(|e| ledger.fail(e))?;
        Ok(ledger)
    }

    /// Opens the ledger at `path`, which must be there, to change it.
    pub fn open_to_write(path: &Path) -> Result<Ledger, LedgerError> {
        Ledger::of(path, true)
    }

    fn of(path: &Path, change: bool) -> Result<Ledger, LedgerError> {
        if !path.exists() {
            return Err(LedgerError::Missing {
                path: path.to_owned(),
            });
        }
        Ledger::connect(path, false, change)
    }

    fn connect(path: &Path, create: bool, change: bool) -> Result<Ledger, LedgerError> {
        let fail = |source| LedgerError::database(path, source);
        let mut db = Connection::open(path).map_err(fail)?;
        schema::prepare(&mut db, create, change).map_err(|problem| match problem {
            schema::Problem::Database(source) => LedgerError::database(path, source),
            schema::Problem::NoLedger => LedgerError::NoLedger {
                path: path.to_owned(),
            },
            schema::Problem::Before => LedgerError::Earlier {
                path: path.to_owned(),
            },
            schema::Problem::Version(version) => LedgerError::Version {
                path: path.to_owned(),
                version,
            },
        })?;
        Ok(Ledger {
            db,
            path: path.to_owned(),
        })
    }

    /// Where the ledger lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Runs `work` as the only writer: all of it is kept, or nothing.
    fn write<T>(
        &mut self,
        work: impl FnOnce(&rusqlite::Transaction<'_>) -> Result<T, LedgerError>,
    ) -> Result<T, LedgerError> {
        let path = self.path.clone();
        let fail = |source| LedgerError::database(&path, source);
        let transaction = self
            .db
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(fail)?;
        let made = work(&transaction)?;
        transaction.commit().map_err(fail)?;
        Ok(made)
    }

    fn fail(&self, source: rusqlite::Error) -> LedgerError {
        LedgerError::database(&self.path, source)
    }
}
