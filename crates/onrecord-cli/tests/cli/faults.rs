//! The ledger under fault: kills, signals, full disks, several writers, hostile words, things that are no files.
//! What does not live here: tampering with the tables (see the tests of `onrecord`).

use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::common::{PAGE, folder, objects, onrecord, run, text, write_pages};

fn verdict(folder: &Path) -> Value {
    let output = run(folder, &["verify", "--json"]);
    let verdict: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(verdict["sound"], true, "{verdict}");
    assert_eq!(output.status.code(), Some(0));
    verdict
}

/// A folder with so many pages in `pages`.
fn with_pages(name: &str, number: usize) -> PathBuf {
    let folder = folder(name);
    std::fs::create_dir(folder.join("pages")).unwrap();
    write_pages(&folder.join("pages"), number);
    folder
}

fn piped(mut command: Command) -> Command {
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Ids in lines that say `added`.
fn added(lines: &str) -> Vec<String> {
    // A line that a kill cut short says nothing.
    let whole = lines.rfind('\n').map_or("", |end| &lines[..end]);
    let lines = whole.lines().filter_map(|l| l.strip_prefix("added "));
    lines.map(|l| l[..64].to_owned()).collect()
}

// ---- kills -----------------------------------------------------------------------------------------------------

/// Kills a program that adds pages so many times, each at another moment; whatever it said to be added must be there.
fn kill(name: &str, kills: u64) {
    let folder = with_pages(name, 120);
    let began = Instant::now();
    run(&folder, &["add", "pages", "--ledger", "whole.db"]);
    let whole = began.elapsed().as_micros() as u64;
    let mut state = 29_112_026u64;
    let (mut told, mut rounds) = (0, 0);
    let mut ids: Vec<String> = Vec::new();
    for number in 0..kills {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let mut child = piped(onrecord(&folder, &["add", "pages"])).spawn().unwrap();
        std::thread::sleep(Duration::from_micros((state >> 33) % (whole + 1)));
        child.kill().unwrap();
        ids.extend(added(&text(&child.wait_with_output().unwrap().stdout)));
        // Verified now and then, and begun anew once all is in, so that kills meet every stage.
        let ended = ids.len() == 120;
        if (ended || number % 10 == 9) && folder.join("onrecord.db").exists() {
            let again = run(&folder, &["add", "pages"]);
            let again = text(&again.stdout);
            assert_eq!(again.lines().count(), 120);
            for id in &ids {
                assert!(
                    again.contains(&format!("known {id}")),
                    "{id} was lost after {number} kills"
                );
            }
            assert_eq!(verdict(&folder)["pages"], 120);
            told += ids.len();
            rounds += 1;
            ids.clear();
            for end in ["", "-wal", "-shm"] {
                let _ = std::fs::remove_file(folder.join(format!("onrecord.db{end}")));
            }
        }
    }
    println!("{kills} kills, {rounds} ledgers, {told} pages said to be added, 0 lost");
    assert!(rounds > 0);
}

#[test]
fn kills_at_random_moments_lose_no_finished_page() {
    kill("kills", 20);
}

/// `cargo test -p onrecord-cli --test cli -- --ignored two_hundred_kills --nocapture`
#[test]
#[ignore = "minutes long"]
fn two_hundred_kills_at_random_moments_lose_no_finished_page() {
    kill("kills-200", 200);
}

#[cfg(unix)]
#[test]
fn a_run_that_is_asked_to_stop_says_what_it_kept() {
    const PAGES: usize = 1_500;
    for (signal, code) in [("INT", 130), ("TERM", 143)] {
        // More lines than a pipe holds: the run cannot end before it is asked to.
        let folder = with_pages(&format!("signal-{signal}"), PAGES);
        let mut child = piped(onrecord(&folder, &["add", "pages"])).spawn().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut lines = String::new();
        for _ in 0..20 {
            out.read_line(&mut lines).unwrap();
        }
        let sent = Command::new("kill")
            .args([&format!("-{signal}"), &child.id().to_string()])
            .status();
        assert!(sent.unwrap().success());
        out.read_to_string(&mut lines).unwrap();
        let output = child.wait_with_output().unwrap();
        let told = text(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{told}");
        assert!(told.contains(&format!("stopped by SIG{signal}: ")), "{told}");
        let kept = verdict(&folder)["pages"].as_u64().unwrap();
        assert!(
            told.contains(&format!(": {kept} pages that were added are kept")),
            "{told} {kept}"
        );
        assert!((20..PAGES as u64).contains(&kept), "{kept}");
        assert!(added(&lines).len() as u64 <= kept);
        assert_eq!(run(&folder, &["add", "pages", "--quiet"]).status.code(), Some(0));
        assert_eq!(verdict(&folder)["pages"], PAGES);
    }
}

#[test]
fn four_writers_and_two_readers_get_along() {
    let folder = with_pages("writers", 60);
    std::fs::write(folder.join("first.html"), PAGE).unwrap();
    run(&folder, &["add", "first.html"]);
    let writers: Vec<_> = (0..4)
        .map(|_| {
            piped(onrecord(&folder, &["add", "pages", "--jobs", "1"]))
                .spawn()
                .unwrap()
        })
        .collect();
    for _ in 0..6 {
        for question in [&["status", "--json"][..], &["verify", "--json"]] {
            let output = run(&folder, question);
            assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        }
    }
    for writer in writers {
        let output = writer.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    }
    assert_eq!(
        (&verdict(&folder)["pages"], &verdict(&folder)["events"]),
        (&61.into(), &122.into())
    );
}

// ---- where it is written -----------------------------------------------------------------------------------------

#[cfg(unix)]
fn shell(folder: &Path, script: &str) -> Output {
    let script = script.replace("onrecord", env!("CARGO_BIN_EXE_onrecord"));
    Command::new("bash")
        .current_dir(folder)
        .args(["-c", &script])
        .output()
        .unwrap()
}

#[cfg(unix)]
#[test]
fn a_full_disk_is_one_line_and_what_was_told_is_kept() {
    let folder = with_pages("full", 150);
    // No file may grow beyond so many blocks of a kilobyte: the ledger and its log neither.
    let output = shell(&folder, "ulimit -f 1000; exec onrecord add pages --ledger l.db");
    let (told, said) = (text(&output.stderr), text(&output.stdout));
    assert_eq!(output.status.code(), Some(1), "{:?} {told}", output.status);
    assert!(told.contains("l.db: ") && told.contains("is kept"), "{told}");
    let told_added = added(&said);
    assert!(
        !told_added.is_empty() && told_added.len() < 150,
        "{}",
        told_added.len()
    );
    assert!(
        told.contains(&format!(
            "{} pages that were added before are kept",
            told_added.len()
        )),
        "{told}"
    );
    std::fs::rename(folder.join("l.db"), folder.join("onrecord.db")).unwrap();
    let _ = std::fs::rename(folder.join("l.db-wal"), folder.join("onrecord.db-wal"));
    let again = text(&run(&folder, &["add", "pages"]).stdout);
    for id in told_added {
        assert!(again.contains(&format!("known {id}")), "{id}");
    }
    assert_eq!(verdict(&folder)["pages"], 150);
}

#[cfg(unix)]
#[test]
fn an_output_that_cannot_be_written_is_no_panic() {
    let folder = with_pages("no-output", 3);
    for script in [
        "onrecord add pages nothere 2>&-",
        "onrecord add pages nothere 2>/dev/full",
        "onrecord status --ledger nothere.db 2>&-; test $? = 2 && exit 1",
        "onrecord read pages >/dev/full",
    ] {
        let output = shell(&folder, script);
        assert_eq!(
            output.status.code(),
            Some(1),
            "{script}: {}",
            text(&output.stderr)
        );
    }
}

#[test]
fn whoever_reads_one_line_stops_no_page_from_coming_in() {
    let folder = with_pages("head", 90);
    let mut child = piped(onrecord(&folder, &["add", "pages"])).spawn().unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    out.read_line(&mut String::new()).unwrap();
    drop(out);
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(
        text(&output.stderr).contains("90 pages added"),
        "{}",
        text(&output.stderr)
    );
    assert_eq!(verdict(&folder)["pages"], 90);
}

#[cfg(unix)]
#[test]
fn a_ledgers_name_is_a_path_whatever_it_looks_like() {
    let folder = with_pages("names", 1);
    for name in [":memory:", "file:a.db", "b?mode=memory", "c%20d.db"] {
        let output = run(&folder, &["add", "pages", "--ledger", name]);
        assert_eq!(output.status.code(), Some(0), "{name}: {}", text(&output.stderr));
        assert!(folder.join(name).is_file(), "{name}");
        let sound = run(&folder, &["verify", "--json", "--ledger", name]);
        assert_eq!(objects(&sound)[0]["pages"], 1, "{name}");
    }
    let none = run(&folder, &["add", "pages", "--ledger", "pages"]);
    assert_eq!(none.status.code(), Some(1));
    assert!(
        text(&none.stderr).contains("is a folder, a pipe or a device"),
        "{}",
        text(&none.stderr)
    );
}

/// Runs a command as somebody who may write nothing here: another user if this one may do everything.
#[cfg(unix)]
fn without_rights(folder: &Path, program: &Path, arguments: &[&str]) -> Output {
    use std::os::unix::fs::MetadataExt;
    use std::os::unix::process::CommandExt;
    let mut command = Command::new(program);
    command.current_dir(folder).args(arguments);
    if folder.metadata().unwrap().uid() == 0 {
        command.uid(65_534);
    }
    command.output().unwrap()
}

#[cfg(unix)]
#[test]
fn a_ledger_that_may_not_be_written_is_asked_as_it_lies_there() {
    use std::os::unix::fs::PermissionsExt;
    // Where everybody may look, for another user must reach it.
    let folder = std::env::temp_dir().join(format!("onrecord-protected-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(folder.join("evidence")).unwrap();
    let program = folder.join("onrecord");
    std::fs::copy(env!("CARGO_BIN_EXE_onrecord"), &program).unwrap();
    std::fs::write(folder.join("a.html"), PAGE).unwrap();
    run(&folder, &["add", "a.html", "--ledger", "evidence/kept ü?.db"]);
    let protect = |mode: u32| {
        std::fs::set_permissions(folder.join("evidence"), PermissionsExt::from_mode(mode)).unwrap();
    };
    let ledger = folder.join("evidence/kept ü?.db");
    std::fs::set_permissions(&ledger, PermissionsExt::from_mode(0o444)).unwrap();
    protect(0o555);
    std::fs::set_permissions(&folder, PermissionsExt::from_mode(0o755)).unwrap();
    let before = std::fs::read(&ledger).unwrap();
    for question in [
        &["verify"][..],
        &["status"],
        &["claims"],
        &["export", "--to", "csv"],
    ] {
        let asked = [question, &["--ledger", "evidence/kept ü?.db"]].concat();
        let output = without_rights(&folder, &program, &asked);
        assert_eq!(
            output.status.code(),
            Some(0),
            "{question:?} {}",
            text(&output.stderr)
        );
        assert!(!output.stdout.is_empty(), "{question:?}");
        assert!(
            text(&output.stderr).contains("may not be written: read as it lies there"),
            "{question:?}"
        );
    }
    let refused = without_rights(
        &folder,
        &program,
        &["add", "a.html", "--ledger", "evidence/kept ü?.db"],
    );
    assert_eq!(refused.status.code(), Some(1), "{}", text(&refused.stdout));
    assert_eq!(
        std::fs::read_dir(folder.join("evidence")).unwrap().count(),
        1,
        "nothing is made beside it"
    );
    assert_eq!(std::fs::read(&ledger).unwrap(), before);
    // What lies in a log beside it would be left out: that is said, and no half answer given.
    protect(0o755);
    std::fs::write(
        folder.join("evidence/kept ü?.db-wal"),
        "some words that are no log",
    )
    .unwrap();
    protect(0o555);
    let output = without_rights(&folder, &program, &["status", "--ledger", "evidence/kept ü?.db"]);
    assert_eq!(output.status.code(), Some(1), "{}", text(&output.stdout));
    assert!(
        text(&output.stderr).contains("copy both"),
        "{}",
        text(&output.stderr)
    );
    protect(0o755);
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn another_programs_file_is_left_as_it_is() {
    let folder = with_pages("other", 1);
    for (name, make) in [
        ("other.db", "create table t (x)"),
        ("wal.db", "pragma journal_mode = wal; create table t (x)"),
    ] {
        let db = rusqlite::Connection::open(folder.join(name)).unwrap();
        db.execute_batch(make).unwrap();
        drop(db);
    }
    std::fs::write(folder.join("words.db"), "no database").unwrap();
    for name in ["other.db", "wal.db", "words.db"] {
        let before = std::fs::read(folder.join(name)).unwrap();
        let entries = std::fs::read_dir(&folder).unwrap().count();
        for command in [&["add", "pages"][..], &["status"], &["verify"], &["reread"]] {
            let output = run(&folder, &[command, &["--ledger", name]].concat());
            assert_eq!(output.status.code(), Some(1), "{command:?}");
            assert!(
                text(&output.stderr).contains("is no ledger"),
                "{}",
                text(&output.stderr)
            );
        }
        assert_eq!(std::fs::read(folder.join(name)).unwrap(), before, "{name}");
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), entries, "{name}");
    }
}

// ---- what is read ------------------------------------------------------------------------------------------------

#[cfg(unix)]
#[test]
fn pipes_devices_and_endless_lines_end_nothing() {
    let folder = folder("endless");
    std::fs::create_dir(folder.join("pages")).unwrap();
    std::fs::write(folder.join("pages/good.html"), PAGE).unwrap();
    let made = Command::new("mkfifo")
        .current_dir(&folder)
        .args(["pages/a.html", "pages/b.jsonl"])
        .status();
    assert!(made.unwrap().success());
    std::os::unix::fs::symlink("/dev/zero", folder.join("pages/c.html")).unwrap();
    std::os::unix::fs::symlink("/dev/zero", folder.join("pages/d.warc")).unwrap();
    let walked = run(&folder, &["read", "pages", "--only", "article"]);
    assert_eq!((walked.status.code(), objects(&walked).len()), (Some(0), 1));
    assert!(
        text(&walked.stderr).contains("pipes and devices (4)"),
        "{}",
        text(&walked.stderr)
    );
    for named in ["pages/a.html", "pages/c.html", "pages/d.warc"] {
        let output = run(&folder, &["read", named, "pages/good.html", "--only", "article"]);
        assert_eq!(
            (output.status.code(), objects(&output).len()),
            (Some(1), 1),
            "{named}"
        );
        assert!(
            text(&output.stderr).contains("is a pipe or a device"),
            "{}",
            text(&output.stderr)
        );
    }
    for records in ["pages/b.jsonl", "/dev/zero"] {
        let output = run(&folder, &["read", "--records", records]);
        assert_eq!(output.status.code(), Some(1), "{records}");
    }
    let mut long = std::fs::File::create(folder.join("long.jsonl")).unwrap();
    for _ in 0..70 {
        long.write_all(&vec![b'x'; 1 << 20]).unwrap();
    }
    long.write_all(b"\n{\"id\": \"a\", \"text\": \"Nimbus said no.\"}\n")
        .unwrap();
    let output = run(&folder, &["read", "--records", "long.jsonl"]);
    assert_eq!((output.status.code(), objects(&output).len()), (Some(1), 1));
    assert!(
        text(&output.stderr).contains("long.jsonl:1: is a line of more than 64 MB"),
        "{}",
        text(&output.stderr)
    );
}

#[test]
fn a_brief_is_the_same_in_whatever_order_pages_are_named() {
    let folder = folder("order");
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/xiaomi-licence");
    let mut names: Vec<String> = std::fs::read_dir(samples)
        .unwrap()
        .map(|e| e.unwrap().path().display().to_string())
        .filter(|n| n.ends_with(".html") || n.ends_with(".txt"))
        .collect();
    names.sort();
    let brief = |names: &[String]| {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let output = run(&folder, &[&["brief"], &names[..]].concat());
        assert_eq!(output.status.code(), Some(0));
        text(&output.stdout)
    };
    let first = brief(&names);
    names.reverse();
    assert_eq!(first, brief(&names));
    names.rotate_left(5);
    assert_eq!(first, brief(&names));
}

// ---- what is shown -----------------------------------------------------------------------------------------------

/// Sets the title of a terminal, colours, clears the screen, hides, turns the direction of writing; as bytes and as
/// references.
const HOSTILE: &str = "\u{1b}]0;owned\u{7}\u{1b}[35m\u{9b}2J\u{1b}[8m\u{202e}\u{2066}\u{85}&#27;[35m&#x9b;2J";

/// Steering characters in `shown` that are no style of our own.
fn steering(shown: &str) -> Vec<String> {
    let mut rest = shown.replace("\r\n", "\n");
    for style in [
        "\u{1b}[0m",
        "\u{1b}[1m",
        "\u{1b}[2m",
        "\u{1b}[31m",
        "\u{1b}[32m",
        "\u{1b}[33m",
        "\u{1b}[36m",
    ] {
        rest = rest.replace(style, "");
    }
    let turns =
        |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}');
    let steers = |c: &char| c.is_control() && *c != '\n' && *c != '\t' || turns(*c);
    rest.chars().filter(steers).map(|c| format!("{c:?}")).collect()
}

#[cfg(unix)]
#[test]
fn nothing_of_a_page_steers_a_terminal() {
    let folder = folder("hostile");
    std::fs::create_dir(folder.join("pages")).unwrap();
    let page = format!(
        "<!doctype html><html lang=en><head><title>Nimbus {HOSTILE} near permit | Example {HOSTILE} News</title>\
         <meta property=\"article:published_time\" content=\"2023-03-15T08:00:00Z\"><meta name=author content=\"Ann {HOSTILE} Lee\">\
         </head><body><article><h1>Nimbus Motors {HOSTILE} near permit</h1><p>Nimbus Motors is close to getting a licence to \
         make electric cars {HOSTILE}, two people familiar with the matter said on Tuesday. The company declined to comment.</p>\
         <p>Harbour{HOSTILE} Works was sued by Lanbo{HOSTILE} Cars on Monday, the court said. Ida Kolb, the mayor, said {HOSTILE} \
         that the plant would open in May 2024.</p></article></body></html>"
    );
    std::fs::write(folder.join("pages/a\u{1b}[35m\nadded b\u{9b}2J.html"), page).unwrap();
    let mut untold = Vec::new();
    let mut check = |arguments: &[&str]| -> String {
        let mut command = onrecord(&folder, arguments);
        // As on a terminal: styles are not taken out.
        let output = command.env("CLICOLOR_FORCE", "1").output().unwrap();
        let shown = text(&output.stdout) + &text(&output.stderr);
        assert!(!shown.is_empty(), "{arguments:?}");
        let found = steering(&shown);
        if !found.is_empty() {
            untold.push(format!("{arguments:?}: {}", found.concat()));
        }
        text(&output.stdout)
    };
    let lines = check(&["add", "pages"]);
    assert_eq!(lines.lines().count(), 1, "a name forges a line: {lines}");
    let claims = check(&["claims", "--json"]);
    let claim: Value = serde_json::from_str(claims.lines().next().unwrap()).unwrap();
    let (id, sha256) = (
        claim["claim"]["id"].as_str().unwrap(),
        claim["page"]["sha256"].as_str().unwrap(),
    );
    let status = check(&["status", "--json"]);
    let matter: Value = serde_json::from_str(status.lines().next().unwrap()).unwrap();
    let matter = matter["matter"].as_str().unwrap();
    for arguments in [
        &["brief", "pages"][..],
        &["brief", "pages", "--json"],
        &["read", "pages"],
        &["status"],
        &["timeline"],
        &["timeline", "--json"],
        &["stories"],
        &["stories", "--json"],
        &["changed", "--since", "2020-01-01"],
        &["claims"],
        &["origins", matter],
        &["origins", matter, "--json"],
        &["explain", id],
        &["page", sha256],
        &["page", sha256, "--json"],
        &[
            "correct",
            "ignore",
            id,
            "--by",
            "Ida\u{1b}[35m",
            "--reason",
            "none\u{9b}2J",
        ],
        &["correct", "list"],
        &["correct", "list", "--json"],
        &["entity", "show", "Nimbus Motors"],
        &["verify"],
        &["read", "pages/none\u{1b}[35m\nonrecord: b"],
        &["status", "--ledger", "none\u{1b}[35m\u{9b}.db"],
        &["page", "none\u{1b}[35m"],
        &["export", "--to", "csv"],
        &["export", "--to", "csv", "--table", "matters"],
        &["export", "--to", "csv", "--table", "pages"],
        &["export", "--to", "csv", "--table", "origins"],
        &["export", "--to", "jsonl"],
        &["export", "--to", "webannotation"],
        &["export", "--to", "prov"],
        &["export", "--to", "ftm"],
        &["export", "--to", "csl"],
        &["export", "--to", "markdown"],
        &["export", "--to", "svg"],
        &["report"],
    ] {
        check(arguments);
    }
    assert!(untold.is_empty(), "{untold:#?}");
}

// ---- files -------------------------------------------------------------------------------------------------------

#[cfg(unix)]
#[test]
fn a_file_that_is_written_is_whole_or_as_it_was() {
    let folder = with_pages("whole", 4);
    run(&folder, &["add", "pages"]);
    std::fs::write(folder.join("table.csv"), "before").unwrap();
    // Half of it does not fit: the old file stays, and nothing is left beside it.
    let names = || {
        let entries = std::fs::read_dir(&folder).unwrap();
        let mut names: Vec<_> = entries.map(|e| e.unwrap().file_name()).collect();
        names.sort();
        names
    };
    let before = names();
    let output = shell(
        &folder,
        "ulimit -f 1; exec onrecord export --to jsonl --read pages --out table.csv",
    );
    assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
    assert_eq!(
        std::fs::read_to_string(folder.join("table.csv")).unwrap(),
        "before"
    );
    assert_eq!(names(), before);
    std::os::unix::fs::symlink("table.csv", folder.join("link.csv")).unwrap();
    let output = run(&folder, &["export", "--to", "csv", "--out", "link.csv"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(
        std::fs::read_to_string(folder.join("table.csv"))
            .unwrap()
            .starts_with("\u{feff}claim,")
    );
    assert!(folder.join("link.csv").is_symlink());
    let printed = run(&folder, &["export", "--to", "csv", "--out", "/dev/stdout"]);
    assert_eq!(printed.stdout, run(&folder, &["export", "--to", "csv"]).stdout);
}
