//! Headlines that can be trusted: short invented stories with the headline that would be false and the one wanted.
//! What does not live here: which printed matter meets a rule (`rules`).
//!
//! A headline is a matter printed with a state. The pages of a case are read as records and judged as of its day.

mod rules;

use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::Options;
use crate::engine::{Engine, each};
use crate::measure::share;
use crate::report::{BadRow, Figure, SetReport};
use rules::{Never, Printed, Want};

#[derive(Deserialize)]
struct Case {
    id: String,
    topic: String,
    lang: String,
    pages: Vec<CasePage>,
    as_of: String,
    want: Vec<Want>,
    never: Vec<Never>,
    #[serde(default)]
    why: String,
}

/// A page of a case.
#[derive(Deserialize)]
pub struct CasePage {
    /// Its id.
    pub id: String,
    /// The day or local date and time it is of.
    pub date: String,
    /// Its text.
    pub text: String,
    /// Its headline.
    pub title: Option<String>,
    /// Its outlet.
    pub outlet: Option<String>,
    /// Its address.
    pub url: Option<String>,
}

/// Scores the stories of both languages.
pub fn run(engine: &Engine, options: &Options) -> Result<Vec<SetReport>> {
    let dir = options.dir.join("headlines");
    let mut reports = Vec::new();
    for lang in ["en", "zh"] {
        let file = dir.join(format!("{lang}.jsonl"));
        if options.wants(lang) && file.is_file() {
            reports.push(score(engine, options, lang, &file)?);
        }
    }
    if reports.is_empty() {
        println!("headlines: skipped, no data");
    }
    Ok(reports)
}

fn score(engine: &Engine, options: &Options, lang: &str, file: &Path) -> Result<SetReport> {
    let text =
        std::fs::read_to_string(file).with_context(|| format!("{}: cannot be read", file.display()))?;
    let cases: Vec<Case> = text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(n, line)| {
            serde_json::from_str(line).with_context(|| format!("{}:{}: is no case", file.display(), n + 1))
        })
        .collect::<Result<_>>()?;
    let answers = each(&cases, options.jobs, |case| {
        let brief = engine.brief(&case.pages, &case.as_of, &case.lang);
        brief["matters"]
            .as_array()
            .map_or(Vec::new(), |m| m.iter().map(Printed::of).collect())
    });
    let mut counts = Counts::default();
    let mut bad = Vec::new();
    for (case, printed) in cases.iter().zip(&answers) {
        counts.case(case, printed, &mut bad);
    }
    Ok(SetReport {
        suite: "headlines",
        set: lang.to_owned(),
        figures: vec![
            ("cases", Figure::Count(cases.len())),
            (
                "violationRate",
                Figure::Number(share(counts.violating, counts.risky)),
            ),
            ("wantRecall", Figure::Number(share(counts.met, counts.wanted))),
            ("silent", Figure::Number(share(counts.silent, counts.wanted))),
            ("clean", Figure::Number(share(counts.clean, cases.len()))),
            ("printed", Figure::Count(counts.printed)),
            (
                "falseShare",
                Figure::Number(share(counts.false_ones, counts.printed)),
            ),
        ],
        details: Vec::new(),
        bad,
        data: vec![file.to_owned()],
    })
}

#[derive(Default)]
struct Counts {
    risky: usize,
    violating: usize,
    wanted: usize,
    met: usize,
    silent: usize,
    clean: usize,
    printed: usize,
    false_ones: usize,
}

impl Counts {
    fn case(&mut self, case: &Case, printed: &[Printed], bad: &mut Vec<BadRow>) {
        let broken: Vec<(&Never, &Printed)> = case
            .never
            .iter()
            .flat_map(|never| {
                printed
                    .iter()
                    .filter(|m| never.is_violated_by(m))
                    .map(move |m| (never, m))
            })
            .collect();
        let unmet: Vec<&Want> = case
            .want
            .iter()
            .filter(|want| !printed.iter().any(|m| want.is_met_by(m)))
            .collect();
        self.risky += usize::from(!case.never.is_empty());
        self.violating += usize::from(!broken.is_empty());
        self.wanted += case.want.len();
        self.met += case.want.len() - unmet.len();
        self.silent += case
            .want
            .iter()
            .filter(|want| !printed.iter().any(|m| want.is_spoken_of_by(m)))
            .count();
        self.clean += usize::from(broken.is_empty() && unmet.is_empty());
        for matter in printed.iter().filter(|m| m.is_headline()) {
            self.printed += 1;
            self.false_ones += usize::from(case.never.iter().any(|never| never.is_violated_by(matter)));
        }
        let name = format!("{} ({}) {}", case.id, case.topic, case.why);
        for (never, matter) in broken {
            bad.push(BadRow {
                score: 0.0,
                words: format!("{name}: false: {matter} by {never:?}"),
            });
        }
        for want in unmet {
            let told: Vec<String> = printed
                .iter()
                .filter(|m| m.is_headline())
                .map(|m| m.to_string())
                .collect();
            bad.push(BadRow {
                score: 0.5,
                words: format!("{name}: unmet: {want:?}; printed: {}", told.join("; ")),
            });
        }
    }
}
