//! Pages with all their claims as gold, end to end: the two seeds, and their twins in `eval/gold`.
//! What does not live here: the single stages' scores.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use onrecord::{Claim, Modality, Polarity, Published, SpeakerKind};
use serde::Deserialize;

use crate::Options;
use crate::engine::{Engine, Read, load};
use crate::extraction::main_text;
use crate::measure::{overlap, page_f1, share};
use crate::report::{BadRow, Figure, SetReport};
use crate::tokens::{bag_counts, characters_and_words};

#[derive(Deserialize)]
struct Gold {
    documents: BTreeMap<String, Document>,
    entities: BTreeMap<String, Entity>,
    claims: Vec<GoldClaim>,
}

#[derive(Deserialize)]
struct Document {
    file: String,
    title: [usize; 2],
    body: [usize; 2],
    original_title: Option<[usize; 2]>,
    published: serde_json::Value,
}

#[derive(Deserialize)]
struct Entity {
    #[serde(default)]
    zh: Vec<String>,
    #[serde(default)]
    en: Vec<String>,
    #[serde(default)]
    mt: Vec<String>,
}

#[derive(Deserialize)]
struct GoldClaim {
    id: String,
    doc: String,
    worth: String,
    span: Place,
    #[serde(default)]
    also_at: Option<Vec<Place>>,
    subject: Vec<String>,
    predicate: String,
    polarity: String,
    modality: String,
    chain: Vec<Link>,
}

#[derive(Deserialize)]
struct Place {
    text: String,
    start_byte: usize,
    end_byte: usize,
}

#[derive(Deserialize)]
struct Link {
    kind: String,
}

/// A claim with the bytes of the page that it is made of.
type Found<'a> = ((usize, usize), &'a Claim);

/// Scores the twins, and the seeds where they are there.
pub fn run(engine: &Engine, options: &Options) -> Result<Vec<SetReport>> {
    let twins = Path::new(env!("CARGO_MANIFEST_DIR")).join("gold");
    let mut sets = vec![("twin", twins.clone(), twins.join("twins_gold.json"))];
    let seeds_gold = options.dir.join("seeds_gold.json");
    if seeds_gold.is_file() {
        sets.insert(0, ("seed", options.dir.join("../seeds"), seeds_gold));
    } else {
        println!("seeds: skipped, no data; twins follow");
    }
    let mut reports = Vec::new();
    for (name, dir, file) in sets {
        let text =
            std::fs::read_to_string(&file).with_context(|| format!("{}: cannot be read", file.display()))?;
        let gold: Gold =
            serde_json::from_str(&text).with_context(|| format!("{}: is no gold", file.display()))?;
        for (lang, document) in &gold.documents {
            let set = format!("{name} {lang}");
            if options.wants(&set) {
                reports.push(score(engine, &gold, document, set, &dir, &file)?);
            }
        }
    }
    Ok(reports)
}

fn score(
    engine: &Engine,
    gold: &Gold,
    document: &Document,
    set: String,
    dir: &Path,
    gold_file: &Path,
) -> Result<SetReport> {
    let path: PathBuf = dir.join(&document.file);
    let raw = load(&path)?;
    let stem = document.file.split('.').next().unwrap_or("");
    let wanted: Vec<&GoldClaim> = gold.claims.iter().filter(|c| c.doc == stem).collect();
    let mut report = SetReport {
        suite: "seeds",
        set,
        figures: Vec::new(),
        details: Vec::new(),
        bad: Vec::new(),
        data: vec![path, gold_file.to_owned()],
    };
    let Some(read) = engine.read(&raw, stem) else {
        report.details.push("the page gave nothing".into());
        return Ok(report);
    };
    let page = SourceView::of(&read);
    let body = std::str::from_utf8(&raw[document.body[0]..document.body[1]])
        .context("gold body splits a character")?
        .to_lowercase();
    let found = main_text(&read.page.article).to_lowercase();
    let body_f1 = page_f1(bag_counts(
        &characters_and_words(&body),
        &characters_and_words(&found),
    ));
    let parts = [
        document.body,
        document.title,
        document.original_title.unwrap_or(document.title),
    ];
    let stray = page
        .everything()
        .filter(|at| !parts.iter().any(|[a, b]| *a <= at.0 && at.0 < *b))
        .count();

    let claims: Vec<Found<'_>> = read
        .reading
        .claims
        .iter()
        .map(|c| (page.source(c.span), c))
        .collect();
    let (matched, used) = pair(gold, &wanted, &claims, &read);
    let rights: BTreeMap<usize, Right> = matched
        .iter()
        .map(|(i, j)| (*i, Right::of(gold, wanted[*i], claims[*j].1, &read)))
        .collect();
    let core: Vec<usize> = (0..wanted.len()).filter(|i| wanted[*i].worth == "core").collect();
    let found: Vec<&Right> = core.iter().filter_map(|i| rights.get(i)).collect();
    let whole = found.iter().filter(|r| r.all_but_subject()).count();
    report.figures = vec![
        ("bodyF1", Figure::Number(body_f1)),
        ("stray", Figure::Count(stray)),
        ("core", Figure::Count(core.len())),
        ("found", Figure::Number(share(found.len(), core.len()))),
        ("foundAndRight", Figure::Number(share(whole, core.len()))),
        ("claims", Figure::Count(claims.len())),
        ("precision", Figure::Number(share(matched.len(), claims.len()))),
    ];
    let part = |name: &str, right: fn(&Right) -> bool| {
        let n = found.iter().filter(|r| right(r)).count();
        format!("{name} {:.2}", share(n, found.len()))
    };
    report.details.push(format!(
        "right among found: {}",
        [
            part("kind", |r| r.kind),
            part("polarity", |r| r.polarity),
            part("modality", |r| r.modality),
            part("speaker", |r| r.speaker),
            part("subject", |r| r.subject),
        ]
        .join("  ")
    ));
    report.details.push(format!(
        "published: {}  stamps: {}  gold: {}",
        shown(read.page.article.published.as_ref()),
        read.page
            .article
            .stamps
            .iter()
            .map(|s| format!("{} {}", s.date, if s.agrees { "agrees" } else { "disagrees" }))
            .collect::<Vec<_>>()
            .join(", "),
        document.published["inferred"]
    ));
    report.bad = bad_rows(&wanted, &rights, &claims, &used, &read);
    Ok(report)
}

