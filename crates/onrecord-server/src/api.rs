//! Answers for programs: the objects of `--json`, in pages of a list.
//! What does not live here: names in JSON (`onrecord_views::wire`).

use std::collections::BTreeSet;
use std::sync::PoisonError;

use jiff::civil::Date;
use onrecord::procedures::{self, Index};
use onrecord::{Case, Judgements, Verdict};
use onrecord_views::brief::Briefing;
use onrecord_views::wire;

use crate::ask::{Answer, Ask, JSON, Refusal, Reply};
use crate::parts::{Found, claim_of, compared, gone, meanwhile, no_matter, page_of, procedure_of, too_many};
use crate::uploads;

/// Objects of one answer.
const LIMIT: usize = 100;
const MOST: usize = 1000;

/// A page of a list: objects as lines, from all of which `skip` were left out.
fn list<T>(ask: &Ask<'_>, all: &[T], put: impl Fn(&mut Vec<u8>, &T)) -> Answer {
    let limit = ask.number("limit", LIMIT, MOST)?.max(1);
    let from = ask.number("cursor", 0, usize::MAX)?.min(all.len());
    let to = from.saturating_add(limit).min(all.len());
    let mut body = format!("{{\"schema\":{},\"total\":{},\"next\":", wire::SCHEMA, all.len()).into_bytes();
    match to < all.len() {
        true => body.extend_from_slice(to.to_string().as_bytes()),
        false => body.extend_from_slice(b"null"),
    }
    body.extend_from_slice(b",\"items\":[");
    for (n, one) in all[from..to].iter().enumerate() {
        if n > 0 {
            body.push(b',');
        }
        put(&mut body, one);
        while body.last() == Some(&b'\n') {
            body.pop();
        }
    }
    body.extend_from_slice(b"]}\n");
    Ok(Reply::of(JSON, body))
}

fn object(put: impl FnOnce(&mut Vec<u8>)) -> Answer {
    let mut body = Vec::new();
    put(&mut body);
    Ok(Reply::of(JSON, body))
}

/// The matters of a case that an answer tells, by index.
fn told(ask: &Ask<'_>, case: &Case) -> Vec<usize> {
    let words = ask.words();
    (0..case.matters.len())
        .filter(|m| case.is_about(*m, &words))
        .collect()
}

pub fn status(ask: &Ask<'_>) -> Answer {
    let found = Found::of(ask, &ask.words())?;
    let (case, day) = &*found.case;
    let briefing = Briefing::new(case, &ask.house.engine.packs, *day);
    list(ask, &told(ask, case), |out, matter| {
        wire::write_status(out, case, &briefing.status(*matter));
    })
}

pub fn matter(ask: &Ask<'_>) -> Answer {
    let (case, matter, day) = one(ask)?;
    let briefing = Briefing::new(&case, &ask.house.engine.packs, day);
    object(|out| wire::write_status(out, &case, &briefing.status(matter)))
}

pub fn origins(ask: &Ask<'_>) -> Answer {
    let (case, matter, _) = one(ask)?;
    object(|out| wire::write_origins(out, &case, matter))
}

fn one(ask: &Ask<'_>) -> Result<(Case, usize, Option<Date>), Refusal> {
    let id = ask.of("id");
    let found = ask.library.case_of(id, ask.cut()?)?;
    found.ok_or_else(|| no_matter(id))
}

pub fn procedure(ask: &Ask<'_>) -> Answer {
    let procedure = procedure_of(ask, ask.of("procedure"))?;
    let gone = gone(ask)?;
    object(|out| wire::write_way(out, &gone.case, &gone.way(&procedure), &gone.gate(&procedure)))
}

pub fn compare(ask: &Ask<'_>) -> Answer {
    let procedure = procedure_of(ask, ask.of("procedure"))?;
    let (whole, who) = compared(ask)?;
    let (case, day) = (&whole.0, whole.1.unwrap_or(Date::MAX));
    let ground = &ask.house.engine.packs.ground;
    let index = Index::of(case, ground);
    let table = procedures::compare(case, ground, &index, &procedure, &who, day);
    let gate = procedures::gate(case, ground, &procedure, day);
    object(|out| wire::write_comparison(out, case, &table, &gate))
}

pub fn stories(ask: &Ask<'_>) -> Answer {
    let whole = ask
        .house
        .whole(ask.library, ask.cut()?)?
        .ok_or_else(|| too_many(ask))?;
    let case = &whole.0;
    list(ask, &case.stories, |out, story| {
        wire::write_story(out, case, story)
    })
}

