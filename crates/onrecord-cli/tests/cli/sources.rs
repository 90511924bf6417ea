//! Files that hold pages: each page once, with what its container says of it; everything else said.

use std::io::Write;

use serde_json::Value;

use crate::common::{in_one_line, objects, run, text};

const PAGE: &str = "<!doctype html><html lang=en><head><title>Nimbus Motors near permit | Example News</title></head><body><nav><a href=/>Home</a></nav>
<article><h1>Nimbus Motors near permit</h1><p>Nimbus Motors is close to getting a licence to make electric cars, two people
familiar with the matter said on Tuesday. The company declined to comment on the talks with the ministry.</p>
<p>It plans to invest 1.4 billion yuan in a plant in Hefei, according to the people, who asked not to be
named because the matter is not public.</p></article></body></html>";

fn folder(name: &str) -> std::path::PathBuf {
    crate::common::folder(&format!("sources-{name}"))
}

fn record(kind: &str, id: usize, media: &str, more: &str, body: &str) -> String {
    let block = match kind {
        "response" => format!("HTTP/1.1 200 OK\r\nContent-Type: {media}\r\n\r\n{body}"),
        _ => body.to_owned(),
    };
    let outer = if kind == "response" {
        "application/http; msgtype=response"
    } else {
        media
    };
    format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{id}>\r\nWARC-Target-URI: https://news.example/{id}\r\n\
WARC-Date: 2023-03-15T08:30:00Z\r\nContent-Type: {outer}\r\n{more}Content-Length: {}\r\n\r\n{block}\r\n\r\n",
        block.len()
    )
}

fn gzip(text: &str) -> Vec<u8> {
    let mut pack = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    pack.write_all(text.as_bytes()).unwrap();
    pack.finish().unwrap()
}

/// An archive of `pages` pages, with a request before each and a picture at the end.
fn archive(pages: usize) -> Vec<u8> {
    let mut bytes = gzip(&record(
        "warcinfo",
        9000,
        "application/warc-fields",
        "",
        "software: x",
    ));
    for n in 0..pages {
        bytes.extend(gzip(&record(
            "request",
            1000 + n,
            "application/http; msgtype=request",
            "",
            "GET / HTTP/1.1\r\n\r\n",
        )));
        let page = PAGE.replace("1.4 billion", &format!("{}.4 billion", n + 1));
        bytes.extend(gzip(&record(
            "response",
            n,
            "text/html; charset=utf-8",
            "",
            &page,
        )));
    }
    bytes.extend(gzip(&record("response", 8000, "image/png", "", "x")));
    bytes
}

#[test]
fn an_archives_pages_read_as_the_same_pages_from_files() {
    let folder = folder("archive");
    std::fs::write(folder.join("a.warc.gz"), archive(12)).unwrap();
    std::fs::create_dir(folder.join("pages")).unwrap();
    for n in 0..12 {
        let page = PAGE.replace("1.4 billion", &format!("{}.4 billion", n + 1));
        std::fs::write(folder.join(format!("pages/{n:02}.html")), page).unwrap();
    }
    let archived = run(&folder, &["read", "a.warc.gz", "--jobs", "4"]);
    assert!(archived.status.success());
    assert_eq!(
        archived.stdout,
        run(&folder, &["read", "a.warc.gz", "--jobs", "1"]).stdout
    );
    let said = text(&archived.stderr);
    assert!(
        said.contains("requests (12)") && said.contains("pictures (1)"),
        "{said}"
    );
    let archived = objects(&archived);
    let files = objects(&run(&folder, &["read", "pages"]));
    assert_eq!(archived.len(), 12);
    for (n, (archived, file)) in archived.iter().zip(&files).enumerate() {
        assert_eq!(archived["article"]["text"], file["article"]["text"]);
        assert_eq!(archived["page"]["sha256"], file["page"]["sha256"]);
        assert_eq!(archived["page"]["url"], format!("https://news.example/{n}"));
        assert_eq!(archived["page"]["source"], format!("a.warc.gz#urn:uuid:{n}"));
        assert_eq!(archived["page"]["capture"]["fetched"], "2023-03-15T08:30");
    }
    let named = run(&folder, &["read", "a.warc.gz", "--list-skipped"]);
    assert!(text(&named.stderr).contains("a.warc.gz#urn:uuid:8000: not read: pictures"));
}

