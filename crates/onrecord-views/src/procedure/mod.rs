//! Somebody's way through a procedure in words for people, as rows of a table, and as a drawing.
//! What does not live here: how a way is made (`onrecord-procedures`), names in JSON (see `wire`), columns of a terminal.

mod drawing;
mod table;

use jiff::civil::Date;
use onrecord::procedures::pack::{EndKind, Procedure};
use onrecord::procedures::way::Force;
use onrecord::procedures::{ClockView, Comparison, Judged, State, Way};
use onrecord::status::{event_day, nameless, said_day};
use onrecord::{Case, ClaimRef};

use crate::phrases;
use crate::tongue::Tongue;

pub use drawing::{draw_comparison, draw_way};
pub use table::{comparison_rows, way_rows};

/// What a step looks like at a glance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Nothing is said.
    Nothing,
    /// Hoped for, planned, rumoured.
    Expected,
    /// Said, by nobody who settles it.
    Said,
    /// On record.
    Settled,
    /// Under another's name.
    OthersName,
    /// Said not to be so.
    Not,
    /// Ended other than by a grant.
    Ended,
    /// Denied, or told in two ways.
    Disputed,
}

/// What a step looks like.
pub fn look(procedure: &Procedure, judged: &Judged) -> Look {
    match &judged.state {
        State::Open => Look::Nothing,
        _ if judged.disputed() => Look::Disputed,
        State::Expected => Look::Expected,
        State::NotDone => Look::Not,
        State::OthersName => Look::OthersName,
        State::Ended(end) if !procedure.end(end).is_some_and(|e| e.kind.passes()) => Look::Ended,
        _ if judged.settled() => Look::Settled,
        _ => Look::Said,
    }
}

/// The head of a column: the step, behind its track if the steps of several tracks are told of ("decision" of whom?).
pub fn column(table: &Comparison<'_>, step: usize, tongue: Tongue) -> String {
    let procedure = table.procedure;
    let own = &procedure.steps[step];
    let name = tongue.pick(&own.en, &own.zh);
    let track = |s: &usize| procedure.steps[*s].track.as_deref();
    let several = table.columns.iter().any(|s| track(s) != own.track.as_deref());
    let named = procedure
        .tracks
        .iter()
        .find(|t| Some(t.id.get_ref()) == own.track.as_ref());
    match named.filter(|_| several) {
        Some(track) => tongue.pick(format!("{}: {name}", track.en), format!("{}：{name}", track.zh)),
        None => name.clone(),
    }
}

/// A step's state, or a route's, in words. Capitals (in Chinese a word before it) are for what a record or the deciding
/// authority says; what nobody with a name says is reported.
pub fn state(procedure: &Procedure, judged: &Judged, route: bool, tongue: Tongue) -> String {
    let word = match &judged.state {
        State::Open => return tongue.pick("nothing said", "无人提及").into(),
        State::Expected => return tongue.pick("only expected", "只是预期").into(),
        State::NotDone if route => tongue.pick("not taken", "未走此路"),
        State::NotDone => tongue.pick("not done", "未完成"),
        State::UnderWay if route => tongue.pick("being taken", "进行中"),
        State::UnderWay => tongue.pick("under way", "进行中"),
        State::Near => tongue.pick("near", "接近完成"),
        State::OthersName => tongue.pick("under another's name", "以他人名义"),
        State::Done if route => tongue.pick("taken", "走此路"),
        State::Done => tongue.pick("done", "已完成"),
        State::Ended(end) => match procedure.end(end) {
            Some(end) => tongue.pick(&end.en, &end.zh),
            None => end,
        },
    };
    let mut text = if judged.settled() {
        tongue.pick(word.to_uppercase(), format!("有记录：{word}"))
    } else if judged.standing.is_some_and(nameless) {
        tongue.pick(format!("reported: {word}"), format!("据传：{word}"))
    } else {
        tongue.pick(format!("said: {word}"), format!("有人说：{word}"))
    };
    if !judged.denials.is_empty() {
        text.push_str(tongue.pick(", denied", "，被否认"));
    } else if judged.disputed() {
        text.push_str(tongue.pick(", disputed", "，说法不一"));
    }
    text
}

