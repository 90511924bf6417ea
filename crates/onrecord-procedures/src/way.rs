//! The way of one through a procedure as of a day: every step with what is on record, what is only said and by whom, what
//! comes next, which clocks run, which law was in force; and what is said of the one and fits no step.
//!
//! A pure function. The case is to be cut to the day first (`reconcile_as_of`), as for a status.
//! What does not live here: how a step is judged (see `judged`), how it is shown (`onrecord-views`).

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use onrecord_case::status::{event_day, nameless, rank};
use onrecord_case::{Case, ClaimRef};
use onrecord_model::{Claim, Ground, SpeakerKind};

use crate::clocks::{ClockView, clocks};
use crate::evidence::{Scene, Seen, Shown};
use crate::judged::{Judged, Overtaken, State, course, judge};
use crate::pack::{Form, Procedure};
use crate::reference::referring;
use crate::traveller::{Index, Traveller};

/// A step on somebody's way.
#[derive(Clone, Debug)]
pub struct StepView<'p> {
    /// Index into the procedure's steps.
    pub step: usize,
    /// Where it is.
    pub judged: Judged,
    /// What it was in law when it was done, else what it is on the day asked for.
    pub form: Option<&'p Form>,
    /// Claims on an earlier round, before the way began anew.
    pub earlier_round: Vec<ClaimRef>,
}

/// A route on somebody's way.
#[derive(Clone, Debug)]
pub struct RouteView {
    /// Index into the procedure's routes.
    pub route: usize,
    /// What is said of it.
    pub judged: Judged,
}

/// How a law is on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Force {
    /// In force.
    InForce,
    /// No longer.
    Ended,
    /// Not yet.
    NotYet,
    /// A draft that is not known to have become law.
    Draft,
    /// Its days are not known.
    Unknown,
}

/// The way.
#[derive(Clone, Debug)]
pub struct Way<'p> {
    /// The procedure.
    pub procedure: &'p Procedure,
    /// Who goes it.
    pub traveller: Traveller,
    /// The day asked for.
    pub as_of: Date,
    /// All steps, in order.
    pub steps: Vec<StepView<'p>>,
    /// Routes of which something is said, the best founded first.
    pub routes: Vec<RouteView>,
    /// Pairs of routes, as indices into `routes`, of which one cannot have been gone after the other: two accounts.
    pub accounts: Vec<(usize, usize)>,
    /// Steps that come next, as indices into `steps`: one a track or route.
    pub next: Vec<usize>,
    /// Clocks that run, are held up, or ran out.
    pub clocks: Vec<ClockView>,
    /// Every law with how it is on that day, as indices into the procedure's bases.
    pub law: Vec<(usize, Force)>,
    /// Claims on the traveller, of the procedure's kinds, that fit no step and no route.
    pub outside: Vec<ClaimRef>,
}

impl Way<'_> {
    /// The view of a step.
    pub fn step(&self, id: &str) -> Option<&StepView<'_>> {
        self.steps.get(self.procedure.step(id)?)
    }

    /// The view of a route.
    pub fn route(&self, id: &str) -> Option<&RouteView> {
        let named = |r: &&RouteView| self.procedure.routes[r.route].id.get_ref() == id;
        self.routes.iter().find(named)
    }

    /// True if any step or route is told of.
    pub fn is_told(&self) -> bool {
        self.routes.iter().any(|r| r.judged.is_told()) || self.steps.iter().any(|s| s.judged.is_told())
    }

    /// True if anything is said of a track.
    pub fn track_is_told(&self, track: Option<&str>) -> bool {
        let mut own = self
            .steps
            .iter()
            .filter(|s| self.procedure.steps[s.step].track.as_deref() == track);
        own.any(|s| s.judged.is_told())
    }
}