#[test]
fn a_run_that_was_stopped_goes_on_and_nothing_is_twice() {
    let folder = folder("resume");
    let whole = archive(20);
    // The first run sees a part of the archive: its digest differs, its pages do not.
    std::fs::write(folder.join("a.warc.gz"), &whole[..whole.len() / 2]).unwrap();
    run(&folder, &["add", "a.warc.gz"]);
    std::fs::write(folder.join("a.warc.gz"), &whole).unwrap();
    let second = run(&folder, &["add", "a.warc.gz"]);
    assert!(second.status.success(), "{}", text(&second.stderr));
    assert!(text(&second.stdout).contains("known ") && text(&second.stdout).contains("added "));
    let third = text(&run(&folder, &["add", "a.warc.gz"]).stdout);
    assert_eq!(
        third.lines().filter(|l| l.starts_with("known ")).count(),
        20,
        "{third}"
    );
    let claims = text(&run(&folder, &["claims", "--json"]).stdout);
    let claim: Value = serde_json::from_str(claims.lines().next().unwrap()).unwrap();
    let explained = in_one_line(&run(&folder, &["explain", claim["claim"]["id"].as_str().unwrap()]).stdout);
    assert!(
        explained.contains("kept in a.warc.gz · record urn:uuid:0"),
        "{explained}"
    );
    let verified = run(&folder, &["verify", "--json"]);
    let verdict: Value = serde_json::from_slice(&verified.stdout).unwrap();
    assert_eq!(verdict["sound"], true, "{verdict}");
    assert_eq!(verdict["pages"], 20);
    let events = verdict["events"].clone();
    run(&folder, &["add", "a.warc.gz"]);
    let again: Value = serde_json::from_slice(&run(&folder, &["verify", "--json"]).stdout).unwrap();
    assert_eq!(again["events"], events);
}

#[test]
fn a_page_that_was_seen_again_is_one_page() {
    let folder = folder("revisit");
    let revisit = record(
        "revisit",
        77,
        "application/http; msgtype=response",
        "WARC-Refers-To: <urn:uuid:0>\r\n",
        "",
    );
    let lost = record(
        "revisit",
        78,
        "application/http; msgtype=response",
        "WARC-Refers-To: <urn:uuid:555>\r\n",
        "",
    );
    std::fs::write(
        folder.join("a.warc"),
        record("response", 0, "text/html", "", PAGE) + &revisit + &lost,
    )
    .unwrap();
    let added = run(&folder, &["add", "a.warc"]);
    let lines = text(&added.stdout);
    assert_eq!(lines.lines().count(), 2, "{lines}");
    assert!(
        lines.lines().nth(1).unwrap().ends_with("a.warc#urn:uuid:77"),
        "{lines}"
    );
    assert!(text(&added.stderr).contains("records of pages that were archived elsewhere (1)"));
    let verdict: Value = serde_json::from_slice(&run(&folder, &["verify", "--json"]).stdout).unwrap();
    assert_eq!(
        (&verdict["sound"], &verdict["pages"]),
        (&Value::from(true), &Value::from(1))
    );
}

