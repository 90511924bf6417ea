//! Small pages with the markup that once misled the stage, in made-up words.

use onrecord_model::BlockRole;

use crate::{Hints, Reader};

/// The lines of the story, title left out.
fn story(page: &str) -> Vec<String> {
    let sources = onrecord_packs::sources();
    let read = Reader::new(&sources)
        .read(page.as_bytes(), &Hints::default())
        .expect("a page");
    let blocks = read.article.blocks.iter().filter(|b| b.role != BlockRole::Title);
    blocks.map(|b| b.span.of(&read.article.text).to_owned()).collect()
}

fn page(body: &str) -> String {
    format!(
        "<html><head><title>Pier six sinks</title></head><body><h1>Pier six sinks</h1>{body}</body></html>"
    )
}

const FIRST: &str =
    "The sixth pier of the old harbour sank on Tuesday night, the harbour master said, and nobody was hurt.";
const SECOND: &str =
    "Divers will look at the piles this week; the board wants to know why two of them gave way at once.";
const THIRD: &str =
    "Ships for the north quay use the grain berth until then, which costs them an hour at every tide.";

#[test]
fn a_paragraph_that_begins_with_an_advertised_link_is_kept() {
    let lines = story(&page(&format!(
        "<div class=text><p>{FIRST}</p><p><a class='affiliate-link' href=/x>Lanterns</a> were hung on the stumps by \
         the watch at four in the morning, and a boat lies by.</p><p>{THIRD}</p></div>"
    )));
    assert_eq!(lines.len(), 3, "{lines:?}");
}

#[test]
fn a_table_in_a_figure_is_no_picture() {
    let lines = story(&page(&format!(
        "<div class=text><p>{FIRST}</p><figure><table><tr><td>Piles</td><td>Forty</td></tr></table></figure>\
         <figure><img src=a><figcaption>The pier</figcaption></figure><p>{SECOND}</p></div>"
    )));
    assert_eq!(lines, [FIRST, "Piles", "Forty", SECOND]);
}

#[test]
fn a_box_ends_where_its_container_ends() {
    let lines = story(&page(&format!(
        "<div class=text><div class=a><p>{FIRST}</p></div><div class=x><h3>Read more</h3><p>Harbour fees are to rise again, \
         says the guild.</p></div><div class=b><p>{SECOND}</p></div><div class=c><p>{THIRD}</p><p>{FIRST} Twice.</p></div></div>"
    )));
    assert!(lines.iter().any(|l| l == SECOND), "{lines:?}");
    assert!(!lines.iter().any(|l| l.contains("guild")), "{lines:?}");
}

#[test]
fn a_heading_like_the_title_may_head_a_part() {
    let lines = story(&format!(
        "<html><head><title>Why pier six sinks</title></head><body><h1>Harbour: a long look</h1><div class=text><p>{FIRST} It sank.</p>\
         <h2>Why pier six sinks</h2><p>{SECOND} {THIRD}</p><p>{THIRD} {SECOND}</p><p>{FIRST} {THIRD} {SECOND}</p>\
         <p>{SECOND} {FIRST} {THIRD}</p></div></body></html>"
    ));
    assert!(lines[0].starts_with(FIRST), "{lines:?}");
}

#[test]
fn a_box_named_after_the_body_is_no_body() {
    let lines = story(&page(&format!(
        "<div class=story-body><p>{FIRST}</p><p>{SECOND}</p><div class=story-body__related><p>Harbour fees are to rise \
         again in spring, says the guild.</p></div><p>{THIRD}</p></div>"
    )));
    assert_eq!(lines, [FIRST, SECOND, THIRD]);
}

#[test]
fn a_second_story_under_its_own_headline_is_left_out() {
    let lines = story(&page(&format!(
        "<div class=one><p>{FIRST} {SECOND}</p><p>{THIRD} {SECOND}</p></div><div class=two><h1>Fees at the fish market \
         double</h1><p class=byline>By Ada Lind</p><p>Fish sellers will pay twice as much for a stall from May, the town \
         decided at a meeting that went on past midnight.</p><p>Two of them said that they will sell from their boats \
         instead, as their grandfathers did, and let the hall stand empty until the town thinks again.</p></div>"
    )));
    assert!(!lines.join(" ").contains("Fish sellers"), "{lines:?}");
    assert_eq!(lines.len(), 2, "{lines:?}");
}

#[test]
fn a_copy_in_one_line_is_left_out() {
    let copy = format!("{FIRST} {SECOND} {THIRD} ").repeat(3);
    let lines = story(&page(&format!(
        "<div class=text><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p><div itemscope><span>Harbour Gazette and its sister \
         papers of the coast</span><div>{copy}</div></div></div>"
    )));
    assert_eq!(lines, [FIRST, SECOND, THIRD]);
}

