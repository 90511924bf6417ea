//! The command line: every command and option with its help.
//! What does not live here: what the commands do.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use onrecord_core::Moment;

use crate::record::moment;

const EXIT: &str =
    "Exit codes: 0 all went well · 1 something failed (its line is on standard error) · 2 wrong use";

/// Who said what, when, on whose authority, and where does the matter stand?
///
/// Give it news pages in Chinese and English: saved HTML, text dumps, plain text. It works offline and gives the
/// same bytes for the same input.
#[derive(Debug, Parser)]
#[command(name = "onrecord", version, after_help = EXIT)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read pages and print one JSON object a page and line
    Read(ReadOptions),
}

/// What pages to read, and how.
#[derive(Debug, Args)]
pub struct InputOptions {
    /// Pages to read: HTML or text, also as .gz; folders are walked in the order of their names; `-` is standard input
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// Reference date for all pages, taken as their publication date: YYYY-MM-DD, or YYYY-MM-DDTHH:MM in local time
    #[arg(long, value_name = "DATE", value_parser = moment)]
    pub date: Option<Moment>,

    /// Records to read, one JSON object a line: {id, text | html, url?, date?, title?, outlet?, lang?}.
    ///
    /// `text` is an article's text already: nothing is extracted, and offsets are its own. `date` is a day or a local
    /// date and time. The id comes back as `page.source`. `-` is standard input; may be given more than once.
    #[arg(long, value_name = "FILE.jsonl")]
    pub records: Vec<PathBuf>,

    /// Take files as an article's text already: nothing is extracted, offsets are the file's own
    #[arg(long)]
    pub plain: bool,

    /// Pages read at once [default: as many as there are cores]; the output is the same for any number
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=512))]
    pub jobs: Option<u16>,

    /// Language packs to use in place of the built-in ones: a folder with zh/, en/ and common/
    #[arg(long, value_name = "DIR")]
    pub packs: Option<PathBuf>,
}

/// `onrecord read`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  onrecord read page.html | jq .article.title
  onrecord read saved/ --only claims --jobs 8 > claims.jsonl
  curl -s https://example.org/news | onrecord read -
  onrecord read --records rows.jsonl --only times

Spans are half-open byte ranges of article.text (UTF-8). One object a page on standard output, in the order of the
input; pages that gave none have a line on standard error.
Exit codes: 0 all pages read · 1 a page gave no object · 2 wrong use")]
pub struct ReadOptions {
    /// What to read.
    #[command(flatten)]
    pub input: InputOptions,

    /// Print only the page, the article and this part (with what it points to)
    #[arg(long, value_name = "PART")]
    pub only: Option<Part>,
}

/// A part of a reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[allow(missing_docs)]
pub enum Part {
    Article,
    Times,
    Quantities,
    Mentions,
    Attributions,
    Claims,
}
