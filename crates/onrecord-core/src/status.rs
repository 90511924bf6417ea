//! Where a matter stands as of a day: a function over claims and their origins, so that it can be explained and replayed.
//!
//! Order by standing, then by time. A record or the deciding authority settles a state; hedged words never make one;
//! a denial opposes and does not erase; "no comment" answers and settles nothing.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::case::{Case, ClaimRef, Contradiction, Flag, Matter, OriginCount, ReadPage, Status, Step};
use crate::matters::identity;
use crate::{Claim, Interval, Modality, NameKind, Packs, Polarity, SpeakerKind};

/// A state that nothing confirmed for so many days is stale, unless a record or the deciding authority settled it.
const STALE_DAYS: i32 = 365;

/// Brings pages together: origins, matters, stories. The order of `pages` does not change what is found.
pub fn reconcile(pages: Vec<ReadPage>, packs: &Packs) -> Case {
    let prints: Vec<_> = pages.iter().map(crate::fingerprints::Prints::of).collect();
    let parents = crate::fingerprints::parents(&pages, &prints);
    let mut matters = crate::matters::group(&pages, packs);
    let stories = crate::matters::stories(&pages, &mut matters, packs);
    let origins = crate::origins::find(&pages, &matters, &prints, &parents, packs);
    Case {
        pages,
        origins,
        matters,
        stories,
        parents,
    }
}

/// How well founded a speaker's words are: higher is better. Kinds of one rank stand side by side.
pub fn rank(kind: SpeakerKind) -> u8 {
    match kind {
        SpeakerKind::Record => 6,
        SpeakerKind::Authority => 5,
        SpeakerKind::Party => 4,
        SpeakerKind::Named | SpeakerKind::Outlet | SpeakerKind::Own => 3,
        SpeakerKind::Anonymous => 2,
        SpeakerKind::Unattributed | SpeakerKind::UnnamedMedia | SpeakerKind::Public => 1,
    }
}

/// The standing of a claim: its innermost speaker's kind. A ruling, list or notice of a public body is a record even where
/// the page reports it in its own voice.
pub fn standing_of(claim: &Claim, packs: &Packs) -> SpeakerKind {
    let spoken = claim.chain.last().map(|s| s.kind).unwrap_or(SpeakerKind::Own);
    let by_record = matches!(claim.kind.as_str(), "filing" | "insolvency" | "legal")
        && claim.modality == Modality::Asserted
        && rank(spoken) >= rank(SpeakerKind::Own)
        && participants(claim).any(|p| {
            p.entity
                .as_deref()
                .and_then(|e| packs.catalogue.get(e))
                .is_some_and(|e| e.kind == NameKind::Authority)
        });
    if by_record { SpeakerKind::Record } else { spoken }
}

fn participants(claim: &Claim) -> impl Iterator<Item = &crate::Participant> {
    claim
        .subject
        .iter()
        .chain(claim.object.iter())
        .chain(claim.roles.iter().map(|r| &r.filler))
}

/// Where the matter with this index stands, by what was said or published up to and including `as_of`.
pub fn status(case: &Case, packs: &Packs, matter: usize, as_of: Date) -> Status {
    let m = &case.matters[matter];
    let said_by = |at: &&ClaimRef| said_day(case, **at).is_none_or(|d| d <= as_of);
    let known: Vec<ClaimRef> = m.claims.iter().filter(said_by).copied().collect();
    let (responses, claims): (Vec<ClaimRef>, Vec<ClaimRef>) =
        known.into_iter().partition(|c| case.claim(*c).kind == "response");
    let best = claims
        .iter()
        .filter(|c| makes_state(case.claim(**c), packs))
        .max_by(|a, b| {
            let weight = |c: &ClaimRef| {
                (
                    settles(standing_of(case.claim(*c), packs)),
                    rank(standing_of(case.claim(*c), packs)),
                    said_day(case, *c),
                )
            };
            weight(a)
                .cmp(&weight(b))
                .then_with(|| progress(case.claim(**a), packs).cmp(&progress(case.claim(**b), packs)))
                .then(b.cmp(a))
        });
    let (state, polarity, standing) = match best {
        Some(b) => (
            case.claim(*b).state.clone(),
            case.claim(*b).polarity,
            Some(standing_of(case.claim(*b), packs)),
        ),
        None => (None, Polarity::Affirmed, None),
    };
    let same = |c: &&ClaimRef| {
        let claim = case.claim(**c);
        best.is_some() && claim.state == state && claim.polarity == polarity && makes_state(claim, packs)
    };
    let supporting: Vec<ClaimRef> = claims.iter().filter(same).copied().collect();
    let against: Vec<ClaimRef> = match best {
        Some(b) => claims
            .iter()
            .filter(|c| opposes(case, m, **c, *b, packs))
            .copied()
            .collect(),
        None => Vec::new(),
    };
    let expected: Vec<ClaimRef> = claims
        .iter()
        .filter(|c| {
            matches!(
                case.claim(**c).modality,
                Modality::Planned
                    | Modality::Expected
                    | Modality::Goal
                    | Modality::Possible
                    | Modality::Imminent
            )
        })
        .copied()
        .collect();
    let contradictions = contradictions(case, m, &claims, packs);
    let mut flags = BTreeSet::new();
    for r in &responses {
        match case.claim(*r).state.as_deref() {
            Some("denied") => flags.insert(Flag::Denied),
            Some("no_comment" | "not_responded" | "no_information") => flags.insert(Flag::NoComment),
            _ => false,
        };
    }
    let settled = standing.is_some_and(settles);
    if against
        .iter()
        .any(|c| !settled || rank(standing_of(case.claim(*c), packs)) >= rank(SpeakerKind::Party))
    {
        flags.insert(Flag::Disputed);
    }
    let last = claims.iter().filter_map(|c| said_day(case, *c)).max();
    if !settled
        && last
            .and_then(|d| d.until(as_of).ok())
            .is_some_and(|s| s.get_days() > STALE_DAYS)
    {
        flags.insert(Flag::Stale);
    }
    let value = best.and_then(|b| {
        let claim = case.claim(*b);
        claim
            .quantities
            .first()
            .and_then(|q| case.pages[b.page].reading.quantities.get(*q))
            .cloned()
    });
    Status {
        matter,
        as_of,
        origins: count(case, &supporting),
        steps: steps(case, &claims, packs),
        state,
        polarity,
        standing,
        flags: flags.into_iter().collect(),
        value,
        supporting,
        against,
        responses,
        expected,
        contradictions,
    }
}

