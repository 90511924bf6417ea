//! Origins of claims, and where matters stand on the days on which they change, on the stories of the Chinese gold.
//!
//! The measures are those of the yardstick's scorer on what its adapter makes of `origins --all --json` and
//! `status --as-of DAY --all --json`: a claim belongs to the origin, and to the matter, that names it last.
//! What does not live here: how claims are matched with the gold (see `chinese`).

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use anyhow::{Context, Result};
use jiff::civil::Date;
use onrecord::{ClaimRef, Flag, Polarity, ReadPage, SpeakerKind, Status, reconcile_as_of, status};
use serde::Deserialize;

use super::chinese::{self, NoGold, Story};
use crate::Options;
use crate::engine::Engine;
use crate::measure::f1;
use crate::records;
use crate::report::{BadRow, Figure, SetReport};

/// A question of the gold, and how it is answered from day to day.
#[derive(Deserialize)]
pub(super) struct Question {
    id: String,
    timeline: Vec<Answer>,
    #[serde(rename = "final")]
    last: Last,
}

#[derive(Deserialize)]
struct Answer {
    from: String,
    to: Option<String>,
    status: String,
}

#[derive(Deserialize)]
struct Last {
    asof: String,
}

/// Answers of the gold, the strongest first.
const STRONGEST: [&str; 10] = [
    "completed",
    "cancelled",
    "rejected",
    "approved",
    "confirmed",
    "denied",
    "planned",
    "reported",
    "rumoured",
    "no_comment",
];

impl Question {
    /// The days on which the answer changes, and the last.
    fn days(&self) -> BTreeSet<String> {
        let from = self.timeline.iter().map(|a| first_day(&a.from));
        from.chain([first_day(&self.last.asof)]).collect()
    }

    /// The answer of a day, and all that hold on it.
    fn answer(&self, day: &str) -> Option<(&str, BTreeSet<&str>)> {
        let holds = |a: &&Answer| {
            first_day(&a.from).as_str() <= day && a.to.as_ref().is_none_or(|to| day <= last_day(to).as_str())
        };
        let active: Vec<&Answer> = self.timeline.iter().filter(holds).collect();
        let latest = active.iter().map(|a| first_day(&a.from)).max()?;
        let newest = active.iter().filter(|a| first_day(&a.from) == latest);
        let strength = |a: &str| STRONGEST.iter().position(|s| *s == a);
        let first = newest.map(|a| a.status.as_str()).min_by_key(|a| strength(a))?;
        Some((first, active.iter().map(|a| a.status.as_str()).collect()))
    }
}

/// The first day of a day, month or year.
fn first_day(time: &str) -> String {
    match time.len() {
        4 => format!("{time}-01-01"),
        7 => format!("{time}-01"),
        _ => time.to_owned(),
    }
}

fn last_day(time: &str) -> String {
    match time.len() {
        4 => format!("{time}-12-31"),
        7 => format!("{time}-31"),
        _ => time.to_owned(),
    }
}

/// The stories with their pages, judged.
struct Judged {
    stories: Vec<Story>,
    pages: Vec<ReadPage>,
    /// Index of a page by its id.
    place: BTreeMap<String, usize>,
    /// For each claim the origin and the matter that name it last.
    of: BTreeMap<ClaimRef, (String, String)>,
    /// For each claim the weightiest matter that holds it.
    own: BTreeMap<ClaimRef, String>,
    /// For each page of the gold, by its id: the claims found, by index in the gold, the best match first.
    found: BTreeMap<String, Vec<(usize, usize)>>,
    data: Vec<PathBuf>,
}

