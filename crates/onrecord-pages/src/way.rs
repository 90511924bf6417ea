//! Somebody's way through a procedure as HTML: routes and steps in order, each with its sign, state and words.
//! What does not live here: how a way is made (`onrecord-procedures`), the same as SVG or for a terminal.

use maud::{Markup, html};
use onrecord::procedures::way::Force;
use onrecord::procedures::{Comparison, Gate, Judged, Row, Way};
use onrecord::{Case, ClaimRef};
use onrecord_views::brief::Briefing;
use onrecord_views::procedure::{self as words, Look};
use onrecord_views::tongue::Tongue;

use crate::matter::{Links, quotation};
use crate::text::clean;

/// What a way is drawn with.
pub struct Drawn<'a> {
    /// The way.
    pub way: &'a Way<'a>,
    /// What is said of the procedure itself.
    pub gate: &'a Gate,
    /// The case that it is of.
    pub case: &'a Case,
    /// Numbers of pages.
    pub briefing: &'a Briefing<'a>,
    /// The interface's language.
    pub tongue: Tongue,
}

/// The claims that a way shows.
pub fn shown(case: &Case, way: &Way<'_>, gate: &Gate) -> Vec<ClaimRef> {
    let routes = way.routes.iter().map(|r| &r.judged);
    let steps = way.steps.iter().map(|s| &s.judged);
    let told = routes.chain(steps);
    let told = told.flat_map(|j| {
        let own = words::first(j).into_iter().chain(words::last_not(case, j));
        own.chain(against(j))
    });
    let told = told.chain(way.steps.iter().flat_map(|s| s.earlier_round.iter().copied()));
    let told = told.chain(way.outside.iter().copied());
    told.chain(gate.said.iter().copied()).collect()
}

fn against(judged: &Judged) -> impl Iterator<Item = ClaimRef> {
    judged.against.iter().chain(&judged.denials).copied()
}

/// A way.
pub fn way(drawn: &Drawn<'_>, links: &dyn Links) -> Markup {
    let Drawn { way, tongue, .. } = *drawn;
    let procedure = way.procedure;
    let name = |zh: &str, en: &str| tongue.pick(en, zh).to_owned();
    html! {
        @if !way.routes.is_empty() {
            h3 {
                @if way.accounts.is_empty() { (tongue.pick("Route", "路径")) }
                @else { (tongue.pick("Route: two accounts, of which neither follows from the other", "路径：两种说法并存，彼此不相承接")) }
            }
            ol.way {
                @for view in &way.routes {
                    @let route = &procedure.routes[view.route];
                    (entry(drawn, links, &view.judged, &name(&route.zh, &route.en), true, false))
                }
            }
        }
        h3 { (tongue.pick("Steps", "步骤")) }
        @for of_track in by_track(way) {
            @if let Some(track) = words::track(procedure, &procedure.steps[way.steps[of_track[0]].step], tongue) { h4 { (track) } }
            ol.way.line {
                @for number in of_track {
                    @let view = &way.steps[number];
                    @let step = &procedure.steps[view.step];
                    (entry(drawn, links, &view.judged, &name(&step.zh, &step.en), false, way.next.contains(&number)))
                    @if !view.earlier_round.is_empty() {
                        li.earlier {
                            (tongue.pick("an earlier round", "此前一轮"))
                            @for at in &view.earlier_round {
                                p.said { span.when { (words::day_of(drawn.case, *at, tongue)) } " " span.who { bdi { (clean(&words::speaker(drawn.case, *at, tongue))) } } " " (quotation(&drawn.briefing.quote(*at), links)) }
                            }
                        }
                    }
                }
            }
        }
        @if !way.clocks.is_empty() {
            h3 { (tongue.pick("Clocks", "期限")) }
            ul.list { @for view in &way.clocks { li { (words::clock(way, view, tongue)) } } }
        }
        @let law: Vec<usize> = way.law.iter().filter(|(_, f)| *f == Force::InForce).map(|(b, _)| *b).collect();
        @if !law.is_empty() {
            h3 { (tongue.pick("Law in force on ", "当日有效的法规：")) (tongue.day(way.as_of)) }
            ul.list {
                @for basis in law {
                    li { @match tongue {
                        Tongue::English => (words::law(procedure, basis, Force::InForce, way.as_of)),
                        Tongue::Chinese => (procedure.bases[basis].zh),
                    } }
                }
            }
        }
        @let undated = words::undated_law(way, tongue);
        @if !undated.is_empty() {
            h3 { (tongue.pick("Law whose first day is not known, and which may be in force", "起始日不明、可能有效的法规")) }
            p { (undated) }
        }
        (gate(drawn, links))
        @if !way.outside.is_empty() {
            h3 { (tongue.pick("Said of it, and no step", "提及，但不属任何步骤")) }
            ul.list { @for at in &way.outside { li { (quotation(&drawn.briefing.quote(*at), links)) } } }
        }
        p.hint { (tongue.pick("No legal advice and no prediction: what is on record, what is only said, and by whom.", "不构成法律意见，也不作预测：只列出有记录的、只是有人说的，以及谁说的。")) }
    }
}

