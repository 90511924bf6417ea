//! Which lines are the story: readings are made with more and with less trust in the page's own words, confirmed by the
//! body that its scripts give, and compared.

use std::ops::Range;

use onrecord_core::BlockRole;

use super::Furniture;
use super::areas::{self, Dropped, Kind, Page, Sum, Trust, Verdict};
use super::lines::{AreaId, Line, Lines};
use super::phrases::Phrase;
use super::script_body::{ScriptBody, push_key};
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
    /// The page shows no body but its scripts hold one.
    pub(crate) from_script: bool,
    /// Words of prose among the lines.
    pub(crate) prose: u32,
    pub(crate) notes: Vec<&'static str>,
}

/// A reading: the lines kept, in order.
#[derive(Debug, Default)]
struct Candidate {
    kept: Vec<u32>,
    prose: u32,
    /// For those who tune the rules: where the story was sought.
    found: Found,
}

/// Where a reading found the story: the area, the area of its paragraphs, its first line and the one behind its last.
#[derive(Clone, Copy, Debug, Default)]
struct Found {
    area: AreaId,
    core: AreaId,
    start: u32,
    stop: u32,
}

/// What is known of a page before readings are made.
struct Known {
    verdicts: Vec<Verdict>,
    sums: Vec<Sum>,
    headlines: Headlines,
    page: Page,
}

impl Known {
    fn of(lines: &Lines, furniture: &Furniture, title: Option<&str>) -> Known {
        let mut scratch = String::new();
        let verdicts: Vec<Verdict> = lines
            .lines
            .iter()
            .map(|l| verdict(lines, l, furniture, &mut scratch))
            .collect();
        let sums = areas::sums(lines, &verdicts);
        let headlines = Headlines::of(lines, title.unwrap_or(""));
        let page = page(lines, &verdicts, &sums, &headlines);
        Known {
            verdicts,
            sums,
            headlines,
            page,
        }
    }

    /// The reading that trusts the page's own words for its parts that much.
    fn reading(&self, lines: &Lines, trust: Trust, words: usize) -> Candidate {
        let dropped = areas::furniture(lines, &self.verdicts, &self.sums, trust, &self.page, words);
        candidate(lines, &self.verdicts, &self.sums, &dropped, &self.headlines)
    }
}

/// Chooses the story's lines.
pub(crate) fn choose(
    lines: &Lines,
    furniture: &Furniture,
    title: Option<&str>,
    script: Option<&ScriptBody>,
) -> Choice {
    let known = Known::of(lines, furniture, title);
    let verdicts = &known.verdicts;
    let words = furniture.words.len();
    let mut best = known.reading(lines, Trust::Classes, words);
    let plain = known.reading(lines, Trust::Tags, words);
    // Classes that take most of the story away are named oddly.
    if best.prose * 10 < plain.prose * 3 {
        best = plain;
    }
    let mut choice = Choice::default();
    if let Some(script) = script {
        match confirm(lines, verdicts, &best, script) {
            Confirmed::Lines(kept) => best.kept = kept,
            Confirmed::Absent => {
                choice.from_script = true;
                return choice;
            }
            Confirmed::No => {}
        }
    }
    choice.prose = best
        .kept
        .iter()
        .filter(|at| verdicts[**at as usize].kind == Kind::Prose)
        .map(|at| lines.lines[*at as usize].units)
        .sum();
    choice.notes = doubts(lines, verdicts, furniture, title, &best.kept, choice.prose);
    choice.lines = best
        .kept
        .iter()
        .map(|at| Chosen {
            line: *at,
            role: role(lines, &lines.lines[*at as usize]),
        })
        .collect();
    choice
}

