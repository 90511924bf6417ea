//! Matters: the questions that claims answer, put together from claims of all pages.
//!
//! A matter has a typed key: kind, who it is about, and what. One question has one key whatever side tells it (a deal of A
//! and B is one of B and A), and what belongs to two things has two (two products of one firm).
//! What does not live here: which names are one (see `links`), who knew (see `origins`), how a matter stands (see `status`), what people put together by hand (`by_hand`).

mod by_hand;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::as_of::said_day;
use crate::case::{ClaimRef, Matter, MatterKey, Story};
use crate::corrections::AsRead;
use crate::kinds::STATEMENT;
use crate::kinds::{Kind, RecordRule};
use crate::links::{Links, normal};
use crate::sayings::{Sentence, say_one_thing};
use crate::{Claim, EntityId, Ground, Language, NameKind, Participant, ReadPage};

pub(crate) use by_hand::MatterName;

/// Days between two filings without a name that may be one.
const ONE_FILING: i32 = 3;

/// What claims are put together by.
struct Grouping<'a> {
    pages: &'a [ReadPage],
    links: &'a Links,
    ground: &'a Ground,
    groups: BTreeMap<MatterKey, Vec<ClaimRef>>,
    /// Claims that would be in these groups, had nobody corrected them.
    left_out: BTreeMap<MatterKey, Vec<ClaimRef>>,
    as_read: &'a AsRead,
}

/// Puts claims into matters. Claims without a subject, and responses, make none of their own: responses join the
/// matters of what they answer.
pub(crate) fn group(
    pages: &[ReadPage],
    stories: &[Vec<usize>],
    links: &Links,
    ground: &Ground,
    as_read: &AsRead,
) -> Vec<Matter> {
    let mut grouping = Grouping {
        pages,
        links,
        ground,
        groups: BTreeMap::new(),
        left_out: BTreeMap::new(),
        as_read,
    };
    for (page, read) in pages.iter().enumerate() {
        for (claim, told) in read.reading.claims.iter().enumerate() {
            let at = ClaimRef { page, claim };
            if let Some(key) = grouping.key_as_read(page, told) {
                grouping.left_out.entry(key).or_default().push(at);
            }
            if let Some(key) = grouping.key(page, told) {
                let ignored = grouping.is_ignored(told);
                let groups = if ignored {
                    &mut grouping.left_out
                } else {
                    &mut grouping.groups
                };
                groups.entry(key).or_default().push(at);
            }
        }
    }
    grouping.fold_one_sided();
    grouping.fold_open();
    grouping.fold_wholes();
    grouping.fold_filings();
    grouping.records();
    grouping.statements(stories);
    grouping.by_hand();
    grouping.responses();
    let Grouping {
        groups, mut left_out, ..
    } = grouping;
    let mut matters: Vec<Matter> = groups
        .into_iter()
        .map(|(key, claims)| {
            let called = match key.who.as_slice() {
                [only] => links.called(only),
                _ => None,
            };
            let left_out = left_out.remove(&key).unwrap_or_default();
            let mut matter = matter(key, claims, pages, ground, called);
            matter.left_out = left_out;
            matter.left_out.retain(|at| !matter.claims.contains(at));
            matter
        })
        .collect();
    let weight = |m: &Matter| {
        let kind = ground.kinds.get(&m.kind).map(|k| k.weight).unwrap_or(0);
        let spread = m.claims.iter().map(|c| c.page).collect::<BTreeSet<_>>().len() as i64;
        kind * (1 + spread.min(12))
    };
    matters.sort_by(|a, b| weight(b).cmp(&weight(a)).then(a.id.cmp(&b.id)));
    matters
}

