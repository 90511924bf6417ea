//! Civil days, and the units they fall into. Nothing here panics: what leaves the calendar is `None`.
//! What does not live here: feasts (`feasts`) and the Chinese calendar (`chinese_calendar`).

use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Time};

use super::expression::Unit;

/// A day; `None` where there is none.
pub(super) fn day(year: i32, month: u8, day: u8) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, month as i8, day as i8).ok()
}

pub(super) fn plus_days(date: Date, days: i64) -> Option<Date> {
    date.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

pub(super) fn plus_months(date: Date, months: i64) -> Option<Date> {
    date.checked_add(jiff::Span::new().try_months(months).ok()?).ok()
}

/// Days from `a` to `b`.
pub(super) fn days_between(a: Date, b: Date) -> i64 {
    i64::from(a.until(b).map(|s| s.get_days()).unwrap_or(0))
}

/// Midnight at the start of a day.
pub(super) fn midnight(date: Date) -> DateTime {
    date.to_datetime(Time::midnight())
}

/// 1 is Monday.
pub(super) fn weekday(date: Date) -> u8 {
    date.weekday().to_monday_one_offset() as u8
}

/// First day of the unit that `date` falls in; a day for units below one.
pub(super) fn start_of(unit: Unit, date: Date) -> Option<Date> {
    let year = i32::from(date.year());
    let month = date.month() as u8;
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => Some(date),
        Unit::Week => plus_days(date, 1 - i64::from(weekday(date))),
        Unit::Weekend => plus_days(date, 6 - i64::from(weekday(date))),
        Unit::Month => day(year, month, 1),
        Unit::Quarter => day(year, (month - 1) / 3 * 3 + 1, 1),
        Unit::Half => day(year, if month < 7 { 1 } else { 7 }, 1),
        Unit::Year => day(year, 1, 1),
        Unit::Decade => day(year.div_euclid(10) * 10, 1, 1),
        Unit::Century => day(year.div_euclid(100) * 100, 1, 1),
    }
}

/// `date` and so many units on; months are cut to their last day.
pub(super) fn plus(unit: Unit, date: Date, by: i64) -> Option<Date> {
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour => Some(date),
        Unit::Day => plus_days(date, by),
        Unit::Week | Unit::Weekend => plus_days(date, by.checked_mul(7)?),
        Unit::Month => plus_months(date, by),
        Unit::Quarter => plus_months(date, by.checked_mul(3)?),
        Unit::Half => plus_months(date, by.checked_mul(6)?),
        Unit::Year => plus_months(date, by.checked_mul(12)?),
        Unit::Decade => plus_months(date, by.checked_mul(120)?),
        Unit::Century => plus_months(date, by.checked_mul(1200)?),
    }
}

/// End (exclusive) of a unit that begins at `start`.
pub(super) fn end_of(unit: Unit, start: Date) -> Option<Date> {
    match unit {
        Unit::Weekend => plus_days(start, 2),
        Unit::Second | Unit::Minute | Unit::Hour => plus_days(start, 1),
        _ => plus(unit, start, 1),
    }
}

/// A moment and so many thousandths of a unit on.
pub(super) fn plus_milli(at: DateTime, unit: Unit, milli: i64) -> Option<DateTime> {
    let seconds = match unit {
        Unit::Second => Some(1),
        Unit::Minute => Some(60),
        Unit::Hour => Some(3600),
        _ => None,
    };
    if let Some(each) = seconds {
        let seconds = milli.checked_mul(each)? / 1000;
        return at.checked_add(jiff::Span::new().try_seconds(seconds).ok()?).ok();
    }
    let (whole, part) = (milli / 1000, milli % 1000);
    let date = plus(unit, at.date(), whole)?;
    // Half a year is six months, half a month 15 days.
    let date = match unit {
        _ if part == 0 => date,
        Unit::Year => plus_months(date, part * 12 / 1000)?,
        Unit::Decade => plus_months(date, part * 120 / 1000)?,
        Unit::Quarter => plus_days(date, part * 91 / 1000)?,
        Unit::Month => plus_days(date, part * 30 / 1000)?,
        Unit::Week | Unit::Weekend => plus_days(date, part * 7 / 1000)?,
        Unit::Day => {
            let moved = date
                .to_datetime(at.time())
                .checked_add((part * 24 / 1000).hours())
                .ok()?;
            return Some(moved);
        }
        _ => date,
    };
    Some(date.to_datetime(at.time()))
}

/// Monday of an ISO week.
pub(super) fn iso_week(year: i32, week: u8) -> Option<Date> {
    let fourth = day(year, 1, 4)?;
    plus_days(start_of(Unit::Week, fourth)?, 7 * (i64::from(week) - 1))
}

/// ISO year and week of a day.
pub(super) fn iso_week_of(date: Date) -> (i32, u8) {
    let week = date.iso_week_date();
    (i32::from(week.year()), week.week() as u8)
}
