//! What to read, one after the other: files, folders in the order of their names, standard input, records, and the
//! pages in files that hold many.
//! What does not live here: opening pages (the engine does, on the worker's side), what containers look like inside.

use std::io::{BufRead, BufReader, Read, Seek};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::archive::Archive;
use crate::capture::{Capture, Container};
use crate::sniff::{self, Format};
use crate::warc::{self, Record};
use crate::{Refusal, SourceError, containers};

/// One thing to read.
#[derive(Debug)]
pub enum Input {
    /// A file.
    File(PathBuf),
    /// Standard input, as a page.
    Stdin,
    /// A line of a records file: (file, line number from 1, the line).
    Record(PathBuf, usize, String),
    /// A record of a web archive, to be opened.
    Archived(Box<Record>),
    /// A page out of another container.
    Capture(Box<Capture>),
    /// Something that is no page.
    Skipped(Skipped),
    /// Something that could not even be listed: its name, and why.
    Failed(String, SourceError),
}

/// Something that is not read, and is said not to be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Skipped {
    /// Its name.
    pub name: String,
    /// What it is, in the plural: `pictures`, `requests`.
    pub kind: String,
    /// What a revisit says of the page that it saw again.
    pub sighting: Option<Box<warc::Sighting>>,
}

impl Skipped {
    /// Something that is only counted.
    pub fn new(name: impl Into<String>, kind: impl Into<String>) -> Skipped {
        Skipped {
            name: name.into(),
            kind: kind.into(),
            sighting: None,
        }
    }
}

/// A container larger than this is not read into memory; archives are streamed and know no bound.
pub(crate) const LARGEST_IN_MEMORY: u64 = 256 << 20;

/// A line of a file of records may be as long as a page may be large.
const LONGEST_LINE: u64 = 64 << 20;

/// All inputs, in order, found as they are asked for: a folder of a million pages, or an archive of as many, costs no
/// memory.
pub struct Inputs {
    /// Open folders, lists and containers, innermost last; each yields its rest in order.
    open: Vec<Source>,
    /// True if the digests of containers are taken.
    digests: bool,
}

enum Source {
    Paths(std::vec::IntoIter<PathBuf>),
    /// A folder's entries, sorted.
    Folder(std::vec::IntoIter<PathBuf>),
    Records(PathBuf, usize, Box<dyn BufRead + Send>),
    RecordFiles(std::vec::IntoIter<PathBuf>),
    Archive(Box<Archive>),
    /// Web archives in one file, to be opened one after the other.
    Archives(std::vec::IntoIter<containers::Inner>),
    Items(std::vec::IntoIter<Input>),
}

impl Inputs {
    /// Paths first, then records; `-` is standard input in either.
    pub fn of(paths: Vec<PathBuf>, records: Vec<PathBuf>) -> Inputs {
        Inputs {
            open: vec![
                Source::RecordFiles(records.into_iter()),
                Source::Paths(paths.into_iter()),
            ],
            digests: false,
        }
    }

