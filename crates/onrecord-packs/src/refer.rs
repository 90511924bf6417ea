//! Lists that nothing refers to: a name that was mistyped is found here.
//! What does not live here: references to lists that are not there (the stages tell them when they compile).

use std::collections::BTreeSet;

use onrecord_model::Language;
use onrecord_model::pack::{Field, PackProblem, PackSources};

use crate::stages::{Others, Stage};

/// Lists of stages that read them by reference only, without one.
pub(crate) fn unused(sources: &PackSources) -> Vec<PackProblem> {
    let mut problems = Vec::new();
    let mut listed: BTreeSet<(Language, String)> = BTreeSet::new();
    for rule in &sources.rules {
        for field in rule.fields.values() {
            references(field, &mut |name| {
                listed.insert((rule.lang, name.to_owned()));
            });
        }
    }
    for list in &sources.lists {
        let Some(stage) = Stage::named(&list.stage) else {
            continue;
        };
        let name = list.name.rsplit('/').next().unwrap_or_default();
        let class = list.fields.get("class").and_then(Field::text).unwrap_or(name);
        let asked = match stage.lists.others {
            Others::None | Others::Any => continue,
            Others::Referred => stage.reads_list(name, list.lang.code().unwrap_or("common")),
            Others::Classes => stage.lists.named.iter().any(|(n, _)| *n == class),
        };
        let wanted = if stage.lists.others == Others::Classes {
            class
        } else {
            name
        };
        let referred = listed.iter().any(|(lang, name)| {
            name == wanted && (*lang == list.lang || list.lang == Language::Other || *lang == Language::Other)
        });
        // What refers to it may be in a section that could not be read.
        if !asked && !referred && sources.is_whole(list.lang) && !sources.unsound.contains(&list.name) {
            let mark = if stage.lists.others == Others::Classes {
                format!("{{{wanted}}}")
            } else {
                format!("@{wanted}")
            };
            problems.push(PackProblem {
                file: list.file.clone(),
                line: list.line,
                message: format!(
                    "{}: no rule refers to it: write {mark} where it is meant, or delete it",
                    list.name
                ),
            });
        }
    }
    problems
}

/// Tells names behind `@` and in braces.
fn references(field: &Field, tell: &mut impl FnMut(&str)) {
    match field {
        Field::Text(text) => {
            for word in text.split(|c: char| c.is_whitespace() || c == '|') {
                if let Some(name) = word.strip_prefix('@') {
                    tell(name);
                }
            }
            for inner in text.split('{').skip(1) {
                let classes = inner.split(['}', ':']).next().unwrap_or_default();
                classes.split('|').for_each(&mut *tell);
            }
        }
        Field::List(list) => list.iter().for_each(|f| references(f, tell)),
        Field::Table(table) => table.values().for_each(|f| references(f, tell)),
        Field::Number(_) | Field::Flag(_) => {}
    }
}
