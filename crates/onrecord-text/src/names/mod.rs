//! Names and the entities they stand for.
//!
//! `catalogue` knows entities beforehand and `known` finds their names; `chinese` finds names by rule, `tagger` by
//! trained weights; `repetition` finds them again where nothing but the name itself shows it; `candidate` settles what
//! overlaps; `document_links` ties the names of one document together.

mod apart;
mod candidate;
mod chinese;
mod document_links;
mod english;
mod repetition;
mod tagger;

pub use crate::catalogue::{Catalogue, Entity};

use std::sync::Arc;

use crate::catalogue::{Known, known};
use candidate::{Candidate, Trust};
use tagger::{Lexicon, Model};

use crate::pack::{PackProblem, PackSources};
use crate::{
    Dictionary, Document, Language, Mention, NameKind, Quantity, RuleName, Span, TimeValue, WordSet,
};

/// Compiled rules of one language.
#[derive(Debug, Default)]
pub struct Rules {
    chinese: Option<chinese::Rules>,
    english: Option<english::Rules>,
    lexicon: Lexicon,
    model: Option<Model>,
    tagged: Option<RuleName>,
    apart: apart::Words,
    /// Endings of long company names in all languages, the longest first.
    short: document_links::ShortForms,
}

impl Rules {
    /// Compiles the rules of stage `names`, and the names of the catalogue.
    pub fn compile(
        lang: Language,
        sources: &PackSources,
        _catalogue: &Catalogue,
        _problems: &mut Vec<PackProblem>,
    ) -> Rules {
        let list = |name: &str| -> Vec<String> {
            let mut words: Vec<String> = sources
                .lists
                .iter()
                .filter(|l| l.stage == "names" && l.lang == lang && l.name.rsplit('/').next() == Some(name))
                .flat_map(|l| l.words.iter().cloned())
                .collect();
            words.sort();
            words
        };
        let lexicon = match lang {
            Language::Chinese => Lexicon {
                surnames: list("surnames").iter().flat_map(|w| w.chars()).collect(),
                closed: list("closed-characters").iter().flat_map(|w| w.chars()).collect(),
                never: list("never-persons"),
                ..Lexicon::default()
            }
            .sorted(),
            _ => Lexicon {
                given: list("given-names").into_iter().collect(),
                family: list("family-names").into_iter().collect(),
                ..Lexicon::default()
            },
        };
        // Only Chinese has no spaces that say where a name ends.
        let words = |stages| match lang {
            Language::Chinese => Arc::new(Dictionary::of(event_words(sources, lang, stages))),
            _ => Arc::default(),
        };
        let (events, acts) = (words(&["frames", "operators"]), words(&["frames"]));
        Rules {
            chinese: (lang == Language::Chinese).then(|| chinese::Rules::compile(sources, &events, &acts)),
            english: (lang == Language::English).then(|| english::Rules::compile(&list)),
            lexicon,
            model: Model::shipped(lang),
            apart: match lang {
                Language::Chinese => apart::Words::compile(&list, &events, common_words(sources, lang)),
                _ => apart::Words::default(),
            },
            short: document_links::ShortForms::compile(sources),
            tagged: lang.code().map(|code| Arc::from(format!("{code}/names/tagger"))),
        }
    }

    /// Takes other weights for the tagger, as [`train`] makes them. False where they are none.
    pub fn set_weights(&mut self, bytes: Vec<u8>) -> bool {
        self.model = tagger::training::model(bytes);
        self.model.is_some()
    }

    /// What the catalogue and the rules find.
    fn propose(&self, document: &Document<'_>, catalogue: &Catalogue) -> (Vec<Known>, Vec<Candidate>) {
        let known = known(document.text, catalogue);
        let mut candidates = Vec::new();
        if let Some(chinese) = &self.chinese {
            chinese.find(document, &known, &mut candidates);
        }
        (known, candidates)
    }
}

/// The words of two characters and more by which rules of these stages know an event: no name has one inside.
fn event_words<'a>(
    sources: &'a PackSources,
    lang: Language,
    stages: &'static [&'static str],
) -> Vec<&'a str> {
    stages
        .iter()
        .flat_map(|stage| sources.rules_of(stage, lang))
        .flat_map(|rule| rule.texts("verbs"))
        .flat_map(str::split_whitespace)
        .filter(|word| word.chars().count() >= 2)
        .collect()
}

/// The words by which frames of a language know firms, bodies and things that have no name.
fn common_words(sources: &PackSources, lang: Language) -> WordSet {
    const LISTS: [&str; 4] = ["companies", "bodies", "products", "facilities"];
    let code = lang.code().unwrap_or_default();
    LISTS
        .iter()
        .flat_map(|list| sources.list(&format!("{code}/frames/{list}")))
        .map(String::as_str)
        .collect()
}

/// The length of the longest word that begins `rest`, of four characters at the most.
fn word_at(words: &Dictionary, rest: &str) -> Option<usize> {
    const LONGEST: usize = 4;
    let stop = rest.char_indices().nth(LONGEST).map_or(rest.len(), |(at, _)| at);
    Some(words.longest(&rest.as_bytes()[..stop])?.0)
}

/// Finds mentions, in text order, linked where that is sure. Times and quantities, in text order, are what no guessed
/// name may run into.
pub fn find(
    document: &Document<'_>,
    rules: &Rules,
    catalogue: &Catalogue,
    times: &[TimeValue],
    quantities: &[Quantity],
) -> Vec<Mention> {
    let (known, mut candidates) = rules.propose(document, catalogue);
    if let (Some(model), Some(rule)) = (&rules.model, &rules.tagged) {
        let kinds = |e: usize| catalogue.entities[e].kind;
        model.find(document, &rules.lexicon, &known, &kinds, rule, &mut candidates);
    }
    if rules.chinese.is_some() {
        let barriers = apart::barriers(document.text, times, quantities, &candidates, &rules.apart);
        apart::cut(document.text, &barriers, &mut candidates);
        apart::edges(document.text, &rules.apart, &mut candidates);
        apart::events(document.text, &rules.apart, &mut candidates);
        apart::agree(document.text, &mut candidates);
        candidates.retain(|c| apart::may_be_person(document.text, c, &rules.apart));
    }
    repetition::repeat(document, &known, &rules.short, &mut candidates);
    candidates.extend(known.iter().filter_map(|k| {
        let index = k.entity?;
        let entity = &catalogue.entities[index];
        Some(Candidate {
            span: k.span,
            kind: entity.kind,
            rule: entity.rule.clone(),
            entity: Some(index),
            trust: Trust::Sure,
        })
    }));
    if rules.chinese.is_some() {
        candidates.retain(|c| !apart::is_post(document.text, c, &rules.apart));
    }
    let mut settled = candidate::settle(document.text, candidates);
    settled.retain(|c| !apart::too_short(document.text, c));
    if let Some(english) = &rules.english {
        settled = english.shape(document, settled);
    }
    document_links::link(document, settled, catalogue, &rules.short)
}

/// Makes weights for the tagger from documents with their gold names (people, organisations, places). `caution` is
/// what each step outside of names is worth beyond what was learnt: more of it finds fewer names, more of them right.
pub fn train(
    samples: &[(Document<'_>, Vec<(Span, NameKind)>)],
    rules: &Rules,
    catalogue: &Catalogue,
    rounds: usize,
    caution: f32,
) -> Vec<u8> {
    tagger::training::train(samples, rules, catalogue, rounds, caution)
}
