//! Is everything still as it was learnt? Walks the layout of the file, the chain of events, the bytes of every page, what was
//! read in it, and every row that is derived from these; stops at the first thing that does not fit.
//!
//! Every column that a question may read is compared: with the chain, or with what is made of the page's bytes again.
//! What does not live here: whether the chain is the one that somebody saw before (`Ledger::holds_hash`).

mod layout;

use std::collections::BTreeMap;

use onrecord_model::{Claim, Excerpt, Hints, ReadPage};
use onrecord_proposals::Proposal;
use sha2::{Digest, Sha256};

use crate::event::{COLUMNS, Event, hex};
use crate::page::{hash_of_reading, inflate, open_body, rules_of, with_proposals};
use crate::query::hints;
use crate::{Head, Ledger, LedgerError, captures, postings};

/// Reads a page again: (its bytes, how they were read, identity of the packs). `None` if this program has other rules, and
/// so cannot be held to the same words; the error is the reader's own, which this crate does not know.
pub type Rereader<'a> = dyn Fn(&[u8], &Hints, &str) -> Option<Result<Again, Box<dyn std::error::Error>>> + 'a;

/// A page read again.
#[derive(Debug)]
pub struct Again {
    /// What was read in it.
    pub read: ReadPage,
    /// False if the catalogue of names is another one, so that names may stand for others than they did.
    pub same_names: bool,
}

/// The first thing that does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Break {
    /// The file is not laid out as a ledger is.
    Layout {
        /// What is wrong.
        why: String,
    },
    /// A table holds rows that follow from nothing.
    Table {
        /// Its name.
        table: String,
        /// What is wrong.
        why: String,
    },
    /// An event is missing, was changed, or does not follow from the one before.
    Event {
        /// Its number.
        seq: i64,
        /// What is wrong.
        why: String,
    },
    /// The bytes of a page are not those that were added.
    Page {
        /// Its id.
        sha256: String,
        /// What is wrong.
        why: String,
    },
    /// What is stored as read in a page is not what was read.
    Reading {
        /// The page's id.
        sha256: String,
        /// What is wrong.
        why: String,
    },
    /// A claim does not stand in its page.
    Claim {
        /// Its id.
        id: String,
        /// Its page.
        sha256: String,
        /// What is wrong.
        why: String,
    },
}

impl std::fmt::Display for Break {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Break::Layout { why } => write!(f, "{why}"),
            Break::Table { table, why } => write!(f, "table {table}: {why}"),
            Break::Event { seq, why } => write!(f, "event {seq}: {why}"),
            Break::Page { sha256, why } => write!(f, "page {sha256}: {why}"),
            Break::Reading { sha256, why } => write!(f, "reading of page {sha256}: {why}"),
            Break::Claim { id, sha256, why } => write!(f, "claim {id} of page {sha256}: {why}"),
        }
    }
}

/// What was walked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Events whose hashes fit.
    pub events: usize,
    /// Pages whose bytes fit.
    pub pages: usize,
    /// Claims whose words stand in their page.
    pub claims: usize,
    /// Pages whose words could not be compared: they were read with other packs or by another version.
    pub other_packs: usize,
    /// Pages that were read with another catalogue: whom their words are about could not be compared.
    pub other_names: usize,
    /// The end of the chain: kept elsewhere, it shows later whether the end was cut off.
    pub head: Head,
    /// The first break; `None` where everything fits.
    pub first_break: Option<Break>,
}

/// What the chain says about a page.
struct Promise {
    seq: i64,
    size: usize,
    at: String,
    hints: Hints,
    /// Packs and hash of the last reading.
    reading: Option<(String, String)>,
}

/// What the chain says.
#[derive(Default)]
struct Chain {
    pages: BTreeMap<String, Promise>,
    /// Rows that its events have in the table of captures.
    captures: usize,
    /// True if a page was read more than once: names that it no longer has may be left among the beginnings.
    reread: bool,
}

