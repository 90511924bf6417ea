//! Fixes one meaning to the calendar, seen from one day.
//! What does not live here: which day that is, and what happens where it is an interval (`anchoring`); what comes
//! again (`recurrence`), lengths (`lengths`), parts (`parts`), ranges and times of day (`ranges`).

use jiff::civil::{Date, DateTime};

use super::calendar::{day, days_between, end_of, midnight, plus, plus_days, plus_milli, start_of, weekday};
use super::expression::*;
use super::lengths::{along, offset, window};
use super::parts::{few, narrowed, nth};
use super::periods::{nearest_year, same};
use super::ranges::{at, range};
use super::recurrence::{bare, directed, figures, within};
use super::sessions::session;
use super::value;
use crate::TimeKind;

/// From where a time is seen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Vantage {
    /// The moment of writing, where it is known.
    pub(super) now: Option<DateTime>,
    /// How the clause looks at the time.
    pub(super) tense: Tense,
    /// The last date of the story.
    pub(super) story: Option<Date>,
    /// The page, or the sentence, tells of times long past: the story's date counts, not the day of writing.
    pub(super) history: bool,
    /// The whole page does: then even "this year" is the story's.
    pub(super) chronicle: bool,
    /// A day named close before: a clock time without one belongs to it.
    pub(super) near: Option<Date>,
    /// Nothing stands around the words: an entry of a calendar, which looks ahead.
    pub(super) alone: bool,
    pub(super) chinese: bool,
    /// "As early as": the time lies further back.
    pub(super) further: bool,
    /// The days that the clause is about: what 去年同期 is measured by.
    pub(super) period: Option<(Date, Date)>,
}

/// A meaning fixed to the calendar.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Resolved {
    pub(super) from: Option<DateTime>,
    pub(super) to: Option<DateTime>,
    /// True where the ends are times of day.
    pub(super) clock: bool,
    pub(super) value: String,
    pub(super) kind: TimeKind,
    pub(super) approximate: bool,
    /// Other readings: interval and the name of the reading.
    pub(super) others: Vec<(Option<DateTime>, Option<DateTime>, &'static str)>,
}

impl Resolved {
    pub(super) fn new(from: Option<DateTime>, to: Option<DateTime>, value: String) -> Resolved {
        Resolved {
            from,
            to,
            clock: false,
            value,
            kind: TimeKind::Date,
            approximate: false,
            others: Vec::new(),
        }
    }

    pub(super) fn days(from: Date, to: Date, value: String) -> Resolved {
        Resolved::new(Some(midnight(from)), Some(midnight(to)), value)
    }

    pub(super) fn unit(unit: Unit, start: Date) -> Option<Resolved> {
        Some(Resolved::days(
            start,
            end_of(unit, start)?,
            value::of_unit(unit, start),
        ))
    }

    pub(super) fn open(value: String, kind: TimeKind) -> Resolved {
        Resolved {
            kind,
            ..Resolved::new(None, None, value)
        }
    }

    /// The largest unit that the days fill: what "two years after 1990" is told by.
    pub(super) fn grain(&self) -> Unit {
        let (Some(from), Some(to)) = (self.from, self.to) else {
            return Unit::Day;
        };
        match days_between(from.date(), to.date()) {
            365.. => Unit::Year,
            28.. => Unit::Month,
            7.. => Unit::Week,
            _ => Unit::Day,
        }
    }

    pub(super) fn date(&self) -> Option<Date> {
        self.from.map(|f| f.date())
    }
}