/// The day a claim was said: as the words tell, else the page's day of publication.
pub fn said_day(case: &Case, at: ClaimRef) -> Option<Date> {
    let told = case.claim(at).said.from.map(|m| m.date());
    told.or_else(|| {
        case.pages[at.page]
            .article
            .published
            .as_ref()
            .and_then(|p| p.date.or(p.earliest))
    })
}

/// A record or the deciding authority settles a state.
fn settles(kind: SpeakerKind) -> bool {
    rank(kind) >= rank(SpeakerKind::Authority)
}

/// True where the claim's words make a state: asserted, or imminent where the kind has a state for that. Words on one aspect
/// ("the licence comes from X") do not say how the whole stands.
fn makes_state(claim: &Claim, packs: &Packs) -> bool {
    let Some(state) = &claim.state else { return false };
    let kind = packs.kinds.get(&claim.kind);
    let aspect = kind.is_some_and(|k| claim.roles.iter().any(|r| k.exclusive_roles.contains(&r.role)));
    if aspect {
        return false;
    }
    match claim.modality {
        Modality::Asserted => true,
        Modality::Imminent => kind.is_some_and(|k| k.imminent.as_ref() == Some(state)),
        _ => false,
    }
}

fn progress(claim: &Claim, packs: &Packs) -> usize {
    let kind = packs.kinds.get(&claim.kind);
    claim
        .state
        .as_deref()
        .and_then(|s| kind.and_then(|k| k.rank(s)))
        .unwrap_or(0)
}

/// True where `claim` speaks against the state that `best` makes: the opposite of it, or a state that excludes it,
/// unless the one simply came later than the other ("not yet", then "granted").
fn opposes(case: &Case, matter: &Matter, claim: ClaimRef, best: ClaimRef, packs: &Packs) -> bool {
    let (a, b) = (case.claim(claim), case.claim(best));
    if claim == best || !makes_state(a, packs) {
        return false;
    }
    let (Some(x), Some(y)) = (&a.state, &b.state) else {
        return false;
    };
    let excludes = packs.kinds.get(&matter.kind).is_some_and(|k| k.excludes(x, y))
        && a.polarity == Polarity::Affirmed
        && b.polarity == Polarity::Affirmed;
    let opposite = x == y && a.polarity != b.polarity;
    if opposite {
        // Not so on an earlier day, so on a later one: that is succession.
        let (negated, affirmed) = if a.polarity == Polarity::Negated {
            (claim, best)
        } else {
            (best, claim)
        };
        return !matches!((said_day(case, negated), said_day(case, affirmed)), (Some(n), Some(p)) if n < p);
    }
    excludes && said_day(case, claim) == said_day(case, best)
}

/// Pairs of claims of one matter that cannot both hold, one pair for each thing they disagree on and each pair of origins.
fn contradictions(case: &Case, matter: &Matter, claims: &[ClaimRef], packs: &Packs) -> Vec<Contradiction> {
    let kind = packs.kinds.get(&matter.kind);
    let mut found: Vec<Contradiction> = Vec::new();
    let mut seen: BTreeSet<(String, Option<usize>, Option<usize>)> = BTreeSet::new();
    for (i, a) in claims.iter().enumerate() {
        for b in &claims[i + 1..] {
            let Some(about) = disagree(case, matter, *a, *b, packs, kind) else {
                continue;
            };
            let (first, second) = if said_day(case, *a) <= said_day(case, *b) {
                (*a, *b)
            } else {
                (*b, *a)
            };
            let (x, y) = (case.origin_of(first), case.origin_of(second));
            if x.is_some() && x == y {
                continue;
            }
            if seen.insert((about.clone(), x.min(y), x.max(y))) {
                found.push(Contradiction {
                    a: first,
                    b: second,
                    about,
                });
            }
        }
    }
    found
}

