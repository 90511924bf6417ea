//! Scale: how long judging takes, and what twice the pages cost, on made-up cases of three shapes. Times are CPU time.
//! What does not live here: how long reading takes (see `speed`), and kept pages (see `scale_ledger`).

use anyhow::Result;
use jiff::ToSpan;
use jiff::civil::date;
use onrecord::{Language, ReadPage, reconcile, status};

use crate::Options;
use crate::clock::cpu_time;
use crate::engine::Engine;
use crate::report::{Figure, SetReport};
use crate::reprints::{Chance, Text, page, sentences};

/// Pages of the smallest case; each further one has twice as many.
const SMALLEST: usize = 1500;

/// A shape: its name, and what makes a case of so many pages.
type Shape = (&'static str, fn(usize) -> Vec<ReadPage>);

/// Judges cases of all shapes and sizes.
pub fn run(engine: &Engine, options: &Options) -> Result<Vec<SetReport>> {
    let shapes: [Shape; 3] = [
        ("mixed", |n| case(n, 20, false)),
        ("one text reprinted by all", |n| case(n, n, true)),
        ("one matter in other words", |n| case(n, n, false)),
    ];
    let wanted = shapes.into_iter().filter(|(name, _)| options.wants(name));
    let mut reports: Vec<SetReport> = wanted.map(|(name, make)| report(engine, name, make)).collect();
    reports.extend(crate::scale_ledger::run(engine, options)?);
    Ok(reports)
}

fn report(engine: &Engine, name: &str, make: fn(usize) -> Vec<ReadPage>) -> SetReport {
    let ground = engine.ground();
    let mut seconds = Vec::new();
    for n in [SMALLEST, SMALLEST * 2, SMALLEST * 4] {
        let pages = make(n);
        let start = cpu_time();
        let case = reconcile(pages, ground);
        let day = case.last_day().unwrap_or(date(2021, 1, 1));
        for matter in 0..case.matters.len() {
            std::hint::black_box(status(&case, ground, matter, day));
        }
        seconds.push((cpu_time() - start).as_secs_f64());
    }
    SetReport {
        suite: "scale",
        set: name.to_owned(),
        figures: vec![
            ("1500 pages, s", Figure::Number(seconds[0])),
            ("3000 pages, s", Figure::Number(seconds[1])),
            ("6000 pages, s", Figure::Number(seconds[2])),
            ("doubling", Figure::Number(seconds[2] / seconds[1].max(1e-9))),
        ],
        details: Vec::new(),
        bad: Vec::new(),
        data: Vec::new(),
    }
}

/// So many pages, so many of each topic, each in words of its own or all in the same.
fn case(n: usize, of_topic: usize, same: bool) -> Vec<ReadPage> {
    let mut chance = Chance::new(3);
    let one = Text::new(sentences(&mut chance, 12, Language::English), 2);
    (0..n)
        .map(|i| {
            let own = Text::new(sentences(&mut chance, 12, Language::English), 2);
            let text = if same { &one } else { &own };
            let day = date(2021, 1, 1).saturating_add((chance.below(700) as i64).days());
            page(
                &format!("page {i}"),
                i / of_topic,
                text,
                Some(day),
                Language::English,
            )
        })
        .collect()
}
