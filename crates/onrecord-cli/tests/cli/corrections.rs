//! Corrections by hand: what they do, where they are told, how they are undone.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::common::{folder, objects, run, text};

const MATTER: &str = "licence/xiaomi-ev/car-production-licence";

fn ledger(name: &str) -> PathBuf {
    let folder = folder(name);
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/xiaomi-licence");
    let added = run(&folder, &["add", samples.to_str().unwrap()]);
    assert_eq!(added.status.code(), Some(0), "{}", text(&added.stderr));
    folder
}

fn matter(folder: &Path) -> Value {
    let all = objects(&run(folder, &["status", "xiaomi", "--json"]));
    let found = all.into_iter().find(|m| m["matter"] == MATTER);
    found.expect("the licence is a matter")
}

/// Corrects something; gives the number of the row.
fn correct(folder: &Path, what: &[&str]) -> String {
    let who = ["--by", "Ida Kolb", "--reason", "the page says so"];
    let output = run(folder, &[&["correct"], what, &who].concat());
    assert_eq!(
        output.status.code(),
        Some(0),
        "{what:?}: {}",
        text(&output.stderr)
    );
    let line = text(&output.stdout);
    let number = line.trim_start_matches('#').split(' ').next().unwrap();
    number.to_owned()
}

fn claims(matter: &Value) -> Vec<String> {
    let steps = matter["steps"].as_array().unwrap();
    let all = steps.iter().flat_map(|s| s["claims"].as_array().unwrap());
    all.map(|c| c.as_str().unwrap().to_owned()).collect()
}

#[test]
fn each_correction_changes_its_matter_is_told_there_and_undone_by_another_row() {
    let folder = ledger("corrected");
    let before = matter(&folder);
    let id = claims(&before)[0].clone();
    let other = claims(&before).last().unwrap().clone();
    assert_ne!(id, other);
    for (what, gone) in [
        (vec!["ignore", &id], true),
        (vec!["about", &id, "Norvane Motors"], true),
        (vec!["about", &id], true),
        (vec!["state", &id, "refused"], false),
        (vec!["other-matter", &id, MATTER], true),
        (vec!["same-origin", &id, &other], false),
    ] {
        let number = correct(&folder, &what);
        let now = matter(&folder);
        assert_ne!(now["steps"], before["steps"], "{what:?} has an effect");
        assert_eq!(!claims(&now).contains(&id), gone, "{what:?}");
        let told = &now["corrections"][0];
        assert_eq!(told["number"].to_string(), number, "{what:?}");
        assert_eq!(told["by"], "Ida Kolb");
        let words = text(&run(&folder, &["status", "xiaomi", "licence"]).stdout);
        assert!(words.contains("Corrected") && words.contains("Kolb"), "{words}");
        let explained = text(&run(&folder, &["explain", &id]).stdout);
        assert!(explained.contains("the page says so"), "{explained}");
        let report = run(&folder, &["report", MATTER]);
        let report = text(&report.stdout);
        assert!(report.contains("Corrected by hand") && report.contains("the page says so"));
        correct(&folder, &["undo", &number]);
        assert_eq!(matter(&folder), before, "{what:?} is undone");
    }
    let listed = objects(&run(&folder, &["correct", "list", "--json"]));
    assert_eq!(listed.len(), 12, "no row is removed");
    let counts = listed.iter().filter(|j| j["counts"] == true);
    assert!(counts.clone().all(|j| j["verdict"] == "undone"), "{listed:?}");
    assert_eq!(counts.count(), 6);
    let words = text(&run(&folder, &["correct", "list"]).stdout);
    assert!(
        words.contains("does not count") && words.contains("undone"),
        "{words}"
    );
    let verified = run(&folder, &["verify"]);
    assert_eq!(verified.status.code(), Some(0), "{}", text(&verified.stderr));
}

#[test]
fn an_export_says_which_claims_were_corrected() {
    let folder = ledger("corrected-export");
    let id = claims(&matter(&folder))[0].clone();
    correct(&folder, &["state", &id, "refused"]);
    let csv = text(&run(&folder, &["export", "--to", "csv"]).stdout);
    let row = csv.lines().find(|l| l.starts_with(&id)).unwrap();
    assert!(row.contains("says refused (Ida Kolb: the page says so)"), "{row}");
    assert!(row.contains(",refused,"), "{row}");
}

#[test]
fn a_page_of_another_day_is_read_again_as_of_that_day() {
    let folder = ledger("corrected-day");
    let page = "03-eastgate-motoring.html";
    let read = || objects(&run(&folder, &["page", page, "--json"])).remove(0);
    let before = read();
    let number = correct(&folder, &["date", page, "2022-01-05"]);
    let now = read();
    assert_eq!(now["article"]["published"]["date"], "2022-01-05");
    assert_eq!(now["article"]["published"]["basis"], "given");
    assert_ne!(now["claims"][0]["said"], before["claims"][0]["said"]);
    // It stays so if all pages are read again, and the ledger fits its words.
    let verified = run(&folder, &["verify"]);
    assert_eq!(verified.status.code(), Some(0), "{}", text(&verified.stderr));
    let old = objects(&run(
        &folder,
        &["status", "xiaomi", "--json", "--as-of", "2022-02-01"],
    ));
    assert!(
        old.iter().any(|m| m["corrections"][0]["verdict"] == "dated"),
        "{old:?}"
    );
    correct(&folder, &["undo", &number]);
    assert_eq!(read(), before);
}

#[test]
fn a_matter_that_is_the_same_as_another_joins_it() {
    let folder = ledger("corrected-matters");
    let all = objects(&run(&folder, &["status", "--json"]));
    let other = all
        .iter()
        .map(|m| m["matter"].as_str().unwrap())
        .find(|m| *m != MATTER && !m.starts_with("statement/"))
        .unwrap();
    let number = correct(&folder, &["same-matter", other, MATTER]);
    let now = objects(&run(&folder, &["status", "--json"]));
    assert!(now.iter().all(|m| m["matter"] != other), "{other} is gone");
    let joined = matter(&folder);
    assert_eq!(joined["corrections"][0]["verdict"], "same_matter");
    correct(&folder, &["undo", &number]);
    assert_eq!(objects(&run(&folder, &["status", "--json"])), all);
}

#[test]
fn what_cannot_be_corrected_is_refused_with_what_to_do() {
    let folder = ledger("corrected-wrongly");
    let id = claims(&matter(&folder))[0].clone();
    let who = ["--by", "Ida", "--reason", "?"];
    for (what, told) in [
        (vec!["ignore", "zzzz"], "no claim"),
        (vec!["state", &id, "blue"], "granted"),
        (vec!["date", "03-eastgate-motoring.html", "in May"], "YYYY-MM-DD"),
        (vec!["date", "nowhere.html", "2023-01-01"], "no page"),
        (vec!["same-matter", &id, "licence/nobody/"], "no matter"),
        (vec!["same-origin", &id, &id], "are one"),
        (vec!["undo", "1"], "no judgement 1"),
    ] {
        let output = run(&folder, &[&["correct"], &what[..], &who].concat());
        assert_eq!(output.status.code(), Some(2), "{what:?}");
        assert!(text(&output.stderr).contains(told), "{}", text(&output.stderr));
    }
    let nobody = ["correct", "ignore", &id, "--by", " ", "--reason", "x"];
    assert_eq!(run(&folder, &nobody).status.code(), Some(2));
    assert!(objects(&run(&folder, &["correct", "list", "--json"])).is_empty());
}
