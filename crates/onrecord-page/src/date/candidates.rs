//! The dates that an HTML page shows about itself, each with where it stands: JSON-LD, meta elements, `time`, the
//! address, visible stamps.
//! What does not live here: which of them is believed (`judge`), and the dates of the text (`text`).

use std::borrow::Cow;
use std::ops::Range;

use jiff::civil::Date;
use onrecord_core::DateBasis;

use super::words::Label;
use super::{Dates, Written};
use crate::html::{Kind, NodeId, Tag, Tree};
use crate::metadata::Clues;

/// Where a visible stamp stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    /// Before the headline by more than a little, or far from the story.
    Far,
    /// Comments, lists of other stories, the foot.
    Elsewhere,
    /// Inside the story.
    Inside,
    /// Right behind the story.
    Tail,
    /// Beside the headline, before the story.
    Head,
}

/// Which kind of evidence a date is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Source {
    JsonLd,
    Meta,
    Url,
    /// A `time` element or other marked-up date.
    Marked,
    Visible,
    /// Scripts that are no JSON-LD.
    Script,
    Picture,
}

/// A date that the page shows.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Candidate {
    pub date: Date,
    /// The reading with day and month the other way round.
    pub swapped: Option<Date>,
    pub source: Source,
    pub label: Option<Label>,
    pub place: Place,
    /// Its names or attributes are those of a stamp.
    pub named: bool,
    /// Weight that the source gives it.
    pub weight: f32,
    /// Hour, and minutes east of UTC where a zone is written.
    pub hour: Option<u8>,
    pub zone: Option<i16>,
}

impl Candidate {
    fn new(written: &Written, source: Source, weight: f32) -> Option<Candidate> {
        Some(Candidate {
            date: written.date()?,
            swapped: written.swapped(),
            source,
            label: None,
            place: Place::Head,
            named: false,
            weight,
            hour: written.clock.map(|c| c.0),
            zone: written.zone,
        })
    }

    /// The basis as the contract names it.
    pub fn basis(&self) -> DateBasis {
        match self.source {
            Source::JsonLd | Source::Script => DateBasis::JsonLd,
            Source::Meta | Source::Picture => DateBasis::Meta,
            Source::Url => DateBasis::Url,
            Source::Marked | Source::Visible => DateBasis::Visible,
        }
    }
}

/// Places in the page that visible stamps are measured against: bytes of the page.
#[derive(Clone, Debug, Default)]
pub(crate) struct Landmarks {
    /// The headline's element.
    pub heading: Option<usize>,
    /// The story, headline left out.
    pub story: Option<Range<usize>>,
}

/// Collects all candidates.
pub(crate) fn collect(
    tree: &Tree<'_>,
    clues: &Clues,
    dates: &Dates,
    url: Option<&str>,
    lang: &str,
    marks: &Landmarks,
) -> Vec<Candidate> {
    let mut found = Vec::new();
    described(clues, dates, &mut found);
    if let Some(url) = url.or(clues.canonical.as_deref()).or(clues.meta_of(&["og:url"])) {
        found.extend(of_address(url, dates));
    }
    marked(tree, clues, dates, lang, marks, &mut found);
    visible(tree, dates, lang, marks, &mut found);
    scripts(tree, clues, dates, &mut found);
    found
}

/// The stamps of a text dump.
pub(crate) fn of_dump(text: &str, dump: &crate::dump::Dump, dates: &Dates, lang: &str) -> Vec<Candidate> {
    let mut found = Vec::new();
    for line in &dump.stamps {
        let place = match line.zone {
            crate::dump::Zone::Head => Place::Head,
            crate::dump::Zone::Tail => Place::Tail,
            crate::dump::Zone::Other => continue,
        };
        let words = &text[line.range.clone()];
        for written in dates.scan(words, lang) {
            let Some(mut candidate) = Candidate::new(&written, Source::Visible, 3.0) else {
                continue;
            };
            candidate.place = place;
            candidate.label = dates
                .words
                .label_before(&words[..written.range.start])
                .or_else(|| dates.words.label_behind(&words[written.end..]));
            found.push(candidate);
        }
    }
    found
}

/// The last day that a dump shows anywhere: it was not saved before, so its story is not younger than the saving.
pub(crate) fn captured(text: &str, dump: &crate::dump::Dump, dates: &Dates, lang: &str) -> Option<Date> {
    let others = dump.stamps.iter().filter(|s| s.zone == crate::dump::Zone::Other);
    others
        .take(60)
        .flat_map(|s| dates.scan(&text[s.range.clone()], lang))
        .filter_map(|w| w.date())
        .max()
}

/// JSON-LD and meta elements.
fn described(clues: &Clues, dates: &Dates, found: &mut Vec<Candidate>) {
    let best = clues
        .linked
        .iter()
        .filter(|l| l.published.is_some())
        .map(|l| l.rank)
        .max();
    for linked in &clues.linked {
        for (text, label, weight) in [
            (
                &linked.published,
                Label::Published,
                [0.0, 5.0, 8.0, 10.0][linked.rank as usize],
            ),
            (&linked.created, Label::Published, 4.0),
            (&linked.modified, Label::Updated, 2.0),
        ] {
            let Some(written) = text.as_deref().and_then(|t| machine(dates, t)) else {
                continue;
            };
            let weight = if Some(linked.rank) < best {
                weight * 0.6
            } else {
                weight
            };
            if let Some(mut candidate) = Candidate::new(&written, Source::JsonLd, weight) {
                candidate.label = Some(label);
                found.push(candidate);
            }
        }
    }
    for (name, content) in &clues.metas {
        let Some((updated, weight)) = dates.words.meta(name) else {
            continue;
        };
        if let Some(mut candidate) =
            machine(dates, content).and_then(|w| Candidate::new(&w, Source::Meta, weight))
        {
            candidate.label = Some(if updated { Label::Updated } else { Label::Published });
            found.push(candidate);
        }
    }
    if let Some(picture) = clues.meta_of(&["og:image", "twitter:image"])
        && let Some(written) = dates.scan(picture, "en").into_iter().find(|w| !w.weak)
        && let Some(candidate) = Candidate::new(&written, Source::Picture, 0.8)
    {
        found.push(candidate);
    }
}

