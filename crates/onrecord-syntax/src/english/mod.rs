//! English: tokens, classes and lemmas.

mod classes;
mod lemma;
mod tokens;

pub(crate) use classes::{CLASSES, class_of};
pub(crate) use lemma::lemma;
pub(crate) use tokens::tokens;
