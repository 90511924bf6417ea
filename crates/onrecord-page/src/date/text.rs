//! What a text's own dates say about the day it was written: events told as past lie behind it, plans lie ahead of it,
//! "in June this year" ties the year, a bare day in the opening sentence is the day of the report.
//! Every such remark is a constraint with a weight; the days that break the least are the answer.
//! What does not live here: the page's stamps (`judge`), and times for their own sake (`onrecord-values`).

use std::ops::Range;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use onrecord_model::Language;

use super::tense::{Tense, Tenses};
use super::{Dates, Written};

/// A remark about the day of writing, P.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Remark {
    /// P is not before this day.
    NotBefore(Date),
    /// P is not after this day.
    NotAfter(Date),
    /// In P's year this month and day is not ahead of P.
    PassedThisYear(i8, i8),
    /// In P's year the end of this month is not behind P.
    AheadThisYear(i8),
    /// A past day without a year: most likely the last one before P, in P's year.
    Passed(i8, i8),
    /// P is this day of some year, or at most three days later.
    Day(i8, i8),
    /// In P's year this day falls on this weekday.
    Weekday(i8, i8, Weekday),
    /// P lies in this year.
    Year(i16),
    /// A meeting numbered in this year is told as past: P is not before the year.
    Numbered(i16),
}

/// The remarks of a text, each with its weight.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Remarks(pub Vec<(Remark, f32)>);

/// The days that a text allows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Allowed {
    pub earliest: Date,
    pub latest: Date,
    /// Both ends come from the text, not from the calendar's.
    pub closed: bool,
    /// The day itself, where an opening sentence names it and the year is sure.
    pub day: Option<Date>,
    /// What even these days break.
    pub cost: f32,
}

fn first_day() -> Date {
    Date::constant(1995, 1, 1)
}

fn last_day() -> Date {
    Date::constant(2039, 12, 31)
}

impl Remark {
    fn breaks(&self, day: Date, weight: f32) -> f32 {
        let broken = match *self {
            Remark::NotBefore(d) => day < d,
            Remark::NotAfter(d) => day > d,
            Remark::PassedThisYear(m, d) => (m, d) > (day.month(), day.day()),
            Remark::AheadThisYear(m) => m < day.month(),
            Remark::Passed(m, d) => {
                // Early in a year the days of the last autumn are still bare.
                if (m, d) > (day.month(), day.day()) {
                    return if m - day.month() >= 8 {
                        weight * 0.4
                    } else {
                        weight
                    };
                }
                false
            }
            Remark::Day(m, d) => {
                let near = [day.year(), day.year() - 1]
                    .iter()
                    .any(|y| Date::new(*y, m, d).is_ok_and(|d| d <= day && (day - d).get_days() <= 3));
                !near
            }
            Remark::Weekday(m, d, weekday) => {
                Date::new(day.year(), m, d).is_ok_and(|d| d.weekday() != weekday)
            }
            Remark::Year(y) => day.year() != y,
            Remark::Numbered(y) => day.year() < y,
        };
        if broken { weight } else { 0.0 }
    }

    /// Days on which the answer changes, within `years`.
    fn edges(&self, years: Range<i16>, edges: &mut Vec<Date>) {
        let mut yearly = |m: i8, d: i8, after: i64| {
            for year in years.clone() {
                if let Ok(day) = Date::new(year, m, d) {
                    edges.extend(day.checked_add(after.days()).ok());
                }
            }
        };
        match *self {
            Remark::NotBefore(d) => edges.push(d),
            Remark::NotAfter(d) => edges.extend(d.tomorrow().ok()),
            Remark::PassedThisYear(m, d) => yearly(m, d, 0),
            Remark::Passed(m, d) => {
                yearly(m, d, 0);
                for month in 2..=12 {
                    yearly(month, 1, 0);
                }
            }
            Remark::AheadThisYear(m) => {
                if m < 12 {
                    yearly(m + 1, 1, 0);
                }
            }
            Remark::Day(m, d) => {
                yearly(m, d, 0);
                yearly(m, d, 4);
            }
            Remark::Numbered(y) => edges.extend(Date::new(y, 1, 1).ok()),
            Remark::Weekday(..) | Remark::Year(_) => {}
        }
    }
}

impl Remarks {
    /// The page was saved on this day or earlier.
    pub fn not_after(&mut self, day: Option<Date>) {
        if !self.0.is_empty() {
            self.0.extend(day.map(|d| (Remark::NotAfter(d), 4.0)));
        }
    }

