//! An opened ledger with the engine to read its pages: what the commands about kept pages begin with.
//! What does not live here: what they print.

use std::io::Write;

use jiff::civil::Date;
use onrecord::ReadPage;
use onrecord::ledger::{Ledger, StoredPage};

use crate::arguments::{LedgerFile, PackFolder};
use crate::clock;
use crate::failure::Failure;
use onrecord::Engine;

/// A ledger and what is needed to read in it.
#[derive(Debug)]
pub struct Library {
    /// The ledger.
    pub ledger: Ledger,
    /// The engine.
    pub engine: Engine,
}

impl Library {
    /// Opens the ledger; pages that were read with other packs, or by another version, are read again.
    pub fn open(file: &LedgerFile, packs: &PackFolder) -> Result<Library, Failure> {
        let ledger = Ledger::open(&file.ledger)?;
        let engine = Engine::of_packs(packs.packs.as_deref())?;
        let mut library = Library { ledger, engine };
        library.refresh()?;
        Ok(library)
    }

    fn refresh(&mut self) -> Result<(), Failure> {
        let identity = self.engine.identity();
        let stale = self.ledger.read_with_other_packs(&identity)?;
        if stale.is_empty() {
            return Ok(());
        }
        let _ = writeln!(
            std::io::stderr(),
            "onrecord: {}: {} pages were read with other packs or by another version: reading them again",
            self.ledger.path().display(),
            stale.len()
        );
        let at = clock::now();
        for (sha256, means) in stale {
            let Some(bytes) = self.ledger.bytes(&sha256)? else {
                continue;
            };
            match self.engine.read_again(&bytes, &means) {
                Ok(read) => self.ledger.reread(&read, &identity, at)?,
                // The old reading stays: better than none.
                Err(why) => {
                    let _ = writeln!(
                        std::io::stderr(),
                        "onrecord: {}: {why}: the earlier reading is kept",
                        means.source
                    );
                }
            }
        }
        Ok(())
    }

    /// All pages that were learnt by the end of `known_on`, in the order they came in.
    pub fn pages(&self, known_on: Option<Date>) -> Result<Vec<ReadPage>, Failure> {
        let known = |page: &StoredPage| match (known_on, page.read.learnt) {
            (Some(day), Some(learnt)) => learnt.date() <= day,
            _ => true,
        };
        let pages = self.ledger.pages()?;
        Ok(pages.into_iter().filter(known).map(|p| p.read).collect())
    }
}
