//! Measures the names stage on files of tagged tokens (IOB2: PER, ORG, LOC): exact span and type.
//! `cargo run --release -p onrecord-packs --example names -- FILE… [--show] [--time]`
//! What does not live here: the yardsticks of the whole program (`eval/`).

use std::collections::{BTreeMap, BTreeSet};

use onrecord_core::{Anchor, Article, Document, Language, NameKind, Span, names, read};

/// A stretch of sentences read as one text, with its gold names.
#[derive(Default)]
struct Sample {
    text: String,
    gold: BTreeSet<(Span, &'static str)>,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut files = Vec::new();
    let (mut show, mut time) = (false, false);
    for argument in std::env::args().skip(1) {
        match argument.as_str() {
            "--show" => show = true,
            "--time" => time = true,
            _ => files.push(argument),
        }
    }
    let packs = onrecord_packs::embedded();
    for file in &files {
        let lang = if file.contains("zh_") {
            Language::Chinese
        } else {
            Language::English
        };
        let samples = samples(&std::fs::read_to_string(file)?);
        if time {
            let articles: Vec<Article> = samples.iter().map(|s| Article::of_text(&s.text, lang)).collect();
            let bytes: usize = samples.iter().map(|s| s.text.len()).sum();
            let pack = packs.of(lang).ok_or("no pack")?;
            // One text of about 5 kB each, as an article has.
            let mut joined = vec![String::new()];
            for article in &articles {
                if joined.last().is_some_and(|j| j.len() > 5_000) {
                    joined.push(String::new());
                }
                let last = joined.last_mut().ok_or("empty")?;
                last.push_str(&article.text);
                last.push('\n');
            }
            let articles: Vec<Article> = joined.iter().map(|t| Article::of_text(t, lang)).collect();
            let documents: Vec<Document<'_>> = articles.iter().map(Document::of).collect();
            let start = std::time::Instant::now();
            let rounds = 20;
            let mut count = 0;
            for _ in 0..rounds {
                for document in &documents {
                    count += names::find(document, &pack.names, &packs.catalogue).len();
                }
            }
            let each = start.elapsed().as_secs_f64() / f64::from(rounds) / documents.len() as f64;
            println!(
                "{file}: {:.3} ms a text of {} bytes, {} mentions a round",
                each * 1e3,
                bytes / documents.len(),
                count / rounds as usize
            );
            continue;
        }
        let mut tally: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
        for sample in &samples {
            let article = Article::of_text(&sample.text, lang);
            let reading = read(&article, &packs, &Anchor::default());
            let found: BTreeMap<(Span, &'static str), &str> = reading
                .mentions
                .iter()
                .filter_map(|m| Some(((m.span, tag(m.kind)?), &*m.rule)))
                .collect();
            for (span, kind) in found.keys() {
                for kind in [*kind, "all"] {
                    let row = tally.entry(kind).or_default();
                    row[1] += 1;
                }
                if sample.gold.contains(&(*span, *kind)) {
                    for kind in [*kind, "all"] {
                        tally.entry(kind).or_default()[0] += 1;
                    }
                } else if show {
                    println!(
                        "extra  {kind} {:?} by {} in {}",
                        span.of(&sample.text),
                        found[&(*span, *kind)],
                        around(&sample.text, *span)
                    );
                }
            }
            for (span, kind) in &sample.gold {
                for kind in [*kind, "all"] {
                    tally.entry(kind).or_default()[2] += 1;
                }
                if show && !found.contains_key(&(*span, *kind)) {
                    println!(
                        "missed {kind} {:?} in {}",
                        span.of(&sample.text),
                        around(&sample.text, *span)
                    );
                }
            }
        }
        println!("{file}");
        for (kind, [right, found, gold]) in tally {
            let (p, r) = (
                right as f64 / found.max(1) as f64,
                right as f64 / gold.max(1) as f64,
            );
            println!(
                "  {kind:4} P {p:.3}  R {r:.3}  F1 {:.3}   ({right} right, {found} found, {gold} gold)",
                2.0 * p * r / (p + r).max(1e-9)
            );
        }
    }
    Ok(())
}

fn around(text: &str, span: Span) -> &str {
    let mut start = span.start().saturating_sub(60);
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let mut end = (span.end() + 60).min(text.len());
    while !text.is_char_boundary(end) {
        end += 1;
    }
    &text[start..end]
}

fn tag(kind: NameKind) -> Option<&'static str> {
    Some(match kind {
        NameKind::Person => "PER",
        NameKind::Org | NameKind::Authority | NameKind::Outlet => "ORG",
        NameKind::Place | NameKind::Facility => "LOC",
        NameKind::Product | NameKind::Document => return None,
    })
}

/// Sentences; those of one news document are read together where the file keeps documents.
fn samples(source: &str) -> Vec<Sample> {
    let mut samples: Vec<Sample> = Vec::new();
    let mut document = String::new();
    let mut at = 0;
    let mut open: Option<(Span, &'static str)> = None;
    for line in source.lines() {
        if let Some(id) = line.strip_prefix("# newdoc id = ") {
            document = id.to_owned();
            samples.push(Sample::default());
        } else if let Some(text) = line.strip_prefix("# text = ") {
            if document.is_empty() || document.starts_with("batch") || samples.is_empty() {
                samples.push(Sample::default());
            }
            if let Some(sample) = samples.last_mut() {
                if !sample.text.is_empty() {
                    sample.text.push('\n');
                }
                at = sample.text.len();
                sample.text.push_str(text);
            }
        } else if let Some(sample) = samples.last_mut() {
            let mut columns = line.split('\t');
            let (Some(_), Some(word), Some(tag)) = (columns.next(), columns.next(), columns.next()) else {
                sample.gold.extend(open.take());
                continue;
            };
            // Sources normalise quotation marks; what is not found is stepped over.
            let Some(start) = sample.text[at..].find(word).map(|i| i + at) else {
                continue;
            };
            let span = Span::new(start, start + word.len());
            at = span.end();
            match tag {
                "B-PER" | "B-ORG" | "B-LOC" => {
                    sample.gold.extend(open.take());
                    let kind = match tag {
                        "B-PER" => "PER",
                        "B-ORG" => "ORG",
                        _ => "LOC",
                    };
                    open = Some((span, kind));
                }
                "I-PER" | "I-ORG" | "I-LOC" => {
                    if let Some((name, _)) = &mut open {
                        *name = name.cover(span);
                    }
                }
                _ => sample.gold.extend(open.take()),
            }
        }
    }
    samples
}