/// What speaks against the page being an article.
fn doubts(
    lines: &Lines,
    verdicts: &[Verdict],
    furniture: &Furniture,
    title: Option<&str>,
    kept: &[u32],
    prose: u32,
) -> Vec<&'static str> {
    let links = verdicts.iter().filter(|v| v.kind == Kind::Link).count();
    let mut scratch = String::new();
    let mut refuses = |words: &str| furniture.phrases.refuses(words, &mut scratch);
    let refused = prose < 120
        && (title.is_some_and(&mut refuses)
            || kept
                .iter()
                .take(3)
                .any(|at| refuses(lines.words(&lines.lines[*at as usize]))));
    if refused {
        vec!["perhaps an error page, a check for robots or a login wall, not an article"]
    } else if kept.is_empty() {
        vec!["no main text was found: perhaps not an article"]
    } else if prose < 60 && links >= 30 {
        vec!["many links and little text: perhaps an index, a tag page or search results, not an article"]
    } else {
        Vec::new()
    }
}

/// A line's kind and weight.
fn verdict(lines: &Lines, line: &Line, furniture: &Furniture, scratch: &mut String) -> Verdict {
    let plain = line.units.saturating_sub(line.linked);
    let words = lines.words(line);
    let tag = lines.areas[line.area as usize].tag;
    // What stands in code or verse as it was typed speaks to nobody.
    let phrase = match tag {
        Tag::Pre => Phrase::default(),
        _ => furniture.phrases.judge(words, line.units, scratch),
    };
    let paragraph = tag == Tag::P;
    let sentence = ends_sentence(words);
    let mostly_linked = line.linked * 2 > line.units
        && !(paragraph && sentence && plain >= 6 && line.units >= 15 && line.linked * 5 <= line.units * 4);
    // A paragraph of several links with words between them lists things; one link alone leads elsewhere.
    let listing = paragraph && line.links >= 2 && plain >= 2 && line.units >= 6;
    let (kind, weight) = if phrase.furniture && line.units < 60 {
        (Kind::Junk, -3)
    } else if mostly_linked && listing {
        (Kind::Minor, 0)
    } else if mostly_linked {
        (Kind::Link, -(line.linked.min(12) as i32) - 2)
    } else if phrase.furniture {
        (Kind::Junk, -3)
    } else if plain >= 20 || (plain >= 6 && sentence) {
        // Teasers break off; few paragraphs of a story do.
        let weight = if breaks_off(words) {
            3
        } else {
            plain.min(100) as i32
        };
        (Kind::Prose, weight)
    } else if paragraph && line.linked == 0 {
        // Verse, blogs, transcripts: many short lines make a story too.
        (Kind::Minor, plain.min(10) as i32 / 2)
    } else if matches!(
        tag,
        Tag::Li | Tag::Td | Tag::Th | Tag::Dd | Tag::Dt | Tag::Blockquote
    ) {
        (Kind::Minor, 0)
    } else {
        (Kind::Minor, -1)
    };
    Verdict {
        kind,
        weight,
        heads: phrase.heads,
        ends: phrase.ends,
        privacy: phrase.privacy,
        credit: phrase.credit,
        cut: line.links > 0 && breaks_off(words),
    }
}

/// True where words end in dots that say they go on elsewhere.
fn breaks_off(words: &str) -> bool {
    let words = words.trim_end_matches([']', '[', ')', '»', ' ']);
    words.ends_with(['…', '⋯']) || words.ends_with("...")
}

pub(crate) fn ends_sentence(words: &str) -> bool {
    words
        .trim_end_matches(['"', '”', '»', '’', '\'', ')', '）', '」', '』', '“', '*', ' '])
        .ends_with(['.', '!', '?', '…', '。', '！', '？', ':', '：', '؟', '।', '۔'])
}

/// What the headline says about the page's areas.
fn page(lines: &Lines, verdicts: &[Verdict], sums: &[Sum], headlines: &Headlines) -> Page {
    let Some(at) = headlines.best(0..u32::MAX) else {
        return Page::default();
    };
    let mut foreign = areas::foreign(lines, sums, &lines.lines[at as usize]);
    foreign.extend(areas::followers(lines, verdicts, sums, at));
    Page {
        foreign,
        headline: Some(at),
    }
}

