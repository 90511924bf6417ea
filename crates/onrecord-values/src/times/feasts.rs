//! Days of feasts that a fixed date does not give.
//! What does not live here: feasts on fixed days (word lists), and the Chinese calendar (`chinese_calendar`).

use jiff::civil::Date;

use super::calendar::{day, days_between, plus_days, weekday};
use super::expression::{Feast, Fixed};
use super::{chinese_calendar, indian_calendar, sky};

/// First day and length in days of a feast in a civil year.
pub(super) fn in_year(feast: Feast, year: i32) -> Option<(Date, i64)> {
    let one = |date: Option<Date>| date.map(|d| (d, 1));
    match feast {
        Feast::Easter(plus) => one(plus_days(easter(year)?, i64::from(plus))),
        Feast::Orthodox(plus) => one(plus_days(orthodox_easter(year)?, i64::from(plus))),
        Feast::NthWeekday {
            month,
            weekday,
            nth,
            plus,
        } => one(plus_days(
            nth_weekday(year, month, weekday, nth)?,
            i64::from(plus),
        )),
        Feast::Islamic(month, at, length) => {
            let first = islamic_in(year, month, at)?;
            // A whole month ends with the next new moon.
            let length = match length {
                29.. => days_between(first, islamic_month_from(plus_days(first, 29)?)?),
                _ => i64::from(length),
            };
            Some((first, length))
        }
        Feast::Hebrew(month, at, length) => Some((hebrew_in(year, month, at)?, i64::from(length))),
        Feast::Hindu {
            month,
            tithi,
            hour,
            plus,
            length,
        } => {
            let date = indian_calendar::lunar_day(year, month, tithi, hour)?;
            Some((plus_days(date, i64::from(plus))?, i64::from(length)))
        }
        Feast::Sankranti(sign, plus) => one(plus_days(indian_calendar::entry(year, sign)?, i64::from(plus))),
        Feast::Parsi(plus) => one(plus_days(indian_calendar::parsi_new_year(year)?, i64::from(plus))),
        Feast::NewYearsEve => one(plus_days(chinese_calendar::day(year + 1, 1, 1, false)?, -1)),
        Feast::Moved(fixed, by) => {
            let date = match fixed {
                Fixed::Civil(month, at) => day(year, month, at),
                Fixed::Hebrew(month, at) => hebrew_in(year, month, at),
                Fixed::Islamic(month, at) => islamic_in(year, month, at),
            }?;
            one(plus_days(date, i64::from(by[usize::from(weekday(date) - 1)])))
        }
        Feast::Mansion { sign, mansion } => one(indian_calendar::mansion_day(year, sign, mansion)),
        Feast::EarthHour => {
            let last = nth_weekday(year, 3, 6, -1)?;
            let eve = plus_days(easter(year)?, -1)?;
            one(plus_days(last, if last == eve { -7 } else { 0 }))
        }
    }
}

/// The n-th weekday of a month; n below zero counts from the end.
pub(super) fn nth_weekday(year: i32, month: u8, wanted: u8, nth: i8) -> Option<Date> {
    if nth > 0 {
        let first = day(year, month, 1)?;
        let ahead = (7 + i64::from(wanted) - i64::from(weekday(first))) % 7;
        plus_days(first, ahead + 7 * (i64::from(nth) - 1)).filter(|d| d.month() as u8 == month)
    } else {
        let (y, m) = if month == 12 {
            (year + 1, 1)
        } else {
            (year, month + 1)
        };
        let last = plus_days(day(y, m, 1)?, -1)?;
        let back = (7 + i64::from(weekday(last)) - i64::from(wanted)) % 7;
        plus_days(last, -back + 7 * (i64::from(nth) + 1))
    }
}

/// Easter Sunday, western (the anonymous Gregorian computus).
fn easter(year: i32) -> Option<Date> {
    let a = year.rem_euclid(19);
    let (b, c) = (year.div_euclid(100), year.rem_euclid(100));
    let f = (b + 8) / 25;
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - b / 4 - g + 15).rem_euclid(30);
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4).rem_euclid(7);
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    day(year, (n / 31) as u8, (n % 31 + 1) as u8)
}

/// Easter Sunday, eastern, in the civil calendar.
fn orthodox_easter(year: i32) -> Option<Date> {
    let d = (19 * year.rem_euclid(19) + 15) % 30;
    let e = (2 * year.rem_euclid(4) + 4 * year.rem_euclid(7) - d + 34).rem_euclid(7);
    let n = d + e + 114;
    let julian = day(year, (n / 31) as u8, (n % 31 + 1) as u8)?;
    let (centuries, quarter) = (year.div_euclid(100), year.div_euclid(400));
    plus_days(julian, i64::from(centuries - quarter - 2))
}

/// The civil day so many days on from 0000-12-31.
fn from_fixed(n: i64) -> Option<Date> {
    plus_days(day(1, 1, 1)?, n - 1)
}

/// Hours of universal time at which the sun sets in Mecca, about.
const MECCA_SUNSET: f64 = 15.25;

/// A day of the Islamic calendar that falls in a civil year.
fn islamic_in(year: i32, month: u8, at: u8) -> Option<Date> {
    let guess = (i64::from(year) - 622) * 33 / 32;
    (guess - 1..=guess + 2)
        .filter_map(|islamic| plus_days(islamic_month(islamic, month)?, i64::from(at) - 1))
        .find(|date| i32::from(date.year()) == year)
}

