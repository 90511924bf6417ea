//! Rows of teasers.
//! What does not live here: other marks of furniture (`areas`).

use super::areas::{Kind, Sum, Verdict};
use super::lines::{AreaId, Lines};
use crate::html::Tag;

/// Rows of teasers: three or more siblings of one make, each a linked heading with little prose of its own.
pub(super) fn cards(lines: &Lines, verdicts: &[Verdict], sums: &[Sum]) -> Vec<bool> {
    let areas = &lines.areas;
    let told = told_before(lines, verdicts);
    let mut cards = vec![false; areas.len()];
    let mut row: Vec<AreaId> = Vec::new();
    for parent in 0..areas.len() {
        let end = areas[parent].end as usize;
        // The children that hold text, by make.
        row.clear();
        let mut child = parent + 1;
        while child < end {
            if sums[child].units > 0 && !matches!(areas[child].tag, Tag::Tr | Tag::Td | Tag::Th | Tag::Tbody)
            {
                row.push(child as AreaId);
            }
            child = areas[child].end as usize;
        }
        if row.len() < 3 {
            continue;
        }
        row.sort_by_key(|a| (areas[*a as usize].make, *a));
        for group in row.chunk_by(|a, b| areas[*a as usize].make == areas[*b as usize].make) {
            if group.len() < 3 || heads_parts(lines, &told, group) {
                continue;
            }
            let is_card = |a: &&AreaId| {
                let sum = &sums[**a as usize];
                (sum.titles > 0 || sum.cut > 0) && sum.prose_lines <= 2 && sum.plain < 90
            };
            let count = group.iter().filter(is_card).count();
            if count >= 3 && count * 10 >= group.len() * 7 {
                for area in group.iter().filter(is_card) {
                    cards[*area as usize] = true;
                }
            }
        }
    }
    cards
}

/// For every line: the words of prose before it, outside links.
fn told_before(lines: &Lines, verdicts: &[Verdict]) -> Vec<u32> {
    let plain = lines
        .lines
        .iter()
        .zip(verdicts)
        .map(|(line, verdict)| match verdict.kind {
            Kind::Prose => line.units.saturating_sub(line.linked),
            _ => 0,
        });
    let mut told = 0;
    std::iter::once(0)
        .chain(plain)
        .map(|words| {
            told += words;
            told
        })
        .collect()
}

/// True for headings and lists with a story's paragraphs between them: they may be linked and are no teasers.
fn heads_parts(lines: &Lines, told: &[u32], row: &[AreaId]) -> bool {
    let area = |at: AreaId| &lines.areas[at as usize];
    let tag = area(row[0]).tag;
    if !(tag.is_heading() || matches!(tag, Tag::Ul | Tag::Ol)) {
        return false;
    }
    let between = |pair: &[AreaId]| told[area(pair[1]).first as usize] - told[area(pair[0]).last as usize];
    let parts = row.windows(2).filter(|pair| between(pair) >= 30).count();
    parts * 2 >= row.len() - 1
}
