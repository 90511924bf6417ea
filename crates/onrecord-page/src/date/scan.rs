//! Finds written dates in any string: ISO and other numeric forms, Chinese, Japanese and Korean forms, and days beside
//! the names of months in many languages, whole or in part, with a clock time and zone where one follows.
//! What does not live here: what a date says about the page (`text`, `candidates`, `judge`).
//!
//! Every date holds a number, so the scan goes from number to number and looks at the words beside it.

use std::ops::Range;

use jiff::civil::Date;

use super::months::Months;

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

/// A run of digits.
#[derive(Clone, Debug)]
struct Number {
    range: Range<usize>,
    value: u64,
    digits: usize,
}

impl Number {
    fn year(&self) -> Option<i16> {
        match (self.digits, self.value) {
            (4, 1900..=2099) => Some(self.value as i16),
            // Thai and Buddhist years.
            (4, 2443..=2642) => Some((self.value - 543) as i16),
            _ => None,
        }
    }
    fn short_year(&self) -> Option<i16> {
        (self.digits == 2 && self.value <= 40).then_some(2000 + self.value as i16)
    }
    fn month(&self) -> Option<u8> {
        (self.digits <= 2 && (1..=12).contains(&self.value)).then_some(self.value as u8)
    }
    fn day(&self) -> Option<u8> {
        (self.digits <= 2 && (1..=31).contains(&self.value)).then_some(self.value as u8)
    }
}

fn digit(c: char) -> Option<u64> {
    let base = match c {
        '0'..='9' => '0',
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6f0}'..='\u{6f9}' => '\u{6f0}',
        '\u{966}'..='\u{96f}' => '\u{966}',
        '\u{9e6}'..='\u{9ef}' => '\u{9e6}',
        '\u{e50}'..='\u{e59}' => '\u{e50}',
        '\u{ff10}'..='\u{ff19}' => '\u{ff10}',
        _ => return None,
    };
    Some((c as u32 - base as u32) as u64)
}

/// Lead bytes of the digits above.
pub(crate) fn may_be_digit(byte: u8) -> bool {
    byte.is_ascii_digit() || matches!(byte, 0xd9 | 0xdb | 0xe0 | 0xef)
}

fn numbers(text: &str) -> Vec<Number> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !may_be_digit(bytes[at]) {
            at += 1;
            continue;
        }
        let (start, mut value, mut digits) = (at, 0u64, 0usize);
        if bytes[at].is_ascii_digit() {
            while at < bytes.len() && bytes[at].is_ascii_digit() {
                value = value
                    .saturating_mul(10)
                    .saturating_add(u64::from(bytes[at] - b'0'));
                digits += 1;
                at += 1;
            }
        } else {
            // A lead byte stands on a character boundary.
            for c in text[at..].chars() {
                let Some(d) = digit(c) else { break };
                value = value.saturating_mul(10).saturating_add(d);
                digits += 1;
                at += c.len_utf8();
            }
            if digits == 0 {
                at += 1;
                continue;
            }
        }
        found.push(Number {
            range: start..at,
            value,
            digits,
        });
    }
    found
}

