//! Names found once are looked for in the whole text: a name stands for the same thing wherever it is repeated, and the
//! last part of a person's name stands for the person.
//! What does not live here: what ties them to one entity (see `document_links`).

use std::collections::BTreeMap;

use super::candidate::{Candidate, Trust, known_at};
use super::document_links::ShortForms;
use crate::catalogue::Known;
use crate::language::is_han;
use crate::{Dictionary, Document, NameKind, RuleName, Span};

/// More names than these are not looked for: a page that holds more is a list.
const MOST: usize = 400;

/// Appends the further places of the candidates' names; a name that was taken for several kinds gets the most frequent.
pub(super) fn repeat(
    document: &Document<'_>,
    known: &[Known],
    short: &ShortForms,
    candidates: &mut Vec<Candidate>,
) {
    let text = document.text;
    let mut counts: BTreeMap<(&str, NameKind), (usize, RuleName)> = BTreeMap::new();
    for candidate in candidates.iter() {
        if candidate.trust > Trust::Weak && !matches!(candidate.kind, NameKind::Document | NameKind::Facility)
        {
            let entry = counts
                .entry((candidate.span.of(text), candidate.kind))
                .or_insert_with(|| (0, candidate.rule.clone()));
            entry.0 += 1;
        }
    }
    let mut best: BTreeMap<&str, (usize, NameKind, RuleName)> = BTreeMap::new();
    for ((name, kind), (count, rule)) in counts {
        if best.get(name).is_none_or(|(most, ..)| count > *most) {
            best.insert(name, (count, kind, rule));
        }
    }
    for candidate in candidates.iter_mut() {
        if let Some((_, kind, _)) = best.get(candidate.span.of(text)) {
            candidate.kind = *kind;
        }
    }
    let parts: Vec<(&str, RuleName)> = best
        .iter()
        .filter(|(_, (_, kind, _))| *kind == NameKind::Person)
        .filter_map(|(name, (_, _, rule))| Some((short.last_part(name)?, rule.clone())))
        .collect();
    for (part, rule) in parts {
        best.entry(part).or_insert((1, NameKind::Person, rule));
    }
    for candidate in candidates.iter() {
        if matches!(candidate.kind, NameKind::Org | NameKind::Authority)
            && let Some(form) = short.bracketed(&text[candidate.span.end()..])
        {
            best.entry(form)
                .or_insert((1, candidate.kind, candidate.rule.clone()));
        }
    }
    best.retain(|name, _| worth_repeating(name));
    if best.is_empty() || best.len() > MOST {
        return;
    }
    let words = Dictionary::of(best.keys());
    let names: Vec<&(usize, NameKind, RuleName)> = best.values().collect();
    for (start, end, number) in words.find_all(text) {
        let span = Span::new(start, end);
        let inner = |offset: usize| known_at(known, offset).is_some();
        if inner(span.start()) || inner(span.end() - 1) || touches(text, span) {
            continue;
        }
        let (_, kind, rule) = names[number];
        candidates.push(Candidate {
            span,
            kind: *kind,
            rule: rule.clone(),
            entity: None,
            trust: Trust::Tagged,
        });
    }
}

/// Short names are too often something else.
fn worth_repeating(name: &str) -> bool {
    let count = name.chars().count();
    if name.chars().any(is_han) {
        count >= 2
    } else {
        count >= 3 && name.chars().next().is_some_and(char::is_uppercase)
    }
}

/// True where letters of an alphabet go on before or behind.
fn touches(text: &str, span: Span) -> bool {
    let letter = |c: char| c.is_alphanumeric() && !is_han(c);
    let words = span.of(text);
    (words.chars().next().is_some_and(letter) && text[..span.start()].chars().next_back().is_some_and(letter))
        || (words.chars().next_back().is_some_and(letter)
            && text[span.end()..].chars().next().is_some_and(letter))
}
