//! What a reading keeps behind the story's end and lets go again.
//! What does not live here: phrases that end a story (`phrases`), boxes of furniture (`areas`).

use super::areas::{Kind, Verdict};
use super::lines::{AreaId, Lines};
use super::parts::home;
use crate::html::Tag;

/// Takes off what stands behind the end of the story whose paragraphs `core` holds.
pub(super) fn trim(lines: &Lines, verdicts: &[Verdict], kept: &mut Vec<u32>, core: AreaId) {
    drop_box(lines, verdicts, kept, core);
    drop_headings(lines, verdicts, kept);
}

/// One paragraph or two in a box of their own behind a story that stands together: of its author, of its site.
fn drop_box(lines: &Lines, verdicts: &[Verdict], kept: &mut Vec<u32>, core: AreaId) {
    let line = |at: &u32| &lines.lines[*at as usize];
    let is_prose = |at: &&u32| verdicts[**at as usize].kind == Kind::Prose;
    let units = |part: &[u32]| -> u32 { part.iter().filter(is_prose).map(|at| line(at).units).sum() };
    let is_own = |at: &u32| {
        let home = home(lines, line(at));
        home == core || lines.areas[home as usize].make == lines.areas[core as usize].make
    };
    let around = |at: &u32| {
        let home = home(lines, line(at));
        lines.above(core).any(|up| up == home)
    };
    let Some(end) = kept.iter().rposition(|at| is_own(at) || around(at)) else {
        return;
    };
    let tail = &kept[end + 1..];
    let (told, whole) = (units(tail), units(kept));
    let own: Vec<u32> = kept.iter().copied().filter(is_own).collect();
    let paragraphs = tail.iter().filter(is_prose).count();
    let is_cell = |at: &u32| {
        let mut tags = lines.above(line(at).area).take_while(|up| *up != core);
        tags.any(|up| matches!(lines.areas[up as usize].tag, Tag::Td | Tag::Th))
    };
    // A table under its heading is no box, though a cell of it may hold a paragraph.
    if tail.iter().all(|at| is_cell(at) || is_heading(lines, *at)) {
        return;
    }
    if !(1..=2).contains(&paragraphs) || told * 4 > whole || units(&own) * 10 < whole * 6 {
        return;
    }
    // Boxes of the story's own come more than once.
    let make = |at: &u32| lines.areas[home(lines, line(at)) as usize].make;
    if kept[..end].iter().any(|at| make(at) == make(&tail[0])) {
        return;
    }
    // A single line set apart inside the story's own box may well be its last words.
    let inside = tail.len() == 1 && lines.above(line(&tail[0]).area).any(|up| up == core);
    if !inside {
        kept.truncate(end + 1);
    }
}

/// Headings with nothing below them at the end are no story.
fn drop_headings(lines: &Lines, verdicts: &[Verdict], kept: &mut Vec<u32>) {
    while kept
        .last()
        .is_some_and(|at| verdicts[*at as usize].kind != Kind::Prose && is_heading(lines, *at))
    {
        kept.pop();
    }
}

fn is_heading(lines: &Lines, at: u32) -> bool {
    lines.areas[lines.lines[at as usize].area as usize]
        .tag
        .is_heading()
}
