//! Origins: the independent first sources behind claims. A directed forest: each claim is handed to at most one origin,
//! and each hand-over keeps its reason.
//! What does not live here: matters (see `matters`) and what a status makes of origins (see `status`).

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::case::{ClaimRef, Fold, Matter, Origin, ReadPage};
use crate::fingerprints::{Prints, age};
use crate::matters::identity;
use crate::status::standing_of;
use crate::{Claim, Packs, Participant, Speaker, SpeakerKind};

/// Two reports by unnamed people on one matter are one when they lie within so many days and describe the same people.
const SIGNATURE_DAYS: i32 = 10;
/// The share of a claim's own words that must stand in the parent page for the claim to be copied.
const COPIED: f64 = 0.5;

struct Builder<'a> {
    pages: &'a [ReadPage],
    packs: &'a Packs,
    origins: Vec<Origin>,
    of: BTreeMap<ClaimRef, usize>,
    /// Origins by who knew and on what.
    keys: BTreeMap<(String, String), usize>,
}

/// Finds the origins of all claims that stand in matters, and of the responses in them.
pub(crate) fn find(
    pages: &[ReadPage],
    matters: &[Matter],
    prints: &[Prints],
    parents: &[Option<(usize, u8)>],
    packs: &Packs,
) -> Vec<Origin> {
    let mut builder = Builder {
        pages,
        packs,
        origins: Vec::new(),
        of: BTreeMap::new(),
        keys: BTreeMap::new(),
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
        if let Some(first) = origin.members.first_mut()
            && matches!(first.1, Fold::Copy { .. } | Fold::Signature { .. })
        {
            first.1 = Fold::First;
        }
    }
    builder.origins
}

