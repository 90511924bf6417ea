//! The words that stand beside stamps and in the names of markup, from the packs.
//! What does not live here: which stamp is believed (`judge`).

use std::collections::BTreeMap;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use onrecord_model::WordSet;
use onrecord_model::pack::{Field, PackSources};

/// What the words beside a stamp say it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Label {
    Published,
    Updated,
    /// Of something else: an event, a birth, the reader's day.
    Other,
}

/// Word lists about stamps, compiled once.
#[derive(Debug)]
pub(crate) struct Words {
    labels: BTreeMap<String, Label>,
    /// Labels that name another thing's day behind a number: "No. 14 of".
    weak: Vec<String>,
    names: AhoCorasick,
    foreign: AhoCorasick,
    elsewhere: AhoCorasick,
    /// How many patterns of `elsewhere` are names of other places; those behind them are the story's own.
    others: usize,
    metas: BTreeMap<String, (bool, f32)>,
    /// Between a label and its day: "published on".
    joints: Vec<String>,
    /// Between a place and its day: "Harlow, den".
    pub(super) dateline_joints: WordSet,
}

impl Words {
    /// Reads the lists `date-*` and the rules `meta-*` of the page stage.
    pub fn compile(sources: &PackSources) -> Words {
        let words = |name: &str| -> Vec<&str> {
            let end = format!("/page/{name}");
            let lists = sources.lists.iter().filter(|l| l.name.ends_with(&end));
            lists.flat_map(|l| l.words.iter().map(String::as_str)).collect()
        };
        let automaton = |words: &[&str]| {
            AhoCorasick::builder()
                .ascii_case_insensitive(true)
                .match_kind(MatchKind::LeftmostLongest)
                .kind(Some(AhoCorasickKind::ContiguousNFA))
                .build(words)
                .expect("word lists make an automaton")
        };
        let mut labels = BTreeMap::new();
        for (name, label) in [
            ("date-other", Label::Other),
            ("date-updated", Label::Updated),
            ("date-published", Label::Published),
        ] {
            labels.extend(words(name).iter().map(|w| (w.to_lowercase(), label)));
        }
        let mut metas = BTreeMap::new();
        for rule in sources.rules.iter().filter(|r| r.name.contains("/page/meta-")) {
            let updated = rule.name.ends_with("updated");
            let weight = match rule.fields.get("weight") {
                Some(Field::Number(n)) => *n as f32,
                _ => 1.0,
            };
            metas.extend(
                rule.texts("names")
                    .iter()
                    .map(|n| ((*n).to_owned(), (updated, weight))),
            );
        }
        Words {
            labels,
            weak: words("date-weak").iter().map(|w| w.to_lowercase()).collect(),
            foreign: automaton(&words("date-foreign")),
            names: automaton(&words("date-names")),
            elsewhere: automaton(&[words("date-elsewhere"), words("date-own")].concat()),
            others: words("date-elsewhere").len(),
            metas,
            joints: words("date-joints").iter().map(|w| (*w).to_owned()).collect(),
            dateline_joints: words("dateline-joints").into_iter().collect(),
        }
    }

    /// What the words before a stamp say: the last few of them are looked up, longest first.
    pub fn label_before(&self, text: &str) -> Option<Label> {
        let open = |c: char| {
            c.is_whitespace()
                || matches!(
                    c,
                    ':' | '：' | '-' | '–' | '|' | '·' | ',' | '(' | '（' | '[' | '/' | '•' | '.' | '$'
                )
        };
        let tail = text.trim_end_matches(open);
        let tail = tail
            .rsplit(['\n', '|', '·', '•', '–', ';', '。', '，', ')', '('])
            .next()?;
        let lower = tail.trim().to_lowercase();
        // The whole of a short text, or its last words.
        let mut starts: Vec<usize> = lower
            .char_indices()
            .filter(|(i, _)| *i == 0 || lower[..*i].ends_with([' ', '\u{a0}', ',', ':', '：']))
            .map(|(i, _)| i)
            .collect();
        if starts.len() > 5 {
            starts.drain(..starts.len() - 5);
        }
        for start in starts {
            let words = lower[start..].trim_matches(open);
            let counted = lower[..start].bytes().any(|b| b.is_ascii_digit());
            if counted && self.weak.iter().any(|w| w == words) {
                return None;
            }
            if let Some(label) = self.labels.get(words) {
                return Some(*label);
            }
            for joint in &self.joints {
                let label = words
                    .strip_suffix(joint.as_str())
                    .and_then(|w| w.strip_suffix(' '))
                    .and_then(|w| self.labels.get(w));
                if let Some(label) = label {
                    return Some(*label);
                }
            }
        }
        None
    }

    /// What the words right behind a stamp say ("2021-03-09 Update").
    pub fn label_behind(&self, text: &str) -> Option<Label> {
        let text = text.trim_start_matches([' ', '\u{a0}']);
        // "9 March 2021 | Updated 8 hours ago": the change is told apart from the day of publication.
        let next = text.trim_start_matches(['/', '|', '·', '•', '–', '—', '-', ',', ';', '(', ' ', '\u{a0}']);
        if next.len() < text.len() {
            let label = self.label_behind(next);
            return label.filter(|l| *l == Label::Updated).map(|_| Label::Published);
        }
        let word: String = text
            .strip_prefix("Uhr ")
            .unwrap_or(text)
            .chars()
            .take_while(|c| c.is_alphabetic())
            .take(24)
            .flat_map(char::to_lowercase)
            .collect();
        self.labels.get(&word).copied().filter(|l| *l != Label::Other)
    }

    /// True where the names of an element are those of a stamp or a byline.
    pub fn names_stamp(&self, names: &str) -> bool {
        self.names.is_match(names)
    }

    /// True where the names of an element are those of comments, lists of other stories, and the like.
    pub fn names_elsewhere(&self, names: &str) -> bool {
        // What stands behind two dashes says how a thing looks ("meta--bottom"), not what it is.
        let things = names
            .split_ascii_whitespace()
            .map(|n| n.split("--").next().unwrap_or(n));
        things
            .flat_map(|n| self.elsewhere.find_iter(n))
            .any(|m| m.pattern().as_usize() < self.others)
    }

    /// True where the names of an element are those of readers' comments and other people's posts.
    pub fn names_foreign(&self, names: &str) -> bool {
        self.foreign.is_match(names)
    }

    /// A meta element's name: (speaks of a change, weight).
    pub fn meta(&self, name: &str) -> Option<(bool, f32)> {
        self.metas.get(name).copied().or_else(|| {
            let last = name.rsplit([':', '.']).next().unwrap_or(name);
            let date = ["date", "time", "_at", "published", "uploaded"]
                .iter()
                .any(|w| last.contains(w));
            let updated = ["modif", "updat", "chang", "expir"]
                .iter()
                .any(|w| last.contains(w));
            let published = (last.contains("publi") && !last.contains("publisher"))
                || last.contains("pubdate")
                || last.contains("upload");
            (date && published && !updated).then_some((false, 6.0))
        })
    }
}
