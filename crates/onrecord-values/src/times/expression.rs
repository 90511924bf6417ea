//! What time words mean before anything outside the words fixes them: a small tree per expression.
//! What does not live here: finding the words (`chart`), and fixing them to a calendar (`anchoring`).

use jiff::civil::Date;

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Month,
    Quarter,
    Half,
    Year,
    Decade,
    Century,
}

impl Unit {
    /// The unit of a name in the packs.
    pub(super) fn named(name: &str) -> Option<Unit> {
        Some(match name {
            "second" => Unit::Second,
            "minute" => Unit::Minute,
            "hour" => Unit::Hour,
            "day" => Unit::Day,
            "weekend" => Unit::Weekend,
            "week" => Unit::Week,
            "month" => Unit::Month,
            "quarter" => Unit::Quarter,
            "half" => Unit::Half,
            "year" => Unit::Year,
            "decade" => Unit::Decade,
            "century" => Unit::Century,
            _ => return None,
        })
    }
}

/// How many: thousandths, so that "3.5 years" stays exact. `vague` for "several", "数".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    /// Thousandths of one.
    pub milli: i64,
    /// True where the words give no number.
    pub vague: bool,
}

impl Amount {
    /// A whole number.
    pub fn whole(n: i64) -> Amount {
        Amount {
            milli: n.saturating_mul(1000),
            vague: false,
        }
    }

    /// The whole part.
    pub fn floor(self) -> i64 {
        self.milli.div_euclid(1000)
    }
}

/// A length of time: amounts with units, largest first as written. `upper` is the other end of "two to three years".
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Length {
    /// The parts as written.
    pub parts: Vec<(Amount, Unit)>,
    /// The upper bound where the words give a range.
    pub upper: Option<Box<Length>>,
}

impl Length {
    /// One amount of one unit.
    pub fn of(amount: Amount, unit: Unit) -> Length {
        Length {
            parts: vec![(amount, unit)],
            upper: None,
        }
    }

    /// The smallest unit: the grain of what lies this long ago.
    pub fn grain(&self) -> Unit {
        self.parts.iter().map(|p| p.1).min().unwrap_or(Unit::Day)
    }

    /// True where no number is given.
    pub fn vague(&self) -> bool {
        self.parts.iter().any(|p| p.0.vague)
    }
}

/// Something that comes again: in every year, month, week or day.
#[derive(Clone, Debug, PartialEq)]
pub enum Recurring {
    /// A month of the year, 1–12.
    Month(u8),
    /// A day of the year.
    MonthDay(u8, u8),
    /// A day of the year that falls on a weekday: "Friday, July 18" names its year.
    DatedWeekday(u8, u8, u8),
    /// A day of the month.
    DayOfMonth(u8),
    /// A weekday, 1 is Monday. Second field: the day of the month that stands beside it ("Monday the 21st").
    Weekday(u8, Option<u8>),
    /// A season: 0 spring … 3 winter.
    Season(u8),
    /// A quarter, 1–4.
    Quarter(u8),
    /// A half year, 1 or 2.
    HalfYear(u8),
    /// A half, third or other part of a month by first and last day; 99 is its last day.
    Days(u8, u8),
    /// A week of the year.
    Week(u8),
    /// A weekend.
    Weekend,
    /// A feast with its own reckoning.
    Feast(Feast),
    /// A month, and maybe a day, of the Chinese calendar; third field: a leap month.
    Lunar(u8, Option<u8>, bool),
    /// One of the 24 solar terms, 0 is 小寒.
    SolarTerm(u8),
    /// A decade of a century, by its first year: 90 for "the nineties".
    Decade(u8),
    /// A year that the words do not name: 前三季度.
    Year,
}

/// The hour at which a lunar day must reign for its feast to be kept on a civil day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Watch {
    Sunrise,
    Noon,
    Sunset,
    Midnight,
}

impl Watch {
    pub(super) fn named(name: &str) -> Option<Watch> {
        Some(match name {
            "sunrise" => Watch::Sunrise,
            "noon" => Watch::Noon,
            "sunset" => Watch::Sunset,
            "midnight" => Watch::Midnight,
            _ => return None,
        })
    }

    /// Hours of universal time in Delhi, about.
    pub(super) fn hours(self) -> f64 {
        match self {
            Watch::Sunrise => 0.9,
            Watch::Noon => 6.75,
            Watch::Sunset => 12.5,
            Watch::Midnight => 18.75,
        }
    }
}

