//! One reading of a page: the area of the story, and which of its lines are kept.
//! What does not live here: which areas are furniture (`areas`), and which reading wins (`judge`).

use std::ops::Range;

use super::areas::{self, Dropped, Kind, Sum, Verdict};
use super::echoes;
use super::headlines::Headlines;
use super::lines::{AreaId, Lines};
use super::parts::{article_of, box_of, core, home, is_item, is_lead, is_linked_part, is_part};
use super::tail;
use crate::html::Tag;

/// A reading: the lines kept, in order.
#[derive(Debug, Default)]
pub(super) struct Candidate {
    pub(super) kept: Vec<u32>,
    /// Words of its paragraphs.
    pub(super) prose: u32,
    /// For those who tune the rules: where the story was sought.
    pub(super) found: Found,
}

/// Where a reading found the story: the area, the area of its paragraphs, its first line and the one behind its last.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Found {
    pub(super) area: AreaId,
    pub(super) core: AreaId,
    pub(super) start: u32,
    pub(super) stop: u32,
}

pub(super) fn candidate(
    lines: &Lines,
    verdicts: &[Verdict],
    sums: &[Sum],
    dropped: &[Dropped],
    headlines: &Headlines,
) -> Candidate {
    let areas = &lines.areas;
    let story = areas::story(lines);
    let mut scores = vec![0i64; areas.len()];
    for (line, verdict) in lines.lines.iter().zip(verdicts) {
        if dropped[line.area as usize].is_none() {
            scores[line.area as usize] += i64::from(verdict.weight);
        }
    }
    tally(lines, sums, &story, &mut scores);
    let headline_at = headlines.best(0..u32::MAX);
    let bound = headline_at.map_or(0, |at| article_of(lines, sums, at));
    let best = (bound..areas[bound].end as usize)
        .filter(|a| dropped[*a].is_none())
        .max_by_key(|a| (scores[*a], *a))
        .unwrap_or(0);
    // One long paragraph among lists of links may outweigh its container: the story is never a paragraph alone.
    let mut best = best;
    while best > bound
        && (matches!(
            areas[best].tag,
            Tag::P | Tag::Li | Tag::Ul | Tag::Ol | Tag::Dl | Tag::Blockquote | Tag::Td | Tag::Pre
        ) || areas[best].tag.is_heading()
            || !areas[best].tag.is_block())
    {
        best = areas[best].parent as usize;
    }
    let core = core(lines, verdicts, dropped, best);
    let make = areas[core as usize].make;
    let (first, last) = (areas[best].first, areas[best].last);
    let whole = prose_of(lines, verdicts, dropped, first..last);
    let (start, stop) = reach(lines, verdicts, dropped, headlines, core, first..last);
    let mut candidate = Candidate {
        found: Found {
            area: best as AreaId,
            core,
            start,
            stop,
        },
        ..Candidate::default()
    };
    let mut seen: std::collections::BTreeMap<u64, (AreaId, u32)> = Default::default();
    let mut boxed: Option<u32> = None;
    let copies = echoes::copies(lines, verdicts, dropped, start..stop);
    for at in start..stop {
        let line = &lines.lines[at as usize];
        let verdict = &verdicts[at as usize];
        if dropped[line.area as usize].is_some() || copies.iter().any(|copy| copy.contains(&at)) {
            continue;
        }
        if verdict.heads {
            // Behind the better part of the story no more of it is hoped for; but a button to share an entry heads nothing.
            let late = candidate.prose * 10 >= whole * 6 && line.linked < line.units;
            boxed = if late {
                Some(stop)
            } else {
                box_of(lines, line, core)
            };
            continue;
        }
        // Outside the box that was announced, what a heading says of it is over.
        if boxed.is_some_and(|end| at >= end) {
            boxed = None;
        }
        let keep = match verdict.kind {
            Kind::Prose => {
                // Furniture boxes hold links and teasers; a paragraph next to the story's own ends them.
                let home = home(lines, line);
                // Sections without a class are each a part of their own.
                let bare = make == Tag::Section as u64;
                if boxed.is_some() && home != core && (bare || areas[home as usize].make != make) {
                    false
                } else {
                    boxed = None;
                    // Copies for phones, printers and machines stand in the page unseen; a lead may begin like the
                    // paragraph that it is taken from.
                    line.units < 8 || {
                        let first = *seen
                            .entry(opening(lines.words(line)))
                            .or_insert((home, line.units));
                        first.0 == home || line.units > first.1 * 2
                    }
                }
            }
            Kind::Minor => {
                let stamp = candidate.prose == 0 && is_stamp(lines.words(line));
                boxed.is_none() && !stamp && is_part(lines, line, core)
            }
            Kind::Link => boxed.is_none() && is_linked_part(lines, at, core, candidate.kept.last().copied()),
            Kind::Junk => false,
        };
        if keep {
            if verdict.kind == Kind::Prose {
                candidate.prose += line.units;
            }
            candidate.kept.push(at);
        }
    }
    announce(lines, verdicts, dropped, &mut candidate);
    echoes::drop_pull_quotes(lines, &mut candidate.kept);
    tail::trim(lines, verdicts, &mut candidate.kept, core);
    add_credited(lines, verdicts, dropped, &mut candidate);
    if let Some(at) = headline_at
        && let Some(first) = candidate.kept.first().copied()
        && at < first
        && first - at < 40
    {
        let leads = leads(lines, verdicts, dropped, at + 1..first, headline_at);
        candidate.prose += leads.iter().map(|l| lines.lines[*l as usize].units).sum::<u32>();
        candidate.kept.splice(0..0, leads);
    }
    candidate
}

