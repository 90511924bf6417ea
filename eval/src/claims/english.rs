//! The English claims: kind, polarity, modality, speaker, subject, time; denials and refusals apart.
//! What does not live here: how gold and found are paired.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, Result};
use onrecord::{Claim, Interval, SpeakerKind};
use serde::Deserialize;

use super::{Counts, Place, Tally, matched};
use crate::Options;
use crate::engine::Engine;
use crate::measure::overlap;
use crate::records::{self, Row};
use crate::report::SetReport;

#[derive(Deserialize)]
struct Gold {
    pages: Vec<Page>,
}

#[derive(Deserialize)]
struct Page {
    id: String,
    /// From here on only answers and unnamed sources are annotated.
    cut: usize,
    claims: Vec<GoldClaim>,
    /// Neither wanted nor wrong.
    optional: Vec<[usize; 2]>,
}

#[derive(Deserialize)]
struct GoldClaim {
    id: String,
    span: [usize; 2],
    kind: String,
    state: Option<String>,
    #[serde(default)]
    kind_alt: Vec<(String, Option<String>)>,
    polarity: Option<String>,
    #[serde(default)]
    polarity_alt: Vec<String>,
    modality: String,
    #[serde(default)]
    modality_alt: Vec<String>,
    speaker: String,
    #[serde(default)]
    speaker_alt: Vec<String>,
    subject: Option<String>,
    #[serde(default)]
    time: Option<Vec<Days>>,
}

#[derive(Deserialize)]
struct Days {
    from: Option<String>,
    to: Option<String>,
}

#[derive(Deserialize)]
struct NoGold {}

/// Scores `en.jsonl` against `en_gold.json`.
pub fn run(engine: &Engine, options: &Options, dir: &Path) -> Result<SetReport> {
    let (texts, file) = (dir.join("en.jsonl"), dir.join("en_gold.json"));
    let gold =
        std::fs::read_to_string(&file).with_context(|| format!("{}: cannot be read", file.display()))?;
    let gold: Gold =
        serde_json::from_str(&gold).with_context(|| format!("{}: is no gold", file.display()))?;
    let mut pages: BTreeMap<&str, &Page> = gold.pages.iter().map(|p| (p.id.as_str(), p)).collect();
    let mut counts = Counts::default();
    for (row, reading) in records::read::<NoGold>(engine, options, &texts)? {
        if let Some(page) = pages.remove(row.id.as_str()) {
            counts.english(page, &row, &reading.claims);
        }
    }
    for (id, page) in pages {
        counts.nothing(id, page.claims.len());
    }
    let labels = [
        "kind", "modality", "speaker", "polarity", "subject", "time", "refusals",
    ];
    Ok(counts.report("en", &labels, vec![texts, file]))
}

impl Counts {
    fn english(&mut self, page: &Page, row: &Row<NoGold>, claims: &[Claim]) {
        let wanted: Vec<Place> = page.claims.iter().map(|c| (c.span[0], c.span[1])).collect();
        let found: Vec<Place> = claims.iter().map(|c| (c.span.start(), c.span.end())).collect();
        let (pairs, _) = matched(&wanted, &found, |i, j| {
            Labels::of(&page.claims[i], &claims[j]).agreeing()
        });
        self.gold += wanted.len();
        self.hit += pairs.len();
        let taken: BTreeSet<usize> = pairs.values().copied().collect();
        for (j, place) in found.iter().enumerate() {
            let optional: usize = page.optional.iter().map(|o| overlap(*place, (o[0], o[1]))).sum();
            if !taken.contains(&j) && place.0 < page.cut && optional * 2 < place.1 - place.0 {
                self.extra(&page.id, &claims[j], &row.text);
            }
        }
        for (i, gold) in page.claims.iter().enumerate() {
            let refusal = matches!(
                gold.state.as_deref(),
                Some("denied" | "no_comment" | "not_responded")
            );
            let words = &row.text[wanted[i].0..wanted[i].1];
            let Some(j) = pairs.get(&i) else {
                if gold.kind == "response" && refusal {
                    self.tally.add("refusals", false);
                }
                self.note(
                    0.0,
                    format!("{} missed {} {}: {words}", gold.id, gold.kind, gold.speaker),
                );
                continue;
            };
            let claim = &claims[*j];
            let labels = Labels::of(gold, claim);
            if gold.kind == "response" && refusal {
                self.tally
                    .add("refusals", claim.kind == "response" && claim.state == gold.state);
            }
            labels.count(&mut self.tally);
            if let Some(subject) = &gold.subject {
                self.tally.add("subject", subject_fits(subject, claim, &row.text));
            }
            if let Some(times) = gold.time.as_ref().filter(|t| !t.is_empty()) {
                self.tally.add(
                    "time",
                    times
                        .iter()
                        .any(|t| days(&claim.time) == (t.from.clone(), t.to.clone())),
                );
            }
            if !labels.joint() {
                self.note(
                    0.5,
                    format!(
                        "{} wrong {} ({} {:?} {:?} by {}): {words}",
                        gold.id,
                        labels.wrong().join(", "),
                        claim.kind,
                        claim.modality,
                        innermost(claim),
                        claim.rule
                    ),
                );
            }
        }
    }
}

