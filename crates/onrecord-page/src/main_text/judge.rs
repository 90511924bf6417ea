//! Which lines are the story.

use onrecord_core::BlockRole;

use super::lines::{Area, AreaId, Line, Lines};
use super::words::Hint;
use crate::html::Tag;

/// A line that was chosen, and what it is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Chosen {
    pub(crate) line: u32,
    pub(crate) role: BlockRole,
}

/// What was chosen.
#[derive(Debug, Default)]
pub(crate) struct Choice {
    pub(crate) lines: Vec<Chosen>,
    pub(crate) notes: Vec<&'static str>,
}

/// Chooses the story's lines.
pub(crate) fn choose(lines: &Lines, _title: Option<&str>) -> Choice {
    let weights: Vec<i32> = lines.lines.iter().map(|l| weight(lines, l)).collect();
    let areas = &lines.areas;
    let mut sums = vec![0i64; areas.len()];
    for (line, weight) in lines.lines.iter().zip(&weights) {
        sums[line.area as usize] += i64::from((*weight).max(0));
    }
    for at in (1..areas.len()).rev() {
        sums[areas[at].parent as usize] += sums[at];
    }
    let whole = sums[0].max(1);
    // Furniture that holds most of the page's prose is none.
    let dropped: Vec<bool> = areas
        .iter()
        .zip(&sums)
        .map(|(area, sum)| is_furniture(area) && *sum * 10 < whole * 4)
        .collect();
    let mut scores = vec![0i64; areas.len()];
    for (line, weight) in lines.lines.iter().zip(&weights) {
        scores[line.area as usize] += i64::from(*weight);
    }
    for at in (1..areas.len()).rev() {
        if dropped[at] {
            scores[at] = scores[at].min(0) / 4;
        }
        scores[areas[at].parent as usize] += scores[at];
    }
    let best = (0..areas.len())
        .filter(|a| !lines.above(*a as AreaId).any(|up| dropped[up as usize]))
        .max_by_key(|a| (scores[*a], *a))
        .unwrap_or(0);
    let mut choice = Choice::default();
    let area = &areas[best];
    for at in area.first..area.last {
        let line = &lines.lines[at as usize];
        if lines
            .above(line.area)
            .take_while(|a| *a as usize != best)
            .any(|a| dropped[a as usize])
        {
            continue;
        }
        if weights[at as usize] <= 0 && !is_part(lines, line) {
            continue;
        }
        choice.lines.push(Chosen {
            line: at,
            role: role(lines, line),
        });
    }
    choice
}

fn is_furniture(area: &Area) -> bool {
    area.hidden
        || matches!(
            area.tag,
            Tag::Nav | Tag::Aside | Tag::Footer | Tag::Button | Tag::Form | Tag::Dialog
        )
        || (area.hint.has(Hint::FURNITURE) && !area.hint.has(Hint::BODY))
        || area.hint.has(Hint::COMMENTS)
}

/// How much a line speaks for the story around it.
fn weight(lines: &Lines, line: &Line) -> i32 {
    let plain = line.units.saturating_sub(line.linked) as i32;
    let words = lines.words(line);
    if line.linked * 2 > line.units {
        return -(line.linked.min(12) as i32) - 2;
    }
    let sentence = words
        .trim_end_matches(['"', '”', '»', '’', ')', '）', '」', '』'])
        .ends_with(['.', '!', '?', '…', '。', '！', '？', ':', '：']);
    if plain >= 20 || (sentence && plain >= 6) {
        return plain.min(100);
    }
    -1
}

/// A line without much weight of its own that still belongs to the story around it.
fn is_part(lines: &Lines, line: &Line) -> bool {
    if line.linked * 2 > line.units || line.units == 0 {
        return false;
    }
    let area = &lines.areas[line.area as usize];
    area.tag.is_heading()
        || matches!(
            area.tag,
            Tag::P | Tag::Li | Tag::Blockquote | Tag::Td | Tag::Th | Tag::Dd | Tag::Dt
        )
}

/// What a line is in the story.
fn role(lines: &Lines, line: &Line) -> BlockRole {
    for up in lines.above(line.area) {
        let area = &lines.areas[up as usize];
        match area.tag {
            tag if tag.is_heading() => return BlockRole::Heading,
            Tag::Li | Tag::Dd | Tag::Dt => return BlockRole::List,
            Tag::Blockquote => return BlockRole::Quote,
            Tag::Td | Tag::Th => return BlockRole::Table,
            Tag::Figcaption | Tag::Caption => return BlockRole::Caption,
            Tag::Article | Tag::Main | Tag::Section | Tag::Body => break,
            _ => {}
        }
        if area.hint.has(Hint::CAPTION) {
            return BlockRole::Caption;
        }
    }
    BlockRole::Paragraph
}