impl Judged {
    fn of(engine: &Engine, options: &Options) -> Result<Option<Judged>> {
        let dir = options.dir.join("claims");
        let (texts, folder) = (dir.join("zh.jsonl"), dir.join("zh_gold"));
        if !options.wants("zh") || !folder.is_dir() {
            return Ok(None);
        }
        let stories = chinese::stories(&folder)?;
        let (mut ids, mut pages) = (BTreeMap::new(), Vec::new());
        for (row, page) in records::pages::<NoGold>(engine, options, &texts)? {
            ids.insert(row.id, pages.len());
            pages.push(page);
        }
        let case = reconcile_as_of(pages.clone(), engine.ground(), None);
        let (mut of, mut own) = (BTreeMap::new(), BTreeMap::new());
        for index in case.smallest_first() {
            let matter = &case.matters[index];
            let origins: BTreeSet<usize> = matter
                .claims
                .iter()
                .filter_map(|at| case.origin_in(index, *at))
                .collect();
            for (number, origin) in origins.into_iter().enumerate() {
                for (at, _) in case.goes_back_to(origin) {
                    of.insert(*at, (format!("{}#{number}", matter.id), matter.id.clone()));
                }
            }
        }
        for matter in &case.matters {
            for at in &matter.claims {
                own.entry(*at).or_insert_with(|| matter.id.clone());
            }
        }
        let golds = stories.iter().flat_map(|s| &s.pages);
        let found = golds.filter_map(|gold| {
            let page = &pages[*ids.get(&gold.id)?];
            let text = &page.article.text;
            Some((gold.id.clone(), chinese::found(gold, &page.reading, text)))
        });
        Ok(Some(Judged {
            found: found.collect(),
            stories,
            pages,
            place: ids,
            of,
            own,
            data: vec![texts, folder],
        }))
    }

    /// The claim that was found for one of the gold.
    fn claim(&self, page: &str, gold: usize) -> Option<ClaimRef> {
        let (_, claim) = *self.found.get(page)?.iter().find(|(g, _)| *g == gold)?;
        let page = *self.place.get(page)?;
        Some(ClaimRef { page, claim })
    }

    /// The origin of a claim, as a word; what stands in no matter has its source, or its page.
    fn origin(&self, at: ClaimRef) -> String {
        if let Some((origin, _)) = self.of.get(&at) {
            return origin.clone();
        }
        let page = &self.pages[at.page];
        let Some(speaker) = page.reading.claims[at.claim].chain.last() else {
            return format!("page:{}", page.page.source);
        };
        let named = speaker.entity.as_deref().or(speaker.name.as_deref());
        format!("{:?}:{}", speaker.kind, named.unwrap_or(&page.page.source))
    }

