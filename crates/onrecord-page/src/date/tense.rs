//! Whether the words around a date tell it as past or as future, with cue words from the packs.
//! What does not live here: what follows for the day of writing (`text`).

use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};
use jiff::civil::Weekday;
use onrecord_model::pack::PackSources;
use onrecord_model::{Language, WordSet};

use super::Written;

/// How a date is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tense {
    Past,
    Future,
    Unknown,
}

/// The cue words of one language, compiled once.
#[derive(Debug)]
pub(crate) struct Tenses {
    chinese: bool,
    future: Vec<String>,
    past: Vec<String>,
    arrival: Vec<String>,
    announces: Vec<String>,
    traces: Vec<String>,
    numbers: Vec<String>,
    dateline: Vec<String>,
    other_year: Vec<String>,
    weekdays: Vec<String>,
    this_year: AhoCorasick,
    /// Words at which an English clause begins.
    edges: Vec<String>,
    /// Before a participle: that it lies ahead, that it lies behind, and what may be between.
    helpers_future: WordSet,
    helpers_past: WordSet,
    helpers_open: WordSet,
    /// Four digits behind one are a year.
    before_year: WordSet,
    /// Parts of a year with their months, of both languages: before an English year, behind a Chinese one.
    parts_before: Vec<(String, (i8, i8))>,
    parts_behind: Vec<(String, (i8, i8))>,
    /// 年报: of a year that is over.
    year_reports: Vec<String>,
    /// 星期: before the character of a weekday.
    weekday_heads: Vec<String>,
}

/// "first half=1-6".
fn part(line: &str) -> Option<(String, (i8, i8))> {
    let (words, months) = line.split_once('=')?;
    let (first, last) = months.split_once('-')?;
    Some((words.to_owned(), (first.parse().ok()?, last.parse().ok()?)))
}

impl Tenses {
    /// Reads the lists of the page stage for one language.
    pub fn compile(sources: &PackSources, lang: Language) -> Tenses {
        let list = |name: &str| -> Vec<String> {
            let full = format!("{}/page/{name}", lang.code().unwrap_or("common"));
            let mut words = sources.list(&full).to_vec();
            words.sort_by(|a, b| b.len().cmp(&a.len()).then(a.cmp(b)));
            words
        };
        let weekdays = sources
            .list(&format!("{}/page/weekdays", lang.code().unwrap_or("common")))
            .to_vec();
        let set = |name: &str| -> WordSet { list(name).into_iter().collect() };
        let parts = |name: &str| sources.list(name).iter().filter_map(|line| part(line)).collect();
        Tenses {
            edges: list("tense-edges"),
            helpers_future: set("helpers-future"),
            helpers_past: set("helpers-past"),
            helpers_open: set("helpers-open"),
            before_year: set("before-year"),
            parts_before: parts("en/page/year-parts"),
            parts_behind: parts("zh/page/year-parts"),
            year_reports: sources.list("zh/page/year-reports").to_vec(),
            weekday_heads: list("weekday-heads"),
            chinese: lang == Language::Chinese,
            future: list("tense-future"),
            past: list("tense-past"),
            arrival: list("tense-arrival"),
            announces: list("tense-announces"),
            traces: list("tense-traces"),
            numbers: list("numbered-meetings"),
            dateline: list("dateline"),
            other_year: list("other-year"),
            weekdays,
            this_year: AhoCorasick::builder()
                .ascii_case_insensitive(true)
                .match_kind(MatchKind::LeftmostLongest)
                .build(list("this-year"))
                .expect("word lists make an automaton"),
        }
    }

    /// True when what is behind a year numbers a meeting of it: 第7次审议会议.
    pub fn numbers(&self, after: &str) -> bool {
        let Some(rest) = after.trim_start().strip_prefix('第') else {
            return false;
        };
        let rest =
            rest.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十百".contains(c));
        let meeting: String = rest.chars().take(16).collect();
        rest.starts_with(['次', '届']) && self.numbers.iter().any(|w| meeting.contains(w.as_str()))
    }

    /// How the date between `before` and `after` (of its sentence) is told.
    pub fn of(&self, before: &str, after: &str) -> Tense {
        if self.chinese {
            self.of_chinese(before, after)
        } else {
            self.of_english(before, after)
        }
    }

