//! How far a content reaches where another cue takes over in the same sentence.
//! What does not live here: finding cues.

use std::collections::BTreeSet;

use super::lexicon::{Shape, class, takes};
use super::quotes::{self, Quote};
use super::rules::Additions;
use super::words::Text;
use super::{Found, Side};
use crate::{Document, Span, SpanIndex};

/// Ends contents before the frames of cues that stand beside them, not inside them.
pub(super) fn trim(text: &Text<'_>, found: &mut Vec<Found>) {
    // "said in a statement that": the verb speaks, not the noun.
    let verbs: BTreeSet<usize> = found
        .iter()
        .filter(|f| f.shape == Shape::Verb)
        .filter_map(|f| Some(f.content.first()?.start()))
        .collect();
    found
        .retain(|f| f.shape != Shape::Noun || !f.content.first().is_some_and(|c| verbs.contains(&c.start())));
    for one in found.iter_mut() {
        splice(text, one);
        predicate(text, one);
        refusal(text, one);
        comment(text, one);
    }
    uncite(text, found);
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

/// "…, citing two people": the citing is no part of the words, neither the outer source's nor the inner one's.
fn uncite(text: &Text<'_>, found: &mut [Found]) {
    for i in 0..found.len() {
        if found[i].shape != Shape::Frame || found[i].takes & takes::OBJECT == 0 {
            continue;
        }
        let frame = found[i].frame;
        let first = text.words.partition_point(|w| w.span.start() < frame.start());
        let lead = (0..first)
            .rev()
            .take_while(|p| text.words[*p].mark == ',' || text.says(*p, &["which", "who"]))
            .last();
        let Some(end) = lead.map(|p| text.words[p].span.start()) else {
            continue;
        };
        let near = i.saturating_sub(6)..(i + 7).min(found.len());
        for one in &mut found[near] {
            if let Some(last) = one
                .content
                .last_mut()
                .filter(|l| l.holds(frame) && l.start() < end)
            {
                *last = Span::new(last.start(), end).trim(text.document.text, &[',']);
            }
        }
    }
}

/// "Police believe he fled, and are asking for help": behind a comma the thinker's own verb goes on.
fn predicate(text: &Text<'_>, one: &mut Found) {
    if one.takes & takes::THINK == 0
        || one.side != Side::After
        || one.content.len() != 1
        || one.shape != Shape::Verb
    {
        return;
    }
    let span = one.content[0];
    let first = text.words.partition_point(|w| w.span.start() < span.start());
    let end = text.words.partition_point(|w| w.span.start() < span.end());
    let cut = (first + 3..end.saturating_sub(2)).find(|i| {
        text.words[*i].mark == ','
            && text.says(i + 1, &["and", "but"])
            && text.words[i + 2].is(class::AUX)
            && text.words[*i].quote == text.words[first].quote
    });
    if let Some(cut) = cut {
        one.content[0] = Span::new(span.start(), text.words[cut].span.start());
    }
}

/// "The firm replied: no comment, and its partners have yet to respond": silence of others is the page's own word.
fn refusal(text: &Text<'_>, one: &mut Found) {
    let Some(span) = one.content.last().copied().filter(|_| one.side == Side::After) else {
        return;
    };
    let first = text.words.partition_point(|w| w.span.start() < span.start());
    let end = text.words.partition_point(|w| w.span.start() < span.end());
    let silent = |from: usize| {
        let not = (from..end.min(from + 10)).find(|i| {
            text.words[*i].is(class::NEG | class::REFUSE)
                || text.says(*i, &["yet"]) && *i + 1 < end && text.says(i + 1, &["to"])
        });
        not.is_some_and(|n| {
            (n..end.min(n + 5)).any(|i| text.lists(i, &text.lexicon.lists.silence_verbs))
        })
            // "although Bo Carrick disputed that"
            || (from..end.min(from + 5)).any(|i| {
                text.lists(i, &text.lexicon.lists.rebuttals)
                    && (i + 1 >= end || text.says(i + 1, &["that", "this", "it", "the"]))
            })
    };
    let cut = (first + 2..end.saturating_sub(4)).find(|i| {
        text.words[*i].mark == ','
            && text.words[*i].quote == 0
            && (text.says(i + 1, &["and"]) || text.lists(i + 1, &text.lexicon.lists.contrasts))
            && silent(i + 2)
    });
    if let (Some(cut), Some(last)) = (cut, one.content.last_mut()) {
        *last = Span::new(span.start(), text.words[cut].span.start());
    }
}

/// "The union says the mill cheats, a charge the owners refute", "…, although we would not rule it out": behind the words
/// the page comments on them.
fn comment(text: &Text<'_>, one: &mut Found) {
    let Some(span) = one.content.last().copied().filter(|_| one.side == Side::After) else {
        return;
    };
    let first = text.words.partition_point(|w| w.span.start() < span.start());
    let end = text.words.partition_point(|w| w.span.start() < span.end());
    let cut = (first + 2..end.saturating_sub(3)).find(|i| {
        if !matches!(text.words[*i].mark, ',' | '–' | '—') || text.words[*i].quote != text.words[first].quote
        {
            return false;
        }
        let charge = text.opens_comment(i + 1)
            && (i + 1..end.min(i + 4)).any(|k| text.lists(k, &text.lexicon.lists.commented_nouns));
        let ours = text.words[first].quote == 0
            && text.says(i + 1, &["although", "though", "but"])
            && (i + 2..end).any(|k| text.says(k, &["we", "i", "our", "unclear"]) && text.words[k].quote == 0);
        charge || ours
    });
    if let (Some(cut), Some(last)) = (cut, one.content.last_mut()) {
        *last = Span::new(span.start(), text.words[cut].span.start()).trim(text.document.text, &[',']);
    }
}

/// "I think it helps, we use it daily": in speech a thought ends where the next main clause begins.
fn splice(text: &Text<'_>, one: &mut Found) {
    if one.takes & takes::THINK == 0 || one.side != Side::After || one.content.len() != 1 {
        return;
    }
    let span = one.content[0];
    let first = text.words.partition_point(|w| w.span.start() < span.start());
    let end = text.words.partition_point(|w| w.span.start() < span.end());
    if first >= end || text.words[first].quote == 0 {
        return;
    }
    let cut = (first + 3..end.saturating_sub(2)).find(|i| {
        text.words[*i].mark == ','
            && (text.says(i + 1, &["so", "but"])
                || text.words[i + 1].is(class::CONTRACTED)
                || text.says(i + 1, &["i", "we", "they", "he", "she", "you"])
                    && (text.words[i + 2].is(class::AUX | class::FINITE)
                        || !text.words[i + 2].cues.is_empty()))
    });
    if let Some(cut) = cut {
        one.content[0] = Span::new(span.start(), text.words[cut].span.start());
    }
}

/// A quote that follows in the same paragraph without a cue of its own still belongs to whoever was quoted last.
pub(super) fn follow(document: &Document<'_>, quotes: &[Quote], found: &mut [Found]) {
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.sort_by_key(|i| found[*i].cue.first().map(|c| c.start()));
    let numbered = found.iter().enumerate();
    let contents = SpanIndex::of(numbered.flat_map(|(i, f)| f.content.iter().map(move |c| (*c, i))));
    // Quotations that were given to a speaker of their neighbours.
    let mut taken = vec![false; quotes.len()];
    for i in order {
        let Some(last) = found[i].content.last().copied() else {
            continue;
        };
        // Only words that were quoted from outside, and only the outermost cue of a sentence.
        if quotes::at(quotes, found[i].cue[0].start()).is_some() || found[i].takes & takes::THINK != 0 {
            continue;
        }
        let sentence = &document.sentences[found[i].sentence];
        // The quote spoken, or the first one behind a sentence that reports in the page's words.
        let mut end = sentence.span.end().max(last.end());
        let quoted = found[i]
            .content
            .iter()
            .any(|c| quotes::at(quotes, c.end().saturating_sub(1)).is_some());
        match quotes::at(quotes, last.end().saturating_sub(1)).or_else(|| quotes::at(quotes, last.start())) {
            Some(q) => end = end.max(quotes[q].span.end()),
            None if found[i].side != Side::After || last.end() + 4 < sentence.span.end() => continue,
            None => {}
        }
        let mut next = quotes.partition_point(|q| q.span.start() < end);
        while let Some(quote) = quotes.get(next) {
            let gap = document.text.get(end..quote.span.start()).unwrap_or("x");
            let runs_on = next > 0 && quotes[next - 1].runs_on;
            // A paragraph that is nothing but a quotation goes on where the one before it was quoted.
            let paragraph = || {
                gap.matches('\n').count() <= 2
                    && quoted
                    && document
                        .article
                        .blocks
                        .get(document.sentences[document.sentence_at(quote.span.start()).unwrap_or(0)].block)
                        .is_some_and(|b| b.span.trim(document.text, &[]) == quote.span)
            };
            if !gap.trim().is_empty() || gap.contains('\n') && !runs_on && !paragraph() {
                break;
            }
            // A cue behind the quote, or one before it, takes it.
            let own = taken[next] || contents.any(quote.span, |_, f| !quote.span.holds(found[f].cue[0]));
            let speech = quote
                .inner
                .of(document.text)
                .trim_end()
                .ends_with(['.', '?', '!', '。', '？', '！', '…'])
                || quotes[next].runs_on;
            if own || !speech {
                break;
            }
            found[i].content.push(quote.span);
            taken[next] = true;
            end = quote.span.end();
            next += 1;
        }
    }
}

/// A report that is told in the page's words goes on where the next sentence begins with "At the same time", 此外.
pub(super) fn extend_over_continuations(document: &Document<'_>, additions: &Additions, found: &mut [Found]) {
    let mut cued: Vec<usize> = found.iter().map(|f| f.sentence).collect();
    cued.sort_unstable();
    for one in found.iter_mut() {
        let Some(last) = one.content.last().copied().filter(|_| one.side == Side::After) else {
            continue;
        };
        let sentence = &document.sentences[one.sentence];
        let quoted = last
            .of(document.text)
            .ends_with(['"', '”', '」', '』', '＂', '〞', '〟']);
        if quoted || last.end() + 4 < sentence.span.end() || one.shape != Shape::Verb {
            continue;
        }
        let paper = one.source.iter().any(|s| additions.is_paper(s.of(document.text)));
        for index in one.sentence + 1..(one.sentence + 3).min(document.sentences.len()) {
            let next = &document.sentences[index];
            let words = next.span.of(document.text);
            if next.block != sentence.block
                || cued.binary_search(&index).is_ok()
                || !additions.opens(words, paper)
            {
                break;
            }
            one.content.push(next.span.trim(document.text, &['.', '。']));
        }
    }
}

/// A line that the page repeats word for word (its headline, a teaser) says nothing twice.
pub(super) fn drop_repeated_lines(document: &Document<'_>, found: &mut Vec<Found>) {
    let block_of = |f: &Found| document.sentences[f.sentence].block;
    let words = |block: usize| document.article.blocks[block].span.of(document.text);
    // Blocks are compared once each, however much is said in them.
    let mut blocks: Vec<usize> = found.iter().map(block_of).collect();
    blocks.sort_unstable();
    blocks.dedup();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    blocks.retain(|block| seen.insert(words(*block)));
    found.retain(|f| blocks.binary_search(&block_of(f)).is_ok());
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
    // "The firm confirmed that it had been asked, which will reportedly …": told by others.
    if other.shape == Shape::Adverb {
        let start = other.content.first()?.start();
        let before = text
            .words
            .partition_point(|w| w.span.start() < start)
            .checked_sub(1)?;
        return (start > content.start() && text.words[before].mark == ',')
            .then_some(text.words[before].span.start());
    }
    if other.side == Side::Before {
        return None;
    }
    let lead = text
        .words
        .partition_point(|w| w.span.start() < other.frame.start());
    let first = text.words.partition_point(|w| w.span.start() < content.start());
    let least = if one.takes & takes::OBJECT != 0 { 0 } else { 2 };
    if lead <= first + least || text.words[lead].quote != text.words[first].quote {
        return None;
    }
    let mut p = lead - 1;
    if other.borrowed && text.words[lead].is(class::CONJ) {
        p = lead;
    }
    while p > first
        && (text.words[p].is(class::ADVERB | class::TIME)
            || other.borrowed && text.lists(p, &text.lexicon.lists.borrowed_leads))
    {
        p -= 1;
    }
    let w = &text.words[p];
    if other.borrowed {
        return (w.mark == ',' || w.is(class::CONJ)).then(|| w.span.start());
    }
    if w.is(class::CONJ) && p > first && text.words[p - 1].mark == ',' || w.mark == ';' {
        return Some(text.words[p - usize::from(w.is(class::CONJ))].span.start());
    }
    // "She felt that A and she knew that B": the same pronoun begins again.
    if w.is(class::CONJ)
        && one.source.first().map(|s| s.of(text.document.text))
            == other.source.first().map(|s| s.of(text.document.text))
        && one.takes & takes::THINK != 0
    {
        return Some(w.span.start());
    }
    let contrast = text.says(p, &["whereas"]) || text.lists(p, &text.lexicon.lists.contrasts);
    if contrast && p > first {
        return Some(text.words[p].span.start());
    }
    None
}
