//! Dates written for machines: JSON-LD, meta elements, the headline, the address.
//! What does not live here: stamps that readers see (`shown`), scripts (`scripts`).

use jiff::civil::Date;

use super::super::words::Label;
use super::super::{Dates, Written};
use super::{Candidate, Landmarks, Place, Source, fold};
use crate::html::{NodeId, Tag, Tree};
use crate::metadata::{Clues, Linked};

/// JSON-LD and meta elements.
pub(super) fn collect(
    tree: &Tree<'_>,
    clues: &Clues,
    dates: &Dates,
    url: Option<&str>,
    marks: &Landmarks,
    found: &mut Vec<Candidate>,
) {
    let own = |linked: &Linked| is_own(linked, clues, url);
    // Where several stories are described, the page's own is told by its headline or address.
    let told = clues.linked.iter().any(|l| l.published.is_some() && own(l));
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
            let weight = if told && linked.headline.is_some() && !own(linked) {
                weight * 0.2
            } else if Some(linked.rank) < best {
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
    let others = items_of_others(tree, clues, dates, marks);
    for (name, content, node) in &clues.metas {
        let Some((updated, weight)) = dates.words.meta(name) else {
            continue;
        };
        if others.contains(node) {
            continue;
        }
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
    found.extend(of_headline(clues, dates));
    found.extend(of_description(clues, dates));
}

/// True for the description of a story that has the page's headline or address.
fn is_own(linked: &Linked, clues: &Clues, url: Option<&str>) -> bool {
    let headline = linked
        .headline
        .as_deref()
        .map(fold)
        .filter(|h| h.chars().count() >= 6);
    let named = [clues.meta_of(&["og:title"]), clues.title.as_deref()];
    let mut named = named
        .into_iter()
        .flatten()
        .chain(clues.headings.iter().map(|h| h.1.as_str()));
    let address = |a: &str| -> String {
        let path = a.split_once("://").map_or(a, |u| u.1);
        let path = path.split(['?', '#']).next().unwrap_or(path);
        path.trim_start_matches("www.")
            .trim_end_matches('/')
            .to_lowercase()
    };
    let addresses = [url, clues.canonical.as_deref(), clues.meta_of(&["og:url"])];
    headline.is_some_and(|h| named.any(|n| fold(n).contains(&h)))
        || linked.url.as_deref().is_some_and(|own| {
            own.contains('/')
                && addresses
                    .into_iter()
                    .flatten()
                    .any(|a| address(a) == address(own))
        })
}

/// Meta elements of the microdata of other stories: items that hold neither headline nor story, where several give days
/// of their own.
fn items_of_others(tree: &Tree<'_>, clues: &Clues, dates: &Dates, marks: &Landmarks) -> Vec<NodeId> {
    let holds =
        |item: NodeId, at: usize| tree.bytes(item).start <= at && at < tree.bytes(tree.end(item) - 1).end;
    let others = clues.metas.iter().filter_map(|(name, content, node)| {
        dates.words.meta(name)?;
        let item = tree
            .ancestors(*node)
            .find(|a| tree.attribute(*a, "itemscope").is_some())?;
        let page = matches!(tree.tag(item), Some(Tag::Html | Tag::Body));
        let own = marks.heading.is_some_and(|h| holds(item, h))
            || marks.story.as_ref().is_some_and(|s| holds(item, s.start));
        (!page && !own).then(|| Some((*node, machine(dates, content)?.date()?)))?
    });
    let others: Vec<(NodeId, Date)> = others.collect();
    // One item may be the page's own data, put beside its story.
    let several = others.iter().any(|o| o.1 != others[0].1);
    others.iter().filter(|_| several).map(|o| o.0).collect()
}

/// A day that opens or ends the description, or stands in brackets there.
fn of_description(clues: &Clues, dates: &Dates) -> Option<Candidate> {
    let text = clues.meta_of(&["description", "og:description"])?.trim();
    let lang = clues.lang.as_deref().unwrap_or("und");
    let written = dates
        .scan(text, lang)
        .into_iter()
        .find(|w| w.date().is_some() && !w.weak)?;
    let after = text[written.end..].trim_start();
    let before = &text[..written.range.start];
    let bracket = before
        .rfind(['(', '['])
        .filter(|at| written.range.start - at <= 24);
    let edge = before.is_empty() && after.starts_with(['-', '–', '—', ':', '|', '.', '·'])
        || after.is_empty()
        || bracket.is_some() && after.starts_with([')', ']']);
    let mut candidate = Candidate::new(&written, Source::Visible, 0.7).filter(|_| edge)?;
    candidate.place = Place::Tail;
    Some(candidate)
}

/// A day that opens or ends the headline ("09.03.2021 | Quay reopens"): better than nothing.
fn of_headline(clues: &Clues, dates: &Dates) -> Option<Candidate> {
    let title = clues.meta_of(&["og:title"]).or(clues.title.as_deref())?.trim();
    let lang = clues.lang.as_deref().unwrap_or("und");
    let written = dates.scan(title, lang).into_iter().find(|w| !w.weak)?;
    let edge = written.range.start == 0 || written.end == title.len();
    let mut candidate = Candidate::new(&written, Source::Visible, 0.7).filter(|_| edge)?;
    candidate.place = Place::Tail;
    Some(candidate)
}

/// A date written for machines, or as somebody thought machines like it; also seconds since 1970.
pub(super) fn machine(dates: &Dates, text: &str) -> Option<Written> {
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
