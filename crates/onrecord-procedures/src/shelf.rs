//! The shelf: procedures by name, each read when it is asked for, so that a hundred of them cost nothing before.
//! What does not live here: what a procedure holds (see `pack`), reading folders (see `onrecord`).

use include_dir::{Dir, include_dir};
use onrecord_model::PackProblem;

use crate::pack::Procedure;

static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/data");

/// Procedures as written, by name.
#[derive(Clone, Debug, Default)]
pub struct Shelf {
    /// (file, text), sorted by file.
    files: Vec<(String, String)>,
}

impl Shelf {
    /// The procedures that ship with the program.
    pub fn embedded() -> Shelf {
        let files = EMBEDDED.files().filter_map(|file| {
            let name = file.path().file_name()?.to_str()?;
            Some((name.to_owned(), file.contents_utf8()?.to_owned()))
        });
        Shelf::of(files.collect())
    }

    /// Procedures of files, each named `NAME.toml`; others are left out.
    pub fn of(mut files: Vec<(String, String)>) -> Shelf {
        files.retain(|(name, _)| name.ends_with(".toml"));
        files.sort();
        Shelf { files }
    }

    /// Puts the procedures of another shelf beside these; of two with one name the other's is kept.
    pub fn and(mut self, other: Shelf) -> Shelf {
        self.files.retain(|(name, _)| other.text(name).is_none());
        self.files.extend(other.files);
        self.files.sort();
        self
    }

    fn text(&self, file: &str) -> Option<&str> {
        let found = self.files.iter().find(|(name, _)| name == file);
        found.map(|(_, text)| text.as_str())
    }

    /// Names, sorted.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.files
            .iter()
            .filter_map(|(name, _)| name.strip_suffix(".toml"))
    }

    /// Files with their texts, sorted by file.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str()))
    }

    /// Reads the procedure of a name. `None` if there is no such one.
    pub fn get(&self, name: &str) -> Option<Result<Procedure, PackProblem>> {
        let file = format!("{name}.toml");
        self.text(&file).map(|text| parse(&file, text))
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