pub fn changes(ask: &Ask<'_>) -> Answer {
    let since = ask.day("since")?.ok_or_else(|| {
        Refusal::new(
            400,
            "since is missing: give YYYY-MM-DD",
            "缺少起始日期：格式为年-月-日",
        )
    })?;
    let changed = ask.library.changed_since(since, ask.cut()?, false)?;
    let (case, mut all) = (changed.case, changed.changes);
    all.sort_by_key(|c| (c.day, c.matter));
    list(ask, &all, |out, change| wire::write_change(out, &case, change))
}

pub fn claims(ask: &Ask<'_>) -> Answer {
    let found = Found::of(ask, &ask.words())?;
    let case = &found.case.0;
    let wanted: BTreeSet<_> = told(ask, case)
        .into_iter()
        .flat_map(|m| case.matters[m].claims.iter().copied())
        .collect();
    let wanted: Vec<_> = wanted.into_iter().collect();
    list(ask, &wanted, |out, at| {
        wire::write_claim(out, &case.pages[at.page], case.claim(*at));
    })
}

pub fn claim(ask: &Ask<'_>) -> Answer {
    let found = claim_of(ask, ask.of("id"))?;
    object(|out| match found.proposal() {
        Some(proposal) => wire::write_proposal(out, &found.page.read, proposal),
        None => wire::write_claim(out, &found.page.read, found.claim()),
    })
}

pub fn page(ask: &Ask<'_>) -> Answer {
    let page = page_of(ask, ask.of("sha256"))?;
    object(|out| wire::write_read_page(out, &page.read, &page.proposals))
}

pub fn corrections(ask: &Ask<'_>) -> Answer {
    let all = ask.library.ledger.judgements()?;
    let counting = Judgements::counting(all.clone());
    let counting: BTreeSet<u64> = counting.iter().map(|j| j.number).collect();
    list(ask, &all, |out, judged| {
        wire::write_judged(out, judged, counting.contains(&judged.number));
    })
}

pub fn correct(ask: &Ask<'_>) -> Answer {
    let verdict = Verdict::named(ask.field("verdict")).ok_or_else(|| {
        let known: Vec<&str> = Verdict::ALL.iter().map(|(_, name)| *name).collect();
        Refusal::new(
            422,
            format!("verdict is not known: give one of {}", known.join(", ")),
            format!("不认识的更正类型：可用 {}", known.join("、")),
        )
    })?;
    let mut writer = ask.house.writer()?;
    let _judging = ask.house.judging.lock().unwrap_or_else(PoisonError::into_inner);
    if !ask.field("seen").is_empty() {
        let wrong = |_| Refusal::new(400, "seen is no number of a correction", "“seen”不是更正的编号");
        let seen = ask.field("seen").parse().map_err(wrong)?;
        let all = writer.ledger.judgements()?;
        let done = meanwhile(&all, ask.field("of"), seen);
        if let Some(last) = done.last() {
            let told: Vec<String> = done
                .iter()
                .map(|j| format!("#{} by {}", j.number, j.by))
                .collect();
            let told = told.join(", ");
            return Err(Refusal::new(
                409,
                format!(
                    "the same was corrected meanwhile ({told}): look at it, then send this again with seen={}",
                    last.number
                ),
                format!("其间已有更正（{told}）：请查看后再次发送"),
            ));
        }
    }
    let judged = writer.judge(
        verdict,
        (ask.field("of"), ask.field("is")),
        (ask.field("by"), ask.field("reason")),
        (ask.house.clock)(),
    )?;
    let mut reply = object(|out| wire::write_judged(out, &judged, true))?;
    reply.status = 201;
    Ok(reply)
}

pub fn add(ask: &Ask<'_>) -> Answer {
    let made = uploads::add(ask)?;
    let told = made.iter().map(|one| {
        serde_json::json!({ "name": one.name, "sha256": one.sha256, "new": one.new, "claims": one.claims, "error": one.wrong.as_ref().map(|(english, _)| english) })
    });
    let failed = made.iter().all(|one| one.wrong.is_some());
    let mut object = serde_json::json!({ "schema": wire::SCHEMA, "items": told.collect::<Vec<_>>() });
    if failed {
        // Refused like anything else; the items say it of each.
        let first = made.iter().find_map(|one| one.wrong.as_ref());
        object["error"] = first.map_or("", |(english, _)| english).into();
    }
    let mut reply = Reply::of(JSON, format!("{object}\n"));
    reply.status = if failed { 422 } else { 201 };
    Ok(reply)
}
