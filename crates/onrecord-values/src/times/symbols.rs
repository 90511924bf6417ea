//! Classes of words and of what rules make, by number.
//! What does not live here: the words (`lexicon`) and the rules (`grammar`).

use crate::WordMap;

/// The vocabulary's number for "-": always added first.
pub(super) const HYPHEN_WORD: u32 = 1;

pub(super) const N: u16 = 1;
pub(super) const INT: u16 = 2;
pub(super) const YYYY: u16 = 3;
pub(super) const YY: u16 = 4;
pub(super) const MM: u16 = 5;
pub(super) const DD: u16 = 6;
pub(super) const HH: u16 = 7;
pub(super) const MI: u16 = 8;
pub(super) const HHMM: u16 = 9;
pub(super) const YMD: u16 = 10;
pub(super) const ORD: u16 = 11;
pub(super) const OD: u16 = 12;
/// An hour in words.
pub(super) const HW: u16 = 13;
pub(super) const DATE: u16 = 14;
pub(super) const TIME: u16 = 15;
pub(super) const DURATION: u16 = 16;
pub(super) const SET: u16 = 17;
pub(super) const MOMENT: u16 = 18;
pub(super) const RANGE: u16 = 19;
pub(super) const REF: u16 = 20;
pub(super) const VETO: u16 = 21;
pub(super) const OPEN: u16 = 22;
/// A clock time whose half of the day is known, or any clock time.
pub(super) const CLOCK: u16 = 23;
/// A length that is fixed to the day of writing.
pub(super) const WINDOW: u16 = 24;
/// Two digits that are a year rather than a count: 08, 98, 九七.
pub(super) const YL: u16 = 25;
/// Two digits with a leading zero.
pub(super) const Y0: u16 = 26;
/// Four digits that are most likely a year in today's news.
pub(super) const NY: u16 = 27;
/// Two years, the second short: 2019-20.
pub(super) const YSPAN: u16 = 28;
/// The first year of a decade.
pub(super) const YDEC: u16 = 29;

const FIXED: &[&str] = &[
    "", "n", "int", "yyyy", "yy", "mm", "dd", "hh", "mi", "hhmm", "ymd", "ord", "od", "hw", "date", "time",
    "duration", "set", "moment", "range", "ref", "veto", "open", "clock", "window", "yl", "y0", "ny",
    "yspan", "ydec",
];

/// The table of class names.
#[derive(Debug)]
pub(super) struct Symbols {
    numbers: WordMap<u16>,
    count: usize,
}

impl Default for Symbols {
    fn default() -> Self {
        Symbols {
            numbers: FIXED.iter().copied().zip(0..).collect(),
            count: FIXED.len(),
        }
    }
}

impl Symbols {
    /// The number of a class, made if need be.
    pub(super) fn of(&mut self, name: &str) -> u16 {
        let next = self.count as u16;
        let number = *self.numbers.entry(name, || next);
        self.count += usize::from(number == next);
        number
    }

    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// The wider class that a class also counts as; 0 for none.
    pub(super) fn wider(name: &str) -> u16 {
        match name {
            "day" | "week" | "month" | "quarter" | "year" | "period" | "weekday" | "season" | "feast"
            | "halfyear" => DATE,
            "clock" | "daypart" => TIME,
            _ => 0,
        }
    }

    /// True for classes that are results by themselves.
    pub(super) fn is_result(symbol: u16, wider: u16) -> bool {
        matches!(
            symbol,
            DATE | TIME | DURATION | SET | MOMENT | RANGE | REF | VETO | OPEN | CLOCK | WINDOW
        ) || wider == DATE
            || wider == TIME
    }
}
