//! The words that responses are told by, from the packs (`LANG/responses/*`).
//! What does not live here: how they are looked for (see `clauses`).

use crate::Language;
use crate::pack::PackSources;

/// Word lists of one language; all empty for a language whose responses are frames.
#[derive(Debug, Default)]
pub(crate) struct Words {
    /// Verbs of refusing: who is silent has been asked and will not answer.
    pub declines: Vec<String>,
    /// What calls a report false, anywhere in its clause.
    pub false_words: Vec<String>,
    /// What calls a report false when it closes the clause.
    pub false_ends: Vec<String>,
    /// Adjectives that call a report false in passing (不实传闻).
    pub false_passing: Vec<String>,
    /// Verbs that make such a passing remark a denial.
    pub condemns: Vec<String>,
    /// Verbs by which the page tells of a denial.
    pub denials: Vec<String>,
    /// What rejects a finding or a charge.
    pub rejects: Vec<String>,
    /// Words around a speaker that make what follows an answer.
    pub answering: Vec<String>,
    /// Names of what is answered: rumours, charges.
    pub charges: Vec<String>,
    /// Negations that a counter-statement opens its predicate with.
    pub negatives: Vec<String>,
    /// What says that all goes on as ever.
    pub as_ever: Vec<String>,
    /// What opens and what closes a referral elsewhere.
    pub refers: Vec<String>,
    pub refers_ends: Vec<String>,
    /// Words of having nothing to tell.
    pub ignorance: Vec<String>,
    /// Words that decline by themselves.
    pub silence: Vec<String>,
    /// What calls a report true.
    pub true_words: Vec<String>,
    /// What leaves a report unconfirmed.
    pub unconfirmed: Vec<String>,
    /// Longer words that hold one of the above and say something else.
    pub not_these: Vec<String>,
}

impl Words {
    /// Reads the lists.
    pub fn compile(lang: Language, sources: &PackSources) -> Words {
        let code = lang.code().unwrap_or("common");
        let list = |name: &str| sources.list(&format!("{code}/responses/{name}")).to_vec();
        Words {
            declines: list("declines"),
            false_words: list("calls-false"),
            false_ends: list("calls-false-at-end"),
            false_passing: list("calls-false-in-passing"),
            condemns: list("condemns"),
            denials: list("tells-denial"),
            rejects: list("rejects"),
            answering: list("answering"),
            charges: list("charges"),
            negatives: list("negatives"),
            as_ever: list("as-ever"),
            refers: list("refers"),
            refers_ends: list("refers-ends"),
            ignorance: list("ignorance"),
            silence: list("silence"),
            true_words: list("calls-true"),
            unconfirmed: list("unconfirmed"),
            not_these: list("not-these"),
        }
    }

    /// True for a language without such words.
    pub fn is_empty(&self) -> bool {
        self.false_words.is_empty()
    }

    /// Where the first of `list` is in `words`, outside longer words that say something else.
    pub fn find(&self, list: &[String], words: &str) -> Option<usize> {
        list.iter()
            .flat_map(|w| words.match_indices(w.as_str()))
            .map(|(at, word)| (at, at + word.len()))
            .filter(|(at, end)| {
                !self.not_these.iter().any(|longer| {
                    words
                        .match_indices(longer.as_str())
                        .any(|(from, l)| from <= *at && *end <= from + l.len())
                })
            })
            .map(|(at, _)| at)
            .min()
    }

    /// True if `words` hold one of `list`.
    pub fn has(&self, list: &[String], words: &str) -> bool {
        self.find(list, words).is_some()
    }

    /// True if a clause calls a report false.
    pub fn calls_false(&self, clause: &str) -> bool {
        let closed = clause.trim_end_matches(CLOSING);
        self.has(&self.false_words, clause)
            || self.false_ends.iter().any(|w| closed.ends_with(w.as_str()))
                && self.has(&self.false_ends, closed)
            || self.has(&self.false_passing, clause) && self.has(&self.condemns, clause)
    }

    /// True if a clause sends whoever asks elsewhere.
    pub fn refers_elsewhere(&self, clause: &str) -> bool {
        self.find(&self.refers, clause)
            .is_some_and(|at| self.has(&self.refers_ends, &clause[at..]))
    }
}

/// Marks and particles that may close a clause.
pub(super) const CLOSING: &[char] = &[
    '。', '，', '；', '！', '”', '’', '"', '」', '』', '）', ')', ' ', '.', '!', '的', '了',
];