/// Rows that the pages have in the tables that are derived from them.
#[derive(Default)]
struct Derived {
    claims: usize,
    postings: usize,
}

#[derive(serde::Deserialize)]
struct PagePayload {
    page: String,
    size: usize,
}

#[derive(serde::Deserialize)]
struct CapturePayload {
    page: String,
}

#[derive(serde::Deserialize)]
struct ReadingPayload {
    page: String,
    packs: String,
    reading: String,
}

impl Ledger {
    /// Walks everything. Reads pages again with `reread`. While others may write, it must hold still ([`Ledger::still`]).
    pub fn verify(&self, reread: &Rereader<'_>) -> Result<Verdict, LedgerError> {
        let mut verdict = Verdict {
            events: 0,
            pages: 0,
            claims: 0,
            other_packs: 0,
            other_names: 0,
            head: self.head()?,
            first_break: None,
        };
        verdict.first_break = self.first_break(reread, &mut verdict)?;
        Ok(verdict)
    }

    fn first_break(
        &self,
        reread: &Rereader<'_>,
        verdict: &mut Verdict,
    ) -> Result<Option<Break>, LedgerError> {
        if let Some(why) = self.walk_layout()? {
            return Ok(Some(Break::Layout { why }));
        }
        let chain = match self.walk_events(&mut verdict.events)? {
            Ok(chain) => chain,
            Err(found) => return Ok(Some(found)),
        };
        let mut derived = Derived::default();
        for (sha256, promise) in &chain.pages {
            if let Some(found) = self.walk_page(sha256, promise, reread, verdict, &mut derived)? {
                return Ok(Some(found));
            }
        }
        self.walk_rest(&chain, &derived)
    }

    /// Rows that belong to no page and no event.
    fn walk_rest(&self, chain: &Chain, derived: &Derived) -> Result<Option<Break>, LedgerError> {
        let pages = chain.pages.len();
        for (table, right) in [
            ("page", pages),
            ("reading", pages),
            ("page_day", pages),
            ("gist", pages),
            ("capture", chain.captures),
            ("claim", derived.claims),
            ("posting", derived.postings),
        ] {
            let rows = self.rows_of(table)?;
            if rows != right {
                let why = format!("{rows} rows are stored, {right} follow from the chain");
                return Ok(Some(Break::Table {
                    table: table.into(),
                    why,
                }));
            }
        }
        let stray = postings::stray_beginning(&self.db, chain.reread).map_err(|e| self.fail(e))?;
        Ok(stray.map(|why| Break::Table {
            table: "beginning".into(),
            why,
        }))
    }

