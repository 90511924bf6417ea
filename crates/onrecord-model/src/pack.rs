//! Packs as they were loaded: rules and word lists as plain values, handed over by whoever loaded them.
//! What does not live here: files and TOML (see `onrecord-packs`), and the compiled form that the stages run on (see
//! `onrecord-read`).

use std::collections::BTreeMap;

use crate::Language;

/// A value in a rule, as written.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub enum Field {
    Text(String),
    Number(i64),
    Flag(bool),
    List(Vec<Field>),
    Table(BTreeMap<String, Field>),
}

impl Field {
    /// The text, where it is one.
    pub fn text(&self) -> Option<&str> {
        if let Field::Text(t) = self { Some(t) } else { None }
    }

    /// A list of texts; one text counts as a list of one.
    pub fn texts(&self) -> Vec<&str> {
        match self {
            Field::Text(t) => vec![t],
            Field::List(l) => l.iter().filter_map(Field::text).collect(),
            _ => Vec::new(),
        }
    }

    /// The table, where it is one.
    pub fn table(&self) -> Option<&BTreeMap<String, Field>> {
        if let Field::Table(t) = self { Some(t) } else { None }
    }
}

/// An example of a rule. The words the rule must make stand between `[[` and `]]` in the file; here they are a span.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// The text without the brackets.
    pub text: String,
    /// The marked words; `None` where nothing is marked: the rule must fire anywhere in the text.
    pub marked: Option<crate::Span>,
    /// The value wanted (behind ` => ` in the file), in the stage's own notation.
    pub value: Option<String>,
    /// Line in the file.
    pub line: usize,
}

/// A rule as loaded: its fields belong to its stage.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleSource {
    /// Unique name: `LANG/STAGE/NAME`.
    pub name: String,
    /// The stage that reads it.
    pub stage: String,
    /// The language; `Other` for rules common to all.
    pub lang: Language,
    /// File it came from, as shown to people.
    pub file: String,
    /// Line of its head, from 1.
    pub line: usize,
    /// All fields but name, yes and no.
    pub fields: BTreeMap<String, Field>,
    /// Texts in which it must fire.
    pub yes: Vec<Example>,
    /// Texts in which it must not.
    pub no: Vec<Example>,
}

impl RuleSource {
    /// Texts of a field; empty where it is missing.
    pub fn texts(&self, field: &str) -> Vec<&str> {
        self.fields.get(field).map(Field::texts).unwrap_or_default()
    }

    /// The text of a field.
    pub fn text(&self, field: &str) -> Option<&str> {
        self.fields.get(field).and_then(Field::text)
    }

    /// A flag; false where it is missing.
    pub fn flag(&self, field: &str) -> bool {
        matches!(self.fields.get(field), Some(Field::Flag(true)))
    }

    /// A problem at this rule.
    pub fn problem(&self, message: impl Into<String>) -> PackProblem {
        PackProblem {
            file: self.file.clone(),
            line: self.line,
            message: format!("rule {}: {}", self.name, message.into()),
        }
    }
}

/// A word list as loaded: `[[list]]` sections. Lists are lexicons that rules and stages refer to by name.
#[derive(Clone, Debug, PartialEq)]
pub struct ListSource {
    /// Unique name: `LANG/STAGE/NAME`.
    pub name: String,
    /// Stage.
    pub stage: String,
    /// The language; `Other` for lists common to all.
    pub lang: Language,
    /// File.
    pub file: String,
    /// Line of its head.
    pub line: usize,
    /// The words.
    pub words: Vec<String>,
    /// Any further fields.
    pub fields: BTreeMap<String, Field>,
}

/// Everything that was loaded, in file order.
#[derive(Clone, Debug, Default)]
pub struct PackSources {
    /// Rules.
    pub rules: Vec<RuleSource>,
    /// Lists.
    pub lists: Vec<ListSource>,
    /// Names of rules and lists at which a fault was told: nothing more is told of them.
    pub unsound: std::collections::BTreeSet<String>,
    /// Languages of which something could not be read at all: their examples would fail for that alone.
    pub lost: std::collections::BTreeSet<Language>,
}

impl PackSources {
    /// True when everything that rules of this language may need was read.
    pub fn is_whole(&self, lang: Language) -> bool {
        !self.lost.contains(&lang) && !self.lost.contains(&Language::Other)
    }

    /// Rules of a stage for a language, those common to all languages included.
    pub fn rules_of<'a>(
        &'a self,
        stage: &'a str,
        lang: Language,
    ) -> impl Iterator<Item = &'a RuleSource> + 'a {
        self.rules
            .iter()
            .filter(move |r| r.stage == stage && (r.lang == lang || r.lang == Language::Other))
    }

    /// Words of the list `LANG/STAGE/NAME`; empty where there is none.
    pub fn list(&self, name: &str) -> &[String] {
        self.lists
            .iter()
            .find(|l| l.name == name)
            .map(|l| l.words.as_slice())
            .unwrap_or(&[])
    }
}

/// What is wrong with a pack, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackProblem {
    /// File as shown to people.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// What is wrong and what to do.
    pub message: String,
}

impl Example {
    /// The text as it is written in the file, with brackets around `span`.
    pub fn bracketed(text: &str, span: Option<crate::Span>) -> String {
        match span {
            Some(span) => format!(
                "{}[[{}]]{}",
                &text[..span.start()],
                span.of(text),
                &text[span.end()..]
            ),
            None => text.to_owned(),
        }
    }

    /// The example as it is written in the file.
    pub fn as_written(&self) -> String {
        let words = Example::bracketed(&self.text, self.marked);
        match &self.value {
            Some(value) => format!("{words} => {value}"),
            None => words,
        }
    }
}

impl std::fmt::Display for PackProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.message)
    }
}