    /// Also takes the digests of containers, which reads them once more.
    pub fn with_digests(mut self) -> Inputs {
        self.digests = true;
        self
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
                entries.retain(|e| !is_hidden(e));
                entries.sort();
                if !entries.iter().any(|e| kind_by_name(e).is_none()) {
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
        if is_endless(&path) {
            return Some(Input::Failed(path.display().to_string(), SourceError::NoFile));
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

    /// A file: itself if it is a page, else what it holds. `inside` is true for files that nobody named.
    fn open_file(&mut self, path: PathBuf, inside: bool) -> Option<Input> {
        let name = path.display().to_string();
        let mut head = Vec::with_capacity(sniff::HEAD);
        let file = std::fs::File::open(&path).and_then(|mut file| {
            (&mut file).take(sniff::HEAD as u64).read_to_end(&mut head)?;
            file.rewind()?;
            Ok(file)
        });
        // Whatever is wrong with the file is told when it is read.
        let Ok(file) = file else {
            return Some(Input::File(path));
        };
        let format = sniff::format(&head, &name);
        if format == Format::Page {
            return Some(Input::File(path));
        }
        let size = file.metadata().map_or(0, |m| m.len());
        let opened = match format {
            Format::Archive => self
                .container(&name, &path)
                .and_then(|container| {
                    Archive::of(container, Box::new(BufReader::with_capacity(1 << 18, file)))
                })
                .map(|archive| containers::Opened::Archive(Box::new(archive)))
                .map_err(SourceError::Container),
            Format::Zip => containers::zip(file, &path, self.digests),
            _ if size > LARGEST_IN_MEMORY => {
                Err(Refusal::new("is larger than 256 MB: no mail or feed is: split it").into())
            }
            _ => std::fs::read(&path)
                .map_err(SourceError::Container)
                .and_then(|bytes| containers::in_memory(format, bytes, &name, self.digests)),
        };
        self.take(opened, &path, name, inside)
    }

    /// Puts what a file holds in the place of the file.
    fn take(
        &mut self,
        opened: Result<containers::Opened, SourceError>,
        path: &Path,
        name: String,
        inside: bool,
    ) -> Option<Input> {
        match opened {
            Ok(containers::Opened::Page) => return Some(Input::File(path.to_owned())),
            Ok(containers::Opened::Archive(archive)) => self.open.push(Source::Archive(archive)),
            Ok(containers::Opened::Archives(inner)) => self.open.push(Source::Archives(inner.into_iter())),
            Ok(containers::Opened::Items(items)) => self.open.push(Source::Items(items.into_iter())),
            Ok(containers::Opened::NoPage(kind, _)) if inside => {
                return Some(Input::Skipped(Skipped::new(name, kind)));
            }
            Ok(containers::Opened::NoPage(_, why)) => return Some(Input::Failed(name, why.into())),
            Err(why) => return Some(Input::Failed(name, why)),
        }
        None
    }

    fn open_stdin(&mut self) -> Option<Input> {
        let head = match std::io::stdin().lock().fill_buf() {
            Ok(head) => head.to_vec(),
            Err(_) => return Some(Input::Stdin),
        };
        let format = sniff::format(&head, "");
        let name = "-".to_owned();
        let opened = match format {
            Format::Page => return Some(Input::Stdin),
            Format::Archive => {
                let container = Container {
                    name: name.clone(),
                    sha256: None,
                };
                Archive::of(container, Box::new(BufReader::new(std::io::stdin())))
                    .map(|archive| containers::Opened::Archive(Box::new(archive)))
                    .map_err(SourceError::Container)
            }
            Format::Zip => return Some(Input::Stdin),
            _ => {
                let mut bytes = Vec::new();
                std::io::stdin()
                    .take(LARGEST_IN_MEMORY)
                    .read_to_end(&mut bytes)
                    .map_err(SourceError::Container)
                    .and_then(|_| containers::in_memory(format, bytes, &name, self.digests))
            }
        };
        self.take(opened, Path::new("-"), name, false)
    }

    /// The container's name, and its digest if digests are taken.
    fn container(&self, name: &str, path: &Path) -> std::io::Result<Container> {
        let sha256 = match self.digests {
            true => Some(containers::sha256_of(std::fs::File::open(path)?)?),
            false => None,
        };
        Ok(Container {
            name: name.to_owned(),
            sha256,
        })
    }
}

/// What a source gives next.
enum Step {
    Path(PathBuf, bool),
    Input(Input),
    Open(Source),
    Ended,
}

impl Inputs {
    fn step(&mut self) -> Option<Step> {
        let digests = self.digests;
        Some(match self.open.last_mut()? {
            Source::Paths(paths) => paths.next().map_or(Step::Ended, |p| Step::Path(p, false)),
            Source::Folder(paths) => paths.next().map_or(Step::Ended, |p| Step::Path(p, true)),
            Source::RecordFiles(files) => match files.next() {
                None => Step::Ended,
                Some(file) => match self.open_records(file) {
                    Some(failed) => Step::Input(failed),
                    None => return self.step(),
                },
            },
            Source::Items(items) => items.next().map_or(Step::Ended, Step::Input),
            Source::Archives(inner) => match inner.next() {
                None => Step::Ended,
                Some(inner) => {
                    let name = inner.name.clone();
                    match inner.open(digests) {
                        Ok(archive) => Step::Open(Source::Archive(Box::new(archive))),
                        Err(why) => Step::Input(Input::Failed(name, SourceError::Container(why))),
                    }
                }
            },
            Source::Archive(archive) => match archive.next() {
                None => Step::Ended,
                Some(mut inputs) if inputs.len() == 1 => Step::Input(inputs.remove(0)),
                Some(inputs) => Step::Open(Source::Items(inputs.into_iter())),
            },
            Source::Records(file, line, reader) => {
                *line += 1;
                let read = read_line(reader);
                match read {
                    Ok(None) => {
                        let name = format!("{}:{line}", file.display());
                        Step::Input(Input::Failed(name, SourceError::LongLine))
                    }
                    Ok(Some(text)) if text.is_empty() => Step::Ended,
                    Ok(Some(text)) if text.trim().is_empty() => return self.step(),
                    Ok(Some(mut text)) => {
                        // A byte order mark before the first record is no part of it.
                        if *line == 1 && text.starts_with('\u{feff}') {
                            text.drain(..'\u{feff}'.len_utf8());
                        }
                        Step::Input(Input::Record(file.clone(), *line, text))
                    }
                    Err(error) => {
                        let name = format!("{}:{line}", file.display());
                        // A line that is no UTF-8 has been consumed: go on behind it. Anything else ends the file.
                        if error.kind() != std::io::ErrorKind::InvalidData {
                            self.open.pop();
                        }
                        Step::Input(Input::Failed(name, SourceError::Line(error)))
                    }
                }
            }
        })
    }
}

impl Iterator for Inputs {
    type Item = Input;

    fn next(&mut self) -> Option<Input> {
        loop {
            let (path, inside) = match self.step()? {
                Step::Ended => {
                    self.open.pop();
                    continue;
                }
                Step::Input(input) => return Some(input),
                Step::Open(source) => {
                    self.open.push(source);
                    continue;
                }
                Step::Path(path, inside) => (path, inside),
            };
            if !inside && path.as_os_str() == "-" {
                match self.open_stdin() {
                    Some(input) => return Some(input),
                    None => continue,
                }
            }
            // Links to folders are followed where the user names them, not inside a walk: they may lead in circles.
            let folder = if inside {
                path.symlink_metadata().is_ok_and(|m| m.is_dir())
            } else {
                path.is_dir()
            };
            if folder {
                match self.open_folder(&path) {
                    Some(failed) => return Some(failed),
                    None => continue,
                }
            }
            if !inside && is_endless(&path) {
                return Some(Input::Failed(path.display().to_string(), SourceError::NoFile));
            }
            if inside && let Some(kind) = kind_by_name(&path) {
                return Some(Input::Skipped(Skipped::new(path.display().to_string(), kind)));
            }
            if let Some(input) = self.open_file(path, inside) {
                return Some(input);
            }
        }
    }
}

/// True for what is there and is neither a file nor a folder.
fn is_endless(path: &Path) -> bool {
    path.metadata().is_ok_and(|m| !m.is_file() && !m.is_dir())
}

/// The next line, its end included; empty at the end, `None` if it is longer than [`LONGEST_LINE`]: it is passed over.
fn read_line(reader: &mut dyn BufRead) -> std::io::Result<Option<String>> {
    let mut bytes = Vec::new();
    reader.take(LONGEST_LINE).read_until(b'\n', &mut bytes)?;
    if bytes.len() as u64 == LONGEST_LINE && !bytes.ends_with(b"\n") {
        drop(bytes);
        loop {
            let buffer = reader.fill_buf()?;
            let end = buffer.iter().position(|b| *b == b'\n');
            let used = end.map_or(buffer.len(), |at| at + 1);
            reader.consume(used);
            if end.is_some() || used == 0 {
                return Ok(None);
            }
        }
    }
    String::from_utf8(bytes).map(Some).map_err(|_| {
        std::io::Error::new(
            std::io::ErrorKind::InvalidData,
            "stream did not contain valid UTF-8",
        )
    })
}

/// Endings of files that lie beside saved pages and are none, by what they are. Everything else in a folder is read:
/// pages are often saved under `article.php?id=3`, or under no ending at all.
const NO_PAGES: &[(&str, &[&str])] = &[
    (
        "pictures",
        &["avif", "bmp", "gif", "ico", "jpeg", "jpg", "png", "svg", "webp"],
    ),
    ("style sheets", &["css", "map"]),
    ("scripts", &["js", "mjs", "py", "sh"]),
    ("fonts", &["eot", "otf", "ttf", "woff", "woff2"]),
    ("sound and video", &["mp3", "mp4", "webm"]),
    ("programs", &["rs", "wasm"]),
    ("notes", &["md"]),
    (
        "data",
        &[
            "cdx", "cdxj", "csv", "db", "jsonl", "lock", "sqlite", "toml", "yaml", "yml",
        ],
    ),
    ("other archives", &["tar", "tgz"]),
];

fn is_hidden(path: &Path) -> bool {
    path.file_name()
        .is_none_or(|n| n.to_string_lossy().starts_with('.'))
}

/// What a folder's entry is if it is neither a page nor a folder of pages, as far as its name tells.
fn kind_by_name(path: &Path) -> Option<&'static str> {
    let metadata = path.metadata();
    if let Ok(metadata) = &metadata {
        if metadata.is_dir() {
            let link = path.symlink_metadata().is_ok_and(|m| m.is_symlink());
            return link.then_some("links to folders");
        }
        if !metadata.is_file() {
            return Some("pipes and devices");
        }
    }
    let name = path.file_name()?.to_string_lossy().to_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    let (_, ending) = name.rsplit_once('.')?;
    NO_PAGES
        .iter()
        .find(|(_, endings)| endings.contains(&ending))
        .map(|(kind, _)| *kind)
}

/// What an archive gives: its container, shared by its records.
pub(crate) type Shared = Arc<Container>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn furniture_beside_pages_is_not_read() {
        for page in [
            "a.html",
            "b.htm.gz",
            "c.php?id=3",
            "story",
            "d.txt",
            "e.warc.gz",
            "f.pdf",
            "g.xml",
        ] {
            assert_eq!(kind_by_name(Path::new(page)), None, "{page}");
        }
        for (other, kind) in [
            ("README.md", "notes"),
            ("style.css", "style sheets"),
            ("gold.csv.gz", "data"),
        ] {
            assert_eq!(kind_by_name(Path::new(other)), Some(kind), "{other}");
        }
        assert!(is_hidden(Path::new("a/.hidden")));
    }
}
