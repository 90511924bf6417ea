//! What is said with a Chinese cue: behind it, in the quote before it, or where it points back to.
//! What does not live here: who says it (see `source`), and which cues there are.

use super::super::Side;
use super::super::lexicon::takes;
use super::super::quotes;
use super::source::ends_clause;
use super::{Found, Hit, Search, topic};
use crate::Span;
use crate::document::Sentence;

impl Search<'_> {
    /// The content behind a cue that ends at the hit's end.
    pub(super) fn content(&self, sentence: &Sentence, hit: &Hit<'_>, index: usize) -> Option<Vec<Span>> {
        self.content_from(sentence, hit.span.end(), index)
    }

    pub(super) fn content_from(&self, sentence: &Sentence, from: usize, index: usize) -> Option<Vec<Span>> {
        self.content_of(sentence, from, index, 3)
    }

    /// The content behind `from`, of `least` characters at the least.
    fn content_of(&self, sentence: &Sentence, from: usize, index: usize, least: usize) -> Option<Vec<Span>> {
        let limit = match quotes::at(self.quotes, from.saturating_sub(1)) {
            Some(q) if self.quotes[q].inner.holds_offset(from.saturating_sub(1)) => {
                self.quotes[q].inner.end()
            }
            _ => usize::MAX,
        };
        let end = sentence.span.end().min(limit);
        let rest = self.text.get(from..end)?;
        let skipped = rest.trim_start_matches(|c: char| {
            c.is_whitespace() || matches!(c, '，' | ',' | '：' | ':' | '了' | '着')
        });
        let start = end - skipped.len();
        if skipped.is_empty() {
            // “……” may stand in the next sentence or paragraph.
            let colon = rest.contains([':', '：']);
            let next = self.document.sentences.get(index + 1).filter(|_| colon)?;
            let q = quotes::at(self.quotes, next.span.start())?;
            return Some(vec![self.quotes[q].span]);
        }
        if let Some(q) = quotes::at(self.quotes, start).filter(|q| self.quotes[*q].span.start() == start) {
            let quote = self.quotes[q];
            let after = &self.text[quote.span.end()..sentence.span.end().max(quote.span.end())];
            let goes_on = after
                .chars()
                .next()
                .is_some_and(|c| !ends_clause(c) && !c.is_whitespace() && c != '.');
            let speech = quote
                .inner
                .of(self.text)
                .trim_end()
                .ends_with(['。', '！', '？', '!', '?', '，']);
            if !goes_on || speech {
                let mut spans = vec![quote.span];
                let mut last = q;
                while self.quotes[last].runs_on && last + 1 < self.quotes.len() {
                    last += 1;
                    spans.push(self.quotes[last].span);
                }
                // “A，”他说，“B。”: further quotes of the sentence.
                return Some(spans);
            }
        }
        let mut stop = end;
        // A quote that opens inside is taken whole.
        let mut at = start;
        while let Some(offset) = self.text[at..stop].find(['“', '「', '"', '『']) {
            let Some(q) = quotes::at(self.quotes, at + offset) else {
                break;
            };
            let quote = self.quotes[q].span;
            if quote.end() >= stop {
                stop = if limit == usize::MAX { quote.end() } else { stop };
                break;
            }
            at = quote.end().max(at + offset + 1);
            if at >= stop {
                break;
            }
        }
        let span = Span::new(start, stop).trim(self.text, &['。', '，', ',', '；', ';', '.', '：', ':']);
        (span.of(self.text).chars().count() >= least).then(|| vec![span])
    }

    /// Where the words behind a cue begin. 告诉路透社，…: the addressee is no content.
    fn content_start(&self, sentence: &Sentence, hit: &Hit<'_>) -> usize {
        if let Some(colon) =
            topic(&self.text[hit.span.end()..sentence.span.end()]).filter(|_| hit.cue.takes & takes::WH != 0)
        {
            hit.span.end() + colon
        } else if hit.cue.takes & takes::PERSON != 0 {
            let rest = &self.text[hit.span.end()..sentence.span.end()];
            rest.char_indices()
                .take(16)
                .find(|(_, c)| matches!(c, '，' | ',' | '：' | ':' | '“'))
                .map_or(hit.span.end(), |(at, _)| hit.span.end() + at)
        } else {
            hit.span.end()
        }
    }

    /// What is said with a verb, and on which side of it: behind it, in the quote before it, or where it points back to.
    /// Its clause begins at `clause`.
    pub(super) fn content_of_verb(
        &self,
        sentence: &Sentence,
        index: usize,
        hit: &Hit<'_>,
        (clause, source_is_empty): (usize, bool),
        earlier: &[Found],
        all: &[Found],
    ) -> Option<(Vec<Span>, Side)> {
        let after = self.text[hit.span.end()..sentence.span.end()].trim_start();
        let closes = after.is_empty() || after.starts_with(['。', '！', '？', '.', '”']);
        let comma = after.starts_with(['，', ',']);
        // “……，”他说。
        let spoken_before = self
            .quote_before(clause)
            .or_else(|| self.quote_before_date(sentence, clause));
        let from = self.content_start(sentence, hit);
        let mut content = if closes {
            None
        } else {
            // 否认裁员: what is denied may be one word.
            let least = if hit.cue.takes & takes::DENY == 0 { 3 } else { 2 };
            self.content_of(sentence, from, index, least)
        };
        let mut side = Side::After;
        // A quote that another cue has taken is not this one's.
        let taken = |q: usize| all.iter().any(|f| f.content.contains(&self.quotes[q].span));
        if let Some(q) = spoken_before
            && !source_is_empty
            && !taken(q)
        {
            if closes {
                content = Some(vec![self.quotes[q].span]);
                side = Side::Before;
            } else if comma && let Some(next) = &content {
                let follows =
                    quotes::at(self.quotes, next[0].start()).filter(|n| self.quotes[*n].span == next[0]);
                // “A。”他说，B: both halves are his, quoted or not.
                let ended = self.quotes[q]
                    .inner
                    .of(self.text)
                    .ends_with(['。', '？', '！', '?', '!']);
                if follows.is_some() || ended && self.adjoins(q, clause) {
                    content = Some(vec![self.quotes[q].span, next[0]]);
                    side = Side::Around;
                }
            }
        }
        // 否认了传闻，但…: what is denied ends before the turn.
        if hit.cue.takes & takes::DENY != 0
            && let Some(span) = content.as_mut().and_then(|c| c.last_mut())
            && let Some(cut) = self.turn(*span)
        {
            *span = Span::new(span.start(), cut);
        }
        if let Some(back) = self.anaphor(hit, sentence, index, earlier, all) {
            content = Some(back);
            side = Side::Before;
        }
        Some((content?, side))
    }

    /// Where a clause of contrast begins inside a content.
    fn turn(&self, content: Span) -> Option<usize> {
        self.rules
            .lists
            .content_turns
            .iter()
            .filter_map(|w| content.of(self.text).find(w.as_str()))
            .min()
            .filter(|at| *at > 6)
            .map(|at| content.start() + at)
    }
}
