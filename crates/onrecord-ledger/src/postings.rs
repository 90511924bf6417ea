//! Which pages stand under which keys: the rows by which a question finds its pages, the gists of these, and the ledger as a
//! store of cases.
//!
//! Everything here is made from readings and may be made again from them.
//! What does not live here: what the keys are (`onrecord_case::keys`), the layout of tables (see `schema`).

use std::collections::BTreeSet;

use jiff::civil::Date;
use onrecord_case::keys::{about, beginnings, first_day, keys_of, last_day, name_in};
use onrecord_case::{PageNumber, Store, gist_of};
use onrecord_model::ReadPage;
use rusqlite::{Connection, OptionalExtension, params};

use crate::page::open_reading;
use crate::query::learnt;
use crate::stored::gist;
use crate::{Ledger, LedgerError};

/// The days of a page that has none.
const UNDATED: i64 = 0;

fn number_of(day: Date) -> i64 {
    i64::from(day.year()) * 10_000 + i64::from(day.month()) * 100 + i64::from(day.day())
}

fn day_of(number: i64) -> Option<Date> {
    let part = |n: i64| i8::try_from(n).ok();
    Date::new(
        i16::try_from(number / 10_000).ok()?,
        part(number / 100 % 100)?,
        part(number % 100)?,
    )
    .ok()
}

/// Puts a page under its keys; gives these, a line each. `learnt` is when the page came in.
pub(crate) fn put(db: &Connection, read: &ReadPage, number: i64, learnt: &str) -> rusqlite::Result<String> {
    let (first, last) = days_of(read, learnt);
    db.prepare_cached("insert or replace into page_day (page, first, last) values (?, ?, ?)")?
        .execute(params![number, first, last])?;
    let keys = keys_of(read);
    let mut known = db.prepare_cached("select 1 from posting where key = ? limit 1")?;
    let mut insert = db.prepare_cached("insert or ignore into posting (key, day, page) values (?, ?, ?)")?;
    let mut begin = db.prepare_cached("insert or ignore into beginning (word, name) values (?, ?)")?;
    for key in &keys {
        if let Some(name) = name_in(key)
            && !known.exists([key])?
        {
            for word in beginnings(name) {
                begin.execute([word.as_str(), name])?;
            }
        }
        insert.execute(params![key, first, number])?;
    }
    // A time that cannot be read is told of where the page itself is opened.
    db.prepare_cached("insert or replace into gist (page, body) values (?, ?)")?
        .execute(params![
            number,
            gist::bytes_of(read, crate::query::learnt(learnt).ok())
        ])?;
    Ok(joined(keys))
}

/// The first and the last day of a page that came in at `learnt`.
fn days_of(read: &ReadPage, learnt: &str) -> (i64, i64) {
    let first = first_day(read).map_or(UNDATED, number_of);
    let learnt = learnt
        .parse()
        .map(|at: jiff::civil::DateTime| number_of(at.date()))
        .ok();
    let last = last_day(read).map_or(UNDATED, number_of);
    (first, learnt.map_or(last, |l| last.min(l)))
}

/// Keys, a line each.
fn joined(keys: BTreeSet<String>) -> String {
    keys.into_iter().collect::<Vec<_>>().join("\n")
}

/// Takes a page from under the keys that its reading had.
pub(crate) fn remove(db: &Connection, sha256: &str, number: i64) -> rusqlite::Result<()> {
    let keys: Option<String> = db
        .prepare_cached("select keys from reading where page = ?")?
        .query_row([sha256], |r| r.get(0))
        .optional()?;
    let Some(keys) = keys else { return Ok(()) };
    let first: Option<i64> = db
        .prepare_cached("select first from page_day where page = ?")?
        .query_row([number], |r| r.get(0))
        .optional()?;
    let Some(first) = first else { return Ok(()) };
    let mut delete = db.prepare_cached("delete from posting where key = ? and day = ? and page = ?")?;
    for key in keys.lines() {
        delete.execute(params![key, first, number])?;
    }
    Ok(())
}

/// Puts all pages under their keys and keeps their gists, in a ledger that had none.
pub(crate) fn fill(db: &Connection) -> rusqlite::Result<()> {
    let mut query = db.prepare(
        "select reading.page, seq, at, body from reading
         join page on page.sha256 = reading.page join event using (seq) order by seq",
    )?;
    let mut keep = db.prepare("update reading set keys = ? where page = ?")?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        let (sha256, number, at): (String, i64, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let body: Vec<u8> = row.get(3)?;
        // What is stored in another form is outdated: it gets its keys when its page is read again.
        let Ok((read, _)) = open_reading(&body) else {
            continue;
        };
        let keys = put(db, &read, number, &at)?;
        keep.execute([&keys, &sha256])?;
    }
    Ok(())
}

