//! Arguments of what takes pages in: `read`, `add`, `fetch`, `watch`, `import`, `reread`.
//! What does not live here: what is asked of pages that are here.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use onrecord::sources::moment;
use onrecord::{Moment, Options};
use onrecord_views::wire;

use super::{LedgerFile, PackFolder};

/// What pages to read, and how.
#[derive(Debug, Args)]
pub struct InputOptions {
    /// What to read: pages (HTML, text), web archives (.warc, .arc, .wacz), saved pages (.mhtml), mail (.eml, .mbox),
    /// feeds, also as .gz; folders are walked in the order of their names; `-` is standard input
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

    /// Name everything that is not read, one a line on standard error, in place of counting it
    #[arg(long)]
    pub list_skipped: bool,

    /// The packs.
    #[command(flatten)]
    pub packs: PackFolder,
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

    /// Whether a model is asked.
    #[command(flatten)]
    pub propose: ProposeOptions,

    /// Print the rules too: a last key `rules` with the name of the rule of each value, part by part
    #[arg(long)]
    pub rules: bool,
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

impl From<Part> for wire::Part {
    fn from(part: Part) -> wire::Part {
        match part {
            Part::Article => wire::Part::Article,
            Part::Times => wire::Part::Times,
            Part::Quantities => wire::Part::Quantities,
            Part::Mentions => wire::Part::Mentions,
            Part::Attributions => wire::Part::Attributions,
            Part::Claims => wire::Part::Claims,
        }
    }
}

impl InputOptions {
    /// As the engine takes them; `words` is false where only the article is wanted.
    pub fn engine(&self, words: bool) -> Options {
        Options {
            packs: self.packs.packs.clone(),
            date: self.date,
            plain: self.plain,
            words,
        }
    }
}

/// `onrecord add`
#[derive(Debug, Args)]
#[command(
    after_help = "Each page is known by the hash of its bytes: adding it twice adds nothing. Two programs may add at once. A line
`added SHA256 SOURCE` is printed once the page is safely on the disk; `known …` where it was there already.
Exit codes: 0 all pages are in · 1 a page gave nothing · 2 wrong use"
)]
pub struct AddOptions {
    /// What to read.
    #[command(flatten)]
    pub input: InputOptions,
    /// Where to keep it.
    #[command(flatten)]
    pub ledger: LedgerFile,
    /// Whether a model is asked.
    #[command(flatten)]
    pub propose: ProposeOptions,
    /// Take the text as a source of one's own, such as an interview or a call: who, when (YYYY-MM-DD) and how, with commas
    #[arg(long, value_name = "WHO, WHEN, HOW", value_parser = own, conflicts_with_all = ["records", "date", "plain"])]
    pub own: Option<Own>,
    /// When the ledger learnt these pages, in UTC: YYYY-MM-DD or YYYY-MM-DDTHH:MM [default: now]
    #[arg(long, value_name = "DATE", value_parser = moment)]
    pub learnt: Option<Moment>,
    /// Print nothing but errors
    #[arg(long, short)]
    pub quiet: bool,
}

/// A source of one's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Own {
    /// Who spoke.
    pub who: String,
    /// When.
    pub when: Moment,
    /// How: in person, by telephone, by letter.
    pub how: String,
}

fn own(text: &str) -> Result<Own, String> {
    let wrong = || {
        "give who, when (YYYY-MM-DD) and how, with commas: \"Ida Roth, 2024-03-05, by telephone\"".to_owned()
    };
    let (who, rest) = text.split_once(',').ok_or_else(wrong)?;
    let (when, how) = rest.split_once(',').ok_or_else(wrong)?;
    let (who, how) = (who.trim(), how.trim());
    if who.is_empty() || how.is_empty() || text.chars().any(char::is_control) || text.chars().count() > 300 {
        return Err(wrong());
    }
    Ok(Own {
        who: who.to_owned(),
        when: moment(when.trim()).map_err(|_| wrong())?,
        how: how.to_owned(),
    })
}

/// Whether a language model is asked to point at words.
#[derive(Debug, Default, Args)]
pub struct ProposeOptions {
    /// Ask a language model to point at words: the address of an OpenAI-compatible server, such as http://127.0.0.1:11434/v1.
    ///
    /// The sentences of every page go there. What comes back is kept only if its words stand in the page to the letter; it is
    /// marked as proposed by the model, and nothing that is judged goes by it. A key may be in ONRECORD_PROPOSE_KEY.
    #[arg(long, value_name = "URL", requires = "propose_model")]
    pub propose: Option<String>,
    /// The model, by the name that the server knows
    #[arg(long, value_name = "NAME", requires = "propose")]
    pub propose_model: Option<String>,
    /// Seconds that one answer may take
    #[arg(long, value_name = "SECONDS", default_value_t = 60, requires = "propose", value_parser = clap::value_parser!(u16).range(1..=600))]
    pub propose_timeout: u16,
}