fn disagree(
    case: &Case,
    matter: &Matter,
    a: ClaimRef,
    b: ClaimRef,
    packs: &Packs,
    kind: Option<&crate::claims::Kind>,
) -> Option<String> {
    let (x, y) = (case.claim(a), case.claim(b));
    let kind = kind?;
    for role in &kind.exclusive_roles {
        let fillers = |c: &Claim| -> Vec<(String, String)> {
            c.roles
                .iter()
                .filter(|r| r.role == *role)
                .map(|r| (identity(&r.filler, packs), r.filler.name.clone()))
                .collect()
        };
        let (p, q) = (fillers(x), fillers(y));
        if p.is_empty() || q.is_empty() {
            continue;
        }
        let shared = p.iter().find(|(id, _)| q.iter().any(|(other, _)| other == id));
        match shared {
            Some((_, name)) if x.polarity != y.polarity => return Some(format!("{role}: {name}")),
            None if x.polarity == Polarity::Affirmed && y.polarity == Polarity::Affirmed => {
                return Some(format!("{role}: {} or {}", p[0].1, q[0].1));
            }
            _ => {}
        }
        return None;
    }
    if opposes(case, matter, a, b, packs) || opposes(case, matter, b, a, packs) {
        let state = x.state.as_deref().unwrap_or_default();
        return Some(kind.show(state, crate::Language::English));
    }
    if kind.valued
        && x.state == y.state
        && x.modality == y.modality
        && x.time.meets(y.time)
        && !x.time.is_open()
        && x.time == y.time
    {
        let value = |at: ClaimRef, c: &Claim| {
            let q = case.pages[at.page]
                .reading
                .quantities
                .get(*c.quantities.first()?)?;
            (!q.approximate).then(|| (q.low, q.high, q.unit.clone()))
        };
        if let (Some(p), Some(q)) = (value(a, x), value(b, y))
            && p != q
            && p.2 == q.2
        {
            return Some(format!("amount of {}", x.state.as_deref().unwrap_or(&kind.en)));
        }
    }
    None
}

/// Independent first sources behind claims, as an interval.
fn count(case: &Case, claims: &[ClaimRef]) -> OriginCount {
    let origins: BTreeSet<usize> = claims.iter().filter_map(|c| case.origin_of(*c)).collect();
    let mut n = OriginCount {
        possible: origins.len(),
        ..OriginCount::default()
    };
    for o in &origins {
        let origin = &case.origins[*o];
        n.sure += usize::from(!origin.doubtful);
        if rank(origin.kind) >= rank(SpeakerKind::Own) {
            n.on_record += 1
        } else {
            n.anonymous += 1
        }
    }
    // Something said it, even where nobody can say whether it was one source or several.
    if n.possible > 0 {
        n.sure = n.sure.max(1);
    }
    n
}

/// How a matter got where it is: claims of one origin, state and commitment make one step, by the day they were first said.
fn steps(case: &Case, claims: &[ClaimRef], packs: &Packs) -> Vec<Step> {
    type Group = (usize, Option<String>, Polarity, Modality, Vec<String>);
    let mut groups: BTreeMap<Group, Vec<ClaimRef>> = BTreeMap::new();
    for at in claims {
        let claim = case.claim(*at);
        let Some(origin) = case.origin_of(*at) else {
            continue;
        };
        let roles = packs
            .kinds
            .get(&claim.kind)
            .map(|k| k.exclusive_roles.clone())
            .unwrap_or_default();
        let aspect: Vec<String> = claim
            .roles
            .iter()
            .filter(|r| roles.contains(&r.role))
            .map(|r| identity(&r.filler, packs))
            .collect();
        groups
            .entry((
                origin,
                claim.state.clone(),
                claim.polarity,
                claim.modality,
                aspect,
            ))
            .or_default()
            .push(*at);
    }
    let mut steps: Vec<Step> = groups
        .into_iter()
        .map(|((origin, state, polarity, modality, _), mut members)| {
            members.sort_by_key(|c| (said_day(case, *c), c.page, c.claim));
            let first = members.iter().filter_map(|c| said_day(case, *c)).min();
            let last = members.iter().filter_map(|c| said_day(case, *c)).max();
            let said = match (first, last) {
                (Some(f), Some(l)) => Interval::of_days(f, l),
                _ => Interval::default(),
            };
            let standing = members
                .iter()
                .map(|c| standing_of(case.claim(*c), packs))
                .max_by_key(|k| rank(*k))
                .unwrap_or(SpeakerKind::Own);
            Step {
                said,
                state,
                polarity,
                modality,
                standing,
                origin,
                claims: members,
            }
        })
        .collect();
    steps.sort_by_key(|s| (s.said.from, s.said.to, s.origin, s.claims.first().copied()));
    steps
}
