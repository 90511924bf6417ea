//! One page.

use std::sync::{Arc, OnceLock};

use jiff::civil::Date;
use onrecord::{Engine, Moment, Options, ReadPage};
use onrecord_pages::{Frame, document, page_text};
use onrecord_views::tongue::Tongue;
use onrecord_views::{phrases, wire};
use pyo3::prelude::*;

use crate::day::{Time, moment};
use crate::errors;
use crate::objects::{framed, line};
use crate::pool::make;
use crate::sources::{Known, work};

/// The engine that all pages are read with: compiled once.
pub fn shared(py: Python<'_>) -> PyResult<Arc<Engine>> {
    static ENGINE: OnceLock<Arc<Engine>> = OnceLock::new();
    if let Some(engine) = ENGINE.get() {
        return Ok(Arc::clone(engine));
    }
    let engine = py.detach(|| {
        // A panic in a stage is an error of its page; the default hook would print it a second time.
        std::panic::set_hook(Box::new(|_| {}));
        Engine::new(&Options::default())
    });
    let engine = Arc::new(engine.map_err(errors::packs)?);
    Ok(Arc::clone(ENGINE.get_or_init(|| engine)))
}

/// The engine, for pages that are all of a day.
pub fn engine(py: Python<'_>, date: Option<Moment>) -> PyResult<Arc<Engine>> {
    match date {
        None => shared(py),
        Some(_) => {
            let options = Options {
                date,
                ..Options::default()
            };
            let engine = py.detach(|| Engine::new(&options));
            Ok(Arc::new(engine.map_err(errors::packs)?))
        }
    }
}

/// A page that was read.
#[pyclass(module = "onrecord", frozen)]
pub struct Page {
    pub read: Arc<ReadPage>,
    engine: Arc<Engine>,
}

impl Page {
    pub fn new(read: Arc<ReadPage>, engine: Arc<Engine>) -> Page {
        Page { read, engine }
    }

    fn json(&self) -> Vec<u8> {
        let mut out = Vec::new();
        wire::write_read_page(&mut out, &self.read, &[]);
        out
    }
}

/// Reads one page.
///
/// `source` is the page's bytes, a `str` of HTML or of an article's text, a `pathlib.Path`, or a dict with `text` or
/// `html` as `onrecord read --records` takes it. `date` is the day of publication if it is known from elsewhere.
#[pyfunction]
#[pyo3(signature = (source, *, date=None, plain=false, name=None, url=None, title=None, outlet=None, lang=None))]
#[allow(clippy::too_many_arguments, reason = "keyword arguments of Python")]
pub fn read(
    py: Python<'_>,
    source: &Bound<'_, PyAny>,
    date: Option<Time>,
    plain: bool,
    name: Option<String>,
    url: Option<String>,
    title: Option<String>,
    outlet: Option<String>,
    lang: Option<String>,
) -> PyResult<Page> {
    let known = Known {
        plain,
        source: name,
        url,
        date: moment(date.as_ref())?,
        title,
        outlet,
        lang,
    };
    let work = work(source, &known, 1)?;
    let engine = shared(py)?;
    match py.detach(|| make(&engine, work)) {
        Ok(read) => Ok(Page::new(Arc::from(read), engine)),
        Err(error) => Err(errors::read(py, &error)),
    }
}

#[pymethods]
impl Page {
    /// SHA-256 of the page's bytes, its id.
    #[getter]
    fn sha256(&self) -> &str {
        &self.read.page.sha256
    }

    /// Path, record or name that it came from.
    #[getter]
    fn source(&self) -> &str {
        &self.read.page.source
    }

    /// Address, if it is known.
    #[getter]
    fn url(&self) -> Option<&str> {
        self.read.page.url.as_deref()
    }

    /// Headline.
    #[getter]
    fn title(&self) -> Option<&str> {
        self.read.article.title.as_deref()
    }

    /// Who published it.
    #[getter]
    fn outlet(&self) -> Option<&str> {
        self.read.article.outlet.as_deref()
    }

    /// Language tag.
    #[getter]
    fn lang(&self) -> &str {
        &self.read.article.lang_tag
    }

    /// Day of publication; `None` rather than wrong.
    #[getter]
    fn published(&self) -> Option<Date> {
        self.read.article.published.as_ref().and_then(|p| p.date)
    }

    /// The article's text. Spans count its UTF-8 bytes.
    #[getter]
    fn text(&self) -> &str {
        &self.read.article.text
    }

    /// The claims, as `onrecord read` prints them, each with its `words`.
    #[getter]
    fn claims<'py>(&self, py: Python<'py>) -> PyResult<Vec<Bound<'py, PyAny>>> {
        let claims = line(py, &self.json())?.get_item("claims")?;
        let claims: Vec<Bound<'py, PyAny>> = claims.extract()?;
        for (claim, read) in claims.iter().zip(&self.read.reading.claims) {
            claim.set_item("words", self.read.words(read))?;
        }
        Ok(claims)
    }

    /// What was noted: damage that was read through, doubts.
    #[getter]
    fn notes(&self) -> Vec<String> {
        let notes = &self.read.reading.notes;
        notes
            .iter()
            .map(|n| format!("{}: {}", n.stage, n.message))
            .collect()
    }

    /// Everything, as `onrecord read` prints it.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        line(py, &self.json())
    }

    /// The same as one line of JSON, byte for byte what `onrecord read` prints.
    fn to_json(&self) -> PyResult<String> {
        let mut json = self.json();
        json.pop();
        String::from_utf8(json).map_err(|e| errors::Error::new_err(e.to_string()))
    }

    fn __repr__(&self) -> String {
        format!(
            "<onrecord.Page {:?}, {}, {} claims>",
            self.read.article.title.as_deref().unwrap_or("(no title)"),
            phrases::published(self.read.article.published.as_ref()),
            self.read.reading.claims.len()
        )
    }

    /// The text with the words of claims marked.
    fn _repr_html_(&self) -> String {
        let frame = Frame {
            title: self.read.article.title.as_deref().unwrap_or("(no title)"),
            tongue: Tongue::English,
            style: None,
            feed: None,
        };
        framed(&document(&frame, &page_text(&self.read, "c-", None)), 420)
    }

    fn __eq__(&self, other: &Page) -> bool {
        self.read.page.sha256 == other.read.page.sha256 && self.engine.edition() == other.engine.edition()
    }
}
