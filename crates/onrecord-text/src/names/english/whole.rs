//! Where a name begins and ends: it goes on to its head ("Tarnwick" + "Foods"), reaches back to its first word
//! ("Competition and Markets Authority"), and leaves out what only a sentence's start or a title put before it.
//! What does not live here: kinds that the words around show (`evidence`).

use super::{Rules, capital, core, covered, holds, title_case};
use crate::document::{Sentence, TokenKind};
use crate::names::candidate::{Candidate, Trust};
use crate::{Document, NameKind, Span};

/// The most words before a head that belong to a name.
const LONGEST: usize = 7;

impl Rules {
    pub(super) fn whole(&self, document: &Document<'_>, candidates: Vec<Candidate>) -> Vec<Candidate> {
        let mut kept: Vec<Candidate> = candidates
            .into_iter()
            .filter_map(|c| self.trimmed(document, c))
            .collect();
        let heads = self.by_heads(document, &kept);
        // A name by its head takes the place of the pieces that it holds or crosses; a catalogue's name that is the whole
        // of it stays.
        let overlapping = |heads: &[Candidate], span: Span| -> Option<usize> {
            let at = heads.partition_point(|h| h.span.end() <= span.start());
            heads.get(at).filter(|h| h.span.overlaps(span)).map(|_| at)
        };
        let mut dropped = vec![false; heads.len()];
        for c in &kept {
            let Some(first) = overlapping(&heads, c.span) else {
                continue;
            };
            let inside = (first..heads.len()).take_while(|at| heads[*at].span.overlaps(c.span));
            for at in inside {
                dropped[at] |= c.span.holds(heads[at].span)
                    && (c.entity.is_some() || c.kind != NameKind::Person && c.span != heads[at].span)
                    || matches!(c.kind, NameKind::Document);
            }
        }
        let heads: Vec<Candidate> = heads
            .into_iter()
            .zip(dropped)
            .filter(|(_, dropped)| !dropped)
            .map(|(h, _)| h)
            .collect();
        kept.retain(|c| overlapping(&heads, c.span).is_none());
        kept.extend(heads);
        kept.sort_by_key(|c| c.span);
        kept
    }

    /// The candidate without the words at its edges that belong to no name; `None` where nothing is left.
    fn trimmed(&self, document: &Document<'_>, mut candidate: Candidate) -> Option<Candidate> {
        if candidate.entity.is_some() || candidate.kind == NameKind::Document {
            return Some(candidate);
        }
        let text = document.text;
        let (mut first, mut end) = covered(document, candidate.span);
        let starts = document
            .sentence_at(candidate.span.start())
            .is_some_and(|s| document.sentences[s].first_token == first);
        while first < end {
            let words = document.tokens[first].span.of(text);
            let lower = words.to_ascii_lowercase();
            let named = document
                .tokens
                .get(first + 1)
                .is_some_and(|t| holds(&self.given, &core(text, t).0.to_ascii_lowercase()));
            if candidate.kind == NameKind::Org && end - first > 2 && named && holds(&self.titles, &lower) {
                candidate.kind = NameKind::Person;
            }
            let title = candidate.kind == NameKind::Person
                && holds(&self.titles, lower.trim_end_matches('.'))
                && end - first > 1;
            let opener = holds(&self.openers, &lower)
                && (starts || !capital(words) || candidate.kind == NameKind::Person || lower == "the")
                && (end - first > 1 || starts || !capital(words));
            let mark = document.tokens[first].kind == TokenKind::Mark;
            if !(title || opener || mark) {
                break;
            }
            first += 1;
        }
        while end > first {
            let token = &document.tokens[end - 1];
            let words = token.span.of(text);
            let small = token.kind == TokenKind::Word && words.chars().all(|c| c.is_lowercase() || c == '\'');
            let legal = holds(&self.legal_forms, words);
            let stop =
                token.kind == TokenKind::Mark && words != "." && words != ")" && words != "+" && words != "!";
            if !(small && !legal || stop) {
                break;
            }
            end -= 1;
        }
        if first >= end {
            return None;
        }
        let (start, stop) = (
            document.tokens[first].span.start(),
            document.tokens[end - 1].span.end(),
        );
        let span = Span::new(
            start.max(candidate.span.start()),
            stop.min(candidate.span.end())
                .max(start.max(candidate.span.start())),
        );
        let words = span.of(text);
        // One letter, or a legal form alone, is no name.
        if words.trim_end_matches('.').chars().count() < 2 || holds(&self.legal_forms, words) {
            return None;
        }
        candidate.span = span;
        Some(candidate)
    }

