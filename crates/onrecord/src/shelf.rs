//! The shelf of procedures that a run uses: the shipped ones, and those of a folder beside them.
//! What does not live here: what a procedure is (see `onrecord-procedures`).

use std::path::{Path, PathBuf};

use onrecord_procedures::Shelf;

/// Why a folder of procedures could not be read.
#[derive(Debug, thiserror::Error)]
#[error("{path}: cannot be read ({source}): give a folder of procedures, NAME.toml each")]
pub struct ShelfError {
    /// What was being read.
    pub path: PathBuf,
    /// Why not.
    pub source: std::io::Error,
}

/// The shipped procedures and those of `dir`, `NAME.toml` each; of two with one name the folder's is used. None of them is
/// parsed before it is asked for.
pub fn shelf(dir: Option<&Path>) -> Result<Shelf, ShelfError> {
    let shipped = Shelf::embedded();
    Ok(match dir {
        Some(dir) => shipped.and(Shelf::of(files(dir)?)),
        None => shipped,
    })
}

fn files(dir: &Path) -> Result<Vec<(String, String)>, ShelfError> {
    let fail = |path: &Path, source| ShelfError {
        path: path.to_owned(),
        source,
    };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(dir).map_err(|e| fail(dir, e))? {
        let path = entry.map_err(|e| fail(dir, e))?.path();
        let Some(name) = path.file_name().and_then(|n| n.to_str()) else {
            continue;
        };
        if name.ends_with(".toml") {
            let text = std::fs::read_to_string(&path).map_err(|e| fail(&path, e))?;
            files.push((name.to_owned(), text));
        }
    }
    Ok(files)
}
