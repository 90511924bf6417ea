//! The command line: every command and option with its help.
//! What does not live here: what the commands do.

mod by_hand;
mod pages;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;
use onrecord_views::tongue::Tongue;

use onrecord::sources::day;

pub use by_hand::{
    CorrectCommand, Correction, EntityCommand, EntityName, EntityPair, JudgeOptions, NoteCommand, Noting,
};
#[cfg(feature = "parquet")]
pub use pages::ImportOptions;
pub use pages::{AddOptions, InputOptions, Own, Part, ProposeOptions, ReadOptions, RereadOptions};
#[cfg(feature = "fetch")]
pub use pages::{FetchOptions, WatchOptions};

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
    /// Read pages and print where every matter stands; keeps nothing
    Brief(BriefOptions),
    /// Read pages and print one JSON object a page and line; keeps nothing
    Read(ReadOptions),
    /// Read pages into the ledger, each page once
    Add(AddOptions),
    /// Fetch pages from servers into the ledger, and into a web archive beside it
    #[cfg(feature = "fetch")]
    Fetch(FetchOptions),
    /// Fetch again and again, and print what is new: pages, matters, states, origins, denials
    #[cfg(feature = "fetch")]
    Watch(WatchOptions),
    /// Take pages that were read elsewhere into the ledger, each page once: Parquet that `onrecord.spark` wrote
    #[cfg(feature = "parquet")]
    Import(ImportOptions),
    /// Read pages of the ledger again that were read with other rules or by another version
    Reread(RereadOptions),
    /// Print where the ledger's matters stand, as of any day
    Status(StatusOptions),
    /// Print on which days the ledger's matters moved, and what moved them
    Timeline(StatusOptions),
    /// Print which matters moved since a day, and what moved them
    Changed(ChangedOptions),
    /// Say which names are one, or are not, and see what was said of them
    Entity {
        /// What to do.
        #[command(subcommand)]
        command: EntityCommand,
    },
    /// Correct by hand what was read or judged: a row with who and why, undone by another
    Correct {
        /// What to do.
        #[command(subcommand)]
        command: CorrectCommand,
    },
    /// Write notes and tags on matters, claims and pages, and list them
    Note {
        /// What to do.
        #[command(subcommand)]
        command: NoteCommand,
    },
    /// Judge by hand what a claim says: true, false, in words of your own
    Judge(JudgeOptions),
    /// Print which pages and matters belong together
    Stories(StatusOptions),
    /// Print who first said what, who copied whom, and why we think so
    Origins(StatusOptions),
    /// Print claims with their words and pages
    Claims(ClaimsOptions),
    /// Print a page's text with its claims marked
    Page(PageOptions),
    /// Print how a claim came about: its words, bytes, rule, speakers and times
    Explain(ExplainOptions),
    /// Print all claims as a table
    Export(ExportOptions),
    /// Show the ledger in a browser on this machine, and answer programs over HTTP
    #[cfg(feature = "serve")]
    Serve(ServeOptions),
    /// Check that nothing in the ledger was changed since it was learnt
    Verify(VerifyOptions),
    /// Sign the end of the chain, or a bundle, with an ed25519 key
    #[cfg(feature = "sign")]
    Sign(SignOptions),
    /// Write a matter or a story as one HTML file to mail, print and open offline
    Report(ReportOptions),
    /// Draw somebody's way through an official procedure: what is on record, what is only said, what is next
    Procedure(ProcedureOptions),
    /// Compare those who go one way: routes and steps, each cell with its words
    Compare(CompareOptions),
    /// Work with language packs
    Packs {
        /// What to do with them.
        #[command(subcommand)]
        command: PacksCommand,
    },
}

