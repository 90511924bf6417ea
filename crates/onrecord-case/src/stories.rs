//! Stories: pages that tell of one event or course of events, by their words, names and numbers.
//!
//! Average link over word vectors. Because the vectors have length one, the mean similarity of two groups is the product
//! of their sums by their sizes, so groups are compared without their members. In each round the nearest pairs are joined:
//! nearly what joining one pair at a time gives, in a few rounds, and the same in any order of pages. Candidates come from
//! posting lists of words, so that work grows with the pages and not with their pairs. Two languages share few words; their
//! groups are joined by the entities and numbers that they name.
//! What does not live here: which matter belongs to which story (see `matters`), sentences that say one thing (see `sayings`).

use std::collections::{BTreeMap, BTreeSet};
use std::hash::Hasher;

use jiff::civil::Date;
use siphasher::sip::SipHasher13;

use crate::commonness::Commonness;
use crate::document::{TokenKind, tokenize};
use crate::language::is_han;
use crate::{Ground, Language, NameKind, ReadPage, Span};

/// The least mean similarity of two groups of one story. Words of alphabets are few and exact; pairs of characters are
/// many, so that pages on one event share a smaller part of them.
const ALIKE: f64 = 0.12;
const ALIKE_HAN: f64 = 0.025;
/// The same for entities and numbers named by groups in two languages.
const ALIKE_NAMES: f64 = 0.45;
/// A word with a capital counts so many times, one of the title so many times more.
const CAPITAL: f64 = 3.0;
const TITLE: f64 = 1.0;
const TITLE_HAN: f64 = 4.0;
/// What a page is about stands at its beginning: characters that are looked at.
const LEAD: usize = 1000;
const LEAD_HAN: usize = 300;
/// Words of less weight are left out.
const LIGHT: f64 = 0.7;
/// Groups of so many pages that are each far more alike than they are to each other are two events of one sort: the share of
/// their likeness that they must have in common, and the likeness that counts at the most, for reprints are all alike.
const EVENT: usize = 6;
const IN_COMMON: f64 = 0.7;
/// The same in Chinese, where what two parts of one story have in common is a smaller share: pages on one of its days are
/// close to each other by the phrases of that day.
const IN_COMMON_HAN: f64 = 0.2;
const LIKENESS: f64 = 0.5;
/// With so many groups, only the heaviest words of a group look for candidates, in posting lists of so many groups.
const MANY: usize = 300;
const HEAVY: usize = 40;
const POSTINGS: usize = 200;
/// Words that a group keeps: the heaviest.
const KEPT: usize = 600;
/// Candidates that are compared in full.
const CANDIDATES: usize = 12;
/// Among so many times as many groups, all are looked at for those of which the nearest are not known.
const FEW: usize = 50;
/// The share of the best that the similarity of a pair must reach to be joined in the same round.
const MUCH: f64 = 0.95;
/// Days between two groups that do not matter, and the days after these that halve their similarity.
const NEAR: f64 = 60.0;
const FAR: f64 = 12000.0;

/// A sparse vector, sorted by word.
pub(crate) type Vector = Vec<(u64, f64)>;

/// A group of pages with the sum of their vectors.
#[derive(Clone, Debug)]
struct Group {
    pages: Vec<usize>,
    sum: Vector,
    /// First and last day of its pages.
    days: Option<(Date, Date)>,
    han: bool,
    /// The mean similarity of its pages to each other.
    likeness: f64,
}

impl Group {
    fn empty() -> Group {
        Group {
            pages: Vec::new(),
            sum: Vector::new(),
            days: None,
            han: false,
            likeness: 0.0,
        }
    }

    /// The mean similarity of its pages to each other: their vectors have length one, so the sum tells.
    fn likeness(&self) -> f64 {
        let n = self.pages.len() as f64;
        let square: f64 = self.sum.iter().map(|(_, w)| w * w).sum();
        ((square - n) / (n * (n - 1.0)).max(1.0)).min(LIKENESS)
    }
}

