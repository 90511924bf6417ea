//! Finds written dates in any string: ISO and other numeric forms, Chinese, Japanese and Korean forms, and days beside
//! the names of months in many languages, whole or in part, with a clock time and zone where one follows.
//! What does not live here: what a date says about the page (`text`, `candidates`, `judge`).
//!
//! Every date holds a number, so the scan goes from number to number and looks at the words beside it.

mod clock;
mod named;
mod number;
mod numeric;
mod persian;
#[cfg(test)]
mod tests;

use std::ops::Range;

use jiff::civil::Date;

use super::months::Months;

pub(crate) use number::may_be_digit;
use number::{Number, numbers};

/// A date as written. Parts that the words leave out are `None`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Written {
    /// Bytes of the date itself, without a clock time.
    pub range: Range<usize>,
    /// One past the clock time and zone, where they follow; else the end of `range`.
    pub end: usize,
    pub year: Option<i16>,
    pub month: Option<u8>,
    pub day: Option<u8>,
    /// Hour and minute.
    pub clock: Option<(u8, u8)>,
    /// Minutes east of UTC, where a zone is written as Z or an offset.
    pub zone: Option<i16>,
    /// True for "03/04/2023": day and month may be the other way round.
    pub swappable: bool,
    /// True for digits without separators, "20230414", and for years of two digits.
    pub weak: bool,
}

impl Written {
    /// The day, where all of it is written.
    pub fn date(&self) -> Option<Date> {
        Date::new(self.year?, self.month? as i8, self.day? as i8).ok()
    }

    /// The same digits with day and month the other way round.
    pub fn swapped(&self) -> Option<Date> {
        if !self.swappable {
            return None;
        }
        Date::new(self.year?, self.day? as i8, self.month? as i8).ok()
    }
}

/// Finds all dates in `text`, in order, without overlaps. `lang` is the page's language tag; `month_first` says how
/// "03/04/2023" is read.
pub(crate) fn scan(text: &str, months: &Months, lang: &str, month_first: bool) -> Vec<Written> {
    let numbers = numbers(text);
    let lang = lang.split('-').next().unwrap_or(lang);
    let mut found: Vec<Written> = Vec::new();
    let scanner = Scanner {
        text,
        numbers: &numbers,
        months,
        lang,
        month_first,
    };
    let mut index = 0;
    let mut floor = 0;
    while index < numbers.len() {
        match scanner.at(index, floor) {
            Some((mut written, used)) => {
                scanner.clock(&mut written, index + used);
                floor = written.end;
                index += used;
                while index < numbers.len() && numbers[index].range.start < floor {
                    index += 1;
                }
                found.push(written);
            }
            None => index += 1,
        }
    }
    found
}

struct Scanner<'a> {
    text: &'a str,
    numbers: &'a [Number],
    months: &'a Months,
    lang: &'a str,
    month_first: bool,
}

impl Scanner<'_> {
    /// The words between number `index` and the next, where they are short.
    fn gap(&self, index: usize) -> Option<&str> {
        let next = self.numbers.get(index + 1)?;
        let range = self.numbers[index].range.end..next.range.start;
        (range.len() <= 48).then(|| &self.text[range])
    }

    fn after(&self, index: usize) -> &str {
        &self.text[self.numbers[index].range.end..]
    }

    /// A date that begins with, or whose month's name stands right before, number `index`; and how many numbers it takes.
    fn at(&self, index: usize, floor: usize) -> Option<(Written, usize)> {
        let number = &self.numbers[index];
        let before = self.text[..number.range.start].chars().next_back();
        // "1,500", "3.14", "A380": not the start of a date, unless the month's name stands before.
        let glued = before.is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '$' | '€' | '£' | '#'));
        if !glued {
            if let Some(found) = self.numeric(index) {
                return Some(found);
            }
            if let Some(found) = self.day_then_name(index).or_else(|| self.persian(index)) {
                return Some(found);
            }
        }
        self.name_then_number(index, floor)
    }

    fn written(&self, range: Range<usize>, year: Option<i16>, month: Option<u8>, day: Option<u8>) -> Written {
        Written {
            end: range.end,
            range,
            year,
            month,
            day,
            clock: None,
            zone: None,
            swappable: false,
            weak: false,
        }
    }
}

fn day_ok(year: i16, month: u8, day: u8) -> bool {
    month <= 12 && day <= 31 && Date::new(year, month as i8, day as i8).is_ok()
}