/// How a feast's day is reckoned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feast {
    /// Days after Easter Sunday (western).
    Easter(i16),
    /// Days after Easter Sunday (eastern).
    Orthodox(i16),
    /// n-th weekday of a month (n below zero counts from the end), and days after it.
    NthWeekday {
        /// Month.
        month: u8,
        /// Weekday, 1 is Monday.
        weekday: u8,
        /// Which one.
        nth: i8,
        /// Days after it.
        plus: i16,
    },
    /// A day of the Islamic calendar with its length in days.
    Islamic(u8, u8, u8),
    /// A day of the Hebrew calendar with its length in days: months count from Tishri = 1; 7 is the Adar before Nisan
    /// = 8.
    Hebrew(u8, u8, u8),
    /// A day of the Hindu lunar months that begin with the new moon.
    Hindu {
        /// Chaitra = 1.
        month: u8,
        /// The lunar day, from the new moon: 15 is the full moon, 30 the next new moon.
        tithi: u8,
        /// When the lunar day must reign.
        hour: Watch,
        /// Days after it.
        plus: i16,
        /// Length in days.
        length: u8,
    },
    /// The day the sun enters a sidereal sign (0 is Aries, 9 Capricorn), and days after it.
    Sankranti(u8, i16),
    /// Days after the new year of the Parsi calendar, whose years all have 365 days.
    Parsi(i16),
    /// Last day of the Chinese year.
    NewYearsEve,
    /// A feast that gives way to some weekdays.
    Moved(Fixed, [i8; 7]),
    /// Days after the day on which the moon, at sunrise, stands in a lunar mansion while the sun is in a sidereal sign.
    Mansion {
        /// The sun's sign, 0 is Aries.
        sign: u8,
        /// The lunar mansion, 1 is Ashvini, 22 Shravana.
        mansion: u8,
    },
    /// The last Saturday of March, a week earlier where that is the eve of Easter.
    EarthHour,
}

/// The day that a feast would fall on if it gave way to no weekday.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fixed {
    /// Month and day.
    Civil(u8, u8),
    /// Month and day of the Hebrew calendar, as in [`Feast::Hebrew`].
    Hebrew(u8, u8),
    /// Month and day of the Islamic calendar.
    Islamic(u8, u8),
}

/// Which part of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Part {
    Early,
    Mid,
    Late,
    Start,
    Middle,
    End,
    FirstHalf,
    SecondHalf,
    Rest,
    ToDate,
    Edge,
}

impl Part {
    pub(super) fn named(name: &str) -> Option<Part> {
        Some(match name {
            "early" => Part::Early,
            "mid" => Part::Mid,
            "late" => Part::Late,
            "start" => Part::Start,
            "middle" => Part::Middle,
            "end" => Part::End,
            "firsthalf" => Part::FirstHalf,
            "secondhalf" => Part::SecondHalf,
            "rest" => Part::Rest,
            "todate" => Part::ToDate,
            "edge" => Part::Edge,
            _ => return None,
        })
    }
}

/// A part of the day with its TIMEX3 code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum DayPart {
    Dawn,
    Morning,
    Noon,
    Afternoon,
    Evening,
    Night,
    Midnight,
    Daytime,
}

impl DayPart {
    pub(super) fn named(name: &str) -> Option<DayPart> {
        Some(match name {
            "dawn" => DayPart::Dawn,
            "morning" => DayPart::Morning,
            "noon" => DayPart::Noon,
            "afternoon" => DayPart::Afternoon,
            "evening" => DayPart::Evening,
            "night" => DayPart::Night,
            "midnight" => DayPart::Midnight,
            "daytime" => DayPart::Daytime,
            _ => return None,
        })
    }

    /// Code behind the T of a TIMEX3 value.
    pub fn code(self) -> &'static str {
        match self {
            DayPart::Dawn | DayPart::Morning => "MO",
            DayPart::Noon => "12:00",
            DayPart::Afternoon => "AF",
            DayPart::Evening => "EV",
            DayPart::Night | DayPart::Midnight => "NI",
            DayPart::Daytime => "DT",
        }
    }

    /// First and last hour (24 is the next midnight).
    pub fn hours(self) -> (i8, i8) {
        match self {
            DayPart::Dawn => (4, 7),
            DayPart::Morning => (6, 12),
            DayPart::Noon => (12, 13),
            DayPart::Afternoon => (12, 18),
            DayPart::Evening => (18, 24),
            DayPart::Night => (20, 24),
            DayPart::Midnight => (0, 1),
            DayPart::Daytime => (6, 18),
        }
    }
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Clock {
    /// Hour as written; 24 is the end of the day.
    pub hour: i8,
    /// Minute.
    pub minute: Option<i8>,
    /// Second.
    pub second: Option<i8>,
    /// The part of the day it stands in, where the words say so.
    pub part: Option<DayPart>,
    /// True where the hour is on a 24-hour clock or its half is known.
    pub settled: bool,
    /// The zone, where one is named whose offset is known.
    pub zone: Option<Zone>,
}

/// A time zone as the words name it, in minutes ahead of UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zone {
    /// The same all the year: "GMT", "EST", 北京时间.
    Fixed(i16),
    /// Standard time of a zone that keeps the summer time of the United States: "ET".
    American(i16),
    /// Standard time of a zone that keeps the summer time of Europe: "London time".
    European(i16),
}

/// Whether something lies before or after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Way {
    Back,
    Ahead,
}

