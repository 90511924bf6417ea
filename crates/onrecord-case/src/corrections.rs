//! Corrections by hand as far as they change what claims say: whom they are about, which state they tell. And which
//! corrections have an effect on which matters.
//!
//! The readings that the ledger keeps stay as they are; a case works on pages of its own.
//! What does not live here: which corrections count (see `judgements`), matters and origins by hand (see `matters`,
//! `origins`), the days of pages: a page of another day is read again, for its words are dated by it (`onrecord::Library`).

use std::collections::{BTreeMap, BTreeSet};

use crate::case::{ClaimRef, Matter};
use crate::judgements::{Judged, Judgements, Says, Verdict, judged_name};
use crate::keys::names_of;
use crate::matters::MatterName;
use crate::{Claim, Ground, Language, Participant, ReadPage};

/// A correction in force, with what it has an effect on.
#[derive(Clone, Debug)]
pub struct Corrected {
    /// The correction.
    pub judged: Judged,
    /// The claims whose reading or place it changes.
    pub claims: Vec<ClaimRef>,
    /// What was read before, of a subject or a state: a name, words as [`Says`] has them.
    pub read: String,
    /// Matters that it has an effect on: where its claims are, and where they would have been.
    pub matters: Vec<usize>,
}

/// What was read in a claim before it was corrected.
#[derive(Clone, Debug, Default)]
pub(crate) struct Before {
    pub subject: Option<Option<Participant>>,
    says: Option<Says>,
}

/// Claims by id that were corrected.
pub(crate) type AsRead = BTreeMap<String, Before>;

/// Writes what was corrected into the claims of a case's pages.
pub(crate) fn apply(pages: &mut [ReadPage], judged: &Judgements, ground: &Ground) -> AsRead {
    let mut before = AsRead::new();
    if judged.corrections().next().is_none() {
        return before;
    }
    for claim in pages.iter_mut().flat_map(|p| &mut p.reading.claims) {
        if let Some(about) = judged.on(Verdict::About, &claim.id) {
            let read = std::mem::replace(&mut claim.subject, named(&about.judgement.b, ground));
            before.entry(claim.id.clone()).or_default().subject = Some(read);
        }
        let says = judged.on(Verdict::Says, &claim.id);
        if let Some(says) = says.and_then(|j| Says::parse(&j.judgement.b)) {
            let read = Says {
                state: std::mem::replace(&mut claim.state, says.state),
                polarity: std::mem::replace(&mut claim.polarity, says.polarity),
                modality: std::mem::replace(&mut claim.modality, says.modality),
            };
            before.entry(claim.id.clone()).or_default().says = Some(read);
        }
    }
    before
}

/// Whom a claim is about by hand: an entity of the catalogue, else somebody of that name.
fn named(name: &str, ground: &Ground) -> Option<Participant> {
    if name.is_empty() {
        return None;
    }
    let catalogue = &ground.catalogue;
    let known = catalogue.get(name).or_else(|| catalogue.named(name));
    Some(match known {
        Some(entity) => Participant {
            span: None,
            entity: Some(entity.id.clone()),
            name: catalogue
                .name(&entity.id, Language::English)
                .unwrap_or(name)
                .to_owned(),
        },
        None => Participant {
            span: None,
            entity: Some(format!("doc:{name}").into()),
            name: name.to_owned(),
        },
    })
}

/// The names under which a claim is found by hand, beside those that it was read with.
pub(crate) fn names_by_hand(claim: &Claim, judged: &Judgements, ground: &Ground) -> Vec<String> {
    let about = judged.on(Verdict::About, &claim.id);
    let subject = about.and_then(|j| named(&j.judgement.b, ground));
    subject.map(|s| names_of(&s)).unwrap_or_default()
}

