//! Who may come in, how much may be sent, and pages that would like to be more than text.

use std::path::Path;

use onrecord_server::{Options, Server};

use crate::common::{MATTER, clock, encoded, samples, serve};

const TOKEN: &str = "correct horse battery staple";

#[test]
fn another_site_can_neither_read_nor_write() {
    let server = serve("guards", vec![samples()], None);
    let port = server.address.port();
    for host in ["evil.example", "evil.example:80", "127.0.0.1:1", ""] {
        let got =
            server.raw(format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").as_bytes());
        assert!(matches!(got.status, 421 | 400), "{host}: {}", got.status);
        assert!(!got.body.contains("Xiaomi"), "{host}");
    }
    let named = server
        .raw(format!("GET / HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n").as_bytes());
    assert_eq!(named.status, 200);
    let who = [("verdict", "undone"), ("of", "1"), ("by", "a"), ("reason", "b")];
    let bare = encoded(&who);
    let form = "application/x-www-form-urlencoded";
    assert_eq!(
        server.post("/corrections", form, bare.as_bytes(), "").status,
        403,
        "without what our pages hold"
    );
    let false_token = encoded(&[&who[..], &[("form_token", "0000")]].concat());
    assert_eq!(
        server
            .post("/corrections", form, false_token.as_bytes(), "")
            .status,
        403
    );
    let token = server.form_token();
    let true_token = encoded(&[&who[..], &[("form_token", token.as_str())]].concat());
    for fields in [
        "Origin: https://evil.example\r\n",
        "Sec-Fetch-Site: cross-site\r\n",
        "Origin: null\r\n",
    ] {
        assert_eq!(
            server
                .post("/corrections", form, true_token.as_bytes(), fields)
                .status,
            403,
            "{fields}"
        );
    }
    // The API takes no form, which any site could send.
    assert_eq!(
        server.post("/api/corrections", form, bare.as_bytes(), "").status,
        415
    );
    assert_eq!(server.post("/api/pages", "text/plain", b"{}", "").status, 415);
    let object = br#"{"verdict":"undone","of":"1","by":"a","reason":"b"}"#;
    let fields = "Origin: https://evil.example\r\n";
    assert_eq!(
        server
            .post("/api/corrections", "application/json", object, fields)
            .status,
        403
    );
    assert!(
        server.get("/api/corrections").json()["items"]
            .as_array()
            .unwrap()
            .is_empty(),
        "nothing was written"
    );
}

#[test]
fn after_a_correction_one_stays_here() {
    let server = serve("back", vec![samples()], None);
    let claim = server.get(&format!("/api/matter/{MATTER}")).json()["for"][0]
        .as_str()
        .unwrap()
        .to_owned();
    for back in [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "/a\r\nSet-Cookie: x=y",
    ] {
        let fields = [
            ("verdict", "ignored"),
            ("of", claim.as_str()),
            ("by", "a"),
            ("reason", "b"),
            ("back", back),
        ];
        let got = server.form("/corrections", &fields);
        assert_eq!(
            (got.status, got.field("location")),
            (303, Some("/corrections")),
            "{back}"
        );
        assert_eq!(got.field("set-cookie"), None);
    }
}

#[test]
fn a_server_for_others_asks_for_its_token() {
    let server = serve("token", vec![samples()], Some(TOKEN));
    let path = format!("/api/matter/{MATTER}");
    assert_eq!(server.get(&path).status, 401);
    for wrong in [
        "",
        "x",
        "correct horse battery stapl",
        "correct horse battery staple ",
    ] {
        let got = server.get_with(&path, &format!("Authorization: Bearer x{wrong}\r\n"));
        assert_eq!(got.status, 401, "{wrong:?}");
    }
    assert_eq!(
        server
            .get_with(&path, &format!("Authorization: Bearer {TOKEN}\r\n"))
            .status,
        200
    );
    let shown = server.get("/matters");
    assert_eq!((shown.status, shown.field("location")), (303, Some("/login")));
    assert_eq!(server.get("/login").status, 200);
    let form = "application/x-www-form-urlencoded";
    let wrong = server.post("/login", form, b"token=nothing", "");
    assert_eq!((wrong.status, wrong.field("set-cookie")), (401, None));
    let right = server.post("/login", form, encoded(&[("token", TOKEN)]).as_bytes(), "");
    let cookie = right.field("set-cookie").expect("a cookie").to_owned();
    assert!(
        cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict") && !cookie.contains(TOKEN),
        "{cookie}"
    );
    let pass = cookie.split(';').next().unwrap();
    assert_eq!(
        server.get_with("/matters", &format!("Cookie: {pass}\r\n")).status,
        200
    );
    assert_eq!(
        server.get_with("/matters", "Cookie: onrecord_pass=0\r\n").status,
        303
    );
}

#[test]
fn nobody_listens_for_others_without_a_token() {
    let ledger = Path::new(env!("CARGO_TARGET_TMPDIR")).join("server-open.db");
    for (listen, token) in [
        ("0.0.0.0:0", None),
        ("0.0.0.0:0", Some("short")),
        ("127.0.0.1:0", Some("short")),
    ] {
        let opened = Server::open(&Options {
            ledger: ledger.clone(),
            packs: None,
            procedures: None,
            listen: listen.parse().unwrap(),
            token: token.map(str::to_owned),
            clock,
            whole: onrecord_server::WHOLE,
        });
        let error = opened.expect_err("it is refused").to_string();
        assert!(error.contains("ONRECORD_TOKEN"), "{error}");
    }
    assert!(!ledger.exists(), "nothing is made before");
}

#[test]
fn too_much_is_refused() {
    let server = serve("much", Vec::new(), None);
    let form = "application/x-www-form-urlencoded";
    let long = format!("reason={}", "a".repeat(100 << 10));
    assert_eq!(server.post("/corrections", form, long.as_bytes(), "").status, 413);
    let told = format!(
        "POST /add HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Type: {form}\r\nContent-Length: {}\r\n\r\n",
        server.host(),
        1u64 << 40
    );
    let got = server.raw(told.as_bytes());
    assert!(matches!(got.status, 413 | 400), "{}", got.status);
    let query = format!("/search?q={}", "a".repeat(20 << 10));
    assert!(matches!(server.get(&query).status, 414 | 431), "a long address");
    for broken in [
        &b"GET / HTTP/1.1\r\n\r\n"[..],
        b"\x16\x03\x01\x00\xa5\x01",
        b"GET /matter/%ff%fe%00 HTTP/1.1\r\nHost: x\r\n\r\n",
        b"POST /api/pages HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
    ] {
        server.poke(broken);
    }
    assert_eq!(server.get("/").status, 200, "it goes on");
    let api = |body: &[u8]| {
        server
            .post("/api/corrections", "application/json", body, "")
            .status
    };
    assert_eq!(api(b"["), 400);
    assert_eq!(api(b"[1]"), 400);
    assert_eq!(api(b"{\"by\":{}}"), 400);
    assert_eq!(api(format!("{}1", "[".repeat(60_000)).as_bytes()), 400);
}

/// What pages try, each in headline, text, names and addresses.
const PAYLOADS: [&str; 12] = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"><svg onload=alert(1)>",
    "' onmouseover='alert(1)",
    "</title><script>alert(1)</script>",
    "<iframe srcdoc=x></iframe>",
    "<style>*{background:url(//evil.example)}</style>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content=0;url=//evil.example>",
    "javascript:alert(1)",
    "\u{202e}txet\u{1b}[2J",
];