    /// Names that their last words show, in text order.
    fn by_heads(&self, document: &Document<'_>, known: &[Candidate]) -> Vec<Candidate> {
        let Some(rule) = &self.by_head else {
            return Vec::new();
        };
        let mut found: Vec<Candidate> = Vec::new();
        for sentence in &document.sentences {
            let titled = title_case(document, sentence);
            let mut floor = sentence.first_token;
            let mut at = sentence.first_token;
            while at < sentence.end_token {
                let Some((kind, end)) = self.head(document, sentence, at) else {
                    at += 1;
                    continue;
                };
                let (kind, end) = if titled {
                    (kind, end)
                } else {
                    self.reach_on(document, sentence, kind, end)
                };
                let first = self.reach_back(document, sentence, (at, end), floor, titled, known);
                // A head that opens a name ("Bank of …") needs nothing before it.
                if first < at || end > at + 1 && self.goes_on(document, at) {
                    let last = &document.tokens[end - 1];
                    let (words, possessive) = core(document.text, last);
                    let stop = if possessive {
                        last.span.start() + words.len()
                    } else {
                        last.span.end()
                    };
                    found.push(Candidate {
                        span: Span::new(document.tokens[first].span.start(), stop),
                        kind,
                        rule: rule.clone(),
                        entity: None,
                        trust: Trust::Tagged,
                    });
                    floor = end;
                }
                at = end.max(at + 1);
            }
        }
        found
    }

    /// The kind and the end of a name whose head stands at a token: the longest of heads and legal forms in a row, or
    /// the words behind "of" and "for".
    fn head(&self, document: &Document<'_>, sentence: &Sentence, at: usize) -> Option<(NameKind, usize)> {
        let text = document.text;
        let kind_of = |index: usize| -> Option<NameKind> {
            let token = document
                .tokens
                .get(index)
                .filter(|_| index < sentence.end_token)?;
            if token.kind != TokenKind::Word {
                return None;
            }
            let (word, _) = core(text, token);
            if !capital(word) && !holds(&self.legal_forms, word) {
                return None;
            }
            if holds(&self.authority_heads, word) {
                Some(NameKind::Authority)
            } else if holds(&self.org_heads, word) || holds(&self.legal_forms, word) {
                Some(NameKind::Org)
            } else if holds(&self.facility_heads, word) {
                Some(NameKind::Facility)
            } else if holds(&self.place_heads, word) {
                Some(NameKind::Place)
            } else {
                None
            }
        };
        let mut kind = kind_of(at)?;
        let mut end = at + 1;
        while !core(text, &document.tokens[end - 1]).1 {
            let next = self.beside(document, sentence, end);
            let Some(next) = next else { break };
            let Some(more) = kind_of(next) else { break };
            kind = if holds(&self.legal_forms, core(text, &document.tokens[next]).0) {
                NameKind::Org
            } else {
                more
            };
            end = next + 1;
            // The stop of "Inc." is a token of its own.
            if document.tokens.get(end).is_some_and(|t| {
                t.span.of(text) == "."
                    && t.span.start() == document.tokens[end - 1].span.end()
                    && end + 1 < sentence.end_token
            }) && holds(
                &self.legal_forms,
                &format!("{}.", core(text, &document.tokens[end - 1]).0),
            ) {
                end += 1;
            }
        }
        // "Ministry of Fishing", "University of the North"
        if holds(&self.opening_heads, core(text, &document.tokens[end - 1]).0)
            && self.goes_on(document, end - 1)
        {
            let mut stop = end + 1;
            while stop < sentence.end_token {
                let token = &document.tokens[stop];
                let (word, possessive) = core(text, token);
                let next = document
                    .tokens
                    .get(stop + 1)
                    .filter(|t| stop + 1 < sentence.end_token && t.kind == TokenKind::Word)
                    .map(|t| core(text, t).0);
                let link = matches!(word, "the" | "and" | "&" | "of") && next.is_some_and(capital)
                    // "Ministry of Trade, Industry and Energy"
                    || word == ","
                        && kind == NameKind::Authority
                        && stop > end + 1
                        && self.is_field(core(text, &document.tokens[stop - 1]).0)
                        && next.is_some_and(|n| self.is_field(n));
                let named = token.kind == TokenKind::Word
                    && capital(word)
                    && !holds(&self.openers, &word.to_ascii_lowercase());
                if !(named || link)
                    || stop - end > LONGEST
                    || word == "and"
                        && !(kind == NameKind::Authority && next.is_some_and(|n| self.is_field(n)))
                        && !self.shares(document, stop + 1)
                {
                    break;
                }
                stop += 1;
                if possessive {
                    break;
                }
            }
            while stop > end && !capital(document.tokens[stop - 1].span.of(text)) {
                stop -= 1;
            }
            if stop > end {
                if kind == NameKind::Facility {
                    kind = NameKind::Org;
                }
                end = stop;
            }
        }
        Some((kind, end))
    }

