//! Finds time expressions in runs of known words: a chart filled from right to left, then the best cover.
//! What does not live here: compiling rules (`grammar`), and what the words mean in the end (`anchoring`).
//!
//! Work is bounded per place (edges, steps, reach), so a text of any digits is read in linear time.

use super::building::{Value, build};
use super::expression::{Amount, Meaning, Tense};
use super::grammar::{Grammar, Neighbour, Rule};
use super::numerals::{Numeral, hyphen};
use super::symbols::{self as sym, Symbols};
use super::vocabulary::{Kind, Token};
use crate::{RuleName, Span};

/// Most edges that begin at one place.
const EDGES: usize = 96;
/// Most steps of matching at one place.
const STEPS: u32 = 3000;
/// Longest expression, in tokens.
const REACH: usize = 26;
/// Longest run parsed at once, in tokens.
const RUN: usize = 240;
/// How often the cover of a run is chosen anew.
const RETRIES: u32 = 8;
const LITERAL: u32 = u32::MAX;

/// What an edge was made of.
#[derive(Clone, Copy, Debug)]
enum Origin {
    Entry(u32),
    Number(Amount),
    Rule { variant: u32, kids: u32 },
}

#[derive(Clone, Copy, Debug)]
struct Edge {
    end: u32,
    symbol: u16,
    wider: u16,
    rank: i32,
    origin: Origin,
}

/// An expression as found.
#[derive(Clone, Debug)]
pub(super) struct Hit {
    pub(super) span: Span,
    pub(super) meaning: Meaning,
    pub(super) rule: RuleName,
    pub(super) tense: Tense,
    /// The two ends of a range, where each has words of its own.
    pub(super) ends: Option<(Span, Span)>,
    /// True for the date of a document.
    pub(super) dates_a_document: bool,
}

/// The chart, kept between runs so that its memory is used again.
pub(super) struct Chart<'g> {
    grammar: &'g Grammar,
    edges: Vec<Edge>,
    kids: Vec<u32>,
    /// Edges by the place they begin at.
    starts: Vec<Vec<u32>>,
    numerals: Vec<Numeral>,
    path: Vec<u32>,
    steps: u32,
    /// Steps in all: what the tests of linear work count.
    pub(super) work: u64,
    /// By token: true where the place before it lies inside a whole word, so that nothing may begin or end there.
    inside: Vec<bool>,
}

