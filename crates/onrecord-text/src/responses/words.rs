//! The words that responses are told by, from the packs (`LANG/responses/*`).
//! What does not live here: how they are looked for (see `clauses`).

use crate::pack::PackSources;
use crate::{Dictionary, Language};

/// Words, and where they are in a text in one pass.
#[derive(Debug, Default)]
pub(crate) struct List {
    words: Vec<String>,
    places: Dictionary,
}

impl List {
    pub fn of(words: &[String]) -> List {
        List {
            words: words.to_vec(),
            places: Dictionary::of(words),
        }
    }

    /// Start and end of each word of the list in `text`, in order of starts; of those at one place the longest first.
    pub fn places<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (usize, usize)> + 't {
        self.places.places(text).map(|(from, to, _)| (from, to))
    }

    /// True without words.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// True if `text` holds a word of the list.
    pub fn is_in(&self, text: &str) -> bool {
        self.places(text).next().is_some()
    }

    /// True if `text` begins with a word of the list.
    pub fn opens(&self, text: &str) -> bool {
        self.places.longest(text.as_bytes()).is_some()
    }

    /// The word of the list that `text` begins with, the first of the list if there are several.
    pub fn opening(&self, text: &str) -> Option<&str> {
        self.words
            .iter()
            .map(String::as_str)
            .find(|w| text.starts_with(w))
    }

    /// True if `text` ends with a word of the list.
    pub fn closes(&self, text: &str) -> bool {
        self.words.iter().any(|w| text.ends_with(w.as_str()))
    }

    /// True if `text` is a word of the list.
    pub fn has(&self, text: &str) -> bool {
        self.words.iter().any(|w| w == text)
    }

    /// The end of the first place of each word, the earliest of them.
    pub fn first_end(&self, text: &str) -> Option<usize> {
        self.words
            .iter()
            .filter_map(|w| text.find(w.as_str()).map(|at| at + w.len()))
            .min()
    }
}

/// The lists of which a clause must hold a word if it is to be an answer.
const TELLING: &[&str] = &[
    "calls-false",
    "calls-false-at-end",
    "calls-false-in-passing",
    "tells-denial",
    "rejects",
    "negatives",
    "as-ever",
    "refers",
    "ignorance",
    "silence",
    "calls-true",
    "unconfirmed",
];

/// The lists of the stage `attributions` by whose words somebody is known who has no name.
const SOMEBODY: &[&str] = &[
    "first-person",
    "single-person",
    "several-person",
    "thing-person",
    "anonymous-heads",
    "authority-heads",
    "titles",
    "outlet-words",
    "media-heads",
    "public-heads",
    "company-heads",
    "voice-heads",
    "org-words",
    "power-titles",
    "chief-titles",
    "body-titles",
    "expert-titles",
    "states",
    "firm-ends",
    "institutes",
    "person-ends",
    "hold-selves",
];

/// The words of several lists of one folder.
fn joined(sources: &PackSources, folder: &str, names: &[&str]) -> Vec<String> {
    let lists = names
        .iter()
        .flat_map(|name| sources.list(&format!("{folder}/{name}")));
    lists.cloned().collect()
}

/// Word lists of one language; all empty for a language whose responses are frames.
#[derive(Debug, Default)]
pub(crate) struct Words {
    /// Verbs of refusing: who is silent has been asked and will not answer.
    pub declines: List,
    /// What calls a report false, anywhere in its clause.
    pub false_words: List,
    /// What calls a report false when it closes the clause.
    pub false_ends: List,
    /// Adjectives that call a report false in passing (不实传闻).
    pub false_passing: List,
    /// Verbs that make such a passing remark a denial.
    pub condemns: List,
    /// Verbs by which the page tells of a denial.
    pub denials: List,
    /// What rejects a finding or a charge.
    pub rejects: List,
    /// Words around a speaker that make what follows an answer.
    pub answering: List,
    /// Names of what is answered: rumours, charges.
    pub charges: List,
    /// Negations that a counter-statement opens its predicate with.
    pub negatives: List,
    /// What says that all goes on as ever.
    pub as_ever: List,
    /// What opens and what closes a referral elsewhere.
    pub refers: List,
    pub refers_ends: List,
    /// Words of having nothing to tell.
    pub ignorance: List,
    /// Words that decline by themselves.
    pub silence: List,
    /// What calls a report true.
    pub true_words: List,
    /// What leaves a report unconfirmed.
    pub unconfirmed: List,
    /// Verbs that admit by themselves.
    pub admits: List,
    /// Words of answering that say nothing of what is answered.
    pub bare_answers: List,
    /// What points back to the sentence before.
    pub back: List,
    /// What opens a topic in front of what is said of it.
    pub topics: List,
    /// What opens a clause on a charge.
    pub aims: List,
    /// Ends of verbs that raise a charge: whoever raises one answers nothing.
    pub raises: List,
    /// What opens a clause that says nothing without what goes before it.
    pub leans: List,
    /// What leaves the question open.
    pub asks: List,
    /// Words and marks between speakers who are listed.
    pub joins: List,
    /// What opens a clause that nobody has told yet.
    pub conditions: List,
    /// Words before a verb of answering by which somebody is to answer, or may.
    pub calls_for: List,
    /// What a state or a body recognises.
    pub recognised: List,
    /// Verbs of confirming.
    pub confirms: List,
    /// What opens a question that somebody puts.
    pub questions: List,
    /// What pages print for their readers.
    pub boilerplate: List,
    /// Longer words that hold one of the above and say something else.
    pub not_these: List,
    /// What somebody ends with who is no name: 发言人, 公司, 他.
    pub somebody: List,
    /// Words that are nobody, however short: 火速, 这类.
    pub nobody: List,
    /// All words that a clause can answer by.
    pub telling: List,
}

