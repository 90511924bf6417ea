//! Time phrases made from categories (units, numerals, relations, parts, ranges, contexts), each with the days that it
//! means, worked out here with a calendar and without the program's rules: holes show as rows of a table.
//!
//! What does not live here: phrases that people wrote (`times`).

mod chinese;
mod english;
mod rows;

use std::collections::BTreeMap;

use anyhow::Result;
use onrecord::page::Hints;
use onrecord::{Language, Moment, TimeValue};

use crate::Options;
use crate::engine::{Engine, each};
use crate::measure::share;
use crate::report::{BadRow, Figure, SetReport};
use rows::Row;

/// Scores both languages.
pub fn run(engine: &Engine, options: &Options) -> Result<Vec<SetReport>> {
    let sets = [
        ("phrases-en", Language::English, english::rows()),
        ("phrases-zh", Language::Chinese, chinese::rows()),
    ];
    let mut reports = Vec::new();
    for (set, lang, rows) in sets {
        if options.wants(set) {
            reports.push(score(engine, options, set, lang, &rows));
        }
    }
    Ok(reports)
}

fn score(engine: &Engine, options: &Options, set: &str, lang: Language, rows: &[Row]) -> SetReport {
    let results: Vec<(bool, String)> = each(rows, options.jobs, |row| judge(engine, lang, row));
    let mut by: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut bad = Vec::new();
    let mut right = 0;
    for (row, (ok, got)) in rows.iter().zip(&results) {
        let sum = by.entry(row.category).or_default();
        sum.1 += 1;
        if *ok {
            sum.0 += 1;
            right += 1;
        } else {
            bad.push(BadRow {
                score: 0.0,
                words: format!(
                    "{} · {} · «{}» wanted {} got {got}",
                    row.category,
                    row.text,
                    row.words(),
                    row.wanted()
                ),
            });
        }
    }
    // Some of each kind, not many of the first.
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for row in &mut bad {
        let kind = row.words.split(" · ").next().unwrap_or("").to_owned();
        let count = seen.entry(kind).or_default();
        *count += 1;
        row.score = *count as f64 / 1e6;
    }
    let details = by
        .iter()
        .map(|(category, (right, all))| {
            format!(
                "{category:<28} {right:>5} of {all:>5}  {:.3}",
                share(*right, *all)
            )
        })
        .collect();
    SetReport {
        suite: "phrases",
        set: set.to_owned(),
        figures: vec![
            ("rows", Figure::Count(rows.len())),
            ("right", Figure::Number(share(right, rows.len()))),
        ],
        details,
        bad,
        data: Vec::new(),
    }
}

/// Whether the phrase was read as one time with a wanted value, and what was read.
fn judge(engine: &Engine, lang: Language, row: &Row) -> (bool, String) {
    let hints = Hints {
        source: "phrase".to_owned(),
        lang: lang.code().map(str::to_owned),
        date: Some(Moment::day(row.date)),
        ..Hints::default()
    };
    let Some(read) = engine.text(&row.text, &hints) else {
        return (false, "nothing".to_owned());
    };
    let over: Vec<&TimeValue> = read
        .reading
        .times
        .iter()
        .filter(|t| t.span.start() < row.end && row.start < t.span.end())
        .collect();
    let ok = over.iter().any(|t| {
        row.accepts(t.interval, &t.value) || t.alternatives.iter().any(|a| row.accepts(a.interval, &t.value))
    });
    let got = over
        .iter()
        .map(|t| {
            format!(
                "[{}] {} {}",
                t.span.of(&row.text),
                t.value,
                rows::written(t.interval)
            )
        })
        .collect::<Vec<_>>()
        .join(", ");
    (ok, if got.is_empty() { "nothing".to_owned() } else { got })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_of_every_kind_are_read() {
        let engine = Engine::new(None).unwrap();
        let options = Options {
            dir: std::path::PathBuf::new(),
            lang: None,
            set: None,
            packs: None,
            jobs: 2,
            worst: 0,
            keep: None,
        };
        for report in run(&engine, &options).unwrap() {
            assert!(report.figure("rows").unwrap() >= 5000.0, "{}", report.set);
            assert!(report.figure("right").unwrap() >= 0.99, "{}", report.set);
        }
    }
}