impl Grouping<'_> {
    fn key(&self, page: usize, claim: &Claim) -> Option<MatterKey> {
        let kind = self.ground.kinds.get(&claim.kind)?;
        // Responses join what they answer; words of no kind answer no question that another page could ask.
        if claim.is_response() || claim.state.is_none() && kind.by_words {
            return None;
        }
        // Without a name nobody can tell whether two pages speak of the same thing.
        let subject = claim.subject.as_ref().filter(|s| s.entity.is_some())?;
        // A regulator that is told of as the one fined, bought or licensed is the one who decided: silence is better.
        let anybody = claim.state.as_ref().is_some_and(|s| kind.of_anybody.contains(s));
        if kind.not_of_authorities && !anybody && self.is_authority(page, subject) {
            return None;
        }
        let identity = |p: &Participant| self.links.identity(page, p, self.ground);
        let mut who = vec![identity(subject)];
        let other = partner(claim).map(identity);
        let what = if kind.by_words {
            claim.state.clone().unwrap_or_default()
        } else if kind.mutual {
            who.extend(other);
            who.sort();
            who.dedup();
            String::new()
        } else if kind.by_object {
            other.unwrap_or_else(|| self.undated_filing(page, claim))
        } else {
            self.what(page, claim, kind, subject)
        };
        Some(MatterKey {
            kind: claim.kind.clone(),
            who,
            what,
        })
    }

    fn is_authority(&self, page: usize, subject: &Participant) -> bool {
        let known = subject
            .entity
            .as_deref()
            .and_then(|e| self.ground.catalogue.get(e));
        known.map_or_else(
            || {
                let mentions = &self.pages[page].reading.mentions;
                let own = mentions.iter().filter(|m| m.entity == subject.entity);
                own.map(|m| m.kind).next() == Some(NameKind::Authority)
            },
            |e| e.kind == NameKind::Authority,
        )
    }

    /// What the question is about, beside its subject: a class of things, or a thing with a name.
    fn what(&self, page: usize, claim: &Claim, kind: &Kind, subject: &Participant) -> String {
        let kinds = &self.ground.kinds;
        let entity = subject
            .entity
            .as_deref()
            .and_then(|e| self.ground.catalogue.get(e));
        let list = entity.map(|e| &*e.rule);
        let object = claim.object.as_ref();
        let class = object.and_then(|o| kinds.class_of(&claim.kind, &o.name, list));
        let class = class.or_else(|| kinds.class_of(&claim.kind, self.pages[page].words(claim), list));
        if let Some(class) = class {
            return class.id.clone();
        }
        // A plant is told apart by its place.
        let place = claim
            .roles
            .iter()
            .find(|r| Some(&r.role) == kind.apart_by.as_ref());
        let thing = object.filter(|o| has_a_name(o)).or(place.map(|r| &r.filler));
        thing
            .map(|o| self.links.identity(page, o, self.ground))
            .unwrap_or_default()
    }

    /// True for papers and entries, which are known by their day.
    fn are_papers(&self, kind: &str) -> bool {
        self.ground.kinds.get(kind).is_some_and(|k| k.papers)
    }

    /// A filing without a name is known by its day alone.
    fn undated_filing(&self, page: usize, claim: &Claim) -> String {
        if !self.are_papers(&claim.kind) {
            return String::new();
        }
        let day = claim
            .time
            .from
            .map(|m| m.date())
            .or_else(|| said_day(&self.pages[page], claim));
        day.map(|d| d.to_string()).unwrap_or_default()
    }

    fn merge(&mut self, from: &MatterKey, into: &MatterKey) {
        if self.links.judged().is_kept_out(&from.id(), &into.id()) {
            return;
        }
        if let Some(claims) = self.groups.remove(from) {
            self.groups.entry(into.clone()).or_default().extend(claims);
        }
        if let Some(claims) = self.left_out.remove(from) {
            self.left_out.entry(into.clone()).or_default().extend(claims);
        }
    }

    /// A deal that names one side only belongs to the one deal of that side.
    fn fold_one_sided(&mut self) {
        let mut of_side: BTreeMap<(String, String), Vec<MatterKey>> = BTreeMap::new();
        for key in self.groups.keys().filter(|k| k.who.len() > 1) {
            for side in &key.who {
                of_side
                    .entry((key.kind.clone(), side.clone()))
                    .or_default()
                    .push(key.clone());
            }
        }
        let alone: Vec<MatterKey> = self.groups.keys().filter(|k| k.who.len() == 1).cloned().collect();
        for key in alone {
            if let Some([only]) = of_side
                .get(&(key.kind.clone(), key.who[0].clone()))
                .map(Vec::as_slice)
            {
                self.merge(&key, only);
            }
        }
    }

    /// Claims that leave open what they are about ("the planner cleared its project") belong to the one matter of that kind
    /// and subject that says it.
    fn fold_open(&mut self) {
        let mut said: BTreeMap<(String, Vec<String>), Vec<MatterKey>> = BTreeMap::new();
        for key in self.groups.keys().filter(|k| !k.what.is_empty()) {
            said.entry((key.kind.clone(), key.who.clone()))
                .or_default()
                .push(key.clone());
        }
        let open: Vec<MatterKey> = self
            .groups
            .keys()
            .filter(|k| k.what.is_empty())
            .cloned()
            .collect();
        for key in open {
            if let Some([only]) = said.get(&(key.kind.clone(), key.who.clone())).map(Vec::as_slice) {
                self.merge(&key, only);
            }
        }
    }

    /// What is told of a group ("Xiaomi got its licence") is told of its one part that the same question is asked about. A
    /// person is no part of a company, and values of a group are its own.
    fn fold_wholes(&mut self) {
        let mut parts: BTreeMap<MatterKey, Vec<MatterKey>> = BTreeMap::new();
        let valued = |kind: &str| {
            self.ground
                .kinds
                .get(kind)
                .is_some_and(|k| k.valued || k.by_words)
        };
        for key in self.groups.keys().filter(|k| !valued(&k.kind)) {
            for (place, who) in key.who.iter().enumerate() {
                let mut part = self.ground.catalogue.get(who);
                while let Some(entity) = part
                    && entity.kind != NameKind::Person
                    && let Some(whole) = &entity.part_of
                {
                    let mut of_whole = key.clone();
                    of_whole.who[place] = whole.to_string();
                    of_whole.who.sort();
                    if self.groups.contains_key(&of_whole) && of_whole != *key {
                        parts.entry(of_whole).or_default().push(key.clone());
                    }
                    part = self.ground.catalogue.get(whole);
                }
            }
        }
        for (whole, parts) in parts {
            if let [only] = parts.as_slice() {
                self.merge(&whole, only);
            }
        }
    }

    /// Filings of one subject without a name that lie within days of each other are one.
    fn fold_filings(&mut self) {
        let day = |k: &MatterKey| -> Option<Date> { k.what.parse().ok() };
        let dated: Vec<MatterKey> = self
            .groups
            .keys()
            .filter(|k| self.are_papers(&k.kind) && day(k).is_some())
            .cloned()
            .collect();
        let mut first: Option<MatterKey> = None;
        for key in dated {
            let near = first
                .as_ref()
                .filter(|f| f.who == key.who)
                .and_then(|f| day(f)?.until(day(&key)?).ok());
            if let (Some(into), Some(apart)) = (&first, near)
                && apart.get_days() <= ONE_FILING
            {
                let into = into.clone();
                self.merge(&key, &into);
            } else {
                first = Some(key);
            }
        }
    }

    /// Words of no kind make a matter with what other pages of their story say in the same words; so do claims of a kind
    /// that make no matter of their own, for nobody can tell whom they are about, and denials of what their page does not
    /// tell. It is known by the claim that came out first, so that it keeps its id when others join it.
    fn statements(&mut self, stories: &[Vec<usize>]) {
        for story in stories {
            let mut claims: Vec<(Option<Date>, ClaimRef)> = Vec::new();
            for page in story {
                let read = &self.pages[*page];
                let day = crate::as_of::came_out(read);
                for (claim, told) in read.reading.claims.iter().enumerate() {
                    let joins = if told.is_response() {
                        is_lone_denial(told)
                    } else {
                        self.key(*page, told).is_none()
                    };
                    if joins && !self.is_ignored(told) {
                        claims.push((day, ClaimRef { page: *page, claim }));
                    }
                }
            }
            // In the order in which pages came out, and not in that of the days they tell of: a case that is cut to a day
            // has the first of them. Bytes and not places in the case break ties.
            let bytes = |at: &ClaimRef| self.pages[at.page].page.sha256.as_str();
            claims.sort_by(|(x, a), (y, b)| x.cmp(y).then_with(|| bytes(a).cmp(bytes(b))).then(a.cmp(b)));
            let claim = |at: &ClaimRef| &self.pages[at.page].reading.claims[at.claim];
            let sentences: Vec<Sentence<'_>> = claims
                .iter()
                .map(|(_, at)| Sentence {
                    words: self.pages[at.page].words(claim(at)),
                    lang: self.pages[at.page].article.lang,
                })
                .collect();
            let mut made: Vec<(MatterKey, Vec<ClaimRef>)> = Vec::new();
            for members in say_one_thing(&sentences, self.ground) {
                let members: Vec<ClaimRef> = members.into_iter().map(|i| claims[i].1).collect();
                let Some(first) = members.first() else { continue };
                let subject = claim(first).subject.as_ref().filter(|s| s.entity.is_some());
                let whom = subject.map(|s| self.links.identity(first.page, s, self.ground));
                let key = MatterKey {
                    kind: STATEMENT.into(),
                    who: whom.into_iter().collect(),
                    what: claim(first).id.clone(),
                };
                made.push((key, members));
            }
            self.groups.extend(made);
        }
    }

    /// A record joins the matters that it shows something about, of everybody it names.
    fn records(&mut self) {
        let mut shown: BTreeMap<(&str, &str), Vec<(String, MatterKey)>> = BTreeMap::new();
        let ground = self.ground;
        for rule in &ground.kinds.records {
            let of_rule = self
                .groups
                .keys()
                .filter(|k| k.kind == rule.shows_kind && k.what == rule.shows_class);
            let wholes = of_rule.flat_map(|k| {
                k.who
                    .iter()
                    .map(move |w| (ground.catalogue.root(w).to_owned(), k.clone()))
            });
            shown.insert((&rule.shows_kind, &rule.shows_class), wholes.collect());
        }
        for (page, read) in self.pages.iter().enumerate() {
            for (index, claim) in read.reading.claims.iter().enumerate() {
                let Some(rule) = record_rule(read, claim, ground).filter(|_| !self.is_ignored(claim)) else {
                    continue;
                };
                let whole = |id: &str| ground.catalogue.root(id).to_owned();
                let mut named: BTreeSet<String> = participants(claim)
                    .map(|p| whole(&self.links.identity(page, p, ground)))
                    .collect();
                let mentions = read.reading.mentions.iter().filter(|m| claim.span.holds(m.span));
                named.extend(mentions.filter_map(|m| Some(whole(m.entity.as_deref()?))));
                let at = ClaimRef { page, claim: index };
                let matters = shown.get(&(rule.shows_kind.as_str(), rule.shows_class.as_str()));
                for (_, key) in matters
                    .into_iter()
                    .flatten()
                    .filter(|(who, _)| named.contains(who))
                {
                    self.groups.entry(key.clone()).or_default().push(at);
                }
            }
        }
    }

    /// Responses join the matters of what they answer.
    fn responses(&mut self) {
        let mut answered: BTreeSet<(usize, &str)> = BTreeSet::new();
        for (page, read) in self.pages.iter().enumerate() {
            let responses = read.reading.claims.iter().filter(|c| c.is_response());
            answered.extend(responses.flat_map(|c| &c.answers).map(|id| (page, id.as_str())));
        }
        let mut place: BTreeMap<(usize, &str), Vec<MatterKey>> = BTreeMap::new();
        for (key, claims) in self.groups.iter().filter(|_| !answered.is_empty()) {
            for at in claims {
                let claim = &self.pages[at.page].reading.claims[at.claim];
                if !answered.contains(&(at.page, claim.id.as_str())) {
                    continue;
                }
                // A record in the matter of another kind is not what a response there answers.
                if claim.kind == key.kind || key.kind == STATEMENT {
                    place
                        .entry((at.page, claim.id.as_str()))
                        .or_default()
                        .push(key.clone());
                }
            }
        }
        for (page, read) in self.pages.iter().enumerate() {
            for (index, claim) in read
                .reading
                .claims
                .iter()
                .enumerate()
                .filter(|(_, c)| c.is_response())
            {
                let answered = claim
                    .answers
                    .iter()
                    .filter_map(|a| place.get(&(page, a.as_str())));
                let keys: BTreeSet<&MatterKey> = answered.flatten().collect();
                let judged = self.links.judged();
                let ignored = self.is_ignored(claim);
                for key in keys {
                    let at = ClaimRef { page, claim: index };
                    if ignored || judged.is_kept_out(&claim.id, &key.id()) {
                        self.left_out.entry(key.clone()).or_default().push(at);
                    } else if let Some(list) = self.groups.get_mut(key) {
                        list.push(at);
                    }
                }
            }
        }
    }
}