    /// What a day breaks.
    pub fn cost(&self, day: Date) -> f32 {
        self.0
            .iter()
            .map(|(remark, weight)| remark.breaks(day, *weight))
            .sum()
    }

    /// How many remarks a day breaks.
    pub fn broken(&self, day: Date) -> usize {
        self.0
            .iter()
            .filter(|(remark, _)| remark.breaks(day, 1.0) > 0.0)
            .count()
    }

    /// True when the text dates an event in the six weeks before `day`, its year said.
    pub fn tells_of_weeks_before(&self, day: Date) -> bool {
        self.0.iter().any(|(remark, weight)| match remark {
            Remark::NotBefore(d) => *weight >= 3.0 && *d <= day && (day - *d).get_days() <= 42,
            _ => false,
        })
    }

    /// True when the text tells of a meeting that is numbered in a year, and has been held.
    pub fn holds_meeting_of(&self, year: i16) -> bool {
        self.0
            .iter()
            .any(|(remark, _)| matches!(remark, Remark::Numbered(y) if *y == year))
    }

    /// News tells of its last dated event within a year: the day up to which that holds.
    fn recent(&self) -> Option<Date> {
        let past = self.0.iter().filter_map(|(remark, weight)| match remark {
            Remark::NotBefore(d) if *weight >= 1.5 => Some(*d),
            _ => None,
        });
        past.max()?.checked_add(1.year()).ok()
    }

    /// True where remarks with a year of their own bound the days on both sides.
    fn bounds(&self, earliest: Date, latest: Date) -> bool {
        let year = |y: i16| self.0.iter().any(|(r, _)| *r == Remark::Year(y));
        let below = self.0.iter().any(
            |(r, _)| matches!(r, Remark::NotBefore(d) if *d <= earliest && earliest.year() - d.year() <= 1),
        );
        let above = self
            .0
            .iter()
            .any(|(r, w)| matches!(r, Remark::NotAfter(d) if *d >= latest && *w < 4.0));
        (below || year(earliest.year())) && (above || year(latest.year()))
    }

    /// The days that break the least; `None` where the text says nothing.
    pub fn allowed(&self) -> Option<Allowed> {
        let mut years: Vec<i16> = Vec::new();
        for (remark, _) in &self.0 {
            match remark {
                Remark::NotBefore(d) | Remark::NotAfter(d) => years.push(d.year()),
                Remark::Year(y) | Remark::Numbered(y) => years.push(*y),
                _ => {}
            }
        }
        let (low, high) = (*years.iter().min()?, *years.iter().max()?);
        let recent = self.recent();
        let cost = |day: Date| {
            let late = recent.is_some_and(|r| day > r);
            self.cost(day) + if late { 0.5 } else { 0.0 }
        };
        let span = (low - 1).max(first_day().year())..(high + 2).min(last_day().year());
        let mut edges = vec![first_day()];
        for year in span.clone() {
            edges.extend(Date::new(year, 1, 1).ok());
        }
        edges.extend(Date::new(span.end, 1, 1).ok());
        for (remark, _) in &self.0 {
            remark.edges(span.clone(), &mut edges);
        }
        edges.extend(recent.and_then(|r| r.tomorrow().ok()));
        edges.retain(|d| (first_day()..=last_day()).contains(d));
        edges.sort();
        edges.dedup();
        let costs: Vec<f32> = edges.iter().map(|d| cost(*d)).collect();
        let least = costs.iter().copied().fold(f32::MAX, f32::min);
        let good = |c: f32| c < least + 0.3;
        let first = costs.iter().position(|c| good(*c))?;
        let last = costs.iter().rposition(|c| good(*c))?;
        let earliest = edges[first];
        let latest = edges
            .get(last + 1)
            .and_then(|d| d.yesterday().ok())
            .unwrap_or(last_day());
        let named = self.0.iter().find_map(|(remark, _)| match remark {
            Remark::Day(m, d) if remark.breaks(earliest, 1.0) == 0.0 => {
                Date::new(earliest.year(), *m, *d).ok()
            }
            _ => None,
        });
        let sure = (latest - earliest).get_days() <= 6;
        Some(Allowed {
            earliest,
            latest,
            closed: self.bounds(earliest, latest),
            day: named.filter(|_| sure),
            cost: least,
        })
    }
}

