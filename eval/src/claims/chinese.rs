//! The Chinese claims: modality in five classes, polarity, class of source, time.
//! What does not live here: the classes of sources.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use jiff::civil::Date;
use onrecord::{Claim, Interval, Modality, Polarity, Reading};
use serde::Deserialize;

use super::{Counts, Place, matched, source_type};
use crate::Options;
use crate::engine::Engine;
use crate::measure::overlap;
use crate::records::{self, Row};
use crate::report::SetReport;

/// A story of the gold: its pages, and the questions that they answer.
#[derive(Deserialize)]
pub(super) struct Story {
    #[serde(default)]
    pub story: String,
    #[serde(default)]
    pub pages: Vec<Page>,
    #[serde(default)]
    pub matters: Vec<super::judged::Question>,
}

#[derive(Deserialize)]
pub(super) struct Page {
    pub id: String,
    /// True if every claim of the page is annotated.
    exhaustive: bool,
    pub claims: Vec<GoldClaim>,
    ignore: Vec<Stretch>,
}

#[derive(Deserialize)]
struct Stretch {
    start: usize,
    end: usize,
}

#[derive(Deserialize)]
pub(super) struct GoldClaim {
    pub id: String,
    pub start: usize,
    pub end: usize,
    modality: String,
    pub polarity: String,
    source_type: String,
    time: Option<String>,
    pub matter: String,
    pub origin_key: String,
}

#[derive(Deserialize)]
pub(super) struct NoGold {}

/// The stories of a folder, in the order of their files.
pub(super) fn stories(folder: &Path) -> Result<Vec<Story>> {
    let listed =
        std::fs::read_dir(folder).with_context(|| format!("{}: cannot be listed", folder.display()))?;
    let mut files = listed
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<Vec<PathBuf>>>()?;
    files.sort();
    let story = |file: PathBuf| {
        let text =
            std::fs::read_to_string(&file).with_context(|| format!("{}: cannot be read", file.display()))?;
        serde_json::from_str::<Story>(&text).with_context(|| format!("{}: is no gold", file.display()))
    };
    files.into_iter().map(story).collect()
}

/// The claims of a page's gold that were found, each with the claim that matches it, the best match first.
pub(super) fn found(page: &Page, reading: &Reading, text: &str) -> Vec<(usize, usize)> {
    let found: Vec<Found> = reading
        .claims
        .iter()
        .map(|c| Found::of(reading, c, text))
        .collect();
    pair(page, &found)
}

fn pair(page: &Page, found: &[Found]) -> Vec<(usize, usize)> {
    let wanted: Vec<Place> = page.claims.iter().map(|c| (c.start, c.end)).collect();
    let places: Vec<Place> = found.iter().map(|f| f.place).collect();
    let (pairs, scores) = matched(&wanted, &places, |i, j| found[j].agreeing(&page.claims[i]));
    let mut pairs: Vec<(usize, usize)> = pairs.into_iter().collect();
    pairs.sort_by_key(|(i, j)| {
        let (union, agree) = scores[&(*i, *j)];
        (-union, -agree, *i, *j)
    });
    swap(&mut pairs, &scores);
    pairs
}

/// Scores `zh.jsonl` against the stories in `zh_gold`.
pub fn run(engine: &Engine, options: &Options, dir: &Path) -> Result<SetReport> {
    let (texts, folder) = (dir.join("zh.jsonl"), dir.join("zh_gold"));
    let stories = stories(&folder)?;
    let mut pages: BTreeMap<&str, &Page> = stories
        .iter()
        .flat_map(|s| &s.pages)
        .map(|p| (p.id.as_str(), p))
        .collect();
    let mut counts = Counts::default();
    for (row, reading) in records::read::<NoGold>(engine, options, &texts)? {
        if let Some(page) = pages.remove(row.id.as_str()) {
            counts.chinese(page, &row, &reading);
        }
    }
    for (id, page) in pages {
        counts.nothing(id, page.claims.len());
    }
    let labels = [
        "modality",
        "source",
        "polarity",
        "time",
        "denied",
        "noComment",
        "hedged",
    ];
    Ok(counts.report("zh", &labels, vec![texts, folder]))
}

