//! Claims by hand on real pages, English and Chinese: found, and which labels are right.
//! Origins and status of the Chinese ones, which need more than one page, are suites of their own (`judged`).
//!
//! Gold and found are matched one to one, best overlap first; two spans may match if they share three fifths of the
//! shorter and a fifth of both together.

mod chinese;
mod english;
pub mod judged;
mod source_type;

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::Result;
use onrecord::Claim;

use crate::Options;
use crate::engine::Engine;
use crate::measure::{overlap, share};
use crate::report::{BadRow, Figure, SetReport};

/// Scores the pages of both languages, each if its gold is there.
pub fn run(engine: &Engine, options: &Options) -> Result<Vec<SetReport>> {
    let dir = options.dir.join("claims");
    let mut reports = Vec::new();
    if options.wants("en") && dir.join("en_gold.json").is_file() {
        reports.push(english::run(engine, options, &dir)?);
    }
    if options.wants("zh") && dir.join("zh_gold").is_dir() {
        reports.push(chinese::run(engine, options, &dir)?);
    }
    if reports.is_empty() {
        println!("claims: skipped, no data");
    }
    Ok(reports)
}

type Place = (usize, usize);

/// Pairs gold with found, one to one: highest intersection over union first, of equals the pair whose labels agree
/// most, then the earlier. Returns for each matched gold its found.
fn matched(
    gold: &[Place],
    found: &[Place],
    agree: impl Fn(usize, usize) -> usize,
) -> (BTreeMap<usize, usize>, BTreeMap<Place, (i64, i64)>) {
    let mut pairs = Vec::new();
    for (i, g) in gold.iter().enumerate() {
        for (j, p) in found.iter().enumerate() {
            let shared = overlap(*g, *p) as f64;
            let (a, b) = ((g.1 - g.0) as f64, (p.1 - p.0) as f64);
            let union = shared / (a + b - shared);
            if shared > 0.0 && shared >= 0.6 * a.min(b).max(1.0) && union >= 0.2 {
                pairs.push(((union * 1000.0).round() as i64, agree(i, j) as i64, i, j));
            }
        }
    }
    pairs.sort_by_key(|(union, agree, i, j)| (-union, -agree, *i, *j));
    let mut used = vec![false; found.len()];
    let mut matched = BTreeMap::new();
    for (_, _, i, j) in &pairs {
        if !matched.contains_key(i) && !used[*j] {
            matched.insert(*i, *j);
            used[*j] = true;
        }
    }
    let scores = pairs.into_iter().map(|(u, a, i, j)| ((i, j), (u, a))).collect();
    (matched, scores)
}

/// Right answers among those asked for, by name.
#[derive(Default)]
struct Tally {
    of: BTreeMap<&'static str, (usize, usize)>,
}

impl Tally {
    fn add(&mut self, name: &'static str, right: bool) {
        let entry = self.of.entry(name).or_default();
        entry.0 += usize::from(right);
        entry.1 += 1;
    }

    fn right(&self, name: &str) -> usize {
        self.of.get(name).map_or(0, |t| t.0)
    }

    fn share(&self, name: &str) -> Figure {
        match self.of.get(name) {
            Some((right, asked)) => Figure::Number(*right as f64 / *asked as f64),
            None => Figure::Nothing,
        }
    }
}

/// What came of the pages of one language.
#[derive(Default)]
struct Counts {
    gold: usize,
    hit: usize,
    extra: usize,
    tally: Tally,
    bad: Vec<BadRow>,
}

impl Counts {
    /// A page with so many claims that gave nothing.
    fn nothing(&mut self, page: &str, claims: usize) {
        self.gold += claims;
        self.note(0.0, format!("{page}: the page gave nothing"));
    }

    /// A claim that nobody wanted.
    fn extra(&mut self, page: &str, claim: &Claim, text: &str) {
        self.extra += 1;
        let words = claim.span.of(text);
        self.note(
            0.25,
            format!("{page} extra {} by {}: {words}", claim.kind, claim.rule),
        );
    }

    fn note(&mut self, score: f64, words: String) {
        self.bad.push(BadRow { score, words });
    }

    /// The figures: how many were found, with all labels right, and with each of these.
    fn report(self, set: &str, labels: &[&'static str], data: Vec<PathBuf>) -> SetReport {
        let found = self.hit + self.extra;
        let joint = self.tally.right("joint");
        let mut figures = vec![
            ("gold", Figure::Count(self.gold)),
            ("recall", Figure::Number(share(self.hit, self.gold))),
            ("precision", Figure::Number(share(self.hit, found))),
            ("ofGold", Figure::Number(share(joint, self.gold))),
            ("ofFound", self.tally.share("joint")),
        ];
        figures.extend(labels.iter().map(|label| (*label, self.tally.share(label))));
        SetReport {
            suite: "claims",
            set: set.into(),
            figures,
            details: Vec::new(),
            bad: self.bad,
            data,
        }
    }
}
