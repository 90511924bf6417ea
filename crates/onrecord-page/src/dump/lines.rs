//! The lines of a dump and what their form says: length, sentences, repetition, stamps, labels.
//! What does not live here: which lines are the story (`region`).

use std::collections::BTreeMap;
use std::ops::Range;

use onrecord_model::language::is_han;

use super::furniture::{Field, Furniture, key};
use crate::date::Dates;

/// What a line looks like by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Running text.
    Prose,
    /// A short sentence.
    Sentence,
    /// A few words that are no sentence.
    Short,
    /// A short line behind a bullet.
    Bullet,
    /// A date, with little beside it.
    Stamp,
    /// Labels and values: source, byline, editor.
    Labels,
    /// A path through the site.
    Crumb,
    /// Words of furniture.
    Furniture,
    /// A disclaimer, a copyright line, a call to subscribe.
    Notice,
    /// The heading of a box of other stories.
    Box,
    /// The heading of comments, or of the page's foot.
    End,
}

/// A label with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Labelled {
    pub field: Field,
    /// Place of the value in the dump; may be empty ("Published" before a date that stands in `Line::stamps`).
    pub value: Range<usize>,
}

/// A line, or a paragraph that was wrapped into several.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    /// Place in the dump, white space at the ends left out.
    pub range: Range<usize>,
    pub kind: Kind,
    /// Length in words; a Chinese character counts 0.6.
    pub units: f32,
    /// The same words stand on another line too.
    pub repeated: bool,
    /// Blank lines before it.
    pub gap: usize,
    pub labels: Vec<Labelled>,
    /// Words that make a line at the edge of a story suspect.
    pub weak: bool,
    /// Several stamps stand close by: a list of stories, or of comments.
    pub feed: bool,
}

/// Splits a dump into its lines, blank ones left out.
pub(crate) fn lines(text: &str, furniture: &Furniture, dates: &Dates, lang: &str) -> Vec<Line> {
    let mut found: Vec<Line> = Vec::new();
    let mut gap = 0;
    for range in paragraphs(text) {
        let words = &text[range.clone()];
        let left = words.len() - words.trim_start().len();
        let trimmed = words.trim();
        let start = range.start + left;
        if trimmed.is_empty() {
            gap += 1;
            continue;
        }
        let mut line = Line {
            range: start..start + trimmed.len(),
            kind: Kind::Short,
            units: units(trimmed),
            repeated: false,
            gap,
            labels: Vec::new(),
            weak: false,
            feed: false,
        };
        classify(&mut line, trimmed, furniture, dates, lang);
        gap = 0;
        found.push(line);
    }
    mark_repeated(text, &mut found);
    mark_feeds(&mut found);
    found
}

/// Physical lines; runs of lines that were wrapped at a fixed width are one.
fn paragraphs(text: &str) -> Vec<Range<usize>> {
    let mut physical = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        physical.push(start..start + line.trim_end_matches(['\n', '\r']).len());
        start += line.len();
    }
    let wide = |r: &Range<usize>| {
        let n = text[r.clone()].trim_end().len();
        (45..=110).contains(&n)
    };
    let blank = |r: &Range<usize>| text[r.clone()].trim().is_empty();
    let (mut inner, mut wrapped) = (0, 0);
    for pair in physical.windows(2) {
        if !blank(&pair[0]) && !blank(&pair[1]) {
            inner += 1;
            let ends = text[pair[0].clone()].trim_end().ends_with(SENTENCE_ENDS);
            let next = text[pair[1].clone()].trim_start();
            let goes_on = next.starts_with(|c: char| c.is_lowercase() || is_han(c));
            wrapped += usize::from(wide(&pair[0]) && !ends && goes_on);
        }
    }
    // Wrapped text has most of its lines full and cut in the middle of a sentence.
    if wrapped < 4 || wrapped * 5 < inner * 2 {
        return physical;
    }
    let mut joined: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    for range in physical {
        let is_wide = wide(&range);
        if open && !blank(&range) {
            if let Some(last) = joined.last_mut() {
                last.end = range.end;
            }
        } else {
            joined.push(range.clone());
        }
        open = is_wide && !blank(&range);
    }
    joined
}

const SENTENCE_ENDS: &[char] = &['.', '!', '?', '。', '！', '？', '…', ':', '：', ';', '；'];

/// Length in words.
pub(crate) fn units(text: &str) -> f32 {
    let (mut sum, mut inside) = (0.0, false);
    for c in text.chars() {
        if is_han(c) || matches!(c, '\u{3040}'..='\u{30ff}') {
            sum += 0.6;
            inside = false;
        } else if matches!(c, '\u{ac00}'..='\u{d7af}' | '\u{e00}'..='\u{eff}') {
            sum += 0.3;
            inside = false;
        } else if c.is_alphanumeric() {
            if !inside {
                sum += 1.0;
            }
            inside = true;
        } else if !matches!(c, '\'' | '’' | '-') {
            inside = false;
        }
    }
    sum
}

