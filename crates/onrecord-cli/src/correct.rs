//! `onrecord correct`: what people corrected by hand, and the list of it.
//! What does not live here: which corrections may be made (`onrecord`), what they do (`onrecord-case`).

use std::collections::BTreeSet;
use std::io::Write;

use onrecord::{Judged, Judgements, Library, Verdict};
use onrecord_views::corrections::line;
use onrecord_views::tongue::Tongue;
use onrecord_views::{plain, wire};

use crate::arguments::{CorrectCommand, Correction, LedgerFile, PackFolder};
use crate::clock;
use crate::failure::{Failure, Outcome};
use crate::kept;
use crate::out;
use crate::screen::{QUIET, Screen, paint};

/// Runs the command.
pub fn run(command: &CorrectCommand) -> Result<Outcome, Failure> {
    use CorrectCommand as C;
    match command {
        C::About { claim, name, who } => {
            correct(Verdict::About, (claim, name.as_deref().unwrap_or_default()), who)
        }
        C::State { claim, state, who } => correct(Verdict::Says, (claim, state), who),
        C::Ignore { claim, who } => correct(Verdict::Ignored, (claim, ""), who),
        C::SameMatter { of, matter, who } => correct(Verdict::SameMatter, (of, matter), who),
        C::OtherMatter { claim, matter, who } => correct(Verdict::OtherMatter, (claim, matter), who),
        C::SameOrigin { claim, other, who } => correct(Verdict::SameOrigin, (claim, other), who),
        C::OtherOrigin { claim, other, who } => correct(Verdict::OtherOrigin, (claim, other), who),
        C::Date { page, day, who } => correct(Verdict::Dated, (page, day), who),
        C::Undo { number, who } => correct(Verdict::Undone, (number, ""), who),
        C::List { ledger, packs, json } => list(ledger, packs, *json),
    }
}

/// Appends a judgement to the ledger that `who` names.
pub fn judge_by(
    verdict: Verdict,
    names: (&str, &str),
    who: &Correction,
) -> Result<(Library, Judged), Failure> {
    let mut library = Library::open_to_write(&who.ledger.ledger, who.packs.packs.as_deref())?;
    let judged = library.judge(verdict, names, (&who.by, &who.reason), clock::now())?;
    Ok((library, judged))
}

fn correct(verdict: Verdict, names: (&str, &str), who: &Correction) -> Result<Outcome, Failure> {
    let (library, judged) = judge_by(verdict, names, who)?;
    let mut out = out::text();
    writeln!(
        out,
        "#{} {}",
        judged.number,
        plain::line(&in_words(&library, &judged))
    )?;
    Ok(Outcome::Done)
}

/// What was corrected, in words.
pub fn in_words(library: &Library, judged: &Judged) -> String {
    let claim = |id: &str| library.words_of(id);
    line(
        judged,
        "",
        &claim,
        &str::to_owned,
        &library.engine.packs,
        Tongue::English,
    )
    .what
}

fn list(ledger: &LedgerFile, packs: &PackFolder, json: bool) -> Result<Outcome, Failure> {
    let library = kept::library(ledger, packs)?;
    let all = library.ledger.judgements()?;
    let counting = Judgements::counting(all.clone());
    let counting: BTreeSet<u64> = counting.iter().map(|j| j.number).collect();
    if json {
        let mut lines = Vec::new();
        for judged in &all {
            wire::write_judged(&mut lines, judged, counting.contains(&judged.number));
        }
        out::json(&lines)?;
        return Ok(Outcome::Done);
    }
    let mut screen = Screen::new();
    for judged in &all {
        let undone = if counting.contains(&judged.number) {
            ""
        } else {
            "undone"
        };
        let number = format!("#{}", judged.number);
        let words = plain::line(&in_words(&library, judged));
        screen.row(0, &[(&number, 7), (undone, 8)], &words, &paint(QUIET, &judged.at));
        let why = plain::line(&format!("{}: {}", judged.by, judged.reason));
        screen.row(15, &[], &paint(QUIET, why), "");
    }
    if all.is_empty() {
        screen.line(&paint(QUIET, "nothing was corrected"));
    }
    screen.print()?;
    Ok(Outcome::Done)
}
