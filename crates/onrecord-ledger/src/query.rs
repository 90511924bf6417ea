//! Questions to the ledger: pages in the order they came in, claims by kind and id.

use onrecord_model::{Claim, Hints, Moment};
use rusqlite::{OptionalExtension, params_from_iter};

use crate::page::{StoredPage, open_reading, rules_of};
use crate::stored::{Keep, StoredHints};
use crate::{Event, Head, Ledger, LedgerError, event};

/// Which claims are wanted; an empty filter wants all.
#[derive(Clone, Debug, Default)]
pub struct ClaimFilter {
    /// Only this kind.
    pub kind: Option<String>,
    /// Only claims that name this entity: by id, or by a part of a name in either case.
    pub entity: Option<String>,
}

impl ClaimFilter {
    /// True where the claim is wanted.
    pub fn wants(&self, claim: &Claim) -> bool {
        if self.kind.as_ref().is_some_and(|kind| *kind != claim.kind) {
            return false;
        }
        let Some(wanted) = &self.entity else { return true };
        let wanted = wanted.to_lowercase();
        let participants = claim
            .subject
            .iter()
            .chain(&claim.object)
            .chain(claim.roles.iter().map(|r| &r.filler));
        let speakers = claim.chain.iter();
        participants
            .map(|p| (p.entity.as_deref(), Some(p.name.as_str())))
            .chain(speakers.map(|s| (s.entity.as_deref(), s.name.as_deref())))
            .any(|(entity, name)| {
                entity.is_some_and(|e| e == wanted)
                    || name.is_some_and(|n| n.to_lowercase().contains(&wanted))
            })
    }
}

impl Ledger {
    /// All pages in the order they came in, with what was read in them.
    pub fn pages(&self) -> Result<Vec<StoredPage>, LedgerError> {
        self.pages_where("", &[])
    }

    /// Pages that hold a claim of this kind.
    pub fn pages_with_kind(&self, kind: &str) -> Result<Vec<StoredPage>, LedgerError> {
        self.pages_where(
            "where page.sha256 in (select page from claim where kind = ?)",
            &[kind],
        )
    }

    /// Pages whose id begins with `prefix`, or whose source is `prefix` or ends in it behind a slash.
    pub fn find_pages(&self, prefix: &str) -> Result<Vec<StoredPage>, LedgerError> {
        let hex = prefix.len() >= 4 && prefix.bytes().all(|b| b.is_ascii_hexdigit());
        if hex {
            let low = prefix.to_lowercase();
            let high = format!("{low}g");
            let found = self.pages_where("where page.sha256 >= ? and page.sha256 < ?", &[&low, &high])?;
            if !found.is_empty() {
                return Ok(found);
            }
        }
        let by_source = |p: &StoredPage| {
            let source = &p.read.page.source;
            source == prefix
                || source
                    .strip_suffix(prefix)
                    .is_some_and(|head| head.ends_with(['/', '\\']))
        };
        Ok(self.pages()?.into_iter().filter(by_source).collect())
    }

    /// Claims and proposals whose id begins with `prefix`, in the order of their ids, `most` of them: their pages, each with its
    /// place.
    pub fn find_claims(&self, prefix: &str, most: usize) -> Result<Vec<(StoredPage, usize)>, LedgerError> {
        let high = format!("{prefix}\u{10ffff}");
        let rows: Vec<(String, usize)> = self
            .db
            .prepare_cached(
                "select page, place from claim where id >= ? and id < ? order by id, page, place limit ?",
            )
            .and_then(|mut q| {
                q.query_map(rusqlite::params![prefix, high.as_str(), most as i64], |r| {
                    Ok((r.get(0)?, r.get::<_, i64>(1)? as usize))
                })?
                .collect()
            })
            .map_err(|e| self.fail(e))?;
        let mut found = Vec::with_capacity(rows.len());
        for (page, place) in rows {
            found.extend(
                self.pages_where("where page.sha256 = ?", &[&page])?
                    .into_iter()
                    .map(|p| (p, place)),
            );
        }
        Ok(found)
    }

