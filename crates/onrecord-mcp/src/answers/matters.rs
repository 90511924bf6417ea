//! Where matters stand, how they got there, who stands behind them.

use jiff::civil::Date;
use onrecord::{Case, Cut, Packs, Status, changes, reconcile_as_of};
use onrecord_views::brief::Briefing;
use onrecord_views::sheet::{Quote, Voice};
use onrecord_views::tongue::Tongue;
use onrecord_views::{phrases, wire};
use serde_json::{Map, Value, json};

use super::{answer, limit, quote, short, some, words};
use crate::asked;
use crate::desk::{self, Answer, Desk, NoAnswer, day};

/// Voices on one side, and things one voice said.
const VOICES: usize = 4;
const SAYINGS: usize = 2;
/// Pages that can be given with one question, and bytes in all of them.
const PAGES: usize = 30;
const BYTES: usize = 4 << 20;

/// What it means that nothing was found.
const NOTHING: &str = "No matter of the ledger holds all these words. That is not evidence that it did not happen: no page \
here was understood to speak of it. `search` looks through the text of the pages themselves.";

/// `status`
pub fn status(desk: &Desk, asked: &asked::Matters) -> Answer {
    let (case, wanted, day) = wanted(
        desk,
        &asked.words,
        asked.as_of.as_deref(),
        asked.known_on.as_deref(),
    )?;
    let briefing = Briefing::new(&case, &desk.engine().packs, day);
    let statuses: Vec<Status> = wanted.into_iter().map(|m| briefing.status(m)).collect();
    let ranked = briefing.weightiest(&statuses);
    Ok(told(&briefing, &case, &ranked, limit(asked.limit, 5, 20)))
}

/// `brief`
pub fn brief(desk: &Desk, asked: &asked::Brief) -> Answer {
    let as_of = day(asked.as_of.as_deref())?;
    let engine = desk.engine();
    let packs = &engine.packs;
    let mut not_read = Vec::new();
    let (case, day) = if asked.pages.is_empty() {
        let cut = Cut {
            as_of,
            known_on: None,
        };
        desk.library()?.case(&[], cut)?
    } else {
        let bytes: usize = asked
            .pages
            .iter()
            .map(|p| p.html.as_ref().or(p.text.as_ref()).map_or(0, String::len))
            .sum();
        if asked.pages.len() > PAGES || bytes > BYTES {
            return Err(NoAnswer::question(format!(
                "{} pages of {bytes} bytes are too many for one question: give {PAGES} pages of {BYTES} bytes at the most, or `onrecord add` them and ask without pages",
                asked.pages.len()
            )));
        }
        let mut pages = Vec::new();
        for (number, page) in asked.pages.iter().enumerate() {
            match super::pages::given(engine, page, number + 1) {
                Ok(read) => pages.push(read),
                Err(why) => not_read.push(Value::from(why.to_string())),
            }
        }
        let case = reconcile_as_of(pages, &packs.ground, as_of);
        let day = as_of.or_else(|| case.last_day());
        (case, day)
    };
    let briefing = Briefing::new(&case, packs, day);
    let statuses = briefing.statuses(&[], false);
    let ranked: Vec<&Status> = briefing.ranked(&statuses).into_iter().map(|(_, s)| s).collect();
    let mut told = told(&briefing, &case, &ranked, limit(asked.limit, 6, 20));
    if let Value::Object(object) = &mut told {
        object.insert("pages_read".into(), case.pages.len().into());
        let without = case.pages.iter().filter(|p| p.reading.claims.is_empty());
        let without = without.map(|p| json!({ "page": short(&p.page.sha256), "source": p.page.source }));
        some(object, "pages_not_understood", without.collect(), 10);
        if !not_read.is_empty() {
            object.insert("not_read".into(), not_read.into());
        }
        if !asked.pages.is_empty() {
            object.insert(
                "not_kept".into(),
                "These pages are not in the ledger: `explain` and `read_page` by id do not find them.".into(),
            );
        }
    }
    Ok(told)
}

/// The matters of the ledger that hold the words, cut to a day.
fn wanted(
    desk: &Desk,
    text: &str,
    as_of: Option<&str>,
    known_on: Option<&str>,
) -> Result<(Case, Vec<usize>, Option<Date>), NoAnswer> {
    let words = desk::words(text);
    if words.is_empty() {
        return Err(NoAnswer::question(
            "give words that the matter must hold: a name, a kind, an id; `brief` tells of all matters",
        ));
    }
    let cut = Cut {
        as_of: day(as_of)?,
        known_on: day(known_on)?,
    };
    let library = desk.library()?;
    // A whole id asks for that matter; its words are what the names in it begin with.
    let (case, day) = library.case(&words, cut)?;
    let exact = case.matters.iter().position(|m| m.id == text.trim());
    let wanted = match exact {
        Some(matter) => vec![matter],
        None => (0..case.matters.len())
            .filter(|m| case.is_about(*m, &words))
            .collect(),
    };
    Ok((case, wanted, day))
}

