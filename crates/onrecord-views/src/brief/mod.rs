//! The model of a brief: what is told of a case and in which order, as values that a terminal, a page or a report paints.
//!
//! Everything here is words, numbers and tones; nothing is cut to a width, coloured or marked up.
//! What does not live here: how a status is made (`onrecord-case`), painting (the doors), names in JSON (see `wire`).

mod matter;
mod origins;
mod pages;

use std::collections::BTreeMap;

use jiff::civil::Date;
use onrecord::{Case, ClaimRef, Interval, Packs, Status, status};

pub use matter::{Matter, Short};
pub use origins::{Member, Origin, Origins};
pub use pages::Page;

use crate::phrases;
use crate::tongue::Tongue;

/// Matters shown in full, and in one line, where not all are asked for.
const IN_FULL: usize = 6;
const IN_SHORT: usize = 14;
/// A matter of less weight is shown in one line.
const WEIGHTY: usize = 3;

/// What a colour would say; words and order say it too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Settled by a record or the deciding authority.
    Settled,
    /// Denied, disputed, settled against.
    Against,
    /// Said, but not settled.
    Open,
    /// Beside the point.
    Quiet,
}

/// Pages by their numbers, each once, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refs(pub Vec<usize>);

/// A whole brief.
#[derive(Clone, Debug)]
pub struct Brief {
    /// What it rests on.
    pub head: Head,
    /// Matters in full, weightiest first.
    pub full: Vec<Matter>,
    /// Matters in one line.
    pub short: Vec<Short>,
    /// Matters that are left out.
    pub left_out: usize,
    /// Pages, by number.
    pub pages: Vec<Page>,
}

/// What a brief rests on, counted.
#[derive(Clone, Debug)]
pub struct Head {
    /// Pages.
    pub pages: usize,
    /// Languages of the pages.
    pub languages: usize,
    /// Claims in them.
    pub claims: usize,
    /// Origins behind what is told.
    pub origins: usize,
    /// Matters.
    pub matters: usize,
    /// Numbers of the pages of whose text only the beginning was read.
    pub in_part: Refs,
}

/// A case, ready to be told as of a day.
pub struct Briefing<'a> {
    /// The case.
    pub case: &'a Case,
    pub(crate) packs: &'a Packs,
    /// The day.
    pub as_of: Date,
    /// For each page its number, by publication, from 1.
    pub(crate) numbers: Vec<usize>,
    /// Pages in the order of their numbers.
    order: Vec<usize>,
}

