//! The README prints the brief of its first command as it is: the head and the first matter, the rest counted.
//! After a wanted change: `cargo test -p onrecord-cli --test readme -- --ignored` writes it anew.

use std::path::{Path, PathBuf};
use std::process::Command;

const BEGIN: &str = "<!-- brief -->\n";
const END: &str = "<!-- /brief -->";

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// What belongs between the marks.
fn wanted() -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
    command
        .current_dir(repository())
        .args(["brief", "examples/xiaomi-licence"]);
    let printed = String::from_utf8(command.output().unwrap().stdout).unwrap();
    // Matters are parted by empty lines; the first is the head.
    let parts: Vec<&str> = printed.split("\n\n").take(2).collect();
    let shown = parts.join("\n\n");
    let rest = printed.lines().count() - shown.lines().count();
    format!("```text\n{shown}\n```\n\n… and {rest} lines on other matters.\n")
}

#[test]
fn the_printed_brief_is_true() {
    let readme = std::fs::read_to_string(repository().join("README.md")).unwrap();
    let (_, after) = readme.split_once(BEGIN).expect("the README marks its brief");
    let (told, _) = after.split_once(END).expect("the README ends its brief");
    assert!(
        told == wanted(),
        "the README prints another brief than the program: \
         `cargo test -p onrecord-cli --test readme -- --ignored` writes it anew"
    );
}

#[test]
#[ignore = "writes the README"]
fn write_the_brief() {
    let file = repository().join("README.md");
    let readme = std::fs::read_to_string(&file).unwrap();
    let (before, after) = readme.split_once(BEGIN).expect("the README marks its brief");
    let (_, after) = after.split_once(END).expect("the README ends its brief");
    std::fs::write(&file, format!("{before}{BEGIN}{}{END}{after}", wanted())).unwrap();
}
