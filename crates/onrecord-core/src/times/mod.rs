//! Time expressions: found first, anchored afterwards, so that the page's date can be judged in between.

use crate::pack::{PackProblem, PackSources};
use crate::{Anchor, Document, Language, Note, Span, TimeValue};

/// Compiled rules of one language.
#[derive(Debug, Default)]
pub struct Rules {}

impl Rules {
    /// Compiles the rules of stage `times`.
    pub fn compile(_lang: Language, _sources: &PackSources, _problems: &mut Vec<PackProblem>) -> Rules {
        Rules {}
    }
}

/// A time expression that was found but not anchored.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeExpression {
    /// The words.
    pub span: Span,
}

/// Finds time expressions, in text order. Knows no date from outside.
pub fn find(_document: &Document<'_>, _rules: &Rules) -> Vec<TimeExpression> {
    Vec::new()
}

/// Gives each expression its value under the anchor.
pub fn anchor(
    _document: &Document<'_>,
    _found: Vec<TimeExpression>,
    _anchor: &Anchor,
    _notes: &mut Vec<Note>,
) -> Vec<TimeValue> {
    Vec::new()
}
