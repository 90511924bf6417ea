//! Lengths that lead somewhere: "two years ago", "the past five years".
//! What does not live here: lengths alone, which have a value and no place.

use jiff::civil::DateTime;

use super::calendar::{midnight, plus, plus_days, plus_milli, start_of};
use super::expression::*;
use super::resolution::{Resolved, Vantage, resolve};
use super::value;
use crate::TimeKind;

/// `at` and the length on (`sign` 1) or back (−1).
pub(super) fn along(at: DateTime, length: &Length, sign: i64) -> Option<DateTime> {
    length.parts.iter().try_fold(at, |at, (amount, unit)| {
        plus_milli(at, *unit, amount.milli.checked_mul(sign)?)
    })
}

pub(super) fn offset(length: &Length, way: Way, base: &Base, view: &Vantage) -> Option<Resolved> {
    let sign = if way == Way::Back { -1 } else { 1 };
    // 四年后 counts from the story, unless the clause plans.
    let told = view.chinese && way == Way::Ahead && view.tense != Tense::Ahead;
    let base = if told && *base == Base::Now && view.story.is_some() {
        &Base::Story
    } else {
        base
    };
    let (start, counted_from) = match base {
        Base::Now => (view.now?, None),
        Base::Story => (view.story.map(midnight).or(view.now)?, None),
        Base::Of(inner) => {
            let inner = resolve(inner, view)?;
            (inner.from?, Some(inner.grain()))
        }
    };
    let grain = length.grain();
    let told = view.story.is_some() || view.tense == Tense::Past;
    // "Two hours later": the story knows its day, no hour. "A year later, they parted": with no story, from when?
    let unfounded = view.story.is_none() && way == Way::Ahead && !view.chinese;
    if *base == Base::Story && told && (grain < Unit::Day || unfounded) {
        return resolve(&Meaning::Lasting(length.clone()), view);
    }
    let at = along(start, length, sign)?;
    let part = length.parts.last().is_some_and(|p| p.0.milli % 1000 != 0);
    if grain < Unit::Day {
        let mut resolved = Resolved::new(
            Some(at),
            plus_milli(at, Unit::Second, 1000),
            value::of_moment(at, grain == Unit::Second),
        );
        resolved.clock = true;
        resolved.kind = TimeKind::Time;
        resolved.approximate = length.vague();
        return Some(resolved);
    }
    let grain = match grain {
        // "Two years after 1990" is a year, after a day it is a day.
        unit if counted_from.is_some_and(|base| base < unit) => Unit::Day,
        Unit::Week if way == Way::Back && !view.chinese => Unit::Week,
        Unit::Week | Unit::Weekend => Unit::Day,
        Unit::Year | Unit::Half if part => Unit::Month,
        Unit::Month if part => Unit::Day,
        Unit::Half | Unit::Quarter => Unit::Month,
        Unit::Decade | Unit::Century => Unit::Year,
        unit => unit,
    };
    let mut resolved = Resolved::unit(grain, start_of(grain, at.date())?)?;
    if length.vague() {
        resolved.approximate = true;
        resolved.value = match (way, base) {
            (Way::Back, Base::Now) => "PAST_REF".to_owned(),
            (Way::Ahead, Base::Now) => "FUTURE_REF".to_owned(),
            _ => resolved.value,
        };
    }
    if grain != Unit::Day {
        let date = at.date();
        if let Some(next) = plus_days(date, 1) {
            resolved
                .others
                .push((Some(midnight(date)), Some(midnight(next)), "times/to-the-day"));
        }
    }
    Some(resolved)
}

pub(super) fn window(length: &Length, way: Way, view: &Vantage) -> Option<Resolved> {
    let mut resolved = Resolved::open(value::of_length(length), TimeKind::Duration);
    resolved.approximate = length.vague();
    let Some(now) = view.now else {
        return Some(resolved);
    };
    if length.grain() < Unit::Day {
        resolved.clock = true;
        let end = along(now, length, if way == Way::Back { -1 } else { 1 })?;
        let (from, to) = if way == Way::Back { (end, now) } else { (now, end) };
        resolved.from = Some(from);
        resolved.to = Some(to);
        return Some(resolved);
    }
    let today = midnight(now.date());
    // Quarters are those of the calendar.
    if length.grain() == Unit::Quarter {
        let current = start_of(Unit::Quarter, now.date())?;
        let (from, to) = match way {
            Way::Back => (along(midnight(current), length, -1)?, midnight(current)),
            Way::Ahead => {
                let next = midnight(plus(Unit::Quarter, current, 1)?);
                (next, along(next, length, 1)?)
            }
        };
        resolved.from = Some(from);
        resolved.to = Some(to);
        return Some(resolved);
    }
    // Up to the moment of writing or from it, where that is known; days are those of the calendar.
    let moment = view.chinese && now != today && length.grain() > Unit::Day;
    match way {
        Way::Back => {
            resolved.from = along(today, length, -1);
            resolved.to = Some(if moment { now } else { today });
            resolved.clock = moment;
        }
        Way::Ahead => {
            let from = if view.chinese {
                today
            } else {
                midnight(plus_days(now.date(), 1)?)
            };
            resolved.from = Some(from);
            resolved.to = along(from, length, 1);
        }
    }
    Some(resolved)
}