/// True if two groups whose pages have this mean similarity may be one event.
fn one_event(a: &Group, b: &Group, score: f64) -> bool {
    let in_common = if a.han && b.han { IN_COMMON_HAN } else { IN_COMMON };
    a.pages.len().min(b.pages.len()) < EVENT || score >= in_common * a.likeness.min(b.likeness)
}

/// Pages by story, each in order of index; stories in order of their first page.
pub fn group(pages: &[ReadPage], ground: &Ground) -> Vec<Vec<usize>> {
    // The order of arrival must not matter, not even to rounding: pages are taken by their bytes.
    let mut order: Vec<usize> = (0..pages.len()).collect();
    order.sort_by(|a, b| pages[*a].page.sha256.cmp(&pages[*b].page.sha256).then(a.cmp(b)));
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut named: Vec<Group> = Vec::new();
    for han in [false, true] {
        let of_script = order.iter().filter(|p| is_chinese(&pages[**p]) == han);
        let single = of_script
            .map(|p| one(pages, *p, words(&pages[*p], ground), han))
            .collect();
        let joined = join(same(single), if han { ALIKE_HAN } else { ALIKE }, one_event);
        for group in joined {
            let mut sum = Vector::new();
            for page in &group.pages {
                sum = add(&sum, &names(&pages[*page], ground));
            }
            named.push(Group {
                sum: unit(sum),
                ..group
            });
        }
    }
    // A group counts as one page here: what many pages in one language name weighs no more than what few name in another.
    let sizes: Vec<Vec<usize>> = named.iter().map(|g| g.pages.clone()).collect();
    let nodes = named
        .into_iter()
        .enumerate()
        .map(|(n, g)| Group { pages: vec![n], ..g })
        .collect();
    let two_languages = |a: &Group, b: &Group, _: f64| a.han != b.han && shared(&a.sum, &b.sum) >= 2;
    for joined in join(nodes, ALIKE_NAMES, two_languages) {
        let mut members: Vec<usize> = joined.pages.iter().flat_map(|n| sizes[*n].clone()).collect();
        members.sort_unstable();
        groups.push(members);
    }
    groups.sort();
    groups
}

fn is_chinese(page: &ReadPage) -> bool {
    page.article.lang == Language::Chinese
}

fn one(pages: &[ReadPage], page: usize, sum: Vector, han: bool) -> Group {
    let day = pages[page]
        .article
        .published
        .as_ref()
        .and_then(|p| p.date.or(p.earliest));
    Group {
        pages: vec![page],
        sum,
        days: day.map(|d| (d, d)),
        han,
        likeness: 0.0,
    }
}

/// Joins groups of the very same words beforehand: reprints are many.
fn same(groups: Vec<Group>) -> Vec<Group> {
    let mut first: BTreeMap<Vec<(u64, u64)>, usize> = BTreeMap::new();
    let mut kept: Vec<Group> = Vec::new();
    for group in groups {
        let words: Vec<(u64, u64)> = group.sum.iter().map(|(word, w)| (*word, w.to_bits())).collect();
        match first.get(&words) {
            Some(place) if !words.is_empty() => absorb(&mut kept[*place], group),
            _ => {
                first.insert(words, kept.len());
                kept.push(group);
            }
        }
    }
    kept
}

fn absorb(group: &mut Group, other: Group) {
    group.sum = heaviest(add(&group.sum, &other.sum), KEPT * 4);
    group.pages.extend(other.pages);
    group.days = match (group.days, other.days) {
        (Some((a, b)), Some((c, d))) => Some((a.min(c), b.max(d))),
        (days, None) => days,
        (None, days) => days,
    };
    group.likeness = group.likeness();
}

