//! What comes again: which of a year's Mays, a month's ninths, a week's Fridays is meant.
//! What does not live here: the reckoning of feasts (`feasts`, `chinese_calendar`).

use jiff::civil::Date;

use super::calendar::{day, days_between, end_of, iso_week, midnight, plus, plus_days, start_of, weekday};
use super::chinese_calendar;
use super::expression::*;
use super::resolution::{Resolved, Vantage, resolve};
use super::{feasts, value};
use crate::TimeKind;

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
        Recurring::Year => years()
            .filter_map(|y| unit_occurrence(Unit::Year, day(y, 1, 1)))
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

/// The one meant where nothing says which: nearest past, unless the clause plans ahead.
pub(super) fn bare(again: &Recurring, view: &Vantage) -> Option<Resolved> {
    let base = if view.history { view.story } else { None };
    let Some(base) = base.or(view.now.map(|n| n.date())) else {
        return Some(Resolved::open(value::of_recurring(again), TimeKind::Date));
    };
    let mut list = around(again, base);
    // The weekday fixes the year, but a plan is for this year or the next: there it may be the weekday that is wrong.
    if let Recurring::DatedWeekday(m, d, _) = again {
        list.retain(|o| o.from.year() <= base.year() + 1);
        if view.tense == Tense::Ahead && !view.history && list.iter().all(|o| o.to <= base) {
            list = around(&Recurring::MonthDay(*m, *d), base);
        }
    }
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
        // "The '90s", said in 1989.
        (_, Some(ahead)) if matches!(again, Recurring::Decade(_)) => {
            days_between(base, ahead.from) > 15 * 365
        }
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
                Tense::Ahead if view.chinese && on > 320 => back <= 45,
                Tense::Ahead => on > 270 && back <= 7,
                Tense::Open
                    if view.alone && matches!(again, Recurring::Quarter(_) | Recurring::HalfYear(_)) =>
                {
                    past.from.year() == base.year()
                }
                Tense::Open if view.alone => false,
                // A Chinese page that names no year means this one, unless the other one is much nearer.
                Tense::Open if yearly && view.chinese => {
                    let since = days_between(past.to, base);
                    if past.from.year() == base.year() {
                        since <= 4 * on
                    } else {
                        ahead.from.year() != base.year() || 3 * since < on
                    }
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

/// The one that figures are told of. A company that will report tells of what is over, or nearly so.
pub(super) fn figures(again: &Recurring, view: &Vantage) -> Option<Resolved> {
    let told = bare(again, view)?;
    let (Some(now), Tense::Ahead) = (view.now, view.tense) else {
        return Some(told);
    };
    let far = |o: &Occurrence| days_between(o.to, now.date()).abs();
    let nearest = around(again, now.date()).into_iter().min_by_key(far)?;
    Some(Resolved {
        others: told.others,
        ..Resolved::from(nearest)
    })
}

pub(super) fn directed(again: &Recurring, by: i32, view: &Vantage) -> Option<Resolved> {
    // "This spring" is the writer's, even in a sentence about the past.
    let now = if view.chronicle || view.history && view.chinese {
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

pub(super) fn within(outer: &Meaning, again: &Recurring, view: &Vantage) -> Option<Resolved> {
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
            // "The weekend of the 4th": the closest one; a feast beside it belongs to it ("Labor Day weekend").
            let early = if weekday(from) <= 2 { -7 } else { 0 };
            let start = plus_days(start_of(Unit::Weekend, from)?, early)?;
            let mut weekend = Resolved::unit(Unit::Weekend, start)?;
            if matches!(weekday(from), 1 | 4 | 5) {
                weekend.from = weekend.from.min(Some(midnight(from)));
                weekend.to = weekend.to.max(to.map(midnight));
            }
            Some(weekend)
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
