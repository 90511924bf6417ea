//! Is everything still as it was learnt? Walks the chain of events, the bytes of every page and the words of every
//! claim, and stops at the first thing that does not fit.

use std::collections::BTreeMap;

use onrecord_model::{Excerpt, Hints, ReadPage};
use sha2::{Digest, Sha256};

use crate::event::{COLUMNS, Event, hex};
use crate::page::{inflate, open_body};
use crate::query::hints;
use crate::{Head, Ledger, LedgerError};

/// Reads a page again: (bytes, how it was read, identity of the packs it was read with). `None` where this program
/// has other packs or is another version, and so cannot be held to the same words.
pub type Rereader<'a> = dyn Fn(&[u8], &Hints, &str) -> Option<Result<ReadPage, String>> + 'a;

/// The first thing that does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Break {
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
    /// The end of the chain: kept elsewhere, it shows later whether the end was cut off.
    pub head: Head,
    /// The first break; `None` where everything fits.
    pub first_break: Option<Break>,
}

/// What the chain says about a page.
struct Promise {
    size: usize,
    hints: Hints,
    /// Packs and hash of the last reading.
    reading: Option<(String, String)>,
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
    /// Walks everything. Reads pages again with `reread`.
    pub fn verify(&self, reread: &Rereader<'_>) -> Result<Verdict, LedgerError> {
        let mut verdict = Verdict {
            events: 0,
            pages: 0,
            claims: 0,
            other_packs: 0,
            head: self.head()?,
            first_break: None,
        };
        let promises = match self.walk_events(&mut verdict.events)? {
            Ok(promises) => promises,
            Err(found) => {
                verdict.first_break = Some(found);
                return Ok(verdict);
            }
        };
        verdict.first_break = self.walk_pages(&promises, reread, &mut verdict)?;
        Ok(verdict)
    }

    fn walk_events(
        &self,
        count: &mut usize,
    ) -> Result<Result<BTreeMap<String, Promise>, Break>, LedgerError> {
        let mut promises: BTreeMap<String, Promise> = BTreeMap::new();
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
                    promises.insert(
                        payload.page,
                        Promise {
                            size: payload.size,
                            hints,
                            reading: None,
                        },
                    );
                }
                "reading" => {
                    let Ok(payload) = serde_json::from_str::<ReadingPayload>(&event.payload) else {
                        return wrong("tells of a reading in an unknown form");
                    };
                    let Some(promise) = promises.get_mut(&payload.page) else {
                        return wrong("tells of a page that never came in");
                    };
                    promise.reading = Some((payload.packs, payload.reading));
                }
                "capture" => {
                    let payload = serde_json::from_str::<CapturePayload>(&event.payload);
                    let (Ok(payload), Ok(_)) = (payload, hints(&event.payload)) else {
                        return wrong("tells of a capture in an unknown form");
                    };
                    if !promises.contains_key(&payload.page) {
                        return wrong("tells of a page that never came in");
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
        Ok(Ok(promises))
    }

    fn walk_pages(
        &self,
        promises: &BTreeMap<String, Promise>,
        reread: &Rereader<'_>,
        verdict: &mut Verdict,
    ) -> Result<Option<Break>, LedgerError> {
        let pages: i64 = self
            .db
            .query_row("select count(*) from page", [], |r| r.get(0))
            .map_err(|e| self.fail(e))?;
        let mut query = self
            .db
            .prepare("select page.bytes, reading.packs, reading.body from page left join reading on reading.page = page.sha256 where page.sha256 = ?")
            .map_err(|e| self.fail(e))?;
        for (sha256, promise) in promises {
            let page_wrong = |why: String| {
                Ok(Some(Break::Page {
                    sha256: sha256.clone(),
                    why,
                }))
            };
            let row = query.query_row([sha256], |r| {
                Ok((
                    r.get::<_, Vec<u8>>(0)?,
                    r.get::<_, Option<String>>(1)?,
                    r.get::<_, Option<Vec<u8>>>(2)?,
                ))
            });
            let (packed, packs, body) = match row {
                Ok(row) => row,
                Err(rusqlite::Error::QueryReturnedNoRows) => {
                    return page_wrong("is missing, though its event is there".into());
                }
                Err(error) => return page_wrong(format!("cannot be read: {error}")),
            };
            let bytes = match inflate(&packed, promise.size) {
                Ok(bytes) => bytes,
                Err(why) => return page_wrong(format!("cannot be opened: {why}")),
            };
            if hex(&Sha256::digest(&bytes)) != *sha256 {
                return page_wrong("was changed: its bytes do not have this hash".into());
            }
            verdict.pages += 1;
            let reading_wrong = |why: String| {
                Ok(Some(Break::Reading {
                    sha256: sha256.clone(),
                    why,
                }))
            };
            let (Some(packs), Some(body), Some((promised_packs, promised))) = (packs, body, &promise.reading)
            else {
                return reading_wrong("is missing".into());
            };
            let (stored, hash) = match open_body(&body) {
                Ok(stored) => stored,
                Err(why) => return reading_wrong(format!("cannot be opened: {why}")),
            };
            if hash != *promised || packs != *promised_packs {
                return reading_wrong("was changed: it does not fit its event".into());
            }
            let again = match reread(&bytes, &promise.hints, &packs) {
                None => {
                    verdict.other_packs += 1;
                    None
                }
                Some(Err(why)) => return reading_wrong(format!("the page can no longer be read: {why}")),
                Some(Ok(again)) => Some(again),
            };
            if let Some(found) = walk_claims(&stored, again.as_ref(), &mut verdict.claims) {
                return Ok(Some(found));
            }
            if again.is_some()
                && let Err(why) = crate::postings::check(&self.db, &stored).map_err(|e| self.fail(e))?
            {
                return reading_wrong(why);
            }
        }
        if pages != promises.len() as i64 {
            return Ok(Some(Break::Page {
                sha256: "(unknown)".into(),
                why: format!("{pages} pages are stored, {} are in the chain", promises.len()),
            }));
        }
        Ok(None)
    }
}

/// Every claim's words, cut from the stored text, must stand at the same place in the text read again.
fn walk_claims(stored: &ReadPage, again: Option<&ReadPage>, count: &mut usize) -> Option<Break> {
    for claim in &stored.reading.claims {
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