    /// The kind and the end of a name whose heads end at `end`, where more of it follows: "New Media Investment Group".
    fn reach_on(
        &self,
        document: &Document<'_>,
        sentence: &Sentence,
        mut kind: NameKind,
        mut end: usize,
    ) -> (NameKind, usize) {
        'more: while !core(document.text, &document.tokens[end - 1]).1 {
            let mut next = end;
            for _ in 0..2 {
                let Some(at) = self.beside(document, sentence, next) else {
                    break;
                };
                let (word, possessive) = core(document.text, &document.tokens[at]);
                let lower = word.to_ascii_lowercase();
                if !capital(word)
                    || holds(&self.openers, &lower)
                    || holds(&self.titles, &lower)
                    || holds(&self.given, &lower)
                {
                    break;
                }
                if let Some((more, stop)) = self.head(document, sentence, at) {
                    (kind, end) = (more, stop);
                    continue 'more;
                }
                if possessive {
                    break;
                }
                next = at + 1;
            }
            break;
        }
        (kind, end)
    }

    /// True where "and" goes on with one name: "Ministry of Trade and Industry", not "Bank of Dunmore and Selby Steel".
    fn shares(&self, document: &Document<'_>, at: usize) -> bool {
        let text = document.text;
        let word = |i: usize| document.tokens.get(i).map_or("", |t| core(text, t).0);
        !(capital(word(at + 1))
            && (holds(&self.org_heads, word(at + 1)) || holds(&self.authority_heads, word(at + 1))))
            && !holds(&self.given, &word(at).to_ascii_lowercase())
            && !holds(&self.opening_heads, word(at))
    }

    /// True for what a ministry may be of: "Trade", "Information".
    fn is_field(&self, word: &str) -> bool {
        capital(word) && holds(&self.fields, &word.to_ascii_lowercase())
    }

    /// True where "of" or "for" and a capital follow a token.
    fn goes_on(&self, document: &Document<'_>, at: usize) -> bool {
        let word = |i: usize| document.tokens.get(i).map_or("", |t| t.span.of(document.text));
        matches!(word(at + 1), "of" | "for")
            && holds(&self.opening_heads, word(at))
            && (capital(word(at + 2)) || word(at + 2) == "the" && capital(word(at + 3)))
    }

    /// The next token of a name: right behind, or behind ", " before a legal form.
    fn beside(&self, document: &Document<'_>, sentence: &Sentence, at: usize) -> Option<usize> {
        if at >= sentence.end_token {
            return None;
        }
        let text = document.text;
        let gap = |i: usize| text.get(document.tokens[i - 1].span.end()..document.tokens[i].span.start());
        if document.tokens[at].span.of(text) == "," {
            let next = at + 1;
            let legal =
                next < sentence.end_token && holds(&self.legal_forms, core(text, &document.tokens[next]).0);
            return legal.then_some(next);
        }
        (gap(at) == Some(" ")).then_some(at)
    }

    /// The first token of the name whose heads stand at `at..end`.
    fn reach_back(
        &self,
        document: &Document<'_>,
        sentence: &Sentence,
        (at, end): (usize, usize),
        floor: usize,
        titled: bool,
        known: &[Candidate],
    ) -> usize {
        let text = document.text;
        let mut first = at;
        let longest = if titled { 1 } else { LONGEST };
        while first > floor && at - first < longest {
            let before = first - 1;
            let token = &document.tokens[before];
            let (word, possessive) = core(text, token);
            let beside = text.get(token.span.end()..document.tokens[first].span.start()) == Some(" ");
            if !beside {
                break;
            }
            let lower = word.to_ascii_lowercase();
            if token.kind == TokenKind::Word && capital(word) && !possessive {
                // A person, a title or a sentence's first word before it is no part of it.
                let opens = before == sentence.first_token && holds(&self.openers, &lower);
                let day = holds(&self.openers, &lower) && !holds(&self.openers_in_names, &lower);
                let title = holds(&self.titles, &lower) && !holds(&self.titles_in_names, &lower);
                if opens || day || title {
                    break;
                }
                first = before;
                continue;
            }
            if token.kind == TokenKind::Mark && word == "&" && before > floor {
                first = before;
                continue;
            }
            let authority = (at..end).any(|i| {
                let head = core(text, &document.tokens[i]).0;
                holds(&self.authority_heads, head) || holds(&self.opening_heads, head)
            });
            if word == "and" && authority && before > floor && (first < at || end > at + 1) {
                let left = &document.tokens[before - 1];
                let (name, owned) = core(text, left);
                let apart = owned
                    || !capital(name)
                    || before - 1 == sentence.first_token && holds(&self.openers, &name.to_ascii_lowercase())
                    || holds(&self.given, &name.to_ascii_lowercase())
                    || holds(&self.family, &name.to_ascii_lowercase())
                    || holds(&self.org_heads, name) && !holds(&self.heads_before_and, name)
                    || holds(&self.legal_forms, name)
                    || holds(&self.authority_heads, name)
                    || known.iter().any(|k| {
                        k.span.holds_offset(left.span.start())
                            && !k.span.holds_offset(document.tokens[at].span.start())
                            && (k.kind == NameKind::Place || k.span.len() > name.len())
                    });
                if apart {
                    break;
                }
                first = before - 1;
                continue;
            }
            break;
        }
        while first < at && document.tokens[first].kind == TokenKind::Mark {
            first += 1;
        }
        first
    }
}
