//! A ledger: pages kept for good, asked as of any day.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Mutex;

use jiff::civil::Date;
use onrecord::ledger::{ClaimFilter, NewPage};
use onrecord::sources::Inputs;
use onrecord::{Cut, InputError, Kept, Library, Moment, ReadError, changes, in_order};
use onrecord_views::table::Name;
use onrecord_views::{explanation, wire};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::brief::{Brief, Held};
use crate::day::{Day, Time, date, moment};
use crate::errors;
use crate::objects::{Table, lines};
use crate::page::shared;
use crate::pool::threads;
use crate::sources::{Known, Work, work};

/// Pages written in one transaction.
const BATCH: usize = 16;

/// A ledger in a file. Nothing that asks it writes.
#[pyclass(module = "onrecord", frozen)]
pub struct Ledger {
    library: Mutex<Library>,
}

impl Ledger {
    fn with<T: Send>(&self, py: Python<'_>, work: impl FnOnce(&mut Library) -> T + Send) -> T {
        py.detach(|| work(&mut self.library.lock().unwrap_or_else(|e| e.into_inner())))
    }

    fn held(&self, py: Python<'_>, words: &[String], cut: Cut) -> PyResult<Held> {
        let engine = shared(py)?;
        let (case, day) = self.with(py, |l| l.case(words, cut)).map_err(errors::ledger)?;
        Ok(Held { case, engine, day })
    }
}

/// Words as one text or a list.
#[derive(FromPyObject)]
enum Words {
    Text(String),
    List(Vec<String>),
}

fn words(words: Option<Words>) -> Vec<String> {
    match words {
        None => Vec::new(),
        Some(Words::Text(text)) => text.split_whitespace().map(str::to_owned).collect(),
        Some(Words::List(list)) => list,
    }
}

fn cut(as_of: Option<&Day>, known_on: Option<&Day>) -> PyResult<Cut> {
    Ok(Cut {
        as_of: date(as_of)?,
        known_on: date(known_on)?,
    })
}

/// Now, in UTC, as `datetime` has it.
fn now(py: Python<'_>) -> PyResult<Moment> {
    let datetime = py.import("datetime")?;
    let utc = datetime.getattr("timezone")?.getattr("utc")?;
    let now = datetime.getattr("datetime")?.call_method1("now", (utc,))?;
    let bare = PyDict::new(py);
    bare.set_item("tzinfo", py.None())?;
    bare.set_item("microsecond", 0)?;
    let at: jiff::civil::DateTime = now.call_method("replace", (), Some(&bare))?.extract()?;
    Ok(Moment::clock(at))
}

#[pymethods]
impl Ledger {
    /// Opens the ledger at `path`; makes it if there is none, unless `create` is false.
    #[new]
    #[pyo3(signature = (path, *, create=true))]
    fn new(py: Python<'_>, path: PathBuf, create: bool) -> PyResult<Ledger> {
        // One engine serves all ledgers and pages of a process.
        let engine = shared(py)?;
        let ledger = py.detach(|| match create {
            true => onrecord::ledger::Ledger::create_or_open(&path),
            false => onrecord::ledger::Ledger::open_to_write(&path),
        });
        let ledger = ledger.map_err(errors::ledger)?;
        Ok(Ledger {
            library: Mutex::new(Library { ledger, engine }),
        })
    }

    /// Where it lies.
    #[getter]
    fn path(&self, py: Python<'_>) -> PathBuf {
        self.with(py, |l| l.ledger.path().to_owned())
    }

