//! Which conditions of rules do something: each is dropped in turn, and some example must notice.
//! What does not live here: what counts as a condition (`stages`), and running examples (`check`).

use std::collections::BTreeMap;

use onrecord_model::Language;
use onrecord_model::pack::{Example, Field, RuleSource};
use onrecord_read::Packs;

use crate::check::{Made, is_kept, made_by, made_in};
use crate::cues::Cues;
use crate::stages::{Holds, Key, Purpose, STAGES, Stage};

/// A condition that no example holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Idle {
    /// File of its rule.
    pub file: String,
    /// Line of its rule.
    pub line: usize,
    /// Name of its rule.
    pub rule: String,
    /// The field: `unless`, `parts.buyer.sort`.
    pub condition: String,
}

impl std::fmt::Display for Idle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{}:{}: {}: no example holds {}: add one that fails without it, or delete it",
            self.file, self.line, self.rule, self.condition
        )
    }
}

/// What came of dropping every condition of some stages.
#[derive(Clone, Debug, Default)]
pub struct Mutations {
    /// How many conditions there are.
    pub conditions: usize,
    /// Those that no example holds.
    pub idle: Vec<Idle>,
}

/// Stages that `--stage NAME` means: claims are made by frames and operators too.
pub fn stages_of(name: &str) -> Vec<&'static Stage> {
    let group: &[&str] = match name {
        "claims" => &["frames", "operators", "claims"],
        _ => &[name],
    };
    STAGES
        .iter()
        .copied()
        .filter(|s| group.contains(&s.name))
        .collect()
}

