//! Running the binary in a folder of a test's own.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

pub const PAGE: &str = "<!doctype html><html lang=en><head><title>Nimbus Motors near permit | Example News</title>
<meta property=\"article:published_time\" content=\"2023-03-15T08:00:00Z\"></head><body><nav><a href=/>Home</a></nav>
<article><h1>Nimbus Motors near permit</h1><p>Nimbus Motors is close to getting a licence to make electric cars, two people
familiar with the matter said on Tuesday. The company declined to comment on the talks with the ministry.</p>
<p>It plans to invest 1.4 billion yuan in a plant in Hefei &amp; nearby towns, according to the people, who asked not to be
named because the matter is not public. Production could begin in the second quarter of 2024.</p></article></body></html>";

/// A fresh folder of this test's own.
pub fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&path);
    std::fs::create_dir_all(&path).unwrap();
    path
}

pub fn onrecord(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
    command.current_dir(folder).args(arguments);
    command
}

pub fn run(folder: &Path, arguments: &[&str]) -> Output {
    onrecord(folder, arguments).output().unwrap()
}

pub fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// What is printed for people as one line: where a line breaks hangs on the width of what it holds, a day of judgement too.
pub fn in_one_line(bytes: &[u8]) -> String {
    text(bytes).split_whitespace().collect::<Vec<_>>().join(" ")
}

pub fn objects(output: &Output) -> Vec<Value> {
    text(&output.stdout)
        .lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect()
}

pub fn with_stdin(mut command: Command, input: &[u8]) -> Output {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(input).unwrap();
    drop(stdin);
    child.wait_with_output().unwrap()
}

/// Numbered text pages with something to find in each.
pub fn write_pages(folder: &Path, number: usize) {
    for n in 0..number {
        let body = format!(
            "Harbour Works said on March {} that plant {n} cost {n} million dollars. 小米汽车第{n}家工厂投产。\n\n{}",
            n % 28 + 1,
            format!("The council met for the {n}th time and nobody there was surprised. ").repeat(40)
        );
        std::fs::write(folder.join(format!("page-{n:04}.txt")), body).unwrap();
    }
}
