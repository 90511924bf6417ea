//! Which rules of which stage fire on which words of a text, and which have their words there and make nothing.
//! What does not live here: printing.

use std::fmt::Write;

use onrecord_model::pack::Example;
use onrecord_model::{Language, Span};
use onrecord_read::Packs;

use crate::check::made_of;
use crate::cues::Cues;
use crate::stages::{STAGES, Stage};

/// What rules made of a text, stage by stage.
#[derive(Debug)]
pub struct Explained {
    /// Stages with what was made, in the order of reading; those that made nothing left out.
    pub stages: Vec<(&'static str, Vec<Fired>)>,
    /// Frames and operators, or cue rules, whose words are there and that made nothing.
    pub silent: Vec<Silent>,
}

/// Something that was made.
#[derive(Debug)]
pub struct Fired {
    /// Its words.
    pub span: Span,
    /// Its value, in the notation of the stage's examples.
    pub value: String,
    /// The rules that made it, each with file and line if the packs have it by name.
    pub rules: Vec<(String, Option<String>)>,
}

/// A rule that made nothing.
#[derive(Debug)]
pub struct Silent {
    /// Its name.
    pub rule: String,
    /// The word of it that is there.
    pub word: String,
    /// File and line.
    pub place: String,
}

/// Reads a text on the day of examples and tells what each stage made of it.
pub fn explain(packs: &Packs, text: &str) -> Explained {
    let lang = Language::by_script(text);
    let place = |name: &str| {
        let rules = packs.sources.rules.iter().map(|r| (&r.name, &r.file, r.line));
        let lists = packs.sources.lists.iter().map(|l| (&l.name, &l.file, l.line));
        rules
            .chain(lists)
            .find(|(known, ..)| *known == name)
            .map(|(_, file, line)| format!("{file}:{line}"))
    };
    let mut stages = Vec::new();
    let mut fired_rules: Vec<String> = Vec::new();
    // Frames, operators and cue rules make claims together.
    let own = |s: &&&Stage| s.examples && !matches!(s.name, "frames" | "operators");
    for stage in STAGES.iter().filter(own) {
        let made = made_of(packs, stage.name, lang, text);
        let fired: Vec<Fired> = made
            .into_iter()
            .map(|m| {
                let rules: Vec<(String, Option<String>)> = m
                    .rule
                    .split('+')
                    .map(|name| (name.to_owned(), place(name)))
                    .collect();
                fired_rules.extend(rules.iter().map(|r| r.0.clone()));
                Fired {
                    span: m.span,
                    value: m.value,
                    rules,
                }
            })
            .collect();
        if !fired.is_empty() {
            stages.push((stage.name, fired));
        }
    }
    let makes_claims = |stage: &str| matches!(stage, "frames" | "operators" | "claims");
    let silent = packs
        .sources
        .rules
        .iter()
        .filter(|r| makes_claims(&r.stage) && r.lang == lang && !fired_rules.contains(&r.name))
        .filter_map(|r| {
            let word = Cues::of(r, &packs.sources)?.find(text)?;
            Some(Silent {
                rule: r.name.clone(),
                word: word.of(text).to_owned(),
                place: format!("{}:{}", r.file, r.line),
            })
        })
        .collect();
    Explained { stages, silent }
}

impl Explained {
    /// For people: the text with brackets around the words, the value as an example would have it, the rules.
    pub fn shown(&self, text: &str) -> String {
        let mut out = String::new();
        for (stage, fired) in &self.stages {
            let _ = writeln!(out, "{stage}");
            for one in fired {
                let _ = writeln!(
                    out,
                    "  {} => {}",
                    Example::bracketed(text, Some(one.span)),
                    one.value
                );
                for (rule, place) in &one.rules {
                    let place = place.as_deref().unwrap_or("built in");
                    let _ = writeln!(out, "    {rule}  {place}");
                }
            }
        }
        if !self.silent.is_empty() {
            let _ = writeln!(out, "their words are there, and they made nothing");
            for silent in &self.silent {
                let _ = writeln!(out, "  {:?}  {}  {}", silent.word, silent.rule, silent.place);
            }
        }
        out
    }
}
