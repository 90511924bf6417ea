//! The three Chinese treebanks brought to one way of drawing trees.
//!
//! They differ in what a reader of clauses needs most: which of several clauses is the head (here: the first, the
//! others are `parataxis`), how 被 and its agent hang (here: 被 is `aux:pass` of the verb, the agent `obl:agent`), where
//! numbers and classifiers hang (here: the number on the classifier), which noun of a coordination is the head (here:
//! the first), and in names for the same thing. What does not live here: English, which needs none of it.

use crate::Relation::{self, *};
use crate::Tag;
use crate::chinese::{CLASSES, class_of};

/// Tokens of a sentence while they are changed.
pub(super) struct Draft<'a> {
    pub(super) forms: &'a [String],
    pub(super) classes: &'a mut [u8],
    /// Index of the head; the number of tokens for the root.
    pub(super) heads: &'a mut [usize],
    pub(super) labels: &'a mut [Relation],
    pub(super) is_gcdt: bool,
}

const ADVERBS: &[&str] = &[
    "也", "都", "亦", "还", "就", "便", "才", "则", "却", "又", "即", "先", "再", "甚至", "还是", "更", "仍",
];
const LINKS: &[&str] = &[
    "但", "但是", "然而", "不过", "可是", "而", "并", "并且", "而且", "且", "于是", "所以", "因此", "因而",
    "故", "从而", "否则", "所", "以", "来", "去", "虽然", "如果", "尽管", "只要", "无论", "若", "一旦",
    "即使", "不管", "不论", "除非", "既然", "因为", "由于", "为了", "虽", "倘若", "就算", "当",
];