#[test]
fn captions_are_the_story_where_there_is_no_other() {
    let lines = story(
        "<html><head><title>码头早市</title></head><body><h1>码头早市</h1><div><p>三月二日，渔民在码头早市卖鱼。</p>\
         <p>三月二日清晨，渔民在旧码头的早市上整理刚刚上岸的渔获，准备交给鱼贩。本报记者 林一 摄</p>\
         <p>三月二日清晨，几名鱼贩在旧码头的早市上称量刚刚上岸的带鱼，天还没有亮。本报记者 林一 摄</p></div></body></html>",
    );
    assert_eq!(lines.len(), 3, "{lines:?}");
}

#[test]
fn what_a_class_hides_is_not_read() {
    let lines = story(&page(&format!(
        "<div class=text><p>{FIRST}</p><div class='hidden box'><p>Our readers pay for this paper, and you may want to, \
         too, says the board.</p></div><div class='hidden md:block'><p>{SECOND}</p></div><p>{THIRD}</p></div>"
    )));
    assert_eq!(lines, [FIRST, SECOND, THIRD]);
}

#[test]
fn a_short_story_in_an_element_named_after_its_editor_is_read() {
    let lines = story(&page(&format!(
        "<article class=editor-content><p>{FIRST}</p></article>"
    )));
    assert_eq!(lines, [FIRST]);
}

#[test]
fn a_lead_named_teaser_is_read_and_a_linked_teaser_is_not() {
    let lines = story(&page(&format!(
        "<div class=text><div class=teaser-text><p>Nobody was on the pier when it went down, and nobody knows why it did.</p>\
         </div><p>{FIRST}</p><p>{SECOND}</p><div class=teaser-text><p><a href=/x>The north quay and its long history</a> is \
         told in our paper of Sunday.</p></div></div>"
    )));
    assert_eq!(lines.len(), 3, "{lines:?}");
}

#[test]
fn subjects_of_a_post_are_no_classes_of_furniture() {
    let lines = story(&page(&format!(
        "<div><div class='post-7 type-post hentry category-newsletter tag-popup'><p>{FIRST}</p><p>{SECOND}</p></div></div>"
    )));
    assert_eq!(lines, [FIRST, SECOND]);
}

#[test]
fn a_list_of_links_that_the_story_announces_is_read() {
    let lines = story(&page(&format!(
        "<div class=text><p>{FIRST}</p><p>The board has listed the piers that it will look at next, and these are:</p><ul>\
         <li><a href=/4>Pier four</a></li><li><a href=/9>Pier nine</a></li></ul><p>{THIRD}</p></div>"
    )));
    assert_eq!(lines[2..4], ["Pier four", "Pier nine"]);
}

#[test]
fn data_that_hold_one_part_do_not_cut_the_story() {
    let rest =
        format!("<p>{SECOND} {THIRD} Once.</p><p>{THIRD} {FIRST} Twice.</p><p>{SECOND} {FIRST} Thrice.</p>");
    let lines = story(&page(&format!(
        "<div class=text><div class=a><p>{FIRST}</p><p>{SECOND}</p></div><div class=b>{rest}{rest}</div></div>\
         <script type='application/ld+json'>{{\"articleBody\":\"{FIRST} {SECOND}\"}}</script>"
    )));
    assert!(lines.iter().any(|l| l.ends_with("Thrice.")), "{lines:?}");
}

#[test]
fn preformatted_lines_are_no_furniture() {
    let lines = story(&page(&format!(
        "<div class=text><p>{FIRST}</p><pre>tags: [Tag!]!</pre><p>{SECOND}</p><p>Table of contents</p></div>"
    )));
    assert_eq!(lines, [FIRST, "tags: [Tag!]!", SECOND]);
}

#[test]
fn a_lead_beside_the_headline_is_read() {
    let lines = story(&format!(
        "<title>Pier six sinks</title><div class=wrap><div class=article-header><h1>Pier six sinks</h1><div class=q1>{SECOND}</div>\
         </div><div class=article-content><div class=q2><p>{FIRST}</p></div><div class=q2><p>{THIRD}</p></div></div></div>"
    ));
    assert_eq!(lines, [SECOND, FIRST, THIRD]);
}

