//! The parsers that come with the crate. What does not live here: how they work.

use std::sync::OnceLock;

use crate::parser::{Parser, Tongue};
use crate::weights::Weights;

/// The English parser.
pub fn english() -> &'static Parser {
    static PARSER: OnceLock<Parser> = OnceLock::new();
    PARSER.get_or_init(|| embedded(Tongue::English, include_bytes!("../weights/en.bin")))
}

/// The Chinese parser. It expects simplified characters.
pub fn chinese() -> &'static Parser {
    static PARSER: OnceLock<Parser> = OnceLock::new();
    PARSER.get_or_init(|| embedded(Tongue::Chinese, include_bytes!("../weights/zh.bin")))
}

/// A parser from weights that were compiled in; a test holds that they load.
fn embedded(tongue: Tongue, file: &'static [u8]) -> Parser {
    let weights = Weights::new(file).unwrap_or(Weights::EMPTY);
    Parser { tongue, weights }
}
