//! The Chinese calendar by its definition: new moons and solar terms in Beijing time.
//! What does not live here: feasts of other calendars (`feasts`).
//!
//! Formulas: Jean Meeus, *Astronomical Algorithms*, chapters 25 (low accuracy) and 49 (main terms). Good to some
//! minutes; a month may begin a day off where a new moon falls within minutes of midnight.

use jiff::civil::Date;

use super::calendar::{days_between, plus_days};

/// Julian day of 2000-01-01 at 00:00.
const EPOCH: f64 = 2_451_544.5;
const BEIJING: f64 = 8.0 / 24.0;

fn date_of(julian_day: f64) -> Option<Date> {
    let days = (julian_day + BEIJING - EPOCH).floor();
    plus_days(super::calendar::day(2000, 1, 1)?, days as i64)
}

fn julian_day(date: Date) -> f64 {
    EPOCH + super::calendar::day(2000, 1, 1).map_or(0, |d| days_between(d, date)) as f64 - BEIJING
}

/// Julian day of the k-th new moon since the first of 2000.
fn new_moon(k: f64) -> f64 {
    let t = k / 1236.85;
    let rad = f64::to_radians;
    let mean = 2_451_550.097_66 + 29.530_588_861 * k + 0.000_154_37 * t * t;
    let e = 1.0 - 0.002_516 * t;
    let sun = rad(2.5534 + 29.105_356_7 * k);
    let moon = rad(201.5643 + 385.816_935_28 * k + 0.010_758_2 * t * t);
    let latitude = rad(160.7108 + 390.670_502_84 * k - 0.001_611_8 * t * t);
    let node = rad(124.7746 - 1.563_755_88 * k);
    mean - 0.407_20 * moon.sin() + 0.172_41 * e * sun.sin() + 0.016_08 * (2.0 * moon).sin()
        + 0.010_39 * (2.0 * latitude).sin()
        + 0.007_39 * e * (moon - sun).sin()
        - 0.005_14 * e * (moon + sun).sin()
        + 0.002_08 * e * e * (2.0 * sun).sin()
        - 0.001_11 * (moon - 2.0 * latitude).sin()
        - 0.000_57 * (moon + 2.0 * latitude).sin()
        + 0.000_56 * e * (2.0 * moon + sun).sin()
        - 0.000_42 * (3.0 * moon).sin()
        + 0.000_42 * e * (sun + 2.0 * latitude).sin()
        + 0.000_38 * e * (sun - 2.0 * latitude).sin()
        - 0.000_24 * e * (2.0 * moon - sun).sin()
        - 0.000_17 * node.sin()
        // Dynamical to universal time, about.
        - 66.0 / 86_400.0
}

/// The sun's apparent longitude in degrees.
fn sun_longitude(julian_day: f64) -> f64 {
    let t = (julian_day - 2_451_545.0) / 36_525.0;
    let anomaly = (357.529_11 + 35_999.050_29 * t).to_radians();
    let centre = (1.914_602 - 0.004_817 * t) * anomaly.sin()
        + 0.019_993 * (2.0 * anomaly).sin()
        + 0.000_289 * (3.0 * anomaly).sin();
    let node = (125.04 - 1934.136 * t).to_radians();
    (280.466_46 + 36_000.769_83 * t + centre - 0.005_69 - 0.004_78 * node.sin()).rem_euclid(360.0)
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
