//! English: tokens, classes and lemmas.

mod classes;
mod lemma;
mod tokens;

pub(crate) use classes::CLASSES;
#[cfg(feature = "train")]
pub(crate) use classes::class_of;
pub(crate) use lemma::lemma;
pub(crate) use tokens::tokens;
