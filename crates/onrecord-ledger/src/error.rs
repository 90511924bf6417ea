//! What can go wrong with a ledger. Messages name the file and end in what to do.

use std::path::{Path, PathBuf};

/// Why the ledger could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// There is none.
    #[error("{}: there is no ledger: make one with `onrecord add`", path.display())]
    Missing {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// A database, but of another kind.
    #[error("{}: is no ledger: give a file made by `onrecord add`", path.display())]
    NoLedger {
        /// The file.
        path: PathBuf,
    },
    /// No file at all.
    #[error("{}: is a folder, a pipe or a device: a ledger is a file", path.display())]
    NoFile {
        /// What was named.
        path: PathBuf,
    },
    /// It cannot be looked at.
    #[error("{}: cannot be opened ({source}): check the path and the right to read it", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// Write-protected, while what was written last lies in the log beside it.
    #[error("{}: may not be written, and what was added last lies in the log beside it: copy both to a folder that may be written", path.display())]
    Log {
        /// The file.
        path: PathBuf,
    },
    /// A ledger of a layout that this program does not know.
    #[error("{}: is a ledger of layout {version}, {}", path.display(), crate::schema::age(*version))]
    Version {
        /// The file.
        path: PathBuf,
        /// Its layout.
        version: i64,
    },
    /// A ledger of the layout before this program's, opened only to be asked.
    #[error("{}: is a ledger of an earlier version: `onrecord reread` brings it up to date", path.display())]
    Earlier {
        /// The file.
        path: PathBuf,
    },
    /// SQLite said no.
    #[error("{}: {}: {}", path.display(), source, advice(source))]
    Database {
        /// The file.
        path: PathBuf,
        /// What it said.
        source: rusqlite::Error,
    },
    /// Something stored cannot be read back.
    #[error("{}: {what} is damaged ({why}): run `onrecord verify`, then take the ledger from a backup", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is damaged.
        what: String,
        /// How that shows.
        why: String,
    },
}

impl LedgerError {
    pub(crate) fn database(path: &Path, source: rusqlite::Error) -> LedgerError {
        LedgerError::Database {
            path: path.to_owned(),
            source,
        }
    }

    pub(crate) fn damaged(path: &Path, what: impl Into<String>, why: impl Into<String>) -> LedgerError {
        LedgerError::Damaged {
            path: path.to_owned(),
            what: what.into(),
            why: why.into(),
        }
    }
}

fn advice(source: &rusqlite::Error) -> &'static str {
    match source.sqlite_error_code() {
        Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked) => {
            "another program holds it: try again when that has ended"
        }
        Some(rusqlite::ErrorCode::NotADatabase) => "give a ledger, or a name that is not taken",
        Some(rusqlite::ErrorCode::CannotOpen) => "check that the folder is there and may be written",
        Some(rusqlite::ErrorCode::DiskFull) => "free some space; what was reported as added is kept",
        Some(rusqlite::ErrorCode::SystemIoFailure) => {
            "check the disk, its free space and the limit on the size of files; what was reported as added is kept"
        }
        Some(rusqlite::ErrorCode::ReadOnly | rusqlite::ErrorCode::PermissionDenied) => {
            "check the right to write it"
        }
        _ => "run `onrecord verify`",
    }
}
