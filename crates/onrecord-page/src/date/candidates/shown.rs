//! Stamps that readers see: `time` elements, other marked-up dates, dates among the page's words; and where they stand.
//! What does not live here: dates for machines (`described`, `scripts`).

use std::borrow::Cow;

use super::super::Dates;
use super::super::scan::may_be_digit;
use super::super::words::Label;
use super::described::machine;
use super::{Candidate, Landmarks, Place, Source};
use crate::html::{Kind, NodeId, Tag, Tree};
use crate::metadata::Clues;

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
        let (elsewhere, named) = surroundings(tree, node, dates, marks);
        candidate.named = named || is_time;
        candidate.place = place(at, elsewhere, marks);
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

/// Whether the node stands among other things' stamps, and whether its names are a stamp's.
fn surroundings(tree: &Tree<'_>, node: NodeId, dates: &Dates, marks: &Landmarks) -> (bool, bool) {
    let holds = |n: NodeId, at: usize| tree.bytes(n).start <= at && at < tree.bytes(tree.end(n) - 1).end;
    let (mut elsewhere, mut named) = (false, false);
    for (height, above) in std::iter::once(node).chain(tree.ancestors(node)).enumerate() {
        let Some(tag) = tree.tag(above) else { continue };
        // What holds the headline or the story is no place for other things.
        let own = marks.heading.is_some_and(|h| holds(above, h))
            || marks
                .story
                .as_ref()
                .is_some_and(|s| !s.is_empty() && holds(above, s.start));
        if own || matches!(tag, Tag::Body | Tag::Html | Tag::Main) {
            break;
        }
        if matches!(
            tag,
            Tag::Aside | Tag::Nav | Tag::Footer | Tag::Form | Tag::Select | Tag::Blockquote
        ) {
            // An article's own footer or margin holds its stamp on many sites.
            let margin = tag == Tag::Footer || tag == Tag::Aside && named;
            let own = margin && tree.ancestors(above).any(|a| tree.tag(a) == Some(Tag::Article));
            elsewhere |= !own;
        }
        for attribute in tree.attributes(above) {
            if attribute.name.eq_ignore_ascii_case("class") || attribute.name.eq_ignore_ascii_case("id") {
                elsewhere |=
                    height < 12 && attribute.raw.len() < 300 && dates.words.names_elsewhere(attribute.raw);
                named |= height <= 3 && dates.words.names_stamp(attribute.raw);
            }
        }
        if height > 14 {
            break;
        }
    }
    (elsewhere, named)
}

fn place(at: usize, elsewhere: bool, marks: &Landmarks) -> Place {
    let story = marks.story.clone().unwrap_or(0..0);
    // Between headline and story stand the story's own stamps, whatever the elements are called.
    let between = marks
        .heading
        .is_some_and(|h| h < at && at < story.start && story.start - h < 20_000);
    if elsewhere && !between {
        return Place::Elsewhere;
    }
    let heading = marks.heading.unwrap_or(story.start);
    let top = heading.min(story.start);
    if story.is_empty() {
        return if marks.heading.is_some() && at >= top && at < top + 6000 {
            Place::Head
        } else {
            Place::Far
        };
    }
    if at + 2500 >= top && at < story.start {
        Place::Head
    } else if at >= story.start && at < story.end {
        Place::Inside
    } else if at >= story.end && at < story.end + 4000 {
        Place::Tail
    } else {
        Place::Far
    }
}

/// Stamps among the page's words.
pub(super) fn visible(
    tree: &Tree<'_>,
    dates: &Dates,
    lang: &str,
    marks: &Landmarks,
    found: &mut Vec<Candidate>,
) {
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
                Tag::Style
                | Tag::Noscript
                | Tag::Template
                | Tag::Head
                | Tag::Select
                | Tag::Textarea
                | Tag::Svg,
            ) => {
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
            // A story may open with its date: "(09.03.2021) In the harbour …".
            let mut end = 60;
            while !raw.is_char_boundary(end) {
                end -= 1;
            }
            let head = raw[..end].trim_start();
            let near = marks
                .story
                .as_ref()
                .is_some_and(|s| tree.bytes(node).start < s.start + 600);
            let opening = dates.scan(head, lang).into_iter().find(|w| w.range.start <= 1);
            if let (true, Some(mut candidate)) = (
                near,
                opening.and_then(|w| Candidate::new(&w, Source::Visible, 3.0)),
            ) {
                let (elsewhere, _) = surroundings(tree, node, dates, marks);
                candidate.place = place(tree.bytes(node).start, elsewhere, marks);
                found.push(candidate);
            }
            continue;
        }
        let words = tree.text(node);
        let mut stamps = dates.scan(&words, lang);
        let mut text = Cow::Borrowed(words.as_str());
        let mut holder = node;
        if !stamps.iter().any(|w| w.date().is_some()) && words.len() <= 24 && node >= climbed {
            // A date may be cut over several elements: look at what holds them.
            for above in tree.ancestors(node).take(3) {
                if tree.bytes(tree.end(above) - 1).end - tree.bytes(above).start > 1200 {
                    break;
                }
                let all = tree.text(above);
                if all.len() > 90 {
                    break;
                }
                let more = dates.scan(&all, lang);
                if more.iter().any(|w| w.date().is_some()) {
                    stamps = more;
                    text = Cow::Owned(all);
                    holder = above;
                    climbed = tree.end(above);
                    break;
                }
            }
        }
        for written in &stamps {
            let Some(mut candidate) = Candidate::new(written, Source::Visible, 3.0) else {
                continue;
            };
            seen += 1;
            if seen > 300 {
                return;
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
            let (elsewhere, named) = surroundings(tree, holder, dates, marks);
            candidate.named = named;
            candidate.place = place(tree.bytes(holder).start, elsewhere, marks);
            // A date inside a sentence is the text's, not the page's; at its very start it may be the page's.
            let opening = written.range.start <= 1 && candidate.place == Place::Inside;
            let told = candidate.place == Place::Inside
                && candidate.label.is_none()
                && !named
                && before.split_whitespace().count() >= 5;
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
    let (elsewhere, _) = surroundings(tree, script, dates, marks);
    candidate.place = place(tree.bytes(script).start, elsewhere, marks);
    // Where no story was found, every place is far.
    let unknown = marks.story.is_none() && candidate.place == Place::Far;
    (candidate.place == Place::Head || unknown).then_some(candidate)
}
