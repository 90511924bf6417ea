//! Links: which names of which pages are one. Readings keep names; that two are one is found here, for a case.
//!
//! An entity of the catalogue is itself: brand, maker and group are three. A name without its legal form is one with the
//! same name on every page, for a company. A person's full name is one across pages only if the pages share more than the
//! name. A short form joins the one long form that its page holds, else the one of the pages that share more than the name;
//! if there are two, it stays as it is.
//!
//! Two names can be one only if they share a key (see `keys`), so what a name is linked to depends on the pages of its key
//! and on no others.
//! What does not live here: how names are found in a text, and matters (see `matters`).

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::judgements::Judgements;
use crate::keys::{LINKED, by_short, linked, short_form, short_key};
use crate::kinds::Kind;
use crate::{Ground, Mention, NameKind, Participant, ReadPage};

/// Legal forms and the like that do not tell one company from another, lower case; longest first where one ends in another.
const FORMS: [&str; 22] = [
    "集团股份有限公司",
    "股份有限公司",
    "有限责任公司",
    "有限公司",
    " incorporated",
    " corporation",
    " company",
    " limited",
    " inc.",
    " inc",
    " corp.",
    " corp",
    " ltd.",
    " ltd",
    " plc",
    " llc",
    " co.",
    " gmbh",
    " ag",
    " s.a.",
    " n.v.",
    " bv",
];
/// What a long form may add to a name that has its legal form somewhere, and still be the same.
const GROUPS: [&str; 5] = ["集团", "集团公司", "公司", " group", " holdings"];
/// The shortest short form of a Chinese name, in characters.
pub(crate) const SHORT: usize = 2;
/// Names that two pages must share beside a short form and its long one; fewer if they lie within a week.
const SHARED: usize = 2;
const SHARED_IN_A_WEEK: usize = 1;
const WEEK: i32 = 7;
/// Days between a short form and a long form on another page that may be one.
const APART: i32 = 60;
/// Words of a page that tell whether two persons of one name are one: those that tell most.
const TELLING: usize = 16;

/// A name as a page has it, with what it is taken for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Links {
    /// (page, name in lower case) → the name that stands for all that are one.
    of: BTreeMap<(usize, String), String>,
    /// What people judged; it holds against every rule here.
    judged: Judgements,
}

/// What names are linked by, beside the pages.
#[derive(Clone, Copy)]
pub(crate) struct Known<'a> {
    pub ground: &'a Ground,
    /// What people judged.
    pub judged: &'a Judgements,
    /// Keys that are known to be of more pages than a name is linked over, though not all of these are here.
    pub common: &'a BTreeSet<String>,
}

/// What is known of one name.
#[derive(Default)]
struct Name {
    person: bool,
    pages: BTreeSet<usize>,
    /// Pages that write it with its legal form: whole, and no short form of another.
    whole: BTreeSet<usize>,
}

impl Links {
    /// Links the names that claims are about, by what pages name beside them.
    pub fn of(pages: &[ReadPage], known: &Known<'_>) -> Links {
        let ground = known.ground;
        let mut names: BTreeMap<String, Name> = BTreeMap::new();
        for (page, read) in pages.iter().enumerate() {
            // A page names few things, and each of them often.
            let mut seen: BTreeSet<(Option<&str>, &str, NameKind)> = BTreeSet::new();
            for mention in &read.reading.mentions {
                let entity = mention.entity.as_deref();
                if !seen.insert((entity, mention.span.of(&read.article.text), mention.kind)) {
                    continue;
                }
                if entity.is_some_and(|e| ground.catalogue.get(e).is_some()) {
                    continue;
                }
                let Some(name) = linked(read, mention) else {
                    continue;
                };
                let written = mention.span.of(&read.article.text);
                let whole = name.len() < written.len() && normal(written) == name;
                let entry = names.entry(name).or_default();
                if whole {
                    entry.whole.insert(page);
                }
                entry.person |= mention.kind == NameKind::Person;
                entry.pages.insert(page);
            }
        }
        let mut links = Links {
            judged: known.judged.clone(),
            ..Links::default()
        };
        links.persons(pages, &names, ground);
        links.short_forms(pages, &names, known.common);
        links
    }

