//! A ledger with the engine that reads its pages: what is asked about kept pages begins here.
//! What does not live here: what is shown, and the clock.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;
use onrecord_case::{Case, Changed, Cut};
use onrecord_ledger::{Again, Carried, Ledger, LedgerError, StoredPage, Verdict, hash_of, rules_of};
use onrecord_model::{Ground, Moment, ReadPage};
use onrecord_procedures::Traveller;

use crate::corrections::read_again;
use crate::engine::{Engine, Options};
use crate::error::{PacksError, ReadError};
use crate::order::in_order;

/// Pages read again and written in one transaction.
const BATCH: usize = 64;

/// A ledger and what is needed to read in it.
#[derive(Debug)]
pub struct Library {
    /// The ledger.
    pub ledger: Ledger,
    /// The engine; several libraries may share one.
    pub engine: Arc<Engine>,
}

/// What a page is called.
#[derive(Clone, Debug)]
pub struct PageHead {
    /// Its id.
    pub sha256: String,
    /// Where it is from.
    pub source: String,
    /// Its headline.
    pub title: Option<String>,
}

/// What came of reading pages again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reread {
    /// Pages that were read.
    pub read: usize,
    /// Pages that could not be, and keep their earlier reading.
    pub failed: usize,
    /// What became of what models had pointed at.
    pub proposals: Carried,
}

/// Why a library could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum LibraryError {
    /// The packs.
    #[error(transparent)]
    Packs(#[from] PacksError),
    /// The ledger.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
}

impl Library {
    /// Opens the ledger to ask it: nothing is written, whatever packs it was read with.
    pub fn open(ledger: &Path, packs: Option<&Path>) -> Result<Library, LibraryError> {
        Library::of(Ledger::open(ledger)?, packs)
    }

    /// Opens the ledger to add pages; makes it if there is none.
    pub fn create_or_open(ledger: &Path, packs: Option<&Path>) -> Result<Library, LibraryError> {
        Library::of(Ledger::create_or_open(ledger)?, packs)
    }

    /// Opens the ledger to read its pages again.
    pub fn open_to_write(ledger: &Path, packs: Option<&Path>) -> Result<Library, LibraryError> {
        Library::of(Ledger::open_to_write(ledger)?, packs)
    }

    fn of(ledger: Ledger, packs: Option<&Path>) -> Result<Library, LibraryError> {
        let engine = Engine::new(&Options {
            packs: packs.map(Path::to_owned),
            ..Options::default()
        })?;
        let engine = Arc::new(engine);
        Ok(Library { ledger, engine })
    }

    /// How many pages were read with other rules or by another version: [`Library::reread`] would help them.
    pub fn outdated(&self) -> Result<usize, LedgerError> {
        self.ledger.count_read_with_other_packs(&self.engine.edition())
    }

    /// Reads those pages again with `jobs` threads, learnt at `at`. What a model pointed at is kept if it still stands in
    /// the page. A page that fails keeps its earlier reading, better than none, and is told to `failed` by its source.
    pub fn reread(
        &mut self,
        jobs: usize,
        at: Moment,
        mut failed: impl FnMut(&str, &ReadError),
    ) -> Result<Reread, LedgerError> {
        let edition = self.engine.edition();
        let outdated = self.ledger.read_with_other_packs(&edition)?;
        let days = self.days_by_hand()?;
        let mut done = Reread::default();
        for batch in outdated.chunks(BATCH) {
            let mut pages = Vec::with_capacity(batch.len());
            for (sha256, hints) in batch {
                if let Some(bytes) = self.ledger.bytes(sha256)? {
                    pages.push((sha256, bytes, hints));
                }
            }
            let mut reads: Vec<ReadPage> = Vec::with_capacity(pages.len());
            let engine = &self.engine;
            in_order(
                pages.iter(),
                jobs,
                |(sha256, bytes, hints)| {
                    let read = read_again(engine, days.get(*sha256), bytes, hints);
                    (&hints.source, read)
                },
                |(source, result)| {
                    match result {
                        Ok(page) => reads.push(page),
                        Err(why) => {
                            done.failed += 1;
                            failed(source, &why);
                        }
                    }
                    std::ops::ControlFlow::Continue(())
                },
            );
            let carried = self.ledger.reread(&reads, &edition, at)?;
            done.proposals.kept += carried.kept;
            done.proposals.lost += carried.lost;
            done.read += reads.len();
        }
        Ok(done)
    }

    /// Checks that everything is as it was learnt; pages that were read with today's rules are read again.
    pub fn verify(&self) -> Result<Verdict, LedgerError> {
        let edition = self.engine.edition();
        let _still = self.ledger.still()?;
        let days = self.days_by_hand()?;
        self.ledger.verify(&|bytes, hints, packs| {
            (rules_of(packs) == rules_of(&edition)).then(|| {
                let read = self.read_again(&hash_of(bytes), bytes, hints, &days);
                let again = |read| Again {
                    read,
                    same_names: packs == edition,
                };
                read.map(again).map_err(Into::into)
            })
        })
    }

