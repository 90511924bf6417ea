//! `onrecord note` and `onrecord judge`: what people say beside matters, claims and pages, and the list of it.
//! What does not live here: which may be said (`onrecord`), where it is shown.

use std::collections::BTreeSet;
use std::io::Write;

use onrecord::{Judged, Judgements, Verdict};
use onrecord_views::{plain, wire};

use crate::arguments::{JudgeOptions, NoteCommand, Noting};
use crate::clock;
use crate::correct::{in_words, judge_by};
use crate::failure::{Failure, Outcome};
use crate::kept;
use crate::out;
use crate::screen::{QUIET, Screen, paint};

/// Runs `onrecord note`.
pub fn run(command: &NoteCommand) -> Result<Outcome, Failure> {
    match command {
        NoteCommand::Add { of, words, who } => note(Verdict::Noted, (of, words), who),
        NoteCommand::Tag { of, tag, who } => note(Verdict::Tagged, (of, tag), who),
        NoteCommand::List {
            ledger,
            packs,
            tag,
            json,
        } => list(&kept::library(ledger, packs)?, tag.as_deref(), *json),
    }
}

/// Runs `onrecord judge`.
pub fn judge(options: &JudgeOptions) -> Result<Outcome, Failure> {
    let (library, judged) = judge_by(Verdict::Rated, (&options.claim, &options.rating), &options.who)?;
    told(&library, &judged)
}

fn note(verdict: Verdict, what: (&str, &str), who: &Noting) -> Result<Outcome, Failure> {
    let mut library = onrecord::Library::open_to_write(&who.ledger.ledger, who.packs.packs.as_deref())?;
    let judged = library.judge(verdict, what, (&who.by, ""), clock::now())?;
    told(&library, &judged)
}

fn told(library: &onrecord::Library, judged: &Judged) -> Result<Outcome, Failure> {
    let mut out = out::text();
    writeln!(out, "#{} {}", judged.number, words(library, judged))?;
    Ok(Outcome::Done)
}

fn words(library: &onrecord::Library, judged: &Judged) -> String {
    plain::line(&in_words(library, judged))
}

fn list(library: &onrecord::Library, tag: Option<&str>, json: bool) -> Result<Outcome, Failure> {
    let all = library.ledger.judgements()?;
    let counting = Judgements::of(all.clone());
    let counting: BTreeSet<u64> = counting.remarks().iter().map(|j| j.number).collect();
    // Under a tag is what carries it: all that was said of these things.
    let tagged: Option<BTreeSet<&str>> = tag.map(|tag| {
        let with = |j: &&Judged| j.judgement.verdict == Verdict::Tagged && j.judgement.b == tag;
        let of = all.iter().filter(|j| counting.contains(&j.number)).filter(with);
        of.map(|j| j.judgement.a.as_str()).collect()
    });
    let wanted = all.iter().filter(|j| {
        let under = tagged.as_ref().is_none_or(|t| t.contains(j.judgement.a.as_str()));
        j.judgement.verdict.is_remark() && under
    });
    if json {
        let mut lines = Vec::new();
        for judged in wanted {
            wire::write_judged(&mut lines, judged, counting.contains(&judged.number));
        }
        out::json(&lines)?;
        return Ok(Outcome::Done);
    }
    let mut screen = Screen::new();
    let mut none = true;
    for judged in wanted {
        none = false;
        let undone = if counting.contains(&judged.number) {
            ""
        } else {
            "undone"
        };
        let number = format!("#{}", judged.number);
        screen.row(
            0,
            &[(&number, 7), (undone, 8)],
            &words(library, judged),
            &paint(QUIET, &judged.at),
        );
        let why = match judged.reason.is_empty() {
            true => judged.by.clone(),
            false => format!("{}: {}", judged.by, judged.reason),
        };
        screen.row(15, &[], &paint(QUIET, plain::line(&why)), "");
    }
    if none {
        screen.line(&paint(QUIET, "nothing was noted"));
    }
    screen.print()?;
    Ok(Outcome::Done)
}