/// Who says so: the speaker of the best founded claim, and how many origins.
pub fn who(case: &Case, judged: &Judged, tongue: Tongue) -> String {
    let Some(at) = first(judged) else {
        return String::new();
    };
    let by = speaker(case, at, tongue);
    match judged.origins.possible {
        0 | 1 => by,
        _ => format!("{by} · {}", tongue.origins(&judged.origins)),
    }
}

/// The innermost speaker of a claim; the outlet if the page says it itself.
pub fn speaker(case: &Case, at: ClaimRef, tongue: Tongue) -> String {
    let page = &case.pages[at.page];
    match case.claim(at).chain.last() {
        Some(speaker) => tongue.speaker(speaker),
        None => phrases::outlet(&page.article, &page.page),
    }
}

/// The claim that shows a step best.
pub fn first(judged: &Judged) -> Option<ClaimRef> {
    judged
        .supporting
        .first()
        .or(judged.expected.first())
        .or(judged.denials.first())
        .copied()
}

/// The day of a step in words.
pub fn since(case: &Case, judged: &Judged, tongue: Tongue) -> String {
    if let Some(time) = judged.time {
        return tongue.interval(time);
    }
    if judged.since.is_none()
        && let Some(at) = first(judged)
    {
        // "In August": the words tell a month, and no day of it.
        let said = case.claim(at).said;
        let days = said
            .from
            .zip(said.to)
            .map(|(from, to)| from.date().until(to.date()));
        if days.is_some_and(|d| d.is_ok_and(|d| d.get_days() > 1)) {
            return tongue.interval(said);
        }
        return said_day(case, at).map(|d| tongue.day(d)).unwrap_or_default();
    }
    judged.since.map(|d| tongue.day(d)).unwrap_or_default()
}

/// The day of which a claim tells, or on which it was said.
pub fn day_of(case: &Case, at: ClaimRef, tongue: Tongue) -> String {
    let day = event_day(case, at).0.or_else(|| said_day(case, at));
    day.map(|d| tongue.day(d)).unwrap_or_default()
}

/// Laws of which nobody knows on which day they came into force: they may hold on the day asked for.
pub fn undated_law(way: &Way<'_>, tongue: Tongue) -> String {
    let undated = way.law.iter().filter(|(_, force)| *force == Force::Unknown);
    let names = undated.map(|(basis, _)| {
        let basis = &way.procedure.bases[*basis];
        tongue.pick(basis.en.as_str(), basis.zh.as_str())
    });
    names.collect::<Vec<_>>().join(tongue.pick("; ", "；"))
}

/// What has become of a clock, in words.
pub fn clock(way: &Way<'_>, view: &ClockView) -> String {
    use onrecord::procedures::clocks::Running;
    let data = &way.procedure.clocks[view.clock];
    let unit = onrecord::procedures::page::unit(data.unit);
    let what = match view.running {
        Running::Runs => format!(
            "day {} of {} {unit}, last day {}",
            view.gone,
            data.length,
            phrases::day(view.last)
        ),
        Running::HeldUp => format!(
            "held up; {} {unit} from {}",
            data.length,
            phrases::day(view.since)
        ),
        Running::RanOut => format!(
            "{} {unit} from {} went by on {}, nothing said of an end",
            data.length,
            phrases::day(view.since),
            phrases::day(view.last)
        ),
    };
    let unverified = if data.unverified { " (unverified)" } else { "" };
    format!("{}: {what}{unverified}", data.en)
}

/// A law with its days, and the last change that was in force on a day.
pub fn law(procedure: &Procedure, basis: usize, force: Force, day: Date) -> String {
    let data = &procedure.bases[basis];
    let number = data
        .number
        .as_deref()
        .map(|n| format!(" ({n})"))
        .unwrap_or_default();
    let days = onrecord::procedures::page::in_force(data);
    let days = match force {
        Force::NotYet => format!("not yet: {days}"),
        _ => days,
    };
    let changed = data.change.iter().rev().find(|c| c.on <= day);
    let changed = changed
        .map(|c| format!("; as changed on {}: {}", c.on, c.en))
        .unwrap_or_default();
    let unverified = if data.unverified { " (unverified)" } else { "" };
    format!("{}{number}, {days}{changed}{unverified}", data.en)
}

/// True if an end is no grant.
pub fn is_against(kind: EndKind) -> bool {
    !kind.passes()
}