/// Resolves a meaning; `None` where it cannot be placed.
pub(super) fn resolve(meaning: &Meaning, view: &Vantage) -> Option<Resolved> {
    // In Chinese only the thing that stands alone looks ahead, not what a larger time is built on.
    let weekly = |m: &Meaning| matches!(m, Meaning::Bare(Recurring::Weekday(..) | Recurring::Feast(_)));
    let looks_ahead = match meaning {
        Meaning::Bare(_) | Meaning::About(_) | Meaning::Part(..) | Meaning::Time(_) => true,
        Meaning::At(day, _) => weekly(day),
        _ => false,
    };
    let inner_view = Vantage {
        alone: view.alone && (looks_ahead || !view.chinese),
        ..*view
    };
    let view = &inner_view;
    match meaning {
        // Before Christ: a value, and no interval.
        Meaning::Year(year, _) if *year <= 0 => {
            Some(Resolved::open(format!("BC{:04}", -year), TimeKind::Date))
        }
        Meaning::Year(year, short) => whole_year(*year, *short, view),
        Meaning::Years(from, to) => {
            let start = day(*from, 1, 1)?;
            let value = match to - from {
                100 => value::of_unit(Unit::Century, start),
                10 => value::of_unit(Unit::Decade, start),
                _ => format!("{from:04}/{:04}", to - 1),
            };
            Some(Resolved::days(start, day(*to, 1, 1)?, value))
        }
        // In a history "this year" is the story's; Chinese has a word for that (当年).
        Meaning::Shift(unit, by) if view.chronicle && !view.chinese && *unit > Unit::Day => {
            shift(*unit, *by, view.story.map(midnight).or(view.now)?)
        }
        Meaning::Shift(unit, by) => shift(*unit, *by, view.now?),
        Meaning::Story(unit, by) => {
            let base = view.story.map(midnight).or(view.now)?;
            shift(*unit, *by, base)
        }
        Meaning::Reported(unit) => reported(*unit, view),
        Meaning::Bare(again) => bare(again, view),
        Meaning::Figures(again) => figures(again, view),
        Meaning::Directed(again, by) => directed(again, *by, view),
        Meaning::In(outer, again) => within(outer, again, view),
        Meaning::Nth(n, unit, outer) => {
            let outer = resolve(outer, view)?;
            let start = nth(*n, *unit, outer.from?.date(), outer.to?.date())?;
            Resolved::unit(*unit, start)
        }
        Meaning::NthWeekday(n, w, outer) => {
            let outer = resolve(outer, view)?;
            nth_weekday(*n, *w, Some(outer.from?.date()), Some(outer.to?.date()))
        }
        Meaning::Few(n, unit, way, outer) => {
            let place = |view: &Vantage| few(*n, *unit, *way, resolve(outer, view)?);
            nearest_year(&[&**outer], view, place, |few| few.to)
        }
        Meaning::Same(year) => same(year, view),
        Meaning::Part(part, inner) => {
            let inner_time = resolve(inner, view)?;
            Some(narrowed(*part, inner_time, view))
        }
        Meaning::Offset(length, way, base) => offset(length, *way, base, view),
        // "It starts in about 3.5 seconds": no news tells a second ahead.
        Meaning::Hence(length)
            if view.tense == Tense::Ahead && length.grain() > Unit::Second
                || view.alone
                || view.tense == Tense::Open
                    && length.grain() < Unit::Day
                    && length.grain() > Unit::Second =>
        {
            offset(length, Way::Ahead, &Base::Now, view)
        }
        Meaning::Session(n) => {
            let today = view.story.or(view.now.map(|n| n.date()))?;
            let (first, last) = session(today, *n, view.chinese)?;
            let end = plus_days(last, 1)?;
            Some(Resolved::days(first, end, value::of_days(first, end)))
        }
        Meaning::Hence(length) => resolve(&Meaning::Lasting(length.clone()), view),
        Meaning::Window(length, way) => window(length, *way, view),
        Meaning::WeekdaysAway(w, n) => {
            let today = view.now?.date();
            nth_weekday(*n, *w, plus_days(today, 1), Some(today))
        }
        Meaning::Range(a, b) => range(a, b, view),
        Meaning::Open(side, what) => open(*side, what, view),
        Meaning::Time(_) | Meaning::Daypart(_) => time_alone(meaning, view),
        Meaning::At(date, time) => time_of_day(date, time, view),
        Meaning::From(start, length) => from_start(start, length, view),
        Meaning::Ending(end, length) => to_end(end, length, view),
        Meaning::WeekdayFrom(n, w, base) => {
            let base = resolve(base, view)?;
            nth_weekday(*n, *w, base.to.map(|to| to.date()), base.date())
        }
        Meaning::Span(year) => Some(Resolved::open(
            format!("{year:04}/{:04}", year + 1),
            TimeKind::Date,
        )),
        Meaning::Lasting(length) => {
            let mut resolved = Resolved::open(value::of_length(length), TimeKind::Duration);
            resolved.approximate = length.vague();
            Some(resolved)
        }
        Meaning::Set(inner) => Some(Resolved::open(value::of_set(inner), TimeKind::Set)),
        Meaning::Every(length) => Some(Resolved::open(value::of_length(length), TimeKind::Set)),
        Meaning::Present => Some(present(view)),
        Meaning::Past => {
            let mut resolved = Resolved::open("PAST_REF".to_owned(), TimeKind::Date);
            resolved.to = view.now;
            resolved.approximate = true;
            Some(resolved)
        }
        Meaning::Future => {
            let mut resolved = Resolved::open("FUTURE_REF".to_owned(), TimeKind::Date);
            resolved.from = view.now;
            resolved.approximate = true;
            Some(resolved)
        }
        Meaning::About(inner) => {
            let mut resolved = resolve(inner, view)?;
            resolved.approximate = true;
            Some(resolved)
        }
    }
}

/// A year; one that is written with two digits is of the century that the writer means.
fn whole_year(mut year: i32, short: bool, view: &Vantage) -> Option<Resolved> {
    if short
        && let Some(now) = view.now
        && year > i32::from(now.year()) + if year < 2000 { 30 } else { 10 }
    {
        year -= 100;
    }
    Resolved::unit(Unit::Year, day(year, 1, 1)?)
}

