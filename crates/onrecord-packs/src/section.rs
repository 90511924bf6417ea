//! One TOML file to rules and lists: every fault is told with its line, and what is sound beside it is kept.
//! What does not live here: finding files (`load`), and which fields there are (`stages`).

use std::collections::BTreeMap;

use onrecord_model::pack::{Example, Field, ListSource, PackProblem, PackSources, RuleSource};
use onrecord_model::{Language, Span};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::stages::{Holds, Key, Others, STAGES, Stage};

type Table<'t> = DeTable<'t>;
type Value<'t> = Spanned<DeValue<'t>>;

/// Reads the file `name` (`LANG/STAGE/FILE.toml`) of a language.
pub(crate) fn read(
    name: &str,
    text: &str,
    lang: Language,
    sources: &mut PackSources,
    problems: &mut Vec<PackProblem>,
) {
    let mut file = File {
        name,
        lang,
        stage: None,
        sources,
        problems,
    };
    match DeTable::parse(text) {
        Ok(table) => file.table(table.get_ref(), text, 0, true),
        // A fault of the notation: read section by section, so that only the one that has it is lost.
        Err(_) => {
            for (first, part) in parts(text) {
                match DeTable::parse(part) {
                    Ok(table) => file.table(table.get_ref(), part, first, first == 0),
                    Err(error) => {
                        let line = first + error.span().map_or(1, |s| line_at(part, s.start));
                        let message = error.message().lines().next().unwrap_or_default().to_owned();
                        file.problem(
                            line,
                            format!(
                                "is no TOML: {message}: mend it; no examples of this language are run before"
                            ),
                        );
                        file.sources.lost.insert(lang);
                    }
                }
            }
        }
    }
}

/// Sections with the number of lines before them; the head of the file is the first.
fn parts(text: &str) -> Vec<(usize, &str)> {
    let mut starts = vec![(0, 0)];
    let mut offset = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        if line.trim_start().starts_with("[[") && offset > 0 {
            starts.push((number, offset));
        }
        offset += line.len();
    }
    let ends: Vec<usize> = starts.iter().skip(1).map(|s| s.1).chain([text.len()]).collect();
    starts
        .iter()
        .zip(ends)
        .map(|((line, start), end)| (*line, &text[*start..end]))
        .collect()
}

/// The line of an offset, from 1.
fn line_at(text: &str, offset: usize) -> usize {
    let before = &text.as_bytes()[..offset.min(text.len())];
    before.iter().filter(|b| **b == b'\n').count() + 1
}

/// A file that is being read.
struct File<'a> {
    name: &'a str,
    lang: Language,
    stage: Option<&'static Stage>,
    sources: &'a mut PackSources,
    problems: &'a mut Vec<PackProblem>,
}

/// A rule or list that is being read.
struct Section<'s> {
    /// Its name, with language and stage.
    name: String,
    /// The text that lines are counted in, and how many lines come before it.
    text: &'s str,
    first: usize,
    /// The line of its head.
    head: usize,
}

impl Section<'_> {
    fn line(&self, offset: usize) -> usize {
        self.first + line_at(self.text, offset)
    }
}

