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

use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior};

use crate::schema::Found;

pub use captures::{CaptureLine, Seen, Sighting};
pub use error::LedgerError;
pub use event::{Event, EventKind, Head};
pub use page::{
    Added, Carried, NewPage, StoredPage, hash_of, hints_as_json, hints_of_json, id_bytes, packed, rules_of,
    unpacked,
};
pub use query::ClaimFilter;
pub use stored::FORM;
pub use verify::{Again, Break, Rereader, Verdict};

/// An open ledger.
#[derive(Debug)]
pub struct Ledger {
    db: Connection,
    path: PathBuf,
    immutable: bool,
}

/// See [`Ledger::still`].
#[derive(Debug)]
pub struct Still<'l> {
    _held: rusqlite::Transaction<'l>,
}

/// True if the file may be read and not written.
fn is_protected(path: &Path) -> bool {
    use std::io::ErrorKind;
    let opened = std::fs::OpenOptions::new().append(true).open(path);
    opened.is_err_and(|e| {
        matches!(
            e.kind(),
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem
        )
    })
}

/// True if SQLite could not write what it needs even to read.
fn is_refused(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::PermissionDenied)
    )
}

/// A path as a part of an address.
fn encoded(path: &Path) -> String {
    let mut address = String::new();
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'_' | b'-' => {
                address.push(char::from(*byte))
            }
            _ => address.push_str(&format!("%{byte:02X}")),
        }
    }
    address
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
        let owned = || path.to_owned();
        let found = schema::look(path).map_err(|source| LedgerError::Unreadable {
            path: owned(),
            source,
        })?;
        match found {
            Found::Ledger => {}
            Found::Nothing | Found::Empty if create => {}
            Found::Nothing => return Err(LedgerError::Missing { path: owned() }),
            Found::NoFile => return Err(LedgerError::NoFile { path: owned() }),
            Found::Empty | Found::Other => return Err(LedgerError::NoLedger { path: owned() }),
        }
        if change {
            return Ledger::prepared(path, create, true, false);
        }
        // If nothing can be written, nobody writes: the file is read as it lies there, and nothing is made beside it.
        let log = std::fs::metadata(schema::log_of(path)).is_ok_and(|log| log.len() > 0);
        if is_protected(path) && !log {
            return Ledger::prepared(path, false, false, true);
        }
        match Ledger::prepared(path, false, false, false) {
            Err(LedgerError::Database { source, .. }) if is_refused(&source) && log => {
                Err(LedgerError::Log { path: owned() })
            }
            Err(LedgerError::Database { source, .. }) if is_refused(&source) => {
                Ledger::prepared(path, false, false, true)
            }
            opened => opened,
        }
    }

    fn prepared(path: &Path, create: bool, change: bool, immutable: bool) -> Result<Ledger, LedgerError> {
        let fail = |source| LedgerError::database(path, source);
        // A path is a path: SQLite would take `:memory:` and `file:…` for something else.
        let place = match path.is_relative() {
            true => Path::new(".").join(path),
            false => path.to_owned(),
        };
        let mut db = match (immutable, change) {
            (true, _) => Connection::open_with_flags(
                format!("file:{}?immutable=1", encoded(&place)),
                OpenFlags::SQLITE_OPEN_READ_ONLY
                    | OpenFlags::SQLITE_OPEN_URI
                    | OpenFlags::SQLITE_OPEN_NO_MUTEX,
            ),
            (false, true) => Connection::open(&place),
            (false, false) => Connection::open_with_flags(
                &place,
                OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
            ),
        }
        .map_err(fail)?;
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
            immutable,
        })
    }

    /// True if the file may not be written and is read as it lies there: nothing beside it is looked at or made.
    pub fn is_write_protected(&self) -> bool {
        self.immutable
    }

    /// Until what is given is dropped, everything that is asked is answered as of now, whatever others write meanwhile.
    pub fn still(&self) -> Result<Still<'_>, LedgerError> {
        let held = self.db.unchecked_transaction().map_err(|e| self.fail(e))?;
        Ok(Still { _held: held })
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