impl<'a> Briefing<'a> {
    /// Numbers the pages by publication; `as_of` is the last day of the case if it is not given.
    pub fn new(case: &'a Case, packs: &'a Packs, as_of: Option<Date>) -> Briefing<'a> {
        let mut order: Vec<usize> = (0..case.pages.len()).collect();
        order.sort_by_key(|p| {
            let page = &case.pages[*p];
            let published = page.article.published.as_ref();
            let day = published.and_then(|d| d.date.or(d.earliest).or(d.latest));
            (day.unwrap_or(Date::MAX), &page.page.source)
        });
        let mut numbers = vec![0; order.len()];
        for (number, page) in order.iter().enumerate() {
            numbers[*page] = number + 1;
        }
        // A case without any date is one of no day: everything in it was said by the end of days.
        let as_of = as_of.or_else(|| case.last_day()).unwrap_or(Date::MAX);
        Briefing {
            case,
            packs,
            as_of,
            numbers,
            order,
        }
    }

    /// The case.
    pub fn case(&self) -> &'a Case {
        self.case
    }

    /// `as of 1 Aug 2024`
    pub fn as_of_text(&self, tongue: Tongue) -> String {
        if self.as_of == Date::MAX {
            return tongue.pick("no dates", "日期不详").into();
        }
        let day = tongue.day(self.as_of);
        tongue.pick(format!("as of {day}"), format!("截至{day}"))
    }

    /// Where a matter stands.
    pub fn status(&self, matter: usize) -> Status {
        status(self.case, &self.packs.ground, matter, self.as_of)
    }

    /// Where the matters stand that hold all the words; those of which nothing was said by the day are left out.
    pub fn statuses(&self, words: &[String], all: bool) -> Vec<Status> {
        (0..self.case.matters.len())
            .filter(|m| self.case.is_about(*m, words))
            // Words of no kind are many, and seldom what is asked.
            .filter(|m| {
                !self.case.matters[*m].is_statement() || (all || !words.is_empty()) && self.is_repeated(*m)
            })
            .map(|m| self.status(m))
            .filter(|s| !(s.steps.is_empty() && s.responses.is_empty()))
            .collect()
    }

    /// True if two pages say it, or somebody answers it.
    fn is_repeated(&self, matter: usize) -> bool {
        let claims = &self.case.matters[matter].claims;
        let first = claims.first().map(|at| at.page);
        claims
            .iter()
            .any(|at| Some(at.page) != first || self.case.claim(*at).is_response())
    }

    /// The brief of these matters. With `all`, every one in full; else what weighs little is told in a line, or counted.
    pub fn brief(&self, statuses: &[Status], all: bool, tongue: Tongue) -> Brief {
        let (full, short): (Vec<_>, Vec<_>) = self
            .ranked(statuses)
            .into_iter()
            .enumerate()
            .partition(|(i, (weight, _))| all || (*i < IN_FULL && *weight >= WEIGHTY));
        let rest = short.len();
        // What settled into no state is left to `all`: a list of mere remarks helps nobody.
        let short: Vec<Short> = short
            .into_iter()
            .map(|(_, (_, status))| status)
            .filter(|s| s.state.is_some())
            .take(IN_SHORT)
            .map(|s| self.short(s, tongue))
            .collect();
        Brief {
            head: self.head(statuses),
            full: full
                .into_iter()
                .map(|(_, (_, s))| self.matter(s, tongue))
                .collect(),
            left_out: rest - short.len(),
            short,
            pages: self.pages(tongue),
        }
    }

    /// Matters with their weight, weightiest first.
    pub fn ranked<'s>(&self, statuses: &'s [Status]) -> Vec<(usize, &'s Status)> {
        let mut ranked: Vec<(usize, &Status)> = statuses.iter().map(|s| (self.weight(s), s)).collect();
        // The case has weightier kinds first; what more pages speak of goes before within that.
        ranked.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
        ranked
    }

    /// The same without the weights.
    pub fn weightiest<'s>(&self, statuses: &'s [Status]) -> Vec<&'s Status> {
        self.ranked(statuses)
            .into_iter()
            .map(|(_, status)| status)
            .collect()
    }

    /// The matters that hold the words, in the order of the case; a matter's whole id asks for that one.
    pub fn asked(&self, words: &[String]) -> Vec<Status> {
        let whole = words.join(" ");
        match self.case.matters.iter().position(|m| m.id == whole) {
            Some(exact) => vec![self.status(exact)],
            None => self.statuses(words, false),
        }
    }

    fn head(&self, statuses: &[Status]) -> Head {
        let pages = &self.case.pages;
        let mut languages: Vec<&str> = pages
            .iter()
            .map(|p| p.article.lang_tag.split('-').next().unwrap_or(""))
            .collect();
        languages.sort_unstable();
        languages.dedup();
        let mut origins: Vec<usize> = statuses
            .iter()
            .flat_map(|s| s.steps.iter().map(|s| s.origin))
            .collect();
        origins.sort_unstable();
        origins.dedup();
        Head {
            pages: pages.len(),
            languages: languages.len(),
            claims: pages.iter().map(|p| p.reading.claims.len()).sum(),
            origins: origins.len(),
            matters: statuses.len(),
            in_part: Refs(
                (1..)
                    .zip(&self.order)
                    .filter(|(_, page)| phrases::read_in_part(&pages[**page]).is_some())
                    .map(|(number, _)| number)
                    .collect(),
            ),
        }
    }

    /// How weighty a matter is for a reader: pages and origins that speak to it, an answer, a contradiction.
    fn weight(&self, status: &Status) -> usize {
        let mut pages: Vec<usize> = status
            .steps
            .iter()
            .flat_map(|s| s.claims.iter().map(|c| c.page))
            .collect();
        pages.sort_unstable();
        pages.dedup();
        let settled = status.standing.is_some_and(phrases::settles);
        pages.len()
            + 2 * status.contradictions.len().min(2)
            + 2 * usize::from(!status.responses.is_empty())
            + 2 * usize::from(settled && status.state.is_some())
    }

    /// The numbers of the claims' pages.
    fn refs(&self, claims: &[ClaimRef]) -> Refs {
        let mut numbers: Vec<usize> = claims.iter().map(|c| self.numbers[c.page]).collect();
        numbers.sort_unstable();
        numbers.dedup();
        Refs(numbers)
    }

    /// What is called by a name of a matter's id: as the catalogue has it, else as pages write it most often. An id is in lower
    /// case, which is how nobody is called.
    pub fn name(&self, id: &str, tongue: Tongue) -> String {
        let ground = &self.packs.ground;
        if let Some(known) = ground.catalogue.name(id, tongue.language()) {
            return known.to_owned();
        }
        // A name that another page gives to somebody else has the beginning of a page's id behind it.
        let (plain, behind) = id.split_at(id.find(" #").unwrap_or(id.len()));
        let mut written: BTreeMap<&str, usize> = BTreeMap::new();
        let of_it = |m: &&onrecord::Matter| m.key.who.iter().any(|w| w == id || w == plain);
        for matter in self.case.matters.iter().filter(of_it) {
            for at in &matter.claims {
                let claim = self.case.claim(*at);
                let named = claim.subject.iter().chain(&claim.object);
                let named = named.chain(claim.roles.iter().map(|r| &r.filler));
                for participant in named {
                    if onrecord::judged_name(&participant.name, ground) == plain {
                        *written.entry(&participant.name).or_default() += 1;
                    }
                }
            }
        }
        let most = written
            .into_iter()
            .max_by_key(|(name, times)| (*times, name.len(), *name));
        match most {
            Some((name, _)) => format!("{name}{behind}"),
            None => id.to_owned(),
        }
    }

    /// When a claim was said: its own interval if the words or the page give one, so that doubt is shown as doubt.
    pub fn said(&self, at: ClaimRef) -> Interval {
        let said = self.case.claim(at).said;
        let published = self.case.pages[at.page].article.published.as_ref();
        match (said.from, said.to, published) {
            (None, None, Some(published)) => published.interval(),
            _ => said,
        }
    }
}