    /// The clause that holds the date; where it holds nothing else, the next one.
    fn of_chinese(&self, before: &str, after: &str) -> Tense {
        let commas: &[char] = &['，', ',', '；', ';', '：', ':'];
        let left = before.rsplit(commas).next().unwrap_or("");
        let mut right = after.split(commas);
        let mut here = right.next().unwrap_or("").to_owned();
        if here.trim().is_empty() {
            here = right.next().unwrap_or("").to_owned();
        }
        let has = |words: &[String], text: &str| words.iter().any(|w| text.contains(w.as_str()));
        let traces = |text: &str| self.traces.iter().any(|w| text.ends_with(w.as_str()));
        // Cues of a plan stand before the date or right behind it; 宣布拟收购 dates what was announced, 计划可追溯至 the plan.
        let close: String = here.chars().take(8).collect();
        let first = |words: &[String]| words.iter().filter_map(|w| close.find(w.as_str())).min();
        let announced = first(&self.announces);
        if traces(left) {
            return Tense::Past;
        }
        let ahead = first(&self.future).is_some_and(|at| announced.is_none_or(|a| at < a));
        if has(&self.future, left) || ahead {
            return Tense::Future;
        }
        if has(&self.past, left) || has(&self.past, &here) {
            return Tense::Past;
        }
        Tense::Unknown
    }

    /// The nearest verb before the date in its clause decides; then the first behind it; then what stands further ahead.
    fn of_english(&self, before: &str, after: &str) -> Tense {
        let clause = before.rsplit([',', ';', ':', '—', '–', '(']).next().unwrap_or("");
        let ahead: Vec<&str> = words(clause).collect();
        let edge = ahead
            .iter()
            .rposition(|w| self.edges.iter().any(|e| e.eq_ignore_ascii_case(w)))
            .map_or(0, |i| i + 1);
        let nearest = |words: &[&str]| {
            (0..words.len())
                .rev()
                .take(14)
                .find_map(|i| self.verb(words[i], &words[..i]))
        };
        if let Some(tense) = nearest(&ahead[edge..]) {
            return tense;
        }
        let behind: Vec<&str> = words(after).take(16).collect();
        let first = (0..behind.len()).find_map(|i| self.verb(behind[i], &behind[..i]));
        if let Some(tense) = first {
            return tense;
        }
        let all: Vec<&str> = words(before).collect();
        nearest(&all).unwrap_or(Tense::Unknown)
    }

    fn verb(&self, word: &str, left: &[&str]) -> Option<Tense> {
        let is = |words: &[String], word: &str| words.iter().any(|w| w.eq_ignore_ascii_case(word));
        // The month is no verb.
        if word == "May" {
            return None;
        }
        let lower = word.to_ascii_lowercase();
        let participle =
            lower.len() > 4 && lower.ends_with("ed") && word.chars().all(|c| c.is_ascii_lowercase());
        let past = is(&self.past, word);
        if past || participle && !is(&self.future, word) {
            // "will be launched", "to be built": the helper decides.
            for helper in left.iter().rev().take(4) {
                let helper = helper.to_ascii_lowercase();
                if self.helpers_future.contains(&helper) {
                    return Some(Tense::Future);
                } else if self.helpers_past.contains(&helper) {
                    return Some(Tense::Past);
                } else if !self.helpers_open.contains(&helper) {
                    break;
                }
            }
            return Some(Tense::Past);
        }
        if is(&self.future, word) {
            // "was due", "had planned": told from behind.
            let told = left
                .last()
                .is_some_and(|l| matches!(l.to_ascii_lowercase().as_str(), "was" | "were" | "had"));
            // "to" alone is a verb's helper only before a verb; between nouns it is not: leave it open.
            if lower == "to" || lower == "set" {
                return None;
            }
            return Some(if told { Tense::Past } else { Tense::Future });
        }
        None
    }

    /// "with the advent of 2024", "2024年到来".
    pub fn arrives(&self, before: &str, after: &str) -> bool {
        if self.chinese {
            let near: String = after.chars().take(8).collect();
            return self.arrival.iter().any(|w| near.contains(w.as_str()));
        }
        let tail = before.trim_end().to_ascii_lowercase();
        self.arrival.iter().any(|w| tail.ends_with(w.as_str()))
    }

    /// Words after which four digits are a year.
    pub fn before_year(&self, before: &str) -> bool {
        if self.chinese {
            return false;
        }
        let last = words(before).last().unwrap_or("").to_ascii_lowercase();
        self.before_year.contains(&last)
            || last.len() == 2 && (last.starts_with('q') || last.starts_with('h'))
    }

