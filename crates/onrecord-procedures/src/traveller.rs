//! Who goes a way: one entity under all names that are its own, and the claims that name it.
//!
//! A company and the maker or parent that bears its name are one here ("Xiaomi", "Xiaomi EV"), and so are its products and
//! plants. A brand of a group with another name is not: the group's licence is another's.
//! What does not live here: what the claims show (see `evidence`).

use std::collections::{BTreeMap, BTreeSet};

use onrecord_case::{Case, ClaimRef};
use onrecord_model::catalogue::Entity;
use onrecord_model::{Claim, Ground, Language, Mention, NameKind, Participant, ReadPage};

/// One who goes a way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Traveller {
    /// Entity of the catalogue, or the name in lower case.
    pub id: String,
    /// English name, or the name as asked for.
    pub name: String,
    /// Chinese name, if it has one.
    pub zh: Option<String>,
    /// Keys of all that are one with it.
    family: BTreeSet<String>,
    /// Names in lower case that no catalogue knows: looked for in words.
    names: Vec<String>,
    /// True for the two sides of a deal.
    pair: bool,
}

impl Traveller {
    /// Finds who is meant by an id of the catalogue or a name. A name that no catalogue knows is taken as it is.
    /// `A + B` are the two sides of one deal.
    pub fn find(words: &str, ground: &Ground) -> Traveller {
        let words = words.trim();
        if let Some((one, other)) = words.split_once(" + ") {
            let (one, other) = (Traveller::find(one, ground), Traveller::find(other, ground));
            return Traveller {
                id: format!("{} + {}", one.id, other.id),
                name: format!("{} + {}", one.name, other.name),
                zh: one
                    .zh
                    .zip(other.zh)
                    .map(|(one, other)| format!("{one} + {other}")),
                family: one.family.into_iter().chain(other.family).collect(),
                names: one.names.into_iter().chain(other.names).collect(),
                pair: true,
            };
        }
        let catalogue = &ground.catalogue;
        let known = catalogue.get(words).or_else(|| catalogue.named(words));
        let folded = || words.to_lowercase();
        let known = known.or_else(|| {
            let same = |n: &Option<String>| n.as_deref().is_some_and(|n| n.to_lowercase() == folded());
            catalogue.entities.iter().find(|e| same(&e.en) || same(&e.zh))
        });
        match known {
            Some(entity) => Traveller::of(entity, ground),
            None => Traveller {
                id: folded(),
                name: words.to_owned(),
                zh: None,
                family: BTreeSet::from([folded()]),
                names: vec![folded()],
                pair: false,
            },
        }
    }

    fn of(entity: &Entity, ground: &Ground) -> Traveller {
        let catalogue = &ground.catalogue;
        let mut family = BTreeSet::from([entity.id.to_string()]);
        let whole = catalogue.root(&entity.id).to_owned();
        for other in &catalogue.entities {
            if catalogue.root(&other.id) == whole && shares_name(entity, other) {
                family.insert(other.id.to_string());
            }
        }
        // Two rounds: a plant of the maker, a car of the brand of the maker.
        for _ in 0..2 {
            for other in &catalogue.entities {
                let thing = matches!(other.kind, NameKind::Product | NameKind::Facility);
                if thing && other.part_of.as_deref().is_some_and(|w| family.contains(w)) {
                    family.insert(other.id.to_string());
                }
            }
        }
        Traveller {
            id: entity.id.to_string(),
            name: catalogue
                .name(&entity.id, Language::English)
                .unwrap_or(&entity.id)
                .to_owned(),
            zh: entity.zh.clone(),
            family,
            names: Vec::new(),
            pair: false,
        }
    }

    /// The names under which claims are about the traveller: ids of the catalogue, or the name in lower case.
    pub fn names(&self) -> &BTreeSet<String> {
        &self.family
    }

    /// True if the catalogue knows who it is, of both sides of a deal.
    pub fn is_known(&self) -> bool {
        self.names.is_empty()
    }

    /// True if an entity of the catalogue is the traveller, or one with it.
    pub(crate) fn has(&self, id: &str) -> bool {
        self.family.contains(id)
    }

    /// True if a participant is the traveller.
    pub fn is(&self, participant: &Participant, ground: &Ground) -> bool {
        self.family.contains(&key(participant, ground))
    }

    /// True if the page names the traveller inside a claim's words.
    pub fn is_named(&self, page: &ReadPage, claim: &Claim) -> bool {
        let inside = page.reading.mentions.iter().filter(|m| claim.span.holds(m.span));
        let mut ids = inside.filter_map(|m| m.entity.as_deref());
        let of_page = |id: &str| {
            id.strip_prefix("doc:")
                .is_some_and(|n| self.family.contains(&n.to_lowercase()))
        };
        ids.any(|id| self.family.contains(id) || of_page(id))
            || !self.names.is_empty() && {
                let words = claim.span.of(&page.article.text).to_lowercase();
                self.names.iter().any(|name| stands_in(&words, name))
            }
    }

    /// True for the two sides of a deal.
    pub(crate) fn is_pair(&self) -> bool {
        self.pair
    }

    /// True if two travellers have a name in common.
    pub fn overlaps(&self, other: &Traveller) -> bool {
        !self.family.is_disjoint(&other.family)
    }
}