/// Finds all dates in `text`, in order, without overlaps. `lang` is the page's language tag; `month_first` says how
/// "03/04/2023" is read.
pub(crate) fn scan(text: &str, months: &Months, lang: &str, month_first: bool) -> Vec<Written> {
    let numbers = numbers(text);
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
            if let Some(found) = self.day_then_name(index) {
                return Some(found);
            }
        }
        self.name_then_number(index, floor)
    }

    fn made(&self, range: Range<usize>, year: Option<i16>, month: Option<u8>, day: Option<u8>) -> Written {
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

    /// Forms of numbers alone.
    fn numeric(&self, index: usize) -> Option<(Written, usize)> {
        let n = self.numbers;
        let first = &n[index];
        let start = first.range.start;
        let gap = self.gap(index).map(str::trim);
        let gap2 = (index + 2 < n.len())
            .then(|| self.gap(index + 1))
            .flatten()
            .map(str::trim);
        if let Some(year) = first.year() {
            if let (Some(gap), Some(second)) = (gap, n.get(index + 1)) {
                if let (true, Some(month)) = (is_year_mark(gap), second.month()) {
                    if let (Some(gap2), Some(third)) = (gap2, n.get(index + 2))
                        && is_month_mark(gap2)
                        && let Some(day) = third.day()
                        && day_ok(year, month, day)
                    {
                        let end = third.range.end + day_mark(self.after(index + 2));
                        return Some((self.made(start..end, Some(year), Some(month), Some(day)), 3));
                    }
                    let rest = self.after(index + 1).trim_start();
                    if let Some(mark) = ["月", "월"].iter().find(|m| rest.starts_with(**m)) {
                        let end = self.text.len() - rest.len() + mark.len();
                        return Some((self.made(start..end, Some(year), Some(month), None), 2));
                    }
                }
                let joined = matches!(gap, "-" | "/" | "." | "‐" | "–" | "_");
                if joined
                    && let (Some(month), Some(gap2), Some(third)) = (second.month(), gap2, n.get(index + 2))
                    && (gap2 == gap)
                    && let Some(day) = third.day()
                    && day_ok(year, month, day)
                {
                    return Some((
                        self.made(start..third.range.end, Some(year), Some(month), Some(day)),
                        3,
                    ));
                }
                if gap == "-"
                    && second.digits == 2
                    && let Some(month) = second.month()
                {
                    // "2023-02" where no third number follows; "2019-20" has no such month and stays out.
                    let glued = self.after(index + 1).starts_with(|c: char| c.is_alphanumeric());
                    if !glued && self.text[first.range.end..second.range.start].len() == 1 {
                        let mut w = self.made(start..second.range.end, Some(year), Some(month), None);
                        w.weak = true;
                        return Some((w, 2));
                    }
                }
            }
            let rest = self.after(index).trim_start();
            if rest.starts_with('年') || rest.starts_with('년') {
                let end = self.text.len() - rest.len() + 3;
                return Some((self.made(start..end, Some(year), None, None), 1));
            }
        }
        if first.digits == 8 || first.digits == 14 || first.digits == 12 {
            let value = match first.digits {
                14 => first.value / 1_000_000,
                12 => first.value / 10_000,
                _ => first.value,
            };
            let (year, month, day) = (value / 10_000, value / 100 % 100, value % 100);
            if (1990..=2099).contains(&year) && day_ok(year as i16, month.min(99) as u8, day as u8) {
                let mut w = self.made(
                    first.range.clone(),
                    Some(year as i16),
                    Some(month as u8),
                    Some(day as u8),
                );
                w.weak = true;
                return Some((w, 1));
            }
        }
        // "2月14日", "9월 21일"
        if let (Some(month), Some(gap), Some(second)) = (first.month(), gap, n.get(index + 1))
            && is_month_mark(gap)
            && let Some(day) = second.day()
        {
            let mark = day_mark(self.after(index + 1));
            if mark > 0 && day_ok(2024, month, day) {
                return Some((
                    self.made(start..second.range.end + mark, None, Some(month), Some(day)),
                    2,
                ));
            }
        }
        // "14.02.2023", "2/14/23", "14 / 02 / 2023"
        if let (Some(gap), Some(second), Some(gap2), Some(third)) =
            (gap, n.get(index + 1), gap2, n.get(index + 2))
            && matches!(gap, "." | "/" | "-" | "–")
            && gap == gap2
            && (first.digits <= 2 && second.digits <= 2)
            && let Some(year) = third.year().or_else(|| third.short_year())
        {
            let spaced = self.text[first.range.end..third.range.start].contains('\n');
            let more = self
                .after(index + 2)
                .strip_prefix(gap)
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
            let (a, b) = (first.value as u8, second.value as u8);
            let month_first = self.month_first && gap == "/";
            let order = if month_first {
                [(b, a), (a, b)]
            } else {
                [(a, b), (b, a)]
            };
            for (day, month) in order {
                if !spaced && !more && day_ok(year, month, day) {
                    let mut w = self.made(start..third.range.end, Some(year), Some(month), Some(day));
                    w.swappable = a != b && a <= 12 && b <= 12 && gap != ".";
                    w.weak = third.digits == 2;
                    return Some((w, 3));
                }
            }
        }
        // Vietnamese "21 tháng 9 năm 2020"
        if let (Some(day), Some(gap), Some(second)) = (first.day(), gap, n.get(index + 1))
            && gap.eq_ignore_ascii_case("tháng")
            && let Some(month) = second.month()
        {
            let year = gap2
                .filter(|g| matches!(*g, "năm" | "," | ", năm" | "/" | "-"))
                .and_then(|_| n[index + 2].year());
            let end = if year.is_some() { &n[index + 2] } else { second }.range.end;
            return Some((
                self.made(start..end, year, Some(month), Some(day)),
                if year.is_some() { 3 } else { 2 },
            ));
        }
        None
    }

    /// "14 February 2023", "14. Februar 2023", "14 de febrero de 2023", "2020 m. rugsėjo 21", "14th of Feb".
    fn day_then_name(&self, index: usize) -> Option<(Written, usize)> {
        let first = &self.numbers[index];
        if first.digits > 4 || first.digits == 3 {
            return None;
        }
        let mut rest = self.after(index);
        if first.year().is_none() {
            rest = ordinal(rest);
        } else {
            // Hungarian "2020. szeptember 21.", Lithuanian "2020 m. rugsėjo 21 d.", Latvian "2020. gada 21. septembris"
            let trimmed = rest.trim_start_matches(['.', ' ', ',', '\u{a0}']);
            rest = ["m. ", "gada "]
                .iter()
                .find_map(|w| trimmed.strip_prefix(w))
                .unwrap_or(trimmed);
        }
        let rest = skip(rest, &["de", "d'", "of", "/", "-", ".", "ta'", "da"]);
        let (word, word_end) = self.word(rest)?;
        let month = self.month(word).or_else(|| {
            // Two words: Arabic "كانون الثاني".
            let (second, second_end) = self.word(skip(&self.text[word_end..], &[]))?;
            let both = format!("{word} {second}");
            (!word.is_ascii() && second_end > word_end)
                .then(|| self.month(&both))
                .flatten()
        })?;
        if let Some(year) = first.year() {
            let day = self.numbers.get(index + 1).filter(|d| {
                d.range.start <= word_end + 2
                    && d.range.start >= word_end
                    && self.text[word_end..d.range.start]
                        .trim_matches(['.', ' ', '-'])
                        .is_empty()
            });
            let day = day.filter(|d| d.day().is_some_and(|d| day_ok(year, month, d)))?;
            return Some((
                self.made(
                    first.range.start..day.range.end,
                    Some(year),
                    Some(month),
                    day.day(),
                ),
                2,
            ));
        }
        let day = first.day()?;
        if let Some((year, used, end, weak)) = self.year_after(index, word_end)
            && day_ok(year, month, day)
        {
            let mut w = self.made(first.range.start..end, Some(year), Some(month), Some(day));
            w.weak = weak;
            return Some((w, used + 1));
        }
        if !day_ok(2024, month, day) {
            return None;
        }
        Some((
            self.made(first.range.start..word_end, None, Some(month), Some(day)),
            1,
        ))
    }

    /// A year that follows `end` closely, as number `index + 1`: (year, numbers used, end, weak).
    fn year_after(&self, index: usize, end: usize) -> Option<(i16, usize, usize, bool)> {
        let number = self.numbers.get(index + 1)?;
        if number.range.start < end || number.range.start - end > 12 {
            return None;
        }
        let between = self.text[end..number.range.start].trim();
        let plain = matches!(
            between,
            "" | "."
                | ","
                | ".,"
                | "de"
                | "del"
                | "of"
                | "-"
                | "/"
                | "'"
                | "’"
                | "., "
                | ", de"
                | "г."
                | "năm"
                | "/‎"
                | "في"
                | "،"
        );
        if !plain {
            return None;
        }
        if let Some(year) = number.year() {
            return Some((year, 1, number.range.end, false));
        }
        // "14 Feb 23" is a year, "14 Feb 23:10" is not.
        let clock = self.after(index + 1).starts_with([':', '.', 'h', 'H']);
        let marked = matches!(between, "'" | "’" | "-" | "/" | "");
        (marked && !clock && number.digits == 2)
            .then(|| number.short_year())
            .flatten()
            .filter(|y| *y >= 2000)
            .map(|y| (y, 1, number.range.end, true))
    }

    /// "February 14, 2023", "Feb. 14", "February 2023".
    fn name_then_number(&self, index: usize, floor: usize) -> Option<(Written, usize)> {
        let number = &self.numbers[index];
        if number.digits > 4 || number.digits == 3 {
            return None;
        }
        let head = &self.text[floor.min(number.range.start)..number.range.start];
        let trimmed = head.trim_end_matches([' ', '.', '\u{a0}', ',', '-', '/', '\'', '’', '(']);
        if head.len() - trimmed.len() > 3 || head.ends_with('\n') {
            return None;
        }
        let trimmed = ["de", "del", "of", "the", "năm"]
            .iter()
            .find_map(|w| {
                trimmed
                    .strip_suffix(w)
                    .filter(|t| t.ends_with([' ', '\u{a0}']))
                    .map(str::trim_end)
            })
            .unwrap_or(trimmed);
        let start = trimmed
            .char_indices()
            .rev()
            .take(24)
            .take_while(|(_, c)| name_char(*c))
            .last()?
            .0;
        let word = &trimmed[start..];
        let month = self.month(word)?;
        let start = number.range.start - head.len() + start;
        if let Some(year) = number.year() {
            return Some((
                self.made(start..number.range.end, Some(year), Some(month), None),
                1,
            ));
        }
        let day = number.day()?;
        let rest = self.after(index);
        // "May 10.5", "March 12%", "June 15,000" and "Mar 10:30" are no days.
        let mut chars = rest.chars();
        match chars.next() {
            Some('.' | ',') if chars.next().is_some_and(|c| c.is_ascii_digit()) => {
                let year_joined = self
                    .numbers
                    .get(index + 1)
                    .is_some_and(|n| n.range.start == number.range.end + 1 && n.year().is_some());
                if !year_joined {
                    return None;
                }
            }
            Some('%' | ':' | '％') => return None,
            _ => {}
        }
        let end = number.range.end + rest.len() - ordinal(rest).len();
        let end = if ordinal(rest).len() == rest.trim_start_matches('.').len() && rest.starts_with('.') {
            number.range.end
        } else {
            end
        };
        if let Some((year, used, end, weak)) = self.year_after(index, end)
            && !weak
            && day_ok(year, month, day)
        {
            return Some((
                self.made(start..end, Some(year), Some(month), Some(day)),
                used + 1,
            ));
        }
        if !day_ok(2024, month, day) {
            return None;
        }
        Some((self.made(start..end, None, Some(month), Some(day)), 1))
    }

    fn month(&self, word: &str) -> Option<u8> {
        self.months.month(word, self.lang)
    }

    /// The word at the start of `rest`, with its end in the text; a dot that ends an abbreviation is left out.
    fn word<'t>(&self, rest: &'t str) -> Option<(&'t str, usize)> {
        let len: usize = rest
            .chars()
            .take(24)
            .take_while(|c| name_char(*c))
            .map(char::len_utf8)
            .sum();
        let word = rest[..len].trim_end_matches('.');
        if word.is_empty() {
            return None;
        }
        Some((word, self.text.len() - rest.len() + word.len()))
    }

    /// A clock time and zone behind the date.
    fn clock(&self, written: &mut Written, next: usize) {
        if written.day.is_none() {
            return;
        }
        let (Some(hour), Some(minute)) = (self.numbers.get(next), self.numbers.get(next + 1)) else {
            return;
        };
        if hour.range.start < written.range.end || hour.range.start - written.range.end > 16 {
            return;
        }
        let between = &self.text[written.range.end..hour.range.start];
        if between.contains(['\n', '(', '%', '$', '#']) || hour.digits > 2 || hour.value > 24 {
            return;
        }
        let joint = self.text[hour.range.end..minute.range.start].trim();
        let colon = matches!(joint, ":" | "：" | "h" | "H" | "时" | "時" | "시" | "点")
            || (joint == "." && self.after(next + 1).trim_start().starts_with("Uhr"));
        if !colon || minute.digits != 2 || minute.value > 59 {
            return;
        }
        let mut at = minute.range.end;
        if let Some(second) = self.numbers.get(next + 2)
            && second.range.start == at + 1
            && self.text.as_bytes()[at] == b':'
            && second.digits == 2
        {
            at = second.range.end;
            if let Some(fraction) = self.numbers.get(next + 3)
                && fraction.range.start == at + 1
                && matches!(self.text.as_bytes()[at], b'.' | b',')
            {
                at = fraction.range.end;
            }
        }
        let mut hours = hour.value as u8;
        let rest = self.text[at..].trim_start();
        let lower = rest
            .get(..4)
            .unwrap_or(rest.get(..2).unwrap_or(""))
            .to_ascii_lowercase();
        if lower.starts_with("pm") || lower.starts_with("p.m") {
            hours = if hours < 12 { hours + 12 } else { hours };
            at = self.text.len() - rest.len()
                + if lower.starts_with("pm") {
                    2
                } else {
                    4.min(rest.len())
                };
        } else if lower.starts_with("am") || lower.starts_with("a.m") {
            hours %= 12;
            at = self.text.len() - rest.len()
                + if lower.starts_with("am") {
                    2
                } else {
                    4.min(rest.len())
                };
        }
        while !self.text.is_char_boundary(at) {
            at += 1;
        }
        written.clock = Some((hours.min(23), minute.value as u8));
        written.end = at;
        let rest = &self.text[at..];
        if rest.starts_with('Z') {
            written.zone = Some(0);
            written.end = at + 1;
        } else if let Some((zone, len)) = offset(rest.trim_start()) {
            written.zone = Some(zone);
            written.end = self.text.len() - rest.trim_start().len() + len;
        }
    }
}

