//! Tests of the whole stage on small packs made here: spans, linear work, anchoring order.
//! What does not live here: the rules' own examples (the packs' checker runs them).

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::chart::Chart;
use super::*;
use crate::pack::{Field, ListSource, RuleSource};
use crate::{Article, Moment};

fn list(name: &str, words: &[&str]) -> ListSource {
    ListSource {
        name: format!("en/times/{name}"),
        stage: "times".into(),
        lang: Language::English,
        file: "en/times/test.toml".into(),
        line: 1,
        words: words.iter().map(|w| (*w).to_owned()).collect(),
        fields: BTreeMap::new(),
    }
}

fn rule(name: &str, pattern: &str, makes: &str, means: &str) -> RuleSource {
    let fields = [("pattern", pattern), ("makes", makes), ("means", means)]
        .map(|(k, v)| (k.to_owned(), Field::Text(v.to_owned())));
    RuleSource {
        name: format!("en/times/{name}"),
        stage: "times".into(),
        lang: Language::English,
        file: "en/times/test.toml".into(),
        line: 1,
        fields: BTreeMap::from(fields),
        yes: Vec::new(),
        no: Vec::new(),
    }
}

fn rules() -> Rules {
    let sources = PackSources {
        rules: vec![
            rule("month-day", "{month:m} {dd|od:d}", "day", "md($m, $d)"),
            rule(
                "month-day-year",
                "{month:m} {dd:d} [,] {yyyy:y}",
                "day",
                "in(year($y), md($m, $d))",
            ),
            rule(
                "numeric",
                "{yyyy:y} - {mm:m} - {dd:d}",
                "day",
                "in(year($y), md($m, $d))",
            ),
            rule("year", "{yyyy:y}", "year", "year($y)"),
            rule("range", "{date:a} (to|-) {date:b}", "range", "range($a, $b)"),
            rule("list", "{date:a} , {date:b}", "period", "$a"),
            rule("last", "last {month:m}", "day", "directed(month($m), -1)"),
            rule("length", "{n:n} {unit:u}", "duration", "dur($n, $u)"),
            rule("later", "{duration:d} later", "period", "later($d)"),
        ],
        lists: vec![
            list(
                "month",
                &["january => 1", "august => 8", "october => 10", "december => 12"],
            ),
            list("unit", &["day|days => day", "year|years => year"]),
            list("ahead", &["will"]),
        ],
        ..PackSources::default()
    };
    let mut problems = Vec::new();
    let rules = Rules::compile(Language::English, &sources, &mut problems);
    assert!(problems.is_empty(), "{problems:?}");
    rules
}

fn read(text: &str, from: Date, to: Date) -> Vec<TimeValue> {
    let article = Article::of_text(text, Language::English);
    let document = Document::of(&article, &crate::SentenceWords::default());
    let rules = rules();
    let found = find(&document, &rules);
    let published = crate::Interval {
        from: Some(Moment::day(from)),
        to: Some(Moment::day(to)),
    };
    anchor(&document, &rules, found, &Anchor { published }, &mut Vec::new())
}

fn on(text: &str, day: Date) -> Vec<String> {
    let values = read(text, day, day.tomorrow().unwrap());
    values.into_iter().map(|v| v.value).collect()
}

#[test]
fn nearest_past_unless_the_clause_plans_ahead() {
    let day = jiff::civil::date(2024, 1, 15);
    assert_eq!(on("He resigned on December 28 after all.", day), ["2023-12-28"]);
    assert_eq!(
        on("He will resign on December 28 after all.", day),
        ["2024-12-28"]
    );
    let values = read(
        "He resigned on December 28 after all.",
        day,
        day.tomorrow().unwrap(),
    );
    assert_eq!(values[0].alternatives.len(), 1, "the other reading is kept");
}

#[test]
fn as_early_as_reaches_further_back() {
    let day = jiff::civil::date(2023, 10, 20);
    assert_eq!(on("It failed last August, he said.", day), ["2023-08"]);
    assert_eq!(on("As early as last August it failed.", day), ["2022-08"]);
}

#[test]
fn an_interval_of_publication_gives_an_interval() {
    let (from, to) = (jiff::civil::date(2023, 12, 1), jiff::civil::date(2024, 2, 1));
    let values = read("He resigned on January 9 after all.", from, to);
    assert_eq!(
        values[0].interval.from.map(|m| m.date()),
        Some(jiff::civil::date(2023, 1, 9))
    );
    assert_eq!(
        values[0].interval.to.map(|m| m.date()),
        Some(jiff::civil::date(2024, 1, 10))
    );
    let values = read("He resigned on October 9 after all.", from, to);
    assert_eq!(values[0].value, "2023-10-09", "one value where both ends agree");
}

#[test]
fn later_counts_from_the_story() {
    let day = jiff::civil::date(2024, 1, 15);
    assert_eq!(
        on("It sank on August 3, 1911 and rose 2 days later.", day),
        ["1911-08-03", "1911-08-05"]
    );
}

#[test]
fn without_a_reference_the_dateline_counts() {
    let article = Article::of_text(
        "OSLO, October 9, 2019 - He left on October 3 for good.",
        Language::English,
    );
    let document = Document::of(&article, &crate::SentenceWords::default());
    let rules = rules();
    let values = anchor(
        &document,
        &rules,
        find(&document, &rules),
        &Anchor::default(),
        &mut Vec::new(),
    );
    assert_eq!(values[1].value, "2019-10-03");
}

#[test]
fn digits_take_linear_work() {
    let rules = rules();
    let grammar = rules.grammar.as_ref().unwrap();
    for piece in ["2019 - 10 - ", "2019, ", "1 ", "january 2019 - ", "99-"] {
        let work = |copies: usize| {
            let text = piece.repeat(copies);
            let mut tokens = Vec::new();
            grammar
                .vocabulary
                .cut(&text, Span::new(0, text.len()), &mut tokens);
            let mut chart = Chart::new(grammar);
            chart.read(&tokens, &mut Vec::new());
            chart.work
        };
        let (small, large) = (work(500), work(4000));
        assert!(
            large <= small * 9,
            "{piece:?}: {small} steps for 500, {large} for 4,000"
        );
    }
}

proptest! {
    #[test]
    fn any_text_gives_ordered_spans_on_character_boundaries(text in "(january|last | 31|2019|, |-|年|’s|é| to |3 days|later|\\n|[a-z0-9 .]){0,40}") {
        let article = Article::of_text(&text, Language::English);
        let document = Document::of(&article, &crate::SentenceWords::default());
        let rules = rules();
        let found = find(&document, &rules);
        for pair in found.windows(2) {
            prop_assert!(pair[0].span.end() <= pair[1].span.start());
        }
        let day = Moment::day(jiff::civil::date(2023, 3, 15));
        for value in anchor(&document, &rules, found, &Anchor::at(day), &mut Vec::new()) {
            prop_assert!(text.get(value.span.start()..value.span.end()).is_some_and(|w| !w.is_empty()));
            if let (Some(from), Some(to)) = (value.interval.from, value.interval.to) {
                prop_assert!(from.at <= to.at, "{:?}", value);
            }
        }
    }
}
