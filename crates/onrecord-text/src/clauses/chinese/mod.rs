//! Chinese trees by the order of words: subject before verb before object, phrases with a coverb before their verb, whatever
//! is before 的 below the noun after it.
//!
//! The parser's tokens and tags are good, its arcs across a clause are not; so only tags are asked for: `units` joins
//! names and values to one token each and says what each token is, `phrases` builds noun phrases and what stands before 的,
//! `order` hangs phrases on verbs and verbs on verbs, `segments` joins what marks divide.
//! What does not live here: which words these are (packs, `zh/clauses`), and what an event is (frames).

mod order;
mod phrases;
mod segments;
mod units;

use super::Words;
use crate::pack::PackSources;
use crate::syntax::{Relation, Tag, Token, Tree};
use crate::{Dictionary, Span, WordMap};

/// Words that the order of a Chinese clause is read by.
#[derive(Debug, Default)]
pub struct OrderWords {
    /// 对, 向, 与 …: what follows belongs to the next verb.
    pub coverb: Words,
    /// Coverbs that may follow their verb: 给, 于, 至.
    pub behind: Words,
    /// 由: who does it.
    pub agent: Words,
    /// 被, 遭, 获.
    pub passive: Words,
    /// 把, and 将 before a noun.
    pub patient: Words,
    /// 进行, 予以: the noun after them is the verb.
    pub light: Words,
    /// Verbs that take a clause: 宣布, 要求.
    pub takes: Words,
    /// Nouns that a clause before 的 is the content of: 消息, 计划.
    pub contents: Words,
    /// Nouns that an event word right before them only describes: 收购协议.
    pub heads: Words,
    /// Words behind a name that do not make another phrase of it: 公司, 先生.
    pub titles: Words,
    /// 和, 及, 、.
    pub joins: Words,
    /// 后, 时: what is before them is no main clause.
    pub closers: Words,
    /// 如果, 关于 at the head of a clause.
    pub marks: Words,
    /// Words before a verb that say how, when or whether: adverbs whatever their tag.
    pub adverbs: Words,
    /// Determiners after which an event word is a noun: 该, 上述.
    pub determiners: Words,
    /// Coverbs that may govern a whole clause before 的: 关于.
    pub about: Words,
    /// 如果: what follows is not told as a fact.
    pub open: Words,
    /// 并购基金: no event, whatever it is made of.
    pub compounds: Words,
    /// 位于: what follows says where a thing is, and 的 ends it.
    pub within: Words,
    /// 有助于: says what an event before it means, and not whether it came about.
    pub comments: Words,
    /// 有期徒刑: no part of the name before them.
    pub second_objects: Words,
    /// 退休: a verb without an object, which describes the noun right behind it.
    pub describing: Words,
    /// 罪: what a longer word ends in that is a noun whatever the cutter takes it for.
    pub noun_ends: Vec<String>,
    /// 后, 时: closers before which a clause with a subject of its own is told apart.
    pub timing_closers: Words,
    /// What papers end in that two sides sign: 协议.
    pub agreements: Vec<String>,
    /// 签署: what two sides do with them.
    pub signs: Words,
    /// 已, 曾: what follows has come about.
    pub done: Words,
    /// 旗下: behind a name, whose something is.
    pub owned_ends: Words,
    /// 是, 为.
    pub copulas: Words,
    /// 拟, 打算: a clause that ends in one and a phrase goes on behind a mark.
    pub future: Words,
    /// 并, 随后: with one a clause goes on to another event.
    pub further: Words,
    /// 正, 一直: before 在, that it opens no place.
    pub keeping_on: Words,
    /// 此次, 本次.
    pub this_time: Words,
    /// 因, 随着: before a name and a verb, what opens a clause and no phrase.
    pub causing: Words,
    /// 获得: a passive, but a verb of its own with a thing as its object.
    pub getting: Words,
    /// 没有, 并无: a predicate where no verb follows.
    pub having_not: Words,
    /// 拟: a modal of one character that the cutter joins to the word behind it; and words that hold one and are whole (模拟).
    fronts: Dictionary,
    /// How many of them are modals: they come first.
    modals_first: usize,
    /// 将, 已, 正在: who acts is before them.
    pub modals: Words,
    /// Every word of the lists that tell what a token is, with all of those that it is in.
    roles: WordMap<u32>,
}

