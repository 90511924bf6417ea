//! What may be read: bytes, text, paths, records.
//! What does not live here: reading it (see `pool`).

use std::path::PathBuf;

use onrecord::sources::{self, Input};
use onrecord::{Hints, Moment};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyString};

/// One thing to be read.
pub enum Work {
    /// Bytes that are at hand.
    Bytes(Vec<u8>, Box<Hints>),
    /// Something that the library opens.
    Input(Box<Input>),
}

/// What is known of a page beforehand.
#[derive(Clone, Default)]
pub struct Known {
    /// True if it is an article's text already.
    pub plain: bool,
    /// Its name.
    pub source: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// When it was published.
    pub date: Option<Moment>,
    /// Its headline.
    pub title: Option<String>,
    /// Its outlet.
    pub outlet: Option<String>,
    /// Its language.
    pub lang: Option<String>,
}

impl Known {
    fn hints(&self, otherwise: &str) -> Box<Hints> {
        Box::new(Hints {
            plain: self.plain,
            source: self.source.clone().unwrap_or_else(|| otherwise.to_owned()),
            url: self.url.clone(),
            date: self.date,
            title: self.title.clone(),
            outlet: self.outlet.clone(),
            lang: self.lang.clone(),
            ..Hints::default()
        })
    }
}

/// What a Python object stands for; `number` names what has no name.
pub fn work(object: &Bound<'_, PyAny>, known: &Known, number: usize) -> PyResult<Work> {
    let name = || format!("page {number}");
    if let Ok(bytes) = object.cast::<PyBytes>() {
        return Ok(Work::Bytes(bytes.as_bytes().to_vec(), known.hints(&name())));
    }
    if let Ok(text) = object.cast::<PyString>() {
        return Ok(of_text(text.to_str()?, known, &name())?);
    }
    if let Ok(record) = object.cast::<PyDict>() {
        return of_record(record, known, &name());
    }
    if object.hasattr("__fspath__")? {
        let path: PathBuf = object.extract()?;
        return of_path(path, known);
    }
    // Whatever shows its bytes: bytearray, memoryview.
    if object.hasattr("__buffer__")? || object.get_type().name()?.to_str()? == "bytearray" {
        let bytes: Vec<u8> = object.extract()?;
        return Ok(Work::Bytes(bytes, known.hints(&name())));
    }
    Err(PyTypeError::new_err(format!(
        "{} is no page: give bytes, a str of HTML or text, a pathlib.Path, or a dict with `text` or `html`",
        object.get_type().name()?
    )))
}

/// Text is HTML if it begins with a tag, else an article's text. What looks like the path of a file is refused: it would
/// be read as an article of one line.
fn of_text(text: &str, known: &Known, name: &str) -> PyResult<Work> {
    let lines = text.trim_start_matches('\u{feff}').trim_start();
    let html = lines.starts_with('<') && !known.plain;
    if !html && text.len() < 4096 && !text.contains('\n') && std::path::Path::new(text).exists() {
        return Err(PyValueError::new_err(format!(
            "{text:?} is a file: give pathlib.Path({text:?})"
        )));
    }
    let mut hints = known.hints(name);
    hints.plain = !html;
    // A str is Unicode, whatever charset the page once declared.
    hints.charset = html.then(|| "utf-8".to_owned());
    Ok(Work::Bytes(text.as_bytes().to_vec(), hints))
}

fn of_path(path: PathBuf, known: &Known) -> PyResult<Work> {
    let bare = known.url.is_none() && known.title.is_none() && known.outlet.is_none() && known.lang.is_none();
    if bare && known.date.is_none() && !known.plain && known.source.is_none() {
        return Ok(Work::Input(Box::new(Input::File(path))));
    }
    let source = path.display().to_string();
    match std::fs::read(&path) {
        Ok(bytes) => Ok(Work::Bytes(bytes, known.hints(&source))),
        // Its error is the one that the library gives for a file.
        Err(_) => Ok(Work::Input(Box::new(Input::File(path)))),
    }
}

/// A record: the same object as a line of `onrecord read --records`.
fn of_record(record: &Bound<'_, PyDict>, known: &Known, name: &str) -> PyResult<Work> {
    let record = record.copy()?;
    if !record.contains("id")? {
        record.set_item("id", name)?;
    }
    if let Some(date) = record.get_item("date")?
        && date.hasattr("isoformat")?
    {
        record.set_item("date", date.call_method0("isoformat")?)?;
    }
    let line: String = record
        .py()
        .import("json")?
        .call_method1("dumps", (&record,))?
        .extract()?;
    let record =
        sources::parse(&line, known.date).map_err(|e| PyValueError::new_err(format!("{name}: {e}")))?;
    Ok(Work::Bytes(record.body.into_bytes(), Box::new(record.hints)))
}
