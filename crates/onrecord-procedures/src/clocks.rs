//! Clocks: terms that a step starts, and what has become of them on a day. Counted by the calendar; holidays are not known
//! here, so a term in working days is a first day at the earliest. A term that ends says nothing of how it will end.
//! What does not live here: how long they are (the packs say so).

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use onrecord_case::status::nameless;

use crate::judged::{Judged, State};
use crate::pack::{Clock, EndKind, Unit};
use crate::way::Way;

/// What has become of a clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Running {
    /// It runs.
    Runs,
    /// A step holds it up.
    HeldUp,
    /// Its last day has gone by without what it waits for.
    RanOut,
}

/// A clock on somebody's way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClockView {
    /// Index into the procedure's clocks.
    pub clock: usize,
    /// The first day that may have started it; `None` if nothing tells one.
    pub first: Option<Date>,
    /// The day that started it; if no day is told, the last that can have.
    pub since: Date,
    /// Days gone by.
    pub gone: i64,
    /// Its last day if nothing holds it up; public holidays are not taken out.
    pub last: Date,
    /// True if nobody with a name says that it started.
    pub reported: bool,
    /// What has become of it.
    pub running: Running,
}

/// The clocks that were started and that no step has ended.
pub(crate) fn clocks(way: &Way<'_>) -> Vec<ClockView> {
    let mut views = Vec::new();
    for (index, clock) in way.procedure.clocks.iter().enumerate() {
        let Some(starts) = way.step(&clock.starts) else {
            continue;
        };
        let Some(standing) = starts.judged.standing.filter(|_| !starts.judged.disputed()) else {
            continue;
        };
        let reported = nameless(standing);
        let refiled = is_end(way, &starts.judged.state, |kind| kind == EndKind::Refiled);
        let begun = matches!(starts.judged.state, State::Done | State::UnderWay)
            || starts.judged.state.passed(way.procedure);
        let Some(told) = starts.judged.since.filter(|_| begun || refiled) else {
            continue;
        };
        // What nobody with a name says starts no term; but a filing that is known and was made again starts its term anew.
        if reported && !refiled {
            continue;
        }
        let (first, since) = started(&starts.judged, told);
        let holds = clock.from.is_none_or(|f| f <= since) && clock.to.is_none_or(|t| since <= t);
        let ended = clock.stops.iter().filter_map(|s| way.step(s)).any(|s| {
            let state = &s.judged.state;
            let done = matches!(state, State::Done | State::Ended(_)) && !is_open_end(way, state);
            done && s.judged.since.is_none_or(|d| d >= told)
        });
        if !holds || ended {
            continue;
        }
        let held = clock.pauses.iter().filter_map(|s| way.step(s)).any(|s| {
            let open = is_open_end(way, &s.judged.state) && s.judged.overtaken.is_none();
            matches!(s.judged.state, State::UnderWay | State::Done) || open
        });
        let last = last_day(clock, since);
        let running = if held {
            Running::HeldUp
        } else if last < way.as_of {
            Running::RanOut
        } else {
            Running::Runs
        };
        views.push(ClockView {
            clock: index,
            first,
            reported,
            since,
            gone: since.until(way.as_of).map_or(0, |s| i64::from(s.get_days())),
            last,
            running,
        });
    }
    views
}

/// The first and the last day on which a step can have come to be so. Words that date it tell both; else it was so by the day
/// on which that was said.
fn started(judged: &Judged, told: Date) -> (Option<Date>, Date) {
    match judged.time.and_then(|t| t.to) {
        Some(to) => {
            let last = to.date().yesterday().unwrap_or(to.date());
            (Some(told), last.max(told))
        }
        None => (None, told),
    }
}

fn is_open_end(way: &Way<'_>, state: &State) -> bool {
    is_end(way, state, EndKind::stays_open)
}

fn is_end(way: &Way<'_>, state: &State, of: impl Fn(EndKind) -> bool) -> bool {
    match state {
        State::Ended(end) => way.procedure.end(end).is_some_and(|e| of(e.kind)),
        _ => false,
    }
}

/// The last day of a term; the day that starts it does not count.
pub(crate) fn last_day(clock: &Clock, since: Date) -> Date {
    match clock.unit {
        Unit::Days => since.saturating_add(clock.length.days()),
        Unit::Weeks => since.saturating_add(clock.length.weeks()),
        Unit::Months => since.saturating_add(clock.length.months()),
        Unit::WorkingDays => {
            let (mut day, mut left) = (since, clock.length);
            while left > 0 {
                let Ok(next) = day.tomorrow() else { break };
                day = next;
                let free = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
                left -= i64::from(!free);
            }
            day
        }
    }
}
