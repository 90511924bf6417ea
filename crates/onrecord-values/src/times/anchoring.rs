//! Gives expressions their place in the calendar: under the publication interval, and along the story.
//! What does not live here: the calendar arithmetic of one meaning (`resolution`).
//!
//! Order of anchors: the publication interval; the dateline, where the page's head names one day and publication is
//! not known better; the last date of the story, for words that count from it and for pages about times long past.

use jiff::civil::{Date, DateTime};

use super::cited::{Cited, counts_from_writing};
use super::expression::{Base, Meaning, Recurring, Way};
use super::periods::measures;
use super::plausible;
use super::ranges::ends as ends_of;
use super::resolution::{Resolved, Vantage, resolve};
use super::{Rules, TimeExpression, Unit, calendar, zones};
use crate::{Anchor, Document, Interval, Language, Moment, Note, Span, TimeKind, TimeReading, TimeValue};

/// How far behind a day may be named for a clock time to belong to it, in bytes.
const NEAR: usize = 90;
/// How far a story's date reaches in a page that is otherwise about its own day, in bytes.
const REACH: usize = 160;

/// The first and the last moment that the page may have been written at.
fn ends(
    document: &Document<'_>,
    found: &[TimeExpression],
    anchor: &Anchor,
) -> (Option<DateTime>, Option<DateTime>) {
    let published = anchor.published;
    let last_day = |to: Moment| {
        if to.clock {
            Some(to.at)
        } else {
            calendar::plus_days(to.date(), -1).map(calendar::midnight)
        }
    };
    match (published.from, published.to) {
        (Some(from), Some(to)) => {
            let last = last_day(to).unwrap_or(from.at).max(from.at);
            let last = if last.date() == from.date() { from.at } else { last };
            (Some(from.at), Some(last))
        }
        (Some(from), None) => (Some(from.at), Some(from.at)),
        (None, Some(to)) => (last_day(to), last_day(to)),
        // Nothing from outside: a whole date in the first words is the dateline.
        (None, None) => {
            let date = found
                .iter()
                .take_while(|e| e.span.start() < 120.min(document.text.len()))
                .find_map(TimeExpression::full_date)
                .map(calendar::midnight);
            (date, date)
        }
    }
}

/// True where most of the years that the page writes lie well before its own, and little is counted from its day.
fn about_the_past(found: &[TimeExpression], now: Option<DateTime>) -> bool {
    let (Some(now), Some(middle)) = (now, middle_year(found)) else {
        return false;
    };
    let this = i32::from(now.year());
    let years: Vec<i32> = found.iter().filter_map(TimeExpression::year).collect();
    let old = years.iter().filter(|y| **y < this - 1).count();
    let of_the_day = found
        .iter()
        .filter(|e| {
            matches!(
                e.meaning,
                Meaning::Shift(..)
                    | Meaning::Directed(..)
                    | Meaning::Bare(Recurring::Weekday(..))
                    | Meaning::Offset(_, _, Base::Now)
            )
        })
        .count();
    years.len() >= 5 && old * 2 >= years.len() && middle < this - 1 && of_the_day * 4 <= years.len()
}

/// The middle one of the years that the page writes.
fn middle_year(found: &[TimeExpression]) -> Option<i32> {
    let mut years: Vec<i32> = found.iter().filter_map(TimeExpression::year).collect();
    years.sort_unstable();
    years.get(years.len() / 2).copied()
}

/// The story's date after an expression, where it moves the story on.
fn moves_story(meaning: &Meaning, resolved: &Resolved) -> Option<Date> {
    let day = resolved.from?.date();
    match meaning {
        Meaning::Years(..) | Meaning::Window(..) | Meaning::Present | Meaning::Past | Meaning::Future => None,
        // "The previous year" looks back from where the story is.
        Meaning::Story(_, by) if *by < 0 => None,
        Meaning::Lasting(_)
        | Meaning::Set(_)
        | Meaning::Every(_)
        | Meaning::Daypart(_)
        | Meaning::Time(_) => None,
        // "Three years ago … two years later": what is past is told on from; what is ahead is planned.
        Meaning::Offset(length, Way::Back, Base::Now) if length.grain() >= Unit::Day && !length.vague() => {
            Some(day)
        }
        Meaning::Few(..) | Meaning::Offset(_, _, Base::Now) => None,
        _ if resolved.kind == TimeKind::Duration => None,
        _ => Some(day),
    }
}

