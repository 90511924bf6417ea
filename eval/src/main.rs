//! onrecord-eval: scores what `onrecord` reads against the yardsticks, in process, and keeps the floors.
//!
//! The measures are those of the yardsticks' own scorer, number for number. What does not live here: the data (a
//! folder beside the repository, see `--help`), and what the peers reach (see `eval/peers`).

mod attribution;
mod claims;
mod clock;
mod counted_out;
mod dates;
mod engine;
mod extraction;
mod floors;
mod headlines;
mod measure;
mod phrases;
mod quantities;
mod records;
mod report;
mod reprints;
mod scale;
mod scale_ledger;
mod seeds;
mod speakers;
mod speed;
mod stories;
mod times;
mod tokens;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::engine::Engine;
use crate::report::SetReport;

const HELP: &str = "Scores what onrecord reads against the yardsticks.

  onrecord-eval SUITE [DIR] [--lang TAG] [--set NAME] [--jobs N] [--worst] [--check-floors]

SUITE  extraction, dates, times, phrases, quantities, attribution, stories, reprints, copies, seeds,
       claims, origins, status, headlines, speed, scale, or all (with --check-floors: all but copies,
       speed and scale)
DIR    the folder of the yardsticks [default: ../shared/eval]

  --lang TAG       extraction: only pages whose gold has this language (zh, latn, other)
  --set NAME       only the sets whose name holds NAME
  --packs DIR      packs of a folder in place of those built in: rules can be tried without a build
  --jobs N         pages read at once [default: one a core]; speed always uses one
  --keep DIR       scale: keep the ledgers that are made in DIR, and ask those that lie there;
                   copies: write the documents to DIR
  --worst          the ten worst rows of each set
  --rows N         the N worst rows of each set
  --check-floors   compare with eval/floors.toml; exit 1 below a floor
  --write-floors   print floors for what was measured, to paste into eval/floors.toml

Exit codes: 0 done · 1 below a floor, or data could not be read · 2 wrong use";

const SUITES: &[&str] = &[
    "extraction",
    "dates",
    "times",
    "phrases",
    "quantities",
    "attribution",
    "stories",
    "reprints",
    "copies",
    "seeds",
    "claims",
    "origins",
    "status",
    "headlines",
    "speed",
    "scale",
];

/// What to score, and how.
pub struct Options {
    /// The folder of the yardsticks.
    pub dir: PathBuf,
    /// Only gold of this language.
    pub lang: Option<String>,
    /// Only sets whose name holds this.
    pub set: Option<String>,
    /// A folder of packs in place of those built in.
    pub packs: Option<PathBuf>,
    /// Where ledgers of `scale` are kept.
    pub keep: Option<PathBuf>,
    /// Threads.
    pub jobs: usize,
    /// How many of the worst rows of each set are shown.
    pub worst: usize,
}

impl Options {
    /// True where the set is asked for.
    pub fn wants(&self, set: &str) -> bool {
        self.set.as_deref().is_none_or(|part| set.contains(part))
    }
}

struct Call {
    suites: Vec<&'static str>,
    options: Options,
    check: bool,
    write: bool,
}

fn main() -> ExitCode {
    let call = match arguments(std::env::args().skip(1)) {
        Ok(Some(call)) => call,
        Ok(None) => {
            println!("{HELP}");
            return ExitCode::SUCCESS;
        }
        Err(message) => {
            eprintln!("onrecord-eval: {message}\n\n{HELP}");
            return ExitCode::from(2);
        }
    };
    match run(&call) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            eprintln!("onrecord-eval: {error:#}");
            ExitCode::from(1)
        }
    }
}

fn arguments(mut args: impl Iterator<Item = String>) -> Result<Option<Call>, String> {
    let cores = std::thread::available_parallelism().map_or(1, |n| n.get());
    let mut options = Options {
        dir: PathBuf::from("../shared/eval"),
        lang: None,
        set: None,
        jobs: cores,
        worst: 0,
        packs: None,
        keep: None,
    };
    let (mut check, mut write) = (false, false);
    let mut places = Vec::new();
    while let Some(arg) = args.next() {
        let mut value = |name: &str| args.next().ok_or(format!("{name} needs a value"));
        match arg.as_str() {
            "--help" | "-h" => return Ok(None),
            "--worst" => options.worst = options.worst.max(10),
            "--rows" => options.worst = number(value("--rows")?).ok_or("--rows needs a number")?,
            "--check-floors" => check = true,
            "--write-floors" => write = true,
            "--lang" => options.lang = Some(value("--lang")?),
            "--packs" => options.packs = Some(PathBuf::from(value("--packs")?)),
            "--keep" => options.keep = Some(PathBuf::from(value("--keep")?)),
            "--set" => options.set = Some(value("--set")?),
            "--jobs" => {
                options.jobs = number(value("--jobs")?).ok_or("--jobs needs a number")?;
            }
            _ if arg.starts_with('-') => return Err(format!("{arg} is no option")),
            _ => places.push(arg),
        }
    }
    let Some(suite) = places.first() else {
        return Err("name a suite".into());
    };
    let suites = match suite.as_str() {
        // No floor is on speed: it depends on the machine.
        "all" => SUITES
            .iter()
            .copied()
            .filter(|s| !check || !["copies", "speed", "scale"].contains(s))
            .collect(),
        name => match SUITES.iter().find(|s| **s == name) {
            Some(suite) => vec![*suite],
            None => return Err(format!("{name} is no suite")),
        },
    };
    if let Some(dir) = places.get(1) {
        options.dir = PathBuf::from(dir);
    }
    Ok(Some(Call {
        suites,
        options,
        check,
        write,
    }))
}

/// Runs the suites; false where something lies below its floor.
fn run(call: &Call) -> Result<bool> {
    let options = &call.options;
    if !options.dir.is_dir() {
        println!(
            "no yardsticks in {}: only the twins in eval/gold and made-up reprints can be scored; the rest is skipped",
            options.dir.display()
        );
        if !call
            .suites
            .iter()
            .any(|s| ["seeds", "phrases", "reprints", "copies", "scale"].contains(s))
        {
            return Ok(true);
        }
    }
    let engine = Engine::new(options.packs.clone())?;
    let mut all: Vec<SetReport> = Vec::new();
    for suite in &call.suites {
        let reports = match *suite {
            "seeds" => seeds::run(&engine, options)?,
            "phrases" => phrases::run(&engine, options)?,
            "reprints" => reprints::run(&engine, options)?,
            "copies" => reprints::copies(&engine, options)?,
            "scale" => scale::run(&engine, options)?,
            _ if !options.dir.is_dir() => continue,
            "extraction" => extraction::run(&engine, options)?,
            "dates" => dates::run(&engine, options)?,
            "times" => times::run(&engine, options)?,
            "quantities" => quantities::run(&engine, options)?,
            "attribution" => attribution::run(&engine, options)?,
            "claims" => claims::run(&engine, options)?,
            "origins" => claims::judged::origins(&engine, options)?,
            "status" => claims::judged::standings(&engine, options)?,
            "headlines" => headlines::run(&engine, options)?,
            "stories" => stories::run(&engine, options)?,
            "speed" => speed::run(&engine, options)?,
            other => bail!("{other} is no suite"),
        };
        report::print(suite, &reports, options.worst);
        all.extend(reports);
    }
    if call.write {
        floors::write(&all)?;
    }
    if call.check {
        return floors::check(&all);
    }
    Ok(true)
}

fn number(text: String) -> Option<usize> {
    text.parse().ok().filter(|n| *n > 0)
}
