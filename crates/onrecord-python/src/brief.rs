//! Where matters stand, of pages at hand or of a ledger.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;
use maud::{Render, html};
use onrecord::{Case, Engine, Status, changes, reconcile_as_of};
use onrecord_pages::{Frame, Links, Report, document, report, sheet, title};
use onrecord_views::brief::Briefing;
use onrecord_views::sheet::PageRef;
use onrecord_views::table::{self, Name};
use onrecord_views::tongue::Tongue;
use onrecord_views::{phrases, wire};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;

use crate::day::{Day, date};
use crate::objects::{Table, framed, line, lines, place};
use crate::page::shared;
use crate::{arrow, pool};

/// A case with what it is told by.
pub struct Held {
    pub case: Case,
    pub engine: Arc<Engine>,
    pub day: Option<Date>,
}

impl Held {
    pub fn briefing(&self) -> Briefing<'_> {
        Briefing::new(&self.case, &self.engine.packs, self.day)
    }

    pub fn table(&self, name: Name) -> Table {
        Table::new(table::table(name, &self.case, &self.engine.packs, self.day, &[]))
    }
}

/// Where matters stand as of a day, weightiest first: a sequence of `Matter`.
#[pyclass(module = "onrecord", frozen)]
pub struct Brief {
    held: Arc<Held>,
    statuses: Arc<Vec<Status>>,
}

impl Brief {
    /// Of the matters that hold all the words; remarks of no kind only with `all` or by words.
    pub fn of(held: Held, words: &[String], all: bool) -> Brief {
        let briefing = held.briefing();
        let statuses = briefing.statuses(words, all);
        let ranked = briefing.ranked(&statuses);
        let statuses = ranked.into_iter().map(|(_, s)| s.clone()).collect();
        Brief {
            held: Arc::new(held),
            statuses: Arc::new(statuses),
        }
    }

    fn matter(&self, at: usize) -> Matter {
        Matter {
            held: Arc::clone(&self.held),
            statuses: Arc::clone(&self.statuses),
            at,
        }
    }
}

/// Brings pages together and says where every matter in them stands.
///
/// `pages` holds what `read` gives or takes, or is one `pathlib.Path`. With `as_of`, nothing that was said or published
/// after that day counts.
#[pyfunction]
#[pyo3(signature = (pages, *, as_of=None, jobs=None, all=false))]
pub fn brief(
    py: Python<'_>,
    pages: &Bound<'_, PyAny>,
    as_of: Option<Day>,
    jobs: Option<usize>,
    all: bool,
) -> PyResult<Brief> {
    let as_of = date(as_of.as_ref())?;
    let read = pool::all(py, pages, jobs)?;
    let engine = shared(py)?;
    Ok(py.detach(|| {
        let mut seen = BTreeSet::new();
        let pages = read
            .iter()
            .filter(|p| seen.insert(p.page.sha256.clone()))
            .map(|p| (**p).clone())
            .collect();
        let case = reconcile_as_of(pages, &engine.packs.ground, as_of);
        let day = as_of.or_else(|| case.last_day());
        Brief::of(Held { case, engine, day }, &[], all)
    }))
}

#[pymethods]
impl Brief {
    /// The day that it holds for; `None` if no page has a date.
    #[getter]
    fn as_of(&self) -> Option<Date> {
        Some(self.held.briefing().as_of).filter(|d| *d != Date::MAX)
    }

    fn __len__(&self) -> usize {
        self.statuses.len()
    }

    fn __getitem__(&self, index: isize) -> PyResult<Matter> {
        Ok(self.matter(place(index, self.statuses.len())?))
    }

    /// Everything, as `onrecord brief --json` prints it.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let mut out = Vec::new();
        let as_of = self.held.briefing().as_of;
        wire::write_brief(&mut out, &self.held.case, &self.statuses, as_of);
        line(py, &out)
    }

    /// One row a matter.
    fn matters(&self) -> Table {
        self.held.table(Name::Matters)
    }

    /// One row a claim.
    fn claims(&self) -> Table {
        self.held.table(Name::Claims)
    }

    /// One row a claim of a matter, with its origin and why it belongs to it.
    fn origins(&self) -> Table {
        self.held.table(Name::Origins)
    }

    /// One row a page.
    fn pages(&self) -> Table {
        self.held.table(Name::Pages)
    }

    /// The matters as a stream of Arrow, by the PyCapsule interface.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // See `Table`: what is asked for may be left aside.
        drop(requested_schema);
        let held = &self.held;
        let table = table::table(Name::Matters, &held.case, &held.engine.packs, held.day, &[]);
        arrow::stream(py, &table)
    }

    /// The report on all these matters as one HTML file; `lang` is `en` or `zh`.
    #[pyo3(signature = (*, lang="en"))]
    fn report(&self, lang: &str) -> PyResult<String> {
        told(&self.held, &self.statuses, lang)
    }

    fn __str__(&self) -> String {
        let briefing = self.held.briefing();
        let told = self.statuses.iter().map(|status| {
            let line = briefing.sheet_line(status, Tongue::English);
            format!("{}: {}", line.title, line.sentence.text(Tongue::English))
        });
        told.collect::<Vec<_>>().join("\n")
    }

    fn __repr__(&self) -> String {
        format!(
            "<onrecord.Brief {}: {} matters of {} pages>",
            self.held.briefing().as_of_text(Tongue::English),
            self.statuses.len(),
            self.held.case.pages.len()
        )
    }

    fn _repr_html_(&self) -> String {
        let briefing = self.held.briefing();
        let lines = self.statuses.iter().take(40).map(|status| {
            let line = briefing.sheet_line(status, Tongue::English);
            onrecord_pages::line(&line, &Nowhere, Tongue::English)
        });
        let lines: Vec<_> = lines.collect();
        let body = html! {
            main { h1 { (briefing.as_of_text(Tongue::English)) } ul.matters { @for line in &lines { (line) } } }
        };
        framed(&document(&frame("onrecord"), &body), 480)
    }
}

