//! Bodies, places and facilities by how their names end: 有限公司, 法院, 市.
//! What does not live here: people, and names in marks.

use std::sync::Arc;

use super::super::candidate::{Candidate, Trust, known_at, known_before};
use super::super::word_at;
use super::{Scene, list, number};
use crate::catalogue::kind_of;
use crate::language::is_han;
use crate::pack::PackSources;
use crate::{Dictionary, NameKind, RuleName, Span};

/// The rules that go by suffix, all in one dictionary.
#[derive(Debug, Default)]
pub(super) struct Rules {
    rules: Vec<Rule>,
    /// Pattern → rule; `None` for words in which a suffix only seems to stand.
    owners: Vec<Option<usize>>,
    suffixes: Dictionary,
    stops: Dictionary,
    /// Words that tell what happens to somebody, or what becomes of it.
    events: Arc<Dictionary>,
    /// Those of the first sort only.
    acts: Arc<Dictionary>,
}

#[derive(Debug)]
struct Rule {
    name: RuleName,
    kind: NameKind,
    /// Characters before the suffix that no catalogue name covers, at the most.
    longest: usize,
    /// Words before the suffix that make no name of it, sorted.
    not: Vec<String>,
    /// Brackets may stand inside.
    brackets: bool,
    /// A single character as suffix asks for more care.
    single: bool,
    /// Too often wrong to stand alone.
    weak: bool,
    /// Words that follow whoever acts or is acted on: before one of them a weak name stands alone.
    followed: Dictionary,
}

const BY_SUFFIX: &[&str] = &[
    "company-long-form",
    "company-short-form",
    "company-by-trade",
    "company-by-sign",
    "body",
    "institution",
    "place",
    "outlet",
    "facility",
];

impl Rules {
    pub fn compile(sources: &PackSources, events: &Arc<Dictionary>, acts: &Arc<Dictionary>) -> Rules {
        let mut rules = Vec::new();
        let mut patterns: Vec<(&str, Option<usize>)> = Vec::new();
        for name in BY_SUFFIX {
            let Some(source) = super::rule(sources, name) else {
                continue;
            };
            let mut not: Vec<String> = source.texts("not").into_iter().map(str::to_owned).collect();
            not.sort();
            let index = rules.len();
            patterns.extend(source.texts("suffixes").into_iter().map(|s| (s, Some(index))));
            rules.push(Rule {
                name: Arc::from(source.name.as_str()),
                kind: source.text("kind").and_then(kind_of).unwrap_or(NameKind::Org),
                longest: number(source, "longest", 14),
                not,
                brackets: *name == "company-long-form",
                single: *name == "place",
                weak: source.flag("weak"),
                followed: Dictionary::of(source.texts("followed_by")),
            });
        }
        // Words in which a suffix only seems to occur.
        patterns.extend(list(sources, "no-suffixes").into_iter().map(|s| (s, None)));
        patterns.sort();
        patterns.dedup_by_key(|p| p.0);
        Rules {
            suffixes: Dictionary::of(patterns.iter().map(|p| p.0)),
            owners: patterns.iter().map(|p| p.1).collect(),
            stops: Dictionary::of(list(sources, "left-stops")),
            events: Arc::clone(events),
            acts: Arc::clone(acts),
            rules,
        }
    }

    /// Marks where stop words and words of events end in the scene's sentence; none inside a catalogue name counts.
    pub fn stops(&self, scene: &mut Scene<'_>) {
        let base = scene.sentence.start();
        let ends = |dictionary: &Dictionary| {
            let found = dictionary.find_all(scene.sentence.of(scene.text));
            found
                .filter(|(start, ..)| known_at(scene.known, base + start).is_none())
                .map(|(_, end, _)| base + end)
                .collect()
        };
        (scene.stops, scene.events) = (ends(&self.stops), ends(&self.events));
    }

