//! Which lines of a dump are the story, and which is its headline.
//! What does not live here: what single lines look like (`lines`), and what is made of the rest (`mod`).

use std::ops::Range;

use super::furniture::Field;
use super::lines::{Kind, Line, sentences};

/// The story among the lines: indices of lines, the headline left out.
#[derive(Debug)]
pub(crate) struct Story {
    pub title: Option<usize>,
    /// Kept lines, in order.
    pub lines: Vec<usize>,
    /// The first to the last kept line.
    pub range: Range<usize>,
}

/// What a line adds to a stretch of story.
fn weight(line: &Line) -> f32 {
    match line.kind {
        Kind::Prose if line.feed && line.units < 40.0 => -2.0,
        Kind::Prose if line.repeated && line.units < 30.0 => -6.0,
        Kind::Prose => line.units.min(60.0),
        Kind::Sentence if line.feed || line.repeated => -3.0,
        Kind::Sentence => 0.7 * line.units,
        Kind::Bullet => -0.5,
        Kind::Short if line.repeated => -5.0,
        Kind::Short => -2.0,
        Kind::Labels => -2.0,
        Kind::Stamp => -8.0,
        Kind::Crumb => -10.0,
        Kind::Furniture => -4.0,
        Kind::Notice => -25.0,
        Kind::Box => -25.0,
        Kind::End => -60.0,
    }
}

/// The stretch of highest weight within `range`: (weight, stretch).
fn best(lines: &[Line], range: Range<usize>) -> (f32, Range<usize>) {
    let (mut top, mut found) = (0.0f32, range.start..range.start);
    let (mut sum, mut start) = (0.0f32, range.start);
    for index in range {
        if sum <= 0.0 {
            (sum, start) = (0.0, index);
        }
        sum += weight(&lines[index]);
        if sum > top {
            (top, found) = (sum, start..index + 1);
        }
    }
    (top, found)
}

/// True where a stretch behind or before a box of other stories reads like a story's: paragraphs one after the other,
/// not headlines and teasers by turns.
fn goes_on(lines: &[Line], stretch: &Range<usize>, weight: f32) -> bool {
    let inside = &lines[stretch.clone()];
    let prose = |l: &Line| l.kind == Kind::Prose && l.units >= 15.0 && !l.feed;
    let run = inside.split(|l| !prose(l)).map(<[Line]>::len).max().unwrap_or(0);
    let all: f32 = inside.iter().map(|l| l.units).sum();
    let sum: f32 = inside
        .iter()
        .filter(|l| l.kind == Kind::Prose)
        .map(|l| l.units)
        .sum();
    run >= 2 && weight >= 40.0 && sum >= 0.75 * all
}

