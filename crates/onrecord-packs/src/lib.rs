//! onrecord-packs: loads language and kind packs, embedded by default or from a folder, and checks them.
//!
//! What does not live here: what the rules mean (the stages compile and run them).

pub mod check;
mod cues;
pub mod explain;
mod load;
pub mod mutate;
// `build.rs` writes, the program reads.
#[allow(dead_code)]
mod packed;
#[cfg(test)]
mod packing;
mod refer;
pub mod reference;
mod section;
pub mod stages;

use check::check_rule;
use onrecord_model::{Language, PackProblem, PackSources};
use onrecord_read::Packs;
use stages::Stage;

pub use load::LoadError;

/// The packs that ship with the program, as `build.rs` read them.
static EMBEDDED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/packs.bin"));

/// The packs that ship with the program, as they are written.
pub fn sources() -> PackSources {
    packed::read(EMBEDDED, true).unwrap_or_default().0
}

/// The packs that ship with the program.
///
/// # Panics
/// Where a shipped pack has a problem: the checker (`cargo xtask packs`) refuses such a build.
pub fn embedded() -> Packs {
    let (sources, problems) = packed::read(EMBEDDED, true).unwrap_or_default();
    let (packs, problems) = compiled(sources, problems);
    assert!(
        problems.is_empty(),
        "shipped packs have problems: {}",
        problems
            .iter()
            .map(|p| p.to_string())
            .collect::<Vec<_>>()
            .join("\n")
    );
    packs
}

/// The packs that ship with the program, for programs that want to start fast: the rules of a language are compiled when
/// its first page comes, and no rule has its examples. Their problems would be found by [`embedded`], which all tests and the checker run on.
pub fn embedded_as_needed() -> Packs {
    let (sources, _) = packed::read(EMBEDDED, false).unwrap_or_default();
    Packs::compile_as_needed(sources).0
}

/// Loads packs from a folder with the layout of the shipped ones: `LANG/STAGE/*.toml` or `LANG/*.toml`,
/// where `LANG` is `zh`, `en` or `common`.
pub fn from_dir(dir: &std::path::Path) -> Result<(Packs, Vec<PackProblem>), LoadError> {
    Ok(from_files(load::files_in(dir)?))
}

/// Packs from the texts of files, each named as in [`from_dir`] (`zh/times/days.toml`).
pub fn from_files(files: Vec<(String, String)>) -> (Packs, Vec<PackProblem>) {
    let (sources, problems) = load::sources(files);
    compiled(sources, problems)
}

/// Compiles what was read, with the problems that its files had.
fn compiled(sources: PackSources, mut problems: Vec<PackProblem>) -> (Packs, Vec<PackProblem>) {
    let (mut packs, mut more) = Packs::compile(sources);
    more.retain(|p| !told(&packs.sources, p));
    // A rule that does not compile makes none of its examples.
    for rule in &packs.sources.rules {
        if more.iter().any(|p| p.file == rule.file && p.line == rule.line) {
            packs.sources.unsound.insert(rule.name.clone());
        }
    }
    problems.extend(more);
    problems.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
    (packs, problems)
}

/// True for a problem that only follows from a fault that was told when the files were read.
fn told(sources: &PackSources, problem: &PackProblem) -> bool {
    let here = |file: &str, line: usize| file == problem.file && line == problem.line;
    let folder = problem.file.split('/').next().unwrap_or_default();
    let lang = Language::of_folder(folder).unwrap_or(Language::Other);
    let unsound = |name: &String| sources.unsound.contains(name);
    !sources.is_whole(lang)
        || sources
            .rules
            .iter()
            .any(|r| unsound(&r.name) && here(&r.file, r.line))
        || sources
            .lists
            .iter()
            .any(|l| unsound(&l.name) && here(&l.file, l.line))
}

/// Runs every rule's examples; also refuses duplicate names and rules without examples.
pub fn check(packs: &Packs) -> Vec<PackProblem> {
    let mut problems = load::duplicates(&packs.sources);
    for rule in &packs.sources.rules {
        let examples = Stage::named(&rule.stage).is_some_and(|s| s.examples);
        if examples && packs.sources.is_whole(rule.lang) && !packs.sources.unsound.contains(&rule.name) {
            problems.extend(check_rule(packs, rule));
        }
    }
    problems
}

/// Counts for the checker's last line: rules, lists, examples.
pub fn counts(sources: &PackSources) -> (usize, usize, usize) {
    let examples = sources.rules.iter().map(|r| r.yes.len() + r.no.len()).sum();
    (sources.rules.len(), sources.lists.len(), examples)
}
