//! Who says what under the shipped packs: the shapes that no rule's own examples can show, for they need kinds and polarity.
//! What does not live here: examples of rules, which stand beside them in the packs.

use onrecord_model::{Anchor, Article, Language, Moment, SpeakerKind};
use onrecord_read::read;
use std::sync::LazyLock;

static PACKS: LazyLock<onrecord_read::Packs> = LazyLock::new(onrecord_packs::embedded);

/// Source, kind of speaker, whether it was said, and the content, for every attribution of the text.
fn said(text: &str) -> Vec<(String, SpeakerKind, bool, String)> {
    let lang = if text.contains('。') {
        Language::Chinese
    } else {
        Language::English
    };
    let article = Article::of_text(text, lang);
    let anchor = Anchor::at(Moment::day(jiff::civil::date(2023, 5, 10)));
    let words = |spans: &[onrecord_model::Span]| -> String {
        let parts: Vec<&str> = spans.iter().map(|s| s.of(text)).collect();
        parts.join(" ")
    };
    read(&article, &PACKS, &anchor)
        .attributions
        .iter()
        .map(|a| (words(&a.source), a.speaker.kind, a.positive, words(&a.content)))
        .collect()
}

fn one(text: &str) -> (String, SpeakerKind, bool, String) {
    let mut all = said(text);
    assert_eq!(all.len(), 1, "{all:?} in {text}");
    all.remove(0)
}

#[test]
fn a_quote_behind_a_colon_is_said_by_whoever_stands_before_it() {
    let (source, kind, ..) = one("The mayor was blunter: “Nobody asked us, and we would have refused.”");
    assert_eq!((source.as_str(), kind), ("The mayor", SpeakerKind::Authority));
    assert!(said("She has a new record: “Harbour Lights”.").is_empty());
    assert!(said("The rule is simple: “No dogs.”").is_empty());
}

#[test]
fn documents_are_the_source_and_not_the_medium_that_saw_them() {
    let (source, kind, ..) = one("Documents seen by Reuters show the pier was never insured.");
    assert_eq!(
        (source.as_str(), kind),
        ("Documents seen by Reuters", SpeakerKind::Record)
    );
    let (_, kind, ..) = one("Court papers filed in Leeds on Monday allege that the pier was never insured.");
    assert_eq!(kind, SpeakerKind::Record);
    let (_, kind, ..) = one("Reuters said the pier was never insured.");
    assert_eq!(kind, SpeakerKind::Outlet);
}

#[test]
fn nobody_says_what_no_one_or_neither_says() {
    for text in [
        "Neither the guild nor the port would say who had signed the lease.",
        "No one at the port said the pier had been insured.",
        "None of the clerks said the pier had been insured.",
    ] {
        assert!(!one(text).2, "{text}");
    }
    assert!(one("The clerks said neither pier had been insured.").2);
}

#[test]
fn whom_an_aside_cites_says_it_too() {
    let all = said("The Evening Post, citing two bankers, reported that the merger was off.");
    let sources: Vec<&str> = all.iter().map(|a| a.0.as_str()).collect();
    assert_eq!(sources, ["two bankers", "The Evening Post"]);
    assert_eq!(all[0].3, all[1].3);
}

#[test]
fn who_will_not_give_a_name_still_says_it() {
    let (source, kind, positive, content) = one("“没有人通知我们。”一名不愿透露姓名的船员对记者说。");
    assert_eq!(
        (source.as_str(), kind, positive),
        ("一名不愿透露姓名的船员", SpeakerKind::Anonymous, true)
    );
    assert_eq!(content, "“没有人通知我们。”");
}

#[test]
fn whoever_looks_something_up_is_the_source_and_not_where_they_looked() {
    let (source, kind, ..) = one("澎湃新闻查询工商登记发现，船运公司已于去年12月注销。");
    assert_eq!((source.as_str(), kind), ("澎湃新闻", SpeakerKind::Outlet));
    assert!(!one("没有一位船员承认见过这份合同。").2);
}
