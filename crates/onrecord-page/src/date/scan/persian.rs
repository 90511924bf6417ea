//! The Persian calendar: its days as those of the civil one.
//! What does not live here: the names of its months (`months`, language "fa").

use jiff::civil::Date;

use super::{Scanner, Written};

impl Scanner<'_> {
    /// "12 تیر 1399" and, on Persian pages, "1399/04/12".
    pub(super) fn persian(&self, index: usize) -> Option<(Written, usize)> {
        let first = &self.numbers[index];
        let (date, used) = if first.digits == 4 && self.lang == "fa" {
            let sign = |at: usize| self.gap(at).filter(|g| matches!(*g, "/" | "-"));
            sign(index).filter(|s| sign(index + 1) == Some(s))?;
            let (month, day) = (&self.numbers[index + 1], &self.numbers[index + 2]);
            (civil(first.value as i16, month.month()?, day.day()?)?, 3)
        } else {
            let month = self.months.persian(self.gap(index)?)?;
            let year = self.numbers.get(index + 1).filter(|y| y.digits == 4)?;
            (civil(year.value as i16, month, first.day()?)?, 2)
        };
        let range = first.range.start..self.numbers[index + used - 1].range.end;
        let (month, day) = (date.month() as u8, date.day() as u8);
        Some((
            self.written(range, Some(date.year()), Some(month), Some(day)),
            used,
        ))
    }
}

/// The civil day of a Persian one, for the years in which pages were written (1370 to 1420), for which the equinox and the
/// cycle of 33 years agree.
pub(super) fn civil(year: i16, month: u8, day: u8) -> Option<Date> {
    let long = if month <= 6 { 31 } else { 30 };
    if !(1370..=1420).contains(&year) || !(1..=12).contains(&month) || day == 0 || day > long {
        return None;
    }
    let start = new_year(year)?;
    let months = i32::from(month) - 1;
    let before = months * 30 + months.min(6);
    let date = start
        .checked_add(jiff::Span::new().days(before + i32::from(day) - 1))
        .ok()?;
    // The last month has a thirtieth day in leap years alone.
    (date < new_year(year + 1)?).then_some(date)
}

/// The first day of a year, by the cycle of 33 years in which eight are leap years.
fn new_year(year: i16) -> Option<Date> {
    let leaps = |y: i32| (8 * y + 21).div_euclid(33);
    let days = 365 * i32::from(year) + leaps(i32::from(year));
    // 1 Farvardin 1399 was 20 March 2020.
    let known = 365 * 1399 + leaps(1399);
    let day = Date::constant(2020, 3, 20);
    day.checked_add(jiff::Span::new().days(days - known)).ok()
}

#[cfg(test)]
mod tests {
    use super::civil;

    #[test]
    fn days_are_those_of_the_civil_calendar() {
        for (persian, want) in [
            ((1399, 1, 1), Some("2020-03-20")),
            ((1399, 12, 30), Some("2021-03-20")),
            ((1400, 1, 1), Some("2021-03-21")),
            ((1400, 12, 30), None),
            ((1402, 7, 1), Some("2023-09-23")),
            ((1403, 1, 1), Some("2024-03-20")),
            ((1404, 1, 1), Some("2025-03-21")),
            ((1395, 12, 30), Some("2017-03-20")),
            ((1396, 1, 1), Some("2017-03-21")),
        ] {
            let (year, month, day) = persian;
            let civil = civil(year, month, day).map(|d| d.to_string());
            assert_eq!(civil.as_deref(), want, "{persian:?}");
        }
    }
}
