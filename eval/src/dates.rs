//! The publication date: right, wrong or missing.
//! What does not live here: dates inside texts (see `times`).

use anyhow::Result;
use serde::Deserialize;

use crate::Options;
use crate::engine::{Engine, each, load, page_set};
use crate::measure::{f1, share};
use crate::report::{BadRow, Figure, SetReport};

#[derive(Deserialize)]
struct Gold {
    date: Option<String>,
    url: Option<String>,
}

/// Scores the set, where it is there.
pub fn run(engine: &Engine, options: &Options) -> Result<Vec<SetReport>> {
    let dir = options.dir.join("dates");
    if !dir.is_dir() || !options.wants("dates") {
        println!("dates: skipped, no data");
        return Ok(Vec::new());
    }
    let (gold, files) = page_set::<Gold>(&dir)?;
    let rows: Vec<(&String, &str, &Gold)> = gold
        .iter()
        .filter_map(|(id, g)| Some((id, first_ten(g.date.as_deref()?), g)))
        .filter(|(_, date, _)| !date.is_empty())
        .collect();
    let found: Vec<Result<Option<String>>> = each(&rows, options.jobs, |(id, _, _)| {
        let Some(path) = files.get(*id) else {
            return Ok(None);
        };
        let page = engine.page(&load(path)?, id);
        Ok(page
            .and_then(|p| p.article.published)
            .and_then(|p| p.date)
            .map(|d| d.to_string()))
    });
    let (mut right, mut wrong, mut missing) = (0, 0, 0);
    let mut bad = Vec::new();
    for ((id, wanted, gold), found) in rows.iter().zip(found) {
        let found = found?;
        let score = match &found {
            None => {
                missing += 1;
                0.5
            }
            Some(date) if date == wanted => {
                right += 1;
                continue;
            }
            Some(_) => {
                wrong += 1;
                0.0
            }
        };
        bad.push(BadRow {
            score,
            words: format!(
                "{id}  wanted {wanted} found {}  {}",
                found.as_deref().unwrap_or("nothing"),
                gold.url.as_deref().unwrap_or("")
            ),
        });
    }
    let (p, r) = (share(right, right + wrong), share(right, right + missing));
    Ok(vec![SetReport {
        suite: "dates",
        set: "publication date".into(),
        figures: vec![
            ("pages", Figure::Count(rows.len())),
            ("accuracy", Figure::Number(share(right, rows.len()))),
            ("P", Figure::Number(p)),
            ("R", Figure::Number(r)),
            ("F1", Figure::Number(f1(p, r))),
        ],
        details: Vec::new(),
        bad,
        data: vec![dir.join("gold.json"), dir.join("pages")],
    }])
}

fn first_ten(date: &str) -> &str {
    date.get(..10).unwrap_or(date)
}
