//! Chinese attributions, cue by cue.
//! What does not live here: sources (see `source`), speakers, nesting.

mod content;
mod frames;
pub(super) mod holds;
mod issue;
mod kinds;
mod phrase;
pub(super) mod roles;
pub(super) mod rules;
mod source;

use self::rules::{ChineseCue, ChineseRules, ChineseShape};
use self::source::{Before, ends_clause};
use super::lexicon::{Shape, takes};
use super::quotes::{self, Quote};
use super::{Found, Side};
use crate::document::Sentence;
use crate::{Document, Mention, Span};

/// A cue word in the text.
#[derive(Clone, Copy)]
struct Hit<'r> {
    pub span: Span,
    pub cue: &'r ChineseCue,
}

struct Search<'a> {
    pub text: &'a str,
    pub document: &'a Document<'a>,
    pub rules: &'a ChineseRules,
    pub quotes: &'a [Quote],
    pub mentions: &'a [Mention],
}

/// Finds the attributions of every sentence.
pub(super) fn find(
    document: &Document<'_>,
    rules: &ChineseRules,
    quotes: &[Quote],
    mentions: &[Mention],
) -> Vec<Found> {
    let search = Search {
        text: document.text,
        document,
        rules,
        quotes,
        mentions,
    };
    let mut found: Vec<Found> = Vec::new();
    for (index, sentence) in document.sentences.iter().enumerate() {
        let words = sentence.span.of(document.text);
        let base = sentence.span.start();
        let hits: Vec<Hit<'_>> = rules
            .words
            .find_all(words)
            .map(|(start, end, cue)| Hit {
                span: Span::new(base + start, base + end),
                cue: &rules.cues[cue],
            })
            .collect();
        if hits.is_empty() {
            continue;
        }
        search.sentence(index, sentence, &hits, &mut found);
    }
    found
}

