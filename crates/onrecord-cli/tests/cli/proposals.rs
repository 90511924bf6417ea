//! `--propose`, against a server that tells the truth, lies, invents, loops, sends garbage, and does not answer.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::common::{folder, in_one_line, objects, run, text};

const FRENCH: &str = "Le ministère a accordé une licence à Norvane Motors. La société n'a pas répondu.";

/// A server on this machine that answers every question as `answer` says: with the whole HTTP answer, or not at all.
struct Server {
    url: String,
    asked: Arc<AtomicUsize>,
}

fn server(answer: impl Fn(&Value) -> Option<Vec<u8>> + Send + 'static) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/v1", listener.local_addr().unwrap());
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    std::thread::spawn(move || {
        let mut silent = Vec::new();
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { continue };
            let mut message = Vec::new();
            let mut part = [0; 8192];
            let body = loop {
                let Ok(read) = stream.read(&mut part) else {
                    break None;
                };
                message.extend_from_slice(&part[..read]);
                let head = message.windows(4).position(|w| w == b"\r\n\r\n");
                let body = head.and_then(|at| serde_json::from_slice(&message[at + 4..]).ok());
                if body.is_some() || read == 0 {
                    break body;
                }
            };
            let Some(body): Option<Value> = body else { continue };
            assert!(message.starts_with(b"POST /v1/chat/completions HTTP/1.1\r\n"));
            count.fetch_add(1, Ordering::SeqCst);
            match answer(&body) {
                Some(bytes) => drop(stream.write_all(&bytes)),
                // It stays open and says nothing.
                None => silent.push(stream),
            }
        }
    });
    Server { url, asked }
}

/// The answer of a chat that says this.
fn says(content: &str) -> Option<Vec<u8>> {
    let body = json!({ "choices": [{ "message": { "content": content } }] }).to_string();
    Some(format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}", body.len()).into_bytes())
}

fn granted() -> Value {
    json!({ "n": 1, "words": "a accordé une licence à Norvane Motors", "kind": "licence", "state": "granted",
        "polarity": "affirmed", "modality": "asserted", "subject": "Norvane Motors" })
}

fn claims(items: &[Value]) -> Option<Vec<u8>> {
    says(&json!({ "claims": items }).to_string())
}

fn page(folder: &Path) {
    std::fs::write(folder.join("page.txt"), FRENCH).unwrap();
}

fn with_model<'a>(server: &'a Server, command: &[&'a str]) -> Vec<&'a str> {
    let model = [
        "--propose",
        &server.url,
        "--propose-model",
        "tiny-1",
        "--propose-timeout",
        "2",
    ];
    [command, &model].concat()
}

#[test]
fn a_page_in_another_language_gets_proposals_and_no_state() {
    let folder = folder("proposed");
    page(&folder);
    let server = server(|asked| {
        assert_eq!(asked["model"], "tiny-1");
        let sentences: Value =
            serde_json::from_str(asked["messages"][1]["content"].as_str().unwrap()).unwrap();
        assert_eq!(sentences[0]["n"], 1);
        let lie = json!({ "n": 1, "words": "Norvane Motors a payé", "kind": "licence", "state": "granted",
            "polarity": "affirmed", "modality": "asserted", "subject": "Norvane Motors" });
        claims(&[granted(), lie])
    });
    let read = run(&folder, &with_model(&server, &["read", "--plain", "page.txt"]));
    assert_eq!(read.status.code(), Some(0), "{}", text(&read.stderr));
    let told = text(&read.stderr);
    assert!(
        told.contains("tiny-1 proposed claims on 1 page: 1 kept, 1 refused (1 words not in the sentence)"),
        "{told}"
    );
    let page = &objects(&read)[0];
    assert_eq!(page["claims"], json!([]));
    let proposal = &page["proposals"][0];
    assert_eq!(proposal["proposed_by"], "tiny-1");
    assert_eq!(proposal["prompt"], 1);
    assert_eq!(proposal["words"], "a accordé une licence à Norvane Motors");
    let span = &proposal["claim"]["span"];
    let span = span[0].as_u64().unwrap() as usize..span[1].as_u64().unwrap() as usize;
    assert_eq!(
        &page["article"]["text"].as_str().unwrap()[span],
        proposal["words"]
    );
    // Nobody was asked: no key, no request.
    let asked = server.asked.load(Ordering::SeqCst);
    let plain = run(&folder, &["read", "--plain", "page.txt"]);
    assert!(objects(&plain)[0].get("proposals").is_none());
    assert_eq!(server.asked.load(Ordering::SeqCst), asked);

    let added = run(&folder, &with_model(&server, &["add", "--plain", "page.txt"]));
    assert_eq!(added.status.code(), Some(0), "{}", text(&added.stderr));
    let id = proposal["claim"]["id"].as_str().unwrap();
    let explained = in_one_line(&run(&folder, &["explain", id]).stdout);
    assert!(
        explained.contains("proposed by tiny-1, judged by nobody: licence: granted?"),
        "{explained}"
    );
    assert!(explained.contains("asked with prompt 1"), "{explained}");
    let listed = objects(&run(&folder, &["claims", "--json"]));
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0]["proposed_by"], "tiny-1");
    // It makes no matter and no state, supports nothing, and cannot be corrected into one.
    assert_eq!(objects(&run(&folder, &["status", "--json"])), Vec::<Value>::new());
    let state = run(
        &folder,
        &["correct", "state", id, "granted", "--by", "Ida", "--reason", "x"],
    );
    assert_eq!(state.status.code(), Some(2));
    assert!(
        text(&state.stderr).contains("a model proposed"),
        "{}",
        text(&state.stderr)
    );
    let verified = run(&folder, &["verify"]);
    assert_eq!(
        verified.status.code(),
        Some(0),
        "{}{}",
        text(&verified.stdout),
        text(&verified.stderr)
    );
}

