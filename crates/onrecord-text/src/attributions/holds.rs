//! A voice that goes on: sentences without a cue that are still somebody's words, each with the reason why.
//! What does not live here: quotations that run on (see `extent`), and cues.

use super::lexicon::{Shape, class, takes};
use super::words::Text;
use super::{Found, Side, quotes};
use crate::{Mention, NameKind, Span};

/// Reasons why a sentence without a cue is somebody's, in place of a rule of the packs.
const BACKSHIFT: u16 = u16::MAX - 1;
const BETWEEN: u16 = u16::MAX - 2;
const BEAT: u16 = u16::MAX - 3;

/// How many sentences a voice goes on without a cue.
const SENTENCES: usize = 3;

/// The name of a reason; `None` for rules of the packs.
pub(super) fn reason(rule: u16) -> Option<&'static str> {
    match rule {
        BACKSHIFT => Some("attributions/held-by-backshift"),
        BETWEEN => Some("attributions/held-between"),
        BEAT => Some("attributions/held-by-action"),
        _ => None,
    }
}

/// Adds what speakers go on to say without a cue of its own.
pub(super) fn go_on(text: &Text<'_>, mentions: &[Mention], found: &mut Vec<Found>) {
    let sentences = &text.document.sentences;
    let mut taken = vec![false; sentences.len()];
    for span in found.iter().flat_map(|f| f.content.iter().chain(&f.cue)) {
        let first = text.document.sentence_at(span.start());
        let last = text.document.sentence_at(span.end().saturating_sub(1));
        if let (Some(first), Some(last)) = (first, last) {
            taken[first..=last].fill(true);
        }
    }
    let mut by_sentence: Vec<Option<usize>> = vec![None; sentences.len()];
    for (index, one) in found.iter().enumerate() {
        let slot = &mut by_sentence[one.sentence];
        // The outermost cue of a sentence has the longest content.
        let size = |i: usize| found[i].content.iter().map(|s| s.len()).sum::<usize>();
        if speaks(text, one) && slot.is_none_or(|other| size(other) < size(index)) {
            *slot = Some(index);
        }
    }
    let mut held: Vec<Found> = Vec::new();
    for n in 0..sentences.len() {
        if taken[n] || text.document.is_heading(&sentences[n]) {
            continue;
        }
        if let Some(source) = actor(text, mentions, n) {
            let sentence = &sentences[n];
            let mut one = Found::new(
                super::CueKind {
                    rule: BEAT,
                    takes: takes::QUOTE,
                    shape: Shape::Verb,
                },
                n,
                Some(source),
                source,
                vec![sentence.span],
            );
            one.side = Side::After;
            held.push(one);
            taken[n] = true;
            continue;
        }
        let block = sentences[n].block;
        let before = (n.saturating_sub(SENTENCES)..n)
            .rev()
            .take_while(|m| sentences[*m].block == block)
            .find_map(|m| by_sentence[m].map(|f| (m, f)));
        let Some((spoke_at, spoke)) = before else { continue };
        // What stands between must be the same voice.
        if (spoke_at + 1..n).any(|m| !taken[m]) || quoted(text, n) {
            continue;
        }
        let rule = if backshifted(text, n) {
            BACKSHIFT
        } else if n == spoke_at + 1 && between(text, found, &by_sentence, n, spoke) {
            BETWEEN
        } else {
            continue;
        };
        let from = &found[spoke];
        held.push(Found {
            content: vec![sentences[n].span.trim(text.document.text, &['.'])],
            rule,
            positive: true,
            told: None,
            side: Side::After,
            ..from.clone()
        });
        taken[n] = true;
    }
    found.extend(held);
}

/// True for a cue by which somebody tells something whole: said, in the page's words, and not denied.
fn speaks(text: &Text<'_>, one: &Found) -> bool {
    let speech = one.takes & takes::THINK == 0
        && (one.takes & takes::QUOTE != 0 || one.shape == Shape::Frame && one.takes == 0);
    speech
        && one.positive
        && !one.source.is_empty()
        && one
            .cue
            .first()
            .is_some_and(|c| quotes::at(&text.quotes, c.start()).is_none())
}