/// What was told so far on the page.
#[derive(Default)]
struct Told {
    /// Where the story is: its day, where it was named, and whether words fix it.
    story: Option<(Date, usize, bool)>,
    /// The last day that was named, and where.
    near: Option<(Date, usize)>,
    /// The last day that the story went on to.
    last_day: Option<Date>,
    /// The last period that can be measured by.
    period: Option<((Date, Date), usize)>,
    /// The last clock with its offset.
    clock: Option<(DateTime, i16, usize)>,
}

impl Told {
    /// From where an expression is seen; `next` is the one behind it.
    fn vantage(
        &self,
        document: &Document<'_>,
        expression: &TimeExpression,
        next: Option<&TimeExpression>,
        low: Option<DateTime>,
        history: bool,
    ) -> Vantage {
        let chinese = document.lang == Language::Chinese;
        let start = expression.span.start();
        let behind = words_before(document.text, start).to_ascii_lowercase();
        // A dated story in a page about its own day reaches to the end of its sentence at most.
        let goes_on = self.story.filter(|(_, end, fixed)| {
            let between = document.text.get((*end).min(start)..start).unwrap_or("");
            let same = *fixed
                && between.len() < REACH
                && !between.contains(['。', '\n', '；'])
                && !between.contains(". ");
            let day_alone = matches!(expression.meaning, Meaning::Bare(Recurring::DayOfMonth(_)));
            history || same && !day_alone
        });
        let alone = document.text.trim().len() <= expression.span.len() + if chinese { 2 } else { 4 };
        let mut view = Vantage {
            now: low,
            tense: expression.tense,
            story: self.story.map(|s| s.0),
            history: history || goes_on.is_some_and(|s| older(s.0, low)),
            chronicle: history,
            near: self
                .near
                .filter(|(_, end)| start - (*end).min(start) < NEAR)
                .map(|n| n.0),
            alone,
            chinese,
            further: behind.contains("as early as") || behind.contains("早在"),
            period: None,
        };
        // "A day earlier" counts from the last day told, not from the month told after it.
        if counts_days(&expression.meaning) {
            view.story = self.last_day.or(view.story);
        }
        // "8 p.m. EST (0100 GMT)": the day on which the second clock tells the same instant.
        if let Some((told, ahead, _)) = self.clock.filter(|c| beside_it(document.text, c.2, start))
            && let Some(day) = zones::same_instant(&expression.meaning, told, ahead)
        {
            view.near = Some(day);
        }
        if matches!(expression.meaning, Meaning::Same(_)) {
            view.period = beside(document.text, self.period, expression.span, next, &view);
        }
        // Of a whole year the figures stand near.
        if matches!(expression.meaning, Meaning::Reported(Unit::Year)) {
            view.story = self
                .story
                .filter(|s| told_near(document.text, s.1, start))
                .map(|s| s.0);
        }
        view
    }
}

