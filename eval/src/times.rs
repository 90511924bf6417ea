//! Time expressions: spans, and values as day intervals.
//! What does not live here: numbers and money (see `quantities`).

use anyhow::Result;
use jiff::civil::Date;
use onrecord::{Moment, TimeValue};
use serde::Deserialize;
use serde_json::Value;

use crate::Options;
use crate::counted_out::CountedOut;
use crate::engine::Engine;
use crate::measure::{Values, best_overlap, prf, share};
use crate::records::{self, Row};
use crate::report::{BadRow, Figure, SetReport};

const KINDS: &[&str] = &["date", "time", "range", "duration", "set"];

#[derive(Deserialize)]
struct Wanted {
    set: String,
    spans: Vec<Gold>,
}

#[derive(Deserialize)]
struct Gold {
    start: usize,
    end: usize,
    kind: String,
    value: Value,
    interval: Option<String>,
    #[serde(default)]
    alts: Option<Vec<Option<String>>>,
    #[serde(rename = "mod")]
    modifier: Option<String>,
    definition: Option<String>,
}

/// First day and exclusive last day; `None` is an open end.
type Days = (Option<String>, Option<String>);

/// Scores the sets whose names speak of times.
pub fn run(engine: &Engine, options: &Options) -> Result<Vec<SetReport>> {
    let sets = records::sets(options, "times", |name| {
        ["time", "duration", "parser", "wikiwars"]
            .iter()
            .any(|part| name.contains(part))
    })?;
    let counted_out = CountedOut::list()?;
    sets.into_iter()
        .map(|(set, file)| {
            let rows = records::read::<Wanted>(engine, options, &file)?;
            let mut score = Score::default();
            for (row, reading) in &rows {
                score.add(row, &reading.times, counted_out.holds(&row.id));
            }
            Ok(score.report(set, file))
        })
        .collect()
}

#[derive(Default)]
struct Score {
    gold: usize,
    found: usize,
    matched: usize,
    matched_with_value: usize,
    exact: usize,
    values: Values,
    bad: Vec<BadRow>,
}

impl Score {
    fn add(&mut self, row: &Row<Wanted>, found: &[TimeValue], out: bool) {
        let mut bad = Vec::new();
        let mut used = vec![false; found.len()];
        let spans: Vec<_> = found.iter().map(|t| (t.span.start(), t.span.end())).collect();
        self.found += found.len();
        for gold in row.gold.spans.iter().filter(|g| KINDS.contains(&g.kind.as_str())) {
            self.gold += 1;
            let anchored = row.reference_date().is_some()
                || gold.definition.as_deref() == Some("accurate")
                || !row.gold.set.starts_with("jionlp");
            let intervals = if anchored {
                gold_intervals(gold)
            } else {
                Vec::new()
            };
            let duration = (gold.kind == "duration").then(|| gold.value.as_str()).flatten();
            let has_value = !intervals.is_empty() || duration.is_some_and(|d| !d.is_empty());
            if has_value {
                self.values.want(out);
            }
            let words = row.text.get(gold.start..gold.end).unwrap_or("");
            let mut miss = |score: f64, why: String| {
                bad.push(BadRow {
                    score,
                    words: format!("{}  “{words}” {why}  in {}", row.id, short(&row.text)),
                });
            };
            let Some(j) = best_overlap((gold.start, gold.end), &spans, &mut used) else {
                miss(0.0, "not found".into());
                continue;
            };
            let time = &found[j];
            self.matched += 1;
            self.matched_with_value += usize::from(has_value);
            self.exact += usize::from((time.span.start(), time.span.end()) == (gold.start, gold.end));
            let right = if !intervals.is_empty() {
                intervals.contains(&days_of(time))
            } else {
                duration.is_some_and(|d| d == time.value)
            };
            if right {
                self.values.hit(out);
            } else if has_value {
                let shown = |m: Option<Moment>| m.map(|m| m.to_string()).unwrap_or("..".into());
                miss(
                    0.5,
                    format!(
                        "read as {} {}/{} by {}, wanted {}",
                        time.value,
                        shown(time.interval.from),
                        shown(time.interval.to),
                        time.rule,
                        duration.or(gold.interval.as_deref()).unwrap_or("")
                    ),
                );
            }
        }
        // Rows that are counted out are no work left to do.
        self.bad.extend(bad.into_iter().filter(|_| !out));
    }

