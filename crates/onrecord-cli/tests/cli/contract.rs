//! The JSON contract of `read`: keys, spans, pieces.

use std::path::Path;

use serde_json::Value;

use crate::common::{PAGE, folder, objects, run, text};

/// Checks keys and their order in the raw line, from each key to the next.
fn keys_in_order(line: &str, keys: &[&str]) {
    let mut at = 0;
    for key in keys {
        let wanted = format!("\"{key}\":");
        let found = line[at..]
            .find(&wanted)
            .unwrap_or_else(|| panic!("{key} missing or out of order: {line}"));
        at += found + wanted.len();
    }
}

#[test]
fn every_key_of_the_contract_is_there_in_order() {
    let folder = folder("contract");
    std::fs::write(folder.join("a.html"), PAGE).unwrap();
    let output = run(&folder, &["read", "a.html"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let line = text(&output.stdout);
    assert_eq!(line.lines().count(), 1);
    keys_in_order(
        &line,
        &[
            "schema",
            "page",
            "source",
            "sha256",
            "media",
            "charset",
            "url",
            "article",
            "title",
            "outlet",
            "authors",
            "lang",
            "published",
            "date",
            "precision",
            "basis",
            "earliest",
            "latest",
            "stamps",
            "text",
            "blocks",
            "span",
            "source",
            "role",
            "pieces",
            "times",
            "quantities",
            "mentions",
            "attributions",
            "claims",
            "notes",
        ],
    );
    let page = &objects(&output)[0];
    let keys: Vec<&String> = page.as_object().unwrap().keys().collect();
    assert_eq!(keys.len(), 9, "{keys:?}");
    assert!(line.starts_with("{\"schema\":1,\"page\":{"), "{line}");
    let wanted: [(&str, &[&str]); 5] = [
        (
            "times",
            &["span", "kind", "value", "from", "to", "approx", "alts", "offset"],
        ),
        (
            "quantities",
            &["span", "kind", "low", "high", "unit", "per", "approx"],
        ),
        ("mentions", &["span", "kind", "entity"]),
        (
            "attributions",
            &[
                "source", "cue", "content", "manner", "polarity", "within", "speaker",
            ],
        ),
        (
            "claims",
            &[
                "id",
                "span",
                "kind",
                "state",
                "polarity",
                "modality",
                "subject",
                "object",
                "roles",
                "answers",
                "time",
                "said",
                "quantities",
                "attribution",
                "chain",
            ],
        ),
    ];
    for (part, keys) in wanted {
        for value in page[part].as_array().unwrap() {
            let mut found: Vec<&str> = value.as_object().unwrap().keys().map(String::as_str).collect();
            let mut keys = keys.to_vec();
            found.sort_unstable();
            keys.sort_unstable();
            assert_eq!(found, keys, "{part}");
        }
    }
    assert_eq!(page["article"]["published"]["date"], "2023-03-15");
    assert_eq!(page["page"]["media"], "html");
}

/// Calls `check` with every span below `value`.
fn spans(value: &Value, check: &mut impl FnMut(usize, usize)) {
    match value {
        Value::Object(map) => {
            for (key, inner) in map {
                let pair = inner
                    .as_array()
                    .filter(|a| a.len() == 2 && a.iter().all(Value::is_u64));
                match pair {
                    Some(pair) if matches!(key.as_str(), "span" | "cue") => check(
                        pair[0].as_u64().unwrap() as usize,
                        pair[1].as_u64().unwrap() as usize,
                    ),
                    _ if key == "content" || key == "pieces" => {}
                    _ => spans(inner, check),
                }
            }
        }
        Value::Array(list) => list.iter().for_each(|inner| spans(inner, check)),
        _ => {}
    }
}

#[test]
fn every_span_cuts_words_from_the_text() {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/xiaomi-licence");
    let output = run(&samples, &["read", "."]);
    let pages = objects(&output);
    assert!(pages.len() >= 12);
    let mut checked = 0;
    for page in &pages {
        let words = page["article"]["text"].as_str().unwrap();
        spans(page, &mut |from, to| {
            assert!(
                from < to && words.get(from..to).is_some(),
                "{from}..{to} in {}",
                page["page"]
            );
            checked += 1;
        });
        let mut last = 0;
        for block in page["article"]["blocks"].as_array().unwrap() {
            let from = block["span"][0].as_u64().unwrap();
            assert!(from >= last, "blocks stand in order");
            last = block["span"][1].as_u64().unwrap();
        }
    }
    assert!(checked > 100, "{checked}");
}

#[test]
fn pieces_lead_back_to_the_bytes_of_the_page() {
    let folder = folder("pieces");
    std::fs::write(folder.join("a.html"), PAGE).unwrap();
    let page = &objects(&run(&folder, &["read", "a.html"]))[0];
    let words = page["article"]["text"].as_str().unwrap();
    let mut compared = 0;
    for block in page["article"]["blocks"].as_array().unwrap() {
        for piece in block["pieces"].as_array().unwrap() {
            let number = |i: usize| piece[i].as_u64().unwrap() as usize;
            let (at, source, length) = (number(0), number(1), number(2));
            assert_eq!(
                &words.as_bytes()[at..at + length],
                &PAGE.as_bytes()[source..source + length]
            );
            compared += length;
        }
    }
    assert!(compared > 200, "{compared}");
}

#[test]
fn only_keeps_the_article_and_what_the_part_points_to() {
    let folder = folder("only");
    std::fs::write(folder.join("a.html"), PAGE).unwrap();
    for (part, kept) in [
        ("article", vec!["article", "notes", "page"]),
        ("times", vec!["article", "notes", "page", "times"]),
        ("quantities", vec!["article", "notes", "page", "quantities"]),
        ("attributions", vec!["article", "attributions", "notes", "page"]),
        (
            "claims",
            vec!["article", "attributions", "claims", "notes", "page", "quantities"],
        ),
    ] {
        let page = &objects(&run(&folder, &["read", "a.html", "--only", part]))[0];
        let keys = page.as_object().unwrap().keys();
        let mut keys: Vec<&String> = keys.filter(|k| *k != "schema").collect();
        keys.sort();
        assert_eq!(keys, kept, "{part}");
    }
}