/// The lists that a word is in, as [`OrderWords::roles`] knows them.
mod role {
    pub const JOINS: u32 = 1;
    pub const PASSIVE: u32 = 1 << 1;
    pub const PATIENT: u32 = 1 << 2;
    pub const ADVERB: u32 = 1 << 3;
    pub const MARK: u32 = 1 << 4;
    pub const CLOSER: u32 = 1 << 5;
    pub const COMPOUND: u32 = 1 << 6;
    pub const TAKES: u32 = 1 << 7;
    pub const LIGHT: u32 = 1 << 8;
    pub const DETERMINER: u32 = 1 << 9;
    pub const COVERB: u32 = 1 << 10;
    pub const WITHIN: u32 = 1 << 11;
}

impl OrderWords {
    /// Reads the lists.
    pub fn compile(code: &str, sources: &PackSources) -> OrderWords {
        let list = |name: &str| -> Words {
            sources
                .list(&format!("{code}/clauses/{name}"))
                .iter()
                .map(String::as_str)
                .collect()
        };
        let mut words = OrderWords {
            coverb: list("coverb"),
            behind: list("coverb-behind"),
            agent: list("agent"),
            passive: list("passive"),
            patient: list("patient"),
            light: list("light"),
            takes: list("takes"),
            contents: list("contents"),
            heads: list("heads"),
            titles: list("titles"),
            joins: list("joins"),
            closers: list("closers"),
            marks: list("marks"),
            adverbs: list("before-verbs"),
            determiners: list("determiners"),
            about: list("about"),
            open: list("open"),
            comments: list("comments"),
            compounds: list("compounds"),
            within: list("within"),
            second_objects: list("second-objects"),
            describing: list("describing"),
            noun_ends: sources.list(&format!("{code}/clauses/noun-ends")).to_vec(),
            timing_closers: list("timing-closers"),
            agreements: sources.list(&format!("{code}/clauses/agreements")).to_vec(),
            signs: list("signs"),
            done: list("done"),
            owned_ends: list("owned-ends"),
            copulas: list("copulas"),
            future: list("future"),
            further: list("further"),
            keeping_on: list("keeping-on"),
            this_time: list("this-time"),
            causing: list("causing"),
            getting: list("getting"),
            having_not: list("having-not"),
            modals_first: sources.list(&format!("{code}/clauses/front-modals")).len(),
            fronts: Dictionary::of(
                sources
                    .list(&format!("{code}/clauses/front-modals"))
                    .iter()
                    .chain(sources.list(&format!("{code}/clauses/front-modal-words"))),
            ),
            modals: ["future", "done", "under-way"]
                .iter()
                .flat_map(|name| sources.list(&format!("{code}/clauses/{name}")))
                .map(String::as_str)
                .collect(),
            roles: WordMap::default(),
        };
        let mut roles = WordMap::default();
        for (list, role) in [
            (&words.joins, role::JOINS),
            (&words.passive, role::PASSIVE),
            (&words.patient, role::PATIENT),
            (&words.adverbs, role::ADVERB),
            (&words.marks, role::MARK),
            (&words.closers, role::CLOSER),
            (&words.compounds, role::COMPOUND),
            (&words.takes, role::TAKES),
            (&words.light, role::LIGHT),
            (&words.determiners, role::DETERMINER),
            (&words.coverb, role::COVERB),
            (&words.within, role::WITHIN),
        ] {
            for word in list.iter() {
                *roles.entry(word, || 0) |= role;
            }
        }
        words.roles = roles;
        words
    }

    /// Modals of one character within a stretch of text: 拟|出资, but no 拟 of 模拟.
    pub fn front_modals(&self, text: &str, within: Span) -> Vec<Span> {
        let found = self.fronts.find_all(within.of(text));
        found
            .filter(|(_, _, number)| *number < self.modals_first)
            .map(|(from, to, _)| Span::new(within.start() + from, within.start() + to))
            .collect()
    }

    /// All that a word is by the lists, in one look.
    fn roles(&self, word: &str) -> u32 {
        self.roles.get(word).copied().unwrap_or(0)
    }
}

