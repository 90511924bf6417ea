//! The reference of all that a pack file may hold, as a page of documentation (`docs/packs.md`).
//! What does not live here: what the fields are (`stages`).

use std::fmt::Write;

use crate::stages::{Form, Holds, Key, Others, Purpose, STAGES, Stage};

const OPENING: &str = "# What a pack file may hold

Printed from the code (`crates/onrecord-packs/src/stages`); `cargo xtask reference` prints it again.
Everything else is refused, with file, line and what to do (`onrecord packs check DIR`).

A folder of packs has a folder a language (`zh`, `en`, …) and `common`; in it a folder a stage; in that, files `*.toml`. A file says
`stage = \"…\"` first and then holds sections `[[rule]]` and `[[list]]`. A rule has a `name` of its own in its stage and language, its
fields, and in most stages examples: `yes` in which it fires, `no` in which it does not. A list has a `name` and `words`.

## Examples
- `[[ ]]` marks the words that the rule makes: the span of the time, the quantity, the name, the claim; of an attribution its content. An example
  without them asks only that the rule fires.
- ` => ` comes before the value, in the notation of the stage: see each stage below.
- Examples are read on Wednesday 15 March 2023, each as a page of its own.
- A `no` holds a word that the rule hangs on (a **cue** below): it looks alike and is not it. With marks or a value it also says what other rules
  make of it instead: `[[Smith issued a statement]] => other`.
- A **condition** says when a rule holds. Some example must fail when it is dropped: `onrecord packs mutate` lists those that none holds, and
  `onrecord packs mutate --try FILE` says which of your sentences would hold one.
- A rule with `part = true` is seen only inside what other rules make; a rule that makes a `veto` makes nothing in its `yes`.
";

/// The page.
pub fn page() -> String {
    let mut out = OPENING.to_owned();
    for stage in STAGES {
        describe(&mut out, stage);
    }
    out
}

fn describe(out: &mut String, stage: &Stage) {
    let _ = write!(out, "\n## `{}`\n{}\n", stage.name, stage.tells);
    if !stage.value.is_empty() {
        let _ = writeln!(out, "\nValue in examples: {}.", stage.value);
    }
    if !stage.rule_names.is_empty() {
        let _ = writeln!(out, "\nRules: {}.", ticked(stage.rule_names.iter().copied()));
    }
    for form in stage.rules {
        table(out, form, stage.rules.len() > 1);
    }
    lists(out, stage);
}

fn table(out: &mut String, form: &Form, several: bool) {
    let with = match form.by {
        Some(by) if several => format!(" A rule with `{by}`:"),
        _ => String::new(),
    };
    let _ = write!(
        out,
        "\n{}{with}\n\n| field | holds | says |\n|---|---|---|\n",
        form.tells
    );
    for key in form.fields {
        row(out, key, "");
        if let Holds::Tables(inner) = key.holds {
            for part in inner {
                row(out, part, &format!("{}.NAME.", key.name));
            }
        }
    }
}

fn row(out: &mut String, key: &Key, before: &str) {
    let mut notes = Vec::new();
    if key.need {
        notes.push("needed");
    }
    match key.purpose {
        Purpose::Cue => notes.push("cue"),
        Purpose::Condition => notes.push("condition"),
        Purpose::Makes => {}
    }
    let notes = match notes.is_empty() {
        true => String::new(),
        false => format!(" **{}**", notes.join(", ")),
    };
    // A bar inside a table's cell would end it.
    let tells = key.tells.replace('|', "\\|");
    let _ = writeln!(
        out,
        "| `{before}{}` | {} | {tells}{notes} |",
        key.name,
        key.holds.words()
    );
}

fn lists(out: &mut String, stage: &Stage) {
    let others = match stage.lists.others {
        Others::None => "",
        Others::Referred => "any that a rule refers to as `@NAME`",
        Others::Classes => "any class of words that a pattern refers to as `{NAME}`",
        Others::Any => "any",
    };
    let named = ticked(stage.lists.named.iter().map(|l| l.0));
    let lists: Vec<&str> = [named.as_str(), others]
        .into_iter()
        .filter(|l| !l.is_empty())
        .collect();
    if !lists.is_empty() {
        let _ = writeln!(out, "\nLists: {}.", lists.join("; "));
    }
    if !stage.list_fields.is_empty() {
        let _ = write!(out, "\n| field of a list | holds | says |\n|---|---|---|\n");
        for key in stage.list_fields {
            row(out, key, "");
        }
    }
}

fn ticked<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.map(|n| format!("`{n}`")).collect::<Vec<_>>().join(" ")
}