/// The way of `traveller` through `procedure` by what `case` holds, as of a day.
pub fn way<'p>(
    case: &Case,
    ground: &Ground,
    index: &Index,
    procedure: &'p Procedure,
    traveller: &Traveller,
    as_of: Date,
) -> Way<'p> {
    let scene = Scene {
        case,
        ground,
        procedure,
        traveller,
    };
    let mut claims = index.claims(case, traveller);
    claims.retain(|at| !told_of_each(case, ground, traveller, *at));
    let mut seen: Vec<Seen<'_>> = claims.iter().map(|at| scene.see(*at)).collect();
    let referring = referring(&scene, &claims);
    seen.extend(
        referring
            .iter()
            .map(|r| scene.see_referred(r.at, r.names_another)),
    );
    let course = course(procedure);
    let mut used: BTreeSet<ClaimRef> = BTreeSet::new();
    let mut anew: BTreeMap<Option<&str>, Date> = BTreeMap::new();
    let mut steps = Vec::with_capacity(procedure.steps.len());
    for (number, step) in procedure.steps.iter().enumerate() {
        let mut shown: Vec<Shown> = seen
            .iter()
            .filter_map(|c| scene.shown(c, &step.evidence))
            .collect();
        used.extend(shown.iter().map(|s| s.at));
        let mut earlier_round = Vec::new();
        if let Some(day) = anew.get(&step.track.as_deref()) {
            let before = |s: &Shown| event_day(case, s.at).0.is_some_and(|d| d < *day);
            earlier_round = shown.iter().filter(|s| before(s)).map(|s| s.at).collect();
            shown.retain(|s| !before(s));
        }
        let judged = judge(case, ground, procedure, &course, &shown, as_of, false);
        if step.restarts
            && let Some(day) = judged.again
        {
            let first = anew.entry(step.track.as_deref()).or_insert(day);
            *first = day.max(*first);
            let before = shown
                .iter()
                .filter(|s| event_day(case, s.at).0.is_some_and(|d| d < day));
            earlier_round.extend(before.map(|s| s.at));
            earlier_round.sort_by_key(|at| event_day(case, *at).0);
        }
        let form_day = judged
            .since
            .filter(|_| judged.state.passed(procedure))
            .unwrap_or(as_of);
        steps.push(StepView {
            step: number,
            form: step.form.iter().find(|f| f.holds_on(form_day)),
            judged,
            earlier_round,
        });
    }
    overtake_steps(procedure, &mut steps);
    let mut routes: Vec<RouteView> = Vec::new();
    for (route, data) in procedure.routes.iter().enumerate() {
        let shown: Vec<Shown> = seen
            .iter()
            .filter_map(|c| scene.shown(c, &data.evidence))
            .collect();
        used.extend(shown.iter().map(|s| s.at));
        let judged = judge(case, ground, procedure, &course, &shown, as_of, true);
        if judged.is_told() {
            routes.push(RouteView { route, judged });
        }
    }
    routes.sort_by_key(|r| {
        let weak = !matches!(r.judged.state, State::Done | State::OthersName);
        (weak, std::cmp::Reverse(r.judged.standing.map(rank)), r.route)
    });
    overtake_routes(procedure, &mut routes);
    let outside = claims.iter().copied().filter(|at| {
        let claim = case.claim(*at);
        !used.contains(at)
            && procedure.head.kinds.contains(&claim.kind)
            && is_about(traveller, claim, ground)
            && onrecord_case::status::said_day(case, *at).is_none_or(|d| d <= as_of)
    });
    let mut way = Way {
        procedure,
        traveller: traveller.clone(),
        as_of,
        accounts: accounts(procedure, &routes),
        law: law(procedure, as_of),
        outside: outside.collect(),
        clocks: Vec::new(),
        next: Vec::new(),
        steps,
        routes,
    };
    way.next = next(&way);
    way.clocks = clocks(&way);
    way
}

