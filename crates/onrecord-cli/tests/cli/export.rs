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