/// Joins near groups, in rounds, until none are near enough. In a round the nearest pairs are joined first; a pair counts if
/// neither had one much nearer, and still is as near once one of them was joined to others. So a thousand copies of one text,
/// or a thousand pages that are each nearest to one, take a few rounds and not a thousand. `may` tells whether two of some
/// mean similarity may be one at all.
///
/// Two groups that are joined are no nearer to a third, together, than the nearer of them was. So what is near to them is
/// among what was near to either, and pages are looked through again only where that runs out.
fn join(mut groups: Vec<Group>, alike: f64, may: impl Fn(&Group, &Group, f64) -> bool) -> Vec<Group> {
    let words = number_words(&mut groups);
    let mut scorer = Scorer {
        of: vec![0.0; words],
        alike,
        may,
    };
    let mut nearest: Vec<Option<Nearest>> = vec![None; groups.len()];
    loop {
        fill(&groups, &mut nearest, &mut scorer);
        let best: Vec<f64> = nearest
            .iter()
            .map(|n| n.as_ref().map_or(0.0, Nearest::best))
            .collect();
        let mut found: Vec<(f64, usize, usize)> = Vec::new();
        for (a, near) in nearest.iter().flatten().enumerate() {
            for one in near.list.iter().filter(|one| one.known && one.may) {
                let b = one.group;
                if one.score >= MUCH * best[a].max(best[b]) {
                    found.push((one.score, a.min(b), a.max(b)));
                }
            }
        }
        found.sort_unstable_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
        // Into which group each goes: itself, or the one that it was joined to.
        let mut into: Vec<usize> = (0..groups.len()).collect();
        let mut moved = vec![false; groups.len()];
        let mut joined: Vec<(usize, usize)> = Vec::new();
        for (_, a, b) in found {
            let least = MUCH * best[a].max(best[b]);
            let (a, b) = (root(&into, a), root(&into, b));
            let (a, b) = (a.min(b), a.max(b));
            if a == b {
                continue;
            }
            // Who was joined already takes more in the same round if it is still as near.
            if moved[a] || moved[b] {
                let now = scorer.near(&groups, a, std::iter::once(b));
                if !now.iter().any(|one| one.may && one.score >= least) {
                    continue;
                }
            }
            (moved[a], moved[b], into[b]) = (true, true, a);
            let other = std::mem::replace(&mut groups[b], Group::empty());
            absorb(&mut groups[a], other);
            joined.push((a, b));
        }
        if joined.is_empty() {
            return groups;
        }
        for (a, b) in joined {
            let other = nearest[b].take();
            nearest[a] = nearest[a].take().zip(other).map(|(one, other)| one.with(other));
        }
        into = (0..groups.len()).map(|a| root(&into, a)).collect();
        for a in (0..groups.len()).filter(|a| into[*a] == *a) {
            let known = nearest[a].take();
            nearest[a] = known.and_then(|n| n.moved((&groups, a), &into, &moved, &mut scorer));
        }
        // What is left moves up.
        let mut places = 0;
        let place: Vec<usize> = into
            .iter()
            .enumerate()
            .map(|(a, to)| {
                places += usize::from(a == *to);
                places.saturating_sub(1)
            })
            .collect();
        let was_many = groups.len() > MANY;
        let stays = |a: usize| into[a] == a;
        groups = kept(groups, stays);
        nearest = kept(nearest, stays);
        // Few are looked through more closely than many.
        if was_many && groups.len() <= MANY {
            nearest.fill(None);
        }
        let all = nearest.iter_mut().flatten().flat_map(|n| &mut n.list);
        all.for_each(|one| one.group = place[one.group]);
    }
}

/// The group that a group went into at last.
fn root(into: &[usize], mut group: usize) -> usize {
    while into[group] != group {
        group = into[group];
    }
    group
}

fn kept<T>(all: Vec<T>, stays: impl Fn(usize) -> bool) -> Vec<T> {
    let all = all.into_iter().enumerate();
    all.filter(|(at, _)| stays(*at)).map(|(_, one)| one).collect()
}

/// A group that is near to another.
#[derive(Clone, Copy, Debug)]
struct Near {
    /// How near; no more than that while it is not `known`.
    score: f64,
    group: usize,
    /// True if the two may be one.
    may: bool,
    /// False since one of the two was joined to another.
    known: bool,
}

