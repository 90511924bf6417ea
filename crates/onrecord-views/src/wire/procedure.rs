//! Names in JSON of ways through procedures and of comparisons.
//! What does not live here: names of claims and origins (see the modules beside).

use onrecord::procedures::clocks::Running;
use onrecord::procedures::pack::{Basis, Form, Procedure};
use onrecord::procedures::way::Force;
use onrecord::procedures::{
    ClockView, Comparison, Gate, Judged, Place, RouteView, State, StepView, Traveller, Way,
};
use onrecord::{Case, ClaimRef};
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::case::{Each, ids};
use super::{Shown, Wire, object, write};

/// Appends somebody's way with what is said of the procedure itself, and a line feed.
pub fn write_way(out: &mut Vec<u8>, case: &Case, way: &Way<'_>, gate: &Gate) {
    write(out, &WayLine(case, way, Some(gate)));
}

/// Appends a comparison, and a line feed: the ways of all who are compared, which steps are columns, and what is said of the
/// procedure itself.
pub fn write_comparison(out: &mut Vec<u8>, case: &Case, table: &Comparison<'_>, gate: &Gate) {
    write(out, &Table(case, table, gate));
}

struct Table<'a>(&'a Case, &'a Comparison<'a>, &'a Gate);

impl Serialize for Table<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let Table(case, table, gate) = self;
        let rows: Vec<WayLine<'_>> = table.rows.iter().map(|r| WayLine(case, &r.way, None)).collect();
        object!(s, "comparison", {
            "procedure": Head(table.procedure),
            "as_of": Shown(table.as_of),
            "columns": Each(&table.columns, |c: &usize| table.procedure.steps[*c].id.get_ref()),
            "rows": rows,
            "regime": GateLine(case, table.procedure, gate),
        })
    }
}

struct Head<'a>(&'a Procedure);

impl Serialize for Head<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        object!(s, "procedure", { "id": self.0.id(), "zh": self.0.zh(), "en": self.0.en() })
    }
}

struct Who<'a>(&'a Traveller);

impl Serialize for Who<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        object!(s, "entity", { "entity": self.0.id, "name": self.0.name, "zh": self.0.zh })
    }
}

/// What is said of a procedure itself, and who of its authorities is named where.
struct GateLine<'a>(&'a Case, &'a Procedure, &'a Gate);

impl Serialize for GateLine<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let GateLine(case, procedure, gate) = self;
        object!(s, "regime", {
            "said": Each(&gate.said, |at: &ClaimRef| Evidence(case, *at)),
            "authorities": Each(&gate.named, |named| Named(case, procedure, named)),
            "rules": Each(&gate.rules, |named| NamedRule(case, procedure, named)),
        })
    }
}

struct Named<'a, 'b>(&'a Case, &'a Procedure, &'b (usize, Vec<usize>));

impl Serialize for Named<'_, '_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let Named(case, procedure, (authority, pages)) = self;
        let authority = &procedure.authorities[*authority];
        object!(s, "authority", {
            "authority": authority.id.get_ref(),
            "zh": authority.zh,
            "en": authority.en,
            "pages": Each(pages, |page: &usize| case.pages[*page].page.sha256.as_str()),
        })
    }
}

struct NamedRule<'a, 'b>(&'a Case, &'a Procedure, &'b (usize, Vec<Place>));

impl Serialize for NamedRule<'_, '_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let NamedRule(case, procedure, (basis, places)) = self;
        let basis = &procedure.bases[*basis];
        object!(s, "rule", {
            "basis": basis.id.get_ref(),
            "zh": basis.zh,
            "en": basis.en,
            "number": basis.number,
            "at": Each(places, |place: &Place| PlaceLine(case, *place)),
        })
    }
}

struct PlaceLine<'a>(&'a Case, Place);

impl Serialize for PlaceLine<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let PlaceLine(case, place) = self;
        let page = &case.pages[place.page];
        object!(s, "place", {
            "page": page.page.sha256,
            "span": Wire(&place.span),
            "words": place.span.of(&page.article.text),
        })
    }
}

/// A way; the one of a comparison leaves out what is said of the procedure, which stands beside all rows.
struct WayLine<'a>(&'a Case, &'a Way<'a>, Option<&'a Gate>);

impl Serialize for WayLine<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let WayLine(case, way, gate) = self;
        let route = |r: usize| way.procedure.routes[way.routes[r].route].id.get_ref().as_str();
        object!(s, "way", {
            "procedure": Head(way.procedure),
            "entity": Who(&way.traveller),
            "as_of": Shown(way.as_of),
            "steps": Each(&way.steps, |step| StepLine(case, way, step)),
            "routes": Each(&way.routes, |r| RouteLine(case, way, r)),
            "two_accounts": Each(&way.accounts, |(a, b): &(usize, usize)| [route(*a), route(*b)]),
            "next": Each(&way.next, |n: &usize| way.procedure.steps[*n].id.get_ref()),
            "clocks": Each(&way.clocks, |c| ClockLine(way, c)),
            "law": Each(&way.law, |(b, force): &(usize, Force)| Law(&way.procedure.bases[*b], *force, way)),
            "outside": ids(case, &way.outside),
            "regime": gate.map(|g| GateLine(case, way.procedure, g)),
        })
    }
}