    /// Adds pages, each once; gives how many were `added`, `known` and `failed`, and the `errors` by name.
    ///
    /// `items` is what `read_many` takes. `learnt` is when they were learnt, in UTC; left out, now.
    #[pyo3(signature = (items, *, jobs=None, date=None, learnt=None))]
    fn add<'py>(
        &self,
        py: Python<'py>,
        items: &Bound<'py, PyAny>,
        jobs: Option<usize>,
        date: Option<Time>,
        learnt: Option<Time>,
    ) -> PyResult<Bound<'py, PyDict>> {
        let jobs = threads(jobs)?;
        let known = Known {
            date: moment(date.as_ref())?,
            ..Known::default()
        };
        let at = match moment(learnt.as_ref())? {
            Some(at) => at,
            None => now(py)?,
        };
        let mut counts = Counts::default();
        if items.hasattr("__fspath__")? {
            if known.date.is_some() {
                return Err(PyValueError::new_err(
                    "date goes with pages one by one: give a list of paths",
                ));
            }
            let path: PathBuf = items.extract()?;
            let inputs = Inputs::of(vec![path], Vec::new()).with_digests();
            let inputs = inputs.map(|input| Work::Input(Box::new(input)));
            self.with(py, |l| add(l, inputs, jobs, at, &mut counts))
                .map_err(errors::ledger)?;
        } else {
            let mut batch = Vec::new();
            for (number, item) in items.try_iter()?.enumerate() {
                batch.push(work(&item?, &known, number + 1)?);
                if batch.len() == BATCH * jobs {
                    let batch = std::mem::take(&mut batch);
                    self.with(py, |l| add(l, batch.into_iter(), jobs, at, &mut counts))
                        .map_err(errors::ledger)?;
                }
            }
            self.with(py, |l| add(l, batch.into_iter(), jobs, at, &mut counts))
                .map_err(errors::ledger)?;
        }
        let told = PyDict::new(py);
        told.set_item("added", counts.added)?;
        told.set_item("known", counts.known)?;
        told.set_item("failed", counts.errors.len())?;
        told.set_item("skipped", counts.skipped)?;
        told.set_item("errors", counts.errors)?;
        Ok(told)
    }

    /// Where the matters stand that hold all the words; all matters if there are none.
    #[pyo3(signature = (words=None, *, as_of=None, known_on=None, all=false))]
    fn status(
        &self,
        py: Python<'_>,
        words: Option<Words>,
        as_of: Option<Day>,
        known_on: Option<Day>,
        all: bool,
    ) -> PyResult<Brief> {
        let words = self::words(words);
        let held = self.held(py, &words, cut(as_of.as_ref(), known_on.as_ref())?)?;
        Ok(py.detach(|| Brief::of(held, &words, all)))
    }

    /// On which days the matters moved and what moved them, as `onrecord timeline --json` prints it.
    #[pyo3(signature = (words=None, *, as_of=None, known_on=None))]
    fn timeline<'py>(
        &self,
        py: Python<'py>,
        words: Option<Words>,
        as_of: Option<Day>,
        known_on: Option<Day>,
    ) -> PyResult<Vec<Bound<'py, PyAny>>> {
        let words = self::words(words);
        let held = self.held(py, &words, cut(as_of.as_ref(), known_on.as_ref())?)?;
        let case = &held.case;
        let until = held.day.unwrap_or(Date::MAX);
        let matters = (0..case.matters.len()).filter(|m| case.is_about(*m, &words));
        let mut found: Vec<_> = matters
            .flat_map(|m| changes(case, &held.engine.packs.ground, m, until))
            .collect();
        found.sort_by_key(|c| (c.day, c.matter));
        let mut out = Vec::new();
        for change in &found {
            wire::write_change(&mut out, case, change);
        }
        lines(py, &out)
    }

    /// Claims, one a row, by `kind` and `entity`.
    #[pyo3(signature = (*, kind=None, entity=None))]
    fn claims(&self, py: Python<'_>, kind: Option<String>, entity: Option<String>) -> PyResult<Table> {
        let held = self.held(py, &[], Cut::default())?;
        let filter = ClaimFilter { kind, entity };
        let wanted: std::collections::BTreeSet<&str> = held
            .case
            .pages
            .iter()
            .flat_map(|p| &p.reading.claims)
            .filter(|c| filter.wants(c))
            .map(|c| c.id.as_str())
            .collect();
        let packs = &held.engine.packs;
        let mut table = onrecord_views::table::table(Name::Claims, &held.case, packs, held.day, &[]);
        table.rows.retain(|row| wanted.contains(row[0].text().as_str()));
        Ok(Table::new(table))
    }

    /// Claims of matters with the origins that they go back to, one a row.
    #[pyo3(signature = (words=None, *, as_of=None))]
    fn origins(&self, py: Python<'_>, words: Option<Words>, as_of: Option<Day>) -> PyResult<Table> {
        let words = self::words(words);
        let held = self.held(py, &words, cut(as_of.as_ref(), None)?)?;
        let packs = &held.engine.packs;
        let table = onrecord_views::table::table(Name::Origins, &held.case, packs, held.day, &words);
        Ok(Table::new(table))
    }

    /// Pages, one a row.
    fn pages(&self, py: Python<'_>) -> PyResult<Table> {
        Ok(self.held(py, &[], Cut::default())?.table(Name::Pages))
    }

    /// How a claim came about, line by line, down to the bytes of its page. `KeyError` if there is none.
    fn explain<'py>(&self, py: Python<'py>, claim: String) -> PyResult<Bound<'py, PyDict>> {
        let told = self
            .with(py, |l| {
                let found = l.find_claim(&claim)?;
                Ok::<_, onrecord::FindError>(explanation::explain(l, &found)?)
            })
            .map_err(errors::find)?;
        let lines: Vec<(String, String)> = told.lines.into_iter().map(|l| (l.label, l.text)).collect();
        let dict = PyDict::new(py);
        dict.set_item("claim", told.claim)?;
        dict.set_item("head", told.head)?;
        dict.set_item("lines", lines)?;
        Ok(dict)
    }

    /// Pages that hold all the words, best first: dicts of `page`, `title`, `outlet`, `source`, `claims`, `span`.
    #[pyo3(signature = (words, *, limit=20))]
    fn search<'py>(&self, py: Python<'py>, words: Words, limit: usize) -> PyResult<Vec<Bound<'py, PyDict>>> {
        let words = self::words(Some(words));
        let hits = self
            .with(py, |l| l.search(&words, limit))
            .map_err(errors::ledger)?;
        hits.hits
            .iter()
            .map(|hit| {
                let page = &hit.page;
                let dict = PyDict::new(py);
                dict.set_item("page", &page.page.sha256)?;
                dict.set_item("source", &page.page.source)?;
                dict.set_item("title", &page.article.title)?;
                dict.set_item("outlet", &page.article.outlet)?;
                dict.set_item("published", page.article.published.as_ref().and_then(|p| p.date))?;
                let claims = hit.claims.iter().map(|at| page.reading.claims[*at].id.as_str());
                dict.set_item("claims", claims.collect::<Vec<_>>())?;
                dict.set_item("span", hit.place.map(|s| (s.start(), s.end())))?;
                Ok(dict)
            })
            .collect()
    }

    fn __repr__(&self, py: Python<'_>) -> String {
        format!("<onrecord.Ledger {:?}>", self.path(py).display().to_string())
    }
}

