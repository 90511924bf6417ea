//! TIMEX3 values: how a resolved time is written.
//! What does not live here: resolving (`resolution`).

use jiff::civil::{Date, DateTime};

use super::calendar::{end_of, iso_week_of, plus_days, start_of};
use super::expression::{Amount, Clock, Length, Meaning, Recurring, Unit};

/// The value of a whole unit that begins at `start`.
pub(super) fn of_unit(unit: Unit, start: Date) -> String {
    let year = i32::from(start.year());
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => start.to_string(),
        Unit::Week => {
            let (year, week) = iso_week_of(start);
            format!("{year:04}-W{week:02}")
        }
        Unit::Weekend => {
            let (year, week) = iso_week_of(start);
            format!("{year:04}-W{week:02}-WE")
        }
        Unit::Month => format!("{year:04}-{:02}", start.month()),
        Unit::Quarter => format!("{year:04}-Q{}", (start.month() - 1) / 3 + 1),
        Unit::Half => format!("{year:04}-H{}", (start.month() - 1) / 6 + 1),
        Unit::Year => format!("{year:04}"),
        Unit::Decade => format!("{:03}", year.div_euclid(10)),
        Unit::Century => format!("{:02}", year.div_euclid(100)),
    }
}

/// The value of the days from `from` up to `to`: a unit's where they are one, else both ends.
pub(super) fn of_days(from: Date, to: Date) -> String {
    let units = [
        Unit::Day,
        Unit::Week,
        Unit::Month,
        Unit::Quarter,
        Unit::Half,
        Unit::Year,
    ];
    let whole = |unit: &Unit| start_of(*unit, from) == Some(from) && end_of(*unit, from) == Some(to);
    match units.into_iter().find(whole) {
        Some(unit) => of_unit(unit, from),
        None => format!("{from}/{}", plus_days(to, -1).unwrap_or(to)),
    }
}

/// TIMEX3's code of a season, 0 is spring.
pub(super) fn season(season: u8) -> &'static str {
    ["SP", "SU", "FA", "WI"][usize::from(season.min(3))]
}

/// A moment, to the minute or second.
pub(super) fn of_moment(at: DateTime, seconds: bool) -> String {
    let mut text = format!("{}T{:02}:{:02}", at.date(), at.hour(), at.minute());
    if seconds {
        text.push_str(&format!(":{:02}", at.second()));
    }
    text
}

/// The time of day alone.
pub(super) fn of_clock(clock: &Clock) -> String {
    let mut text = format!("T{:02}:{:02}", clock.hour, clock.minute.unwrap_or(0));
    if let Some(second) = clock.second {
        text.push_str(&format!(":{second:02}"));
    }
    text
}

fn amount(a: Amount) -> String {
    if a.vague {
        return "X".to_owned();
    }
    let (whole, part) = (a.milli / 1000, a.milli.rem_euclid(1000));
    if part == 0 {
        whole.to_string()
    } else {
        let digits = format!("{part:03}");
        format!("{whole}.{}", digits.trim_end_matches('0'))
    }
}

/// ISO 8601 with TIMEX3's additions: `P3M`, `PT1.5H`, `P2DE`.
pub(super) fn of_length(length: &Length) -> String {
    let mut parts = length.parts.clone();
    parts.sort_by_key(|p| std::cmp::Reverse(p.1));
    let mut text = String::from("P");
    let mut clock = false;
    for (a, unit) in parts {
        let years = |each| Amount {
            milli: a.milli * each,
            ..a
        };
        let broken = a.milli % 1000 != 0;
        let (mut a, code) = match unit {
            // "Half a century"
            Unit::Century if broken => (years(100), "Y"),
            Unit::Decade if broken => (years(10), "Y"),
            Unit::Century => (a, "CE"),
            Unit::Decade => (a, "DE"),
            Unit::Year => (a, "Y"),
            Unit::Half => (
                Amount {
                    milli: a.milli * 6,
                    ..a
                },
                "M",
            ),
            Unit::Quarter => (a, "Q"),
            Unit::Month => (a, "M"),
            Unit::Week => (a, "W"),
            Unit::Weekend => (a, "WE"),
            Unit::Day => (a, "D"),
            Unit::Hour => (a, "H"),
            Unit::Minute => (a, "M"),
            Unit::Second => (a, "S"),
        };
        if unit <= Unit::Hour && !clock {
            text.push('T');
            clock = true;
        }
        if unit == Unit::Half && a.vague {
            a.milli = 0;
        }
        text.push_str(&amount(a));
        text.push_str(code);
    }
    text
}

/// What comes again, with `X` for what is open: `XXXX-WXX-5`, `XXXX-12-25`.
pub(super) fn of_recurring(again: &Recurring) -> String {
    match again {
        Recurring::Month(m) => format!("XXXX-{m:02}"),
        Recurring::MonthDay(m, d) | Recurring::DatedWeekday(m, d, _) => format!("XXXX-{m:02}-{d:02}"),
        Recurring::DayOfMonth(d) => format!("XXXX-XX-{d:02}"),
        Recurring::Weekday(w, _) => format!("XXXX-WXX-{w}"),
        Recurring::Season(s) => format!("XXXX-{}", season(*s)),
        Recurring::Quarter(q) => format!("XXXX-Q{q}"),
        Recurring::HalfYear(h) => format!("XXXX-H{h}"),
        Recurring::Days(..) => "XXXX-XX".to_owned(),
        Recurring::Week(w) => format!("XXXX-W{w:02}"),
        Recurring::Weekend => "XXXX-WXX-WE".to_owned(),
        Recurring::Decade(d) => format!("XX{}", d / 10),
        Recurring::Year => "XXXX".to_owned(),
        Recurring::Feast(_) | Recurring::SolarTerm(_) | Recurring::Lunar(..) => "XXXX-XX-XX".to_owned(),
    }
}

/// The value of a set.
pub(super) fn of_set(inner: &Meaning) -> String {
    match inner {
        Meaning::Bare(again) | Meaning::Directed(again, _) => of_recurring(again),
        Meaning::Daypart(part) => format!("T{}", part.code()),
        Meaning::Time(clock) => of_clock(clock),
        Meaning::At(day, time) => format!("{}{}", of_set(day), of_set(time)),
        Meaning::Every(length) | Meaning::Lasting(length) => of_length(length),
        Meaning::Set(inner) | Meaning::About(inner) => of_set(inner),
        Meaning::In(outer, again) => match **outer {
            Meaning::Set(_) | Meaning::Every(_) => of_recurring(again),
            _ => of_set(outer),
        },
        _ => "P1D".to_owned(),
    }
}
