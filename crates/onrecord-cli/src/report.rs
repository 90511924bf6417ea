//! `onrecord report`: a matter or a story as one HTML file.
//! What does not live here: how it looks (`onrecord-pages`), what it tells (`onrecord-views`).

use std::collections::BTreeSet;

use onrecord::procedures::{Gate, Index, Procedure, Traveller, Way, gate, way};
use onrecord_pages::{Report, report};
use onrecord_views::brief::Briefing;

use crate::arguments::ReportOptions;
use crate::failure::{Failure, Outcome};
use crate::gathered::{self, Gathered, Wanted};
use crate::out;
use crate::procedure::find;

/// Runs the command.
pub fn run(options: &ReportOptions) -> Result<Outcome, Failure> {
    let mut gathered = gathered::gather(&options.of, &Wanted::Words(&options.words))?;
    if !options.procedure.is_empty() && options.of.read.is_empty() {
        // A way rests on every page that names who goes it, not on those alone that speak of the matters asked for.
        let of = subjects(&gathered, &options.words);
        if !of.is_empty() {
            gathered = gathered::gather(&options.of, &Wanted::About(&of))?;
        }
    }
    let Gathered {
        engine,
        case,
        day,
        failures,
        chain,
    } = gathered;
    let packs = &engine.packs;
    let briefing = Briefing::new(&case, packs, day);
    let matters = briefing.asked(&options.words);
    if matters.is_empty() {
        return Err(Failure::Other(format!(
            "no matter holds {:?}: `onrecord status` lists them all",
            options.words.join(" ")
        )));
    }
    let shelf = onrecord::shelf(options.procedures.as_deref()).map_err(|e| Failure::Use(e.to_string()))?;
    let procedures = options.procedure.iter().map(|name| find(&shelf, name));
    let procedures: Vec<Procedure> = procedures.collect::<Result<_, _>>()?;
    let first = &case.matters[matters[0].matter];
    let of = first.subject.as_deref().unwrap_or(&first.subject_name);
    let traveller = Traveller::find(of, &packs.ground);
    let index = Index::of(&case, &packs.ground);
    let until = day.unwrap_or(jiff::civil::Date::MAX);
    let ways: Vec<(Way<'_>, Gate)> = procedures
        .iter()
        .map(|p| {
            let way = way(&case, &packs.ground, &index, p, &traveller, until);
            (way, gate(&case, &packs.ground, p, until))
        })
        .collect();
    let html = report(&Report {
        case: &case,
        packs,
        briefing: &briefing,
        title: &onrecord_pages::title(&briefing, &case, &matters, options.lang),
        matters: &matters,
        tongue: options.lang,
        chain: chain.as_deref(),
        ways: &ways,
    });
    out::write(options.to.as_deref(), "--to", html.as_bytes())?;
    Ok(Outcome::of(failures))
}

/// Whom the matters are about that hold all the words, by id or name, each once.
fn subjects(gathered: &Gathered, words: &[String]) -> Vec<String> {
    let (case, day) = (&gathered.case, gathered.day);
    let briefing = Briefing::new(case, &gathered.engine.packs, day);
    let asked = briefing.asked(words);
    let matters = asked.iter().map(|m| &case.matters[m.matter]);
    let of = matters.map(|m| m.subject.as_deref().unwrap_or(&m.subject_name).to_owned());
    of.collect::<BTreeSet<String>>().into_iter().collect()
}