impl File<'_> {
    fn problem(&mut self, line: usize, message: String) {
        self.problems.push(PackProblem {
            file: self.name.to_owned(),
            line,
            message,
        });
    }

    /// A fault of a section: what other checks make of it would only tell it again.
    fn fault(&mut self, section: &Section<'_>, line: usize, message: String) {
        self.sources.unsound.insert(section.name.clone());
        self.problem(line, format!("{}: {message}", section.name));
    }

    /// A file, or a part of one. `opens` for the part that names the stage.
    fn table(&mut self, table: &Table<'_>, text: &str, first: usize, opens: bool) {
        if opens && !self.names_stage(table, text) {
            return;
        }
        // The part that names the stage was lost, or names none: it was told.
        let Some(stage) = self.stage else { return };
        for (key, value) in table {
            let line = first + line_at(text, key.span().start);
            match key.get_ref().as_ref() {
                "stage" => {}
                "rule" | "list" => {
                    let Some(entries) = value.get_ref().as_array() else {
                        self.problem(
                            line,
                            format!("{0} is no list of tables: write [[{0}]]", key.get_ref()),
                        );
                        continue;
                    };
                    for entry in entries {
                        let line = first + line_at(text, entry.span().start);
                        let Some(table) = entry.get_ref().as_table() else {
                            self.problem(line, format!("write [[{}]] with keys below it", key.get_ref()));
                            continue;
                        };
                        self.section(stage, key.get_ref() == "rule", table, text, first, line);
                    }
                }
                other => self.problem(
                    line,
                    format!("there is no {other} here: a file holds stage = \"…\", [[rule]] and [[list]]"),
                ),
            }
        }
    }

    fn names_stage(&mut self, table: &Table<'_>, text: &str) -> bool {
        let all = || -> String {
            let names: Vec<&str> = STAGES.iter().map(|s| s.name).collect();
            names.join(", ")
        };
        let Some(value) = table.get("stage") else {
            self.problem(1, "names no stage: begin it with stage = \"…\"".into());
            return false;
        };
        let line = line_at(text, value.span().start);
        let name = value.get_ref().as_str().unwrap_or_default();
        let Some(stage) = Stage::named(name) else {
            self.problem(line, format!("there is no stage {name:?}: use one of {}", all()));
            return false;
        };
        let mut folders = self.name.split('/');
        let (_, folder, file) = (folders.next(), folders.next(), folders.next());
        if let (Some(folder), Some(_)) = (folder, file)
            && folder != stage.name
        {
            self.problem(
                line,
                format!(
                    "is of stage {} and lies in a folder {folder}: move it, or mend stage",
                    stage.name
                ),
            );
            return false;
        }
        self.stage = Some(stage);
        true
    }

    fn section(
        &mut self,
        stage: &'static Stage,
        rule: bool,
        table: &Table<'_>,
        text: &str,
        first: usize,
        head: usize,
    ) {
        let code = self.lang.code().unwrap_or("common");
        let Some(name) = table.get("name").and_then(|n| n.get_ref().as_str()) else {
            self.problem(head, "has no name: add name = \"…\"".into());
            return;
        };
        let section = Section {
            name: format!("{code}/{}/{name}", stage.name),
            text,
            first,
            head,
        };
        if rule {
            self.rule(stage, name, table, section);
        } else {
            self.list(stage, name, table, section);
        }
    }

    fn rule(&mut self, stage: &'static Stage, name: &str, table: &Table<'_>, section: Section<'_>) {
        let Some(form) = stage.form(|field| table.contains_key(field)) else {
            let telling: Vec<&str> = stage.rules.iter().filter_map(|f| f.by).collect();
            let todo = match telling[..] {
                [] => "write a [[list]]".to_owned(),
                _ => format!("give it one of {}", telling.join(", ")),
            };
            self.fault(
                &section,
                section.head,
                format!("stage {} has no such rules: {todo}", stage.name),
            );
            return;
        };
        if !stage.rule_names.is_empty() && !stage.rule_names.contains(&name) {
            self.fault(
                &section,
                section.head,
                format!(
                    "the program knows no rule of this name: use one of {}",
                    stage.rule_names.join(", ")
                ),
            );
            return;
        }
        let mut own = vec!["name"];
        if stage.examples {
            own.extend(["yes", "no"]);
        }
        let fields = self.fields(&section, table, form.fields, &own);
        let yes = self.examples(&section, table, "yes", stage.examples);
        let no = self.examples(&section, table, "no", stage.examples);
        self.sources.rules.push(RuleSource {
            stage: stage.name.to_owned(),
            lang: self.lang,
            file: self.name.to_owned(),
            line: section.head,
            fields,
            yes,
            no,
            name: section.name,
        });
    }

    fn list(&mut self, stage: &'static Stage, name: &str, table: &Table<'_>, section: Section<'_>) {
        let code = self.lang.code().unwrap_or("common");
        if stage.lists.others == Others::None && !stage.reads_list(name, code) {
            self.fault(
                &section,
                section.head,
                format!(
                    "stage {} reads no list of this name for {code}: see docs/packs.md for those it reads, and name a new one in onrecord-packs/src/stages",
                    stage.name
                ),
            );
        }
        let fields = self.fields(&section, table, stage.list_fields, &["name", "words"]);
        let words = match table.get("words") {
            None => {
                self.fault(&section, section.head, "has no words: add words = […]".into());
                Vec::new()
            }
            Some(value) => self.texts(&section, "words", value),
        };
        self.sources.lists.push(ListSource {
            stage: stage.name.to_owned(),
            lang: self.lang,
            file: self.name.to_owned(),
            line: section.head,
            words: words.into_iter().map(|(w, _)| w).collect(),
            fields,
            name: section.name,
        });
    }

    /// The fields of a rule or list, those of `own` left out: unknown ones and wrong types are faults.
    fn fields(
        &mut self,
        section: &Section<'_>,
        table: &Table<'_>,
        keys: &'static [Key],
        own: &[&str],
    ) -> BTreeMap<String, Field> {
        let mut fields = BTreeMap::new();
        for (name, value) in table {
            let (line, name) = (section.line(name.span().start), name.get_ref().as_ref());
            if own.contains(&name) {
                continue;
            }
            let Some(key) = keys.iter().find(|k| k.name == name) else {
                let mut all: Vec<&str> = own.to_vec();
                all.extend(keys.iter().map(|k| k.name));
                self.fault(
                    section,
                    line,
                    format!("there is no field {name}: use one of {}", all.join(", ")),
                );
                continue;
            };
            let (mut field, fault) = (field(value), misfit(value.get_ref(), &key.holds));
            if let Some(fault) = fault {
                self.fault(section, line, format!("{name} {fault}"));
                field = None;
            } else if field.as_ref().is_some_and(holds_nothing) {
                // An empty word would match everywhere.
                self.fault(section, line, format!("{name} holds an empty text: take it out"));
            }
            if let Some(field) = field {
                fields.insert(name.to_owned(), field);
            }
        }
        for key in keys.iter().filter(|k| k.need && !table.contains_key(k.name)) {
            self.fault(
                section,
                section.head,
                format!("has no {}: add {0} ({})", key.name, key.holds.words()),
            );
        }
        fields
    }

    /// Texts of a list with the offset of each.
    fn texts(&mut self, section: &Section<'_>, key: &str, value: &Value<'_>) -> Vec<(String, usize)> {
        let Some(list) = value.get_ref().as_array() else {
            let line = section.line(value.span().start);
            self.fault(section, line, format!("{key} must be a list of texts"));
            return Vec::new();
        };
        let mut texts = Vec::new();
        for entry in list {
            let offset = entry.span().start;
            match entry.get_ref().as_str() {
                Some("") => {
                    self.fault(
                        section,
                        section.line(offset),
                        format!("{key} holds an empty text: take it out"),
                    );
                }
                Some(text) => texts.push((text.to_owned(), offset)),
                None => self.fault(
                    section,
                    section.line(offset),
                    format!("{key} holds something that is no text: put it in quotes"),
                ),
            }
        }
        texts
    }

    fn examples(
        &mut self,
        section: &Section<'_>,
        table: &Table<'_>,
        key: &str,
        wanted: bool,
    ) -> Vec<Example> {
        let Some(value) = table.get(key).filter(|_| wanted) else {
            return Vec::new();
        };
        let mut examples = Vec::new();
        for (raw, offset) in self.texts(section, key, value) {
            let line = section.line(offset);
            match example(&raw, line) {
                Ok(example) => examples.push(example),
                Err(message) => self.fault(section, line, message),
            }
        }
        examples
    }
}