/// Finds the story.
pub(crate) fn story(text: &str, lines: &[Line]) -> Story {
    let mut segments: Vec<(f32, Range<usize>)> = Vec::new();
    let mut start = 0;
    let mut ended = false;
    // Where each segment was cut: true at the heading of comments or of the foot.
    let mut hard = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        if matches!(line.kind, Kind::Box | Kind::End) {
            segments.push(best(lines, start..index));
            hard.push(ended);
            start = index + 1;
            ended = line.kind == Kind::End;
        }
    }
    segments.push(best(lines, start..lines.len()));
    hard.push(ended);
    let top = segments.iter().map(|s| s.0).fold(0.0, f32::max);
    let main = segments.iter().position(|s| s.0 >= 0.4 * top && s.0 > 0.0);
    let Some(main) = main else {
        return bare(text, lines);
    };
    let (mut first, mut last) = (main, main);
    while last + 1 < segments.len() && !hard[last + 1] {
        // A box may hold several headings: look past what is no story until one goes on.
        let Some(next) = (last + 1..segments.len())
            .take_while(|i| !hard[*i])
            .take(4)
            .find(|i| goes_on(lines, &segments[*i].1, segments[*i].0))
        else {
            break;
        };
        last = next;
    }
    // A byline or stamp before a paragraph says that the story began there.
    let begins = |segment: &(f32, Range<usize>), from: usize| {
        let headed = lines[from..segment.1.end]
            .iter()
            .any(|l| matches!(l.kind, Kind::Labels | Kind::Stamp));
        segment.0 >= 12.0 && headed
    };
    let mut opening = None;
    if first > 0 && !hard[first] {
        let from = if first > 1 { segments[first - 2].1.end } else { 0 };
        if goes_on(lines, &segments[first - 1].1, segments[first - 1].0) || begins(&segments[first - 1], from)
        {
            first -= 1;
            opening = Some(first);
        }
    }
    let mut kept: Vec<usize> = Vec::new();
    for (at, segment) in segments.iter().enumerate().take(last + 1).skip(first) {
        let inside = !segment.1.is_empty()
            && (at == main || Some(at) == opening || goes_on(lines, &segment.1, segment.0));
        if inside {
            kept.extend(segment.1.clone());
        }
    }
    // What no furniture cuts off from the story belongs to it: a plain text comes through whole.
    let (mut from, mut to) = (kept[0], kept[kept.len() - 1] + 1);
    let quiet = |l: &Line| {
        matches!(l.kind, Kind::Prose | Kind::Sentence | Kind::Short | Kind::Bullet) && !l.feed && !l.repeated
    };
    if lines[to..].iter().all(quiet) && lines.len() - to <= 3 + kept.len() / 2 {
        kept.extend(to..lines.len());
        to = lines.len();
    }
    let title = title(text, lines, from, &kept);
    if lines[..from].iter().all(quiet) && from <= 3 + kept.len() / 2 {
        let mut head: Vec<usize> = (title.map_or(0, |t| t + 1).min(from)..from).collect();
        head.append(&mut kept);
        kept = head;
        from = kept[0];
    }
    if let Some(title) = title {
        kept.retain(|i| *i > title);
    }
    kept.retain(|i| {
        matches!(
            lines[*i].kind,
            Kind::Prose | Kind::Sentence | Kind::Short | Kind::Bullet
        )
    });
    trim(text, lines, &mut kept);
    drop_strays(lines, &mut kept);
    if kept.is_empty() {
        return Story {
            title,
            lines: kept,
            range: from..to,
        };
    }
    let range = kept[0]..kept[kept.len() - 1] + 1;
    Story {
        title,
        lines: kept,
        range,
    }
}

/// A text without any running text: all its quiet lines.
fn bare(text: &str, lines: &[Line]) -> Story {
    let keep =
        |l: &Line| matches!(l.kind, Kind::Prose | Kind::Sentence | Kind::Short | Kind::Bullet) && !l.feed;
    let kept: Vec<usize> = (0..lines.len()).filter(|i| keep(&lines[*i])).collect();
    let loud = lines.len() - kept.len();
    let title = kept
        .first()
        .copied()
        .filter(|i| kept.len() > 1 && !sentences(&text[lines[*i].range.clone()]).1);
    let mut kept: Vec<usize> = kept.into_iter().filter(|i| Some(*i) != title).collect();
    if loud > kept.len() {
        kept.clear();
    }
    Story {
        title,
        range: 0..lines.len(),
        lines: kept,
    }
}

/// Leaves out what stands at the edges of the story and is no part of it: weak words of furniture, remains of bylines.
fn trim(text: &str, lines: &[Line], kept: &mut Vec<usize>) {
    let loud_after = |i: usize| {
        lines[i + 1..]
            .iter()
            .take(3)
            .any(|l| !matches!(l.kind, Kind::Prose | Kind::Sentence | Kind::Short | Kind::Bullet))
    };
    while let Some(&last) = kept.last() {
        let line = &lines[last];
        let words = &text[line.range.clone()];
        let bracketed = words.starts_with(['*', '※', '（', '(', '[', '【', '↓', '▼', '#']);
        let short = matches!(line.kind, Kind::Short) && loud_after(last);
        if kept.len() > 1 && (short || line.weak && (line.units < 45.0 || bracketed)) {
            kept.pop();
        } else {
            break;
        }
    }
    // Short words between headline and first paragraph are the rest of a byline or of a menu, where there is one.
    let after_head = kept.first().is_some_and(|f| {
        lines[..*f]
            .iter()
            .any(|l| !matches!(l.kind, Kind::Prose | Kind::Sentence | Kind::Short | Kind::Bullet))
    });
    while let Some(&first) = kept.first() {
        let line = &lines[first];
        let short = line.kind == Kind::Short && after_head;
        if kept.len() > 1 && (short || line.weak && line.units < 12.0) {
            kept.remove(0);
        } else {
            break;
        }
    }
}

