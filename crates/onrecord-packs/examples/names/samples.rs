//! Reads tagged tokens (IOB2) and GUM's entities into texts with gold names.
//! What does not live here: measuring and learning.

use std::collections::BTreeSet;

use onrecord_model::Span;

/// A stretch of sentences read as one text, with its gold names.
#[derive(Default)]
pub struct Sample {
    /// The text.
    pub text: String,
    /// Names with their tags.
    pub gold: BTreeSet<(Span, &'static str)>,
}

/// Sentences; those of one news document are read together where the file keeps documents.
pub fn samples(source: &str) -> Vec<Sample> {
    let mut samples: Vec<Sample> = Vec::new();
    let mut document = String::new();
    let mut at = 0;
    let mut open: Option<(Span, &'static str)> = None;
    for line in source.lines() {
        if let Some(id) = line.strip_prefix("# newdoc id = ") {
            document = id.to_owned();
            samples.push(Sample::default());
        } else if let Some(text) = line.strip_prefix("# text = ") {
            if document.is_empty() || document.starts_with("batch") || samples.is_empty() {
                samples.push(Sample::default());
            }
            if let Some(sample) = samples.last_mut() {
                if !sample.text.is_empty() {
                    sample.text.push('\n');
                }
                at = sample.text.len();
                sample.text.push_str(text);
            }
        } else if let Some(sample) = samples.last_mut() {
            let mut columns = line.split('\t');
            let (Some(_), Some(word), Some(tag)) = (columns.next(), columns.next(), columns.next()) else {
                sample.gold.extend(open.take());
                continue;
            };
            // Sources normalise quotation marks; what is not found is stepped over.
            let Some(start) = sample.text[at..].find(word).map(|i| i + at) else {
                continue;
            };
            let span = Span::new(start, start + word.len());
            at = span.end();
            match tag {
                "B-PER" | "B-ORG" | "B-LOC" => {
                    sample.gold.extend(open.take());
                    let kind = match tag {
                        "B-PER" => "PER",
                        "B-ORG" => "ORG",
                        _ => "LOC",
                    };
                    open = Some((span, kind));
                }
                "I-PER" | "I-ORG" | "I-LOC" => {
                    if let Some((name, _)) = &mut open {
                        *name = name.cover(span);
                    }
                }
                _ => sample.gold.extend(open.take()),
            }
        }
    }
    samples
}

/// A token of GUM: its place, its part of speech, where its head stands, and the entities it opens and closes.
struct GumToken {
    span: Span,
    name: bool,
    small: bool,
    head: usize,
}

/// Words before people's names that are no part of them.
const TITLES: &[&str] = &[
    "President",
    "Mr.",
    "Mrs.",
    "Ms.",
    "Dr.",
    "Mr",
    "Dr",
    "Professor",
    "Prof.",
    "Senator",
    "Prime",
    "Minister",
    "King",
    "Queen",
    "Judge",
    "Sir",
    "Chancellor",
    "Secretary",
    "Governor",
    "Mayor",
    "Sheriff",
    "Officer",
    "US",
    "U.S.",
    "Saint",
    "General",
    "Captain",
    "Lord",
];

/// Documents of GUM. Its entities are all noun phrases; the names among them are those whose head is a proper noun:
/// of each, the run of proper nouns (with "of", "the", "and", "for" between them) around the head, outermost first.
pub fn gum_samples(source: &str) -> Vec<Sample> {
    let mut samples: Vec<Sample> = Vec::new();
    for document in source.split("# newdoc id = ").skip(1) {
        let mut sample = Sample::default();
        for sentence in document.split("\n\n") {
            let Some(text) = sentence.lines().find_map(|l| l.strip_prefix("# text = ")) else {
                continue;
            };
            if !sample.text.is_empty() {
                sample.text.push('\n');
            }
            let mut at = sample.text.len();
            sample.text.push_str(text);
            let mut tokens: Vec<GumToken> = Vec::new();
            // (opened at, id, type)
            let mut open: Vec<(usize, &str, &str)> = Vec::new();
            let mut spans: Vec<(usize, usize, &str)> = Vec::new();
            for line in sentence
                .lines()
                .filter(|l| l.starts_with(|c: char| c.is_ascii_digit()))
            {
                let columns: Vec<&str> = line.split('\t').collect();
                if columns.len() < 10 || columns[0].contains(['-', '.']) {
                    continue;
                }
                let Some(start) = sample.text[at..].find(columns[1]).map(|i| i + at) else {
                    continue;
                };
                let span = Span::new(start, start + columns[1].len());
                at = span.end();
                tokens.push(GumToken {
                    span,
                    name: columns[3] == "PROPN" || columns[4].starts_with("NNP"),
                    small: matches!(columns[1], "of" | "the" | "and" | "for" | "&" | "-" | "de" | "."),
                    head: columns[6].parse().unwrap_or(0),
                });
                let index = tokens.len() - 1;
                let Some(entity) = columns[9].split('|').find_map(|f| f.strip_prefix("Entity=")) else {
                    continue;
                };
                let mut rest = entity;
                while !rest.is_empty() {
                    if let Some(opened) = rest.strip_prefix('(') {
                        let end = opened.find(['(', ')']).unwrap_or(opened.len());
                        let mut parts = opened[..end].split('-');
                        let (id, kind) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
                        open.push((index, id, kind));
                        rest = &opened[end..];
                        if let Some(after) = rest.strip_prefix(')') {
                            if let Some((from, _, kind)) = open.pop() {
                                spans.push((from, index, kind));
                            }
                            rest = after;
                        }
                    } else {
                        let end = rest.find(')').map_or(rest.len(), |i| i + 1);
                        let id = rest[..end].trim_end_matches(')');
                        if let Some(found) = open.iter().rposition(|(_, i, _)| *i == id) {
                            let (from, _, kind) = open.remove(found);
                            spans.push((from, index, kind));
                        }
                        rest = &rest[end..];
                    }
                }
            }
            spans.sort_by_key(|(from, to, _)| (*from, std::cmp::Reverse(*to)));
            let mut taken = vec![false; tokens.len()];
            for (from, to, kind) in spans {
                let tag = match kind {
                    "person" => "PER",
                    "organization" => "ORG",
                    "place" => "LOC",
                    _ => continue,
                };
                let head = (from..=to).find(|i| {
                    let head = tokens[*i].head;
                    head == 0 || head - 1 < from || head - 1 > to
                });
                let Some(head) = head.filter(|h| tokens[*h].name && !taken[*h]) else {
                    continue;
                };
                let (mut first, mut last) = (head, head);
                // People's names hold no small words but these, places no "and": what they join are two names.
                let goes_on = |i: usize| {
                    let word = tokens[i].span.of(&sample.text);
                    tokens[i].name
                        || (tokens[i].small
                            && match tag {
                                "PER" => matches!(word, "-" | "." | "de"),
                                "LOC" => !matches!(word, "and" | "for"),
                                _ => true,
                            })
                };
                while first > from && goes_on(first - 1) {
                    first -= 1;
                }
                while last < to && goes_on(last + 1) {
                    last += 1;
                }
                while first < head && !tokens[first].name {
                    first += 1;
                }
                while last > head && !tokens[last].name {
                    last -= 1;
                }
                let title = |i: usize| TITLES.contains(&tokens[i].span.of(&sample.text));
                while tag == "PER" && first < last && title(first) {
                    first += 1;
                }
                if taken[first..=last].contains(&true) {
                    continue;
                }
                taken[first..=last].fill(true);
                sample
                    .gold
                    .insert((tokens[first].span.cover(tokens[last].span), tag));
            }
        }
        samples.push(sample);
    }
    samples
}
