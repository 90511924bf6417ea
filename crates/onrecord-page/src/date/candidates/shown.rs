//! Stamps that readers see: `time` elements, other marked-up dates, dates among the page's words; and where they stand.
//! What does not live here: dates for machines (`described`, `scripts`), what stands around a stamp (`surroundings`).

use std::borrow::Cow;
use std::ops::Range;

use super::super::Dates;
use super::super::scan::{Written, may_be_digit};
use super::super::words::Label;
use super::described::machine;
use super::partial::Partial;
use super::surroundings::{self, place};
use super::{Candidate, Landmarks, Place, Source, of_dateline};
use crate::html::{Kind, NodeId, Tag, Tree};
use crate::metadata::Clues;

/// Bytes of a page behind the story's first within which its dateline begins.
const OPENING: usize = 600;

/// Bytes around the story's end that its last line stands in.
const ENDING: usize = 400;

/// `time` elements and others whose attributes hold a date.
pub(super) fn marked(
    tree: &Tree<'_>,
    clues: &Clues,
    dates: &Dates,
    marks: &Landmarks,
    found: &mut Vec<Candidate>,
) {
    for (node, is_time) in clues
        .times
        .iter()
        .take(200)
        .map(|n| (*n, true))
        .chain(clues.dated.iter().map(|n| (*n, false)))
    {
        let mut value: Option<Cow<'_, str>> = None;
        let (mut published, mut updated, mut joined) = (false, false, false);
        for attribute in tree.attributes(node) {
            let name = attribute.name.to_ascii_lowercase();
            match name.as_str() {
                "datetime" | "content" => value = Some(attribute.value()),
                "itemprop" | "property" => {
                    let v = attribute.raw.to_ascii_lowercase();
                    published |= v.contains("datepublished")
                        || v.contains("datecreated")
                        || v.contains("pubdate")
                        || v.contains("dc:date");
                    updated |= v.contains("modified");
                }
                "pubdate" => published = true,
                "class" | "id" => {
                    let v = attribute.raw.to_ascii_lowercase();
                    updated |= v.contains("updated") || v.contains("modified");
                    published |= v.contains("publish") || v.contains("entry-date");
                    joined |= v.contains("joindate") || v.contains("join-date") || v.contains("member-since");
                }
                "title" | "data-date" | "data-published" | "data-publish-date" | "data-datetime"
                | "data-timestamp" | "data-time" | "data-utime"
                    if value.is_none() && !is_time =>
                {
                    value = Some(attribute.value());
                }
                _ => {}
            }
        }
        let Some(value) = value else { continue };
        let Some(written) = machine(dates, &value) else {
            continue;
        };
        let Some(mut candidate) = Candidate::new(&written, Source::Marked, 4.0) else {
            continue;
        };
        candidate.label = if joined {
            Some(Label::Other)
        } else if published {
            Some(Label::Published)
        } else if updated {
            Some(Label::Updated)
        } else {
            words_before(tree, node).and_then(|t| dates.words.label_before(&t))
        };
        let at = tree.bytes(node).start;
        let around = surroundings::of(tree, node, dates, marks);
        candidate.named = around.named || is_time;
        candidate.place = place(at, around, marks);
        found.push(candidate);
    }
}

/// The last words before a node, where they are few.
fn words_before(tree: &Tree<'_>, node: NodeId) -> Option<String> {
    for before in (node.saturating_sub(6)..node).rev() {
        if tree.kind(before) == Kind::Text {
            let words = tree.text(before);
            if !words.is_empty() {
                return (words.len() <= 60).then_some(words);
            }
        }
    }
    None
}

