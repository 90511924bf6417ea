//! Chinese cues, compiled.
//! What does not live here: the search (see `chinese`).

use crate::pack::{PackProblem, PackSources, RuleSource};

/// Compiled Chinese cues.
#[derive(Debug)]
pub(super) struct ChineseRules {}

impl ChineseRules {
    pub fn compile(
        _rules: &[&RuleSource],
        _sources: &PackSources,
        _problems: &mut Vec<PackProblem>,
    ) -> ChineseRules {
        ChineseRules {}
    }
}
