//! Rules and word lists compiled: a trie of patterns over word classes, and a trie of known words.
//! What does not live here: running them (`chart`), and what they mean (`building`).

use std::collections::BTreeMap;

use super::building::{Value, build};
use super::numerals::Numerals;
use super::symbols::{HYPHEN_WORD, Symbols};
use super::terms::{self, Term};
use super::vocabulary::{Vocabulary, WordId};
use crate::pack::{Field, PackProblem, PackSources, RuleSource};
use crate::{Language, RuleName};

/// A known word or word group: its class and value.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) symbol: u16,
    pub(super) wider: u16,
    pub(super) value: Value,
    /// Counts only with a capital.
    pub(super) cased: bool,
    /// The list it stands in.
    pub(super) name: RuleName,
}

/// A neighbour that a rule asks for or refuses.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Neighbour {
    Word(WordId),
    /// An unknown word with a capital.
    Capital,
    /// An unknown word without.
    Lower,
    /// Digits.
    Digits,
    /// Nothing: the text, line or sentence begins or ends.
    Nothing,
    /// Anything with no space between.
    Glued,
}

/// A compiled rule.
#[derive(Debug)]
pub(super) struct Rule {
    pub(super) name: RuleName,
    pub(super) symbol: u16,
    pub(super) wider: u16,
    pub(super) rank: i32,
    pub(super) means: Term,
    pub(super) before: Vec<Neighbour>,
    pub(super) not_before: Vec<Neighbour>,
    pub(super) after: Vec<Neighbour>,
    pub(super) not_after: Vec<Neighbour>,
    /// The first word must have a capital.
    pub(super) cased: bool,
}

/// One way to write a rule's pattern: which matched thing fills which of the rule's names.
#[derive(Debug)]
pub(super) struct Variant {
    pub(super) rule: u32,
    /// By name number of the rule: place among the matched things.
    pub(super) slots: Vec<Option<u8>>,
}

/// A node of a trie: sorted children, and what ends here.
#[derive(Debug)]
pub(super) struct Node<K> {
    pub(super) children: Vec<(K, u32)>,
    pub(super) ends: Vec<u32>,
}

impl<K> Default for Node<K> {
    fn default() -> Self {
        Node {
            children: Vec::new(),
            ends: Vec::new(),
        }
    }
}

impl<K: Ord + Copy> Node<K> {
    pub(super) fn child(&self, key: K) -> Option<usize> {
        self.children
            .binary_search_by_key(&key, |c| c.0)
            .ok()
            .map(|i| self.children[i].1 as usize)
    }
}

fn insert<K: Ord + Copy>(trie: &mut Vec<Node<K>>, keys: &[K], end: u32) {
    let at = keys.iter().fold(0, |at, key| step(trie, at, *key));
    trie[at].ends.push(end);
}

/// Inserts all ways to take one of the choices for each key.
fn insert_all<K: Ord + Copy>(trie: &mut Vec<Node<K>>, at: usize, keys: &[Vec<K>], end: u32) {
    match keys {
        [] => trie[at].ends.push(end),
        [choices, rest @ ..] => {
            for key in choices {
                let next = step(trie, at, *key);
                insert_all(trie, next, rest, end);
            }
        }
    }
}

/// The child of a node, made if need be.
fn step<K: Ord + Copy>(trie: &mut Vec<Node<K>>, at: usize, key: K) -> usize {
    match trie[at].children.binary_search_by_key(&key, |c| c.0) {
        Ok(i) => trie[at].children[i].1 as usize,
        Err(i) => {
            let new = trie.len();
            trie[at].children.insert(i, (key, new as u32));
            trie.push(Node::default());
            new
        }
    }
}

/// Everything compiled for one language.
#[derive(Debug)]
pub(super) struct Grammar {
    pub(super) vocabulary: Vocabulary,
    pub(super) numerals: Numerals,
    pub(super) entries: Vec<Entry>,
    /// Known words: a trie over word numbers.
    pub(super) lexicon: Vec<Node<WordId>>,
    pub(super) rules: Vec<Rule>,
    pub(super) variants: Vec<Variant>,
    /// Patterns: a trie over classes.
    pub(super) patterns: Vec<Node<u16>>,
    /// The class of each word as itself, by word number; 0 for none.
    pub(super) literals: Vec<u16>,
    /// Words that make a run worth parsing, by word number.
    pub(super) triggers: Vec<bool>,
    /// Classes of cue words for the tense of a clause.
    pub(super) ahead: u16,
    pub(super) past: u16,
    pub(super) stop: u16,
    /// Classes of the words around a document's date.
    pub(super) document: u16,
    pub(super) dated: u16,
    /// Class of words that no expression begins or ends inside of.
    pub(super) whole: u16,
    /// Words before a participle that then tells no past: "to be signed", "is closed until".
    pub(super) be: Vec<WordId>,
    /// Words before a time up to which, or from which on, a state holds.
    pub(super) bounds: Vec<WordId>,
}

