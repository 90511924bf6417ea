//! Containers that are read into memory or are ZIP files: WACZ, mail, saved pages, feeds; what they hold as inputs.
//! What does not live here: archives as streams (`archive`), the formats themselves.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use serde_json::Value;
use sha1::Digest as _;

use crate::archive::Archive;
use crate::capture::{Capture, Container};
use crate::feed::Feed;
use crate::inputs::{Input, Skipped};
use crate::mail;
use crate::sniff::Format;
use crate::{Refusal, SourceError, digest};

/// What a file holds.
pub enum Opened {
    /// It is a page.
    Page,
    /// A web archive.
    Archive(Box<Archive>),
    /// Web archives in one file.
    Archives(Vec<Inner>),
    /// Pages and other things.
    Items(Vec<Input>),
    /// No page: what it is in the plural, and what to say to whoever named it.
    NoPage(String, Refusal),
}

/// SHA-256 of all that can be read, lower-case hex.
pub fn sha256_of(mut source: impl Read) -> io::Result<String> {
    let mut hash = sha2::Sha256::new();
    let mut buffer = vec![0; 1 << 18];
    loop {
        let count = source.read(&mut buffer)?;
        if count == 0 {
            return Ok(digest::to_hex(&hash.finalize()));
        }
        hash.update(&buffer[..count]);
    }
}

/// Opens what was read into memory.
pub fn in_memory(format: Format, bytes: Vec<u8>, name: &str, digests: bool) -> Result<Opened, SourceError> {
    let sha256 = digests.then(|| digest::to_hex(&sha2::Sha256::digest(&bytes)));
    let bytes = unpacked(bytes)?;
    let place = mail::Place {
        file: name,
        sha256: sha256.as_deref(),
        number: None,
    };
    match format {
        Format::Mail => Ok(Opened::Items(mail::inputs(&bytes, place)?)),
        Format::Mbox => Ok(Opened::Items(mail::mbox(&bytes, place))),
        Format::Feed | Format::Json => feed(
            format,
            &Capture {
                name: name.to_owned(),
                bytes,
                provenance: onrecord_model::Provenance {
                    container_sha256: sha256,
                    ..Default::default()
                },
                ..Capture::default()
            },
        ),
        Format::Xml => Ok(Opened::NoPage(
            "XML that is no feed".into(),
            Refusal::new(
                "is XML and neither a page, a feed nor a sitemap: give the page that it is shown as",
            ),
        )),
        Format::Archive | Format::Zip | Format::Page => Ok(Opened::Page),
    }
}

/// A file that may be packed once.
fn unpacked(bytes: Vec<u8>) -> Result<Vec<u8>, SourceError> {
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        return Ok(bytes);
    }
    let mut open = Vec::new();
    let result = flate2::read::MultiGzDecoder::new(&bytes[..])
        .take(crate::inputs::LARGEST_IN_MEMORY)
        .read_to_end(&mut open);
    match result {
        Err(error) if open.is_empty() => Err(SourceError::Container(error)),
        _ => Ok(open),
    }
}