    fn report(
        &self,
        suite: &'static str,
        figures: Vec<(&'static str, Figure)>,
        bad: Vec<BadRow>,
    ) -> Vec<SetReport> {
        vec![SetReport {
            suite,
            set: "zh".into(),
            figures,
            details: Vec::new(),
            bad,
            data: self.data.clone(),
        }]
    }
}

/// Which claims of a question go back to one source, and how many sources each question has.
pub fn origins(engine: &Engine, options: &Options) -> Result<Vec<SetReport>> {
    let Some(judged) = Judged::of(engine, options)? else {
        println!("origins: skipped, no data");
        return Ok(Vec::new());
    };
    type Claims = Vec<(String, String, String)>;
    let mut claims: BTreeMap<(&str, &str), Claims> = BTreeMap::new();
    let mut wanted: BTreeMap<(&str, &str), BTreeSet<&str>> = BTreeMap::new();
    let mut made: BTreeMap<(&str, &str), BTreeSet<String>> = BTreeMap::new();
    for story in &judged.stories {
        for page in &story.pages {
            for (index, gold) in page
                .claims
                .iter()
                .enumerate()
                .filter(|(_, g)| g.matter != "other")
            {
                let question = (story.story.as_str(), gold.matter.as_str());
                let traced = gold.polarity != "none" && !gold.origin_key.starts_with('~');
                if traced {
                    wanted.entry(question).or_default().insert(&gold.origin_key);
                }
                let Some(at) = judged.claim(&page.id, index) else {
                    continue;
                };
                let origin = judged.origin(at);
                if traced {
                    made.entry(question).or_default().insert(origin.clone());
                }
                claims
                    .entry(question)
                    .or_default()
                    .push((gold.origin_key.clone(), origin, gold.id.clone()));
            }
        }
    }
    let (mut both, mut alone, mut missed) = (0usize, 0usize, 0usize);
    let mut bad = Vec::new();
    for ((story, matter), claims) in &claims {
        for (place, a) in claims.iter().enumerate() {
            for b in &claims[place + 1..] {
                let (want, got) = (a.0 == b.0, a.1 == b.1);
                both += usize::from(want && got);
                alone += usize::from(got && !want);
                missed += usize::from(want && !got);
                if want != got {
                    bad.push(BadRow {
                        score: if got { 0.0 } else { 0.5 },
                        words: format!(
                            "{story} {matter} {}: {} {} · {} {} → {} · {}",
                            if got { "glued" } else { "split" },
                            a.2,
                            a.0,
                            b.2,
                            b.0,
                            a.1,
                            b.1
                        ),
                    });
                }
            }
        }
    }
    let share = |n: usize| {
        if both + n == 0 {
            1.0
        } else {
            both as f64 / (both + n) as f64
        }
    };
    let (p, r) = (share(alone), share(missed));
    let wrong = wanted.iter().map(|(question, keys)| {
        let found = made.get(question).map_or(0, BTreeSet::len);
        found.abs_diff(keys.len())
    });
    let error = wrong.sum::<usize>() as f64 / wanted.len().max(1) as f64;
    let figures = vec![
        ("claims", Figure::Count(claims.values().map(Vec::len).sum())),
        ("pairP", Figure::Number(p)),
        ("pairR", Figure::Number(r)),
        ("pairF", Figure::Number(f1(p, r))),
        ("matters", Figure::Count(wanted.len())),
        ("countError", Figure::Number(error)),
    ];
    Ok(judged.report("origins", figures, bad))
}

/// Where each question stands on each day on which its answer changes.
pub fn standings(engine: &Engine, options: &Options) -> Result<Vec<SetReport>> {
    let Some(judged) = Judged::of(engine, options)? else {
        println!("status: skipped, no data");
        return Ok(Vec::new());
    };
    let mut asked: Vec<(&Story, &Question, String)> = Vec::new();
    for story in &judged.stories {
        for question in &story.matters {
            asked.extend(question.days().into_iter().map(|day| (story, question, day)));
        }
    }
    let days: BTreeSet<&String> = asked.iter().map(|(_, _, day)| day).collect();
    let mut stands: BTreeMap<&String, BTreeMap<String, (&'static str, String)>> = BTreeMap::new();
    for day in days {
        let date: Date = day.parse().with_context(|| format!("{day}: is no day"))?;
        let case = reconcile_as_of(judged.pages.clone(), engine.ground(), Some(date));
        let all = case.matters.iter().enumerate().map(|(index, matter)| {
            let status = status(&case, engine.ground(), index, date);
            (matter.id.clone(), (word(&status), told(&status)))
        });
        stands.insert(day, all.collect());
    }
    let (mut n, mut exact, mut active, mut of_own) = (0usize, 0usize, 0usize, 0usize);
    let mut bad = Vec::new();
    for (story, question, day) in &asked {
        let Some((wanted, all)) = question.answer(day) else {
            continue;
        };
        let last = most(&judged, story, question, |at| judged.of.get(&at).map(|(_, m)| m));
        let own = most(&judged, story, question, |at| judged.own.get(&at));
        let stand = |matter: Option<&String>| matter.and_then(|m| stands.get(day)?.get(m));
        let got = stand(last).map_or("unknown", |s| s.0);
        let got_own = stand(own);
        n += 1;
        exact += usize::from(got == wanted);
        active += usize::from(all.contains(got));
        of_own += usize::from(got_own.is_some_and(|s| s.0 == wanted));
        if got != wanted || got_own.is_none_or(|s| s.0 != wanted) {
            let (word, told) = got_own.map_or(("unknown", ""), |s| (s.0, s.1.as_str()));
            bad.push(BadRow {
                score: if word == wanted { 0.5 } else { 0.0 },
                words: format!(
                    "{} {} {day}: {word} ({told}) for {wanted}, by {} · {got}, by {}",
                    story.story,
                    question.id,
                    own.map_or("no matter", String::as_str),
                    last.map_or("no matter", String::as_str),
                ),
            });
        }
    }
    let share = |part| Figure::Number(part as f64 / n.max(1) as f64);
    let figures = vec![
        ("days", Figure::Count(n)),
        ("exact", share(exact)),
        ("amongActive", share(active)),
        ("exactOwn", share(of_own)),
    ];
    Ok(judged.report("status", figures, bad))
}

/// The matter that most of the claims found for a question lie in; of equals the one of the first claim.
fn most<'a>(
    judged: &'a Judged,
    story: &Story,
    question: &Question,
    of: impl Fn(ClaimRef) -> Option<&'a String>,
) -> Option<&'a String> {
    let mut votes: Vec<(&String, usize)> = Vec::new();
    for page in &story.pages {
        let Some(found) = judged.found.get(&page.id) else {
            continue;
        };
        for (gold, _) in found
            .iter()
            .filter(|(g, _)| page.claims[*g].matter == question.id)
        {
            let Some(matter) = judged.claim(&page.id, *gold).and_then(&of) else {
                continue;
            };
            match votes.iter_mut().find(|(m, _)| *m == matter) {
                Some((_, n)) => *n += 1,
                None => votes.push((matter, 1)),
            }
        }
    }
    let best = votes.iter().map(|(_, n)| *n).max()?;
    votes.into_iter().find(|(_, n)| *n == best).map(|(m, _)| m)
}

