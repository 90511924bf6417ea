//! Quantities under the shipped packs: what the documentation promises, and what must hold for any text.

use onrecord_core::{Article, Document, Language, Quantity, quantities};
use proptest::prelude::*;
use std::sync::LazyLock;

static PACKS: LazyLock<onrecord_core::Packs> = LazyLock::new(onrecord_packs::embedded);

fn found(text: &str, lang: Language) -> Vec<Quantity> {
    let article = Article::of_text(text, lang);
    let pack = PACKS.of(lang).expect("a pack");
    quantities::find(&Document::of(&article), &pack.quantities)
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
