//! People: a family name with a title before it or a verb of people behind it; names from other languages by
//! their dots.
//! What does not live here: people that the catalogue knows, and names repeated (see `repetition`).

use std::sync::Arc;

use super::super::candidate::{Candidate, Trust, known_at};
use super::super::word_at;
use super::{Scene, characters, list};
use crate::language::is_han;
use crate::pack::PackSources;
use crate::{Dictionary, NameKind, RuleName, Span};

/// Marks that join the parts of a name written by sound.
const DOTS: &[char] = &['·', '•', '‧', '・', '．', '∙'];

/// Compiled rules for people.
#[derive(Debug, Default)]
pub(super) struct Rules {
    surnames: Vec<char>,
    shy: Vec<char>,
    double: Vec<String>,
    never_given: Vec<char>,
    /// Characters of these that may begin a given name of two: 温如澄.
    inside: Vec<char>,
    never: Dictionary,
    titles: Option<(Dictionary, RuleName)>,
    after: Option<(Dictionary, RuleName)>,
    /// Verbs that act on people.
    before: Option<(Dictionary, RuleName)>,
    /// Words that tell what happens to somebody: a name ends before one.
    events: Arc<Dictionary>,
    sounds: Vec<char>,
    foreign: Option<RuleName>,
    /// Words behind a family name or a letter that withhold the rest of a name.
    polite: Vec<String>,
    /// Characters behind 登, which ends names and begins verbs: 登上.
    rising: Vec<char>,
    /// Characters behind 某 that make it a pronoun.
    pronoun: Vec<char>,
    withheld: Option<RuleName>,
}

impl Rules {
    pub fn compile(sources: &PackSources, events: &Arc<Dictionary>) -> Rules {
        let by = |name: &str, field: &str| {
            let source = super::rule(sources, name)?;
            let words = Dictionary::of(source.texts(field));
            Some((words, Arc::from(source.name.as_str())))
        };
        let foreign = super::rule(sources, "foreign-person");
        let withheld = super::rule(sources, "withheld-person");
        Rules {
            surnames: characters(list(sources, "surnames")),
            shy: characters(list(sources, "shy-surnames")),
            double: list(sources, "double-surnames")
                .into_iter()
                .map(str::to_owned)
                .collect(),
            never_given: characters(list(sources, "never-given")),
            inside: characters(list(sources, "given-inside")),
            never: Dictionary::of(list(sources, "never-persons")),
            titles: by("person-with-title", "titles"),
            after: by("person-who-speaks", "after"),
            before: by("person-acted-on", "before"),
            events: Arc::clone(events),
            sounds: foreign.map(|f| characters(f.texts("sounds"))).unwrap_or_default(),
            foreign: foreign.map(|f| Arc::from(f.name.as_str())),
            rising: characters(list(sources, "verbs-of-rising")),
            polite: withheld
                .map(|w| w.texts("polite").into_iter().map(str::to_owned).collect())
                .unwrap_or_default(),
            pronoun: withheld
                .map(|w| characters(w.texts("pronoun")))
                .unwrap_or_default(),
            withheld: withheld.map(|w| Arc::from(w.name.as_str())),
        }
    }

    pub fn find(&self, scene: &Scene<'_>, out: &mut Vec<Candidate>) {
        let base = scene.sentence.start();
        let words = scene.sentence.of(scene.text);
        self.foreign(scene, out);
        self.withheld(scene, out);
        if let Some((titles, rule)) = &self.titles {
            for (_, end, _) in titles.find_all(words) {
                let end = base + end;
                let gap = scene.text[end..scene.sentence.end()]
                    .chars()
                    .take_while(|c| matches!(c, ' ' | '\u{3000}'))
                    .map(char::len_utf8)
                    .sum::<usize>();
                let start = end + gap;
                if let Some(span) = self
                    .name_from(scene, start, 1)
                    .or_else(|| self.sounds_from(scene, start))
                {
                    out.push(person(span, rule));
                    self.listed(scene, span, rule, out);
                }
            }
        }
        if let Some((before, rule)) = &self.before {
            for (_, end, _) in before.find_all(words) {
                // A word that no name goes on with has to follow; 改判周晋|无罪: behind two characters one that tells an event.
                let name = self.name_from(scene, base + end, 2);
                let sure = |name: &Span| {
                    name.of(scene.text).chars().count() > 2 || begins(&self.events, scene, name.end())
                };
                if let Some(span) = name.filter(sure) {
                    out.push(person(span, rule));
                }
            }
        }
        if let Some((after, rule)) = &self.after {
            for (start, end, _) in after.find_all(words) {
                // 李可说：“…”: what speaks before a colon or a quotation is somebody.
                let quoted = scene.text[base + end..scene.sentence.end()]
                    .starts_with(['：', ':', '“', '「', '〝', '＂', '"']);
                if let Some(span) = self.name_to(scene, base + start, quoted) {
                    out.push(person(span, rule));
                }
            }
        }
    }

