//! Pages as a browser shows them: shadow roots, pages without scripts, struck-out words, notes, captions; and what stands
//! around a story without being of it.
//! What does not live here: the words of single lines (`main_text::walk`), posts of networks (`embeds`).

use super::{check_spans, read};

const FIRST: &str = "The old harbour bridge was shut to traffic, the city’s engineers said, after cracks had been found in two of its pillars.";
const SECOND: &str = "Half of the cost of the repair comes from the state, a spokeswoman said; the rest will be raised by a toll.";
const THIRD: &str = "Unions have asked for talks about night shifts, and the company has not said whether it will agree to them.";
const TITLE: &str = "Harlow shuts its old harbour bridge";

fn text(page: &str) -> String {
    let reading = read(page.as_bytes()).unwrap();
    check_spans(&reading, page);
    reading.article.text
}

fn page(body: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>{TITLE} - The Quay Post</title></head><body><nav><a href=/>Home</a> <a \
         href=/t>Town</a></nav>{body}<footer><p>The Quay Post, 4 Pier Road.</p></footer></body></html>"
    )
}

fn article(inside: &str) -> String {
    page(&format!(
        "<main><article><h1>{TITLE}</h1><div class=text><p>{FIRST}</p><p>{SECOND}</p>{inside}<p>{THIRD}</p></div></article></main>"
    ))
}

fn has(text: &str, words: &[&str]) {
    for words in words {
        assert!(text.contains(words), "{words} in {text}");
    }
}

fn lacks(text: &str, words: &[&str]) {
    for words in words {
        assert!(!text.contains(words), "{words} in {text}");
    }
}

#[test]
fn shadow_roots_are_shown() {
    let story = format!("<h1>{TITLE}</h1><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>");
    for mode in ["shadowrootmode=open", "shadowrootmode=closed"] {
        let text = text(&page(&format!(
            "<main><a-story><template {mode}>{story}</template></a-story></main>"
        )));
        has(&text, &[FIRST, SECOND, THIRD]);
    }
    let text = text(&page(&format!(
        "<main>{story}<template><p>Nobody is shown this line of the page’s own kit.</p></template></main>"
    )));
    lacks(&text, &["Nobody is shown"]);
}

#[test]
fn a_story_without_scripts_is_read_where_nothing_else_is() {
    let story = format!("<article><h1>{TITLE}</h1><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></article>");
    has(
        &text(&page(&format!("<div id=app></div><noscript>{story}</noscript>"))),
        &[FIRST, THIRD],
    );
    let hint = "<noscript><p>Please switch scripts on in your browser so that we can show you the pictures of this page.</p></noscript>";
    lacks(&text(&page(&format!("{story}{hint}"))), &["switch scripts on"]);
}

#[test]
fn tables_keep_their_captions() {
    let table = "<table><caption>Tolls paid at the bridge</caption><tr><th>Year<th>Tolls<tr><td>2020<td>$3.1 million</table>";
    has(
        &text(&article(table)),
        &["Tolls paid at the bridge", "$3.1 million"],
    );
}

#[test]
fn readers_may_write_more_than_the_story() {
    let said = "I have crossed it for thirty years, and nobody ever painted it, whatever the council says about its books and its paint.";
    let one = |n: u8| {
        format!(
            "<div class=comment><span class=user>gull{n}</span><div class=content>{n}: {said} {said}</div></div>"
        )
    };
    let all: String = (1..9).map(one).collect();
    for names in ["id=comments", "class=comments-list", "id=commentsContainer"] {
        let text = text(&article("").replace("</main>", &format!("<div {names}>{all}</div></main>")));
        has(&text, &[FIRST, THIRD]);
        lacks(&text, &["I have crossed it"]);
    }
}

#[test]
fn widgets_quote_posts() {
    let post = "<div class=article-widget><div class=tweet-box><blockquote class=twitter-tweet><p>The bridge owes us nothing, take the tunnel.</p>&mdash; \
                Harlow Roads (@roads) <a href=https://x.example/1>March 9, 2021</a></blockquote></div></div>";
    has(&text(&article(post)), &["The bridge owes us nothing"]);
    let widget = "<div class=widget><p>The bridge shop has new mugs, and every reader of ours gets one for half of the price.</p></div>";
    lacks(&text(&article(widget)), &["new mugs"]);
}

