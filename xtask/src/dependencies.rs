//! `cargo xtask dependencies`: no crate names a dependency that none of its files uses.
//! What does not live here: licences and advisories (`cargo deny`).

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// Lines `FILE: crate NAME is not used: …`, one a fault.
pub fn unused(repository: &Path) -> Result<Vec<String>> {
    let mut faults = Vec::new();
    for manifest in manifests(repository)? {
        let folder = manifest.parent().context("a manifest lies in a folder")?;
        let text = std::fs::read_to_string(&manifest)
            .with_context(|| format!("{}: cannot be read", manifest.display()))?;
        let mut code = String::new();
        gather(folder, &mut code)?;
        for name in named(&text) {
            if !uses(&code, &name.replace('-', "_")) {
                let shown = manifest.strip_prefix(repository).unwrap_or(&manifest);
                faults.push(format!("{}: {name} is not used: take it out", shown.display()));
            }
        }
    }
    Ok(faults)
}

/// Manifests of the workspace's members.
fn manifests(repository: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(repository.join("crates")).context("crates/ cannot be listed")? {
        found.push(entry?.path().join("Cargo.toml"));
    }
    found.extend(["eval", "fuzz", "xtask"].map(|member| repository.join(member).join("Cargo.toml")));
    found.retain(|m| m.is_file());
    found.sort();
    Ok(found)
}

/// Names under `[dependencies]` and `[dev-dependencies]`.
fn named(manifest: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut inside = false;
    for line in manifest.lines() {
        if let Some(section) = line.strip_prefix('[') {
            inside = section.trim_end_matches(']').ends_with("dependencies");
        } else if inside && let Some((name, _)) = line.split_once(['.', '=', ' ']) {
            names.push(name.trim().to_owned());
        }
    }
    names.retain(|n| !n.is_empty() && !n.starts_with('#'));
    names
}

/// All Rust of a crate, comments left out.
fn gather(folder: &Path, code: &mut String) -> Result<()> {
    for entry in
        std::fs::read_dir(folder).with_context(|| format!("{}: cannot be listed", folder.display()))?
    {
        let path = entry?.path();
        if path.is_dir() {
            gather(&path, code)?;
        } else if path.extension().is_some_and(|e| e == "rs") {
            let text = std::fs::read_to_string(&path)
                .with_context(|| format!("{}: cannot be read", path.display()))?;
            for line in text
                .lines()
                .filter(|l| !l.trim_start().starts_with("//!") || l.contains("::"))
            {
                code.push_str(line);
                code.push('\n');
            }
        }
    }
    Ok(())
}

/// True if the crate's name occurs as a word that a path or an import begins with.
fn uses(code: &str, name: &str) -> bool {
    code.match_indices(name).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        let after = code[at + name.len()..].trim_start();
        let begins = before.is_none_or(|c| !c.is_alphanumeric() && c != '_' && c != '"');
        begins
            && (after.starts_with("::")
                || after.starts_with(';')
                || after.starts_with(" as ")
                || after.starts_with('!'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_counts_where_a_path_begins_with_it() {
        assert!(uses("use serde::Serialize;", "serde"));
        assert!(uses("let x = rust_decimal::Decimal::ONE;", "rust_decimal"));
        assert!(!uses("use serde_json::Value; // serde", "serde"));
        assert!(!uses("let my_serde::x", "serde"));
    }

    #[test]
    fn names_come_from_all_sections_of_dependencies() {
        let manifest = "[package]\nname = \"a\"\n\n[dependencies]\nserde.workspace = true\nx = \"1\"\n\n[dev-dependencies]\ny = { version = \"2\" }\n";
        assert_eq!(named(manifest), ["serde", "x", "y"]);
    }
}
