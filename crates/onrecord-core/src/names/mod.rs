//! Names and the entities they stand for.

use crate::pack::{PackProblem, PackSources};
use crate::{Document, Language, Mention, NameKind};

/// An entity known beforehand.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// Id, such as `xiaomi-ev`.
    pub id: crate::EntityId,
    /// What it is.
    pub kind: NameKind,
    /// Canonical Chinese name.
    pub zh: Option<String>,
    /// Canonical English name.
    pub en: Option<String>,
    /// The entity it is a part of.
    pub part_of: Option<crate::EntityId>,
}

/// Entities known beforehand.
#[derive(Debug, Default)]
pub struct Catalogue {
    /// Sorted by id.
    pub entities: Vec<Entity>,
}

impl Catalogue {
    /// Compiles the rules of stage `entities`.
    pub fn compile(_sources: &PackSources, _problems: &mut Vec<PackProblem>) -> Catalogue {
        Catalogue::default()
    }

    /// The entity of an id.
    pub fn get(&self, id: &str) -> Option<&Entity> {
        self.entities
            .binary_search_by(|e| (*e.id).cmp(id))
            .ok()
            .map(|i| &self.entities[i])
    }

    /// The canonical name of an entity in a language, in another where that one has none.
    pub fn name(&self, id: &str, lang: Language) -> Option<&str> {
        let entity = self.get(id)?;
        let (first, second) = match lang {
            Language::Chinese => (&entity.zh, &entity.en),
            _ => (&entity.en, &entity.zh),
        };
        first.as_deref().or(second.as_deref())
    }

    /// The outermost entity that `id` is a part of; itself where it is no part.
    pub fn root<'a>(&'a self, id: &'a str) -> &'a str {
        let mut id = id;
        for _ in 0..8 {
            match self.get(id).and_then(|e| e.part_of.as_deref()) {
                Some(whole) => id = whole,
                None => break,
            }
        }
        id
    }
}

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
pub fn find(_document: &Document<'_>, _rules: &Rules, _catalogue: &Catalogue) -> Vec<Mention> {
    Vec::new()
}
