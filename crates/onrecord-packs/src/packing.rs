//! Writes packs as they lie in the program, for `build.rs`.
//! What does not live here: reading them again (see `packed`).

use std::collections::BTreeMap;

use onrecord_model::Language;
use onrecord_model::pack::{Example, Field, PackProblem, PackSources};

use crate::packed::LANGUAGES;

/// Bytes that `packed::read` makes the same sources of.
pub(crate) fn write(sources: &PackSources, problems: &[PackProblem]) -> Vec<u8> {
    let mut out = Writer::default();
    out.number(sources.rules.len());
    for rule in &sources.rules {
        out.head(&rule.name, &rule.stage, rule.lang, &rule.file, rule.line);
        out.table(&rule.fields);
        let mut examples = Writer::default();
        for list in [&rule.yes, &rule.no] {
            examples.number(list.len());
            for example in list {
                examples.example(example);
            }
        }
        out.number(examples.0.len());
        out.0.append(&mut examples.0);
    }
    out.number(sources.lists.len());
    for list in &sources.lists {
        out.head(&list.name, &list.stage, list.lang, &list.file, list.line);
        out.table(&list.fields);
        out.number(list.words.len());
        for word in &list.words {
            out.text(word);
        }
    }
    out.number(sources.unsound.len());
    for name in &sources.unsound {
        out.text(name);
    }
    out.number(sources.lost.len());
    for lang in &sources.lost {
        out.language(*lang);
    }
    out.number(problems.len());
    for problem in problems {
        out.text(&problem.file);
        out.number(problem.line);
        out.text(&problem.message);
    }
    out.0
}

#[derive(Default)]
struct Writer(Vec<u8>);

impl Writer {
    /// Seven bits a byte, the lowest first.
    fn number(&mut self, mut number: usize) {
        while number >= 0x80 {
            self.0.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.0.push(number as u8);
    }

    fn text(&mut self, text: &str) {
        self.number(text.len());
        self.0.extend_from_slice(text.as_bytes());
    }

    fn head(&mut self, name: &str, stage: &str, lang: Language, file: &str, line: usize) {
        self.text(name);
        self.text(stage);
        self.language(lang);
        self.text(file);
        self.number(line);
    }

    fn language(&mut self, lang: Language) {
        self.number(LANGUAGES.iter().position(|l| *l == lang).unwrap_or(0));
    }

    fn table(&mut self, table: &BTreeMap<String, Field>) {
        self.number(table.len());
        for (key, value) in table {
            self.text(key);
            self.field(value);
        }
    }

    fn field(&mut self, field: &Field) {
        match field {
            Field::Text(text) => {
                self.0.push(0);
                self.text(text);
            }
            Field::Number(number) => {
                self.0.push(1);
                self.0.extend_from_slice(&number.to_le_bytes());
            }
            Field::Flag(flag) => self.0.extend([2, u8::from(*flag)]),
            Field::List(list) => {
                self.0.push(3);
                self.number(list.len());
                for field in list {
                    self.field(field);
                }
            }
            Field::Table(table) => {
                self.0.push(4);
                self.table(table);
            }
        }
    }

    fn example(&mut self, example: &Example) {
        self.text(&example.text);
        self.number(example.line);
        match example.marked {
            None => self.0.push(0),
            Some(span) => {
                self.0.push(1);
                self.number(span.start());
                self.number(span.end());
            }
        }
        match &example.value {
            None => self.0.push(0),
            Some(value) => {
                self.0.push(1);
                self.text(value);
            }
        }
    }
}
