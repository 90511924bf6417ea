//! Moments and intervals: civil time without zones, half-open, with open ends.
//! What does not live here: reading words as times (see `times`).

use jiff::civil::{Date, DateTime};

/// A point of civil time; `clock` says whether its time of day means anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The moment; midnight where `clock` is false.
    pub at: DateTime,
    /// True where the words gave a time of day.
    pub clock: bool,
}

impl Moment {
    /// Midnight at the start of `date`, written as a day.
    pub fn day(date: Date) -> Moment {
        Moment {
            at: date.to_datetime(jiff::civil::Time::midnight()),
            clock: false,
        }
    }

    /// A time of day.
    pub fn clock(at: DateTime) -> Moment {
        Moment { at, clock: true }
    }

    /// The day it falls on.
    pub fn date(self) -> Date {
        self.at.date()
    }
}

impl PartialOrd for Moment {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Moment {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.at, self.clock).cmp(&(other.at, other.clock))
    }
}

impl std::fmt::Display for Moment {
    /// ISO 8601: `2023-08-23`, or `2023-08-23T14:00` (seconds only where they are not zero).
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if !self.clock {
            return write!(f, "{}", self.at.date());
        }
        let t = self.at.time();
        write!(f, "{}T{:02}:{:02}", self.at.date(), t.hour(), t.minute())?;
        if t.second() != 0 {
            write!(f, ":{:02}", t.second())?;
        }
        Ok(())
    }
}

/// Half-open `[from, to)`; `None` is an open end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Interval {
    /// First moment inside.
    pub from: Option<Moment>,
    /// First moment no longer inside.
    pub to: Option<Moment>,
}

impl Interval {
    /// One whole day.
    pub fn of_day(date: Date) -> Interval {
        Interval {
            from: Some(Moment::day(date)),
            to: date.tomorrow().ok().map(Moment::day),
        }
    }

    /// Whole days, both ends inside.
    pub fn of_days(first: Date, last: Date) -> Interval {
        Interval {
            from: Some(Moment::day(first)),
            to: last.tomorrow().ok().map(Moment::day),
        }
    }

    /// True where both ends are open.
    pub fn is_open(self) -> bool {
        self.from.is_none() && self.to.is_none()
    }

    /// True where both may share a moment; open ends reach everywhere.
    pub fn meets(self, other: Interval) -> bool {
        let before =
            |a: Option<Moment>, b: Option<Moment>| matches!((a, b), (Some(a), Some(b)) if a.at <= b.at);
        !before(self.to, other.from) && !before(other.to, self.from)
    }
}
