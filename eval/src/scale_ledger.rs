//! A made-up ledger of a hundred thousand pages and a million claims: how fast pages go in, how long a question takes, how
//! much memory and disk it needs.
//! Times are CPU time, so that other programs do not count: a warm question waits for nothing. Claims are made, not read
//! (see `speed` for that); pages go in wall time too, for a transaction waits for the disk.
//! What does not live here: how long judging many pages at once takes (see `scale`).

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, anyhow};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use onrecord::ledger::{Ledger, NewPage};
use onrecord::procedures::{Index, Shelf, Traveller, way};
use onrecord::{
    Article, Claim, Cut, DateBasis, Ground, Hints, Interval, Judgements, Language, Media, Mention, Modality,
    Moment, NameKind, Page, Participant, Polarity, Published, ReadPage, Reading, Span, Speaker, SpeakerKind,
    changed_since, docket, docket_of, status, today,
};

use crate::Options;
use crate::clock::{cpu_time, peak_memory};
use crate::engine::Engine;
use crate::report::{Figure, SetReport};
use crate::reprints::{Chance, Sentence, sentences};

/// Pages that tell of one company, and claims of each page.
const OF_TOPIC: usize = 20;
const CLAIMS: usize = 10;
/// Sizes of the ledgers, in pages.
const SIZES: [usize; 3] = [10_000, 50_000, 100_000];
/// Pages that are added to the full ledger against the clock, and pages of a transaction.
const TIMED: usize = 2_000;
const BATCH: usize = 16;
/// Questions of each sort; some before these warm the caches.
const ASKED: usize = 300;
const WARM: usize = 30;
/// Days that the pages are spread over.
const DAYS: usize = 3_650;
const KINDS: [(&str, &[&str]); 5] = [
    ("licence", &["sought", "near", "granted"]),
    ("deal", &["talks", "agreed", "completed"]),
    ("legal", &["charged", "convicted", "acquitted"]),
    ("plant", &["planned", "building", "producing"]),
    ("insolvency", &["petitioned", "accepted", "dismissed"]),
];

/// Measures ledgers of the sizes that are asked for.
pub fn run(engine: &Engine, options: &Options) -> Result<Vec<SetReport>> {
    let named = SIZES.map(|n| (n, format!("ledger of {n} pages")));
    let wanted = named.into_iter().filter(|(_, name)| options.wants(name));
    wanted
        .map(|(n, name)| report(engine.ground(), n, name, options.keep.as_deref()))
        .collect()
}

fn report(ground: &Ground, n: usize, set: String, keep: Option<&Path>) -> Result<SetReport> {
    let name = format!("onrecord-scale-{n}");
    let path = match keep {
        Some(dir) => dir.join(format!("{name}.db")),
        None => std::env::temp_dir().join(format!("{name}-{}.db", std::process::id())),
    };
    let added = if path.is_file() {
        Ok(None)
    } else {
        fill(n, &path).map(Some)
    };
    let measured = added.and_then(|added| measure(ground, n, &path, added));
    for end in ["", "-wal", "-shm"].iter().filter(|_| keep.is_none()) {
        let _ = std::fs::remove_file(PathBuf::from(format!("{}{end}", path.display())));
    }
    Ok(SetReport {
        suite: "scale",
        set,
        figures: measured?,
        details: Vec::new(),
        bad: Vec::new(),
        data: Vec::new(),
    })
}

/// How long it took to add the last pages to a full ledger.
struct Added {
    wall: f64,
    cpu: f64,
}

/// Makes a ledger of so many pages, and some more against the clock.
fn fill(n: usize, path: &Path) -> Result<Added> {
    let topics = n / OF_TOPIC;
    let mut ledger = Ledger::create_or_open(path)?;
    let mut chance = Chance::new(17);
    let mut before: Vec<Vec<Sentence>> = vec![Vec::new(); topics];
    let mut add = |from: usize, to: usize, ledger: &mut Ledger| -> Result<Added> {
        let mut added = Added { wall: 0.0, cpu: 0.0 };
        let numbers: Vec<usize> = (from..to).collect();
        for batch in numbers.chunks(BATCH) {
            let pages: Vec<NewPage> = batch
                .iter()
                .map(|i| new_page(*i, i * 7919 % topics, &mut chance, &mut before))
                .collect();
            let (start, spent) = (Instant::now(), cpu_time());
            ledger.add(&pages, "made", Moment::day(date(2030, 1, 1)))?;
            added.wall += start.elapsed().as_secs_f64();
            added.cpu += (cpu_time() - spent).as_secs_f64();
        }
        Ok(added)
    };
    add(0, n, &mut ledger)?;
    add(n, n + TIMED, &mut ledger)
}