/// Leaves out repeated lines inside the story, and runs of headlines: teasers that were put between its paragraphs.
fn drop_strays(lines: &[Line], kept: &mut Vec<usize>) {
    let all: Vec<usize> = kept.clone();
    let mut stray = vec![false; all.len()];
    for (at, index) in all.iter().enumerate() {
        let line = &lines[*index];
        stray[at] = match line.kind {
            Kind::Short | Kind::Sentence => line.repeated || line.feed && line.kind == Kind::Short,
            Kind::Prose => {
                line.repeated
                    && all[..at]
                        .iter()
                        .any(|i| lines[*i].range.len() == line.range.len() && lines[*i].repeated)
                    && line.units < 60.0
            }
            _ => false,
        };
        if line.weak && line.units < 16.0 && line.kind != Kind::Prose {
            stray[at] = true;
        }
    }
    let mut at = 0;
    kept.retain(|_| {
        at += 1;
        !stray[at - 1]
    });
}

/// The headline: a line before the story, or at its start where stamps or bylines follow.
fn title(text: &str, lines: &[Line], from: usize, kept: &[usize]) -> Option<usize> {
    let original = lines
        .iter()
        .flat_map(|l| &l.labels)
        .find(|l| l.field == Field::OriginalTitle)
        .map(|l| text[l.value.clone()].trim());
    let mut best: Option<(f32, usize)> = None;
    let after = kept.iter().take(2).copied().filter(|i| *i >= from);
    for index in (from.saturating_sub(30)..from).chain(after) {
        let line = &lines[index];
        let words = &text[line.range.clone()];
        if !matches!(line.kind, Kind::Short | Kind::Sentence | Kind::Prose)
            || line.units < 2.0
            || line.units > 45.0
        {
            continue;
        }
        let same = original.is_some_and(|o| words == o || o.len() > 12 && words.contains(o));
        let next = lines.get(index + 1);
        let loud = next
            .is_some_and(|l| !matches!(l.kind, Kind::Prose | Kind::Sentence | Kind::Short | Kind::Bullet));
        let (count, ends) = sentences(words);
        let inside = index >= from;
        if inside && !(loud && index + 1 < lines.len() && line.units < 30.0) && !same {
            // The first line of a text that begins without furniture may be its headline too.
            let opens =
                index == 0 && !ends && line.units <= 25.0 && next.is_some_and(|l| l.kind == Kind::Prose);
            if !opens {
                continue;
            }
        }
        let mut score = 0.0;
        score += if same { 20.0 } else { 0.0 };
        // The browser's title stands in the dump too, with the site's name behind it.
        let twin = lines.iter().enumerate().any(|(other, l)| {
            let other_words = &text[l.range.clone()];
            other != index
                && other < from
                && line.units >= 3.0
                && (other_words == words || other_words.starts_with(words) && l.units <= line.units + 8.0)
        });
        score += if twin { 8.0 } else { 0.0 };
        let stamped = next.is_some_and(|l| matches!(l.kind, Kind::Stamp | Kind::Labels));
        score += if stamped {
            8.0
        } else if loud {
            3.0
        } else {
            0.0
        };
        score += if (4.0..=32.0).contains(&line.units) {
            4.0
        } else {
            -3.0
        };
        score += if line.units >= 6.0 { 1.5 } else { 0.0 };
        score -= if ends && count > 0 { 1.5 } else { 0.0 };
        score -= if count > 1 { 4.0 } else { 0.0 };
        score -= 0.5 * from.saturating_sub(index) as f32;
        score -= if inside { 2.0 } else { 0.0 };
        let close =
            |a: Option<&Line>| a.is_some_and(|l| l.kind == Kind::Short && l.gap == 0 && l.units < 8.0);
        let next_close = next.is_some_and(|l| l.gap == 0 && l.kind == Kind::Short);
        score -= if line.gap == 0 && index > 0 && close(lines.get(index - 1)) && next_close {
            5.0
        } else {
            0.0
        };
        score += if line.gap > 0 && next.is_some_and(|l| l.gap > 0) {
            1.5
        } else {
            0.0
        };
        if score > 0.0 && best.is_none_or(|b| score > b.0) {
            best = Some((score, index));
        }
    }
    best.map(|b| b.1)
}
