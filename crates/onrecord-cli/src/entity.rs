//! `onrecord entity`: what names stand for, and what people said of them.
//! What does not live here: what a judgement does to matters (`onrecord-case`), how it is kept (`onrecord-ledger`).

use std::io::Write;

use onrecord::{Judged, Judgement, Language, Verdict, judged_name};

use crate::arguments::{EntityCommand, EntityName, EntityPair};
use crate::correct::judge_by;
use crate::failure::{Failure, Outcome};
use crate::kept;
use crate::out;
use crate::screen::{QUIET, Screen, TITLE, paint};

/// Runs the command.
pub fn run(command: &EntityCommand) -> Result<Outcome, Failure> {
    match command {
        EntityCommand::Show(name) => show(name),
        EntityCommand::Merge(pair) => judge(pair, Verdict::Same),
        EntityCommand::Split(pair) => judge(pair, Verdict::Different),
        EntityCommand::Forget(pair) => judge(pair, Verdict::Unsure),
        EntityCommand::Rename(pair) => judge(pair, Verdict::Called),
    }
}

fn judge(pair: &EntityPair, verdict: Verdict) -> Result<Outcome, Failure> {
    let (_, judged) = judge_by(verdict, (&pair.name, &pair.other), &pair.who)?;
    let Judgement { a, b, verdict } = judged.judgement;
    let mut out = out::text();
    writeln!(out, "#{} {} {a:?} {b:?}", judged.number, verdict.name())?;
    Ok(Outcome::Done)
}

fn show(options: &EntityName) -> Result<Outcome, Failure> {
    let library = kept::library(&options.ledger, &options.packs)?;
    let ground = &library.engine.packs.ground;
    let name = judged_name(&options.name, ground);
    let entity = ground.catalogue.get(&name);
    let judgements: Vec<Judged> = library
        .ledger
        .judgements()?
        .into_iter()
        .filter(|j| j.judgement.verdict.is_of_names())
        .filter(|j| j.judgement.a == name || j.judgement.b == name)
        .collect();
    let pages = library.pages_about(&name)?;
    if options.json {
        let told = |j: &Judged| {
            serde_json::json!({ "number": j.number, "names": [j.judgement.a, j.judgement.b], "verdict": j.judgement.verdict.name(),
                "by": j.by, "reason": j.reason, "at": j.at })
        };
        let object = serde_json::json!({
            "schema": onrecord_views::wire::SCHEMA,
            "name": name,
            "known": entity.is_some(),
            "zh": entity.and_then(|e| e.zh.as_deref()),
            "en": entity.and_then(|e| e.en.as_deref()),
            "part_of": entity.and_then(|e| e.part_of.as_deref()),
            "pages": pages,
            "judgements": judgements.iter().map(told).collect::<Vec<_>>(),
        });
        out::object(&object)?;
        return Ok(Outcome::Done);
    }
    let mut screen = Screen::new();
    let known = match entity {
        Some(e) => {
            let of = e
                .part_of
                .as_deref()
                .map(|w| format!(", a part of {w}"))
                .unwrap_or_default();
            let named = [Language::English, Language::Chinese];
            let named = named.iter().filter_map(|l| ground.catalogue.name(&e.id, *l));
            let mut named: Vec<&str> = named.collect();
            named.dedup();
            format!("in the catalogue as {}{of}", named.join(", "))
        }
        None => "in no catalogue: one thing on every page that shares more than the name".to_owned(),
    };
    screen.row(
        0,
        &[],
        &format!("{}  {}", paint(TITLE, &name), paint(QUIET, known)),
        "",
    );
    screen.line(&paint(
        QUIET,
        format!(
            "claims about it on {}",
            onrecord_views::phrases::count(pages, "page")
        ),
    ));
    for j in &judgements {
        let words = format!("{} {}, {}: {}", j.judgement.a, j.judgement.b, j.by, j.reason);
        screen.row(
            2,
            &[(j.judgement.verdict.name(), 12)],
            &words,
            &paint(QUIET, &j.at),
        );
    }
    screen.print()?;
    Ok(Outcome::Done)
}
