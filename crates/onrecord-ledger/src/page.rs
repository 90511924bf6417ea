//! Pages: bytes that came in, how they were read, and what was read in them.

use std::io::{Read, Write};

use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use flate2::{Compression, Decompress, FlushDecompress, Status};
use onrecord_model::{Claim, Hints, Moment, ReadPage};
use onrecord_proposals::{Proposal, still_standing};
use rusqlite::{OptionalExtension, Transaction, params};
use sha2::{Digest, Sha256};

use crate::captures;
use crate::event::{self, EventKind, hex};
use crate::postings;
use crate::stored::{self, Keep};
use crate::{Ledger, LedgerError};

/// A page to be added.
#[derive(Clone, Debug)]
pub struct NewPage {
    /// The bytes, decompressed: `read.page.sha256` is their hash.
    pub bytes: Vec<u8>,
    /// How they were read.
    pub hints: Hints,
    /// What was read in them.
    pub read: ReadPage,
    /// What a language model pointed at; empty if none was asked.
    pub proposals: Vec<Proposal>,
}

/// What became of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    /// It is in the ledger now.
    New,
    /// Its bytes were there already: nothing was added.
    Known,
}

/// A page as the ledger keeps it.
#[derive(Clone, Debug)]
pub struct StoredPage {
    /// How it was read.
    pub hints: Hints,
    /// What was read in it; `read.learnt` says when it came in.
    pub read: ReadPage,
    /// What a language model pointed at.
    pub proposals: Vec<Proposal>,
    /// Identity of the rules it was read with: see [`rules_of`].
    pub packs: String,
}

/// What parts the rules from the catalogue of names in the identity of packs.
const NAMES: &str = " names ";

/// The part of the packs' identity that decides how a page is read: what lies after ` names ` is the catalogue, which
/// decides whom a name stands for, and outdates no page.
pub fn rules_of(packs: &str) -> &str {
    packs.split(NAMES).next().unwrap_or(packs)
}

impl StoredPage {
    /// The claim at a place, the proposals after the claims that were read; with its proposal if it is one.
    pub fn claim_at(&self, place: usize) -> Option<(&Claim, Option<&Proposal>)> {
        let claims = &self.read.reading.claims;
        if let Some(claim) = claims.get(place) {
            return Some((claim, None));
        }
        let proposal = self.proposals.get(place - claims.len())?;
        Some((&proposal.claim, Some(proposal)))
    }
}

/// All claims by their places in the table of claims: those that were read, then the proposals.
pub(crate) fn with_proposals<'a>(
    read: &'a ReadPage,
    proposals: &'a [Proposal],
) -> impl Iterator<Item = &'a Claim> {
    read.reading
        .claims
        .iter()
        .chain(proposals.iter().map(|p| &p.claim))
}

/// What became of proposals when their pages were read again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Carried {
    /// Those that still stand in their page.
    pub kept: usize,
    /// Those that are gone: their words are no longer there, or the rules read them by now.
    pub lost: usize,
}

impl Ledger {
    /// Adds pages that were read with the packs of the identity `packs` ([`rules_of`]), learnt at `at` (UTC), in one transaction.
    /// When this returns they are on the disk.
    pub fn add(&mut self, pages: &[NewPage], packs: &str, at: Moment) -> Result<Vec<Added>, LedgerError> {
        // Compressing takes longer than writing: it is done before the others have to wait.
        let packed: Vec<(Vec<u8>, Body)> = pages
            .iter()
            .map(|page| {
                (
                    deflate(&page.bytes, Compression::default()),
                    Body::of(&page.read, &page.proposals),
                )
            })
            .collect();
        let path = self.path.clone();
        self.write(|db| {
            let mut added = Vec::with_capacity(pages.len());
            for (page, (bytes, body)) in pages.iter().zip(&packed) {
                added.push(
                    add_one(db, page, bytes, body, packs, at).map_err(|e| LedgerError::database(&path, e))?,
                );
            }
            Ok(added)
        })
    }

    /// Puts new readings in the place of old ones, in one transaction. The events that tell of them are kept; so is what a model
    /// had pointed at, if it still stands in its page.
    pub fn reread(&mut self, reads: &[ReadPage], packs: &str, at: Moment) -> Result<Carried, LedgerError> {
        let (bodies, carried) = self.bodies_of(reads)?;
        let path = self.path.clone();
        self.write(|db| {
            for (read, body) in reads.iter().zip(&bodies) {
                store(db, read, body, packs, at).map_err(|e| LedgerError::database(&path, e))?;
            }
            Ok(carried)
        })
    }

