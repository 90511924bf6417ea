//! A docket: the pages that a question needs, and the matters that it asks for, judged from these.
//!
//! A matter depends on the pages with claims about its names, and a name on the pages that share a key with it. So a
//! question loads the pages of a few keys, cuts them to its day and judges them; what comes out is what would come out of
//! all pages, whatever order they came in. Nothing that is judged is kept, so nothing can be stale: see ARCHITECTURE.md.
//! What does not live here: keys (see `keys`), judging (see `status`).

use std::cell::OnceCell;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;

use jiff::civil::Date;

use crate::case::{Case, Matter, is_about};
use crate::corrections::{beside, names_by_hand};
use crate::judgements::Judgements;
use crate::keys::{LINKED, about, beginning, begins_a_word, link_keys, linked, names_of};
use crate::links::Known;
use crate::matters::{MatterName, has_a_name, participants, partner};
use crate::store::{PageNumber, Store};
use crate::{Ground, NameKind, ReadPage};

/// Up to which day a case goes, and what was known.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cut {
    /// Nothing that was said or published after this day.
    pub as_of: Option<Date>,
    /// Nothing that was learnt after this day.
    pub known_on: Option<Date>,
}

/// The matters that hold all the words, with the pages that speak of them. `None` if no name that claims are about begins
/// with any of the words: they may still be words of a kind, or of a sentence, which takes all pages to know.
pub fn docket<S: Store>(
    store: &S,
    ground: &Ground,
    judged: &Judgements,
    words: &[String],
    cut: Cut,
) -> Result<Option<Case>, S::Error> {
    let names = names(store, ground, judged, words)?;
    if names.is_empty() {
        return Ok(None);
    }
    let mut docket = Docket::new(store, ground, judged, cut);
    docket.gather(names)?;
    Ok(Some(docket.case(Some(&|pages: &[ReadPage], matter: &Matter| {
        is_about(pages, matter, words)
    }))))
}

/// All that pages say about names: ids of the catalogue, or names in lower case. Whole are the matters on these names; what
/// the same pages say of others may be told elsewhere too.
pub fn docket_of<S: Store>(
    store: &S,
    ground: &Ground,
    judged: &Judgements,
    names: &BTreeSet<String>,
    cut: Cut,
) -> Result<Case, S::Error> {
    let mut docket = Docket::new(store, ground, judged, cut);
    docket.gather(names.clone())?;
    Ok(docket.case(None))
}

/// The names in the id of a matter.
pub fn names_of_matter(id: &str) -> Vec<String> {
    MatterName::of(id).map(MatterName::names).unwrap_or_default()
}

/// One matter by its id and the names in it, with the pages that speak of it.
pub fn docket_of_matter<S: Store>(
    store: &S,
    ground: &Ground,
    judged: &Judgements,
    id: &str,
    names: &[String],
    cut: Cut,
) -> Result<Case, S::Error> {
    let mut docket = Docket::new(store, ground, judged, cut);
    docket.gather(names.iter().cloned().collect())?;
    Ok(docket.case(Some(&|_: &[ReadPage], matter: &Matter| matter.id == id)))
}

/// The matters on which something was said on a day or later, with all pages that speak of them.
pub fn changed_since<S: Store>(
    store: &S,
    ground: &Ground,
    judged: &Judgements,
    since: Date,
    cut: Cut,
) -> Result<Case, S::Error> {
    let mut docket = Docket::new(store, ground, judged, cut);
    let mut names = BTreeSet::new();
    for number in store.pages_since(since)? {
        docket.load_one(number)?;
    }
    for page in docket.pages.values() {
        for claim in page.reading.claims.iter().filter(|c| c.state.is_some()) {
            let sides = claim.subject.iter().filter(|s| s.entity.is_some());
            names.extend(sides.chain(partner(claim)).flat_map(names_of));
        }
    }
    docket.gather(names)?;
    Ok(docket.case(Some(&|pages: &[ReadPage], matter: &Matter| {
        let mut days = matter.claims.iter().map(|at| {
            let page = &pages[at.page];
            crate::as_of::said_day(page, &page.reading.claims[at.claim])
        });
        days.any(|day| day.is_some_and(|d| d >= since))
    })))
}

/// The names and entities with a word that begins as one of the words does.
fn names<S: Store>(
    store: &S,
    ground: &Ground,
    judged: &Judgements,
    words: &[String],
) -> Result<BTreeSet<String>, S::Error> {
    let mut found = BTreeSet::new();
    for word in words {
        let word = word.to_lowercase();
        let start = beginning(&word);
        if start.is_empty() {
            continue;
        }
        found.extend(judged.called_with(&word).cloned());
        let names = store.names_with(&start)?;
        found.extend(names.into_iter().filter(|n| begins_a_word(n, &word)));
        for entity in &ground.catalogue.entities {
            let called = [Some(&*entity.id), entity.zh.as_deref(), entity.en.as_deref()];
            let called = called.into_iter().flatten();
            if called.map(str::to_lowercase).any(|n| begins_a_word(&n, &word))
                && store.has(&about(&entity.id))?
            {
                found.insert(entity.id.to_string());
            }
        }
    }
    Ok(found)
}

