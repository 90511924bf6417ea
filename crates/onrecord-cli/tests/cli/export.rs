//! Every form of export: the same bytes every time, every claim in it, words as they stand in the page.

use std::path::Path;

use serde_json::Value;

use crate::common::{folder, objects, run, text};

#[test]
fn every_form_holds_every_claim_and_is_the_same_twice() {
    let folder = folder("forms");
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/hk-winding-up");
    let added = run(&folder, &["add", samples.to_str().unwrap(), "--quiet"]);
    assert_eq!(added.status.code(), Some(0), "{}", text(&added.stderr));
    let claims = objects(&run(&folder, &["export", "--to", "jsonl"]));
    assert!(claims.len() > 20, "{}", claims.len());
    for form in ["csv", "webannotation", "prov", "ftm", "csl", "markdown", "svg"] {
        let once = run(&folder, &["export", "--to", form]);
        assert_eq!(once.status.code(), Some(0), "{form}: {}", text(&once.stderr));
        assert_eq!(
            once.stdout,
            run(&folder, &["export", "--to", form]).stdout,
            "{form}"
        );
        let told = text(&once.stdout);
        if ["csv", "webannotation", "prov", "ftm"].contains(&form) {
            for claim in &claims {
                let id = claim["claim"]["id"].as_str().unwrap();
                assert!(told.contains(id), "{form} leaves out {id}");
            }
        }
    }
}

#[test]
fn annotations_count_characters_and_quote_the_page() {
    let folder = folder("annotations");
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/hk-winding-up");
    let page = samples.join("03-haigang-ribao.html");
    let read = objects(&run(&folder, &["read", page.to_str().unwrap()]));
    let letters: Vec<char> = read[0]["article"]["text"].as_str().unwrap().chars().collect();
    let printed = run(
        &folder,
        &[
            "export",
            "--to",
            "webannotation",
            "--read",
            page.to_str().unwrap(),
        ],
    );
    let told: Value = serde_json::from_slice(&printed.stdout).unwrap();
    let items = told["items"].as_array().unwrap();
    assert!(!items.is_empty());
    for item in items {
        let selectors = &item["target"]["selector"];
        let at = |key: &str| usize::try_from(selectors[1][key].as_u64().unwrap()).unwrap();
        let words: String = letters[at("start")..at("end")].iter().collect();
        assert_eq!(selectors[0]["exact"], words);
    }
}

#[test]
fn words_and_a_file_choose_what_is_written_where() {
    let folder = folder("chosen");
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/xiaomi-licence");
    let samples = samples.to_str().unwrap();
    let csv = [
        "export", "Xiaomi", "licence", "--to", "csv", "--table", "matters", "--read", samples,
    ];
    let table = text(&run(&folder, &csv).stdout);
    let rows: Vec<&str> = table.lines().collect();
    assert!(rows[0].starts_with("\u{feff}matter,title,kind,"), "{}", rows[0]);
    assert!(rows[1].starts_with("licence/xiaomi-ev/"), "{}", rows[1]);
    let out = run(&folder, &[&csv[..], &["--out", "table.csv"]].concat());
    assert!(out.status.success() && out.stdout.is_empty());
    assert_eq!(std::fs::read_to_string(folder.join("table.csv")).unwrap(), table);
    let none = run(
        &folder,
        &["export", "Quarrowby", "--to", "csv", "--read", samples],
    );
    assert_eq!(none.status.code(), Some(1));
    assert!(
        text(&none.stderr).contains("no matter holds"),
        "{}",
        text(&none.stderr)
    );
}

/// Sums as `sha256sum` prints them: (sum, name).
#[cfg(unix)]
fn sums(folder: &Path, pattern: &str) -> Vec<(String, String)> {
    let script = format!("sha256sum {pattern}");
    let output = std::process::Command::new("bash")
        .current_dir(folder)
        .args(["-c", &script])
        .output()
        .unwrap();
    let printed = text(&output.stdout);
    let parts = printed.lines().map(|l| l.split_once("  ").unwrap());
    parts
        .map(|(sum, name)| (sum.to_owned(), name.to_owned()))
        .collect()
}

#[cfg(unix)]
#[test]
fn a_bundle_is_verified_with_sha256sum_alone() {
    let folder = folder("bundle");
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/hk-winding-up");
    run(&folder, &["add", samples.to_str().unwrap(), "--quiet"]);
    let written = run(&folder, &["export", "--to", "bundle", "--out", "b"]);
    assert_eq!(written.status.code(), Some(0), "{}", text(&written.stderr));
    let bundle = folder.join("b");
    let check = || {
        let check = std::process::Command::new("sha256sum")
            .current_dir(&bundle)
            .args(["--check", "--quiet", "SHA256SUMS"])
            .output();
        check.unwrap().status.success()
    };
    assert!(check());
    // No file is without a sum.
    let listed = std::fs::read_to_string(bundle.join("SHA256SUMS"))
        .unwrap()
        .lines()
        .count();
    let all = sums(&bundle, "$(find . -type f ! -name SHA256SUMS)");
    assert_eq!(listed, all.len());
    let pages = sums(&bundle, "pages/*");
    assert!(!pages.is_empty() && pages.iter().all(|(sum, name)| name == &format!("pages/{sum}")));
    // Each event's file begins with the sum of the one before, at the place that the page on formats names.
    let mut previous = "0".repeat(64);
    let mut told = 0;
    for (number, (sum, name)) in sums(&bundle, "events/*").into_iter().enumerate() {
        assert_eq!(name, format!("events/{:08}", number + 1));
        let bytes = std::fs::read(bundle.join(name)).unwrap();
        assert!(bytes.starts_with(b"onrecord event 1\n"));
        assert_eq!(bytes[17..25], (number as u64 + 1).to_be_bytes());
        let before: String = bytes[33..65].iter().map(|b| format!("{b:02x}")).collect();
        assert_eq!(before, previous);
        let words = String::from_utf8_lossy(&bytes).into_owned();
        told += usize::from(pages.iter().any(|(page, _)| words.contains(page)));
        previous = sum;
    }
    assert_eq!(told, pages.len() * 2, "each page came in, and was read");
    let chain = std::fs::read_to_string(bundle.join("CHAIN")).unwrap();
    assert!(chain.trim().ends_with(&previous), "{chain}");
    let verdict = &objects(&run(&folder, &["verify", "--json"]))[0];
    assert_eq!(verdict["head"]["hash"], previous.as_str());
    let claims = std::fs::read_to_string(bundle.join("claims.jsonl")).unwrap();
    assert_eq!(claims, text(&run(&folder, &["claims", "--json"]).stdout));
    let first = run(&folder, &["page", &pages[0].0, "--json"]).stdout;
    assert_eq!(
        std::fs::read(bundle.join(format!("readings/{}.json", pages[0].0))).unwrap(),
        first
    );
    // A changed word is seen.
    let page = bundle.join(&pages[0].1);
    let mut bytes = std::fs::read(&page).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    std::fs::write(page, bytes).unwrap();
    assert!(!check());
    for wrong in [
        &["export", "--to", "bundle"][..],
        &["export", "--to", "bundle", "--out", "b"],
        &["export", "word", "--to", "bundle", "--out", "c"],
        &["export", "--to", "bundle", "--out", "c", "--as-of", "2024-01-01"],
    ] {
        assert_eq!(run(&folder, wrong).status.code(), Some(2), "{wrong:?}");
    }
}
