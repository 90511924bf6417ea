//! Reprints, made up: originals, and what becomes of them on other pages. Scores how claims are handed to their origins.
//!
//! Text is made of invented words with the frequencies of a language, so that nothing is anybody's and every run makes the
//! same pages. A topic is one matter with several originals that share nothing but the matter; each is reprinted lightly
//! edited, cut short, with damaged words, inside other news of one to four times its length, in chains, as two quoted
//! sentences, and under the furniture that all pages of its site carry.
//! What does not live here: stories (see `stories`).

use anyhow::Result;
use jiff::ToSpan;
use jiff::civil::{Date, date};
use onrecord::{
    Article, Claim, DateBasis, Interval, Language, Media, Modality, Page, Participant, Polarity, Published,
    ReadPage, Reading, Span, parents, reconcile,
};

use crate::Options;
use crate::clock::cpu_time;
use crate::engine::Engine;
use crate::report::{BadRow, Figure, SetReport};
use crate::stories::b_cubed;

/// Topics, and originals of each; topics of the pages that are only looked for in each other.
const TOPICS: usize = 40;
const MANY: usize = 2_000;
const ORIGINALS: usize = 3;
/// Words of the invented language.
const WORDS: usize = 4000;

/// What may become of an original.
const TREATMENTS: [&str; 10] = [
    "light",
    "light",
    "truncated",
    "noisy",
    "embedded-1",
    "embedded-2",
    "embedded-4",
    "chain",
    "quoted",
    "furniture",
];

/// A page that was made, with the original that its claim goes back to.
struct Made {
    page: ReadPage,
    original: usize,
    treatment: &'static str,
}

/// Scores made-up reprints in both scripts, with the dates of their pages and without.
pub fn run(engine: &Engine, options: &Options) -> Result<Vec<SetReport>> {
    let mut reports = Vec::new();
    for (lang, name) in [(Language::English, "words"), (Language::Chinese, "characters")] {
        for dated in [true, false] {
            let set = format!("{name}, {}", if dated { "dated" } else { "undated" });
            if options.wants(&set) {
                reports.push(report(engine, set, lang, dated));
            }
        }
    }
    Ok(reports)
}

/// Finds who copied whom among many reprints, and nothing else: documents a second of one core, and B-cubed of the pages that
/// go back to one. `--keep DIR` writes them to `copies-SET.jsonl` for other programs to look through: `eval/peers/copies.py`.
pub fn copies(engine: &Engine, options: &Options) -> Result<Vec<SetReport>> {
    let mut reports = Vec::new();
    for (lang, name) in [(Language::English, "words"), (Language::Chinese, "characters")] {
        if !options.wants(name) {
            continue;
        }
        let made = make(lang, true, MANY);
        let classes: Vec<usize> = made.iter().map(|m| m.original).collect();
        let pages: Vec<ReadPage> = made.into_iter().map(|m| m.page).collect();
        if let Some(dir) = &options.keep {
            let lines = pages.iter().zip(&classes).map(|(page, original)| {
                let line = serde_json::json!({ "text": page.article.text, "original": original });
                format!("{line}\n")
            });
            std::fs::write(
                dir.join(format!("copies-{name}.jsonl")),
                lines.collect::<String>(),
            )?;
        }
        let start = cpu_time();
        let parents = parents(&pages, engine.ground());
        let seconds = (cpu_time() - start).as_secs_f64();
        let root = |page: usize| {
            let mut at = page;
            while let Some((parent, _)) = parents[at] {
                at = parent;
            }
            at
        };
        let groups: Vec<usize> = (0..pages.len()).map(root).collect();
        let score = b_cubed(&classes, &groups);
        reports.push(SetReport {
            suite: "copies",
            set: name.into(),
            figures: vec![
                ("documents", Figure::Count(pages.len())),
                ("documents/CPU s", Figure::Number(pages.len() as f64 / seconds)),
                ("P", Figure::Number(score.precision)),
                ("R", Figure::Number(score.recall)),
                ("BcubedF", Figure::Number(score.f())),
            ],
            details: Vec::new(),
            bad: Vec::new(),
            data: Vec::new(),
        });
    }
    Ok(reports)
}

