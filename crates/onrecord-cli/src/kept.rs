//! The ledger that the commands about kept pages ask.
//! What does not live here: what they print.

use onrecord::Library;
use onrecord_views::plain;

use crate::arguments::{LedgerFile, PackFolder};
use crate::failure::Failure;
use crate::out;

/// Opens the ledger to ask it; one that may not be written is read as it lies there, and one line on standard error says so.
pub fn library(file: &LedgerFile, packs: &PackFolder) -> Result<Library, Failure> {
    let library = Library::open(&file.ledger, packs.packs.as_deref())?;
    if library.ledger.is_write_protected() {
        out::say(&format!(
            "{}: may not be written: read as it lies there",
            plain::line(&file.ledger.display().to_string())
        ));
    }
    Ok(library)
}

/// Opens the ledger to ask it. If pages were read with other rules, one line on standard error says what would help;
/// nothing is written.
pub fn open(file: &LedgerFile, packs: &PackFolder) -> Result<Library, Failure> {
    let library = library(file, packs)?;
    let outdated = library.outdated()?;
    if outdated > 0 {
        out::say(&format!(
            "{}: {outdated} pages were read with other rules or by another version: `onrecord reread` reads them again",
            plain::line(&file.ledger.display().to_string())
        ));
    }
    Ok(library)
}
