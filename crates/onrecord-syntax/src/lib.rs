//! onrecord-syntax: words, parts of speech and dependency trees of English and Chinese sentences.
//!
//! Pure and deterministic; works in time linear in the sentence; never fails on text. What does not live here:
//! clauses, frames and operators, which are read from these trees.

mod arcs;
mod chinese;
mod decode;
mod embedded;
mod english;
mod hash;
mod lexicon;
mod parser;
mod relation;
mod tag;
mod tagger;
#[cfg(feature = "train")]
pub mod train;
mod tree;
mod weights;
mod words;

pub use embedded::{chinese, english};
pub use parser::{BadWeights, Parser};
pub use relation::Relation;
pub use tag::Tag;
pub use tree::{Features, Token, Tree};