fn told(briefing: &Briefing<'_>, case: &Case, ranked: &[&Status], limit: usize) -> Value {
    let mut object = Map::new();
    object.insert("as_of".into(), as_of(briefing).into());
    object.insert("matters_found".into(), ranked.len().into());
    if ranked.is_empty() {
        object.insert("not_understood".into(), NOTHING.into());
    }
    let matters: Vec<Value> = ranked
        .iter()
        .take(limit)
        .map(|s| matter(briefing, case, s))
        .collect();
    object.insert("matters".into(), matters.into());
    answer(Value::Object(object))
}

fn as_of(briefing: &Briefing<'_>) -> Option<String> {
    (briefing.as_of != Date::MAX).then(|| briefing.as_of.to_string())
}

/// A matter: the sentence, what it rests on, who is for it, against it, silent, what contradicts what.
fn matter(briefing: &Briefing<'_>, case: &Case, status: &Status) -> Value {
    let tongue = Tongue::English;
    let sheet = briefing.sheet(status, tongue);
    let settled = status.state.is_some() && status.standing.is_some_and(phrases::settles);
    let mut object = Map::new();
    object.insert("matter".into(), sheet.id.into());
    object.insert("title".into(), sheet.title.into());
    object.insert("where_it_stands".into(), sheet.sentence.text(tongue).into());
    object.insert("settled".into(), settled.into());
    object.insert("standing".into(), status.standing.map(|s| s.code()).into());
    object.insert(
        "origins".into(),
        json!({ "sure": status.origins.sure, "possible": status.origins.possible }),
    );
    let flags: Vec<String> = sheet.flags.into_iter().map(|(_, flag)| flag).collect();
    object.insert("flags".into(), flags.into());
    object.insert("best".into(), sheet.best.as_ref().map(quoted).into());
    for (key, voices) in [
        ("for", &sheet.sides.for_it),
        ("against", &sheet.sides.against),
        ("silent", &sheet.sides.silent),
        ("settles_nothing_now", &sheet.sides.beside),
    ] {
        if !voices.is_empty() {
            some(&mut object, key, voices.iter().map(voice).collect(), VOICES);
        }
    }
    if !sheet.clashes.is_empty() {
        let clashes = sheet.clashes.iter().map(|clash| {
            let sides = clash.sides.iter().map(|(when, who, words)| {
                let mut side = quoted(words);
                if let Value::Object(side) = &mut side {
                    side.insert("when".into(), when.clone().into());
                    side.insert("who".into(), who.clone().into());
                }
                side
            });
            json!({ "about": clash.about, "sides": sides.collect::<Vec<_>>() })
        });
        some(&mut object, "contradictions", clashes.collect(), 3);
    }
    if status.state.is_none() {
        object.insert(
            "not_understood".into(),
            "Nothing that was said settles a state: say that it is open.".into(),
        );
    }
    let undated = case.matters[status.matter]
        .claims
        .iter()
        .filter(|at| onrecord::status::said_day(case, **at).is_none())
        .count();
    if undated > 0 {
        object.insert("claims_without_a_day".into(), undated.into());
    }
    Value::Object(object)
}

fn quoted(quote: &Quote) -> Value {
    let mut object = Map::new();
    object.insert("claim".into(), quote.claim.clone().into());
    words(&mut object, &quote.words, quote.place);
    object.insert("page".into(), short(&quote.page.sha256).into());
    object.insert("outlet".into(), quote.page.outlet.clone().into());
    Value::Object(object)
}

/// One origin on one side.
fn voice(voice: &Voice) -> Value {
    let mut object = Map::new();
    object.insert("who".into(), voice.who.clone().into());
    if let Some(through) = &voice.through {
        object.insert("through".into(), through.clone().into());
    }
    object.insert("standing".into(), voice.standing.into());
    object.insert("settles".into(), voice.settles.into());
    if voice.doubtful {
        object.insert("may_not_be_independent".into(), true.into());
    }
    if voice.phantom {
        object.insert("known_only_through_others".into(), true.into());
    }
    let said = voice.said.iter().map(|saying| {
        let mut said = quoted(&saying.quote);
        if let Value::Object(said) = &mut said {
            said.insert("when".into(), saying.when.clone().into());
            said.insert("state".into(), saying.state.clone().into());
        }
        said
    });
    some(&mut object, "said", said.collect(), SAYINGS);
    let repeated = voice.carried.iter().filter(|c| c.why.is_some()).count();
    if repeated > 0 {
        object.insert("pages_that_only_repeat_it".into(), repeated.into());
    }
    Value::Object(object)
}

