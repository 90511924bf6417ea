//! Chores of the repository: `cargo xtask packs`, `cargo xtask mutate`, `cargo xtask dependencies`.
//! What does not live here: what the packs mean (the stages run them).

mod dependencies;

use std::path::Path;
use std::process::ExitCode;

use onrecord_packs::mutate::stages_of;
use onrecord_packs::stages::STAGES;

const HELP: &str = "cargo xtask packs           run the examples of every shipped rule
cargo xtask mutate [STAGE [FILE]]  list conditions of shipped rules that no example holds, and fail if there are
                            more than allowed: none for claims, frames and operators, 5 % for another stage;
                            with FILE, list those of its sentences that would hold one
cargo xtask reference       print docs/packs.md from the tables that the checker goes by
cargo xtask dependencies    tell dependencies that no file uses";

fn main() -> ExitCode {
    match std::env::args().nth(1).as_deref() {
        Some("packs") => packs(),
        Some("mutate") => mutate(
            std::env::args().nth(2).as_deref(),
            std::env::args().nth(3).as_deref(),
        ),
        Some("reference") => reference(),
        Some("dependencies") => dependencies(),
        Some("--help" | "-h") => {
            println!("{HELP}");
            ExitCode::SUCCESS
        }
        _ => {
            eprintln!("{HELP}");
            ExitCode::from(2)
        }
    }
}

/// Tells dependencies that no file of their crate uses.
fn dependencies() -> ExitCode {
    match dependencies::unused(&Path::new(env!("CARGO_MANIFEST_DIR")).join("..")) {
        Ok(faults) => {
            for fault in &faults {
                eprintln!("{fault}");
            }
            println!("{} unused dependencies", faults.len());
            ExitCode::from(u8::from(!faults.is_empty()))
        }
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::from(1)
        }
    }
}

/// Drops each condition of the shipped rules in turn, stage by stage; frames and operators count as claims.
fn mutate(stage: Option<&str>, sentences: Option<&str>) -> ExitCode {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/onrecord-packs/data");
    let mut packs = match onrecord_packs::from_dir(&dir) {
        Ok((packs, _)) => packs,
        Err(error) => {
            eprintln!("xtask: {error}");
            return ExitCode::from(1);
        }
    };
    if let Some(file) = sentences {
        let text = match std::fs::read_to_string(file) {
            Ok(text) => text,
            Err(error) => {
                eprintln!("xtask: {file}: {error}");
                return ExitCode::from(1);
            }
        };
        let texts: Vec<String> = text.lines().map(str::to_owned).collect();
        let stages = stage.map_or_else(|| STAGES.to_vec(), stages_of);
        for trial in onrecord_packs::mutate::trials(&mut packs, &stages, &texts) {
            println!(
                "{} {}: {} {:?}",
                trial.idle.rule, trial.idle.condition, trial.field, trial.example
            );
        }
        return ExitCode::SUCCESS;
    }
    let groups: Vec<&str> = match stage {
        Some(name) => vec![name],
        None => STAGES
            .iter()
            .map(|s| s.name)
            .filter(|name| !["frames", "operators"].contains(name))
            .collect(),
    };
    let mut within = true;
    for group in groups {
        let done = onrecord_packs::mutate::mutate(&mut packs, &stages_of(group));
        for idle in &done.idle {
            eprintln!("{idle}");
        }
        if done.conditions > 0 {
            println!(
                "{group}: {} of {} conditions are held by no example",
                done.idle.len(),
                done.conditions
            );
        }
        within &= done.idle.len() <= allowed(group, done.conditions);
    }
    ExitCode::from(u8::from(!within))
}

/// How many of a stage's conditions may be held by no example. None of those that make claims about people should be: 36 of 803
/// are since Chinese learnt to be silent, and have to be held again or deleted.
fn allowed(stage: &str, conditions: usize) -> usize {
    match stage {
        "claims" | "frames" | "operators" => 0,
        _ => conditions / 20,
    }
}

/// Writes what packs may hold.
fn reference() -> ExitCode {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/packs.md");
    match std::fs::write(&file, onrecord_packs::reference::page()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {}: {error}", file.display());
            ExitCode::from(1)
        }
    }
}

/// Checks the folder that is embedded into the program: what is wrong is told line by line, where the program itself
/// would refuse to start.
fn packs() -> ExitCode {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/onrecord-packs/data");
    let (packs, mut problems) = match onrecord_packs::from_dir(&dir) {
        Ok(loaded) => loaded,
        Err(error) => {
            eprintln!("xtask: {error}");
            return ExitCode::from(1);
        }
    };
    problems.extend(onrecord_packs::check(&packs));
    for problem in &problems {
        eprintln!("{problem}");
    }
    let (rules, lists, examples) = onrecord_packs::counts(&packs.sources);
    println!(
        "{rules} rules, {lists} lists, {examples} examples, {} problems",
        problems.len()
    );
    ExitCode::from(u8::from(!problems.is_empty()))
}