#[test]
fn a_model_adds_nothing_to_where_a_matter_stands() {
    let folder = folder("proposed-beside");
    let page = "<!doctype html><title>x</title><article><h1>Norvane Motors and its licence</h1><p>The ministry granted Norvane Motors a licence \
to make electric cars, the company said on Tuesday. In another city, rivals waited. It was revoked, Tarnwick Foods, said nobody.</p></article>";
    std::fs::write(folder.join("a.html"), page).unwrap();
    let lies = server(|asked| {
        let sentences: Vec<Value> =
            serde_json::from_str(asked["messages"][1]["content"].as_str().unwrap()).unwrap();
        let of = |kind: &str, state: &str| {
            sentences.iter().filter_map(|s| {
                let words = s["text"].as_str()?;
                let name = ["Norvane Motors", "Tarnwick Foods"].into_iter().find(|n| words.contains(n))?;
                Some(json!({ "n": s["n"], "words": words.trim_end_matches('.'), "kind": kind, "state": state,
                    "polarity": "affirmed", "modality": "asserted", "subject": name }))
            }).collect::<Vec<_>>()
        };
        claims(
            &[
                of("licence", "revoked"),
                of("legal", "convicted"),
                of("insolvency", "ruled"),
            ]
            .concat(),
        )
    });
    for (ledger, model) in [("without.db", false), ("with.db", true)] {
        let add = [
            "add",
            "--ledger",
            ledger,
            "--date",
            "2024-03-05",
            "a.html",
            "--learnt",
            "2024-03-06",
        ];
        let add = if model {
            with_model(&lies, &add)
        } else {
            add.to_vec()
        };
        assert_eq!(run(&folder, &add).status.code(), Some(0));
    }
    let proposed = objects(&run(&folder, &["claims", "--ledger", "with.db", "--json"]));
    assert!(
        proposed
            .iter()
            .any(|c| c["proposed_by"] == "tiny-1" && c["claim"]["state"] == "convicted")
    );
    for command in [
        &["status", "--json"][..],
        &["timeline", "--json"],
        &["origins", "--json"],
        &["stories", "--json"],
        &["export", "--to", "csv"],
        &["export", "--to", "csv", "--table", "matters"],
    ] {
        let of = |ledger: &str| text(&run(&folder, &[command, &["--ledger", ledger]].concat()).stdout);
        assert!(!of("without.db").is_empty());
        assert_eq!(of("with.db"), of("without.db"), "{command:?}");
    }
}

