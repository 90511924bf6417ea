//! The ground: what every stage and every judge may know beforehand, the same for all languages.
//! What does not live here: the rules of a stage (see `onrecord-read`).

use crate::catalogue::Catalogue;
use crate::kinds::Kinds;
use crate::pack::{PackProblem, PackSources};

/// Entities and kinds known beforehand.
#[derive(Debug, Default)]
pub struct Ground {
    /// Entities, for all languages.
    pub catalogue: Catalogue,
    /// Kinds of claims, their states and roles.
    pub kinds: Kinds,
}

impl Ground {
    /// Compiles the lists of stage `entities` and the rules of stage `kinds`.
    pub fn compile(sources: &PackSources, problems: &mut Vec<PackProblem>) -> Ground {
        Ground {
            catalogue: Catalogue::compile(sources, problems),
            kinds: Kinds::compile(sources, problems),
        }
    }
}
