//! One input in, one reading out: files are opened here, and the stages are called.
//! What does not live here: the order of things and threads (see `order`), or how a reading is printed.

use std::borrow::Cow;
use std::io::Read as _;
use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use onrecord_ledger::{NewPage, Sighting};
use onrecord_model::{Anchor, Hints, Moment, Note, ReadPage, Reading};
use onrecord_page::{PageError, PageReading, Reader};
use onrecord_read::Packs;
use onrecord_sources::{Input, Skipped, document};
use sha2::{Digest, Sha256};

use crate::error::{InputError, PacksError, ReadError};

/// No saved page is larger; what is, is no page.
const LARGEST_FILE: u64 = 1 << 30;

/// What an engine is to do.
#[derive(Clone, Debug)]
pub struct Options {
    /// A folder of packs in place of those that ship.
    pub packs: Option<PathBuf>,
    /// Taken as the publication date of every input that brings none of its own.
    pub date: Option<Moment>,
    /// True if files hold an article's text already.
    pub plain: bool,
    /// False if only the article is wanted: the text stages are left out.
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

/// What every page is read with: made once, shared by all threads.
#[derive(Debug)]
pub struct Engine {
    /// The compiled packs.
    pub packs: Packs,
    reader: Reader,
    date: Option<Moment>,
    plain: bool,
    words: bool,
    /// What `edition` says, once it was asked: all rules and names are hashed for it, thirty times what a short page takes.
    edition: OnceLock<String>,
}

/// A page that was read elsewhere.
#[derive(Clone, Debug)]
pub struct Brought {
    /// Its id.
    pub sha256: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// How it was read: [`onrecord_ledger::hints_as_json`].
    pub hints: String,
    /// What was read in it: [`onrecord_ledger::packed`].
    pub reading: Vec<u8>,
    /// With which rules: [`Engine::edition`].
    pub edition: String,
}

/// Why a page that was read elsewhere is not taken in.
#[derive(Debug, thiserror::Error)]
pub enum TakeError {
    /// Its hash.
    #[error("its bytes do not have the hash that it is known by")]
    Hash,
    /// How it was read is not told.
    #[error("how it was read is in no known form ({0})")]
    Hints(String),
    /// Its reading.
    #[error("its reading cannot be used ({0})")]
    Reading(String),
    /// Its reading is not what is read in it.
    #[error("its reading is not what this program reads in its bytes, though it says so")]
    Other,
    /// It cannot be read here.
    #[error("it cannot be read here: {0}")]
    Read(ReadError),
}

/// What came of an input that is to be kept.
#[derive(Debug)]
pub enum Kept {
    /// A page that the ledger does not hold yet.
    New(Box<NewPage>),
    /// Another sighting of a page that the ledger may hold.
    Seen(Box<Sighting>),
}

/// A page that was read, with the words in it.
#[derive(Debug)]
pub struct Read {
    /// The page and its article.
    pub page: PageReading,
    /// What the article's words say. Ids of claims are bound to the page: the same words on two pages are two claims.
    pub reading: Reading,
}

impl Read {
    /// As judges and ledgers take it; the notes of the page stage go before the others.
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

impl Engine {
    /// Loads the packs and compiles the page stage's lists.
    pub fn new(options: &Options) -> Result<Engine, PacksError> {
        let packs = packs(options.packs.as_deref())?;
        let reader = Reader::new(&packs.sources);
        Ok(Engine {
            packs,
            reader,
            date: options.date,
            plain: options.plain,
            words: options.words,
            edition: OnceLock::new(),
        })
    }

    /// Which program and rules read: readings of two engines of one edition find the same claims. The catalogue of
    /// names is no part of it: what a name stands for is settled when pages are brought together, not when they are read.
    pub fn edition(&self) -> String {
        self.edition.get_or_init(|| edition_of(&self.packs)).clone()
    }

    /// Reads one input.
    pub fn read(&self, input: Input) -> Result<Read, InputError> {
        named(input, |input| {
            let (bytes, hints) = self.fetch(input)?;
            self.read_bytes(&bytes, &hints)
        })
    }