fn candidate(
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
            Tag::P | Tag::Li | Tag::Blockquote | Tag::Td | Tag::Pre
        ) || areas[best].tag.is_heading()
            || !areas[best].tag.is_block())
    {
        best = areas[best].parent as usize;
    }
    let core = core(lines, verdicts, dropped, best);
    let make = areas[core as usize].make;
    let (first, last) = (areas[best].first, areas[best].last);
    let prose_of = |from: u32, to: u32| -> u32 {
        (from..to)
            .filter(|at| dropped[lines.lines[*at as usize].area as usize].is_none())
            .filter(|at| verdicts[*at as usize].kind == Kind::Prose)
            .map(|at| lines.lines[at as usize].units)
            .sum()
    };
    let whole = prose_of(first, last);
    // The story begins behind its headline and ends where furniture is announced.
    let mut start = first;
    if let Some(at) = headlines.best(first..last) {
        let heading = areas[lines.lines[at as usize].area as usize].tag.is_heading();
        let title = areas[lines.lines[at as usize].area as usize].tag == Tag::H1;
        // Paragraphs next to the story's own that stand before it: it heads a part.
        let part = !title
            && prose_of(first, at) >= 20
            && (first..at).any(|l| {
                let line = &lines.lines[l as usize];
                dropped[line.area as usize].is_none()
                    && verdicts[l as usize].kind == Kind::Prose
                    && home(lines, line) == core
            });
        if !part && prose_of(first, at) * if heading { 6 } else { 16 } <= whole {
            start = at + 1;
        }
    }
    let mut stop = last;
    let mut seen = 0;
    for at in start..last {
        let verdict = &verdicts[at as usize];
        let area = lines.lines[at as usize].area as usize;
        if dropped[area].is_some() {
            continue;
        }
        if verdict.ends && seen * 10 >= whole * 6 {
            stop = at;
            break;
        }
        if verdict.kind == Kind::Prose {
            seen += lines.lines[at as usize].units;
        }
    }
    let mut candidate = Candidate {
        found: Found {
            area: best as AreaId,
            core,
            start,
            stop,
        },
        ..Candidate::default()
    };
    let mut seen: std::collections::BTreeMap<u64, AreaId> = Default::default();
    let mut boxed: Option<u32> = None;
    let copies = copies(lines, verdicts, dropped, start..stop);
    for at in start..stop {
        let line = &lines.lines[at as usize];
        let verdict = &verdicts[at as usize];
        if dropped[line.area as usize].is_some() || copies.iter().any(|copy| copy.contains(&at)) {
            continue;
        }
        if verdict.heads {
            // Behind the better part of the story no more of it is hoped for.
            let late = candidate.prose * 10 >= whole * 6;
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
                if boxed.is_some() && home != core && areas[home as usize].make != make {
                    false
                } else {
                    boxed = None;
                    // Copies for phones, printers and machines stand in the page unseen.
                    line.units < 8 || *seen.entry(opening(lines.words(line))).or_insert(home) == home
                }
            }
            Kind::Minor => boxed.is_none() && is_part(lines, line, core),
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
    trim(lines, verdicts, &mut candidate.kept);
    add_credited(lines, verdicts, dropped, &mut candidate);
    if let Some(at) = headline_at
        && let Some(first) = candidate.kept.first().copied()
        && at < first
        && first - at < 40
    {
        let leads: Vec<u32> = (at + 1..first)
            .filter(|l| dropped[lines.lines[*l as usize].area as usize].is_none())
            .filter(|l| {
                verdicts[*l as usize].kind == Kind::Prose && is_lead(lines, &lines.lines[*l as usize])
            })
            .collect();
        candidate.prose += leads.iter().map(|l| lines.lines[*l as usize].units).sum::<u32>();
        candidate.kept.splice(0..0, leads);
    }
    candidate
}

