//! Names and the entities they stand for.
//! `catalogue` knows entities beforehand, `known` finds their names.

mod catalogue;
mod context;
mod known;

pub use catalogue::{Catalogue, Entity};

use crate::pack::{PackProblem, PackSources};
use crate::{Document, Language, Mention};

/// Compiled rules of one language.
#[derive(Debug, Default)]
pub struct Rules {}

impl Rules {
    /// Compiles the rules of stage `names`, and the names of the catalogue.
    pub fn compile(
        _lang: Language,
        _sources: &PackSources,
        _catalogue: &Catalogue,
        _problems: &mut Vec<PackProblem>,
    ) -> Rules {
        Rules {}
    }
}

/// Finds mentions, in text order, linked where that is sure.
pub fn find(document: &Document<'_>, _rules: &Rules, catalogue: &Catalogue) -> Vec<Mention> {
    known::known(document.text, catalogue)
        .into_iter()
        .filter_map(|k| {
            let entity = &catalogue.entities[k.entity?];
            Some(Mention {
                span: k.span,
                kind: entity.kind,
                entity: Some(entity.id.clone()),
                rule: entity.rule.clone(),
            })
        })
        .collect()
}
