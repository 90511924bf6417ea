//! `onrecord packs`: check a folder of packs and of procedures, drop conditions in turn, explain a sentence.
//! What does not live here: the checks (see `onrecord-packs`).

use std::io::Write;
use std::path::Path;

use onrecord::packs;

use crate::arguments::PacksCommand;
use crate::failure::{Failure, Outcome};
use crate::out::say;

/// Runs the command.
pub fn run(command: &PacksCommand) -> Result<Outcome, Failure> {
    match command {
        PacksCommand::Check { dir, procedures } => check(dir.as_deref(), procedures.as_deref()),
        PacksCommand::Mutate {
            stage,
            sentences,
            dir,
        } => mutate(stage.as_deref(), sentences.as_deref(), dir.as_deref()),
        PacksCommand::Explain { sentence, packs } => explain(sentence, packs.packs.as_deref()),
    }
}

type Loaded = (onrecord::Packs, Vec<onrecord::PackProblem>);

fn load(dir: Option<&Path>) -> Result<Loaded, Failure> {
    match dir {
        Some(dir) => packs::from_dir(dir).map_err(|e| Failure::Use(e.to_string())),
        None => Ok((packs::embedded(), Vec::new())),
    }
}

/// A line about something in the packs, its file as a path from here.
fn tell(dir: Option<&Path>, line: &impl std::fmt::Display) {
    let place = match dir {
        Some(dir) => format!("{}/{line}", dir.display()),
        None => line.to_string(),
    };
    say(&place);
}

fn check(dir: Option<&Path>, procedures: Option<&Path>) -> Result<Outcome, Failure> {
    let (loaded, mut problems) = load(dir)?;
    problems.extend(packs::check(&loaded));
    let (rules, lists, examples) = packs::counts(&loaded.sources);
    let shelf = onrecord::shelf(procedures).map_err(|e| Failure::Use(e.to_string()))?;
    let shelved = shelf.names().count();
    for (file, text) in shelf.files() {
        match text {
            Ok(text) => problems.extend(onrecord::procedures::check(file, &text, &loaded.ground)),
            Err(problem) => problems.push(problem),
        }
    }
    for problem in &problems {
        tell(dir, problem);
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
        "{rules} rules, {lists} lists, {examples} examples, {shelved} procedures: {}",
        onrecord_views::phrases::count(problems.len(), "problem")
    )?;
    Ok(Outcome::of(problems.len()))
}

fn mutate(stage: Option<&str>, sentences: Option<&Path>, dir: Option<&Path>) -> Result<Outcome, Failure> {
    let stages = match stage {
        None => packs::stages::STAGES.to_vec(),
        Some(name) => packs::mutate::stages_of(name),
    };
    if stages.is_empty() {
        let names: Vec<&str> = packs::stages::STAGES.iter().map(|s| s.name).collect();
        return Err(Failure::Use(format!(
            "there is no stage {:?}: use one of {}",
            stage.unwrap_or_default(),
            names.join(", ")
        )));
    }
    let (mut loaded, problems) = load(dir)?;
    if let Some(first) = problems.first() {
        tell(dir, first);
        return Err(Failure::Other(
            "the packs have problems: mend what `onrecord packs check` says first".into(),
        ));
    }
    if let Some(file) = sentences {
        let text = std::fs::read_to_string(file).map_err(|e| {
            Failure::Use(format!(
                "{}: cannot be read ({e}): give a file of sentences",
                file.display()
            ))
        })?;
        let texts: Vec<String> = text.lines().map(str::to_owned).collect();
        let mut out = std::io::stdout().lock();
        for trial in packs::mutate::trials(&mut loaded, &stages, &texts) {
            writeln!(
                out,
                "{}:{}: {} {}: {} {:?}",
                trial.idle.file,
                trial.idle.line,
                trial.idle.rule,
                trial.idle.condition,
                trial.field,
                trial.example
            )?;
        }
        return Ok(Outcome::of(0));
    }
    let done = packs::mutate::mutate(&mut loaded, &stages);
    for idle in &done.idle {
        tell(dir, idle);
    }
    writeln!(
        std::io::stdout().lock(),
        "{} of {} conditions are held by no example",
        done.idle.len(),
        done.conditions
    )?;
    Ok(Outcome::of(done.idle.len()))
}

fn explain(sentence: &str, dir: Option<&Path>) -> Result<Outcome, Failure> {
    let (loaded, problems) = load(dir)?;
    for problem in &problems {
        tell(dir, problem);
    }
    let explained = packs::explain::explain(&loaded, sentence);
    write!(std::io::stdout().lock(), "{}", explained.shown(sentence))?;
    Ok(Outcome::of(0))
}