impl Search<'_> {
    fn sentence(&self, index: usize, sentence: &Sentence, hits: &[Hit<'_>], found: &mut Vec<Found>) {
        let first = found.len();
        let mut skip_until = 0;
        for (n, hit) in hits.iter().enumerate() {
            if hit.span.start() < skip_until || !self.fits(hit, sentence) {
                continue;
            }
            let mut hit = *hit;
            if hit.cue.shape == ChineseShape::Issue {
                if let Some(made) = self.issue(sentence, index, &hit) {
                    found.push(made);
                    continue;
                }
                let Some(verb) = &hit.cue.verb else { continue };
                hit.cue = verb;
                if !self.fits(&hit, sentence) {
                    continue;
                }
            }
            let hit = &hit;
            match hit.cue.shape {
                ChineseShape::Block | ChineseShape::Hold | ChineseShape::Issue => {}
                ChineseShape::Refuse => {
                    if let Some(end) = self.refuse(sentence, index, hit, found) {
                        skip_until = end;
                    }
                }
                ChineseShape::Fixed => {
                    if !self.denied_there(sentence, hit)
                        && let Some(content) = self.content(sentence, hit, index)
                    {
                        found.push(self.attribution(hit, index, Vec::new(), hit.span, content, true));
                    }
                }
                ChineseShape::Frame => {
                    if let Some(end) = self.frame(sentence, index, hit, hits, n, found) {
                        skip_until = end;
                    }
                }
                ChineseShape::Cite => {
                    if let Some(end) = self.cite(sentence, index, hit, hits, n, found) {
                        skip_until = end;
                    }
                }
                ChineseShape::Verb => {
                    // 报道称, 回应说: two cues side by side are one.
                    let next = hits.get(n + 1).filter(|h| {
                        h.span.start() == hit.span.end()
                            && h.cue.shape == ChineseShape::Verb
                            && self.fits(h, sentence)
                    });
                    let whole = match next {
                        Some(next) => Hit {
                            span: hit.span.cover(next.span),
                            cue: next.cue,
                        },
                        None => *hit,
                    };
                    if let Some(made) = self.verb(
                        sentence,
                        index,
                        &whole,
                        &found[first..],
                        &found[first.saturating_sub(2)..],
                    ) {
                        let inner = made.told.map(|told| made.told_by(told));
                        found.push(made);
                        found.extend(inner);
                        skip_until = whole.span.end();
                    }
                }
            }
        }
        self.announced(index, sentence, found, first);
        self.trim(found, first);
    }

    /// 网传…系谣言: a rumour inside its own denial is nobody's claim.
    fn denied_there(&self, sentence: &Sentence, hit: &Hit<'_>) -> bool {
        let rest = &self.text[hit.span.end()..sentence.span.end()];
        let clause = rest.split(['，', ',', '。', '；']).next().unwrap_or(rest);
        self.rules
            .lists
            .untrue
            .iter()
            .any(|w| clause.contains(w.as_str()))
    }

    pub(super) fn fits(&self, hit: &Hit<'_>, sentence: &Sentence) -> bool {
        let after = &self.text[hit.span.end()..sentence.span.end()];
        let before = &self.text[sentence.span.start()..hit.span.start()];
        // 回应，/ 回应：/ 回应“: a topic is no content.
        let pause = hit.cue.takes & takes::WH == 0
            || topic(after).is_some()
            || after.trim_start().is_empty()
            || after
                .trim_start()
                .starts_with(['，', ',', '：', ':', '“', '「', '"', '『', '。']);
        pause
            && (topic(after).is_some() || !self.names_a_topic(hit.span.end()))
            && !hit.cue.not_after.iter().any(|w| after.starts_with(w.as_str()))
            && !hit.cue.not_before.iter().any(|w| before.ends_with(w.as_str()))
    }

    /// 回应“停航传闻”称，…: the quotation right behind names what is answered; another verb says what is said.
    fn names_a_topic(&self, end: usize) -> bool {
        let Some(quote) = quotes::at(self.quotes, end).map(|q| self.quotes[q].span) else {
            return false;
        };
        let rest = &self.text[quote.end()..];
        quote.start() == end
            && self
                .rules
                .lists
                .topic_ends
                .iter()
                .any(|w| rest.starts_with(w.as_str()))
    }

    pub(super) fn attribution(
        &self,
        hit: &Hit<'_>,
        sentence: usize,
        source: Vec<Span>,
        frame: Span,
        content: Vec<Span>,
        positive: bool,
    ) -> Found {
        Found {
            source,
            frame,
            positive,
            ..Found::new(hit.cue.kind(), sentence, None, hit.span, content)
        }
    }

    /// The start of the clause that the cue at `at` stands in, not leaving its quote.
    pub(super) fn clause_start(&self, sentence: &Sentence, at: usize) -> usize {
        let floor = match quotes::at(self.quotes, at) {
            Some(q) if self.quotes[q].inner.holds_offset(at) => self.quotes[q].inner.start(),
            _ => sentence.span.start(),
        }
        .max(sentence.span.start())
        .min(at);
        let words = &self.text[floor..at];
        // A closing quote is a boundary unless it is a short name in quotes.
        for (offset, c) in words.char_indices().rev() {
            if ends_clause(c) {
                // 3,5 and 10:30 are numbers.
                let next = words[offset + c.len_utf8()..].chars().next();
                if matches!(c, ',' | ':') && next.is_some_and(|n| n.is_ascii_digit()) {
                    continue;
                }
                return floor + offset + c.len_utf8();
            }
            if matches!(c, '”' | '」' | '』' | '＂' | '〞' | '〟')
                && let Some(q) = quotes::at(self.quotes, floor + offset)
                && self.quotes[q].span.end() == floor + offset + c.len_utf8()
            {
                let inner = self.quotes[q].inner.of(self.text);
                let speech = inner.ends_with(['，', '。', '！', '？', ',', '!', '?', '.'])
                    || inner.chars().count() > 18;
                if speech {
                    return floor + offset + c.len_utf8();
                }
            }
        }
        floor
    }

    fn verb(
        &self,
        sentence: &Sentence,
        index: usize,
        hit: &Hit<'_>,
        earlier: &[Found],
        all: &[Found],
    ) -> Option<Found> {
        let clause = self.clause_start(sentence, hit.span.start());
        // 小王说|他知道: the inner clause begins behind the outer cue.
        let clause = earlier
            .iter()
            .filter_map(|f| f.cue.last().map(|c| c.end()))
            .filter(|end| (clause..hit.span.start()).contains(end))
            .max()
            .unwrap_or(clause);
        // 用|王刚|的话说
        let leads = &self.rules.lists.wording_leads;
        let lead = leads
            .iter()
            .find(|w| hit.span.of(self.text).starts_with('的') && self.text[clause..].starts_with(w.as_str()))
            .map_or(0, |w| w.len());
        let mut before = source::before(self.text, clause + lead, hit.span.start(), &self.rules.lists);
        // 罗以宁|认为: no word within a name is cut off.
        let end = before.source.end();
        let next = self.mentions.partition_point(|m| m.span.end() <= end);
        if let Some(m) = self.mentions.get(next)
            && m.span.start() > before.source.start()
            && m.span.start() < end
            && m.span.end() <= hit.span.start()
        {
            before.source = Span::new(before.source.start(), m.span.end());
        }
        // 王刚的|看法是: the noun behind 的 is the cue.
        let noun = hit.span.of(self.text).ends_with('是');
        if noun {
            before.source = before.source.trim(self.text, &['的']);
        }
        let phrase = phrase::noun(self.text, before.source, &self.rules.lists, self.mentions);
        before.source = phrase.noun;
        if !noun && self.mute(&before, phrase.rest, hit) {
            return None;
        }
        let source = before.source.of(self.text);
        // 人称“铁老大”: no one says it; 有人称 is somebody.
        if source == "人" && !self.text[..before.source.start()].ends_with('有') {
            return None;
        }
        // 他的建议: a noun.
        if !noun && self.text[clause..hit.span.start()].trim_end().ends_with('的') {
            return None;
        }
        let at_clause_start = clause == hit.span.start() || source.is_empty();
        let after = self.text[hit.span.end()..sentence.span.end()].trim_start();
        let comma = after.starts_with(['，', ',']);
        let (content, side) =
            self.content_of_verb(sentence, index, hit, (clause, source.is_empty()), earlier, all)?;
        // 将宣布: nothing is said yet. 宣布起诉的同时，: when, not what.
        let will = |words: &str| words.trim_end().ends_with(['将', '將']);
        let yet = will(source) || will(&self.text[clause..hit.span.start()]);
        let while_saying = side == Side::After
            && content[0]
                .of(self.text)
                .split(ends_clause)
                .next()
                .is_some_and(|c| {
                    c.len() < content[0].len() && (c.ends_with("的同时") || c.ends_with("的同時"))
                });
        if yet || while_saying {
            return None;
        }
        let (source, borrowed) = if at_clause_start || self.rules.lists.openers.iter().any(|o| o == source) {
            (self.elided(sentence, clause, hit, earlier), true)
        } else {
            (vec![before.source], false)
        };
        // 电厂从两位知情者处证实: the outlet speaks, and names who told it.
        let told = self.told_by(clause, hit);
        let source = match told {
            Some((outer, _)) => outer.map(|o| vec![o]).unwrap_or(source),
            None => source,
        };
        let frame = if borrowed {
            hit.span
        } else {
            before.source.cover(hit.span)
        };
        let mut made = self.attribution(hit, index, source, frame, content, before.positive);
        made.side = side;
        made.borrowed = borrowed;
        // 担心…: whoever spoke in the clause before; what shows something has no speaker.
        if made.source.is_empty() && hit.cue.takes & takes::OF == 0 {
            made.implied = earlier
                .iter()
                .rev()
                .find(|f| f.shape == Shape::Verb)
                .and_then(|f| f.source.first().copied());
        }
        // A line that begins with the cue (a headline, a name) tells no speaker: 发现新西兰.
        let opens_block = self.document.article.blocks[sentence.block].span.start() == hit.span.start();
        if made.source.is_empty() && made.implied.is_none() && opens_block && !comma {
            return None;
        }
        // 没有一位董事承认: nobody does.
        let who = made.source.first().map_or("", |s| s.of(self.text));
        if who.starts_with("没有") || who.starts_with("沒有") {
            made.positive = !made.positive;
        }
        // 未能证明…: what shows nothing says nothing.
        if made.source.is_empty() && !made.positive && hit.cue.takes & takes::OF != 0 {
            return None;
        }
        if hit.cue.takes & takes::DENY != 0 {
            made.positive = !made.positive;
        }
        made.told = told.map(|t| t.1);
        Some(made)
    }

    /// True where nobody speaks: the cue is the object of another verb (燃起|希望), what stands before it is a thing (系统),
    /// or begins as no name does.
    fn mute(&self, before: &Before, rest: Option<Span>, hit: &Hit<'_>) -> bool {
        let lists = &self.rules.lists;
        let cue = hit.span.of(self.text);
        let pauses = self.text[hit.span.end()..].starts_with(['，', ',', '：', ':', '“']);
        if let Some(rest) = rest
            && lists.nouns.iter().any(|n| n == cue)
        {
            let rest = rest.of(self.text);
            let taken = lists.takers.iter().any(|t| rest.starts_with(t.as_str()));
            if taken || !pauses {
                return true;
            }
        }
        let source = before.source.of(self.text);
        let ends = |list: &[String]| list.iter().any(|w| source.ends_with(w.as_str()));
        let nameless = lists.unnamed.iter().any(|w| source.starts_with(w.as_str()))
            && !self.begins_name(before.source.start());
        // 坚|称, 必|提及: one character is a word cut in two.
        let cut = source.chars().count() == 1 && !lists.single.contains(source);
        hit.cue.takes & takes::OF == 0 && ends(&lists.mute) && !ends(&lists.registers) || nameless || cut
    }

    /// True where a name begins.
    fn begins_name(&self, at: usize) -> bool {
        let next = self.mentions.partition_point(|m| m.span.start() < at);
        self.mentions.get(next).is_some_and(|m| m.span.start() == at)
    }

    /// "X 从 Y 处": who told whom, where the words before a cue say so.
    fn told_by(&self, clause: usize, hit: &Hit<'_>) -> Option<(Option<Span>, Span)> {
        let words = self.text[clause..hit.span.start()].trim_end();
        // 某报翻阅财报发现: the paper tells whoever reads it.
        let cue = hit.span.of(self.text);
        let ends_cue = |list: &[String]| list.iter().any(|c| cue.ends_with(c.as_str()));
        let lists = &self.rules.lists;
        if ends_cue(&lists.finding_cues)
            && let Some((at, verb)) = lists
                .reading_verbs
                .iter()
                .find_map(|v| words.rfind(v.as_str()).map(|at| (at, v.len())))
        {
            let read =
                Span::new(clause + at + verb, clause + words.len()).trim(self.text, &['了', '《', '》']);
            let paper = |list: &[String]| list.iter().any(|p| read.of(self.text).ends_with(p.as_str()));
            if paper(&lists.papers) || paper(&lists.registers) {
                let before = source::before(self.text, clause, clause + at, lists);
                return Some(((!before.source.is_empty()).then_some(before.source), read));
            }
        }
        let learnt = || ends_cue(&lists.learning_cues);
        let place = words
            .strip_suffix(['处', '處'])
            .or_else(|| words.strip_suffix("那里"))
            .or_else(|| learnt().then_some(words))?;
        let from = place.rfind(['从', '從', '自'])?;
        let inner = Span::new(clause + from + '从'.len_utf8(), clause + place.len()).trim(self.text, &['，']);
        let before = source::before(self.text, clause, clause + from, &self.rules.lists);
        (!inner.is_empty()).then(|| ((!before.source.is_empty()).then_some(before.source), inner))
    }

    /// True where nothing at all stands between the quote and the clause.
    fn adjoins(&self, q: usize, clause: usize) -> bool {
        self.quotes[q].span.end() == clause
    }

    /// The quote that ends right before the clause.
    fn quote_before(&self, clause: usize) -> Option<usize> {
        let head = self.text[..clause].trim_end_matches(['，', ',', ' ', '\n', '—', '。']);
        let end = head.len();
        let q = quotes::at(
            self.quotes,
            end.checked_sub(1)
                .filter(|e| self.text.is_char_boundary(*e))
                .or_else(|| head.char_indices().next_back().map(|c| c.0))?,
        )?;
        (self.quotes[q].span.end() == end && self.quotes[q].span.len() > 12).then_some(q)
    }

    /// “……。”5月7日，发言人说。: the quote ends the sentence before, and a date stands between.
    fn quote_before_date(&self, sentence: &Sentence, clause: usize) -> Option<usize> {
        let lead = self.text[sentence.span.start()..clause].trim_end_matches(['，', ',']);
        let dated = lead.ends_with(|c| self.rules.lists.day_ends.contains(c)) && lead.chars().count() <= 14;
        dated.then(|| self.quote_before(sentence.span.start())).flatten()
    }

    /// 确认了上述消息: the content is what was said just before.
    fn anaphor(
        &self,
        hit: &Hit<'_>,
        sentence: &Sentence,
        index: usize,
        earlier: &[Found],
        all: &[Found],
    ) -> Option<Vec<Span>> {
        if hit.cue.takes & (takes::OBJECT | takes::DENY) == 0 {
            return None;
        }
        let rest = self.text[hit.span.end()..sentence.span.end()].trim_start_matches(['了', ' ']);
        if !self
            .rules
            .lists
            .anaphors
            .iter()
            .any(|a| rest.starts_with(a.as_str()))
        {
            return None;
        }
        if let Some(last) = earlier
            .last()
            .or_else(|| all.last().filter(|f| f.sentence + 1 == index))
        {
            return Some(last.content.clone());
        }
        let previous = index.checked_sub(1)?;
        let span = self.document.sentences[previous].span;
        Some(vec![span.trim(self.text, &['。', '，', '.'])])
    }

    /// The speaker of a clause without a subject: the sentence's.
    fn elided(&self, sentence: &Sentence, clause: usize, hit: &Hit<'_>, earlier: &[Found]) -> Vec<Span> {
        let here = quotes::at(self.quotes, hit.span.start());
        // 报道称: the report itself speaks.
        let words = hit.span.of(self.text);
        let papers = &self.rules.lists.reporting_papers;
        if let Some(noun) = papers
            .iter()
            .find(|n| words.starts_with(n.as_str()) && words.len() > n.len())
        {
            return vec![Span::new(hit.span.start(), hit.span.start() + noun.len())];
        }
        // What shows something is the fact before it, not a speaker.
        let additive = {
            let lead = self.text[clause..hit.span.start()].trim();
            !lead.is_empty() && hit.cue.takes & takes::THINK == 0
        };
        if hit.cue.takes & takes::THINK != 0 {
            return Vec::new();
        }
        // 伯南克发表讲话，表示…: the actor of the clause right before.
        let floor = sentence.span.start();
        let head = self.text[floor..clause.max(floor)].trim_end_matches(ends_clause);
        let from = head
            .char_indices()
            .rev()
            .find(|(_, c)| ends_clause(*c))
            .map_or(0, |(at, c)| at + c.len_utf8());
        if let Some(source) = self
            .actor(floor + from, floor + head.len(), false)
            .filter(|_| here.is_none())
        {
            // 两人确认了消息，但同时表示: who spoke before the comma, without the verb.
            let spoke = earlier
                .iter()
                .find(|f| f.source.first().is_some_and(|s| s.start() == source.start()));
            return spoke.map_or_else(|| vec![source], |f| f.source.clone());
        }
        if !additive {
            return Vec::new();
        }
        if let Some(last) = earlier
            .iter()
            .rev()
            .find(|f| f.shape == Shape::Verb && quotes::at(self.quotes, f.frame.start()) == here)
        {
            return last.source.clone();
        }
        let start = match here {
            Some(q) => self.quotes[q].inner.start().max(sentence.span.start()),
            None => sentence.span.start(),
        };
        if clause <= start {
            return Vec::new();
        }
        // The first clause: its subject, where an act or an adverbial follows it.
        let end = self.text[start..clause]
            .find(ends_clause)
            .map_or(clause, |e| start + e);
        self.actor(start, end, true).into_iter().collect()
    }

    /// The subject of a clause in which somebody does something.
    pub(super) fn actor(&self, from: usize, to: usize, adverbials: bool) -> Option<Span> {
        let lists = &self.rules.lists;
        let head = self.text.get(from..to)?;
        let more = if adverbials {
            [lists.openers.as_slice(), lists.addressees.as_slice()]
        } else {
            [&[][..], &[][..]]
        };
        let cut = source::likely(head, &lists.acts)
            .chain(more.into_iter().flat_map(|list| source::likely(head, list)))
            .filter_map(|a| head.find(a.as_str()))
            .filter(|c| *c >= 6)
            .min()?;
        let Before { source, .. } = source::before(self.text, from, from + cut, lists);
        let source = phrase::noun(self.text, source, lists, self.mentions).noun;
        (!source.is_empty() && source.of(self.text).chars().count() <= 24).then_some(source)
    }

    /// True where a new speaker begins: a pronoun, or a cue with a comma or colon behind it.
    fn takes_over(&self, other: &Found) -> bool {
        let pronoun = other.source.first().is_some_and(|s| {
            matches!(
                s.of(self.text),
                "他" | "她" | "他们" | "她们" | "他們" | "她們" | "其"
            )
        });
        let behind = other.cue.last().map_or("", |c| &self.text[c.end()..]);
        // 对此，…: whoever answers.
        let answers = self.text[..other.frame.start()].trim_end_matches(['，', ',']);
        pronoun
            || behind.starts_with(['，', ',', '：', ':'])
            || answers.ends_with("对此")
            || answers.ends_with("對此")
    }

    /// Ends a content where another named speaker takes over in the same sentence.
    fn trim(&self, found: &mut [Found], first: usize) {
        for i in first..found.len() {
            // 网传…，公司表示…: a rumour ends where somebody speaks.
            let rumour = found[i].source.is_empty() && found[i].shape == Shape::Frame;
            if found[i].side != Side::After || found[i].shape != Shape::Verb && !rumour {
                continue;
            }
            let Some(content) = found[i].content.last().copied() else {
                continue;
            };
            let here = quotes::at(self.quotes, content.start());
            let cut = found[first..]
                .iter()
                .filter(|o| {
                    (o.shape == Shape::Verb
                        && (rumour && !o.borrowed && o.takes & takes::THINK == 0
                            || !o.borrowed && o.takes & takes::THINK == 0 && self.takes_over(o)
                            || o.borrowed && o.takes & takes::OF == 0)
                        || o.shape == Shape::Frame && o.takes & takes::OBJECT == 0)
                        && o.frame.start() > content.start() + 6
                        && o.frame.end() < content.end()
                        && quotes::at(self.quotes, o.frame.start()).is_none()
                        && here.is_none()
                })
                .filter_map(|o| {
                    let head = self.text[content.start()..o.frame.start()].trim_end();
                    let mut lead = head;
                    while let Some(shorter) = self
                        .rules
                        .lists
                        .contrasts
                        .iter()
                        .find_map(|c| lead.strip_suffix(c.as_str()))
                    {
                        lead = shorter.trim_end();
                    }
                    lead.ends_with(['，', ',', '；', ';'])
                        .then(|| content.start() + lead.len())
                })
                .min();
            if let Some(cut) = cut
                && let Some(last) = found[i].content.last_mut()
            {
                *last = Span::new(last.start(), cut).trim(self.text, &['，', ',', '；', ';']);
            }
        }
    }
}

/// 回应上述传闻：…: where the colon stands behind a short topic.
fn topic(after: &str) -> Option<usize> {
    after
        .char_indices()
        .take(16)
        .find(|(_, c)| ends_clause(*c))
        .filter(|(_, c)| matches!(c, '：' | ':'))
        .map(|(at, _)| at)
}
