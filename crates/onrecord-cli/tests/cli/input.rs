//! What `read` takes, and what it says of bad input and wrong use; the same output for any number of jobs.

use std::io::{Read, Write};
use std::process::Stdio;

use serde_json::Value;

use crate::common::{PAGE, folder, objects, onrecord, run, text, with_stdin, write_pages};

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