    /// Names that follow a name after 、 or 和.
    fn listed(&self, scene: &Scene<'_>, first: Span, rule: &RuleName, out: &mut Vec<Candidate>) {
        let mut at = first.end();
        for _ in 0..20 {
            let rest = &scene.text[at..scene.sentence.end()];
            let Some(mark) = rest
                .chars()
                .next()
                .filter(|c| matches!(c, '、' | '和' | '，' | ' '))
            else {
                return;
            };
            // A comma or a space goes on with names only where a name is followed by such a mark again.
            let Some(span) = self.name_from(scene, at + mark.len_utf8(), 1) else {
                return;
            };
            let next = scene.text[span.end()..scene.sentence.end()].chars().next();
            if matches!(mark, '，' | ' ') && !next.is_some_and(|c| matches!(c, '、' | '和' | '等' | ' '))
            {
                return;
            }
            out.push(person(span, rule));
            at = span.end();
        }
    }

    /// The Chinese name that begins at `start` behind a title; `least` is how surely it must end.
    fn name_from(&self, scene: &Scene<'_>, start: usize, least: u8) -> Option<Span> {
        let rest = scene.text.get(start..scene.sentence.end())?;
        let family = self.family(rest)?;
        if known_at(scene.known, start).is_some() || self.is_word(rest) {
            return None;
        }
        let mut best: Option<(u8, usize)> = None;
        let mut end = family;
        for (index, c) in rest[family..].chars().enumerate().take(2) {
            let inside = index == 0
                && self.inside.binary_search(&c).is_ok()
                && rest[family + c.len_utf8()..]
                    .chars()
                    .next()
                    .is_some_and(|c| is_han(c) && !self.never(c));
            if !is_han(c) || self.never(c) && !inside || known_at(scene.known, start + end).is_some() {
                break;
            }
            end += c.len_utf8();
            if inside {
                continue;
            }
            let score = self.right_edge(scene, start + end) * 2 + u8::from(index == 1);
            if score >= least && best.is_none_or(|(s, _)| score > s) {
                best = Some((score, end));
            }
        }
        best.map(|(_, end)| Span::new(start, start + end))
    }

    /// The Chinese name that ends at `end`, before a verb of people.
    fn name_to(&self, scene: &Scene<'_>, end: usize, quoted: bool) -> Option<Span> {
        let before = &scene.text[scene.sentence.start()..end];
        let mut starts = [end; 4];
        let mut at = end;
        let mut count = 0;
        for c in before.chars().rev().take(4) {
            if !is_han(c) {
                break;
            }
            at -= c.len_utf8();
            starts[count] = at;
            count += 1;
        }
        for length in [3, 2, 4] {
            if length > count {
                continue;
            }
            let start = starts[length - 1];
            let name = &scene.text[start..end];
            let Some(family) = self.family(name) else { continue };
            let given = name[family..].chars().count();
            let shy = name
                .chars()
                .next()
                .is_some_and(|c| self.shy.binary_search(&c).is_ok());
            if !(1..=2).contains(&given)
                || (shy && (given == 1 || !scene.is_edge(start)))
                || name[family..].chars().enumerate().any(|(i, c)| {
                    let inside = i == 0 && (given == 2 || quoted) && self.inside.binary_search(&c).is_ok();
                    self.never(c) && !inside
                })
                || !scene.is_edge(start)
                || self.is_word(name)
                || (known_at(scene.known, start).is_some() || known_at(scene.known, end - 1).is_some())
            {
                continue;
            }
            return Some(Span::new(start, end));
        }
        None
    }

    /// A family name at the start of `words`: its length in bytes.
    fn family(&self, words: &str) -> Option<usize> {
        if let Some(double) = self.double.iter().find(|d| words.starts_with(d.as_str())) {
            return Some(double.len());
        }
        let first = words.chars().next()?;
        self.surnames
            .binary_search(&first)
            .is_ok()
            .then_some(first.len_utf8())
    }

    fn never(&self, c: char) -> bool {
        self.never_given.binary_search(&c).is_ok()
    }

    fn is_word(&self, words: &str) -> bool {
        word_at(&self.never, words).is_some()
    }

    /// How surely a name ends at `end`: 2 before a mark or a verb of people, 1 before a particle, 0 otherwise.
    fn right_edge(&self, scene: &Scene<'_>, end: usize) -> u8 {
        let rest = &scene.text[end..scene.sentence.end()];
        let Some(next) = rest.chars().next() else { return 2 };
        if !is_han(next) {
            return 2;
        }
        let speaks = |after: &Dictionary| begins(after, scene, end);
        let verb = self.after.as_ref().is_some_and(|(after, _)| speaks(after));
        if verb || begins(&self.events, scene, end) {
            2
        } else {
            u8::from(self.never(next))
        }
    }