fn report(engine: &Engine, set: String, lang: Language, dated: bool) -> SetReport {
    let made = make(lang, dated, TOPICS);
    let classes: Vec<usize> = made.iter().map(|m| m.original).collect();
    let treatments: Vec<&str> = made.iter().map(|m| m.treatment).collect();
    let names: Vec<String> = made.iter().map(|m| m.page.page.source.clone()).collect();
    let case = reconcile(made.into_iter().map(|m| m.page).collect(), engine.ground());
    let origin = |page: usize| case.origin_of(onrecord::ClaimRef { page, claim: 0 });
    let groups: Vec<Option<usize>> = (0..names.len()).map(origin).collect();
    let score = b_cubed(&classes, &groups);
    let mut figures = vec![
        ("pages", Figure::Count(names.len())),
        ("P", Figure::Number(score.precision)),
        ("R", Figure::Number(score.recall)),
        ("BcubedF", Figure::Number(score.f())),
    ];
    let mut kinds = TREATMENTS.to_vec();
    kinds.dedup();
    for kind in kinds {
        let of_kind: Vec<f64> = (0..names.len())
            .filter(|i| treatments[*i] == kind)
            .map(|i| score.rows[i])
            .collect();
        let mean = of_kind.iter().sum::<f64>() / of_kind.len().max(1) as f64;
        figures.push((kind, Figure::Number(mean)));
    }
    let bad = score.rows.iter().enumerate().map(|(i, f)| BadRow {
        score: *f,
        words: format!("{} ({}) of original {}", names[i], treatments[i], classes[i]),
    });
    SetReport {
        suite: "reprints",
        set,
        figures,
        details: Vec::new(),
        bad: bad.collect(),
        data: Vec::new(),
    }
}

/// Numbers that look random and are the same in every run (SplitMix64).
pub struct Chance(u64);

impl Chance {
    /// A row of numbers of its own for each seed.
    pub fn new(seed: u64) -> Chance {
        Chance(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }

    /// True in so many of a hundred cases.
    fn percent(&mut self, n: usize) -> bool {
        self.below(100) < n
    }

    /// The rank of a word: the second is half as frequent as the first.
    fn rank(&mut self) -> usize {
        let share = (self.next() >> 11) as f64 / (1u64 << 53) as f64;
        ((WORDS as f64).powf(share) as usize).clamp(1, WORDS) - 1
    }
}

fn word(rank: usize, lang: Language) -> String {
    if lang == Language::Chinese {
        // Every third character of the common block, spread so that ranks are not neighbours.
        let place = (rank * 3 + rank % 7) as u32 % 18_000;
        return char::from_u32(0x4e00 + place).unwrap_or('一').to_string();
    }
    const SOUNDS: [&str; 20] = [
        "ba", "do", "ke", "li", "mu", "na", "po", "ra", "se", "ti", "vo", "wa", "zu", "fen", "gar", "hol",
        "jis", "lun", "mer", "tor",
    ];
    let mut left = rank + 1;
    let mut word = String::new();
    while left > 0 {
        word.push_str(SOUNDS[left % SOUNDS.len()]);
        left /= SOUNDS.len();
    }
    word
}

/// A sentence as its words.
pub type Sentence = Vec<String>;

/// So many sentences of invented words.
pub fn sentences(chance: &mut Chance, n: usize, lang: Language) -> Vec<Sentence> {
    let long = if lang == Language::Chinese {
        (24, 26)
    } else {
        (9, 14)
    };
    (0..n)
        .map(|_| {
            let length = long.0 + chance.below(long.1);
            (0..length).map(|_| word(chance.rank(), lang)).collect()
        })
        .collect()
}

/// Words that are damaged, in percent of them.
fn damaged(chance: &mut Chance, text: &[Sentence], percent: usize, lang: Language) -> Vec<Sentence> {
    let damage = |chance: &mut Chance, w: &String| {
        if chance.percent(percent) {
            word(chance.rank(), lang)
        } else {
            w.clone()
        }
    };
    text.iter()
        .map(|s| s.iter().map(|w| damage(chance, w)).collect())
        .collect()
}

/// An original under way: its sentences, and which of them holds the claim.
#[derive(Clone)]
pub struct Text {
    sentences: Vec<Sentence>,
    claim: usize,
}

impl Text {
    /// Sentences, and the place of the one that holds the claim.
    pub fn new(sentences: Vec<Sentence>, claim: usize) -> Text {
        Text { sentences, claim }
    }
}

fn make(lang: Language, dated: bool, topics: usize) -> Vec<Made> {
    let mut chance = Chance(if lang == Language::Chinese { 11 } else { 7 });
    let mut made: Vec<Made> = Vec::new();
    let furniture = sentences(&mut chance, 6, lang);
    for topic in 0..topics {
        let first = date(2021, 1, 1).saturating_add((topic as i64 % TOPICS as i64 * 40).days());
        for o in 0..ORIGINALS {
            let original = topic * ORIGINALS + o;
            let length = 8 + chance.below(16);
            let text = Text {
                sentences: sentences(&mut chance, length, lang),
                claim: chance.below(4),
            };
            let day = first.saturating_add((chance.below(5) as i64).days());
            let mut add = |text: &Text, days: i64, treatment: &'static str| {
                let day = dated.then(|| day.saturating_add(days.days()));
                let name = format!("t{topic}-o{o}-{}-{treatment}", made.len());
                made.push(Made {
                    page: page(&name, topic, text, day, lang),
                    original,
                    treatment,
                });
            };
            add(&text, 0, "original");
            let copies = 1 + chance.below(8);
            for _ in 0..copies {
                let treatment = TREATMENTS[chance.below(TREATMENTS.len())];
                let days = 1 + chance.below(6) as i64;
                let copy = treat(&mut chance, &text, treatment, &furniture, lang);
                add(&copy, days, treatment);
                if treatment == "chain" {
                    // Copied from the copy, edited again.
                    let next = treat(&mut chance, &copy, "chain", &furniture, lang);
                    add(&next, days + 1 + chance.below(3) as i64, treatment);
                }
            }
        }
    }
    made
}