    /// How many claims and proposals have an id that begins so.
    pub fn count_claims(&self, prefix: &str) -> Result<usize, LedgerError> {
        let high = format!("{prefix}\u{10ffff}");
        self.db
            .prepare_cached("select count(*) from claim where id >= ? and id < ?")
            .and_then(|mut q| q.query_row([prefix, high.as_str()], |r| r.get::<_, i64>(0)))
            .map(|count| count as usize)
            .map_err(|e| self.fail(e))
    }

    /// How a page was read, by its whole id; `None` if it is not here.
    pub fn hints_of(&self, sha256: &str) -> Result<Option<Hints>, LedgerError> {
        let payload: Option<String> = self
            .db
            .prepare_cached("select payload from page join event using (seq) where sha256 = ?")
            .and_then(|mut q| q.query_row([sha256], |r| r.get(0)).optional())
            .map_err(|e| self.fail(e))?;
        payload
            .map(|payload| hints(&payload))
            .transpose()
            .map_err(|why| LedgerError::damaged(&self.path, format!("page {sha256}"), why))
    }

    /// How many pages have a reading that was made with other packs than `packs`.
    pub fn count_read_with_other_packs(&self, packs: &str) -> Result<usize, LedgerError> {
        self.db
            .query_row(
                "select count(*) from reading where packs < ?1 or packs > ?1",
                [rules_of(packs)],
                |r| r.get::<_, i64>(0),
            )
            .map(|n| usize::try_from(n).unwrap_or(0))
            .map_err(|e| self.fail(e))
    }

    /// Pages whose reading was made with other packs than `packs`, in the order they came in: id and hints.
    pub fn read_with_other_packs(&self, packs: &str) -> Result<Vec<(String, Hints)>, LedgerError> {
        let rows: Vec<(String, String)> = self
            .db
            .prepare_cached(
                "select page.sha256, event.payload from page join event using (seq)
                 join reading on reading.page = page.sha256 where reading.packs != ? order by page.seq",
            )
            .and_then(|mut q| {
                q.query_map([rules_of(packs)], |r| Ok((r.get(0)?, r.get(1)?)))?
                    .collect()
            })
            .map_err(|e| self.fail(e))?;
        rows.into_iter()
            .map(|(sha256, payload)| {
                let hints = hints(&payload)
                    .map_err(|why| LedgerError::damaged(&self.path, format!("page {sha256}"), why))?;
                Ok((sha256, hints))
            })
            .collect()
    }

    /// True where the chain holds an event with this hash (hex).
    pub fn holds_hash(&self, hash: &str) -> Result<bool, LedgerError> {
        self.db
            .query_row(
                "select exists (select 1 from event where lower(hex(hash)) = lower(?))",
                [hash],
                |r| r.get(0),
            )
            .map_err(|e| self.fail(e))
    }

    /// The end of the chain.
    pub fn head(&self) -> Result<Head, LedgerError> {
        let row = self.db.query_row(
            "select coalesce(max(seq), 0), coalesce((select hash from event order by seq desc limit 1), zeroblob(32)) from event",
            [],
            |r| Ok((r.get::<_, i64>(0)?, r.get::<_, Vec<u8>>(1)?)),
        );
        let (seq, hash) = row.map_err(|e| self.fail(e))?;
        Ok(Head {
            seq,
            hash: event::hex(&hash),
        })
    }

    /// Ids of pages in the order they came in, `limit` of them after the first `from`; and how many there are.
    pub fn page_ids_from(&self, from: usize, limit: usize) -> Result<(Vec<String>, usize), LedgerError> {
        let ids = self
            .db
            .prepare_cached("select sha256 from page order by seq limit ? offset ?")
            .and_then(|mut q| q.query_map([limit as i64, from as i64], |r| r.get(0))?.collect())
            .map_err(|e| self.fail(e))?;
        let count: i64 = self
            .db
            .query_row("select count(*) from page", [], |r| r.get(0))
            .map_err(|e| self.fail(e))?;
        Ok((ids, usize::try_from(count).unwrap_or(0)))
    }

