//! Where a matter stands as of a day: a function over claims and their origins.

use jiff::civil::Date;

use crate::case::{Case, OriginCount, ReadPage, Status};
use crate::{Packs, Polarity};

/// Brings pages together: origins, matters, stories. The order of `pages` does not change what is found.
pub fn reconcile(pages: Vec<ReadPage>, _packs: &Packs) -> Case {
    let parents = vec![None; pages.len()];
    Case {
        pages,
        origins: Vec::new(),
        matters: Vec::new(),
        stories: Vec::new(),
        parents,
    }
}

/// Where the matter with this index stands, by what was said or published up to and including `as_of`.
pub fn status(_case: &Case, _packs: &Packs, matter: usize, as_of: Date) -> Status {
    Status {
        matter,
        as_of,
        state: None,
        polarity: Polarity::Affirmed,
        standing: None,
        origins: OriginCount::default(),
        flags: Vec::new(),
        value: None,
        supporting: Vec::new(),
        against: Vec::new(),
        responses: Vec::new(),
        expected: Vec::new(),
        steps: Vec::new(),
        contradictions: Vec::new(),
    }
}
