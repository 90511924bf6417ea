//! Times under the shipped packs: what the documentation promises, and what must hold for any text.

use onrecord_model::{Anchor, Article, Document, Language, Moment, TimeValue};
use onrecord_packs::check;
use onrecord_values::times;
use proptest::prelude::*;
use std::sync::LazyLock;

static PACKS: LazyLock<onrecord_read::Packs> = LazyLock::new(onrecord_packs::embedded);

fn found(text: &str, lang: Language) -> Vec<TimeValue> {
    found_on(check::example_day(), text, lang)
}

fn found_on(day: Moment, text: &str, lang: Language) -> Vec<TimeValue> {
    let article = Article::of_text(text, lang);
    let pack = PACKS.of(lang).expect("a pack");
    let document = Document::of(&article, &PACKS.sentence_words);
    let anchor = Anchor::at(day);
    times::anchor(
        &document,
        &pack.times,
        times::find(&document, &pack.times),
        &anchor,
        &mut Vec::new(),
    )
}

const PIECES: &str = "(3|12|31|99|1,400|2023|1812|０７|-|–|~|/|:|：|\\.|,|，|。|、|\\(|\\)|（|）|第|前|后|约|近|过去|未来|三|两|十|廿|正月|初|年|月|日|号|周|星期|天|底|末|上|下|半|去年|今年|明天|晚上|点|时|分|小时|个|季度|世纪|年代|以来|之前|至|到|和|每|春节|January|march|May|Monday|mon|last|next|this|the|of|in|at|on|to|from|between|and|or|two|twenty|first|half|a|few|day|days|week|weekend|month|quarter|year|years|ago|later|before|after|early|end|pm|a\\.m\\.|noon|every|now|Christmas|'s|’89|BC|é|😀| |  |\n)";

proptest! {
    #[test]
    fn any_text_is_read_without_panic_and_spans_fit(
        pieces in prop::collection::vec(prop_oneof![PIECES, "\\PC{0,3}"], 0..24),
        chinese in any::<bool>(),
    ) {
        let text = pieces.concat();
        let lang = if chinese { Language::Chinese } else { Language::English };
        let mut last = 0;
        for t in found(&text, lang) {
            prop_assert!(text.get(t.span.start()..t.span.end()).is_some_and(|w| !w.is_empty()), "{:?} in {text:?}", t.span);
            prop_assert!(t.span.start() >= last, "{:?} out of order in {text:?}", t.span);
            prop_assert!(!t.value.is_empty());
            if let (Some(from), Some(to)) = (t.interval.from, t.interval.to) {
                prop_assert!(from.at <= to.at, "{from} after {to} in {text:?}");
            }
            last = t.span.start();
        }
    }
}

/// Lines of the document that do not hold.
pub fn wrong_lines() -> (usize, Vec<String>) {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/times.md");
    let text = std::fs::read_to_string(path).expect("docs/times.md");
    let (mut checked, mut wrong) = (0, Vec::new());
    let mut heading = "";
    for line in text.lines() {
        if let Some(title) = line.strip_prefix("## ") {
            heading = title;
        }
        let Some(row) = line.strip_prefix("| ").and_then(|r| r.strip_suffix('|')) else {
            continue;
        };
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let plain = cells[0].replace("[[", "").replace("]]", "");
        let got = found(&plain, Language::by_script(&plain));
        let made: Vec<String> = got
            .iter()
            .map(|t| {
                let day =
                    |m: Option<onrecord_model::Moment>| m.map(|m| m.date().to_string()).unwrap_or_default();
                let to = t.interval.to.map(|m| {
                    let midnight = m.at.time() == jiff_midnight();
                    if midnight {
                        m.date()
                    } else {
                        m.date().tomorrow().unwrap_or(m.date())
                    }
                    .to_string()
                });
                let interval = match (t.interval.from, &to) {
                    (None, None) => String::new(),
                    (from, to) => format!("{}/{}", day(from), to.clone().unwrap_or_default()),
                };
                format!("{} = {} = {interval}", t.span.of(&plain), t.value)
            })
            .collect();
        if heading == "Nothing is read in" && cells[0] != "text" {
            checked += 1;
            if !got.is_empty() {
                wrong.push(format!("{plain}: made {}", made.join(" | ")));
            }
        } else if let (Some(start), Some(end)) = (cells[0].find("[["), cells[0].find("]]")) {
            checked += 1;
            let want = format!("{} = {} = {}", &cells[0][start + 2..end], cells[1], cells[2]);
            if !made.contains(&want) {
                wrong.push(format!("{want}: made {}", made.join(" | ")));
            }
        }
    }
    (checked, wrong)
}