    /// New readings as they are stored, each with the proposals of the one before that still stand. What is stored in the form of
    /// another version cannot be looked into.
    pub(crate) fn bodies_of(&self, reads: &[ReadPage]) -> Result<(Vec<Body>, Carried), LedgerError> {
        let mut carried = Carried::default();
        let mut bodies = Vec::with_capacity(reads.len());
        for read in reads {
            let packed: Option<Vec<u8>> = self
                .db
                .prepare_cached("select body from reading where page = ?")
                .and_then(|mut q| q.query_row([&read.page.sha256], |r| r.get(0)).optional())
                .map_err(|e| self.fail(e))?;
            let mut kept = Vec::new();
            if let Some(Ok((earlier, proposals, _))) = packed.map(|packed| open_body(&packed)) {
                let (before, text) = (&earlier.article.text, &read.article.text);
                kept = still_standing(&proposals, before, text, &read.reading);
                carried.kept += kept.len();
                carried.lost += proposals.len() - kept.len();
            }
            bodies.push(Body::of(read, &kept));
        }
        Ok((bodies, carried))
    }

    /// The bytes of a page, by its id.
    pub fn bytes(&self, sha256: &str) -> Result<Option<Vec<u8>>, LedgerError> {
        let row = self
            .db
            .prepare_cached("select size, bytes from page where sha256 = ?")
            .and_then(|mut q| {
                q.query_row([sha256], |r| {
                    Ok((r.get::<_, i64>(0)? as usize, r.get::<_, Vec<u8>>(1)?))
                })
                .optional()
            })
            .map_err(|e| self.fail(e))?;
        let Some((size, packed)) = row else {
            return Ok(None);
        };
        inflate(&packed, size)
            .map(Some)
            .map_err(|why| LedgerError::damaged(&self.path, format!("page {sha256}"), why))
    }
}

/// The id of a page with these bytes: SHA-256, lower-case hex.
pub fn hash_of(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// A reading in the form in which the ledger keeps it, compressed: for those who read pages elsewhere and bring them in later.
pub fn packed(read: &ReadPage) -> Vec<u8> {
    Body::of(read, &[]).packed
}

/// What [`packed`] made. Claims whose words do not fit their text are no reading; the error says why.
pub fn unpacked(packed: &[u8]) -> Result<ReadPage, String> {
    open_reading(packed).map(|(read, _)| read)
}

/// How a page was read, in the ledger's form: JSON.
pub fn hints_as_json(hints: &Hints) -> String {
    serde_json::to_string(&hints.keep()).expect("hints have a JSON form: they are made of texts and numbers")
}

/// What [`hints_as_json`] wrote.
pub fn hints_of_json(json: &str) -> Result<Hints, String> {
    let stored = serde_json::from_str(json).map_err(|e| e.to_string())?;
    Hints::back(stored, "")
}

/// The 32 bytes of an id in hex, as [`Ledger::page_ids`] has them.
pub fn id_bytes(id: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(id.get(at * 2..at * 2 + 2)?, 16).ok()?;
    }
    Some(bytes)
}

fn add_one(
    db: &Transaction<'_>,
    page: &NewPage,
    bytes: &[u8],
    body: &Body,
    packs: &str,
    at: Moment,
) -> rusqlite::Result<Added> {
    let sha256 = &page.read.page.sha256;
    let known = db
        .prepare_cached("select 1 from page where sha256 = ?")?
        .exists([sha256])?;
    if known {
        captures::see(db, sha256, &page.hints, at)?;
        return Ok(Added::Known);
    }
    let payload = serde_json::json!({ "page": sha256, "size": page.bytes.len(), "means": page.hints.keep() });
    let seq = event::append(db, at, EventKind::Page, &payload)?;
    db.prepare_cached("insert into page (sha256, seq, size, bytes) values (?, ?, ?, ?)")?
        .execute(params![sha256, seq, page.bytes.len() as i64, bytes])?;
    captures::note(db, sha256, seq, &page.hints)?;
    store(db, &page.read, body, packs, at)?;
    Ok(Added::New)
}

