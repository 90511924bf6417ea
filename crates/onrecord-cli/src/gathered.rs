//! A case for a command: of the ledger's pages, or of pages that are read for it and not kept.
//! What does not live here: what is made of it.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;
use onrecord::procedures::Traveller;
use onrecord::{Case, Cut, Engine, Read, ReadPage, reconcile_as_of};

use crate::arguments::{InputOptions, PackFolder, SourceOptions};
use crate::failure::Failure;
use crate::kept;
use crate::read::each;

/// A case with what it is told by.
pub struct Gathered {
    /// The engine, with the packs.
    pub engine: Arc<Engine>,
    /// The case.
    pub case: Case,
    /// The day that it is of.
    pub day: Option<Date>,
    /// Pages that gave nothing.
    pub failures: usize,
    /// The end of the ledger's chain.
    pub chain: Option<String>,
}

/// Which pages of a ledger are asked for; pages that are read for a command are all looked at.
pub enum Wanted<'a> {
    /// Those with matters that hold all the words; all if there are none.
    Words(&'a [String]),
    /// Those with claims about somebody; all if nobody is given.
    About(&'a [String]),
}

/// Brings the pages together that are asked for.
pub fn gather(of: &SourceOptions, wanted: &Wanted<'_>) -> Result<Gathered, Failure> {
    let cut = Cut {
        as_of: of.as_of,
        known_on: of.known_on,
    };
    if of.read.is_empty() {
        let library = kept::open(&of.ledger, &of.packs)?;
        let (case, day) = match wanted {
            Wanted::About(who) => {
                let ground = &library.engine.packs.ground;
                let who: Vec<Traveller> = who.iter().map(|w| Traveller::find(w, ground)).collect();
                library.case_about(&who, cut)?
            }
            Wanted::Words(words) => library.case(words, cut)?,
        };
        let chain = library.ledger.head()?.hash;
        return Ok(Gathered {
            engine: library.engine,
            case,
            day,
            failures: 0,
            chain: Some(chain),
        });
    }
    let engine = Engine::new(&onrecord::Options {
        packs: of.packs.packs.clone(),
        ..onrecord::Options::default()
    })?;
    let input = InputOptions {
        paths: of.read.clone(),
        date: None,
        records: Vec::new(),
        plain: false,
        jobs: None,
        list_skipped: false,
        packs: PackFolder {
            packs: of.packs.packs.clone(),
        },
    };
    let (pages, failures) = pages(&engine, &input)?;
    let case = reconcile_as_of(pages, &engine.packs.ground, of.as_of);
    let day = of.as_of.or_else(|| case.last_day());
    Ok(Gathered {
        engine: Arc::new(engine),
        case,
        day,
        failures,
        chain: None,
    })
}

/// Reads pages for a command, the same bytes under two names once; with how many inputs gave nothing. What is left out is
/// told on standard error.
pub fn pages(engine: &Engine, input: &InputOptions) -> Result<(Vec<ReadPage>, usize), Failure> {
    let mut pages = Vec::new();
    let ended = each(
        engine,
        input,
        |engine, input| engine.read(input).map(Read::into_read_page),
        |page| {
            pages.push(page);
            Ok(())
        },
    )?;
    ended.skipped.say();
    // In whatever order the pages were named, the answer is one.
    pages.sort_by(|a: &ReadPage, b| (&a.page.source, &a.page.sha256).cmp(&(&b.page.source, &b.page.sha256)));
    let mut seen = BTreeSet::new();
    pages.retain(|page: &ReadPage| seen.insert(page.page.sha256.clone()));
    Ok((pages, ended.failures))
}
