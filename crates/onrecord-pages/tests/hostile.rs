//! Pages that would like to be more than text: nothing of their markup, and no address but http and https, comes through.

use html5gum::{Token, Tokenizer};
use onrecord::{Engine, Hints, Options, Read, ReadPage, reconcile};
use onrecord_pages::{Report, document, page_text, report};
use onrecord_views::brief::Briefing;
use onrecord_views::tongue::Tongue;

/// What a page might smuggle in, raw and written in references.
const PAYLOADS: [&str; 18] = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<iframe srcdoc='<script>1</script>'></iframe>",
    "<style>*{background:url(//evil.example/x)}</style>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<form action=//evil.example><input name=a></form>",
    "\"><script>alert(1)</script>",
    "' onmouseover='alert(1)",
    "\" autofocus onfocus=\"alert(1)",
    "</mark></div></main><script>alert(1)</script>",
    "<!--><script>alert(1)</script-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "\u{202e}esrever\u{202c} \u{1b}[2J \u{0}",
    "<a href=\"javascript:alert(1)\">here</a>",
    "{{constructor.constructor('alert(1)')()}} ${alert(1)}",
];

/// Elements that our own templates write.
const OURS: [&str; 54] = [
    "html",
    "head",
    "meta",
    "title",
    "style",
    "body",
    "main",
    "section",
    "article",
    "footer",
    "header",
    "h1",
    "h2",
    "h3",
    "p",
    "a",
    "q",
    "b",
    "bdi",
    "br",
    "div",
    "span",
    "strong",
    "sup",
    "ol",
    "ul",
    "li",
    "dl",
    "dt",
    "dd",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "blockquote",
    "figure",
    "figcaption",
    "mark",
    "svg",
    "g",
    "rect",
    "line",
    "text",
    "tspan",
    "circle",
    "path",
    "link",
    "nav",
    "form",
    "label",
    "input",
    "button",
];

fn check(html: &str) {
    for token in Tokenizer::new(html).flatten() {
        let Token::StartTag(tag) = token else { continue };
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        assert!(OURS.contains(&name.as_str()), "<{name}> came through");
        for (key, value) in &tag.attributes {
            let (key, value) = (String::from_utf8_lossy(key), String::from_utf8_lossy(value));
            assert!(
                !key.starts_with("on") && key != "style" && key != "srcdoc",
                "{name} {key}={value}"
            );
            if key == "href" || key == "src" {
                let fine = value.starts_with('#') || value.starts_with("https://news.example/");
                assert!(fine, "{name} {key}={value}");
            }
        }
    }
    let steers = |c: char| c.is_control() && c != '\n' && c != '\t' || ('\u{202a}'..='\u{202e}').contains(&c);
    assert!(!html.chars().any(steers));
}

fn read(engine: &Engine, html: &str, url: &str) -> ReadPage {
    let hints = Hints {
        source: format!("{url}<b>.html"),
        url: Some(url.to_owned()),
        ..Hints::default()
    };
    engine
        .read_bytes(html.as_bytes(), &hints)
        .map(Read::into_read_page)
        .unwrap()
}

#[test]
fn nothing_of_a_hostile_page_comes_through() {
    let engine = Engine::new(&Options::default()).unwrap();
    let mut seen = 0;
    for payload in PAYLOADS {
        let escaped = payload
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
            .replace('"', "&quot;");
        for (raw, url) in [
            (payload, "https://news.example/a"),
            (escaped.as_str(), "https://news.example/a?b=\"><script>"),
            (escaped.as_str(), "javascript:alert(1)//news.example"),
        ] {
            let pages: Vec<ReadPage> = ["Harbour Daily", "Plain News"]
                .iter()
                .map(|outlet| {
                    let html = format!(
                        "<html><head><title>Volmar {raw} wins licence</title><meta property=og:site_name content=\"{outlet} {escaped}\">\
                         <meta property=article:published_time content=2025-01-06></head><body><article><h1>Volmar {raw} wins licence</h1>\
                         <p>Volmar Motors has been granted a licence to build cars, {raw} the transport ministry said on Monday in a statement.</p>\
                         <p>Volmar Motors declined to comment, {raw} said a person close to {raw} the company, who spoke to {outlet} {raw}.</p>\
                         <p>“We {escaped} have not been granted a licence,” said {escaped} Volmar spokesman Jon {escaped} Reed.</p></article></body></html>"
                    );
                    read(&engine, &html, url)
                })
                .collect();
            let case = reconcile(pages, &engine.packs.ground);
            let briefing = Briefing::new(&case, &engine.packs, None);
            let matters = briefing.statuses(&[], true);
            seen += case.pages.iter().map(|p| p.reading.claims.len()).sum::<usize>();
            for tongue in [Tongue::English, Tongue::Chinese] {
                check(&report(&Report {
                    case: &case,
                    packs: &engine.packs,
                    briefing: &briefing,
                    title: payload,
                    matters: &matters,
                    tongue,
                    chain: None,
                    ways: &[],
                }));
            }
            for page in &case.pages {
                check(&page_text(page, "c-", None).into_string());
            }
        }
    }
    assert!(
        seen > 50,
        "the pages are read, or the test shows nothing: {seen} claims"
    );
}

#[test]
fn a_report_holds_its_policy_and_no_script() {
    let frame = onrecord_pages::Frame {
        title: "</title><script>",
        tongue: Tongue::English,
        style: None,
        feed: None,
    };
    let html = document(&frame, &Default::default());
    assert!(html.contains("default-src 'none'") && html.contains("&lt;script&gt;"));
    check(&html);
}
