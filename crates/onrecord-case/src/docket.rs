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
use crate::changes::{Change, changes_since};
use crate::corrections::{beside, names_by_hand};
use crate::judgements::{Judgements, Verdict};
use crate::keys::{LINKED, about, beginning, begins_a_word, link_keys, linked, names_of};
use crate::links::Known;
use crate::matters::{MatterName, has_a_name, participants, partner, record_rule};
use crate::status::Wanted;
use crate::store::{PageNumber, Store};
use crate::{Ground, NameKind, Participant, ReadPage};

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

/// What moved since a day.
#[derive(Clone, Debug)]
pub struct Changed {
    /// The matters on which something was said since, with the pages that speak of them. It has neither origins nor stories.
    pub case: Case,
    /// Their moves, matter by matter.
    pub changes: Vec<Change>,
    /// The day that the case is of.
    pub day: Option<Date>,
}

/// What moved on a day or later. What is of no kind is left out if it is not asked for: `statements`.
pub fn changed_since<S: Store>(
    store: &S,
    ground: &Ground,
    judged: &Judgements,
    since: Date,
    cut: Cut,
    statements: bool,
) -> Result<Changed, S::Error> {
    // To tell what is of no kind apart takes whole pages.
    let whole = statements || judged.speak_of_statements();
    let mut docket = Docket {
        gists: !whole,
        ..Docket::new(store, ground, judged, cut)
    };
    let mut names = BTreeSet::new();
    for number in store.pages_since(since, cut.as_of)? {
        docket.load_one(number)?;
    }
    for Held { page, .. } in docket.pages.values() {
        for claim in &page.reading.claims {
            names.extend(names_by_hand(claim, judged, ground));
            if claim.state.is_some() || judged.on(Verdict::Says, &claim.id).is_some() {
                let subject = claim.subject.iter().filter(|s| s.entity.is_some());
                names.extend(subject.flat_map(names_of));
            }
            // A record moves the matters of everybody whom it names.
            if record_rule(page, claim, ground).is_some() {
                names.extend(participants(claim).flat_map(names_of));
                let mentions = page.reading.mentions.iter().filter(|m| claim.span.holds(m.span));
                names.extend(mentions.filter_map(|m| m.entity.as_deref().map(str::to_owned)));
            }
        }
    }
    docket.gather(names)?;
    let wanted = |pages: &[ReadPage], matter: &Matter| {
        let mut days = matter.claims.iter().map(|at| {
            let page = &pages[at.page];
            crate::as_of::said_day(page, &page.reading.claims[at.claim])
        });
        days.any(|day| day.is_some_and(|d| d >= since))
    };
    let case = if whole {
        docket.case(Some(&wanted))
    } else {
        docket.matters(&wanted)
    };
    let day = today(store, cut)?;
    let until = day.unwrap_or(Date::MAX);
    let matters = (0..case.matters.len()).filter(|m| statements || !case.matters[*m].is_statement());
    let changes = matters.flat_map(|m| changes_since(&case, ground, m, since, until));
    Ok(Changed {
        changes: changes.collect(),
        case,
        day,
    })
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

/// A page of a docket.
struct Held {
    page: ReadPage,
    names: Names,
}

/// The names in a page, each once: a docket looks at them many times, and most pages name few things often.
struct Names {
    /// Names that may have to be linked, each with whether it is a person's.
    linked: BTreeSet<(String, bool)>,
    /// What takes part in its claims, as names to find it by.
    named: Vec<Vec<String>>,
    /// Of each claim: which of `named` take part in it.
    takes_part: Vec<Vec<usize>>,
    /// Of each claim: which of `named` are its subject and its other side, if these have names.
    sides: Vec<Vec<usize>>,
}

impl Names {
    fn of<'p>(page: &'p ReadPage) -> Names {
        let mut seen: BTreeSet<(&str, NameKind)> = BTreeSet::new();
        let mut names = Names {
            linked: BTreeSet::new(),
            named: Vec::new(),
            takes_part: Vec::new(),
            sides: Vec::new(),
        };
        for mention in &page.reading.mentions {
            let tied = mention.entity.as_deref().and_then(|e| e.strip_prefix("doc:"));
            let written = tied.unwrap_or_else(|| mention.span.of(&page.article.text));
            if seen.insert((written, mention.kind)) {
                let name = linked(page, mention);
                let name = name.map(|n| (n, mention.kind == NameKind::Person));
                names.linked.extend(name);
            }
        }
        let mut numbers: BTreeMap<(Option<&str>, &str), usize> = BTreeMap::new();
        let mut number = |who: &'p Participant| {
            let known = numbers.entry((who.entity.as_deref(), who.name.as_str()));
            *known.or_insert_with(|| {
                names.named.push(names_of(who));
                names.named.len() - 1
            })
        };
        for claim in &page.reading.claims {
            let all = participants(claim).map(&mut number);
            names.takes_part.push(all.collect());
            let both = claim.subject.iter().chain(partner(claim));
            let both = both.filter(|p| has_a_name(p)).map(&mut number);
            names.sides.push(both.collect());
        }
        names
    }
}