/// What an offset counts from.
#[derive(Clone, Debug, PartialEq)]
pub enum Base {
    /// The moment of writing.
    Now,
    /// The last date of the story.
    Story,
    /// Another expression.
    Of(Box<Meaning>),
}

/// Which side of a date is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Side {
    /// From its start on.
    Since,
    /// From its end on.
    After,
    /// Up to its start.
    Before,
    /// Up to its end.
    Until,
}

/// The meaning of time words.
#[derive(Clone, Debug, PartialEq)]
pub enum Meaning {
    /// A year; `true` where it was written with two digits.
    Year(i32, bool),
    /// Years from the first to the one before the last: decades, centuries.
    Years(i32, i32),
    /// This (0), last (−1), next (1) unit.
    Shift(Unit, i32),
    /// Something that comes again, with no word on which one.
    Bare(Recurring),
    /// Last, this or next of it.
    Directed(Recurring, i32),
    /// The one inside an outer time.
    In(Box<Meaning>, Recurring),
    /// The n-th unit inside an outer time; n below zero counts from the end.
    Nth(i32, Unit, Box<Meaning>),
    /// The n-th weekday inside an outer time.
    NthWeekday(i32, u8, Box<Meaning>),
    /// The first or last few units of an outer time.
    Few(i32, Unit, Way, Box<Meaning>),
    /// A part of something.
    Part(Part, Box<Meaning>),
    /// So long before or after a base. `true`: "ago"/"in" with the grain of the length; false: to the day.
    Offset(Length, Way, Base),
    /// "In two years": so long from now where the clause plans, else a length ("the first in two years").
    Hence(Length),
    /// The past or coming so long.
    Window(Length, Way),
    /// The n-th weekday before or after now ("three Fridays from now").
    WeekdaysAway(u8, i32),
    /// The n-th trading day after the story's day, or before it where n is below zero.
    Session(i32),
    /// From … to ….
    Range(Box<Meaning>, Box<Meaning>),
    /// With an open end.
    Open(Side, Box<Meaning>),
    /// A time of day on no day in particular.
    Time(Clock),
    /// A part of the day.
    Daypart(DayPart),
    /// A time of day on a day.
    At(Box<Meaning>, Box<Meaning>),
    /// So long from a start.
    From(Box<Meaning>, Length),
    /// So long up to an end: "the year ended June 30".
    Ending(Box<Meaning>, Length),
    /// The n-th weekday after a time, or before it where n is below zero.
    WeekdayFrom(i32, u8, Box<Meaning>),
    /// A year that is no calendar year, of which the first day is not said: "the 2023/24 season".
    Span(i32),
    /// A length.
    Lasting(Length),
    /// Again and again: TIMEX3 value of the set.
    Set(Box<Meaning>),
    /// Every so long.
    Every(Length),
    /// This (0), next (1) or previous (−1) unit seen from the story.
    Story(Unit, i32),
    /// The unit that figures are about ("sales for the quarter fell"): the story's, or the last one that is over.
    Reported(Unit),
    /// The one that figures are told of ("third-quarter results"): its end is the nearest.
    Figures(Recurring),
    /// The same time of another year: 去年同期 beside 前三季度.
    Same(Box<Meaning>),
    /// Present, past or future, as TIMEX3 has it.
    Present,
    /// Not long ago, some time ago.
    Past,
    /// Some time to come.
    Future,
    /// About.
    About(Box<Meaning>),
}

/// How the clause looks at the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Tense {
    /// Nothing says.
    #[default]
    Open,
    /// It tells what happened.
    Past,
    /// It plans, expects or promises.
    Ahead,
}

impl Meaning {
    /// The day, where the words alone fix it.
    pub fn full_date(&self) -> Option<Date> {
        match self {
            Meaning::In(outer, Recurring::MonthDay(m, d)) => match **outer {
                Meaning::Year(y, _) => Date::new(i16::try_from(y).ok()?, *m as i8, *d as i8).ok(),
                _ => None,
            },
            Meaning::At(day, _) | Meaning::About(day) => day.full_date(),
            _ => None,
        }
    }

    /// True where the words alone fix the time.
    pub fn absolute(&self) -> bool {
        match self {
            Meaning::Year(..) | Meaning::Years(..) => true,
            Meaning::In(outer, _)
            | Meaning::Nth(_, _, outer)
            | Meaning::NthWeekday(_, _, outer)
            | Meaning::Few(_, _, _, outer)
            | Meaning::Part(_, outer)
            | Meaning::Open(_, outer)
            | Meaning::About(outer)
            | Meaning::At(outer, _)
            | Meaning::From(outer, _)
            | Meaning::Ending(outer, _)
            | Meaning::WeekdayFrom(_, _, outer)
            | Meaning::Offset(_, _, Base::Of(outer)) => outer.absolute(),
            Meaning::Range(a, b) => a.absolute() && b.absolute(),
            _ => false,
        }
    }
}
