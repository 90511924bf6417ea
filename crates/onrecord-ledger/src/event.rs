//! Events: what the ledger learnt, when, in a chain of hashes.
//!
//! The hash of an event is SHA-256 over its canonical bytes: a mark, the sequence number, the hash before it, and the
//! time, kind and payload, each behind its length. So no field can be changed, moved or dropped in the middle without
//! breaking the chain.

use onrecord_model::Moment;
use rusqlite::{OptionalExtension, Row, Transaction, params};
use sha2::{Digest, Sha256};

/// What an event tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// A page came in.
    Page,
    /// A page was read: by which packs, with which result.
    Reading,
    /// A page that was there already was seen in another place, or again in the same one.
    Capture,
    /// Somebody judged that two names are one, or are not, or how a thing is called.
    Judgement,
}

impl EventKind {
    /// As stored.
    pub fn name(self) -> &'static str {
        match self {
            EventKind::Page => "page",
            EventKind::Reading => "reading",
            EventKind::Capture => "capture",
            EventKind::Judgement => "judgement",
        }
    }
}

/// An event as stored. Nothing is checked yet: see `verify`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Place in the chain, from 1.
    pub seq: i64,
    /// When the ledger learnt it, ISO 8601 in UTC.
    pub at: String,
    /// Kind.
    pub kind: String,
    /// JSON.
    pub payload: String,
    /// Hash of the event before; zeros for the first.
    pub previous: Vec<u8>,
    /// Hash of this one.
    pub hash: Vec<u8>,
}

/// The end of the chain. Kept elsewhere, it proves later that nothing was cut off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Number of events.
    pub seq: i64,
    /// Hash of the last one, lower-case hex; zeros where there is none.
    pub hash: String,
}

impl Event {
    pub(crate) fn of(row: &Row<'_>) -> rusqlite::Result<Event> {
        Ok(Event {
            seq: row.get(0)?,
            at: row.get(1)?,
            kind: row.get(2)?,
            payload: row.get(3)?,
            previous: row.get(4)?,
            hash: row.get(5)?,
        })
    }

    /// The bytes that are hashed: a mark, then in big-endian order the number (8 bytes), and the hash before, time, kind and
    /// payload, each after its length (8 bytes).
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = b"onrecord event 1\n".to_vec();
        bytes.extend(self.seq.to_be_bytes());
        for field in [
            &self.previous[..],
            self.at.as_bytes(),
            self.kind.as_bytes(),
            self.payload.as_bytes(),
        ] {
            bytes.extend((field.len() as u64).to_be_bytes());
            bytes.extend(field);
        }
        bytes
    }

    /// The hash that the event's fields ask for.
    pub fn right_hash(&self) -> [u8; 32] {
        Sha256::digest(self.bytes()).into()
    }
}

/// Columns in the order that [`Event::of`] reads.
pub(crate) const COLUMNS: &str = "seq, at, kind, payload, previous, hash";

/// Appends an event behind the last one; gives its number.
pub(crate) fn append(
    db: &Transaction<'_>,
    at: Moment,
    kind: EventKind,
    payload: &serde_json::Value,
) -> rusqlite::Result<i64> {
    let last = db
        .prepare_cached("select seq, hash from event order by seq desc limit 1")?
        .query_row([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?)))
        .optional()?;
    let (seq, previous) = last.unwrap_or((0, vec![0; 32]));
    let mut event = Event {
        seq: seq + 1,
        at: at.to_string(),
        kind: kind.name().into(),
        payload: payload.to_string(),
        previous,
        hash: Vec::new(),
    };
    event.hash = event.right_hash().to_vec();
    db.prepare_cached(
        "insert into event (seq, at, kind, payload, previous, hash) values (?, ?, ?, ?, ?, ?)",
    )?
    .execute(params![
        event.seq,
        event.at,
        event.kind,
        event.payload,
        event.previous,
        event.hash
    ])?;
    Ok(event.seq)
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    const_hex::encode(bytes)
}