    /// A name written by sound that begins at `start` behind a title: three characters or more.
    fn sounds_from(&self, scene: &Scene<'_>, start: usize) -> Option<Span> {
        let rest = scene.text.get(start..scene.sentence.end())?;
        if known_at(scene.known, start).is_some() {
            return None;
        }
        let end: usize = rest
            .chars()
            .take_while(|c| self.sounds.binary_search(c).is_ok())
            .map(char::len_utf8)
            .sum();
        let count = rest[..end].chars().count();
        let edge = self.right_edge(scene, start + end);
        ((count >= 3 && edge >= 1 && count <= 7) || (count == 2 && edge == 2 && !self.is_word(rest)))
            .then(|| Span::new(start, start + end))
    }

    /// 李某, 陈某某, C女士: names of which a part is withheld.
    fn withheld(&self, scene: &Scene<'_>, out: &mut Vec<Candidate>) {
        let Some(rule) = &self.withheld else { return };
        let base = scene.sentence.start();
        let words = scene.sentence.of(scene.text);
        let mut before: Option<(usize, char)> = None;
        let mut floor = 0;
        for (at, c) in words.char_indices() {
            let last = before.replace((at, c));
            if at < floor {
                continue;
            }
            if c == '某'
                && let Some((start, family)) = last.filter(|(start, _)| *start >= floor)
                && self.surnames.binary_search(&family).is_ok()
            {
                let shy = self.shy.binary_search(&family).is_ok();
                let run: usize = words[at..]
                    .chars()
                    .take(2)
                    .take_while(|c| *c == '某')
                    .map(char::len_utf8)
                    .sum();
                let end = at + run;
                let next = words[end..].chars().next();
                let pronoun =
                    run == c.len_utf8() && next.is_some_and(|n| self.pronoun.binary_search(&n).is_ok());
                // 田某明: the end of the name is told, if the page writes it so again.
                let whole = next.filter(|n| {
                    let to = base + end + n.len_utf8();
                    let name = &scene.text[base + start..to];
                    run == c.len_utf8()
                        && !pronoun
                        && is_han(*n)
                        && !self.never(*n)
                        && self.right_edge(scene, to) == 2
                        && near(scene.text, base + start).matches(name).nth(1).is_some()
                });
                let end = end + whole.map_or(0, char::len_utf8);
                if !pronoun && (!shy || scene.is_edge(base + start)) {
                    out.push(person(Span::new(base + start, base + end), rule));
                    floor = end;
                }
            } else if c.is_ascii_uppercase() && last.is_none_or(|(_, b)| !b.is_ascii_alphanumeric()) {
                let rest = &words[at + 1..];
                if let Some(word) = self.polite.iter().find(|w| rest.starts_with(w.as_str())) {
                    let end = at + 1 + word.len();
                    out.push(person(Span::new(base + at, base + end), rule));
                    floor = end;
                }
            }
        }
    }

    /// Names joined by dots.
    fn foreign(&self, scene: &Scene<'_>, out: &mut Vec<Candidate>) {
        let Some(rule) = &self.foreign else { return };
        let base = scene.sentence.start();
        let words = scene.sentence.of(scene.text);
        let mut from = 0;
        while let Some(dot) = words[from..].find(DOTS).map(|d| d + from) {
            let sound = |c: char| self.sounds.binary_search(&c).is_ok() || c.is_ascii_uppercase();
            let left: usize = words[from..dot]
                .chars()
                .rev()
                .take_while(|c| sound(*c))
                .take(7)
                .map(char::len_utf8)
                .sum();
            let start = dot - left;
            let mut end = dot;
            let mut parts = 0;
            while let Some(mark) = words[end..].chars().next().filter(|c| DOTS.contains(c)) {
                let inner = end + mark.len_utf8();
                let run: usize = words[inner..]
                    .chars()
                    .take_while(|c| sound(*c))
                    .take(8)
                    .map(char::len_utf8)
                    .sum();
                if run == 0 {
                    break;
                }
                end = inner + run;
                parts += 1;
                // 登 ends names and begins verbs: 海登, 登上.
                if words[..end].ends_with('登') && words[end..].starts_with(&*self.rising) {
                    end -= '登'.len_utf8();
                    break;
                }
            }
            let mark = words[dot..].chars().next().map_or(1, char::len_utf8);
            from = end.max(dot + mark);
            if left > 0 && parts > 0 {
                out.push(person(Span::new(base + start, base + end), rule));
            }
        }
    }
}

/// True where a word of the dictionary begins.
fn begins(words: &Dictionary, scene: &Scene<'_>, at: usize) -> bool {
    word_at(words, &scene.text[at..scene.sentence.end()]).is_some()
}

/// The words around a place: some thousand characters.
fn near(text: &str, at: usize) -> &str {
    const AROUND: usize = 3_000;
    let from = text.floor_char_boundary(at.saturating_sub(AROUND));
    let to = text.floor_char_boundary((at + AROUND).min(text.len()));
    &text[from..to]
}

fn person(span: Span, rule: &RuleName) -> Candidate {
    Candidate {
        span,
        kind: NameKind::Person,
        rule: rule.clone(),
        entity: None,
        trust: Trust::Sure,
    }
}
