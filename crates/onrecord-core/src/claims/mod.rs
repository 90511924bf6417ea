//! Claims: one proposition in one place.

use crate::pack::{PackProblem, PackSources};
use crate::{Anchor, Claim, Document, Language, Packs, Reading};

/// Kinds of claims, their states in order and their roles.
#[derive(Debug, Default)]
pub struct Kinds {}

impl Kinds {
    /// Compiles the rules of stage `kinds`.
    pub fn compile(_sources: &PackSources, _problems: &mut Vec<PackProblem>) -> Kinds {
        Kinds {}
    }
}

/// Compiled rules of one language.
#[derive(Debug, Default)]
pub struct Rules {}

impl Rules {
    /// Compiles the rules of stage `claims`.
    pub fn compile(
        _lang: Language,
        _sources: &PackSources,
        _kinds: &Kinds,
        _problems: &mut Vec<PackProblem>,
    ) -> Rules {
        Rules {}
    }
}

/// Finds claims, in text order.
pub fn find(
    _document: &Document<'_>,
    _rules: &Rules,
    _packs: &Packs,
    _reading: &Reading,
    _anchor: &Anchor,
) -> Vec<Claim> {
    Vec::new()
}
