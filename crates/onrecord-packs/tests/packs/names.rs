//! The names stage on the shipped packs: what is found, what is linked, and what is never wrong whatever the text.
//! What does not live here: the rules' own examples (see `packs.rs`).

use std::sync::LazyLock;

use onrecord_model::{Anchor, Article, Language, NameKind};
use onrecord_read::{Packs, read};
use proptest::prelude::*;

static PACKS: LazyLock<Packs> = LazyLock::new(onrecord_packs::embedded);

fn names(text: &str) -> Vec<(String, NameKind, Option<String>)> {
    let article = Article::of_text(text, Language::by_script(text));
    read(&article, &PACKS, &Anchor::default())
        .mentions
        .into_iter()
        .map(|m| {
            (
                m.span.of(text).to_owned(),
                m.kind,
                m.entity.map(|e| e.to_string()),
            )
        })
        .collect()
}

fn entity_of(text: &str, words: &str) -> Option<String> {
    names(text)
        .into_iter()
        .find(|(w, ..)| w == words)
        .and_then(|(.., e)| e)
}

#[test]
fn a_brand_its_maker_and_the_group_are_three() {
    let text = "小米集团称，小米汽车的工厂与小米无关。";
    assert_eq!(entity_of(text, "小米集团").as_deref(), Some("xiaomi-group"));
    assert_eq!(entity_of(text, "小米汽车").as_deref(), Some("xiaomi-ev"));
    assert_eq!(PACKS.ground.catalogue.root("xiaomi-ev"), "xiaomi-group");
}

#[test]
fn names_that_are_common_words_need_their_context() {
    for (text, words, entity) in [
        (
            "NIO, Xpeng and ideal, all car makers, sold more.",
            "ideal",
            Some("li-auto"),
        ),
        ("It is an ideal choice for NIO and Xpeng.", "ideal", None),
        ("据电厂独家报道，交易已经完成。", "电厂", Some("dianchang")),
        ("这座火电厂由华能负责建设，电厂的机组已经并网。", "电厂", None),
        ("理想与蔚来本月销量均增长。", "理想", Some("li-auto")),
        ("他的理想是当一名教师。", "理想", None),
        (
            "Apple shares rose as the company sold more iPhones.",
            "Apple",
            Some("apple"),
        ),
        ("She baked an Apple pie.", "Apple", None),
    ] {
        assert_eq!(
            entity_of(text, words)
                .filter(|e| !e.starts_with("doc:"))
                .as_deref(),
            entity,
            "{text}"
        );
    }
}

#[test]
fn both_scripts_name_one_entity() {
    assert_eq!(
        entity_of("據路透社報導，比亞迪將建廠。", "比亞迪").as_deref(),
        Some("byd-group")
    );
    assert_eq!(
        entity_of("据路透社报道，比亚迪将建厂。", "比亚迪").as_deref(),
        Some("byd-group")
    );
}

#[test]
fn short_forms_are_tied_to_the_long_one() {
    let text = "董事长陈立言出席。江州蓝湾新能源股份有限公司（以下简称“江州蓝湾”）周一公告。陈立言说，江州蓝湾将扩产。";
    let people: Vec<_> = names(text).into_iter().filter(|(w, ..)| w == "陈立言").collect();
    assert_eq!(people.len(), 2, "{:?}", names(text));
    let long = entity_of(text, "江州蓝湾新能源股份有限公司");
    assert!(long.is_some());
}

proptest! {
    #[test]
    fn mentions_stand_in_order_and_never_overlap(text in "[a-zA-Z ,.'“”·（）《》小米汽车王记者董事长公司市说的在北京Xiaomi据電廠0-9]{0,120}|\\PC{0,60}") {
        let article = Article::of_text(&text, Language::by_script(&text));
        let mentions = read(&article, &PACKS, &Anchor::default()).mentions;
        let mut end = 0;
        for m in mentions {
            prop_assert!(m.span.start() >= end && !m.span.is_empty(), "{:?}", m);
            prop_assert!(text.get(m.span.start()..m.span.end()).is_some());
            end = m.span.end();
        }
    }
}
