//! Measures the names stage on files of tagged tokens (IOB2: PER, ORG, LOC): exact span and type.
//! `cargo run --release -p onrecord-packs --example names -- FILE… [--show] [--time]`
//! With `--train OUT.weights` the files are learnt from instead; with `--weights FILE` other weights are measured.
//! What does not live here: the yardsticks of the whole program (`eval/`).

mod samples;

use std::collections::BTreeMap;

use onrecord_model::view::View;
use onrecord_model::{Anchor, Article, Document, Language, NameKind, Span};
use onrecord_read::read;
use onrecord_text::names;

use samples::{Sample, gum_samples, samples};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut files = Vec::new();
    let (mut show, mut time, mut mentions) = (false, false, false);
    let (mut out, mut weights) = (None, None);
    let (mut rounds, mut caution) = (8, 0.0);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--show" => show = true,
            "--mentions" => mentions = true,
            "--time" => time = true,
            "--train" => out = arguments.next(),
            "--weights" => weights = arguments.next(),
            "--rounds" => rounds = arguments.next().unwrap_or_default().parse()?,
            "--caution" => caution = arguments.next().unwrap_or_default().parse()?,
            _ => files.push(argument),
        }
    }
    let mut packs = onrecord_packs::embedded();
    if let Some(out) = out {
        return train(&packs, &files, &out, rounds, caution);
    }
    if let Some(weights) = weights {
        let bytes = std::fs::read(weights)?;
        for lang in [Language::English, Language::Chinese] {
            if let Some(pack) = packs.of_mut(lang) {
                pack.names.set_weights(bytes.clone());
            }
        }
    }
    if mentions {
        for file in &files {
            let text = std::fs::read_to_string(file)?;
            let article = Article::of_text(&text, Language::by_script(&text));
            for m in read(&article, &packs, &Anchor::default()).mentions {
                let entity = m.entity.as_deref().unwrap_or("-");
                println!("{:?}\t{}\t{entity}\t{}", m.kind, m.span.of(&text), m.rule);
            }
        }
        return Ok(());
    }
    for file in &files {
        let lang = language(file);
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
            let documents: Vec<Document<'_>> = articles
                .iter()
                .map(|a| Document::of(a, &packs.sentence_words))
                .collect();
            let start = std::time::Instant::now();
            let rounds = 20;
            let mut count = 0;
            for _ in 0..rounds {
                for document in &documents {
                    count += names::find(document, &pack.names, &packs.ground.catalogue, &[], &[]).len();
                }
            }
            let each = start.elapsed().as_secs_f64() / rounds as f64 / documents.len() as f64;
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

/// Learns weights from all the files, which are of one language.
fn train(
    packs: &onrecord_read::Packs,
    files: &[String],
    out: &str,
    rounds: usize,
    caution: f32,
) -> Result<(), Box<dyn std::error::Error>> {
    let mut all: Vec<Sample> = Vec::new();
    let lang = language(files.first().ok_or("name the files to learn from")?);
    for file in files {
        let source = std::fs::read_to_string(file)?;
        all.extend(if file.ends_with(".conllu") {
            gum_samples(&source)
        } else {
            samples(&source)
        });
    }
    // The stages read views, so the tagger learns from views.
    let views: Vec<View<'_>> = all.iter().map(|s| View::of(&s.text)).collect();
    let articles: Vec<Article> = views.iter().map(|v| Article::of_text(&v.text, lang)).collect();
    let lessons: Vec<(Document<'_>, Vec<(Span, NameKind)>)> = articles
        .iter()
        .zip(all.iter().zip(&views))
        .map(|(article, (sample, view))| {
            let gold = sample.gold.iter().map(|(span, tag)| {
                let kind = match *tag {
                    "PER" => NameKind::Person,
                    "ORG" => NameKind::Org,
                    _ => NameKind::Place,
                };
                (view.forth(*span), kind)
            });
            (Document::of(article, &packs.sentence_words), gold.collect())
        })
        .collect();
    let pack = packs.of(lang).ok_or("no pack")?;
    std::fs::write(
        out,
        names::train(&lessons, &pack.names, &packs.ground.catalogue, rounds, caution),
    )?;
    Ok(())
}

fn language(file: &str) -> Language {
    if file.contains("zh_") {
        Language::Chinese
    } else {
        Language::English
    }
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