/// Marks what stood open and is over: an adjourned hearing after the order, a review that was under way after the decision.
fn overtake_steps(procedure: &Procedure, steps: &mut [StepView<'_>]) {
    let open = |state: &State| match state {
        State::Ended(end) => procedure.end(end).is_some_and(|e| e.kind.stays_open()),
        State::UnderWay | State::Near => true,
        _ => false,
    };
    for number in 0..steps.len() {
        let (before, after) = steps.split_at_mut(number + 1);
        let judged = &mut before[number].judged;
        if !open(&judged.state) {
            continue;
        }
        let own = &procedure.steps[number];
        let later = after.iter().find(|s| {
            let step = &procedure.steps[s.step];
            let state = &s.judged.state;
            let founded = !s.judged.standing.is_none_or(nameless) || judged.standing.is_none_or(nameless);
            step.track == own.track
                && !step.aside
                && (state.passed(procedure) || state.over(procedure))
                && founded
                && s.judged.since >= judged.since
        });
        judged.overtaken = later.map(|s| Overtaken {
            by: s.step,
            end: match &s.judged.state {
                State::Ended(end) => Some(end.clone()),
                _ => None,
            },
        });
    }
}

/// Marks routes that were only being taken when another one, on record, was taken later, and that do not go on behind it.
fn overtake_routes(procedure: &Procedure, routes: &mut [RouteView]) {
    let on_record = |r: &&RouteView| r.judged.state == State::Done && r.judged.settled();
    let taken: Vec<(usize, Option<Date>)> = routes
        .iter()
        .filter(on_record)
        .map(|r| (r.route, r.judged.since))
        .collect();
    for view in routes {
        let judged = &mut view.judged;
        if matches!(judged.state, State::Near | State::UnderWay) {
            let own = procedure.routes[view.route].id.get_ref();
            let ends_here = |r: &usize| !procedure.routes[*r].then.contains(own);
            let later = taken
                .iter()
                .filter(|(r, day)| *day > judged.since && ends_here(r));
            let later = later.max_by_key(|(_, day)| *day);
            judged.overtaken = later.map(|(route, _)| Overtaken {
                by: *route,
                end: None,
            });
        }
    }
}

/// True for what is told of somebody else in words that tell the same of the traveller: "A, B and C got theirs by mergers".
fn told_of_each(case: &Case, ground: &Ground, traveller: &Traveller, at: ClaimRef) -> bool {
    let claim = case.claim(at);
    let of = |c: &Claim| c.subject.as_ref().is_some_and(|s| traveller.is(s, ground));
    let claims = &case.pages[at.page].reading.claims;
    !of(claim)
        && claims
            .iter()
            .any(|c| c.span == claim.span && c.kind == claim.kind && c.state == claim.state && of(c))
}

/// True if the traveller takes part in a claim, not only its name.
fn is_about(traveller: &Traveller, claim: &Claim, ground: &Ground) -> bool {
    let roles = claim.roles.iter().map(|r| &r.filler);
    let mut parts = claim.subject.iter().chain(&claim.object).chain(roles);
    parts.any(|p| traveller.is(p, ground))
}

/// Routes that are told as gone and of which neither may follow the other.
fn accounts(procedure: &Procedure, routes: &[RouteView]) -> Vec<(usize, usize)> {
    let told = |r: &RouteView| {
        matches!(
            r.judged.state,
            State::Done | State::OthersName | State::Near | State::UnderWay
        )
    };
    let mut pairs = Vec::new();
    for (a, first) in routes.iter().enumerate() {
        for (b, second) in routes.iter().enumerate().skip(a + 1) {
            let (one, other) = (&procedure.routes[first.route], &procedure.routes[second.route]);
            let over = first.judged.overtaken.is_some() || second.judged.overtaken.is_some();
            let follows =
                over || one.then.contains(other.id.get_ref()) || other.then.contains(one.id.get_ref());
            if told(first) && told(second) && !follows {
                pairs.push((a, b));
            }
        }
    }
    pairs
}

fn law(procedure: &Procedure, day: Date) -> Vec<(usize, Force)> {
    let force = |b: &crate::pack::Basis| match (b.draft, b.from) {
        (true, _) => Force::Draft,
        (false, None) if b.to.is_some_and(|t| t < day) => Force::Ended,
        (false, None) => Force::Unknown,
        (false, Some(from)) if day < from => Force::NotYet,
        (false, Some(_)) if b.in_force_on(day) => Force::InForce,
        (false, Some(_)) => Force::Ended,
    };
    procedure
        .bases
        .iter()
        .enumerate()
        .map(|(i, b)| (i, force(b)))
        .collect()
}

/// The steps that come next: on each track or route that is gone, the first step after the furthest one that was passed.
fn next(way: &Way<'_>) -> Vec<usize> {
    let procedure = way.procedure;
    let on_way = |s: &usize| !procedure.steps[*s].aside;
    let tracks: BTreeSet<Option<&str>> = procedure.steps.iter().map(|s| s.track.as_deref()).collect();
    let mut lines: Vec<Vec<usize>> = Vec::new();
    if tracks.len() > 1 {
        let ended = |s: &usize| way.steps[*s].judged.state.over(procedure);
        let stopped = (0..procedure.steps.len()).any(|s| ended(&s));
        for track in tracks {
            let known = procedure
                .tracks
                .iter()
                .find(|t| Some(t.id.get_ref().as_str()) == track);
            // What one authority has forbidden is not closed next.
            if stopped && known.is_some_and(|t| t.whole) {
                continue;
            }
            if !known.is_some_and(|t| t.optional) || way.track_is_told(track) {
                let own =
                    (0..procedure.steps.len()).filter(|s| procedure.steps[*s].track.as_deref() == track);
                lines.push(own.filter(on_way).collect());
            }
        }
    } else if procedure.routes.is_empty() {
        lines.push((0..procedure.steps.len()).filter(on_way).collect());
    } else {
        let told = way.routes.iter().filter(|r| r.judged.state != State::NotDone);
        let mut routes: Vec<usize> = told.map(|r| r.route).collect();
        if routes.is_empty() {
            routes.push(0);
        }
        for route in routes {
            let steps = procedure.routes[route]
                .steps
                .iter()
                .filter_map(|id| procedure.step(id));
            lines.push(steps.filter(on_way).collect());
        }
    }
    let mut next: Vec<usize> = Vec::new();
    for line in lines {
        let passed = |s: &usize| way.steps[*s].judged.state.passed(procedure);
        if line.iter().any(|s| way.steps[*s].judged.state.over(procedure)) {
            continue;
        }
        // What may be left out can have been passed, and does not come next.
        let after = line.iter().rposition(passed).map_or(0, |at| at + 1);
        next.extend(line[after..].iter().find(|s| !procedure.steps[**s].optional));
    }
    next.sort_unstable();
    next.dedup();
    next
}

/// The better founded of two standings.
pub fn better(a: Option<SpeakerKind>, b: Option<SpeakerKind>) -> Option<SpeakerKind> {
    a.into_iter().chain(b).max_by_key(|k| rank(*k))
}
