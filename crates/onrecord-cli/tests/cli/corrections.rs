//! Corrections by hand: what they do, where they are told, how they are undone.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::common::{folder, in_one_line, objects, run, text};

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
        let words = in_one_line(&run(&folder, &["status", "xiaomi", "licence"]).stdout);
        assert!(words.contains("Corrected") && words.contains("Kolb"), "{words}");
        let explained = in_one_line(&run(&folder, &["explain", &id]).stdout);
        assert!(explained.contains("the page says so"), "{explained}");
        let report = run(&folder, &["report", MATTER]);
        let report = in_one_line(&report.stdout);
        assert!(report.contains("Corrected by hand") && report.contains("the page says so"));
        correct(&folder, &["undo", &number]);
        assert_eq!(matter(&folder), before, "{what:?} is undone");
    }
    let listed = objects(&run(&folder, &["correct", "list", "--json"]));
    assert_eq!(listed.len(), 12, "no row is removed");
    let counts = listed.iter().filter(|j| j["counts"] == true);
    assert!(counts.clone().all(|j| j["verdict"] == "undone"), "{listed:?}");
    assert_eq!(counts.count(), 6);
    let words = in_one_line(&run(&folder, &["correct", "list"]).stdout);
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

fn note(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, &[&["note"], arguments, &["--by", "Ida Kolb"]].concat());
    assert_eq!(
        output.status.code(),
        Some(0),
        "{arguments:?}: {}",
        text(&output.stderr)
    );
    let line = text(&output.stdout);
    line.trim_start_matches('#').split(' ').next().unwrap().to_owned()
}

#[test]
fn notes_and_tags_stand_where_they_belong_and_are_undone_by_another_row() {
    let folder = ledger("noted");
    let before = matter(&folder);
    let id = claims(&before)[0].clone();
    let page = objects(&run(&folder, &["claims", "--json"]));
    let page = page.iter().find(|c| c["claim"]["id"] == *id).unwrap()["page"]["sha256"].clone();
    let page = page.as_str().unwrap();
    let on_matter = note(&folder, &["add", MATTER, "call the ministry\u{1b}[31m"]);
    note(&folder, &["tag", &id[..8], "to  check"]);
    note(&folder, &["add", &page[..10], "printed on the front page"]);
    let told = in_one_line(&run(&folder, &["status", "xiaomi", "licence"]).stdout);
    assert!(
        told.contains("call the ministry") && told.contains("to check"),
        "{told}"
    );
    assert!(
        !told.contains('\u{1b}'),
        "no escape of a note reaches the terminal"
    );
    let explained = in_one_line(&run(&folder, &["explain", &id]).stdout);
    assert!(
        explained.contains("to check") && explained.contains("front page"),
        "{explained}"
    );
    // It changes nothing that is judged.
    let mut now = matter(&folder);
    assert_eq!(now["remarks"].as_array().unwrap().len(), 2);
    now["remarks"] = before["remarks"].clone();
    assert_eq!(now, before);
    for (table, words) in [
        ("claims", "tagged to check"),
        ("matters", "noted call the ministry"),
        ("pages", "front page (Ida Kolb)"),
    ] {
        let csv = text(&run(&folder, &["export", "--to", "csv", "--table", table]).stdout);
        assert!(csv.contains(words), "{table}: {csv}");
    }
    let tagged = objects(&run(&folder, &["note", "list", "--tag", "to check", "--json"]));
    assert_eq!(tagged.len(), 1);
    assert_eq!(tagged[0]["of"], *id);
    correct(&folder, &["undo", &on_matter]);
    assert!(!in_one_line(&run(&folder, &["status", "xiaomi"]).stdout).contains("call the ministry"));
    let all = objects(&run(&folder, &["note", "list", "--json"]));
    let counts: Vec<bool> = all.iter().map(|n| n["counts"].as_bool().unwrap()).collect();
    assert_eq!(counts, [false, true, true]);
    for wrong in [
        &["add", "nothing", "x"][..],
        &["add", MATTER, " "],
        &["tag", MATTER, ""],
        &["add", "licence/nobody/", "x"],
    ] {
        let output = run(&folder, &[&["note"], wrong, &["--by", "Ida"]].concat());
        assert_eq!(output.status.code(), Some(2), "{wrong:?}");
    }
    assert_eq!(run(&folder, &["verify"]).status.code(), Some(0));
}