pub(super) fn anchor(
    document: &Document<'_>,
    rules: &Rules,
    found: Vec<TimeExpression>,
    anchor: &Anchor,
    notes: &mut Vec<Note>,
) -> Vec<TimeValue> {
    let (low, high) = ends(document, &found, anchor);
    let history = about_the_past(&found, low);
    let middle = middle_year(&found);
    let chinese = document.lang == Language::Chinese;
    let mut values = Vec::with_capacity(found.len());
    let mut told = Told::default();
    let mut cited: Option<Cited> = None;
    let mut left = found.into_iter().peekable();
    while let Some(mut expression) = left.next() {
        let start = expression.span.start();
        let behind = words_before(document.text, start).to_ascii_lowercase();
        let mut view = told.vantage(document, &expression, left.peek(), low, history);
        // Inside cited words the document's date governs; what publication would make of them is kept.
        let source = cited.filter(|c| {
            counts_from_writing(&expression.meaning) && c.governs(document.text, start, &rules.citing)
        });
        let published = source.and_then(|_| resolve(&expression.meaning, &view));
        if let Some(source) = source {
            view.now = Some(calendar::midnight(source.day));
        }
        let Some(mut resolved) = resolve(&expression.meaning, &view) else {
            let (value, note) = left_unplaced(expression);
            notes.push(note);
            values.push(value);
            continue;
        };
        let absolute = expression.absolute();
        if low != high && !absolute && source.is_none() {
            view.now = high;
            reach_to(&mut resolved, resolve(&expression.meaning, &view));
        }
        let plausible = plausible::stands(
            document.text,
            expression.span,
            &expression.meaning,
            &resolved,
            &rules.years,
        );
        // A year far from all others is a flashback or a footnote, not where the story is.
        let near_middle =
            |day: &Date| !history || middle.is_none_or(|m| (i32::from(day.year()) - m).abs() <= 25);
        if let Some(day) =
            moves_story(&expression.meaning, &resolved).filter(|day| plausible && near_middle(day))
        {
            // A flashback to a year alone, or a year in a heading, moves the story only in histories.
            if !(history && goes_back(&expression.meaning, day, told.story.map(|s| s.0))) {
                let fixed = absolute
                    && (!matches!(expression.meaning, Meaning::Year(..))
                        || chinese && heads_sentence(document.text, expression.span));
                let fixed = fixed || told.story.is_some_and(|s| s.2) && !absolute;
                told.story = Some((day, expression.span.end(), fixed));
            }
            if one_day(&resolved) {
                told.last_day = Some(day);
            }
            if one_day(&resolved)
                && (resolved.kind == TimeKind::Date || matches!(expression.meaning, Meaning::At(..)))
            {
                told.near = Some((day, expression.span.end()));
            }
        }
        if let Some(days) = measures(&expression.meaning, &resolved, low) {
            told.period = Some((days, expression.span.end()));
        }
        let parts = match (&expression.meaning, expression.ends) {
            (Meaning::Range(a, b), Some(spans)) if !chinese && low == high => {
                ends_of(a, b, &view).map(|(first, last)| [(spans.0, first), (spans.1, last)])
            }
            _ => None,
        };
        if !chinese && !matches!(expression.meaning, Meaning::Range(..) | Meaning::Present) {
            open_after(&behind, &mut resolved);
        }
        let offset = zones::offset(&expression.meaning, resolved.from);
        told.clock = resolved
            .from
            .zip(offset)
            .map(|(at, ahead)| (at, ahead, expression.span.end()));
        if let Some(other) = published.filter(|p| (p.from, p.to) != (resolved.from, resolved.to)) {
            resolved.others.push((other.from, other.to, "times/published"));
            expression.rule = "times/cited".into();
        }
        if expression.dates_a_document
            && let Some(day) = resolved.date()
        {
            cited = Some(Cited {
                day,
                starts: start,
                ends: expression.span.end(),
            });
        }
        if plausible {
            finish_with_parts(expression, resolved, absolute, parts, &mut values);
        }
    }
    values
}

/// Some words before `start`.
fn words_before(text: &str, start: usize) -> &str {
    let from = start.saturating_sub(24);
    let from = (0..4).find_map(|n| text.get(from.saturating_sub(n)..start));
    from.unwrap_or("")
}

/// An expression that has no place in the calendar, and the note that says so.
fn left_unplaced(expression: TimeExpression) -> (TimeValue, Note) {
    let note = Note {
        stage: "times".into(),
        message: "a time expression could not be placed in the calendar".into(),
        span: Some(expression.span),
    };
    let value = TimeValue {
        span: expression.span,
        kind: TimeKind::Date,
        value: unplaced(&expression.meaning),
        interval: Interval::default(),
        approximate: false,
        absolute: false,
        offset: None,
        alternatives: Vec::new(),
        rule: expression.rule,
    };
    (value, note)
}

