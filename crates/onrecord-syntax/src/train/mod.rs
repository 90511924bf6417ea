//! Making the weights from treebanks (feature `train`). Reads files and prints scores; no reader of pages needs it.

mod harmony;
mod learn;
mod lexicon;
mod score;
mod tables;
mod treebank;

pub use learn::{Plan, make};
pub use lexicon::lexicon;
pub use score::Scores;
pub use treebank::{Sentence, read};