#[test]
fn hostile_pages_stay_text() {
    let server = serve("hostile", Vec::new(), None);
    let mut claims = Vec::new();
    for (n, payload) in PAYLOADS.iter().enumerate() {
        let escaped = payload
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
            .replace('"', "&quot;");
        let page = format!(
            "<html lang=en><head><title>{escaped}</title><meta property=\"og:site_name\" content=\"{escaped}\">\
             <link rel=canonical href=\"javascript:alert(1)\"><meta name=author content=\"{escaped}\">\
             <meta property=\"article:published_time\" content=\"2023-03-{:02}\"></head><body>{payload}<nav>{payload} {escaped}</nav>\
             <article><h1>Nimbus Motors {escaped}</h1><p>Nimbus Motors {escaped} has received a licence to make cars, the ministry \
             said on Tuesday.</p><p>{escaped} denied it.</p></article><footer>{payload}</footer></body></html>",
            n + 1
        );
        let added = server.form("/add", &[("text", &page), ("name", payload)]);
        assert_eq!(added.status, 200, "{payload}: {}", added.body);
        check(&added.body, payload);
    }
    let ledger = onrecord::ledger::Ledger::open(&server.ledger).unwrap();
    let pages = ledger.pages().unwrap();
    assert_eq!(pages.len(), PAYLOADS.len());
    for page in &pages {
        claims.extend(
            page.read
                .reading
                .claims
                .iter()
                .map(|c| format!("/claim/{}", c.id)),
        );
        claims.push(format!("/page/{}", page.read.page.sha256));
    }
    assert!(claims.len() > PAYLOADS.len());
    let matters = server.get("/api/status?limit=1000").json();
    for matter in matters["items"].as_array().unwrap() {
        let id = matter["matter"].as_str().unwrap();
        let id: String = id
            .bytes()
            .map(|b| {
                if b.is_ascii_alphanumeric() || b == b'/' {
                    char::from(b).to_string()
                } else {
                    format!("%{b:02X}")
                }
            })
            .collect();
        claims.push(format!("/matter/{id}"));
        claims.push(format!("/origins/{id}"));
    }
    for path in [
        "/",
        "/matters",
        "/stories",
        "/entities",
        "/contradictions",
        "/changes?since=2023-01-01",
        "/corrections",
    ] {
        claims.push(path.to_owned());
    }
    for payload in PAYLOADS {
        claims.push(format!("/search?{}", encoded(&[("q", payload)])));
        claims.push(format!("/nowhere?{}", encoded(&[("q", payload)])));
        claims.push(format!(
            "/entity/{}",
            encoded(&[("", payload)]).trim_start_matches('=')
        ));
    }
    for path in &claims {
        check(&server.get(path).body, path);
    }
}