    fn walk_events(&self, count: &mut usize) -> Result<Result<Chain, Break>, LedgerError> {
        let mut chain = Chain::default();
        let mut query = self
            .db
            .prepare(&format!("select {COLUMNS} from event order by seq"))
            .map_err(|e| self.fail(e))?;
        let mut rows = query.query([]).map_err(|e| self.fail(e))?;
        let mut previous = vec![0; 32];
        let mut last = 0;
        loop {
            let event = match rows.next().and_then(|row| row.map(Event::of).transpose()) {
                Ok(Some(event)) => event,
                Ok(None) => break,
                Err(error) => {
                    let why = format!("cannot be read: {error}");
                    return Ok(Err(Break::Event { seq: last + 1, why }));
                }
            };
            let seq = event.seq;
            let wrong = |why: &str| Ok(Err(Break::Event { seq, why: why.into() }));
            if seq != last + 1 {
                return Ok(Err(Break::Event {
                    seq: last + 1,
                    why: format!("is missing; the next one is {seq}"),
                }));
            }
            if event.previous != previous {
                return wrong("does not follow from the event before it");
            }
            if event.hash != event.right_hash() {
                return wrong("was changed: its hash does not fit its words");
            }
            match event.kind.as_str() {
                "page" => {
                    let payload = serde_json::from_str::<PagePayload>(&event.payload);
                    let (Ok(payload), Ok(hints)) = (payload, hints(&event.payload)) else {
                        return wrong("tells of a page in an unknown form");
                    };
                    if chain.pages.contains_key(&payload.page) {
                        return wrong("tells of a page that is there already");
                    }
                    match captures::check(&self.db, &payload.page, seq, &hints).map_err(|e| self.fail(e))? {
                        Some(true) => chain.captures += 1,
                        Some(false) => return wrong("is not as the table of captures has it"),
                        None => {}
                    }
                    let promise = Promise {
                        seq,
                        size: payload.size,
                        at: event.at,
                        hints,
                        reading: None,
                    };
                    chain.pages.insert(payload.page, promise);
                }
                "reading" => {
                    let Ok(payload) = serde_json::from_str::<ReadingPayload>(&event.payload) else {
                        return wrong("tells of a reading in an unknown form");
                    };
                    let Some(promise) = chain.pages.get_mut(&payload.page) else {
                        return wrong("tells of a page that never came in");
                    };
                    chain.reread |= promise.reading.is_some();
                    promise.reading = Some((payload.packs, payload.reading));
                }
                "capture" => {
                    let payload = serde_json::from_str::<CapturePayload>(&event.payload);
                    let (Ok(payload), Ok(hints)) = (payload, hints(&event.payload)) else {
                        return wrong("tells of a capture in an unknown form");
                    };
                    if !chain.pages.contains_key(&payload.page) {
                        return wrong("tells of a page that never came in");
                    }
                    match captures::check(&self.db, &payload.page, seq, &hints).map_err(|e| self.fail(e))? {
                        Some(true) => chain.captures += 1,
                        Some(false) => return wrong("is not as the table of captures has it"),
                        None => {}
                    }
                }
                "judgement" => {
                    if crate::judgements::of_payload(&event.payload).is_err() {
                        return wrong("tells of a judgement in an unknown form");
                    }
                }
                _ => return wrong("is of an unknown kind"),
            }
            previous = event.hash;
            last = seq;
            *count += 1;
        }
        Ok(Ok(chain))
    }

