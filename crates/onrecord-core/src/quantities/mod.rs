//! Numbers, money, measures, shares and ranks.

use crate::pack::{PackProblem, PackSources};
use crate::{Document, Language, Quantity};

/// Compiled rules of one language.
#[derive(Debug, Default)]
pub struct Rules {}

impl Rules {
    /// Compiles the rules of stage `quantities`.
    pub fn compile(_lang: Language, _sources: &PackSources, _problems: &mut Vec<PackProblem>) -> Rules {
        Rules {}
    }
}

/// Finds quantities, in text order.
pub fn find(_document: &Document<'_>, _rules: &Rules) -> Vec<Quantity> {
    Vec::new()
}
