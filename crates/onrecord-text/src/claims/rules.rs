//! Claim rules, compiled: which words make a claim of which kind and state, with what around them; and the words that the
//! rest of the stage reads by. The fields are listed in `docs/packs.md`, from what the loader checks.
//! What does not live here: frames, which make all claims that hang on no cue.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::lexicon::{Lexicon, LexiconBuilder};
use super::predicates::Predicates;
use crate::inflection::{Inflection, forms};
use crate::kinds::Kinds;
use crate::pack::{Field, PackProblem, PackSources, RuleSource};
use crate::{Language, Modality, RuleName};

/// What a clause must hold beside words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    Money,
    Count,
    Share,
}

/// One compiled rule.
#[derive(Debug)]
pub(crate) struct ClaimRule {
    pub name: RuleName,
    pub kind: String,
    pub state: Option<String>,
    pub before: Option<WordSet>,
    pub with: Option<WordSet>,
    pub unless: Option<WordSet>,
    pub needs: Vec<Need>,
    pub roles: Vec<(String, WordSet)>,
    pub modality: Option<Modality>,
}

/// Words that the search for participants reads by.
#[derive(Debug)]
pub(crate) struct ParticipantWords {
    /// Words and marks between the names of a list.
    pub joins: BTreeSet<String>,
    /// Adverbs that may end a phrase before a predicate, in the order in which they are taken off.
    pub trailing: Vec<String>,
}

/// A set of lexicon words.
pub(crate) type WordSet = Arc<BTreeSet<u32>>;

/// Words that read off polarity, modality and clause structure.
#[derive(Debug)]
pub(crate) struct Signals {
    pub negation: WordSet,
    /// Words that look like signals and are none (不仅, "not only").
    pub neutral: WordSet,
    pub modality: Vec<(Modality, WordSet)>,
    /// Words at a clause's start that are no part of the proposition.
    pub lead_in: WordSet,
    /// Words that begin a new clause.
    pub conjunction: WordSet,
    /// Words that hang a clause on the one before ("including").
    pub continuation: WordSet,
    /// Words before a name that take it out of the running for subject.
    pub preposition: WordSet,
    /// Pronouns for people and for organisations.
    pub person_pronoun: WordSet,
    pub org_pronoun: WordSet,
    /// Words that ask rather than say ("whether", 是否): what follows is no claim.
    pub question: WordSet,
    /// Words that put a thing before its time (之前, "before", "until"): what stands with them has not happened.
    pub pending: WordSet,
    /// All words above that look harmless inside a name (会 in 委员会).
    pub structural: WordSet,
    /// Words in an attribution's cue or source that make its content a rumour or a guess.
    pub rumour: WordSet,
    /// Words that tie a source back to a report already named.
    pub anaphor: WordSet,
}

/// Compiled rules of one language.
#[derive(Debug)]
pub struct Rules {
    pub(crate) lexicon: Lexicon,
    pub(crate) rules: Vec<ClaimRule>,
    /// For each word, the rules it is a cue of.
    pub(crate) cues: Vec<Vec<u32>>,
    pub(crate) signals: Signals,
    pub(crate) participants: ParticipantWords,
    /// How main predicates are read; empty for languages that read clauses.
    pub(crate) predicates: Predicates,
    /// What responses are told by; empty for languages whose responses are frames.
    pub(crate) answers: crate::responses::Words,
    /// What leaves a claim open; empty for languages that read clauses.
    pub(crate) hedges: super::hedged::Hedges,
    /// What is between words that are said and why: two statements.
    pub(crate) joins_causes: Vec<String>,
}

impl Rules {
    /// True if `text` holds a word of `set`.
    pub(crate) fn holds(&self, set: &WordSet, text: &str) -> bool {
        self.lexicon.hits(text).iter().any(|h| set.contains(&h.word))
    }

    /// True if `text` holds a word that signals a modality.
    pub(crate) fn says(&self, modality: Modality, text: &str) -> bool {
        let mut signals = self.signals.modality.iter();
        signals.any(|(m, words)| *m == modality && self.holds(words, text))
    }

