//! Which origins of all matters are one source: what one person or body said within days, what one page or outlet said on one
//! day, and what a page that names nobody retells in words much like those of a page before it.
//! What does not live here: the origins of one matter (the module above), which are judged from its pages alone.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::{ACCOUNT_DAYS, NAMED, Pages, apart};
use crate::case::{ClaimRef, Origin, Story};
use crate::status::nameless;
use crate::stories::{count, weighed};
use crate::{Language, SpeakerKind};

/// The least likeness of two claims of one story that say the same: of their words, by how much each tells there.
const ALIKE: f64 = 0.2;
/// Claims with a word that are compared: the latest before.
const POSTINGS: usize = 200;

/// For each origin, those that are one source with it, itself included.
pub(crate) fn one_source(all: &Pages<'_>, stories: &[Story], origins: &[Origin]) -> Vec<Arc<[usize]>> {
    let mut group = by_name(origins);
    if origins.len() > 1 {
        retold(all, stories, origins, &mut group);
    }
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (origin, group) in group.iter().enumerate() {
        members.entry(*group).or_default().push(origin);
    }
    // Thousands of pages may retell one source: each of them shares the list.
    let shared: BTreeMap<usize, Arc<[usize]>> = members.into_iter().map(|(g, m)| (g, m.into())).collect();
    group.iter().map(|g| Arc::clone(&shared[g])).collect()
}

/// For each origin the first of those with the same speaker and about the same day.
fn by_name(origins: &[Origin]) -> Vec<usize> {
    let mut of_who: BTreeMap<&str, Vec<(Option<Date>, usize)>> = BTreeMap::new();
    for (index, origin) in origins.iter().enumerate() {
        of_who.entry(&origin.who).or_default().push((origin.day, index));
    }
    let mut group: Vec<usize> = (0..origins.len()).collect();
    for (who, mut all) in of_who {
        all.sort_unstable();
        let days = if who.starts_with(NAMED) { ACCOUNT_DAYS } else { 0 };
        let mut rest = all.as_slice();
        while let Some((first, name)) = rest.first() {
            let near = |day: Option<Date>| match (first, day) {
                (Some(a), Some(b)) => apart(*a, b) <= days,
                (a, b) => *a == b,
            };
            let (near, after) = rest.split_at(rest.iter().take_while(|(day, _)| near(*day)).count());
            near.iter().for_each(|(_, index)| group[*index] = *name);
            rest = after;
        }
    }
    group
}

/// Puts what names nobody to the source of the claim before it, on another page of the story, that it is most like.
fn retold(all: &Pages<'_>, stories: &[Story], origins: &[Origin], group: &mut [usize]) {
    let mut of: BTreeMap<ClaimRef, usize> = BTreeMap::new();
    for (index, origin) in origins.iter().enumerate() {
        for (at, _) in &origin.members {
            of.entry(*at).or_insert(index);
        }
    }
    // The claim before each that it is most like, if it is alike enough.
    let mut like: BTreeMap<ClaimRef, (f64, ClaimRef)> = BTreeMap::new();
    for story in stories.iter().filter(|s| s.pages.len() > 1) {
        for han in [false, true] {
            let chinese = |page: &usize| (all.pages[*page].article.lang == Language::Chinese) == han;
            let of_script = story.pages.iter().copied().filter(chinese);
            likenesses(all, of_script.collect(), &of, han, &mut like);
        }
    }
    let mut unnamed: Vec<usize> = (0..origins.len())
        .filter(|o| !origins[*o].members.is_empty())
        .filter(|o| origins[*o].members.iter().all(|(at, _)| names_nobody(all, *at)))
        .collect();
    let rank = |at: &ClaimRef| (all.rank[at.page], at.claim);
    unnamed.sort_by_key(|o| origins[*o].members.iter().map(|(at, _)| rank(at)).min());
    for origin in unnamed {
        let best = origins[origin].members.iter().filter_map(|(at, _)| like.get(at));
        let best = best.filter(|(_, other)| of[other] != origin);
        // Of equals the one that came first.
        let best = best.max_by(|a, b| a.0.total_cmp(&b.0).then(rank(&b.1).cmp(&rank(&a.1))));
        if let Some((_, other)) = best {
            group[origin] = group[of[other]];
        }
    }
}