/// Writes numbers for the words of groups, in the order of the words; gives how many there are.
fn number_words(groups: &mut [Group]) -> usize {
    let words = groups.iter().flat_map(|g| g.sum.iter().map(|(word, _)| *word));
    let words: BTreeSet<u64> = words.collect();
    let numbers: BTreeMap<u64, u64> = words.into_iter().zip(0..).collect();
    for (word, _) in groups.iter_mut().flat_map(|g| &mut g.sum) {
        *word = numbers[word];
    }
    numbers.len()
}

/// Tells how near groups are whose words are numbered.
struct Scorer<M> {
    /// Weights of the words of one group, which others are held against; else 0.
    of: Vec<f64>,
    alike: f64,
    /// Whether two groups of some mean similarity may be one at all.
    may: M,
}

impl<M: Fn(&Group, &Group, f64) -> bool> Scorer<M> {
    /// All other groups that have one of some words of a group, each with a score by these words.
    fn all(&mut self, groups: &[Group], a: usize, words: &Vector) -> Vec<(f64, usize)> {
        for (word, weight) in words {
            self.of[*word as usize] = *weight;
        }
        let mut found = Vec::new();
        for (b, other) in groups.iter().enumerate().filter(|(b, _)| *b != a) {
            let products = other
                .sum
                .iter()
                .map(|(word, weight)| weight * self.of[*word as usize]);
            let score = products.sum::<f64>() / other.pages.len() as f64;
            if score > 0.0 {
                found.push((score, b));
            }
        }
        for (word, _) in words {
            self.of[*word as usize] = 0.0;
        }
        found
    }

    /// Those of some groups that are alike enough to one. Both ways round the same figure comes out, to the last bit: the
    /// order of a pair must not matter.
    fn near(&mut self, groups: &[Group], a: usize, others: impl Iterator<Item = usize>) -> Vec<Near> {
        let one = &groups[a];
        for (word, weight) in &one.sum {
            self.of[*word as usize] = *weight;
        }
        let near = others.filter_map(|b| {
            let other = &groups[b];
            let products = other
                .sum
                .iter()
                .map(|(word, weight)| weight * self.of[*word as usize]);
            let score = products.sum::<f64>() / (one.pages.len() * other.pages.len()) as f64;
            let near = score * nearness(one.days, other.days);
            (near >= self.alike).then(|| Near {
                score: near,
                group: b,
                may: (self.may)(one, other, score),
                known: true,
            })
        });
        let near = near.collect();
        for (word, _) in &one.sum {
            self.of[*word as usize] = 0.0;
        }
        near
    }
}

/// What is near to a group.
#[derive(Clone, Debug)]
struct Nearest {
    /// Groups that are alike enough, the most alike first.
    list: Vec<Near>,
    /// No group that is missing here is nearer than this.
    horizon: f64,
}

impl Nearest {
    /// Sorts what is near to a group, of `n`, and keeps the nearest.
    fn of(a: usize, n: usize, mut list: Vec<Near>, mut horizon: f64) -> Nearest {
        // Of equals the next in order: if all took the first, only one could have it.
        let after = |one: &Near| (one.group + n - a) % n;
        list.sort_unstable_by(|x, y| y.score.total_cmp(&x.score).then(after(x).cmp(&after(y))));
        if let Some(first) = list.get(CANDIDATES) {
            horizon = horizon.max(first.score);
            list.truncate(CANDIDATES);
        }
        Nearest { list, horizon }
    }

    /// How near the nearest is that it may be one with.
    fn best(&self) -> f64 {
        self.list
            .iter()
            .find(|one| one.known && one.may)
            .map_or(0.0, |one| one.score)
    }

    /// What is near to either of two groups.
    fn with(mut self, other: Nearest) -> Nearest {
        self.list.extend(other.list);
        self.horizon = self.horizon.max(other.horizon);
        self
    }

