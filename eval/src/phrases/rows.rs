//! A phrase in its context, and what it means.
//! What does not live here: the phrases.

use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use onrecord::{Interval, Moment};

/// What a phrase means.
#[derive(Clone, Debug)]
pub enum Meaning {
    /// Days from the first up to the second, which is not among them; `None` is an open end.
    Days(Option<Date>, Option<Date>),
    /// A time of day: day, hour, minute.
    Clock(Date, i8, i8),
    /// A length, as ISO 8601 writes it.
    Length(String),
}

/// A text with one phrase.
#[derive(Clone, Debug)]
pub struct Row {
    /// The kind of phrase.
    pub category: &'static str,
    /// The text.
    pub text: String,
    /// Where the phrase lies in it, in bytes.
    pub start: usize,
    /// Its end.
    pub end: usize,
    /// The day of writing.
    pub date: Date,
    /// Every reading that is right.
    pub meanings: Vec<Meaning>,
}

impl Row {
    /// `context` holds `{}` where the phrase goes.
    pub fn new(
        category: &'static str,
        context: &str,
        phrase: &str,
        date: Date,
        meanings: Vec<Meaning>,
    ) -> Row {
        let start = context.find("{}").unwrap_or(0);
        Row {
            category,
            text: context.replacen("{}", phrase, 1),
            start,
            end: start + phrase.len(),
            date,
            meanings,
        }
    }

    /// The phrase.
    pub fn words(&self) -> &str {
        &self.text[self.start..self.end]
    }

    /// True for a value that is right.
    pub fn accepts(&self, interval: Interval, value: &str) -> bool {
        let day = |m: Option<Moment>| m.map(Moment::date);
        self.meanings.iter().any(|meaning| match meaning {
            Meaning::Days(from, to) => day(interval.from) == *from && day(interval.to) == *to,
            Meaning::Clock(on, hour, minute) => interval
                .from
                .is_some_and(|m| m.date() == *on && m.at.hour() == *hour && m.at.minute() == *minute),
            Meaning::Length(length) => value == length,
        })
    }

    /// What was wanted, in words.
    pub fn wanted(&self) -> String {
        let one = |meaning: &Meaning| match meaning {
            Meaning::Days(from, to) => {
                let day = |d: &Option<Date>| d.map_or("..".to_owned(), |d| d.to_string());
                format!("{}/{}", day(from), day(to))
            }
            Meaning::Clock(on, hour, minute) => format!("{on}T{hour:02}:{minute:02}"),
            Meaning::Length(length) => length.clone(),
        };
        self.meanings.iter().map(one).collect::<Vec<_>>().join(" or ")
    }
}

/// An interval in words.
pub fn written(interval: Interval) -> String {
    let moment = |m: Option<Moment>| m.map_or("..".to_owned(), |m| m.to_string());
    format!("{}/{}", moment(interval.from), moment(interval.to))
}

/// The day, some days on.
pub fn on(day: Date, days: i64) -> Date {
    day + days.days()
}

/// One day.
pub fn one(day: Date) -> Meaning {
    Meaning::Days(Some(day), Some(on(day, 1)))
}

/// From the first day up to the second.
pub fn days(from: Date, to: Date) -> Meaning {
    Meaning::Days(Some(from), Some(to))
}

/// Months from the first, so many.
pub fn months(year: i16, month: i8, count: i32) -> Meaning {
    let from = date(year, month, 1);
    days(from, from + count.months())
}

/// A whole year, or several.
pub fn years(year: i16, count: i32) -> Meaning {
    months(year, 1, 12 * count)
}

/// The month so many before or after a day's.
pub fn month_from(day: Date, by: i32) -> Meaning {
    let first = date(day.year(), day.month(), 1) + by.months();
    days(first, first + 1.month())
}

/// The Monday of a day's week, some weeks on.
pub fn monday(day: Date, weeks: i64) -> Date {
    on(day, 7 * weeks - i64::from(day.weekday().to_monday_zero_offset()))
}

/// A week that begins on a Monday.
pub fn week(day: Date, weeks: i64) -> Meaning {
    let from = monday(day, weeks);
    days(from, on(from, 7))
}

/// A day, so many units back (or on, with a negative count).
pub fn back(day: Date, unit: char, count: i32) -> Date {
    match unit {
        'd' => day - i64::from(count).days(),
        'w' => day - i64::from(count).weeks(),
        'm' => day - count.months(),
        _ => day - count.years(),
    }
}

/// What "so many units ago" may mean: the unit that holds that day, or the day itself.
pub fn ago(day: Date, unit: char, count: i32) -> Vec<Meaning> {
    let at = back(day, unit, count);
    let mut all = vec![one(at)];
    match unit {
        'w' => all.push(week(at, 0)),
        'm' => all.push(months(at.year(), at.month(), 1)),
        'y' => {
            all.push(years(at.year(), 1));
            all.push(months(at.year(), at.month(), 1));
        }
        _ => {}
    }
    all
}
