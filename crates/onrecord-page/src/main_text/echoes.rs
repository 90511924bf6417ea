//! What a page tells twice: copies of the story for machines, and pull quotes.
//! What does not live here: copies that stand in the page unseen (`areas`), one line at a time (`candidate`).

use std::ops::Range;

use super::areas::{Dropped, Kind, Verdict};
use super::lines::{Line, Lines};
use super::script_body::push_key;
use super::words::Hint;
use crate::html::Tag;

/// Areas that tell the story once more in one line, for machines.
pub(super) fn copies(
    lines: &Lines,
    verdicts: &[Verdict],
    dropped: &[Dropped],
    range: Range<u32>,
) -> Vec<Range<u32>> {
    let mut copies: Vec<Range<u32>> = Vec::new();
    let mut told: Vec<u32> = Vec::new();
    // Made when the first line comes that may be a copy.
    let mut keys: Vec<String> = Vec::new();
    let key = |at: u32| {
        let mut key = String::new();
        push_key(lines.words(&lines.lines[at as usize]), &mut key);
        key
    };
    for at in range {
        let line = &lines.lines[at as usize];
        if verdicts[at as usize].kind != Kind::Prose
            || dropped[line.area as usize].is_some()
            || line.units < 12
        {
            continue;
        }
        let long = line.units >= 150 && told.len() >= 3;
        if !long && told.len() >= 8 {
            continue;
        }
        if !long {
            told.push(at);
            continue;
        }
        keys.extend(told[keys.len()..].iter().map(|at| key(*at)));
        let whole = key(at);
        let again = |t: &&String| memchr::memmem::find(whole.as_bytes(), t.as_bytes()).is_some();
        if keys.iter().filter(again).count() * 10 >= told.len() * 6 {
            // All that stands around it and apart from the story.
            let apart = lines
                .above(line.area)
                .map(|up| &lines.areas[up as usize])
                .take_while(|area| !(area.first <= told[0] && told[0] < area.last))
                .last();
            copies.push(apart.map_or(at..at + 1, |area| area.first..area.last));
        }
    }
    copies
}

/// Takes out sentences that are set apart as quotations and stand word for word in a paragraph as well.
pub(super) fn drop_pull_quotes(lines: &Lines, kept: &mut Vec<u32>) {
    const MOST: usize = 20;
    let line = |at: u32| &lines.lines[at as usize];
    let apart = |at: &u32| line(*at).units >= 6 && is_set_apart(lines, line(*at));
    let apart: Vec<u32> = kept.iter().copied().filter(apart).take(MOST).collect();
    if apart.is_empty() {
        return;
    }
    let key = |at: u32| {
        let mut key = String::new();
        push_key(lines.words(line(at)), &mut key);
        key
    };
    let told: Vec<String> = kept
        .iter()
        .filter(|at| !apart.contains(at))
        .map(|at| key(*at))
        .collect();
    kept.retain(|at| {
        !apart.contains(at) || {
            let quote = key(*at);
            quote.len() < 25
                || !(told.iter())
                    .any(|other| memchr::memmem::find(other.as_bytes(), quote.as_bytes()).is_some())
        }
    });
}

fn is_set_apart(lines: &Lines, line: &Line) -> bool {
    lines.above(line.area).take(4).any(|up| {
        let area = &lines.areas[up as usize];
        area.tag == Tag::Blockquote || area.hint.has(Hint::QUOTE)
    })
}