/// How many rows a page has among the postings, or what does not fit if it is not found as its reading asks for. `learnt` is
/// when it came in; the keys themselves are compared if `same_rules`: another program may have made others of a reading.
pub(crate) fn check(
    db: &Connection,
    read: &ReadPage,
    learnt: &str,
    same_rules: bool,
) -> rusqlite::Result<Result<usize, String>> {
    let (number, keys): (i64, String) = db
        .prepare_cached(
            "select seq, keys from page join reading on reading.page = page.sha256 where sha256 = ?",
        )?
        .query_row([&read.page.sha256], |r| Ok((r.get(0)?, r.get(1)?)))?;
    let advice = "make a new ledger of its pages";
    if same_rules && keys != joined(keys_of(read)) {
        return Ok(Err(format!("its keys are not those of its words: {advice}")));
    }
    let days: Option<(i64, i64)> = db
        .prepare_cached("select first, last from page_day where page = ?")?
        .query_row([number], |r| Ok((r.get(0)?, r.get(1)?)))
        .optional()?;
    let Some((first, last)) = days else {
        return Ok(Err(format!("its days are not kept: {advice}")));
    };
    if same_rules && (first, last) != days_of(read, learnt) {
        return Ok(Err(format!("its days are not those of its words: {advice}")));
    }
    let body: Option<Vec<u8>> = db
        .prepare_cached("select body from gist where page = ?")?
        .query_row([number], |r| r.get(0))
        .optional()?;
    let right = |body: &Vec<u8>| match gist::read_of(body) {
        // Of another form: it is not looked at.
        Ok(None) => true,
        _ => *body == gist::bytes_of(read, crate::query::learnt(learnt).ok()),
    };
    if !body.as_ref().is_some_and(right) {
        return Ok(Err(format!("its gist is not that of its words: {advice}")));
    }
    let mut held = db.prepare_cached("select 1 from posting where key = ? and day = ? and page = ?")?;
    let mut begun = db.prepare_cached("select 1 from beginning where word = ? and name = ?")?;
    let mut rows = 0;
    for key in keys.lines() {
        if !held.exists(params![key, first, number])? {
            return Ok(Err(format!("is not found under its key {key:?}: {advice}")));
        }
        rows += 1;
        let Some(name) = name_in(key) else { continue };
        for word in beginnings(name) {
            if !begun.exists([word.as_str(), name])? {
                return Ok(Err(format!(
                    "is not found under {word:?}, the beginning of {name:?}: {advice}"
                )));
            }
        }
    }
    Ok(Ok(rows))
}

/// What is wrong with the beginnings of names if one is of a name that no page has, or is no beginning of it. Where pages were
/// read again, names that they lost may be left: nothing is found by them.
pub(crate) fn stray_beginning(db: &Connection, reread: bool) -> rusqlite::Result<Option<String>> {
    let mut query = db.prepare("select word, name from beginning")?;
    let mut known = db.prepare("select 1 from posting where key = ? limit 1")?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        let (word, name): (String, String) = (row.get(0)?, row.get(1)?);
        if !beginnings(&name).contains(&word) {
            return Ok(Some(format!("{word:?} is no beginning of {name:?}")));
        }
        if !reread && !known.exists([about(&name)])? {
            return Ok(Some(format!("no page has the name {name:?}")));
        }
    }
    Ok(None)
}

impl Ledger {
    /// Names that claims are about, in the order of their letters, `limit` of them after `after`; with how many pages hold such
    /// claims. Asks the rows that pages are found by, and no page.
    pub fn names_after(&self, after: &str, limit: usize) -> Result<Vec<(String, usize)>, LedgerError> {
        // What follows the space in the order of bytes ends the keys of names.
        let sql = "select key, count(*) from posting where key > ? and key < 'about!' group by key order by key limit ?";
        let rows: Vec<(String, i64)> = self
            .db
            .prepare_cached(sql)
            .and_then(|mut q| {
                q.query_map(params![about(after), limit as i64], |r| {
                    Ok((r.get(0)?, r.get(1)?))
                })?
                .collect()
            })
            .map_err(|e| self.fail(e))?;
        let named = rows.into_iter().filter_map(|(key, pages)| {
            let name = name_in(&key)?.to_owned();
            Some((name, usize::try_from(pages).unwrap_or(0)))
        });
        Ok(named.collect())
    }