    /// Reads one input and keeps its bytes and hints, for the ledger. Pages whose id is `known` are not read again.
    pub fn read_to_keep(
        &self,
        input: Input,
        known: &(dyn Fn(&str) -> bool + Sync),
    ) -> Result<Kept, InputError> {
        named(input, |input| {
            let input = match input {
                Input::Skipped(Skipped {
                    sighting: Some(sighting),
                    ..
                }) => return Ok(Kept::Seen(Box::new(sighted(*sighting)))),
                other => other,
            };
            let (bytes, hints) = self.fetch(input)?;
            self.kept(bytes, hints, known)
        })
    }

    /// Reads one input as the hints say, whatever it brings itself, for the ledger.
    pub fn read_text_to_keep(
        &self,
        input: Input,
        hints: Hints,
        known: &(dyn Fn(&str) -> bool + Sync),
    ) -> Result<Kept, InputError> {
        named(input, |input| {
            let (bytes, _) = self.fetch(input)?;
            self.kept(bytes, hints, known)
        })
    }

    /// The same of bytes that are at hand.
    pub fn keep_bytes(
        &self,
        bytes: Vec<u8>,
        hints: Hints,
        known: &(dyn Fn(&str) -> bool + Sync),
    ) -> Result<Kept, InputError> {
        let input = hints.source.clone();
        self.kept(bytes, hints, known)
            .map_err(|why| InputError { input, why })
    }

    /// A page that was read elsewhere, for the ledger: its bytes must have the hash that it is known by. A reading by these
    /// same rules and names is taken as it is, unless `again` says otherwise; any other page is read again. Says whether it was.
    pub fn take_in(&self, brought: Brought, again: bool) -> Result<(NewPage, bool), TakeError> {
        let Brought {
            sha256: id,
            bytes,
            hints,
            reading,
            edition,
        } = brought;
        let hints = onrecord_ledger::hints_of_json(&hints).map_err(TakeError::Hints)?;
        if sha256(&bytes) != id {
            return Err(TakeError::Hash);
        }
        let taken = match edition == self.edition() {
            true => Some(onrecord_ledger::unpacked(&reading).map_err(TakeError::Reading)?),
            false => None,
        };
        if let Some(read) = &taken
            && read.page.sha256 != id
        {
            return Err(TakeError::Reading("it is of another page".into()));
        }
        if let Some(read) = taken.as_ref().filter(|_| !again) {
            let read = read.clone();
            return Ok((new_page(bytes, hints, read), false));
        }
        let read = self.read_bytes(&bytes, &hints).map_err(TakeError::Read)?;
        let read = read.into_read_page();
        if let Some(taken) = taken {
            let same = onrecord_ledger::packed(&taken) == onrecord_ledger::packed(&read);
            if !same {
                return Err(TakeError::Other);
            }
        }
        Ok((new_page(bytes, hints, read), true))
    }

    fn kept(
        &self,
        bytes: Vec<u8>,
        hints: Hints,
        known: &(dyn Fn(&str) -> bool + Sync),
    ) -> Result<Kept, ReadError> {
        let opened = opened(bytes)?;
        let id = sha256(&opened);
        if known(&id) {
            return Ok(Kept::Seen(Box::new(Sighting {
                page: Some(id),
                hints,
                ..Sighting::default()
            })));
        }
        let read = self.read_bytes(&opened, &hints)?.into_read_page();
        Ok(Kept::New(Box::new(new_page(opened, hints, read))))
    }

