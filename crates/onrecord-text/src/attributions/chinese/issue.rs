//! Chinese papers that are issued (发布公告，…) and silence (拒绝置评, 没有回复): who issues, who says nothing.
//! What does not live here: verbs of saying (see `chinese`), papers that speak (公告称: any verb).

use super::phrase;
use super::source::{self, ends_clause};
use super::{Hit, Search};
use crate::Span;
use crate::attributions::Found;
use crate::document::Sentence;

/// How far the name of a paper may stand behind the verb that issues it, in characters.
const PAPER_NAME: usize = 80;

impl Search<'_> {
    /// 发布…公告，公司拟…: what follows the comma is what the paper says.
    pub(super) fn issue(&self, sentence: &Sentence, index: usize, hit: &Hit<'_>) -> Option<Found> {
        let rest = &self.text[hit.span.end()..sentence.span.end()];
        let mut depth = 0usize;
        let (comma, _) = rest.char_indices().take(PAPER_NAME).find(|(_, c)| {
            match c {
                '（' | '(' | '《' | '“' => depth += 1,
                '）' | ')' | '》' | '”' => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth == 0 && ends_clause(*c)
        })?;
        let name = without_brackets(rest[..comma].trim_end());
        if !self.rules.lists.papers.iter().any(|p| name.ends_with(p.as_str())) {
            return None;
        }
        let source = self.issuer(sentence, hit)?;
        let content = self.content_from(sentence, hit.span.end() + comma, index)?;
        let follows = content[0].of(self.text);
        if self
            .rules
            .holds
            .stops
            .iter()
            .any(|s| follows.starts_with(s.as_str()))
        {
            return None;
        }
        let cue = Span::new(hit.span.start(), hit.span.end() + comma);
        let mut made = self.attribution(hit, index, vec![source], source.cover(cue), content, true);
        made.cue = vec![cue];
        Some(made)
    }

    /// The subject of a verb: in its clause, else in the clause before.
    fn issuer(&self, sentence: &Sentence, hit: &Hit<'_>) -> Option<Span> {
        let mut clause = self.clause_start(sentence, hit.span.start());
        let mut end = hit.span.start();
        for _ in 0..2 {
            let before = source::before(self.text, clause, end, &self.rules.lists);
            let noun = phrase::noun(self.text, before.source, &self.rules.lists, self.mentions).noun;
            if noun.of(self.text).chars().count() >= 2 {
                return Some(noun);
            }
            if clause <= sentence.span.start() {
                return None;
            }
            end = self.text[..clause].trim_end_matches(ends_clause).len();
            clause = self.clause_start(sentence, end);
        }
        None
    }

    /// 没有回复…的提问: who says nothing, each of several a source of its own. Gives where the clause ends.
    pub(super) fn refuse(
        &self,
        sentence: &Sentence,
        index: usize,
        hit: &Hit<'_>,
        found: &mut Vec<Found>,
    ) -> Option<usize> {
        let rest = &self.text[hit.span.end()..sentence.span.end()];
        let clause_end = rest.find(ends_clause).unwrap_or(rest.len());
        let inside = &rest[..clause_end];
        let answers = &self.rules.holds.answers;
        // 无人接听 answers by itself.
        let whole = answers
            .iter()
            .any(|w| hit.span.of(self.text).ends_with(w.as_str()));
        let (at, word) = if whole {
            (0, 0)
        } else {
            answers
                .iter()
                .filter_map(|w| inside.find(w.as_str()).map(|at| (at, w.len())))
                .min()?
        };
        // 没有任何证据表明公司会回应: another verb stands between.
        // 没有底气的回复, 不得不回应: what is not there is something else.
        if inside[..at].chars().count() > 16
            || inside[..at].ends_with('的')
            || hit.span.of(self.text).ends_with('不') && inside.starts_with("得不")
        {
            return None;
        }
        let silent = hit.span.end() + at + word;
        let end = hit.span.end() + clause_end;
        // 不回应 is of whoever does not, 无人接听 of whoever was called.
        let gets = whole && !hit.span.of(self.text).starts_with('不')
            || self
                .rules
                .holds
                .gets
                .iter()
                .any(|g| inside[..at].starts_with(g.as_str()))
            || self
                .rules
                .holds
                .gets
                .iter()
                .any(|g| hit.span.of(self.text).ends_with(g.as_str()));
        let sources = if gets {
            self.asked(sentence, hit.span.start()).into_iter().collect()
        } else {
            self.silent(sentence, hit)
        };
        if sources.is_empty() {
            return None;
        }
        let cue = Span::new(hit.span.start(), silent);
        // The clause that responds is all there is; who was asked stands before it.
        let first = sources[0];
        let content = if gets {
            Span::new(self.clause_start(sentence, first.start()), end).trim(self.text, &[])
        } else {
            first.cover(Span::new(cue.start(), end))
        };
        let mut made = self.attribution(hit, index, sources, first.cover(cue), vec![content], false);
        made.cue = vec![cue];
        found.push(made);
        Some(end)
    }

    /// Whoever stands before a refusal: 甲、乙和丙|均拒绝.
    fn silent(&self, sentence: &Sentence, hit: &Hit<'_>) -> Vec<Span> {
        let Some(whole) = self.issuer(sentence, hit) else {
            return Vec::new();
        };
        // 多次联系某公司，但其并未回应; 截至发稿时未获回复: who was asked is silent, not the asking.
        let calls = |w: &String| w.chars().count() > 1 && whole.of(self.text).contains(w.as_str());
        if whole.of(self.text).starts_with('截') || self.rules.holds.asking.iter().any(calls) {
            return self.asked(sentence, hit.span.start()).into_iter().collect();
        }
        let mut parts = Vec::new();
        let mut start = whole.start();
        let words = whole.of(self.text);
        for (at, c) in words.char_indices() {
            if matches!(c, '、' | '和' | '及' | '与') && !self.named(whole.start() + at) {
                let part = Span::new(start, whole.start() + at).trim(self.text, &['以']);
                if part.of(self.text).chars().count() >= 2 {
                    parts.push(part);
                }
                start = whole.start() + at + c.len_utf8();
            }
        }
        parts.push(Span::new(start, whole.end()).trim(self.text, &[]));
        parts.retain(|p| !p.is_empty());
        parts
    }

    /// True inside a name.
    fn named(&self, at: usize) -> bool {
        let next = self.mentions.partition_point(|m| m.span.end() <= at);
        self.mentions.get(next).is_some_and(|m| m.span.start() < at)
    }

    /// 记者联系了某公司…，未获回复; 记者向某公司求证: who was asked.
    fn asked(&self, sentence: &Sentence, before: usize) -> Option<Span> {
        let head = &self.text[sentence.span.start()..before];
        let holds = &self.rules.holds;
        let (start, opener) = holds
            .asking
            .iter()
            .filter_map(|w| {
                // 采访问题, 询问函: the cue inside a noun.
                let at = head
                    .rmatch_indices(w.as_str())
                    .map(|m| m.0)
                    .find(|at| !head[at + w.len()..].starts_with(|c| holds.asking_nouns.contains(c)))?;
                Some((at, w.len()))
            })
            .max()?;
        let from = sentence.span.start() + start + opener;
        let rest = &self.text[from..before];
        let end = rest
            .char_indices()
            .find(|(at, c)| {
                ends_clause(*c)
                    || !self.named(from + at)
                        && holds
                            .asked_ends
                            .iter()
                            .any(|w| rest[*at..].starts_with(w.as_str()))
            })
            .map_or(rest.len(), |(at, _)| at);
        let who = Span::new(from, from + end).trim(self.text, &['了', '到', '的', '“', '”']);
        let count = who.of(self.text).chars().count();
        (2..=30).contains(&count).then_some(who)
    }
}

/// The words without what stands in brackets at their end: 预案（简称交易预案）.
fn without_brackets(words: &str) -> &str {
    let Some(inner) = words.strip_suffix(['）', ')', '》', '”']) else {
        return words;
    };
    match inner.rfind(['（', '(']) {
        Some(at) => inner[..at].trim_end(),
        None => inner,
    }
}
