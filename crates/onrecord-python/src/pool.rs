//! Many pages at once, on threads that need no interpreter, in the order of the input, memory bounded.
//! What does not live here: what a page is (see `page`).

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};

use onrecord::sources::Inputs;
use onrecord::{Engine, InputError, Read, ReadError, ReadPage};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyIterator, PyList};

use crate::day::{Time, moment};
use crate::errors;
use crate::page::{Page, engine};
use crate::sources::{Known, Work, work};

/// Pages that may wait for an earlier one, for each thread: enough to ride over a slow page.
const WAITING_PER_JOB: usize = 8;

/// What came of one thing.
pub type Made = Result<Box<ReadPage>, InputError>;

/// Reads one thing.
pub fn make(engine: &Engine, work: Work) -> Made {
    let read = match work {
        Work::Input(input) => engine.read(*input),
        Work::Bytes(bytes, hints) => engine.read_bytes(&bytes, &hints).map_err(|why| InputError {
            input: hints.source.clone(),
            why,
        }),
    };
    read.map(Read::into_read_page).map(Box::new)
}

/// Where things to be read come from.
enum Feed {
    /// A Python iterable.
    Items(Py<PyIterator>),
    /// A file, a folder or an archive, walked by the library.
    Inputs(Box<Inputs>),
}

struct State {
    feed: Feed,
    known: Known,
    work: SyncSender<(usize, Work)>,
    made: Receiver<(usize, Made)>,
    waiting: BTreeMap<usize, Made>,
    taken: usize,
    given: usize,
    window: usize,
    ended: bool,
}

/// Pages as they are read, in the order of what they are read from.
#[pyclass(module = "onrecord", frozen)]
pub struct Pages {
    state: Mutex<State>,
    skipped: Mutex<BTreeMap<String, usize>>,
    engine: Arc<Engine>,
    yield_errors: bool,
}

/// How many threads, if nobody says.
pub fn threads(jobs: Option<usize>) -> PyResult<usize> {
    match jobs {
        Some(0) => Err(PyValueError::new_err("jobs is 0: give 1 or more")),
        Some(jobs) => Ok(jobs.min(1024)),
        None => Ok(std::thread::available_parallelism().map_or(1, |n| n.get())),
    }
}

/// Reads many pages on `jobs` threads; gives an iterator over them in the order of the input.
///
/// `items` is an iterable of what `read` takes, or one `pathlib.Path` of a file, folder or archive, which is walked.
/// A page that cannot be read raises `ReadError` when it is its turn, and the iterator goes on after it; with
/// `errors="yield"` the exception is given in place of the page.
#[pyfunction]
#[pyo3(signature = (items, *, jobs=None, date=None, errors="raise"))]
pub fn read_many(
    py: Python<'_>,
    items: &Bound<'_, PyAny>,
    jobs: Option<usize>,
    date: Option<Time>,
    errors: &str,
) -> PyResult<Pages> {
    let yield_errors = match errors {
        "raise" => false,
        "yield" => true,
        other => {
            return Err(PyValueError::new_err(format!(
                "errors is {other:?}: give \"raise\" or \"yield\""
            )));
        }
    };
    let known = Known {
        date: moment(date.as_ref())?,
        ..Known::default()
    };
    let feed = if items.hasattr("__fspath__")? {
        let path: PathBuf = items.extract()?;
        Feed::Inputs(Box::new(Inputs::of(vec![path], Vec::new())))
    } else {
        Feed::Items(items.try_iter()?.unbind())
    };
    pages(py, feed, known, threads(jobs)?, yield_errors)
}

fn pages(py: Python<'_>, feed: Feed, known: Known, jobs: usize, yield_errors: bool) -> PyResult<Pages> {
    let engine = engine(py, known.date)?;
    let window = jobs * WAITING_PER_JOB;
    // Room for the whole window: sending never waits, and neither does a thread that is done.
    let (work, queue) = sync_channel::<(usize, Work)>(window);
    let (sink, made) = sync_channel(window);
    let queue = Arc::new(Mutex::new(queue));
    for _ in 0..jobs {
        let (queue, sink, engine) = (Arc::clone(&queue), sink.clone(), Arc::clone(&engine));
        // A thread ends when the iterator is gone: its queue is closed then.
        std::thread::spawn(move || {
            loop {
                let next = queue.lock().unwrap_or_else(|e| e.into_inner()).recv();
                let Ok((number, work)) = next else { return };
                if sink.send((number, make(&engine, work))).is_err() {
                    return;
                }
            }
        });
    }
    Ok(Pages {
        state: Mutex::new(State {
            feed,
            known,
            work,
            made,
            waiting: BTreeMap::new(),
            taken: 0,
            given: 0,
            window,
            ended: false,
        }),
        skipped: Mutex::default(),
        engine,
        yield_errors,
    })
}