/// Pairs wanted claims with found ones, the likest first, each once: which found one a wanted one got, and which found ones
/// were taken.
fn pair(
    gold: &Gold,
    wanted: &[&GoldClaim],
    claims: &[Found<'_>],
    read: &Read,
) -> (BTreeMap<usize, usize>, Vec<bool>) {
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (i, g) in wanted.iter().enumerate() {
        for (j, (at, claim)) in claims.iter().enumerate() {
            let close = likeness(g, *at);
            if close >= 0.6 {
                let right = Right::of(gold, g, claim, read);
                pairs.push((right.count() as f64 + close, i, j));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut matched: BTreeMap<usize, usize> = BTreeMap::new();
    let mut used = vec![false; claims.len()];
    for (_, i, j) in pairs {
        if !matched.contains_key(&i) && !used[j] {
            matched.insert(i, j);
            used[j] = true;
        }
    }
    (matched, used)
}

/// What was missed, read wrongly, or read without being wanted.
fn bad_rows(
    wanted: &[&GoldClaim],
    rights: &BTreeMap<usize, Right>,
    claims: &[Found<'_>],
    used: &[bool],
    read: &Read,
) -> Vec<BadRow> {
    let mut bad = Vec::new();
    for (i, g) in wanted.iter().enumerate() {
        if g.worth == "color" {
            continue;
        }
        let (score, why) = match rights.get(&i) {
            None => (0.0, "missed".to_owned()),
            Some(right) if right.all_but_subject() => continue,
            Some(right) => (0.5, format!("wrong {}", right.wrong().join(", "))),
        };
        bad.push(BadRow {
            score,
            words: format!("{}  {} {}  {why}: {}", g.id, g.worth, g.predicate, g.span.text),
        });
    }
    for (j, (_, claim)) in claims.iter().enumerate() {
        if !used[j] {
            bad.push(BadRow {
                score: 0.25,
                words: format!(
                    "extra {} by {}: {}",
                    claim.kind,
                    claim.rule,
                    claim.span.of(&read.page.article.text)
                ),
            });
        }
    }
    bad
}

fn shown(published: Option<&Published>) -> String {
    let Some(p) = published else {
        return "nothing".into();
    };
    let date = |d: Option<jiff::civil::Date>| d.map_or("..".to_owned(), |d| d.to_string());
    format!(
        "{} in {}–{} by {:?}",
        date(p.date),
        date(p.earliest),
        date(p.latest),
        p.basis
    )
}

/// Places of the article's text in the page's bytes.
struct SourceView<'a> {
    read: &'a Read,
}

impl<'a> SourceView<'a> {
    fn of(read: &'a Read) -> SourceView<'a> {
        SourceView { read }
    }

    /// Where a span of the text stands in the page, block by block in one line.
    fn source(&self, span: onrecord::Span) -> (usize, usize) {
        self.read
            .page
            .article
            .blocks
            .iter()
            .find(|b| b.span.holds_offset(span.start()))
            .map_or((usize::MAX, usize::MAX), |b| {
                let start = b.source.start + span.start() - b.span.start();
                (start, start + span.len())
            })
    }

    /// Sources of all claims, mentions and times.
    fn everything(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        let reading = &self.read.reading;
        let claims = reading.claims.iter().map(|c| c.span);
        let mentions = reading.mentions.iter().map(|m| m.span);
        let times = reading.times.iter().map(|t| t.span);
        claims.chain(mentions).chain(times).map(|span| self.source(span))
    }
}

/// Share of the shorter of both spans that they have in common; 0 where they share less than a fifth of the longer.
fn likeness(gold: &GoldClaim, at: (usize, usize)) -> f64 {
    let places = std::iter::once(&gold.span).chain(gold.also_at.iter().flatten());
    places
        .map(|p| {
            let (length, other) = (p.end_byte - p.start_byte, at.1.saturating_sub(at.0));
            let both = overlap((p.start_byte, p.end_byte), at) as f64;
            if both / length.max(other).max(1) as f64 >= 0.2 {
                both / length.min(other).max(1) as f64
            } else {
                0.0
            }
        })
        .fold(0.0, f64::max)
}

/// What is right about a claim that was found.
struct Right {
    kind: bool,
    polarity: bool,
    modality: bool,
    speaker: bool,
    subject: bool,
}

impl Right {
    fn of(gold: &Gold, wanted: &GoldClaim, claim: &Claim, read: &Read) -> Right {
        let predicate = wanted.predicate.split('.').next().unwrap_or("");
        let innermost = wanted.chain.last().map_or("outlet", |l| l.kind.as_str());
        let speaker = claim.chain.last().map_or(SpeakerKind::Own, |s| s.kind);
        let names: Vec<String> = claim
            .subject
            .iter()
            .flat_map(|s| {
                let words = s.span.map(|span| span.of(&read.page.article.text).to_owned());
                [Some(s.name.clone()), words].into_iter().flatten()
            })
            .filter(|n| !n.is_empty())
            .map(|n| n.to_lowercase())
            .collect();
        let aliases = wanted
            .subject
            .iter()
            .filter_map(|e| gold.entities.get(e))
            .flat_map(|e| e.zh.iter().chain(&e.en).chain(&e.mt).map(|a| a.to_lowercase()));
        Right {
            kind: kinds(predicate).contains(&claim.kind.as_str()),
            polarity: (claim.polarity == Polarity::Negated) == (wanted.polarity == "-"),
            modality: modalities(&wanted.modality).contains(&claim.modality),
            speaker: speakers(innermost).contains(&speaker),
            subject: aliases
                .into_iter()
                .any(|a| names.iter().any(|n| n.contains(&a) || a.contains(n.as_str()))),
        }
    }

    fn count(&self) -> usize {
        [
            self.kind,
            self.polarity,
            self.modality,
            self.speaker,
            self.subject,
        ]
        .into_iter()
        .filter(|r| *r)
        .count()
    }

    fn all_but_subject(&self) -> bool {
        self.kind && self.polarity && self.modality && self.speaker
    }

    fn wrong(&self) -> Vec<&'static str> {
        [
            (self.kind, "kind"),
            (self.polarity, "polarity"),
            (self.modality, "modality"),
            (self.speaker, "speaker"),
        ]
        .into_iter()
        .filter(|(right, _)| !right)
        .map(|(_, name)| name)
        .collect()
    }
}

/// Kinds of claims that a gold predicate may be read as.
fn kinds(predicate: &str) -> &'static [&'static str] {
    match predicate {
        "licence" => &["licence"],
        "regulation" => &["regulation"],
        "production" => &["product", "cooperation", "statement"],
        "contract_manufacturing" | "supplier" => &["cooperation"],
        "acquisition" => &["deal"],
        "filing" => &["filing"],
        "bankruptcy" => &["insolvency"],
        "plant" => &["plant"],
        "goal" => &["goal"],
        "talks" => &["cooperation", "deal"],
        "response" => &["response"],
        "launch" | "testing" => &["product"],
        "investment" => &["money"],
        "forecast" => &["goal", "money"],
        "recruitment" => &["staffing"],
        "account" => &["filing", "product", "statement"],
        "stores" => &["money", "plant", "statement"],
        "disclosure" => &["goal", "product", "statement"],
        _ => &["statement"],
    }
}

/// Kinds of speakers that a gold speaker may be read as.
fn speakers(kind: &str) -> &'static [SpeakerKind] {
    use SpeakerKind::*;
    match kind {
        "outlet" => &[Own, Outlet],
        "unnamed_media" => &[UnnamedMedia, Outlet],
        "anonymous" => &[Anonymous],
        "unattributed" => &[Unattributed, UnnamedMedia],
        "person" | "company" => &[Party, Named],
        "government" => &[Authority, Named],
        "court" => &[Record, Authority],
        "public_record" => &[Record, Public, Unattributed],
        "public" => &[Public],
        _ => &[],
    }
}

/// Modalities that a gold modality may be read as.
fn modalities(modality: &str) -> &'static [Modality] {
    use Modality::*;
    match modality {
        "hedged" => &[Possible, Speculated],
        "speculated" => &[Speculated, Possible, Rumoured],
        "rumoured" => &[Rumoured, Asserted, Speculated],
        "inferred" => &[Inferred, Asserted],
        "expected" => &[Expected, Planned],
        "planned" => &[Planned, Expected, Goal],
        "asserted" => &[Asserted],
        "imminent" => &[Imminent],
        "goal" => &[Goal],
        "possible" => &[Possible],
        _ => &[],
    }
}