/// The steps that are drawn, by track: "decision" of whom?
fn by_track(way: &Way<'_>) -> Vec<Vec<usize>> {
    let track = |n: &usize| way.procedure.steps[way.steps[*n].step].track.as_deref();
    let drawn = |n: &usize| {
        let view = &way.steps[*n];
        let step = &way.procedure.steps[view.step];
        let quiet = step.optional || step.aside || !way.track_is_told(track(n));
        view.judged.is_told() || way.next.contains(n) || !quiet
    };
    let shown: Vec<usize> = (0..way.steps.len()).filter(drawn).collect();
    shown
        .chunk_by(|a, b| track(a) == track(b))
        .map(<[usize]>::to_vec)
        .collect()
}

/// Those who go one way, each with the routes and steps that are told, and where its own way is.
pub fn comparison(
    case: &Case,
    table: &Comparison<'_>,
    gate: &Gate,
    briefing: &Briefing<'_>,
    links: &dyn Links,
    address: &dyn Fn(&Row<'_>) -> String,
    tongue: Tongue,
) -> Markup {
    html! {
        @for row in &table.rows {
            @let drawn = Drawn { way: &row.way, gate, case, briefing, tongue };
            @let who = &row.way.traveller;
            h2 { a href=(address(row)) { bdi { (clean(tongue.pick(&who.name, who.zh.as_ref().unwrap_or(&who.name)))) } } }
            @if row.routes_differ() { p.facts { "≠ " (tongue.pick("two accounts of its route", "路径有两种说法")) } }
            @if !row.way.is_told() { p.facts { (tongue.pick("nothing said of any step", "没有关于任何步骤的说法")) } }
            ol.way {
                @for view in row.routes() {
                    @let route = &table.procedure.routes[view.route];
                    @let name = tongue.pick(format!("by {}", route.en), format!("路径：{}", route.zh));
                    (entry(&drawn, links, &view.judged, &name, true, false))
                }
                @for step in table.columns.iter().filter(|s| row.cell(**s).is_told()) {
                    (entry(&drawn, links, row.cell(*step), &words::column(table, *step, tongue), false, false))
                }
            }
        }
    }
}

/// What is said of the procedure itself, and which of its authorities and rules the pages name.
fn gate(drawn: &Drawn<'_>, links: &dyn Links) -> Markup {
    let Drawn {
        way,
        gate,
        briefing,
        tongue,
        ..
    } = *drawn;
    let procedure = way.procedure;
    let pages = |n: usize| tongue.count(n, "page", "个页面");
    html! {
        @if !gate.named.is_empty() {
            h3 { (tongue.pick("Authorities that the pages name", "页面提到的机关")) }
            ul.list {
                @for (authority, on) in &gate.named {
                    @let authority = &procedure.authorities[*authority];
                    li { (tongue.pick(&authority.en, &authority.zh)) " " span.count { (pages(on.len())) } }
                }
            }
        }
        @if !gate.rules.is_empty() {
            h3 { (tongue.pick("Rules that the pages name", "页面提到的法规")) }
            ul.list {
                @for (basis, at) in &gate.rules {
                    @let basis = &procedure.bases[*basis];
                    li { (tongue.pick(&basis.en, &basis.zh)) " " span.count { (pages(at.len())) } }
                }
            }
        }
        @if !gate.said.is_empty() {
            h3 { (tongue.pick("Said of the procedure itself", "对程序本身的说法")) }
            ul.list {
                @for at in &gate.said {
                    li { span.who { bdi { (clean(&words::speaker(drawn.case, *at, tongue))) } } " " (quotation(&briefing.quote(*at), links)) }
                }
            }
        }
    }
}

fn entry(
    drawn: &Drawn<'_>,
    links: &dyn Links,
    judged: &Judged,
    name: &str,
    route: bool,
    next: bool,
) -> Markup {
    let Drawn {
        way,
        case,
        briefing,
        tongue,
        ..
    } = *drawn;
    let look = words::look(way.procedure, judged);
    let (sign, class) = sign(look);
    let first = words::first(judged);
    html! {
        li.(class) {
            span.sign aria-hidden="true" { (sign) } " "
            b { (name) } " "
            span.state-words { (words::state(way.procedure, judged, route, tongue)) (words::later(way.procedure, judged, route, tongue)) }
            @if next { " " span.next { (tongue.pick("next", "下一步")) } }
            @let day = words::since(case, judged, tongue);
            @if !day.is_empty() { " " span.when { (day) } }
            @if let Some(at) = first {
                p.said { span.who { bdi { (clean(&words::who(case, judged, tongue))) } } " " (quotation(&briefing.quote(at), links)) }
            }
            @if let Some(at) = words::last_not(case, judged) {
                p.said { (tongue.pick("again, ", "此后，")) span.when { (words::day_of(case, at, tongue)) } " " span.who { bdi { (clean(&words::speaker(case, at, tongue))) } } " " (quotation(&briefing.quote(at), links)) }
            }
            @for at in against(judged).filter(|at| Some(*at) != first) {
                p.said { "≠ " span.who { bdi { (clean(&words::speaker(case, at, tongue))) } } " " (quotation(&briefing.quote(at), links)) }
            }
        }
    }
}

fn sign(look: Look) -> (&'static str, &'static str) {
    match look {
        Look::Nothing => ("○", "nothing"),
        Look::Expected => ("◌", "expected"),
        Look::Said => ("◐", "said"),
        Look::Settled => ("●", "settled"),
        Look::OthersName => ("◇", "others"),
        Look::Not => ("✕", "not"),
        Look::Ended => ("■", "ended"),
        Look::Disputed => ("≠", "disputed"),
    }
}