/// `timeline`
pub fn timeline(desk: &Desk, asked: &asked::Timeline) -> Answer {
    let since = day(asked.since.as_deref())?;
    let (case, wanted, day) = wanted(desk, &asked.words, asked.as_of.as_deref(), None)?;
    let packs = &desk.engine().packs;
    let until = day.unwrap_or(Date::MAX);
    let mut found: Vec<_> = wanted
        .iter()
        .flat_map(|m| changes(&case, &packs.ground, *m, until))
        .filter(|c| since.is_none_or(|day| c.day >= day))
        .collect();
    found.sort_by_key(|c| (c.day, c.matter));
    let limit = limit(asked.limit, 20, 60);
    let earlier = found.len().saturating_sub(limit);
    let shown: Vec<Value> = found[earlier..]
        .iter()
        .map(|change| {
            let matter = &case.matters[change.matter];
            let by: Vec<Value> = change
                .by
                .iter()
                .take(2)
                .map(|at| said_by(packs, &case, *at))
                .collect();
            json!({
                "day": change.day.to_string(),
                "matter": matter.id,
                "title": matter.title,
                "before": change.before.as_ref().map(place),
                "after": place(&change.after),
                "by": by,
            })
        })
        .collect();
    let mut object = Map::new();
    object.insert("as_of".into(), day.map(|d| d.to_string()).into());
    if earlier > 0 {
        object.insert("earlier_changes_not_shown".into(), earlier.into());
    }
    if found.is_empty() {
        object.insert("not_understood".into(), NOTHING.into());
    }
    object.insert("changes".into(), shown.into());
    Ok(answer(Value::Object(object)))
}

fn place(place: &onrecord::Place) -> Value {
    json!({
        "state": place.state,
        "polarity": wire::text(&place.polarity),
        "standing": place.standing.map(|s| s.code()),
    })
}

/// A claim's words, who says so, and in which state.
fn said_by(packs: &Packs, case: &Case, at: onrecord::ClaimRef) -> Value {
    let page = &case.pages[at.page];
    let claim = case.claim(at);
    let mut said = quote(case, at);
    if let Value::Object(said) = &mut said {
        let outlet = phrases::outlet(&page.article, &page.page);
        said.insert("who".into(), phrases::chain(&outlet, claim).into());
        said.insert("state".into(), phrases::claim_state(packs, claim).into());
    }
    said
}

/// `origins`
pub fn origins(desk: &Desk, asked: &asked::Matters) -> Answer {
    let (case, wanted, day) = wanted(
        desk,
        &asked.words,
        asked.as_of.as_deref(),
        asked.known_on.as_deref(),
    )?;
    let briefing = Briefing::new(&case, &desk.engine().packs, day);
    let statuses: Vec<Status> = wanted.into_iter().map(|m| briefing.status(m)).collect();
    let ranked = briefing.weightiest(&statuses);
    let told = ranked.iter().take(limit(asked.limit, 5, 20)).map(|status| {
        let matter = &case.matters[status.matter];
        let mut behind: Vec<usize> = matter
            .claims
            .iter()
            .filter_map(|at| case.origin_in(status.matter, *at))
            .collect();
        behind.sort_unstable();
        behind.dedup();
        let mut object = Map::new();
        object.insert("matter".into(), matter.id.clone().into());
        object.insert("title".into(), matter.title.clone().into());
        object.insert(
            "behind_the_state".into(),
            phrases::origins(&status.origins).into(),
        );
        let lines = behind
            .into_iter()
            .map(|o| origin(&briefing, &case, status.matter, o));
        some(&mut object, "origins", lines.collect(), 12);
        Value::Object(object)
    });
    let mut object = Map::new();
    object.insert("as_of".into(), as_of(&briefing).into());
    object.insert("matters_found".into(), ranked.len().into());
    let told: Vec<Value> = told.collect();
    if told.is_empty() {
        object.insert("not_understood".into(), NOTHING.into());
    }
    object.insert("matters".into(), told.into());
    Ok(answer(Value::Object(object)))
}

fn origin(briefing: &Briefing<'_>, case: &Case, matter: usize, index: usize) -> Value {
    let origin = &case.origins[index];
    let mut object = Map::new();
    let (who, through) = briefing.knew(origin, Tongue::English);
    object.insert("who".into(), who.into());
    if let Some(through) = through {
        object.insert("through".into(), through.into());
    }
    object.insert("standing".into(), origin.kind.code().into());
    if origin.doubtful {
        object.insert("may_not_be_independent".into(), true.into());
    }
    if origin.phantom {
        object.insert("known_only_through_others".into(), true.into());
    }
    let members = origin
        .members
        .iter()
        .filter(|(at, _)| case.matters[matter].claims.contains(at));
    let members = members.map(|(at, fold)| {
        let mut member = quote(case, *at);
        if let Value::Object(member) = &mut member {
            let why = briefing
                .fold(fold, Tongue::English)
                .unwrap_or_else(|| "the first".into());
            member.insert("why".into(), why.into());
            let page = &case.pages[at.page];
            member.insert("outlet".into(), phrases::outlet(&page.article, &page.page).into());
        }
        member
    });
    some(&mut object, "claims", members.collect(), 6);
    Value::Object(object)
}