/// What to do with packs.
#[derive(Debug, Subcommand)]
pub enum PacksCommand {
    /// Run the examples of every rule in a folder of packs, and check procedures
    #[command(
        after_help = "The folder has one folder a language: zh/, en/ and common/. Leave DIR out to check the built-in packs.\n\
Exit codes: 0 no problems · 1 problems, each with file and line · 2 no such folder"
    )]
    Check {
        /// The folder
        #[arg(value_name = "DIR")]
        dir: Option<PathBuf>,
        /// A folder of procedures to check as well; the built-in ones are checked with the built-in packs
        #[arg(long, value_name = "DIR")]
        procedures: Option<PathBuf>,
    },
    /// Drop each condition of each rule in turn and list those that no example holds
    #[command(
        after_help = "A condition is a field that says when a rule holds (docs/packs.md). Stage claims takes frames and operators with it.\n\
Exit codes: 0 all are held · 1 some are not, each with file and line · 2 wrong use"
    )]
    Mutate {
        /// One stage only: times, quantities, names, attributions, claims
        #[arg(long, value_name = "STAGE")]
        stage: Option<String>,
        /// Print those of these sentences, one a line (a rule's name and a tab may come before), that would hold a
        /// condition, as they would be written in its rule
        #[arg(long = "try", value_name = "FILE")]
        sentences: Option<PathBuf>,
        /// The folder; the built-in packs when left out
        #[arg(value_name = "DIR")]
        dir: Option<PathBuf>,
    },
    /// Show which rules of which stage fire on which words of a sentence
    #[command(
        after_help = "It is read on Wednesday 15 March 2023, as examples are. What is in [[ ]] and behind => can be copied into a rule's yes.\n\
Example: onrecord packs explain \"The port will open in May, the mayor said.\""
    )]
    Explain {
        /// The sentence
        #[arg(value_name = "SENTENCE")]
        sentence: String,
        /// The packs.
        #[command(flatten)]
        packs: PackFolder,
    },
}

/// Which ledger.
#[derive(Debug, Args)]
pub struct LedgerFile {
    /// The ledger
    #[arg(long, value_name = "FILE", default_value = "onrecord.db")]
    pub ledger: PathBuf,
}

/// Which packs.
#[derive(Debug, Args)]
pub struct PackFolder {
    /// Language packs to use in place of the built-in ones: a folder with zh/, en/ and common/
    #[arg(long, value_name = "DIR")]
    pub packs: Option<PathBuf>,
}

/// Up to which day, and in which form.
#[derive(Debug, Args)]
pub struct Showing {
    /// Go by what was said or published up to and including this day, YYYY-MM-DD [default: the last day of the pages]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub as_of: Option<Date>,

    /// Print every matter and page, small ones too
    #[arg(long)]
    pub all: bool,

    /// Print JSON for programs
    #[arg(long)]
    pub json: bool,

    /// Language of the program's own words: en or zh. Quotations stay as they are
    #[arg(long, value_name = "LANG", default_value = "en", value_parser = tongue)]
    pub lang: Tongue,
}

/// `onrecord brief`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  onrecord brief saved-pages/
  onrecord brief a.html b.txt --as-of 2023-09-01
  onrecord brief --records rows.jsonl --json

Colours only on a terminal, and not where NO_COLOR is set.
Exit codes: 0 all pages read · 1 a page gave nothing · 2 wrong use")]
pub struct BriefOptions {
    /// What to read.
    #[command(flatten)]
    pub input: InputOptions,
    /// How to show it.
    #[command(flatten)]
    pub showing: Showing,
}

/// `onrecord status`, `timeline`, `stories`, `origins`
#[derive(Debug, Args)]
pub struct StatusOptions {
    /// Words that the matter must hold: a name, a kind, an id; all matters where none is given
    #[arg(value_name = "WORDS")]
    pub words: Vec<String>,
    /// The ledger.
    #[command(flatten)]
    pub ledger: LedgerFile,
    /// The packs.
    #[command(flatten)]
    pub packs: PackFolder,
    /// Go by pages that the ledger had learnt up to and including this day, in UTC, YYYY-MM-DD
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub known_on: Option<Date>,
    /// How to show it.
    #[command(flatten)]
    pub showing: Showing,
}

