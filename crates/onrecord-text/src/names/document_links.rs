//! Ties the names of one document together: short forms to the long form they come from, under an entity of the
//! document (`doc:` and the long form) or of the catalogue.
//! What does not live here: finding names.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::candidate::Candidate;
use crate::catalogue::Catalogue;
use crate::language::is_han;
use crate::pack::PackSources;
use crate::{Document, EntityId, Mention, NameKind};

/// Words that short forms are made by, of all languages.
#[derive(Debug, Default)]
pub(super) struct ShortForms {
    /// Endings of long company names that short forms leave out, the longest first.
    company_ends: Vec<String>,
    /// In brackets before a short form: 以下简称.
    leads: Vec<String>,
    /// Behind a name, no family name: "Jr".
    generations: Vec<String>,
}

impl ShortForms {
    /// Reads the lists.
    pub fn compile(sources: &PackSources) -> ShortForms {
        let list = |name: &str| {
            let lists = sources
                .lists
                .iter()
                .filter(|l| l.stage == "names" && l.name.rsplit('/').next() == Some(name));
            let mut words: Vec<String> = lists.flat_map(|l| l.words.iter().cloned()).collect();
            words.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
            words
        };
        ShortForms {
            company_ends: list("company-ends"),
            leads: list("short-name-leads"),
            generations: list("generations"),
        }
    }

    /// The forms that a name may be repeated by; `after` is what follows it, for a short form in brackets.
    fn of<'a>(&self, class: Class, words: &'a str, after: &'a str) -> Vec<&'a str> {
        let mut forms = Vec::new();
        match class {
            Class::Person => forms.extend(self.last_part(words)),
            Class::Body => {
                for ending in &self.company_ends {
                    if let Some(core) = words
                        .strip_suffix(ending.as_str())
                        .filter(|c| c.chars().count() >= 2)
                    {
                        forms.push(core);
                        break;
                    }
                }
                forms.extend(self.bracketed(after));
            }
            Class::Other => {}
        }
        forms
    }

    /// "（以下简称“蓝湾”）" or "(NDRC)" right behind a long name.
    pub fn bracketed<'a>(&self, after: &'a str) -> Option<&'a str> {
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
        let named = self
            .leads
            .iter()
            .find_map(|word| inner.strip_prefix(word.as_str()));
        let inner = named
            .unwrap_or(inner)
            .trim_start_matches(['为', '：', ':', ' '])
            .trim_matches(['“', '”', '"', '「', '」', ' ']);
        let count = inner.chars().count();
        let acronym = inner.chars().all(|c| c.is_ascii_uppercase() || c == '&') && (2..=8).contains(&count);
        let han = named.is_some() && inner.chars().all(is_han) && (2..=8).contains(&count);
        (acronym || han).then_some(inner)
    }

    /// The last part of a name of several words, or of one with dots.
    pub fn last_part<'a>(&self, name: &'a str) -> Option<&'a str> {
        let last = name.rsplit([' ', '·', '•', '‧', '・']).next()?;
        (last.len() < name.len() && !self.generations.iter().any(|g| g == last)).then_some(last)
    }
}

/// Makes mentions of candidates.
pub(super) fn link(
    document: &Document<'_>,
    candidates: Vec<Candidate>,
    catalogue: &Catalogue,
    short: &ShortForms,
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
                    .short_form(words, &short.company_ends)
                    .unwrap_or_else(|| Arc::from(format!("doc:{words}"))),
            },
        };
        for form in short.of(class, words, &text[candidate.span.end()..]) {
            ids.entry((class, form)).or_insert_with(|| id.clone());
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