/// True for a denial of something that its page does not tell by itself: "calls the rumour of a closure false".
fn is_lone_denial(claim: &Claim) -> bool {
    claim.answers.is_empty() && claim.state.as_deref() == Some("denied")
}

/// The other side of a claim: its partner, else its object.
pub(crate) fn partner(claim: &Claim) -> Option<&Participant> {
    let role = claim
        .roles
        .iter()
        .find(|r| r.role == "partner")
        .map(|r| &r.filler);
    role.or(claim.object.as_ref()).filter(|p| has_a_name(p))
}

/// True for what has a name of its own; "the new car" has none.
pub(crate) fn has_a_name(participant: &Participant) -> bool {
    let own = |word: &str| word.chars().any(|c| c.is_uppercase() || c.is_ascii_digit());
    participant.entity.is_some()
        || participant.name.split_whitespace().any(own)
        || !participant.name.is_ascii()
}

/// The rule that makes a claim a record of another matter.
pub(crate) fn record_rule<'a>(page: &ReadPage, claim: &Claim, ground: &'a Ground) -> Option<&'a RecordRule> {
    if ground.kinds.records.iter().all(|r| r.of_kind != claim.kind) {
        return None;
    }
    let title = page.article.title.as_deref().unwrap_or_default();
    ground
        .kinds
        .record_rule(&claim.kind, claim.state.as_deref(), page.words(claim), title)
}

