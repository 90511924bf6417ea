//! Origins: the independent first sources behind claims. A directed forest: each claim is handed to at most one origin,
//! and each hand-over keeps its reason.
//! What does not live here: matters (see `matters`) and what a status makes of origins (see `status`).

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::case::{ClaimRef, Fold, Matter, Origin};
use crate::fingerprints::{Prints, age};
use crate::matters::identity;
use crate::status::standing_of;
use crate::{Claim, Ground, Language, NameKind, Participant, Polarity, ReadPage, Speaker, SpeakerKind};

/// Two reports by unnamed people on one matter are one when they lie within so many days and describe the same people.
const SIGNATURE_DAYS: i32 = 10;
/// Two mentions of one outlet's (or one person's) words on one state of a matter are one report when they lie within so many days:
/// later pages often name only the month.
const REPORT_DAYS: i32 = 31;
/// The share of a claim's own words that must stand in the parent page for the claim to be copied.
const COPIED: f64 = 0.5;

struct Builder<'a> {
    pages: &'a [ReadPage],
    ground: &'a Ground,
    origins: Vec<Origin>,
    of: BTreeMap<ClaimRef, usize>,
    /// Origins by who knew and on what.
    keys: Vec<(Key, usize)>,
}

/// What makes two claims go back to one report: who knew, the matter, the state, and days that are not far apart.
struct Key {
    topic: String,
    who: String,
    state: (Option<String>, Polarity),
    day: Option<Date>,
}

impl Key {
    fn same(&self, other: &Key) -> bool {
        let near = match (self.day, other.day) {
            (Some(a), Some(b)) => a.until(b).is_ok_and(|s| s.get_days().abs() <= REPORT_DAYS),
            _ => true,
        };
        near && self.topic == other.topic && self.who == other.who && self.state == other.state
    }
}

/// Finds the origins of all claims that stand in matters, and of the responses in them.
pub(crate) fn find(
    pages: &[ReadPage],
    matters: &[Matter],
    prints: &[Prints],
    parents: &[Option<(usize, u8)>],
    ground: &Ground,
) -> Vec<Origin> {
    let mut builder = Builder {
        pages,
        ground,
        origins: Vec::new(),
        of: BTreeMap::new(),
        keys: Vec::new(),
    };
    let mut order: Vec<usize> = (0..pages.len()).collect();
    order.sort_by_key(|p| age(pages, prints, *p));
    let rank: BTreeMap<usize, usize> = order.iter().enumerate().map(|(n, p)| (*p, n)).collect();
    for matter in matters {
        let mut claims = matter.claims.clone();
        claims.sort_by_key(|c| (rank[&c.page], c.claim));
        // Claims that name who knew come first, so that the others can be folded into them.
        for strong in [true, false] {
            for at in &claims {
                if builder.of.contains_key(at) || builder.is_strong(*at) != strong {
                    continue;
                }
                builder.place(*at, matter, &claims, prints, parents);
            }
        }
    }
    for origin in &mut builder.origins {
        origin.members.sort_by_key(|(c, _)| (rank[&c.page], c.claim));
        for (place, (_, fold)) in origin.members.iter_mut().enumerate() {
            match (place, &fold) {
                (0, Fold::Copy { .. } | Fold::Signature { .. }) => *fold = Fold::First,
                (1.., Fold::First) => {
                    *fold = Fold::Citation {
                        cited: origin.outlet.clone().unwrap_or_else(|| origin.source.clone()),
                    }
                }
                _ => {}
            }
        }
        // Unnamed people are shown as the fullest description has them: one that counts them, the brief's language first.
        if origin.kind == SpeakerKind::Anonymous {
            let described = origin.members.iter().filter_map(|(at, _)| {
                let speaker = builder.pages[at.page].reading.claims[at.claim].chain.last()?;
                let words = speaker
                    .description
                    .as_ref()
                    .filter(|_| speaker.kind == SpeakerKind::Anonymous)?;
                let english = builder.pages[at.page].article.lang == Language::English;
                Some(((speaker.count.is_some(), english), words))
            });
            // The first of the best: members stand in order of age.
            if let Some((_, words)) = described.reduce(|a, b| if b.0 > a.0 { b } else { a }) {
                origin.source = words.clone();
            }
        }
    }
    builder.origins
}

