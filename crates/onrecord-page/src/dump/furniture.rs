//! The words of page furniture, from the packs, ready to match lines with.
//! What does not live here: what a line's form says about it (`lines`), and which lines are the story (`region`).

use std::collections::{BTreeMap, BTreeSet};

use onrecord_model::Dictionary;
use onrecord_model::pack::PackSources;

/// What a label before a value names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Field {
    Source,
    Author,
    Editor,
    /// Who took the pictures.
    Picture,
    OriginalTitle,
    Published,
    Updated,
    Count,
}

/// Word lists of furniture, compiled once.
#[derive(Debug)]
pub(crate) struct Furniture {
    boxes: BTreeSet<String>,
    ends: BTreeSet<String>,
    lines: BTreeSet<String>,
    strong: Dictionary,
    weak: Dictionary,
    credits: Vec<String>,
    /// By first character, longest first: (words in lower case, field).
    labels: BTreeMap<char, Vec<(String, Field)>>,
}

impl Furniture {
    /// Reads the lists `dump-*` and the rules `label-*` of the page stage, of all languages: pages mix them.
    pub fn compile(sources: &PackSources) -> Furniture {
        let words = |name: &str| -> Vec<String> {
            let end = format!("/page/{name}");
            let lists = sources.lists.iter().filter(|l| l.name.ends_with(&end));
            lists
                .flat_map(|l| l.words.iter().map(|w| w.to_lowercase()))
                .collect()
        };
        let keys = |name: &str| words(name).iter().map(|w| key(w)).collect();
        let mut labels = Vec::new();
        for rule in sources.rules.iter().filter(|r| r.name.contains("/page/label-")) {
            let field = match rule.text("field") {
                Some("source") => Field::Source,
                Some("author") => Field::Author,
                Some("editor") => Field::Editor,
                Some("picture") => Field::Picture,
                Some("original-title") => Field::OriginalTitle,
                Some("published") => Field::Published,
                Some("updated") => Field::Updated,
                _ => Field::Count,
            };
            labels.extend(rule.texts("labels").iter().map(|w| (w.to_lowercase(), field)));
        }
        labels.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then(a.cmp(b)));
        let mut by_first: BTreeMap<char, Vec<(String, Field)>> = BTreeMap::new();
        for label in labels {
            if let Some(first) = label.0.chars().next() {
                by_first.entry(first).or_default().push(label);
            }
        }
        Furniture {
            boxes: keys("dump-box"),
            ends: keys("dump-end"),
            lines: keys("dump-line"),
            strong: Dictionary::of(words("dump-strong")),
            weak: Dictionary::of(words("dump-weak")),
            credits: words("dump-credit"),
            labels: by_first,
        }
    }

    /// The heading of a box of other stories; `key` is the line's.
    pub fn opens_box(&self, key: &str) -> bool {
        self.boxes.contains(key)
    }

    /// The heading of what comes after every story.
    pub fn opens_end(&self, key: &str) -> bool {
        self.ends.contains(key)
    }

    /// A whole line of furniture, or several of them on one line ("Share Tweet Email").
    pub fn is_line(&self, key: &str) -> bool {
        if self.lines.contains(key) {
            return true;
        }
        let mut words = 0;
        let all = key
            .split([' ', '\u{3000}', '|', '/', '·', '\u{a0}', ',', '、', '\t'])
            .filter(|w| !w.is_empty())
            .all(|w| {
                words += 1;
                self.lines.contains(w)
            });
        all && words > 1
    }

    /// How many words of furniture stand in the line that are proof.
    pub fn strong(&self, line: &str) -> usize {
        self.strong.find_all(&line.to_ascii_lowercase()).take(4).count()
    }

    /// True where words stand in the line that are furniture at the edge of a story.
    pub fn weak(&self, line: &str) -> bool {
        self.weak.find(&line.to_ascii_lowercase(), 0).is_some()
    }

    /// True where a line begins as a photo credit.
    pub fn is_credit(&self, line: &str) -> bool {
        let head: String = line.chars().take(24).flat_map(char::to_lowercase).collect();
        self.credits.iter().any(|c| head.starts_with(c.as_str()))
    }

    /// A label at the start of `text`: its field and where its value starts. A label is cut off from its value
    /// by a colon; a byline in Latin letters also by a space before a capital, in Chinese by a space or a slash.
    pub fn label(&self, text: &str) -> Option<(Field, usize)> {
        let head: String = text.chars().take(40).collect::<String>().to_lowercase();
        let labels = head.chars().next().and_then(|first| self.labels.get(&first))?;
        for (words, field) in labels {
            let Some(rest) = head.strip_prefix(words.as_str()) else {
                continue;
            };
            // Lower case may change lengths: count characters, not bytes.
            let mut at: usize = text.chars().take(words.chars().count()).map(char::len_utf8).sum();
            let open = rest.trim_start_matches([' ', '\u{a0}', '\u{3000}', '\t']);
            if let Some(colon) = open.chars().next().filter(|c| matches!(c, ':' | '：' | '︰')) {
                at += rest.len() - open.len() + colon.len_utf8();
                return Some((*field, at));
            }
            let spaced = open.len() < rest.len();
            let latin = words.is_ascii();
            let value = text[at.min(text.len())..].trim_start();
            let capital = value.chars().next().is_some_and(char::is_uppercase);
            let numeral = value.chars().next().is_some_and(|c| c.is_ascii_digit());
            let splits = match field {
                Field::Author if latin => spaced && capital,
                Field::Picture => open.starts_with(['/', '／']),
                Field::Author | Field::Editor if !latin => spaced || open.starts_with(['/', '／', '|', '丨']),
                Field::Source => !latin && (spaced || open.starts_with(['|', '/', '／', '丨'])),
                Field::Published | Field::Updated => (spaced || !latin) && (numeral || capital && latin),
                Field::Editor => spaced && capital && words.ends_with("by"),
                Field::Count => spaced && numeral,
                _ => false,
            };
            if splits {
                return Some((*field, at));
            }
        }
        None
    }
}

/// A line as the word lists know it: lower case, without digits, marks and symbols at its ends.
pub(crate) fn key(line: &str) -> String {
    let cut = |c: char| !c.is_alphabetic() && c != '+' || c.is_numeric();
    line.trim_matches(cut).to_lowercase()
}
