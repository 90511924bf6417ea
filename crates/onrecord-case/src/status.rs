//! Where a matter stands as of a day: a function over claims and their origins, so that it can be explained and replayed.
//!
//! Order by standing, then by time. A record or the deciding authority settles a state; hedged words never make one;
//! a denial opposes and does not erase; "no comment" answers and settles nothing.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::case::{Case, ClaimRef, Contradiction, Flag, Matter, OriginCount, Status, Step};
use crate::kinds::Kind;
use crate::matters::{holder, identity, participants, record_rule};
use crate::{
    Claim, Ground, Interval, Language, Modality, NameKind, Participant, Polarity, Quantity, QuantityKind,
    ReadPage, SpeakerKind,
};

/// A state that nothing confirmed for so many days is stale, unless a record or the deciding authority settled it.
const STALE_DAYS: i32 = 365;

/// Brings pages together: origins, matters, stories. The order of `pages` does not change what is found.
pub fn reconcile(pages: Vec<ReadPage>, ground: &Ground) -> Case {
    let prints: Vec<_> = pages.iter().map(crate::fingerprints::Prints::of).collect();
    let parents = crate::fingerprints::parents(&pages, &prints);
    let mut matters = crate::matters::group(&pages, ground);
    let stories = crate::matters::stories(&pages, &mut matters, ground);
    let origins = crate::origins::find(&pages, &matters, &prints, &parents, ground);
    let members = |(n, origin): (usize, &crate::case::Origin)| {
        origin
            .members
            .iter()
            .map(move |(at, _)| (*at, n))
            .collect::<Vec<_>>()
    };
    let origin_of = origins.iter().enumerate().rev().flat_map(members).collect();
    Case {
        pages,
        origins,
        matters,
        stories,
        parents,
        origin_of,
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
/// a page reports it in its own voice.
pub fn standing_of(page: &ReadPage, claim: &Claim, ground: &Ground) -> SpeakerKind {
    let spoken = claim.chain.last().map(|s| s.kind).unwrap_or(SpeakerKind::Own);
    let public = matches!(claim.kind.as_str(), "filing" | "insolvency" | "legal")
        && participants(claim).any(|p| {
            p.entity
                .as_deref()
                .and_then(|e| ground.catalogue.get(e))
                .is_some_and(|e| e.kind == NameKind::Authority)
        });
    let record = (public || record_rule(page, claim, ground).is_some())
        && claim.modality == Modality::Asserted
        && rank(spoken) >= rank(SpeakerKind::Own);
    if record { SpeakerKind::Record } else { spoken }
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

/// Where the matter with this index stands, by what was said or published up to and including `as_of`.
pub fn status(case: &Case, ground: &Ground, matter: usize, as_of: Date) -> Status {
    let judge = Judge {
        case,
        ground,
        matter: &case.matters[matter],
        kind: ground.kinds.get(&case.matters[matter].kind),
    };
    let known: Vec<ClaimRef> = judge
        .matter
        .claims
        .iter()
        .filter(|c| said_day(case, **c).is_none_or(|d| d <= as_of))
        .copied()
        .collect();
    let (responses, claims): (Vec<ClaimRef>, Vec<ClaimRef>) =
        known.into_iter().partition(|c| case.claim(*c).kind == "response");
    let best = claims
        .iter()
        .copied()
        .filter(|c| judge.made(*c).is_some())
        .max_by(|a, b| {
            let weight = |c: ClaimRef| {
                (
                    settles(judge.standing(c)),
                    rank(judge.standing(c)),
                    said_day(case, c),
                    judge.progress(c),
                )
            };
            weight(*a).cmp(&weight(*b)).then(b.cmp(a))
        });
    let made = best.and_then(|b| judge.made(b));
    let supporting: Vec<ClaimRef> = claims
        .iter()
        .copied()
        .filter(|c| made.is_some() && judge.made(*c) == made)
        .collect();
    let against: Vec<ClaimRef> = claims
        .iter()
        .copied()
        .filter(|c| best.is_some_and(|b| judge.opposes(*c, b)))
        .collect();
    let expected: Vec<ClaimRef> = claims
        .iter()
        .filter(|c| {
            matches!(
                case.claim(**c).modality,
                Modality::Planned | Modality::Expected | Modality::Goal | Modality::Possible
            )
        })
        .copied()
        .collect();
    let standing = best.map(|b| judge.standing(b));
    let settled = standing.is_some_and(settles);
    let mut flags = BTreeSet::new();
    for r in &responses {
        match case.claim(*r).state.as_deref() {
            Some("denied") => flags.insert(Flag::Denied),
            Some("no_comment" | "not_responded" | "no_information") => flags.insert(Flag::NoComment),
            _ => false,
        };
    }
    if against
        .iter()
        .any(|c| !settled || rank(judge.standing(*c)) >= rank(SpeakerKind::Party))
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
    let value = best.and_then(|b| amount(case, b)).cloned();
    let (state, polarity) = made.map_or((None, Polarity::Affirmed), |(s, p)| (Some(s), p));
    Status {
        matter,
        as_of,
        state,
        polarity,
        standing,
        origins: count(case, &supporting),
        flags: flags.into_iter().collect(),
        value,
        steps: judge.steps(&claims),
        contradictions: judge.contradictions(&claims),
        supporting,
        against,
        responses,
        expected,
    }
}

/// A record or the deciding authority settles a state.
fn settles(kind: SpeakerKind) -> bool {
    rank(kind) >= rank(SpeakerKind::Authority)
}

/// Judges the claims of one matter.
struct Judge<'a> {
    case: &'a Case,
    ground: &'a Ground,
    matter: &'a Matter,
    kind: Option<&'a Kind>,
}

impl Judge<'_> {
    fn standing(&self, at: ClaimRef) -> SpeakerKind {
        standing_of(&self.case.pages[at.page], self.case.claim(at), self.ground)
    }

    /// The state that a claim makes of the matter, if any: asserted, or imminent where the kind has a state for that.
    /// Words on one aspect ("the licence comes from X") do not say how the whole stands. A record of another kind shows
    /// the state where it stands in the subject's own name.
    fn made(&self, at: ClaimRef) -> Option<(String, Polarity)> {
        let claim = self.case.claim(at);
        if claim.kind != self.matter.kind {
            let rule = record_rule(&self.case.pages[at.page], claim, self.ground)?;
            let own = self.matter.id.split('/').nth(1)
                == holder(claim).map(|h| identity(h, self.ground)).as_deref();
            return (own && claim.modality == Modality::Asserted)
                .then(|| (rule.shows_state.clone(), claim.polarity));
        }
        let state = claim.state.as_ref()?;
        let makes = match claim.modality {
            Modality::Asserted => true,
            Modality::Imminent => self.kind.is_some_and(|k| k.imminent.as_ref() == Some(state)),
            _ => false,
        };
        (makes && self.aspect(claim).is_empty()).then(|| (state.clone(), claim.polarity))
    }

    /// Fillers of the roles that can have only one, as (role, identity, name).
    fn aspect(&self, claim: &Claim) -> Vec<(String, String, String)> {
        let roles = self
            .kind
            .map(|k| k.exclusive_roles.as_slice())
            .unwrap_or_default();
        let fillers = claim.roles.iter().filter(|r| roles.contains(&r.role));
        fillers
            .map(|r| {
                (
                    r.role.clone(),
                    identity(&r.filler, self.ground),
                    self.shown(&r.filler),
                )
            })
            .collect()
    }

    /// A participant's English name where it has one, so that one thing is not shown under two names.
    fn shown(&self, participant: &Participant) -> String {
        let known = participant
            .entity
            .as_deref()
            .and_then(|e| self.ground.catalogue.name(e, Language::English));
        known.unwrap_or(&participant.name).to_owned()
    }

    fn progress(&self, at: ClaimRef) -> usize {
        self.made(at)
            .and_then(|(s, _)| self.kind.and_then(|k| k.rank(&s)))
            .unwrap_or(0)
    }

    /// True where a claim speaks against the state that `best` makes: its opposite, or a state that excludes it, unless the
    /// one simply came later than the other ("not yet", then "granted").
    fn opposes(&self, claim: ClaimRef, best: ClaimRef) -> bool {
        let (Some((x, p)), Some((y, q))) = (self.made(claim), self.made(best)) else {
            return false;
        };
        if claim == best {
            return false;
        }
        if x == y && p != q {
            let (negated, affirmed) = if p == Polarity::Negated {
                (claim, best)
            } else {
                (best, claim)
            };
            return !matches!((said_day(self.case, negated), said_day(self.case, affirmed)), (Some(n), Some(a)) if n < a);
        }
        let excludes = self.kind.is_some_and(|k| k.excludes(&x, &y))
            && p == Polarity::Affirmed
            && q == Polarity::Affirmed;
        excludes && said_day(self.case, claim) == said_day(self.case, best)
    }

    /// Pairs of claims that cannot both hold: one pair for each thing they disagree on and each pair of origins.
    fn contradictions(&self, claims: &[ClaimRef]) -> Vec<Contradiction> {
        let mut found: Vec<Contradiction> = Vec::new();
        let mut seen = BTreeSet::new();
        for (i, a) in claims.iter().enumerate() {
            for b in &claims[i + 1..] {
                let Some(about) = self.disagree(*a, *b) else {
                    continue;
                };
                let (first, second) = if said_day(self.case, *a) <= said_day(self.case, *b) {
                    (*a, *b)
                } else {
                    (*b, *a)
                };
                let (x, y) = (self.case.origin_of(first), self.case.origin_of(second));
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

    /// What two claims disagree on.
    fn disagree(&self, a: ClaimRef, b: ClaimRef) -> Option<String> {
        let (x, y) = (self.case.claim(a), self.case.claim(b));
        let (p, q) = (self.aspect(x), self.aspect(y));
        for (role, id, name) in &p {
            let others: Vec<_> = q.iter().filter(|(r, ..)| r == role).collect();
            if others.is_empty() {
                continue;
            }
            let shared = others.iter().any(|(_, other, _)| other == id);
            return match (shared, x.polarity == y.polarity) {
                (true, false) => Some(format!("{role}: {name}")),
                (false, true) if x.polarity == Polarity::Affirmed => {
                    Some(format!("{role}: {name} or {}", others[0].2))
                }
                _ => None,
            };
        }
        if self.opposes(a, b) || self.opposes(b, a) {
            let (state, _) = self.made(a)?;
            return Some(
                self.kind
                    .map(|k| k.show(&state, Language::English))
                    .unwrap_or(state),
            );
        }
        let kind = self.kind.filter(|k| k.valued)?;
        let same = x.state == y.state && x.modality == y.modality && !x.time.is_open() && x.time == y.time;
        let value = |at: ClaimRef| {
            let q = amount(self.case, at)?;
            (!q.approximate).then(|| (q.low, q.high, q.unit.clone()))
        };
        let (v, w) = (value(a)?, value(b)?);
        (same && v != w && v.2 == w.2).then(|| format!("amount: {}", x.state.as_deref().unwrap_or(&kind.en)))
    }

    /// How the matter got where it is: claims of one origin, state and commitment make one step, by the day first said.
    fn steps(&self, claims: &[ClaimRef]) -> Vec<Step> {
        type Group = (usize, Option<String>, Polarity, Modality, Vec<String>, String);
        let mut groups: BTreeMap<Group, Vec<ClaimRef>> = BTreeMap::new();
        for at in claims {
            let claim = self.case.claim(*at);
            let Some(origin) = self.case.origin_of(*at) else {
                continue;
            };
            let aspect: Vec<String> = self.aspect(claim).into_iter().map(|(_, id, _)| id).collect();
            let record = if claim.kind == self.matter.kind {
                String::new()
            } else {
                holder(claim)
                    .map(|h| identity(h, self.ground))
                    .unwrap_or_default()
            };
            let state = self.made(*at).map(|(s, _)| s).or_else(|| claim.state.clone());
            groups
                .entry((origin, state, claim.polarity, claim.modality, aspect, record))
                .or_default()
                .push(*at);
        }
        let mut steps: Vec<Step> = groups
            .into_iter()
            .map(|((origin, state, polarity, modality, ..), mut members)| {
                members.sort_by_key(|c| (said_day(self.case, *c), c.page, c.claim));
                let days = || members.iter().filter_map(|c| said_day(self.case, *c));
                let said = match (days().min(), days().max()) {
                    (Some(first), Some(last)) => Interval::of_days(first, last),
                    _ => Interval::default(),
                };
                let standing = members
                    .iter()
                    .map(|c| self.standing(*c))
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
            n.on_record += 1;
        } else {
            n.anonymous += 1;
        }
    }
    // Something said it, even where nobody can say whether it was one source or several.
    if n.possible > 0 {
        n.sure = n.sure.max(1);
    }
    n
}

/// How much a claim is about: its first quantity. A rank ("the second plant") is no amount.
fn amount(case: &Case, at: ClaimRef) -> Option<&Quantity> {
    let quantities = &case.pages[at.page].reading.quantities;
    let mut told = case
        .claim(at)
        .quantities
        .iter()
        .filter_map(|i| quantities.get(*i));
    told.find(|q| q.kind != QuantityKind::Rank)
}
