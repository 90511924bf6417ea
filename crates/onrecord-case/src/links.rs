//! Links: which names of which pages are one. Readings keep names; that two are one is found here, for a case.
//!
//! An entity of the catalogue is itself: brand, maker and group are three. A name without its legal form is one with the
//! same name on every page, for a company. A person's full name is one across pages only if the pages share more than the
//! name. Short forms join the one long form that their story holds; if it holds two, they stay as they are.
//! What does not live here: how names are found in a text, and matters (see `matters`).

use std::collections::{BTreeMap, BTreeSet};

use crate::{Ground, NameKind, Participant, ReadPage};

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
/// The shortest short form of a Chinese name, in characters.
const SHORT: usize = 2;

/// A name as a page has it, with what it is taken for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Links {
    /// (page, name in lower case) → the name that stands for all that are one.
    of: BTreeMap<(usize, String), String>,
}

/// What is known of one name.
#[derive(Default)]
struct Name {
    person: bool,
    pages: BTreeSet<usize>,
}

impl Links {
    /// Links the names that claims are about, by pages of one story and by what else pages name.
    pub fn of(pages: &[ReadPage], stories: &[Vec<usize>], ground: &Ground) -> Links {
        let mut names: BTreeMap<String, Name> = BTreeMap::new();
        for (page, read) in pages.iter().enumerate() {
            for mention in &read.reading.mentions {
                let kind = mention.kind;
                let taken = matches!(
                    kind,
                    NameKind::Person | NameKind::Org | NameKind::Authority | NameKind::Outlet
                );
                let known = mention
                    .entity
                    .as_deref()
                    .is_some_and(|e| ground.catalogue.get(e).is_some());
                if !taken || known {
                    continue;
                }
                let tied = mention.entity.as_deref().and_then(|e| e.strip_prefix("doc:"));
                let name = normal(tied.unwrap_or_else(|| mention.span.of(&read.article.text)));
                let entry = names.entry(name).or_default();
                entry.person |= kind == NameKind::Person;
                entry.pages.insert(page);
            }
        }
        let mut links = Links::default();
        links.persons(pages, stories, &names);
        links.short_forms(stories, &names);
        links
    }

    /// Who or what a participant of a claim of a page is, as a key: an entity of the catalogue, else the name that stands
    /// for all that are one with it.
    pub fn identity(&self, page: usize, participant: &Participant, ground: &Ground) -> String {
        if let Some(id) = participant.entity.as_deref()
            && ground.catalogue.get(id).is_some()
        {
            return id.to_owned();
        }
        let name = normal(&participant.name);
        self.of.get(&(page, name.clone())).cloned().unwrap_or(name)
    }

    /// Full names of persons: with and without middle names they are one; the same name on pages that share nothing else
    /// is two people.
    fn persons(&mut self, pages: &[ReadPage], stories: &[Vec<usize>], names: &BTreeMap<String, Name>) {
        let mut people: BTreeMap<(&str, &str), Vec<(&String, &Name)>> = BTreeMap::new();
        for (full, name) in names.iter().filter(|(_, n)| n.person) {
            let mut words = full.split_whitespace();
            let first = words.next().unwrap_or_default();
            people
                .entry((first, words.next_back().unwrap_or_default()))
                .or_default()
                .push((full, name));
        }
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
                let parts = shared_context(pages, stories, &on, &key, last);
                for (page, part) in on.iter().zip(&parts) {
                    // The first page's bytes tell two people of one name apart, whatever else comes.
                    let told = if parts.iter().all(|p| p == &parts[0]) {
                        key.clone()
                    } else {
                        let group = on.iter().zip(&parts).filter(|(_, p)| *p == part);
                        let sha = group.map(|(page, _)| &pages[*page].page.sha256).min();
                        let sha = sha.map(String::as_str).unwrap_or_default();
                        format!("{key} #{}", &sha[..sha.len().min(8)])
                    };
                    self.of.insert((*page, of[page].clone()), told);
                }
            }
        }
    }

    /// Short forms of names within a story: "Tarnwick" for Tarnwick Foods, "Hollis" for Warren Hollis, 远山 for 远山药业.
    fn short_forms(&mut self, stories: &[Vec<usize>], names: &BTreeMap<String, Name>) {
        let mut of_page: BTreeMap<usize, Vec<(&String, bool)>> = BTreeMap::new();
        for (full, name) in names {
            for page in &name.pages {
                of_page.entry(*page).or_default().push((full, name.person));
            }
        }
        for story in stories {
            let mut here: BTreeSet<(&String, bool)> = BTreeSet::new();
            story
                .iter()
                .for_each(|p| here.extend(of_page.get(p).into_iter().flatten().copied()));
            // By first and last word, and by beginning of two characters in Chinese: each short form looks only there.
            let mut by_word: BTreeMap<String, Vec<(&String, bool)>> = BTreeMap::new();
            for (full, person) in &here {
                for key in ends(full, *person) {
                    by_word.entry(key).or_default().push((full, *person));
                }
            }
            for page in story {
                for (short, _) in of_page.get(page).into_iter().flatten() {
                    let Some(key) = one_word(short) else { continue };
                    let longer: BTreeSet<&String> = by_word
                        .get(&key)
                        .into_iter()
                        .flatten()
                        .filter(|(full, person)| is_short_for(short, full, *person))
                        .map(|(full, _)| *full)
                        .collect();
                    // Two long forms may still be one person, with and without a middle name.
                    let meant: BTreeSet<String> = longer
                        .iter()
                        .map(|full| {
                            let linked = story.iter().find_map(|p| self.of.get(&(*p, (*full).clone())));
                            linked.cloned().unwrap_or_else(|| (*full).clone())
                        })
                        .collect();
                    if let [only] = meant.into_iter().collect::<Vec<_>>().as_slice() {
                        self.of.insert((*page, (*short).clone()), only.clone());
                    }
                }
            }
        }
    }
}

/// A name in lower case, single spaces, without its legal form.
pub(crate) fn normal(name: &str) -> String {
    let mut name = name
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase();
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

/// The words by which a long name is looked up from its short forms.
fn ends(full: &str, person: bool) -> Vec<String> {
    if full.is_ascii() || full.contains(' ') {
        let mut words = full.split(' ');
        let first = words.next().map(str::to_owned);
        let last = words.next_back().map(str::to_owned);
        if person {
            last.into_iter().collect()
        } else {
            first.into_iter().filter(|_| last.is_some()).collect()
        }
    } else {
        vec![full.chars().take(SHORT).collect()]
    }
}

/// The word to look a short form up by, if a name can be one: one word, or Chinese of two characters and more.
fn one_word(name: &str) -> Option<String> {
    if name.contains(' ') {
        return None;
    }
    if name.is_ascii() || name.chars().all(|c| c < '\u{2e80}') {
        return Some(name.to_owned());
    }
    (name.chars().count() >= SHORT).then(|| name.chars().take(SHORT).collect())
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

/// For each page of a name, the index of the first page of its group: pages of one story, or that name something else
/// together, are one group.
fn shared_context(
    pages: &[ReadPage],
    stories: &[Vec<usize>],
    on: &[usize],
    name: &str,
    last: &str,
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
    let mut story_of: BTreeMap<usize, usize> = BTreeMap::new();
    for (story, members) in stories.iter().enumerate() {
        story_of.extend(members.iter().map(|p| (*p, story)));
    }
    for (index, page) in on.iter().enumerate() {
        let read = &pages[*page];
        let mut told: BTreeSet<String> = BTreeSet::new();
        told.extend(story_of.get(page).map(|s| format!("story {s}")));
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
