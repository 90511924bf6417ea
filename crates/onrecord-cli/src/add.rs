//! `onrecord add`: pages into the ledger, each page once.
//! What does not live here: how they are kept (see `onrecord-ledger`).

use std::io::Write;

use onrecord::ledger::{Added, Ledger, NewPage, Seen, Sighting, id_bytes};
use onrecord_views::plain;

use crate::arguments::{AddOptions, Own};
use crate::clock;
use crate::failure::{Failure, Outcome};
use crate::out;
use crate::propose::{proposer, tell};
use crate::read::{each_of, inputs};
use crate::signals::{self, Progress};
use onrecord::sources::Input;
use onrecord::{Engine, Hints, InputError, Kept};

/// Pages written in one transaction: enough to share the cost of reaching the disk, few enough that others who
/// write need not wait and a kill costs little work.
const BATCH: usize = 16;
/// A batch is written when it holds this many bytes, however few pages.
const BATCH_BYTES: usize = 8 << 20;

/// Runs the command.
pub fn run(options: &AddOptions) -> Result<Outcome, Failure> {
    // The process ends with it: to take it apart would only cost time.
    let engine = std::mem::ManuallyDrop::new(Engine::new(&options.input.engine(true))?);
    let proposer = proposer(&engine, &options.propose)?;
    let inputs = inputs(&options.input)?.with_digests();
    let ledger = Ledger::create_or_open(&options.ledger.ledger)?;
    // Pages that are there are not read again: a run that was stopped goes on where it was.
    let ids = ledger.page_ids()?;
    let known = |id: &str| id_bytes(id).is_some_and(|id| ids.binary_search(&id).is_ok());
    let progress = Progress::default();
    signals::tell_when_stopped(&progress);
    let mut writer = Writer {
        ledger,
        progress,
        listening: true,
        packs: engine.edition(),
        options,
        batch: Vec::new(),
        seen: Vec::new(),
        order: Vec::new(),
        bytes: 0,
        added: 0,
        known: 0,
        unknown: 0,
    };
    let ended = each_of(
        inputs,
        &engine,
        &options.input,
        |engine, input| {
            let mut kept = match &options.own {
                Some(own) => read_own(engine, input, own, &known)?,
                None => engine.read_to_keep(input, &known)?,
            };
            if let (Some(proposer), Kept::New(page)) = (&proposer, &mut kept) {
                let read = &page.read;
                page.proposals = proposer.propose(&read.page.sha256, &read.article, &read.reading);
            }
            Ok(kept)
        },
        &mut |kept| writer.take(kept),
    );
    let mut ended = match ended.and_then(|ended| writer.write().map(|()| ended)) {
        Ok(ended) => ended,
        Err(failure) => {
            out::say(&format!(
                "stopped: {} that were added before are kept",
                pages(writer.added)
            ));
            return Err(failure);
        }
    };
    for _ in 0..writer.unknown {
        ended
            .skipped
            .count("", "records of pages that were archived elsewhere");
    }
    let failures = ended.failures;
    let unanswered = tell(proposer.as_ref());
    if !options.quiet {
        ended.skipped.say();
        // For people: programs read the lines on standard output.
        let _ = writeln!(
            std::io::stderr(),
            "{} added, {} known, {failures} failed: {}",
            pages(writer.added),
            writer.known,
            plain::line(&options.ledger.ledger.display().to_string())
        );
    }
    Ok(Outcome::of(failures + unanswered))
}

/// Reads a text as a source of one's own: what somebody said, when and how stands in place of an outlet and a day.
fn read_own(
    engine: &Engine,
    input: Input,
    own: &Own,
    known: &(dyn Fn(&str) -> bool + Sync),
) -> Result<Kept, InputError> {
    let Own { who, when, how } = own;
    engine.read_text_to_keep(
        input,
        Hints {
            plain: true,
            source: format!("own source: {who}, {when}, {how}"),
            date: Some(*when),
            outlet: Some(format!("own source: {who}, {how}")),
            ..Hints::default()
        },
        known,
    )
}

fn pages(n: usize) -> String {
    format!("{n} {}", if n == 1 { "page" } else { "pages" })
}

struct Writer<'a> {
    ledger: Ledger,
    progress: Progress,
    /// False once nobody reads the lines any more: the pages are added all the same.
    listening: bool,
    packs: String,
    options: &'a AddOptions,
    batch: Vec<NewPage>,
    /// Sightings of pages that the ledger may hold, to be written after the batch.
    seen: Vec<Sighting>,
    /// Both, in the order they came.
    order: Vec<Place>,
    /// Bytes of the batch.
    bytes: usize,
    added: usize,
    known: usize,
    /// Sightings of pages that the ledger does not hold.
    unknown: usize,
}

impl Writer<'_> {
    fn take(&mut self, kept: Kept) -> Result<(), Failure> {
        match kept {
            Kept::New(page) => {
                self.bytes += page.bytes.len();
                self.order.push(Place::Page(self.batch.len()));
                self.batch.push(*page);
            }
            Kept::Seen(sighting) => {
                self.order.push(Place::Sighting(self.seen.len()));
                self.seen.push(*sighting);
            }
        }
        // Sightings are small: more of them share the cost of reaching the disk.
        if self.batch.len() >= BATCH || self.bytes >= BATCH_BYTES || self.seen.len() >= BATCH * 16 {
            self.write()?;
        }
        Ok(())
    }

    /// Writes what is held and prints a line for each, in the order it came.
    fn write(&mut self) -> Result<(), Failure> {
        if self.order.is_empty() {
            return Ok(());
        }
        let at = self.options.learnt.unwrap_or_else(clock::now);
        let mut told = self.progress.hold();
        let added = self.ledger.add(&self.batch, &self.packs, at)?;
        *told += added.iter().filter(|a| **a == Added::New).count();
        let seen = self.ledger.see(&self.seen, at)?;
        drop(told);
        let mut lines = String::new();
        for place in self.order.drain(..) {
            let (word, id, source) = match place {
                Place::Page(at) => {
                    let page = &self.batch[at].read.page;
                    let word = match added[at] {
                        Added::New => "added",
                        Added::Known => "known",
                    };
                    (word, &page.sha256, &page.source)
                }
                Place::Sighting(at) => match &seen[at] {
                    Seen::New(page) | Seen::Known(page) => ("known", page, &self.seen[at].hints.source),
                    Seen::NoPage => {
                        self.unknown += 1;
                        continue;
                    }
                },
            };
            match word {
                "added" => self.added += 1,
                _ => self.known += 1,
            }
            lines.push_str(&format!("{word} {id} {}\n", plain::line(source)));
        }
        self.batch.clear();
        self.seen.clear();
        self.bytes = 0;
        self.say(&lines)
    }

    fn say(&mut self, lines: &str) -> Result<(), Failure> {
        if self.options.quiet || !self.listening {
            return Ok(());
        }
        let mut out = out::text();
        match out.write_all(lines.as_bytes()).and_then(|()| out.flush()) {
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => self.listening = false,
            written => written?,
        }
        Ok(())
    }
}

/// Where a thing is that waits to be written.
enum Place {
    Page(usize),
    Sighting(usize),
}