#[test]
fn only_what_somebody_judged_by_hand_goes_out_as_a_review() {
    let folder = ledger("judged");
    let none = run(&folder, &["export", "--to", "claimreview"]);
    assert_eq!(none.status.code(), Some(1));
    assert!(
        text(&none.stderr).contains("nobody judged"),
        "{}",
        text(&none.stderr)
    );
    let before = matter(&folder);
    let id = claims(&before)[0].clone();
    let judge = |rating: &str, by: &str| {
        let output = run(
            &folder,
            &[
                "judge",
                &id,
                rating,
                "--by",
                by,
                "--reason",
                "the list names another maker",
            ],
        );
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    };
    judge("True", "Ida Kolb");
    judge("False", "Ida Kolb");
    judge("Misleading", "Warren Hollis");
    // A correction and a note are no judgement of what is true.
    correct(&folder, &["state", &claims(&before)[1], "refused"]);
    note(&folder, &["add", &claims(&before)[1], "false"]);
    let graph = &objects_of(&text(&run(&folder, &["export", "--to", "claimreview"]).stdout))["@graph"];
    let ratings: Vec<(&str, &str)> = graph
        .as_array()
        .unwrap()
        .iter()
        .map(|r| {
            (
                r["reviewRating"]["alternateName"].as_str().unwrap(),
                r["author"]["name"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(ratings, [("False", "Ida Kolb"), ("Misleading", "Warren Hollis")]);
    let words = &graph[0]["claimReviewed"];
    assert_eq!(graph[0]["itemReviewed"]["text"], *words);
    let told = in_one_line(&run(&folder, &["explain", &id]).stdout);
    assert!(told.contains("judged by hand: False"), "{told}");
    let narrow = run(&folder, &["export", "--to", "claimreview", "bowo"]);
    assert!(matches!(narrow.status.code(), Some(0 | 1)));
    assert_eq!(
        run(&folder, &["judge", &id, "False", "--by", "Ida"])
            .status
            .code(),
        Some(2),
        "a reason is needed"
    );
}

fn objects_of(json: &str) -> Value {
    serde_json::from_str(json).unwrap()
}

#[test]
fn a_source_of_ones_own_is_a_page_with_a_hash() {
    let folder = folder("own");
    let words =
        "Norvane Motors has agreed to buy Lanbo Cars, its chairman said. The ministry declined to comment.";
    std::fs::write(folder.join("call.txt"), words).unwrap();
    let own = ["--own", "Ida Roth, 2024-03-05, by telephone"];
    let added = run(&folder, &[&["add", "call.txt"], &own[..]].concat());
    assert_eq!(added.status.code(), Some(0), "{}", text(&added.stderr));
    let line = text(&added.stdout);
    let hash = line.split(' ').nth(1).unwrap();
    let page = &objects(&run(&folder, &["page", hash, "--json"]))[0];
    assert_eq!(
        page["page"]["source"],
        "own source: Ida Roth, 2024-03-05, by telephone"
    );
    assert_eq!(page["article"]["outlet"], "own source: Ida Roth, by telephone");
    assert_eq!(page["article"]["published"]["date"], "2024-03-05");
    assert_eq!(page["article"]["text"], words);
    assert!(in_one_line(&run(&folder, &["status"]).stdout).contains("own source: Ida Roth"));
    let again = crate::common::with_stdin(
        crate::common::onrecord(&folder, &[&["add", "-"], &own[..]].concat()),
        words.as_bytes(),
    );
    assert!(
        text(&again.stdout).starts_with("known "),
        "{}",
        text(&again.stdout)
    );
    assert_eq!(run(&folder, &["verify"]).status.code(), Some(0));
    for wrong in [
        "",
        "Ida Roth",
        "Ida Roth, yesterday, by telephone",
        ", 2024-03-05, x",
        "Ida, 2024-03-05,",
    ] {
        let output = run(&folder, &["add", "call.txt", "--own", wrong]);
        assert_eq!(output.status.code(), Some(2), "{wrong:?}");
    }
}
