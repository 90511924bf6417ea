//! `onrecord brief`: pages in, where every matter stands out; nothing is kept.
//! What does not live here: how it is shown (`onrecord_views::brief`, `painting`).

use jiff::civil::Date;
use onrecord::{Case, Engine, Packs, reconcile_as_of};
use onrecord_views::brief::Briefing;
use onrecord_views::tongue::Tongue;
use onrecord_views::wire;

use crate::arguments::{BriefOptions, Showing};
use crate::failure::{Failure, Outcome};
use crate::gathered;
use crate::out;
use crate::painting;
use crate::screen::{QUIET, Screen, paint};

/// Runs the command.
pub fn run(options: &BriefOptions) -> Result<Outcome, Failure> {
    // The process ends with it: to take it apart would only cost time.
    let engine = std::mem::ManuallyDrop::new(Engine::new(&options.input.engine(true))?);
    let (pages, failures) = gathered::pages(&engine, &options.input)?;
    if pages.is_empty() {
        return Ok(Outcome::of(failures));
    }
    let case = reconcile_as_of(pages, &engine.packs.ground, options.showing.as_of);
    print(
        &case,
        &engine.packs,
        &[],
        &options.showing,
        false,
        options.showing.as_of,
    )?;
    Ok(Outcome::of(failures))
}

/// Prints the matters of a case that hold all the words, as of a day, as text or JSON; `keeps` if a ledger keeps the pages.
pub fn print(
    case: &Case,
    packs: &Packs,
    words: &[String],
    showing: &Showing,
    keeps: bool,
    as_of: Option<Date>,
) -> Result<(), Failure> {
    let briefing = Briefing::new(case, packs, as_of);
    let statuses = briefing.statuses(words, showing.all);
    if showing.json {
        let mut line = Vec::new();
        wire::write_brief(&mut line, case, &statuses, briefing.as_of);
        return out::json(&line);
    }
    let mut screen = Screen::new();
    let tongue = showing.lang;
    let brief = briefing.brief(&statuses, showing.all || !words.is_empty(), tongue);
    painting::brief(
        &mut screen,
        &brief,
        &briefing.as_of_text(tongue),
        tongue,
        showing.all,
    );
    let hint = match (keeps, tongue) {
        (true, Tongue::English) => {
            "`onrecord explain ID`: how a claim was read · `onrecord timeline`: how a matter got there"
        }
        (true, Tongue::Chinese) => "`onrecord explain ID`：陈述如何读出 · `onrecord timeline`：事项如何演变",
        (false, Tongue::English) => "`onrecord add` keeps the pages; then `explain ID` and `timeline` answer",
        (false, Tongue::Chinese) => "先用 `onrecord add` 存下页面，再用 `explain ID`、`timeline` 查询",
    };
    screen.gap();
    screen.row(0, &[], &paint(QUIET, hint), "");
    screen.print()?;
    Ok(())
}
