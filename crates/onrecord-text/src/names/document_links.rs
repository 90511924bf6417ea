//! Ties the names of one document together: short forms to the long form they come from, under an entity of the
//! document (`doc:` and the long form) or of the catalogue.
//! What does not live here: finding names.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::candidate::Candidate;
use super::repetition::last_part;
use crate::catalogue::Catalogue;
use crate::language::is_han;
use crate::pack::PackSources;
use crate::{Document, EntityId, Mention, NameKind};

/// Endings of long company names that short forms leave out, of all languages, the longest first.
pub(super) fn company_ends(sources: &PackSources) -> Vec<String> {
    let lists = sources
        .lists
        .iter()
        .filter(|l| l.stage == "names" && l.name.ends_with("/company-ends"));
    let mut ends: Vec<String> = lists.flat_map(|l| l.words.iter().cloned()).collect();
    ends.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    ends
}

/// Makes mentions of candidates.
pub(super) fn link(
    document: &Document<'_>,
    candidates: Vec<Candidate>,
    catalogue: &Catalogue,
    company_ends: &[String],
) -> Vec<Mention> {
    let text = document.text;
    let mut ids: BTreeMap<(Class, &str), EntityId> = BTreeMap::new();
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    // Long forms first, so that short ones find them.
    order.sort_by_key(|i| (std::cmp::Reverse(candidates[*i].span.len()), candidates[*i].span));
    for index in &order {
        let candidate = &candidates[*index];
        let Some(class) = class(candidate.kind) else {
            continue;
        };
        let words = candidate.span.of(text);
        let id = match candidate.entity {
            Some(entity) => catalogue.entities[entity].id.clone(),
            None => match ids.get(&(class, words)) {
                Some(id) => id.clone(),
                None => catalogue
                    .short_form(words, company_ends)
                    .unwrap_or_else(|| Arc::from(format!("doc:{words}"))),
            },
        };
        for short in short_forms(class, words, &text[candidate.span.end()..], company_ends) {
            ids.entry((class, short)).or_insert_with(|| id.clone());
        }
        ids.entry((class, words)).or_insert(id);
    }
    candidates
        .into_iter()
        .map(|c| Mention {
            span: c.span,
            kind: c.kind,
            entity: match c.entity {
                Some(entity) => Some(catalogue.entities[entity].id.clone()),
                None => class(c.kind).and_then(|class| ids.get(&(class, c.span.of(text))).cloned()),
            },
            rule: c.rule,
        })
        .collect()
}

/// Names of one class share their short forms.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    Person,
    Body,
    Other,
}

fn class(kind: NameKind) -> Option<Class> {
    match kind {
        NameKind::Person => Some(Class::Person),
        NameKind::Org | NameKind::Authority | NameKind::Outlet => Some(Class::Body),
        NameKind::Place | NameKind::Product | NameKind::Facility => Some(Class::Other),
        NameKind::Document => None,
    }
}

/// The forms that a name may be repeated by; `after` is what follows it, for a short form in brackets.
fn short_forms<'a>(class: Class, words: &'a str, after: &'a str, company_ends: &[String]) -> Vec<&'a str> {
    let mut forms = Vec::new();
    match class {
        Class::Person => forms.extend(last_part(words)),
        Class::Body => {
            for ending in company_ends {
                if let Some(core) = words
                    .strip_suffix(ending.as_str())
                    .filter(|c| c.chars().count() >= 2)
                {
                    forms.push(core);
                    break;
                }
            }
            forms.extend(bracketed(after));
        }
        Class::Other => {}
    }
    forms
}

/// "（以下简称“蓝湾”）" or "(NDRC)" right behind a long name.
pub(super) fn bracketed(after: &str) -> Option<&str> {
    // Short forms are short: no further than this is looked.
    let mut end = after.len().min(90);
    while !after.is_char_boundary(end) {
        end -= 1;
    }
    let inner = after[..end]
        .trim_start()
        .strip_prefix(['（', '('])?
        .split(['）', ')'])
        .next()?;
    let named = ["以下简称", "下文简称", "下称", "简称"]
        .iter()
        .find_map(|word| inner.strip_prefix(word));
    let inner = named
        .unwrap_or(inner)
        .trim_start_matches(['为', '：', ':', ' '])
        .trim_matches(['“', '”', '"', '「', '」', ' ']);
    let count = inner.chars().count();
    let acronym = inner.chars().all(|c| c.is_ascii_uppercase() || c == '&') && (2..=8).contains(&count);
    let han = named.is_some() && inner.chars().all(is_han) && (2..=8).contains(&count);
    (acronym || han).then_some(inner)
}