/// A part of a pattern, as it is written there: ways share their parts, of which a pattern has thousands.
#[derive(Clone, Copy)]
enum Item<'p> {
    Literal(&'p str),
    /// `classes` are parted by `|`.
    Slot {
        classes: &'p str,
        name: &'p str,
    },
}

/// The class of lists that give meanings a name: `easter => easter(0)`, used as `=> @easter` in any language.
const DEFINITIONS: &str = "define";

/// Lists that are no classes of words: they are asked for by name.
const APART: [&str; 4] = ["ages", "citing", "counted-years", "state-verbs"];

const CONTEXT_WORDS: &[(&str, Neighbour)] = &[
    ("<cap>", Neighbour::Capital),
    ("<lower>", Neighbour::Lower),
    ("<digit>", Neighbour::Digits),
    ("<none>", Neighbour::Nothing),
    ("<glued>", Neighbour::Glued),
];

impl Grammar {
    pub(super) fn compile(lang: Language, sources: &PackSources, problems: &mut Vec<PackProblem>) -> Grammar {
        let lists: Vec<_> = sources
            .lists
            .iter()
            .filter(|l| l.stage == "times" && (l.lang == lang || l.lang == Language::Other))
            .collect();
        let kind = |l: &crate::pack::ListSource| -> String {
            l.fields
                .get("class")
                .and_then(Field::text)
                .unwrap_or(l.name.rsplit('/').next().unwrap_or(""))
                .to_owned()
        };
        let lists: Vec<_> = lists
            .into_iter()
            .filter(|l| !APART.contains(&kind(l).as_str()))
            .collect();
        let definitions: BTreeMap<&str, &str> = lists
            .iter()
            .filter(|l| kind(l) == DEFINITIONS)
            .flat_map(|l| l.words.iter().filter_map(|line| line.split_once("=>")))
            .map(|(name, meaning)| (name.trim(), meaning.trim()))
            .collect();
        let mut variants_of_characters = Vec::new();
        for list in lists.iter().filter(|l| kind(l) == "variants") {
            for word in &list.words {
                let mut chars = word.chars().filter(|c| !c.is_whitespace());
                if let (Some(from), Some(to)) = (chars.next(), chars.next_back()) {
                    variants_of_characters.push((from, to));
                }
            }
        }
        let mut symbols = Symbols::default();
        let mut vocabulary = Vocabulary::new(variants_of_characters);
        let hyphen = vocabulary.add("-", false);
        debug_assert_eq!(hyphen, HYPHEN_WORD);
        let be = sources
            .list(&format!("{}/times/state-verbs", lang.code().unwrap_or("common")))
            .iter()
            .map(|word| vocabulary.add(word, true))
            .collect();
        let bounds = ["from", "until", "till"]
            .iter()
            .map(|word| vocabulary.add(word, true))
            .collect();
        let numerals = Numerals::new(&mut vocabulary);
        let mut grammar = Grammar {
            numerals,
            vocabulary,
            entries: Vec::new(),
            lexicon: vec![Node::default()],
            rules: Vec::new(),
            variants: Vec::new(),
            patterns: vec![Node::default()],
            literals: Vec::new(),
            triggers: Vec::new(),
            ahead: symbols.of("ahead"),
            past: symbols.of("past"),
            stop: symbols.of("stop"),
            document: symbols.of("document"),
            dated: symbols.of("dated"),
            whole: symbols.of("whole"),
            be,
            bounds,
        };
        for list in &lists {
            let class = kind(list);
            if class == "variants" {
                continue;
            }
            grammar.add_list(list, &class, &mut symbols, &definitions, problems);
        }
        let mut literals: BTreeMap<WordId, u16> = BTreeMap::new();
        for rule in sources.rules_of("times", lang) {
            if let Err(message) = grammar.add_rule(rule, &mut symbols, &mut literals) {
                problems.push(rule.problem(message));
            }
        }
        grammar.literals = vec![0; literals.keys().next_back().map_or(1, |k| *k as usize + 1)];
        for (word, symbol) in literals {
            grammar.literals[word as usize] = symbol;
        }
        // Known words, counting words, and the longer words of patterns: the short ones are in every sentence.
        grammar.triggers = (0..grammar.vocabulary.len() as WordId)
            .map(|id| {
                let known = grammar.lexicon[0].child(id).is_some();
                let literal = grammar.literals.get(id as usize).is_some_and(|l| *l != 0);
                known
                    || grammar.numerals.counts(id)
                    || literal && grammar.vocabulary.word(id).len() >= 5 && lang != Language::Chinese
            })
            .collect();
        grammar
    }