    /// What is near once groups were joined; `None` if one that is missing may be nearer than all that are left.
    fn moved<M: Fn(&Group, &Group, f64) -> bool>(
        self,
        (groups, a): (&[Group], usize),
        into: &[usize],
        moved: &[bool],
        scorer: &mut Scorer<M>,
    ) -> Option<Nearest> {
        if !moved[a] && !self.list.iter().any(|one| moved[one.group]) {
            return Some(self);
        }
        let mut list = self.list;
        for one in &mut list {
            one.known = one.known && !moved[a] && !moved[one.group];
            one.group = into[one.group];
        }
        list.sort_unstable_by(|x, y| x.group.cmp(&y.group).then(y.score.total_cmp(&x.score)));
        list.dedup_by_key(|one| one.group);
        list.retain(|one| one.group != a);
        let mut now = Nearest::of(a, into.len(), list, self.horizon);
        // Only what may be among the nearest is looked at.
        loop {
            let least = MUCH * now.best();
            let open = now.list.iter().position(|one| !one.known && one.score >= least);
            let Some(open) = open else { break };
            let one = now.list.remove(open);
            let known = scorer.near(groups, a, std::iter::once(one.group));
            now.list.extend(known);
            now = Nearest::of(a, into.len(), now.list, now.horizon);
        }
        (now.best() >= now.horizon).then_some(now)
    }
}

/// Finds the nearest of each group of which they are not known.
fn fill<M: Fn(&Group, &Group, f64) -> bool>(
    groups: &[Group],
    nearest: &mut [Option<Nearest>],
    scorer: &mut Scorer<M>,
) {
    if nearest.iter().all(Option::is_some) {
        return;
    }
    let many = groups.len() > MANY;
    let open: Vec<usize> = (0..groups.len()).filter(|a| nearest[*a].is_none()).collect();
    // For a few it takes less to look at all groups than to list the groups of all words.
    if many && open.len() * FEW <= groups.len() {
        for a in open {
            let candidates = scorer.all(groups, a, &heaviest(groups[a].sum.clone(), HEAVY));
            nearest[a] = Some(among(groups, a, candidates, scorer));
        }
        return;
    }
    let mut postings: Vec<(u64, usize, f64)> = Vec::new();
    let own: Vec<Vector> = groups
        .iter()
        .map(|g| {
            if many {
                heaviest(g.sum.clone(), HEAVY)
            } else {
                g.sum.clone()
            }
        })
        .collect();
    for (group, words) in own.iter().enumerate() {
        let size = groups[group].pages.len() as f64;
        postings.extend(words.iter().map(|(word, weight)| (*word, group, weight / size)));
    }
    postings.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.2.total_cmp(&a.2)).then(a.1.cmp(&b.1)));
    let mut starts: BTreeMap<u64, (usize, usize)> = BTreeMap::new();
    let mut start = 0;
    while start < postings.len() {
        let word = postings[start].0;
        let len = postings[start..].iter().take_while(|p| p.0 == word).count();
        starts.insert(word, (start, if many { len.min(POSTINGS) } else { len }));
        start += len;
    }
    let mut scores = vec![0.0; groups.len()];
    let mut touched: Vec<usize> = Vec::new();
    for a in open {
        let size = groups[a].pages.len() as f64;
        for (word, weight) in &own[a] {
            let (start, len) = starts[word];
            for (_, b, other) in &postings[start..start + len] {
                if scores[*b] == 0.0 {
                    touched.push(*b);
                }
                scores[*b] += weight / size * other;
            }
        }
        let others = touched.iter().filter(|b| **b != a);
        let candidates = others.map(|b| (scores[*b], *b)).collect();
        for b in touched.drain(..) {
            scores[b] = 0.0;
        }
        nearest[a] = Some(among(groups, a, candidates, scorer));
    }
}