    /// Reads bytes. A panic in a stage is an error of this page: one page that trips the program must not take others
    /// with it.
    pub fn read_bytes(&self, bytes: &[u8], hints: &Hints) -> Result<Read, ReadError> {
        std::panic::catch_unwind(AssertUnwindSafe(|| {
            let mut page = match self.page(bytes, hints) {
                // What an archive keeps under the type of a page may be none: that is no failure of the archive.
                Err(ReadError::Page(why)) if hints.provenance.is_some() => {
                    return Err(ReadError::Skipped(Box::new(no_page(&why, hints))));
                }
                other => other?,
            };
            if let Some(provenance) = &hints.provenance {
                page.notes
                    .extend(provenance.notes.iter().cloned().map(source_note));
            }
            let reading = if self.words {
                self.words(&page, hints.date)
            } else {
                Reading::default()
            };
            Ok(Read { page, reading })
        }))
        .unwrap_or_else(|panic| {
            let why = panic
                .downcast_ref::<String>()
                .map(String::as_str)
                .or_else(|| panic.downcast_ref::<&str>().copied())
                .unwrap_or("no reason given");
            Err(ReadError::Panic(why.to_owned()))
        })
    }

    /// The page stage alone.
    pub fn page(&self, bytes: &[u8], hints: &Hints) -> Result<PageReading, ReadError> {
        if !hints.plain {
            return match document::open(bytes) {
                None => Ok(self.reader.read(bytes, hints)?),
                Some(document) => {
                    let document = document?;
                    let text = &document.text;
                    let mut page = self.reader.read_document(bytes, document.media, text, hints)?;
                    page.notes.extend(document.notes.into_iter().map(source_note));
                    Ok(page)
                }
            };
        }
        let bytes = opened_if_packed(bytes)?;
        let text = std::str::from_utf8(&bytes).map_err(|e| ReadError::NotUtf8(e.valid_up_to()))?;
        Ok(self.reader.read_plain(text, hints)?)
    }

    /// The text stages on a page that was read. Times are anchored against `given`, a date from outside, else against
    /// the page's own publication interval.
    pub fn words(&self, page: &PageReading, given: Option<Moment>) -> Reading {
        let anchor = match (given, &page.article.published) {
            // A given date that the text contradicts is doubted.
            (Some(moment), Some(published)) if published.date.is_some_and(|d| d != moment.date()) => Anchor {
                published: published.interval(),
            },
            (Some(moment), _) => Anchor::at(moment),
            (None, Some(published)) => Anchor {
                published: published.interval(),
            },
            (None, None) => Anchor::default(),
        };
        let mut reading = onrecord_read::read(&page.article, &self.packs, &anchor);
        onrecord_text::claims::bind(&mut reading, &page.page.sha256);
        reading
    }