/// "+08:00", "-0500", "+01": minutes east of UTC and bytes read.
fn offset(rest: &str) -> Option<(i16, usize)> {
    let bytes = rest.as_bytes();
    let sign = match bytes.first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let two = |at: usize| -> Option<i16> {
        let pair = bytes.get(at..at + 2)?;
        pair.iter()
            .all(u8::is_ascii_digit)
            .then(|| i16::from(pair[0] - b'0') * 10 + i16::from(pair[1] - b'0'))
    };
    let hours = two(1)?;
    let (minutes, len) = match bytes.get(3) {
        Some(b':') => (two(4)?, 6),
        _ => two(3).map_or((0, 3), |m| (m, 5)),
    };
    (hours <= 14 && minutes < 60).then_some((sign * (hours * 60 + minutes), len))
}

fn day_ok(year: i16, month: u8, day: u8) -> bool {
    month <= 12 && day <= 31 && Date::new(year, month as i8, day as i8).is_ok()
}

fn is_year_mark(gap: &str) -> bool {
    matches!(gap, "年" | "년")
}

fn is_month_mark(gap: &str) -> bool {
    matches!(gap, "月" | "월" | "月份")
}

/// Bytes of the mark of a day, with the space before it.
fn day_mark(rest: &str) -> usize {
    let trimmed = rest.trim_start_matches([' ', '\u{a0}']);
    for mark in ["日", "号", "號", "일"] {
        if trimmed.starts_with(mark) {
            return rest.len() - trimmed.len() + mark.len();
        }
    }
    0
}