/// The year, or the month, that figures are reported for.
fn reported(unit: Unit, view: &Vantage) -> Option<Resolved> {
    let now = view.now?;
    // What is planned lies in the writer's own unit: 全年预计.
    let story = view
        .story
        .filter(|_| unit != Unit::Year || view.tense != Tense::Ahead);
    let told = shift(unit, 0, story.map(midnight).unwrap_or(now))?;
    if view.tense == Tense::Past && told.from <= Some(now) && Some(now) < told.to {
        return shift(unit, -1, now);
    }
    Some(told)
}

/// The n-th of a weekday from `first` on; counted back from the day before `end` where `n` is not positive.
fn nth_weekday(n: i32, wanted: u8, first: Option<Date>, end: Option<Date>) -> Option<Resolved> {
    let date = if n > 0 {
        let first = first?;
        let ahead = (7 + i64::from(wanted) - i64::from(weekday(first))) % 7;
        plus_days(first, ahead + 7 * (i64::from(n) - 1))?
    } else {
        let last = plus_days(end?, -1)?;
        let back = (7 + i64::from(weekday(last)) - i64::from(wanted)) % 7;
        plus_days(last, -back + 7 * (i64::from(n) + 1))?
    };
    Resolved::unit(Unit::Day, date)
}

/// What is open at one side: "since May".
fn open(side: Side, what: &Meaning, view: &Vantage) -> Option<Resolved> {
    let inner = resolve(what, view)?;
    let (from, to) = match side {
        Side::Since => (inner.from, None),
        Side::After if inner.clock => (inner.from, None),
        Side::After => (inner.to, None),
        // 年底前: the end is the last of the year, not the start of its last weeks.
        Side::Before if matches!(what, Meaning::Part(Part::End, _)) => (None, inner.to),
        Side::Before => (None, inner.from),
        Side::Until => (None, inner.to),
    };
    Some(Resolved { from, to, ..inner })
}

/// A clock, or a part of a day, without its day.
fn time_alone(time: &Meaning, view: &Vantage) -> Option<Resolved> {
    let told = view.story.filter(|_| view.history);
    let placed = at(view.near.or(told).or(view.now.map(|n| n.date())), time)?;
    // An entry of a calendar looks ahead.
    if view.alone
        && matches!(time, Meaning::Time(_))
        && let (Some(now), Some(from)) = (view.now, placed.from)
        && from < now
    {
        return at(plus_days(now.date(), 1), time);
    }
    Some(placed)
}

/// A clock, or a part of a day, on its day.
fn time_of_day(date: &Meaning, time: &Meaning, view: &Vantage) -> Option<Resolved> {
    let on = resolve(date, view)?;
    let mut placed = at(on.date(), time)?;
    placed.approximate |= on.approximate;
    for (from, _, name) in on.others {
        if let Some(other) = at(from.map(|f| f.date()), time) {
            placed.others.push((other.from, other.to, name));
        }
    }
    Some(placed)
}

/// A length from its start on.
fn from_start(start: &Meaning, length: &Length, view: &Vantage) -> Option<Resolved> {
    let by_day = *start == Meaning::Present && length.grain() >= Unit::Day;
    let start = match resolve(start, view)? {
        start if by_day => Resolved::unit(Unit::Day, start.date()?)?,
        start => start,
    };
    let from = start.from?;
    let to = along(from, length, 1)?;
    Some(Resolved {
        from: Some(from),
        to: Some(to),
        value: value::of_length(length),
        kind: TimeKind::Duration,
        ..start
    })
}

/// A length up to its end.
fn to_end(end: &Meaning, length: &Length, view: &Vantage) -> Option<Resolved> {
    let end = resolve(end, view)?;
    let to = end.to?;
    Some(Resolved {
        from: Some(along(to, length, -1)?),
        to: Some(to),
        value: value::of_length(length),
        kind: TimeKind::Duration,
        ..end
    })
}

/// Now.
fn present(view: &Vantage) -> Resolved {
    let mut resolved = Resolved::open("PRESENT_REF".to_owned(), TimeKind::Date);
    if let Some(now) = view.now {
        resolved.from = Some(now);
        resolved.to = plus_milli(now, Unit::Second, 1000);
        resolved.clock = true;
    }
    resolved
}

fn shift(unit: Unit, by: i32, now: DateTime) -> Option<Resolved> {
    if unit < Unit::Day {
        let from = plus_milli(now, unit, i64::from(by) * 1000)?;
        let to = plus_milli(from, unit, 1000)?;
        let mut resolved = Resolved::new(Some(from), Some(to), value::of_moment(from, false));
        resolved.clock = true;
        resolved.kind = TimeKind::Time;
        return Some(resolved);
    }
    let today = now.date();
    // A weekend counts as this week's until it is over.
    Resolved::unit(unit, plus(unit, start_of(unit, today)?, i64::from(by))?)
}
