//! What a cluster needs of one process: a page as columns that travel, and the matters of one name, judged from the pages that
//! its keys bring together, with the keys that are still missing.
//! What does not live here: which engine brings them together (`onrecord.spark`).

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;

use jiff::civil::Date;
use onrecord::ledger::{hints_as_json, packed, unpacked};
use onrecord::{
    Cut, Judgements, Kept, PageNumber, Participant, ReadPage, Store, docket_of, judged_name, keys, last_of_days,
    prints_of,
};
use onrecord_views::table::{self, Name};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};

use crate::day::{Day, Time, moment};
use crate::errors;
use crate::objects::Table;
use crate::page::shared;
use crate::sources::{Known, Work, work};

/// Reads one page and gives what travels: its bytes, what was read in them, and the keys that it is brought together by.
#[pyfunction]
#[pyo3(signature = (source, *, date=None, plain=false, name=None, url=None, title=None, outlet=None, lang=None))]
#[allow(clippy::too_many_arguments, reason = "keyword arguments of Python")]
pub fn travelling<'py>(
    py: Python<'py>,
    source: &Bound<'py, PyAny>,
    date: Option<Time>,
    plain: bool,
    name: Option<String>,
    url: Option<String>,
    title: Option<String>,
    outlet: Option<String>,
    lang: Option<String>,
) -> PyResult<Bound<'py, PyDict>> {
    let known = Known {
        plain,
        source: name,
        url,
        date: moment(date.as_ref())?,
        title,
        outlet,
        lang,
    };
    let Work::Bytes(bytes, hints) = work(source, &known, 1)? else {
        return Err(PyTypeError::new_err("give bytes or text: a cluster opens no paths"));
    };
    let engine = shared(py)?;
    let kept = py.detach(|| {
        let kept = engine.keep_bytes(bytes, *hints, &|_| false)?;
        Ok(match kept {
            Kept::New(page) => {
                let reading = packed(&page.read);
                let (found_by, prints) = (keys::keys_of(&page.read), prints_of(&page.read));
                Some((page, reading, found_by, prints))
            }
            Kept::Seen(_) => None,
        })
    });
    let kept = kept.map_err(|error| errors::read(py, &error))?;
    let (page, reading, found_by, prints) =
        kept.ok_or_else(|| PyValueError::new_err("a page that nobody knows is new"))?;
    let dict = PyDict::new(py);
    let read = &page.read;
    dict.set_item("page", &read.page.sha256)?;
    dict.set_item("source", &read.page.source)?;
    dict.set_item("title", &read.article.title)?;
    dict.set_item("claims", read.reading.claims.len())?;
    dict.set_item("first_day", keys::first_day(read))?;
    dict.set_item("last_day", keys::last_day(read))?;
    dict.set_item("bytes", PyBytes::new(py, &page.bytes))?;
    dict.set_item("hints", hints_as_json(&page.hints))?;
    dict.set_item("reading", PyBytes::new(py, &reading))?;
    dict.set_item("edition", engine.edition())?;
    dict.set_item("keys", found_by.into_iter().collect::<Vec<String>>())?;
    // As signed numbers, which every engine has.
    dict.set_item("prints", prints.into_iter().map(u64::cast_signed).collect::<Vec<i64>>())?;
    Ok(dict)
}

/// The day that everything is as of, of the days of which pages tell.
#[pyfunction]
pub fn last_day(days: Vec<Date>) -> Option<Date> {
    last_of_days(&days.into_iter().collect())
}

/// The pages of one question, as far as they are at hand.
struct Gathered {
    pages: Vec<ReadPage>,
    /// Key → numbers of its pages.
    keys: BTreeMap<String, Vec<PageNumber>>,
    /// Keys of more pages than names are linked over.
    common: BTreeSet<String>,
    /// Keys that were asked for and are not here.
    missing: RefCell<BTreeSet<String>>,
}

impl Store for Gathered {
    type Error = Infallible;

    fn pages_of(&self, key: &str, until: Option<Date>) -> Result<Vec<PageNumber>, Infallible> {
        if self.common.contains(key) {
            // More than anybody loads: which they are does not matter.
            return Ok((0..=keys::LINKED as PageNumber).collect());
        }
        let Some(numbers) = self.keys.get(key) else {
            self.missing.borrow_mut().insert(key.to_owned());
            return Ok(Vec::new());
        };
        let known = |n: &&PageNumber| {
            let first = self.pages.get(**n as usize).and_then(keys::first_day);
            until.is_none_or(|day| first.is_none_or(|f| f <= day))
        };
        Ok(numbers.iter().filter(known).copied().collect())
    }