fn measure(
    ground: &Ground,
    n: usize,
    path: &Path,
    added: Option<Added>,
) -> Result<Vec<(&'static str, Figure)>> {
    let topics = n / OF_TOPIC;
    let size = std::fs::metadata(path).context("the ledger's size")?.len();
    let ledger = Ledger::open(path)?;
    let judged = Judgements::default();
    let mut chance = Chance::new(5);
    let (mut stands, mut goes_back, mut moved, mut gone) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let procedure = Shelf::embedded().get("cn-nev-production");
    let procedure = procedure
        .context("a procedure that ships")?
        .map_err(|p| anyhow!("{p}"))?;
    for asked in 0..WARM + ASKED {
        let words = [name_of(chance.below(topics))
            .split(' ')
            .next()
            .unwrap_or_default()
            .to_owned()];
        let day = first_day().saturating_add((chance.below(DAYS) as i64).days());
        let start = cpu_time();
        let cut = Cut {
            as_of: Some(day),
            known_on: None,
        };
        if let Some(case) = docket(&ledger, ground, &judged, &words, cut)? {
            for matter in 0..case.matters.len() {
                std::hint::black_box(status(&case, ground, matter, day));
            }
        }
        let first = cpu_time() - start;
        let start = cpu_time();
        let cut = Cut::default();
        let day = today(&ledger, cut)?.unwrap_or(day);
        if let Some(case) = docket(&ledger, ground, &judged, &words, cut)? {
            for matter in 0..case.matters.len() {
                std::hint::black_box(status(&case, ground, matter, day).origins);
            }
        }
        let second = cpu_time() - start;
        // The last day of all, or the last one of the ledger as it was on some day.
        let last = first_day().saturating_add((DAYS as i64 - 1).days());
        let (since, cut) = match asked % 2 {
            0 => (last, Cut::default()),
            _ => {
                let day = first_day().saturating_add((chance.below(DAYS) as i64).days());
                (
                    day,
                    Cut {
                        as_of: Some(day),
                        known_on: None,
                    },
                )
            }
        };
        let start = cpu_time();
        std::hint::black_box(
            changed_since(&ledger, ground, &judged, since, cut, false)?
                .changes
                .len(),
        );
        let third = cpu_time() - start;
        let start = cpu_time();
        let cut = Cut::default();
        let traveller = Traveller::find(&name_of(chance.below(topics)), ground);
        let case = docket_of(&ledger, ground, &judged, traveller.names(), cut)?;
        let index = Index::of(&case, ground);
        std::hint::black_box(way(&case, ground, &index, &procedure, &traveller, day));
        let fourth = cpu_time() - start;
        if asked >= WARM {
            stands.push(first.as_secs_f64());
            goes_back.push(second.as_secs_f64());
            moved.push(third.as_secs_f64());
            gone.push(fourth.as_secs_f64());
        }
    }
    let claims = (n + TIMED) * CLAIMS;
    let rate = |seconds: Option<f64>| seconds.map_or(Figure::Nothing, |s| Figure::Number(TIMED as f64 / s));
    Ok(vec![
        ("claims", Figure::Count(claims)),
        ("adds/s", rate(added.as_ref().map(|a| a.wall))),
        ("adds/CPU s", rate(added.as_ref().map(|a| a.cpu))),
        (
            "status p50, ms",
            Figure::Number(percentile(&mut stands, 50) * 1e3),
        ),
        (
            "status p99, ms",
            Figure::Number(percentile(&mut stands, 99) * 1e3),
        ),
        (
            "origins p99, ms",
            Figure::Number(percentile(&mut goes_back, 99) * 1e3),
        ),
        (
            "changed p50, ms",
            Figure::Number(percentile(&mut moved, 50) * 1e3),
        ),
        (
            "changed p99, ms",
            Figure::Number(percentile(&mut moved, 99) * 1e3),
        ),
        (
            "procedure p99, ms",
            Figure::Number(percentile(&mut gone, 99) * 1e3),
        ),
        ("memory, MB", Figure::Count(peak_memory().unwrap_or(0.0) as usize)),
        ("bytes a claim", Figure::Count(size as usize / claims)),
    ])
}

