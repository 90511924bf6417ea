//! onrecord-page: bytes → article.
//!
//! What does not live here: what the words mean (`onrecord-read`), the disk (the caller hands over bytes), JSON names.
//!
//! ```
//! let packs = onrecord_packs::sources();
//! let reader = onrecord_page::Reader::new(&packs);
//! let html = b"<html lang=en><title>Bridge shut</title><h1>Bridge shut</h1><p>The bridge over the Aire was shut on \
//!     Monday, the council said. It will stay shut for a week, engineers told a meeting in the town hall.</p></html>";
//! let read = reader.read(html, &onrecord_page::Hints::default()).unwrap();
//! assert_eq!(read.article.title.as_deref(), Some("Bridge shut"));
//! assert!(read.article.text.contains("stay shut for a week"));
//! ```

mod bytes;
mod charset;
mod date;
mod dump;
pub mod html;
mod main_text;
mod metadata;
mod mojibake;

use onrecord_model::{
    Article, BlockRole, DateBasis, Language, Media, Note, PackSources, Page, Published, Stamp,
};

pub use onrecord_model::Hints;

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
    words: metadata::Words,
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
    pub fn new(sources: &PackSources) -> Reader {
        Reader {
            furniture: main_text::Furniture::compile(sources),
            dumps: dump::Furniture::compile(sources),
            dates: date::Dates::compile(sources),
            words: metadata::Words::compile(sources),
        }
    }

    /// Reads a page: `bytes` as they came (gzip is opened here).
    pub fn read(&self, bytes: &[u8], hints: &Hints) -> Result<PageReading, PageError> {
        let opened = bytes::open(bytes)?;
        let decoded = charset::decode(&opened.bytes, hints.charset.as_deref(), top_domain(hints));
        let mut notes: Vec<Note> = opened.damage.iter().map(|m| note(*m)).collect();
        notes.extend(decoded.damage.iter().map(note));
        let undone = mojibake::undo(&decoded.text);
        notes.extend(undone.iter().flat_map(|u| &u.notes).map(note));
        let text = undone.as_ref().map_or(&*decoded.text, |u| &u.text);
        let media = bytes::media(text);
        let mut page = Page {
            source: hints.source.clone(),
            sha256: bytes::sha256(&opened.bytes),
            media,
            charset: decoded.charset,
            url: hints.url.clone(),
            provenance: hints.provenance.clone(),
        };
        let mut article = match media {
            Media::Html => {
                let (article, canonical) = self.html(text, hints, &mut notes);
                page.url = page.url.or(canonical);
                article
            }
            _ => self.dump(text, hints),
        };
        if let Some(undone) = &undone {
            undone.lead_back(&mut article.blocks);
        }
        self.doubt(&mut article, &mut notes);
        Ok(PageReading { page, article, notes })
    }

    /// Tells line by line what the main-text stage thought of a page: kept or not, kind, linked and all words, the words,
    /// the path of elements (`!` marks furniture). For those who tune the word lists.
    pub fn explain(&self, bytes: &[u8], hints: &Hints) -> Result<String, PageError> {
        let opened = bytes::open(bytes)?;
        let decoded = charset::decode(&opened.bytes, hints.charset.as_deref(), top_domain(hints));
        let undone = mojibake::undo(&decoded.text);
        let tree = html::Tree::parse(undone.as_ref().map_or(&*decoded.text, |u| &u.text));
        let title = hints
            .title
            .clone()
            .or_else(|| self.words.headline(&metadata::Clues::gather(&tree)));
        Ok(main_text::explain(&tree, &self.furniture, title.as_deref()))
    }

    /// Reads text that is an article's text already: nothing is extracted, offsets are its own.
    pub fn read_plain(&self, text: &str, hints: &Hints) -> Result<PageReading, PageError> {
        if text.trim().is_empty() {
            return Err(PageError::Empty);
        }
        let page = Page {
            source: hints.source.clone(),
            sha256: bytes::sha256(text.as_bytes()),
            media: Media::Text,
            charset: "utf-8".into(),
            url: hints.url.clone(),
            provenance: hints.provenance.clone(),
        };
        let mut article = plain(text, hints);
        let mut notes = Vec::new();
        self.doubt(&mut article, &mut notes);
        Ok(PageReading { page, article, notes })
    }

    /// A date given from outside that the text contradicts is doubted, with a note; the day that the text speaks for
    /// takes its place.
    fn doubt(&self, article: &mut Article, notes: &mut Vec<Note>) {
        let given = article
            .published
            .as_ref()
            .filter(|p| p.basis == DateBasis::Given)
            .and_then(|p| p.date);
        let Some(given) = given else { return };
        let remarks = self.dates.remarks(story(article), article.lang);
        let Some(day) = date::doubt(given, &remarks) else {
            return;
        };
        notes.push(note(format!(
            "the text tells of events after the given date {given}: read as of {day}"
        )));
        article.published = Some(Published::on(day, DateBasis::Text));
        article.stamps.push(Stamp {
            date: given,
            basis: DateBasis::Given,
            agrees: false,
        });
    }

    /// Reads a document of which `text` is the text layer: its places are those of that text. The id is of `bytes`.
    pub fn read_document(
        &self,
        bytes: &[u8],
        media: Media,
        text: &str,
        hints: &Hints,
    ) -> Result<PageReading, PageError> {
        if text.trim().is_empty() {
            return Err(PageError::Empty);
        }
        let page = Page {
            source: hints.source.clone(),
            sha256: bytes::sha256(bytes),
            media,
            charset: "utf-8".into(),
            url: hints.url.clone(),
            provenance: hints.provenance.clone(),
        };
        let mut article = self.dump(text, hints);
        // A document has no furniture that names a site: who published it is known from outside alone.
        article.outlet.clone_from(&hints.outlet);
        Ok(PageReading {
            page,
            article,
            notes: Vec::new(),
        })
    }

    fn dump(&self, text: &str, hints: &Hints) -> Article {
        let mut article = plain("", hints);
        if hints.lang.is_none() {
            (article.lang, article.lang_tag) = metadata::language::detect(text, None, &self.words.scripts);
        }
        let lang = article.lang_tag.clone();
        let dump = dump::read(text, &self.dumps, &self.dates, &lang, hints.title.as_deref());
        if let Some(title) = &dump.title {
            article.title = Some(text[title.clone()].replace(char::from(html::WRONG), "\u{fffd}"));
        }
        (article.text, article.blocks) = dump.article(text);
        let credits = metadata::of_dump(text, &dump, &self.words);
        article.authors = credits.authors.iter().flat_map(|a| self.words.names(a)).collect();
        article.authors.dedup();
        // A saved text that shows no other name is the one's that it names as its source.
        article.outlet = article
            .outlet
            .or(credits.outlet)
            .or_else(|| credits.source.clone());
        self.syndicate(credits.source, &mut article);
        if article.published.is_none() {
            let mut candidates = date::candidates::of_dump(text, &dump, &self.dates, &lang);
            let address = hints.url.as_deref();
            candidates.extend(address.and_then(|u| date::candidates::of_address(u, &self.dates)));
            let captured = date::candidates::captured(text, &dump, &self.dates, &lang);
            self.date(&candidates, captured.or(saved(hints)), &mut article);
        }
        article
    }

    /// Who reported first, where it is not the outlet itself.
    fn syndicate(&self, source: Option<String>, article: &mut Article) {
        let agency = || self.words.agency(&article.authors, story(article));
        article.syndicated_from = source
            .or_else(agency)
            .filter(|s| !metadata::same_name(s, article.outlet.as_deref()));
    }

    fn date(
        &self,
        candidates: &[date::Candidate],
        captured: Option<jiff::civil::Date>,
        article: &mut Article,
    ) {
        let story = story(article);
        let verdict = date::judge(candidates, || {
            let mut remarks = self.dates.remarks(story, article.lang);
            remarks.not_after(captured);
            remarks
        });
        article.published = verdict.published;
        article.stamps = verdict.stamps;
    }

    fn html(&self, page: &str, hints: &Hints, notes: &mut Vec<Note>) -> (Article, Option<String>) {
        let tree = html::Tree::parse(page);
        notes.extend(tree.damage().iter().map(|m| note(*m)));
        let clues = metadata::Clues::gather(&tree);
        let title = hints.title.clone().or_else(|| self.words.headline(&clues));
        let main = main_text::read(&tree, &self.furniture, title.as_deref());
        notes.extend(main.notes.iter().map(|m| note(*m)));
        let mut article = plain("", hints);
        if hints.lang.is_none() {
            let words = if main.text.is_empty() {
                title.as_deref().unwrap_or("")
            } else {
                &main.text
            };
            (article.lang, article.lang_tag) =
                metadata::language::detect(words, clues.lang.as_deref(), &self.words.scripts);
        }
        article.title = title;
        article.text = main.text;
        article.blocks = main.blocks;
        let url = hints.url.as_deref();
        let marks = landmarks(&tree, &clues, &article);
        let credits = metadata::credits(&tree, &clues, &marks, &self.dumps, &self.words);
        article.outlet = article.outlet.or_else(|| self.words.outlet(&clues, url));
        article.authors = self
            .words
            .authors(&clues, &credits.authors, article.outlet.as_deref());
        if article.authors.is_empty() {
            article.authors = self.words.reporters(story(&article));
        }
        // An agency may have signed where its reporters are named too.
        let shown = credits.authors.iter().map(String::as_str);
        let signed: Vec<&str> = clues.metas_of("author").into_iter().chain(shown).collect();
        let signed: Vec<String> = signed.iter().flat_map(|s| self.words.names(s)).collect();
        let agency = || self.words.agency(&signed, "");
        self.syndicate(credits.source.or_else(agency), &mut article);
        if article.published.is_none() {
            let primary = article.lang_tag.split('-').next().unwrap_or("und");
            let lang = date::reading_tag(primary, page, &clues, url);
            let candidates = date::candidates::collect(&tree, &clues, &self.dates, url, &lang, &marks);
            self.date(&candidates, saved(hints), &mut article);
        }
        (article, clues.canonical.filter(|c| c.contains("://")))
    }
}

