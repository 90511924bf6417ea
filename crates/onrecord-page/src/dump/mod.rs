//! Saved text dumps: what a browser's "save as text", or the inner text of a page, holds of a story. Menus, share bars,
//! lists of other stories, comment boxes and footers are told from the story by the form of their lines and by word lists.
//! What does not live here: markup, and which of the stamps is the date (`date`).

mod furniture;
mod lines;
mod region;

use std::ops::Range;

use onrecord_model::{Block, BlockRole, Piece, SourceRange, Span};

pub(crate) use furniture::{Field, Furniture};
use lines::{Kind, Line};

use crate::date::Dates;
use crate::html::WRONG;

/// A block of the story: the runs of the dump that make it up, one for every line it was wrapped into.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct DumpBlock {
    pub role: BlockRole,
    pub parts: Vec<Range<usize>>,
}

/// Where a stamp stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Zone {
    /// Between headline and story, or right before the headline.
    Head,
    /// Right behind the story.
    Tail,
    /// Elsewhere: other stories, comments, the foot.
    Other,
}

/// A line that shows a date.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct StampLine {
    pub range: Range<usize>,
    pub zone: Zone,
}

/// What a dump holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Dump {
    /// Place of the headline.
    pub title: Option<Range<usize>>,
    /// The story, in order, without the headline.
    pub blocks: Vec<DumpBlock>,
    /// Labels and their values near the story.
    pub labels: Vec<(Field, Range<usize>)>,
    pub stamps: Vec<StampLine>,
    /// Steps of the path through the site, where one is shown.
    pub crumbs: Option<Range<usize>>,
}

/// Reads a dump. `lang` is the page's language tag, `title` a headline known from outside.
pub(crate) fn read(
    text: &str,
    furniture: &Furniture,
    dates: &Dates,
    lang: &str,
    title: Option<&str>,
) -> Dump {
    let lines = lines::lines(text, furniture, dates, lang);
    if lines.is_empty() {
        return Dump::default();
    }
    let mut story = region::story(text, &lines);
    if let Some(known) = title.map(str::trim).filter(|t| !t.is_empty())
        && let Some(at) = lines.iter().position(|l| &text[l.range.clone()] == known)
    {
        story.title = Some(at);
        story.lines.retain(|i| *i != at);
    }
    let mut dump = Dump {
        title: story.title.map(|i| lines[i].range.clone()),
        ..Dump::default()
    };
    let top = story.title.unwrap_or(story.range.start).min(story.range.start);
    let (first, last) = (story.range.start, story.range.end);
    for (index, line) in lines.iter().enumerate() {
        let cut = |r: Range<usize>| lines[r].iter().any(|l| matches!(l.kind, Kind::Box | Kind::End));
        let zone = if index < first && index + 4 >= top && !cut(index..first.max(index)) {
            Zone::Head
        } else if index >= first && index < last {
            if line.feed { Zone::Other } else { Zone::Head }
        } else if index >= last && index < last + 6 && !cut(last..index) && !line.feed {
            Zone::Tail
        } else {
            Zone::Other
        };
        if zone != Zone::Other || index < first {
            dump.labels
                .extend(line.labels.iter().map(|l| (l.field, l.value.clone())));
        }
        match line.kind {
            Kind::Stamp => dump.stamps.push(StampLine {
                range: line.range.clone(),
                zone,
            }),
            Kind::Crumb if index < first && dump.crumbs.is_none() => dump.crumbs = Some(line.range.clone()),
            _ => {}
        }
    }
    for (at, index) in story.lines.iter().enumerate() {
        let line = &lines[*index];
        let next = story.lines.get(at + 1).map(|i| &lines[*i]);
        let role = role(text, line, next);
        let mut range = line.range.clone();
        if matches!(role, BlockRole::Paragraph) {
            cut_labels(text, &mut range, furniture, &mut dump.labels);
        }
        let parts = parts(text, range);
        if !parts.is_empty() {
            dump.blocks.push(DumpBlock { role, parts });
        }
    }
    dump
}

