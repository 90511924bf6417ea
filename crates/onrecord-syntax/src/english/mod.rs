//! English: tokens, classes and lemmas.

mod classes;
mod lemma;
mod tokens;

pub(crate) use classes::CLASSES;
#[cfg(feature = "train")]
pub(crate) use classes::class_of;
pub(crate) use lemma::lemma;
pub(crate) use tokens::tokens;

/// The class of a name of several words that is one node of a tree.
pub(crate) const NAME: u8 = classes::first(crate::Tag::Propn);
/// The classes of nouns, one bit each; of verbs.
pub(crate) const NOUNS: u64 = classes::bits(crate::Tag::Noun);
pub(crate) const VERBS: u64 = classes::bits(crate::Tag::Verb);
