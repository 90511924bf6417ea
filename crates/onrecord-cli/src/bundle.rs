//! `onrecord export --to bundle`: a ledger as a folder that anyone verifies with `sha256sum` and `docs/formats.md`.
//!
//! A page lies under the name of its hash, an event under its number as the bytes whose SHA-256 is its hash, so that no
//! program of ours is needed to see that nothing was changed.
//! What does not live here: signing it (see `sign`), the objects inside (`onrecord_views::wire`).

use std::fs;
use std::io::Write;
use std::path::Path;

use onrecord::Judgements;
use onrecord::ledger::hash_of;
use onrecord_views::wire;

use crate::arguments::ExportOptions;
use crate::failure::{Failure, Outcome};
use crate::{kept, out};

/// What `sha256sum --check` reads.
const SUMS: &str = "SHA256SUMS";
/// The end of the chain, in words.
const CHAIN: &str = "CHAIN";

const README: &str = "A ledger of onrecord, to be verified without it.

    sha256sum --check --quiet SHA256SUMS

says nothing if every file is as it was written. Then:

pages/HASH         the bytes of a page as they came; its name is their SHA-256.
readings/HASH.json what was read in that page.
claims.jsonl       all claims with their words and pages, one a line.
judgements.jsonl   what people corrected by hand, one a line.
events/NUMBER      what the ledger learnt, in a chain: the SHA-256 of event 3's file is the hash of event 3, and the 32
                   bytes at offset 33 of event 4's file are that hash again. The first has zeros there.
CHAIN              the number and hash of the last event: the SHA-256 of its file.
SHA256SUMS.sig     if it is there, an ed25519 signature of SHA256SUMS.

The layout of an event's file and how to verify a signature with OpenSSL: docs/formats.md of onrecord, \"Bundle\".
";

/// Runs the command.
pub fn run(options: &ExportOptions) -> Result<Outcome, Failure> {
    let Some(folder) = &options.out else {
        return Err(Failure::Use(
            "a bundle is a folder: name it with --out FOLDER".into(),
        ));
    };
    let of = &options.of;
    if !options.words.is_empty() || !of.read.is_empty() || of.as_of.is_some() || of.known_on.is_some() {
        return Err(Failure::Use(
            "a bundle is of a whole ledger: give no words, no --read, no --as-of and no --known-on".into(),
        ));
    }
    if folder.symlink_metadata().is_ok() {
        return Err(Failure::Use(format!(
            "{}: is there already: give another --out",
            folder.display()
        )));
    }
    let library = kept::library(&of.ledger, &of.packs)?;
    // Beside it first, so that a bundle is whole or not there.
    let part = out::beside(folder);
    let fail = |e: std::io::Error| {
        Failure::Other(format!(
            "{}: cannot be written ({e}): give another --out",
            folder.display()
        ))
    };
    let written = write(&library, &part).and_then(|()| fs::rename(&part, folder).map_err(Failure::from));
    written.map_err(|failure| {
        let _ = fs::remove_dir_all(&part);
        match failure {
            Failure::Output(e) => fail(e),
            Failure::BrokenPipe => fail(std::io::ErrorKind::BrokenPipe.into()),
            other => other,
        }
    })?;
    Ok(Outcome::Done)
}

/// A folder being filled, with the sums of what is in it.
struct Folder<'p> {
    place: &'p Path,
    sums: String,
}

impl Folder<'_> {
    fn put(&mut self, name: &str, bytes: &[u8]) -> Result<(), Failure> {
        self.sums.push_str(&format!("{}  {name}\n", hash_of(bytes)));
        Ok(fs::write(self.place.join(name), bytes)?)
    }
}

fn write(library: &onrecord::Library, place: &Path) -> Result<(), Failure> {
    fs::create_dir(place)?;
    for inner in ["pages", "readings", "events"] {
        fs::create_dir(place.join(inner))?;
    }
    let mut folder = Folder {
        place,
        sums: String::new(),
    };
    folder.put("README.txt", README.as_bytes())?;
    let ledger = &library.ledger;
    let _still = ledger.still()?;
    let mut pages = Vec::new();
    let mut last = (0, "0".repeat(64));
    ledger.each_event(|event| {
        let bytes = event.bytes();
        last = (event.seq, hash_of(&bytes));
        if event.kind == "page" {
            let payload: serde_json::Value = serde_json::from_str(&event.payload)
                .map_err(|e| Failure::Other(format!("event {}: {e}: run `onrecord verify`", event.seq)))?;
            pages.push(payload["page"].as_str().unwrap_or_default().to_owned());
        }
        folder.put(&format!("events/{:08}", event.seq), &bytes)
    })?;
    folder.put(CHAIN, format!("{} {}\n", last.0, last.1).as_bytes())?;
    let mut claims = Vec::new();
    for id in &pages {
        let damaged = || Failure::Other(format!("page {id}: is missing: run `onrecord verify`"));
        folder.put(&format!("pages/{id}"), &ledger.bytes(id)?.ok_or_else(damaged)?)?;
        let stored = ledger.find_pages(id)?.pop().ok_or_else(damaged)?;
        let page = &stored.read;
        let mut reading = Vec::new();
        wire::write_read_page(&mut reading, page, &stored.proposals);
        folder.put(&format!("readings/{id}.json"), &out::escaped_json(&reading))?;
        for claim in &page.reading.claims {
            wire::write_claim(&mut claims, page, claim);
        }
    }
    folder.put("claims.jsonl", &out::escaped_json(&claims))?;
    let all = ledger.judgements()?;
    let counting: Vec<u64> = Judgements::counting(all.clone())
        .iter()
        .map(|j| j.number)
        .collect();
    let mut judgements = Vec::new();
    for judged in &all {
        wire::write_judged(&mut judgements, judged, counting.contains(&judged.number));
    }
    folder.put("judgements.jsonl", &out::escaped_json(&judgements))?;
    let mut sums = fs::File::create(place.join(SUMS))?;
    sums.write_all(folder.sums.as_bytes())?;
    Ok(sums.sync_all()?)
}

/// The file of sums in a bundle.
#[cfg(feature = "sign")]
pub fn sums_of(bundle: &Path) -> std::path::PathBuf {
    bundle.join(SUMS)
}
