//! What a time expression cannot mean: years that no words name, lengths of ages, ends before their beginnings.
//! What does not live here: what it means instead. A time that cannot be is not printed.

use jiff::civil::DateTime;

use super::expression::{Length, Meaning, Unit};
use super::resolution::Resolved;
use crate::Span;
use crate::pack::PackSources;

/// Years that news may name without saying how they are counted.
const YEARS: std::ops::RangeInclusive<i32> = 1600..=2100;
/// Years that a number names before it counts that many.
const NAMED: std::ops::RangeInclusive<i64> = 1900..=2100;
/// The longest length that needs no number of its own size in its words, in years.
const LONGEST: i64 = 200;
/// How far around its words an era is named, in bytes.
const NEAR: usize = 32;

/// Words of all languages about how years are counted: pages of one name the ages of another.
#[derive(Clone, Debug, Default)]
pub(super) struct YearWords {
    /// Near a year, that it may be far off: 公元, "century".
    ages: Vec<String>,
    /// Behind a number that years are named by as well, that it counts them: "of history".
    counted: Vec<String>,
}

impl YearWords {
    /// Reads the lists `ages` and `counted-years`.
    pub(super) fn compile(sources: &PackSources) -> YearWords {
        let words = |name: &str| {
            let end = format!("/times/{name}");
            let lists = sources.lists.iter().filter(|l| l.name.ends_with(&end));
            lists.flat_map(|l| l.words.iter().cloned()).collect()
        };
        YearWords {
            ages: words("ages"),
            counted: words("counted-years"),
        }
    }
}

/// True where a resolved time is one that its words can mean.
pub(super) fn stands(
    text: &str,
    span: Span,
    meaning: &Meaning,
    resolved: &Resolved,
    words: &YearWords,
) -> bool {
    if let (Some(from), Some(to)) = (resolved.from, resolved.to)
        && to < from
    {
        return false;
    }
    if length(meaning).is_some_and(|l| !counted(text, span, l, &words.counted)) {
        return false;
    }
    let beyond = |at: DateTime, last: i32| !(*YEARS.start()..=last).contains(&i32::from(at.year()));
    // An end is exclusive: the end of the year 2100 is the first moment of the next.
    let far = resolved.from.is_some_and(|at| beyond(at, *YEARS.end()))
        || resolved.to.is_some_and(|at| beyond(at, *YEARS.end() + 1));
    !far || said(text, span, &words.ages)
}

/// The length that a meaning is made of.
fn length(meaning: &Meaning) -> Option<&Length> {
    match meaning {
        Meaning::Lasting(l)
        | Meaning::Every(l)
        | Meaning::Window(l, _)
        | Meaning::Hence(l)
        | Meaning::Offset(l, ..) => Some(l),
        Meaning::About(m) | Meaning::Open(_, m) | Meaning::Part(_, m) => length(m),
        _ => None,
    }
}

/// True for a length that is short, or whose own words count that many years.
fn counted(text: &str, span: Span, length: &Length, years_counted: &[String]) -> bool {
    let years: i64 = length
        .parts
        .iter()
        .map(|(amount, unit)| {
            amount.milli / 1000
                * match unit {
                    Unit::Century => 100,
                    Unit::Decade => 10,
                    Unit::Year => 1,
                    _ => 0,
                }
        })
        .sum();
    if years <= LONGEST {
        return true;
    }
    let behind = &text[span.end()..];
    let round = years % 100 == 0;
    // "2,019 years" are counted, 2019年 is a year.
    let grouped = span.of(text).contains([',', '，']);
    !NAMED.contains(&years)
        || round
        || grouped
        || years_counted
            .iter()
            .any(|w| behind.trim_start().starts_with(w.as_str()))
}

/// True where the words name a year of four digits, or an age, or count by the hundred.
fn said(text: &str, span: Span, ages: &[String]) -> bool {
    let (mut from, mut to) = (
        span.start().saturating_sub(NEAR),
        (span.end() + NEAR).min(text.len()),
    );
    while !text.is_char_boundary(from) {
        from += 1;
    }
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    let near = &text[from..to];
    if ages.iter().any(|age| near.contains(age.as_str())) {
        return true;
    }
    let words = span.of(text);
    let number = |run: &str| run.parse::<i64>().unwrap_or(0);
    words
        .split(|c: char| !c.is_ascii_digit())
        .any(|run| run.len() >= 3 && (!NAMED.contains(&number(run)) || number(run) % 100 == 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_must_be_said() {
        let ages = ["公元", "century"].map(str::to_owned);
        let whole = |text: &str| said(text, Span::new(0, text.len()), &ages);
        assert!(whole("公元前200年") && whole("the 12th century") && whole("in 1492") && whole("3000年前"));
        assert!(!whole("前2019年") && !whole("by five"));
    }
}