/// Reads the remarks of a text (headline left out).
pub(crate) fn remarks(text: &str, lang: Language, dates: &Dates) -> Remarks {
    let Some(tenses) = dates.tenses(lang) else {
        return Remarks::default();
    };
    let tag = lang.code().unwrap_or("und");
    let mut found = Remarks::default();
    // Long texts say it early, and the work stays bounded.
    let text = head(text, 24_000);
    let written = dates.scan(text, tag);
    let opening = opening(text);
    for date in &written {
        let sentence = sentence(text, &date.range);
        let before = &text[sentence.start..date.range.start];
        let after = &text[date.range.end..sentence.end];
        let tense = tenses.of(before, after);
        let near_before = tail(before, 24);
        let near_after = head(after, 40);
        match (date.year, date.month, date.day) {
            (Some(year), Some(month), Some(day)) => {
                let Ok(day) = Date::new(year, month as i8, day as i8) else {
                    continue;
                };
                push_period(&mut found, day, day, tense, 3.0);
            }
            (Some(year), Some(month), None) => {
                let Some((from, to)) = month_of(year, month as i8) else {
                    continue;
                };
                push_period(&mut found, from, to, tense, 2.0);
            }
            (Some(year), None, None) => {
                if tense == Tense::Past && tenses.numbers(after) {
                    found.0.push((Remark::Numbered(year), 3.0));
                    continue;
                }
                year_remarks(&mut found, year, before, after, tense, tenses);
            }
            (None, Some(month), Some(day)) => {
                let (m, d) = (month as i8, day as i8);
                if tenses.other_year(near_before, near_after) {
                    continue;
                }
                if tenses.this_year(near_before, near_after) {
                    let remark = if tense == Tense::Future {
                        Remark::AheadThisYear(m)
                    } else {
                        Remark::PassedThisYear(m, d)
                    };
                    found.0.push((remark, 2.0));
                    continue;
                }
                if let Some(weekday) = tenses.weekday(near_before, near_after) {
                    found.0.push((Remark::Weekday(m, d, weekday), 1.5));
                }
                let early = opening.contains(&date.range.start);
                if early && tense != Tense::Future && tenses.dateline(text, &sentence, date) {
                    found.0.push((Remark::Day(m, d), 3.0));
                } else if tense == Tense::Past {
                    found.0.push((Remark::Passed(m, d), 1.0));
                }
            }
            _ => {}
        }
    }
    bare_years(text, &written, tenses, &mut found);
    months_this_year(text, tenses, dates, tag, &mut found);
    found
}

/// A period told as past begins before the day of writing, a period told as future ends after it.
fn push_period(found: &mut Remarks, from: Date, to: Date, tense: Tense, weight: f32) {
    match tense {
        Tense::Past => found.0.push((Remark::NotBefore(from), weight)),
        Tense::Future => {
            found.0.push((Remark::NotAfter(to), weight * 0.8));
            // Who names the year of a plan mostly writes in another.
            if let Some(eve) = Date::new(to.year() - 1, 12, 31).ok().filter(|_| from != to) {
                found.0.push((Remark::NotAfter(eve), 0.5));
            }
        }
        Tense::Unknown => {
            if from == to {
                found.0.push((Remark::NotBefore(from), 1.0));
            }
        }
    }
}

/// A year with what narrows it: "the second quarter of", "上半年", "the advent of".
fn year_remarks(found: &mut Remarks, year: i16, before: &str, after: &str, tense: Tense, tenses: &Tenses) {
    let (Ok(from), Ok(to)) = (Date::new(year, 1, 1), Date::new(year, 12, 31)) else {
        return;
    };
    if tenses.arrives(before, after) {
        if let Ok(eve) = Date::new(year - 1, 12, 31) {
            found.0.push((Remark::NotAfter(eve), 2.0));
        }
        return;
    }
    let part = tenses.part_of_year(before, after);
    let (first, last) = part.unwrap_or((1, 12));
    let from = Date::new(year, first, 1).unwrap_or(from);
    let to = month_of(year, last).map_or(to, |m| m.1);
    match tense {
        Tense::Past => {
            found.0.push((Remark::NotBefore(from), 2.0));
            // A year's report is told when the year is over: 2023年年报.
            let report = head(after, 24);
            if part.is_none()
                && tenses.reports_year(report)
                && let Ok(next) = Date::new(year + 1, 1, 1)
            {
                found.0.push((Remark::NotBefore(next), 1.0));
            }
            // Figures of a quarter are told when it is over.
            if part.is_some()
                && let Ok(after) = to.tomorrow()
            {
                found.0.push((Remark::NotBefore(after), 0.8));
            }
        }
        Tense::Future => {
            found.0.push((Remark::NotAfter(to), 2.0));
            if let Ok(eve) = Date::new(year - 1, 12, 31) {
                found.0.push((Remark::NotAfter(eve), 0.7));
            }
        }
        Tense::Unknown => {}
    }
}