/// `onrecord fetch`
#[cfg(feature = "fetch")]
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  onrecord fetch https://example.org/news/1 https://example.org/news/2
  onrecord fetch list.csv
  onrecord fetch https://example.org/feed.xml --follow

Every answer is kept as it came in LEDGER.fetched.warc.gz. robots.txt is obeyed, a host is asked once a second, addresses
of this machine and of private networks are refused, also behind redirects and names.
Exit codes: 0 all were fetched · 1 an address gave nothing · 2 wrong use")]
pub struct FetchOptions {
    /// Addresses, or files that list them: one a line, CSV, OPML, a feed, a sitemap
    #[arg(value_name = "URL|LIST", required = true)]
    pub what: Vec<String>,
    /// Also fetch the pages that feeds and sitemaps link to
    #[arg(long)]
    pub follow: bool,
    /// Where to keep it.
    #[command(flatten)]
    pub ledger: LedgerFile,
    /// The packs.
    #[command(flatten)]
    pub packs: PackFolder,
    /// Seconds between two requests to one host
    #[arg(long, value_name = "SECONDS", default_value_t = 1.0)]
    pub pause: f64,
    /// Seconds that one request may take
    #[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = clap::value_parser!(u16).range(1..=3600))]
    pub timeout: u16,
    /// Megabytes that one page may have
    #[arg(long, value_name = "MB", default_value_t = 32, value_parser = clap::value_parser!(u16).range(1..=64))]
    pub largest: u16,
    /// A host that may be this machine or in a private network; may be given more than once
    #[arg(long, value_name = "HOST")]
    pub allow_private: Vec<String>,
    /// Name everything that is not read, one a line on standard error, in place of counting it
    #[arg(long)]
    pub list_skipped: bool,
    /// Print nothing but errors
    #[arg(long, short)]
    pub quiet: bool,
}

/// `onrecord watch`
#[cfg(feature = "fetch")]
#[derive(Debug, Args)]
#[command(
    after_help = "After each round, one line a change: `page`, `matter`, `state`, `origins`, `denial`. What a server says is
unchanged is not read again.
Exit codes: 0 all were fetched · 1 an address gave nothing in the last round · 2 wrong use"
)]
pub struct WatchOptions {
    /// What to fetch, and how.
    #[command(flatten)]
    pub fetch: FetchOptions,
    /// Minutes between two rounds
    #[arg(long, value_name = "MINUTES", default_value_t = 30, value_parser = clap::value_parser!(u16).range(0..=10080))]
    pub every: u16,
    /// Stop after so many rounds [default: go on]
    #[arg(long, value_name = "N")]
    pub rounds: Option<u32>,
}

/// `onrecord import`
#[cfg(feature = "parquet")]
#[derive(Debug, Args)]
#[command(
    after_help = "A page's bytes must have the hash that it is known by. A reading by the rules and names of this program is taken as it is, and
one in fifty is read again to be sure; what was read by others is read again (docs/spark.md).
Exit codes: 0 all pages are in · 1 a page gave nothing · 2 wrong use"
)]
pub struct ImportOptions {
    /// Parquet files, or folders of them
    #[arg(value_name = "FILE.parquet", required = true)]
    pub paths: Vec<PathBuf>,
    /// The ledger.
    #[command(flatten)]
    pub ledger: LedgerFile,
    /// The packs.
    #[command(flatten)]
    pub packs: PackFolder,
    /// Read every page again
    #[arg(long)]
    pub reread: bool,
    /// Print nothing but errors
    #[arg(long, short)]
    pub quiet: bool,
}

/// `onrecord reread`
#[derive(Debug, Args)]
#[command(after_help = "A page that can no longer be read keeps its earlier reading.
Exit codes: 0 all were read · 1 a page gave nothing · 2 wrong use")]
pub struct RereadOptions {
    /// The ledger.
    #[command(flatten)]
    pub ledger: LedgerFile,
    /// The packs.
    #[command(flatten)]
    pub packs: PackFolder,
    /// Pages read at once [default: as many as there are cores]; the result is the same for any number
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=512))]
    pub jobs: Option<u16>,
    /// Print nothing but errors
    #[arg(long, short)]
    pub quiet: bool,
}