/// Names that belong together by hand with some of these, and claims whose pages a question about them needs.
pub(crate) fn beside(
    names: &BTreeSet<String>,
    here: &dyn Fn(&str) -> bool,
    judged: &Judgements,
    ground: &Ground,
) -> (Vec<String>, Vec<String>) {
    let (mut more, mut claims) = (Vec::new(), Vec::new());
    let asked = |all: &[String]| {
        all.iter()
            .any(|n| judged.all(n).iter().any(|one| names.contains(one)))
    };
    for about in judged.of_verdict(Verdict::About) {
        if asked(&[judged_name(&about.judgement.b, ground)]) {
            claims.push(about.judgement.a.clone());
        }
    }
    for same in judged.of_verdict(Verdict::SameMatter) {
        let into = MatterName(&same.judgement.b).names();
        match MatterName::of(&same.judgement.a) {
            Some(matter) => {
                let from = matter.names();
                if asked(&into) || asked(&from) {
                    more.extend(into.into_iter().chain(from));
                }
            }
            None if asked(&into) => claims.push(same.judgement.a.clone()),
            None if here(&same.judgement.a) => more.extend(into),
            None => {}
        }
    }
    (more, claims)
}

/// The corrections in force that have an effect on what a case holds.
pub(crate) fn in_effect(
    pages: &[ReadPage],
    matters: &[Matter],
    judged: &Judgements,
    as_read: &AsRead,
) -> Vec<Corrected> {
    if judged.corrections().next().is_none() {
        return Vec::new();
    }
    let mut places: BTreeMap<&str, Vec<ClaimRef>> = BTreeMap::new();
    let mut on_page: BTreeMap<&str, usize> = BTreeMap::new();
    for (page, read) in pages.iter().enumerate() {
        on_page.insert(&read.page.sha256, page);
        for (claim, told) in read.reading.claims.iter().enumerate() {
            places.entry(&told.id).or_default().push(ClaimRef { page, claim });
        }
    }
    let mut found = Vec::new();
    for judged in judged.corrections() {
        let (a, b) = (judged.judgement.a.as_str(), judged.judgement.b.as_str());
        let verdict = judged.judgement.verdict;
        let of_claim = |id: &str| places.get(id).cloned().unwrap_or_default();
        let mut claims = of_claim(a);
        if matches!(verdict, Verdict::SameOrigin | Verdict::OtherOrigin) {
            let other = of_claim(b);
            if claims.is_empty() || other.is_empty() {
                continue;
            }
            claims.extend(other);
        }
        let page = on_page.get(a).filter(|_| verdict == Verdict::Dated);
        let touches = |m: &Matter| {
            let holds = m.claims.iter().chain(&m.left_out).any(|at| claims.contains(at));
            let dated = page.is_some_and(|p| m.claims.iter().any(|at| at.page == *p));
            let by_name = matches!(verdict, Verdict::SameMatter | Verdict::OtherMatter) && m.id == b;
            holds && verdict != Verdict::SameOrigin && verdict != Verdict::OtherOrigin
                || dated
                || by_name && (MatterName::of(a).is_some() || holds)
                || matches!(verdict, Verdict::SameOrigin | Verdict::OtherOrigin)
                    && [a, b].iter().all(|id| {
                        let of = places.get(*id).into_iter().flatten();
                        of.clone().any(|at| m.claims.contains(at))
                    })
        };
        let matters: Vec<usize> = (0..matters.len()).filter(|m| touches(&matters[*m])).collect();
        if claims.is_empty() && page.is_none() && matters.is_empty() {
            continue;
        }
        let before = as_read.get(a);
        let read = match verdict {
            Verdict::About => before
                .and_then(|b| b.subject.as_ref()?.as_ref())
                .map(|s| s.name.clone()),
            Verdict::Says => before.and_then(|b| Some(b.says.as_ref()?.words())),
            _ => None,
        };
        found.push(Corrected {
            judged: judged.clone(),
            claims,
            read: read.unwrap_or_default(),
            matters,
        });
    }
    found.sort_by_key(|c| c.judged.number);
    found
}

/// The notes, tags and ratings in force on what a case holds.
pub(crate) fn remarks(pages: &[ReadPage], matters: &[Matter], judged: &Judgements) -> Vec<Judged> {
    if judged.remarks().is_empty() {
        return Vec::new();
    }
    let mut here: BTreeSet<&str> = matters.iter().map(|m| m.id.as_str()).collect();
    for read in pages {
        here.insert(&read.page.sha256);
        here.extend(read.reading.claims.iter().map(|c| c.id.as_str()));
    }
    let all = judged.remarks().iter();
    all.filter(|j| here.contains(j.judgement.a.as_str()))
        .cloned()
        .collect()
}