impl Builder<'_> {
    fn claim(&self, at: ClaimRef) -> &Claim {
        &self.pages[at.page].reading.claims[at.claim]
    }

    /// The outlet named in the chain nearest to the first source, else the one the page says it has the story from.
    fn cited(&self, at: ClaimRef) -> Option<String> {
        let claim = self.claim(at);
        let own = self.pages[at.page].article.outlet.as_deref();
        let in_chain = claim
            .chain
            .iter()
            .rev()
            .find(|s| s.kind == SpeakerKind::Outlet)
            .map(|s| self.speaker_key(s));
        in_chain
            .or_else(|| {
                self.pages[at.page]
                    .article
                    .syndicated_from
                    .as_deref()
                    .map(|s| s.to_lowercase())
            })
            .filter(|o| Some(o.as_str()) != own.map(|o| o.to_lowercase()).as_deref())
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
            self.packs,
        )
    }

    /// True where the claim says who knew: a name, a record, or unnamed people through a named outlet.
    fn is_strong(&self, at: ClaimRef) -> bool {
        let innermost = self.claim(at).chain.last().map(|s| s.kind);
        match innermost {
            Some(
                SpeakerKind::Record
                | SpeakerKind::Authority
                | SpeakerKind::Party
                | SpeakerKind::Named
                | SpeakerKind::Outlet,
            ) => true,
            Some(SpeakerKind::Anonymous) => {
                self.cited(at).is_some()
                    || self.pages[at.page].article.outlet.is_some() && self.claim(at).chain.len() == 1
            }
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
        let topic = if claim.kind == "response" {
            format!("response/{}", matter.id)
        } else {
            matter.id.clone()
        };
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
                .find(|c| c.page == parent && self.of.contains_key(c) && self.same_words(**c, at));
            if let Some(origin) = twin.and_then(|t| self.of.get(t)).copied() {
                let fold = Fold::Copy {
                    from: parent,
                    containment: (share * 100.0).round() as u8,
                };
                return self.join(at, origin, fold);
            }
        }
        // 2. The page says whom it has it from: a person, a body, a document, an outlet.
        let key = if named {
            innermost.map(|s| self.speaker_key(s))
        } else if let Some(outlet) = self.cited(at) {
            Some(format!("outlet {outlet}"))
        } else {
            None
        };
        if let Some(who) = key.filter(|k| !k.is_empty()) {
            let key = (topic, who.clone());
            let outlet = (!named).then(|| self.cited_name(at)).flatten();
            if let Some(origin) = self.keys.get(&key).copied() {
                let record = innermost.is_some_and(|s| s.kind == SpeakerKind::Record);
                let cited = outlet
                    .or_else(|| innermost.and_then(|s| s.name.clone()))
                    .unwrap_or(who);
                let fold = if record {
                    Fold::Document { document: cited }
                } else {
                    Fold::Citation { cited }
                };
                return self.join(at, origin, fold);
            }
            // The outlet's own page is the same origin as those that cite it.
            let origin = self
                .own_page_of(&key.0, &who)
                .unwrap_or_else(|| self.open(at, outlet));
            if self.of.get(&at).is_none() {
                let cited = self.cited_name(at).unwrap_or(who);
                self.join(at, origin, Fold::Citation { cited });
            }
            self.keys.insert(key, origin);
            return;
        }
        // 3. Other words, the same unnamed people: the same state of the same matter within days.
        if let Some((origin, with, agrees)) = self.signature(at, matter, all) {
            return self.join(at, origin, Fold::Signature { with, agrees });
        }
        // 4. One outlet's pages on one matter in its own voice or with its own unnamed people are one origin.
        let who = match &self.pages[at.page].article.outlet {
            Some(outlet) => format!("page {}", outlet.to_lowercase()),
            None => format!("page {}", self.pages[at.page].page.sha256),
        };
        let kind = format!("{:?}", innermost.map(|s| s.kind));
        let key = (format!("{topic} {kind}"), who);
        match self.keys.get(&key).copied() {
            Some(origin) => self.join(
                at,
                origin,
                Fold::Citation {
                    cited: self.pages[at.page].article.outlet.clone().unwrap_or_default(),
                },
            ),
            None => {
                let origin = self.open(at, None);
                self.keys.insert(key, origin);
            }
        }
    }

    /// The outlet's name as the page writes it.
    fn cited_name(&self, at: ClaimRef) -> Option<String> {
        let claim = self.claim(at);
        let in_chain = claim
            .chain
            .iter()
            .rev()
            .find(|s| s.kind == SpeakerKind::Outlet)
            .and_then(|s| s.name.clone());
        in_chain.or_else(|| self.pages[at.page].article.syndicated_from.clone())
    }

    /// An origin opened by the page of the outlet that `who` ("outlet NAME") names.
    fn own_page_of(&self, topic: &str, who: &str) -> Option<usize> {
        let outlet = who.strip_prefix("outlet ")?;
        self.keys
            .iter()
            .filter(|((t, w), _)| {
                t.starts_with(topic)
                    && w.strip_prefix("page ")
                        .is_some_and(|w| w == outlet || w.contains(outlet) || outlet.contains(w))
            })
            .map(|(_, o)| *o)
            .next()
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
        if !weak || claim.kind == "response" {
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
                .map(|r| identity(&r.filler, self.packs))
                .collect();
            for role in &theirs.roles {
                if mine.contains(&identity(&role.filler, self.packs)) {
                    agrees.push(role.filler.name.clone());
                    score += 2;
                }
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

    fn same_words(&self, a: ClaimRef, b: ClaimRef) -> bool {
        let (a, b) = (self.claim(a), self.claim(b));
        a.kind == b.kind && a.state == b.state && a.polarity == b.polarity
    }

    fn open(&mut self, at: ClaimRef, outlet: Option<String>) -> usize {
        let claim = self.claim(at);
        let page = &self.pages[at.page];
        let innermost = claim.chain.last();
        let source = match innermost {
            Some(s) => s
                .name
                .clone()
                .or_else(|| s.description.clone())
                .unwrap_or_default(),
            None => String::new(),
        };
        let phantom = outlet.as_deref().is_some_and(|o| {
            !self.pages.iter().any(|p| {
                p.article
                    .outlet
                    .as_deref()
                    .is_some_and(|own| own.eq_ignore_ascii_case(o) || own.contains(o) || o.contains(own))
            })
        });
        let weak = matches!(
            innermost.map(|s| s.kind),
            Some(SpeakerKind::UnnamedMedia | SpeakerKind::Unattributed | SpeakerKind::Public)
        );
        let origin = Origin {
            kind: standing_of(page, claim, self.packs),
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
