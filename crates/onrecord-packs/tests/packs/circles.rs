//! Sentences whose trees once went round in a circle: mending them by names must leave a tree, and reading must end.
//! What does not live here: what such a sentence claims.

use onrecord_model::{Anchor, Article, Language, Moment};
use onrecord_read::read;

/// A torn name before a mark of possession, whose noun the parser had hung below the name itself.
const OWNERS: [&str; 3] = [
    "In Dunford, Abbott acknowledged that de Garrick's statement might be accepted as a basis for settlement, but the \
     government refused to recognize the union.",
    "Norland took a more openly hostile view of President Arn Nassim's material and political assistance to the union, \
     which some analysts saw as its main support.",
    "General Brack Hollis's second invasion of Farhill ended with a meaningless victory over the union.",
];

#[test]
fn every_sentence_is_read_to_its_end() {
    let packs = onrecord_packs::embedded();
    let anchor = Anchor::at(Moment::day(jiff::civil::date(2023, 3, 15)));
    for text in OWNERS {
        let article = Article::of_text(text, Language::English);
        let claims = read(&article, &packs, &anchor).claims;
        assert!(!claims.is_empty(), "{text}");
    }
}
