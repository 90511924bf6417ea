//! Ranges, seen from both ends, and times of day set on a day.
//! What does not live here: open ends, which `resolution` opens.

use jiff::civil::{Date, DateTime};

use super::calendar::{midnight, plus_days, plus_milli};
use super::expression::*;
use super::lengths::along;
use super::periods::nearest_year;
use super::resolution::{Resolved, Vantage, resolve};
use super::value;
use crate::TimeKind;

/// True where the meaning takes its place from what stands around it.
fn leans(meaning: &Meaning) -> bool {
    match meaning {
        Meaning::Bare(_) => true,
        Meaning::At(m, _) | Meaning::Part(_, m) | Meaning::About(m) | Meaning::In(m, _) => leans(m),
        Meaning::Nth(_, _, m) | Meaning::NthWeekday(_, _, m) => leans(m),
        _ => false,
    }
}

/// True for a time of the clock, on a day or on none.
fn names_clock(meaning: &Meaning) -> bool {
    match meaning {
        Meaning::Time(_) => true,
        Meaning::At(_, time) => names_clock(time),
        _ => false,
    }
}

pub(super) fn range(a: &Meaning, b: &Meaning, view: &Vantage) -> Option<Resolved> {
    let (first, last) = nearest_year(&[a, b], view, |view| ends(a, b, view), |(_, last)| last.to)?;
    let to = match b {
        Meaning::Present => last.from,
        // 9时至11时 ends at eleven.
        _ if view.chinese && names_clock(b) => last.from,
        _ => last.to,
    };
    if to < first.from && to.is_some() {
        return None;
    }
    let value = format!("{}/{}", first.value, last.value);
    Some(Resolved {
        to,
        clock: first.clock || last.clock,
        value,
        approximate: first.approximate || last.approximate,
        // Some end a range where its last part begins.
        others: vec![(first.from, last.from, "times/up-to")],
        ..first
    })
}

/// The two ends of a range, each seen from the other.
pub(super) fn ends(a: &Meaning, b: &Meaning, view: &Vantage) -> Option<(Resolved, Resolved)> {
    let seen = |from: DateTime, tense: Tense| Vantage {
        now: Some(from),
        tense,
        history: false,
        alone: false,
        ..*view
    };
    let clock = |m: &Meaning| matches!(m, Meaning::Time(_) | Meaning::Daypart(_));
    Some(if leans(a) && !leans(b) && !clock(b) {
        let last = resolve(b, view)?;
        let end = last.from?;
        (resolve(a, &seen(end, Tense::Past))?, last)
    } else {
        let first = resolve(a, view)?;
        let from = first.from?;
        // "From August to October", said in September, is under way.
        if leans(b) && view.tense != Tense::Past && first.from > view.now {
            let back = Vantage {
                tense: Tense::Past,
                alone: false,
                ..*view
            };
            let begun = resolve(a, &back)?;
            let over = resolve(b, &seen(begun.from?, Tense::Ahead))?;
            if begun.from <= view.now && over.to > view.now {
                return Some((begun, over));
            }
        }
        let last = if clock(b) {
            let placed = at(Some(from.date()), b)?;
            if placed.from <= first.from {
                at(plus_days(from.date(), 1), b)?
            } else {
                placed
            }
        } else if leans(b) {
            resolve(b, &seen(from, Tense::Ahead))?
        } else {
            resolve(b, view)?
        };
        (first, last)
    })
}

/// A time of day on a day; without one, the time of day alone.
pub(super) fn at(date: Option<Date>, time: &Meaning) -> Option<Resolved> {
    match time {
        Meaning::Time(clock) => {
            let Some(date) = date else {
                return Some(Resolved::open(value::of_clock(clock), TimeKind::Time));
            };
            let on = if clock.hour == 24 {
                plus_days(date, 1)?
            } else {
                date
            };
            let from = on.at(
                clock.hour % 24,
                clock.minute.unwrap_or(0),
                clock.second.unwrap_or(0),
                0,
            );
            let grain = match (clock.minute, clock.second) {
                (_, Some(_)) => Unit::Second,
                (Some(_), None) => Unit::Minute,
                _ => Unit::Hour,
            };
            let mut resolved = Resolved::new(
                Some(from),
                plus_milli(from, grain, 1000),
                value::of_moment(from, clock.second.is_some()),
            );
            resolved.clock = true;
            resolved.kind = TimeKind::Time;
            Some(resolved)
        }
        Meaning::Daypart(part) => {
            let Some(date) = date else {
                return Some(Resolved::open(format!("T{}", part.code()), TimeKind::Time));
            };
            let (from, to) = part.hours();
            let to = if to == 24 {
                midnight(plus_days(date, 1)?)
            } else {
                date.at(to, 0, 0, 0)
            };
            let mut resolved = Resolved::new(
                Some(date.at(from, 0, 0, 0)),
                Some(to),
                format!("{date}T{}", part.code()),
            );
            resolved.clock = true;
            resolved.kind = TimeKind::Time;
            Some(resolved)
        }
        Meaning::Part(_, inner) | Meaning::About(inner) => {
            let mut resolved = at(date, inner)?;
            resolved.approximate = true;
            Some(resolved)
        }
        Meaning::Range(a, b) => {
            let first = at(date, a)?;
            let mut last = at(date, b)?;
            if last.from <= first.from {
                last = at(date.and_then(|d| plus_days(d, 1)), b)?;
            }
            Some(Resolved {
                to: if names_clock(b) { last.from } else { last.to },
                value: format!("{}/{}", first.value, last.value),
                ..first
            })
        }
        Meaning::From(start, length) => {
            let start = at(date, start)?;
            let to = along(start.from?, length, 1);
            Some(Resolved { to, ..start })
        }
        Meaning::Open(side, inner) => {
            let inner = at(date, inner)?;
            let (from, to) = match side {
                Side::Since | Side::After => (inner.from, None),
                Side::Before | Side::Until => (None, inner.from),
            };
            Some(Resolved { from, to, ..inner })
        }
        _ => None,
    }
}
