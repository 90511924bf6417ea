//! `onrecord brief`: pages in, where every matter stands out; nothing is kept.
//! What does not live here: how it is shown (see `briefing`).

use std::io::Write;

use onrecord::{Case, Packs, Status, reconcile_as_of};

use crate::arguments::{BriefOptions, Showing};
use crate::briefing::Briefing;
use crate::failure::{Failure, Outcome};
use crate::read::each;
use crate::screen::{QUIET, Screen, TITLE, paint};
use onrecord::{Engine, Read};
use onrecord_views::phrases::count;
use onrecord_views::wire;

/// Matters shown in full, and in one line, where not all are asked for.
const IN_FULL: usize = 6;
const IN_SHORT: usize = 14;
/// A matter of less weight is shown in one line.
const WEIGHTY: usize = 3;

/// Runs the command.
pub fn run(options: &BriefOptions) -> Result<Outcome, Failure> {
    let engine = Engine::new(&options.input.engine(true))?;
    let mut pages = Vec::new();
    let failures = each(
        &engine,
        &options.input,
        |engine, input| engine.read(input).map(Read::into_read_page),
        |page| {
            pages.push(page);
            Ok(())
        },
    )?;
    // The same bytes under two names are one page.
    let mut seen = std::collections::BTreeSet::new();
    pages.retain(|page| seen.insert(page.page.sha256.clone()));
    if pages.is_empty() {
        return Ok(Outcome::of(failures));
    }
    let case = reconcile_as_of(pages, &engine.packs.ground, options.showing.as_of);
    print(&case, &engine.packs, &[], &options.showing)?;
    Ok(Outcome::of(failures))
}

/// Prints the matters of a case that hold all the words, as text or JSON.
pub fn print(case: &Case, packs: &Packs, words: &[String], showing: &Showing) -> Result<(), Failure> {
    let briefing = Briefing::new(case, packs, showing.as_of);
    let statuses: Vec<Status> = (0..case.matters.len())
        .filter(|m| is_about(case, *m, words))
        .map(|m| briefing.status(m))
        .filter(|s| !(s.steps.is_empty() && s.responses.is_empty()))
        .collect();
    if showing.json {
        let mut line = Vec::new();
        wire::write_brief(&mut line, case, &statuses, briefing.as_of);
        let mut out = std::io::stdout().lock();
        out.write_all(&line)?;
        out.flush()?;
        return Ok(());
    }
    let mut screen = Screen::new();
    head(&mut screen, case, &briefing, &statuses);
    let mut ranked: Vec<(usize, &Status)> = statuses.iter().map(|s| (briefing.weight(s), s)).collect();
    // The case has weightier kinds first; what more pages speak of goes before within that.
    ranked.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    let (full, short): (Vec<_>, Vec<_>) = ranked.iter().enumerate().partition(|(i, (weight, _))| {
        showing.all || !words.is_empty() || (*i < IN_FULL && *weight >= WEIGHTY)
    });
    for (_, (_, status)) in full {
        briefing.matter(&mut screen, status);
    }
    if !short.is_empty() {
        screen.gap();
        screen.line(&paint(TITLE, "also"));
        // What settled into no state is left to --all: a list of mere remarks helps nobody.
        let told: Vec<&Status> = short
            .iter()
            .map(|(_, (_, status))| *status)
            .filter(|s| s.state.is_some())
            .take(IN_SHORT)
            .collect();
        for status in &told {
            briefing.short(&mut screen, status);
        }
        if short.len() > told.len() {
            let more = format!(
                "and {}: --all shows them",
                count(short.len() - told.len(), "smaller matter")
            );
            screen.row(2, &[], &paint(QUIET, more), "");
        }
    }
    briefing.pages(&mut screen);
    screen.print()?;
    Ok(())
}

fn head(screen: &mut Screen, case: &Case, briefing: &Briefing<'_>, statuses: &[Status]) {
    let mut languages: Vec<&str> = case
        .pages
        .iter()
        .map(|p| p.article.lang_tag.split('-').next().unwrap_or(""))
        .collect();
    languages.sort_unstable();
    languages.dedup();
    let claims: usize = case.pages.iter().map(|p| p.reading.claims.len()).sum();
    let mut origins: Vec<usize> = statuses
        .iter()
        .flat_map(|s| s.steps.iter().map(|s| s.origin))
        .collect();
    origins.sort_unstable();
    origins.dedup();
    screen.ends(
        0,
        &format!(
            "{} in {} · {} · {} · {}",
            count(case.pages.len(), "page"),
            count(languages.len(), "language"),
            count(claims, "claim"),
            count(origins.len(), "origin"),
            count(statuses.len(), "matter"),
        ),
        &paint(TITLE, briefing.as_of_text()),
    );
}

/// True where every word stands in the matter's id, title, kind or in the name of one of its participants.
pub fn is_about(case: &Case, matter: usize, words: &[String]) -> bool {
    if words.is_empty() {
        return true;
    }
    let matter = &case.matters[matter];
    let mut text = format!(
        "{} {} {} {}",
        matter.id, matter.title, matter.subject_name, matter.object_name
    );
    for at in &matter.claims {
        let claim = case.claim(*at);
        for participant in claim
            .subject
            .iter()
            .chain(&claim.object)
            .chain(claim.roles.iter().map(|r| &r.filler))
        {
            text.push(' ');
            text.push_str(&participant.name);
        }
    }
    let text = text.to_lowercase();
    words.iter().all(|w| text.contains(&w.to_lowercase()))
}
