//! Who said what: contents matched by shared bytes, and whether the source is right.
//! What does not live here: who stands behind the words (see `speakers`; the seeds' chains are scored in `seeds`).

use anyhow::Result;
use onrecord::{Attribution, Span};
use serde::Deserialize;

use crate::Options;
use crate::engine::Engine;
use crate::measure::prf;
use crate::records::{self, Row};
use crate::report::{BadRow, Figure, SetReport};
use crate::speakers;

#[derive(Deserialize)]
struct Wanted {
    attributions: Vec<Gold>,
}

#[derive(Deserialize)]
struct Gold {
    source: Option<Spans>,
    cue: Option<Spans>,
    content: Option<Spans>,
}

/// One span or a list of spans.
#[derive(Deserialize)]
#[serde(untagged)]
enum Spans {
    One([usize; 2]),
    Many(Vec<[usize; 2]>),
}

impl Spans {
    fn list(spans: &Option<Spans>) -> Vec<[usize; 2]> {
        match spans {
            None => Vec::new(),
            Some(Spans::One(span)) => vec![*span],
            Some(Spans::Many(list)) => list.clone(),
        }
    }
}

/// Scores every set that is there.
pub fn run(engine: &Engine, options: &Options) -> Result<Vec<SetReport>> {
    let sets = records::sets(options, "attribution", |_| true)?;
    let mut speakers = speakers::load()?;
    let mut reports = Vec::new();
    for (set, file) in sets {
        let rows = records::read::<Wanted>(engine, options, &file)?;
        let mut score = Score::default();
        for (row, reading) in &rows {
            score.add(row, &reading.attributions);
            for labels in &mut speakers {
                labels.add(&set, &row.id, &row.text, reading);
            }
        }
        reports.push(score.report(set, file));
    }
    reports.extend(speakers.into_iter().map(speakers::Speakers::report));
    Ok(reports)
}

/// Bytes of a text that belong to something, as flags.
type Cover = Vec<bool>;

fn cover(len: usize, spans: impl Iterator<Item = [usize; 2]>) -> Cover {
    let mut cover = vec![false; len];
    for [start, end] in spans {
        if let Some(part) = cover.get_mut(start.min(len)..end.min(len)) {
            part.fill(true);
        }
    }
    cover
}

fn size(cover: &Cover) -> usize {
    cover.iter().filter(|b| **b).count()
}

fn shared(a: &Cover, b: &Cover) -> usize {
    a.iter().zip(b).filter(|(a, b)| **a && **b).count()
}

fn union(into: &mut Cover, other: &Cover) {
    into.iter_mut().zip(other).for_each(|(a, b)| *a |= b);
}

#[derive(Default)]
struct Score {
    gold: usize,
    found: usize,
    matched: usize,
    with_source: usize,
    bytes: (usize, usize, usize),
    bad: Vec<BadRow>,
}