/// What became of things that were to be added.
#[derive(Default)]
struct Counts {
    added: usize,
    known: usize,
    skipped: usize,
    errors: BTreeMap<String, String>,
}

fn add(
    library: &mut Library,
    items: impl Iterator<Item = Work> + Send,
    jobs: usize,
    at: Moment,
    counts: &mut Counts,
) -> Result<(), onrecord::ledger::LedgerError> {
    use onrecord::ledger::Added;
    let Library { ledger, engine } = library;
    let edition = engine.edition();
    let ids = ledger.page_ids()?;
    let known = |id: &str| onrecord::ledger::id_bytes(id).is_some_and(|id| ids.binary_search(&id).is_ok());
    let mut pages: Vec<NewPage> = Vec::new();
    let mut seen = Vec::new();
    let mut failed = Ok(());
    let mut write = |pages: &mut Vec<NewPage>, counts: &mut Counts| {
        for added in ledger.add(pages, &edition, at)? {
            match added {
                Added::New => counts.added += 1,
                Added::Known => counts.known += 1,
            }
        }
        pages.clear();
        Ok(())
    };
    in_order(
        items,
        jobs,
        |work| match work {
            Work::Input(input) => engine.read_to_keep(*input, &known),
            Work::Bytes(bytes, hints) => engine.keep_bytes(bytes, *hints, &known),
        },
        |result| {
            match result {
                Ok(Kept::New(page)) => pages.push(*page),
                Ok(Kept::Seen(sighting)) => {
                    counts.known += 1;
                    seen.push(*sighting);
                }
                Err(InputError {
                    why: ReadError::Skipped(_),
                    ..
                }) => counts.skipped += 1,
                Err(error) => {
                    counts.errors.insert(error.input.clone(), error.why.to_string());
                }
            }
            if pages.len() >= BATCH {
                failed = write(&mut pages, counts);
            }
            match &failed {
                Ok(()) => std::ops::ControlFlow::Continue(()),
                Err(_) => std::ops::ControlFlow::Break(()),
            }
        },
    );
    failed?;
    write(&mut pages, counts)?;
    ledger.see(&seen, at).map(|_| ())
}
