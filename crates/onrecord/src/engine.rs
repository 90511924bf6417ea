//! One input in, one reading out: files are opened here, and the stages are called.
//! What does not live here: the order of things and threads (see `order`), or how a reading is printed.

use std::io::Read as _;
use std::panic::AssertUnwindSafe;
use std::path::Path;

use onrecord_core::{Anchor, Moment, Packs, Reading};
use onrecord_page::{Hints, PageReading, Reader};

use crate::arguments::InputOptions;
use crate::failure::Failure;
use crate::inputs::{Input, reason};
use crate::record::{self, Body};

/// No saved page is larger; what is, is no page.
const LARGEST_FILE: u64 = 1 << 30;

/// What every page is read with: made once, shared by all threads.
#[derive(Debug)]
pub struct Engine {
    /// The compiled packs.
    pub packs: Packs,
    reader: Reader,
    date: Option<Moment>,
    plain: bool,
    /// False where only the article is wanted: the text stages are left out.
    words: bool,
}

/// A page that was read, with the words in it.
#[derive(Debug)]
pub struct Read {
    /// The page and its article.
    pub page: PageReading,
    /// What the article's words say.
    pub reading: Reading,
}

impl Engine {
    /// Loads the packs and compiles the page stage's lists.
    pub fn new(options: &InputOptions, words: bool) -> Result<Engine, Failure> {
        let packs = packs(options.packs.as_deref())?;
        let reader = Reader::new(&packs);
        Ok(Engine {
            packs,
            reader,
            date: options.date,
            plain: options.plain,
            words,
        })
    }

    /// Reads one input. The error is a whole line but for the program's name.
    pub fn read(&self, input: Input) -> Result<Read, String> {
        let name = match &input {
            Input::File(path) => path.display().to_string(),
            Input::Stdin => "standard input".into(),
            Input::Record(path, line, _) => format!("{}:{line}", path.display()),
            Input::Failed(message) => return Err(message.clone()),
        };
        // One page that trips the program must not take the others with it.
        let result = std::panic::catch_unwind(AssertUnwindSafe(|| self.read_input(input)));
        match result {
            Ok(Ok(read)) => Ok(read),
            Ok(Err(message)) => Err(format!("{name}: {message}")),
            Err(panic) => {
                let why = panic
                    .downcast_ref::<String>()
                    .map(String::as_str)
                    .or_else(|| panic.downcast_ref::<&str>().copied())
                    .unwrap_or("no reason given");
                Err(format!(
                    "{name}: the program failed on this page ({why}): please report it with the page"
                ))
            }
        }
    }

    fn read_input(&self, input: Input) -> Result<Read, String> {
        let hints = |source: String| Hints {
            source,
            date: self.date,
            ..Hints::default()
        };
        match input {
            Input::File(path) => {
                let bytes = file(&path)?;
                self.read_bytes(&bytes, &hints(path.display().to_string()))
            }
            Input::Stdin => {
                let mut bytes = Vec::new();
                std::io::stdin()
                    .lock()
                    .take(LARGEST_FILE)
                    .read_to_end(&mut bytes)
                    .map_err(|e| format!("cannot be read ({}): pipe a page into it", reason(&e)))?;
                self.read_bytes(&bytes, &hints("-".into()))
            }
            Input::Record(_, _, line) => {
                let record = record::parse(&line, self.date)?;
                match &record.body {
                    Body::Text(text) => self.read_text(text, &record.hints),
                    Body::Html(html) => self.read_page(html.as_bytes(), &record.hints),
                }
            }
            Input::Failed(message) => Err(message),
        }
    }

    fn read_bytes(&self, bytes: &[u8], hints: &Hints) -> Result<Read, String> {
        if self.plain {
            let text = plain_text(bytes)?;
            self.read_text(&text, hints)
        } else {
            self.read_page(bytes, hints)
        }
    }

    fn read_page(&self, bytes: &[u8], hints: &Hints) -> Result<Read, String> {
        let page = self
            .reader
            .read(bytes, hints, &self.packs)
            .map_err(|e| e.to_string())?;
        Ok(self.read_words(page, hints.date))
    }

    fn read_text(&self, text: &str, hints: &Hints) -> Result<Read, String> {
        let page = self
            .reader
            .read_plain(text, hints, &self.packs)
            .map_err(|e| e.to_string())?;
        Ok(self.read_words(page, hints.date))
    }

    fn read_words(&self, page: PageReading, given: Option<Moment>) -> Read {
        let reading = if self.words {
            onrecord_core::read(&page.article, &self.packs, &anchor(&page, given))
        } else {
            Reading::default()
        };
        Read { page, reading }
    }
}

/// What times are anchored against: the date given from outside, else the judged publication interval.
fn anchor(page: &PageReading, given: Option<Moment>) -> Anchor {
    match (given, &page.article.published) {
        (Some(moment), _) => Anchor::at(moment),
        (None, Some(published)) => Anchor {
            published: published.interval(),
        },
        (None, None) => Anchor::default(),
    }
}

/// The packs of a folder, or the built-in ones.
pub fn packs(dir: Option<&Path>) -> Result<Packs, Failure> {
    let Some(dir) = dir else {
        return Ok(onrecord_packs::embedded());
    };
    let (packs, problems) = onrecord_packs::from_dir(dir).map_err(|e| Failure::Use(e.to_string()))?;
    if let Some(first) = problems.first() {
        return Err(Failure::Use(format!(
            "{}: {} problems in these packs, the first: {first}: run `onrecord packs check`",
            dir.display(),
            problems.len()
        )));
    }
    Ok(packs)
}

fn file(path: &Path) -> Result<Vec<u8>, String> {
    let fail = |error: std::io::Error| {
        format!(
            "cannot be opened ({}): check the path and the right to read it",
            reason(&error)
        )
    };
    let metadata = path.metadata().map_err(fail)?;
    if metadata.len() > LARGEST_FILE {
        return Err("is larger than 1 GiB: no page is: give saved pages".into());
    }
    std::fs::read(path).map_err(fail)
}

fn plain_text(bytes: &[u8]) -> Result<String, String> {
    let opened;
    let bytes = if bytes.starts_with(&[0x1f, 0x8b]) {
        let mut out = Vec::new();
        flate2::read::MultiGzDecoder::new(bytes)
            .take(LARGEST_FILE)
            .read_to_end(&mut out)
            .map_err(|e| {
                format!(
                    "could not be decompressed ({}): unpack it or fetch it again",
                    reason(&e)
                )
            })?;
        opened = out;
        opened.as_slice()
    } else {
        bytes
    };
    std::str::from_utf8(bytes)
        .map(str::to_owned)
        .map_err(|e| format!("is no UTF-8 text at byte {}: convert it first", e.valid_up_to()))
}