/// Lets a time end where it would, seen from the last day on which the page may have been written.
fn reach_to(resolved: &mut Resolved, late: Option<Resolved>) {
    if let Some(late) = late.filter(|late| late != resolved) {
        if late.value != resolved.value {
            resolved.value = format!("{}/{}", resolved.value, late.value);
        }
        resolved.to = late.to;
        resolved.others.clear();
    }
}

/// In a history a year alone moves the story on, never back: that is a flashback.
fn goes_back(meaning: &Meaning, day: Date, story: Option<Date>) -> bool {
    matches!(meaning, Meaning::Year(..))
        && story.is_some_and(|s| i32::from(day.year()) <= i32::from(s.year()) || day.year() > s.year() + 4)
}

/// The value of an expression, and behind it those of the ends of a range.
fn finish_with_parts(
    expression: TimeExpression,
    resolved: Resolved,
    absolute: bool,
    parts: Option<[(Span, Resolved); 2]>,
    values: &mut Vec<TimeValue>,
) {
    let (tense, rule) = (expression.tense, expression.rule.clone());
    values.push(finish(expression, resolved, absolute));
    for (span, part) in parts.into_iter().flatten() {
        let expression = TimeExpression {
            span,
            meaning: Meaning::Present,
            tense,
            ends: None,
            dates_a_document: false,
            rule: rule.clone(),
        };
        values.push(finish(expression, part, absolute));
    }
}

/// What 去年同期 is measured by: the period named before it, else the one behind it in its sentence.
fn beside(
    text: &str,
    before: Option<((Date, Date), usize)>,
    span: Span,
    behind: Option<&TimeExpression>,
    view: &Vantage,
) -> Option<(Date, Date)> {
    let between = |from: usize, to: usize| text.get(from..to).filter(|words| words.len() < REACH);
    let before = before.and_then(|(days, end)| Some((days, between(end.min(span.start()), span.start())?)));
    if let Some((days, words)) = before
        && !words.contains(['。', '\n'])
    {
        return Some(days);
    }
    let behind = behind
        .filter(|e| between(span.end(), e.span.start()).is_some_and(|words| !words.contains(['。', '\n'])));
    let next = behind.and_then(|e| {
        let view = Vantage {
            tense: e.tense,
            ..*view
        };
        measures(&e.meaning, &resolve(&e.meaning, &view)?, view.now)
    });
    next.or(before
        .filter(|(_, words)| !words.contains('\n'))
        .map(|(days, _)| days))
}

/// True where a figure's date stands in the same paragraph and not far off.
fn told_near(text: &str, end: usize, start: usize) -> bool {
    let between = text.get(end.min(start)..start).unwrap_or("");
    between.len() < REACH && !between.contains('\n')
}

/// True where nothing but a bracket or a comma stands between two clock times.
fn beside_it(text: &str, end: usize, start: usize) -> bool {
    let between = text.get(end.min(start)..start).unwrap_or("");
    between.len() < 8
        && matches!(
            between.trim_matches(|c: char| c.is_whitespace() || "(（,，/;".contains(c)),
            "" | "or" | "即"
        )
}

/// "2023年，…": the year that a Chinese sentence is about, for the months and quarters in it.
fn heads_sentence(text: &str, span: Span) -> bool {
    let ahead = text
        .get(..span.start())
        .unwrap_or("")
        .trim_end_matches([' ', '\u{3000}']);
    let behind = text.get(span.end()..).unwrap_or("");
    behind.starts_with(['，', ',']) && (ahead.is_empty() || ahead.ends_with(['。', '\n', '；', '：']))
}