/// In whose name a record stands: the holder it names, else its subject.
pub(crate) fn holder(claim: &Claim) -> Option<&Participant> {
    let role = claim.roles.iter().find(|r| r.role == "holder").map(|r| &r.filler);
    role.or(claim.subject.as_ref())
}

/// Everybody a claim names.
pub(crate) fn participants(claim: &Claim) -> impl Iterator<Item = &Participant> {
    let roles = claim.roles.iter().map(|r| &r.filler);
    claim.subject.iter().chain(claim.object.iter()).chain(roles)
}

/// What two participants share when they are the same, or parts of one whole.
pub(crate) fn whole_key(participant: &Participant, ground: &Ground) -> String {
    match &participant.entity {
        Some(id) if ground.catalogue.get(id).is_some() => ground.catalogue.root(id).to_owned(),
        _ => normal(&participant.name),
    }
}

/// What an outlet's name stands for, whatever language it is written in: one publisher's many sites are one.
pub(crate) fn outlet_key(name: &str, entity: Option<&str>, ground: &Ground) -> String {
    let known = entity.filter(|e| ground.catalogue.get(e).is_some());
    let known = known.or_else(|| ground.catalogue.named(name).map(|e| &*e.id));
    known.map_or_else(
        || name.trim().to_lowercase(),
        |e| ground.catalogue.root(e).to_owned(),
    )
}

