//! The classes of the Chinese tagger, by the tags of the GSD and PUD treebanks, and those of the Penn Chinese
//! Treebank brought to them.

use crate::{Features, Tag};

/// A class: its treebank tag, the part of speech in the treebank, what the tree calls it, its form.
pub(crate) struct Class {
    #[cfg_attr(not(feature = "train"), allow(dead_code))]
    pub(crate) name: &'static str,
    /// Part of speech in the treebank: a suffix noun is a particle there, and a noun in our trees.
    #[cfg_attr(not(feature = "train"), allow(dead_code))]
    source: Tag,
    pub(crate) tag: Tag,
    pub(crate) features: Features,
}

const fn class(tag: Tag, name: &'static str) -> Class {
    Class {
        name,
        source: tag,
        tag,
        features: Features(0),
    }
}

/// All classes; their order is part of the weights' format. The first of a tag stands for its rare forms.
pub(crate) const CLASSES: &[Class] = &[
    class(Tag::Adj, "JJ"),
    class(Tag::Adp, "IN"),
    class(Tag::Adp, "BB"),
    class(Tag::Adp, "NN"),
    class(Tag::Adv, "RB"),
    class(Tag::Aux, "MD"),
    class(Tag::Aux, "AS"),
    class(Tag::Aux, "VC"),
    class(Tag::Aux, "BB"),
    class(Tag::Cconj, "CC"),
    class(Tag::Det, "DT"),
    class(Tag::Intj, "UH"),
    class(Tag::Noun, "NN"),
    class(Tag::Noun, "NNB"),
    class(Tag::Num, "CD"),
    class(Tag::Part, "DEC"),
    class(Tag::Part, "PFA"),
    class(Tag::Part, "UH"),
    class(Tag::Part, "DEV"),
    Class {
        name: "SFN",
        source: Tag::Part,
        tag: Tag::Noun,
        features: Features(0),
    },
    class(Tag::Pron, "PRP"),
    class(Tag::Pron, "PRD"),
    class(Tag::Propn, "NNP"),
    class(Tag::Punct, ","),
    class(Tag::Punct, "."),
    class(Tag::Punct, "EC"),
    class(Tag::Punct, "("),
    class(Tag::Punct, ")"),
    class(Tag::Punct, "``"),
    class(Tag::Punct, "''"),
    class(Tag::Sconj, "RB"),
    class(Tag::Sconj, "DEC"),
    class(Tag::Sym, "SYM"),
    class(Tag::Verb, "VV"),
    class(Tag::Verb, "VC"),
    class(Tag::X, "FW"),
];

/// The class of a treebank's two tags.
#[cfg(feature = "train")]
pub(crate) fn class_of(tag: Tag, name: &str) -> usize {
    let exact = CLASSES.iter().position(|c| c.source == tag && c.name == name);
    let near = || CLASSES.iter().position(|c| c.source == tag);
    exact.or_else(near).unwrap_or(CLASSES.len() - 1)
}

/// True for a word that negates.
pub(crate) fn is_negative(word: &str) -> bool {
    matches!(
        word,
        "不" | "没"
            | "没有"
            | "未"
            | "未能"
            | "并未"
            | "尚未"
            | "从未"
            | "并非"
            | "非"
            | "无"
            | "无法"
            | "勿"
            | "毋"
            | "莫"
            | "别"
            | "不是"
            | "不会"
            | "并不"
            | "并没有"
            | "未曾"
    )
}
