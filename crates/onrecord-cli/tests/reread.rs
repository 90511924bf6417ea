//! Queries never write, and `onrecord reread` does what they leave to it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// A fresh folder with the shipped packs under `mine` and one page in the ledger, read with them.
fn kept(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    copy(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("../onrecord-packs/data"),
        &folder.join("mine"),
    );
    let page = "Nimbus Motors opened its plant in Hefei in May 2023, the company said.";
    std::fs::write(folder.join("page.txt"), page).unwrap();
    assert!(run(&folder, &["add", "page.txt"]).status.success());
    folder
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let there = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &there);
        } else {
            std::fs::copy(&path, &there).unwrap();
        }
    }
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
    command
        .current_dir(folder)
        .args(arguments)
        .args(["--packs", "mine"]);
    command.output().unwrap()
}

fn append(file: &Path, words: &str) {
    let text = std::fs::read_to_string(file).unwrap();
    std::fs::write(file, format!("{text}\n{words}\n")).unwrap();
}

fn told(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Events in the ledger, and pages that were read with other rules.
fn events(folder: &Path) -> (u64, u64) {
    let output = run(folder, &["verify", "--json"]);
    let verdict: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(verdict["sound"], true);
    (
        verdict["events"].as_u64().unwrap(),
        verdict["not_reread"].as_u64().unwrap(),
    )
}

#[test]
fn a_new_name_in_the_catalogue_asks_for_no_rereading() {
    let folder = kept("reread-names");
    append(
        &folder.join("mine/common/entities/companies.toml"),
        "[[list]]\nname = \"test-companies\"\nkind = \"org\"\nwords = [\"nimbus-motors: Nimbus Motors\"]",
    );
    let output = run(&folder, &["status"]);
    assert!(output.status.success());
    assert_eq!(told(&output), "");
    assert_eq!(events(&folder), (2, 0));
}

#[test]
fn a_changed_rule_is_told_by_queries_and_read_again_when_asked() {
    let folder = kept("reread-rules");
    let file = folder.join("mine/en/page/dump.toml");
    let rules = std::fs::read_to_string(&file).unwrap();
    let changed = rules.replacen("\"word count\"", "\"word count\", \"words in all\"", 1);
    assert_ne!(changed, rules);
    std::fs::write(&file, changed).unwrap();
    let before = std::fs::read(folder.join("onrecord.db")).unwrap();
    for query in [&["status"][..], &["claims"], &["page", "page.txt"]] {
        let output = run(&folder, query);
        assert!(output.status.success(), "{}", told(&output));
        assert!(told(&output).contains("onrecord reread"), "{}", told(&output));
    }
    assert_eq!(events(&folder), (2, 1));
    assert!(
        std::fs::read(folder.join("onrecord.db")).unwrap() == before,
        "a query wrote"
    );
    let output = run(&folder, &["reread", "--jobs", "2"]);
    assert!(output.status.success());
    assert!(
        told(&output).starts_with("1 page read again, 0 failed"),
        "{}",
        told(&output)
    );
    assert_eq!(events(&folder), (3, 0));
    assert_eq!(told(&run(&folder, &["status"])), "");
    assert!(told(&run(&folder, &["reread"])).starts_with("0 pages"));
}
