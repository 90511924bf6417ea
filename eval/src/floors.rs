//! Floors: figures that must not fall, each with the hash of the data it was taken on.
//! What does not live here: the figures.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::report::SetReport;

#[derive(Deserialize)]
struct Floors {
    #[serde(default)]
    floor: Vec<Floor>,
}

#[derive(Deserialize)]
struct Floor {
    suite: String,
    set: String,
    measure: String,
    at_least: Option<f64>,
    at_most: Option<f64>,
    /// SHA-256 of the data, in hex.
    data: String,
}

fn file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("floors.toml")
}

/// Compares what was measured with the floors of the same sets; false where one is not reached.
pub fn check(reports: &[SetReport]) -> Result<bool> {
    let path = file();
    let text =
        std::fs::read_to_string(&path).with_context(|| format!("{}: cannot be read", path.display()))?;
    let floors: Floors =
        toml::from_str(&text).with_context(|| format!("{}: is no list of floors", path.display()))?;
    println!("\nfloors");
    let (mut held, mut skipped, mut below) = (0, 0, 0);
    for floor in &floors.floor {
        let name = format!("{} / {} / {}", floor.suite, floor.set, floor.measure);
        let Some(report) = reports
            .iter()
            .find(|r| r.suite == floor.suite && r.set == floor.set)
        else {
            skipped += 1;
            println!("  skipped   {name}: not measured, no data or another suite");
            continue;
        };
        if hash(report)? != floor.data {
            skipped += 1;
            println!("  skipped   {name}: taken on other data");
            continue;
        }
        let got = report.figure(&floor.measure);
        let low = floor.at_least.is_some_and(|least| got.is_none_or(|g| g < least));
        let high = floor.at_most.is_some_and(|most| got.is_none_or(|g| g > most));
        let got = got.map_or("nothing".to_owned(), |g| format!("{g:.4}"));
        if low || high {
            below += 1;
            let bound = floor
                .at_least
                .map(|b| format!("at least {b}"))
                .or(floor.at_most.map(|b| format!("at most {b}")))
                .unwrap_or_default();
            println!("  BELOW     {name}: {got}, wanted {bound}");
        } else {
            held += 1;
        }
    }
    println!("  {held} held, {skipped} skipped, {below} below");
    Ok(below == 0)
}

/// What is worth a floor, and how far a figure may fall by a harmless change: a claim or two where there are few.
const WATCHED: &[(&str, &[&str], f64)] = &[
    ("extraction", &["shingleF1", "cjkF1", "snippetF1"], 0.004),
    ("dates", &["accuracy", "F1"], 0.004),
    ("times", &["relaxedF1", "valueRecall", "newsRecall"], 0.01),
    ("quantities", &["relaxedF1", "valueRecall", "newsRecall"], 0.01),
    (
        "attribution",
        &["contentJ50", "withSource", "kind", "countOutlet"],
        0.02,
    ),
    (
        "claims",
        &[
            "recall",
            "precision",
            "ofGold",
            "ofFound",
            "modality",
            "speaker",
            "source",
            "polarity",
            "subject",
            "time",
        ],
        0.02,
    ),
    ("stories", &["BcubedF"], 0.01),
    ("origins", &["pairP", "pairF"], 0.02),
    ("status", &["exact", "exactOwn"], 0.015),
    ("headlines", &["wantRecall", "clean"], 0.03),
    ("seeds", &["bodyF1", "found", "foundAndRight", "precision"], 0.06),
];
/// Sets with fewer rows swing too far for a floor.
const FEWEST: f64 = 50.0;

/// Prints the watched figures as floors.
pub fn write(reports: &[SetReport]) -> Result<()> {
    println!();
    for report in reports {
        let Some((_, measures, slack)) = WATCHED.iter().find(|(suite, ..)| *suite == report.suite) else {
            continue;
        };
        if report.figure("gold").is_some_and(|n| n < FEWEST) {
            continue;
        }
        let data = hash(report)?;
        for measure in *measures {
            let Some(value) = report.figure(measure) else {
                continue;
            };
            let at_least = ((value - slack) * 1000.0).floor().max(0.0) / 1000.0;
            println!(
                "[[floor]]\nsuite = {:?}\nset = {:?}\nmeasure = {measure:?}\nat_least = {at_least:.3}\ndata = {data:?}\n",
                report.suite, report.set
            );
        }
    }
    Ok(())
}

/// Hash over names and bytes of the files a report was taken on.
fn hash(report: &SetReport) -> Result<String> {
    let mut files = Vec::new();
    for path in &report.data {
        if path.is_dir() {
            for entry in std::fs::read_dir(path)? {
                files.push(entry?.path());
            }
        } else {
            files.push(path.clone());
        }
    }
    files.sort();
    let mut hasher = Sha256::new();
    for file in files.iter().filter(|f| f.is_file()) {
        let name = file.file_name().unwrap_or_default();
        hasher.update(name.as_encoded_bytes());
        hasher.update([0]);
        let bytes = std::fs::read(file).with_context(|| format!("{}: cannot be read", file.display()))?;
        hasher.update((bytes.len() as u64).to_le_bytes());
        hasher.update(&bytes);
    }
    Ok(hasher.finalize().iter().map(|b| format!("{b:02x}")).collect())
}