/// The items of a feed as pages with their own text; those without are links, which are counted.
pub fn feed(format: Format, file: &Capture) -> Result<Opened, SourceError> {
    let name = &file.name;
    let feed = match format {
        Format::Json => Feed::of_json(&file.bytes),
        _ => Feed::of_xml(&file.bytes),
    };
    let Some(feed) = feed else {
        let (kind, why) = match format {
            Format::Json => (
                "JSON",
                "is JSON and no feed: give records with --records FILE.jsonl, or the page that it is shown as",
            ),
            _ => (
                "XML that is no feed",
                "is XML and no feed that can be read: fetch it again",
            ),
        };
        return Ok(Opened::NoPage(kind.into(), Refusal::new(why)));
    };
    let mut inputs = Vec::with_capacity(feed.items.len());
    for (index, item) in feed.items.iter().enumerate() {
        let id = item.id.clone().unwrap_or_else(|| format!("item {}", index + 1));
        let name = format!("{name}#{id}");
        if item.text.trim().is_empty() {
            let kind = match item.list {
                true => "links to feeds and sitemaps (`onrecord fetch` follows them)",
                false => "links without a text (`onrecord fetch` follows them)",
            };
            inputs.push(Input::Skipped(Skipped::new(name, kind)));
            continue;
        }
        let mut provenance = item.provenance(&file.name, file.provenance.container_sha256.clone());
        provenance.fetched = file.provenance.fetched;
        inputs.push(Input::Capture(Box::new(Capture {
            name,
            bytes: if item.markup {
                article(item)
            } else {
                item.text.clone().into_bytes()
            },
            media: if item.markup { "text/html" } else { "text/plain" }.into(),
            charset: Some("utf-8".into()),
            url: item.link.clone(),
            title: item.title.clone(),
            outlet: item.outlet.clone().or_else(|| feed.title.clone()),
            published: item.published,
            lang: feed.lang.clone().filter(|_| !item.markup),
            plain: !item.markup,
            provenance,
        })));
    }
    if inputs.is_empty() {
        return Ok(Opened::NoPage(
            "feeds without items".into(),
            Refusal::new("is a feed without items: fetch it again"),
        ));
    }
    Ok(Opened::Items(inputs))
}

/// An item's markup as the article of a page: the text is the item's alone, nothing around it is furniture.
fn article(item: &crate::feed::Item) -> Vec<u8> {
    format!("<html><body><article>{}</article></body></html>", item.text).into_bytes()
}

/// A web archive inside a ZIP file.
pub struct Inner {
    /// The ZIP file's name and its own.
    pub name: String,
    file: PathBuf,
    sha256: Option<String>,
    start: u64,
    size: u64,
    deflated: bool,
}

impl Inner {
    /// Opens it where it is: nothing is unpacked to the disk.
    pub fn open(self, _digests: bool) -> io::Result<Archive> {
        let mut file = File::open(&self.file)?;
        file.seek(SeekFrom::Start(self.start))?;
        let stored = BufReader::with_capacity(1 << 18, file).take(self.size);
        let source: Box<dyn BufRead + Send> = match self.deflated {
            true => Box::new(BufReader::new(flate2::bufread::DeflateDecoder::new(stored))),
            false => Box::new(stored),
        };
        let container = Container {
            name: self.name,
            sha256: self.sha256,
        };
        Archive::of(container, source)
    }
}

/// Entries of a ZIP file; what has more is no collection of pages.
const MOST_ENTRIES: usize = 100_000;
/// The manifest of a WACZ may be this large.
const LARGEST_MANIFEST: u64 = 16 << 20;