    fn fetch(&self, input: Input) -> Result<(Vec<u8>, Hints), ReadError> {
        let hints = |source: String| Hints {
            plain: self.plain,
            source,
            date: self.date,
            ..Hints::default()
        };
        Ok(match input {
            Input::File(path) => (file(&path)?, hints(path.display().to_string())),
            Input::Stdin => {
                let mut bytes = Vec::new();
                std::io::stdin()
                    .lock()
                    .take(LARGEST_FILE)
                    .read_to_end(&mut bytes)
                    .map_err(ReadError::Stdin)?;
                (bytes, hints("-".into()))
            }
            Input::Record(_, _, line) => {
                let record = onrecord_sources::parse(&line, self.date)?;
                (record.body.into_bytes(), record.hints)
            }
            Input::Archived(record) => record.open()?.into_page(self.date),
            Input::Capture(capture) => capture.into_page(self.date),
            Input::Skipped(skipped) => return Err(ReadError::Skipped(Box::new(skipped))),
            Input::Failed(_, why) => return Err(why.into()),
        })
    }
}

/// The program's version, and the hashes of what it reads by and of the names that it knows.
fn edition_of(packs: &Packs) -> String {
    let mut hash = Sha256::new();
    let sources = &packs.sources;
    // The order of rules and of their fields is fixed, so their debug form is too.
    for rule in &sources.rules {
        hash.update(format!("{} {:?}\n", rule.name, rule.fields));
    }
    for list in sources.lists.iter().filter(|l| l.stage != "entities") {
        hash.update(format!("{} {:?} {:?}\n", list.name, list.fields, list.words));
    }
    let hash = const_hex::encode(&hash.finalize()[..8]);
    let mut names = Sha256::new();
    for list in sources.lists.iter().filter(|l| l.stage == "entities") {
        names.update(format!("{} {:?} {:?}\n", list.name, list.fields, list.words));
    }
    let names = const_hex::encode(&names.finalize()[..8]);
    format!(
        "{} {hash} form {} names {names}",
        env!("CARGO_PKG_VERSION"),
        onrecord_ledger::FORM
    )
}

fn new_page(bytes: Vec<u8>, hints: Hints, read: ReadPage) -> NewPage {
    NewPage {
        bytes,
        hints,
        read,
        proposals: Vec::new(),
    }
}

/// What was read through before there was a page.
fn source_note(message: String) -> Note {
    Note {
        stage: "source".into(),
        message,
        span: None,
    }
}

/// What a container's page is that is none.
fn no_page(why: &PageError, hints: &Hints) -> Skipped {
    let kind = match why {
        PageError::Empty => "empty pages",
        PageError::Binary(_) => "data under the type of a page",
        PageError::Compression(_) => "pages that cannot be decompressed",
    };
    Skipped::new(hints.source.clone(), kind)
}

/// A revisit in the words of the ledger.
fn sighted(sighting: onrecord_sources::warc::Sighting) -> Sighting {
    Sighting {
        page: None,
        refers_to: sighting.refers_to,
        payload: sighting.payload,
        hints: Hints {
            source: format!(
                "{}#{}",
                sighting.provenance.container,
                sighting.provenance.record.as_deref().unwrap_or("")
            ),
            url: sighting.url,
            provenance: Some(sighting.provenance),
            ..Hints::default()
        },
    }
}

/// The id of a page: SHA-256 of its bytes, lower-case hex.
fn sha256(bytes: &[u8]) -> String {
    const_hex::encode(Sha256::digest(bytes))
}

/// Runs `work` on an input; puts the input's name before its error.
fn named<T>(input: Input, work: impl FnOnce(Input) -> Result<T, ReadError>) -> Result<T, InputError> {
    let name = match &input {
        Input::File(path) => path.display().to_string(),
        Input::Stdin => "standard input".into(),
        Input::Record(path, line, _) => format!("{}:{line}", path.display()),
        Input::Archived(record) => record.name(),
        Input::Capture(capture) => capture.name.clone(),
        Input::Skipped(skipped) => skipped.name.clone(),
        Input::Failed(name, _) => name.clone(),
    };
    work(input).map_err(|why| InputError { input: name, why })
}

/// The packs of a folder, or the built-in ones.
fn packs(dir: Option<&Path>) -> Result<Packs, PacksError> {
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

fn file(path: &Path) -> Result<Vec<u8>, ReadError> {
    let metadata = path.metadata().map_err(ReadError::Open)?;
    if metadata.len() > LARGEST_FILE {
        return Err(ReadError::TooLarge);
    }
    std::fs::read(path).map_err(ReadError::Open)
}

/// The largest page that compressed bytes may hold, as in the page stage.
const LARGEST_OPENED: u64 = 64 << 20;

/// The bytes a page's id is the hash of: decompressed (twice if they were packed twice), else as they came.
/// What breaks off is kept as far as it goes, as the page stage reads it.
fn opened(mut bytes: Vec<u8>) -> Result<Vec<u8>, ReadError> {
    for _ in 0..2 {
        if let Cow::Owned(open) = opened_if_packed(&bytes)? {
            bytes = open;
        }
    }
    Ok(bytes)
}

fn opened_if_packed(bytes: &[u8]) -> Result<Cow<'_, [u8]>, ReadError> {
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        return Ok(Cow::Borrowed(bytes));
    }
    let mut open = Vec::new();
    let result = flate2::read::MultiGzDecoder::new(bytes)
        .take(LARGEST_OPENED)
        .read_to_end(&mut open);
    match result {
        Err(why) if open.is_empty() => Err(ReadError::Compression(why)),
        _ => Ok(Cow::Owned(open)),
    }
}