impl Dump {
    /// The article's text and its blocks, the headline first.
    pub fn article(&self, text: &str) -> (String, Vec<Block>) {
        let title = self.title.iter().map(|r| (BlockRole::Title, vec![r.clone()]));
        let story = self.blocks.iter().map(|b| (b.role, b.parts.clone()));
        let (mut words, mut blocks) = (String::new(), Vec::new());
        for (role, parts) in title.chain(story) {
            if !words.is_empty() {
                words.push('\n');
            }
            let start = words.len();
            let mut pieces = Vec::new();
            for part in &parts {
                let next = text[part.clone()].chars().next();
                let joined = |c: char| !onrecord_model::language::is_han(c);
                if words.len() > start && next.is_some_and(joined) {
                    words.push(' ');
                }
                copy(text, part, &mut words, &mut pieces);
            }
            let source = SourceRange {
                start: parts[0].start,
                end: parts[parts.len() - 1].end,
            };
            // One piece that is the whole block maps linearly.
            if pieces.len() == 1 && pieces[0].len == source.end - source.start {
                pieces.clear();
            }
            blocks.push(Block {
                span: Span::new(start, words.len()),
                source,
                role,
                pieces,
            });
        }
        (words, blocks)
    }
}

/// Copies a part of the dump piece by piece: a byte that was no character is shown as U+FFFD.
fn copy(text: &str, part: &Range<usize>, words: &mut String, pieces: &mut Vec<Piece>) {
    let mut at = part.start;
    for run in text[part.clone()].split_inclusive(char::from(WRONG)) {
        let sound = run.strip_suffix(char::from(WRONG)).unwrap_or(run);
        if !sound.is_empty() {
            pieces.push(Piece {
                text: words.len(),
                source: at,
                len: sound.len(),
            });
            words.push_str(sound);
        }
        if sound.len() < run.len() {
            words.push('\u{fffd}');
        }
        at += run.len();
    }
}

fn role(text: &str, line: &Line, next: Option<&Line>) -> BlockRole {
    let words = &text[line.range.clone()];
    match line.kind {
        Kind::Bullet => BlockRole::List,
        Kind::Short if words.ends_with(['，', ',', ';', '；']) => BlockRole::Paragraph,
        Kind::Short
            if line.units <= 20.0
                && next.is_some_and(|n| n.kind == Kind::Prose || n.kind == Kind::Bullet) =>
        {
            BlockRole::Heading
        }
        _ => BlockRole::Paragraph,
    }
}

/// "… said. (Editor: A. Person)": a bracket at the end of a paragraph that opens with a label is no part of it.
fn cut_labels(
    text: &str,
    range: &mut Range<usize>,
    furniture: &Furniture,
    labels: &mut Vec<(Field, Range<usize>)>,
) {
    for _ in 0..3 {
        let words = &text[range.clone()];
        let Some(close) = words
            .chars()
            .next_back()
            .filter(|c| matches!(c, ')' | '）' | ']' | '】'))
        else {
            return;
        };
        let open = match close {
            ')' | '）' => words.rfind(['(', '（']),
            _ => words.rfind(['[', '【']),
        };
        let Some(open) = open.filter(|o| *o > 0 && words.len() - o < 240) else {
            return;
        };
        let inner = open + words[open..].chars().next().map_or(1, char::len_utf8);
        let value_end = words.len() - close.len_utf8();
        let Some((field, at)) = furniture.label(&words[inner..value_end]) else {
            return;
        };
        labels.push((field, range.start + inner + at..range.start + value_end));
        range.end = range.start + words[..open].trim_end().len();
    }
}

/// The lines that a paragraph was wrapped into.
fn parts(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = range.start;
    for line in text[range].split_inclusive('\n') {
        let left = line.len() - line.trim_start().len();
        let kept = line.trim();
        if !kept.is_empty() {
            parts.push(start + left..start + left + kept.len());
        }
        start += line.len();
    }
    parts
}

#[cfg(test)]
mod tests;