/// "Since August", "before Friday": the preposition is no part of the words (TIMEX3), but it opens the interval. The
/// time that the words name is kept as another reading. "By", "from" and "until" name an end
/// and no stretch: there it is the other way round.
fn open_after(behind: &str, resolved: &mut Resolved) {
    let named = (resolved.from, resolved.to);
    let part = resolved.others.iter().find(|o| o.2 == "times/part");
    let (start, end) = part.map_or(named, |part| (part.0, part.1));
    if named.0.is_none() || named.1.is_none() || !matches!(resolved.kind, TimeKind::Date | TimeKind::Time) {
        return;
    }
    let mut words = behind.trim_end().rsplit([' ', '\n']);
    let mut word = words.next().unwrap_or("");
    let before = words.next().unwrap_or("");
    if word == "on" || (before, word) == ("prior", "to") {
        word = before;
    }
    let after = if resolved.clock { start } else { end };
    match word {
        "since" | "starting" | "beginning" => (resolved.from, resolved.to) = (start, None),
        "after" => (resolved.from, resolved.to) = (after, None),
        "than" if before == "later" && !behind.contains("no later") => {
            (resolved.from, resolved.to) = (after, None);
        }
        // What must be done before the end of March may be done on its last day.
        "before" | "prior" if part.is_some_and(|part| part.1 == named.1) => {
            (resolved.from, resolved.to) = (None, end);
        }
        "before" | "prior" => (resolved.from, resolved.to) = (None, start),
        "than" if before == "earlier" || before == "later" => (resolved.from, resolved.to) = (None, start),
        "from" => return resolved.others.push((named.0, None, "times/open")),
        "by" | "until" | "till" | "through" => return resolved.others.push((None, named.1, "times/open")),
        _ => return,
    }
    resolved.others.insert(0, (named.0, named.1, "times/named"));
}

/// True for what is counted from the story in days or less.
fn counts_days(meaning: &Meaning) -> bool {
    match meaning {
        Meaning::Offset(length, _, Base::Story) => length.grain() <= super::Unit::Day,
        Meaning::Story(unit, _) => *unit == super::Unit::Day,
        // 同日晚间: the evening of that day.
        Meaning::At(day, _) => counts_days(day),
        _ => false,
    }
}

fn older(story: Date, now: Option<DateTime>) -> bool {
    now.is_some_and(|n| i32::from(story.year()) < i32::from(n.year()))
}

fn one_day(resolved: &Resolved) -> bool {
    match (resolved.from, resolved.to) {
        (Some(from), Some(to)) => calendar::days_between(from.date(), to.date()) <= 1,
        _ => false,
    }
}

/// The value of what could not be placed.
fn unplaced(meaning: &Meaning) -> String {
    match meaning {
        Meaning::Bare(again) | Meaning::Directed(again, _) | Meaning::In(_, again) => {
            super::value::of_recurring(again)
        }
        Meaning::At(date, _) | Meaning::Part(_, date) | Meaning::About(date) => unplaced(date),
        Meaning::Offset(_, super::Way::Back, _) => "PAST_REF".to_owned(),
        Meaning::Offset(_, super::Way::Ahead, _) => "FUTURE_REF".to_owned(),
        _ => String::from("XXXX"),
    }
}

fn finish(expression: TimeExpression, resolved: Resolved, absolute: bool) -> TimeValue {
    let moment = |at: DateTime| {
        if resolved.clock {
            Moment::clock(at)
        } else {
            Moment::day(at.date())
        }
    };
    let interval = |from: Option<DateTime>, to: Option<DateTime>| Interval {
        from: from.map(moment),
        to: to.map(moment),
    };
    TimeValue {
        span: expression.span,
        kind: resolved.kind,
        offset: zones::offset(&expression.meaning, resolved.from),
        interval: interval(resolved.from, resolved.to),
        alternatives: resolved
            .others
            .iter()
            .map(|(from, to, name)| TimeReading {
                interval: interval(*from, *to),
                rule: (*name).into(),
            })
            .collect(),
        value: resolved.value,
        approximate: resolved.approximate,
        absolute,
        rule: expression.rule,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_story_moves_with_dates_and_not_with_lengths() {
        let resolved = Resolved::open("P3D".into(), TimeKind::Duration);
        assert_eq!(moves_story(&Meaning::Present, &resolved), None);
        assert_eq!(unplaced(&Meaning::Bare(Recurring::Month(3))), "XXXX-03");
    }
}