    fn names_with(&self, _: &str) -> Result<Vec<String>, Infallible> {
        Ok(Vec::new())
    }

    fn page(&self, number: PageNumber) -> Result<ReadPage, Infallible> {
        Ok(self.pages[number as usize].clone())
    }

    fn day_before(&self, _: Option<Date>, _: Option<Date>) -> Result<Option<Date>, Infallible> {
        Ok(None)
    }

    fn pages_since(&self, _: Date, _: Option<Date>) -> Result<Vec<PageNumber>, Infallible> {
        Ok(Vec::new())
    }

    fn pages_with_claim(&self, _: &str) -> Result<Vec<PageNumber>, Infallible> {
        Ok(Vec::new())
    }
}

/// The keys that are missing; the matters if none is, with whether each is one of the name itself and not of another form of it.
type Judged = (Vec<String>, Option<(Table, Vec<bool>)>);

/// The matters on a name as of a day, judged from the pages at hand: `pages` by id, `keys` with the ids of their pages, `common`
/// keys that have more pages than names are linked over. Gives the keys that are missing, and the matters if none is.
#[pyfunction]
pub fn judge(
    py: Python<'_>,
    name: &str,
    pages: BTreeMap<String, Vec<u8>>,
    keys: BTreeMap<String, Vec<String>>,
    common: BTreeSet<String>,
    as_of: Day,
) -> PyResult<Judged> {
    let engine = shared(py)?;
    let day = as_of.date()?;
    let judged = py.detach(|| {
        // In the order of their ids, so that no order of arrival is seen.
        let numbers: BTreeMap<&str, PageNumber> =
            pages.keys().enumerate().map(|(n, id)| (id.as_str(), n as PageNumber)).collect();
        let read: Result<Vec<ReadPage>, String> = pages.values().map(|p| unpacked(p)).collect();
        let mut of_keys = BTreeMap::new();
        for (key, ids) in &keys {
            let mut found: Vec<PageNumber> = Vec::with_capacity(ids.len());
            for id in ids {
                let number = numbers.get(id.as_str());
                found.push(*number.ok_or_else(|| format!("page {id} of key {key:?} is not here"))?);
            }
            found.sort_unstable();
            found.dedup();
            of_keys.insert(key.clone(), found);
        }
        let gathered = Gathered {
            pages: read?,
            keys: of_keys,
            common,
            missing: RefCell::default(),
        };
        let cut = Cut {
            as_of: Some(day),
            known_on: None,
        };
        let ground = &engine.packs.ground;
        let names = BTreeSet::from([name.to_owned()]);
        let Ok(case) = docket_of(&gathered, ground, &Judgements::default(), &names, cut);
        let missing = gathered.missing.into_inner();
        if !missing.is_empty() {
            return Ok((missing.into_iter().collect(), None));
        }
        // Words of no kind are put together over whole stories, which a name does not bring together.
        let called = |p: &Participant| p.entity.as_deref() == Some(name) || judged_name(&p.name, ground) == name;
        let mut mine: BTreeMap<&str, bool> = BTreeMap::new();
        for matter in case.matters.iter().filter(|m| !m.is_statement()) {
            let exact = matter.key.who.iter().any(|w| w == name);
            let told = || {
                let claims = matter.claims.iter().map(|at| case.claim(*at));
                claims.flat_map(|c| c.subject.iter().chain(&c.object)).any(&called)
            };
            if exact || told() {
                mine.insert(&matter.id, exact);
            }
        }
        let mut table = table::table(Name::Matters, &case, &engine.packs, Some(day), &[]);
        let mut exact = Vec::new();
        table.rows.retain(|row| {
            let here = row.first().and_then(|id| mine.get(id.text().as_str()));
            exact.extend(here);
            here.is_some()
        });
        Ok::<_, String>((Vec::new(), Some((table, exact))))
    });
    let (missing, found) = judged.map_err(errors::Error::new_err)?;
    Ok((missing, found.map(|(table, exact)| (Table::new(table), exact))))
}