/// How many sentences end in the text, and whether its last words end one.
pub(crate) fn sentences(text: &str) -> (usize, bool) {
    let closers: &[char] = &['"', '”', '’', '\'', '」', '』', ')', '）', ']', '】', '»', '*'];
    let ends = text
        .trim_end()
        .trim_end_matches(closers)
        .ends_with(['.', '!', '?', '。', '！', '？', '…', '؟', '।', '．']);
    let mut count = 0;
    let mut last = ' ';
    let mut word = 0;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '。' | '！' | '？' | '؟' | '।' => count += 1,
            '.' | '!' | '?' => {
                let open = chars
                    .peek()
                    .is_none_or(|n| n.is_whitespace() || closers.contains(n));
                // "J." and "U.S." end no sentence.
                if open && (word > 2 || c != '.' || last.is_ascii_digit() || is_han(last)) {
                    count += 1;
                }
            }
            _ => {}
        }
        word = if c.is_alphanumeric() { word + 1 } else { 0 };
        last = c;
    }
    (count, ends)
}

fn classify(line: &mut Line, text: &str, furniture: &Furniture, dates: &Dates, lang: &str) {
    let start = line.range.start;
    let (count, ends) = sentences(text);
    let commas = text.matches([',', '，', '、', '；', ';']).count();
    line.weak = furniture.weak(text);
    let strong = furniture.strong(text);
    let units = line.units;
    if strong > 0 && (units <= 60.0 || strong > 1) {
        line.kind = Kind::Notice;
        return;
    }
    let bullet = text.starts_with(['•', '·', '●', '■', '◆', '▪', '►', '◎', '★'])
        || (text.starts_with(['-', '–', '*']) && text.chars().nth(1).is_some_and(char::is_whitespace));
    if units <= 30.0 && is_menu(text) {
        line.kind = Kind::Furniture;
        return;
    }
    if units <= 12.0 {
        let key = key(text);
        if key.is_empty() {
            line.kind = match dates.stamp(text, lang) {
                Some(_) => Kind::Stamp,
                None => Kind::Furniture,
            };
            return;
        }
        if furniture.opens_end(&key) {
            line.kind = Kind::End;
            return;
        }
        if furniture.opens_box(&key) {
            line.kind = Kind::Box;
            return;
        }
        if furniture.is_line(&key) || furniture.is_credit(text) {
            line.kind = Kind::Furniture;
            return;
        }
    }
    if is_crumb(text, units) {
        line.kind = Kind::Crumb;
    }
    if units <= 45.0 || text.starts_with(['(', '（', '[', '【']) {
        let found = labels(text, furniture, dates, lang);
        if found.whole {
            line.kind = if found.stamped { Kind::Stamp } else { Kind::Labels };
            line.labels = found
                .labels
                .into_iter()
                .map(|(field, value)| Labelled {
                    field,
                    value: start + value.start..start + value.end,
                })
                .collect();
            return;
        }
    }
    if line.kind == Kind::Crumb {
        return;
    }
    line.kind = if (units >= 12.0 && ends && count >= 1)
        || (units >= 25.0 && (count >= 1 || commas >= 1))
        || units >= 45.0
    {
        Kind::Prose
    } else if bullet {
        Kind::Bullet
    } else if ends && units >= 1.5 {
        Kind::Sentence
    } else {
        Kind::Short
    };
}

/// "Home | Business | Cars", "A- A A+", "首页 新车 导购 试驾": words between bars, single letters, short words in a row.
fn is_menu(text: &str) -> bool {
    let bars = text.matches(['|', '｜', '丨', '│']).count();
    let all = units(text);
    if bars >= 2 && all / (bars + 1) as f32 <= 4.0 {
        return true;
    }
    let words = || {
        text.split_whitespace()
            .filter(|w| w.chars().any(char::is_alphanumeric))
    };
    let count = words().count();
    let letters = words().all(|w| w.chars().filter(|c| c.is_alphanumeric()).count() == 1 && w.is_ascii());
    let han = words().all(|w| w.chars().count() <= 5 && w.chars().all(is_han));
    (count >= 3 && letters) || (count >= 4 && han)
}

/// "Home > Business > Cars": short steps between arrows.
fn is_crumb(text: &str, units: f32) -> bool {
    let arrows = text.matches(['>', '›', '»', '＞', '→']).count();
    let ends = text.ends_with(['>', '›', '»', '＞']);
    (arrows >= 2 && units / arrows as f32 <= 6.0)
        || (arrows == 1 && units <= 8.0 && (ends || units / 2.0 <= 3.0))
}

struct Found {
    labels: Vec<(Field, Range<usize>)>,
    stamped: bool,
    /// Labels, their values and stamps make up the line.
    whole: bool,
}

