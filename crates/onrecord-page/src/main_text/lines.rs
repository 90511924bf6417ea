//! The page as lines: every stretch of text that a reader sees between two breaks, with its place in the page, and the
//! areas (elements that matter for layout) that hold them.
//! What does not live here: how they are read (`walk`), which lines are the story (`judge`), word lists (`words`).

use onrecord_model::Piece;

use super::words::Hint;
use crate::html::{NodeId, Tag};

/// An area's number: its place in document order. Area 0 is the page.
pub(crate) type AreaId = u32;

/// An element that shapes the page: blocks, and inline elements whose class says something.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Area {
    pub(crate) node: NodeId,
    pub(crate) parent: AreaId,
    /// One past the last area below.
    pub(crate) end: AreaId,
    pub(crate) tag: Tag,
    /// What its class, id and role say.
    pub(crate) hint: Hint,
    /// The word that makes it furniture.
    pub(crate) word: u16,
    /// Not shown: `hidden`, `display: none`.
    pub(crate) hidden: bool,
    /// Tag and class in one number: siblings of one make share it.
    pub(crate) make: u64,
    /// First line, and one past the last line, below it.
    pub(crate) first: u32,
    pub(crate) last: u32,
}

/// A line of text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line {
    /// Where it stands in [`Lines::text`].
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// Its pieces in [`Lines::pieces`].
    pub(crate) first_piece: u32,
    pub(crate) last_piece: u32,
    /// Bytes of the page from its first to its last character.
    pub(crate) source: (u32, u32),
    /// Innermost area that holds all of it.
    pub(crate) area: AreaId,
    /// Words; a Han or kana character is one.
    pub(crate) units: u32,
    /// Those of them inside links.
    pub(crate) linked: u32,
    /// Those of them in bold.
    pub(crate) strong: u32,
    /// Links that begin in it.
    pub(crate) links: u16,
}

/// All lines and areas of a page.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    pub(crate) text: String,
    pub(crate) pieces: Vec<Piece>,
    pub(crate) lines: Vec<Line>,
    pub(crate) areas: Vec<Area>,
}

impl Lines {
    /// The line's words.
    pub(crate) fn words(&self, line: &Line) -> &str {
        &self.text[line.start as usize..line.end as usize]
    }

    /// The areas above `area`, itself first.
    pub(crate) fn above(&self, area: AreaId) -> impl Iterator<Item = AreaId> + '_ {
        std::iter::successors(Some(area), |a| (*a != 0).then(|| self.areas[*a as usize].parent))
    }
}