/// Areas that tell the story once more in one line, for machines.
fn copies(lines: &Lines, verdicts: &[Verdict], dropped: &[Dropped], range: Range<u32>) -> Vec<Range<u32>> {
    let mut copies: Vec<Range<u32>> = Vec::new();
    let mut told: Vec<(u32, String)> = Vec::new();
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
        let mut key = String::new();
        push_key(lines.words(line), &mut key);
        let again = |t: &&(u32, String)| memchr::memmem::find(key.as_bytes(), t.1.as_bytes()).is_some();
        if !long {
            told.push((at, key));
        } else if told.iter().filter(again).count() * 10 >= told.len() * 6 {
            // All that stands around it and apart from the story.
            let apart = lines
                .above(line.area)
                .map(|up| &lines.areas[up as usize])
                .take_while(|area| !(area.first <= told[0].0 && told[0].0 < area.last))
                .last();
            copies.push(apart.map_or(at..at + 1, |area| area.first..area.last));
        }
    }
    copies
}

/// Where the box that `line` heads ends at the latest: the end of the innermost area that holds more than the line, or
/// the page's where that area is the story's own.
fn box_of(lines: &Lines, line: &Line, core: AreaId) -> Option<u32> {
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

/// Headings with nothing below them at the end, and small lines before the first paragraph, are no story.
fn trim(lines: &Lines, verdicts: &[Verdict], kept: &mut Vec<u32>) {
    let is_heading = |at: u32| {
        lines.areas[lines.lines[at as usize].area as usize]
            .tag
            .is_heading()
    };
    while kept
        .last()
        .is_some_and(|at| verdicts[*at as usize].kind != Kind::Prose && is_heading(*at))
    {
        kept.pop();
    }
}

/// The area that directly holds most of the story's prose: the parent of its paragraphs.
fn core(lines: &Lines, verdicts: &[Verdict], dropped: &[Dropped], best: usize) -> AreaId {
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

/// The area that holds a line's paragraph.
fn home(lines: &Lines, line: &Line) -> AreaId {
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

/// Lines that may be the headline, in order: how much of the title each says, headings before other lines.
struct Headlines(Vec<(u32, u32)>);

impl Headlines {
    fn of(lines: &Lines, title: &str) -> Headlines {
        let (mut title_key, mut key) = (String::new(), String::new());
        push_key(title, &mut title_key);
        let title = title_key.as_str();
        let mut found = Vec::new();
        for (at, line) in lines.lines.iter().enumerate() {
            let words = lines.words(line);
            // A key is hardly ever longer than the words it is of.
            if title.is_empty() || line.units > 60 || words.len() > 400 || words.len() * 2 < title.len() {
                continue;
            }
            key.clear();
            push_key(words, &mut key);
            let (short, long) = (key.len().min(title.len()), key.len().max(title.len()));
            if short * 2 < long || !(title.contains(key.as_str()) || key.contains(title)) {
                continue;
            }
            let rank = match lines.areas[line.area as usize].tag {
                Tag::H1 => 60,
                tag if tag.is_heading() => 40,
                _ => 0,
            };
            found.push((at as u32, (short * 100 / long) as u32 + rank));
        }
        Headlines(found)
    }

    /// The first of the likeliest lines of a range.
    fn best(&self, range: Range<u32>) -> Option<u32> {
        let inside = self.0.iter().filter(|(at, _)| range.contains(at));
        let (at, _) = inside.max_by_key(|(at, score)| (*score, std::cmp::Reverse(*at)))?;
        Some(*at)
    }
}

/// A line of few words that still belongs to the story around it.
fn is_part(lines: &Lines, line: &Line, core: AreaId) -> bool {
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
        || matches!(
            area.tag,
            Tag::Li | Tag::Blockquote | Tag::Td | Tag::Th | Tag::Dd | Tag::Dt | Tag::Pre
        )
        || {
            let home = home(lines, line);
            home == core || lines.areas[home as usize].make == lines.areas[core as usize].make
        }
}

/// A line of links that still belongs to the story: headings of its parts, lists that it announces, sentences. `last`
/// is the line kept before.
fn is_linked_part(lines: &Lines, at: u32, core: AreaId, last: Option<u32>) -> bool {
    let line = &lines.lines[at as usize];
    let area = |at: u32| &lines.areas[lines.lines[at as usize].area as usize];
    let tag = area(at).tag;
    if tag.is_heading() {
        return lines.above(line.area).any(|up| up == core);
    }
    if home(lines, line) != core {
        return false;
    }
    match tag {
        Tag::Li => last.is_some_and(|last| {
            let announced = lines.words(&lines.lines[last as usize]).ends_with([':', '：']);
            let listed = area(last).tag == tag && area(last).parent == area(at).parent;
            announced || listed || (area(last).tag.is_heading() && last + 1 == at)
        }),
        Tag::P => {
            line.linked < line.units && (line.linked + 4 <= line.units || ends_sentence(lines.words(line)))
        }
        _ => false,
    }
}

/// Every line with what was thought of it, for those who tune the lists: kept or not, kind, words, why its area is
/// furniture, the path of areas (`!` marks the furniture).
pub(crate) fn explain(
    lines: &Lines,
    furniture: &Furniture,
    tree: &crate::html::Tree<'_>,
    title: Option<&str>,
    choice: &Choice,
) -> String {
    use std::fmt::Write;
    let known = Known::of(lines, furniture, title);
    let dropped = areas::furniture(
        lines,
        &known.verdicts,
        &known.sums,
        Trust::Classes,
        &known.page,
        furniture.words.len(),
    );
    let mut out = String::new();
    let reading = known.reading(lines, Trust::Classes, furniture.words.len());
    let Found {
        area,
        core,
        start,
        stop,
    } = reading.found;
    let headline = known.page.headline;
    let _ = writeln!(
        out,
        "Found in area {area}, paragraphs in {core}, lines {start} to {stop}, headline {headline:?}"
    );
    for (at, line) in lines.lines.iter().enumerate() {
        let kept = choice.lines.iter().any(|c| c.line == at as u32);
        let mut path: Vec<String> = lines
            .above(line.area)
            .take(9)
            .map(|up| {
                let area = &lines.areas[up as usize];
                let class = tree.attribute(area.node, "class").unwrap_or_default();
                let mut class: String = class.chars().take(60).collect();
                if let Some(id) = tree.attribute(area.node, "id") {
                    class = format!("{class}#{id}");
                }
                let mark = if dropped[up as usize].is_some() { "!" } else { "" };
                format!("{mark}{}{up}.{class}", tree.name(area.node).to_lowercase())
            })
            .collect();
        path.reverse();
        let verdict = &known.verdicts[at];
        let _ = writeln!(
            out,
            "{at}{} {:?}{}{} {}/{} {} | {} | {}",
            if kept { "+" } else { " " },
            verdict.kind,
            if verdict.heads { " heads" } else { "" },
            if verdict.ends { " ends" } else { "" },
            line.linked,
            line.units,
            lines.words(line),
            dropped[line.area as usize].unwrap_or(""),
            path.join(" > ")
        );
    }
    out
}

/// A lead between headline and story: in the story's header, or called so.
fn is_lead(lines: &Lines, line: &Line) -> bool {
    lines.above(line.area).take(4).any(|up| {
        let area = &lines.areas[up as usize];
        area.hint.has(Hint::LEAD) || area.tag == Tag::Header || area.tag.is_heading()
    })
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

/// The article element of the headline, where it holds a story to speak of; the page where it does not.
fn article_of(lines: &Lines, sums: &[Sum], headline: u32) -> usize {
    let area = lines.lines[headline as usize].area;
    lines
        .above(area)
        .find(|up| lines.areas[*up as usize].tag == Tag::Article && sums[*up as usize].prose >= 100)
        .map_or(0, |up| up as usize)
}

enum Confirmed {
    /// The script's body stands on the page: these lines.
    Lines(Vec<u32>),
    /// The script has a body that the page does not show.
    Absent,
    /// Nothing follows.
    No,
}

/// Compares a reading with the body that the page's scripts give.
fn confirm(lines: &Lines, verdicts: &[Verdict], best: &Candidate, script: &ScriptBody) -> Confirmed {
    let mut key = String::new();
    let mut matched = vec![false; lines.lines.len()];
    let (mut covered, mut first, mut last, mut reach) = (0usize, None, 0u32, 0usize);
    let mut budget: usize = 60_000_000;
    for (at, line) in lines.lines.iter().enumerate() {
        if line.units < 4 || line.end - line.start < 12 || script.key.is_empty() {
            continue;
        }
        key.clear();
        push_key(lines.words(line), &mut key);
        if key.len() < 12 || budget < script.key.len() {
            continue;
        }
        budget -= script.key.len();
        if let Some(place) = memchr::memmem::find(script.key.as_bytes(), key.as_bytes()) {
            matched[at] = true;
            covered += key.len();
            if verdicts[at].kind == Kind::Prose {
                first = first.or(Some(at as u32));
                last = at as u32;
                reach = reach.max(place + key.len());
            }
        }
    }
    let Some(first) = first else {
        let long = script.key.len() > 300;
        return if long && best.prose < 60 {
            Confirmed::Absent
        } else {
            Confirmed::No
        };
    };
    let share = covered as f64 / script.key.len() as f64;
    if share < 0.3 && script.key.len() > 600 && best.prose * 8 < script.key.len() as u32 {
        return Confirmed::Absent;
    }
    if share < 0.7 {
        return Confirmed::No;
    }
    let _ = reach;
    // The smallest area that holds all that was confirmed is the story's; what the reading keeps beyond it is not, and
    // what it keeps inside before and behind the confirmed lines stays, for sites cut their data short.
    let mut home = lines.lines[first as usize].area;
    while !(lines.areas[home as usize].first <= first && last < lines.areas[home as usize].last) {
        home = lines.areas[home as usize].parent;
    }
    let area = &lines.areas[home as usize];
    let confirmed: u32 = (first..=last)
        .filter(|at| matched[*at as usize])
        .map(|at| lines.lines[at as usize].units)
        .sum();
    // Some sites give the lead or one part as the body.
    if confirmed * 2 < best.prose {
        return Confirmed::No;
    }
    let behind: u32 = (best.kept.iter())
        .filter(|at| **at > last && **at < area.last)
        .map(|at| lines.lines[*at as usize].units)
        .sum();
    let complete = behind * 3 < confirmed;
    let from = best.kept.first().map_or(area.first, |at| area.first.min(*at));
    let kept = (from..area.last)
        .filter(|at| {
            if *at < area.first {
                return best.kept.binary_search(at).is_ok()
                    && verdicts[*at as usize].kind == Kind::Prose
                    && is_lead(lines, &lines.lines[*at as usize]);
            }
            let chosen = best.kept.binary_search(at).is_ok();
            let inside = first <= *at && *at <= last;
            match (inside, chosen) {
                (true, _) if matched[*at as usize] => {
                    let line = &lines.lines[*at as usize];
                    chosen || line.linked * 10 < line.units * 9
                }
                // A paragraph among the confirmed ones that the data tell in other words.
                (true, true) => {
                    let line = &lines.lines[*at as usize];
                    let core = lines.lines[first as usize].area;
                    let among = lines.areas[line.area as usize].make == lines.areas[core as usize].make;
                    verdicts[*at as usize].kind == Kind::Minor
                        || !complete
                        || line.units >= if among { 12 } else { 20 }
                }
                // Leads stand before the body, and many data leave them out.
                (false, true) if *at < first => verdicts[*at as usize].kind == Kind::Prose,
                (false, true) => !complete,
                _ => false,
            }
        })
        .collect();
    Confirmed::Lines(kept)
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