/// The nearest of a group among candidates, which have a first score.
fn among<M: Fn(&Group, &Group, f64) -> bool>(
    groups: &[Group],
    a: usize,
    mut candidates: Vec<(f64, usize)>,
    scorer: &mut Scorer<M>,
) -> Nearest {
    let after = |b: usize| (b + groups.len() - a) % groups.len();
    let wanted = if groups.len() > MANY {
        CANDIDATES
    } else {
        CANDIDATES * 8
    };
    let all = candidates.len() <= wanted;
    if !all {
        let heavier =
            |x: &(f64, usize), y: &(f64, usize)| y.0.total_cmp(&x.0).then(after(x.1).cmp(&after(y.1)));
        candidates.select_nth_unstable_by(wanted, heavier);
        candidates.truncate(wanted);
    }
    let looked_at = candidates.len();
    let list = scorer.near(groups, a, candidates.into_iter().map(|(_, b)| b));
    // Beyond those that were looked at, and are all alike enough, there may be more.
    let least = list.iter().map(|one| one.score).fold(f64::INFINITY, f64::min);
    let horizon = if all || list.len() < looked_at { 0.0 } else { least };
    let mut found = Nearest::of(a, groups.len(), list, horizon);
    // This was looked for just now, and what is missing all the same is not looked for again.
    found.horizon = found.horizon.min(found.best());
    found
}

/// How much days between two groups take from their similarity: from 1 (near, or undated) down.
fn nearness(a: Option<(Date, Date)>, b: Option<(Date, Date)>) -> f64 {
    let (Some((a, b)), Some((c, d))) = (a, b) else {
        return 1.0;
    };
    let gap = |end: Date, start: Date| end.until(start).map_or(0, |s| s.get_days());
    let days = f64::from(gap(b, c).max(gap(d, a)).max(0));
    FAR / (FAR + (days - NEAR).max(0.0))
}

fn shared(a: &Vector, b: &Vector) -> usize {
    a.iter()
        .filter(|(word, _)| b.binary_search_by_key(word, |(w, _)| *w).is_ok())
        .count()
}

fn add(a: &Vector, b: &Vector) -> Vector {
    let mut sum = Vector::with_capacity(a.len() + b.len());
    let (mut i, mut j) = (0, 0);
    loop {
        match (a.get(i), b.get(j)) {
            (None, None) => return sum,
            (Some(x), Some(y)) if x.0 == y.0 => {
                sum.push((x.0, x.1 + y.1));
                i += 1;
                j += 1;
            }
            (Some(x), y) if y.is_none_or(|y| x.0 < y.0) => {
                sum.push(*x);
                i += 1;
            }
            (_, Some(y)) => {
                sum.push(*y);
                j += 1;
            }
            (Some(_), None) => unreachable!("the arm above takes what is left of the first"),
        }
    }
}

/// The heaviest words of a vector, in the order that they have; of equals the first by their hash.
fn heaviest(mut vector: Vector, n: usize) -> Vector {
    if vector.len() > n {
        let heavier = |a: &(u64, f64), b: &(u64, f64)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
        let mut ranked = vector.clone();
        let (_, lightest, _) = ranked.select_nth_unstable_by(n - 1, heavier);
        let lightest = *lightest;
        vector.retain(|word| heavier(word, &lightest).is_le());
    }
    vector
}

fn unit(mut vector: Vector) -> Vector {
    let length = vector.iter().map(|(_, w)| w * w).sum::<f64>().sqrt();
    if length > 0.0 {
        vector.iter_mut().for_each(|(_, w)| *w /= length);
    }
    vector
}

fn hash(word: &str) -> u64 {
    let mut hash = SipHasher13::new();
    hash.write(word.as_bytes());
    hash.finish()
}