    /// Takes the words of a list with what they mean.
    fn add_list(
        &mut self,
        list: &crate::pack::ListSource,
        class: &str,
        symbols: &mut Symbols,
        definitions: &BTreeMap<&str, &str>,
        problems: &mut Vec<PackProblem>,
    ) {
        let symbol = symbols.of(class);
        let wider = Symbols::wider(class);
        let cased = matches!(list.fields.get("cased"), Some(Field::Flag(true)));
        let context_only = matches!(class, "ahead" | "past" | "stop" | "document" | "dated" | "whole");
        for line in &list.words {
            let (words, value) = line.split_once("=>").unwrap_or((line, ""));
            let value = value.trim();
            let defined = value.strip_prefix('@').and_then(|name| definitions.get(name));
            let value = match *defined.unwrap_or(&value) {
                "" => Value::Nothing,
                text => {
                    let made = terms::parse(text, &mut Vec::new()).map(|t| build(&t, &mut |_| None));
                    match made {
                        Ok(Some(value)) => value,
                        Ok(None) => {
                            problems.push(PackProblem {
                                file: list.file.clone(),
                                line: list.line,
                                message: format!(
                                    "list {}: {text:?} makes nothing: mend its arguments",
                                    list.name
                                ),
                            });
                            continue;
                        }
                        Err(message) => {
                            problems.push(PackProblem {
                                file: list.file.clone(),
                                line: list.line,
                                message: format!("list {}: {message}", list.name),
                            });
                            continue;
                        }
                    }
                }
            };
            let entry = self.entries.len() as u32;
            self.entries.push(Entry {
                symbol,
                wider,
                value,
                cased,
                name: list.name.as_str().into(),
            });
            for word in words.split('|').filter(|_| class != DEFINITIONS) {
                let ids: Vec<WordId> = Vocabulary::cut_words(word.trim())
                    .iter()
                    .map(|w| self.vocabulary.add(w, context_only))
                    .collect();
                if !ids.is_empty() {
                    insert(&mut self.lexicon, &ids, entry);
                }
            }
        }
    }

    fn add_rule(
        &mut self,
        source: &RuleSource,
        symbols: &mut Symbols,
        literals: &mut BTreeMap<WordId, u16>,
    ) -> Result<(), String> {
        let makes = source
            .text("makes")
            .ok_or("names no class: add makes = \"day\"")?
            .to_owned();
        let mut names = Vec::new();
        let means = match source.text("means") {
            Some(text) => terms::parse(text, &mut names)?,
            None if makes == "veto" => Term::Nothing,
            None => return Err("says not what it means: add means = \"…\"".into()),
        };
        let rank = match source.fields.get("rank") {
            Some(Field::Number(n)) => *n as i32,
            _ => 0,
        };
        let mut neighbours = |field: &str| -> Vec<Neighbour> {
            source
                .texts(field)
                .iter()
                .flat_map(|text| text.split('|'))
                .map(|word| {
                    CONTEXT_WORDS
                        .iter()
                        .find(|(name, _)| *name == word)
                        .map(|(_, n)| *n)
                        .unwrap_or_else(|| Neighbour::Word(self.vocabulary.add(word, true)))
                })
                .collect()
        };
        let rule = Rule {
            name: source.name.as_str().into(),
            before: neighbours("before"),
            not_before: neighbours("not_before"),
            after: neighbours("after"),
            not_after: neighbours("not_after"),
            wider: Symbols::wider(&makes),
            symbol: symbols.of(&makes),
            rank,
            means,
            cased: source.flag("cased"),
        };
        let patterns = source.texts("pattern");
        if patterns.is_empty() {
            return Err("has no pattern: add pattern = \"…\"".into());
        }
        // Patterns read before one that cannot be read point to the rule: it stands in the list whatever happens.
        let number = self.rules.len() as u32;
        self.rules.push(rule);
        for pattern in patterns {
            if depth(pattern) > DEEPEST {
                return Err(format!("nests more than {DEEPEST} groups: split it"));
            }
            let mut rest = pattern;
            let ways = sequence(&mut rest)?;
            if !rest.is_empty() {
                return Err(format!(
                    "cannot read {rest:?} in its pattern: close what was opened"
                ));
            }
            for way in ways {
                let mut slots = vec![None; names.len()];
                let mut keys: Vec<Vec<u16>> = Vec::new();
                for item in &way {
                    match item {
                        Item::Literal(word) => {
                            let word = Vocabulary::folded(word);
                            let id = self.vocabulary.add(&word, false);
                            let symbol = *literals
                                .entry(id)
                                .or_insert_with(|| symbols.of(&format!("={word}")));
                            keys.push(vec![symbol]);
                        }
                        Item::Slot { classes, name } => {
                            if let Some(place) = names.iter().position(|n| n == name) {
                                slots[place] = Some(keys.len() as u8);
                            }
                            keys.push(classes.split('|').map(|c| symbols.of(c)).collect());
                        }
                    }
                }
                if keys.is_empty() {
                    return Err("has a pattern that matches nothing: put a word in it".into());
                }
                let variant = self.variants.len() as u32;
                self.variants.push(Variant { rule: number, slots });
                let ways = keys.iter().try_fold(1, |ways, choices: &Vec<u16>| {
                    let ways = ways * choices.len();
                    (ways <= MOST_WAYS).then_some(ways)
                });
                if ways.is_none() {
                    return Err(format!("can be written in more than {MOST_WAYS} ways: split it"));
                }
                insert_all(&mut self.patterns, 0, &keys, variant);
            }
        }
        debug_assert!(symbols.count() < usize::from(u16::MAX));
        Ok(())
    }
}