impl Draft<'_> {
    fn tag(&self, at: usize) -> Tag {
        CLASSES[usize::from(self.classes[at])].tag
    }

    fn is_noun(&self, at: usize) -> bool {
        matches!(
            self.tag(at),
            Tag::Noun | Tag::Propn | Tag::Pron | Tag::X | Tag::Num
        )
    }

    fn is_verb(&self, at: usize) -> bool {
        matches!(self.tag(at), Tag::Verb | Tag::Adj)
    }

    /// True for the head of a clause: a verb, or what has a subject or a copula.
    fn is_clause(&self, at: usize) -> bool {
        at < self.heads.len() && (self.tag(at) == Tag::Verb || self.has(at, &[Nsubj, NsubjPass, Cop]))
    }

    fn has(&self, at: usize, labels: &[Relation]) -> bool {
        (0..self.heads.len()).any(|child| self.heads[child] == at && labels.contains(&self.labels[child]))
    }

    fn comma_between(&self, a: usize, b: usize) -> bool {
        self.forms[a.min(b)..a.max(b)]
            .iter()
            .any(|form| matches!(form.as_str(), "，" | "," | "；" | ";" | "。"))
    }

    fn set(&mut self, at: usize, head: usize, label: Relation) {
        self.heads[at] = head;
        self.labels[at] = label;
    }

    fn class(&mut self, at: usize, tag: Tag, name: &str) {
        self.classes[at] = class_of(tag, name) as u8;
    }

    /// All changes, in their order.
    pub(super) fn harmonise(&mut self) {
        let count = self.heads.len();
        if self.is_gcdt {
            self.classifiers();
            self.governors();
            self.coordinations();
        }
        for at in 0..count {
            self.rename(at);
        }
        self.copulas();
        self.passives();
        for head in (0..count).rev() {
            self.first_clause(head);
        }
        for at in 0..count {
            self.names_of_arcs(at);
        }
        self.marks();
    }

    /// GCDT: a classifier hangs on its number.
    fn classifiers(&mut self) {
        for at in 0..self.heads.len() {
            if self.labels[at] != Clf || self.heads[at] >= at {
                continue;
            }
            let number = self.heads[at];
            let (head, label) = (self.heads[number], self.labels[number]);
            let of_noun = head < self.heads.len() && self.is_noun(head);
            let label = match label {
                Nummod | Det | Dep if of_noun => Clf,
                Nummod | Dep if matches!(self.forms[at].as_str(), "年" | "月" | "日" | "天" | "时") => {
                    OblTmod
                }
                Nummod => Dep,
                other => other,
            };
            self.set(at, head, label);
            let to_number = if self.tag(number) == Tag::Det { Det } else { Nummod };
            self.set(number, at, to_number);
        }
    }

    /// GCDT: a verb before the verb it governs.
    fn governors(&mut self) {
        for at in 0..self.heads.len() {
            let head = self.heads[at];
            if self.labels[at] != Xcomp || head >= self.heads.len() || head < at {
                continue;
            }
            match self.forms[at].as_str() {
                "要" | "须" | "需" | "愿" | "得以" => {
                    self.class(at, Tag::Aux, "MD");
                    self.labels[at] = Aux;
                }
                "是否" => self.labels[at] = Advmod,
                _ => {
                    self.raise(at, head);
                    self.set(head, at, Xcomp);
                }
            }
        }
    }

    /// Gives `at` the place of `head`, and what is left of both.
    fn raise(&mut self, at: usize, head: usize) {
        self.set(at, self.heads[head], self.labels[head]);
        for child in 0..at {
            if self.heads[child] == head {
                self.heads[child] = at;
            }
        }
    }

    /// GCDT: the last of coordinated nouns is the head.
    fn coordinations(&mut self) {
        for head in (0..self.heads.len()).rev() {
            let members: Vec<usize> = (0..head)
                .filter(|&at| self.heads[at] == head && self.labels[at] == Conj)
                .collect();
            let Some((&first, others)) = members.split_first() else {
                continue;
            };
            self.raise(first, head);
            for &other in others {
                self.heads[other] = first;
            }
            self.set(head, first, Conj);
            for child in head + 1..self.heads.len() {
                if self.heads[child] == head && matches!(self.labels[child], Case | CaseLoc | MarkRel) {
                    self.heads[child] = first;
                }
            }
        }
    }

    /// One class and name for one word.
    fn rename(&mut self, at: usize) {
        let head = self.heads[at];
        let form = self.forms[at].as_str();
        let on_verb = head < self.heads.len() && !self.is_noun(head);
        if matches!(self.labels[at], Mark | Advmod | Cc | Dep) && (on_verb || self.tag(at) == Tag::Sconj) {
            if ADVERBS.contains(&form) {
                self.class(at, Tag::Adv, "RB");
                self.labels[at] = Advmod;
            } else if LINKS.contains(&form) && head > at {
                self.class(at, Tag::Sconj, "RB");
                self.labels[at] = Mark;
            }
        }
        if self.labels[at] == Mark && head < at && self.tag(at) == Tag::Verb {
            self.labels[at] = CompoundVv;
        }
        if matches!(form, "的" | "之")
            && matches!(self.labels[at], Case | MarkRel | Mark | Discourse)
            && self.tag(at) != Tag::Adp
        {
            let name = if self.labels[at] == Discourse { "UH" } else { "DEC" };
            self.class(at, Tag::Part, name);
        }
    }

    /// 是 as a verb with what it says as complement becomes the copula of that.
    fn copulas(&mut self) {
        let be = class_of(Tag::Verb, "VC") as u8;
        for at in 0..self.heads.len() {
            if self.classes[at] != be || self.labels[at] == CompoundVv {
                continue;
            }
            let complement = (at + 1..self.heads.len())
                .find(|&child| self.heads[child] == at && matches!(self.labels[child], Xcomp | Obj));
            let Some(complement) = complement else { continue };
            self.set(complement, self.heads[at], self.labels[at]);
            for child in 0..self.heads.len() {
                if self.heads[child] == at {
                    self.heads[child] = complement;
                }
            }
            self.set(at, complement, Cop);
            self.class(at, Tag::Aux, "VC");
        }
    }

    fn passives(&mut self) {
        for at in 0..self.heads.len() {
            if self.forms[at] != "被" {
                continue;
            }
            let head = self.heads[at];
            if head < self.heads.len()
                && matches!(self.labels[at], Case | CaseLoc)
                && self.labels[head] == OblAgent
            {
                self.set(at, self.heads[head], AuxPass);
            }
            let verb = self.heads[at];
            if self.labels[at] != AuxPass || verb >= self.heads.len() {
                continue;
            }
            self.class(at, Tag::Aux, "BB");
            for child in 0..verb {
                if self.heads[child] == verb && matches!(self.labels[child], Nsubj | NsubjPass) {
                    self.labels[child] = if child < at { NsubjPass } else { OblAgent };
                }
            }
        }
    }

    /// Of clauses in a row the first becomes the head.
    fn first_clause(&mut self, head: usize) {
        let clauses: Vec<usize> = (0..head)
            .filter(|&at| {
                self.heads[at] == head
                    && matches!(self.labels[at], Dep | Parataxis | Advcl | Conj)
                    && self.is_clause(at)
                    && self.is_clause(head)
                    && self.comma_between(at, head)
                    && !self.is_marked(at)
            })
            .collect();
        let Some((&first, others)) = clauses.split_first() else {
            return;
        };
        self.raise(first, head);
        for &other in others {
            self.set(other, first, Parataxis);
        }
        self.set(head, first, Parataxis);
    }

    /// True for a clause that a word marks as subordinate: 如果, 时, 后.
    fn is_marked(&self, at: usize) -> bool {
        (0..self.heads.len()).any(|child| {
            self.heads[child] == at
                && match self.labels[child] {
                    Mark => {
                        child > at
                            || !matches!(
                                self.forms[child].as_str(),
                                "并" | "而" | "但" | "也" | "且" | "来" | "所" | "以" | "去"
                            )
                    }
                    Case | CaseLoc => true,
                    _ => false,
                }
        })
    }

    /// Names that follow from what hangs on what.
    fn names_of_arcs(&mut self, at: usize) {
        let head = self.heads[at];
        if head >= self.heads.len() {
            return;
        }
        let nouns = self.is_noun(at) && self.is_noun(head);
        let label = self.labels[at];
        self.labels[at] = match label {
            Nmod | Compound | Dep if nouns && at < head && self.tag(at) != Tag::Num => {
                if self.has(at, &[Case, CaseLoc]) {
                    Nmod
                } else {
                    Compound
                }
            }
            Nummod | Dep if self.tag(at) == Tag::Num && at < head && self.is_noun(head) => Nummod,
            NmodTmod if self.is_verb(head) => OblTmod,
            Nmod if self.is_verb(head) => Obl,
            CaseLoc | Case if self.is_verb(head) && head < at && self.tag(at) == Tag::Adp => Mark,
            Case if head < at && self.tag(at) == Tag::Adp => CaseLoc,
            Obl | Nmod if self.is_verb(at) && self.is_verb(head) => Advcl,
            Conj | Parataxis | Dep
                if at > head
                    && self.is_clause(at)
                    && self.is_clause(head)
                    && self.comma_between(head, at) =>
            {
                Parataxis
            }
            _ => label,
        };
    }

    /// Hangs marks on the top of what ends before them, opening ones on the top of what starts after them.
    fn marks(&mut self) {
        let count = self.heads.len();
        let is_mark = |draft: &Self, at: usize| draft.tag(at) == Tag::Punct;
        for at in 0..count {
            if !is_mark(self, at) {
                continue;
            }
            let opens = matches!(
                self.forms[at].as_str(),
                "“" | "（" | "(" | "《" | "「" | "『" | "‘" | "〈" | "【"
            );
            let left = (0..at).rev().find(|&other| !is_mark(self, other));
            let right = (at + 1..count).find(|&other| !is_mark(self, other));
            let start = if opens { right.or(left) } else { left.or(right) };
            let Some(mut top) = start else { continue };
            let side = |place: usize| place < at;
            while self.heads[top] < count
                && side(self.heads[top]) == side(top)
                && !is_mark(self, self.heads[top])
            {
                top = self.heads[top];
            }
            self.set(at, top, Punct);
        }
        // A sentence of marks only keeps its root.
        if !(0..count).any(|at| self.heads[at] == count) && count > 0 {
            self.set(0, count, Root);
        }
    }
}