    fn numbers(&self, sql: &str, values: impl rusqlite::Params) -> Result<Vec<PageNumber>, LedgerError> {
        self.db
            .prepare_cached(sql)
            .and_then(|mut q| {
                q.query_map(values, |r| r.get::<_, i64>(0))?
                    .collect::<Result<Vec<_>, _>>()
            })
            .map(|rows| rows.into_iter().map(|n| n as PageNumber).collect())
            .map_err(|e| self.fail(e))
    }
}

impl Store for Ledger {
    type Error = LedgerError;

    fn pages_of(&self, key: &str, until: Option<Date>) -> Result<Vec<PageNumber>, LedgerError> {
        let until = until.map_or(i64::MAX, number_of);
        let sql = "select page from posting where key = ? and day <= ? order by page";
        self.numbers(sql, params![key, until])
    }

    fn names_with(&self, beginning: &str) -> Result<Vec<String>, LedgerError> {
        let high = format!("{beginning}\u{10ffff}");
        let sql = "select distinct name from beginning where word >= ? and word < ? order by name";
        self.db
            .prepare_cached(sql)
            .and_then(|mut q| q.query_map([beginning, high.as_str()], |r| r.get(0))?.collect())
            .map_err(|e| self.fail(e))
    }

    fn page(&self, number: PageNumber) -> Result<ReadPage, LedgerError> {
        let (sha256, at, body): (String, String, Vec<u8>) = self
            .db
            .prepare_cached(
                "select page.sha256, event.at, reading.body
                 from page join event using (seq) join reading on reading.page = page.sha256 where page.seq = ?",
            )
            .and_then(|mut q| {
                q.query_row([number as i64], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))
            })
            .map_err(|e| self.fail(e))?;
        let opened = open_reading(&body).and_then(|(mut read, _)| {
            read.learnt = Some(learnt(&at)?);
            Ok(read)
        });
        opened.map_err(|why| LedgerError::damaged(self.path(), format!("page {sha256}"), why))
    }

    fn gist(&self, number: PageNumber) -> Result<ReadPage, LedgerError> {
        let body: Option<Vec<u8>> = self
            .db
            .prepare_cached("select body from gist where page = ?")
            .and_then(|mut q| q.query_row([number as i64], |r| r.get(0)).optional())
            .map_err(|e| self.fail(e))?;
        let made = body.as_deref().map(gist::read_of).transpose();
        let made = made.map_err(|why| LedgerError::damaged(self.path(), format!("page {number}"), why))?;
        match made.flatten() {
            Some(gist) => Ok(gist),
            None => Ok(gist_of(&self.page(number)?)),
        }
    }

    fn day_before(&self, day: Option<Date>, known_on: Option<Date>) -> Result<Option<Date>, LedgerError> {
        let before = day.map_or(i64::MAX, number_of);
        let known = known_on.map_or_else(|| "9999-12-31".to_owned(), |d| d.to_string());
        // A page has the number of the event that tells of it.
        let last: Option<i64> = self
            .db
            .prepare_cached(
                "select last from page_day where last < ? and last > 0
                 and (select substr(at, 1, 10) from event where seq = page) <= ? order by last desc limit 1",
            )
            .and_then(|mut q| q.query_row(params![before, known], |r| r.get(0)).optional())
            .map_err(|e| self.fail(e))?;
        Ok(last.and_then(day_of))
    }

    fn pages_with_claim(&self, id: &str) -> Result<Vec<PageNumber>, LedgerError> {
        let sql = "select distinct page.seq from claim join page on page.sha256 = claim.page
                   where claim.id = ? order by page.seq";
        self.numbers(sql, [id])
    }

    fn pages_since(&self, day: Date, until: Option<Date>) -> Result<Vec<PageNumber>, LedgerError> {
        let until = until.map_or(i64::MAX, number_of);
        // Few pages tell of days after their first one: undated ones do.
        let sql = "select page from page_day where first between ?1 and ?2
                   union select page from page_day where first < last and last >= ?1 and first <= ?2 order by page";
        self.numbers(sql, params![number_of(day), until])
    }
}
