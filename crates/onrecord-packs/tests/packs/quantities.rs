//! Quantities under the shipped packs: what the documentation promises, and what must hold for any text.

use onrecord_model::{Article, Document, Language, Quantity};
use onrecord_values::quantities;
use proptest::prelude::*;
use std::sync::LazyLock;

static PACKS: LazyLock<onrecord_read::Packs> = LazyLock::new(onrecord_packs::embedded);

fn found(text: &str, lang: Language) -> Vec<Quantity> {
    let article = Article::of_text(text, lang);
    let pack = PACKS.of(lang).expect("a pack");
    quantities::find(&Document::of(&article, &PACKS.sentence_words), &pack.quantities)
}

const PIECES: &str = "(3|12|1,400|2023|0\\.5|１２|-|–|~|−|－|/|:|\\.|,|，|。|\\$|€|%|％|\\(|\\)|（|）|第|前|约|超过|不足|三|两|十|百|千|万|亿|多|余|几|半|点|分|成|折|元|块|毛|辆|家|年|月|日|米|公里|个|百分之|分之|至|到|和|之间|左右|以上|每|年产|皆为|one|two|twenty|hundred|million|dozen|half|a|the|of|and|to|or|in|between|from|more than|up to|about|percent|points|dollars|cents|feet|inches|km|kg|m|p|No\\.|top|third|largest|people|per|year|Model|U\\.S\\.|é|’|😀| |  |\n)";

proptest! {
    #[test]
    fn any_text_is_read_without_panic_and_spans_fit(
        pieces in prop::collection::vec(prop_oneof![PIECES, "\\PC{0,3}"], 0..24),
        chinese in any::<bool>(),
    ) {
        let text = pieces.concat();
        let lang = if chinese { Language::Chinese } else { Language::English };
        let mut last = 0;
        for q in found(&text, lang) {
            prop_assert!(text.get(q.span.start()..q.span.end()).is_some_and(|w| !w.is_empty()), "{:?} in {text:?}", q.span);
            prop_assert!(q.span.start() >= last, "{:?} overlaps in {text:?}", q.span);
            prop_assert!(q.low.is_some() || q.high.is_some());
            if let (Some(low), Some(high)) = (q.low, q.high) {
                prop_assert!(low <= high, "{low} > {high} in {text:?}");
            }
            last = q.span.end();
        }
    }
}

/// Rows of the document's tables: (heading, first cell, second cell).
fn rows() -> Vec<(String, String, String)> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/quantities.md");
    let text = std::fs::read_to_string(path).expect("docs/quantities.md");
    let mut heading = String::new();
    let mut rows = Vec::new();
    for line in text.lines() {
        if let Some(title) = line.strip_prefix("## ") {
            heading = title.to_owned();
        } else if let Some(row) = line.strip_prefix("| ").and_then(|r| r.strip_suffix(" |"))
            && let Some((first, second)) = row.split_once(" | ")
        {
            rows.push((heading.clone(), first.to_owned(), second.to_owned()));
        }
    }
    rows
}

/// The reading in the notation of the document.
fn shown(q: &Quantity) -> String {
    let bound = |d: Option<rust_decimal::Decimal>| d.map(|d| d.to_string()).unwrap_or_default();
    let number = if q.low == q.high {
        bound(q.low)
    } else {
        format!("{}..{}", bound(q.low), bound(q.high))
    };
    let unit = q.unit.as_ref().map(|u| format!(" {u}")).unwrap_or_default();
    let per = q.per.as_ref().map(|p| format!("/{p}")).unwrap_or_default();
    let about = if q.approximate { " ~" } else { "" };
    format!(
        "{} {number}{unit}{per}{about}",
        format!("{:?}", q.kind).to_lowercase()
    )
}

#[test]
fn the_document_tells_the_truth() {
    let mut wrong = Vec::new();
    let mut checked = 0;
    for (heading, text, want) in rows() {
        let plain = text.replace("[[", "").replace("]]", "");
        let got = found(&plain, Language::by_script(&plain));
        if let Some(start) = text.find("[[") {
            let end = text.find("]]").expect("closing marks") - 2;
            checked += 1;
            let hit = got
                .iter()
                .any(|q| (q.span.start(), q.span.end()) == (start, end) && shown(q) == want);
            if !hit {
                let made: Vec<String> = got
                    .iter()
                    .map(|q| format!("{} = {}", q.span.of(&plain), shown(q)))
                    .collect();
                wrong.push(format!("{text}: want {want}; made {}", made.join(" | ")));
            }
        } else if heading == "What is no quantity" && text != "text" {
            checked += 1;
            for q in got {
                wrong.push(format!("{text}: found {} = {}", q.span.of(&plain), shown(&q)));
            }
        }
    }
    assert!(
        checked > 100,
        "only {checked} rows read: has the document changed its form?"
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn values_for_each_of_several_are_marked() {
    let each = |text: &str, lang| found(text, lang).iter().any(|q| q.distributive);
    assert!(each("分两期，年产能皆为15万辆", Language::Chinese));
    assert!(each("They got 50,000 dollars each.", Language::English));
    assert!(
        !each("分两期，年产能为15万辆", Language::Chinese)
            && !each("They got 50,000 dollars.", Language::English)
    );
}

#[test]
fn long_runs_cost_no_more_than_their_length() {
    for piece in [
        "1",
        "1,",
        "1-",
        "一",
        "二三",
        "万",
        "百分之",
        "one hundred and ",
        "$",
        "more than ",
        "1 ",
        "第",
        "1.",
        "12/",
    ] {
        let text = piece.repeat(200_000 / piece.len());
        let lang = Language::by_script(&text);
        found(&text, lang);
    }
}
