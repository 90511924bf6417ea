//! Matters: the questions that claims answer, put together from claims of all pages. Stories: matters that share pages.
//! What does not live here: who knew (see `origins`) and how a matter stands (see `status`).

use std::collections::{BTreeMap, BTreeSet};

use crate::case::{ClaimRef, Matter, Story};
use crate::kinds::RecordRule;
use crate::{Claim, EntityId, Ground, Language, Participant, ReadPage};

/// The key of a matter: kind, subject, object.
type Key = (String, String, String);

/// Puts claims into matters. Claims without a subject, and responses, make none of their own: responses join the
/// matters of what they answer.
pub(crate) fn group(pages: &[ReadPage], ground: &Ground) -> Vec<Matter> {
    let mut groups: BTreeMap<Key, Vec<ClaimRef>> = BTreeMap::new();
    let mut place: BTreeMap<(usize, &str), Key> = BTreeMap::new();
    for (page, read) in pages.iter().enumerate() {
        for (index, claim) in read.reading.claims.iter().enumerate() {
            let Some(key) = key(claim, read, ground) else {
                continue;
            };
            place.insert((page, claim.id.as_str()), key.clone());
            groups
                .entry(key)
                .or_default()
                .push(ClaimRef { page, claim: index });
        }
    }
    fold_unclassed(&mut groups, &mut place);
    // A record joins the matters that it shows something about, of everybody it names.
    for (page, read) in pages.iter().enumerate() {
        for (index, claim) in read.reading.claims.iter().enumerate() {
            let Some(rule) = record_rule(read, claim, ground) else {
                continue;
            };
            let at = ClaimRef { page, claim: index };
            let mut named: BTreeSet<String> = participants(claim).map(|p| identity(p, ground)).collect();
            let mentions = read.reading.mentions.iter().filter(|m| claim.span.holds(m.span));
            named.extend(
                mentions.filter_map(|m| Some(ground.catalogue.root(m.entity.as_deref()?).to_owned())),
            );
            for ((kind, who, what), list) in groups.iter_mut() {
                if *kind == rule.shows_kind
                    && *what == rule.shows_class
                    && named.contains(who)
                    && !list.contains(&at)
                {
                    list.push(at);
                }
            }
        }
    }
    for (page, read) in pages.iter().enumerate() {
        for (index, claim) in read
            .reading
            .claims
            .iter()
            .enumerate()
            .filter(|(_, c)| c.kind == "response")
        {
            let keys: BTreeSet<&Key> = claim
                .answers
                .iter()
                .filter_map(|a| place.get(&(page, a.as_str())))
                .collect();
            for key in keys {
                if let Some(list) = groups.get_mut(key) {
                    list.push(ClaimRef { page, claim: index });
                }
            }
        }
    }
    let mut matters: Vec<Matter> = groups
        .into_iter()
        .map(|(key, claims)| matter(key, claims, pages, ground))
        .collect();
    let weight = |m: &Matter| {
        let kind = ground.kinds.get(&m.kind).map(|k| k.weight).unwrap_or(0);
        let spread = m.claims.iter().map(|c| c.page).collect::<BTreeSet<_>>().len() as i64;
        kind * (1 + spread.min(12))
    };
    matters.sort_by(|a, b| weight(b).cmp(&weight(a)).then(a.id.cmp(&b.id)));
    matters
}

/// Claims that leave open what they are about ("the planner cleared its project") belong to the one matter of that kind and
/// subject that says it.
fn fold_unclassed(groups: &mut BTreeMap<Key, Vec<ClaimRef>>, place: &mut BTreeMap<(usize, &str), Key>) {
    let open: Vec<Key> = groups
        .keys()
        .filter(|(_, _, what)| what.is_empty())
        .cloned()
        .collect();
    for key in open {
        let mut classed = groups
            .keys()
            .filter(|k| k.0 == key.0 && k.1 == key.1 && !k.2.is_empty());
        let (Some(only), None) = (classed.next().cloned(), classed.next()) else {
            continue;
        };
        let claims = groups.remove(&key).unwrap_or_default();
        groups.entry(only.clone()).or_default().extend(claims);
        place
            .values_mut()
            .filter(|k| **k == key)
            .for_each(|k| *k = only.clone());
    }
}

