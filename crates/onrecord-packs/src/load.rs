//! Folders of TOML files, and what holds between files.
//! What does not live here: what a file says (`section`).

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use onrecord_model::Language;
use onrecord_model::pack::{PackProblem, PackSources};

use crate::{refer, section};

/// Why a folder could not be read.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The disk said no.
    #[error("{path}: cannot read pack folder ({source}): give a folder of packs")]
    Disk {
        /// What was being read.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
}

/// All `.toml` files below `dir`, sorted by name, as (name relative to `dir`, text).
pub(crate) fn files_in(dir: &Path) -> Result<Vec<(String, String)>, LoadError> {
    fn walk(top: &Path, dir: &Path, files: &mut Vec<(String, String)>) -> Result<(), LoadError> {
        let fail = |source| LoadError::Disk {
            path: dir.to_owned(),
            source,
        };
        let mut entries: Vec<PathBuf> = std::fs::read_dir(dir)
            .map_err(fail)?
            .map(|e| e.map(|e| e.path()))
            .collect::<Result<_, _>>()
            .map_err(fail)?;
        entries.sort();
        for path in entries {
            if path.is_dir() {
                walk(top, &path, files)?;
            } else if path.extension().is_some_and(|e| e == "toml") {
                let text = std::fs::read_to_string(&path).map_err(|source| LoadError::Disk {
                    path: path.clone(),
                    source,
                })?;
                files.push((
                    path.strip_prefix(top)
                        .unwrap_or(&path)
                        .display()
                        .to_string()
                        .replace('\\', "/"),
                    text,
                ));
            }
        }
        Ok(())
    }
    let mut files = Vec::new();
    walk(dir, dir, &mut files)?;
    Ok(files)
}

/// Reads files named `LANG/…`.
pub(crate) fn sources(mut files: Vec<(String, String)>) -> (PackSources, Vec<PackProblem>) {
    files.sort();
    let mut sources = PackSources::default();
    let mut problems = Vec::new();
    for (name, text) in files {
        let Some(lang) = name.split('/').next().and_then(Language::of_folder) else {
            problems.push(PackProblem {
                file: name,
                line: 1,
                message: format!("is in no language folder: move it below {}", Language::folders()),
            });
            continue;
        };
        section::read(&name, &text, lang, &mut sources, &mut problems);
    }
    problems.extend(refer::unused(&sources));
    (sources, problems)
}

/// Rules or lists that share a name.
pub(crate) fn duplicates(sources: &PackSources) -> Vec<PackProblem> {
    let mut seen: BTreeMap<&str, (&str, usize)> = BTreeMap::new();
    let mut problems = Vec::new();
    let rules = sources
        .rules
        .iter()
        .map(|r| (r.name.as_str(), r.file.as_str(), r.line));
    let lists = sources
        .lists
        .iter()
        .map(|l| (l.name.as_str(), l.file.as_str(), l.line));
    for (name, file, line) in rules.chain(lists) {
        if let Some((other, at)) = seen.insert(name, (file, line)) {
            problems.push(PackProblem {
                file: file.into(),
                line,
                message: format!("{name} stands at {other}:{at} too: rename one"),
            });
        }
    }
    problems
}
