//! `onrecord packs check`: the examples of every rule in a folder of packs, run.
//! What does not live here: the checks (see `onrecord-packs`).

use std::io::Write;

use crate::arguments::PacksCommand;
use crate::failure::{Failure, Outcome};

/// Runs the command.
pub fn run(command: &PacksCommand) -> Result<Outcome, Failure> {
    let PacksCommand::Check { dir } = command;
    let (packs, mut problems) = match dir {
        Some(dir) => onrecord::packs::from_dir(dir).map_err(|e| Failure::Use(e.to_string()))?,
        None => (onrecord::packs::embedded(), Vec::new()),
    };
    problems.extend(onrecord::packs::check(&packs));
    let (rules, lists, examples) = onrecord::packs::counts(&packs.sources);
    for problem in &problems {
        let place = match dir {
            Some(dir) => format!("{}/{problem}", dir.display()),
            None => problem.to_string(),
        };
        let _ = writeln!(std::io::stderr(), "onrecord: {place}");
    }
    if let Some(dir) = dir
        && rules == 0
        && lists == 0
        && problems.is_empty()
    {
        return Err(Failure::Other(format!(
            "{}: holds no rules: give a folder with zh/, en/ or common/",
            dir.display()
        )));
    }
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "{rules} rules, {lists} lists, {examples} examples: {} problems",
        problems.len()
    )?;
    Ok(Outcome::of(problems.len()))
}
