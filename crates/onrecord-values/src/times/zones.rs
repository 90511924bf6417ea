//! Time-zone words as offsets from UTC: "EST", "ET", 北京时间; and one instant told on two clocks.
//! What does not live here: the words (lists of class `zone` in the packs).
//!
//! Summer time by rule: the United States since 1967 (Uniform Time Act of 1966, amended 1986 and 2005), Europe since 1996
//! (Directive 2000/84/EC and those before it). Earlier summers are left unresolved.

use jiff::civil::{Date, DateTime};

use super::calendar::plus_milli;
use super::expression::{Clock, Meaning, Unit, Zone};
use super::feasts::nth_weekday;

/// The clock that a meaning tells the time on, where a zone is named.
fn clock_of(meaning: &Meaning) -> Option<&Clock> {
    match meaning {
        Meaning::Time(clock) => Some(clock),
        Meaning::At(_, time) | Meaning::About(time) | Meaning::Open(_, time) => clock_of(time),
        Meaning::Range(_, last) => clock_of(last),
        _ => None,
    }
}

/// Minutes ahead of UTC on the day that the meaning was fixed to.
pub(super) fn offset(meaning: &Meaning, on: Option<DateTime>) -> Option<i16> {
    let (zone, date) = (clock_of(meaning)?.zone?, on?.date());
    match zone {
        Zone::Fixed(minutes) => Some(minutes),
        Zone::American(minutes) => Some(minutes + 60 * i16::from(american_summer(date)?)),
        Zone::European(minutes) => Some(minutes + 60 * i16::from(european_summer(date)?)),
    }
}

/// The day on which a clock time stands that tells the same instant as another one: "8 p.m. EST (0100 GMT)".
pub(super) fn same_instant(meaning: &Meaning, told: DateTime, ahead: i16) -> Option<Date> {
    let Meaning::Time(clock) = meaning else {
        return None;
    };
    let other = offset(meaning, Some(told))?;
    let there = plus_milli(told, Unit::Minute, i64::from(other - ahead) * 1000)?;
    let same = i64::from(clock.hour) == i64::from(there.hour())
        && i64::from(clock.minute.unwrap_or(0)) == i64::from(there.minute());
    same.then(|| there.date())
}

/// Sets the zone of every clock in a meaning.
pub(super) fn zoned(meaning: Meaning, zone: Option<Zone>) -> Meaning {
    let inner = |m: Box<Meaning>| Box::new(zoned(*m, zone));
    match meaning {
        Meaning::Time(clock) => Meaning::Time(Clock { zone, ..clock }),
        Meaning::At(day, time) => Meaning::At(day, inner(time)),
        Meaning::About(time) => Meaning::About(inner(time)),
        Meaning::Range(first, last) => Meaning::Range(inner(first), inner(last)),
        other => other,
    }
}

/// True where `date` lies between the two Sundays, months and ordinals given.
fn between(date: Date, first: (u8, i8), last: (u8, i8)) -> Option<bool> {
    let sunday = |(month, nth)| nth_weekday(i32::from(date.year()), month, 7, nth);
    Some(sunday(first)? <= date && date < sunday(last)?)
}

fn american_summer(date: Date) -> Option<bool> {
    match date.year() {
        2007.. => between(date, (3, 2), (11, 1)),
        1987.. => between(date, (4, 1), (10, -1)),
        1976..=1986 | 1967..=1973 => between(date, (4, -1), (10, -1)),
        _ => None,
    }
}

fn european_summer(date: Date) -> Option<bool> {
    match date.year() {
        1996.. => between(date, (3, -1), (10, -1)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn at(hour: i8, zone: Zone) -> Meaning {
        Meaning::Time(Clock {
            hour,
            zone: Some(zone),
            ..Clock::default()
        })
    }

    #[test]
    fn eastern_time_follows_the_summer() {
        let eastern = at(15, Zone::American(-300));
        let on = |y, m, d| offset(&eastern, Some(date(y, m, d).at(15, 0, 0, 0)));
        assert_eq!(on(2023, 7, 4), Some(-240));
        assert_eq!(on(2023, 1, 4), Some(-300));
        assert_eq!(on(1998, 4, 3), Some(-300));
        assert_eq!(on(1989, 4, 3), Some(-240));
        assert_eq!(on(1975, 1, 20), None);
    }

    #[test]
    fn one_instant_stands_on_two_days() {
        let told = date(2023, 1, 4).at(20, 0, 0, 0);
        let greenwich = at(1, Zone::Fixed(0));
        assert_eq!(same_instant(&greenwich, told, -300), Some(date(2023, 1, 5)));
        assert_eq!(same_instant(&at(2, Zone::Fixed(0)), told, -300), None);
    }
}