/// Which labels are right; `None` if the gold does not ask.
struct Labels {
    kind: Option<bool>,
    polarity: Option<bool>,
    modality: bool,
    speaker: bool,
    /// Agreement as the pairing counts it.
    plain: usize,
}

impl Labels {
    fn of(gold: &GoldClaim, claim: &Claim) -> Labels {
        let kind = gold.kind == claim.kind || gold.kind_alt.iter().any(|(k, _)| *k == claim.kind);
        let code = claim.polarity.code();
        let modality = claim.modality.code();
        let modality = gold.modality == modality || gold.modality_alt.iter().any(|m| m == modality);
        let speaker = innermost(claim);
        let speaker = gold.speaker == speaker || gold.speaker_alt.iter().any(|s| s == speaker);
        let polarity = gold
            .polarity
            .as_ref()
            .map(|p| p == code || gold.polarity_alt.iter().any(|a| a == code));
        let plain = usize::from(kind)
            + usize::from(gold.polarity.as_deref() == Some(code))
            + usize::from(modality)
            + usize::from(speaker);
        Labels {
            kind: (gold.kind != "other").then_some(kind),
            polarity,
            modality,
            speaker,
            plain,
        }
    }

    fn agreeing(&self) -> usize {
        self.plain
    }

    fn joint(&self) -> bool {
        self.kind.unwrap_or(true) && self.polarity.unwrap_or(true) && self.modality && self.speaker
    }

    fn count(&self, tally: &mut Tally) {
        if let Some(kind) = self.kind {
            tally.add("kind", kind);
        }
        if let Some(polarity) = self.polarity {
            tally.add("polarity", polarity);
        }
        tally.add("modality", self.modality);
        tally.add("speaker", self.speaker);
        tally.add("joint", self.joint());
    }

    fn wrong(&self) -> Vec<&'static str> {
        [
            ("kind", self.kind.unwrap_or(true)),
            ("polarity", self.polarity.unwrap_or(true)),
            ("modality", self.modality),
            ("speaker", self.speaker),
        ]
        .into_iter()
        .filter(|(_, right)| !right)
        .map(|(name, _)| name)
        .collect()
    }
}

/// The innermost speaker's kind; the page's own voice if the chain names none.
fn innermost(claim: &Claim) -> &'static str {
    claim
        .chain
        .iter()
        .rev()
        .map(|s| s.kind)
        .find(|k| *k != SpeakerKind::Own)
        .unwrap_or(SpeakerKind::Own)
        .code()
}

/// True if the subject's name shares a word with the gold's.
fn subject_fits(gold: &str, claim: &Claim, text: &str) -> bool {
    let wanted = words(gold);
    let Some(subject) = &claim.subject else {
        return false;
    };
    let name = if subject.name.is_empty() {
        subject.span.map_or("", |s| s.of(text))
    } else {
        &subject.name
    };
    wanted.is_empty() || words(name).iter().any(|w| wanted.contains(w))
}

fn words(text: &str) -> BTreeSet<String> {
    text.to_lowercase()
        .split(|c: char| !c.is_alphanumeric() && c != '_')
        .filter(|w| !matches!(*w, "" | "the" | "a" | "an" | "of" | "and" | "s"))
        .map(str::to_owned)
        .collect()
}

/// Both ends as civil dates.
fn days(interval: &Interval) -> (Option<String>, Option<String>) {
    let day = |m: Option<onrecord::Moment>| m.map(|m| m.date().to_string());
    (day(interval.from), day(interval.to))
}
