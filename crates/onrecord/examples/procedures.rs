//! How long procedures take: a shelf of a hundred opened and one of them read, all of them read, and views on a case of
//! many claims. `cargo run --release -p onrecord --example procedures [CLAIMS]`
//! What does not live here: thresholds. Nothing is asserted by a clock.

use std::time::{Duration, Instant};

use jiff::civil::date;
use onrecord::procedures::{Index, Shelf, Traveller, way};
use onrecord::{
    Article, Claim, DateBasis, Interval, Language, Media, Modality, Page, Participant, Polarity, Published,
    ReadPage, Reading, Span, Speaker, SpeakerKind, packs, reconcile_as_of,
};

/// Claims on a page.
const A_PAGE: usize = 20;

fn main() {
    let claims: usize = std::env::args()
        .nth(1)
        .and_then(|n| n.parse().ok())
        .unwrap_or(100_000);
    shelf();
    views(claims);
}

fn shelf() {
    let text = Shelf::embedded()
        .files()
        .next()
        .and_then(|(_, t)| t.ok().map(|t| t.into_owned()))
        .unwrap_or_default();
    let name = Shelf::embedded().names().next().unwrap_or_default().to_owned();
    let files = || {
        (0..100)
            .map(|n| (format!("{name}-{n}.toml"), text.clone()))
            .collect::<Vec<_>>()
    };
    let made = files();
    let start = Instant::now();
    let shelf = Shelf::of(made);
    let opened = start.elapsed();
    let read = shelf.get(&format!("{name}-7")).is_some_and(|p| p.is_ok());
    println!(
        "100 procedures of {} bytes: opened in {opened:?}, one read by {:?} ({read})",
        text.len(),
        start.elapsed()
    );
    let start = Instant::now();
    let all = shelf
        .names()
        .filter(|n| shelf.get(n).is_some_and(|p| p.is_ok()))
        .count();
    println!("all {all} read in {:?}", start.elapsed());
}

fn views(claims: usize) {
    let engine_packs = packs::embedded_as_needed();
    let ground = &engine_packs.ground;
    let makers: Vec<_> = ground
        .catalogue
        .entities
        .iter()
        .filter(|e| e.rule.contains("car-makers"))
        .collect();
    let pages: Vec<ReadPage> = (0..claims / A_PAGE).map(|n| page(n, &makers)).collect();
    let start = Instant::now();
    let case = reconcile_as_of(pages, ground, None);
    println!("case of {claims} claims in {:?}", start.elapsed());
    let start = Instant::now();
    let index = Index::of(&case, ground);
    println!("index in {:?}", start.elapsed());
    let Some(Ok(procedure)) = Shelf::embedded().get("cn-nev-production") else {
        return;
    };
    let mut times: Vec<Duration> = Vec::new();
    for maker in &makers {
        let start = Instant::now();
        let traveller = Traveller::find(&maker.id, ground);
        let seen = way(&case, ground, &index, &procedure, &traveller, date(2024, 1, 1));
        times.push(start.elapsed());
        std::hint::black_box(seen.is_told());
    }
    times.sort();
    let at = |share: usize| times[(times.len() - 1) * share / 100];
    println!(
        "{} views: median {:?}, 99th percentile {:?}",
        times.len(),
        at(50),
        at(99)
    );
}

/// A page with claims on several makers.
fn page(number: usize, makers: &[&onrecord::catalogue::Entity]) -> ReadPage {
    const STATES: [(&str, &str, &str); 4] = [
        ("licence", "granted", "the state planner approved the project"),
        (
            "licence",
            "sought",
            "it asked the industry ministry for a licence",
        ),
        ("plant", "built", "its plant was finished"),
        (
            "cooperation",
            "running",
            "another maker builds its cars under contract",
        ),
    ];
    let day = date(2023, 1, 1).saturating_add(jiff::Span::new().days((number % 360) as i64));
    let mut text = String::new();
    let mut reading = Reading::default();
    for claim in 0..A_PAGE {
        let (kind, state, words) = STATES[(number + claim) % STATES.len()];
        let maker = makers[(number * 7 + claim * 13) % makers.len()];
        let sentence = format!("{words}, said source {number} on {}", maker.id);
        reading.claims.push(Claim {
            id: format!("{number}-{claim}"),
            span: Span::new(text.len(), text.len() + sentence.len()),
            kind: kind.into(),
            state: Some(state.into()),
            polarity: Polarity::Affirmed,
            modality: Modality::Asserted,
            subject: Some(Participant {
                span: None,
                entity: Some(maker.id.clone()),
                name: maker.id.to_string(),
            }),
            object: None,
            roles: Vec::new(),
            answers: Vec::new(),
            time: Interval::default(),
            said: Interval::of_day(day),
            quantities: Vec::new(),
            attribution: None,
            chain: vec![Speaker {
                kind: SpeakerKind::Named,
                name: Some(format!("Source {}", number % 50)),
                entity: None,
                count: None,
                description: None,
            }],
            rule: "example".into(),
        });
        text.push_str(&sentence);
        text.push('\n');
    }
    let mut article = Article::of_text(&text, Language::English);
    article.published = Some(Published::on(day, DateBasis::Given));
    ReadPage {
        page: Page {
            source: format!("page-{number}"),
            sha256: format!("{number:064x}"),
            media: Media::Text,
            charset: "utf-8".into(),
            url: None,
            provenance: None,
        },
        article,
        reading,
        learnt: None,
    }
}
