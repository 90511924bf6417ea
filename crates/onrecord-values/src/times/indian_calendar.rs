//! The Hindu lunar calendar by its definition: lunar days of months that begin with the new moon and are named by the
//! sun's sidereal sign. What does not live here: feasts (word lists), and where sun and moon stand (`sky`).
//!
//! A feast belongs to the civil day on which its lunar day (a twelfth of the moon's way from the sun, in degrees) reigns
//! at a given hour in Delhi. Places and schools differ by a day; almanacs print both.

use jiff::civil::Date;

use super::calendar::{day, days_between, plus_days};
use super::expression::Watch;
use super::sky;

/// Between the tropical and the sidereal zodiac (Lahiri), in degrees.
fn precession(julian_day: f64) -> f64 {
    23.853 + (julian_day - 2_451_545.0) / 365.25 * 0.013_969
}

/// The sidereal sign that the sun stands in; 0 is Aries.
fn sign(julian_day: f64) -> u8 {
    let longitude = (sky::sun_longitude(julian_day) - precession(julian_day)).rem_euclid(360.0);
    (longitude / 30.0) as u8
}

/// The lunar day, 1–30.
fn tithi(julian_day: f64) -> u8 {
    let apart = sky::moon_longitude(julian_day) - sky::sun_longitude(julian_day);
    (apart.rem_euclid(360.0) / 12.0) as u8 + 1
}

/// The day of a civil year on which a lunar day of a month is kept; Chaitra is month 1. Of two months of one name the
/// second counts.
pub(super) fn lunar_day(year: i32, month: u8, wanted: u8, hour: Watch) -> Option<Date> {
    if !(1700..2300).contains(&year) {
        return None;
    }
    let first = sky::moon_near(sky::julian_day(day(year, 1, 1)?)) - 2.0;
    let named = |k: f64| (sign(sky::new_moon(k)) + 1) % 12 + 1;
    (0..16)
        .map(|n| first + f64::from(n))
        .filter(|k| named(*k) == month && named(*k + 1.0) != month)
        .filter_map(|k| {
            let (from, to) = (sky::new_moon(k), sky::new_moon(k + 1.0));
            let start = sky::date_of(from)?;
            (0..32).filter_map(|n| plus_days(start, n)).find(|date| {
                let at = sky::julian_day(*date) + hour.hours() / 24.0;
                at >= from && at < to && tithi(at) >= wanted || at >= to
            })
        })
        .find(|date| i32::from(date.year()) == year)
}

/// The day of a civil year on which the sun enters a sidereal sign; after sunset, the next.
pub(super) fn entry(year: i32, wanted: u8) -> Option<Date> {
    let at = |date: Date| sky::julian_day(date) + Watch::Sunset.hours() / 24.0;
    let first = day(year, 1, 1)?;
    (0..366)
        .filter_map(|n| plus_days(first, n))
        .find(|date| sign(at(*date)) == wanted && sign(at(*date) - 1.0) != wanted)
}

/// The lunar mansion that the moon stands in, 1–27.
fn mansion(julian_day: f64) -> u8 {
    let longitude = (sky::moon_longitude(julian_day) - precession(julian_day)).rem_euclid(360.0);
    (longitude * 27.0 / 360.0) as u8 + 1
}

/// The day of a civil year on which the moon, at sunrise, stands in a lunar mansion while the sun is in a sidereal
/// sign; the last such day where the mansion comes twice. (Onam: Shravana in Leo, as the almanacs of Kerala have it.)
pub(super) fn mansion_day(year: i32, wanted_sign: u8, wanted: u8) -> Option<Date> {
    let start = entry(year, wanted_sign)?;
    (0..31).rev().filter_map(|n| plus_days(start, n)).find(|date| {
        let at = sky::julian_day(*date) + Watch::Sunrise.hours() / 24.0;
        mansion(at) == wanted && sign(at) == wanted_sign
    })
}

/// New year of the Parsi calendar (Shahenshahi): every 365 days.
pub(super) fn parsi_new_year(year: i32) -> Option<Date> {
    let known = day(2018, 8, 17)?;
    let years = days_between(known, day(year, 8, 17)?).div_euclid(365);
    [years, years + 1]
        .into_iter()
        .filter_map(|n| plus_days(known, 365 * n))
        .find(|date| i32::from(date.year()) == year)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn feasts_fall_where_almanacs_have_them() {
        // Diwali: the new moon of Ashvina at sunset.
        let diwali = |year| lunar_day(year, 7, 30, Watch::Sunset);
        assert_eq!(diwali(2015), Some(date(2015, 11, 11)));
        assert_eq!(diwali(2019), Some(date(2019, 10, 27)));
        assert_eq!(diwali(2020), Some(date(2020, 11, 14)));
        assert_eq!(diwali(2023), Some(date(2023, 11, 12)));
        // Rama's birthday, Krishna's birthday, the full moon of Shravana.
        assert_eq!(lunar_day(2023, 1, 9, Watch::Noon), Some(date(2023, 3, 30)));
        assert_eq!(lunar_day(2022, 5, 23, Watch::Midnight), Some(date(2022, 8, 18)));
        assert_eq!(lunar_day(2021, 5, 15, Watch::Sunrise), Some(date(2021, 8, 22)));
        assert_eq!(entry(2024, 9), Some(date(2024, 1, 15)));
        assert_eq!(parsi_new_year(2021), Some(date(2021, 8, 16)));
        // Onam.
        assert_eq!(mansion_day(2013, 4, 22), Some(date(2013, 9, 16)));
        assert_eq!(mansion_day(2018, 4, 22), Some(date(2018, 8, 25)));
        assert_eq!(mansion_day(2023, 4, 22), Some(date(2023, 8, 29)));
        assert_eq!(mansion_day(2024, 4, 22), Some(date(2024, 9, 15)));
    }
}