fn percentile(seconds: &mut [f64], percent: usize) -> f64 {
    seconds.sort_by(f64::total_cmp);
    seconds[(seconds.len() * percent / 100).min(seconds.len() - 1)]
}

fn first_day() -> Date {
    date(2015, 1, 1)
}

/// A company's name that no other has, of words that nobody has and that no other name begins with.
fn name_of(topic: usize) -> String {
    const SOUNDS: [&str; 16] = [
        "ba", "do", "ke", "li", "mu", "na", "po", "ra", "se", "ti", "vo", "wa", "zu", "fen", "gar", "hol",
    ];
    let mut left = topic;
    let mut word = String::from("Qu");
    for _ in 0..4 {
        word.push_str(SOUNDS[left % SOUNDS.len()]);
        left /= SOUNDS.len();
    }
    format!("{word} Works")
}

/// A page of a topic: some sentences of its own, some that an earlier page of the topic has, each with a claim.
fn new_page(number: usize, topic: usize, chance: &mut Chance, before: &mut [Vec<Sentence>]) -> NewPage {
    let name = name_of(topic);
    let mut own = sentences(chance, CLAIMS, Language::English);
    for sentence in &mut own {
        if chance.below(3) == 0 && !before[topic].is_empty() {
            sentence.clone_from(&before[topic][chance.below(before[topic].len())]);
        }
    }
    before[topic].clone_from(&own);
    let day = first_day().saturating_add((((topic * 31 + chance.below(60)) % DAYS) as i64).days());
    let mut text = format!("{number}. ");
    let mut reading = Reading::default();
    for (place, sentence) in own.iter().enumerate() {
        let start = text.len();
        text.push_str(&name);
        let named = Span::new(start, text.len());
        let entity = Some(format!("doc:{name}").into());
        reading.mentions.push(Mention {
            span: named,
            kind: NameKind::Org,
            entity: entity.clone(),
            rule: "made".into(),
        });
        text.push(' ');
        text.push_str(&sentence.join(" "));
        let (kind, states) = KINDS[(topic + place / 4) % KINDS.len()];
        reading.claims.push(Claim {
            id: format!("{number:012x}{place:04x}"),
            span: Span::new(start, text.len()),
            kind: kind.into(),
            state: Some(states[chance.below(states.len())].into()),
            polarity: Polarity::Affirmed,
            modality: Modality::Asserted,
            subject: Some(Participant {
                span: Some(named),
                entity,
                name: name.clone(),
            }),
            object: None,
            roles: Vec::new(),
            answers: Vec::new(),
            time: Interval::default(),
            said: Interval::of_day(day),
            quantities: Vec::new(),
            attribution: None,
            chain: match chance.below(3) {
                0 => vec![Speaker {
                    kind: SpeakerKind::Anonymous,
                    name: None,
                    entity: None,
                    count: Some(1 + chance.below(4) as u32),
                    description: Some("people who know".into()),
                }],
                _ => Vec::new(),
            },
            rule: "made".into(),
        });
        text.push_str(". ");
    }
    let mut article = Article::of_text(&text, Language::English);
    article.outlet = Some(format!("Outlet {}", chance.below(400)));
    article.published = Some(Published::on(day, DateBasis::Meta));
    let bytes = text.into_bytes();
    NewPage {
        hints: Hints::default(),
        read: ReadPage {
            page: Page {
                source: format!("page {number}"),
                sha256: onrecord::ledger::hash_of(&bytes),
                media: Media::Text,
                charset: "utf-8".into(),
                url: None,
                provenance: None,
            },
            article,
            reading,
            learnt: None,
        },
        proposals: Vec::new(),
        bytes,
    }
}