type Ways<'p> = Vec<Vec<Item<'p>>>;

/// More ways than anyone would write: such a pattern would make a pack slow to load, or worse.
const MOST_WAYS: usize = 4000;
/// More words than an expression of time has.
const LONGEST_WAY: usize = 40;
/// Deeper than anyone would nest.
const DEEPEST: usize = 16;

fn join<'p>(mut left: Ways<'p>, right: &[Vec<Item<'p>>]) -> Result<Ways<'p>, String> {
    if left.len() * right.len() > MOST_WAYS {
        return Err(format!("can be written in more than {MOST_WAYS} ways: split it"));
    }
    let longest = |ways: &[Vec<Item<'p>>]| ways.iter().map(Vec::len).max().unwrap_or(0);
    if longest(&left) + longest(right) > LONGEST_WAY {
        return Err(format!("has more than {LONGEST_WAY} words: split it"));
    }
    if let [only] = right {
        left.iter_mut().for_each(|l| l.extend_from_slice(only));
        return Ok(left);
    }
    let pairs = left.iter().flat_map(|l| right.iter().map(move |r| (l, r)));
    Ok(pairs
        .map(|(l, r)| [l.as_slice(), r.as_slice()].concat())
        .collect())
}

/// How deep groups stand in groups, from the marks alone.
fn depth(pattern: &str) -> usize {
    let (mut open, mut deepest) = (0usize, 0);
    for c in pattern.chars() {
        match c {
            '(' | '[' => open += 1,
            ')' | ']' => open = open.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(open);
    }
    deepest
}

/// Reads up to a `|`, `)` or `]` that is not its own.
fn sequence<'p>(rest: &mut &'p str) -> Result<Ways<'p>, String> {
    let mut ways: Ways<'p> = vec![Vec::new()];
    while let Some(c) = rest.chars().next() {
        match c {
            '|' | ')' | ']' => break,
            '(' | '[' => {
                *rest = &rest[1..];
                let close = if c == '(' { ')' } else { ']' };
                let mut choices: Ways<'p> = if c == '[' { vec![Vec::new()] } else { Vec::new() };
                loop {
                    choices.extend(sequence(rest)?);
                    if choices.len() > MOST_WAYS {
                        return Err(format!("can be written in more than {MOST_WAYS} ways: split it"));
                    }
                    match rest.chars().next() {
                        Some('|') => *rest = &rest[1..],
                        Some(d) if d == close => {
                            *rest = &rest[1..];
                            break;
                        }
                        _ => return Err(format!("opens {c} and never closes it")),
                    }
                }
                ways = join(ways, &choices)?;
            }
            '{' => {
                let end = rest.find('}').ok_or("opens { and never closes it")?;
                let inner = &rest[1..end];
                *rest = &rest[end + 1..];
                let (classes, name) = inner.split_once(':').unwrap_or((inner, inner));
                ways = join(ways, &[vec![Item::Slot { classes, name }]])?;
            }
            c if c.is_whitespace() => *rest = &rest[c.len_utf8()..],
            '\\' => {
                // A mark that would otherwise group.
                let end = rest.chars().take(2).map(char::len_utf8).sum();
                let (mark, tail) = rest.split_at(end);
                *rest = tail;
                ways = join(ways, &[vec![Item::Literal(&mark[1..])]])?;
            }
            _ => {
                let end = rest
                    .find(|c: char| {
                        matches!(c, '|' | ')' | ']' | '(' | '[' | '{' | '\\') || c.is_whitespace()
                    })
                    .unwrap_or(rest.len());
                let (text, tail) = rest.split_at(end);
                *rest = tail;
                let literals = Vocabulary::parts(text).into_iter().map(Item::Literal).collect();
                ways = join(ways, &[literals])?;
            }
        }
    }
    Ok(ways)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_expand_options_and_choices() {
        let mut rest = "[the] {ord:n} (day|week of) {date}";
        let ways = sequence(&mut rest).unwrap();
        assert_eq!(ways.len(), 4);
        assert!(sequence(&mut "(a|b").is_err());
    }
}
