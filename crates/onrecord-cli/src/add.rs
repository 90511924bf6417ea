//! `onrecord add`: pages into the ledger, each page once.
//! What does not live here: how they are kept (see `onrecord-ledger`).

use std::io::Write;

use onrecord::ledger::{Added, Ledger, NewPage};

use crate::arguments::AddOptions;
use crate::clock;
use crate::failure::{Failure, Outcome};
use crate::read::each;
use onrecord::Engine;

/// Pages written in one transaction: enough to share the cost of reaching the disk, few enough that others who
/// write need not wait and a kill costs little work.
const BATCH: usize = 16;
/// A batch is written when it holds this many bytes, however few pages.
const BATCH_BYTES: usize = 8 << 20;

/// Runs the command.
pub fn run(options: &AddOptions) -> Result<Outcome, Failure> {
    // The process ends with it: to take it apart would only cost time.
    let engine = std::mem::ManuallyDrop::new(Engine::new(&options.input.engine(true))?);
    let mut writer = Writer {
        ledger: Ledger::create_or_open(&options.ledger.ledger)?,
        packs: engine.edition(),
        options,
        batch: Vec::new(),
        added: 0,
        known: 0,
    };
    let failures = each(&engine, &options.input, Engine::read_to_keep, |page| {
        writer.take(page)
    })?;
    writer.write()?;
    if !options.quiet {
        let plural = |n: usize| if n == 1 { "page" } else { "pages" };
        // For people: programs read the lines on standard output.
        let _ = writeln!(
            std::io::stderr(),
            "{} {} added, {} known, {failures} failed: {}",
            writer.added,
            plural(writer.added),
            writer.known,
            options.ledger.ledger.display()
        );
    }
    Ok(Outcome::of(failures))
}

struct Writer<'a> {
    ledger: Ledger,
    packs: String,
    options: &'a AddOptions,
    batch: Vec<NewPage>,
    added: usize,
    known: usize,
}

impl Writer<'_> {
    fn take(&mut self, page: NewPage) -> Result<(), Failure> {
        self.batch.push(page);
        let bytes: usize = self.batch.iter().map(|p| p.bytes.len()).sum();
        if self.batch.len() >= BATCH || bytes >= BATCH_BYTES {
            self.write()?;
        }
        Ok(())
    }

    fn write(&mut self) -> Result<(), Failure> {
        if self.batch.is_empty() {
            return Ok(());
        }
        let at = self.options.learnt.unwrap_or_else(clock::now);
        let added = self.ledger.add(&self.batch, &self.packs, at)?;
        let mut out = std::io::stdout().lock();
        for (page, added) in self.batch.drain(..).zip(added) {
            let word = match added {
                Added::New => {
                    self.added += 1;
                    "added"
                }
                Added::Known => {
                    self.known += 1;
                    "known"
                }
            };
            if !self.options.quiet {
                let page = &page.read.page;
                writeln!(out, "{word} {} {}", page.sha256, page.source)?;
            }
        }
        out.flush()?;
        Ok(())
    }
}
