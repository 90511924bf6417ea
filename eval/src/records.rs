//! Text sets: JSON lines of texts with what is to be found in them, read as `onrecord read --records` reads records.
//! What does not live here: how a kind of value is scored.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use jiff::civil::{Date, DateTime};
use onrecord::{Hints, Moment, ReadPage, Reading};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::Options;
use crate::engine::{Engine, each};

/// A row: a text, how it is to be read, and what is to be found in it.
#[derive(Deserialize)]
pub struct Row<G> {
    pub id: String,
    pub text: String,
    reference_date: Option<String>,
    date: Option<String>,
    title: Option<String>,
    #[serde(flatten)]
    pub gold: G,
}

impl<G> Row<G> {
    /// The day or moment that the gold's values rest on.
    pub fn reference_date(&self) -> Option<&str> {
        self.reference_date.as_deref().filter(|d| !d.is_empty())
    }

    fn hints(&self) -> Hints {
        Hints {
            source: self.id.clone(),
            date: self.reference_date().or(self.date.as_deref()).and_then(moment),
            title: self.title.clone().filter(|t| !t.is_empty()),
            ..Hints::default()
        }
    }
}

/// The files of a folder that `wants` takes by their stem, sorted.
pub fn sets(options: &Options, folder: &str, wants: impl Fn(&str) -> bool) -> Result<Vec<(String, PathBuf)>> {
    let dir = options.dir.join(folder);
    if !dir.is_dir() {
        println!("{folder}: skipped, no data");
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for entry in std::fs::read_dir(&dir).with_context(|| format!("{}: cannot be listed", dir.display()))? {
        let path = entry?.path();
        let stem = path.file_stem().and_then(|s| s.to_str()).unwrap_or("").to_owned();
        if path.extension().is_some_and(|e| e == "jsonl") && wants(&stem) && options.wants(&stem) {
            found.push((stem, path));
        }
    }
    found.sort();
    Ok(found)
}

/// The rows of a set with what was read in each; an empty reading where a row gave nothing.
pub fn read<G: DeserializeOwned + Sync>(
    engine: &Engine,
    options: &Options,
    file: &Path,
) -> Result<Vec<(Row<G>, Reading)>> {
    let rows = rows(file)?;
    let readings = each(&rows, options.jobs, |row| {
        engine
            .text(&row.text, &row.hints())
            .map(|r| r.reading)
            .unwrap_or_default()
    });
    Ok(rows.into_iter().zip(readings).collect())
}

/// The rows of a set with the page that was made of each; a row that gives nothing is left out.
pub fn pages<G: DeserializeOwned + Sync>(
    engine: &Engine,
    options: &Options,
    file: &Path,
) -> Result<Vec<(Row<G>, ReadPage)>> {
    let rows = rows(file)?;
    let pages = each(&rows, options.jobs, |row| engine.text(&row.text, &row.hints()));
    let read = rows.into_iter().zip(pages).filter_map(|(row, read)| {
        let read = read?;
        let page = ReadPage {
            page: read.page.page,
            article: read.page.article,
            reading: read.reading,
            learnt: None,
        };
        Some((row, page))
    });
    Ok(read.collect())
}

fn rows<G: DeserializeOwned>(file: &Path) -> Result<Vec<Row<G>>> {
    let text =
        std::fs::read_to_string(file).with_context(|| format!("{}: cannot be read", file.display()))?;
    let lines = text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(n, line)| {
            serde_json::from_str(line).with_context(|| format!("{}:{}: is no row", file.display(), n + 1))
        })
        .collect()
}

/// `YYYY-MM-DD`, or a local date and time.
pub fn moment(text: &str) -> Option<Moment> {
    if text.len() <= 10 {
        text.parse::<Date>().ok().map(Moment::day)
    } else {
        text.parse::<DateTime>().ok().map(Moment::clock)
    }
}