/// Labels and stamps of a line.
fn labels(text: &str, furniture: &Furniture, dates: &Dates, lang: &str) -> Found {
    let stamps = dates.scan(text, lang);
    let full = |w: &&crate::date::Written| w.date().is_some() || w.day.is_some() && w.clock.is_some();
    let mut cuts: Vec<(usize, usize, Option<Field>)> = Vec::new();
    for stamp in stamps.iter().filter(full) {
        cuts.push((stamp.range.start, stamp.end, None));
    }
    let stamped = !cuts.is_empty();
    let mut previous = ' ';
    for (at, c) in text.char_indices() {
        let inside = cuts
            .iter()
            .any(|(from, to, field)| field.is_none() && *from <= at && at < *to);
        let after_stamp = cuts.iter().any(|(_, to, field)| field.is_none() && *to == at);
        let edge = !previous.is_alphanumeric() && previous != '.' || after_stamp;
        previous = c;
        if !edge || inside || !c.is_alphabetic() {
            continue;
        }
        if let Some((field, value)) = furniture.label(&text[at..]) {
            cuts.push((at, at + value, Some(field)));
        } else if after_stamp
            || text[..at].trim_end().len()
                == cuts
                    .iter()
                    .filter(|c| c.2.is_none())
                    .map(|c| c.1)
                    .max()
                    .unwrap_or(usize::MAX)
        {
            // A label may stand behind its date: "2021-03-09 Update".
            let word = &text[at..at
                + text[at..]
                    .chars()
                    .take_while(|c| c.is_alphabetic())
                    .map(char::len_utf8)
                    .sum::<usize>()];
            if let Some((field, _)) = furniture.label(&format!("{word}:"))
                && matches!(field, Field::Published | Field::Updated)
            {
                cuts.push((at, at + word.len(), Some(field)));
            }
        }
    }
    cuts.sort_by_key(|c| (c.0, c.1));
    let mut labels: Vec<(Field, Range<usize>)> = Vec::new();
    let mut loose = match cuts.first() {
        Some(first) => units(&text[..first.0]),
        None => f32::MAX,
    };
    let mut values = 0.0f32;
    for (index, (_, to, field)) in cuts.iter().enumerate() {
        let next = cuts.get(index + 1).map_or(text.len(), |c| c.0).max(*to);
        let value = &text[*to..next];
        let Some(field) = field else {
            loose += units(value);
            continue;
        };
        // The value ends where a bar, a wide gap or a label of no known kind follows.
        let mut end = value.len();
        for stop in [
            "  ", "\u{3000}", "|", "｜", "\t", ")", "）", "】", "]", " · ", " • ",
        ] {
            let from = value.len() - value.trim_start().len();
            if let Some(at) = value[from..].find(stop) {
                end = end.min(from + at);
            }
        }
        if let Some(colon) = value[..end].find([':', '：'])
            && let Some(space) = value[..colon].rfind([' ', '\u{a0}'])
        {
            end = end.min(space);
        }
        let inner = &value[..end];
        let left = inner.len()
            - inner
                .trim_start_matches(|c: char| c.is_whitespace() || "/／|丨:：".contains(c))
                .len();
        let kept = inner[left..].trim_end_matches(|c: char| c.is_whitespace() || "|,;，；-–·".contains(c));
        values += units(kept);
        loose += units(&value[end..]);
        labels.push((*field, to + left..to + left + kept.len()));
    }
    // An original title may be long; other values are names and numbers.
    let long = labels.iter().any(|l| l.0 == Field::OriginalTitle);
    let (count, ends) = sentences(text);
    let sentence = count >= 1 && ends && !long && loose + values > 10.0;
    let room = if labels.is_empty() { 4.0 } else { 8.0 };
    let whole = !cuts.is_empty() && loose <= room && (long || values <= 22.0) && !sentence;
    Found {
        labels,
        stamped,
        whole,
    }
}

fn mark_repeated(text: &str, lines: &mut [Line]) {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut first: Vec<(usize, usize)> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        if line.units < 2.0 {
            continue;
        }
        match seen.get(&text[line.range.clone()]) {
            Some(before) => first.push((*before, index)),
            None => {
                seen.insert(&text[line.range.clone()], index);
            }
        }
    }
    for (a, b) in first {
        lines[a].repeated = true;
        lines[b].repeated = true;
    }
}

fn mark_feeds(lines: &mut [Line]) {
    let stamps: Vec<usize> = lines
        .iter()
        .enumerate()
        .filter(|(_, l)| l.kind == Kind::Stamp)
        .map(|(i, _)| i)
        .collect();
    for (index, line) in lines.iter_mut().enumerate() {
        let from = stamps.partition_point(|s| *s + 5 < index);
        let to = stamps.partition_point(|s| *s <= index + 5);
        line.feed = to - from >= 2;
    }
}
