//! The binary from outside: the JSON contract, order, errors, exit codes, bad input, the ledger under kills.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

const PAGE: &str = "<!doctype html><html lang=en><head><title>Nimbus Motors near permit | Example News</title>
<meta property=\"article:published_time\" content=\"2023-03-15T08:00:00Z\"></head><body><nav><a href=/>Home</a></nav>
<article><h1>Nimbus Motors near permit</h1><p>Nimbus Motors is close to getting a licence to make electric cars, two people
familiar with the matter said on Tuesday. The company declined to comment on the talks with the ministry.</p>
<p>It plans to invest 1.4 billion yuan in a plant in Hefei &amp; nearby towns, according to the people, who asked not to be
named because the matter is not public. Production could begin in the second quarter of 2024.</p></article></body></html>";

/// A fresh folder of this test's own.
fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&path);
    std::fs::create_dir_all(&path).unwrap();
    path
}

fn onrecord(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
    command.current_dir(folder).args(arguments);
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    onrecord(folder, arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn objects(output: &Output) -> Vec<Value> {
    text(&output.stdout)
        .lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect()
}

fn with_stdin(mut command: Command, input: &[u8]) -> Output {
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
fn write_pages(folder: &Path, number: usize) {
    for n in 0..number {
        let body = format!(
            "Harbour Works said on March {} that plant {n} cost {n} million dollars. 小米汽车第{n}家工厂投产。\n\n{}",
            n % 28 + 1,
            format!("The council met for the {n}th time and nobody there was surprised. ").repeat(40)
        );
        std::fs::write(folder.join(format!("page-{n:04}.txt")), body).unwrap();
    }
}

// ---- the contract ----------------------------------------------------------------------------------------------

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

// ---- inputs ----------------------------------------------------------------------------------------------------

#[test]
fn output_is_the_same_for_any_number_of_jobs() {
    let folder = folder("jobs");
    write_pages(&folder, 60);
    std::fs::write(folder.join("page-0007.txt"), "").unwrap();
    std::fs::write(
        folder.join("page-0033.txt"),
        b"\x00\x01\x02\xff\xfe\x00\x00\x03".repeat(50),
    )
    .unwrap();
    let one = run(&folder, &["read", ".", "--jobs", "1"]);
    assert_eq!(one.status.code(), Some(1));
    let sources: Vec<String> = objects(&one)
        .iter()
        .map(|p| p["page"]["source"].as_str().unwrap().into())
        .collect();
    assert!(sources.is_sorted());
    assert_eq!(sources.len(), 58);
    for jobs in ["2", "5", "32"] {
        let many = run(&folder, &["read", ".", "--jobs", jobs]);
        assert_eq!(one.stdout, many.stdout, "{jobs} jobs");
        assert_eq!(one.stderr, many.stderr, "{jobs} jobs");
    }
}

#[test]
fn gzip_standard_input_and_plain_files_are_read() {
    let folder = folder("inputs");
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(PAGE.as_bytes()).unwrap();
    std::fs::write(folder.join("a.html.gz"), packed.finish().unwrap()).unwrap();
    std::fs::write(folder.join("b.html"), PAGE).unwrap();
    let both = objects(&run(&folder, &["read", "a.html.gz", "b.html"]));
    assert_eq!(
        both[0]["page"]["sha256"], both[1]["page"]["sha256"],
        "the hash is of the opened bytes"
    );
    let piped = with_stdin(onrecord(&folder, &["read", "-"]), PAGE.as_bytes());
    let piped = &objects(&piped)[0];
    assert_eq!(piped["page"]["source"], "-");
    assert_eq!(piped["article"], both[1]["article"]);
    std::fs::write(folder.join("c.txt"), "  Share\n\nNimbus said no.\n").unwrap();
    let plain = &objects(&run(&folder, &["read", "--plain", "c.txt"]))[0];
    assert_eq!(
        plain["article"]["text"], "  Share\n\nNimbus said no.\n",
        "nothing is extracted"
    );
}

#[test]
fn a_date_from_outside_is_the_reference() {
    let folder = folder("date");
    std::fs::write(folder.join("a.txt"), "The board met yesterday.").unwrap();
    let page = &objects(&run(
        &folder,
        &["read", "--plain", "a.txt", "--date", "2021-07-02"],
    ))[0];
    assert_eq!(page["article"]["published"]["date"], "2021-07-02");
    assert_eq!(page["times"][0]["from"], "2021-07-01");
    let wrong = run(&folder, &["read", "a.txt", "--date", "2021-13-02"]);
    assert_eq!(wrong.status.code(), Some(2));
}

#[test]
fn records_come_back_by_id_and_broken_ones_are_named_by_line() {
    let folder = folder("records");
    let lines = "{\"id\": \"b\", \"text\": \"Nimbus met Acme yesterday at noon.\", \"date\": \"2023-03-15T18:30\"}\n\n\
        {\"id\": \"a\", \"html\": \"<p>Nimbus Motors was listed on Friday, the exchange said in a long statement.</p>\"}\n\
        {\"id\": \"neither\"}\nno json\n{\"id\": \"d\", \"text\": \"x\", \"date\": \"soon\"}\n{\"id\": 9, \"text\": \"Fine.\"}\n";
    std::fs::write(folder.join("r.jsonl"), lines).unwrap();
    let output = run(&folder, &["read", "--records", "r.jsonl"]);
    assert_eq!(output.status.code(), Some(1));
    let sources: Vec<Value> = objects(&output)
        .iter()
        .map(|p| p["page"]["source"].clone())
        .collect();
    assert_eq!(sources, ["b", "a", "9"]);
    let errors = text(&output.stderr);
    let errors: Vec<&str> = errors.lines().collect();
    assert_eq!(errors.len(), 3, "{errors:?}");
    for (error, line) in errors.iter().zip([4, 5, 6]) {
        assert!(
            error.starts_with(&format!("onrecord: r.jsonl:{line}: ")),
            "{error}"
        );
    }
    let piped = with_stdin(onrecord(&folder, &["read", "--records", "-"]), lines.as_bytes());
    assert_eq!(piped.stdout, output.stdout);
}

// ---- bad input -------------------------------------------------------------------------------------------------

/// Reads one bad file with a good one behind it: the run goes on.
fn bad(name: &str, bytes: &[u8]) -> (Vec<Value>, String, Option<i32>) {
    let folder = folder(name);
    std::fs::write(folder.join("1-bad.html"), bytes).unwrap();
    std::fs::write(folder.join("2-good.html"), PAGE).unwrap();
    let output = run(&folder, &["read", "--only", "article", "."]);
    let pages = objects(&output);
    assert_eq!(pages.last().unwrap()["page"]["source"], "./2-good.html");
    (pages, text(&output.stderr), output.status.code())
}

#[test]
fn an_empty_file_is_one_line_of_error() {
    let (pages, errors, code) = bad("empty", b"");
    assert_eq!((pages.len(), code), (1, Some(1)));
    assert!(
        errors.starts_with("onrecord: ./1-bad.html: ") && errors.lines().count() == 1,
        "{errors}"
    );
}

#[test]
fn a_binary_file_is_one_line_of_error() {
    let noise: Vec<u8> = (0..20_000u32)
        .map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8)
        .collect();
    let (pages, errors, code) = bad("binary", &noise);
    assert_eq!((pages.len(), code), (1, Some(1)), "{errors}");
    assert_eq!(errors.lines().count(), 1);
}

#[test]
fn truncated_html_is_read_as_far_as_it_goes() {
    let cut = &PAGE.as_bytes()[..PAGE.find("Production could").unwrap()];
    let (pages, errors, code) = bad("truncated", cut);
    assert_eq!((pages.len(), code), (2, Some(0)), "{errors}");
    assert!(
        pages[0]["article"]["text"]
            .as_str()
            .unwrap()
            .contains("close to getting a licence")
    );
}

#[test]
fn a_page_of_50_mb_is_read() {
    let paragraph =
        "<p>The harbour board heard that the crane had been repaired and that nobody was hurt.</p>\n";
    let mut page = String::from("<html><body><article><h1>Minutes</h1>");
    page.push_str(&paragraph.repeat(50_000_000 / paragraph.len()));
    let (pages, errors, code) = bad("large", page.as_bytes());
    assert_eq!((pages.len(), code), (2, Some(0)), "{errors}");
}

#[test]
fn a_hundred_thousand_nested_tags_are_read() {
    let page = format!(
        "{}<p>Deep down the valve is still open, the operator said.{}",
        "<div>".repeat(100_000),
        "</div>".repeat(100_000)
    );
    let (pages, errors, code) = bad("nested", page.as_bytes());
    // The tags alone are no story; either way the program stands and the next page is read.
    assert!(
        code == Some(0) && pages.len() == 2 || code == Some(1) && pages.len() == 1,
        "{code:?} {errors}"
    );
}

#[test]
fn a_wrong_charset_label_does_not_spoil_the_text() {
    let body = "小米汽车表示，新工厂将于明年投产，预计年产能为十五万辆。公司没有透露更多细节。".repeat(5);
    let page = format!(
        "<html><head><meta charset=gb2312><title>工厂</title></head><body><article><p>{body}</p></article></body></html>"
    );
    let (pages, errors, code) = bad("charset", page.as_bytes());
    assert_eq!((pages.len(), code), (2, Some(0)), "{errors}");
    assert!(
        pages[0]["article"]["text"]
            .as_str()
            .unwrap()
            .contains("新工厂将于明年投产")
    );
}

#[test]
fn a_folder_that_vanishes_is_one_line_of_error() {
    let folder = folder("vanish");
    std::fs::create_dir(folder.join("gone")).unwrap();
    std::fs::write(folder.join("gone/a.html"), PAGE).unwrap();
    std::fs::write(folder.join("good.html"), PAGE).unwrap();
    // The program waits for its first page on standard input while the second one's folder goes away.
    let mut child = onrecord(&folder, &["read", "--jobs", "1", "-", "gone", "good.html"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(PAGE.as_bytes()).unwrap();
    std::fs::remove_dir_all(folder.join("gone")).unwrap();
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(objects(&output).len(), 2);
    let errors = text(&output.stderr);
    assert!(
        errors.starts_with("onrecord: gone: ") && errors.lines().count() == 1,
        "{errors}"
    );
}

#[test]
fn wrong_use_is_told_apart_from_failure() {
    let folder = folder("use");
    assert_eq!(run(&folder, &["read"]).status.code(), Some(2));
    assert_eq!(run(&folder, &["read", "--jobs", "0", "a"]).status.code(), Some(2));
    assert_eq!(run(&folder, &["raed"]).status.code(), Some(2));
    assert_eq!(
        run(&folder, &["claims"]).status.code(),
        Some(2),
        "no ledger there"
    );
    assert_eq!(run(&folder, &["read", "missing.html"]).status.code(), Some(1));
    assert_eq!(run(&folder, &["--help"]).status.code(), Some(0));
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let folder = folder("pipe");
    write_pages(&folder, 80);
    let mut child = onrecord(&folder, &["read", "."])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 10];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert_eq!(text(&output.stderr), "");
}

// ---- the ledger ------------------------------------------------------------------------------------------------

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

// ---- the brief, the packs --------------------------------------------------------------------------------------

#[test]
fn a_brief_of_the_samples_is_the_same_every_time() {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let one = run(&samples, &["brief", "xiaomi-licence", "--jobs", "1"]);
    assert_eq!(one.status.code(), Some(0), "{}", text(&one.stderr));
    let many = run(&samples, &["brief", "xiaomi-licence", "--jobs", "6"]);
    assert_eq!(one.stdout, many.stdout);
    let brief = text(&one.stdout);
    for wanted in [
        "how it got there",
        "repeated by",
        "[1]",
        "[16]",
        "pages",
        "as of 12 Jul 2024",
    ] {
        assert!(brief.contains(wanted), "{wanted}: {brief}");
    }
    let early = text(&run(&samples, &["brief", "xiaomi-licence", "--as-of", "2023-02-28"]).stdout);
    assert!(early.contains("as of 28 Feb 2023"));
    let json = &objects(&run(&samples, &["brief", "xiaomi-licence", "--json"]))[0];
    let matter = &json["matters"][0];
    for key in [
        "matter",
        "kind",
        "subject",
        "object",
        "as_of",
        "state",
        "polarity",
        "standing",
        "origins",
        "flags",
        "value",
        "for",
        "against",
        "responses",
    ] {
        assert!(matter.get(key).is_some(), "{key}");
    }
}

#[test]
fn broken_packs_are_named_by_file_and_line() {
    let folder = folder("packs");
    std::fs::create_dir_all(folder.join("mine/en")).unwrap();
    std::fs::write(
        folder.join("mine/en/times.toml"),
        "stage = \"times\"\n\n[[rule]]\nname = \n",
    )
    .unwrap();
    let output = run(&folder, &["packs", "check", "mine"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        text(&output.stderr).contains("mine/en/times.toml:4"),
        "{}",
        text(&output.stderr)
    );
    assert_eq!(
        run(&folder, &["packs", "check", "nowhere"]).status.code(),
        Some(2)
    );
}

#[test]
fn every_command_is_documented() {
    let help = text(&run(&folder("help"), &["--help"]).stdout);
    let commands: Vec<&str> = help
        .lines()
        .skip_while(|l| !l.starts_with("Commands:"))
        .skip(1)
        .map_while(|l| l.strip_prefix("  "))
        .filter_map(|l| l.split_whitespace().next())
        .filter(|c| *c != "help")
        .collect();
    assert!(commands.len() >= 12, "{commands:?}");
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/commands.md");
    let page = std::fs::read_to_string(page).unwrap();
    for command in commands {
        assert!(
            page.contains(&format!("`{command}")),
            "{command} is missing in docs/commands.md"
        );
    }
}

#[test]
fn a_report_is_one_file_that_needs_nothing() {
    let folder = folder("report");
    std::fs::write(folder.join("page.html"), PAGE).unwrap();
    let made = run(
        &folder,
        &["report", "Nimbus", "--read", "page.html", "--to", "report.html"],
    );
    assert!(made.status.success(), "{}", text(&made.stderr));
    let html = std::fs::read_to_string(folder.join("report.html")).unwrap();
    assert!(html.contains("default-src 'none'") && !html.contains("<script") && !html.contains("src="));
    // A quotation leads to its words in the text of the page, and the page to its hash.
    let link = html.split("class=\"quote\" href=\"#").nth(1).unwrap();
    let id = link.split('"').next().unwrap();
    let place = html
        .split(&format!("id=\"{id}\""))
        .nth(1)
        .expect("the words are there");
    assert!(place.starts_with("><mark"), "{}", &place[..40]);
    assert!(html.contains("sha256 "));
    let chinese = run(
        &folder,
        &["report", "Nimbus", "--read", "page.html", "--lang", "zh"],
    );
    assert!(text(&chinese.stdout).contains("<html lang=\"zh-Hans\">"));
    let none = run(&folder, &["report", "Kettle", "--read", "page.html"]);
    assert_eq!(none.status.code(), Some(1));
    let wrong = run(&folder, &["report", "--lang", "de", "--read", "page.html"]);
    assert_eq!(wrong.status.code(), Some(2));
}
