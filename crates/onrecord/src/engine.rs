//! One input in, one reading out: files are opened here, and the stages are called.
//! What does not live here: the order of things and threads (see `order`), or how a reading is printed.

use std::borrow::Cow;
use std::io::Read as _;
use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};

use onrecord_ledger::{Means, NewPage};
use onrecord_model::{Anchor, Moment, ReadPage, Reading};
use onrecord_page::{Hints, PageReading, Reader};
use onrecord_read::Packs;
use onrecord_sources::{Body, Input, reason};
use sha2::{Digest, Sha256};

/// No saved page is larger; what is, is no page.
const LARGEST_FILE: u64 = 1 << 30;

/// What an engine is to do.
#[derive(Clone, Debug)]
pub struct Options {
    /// A folder of packs in place of those that ship.
    pub packs: Option<PathBuf>,
    /// Taken as the publication date of every page that brings none of its own.
    pub date: Option<Moment>,
    /// True where files hold an article's text already.
    pub plain: bool,
    /// False where only the article is wanted: the text stages are left out.
    pub words: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            packs: None,
            date: None,
            plain: false,
            words: true,
        }
    }
}

/// Why packs cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum PacksError {
    /// They could not be read.
    #[error(transparent)]
    Load(#[from] onrecord_packs::LoadError),
    /// They were read, and are not sound.
    #[error("{}: {count} problems in these packs, the first: {first}: run `onrecord packs check`", dir.display())]
    Problems {
        /// The folder.
        dir: PathBuf,
        /// How many.
        count: usize,
        /// The first of them.
        first: onrecord_model::PackProblem,
    },
}

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

impl Read {
    /// As core and the ledger take it; the notes of the page stage go before the others.
    pub fn into_read_page(self) -> ReadPage {
        let mut reading = self.reading;
        reading.notes.splice(0..0, self.page.notes);
        ReadPage {
            page: self.page.page,
            article: self.page.article,
            reading,
            learnt: None,
        }
    }
}

/// Bytes that were fetched, and how they are to be read.
#[derive(Debug)]
struct Fetched {
    bytes: Vec<u8>,
    plain: bool,
    hints: Hints,
}

impl Engine {
    /// Loads the packs and compiles the page stage's lists.
    pub fn new(options: &Options) -> Result<Engine, PacksError> {
        Ok(Engine {
            date: options.date,
            plain: options.plain,
            words: options.words,
            ..Engine::of_packs(options.packs.as_deref())?
        })
    }

    /// An engine for pages whose means are known.
    pub fn of_packs(dir: Option<&Path>) -> Result<Engine, PacksError> {
        let packs = packs(dir)?;
        let reader = Reader::new(&packs.sources);
        Ok(Engine {
            packs,
            reader,
            date: None,
            plain: false,
            words: true,
        })
    }

    /// Which program and packs read: readings of two engines with one identity are the same.
    pub fn identity(&self) -> String {
        // The order of rules and of their fields is fixed, so their debug form is too.
        let hash = Sha256::digest(format!("{:?}", self.packs.sources));
        let hash: String = hash.iter().take(8).map(|b| format!("{b:02x}")).collect();
        format!("{} {hash}", env!("CARGO_PKG_VERSION"))
    }

    /// Reads one input. The error is a whole line but for the program's name.
    pub fn read(&self, input: Input) -> Result<Read, String> {
        guarded(input, |input| self.read_fetched(&self.fetch(input)?))
    }

    /// Reads one input and keeps its bytes and what was known beforehand, for the ledger.
    pub fn read_to_keep(&self, input: Input) -> Result<NewPage, String> {
        guarded(input, |input| {
            let fetched = self.fetch(input)?;
            let read = self.read_fetched(&fetched)?.into_read_page();
            Ok(NewPage {
                bytes: opened(fetched.bytes)?,
                means: means(fetched.hints, fetched.plain),
                read,
            })
        })
    }

    /// Reads the bytes of a ledger's page again.
    pub fn read_again(&self, bytes: &[u8], means: &Means) -> Result<ReadPage, String> {
        let fetched = Fetched {
            bytes: bytes.to_vec(),
            plain: means.plain,
            hints: hints(means),
        };
        self.read_fetched(&fetched).map(Read::into_read_page)
    }