#[test]
fn a_server_that_fails_costs_proposals_and_nothing_else() {
    let folder = folder("proposed-nothing");
    page(&folder);
    let garbage: fn(&Value) -> Option<Vec<u8>> = |_| Some(b"\x00\x01 nonsense \xff".to_vec());
    let chatter: fn(&Value) -> Option<Vec<u8>> = |_| says("Sure! Here are your claims: none at all.");
    let busy: fn(&Value) -> Option<Vec<u8>> =
        |_| Some(b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n".to_vec());
    let silent: fn(&Value) -> Option<Vec<u8>> = |_| None;
    let flood: fn(&Value) -> Option<Vec<u8>> =
        |_| Some([b"HTTP/1.1 200 OK\r\n\r\n".to_vec(), vec![b' '; 3 << 20]].concat());
    let elsewhere: fn(&Value) -> Option<Vec<u8>> = |_| {
        Some(b"HTTP/1.1 302 Found\r\nLocation: http://example.org/\r\nContent-Length: 0\r\n\r\n".to_vec())
    };
    for (answer, why, asked) in [
        (garbage, "sends no whole HTTP answer", 2),
        (chatter, "is not the JSON that was asked for", 1),
        (busy, "answers with status 503", 2),
        (silent, "timed out", 1),
        (flood, "answers with more than 1048576 bytes", 1),
        (elsewhere, "answers with status 302", 1),
    ] {
        let server = server(answer);
        let began = Instant::now();
        let read = run(&folder, &with_model(&server, &["read", "--plain", "page.txt"]));
        assert!(began.elapsed() < Duration::from_secs(60), "{why}");
        assert_eq!(read.status.code(), Some(1), "{why}: {}", text(&read.stderr));
        let told = text(&read.stderr);
        assert!(
            told.contains(&format!("1 question without an answer (1 {why})")),
            "{told}"
        );
        assert_eq!(objects(&read).len(), 1, "the page is read all the same");
        assert_eq!(server.asked.load(Ordering::SeqCst), asked, "{why}");
    }
    // One that answers with the same for ever: each proposal once.
    let items = vec![granted(); 5000];
    let looping = server(move |_| claims(&items));
    let read = run(&folder, &with_model(&looping, &["read", "--plain", "page.txt"]));
    let told = text(&read.stderr);
    assert!(
        told.contains("1 kept, 4999 refused (199 proposed twice, 4800 too many)"),
        "{told}"
    );
}

#[test]
fn a_server_that_never_answers_is_left_alone_after_five_questions() {
    let folder = folder("proposed-silent");
    for n in 0..8 {
        std::fs::write(folder.join(format!("{n}.txt")), format!("{FRENCH} {n}.")).unwrap();
    }
    let server = server(|_| Some(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".to_vec()));
    let add = run(
        &folder,
        &with_model(&server, &["add", "--plain", "--jobs", "1", "."]),
    );
    let told = text(&add.stderr);
    assert!(
        told.contains("5 questions without an answer (5 answers with status 404)"),
        "{told}"
    );
    assert!(told.contains("3 questions not asked any more"), "{told}");
    assert!(told.contains("8 pages added"), "{told}");
    assert_eq!(server.asked.load(Ordering::SeqCst), 5);
}

#[test]
fn wrong_addresses_and_names_are_wrong_use() {
    let folder = folder("proposed-wrong");
    page(&folder);
    for (url, model, why) in [
        ("localhost:80", "m", "is no address"),
        ("http://", "m", "is no address"),
        ("http://127.0.0.1:9/", "", "is no name of a model"),
        ("http://127.0.0.1:9/", "a\u{1b}[31mb", "is no name of a model"),
    ] {
        let read = run(
            &folder,
            &["read", "page.txt", "--propose", url, "--propose-model", model],
        );
        assert_eq!(read.status.code(), Some(2), "{url} {model:?}");
        assert!(text(&read.stderr).contains(why), "{}", text(&read.stderr));
    }
    assert_eq!(
        run(&folder, &["read", "page.txt", "--propose", "http://h/"])
            .status
            .code(),
        Some(2)
    );
}
