//! Main text: F1 of 4-grams and of words against gold texts, and snippets to keep or to leave out.
//! What does not live here: the metadata of pages (see `dates`).

use std::path::Path;

use anyhow::Result;
use onrecord::{Article, BlockRole};
use serde::Deserialize;

use crate::Options;
use crate::engine::{Engine, each, load, page_set};
use crate::measure::{f1, mean, mean_pr, page_f1, page_pr, share};
use crate::report::{BadRow, Figure, SetReport};
use crate::tokens::{Counts, bag_counts, characters_and_words, gram_counts, words};

const SETS: &[&str] = &[
    "scrapinghub",
    "fundus",
    "wcxb_article",
    "magic_article",
    "gne_zh",
    "newspaper4k",
    "readability_js",
    "trafilatura_eval",
    "wcxb_other",
];

#[derive(Deserialize)]
struct Gold {
    lang: Option<String>,
    text: Option<String>,
    #[serde(default)]
    optional: Option<Vec<String>>,
    #[serde(default)]
    with: Option<Vec<String>>,
    #[serde(default)]
    without: Option<Vec<String>>,
}

/// What one page gave.
struct PageScore {
    id: String,
    empty: bool,
    shingles: Option<Counts>,
    characters: Option<Counts>,
    bag: Option<Counts>,
    kept: (usize, usize),
    leaked: (usize, usize),
    head: String,
}

/// Scores every set that is there.
pub fn run(engine: &Engine, options: &Options) -> Result<Vec<SetReport>> {
    let mut reports = Vec::new();
    for set in SETS.iter().filter(|s| options.wants(s)) {
        let dir = options.dir.join("extraction").join(set);
        if !dir.is_dir() {
            println!("extraction {set}: skipped, no data");
            continue;
        }
        let pages = score(engine, options, &dir)?;
        let lang = options
            .lang
            .as_deref()
            .map(|l| format!(" [{l}]"))
            .unwrap_or_default();
        reports.push(report(format!("{set}{lang}"), &dir, &pages));
    }
    Ok(reports)
}

fn score(engine: &Engine, options: &Options, dir: &Path) -> Result<Vec<PageScore>> {
    let (gold, files) = page_set::<Gold>(dir)?;
    let rows: Vec<(&String, &Gold)> = gold
        .iter()
        .filter(|(_, g)| options.lang.is_none() || g.lang == options.lang)
        .collect();
    each(&rows, options.jobs, |(id, gold)| {
        let found = match files.get(*id) {
            Some(path) => engine
                .page(&load(path)?, id)
                .map(|p| main_text(&p.article))
                .unwrap_or_default(),
            None => String::new(),
        };
        Ok(page(id, gold, found))
    })
    .into_iter()
    .collect()
}

fn page(id: &str, gold: &Gold, mut found: String) -> PageScore {
    let empty = found.is_empty();
    let head: String = found.chars().take(60).collect();
    for extra in gold.optional.iter().flatten() {
        found = found.replacen(extra.as_str(), "", 1);
    }
    let mut score = PageScore {
        id: id.to_owned(),
        empty,
        shingles: None,
        characters: None,
        bag: None,
        kept: (0, 0),
        leaked: (0, 0),
        head: head.replace('\n', " "),
    };
    if let Some(text) = gold.text.as_deref().filter(|t| !t.is_empty()) {
        score.shingles = Some(gram_counts(&words(text), &words(&found)));
        let (wanted, got) = (text.to_lowercase(), found.to_lowercase());
        let (wanted, got) = (characters_and_words(&wanted), characters_and_words(&got));
        score.characters = Some(gram_counts(&wanted, &got));
        score.bag = Some(bag_counts(&wanted, &got));
    }
    let solid = solid(&found);
    let held = |snippets: &Option<Vec<String>>| -> (usize, usize) {
        let all = snippets.as_deref().unwrap_or_default();
        (
            all.iter().filter(|s| solid.contains(&self::solid(s))).count(),
            all.len(),
        )
    };
    score.kept = held(&gold.with);
    score.leaked = held(&gold.without);
    score
}

fn solid(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '\x1c'..='\x1f'))
        .collect()
}

/// The article's text without its title block: no set's gold holds the title.
pub fn main_text(article: &Article) -> String {
    let mut text = article.text.clone();
    if let Some(title) = article.blocks.iter().find(|b| b.role == BlockRole::Title) {
        text.replace_range(title.span.start()..title.span.end(), "");
    }
    text
}

fn report(set: String, dir: &Path, pages: &[PageScore]) -> SetReport {
    let shingles: Vec<Counts> = pages.iter().filter_map(|p| p.shingles).collect();
    let characters: Vec<Counts> = pages.iter().filter_map(|p| p.characters).collect();
    let bags: Vec<f64> = pages.iter().filter_map(|p| p.bag).map(page_f1).collect();
    let mut figures = Vec::new();
    if !shingles.is_empty() {
        let (p, r, f) = mean_pr(&shingles);
        figures.extend([
            ("pages", Figure::Count(shingles.len())),
            ("empty", Figure::Count(pages.iter().filter(|p| p.empty).count())),
            ("P", Figure::Number(p)),
            ("R", Figure::Number(r)),
            ("shingleF1", Figure::Number(f)),
            ("cjkF1", Figure::Number(mean_pr(&characters).2)),
            ("tokenF1", Figure::Number(mean(bags.iter().copied()))),
            (
                "bad",
                Figure::Number(share(bags.iter().filter(|x| **x < 0.8).count(), bags.len())),
            ),
        ]);
    }
    let sum = |part: fn(&PageScore) -> (usize, usize)| {
        pages.iter().map(part).fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1))
    };
    let (kept, wanted) = sum(|p| p.kept);
    let (leaked, unwanted) = sum(|p| p.leaked);
    if wanted + unwanted > 0 {
        figures.extend([
            (
                "snippetF1",
                Figure::Number(2.0 * kept as f64 / (kept + leaked + wanted).max(1) as f64),
            ),
            ("kept", Figure::Number(share(kept, wanted))),
            ("leaked", Figure::Number(share(leaked, unwanted))),
        ]);
    }
    let bad = pages
        .iter()
        .map(|page| match page.shingles {
            Some(counts) => {
                let (p, r) = page_pr(counts);
                BadRow {
                    score: f1(p, r),
                    words: format!("{}  P {p:.2} R {r:.2}  {}", page.id, page.head),
                }
            }
            None => {
                let right = page.kept.0 + page.leaked.1 - page.leaked.0;
                BadRow {
                    score: share(right, page.kept.1 + page.leaked.1),
                    words: format!(
                        "{}  kept {}/{} leaked {}/{}  {}",
                        page.id, page.kept.0, page.kept.1, page.leaked.0, page.leaked.1, page.head
                    ),
                }
            }
        })
        .collect();
    SetReport {
        suite: "extraction",
        set,
        figures,
        details: Vec::new(),
        bad,
        data: vec![dir.join("gold.json"), dir.join("pages")],
    }
}