fn matter(
    key: MatterKey,
    mut claims: Vec<ClaimRef>,
    pages: &[ReadPage],
    ground: &Ground,
    called: Option<String>,
) -> Matter {
    let claim = |at: &ClaimRef| &pages[at.page].reading.claims[at.claim];
    let day = |at: &ClaimRef| claim(at).said.from;
    // Bytes and not places in the case break ties: the order of pages must not matter.
    claims.sort_by(|a, b| {
        let bytes = pages[a.page].page.sha256.cmp(&pages[b.page].page.sha256);
        day(a).cmp(&day(b)).then(bytes).then(a.cmp(b))
    });
    claims.dedup();
    let own = || {
        claims
            .iter()
            .map(claim)
            .filter(|c| c.kind == key.kind || key.kind == STATEMENT)
    };
    // The part that is named most often is what the matter is about; its whole if nothing else is named.
    let mut named: BTreeMap<&EntityId, usize> = BTreeMap::new();
    let mut written: BTreeMap<&str, usize> = BTreeMap::new();
    for s in own().filter_map(|c| c.subject.as_ref()) {
        if let Some(e) = &s.entity {
            *named.entry(e).or_default() += 1;
        }
        *written.entry(&s.name).or_default() += 1;
    }
    let most = named.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)));
    let subject: Option<EntityId> = most.map(|(e, _)| (*e).clone());
    let english = |id: &str| ground.catalogue.name(id, Language::English).map(str::to_owned);
    let subject_name = called
        .or_else(|| subject.as_deref().and_then(english))
        .or_else(|| {
            written
                .iter()
                .max_by_key(|(n, times)| (**times, n.len(), **n))
                .map(|(n, _)| (*n).to_owned())
        })
        .unwrap_or_else(|| key.who.join(", "));
    let kind = ground.kinds.get(&key.kind);
    let class = ground.kinds.objects.iter().find(|o| o.id == key.what);
    let object_name = if let Some(class) = class {
        class.en.clone()
    } else if key.kind == STATEMENT {
        let first = claims.iter().find(|at| claim(at).id == key.what);
        first
            .map(|at| shortly(pages[at.page].words(claim(at))))
            .unwrap_or_default()
    } else if kind.is_some_and(|k| k.by_words) {
        kind.map(|k| k.show(&key.what, Language::English))
            .unwrap_or_default()
    } else {
        // The other side, or the thing, as it is named by whoever is shown as the subject.
        let mine = |c: &&Claim| subject.is_none() || c.subject.as_ref().is_some_and(|s| s.entity == subject);
        let shown = |p: &Participant| {
            p.entity
                .as_deref()
                .and_then(english)
                .unwrap_or_else(|| p.name.clone())
        };
        let thing = own().filter(mine).find_map(|c| partner(c).map(shown));
        let place = || {
            own()
                .flat_map(|c| &c.roles)
                .find(|r| r.role == "place")
                .map(|r| shown(&r.filler))
        };
        let dated = key.what.parse::<Date>().is_ok();
        let other = || {
            key.who
                .iter()
                .find_map(|w| english(w).filter(|n| *n != subject_name))
        };
        match (key.what.is_empty(), key.who.len()) {
            (true, 1) => String::new(),
            _ if dated => key.what.clone(),
            _ => thing
                .or_else(place)
                .or_else(other)
                .unwrap_or_else(|| key.what.clone()),
        }
    };
    let label = kind.map_or_else(|| key.kind.clone(), |k| k.en.clone());
    let title = match (class.is_some(), object_name.is_empty()) {
        _ if key.kind == STATEMENT && subject_name.is_empty() => object_name.clone(),
        _ if key.kind == STATEMENT => format!("{subject_name}: {object_name}"),
        (true, _) => format!("{subject_name}: {object_name}"),
        (_, true) => format!("{subject_name}: {label}"),
        _ => format!("{subject_name}: {label}, {object_name}"),
    };
    Matter {
        id: key.id(),
        kind: key.kind.clone(),
        key,
        subject,
        subject_name,
        object_name,
        title,
        claims,
        left_out: Vec::new(),
        story: 0,
    }
}

