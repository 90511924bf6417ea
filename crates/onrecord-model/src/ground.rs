//! The ground: what every stage and every judge may know beforehand, the same for all languages.
//! What does not live here: the rules of a stage (see `onrecord-read`).

use crate::catalogue::Catalogue;
use crate::commonness::Commonness;
use crate::kinds::Kinds;
use crate::pack::{PackProblem, PackSources};

/// Entities, kinds and common words known beforehand.
#[derive(Debug, Default)]
pub struct Ground {
    /// Entities, for all languages.
    pub catalogue: Catalogue,
    /// Kinds of claims, their states and roles.
    pub kinds: Kinds,
    /// How much words tell about what a page is about.
    pub commonness: Commonness,
}

impl Ground {
    /// Compiles the lists of the stages `entities` and `stories` and the rules of stage `kinds`.
    pub fn compile(sources: &PackSources, problems: &mut Vec<PackProblem>) -> Ground {
        Ground {
            catalogue: Catalogue::compile(sources, problems),
            kinds: Kinds::compile(sources, problems),
            commonness: Commonness::compile(sources, problems),
        }
    }
}