/// Drops each condition of each rule of these stages. The examples of its own rule are tried first, then those of the
/// rules of its stages that hold one of its cues. The packs are as before when it returns.
pub fn mutate(packs: &mut Packs, stages: &[&'static Stage]) -> Mutations {
    let mut done = Mutations::default();
    for index in 0..packs.sources.rules.len() {
        let rule = packs.sources.rules[index].clone();
        let Some(stage) = stages.iter().find(|s| s.name == rule.stage) else {
            continue;
        };
        if !stage.examples || packs.sources.unsound.contains(&rule.name) {
            continue;
        }
        let without = mutations(stage, &rule);
        if without.is_empty() {
            continue;
        }
        done.conditions += without.len();
        let neighbours = neighbours(packs, stages, &rule);
        for (condition, fields) in without {
            packs.sources.rules[index].fields = fields;
            compile(packs, &rule);
            let held = !is_kept(packs, &rule) || neighbours.iter().any(|r| !is_kept(packs, r));
            if !held {
                done.idle.push(Idle {
                    file: rule.file.clone(),
                    line: rule.line,
                    rule: rule.name.clone(),
                    condition,
                });
            }
        }
        packs.sources.rules[index].fields = rule.fields.clone();
        compile(packs, &rule);
    }
    done
}

/// An example that would hold a condition.
#[derive(Clone, Debug)]
pub struct Trial {
    /// The condition.
    pub idle: Idle,
    /// `yes` or `no`.
    pub field: &'static str,
    /// As it would be written.
    pub example: String,
}

/// How many examples are proposed for one condition.
const ENOUGH: usize = 6;

/// A rule by name, with what all rules make of the texts that are tried on it.
type LastRule = (String, Vec<(String, Vec<Made>)>);

/// Which of these texts would hold a condition that no example holds, and how they would be written in its rule. A text
/// behind a rule's name and a tab is tried on that rule only, another on all whose words it has. What a rule makes of a
/// text now is taken for right: whoever copies an example must read it.
pub fn trials(packs: &mut Packs, stages: &[&'static Stage], texts: &[String]) -> Vec<Trial> {
    let mut found = Vec::new();
    let mut last: Option<LastRule> = None;
    for idle in mutate(packs, stages).idle {
        let Some(index) = packs.sources.rules.iter().position(|r| r.name == idle.rule) else {
            continue;
        };
        let rule = packs.sources.rules[index].clone();
        let Some(stage) = Stage::named(&rule.stage) else {
            continue;
        };
        let (_, now) = match last.take() {
            Some(same) if same.0 == rule.name => last.insert(same),
            _ => last.insert((rule.name.clone(), made_now(packs, &rule, texts))),
        };
        let without = mutations(stage, &rule)
            .into_iter()
            .find(|(c, _)| *c == idle.condition);
        let Some((_, fields)) = without else { continue };
        packs.sources.rules[index].fields = fields;
        compile(packs, &rule);
        let would_hold = now.iter().filter_map(|(text, now)| {
            let then = made_in(packs, &rule, text);
            (*now != then).then(|| example(&rule, text, now, &then)).flatten()
        });
        found.extend(would_hold.take(ENOUGH).map(|(field, example)| Trial {
            idle: idle.clone(),
            field,
            example,
        }));
        packs.sources.rules[index].fields = rule.fields.clone();
        compile(packs, &rule);
    }
    found
}

/// The texts that are tried on a rule, with what all rules make of them.
fn made_now(packs: &Packs, rule: &RuleSource, texts: &[String]) -> Vec<(String, Vec<Made>)> {
    let cues = Cues::of(rule, &packs.sources);
    texts
        .iter()
        .filter_map(|line| match line.split_once('\t') {
            Some((name, text)) => (name == rule.name).then_some(text),
            None => cues
                .as_ref()
                .is_none_or(|c| c.find(line).is_some())
                .then_some(line.as_str()),
        })
        .map(|text| (text.to_owned(), made_in(packs, rule, text)))
        .collect()
}

/// The example that tells `now` from `then`: its field, and how it is written.
fn example(rule: &RuleSource, text: &str, now: &[Made], then: &[Made]) -> Option<(&'static str, String)> {
    let (mine, mine_then) = (made_by(rule, now), made_by(rule, then));
    if mine.is_empty() && !mine_then.is_empty() {
        return Some(("no", text.to_owned()));
    }
    // More is made without the condition, beside what is made anyway: no example says so.
    let lost = |of: &[Made], then: &[Made]| of.iter().find(|m| !then.contains(m)).cloned();
    let (field, made) = match lost(&mine, &mine_then) {
        Some(made) => ("yes", made),
        // It makes nothing either way, but keeps others from making what they make.
        None => ("no", lost(now, then)?),
    };
    let words = Example::bracketed(text, Some(made.span));
    let value = made.value.trim_end_matches([' ', '|']);
    let more = then
        .iter()
        .any(|m| m.span == made.span && m.value.starts_with(value));
    Some((
        field,
        format!("{words} => {value}{}", if more { " | ." } else { "" }),
    ))
}

fn compile(packs: &mut Packs, rule: &RuleSource) {
    let langs: &[Language] = match rule.lang {
        Language::Other => &Language::REGISTERED,
        _ => &[rule.lang],
    };
    for lang in langs {
        packs.compile_again(*lang, &rule.stage);
    }
}

/// Other rules with the examples that may notice what becomes of this one.
fn neighbours(packs: &Packs, stages: &[&'static Stage], rule: &RuleSource) -> Vec<RuleSource> {
    let cues = Cues::of(rule, &packs.sources);
    let may_notice = |text: &str| cues.as_ref().is_none_or(|c| c.find(text).is_some());
    let of_stage = |r: &&RuleSource| r.lang == rule.lang && stages.iter().any(|s| s.name == r.stage);
    packs
        .sources
        .rules
        .iter()
        .filter(of_stage)
        .filter(|r| r.name != rule.name)
        .filter_map(|r| {
            let mut r = r.clone();
            r.yes.retain(|e| may_notice(&e.text));
            r.no.retain(|e| may_notice(&e.text));
            (!r.yes.is_empty() || !r.no.is_empty()).then_some(r)
        })
        .collect()
}

/// The rule's fields without each of its conditions in turn, with the condition's name.
fn mutations(stage: &Stage, rule: &RuleSource) -> Vec<(String, BTreeMap<String, Field>)> {
    let mut all = Vec::new();
    let Some(form) = stage.form(|field| rule.fields.contains_key(field)) else {
        return all;
    };
    for key in form.fields {
        let Some(field) = rule.fields.get(key.name) else {
            continue;
        };
        let with = |changed: Option<Field>| {
            let mut fields = rule.fields.clone();
            match changed {
                Some(field) => fields.insert(key.name.to_owned(), field),
                None => fields.remove(key.name),
            };
            fields
        };
        match (key, field) {
            (
                Key {
                    holds: Holds::Tables(inner),
                    ..
                },
                Field::Table(tables),
            ) => {
                for (name, table) in tables {
                    let Some(entries) = table.table() else { continue };
                    let conditions = inner.iter().filter(|k| k.purpose == Purpose::Condition);
                    for condition in conditions.filter(|k| entries.contains_key(k.name)) {
                        let mut fewer = entries.clone();
                        fewer.remove(condition.name);
                        let mut changed = tables.clone();
                        changed.insert(name.clone(), Field::Table(fewer));
                        all.push((
                            format!("{}.{name}.{}", key.name, condition.name),
                            with(Some(Field::Table(changed))),
                        ));
                    }
                }
            }
            (Key { purpose, .. }, Field::Table(table)) if *purpose == Purpose::Condition => {
                for name in table.keys() {
                    let mut fewer = table.clone();
                    fewer.remove(name);
                    all.push((format!("{}.{name}", key.name), with(Some(Field::Table(fewer)))));
                }
            }
            (Key { purpose, .. }, _) if *purpose == Purpose::Condition => {
                all.push((key.name.to_owned(), with(None)));
            }
            _ => {}
        }
    }
    all
}