/// The first words of a sentence.
fn shortly(words: &str) -> String {
    match words.char_indices().nth(60) {
        Some((end, _)) => {
            let cut = words[..end].rfind(' ').filter(|at| *at > 20).unwrap_or(end);
            format!("{}…", words[..cut].trim_end())
        }
        None => words.to_owned(),
    }
}

/// Leaves the pages that matters speak of; gives for each that is left its index before.
pub(crate) fn restrict(
    pages: &mut Vec<ReadPage>,
    groups: &mut Vec<Vec<usize>>,
    matters: &mut [Matter],
) -> Vec<usize> {
    let told = |m: &Matter| {
        m.claims
            .iter()
            .chain(&m.left_out)
            .map(|at| at.page)
            .collect::<Vec<_>>()
    };
    let kept: BTreeSet<usize> = matters.iter().flat_map(told).collect();
    let now: BTreeMap<usize, usize> = kept
        .iter()
        .enumerate()
        .map(|(now, before)| (*before, now))
        .collect();
    let mut index = 0;
    pages.retain(|_| {
        index += 1;
        kept.contains(&(index - 1))
    });
    for matter in matters {
        let all = matter.claims.iter_mut().chain(&mut matter.left_out);
        all.for_each(|at| at.page = now[&at.page]);
    }
    for group in groups.iter_mut() {
        *group = group.iter().filter_map(|p| now.get(p).copied()).collect();
    }
    groups.retain(|g| !g.is_empty());
    kept.into_iter().collect()
}

