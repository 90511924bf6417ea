//! The shelf of procedures that a run uses: the shipped ones, and those of a folder beside them.
//! What does not live here: what a procedure is (see `onrecord-procedures`).

use std::path::{Path, PathBuf};
use std::sync::Arc;

use onrecord_model::PackProblem;
use onrecord_procedures::shelf::Reads;
use onrecord_procedures::{Procedure, Shelf};

/// Why a folder of procedures could not be read.
#[derive(Debug, thiserror::Error)]
#[error("{path}: cannot be read ({source}): give a folder of procedures, NAME.toml each")]
pub struct ShelfError {
    /// What was being read.
    pub path: PathBuf,
    /// Why not.
    pub source: std::io::Error,
}

/// Why there is not the procedure that was asked for.
#[derive(Debug, thiserror::Error)]
pub enum ProcedureError {
    /// None is called so.
    #[error("{name}: no such procedure: give one of {}", known.join(", "))]
    None {
        /// What was asked for.
        name: String,
        /// Those that there are.
        known: Vec<String>,
    },
    /// It is not sound.
    #[error("{0}")]
    Broken(PackProblem),
}

/// The procedure of a name.
pub fn find_procedure(shelf: &Shelf, name: &str) -> Result<Procedure, ProcedureError> {
    match shelf.get(name) {
        Some(procedure) => procedure.map_err(ProcedureError::Broken),
        None => Err(ProcedureError::None {
            name: name.to_owned(),
            known: shelf.names().map(str::to_owned).collect(),
        }),
    }
}

/// The shipped procedures and those of `dir`, `NAME.toml` each; of two with one name the folder's is used. None of them is
/// read before it is asked for.
pub fn shelf(dir: Option<&Path>) -> Result<Shelf, ShelfError> {
    let shipped = Shelf::embedded();
    let Some(dir) = dir else { return Ok(shipped) };
    let fail = |source| ShelfError {
        path: dir.to_owned(),
        source,
    };
    let mut names = Vec::new();
    for entry in std::fs::read_dir(dir).map_err(fail)? {
        names.extend(entry.map_err(fail)?.file_name().into_string());
    }
    let folder = dir.to_owned();
    let reads: Reads = Arc::new(move |name| {
        let path = folder.join(name);
        std::fs::read_to_string(&path).map_err(|e| format!("cannot be read ({e}): mend or remove the file"))
    });
    Ok(shipped.and(Shelf::kept(names, &reads)))
}