fn jiff_midnight() -> jiff::civil::Time {
    jiff::civil::Time::midnight()
}

#[test]
fn the_document_tells_the_truth() {
    let (checked, wrong) = wrong_lines();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(checked > 30, "the tables were not found");
}

/// `[[words => value]]` of a line, and the line without the marks.
fn marked(line: &str) -> (String, Vec<String>) {
    let (mut plain, mut marks) = (String::new(), Vec::new());
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("[[") {
        let (mark, behind) = after.split_once("]]").expect("a closed mark");
        let (words, _) = mark.split_once(" => ").expect("a value");
        plain.push_str(before);
        plain.push_str(words);
        marks.push(mark.to_owned());
        rest = behind;
    }
    plain.push_str(rest);
    (plain, marks)
}

#[test]
fn newswire_is_read_as_timex3_has_it() {
    let mut wrong = Vec::new();
    let files = [
        (include_str!("../newswire.txt"), Language::English),
        (include_str!("../newswire-zh.txt"), Language::Chinese),
    ];
    let lines = files
        .iter()
        .flat_map(|(text, lang)| text.lines().map(move |line| (line, *lang)));
    for (line, lang) in lines.filter(|(line, _)| !line.starts_with('#')) {
        let (day, sentence) = line.split_once(" | ").expect("a day and a sentence");
        let day = Moment::day(day.parse().expect("a day"));
        let (plain, marks) = marked(sentence);
        let got: Vec<String> = found_on(day, &plain, lang)
            .iter()
            .map(|t| format!("{} => {}", t.span.of(&plain), t.value))
            .collect();
        if got != marks {
            wrong.push(format!("{line}\n    made {got:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn zones_are_offsets_and_one_instant_has_two_clocks() {
    let day = Moment::day("2023-07-05".parse().expect("a day"));
    let told = |text, lang| -> Vec<(String, Option<i16>)> {
        let times = found_on(day, text, lang);
        times.into_iter().map(|t| (t.value, t.offset)).collect()
    };
    assert_eq!(
        told(
            "The vote ended at 9 p.m. ET Tuesday (0100 GMT).",
            Language::English
        ),
        [
            ("2023-07-04T21:00".to_owned(), Some(-240)),
            ("2023-07-05T01:00".to_owned(), Some(0))
        ],
    );
    assert_eq!(
        told(
            "投票于北京时间7月4日9时结束，当地时间7月3日20时公布。",
            Language::Chinese
        ),
        [
            ("2023-07-04T09:00".to_owned(), Some(480)),
            ("2023-07-03T20:00".to_owned(), None)
        ],
    );
}

#[test]
fn a_cited_documents_date_governs_its_own_words() {
    let day = Moment::day("2023-04-20".parse().expect("a day"));
    let times = found_on(day, "据其2月14日公告，公司上月停产。", Language::Chinese);
    let told = &times[1];
    assert_eq!((told.value.as_str(), &*told.rule), ("2023-01", "times/cited"));
    assert!(told.alternatives.iter().any(|a| &*a.rule == "times/published"));
}

/// A page that is known to a few days says no more than both ends agree on.
#[test]
fn an_interval_of_publication_makes_intervals() {
    let interval = |from: &str, to: &str| onrecord_model::Interval {
        from: Some(Moment::day(from.parse().expect("a day"))),
        to: Some(Moment::day(to.parse().expect("a day"))),
    };
    let value = |text: &str, published| {
        let article = Article::of_text(text, Language::English);
        let pack = PACKS.of(Language::English).expect("a pack");
        let document = Document::of(&article, &PACKS.sentence_words);
        let found = times::find(&document, &pack.times);
        let read = times::anchor(
            &document,
            &pack.times,
            found,
            &Anchor { published },
            &mut Vec::new(),
        );
        let days = |m: Option<Moment>| m.map(|m| m.date().to_string()).unwrap_or_default();
        read.iter()
            .map(|t| format!("{} {}/{}", t.value, days(t.interval.from), days(t.interval.to)))
            .collect::<Vec<_>>()
    };
    let autumn = interval("2023-10-09", "2024-01-01");
    assert_eq!(
        value("Sales will rise next year.", autumn),
        ["2024 2024-01-01/2025-01-01"]
    );
    assert_eq!(
        value("Sales fell last month.", autumn),
        ["2023-09/2023-11 2023-09-01/2023-12-01"],
    );
    let week = interval("2023-03-13", "2023-03-20");
    assert_eq!(
        value("The firm lost $2 million last month.", week),
        ["2023-02 2023-02-01/2023-03-01"]
    );
    assert_eq!(
        value("He said it on Friday.", week),
        ["2023-03-10/2023-03-17 2023-03-10/2023-03-18"],
    );
}
