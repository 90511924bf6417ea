//! Claims and matters where people said that they belong.
//! What does not live here: which corrections count (see `judgements`), what rules put together (the module above).

use std::collections::{BTreeMap, BTreeSet};

use super::Grouping;
use crate::Claim;
use crate::case::{ClaimRef, MatterKey};
use crate::judgements::Verdict;

/// The id of a matter: kind, names and thing behind slashes.
#[derive(Clone, Copy)]
pub(crate) struct MatterName<'a>(pub &'a str);

impl<'a> MatterName<'a> {
    /// `None` if it is the id of something else.
    pub fn of(id: &'a str) -> Option<MatterName<'a>> {
        id.contains('/').then_some(MatterName(id))
    }

    /// Whom the matter is about.
    pub fn names(self) -> Vec<String> {
        let who = self.0.split('/').nth(1).unwrap_or_default();
        // A name that another page gives to somebody else has the beginning of a page's id behind it.
        let plain = |name: &str| name.split(" #").next().unwrap_or_default().to_owned();
        let mut names: Vec<String> = who.split('+').map(plain).collect();
        names.push(who.to_owned());
        names.retain(|n| !n.is_empty());
        names.dedup();
        names
    }
}

impl Grouping<'_> {
    pub(super) fn is_ignored(&self, claim: &Claim) -> bool {
        self.links.judged().on(Verdict::Ignored, &claim.id).is_some()
    }

    /// Where a claim would belong that somebody said is about another.
    pub(super) fn key_as_read(&self, page: usize, claim: &Claim) -> Option<MatterKey> {
        let before = self.as_read.get(&claim.id)?;
        let mut read = claim.clone();
        read.subject = before.subject.clone()?;
        self.key(page, &read)
    }

    /// Puts claims and matters where people said that they belong.
    pub(super) fn by_hand(&mut self) {
        let judged = self.links.judged();
        let mut keys: BTreeMap<String, MatterKey> = BTreeMap::new();
        let of_id = |groups: &BTreeMap<MatterKey, Vec<ClaimRef>>| -> BTreeMap<String, MatterKey> {
            groups.keys().map(|k| (k.id(), k.clone())).collect()
        };
        let merged: Vec<(String, String)> = judged
            .of_verdict(Verdict::SameMatter)
            .filter(|j| MatterName::of(&j.judgement.a).is_some())
            .map(|j| (j.judgement.a.clone(), j.judgement.b.clone()))
            .collect();
        if !merged.is_empty() || judged.of_verdict(Verdict::OtherMatter).next().is_some() {
            keys = of_id(&self.groups);
        }
        let mut gone: BTreeMap<String, String> = BTreeMap::new();
        for (from, into) in merged {
            // What was merged already is meant by what it was merged into.
            let mut last = into;
            while let Some(next) = gone.get(&last) {
                last.clone_from(next);
            }
            if let (Some(a), Some(b)) = (keys.get(&from), keys.get(&last))
                && a != b
            {
                let (a, b) = (a.clone(), b.clone());
                self.merge(&a, &b);
                gone.insert(from, last);
            }
        }
        let moves: Vec<(&str, &str)> = judged
            .of_verdict(Verdict::SameMatter)
            .filter(|j| MatterName::of(&j.judgement.a).is_none())
            .map(|j| (j.judgement.a.as_str(), j.judgement.b.as_str()))
            .collect();
        let apart: Vec<(&str, &str)> = judged
            .of_verdict(Verdict::OtherMatter)
            .map(|j| (j.judgement.a.as_str(), j.judgement.b.as_str()))
            .collect();
        if moves.is_empty() && apart.is_empty() {
            return;
        }
        let keys = of_id(&self.groups);
        let judged_ids: BTreeSet<&str> = moves.iter().chain(&apart).map(|(a, _)| *a).collect();
        let mut places: BTreeMap<&str, Vec<ClaimRef>> = BTreeMap::new();
        for (page, read) in self.pages.iter().enumerate() {
            for (claim, told) in read.reading.claims.iter().enumerate() {
                if judged_ids.contains(told.id.as_str()) && !told.is_response() && !self.is_ignored(told) {
                    places.entry(&told.id).or_default().push(ClaimRef { page, claim });
                }
            }
        }
        for (id, into) in moves {
            let into = gone.get(into).map_or(into, String::as_str);
            let (Some(into), Some(claims)) = (keys.get(into), places.get(id)) else {
                continue;
            };
            for at in claims {
                self.take_out(*at, |key| key != into);
                let group = self.groups.entry(into.clone()).or_default();
                if !group.contains(at) {
                    group.push(*at);
                }
            }
        }
        for (id, from) in apart {
            let Some(claims) = places.get(id) else { continue };
            for at in claims {
                let Some(key) = self.take_out(*at, |key| key.id() == from) else {
                    continue;
                };
                if !self.groups.values().any(|claims| claims.contains(at)) {
                    let alone = MatterKey {
                        what: id.to_owned(),
                        ..key
                    };
                    self.groups.entry(alone).or_default().push(*at);
                }
            }
        }
    }

    /// Takes a claim out of the matters that are meant, where it is remembered; gives the first of them.
    fn take_out(&mut self, at: ClaimRef, meant: impl Fn(&MatterKey) -> bool) -> Option<MatterKey> {
        let mut from: Vec<MatterKey> = Vec::new();
        for (key, claims) in &mut self.groups {
            if claims.contains(&at) && meant(key) {
                claims.retain(|c| *c != at);
                from.push(key.clone());
            }
        }
        for key in &from {
            self.left_out.entry(key.clone()).or_default().push(at);
        }
        self.groups.retain(|_, claims| !claims.is_empty());
        from.into_iter().next()
    }
}