/// Links that lead nowhere: what is shown alone has no page behind it.
struct Nowhere;

impl Links for Nowhere {
    fn claim(&self, _: &str) -> String {
        "#".into()
    }

    fn page(&self, _: &PageRef) -> String {
        "#".into()
    }

    fn matter(&self, _: &str) -> String {
        "#".into()
    }
}

fn frame(title: &str) -> Frame<'_> {
    Frame {
        title,
        tongue: Tongue::English,
        style: None,
        feed: None,
    }
}

fn told(held: &Held, statuses: &[Status], lang: &str) -> PyResult<String> {
    let tongue = Tongue::of(lang)
        .ok_or_else(|| PyValueError::new_err(format!("lang is {lang:?}: give \"en\" or \"zh\"")))?;
    let briefing = held.briefing();
    Ok(report(&Report {
        case: &held.case,
        packs: &held.engine.packs,
        briefing: &briefing,
        title: &title(&briefing, &held.case, statuses, tongue),
        matters: statuses,
        tongue,
        chain: None,
        ways: &[],
    }))
}

/// A matter: the question that claims answer, and where it stands.
#[pyclass(module = "onrecord", frozen)]
pub struct Matter {
    held: Arc<Held>,
    statuses: Arc<Vec<Status>>,
    at: usize,
}

impl Matter {
    fn status(&self) -> &Status {
        &self.statuses[self.at]
    }

    fn matter(&self) -> &onrecord::Matter {
        &self.held.case.matters[self.status().matter]
    }
}

#[pymethods]
impl Matter {
    /// Its id: `kind/subject/object`.
    #[getter]
    fn id(&self) -> &str {
        &self.matter().id
    }

    /// What it is about.
    #[getter]
    fn title(&self) -> &str {
        &self.matter().title
    }

    /// Kind of event: licence, deal, legal, …
    #[getter]
    fn kind(&self) -> &str {
        &self.matter().kind
    }

    /// The state; `None` if nothing that was said settles one.
    #[getter]
    fn state(&self) -> Option<&str> {
        self.status().state.as_deref()
    }

    /// `affirmed` or `negated`.
    #[getter]
    fn polarity(&self) -> String {
        wire::text(&self.status().polarity)
    }

    /// Whose word the state rests on: record, authority, party, …
    #[getter]
    fn standing(&self) -> Option<&'static str> {
        self.status().standing.map(|s| s.code())
    }

    /// True if a record or the deciding authority says so. Otherwise it is only reported.
    #[getter]
    fn settled(&self) -> bool {
        let status = self.status();
        status.state.is_some() && status.standing.is_some_and(phrases::settles)
    }

    /// Day of the state.
    #[getter]
    fn since(&self) -> Option<Date> {
        self.status().since
    }

    /// How many independent first sources stand behind the state: at the least and at the most.
    #[getter]
    fn origin_count(&self) -> (usize, usize) {
        let origins = &self.status().origins;
        (origins.sure, origins.possible)
    }

    /// What a reader must know beside the state: disputed, denied, no_comment, stale.
    #[getter]
    fn flags(&self) -> Vec<String> {
        self.status().flags.iter().map(wire::text).collect()
    }

    /// Where it stands, in a sentence.
    #[getter]
    fn sentence(&self) -> String {
        let line = self.held.briefing().sheet_line(self.status(), Tongue::English);
        line.sentence.text(Tongue::English)
    }

    /// Everything, as `onrecord status --json` prints it.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let mut out = Vec::new();
        wire::write_status(&mut out, &self.held.case, self.status());
        line(py, &out)
    }

    /// Who first said what and who only repeats it, as `onrecord origins --json` prints it.
    fn origins<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let mut out = Vec::new();
        wire::write_origins(&mut out, &self.held.case, self.status().matter);
        line(py, &out)
    }

    /// On which days it moved and what moved it, as `onrecord timeline --json` prints it.
    fn timeline<'py>(&self, py: Python<'py>) -> PyResult<Vec<Bound<'py, PyAny>>> {
        let held = &self.held;
        let until = held.day.unwrap_or(Date::MAX);
        let mut out = Vec::new();
        for change in &changes(&held.case, &held.engine.packs.ground, self.status().matter, until) {
            wire::write_change(&mut out, &held.case, change);
        }
        lines(py, &out)
    }

    /// The report on this matter as one HTML file; `lang` is `en` or `zh`.
    #[pyo3(signature = (*, lang="en"))]
    fn report(&self, lang: &str) -> PyResult<String> {
        told(&self.held, std::slice::from_ref(self.status()), lang)
    }

    fn __str__(&self) -> String {
        format!("{}: {}", self.title(), self.sentence())
    }

    fn __repr__(&self) -> String {
        format!("<onrecord.Matter {}>", self.id())
    }

    fn _repr_html_(&self) -> String {
        let sheet_of = self.held.briefing().sheet(self.status(), Tongue::English);
        let body = html! {
            main { h1 { (onrecord_pages::clean(&sheet_of.title)) } (sheet(&sheet_of, &Nowhere, Tongue::English)) }
        };
        framed(&document(&frame(&sheet_of.title), &body.render()), 620)
    }
}