impl State {
    /// Hands out work until the window is full.
    fn fill(&mut self, py: Python<'_>) -> PyResult<()> {
        while !self.ended && self.taken < self.given + self.window {
            let next = match &mut self.feed {
                Feed::Items(items) => match items.bind(py).clone().next() {
                    None => None,
                    Some(item) => Some(work(&item?, &self.known, self.taken + 1)?),
                },
                Feed::Inputs(inputs) => inputs.next().map(|input| Work::Input(Box::new(input))),
            };
            let Some(work) = next else {
                self.ended = true;
                return Ok(());
            };
            let number = self.taken;
            self.taken += 1;
            if self.work.send((number, work)).is_err() {
                self.ended = true;
            }
        }
        Ok(())
    }

    /// The next result in order; `None` at the end.
    fn next(&mut self) -> Option<Made> {
        loop {
            if let Some(made) = self.waiting.remove(&self.given) {
                self.given += 1;
                return Some(made);
            }
            if self.given == self.taken {
                return None;
            }
            let (number, made) = self.made.recv().ok()?;
            self.waiting.insert(number, made);
        }
    }
}

#[pymethods]
impl Pages {
    fn __iter__(this: PyRef<'_, Self>) -> PyRef<'_, Self> {
        this
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<Py<PyAny>>> {
        loop {
            // Two threads of Python may share an iterator: the one that waits holds no lock of the interpreter.
            let made = py.detach(|| {
                let mut state = self.state.lock().unwrap_or_else(|e| e.into_inner());
                Python::attach(|py| state.fill(py))?;
                Ok::<_, PyErr>(state.next())
            })?;
            return match made {
                None => Ok(None),
                Some(Ok(read)) => {
                    let page = Page::new(Arc::from(read), Arc::clone(&self.engine));
                    Ok(Some(Py::new(py, page)?.into_any()))
                }
                Some(Err(InputError {
                    why: ReadError::Skipped(what),
                    ..
                })) => {
                    let mut skipped = self.skipped.lock().unwrap_or_else(|e| e.into_inner());
                    *skipped.entry(what.kind.clone()).or_default() += 1;
                    continue;
                }
                Some(Err(error)) if self.yield_errors => Ok(Some(
                    errors::read(py, &error).value(py).clone().unbind().into_any(),
                )),
                Some(Err(error)) => Err(errors::read(py, &error)),
            };
        }
    }

    /// What was not read because it is no page, by kind: images, styles, data.
    #[getter]
    fn skipped(&self) -> BTreeMap<String, usize> {
        self.skipped.lock().unwrap_or_else(|e| e.into_inner()).clone()
    }
}

/// All of some pages, for callers that need every page before they go on: those that were read already as they are, others
/// are read.
pub fn all(py: Python<'_>, items: &Bound<'_, PyAny>, jobs: Option<usize>) -> PyResult<Vec<Arc<ReadPage>>> {
    if items.hasattr("__fspath__")? {
        return rest(py, items, jobs);
    }
    let (mut read, unread) = (Vec::new(), PyList::empty(py));
    for item in items.try_iter()? {
        let item = item?;
        match item.cast::<Page>() {
            Ok(page) => read.push(Arc::clone(&page.get().read)),
            Err(_) => unread.append(&item)?,
        }
    }
    read.extend(rest(py, &unread, jobs)?);
    Ok(read)
}

fn rest(py: Python<'_>, items: &Bound<'_, PyAny>, jobs: Option<usize>) -> PyResult<Vec<Arc<ReadPage>>> {
    let pages = read_many(py, items, jobs, None, "raise")?;
    let mut read = Vec::new();
    while let Some(page) = pages.__next__(py)? {
        read.push(Arc::clone(&page.bind(py).cast::<Page>()?.get().read));
    }
    Ok(read)
}
