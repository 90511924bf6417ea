//! Every address of the table is asked, in both languages; corrections, uploads, feeds and the API do what they say.

use serde_json::Value;

use crate::common::{MATTER, Running, samples, serve, serve_at_most};

/// What stands in the paths of the samples.
struct Ids {
    claim: String,
    page: String,
}

fn ids(server: &Running) -> Ids {
    let matter = server.get(&format!("/api/matter/{MATTER}")).json();
    let claim = matter["for"][0].as_str().expect("a claim for it").to_owned();
    let told = server.get(&format!("/api/claim/{claim}")).json();
    let page = told["page"]["sha256"].as_str().expect("its page").to_owned();
    Ids { claim, page }
}

fn filled(path: &str, ids: &Ids) -> String {
    path.replace("{*id}", MATTER)
        .replace("{id}", &ids.claim)
        .replace("{page}", &ids.page)
        .replace("{sha256}", &ids.page)
        .replace("{*name}", "xiaomi-ev")
        .replace("{procedure}", "cn-nev-production")
}

#[test]
fn every_address_answers_in_both_languages() {
    let server = serve("every", vec![samples()], None);
    let ids = ids(&server);
    for route in onrecord_server::ROUTES.iter().filter(|r| !r.posts) {
        let path = filled(route.path, &ids);
        let query = route.takes.iter().filter_map(|p| match p.name {
            "q" => Some("q=xiaomi"),
            "since" => Some("since=2023-01-01"),
            _ => None,
        });
        let query: Vec<&str> = query.collect();
        for (lang, words) in [("en", "Add pages"), ("zh", "添加页面")] {
            let got = server.get(&format!("{path}?{}&lang={lang}", query.join("&")));
            assert_eq!(got.status, 200, "{route:?} {lang}: {}", got.body);
            let policy = got.field("content-security-policy").unwrap_or_default();
            assert!(policy.starts_with("default-src 'none'"), "{route:?}");
            assert_eq!(got.field("x-content-type-options"), Some("nosniff"), "{route:?}");
            match got.field("content-type").unwrap() {
                "text/html; charset=utf-8" => {
                    assert!(got.body.contains(words), "{route:?} {lang}");
                    assert!(got.body.contains("<h1"), "{route:?}");
                }
                "application/json" => {
                    got.json();
                }
                "application/atom+xml; charset=utf-8" => {
                    assert!(got.body.contains("<entry>"), "{route:?}: {}", got.body);
                }
                media => assert!(media.starts_with("text/"), "{route:?} {media}"),
            }
        }
    }
}

#[test]
fn what_is_not_here_is_said_to_be_not_here() {
    let server = serve("nowhere", vec![samples()], None);
    for path in [
        "/nowhere",
        "/matter/licence/nobody/",
        "/origins/x",
        "/claim/ffffffff",
        "/claim/x",
        "/api/nowhere",
        "/api",
        "/page/deadbeefdeadbeef",
        "/page/..%2f..%2fetc%2fpasswd",
        "/story/deadbeefdeadbeef",
        "/entity/nobody-at-all",
        "/api/matter/x",
        "/api/page/x",
        "/api/claim/x",
        "/feed/matter/x",
        "/feed/story/x",
    ] {
        let got = server.get(path);
        assert_eq!(got.status, 404, "{path}: {}", got.body);
    }
    for path in [
        "/matters?as_of=May",
        "/api/status?limit=x",
        "/api/changes",
        "/api/changes?since=x",
    ] {
        assert_eq!(server.get(path).status, 400, "{path}");
    }
    let other = server.post("/matters", "application/x-www-form-urlencoded", b"", "");
    assert_eq!(other.status, 405);
}

#[test]
fn the_api_gives_the_objects_of_the_commands_page_by_page() {
    let server = serve("api", vec![samples()], None);
    let all = server.get("/api/status?limit=1000").json();
    let total = all["total"].as_u64().unwrap();
    assert_eq!(all["items"].as_array().unwrap().len() as u64, total);
    let mut seen: Vec<Value> = Vec::new();
    let mut cursor = Some(0);
    while let Some(at) = cursor {
        let part = server.get(&format!("/api/status?limit=7&cursor={at}")).json();
        seen.extend(part["items"].as_array().unwrap().iter().cloned());
        cursor = part["next"].as_u64();
    }
    assert_eq!(Value::from(seen), all["items"]);
    let one = server.get(&format!("/api/matter/{MATTER}")).json();
    assert!(all["items"].as_array().unwrap().contains(&one));
    let early = server
        .get(&format!("/api/matter/{MATTER}?as_of=2023-03-01"))
        .json();
    assert_ne!(early["state"], one["state"]);
    // The description names every address for programs.
    let described = server.get("/api/openapi.json").json();
    assert_eq!(described["openapi"], "3.1.0");
    for route in onrecord_server::ROUTES
        .iter()
        .filter(|r| r.path.starts_with("/api/"))
    {
        let path = route.path.replace("{*", "{");
        let method = if route.posts { "post" } else { "get" };
        assert!(described["paths"][&path][method].is_object(), "{route:?}");
    }
}