/// Years that stand alone ("in 2024"), which the scanner of dates leaves out.
fn bare_years(text: &str, written: &[Written], tenses: &Tenses, found: &mut Remarks) {
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut next = 0;
    while at + 4 <= bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let len = bytes[at..].iter().take_while(|b| b.is_ascii_digit()).count();
        let range = at..at + len;
        at += len;
        while next < written.len() && written[next].range.end <= range.start {
            next += 1;
        }
        let taken = written.get(next).is_some_and(|w| w.range.start <= range.start);
        if len != 4 || taken || !matches!(&bytes[range.start..range.start + 2], b"19" | b"20") {
            continue;
        }
        let Ok(year) = text[range.clone()].parse::<i16>() else {
            continue;
        };
        let previous = text[..range.start].chars().next_back();
        let following = text[range.end..].chars().next();
        let open = |c: Option<char>| {
            c.is_none_or(|c| {
                c.is_whitespace()
                    || matches!(
                        c,
                        '.' | ',' | ')' | '(' | '，' | '。' | '\'' | '’' | '"' | '”' | '“'
                    )
            })
        };
        if !(1995..=2035).contains(&year) || !open(previous) || !open(following) {
            continue;
        }
        let sentence = sentence(text, &range);
        let before = &text[sentence.start..range.start];
        if !tenses.before_year(before) {
            continue;
        }
        let after = &text[range.end..sentence.end];
        year_remarks(found, year, before, after, tenses.of(before, after), tenses);
    }
}

/// "今年1月", "in June this year", "今年(2023年)6月": months of the year of writing.
fn months_this_year(text: &str, tenses: &Tenses, dates: &Dates, tag: &str, found: &mut Remarks) {
    for place in tenses.this_year_places(text) {
        let sentence = sentence(text, &place);
        let before = &text[sentence.start..place.start];
        let after = &text[place.end..sentence.end];
        let opened = after.trim_start_matches([' ', '(', '（', ',']);
        let mut rest = after;
        if let Some(year) = opened
            .get(..4)
            .and_then(|y| y.parse::<i16>().ok())
            .filter(|y| (1995..=2035).contains(y))
            && opened.len() < after.len()
        {
            found.0.push((Remark::Year(year), 3.0));
            rest = opened[4..].trim_start_matches(['年', ')', '）', ' ']);
        }
        let month = match tag {
            "zh" => {
                leading_month(rest).filter(|(_, behind)| !behind.starts_with(|c: char| c.is_ascii_digit()))
            }
            _ => trailing_month(before, dates, tag).map(|m| (m, after)),
        };
        let Some((month, behind)) = month else { continue };
        let remark = match tenses.of(before, if tag == "zh" { behind } else { after }) {
            Tense::Future => Remark::AheadThisYear(month),
            _ => Remark::PassedThisYear(month, 1),
        };
        found.0.push((remark, 2.0));
    }
}

fn leading_month(text: &str) -> Option<(i8, &str)> {
    let text = text.trim_start_matches(' ');
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let month: i8 = text.get(..digits)?.parse().ok()?;
    let rest = text[digits..].trim_start().strip_prefix('月')?;
    (1..=12).contains(&month).then_some((month, rest))
}

fn trailing_month(text: &str, dates: &Dates, tag: &str) -> Option<i8> {
    let word = text
        .trim_end_matches([' ', ','])
        .rsplit(|c: char| !c.is_alphabetic())
        .next()?;
    (word.starts_with(char::is_uppercase))
        .then(|| dates.months.month(word, tag))
        .flatten()
        .map(|m| m as i8)
}

fn month_of(year: i16, month: i8) -> Option<(Date, Date)> {
    let from = Date::new(year, month, 1).ok()?;
    Some((from, from.last_of_month()))
}

/// The first two paragraphs.
fn opening(text: &str) -> Range<usize> {
    let mut end = 0;
    let mut lines = 0;
    for line in text.split_inclusive('\n') {
        end += line.len();
        lines += usize::from(!line.trim().is_empty());
        if lines == 2 {
            break;
        }
    }
    0..end.min(1500)
}

