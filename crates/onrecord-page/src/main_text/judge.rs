//! Which lines are the story: readings are made with more and with less trust in the page's own words, confirmed by the
//! body that its scripts give, and compared.

use onrecord_model::BlockRole;

use super::Furniture;
use super::areas::{self, Kind, Page, Sum, Trust, Verdict};
use super::candidate::{Candidate, candidate};
use super::confirm::{Confirmed, confirm};
use super::headlines::Headlines;
use super::lines::{Line, Lines};
use super::others;
use super::phrases::Phrase;
use super::script_body::ScriptBody;
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

/// What is known of a page before readings are made.
pub(super) struct Known {
    pub(super) verdicts: Vec<Verdict>,
    pub(super) sums: Vec<Sum>,
    headlines: Headlines,
    pub(super) page: Page,
}

impl Known {
    pub(super) fn of(lines: &Lines, furniture: &Furniture, title: Option<&str>) -> Known {
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
    pub(super) fn reading(&self, lines: &Lines, trust: Trust, words: usize) -> Candidate {
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
        match confirm(lines, verdicts, &best, script, known.page.headline) {
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

/// What the headline says about the page's areas.
fn page(lines: &Lines, verdicts: &[Verdict], sums: &[Sum], headlines: &Headlines) -> Page {
    let Some(at) = headlines.best(0..u32::MAX) else {
        return Page::default();
    };
    let mut foreign = others::foreign(lines, sums, &lines.lines[at as usize]);
    foreign.extend(others::followers(lines, verdicts, sums, at));
    Page {
        foreign,
        headline: Some(at),
    }
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
        counts: phrase.counts,
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