    fn report(self, set: String, file: std::path::PathBuf) -> SetReport {
        SetReport {
            suite: "times",
            set,
            figures: [
                ("gold", Figure::Count(self.gold)),
                ("found", Figure::Count(self.found)),
                (
                    "strictF1",
                    Figure::Number(prf(self.exact, self.found, self.gold).2),
                ),
                (
                    "relaxedF1",
                    Figure::Number(prf(self.matched, self.found, self.gold).2),
                ),
            ]
            .into_iter()
            .chain(self.values.figures())
            .chain([(
                "valueOfFound",
                Figure::Number(share(self.values.right(), self.matched_with_value)),
            )])
            .collect(),
            details: Vec::new(),
            bad: self.bad,
            data: vec![file],
        }
    }
}

fn short(text: &str) -> String {
    text.chars()
        .take(80)
        .map(|c| if c == '\n' { ' ' } else { c })
        .collect()
}

/// Every reading that counts as right, in days. A day of the data that no calendar has is kept as it is written: it
/// counts as something to find, as in the yardsticks' scorer, and nothing equals it.
fn gold_intervals(gold: &Gold) -> Vec<Days> {
    let mut all = Vec::new();
    let modifier = gold.modifier.as_deref().unwrap_or("");
    let alts = gold.alts.iter().flatten().flatten();
    for text in gold.interval.iter().chain(alts) {
        let Some((from, to)) = text.split_once('/') else {
            continue;
        };
        let (from, Some(to)) = (day(from), upper_day(to)) else {
            continue;
        };
        match (modifier, &to) {
            // One source ends "on or before the 4th" at the 4th, others after it.
            ("until", Some(end)) => {
                let Some(later) = later(end) else { continue };
                all.push((from.clone(), Some(later)));
            }
            _ => all.push((from.clone(), to.clone())),
        }
        if modifier.starts_with("after")
            && let Some(later) = from.as_deref().and_then(later)
        {
            all.push((Some(later), to));
        }
    }
    all
}

fn day(text: &str) -> Option<String> {
    match text {
        "" | ".." => None,
        _ => Some(text.get(..10).unwrap_or(text).to_owned()),
    }
}

/// The day after; `None` where there is no such day.
fn later(day: &str) -> Option<String> {
    Some(day.parse::<Date>().ok()?.tomorrow().ok()?.to_string())
}

/// The day an exclusive end reaches: its own where it stands at midnight, else the next. `None` where that cannot be told.
fn upper_day(text: &str) -> Option<Option<String>> {
    let clock = text.get(11..).map_or("", |c| c.get(..8).unwrap_or(c));
    match day(text) {
        Some(day) if !matches!(clock, "" | "00:00" | "00:00:00") => later(&day).map(Some),
        day => Some(day),
    }
}

/// What was found, in days.
fn days_of(time: &TimeValue) -> Days {
    let upper = |m: Moment| {
        let midnight = m.at.time() == jiff::civil::Time::midnight();
        if midnight {
            Some(m.date())
        } else {
            m.date().tomorrow().ok()
        }
    };
    let written = |d: Date| d.to_string();
    (
        time.interval.from.map(Moment::date).map(written),
        time.interval.to.and_then(upper).map(written),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_inside_a_day_reaches_to_the_next() {
        let some = |text: &str| Some(Some(text.to_owned()));
        assert_eq!(upper_day("2016-11-07T00:00:00"), some("2016-11-07"));
        assert_eq!(upper_day("2016-11-07T18:00"), some("2016-11-08"));
        assert_eq!(upper_day(".."), Some(None));
        assert_eq!(upper_day("XXXX-11-07T18:00"), None);
    }
}
