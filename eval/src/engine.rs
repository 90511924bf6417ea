//! Pages and records from disk, read as `onrecord read` reads them, on several threads with results in order.
//! What does not live here: scores.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use onrecord::page::PageReading;
use onrecord::{Anchor, Document, Hints, Moment, ReadPage, Reading, Status, times};
use onrecord_views::wire;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::headlines::CasePage;
use crate::records;

pub use onrecord::Read;

/// The library's engine, and what is told of pages that trip it.
pub struct Engine(onrecord::Engine);

impl Engine {
    /// With the packs of a folder, or with those that ship.
    ///
    /// # Errors
    /// If the folder cannot be read or its packs have problems.
    pub fn new(packs: Option<PathBuf>) -> Result<Engine> {
        // One line for each page that trips the program is enough.
        std::panic::set_hook(Box::new(|panic| {
            let text = panic.to_string().replace('\n', " ");
            eprintln!("onrecord-eval: {}", text.chars().take(200).collect::<String>());
        }));
        let options = onrecord::Options {
            packs,
            ..onrecord::Options::default()
        };
        Ok(Engine(onrecord::Engine::new(&options)?))
    }

    /// What is known beforehand.
    pub fn ground(&self) -> &onrecord::Ground {
        &self.0.packs.ground
    }

    /// The page stage alone. `None` if the page gives nothing (or the program fails on it, which is told).
    pub fn page(&self, bytes: &[u8], source: &str) -> Option<PageReading> {
        let hints = Hints {
            source: source.to_owned(),
            ..Hints::default()
        };
        guarded(source, || self.0.page(bytes, &hints).ok())
    }

    /// The text stages on a page that was read.
    pub fn words(&self, page: &PageReading, given: Option<Moment>) -> Reading {
        guarded(&page.page.source, || Some(self.0.words(page, given))).unwrap_or_default()
    }

    /// The time stage alone, as the text stages run it.
    pub fn times(&self, page: &PageReading) -> usize {
        let document = Document::of(&page.article, &self.0.packs.sentence_words);
        let Some(pack) = self.0.packs.of(document.lang) else {
            return 0;
        };
        let anchor = Anchor {
            published: page
                .article
                .published
                .as_ref()
                .map(|p| p.interval())
                .unwrap_or_default(),
        };
        let found = times::find(&document, &pack.times);
        times::anchor(&document, &pack.times, found, &anchor, &mut Vec::new()).len()
    }

    /// A whole page.
    pub fn read(&self, bytes: &[u8], source: &str) -> Option<Read> {
        let page = self.page(bytes, source)?;
        let reading = self.words(&page, None);
        Some(Read { page, reading })
    }

    /// An article's text with what is known beforehand.
    pub fn text(&self, text: &str, hints: &Hints) -> Option<Read> {
        let hints = Hints {
            plain: true,
            ..hints.clone()
        };
        let page = guarded(&hints.source, || self.0.page(text.as_bytes(), &hints).ok())?;
        let reading = self.words(&page, hints.date);
        Some(Read { page, reading })
    }
}

impl Engine {
    /// What `onrecord brief --json --all --as-of DAY` prints on records; null if they cannot be judged.
    pub fn brief(&self, pages: &[CasePage], as_of: &str, lang: &str) -> Value {
        let read: Vec<ReadPage> = pages.iter().filter_map(|page| self.record(page, lang)).collect();
        let Ok(as_of) = as_of.parse() else {
            return Value::Null;
        };
        guarded("a case", || {
            let ground = &self.0.packs.ground;
            let case = onrecord::reconcile(read, ground);
            let statuses: Vec<Status> = (0..case.matters.len())
                .map(|matter| onrecord::status::status(&case, ground, matter, as_of))
                .filter(|s| !(s.steps.is_empty() && s.responses.is_empty()))
                .collect();
            let mut line = Vec::new();
            wire::write_brief(&mut line, &case, &statuses, as_of);
            serde_json::from_slice(&line).ok()
        })
        .unwrap_or_default()
    }

    /// A page of a case, as a ledger would take it.
    fn record(&self, page: &CasePage, lang: &str) -> Option<ReadPage> {
        let hints = Hints {
            source: page.id.clone(),
            url: page.url.clone(),
            date: records::moment(&page.date),
            title: page.title.clone(),
            outlet: page.outlet.clone(),
            lang: Some(lang.to_owned()),
            ..Hints::default()
        };
        self.text(&page.text, &hints).map(Read::into_read_page)
    }
}

/// One page that trips the program costs that page, not the run.
fn guarded<T>(source: &str, work: impl FnOnce() -> Option<T>) -> Option<T> {
    std::panic::catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        eprintln!("onrecord-eval: {source}: the program failed on this page");
        None
    })
}

/// A page file and the id that gold knows it by.
pub struct PageFile {
    /// File name without `.html`, `.txt`, `.gz`.
    pub id: String,
    /// Where it lies.
    pub path: PathBuf,
}

/// The files of a folder, sorted by name.
pub fn page_files(dir: &Path) -> Result<Vec<PageFile>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(dir).with_context(|| format!("{}: cannot be listed", dir.display()))? {
        let path = entry?.path();
        if let Some(name) = path.file_name().and_then(|n| n.to_str())
            && path.is_file()
        {
            files.push(PageFile {
                id: page_id(name).to_owned(),
                path,
            });
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

fn page_id(name: &str) -> &str {
    let name = name.strip_suffix(".gz").unwrap_or(name);
    [".html", ".htm", ".txt"]
        .iter()
        .find_map(|ending| name.strip_suffix(ending))
        .unwrap_or(name)
}

/// A file's bytes, opened where they are compressed.
pub fn load(path: &Path) -> Result<Vec<u8>> {
    let bytes = std::fs::read(path).with_context(|| format!("{}: cannot be read", path.display()))?;
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        return Ok(bytes);
    }
    let mut opened = Vec::new();
    flate2::read::MultiGzDecoder::new(bytes.as_slice())
        .read_to_end(&mut opened)
        .with_context(|| format!("{}: cannot be decompressed", path.display()))?;
    Ok(opened)
}

/// A set of pages: the rows of `gold.json` and the page files, both by id.
pub fn page_set<G: DeserializeOwned>(dir: &Path) -> Result<(BTreeMap<String, G>, BTreeMap<String, PathBuf>)> {
    let file = dir.join("gold.json");
    let text =
        std::fs::read_to_string(&file).with_context(|| format!("{}: cannot be read", file.display()))?;
    let gold = serde_json::from_str(&text).with_context(|| format!("{}: is no gold", file.display()))?;
    let files = page_files(&dir.join("pages"))?;
    Ok((gold, files.into_iter().map(|f| (f.id, f.path)).collect()))
}

/// Runs `work` on every item with so many threads; results stand in the order of the items.
pub fn each<T: Sync, R: Send>(items: &[T], jobs: usize, work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = std::sync::atomic::AtomicUsize::new(0);
    let mut found: Vec<(usize, R)> = std::thread::scope(|scope| {
        let worker = || {
            let mut mine = Vec::new();
            loop {
                let index = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                let Some(item) = items.get(index) else {
                    return mine;
                };
                mine.push((index, work(item)));
            }
        };
        let threads: Vec<_> = (0..jobs.max(1)).map(|_| scope.spawn(worker)).collect();
        threads
            .into_iter()
            .flat_map(|t| t.join().expect("workers catch what fails"))
            .collect()
    });
    found.sort_by_key(|(index, _)| *index);
    found.into_iter().map(|(_, result)| result).collect()
}
