//! Tables for spreadsheets, data frames and databases: one row a claim, a matter, an origin's member, a page.
//!
//! Columns are part of the contract: `docs/formats.md` lists them, and new ones go behind the last.
//! What does not live here: how cells are written (`csv`, and the modules beside it), names in JSON (see `wire`).

#[cfg(feature = "arrow")]
pub mod arrow;
mod claims;
pub mod csv;
mod matters;
mod origins;
mod pages;
#[cfg(feature = "parquet")]
pub mod parquet;
pub mod reference;
#[cfg(feature = "xlsx")]
pub mod sheet;

use jiff::civil::Date;
use onrecord::{Case, Judged, Packs};

use crate::brief::Briefing;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// A day, ISO 8601.
    Day,
    /// A whole number.
    Number,
    /// True or false.
    Flag,
    /// A list of texts; in one cell they have `; ` between them.
    Texts,
}

/// A column.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// What that means.
    pub means: &'static str,
}

/// One cell. What is unknown is `None`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Cell {
    None,
    Text(String),
    Day(Date),
    Number(i64),
    Flag(bool),
    Texts(Vec<String>),
}

impl Cell {
    /// The cell as text; empty if nothing is known.
    pub fn text(&self) -> String {
        match self {
            Cell::None => String::new(),
            Cell::Text(text) => text.clone(),
            Cell::Day(day) => day.to_string(),
            Cell::Number(number) => number.to_string(),
            Cell::Flag(flag) => flag.to_string(),
            Cell::Texts(texts) => texts.join("; "),
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        match text.is_empty() {
            true => Cell::None,
            false => Cell::Text(text.to_owned()),
        }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Cell {
        match text.is_empty() {
            true => Cell::None,
            false => Cell::Text(text),
        }
    }
}

impl From<usize> for Cell {
    fn from(number: usize) -> Cell {
        i64::try_from(number).map_or(Cell::None, Cell::Number)
    }
}

impl From<bool> for Cell {
    fn from(flag: bool) -> Cell {
        Cell::Flag(flag)
    }
}

impl From<Date> for Cell {
    fn from(day: Date) -> Cell {
        Cell::Day(day)
    }
}

impl From<Vec<String>> for Cell {
    fn from(texts: Vec<String>) -> Cell {
        Cell::Texts(texts)
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Cell {
        value.map_or(Cell::None, Into::into)
    }
}

/// Notes, tags and ratings on a thing as they stand in a cell: number, what, who and why.
fn remarks<'a>(all: impl Iterator<Item = &'a Judged>) -> Cell {
    let lines = all.map(|judged| {
        let Judged {
            number,
            judgement,
            by,
            reason,
            ..
        } = judged;
        let why = match reason.is_empty() {
            true => String::new(),
            false => format!(": {reason}"),
        };
        format!(
            "#{number} {} {} ({by}{why})",
            judgement.verdict.name(),
            judgement.b
        )
    });
    Cell::Texts(lines.collect())
}

/// Which table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Name {
    /// One row a claim.
    Claims,
    /// One row a matter: where it stands.
    Matters,
    /// One row a claim in a matter, with the origin that it goes back to and why.
    Origins,
    /// One row a page.
    Pages,
}

impl Name {
    /// All tables.
    pub const ALL: [Name; 4] = [Name::Claims, Name::Matters, Name::Origins, Name::Pages];

    /// The name as written.
    pub fn code(self) -> &'static str {
        match self {
            Name::Claims => "claims",
            Name::Matters => "matters",
            Name::Origins => "origins",
            Name::Pages => "pages",
        }
    }

    /// Its columns.
    pub fn columns(self) -> &'static [Column] {
        match self {
            Name::Claims => claims::COLUMNS,
            Name::Matters => matters::COLUMNS,
            Name::Origins => origins::COLUMNS,
            Name::Pages => pages::COLUMNS,
        }
    }
}

/// A table: every row has a cell for every column, of its kind or `None`.
#[derive(Clone, Debug)]
pub struct Table {
    /// Which.
    pub name: Name,
    /// Its rows.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// Its columns.
    pub fn columns(&self) -> &'static [Column] {
        self.name.columns()
    }
}

/// A table of a case as of a day: of the matters that hold all the words and their claims; of everything if there are no
/// words.
pub fn table(name: Name, case: &Case, packs: &Packs, as_of: Option<Date>, words: &[String]) -> Table {
    let briefing = || Briefing::new(case, packs, as_of);
    let rows = match name {
        Name::Claims => claims::rows(case, words),
        Name::Matters => matters::rows(&briefing(), words),
        Name::Origins => origins::rows(&briefing(), words),
        Name::Pages => pages::rows(case),
    };
    Table { name, rows }
}

/// A column of a table's list.
const fn column(name: &'static str, kind: Kind, means: &'static str) -> Column {
    Column { name, kind, means }
}
