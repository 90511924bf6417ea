//! Inputs to begin with: committed ones, the sample pages, the packs' own examples.
//! What does not live here: changing them.

use std::path::{Path, PathBuf};

use crate::home;
use crate::targets::Target;

/// Inputs of `fuzz/corpus/TARGET`: each once broke something, or has a shape that samples lack.
pub fn committed(target: Target) -> Vec<(PathBuf, Vec<u8>)> {
    files(&home().join("corpus").join(target.name()), &[""])
}

/// What mutation starts from.
pub fn seeds(target: Target) -> Vec<Vec<u8>> {
    let repository = home().join("..");
    let samples = |endings: &[&str]| -> Vec<Vec<u8>> {
        let mut found = files(&repository.join("examples/xiaomi-licence"), endings);
        found.extend(files(&repository.join("eval/gold"), endings));
        found.into_iter().map(|(_, bytes)| bytes).collect()
    };
    let mut seeds: Vec<Vec<u8>> = committed(target).into_iter().map(|(_, bytes)| bytes).collect();
    match target {
        Target::Html => seeds.extend(samples(&[".html"])),
        Target::Dumps => seeds.extend(samples(&[".txt"])),
        Target::Text => {
            let packs = onrecord::packs::embedded();
            let rules = &packs.sources.rules;
            seeds.extend(
                rules
                    .iter()
                    .flat_map(|r| r.yes.iter().chain(&r.no))
                    .map(|e| e.text.clone().into_bytes()),
            );
            seeds.extend(samples(&[".txt"]));
        }
        Target::Packs => {
            let data = repository.join("crates/onrecord-packs/data");
            let mut found = Vec::new();
            walk(&data, &mut found);
            seeds.extend(found);
        }
    }
    seeds
}

/// Pack files, each with its place below `data` in the first line, as the target wants them.
fn walk(dir: &Path, found: &mut Vec<Vec<u8>>) {
    for (path, mut bytes) in files(dir, &[".toml"]) {
        // The language folder is the second part from the end, or the third where there is a stage folder.
        let parts: Vec<String> = path.iter().map(|p| p.to_string_lossy().into_owned()).collect();
        let lang = parts
            .iter()
            .rev()
            .find(|p| matches!(p.as_str(), "zh" | "en" | "common"))
            .map_or("common", String::as_str);
        let mut input = format!("{lang}\n").into_bytes();
        // Whole catalogues make each run slow and show nothing more.
        bytes.truncate(6000);
        let end = bytes.iter().rposition(|b| *b == b'\n').map_or(0, |i| i + 1);
        input.extend(&bytes[..end]);
        found.push(input);
    }
    let mut folders: Vec<PathBuf> = std::fs::read_dir(dir)
        .into_iter()
        .flatten()
        .filter_map(|e| Some(e.ok()?.path()))
        .filter(|p| p.is_dir())
        .collect();
    folders.sort();
    folders.iter().for_each(|f| walk(f, found));
}

fn files(dir: &Path, endings: &[&str]) -> Vec<(PathBuf, Vec<u8>)> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(dir)
        .into_iter()
        .flatten()
        .filter_map(|e| Some(e.ok()?.path()))
        .filter(|p| {
            let name = p.to_string_lossy();
            p.is_file() && endings.iter().any(|e| name.ends_with(e))
        })
        .collect();
    paths.sort();
    paths
        .into_iter()
        .filter_map(|p| Some((p.clone(), std::fs::read(p).ok()?)))
        .collect()
}

/// Keeps an input that broke something; the name is made from its bytes.
pub fn write_finding(target: Target, input: &[u8]) -> PathBuf {
    let dir = home().join("findings");
    let hash = input.iter().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| {
        (h ^ u64::from(*b)).wrapping_mul(0x100_0000_01b3)
    });
    let path = dir.join(format!("{}-{hash:016x}", target.name()));
    let written = std::fs::create_dir_all(&dir).and_then(|()| std::fs::write(&path, input));
    if let Err(error) = written {
        eprintln!("onrecord-fuzz: {}: cannot be written ({error})", path.display());
    }
    path
}