    /// How many pages there are.
    pub fn count_pages(&self) -> Result<usize, LedgerError> {
        self.db
            .query_row("select count(*) from page", [], |r| r.get::<_, i64>(0))
            .map(|n| usize::try_from(n).unwrap_or(0))
            .map_err(|e| self.fail(e))
    }

    /// Hands over every event in the order of the chain, as it is stored.
    pub fn each_event<E: From<LedgerError>>(
        &self,
        mut take: impl FnMut(Event) -> Result<(), E>,
    ) -> Result<(), E> {
        let fail = |e| E::from(self.fail(e));
        let sql = format!("select {} from event order by seq", event::COLUMNS);
        let mut query = self.db.prepare(&sql).map_err(fail)?;
        let mut rows = query.query([]).map_err(fail)?;
        while let Some(row) = rows.next().map_err(fail)? {
            take(Event::of(row).map_err(fail)?)?;
        }
        Ok(())
    }

    /// Hands over every page in the order it came in, one after the other.
    pub fn each_page(&self, take: impl FnMut(StoredPage)) -> Result<(), LedgerError> {
        self.each_where("", &[], take)
    }

    fn pages_where(&self, condition: &str, values: &[&str]) -> Result<Vec<StoredPage>, LedgerError> {
        let mut pages = Vec::new();
        self.each_where(condition, values, |page| pages.push(page))?;
        Ok(pages)
    }

    fn each_where(
        &self,
        condition: &str,
        values: &[&str],
        mut take: impl FnMut(StoredPage),
    ) -> Result<(), LedgerError> {
        let sql = format!(
            "select page.sha256, event.at, event.payload, reading.packs, reading.body
             from page join event using (seq) join reading on reading.page = page.sha256
             {condition} order by page.seq"
        );
        let mut query = self.db.prepare_cached(&sql).map_err(|e| self.fail(e))?;
        let mut rows = query.query(params_from_iter(values)).map_err(|e| self.fail(e))?;
        while let Some(row) = rows.next().map_err(|e| self.fail(e))? {
            let stored = Row::of(row).map_err(|e| self.fail(e))?;
            let sha256 = stored.sha256.clone();
            take(
                stored
                    .open()
                    .map_err(|why| LedgerError::damaged(&self.path, format!("page {sha256}"), why))?,
            );
        }
        Ok(())
    }
}

pub(crate) struct Row {
    pub sha256: String,
    at: String,
    payload: String,
    packs: String,
    body: Vec<u8>,
}

impl Row {
    pub fn of(row: &rusqlite::Row<'_>) -> rusqlite::Result<Row> {
        Ok(Row {
            sha256: row.get(0)?,
            at: row.get(1)?,
            payload: row.get(2)?,
            packs: row.get(3)?,
            body: row.get(4)?,
        })
    }

    pub fn open(self) -> Result<StoredPage, String> {
        let (mut read, proposals) = open_reading(&self.body)?;
        read.learnt = Some(learnt(&self.at)?);
        Ok(StoredPage {
            hints: hints(&self.payload)?,
            read,
            proposals,
            packs: self.packs,
        })
    }
}

/// The hints in the payload of a page's event.
pub(crate) fn hints(payload: &str) -> Result<Hints, String> {
    #[derive(serde::Deserialize)]
    struct Payload {
        means: StoredHints,
    }
    let payload: Payload =
        serde_json::from_str(payload).map_err(|e| format!("its event does not say how it was read: {e}"))?;
    Hints::back(payload.means, "")
}

/// When a page was learnt, as its event says it.
pub(crate) fn learnt(at: &str) -> Result<Moment, String> {
    at.parse()
        .map(Moment::clock)
        .map_err(|_| format!("{at:?} is no time"))
}
