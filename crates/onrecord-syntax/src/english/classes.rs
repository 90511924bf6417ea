//! The classes of the English tagger: a universal tag with a form of the Penn Treebank.

use crate::{Features, Tag};

/// A class: its Penn tag, its part of speech, its form.
pub(crate) struct Class {
    pub(crate) name: &'static str,
    pub(crate) tag: Tag,
    pub(crate) features: Features,
}

const fn class(tag: Tag, name: &'static str, features: u16) -> Class {
    Class {
        name,
        tag,
        features: Features(features),
    }
}

const FIN: u16 = Features::FINITE.0;
const INF: u16 = Features::INFINITIVE.0;
const PART: u16 = Features::PARTICIPLE.0;
const GER: u16 = Features::GERUND.0;
const PAST: u16 = Features::PAST.0;
const PRES: u16 = Features::PRESENT.0;
const PLUR: u16 = Features::PLURAL.0;
const MODAL: u16 = Features::MODAL.0;
const CMP: u16 = Features::COMPARATIVE.0;
const SUP: u16 = Features::SUPERLATIVE.0;
const WH: u16 = Features::WH.0;

/// All classes; their order is part of the weights' format. The first of a tag stands for its rare forms.
pub(crate) const CLASSES: &[Class] = &[
    class(Tag::Adj, "JJ", 0),
    class(Tag::Adj, "JJR", CMP),
    class(Tag::Adj, "JJS", SUP),
    class(Tag::Adj, "NNP", 0),
    class(Tag::Adp, "IN", 0),
    class(Tag::Adp, "RP", 0),
    class(Tag::Adv, "RB", 0),
    class(Tag::Adv, "RBR", CMP),
    class(Tag::Adv, "RBS", SUP),
    class(Tag::Adv, "WRB", WH),
    class(Tag::Aux, "MD", FIN | MODAL),
    class(Tag::Aux, "VB", INF),
    class(Tag::Aux, "VBD", FIN | PAST),
    class(Tag::Aux, "VBG", GER),
    class(Tag::Aux, "VBN", PART),
    class(Tag::Aux, "VBP", FIN | PRES),
    class(Tag::Aux, "VBZ", FIN | PRES),
    class(Tag::Cconj, "CC", 0),
    class(Tag::Det, "DT", 0),
    class(Tag::Det, "PDT", 0),
    class(Tag::Det, "WDT", WH),
    class(Tag::Intj, "UH", 0),
    class(Tag::Noun, "NN", 0),
    class(Tag::Noun, "NNS", PLUR),
    class(Tag::Num, "CD", 0),
    class(Tag::Part, "POS", 0),
    class(Tag::Part, "RB", Features::NEGATIVE.0),
    class(Tag::Part, "TO", 0),
    class(Tag::Pron, "PRP", 0),
    class(Tag::Pron, "PRP$", 0),
    class(Tag::Pron, "DT", 0),
    class(Tag::Pron, "EX", 0),
    class(Tag::Pron, "NN", 0),
    class(Tag::Pron, "WDT", WH),
    class(Tag::Pron, "WP", WH),
    class(Tag::Propn, "NNP", 0),
    class(Tag::Propn, "NNPS", PLUR),
    class(Tag::Propn, "ADD", 0),
    class(Tag::Punct, ".", 0),
    class(Tag::Punct, ",", 0),
    class(Tag::Punct, ":", 0),
    class(Tag::Punct, "``", 0),
    class(Tag::Punct, "''", 0),
    class(Tag::Punct, "-LRB-", 0),
    class(Tag::Punct, "-RRB-", 0),
    class(Tag::Punct, "HYPH", 0),
    class(Tag::Sconj, "IN", 0),
    class(Tag::Sym, "SYM", 0),
    class(Tag::Sym, "$", 0),
    class(Tag::Verb, "VB", INF),
    class(Tag::Verb, "VBD", FIN | PAST),
    class(Tag::Verb, "VBG", GER),
    class(Tag::Verb, "VBN", PART),
    class(Tag::Verb, "VBP", FIN | PRES),
    class(Tag::Verb, "VBZ", FIN | PRES),
    class(Tag::X, "FW", 0),
];

/// The first class of a tag.
pub(super) const fn first(tag: Tag) -> u8 {
    let mut at = 0;
    while CLASSES[at].tag as u8 != tag as u8 {
        at += 1;
    }
    at as u8
}

/// The classes of a tag, one bit each.
pub(super) const fn bits(tag: Tag) -> u64 {
    let (mut at, mut bits) = (0, 0);
    while at < CLASSES.len() {
        if CLASSES[at].tag as u8 == tag as u8 {
            bits |= 1 << at;
        }
        at += 1;
    }
    bits
}

/// The class of a treebank's two tags.
#[cfg(feature = "train")]
pub(crate) fn class_of(tag: Tag, name: &str) -> usize {
    let exact = CLASSES.iter().position(|c| c.tag == tag && c.name == name);
    let near = || CLASSES.iter().position(|c| c.tag == tag);
    exact.or_else(near).unwrap_or(CLASSES.len() - 1)
}
