//! onrecord-syntax: words, parts of speech and dependency trees of English and Chinese sentences.
//!
//! Pure and deterministic; works in time linear in the sentence; never fails on text. What does not live here:
//! clauses, frames and operators, which are read from these trees.

mod parser;
mod relation;
mod tag;
mod tree;

pub use parser::{BadWeights, Parser, chinese, english};
pub use relation::Relation;
pub use tag::Tag;
pub use tree::{Features, Token, Tree};
