//! The embedded parsers on sentences of our own, and what holds of every tree on any text.

use onrecord_model::Span;
use onrecord_syntax::{Features, Parser, Relation, Tag, Tree, chinese, english};
use proptest::prelude::*;

fn parse(parser: &Parser, text: &str) -> Tree {
    parser.parse(text, Span::new(0, text.len()), &[])
}

fn arc(tree: &Tree, text: &str, word: &str) -> (Relation, String) {
    let at = tree
        .tokens
        .iter()
        .position(|token| token.span.of(text) == word)
        .expect("the word is a token");
    let token = &tree.tokens[at];
    (
        token.relation,
        token
            .head
            .map_or(String::new(), |head| tree.tokens[head].span.of(text).to_owned()),
    )
}

fn to(relation: Relation, head: &str) -> (Relation, String) {
    (relation, head.to_owned())
}

#[test]
fn a_passive_under_a_denial() {
    let text = "Police denied that Mr. Marlow had been arrested.";
    let tree = parse(english(), text);
    assert_eq!(arc(&tree, text, "Police"), to(Relation::Nsubj, "denied"));
    assert_eq!(arc(&tree, text, "arrested"), to(Relation::Ccomp, "denied"));
    assert_eq!(arc(&tree, text, "Marlow"), to(Relation::NsubjPass, "arrested"));
    assert_eq!(arc(&tree, text, "been"), to(Relation::AuxPass, "arrested"));
    let root = tree.root().expect("a tree has a root");
    assert_eq!(
        (&*tree.tokens[root].lemma, tree.tokens[root].tag),
        ("deny", Tag::Verb)
    );
    assert!(tree.tokens[root].features.has(Features::PAST));
}

#[test]
fn a_past_form_that_is_no_noun_is_told() {
    let text = "A judge struck down the ban on wood stoves.";
    let tree = parse(english(), text);
    let root = tree.root().expect("a tree has a root");
    assert_eq!(tree.tokens[root].span.of(text), "struck");
    assert!(matches!(tree.tokens[root].tag, Tag::Verb | Tag::Aux));
}

#[test]
fn the_words_of_a_name_are_one_node_whatever_they_are_by_themselves() {
    let text = "The watchdog cleared Hollin Bank of wrongdoing.";
    let name = Span::new(21, 32);
    let tree = english().parse(text, Span::new(0, text.len()), &[name]);
    assert_eq!(name.of(text), "Hollin Bank");
    assert_eq!(arc(&tree, text, "Hollin"), to(Relation::Compound, "Bank"));
    assert_eq!(arc(&tree, text, "Bank"), to(Relation::Obj, "cleared"));
    // A subject hangs on the verb, not on its auxiliary.
    let text = "Farhill Motors has won a licence.";
    let tree = english().parse(text, Span::new(0, text.len()), &[Span::new(0, 14)]);
    assert_eq!(arc(&tree, text, "Motors"), to(Relation::Nsubj, "won"));
    assert_eq!(arc(&tree, text, "has"), to(Relation::Aux, "won"));
}

#[test]
fn the_capital_of_a_title_before_a_name_is_no_sentence_start() {
    let text = "Finance Minister Karel Novy resigned on Monday after a long row over the budget.";
    let tree = english().parse(text, Span::new(0, text.len()), &[Span::new(17, 27)]);
    let root = tree.root().expect("a tree has a root");
    assert_eq!(tree.tokens[root].span.of(text), "resigned");
}

#[test]
fn clitics_money_and_hyphens_are_tokens() {
    let text = "It's a $5m deal, and they don't expect a same-day ruling.";
    let tree = parse(english(), text);
    let words: Vec<&str> = tree.tokens.iter().map(|token| token.span.of(text)).collect();
    let wanted = [
        "It", "'s", "a", "$", "5", "m", "deal", ",", "and", "they", "do", "n't", "expect", "a", "same", "-",
        "day", "ruling", ".",
    ];
    assert_eq!(words, wanted);
    let not = &tree.tokens[11];
    assert_eq!((&*not.lemma, not.relation), ("not", Relation::Neg));
}

