//! What belongs together on a page: the paragraphs of a story, its headings and lists, its lead, its article.
//! What does not live here: the reading made of it (`candidate`).

use super::areas::{Dropped, Kind, Sum, Verdict};
use super::judge::ends_sentence;
use super::lines::{Area, AreaId, Line, Lines};
use super::words::Hint;
use crate::html::Tag;

/// The area that holds a line's paragraph.
pub(super) fn home(lines: &Lines, line: &Line) -> AreaId {
    for up in lines.above(line.area) {
        match lines.areas[up as usize].tag {
            Tag::P
            | Tag::Li
            | Tag::Ul
            | Tag::Ol
            | Tag::Blockquote
            | Tag::Dd
            | Tag::Dt
            | Tag::Dl
            | Tag::Pre => {}
            tag if tag.is_heading() || !tag.is_block() => {}
            _ => return up,
        }
    }
    0
}

/// The area that directly holds most of the story's prose: the parent of its paragraphs.
pub(super) fn core(lines: &Lines, verdicts: &[Verdict], dropped: &[Dropped], best: usize) -> AreaId {
    let mut held = vec![0u32; lines.areas.len()];
    for at in lines.areas[best].first..lines.areas[best].last {
        let line = &lines.lines[at as usize];
        if dropped[line.area as usize].is_none() && verdicts[at as usize].kind == Kind::Prose {
            held[home(lines, line) as usize] += line.units;
        }
    }
    (0..held.len())
        .max_by_key(|a| (held[*a], std::cmp::Reverse(*a)))
        .unwrap_or(best) as AreaId
}

/// Where the box that `line` heads ends at the latest: the end of the innermost area that holds more than the line, or
/// the page's where that area is the story's own.
pub(super) fn box_of(lines: &Lines, line: &Line, core: AreaId) -> Option<u32> {
    let area = lines
        .above(line.area)
        .map(|up| &lines.areas[up as usize])
        .find(|area| area.last - area.first > 1)?;
    let story = &lines.areas[core as usize];
    let around = area.first <= story.first && story.last <= area.last;
    Some(if around {
        lines.lines.len() as u32
    } else {
        area.last
    })
}

/// A line of few words that still belongs to the story around it.
pub(super) fn is_part(lines: &Lines, line: &Line, core: AreaId) -> bool {
    if line.units == 0 {
        return false;
    }
    let area = &lines.areas[line.area as usize];
    // Sites name the headings of a story's parts like headlines.
    let inner = lines.above(line.area).any(|up| up == core);
    if area.hint.has(Hint::META) || (area.hint.has(Hint::TITLE) && !inner) {
        return false;
    }
    area.tag.is_heading()
        || inner && area.hint.has(Hint::TITLE) && line.units > 1
        || matches!(area.tag, Tag::Blockquote | Tag::Pre)
        || is_item(lines, line)
        || {
            let home = home(lines, line);
            home == core || lines.areas[home as usize].make == lines.areas[core as usize].make
        }
}

/// An item of a list, a cell or the caption of a table, as it stands or as a paragraph inside.
pub(super) fn is_item(lines: &Lines, line: &Line) -> bool {
    lines
        .above(line.area)
        .map(|up| lines.areas[up as usize].tag)
        .find(|tag| *tag != Tag::P && tag.is_block())
        .is_some_and(|tag| {
            matches!(
                tag,
                Tag::Li | Tag::Td | Tag::Th | Tag::Dd | Tag::Dt | Tag::Caption
            )
        })
}

/// A line of links that still belongs to the story: headings of its parts, lists that it announces, sentences. `last`
/// is the line kept before.
pub(super) fn is_linked_part(lines: &Lines, at: u32, core: AreaId, last: Option<u32>) -> bool {
    let line = &lines.lines[at as usize];
    let area = |at: u32| &lines.areas[lines.lines[at as usize].area as usize];
    let tag = area(at).tag;
    if tag.is_heading() {
        return lines.above(line.area).any(|up| up == core);
    }
    let home = home(lines, line);
    if home != core && lines.areas[home as usize].make != lines.areas[core as usize].make {
        return false;
    }
    match tag {
        Tag::Li => last.is_some_and(|last| {
            let announced = lines.words(&lines.lines[last as usize]).ends_with([':', '：']);
            let listed = area(last).tag == tag && area(last).parent == area(at).parent;
            announced || listed || (area(last).tag.is_heading() && last + 1 == at)
        }),
        Tag::P => {
            line.linked + 4 <= line.units
                || is_label(line)
                || is_said(lines, line)
                || names_price(lines.words(line))
        }
        _ => false,
    }
}

/// An offer: a link that says what a thing costs.
fn names_price(words: &str) -> bool {
    const SIGNS: &[char] = &['$', '€', '£', '¥', '￥', '₹', '₽', '₩'];
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    words.match_indices(SIGNS).any(|(at, sign)| {
        let after = words[at + sign.len()..]
            .trim_start_matches([' ', '\u{a0}'])
            .chars()
            .next();
        let before = words[..at].trim_end_matches([' ', '\u{a0}']).chars().next_back();
        digit(after) || digit(before)
    })
}

/// A word or two before a link: "Tickets: pier.example".
fn is_label(line: &Line) -> bool {
    line.linked < line.units && line.units <= 6
}

/// A sentence, though all of it may be a link. Headlines of other stories ask or shout.
fn is_said(lines: &Lines, line: &Line) -> bool {
    let words = lines.words(line);
    let shouts = || !words.chars().any(char::is_lowercase) && words.chars().any(char::is_uppercase);
    let asks = words.ends_with(['?', '？']);
    ends_sentence(words) && (line.linked < line.units || !(asks || shouts()))
}

/// A lead between headline and story: in the story's header, called so, or right beside the headline in a box that holds
/// little else.
pub(super) fn is_lead(lines: &Lines, line: &Line, headline: Option<u32>) -> bool {
    let named = lines.above(line.area).take(4).any(|up| {
        let area = &lines.areas[up as usize];
        area.hint.has(Hint::LEAD) || area.tag == Tag::Header || area.tag.is_heading()
    });
    named || headline.is_some_and(|at| beside(lines, line, &lines.lines[at as usize]))
}

/// True where a box of few lines holds both.
fn beside(lines: &Lines, line: &Line, headline: &Line) -> bool {
    let around = lines.areas[headline.area as usize].parent;
    let few = lines.areas[around as usize].last - lines.areas[around as usize].first <= 12;
    few && lines.above(line.area).take(3).any(|up| up == around)
}

/// The article element of the headline, where it holds a story to speak of; the page where it does not. The only article
/// of a page may be short.
pub(super) fn article_of(lines: &Lines, sums: &[Sum], headline: u32) -> usize {
    let heading = &lines.areas[lines.lines[headline as usize].area as usize];
    let is_article = |area: &&Area| area.tag == Tag::Article;
    let alone = heading.tag == Tag::H1 && lines.areas.iter().filter(is_article).count() == 1;
    let enough = if alone { 15 } else { 100 };
    lines
        .above(lines.lines[headline as usize].area)
        .find(|up| lines.areas[*up as usize].tag == Tag::Article && sums[*up as usize].prose >= enough)
        .map_or(0, |up| up as usize)
}