/// A date written for machines, or as somebody thought machines like it; also seconds since 1970.
fn machine(dates: &Dates, text: &str) -> Option<Written> {
    let text = text.trim();
    if let Ok(seconds) = text.parse::<i64>()
        && text.len() >= 10
        && !text.starts_with("20")
    {
        let seconds = if text.len() >= 13 { seconds / 1000 } else { seconds };
        let moment = jiff::Timestamp::from_second(seconds)
            .ok()?
            .to_zoned(jiff::tz::TimeZone::UTC);
        let date = moment.date();
        return Some(Written {
            range: 0..text.len(),
            end: text.len(),
            year: Some(date.year()),
            month: Some(date.month() as u8),
            day: Some(date.day() as u8),
            clock: Some((moment.hour() as u8, moment.minute() as u8)),
            zone: Some(0),
            swappable: false,
            weak: false,
        });
    }
    dates.scan(text, "en").into_iter().find(|w| w.date().is_some())
}

/// The date in an address: "/2021/03/09/", "-20210309", "/2021-03-09-".
pub(crate) fn of_address(url: &str, dates: &Dates) -> Option<Candidate> {
    // An archive's address holds the archived page's.
    let inner = url.rfind("/http://").or_else(|| url.rfind("/https://"));
    let url = inner.map_or(url, |at| &url[at + 1..]);
    let path = url.split_once("://").map_or(url, |u| u.1);
    let path = path.split_once('/')?.1;
    let path = path.split('#').next()?;
    let written = dates
        .scan(path, "und")
        .into_iter()
        .find(|w| w.date().is_some() && (!w.swappable || w.year.is_some()))?;
    let weight = if written.weak || written.swappable {
        6.0
    } else {
        9.0
    };
    Candidate::new(&written, Source::Url, weight)
}

/// `time` elements and others whose attributes hold a date.
fn marked(
    tree: &Tree<'_>,
    clues: &Clues,
    dates: &Dates,
    lang: &str,
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
        let (mut published, mut updated) = (false, false);
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
                }
                "title" | "data-date" | "data-published" | "data-publish-date" | "data-datetime"
                | "data-timestamp" | "data-time"
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
        candidate.label = if published {
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
        let _ = lang;
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
            // An article's own footer holds its stamp on many blogs.
            let own = tag == Tag::Footer && tree.ancestors(above).any(|a| tree.tag(a) == Some(Tag::Article));
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
fn visible(tree: &Tree<'_>, dates: &Dates, lang: &str, marks: &Landmarks, found: &mut Vec<Candidate>) {
    let mut skip_to: NodeId = 0;
    let mut seen = 0;
    let mut climbed: NodeId = 0;
    for node in tree.nodes() {
        if node < skip_to {
            continue;
        }
        match tree.kind(node) {
            Kind::Element(
                Tag::Script
                | Tag::Style
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
        if raw.len() < 4 && !raw.bytes().any(|b| b.is_ascii_digit())
            || !raw.bytes().any(super::scan::may_be_digit)
        {
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
            if text.len() > written.range.len() + 90 && !opening {
                candidate.place = candidate.place.min(Place::Inside);
                candidate.weight = 0.5;
            }
            if written.weak {
                candidate.weight *= 0.5;
            }
            found.push(candidate);
        }
    }
}

/// Dates beside the keys of publication in scripts.
fn scripts(tree: &Tree<'_>, clues: &Clues, dates: &Dates, found: &mut Vec<Candidate>) {
    const KEYS: &[&str] = &[
        "\"datePublished\"",
        "\"publishedAt\"",
        "\"published_at\"",
        "\"publishDate\"",
        "\"publish_date\"",
        "\"publicationDate\"",
        "\"publication_date\"",
        "\"pubDate\"",
        "\"published\"",
        "\"publishedDate\"",
        "\"publishTime\"",
        "\"firstPublished\"",
        "\"page_publish_date\"",
        "\"articlePublicationDate\"",
    ];
    for script in &clues.scripts {
        let body = tree.raw(*script);
        if body.len() > 400_000 {
            continue;
        }
        let mut from = 0;
        let mut hits = 0;
        while let Some(at) = memchr::memmem::find(&body.as_bytes()[from..], b"ubli").map(|a| a + from) {
            from = at + 4;
            let head = body.as_bytes()[..at].iter().rposition(|b| *b == b'"');
            let Some(head) = head.filter(|h| at - h < 16) else {
                continue;
            };
            let Some(key) = KEYS.iter().find(|k| body[head..].starts_with(**k)) else {
                continue;
            };
            let start = head + key.len();
            let mut end = (start + 48).min(body.len());
            while !body.is_char_boundary(end) {
                end -= 1;
            }
            let value = body[start..end].trim_start_matches([':', ' ', '"', '\\']);
            let value = value.split(['"', ',', '}']).next().unwrap_or("");
            if let Some(candidate) =
                machine(dates, value).and_then(|w| Candidate::new(&w, Source::Script, 3.0))
            {
                hits += 1;
                if hits > 20 {
                    break;
                }
                found.push(candidate);
            }
        }
    }
}