/// A status in the gold's words, as the adapter reads it.
fn word(status: &Status) -> &'static str {
    let has = |flag: Flag| status.flags.contains(&flag);
    let Some(state) = status.state.as_deref() else {
        return match (has(Flag::Denied), status.expected.is_empty()) {
            (_, true) if has(Flag::NoComment) => "no_comment",
            (true, _) => "denied",
            (false, false) => "planned",
            (false, true) => "reported",
        };
    };
    let strong = matches!(
        status.standing,
        Some(SpeakerKind::Record | SpeakerKind::Authority | SpeakerKind::Party)
    );
    let weak = matches!(
        status.standing,
        Some(SpeakerKind::Unattributed | SpeakerKind::Public)
    );
    match state {
        "no_comment" | "not_responded" | "no_information" => "no_comment",
        _ if state == "denied" || status.polarity == Polarity::Negated => "denied",
        "refused" | "rejected" | "blocked" => "rejected",
        "cancelled" | "collapsed" | "withdrawn" | "ended" | "revoked" => "cancelled",
        "approved" | "granted" | "in_force" => "approved",
        "planned" | "proposed" | "sought" | "near" | "talks" | "scheduled" | "petitioned" | "expected"
        | "stated" => "planned",
        "completed" | "wound_up" | "delivered" | "settled" if strong => "completed",
        "completed" | "wound_up" | "delivered" | "settled" => "reported",
        _ if strong => "confirmed",
        _ if weak => "rumoured",
        _ => "reported",
    }
}

/// A status in a few words, for rows that went badly.
fn told(status: &Status) -> String {
    let not = match status.polarity {
        Polarity::Negated => "not ",
        Polarity::Affirmed => "",
    };
    let state = status.state.as_deref().unwrap_or("open");
    let by = status.standing.map_or(String::new(), |by| format!(" by {by:?}"));
    format!("{not}{state}{by}")
}