/// True if a name stands in words, and not inside a word: "li" is not in "licence". Chinese has no words to stand inside of.
fn stands_in(words: &str, name: &str) -> bool {
    let spelled = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && u32::from(c) < 0x2e80);
    words.match_indices(name).any(|(at, _)| {
        let (before, after) = (&words[..at], &words[at + name.len()..]);
        !(spelled(name.chars().next()) && spelled(before.chars().next_back()))
            && !(spelled(name.chars().next_back()) && spelled(after.chars().next()))
    })
}

/// True if one's name begins the other's: "Xiaomi", "Xiaomi EV".
fn shares_name(a: &Entity, b: &Entity) -> bool {
    let begins = |a: &Option<String>, b: &Option<String>| match (a, b) {
        (Some(a), Some(b)) => a.starts_with(b.as_str()) || b.starts_with(a.as_str()),
        _ => false,
    };
    a.id == b.id || begins(&a.en, &b.en) || begins(&a.zh, &b.zh)
}

/// What a participant is looked up by: an entity of the catalogue, else its name in lower case.
fn key(participant: &Participant, ground: &Ground) -> String {
    match participant.entity.as_deref() {
        Some(id) if ground.catalogue.get(id).is_some() => id.to_owned(),
        _ => match ground.catalogue.named(&participant.name) {
            Some(entity) => entity.id.to_string(),
            None => participant.name.trim().to_lowercase(),
        },
    }
}

/// Claims by whom they name. Made once for a case, so that a view does not walk over all claims.
#[derive(Clone, Debug, Default)]
pub struct Index {
    by_name: BTreeMap<String, Vec<ClaimRef>>,
    /// Names that no catalogue knows and that pages tell to be those of organisations or products.
    organisations: BTreeSet<String>,
}

impl Index {
    /// Looks up all names in all claims of a case: subjects, objects, roles, and what their words name.
    pub fn of(case: &Case, ground: &Ground) -> Index {
        let mut by_name: BTreeMap<String, Vec<ClaimRef>> = BTreeMap::new();
        let mut organisations = BTreeSet::new();
        for (page, read) in case.pages.iter().enumerate() {
            let mentions = &read.reading.mentions;
            // "Tarn's Selby works": what somebody else owns goes nobody's way but its owner's.
            let owned = |m: &&Mention| {
                let before = &read.article.text[..m.span.start()];
                before.ends_with('的') || before.ends_with("'s ") || before.ends_with("’s ")
            };
            let kinds = [NameKind::Org, NameKind::Product];
            let firms = mentions.iter().filter(|m| kinds.contains(&m.kind) && !owned(m));
            let named = firms.filter_map(|m| m.entity.as_deref()?.strip_prefix("doc:"));
            organisations.extend(named.map(str::to_lowercase));
            for (index, claim) in read.reading.claims.iter().enumerate() {
                let roles = claim.roles.iter().map(|r| &r.filler);
                let parts = claim.subject.iter().chain(&claim.object).chain(roles);
                let mut keys: BTreeSet<String> = parts.map(|p| key(p, ground)).collect();
                let first = mentions.partition_point(|m| m.span.start() < claim.span.start());
                let inside = mentions[first..]
                    .iter()
                    .take_while(|m| m.span.start() < claim.span.end());
                for mention in inside.filter_map(|m| m.entity.as_deref()) {
                    keys.insert(match mention.strip_prefix("doc:") {
                        Some(name) => name.to_lowercase(),
                        None => mention.to_owned(),
                    });
                }
                for key in keys {
                    by_name
                        .entry(key)
                        .or_default()
                        .push(ClaimRef { page, claim: index });
                }
            }
        }
        Index {
            by_name,
            organisations,
        }
    }

    /// The claims that name a traveller, in the order of pages. A name that no catalogue knows is looked for in the words of
    /// all claims.
    pub fn claims(&self, case: &Case, traveller: &Traveller) -> Vec<ClaimRef> {
        let lists = traveller.family.iter().filter_map(|name| self.by_name.get(name));
        let mut claims: Vec<ClaimRef> = lists.flatten().copied().collect();
        if !traveller.names.is_empty() {
            for (page, read) in case.pages.iter().enumerate() {
                let named = |c: &Claim| traveller.is_named(read, c);
                let all = read.reading.claims.iter().enumerate().filter(|(_, c)| named(c));
                claims.extend(all.map(|(claim, _)| ClaimRef { page, claim }));
            }
        }
        claims.sort();
        claims.dedup();
        claims
    }

    /// All organisations and products that claims name, each family once, by the number of its claims.
    pub fn travellers(&self, ground: &Ground) -> Vec<Traveller> {
        let mut names: Vec<(&String, usize)> = self.by_name.iter().map(|(n, c)| (n, c.len())).collect();
        names.sort_by_key(|(name, claims)| (std::cmp::Reverse(*claims), *name));
        let mut all: Vec<Traveller> = Vec::new();
        for (name, _) in names {
            let firm = match ground.catalogue.get(name) {
                Some(entity) => matches!(entity.kind, NameKind::Org | NameKind::Product),
                None => self.organisations.contains(name),
            };
            if !firm {
                continue;
            }
            if all.iter().any(|t| t.family.contains(name)) {
                continue;
            }
            // Whom nobody asked for is looked for where pages name it, not inside other names.
            all.push(Traveller {
                names: Vec::new(),
                ..Traveller::find(name, ground)
            });
        }
        all
    }
}