/// The sentence around a place.
fn sentence(text: &str, place: &Range<usize>) -> Range<usize> {
    let ends = |c: char| matches!(c, '。' | '！' | '？' | '；' | '\n' | '!' | '?');
    let window = floor(text, place.start.saturating_sub(400))..place.start;
    let mut start = window.start;
    let mut chars = text[window.clone()].char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let stop = ends(c)
            || c == '.' && {
                let next = chars.peek().map(|n| n.1);
                let word = text[..window.start + i]
                    .rsplit(|c: char| !c.is_alphanumeric())
                    .next()
                    .unwrap_or("");
                // "Aug.", "Mr." and "U.S." end no sentence; "way." and "2023." do.
                let short = word.len() <= 4 && word.starts_with(char::is_uppercase);
                next.is_none_or(char::is_whitespace) && !short
            };
        if stop {
            start = window.start + i + c.len_utf8();
        }
    }
    let limit = floor(text, (place.end + 300).min(text.len()));
    let mut end = limit;
    let mut chars = text[place.end..limit].char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let stop = ends(c) || c == '.' && i > 0 && chars.peek().is_none_or(|n| n.1.is_whitespace());
        if stop {
            end = place.end + i;
            break;
        }
    }
    start..end
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn head(text: &str, len: usize) -> &str {
    &text[..floor(text, len.min(text.len()))]
}

fn tail(text: &str, len: usize) -> &str {
    &text[floor(text, text.len().saturating_sub(len))..]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(text: &str, lang: Language) -> Option<Allowed> {
        let dates = Dates::compile(&onrecord_packs::embedded().sources);
        remarks(text, lang, &dates).allowed()
    }

    fn range(text: &str, lang: Language) -> (String, String) {
        let allowed = allowed(text, lang).unwrap();
        assert!(allowed.closed, "{allowed:?}");
        (allowed.earliest.to_string(), allowed.latest.to_string())
    }

    #[test]
    fn a_chinese_report_dates_itself() {
        let text = "3月8日，江城晚报独家获悉，海阔造船第二座船坞即将启用。\n\n公司去年11月2日曾表示不急于扩产。2021年12月20日，港务局公告称，环评已经通过。\n\n今年1月，吊机运抵现场。二期工程预计2022年9月完工。";
        let allowed = allowed(text, Language::Chinese).unwrap();
        assert_eq!(allowed.day.unwrap().to_string(), "2022-03-08");
    }

    #[test]
    fn a_meeting_that_is_numbered_in_a_later_year_doubts_the_given_date() {
        let dates = Dates::compile(&onrecord_packs::embedded().sources);
        let given = Date::constant(2021, 6, 20);
        let told = |text: &str| super::super::doubt(given, &remarks(text, Language::Chinese, &dates));
        let held = "6月19日，江州港审核委员会发布2022年第7次审议会议结果。今年4月10日，海阔造船递交申请。";
        assert_eq!(told(held), Some(Date::constant(2022, 6, 20)));
        // A plan for such a meeting doubts nothing.
        assert_eq!(told("江州港审核委员会拟于2022年第1次审议会议讨论此事。"), None);
        // 宣布拟…: the day is that of the announcement, whatever was announced.
        let announced = "2021年8月，海阔造船宣布拟建第三座船坞。2021年9月，船坞动工了。";
        assert_eq!(told(announced), Some(Date::constant(2022, 6, 20)));
    }

    #[test]
    fn an_english_report_gives_an_interval() {
        let text = "Harlow Shipyards still lacks a permit for its second dock, people briefed on the plans said.\n\nThe yard applied for it in May this year, and its website went online on September 14. In the second quarter of 2021 the project cost 30 million dollars.\n\nThe first ship will be launched in the first half of 2022. With the arrival of 2022 the town will know more.";
        assert_eq!(
            range(text, Language::English),
            ("2021-09-14".to_owned(), "2021-12-31".to_owned())
        );
    }

    #[test]
    fn weekdays_and_datelines_fix_the_year() {
        let text = "PORT HARLOW, March 9 (Quay News) - The yard opened its dock on Tuesday, March 9, officials said.\n\nIt was begun in 2019 and the last crane arrived in November 2020.";
        assert_eq!(
            allowed(text, Language::English).unwrap().day.unwrap().to_string(),
            "2021-03-09"
        );
    }

    #[test]
    fn a_text_without_years_says_nothing() {
        assert_eq!(
            allowed("On March 9 the dock was opened.", Language::English),
            None
        );
        assert_eq!(allowed("船坞启用了。", Language::Chinese), None);
    }

    proptest::proptest! {
        #[test]
        fn never_panics(text in "(今年|预计|2月14日|2023年6月|，|。|[a-z]{1,6} |in 2024|On Aug\\. 24|this year|\n|é){0,40}") {
            let dates = DATES.get_or_init(|| Dates::compile(&onrecord_packs::embedded().sources));
            for lang in [Language::Chinese, Language::English] {
                remarks(&text, lang, dates).allowed();
            }
        }
    }

    static DATES: std::sync::OnceLock<Dates> = std::sync::OnceLock::new();
}