/// True for what a page says in its own voice, or has from nobody that it names or counts.
fn names_nobody(all: &Pages<'_>, at: ClaimRef) -> bool {
    let kind = all.pages[at.page].reading.claims[at.claim]
        .chain
        .last()
        .map(|s| s.kind);
    kind.is_none_or(|k| k == SpeakerKind::Own || nameless(k) && k != SpeakerKind::Anonymous)
}

/// For the claims of pages that name nobody, the claim of a page before that each is most like.
fn likenesses(
    all: &Pages<'_>,
    mut pages: Vec<usize>,
    of: &BTreeMap<ClaimRef, usize>,
    han: bool,
    like: &mut BTreeMap<ClaimRef, (f64, ClaimRef)>,
) {
    pages.sort_by_key(|p| all.rank[*p]);
    // Words have numbers, so that what is known of a word is looked up by its place.
    let mut numbers: BTreeMap<u64, usize> = BTreeMap::new();
    let mut held: Vec<usize> = Vec::new();
    let mut told: Vec<(ClaimRef, Vec<(usize, f64)>)> = Vec::new();
    for page in pages {
        let read = &all.pages[page];
        for (claim, one) in read.reading.claims.iter().enumerate() {
            let at = ClaimRef { page, claim };
            if !of.contains_key(&at) {
                continue;
            }
            let mut counts = BTreeMap::new();
            count(read.words(one), read.article.lang, 1.0, &mut counts);
            // In one sentence a word is there or not.
            counts.values_mut().for_each(|n| *n = 1.0);
            let words = weighed(&counts, han, all.ground).into_iter();
            let words = words.map(|(word, weight)| {
                let next = numbers.len();
                let number = *numbers.entry(word).or_insert(next);
                if number == held.len() {
                    held.push(0);
                }
                held[number] += 1;
                (number, weight)
            });
            told.push((at, words.collect()));
        }
    }
    // How rare a word is in the story, from 0 to 1.
    let n = (told.len() + 2) as f64;
    let rare: Vec<f64> = held.iter().map(|h| (n / (h + 1) as f64).ln() / n.ln()).collect();
    for (_, words) in &mut told {
        words.iter_mut().for_each(|(word, weight)| *weight *= rare[*word]);
        let length = words.iter().map(|(_, w)| w * w).sum::<f64>().sqrt();
        words
            .iter_mut()
            .for_each(|(_, w)| *w /= length.max(f64::MIN_POSITIVE));
    }
    let mut postings: Vec<Vec<(usize, f64)>> = vec![Vec::new(); held.len()];
    let mut scores = vec![0.0; told.len()];
    let mut touched: Vec<usize> = Vec::new();
    for (index, (at, words)) in told.iter().enumerate() {
        if names_nobody(all, *at) {
            for (word, weight) in words {
                for (other, theirs) in postings[*word].iter().rev().take(POSTINGS) {
                    if told[*other].0.page != at.page {
                        if scores[*other] == 0.0 {
                            touched.push(*other);
                        }
                        scores[*other] += weight * theirs;
                    }
                }
            }
        }
        // Of equals the first.
        let best = touched.iter().map(|other| (*other, scores[*other]));
        let best = best.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
        if let Some((other, score)) = best.filter(|(_, score)| *score >= ALIKE) {
            like.insert(*at, (score, told[other].0));
        }
        for other in touched.drain(..) {
            scores[other] = 0.0;
        }
        for (word, weight) in words {
            postings[*word].push((index, *weight));
        }
    }
}