#[test]
fn chinese_words_are_cut_and_tagged() {
    let text = "警方否认王某已被逮捕。";
    let tokens = chinese().tag(text, Span::new(0, text.len()), &[]);
    let words: Vec<(&str, Tag)> = tokens.iter().map(|t| (t.span.of(text), t.tag)).collect();
    assert_eq!(words[0], ("警方", Tag::Noun));
    assert_eq!(words[1], ("否认", Tag::Verb));
    assert!(words.contains(&("逮捕", Tag::Verb)), "{words:?}");
}

#[test]
fn no_token_crosses_a_fixed_span_and_a_chinese_name_is_one() {
    let text = "塔恩食品集团否认了这一说法。";
    let name = Span::new(0, "塔恩食品集团".len());
    let tree = chinese().parse(text, Span::new(0, text.len()), &[name]);
    assert_eq!(tree.tokens[0].span, name);
    assert!(tree.tokens[0].features.has(Features::FIXED));
    let tree = english().parse("Tarnwick", Span::new(0, 8), &[Span::new(0, 4)]);
    assert_eq!(tree.tokens[0].span, Span::new(0, 4));
}

#[test]
fn tokens_of_a_later_sentence_have_places_in_the_text() {
    let text = "It rose. It fell.";
    let tree = english().parse(text, Span::new(9, text.len()), &[]);
    assert_eq!(tree.tokens[1].span.of(text), "fell");
}

#[test]
fn damaged_weights_are_refused() {
    assert!(Parser::load(b"onsyn").is_err());
    assert!(Parser::load(b"something else altogether, longer than the head").is_err());
}

fn holds(parser: &Parser, text: &str) {
    let tree = parse(parser, text);
    let mut end = 0;
    for (at, token) in tree.tokens.iter().enumerate() {
        assert!(
            token.span.start() >= end && !token.span.is_empty(),
            "tokens overlap in {text:?}"
        );
        assert!(
            text[end..token.span.start()].trim().is_empty(),
            "a word was lost in {text:?}"
        );
        assert!(text.get(token.span.start()..token.span.end()).is_some());
        end = token.span.end();
        // No cycle: every way up ends at the root.
        let mut above = at;
        for _ in 0..=tree.tokens.len() {
            above = tree.tokens[above].head.unwrap_or(above);
        }
        assert_eq!(
            Some(above),
            tree.root(),
            "a way that does not end at the root in {text:?}"
        );
    }
    assert!(
        text[end..].trim().is_empty(),
        "a word was lost at the end of {text:?}"
    );
    assert_eq!(
        tree.tokens.iter().filter(|token| token.head.is_none()).count(),
        usize::from(!tree.tokens.is_empty())
    );
}

#[test]
fn a_sentence_of_a_thousand_words_is_one_tree() {
    let text = "The board said the plant would close, and ".repeat(110);
    holds(english(), &text);
    holds(chinese(), &"公司表示工厂将关闭，".repeat(200));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_heads_make_a_tree_once_circles_are_broken(heads in proptest::collection::vec(proptest::option::of(0usize..9), 9)) {
        let mut tree = parse(english(), "The board of the bank said on Friday it");
        prop_assert_eq!(tree.tokens.len(), heads.len());
        for (token, head) in tree.tokens.iter_mut().zip(&heads) {
            token.head = *head;
        }
        let roots = heads.iter().filter(|h| h.is_none()).count();
        tree.break_circles();
        for at in 0..tree.tokens.len() {
            let top = std::iter::successors(Some(at), |t| tree.tokens[*t].head).take(10).last();
            prop_assert!(top.is_some_and(|t| tree.tokens[t].head.is_none()), "{heads:?}");
        }
        prop_assert_eq!(tree.tokens.iter().filter(|t| t.head.is_none()).count(), roots.max(1));
        prop_assert!(!tree.break_circles());
    }

    #[test]
    fn any_text_gives_a_tree_that_covers_it(text in "[ a-zA-Z0-9.,'’\"“”$%()/-]{0,60}|\\PC{0,40}|[公司被称将的在0-9，。·]{0,40}") {
        holds(english(), &text);
        holds(chinese(), &text);
    }
}