struct StepLine<'a>(&'a Case, &'a Way<'a>, &'a StepView<'a>);

impl Serialize for StepLine<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let StepLine(case, way, view) = self;
        let step = &way.procedure.steps[view.step];
        object!(s, "step", {
            "step": step.id.get_ref(),
            "zh": step.zh,
            "en": step.en,
            "track": step.track,
            "form": view.form.map(FormLine),
            "told": Told(case, &view.judged, view.judged.overtaken.as_ref().map(|l| way.procedure.steps[l.by].id.get_ref().as_str())),
            "earlier_round": ids(case, &view.earlier_round),
        })
    }
}

struct RouteLine<'a>(&'a Case, &'a Way<'a>, &'a RouteView);

impl Serialize for RouteLine<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let RouteLine(case, way, view) = self;
        let route = &way.procedure.routes[view.route];
        object!(s, "route", {
            "route": route.id.get_ref(),
            "zh": route.zh,
            "en": route.en,
            "told": Told(case, &view.judged, view.judged.overtaken.as_ref().map(|l| way.procedure.routes[l.by].id.get_ref().as_str())),
        })
    }
}

struct FormLine<'a>(&'a Form);

impl Serialize for FormLine<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let form = self.0;
        object!(s, "form", {
            "zh": form.zh,
            "en": form.en,
            "authority": form.authority,
            "basis": form.basis,
            "from": form.from.map(Shown),
            "to": form.to.map(Shown),
        })
    }
}

/// A step or a route as claims tell it.
struct Told<'a>(&'a Case, &'a Judged, Option<&'a str>);

impl Serialize for Told<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let Told(case, judged, later) = self;
        let end = match &judged.state {
            State::Ended(end) => Some(end),
            _ => None,
        };
        object!(s, "told", {
            "state": judged.state.code(),
            "end": end,
            "standing": judged.standing.as_ref().map(Wire),
            "since": judged.since.map(Shown),
            "dated": judged.time.is_some(),
            "later": later,
            "days": Each(&judged.days, |d: &jiff::civil::Date| Shown(*d)),
            "origins": Wire(&judged.origins),
            "disputed": judged.disputed(),
            "for": Each(&judged.supporting, |at: &ClaimRef| Evidence(case, *at)),
            "against": Each(&judged.against, |at: &ClaimRef| Evidence(case, *at)),
            "denied_by": Each(&judged.denials, |at: &ClaimRef| Evidence(case, *at)),
            "no_comment": ids(case, &judged.refusals),
            "expected": Each(&judged.expected, |at: &ClaimRef| Evidence(case, *at)),
            "earlier": ids(case, &judged.earlier),
        })
    }
}

/// A claim with its words: what a cell rests on.
struct Evidence<'a>(&'a Case, ClaimRef);

impl Serialize for Evidence<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let Evidence(case, at) = self;
        object!(s, "evidence", { "claim": case.claim(*at).id, "words": case.words(*at) })
    }
}

struct ClockLine<'a>(&'a Way<'a>, &'a ClockView);

impl Serialize for ClockLine<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let ClockLine(way, view) = self;
        let clock = &way.procedure.clocks[view.clock];
        let running = match view.running {
            Running::Runs => "runs",
            Running::HeldUp => "held_up",
            Running::RanOut => "ran_out",
        };
        object!(s, "clock", {
            "clock": clock.id.get_ref(),
            "zh": clock.zh,
            "en": clock.en,
            "since": Shown(view.since),
            "days": view.gone,
            "last": Shown(view.last),
            "state": running,
            "day_told": view.first == Some(view.since),
            "reported": view.reported,
            "estimate": crate::procedure::estimate(clock),
            "unverified": clock.unverified,
        })
    }
}

struct Law<'a>(&'a Basis, Force, &'a Way<'a>);

impl Serialize for Law<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let Law(basis, force, way) = self;
        let force = match force {
            Force::InForce => "in_force",
            Force::Ended => "ended",
            Force::NotYet => "not_yet",
            Force::Draft => "draft",
            Force::Unknown => "unknown",
        };
        let changed = basis.change.iter().rev().find(|c| c.on <= way.as_of);
        object!(s, "law", {
            "basis": basis.id.get_ref(),
            "zh": basis.zh,
            "en": basis.en,
            "number": basis.number,
            "from": basis.from.map(Shown),
            "to": basis.to.map(Shown),
            "state": force,
            "changed": changed.map(|c| Shown(c.on)),
            "unverified": basis.unverified,
        })
    }
}