/// How much prose some lines hold.
fn prose_of(lines: &Lines, verdicts: &[Verdict], dropped: &[Dropped], range: Range<u32>) -> u32 {
    range
        .filter(|at| dropped[lines.lines[*at as usize].area as usize].is_none())
        .filter(|at| verdicts[*at as usize].kind == Kind::Prose)
        .map(|at| lines.lines[at as usize].units)
        .sum()
}

/// The story begins behind its headline and ends where furniture is announced.
fn reach(
    lines: &Lines,
    verdicts: &[Verdict],
    dropped: &[Dropped],
    headlines: &Headlines,
    core: AreaId,
    Range {
        start: first,
        end: last,
    }: Range<u32>,
) -> (u32, u32) {
    let areas = &lines.areas;
    let whole = prose_of(lines, verdicts, dropped, first..last);
    let mut start = first;
    if let Some(at) = headlines.best(first..last) {
        let heading = areas[lines.lines[at as usize].area as usize].tag.is_heading();
        let title = areas[lines.lines[at as usize].area as usize].tag == Tag::H1;
        // Paragraphs next to the story's own that stand before it: it heads a part.
        let part = !title
            && prose_of(lines, verdicts, dropped, first..at) >= 20
            && (first..at).any(|l| {
                let line = &lines.lines[l as usize];
                dropped[line.area as usize].is_none()
                    && verdicts[l as usize].kind == Kind::Prose
                    && home(lines, line) == core
            });
        if !part && prose_of(lines, verdicts, dropped, first..at) * if heading { 6 } else { 16 } <= whole {
            start = at + 1;
        }
    }
    let mut stop = last;
    let mut seen = 0;
    let each = (start..last).filter(|at| verdicts[*at as usize].counts).count() > 3;
    for at in start..last {
        let verdict = &verdicts[at as usize];
        let area = lines.lines[at as usize].area as usize;
        if dropped[area].is_some() {
            continue;
        }
        // Comments may well be longer than the story; but where each part of a page has some, its parts are the story.
        let comments = verdict.counts && seen >= 150;
        if verdict.ends && !(verdict.counts && each) && (comments || seen * 10 >= whole * 6) {
            stop = at;
            break;
        }
        if verdict.kind == Kind::Prose {
            seen += lines.lines[at as usize].units;
        }
    }
    (start, stop)
}

/// Paragraphs between a headline and the story that lead into it.
fn leads(
    lines: &Lines,
    verdicts: &[Verdict],
    dropped: &[Dropped],
    range: Range<u32>,
    headline_at: Option<u32>,
) -> Vec<u32> {
    range
        .filter(|l| dropped[lines.lines[*l as usize].area as usize].is_none())
        .filter(|l| {
            verdicts[*l as usize].kind == Kind::Prose
                && is_lead(lines, &lines.lines[*l as usize], headline_at)
        })
        .collect()
}

/// A few words that a list or a colon's matter follows belong to it, whatever box they stand in.
fn announce(lines: &Lines, verdicts: &[Verdict], dropped: &[Dropped], candidate: &mut Candidate) {
    let Found { start, stop, .. } = candidate.found;
    let announces = |next: &u32| {
        let at = next.checked_sub(1).filter(|at| (start..stop).contains(at))?;
        let line = &lines.lines[at as usize];
        let short =
            verdicts[at as usize].kind == Kind::Minor && line.linked == 0 && (1..=12).contains(&line.units);
        let heads = is_item(lines, &lines.lines[*next as usize]) && !is_item(lines, line)
            || lines.words(line).ends_with([':', '：']);
        (short && heads && dropped[line.area as usize].is_none()).then_some(at)
    };
    // What stands before the story's first line announces the story, and is told of it elsewhere.
    let told: Vec<u32> = candidate.kept.iter().skip(1).filter_map(announces).collect();
    candidate.kept.extend(told);
    candidate.kept.sort_unstable();
    candidate.kept.dedup();
}

