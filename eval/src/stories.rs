//! Stories: how pages are grouped, by B-cubed, as the yardsticks' scorer counts it.
//! What does not live here: reprints (see `reprints`).

use std::collections::BTreeMap;

use anyhow::Result;
use onrecord::{ReadPage, stories};
use serde::Deserialize;

use crate::Options;
use crate::engine::Engine;
use crate::records;
use crate::report::{BadRow, Figure, SetReport};

#[derive(Deserialize)]
struct Wanted {
    story: String,
}

/// Scores the sets of the folder `stories`.
pub fn run(engine: &Engine, options: &Options) -> Result<Vec<SetReport>> {
    let sets = records::sets(options, "stories", |_| true)?;
    sets.into_iter()
        .map(|(set, file)| {
            let rows = records::pages::<Wanted>(engine, options, &file)?;
            let wanted: Vec<String> = rows.iter().map(|(row, _)| row.gold.story.clone()).collect();
            let ids: Vec<String> = rows.iter().map(|(row, _)| row.id.clone()).collect();
            let pages: Vec<ReadPage> = rows.into_iter().map(|(_, page)| page).collect();
            let groups = stories::group(&pages, engine.ground());
            let mut found = vec![0; pages.len()];
            for (group, members) in groups.iter().enumerate() {
                members.iter().for_each(|p| found[*p] = group);
            }
            let score = b_cubed(&wanted, &found);
            let bad = score.rows.iter().enumerate().map(|(page, f)| BadRow {
                score: *f,
                words: format!("{} of story {}", ids[page], wanted[page]),
            });
            Ok(SetReport {
                suite: "stories",
                set,
                figures: vec![
                    ("pages", Figure::Count(pages.len())),
                    ("groups", Figure::Count(groups.len())),
                    ("P", Figure::Number(score.precision)),
                    ("R", Figure::Number(score.recall)),
                    ("BcubedF", Figure::Number(score.f())),
                ],
                details: Vec::new(),
                bad: bad.collect(),
                data: vec![file],
            })
        })
        .collect()
}

/// B-cubed: for each item, how much of its group is of its class, and how much of its class is in its group.
pub struct BCubed {
    /// Mean share of an item's group that is of its class.
    pub precision: f64,
    /// Mean share of an item's class that is in its group.
    pub recall: f64,
    /// The harmonic mean of both for each item.
    pub rows: Vec<f64>,
}

impl BCubed {
    /// The harmonic mean of precision and recall.
    pub fn f(&self) -> f64 {
        harmonic(self.precision, self.recall)
    }
}

fn harmonic(p: f64, r: f64) -> f64 {
    if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }
}

/// Compares groups with classes, item by item.
pub fn b_cubed<C: Ord, G: Ord>(classes: &[C], groups: &[G]) -> BCubed {
    let mut both: BTreeMap<(&C, &G), usize> = BTreeMap::new();
    let mut of_class: BTreeMap<&C, usize> = BTreeMap::new();
    let mut of_group: BTreeMap<&G, usize> = BTreeMap::new();
    for (class, group) in classes.iter().zip(groups) {
        *both.entry((class, group)).or_default() += 1;
        *of_class.entry(class).or_default() += 1;
        *of_group.entry(group).or_default() += 1;
    }
    let n = classes.len().max(1) as f64;
    let (mut precision, mut recall) = (0.0, 0.0);
    let mut rows = Vec::new();
    for (class, group) in classes.iter().zip(groups) {
        let shared = both[&(class, group)] as f64;
        let (p, r) = (shared / of_group[group] as f64, shared / of_class[class] as f64);
        precision += p / n;
        recall += r / n;
        rows.push(harmonic(p, r));
    }
    BCubed {
        precision,
        recall,
        rows,
    }
}

#[cfg(test)]
mod tests {
    use super::b_cubed;

    #[test]
    fn b_cubed_counts_each_item() {
        let perfect = b_cubed(&["a", "a", "b"], &[1, 1, 2]);
        assert_eq!((perfect.precision, perfect.recall), (1.0, 1.0));
        let blob = b_cubed(&["a", "a", "b", "b"], &[1, 1, 1, 1]);
        assert_eq!((blob.precision, blob.recall), (0.5, 1.0));
        let alone = b_cubed(&["a", "a"], &[1, 2]);
        assert_eq!((alone.precision, alone.recall), (1.0, 0.5));
    }
}