/// Opens a ZIP file. Names of entries are only compared and shown: none becomes a path.
pub fn zip(file: File, path: &Path, digests: bool) -> Result<Opened, SourceError> {
    let refuse = |why: &str| SourceError::from(Refusal::new(why));
    let name = path.display().to_string();
    let whole = || -> Result<Option<String>, SourceError> {
        match digests {
            true => Ok(Some(
                sha256_of(File::open(path).map_err(SourceError::Container)?)
                    .map_err(SourceError::Container)?,
            )),
            false => Ok(None),
        }
    };
    let Ok(mut zip) = zip::ZipArchive::new(BufReader::new(file)) else {
        return Err(refuse("is a ZIP file that cannot be opened: fetch it again"));
    };
    if zip.len() > MOST_ENTRIES {
        return Err(refuse("is a ZIP file of more than 100,000 files: unpack it"));
    }
    let mut entries = Vec::with_capacity(zip.len());
    for index in 0..zip.len() {
        let Ok(entry) = zip.by_index_raw(index) else {
            continue;
        };
        let Ok(entry_name) = entry.name().map(|n| n.into_owned()) else {
            continue;
        };
        entries.push((
            entry_name,
            entry.data_start(),
            entry.compressed_size(),
            entry.compression(),
        ));
    }
    let has = |wanted: &str| entries.iter().any(|(n, ..)| n == wanted);
    if has("word/document.xml") || has("content.xml") {
        return Ok(Opened::Page);
    }
    let is_warc = |n: &str| {
        [".warc", ".warc.gz", ".warc.zst"]
            .iter()
            .any(|e| n.to_lowercase().ends_with(e))
    };
    if !has("datapackage.json") && !entries.iter().any(|(n, ..)| is_warc(n)) {
        return Ok(Opened::NoPage(
            "ZIP files".into(),
            Refusal::new("is a ZIP file and no WACZ, DOCX or ODT: unpack it"),
        ));
    }
    let sha256 = whole()?;
    let manifest = manifest(&mut zip);
    let mut inner = Vec::new();
    let mut inputs = Vec::new();
    for (entry, start, size, method) in &entries {
        let name = format!("{name}#{entry}");
        let deflated = *method == zip::CompressionMethod::Deflated;
        let readable = deflated || *method == zip::CompressionMethod::Stored;
        match start {
            Some(start) if is_warc(entry) && readable => {
                if digests && let Some(stated) = manifest.get(entry) {
                    let found = digest_of(path, *start, *size, deflated).map_err(SourceError::Container)?;
                    if found != *stated {
                        let why = format!(
                            "{entry} has not the digest that datapackage.json states: it was changed or damaged"
                        );
                        inputs.push(Input::Failed(name.clone(), Refusal::new(why).into()));
                    }
                }
                inner.push(Inner {
                    name,
                    file: path.to_owned(),
                    sha256: sha256.clone(),
                    start: *start,
                    size: *size,
                    deflated,
                });
            }
            _ if is_warc(entry) => {
                let why = Refusal::new(
                    "is packed in a way that cannot be read: pack the WACZ anew, its archives stored",
                );
                inputs.push(Input::Failed(name, why.into()));
            }
            _ => {}
        }
    }
    if inner.is_empty() {
        return Err(refuse("is a WACZ without archives: fetch it again"));
    }
    if inputs.is_empty() {
        return Ok(Opened::Archives(inner));
    }
    // What is wrong is told, and the archives are read all the same.
    for archive in inner {
        let name = archive.name.clone();
        match archive.open(digests) {
            Ok(mut archive) => {
                while let Some(more) = archive.next() {
                    inputs.extend(more);
                }
            }
            Err(why) => inputs.push(Input::Failed(name, SourceError::Container(why))),
        }
    }
    Ok(Opened::Items(inputs))
}

/// Digests that the manifest of a WACZ states: SHA-256 by path, lower-case hex.
fn manifest(zip: &mut zip::ZipArchive<BufReader<File>>) -> std::collections::BTreeMap<String, String> {
    let mut stated = std::collections::BTreeMap::new();
    let Ok(entry) = zip.by_name("datapackage.json") else {
        return stated;
    };
    let mut text = Vec::new();
    if entry.take(LARGEST_MANIFEST).read_to_end(&mut text).is_err() {
        return stated;
    }
    let Ok(value) = serde_json::from_slice::<Value>(&text) else {
        return stated;
    };
    for resource in value
        .get("resources")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        let word = |key: &str| resource.get(key).and_then(Value::as_str);
        if let (Some(path), Some(hash)) = (word("path"), word("hash"))
            && let Some(hash) = hash.strip_prefix("sha256:")
        {
            stated.insert(path.to_owned(), hash.to_lowercase());
        }
    }
    stated
}

fn digest_of(path: &Path, start: u64, size: u64, deflated: bool) -> io::Result<String> {
    let mut file = File::open(path)?;
    file.seek(SeekFrom::Start(start))?;
    let stored = BufReader::new(file).take(size);
    match deflated {
        true => sha256_of(flate2::bufread::DeflateDecoder::new(stored)),
        false => sha256_of(stored),
    }
}