#[test]
fn entries_of_a_live_blog_with_links_to_share_them_are_no_teasers() {
    let entry = |hour: &str, words: &str| {
        format!(
            "<li class=entry><div class=time>{hour}</div><div class=said>{words}</div><div><a href=/f>Facebook</a></div><span><a href=/s>Share link</a></span></li>"
        )
    };
    let told = [
        SECOND,
        THIRD,
        "The guild asked the board at half past ten to shut the pier beside it too, and the board agreed.",
        "A crane came down the river before midnight to lift the boats that lay under the fallen planks.",
        "The last of the divers came out of the water at eleven, and the watch on the pier was doubled.",
    ];
    let entries: String = told.iter().map(|words| entry("22:10", words)).collect();
    let lines = story(&page(&format!(
        "<div class=text><p>{FIRST} We follow the night hour by hour.</p><ul>{entries}</ul></div>"
    )));
    assert!(
        told.iter().all(|words| lines.iter().any(|l| l == words)),
        "{lines:?}"
    );
}

#[test]
fn a_story_about_privacy_is_no_consent_dialog() {
    let told =
        "The harbour board kept personal data of every sailor, the court found, and asked nobody for it.";
    let more = "It must delete the personal data by the first of June and write to everybody who was on the list, the judges said.";
    let last =
        "The board answered that it would keep no personal data of anybody again, and that it was sorry.";
    let lines = story(&format!(
        "<title>Harbour board broke rules on personal data</title><div class=top><h1>Harbour board broke rules on personal \
         data</h1></div><div class=row><div class=rich><p>{told}</p><p>{more}</p><p>{last}</p></div></div>"
    ));
    assert_eq!(lines, [told, more, last]);
}

#[test]
fn a_column_with_the_headline_is_no_teaser_like_the_columns_beside_it() {
    let linked = "<p><a href=/1>Fares on the ferry rise again</a></p>";
    let told =
        format!("<h1>Pier six sinks</h1><p>{FIRST}</p><p><a href=/a>Listen to the harbour master</a></p>");
    let columns: String = [linked, &told, linked]
        .map(|held| format!("<div class=col>{held}</div>"))
        .concat();
    assert_eq!(story(&format!("<title>Pier six sinks</title>{columns}")), [FIRST]);
}

#[test]
fn counted_comments_end_a_story_and_the_parts_of_a_page_do_not() {
    let said = format!("<p>{SECOND} {SECOND} {SECOND} That is what I say.</p>");
    let told = format!(
        "<p>{FIRST} {SECOND} {THIRD}</p><p>{THIRD} {FIRST} {SECOND} Twice.</p><p>{SECOND} {THIRD} Thrice.</p>"
    );
    let lines = story(&page(&format!(
        "<div><div class=a>{told}</div><div class=b><h2>27 comments</h2>{said}{said}</div></div>"
    )));
    assert!(lines.last().is_some_and(|l| l.ends_with("Thrice.")), "{lines:?}");
    let part = |pier: &str| {
        let told = format!(
            "<p>{pier}: {FIRST} {SECOND}</p><p>On {pier} nobody slept. {THIRD}</p><p>Of {pier}, enough.</p>"
        );
        format!("<div class=a>{told}<p>3 comments</p></div>")
    };
    let parts: String = ["Pier one", "Pier two", "Pier three", "Pier four"]
        .map(part)
        .concat();
    let lines = story(&page(&format!("<div>{parts}</div>")));
    assert!(
        lines.last().is_some_and(|l| l.starts_with("Of Pier four")),
        "{lines:?}"
    );
}

#[test]
fn a_table_whose_cells_hold_paragraphs_is_read_to_the_end() {
    let row = |a: &str, b: &str| format!("<tr><td><p>{a}</p></td><td><p>{b}</p></td></tr>");
    let rows = row("Pier one", "12 piles") + &row("Pier six", "40 piles");
    let lines = story(&page(&format!(
        "<div class=text><p>{FIRST}</p><p>{SECOND}</p><h2>Piles a pier</h2><table>{rows}</table></div>"
    )));
    assert_eq!(
        lines[2..],
        ["Piles a pier", "Pier one", "12 piles", "Pier six", "40 piles"]
    );
}

#[test]
fn a_stamp_above_the_first_paragraph_is_not_told() {
    let lines = story(&page(&format!(
        "<div class=text>2021-03-09 10:29<p>{FIRST}</p><p>{SECOND}</p></div>"
    )));
    assert_eq!(lines, [FIRST, SECOND]);
}

#[test]
fn items_whose_words_stand_in_paragraphs_are_read_with_what_announces_them() {
    let lines = story(&page(&format!(
        "<div class=text><p>{FIRST}</p><p>{SECOND}</p><div class=x><div class=y>What we saw</div><ul><li><p>Forty piles\
         <li><p>Two lanterns</ul></div><p>{THIRD}</p></div>"
    )));
    assert_eq!(lines[2..5], ["What we saw", "Forty piles", "Two lanterns"]);
}