    /// The links of the pages that are kept: for each its index before.
    pub fn restrict(mut self, kept: &[usize]) -> Links {
        let now: BTreeMap<usize, usize> = kept
            .iter()
            .enumerate()
            .map(|(now, before)| (*before, now))
            .collect();
        let of = std::mem::take(&mut self.of).into_iter();
        let of = of.filter_map(|((page, name), told)| Some(((*now.get(&page)?, name), told)));
        Links {
            of: of.collect(),
            judged: self.judged,
        }
    }

    /// Who or what a participant of a claim of a page is, as a key: an entity of the catalogue, else the name that stands
    /// for all that are one with it.
    pub fn identity(&self, page: usize, participant: &Participant, ground: &Ground) -> String {
        if let Some(id) = participant.entity.as_deref()
            && ground.catalogue.get(id).is_some()
        {
            return self.judged.one(id.to_owned());
        }
        let name = normal(&participant.name);
        let linked = self.of.get(&(page, name.clone())).cloned();
        self.judged.one(linked.unwrap_or(name))
    }

    /// What people judged.
    pub fn judged(&self) -> &Judgements {
        &self.judged
    }

    /// How somebody said that a thing is called.
    pub fn called(&self, identity: &str) -> Option<String> {
        self.judged.called(identity)
    }

    /// Full names of persons: with and without middle names they are one; the same name on pages that share nothing else
    /// is two people.
    fn persons(&mut self, pages: &[ReadPage], names: &BTreeMap<String, Name>, ground: &Ground) {
        let mut people: BTreeMap<(&str, &str), Vec<(&String, &Name)>> = BTreeMap::new();
        for (full, name) in names.iter().filter(|(_, n)| n.person) {
            let mut words = full.split_whitespace();
            let first = words.next().unwrap_or_default();
            people
                .entry((first, words.next_back().unwrap_or_default()))
                .or_default()
                .push((full, name));
        }
        let mut telling = BTreeMap::new();
        for ((first, last), forms) in people {
            let middle = forms
                .iter()
                .filter(|(full, _)| full.split_whitespace().count() > 2);
            let bare = if last.is_empty() {
                first.to_owned()
            } else {
                format!("{first} {last}")
            };
            // Two middle names are two people; who lacks one may be either, and stays apart.
            let one = middle.count() <= 1;
            let mut all: BTreeMap<String, BTreeMap<usize, &String>> = BTreeMap::new();
            for (full, name) in &forms {
                let key = if one { bare.clone() } else { (*full).clone() };
                let of = all.entry(key).or_default();
                of.extend(name.pages.iter().map(|p| (*p, *full)));
            }
            for (key, of) in all {
                let on: Vec<usize> = of.keys().copied().collect();
                let parts = shared_context(pages, &on, &key, last, ground, &mut telling);
                // The page that came first tells two people of one name apart, whatever else comes; the first of them keeps
                // the bare name.
                let mut first: BTreeMap<usize, (Option<Date>, &str)> = BTreeMap::new();
                for (page, part) in on.iter().zip(&parts) {
                    let read = &pages[*page];
                    let came = (crate::as_of::published(read), read.page.sha256.as_str());
                    let known = first.entry(*part).or_insert(came);
                    if (came.0.is_none(), came) < (known.0.is_none(), *known) {
                        *known = came;
                    }
                }
                let order = |part: &usize| (first[part].0.is_none(), first[part]);
                let bare = first.keys().min_by_key(|part| order(part)).copied();
                for (page, part) in on.iter().zip(&parts) {
                    let told = if Some(*part) == bare {
                        key.clone()
                    } else {
                        let sha = first[part].1;
                        format!("{key} #{}", &sha[..sha.len().min(8)])
                    };
                    self.of.insert((*page, of[page].clone()), told);
                }
            }
        }
    }

