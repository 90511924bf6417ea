//! The page stage from outside: stories among furniture, every block's way back to the bytes, bombs, and html5ever as
//! the oracle of the tree.

mod dates;
mod embeds;
mod oracle;
mod shown;

use std::sync::OnceLock;

use onrecord_model::BlockRole;
use onrecord_page::{Hints, PageError, PageReading, Reader};
use proptest::prelude::*;

fn reader() -> &'static Reader {
    static READER: OnceLock<Reader> = OnceLock::new();
    READER.get_or_init(|| Reader::new(&onrecord_packs::sources()))
}

fn read(bytes: &[u8]) -> Result<PageReading, PageError> {
    reader().read(bytes, &Hints::default())
}

/// Every block lies in the text, in order, and its pieces are the page's own bytes.
fn check_spans(reading: &PageReading, page: &str) {
    let text = &reading.article.text;
    let mut end = 0;
    for block in &reading.article.blocks {
        assert!(
            block.span.start() >= end && block.span.end() <= text.len(),
            "{block:?}"
        );
        assert!(!block.span.of(text).is_empty(), "{block:?} cuts a character");
        assert!(
            block.source.start <= block.source.end && block.source.end <= page.len(),
            "{block:?}"
        );
        if block.pieces.is_empty() {
            assert_eq!(
                Some(block.span.of(text)),
                page.get(block.source.start..block.source.end)
            );
        }
        let mut at = block.span.start();
        for piece in &block.pieces {
            assert!(
                piece.text >= at && piece.text + piece.len <= block.span.end(),
                "{block:?}"
            );
            assert_eq!(
                text.get(piece.text..piece.text + piece.len),
                page.get(piece.source..piece.source + piece.len),
                "{block:?}"
            );
            at = piece.text + piece.len;
        }
        end = block.span.end();
    }
}

const STORY: &str = r#"<!DOCTYPE html><html><head><title>Harbour bridge reopens - The Quay Post</title></head><body>
<nav><ul><li><a href="/">Home</a><li><a href="/sport">Sport</a></ul></nav>
<main><article><h1>Harbour bridge reopens</h1><div class="byline">By Ada Lind</div>
<div class="article-body"><p>The old harbour bridge opened to traffic on Monday, the city&rsquo;s engineers said,
after two years of repairs that cost twice what had been planned.</p>
<figure><img src="a.jpg"><figcaption>The bridge at dawn. Photo: B. Rolf</figcaption></figure>
<div class="related-links"><h3>Read more</h3><a href="/1">Ferry fares rise again</a></div>
<h2>Who pays</h2><p>Half of the sum comes from the state, a spokeswoman said; the rest will be raised by a toll, which
starts in <b>May</b> and ends, she hopes, within ten years.</p>
<ul><li>Cars pay two crowns each way.</li><li>Lorries pay nine.</li></ul></div></article>
<section class="comments"><h2>Comments</h2><p>I have never seen such a waste of money in this town, honestly.</p></section></main>
<footer><p>&copy; The Quay Post. All rights reserved. We use cookies to make this site work for you.</p></footer></body></html>"#;

#[test]
fn the_story_is_read_and_the_furniture_left() {
    let reading = read(STORY.as_bytes()).unwrap();
    check_spans(&reading, STORY);
    let roles: Vec<BlockRole> = reading.article.blocks.iter().map(|b| b.role).collect();
    use BlockRole::*;
    assert_eq!(
        roles,
        [Title, Paragraph, Heading, Paragraph, List, List],
        "{}",
        reading.article.text
    );
    let text = &reading.article.text;
    assert!(text.starts_with("Harbour bridge reopens\nThe old harbour"));
    assert!(text.contains("the city’s engineers said, after two years"));
    for stray in ["Ferry", "cookies", "waste of money", "Photo", "Sport", "Ada Lind"] {
        assert!(!text.contains(stray), "{stray} in {text}");
    }
}

#[test]
fn chinese_stories_count_by_characters() {
    let page = "<html><head><title>旧桥周一通车_港口网</title></head><body><div class=nav><a href=1>首页</a><a href=2>财经</a></div><h1>旧桥周一通车</h1><div class=info>来源：港口日报 作者：林一</div>\
        <div id=content><p>　　港口旧桥经过两年维修，于周一恢复通车，市工程局负责人表示，费用是原计划的两倍。</p>\
        <p>　　发言人称，一半费用由国家承担，其余将通过收费筹集，收费从五月开始。</p><p>（责任编辑：王二）</p></div>\
        <div class=list><h3>相关阅读</h3><a href=3>渡轮票价再次上涨</a><a href=4>市长回应质疑</a></div></body></html>";
    let reading = read(page.as_bytes()).unwrap();
    check_spans(&reading, page);
    let text = &reading.article.text;
    assert!(text.starts_with("旧桥周一通车\n港口旧桥经过两年维修"), "{text}");
    assert!(text.ends_with("收费从五月开始。"), "{text}");
}

#[test]
fn a_body_in_the_data_alone_is_read() {
    let page = r#"<html><head><title>Mill burns down</title><script type="application/ld+json">{"@type":"NewsArticle",
"articleBody":"The old mill burned down on Sunday night, the fire chief said \u2014 nobody was hurt, and the cause is unknown so far.\nThe owner said that the building had stood empty for years and that he had warned the town about its state more than once.\n\"We asked for help, and nobody came\", he told the paper, and added that the ruin would be pulled down within the month, before the winter storms begin."}</script></head>
<body><div id="app"></div><p>Please enable JavaScript.</p></body></html>"#;
    let reading = read(page.as_bytes()).unwrap();
    check_spans(&reading, page);
    assert!(
        reading
            .article
            .text
            .contains("the fire chief said — nobody was hurt"),
        "{}",
        reading.article.text
    );
    assert!(!reading.notes.is_empty());
}

