//! Clocks: terms that a step starts, and what has become of them on a day. Counted by the calendar; holidays are not known
//! here, so a term in working days is a first day at the earliest. A term that ends says nothing of how it will end.
//! What does not live here: how long they are (the packs say so).

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use onrecord_case::status::nameless;

use crate::judged::State;
use crate::pack::{Clock, Unit};
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
    /// The day that started it.
    pub since: Date,
    /// Days gone by.
    pub gone: i64,
    /// Its last day if nothing holds it up; holidays are not taken out.
    pub last: Date,
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
        // What nobody with a name says starts no term.
        if starts.judged.disputed() || starts.judged.standing.is_none_or(nameless) {
            continue;
        }
        let begun = matches!(starts.judged.state, State::Done | State::UnderWay)
            || starts.judged.state.passed(way.procedure);
        let Some(since) = starts.judged.since.filter(|_| begun) else {
            continue;
        };
        let holds = clock.from.is_none_or(|f| f <= since) && clock.to.is_none_or(|t| since <= t);
        let ended = clock.stops.iter().filter_map(|s| way.step(s)).any(|s| {
            let state = &s.judged.state;
            let done = matches!(state, State::Done | State::Ended(_)) && !is_open_end(way, state);
            done && s.judged.since.is_none_or(|d| d >= since)
        });
        if !holds || ended {
            continue;
        }
        let held = clock.pauses.iter().filter_map(|s| way.step(s)).any(|s| {
            matches!(s.judged.state, State::UnderWay | State::Done) || is_open_end(way, &s.judged.state)
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
            since,
            gone: since.until(way.as_of).map_or(0, |s| i64::from(s.get_days())),
            last,
            running,
        });
    }
    views
}

fn is_open_end(way: &Way<'_>, state: &State) -> bool {
    match state {
        State::Ended(end) => way.procedure.end(end).is_some_and(|e| e.kind.stays_open()),
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