/// What frames and operators know of a word.
#[derive(Clone, Copy, Debug, Default)]
pub struct Known {
    /// It names an event as verb.
    pub verb: bool,
    /// It takes an event that follows it.
    pub takes: bool,
    /// It takes an event that is its object, and no clause: 取得, 发放.
    pub objects: bool,
    /// It says what was made of an event, as a passive.
    pub settles: bool,
    /// It says what became of an event before it: 失败.
    pub ends: bool,
    /// It names a thing and no event, whatever its tag.
    pub noun: bool,
    /// It names an event as verb that nobody does "to" somebody: no 对 before it is its own.
    pub whole: bool,
}

impl Known {
    /// True for a word of any frame or operator.
    pub fn any(self) -> bool {
        self.verb || self.takes || self.settles || self.ends
    }
}

/// What a sentence is made a tree from.
pub(crate) struct Given<'a> {
    /// The text that spans point into.
    pub text: &'a str,
    /// Names, each one token.
    pub names: &'a [Span],
    /// Times, each one token.
    pub times: &'a [Span],
    /// Amounts, each one token.
    pub amounts: &'a [Span],
    /// The words of order.
    pub words: &'a OrderWords,
    /// What frames and operators know of a word; `None` for a word of none.
    pub known: &'a dyn Fn(&str) -> Option<Known>,
    /// True for a word that says how sure or how wished for an event is: 有望, 未必, 力争.
    pub modal: &'a dyn Fn(&str) -> bool,
}

/// What a token is to the order of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Noun,
    Name,
    Time,
    Amount,
    Verb,
    Passive,
    Coverb,
    Patient,
    Adverb,
    Aspect,
    De,
    Joins,
    Mark,
    Closer,
    Break,
    Skip,
}

/// A tree in the making.
struct Order<'a> {
    given: &'a Given<'a>,
    tokens: Vec<Token>,
    class: Vec<Class>,
}

/// The tree of tagged words, by their order.
pub(crate) fn ordered(words: Vec<Token>, given: &Given<'_>) -> Tree {
    let (tokens, class) = units::of(words, given);
    let mut order = Order { given, tokens, class };
    order.run();
    order.finish()
}

impl Order<'_> {
    fn attach(&mut self, at: usize, head: usize, relation: Relation) {
        if at != head && !self.above(head, at) {
            self.tokens[at].head = Some(head);
            self.tokens[at].relation = relation;
        }
    }

    /// True when `at` hangs below `top` or is it.
    fn above(&self, at: usize, top: usize) -> bool {
        let mut next = Some(at);
        let mut steps = 0;
        while let Some(here) = next {
            if here == top {
                return true;
            }
            next = self.tokens[here].head;
            steps += 1;
            if steps > self.tokens.len() {
                return true;
            }
        }
        false
    }

    fn lemma(&self, at: usize) -> &str {
        &self.tokens[at].lemma
    }

    fn is(&self, at: usize, words: &Words) -> bool {
        words.contains(&self.tokens[at].lemma)
    }

    fn known(&self, at: usize) -> Known {
        (self.given.known)(&self.tokens[at].lemma).unwrap_or_default()
    }

    /// True for a verb after which a clause or an event may follow.
    fn takes(&self, at: usize) -> bool {
        self.is(at, &self.given.words.takes) || self.known(at).takes
    }

    fn children(&self, at: usize) -> Vec<usize> {
        (0..self.tokens.len())
            .filter(|i| self.tokens[*i].head == Some(at))
            .collect()
    }

    /// One root, and every token under it.
    fn finish(mut self) -> Tree {
        let root = (0..self.tokens.len())
            .find(|i| self.tokens[*i].head.is_none() && self.tokens[*i].relation == Relation::Root)
            .or_else(|| (0..self.tokens.len()).find(|i| self.tokens[*i].head.is_none()));
        let Some(root) = root else {
            return Tree { tokens: self.tokens };
        };
        for at in 0..self.tokens.len() {
            if at == root {
                self.tokens[at].relation = Relation::Root;
            } else if self.tokens[at].head.is_none() {
                let relation = if self.tokens[at].tag == Tag::Punct {
                    Relation::Punct
                } else {
                    Relation::Dep
                };
                self.tokens[at].head = Some(root);
                self.tokens[at].relation = relation;
            }
        }
        Tree { tokens: self.tokens }
    }
}