/// A found claim in the gold's vocabulary.
struct Found {
    place: Place,
    modality: &'static str,
    polarity: &'static str,
    source: &'static str,
    time: Option<String>,
}

impl Found {
    fn of(reading: &Reading, claim: &Claim, text: &str) -> Found {
        // What still needs a permit is a plan and no permit yet.
        let pending = claim.kind == "licence"
            && claim.state.as_deref() == Some("sought")
            && ["尚需", "仍需", "还需", "有待", "尚待", "仍待", "还待", "待批"]
                .iter()
                .any(|w| claim.span.of(text).contains(w));
        let modality = if pending { "planned" } else { modality(claim) };
        let polarity = match modality {
            _ if pending => "neg",
            "no_comment" => "none",
            "denied" => "neg",
            _ if claim.polarity == Polarity::Negated => "neg",
            _ => "pos",
        };
        Found {
            place: (claim.span.start(), claim.span.end()),
            modality,
            polarity,
            source: source_type::of(reading, claim, text),
            time: written(&claim.time).or_else(|| written(&claim.said)),
        }
    }

    fn agreeing(&self, gold: &GoldClaim) -> usize {
        usize::from(gold.modality == self.modality)
            + usize::from(gold.polarity == self.polarity)
            + usize::from(gold.source_type == self.source)
    }
}

impl Counts {
    fn chinese(&mut self, page: &Page, row: &Row<NoGold>, reading: &Reading) {
        let wanted: Vec<Place> = page.claims.iter().map(|c| (c.start, c.end)).collect();
        let found: Vec<Found> = reading
            .claims
            .iter()
            .map(|c| Found::of(reading, c, &row.text))
            .collect();
        let pairs: BTreeMap<usize, usize> = pair(page, &found).into_iter().collect();
        self.gold += wanted.len();
        self.hit += pairs.len();
        let taken: BTreeSet<usize> = pairs.values().copied().collect();
        for (j, claim) in found.iter().enumerate() {
            let (start, end) = claim.place;
            let ignored: usize = page
                .ignore
                .iter()
                .map(|x| overlap(claim.place, (x.start, x.end)))
                .sum();
            if taken.contains(&j) || ignored * 2 >= end - start {
                continue;
            }
            // On pages annotated in part only what lies on a gold claim can be called wrong.
            let near = wanted
                .iter()
                .any(|g| overlap(*g, claim.place) as f64 > 0.3 * (g.1 - g.0).min(end - start) as f64);
            if page.exhaustive || near {
                self.extra(&page.id, &reading.claims[j], &row.text);
            }
        }
        for (i, gold) in page.claims.iter().enumerate() {
            let class = match gold.modality.as_str() {
                "denied" => Some("denied"),
                "no_comment" => Some("noComment"),
                "hedged" => Some("hedged"),
                _ => None,
            };
            let words = &row.text[gold.start..gold.end];
            let Some(claim) = pairs.get(&i).map(|j| &found[*j]) else {
                if let Some(class) = class {
                    self.tally.add(class, false);
                }
                self.note(
                    0.0,
                    format!(
                        "{} missed {} {}: {words}",
                        gold.id, gold.modality, gold.source_type
                    ),
                );
                continue;
            };
            if let Some(class) = class {
                self.tally.add(class, claim.modality == gold.modality);
            }
            let right = [
                ("modality", gold.modality == claim.modality),
                ("polarity", gold.polarity == claim.polarity),
                ("source", gold.source_type == claim.source),
            ];
            for (name, fits) in right {
                self.tally.add(name, fits);
            }
            let joint = right.iter().all(|(_, fits)| *fits);
            self.tally.add("joint", joint);
            if let Some(time) = gold.time.as_deref().filter(|t| !t.is_empty()) {
                self.tally
                    .add("time", claim.time.as_deref().is_some_and(|t| same_time(time, t)));
            }
            if !joint {
                let wrong: Vec<String> = right
                    .iter()
                    .filter(|(_, fits)| !fits)
                    .map(|(name, _)| match *name {
                        "modality" => format!("{} for {}", claim.modality, gold.modality),
                        "polarity" => format!("{} for {}", claim.polarity, gold.polarity),
                        _ => format!("{} for {}", claim.source, gold.source_type),
                    })
                    .collect();
                self.note(0.5, format!("{} {}: {words}", gold.id, wrong.join(", ")));
            }
        }
    }
}