/// What a view of a procedure is made of, and how it is shown.
#[derive(Debug, Args)]
pub struct ViewOptions {
    /// The ledger, or pages.
    #[command(flatten)]
    pub of: SourceOptions,
    /// A folder with procedures of your own, NAME.toml each, beside the built-in ones
    #[arg(long, value_name = "DIR")]
    pub procedures: Option<PathBuf>,
    /// Print JSON for programs
    #[arg(long, conflicts_with_all = ["csv", "svg"])]
    pub json: bool,
    /// Print a table for spreadsheets
    #[arg(long, conflicts_with = "svg")]
    pub csv: bool,
    /// Print a drawing
    #[arg(long)]
    pub svg: bool,
}

/// `onrecord procedure`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  onrecord procedure                                      the procedures there are
  onrecord procedure cn-nev-production                    its steps, laws and terms
  onrecord procedure cn-nev-production Xiaomi --as-of 2023-11-30
  onrecord procedure merger-review VMware --read saved/ --svg > way.svg

No legal advice and no prediction: what is on record, what is only said, and by whom.
Exit codes: 0 all went well · 1 something failed · 2 wrong use")]
pub struct ProcedureOptions {
    /// The procedure; left out, all are listed
    #[arg(value_name = "NAME")]
    pub name: Option<String>,
    /// Who goes the way: an id or a name; left out, the procedure itself is printed
    #[arg(value_name = "ENTITY")]
    pub entity: Vec<String>,
    /// What it is made of.
    #[command(flatten)]
    pub view: ViewOptions,
}

/// `onrecord compare`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  onrecord compare cn-nev-production NIO \"Li Auto\" XPeng \"WM Motor\" Xiaomi
  onrecord compare hk-winding-up --csv > table.csv

Exit codes: 0 all went well · 1 something failed · 2 wrong use")]
pub struct CompareOptions {
    /// The procedure
    #[arg(value_name = "NAME")]
    pub name: String,
    /// Who is compared, each an id or a name in quotes; left out, all of whom a step is told
    #[arg(value_name = "ENTITY")]
    pub entities: Vec<String>,
    /// What it is made of.
    #[command(flatten)]
    pub view: ViewOptions,
}

/// `onrecord changed`
#[derive(Debug, Args)]
pub struct ChangedOptions {
    /// The first day that counts, YYYY-MM-DD
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub since: Date,
    /// Go by what was said or published up to and including this day, YYYY-MM-DD [default: the last day of the pages]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub as_of: Option<Date>,
    /// Go by pages that the ledger had learnt up to and including this day, in UTC, YYYY-MM-DD
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub known_on: Option<Date>,
    /// The ledger.
    #[command(flatten)]
    pub ledger: LedgerFile,
    /// The packs.
    #[command(flatten)]
    pub packs: PackFolder,
    /// Remarks of no kind too
    #[arg(long)]
    pub all: bool,
    /// Print JSON for programs
    #[arg(long)]
    pub json: bool,
}

/// `onrecord serve`
#[cfg(feature = "serve")]
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  onrecord serve saved-pages/
  onrecord serve --ledger story.db --listen 127.0.0.1:9000
  ONRECORD_TOKEN=… onrecord serve --listen 0.0.0.0:8080

It listens on this machine alone. To listen elsewhere, a token of 16 characters or more must be in ONRECORD_TOKEN; who has it
reads and corrects everything. The connection is not encrypted: put a proxy with TLS before it.
Exit codes: 0 it was ended by Ctrl-C · 1 something failed · 2 wrong use")]
pub struct ServeOptions {
    /// Pages that are read into the ledger before it is shown; those that are there already are not read again
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// The ledger.
    #[command(flatten)]
    pub ledger: LedgerFile,
    /// The packs.
    #[command(flatten)]
    pub packs: PackFolder,
    /// A folder with procedures of your own, NAME.toml each, beside the built-in ones
    #[arg(long, value_name = "DIR")]
    pub procedures: Option<PathBuf>,
    /// Where to listen; port 0 takes any that is free
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    pub listen: std::net::SocketAddr,
}

