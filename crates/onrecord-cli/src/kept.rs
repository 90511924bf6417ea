//! The ledger that the commands about kept pages ask.
//! What does not live here: what they print.

use std::io::Write;

use onrecord::Library;

use crate::arguments::{LedgerFile, PackFolder};
use crate::failure::Failure;

/// Opens the ledger to ask it. If pages were read with other rules, one line on standard error says what would help;
/// nothing is written.
pub fn open(file: &LedgerFile, packs: &PackFolder) -> Result<Library, Failure> {
    let library = Library::open(&file.ledger, packs.packs.as_deref())?;
    let outdated = library.outdated()?;
    if outdated > 0 {
        let _ = writeln!(
            std::io::stderr(),
            "onrecord: {}: {outdated} pages were read with other rules or by another version: `onrecord reread` reads them again",
            file.ledger.display()
        );
    }
    Ok(library)
}
