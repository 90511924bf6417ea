//! `fetch` and `watch` against servers on this machine.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::common::{run, text};

fn folder(name: &str) -> PathBuf {
    crate::common::folder(&format!("fetch-{name}"))
}

fn story(words: &str) -> String {
    format!(
        "<!doctype html><html lang=en><head><title>Nimbus Motors | Example News</title><meta property=\"article:published_time\" content=\"2023-03-15T08:00:00Z\"></head>\
<body><article><h1>Nimbus Motors and its licence</h1><p>{words} The plant in Hefei is to be ready in the second quarter of 2024, the people said.</p></article></body></html>"
    )
}

/// A server whose answer depends on the path and on how often it was asked for it.
fn serve(reply: impl Fn(&str, &str, usize) -> String + Send + Sync + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let host = format!("http://{}", listener.local_addr().unwrap());
    let asked = AtomicUsize::new(0);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut request = String::new();
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            while reader.read_line(&mut request).unwrap_or(0) > 2 {}
            let path = request.split(' ').nth(1).unwrap_or("").to_owned();
            let number = if path == "/robots.txt" {
                0
            } else {
                asked.fetch_add(1, Ordering::SeqCst)
            };
            let _ = stream.write_all(reply(&path, &request, number).as_bytes());
        }
    });
    host
}

fn page(fields: &str, body: &str) -> String {
    format!(
        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: text/html; charset=utf-8\r\n{fields}Content-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

fn status(line: &str) -> String {
    format!("HTTP/1.1 {line}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
}

#[test]
fn what_is_fetched_is_kept_as_it_came_and_read() {
    let folder = folder("keep");
    let host = serve(|path, _, _| {
        match path {
        "/a" => page("ETag: \"1\"\r\n", &story("Nimbus Motors is close to getting a licence to make electric cars, two people familiar with the matter said.")),
        "/feed" => "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: application/rss+xml\r\n\r\n<rss><channel><title>Example News</title><item><title>T</title><link>LINK</link></item></channel></rss>".to_owned(),
        _ => status("404 Not Found"),
    }
    });
    std::fs::write(
        folder.join("list.csv"),
        format!("name,url\nA,{host}/a\nB,{host}/missing\n"),
    )
    .unwrap();
    let allow = ["--allow-private", "127.0.0.1", "--pause", "0"];
    let fetched = run(&folder, &[&["fetch", "list.csv"], &allow[..]].concat());
    assert_eq!(fetched.status.code(), Some(1), "{}", text(&fetched.stderr));
    assert!(
        text(&fetched.stdout).starts_with("added "),
        "{}",
        text(&fetched.stdout)
    );
    assert!(
        text(&fetched.stderr).contains("status 404"),
        "{}",
        text(&fetched.stderr)
    );
    // The archive is read as any other, and holds the same page.
    let again = run(&folder, &["add", "onrecord.fetched.warc.gz"]);
    assert!(
        text(&again.stdout).starts_with("known "),
        "{}",
        text(&again.stdout)
    );
    assert!(run(&folder, &["verify"]).status.success());
    let refused = run(&folder, &["fetch", &format!("{host}/a")]);
    assert!(
        text(&refused.stderr).contains("--allow-private"),
        "{}",
        text(&refused.stderr)
    );
}

#[test]
fn a_watch_tells_what_is_new_and_asks_for_changes_alone() {
    let folder = folder("watch");
    let rumour = "Nimbus Motors has been granted a licence to make electric cars, two people familiar with the matter said on Tuesday.";
    let denial = "Nimbus Motors denied on Thursday that it had been granted a licence to make electric cars. “We have no licence,” Nimbus Motors said.";
    let host = serve(move |path, request, number| match (path, number) {
        ("/robots.txt", _) => status("404 Not Found"),
        (_, 0) => page("ETag: \"1\"\r\n", &story(rumour)),
        (_, 1) if request.to_lowercase().contains("if-none-match: \"1\"") => status("304 Not Modified"),
        (_, 2) => page("ETag: \"2\"\r\n", &story(denial)),
        _ => status("500 Unexpected"),
    });
    let address = format!("{host}/a");
    let watched = run(
        &folder,
        &[
            "watch",
            &address,
            "--allow-private",
            "127.0.0.1",
            "--pause",
            "0",
            "--every",
            "0",
            "--rounds",
            "3",
        ],
    );
    let (out, said) = (text(&watched.stdout), text(&watched.stderr));
    assert!(watched.status.success(), "{said}");
    assert!(said.contains("0 known, 1 unchanged"), "{said}");
    assert_eq!(out.lines().filter(|l| l.starts_with("page ")).count(), 2, "{out}");
    assert!(out.lines().any(|l| l.starts_with("matter ")), "{out}");
    let later = out.split("added").nth(2).unwrap();
    assert!(
        later.contains("denial ") || later.contains("state ") || later.contains("origins "),
        "{out}"
    );
}