    pub fn find(&self, scene: &Scene<'_>, out: &mut Vec<Candidate>) {
        let base = scene.sentence.start();
        let words = scene.sentence.of(scene.text);
        // The innermost suffix begins a name, a longer one that follows takes the shorter in: 大学 + 出版社.
        let mut last: Option<Candidate> = None;
        for (start, end, suffix) in self.suffixes.find_all(words) {
            let Some(rule) = self.owners[suffix] else {
                continue;
            };
            let rule = &self.rules[rule];
            let (from, end) = (base + start, base + end);
            // A suffix that ends inside a longer catalogue name is that name's.
            if known_at(scene.known, from).is_some_and(|k| k.span.end() > end || k.entity.is_none()) {
                continue;
            }
            let inner = last.as_ref().filter(|c| {
                (c.span.end() == from || c.span.end() == end)
                    || known_before(scene.known, from).is_some_and(|k| k.span.start() == c.span.end())
            });
            let start = match inner {
                Some(inner) if inner.span.end() != end => Some(inner.span.start()),
                _ => left_end(scene, rule, from),
            };
            let Some(start) = start else { continue };
            if start >= from {
                continue;
            }
            let core = &scene.text[start..from];
            // 希望|法院: what is wished is no name.
            let event = self
                .events
                .longest(core.as_bytes())
                .is_some_and(|(length, _)| length == core.len());
            if event && known_at(scene.known, start).is_none() {
                continue;
            }
            if inner.is_none() && !rule.core_agrees(scene, Span::new(start, from), core) {
                continue;
            }
            let candidate = Candidate {
                span: Span::new(start, end),
                kind: rule.kind,
                rule: rule.name.clone(),
                entity: None,
                // 云山|水泥: many a firm is called by its place.
                trust: if rule.weak
                    && !(inner.is_none_or(|i| i.kind == NameKind::Place)
                        && rule.followed(scene, end, &self.acts))
                {
                    Trust::Weak
                } else {
                    Trust::Sure
                },
            };
            out.push(candidate.clone());
            last = Some(candidate);
        }
    }
}

impl Rule {
    /// True when what comes right after `end` shows that a name ended there: a mark, a word that tells an event, or one that
    /// follows whoever acts.
    fn followed(&self, scene: &Scene<'_>, end: usize, acts: &Dictionary) -> bool {
        let rest = &scene.text[end..scene.sentence.end()];
        if self.followed.is_empty() {
            return false;
        }
        let begins = |words: &Dictionary| word_at(words, rest).is_some();
        !rest.chars().next().is_some_and(is_han) || begins(&self.followed) || begins(acts)
    }

    fn core_agrees(&self, scene: &Scene<'_>, span: Span, core: &str) -> bool {
        let count = core.chars().count();
        let covered = known_at(scene.known, span.start()).is_some_and(|k| k.entity.is_some());
        if self.not.binary_search_by(|n| n.as_str().cmp(core)).is_ok() {
            return false;
        }
        if self
            .not
            .iter()
            .any(|n| n.len() >= 6 && core.len() > n.len() && core.ends_with(n.as_str()) && !covered)
        {
            return false;
        }
        if self.single {
            // "两市", "这座山": one character is never enough, and what has a particle in it is no name.
            return count >= 2;
        }
        count >= 2
    }
}

/// Where a name that ends in a suffix at `from` begins.
fn left_end(scene: &Scene<'_>, rule: &Rule, from: usize) -> Option<usize> {
    let text = scene.text;
    let mut at = from;
    let mut count = 0;
    loop {
        if let Some(known) = known_before(scene.known, at) {
            if known.entity.is_none() {
                return (at < from).then_some(at);
            }
            // A catalogue name is a natural beginning; places may stack: 江苏省苏州市….
            at = known.span.start();
            while let Some(more) = known_before(scene.known, at).filter(|k| k.entity.is_some()) {
                at = more.span.start();
            }
            return Some(at);
        }
        // 总局禁止|云岚集团, but the word may be the name's own where nothing else is: 江州发展集团.
        let behind_event = || scene.events.binary_search(&at).is_ok();
        if at < from && (scene.is_edge(at) || behind_event()) {
            if rule.brackets && text[..at].ends_with(['）', ')']) {
                let open = text[scene.sentence.start()..at].rfind(['（', '('])? + scene.sentence.start();
                if text[open..at].chars().count() <= 8 && !scene.is_edge(open) {
                    at = open;
                    continue;
                }
            }
            return Some(at);
        }
        if at == from && scene.is_edge(at) {
            return None;
        }
        let c = text[..at].chars().next_back().filter(|c| is_han(*c))?;
        count += 1;
        if count > rule.longest {
            return None;
        }
        at -= c.len_utf8();
    }
}