    /// The matters that hold all the words, or all matters if there are none, with the day that the case is of. The pages
    /// of a few names are loaded; all of them if no name holds a word.
    pub fn case(&self, words: &[String], cut: Cut) -> Result<(Case, Option<Date>), LedgerError> {
        let ground = self.ground();
        let judged = self.ledger.judged(cut.known_on)?;
        if !words.is_empty()
            && let Some(case) = onrecord_case::docket(&self.ledger, ground, &judged, words, cut)?
        {
            return Ok((case, onrecord_case::today(&self.ledger, cut)?));
        }
        let pages = self.pages(cut.known_on)?;
        let case = onrecord_case::reconcile_judged(pages, ground, cut.as_of, &judged);
        let day = cut.as_of.or_else(|| case.last_day());
        Ok((case, day))
    }

    /// All matters of the pages that hold claims about those who go a way, with the day that the case is of; of all pages if
    /// nobody is given, or only somebody whom neither the catalogue nor a page's names know.
    pub fn case_about(&self, who: &[Traveller], cut: Cut) -> Result<(Case, Option<Date>), LedgerError> {
        if who.is_empty() {
            return self.case(&[], cut);
        }
        let names: BTreeSet<String> = who.iter().flat_map(|t| t.names().clone()).collect();
        let judged = self.ledger.judged(cut.known_on)?;
        let case = onrecord_case::docket_of(&self.ledger, self.ground(), &judged, &names, cut)?;
        if case.pages.is_empty() && who.iter().any(|t| !t.is_known()) {
            return self.case(&[], cut);
        }
        Ok((case, onrecord_case::today(&self.ledger, cut)?))
    }

    /// What moved on a day or later; words of no kind only if they are asked for.
    pub fn changed_since(&self, since: Date, cut: Cut, statements: bool) -> Result<Changed, LedgerError> {
        let judged = self.ledger.judged(cut.known_on)?;
        onrecord_case::changed_since(&self.ledger, self.ground(), &judged, since, cut, statements)
    }

    /// What pages are called, `limit` of them after the first `from` in the order they came in; and how many there are.
    pub fn page_heads(&self, from: usize, limit: usize) -> Result<(Vec<PageHead>, usize), LedgerError> {
        let (ids, all) = self.ledger.page_ids_from(from, limit)?;
        let mut heads = Vec::with_capacity(ids.len());
        for id in ids {
            heads.extend(self.ledger.find_pages(&id)?.into_iter().map(|page| PageHead {
                sha256: page.read.page.sha256,
                source: page.read.page.source,
                title: page.read.article.title,
            }));
        }
        Ok((heads, all))
    }

    /// The matter of an id, with the pages that speak of it and the day; `None` if there is none.
    pub fn case_of(&self, id: &str, cut: Cut) -> Result<Option<(Case, usize, Option<Date>)>, LedgerError> {
        let names: Vec<String> = onrecord_case::names_of_matter(id);
        let judged = self.ledger.judged(cut.known_on)?;
        let found = |case: Case, day: Option<Date>| {
            let at = case.matters.iter().position(|m| m.id == id);
            at.map(|at| (case, at, day))
        };
        if !names.is_empty() {
            let case =
                onrecord_case::docket_of_matter(&self.ledger, self.ground(), &judged, id, &names, cut)?;
            if let Some(found) = found(case, onrecord_case::today(&self.ledger, cut)?) {
                return Ok(Some(found));
            }
        }
        // Words of no kind are put together over all pages of their story.
        if !id.starts_with("statement/") {
            return Ok(None);
        }
        let (case, day) = self.case(&[], cut)?;
        Ok(found(case, day))
    }

    /// How many pages hold claims about a name, as [`onrecord_case::judged_name`] gives it.
    pub fn pages_about(&self, name: &str) -> Result<usize, LedgerError> {
        use onrecord_case::Store;
        let pages = self.ledger.pages_of(&onrecord_case::keys::about(name), None)?;
        Ok(pages.len())
    }

    fn ground(&self) -> &Ground {
        &self.engine.packs.ground
    }

    /// All pages that were learnt by the end of `known_on`, in the order they came in.
    pub fn pages(&self, known_on: Option<Date>) -> Result<Vec<ReadPage>, LedgerError> {
        let known = |page: &StoredPage| match (known_on, page.read.learnt) {
            (Some(day), Some(learnt)) => learnt.date() <= day,
            _ => true,
        };
        let pages = self.ledger.pages()?;
        Ok(pages.into_iter().filter(known).map(|p| p.read).collect())
    }
}