#[test]
fn a_box_behind_the_story_is_about_its_author() {
    let lines = story(&page(&format!(
        "<div class=text><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p><p>{FIRST} Twice.</p></div>\
         <div class=who><h3>Ann Lee</h3><p>Ann has written about harbours, piers and ships for ten years.</p></div>"
    )));
    assert_eq!(lines.len(), 4, "{lines:?}");
}

#[test]
fn linked_headings_with_paragraphs_between_them_are_the_storys() {
    let part = |pier: &str| {
        format!("<h2><a href=/{pier}>Pier {pier}</a></h2><p>{pier}: {FIRST}</p><p>{pier}: {SECOND}</p>")
    };
    let parts: String = ["one", "two", "three"].map(part).concat();
    let lines = story(&page(&format!("<div class=text><p>{THIRD}</p>{parts}</div>")));
    assert!(lines.iter().any(|l| l == "Pier two"), "{lines:?}");
}

#[test]
fn a_linked_sentence_is_the_storys_and_a_linked_question_is_not() {
    let lines = story(&page(&format!(
        "<div class=text><p>{FIRST}</p><p><a href=/a>The whole list of the piles is here.</a></p><p>{SECOND}</p>\
         <p><a href=/b>Who pays for the piers of the old harbour?</a></p><p>Tickets: <a href=/c>pier.example</a></p>\
         <p>{THIRD}</p></div>"
    )));
    let told = ["The whole list of the piles is here.", "Tickets: pier.example"];
    assert_eq!(lines, [FIRST, told[0], SECOND, told[1], THIRD]);
}

#[test]
fn a_quotation_that_the_story_tells_itself_is_told_once() {
    let lines = story(&page(&format!(
        "<div class=text><p>{FIRST}</p><blockquote><p>We heard it crack like ice on a pond</p></blockquote><p>The watch said: “We \
         heard it crack like ice on a pond, and then the lamps went out.”</p><blockquote><p>Nobody had asked us to look at the \
         piles.</p></blockquote><p>{THIRD}</p></div>"
    )));
    assert_eq!(lines.len(), 4, "{lines:?}");
    assert!(lines[2].starts_with("Nobody"), "{lines:?}");
}

#[test]
fn neither_an_anchor_nor_a_setting_is_furniture() {
    let lines = story(&page(&format!(
        "<div class='text sidebar-enabled--false has-newsletter'><p>{FIRST}</p><h2 id=nav-and-menu>Lamps and nets</h2>\
         <p>{SECOND}</p><p>{THIRD}</p></div>"
    )));
    assert_eq!(lines, [FIRST, "Lamps and nets", SECOND, THIRD]);
}

#[test]
fn what_an_element_is_called_tells_what_it_is() {
    let lines = story(&page(&format!(
        "<div class=text><p>{FIRST}</p><site-teaser><p>Harbour fees are to rise again, says the guild of the \
         north.</p></site-teaser><p>{SECOND}</p><p>{THIRD}</p></div>"
    )));
    assert_eq!(lines, [FIRST, SECOND, THIRD]);
}

#[test]
fn a_calendar_entry_is_no_story_even_where_little_is_told() {
    let lines = story(&page(&format!(
        "<div class=promo><p>Come to the pier on Friday, says the guild.</p><span class=addtocalendar><var>2021-03-09 10:30 \
         {FIRST} {SECOND} {THIRD}</var></span></div>"
    )));
    assert_eq!(lines, ["Come to the pier on Friday, says the guild."]);
}

#[test]
fn a_sticky_row_is_no_consent_dialog_and_a_table_with_a_long_cell_is_no_box() {
    let rows = format!("<tr><td>Pier one</td><td>12</td></tr><tr><td>Pier six</td><td>{THIRD}</td></tr>");
    let lines = story(&page(&format!(
        "<div class='row sticky-row'><div class=text><p>{FIRST}</p><p>{SECOND} {SECOND} {SECOND}</p><table class=plan>{rows}</table></div></div>"
    )));
    assert_eq!(lines[2..], ["Pier one", "12", "Pier six", THIRD]);
}

#[test]
fn a_paragraph_that_begins_like_the_lead_taken_from_it_is_told_and_a_copy_is_not() {
    let long = format!("{FIRST} {SECOND} {THIRD}");
    let lines = story(&page(&format!(
        "<div class=text><div class=dek><p>{FIRST}</p></div><p>{THIRD}</p><p>{long}</p></div><div class=text-print><p>{THIRD}</p></div>"
    )));
    assert_eq!(lines, [FIRST, THIRD, long.as_str()]);
}