/// Pages under way.
struct Docket<'a, S: Store> {
    store: &'a S,
    ground: &'a Ground,
    judged: &'a Judgements,
    cut: Cut,
    /// True if the gists of pages are enough.
    gists: bool,
    pages: BTreeMap<PageNumber, Held>,
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
            gists: false,
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
            let page = if self.gists {
                self.store.gist(number)?
            } else {
                self.store.page(number)?
            };
            let learnt = page.learnt.map(|m| m.date());
            if self
                .cut
                .known_on
                .is_none_or(|day| learnt.is_none_or(|l| l <= day))
            {
                let names = Names::of(&page);
                entry.insert(Held { page, names });
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
        let names = self.with_answered(names)?;
        let names = self.with_judged(names)?;
        self.widen(&names)
    }

    /// Names with those of what is answered by somebody of these names, or about them: an answer is in the matters of what it
    /// answers, whomever it names itself.
    fn with_answered(&mut self, mut names: BTreeSet<String>) -> Result<BTreeSet<String>, S::Error> {
        let mut answered = Vec::new();
        for Held { page, names: here } in self.pages.values() {
            let claims = &page.reading.claims;
            let meant = |n: &usize| here.named[*n].iter().any(|one| self.is_asked(&names, one));
            let told = (0..claims.len()).filter(|at| claims[*at].is_response());
            for at in told.filter(|at| here.takes_part[*at].iter().any(meant)) {
                let of = (0..claims.len()).filter(|other| claims[at].answers.contains(&claims[*other].id));
                answered.extend(
                    of.flat_map(|other| &here.sides[other])
                        .flat_map(|n| here.named[*n].clone()),
                );
            }
        }
        names.extend(answered);
        self.load_about(&names)?;
        Ok(names)
    }

    /// True if a name is asked for, or a part of a whole that is.
    fn is_asked(&self, names: &BTreeSet<String>, name: &str) -> bool {
        let catalogue = &self.ground.catalogue;
        let whole = catalogue.get(name).map(|e| catalogue.root(&e.id));
        names.contains(name) || whole.is_some_and(|whole| names.contains(whole))
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
                .flat_map(|p| &p.page.reading.claims)
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
        let asked = |n: &String| self.is_asked(&names, n);
        let corrected = self.judged.corrections().next().is_some();
        for Held { page, names: here } in self.pages.values() {
            let meant: Vec<bool> = here.named.iter().map(|one| one.iter().any(asked)).collect();
            let mut beside = vec![false; here.named.len()];
            for (at, claim) in page.reading.claims.iter().enumerate() {
                let by_hand = match corrected {
                    true => names_by_hand(claim, self.judged, self.ground),
                    false => Vec::new(),
                };
                if here.takes_part[at].iter().any(|n| meant[*n]) || by_hand.iter().any(asked) {
                    sides.extend(by_hand);
                    here.sides[at].iter().for_each(|n| beside[*n] = true);
                }
            }
            let named = here.named.iter().zip(beside).filter(|(_, beside)| *beside);
            sides.extend(named.flat_map(|(names, _)| names).cloned());
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
        let linked: BTreeSet<&(String, bool)> = self.pages.values().flat_map(|p| &p.names.linked).collect();
        for (name, person) in linked {
            if link_keys(name, *person).iter().any(|k| keys.contains(k)) {
                forms.insert(name.clone());
            }
        }
        names.extend(forms.iter().flat_map(|n| self.judged.all(n)));
        self.load_about(&names)?;
        Ok(names)
    }

    /// The keys by which names are linked: as the loaded pages take them, for persons or for bodies.
    fn keys_of(&self, names: &BTreeSet<String>) -> BTreeSet<String> {
        let linked = self.pages.values().flat_map(|p| &p.names.linked);
        let taken: BTreeSet<&(String, bool)> = linked.filter(|(name, _)| names.contains(name)).collect();
        // What people wrote by hand may stand on no page: a person's first and last name is a key all the same.
        let by_hand = names.iter().flat_map(|n| link_keys(n, true));
        let by_hand = by_hand.filter(|key| key.starts_with("person "));
        let keys = taken.iter().flat_map(|(name, person)| link_keys(name, *person));
        keys.chain(by_hand).collect()
    }

    fn case(self, wanted: Option<&Wanted<'_>>) -> Case {
        self.put_together(|pages, known, cut| crate::status::bring_together(pages, known, cut, wanted))
    }

    /// The matters of the case alone.
    fn matters(self, wanted: &Wanted<'_>) -> Case {
        self.put_together(|pages, known, cut| {
            crate::status::bring_matters_together(pages, known, cut, wanted)
        })
    }

    fn put_together(self, by: impl FnOnce(Vec<ReadPage>, &Known<'_>, Option<Date>) -> Case) -> Case {
        let cut = self.cut.as_of;
        let (pages, common) = (self.pages.into_values().map(|p| p.page).collect(), self.common);
        let known = Known {
            ground: self.ground,
            judged: self.judged,
            common: &common,
        };
        by(pages, &known, cut)
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
