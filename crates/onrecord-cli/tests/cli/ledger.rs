//! The ledger under kills and changes, and questions to it.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::Stdio;

use serde_json::Value;

use crate::common::{PAGE, folder, objects, onrecord, run, text, write_pages};

fn verified(folder: &Path) -> Value {
    let output = run(folder, &["verify", "--json"]);
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}{}",
        text(&output.stdout),
        text(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn a_kill_loses_no_finished_page_and_leaves_no_half_page() {
    let folder = folder("kill");
    std::fs::create_dir(folder.join("pages")).unwrap();
    write_pages(&folder.join("pages"), 200);
    let mut told: Vec<String> = Vec::new();
    for lines in [1, 17, 40, 90] {
        let mut child = onrecord(&folder, &["add", "pages"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap()).lines();
        told.extend(out.by_ref().take(lines).map(Result::unwrap));
        child.kill().unwrap();
        told.extend(out.map_while(Result::ok).filter(|l| l.len() > 70));
        child.wait().unwrap();
        let verdict = verified(&folder);
        assert_eq!(
            verdict["events"].as_u64(),
            verdict["pages"].as_u64().map(|p| p * 2)
        );
    }
    // Whatever was told to be in the ledger is known to it now; the rest is added.
    let again = text(&run(&folder, &["add", "pages"]).stdout);
    for line in &told {
        let mut words = line.split(' ');
        let (_, hash) = (words.next(), words.next().unwrap());
        assert!(again.contains(&format!("known {hash}")), "{line}");
    }
    assert_eq!(again.lines().count(), 200);
    assert_eq!(verified(&folder)["pages"], 200);
    let third = text(&run(&folder, &["add", "pages"]).stdout);
    assert!(third.lines().all(|l| l.starts_with("known ")));
    assert_eq!(verified(&folder)["events"], 400);
}

#[test]
fn two_programs_may_add_at_once() {
    let folder = folder("together");
    std::fs::create_dir(folder.join("pages")).unwrap();
    write_pages(&folder.join("pages"), 80);
    let children: Vec<_> = (0..3)
        .map(|_| {
            onrecord(&folder, &["add", "pages", "--quiet"])
                .stderr(Stdio::piped())
                .stdout(Stdio::null())
                .spawn()
                .unwrap()
        })
        .collect();
    for child in children {
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    }
    let verdict = verified(&folder);
    assert_eq!(
        (verdict["pages"].as_u64(), verdict["events"].as_u64()),
        (Some(80), Some(160))
    );
}

#[test]
fn a_changed_ledger_does_not_verify() {
    let folder = folder("changed");
    std::fs::write(folder.join("a.html"), PAGE).unwrap();
    assert_eq!(run(&folder, &["add", "a.html"]).status.code(), Some(0));
    let head = verified(&folder)["head"]["hash"].as_str().unwrap().to_owned();
    assert_eq!(run(&folder, &["verify", "--holds", &head]).status.code(), Some(0));
    let nowhere = "0".repeat(64);
    assert_eq!(
        run(&folder, &["verify", "--holds", &nowhere]).status.code(),
        Some(1)
    );
    let spoiler = rusqlite::Connection::open(folder.join("onrecord.db")).unwrap();
    spoiler
        .execute_batch("drop trigger event_is_not_changed; update event set at = '1999-01-01' where seq = 2;")
        .unwrap();
    let output = run(&folder, &["verify"]);
    assert!(
        text(&output.stderr).contains("the trigger event_is_not_changed is missing"),
        "{}",
        text(&output.stderr)
    );
    spoiler
        .execute_batch("create trigger event_is_not_changed before update on event begin select raise(abort, 'events are only appended'); end;")
        .unwrap();
    let output = run(&folder, &["verify"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        text(&output.stderr).contains("event 2: was changed"),
        "{}",
        text(&output.stderr)
    );
}

#[test]
fn claims_lead_back_to_their_page() {
    let folder = folder("back");
    std::fs::write(folder.join("a.html"), PAGE).unwrap();
    run(&folder, &["add", "a.html", "--learnt", "2024-01-02T03:04"]);
    let claims = objects(&run(&folder, &["claims", "--json"]));
    assert!(!claims.is_empty());
    let claim = &claims[0];
    let id = claim["claim"]["id"].as_str().unwrap();
    let words = claim["words"].as_str().unwrap();
    assert_eq!(claim["page"]["learnt"], "2024-01-02T03:04");
    let explained = text(&run(&folder, &["explain", id]).stdout);
    let first = words.split_whitespace().next().unwrap();
    for wanted in [
        id, first, "made by", "said", "chain", "sha256", "a.html", "bytes ",
    ] {
        assert!(explained.contains(wanted), "{wanted}: {explained}");
    }
    let shown = text(&run(&folder, &["page", "a.html"]).stdout);
    assert!(shown.contains(first) && shown.contains("{1}"), "{shown}");
    assert!(!shown.contains('\u{1b}'), "no colours in a pipe");
    let kind = claim["claim"]["kind"].as_str().unwrap();
    let same = objects(&run(&folder, &["claims", "--json", "--kind", kind]));
    assert!(same.iter().all(|c| c["claim"]["kind"] == kind) && !same.is_empty());
    assert_eq!(
        run(&folder, &["claims", "--kind", "nonsense"]).status.code(),
        Some(2)
    );
    let table = text(&run(&folder, &["export", "--to", "csv"]).stdout);
    assert!(
        table.starts_with("\u{feff}claim,kind,state,") && table.contains(id),
        "{table}"
    );
    let early = objects(&run(&folder, &["status", "--json", "--known-on", "2024-01-01"]));
    assert!(early.is_empty(), "the ledger knew nothing on that day");
    for view in ["status", "timeline", "stories", "origins"] {
        let output = run(&folder, &[view]);
        assert_eq!(output.status.code(), Some(0), "{view}: {}", text(&output.stderr));
        assert!(!output.stdout.is_empty(), "{view}");
        assert!(!objects(&run(&folder, &[view, "--json"])).is_empty(), "{view}");
    }
}

#[test]
fn a_question_about_a_few_names_is_answered_as_from_the_whole_ledger() {
    let folder = folder("few");
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/xiaomi-licence");
    let added = run(&folder, &["add", samples.to_str().unwrap()]);
    assert_eq!(added.status.code(), Some(0), "{}", text(&added.stderr));
    for as_of in ["2023-09-01", "2024-07-12"] {
        let all = objects(&run(&folder, &["status", "--json", "--as-of", as_of]));
        let few = objects(&run(&folder, &["status", "xiaomi", "--json", "--as-of", as_of]));
        // Words of no kind are compared with the pages at hand.
        let few: Vec<&Value> = few.iter().filter(|m| m["kind"] != "statement").collect();
        assert!(few.len() > 2, "{as_of}: {few:?}");
        for matter in few {
            let same = all.iter().find(|m| m["matter"] == matter["matter"]);
            assert_eq!(Some(matter), same, "{as_of}");
        }
    }
    let changed = objects(&run(&folder, &["changed", "--since", "2023-08-01", "--json"]));
    assert!(!changed.is_empty());
    assert!(
        changed
            .iter()
            .all(|c| c["day"].as_str() >= Some("2023-08-01") && !c["by"].is_null())
    );
    let timeline = objects(&run(&folder, &["timeline", "xiaomi", "--json"]));
    assert!(timeline.iter().any(|c| c["before"].is_null()), "{timeline:?}");
}

#[test]
fn judgements_on_names_have_a_reason_and_a_name_and_can_be_taken_back() {
    let folder = folder("entities");
    std::fs::write(folder.join("a.html"), PAGE).unwrap();
    run(&folder, &["add", "a.html"]);
    let judge = |what: &str| {
        let pair = [
            "Norvane Motors",
            "Lanbo Cars",
            "--by",
            "Ida",
            "--reason",
            "one address",
        ];
        run(&folder, &[&["entity", what], &pair[..]].concat())
    };
    let shown = || objects(&run(&folder, &["entity", "show", "Lanbo Cars", "--json"])).remove(0);
    for (what, verdict) in [("merge", "same"), ("split", "different"), ("forget", "unsure")] {
        assert_eq!(judge(what).status.code(), Some(0), "{what}");
        let judgements = shown()["judgements"].clone();
        let last = judgements.as_array().unwrap().last().unwrap().clone();
        assert_eq!(
            (last["verdict"].as_str(), last["by"].as_str()),
            (Some(verdict), Some("Ida"))
        );
    }
    assert_eq!(
        shown()["judgements"].as_array().unwrap().len(),
        3,
        "none is removed"
    );
    let bare = run(
        &folder,
        &["entity", "merge", "Norvane Motors", "Lanbo Cars", "--by", "Ida"],
    );
    assert_eq!(bare.status.code(), Some(2), "a judgement needs a reason");
    let itself = [
        "entity", "merge", "Norvane", "norvane", "--by", "Ida", "--reason", "?",
    ];
    assert_eq!(run(&folder, &itself).status.code(), Some(2));
    assert!(verified(&folder)["first_break"].is_null());
}
