//! Fixes one meaning to the calendar, seen from one day.
//! What does not live here: which day that is, and what happens where it is an interval (`anchoring`).

use jiff::civil::{Date, DateTime};

use super::calendar::{
    day, days_between, end_of, iso_week, midnight, plus, plus_days, plus_milli, start_of, weekday,
};
use super::chinese_calendar;
use super::expression::*;
use super::{feasts, value};
use crate::TimeKind;

/// From where a time is seen.
#[derive(Clone, Copy, Debug)]
pub(super) struct View {
    /// The moment of writing, where it is known.
    pub(super) now: Option<DateTime>,
    /// How the clause looks at the time.
    pub(super) tense: Tense,
    /// The last date of the story.
    pub(super) story: Option<Date>,
    /// The page tells of times long past: the story's date counts, not the day of writing.
    pub(super) history: bool,
    /// A day named close before: a clock time without one belongs to it.
    pub(super) near: Option<Date>,
    /// Nothing stands around the words: an entry of a calendar, which looks ahead.
    pub(super) alone: bool,
    pub(super) chinese: bool,
    /// "As early as": the time lies further back.
    pub(super) further: bool,
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
    fn new(from: Option<DateTime>, to: Option<DateTime>, value: String) -> Resolved {
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

    fn days(from: Date, to: Date, value: String) -> Resolved {
        Resolved::new(Some(midnight(from)), Some(midnight(to)), value)
    }

    fn unit(unit: Unit, start: Date) -> Option<Resolved> {
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

    fn date(&self) -> Option<Date> {
        self.from.map(|f| f.date())
    }
}

/// An occurrence of something that comes again.
#[derive(Clone, Debug)]
struct Occurrence {
    from: Date,
    to: Date,
    value: String,
}

fn unit_occurrence(unit: Unit, start: Option<Date>) -> Option<Occurrence> {
    let start = start?;
    Some(Occurrence {
        from: start,
        to: end_of(unit, start)?,
        value: value::of_unit(unit, start),
    })
}

/// What of `again` lies around a day, in order.
fn around(again: &Recurring, at: Date) -> Vec<Occurrence> {
    let year = i32::from(at.year());
    let years = || (year - 1)..=(year + 1);
    let months =
        |reach: i64| (-reach..=reach).filter_map(move |n| plus(Unit::Month, start_of(Unit::Month, at)?, n));
    let spanning = |from: Option<Date>, days: i64, value: String| -> Option<Occurrence> {
        let from = from?;
        Some(Occurrence {
            from,
            to: plus_days(from, days)?,
            value,
        })
    };
    let mut list: Vec<Occurrence> = match again {
        Recurring::Month(m) => years()
            .filter_map(|y| unit_occurrence(Unit::Month, day(y, *m, 1)))
            .collect(),
        Recurring::MonthDay(2, 29) => ((year - 8)..=(year + 8))
            .filter_map(|y| unit_occurrence(Unit::Day, day(y, 2, 29)))
            .collect(),
        Recurring::MonthDay(m, d) => years()
            .filter_map(|y| unit_occurrence(Unit::Day, day(y, *m, *d)))
            .collect(),
        Recurring::DatedWeekday(m, d, w) => {
            let all = |reach: i32| ((year - reach)..=(year + reach)).filter_map(|y| day(y, *m, *d));
            let mut days: Vec<Date> = all(12).filter(|date| weekday(*date) == *w).collect();
            if days.is_empty() {
                days = all(1).collect();
            }
            days.into_iter()
                .filter_map(|date| unit_occurrence(Unit::Day, Some(date)))
                .collect()
        }
        Recurring::DayOfMonth(d) => months(3)
            .filter_map(|m| unit_occurrence(Unit::Day, day(i32::from(m.year()), m.month() as u8, *d)))
            .collect(),
        Recurring::Weekday(w, None) => (-2..=2)
            .filter_map(|n| {
                let monday = plus(Unit::Week, start_of(Unit::Week, at)?, n)?;
                unit_occurrence(Unit::Day, plus_days(monday, i64::from(*w) - 1))
            })
            .collect(),
        Recurring::Weekday(w, Some(d)) => months(14)
            .filter_map(|m| day(i32::from(m.year()), m.month() as u8, *d))
            .filter(|date| weekday(*date) == *w)
            .filter_map(|date| unit_occurrence(Unit::Day, Some(date)))
            .collect(),
        Recurring::Season(s) => years().filter_map(|y| season(y, *s)).collect(),
        Recurring::Quarter(q) => years()
            .filter_map(|y| unit_occurrence(Unit::Quarter, day(y, q * 3 - 2, 1)))
            .collect(),
        Recurring::HalfYear(h) => years()
            .filter_map(|y| unit_occurrence(Unit::Half, day(y, h * 6 - 5, 1)))
            .collect(),
        Recurring::Days(a, b) => months(1)
            .filter_map(|m| {
                let next = plus(Unit::Month, m, 1)?;
                let from = plus_days(m, i64::from(*a) - 1)?;
                let to = plus_days(m, i64::from(*b))?.min(next);
                Some(Occurrence {
                    from,
                    to,
                    value: value::of_unit(Unit::Month, m),
                })
            })
            .collect(),
        Recurring::Week(n) => years()
            .filter_map(|y| unit_occurrence(Unit::Week, iso_week(y, *n)))
            .collect(),
        Recurring::Weekend => (-2..=2)
            .filter_map(|n| {
                let start = plus(Unit::Week, start_of(Unit::Weekend, at)?, n);
                unit_occurrence(Unit::Weekend, start)
            })
            .collect(),
        Recurring::Feast(feast) => years()
            .filter_map(|y| {
                let (from, days) = feasts::in_year(*feast, y)?;
                spanning(Some(from), days, value::of_unit(Unit::Day, from))
            })
            .collect(),
        Recurring::Lunar(..) => years().filter_map(|y| lunar(again, y)).collect(),
        Recurring::SolarTerm(t) => years()
            .filter_map(|y| unit_occurrence(Unit::Day, chinese_calendar::solar_term(y, *t)))
            .collect(),
        Recurring::Decade(d) => {
            let century = year.div_euclid(100) * 100;
            [century - 100, century]
                .into_iter()
                .filter_map(|c| unit_occurrence(Unit::Decade, day(c + i32::from(*d), 1, 1)))
                .collect()
        }
    };
    list.sort_by_key(|o| o.from);
    list
}

fn season(year: i32, which: u8) -> Option<Occurrence> {
    let from = day(year, 3 * which + 3, 1)?;
    Some(Occurrence {
        from,
        to: plus(Unit::Month, from, 3)?,
        value: format!("{year:04}-{}", value::season(which)),
    })
}

fn lunar(again: &Recurring, year: i32) -> Option<Occurrence> {
    let Recurring::Lunar(month, at, leap) = again else {
        return None;
    };
    match at {
        Some(at) => unit_occurrence(Unit::Day, chinese_calendar::day(year, *month, *at, *leap)),
        None => {
            let (from, to) = chinese_calendar::month(year, *month, *leap)?;
            Some(Occurrence {
                from,
                to,
                value: value::of_unit(Unit::Month, from),
            })
        }
    }
}

impl From<Occurrence> for Resolved {
    fn from(o: Occurrence) -> Resolved {
        Resolved::days(o.from, o.to, o.value)
    }
}

/// Resolves a meaning; `None` where it cannot be placed.
pub(super) fn resolve(meaning: &Meaning, view: &View) -> Option<Resolved> {
    // In Chinese only the thing that stands alone looks ahead, not what a larger time is built on.
    let weekly = |m: &Meaning| matches!(m, Meaning::Bare(Recurring::Weekday(..) | Recurring::Feast(_)));
    let looks_ahead = match meaning {
        Meaning::Bare(_) | Meaning::About(_) | Meaning::Part(..) => true,
        Meaning::At(day, _) => weekly(day),
        _ => false,
    };
    let inner_view = View {
        alone: view.alone && (looks_ahead || !view.chinese),
        ..*view
    };
    let view = &inner_view;
    match meaning {
        // Before Christ: a value, and no interval.
        Meaning::Year(year, _) if *year <= 0 => {
            Some(Resolved::open(format!("BC{:04}", -year), TimeKind::Date))
        }
        Meaning::Year(year, short) => {
            let mut year = *year;
            if *short
                && let Some(now) = view.now
                && year > i32::from(now.year()) + 30
            {
                year -= 100;
            }
            Resolved::unit(Unit::Year, day(year, 1, 1)?)
        }
        Meaning::Years(from, to) => {
            let unit = if to - from == 100 {
                Unit::Century
            } else {
                Unit::Decade
            };
            let start = day(*from, 1, 1)?;
            Some(Resolved::days(
                start,
                day(*to, 1, 1)?,
                value::of_unit(unit, start),
            ))
        }
        // In a history "this year" is the story's.
        Meaning::Shift(unit, by) if view.history && *unit > Unit::Day => {
            shift(*unit, *by, view.story.map(midnight).or(view.now)?)
        }
        Meaning::Shift(unit, by) => shift(*unit, *by, view.now?),
        Meaning::Story(unit, by) => {
            let base = view.story.map(midnight).or(view.now)?;
            shift(*unit, *by, base)
        }
        Meaning::Bare(again) => bare(again, view),
        Meaning::Directed(again, by) => directed(again, *by, view),
        Meaning::In(outer, again) => within(outer, again, view),
        Meaning::Nth(n, unit, outer) => {
            let outer = resolve(outer, view)?;
            let start = nth(*n, *unit, outer.from?.date(), outer.to?.date())?;
            Resolved::unit(*unit, start)
        }
        Meaning::NthWeekday(n, w, outer) => {
            let outer = resolve(outer, view)?;
            let (from, to) = (outer.from?.date(), outer.to?.date());
            let date = if *n > 0 {
                let ahead = (7 + i64::from(*w) - i64::from(weekday(from))) % 7;
                plus_days(from, ahead + 7 * (i64::from(*n) - 1))?
            } else {
                let last = plus_days(to, -1)?;
                let back = (7 + i64::from(weekday(last)) - i64::from(*w)) % 7;
                plus_days(last, -back + 7 * (i64::from(*n) + 1))?
            };
            Resolved::unit(Unit::Day, date)
        }
        Meaning::Few(n, unit, way, outer) => {
            let outer = resolve(outer, view)?;
            let (from, to) = (outer.from?.date(), outer.to?.date());
            let (from, to) = match way {
                Way::Ahead => {
                    let start = nth(1, *unit, from, to)?;
                    (start, plus(*unit, start, i64::from(*n))?)
                }
                Way::Back => {
                    let last = nth(-1, *unit, from, to)?;
                    (plus(*unit, last, 1 - i64::from(*n))?, end_of(*unit, last)?)
                }
            };
            let length = Length::of(Amount::whole(i64::from(*n)), *unit);
            let mut resolved = Resolved::days(from, to, value::of_length(&length));
            resolved.kind = TimeKind::Duration;
            Some(resolved)
        }
        Meaning::Part(part, inner) => {
            let inner_time = resolve(inner, view)?;
            Some(narrowed(*part, inner_time, view))
        }
        Meaning::Offset(length, way, base) => offset(length, *way, base, view),
        Meaning::Hence(length) if view.tense == Tense::Ahead || view.alone => {
            offset(length, Way::Ahead, &Base::Now, view)
        }
        Meaning::Hence(length) => resolve(&Meaning::Lasting(length.clone()), view),
        Meaning::Window(length, way) => window(length, *way, view),
        Meaning::WeekdaysAway(w, n) => {
            let today = view.now?.date();
            let date = if *n > 0 {
                let ahead = (6 + i64::from(*w) - i64::from(weekday(today))) % 7 + 1;
                plus_days(today, ahead + 7 * (i64::from(*n) - 1))?
            } else {
                let back = (6 + i64::from(weekday(today)) - i64::from(*w)) % 7 + 1;
                plus_days(today, -back + 7 * (i64::from(*n) + 1))?
            };
            Resolved::unit(Unit::Day, date)
        }
        Meaning::Range(a, b) => range(a, b, view),
        Meaning::Open(side, inner) => {
            let inner = resolve(inner, view)?;
            let (from, to) = match side {
                Side::Since => (inner.from, None),
                Side::After if inner.clock => (inner.from, None),
                Side::After => (inner.to, None),
                Side::Before => (None, inner.from),
                Side::Until => (None, inner.to),
            };
            Some(Resolved { from, to, ..inner })
        }
        Meaning::Time(_) | Meaning::Daypart(_) => {
            let date = view.near.or(view.now.map(|n| n.date()));
            at(date, meaning)
        }
        Meaning::At(date, time) => {
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
        Meaning::From(start, length) => {
            let start = resolve(start, view)?;
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
        Meaning::Lasting(length) => {
            let mut resolved = Resolved::open(value::of_length(length), TimeKind::Duration);
            resolved.approximate = length.vague();
            Some(resolved)
        }
        Meaning::Set(inner) => Some(Resolved::open(value::of_set(inner), TimeKind::Set)),
        Meaning::Every(length) => Some(Resolved::open(value::of_length(length), TimeKind::Set)),
        Meaning::Present => {
            let mut resolved = Resolved::open("PRESENT_REF".to_owned(), TimeKind::Date);
            if let Some(now) = view.now {
                resolved.from = Some(now);
                resolved.to = plus_milli(now, Unit::Second, 1000);
                resolved.clock = true;
            }
            Some(resolved)
        }
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

/// The one meant where nothing says which: nearest past, unless the clause plans ahead.
fn bare(again: &Recurring, view: &View) -> Option<Resolved> {
    let base = if view.history { view.story } else { None };
    let Some(base) = base.or(view.now.map(|n| n.date())) else {
        return Some(Resolved::open(value::of_recurring(again), TimeKind::Date));
    };
    let list = around(again, base);
    let past = list.iter().rev().find(|o| o.from <= base);
    let ahead = list.iter().find(|o| o.from > base);
    let story = view.history && view.story.is_some();
    let current = past.is_some_and(|p| base < p.to);
    let yearly = !matches!(
        again,
        Recurring::Weekday(_, None) | Recurring::DayOfMonth(_) | Recurring::Weekend | Recurring::Days(..)
    );
    let take_past = match (past, ahead) {
        (Some(_), None) => true,
        (None, Some(_)) => false,
        (None, None) => return None,
        _ if current && !(view.alone && matches!(again, Recurring::Weekday(..))) => true,
        _ if matches!(again, Recurring::Decade(_)) => true,
        (Some(past), Some(_)) if story && matches!(again, Recurring::DayOfMonth(_)) => {
            past.from.month() == base.month()
        }
        (Some(past), Some(ahead)) if story => {
            // A story goes on: the same year, unless that lies far behind.
            past.from.year() == base.year()
                || ahead.from.year() != base.year() && days_between(past.from, base) < 200
        }
        (Some(past), Some(ahead)) => {
            let (back, on) = (days_between(past.from, base), days_between(base, ahead.from));
            match view.tense {
                Tense::Past => true,
                // A weekday beside the date has fixed the year: the nearest such day.
                Tense::Open if matches!(again, Recurring::DatedWeekday(..)) => back <= on,
                // A plan that names a day of the last week tells of it ("was to open on …"); any other lies ahead.
                Tense::Ahead => on > 270 && back <= 7,
                Tense::Open
                    if view.alone && matches!(again, Recurring::Quarter(_) | Recurring::HalfYear(_)) =>
                {
                    past.from.year() == base.year()
                }
                Tense::Open if view.alone => false,
                // A Chinese page that names no year means this one, unless that is most of a year away.
                Tense::Open if yearly && view.chinese => {
                    past.from.year() == base.year() || ahead.from.year() != base.year() || on > 300
                }
                Tense::Open if yearly => back <= on,
                Tense::Open => true,
            }
        }
    };
    let (chosen, other, name) = if take_past {
        (past, ahead, "times/next")
    } else {
        (ahead, past, "times/last")
    };
    let mut resolved = Resolved::from(chosen?.clone());
    if let Some(other) = other {
        resolved
            .others
            .push((Some(midnight(other.from)), Some(midnight(other.to)), name));
    }
    Some(resolved)
}

fn directed(again: &Recurring, by: i32, view: &View) -> Option<Resolved> {
    let now = if view.history {
        view.story.or(view.now.map(|n| n.date()))?
    } else {
        view.now?.date()
    };
    let list = around(again, now);
    let before: Vec<&Occurrence> = list.iter().filter(|o| o.to <= now).collect();
    let after: Vec<&Occurrence> = list.iter().filter(|o| o.from > now).collect();
    let weekly = matches!(again, Recurring::Weekday(..) | Recurring::Weekend);
    let resolved = match by {
        0 if weekly => {
            let monday = start_of(Unit::Week, now)?;
            let sunday = plus_days(monday, 7)?;
            Resolved::from(list.iter().find(|o| o.from >= monday && o.from < sunday)?.clone())
        }
        0 => {
            let current = list.iter().find(|o| o.from <= now && now < o.to);
            let this_year = list.iter().find(|o| o.from.year() == now.year());
            Resolved::from(current.or(this_year)?.clone())
        }
        by if by < 0 => {
            let mut index = before.len().checked_sub(usize::try_from(-by).ok()?)?;
            // "As early as last August", said in October: the August before.
            if view.further && !weekly && days_between(before[index].from, now) < 183 && index > 0 {
                index -= 1;
            }
            let mut resolved = Resolved::from(before[index].clone());
            if !weekly && index > 0 {
                let other = before[index - 1];
                resolved.others.push((
                    Some(midnight(other.from)),
                    Some(midnight(other.to)),
                    "times/year-before",
                ));
            }
            resolved
        }
        by => {
            let index = usize::try_from(by).ok()? - 1;
            Resolved::from((*after.get(index)?).clone())
        }
    };
    Some(resolved)
}

fn within(outer: &Meaning, again: &Recurring, view: &View) -> Option<Resolved> {
    let outer_time = resolve(outer, view)?;
    let (from, to) = (outer_time.from?.date(), outer_time.to.map(|t| t.date()));
    let year = i32::from(from.year());
    let one = |o: Option<Occurrence>| o.map(Resolved::from);
    match again {
        Recurring::Decade(d) if outer_time.value.len() <= 2 => {
            Resolved::unit(Unit::Decade, day(year + i32::from(*d), 1, 1)?)
        }
        Recurring::Lunar(..) => one(lunar(again, year)),
        Recurring::SolarTerm(t) => {
            // The last two terms of a Chinese year fall in the next January.
            let year = if *t < 2 { year + 1 } else { year };
            one(unit_occurrence(Unit::Day, chinese_calendar::solar_term(year, *t)))
        }
        Recurring::Feast(Feast::NewYearsEve) => {
            let date = feasts::in_year(Feast::NewYearsEve, year)?.0;
            Resolved::unit(Unit::Day, date)
        }
        Recurring::Week(n) => one(unit_occurrence(Unit::Week, iso_week(year, *n))),
        Recurring::Weekend if to.is_some_and(|t| days_between(from, t) <= 1) => {
            // "The weekend of the 4th": the weekend around the day.
            let start = start_of(Unit::Weekend, from)?;
            Resolved::unit(Unit::Weekend, start)
        }
        _ => {
            let fits = |o: &Occurrence| o.from >= from && to.is_none_or(|t| o.from < t);
            let found = around(again, from).into_iter().find(fits);
            let found = found.or_else(|| {
                let far = plus_days(from, 200)?;
                around(again, far).into_iter().find(fits)
            });
            let mut resolved = Resolved::from(found?);
            resolved.approximate = outer_time.approximate;
            for (from, to, name) in outer_time.others {
                if let Some(other) = from.and_then(|f| {
                    around(again, f.date())
                        .into_iter()
                        .find(|o| o.from >= f.date() && to.is_none_or(|t| o.from < t.date()))
                }) {
                    resolved
                        .others
                        .push((Some(midnight(other.from)), Some(midnight(other.to)), name));
                }
            }
            Some(resolved)
        }
    }
}

/// Start of the n-th unit between two days; n below zero counts from the end.
fn nth(n: i32, unit: Unit, from: Date, to: Date) -> Option<Date> {
    if n == 0 {
        return None;
    }
    let first = start_of(unit, from)?;
    // The week of a day is the one around it.
    if unit == Unit::Week && days_between(from, to) <= 1 {
        return Some(first);
    }
    if n > 0 {
        // The first week of a year is ISO's; of anything else, the first that begins in it.
        let iso = unit == Unit::Week && from.month() == 1 && from.day() == 1 && days_between(from, to) > 300;
        let start = if iso {
            iso_week(i32::from(from.year()), 1)?
        } else if first < from {
            plus(unit, first, 1)?
        } else {
            first
        };
        plus(unit, start, i64::from(n) - 1)
    } else {
        let last = start_of(unit, plus_days(to, -1)?)?;
        // The last week is the last one with most of its days inside; the last weekend begins inside.
        let outside = match unit {
            Unit::Week => plus_days(last, 3)? >= to,
            Unit::Weekend => last >= to,
            _ => false,
        };
        plus(unit, last, i64::from(n) + 1 - i64::from(outside))
    }
}

/// Narrows a time to a part. English keeps the named time (TIMEX3 marks the part as a modifier) and offers the
/// part as another reading; Chinese 年底, 月初 name the part itself.
fn narrowed(part: Part, mut inner: Resolved, view: &View) -> Resolved {
    let (Some(from), Some(to)) = (inner.from, inner.to) else {
        return inner;
    };
    let narrow = part_of(part, from, to, view);
    let exact = matches!(
        part,
        Part::FirstHalf | Part::SecondHalf | Part::Rest | Part::ToDate
    );
    let Some((a, b)) = narrow else { return inner };
    if view.chinese || exact {
        if part == Part::FirstHalf && days_between(from.date(), to.date()) > 300 {
            inner.value.push_str("-H1");
        } else if part == Part::SecondHalf && days_between(from.date(), to.date()) > 300 {
            inner.value.push_str("-H2");
        }
        inner.from = Some(a);
        inner.to = Some(b);
    } else {
        inner.others.push((Some(a), Some(b), "times/part"));
    }
    inner.approximate |= !exact;
    inner
}

fn part_of(part: Part, from: DateTime, to: DateTime, view: &View) -> Option<(DateTime, DateTime)> {
    let (first, end) = (from.date(), to.date());
    let days = days_between(first, end);
    let days_on = |a: i64, b: i64| {
        Some((
            midnight(plus_days(first, a)?),
            midnight(plus_days(first, b)?.min(end)),
        ))
    };
    let months_on = |a: i64, b: i64| {
        Some((
            midnight(plus(Unit::Month, first, a)?),
            midnight(plus(Unit::Month, first, b)?),
        ))
    };
    let years_on = |a: i64, b: i64| {
        Some((
            midnight(plus(Unit::Year, first, a)?),
            midnight(plus(Unit::Year, first, b)?),
        ))
    };
    let early = matches!(part, Part::Early | Part::Start);
    let late = matches!(part, Part::Late | Part::End);
    match part {
        // What is over has no rest, what is to come nothing to date.
        Part::Rest => return Some((view.now?.max(from).min(to), to)),
        Part::ToDate => return Some((from, view.now?.min(to).max(from))),
        Part::FirstHalf | Part::SecondHalf => {
            let first_half = part == Part::FirstHalf;
            return match days {
                300.. if first_half => months_on(0, 6),
                300.. => months_on(6, 12),
                28..=31 if first_half => days_on(0, 15),
                28..=31 => days_on(15, 31),
                _ if first_half => days_on(0, days / 2),
                _ => days_on(days / 2, days),
            };
        }
        _ => {}
    }
    match days {
        0..=1 => None,
        2..=10 if early => days_on(0, 3),
        2..=10 if late => days_on(days - 3, days),
        2..=10 => days_on(2, 5),
        11..=40 if early => days_on(0, if view.chinese { 5 } else { 10 }),
        11..=40 if late => days_on(if view.chinese { 24 } else { 20 }, days),
        11..=40 => days_on(10, 20),
        41..=100 if early => months_on(0, 1),
        41..=100 if late => months_on(2, 3),
        41..=100 => months_on(1, 2),
        101..=250 if early => months_on(0, 2),
        101..=250 if late => months_on(4, 6),
        101..=250 => months_on(2, 4),
        251..=400 if early => months_on(0, if view.chinese { 2 } else { 3 }),
        251..=400 if late => months_on(if view.chinese { 10 } else { 8 }, 12),
        251..=400 => months_on(if view.chinese { 5 } else { 4 }, if view.chinese { 7 } else { 8 }),
        401..=4000 if early => years_on(0, 3),
        401..=4000 if late => years_on(7, 10),
        401..=4000 => years_on(3, 7),
        _ if early => years_on(0, 20),
        _ if late => years_on(80, 100),
        _ => years_on(40, 60),
    }
}

/// `at` and the length on (`sign` 1) or back (−1).
fn along(at: DateTime, length: &Length, sign: i64) -> Option<DateTime> {
    length.parts.iter().try_fold(at, |at, (amount, unit)| {
        plus_milli(at, *unit, amount.milli.checked_mul(sign)?)
    })
}

fn offset(length: &Length, way: Way, base: &Base, view: &View) -> Option<Resolved> {
    let sign = if way == Way::Back { -1 } else { 1 };
    // 四年后 in a clause that tells what happened counts from the story.
    let told = view.chinese && way == Way::Ahead && view.tense == Tense::Past;
    let base = if told && *base == Base::Now && view.story.is_some() {
        &Base::Story
    } else {
        base
    };
    let (start, to_the_day) = match base {
        Base::Now => (view.now?, false),
        Base::Story => (view.story.map(midnight).or(view.now)?, false),
        Base::Of(inner) => {
            let inner = resolve(inner, view)?;
            (inner.from?, true)
        }
    };
    let at = along(start, length, sign)?;
    let grain = length.grain();
    let part = length.parts.last().is_some_and(|p| p.0.milli % 1000 != 0);
    if grain < Unit::Day {
        let mut resolved = Resolved::new(
            Some(at),
            plus_milli(at, Unit::Second, 1000),
            value::of_moment(at, grain == Unit::Second),
        );
        resolved.clock = true;
        resolved.kind = TimeKind::Time;
        resolved.approximate = length.vague();
        return Some(resolved);
    }
    let grain = match grain {
        _ if to_the_day => Unit::Day,
        Unit::Week if way == Way::Back && !view.chinese => Unit::Week,
        Unit::Week | Unit::Weekend => Unit::Day,
        Unit::Year | Unit::Half if part => Unit::Month,
        Unit::Month if part => Unit::Day,
        Unit::Half | Unit::Quarter => Unit::Month,
        Unit::Decade | Unit::Century => Unit::Year,
        unit => unit,
    };
    let mut resolved = Resolved::unit(grain, start_of(grain, at.date())?)?;
    if length.vague() {
        resolved.approximate = true;
        resolved.value = match (way, base) {
            (Way::Back, Base::Now) => "PAST_REF".to_owned(),
            (Way::Ahead, Base::Now) => "FUTURE_REF".to_owned(),
            _ => resolved.value,
        };
    }
    if grain != Unit::Day {
        let date = at.date();
        if let Some(next) = plus_days(date, 1) {
            resolved
                .others
                .push((Some(midnight(date)), Some(midnight(next)), "times/to-the-day"));
        }
    }
    Some(resolved)
}

fn window(length: &Length, way: Way, view: &View) -> Option<Resolved> {
    let mut resolved = Resolved::open(value::of_length(length), TimeKind::Duration);
    resolved.approximate = length.vague();
    let Some(now) = view.now else {
        return Some(resolved);
    };
    if length.grain() < Unit::Day {
        resolved.clock = true;
        let end = along(now, length, if way == Way::Back { -1 } else { 1 })?;
        let (from, to) = if way == Way::Back { (end, now) } else { (now, end) };
        resolved.from = Some(from);
        resolved.to = Some(to);
        return Some(resolved);
    }
    let today = midnight(now.date());
    // Quarters are those of the calendar.
    if length.grain() == Unit::Quarter {
        let current = start_of(Unit::Quarter, now.date())?;
        let (from, to) = match way {
            Way::Back => (along(midnight(current), length, -1)?, midnight(current)),
            Way::Ahead => {
                let next = midnight(plus(Unit::Quarter, current, 1)?);
                (next, along(next, length, 1)?)
            }
        };
        resolved.from = Some(from);
        resolved.to = Some(to);
        return Some(resolved);
    }
    match way {
        Way::Back => {
            resolved.from = along(today, length, -1);
            resolved.to = Some(today);
        }
        Way::Ahead => {
            let from = if view.chinese {
                today
            } else {
                midnight(plus_days(now.date(), 1)?)
            };
            resolved.from = Some(from);
            resolved.to = along(from, length, 1);
        }
    }
    Some(resolved)
}

/// True where the meaning takes its place from what stands around it.
fn leans(meaning: &Meaning) -> bool {
    match meaning {
        Meaning::Bare(_) => true,
        Meaning::At(m, _) | Meaning::Part(_, m) | Meaning::About(m) | Meaning::In(m, _) => leans(m),
        Meaning::Nth(_, _, m) | Meaning::NthWeekday(_, _, m) => leans(m),
        _ => false,
    }
}

fn range(a: &Meaning, b: &Meaning, view: &View) -> Option<Resolved> {
    let (first, last) = ends(a, b, view)?;
    let to = match b {
        Meaning::Present => last.from,
        _ => last.to,
    };
    if to < first.from && to.is_some() {
        return None;
    }
    let value = format!("{}/{}", first.value, last.value);
    Some(Resolved {
        to,
        clock: first.clock || last.clock,
        value,
        approximate: first.approximate || last.approximate,
        // Some end a range where its last part begins.
        others: vec![(first.from, last.from, "times/up-to")],
        ..first
    })
}

/// The two ends of a range, each seen from the other.
pub(super) fn ends(a: &Meaning, b: &Meaning, view: &View) -> Option<(Resolved, Resolved)> {
    let seen = |from: DateTime, tense: Tense| View {
        now: Some(from),
        tense,
        history: false,
        alone: false,
        ..*view
    };
    let clock = |m: &Meaning| matches!(m, Meaning::Time(_) | Meaning::Daypart(_));
    Some(if leans(a) && !leans(b) && !clock(b) {
        let last = resolve(b, view)?;
        let end = last.from?;
        (resolve(a, &seen(end, Tense::Past))?, last)
    } else {
        let first = resolve(a, view)?;
        let from = first.from?;
        let last = if clock(b) {
            let placed = at(Some(from.date()), b)?;
            if placed.from <= first.from {
                at(plus_days(from.date(), 1), b)?
            } else {
                placed
            }
        } else if leans(b) {
            resolve(b, &seen(from, Tense::Ahead))?
        } else {
            resolve(b, view)?
        };
        (first, last)
    })
}

/// A time of day on a day; without one, the time of day alone.
fn at(date: Option<Date>, time: &Meaning) -> Option<Resolved> {
    match time {
        Meaning::Time(clock) => {
            let Some(date) = date else {
                return Some(Resolved::open(value::of_clock(clock), TimeKind::Time));
            };
            let on = if clock.hour == 24 {
                plus_days(date, 1)?
            } else {
                date
            };
            let from = on.at(
                clock.hour % 24,
                clock.minute.unwrap_or(0),
                clock.second.unwrap_or(0),
                0,
            );
            let grain = match (clock.minute, clock.second) {
                (_, Some(_)) => Unit::Second,
                (Some(_), None) => Unit::Minute,
                _ => Unit::Hour,
            };
            let mut resolved = Resolved::new(
                Some(from),
                plus_milli(from, grain, 1000),
                value::of_moment(from, clock.second.is_some()),
            );
            resolved.clock = true;
            resolved.kind = TimeKind::Time;
            Some(resolved)
        }
        Meaning::Daypart(part) => {
            let Some(date) = date else {
                return Some(Resolved::open(format!("T{}", part.code()), TimeKind::Time));
            };
            let (from, to) = part.hours();
            let to = if to == 24 {
                midnight(plus_days(date, 1)?)
            } else {
                date.at(to, 0, 0, 0)
            };
            let mut resolved = Resolved::new(
                Some(date.at(from, 0, 0, 0)),
                Some(to),
                format!("{date}T{}", part.code()),
            );
            resolved.clock = true;
            resolved.kind = TimeKind::Time;
            Some(resolved)
        }
        Meaning::Part(_, inner) | Meaning::About(inner) => {
            let mut resolved = at(date, inner)?;
            resolved.approximate = true;
            Some(resolved)
        }
        Meaning::Range(a, b) => {
            let first = at(date, a)?;
            let mut last = at(date, b)?;
            if last.from <= first.from {
                last = at(date.and_then(|d| plus_days(d, 1)), b)?;
            }
            Some(Resolved {
                to: last.to,
                value: format!("{}/{}", first.value, last.value),
                ..first
            })
        }
        Meaning::From(start, length) => {
            let start = at(date, start)?;
            let to = along(start.from?, length, 1);
            Some(Resolved { to, ..start })
        }
        Meaning::Open(side, inner) => {
            let inner = at(date, inner)?;
            let (from, to) = match side {
                Side::Since | Side::After => (inner.from, None),
                Side::Before | Side::Until => (None, inner.from),
            };
            Some(Resolved { from, to, ..inner })
        }
        _ => None,
    }
}