fn treat(chance: &mut Chance, text: &Text, treatment: &str, furniture: &[Sentence], lang: Language) -> Text {
    let mut claim = text.claim;
    let n = text.sentences.len();
    let inside = |chance: &mut Chance, kept: Vec<Sentence>, claim: usize, times: usize| {
        let foreign = sentences(chance, (kept.len() * times).max(6), lang);
        let at = chance.below(foreign.len());
        let mut all = foreign;
        let after = all.split_off(at);
        all.extend(kept);
        all.extend(after);
        Text {
            sentences: all,
            claim: at + claim,
        }
    };
    let mut sentences = match treatment {
        "truncated" => text.sentences[..(n / 3).max(claim + 1)].to_vec(),
        "noisy" => damaged(chance, &text.sentences, 6, lang),
        "embedded-1" => return inside(chance, text.sentences.clone(), claim, 1),
        "embedded-2" => return inside(chance, text.sentences.clone(), claim, 2),
        "embedded-4" => return inside(chance, text.sentences.clone(), claim, 4),
        "quoted" => {
            let from = claim.min(n - 2);
            return inside(chance, text.sentences[from..from + 2].to_vec(), claim - from, 8);
        }
        "furniture" => [&text.sentences[..], furniture].concat(),
        _ => damaged(chance, &text.sentences, 2, lang),
    };
    // A lead of its own.
    if treatment == "light" || treatment == "chain" {
        let lead = self::sentences(chance, 1, lang);
        sentences.splice(0..0, lead);
        claim += 1;
    }
    Text { sentences, claim }
}

/// A page of a text, with its one claim.
pub fn page(name: &str, topic: usize, text: &Text, day: Option<Date>, lang: Language) -> ReadPage {
    let (space, stop) = if lang == Language::Chinese {
        ("", "。")
    } else {
        (" ", ". ")
    };
    let mut body = String::new();
    let mut span = Span::new(0, 0);
    for (n, sentence) in text.sentences.iter().enumerate() {
        let start = body.len();
        body.push_str(&sentence.join(space));
        if n == text.claim {
            span = Span::new(start, body.len());
        }
        body.push_str(stop);
    }
    let mut article = Article::of_text(&body, lang);
    article.outlet = Some(format!("Outlet {name}"));
    article.published = day.map(|d| Published::on(d, DateBasis::Meta));
    let subject = format!("Company {topic}");
    let claim = Claim {
        id: format!("claim-{name}"),
        span,
        kind: "licence".into(),
        state: Some("granted".into()),
        polarity: Polarity::Affirmed,
        modality: Modality::Asserted,
        subject: Some(Participant {
            span: None,
            entity: Some(format!("doc:{subject}").into()),
            name: subject,
        }),
        object: None,
        roles: Vec::new(),
        answers: Vec::new(),
        time: Interval::default(),
        said: day.map(Interval::of_day).unwrap_or_default(),
        quantities: Vec::new(),
        attribution: None,
        chain: Vec::new(),
        rule: "made".into(),
    };
    ReadPage {
        page: Page {
            source: name.into(),
            // The bytes of a page tell nothing of its age.
            sha256: format!(
                "{:016x}",
                Chance(name.len() as u64 ^ topic as u64 ^ hash(name)).next()
            ),
            media: Media::Text,
            charset: "utf-8".into(),
            url: None,
            provenance: None,
        },
        article,
        reading: Reading {
            claims: vec![claim],
            ..Reading::default()
        },
        learnt: None,
    }
}

fn hash(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |h, b| {
        (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3)
    })
}