    fn walk_page(
        &self,
        sha256: &str,
        promise: &Promise,
        reread: &Rereader<'_>,
        verdict: &mut Verdict,
        derived: &mut Derived,
    ) -> Result<Option<Break>, LedgerError> {
        let page_wrong = |why: String| {
            Ok(Some(Break::Page {
                sha256: sha256.to_owned(),
                why,
            }))
        };
        let reading_wrong = |why: String| {
            Ok(Some(Break::Reading {
                sha256: sha256.to_owned(),
                why,
            }))
        };
        let mut query = self
            .db
            .prepare_cached(
                "select page.seq, page.size, page.bytes, reading.packs, reading.body
                 from page left join reading on reading.page = page.sha256 where page.sha256 = ?",
            )
            .map_err(|e| self.fail(e))?;
        let row = query.query_row([sha256], |r| {
            Ok((
                (r.get::<_, i64>(0)?, r.get::<_, i64>(1)?),
                r.get::<_, Vec<u8>>(2)?,
                r.get::<_, Option<String>>(3)?,
                r.get::<_, Option<Vec<u8>>>(4)?,
            ))
        });
        let (place, packed, packs, body) = match row {
            Ok(row) => row,
            Err(rusqlite::Error::QueryReturnedNoRows) => {
                return page_wrong("is missing, though its event is there".into());
            }
            Err(error) => return page_wrong(format!("cannot be read: {error}")),
        };
        if place != (promise.seq, promise.size as i64) {
            return page_wrong("was moved: its number or its size is not that of its event".into());
        }
        let bytes = match inflate(&packed, promise.size) {
            Ok(bytes) => bytes,
            Err(why) => return page_wrong(format!("cannot be opened: {why}")),
        };
        if hex(&Sha256::digest(&bytes)) != *sha256 {
            return page_wrong("was changed: its bytes do not have this hash".into());
        }
        verdict.pages += 1;
        let (Some(packs), Some(body), Some((promised_packs, promised))) = (packs, body, &promise.reading)
        else {
            return reading_wrong("is missing".into());
        };
        let (stored, proposals, hash) = match open_body(&body) {
            Ok(stored) => stored,
            Err(why) => return reading_wrong(format!("cannot be opened: {why}")),
        };
        if hash != *promised || packs != rules_of(promised_packs) {
            return reading_wrong("was changed: it does not fit its event".into());
        }
        if stored.page.sha256 != *sha256 {
            return reading_wrong("is of another page".into());
        }
        let again = match reread(&bytes, &promise.hints, promised_packs) {
            None => {
                verdict.other_packs += 1;
                None
            }
            Some(Err(why)) => return reading_wrong(format!("the page can no longer be read: {why}")),
            Some(Ok(again)) => Some(again),
        };
        // What a model pointed at is held to the page's words: it is not asked again, for it would not answer the same.
        let read_again = again.as_ref().map(|a| &a.read);
        if let Some(found) = walk_claims(&stored, &proposals, read_again, &mut verdict.claims) {
            return Ok(Some(found));
        }
        match &again {
            Some(again) if !again.same_names => verdict.other_names += 1,
            Some(again) if hash_of_reading(&again.read, &proposals) != hash => {
                return reading_wrong(
                    "is not what this program reads in the page: it was put in its place".into(),
                );
            }
            _ => {}
        }
        if let Err(why) = self.walk_claim_rows(&stored, &proposals)? {
            return reading_wrong(why);
        }
        derived.claims += stored.reading.claims.len() + proposals.len();
        let rows =
            postings::check(&self.db, &stored, &promise.at, again.is_some()).map_err(|e| self.fail(e))?;
        match rows {
            Ok(rows) => derived.postings += rows,
            Err(why) => return reading_wrong(why),
        }
        Ok(None)
    }

    /// The rows by which the claims of a page are found.
    fn walk_claim_rows(
        &self,
        stored: &ReadPage,
        proposals: &[Proposal],
    ) -> Result<Result<(), String>, LedgerError> {
        let rows: Vec<(i64, String, String)> = self
            .db
            .prepare_cached("select place, id, kind from claim where page = ? order by place")
            .and_then(|mut q| {
                q.query_map([&stored.page.sha256], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?
                    .collect()
            })
            .map_err(|e| self.fail(e))?;
        let claims: Vec<&Claim> = with_proposals(stored, proposals).collect();
        let fits = rows.len() == claims.len()
            && rows
                .iter()
                .zip(&claims)
                .enumerate()
                .all(|(at, ((place, id, kind), claim))| {
                    *place == at as i64 && *id == claim.id && *kind == claim.kind
                });
        Ok(match fits {
            true => Ok(()),
            false => Err("its claims are not those in the table of claims".into()),
        })
    }
}

/// Every claim's words, cut from the stored text, must stand at the same place in the text read again.
fn walk_claims(
    stored: &ReadPage,
    proposals: &[Proposal],
    again: Option<&ReadPage>,
    count: &mut usize,
) -> Option<Break> {
    for claim in with_proposals(stored, proposals) {
        let wrong = |why: &str| {
            Some(Break::Claim {
                id: claim.id.clone(),
                sha256: stored.page.sha256.clone(),
                why: why.into(),
            })
        };
        let Some(words) = Excerpt::cut(&stored.article.text, claim.span) else {
            return wrong("its span does not fit the text");
        };
        if let Some(again) = again {
            match Excerpt::cut(&again.article.text, claim.span) {
                Some(now) if now == words => {}
                _ => return wrong("its words do not stand at its place in the page"),
            }
        }
        *count += 1;
    }
    None
}
