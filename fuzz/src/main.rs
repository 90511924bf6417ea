//! onrecord-fuzz: throws changed pages, dumps, texts and packs at the doors that bytes come in by.
//!
//! It runs on the stable toolchain: a loop over mutations, steered by what a reading holds (a new rule that fires, a
//! new note, a new size) in place of compiler instrumentation. What does not live here: the properties' unit tests,
//! which stand beside the code they test.

mod corpus;
mod mutate;
mod properties;
mod targets;

use std::collections::BTreeSet;
use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::mutate::Mutator;
use crate::targets::Target;

const HELP: &str = "Throws changed input at onrecord until something breaks.

  onrecord-fuzz TARGET [--seconds N] [--seed N]
  onrecord-fuzz replay

TARGET  html, dumps, text, packs, or all (the time is shared)
replay  runs every committed input of fuzz/corpus once

A finding is written to fuzz/findings; mend its cause and move the file to fuzz/corpus/TARGET.
Exit codes: 0 nothing found · 1 a finding · 2 wrong use";

/// No input of the sizes made here may take longer, whatever the machine is busy with.
const HANG: Duration = Duration::from_secs(30);
/// Inputs kept because they showed something new.
const KEPT_AT_MOST: usize = 4000;
/// No input grows beyond this.
const LARGEST: usize = 1 << 18;

fn main() -> ExitCode {
    let mut seconds = 60;
    let mut seed = 1;
    let mut target = None;
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        let mut number = || args.next().and_then(|n| n.parse::<u64>().ok());
        match arg.as_str() {
            "--seconds" | "--seed" => {
                let Some(n) = number() else { return usage() };
                if arg == "--seed" { seed = n } else { seconds = n }
            }
            _ if arg.starts_with('-') || target.is_some() => return usage(),
            _ => target = Some(arg),
        }
    }
    let targets: Vec<Target> = match target.as_deref() {
        Some("all") => Target::ALL.to_vec(),
        Some("replay") => return replay(),
        Some(name) => match Target::named(name) {
            Some(target) => vec![target],
            None => return usage(),
        },
        None => return usage(),
    };
    let share = Duration::from_secs(seconds / targets.len() as u64);
    let mut clean = true;
    for target in targets {
        clean &= fuzz(target, share, seed);
    }
    ExitCode::from(u8::from(!clean))
}

fn usage() -> ExitCode {
    eprintln!("{HELP}");
    ExitCode::from(2)
}

/// Runs the committed inputs; the tests do the same.
fn replay() -> ExitCode {
    quiet();
    let mut clean = true;
    for target in Target::ALL {
        let door = target.door();
        for (name, input) in corpus::committed(target) {
            if let Err(why) = run(&door, &input) {
                println!("{target:?}: {}: {why}", name.display());
                clean = false;
            }
        }
    }
    ExitCode::from(u8::from(!clean))
}

/// What the watchdog looks at: the input that is being read, and since when.
type Current = Arc<Mutex<Option<(Instant, Vec<u8>)>>>;

fn fuzz(target: Target, time: Duration, seed: u64) -> bool {
    let door = target.door();
    let mut kept: Vec<Vec<u8>> = corpus::seeds(target);
    let mut seen: BTreeSet<u64> = BTreeSet::new();
    let mut mutator = Mutator::new(seed, target.dictionary());
    let current: Current = Arc::default();
    watch(target, current.clone());
    quiet();
    let start = Instant::now();
    let (mut runs, mut findings) = (0u64, 0);
    let firsts = kept.clone();
    let mut first = firsts.iter();
    while start.elapsed() < time && findings < 10 {
        let input = match first.next() {
            Some(seed) => seed.clone(),
            None => mutator.change(&kept, LARGEST),
        };
        *current.lock().unwrap_or_else(|e| e.into_inner()) = Some((Instant::now(), input.clone()));
        let result = run(&door, &input);
        *current.lock().unwrap_or_else(|e| e.into_inner()) = None;
        runs += 1;
        match result {
            Ok(signs) => {
                let before = seen.len();
                seen.extend(signs);
                if seen.len() > before && kept.len() < KEPT_AT_MOST {
                    kept.push(input);
                }
            }
            Err(why) => {
                findings += 1;
                println!(
                    "{target:?}: {why}\n  input: {}",
                    corpus::write_finding(target, &input).display()
                );
            }
        }
    }
    println!(
        "{target:?}: {runs} runs in {} s, {} signs, {} inputs kept, {findings} findings",
        start.elapsed().as_secs(),
        seen.len(),
        kept.len()
    );
    findings == 0
}

/// Runs one input; `Err` says what broke, `Ok` what the reading showed.
fn run(door: &targets::Door, input: &[u8]) -> Result<Vec<u64>, String> {
    std::panic::catch_unwind(AssertUnwindSafe(|| door(input))).unwrap_or_else(|_| {
        let why = PANIC.lock().unwrap_or_else(|e| e.into_inner());
        Err(why.chars().take(300).collect())
    })
}

/// What the last panic said, and where.
static PANIC: Mutex<String> = Mutex::new(String::new());

/// Panics are told once, by us, with the input that caused them.
fn quiet() {
    std::panic::set_hook(Box::new(|panic| {
        *PANIC.lock().unwrap_or_else(|e| e.into_inner()) = panic.to_string().replace('\n', " ");
    }));
}

/// Ends the program where one input takes too long, after writing it down.
fn watch(target: Target, current: Current) {
    std::thread::spawn(move || {
        loop {
            std::thread::sleep(Duration::from_secs(1));
            let held = current.lock().unwrap_or_else(|e| e.into_inner());
            if let Some((since, input)) = held.as_ref()
                && since.elapsed() > HANG
            {
                let file: PathBuf = corpus::write_finding(target, input);
                println!(
                    "{target:?}: took more than {} s\n  input: {}",
                    HANG.as_secs(),
                    file.display()
                );
                std::process::exit(1);
            }
        }
    });
}

/// The crate's folder.
fn home() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every input that once broke something, and a few thousand changed ones with a fixed seed.
    #[test]
    fn committed_inputs_and_some_changes_of_them_break_nothing() {
        for target in Target::ALL {
            let door = target.door();
            let seeds = corpus::seeds(target);
            assert!(!seeds.is_empty(), "{target:?} has no seeds");
            for (name, input) in corpus::committed(target) {
                if let Err(why) = run(&door, &input) {
                    panic!("{target:?}: {}: {why}", name.display());
                }
            }
            let mut mutator = Mutator::new(7, target.dictionary());
            for _ in 0..200 {
                let input = mutator.change(&seeds, 1 << 14);
                if let Err(why) = run(&door, &input) {
                    panic!("{target:?}: {why}\n{:?}", String::from_utf8_lossy(&input));
                }
            }
        }
    }
}