impl Builder<'_> {
    fn claim(&self, at: ClaimRef) -> &Claim {
        &self.pages[at.page].reading.claims[at.claim]
    }

    /// What an outlet's name stands for, whatever language it is written in.
    fn outlet_key(&self, name: &str, entity: Option<&str>) -> String {
        let known = entity.or_else(|| self.ground.catalogue.named(name).map(|e| &*e.id));
        known
            .map(|e| self.ground.catalogue.root(e).to_owned())
            .unwrap_or_else(|| name.trim().to_lowercase())
    }

    /// The outlet that had it first, as (key, name): the one named in the chain nearest to the source, else the one that
    /// the page says it has the story from, else the page's own, where it speaks of what it found itself.
    fn outlet(&self, at: ClaimRef) -> Option<(String, String)> {
        let claim = self.claim(at);
        let article = &self.pages[at.page].article;
        let named = claim.chain.iter().rev().find(|s| s.kind == SpeakerKind::Outlet);
        if let Some(s) = named {
            let name = s
                .name
                .clone()
                .or_else(|| s.description.clone())
                .unwrap_or_default();
            let known = s
                .entity
                .as_deref()
                .or_else(|| self.ground.catalogue.named(&name).map(|e| &*e.id));
            return Some((self.outlet_key(&name, known), self.shown(known, &name)));
        }
        // A byline may be an agency's.
        let agency = article.authors.iter().map(String::as_str).find(|a| {
            self.ground
                .catalogue
                .named(a)
                .is_some_and(|e| e.kind == NameKind::Outlet)
                && article.outlet.as_deref() != Some(a)
        });
        let from = article
            .syndicated_from
            .as_deref()
            .or(agency)
            .or_else(|| article.outlet.as_deref().filter(|_| self.found_itself(at)))?;
        let known = self.ground.catalogue.named(from).map(|e| &*e.id);
        Some((self.outlet_key(from, known), self.shown(known, from)))
    }

    /// True where nobody stands between the page and the first source.
    fn found_itself(&self, at: ClaimRef) -> bool {
        self.claim(at)
            .chain
            .iter()
            .all(|s| s.kind == SpeakerKind::Anonymous)
    }

    /// An entity's English name, so that one source is not shown under two names; else the words of the page.
    fn shown(&self, entity: Option<&str>, words: &str) -> String {
        entity
            .and_then(|e| self.ground.catalogue.name(e, Language::English))
            .unwrap_or(words)
            .to_owned()
    }

    fn speaker_key(&self, speaker: &Speaker) -> String {
        let name = speaker
            .name
            .clone()
            .or_else(|| speaker.description.clone())
            .unwrap_or_default();
        identity(
            &Participant {
                span: None,
                entity: speaker.entity.clone(),
                name,
            },
            self.ground,
        )
    }

    /// True where the claim says who knew: a name, a record, or unnamed people through an outlet.
    fn is_strong(&self, at: ClaimRef) -> bool {
        let claim = self.claim(at);
        match claim.chain.last().map(|s| s.kind) {
            Some(
                SpeakerKind::Record
                | SpeakerKind::Authority
                | SpeakerKind::Party
                | SpeakerKind::Named
                | SpeakerKind::Outlet,
            ) => true,
            Some(SpeakerKind::Anonymous) => self.outlet(at).is_some(),
            _ => false,
        }
    }

    fn place(
        &mut self,
        at: ClaimRef,
        matter: &Matter,
        all: &[ClaimRef],
        prints: &[Prints],
        parents: &[Option<(usize, u8)>],
    ) {
        let claim = self.claim(at);
        let innermost = claim.chain.last();
        let named = matches!(
            innermost.map(|s| s.kind),
            Some(SpeakerKind::Record | SpeakerKind::Authority | SpeakerKind::Party | SpeakerKind::Named)
        );
        // 1. Copied words bring their origin along.
        if let Some((parent, _)) = parents[at.page]
            && let Some(share) = prints[at.page].share_within(claim.span, &prints[parent])
            && share >= COPIED
        {
            let twin = all
                .iter()
                .find(|c| c.page == parent && self.of.contains_key(c) && self.same_state(**c, at));
            if let Some(origin) = twin.and_then(|t| self.of.get(t)).copied() {
                return self.join(
                    at,
                    origin,
                    Fold::Copy {
                        from: parent,
                        containment: (share * 100.0).round() as u8,
                    },
                );
            }
        }
        // 2. The page says whom it has it from: a person, a body, a document, an outlet. One outlet's reports of one state
        // within weeks are one report.
        let outlet = if named { None } else { self.outlet(at) };
        let who = match (&outlet, innermost) {
            (Some((key, _)), _) => format!("outlet {key}"),
            (None, Some(s)) if named => self.speaker_key(s),
            _ => String::new(),
        };
        let own = innermost.is_none();
        if !who.is_empty() && !own {
            let answers = if claim.kind == "response" { "response" } else { "" };
            let key = Key {
                topic: format!("{answers}{}", matter.id),
                who,
                state: (claim.state.clone(), claim.polarity),
                day: claim.said.from.map(|m| m.date()),
            };
            if let Some(origin) = self.keys.iter().find(|(k, _)| k.same(&key)).map(|(_, o)| *o) {
                let cited = outlet
                    .map(|(_, name)| name)
                    .or_else(|| innermost.and_then(|s| s.name.clone()))
                    .unwrap_or_default();
                let record = innermost.is_some_and(|s| s.kind == SpeakerKind::Record);
                let fold = if record {
                    Fold::Document { document: cited }
                } else {
                    Fold::Citation { cited }
                };
                return self.join(at, origin, fold);
            }
            let origin = self.open(at, outlet);
            self.keys.push((key, origin));
            return;
        }
        // 3. Other words, the same unnamed people: the same state of the same matter within days.
        if let Some((origin, with, agrees)) = self.signature(at, matter, all) {
            return self.join(at, origin, Fold::Signature { with, agrees });
        }
        // 4. What a page says in its own voice is one origin for its outlet.
        let who = match &outlet {
            Some((key, _)) => format!("own {key}"),
            None => format!("page {}", self.pages[at.page].page.sha256),
        };
        let key = Key {
            topic: format!("{} {:?}", matter.id, innermost.map(|s| s.kind)),
            who,
            state: (claim.state.clone(), claim.polarity),
            day: None,
        };
        match self.keys.iter().find(|(k, _)| k.same(&key)).map(|(_, o)| *o) {
            Some(origin) => self.join(
                at,
                origin,
                Fold::Citation {
                    cited: outlet.map(|(_, name)| name).unwrap_or_default(),
                },
            ),
            None => {
                let origin = self.open(at, None);
                self.keys.push((key, origin));
            }
        }
    }

    /// An origin of the same matter whose first source has the same signature as this claim's.
    fn signature(
        &self,
        at: ClaimRef,
        matter: &Matter,
        all: &[ClaimRef],
    ) -> Option<(usize, usize, Vec<String>)> {
        let claim = self.claim(at);
        let kind = claim.chain.last().map(|s| s.kind);
        let weak = matches!(
            kind,
            Some(
                SpeakerKind::Anonymous
                    | SpeakerKind::Unattributed
                    | SpeakerKind::UnnamedMedia
                    | SpeakerKind::Public
            )
        );
        // A page that speaks of a report in its own voice has dropped who knew: what it names gives it away.
        let own = kind.is_none() && !claim.roles.is_empty();
        if !(weak || own) || claim.kind == "response" {
            return None;
        }
        let mut best: Option<(usize, usize, usize, Vec<String>)> = None;
        for other in all.iter().filter(|o| o.page != at.page) {
            let Some(origin) = self.of.get(other) else {
                continue;
            };
            let theirs = self.claim(*other);
            if theirs.state != claim.state
                || theirs.polarity != claim.polarity
                || !unnamed(&self.origins[*origin].kind)
            {
                continue;
            }
            let Some(days) = self.days_between(at, *other).filter(|d| *d <= SIGNATURE_DAYS) else {
                continue;
            };
            let mut agrees = vec![matter.title.clone()];
            let count = |c: &Claim| c.chain.iter().rev().find_map(|s| s.count);
            let mut score = 1 + (SIGNATURE_DAYS - days).max(0) as usize / 5;
            match (count(claim), count(theirs)) {
                (Some(a), Some(b)) if a == b => {
                    agrees.push(format!("{a} unnamed people"));
                    score += 3;
                }
                (Some(_), Some(_)) => continue,
                _ => {}
            }
            if kind == theirs.chain.last().map(|s| s.kind) {
                score += 1;
            }
            let mine: Vec<String> = claim
                .roles
                .iter()
                .map(|r| identity(&r.filler, self.ground))
                .collect();
            for role in &theirs.roles {
                if mine.contains(&identity(&role.filler, self.ground)) {
                    agrees.push(role.filler.name.clone());
                    score += 2;
                }
            }
            if own && agrees.len() < 2 {
                continue;
            }
            agrees.push(format!("{days} days apart"));
            if best.as_ref().is_none_or(|b| score > b.0) {
                best = Some((score, *origin, other.page, agrees));
            }
        }
        best.filter(|b| b.0 >= 3)
            .map(|(_, origin, with, agrees)| (origin, with, agrees))
    }

    fn days_between(&self, a: ClaimRef, b: ClaimRef) -> Option<i32> {
        let day = |at: ClaimRef| -> Option<Date> { self.claim(at).said.from.map(|m| m.date()) };
        let (a, b) = (day(a)?, day(b)?);
        a.until(b).ok().map(|s| s.get_days().abs())
    }

    fn same_state(&self, a: ClaimRef, b: ClaimRef) -> bool {
        let (a, b) = (self.claim(a), self.claim(b));
        a.kind == b.kind && a.state == b.state && a.polarity == b.polarity
    }

    fn open(&mut self, at: ClaimRef, outlet: Option<(String, String)>) -> usize {
        let claim = self.claim(at);
        let page = &self.pages[at.page];
        let innermost = claim.chain.last();
        let source = innermost.map_or(String::new(), |s| {
            let words = s.name.as_deref().or(s.description.as_deref()).unwrap_or_default();
            self.shown(s.entity.as_deref(), words)
        });
        let phantom = outlet.as_ref().is_some_and(|(key, _)| {
            !self.pages.iter().any(|p| {
                p.article
                    .outlet
                    .as_deref()
                    .is_some_and(|own| self.outlet_key(own, None) == *key)
            })
        });
        let outlet = outlet.map(|(_, name)| name);
        let weak = matches!(
            innermost.map(|s| s.kind),
            Some(SpeakerKind::UnnamedMedia | SpeakerKind::Unattributed | SpeakerKind::Public)
        );
        let origin = Origin {
            kind: standing_of(page, claim, self.ground),
            source,
            outlet: outlet.or_else(|| {
                innermost
                    .is_none_or(|s| s.kind == SpeakerKind::Anonymous)
                    .then(|| page.article.outlet.clone())
                    .flatten()
            }),
            phantom,
            doubtful: weak,
            members: vec![(at, Fold::First)],
        };
        self.origins.push(origin);
        let index = self.origins.len() - 1;
        self.of.insert(at, index);
        index
    }

    fn join(&mut self, at: ClaimRef, origin: usize, fold: Fold) {
        self.origins[origin].members.push((at, fold));
        self.of.insert(at, origin);
    }
}

fn unnamed(kind: &SpeakerKind) -> bool {
    matches!(
        kind,
        SpeakerKind::Anonymous | SpeakerKind::Unattributed | SpeakerKind::UnnamedMedia | SpeakerKind::Public
    )
}
