//! Parts of a time: its n-th week, its early days, its first half.
//! What does not live here: times of day (`ranges`).

use jiff::civil::{Date, DateTime};

use super::calendar::{days_between, end_of, iso_week, midnight, plus, plus_days, start_of};
use super::expression::*;
use super::resolution::{Resolved, Vantage};
use super::value;
use crate::TimeKind;

/// Start of the n-th unit between two days; n below zero counts from the end.
pub(super) fn nth(n: i32, unit: Unit, from: Date, to: Date) -> Option<Date> {
    if n == 0 {
        return None;
    }
    let first = start_of(unit, from)?;
    // The week of a day is the one around it.
    if unit == Unit::Week && days_between(from, to) <= 1 {
        return Some(first);
    }
    if n > 0 {
        // The first week of a year is ISO's; of anything else, the first that begins in it.
        let iso = unit == Unit::Week && from.month() == 1 && from.day() == 1 && days_between(from, to) > 300;
        let start = if iso {
            iso_week(i32::from(from.year()), 1)?
        } else if first < from {
            plus(unit, first, 1)?
        } else {
            first
        };
        plus(unit, start, i64::from(n) - 1)
    } else {
        let last = start_of(unit, plus_days(to, -1)?)?;
        // The last week is the last one with most of its days inside; the last weekend begins inside.
        let outside = match unit {
            Unit::Week => plus_days(last, 3)? >= to,
            Unit::Weekend => last >= to,
            _ => false,
        };
        plus(unit, last, i64::from(n) + 1 - i64::from(outside))
    }
}

/// The first (`Ahead`) or the last few units of a time.
pub(super) fn few(n: i32, unit: Unit, way: Way, outer: Resolved) -> Option<Resolved> {
    let (from, to) = (outer.from?.date(), outer.to?.date());
    let (from, to) = match way {
        Way::Ahead => {
            let start = nth(1, unit, from, to)?;
            (start, plus(unit, start, i64::from(n))?)
        }
        Way::Back => {
            let last = nth(-1, unit, from, to)?;
            (plus(unit, last, 1 - i64::from(n))?, end_of(unit, last)?)
        }
    };
    let length = Length::of(Amount::whole(i64::from(n)), unit);
    let mut resolved = Resolved::days(from, to, value::of_length(&length));
    resolved.kind = TimeKind::Duration;
    Some(resolved)
}

/// Narrows a time to a part. English keeps the named time (TIMEX3 marks the part as a modifier) and offers the
/// part as another reading; Chinese 年底, 月初 name the part itself.
pub(super) fn narrowed(part: Part, mut inner: Resolved, view: &Vantage) -> Resolved {
    let (Some(from), Some(to)) = (inner.from, inner.to) else {
        return inner;
    };
    let narrow = part_of(part, from, to, view);
    let exact = matches!(
        part,
        Part::FirstHalf | Part::SecondHalf | Part::Rest | Part::ToDate
    );
    // A rest that is over, or not begun, leaves the whole.
    let Some((a, b)) = narrow.filter(|(a, b)| a < b) else {
        return inner;
    };
    if view.chinese || exact {
        if part == Part::FirstHalf && days_between(from.date(), to.date()) > 300 {
            inner.value.push_str("-H1");
        } else if part == Part::SecondHalf && days_between(from.date(), to.date()) > 300 {
            inner.value.push_str("-H2");
        }
        inner.from = Some(a);
        inner.to = Some(b);
    } else {
        inner.others.push((Some(a), Some(b), "times/part"));
    }
    inner.approximate |= !exact;
    inner
}

fn part_of(part: Part, from: DateTime, to: DateTime, view: &Vantage) -> Option<(DateTime, DateTime)> {
    let (first, end) = (from.date(), to.date());
    let days = days_between(first, end);
    let days_on = |a: i64, b: i64| {
        Some((
            midnight(plus_days(first, a)?),
            midnight(plus_days(first, b)?.min(end)),
        ))
    };
    let months_on = |a: i64, b: i64| {
        Some((
            midnight(plus(Unit::Month, first, a)?),
            midnight(plus(Unit::Month, first, b)?),
        ))
    };
    let years_on = |a: i64, b: i64| {
        Some((
            midnight(plus(Unit::Year, first, a)?),
            midnight(plus(Unit::Year, first, b)?),
        ))
    };
    let early = matches!(part, Part::Early | Part::Start);
    let late = matches!(part, Part::Late | Part::End);
    match part {
        // What is over has no rest, what is to come nothing to date; days are not cut.
        Part::Rest => return Some((midnight(view.now?.date()).max(from).min(to), to)),
        Part::ToDate => return Some((from, midnight(view.now?.date()).min(to).max(from))),
        Part::FirstHalf | Part::SecondHalf => {
            let first_half = part == Part::FirstHalf;
            return match days {
                300.. if first_half => months_on(0, 6),
                300.. => months_on(6, 12),
                28..=31 if first_half => days_on(0, 15),
                28..=31 => days_on(15, 31),
                _ if first_half => days_on(0, days / 2),
                _ => days_on(days / 2, days),
            };
        }
        _ => {}
    }
    match days {
        0..=1 => None,
        2..=10 if early => days_on(0, 3),
        2..=10 if late => days_on(days - 3, days),
        2..=10 => days_on(2, 5),
        11..=40 if early => days_on(0, if view.chinese { 5 } else { 10 }),
        11..=40 if late => days_on(if view.chinese { 24 } else { 20 }, days),
        11..=40 => days_on(10, 20),
        41..=100 if early => months_on(0, 1),
        41..=100 if late => months_on(2, 3),
        41..=100 => months_on(1, 2),
        101..=250 if early => months_on(0, 2),
        101..=250 if late => months_on(4, 6),
        101..=250 => months_on(2, 4),
        251..=400 if early => months_on(0, if view.chinese { 2 } else { 3 }),
        251..=400 if late => months_on(if view.chinese { 10 } else { 8 }, 12),
        251..=400 => months_on(if view.chinese { 5 } else { 4 }, if view.chinese { 7 } else { 8 }),
        401..=4000 if early => years_on(0, 3),
        401..=4000 if late => years_on(7, 10),
        401..=4000 => years_on(3, 7),
        _ if early => years_on(0, 20),
        _ if late => years_on(80, 100),
        _ => years_on(40, 60),
    }
}