/// Exchanges the partners of two pairs if both agree better that way.
fn swap(items: &mut [(usize, usize)], scores: &BTreeMap<Place, (i64, i64)>) {
    for x in 0..items.len() {
        for y in x + 1..items.len() {
            let ((i, j), (k, l)) = (items[x], items[y]);
            let at = |pair| scores.get(&pair).copied();
            if let (Some(il), Some(kj), Some(ij), Some(kl)) = (at((i, l)), at((k, j)), at((i, j)), at((k, l)))
                && (il.0 + kj.0, il.1 + kj.1) > (ij.0 + kl.0, ij.1 + kl.1)
            {
                items[x] = (i, l);
                items[y] = (k, j);
            }
        }
    }
}

fn modality(claim: &Claim) -> &'static str {
    match (claim.kind.as_str(), claim.state.as_deref()) {
        ("response", Some("no_comment" | "not_responded" | "no_information")) => return "no_comment",
        ("response", Some("denied")) => return "denied",
        _ => {}
    }
    match claim.modality {
        Modality::Planned | Modality::Expected | Modality::Goal => "planned",
        Modality::Possible | Modality::Speculated | Modality::Rumoured | Modality::Inferred => "hedged",
        Modality::Imminent if claim.state.as_deref() == Some("near") => "hedged",
        Modality::Imminent => "planned",
        Modality::Asserted => "asserted",
    }
}

/// An interval as the gold writes times: day, month, quarter, half, year, or two days with `;` between.
fn written(interval: &Interval) -> Option<String> {
    let clock = |d: jiff::civil::DateTime| d.time() != jiff::civil::Time::midnight();
    let (from, to) = match (interval.from, interval.to) {
        (None, None) => return None,
        (Some(from), None) => return Some(from.date().to_string()),
        (None, Some(to)) if clock(to.at) => return Some(to.date().to_string()),
        (None, Some(to)) => return to.date().yesterday().ok().map(|d| d.to_string()),
        (Some(from), Some(to)) => (from, to),
    };
    let (a, b): (Date, Date) = (from.date(), to.date());
    if clock(to.at) || a == b || a.tomorrow().is_ok_and(|next| next == b) {
        return Some(a.to_string());
    }
    if a.day() == 1 && b.day() == 1 {
        let months =
            (i32::from(b.year()) - i32::from(a.year())) * 12 + i32::from(b.month()) - i32::from(a.month());
        let (year, month) = (a.year(), a.month());
        match months {
            1 => return Some(format!("{year}-{month:02}")),
            12 if month == 1 => return Some(year.to_string()),
            3 if month % 3 == 1 => return Some(format!("{year}-Q{}", (month - 1) / 3 + 1)),
            6 if month == 1 || month == 7 => {
                return Some(format!("{year}-H{}", if month == 1 { 1 } else { 2 }));
            }
            _ => {}
        }
    }
    let last = b.yesterday().ok()?;
    Some(format!("{a};{last}"))
}

/// True if any time of the gold is any time found, or holds it (a month its days, a quarter or half its months).
fn same_time(gold: &str, found: &str) -> bool {
    let parts = |t: &str| t.split(';').map(|p| p.trim().to_owned()).collect::<Vec<_>>();
    parts(gold).iter().any(|a| {
        parts(found).iter().any(|b| {
            if a == b || !a.contains(['H', 'Q']) && b.starts_with(&format!("{a}-")) {
                return true;
            }
            let Some((year, part)) = a.split_once('-') else {
                return false;
            };
            let month: Option<u8> = b
                .strip_prefix(year)
                .and_then(|rest| rest.strip_prefix('-'))
                .and_then(|rest| rest.get(..2))
                .and_then(|m| m.parse().ok());
            match (part, month) {
                ("H1", Some(m)) => m <= 6,
                ("H2", Some(m)) => m > 6,
                (quarter, Some(m)) => {
                    quarter.strip_prefix('Q').and_then(|q| q.parse::<u8>().ok()) == Some((m - 1) / 3 + 1)
                }
                _ => false,
            }
        })
    })
}