fn key(claim: &Claim, page: &ReadPage, ground: &Ground) -> Option<Key> {
    // Responses join what they answer; words of no kind answer no question that another page could ask.
    if claim.kind == "response" || claim.state.is_none() && ground.kinds.get(&claim.kind)?.by_words {
        return None;
    }
    let kind = ground.kinds.get(&claim.kind)?;
    // Without a name nobody can tell whether two pages speak of the same thing.
    let subject = claim.subject.as_ref().filter(|s| s.entity.is_some())?;
    let who = identity(subject, ground);
    let what = if kind.by_words {
        match &claim.state {
            Some(state) => state.clone(),
            None => format!(
                "{}#{}",
                &page.page.sha256[..page.page.sha256.len().min(8)],
                claim.span.start()
            ),
        }
    } else if kind.by_object {
        let partner = claim
            .roles
            .iter()
            .find(|r| r.role == "partner")
            .map(|r| &r.filler)
            .or(claim.object.as_ref());
        partner.map(|p| identity(p, ground)).unwrap_or_default()
    } else {
        let class = claim
            .object
            .as_ref()
            .and_then(|o| ground.kinds.class_of(&claim.kind, &o.name));
        class
            .or_else(|| ground.kinds.class_of(&claim.kind, page.words(claim)))
            .map(|c| c.id.clone())
            .unwrap_or_default()
    };
    Some((claim.kind.clone(), who, what))
}

/// The rule that makes a claim a record of another matter.
pub(crate) fn record_rule<'a>(page: &ReadPage, claim: &Claim, ground: &'a Ground) -> Option<&'a RecordRule> {
    let title = page.article.title.as_deref().unwrap_or_default();
    ground
        .kinds
        .record_rule(&claim.kind, claim.state.as_deref(), page.words(claim), title)
}

/// In whose name a record stands: the holder it names, else its subject.
pub(crate) fn holder(claim: &Claim) -> Option<&Participant> {
    claim
        .roles
        .iter()
        .find(|r| r.role == "holder")
        .map(|r| &r.filler)
        .or(claim.subject.as_ref())
}

/// Everybody a claim names.
pub(crate) fn participants(claim: &Claim) -> impl Iterator<Item = &Participant> {
    claim
        .subject
        .iter()
        .chain(claim.object.iter())
        .chain(claim.roles.iter().map(|r| &r.filler))
}

/// What two participants share when they are the same, or parts of one whole.
pub(crate) fn identity(participant: &Participant, ground: &Ground) -> String {
    match &participant.entity {
        Some(id) if ground.catalogue.get(id).is_some() => ground.catalogue.root(id).to_owned(),
        _ => participant.name.trim().to_lowercase(),
    }
}

