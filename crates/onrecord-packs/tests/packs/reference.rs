//! `docs/packs.md` says what the checker knows, and the checker knows what the code reads.

use std::path::{Path, PathBuf};

use onrecord_packs::stages::STAGES;

fn file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/packs.md")
}

#[test]
fn the_reference_is_current() {
    let there = std::fs::read_to_string(file()).unwrap_or_default();
    assert!(
        there == onrecord_packs::reference::page(),
        "docs/packs.md is not current: cargo xtask reference"
    );
}

/// All Rust of the crates that read packs.
fn code() -> String {
    fn gather(folder: &Path, code: &mut String) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                gather(&path, code);
            } else if path.extension().is_some_and(|e| e == "rs") {
                code.push_str(&std::fs::read_to_string(&path).unwrap());
            }
        }
    }
    let mut code = String::new();
    for name in ["model", "values", "text", "page", "packs/src/check.rs"] {
        let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let path = crates.join(format!("onrecord-{name}"));
        match path.is_dir() {
            true => gather(&path.join("src"), &mut code),
            false => code.push_str(&std::fs::read_to_string(&path).unwrap()),
        }
    }
    code
}

#[test]
fn the_code_reads_every_field_and_list_that_is_named() {
    let code = code();
    let mut idle = Vec::new();
    let mut names: Vec<(&str, &str)> = Vec::new();
    for stage in STAGES {
        for form in stage.rules {
            names.extend(form.fields.iter().map(|k| (stage.name, k.name)));
        }
        names.extend(stage.list_fields.iter().map(|k| (stage.name, k.name)));
        names.extend(stage.lists.named.iter().map(|l| (stage.name, l.0)));
    }
    for (stage, name) in names {
        // `list("byline-…")` puts its names together.
        let tail = name.split_once('-').map_or(name, |(_, tail)| tail);
        let read = [format!("\"{name}\""), format!("/{name}\""), format!("\"{tail}\"")];
        if !read.iter().any(|r| code.contains(r.as_str())) {
            idle.push(format!("{stage}: {name}"));
        }
    }
    assert!(idle.is_empty(), "nothing reads {idle:#?}");
}
