//! The small words that a clause's aspect, polarity and modality are read from, per language, from data.
//! What does not live here: verbs that take events (operators), and verbs of saying (attributions).

use super::chinese::OrderWords;
use crate::pack::PackSources;
use crate::{Language, Modality, WordSet};

/// A set of lower-case words.
pub type Words = WordSet;

/// Small words of one language (`LANG/clauses/*.toml`).
#[derive(Debug, Default)]
pub struct SmallWords {
    /// "not", "never", 不, 未.
    pub negative: Words,
    /// Words that negate as subject, object or determiner: "no", "nobody", "neither".
    pub nothing: Words,
    /// "will", "shall", 将.
    pub future: Words,
    /// What times begin with that are still to come, where verbs have no forms: 未来.
    pub coming: Vec<String>,
    /// "would": the future of reported words, else a condition.
    pub conditional: Words,
    /// Adverbs and auxiliaries that hedge, by what they make of it: "may" → possible, "reportedly" → rumoured.
    pub hedges: Vec<(Modality, Words)>,
    /// "can", "could": with a negation they say that it did not come about, not that it may.
    pub ability: Words,
    /// Auxiliaries that open a condition before their subject: "had", "should", "were".
    pub inverted: Words,
    /// "if", "unless", "provided": what it hangs on is so only under a condition.
    pub conditions: Words,
    /// "without", "barring": at the head of a sentence a condition as well.
    pub lacking: Words,
    /// Prepositions that the parser may take for nouns: "amid".
    pub prepositions: Words,
    /// Conjunctions that open a proposition of its own: "although".
    pub apart: Words,
    /// Nouns of time, which no verb takes as its object: "released the same night".
    pub time_nouns: Words,
    /// 已, "already": it is done, whatever else the clause says.
    pub done: Words,
    /// 正在, "currently".
    pub under_way: Words,
    /// "yet" with a negation, 尚: not so far.
    pub so_far: Words,
    /// 何时, 是否, "when" before a present: what they stand before is asked, or still to come.
    pub asking: Words,
    /// Verbs behind which a name says what somebody is.
    pub linking: Words,
    /// Prepositions that open a clause too: "after".
    pub clause_prepositions: Words,
    /// Prepositions that are said of a subject after a copula: near.
    pub predicative: Words,
    /// "if", "unless", "before", 如果: what follows is not told as a fact.
    pub open: Words,
    /// "be", "have" as auxiliaries of the perfect: "have", 过, 了.
    pub perfect: Words,
    /// Markers of the passive beside the relation: 被, 遭.
    pub passive: Words,
    /// Prepositions that mark who does it in a passive: "by", 由.
    pub agent: Words,
    /// Verbs of being and having, which tell no event.
    pub stative: Words,
    /// "Only", 仅: behind a negation, what takes its force away.
    pub softening: Words,
    /// "Many", "long": behind "how", that it is asked and not told.
    pub measured: Words,
    /// True when verbs have no forms: a bare verb tells what was done.
    pub tenseless: bool,
    /// The words that the order of a clause is read by, in such a language.
    pub order: OrderWords,
}

impl SmallWords {
    /// Reads the lists.
    pub fn compile(lang: Language, sources: &PackSources) -> SmallWords {
        let code = lang.code().unwrap_or("common");
        let list = |name: &str| -> Words {
            sources
                .list(&format!("{code}/clauses/{name}"))
                .iter()
                .map(String::as_str)
                .collect()
        };
        SmallWords {
            negative: list("negative"),
            nothing: list("nothing"),
            future: list("future"),
            coming: sources.list(&format!("{code}/clauses/coming")).to_vec(),
            conditional: list("conditional"),
            hedges: [
                (Modality::Rumoured, "rumoured"),
                (Modality::Possible, "possible"),
                (Modality::Speculated, "speculated"),
                (Modality::Inferred, "inferred"),
                (Modality::Goal, "goal"),
                (Modality::Expected, "expected"),
                (Modality::Imminent, "imminent"),
            ]
            .into_iter()
            .map(|(m, name)| (m, list(name)))
            .collect(),
            ability: list("ability"),
            inverted: list("inverted"),
            conditions: list("conditions"),
            lacking: list("lacking"),
            prepositions: list("prepositions"),
            apart: list("apart"),
            time_nouns: list("time-nouns"),
            done: list("done"),
            under_way: list("under-way"),
            so_far: list("so-far"),
            asking: list("asking"),
            linking: list("linking"),
            clause_prepositions: list("clause-prepositions"),
            predicative: list("predicative"),
            open: list("open"),
            perfect: list("perfect"),
            passive: list("passive"),
            agent: list("agent"),
            stative: list("stative"),
            softening: list("softening"),
            measured: list("measured"),
            tenseless: lang == Language::Chinese,
            order: OrderWords::compile(code, sources),
        }
    }

    /// What a word makes of the clause that it stands in.
    pub fn hedge(&self, word: &str) -> Option<Modality> {
        self.hedges
            .iter()
            .find(|(_, w)| w.contains(word))
            .map(|(m, _)| *m)
    }
}
