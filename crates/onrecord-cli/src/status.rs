//! `onrecord status`, `timeline`, `stories` and `origins`: views of what the ledger keeps.
//! What does not live here: how a status is made (`onrecord-case`), how it is shown (`onrecord_views::brief`).

use std::io::Write;

use onrecord::status::said_day;
use onrecord::{Case, ClaimRef, Library, reconcile_as_of};

use crate::arguments::StatusOptions;
use crate::brief;
use crate::failure::{Failure, Outcome};
use crate::kept;
use crate::painting;
use crate::screen::{QUIET, Screen, TITLE, WORDS, cut, paint};
use onrecord_views::brief::{Briefing, is_about};
use onrecord_views::phrases::{self, count};
use onrecord_views::wire;

/// Opens the ledger and brings its pages together.
fn open(options: &StatusOptions) -> Result<(Library, Case), Failure> {
    let library = kept::open(&options.ledger, &options.packs)?;
    let pages = library.pages(options.known_on)?;
    let case = reconcile_as_of(pages, &library.engine.packs.ground, options.showing.as_of);
    if !options.words.is_empty() && !(0..case.matters.len()).any(|m| is_about(&case, m, &options.words)) {
        return Err(Failure::Other(format!(
            "{}: no matter holds {:?}: `onrecord status` lists them all",
            options.ledger.ledger.display(),
            options.words.join(" ")
        )));
    }
    Ok((library, case))
}

fn print_lines(lines: &[u8]) -> Result<Outcome, Failure> {
    let mut out = std::io::stdout().lock();
    out.write_all(lines)?;
    out.flush()?;
    Ok(Outcome::Done)
}

/// `onrecord status`
pub fn status(options: &StatusOptions) -> Result<Outcome, Failure> {
    let (library, case) = open(options)?;
    let packs = &library.engine.packs;
    if !options.showing.json {
        brief::print(&case, packs, &options.words, &options.showing)?;
        return Ok(Outcome::Done);
    }
    let briefing = Briefing::new(&case, packs, options.showing.as_of);
    let mut lines = Vec::new();
    for matter in (0..case.matters.len()).filter(|m| is_about(&case, *m, &options.words)) {
        wire::write_status(&mut lines, &case, &briefing.status(matter));
    }
    print_lines(&lines)
}

/// `onrecord timeline`
pub fn timeline(options: &StatusOptions) -> Result<Outcome, Failure> {
    let (library, case) = open(options)?;
    let packs = &library.engine.packs;
    let briefing = Briefing::new(&case, packs, options.showing.as_of);
    let mut claims: Vec<(ClaimRef, usize)> = Vec::new();
    for (index, matter) in case.matters.iter().enumerate() {
        if is_about(&case, index, &options.words) {
            claims.extend(matter.claims.iter().map(|at| (*at, index)));
        }
    }
    claims.retain(|(at, _)| said_day(&case, *at).is_none_or(|d| d <= briefing.as_of));
    // Undated claims stand at the end: nobody knows where they belong.
    claims.sort_by_key(|(at, _)| (said_day(&case, *at).unwrap_or(jiff::civil::Date::MAX), *at));
    claims.dedup_by_key(|(at, _)| *at);
    if options.showing.json {
        let mut lines = Vec::new();
        for (at, _) in &claims {
            wire::write_claim(&mut lines, &case.pages[at.page], case.claim(*at));
        }
        return print_lines(&lines);
    }
    let mut screen = Screen::new();
    let mut day = None;
    for (at, matter) in &claims {
        let said = said_day(&case, *at);
        if day != Some(said) {
            screen.gap();
            screen.line(&paint(
                TITLE,
                said.map(phrases::day).unwrap_or_else(|| "undated".into()),
            ));
            day = Some(said);
        }
        let claim = case.claim(*at);
        let state = phrases::claim_state(packs, claim);
        let page = &case.pages[at.page];
        screen.row(
            2,
            &[(&cut(&state, 22), 24)],
            &format!(
                "{}  {}",
                case.matters[*matter].title,
                paint(
                    QUIET,
                    phrases::chain(&phrases::outlet(&page.article, &page.page), claim)
                )
            ),
            &paint(QUIET, &claim.id),
        );
        screen.row(
            26,
            &[],
            &paint(WORDS, format!("“{}”", cut(case.words(*at), 150))),
            "",
        );
    }
    screen.print()?;
    Ok(Outcome::Done)
}

/// `onrecord stories`
pub fn stories(options: &StatusOptions) -> Result<Outcome, Failure> {
    let (library, case) = open(options)?;
    let packs = &library.engine.packs;
    let wanted = case.stories.iter().filter(|story| {
        options.words.is_empty() || story.matters.iter().any(|m| is_about(&case, *m, &options.words))
    });
    if options.showing.json {
        let mut lines = Vec::new();
        for story in wanted {
            wire::write_story(&mut lines, &case, story);
        }
        return print_lines(&lines);
    }
    let briefing = Briefing::new(&case, packs, options.showing.as_of);
    let mut screen = Screen::new();
    for story in wanted {
        screen.gap();
        screen.ends(
            0,
            &paint(TITLE, &story.title),
            &paint(
                QUIET,
                format!(
                    "{} · {}",
                    count(story.pages.len(), "page"),
                    count(story.matters.len(), "matter")
                ),
            ),
        );
        let shown = if options.showing.all { usize::MAX } else { 8 };
        for matter in story.matters.iter().take(shown) {
            painting::short(&mut screen, &briefing.short(&briefing.status(*matter)));
        }
        for page in &story.pages {
            let page = &case.pages[*page];
            screen.row(
                4,
                &[(&cut(&phrases::published(page.article.published.as_ref()), 22), 24)],
                &paint(
                    QUIET,
                    format!(
                        "{} · {}",
                        phrases::outlet(&page.article, &page.page),
                        cut(page.article.title.as_deref().unwrap_or("(no title)"), 80)
                    ),
                ),
                "",
            );
        }
    }
    screen.print()?;
    Ok(Outcome::Done)
}

/// `onrecord origins`
pub fn origins(options: &StatusOptions) -> Result<Outcome, Failure> {
    let (library, case) = open(options)?;
    let packs = &library.engine.packs;
    let briefing = Briefing::new(&case, packs, options.showing.as_of);
    let matters = (0..case.matters.len()).filter(|m| is_about(&case, *m, &options.words));
    if options.showing.json {
        let mut lines = Vec::new();
        for matter in matters {
            wire::write_origins(&mut lines, &case, matter);
        }
        return print_lines(&lines);
    }
    let mut screen = Screen::new();
    for matter in matters {
        painting::origins(&mut screen, &briefing.origins(&briefing.status(matter)));
    }
    painting::pages(&mut screen, &briefing.pages());
    screen.print()?;
    Ok(Outcome::Done)
}