#[test]
fn text_that_was_encoded_twice_is_read_with_its_places() {
    let page = STORY
        .replace("twice what", "twice â€œsix millionâ€\u{9d} what")
        .replace("Harbour bridge", "Harbour bridge of CittÃ\u{a0}");
    let reading = read(page.as_bytes()).unwrap();
    check_spans(&reading, &page);
    let text = &reading.article.text;
    assert!(text.starts_with("Harbour bridge of Città reopens\n"), "{text}");
    assert!(text.contains("cost twice “six million” what had"), "{text}");
    let quote = text.find('“').unwrap();
    let block = reading
        .article
        .blocks
        .iter()
        .find(|b| b.span.end() > quote)
        .unwrap();
    let place = block.pieces.iter().find(|p| p.text == quote).map(|p| p.source);
    assert_eq!(place, page.find("â€œ"));
    assert_eq!(block.source_of(quote + "“six ".len()), page.find("million"));
    assert!(reading.notes.iter().any(|n| n.message.contains("encoded twice")));
}

#[test]
fn bytes_that_are_no_characters_are_shown_as_such_and_keep_their_places() {
    let sound = "<!-- éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé -->";
    let markup = STORY.replace("twice what had been", "twice what f\u{1a}r had \u{1a}\u{1a} been") + sound;
    let dump: String = "旧桥周一通车\n2021-03-09 08:15\n".to_owned()
        + &"市工程局负责人\u{1a}表示，旧桥经过两年维修，于周一恢复通车，费用是原计划的两倍。\n".repeat(6);
    for (page, shown) in [
        (markup, "f\u{fffd}r had \u{fffd}\u{fffd} been"),
        (dump, "负责人\u{fffd}表示"),
    ] {
        let raw: Vec<u8> = page.bytes().map(|b| if b == 0x1a { 0xff } else { b }).collect();
        let reading = read(&raw).unwrap();
        check_spans(&reading, &page);
        assert!(reading.article.text.contains(shown), "{}", reading.article.text);
        assert_eq!(reading.page.charset, "utf-8");
        assert_eq!(reading.notes.len(), 1, "{:?}", reading.notes);
    }
}

#[test]
fn bombs_are_read_in_bounded_time() {
    let started = std::time::Instant::now();
    let deep = format!("<p>A line that stays.</p>{}", "<div>".repeat(100_000));
    let open = "<b><p>x".repeat(300_000);
    let attributes = format!("<p {}>One line of text stays here.</p>", "a=1 ".repeat(500_000));
    let class = format!(
        "<p class=\"{}\">One line of text stays here.</p>",
        "nav ".repeat(500_000)
    );
    let nul = format!("<p>Some words {} and more.</p>", "\0".repeat(1_000));
    let entities = format!("<p>{}</p>", "&bogus".repeat(300_000));
    let cells = format!("<table>{}</table>", "<tr><td>1".repeat(200_000));
    let quotes = "<a href='".repeat(200_000);
    let lists = "<ul><li>".repeat(100_000);
    let data = format!(
        "<script type=\"application/ld+json\">{}</script><p>One line.</p>",
        "{\"@type\":\"Article\",\"a\":[".repeat(200_000)
    );
    for bomb in [
        deep, open, attributes, class, nul, entities, cells, quotes, lists, data,
    ] {
        if let Ok(reading) = read(bomb.as_bytes()) {
            check_spans(&reading, &bomb);
        }
    }
    // Not a benchmark: a quadratic reading of any of these takes minutes.
    assert!(started.elapsed().as_secs() < 120);
    let note = read("<div>".repeat(100_000).as_bytes()).map(|r| r.notes.len());
    assert!(note.is_ok_and(|n| n > 0));
}

/// Pieces of markup, sound and broken.
fn soup() -> impl Strategy<Value = String> {
    let tag = prop::sample::select(vec![
        "p",
        "div",
        "span",
        "b",
        "a",
        "li",
        "ul",
        "h2",
        "blockquote",
        "article",
        "section",
        "em",
        "dd",
        "dl",
        "form",
        "pre",
        "br",
        "figure",
        "figcaption",
        "center",
        "my-tag",
    ]);
    let part = prop_oneof![
        3 => "[ a-zA-Z0-9\u{4e00}-\u{4e20}.,!。&;#<>/\"'=\u{a0}\u{3000}\n-]{0,30}",
        3 => tag.clone().prop_map(|t| format!("<{t}>")),
        1 => tag.clone().prop_map(|t| format!("<{t} class='article-body' href=\"x\" hidden>")),
        3 => tag.prop_map(|t| format!("</{t}>")),
        1 => Just("The port authority said on Monday that the quay will stay closed until further notice. ".to_owned()),
        1 => Just("港务局周一表示，码头将继续关闭，直至另行通知。".to_owned()),
        1 => Just("<script>var a = '</p>';</script><!-- x -->&eacute;&nbsp;&#8212;".to_owned()),
    ];
    prop::collection::vec(part, 0..60).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_page_leads_back_to_its_bytes(page in soup()) {
        if let Ok(reading) = read(format!("<html>{page}").as_bytes()) {
            check_spans(&reading, &format!("<html>{page}"));
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = read(&bytes);
        let _ = read(&[b"<html><p>".as_slice(), &bytes].concat());
    }

    #[test]
    fn soup_holds_the_oracles_letters(page in soup()) {
        prop_assert_eq!(oracle::ours(&page), oracle::theirs(&page), "{}", page);
    }
}
