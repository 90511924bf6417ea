//! Speakers: kind, count and the outlet spoken to, on attributions labelled by hand in `eval/gold`.
//! What does not live here: whether contents and sources are found (see `attribution`).

use std::path::PathBuf;

use anyhow::{Context, Result};
use onrecord::{Attribution, Reading};
use serde::Deserialize;

use crate::measure::prf;
use crate::report::{BadRow, Figure, SetReport};

/// A labelled attribution: offsets and what a reader says of its speaker, no text.
#[derive(Deserialize)]
struct Label {
    set: String,
    id: String,
    content: Vec<[usize; 2]>,
    kind: String,
    count: Option<u32>,
    outlet: Option<String>,
}

/// One file of labels with what was right on it.
pub struct Speakers {
    name: &'static str,
    file: PathBuf,
    labels: Vec<Label>,
    matched: usize,
    kinds: usize,
    /// Labels with a count or an outlet: all that were matched, and those right.
    extras: (usize, usize),
    bad: Vec<BadRow>,
}

/// The label files: started from our own output, drawn from the gold, and the two seeds.
const FILES: [(&str, &str); 3] = [
    ("speakers_made", "speakers.jsonl"),
    ("speakers_drawn", "speakers_drawn.jsonl"),
    ("speakers_seeds", "speakers_seeds.jsonl"),
];

/// All label files of the repository.
pub fn load() -> Result<Vec<Speakers>> {
    let dir = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("gold");
    FILES
        .iter()
        .map(|(name, file)| {
            let file = dir.join(file);
            let text = std::fs::read_to_string(&file)
                .with_context(|| format!("{}: cannot be read", file.display()))?;
            let labels = text
                .lines()
                .map(|line| {
                    serde_json::from_str(line).with_context(|| format!("{}: no label", file.display()))
                })
                .collect::<Result<_>>()?;
            Ok(Speakers {
                name,
                file,
                labels,
                matched: 0,
                kinds: 0,
                extras: (0, 0),
                bad: Vec::new(),
            })
        })
        .collect()
}

impl Speakers {
    /// Counts the labels of one document.
    pub fn add(&mut self, set: &str, id: &str, text: &str, reading: &Reading) {
        for label in self.labels.iter().filter(|l| l.set == set && l.id == id) {
            let Some(made) = best(label, &reading.attributions) else {
                continue;
            };
            self.matched += 1;
            let kind = made.speaker.kind.code();
            // A label may leave two kinds open: "named|party".
            let right = label.kind.split('|').any(|k| k == kind);
            self.kinds += usize::from(right);
            let mut why = Vec::new();
            if !right {
                why.push(format!("{kind}, wanted {}", label.kind));
            }
            if label.count.is_some() || label.outlet.is_some() {
                let outlet = made.told.map(|t| t.of(text));
                let same = label.count == made.speaker.count
                    && label
                        .outlet
                        .as_deref()
                        .is_none_or(|o| outlet.is_some_and(|m| m.contains(o) || o.contains(m)));
                self.extras.0 += 1;
                self.extras.1 += usize::from(same);
                if !same {
                    why.push(format!(
                        "count {:?} outlet {outlet:?}, wanted {:?} {:?}",
                        made.speaker.count, label.count, label.outlet
                    ));
                }
            }
            if !why.is_empty() {
                let source = made.source.first().map_or("", |s| s.of(text));
                self.bad.push(BadRow {
                    score: 0.0,
                    words: format!("{id}  {} “{source}”", why.join("; ")),
                });
            }
        }
    }

    /// The figures.
    pub fn report(self) -> SetReport {
        let share = |right, all| match all {
            0 => Figure::Nothing,
            _ => Figure::Number(prf(right, all, all).0),
        };
        SetReport {
            suite: "attribution",
            set: self.name.to_owned(),
            figures: vec![
                ("labels", Figure::Count(self.labels.len())),
                ("matched", Figure::Count(self.matched)),
                ("kind", share(self.kinds, self.matched)),
                ("extras", Figure::Count(self.extras.0)),
                ("countOutlet", share(self.extras.1, self.extras.0)),
            ],
            details: Vec::new(),
            bad: self.bad,
            data: vec![self.file],
        }
    }
}

/// The attribution whose content shares at least half with the label's.
fn best<'a>(label: &Label, made: &'a [Attribution]) -> Option<&'a Attribution> {
    let size: usize = label.content.iter().map(|[a, b]| b - a).sum();
    made.iter()
        .map(|a| {
            let both: usize = a
                .content
                .iter()
                .flat_map(|s| {
                    label
                        .content
                        .iter()
                        .map(move |[from, to]| s.end().min(*to).saturating_sub(s.start().max(*from)))
                })
                .sum();
            let own: usize = a.content.iter().map(|s| s.len()).sum();
            (both as f64 / (size + own - both) as f64, a)
        })
        .filter(|(jaccard, _)| *jaccard >= 0.5)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, a)| a)
}
