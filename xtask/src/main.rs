//! Chores of the repository: `cargo xtask packs`, `cargo xtask dependencies`.
//! What does not live here: what the packs mean (the stages run them).

mod dependencies;

use std::path::Path;
use std::process::ExitCode;

const HELP: &str = "cargo xtask packs           run the examples of every shipped rule
cargo xtask dependencies    tell dependencies that no file uses";

fn main() -> ExitCode {
    match std::env::args().nth(1).as_deref() {
        Some("packs") => packs(),
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