#[test]
fn lists_of_links_under_a_bold_heading_are_no_story() {
    let links = "<p><strong>DON'T MISS</strong><br><strong><a href=/a>Crane falls into the dock</a> [NEWS]</strong><br><strong><a href=/b>Ferry late \
                 for the ninth time</a> [VIDEO]</strong></p>";
    let text = text(&article(links));
    lacks(&text, &["Crane falls", "Ferry late"]);
    has(&text, &[THIRD]);
}

#[test]
fn offers_that_are_links_are_read() {
    let offer = "<p><a href=https://shop.example/1>Get the lamp at Quayside Store for $39.90</a></p>";
    has(&text(&article(offer)), &["for $39.90"]);
}

#[test]
fn lines_about_the_story_are_not_in_it() {
    for line in [
        "<small><b>05/10/2021</b> - Posted by: Ann Lee - Category: <a href=/c>Town</a></small><br><br>",
        "<div>Author: Ann Lee | Source: Quay Wire | Views: 1,204</div>",
        "<p>[button link=\"http://quay.example/send\" type=\"big\"]Send us YOUR picture[/button]</p>",
        "<p>[gallery ids=\"12,14\"]</p>",
        "<p>This slideshow requires JavaScript.</p>",
        "<div class=entry><time datetime=2021-03-09T10:00>12 minutes ago</time><h3>Council votes</h3></div>",
    ] {
        let text = text(&article(line));
        lacks(
            &text,
            &["Ann Lee", "YOUR", "gallery", "JavaScript", "minutes ago"],
        );
        has(&text, &[FIRST, THIRD]);
    }
    has(
        &text(&article(
            "<p>The mayor [sic] said: “Posted by: nobody” is no answer to that.</p>",
        )),
        &["[sic] said"],
    );
}

#[test]
fn pleas_behind_a_story_are_not_of_it() {
    let plea = "<div class=box><h4>Before You Go</h4><p>If you liked this report, join Quay Friends, whose members read all of our pages and the \
                printed paper, without walls or meters.</p></div>";
    let text = text(&article("").replace("</div></article>", &format!("{plea}</div></article>")));
    lacks(&text, &["Quay Friends"]);
}

#[test]
fn a_logo_is_no_headline() {
    for head in [
        "<header><h1 class=logo><a href=/>The Quay Post</a></h1></header>",
        "<h1>The Quay Post</h1>",
    ] {
        let page = page(&format!(
            "{head}<main><article><h2>{TITLE}</h2><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></article></main>"
        ));
        let reading = read(page.as_bytes()).unwrap();
        assert_eq!(reading.article.title.as_deref(), Some(TITLE), "{head}");
    }
}

#[test]
fn chinese_lines_name_author_and_source() {
    let page = |line: &str| {
        format!(
            "<html><head><meta charset=utf-8><title>江城老桥停止通行_江城新闻网</title></head><body><div class=m><h1>江城老桥停止通行</h1><div \
                 class=t>{line}</div><div class=c><p>江城港务局周二宣布，老桥因两座桥墩出现裂缝停止通行，维修工程将从四月开始。</p><p>发言人表示，一半费用由\
                 国家承担，其余部分由过桥费支付，市议会还要表决。</p><p>工会要求就夜班问题举行会谈，公司尚未说明是否会在大桥重新开放之前同意。</p></div></div></body></html>"
        )
    };
    for line in [
        "2021年3月9日 来源：江城晚报 作者：林远帆",
        "<span>2021/3/9 18:20:11</span> <span>来源：<a>江城晚报</a></span> <span>作者：<b>林远帆</b></span> <span>责编：<b>李思远</b></span>",
        "文/林远帆 图/李思远",
        "文／林远帆　摄影／李思远",
    ] {
        let page = page(line);
        let reading = read(page.as_bytes()).unwrap();
        assert_eq!(reading.article.authors, ["林远帆"], "{line}");
        lacks(&reading.article.text, &["责编", "来源", "作者"]);
    }
    let saved = "江城老桥停止通行\n2021年3月9日 09:12　来源：江城晚报\n\n江城港务局周二宣布，老桥因两座桥墩出现裂缝停止通行，维修工程将从四月开始。\n\n发言人表示，一半费用由国家承担，其余部分由过桥费支付，市议会还要表决。\n";
    let reading = read(saved.as_bytes()).unwrap();
    assert_eq!(reading.article.outlet.as_deref(), Some("江城晚报"));
    assert_eq!(
        reading.article.published.unwrap().date.unwrap().to_string(),
        "2021-03-09"
    );
}
