//! Numbers, money, measures: spans, values and currencies.
//! What does not live here: shares of time (durations are scored in `times`).

use anyhow::Result;
use onrecord::Quantity;
use rust_decimal::prelude::ToPrimitive;
use serde::Deserialize;
use serde_json::Value;

use crate::Options;
use crate::counted_out::CountedOut;
use crate::engine::Engine;
use crate::measure::{Values, best_overlap, prf, share};
use crate::records::{self, Row};
use crate::report::{BadRow, Figure, SetReport};

const KINDS: &[&str] = &["money", "number", "quantity", "range"];

#[derive(Deserialize)]
struct Wanted {
    spans: Vec<Gold>,
}

#[derive(Deserialize)]
struct Gold {
    start: usize,
    end: usize,
    kind: String,
    value: Value,
    qual: Option<String>,
    iso: Option<String>,
}

/// Lower and upper bound; `None` is an open end.
type Bounds = (Option<f64>, Option<f64>);

/// Scores the sets whose names speak of numbers.
pub fn run(engine: &Engine, options: &Options) -> Result<Vec<SetReport>> {
    let sets = records::sets(options, "times", |name| {
        ["money", "num", "quantity"]
            .iter()
            .any(|part| name.contains(part))
    })?;
    let counted_out = CountedOut::list()?;
    sets.into_iter()
        .map(|(set, file)| {
            let rows = records::read::<Wanted>(engine, options, &file)?;
            let mut score = Score::default();
            for (row, reading) in &rows {
                score.add(row, &reading.quantities, counted_out.holds(&row.id));
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
    values: Values,
    with_currency: usize,
    right_currency: usize,
    bad: Vec<BadRow>,
}

impl Score {
    fn add(&mut self, row: &Row<Wanted>, found: &[Quantity], out: bool) {
        let mut bad = Vec::new();
        let mut used = vec![false; found.len()];
        let spans: Vec<_> = found.iter().map(|q| (q.span.start(), q.span.end())).collect();
        self.found += found.len();
        for gold in row.gold.spans.iter().filter(|g| KINDS.contains(&g.kind.as_str())) {
            self.gold += 1;
            let wanted = wanted(&gold.value);
            if wanted.is_some() {
                self.values.want(out);
            }
            let words = row.text.get(gold.start..gold.end).unwrap_or("");
            let Some(j) = best_overlap((gold.start, gold.end), &spans, &mut used) else {
                bad.push(BadRow {
                    score: 0.0,
                    words: format!("{}  “{words}” not found  in {}", row.id, row.text),
                });
                continue;
            };
            let quantity = &found[j];
            self.matched += 1;
            let got = bounds(quantity);
            let open = matches!(gold.qual.as_deref(), Some("above" | "under"));
            let right = wanted.is_some_and(|(low, high)| {
                got == (low, high) || low == high && open && (got.0 == low || got.1 == low)
            });
            if right {
                self.values.hit(out);
            } else if wanted.is_some() {
                bad.push(BadRow {
                    score: 0.5,
                    words: format!(
                        "{}  “{words}” read as {got:?} by {}, wanted {}",
                        row.id, quantity.rule, gold.value
                    ),
                });
            }
            if let Some(iso) = gold.iso.as_deref().filter(|i| !i.is_empty()) {
                self.with_currency += 1;
                self.right_currency += usize::from(quantity.unit.as_deref() == Some(iso));
            }
        }
        // Rows that are counted out are no work left to do.
        self.bad.extend(bad.into_iter().filter(|_| !out));
    }

    fn report(self, set: String, file: std::path::PathBuf) -> SetReport {
        let currency = if self.with_currency == 0 {
            Figure::Nothing
        } else {
            Figure::Number(share(self.right_currency, self.with_currency))
        };
        SetReport {
            suite: "quantities",
            set,
            figures: [
                ("gold", Figure::Count(self.gold)),
                ("found", Figure::Count(self.found)),
                (
                    "relaxedF1",
                    Figure::Number(prf(self.matched, self.found, self.gold).2),
                ),
                ("withValue", Figure::Count(self.values.wanted())),
            ]
            .into_iter()
            .chain(self.values.figures())
            .chain([("currency", currency)])
            .collect(),
            details: Vec::new(),
            bad: self.bad,
            data: vec![file],
        }
    }
}

fn bounds(quantity: &Quantity) -> Bounds {
    let number = |d: Option<rust_decimal::Decimal>| d.and_then(|d| d.to_f64()).map(rounded);
    (number(quantity.low), number(quantity.high))
}

/// A gold value as bounds: 3, "3", "30%", "[3,4)", [3, 4]; `None` where it has none.
fn wanted(value: &Value) -> Option<Bounds> {
    match value {
        Value::Number(n) => {
            let n = rounded(n.as_f64()?);
            Some((Some(n), Some(n)))
        }
        Value::String(text) => match inside_brackets(text) {
            Some((low, high)) => {
                let bound = |t: &str| -> Option<Option<f64>> {
                    if t.is_empty() {
                        Some(None)
                    } else {
                        Some(Some(rounded(float(t)?)))
                    }
                };
                Some((bound(low)?, bound(high)?))
            }
            None => {
                let n = percent(text)?;
                Some((Some(n), Some(n)))
            }
        },
        Value::Array(list) => {
            let (low, high) = (list.first()?, list.get(1).or(list.first())?);
            let number = |v: &Value| match v {
                Value::Number(n) => n.as_f64().map(rounded),
                Value::String(t) => percent(t),
                _ => None,
            };
            Some((Some(number(low)?), Some(number(high)?)))
        }
        _ => None,
    }
}

fn inside_brackets(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix(['[', '('])?.strip_suffix([']', ')'])?;
    let (low, high) = inner.split_once(',')?;
    (!high.contains(',')).then_some((low, high))
}

fn percent(text: &str) -> Option<f64> {
    let number = float(text.trim_end_matches('%'))?;
    Some(rounded(if text.ends_with('%') {
        number / 100.0
    } else {
        number
    }))
}

fn float(text: &str) -> Option<f64> {
    text.trim().parse().ok()
}

/// To nine decimals, so that sums of binary fractions compare.
fn rounded(x: f64) -> f64 {
    (x * 1e9).round() / 1e9
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn gold_values_come_in_many_forms() {
        let same = |n: f64| Some((Some(n), Some(n)));
        assert_eq!(wanted(&json!(3)), same(3.0));
        assert_eq!(wanted(&json!("30%")), same(0.3));
        assert_eq!(wanted(&json!("[3,)")), Some((Some(3.0), None)));
        assert_eq!(wanted(&json!([3, "4"])), Some((Some(3.0), Some(4.0))));
        assert_eq!(wanted(&json!("many")), None);
        assert_eq!(wanted(&json!(null)), None);
    }
}
