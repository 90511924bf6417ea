//! onrecord-page: bytes → article.
//!
//! What does not live here: what the words mean (`onrecord-core`), the disk (the caller hands over bytes), JSON names.

mod bytes;
mod charset;
mod date;
mod dump;
pub mod html;
mod main_text;
mod metadata;

use onrecord_core::{Article, BlockRole, DateBasis, Language, Media, Moment, Note, Packs, Page, Published};

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
pub struct Reader {
    furniture: main_text::Furniture,
    dumps: dump::Furniture,
    dates: date::Dates,
}

fn note(message: impl Into<String>) -> Note {
    Note {
        stage: "page".into(),
        message: message.into(),
        span: None,
    }
}

impl Reader {
    /// Compiles the page stage's word lists.
    pub fn new(packs: &Packs) -> Reader {
        Reader {
            furniture: main_text::Furniture::compile(packs),
            dumps: dump::Furniture::compile(&packs.sources),
            dates: date::Dates::compile(&packs.sources),
        }
    }

    /// Reads a page: `bytes` as they came (gzip is opened here). `packs` are those given to [`Reader::new`].
    pub fn read(&self, bytes: &[u8], hints: &Hints, packs: &Packs) -> Result<PageReading, PageError> {
        let opened = bytes::open(bytes)?;
        let decoded = charset::decode(&opened.bytes, hints.charset.as_deref(), top_domain(hints));
        let mut notes: Vec<Note> = opened.damage.iter().map(|m| note(*m)).collect();
        notes.extend(decoded.damage.iter().map(note));
        let media = bytes::media(&decoded.text);
        let page = Page {
            source: hints.source.clone(),
            sha256: bytes::sha256(&opened.bytes),
            media,
            charset: decoded.charset,
            url: hints.url.clone(),
        };
        let article = match media {
            Media::Html => self.html(&decoded.text, hints, packs, &mut notes),
            Media::Text => self.dump(&decoded.text, hints),
        };
        Ok(PageReading { page, article, notes })
    }

    /// Tells line by line what the main-text stage thought of a page: kept or not, kind, linked and all words, the words,
    /// the path of elements (`!` marks furniture). For those who tune the word lists.
    pub fn explain(&self, bytes: &[u8], hints: &Hints) -> Result<String, PageError> {
        let opened = bytes::open(bytes)?;
        let decoded = charset::decode(&opened.bytes, hints.charset.as_deref(), top_domain(hints));
        let tree = html::Tree::parse(&decoded.text);
        let title = hints.title.clone().or_else(|| first_heading(&tree));
        Ok(main_text::explain(&tree, &self.furniture, title.as_deref()))
    }

    /// Reads text that is an article's text already: nothing is extracted, offsets are its own.
    pub fn read_plain(&self, text: &str, hints: &Hints, _packs: &Packs) -> Result<PageReading, PageError> {
        if text.trim().is_empty() {
            return Err(PageError::Empty);
        }
        let page = Page {
            source: hints.source.clone(),
            sha256: bytes::sha256(text.as_bytes()),
            media: Media::Text,
            charset: "utf-8".into(),
            url: hints.url.clone(),
        };
        Ok(PageReading {
            page,
            article: plain(text, hints),
            notes: Vec::new(),
        })
    }

    fn dump(&self, text: &str, hints: &Hints) -> Article {
        let mut article = plain("", hints);
        if hints.lang.is_none() {
            article.lang = Language::by_script(text);
            article.lang_tag = article.lang.code().unwrap_or("und").to_owned();
        }
        let dump = dump::read(
            text,
            &self.dumps,
            &self.dates,
            &article.lang_tag,
            hints.title.as_deref(),
        );
        if let Some(title) = &dump.title {
            article.title = Some(text[title.clone()].to_owned());
        }
        (article.text, article.blocks) = dump.article(text);
        article
    }

    fn html(&self, page: &str, hints: &Hints, _packs: &Packs, notes: &mut Vec<Note>) -> Article {
        let tree = html::Tree::parse(page);
        notes.extend(tree.damage().iter().map(|m| note(*m)));
        let title = hints.title.clone().or_else(|| first_heading(&tree));
        let main = main_text::read(&tree, &self.furniture, title.as_deref());
        notes.extend(main.notes.iter().map(|m| note(*m)));
        let mut article = plain("", hints);
        if hints.lang.is_none() {
            article.lang = Language::by_script(&main.text);
            article.lang_tag = article.lang.code().unwrap_or("und").to_owned();
        }
        article.title = title;
        article.text = main.text;
        article.blocks = main.blocks;
        if article.published.is_none() {
            let clues = metadata::Clues::gather(&tree);
            let lang = clues.lang.clone().unwrap_or_default();
            let lang = lang.split(['-', '_']).next().unwrap_or("und").to_lowercase();
            let story: Vec<_> = article
                .blocks
                .iter()
                .filter(|b| b.role != BlockRole::Title)
                .collect();
            let marks = date::Landmarks {
                heading: clues.headings.first().map(|h| tree.bytes(h.0).start),
                story: story
                    .first()
                    .zip(story.last())
                    .map(|(a, b)| a.source.start..b.source.end.max(a.source.start)),
            };
            let candidates =
                date::candidates::collect(&tree, &clues, &self.dates, hints.url.as_deref(), &lang, &marks);
            let verdict = date::judge(&candidates);
            article.published = verdict.published;
            article.stamps = verdict.stamps;
        }
        article
    }
}

/// Stands in until the metadata stage names the headline: the heading that the page's own head speaks of.
fn first_heading(tree: &html::Tree<'_>) -> Option<String> {
    use html::Tag;
    let mut heads: Vec<String> = Vec::new();
    let mut headings: Vec<String> = Vec::new();
    for node in tree.nodes() {
        match tree.tag(node) {
            Some(Tag::Meta) => {
                let is = tree
                    .attribute(node, "property")
                    .or_else(|| tree.attribute(node, "name"))
                    .is_some_and(|p| matches!(&*p, "og:title" | "twitter:title"));
                if is && let Some(title) = tree.attribute(node, "content") {
                    heads.push(title.split_whitespace().collect::<Vec<_>>().join(" "));
                }
            }
            Some(Tag::Title) => heads.push(tree.text(node)),
            Some(Tag::H1 | Tag::H2) if headings.len() < 60 => headings.push(tree.text(node)),
            _ => {}
        }
    }
    heads.retain(|h| !h.is_empty());
    headings.retain(|h| !h.is_empty());
    let named = headings
        .iter()
        .filter(|h| h.chars().count() >= 6 && heads.iter().any(|head| head.contains(h.as_str())))
        .max_by_key(|h| h.len());
    named
        .or_else(|| heads.first())
        .or_else(|| headings.first())
        .cloned()
}

/// The last label of the host's name, as the charset detector likes it.
fn top_domain(hints: &Hints) -> Option<&str> {
    let rest = hints.url.as_deref()?.split_once("://")?.1;
    let host = rest.split(['/', '?', '#', ':']).next()?;
    host.rsplit('.').next()
}

/// An article of text as it stands.
fn plain(text: &str, hints: &Hints) -> Article {
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
    article
}
