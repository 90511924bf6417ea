//! What can go wrong between an input and its reading, in a form that a program can tell apart.
//! What does not live here: errors of the ledger (`onrecord_ledger::LedgerError`), exit codes (the doors).

use std::path::PathBuf;

use onrecord_page::PageError;
use onrecord_sources::{RecordError, Refusal, Skipped, SourceError, reason};

/// Why packs cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum PacksError {
    /// They could not be read.
    #[error(transparent)]
    Load(#[from] onrecord_packs::LoadError),
    /// They were read, and are not sound.
    #[error("{}: {count} problems in these packs, the first: {first}: run `onrecord packs check`", dir.display())]
    Problems {
        /// The folder.
        dir: PathBuf,
        /// How many.
        count: usize,
        /// The first of them.
        first: onrecord_model::PackProblem,
    },
}

/// An input that gave no reading. Displayed as one line: its name, why, and what to do.
#[derive(Debug, thiserror::Error)]
#[error("{input}: {why}")]
pub struct InputError {
    /// Name of the input: a path, `FILE:LINE`, `standard input`.
    pub input: String,
    /// Why.
    pub why: ReadError,
}

/// Why an input gave no reading.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// It could not be found or listed.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// A file could not be opened.
    #[error("cannot be opened ({}): check the path and the right to read it", reason(.0))]
    Open(std::io::Error),
    /// Standard input could not be read.
    #[error("cannot be read ({}): pipe a page into it", reason(.0))]
    Stdin(std::io::Error),
    /// Something in a container that gave no page.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Something that is no page: it is counted and is no failure.
    #[error("not read: {}", .0.kind)]
    Skipped(Box<Skipped>),
    /// A file larger than any page.
    #[error("is larger than 1 GiB: no page is: give saved pages")]
    TooLarge,
    /// A record that is none.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// Compressed bytes that hold nothing.
    #[error("could not be decompressed ({}): unpack it or fetch it again", reason(.0))]
    Compression(std::io::Error),
    /// A plain text that is not UTF-8 from this byte on.
    #[error("is no UTF-8 text at byte {0}: convert it first")]
    NotUtf8(usize),
    /// Bytes that are no page.
    #[error(transparent)]
    Page(#[from] PageError),
    /// The program itself failed, with these words.
    #[error("the program failed on this page ({0}): please report it with the page")]
    Panic(String),
}