    /// Compiles the rules of stage `claims`.
    pub fn compile(
        lang: Language,
        sources: &PackSources,
        kinds: &Kinds,
        problems: &mut Vec<PackProblem>,
    ) -> Rules {
        let code = lang.code().unwrap_or("common");
        let mut compiler = Compiler {
            lang,
            sources,
            inflection: Inflection::compile(lang, sources),
            builder: LexiconBuilder::default(),
            lists: BTreeMap::new(),
        };
        let mut rules = Vec::new();
        let mut cue_words: Vec<(u32, u32)> = Vec::new();
        for source in sources.rules_of("claims", lang) {
            if lang != Language::Chinese {
                problems.push(source.problem("is never read: claims of this language are made by frames"));
                continue;
            }
            match compiler.rule(source, kinds) {
                Ok((rule, cues)) => {
                    let number = rules.len() as u32;
                    cue_words.extend(cues.into_iter().map(|c| (c, number)));
                    rules.push(rule);
                }
                Err(message) => problems.push(source.problem(message)),
            }
        }
        let mut list = |name: &str| compiler.list(name).unwrap_or_default();
        let mut signals = Signals {
            question: list("question"),
            pending: list("pending"),
            structural: WordSet::default(),
            negation: list("negation"),
            neutral: list("neutral"),
            modality: [
                (Modality::Possible, "possible"),
                (Modality::Imminent, "imminent"),
                (Modality::Goal, "goal"),
                (Modality::Planned, "planned"),
                (Modality::Rumoured, "rumoured"),
                (Modality::Speculated, "speculated"),
                (Modality::Inferred, "inferred"),
                (Modality::Expected, "expected"),
            ]
            .into_iter()
            .map(|(m, name)| (m, list(name)))
            .collect(),
            lead_in: list("lead-in"),
            conjunction: list("conjunction"),
            continuation: list("continuation"),
            preposition: list("preposition"),
            person_pronoun: list("person-pronoun"),
            org_pronoun: list("org-pronoun"),
            rumour: list("rumour"),
            anaphor: list("anaphor"),
        };
        let sets = [
            &signals.negation,
            &signals.lead_in,
            &signals.conjunction,
            &signals.continuation,
            &signals.preposition,
            &signals.question,
            &signals.person_pronoun,
            &signals.org_pronoun,
        ];
        let modal = signals.modality.iter().map(|(_, w)| w);
        signals.structural = Arc::new(
            sets.into_iter()
                .chain(modal)
                .flat_map(|s| s.iter().copied())
                .collect(),
        );
        let mut cues = vec![Vec::new(); compiler.builder.len()];
        for (word, rule) in cue_words {
            cues[word as usize].push(rule);
        }
        Rules {
            lexicon: compiler.builder.build(),
            rules,
            cues,
            signals,
            participants: ParticipantWords {
                joins: sources
                    .list(&format!("{code}/claims/joins-names"))
                    .iter()
                    .cloned()
                    .collect(),
                trailing: sources.list(&format!("{code}/claims/trails-subject")).to_vec(),
            },
            predicates: Predicates::compile(lang, sources),
            answers: crate::responses::Words::compile(lang, sources),
            hedges: super::hedged::Hedges::compile(lang, sources),
            joins_causes: sources.list(&format!("{code}/claims/joins-causes")).to_vec(),
        }
    }
}

struct Compiler<'a> {
    lang: Language,
    sources: &'a PackSources,
    inflection: Inflection,
    builder: LexiconBuilder,
    lists: BTreeMap<String, WordSet>,
}

impl Compiler<'_> {
    /// The words of `LANG/claims/NAME`.
    fn list(&mut self, name: &str) -> Option<WordSet> {
        let full = format!("{}/claims/{name}", self.lang.code().unwrap_or("common"));
        if let Some(set) = self.lists.get(&full) {
            return Some(set.clone());
        }
        let source = self.sources.lists.iter().find(|l| l.name == full)?;
        let set: WordSet = Arc::new(source.words.iter().flat_map(|w| self.words(w)).collect());
        self.lists.insert(full, set.clone());
        Some(set)
    }

    fn words(&mut self, pattern: &str) -> Vec<u32> {
        forms(pattern, self.lang, &self.inflection)
            .iter()
            .map(|w| self.builder.word(w))
            .collect()
    }

    fn set(&mut self, items: &[&str]) -> Result<WordSet, String> {
        let mut words = BTreeSet::new();
        for item in items {
            match item.strip_prefix('@') {
                Some(name) => {
                    let list = self.list(name).ok_or_else(|| format!("refers to @{name}, which is no list of this language: add [[list]] or mend the name"))?;
                    words.extend(list.iter().copied());
                }
                None => words.extend(self.words(item)),
            }
        }
        Ok(Arc::new(words))
    }

    fn optional(&mut self, source: &RuleSource, field: &str) -> Result<Option<WordSet>, String> {
        let items = source.texts(field);
        if items.is_empty() {
            Ok(None)
        } else {
            self.set(&items).map(Some)
        }
    }

    fn rule(&mut self, source: &RuleSource, kinds: &Kinds) -> Result<(ClaimRule, Vec<u32>), String> {
        let kind_name = source.text("kind").ok_or("has no kind: add kind = \"…\"")?;
        let kind = kinds
            .get(kind_name)
            .ok_or_else(|| format!("names the unknown kind {kind_name}"))?;
        let state = source.text("state").map(str::to_owned);
        if let Some(s) = &state
            && kind.rank(s).is_none()
        {
            return Err(format!(
                "names the state {s}, which {kind_name} does not have: use one of {}",
                [&kind.states[..], &kind.ends[..]].concat().join(", ")
            ));
        }
        let cues = source.texts("cue");
        if cues.is_empty() {
            return Err("has no cue: add cue = [\"…\"]".into());
        }
        let cues: Vec<u32> = self.set(&cues)?.iter().copied().collect();
        let needs = source
            .texts("needs")
            .into_iter()
            .map(|n| {
                Ok(match n {
                    "money" => Need::Money,
                    "count" => Need::Count,
                    "share" => Need::Share,
                    other => return Err(format!("needs the unknown thing {other}")),
                })
            })
            .collect::<Result<_, String>>()?;
        let mut roles = Vec::new();
        if let Some(table) = source.fields.get("roles").and_then(Field::table) {
            for (role, words) in table {
                if !kind.roles.contains(role) {
                    return Err(format!("fills the role {role}, which {kind_name} does not have"));
                }
                roles.push((role.clone(), self.set(&words.texts())?));
            }
        }
        let modality = match source.text("modality") {
            None => None,
            Some(name) => {
                Some(Modality::of_code(name).ok_or_else(|| format!("has the unknown modality {name}"))?)
            }
        };
        let rule = ClaimRule {
            name: source.name.as_str().into(),
            kind: kind_name.to_owned(),
            state,
            before: self.optional(source, "before")?,
            with: self.optional(source, "with")?,
            unless: self.optional(source, "unless")?,
            needs,
            roles,
            modality,
        };
        Ok((rule, cues))
    }
}