/// `onrecord claims`
#[derive(Debug, Args)]
#[command(after_help = "With --json: one object a line, {claim, words, page}.")]
pub struct ClaimsOptions {
    /// Only claims of this kind: licence, deal, plant, …
    #[arg(long, value_name = "KIND")]
    pub kind: Option<String>,
    /// Only claims that name this entity: its id, or a part of its name
    #[arg(long, value_name = "ENTITY")]
    pub entity: Option<String>,
    /// Only claims that go back to this origin: a part of its source's or outlet's name
    #[arg(long, value_name = "ORIGIN")]
    pub origin: Option<String>,
    /// The ledger.
    #[command(flatten)]
    pub ledger: LedgerFile,
    /// The packs.
    #[command(flatten)]
    pub packs: PackFolder,
    /// Print JSON for programs
    #[arg(long)]
    pub json: bool,
}

/// `onrecord page`
#[derive(Debug, Args)]
pub struct PageOptions {
    /// The page: the beginning of its hash (four letters at the least), or its file name
    #[arg(value_name = "ID")]
    pub id: String,
    /// The ledger.
    #[command(flatten)]
    pub ledger: LedgerFile,
    /// The packs.
    #[command(flatten)]
    pub packs: PackFolder,
    /// Print JSON for programs: the object of `onrecord read`
    #[arg(long)]
    pub json: bool,
}

/// `onrecord explain`
#[derive(Debug, Args)]
pub struct ExplainOptions {
    /// The claim: the beginning of its id
    #[arg(value_name = "CLAIM")]
    pub claim: String,
    /// The ledger.
    #[command(flatten)]
    pub ledger: LedgerFile,
    /// The packs.
    #[command(flatten)]
    pub packs: PackFolder,
}

/// `onrecord export`
#[derive(Debug, Args)]
#[command(after_help = "Forms (docs/formats.md has every column and field):
  csv            a table: UTF-8 with a mark, new columns only at the end, no cell a formula
  xlsx           all tables, a sheet each          (feature xlsx)
  parquet        a table                           (feature parquet)
  jsonl          claims, one object a line: {claim, words, page}
  webannotation  claims as W3C Web Annotations on the words of their pages
  prov           claims, pages, speakers and copies as PROV-O, in JSON-LD
  ftm            FollowTheMoney entities, one a line
  claimreview    claims that somebody judged by hand, as schema.org ClaimReviews
  csl            pages as CSL-JSON, for reference managers
  markdown       a dossier of the matters, every quotation with a footnote
  svg            the timeline of the weightiest matter that holds the words

Examples:
  onrecord export --to csv > claims.csv
  onrecord export Xiaomi --to markdown --as-of 2023-11-30 > dossier.md
  onrecord export --to xlsx --read saved/ --out matters.xlsx

Exit codes: 0 all went well · 1 something failed · 2 wrong use")]
pub struct ExportOptions {
    /// Words that the matter must hold: a name, a kind, an id; everything if none is given
    #[arg(value_name = "WORDS")]
    pub words: Vec<String>,
    /// The form
    #[arg(long, value_name = "FORM")]
    pub to: Form,
    /// Which table, for csv and parquet
    #[arg(long, value_name = "TABLE", default_value = "claims")]
    pub table: TableName,
    /// Write to this file in place of standard output
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// The ledger, or pages.
    #[command(flatten)]
    pub of: SourceOptions,
}

/// A form of export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[allow(missing_docs)]
pub enum Form {
    Csv,
    #[cfg(feature = "xlsx")]
    Xlsx,
    #[cfg(feature = "parquet")]
    Parquet,
    Jsonl,
    Webannotation,
    Prov,
    Ftm,
    /// Claims that somebody judged by hand, as schema.org ClaimReviews
    Claimreview,
    Csl,
    Markdown,
    Svg,
    /// A folder that others verify with `sha256sum` alone: pages, readings, claims, the chain of events
    Bundle,
}

/// A table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[allow(missing_docs)]
pub enum TableName {
    Claims,
    Matters,
    Origins,
    Pages,
}

impl From<TableName> for onrecord_views::table::Name {
    fn from(name: TableName) -> onrecord_views::table::Name {
        use onrecord_views::table::Name;
        match name {
            TableName::Claims => Name::Claims,
            TableName::Matters => Name::Matters,
            TableName::Origins => Name::Origins,
            TableName::Pages => Name::Pages,
        }
    }
}