/// No element and no attribute that a page brought.
fn check(html: &str, told: &str) {
    let ours = "<script src=\"/enhance.js\" defer></script>";
    let rest = html.replacen(ours, "", 1);
    let lower = rest.to_ascii_lowercase();
    for bad in [
        "<script",
        "<iframe",
        "<img",
        "<base",
        "<style",
        "<object",
        "<embed",
        "<meta http",
        "href=\"javascript",
        "\u{1b}",
        "\u{202e}",
    ] {
        let at = lower.find(bad);
        let around = at.map(|at| &lower[lower[..at].char_indices().rev().nth(60).map_or(0, |(i, _)| i)..at]);
        assert!(at.is_none(), "{told}: {bad:?} behind {around:?}");
    }
    for tag in rest.split('<').skip(1) {
        let tag = tag.split('>').next().unwrap_or_default();
        // What is inside quotes is a value of ours.
        let outside: String = tag
            .split('"')
            .step_by(2)
            .collect::<Vec<_>>()
            .join("\"")
            .to_ascii_lowercase();
        for bad in [" on", " style=", " srcdoc"] {
            assert!(!outside.contains(bad), "{told}: <{tag}>");
        }
    }
    for link in rest.match_indices("<link ") {
        let tag = rest[link.0..].split('>').next().unwrap_or_default();
        assert!(tag.contains("href=\"/"), "{told}: {tag}");
    }
}
