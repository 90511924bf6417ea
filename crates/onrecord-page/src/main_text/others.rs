//! Other stories on the headline's page.
//! What does not live here: teasers of theirs (`rows`).

use super::areas::{Sum, Verdict, second};
use super::lines::{AreaId, Line, Lines};
use super::script_body::push_key;
use super::words::Hint;
use crate::html::Tag;

/// Stories that follow the headline's own on an endless page: siblings of the same make with headings of the same rank.
pub(crate) fn foreign(lines: &Lines, sums: &[Sum], headline: &Line) -> Vec<AreaId> {
    let areas = &lines.areas;
    let mut foreign = Vec::new();
    let rank = areas[headline.area as usize].tag;
    for own in lines.above(headline.area) {
        let area = &areas[own as usize];
        if own == 0 || sums[own as usize].prose < 30 {
            continue;
        }
        let parent = &areas[area.parent as usize];
        let mut sibling = area.parent + 1;
        while sibling < parent.end {
            let other = &areas[sibling as usize];
            let named = other.make == area.make && other.make != other.tag as u64;
            let alike = named || (other.tag == area.tag && area.tag == Tag::Article);
            let endless = rank == Tag::H1 || (rank.is_heading() && area.tag == Tag::Article);
            if sibling != own
                && alike
                && endless
                && (sibling..other.end).any(|a| areas[a as usize].tag == rank)
            {
                foreign.push(sibling);
            }
            sibling = other.end;
        }
    }
    foreign
}

/// Stories that follow the headline's own with a headline, a byline and paragraphs of theirs.
pub(crate) fn followers(lines: &Lines, verdicts: &[Verdict], sums: &[Sum], headline: u32) -> Vec<AreaId> {
    let areas = &lines.areas;
    let mut followers = Vec::new();
    let own = lines.lines[headline as usize].area as usize;
    if areas[own].tag != Tag::H1 {
        return followers;
    }
    let second = second(lines, verdicts, Some(headline));
    for at in own + 1..areas.len() {
        if areas[at].make != areas[own].make || !second[at] || areas[at].first == areas[at].last {
            continue;
        }
        // The largest area that it heads.
        let heads = |up: &AreaId| second[*up as usize] && areas[at].first - areas[*up as usize].first <= 1;
        let Some(around) = lines.above(areas[at].parent).take_while(heads).last() else {
            continue;
        };
        let end = areas[around as usize].end as usize;
        let byline = areas[at..end]
            .iter()
            .take_while(|a| a.first <= areas[at].last + 4)
            .any(|a| a.hint.has(Hint::META));
        let same = line_key(lines, areas[at].first) == line_key(lines, headline);
        if byline && !same && sums[around as usize].prose > 60 && !followers.contains(&around) {
            followers.push(around);
        }
    }
    followers
}

fn line_key(lines: &Lines, at: u32) -> String {
    let mut key = String::new();
    push_key(lines.words(&lines.lines[at as usize]), &mut key);
    key
}
