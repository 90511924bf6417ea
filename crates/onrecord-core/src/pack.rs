//! Packs as core sees them: rules and word lists as plain values, handed over by whoever loaded them, and the
//! compiled form that the stages run on.
//! What does not live here: files and TOML (see `onrecord-packs`), and what a stage makes of its rules (see the stages).

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::{Language, attributions, claims, frames, names, quantities, times};

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
}

impl PackSources {
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

impl std::fmt::Display for PackProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.message)
    }
}

/// The rules of one language, ready to run.
#[derive(Debug)]
pub struct LanguagePack {
    /// The language.
    pub lang: Language,
    /// Numbers, money, measures.
    pub quantities: quantities::Rules,
    /// Time expressions.
    pub times: times::Rules,
    /// Names.
    pub names: names::Rules,
    /// Attributions.
    pub attributions: attributions::Rules,
    /// Claims.
    pub claims: claims::Rules,
    /// Frames and operators.
    pub frames: frames::Frames,
}

/// All packs. Costly to make, cheap to share.
#[derive(Debug)]
pub struct Packs {
    /// Chinese, once it is compiled.
    zh: OnceLock<LanguagePack>,
    /// English, once it is compiled.
    en: OnceLock<LanguagePack>,
    /// Entities known beforehand, for all languages.
    pub catalogue: names::Catalogue,
    /// Kinds of claims, their states and roles.
    pub kinds: claims::Kinds,
    /// As loaded: the page stage and the checker read from here.
    pub sources: PackSources,
}

impl Packs {
    /// Compiles what was loaded. Problems do not stop it: what is sound is kept, and all problems are told.
    pub fn compile(sources: PackSources) -> (Packs, Vec<PackProblem>) {
        let (packs, mut problems) = Packs::compile_as_needed(sources);
        for lang in [Language::Chinese, Language::English] {
            let pack = packs.compiled(lang, &mut problems);
            // The cell is new: nothing can be in it yet.
            if let Some(cell) = packs.cell(lang) {
                // A fresh cell: nothing can have been set before.
                let _ = cell.set(pack);
            }
        }
        (packs, problems)
    }

    /// Compiles what all languages share; the rules of a language when its first page comes. Half the time for a run
    /// over pages of one language, but the problems of its rules are not told: for packs that were checked before.
    pub fn compile_as_needed(sources: PackSources) -> (Packs, Vec<PackProblem>) {
        let mut problems = Vec::new();
        let packs = Packs {
            zh: OnceLock::new(),
            en: OnceLock::new(),
            catalogue: names::Catalogue::compile(&sources, &mut problems),
            kinds: claims::Kinds::compile(&sources, &mut problems),
            sources,
        };
        (packs, problems)
    }

    /// The pack of a language; `None` for languages without one.
    pub fn of(&self, lang: Language) -> Option<&LanguagePack> {
        let cell = self.cell(lang)?;
        Some(cell.get_or_init(|| self.compiled(lang, &mut Vec::new())))
    }

    /// The pack of a language, to be changed: for training and tests.
    pub fn of_mut(&mut self, lang: Language) -> Option<&mut LanguagePack> {
        self.of(lang)?;
        match lang {
            Language::Chinese => self.zh.get_mut(),
            Language::English => self.en.get_mut(),
            Language::Other => None,
        }
    }

    fn cell(&self, lang: Language) -> Option<&OnceLock<LanguagePack>> {
        match lang {
            Language::Chinese => Some(&self.zh),
            Language::English => Some(&self.en),
            Language::Other => None,
        }
    }

    fn compiled(&self, lang: Language, problems: &mut Vec<PackProblem>) -> LanguagePack {
        LanguagePack::compile(lang, &self.sources, &self.catalogue, &self.kinds, problems)
    }
}

impl LanguagePack {
    fn compile(
        lang: Language,
        sources: &PackSources,
        catalogue: &names::Catalogue,
        kinds: &claims::Kinds,
        problems: &mut Vec<PackProblem>,
    ) -> LanguagePack {
        LanguagePack {
            lang,
            quantities: quantities::Rules::compile(lang, sources, problems),
            times: times::Rules::compile(lang, sources, problems),
            names: names::Rules::compile(lang, sources, catalogue, problems),
            attributions: attributions::Rules::compile(lang, sources, problems),
            claims: claims::Rules::compile(lang, sources, kinds, problems),
            frames: frames::Frames::compile(lang, sources, kinds, problems),
        }
    }
}
