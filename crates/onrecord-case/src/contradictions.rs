//! What contradicts what among the claims of a matter: one pair of claims for each thing they disagree on.
//!
//! Two claims contradict when they give one matter incompatible states or values for one known time. An undated claim
//! agrees with everybody; stages of one course are a history; a source does not contradict itself by moving on.
//! What does not live here: which of the two stands (see `course`).

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::case::{ClaimRef, Contradiction};
use crate::kinds::STATEMENT;
use crate::status::{Judge, amount, said_day};
use crate::{Interval, Language, Polarity};

/// The longest time, in days, that counts as one known time: two things in one year need not be one thing.
const LONGEST: i32 = 31;
/// Claims of one side that are compared with those of the other; the best founded come first.
const COMPARED: usize = 64;

/// A claim on one side of a question.
struct Side {
    at: ClaimRef,
    time: Interval,
    rank: u8,
}

/// One question, as it is shown, with the claims on each answer to it.
type Questions = BTreeMap<String, BTreeMap<String, Vec<Side>>>;

impl Judge<'_> {
    /// Pairs of claims that cannot both hold, one a question, the best founded pair of each.
    pub(crate) fn contradictions(&self, claims: &[ClaimRef]) -> Vec<Contradiction> {
        let mut found = self.of_aspects(claims);
        let mut questions = Questions::new();
        for at in claims {
            self.ask(*at, &mut questions);
        }
        for (about, answers) in questions {
            let answers: Vec<(String, Vec<Side>)> = answers.into_iter().collect();
            let mut best: Option<(u8, ClaimRef, ClaimRef)> = None;
            for (i, (x, first)) in answers.iter().enumerate() {
                for (y, second) in &answers[i + 1..] {
                    if about.starts_with(AMOUNT) && !apart(x, y) {
                        continue;
                    }
                    if let Some((rank, a, b)) = self.pair(first, second)
                        && best.as_ref().is_none_or(|(r, ..)| rank > *r)
                    {
                        best = Some((rank, a, b));
                    }
                }
            }
            if let Some((_, a, b)) = best {
                found.push(self.in_order(a, b, about));
            }
        }
        found
    }

    /// Puts a claim under the questions that it answers: has this state been reached, which outcome, how much.
    fn ask(&self, at: ClaimRef, questions: &mut Questions) {
        let claim = self.case.claim(at);
        let rank = crate::standing::rank(self.standing(at));
        // Where a thing comes from does not change: a role with one filler only needs no known time.
        let exclusive = self.kind.map_or(&[][..], |k| &k.exclusive_roles);
        for role in claim.roles.iter().filter(|r| exclusive.contains(&r.role)) {
            let filler = &role.filler;
            let name = filler.entity.as_deref().unwrap_or(&filler.name);
            questions
                .entry(format!("{}: {name}", role.role))
                .or_default()
                .entry(format!("{:?}", claim.polarity))
                .or_default()
                .push(Side {
                    at,
                    time: Interval::default(),
                    rank,
                });
        }
        let Some(time) = self.known_time(at) else { return };
        let mut put = |about: String, answer: String| {
            let side = Side { at, time, rank };
            questions
                .entry(about)
                .or_default()
                .entry(answer)
                .or_default()
                .push(side);
        };
        // Words of no kind are alike, but nobody knows which of them a "not" belongs to.
        if self.matter.kind != STATEMENT
            && let Some((state, polarity)) = self.claimed_state(at)
        {
            put(self.state_shown(&state), format!("{polarity:?}"));
            if polarity == Polarity::Affirmed
                && let Some(kind) = self.kind
            {
                for (one, others) in &kind.opposed {
                    for other in others.iter().filter(|o| **o == state || *one == state) {
                        let about = format!("{} or {}", self.state_shown(one), self.state_shown(other));
                        put(about, state.clone());
                    }
                }
            }
        }
        let valued = self.kind.is_some_and(|k| k.valued);
        if let Some(q) = amount(self.case, at).filter(|q| valued && !q.approximate)
            && !claim.time.is_open()
            && let Some(state) = &claim.state
        {
            let bound = |b: Option<Decimal>| b.map(|d| d.normalize().to_string()).unwrap_or_default();
            let unit = q.unit.as_deref().unwrap_or_default();
            let about = format!("{AMOUNT}{} ({unit})", state.replace('_', " "));
            put(about, format!("{}..{}", bound(q.low), bound(q.high)));
        }
    }

    /// The best founded pair of two sides that speaks of one time and goes back to two sources.
    fn pair(&self, first: &[Side], second: &[Side]) -> Option<(u8, ClaimRef, ClaimRef)> {
        let ranked = |sides: &[Side]| -> Vec<(u8, ClaimRef, Interval)> {
            let mut order: Vec<_> = sides.iter().map(|s| (s.rank, s.at, s.time)).collect();
            order.sort_by_key(|(rank, ..)| std::cmp::Reverse(*rank));
            order.truncate(COMPARED);
            order
        };
        let (first, second) = (ranked(first), ranked(second));
        let mut best: Option<(u8, ClaimRef, ClaimRef)> = None;
        for (x, a, t) in &first {
            for (y, b, u) in &second {
                let better = best.as_ref().is_none_or(|(r, ..)| x + y > *r);
                if better && t.meets(*u) && self.apart(*a, *b) {
                    best = Some((x + y, *a, *b));
                }
            }
        }
        best
    }

    /// True for claims of two pages and two origins: what one source says is one account.
    fn apart(&self, a: ClaimRef, b: ClaimRef) -> bool {
        let (x, y) = (self.origin(a), self.origin(b));
        let outlet = |at: ClaimRef| self.case.pages[at.page].article.outlet.as_deref();
        let own = |at: ClaimRef| self.case.claim(at).chain.is_empty();
        let one_outlet = own(a) && own(b) && outlet(a).is_some() && outlet(a) == outlet(b);
        a.page != b.page && (x.is_none() || x != y) && !one_outlet
    }

    /// The time a claim speaks of: of the event where the words date it, else the day it was said. `None` where it is not
    /// known, or longer than a month.
    fn known_time(&self, at: ClaimRef) -> Option<Interval> {
        let told = self.case.claim(at).time;
        if told.is_open() {
            return said_day(self.case, at).map(Interval::of_day);
        }
        let days = told.from?.date().until(told.to?.date()).ok()?.get_days();
        (days <= LONGEST).then_some(told)
    }

    fn state_shown(&self, state: &str) -> String {
        match self.kind {
            Some(kind) => kind.show(state, Language::English),
            None => state.to_owned(),
        }
    }

    fn in_order(&self, a: ClaimRef, b: ClaimRef, about: String) -> Contradiction {
        let key = |at: ClaimRef| -> (Option<Date>, &str, usize) {
            (
                said_day(self.case, at),
                &self.case.pages[at.page].page.sha256,
                at.claim,
            )
        };
        let (a, b) = if key(a) <= key(b) { (a, b) } else { (b, a) };
        Contradiction { a, b, about }
    }

    /// Roles that only one can fill (whose licence it is), filled by two, or affirmed and negated of one. These do not
    /// change from day to day, so they need no time.
    fn of_aspects(&self, claims: &[ClaimRef]) -> Vec<Contradiction> {
        // Role → filler → polarity → the best founded claim of each origin, first of its kind.
        type Fillers = BTreeMap<String, (String, BTreeMap<Polarity, Vec<(u8, ClaimRef)>>)>;
        let mut roles: BTreeMap<String, Fillers> = BTreeMap::new();
        for at in claims {
            let claim = self.case.claim(*at);
            let rank = crate::standing::rank(self.standing(*at));
            for (role, id, name) in self.aspect(claim) {
                let fillers = roles.entry(role).or_default();
                let (_, sides) = fillers.entry(id).or_insert_with(|| (name, BTreeMap::new()));
                let side = sides.entry(claim.polarity).or_default();
                if side.len() < COMPARED {
                    side.push((rank, *at));
                }
            }
        }
        let mut found = Vec::new();
        for (role, fillers) in roles {
            let mut sides: Vec<(&String, &Vec<(u8, ClaimRef)>)> = Vec::new();
            for (name, polarities) in fillers.values() {
                let yes = polarities.get(&Polarity::Affirmed);
                let no = polarities.get(&Polarity::Negated);
                if let (Some(yes), Some(no)) = (yes, no)
                    && let Some((a, b)) = self.two(yes, no)
                {
                    found.push(self.in_order(a, b, format!("{role}: {name}")));
                }
                sides.extend(yes.map(|side| (name, side)));
            }
            for (i, (x, first)) in sides.iter().enumerate() {
                for (y, second) in &sides[i + 1..] {
                    if let Some((a, b)) = self.two(first, second) {
                        found.push(self.in_order(a, b, format!("{role}: {x} or {y}")));
                    }
                }
            }
        }
        found
    }

    fn two(&self, first: &[(u8, ClaimRef)], second: &[(u8, ClaimRef)]) -> Option<(ClaimRef, ClaimRef)> {
        let pairs = first.iter().flat_map(|a| second.iter().map(move |b| (a, b)));
        pairs
            .filter(|(a, b)| self.apart(a.1, b.1))
            .reduce(|x, y| if y.0.0 + y.1.0 > x.0.0 + x.1.0 { y } else { x })
            .map(|(a, b)| (a.1, b.1))
    }
}

/// How questions of value begin.
const AMOUNT: &str = "amount: ";

/// True for two ranges that share no value; open ends reach everywhere.
fn apart(x: &str, y: &str) -> bool {
    let bounds = |s: &str| -> (Option<Decimal>, Option<Decimal>) {
        let (low, high) = s.split_once("..").unwrap_or(("", ""));
        (low.parse().ok(), high.parse().ok())
    };
    let ((a, b), (c, d)) = (bounds(x), bounds(y));
    let before = |end: Option<Decimal>, start: Option<Decimal>| matches!((end, start), (Some(end), Some(start)) if end < start);
    before(b, c) || before(d, a)
}