    /// Short forms of names: "Tarnwick" for Tarnwick Foods, "Hollis" for Warren Hollis, 远山 for 远山药业.
    fn short_forms(&mut self, pages: &[ReadPage], names: &BTreeMap<String, Name>, common: &BTreeSet<String>) {
        let mut by_key: BTreeMap<String, Vec<(&String, &Name)>> = BTreeMap::new();
        let mut on: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        for (full, name) in names {
            if let Some(key) = by_short(full, name.person) {
                on.entry(key.clone()).or_default().extend(&name.pages);
                by_key.entry(key).or_default().push((full, name));
            }
            if let Some(key) = short_key(full) {
                on.entry(key).or_default().extend(&name.pages);
            }
        }
        let mut others = Others::default();
        for (short, name) in names {
            let Some(key) = short_key(short) else { continue };
            let longer: Vec<&(&String, &Name)> = by_key
                .get(&key)
                .into_iter()
                .flatten()
                .filter(|(full, n)| is_short_for(short, full, n.person))
                .collect();
            // What so many pages name is nobody's short form in particular.
            let rare = on[&key].len() <= LINKED && !common.contains(&short_form(&key));
            for page in &name.pages {
                let whole = name.whole.contains(page) || rare && !name.whole.is_empty();
                let longer = longer
                    .iter()
                    .filter(|(full, _)| !whole || GROUPS.contains(&&full[short.len()..]));
                let longer: Vec<&&(&String, &Name)> = longer.collect();
                // Two long forms may still be one person, with and without a middle name.
                let meant = |full: &String, on: usize| {
                    let linked = self.of.get(&(on, full.clone()));
                    linked.cloned().unwrap_or_else(|| full.clone())
                };
                let here = longer.iter().filter(|(_, n)| n.pages.contains(page));
                let mut means: BTreeSet<String> = here.map(|(full, _)| meant(full, *page)).collect();
                if means.is_empty() && rare {
                    for (full, n) in &longer {
                        let alike = n
                            .pages
                            .iter()
                            .filter(|p| others.alike(pages, *page, **p, short, full));
                        means.extend(alike.map(|p| meant(full, *p)));
                    }
                }
                means.retain(|m| !self.judged.different(m, short));
                // Of long forms that go on from each other the shortest is meant: it is a short form itself.
                let nearest = means.iter().min_by_key(|m| m.len()).cloned();
                if let Some(only) = nearest.filter(|n| means.iter().all(|m| m.starts_with(n.as_str()))) {
                    self.of.insert((*page, short.clone()), only);
                }
            }
        }
    }
}

/// What pages name, made once a page.
#[derive(Default)]
struct Others(BTreeMap<usize, BTreeSet<String>>);

impl Others {
    /// True if two pages share enough beside a name, and lie within days of each other.
    fn alike(&mut self, pages: &[ReadPage], a: usize, b: usize, short: &str, full: &str) -> bool {
        let day = |page: usize| -> Option<Date> {
            let told = pages[page].article.published.as_ref()?;
            told.date.or(told.earliest).or(told.latest)
        };
        let days = match (day(a), day(b)) {
            (Some(a), Some(b)) => a.until(b).map_or(i32::MAX, |s| s.get_days().abs()),
            _ => APART,
        };
        if days > APART {
            return false;
        }
        for page in [a, b] {
            self.0.entry(page).or_insert_with(|| named(&pages[page]));
        }
        let both = self.0[&a].intersection(&self.0[&b]);
        let shared = both
            .filter(|n| !full.contains(n.as_str()) && !n.contains(short))
            .count();
        shared >= if days <= WEEK { SHARED_IN_A_WEEK } else { SHARED }
    }
}

/// The names of a page that tell what it is about, lower case, or their entities: outlets and places are everywhere.
fn named(page: &ReadPage) -> BTreeSet<String> {
    let telling = |m: &&Mention| !matches!(m.kind, NameKind::Outlet | NameKind::Place);
    let names = page.reading.mentions.iter().filter(telling);
    let known = |m: &Mention| {
        m.entity
            .as_deref()
            .filter(|e| !e.starts_with("doc:"))
            .map(str::to_owned)
    };
    names
        .map(|m| known(m).unwrap_or_else(|| normal(m.span.of(&page.article.text))))
        .collect()
}

/// A name in lower case, single spaces, without its legal form.
pub(crate) fn normal(name: &str) -> String {
    // Most names are written as they are wanted, but for their capitals, and names are asked for all the time.
    let plain = name.bytes().all(|b| b.is_ascii_graphic() || b == b' ');
    let mut name = if plain && name.trim_ascii().len() == name.len() && !name.contains("  ") {
        name.to_ascii_lowercase()
    } else {
        name.split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .to_lowercase()
    };
    for form in FORMS {
        if let Some(short) = name.strip_suffix(form)
            && short.chars().count() >= SHORT
        {
            name.truncate(short.trim_end_matches([',', ' ']).len());
            break;
        }
    }
    name
}