impl<'g> Chart<'g> {
    pub(super) fn new(grammar: &'g Grammar) -> Chart<'g> {
        Chart {
            grammar,
            edges: Vec::new(),
            kids: Vec::new(),
            starts: Vec::new(),
            numerals: Vec::new(),
            path: Vec::new(),
            steps: 0,
            work: 0,
            inside: Vec::new(),
        }
    }

    /// Reads the tokens of a block; what was found is added to `hits` in text order.
    pub(super) fn read(&mut self, tokens: &[Token], hits: &mut Vec<Hit>) {
        let grammar = self.grammar;
        self.whole_words(tokens);
        let mut first = 0;
        while first < tokens.len() {
            let mut end = first;
            let mut trigger = false;
            while let Some(token) = tokens.get(end) {
                let digits = token.kind == Kind::Digits;
                if !digits && grammar.vocabulary.ends_run(token.id)
                    || end > first && (token.space == 2 || end - first >= RUN)
                {
                    break;
                }
                trigger |= digits || grammar.triggers.get(token.id as usize).is_some_and(|t| *t);
                end += 1;
            }
            if end == first {
                first += 1;
                continue;
            }
            if trigger {
                self.run(tokens, first, end, hits);
            }
            first = end;
        }
    }

    /// Marks the places inside the words of class `whole`: 体现在 is no 现在, 年轻 no 年.
    fn whole_words(&mut self, tokens: &[Token]) {
        self.inside.clear();
        self.inside.resize(tokens.len() + 1, false);
        let mut at = 0;
        while at < tokens.len() {
            match super::clause::known(self.grammar, tokens, at, self.grammar.whole) {
                Some(end) if tokens[at].id != 0 => {
                    for place in &mut self.inside[at + 1..end] {
                        *place = true;
                    }
                    at = end;
                }
                _ => at += 1,
            }
        }
    }

    fn run(&mut self, tokens: &[Token], first: usize, end: usize, hits: &mut Vec<Hit>) {
        let len = end - first;
        self.edges.clear();
        self.kids.clear();
        while self.starts.len() < len + 1 {
            self.starts.push(Vec::new());
        }
        for list in &mut self.starts[..=len] {
            list.clear();
        }
        for at in (0..len).rev() {
            self.steps = 0;
            self.lexical(tokens, first, end, at);
            let grammar = self.grammar;
            if let Some(node) = self
                .literal(tokens, first + at)
                .and_then(|l| grammar.patterns[0].child(l))
            {
                self.path.clear();
                self.path.push(LITERAL);
                self.extend(tokens, first, end, at, at + 1, node);
            }
            let mut next = 0;
            while let Some(&id) = self.starts[at].get(next) {
                next += 1;
                let edge = self.edges[id as usize];
                for symbol in [edge.symbol, edge.wider] {
                    if symbol != 0
                        && let Some(node) = grammar.patterns[0].child(symbol)
                    {
                        self.path.clear();
                        self.path.push(id);
                        self.extend(tokens, first, end, at, edge.end as usize, node);
                    }
                }
            }
            self.work += u64::from(self.steps) + 1;
        }
        self.choose(tokens, first, len, hits);
    }

    fn literal(&self, tokens: &[Token], at: usize) -> Option<u16> {
        let id = tokens.get(at)?.id as usize;
        self.grammar.literals.get(id).copied().filter(|l| *l != 0)
    }

    /// Known words and numbers that begin at `at`.
    fn lexical(&mut self, tokens: &[Token], first: usize, end: usize, at: usize) {
        let grammar = self.grammar;
        let mut node = 0;
        let mut place = first + at;
        while place < end {
            let token = &tokens[place];
            let Some(next) = (token.id != 0)
                .then(|| grammar.lexicon[node].child(token.id))
                .flatten()
            else {
                break;
            };
            node = next;
            place += 1;
            for &entry in &grammar.lexicon[node].ends {
                let known = &grammar.entries[entry as usize];
                if known.cased && !tokens[first + at].capital {
                    continue;
                }
                self.add(
                    at,
                    Edge {
                        end: (place - first) as u32,
                        symbol: known.symbol,
                        wider: known.wider,
                        rank: 0,
                        origin: Origin::Entry(entry),
                    },
                );
            }
            // "mid-year", "new-year's eve"
            place = hyphen(tokens, place);
        }
        let mut numerals = std::mem::take(&mut self.numerals);
        numerals.clear();
        grammar.numerals.at(&tokens[..end], first + at, &mut numerals);
        let year = grammar.numerals.names_year(tokens, first + at);
        for numeral in &numerals {
            // 不过2019年以来: no length of 2019 years.
            if year && matches!(numeral.symbol, sym::N | sym::INT) {
                continue;
            }
            self.add(
                at,
                Edge {
                    end: (numeral.end - first) as u32,
                    symbol: numeral.symbol,
                    wider: 0,
                    rank: 0,
                    origin: Origin::Number(numeral.amount),
                },
            );
        }
        self.numerals = numerals;
    }

    /// True where the edge is new, or better than what stood there.
    fn add(&mut self, at: usize, edge: Edge) {
        for &id in &self.starts[at] {
            let old = &mut self.edges[id as usize];
            if old.end == edge.end && old.symbol == edge.symbol {
                if edge.rank > old.rank {
                    *old = edge;
                }
                return;
            }
        }
        if self.starts[at].len() >= EDGES {
            return;
        }
        self.starts[at].push(self.edges.len() as u32);
        self.edges.push(edge);
    }

    /// Follows the patterns from `node` with what begins at `place`.
    fn extend(&mut self, tokens: &[Token], first: usize, end: usize, at: usize, place: usize, node: usize) {
        let grammar = self.grammar;
        self.steps += 1;
        if self.steps > STEPS {
            return;
        }
        for &variant in &grammar.patterns[node].ends {
            self.finish(tokens, first, at, place, variant);
        }
        if grammar.patterns[node].children.is_empty() || place - at > REACH {
            return;
        }
        let behind = hyphen(tokens, first + place) - first;
        // Between digits a hyphen is written in the patterns; elsewhere it only glues words.
        let skips = behind > place
            && first + behind < end
            && !(tokens[first + behind].kind == Kind::Digits
                && tokens[first + place - 1].kind == Kind::Digits);
        for place in [Some(place), skips.then_some(behind)].into_iter().flatten() {
            if first + place >= end {
                break;
            }
            if let Some(next) = self
                .literal(tokens, first + place)
                .and_then(|l| grammar.patterns[node].child(l))
            {
                self.path.push(LITERAL);
                self.extend(tokens, first, end, at, place + 1, next);
                self.path.pop();
            }
            let mut index = 0;
            while let Some(&id) = self.starts[place].get(index) {
                index += 1;
                let edge = self.edges[id as usize];
                for symbol in [edge.symbol, edge.wider] {
                    if symbol != 0
                        && let Some(next) = grammar.patterns[node].child(symbol)
                    {
                        self.path.push(id);
                        self.extend(tokens, first, end, at, edge.end as usize, next);
                        self.path.pop();
                    }
                }
            }
        }
    }

    fn finish(&mut self, tokens: &[Token], first: usize, at: usize, place: usize, variant: u32) {
        let rule = &self.grammar.rules[self.grammar.variants[variant as usize].rule as usize];
        if rule.cased && !tokens[first + at].capital
            || !self.neighbours(rule, tokens, first + at, first + place)
        {
            return;
        }
        let kids = self.kids.len() as u32;
        self.kids.push(self.path.len() as u32);
        self.kids.extend_from_slice(&self.path);
        self.add(
            at,
            Edge {
                end: place as u32,
                symbol: rule.symbol,
                wider: rule.wider,
                rank: rule.rank,
                origin: Origin::Rule { variant, kids },
            },
        );
    }

    fn neighbours(&self, rule: &Rule, tokens: &[Token], start: usize, end: usize) -> bool {
        if rule.before.is_empty()
            && rule.not_before.is_empty()
            && rule.after.is_empty()
            && rule.not_after.is_empty()
        {
            return true;
        }
        let before = start
            .checked_sub(1)
            .map(|i| &tokens[i])
            .filter(|_| tokens[start].space < 2);
        let after = tokens.get(end).filter(|t| t.space < 2);
        // Words that no pattern holds.
        let plain = |t: &Token| self.grammar.vocabulary.ends_run(t.id);
        let is = |n: &Neighbour, token: Option<&Token>, glued: bool| match (n, token) {
            (Neighbour::Nothing, token) => token.is_none(),
            (_, None) => false,
            (Neighbour::Word(id), Some(t)) => t.id == *id && t.kind != Kind::Digits,
            (Neighbour::Capital, Some(t)) => t.kind == Kind::Word && plain(t) && t.capital,
            (Neighbour::Lower, Some(t)) => t.kind == Kind::Word && plain(t) && !t.capital,
            (Neighbour::Digits, Some(t)) => t.kind == Kind::Digits,
            (Neighbour::Glued, Some(t)) => glued && t.kind != Kind::Mark,
        };
        let glued_before = tokens[start].space == 0;
        let glued_after = after.is_some_and(|t| t.space == 0);
        let any =
            |list: &[Neighbour], token: Option<&Token>, glued: bool| list.iter().any(|n| is(n, token, glued));
        (rule.before.is_empty() || any(&rule.before, before, glued_before))
            && !any(&rule.not_before, before, glued_before)
            && (rule.after.is_empty() || any(&rule.after, after, glued_after))
            && !any(&rule.not_after, after, glued_after)
    }

    /// The cover of the run with the most words in the fewest expressions. What turns out to mean nothing ("40 hours a
    /// week" as one length) is struck out, and the rest chosen anew.
    fn choose(&mut self, tokens: &[Token], first: usize, len: usize, hits: &mut Vec<Hit>) {
        let before = hits.len();
        let mut senseless = self.cover(tokens, first, len, hits);
        for _ in 0..RETRIES {
            let Some(edge) = senseless else { break };
            (self.edges[edge as usize].symbol, self.edges[edge as usize].wider) = (0, 0);
            hits.truncate(before);
            senseless = self.cover(tokens, first, len, hits);
        }
    }

    /// Adds the best cover to `hits`; gives the first of its edges that means nothing, if any.
    fn cover(&self, tokens: &[Token], first: usize, len: usize, hits: &mut Vec<Hit>) -> Option<u32> {
        let mut senseless = None;
        let mut best: Vec<(i64, u32)> = vec![(0, u32::MAX); len + 1];
        for at in (0..len).rev() {
            best[at] = (best[at + 1].0, u32::MAX);
            if self.inside[first + at] {
                continue;
            }
            for &id in &self.starts[at] {
                let edge = &self.edges[id as usize];
                if !Symbols::is_result(edge.symbol, edge.wider) || self.inside[first + edge.end as usize] {
                    continue;
                }
                let weight =
                    100 * (i64::from(edge.end) - at as i64) - 50 + i64::from(edge.rank.clamp(-40, 40));
                let score = weight + best[edge.end as usize].0;
                if score > best[at].0 {
                    best[at] = (score, id);
                }
            }
        }
        let mut at = 0;
        while at < len {
            let id = best[at].1;
            if id == u32::MAX {
                at += 1;
                continue;
            }
            let edge = self.edges[id as usize];
            let end = edge.end as usize;
            let meaning = (edge.symbol != sym::VETO)
                .then(|| self.value(id, 0).and_then(Value::meaning))
                .flatten();
            if edge.symbol != sym::VETO && meaning.is_none() {
                senseless = senseless.or(Some(id));
            }
            if let Some(meaning) = meaning {
                let rule = match edge.origin {
                    Origin::Rule { variant, .. } => {
                        let rule = self.grammar.variants[variant as usize].rule as usize;
                        self.grammar.rules[rule].name.clone()
                    }
                    Origin::Entry(entry) => self.grammar.entries[entry as usize].name.clone(),
                    Origin::Number(_) => continue,
                };
                let (start, stop) = (first + at, first + end);
                hits.push(Hit {
                    dates_a_document: super::cited::dates_a_document(
                        self.grammar,
                        &meaning,
                        tokens,
                        start,
                        stop,
                    ),
                    span: tokens[start].span().cover(tokens[stop - 1].span()),
                    meaning,
                    rule,
                    tense: super::clause::tense(self.grammar, tokens, start, stop),
                    ends: if edge.symbol == sym::RANGE {
                        self.ends(id, tokens, start, first)
                    } else {
                        None
                    },
                });
            }
            at = end;
        }
        senseless
    }

    /// Spans of the two dates that a range was made of. `first` is the run's first token.
    fn ends(&self, id: u32, tokens: &[Token], start: usize, first: usize) -> Option<(Span, Span)> {
        let Origin::Rule { kids, .. } = self.edges[id as usize].origin else {
            return None;
        };
        let count = self.kids[kids as usize] as usize;
        let kids = &self.kids[kids as usize + 1..][..count];
        let mut at = start;
        let mut spans = Vec::with_capacity(2);
        for kid in kids {
            if *kid == LITERAL {
                at += 1;
                continue;
            }
            let edge = &self.edges[*kid as usize];
            let stop = first + edge.end as usize;
            let dated = Symbols::is_result(edge.symbol, edge.wider) || edge.symbol == sym::YYYY;
            if !dated || stop <= at {
                return None;
            }
            spans.push(tokens[at].span().cover(tokens[stop - 1].span()));
            at = stop;
        }
        match spans[..] {
            [a, b] => Some((a, b)),
            _ => None,
        }
    }

    fn value(&self, id: u32, depth: u32) -> Option<Value> {
        if depth > 40 {
            return None;
        }
        match self.edges[id as usize].origin {
            Origin::Number(amount) => Some(Value::Number(amount)),
            Origin::Entry(entry) => Some(self.grammar.entries[entry as usize].value.clone()),
            Origin::Rule { variant, kids } => {
                let variant = &self.grammar.variants[variant as usize];
                let rule = &self.grammar.rules[variant.rule as usize];
                let kids = kids as usize + 1;
                build(&rule.means, &mut |name| {
                    let place = variant.slots.get(name).copied().flatten()?;
                    let kid = self.kids[kids + usize::from(place)];
                    if kid == LITERAL {
                        None
                    } else {
                        self.value(kid, depth + 1)
                    }
                })
            }
        }
    }
}
