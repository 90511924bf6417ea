//! Names and the entities they stand for.
//!
//! `catalogue` knows entities beforehand and `known` finds their names; `chinese` and `english` find names that no
//! catalogue knows; `candidate` settles what overlaps; `document_links` ties the names of one document together.

mod candidate;
mod catalogue;
mod chinese;
mod context;
mod document_links;
mod known;

pub use catalogue::{Catalogue, Entity};

use candidate::Candidate;

use crate::pack::{PackProblem, PackSources};
use crate::{Document, Language, Mention};

/// Compiled rules of one language.
#[derive(Debug, Default)]
pub struct Rules {
    chinese: Option<chinese::Rules>,
}

impl Rules {
    /// Compiles the rules of stage `names`, and the names of the catalogue.
    pub fn compile(
        lang: Language,
        sources: &PackSources,
        _catalogue: &Catalogue,
        _problems: &mut Vec<PackProblem>,
    ) -> Rules {
        Rules {
            chinese: (lang == Language::Chinese).then(|| chinese::Rules::compile(sources)),
        }
    }
}

/// Finds mentions, in text order, linked where that is sure.
pub fn find(document: &Document<'_>, rules: &Rules, catalogue: &Catalogue) -> Vec<Mention> {
    let known = known::known(document.text, catalogue);
    let mut candidates: Vec<Candidate> = known
        .iter()
        .filter_map(|k| {
            let index = k.entity?;
            let entity = &catalogue.entities[index];
            Some(Candidate {
                span: k.span,
                kind: entity.kind,
                rule: entity.rule.clone(),
                entity: Some(index),
            })
        })
        .collect();
    if let Some(chinese) = &rules.chinese {
        chinese.find(document, &known, &mut candidates);
    }
    document_links::link(document, candidate::settle(candidates), catalogue)
}