/// The last day that the page can be of, if a container says when it was saved: in UTC, so a day more somewhere.
fn saved(hints: &Hints) -> Option<jiff::civil::Date> {
    hints.provenance.as_ref()?.fetched?.date().tomorrow().ok()
}

/// Where headline and story stand in the page.
fn landmarks(tree: &html::Tree<'_>, clues: &metadata::Clues, article: &Article) -> date::Landmarks {
    let story = || article.blocks.iter().filter(|b| b.role != BlockRole::Title);
    let title = article.title.as_deref().unwrap_or("");
    let heading = clues
        .headings
        .iter()
        .find(|h| h.1 == title || h.1.contains(title) && !title.is_empty())
        .or(clues.headings.first());
    let block = article.blocks.first().filter(|b| b.role == BlockRole::Title);
    date::Landmarks {
        heading: heading
            .map(|h| tree.bytes(h.0).start)
            .or(block.map(|b| b.source.start)),
        story: story()
            .next()
            .zip(story().next_back())
            .map(|(a, b)| a.source.start..b.source.end.max(a.source.start)),
        bar: date::candidates::first_words_end(tree),
        // The title element's words may still have the site's name behind them.
        title: title
            .split(['|', '_', '–', '—', '｜'])
            .flat_map(|part| part.split(" - "))
            .map(|part| {
                part.rsplit_once('-')
                    .filter(|(_, site)| !site.is_ascii())
                    .map_or(part, |(front, _)| front)
            })
            .map(date::candidates::fold)
            .max_by_key(String::len)
            .unwrap_or_default(),
    }
}

/// The text behind the headline.
fn story(article: &Article) -> &str {
    match article.blocks.first() {
        Some(block) if block.role == BlockRole::Title => &article.text[block.span.end()..],
        _ => &article.text,
    }
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
