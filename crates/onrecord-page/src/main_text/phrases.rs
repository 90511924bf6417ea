//! Phrases that give a line away as furniture: "Read more:", "相关阅读", "Sign up for our newsletter". Compiled once from
//! the packs' lists `line-start`, `line-whole`, `line-inside`, `line-end` and `line-label` of the stage `page`, all languages together.

use std::collections::BTreeMap;

use onrecord_model::{Dictionary, PackSources};

use super::count::is_cjk;

/// What a line's words say about it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Phrase {
    /// Furniture by its words.
    pub(crate) furniture: bool,
    /// Heads a box of furniture: related stories, comments.
    pub(crate) heads: bool,
    /// No story goes on behind it.
    pub(crate) ends: bool,
    /// Ends the story and counts what stands below.
    pub(crate) counts: bool,
    /// Speaks of cookies, consent and personal data.
    pub(crate) privacy: bool,
    /// Furniture only because it names a photographer.
    pub(crate) credit: bool,
}

/// The compiled lists.
#[derive(Debug, Default)]
pub(crate) struct Phrases {
    start: Dictionary,
    end: Dictionary,
    refusal: Dictionary,
    label: Dictionary,
    /// What may stand anywhere in a line, and what each of them says: one pass over the line finds all of them.
    anywhere: Dictionary,
    says: Vec<Vec<Anywhere>>,
    /// Sorted.
    whole: Vec<String>,
}

/// What words anywhere in a line say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Anywhere {
    /// Furniture, in a line of at most so many words.
    Inside(u32),
    Credit,
    Privacy,
}

/// Furniture is told in few words; a longer line is judged by other means.
const SHORT: u32 = 40;

impl Phrases {
    pub(crate) fn compile(sources: &PackSources) -> Phrases {
        let list = |name: &str| -> Vec<String> {
            ["common", "en", "zh"]
                .iter()
                .flat_map(|lang| sources.list(&format!("{lang}/page/{name}")))
                .map(|words| words.to_lowercase())
                .collect()
        };
        let mut anywhere: BTreeMap<String, Vec<Anywhere>> = BTreeMap::new();
        for words in list("line-inside") {
            // A few letters may stand in any sentence.
            let short = words.chars().count() <= 3;
            let inside = Anywhere::Inside(if short { SHORT / 2 } else { SHORT });
            anywhere.entry(words).or_default().push(inside);
        }
        for (name, what) in [
            ("line-credit", Anywhere::Credit),
            ("line-privacy", Anywhere::Privacy),
        ] {
            for words in list(name) {
                anywhere.entry(words).or_default().push(what);
            }
        }
        let mut whole = list("line-whole");
        whole.sort();
        whole.dedup();
        Phrases {
            start: Dictionary::of(list("line-start")),
            refusal: Dictionary::of(list("page-refusal")),
            end: Dictionary::of(list("line-end")),
            label: Dictionary::of(list("line-label")),
            anywhere: Dictionary::of(anywhere.keys()),
            says: anywhere.into_values().collect(),
            whole,
        }
    }

    /// True for the words of error pages, robot checks and login walls.
    pub(crate) fn refuses(&self, line: &str, scratch: &mut String) -> bool {
        lower_case(line, scratch);
        self.refusal.find(scratch, 0).is_some()
    }

    /// True for a line of labels and their values ("Posted by: A - Category: B", "来源：A 作者：B"), or of a stamp and one.
    fn is_byline(&self, line: &str) -> bool {
        if !line.contains([':', '：']) {
            return false;
        }
        let mut count = 0;
        let mut first = line.len();
        for (start, end, _) in self.label.find_all(line) {
            let before = line[..start].chars().next_back();
            let open = before.is_none_or(|c| !c.is_alphanumeric());
            let colon = line[end..].trim_start_matches(' ').starts_with([':', '：']);
            if open && colon {
                count += 1;
                first = first.min(start);
            }
        }
        let stamp = || {
            let head = &line[..first];
            head.bytes().filter(u8::is_ascii_digit).count() >= 4
                && head
                    .chars()
                    .all(|c| !c.is_alphabetic() || matches!(c, '年' | '月' | '日' | '时' | '分' | '時'))
        };
        count >= 2 || count == 1 && stamp()
    }