/// Stories with their matters: a matter belongs to the story that most of its claims stand in, a story bears the name of
/// the subject that most of its claims are about.
pub(crate) fn stories(
    pages: &[ReadPage],
    groups: Vec<Vec<usize>>,
    matters: &mut [Matter],
    ground: &Ground,
) -> Vec<Story> {
    let mut story_of = vec![0; pages.len()];
    for (story, members) in groups.iter().enumerate() {
        members.iter().for_each(|p| story_of[*p] = story);
    }
    let mut names: Vec<BTreeMap<&str, i64>> = vec![BTreeMap::new(); groups.len()];
    let mut home = Vec::new();
    for m in matters.iter() {
        let mut told: BTreeMap<usize, i64> = BTreeMap::new();
        for at in &m.claims {
            *told.entry(story_of[at.page]).or_default() += 1;
        }
        let weight = ground.kinds.get(&m.kind).map_or(1, |k| k.weight.max(1));
        for (story, n) in &told {
            *names[*story].entry(&m.subject_name).or_default() += n * weight;
        }
        home.push(
            told.iter()
                .max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)))
                .map(|(s, _)| *s),
        );
    }
    let mut stories: Vec<(usize, Story)> = groups
        .into_iter()
        .enumerate()
        .map(|(story, mut members)| {
            members.sort_by_key(|p| {
                let published = pages[*p].article.published.as_ref();
                (published.and_then(|d| d.latest), pages[*p].page.sha256.clone())
            });
            let named = names[story].iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)));
            let title = named.map(|(name, _)| (*name).to_owned());
            let title = title.or_else(|| members.iter().find_map(|p| pages[*p].article.title.clone()));
            let story_here = Story {
                title: title.unwrap_or_else(|| pages[members[0]].page.source.clone()),
                pages: members,
                matters: Vec::new(),
            };
            (story, story_here)
        })
        .collect();
    let key = |s: &Story| pages[s.pages[0]].page.sha256.clone();
    stories.sort_by(|(_, a), (_, b)| {
        let size = b.pages.len().cmp(&a.pages.len());
        size.then(a.title.cmp(&b.title)).then_with(|| key(a).cmp(&key(b)))
    });
    let mut place = vec![0; stories.len()];
    for (now, (before, _)) in stories.iter().enumerate() {
        place[*before] = now;
    }
    let mut stories: Vec<Story> = stories.into_iter().map(|(_, s)| s).collect();
    for (index, (m, home)) in matters.iter_mut().zip(home).enumerate() {
        if let Some(home) = home {
            m.story = place[home];
            stories[m.story].matters.push(index);
        }
    }
    stories
}