    fn fetch(&self, input: Input) -> Result<Fetched, String> {
        let known = |source: String| Hints {
            source,
            date: self.date,
            ..Hints::default()
        };
        let (bytes, plain, hints) = match input {
            Input::File(path) => (file(&path)?, self.plain, known(path.display().to_string())),
            Input::Stdin => {
                let mut bytes = Vec::new();
                std::io::stdin()
                    .lock()
                    .take(LARGEST_FILE)
                    .read_to_end(&mut bytes)
                    .map_err(|e| format!("cannot be read ({}): pipe a page into it", reason(&e)))?;
                (bytes, self.plain, known("-".into()))
            }
            Input::Record(_, _, line) => {
                let record = onrecord_sources::parse(&line, self.date)?;
                match record.body {
                    Body::Text(text) => (text.into_bytes(), true, record.hints),
                    Body::Html(html) => (html.into_bytes(), false, record.hints),
                }
            }
            Input::Failed(message) => return Err(message),
        };
        Ok(Fetched { bytes, plain, hints })
    }

    fn read_fetched(&self, fetched: &Fetched) -> Result<Read, String> {
        let Fetched { bytes, plain, hints } = fetched;
        let page = if *plain {
            let bytes = opened_if_packed(bytes)?;
            let text = std::str::from_utf8(&bytes)
                .map_err(|e| format!("is no UTF-8 text at byte {}: convert it first", e.valid_up_to()))?;
            self.reader.read_plain(text, hints)
        } else {
            self.reader.read(bytes, hints)
        };
        let page = page.map_err(|e| e.to_string())?;
        let reading = if self.words {
            let anchor = anchor(&page, hints.date);
            let mut reading = onrecord_read::read(&page.article, &self.packs, &anchor);
            onrecord_text::claims::bind(&mut reading, &page.page.sha256);
            reading
        } else {
            Reading::default()
        };
        Ok(Read { page, reading })
    }
}

/// Runs `work` on an input; puts the input's name before its error, and makes an error of a panic:
/// one page that trips the program must not take the others with it.
fn guarded<T>(input: Input, work: impl FnOnce(Input) -> Result<T, String>) -> Result<T, String> {
    let name = match &input {
        Input::File(path) => path.display().to_string(),
        Input::Stdin => "standard input".into(),
        Input::Record(path, line, _) => format!("{}:{line}", path.display()),
        Input::Failed(message) => return Err(message.clone()),
    };
    match std::panic::catch_unwind(AssertUnwindSafe(|| work(input))) {
        Ok(result) => result.map_err(|message| format!("{name}: {message}")),
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

fn means(hints: Hints, plain: bool) -> Means {
    Means {
        plain,
        source: hints.source,
        url: hints.url,
        date: hints.date,
        title: hints.title,
        outlet: hints.outlet,
        lang: hints.lang,
        charset: hints.charset,
    }
}

fn hints(means: &Means) -> Hints {
    let means = means.clone();
    Hints {
        source: means.source,
        url: means.url,
        date: means.date,
        title: means.title,
        outlet: means.outlet,
        lang: means.lang,
        charset: means.charset,
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
pub fn packs(dir: Option<&Path>) -> Result<Packs, PacksError> {
    let Some(dir) = dir else {
        return Ok(onrecord_packs::embedded_as_needed());
    };
    let (packs, mut problems) = onrecord_packs::from_dir(dir)?;
    if !problems.is_empty() {
        return Err(PacksError::Problems {
            dir: dir.to_owned(),
            count: problems.len(),
            first: problems.swap_remove(0),
        });
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

/// The largest page that compressed bytes may hold, as in the page stage.
const LARGEST_OPENED: u64 = 64 << 20;

/// The bytes a page's id is the hash of: decompressed (twice where they were packed twice), else as they came.
/// What breaks off is kept as far as it goes, as the page stage reads it.
fn opened(mut bytes: Vec<u8>) -> Result<Vec<u8>, String> {
    for _ in 0..2 {
        if let Cow::Owned(open) = opened_if_packed(&bytes)? {
            bytes = open;
        }
    }
    Ok(bytes)
}

fn opened_if_packed(bytes: &[u8]) -> Result<Cow<'_, [u8]>, String> {
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        return Ok(Cow::Borrowed(bytes));
    }
    let mut open = Vec::new();
    let result = flate2::read::MultiGzDecoder::new(bytes)
        .take(LARGEST_OPENED)
        .read_to_end(&mut open);
    match result {
        Err(why) if open.is_empty() => Err(format!(
            "could not be decompressed ({}): unpack it or fetch it again",
            reason(&why)
        )),
        _ => Ok(Cow::Owned(open)),
    }
}