/// What follows an ordinal mark: "14th", "14.", "1er", "1º".
fn ordinal(rest: &str) -> &str {
    for mark in [
        "st", "nd", "rd", "th", "er", "º", "°", "ª", "η", "-ої", "-го", "eme", "ème", "e", ".",
    ] {
        if let Some(after) = rest.strip_prefix(mark)
            && !after.starts_with(|c: char| c.is_alphanumeric())
        {
            return after;
        }
    }
    rest
}

/// `rest` without white space and at most one of the words before the name of a month.
fn skip<'a>(rest: &'a str, words: &[&str]) -> &'a str {
    let spaces = [' ', '\u{a0}', ',', '\u{202f}'];
    let rest = rest.trim_start_matches(spaces);
    for word in words {
        if let Some(after) = rest.strip_prefix(word) {
            let cut = after.trim_start_matches(spaces);
            if cut.len() < after.len() || !word.ends_with(|c: char| c.is_alphanumeric()) {
                return cut;
            }
        }
    }
    rest
}

/// Letters, and the marks that some scripts write between them.
fn name_char(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphabetic() || c == '.';
    }
    c.is_alphabetic() && !onrecord_core::language::is_han(c)
        || matches!(c, '\u{900}'..='\u{d7f}' | '\u{e31}'..='\u{e4e}' | '\u{300}'..='\u{36f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, lang: &str) -> Vec<String> {
        let packs = onrecord_packs::embedded();
        let months = Months::compile(&packs.sources);
        let part = |n: Option<i32>| n.map_or("?".to_owned(), |n| format!("{n:02}"));
        scan(text, &months, lang, lang == "en")
            .iter()
            .map(|w| {
                let clock = w.clock.map_or(String::new(), |(h, m)| format!("T{h:02}:{m:02}"));
                let zone = w.zone.map_or(String::new(), |z| format!("{z:+}"));
                format!(
                    "{}-{}-{}{clock}{zone}",
                    part(w.year.map(i32::from)),
                    part(w.month.map(i32::from)),
                    part(w.day.map(i32::from))
                )
            })
            .collect()
    }

    #[test]
    fn whole_dates_in_many_forms() {
        for (text, lang, want) in [
            ("posted 2021-03-09T08:15:00Z", "en", "2021-03-09T08:15+0"),
            ("2021-03-09 08:15:00.250+08:00", "en", "2021-03-09T08:15+480"),
            ("2021/3/9", "en", "2021-03-09"),
            ("2021年3月9日 08:15", "zh", "2021-03-09T08:15"),
            ("2021 年 3 月 9 日", "zh", "2021-03-09"),
            ("2021년 3월 9일", "ko", "2021-03-09"),
            ("20210309", "zh", "2021-03-09"),
            ("09.03.2021, 08:15 Uhr", "de", "2021-03-09T08:15"),
            ("09/03/2021", "fr", "2021-03-09"),
            ("03/09/2021", "en", "2021-03-09"),
            ("25/03/2021", "en", "2021-03-25"),
            ("March 9, 2021 at 8:15 p.m.", "en", "2021-03-09T20:15"),
            ("Tue, 09 Mar 2021 08:15:00 +0100", "en", "2021-03-09T08:15+60"),
            ("Mar. 9th, 2021", "en", "2021-03-09"),
            ("9th of March 2021", "en", "2021-03-09"),
            ("9. März 2021", "de", "2021-03-09"),
            ("9 de marzo de 2021", "es", "2021-03-09"),
            ("1er mars 2021", "fr", "2021-03-01"),
            ("9 березня 2021", "uk", "2021-03-09"),
            ("2021. március 9.", "hu", "2021-03-09"),
            ("2021 m. kovo 9 d.", "lt", "2021-03-09"),
            ("9 Μαρτίου 2021", "el", "2021-03-09"),
            ("9 Mart 2021", "tr", "2021-03-09"),
            ("9 มีนาคม 2564", "th", "2021-03-09"),
            ("٩ مارس ٢٠٢١", "ar", "2021-03-09"),
            ("9 tháng 3, 2021", "vi", "2021-03-09"),
            ("9 listopada 2021", "pl", "2021-11-09"),
            ("9. listopada 2021.", "hr", "2021-10-09"),
        ] {
            assert_eq!(read(text, lang), [want], "{text}");
        }
    }

    #[test]
    fn partial_dates() {
        for (text, lang, want) in [
            ("3月9日，记者获悉", "zh", "?-03-09"),
            ("in March 2021 they", "en", "2021-03-?"),
            ("on Mar. 9 they", "en", "?-03-09"),
            ("on 9 March they", "en", "?-03-09"),
            ("2021年3月开工", "zh", "2021-03-?"),
            ("2021年开工", "zh", "2021-?-?"),
        ] {
            assert_eq!(read(text, lang), [want], "{text}");
        }
    }

    #[test]
    fn numbers_that_are_no_dates() {
        for text in [
            "It may 5.5 times",
            "version 1.2.3.4",
            "2019-20 season",
            "the A380-800",
            "call 555-01-2345678",
            "find out 12 ways",
            "99.99.2021",
            "March 12% up",
        ] {
            assert_eq!(read(text, "en"), Vec::<String>::new(), "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn never_panics_and_stays_inside(text in "[ 0-9:./年月日TZ+a-zé、ม.ค–-]{0,60}") {
            let months = Months::default();
            for w in scan(&text, &months, "en", true) {
                assert!(text.get(w.range.clone()).is_some() && text.is_char_boundary(w.end));
            }
        }
    }
}
