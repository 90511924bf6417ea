//! Where pages are kept with their keys: what judging asks of a store, and a store in memory.
//! What does not live here: the store on disk (`onrecord-ledger`), and which pages a question needs (see `docket`).

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;

use jiff::civil::Date;

use crate::ReadPage;
use crate::gist::gist_of;
use crate::keys::{beginnings, first_day, keys_of, last_day, name_in};

/// The number of a page in its store: later pages have higher ones.
pub type PageNumber = u64;

/// Pages with their keys. All stores give the same answers; one suite of tests runs over each.
pub trait Store {
    /// What can go wrong.
    type Error;

    /// The pages of a key that may have been published by a day: those without a day too. Sorted.
    fn pages_of(&self, key: &str, until: Option<Date>) -> Result<Vec<PageNumber>, Self::Error>;

    /// The names that claims are about which have a word that begins so; each once, sorted.
    fn names_with(&self, beginning: &str) -> Result<Vec<String>, Self::Error>;

    /// A page with what was read in it.
    fn page(&self, number: PageNumber) -> Result<ReadPage, Self::Error>;

    /// The gist of a page: see [`gist_of`].
    fn gist(&self, number: PageNumber) -> Result<ReadPage, Self::Error> {
        Ok(gist_of(&self.page(number)?))
    }

    /// The latest day of which a page tells that is before another, if one is given; of pages that were learnt by the end of
    /// `known_on`.
    fn day_before(&self, day: Option<Date>, known_on: Option<Date>) -> Result<Option<Date>, Self::Error>;

    /// The pages that were published on a day or later, as far as that is known, or tell of something that was said then; and that
    /// may have been published by another day, if one is given. Sorted.
    fn pages_since(&self, day: Date, until: Option<Date>) -> Result<Vec<PageNumber>, Self::Error>;

    /// The pages that hold a claim of this id. Sorted.
    fn pages_with_claim(&self, id: &str) -> Result<Vec<PageNumber>, Self::Error>;
}

/// A store in memory.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    pages: Vec<ReadPage>,
    postings: BTreeMap<String, BTreeSet<(Option<Date>, PageNumber)>>,
    words: BTreeSet<(String, String)>,
    days: BTreeSet<(Date, Option<Date>)>,
    /// The later of the first and the last day of each page, with the first.
    latest: BTreeSet<(Date, PageNumber, Option<Date>)>,
}

impl Memory {
    /// Keeps a page. The same bytes twice are two pages here: who adds knows.
    pub fn add(&mut self, page: ReadPage) -> PageNumber {
        let number = self.pages.len() as PageNumber;
        let first = first_day(&page);
        self.latest
            .extend(first.max(last_day(&page)).map(|d| (d, number, first)));
        let learnt = page.learnt.map(|m| m.date());
        self.days.extend(last_day(&page).map(|d| (d, learnt)));
        for key in keys_of(&page) {
            if let Some(name) = name_in(&key) {
                let words = beginnings(name).into_iter();
                self.words.extend(words.map(|w| (w, name.to_owned())));
            }
            self.postings.entry(key).or_default().insert((first, number));
        }
        self.pages.push(page);
        number
    }
}

impl Store for Memory {
    type Error = Infallible;

    fn pages_of(&self, key: &str, until: Option<Date>) -> Result<Vec<PageNumber>, Infallible> {
        let rows = self.postings.get(key).into_iter().flatten();
        let known = |first: &Option<Date>| until.is_none_or(|day| first.is_none_or(|f| f <= day));
        let mut pages: Vec<PageNumber> = rows.filter(|(first, _)| known(first)).map(|(_, n)| *n).collect();
        pages.sort_unstable();
        Ok(pages)
    }

    fn names_with(&self, beginning: &str) -> Result<Vec<String>, Infallible> {
        let rows = self.words.range((beginning.to_owned(), String::new())..);
        let rows = rows.take_while(|(word, _)| word.starts_with(beginning));
        let names: BTreeSet<String> = rows.map(|(_, name)| name.clone()).collect();
        Ok(names.into_iter().collect())
    }

    fn page(&self, number: PageNumber) -> Result<ReadPage, Infallible> {
        Ok(self.pages[number as usize].clone())
    }

    fn day_before(&self, day: Option<Date>, known_on: Option<Date>) -> Result<Option<Date>, Infallible> {
        let mut earlier = self
            .days
            .iter()
            .rev()
            .filter(|(d, _)| day.is_none_or(|before| *d < before));
        let known = |learnt: &Option<Date>| known_on.is_none_or(|day| learnt.is_none_or(|l| l <= day));
        Ok(earlier.find(|(_, learnt)| known(learnt)).map(|(d, _)| *d))
    }

    fn pages_since(&self, day: Date, until: Option<Date>) -> Result<Vec<PageNumber>, Infallible> {
        let since = self.latest.range((day, 0, None)..);
        let known = since.filter(|(.., first)| until.is_none_or(|u| first.is_none_or(|f| f <= u)));
        let mut pages: Vec<PageNumber> = known.map(|(_, n, _)| *n).collect();
        pages.sort_unstable();
        Ok(pages)
    }

    fn pages_with_claim(&self, id: &str) -> Result<Vec<PageNumber>, Infallible> {
        let holds = |p: &ReadPage| p.reading.claims.iter().any(|c| c.id == id);
        let pages = self.pages.iter().enumerate().filter(|(_, p)| holds(p));
        Ok(pages.map(|(n, _)| n as PageNumber).collect())
    }
}
