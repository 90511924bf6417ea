//! The Chinese calendar by its definition: new moons and solar terms in Beijing time.
//! What does not live here: feasts of other calendars (`feasts`), and where sun and moon stand (`sky`), good to some
//! minutes: a month may begin a day off where a new moon falls within minutes of midnight.

use jiff::civil::Date;

use super::calendar::plus_days;
use super::sky::{self, new_moon, sun_longitude};

const BEIJING: f64 = 8.0 / 24.0;

fn date_of(julian_day: f64) -> Option<Date> {
    sky::date_of(julian_day + BEIJING)
}

fn julian_day(date: Date) -> f64 {
    sky::julian_day(date) - BEIJING
}

/// Day of a solar term in a civil year; 0 is 小寒 (early January), 23 is 冬至.
pub(super) fn solar_term(year: i32, term: u8) -> Option<Date> {
    let wanted = (285.0 + 15.0 * f64::from(term)) % 360.0;
    let mut at = julian_day(super::calendar::day(year, 1, 6)?) + 15.218 * f64::from(term);
    for _ in 0..8 {
        let off = (wanted - sun_longitude(at) + 540.0).rem_euclid(360.0) - 180.0;
        at += off * 365.2422 / 360.0;
    }
    date_of(at)
}

/// First day of the k-th lunar month.
fn month_start(k: i64) -> Option<Date> {
    date_of(new_moon(k as f64))
}

/// The lunar month that holds the winter solstice of `year`: month 11.
fn solstice_month(year: i32) -> Option<i64> {
    let solstice = solar_term(year, 23)?;
    let mut k = ((julian_day(solstice) - 2_451_550.1) / 29.530_588).floor() as i64 + 1;
    while month_start(k)? > solstice {
        k -= 1;
    }
    Some(k)
}

/// First day (and the day after the last) of a month of the Chinese year that begins in `year`.
pub(super) fn month(year: i32, month: u8, leap: bool) -> Option<(Date, Date)> {
    if !(1600..2400).contains(&year) {
        return None;
    }
    // Months 1–10 lie between the solstices of the year before and of the year; 11 and 12 begin at the latter.
    let (base, first) = if month >= 11 { (year, 11) } else { (year - 1, 11) };
    let from = solstice_month(base)?;
    let to = solstice_month(base + 1)?;
    let leap_year = to - from == 13;
    let mut number = first;
    let mut leap_seen = false;
    let mut k = from;
    while k < to + 2 {
        let start = month_start(k)?;
        let end = month_start(k + 1)?;
        let is_leap = leap_year && !leap_seen && k > from && !holds_major_term(start, end)?;
        if is_leap {
            leap_seen = true;
        } else if k > from {
            number = number % 12 + 1;
        }
        if number == month && is_leap == leap {
            return Some((start, end));
        }
        k += 1;
    }
    None
}

/// True where one of the twelve major terms falls in the month.
fn holds_major_term(start: Date, end: Date) -> Option<bool> {
    let year = i32::from(start.year());
    for year in [year, year + 1] {
        for term in (1..24).step_by(2) {
            let at = solar_term(year, term)?;
            if start <= at && at < end {
                return Some(true);
            }
        }
    }
    Some(false)
}

/// A day of the Chinese year that begins in `year`.
pub(super) fn day(year: i32, month_number: u8, day_number: u8, leap: bool) -> Option<Date> {
    let (start, end) = month(year, month_number, leap)?;
    plus_days(start, i64::from(day_number) - 1).filter(|d| *d < end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn new_years_and_leap_months_fall_where_the_almanac_has_them() {
        for (year, wanted) in [
            (2013, date(2013, 2, 10)),
            (2020, date(2020, 1, 25)),
            (2023, date(2023, 1, 22)),
            (2024, date(2024, 2, 10)),
            (2025, date(2025, 1, 29)),
        ] {
            assert_eq!(day(year, 1, 1, false), Some(wanted));
        }
        assert_eq!(month(2020, 4, true).map(|m| m.0), Some(date(2020, 5, 23)));
        assert_eq!(month(2023, 2, true).map(|m| m.0), Some(date(2023, 3, 22)));
        assert_eq!(month(2023, 4, true), None);
        assert_eq!(solar_term(2024, 6), Some(date(2024, 4, 4)));
        assert_eq!(solar_term(2021, 10), Some(date(2021, 6, 5)));
    }
}
