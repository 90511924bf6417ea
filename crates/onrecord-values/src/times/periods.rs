//! Which year's: 1-11月 and 前三季度 where no year is named, and 去年同期 beside what it is compared with.
//! What does not live here: single months and days without a year (`recurrence`).

use jiff::civil::{Date, DateTime};

use super::calendar::{days_between, midnight, plus_months};
use super::expression::*;
use super::resolution::{Resolved, Vantage, resolve};
use super::value;

/// True for what comes once a year and names no year.
fn yearly(meaning: &Meaning) -> bool {
    match meaning {
        Meaning::Bare(again) => !matches!(
            again,
            Recurring::Weekday(_, None)
                | Recurring::DayOfMonth(_)
                | Recurring::Weekend
                | Recurring::Days(..)
                | Recurring::Decade(_)
        ),
        Meaning::At(m, _) | Meaning::Part(_, m) | Meaning::About(m) | Meaning::In(m, _) => yearly(m),
        _ => false,
    }
}

/// Figures are told of what is over: of a stretch of a year that nobody named, the one whose end is nearest, unless
/// the clause plans. (English names the year, or its reader takes the nearest start.)
pub(super) fn nearest_year<T>(
    parts: &[&Meaning],
    view: &Vantage,
    place: impl Fn(&Vantage) -> Option<T>,
    end: impl Fn(&T) -> Option<DateTime>,
) -> Option<T> {
    let placed = place(view)?;
    // "The first nine months" of a year that is not named: so in any language.
    let of_a_year = parts.iter().all(|m| matches!(m, Meaning::Bare(Recurring::Year)));
    let fixed = !view.chinese && !of_a_year
        || view.history
        || view.tense == Tense::Ahead
        || !parts.iter().all(|m| yearly(m));
    let (Some(now), Some(last)) = (view.now.filter(|_| !fixed), end(&placed)) else {
        return Some(placed);
    };
    let on = days_between(now.date(), last.date());
    let before = Vantage {
        now: plus_months(now.date(), -12).map(midnight),
        ..*view
    };
    match place(&before) {
        Some(earlier) if on > 0 && end(&earlier).is_some_and(|e| days_between(e.date(), now.date()) < on) => {
            Some(earlier)
        }
        _ => Some(placed),
    }
}

/// The period that the clause is about, seen in another year; without one, that whole year.
pub(super) fn same(year: &Meaning, view: &Vantage) -> Option<Resolved> {
    let whole = |mut year: Resolved| {
        year.approximate = true;
        year
    };
    let Some((from, to)) = view.period else {
        return resolve(year, view).map(whole);
    };
    let years = match year {
        // The year before the one that is told of, whenever it is told.
        Meaning::Shift(Unit::Year, by) if *by < 0 => *by,
        _ => i32::from(resolve(year, view)?.date()?.year()) - i32::from(from.year()),
    };
    let moved = |date: Date| plus_months(date, i64::from(years) * 12);
    let (from, to) = (moved(from)?, moved(to)?);
    Some(Resolved::days(from, to, value::of_days(from, to)))
}

/// The days of an expression, where a clause may be about them: longer than a day and shorter than some years.
pub(super) fn measures(
    meaning: &Meaning,
    resolved: &Resolved,
    now: Option<DateTime>,
) -> Option<(Date, Date)> {
    match meaning {
        Meaning::Window(..) | Meaning::Years(..) | Meaning::Same(_) | Meaning::Offset(..) => return None,
        _ => {}
    }
    let from = resolved.from?.date();
    // 今年以来: up to now.
    let to = match resolved.to {
        Some(to) => to.date(),
        None => now?.date(),
    };
    ((2..=800).contains(&days_between(from, to))).then_some((from, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_comes_once_a_year_and_a_weekday_does_not() {
        assert!(yearly(&Meaning::Bare(Recurring::Month(3))));
        assert!(!yearly(&Meaning::Bare(Recurring::Weekend)));
    }
}