/// What a command is made of: the ledger, or pages read for it.
#[derive(Debug, Args)]
pub struct SourceOptions {
    /// The ledger.
    #[command(flatten)]
    pub ledger: LedgerFile,
    /// Read these pages in place of the ledger's; nothing is kept. May be given more than once
    #[arg(long, value_name = "PATH", conflicts_with_all = ["ledger", "known_on"])]
    pub read: Vec<PathBuf>,
    /// The packs.
    #[command(flatten)]
    pub packs: PackFolder,
    /// Go by what was said or published up to and including this day, YYYY-MM-DD [default: the last day of the pages]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub as_of: Option<Date>,
    /// Go by pages that the ledger had learnt up to and including this day, in UTC, YYYY-MM-DD
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub known_on: Option<Date>,
}

/// `onrecord report`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  onrecord report Xiaomi licence --to report.html
  onrecord report Xiaomi --read saved-pages/ --to report.html --lang zh
  onrecord report licence/xiaomi-ev/car-production-licence --as-of 2023-12-31 --to report.html

One file: no script, nothing from elsewhere. Every quotation leads to its words in the text of its page.
Exit codes: 0 all went well · 1 no such matter, or a page gave nothing · 2 wrong use")]
pub struct ReportOptions {
    /// Words that the matters must hold, or a matter's whole id; all matters where none is given
    #[arg(value_name = "WORDS")]
    pub words: Vec<String>,
    /// Where to write it [default: standard output]
    #[arg(long, value_name = "FILE")]
    pub to: Option<PathBuf>,
    /// Language of the report's own words: en or zh. Quotations stay as they are
    #[arg(long, value_name = "LANG", default_value = "en", value_parser = tongue)]
    pub lang: Tongue,
    /// Add the way of the first matter's subject through this procedure (`onrecord procedure` lists them). May be given
    /// more than once
    #[arg(long, value_name = "NAME")]
    pub procedure: Vec<String>,
    /// A folder with procedures of your own, NAME.toml each, beside the built-in ones
    #[arg(long, value_name = "DIR")]
    pub procedures: Option<PathBuf>,
    /// What it is made of.
    #[command(flatten)]
    pub of: SourceOptions,
}

fn tongue(tag: &str) -> Result<Tongue, String> {
    Tongue::of(tag).ok_or_else(|| "give en or zh".to_owned())
}

/// `onrecord sign`
#[cfg(feature = "sign")]
#[derive(Debug, Args)]
#[command(
    after_help = "Writes the signature beside what is signed: LEDGER.chain (the end of the chain, as text) and LEDGER.chain.sig,
or SHA256SUMS.sig in the bundle. Anyone verifies it with OpenSSL and KEY.pub.pem: see docs/formats.md."
)]
pub struct SignOptions {
    /// The private key: PEM, PKCS#8, as `--make-key` or OpenSSL writes it
    #[arg(long, value_name = "KEY.pem")]
    pub key: PathBuf,
    /// Make a new key and write it to KEY.pem, and its public part to KEY.pub.pem; nothing is signed
    #[arg(long, conflicts_with = "bundle")]
    pub make_key: bool,
    /// Sign a bundle in place of the ledger
    #[arg(long, value_name = "FOLDER")]
    pub bundle: Option<PathBuf>,
    /// The ledger.
    #[command(flatten)]
    pub ledger: LedgerFile,
}

/// `onrecord verify`
#[derive(Debug, Args)]
#[command(
    after_help = "Compares everything that a question may read: the chain of events, the bytes of every page, what is read in
them again, every derived row, the layout of the file; names the first break. The last line is the end of the chain: kept
elsewhere, or signed, it shows later whether the end was cut off.
Exit codes: 0 everything fits · 1 something does not · 2 wrong use"
)]
pub struct VerifyOptions {
    /// The ledger.
    #[command(flatten)]
    pub ledger: LedgerFile,
    /// The packs.
    #[command(flatten)]
    pub packs: PackFolder,
    /// A hash that the chain must hold: a chain end that was printed earlier
    #[arg(long, value_name = "HASH")]
    pub holds: Option<String>,
    /// Print JSON for programs
    #[arg(long)]
    pub json: bool,
}