#[test]
fn saved_pages_mail_and_feeds_are_pages_of_their_own() {
    let folder = folder("kinds");
    let mhtml = format!(
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://news.example/m\r\nDate: Wed, 15 Mar 2023 08:30:00 -0000\r\nMIME-Version: 1.0\r\n\
Content-Type: multipart/related; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/html\r\nContent-Location: https://news.example/m\r\n\r\n{PAGE}\r\n--b--\r\n"
    );
    std::fs::write(folder.join("a.mhtml"), mhtml).unwrap();
    let mail = format!(
        "From: Example News <n@news.example>\nList-Id: <n.news.example>\nSubject: Nimbus near permit\nDate: Wed, 15 Mar 2023 23:30:00 +0800\nMessage-ID: <1@news.example>\n\
MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n{PAGE}"
    );
    std::fs::write(folder.join("b.eml"), mail).unwrap();
    std::fs::write(
        folder.join("c.xml"),
        "<?xml version='1.0'?><rss version='2.0'><channel><title>Example News</title><item><title>Nimbus near permit</title><link>https://news.example/f</link>\
<pubDate>Wed, 15 Mar 2023 08:30:00 +0800</pubDate><description>Nimbus Motors is close to getting a licence, two people said. The company declined to comment.</description></item>\
<item><title>Only a headline</title><link>https://news.example/g</link></item></channel></rss>",
    )
    .unwrap();
    std::fs::write(folder.join("d.json"), "{\"a\": 1}").unwrap();
    std::fs::write(folder.join("e.xml"), "<?xml version='1.0'?><bill/>").unwrap();
    std::fs::write(folder.join("f.png"), "x").unwrap();
    let output = run(&folder, &["read", "."]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let said = text(&output.stderr);
    for kind in [
        "JSON (1)",
        "XML that is no feed (1)",
        "links without a text",
        "pictures (1)",
    ] {
        assert!(said.contains(kind), "{kind}: {said}");
    }
    let pages = objects(&output);
    let of = |key: &str| pages.iter().map(|p| p["page"][key].clone()).collect::<Vec<_>>();
    assert_eq!(
        of("source"),
        ["./a.mhtml", "./b.eml", "./c.xml#https://news.example/f"]
    );
    assert_eq!(
        of("url"),
        [
            Value::from("https://news.example/m"),
            Value::Null,
            Value::from("https://news.example/f")
        ]
    );
    let kinds: Vec<_> = pages
        .iter()
        .map(|p| p["page"]["capture"]["kind"].clone())
        .collect();
    assert_eq!(kinds, ["mhtml", "mail", "feed"]);
    assert_eq!(pages[1]["article"]["outlet"], "Example News");
    assert_eq!(pages[1]["article"]["published"]["date"], "2023-03-15");
    assert_eq!(pages[2]["article"]["published"]["date"], "2023-03-15");
    assert!(!pages[2]["claims"].as_array().unwrap().is_empty());
    // By name, what is no page is an error with what to do.
    let refused = run(&folder, &["read", "d.json"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(text(&refused.stderr).contains("--records"));
}

#[test]
fn hostile_archives_are_bounded_and_the_run_goes_on() {
    let folder = folder("hostile");
    let flood = format!("WARC/1.0\r\n{}\r\n", "X: y\r\n".repeat(100_000));
    let bomb = {
        let mut pack = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        for _ in 0..80 {
            pack.write_all(&[b' '; 1 << 20]).unwrap();
        }
        let inner = pack.finish().unwrap();
        let block = [
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n".to_vec(),
            inner,
        ]
        .concat();
        let head = format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:b>\r\nWARC-Target-URI: https://b.example/\r\nContent-Type: application/http\r\nContent-Length: {}\r\n\r\n",
            block.len()
        );
        [head.into_bytes(), block, b"\r\n\r\n".to_vec()].concat()
    };
    let escape = record("response", 1, "text/html", "", PAGE).replace("urn:uuid:1", "\u{1b}[2J../../x");
    std::fs::write(
        folder.join("a.warc"),
        [flood.into_bytes(), bomb, escape.into_bytes()].concat(),
    )
    .unwrap();
    let output = run(&folder, &["read", "a.warc"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(objects(&output).len(), 1, "{}", text(&output.stderr));
    let said = text(&output.stderr);
    assert!(!said.contains('\u{1b}') && said.lines().count() <= 4, "{said}");
    let added = run(&folder, &["add", "a.warc"]);
    assert!(!text(&added.stdout).contains('\u{1b}'));
}
