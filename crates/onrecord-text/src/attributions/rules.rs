//! From pack to tables: cue rules and word lists of one language.
//! What does not live here: the search itself.

use super::chinese::rules::{ChineseRules, both_scripts, script_pairs};
use super::english::lists::Lists;
use super::lexicon::{CLASSES, CueForm, Form, Lexicon, Shape, TAKES, inflect};
use super::speaker_kinds::SpeakerWords;
use crate::Language;
use crate::RuleName;
use crate::pack::{PackProblem, PackSources, RuleSource};

/// Compiled rules of one language.
#[derive(Debug)]
pub struct Rules {
    pub(super) lang: Language,
    pub(super) names: Vec<RuleName>,
    pub(super) lexicon: Lexicon,
    pub(super) chinese: Option<ChineseRules>,
    pub(super) speakers: SpeakerWords,
    pub(super) additions: Additions,
    /// Words before an outlet that is spoken to: "told the", 接受.
    pub(super) telling: Vec<String>,
    /// Headings of boxes with other stories, sorted.
    pub(super) boxes: Vec<String>,
}

/// Words that open a sentence in which somebody speaks on.
#[derive(Debug, Default)]
pub(super) struct Additions {
    /// Of anybody: 因为, 然后.
    any: Vec<String>,
    /// Of reports and records only: "At the same time", 此外.
    papers: Vec<String>,
    /// What the source of a report ends in.
    heads: Vec<String>,
}

impl Additions {
    fn compile(lang: Language, sources: &PackSources) -> Additions {
        let list = |name: &str| match lang {
            Language::Chinese => both_scripts(sources, name, &script_pairs(sources)),
            _ => sources.list(&format!("en/attributions/{name}")).to_vec(),
        };
        Additions {
            any: list("additions"),
            papers: list("paper-additions"),
            heads: list("speaking-papers"),
        }
    }

    /// True for a source that is a report or a record.
    pub fn is_paper(&self, source: &str) -> bool {
        self.heads.iter().any(|h| source.ends_with(h.as_str()))
    }

    /// True where a sentence that begins so adds to what was said before it.
    pub fn opens(&self, sentence: &str, paper: bool) -> bool {
        let begins = |list: &[String]| list.iter().any(|w| sentence.starts_with(w.as_str()));
        begins(&self.any) || paper && begins(&self.papers)
    }
}

impl Rules {
    /// Compiles the rules of stage `attributions`.
    pub fn compile(lang: Language, sources: &PackSources, problems: &mut Vec<PackProblem>) -> Rules {
        let rules: Vec<&RuleSource> = sources.rules_of("attributions", lang).collect();
        let mut names = Vec::with_capacity(rules.len());
        let mut lexicon = Lexicon::default();
        let takes: Vec<u16> = rules.iter().map(|rule| takes_of(rule, problems)).collect();
        for rule in &rules {
            names.push(RuleName::from(rule.name.as_str()));
        }
        let chinese = (lang == Language::Chinese).then(|| ChineseRules::compile(&rules, sources, problems));
        if lang == Language::English {
            lexicon.lists = Lists::compile(sources);
            for (list, class) in CLASSES {
                for word in sources.list(&format!("en/attributions/{list}")) {
                    lexicon.add_class(&word.to_lowercase(), *class);
                }
            }
            for (index, rule) in rules.iter().enumerate() {
                let shape = match rule.text("shape") {
                    Some("verb") | None => Shape::Verb,
                    Some("noun") => Shape::Noun,
                    Some("adjective") => Shape::Adjective,
                    Some("adverb") => Shape::Adverb,
                    Some("frame") => Shape::Frame,
                    Some(other) => {
                        problems.push(rule.problem(format!(
                            "has no known shape ({other}): write verb, noun, adjective, adverb or frame"
                        )));
                        continue;
                    }
                };
                add_cues(&mut lexicon, rule, index as u16, shape, takes[index]);
            }
        }
        Rules {
            lang,
            names,
            lexicon,
            chinese,
            speakers: SpeakerWords::compile(lang, sources),
            additions: Additions::compile(lang, sources),
            telling: match lang {
                Language::Chinese => both_scripts(sources, "telling", &script_pairs(sources)),
                _ => sources.list("en/attributions/telling").to_vec(),
            },
            boxes: {
                let mut boxes = sources
                    .list(&format!("{}/page/dump-box", lang.code().unwrap_or("en")))
                    .to_vec();
                boxes.sort_unstable();
                boxes
            },
        }
    }
}

fn takes_of(rule: &RuleSource, problems: &mut Vec<PackProblem>) -> u16 {
    let mut bits = 0;
    for key in rule.texts("takes") {
        match TAKES.iter().find(|(name, _)| *name == key) {
            Some((_, bit)) => bits |= bit,
            None => problems.push(rule.problem(format!(
                "takes something unknown ({key}): see docs/attribution.md for the list"
            ))),
        }
    }
    bits
}

/// Words of a rule: "say said", "point_out", "make_clear made"; the part behind `_` must follow the verb.
fn add_cues(lexicon: &mut Lexicon, rule: &RuleSource, index: u16, shape: Shape, takes: u16) {
    for entry in rule.texts("cues") {
        let mut heads = entry.split_whitespace();
        let (head, tail) = match heads.next() {
            Some(head) => match head.split_once('_') {
                Some((head, tail)) => (head, tail.split('_').map(str::to_owned).collect()),
                None => (head, Vec::new()),
            },
            None => continue,
        };
        let mut add = |word: &str, form: Form| {
            lexicon.add_cue(
                word,
                CueForm {
                    rule: index,
                    shape,
                    form,
                    takes,
                    tail: tail.clone(),
                },
            );
        };
        if shape == Shape::Verb {
            let rest: Vec<&str> = heads.collect();
            let verb = std::iter::once(head).chain(rest).collect::<Vec<_>>().join(" ");
            for (word, form) in inflect(&verb) {
                add(&word, form);
            }
        } else {
            add(head, Form::Fixed);
        }
    }
}
