//! `onrecord status`, `timeline`, `changed`, `stories` and `origins`: views of what the ledger keeps.
//! What does not live here: how a status is made (`onrecord-case`), how it is shown (`onrecord_views::brief`).

use jiff::civil::Date;
use onrecord::{Case, Change, Cut, Library, Place, changes};

use crate::arguments::{ChangedOptions, StatusOptions};
use crate::brief;
use crate::failure::{Failure, Outcome};
use crate::kept;
use crate::out;
use crate::painting;
use crate::screen::{QUIET, Screen, TITLE, WORDS, cut, paint};
use onrecord_views::brief::Briefing;
use onrecord_views::phrases::{self, count};
use onrecord_views::tongue::Tongue;
use onrecord_views::wire;

/// Opens the ledger and brings the pages together that the words ask for; gives the day that the case is of.
fn open(options: &StatusOptions) -> Result<(Library, Case, Option<Date>), Failure> {
    let library = kept::open(&options.ledger, &options.packs)?;
    let (case, day) = library.case(&options.words, cut_of(options))?;
    known(options, &case)?;
    Ok((library, case, day))
}

fn cut_of(options: &StatusOptions) -> Cut {
    Cut {
        as_of: options.showing.as_of,
        known_on: options.known_on,
    }
}

/// Fails if no matter holds the words.
fn known(options: &StatusOptions, case: &Case) -> Result<(), Failure> {
    if !options.words.is_empty() && !(0..case.matters.len()).any(|m| case.is_about(m, &options.words)) {
        return Err(Failure::Other(format!(
            "{}: no matter holds {:?}: `onrecord status` lists them all",
            options.ledger.ledger.display(),
            options.words.join(" ")
        )));
    }
    Ok(())
}

/// `onrecord status`
pub fn status(options: &StatusOptions) -> Result<Outcome, Failure> {
    let (library, case, day) = open(options)?;
    let packs = &library.engine.packs;
    if !options.showing.json {
        brief::print(&case, packs, &options.words, &options.showing, true, day)?;
        return Ok(Outcome::Done);
    }
    let briefing = Briefing::new(&case, packs, day);
    let mut lines = Vec::new();
    for matter in (0..case.matters.len()).filter(|m| case.is_about(*m, &options.words)) {
        wire::write_status(&mut lines, &case, &briefing.status(matter));
    }
    out::json(&lines)?;
    Ok(Outcome::Done)
}

/// `onrecord timeline`: what changed on each day, and what made it so.
pub fn timeline(options: &StatusOptions) -> Result<Outcome, Failure> {
    let (library, case, day) = open(options)?;
    let wanted = (0..case.matters.len()).filter(|m| case.is_about(*m, &options.words));
    let wanted = wanted.filter(|m| !is_remark(&case, *m) || options.showing.all);
    let ground = &library.engine.packs.ground;
    let until = day.unwrap_or(Date::MAX);
    let found = wanted.flat_map(|m| changes(&case, ground, m, until)).collect();
    show_changes(&library, &case, found, options.showing.json)
}

/// `onrecord changed`: the same of the days since one.
pub fn changed(options: &ChangedOptions) -> Result<Outcome, Failure> {
    let library = kept::open(&options.ledger, &options.packs)?;
    let cut = Cut {
        as_of: options.as_of,
        known_on: options.known_on,
    };
    let changed = library.changed_since(options.since, cut, options.all)?;
    show_changes(&library, &changed.case, changed.changes, options.json)
}

/// Words of no kind are many, and seldom what is asked.
fn is_remark(case: &Case, matter: usize) -> bool {
    case.matters[matter].is_statement()
}

fn show_changes(
    library: &Library,
    case: &Case,
    mut found: Vec<Change>,
    json: bool,
) -> Result<Outcome, Failure> {
    found.sort_by_key(|c| (c.day, c.matter));
    if json {
        let mut lines = Vec::new();
        for change in &found {
            wire::write_change(&mut lines, case, change);
        }
        out::json(&lines)?;
        return Ok(Outcome::Done);
    }
    let briefing = Briefing::new(case, &library.engine.packs, None);
    let mut screen = Screen::new();
    let mut day = None;
    for change in &found {
        if day != Some(change.day) {
            screen.gap();
            screen.line(&paint(TITLE, phrases::day(change.day)));
            day = Some(change.day);
        }
        let matter = &case.matters[change.matter];
        let shown = |place: &Place| briefing.place(change.matter, place, Tongue::English);
        let (before, after) = (change.before.as_ref().map(shown), shown(&change.after));
        let moved = match &before {
            Some(before) if *before != after => format!("{before} → {after}"),
            _ => after,
        };
        let by = change.after.standing.map_or("", phrases::standing);
        screen.row(
            2,
            &[(&cut(&moved, 30), 32)],
            &format!("{}  {}", matter.title, paint(QUIET, by)),
            "",
        );
        if let Some(at) = change.by.first() {
            let page = &case.pages[at.page];
            let claim = case.claim(*at);
            let who = phrases::chain(&phrases::outlet(&page.article, &page.page), claim);
            screen.row(
                34,
                &[],
                &paint(WORDS, format!("“{}”", cut(case.words(*at), 150))),
                "",
            );
            screen.row(34, &[], &paint(QUIET, who), &paint(QUIET, &claim.id));
        }
    }
    screen.gap();
    screen.line(&paint(QUIET, count(found.len(), "change")));
    screen.print()?;
    Ok(Outcome::Done)
}

/// `onrecord stories`
pub fn stories(options: &StatusOptions) -> Result<Outcome, Failure> {
    // A story holds pages that do not speak of the matter: all pages are brought together.
    let library = kept::open(&options.ledger, &options.packs)?;
    let (case, day) = library.case(&[], cut_of(options))?;
    known(options, &case)?;
    let packs = &library.engine.packs;
    let wanted = case.stories.iter().filter(|story| {
        options.words.is_empty() || story.matters.iter().any(|m| case.is_about(*m, &options.words))
    });
    if options.showing.json {
        let mut lines = Vec::new();
        for story in wanted {
            wire::write_story(&mut lines, &case, story);
        }
        out::json(&lines)?;
        return Ok(Outcome::Done);
    }
    let briefing = Briefing::new(&case, packs, day);
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
            let tongue = options.showing.lang;
            painting::short(
                &mut screen,
                &briefing.short(&briefing.status(*matter), tongue),
                tongue,
            );
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
    let (library, case, day) = open(options)?;
    let packs = &library.engine.packs;
    let briefing = Briefing::new(&case, packs, day);
    let asked = |m: &usize| case.is_about(*m, &options.words);
    if options.showing.json {
        // Programs that index claims by matter keep the last line that names one: that of the largest matter.
        let mut lines = Vec::new();
        for matter in case.smallest_first().into_iter().filter(asked) {
            wire::write_origins(&mut lines, &case, matter);
        }
        out::json(&lines)?;
        return Ok(Outcome::Done);
    }
    let mut screen = Screen::new();
    for matter in (0..case.matters.len()).filter(asked) {
        painting::origins(&mut screen, &briefing.origins(&briefing.status(matter)));
    }
    let tongue = options.showing.lang;
    painting::pages(&mut screen, &briefing.pages(tongue), tongue);
    screen.print()?;
    Ok(Outcome::Done)
}
