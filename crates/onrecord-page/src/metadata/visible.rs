//! Bylines and sources that a page shows beside its story.
//! What does not live here: what the markup says (`clues`), stamps (`date`).

use crate::date::Landmarks;
use crate::dump::{Dump, Field, Furniture};
use crate::html::{Kind, Tag, Tree};

use super::{Clues, Words};

/// What stands beside the story.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Credits {
    pub authors: Vec<String>,
    /// Who is named as the source.
    pub source: Option<String>,
    /// Who publishes, where a dump shows it.
    pub outlet: Option<String>,
}

/// Credits beside the story of an HTML page.
pub(crate) fn credits(
    tree: &Tree<'_>,
    clues: &Clues,
    marks: &Landmarks,
    furniture: &Furniture,
    names: &Words,
) -> Credits {
    let mut credits = Credits::default();
    let Some(story) = marks.story.clone() else {
        return credits;
    };
    let top = marks
        .heading
        .unwrap_or(story.start)
        .min(story.start)
        .saturating_sub(1500);
    for node in &clues.bylines {
        let at = tree.bytes(*node).start;
        // A summary of the story often stands between headline and byline.
        if at < top || at > story.start + 2500 {
            continue;
        }
        let is_author = tree.attributes(*node).any(|a| {
            let value = a.raw.to_ascii_lowercase();
            match a.name.to_ascii_lowercase().as_str() {
                "rel" => value == "author",
                "itemprop" => value.contains("author") || value == "name",
                "class" => value
                    .split_ascii_whitespace()
                    .any(|c| c.contains("author") || c.contains("byline")),
                _ => false,
            }
        });
        let words = tree.text(*node);
        if !is_author || !(3..=80).contains(&words.len()) {
            continue;
        }
        // Nothing but their links parts some names: "Ann Lee Bo Kim".
        let links = tree.below(*node).filter(|n| tree.tag(*n) == Some(Tag::A));
        let linked: Vec<String> = links.map(|n| tree.text(n)).filter(|t| !t.is_empty()).collect();
        if linked.len() > 1 && linked.iter().all(|t| names.byline.is_person(t)) {
            credits.authors.extend(linked);
            break;
        }
        // A stamp may stand beside the names: "9 March 2021 · Ann Lee".
        let dated = |part: &&str| part.bytes().any(|b| b.is_ascii_digit());
        let parts = words.split(['·', '•', '|']).map(str::trim);
        let signed = parts.filter(|p| p.len() > 2 && !dated(p));
        // Inside the story such elements hold all sorts of things.
        let deep = at > story.start + 400;
        let signed = signed.filter(|p| !deep || names.byline.is_person(p));
        credits.authors.extend(signed.map(str::to_owned));
        if !credits.authors.is_empty() {
            break;
        }
    }
    let mut pending = None;
    let mut skip_to = 0;
    for node in tree.nodes() {
        let at = tree.bytes(node).start;
        if node < skip_to || at < top {
            continue;
        }
        if at > story.end + 1500 {
            break;
        }
        match tree.kind(node) {
            Kind::Element(Tag::Script | Tag::Style) => {
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
        let inside = at >= story.start && at < story.end;
        if raw.len() > 160 || raw.len() < 2 || inside && raw.len() > 60 {
            continue;
        }
        // Labels open with few words; most text nodes are told by their first letter's script alone.
        let words = raw.trim_start_matches(['(', '（', '[', '【', ' ', '\n', '\t', '\r', '\u{a0}']);
        if words.is_empty() {
            continue;
        }
        if let Some(field) = pending.take() {
            take(&mut credits, field, &tree.text(node));
            continue;
        }
        let labelled = words.chars().next().is_some_and(|c| !c.is_ascii())
            || words.contains([':', '：'])
            || words.starts_with("By ");
        if !labelled {
            continue;
        }
        for (field, value) in labelled_parts(words, furniture) {
            let value = value.trim_matches([
                ' ', ')', '）', ']', '】', '\n', '\r', '\t', '\u{a0}', ':', '：', '/', '／', '|', '丨',
            ]);
            if value.is_empty() {
                pending = Some(field);
            } else {
                take(&mut credits, field, value);
            }
        }
    }
    credits
}

/// What a line says under labels, one behind the other: "9 March　来源：A　作者：B", "文/A 图/B". Behind its head
/// a label is Chinese and has a colon, or a slash where the first has one.
fn labelled_parts<'w>(words: &'w str, furniture: &Furniture) -> Vec<(Field, &'w str)> {
    let blank = |c: char| c.is_whitespace() || matches!(c, '|' | '｜' | '丨');
    let starts = words.char_indices().filter(|(_, c)| blank(*c));
    let starts = std::iter::once(0).chain(starts.map(|(at, c)| at + c.len_utf8()));
    let mut parts: Vec<(Field, usize, usize)> = Vec::new();
    for start in starts {
        let Some((field, value)) = furniture.label(&words[start..]) else {
            continue;
        };
        let value = start + value;
        let slashed = |value: usize| words[value..].starts_with(['/', '／']);
        let chained = parts.first().is_none_or(|first| slashed(first.2)) && slashed(value);
        if start == 0
            || !words[start..].starts_with(|c: char| c.is_ascii())
                && (words[..value].ends_with([':', '：', '︰']) || chained)
        {
            parts.push((field, start, value));
        }
    }
    let ends: Vec<usize> = parts.iter().skip(1).map(|p| p.1).chain([words.len()]).collect();
    let parts = parts.iter().zip(ends);
    parts
        .map(|((field, _, value), end)| (*field, words.get(*value..end).unwrap_or("")))
        .collect()
}

fn take(credits: &mut Credits, field: Field, value: &str) {
    let value = value
        .split(['|', '\n', '\u{3000}', '\t'])
        .next()
        .unwrap_or("")
        .trim();
    if value.is_empty() || value.chars().count() > 40 {
        return;
    }
    match field {
        Field::Source if credits.source.is_none() => credits.source = Some(value.to_owned()),
        Field::Author if credits.authors.is_empty() => credits.authors.push(value.to_owned()),
        _ => {}
    }
}

/// Credits of a text dump.
pub(crate) fn of_dump(text: &str, dump: &Dump, names: &Words) -> Credits {
    let mut credits = Credits::default();
    for (field, range) in &dump.labels {
        let value = text[range.clone()].trim();
        if *field == Field::Author && credits.authors.len() < 3 && !value.is_empty() {
            credits.authors.push(value.to_owned());
        }
        take(&mut credits, *field, value);
    }
    let head = |line: &str| -> Option<String> {
        let steps = line.split(['>', '›', '»', '＞', '/', '-', '·']).map(str::trim);
        let after_label = |s: &str| s.rsplit([':', '：']).next().unwrap_or(s).trim().to_owned();
        steps
            .map(after_label)
            .map(|s| {
                let ends = names.home_ends.iter();
                ends.fold(s.as_str(), |s, end| s.trim_end_matches(end.as_str()))
                    .to_owned()
            })
            .find(|s| !s.is_empty() && s.chars().count() <= 20 && !names.home_names.contains(s))
    };
    // The path through the site opens with its name, which the dump shows elsewhere too.
    let crumbs = dump.crumbs.clone().and_then(|c| head(&text[c]));
    let first = text
        .lines()
        .map(str::trim)
        .find(|l| !l.is_empty())
        .map(|l| l.split(['|', '｜', '\t']).next().unwrap_or(l).trim())
        .map(|l| l.split("  ").next().unwrap_or(l));
    let first = first.map(|l| {
        if l.is_ascii() {
            l.split(' ').next().unwrap_or(l)
        } else {
            l
        }
        .to_owned()
    });
    let often = |n: &String| {
        let n = n.trim();
        n.len() >= 4 && n.chars().count() <= 20 && text.matches(n).count() >= 2
    };
    credits.outlet = first
        .filter(|f| {
            often(f)
                && f.chars()
                    .next()
                    .is_some_and(|c| c.is_uppercase() || !c.is_ascii())
        })
        .or(crumbs.filter(|c| c.len() >= 4 && text.matches(c.as_str()).count() >= 2));
    credits
}
