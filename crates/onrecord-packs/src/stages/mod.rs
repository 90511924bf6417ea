//! What a pack file may hold, stage by stage: forms of rules, their fields and types, names of lists. The loader refuses
//! everything else, `docs/packs.md` is printed from here, and `mutate` knows from here which fields are conditions.
//! What does not live here: what a stage makes of its fields (the stage), and reading files (`section`).

mod attributions;
mod claims;
mod frames;
mod ground;
mod names;
mod page;
mod quantities;
mod responses;
mod times;

/// A stage of the reading as its packs see it.
#[derive(Debug)]
pub struct Stage {
    /// Its name: what `stage = "…"` says, and the folder.
    pub name: &'static str,
    /// What its files say, in a sentence.
    pub tells: &'static str,
    /// Forms that a rule may have; the first whose telling field is there is meant. Empty for stages without rules.
    pub rules: &'static [Form],
    /// Names of its rules, if the program knows each by name; any name when empty.
    pub rule_names: &'static [&'static str],
    /// Its lists.
    pub lists: Lists,
    /// Fields of a list beside `name` and `words`.
    pub list_fields: &'static [Key],
    /// True when every rule needs positive and negative examples.
    pub examples: bool,
    /// What the value behind ` => ` says in an example; empty for stages without examples.
    pub value: &'static str,
}

/// A form of rules.
#[derive(Debug)]
pub struct Form {
    /// The field that tells this form from the others of its stage; `None` for the only or the usual form.
    pub by: Option<&'static str>,
    /// What such a rule says.
    pub tells: &'static str,
    /// Its fields, `name`, `yes` and `no` left out.
    pub fields: &'static [Key],
}

/// Lists of a stage.
#[derive(Debug)]
pub struct Lists {
    /// Lists that the program asks for, and in which folders: "zh", "en", "common", several with blanks between.
    pub named: &'static [(&'static str, &'static str)],
    /// Other lists.
    pub others: Others,
}

/// Which lists there may be beside those that the program asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Others {
    /// None.
    None,
    /// Those that a rule refers to as `@NAME`.
    Referred,
    /// Classes of words that patterns refer to as `{NAME}`.
    Classes,
    /// Any.
    Any,
}

/// What a field is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// It says what the rule makes.
    Makes,
    /// Its words are those that the rule hangs on: an example in `no` must hold one of them.
    Cue,
    /// It says when the rule holds: an example must fail when it is dropped.
    Condition,
}

/// A field.
#[derive(Debug)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub holds: Holds,
    /// True when there is no rule without it.
    pub need: bool,
    /// What it is for.
    pub purpose: Purpose,
    /// What it says, in a sentence.
    pub tells: &'static str,
}

/// The type of a field.
#[derive(Debug)]
pub enum Holds {
    /// A text.
    Text,
    /// A text, one of these.
    OneOf(&'static [&'static str]),
    /// A text or a list of texts.
    Texts,
    /// A text or a list of texts, each one of these.
    SomeOf(&'static [&'static str]),
    /// A whole number.
    Number,
    /// `true` or `false`.
    Flag,
    /// `true`, or this text.
    FlagOr(&'static str),
    /// A table of any keys with texts.
    TextTable,
    /// A table of any keys with lists of texts.
    TextsTable,
    /// A table of any keys with texts or lists of texts, or a list of texts where the rule has no keys to tell apart.
    TextsTableOrTexts,
    /// A table of any keys with tables of these fields.
    Tables(&'static [Key]),
}

impl Key {
    const fn new(name: &'static str, holds: Holds, tells: &'static str) -> Key {
        Key {
            name,
            holds,
            need: false,
            purpose: Purpose::Makes,
            tells,
        }
    }

    const fn needed(self) -> Key {
        Key { need: true, ..self }
    }

    const fn cue(self) -> Key {
        Key {
            purpose: Purpose::Cue,
            ..self
        }
    }

    const fn condition(self) -> Key {
        Key {
            purpose: Purpose::Condition,
            ..self
        }
    }
}

impl Holds {
    /// The type in words.
    pub fn words(&self) -> String {
        match self {
            Holds::Text => "a text".into(),
            Holds::OneOf(words) => format!("one of {}", words.join(", ")),
            Holds::Texts => "a list of texts".into(),
            Holds::SomeOf(words) => format!("a list of {}", words.join(", ")),
            Holds::Number => "a whole number".into(),
            Holds::Flag => "true or false".into(),
            Holds::FlagOr(word) => format!("true or \"{word}\""),
            Holds::TextTable => "a table: key to text".into(),
            Holds::TextsTable => "a table: key to list of texts".into(),
            Holds::TextsTableOrTexts => "a table (key to list of texts) or a list of texts".into(),
            Holds::Tables(keys) => {
                let names: Vec<&str> = keys.iter().map(|k| k.name).collect();
                format!("a table: key to table of {}", names.join(", "))
            }
        }
    }
}

/// Degrees to which words commit.
const MODALITIES: &[&str] = &[
    "asserted",
    "imminent",
    "planned",
    "expected",
    "goal",
    "possible",
    "speculated",
    "rumoured",
    "inferred",
];

/// All stages, in the order in which a page is read.
pub static STAGES: &[&Stage] = &[
    &page::PAGE,
    &times::TIMES,
    &quantities::QUANTITIES,
    &ground::ENTITIES,
    &names::NAMES,
    &attributions::ATTRIBUTIONS,
    &frames::CLAUSES,
    &frames::FRAMES,
    &frames::OPERATORS,
    &claims::CLAIMS,
    &responses::RESPONSES,
    &ground::KINDS,
    &ground::STORIES,
];

impl Stage {
    /// The stage of a name.
    pub fn named(name: &str) -> Option<&'static Stage> {
        STAGES.iter().copied().find(|s| s.name == name)
    }

    /// The form that a rule with these fields has: the first whose telling field is there, else the usual one.
    pub fn form<'a>(&self, mut has: impl FnMut(&'a str) -> bool) -> Option<&'static Form> {
        let usual = self.rules.iter().find(|f| f.by.is_none());
        self.rules.iter().find(|f| f.by.is_some_and(&mut has)).or(usual)
    }

    /// True for a list that the stage reads in the folder `code`. Folders of languages that no list is named for may hold
    /// every list that is named for some language.
    pub fn reads_list(&self, name: &str, code: &str) -> bool {
        self.lists.named.iter().any(|(known, folders)| {
            let known_language = ["zh", "en", "common"].contains(&code);
            *known == name
                && (folders.split(' ').any(|f| f == code) || !known_language && *folders != "common")
        })
    }
}