impl Words {
    /// Reads the lists.
    pub fn compile(lang: Language, sources: &PackSources) -> Words {
        let code = lang.code().unwrap_or("common");
        let list = |name: &str| List::of(sources.list(&format!("{code}/responses/{name}")));
        let telling: Vec<String> = TELLING
            .iter()
            .flat_map(|name| sources.list(&format!("{code}/responses/{name}")))
            .cloned()
            .collect();
        Words {
            telling: List::of(&telling),
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
            admits: list("admits"),
            bare_answers: list("bare-answers"),
            back: list("points-back"),
            topics: list("opens-topic"),
            aims: list("aims-at"),
            raises: list("raises-charge"),
            leans: list("leans-back"),
            asks: list("asks"),
            joins: list("joins-speakers"),
            conditions: list("conditions"),
            calls_for: list("calls-for"),
            recognised: list("recognised"),
            confirms: list("confirms"),
            questions: list("questions"),
            boilerplate: list("boilerplate"),
            not_these: list("not-these"),
            somebody: List::of(&joined(sources, &format!("{code}/attributions"), SOMEBODY)),
            nobody: List::of(
                &[
                    joined(
                        sources,
                        &format!("{code}/clauses"),
                        &["before-verbs", "determiners"],
                    ),
                    sources.list(&format!("{code}/responses/nobody")).to_vec(),
                ]
                .concat(),
            ),
        }
    }

    /// True for a language without such words.
    pub fn is_empty(&self) -> bool {
        self.false_words.words.is_empty()
    }

    /// Where the first of `list` is in `words`, outside longer words that say something else.
    pub fn find(&self, list: &List, words: &str) -> Option<usize> {
        let outside = |at: usize, end: usize| {
            let mut longer = self.not_these.places(words).take_while(|(from, _)| *from <= at);
            !longer.any(|(_, to)| end <= to)
        };
        list.places(words)
            .find(|(at, end)| outside(*at, *end))
            .map(|(at, _)| at)
    }

    /// True if `words` hold one of `list`.
    pub fn has(&self, list: &List, words: &str) -> bool {
        self.find(list, words).is_some()
    }

    /// True if a clause calls a report false.
    pub fn calls_false(&self, clause: &str) -> bool {
        let closed = clause.trim_end_matches(CLOSING);
        // 针对网上不实信息，…: what the next clause is about; 关于停业的消息不实 has a predicate.
        let topic = self.aims.words.iter().any(|aim| clause.starts_with(aim.as_str()))
            && !self
                .false_ends
                .words
                .iter()
                .any(|end| end.chars().count() < NOUN_PHRASE && closed.ends_with(end.as_str()));
        self.has(&self.false_words, clause)
            || !topic && self.false_ends.closes(closed) && self.has(&self.false_ends, closed)
            || self.has(&self.false_passing, clause) && self.has(&self.condemns, clause)
    }

    /// True for words that can be somebody: a few characters that are no adverb, or a phrase that ends as those do who speak.
    pub fn may_answer(&self, who: &str) -> bool {
        const SHORT_NAME: usize = 4;
        let short = who.chars().count() <= SHORT_NAME;
        !self.nobody.has(who) && (short || self.somebody.closes(who))
    }

    /// Where a clause says a word of `list` that is its predicate: 不知情的情况 and 沉默的权利 are nouns.
    pub fn says(&self, list: &List, clause: &str) -> Option<usize> {
        let outside = |at: usize, end: usize| {
            let mut longer = self.not_these.places(clause).take_while(|(from, _)| *from <= at);
            !longer.any(|(_, to)| end <= to) && !clause[end..].starts_with('的')
        };
        list.places(clause)
            .find(|(at, end)| outside(*at, *end))
            .map(|(at, _)| at)
    }

    /// True if what stands before a word leaves open whether it is so: 如果…属实, 应当承认.
    pub fn open(&self, before: &str) -> bool {
        let opening = before.trim_start_matches(['“', '"', '「', ' ']);
        self.conditions.opening(opening).is_some() || self.has(&self.calls_for, before)
    }

    /// True if a clause calls a report true, and does not deny that: 并未有文书予以确认.
    pub fn calls_true(&self, clause: &str) -> bool {
        self.says(&self.true_words, clause)
            .is_some_and(|at| !self.open(&clause[..at]) && !self.negatives.is_in(&clause[..at]))
    }

    /// True if what follows 承认 is what states recognise and nobody admits: 承认该国政府, 承认一个中国原则.
    pub fn recognises(&self, object: &str) -> bool {
        let ends = |c: char| matches!(c, '的' | '并' | '与' | '和' | '、' | '”' | '，' | '。' | '；');
        let first = object.split(ends).next().unwrap_or(object);
        self.recognised.closes(first.trim())
    }

    /// True if a clause sends whoever asks elsewhere.
    pub fn refers_elsewhere(&self, clause: &str) -> bool {
        self.find(&self.refers, clause)
            .is_some_and(|at| self.has(&self.refers_ends, &clause[at..]))
            && !self.boilerplate.is_in(clause)
    }
}

/// Characters of a word for what is false that names it, as 不实信息 does, and predicates nothing.
const NOUN_PHRASE: usize = 4;

/// Marks and particles that may close a clause.
pub(super) const CLOSING: &[char] = &[
    '。', '，', '；', '！', '”', '’', '"', '」', '』', '）', ')', ' ', '.', '!', '的', '了',
];
