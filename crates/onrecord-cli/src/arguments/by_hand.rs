//! Arguments of what people say by hand: `entity` and `correct`.

use clap::{Args, Subcommand};

use super::{LedgerFile, PackFolder};

/// `onrecord entity`
#[derive(Debug, Subcommand)]
pub enum EntityCommand {
    /// Print what a name stands for, and every judgement on it
    Show(EntityName),
    /// Say that two names are one
    Merge(EntityPair),
    /// Say that two names are two things, whatever a rule says
    Split(EntityPair),
    /// Take back what was said of two names: the rules decide again
    Forget(EntityPair),
    /// Say how a thing is to be shown
    Rename(EntityPair),
}

/// A name to be shown.
#[derive(Debug, Args)]
pub struct EntityName {
    /// A name as pages write it, or the id of an entity
    #[arg(value_name = "NAME")]
    pub name: String,
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

/// Two names, with who judges and why.
#[derive(Debug, Args)]
#[command(
    after_help = "A judgement is an event of the ledger: it is never removed, and the latest on two names counts."
)]
pub struct EntityPair {
    /// A name as pages write it, or the id of an entity
    #[arg(value_name = "NAME")]
    pub name: String,
    /// The other; for `rename` how it is to be shown
    #[arg(value_name = "OTHER")]
    pub other: String,
    /// Who says so, and why.
    #[command(flatten)]
    pub who: Correction,
}

/// `onrecord correct`
#[derive(Debug, Subcommand)]
pub enum CorrectCommand {
    /// Say whom a claim is about
    About {
        /// The claim: the beginning of its id
        #[arg(value_name = "CLAIM")]
        claim: String,
        /// A name, or the id of an entity; left out, nobody that is known
        #[arg(value_name = "NAME")]
        name: Option<String>,
        /// Who and why.
        #[command(flatten)]
        who: Correction,
    },
    /// Say which state a claim tells: granted, "not granted", "granted, planned", or none
    State {
        /// The claim: the beginning of its id
        #[arg(value_name = "CLAIM")]
        claim: String,
        /// A state of the claim's kind
        #[arg(value_name = "STATE")]
        state: String,
        /// Who and why.
        #[command(flatten)]
        who: Correction,
    },
    /// Say that a claim does not count
    Ignore {
        /// The claim: the beginning of its id
        #[arg(value_name = "CLAIM")]
        claim: String,
        /// Who and why.
        #[command(flatten)]
        who: Correction,
    },
    /// Say that a claim, or a whole matter, belongs to a matter
    SameMatter {
        /// The claim, or the id of a matter
        #[arg(value_name = "CLAIM|MATTER")]
        of: String,
        /// The id of the matter that it belongs to
        #[arg(value_name = "MATTER")]
        matter: String,
        /// Who and why.
        #[command(flatten)]
        who: Correction,
    },
    /// Say that a claim does not belong to a matter
    OtherMatter {
        /// The claim: the beginning of its id
        #[arg(value_name = "CLAIM")]
        claim: String,
        /// The id of the matter
        #[arg(value_name = "MATTER")]
        matter: String,
        /// Who and why.
        #[command(flatten)]
        who: Correction,
    },
    /// Say that two claims go back to one origin
    SameOrigin {
        /// A claim: the beginning of its id
        #[arg(value_name = "CLAIM")]
        claim: String,
        /// Another
        #[arg(value_name = "OTHER")]
        other: String,
        /// Who and why.
        #[command(flatten)]
        who: Correction,
    },
    /// Say that two claims go back to two origins
    OtherOrigin {
        /// A claim: the beginning of its id
        #[arg(value_name = "CLAIM")]
        claim: String,
        /// Another
        #[arg(value_name = "OTHER")]
        other: String,
        /// Who and why.
        #[command(flatten)]
        who: Correction,
    },
    /// Say of which day a page is; it is read again as of that day
    Date {
        /// The page: the beginning of its hash, or its file name
        #[arg(value_name = "PAGE")]
        page: String,
        /// The day, YYYY-MM-DD
        #[arg(value_name = "DATE")]
        day: String,
        /// Who and why.
        #[command(flatten)]
        who: Correction,
    },
    /// Take a correction or a judgement on names back, by its number
    Undo {
        /// The number that `onrecord correct list` prints
        #[arg(value_name = "NUMBER")]
        number: String,
        /// Who and why.
        #[command(flatten)]
        who: Correction,
    },
    /// Print all corrections and judgements, with who made them, why, and whether they count
    List {
        /// The ledger.
        #[command(flatten)]
        ledger: LedgerFile,
        /// The packs.
        #[command(flatten)]
        packs: PackFolder,
        /// Print JSON for programs, one object a line
        #[arg(long)]
        json: bool,
    },
}

/// Who corrects, and why.
#[derive(Debug, Args)]
#[command(
    after_help = "A correction is an event of the ledger: it is never removed, the latest on one thing counts, and `undo` takes it back."
)]
pub struct Correction {
    /// Why
    #[arg(long, value_name = "WORDS")]
    pub reason: String,
    /// Who says so
    #[arg(long, value_name = "NAME")]
    pub by: String,
    /// The ledger.
    #[command(flatten)]
    pub ledger: LedgerFile,
    /// The packs.
    #[command(flatten)]
    pub packs: PackFolder,
}

/// `onrecord note`
#[derive(Debug, Subcommand)]
#[command(
    after_help = "A note is an event of the ledger: it is never removed, and `onrecord correct undo NUMBER` takes it back.
It changes nothing that is read or judged."
)]
pub enum NoteCommand {
    /// Note something on a matter, a claim or a page
    Add {
        /// The id of a matter, or the beginning of that of a claim or a page
        #[arg(value_name = "OF")]
        of: String,
        /// The note
        #[arg(value_name = "WORDS")]
        words: String,
        /// Who.
        #[command(flatten)]
        who: Noting,
    },
    /// Put a matter, a claim or a page under a word
    Tag {
        /// The id of a matter, or the beginning of that of a claim or a page
        #[arg(value_name = "OF")]
        of: String,
        /// The word
        #[arg(value_name = "TAG")]
        tag: String,
        /// Who.
        #[command(flatten)]
        who: Noting,
    },
    /// Print all notes, tags and ratings, with who made them and whether they count
    List {
        /// The ledger.
        #[command(flatten)]
        ledger: LedgerFile,
        /// The packs.
        #[command(flatten)]
        packs: PackFolder,
        /// Only what is said of things under this tag
        #[arg(long, value_name = "TAG")]
        tag: Option<String>,
        /// Print JSON for programs, one object a line
        #[arg(long)]
        json: bool,
    },
}

/// Who notes something.
#[derive(Debug, Args)]
pub struct Noting {
    /// Who says so
    #[arg(long, value_name = "NAME")]
    pub by: String,
    /// The ledger.
    #[command(flatten)]
    pub ledger: LedgerFile,
    /// The packs.
    #[command(flatten)]
    pub packs: PackFolder,
}

/// `onrecord judge`
#[derive(Debug, Args)]
#[command(after_help = "Example:
  onrecord judge 3f1c \"False\" --by \"Ida Kolb\" --reason \"the ministry's list of 12 July names another maker\"

What is judged so changes no state: it is shown with the claim and its matter, and `export --to claimreview` writes it.")]
pub struct JudgeOptions {
    /// The claim: the beginning of its id
    #[arg(value_name = "CLAIM")]
    pub claim: String,
    /// The judgement in a word or two, as readers will see it
    #[arg(value_name = "RATING")]
    pub rating: String,
    /// Who and why.
    #[command(flatten)]
    pub who: Correction,
}
