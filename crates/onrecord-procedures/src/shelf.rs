//! The shelf: procedures by name, each read when it is asked for, so that a hundred of them cost nothing before.
//! What does not live here: what a procedure holds (see `pack`), reading folders (see `onrecord`).

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use include_dir::{Dir, include_dir};
use onrecord_model::PackProblem;
use serde::Deserialize;

use crate::pack::{Head, Procedure};

static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/data");

/// Reads the text of a file by its name, or says why it cannot.
pub type Reads = Arc<dyn Fn(&str) -> Result<String, String> + Send + Sync>;

/// The text of a procedure, or how to come by it.
#[derive(Clone)]
enum Text {
    Held(Cow<'static, str>),
    Kept(Reads),
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Text::Held(text) => write!(f, "{} bytes", text.len()),
            Text::Kept(_) => f.write_str("not read yet"),
        }
    }
}

/// Procedures as written, by name.
#[derive(Clone, Debug, Default)]
pub struct Shelf {
    /// (file, text), sorted by file.
    files: Vec<(String, Text)>,
}

impl Shelf {
    /// The procedures that ship with the program.
    pub fn embedded() -> Shelf {
        let files = EMBEDDED.files().filter_map(|file| {
            let name = file.path().file_name()?.to_str()?;
            Some((name.to_owned(), Text::Held(file.contents_utf8()?.into())))
        });
        Shelf::sorted(files.collect())
    }

    /// Procedures of files, each named `NAME.toml`; others are left out.
    pub fn of(files: Vec<(String, String)>) -> Shelf {
        let held = files
            .into_iter()
            .map(|(name, text)| (name, Text::Held(text.into())));
        Shelf::sorted(held.collect())
    }

    /// Procedures of files that are read when they are asked for.
    pub fn kept(names: Vec<String>, reads: &Reads) -> Shelf {
        let kept = names
            .into_iter()
            .map(|name| (name, Text::Kept(Arc::clone(reads))));
        Shelf::sorted(kept.collect())
    }

    fn sorted(mut files: Vec<(String, Text)>) -> Shelf {
        files.retain(|(name, _)| name.ends_with(".toml"));
        files.sort_by(|a, b| a.0.cmp(&b.0));
        Shelf { files }
    }

    /// Puts the procedures of another shelf beside these; of two with one name the other's is kept.
    pub fn and(mut self, other: Shelf) -> Shelf {
        self.files
            .retain(|(name, _)| !other.files.iter().any(|(n, _)| n == name));
        self.files.extend(other.files);
        Shelf::sorted(self.files)
    }

    /// Names, sorted.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.files
            .iter()
            .filter_map(|(name, _)| name.strip_suffix(".toml"))
    }

    /// Files with their texts, sorted by file.
    pub fn files(&self) -> impl Iterator<Item = (&str, Result<Cow<'_, str>, PackProblem>)> {
        self.files
            .iter()
            .map(|(name, text)| (name.as_str(), read(name, text)))
    }

    fn text(&self, name: &str) -> Option<(&str, Result<Cow<'_, str>, PackProblem>)> {
        let found = self
            .files
            .iter()
            .find(|(file, _)| file.strip_suffix(".toml") == Some(name));
        found.map(|(file, text)| (file.as_str(), read(file, text)))
    }

    /// Reads the procedure of a name. `None` if there is no such one.
    pub fn get(&self, name: &str) -> Option<Result<Procedure, PackProblem>> {
        self.text(name).map(|(file, text)| parse(file, &text?))
    }

    /// Reads what a procedure is called, and no more of it than that takes. `None` if there is no such one.
    pub fn head(&self, name: &str) -> Option<Result<Head, PackProblem>> {
        self.text(name).map(|(file, text)| head(file, &text?))
    }
}

fn read<'a>(file: &str, text: &'a Text) -> Result<Cow<'a, str>, PackProblem> {
    match text {
        Text::Held(text) => Ok(Cow::Borrowed(text)),
        Text::Kept(reads) => reads(file).map(Cow::Owned).map_err(|message| PackProblem {
            file: file.to_owned(),
            line: 1,
            message,
        }),
    }
}

/// The head of a file: what stands before its first list of tables. If that does not read by itself, the whole file tells why.
fn head(file: &str, text: &str) -> Result<Head, PackProblem> {
    #[derive(Deserialize)]
    struct Front {
        procedure: Head,
    }
    let front = text
        .split_inclusive('\n')
        .take_while(|line| !line.starts_with("[["));
    let front: usize = front.map(str::len).sum();
    match toml::from_str::<Front>(&text[..front]) {
        Ok(front) => Ok(front.procedure),
        Err(_) => parse(file, text).map(|p| p.head),
    }
}

/// Reads a procedure. What is wrong comes with file and line.
pub fn parse(file: &str, text: &str) -> Result<Procedure, PackProblem> {
    toml::from_str(text).map_err(|error: toml::de::Error| PackProblem {
        file: file.to_owned(),
        line: error.span().map_or(1, |span| line_at(text, span.start)),
        message: format!("{}: see docs/procedures.md", error.message().replace('\n', " ")),
    })
}

/// The line of a byte, from 1.
pub(crate) fn line_at(text: &str, offset: usize) -> usize {
    let before = &text.as_bytes()[..offset.min(text.len())];
    before.iter().filter(|b| **b == b'\n').count() + 1
}