/// Stamps among the page's words.
pub(super) fn visible(
    tree: &Tree<'_>,
    dates: &Dates,
    lang: &str,
    marks: &Landmarks,
    found: &mut Vec<Candidate>,
) -> Vec<Partial> {
    let mut partials = Vec::new();
    let mut skip_to: NodeId = 0;
    let mut seen = 0;
    let mut climbed: NodeId = 0;
    for node in tree.nodes() {
        if node < skip_to {
            continue;
        }
        match tree.kind(node) {
            Kind::Element(Tag::Script) => {
                found.extend(written_by_script(tree, node, dates, marks));
                skip_to = tree.end(node);
                continue;
            }
            Kind::Element(
                Tag::Style | Tag::Noscript | Tag::Head | Tag::Select | Tag::Textarea | Tag::Svg,
            ) => {
                skip_to = tree.end(node);
                continue;
            }
            Kind::Element(Tag::Template) if tree.is_unseen_template(node) => {
                skip_to = tree.end(node);
                continue;
            }
            Kind::Text => {}
            _ => continue,
        }
        let raw = tree.raw(node);
        if raw.len() < 4 && !raw.bytes().any(|b| b.is_ascii_digit()) || !raw.bytes().any(may_be_digit) {
            continue;
        }
        if raw.len() > 400 {
            found.extend(opening(tree, node, dates, lang, marks));
            continue;
        }
        let words = tree.text(node);
        found.extend(dateline_at(tree.bytes(node), &words, dates, lang, marks));
        let mut stamps = dates.scan(&words, lang);
        let mut text = Cow::Borrowed(words.as_str());
        let mut holder = node;
        if !stamps.iter().any(|w| w.date().is_some()) && words.len() <= 24 && node >= climbed {
            if let Some((above, all, more)) = over_several(tree, node, dates, lang) {
                stamps = more;
                text = Cow::Owned(all);
                holder = above;
                climbed = tree.end(above);
            }
        }
        for written in &stamps {
            let Some(mut candidate) = Candidate::new(written, Source::Visible, 3.0) else {
                if written.day.is_some() && text.len() <= 60 && partials.len() < 8 {
                    let around = surroundings::of(tree, holder, dates, marks);
                    let place = place(tree.bytes(holder).start, around, marks);
                    if place == Place::Head {
                        partials.push(Partial {
                            written: written.clone(),
                            place,
                            named: around.named,
                        });
                    }
                }
                continue;
            };
            seen += 1;
            if seen > 300 {
                return partials;
            }
            let before = &text[..written.range.start];
            candidate.label = dates
                .words
                .label_before(before)
                .or_else(|| {
                    before
                        .trim()
                        .is_empty()
                        .then(|| words_before(tree, holder))
                        .flatten()
                        .and_then(|t| dates.words.label_before(&t))
                })
                .or_else(|| dates.words.label_behind(&text[written.end..]));
            let around = surroundings::of(tree, holder, dates, marks);
            candidate.named = around.named;
            candidate.place = place(tree.bytes(holder).start, around, marks);
            // A date inside a sentence is the text's, not the page's; at its very start it may be the page's.
            let opening = written.range.start <= 1 && candidate.place == Place::Inside;
            let told = candidate.place == Place::Inside
                && candidate.label.is_none()
                && !around.named
                && before.split_whitespace().count() >= 5;
            // "The vote is on 12 April 2021 in the hall." is a sentence, wherever it stands.
            let sentence = candidate.label.is_none()
                && before.split_whitespace().count() >= 3
                && text[written.end..].split_whitespace().count() >= 2
                && text.trim_end().ends_with(['.', '!', '?', '。']);
            let told = told || sentence;
            if told || text.len() > written.range.len() + 90 && !opening {
                candidate.place = candidate.place.min(Place::Inside);
                candidate.weight = 0.5;
            }
            // A clock time beside the headline makes a stamp of a day, however short it is written.
            match (written.clock, written.weak) {
                (Some(_), _) if candidate.place == Place::Head => candidate.weight += 0.5,
                (_, true) => candidate.weight *= 0.5,
                _ => {}
            }
            found.push(candidate);
        }
    }
    partials
}

/// A story may open with its date: "(09.03.2021) In the harbour …".
fn opening(tree: &Tree<'_>, node: NodeId, dates: &Dates, lang: &str, marks: &Landmarks) -> Vec<Candidate> {
    let mut found = Vec::new();
    let near = marks
        .story
        .as_ref()
        .is_some_and(|s| tree.bytes(node).start < s.start + OPENING);
    if !near {
        return found;
    }
    let raw = tree.raw(node);
    let mut end = 60;
    while !raw.is_char_boundary(end) {
        end -= 1;
    }
    let head = raw[..end].trim_start();
    let first = dates.scan(head, lang).into_iter().find(|w| w.range.start <= 1);
    if let Some(mut candidate) = first.and_then(|w| Candidate::new(&w, Source::Visible, 3.0)) {
        let around = surroundings::of(tree, node, dates, marks);
        candidate.place = place(tree.bytes(node).start, around, marks);
        found.push(candidate);
    }
    found.extend(of_dateline(&tree.text(node), dates, lang, false));
    found
}

/// A date may be cut over several elements: what holds them, its text and the dates in it.
fn over_several(
    tree: &Tree<'_>,
    node: NodeId,
    dates: &Dates,
    lang: &str,
) -> Option<(NodeId, String, Vec<Written>)> {
    for above in tree.ancestors(node).take(3) {
        if tree.bytes(tree.end(above) - 1).end - tree.bytes(above).start > 1200 {
            return None;
        }
        let all = tree.text(above);
        if all.len() > 90 {
            return None;
        }
        let more = dates.scan(&all, lang);
        if more.iter().any(|w| w.date().is_some()) {
            return Some((above, all, more));
        }
    }
    None
}

/// The day of a dateline, where the words open the story or are its last line.
fn dateline_at(
    at: Range<usize>,
    words: &str,
    dates: &Dates,
    lang: &str,
    marks: &Landmarks,
) -> Option<Candidate> {
    let story = marks.story.as_ref().filter(|s| !s.is_empty())?;
    let opens = at.end > story.start && at.start < story.start + OPENING;
    let ends = at.end + ENDING >= story.end && at.start < story.end + ENDING;
    let opening = opens.then(|| of_dateline(words, dates, lang, false)).flatten();
    opening.or_else(|| ends.then(|| of_dateline(words, dates, lang, true)).flatten())
}

/// The stamp that a short script beside the headline writes: `showDate("2021/03/09 08:15:00")`.
fn written_by_script(tree: &Tree<'_>, script: NodeId, dates: &Dates, marks: &Landmarks) -> Option<Candidate> {
    const SHORT: usize = 160;
    let body = tree.below(script).next().map(|n| tree.raw(n))?;
    if body.len() > SHORT || body.contains("//") {
        return None;
    }
    let written = dates
        .scan(body, "und")
        .into_iter()
        .find(|w| !w.weak && !w.swappable)?;
    let mut candidate = Candidate::new(&written, Source::Visible, 3.0)?;
    let around = surroundings::of(tree, script, dates, marks);
    candidate.place = place(tree.bytes(script).start, around, marks);
    // Where no story was found, every place is far.
    let unknown = marks.story.is_none() && candidate.place == Place::Far;
    (candidate.place == Place::Head || unknown).then_some(candidate)
}