trait Has: Store {
    fn has(&self, key: &str) -> Result<bool, Self::Error> {
        Ok(!self.pages_of(key, None)?.is_empty())
    }
}

impl<S: Store> Has for S {}

/// Pages under way.
struct Docket<'a, S: Store> {
    store: &'a S,
    ground: &'a Ground,
    judged: &'a Judgements,
    cut: Cut,
    pages: BTreeMap<PageNumber, ReadPage>,
    /// Keys whose pages are here.
    loaded: BTreeSet<String>,
    /// Keys of more pages than a name is linked over.
    common: BTreeSet<String>,
    /// Wholes of the catalogue with all their parts, themselves included.
    parts: OnceCell<BTreeMap<&'a str, Vec<String>>>,
}

impl<'a, S: Store> Docket<'a, S> {
    fn new(store: &'a S, ground: &'a Ground, judged: &'a Judgements, cut: Cut) -> Docket<'a, S> {
        Docket {
            store,
            ground,
            judged,
            cut,
            pages: BTreeMap::new(),
            loaded: BTreeSet::new(),
            common: BTreeSet::new(),
            parts: OnceCell::new(),
        }
    }

    fn load(&mut self, key: String, at_most: usize) -> Result<(), S::Error> {
        if !self.loaded.insert(key.clone()) {
            return Ok(());
        }
        let pages = self.store.pages_of(&key, self.cut.as_of)?;
        if pages.len() > at_most {
            self.common.insert(key);
            return Ok(());
        }
        pages.into_iter().try_for_each(|number| self.load_one(number))
    }

    fn load_one(&mut self, number: PageNumber) -> Result<(), S::Error> {
        if let Entry::Vacant(entry) = self.pages.entry(number) {
            let page = self.store.page(number)?;
            let learnt = page.learnt.map(|m| m.date());
            if self
                .cut
                .known_on
                .is_none_or(|day| learnt.is_none_or(|l| l <= day))
            {
                entry.insert(page);
            }
        }
        Ok(())
    }

    /// Loads the pages with claims about names, and about what belongs to one whole with them.
    fn load_about(&mut self, names: &BTreeSet<String>) -> Result<(), S::Error> {
        for name in names {
            for one in self.judged.all(name) {
                for part in self.whole(&one) {
                    self.load(about(&part), usize::MAX)?;
                }
            }
        }
        Ok(())
    }

    /// Loads all that the matters of these names depend on.
    fn gather(&mut self, names: BTreeSet<String>) -> Result<(), S::Error> {
        self.load_about(&names)?;
        let names = self.with_judged(names)?;
        self.widen(&names)
    }

    /// Names with those that people put into one matter with them; the pages of all these, and of claims that people said
    /// are about them, are loaded.
    fn with_judged(&mut self, mut names: BTreeSet<String>) -> Result<BTreeSet<String>, S::Error> {
        if self.judged.corrections().next().is_none() {
            return Ok(names);
        }
        loop {
            let here: BTreeSet<&str> = self
                .pages
                .values()
                .flat_map(|p| &p.reading.claims)
                .map(|c| c.id.as_str())
                .collect();
            // A matter calls a person by the first and the last name, whatever stands between them on pages.
            let whole = names.iter().flat_map(|n| link_keys(n, true));
            let whole = whole.filter_map(|k| k.strip_prefix("person ").map(str::to_owned));
            let asked: BTreeSet<String> = names.iter().cloned().chain(whole).collect();
            let (more, claims) = beside(&asked, &|id| here.contains(id), self.judged, self.ground);
            let before = (names.len(), self.pages.len());
            for claim in claims {
                for number in self.store.pages_with_claim(&claim)? {
                    self.load_one(number)?;
                }
            }
            names.extend(more);
            self.load_about(&names)?;
            if before == (names.len(), self.pages.len()) {
                return Ok(names);
            }
        }
    }

    /// Everything that is a part of one whole with an entity; a name that the catalogue does not know is alone.
    fn whole(&self, name: &str) -> Vec<String> {
        let catalogue = &self.ground.catalogue;
        if catalogue.get(name).is_none() {
            return vec![name.to_owned()];
        }
        let parts = self.parts.get_or_init(|| {
            let mut parts: BTreeMap<&str, Vec<String>> = BTreeMap::new();
            for entity in &catalogue.entities {
                let root = catalogue.root(&entity.id);
                parts.entry(root).or_default().push(entity.id.to_string());
            }
            parts
        });
        parts.get(catalogue.root(name)).cloned().unwrap_or_default()
    }

    /// Loads what the matters of these names depend on: the other forms of the names, the other sides of their claims, and
    /// the pages by which all these are linked.
    fn widen(&mut self, names: &BTreeSet<String>) -> Result<(), S::Error> {
        let mut sides = self.with_sides(names)?;
        // What people put together with the other sides belongs to the question too.
        loop {
            let before = (sides.len(), self.pages.len());
            let names = self.with_judged(sides)?;
            if before == (names.len(), self.pages.len()) {
                return Ok(());
            }
            sides = self.with_sides(&names)?;
        }
    }

    /// Names with their other forms and the other sides of their claims.
    fn with_sides(&mut self, names: &BTreeSet<String>) -> Result<BTreeSet<String>, S::Error> {
        let names = self.with_forms(names.clone())?;
        let mut sides = names.clone();
        let catalogue = &self.ground.catalogue;
        for page in self.pages.values() {
            for claim in &page.reading.claims {
                let by_hand = names_by_hand(claim, self.judged, self.ground);
                let told = participants(claim)
                    .flat_map(names_of)
                    .chain(by_hand.clone())
                    .any(|n| {
                        names.contains(&n)
                            || catalogue
                                .get(&n)
                                .is_some_and(|e| names.contains(catalogue.root(&e.id)))
                    });
                if !told {
                    continue;
                }
                sides.extend(by_hand);
                let subject = claim.subject.iter();
                for side in subject.chain(partner(claim)).filter(|p| has_a_name(p)) {
                    sides.extend(names_of(side));
                }
            }
        }
        self.with_forms(sides)
    }

    /// Names with all that people judged to be the same, and with the forms that link to them; the pages of all these, and
    /// those by which they are linked, are loaded.
    fn with_forms(&mut self, names: BTreeSet<String>) -> Result<BTreeSet<String>, S::Error> {
        let mut names: BTreeSet<String> = names.iter().flat_map(|n| self.judged.all(n)).collect();
        self.load_about(&names)?;
        let keys = self.keys_of(&names);
        for key in &keys {
            // What one person is called by has no limit: all these pages speak of persons of that name.
            let at_most = if key.starts_with("person ") {
                usize::MAX
            } else {
                LINKED
            };
            self.load(key.clone(), at_most)?;
        }
        // Claims under the other forms of these names; a common short form still counts on pages that have the long one.
        let words = self.common.iter().filter_map(|key| key.strip_prefix("short "));
        let mut forms: BTreeSet<String> = words.map(str::to_owned).collect();
        for page in self.pages.values() {
            for mention in &page.reading.mentions {
                let Some(name) = linked(page, mention) else {
                    continue;
                };
                let person = mention.kind == NameKind::Person;
                if link_keys(&name, person).iter().any(|k| keys.contains(k)) {
                    forms.insert(name);
                }
            }
        }
        names.extend(forms.iter().flat_map(|n| self.judged.all(n)));
        self.load_about(&names)?;
        Ok(names)
    }

    /// The keys by which names are linked: as the loaded pages take them, for persons or for bodies.
    fn keys_of(&self, names: &BTreeSet<String>) -> BTreeSet<String> {
        let mut taken: BTreeSet<(String, bool)> = BTreeSet::new();
        for page in self.pages.values() {
            for mention in &page.reading.mentions {
                let name = linked(page, mention).filter(|n| names.contains(n));
                taken.extend(name.map(|n| (n, mention.kind == NameKind::Person)));
            }
        }
        // What people wrote by hand may stand on no page: a person's first and last name is a key all the same.
        let by_hand = names.iter().flat_map(|n| link_keys(n, true));
        let by_hand = by_hand.filter(|key| key.starts_with("person "));
        let keys = taken.iter().flat_map(|(name, person)| link_keys(name, *person));
        keys.chain(by_hand).collect()
    }

    fn case(self, wanted: Option<&crate::status::Wanted<'_>>) -> Case {
        let pages: Vec<ReadPage> = self.pages.into_values().collect();
        let known = Known {
            ground: self.ground,
            judged: self.judged,
            common: &self.common,
        };
        crate::status::bring_together(pages, &known, self.cut.as_of, wanted)
    }
}

/// The last of the days of which pages tell, as [`today`] goes by it.
pub fn last_of_days(days: &BTreeSet<Date>) -> Option<Date> {
    let before = |day: Date| Ok::<_, Infallible>(days.range(..day).next_back().copied());
    match behind_no_gap(days.last().copied(), before) {
        Ok(last) => last,
        Err(never) => match never {},
    }
}

/// The day of a cut, else the last day on which anything of a store was said or published. Pages that
/// lie ten years after all others do not count.
pub fn today<S: Store>(store: &S, cut: Cut) -> Result<Option<Date>, S::Error> {
    if cut.as_of.is_some() {
        return Ok(cut.as_of);
    }
    let last = store.day_before(None, cut.known_on)?;
    behind_no_gap(last, |day| store.day_before(Some(day), cut.known_on))
}

/// A last day, or the one before the gap that it lies behind.
fn behind_no_gap<E>(
    mut last: Option<Date>,
    before: impl Fn(Date) -> Result<Option<Date>, E>,
) -> Result<Option<Date>, E> {
    while let Some(day) = last
        && let Some(earlier) = before(day)?
        && crate::as_of::is_gap(earlier, day)
    {
        last = Some(earlier);
    }
    Ok(last)
}