/// First day of an Islamic month: the day after the evening in Mecca that follows the new moon (as the calendar of Umm
/// al-Qura has it, nearly; where the moon must be seen, it may be a day later). The tabular calendar says which new moon.
fn islamic_month(islamic: i64, month: u8) -> Option<Date> {
    let n = 1
        + 29 * (i64::from(month) - 1)
        + i64::from(month) / 2
        + (islamic - 1) * 354
        + (3 + 11 * islamic).div_euclid(30)
        + 227_014;
    let tabular = from_fixed(n)?;
    if !(1700..2300).contains(&tabular.year()) {
        return Some(tabular);
    }
    islamic_month_from(tabular)
}

/// First day of the Islamic month that begins about a day.
fn islamic_month_from(about: Date) -> Option<Date> {
    let moon = sky::new_moon(sky::moon_near(sky::julian_day(about) - 1.0));
    let evening = (moon - MECCA_SUNSET / 24.0 - 0.5).ceil() + 0.5;
    plus_days(sky::date_of(evening)?, 1)
}

/// Days before the first of Tishri of a Hebrew year.
fn hebrew_elapsed(year: i64) -> i64 {
    let months = (235 * year - 234).div_euclid(19);
    let parts = 12_084 + 13_753 * months;
    let days = 29 * months + parts.div_euclid(25_920);
    if (3 * (days + 1)).rem_euclid(7) < 3 {
        days + 1
    } else {
        days
    }
}

fn hebrew_new_year(year: i64) -> i64 {
    let (before, this, after) = (
        hebrew_elapsed(year - 1),
        hebrew_elapsed(year),
        hebrew_elapsed(year + 1),
    );
    let correction = if after - this == 356 {
        2
    } else if this - before == 382 {
        1
    } else {
        0
    };
    -1_373_427 + this + correction
}

/// A day of the Hebrew calendar in a civil year: months count from Tishri = 1, Nisan = 8 in any year.
fn hebrew_in(year: i32, month: u8, at: u8) -> Option<Date> {
    for hebrew in [i64::from(year) + 3760, i64::from(year) + 3761] {
        let start = hebrew_new_year(hebrew);
        let length = hebrew_new_year(hebrew + 1) - start;
        let leap = length > 380;
        let long = length % 10 == 5;
        let short = length % 10 == 3;
        // Tishri, Heshvan, Kislev, Tevet, Shevat, Adar (the second in leap years), Nisan, …
        let lengths = [
            30,
            if long { 30 } else { 29 },
            if short { 29 } else { 30 },
            29,
            30,
            29,
            30,
            29,
            30,
            29,
            30,
            29,
        ];
        let index = usize::from(month.saturating_sub(1).min(12));
        let mut n = start;
        // Month 7 is the Adar before Nisan, which is asked for as 8: the second one in leap years.
        let plain = if index >= 6 { index - 1 } else { index };
        for length in lengths.iter().take(plain) {
            n += length;
        }
        if leap && index >= 6 {
            n += 30;
        }
        if let Some(date) = from_fixed(n + i64::from(at) - 1).filter(|d| i32::from(d.year()) == year) {
            return Some(date);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn movable_feasts_fall_where_almanacs_have_them() {
        assert_eq!(easter(2024), Some(date(2024, 3, 31)));
        assert_eq!(orthodox_easter(2024), Some(date(2024, 5, 5)));
        assert_eq!(nth_weekday(2023, 11, 4, 4), Some(date(2023, 11, 23)));
        assert_eq!(nth_weekday(2023, 5, 1, -1), Some(date(2023, 5, 29)));
        assert_eq!(islamic_in(2022, 10, 1), Some(date(2022, 5, 2)));
        assert_eq!(islamic_in(2018, 12, 10), Some(date(2018, 8, 21)));
        assert_eq!(islamic_in(2023, 9, 1), Some(date(2023, 3, 23)));
        assert_eq!(hebrew_in(2024, 7, 14), Some(date(2024, 3, 24)));
        assert_eq!(hebrew_in(2023, 7, 14), Some(date(2023, 3, 7)));
        assert_eq!(hebrew_in(2023, 1, 10), Some(date(2023, 9, 25)));
        assert_eq!(hebrew_in(2024, 8, 15), Some(date(2024, 4, 23)));
        assert_eq!(from_fixed(1), Some(date(1, 1, 1)));
    }

    #[test]
    fn some_feasts_give_way_to_weekdays() {
        // Yom HaShoah: 27 Nisan, a day earlier on a Friday, a day later on a Sunday.
        let yom_hashoah = Feast::Moved(Fixed::Hebrew(8, 27), [0, 0, 0, 0, -1, 0, 1]);
        assert_eq!(in_year(yom_hashoah, 2023), Some((date(2023, 4, 18), 1)));
        assert_eq!(in_year(yom_hashoah, 2024), Some((date(2024, 5, 6), 1)));
        assert_eq!(in_year(yom_hashoah, 2021), Some((date(2021, 4, 8), 1)));
        // The last Friday of Ramadan.
        let last_friday = Feast::Moved(Fixed::Islamic(10, 1), [-3, -4, -5, -6, -7, -1, -2]);
        assert_eq!(in_year(last_friday, 2023), Some((date(2023, 4, 14), 1)));
        let kings_day = Feast::Moved(Fixed::Civil(4, 27), [0, 0, 0, 0, 0, 0, -1]);
        assert_eq!(in_year(kings_day, 2025), Some((date(2025, 4, 26), 1)));
        assert_eq!(in_year(Feast::EarthHour, 2024), Some((date(2024, 3, 23), 1)));
        assert_eq!(in_year(Feast::EarthHour, 2023), Some((date(2023, 3, 25), 1)));
    }
}
