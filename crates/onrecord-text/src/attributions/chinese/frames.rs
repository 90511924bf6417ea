//! Chinese frames around their source (据…报道), citing (援引…) and quotes announced by a colon.
//! What does not live here: verbs (see `chinese`).

use super::phrase;
use super::rules::ChineseShape;
use super::source::{self, ends_clause};
use super::{Hit, Search};
use crate::Span;
use crate::attributions::Found;
use crate::attributions::labels::LABEL;
use crate::attributions::lexicon::{Shape, takes};
use crate::document::Sentence;

impl Search<'_> {
    /// 王刚充满信心：“……”: a quote behind a colon that no cue has taken.
    pub(super) fn announced(&self, index: usize, sentence: &Sentence, found: &mut Vec<Found>, first: usize) {
        let from = self
            .quotes
            .partition_point(|q| q.span.start() < sentence.span.start());
        for quote in self.quotes[from..]
            .iter()
            .take_while(|q| q.span.start() < sentence.span.end())
        {
            let head = self.text[sentence.span.start()..quote.span.start()].trim_end();
            let Some(clause) = head.strip_suffix(['：', ':']) else {
                continue;
            };
            let speech = quote
                .inner
                .of(self.text)
                .ends_with(['。', '！', '？', '…', '!', '?']);
            let taken = found[first..]
                .iter()
                .any(|f| f.content.iter().any(|c| c.overlaps(quote.span)));
            if !speech || taken || clause.is_empty() {
                continue;
            }
            let end = sentence.span.start() + clause.len();
            let start = sentence.span.start()
                + clause
                    .rfind(ends_clause)
                    .map_or(0, |at| at + clause[at..].chars().next().map_or(1, char::len_utf8));
            let pronoun = ["他们", "她们", "他", "她"]
                .iter()
                .find(|p| self.text[start..end].starts_with(**p));
            let source = match pronoun {
                Some(pronoun) => Some(Span::new(start, start + pronoun.len())),
                None => self.actor(start, end, true),
            };
            let Some(source) = source else {
                continue;
            };
            let hit = Span::new(source.end(), end);
            if hit.is_empty() {
                continue;
            }
            found.push(Found::new(LABEL, index, Some(source), hit, vec![quote.span]));
        }
    }

    /// 据…报道，: the source stands inside, the content behind the comma. Gives where the frame ends.
    pub(super) fn frame(
        &self,
        sentence: &Sentence,
        index: usize,
        hit: &Hit<'_>,
        hits: &[Hit<'_>],
        n: usize,
        found: &mut Vec<Found>,
    ) -> Option<usize> {
        let rest = &self.text[hit.span.end()..sentence.span.end()];
        let comma = rest
            .char_indices()
            .find(|(at, c)| {
                matches!(c, '，' | ',' | '：' | ':')
                    // 1,200 and 10:30 are numbers.
                    && !(rest[at + c.len_utf8()..].starts_with(|d: char| d.is_ascii_digit())
                        && rest[..*at].ends_with(|d: char| d.is_ascii_digit()))
            })
            .map(|c| c.0)?;
        let inside = &rest[..comma];
        if inside.chars().count() > 60 || inside.contains(['。', '；']) {
            return None;
        }
        let end = hit.span.end() + comma;
        // 据X援引Y报道: the citing is inside.
        let citing = hits[n + 1..]
            .iter()
            .find(|h| h.cue.shape == ChineseShape::Cite && h.span.end() <= end);
        let (words, tailed) = self.without_tails(inside, hit, &hits[n + 1..]);
        // 据某网，…: only media and registers need no verb.
        let medium = || {
            let end = hit.span.end() + words.trim_end_matches(['》', '”']).len();
            self.outlet_ends(end)
                || self
                    .rules
                    .lists
                    .registers
                    .iter()
                    .any(|r| words.ends_with(r.as_str()))
        };
        if !tailed && hit.cue.takes & takes::EASY == 0 && !medium() && !self.is_paper(words) {
            return None;
        }
        // 据转让比例计算: who counts is the page.
        if self
            .rules
            .lists
            .computing_verbs
            .iter()
            .any(|t| inside.trim_end().ends_with(t.as_str()))
            && !self.ends_name(hit.span.end() + words.len())
        {
            return None;
        }
        let content = self.content_from(sentence, end, index)?;
        let whole = Span::new(hit.span.start(), end);
        let source_end = citing.map_or(hit.span.end() + words.len(), |c| c.span.start());
        let before = source::before(self.text, hit.span.end(), source_end, &self.rules.lists);
        let phrase = phrase::noun(self.text, before.source, &self.rules.lists, self.mentions).noun;
        let before = source::Before {
            source: if phrase.is_empty() { before.source } else { phrase },
            ..before
        };
        let words = before.source.of(self.text);
        // 根据转让比例，…: what a sentence rests on is no speaker unless it is a paper.
        if !tailed && !words.is_empty() && !self.speaks_in_writing(before.source) {
            return None;
        }
        let mut named = !words.is_empty() && !words.trim_end_matches('的').is_empty();
        let source = before.source.trim(self.text, &['的', '《', '》']);
        let source = if before.source.of(self.text).contains('《') {
            before.source.trim(self.text, &['的'])
        } else {
            source
        };
        // 根据此前报道: the report is the source.
        let source = if !named && hit.cue.takes & takes::EASY != 0 {
            named = true;
            Span::new(hit.span.end(), end).trim(self.text, &[])
        } else {
            source
        };
        found.push(self.attribution(
            hit,
            index,
            if named { vec![source] } else { Vec::new() },
            whole,
            content.clone(),
            true,
        ));
        if let Some(cite) = citing {
            self.cited(cite, end, content, index, found);
        }
        Some(end)
    }

    /// The words inside a frame without the nouns and verbs that end it; true where there are some.
    fn without_tails<'t>(&self, inside: &'t str, hit: &Hit<'_>, hits: &[Hit<'_>]) -> (&'t str, bool) {
        let mut words = inside.trim_end();
        let mut tailed = false;
        for _ in 0..4 {
            // 央视|新闻: a name that ends like a tail.
            let end = hit.span.end() + words.len();
            if self.ends_name(end) {
                break;
            }
            if let Some(shorter) = chinese_source_tail(words, &self.rules.lists.tails) {
                // 根据相关规定, 根据一份声明: the paper is all that is named.
                let keeps = self.only_points(shorter)
                    || self
                        .rules
                        .lists
                        .paper_leads
                        .iter()
                        .any(|p| shorter.ends_with(p.as_str()))
                    || self
                        .rules
                        .lists
                        .registers
                        .iter()
                        .any(|r| words.ends_with(r.as_str()));
                if keeps && self.is_paper(words) && (tailed || hit.cue.takes & takes::EASY != 0) {
                    break;
                }
                words = shorter;
                tailed = true;
                continue;
            }
            if let Some(verb) = hits
                .iter()
                .find(|h| h.cue.shape == ChineseShape::Verb && h.span.end() == hit.span.end() + words.len())
            {
                words = &inside[..verb.span.start() - hit.span.end()];
                tailed = true;
                continue;
            }
            break;
        }
        (words, tailed)
    }

    /// True for papers, reports and named sources, which a frame without 报道 or 表示 may rest on.
    fn speaks_in_writing(&self, source: Span) -> bool {
        let words = source.of(self.text).trim_end_matches(['》', '”']);
        let lists = &self.rules.lists;
        [&lists.grounds, &lists.papers, &lists.registers]
            .iter()
            .any(|list| list.iter().any(|w| words.ends_with(w.as_str())))
            || self.outlet_ends(source.end())
            || self.ends_name(source.end()) && self.mentions.iter().any(|m| m.span == source)
    }

    /// True where the name of a medium ends.
    fn outlet_ends(&self, at: usize) -> bool {
        let next = self.mentions.partition_point(|m| m.span.end() < at);
        self.mentions
            .get(next)
            .is_some_and(|m| m.span.end() == at && m.kind == crate::NameKind::Outlet)
    }

    /// True for words that end in a paper, or in something words rest on.
    fn is_paper(&self, words: &str) -> bool {
        [&self.rules.lists.grounds, &self.rules.lists.papers]
            .iter()
            .any(|list| list.iter().any(|p| words.ends_with(p.as_str())))
    }

    /// True for words that name nobody: 一份, 相关, 此前.
    fn only_points(&self, words: &str) -> bool {
        let mut rest = words.trim();
        while let Some(next) = self
            .rules
            .lists
            .pointers
            .iter()
            .find_map(|p| rest.strip_suffix(p.as_str()))
        {
            rest = next;
        }
        rest.is_empty()
    }

    /// True where a name ends.
    fn ends_name(&self, at: usize) -> bool {
        let next = self.mentions.partition_point(|m| m.span.end() < at);
        self.mentions.get(next).is_some_and(|m| m.span.end() == at)
    }

    /// The inner source of 援引…的话.
    fn cited(&self, cite: &Hit<'_>, end: usize, content: Vec<Span>, index: usize, found: &mut Vec<Found>) {
        let inside = &self.text[cite.span.end()..end];
        let mut words = inside.trim_end();
        for _ in 0..4 {
            match chinese_source_tail(words, &self.rules.lists.tails) {
                Some(shorter) => words = shorter.trim_end_matches('的'),
                None => break,
            }
        }
        let source = Span::new(cite.span.end(), cite.span.end() + words.len()).trim(self.text, &['的', '，']);
        if source.is_empty() {
            return;
        }
        let mut made = self.attribution(cite, index, vec![source], cite.span.cover(source), content, true);
        made.takes |= takes::OBJECT;
        found.push(made);
    }

    /// 路透社周三援引两名知情人士的话报道称，: an outer and an inner source for the same words.
    pub(super) fn cite(
        &self,
        sentence: &Sentence,
        index: usize,
        hit: &Hit<'_>,
        hits: &[Hit<'_>],
        n: usize,
        found: &mut Vec<Found>,
    ) -> Option<usize> {
        let clause = self.clause_start(sentence, hit.span.start());
        let mut before = source::before(self.text, clause, hit.span.start(), &self.rules.lists);
        before.source = phrase::noun(self.text, before.source, &self.rules.lists, self.mentions).noun;
        // The last verb of the clause speaks; else the comma does.
        let rest = &self.text[hit.span.end()..sentence.span.end()];
        let stop = rest.find(['，', ',', '：', ':', '“', '「']).unwrap_or(rest.len());
        let limit = hit.span.end() + stop;
        let verb = hits[n + 1..]
            .iter()
            .filter(|h| h.cue.shape == ChineseShape::Verb && h.span.end() <= limit && self.fits(h, sentence))
            .take(3)
            .last();
        let end = verb.map_or(limit, |v| v.span.end());
        if verb.is_none() && stop == rest.len() {
            return None;
        }
        let content = self.content_from(sentence, end, index)?;
        let until = verb.map_or(limit, |v| v.span.start());
        if !before.source.is_empty() {
            let mut made = self.attribution(
                hit,
                index,
                vec![before.source],
                before.source.cover(hit.span),
                content.clone(),
                before.positive,
            );
            made.shape = Shape::Verb;
            if let Some(verb) = verb {
                made.cue.push(verb.span);
            }
            found.push(made);
        }
        self.cited(hit, until, content, index, found);
        Some(end)
    }
}

fn chinese_source_tail<'t>(words: &'t str, tails: &[String]) -> Option<&'t str> {
    tails.iter().find_map(|t| words.strip_suffix(t.as_str()))
}