#[test]
fn what_has_not_changed_is_not_sent_again() {
    let server = serve("etag", vec![samples()], None);
    let path = format!("/matter/{MATTER}");
    let first = server.get(&path);
    let etag = first.field("etag").expect("an ETag").to_owned();
    let known = format!("If-None-Match: {etag}\r\n");
    let again = server.get_with(&path, &known);
    assert_eq!((again.status, again.body.as_str()), (304, ""));
    let chinese = server.get_with(&format!("{path}?lang=zh"), &known);
    assert_eq!(chinese.status, 200, "another language is another page");
    let who = [
        ("by", "Ida"),
        ("reason", "a test"),
        ("verdict", "ignored"),
        ("of", &ids(&server).claim),
    ];
    assert_eq!(server.form("/corrections", &who).status, 303);
    assert_eq!(
        server.get_with(&path, &known).status,
        200,
        "a correction changes it"
    );
}

#[test]
fn a_correction_is_made_told_and_undone() {
    let server = serve("correct", vec![samples()], None);
    let ids = ids(&server);
    let path = format!("/matter/{MATTER}");
    let before = server.get(&format!("/api{path}")).json();
    let made = server.form(
        "/corrections",
        &[
            ("verdict", "says"),
            ("of", &ids.claim),
            ("not", "not "),
            ("is-says", "granted"),
            ("how", ", expected"),
            ("by", "Ida Kolb"),
            ("reason", "the page says <b>planned</b>"),
            ("back", &path),
        ],
    );
    assert_eq!(
        (made.status, made.field("location")),
        (303, Some(path.as_str())),
        "{}",
        made.body
    );
    let now = server.get(&format!("/api{path}")).json();
    assert_eq!(now["corrections"][0]["is"], "not granted, expected");
    assert_ne!(now["for"], before["for"]);
    for place in [&path, &format!("/claim/{}", ids.claim), "/corrections"] {
        let body = server.get(place).body;
        assert!(
            body.contains("Ida Kolb") && body.contains("says &lt;b&gt;planned"),
            "{place}: {body}"
        );
    }
    let number = now["corrections"][0]["number"].to_string();
    let undo = [
        ("verdict", "undone"),
        ("of", number.as_str()),
        ("by", "Ida"),
        ("reason", "a test"),
    ];
    assert_eq!(server.form("/corrections", &undo).status, 303);
    assert_eq!(server.get(&format!("/api{path}")).json(), before);
    assert_eq!(
        server.form("/corrections", &undo).status,
        404,
        "it is undone already"
    );
    // A program says the same with an object.
    let object =
        serde_json::json!({ "verdict": "ignored", "of": ids.claim, "by": "a program", "reason": "a test" });
    let told = server.post(
        "/api/corrections",
        "application/json",
        object.to_string().as_bytes(),
        "",
    );
    assert_eq!(told.status, 201, "{}", told.body);
    assert_eq!(
        server.get("/api/corrections").json()["items"]
            .as_array()
            .unwrap()
            .len(),
        3
    );
    for (verdict, of, is) in [
        ("dated", ids.page.as_str(), "soon"),
        ("says", &ids.claim, "blue"),
        ("nothing", "", ""),
    ] {
        let wrong = [
            ("verdict", verdict),
            ("of", of),
            ("is", is),
            ("by", "Ida"),
            ("reason", "a test"),
        ];
        assert_eq!(server.form("/corrections", &wrong).status, 422, "{verdict}");
    }
}