/// The hash of a reading in its stored form.
pub(crate) fn hash_of_reading(read: &ReadPage, proposals: &[Proposal]) -> String {
    hex(&Sha256::digest(stored::bytes_of(read, proposals)))
}

/// A reading in its stored form, with its hash.
pub(crate) struct Body {
    packed: Vec<u8>,
    hash: String,
    /// What is found by its id beside the claims.
    proposals: Vec<Proposal>,
}

impl Body {
    pub(crate) fn of(read: &ReadPage, proposals: &[Proposal]) -> Body {
        let bytes = stored::bytes_of(read, proposals);
        Body {
            packed: deflate(&bytes, Compression::default()),
            hash: hex(&Sha256::digest(&bytes)),
            proposals: proposals.to_vec(),
        }
    }
}

pub(crate) fn store(
    db: &Transaction<'_>,
    read: &ReadPage,
    body: &Body,
    packs: &str,
    at: Moment,
) -> rusqlite::Result<()> {
    let sha256 = &read.page.sha256;
    let numbered = "select seq, at from page join event using (seq) where sha256 = ?";
    let (number, learnt): (i64, String) = db
        .prepare_cached(numbered)?
        .query_row([sha256], |r| Ok((r.get(0)?, r.get(1)?)))?;
    postings::remove(db, sha256, number)?;
    let keys = postings::put(db, read, number, &learnt)?;
    let payload = serde_json::json!({ "page": sha256, "packs": packs, "reading": body.hash });
    event::append(db, at, EventKind::Reading, &payload)?;
    db.prepare_cached(
        "insert into reading (page, packs, body, keys) values (?, ?, ?, ?)
         on conflict (page) do update set packs = excluded.packs, body = excluded.body, keys = excluded.keys",
    )?
    .execute(params![sha256, rules_of(packs), body.packed, keys])?;
    db.prepare_cached("delete from claim where page = ?")?
        .execute([sha256])?;
    let mut insert = db.prepare_cached("insert into claim (id, page, place, kind) values (?, ?, ?, ?)")?;
    for (place, claim) in with_proposals(read, &body.proposals).enumerate() {
        insert.execute(params![claim.id, sha256, place as i64, claim.kind])?;
    }
    Ok(())
}

pub(crate) fn deflate(bytes: &[u8], how: Compression) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(bytes.len() / 4 + 64), how);
    encoder
        .write_all(bytes)
        .and_then(|()| encoder.finish())
        .expect("compressing into memory meets no disk")
}

/// Opens what [`deflate`] made; `size` is what it should give, and how much it may give at the most.
pub(crate) fn inflate(packed: &[u8], size: usize) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    ZlibDecoder::new(packed)
        .take(size as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|e| e.to_string())?;
    if bytes.len() != size {
        return Err(format!("{} bytes in place of {size}", bytes.len()));
    }
    Ok(bytes)
}

/// Opens a stored reading: its parts, what a model pointed at, and the hash of what was stored.
pub(crate) fn open_body(packed: &[u8]) -> Result<(ReadPage, Vec<Proposal>, String), String> {
    let bytes = inflated(packed)?;
    let (read, proposals) = stored::read_of(&bytes)?;
    Ok((read, proposals, hex(&Sha256::digest(&bytes))))
}

/// Opens a stored reading. What was stored is not hashed: that takes as long as unpacking it.
pub(crate) fn open_reading(packed: &[u8]) -> Result<(ReadPage, Vec<Proposal>), String> {
    stored::read_of(&inflated(packed)?)
}

/// Opens what [`deflate`] made, whatever it gives. In one go where there is room: that needs no buffers beside.
pub(crate) fn inflated(packed: &[u8]) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::with_capacity(packed.len() * 8 + 64);
    let mut stream = Decompress::new(true);
    loop {
        let rest = &packed[stream.total_in() as usize..];
        match stream.decompress_vec(rest, &mut bytes, FlushDecompress::Finish) {
            Ok(Status::StreamEnd) => return Ok(bytes),
            Ok(_) if bytes.len() == bytes.capacity() => bytes.reserve(bytes.len()),
            Ok(_) => return Err("it ends too early".into()),
            Err(why) => return Err(why.to_string()),
        }
    }
}