impl Score {
    fn add(&mut self, row: &Row<Wanted>, found: &[Attribution]) {
        let len = row.text.len();
        // White space between sentences belongs to nobody.
        let blank = |cover: &mut Cover| {
            for (byte, held) in row.text.bytes().zip(cover.iter_mut()) {
                *held &= !matches!(byte, b' ' | b'\n' | b'\t' | b'\r');
            }
        };
        let of = |spans: &[Span]| cover(len, spans.iter().map(|s| [s.start(), s.end()]));
        let gold: Vec<(Cover, Cover, bool)> = row
            .gold
            .attributions
            .iter()
            .map(|a| {
                let mut content = cover(len, Spans::list(&a.content).into_iter());
                blank(&mut content);
                let source = cover(len, Spans::list(&a.source).into_iter());
                (content, source, !Spans::list(&a.cue).is_empty())
            })
            .collect();
        // Gold marks words with a cue: sentences that a speaker holds on over, and silence, are another question.
        let silent = |a: &Attribution| a.content.iter().any(|c| a.cue.iter().any(|q| c.holds(*q)));
        let found: Vec<&Attribution> = found
            .iter()
            .filter(|a| !a.rule.contains("/held-") && !silent(a))
            .collect();
        let made: Vec<(Cover, Cover)> = found
            .iter()
            .map(|a| {
                let mut content = of(&a.content);
                blank(&mut content);
                (content, of(&a.source))
            })
            .collect();
        self.gold += gold.iter().filter(|g| g.2).count();
        self.found += made.len();
        let (mut all_gold, mut all_made) = (vec![false; len], vec![false; len]);
        gold.iter().for_each(|g| union(&mut all_gold, &g.0));
        made.iter().for_each(|m| union(&mut all_made, &m.0));
        self.bytes.0 += shared(&all_gold, &all_made);
        self.bytes.1 += size(&all_made);
        self.bytes.2 += size(&all_gold);

        let mut pairs = Vec::new();
        for (i, g) in gold.iter().enumerate() {
            for (j, m) in made.iter().enumerate() {
                let both = shared(&g.0, &m.0);
                if both > 0 {
                    let either = size(&g.0) + size(&m.0) - both;
                    pairs.push((both as f64 / either as f64, i, j));
                }
            }
        }
        pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)).then(b.2.cmp(&a.2)));
        let (mut used_gold, mut used_made) = (vec![false; gold.len()], vec![false; made.len()]);
        for (jaccard, i, j) in pairs {
            if jaccard < 0.5 || used_gold[i] || used_made[j] {
                continue;
            }
            used_gold[i] = true;
            used_made[j] = true;
            // What has no cue (photo credits, lists of sources) may be found or not.
            if !gold[i].2 {
                self.found -= 1;
                continue;
            }
            self.matched += 1;
            let (wanted, got) = (&gold[i].1, &made[j].1);
            let neither = size(wanted) == 0 && size(got) == 0;
            let right = neither || shared(wanted, got) > 0 && size(got) <= 3 * size(wanted) + 24;
            self.with_source += usize::from(right);
            if !right {
                let said = words(row, &row.gold.attributions[i].source);
                let made = found[j].source.first().map_or("", |s| s.of(&row.text));
                self.miss(0.5, row, i, format!("source “{made}”, wanted “{said}”"));
            }
        }
        for (i, used) in used_gold.iter().enumerate() {
            if !used && gold[i].2 {
                self.miss(
                    0.0,
                    row,
                    i,
                    format!("cue “{}” not found", words(row, &row.gold.attributions[i].cue)),
                );
            }
        }
        for (j, used) in used_made.iter().enumerate() {
            if !used {
                let content = found[j].content.first().map_or("", |s| s.of(&row.text));
                self.bad.push(BadRow {
                    score: 0.25,
                    words: format!("{}  extra by {}: {}", row.id, found[j].rule, short(content)),
                });
            }
        }
    }

    fn miss(&mut self, score: f64, row: &Row<Wanted>, gold: usize, why: String) {
        let content = words(row, &row.gold.attributions[gold].content);
        self.bad.push(BadRow {
            score,
            words: format!("{}  {why}: {}", row.id, short(content)),
        });
    }

    fn report(self, set: String, file: std::path::PathBuf) -> SetReport {
        let (p, r, f) = prf(self.matched, self.found, self.gold);
        SetReport {
            suite: "attribution",
            set,
            figures: vec![
                ("gold", Figure::Count(self.gold)),
                ("found", Figure::Count(self.found)),
                (
                    "bytesF1",
                    Figure::Number(prf(self.bytes.0, self.bytes.1, self.bytes.2).2),
                ),
                ("P", Figure::Number(p)),
                ("R", Figure::Number(r)),
                ("contentJ50", Figure::Number(f)),
                (
                    "withSource",
                    Figure::Number(prf(self.with_source, self.found, self.gold).2),
                ),
            ],
            details: Vec::new(),
            bad: self.bad,
            data: vec![file],
        }
    }
}

fn words<'a>(row: &'a Row<Wanted>, spans: &Option<Spans>) -> &'a str {
    Spans::list(spans)
        .first()
        .and_then(|[start, end]| row.text.get(*start..*end))
        .unwrap_or("")
}

fn short(text: &str) -> String {
    text.chars()
        .take(90)
        .map(|c| if c == '\n' { ' ' } else { c })
        .collect()
}