    /// The words beside a day say that it is of the year of writing.
    pub fn this_year(&self, before: &str, after: &str) -> bool {
        if self.chinese {
            self.this_year
                .find_iter(before)
                .last()
                .is_some_and(|m| m.end() == before.len())
        } else {
            self.this_year.find(after).is_some_and(|m| m.start() <= 3)
        }
    }

    /// The words beside a day say that it is of another year.
    pub fn other_year(&self, before: &str, after: &str) -> bool {
        let after = after.to_lowercase();
        self.other_year.iter().any(|w| {
            if self.chinese {
                before.ends_with(w.as_str())
            } else {
                after.trim_start_matches([' ', ',']).starts_with(w.as_str())
                    || after
                        .trim_start_matches([' ', ','])
                        .strip_prefix("of ")
                        .is_some_and(|a| a.starts_with(w.as_str()))
            }
        })
    }

    /// Places of "this year".
    pub fn this_year_places(&self, text: &str) -> Vec<Range<usize>> {
        self.this_year
            .find_iter(text)
            .take(40)
            .map(|m| m.range())
            .collect()
    }

    /// A weekday right beside the date.
    pub fn weekday(&self, before: &str, after: &str) -> Option<Weekday> {
        const DAYS: [Weekday; 7] = [
            Weekday::Monday,
            Weekday::Tuesday,
            Weekday::Wednesday,
            Weekday::Thursday,
            Weekday::Friday,
            Weekday::Saturday,
            Weekday::Sunday,
        ];
        if self.chinese {
            let open = after.trim_start_matches(['(', '（', ' ']);
            let rest = self
                .weekday_heads
                .iter()
                .find_map(|w| open.strip_prefix(w.as_str()))?;
            let index = "一二三四五六日".chars().position(|c| rest.starts_with(c));
            return index.or(rest.starts_with('天').then_some(6)).map(|i| DAYS[i]);
        }
        let last = words(before).last().unwrap_or("").to_ascii_lowercase();
        let close = before.trim_end().len() + 3 >= before.len();
        let index = self.weekdays.iter().position(|w| *w == last && close)?;
        DAYS.get(index).copied()
    }

    /// A day without a year in the opening sentences that is the day of the report: "Feb 14 (Reuters) -", "2月14日,…获悉".
    pub fn dateline(&self, text: &str, sentence: &Range<usize>, date: &Written) -> bool {
        let before = &text[sentence.start..date.range.start];
        let after = &text[date.range.end..sentence.end.max(date.range.end)];
        if self.chinese {
            let all = &text[sentence.clone()];
            let near = before.chars().count() <= 24;
            return near && self.dateline.iter().any(|w| all.contains(w.as_str()));
        }
        let head = before.trim();
        let place = head.len() <= 40 && !head.chars().any(|c| c.is_ascii_lowercase() && head.len() > 24);
        let mark = after.trim_start();
        place
            && (mark.starts_with('(') || mark.starts_with(['-', '–', '—']) || mark.starts_with(": "))
            && mark.len() > 3
    }

    /// The months of a part of a year: "the second quarter of", "H1", "first half of"; behind a Chinese year "二季度", "上半年".
    pub fn part_of_year(&self, before: &str, after: &str) -> Option<(i8, i8)> {
        let rest = after.trim_start_matches(['年', ' ', '的', '第']);
        if after.len() != rest.len() || !rest.is_ascii() {
            let behind = self
                .parts_behind
                .iter()
                .find(|(words, _)| rest.starts_with(words));
            if let Some((_, months)) = behind {
                return Some(*months);
            }
        }
        let tail = before.trim_end().to_ascii_lowercase();
        let tail = tail.strip_suffix(" of").unwrap_or(&tail);
        let tail = tail.strip_suffix(" in").unwrap_or(tail);
        let ahead = self.parts_before.iter().find(|(words, _)| tail.ends_with(words));
        ahead.map(|(_, months)| *months)
    }

    /// True for words that tell of a year that is over: 年报.
    pub fn reports_year(&self, words: &str) -> bool {
        self.year_reports.iter().any(|w| words.contains(w.as_str()))
    }
}

fn words(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '\'')
        .filter(|w| !w.is_empty())
}