#[test]
fn pages_are_added_by_file_and_by_pasted_words() {
    let server = serve("add", Vec::new(), None);
    assert!(
        server.get("/").body.contains("/add"),
        "an empty ledger says what to do"
    );
    let token = server.form_token();
    let body = format!(
        "--x\r\nContent-Disposition: form-data; name=\"form_token\"\r\n\r\n{token}\r\n\
         --x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"../../a.html\"\r\nContent-Type: text/html\r\n\r\n\
         <html lang=en><title>Nimbus</title><meta property=\"article:published_time\" content=\"2023-03-15\">\
         <article><h1>Nimbus Motors gets its licence</h1><p>Nimbus Motors has received a licence to make cars, the ministry said on \
         Tuesday.</p></article></html>\r\n\
         --x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"b.bin\"\r\n\r\nGIF89a\u{1}\u{0}\u{1}\u{0}\r\n--x--\r\n"
    );
    let added = server.post("/add", "multipart/form-data; boundary=x", body.as_bytes(), "");
    assert_eq!(added.status, 200, "{}", added.body);
    assert!(
        added.body.contains(">a.html<") && added.body.contains("b.bin"),
        "{}",
        added.body
    );
    let pasted = server.form(
        "/add",
        &[
            (
                "text",
                "Norvane Motors has agreed to buy Lanbo Cars, Norvane Motors said on Monday.",
            ),
            ("name", "note.txt"),
            ("date", "2024-05-07"),
            ("url", "javascript:alert(1)"),
        ],
    );
    assert!(pasted.body.contains("note.txt"), "{}", pasted.body);
    let matters = server.get("/api/status").json();
    let told: Vec<&str> = matters["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|m| m["matter"].as_str().unwrap())
        .collect();
    assert!(told.iter().any(|m| m.starts_with("licence/nimbus")), "{told:?}");
    assert!(told.iter().any(|m| m.starts_with("deal/")), "{told:?}");
    let ledger = onrecord::ledger::Ledger::open(&server.ledger).unwrap();
    let pages = ledger.pages().unwrap();
    assert_eq!(pages.len(), 2);
    assert_eq!(pages[0].read.page.source, "a.html", "no path of ours is kept");
    assert_eq!(pages[1].read.page.url, None);
    let object =
        serde_json::json!({ "text": "The port of Selby opens in May, the mayor said.", "name": "p" });
    let told = server.post(
        "/api/pages",
        "application/json",
        object.to_string().as_bytes(),
        "",
    );
    assert_eq!(
        (told.status, told.json()["items"][0]["new"].as_bool()),
        (201, Some(true)),
        "{}",
        told.body
    );
    assert_eq!(server.form("/add", &[("text", "  ")]).status, 422);
}

#[test]
fn notes_tags_and_judgements_are_written_shown_and_undone() {
    let server = serve("notes", vec![samples()], None);
    let ids = ids(&server);
    let path = format!("/matter/{MATTER}");
    let before = server.get(&format!("/api{path}")).json();
    let note = |verdict: &str, of: &str, is: &str| {
        let fields = [
            ("verdict", verdict),
            ("of", of),
            ("is", is),
            ("by", "Ida Kolb"),
            ("back", path.as_str()),
        ];
        server.form("/corrections", &fields).status
    };
    assert_eq!(note("noted", MATTER, "call the <b>ministry</b>"), 303);
    assert_eq!(note("tagged", &ids.page, "to check"), 303);
    assert_eq!(note("noted", &ids.claim, "a slip"), 303);
    for (place, words) in [
        (path.clone(), "call the &lt;b&gt;ministry"),
        (path.clone(), "a slip"),
        (format!("/claim/{}", ids.claim), "a slip"),
        (format!("/page/{}", ids.page), "to check"),
        ("/corrections".into(), "to check"),
    ] {
        let body = server.get(&place).body;
        assert!(
            body.contains(words) && body.contains("Ida Kolb"),
            "{place}: {body}"
        );
        assert!(!body.contains("<b>ministry"), "{place}");
    }
    // A judgement needs a reason, a note words, and all of them something to be on.
    assert_eq!(note("rated", &ids.claim, "false"), 422);
    assert_eq!(note("noted", &ids.claim, " "), 422);
    assert_eq!(note("tagged", &ids.claim, &"x".repeat(61)), 422);
    assert_eq!(note("noted", "nothing/at/all", "x"), 404);
    let now = server.get(&format!("/api{path}")).json();
    let remarks = now["remarks"].as_array().unwrap();
    assert_eq!(remarks.len(), 2);
    assert_eq!(remarks[0]["verdict"], "noted");
    assert_eq!(remarks[0]["reason"], Value::Null);
    for key in [
        "state",
        "standing",
        "origins",
        "for",
        "against",
        "steps",
        "corrections",
        "flags",
    ] {
        assert_eq!(now[key], before[key], "a note changes nothing: {key}");
    }
    let number = remarks[0]["number"].to_string();
    let undo = [
        ("verdict", "undone"),
        ("of", number.as_str()),
        ("by", "Ida"),
        ("reason", "a test"),
    ];
    assert_eq!(server.form("/corrections", &undo).status, 303);
    assert!(!server.get(&path).body.contains("call the"));
}

#[test]
fn lists_of_large_ledgers_go_by_names() {
    let whole = serve("small", vec![samples()], None);
    let server = serve_at_most("large", vec![samples()], None, 3);
    assert!(server.get("/").body.contains("href=\"/matters\""));
    // Every matter with a name in it is on some screen, as it is in the list of all.
    let mut told = Vec::new();
    let mut path = Some("/matters".to_owned());
    let mut screens = 0;
    while let Some(here) = path {
        let got = server.get(&here);
        assert_eq!(got.status, 200, "{here}: {}", got.body);
        told.extend(links(&got.body, "/matter/"));
        path = links(&got.body, "/matters?")
            .into_iter()
            // The link to the same screen in the other language is no way on.
            .find(|l| l.contains("after=") && !l.contains("lang="));
        screens += 1;
        assert!(screens < 100, "the list has an end");
    }
    assert!(screens > 1);
    let mut all: Vec<String> = links(&whole.get("/matters").body, "/matter/");
    let mut unique = told.clone();
    unique.sort();
    unique.dedup();
    assert_eq!(unique.len(), told.len(), "each once: {told:?}");
    all.retain(|l| !l.contains("/statement/"));
    all.sort();
    assert_eq!(unique, all);
    let names = server.get("/entities");
    assert!(names.body.contains("/entity/xiaomi-ev"), "{}", names.body);
    let after = server.get("/entities?after=xiaomi");
    assert!(after.body.contains("/entity/xiaomi-ev") && !after.body.contains("/entity/borgward"));
    for path in ["/stories", "/contradictions"] {
        let got = server.get(path);
        assert_eq!(got.status, 422, "{path} takes all pages");
        assert!(got.body.contains("/matters"), "{}", got.body);
    }
}

/// Addresses in a page that begin so.
fn links(body: &str, start: &str) -> Vec<String> {
    let parts = body.split("href=\"").skip(1);
    let all = parts.filter_map(|p| p.split('"').next());
    all.filter(|l| l.starts_with(start))
        .map(|l| l.replace("&amp;", "&"))
        .collect()
}

#[test]
fn a_program_is_answered_as_a_program_wherever_it_asks() {
    let server = serve("api-errors", vec![samples()], None);
    for (path, status) in [
        ("/api/nowhere", 404),
        ("/api", 404),
        ("/api/matter/x", 404),
        ("/api/changes", 400),
    ] {
        let got = server.get(path);
        assert_eq!(got.status, status, "{path}");
        assert_eq!(got.field("content-type"), Some("application/json"), "{path}");
        let told = got.json();
        assert!(
            told["schema"].is_number() && told["error"].is_string(),
            "{path}: {told}"
        );
    }
    for (path, status) in [
        ("/feed/matter/x", 404),
        ("/api/status?as_of=", 400),
        ("/api/claims?limit=", 400),
    ] {
        let got = server.get(path);
        assert_eq!(
            (got.status, got.field("content-type")),
            (status, Some("application/json")),
            "{path}"
        );
    }
    let number = server.post("/api/pages", "application/json", b"{\"text\":0}", "");
    assert_eq!(number.status, 400, "a number is no text");
    let other = server.post("/api/status", "application/json", b"{}", "");
    assert_eq!(
        (other.status, other.field("content-type")),
        (405, Some("application/json"))
    );
    // What readers ask for is answered to readers.
    assert_eq!(
        server.get("/apiary").field("content-type"),
        Some("text/html; charset=utf-8")
    );
}

#[test]
fn a_claim_is_found_by_the_beginning_of_its_id() {
    let server = serve("prefix", vec![samples()], None);
    let ids = ids(&server);
    for length in [4, 6, 8, 12] {
        let prefix = &ids.claim[..length];
        let all = server.get(&format!("/claim/{prefix}"));
        let program = server.get(&format!("/api/claim/{prefix}"));
        assert_eq!((all.status, program.status), (200, 200), "{prefix}: {}", all.body);
        assert_eq!(program.json()["claim"]["id"], ids.claim);
    }
    let several = server.get("/api/claim/");
    assert_eq!(several.status, 404);
    let digits = "0123456789abcdef";
    let many = digits.chars().map(|d| server.get(&format!("/api/claim/{d}")));
    let many: Vec<String> = many.filter(|g| g.status == 404).map(|g| g.body).collect();
    assert!(
        many.iter().any(|body| body.contains("claims begin with")),
        "{many:?}"
    );
}

#[test]
fn of_two_who_correct_the_same_the_second_sees_what_the_first_did() {
    let server = serve("two-tabs", vec![samples()], None);
    let ids = ids(&server);
    let path = format!("/claim/{}", ids.claim);
    let seen = |body: &str| -> String {
        let (_, rest) = body
            .split_once("name=\"seen\" value=\"")
            .expect("the form says what was seen");
        rest.split('"').next().unwrap().to_owned()
    };
    // Both open the claim; then both send.
    let (first, second) = (seen(&server.get(&path).body), seen(&server.get(&path).body));
    let made = |by: &str, is: &str, seen: &str| {
        let fields = [
            ("verdict", "says"),
            ("of", ids.claim.as_str()),
            ("is-says", is),
            ("by", by),
            ("reason", "a test of two"),
            ("back", path.as_str()),
            ("seen", seen),
        ];
        server.form("/corrections", &fields)
    };
    assert_eq!(made("Ida Kolb", "sought", &first).status, 303);
    let refused = made("Jon Reit", "near", &second);
    assert_eq!(refused.status, 409, "{}", refused.body);
    assert!(refused.body.contains("Ida Kolb") && refused.body.contains("a test of two"));
    assert!(
        refused.body.contains("value=\"Jon Reit\""),
        "what was written is not lost"
    );
    assert_eq!(
        server.get("/api/corrections").json()["total"],
        1,
        "nothing was written"
    );
    assert_eq!(
        made("Jon Reit", "near", &seen(&refused.body)).status,
        303,
        "once it was seen it is made"
    );
    let rows = server.get("/api/corrections").json();
    let number = |n: usize| rows["items"][n]["number"].as_u64().expect("its number");
    let second_row = number(1).to_string();
    // What was undone meanwhile is said as well; what is about something else is no matter.
    let other = server.get(&format!("/page/{}", ids.page)).body;
    let before = seen(&other);
    let undo = [
        ("verdict", "undone"),
        ("of", &second_row),
        ("by", "Ida"),
        ("reason", "no"),
        ("seen", before.as_str()),
    ];
    assert_eq!(server.form("/corrections", &undo).status, 303);
    assert_eq!(made("Jon Reit", "near", &before).status, 409);
    let dated = [
        ("verdict", "dated"),
        ("of", ids.page.as_str()),
        ("is", "2023-03-01"),
        ("by", "Ida"),
        ("reason", "no"),
        ("seen", before.as_str()),
    ];
    assert_eq!(server.form("/corrections", &dated).status, 303);
    // A program may say what it has seen.
    let object = |seen: u64| {
        let object = serde_json::json!({ "verdict": "ignored", "of": ids.claim, "by": "a", "reason": "b", "seen": seen });
        server.post(
            "/api/corrections",
            "application/json",
            object.to_string().as_bytes(),
            "",
        )
    };
    let refused = object(0);
    assert_eq!(refused.status, 409);
    assert!(
        refused.json()["error"]
            .as_str()
            .unwrap()
            .contains(&format!("#{} by Ida Kolb", number(0)))
    );
    let last = number(1) + 100;
    assert_eq!(object(last).status, 201);
}

#[test]
fn names_are_written_as_pages_write_them() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("names");
    std::fs::create_dir_all(&folder).unwrap();
    let page = "Varga charged\n\nHarbour Daily, 7 March 2023\n\nHelmut Varga was charged with fraud on Tuesday, Elbhaven police said. \
                Helmut Varga denies the charge.\n";
    std::fs::write(folder.join("page.txt"), page).unwrap();
    let server = serve("names", vec![folder], None);
    let same = [
        ("verdict", "different"),
        ("of", "Helmut Varga"),
        ("is", "H. Varga"),
        ("by", "Ida"),
        ("reason", "b"),
    ];
    assert_eq!(server.form("/corrections", &same).status, 303);
    for path in [
        "/entities",
        "/entity/helmut%20varga",
        "/entity/Helmut%20Varga",
        "/corrections",
        "/matters",
    ] {
        let body = server.get(path).body;
        assert!(body.contains("Helmut Varga"), "{path}: {body}");
        assert!(!body.contains(">helmut varga<"), "{path}: {body}");
    }
}