/// Stories told by pictures: where the captions with their photographers' names say more than the text, they are the story.
fn add_credited(lines: &Lines, verdicts: &[Verdict], dropped: &[Dropped], candidate: &mut Candidate) {
    let Found {
        core, start, stop, ..
    } = candidate.found;
    let told = |at: &u32| {
        let line = &lines.lines[*at as usize];
        verdicts[*at as usize].credit
            && line.units >= 20
            && dropped[line.area as usize].is_none()
            && home(lines, line) == core
    };
    let captions: Vec<u32> = (start..stop).filter(told).collect();
    let units: u32 = captions.iter().map(|at| lines.lines[*at as usize].units).sum();
    if units > candidate.prose {
        candidate.prose += units;
        candidate.kept.extend(captions);
        candidate.kept.sort_unstable();
    }
}

/// Adds up scores from the innermost areas outwards. What stands beside the weightiest container pays a toll, unless it
/// is of the same make: a page's corners hold a paragraph here and there, and the story is to win over the page.
fn tally(lines: &Lines, sums: &[Sum], story: &[bool], scores: &mut [i64]) {
    #[derive(Clone, Copy, Default)]
    struct Children {
        /// Paragraphs and the like, and areas of one paragraph, before and after toll.
        leaves: i64,
        taxed: i64,
        /// Containers after toll, and what their weightiest paid.
        containers: i64,
        heaviest: i64,
        make: u64,
        paid: i64,
    }
    let areas = &lines.areas;
    let mut children = vec![Children::default(); areas.len()];
    for at in (0..areas.len()).rev() {
        let own = children[at];
        // The children are all known: the area's own sum is made.
        let leaves = own.leaves + scores[at].max(0);
        let sum = if leaves >= own.heaviest {
            leaves + own.containers
        } else {
            own.taxed + scores[at].max(0) + own.containers + own.paid
        };
        scores[at] = sum + scores[at].min(0);
        if at == 0 {
            break;
        }
        let area = &areas[at];
        let parent = area.parent as usize;
        let score = scores[at];
        let toll = if story[parent] { 15 } else { 60 };
        let above = &mut children[parent];
        let inner = matches!(
            area.tag,
            Tag::P
                | Tag::Li
                | Tag::Ul
                | Tag::Ol
                | Tag::Blockquote
                | Tag::Pre
                | Tag::Dl
                | Tag::Dd
                | Tag::Dt
                | Tag::Table
                | Tag::Tbody
                | Tag::Tr
                | Tag::Td
        ) || area.tag.is_heading()
            || !area.tag.is_block();
        if score <= 0 || inner {
            above.leaves += score;
            above.taxed += score;
        } else if sums[at].prose_lines <= 1 {
            above.leaves += score;
            above.taxed += (score - toll).max(0);
        } else if score > above.heaviest {
            // The lighter one has paid already; this one pays too, and gets it back if nothing is heavier.
            let alike = above.make == area.make;
            above.paid = if alike { 0 } else { score.min(toll) };
            above.containers += score - above.paid;
            above.heaviest = score;
            above.make = area.make;
        } else {
            let alike = above.make == area.make;
            above.containers += if alike { score } else { score - score.min(toll) };
        }
    }
}

/// True for a line that is a date with or without a time, in figures.
fn is_stamp(words: &str) -> bool {
    let figures = words.chars().filter(char::is_ascii_digit).count();
    let date = |c: char| {
        c.is_ascii_digit()
            || c.is_whitespace()
            || matches!(
                c,
                '-' | '/' | '.' | ':' | '：' | '年' | '月' | '日' | '时' | '時' | '分' | '秒' | '|'
            )
    };
    (6..=14).contains(&figures) && words.chars().all(date)
}

/// A number for how a paragraph begins: copies of it begin alike, whatever they run on to.
fn opening(words: &str) -> u64 {
    words
        .chars()
        .filter(|c| c.is_alphanumeric())
        .take(70)
        .fold(0xcbf2_9ce4_8422_2325u64, |hash, c| {
            (hash ^ u64::from(u32::from(c))).wrapping_mul(0x100_0000_01b3)
        })
}