/// The words of a page, weighed: those of its title and beginning, by how much each tells.
fn words(page: &ReadPage, ground: &Ground) -> Vector {
    let article = &page.article;
    let han = is_chinese(page);
    let mut counts: BTreeMap<String, f64> = BTreeMap::new();
    let lead = if han { LEAD_HAN } else { LEAD };
    let end = article
        .text
        .char_indices()
        .nth(lead)
        .map_or(article.text.len(), |(at, _)| at);
    count(&article.text[..end], article.lang, 1.0, &mut counts);
    if let Some(title) = &article.title {
        count(
            title,
            article.lang,
            if han { TITLE_HAN } else { TITLE },
            &mut counts,
        );
    }
    weighed(&counts, han, ground)
}

/// The words of a page that tell most about what it is of, as hashes.
pub(crate) fn telling(page: &ReadPage, ground: &Ground, n: usize) -> Vec<u64> {
    let kept = heaviest(words(page, ground), n).into_iter();
    kept.map(|(word, _)| word).collect()
}

/// The same hashes of the words of a name.
pub(crate) fn words_of(name: &str, lang: Language) -> Vec<u64> {
    let mut own = BTreeMap::new();
    count(name, lang, 1.0, &mut own);
    own.keys().map(|w| hash(w)).collect()
}

/// Words by how often they stand and how much each tells.
pub(crate) fn weighed(counts: &BTreeMap<String, f64>, han: bool, ground: &Ground) -> Vector {
    let weights = counts.iter().filter_map(|(word, times)| {
        let weight = ground.commonness.weight(word);
        (han || weight > LIGHT).then(|| (hash(word), (1.0 + times.ln()) * weight))
    });
    let mut vector: Vector = weights.collect();
    vector.sort_unstable_by_key(|(word, _)| *word);
    vector.dedup_by_key(|(word, _)| *word);
    unit(heaviest(vector, KEPT))
}

/// Counts words of alphabets by stem, numbers as they are, Chinese by pairs of characters.
pub(crate) fn count(text: &str, lang: Language, times: f64, counts: &mut BTreeMap<String, f64>) {
    let mut tokens = Vec::new();
    tokenize(text, Span::new(0, text.len()), &mut tokens);
    let mut before: Option<Span> = None;
    for token in tokens {
        let word = token.span.of(text);
        match token.kind {
            TokenKind::Han => {
                if let Some(first) = before.filter(|b| b.end() == token.span.start()) {
                    let pair = first.cover(token.span).of(text).to_owned();
                    *counts.entry(pair).or_default() += times;
                }
                before = Some(token.span);
            }
            TokenKind::Word if !word.chars().any(is_han) => {
                let capital =
                    lang != Language::Chinese && word.chars().next().is_some_and(char::is_uppercase);
                let times = if capital { times * CAPITAL } else { times };
                *counts.entry(Commonness::stem(word, lang)).or_default() += times;
            }
            TokenKind::Number => *counts.entry(word.to_owned()).or_default() += times,
            _ => {}
        }
    }
}

/// What a page names that is the same in every language: entities of the catalogue, and exact amounts.
fn names(page: &ReadPage, ground: &Ground) -> Vector {
    let mut counts: BTreeMap<String, f64> = BTreeMap::new();
    for mention in &page.reading.mentions {
        let Some(id) = mention.entity.as_deref() else {
            continue;
        };
        let telling = !matches!(
            mention.kind,
            NameKind::Outlet | NameKind::Place | NameKind::Authority
        );
        if telling && ground.catalogue.get(id).is_some() {
            *counts
                .entry(format!("@{}", ground.catalogue.root(id)))
                .or_default() += 1.0;
        }
    }
    for quantity in &page.reading.quantities {
        if let (Some(low), Some(unit)) = (quantity.low.filter(|l| Some(*l) == quantity.high), &quantity.unit)
            && unit.len() == 3
            && unit.chars().all(|c| c.is_ascii_uppercase())
        {
            *counts.entry(format!("{} {unit}", low.normalize())).or_default() += 0.5;
        }
    }
    let mut vector: Vector = counts.iter().map(|(w, n)| (hash(w), (1.0 + n).ln())).collect();
    vector.sort_unstable_by_key(|(word, _)| *word);
    unit(vector)
}