fn holds_nothing(field: &Field) -> bool {
    match field {
        Field::List(list) => list.iter().any(|f| f.text() == Some("")),
        Field::Table(table) => table.values().any(holds_nothing),
        _ => false,
    }
}

fn field(value: &Value<'_>) -> Option<Field> {
    Some(match value.get_ref() {
        DeValue::String(s) => Field::Text(s.clone().into_owned()),
        DeValue::Integer(i) => Field::Number(i64::from_str_radix(i.as_str(), i.radix()).ok()?),
        DeValue::Boolean(b) => Field::Flag(*b),
        DeValue::Array(a) => Field::List(a.iter().filter_map(field).collect()),
        DeValue::Table(t) => Field::Table(
            t.iter()
                .filter_map(|(k, v)| Some((k.get_ref().clone().into_owned(), field(v)?)))
                .collect(),
        ),
        DeValue::Float(_) | DeValue::Datetime(_) => return None,
    })
}

/// Why a value does not fit a field.
fn misfit(value: &DeValue<'_>, holds: &Holds) -> Option<String> {
    let is_text = |v: &DeValue<'_>| v.as_str().is_some();
    let are_texts = |v: &DeValue<'_>| {
        is_text(v)
            || v.as_array()
                .is_some_and(|l| l.iter().all(|e| is_text(e.get_ref())))
    };
    let words = || -> Vec<&str> {
        match value {
            DeValue::String(s) => vec![s.as_ref()],
            DeValue::Array(list) => list.iter().filter_map(|e| e.get_ref().as_str()).collect(),
            _ => Vec::new(),
        }
    };
    let table_of = |is: &dyn Fn(&DeValue<'_>) -> bool| {
        value
            .as_table()
            .is_some_and(|t| t.values().all(|e| is(e.get_ref())))
    };
    let fits = match holds {
        Holds::Text => is_text(value),
        Holds::Texts => are_texts(value),
        Holds::Number => {
            matches!(value, DeValue::Integer(i) if i64::from_str_radix(i.as_str(), i.radix()).is_ok())
        }
        Holds::Flag => value.as_bool().is_some(),
        Holds::FlagOr(word) => value.as_bool().is_some() || value.as_str() == Some(word),
        Holds::OneOf(known) => match value.as_str() {
            Some(word) if !known.contains(&word) => {
                return Some(format!(
                    "says {word:?}, which is unknown: use one of {}",
                    known.join(", ")
                ));
            }
            word => word.is_some(),
        },
        Holds::SomeOf(known) => {
            if let Some(word) = words().into_iter().find(|w| !known.contains(w)) {
                return Some(format!(
                    "says {word:?}, which is unknown: use some of {}",
                    known.join(", ")
                ));
            }
            are_texts(value)
        }
        Holds::TextTable => table_of(&is_text),
        Holds::TextsTable => table_of(&are_texts),
        Holds::TextsTableOrTexts => table_of(&are_texts) || are_texts(value),
        Holds::Tables(keys) => {
            let Some(tables) = value.as_table() else {
                return Some(format!("must be {}", holds.words()));
            };
            for (name, fields) in tables {
                let name = name.get_ref();
                let Some(fields) = fields.get_ref().as_table() else {
                    return Some(format!("must be {}", holds.words()));
                };
                for (field, value) in fields {
                    let field = field.get_ref();
                    let Some(key) = keys.iter().find(|k| k.name == *field) else {
                        let all: Vec<&str> = keys.iter().map(|k| k.name).collect();
                        return Some(format!(
                            "{name} has no field {field}: use one of {}",
                            all.join(", ")
                        ));
                    };
                    if let Some(fault) = misfit(value.get_ref(), &key.holds) {
                        return Some(format!("{name}: {field} {fault}"));
                    }
                }
            }
            true
        }
    };
    (!fits).then(|| format!("must be {}", holds.words()))
}

/// `words [[marked]] words => value`
fn example(raw: &str, line: usize) -> Result<Example, String> {
    let (body, value) = match raw.split_once(" => ") {
        Some((body, value)) => (body, Some(value.trim().to_owned())),
        None => (raw, None),
    };
    let Some((before, rest)) = body.split_once("[[") else {
        return Ok(Example {
            text: body.to_owned(),
            marked: None,
            value,
            line,
        });
    };
    let (inside, after) = rest
        .split_once("]]")
        .ok_or("an example opens [[ and never closes it: add ]]")?;
    let marked = Some(Span::new(before.len(), before.len() + inside.len()));
    Ok(Example {
        text: format!("{before}{inside}{after}"),
        marked,
        value,
        line,
    })
}
