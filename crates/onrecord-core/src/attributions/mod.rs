//! Who says it: sources, cues, contents and speakers.

use crate::pack::{PackProblem, PackSources};
use crate::{Attribution, Document, Language, Mention, TimeValue};

/// Compiled rules of one language.
#[derive(Debug, Default)]
pub struct Rules {}

impl Rules {
    /// Compiles the rules of stage `attributions`.
    pub fn compile(_lang: Language, _sources: &PackSources, _problems: &mut Vec<PackProblem>) -> Rules {
        Rules {}
    }
}

/// Finds attributions, in order of their first content byte.
pub fn find(
    _document: &Document<'_>,
    _rules: &Rules,
    _mentions: &[Mention],
    _times: &[TimeValue],
) -> Vec<Attribution> {
    Vec::new()
}