fn matter(key: Key, mut claims: Vec<ClaimRef>, pages: &[ReadPage], ground: &Ground) -> Matter {
    let (kind, who, what) = key;
    let claim = |at: &ClaimRef| &pages[at.page].reading.claims[at.claim];
    claims.sort_by_key(|at| (claim(at).said.from, at.page, claim(at).span));
    let subjects = || {
        claims
            .iter()
            .map(claim)
            .filter(|c| c.kind == kind)
            .filter_map(|c| c.subject.as_ref())
    };
    // The part that is named most often is what the matter is about; its whole where nothing else is named.
    let mut named: BTreeMap<&EntityId, usize> = BTreeMap::new();
    for s in subjects() {
        if let Some(e) = &s.entity {
            *named.entry(e).or_default() += 1;
        }
    }
    let subject: Option<EntityId> = named
        .iter()
        .max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)))
        .map(|(e, _)| (*e).clone());
    let subject_name = subject
        .as_deref()
        .and_then(|e| ground.catalogue.name(e, Language::English))
        .map(str::to_owned)
        .or_else(|| subjects().map(|s| s.name.clone()).max_by_key(|n| n.len()))
        .unwrap_or_else(|| who.clone());
    let class = ground.kinds.objects.iter().find(|o| o.id == what);
    let object_name = match class {
        Some(class) => class.en.clone(),
        None => {
            let shown = ground.kinds.get(&kind).filter(|k| k.by_words).map(|k| {
                if what.contains('#') {
                    String::new()
                } else {
                    k.show(&what, Language::English)
                }
            });
            let partner = || {
                claims.iter().map(claim).find_map(|c| {
                    let filler = c
                        .roles
                        .iter()
                        .find(|r| r.role == "partner")
                        .map(|r| &r.filler)
                        .or(c.object.as_ref())?;
                    let known = filler
                        .entity
                        .as_deref()
                        .and_then(|e| ground.catalogue.name(e, Language::English));
                    Some(known.map(str::to_owned).unwrap_or_else(|| filler.name.clone()))
                })
            };
            shown.unwrap_or_else(|| {
                if what.is_empty() {
                    String::new()
                } else {
                    partner().unwrap_or_else(|| what.clone())
                }
            })
        }
    };
    let label = ground
        .kinds
        .get(&kind)
        .map(|k| k.en.clone())
        .unwrap_or_else(|| kind.clone());
    let title = match (class.is_some(), object_name.is_empty()) {
        (true, _) => format!("{subject_name}: {object_name}"),
        (_, true) => format!("{subject_name}: {label}"),
        _ => format!("{subject_name}: {label}, {object_name}"),
    };
    Matter {
        id: format!("{kind}/{who}/{what}"),
        kind,
        subject,
        subject_name,
        object_name,
        title,
        claims,
        story: 0,
    }
}

/// Stories: each page belongs to the subject that most of its claims are about (weighed by kind); matters follow their pages.
pub(crate) fn stories(pages: &[ReadPage], matters: &mut [Matter], ground: &Ground) -> Vec<Story> {
    let mut about: Vec<BTreeMap<String, i64>> = vec![BTreeMap::new(); pages.len()];
    let mut spread: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    let who = |m: &Matter| m.id.split('/').nth(1).unwrap_or_default().to_owned();
    for m in matters.iter() {
        let weight = ground.kinds.get(&m.kind).map(|k| k.weight).unwrap_or(1).max(1);
        for c in &m.claims {
            *about[c.page].entry(who(m)).or_default() += weight;
            spread.entry(who(m)).or_default().insert(c.page);
        }
    }
    // A subject that many pages share draws the pages that are also about something of their own.
    let mut topics: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (page, subjects) in about.iter().enumerate() {
        let top = subjects.iter().max_by(|a, b| {
            let pull = |(name, weight): (&String, &i64)| {
                weight * (1 + spread.get(name).map(|s| s.len()).unwrap_or(0) as i64)
            };
            pull(*a).cmp(&pull(*b)).then(b.0.cmp(a.0))
        });
        let name = top
            .map(|(n, _)| n.clone())
            .unwrap_or_else(|| format!("page {page}"));
        topics.entry(name).or_default().push(page);
    }
    let mut stories: Vec<Story> = topics
        .into_iter()
        .map(|(name, mut members)| {
            members.sort_by_key(|p| {
                (
                    pages[*p].article.published.as_ref().and_then(|d| d.latest),
                    pages[*p].page.sha256.clone(),
                )
            });
            let title = ground.catalogue.name(&name, Language::English).map(str::to_owned);
            let title = title
                .or_else(|| members.iter().find_map(|p| pages[*p].article.title.clone()))
                .unwrap_or(name);
            Story {
                title,
                pages: members,
                matters: Vec::new(),
            }
        })
        .collect();
    stories.sort_by(|a, b| b.pages.len().cmp(&a.pages.len()).then(a.title.cmp(&b.title)));
    for (index, m) in matters.iter_mut().enumerate() {
        let count = |s: &Story| m.claims.iter().filter(|c| s.pages.contains(&c.page)).count();
        let best =
            (0..stories.len()).max_by(|a, b| count(&stories[*a]).cmp(&count(&stories[*b])).then(b.cmp(a)));
        if let Some(best) = best {
            m.story = best;
            stories[best].matters.push(index);
        }
    }
    stories
}