    /// Judges a line of `units` words.
    pub(crate) fn judge(&self, line: &str, units: u32, scratch: &mut String) -> Phrase {
        let mut phrase = Phrase::default();
        lower_case(line, scratch);
        let (mut inside, mut credit) = (false, false);
        for at in 0..scratch.len() {
            let found = self.anywhere.all(&scratch.as_bytes()[at..]);
            for says in found.flat_map(|(_, words)| &self.says[words]) {
                match says {
                    Anywhere::Inside(most) => inside |= units <= *most,
                    Anywhere::Credit => credit = true,
                    Anywhere::Privacy => phrase.privacy = true,
                }
            }
        }
        if units > SHORT * 5 {
            return phrase;
        }
        let shown = scratch.trim();
        let lower = shown
            .trim_start_matches(|c: char| {
                c.is_whitespace()
                    || matches!(
                        c,
                        '【' | '（'
                            | '('
                            | '['
                            | '>'
                            | '»'
                            | '›'
                            | '•'
                            | '·'
                            | '-'
                            | '–'
                            | '—'
                            | '|'
                            | '*'
                            | '+'
                            | '→'
                            | '▶'
                            | '►'
                            | '■'
                            | '◆'
                            | '●'
                    )
            })
            .trim_end();
        if units <= 12 {
            let bare =
                without_count(lower).trim_end_matches([':', '：', '.', '…', '»', '>', '›', '!', '！', ' ']);
            if self.whole.binary_search_by(|w| w.as_str().cmp(bare)).is_ok() {
                phrase.furniture = true;
                phrase.heads = true;
            }
        }
        if units <= SHORT
            && let Some(words) = anchored(&self.start, shown).or_else(|| anchored(&self.start, lower))
        {
            // Two characters of Chinese begin many a sentence.
            let vague = words.chars().count() <= 2 && words.chars().any(is_cjk);
            phrase.furniture |= !vague || units <= 12;
        }
        // Disclaimers in Chinese are long; their first words are plain enough.
        let counted = behind_count(lower).filter(|what| anchored(&self.end, what) == Some(what));
        phrase.counts = counted.is_some();
        if let Some(words) = counted.or_else(|| anchored(&self.end, lower)) {
            let chinese = words.chars().filter(|c| is_cjk(*c)).count() >= 4;
            phrase.ends = units <= 12 || chinese;
            phrase.furniture |= phrase.ends;
        }
        phrase.furniture |= units <= SHORT * 2 && (self.is_byline(lower) || is_command(shown));
        phrase.furniture |= inside;
        if units <= SHORT * 2 {
            phrase.credit = !phrase.furniture && credit;
            phrase.furniture |= phrase.credit;
        }
        phrase
    }
}

/// True for a line that is a command of the publishing software which it did not carry out: "[button
/// link="…"]Send[/button]".
fn is_command(line: &str) -> bool {
    if !line.starts_with('[') {
        return false;
    }
    let name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    line.match_indices('[').any(|(at, _)| {
        let rest = &line[at + 1..];
        let closes = rest.strip_prefix('/').unwrap_or(rest);
        let behind = closes.trim_start_matches(name);
        let word = &closes[..closes.len() - behind.len()];
        if word.len() < 2 || !word.starts_with(|c: char| c.is_ascii_lowercase()) {
            return false;
        }
        if closes.len() < rest.len() {
            return behind.starts_with(']');
        }
        let attribute = behind.trim_start_matches(' ');
        let value = attribute.trim_start_matches(name);
        attribute.len() < behind.len() && value.len() < attribute.len() && value.starts_with('=')
    })
}

/// What "27 comments" and "27条评论" count.
fn behind_count(line: &str) -> Option<&str> {
    let what = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let spaced = what.trim_start_matches([' ', '条', '條', '则', '則']);
    (what.len() < line.len() && spaced.len() < what.len()).then_some(spaced)
}

/// "comments (27)" without the count.
fn without_count(line: &str) -> &str {
    let count = |c: char| c.is_ascii_digit() || matches!(c, '(' | ')' | '（' | '）');
    let head = line.trim_end_matches(count);
    let counted = line[head.len()..].starts_with(['(', '（']);
    if counted { head.trim_end() } else { line }
}

fn lower_case(line: &str, lower: &mut String) {
    lower.clear();
    if line.is_ascii() {
        lower.push_str(line);
        lower.make_ascii_lowercase();
        return;
    }
    for c in line.chars() {
        match c {
            '\0'..='\x7f' => lower.push(c.to_ascii_lowercase()),
            // No script between kana and Hangul has case.
            '\u{2e80}'..='\u{d7ff}' => lower.push(c),
            _ => lower.extend(c.to_lowercase()),
        }
    }
}

/// The words of a list that `line` begins with, as a word of its own.
fn anchored<'l>(words: &Dictionary, line: &'l str) -> Option<&'l str> {
    let (end, _) = words.longest(line.as_bytes())?;
    let last = line[..end].chars().next_back()?;
    let next = line[end..].chars().next();
    let cut = last.is_alphabetic() && !is_cjk(last) && next.is_some_and(|c| c.is_alphabetic() && !is_cjk(c));
    (!cut).then_some(&line[..end])
}
