//! How far a content reaches where another cue takes over in the same sentence.
//! What does not live here: finding cues.

use super::lexicon::{Shape, class};
use super::words::Text;
use super::{Found, Side};
use crate::Span;

/// Ends contents before the frames of cues that stand beside them, not inside them.
pub(super) fn trim(text: &Text<'_>, found: &mut Vec<Found>) {
    // "said in a statement that": the verb speaks, not the noun.
    let verbs: Vec<usize> = found
        .iter()
        .filter(|f| f.shape == Shape::Verb)
        .filter_map(|f| Some(f.content.first()?.start()))
        .collect();
    found
        .retain(|f| f.shape != Shape::Noun || !f.content.first().is_some_and(|c| verbs.contains(&c.start())));
    for i in 0..found.len() {
        let near = (i.saturating_sub(6), (i + 7).min(found.len()));
        for o in near.0..near.1 {
            if o == i || found[o].sentence != found[i].sentence {
                continue;
            }
            if let Some(end) = cut(text, &found[i], &found[o])
                && let Some(span) = found[i]
                    .content
                    .iter()
                    .position(|s| s.start() < end && end < s.end())
            {
                let whole = found[i].content[span];
                found[i].content[span] =
                    Span::new(whole.start(), end).trim(text.document.text, &[',', ';', '—', '–']);
                found[i].content.truncate(span + 1);
            }
        }
    }
}

/// Where the content of `one` must end because of `other`, if it must.
fn cut(text: &Text<'_>, one: &Found, other: &Found) -> Option<usize> {
    let content = one.content.iter().find(|c| c.holds(other.cue[0]))?;
    // "X fears that A, said Y": the whole of "X fears that A" is Y's.
    if other.side == Side::Before
        && other
            .content
            .iter()
            .any(|c| c.holds(one.frame) || c.start() <= one.cue[0].start())
        && one.side == Side::After
    {
        return Some(other.content.last()?.end().max(one.cue[0].end() + 1));
    }
    if other.side == Side::Before {
        return None;
    }
    let lead = text
        .words
        .partition_point(|w| w.span.start() < other.frame.start());
    let first = text.words.partition_point(|w| w.span.start() < content.start());
    if lead <= first + 2 || text.words[lead].quote != text.words[first].quote {
        return None;
    }
    let mut p = lead - 1;
    if other.borrowed && text.words[lead].is(class::CONJ) {
        p = lead;
    }
    while p > first && text.words[p].is(class::ADVERB | class::TIME) {
        p -= 1;
    }
    let w = &text.words[p];
    if other.borrowed {
        return (w.mark == ',' || w.is(class::CONJ)).then(|| w.span.start());
    }
    if w.is(class::CONJ) && p > first && text.words[p - 1].mark == ',' || w.mark == ';' {
        return Some(text.words[p - usize::from(w.is(class::CONJ))].span.start());
    }
    let contrast = text.says(p, &["while", "whereas", "although", "though", "but"]);
    if contrast && p > first {
        return Some(text.words[p].span.start());
    }
    None
}
