//! Captures: where and when a page was seen, for pages that were kept in containers. The same bytes are one page
//! however often they were archived; each sighting is an event of its own, once.
//! What does not live here: the pages.

use onrecord_model::{Hints, Moment, Provenance};
use rusqlite::{OptionalExtension, Transaction, params};

use crate::event::{self, EventKind};
use crate::stored::Keep;
use crate::{Ledger, LedgerError};

/// Another sighting of a page.
#[derive(Clone, Debug, Default)]
pub struct Sighting {
    /// The page's id, if its bytes are at hand.
    pub page: Option<String>,
    /// Else the id of the record that holds the page.
    pub refers_to: Option<String>,
    /// Else the digest of the page's stored bytes, as `ALGORITHM:HEX`.
    pub payload: Option<String>,
    /// Where it was seen: `hints.provenance` is there.
    pub hints: Hints,
}

/// What became of a sighting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seen {
    /// It is in the ledger now; the page's id.
    New(String),
    /// It was there already; the page's id.
    Known(String),
    /// The ledger does not hold the page.
    NoPage,
}

/// A capture as the ledger keeps it.
#[derive(Clone, Debug)]
pub struct CaptureLine {
    /// The page's id.
    pub page: String,
    /// Number of its event.
    pub seq: i64,
    /// How the page was seen.
    pub hints: Hints,
}

impl Ledger {
    /// Adds sightings, learnt at `at` (UTC), in one transaction.
    pub fn see(&mut self, sightings: &[Sighting], at: Moment) -> Result<Vec<Seen>, LedgerError> {
        let path = self.path.clone();
        self.write(|db| {
            sightings
                .iter()
                .map(|sighting| see_one(db, sighting, at).map_err(|e| LedgerError::database(&path, e)))
                .collect()
        })
    }

    /// Ids of all pages, sorted: 32 bytes each.
    pub fn page_ids(&self) -> Result<Vec<[u8; 32]>, LedgerError> {
        let mut query = self
            .db
            .prepare("select unhex(sha256) from page order by sha256")
            .map_err(|e| self.fail(e))?;
        let rows = query
            .query_map([], |row| row.get::<_, [u8; 32]>(0))
            .and_then(Iterator::collect)
            .map_err(|e| self.fail(e))?;
        Ok(rows)
    }

    /// All captures of a page, in the order they were learnt.
    pub fn captures(&self, sha256: &str) -> Result<Vec<CaptureLine>, LedgerError> {
        self.captures_where("page = ? order by seq", sha256)
    }

    /// The last capture of an address.
    pub fn last_capture(&self, url: &str) -> Result<Option<CaptureLine>, LedgerError> {
        let mut lines = self.captures_where("url = ? order by seq desc limit 1", url)?;
        Ok(lines.pop())
    }

    fn captures_where(&self, condition: &str, value: &str) -> Result<Vec<CaptureLine>, LedgerError> {
        let fail = |e| self.fail(e);
        // A ledger of the first layout, opened to be asked, has no such table.
        let table: bool = self
            .db
            .query_row(
                "select exists (select 1 from sqlite_schema where name = 'capture')",
                [],
                |r| r.get(0),
            )
            .map_err(fail)?;
        if !table {
            return Ok(Vec::new());
        }
        let sql =
            format!("select page, seq, event.payload from capture join event using (seq) where {condition}");
        let mut query = self.db.prepare_cached(&sql).map_err(fail)?;
        let rows: Vec<(String, i64, String)> = query
            .query_map([value], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .and_then(Iterator::collect)
            .map_err(fail)?;
        rows.into_iter()
            .map(|(page, seq, payload)| {
                let hints = crate::query::hints(&payload)
                    .map_err(|why| LedgerError::damaged(&self.path, format!("event {seq}"), why))?;
                Ok(CaptureLine { page, seq, hints })
            })
            .collect()
    }
}

fn see_one(db: &Transaction<'_>, sighting: &Sighting, at: Moment) -> rusqlite::Result<Seen> {
    let by = |column: &str, value: &Option<String>| -> rusqlite::Result<Option<String>> {
        let Some(value) = value else { return Ok(None) };
        let sql = format!("select page from capture where {column} = ? order by seq limit 1");
        db.prepare_cached(&sql)?
            .query_row([value], |r| r.get(0))
            .optional()
    };
    let page = match &sighting.page {
        Some(page) => Some(page.clone()),
        None => match by("record", &sighting.refers_to)? {
            Some(page) => Some(page),
            None => by("payload", &sighting.payload)?,
        },
    };
    let Some(page) = page else { return Ok(Seen::NoPage) };
    Ok(match see(db, &page, &sighting.hints, at)? {
        true => Seen::New(page),
        false => Seen::Known(page),
    })
}

/// Adds a sighting of a page that is there; false if it is known or was no capture.
pub(crate) fn see(db: &Transaction<'_>, sha256: &str, hints: &Hints, at: Moment) -> rusqlite::Result<bool> {
    let Some(provenance) = &hints.provenance else {
        return Ok(false);
    };
    let known = db
        .prepare_cached("select 1 from capture where place = ?")?
        .exists([place(provenance, sha256)])?;
    if known {
        return Ok(false);
    }
    let payload = serde_json::json!({ "page": sha256, "means": hints.keep() });
    let seq = event::append(db, at, EventKind::Capture, &payload)?;
    note(db, sha256, seq, hints)?;
    Ok(true)
}

/// Writes down where a page was seen, as its event `seq` tells.
pub(crate) fn note(db: &Transaction<'_>, sha256: &str, seq: i64, hints: &Hints) -> rusqlite::Result<()> {
    let Some(provenance) = &hints.provenance else {
        return Ok(());
    };
    db.prepare_cached(
        "insert or ignore into capture (place, page, seq, url, record, payload) values (?, ?, ?, ?, ?, ?)",
    )?
    .execute(params![
        place(provenance, sha256),
        sha256,
        seq,
        hints.url,
        provenance.record,
        provenance.payload
    ])?;
    Ok(())
}

/// True if the row of an event is as the event tells; `None` if the event has none: it told of no container, or of a place
/// that an earlier one had told of.
pub(crate) fn check(
    db: &rusqlite::Connection,
    sha256: &str,
    seq: i64,
    hints: &Hints,
) -> rusqlite::Result<Option<bool>> {
    let Some(provenance) = &hints.provenance else {
        return Ok(None);
    };
    type Columns = (String, i64, Option<String>, Option<String>, Option<String>);
    let row: Option<Columns> = db
        .prepare_cached("select page, seq, url, record, payload from capture where place = ?")?
        .query_row([place(provenance, sha256)], |r| {
            Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?))
        })
        .optional()?;
    let Some((page, first, url, record, payload)) = row else {
        return Ok(Some(false));
    };
    if first < seq {
        return Ok(None);
    }
    let fits = page == sha256
        && first == seq
        && url == hints.url
        && record == provenance.record
        && payload == provenance.payload;
    Ok(Some(fits))
}

/// What makes two sightings one: the container, by its digest if it is known, and the record in it.
fn place(provenance: &Provenance, sha256: &str) -> String {
    let container = provenance
        .container_sha256
        .as_ref()
        .unwrap_or(&provenance.container);
    match (&provenance.record, provenance.offset) {
        (Some(record), _) => format!("{container}#{record}#{sha256}"),
        (None, Some(offset)) => format!("{container}#{offset}#{sha256}"),
        (None, None) => format!("{container}##{sha256}"),
    }
}
