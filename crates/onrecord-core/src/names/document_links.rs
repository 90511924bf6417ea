//! Ties the names of one document together: short forms to the long form they come from, under an entity of the
//! document (`doc:…`) or of the catalogue.
//! What does not live here: finding names.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::candidate::Candidate;
use super::catalogue::Catalogue;
use crate::{Document, EntityId, Mention, NameKind};

/// Makes mentions of candidates; what the catalogue does not know is tied by its form.
pub(super) fn link(
    document: &Document<'_>,
    candidates: Vec<Candidate>,
    catalogue: &Catalogue,
) -> Vec<Mention> {
    let mut ids: BTreeMap<&str, EntityId> = BTreeMap::new();
    candidates
        .into_iter()
        .map(|c| {
            let words = c.span.of(document.text);
            let entity = match c.entity {
                Some(index) => Some(catalogue.entities[index].id.clone()),
                None if matches!(c.kind, NameKind::Document) => None,
                None => Some(
                    ids.entry(words)
                        .or_insert_with(|| Arc::from(format!("doc:{words}")))
                        .clone(),
                ),
            };
            Mention {
                span: c.span,
                kind: c.kind,
                entity,
                rule: c.rule,
            }
        })
        .collect()
}