fn is_short_for(short: &str, full: &str, person: bool) -> bool {
    if short == full {
        return false;
    }
    match (short.chars().any(|c| c >= '\u{2e80}'), person) {
        // A Chinese person has no short form but the surname, and that is everybody's.
        (true, person) => !person && full.starts_with(short),
        (false, true) => full.split(' ').next_back() == Some(short),
        (false, false) => full.split(' ').next() == Some(short),
    }
}

/// True if two names have one first and one last word.
fn same_ends(a: &str, b: &str) -> bool {
    let ends = |name: &str| {
        let mut words = name.split_whitespace();
        let first = words.next().map(str::to_owned);
        (first, words.next_back().map(str::to_owned))
    };
    ends(a) == ends(b)
}

/// For each page of a name, the index of the first page of its group: pages that name something else together, share a
/// telling word, or are one paper's of one kind of event within weeks, are one group.
fn shared_context(
    pages: &[ReadPage],
    on: &[usize],
    name: &str,
    last: &str,
    ground: &Ground,
    telling: &mut BTreeMap<usize, Vec<u64>>,
) -> Vec<usize> {
    let mut group: Vec<usize> = (0..on.len()).collect();
    if on.len() < 2 {
        return group;
    }
    fn root(group: &mut [usize], mut i: usize) -> usize {
        while group[i] != i {
            group[i] = group[group[i]];
            i = group[i];
        }
        i
    }
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    // A paper that goes on about an event of one kind within weeks says so if it means somebody else.
    let mut carried: BTreeMap<(&str, &str), Vec<(Date, usize)>> = BTreeMap::new();
    for (index, page) in on.iter().enumerate() {
        let read = &pages[*page];
        let (Some(outlet), Some(day)) = (read.article.outlet.as_deref(), crate::as_of::published(read))
        else {
            continue;
        };
        for claim in &read.reading.claims {
            let about = claim
                .subject
                .as_ref()
                .is_some_and(|p| same_ends(&normal(&p.name), name));
            let figures = ground.kinds.get(&claim.kind).is_some_and(|k| k.figures);
            if about && !figures && !Kind::is_of_words(&claim.kind) {
                carried
                    .entry((outlet, &claim.kind))
                    .or_default()
                    .push((day, index));
            }
        }
    }
    for days in carried.values_mut() {
        days.sort_unstable();
        for two in days.windows(2) {
            let apart = two[0].0.until(two[1].0).map_or(i32::MAX, |s| s.get_days().abs());
            if apart <= APART {
                let (a, b) = (root(&mut group, two[0].1), root(&mut group, two[1].1));
                group[a.max(b)] = a.min(b);
            }
        }
    }
    for (index, page) in on.iter().enumerate() {
        let read = &pages[*page];
        let mut told: BTreeSet<String> = BTreeSet::new();
        let own = crate::stories::words_of(name, read.article.lang);
        let telling = telling
            .entry(*page)
            .or_insert_with(|| crate::stories::telling(read, ground, TELLING));
        let telling = telling.iter().filter(|word| !own.contains(word));
        told.extend(telling.map(|word| format!("word {word:x}")));
        for mention in &read.reading.mentions {
            let words = mention.span.of(&read.article.text).to_lowercase();
            let itself = words == name || name.contains(&words) || !last.is_empty() && words.ends_with(last);
            if !itself && mention.kind != NameKind::Outlet {
                told.insert(mention.entity.as_deref().map_or(words, str::to_lowercase));
            }
        }
        for word in told {
            let other = *first.entry(word).or_insert(index);
            let (a, b) = (root(&mut group, index), root(&mut group, other));
            group[a.max(b)] = a.min(b);
        }
    }
    (0..on.len()).map(|i| root(&mut group, i)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_normal_however_it_is_written() {
        for name in [
            "Norvane Motors",
            " Norvane  Motors ",
            "norvane\tmotors Ltd.",
            "NORVANE\u{a0}MOTORS, Inc",
        ] {
            assert_eq!(normal(name), "norvane motors", "{name:?}");
        }
        assert_eq!(normal("Élan Vital"), "élan vital");
        assert_eq!(normal("远山药业有限公司"), "远山药业");
    }
}
