//! Trading days: the n-th session after or before a day, by the calendars of exchanges (`exchanges.txt`).
//! What does not live here: which words name a session (the packs).

use std::collections::BTreeSet;
use std::sync::OnceLock;

use jiff::civil::{Date, Weekday};

use super::calendar::{day, plus_days};

/// Weekdays on which an exchange was closed, and the years that are known.
struct Exchange {
    code: &'static str,
    years: BTreeSet<i16>,
    closed: BTreeSet<Date>,
}

/// Exchanges that Chinese news means by a trading day, and English news.
const CHINESE: &[&str] = &["XSHG", "XHKG"];
const ENGLISH: &[&str] = &["XSHG", "XHKG", "XNYS"];

/// The first and last day that the n-th session from `now` may be; one day where the exchanges agree. `None` for a day of
/// years that no calendar has.
pub(super) fn session(now: Date, n: i32, chinese: bool) -> Option<(Date, Date)> {
    let wanted = if chinese { CHINESE } else { ENGLISH };
    let days: Option<Vec<Date>> = exchanges()
        .iter()
        .filter(|e| wanted.contains(&e.code))
        .map(|e| e.session(now, n))
        .collect();
    let days = days?;
    Some((*days.iter().min()?, *days.iter().max()?))
}

impl Exchange {
    fn session(&self, now: Date, n: i32) -> Option<Date> {
        let step = i64::from(n.signum());
        let mut at = now;
        let mut left = n.unsigned_abs();
        while left > 0 {
            at = plus_days(at, step)?;
            if !self.years.contains(&at.year()) {
                return None;
            }
            let weekend = matches!(at.weekday(), Weekday::Saturday | Weekday::Sunday);
            left -= u32::from(!weekend && !self.closed.contains(&at));
        }
        Some(at)
    }
}

fn exchanges() -> &'static [Exchange] {
    static READ: OnceLock<Vec<Exchange>> = OnceLock::new();
    READ.get_or_init(|| parse(include_str!("exchanges.txt")).expect("the calendars are well formed"))
}

fn parse(text: &'static str) -> Option<Vec<Exchange>> {
    let mut all: Vec<Exchange> = Vec::new();
    for line in text.lines().filter(|l| !l.starts_with('#')) {
        let mut words = line.split(' ');
        let (code, year) = (words.next()?, words.next()?.parse::<i16>().ok()?);
        if all.last().is_none_or(|e| e.code != code) {
            all.push(Exchange {
                code,
                years: BTreeSet::new(),
                closed: BTreeSet::new(),
            });
        }
        let exchange = all.last_mut()?;
        exchange.years.insert(year);
        for word in words {
            let (month, of_month) = word.split_once('-')?;
            let date = day(i32::from(year), month.parse().ok()?, of_month.parse().ok()?)?;
            exchange.closed.insert(date);
        }
    }
    Some(all)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn sessions_pass_over_weekends_and_feasts() {
        // The Chinese national week of 2023; Hong Kong opened on the 3rd.
        let found = session(date(2023, 9, 28), 1, true);
        assert_eq!(found, Some((date(2023, 9, 29), date(2023, 10, 9))));
        // All agree on an ordinary Friday.
        let found = session(date(2023, 3, 10), 1, false);
        assert_eq!(found, Some((date(2023, 3, 13), date(2023, 3, 13))));
        let back = session(date(2023, 3, 13), -3, true);
        assert_eq!(back, Some((date(2023, 3, 8), date(2023, 3, 8))));
        assert_eq!(session(date(1980, 3, 13), 1, true), None);
    }

    #[test]
    fn every_line_is_of_a_year_and_of_weekdays() {
        for exchange in exchanges() {
            assert!(exchange.years.contains(&2010) && exchange.years.contains(&2026));
            for closed in &exchange.closed {
                let weekend = matches!(closed.weekday(), Weekday::Saturday | Weekday::Sunday);
                assert!(!weekend, "{} {closed}", exchange.code);
            }
        }
    }
}
