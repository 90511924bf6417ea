//! What a page was made to carry: the page's identity, the article, its blocks and its judged date.
//! What does not live here: how bytes become an article (see the crate `onrecord-page`).

use jiff::civil::Date;

use crate::{Interval, Language, Provenance, Span};

/// Where a page came from and what its bytes are.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// Path or record id, as given.
    pub source: String,
    /// SHA-256 of the bytes as they came, after decompression; lower-case hex. It is the page's id.
    pub sha256: String,
    /// What the bytes were read as.
    pub media: Media,
    /// Charset the bytes were decoded from, WHATWG name in lower case.
    pub charset: String,
    /// Address, where known.
    pub url: Option<String>,
    /// The container that the page was kept in; `None` for a file that is the page itself.
    pub provenance: Option<Provenance>,
}

/// What the bytes of a page are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Media {
    /// Markup.
    Html,
    /// A saved text dump, or plain text.
    Text,
    /// A PDF document: its text layer was read.
    Pdf,
    /// An Office Open XML text document.
    Docx,
    /// An OpenDocument text.
    Odt,
}

/// A half-open byte range in the page as UTF-8: the raw bytes where the page is UTF-8, its decoded text where it is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SourceRange {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// A run of article text that stands unchanged in the page: `len` bytes at `text` equal those at `source`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Byte offset in the article's text.
    pub text: usize,
    /// Byte offset in the page.
    pub source: usize,
    /// Length in bytes.
    pub len: usize,
}

/// What a block of text is in the story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum BlockRole {
    Title,
    Heading,
    Paragraph,
    List,
    Quote,
    Table,
    Caption,
}

/// A block of the article's text. Blocks do not overlap and stand in text order.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// Place in the article's text.
    pub span: Span,
    /// Place in the page.
    pub source: SourceRange,
    /// What it is.
    pub role: BlockRole,
    /// Run by run map to the page; empty where the block maps linearly (text offset − span start + source start).
    pub pieces: Vec<Piece>,
}

impl Block {
    /// Where the byte at `offset` of the article's text stands in the page; `None` outside the block
    /// or for a byte that the page does not hold as such (a decoded entity, a folded line break).
    pub fn source_of(&self, offset: usize) -> Option<usize> {
        if offset < self.span.start() || offset > self.span.end() {
            return None;
        }
        if self.pieces.is_empty() {
            return Some(self.source.start + offset - self.span.start());
        }
        self.pieces
            .iter()
            .find(|p| p.text <= offset && offset < p.text + p.len)
            .map(|p| p.source + offset - p.text)
    }
}

/// How a date is known, strongest claim of the page first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum DateBasis {
    /// Given by the caller.
    Given,
    JsonLd,
    Meta,
    Url,
    Visible,
    Dateline,
    /// The text's own dates and tenses.
    Text,
}

/// How exact a date is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Precision {
    Day,
    Month,
    Year,
    /// Only the interval `earliest`–`latest` is known.
    Interval,
}

/// The judged publication date. `date` is `None` rather than wrong.
#[derive(Clone, Debug, PartialEq)]
pub struct Published {
    /// The day, where it is known.
    pub date: Option<Date>,
    /// How exact.
    pub precision: Precision,
    /// How known.
    pub basis: DateBasis,
    /// First possible day.
    pub earliest: Option<Date>,
    /// Last possible day, inclusive.
    pub latest: Option<Date>,
}

impl Published {
    /// A day that is known.
    pub fn on(date: Date, basis: DateBasis) -> Published {
        Published {
            date: Some(date),
            precision: Precision::Day,
            basis,
            earliest: Some(date),
            latest: Some(date),
        }
    }

    /// The half-open interval that publication lies in.
    pub fn interval(&self) -> Interval {
        Interval {
            from: self.earliest.map(crate::Moment::day),
            to: self
                .latest
                .and_then(|d| d.tomorrow().ok())
                .map(crate::Moment::day),
        }
    }
}

/// A date that the page shows, kept whether or not it agrees with the judged one.
#[derive(Clone, Debug, PartialEq)]
pub struct Stamp {
    /// The day.
    pub date: Date,
    /// Where it was found.
    pub basis: DateBasis,
    /// False where it cannot be the publication date.
    pub agrees: bool,
}

/// An article: what a page carries, with the furniture left out.
///
/// `text` starts with the title block where there is a title; blocks are joined by one line feed.
#[derive(Clone, Debug, PartialEq)]
pub struct Article {
    /// The headline as printed, without the site's suffix.
    pub title: Option<String>,
    /// Who published the page.
    pub outlet: Option<String>,
    /// Who the page says reported first ("来源", "via"), where it is not the outlet.
    pub syndicated_from: Option<String>,
    /// Bylines.
    pub authors: Vec<String>,
    /// Language of the text.
    pub lang: Language,
    /// BCP 47 tag as detected, such as `zh-Hant` or `fr`.
    pub lang_tag: String,
    /// Judged publication date; `None` where nothing is known at all.
    pub published: Option<Published>,
    /// Every date that the page shows about itself.
    pub stamps: Vec<Stamp>,
    /// Main text.
    pub text: String,
    /// The text's blocks.
    pub blocks: Vec<Block>,
}

impl Article {
    /// An article of given text: one block a paragraph (a line), offsets are the text's own.
    pub fn of_text(text: &str, lang: Language) -> Article {
        let mut blocks = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let span = Span::new(start, start + line.len()).trim(text, &[]);
            if !span.is_empty() {
                let source = SourceRange {
                    start: span.start(),
                    end: span.end(),
                };
                blocks.push(Block {
                    span,
                    source,
                    role: BlockRole::Paragraph,
                    pieces: Vec::new(),
                });
            }
            start += line.len();
        }
        Article {
            title: None,
            outlet: None,
            syndicated_from: None,
            authors: Vec::new(),
            lang,
            lang_tag: lang.code().unwrap_or("und").to_owned(),
            published: None,
            stamps: Vec::new(),
            text: text.to_owned(),
            blocks,
        }
    }
}