/// True where a quotation stands in the sentence, or the page itself speaks ("we").
fn quoted(text: &Text<'_>, n: usize) -> bool {
    let s = &text.document.sentences[n];
    (s.first_token..s.end_token).any(|i| {
        text.words[i].quote != 0 || text.words[i].bound != 0 || text.says(i, &["we", "our", "i", "you", "?"])
    })
}

/// "It had stood near the mill.", "They would appeal.": the tense of what is told, behind somebody's telling.
fn backshifted(text: &Text<'_>, n: usize) -> bool {
    let s = &text.document.sentences[n];
    let limit = s.end_token.min(s.first_token + 9);
    let Some(verb) = (s.first_token + 1..limit).find(|i| text.words[*i].is(class::AUX | class::FINITE))
    else {
        return false;
    };
    let first = &text.words[s.first_token];
    let points_back = text.says(
        s.first_token,
        &["it", "they", "he", "she", "the", "this", "that", "these", "those"],
    );
    let plain = (s.first_token..verb).all(|i| {
        let w = &text.words[i];
        w.is_word() && !w.is(class::SUBORD | class::WH)
    });
    let shifted = text.says(verb, &["had", "hadn't", "would", "wouldn't"])
        // "had a boat" is no past perfect.
        && (!text.says(verb, &["had"])
            || (verb + 1..s.end_token.min(verb + 4)).any(|i| {
                let letters = text.letters(i);
                text.lists(i, &text.lexicon.lists.perfect_participles)
                    || !text.words[i].capital && (letters.ends_with("ed") || letters.ends_with("en") || letters.ends_with("wn"))
            }));
    first.is_word() && points_back && plain && shifted
}

/// True where the sentence behind `n` is told by the one who spoke before it, by the same name.
fn between(text: &Text<'_>, found: &[Found], by_sentence: &[Option<usize>], n: usize, spoke: usize) -> bool {
    let sentences = &text.document.sentences;
    let Some(next) = by_sentence.get(n + 1).copied().flatten() else {
        return false;
    };
    if sentences[n + 1].block != sentences[n].block {
        return false;
    }
    let head = |f: &Found| {
        let words = f.source.first().map_or("", |s| s.of(text.document.text));
        words.rsplit(' ').next().unwrap_or(words).to_owned()
    };
    let (one, other) = (head(&found[spoke]), head(&found[next]));
    // "…, according to the guild. … . …, the guild said.": facts with their source behind them.
    let behind = found[spoke].side == Side::Before && found[next].side == Side::Before;
    behind && one.len() > 2 && one == other
}

/// "Vera Colm turned to the panel. “The ledger was changed.”": whoever acts just before a quotation of whole sentences.
fn actor(text: &Text<'_>, mentions: &[Mention], n: usize) -> Option<Span> {
    let sentences = &text.document.sentences;
    let sentence = &sentences[n];
    let quote = text.opens(sentence.first_token)?;
    let span = text.quotes[quote].span;
    let inner = text.quotes[quote].inner.of(text.document.text).trim_end();
    let whole = span.end() == sentence.span.end() && inner.ends_with(['.', '!', '?']) && inner.len() > 12;
    let before = &sentences[n.checked_sub(1)?];
    if !whole || before.block != sentence.block || quoted(text, n - 1) {
        return None;
    }
    let at = mentions.partition_point(|m| m.span.start() < before.span.start());
    let person = mentions
        .get(at)
        .filter(|m| m.kind == NameKind::Person && m.span.start() == before.span.start());
    let first = &text.words[before.first_token];
    match person {
        Some(person) => Some(person.span),
        None => text
            .says(before.first_token, &["he", "she"])
            .then_some(first.span),
    }
}
