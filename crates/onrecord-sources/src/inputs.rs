//! What to read, one after the other: files, folders in the order of their names, standard input, records.
//! What does not live here: opening the files (see `engine`), which happens on the worker's side.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use crate::SourceError;

/// One thing to read.
#[derive(Debug)]
pub enum Input {
    /// A file.
    File(PathBuf),
    /// Standard input, as a page.
    Stdin,
    /// A line of a records file: (file, line number from 1, the line).
    Record(PathBuf, usize, String),
    /// Something that could not even be listed: its name, and why.
    Failed(String, SourceError),
}

/// All inputs, in order, found as they are asked for: a folder of a million pages costs no memory.
pub struct Inputs {
    /// Open folders and lists, innermost last; each yields its rest in order.
    open: Vec<Source>,
}

enum Source {
    Paths(std::vec::IntoIter<PathBuf>),
    /// A folder's entries, sorted.
    Folder(std::vec::IntoIter<PathBuf>),
    Records(PathBuf, usize, Box<dyn BufRead + Send>),
    RecordFiles(std::vec::IntoIter<PathBuf>),
}

impl Inputs {
    /// Paths first, then records; `-` is standard input in either.
    pub fn of(paths: Vec<PathBuf>, records: Vec<PathBuf>) -> Inputs {
        Inputs {
            open: vec![
                Source::RecordFiles(records.into_iter()),
                Source::Paths(paths.into_iter()),
            ],
        }
    }

    fn open_folder(&mut self, path: &Path) -> Option<Input> {
        let listing = std::fs::read_dir(path).and_then(|entries| {
            entries
                .map(|e| e.map(|e| e.path()))
                .collect::<Result<Vec<_>, _>>()
        });
        match listing {
            Err(error) => Some(Input::Failed(
                path.display().to_string(),
                SourceError::Folder(error),
            )),
            Ok(mut entries) => {
                entries.retain(|e| may_be_page(e));
                entries.sort();
                if entries.is_empty() {
                    return Some(Input::Failed(path.display().to_string(), SourceError::NoPages));
                }
                self.open.push(Source::Folder(entries.into_iter()));
                None
            }
        }
    }

    fn open_records(&mut self, path: PathBuf) -> Option<Input> {
        if path.as_os_str() == "-" {
            let reader = Box::new(BufReader::new(std::io::stdin()));
            self.open.push(Source::Records(path, 0, reader));
            return None;
        }
        match std::fs::File::open(&path) {
            Ok(file) => {
                let reader: Box<dyn BufRead + Send> = if path.extension().is_some_and(|e| e == "gz") {
                    Box::new(BufReader::new(flate2::read::MultiGzDecoder::new(file)))
                } else {
                    Box::new(BufReader::with_capacity(1 << 16, file))
                };
                self.open.push(Source::Records(path, 0, reader));
                None
            }
            Err(error) => Some(Input::Failed(
                path.display().to_string(),
                SourceError::Records(error),
            )),
        }
    }
}

impl Iterator for Inputs {
    type Item = Input;

    fn next(&mut self) -> Option<Input> {
        loop {
            // What the innermost source gives, and whether it came from inside a folder.
            let (path, inside) = match self.open.last_mut()? {
                Source::Paths(paths) => (paths.next(), false),
                Source::Folder(paths) => (paths.next(), true),
                Source::RecordFiles(files) => match files.next() {
                    Some(file) => match self.open_records(file) {
                        Some(failed) => return Some(failed),
                        None => continue,
                    },
                    None => (None, false),
                },
                Source::Records(file, line, reader) => {
                    let mut text = String::new();
                    *line += 1;
                    match reader.read_line(&mut text) {
                        Ok(0) => (None, false),
                        Ok(_) if text.trim().is_empty() => continue,
                        Ok(_) => {
                            // A byte order mark before the first record is no part of it.
                            if *line == 1 && text.starts_with('\u{feff}') {
                                text.drain(..'\u{feff}'.len_utf8());
                            }
                            return Some(Input::Record(file.clone(), *line, text));
                        }
                        Err(error) => {
                            let name = format!("{}:{line}", file.display());
                            // A line that is no UTF-8 has been consumed: go on behind it. Anything else ends the file.
                            if error.kind() != std::io::ErrorKind::InvalidData {
                                self.open.pop();
                            }
                            return Some(Input::Failed(name, SourceError::Line(error)));
                        }
                    }
                }
            };
            let Some(path) = path else {
                self.open.pop();
                continue;
            };
            if !inside && path.as_os_str() == "-" {
                return Some(Input::Stdin);
            }
            // Links to folders are followed where the user names them, not inside a walk: they may lead in circles.
            let folder = if inside {
                path.symlink_metadata().is_ok_and(|m| m.is_dir())
            } else {
                path.is_dir()
            };
            if !folder {
                return Some(Input::File(path));
            }
            if let Some(failed) = self.open_folder(&path) {
                return Some(failed);
            }
        }
    }
}

/// Endings of files that lie beside saved pages and are none. Everything else in a folder is read:
/// pages are often saved under `article.php?id=3`, or under no ending at all.
const NO_PAGES: &[&str] = &[
    "avif", "bmp", "css", "csv", "db", "eot", "gif", "ico", "jpeg", "jpg", "js", "json", "jsonl", "lock",
    "map", "md", "mjs", "mp3", "mp4", "otf", "pdf", "png", "py", "rs", "sh", "sqlite", "svg", "tar", "tgz",
    "toml", "ttf", "wasm", "webm", "webp", "woff", "woff2", "xml", "yaml", "yml", "zip", "zst",
];

/// True where a folder's entry may be a page, or a folder of pages.
fn may_be_page(path: &Path) -> bool {
    let Some(name) = path.file_name() else {
        return false;
    };
    let name = name.to_string_lossy();
    if name.starts_with('.') {
        return false;
    }
    let metadata = path.metadata();
    if metadata.is_ok_and(|m| m.is_dir()) {
        return path.symlink_metadata().is_ok_and(|m| m.is_dir());
    }
    let name = name.to_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    match name.rsplit_once('.') {
        Some((_, ending)) => !NO_PAGES.contains(&ending),
        None => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn furniture_beside_pages_is_not_read() {
        for page in ["a.html", "b.htm.gz", "c.php?id=3", "story", "d.txt"] {
            assert!(may_be_page(Path::new(page)), "{page}");
        }
        for other in ["README.md", "style.css", ".hidden", "gold.json.gz"] {
            assert!(!may_be_page(Path::new(other)), "{other}");
        }
    }
}
