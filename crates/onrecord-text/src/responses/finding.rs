//! Where a page tells of an answer: in attributions, in what somebody says, and in its own clauses.
//! What does not live here: the claims that are made of them (see `super`).

use std::collections::BTreeMap;

use super::clauses;
use super::words::{CLOSING, List, Words};
use crate::chains;
use crate::{Attribution, Document, Mention, NameKind, Reading, Span, SpanIndex, SpeakerKind};

/// How somebody answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Denied,
    NoComment,
    NotResponded,
    NoInformation,
    Confirmed,
    Unconfirmed,
}

impl State {
    /// The state's name in the packs; what is not confirmed is `confirmed`, negated.
    pub fn name(self) -> &'static str {
        match self {
            State::Denied => "denied",
            State::NoComment => "no_comment",
            State::NotResponded => "not_responded",
            State::NoInformation => "no_information",
            State::Confirmed | State::Unconfirmed => "confirmed",
        }
    }
}

/// An answer, before it is a claim.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    pub state: State,
    /// The responding clause.
    pub span: Span,
    /// Claims that lie here are overridden.
    pub covers: Vec<Span>,
    /// What is denied.
    pub denies: Option<Span>,
    /// The attribution whose speaker answers.
    pub attribution: Option<usize>,
    /// Whom the page's own clause names as answering.
    pub who: Option<Span>,
    pub rule: &'static str,
}

/// The rule of what is called false: the clause names it, too.
const CALLED_FALSE: &str = "response-called-false";

/// The rule of a counter-statement without a word of denial.
const COUNTERED: &str = "response-countered";

/// How many answers back a passage is looked through for a denial.
const NEAR: usize = 6;

/// Bytes of a clause that is too short to be known without its speaker: 该消息系谣言.
const SHORT: usize = 40;

/// How many clauses of what somebody says may be the counter-statement, from the first.
const COUNTERS: usize = 2;

/// All answers of a page, in text order; none overlaps another.
pub(super) fn answers(
    document: &Document<'_>,
    words: &Words,
    reading: &Reading,
    contents: &SpanIndex,
) -> Vec<Answer> {
    let cues = reading.attributions.iter().enumerate();
    let finder = Finder {
        document,
        text: document.text,
        words,
        reading,
        contents,
        cues: SpanIndex::of(cues.filter_map(|(i, a)| Some((*a.cue.first()?, i)))),
        telling: words
            .telling
            .places(document.text)
            .map(|(from, _)| from)
            .collect(),
    };
    let mut found = Found::default();
    for index in 0..reading.attributions.len() {
        if let Some(answer) = finder.told(index).filter(|_| finder.is_somebody(index)) {
            found.add(answer);
        }
    }
    for index in 0..reading.attributions.len() {
        finder.spoken(index, &mut found);
    }
    finder.own(&mut found);
    found.0.into_values().collect()
}

/// Answers by where they begin; none overlaps another.
#[derive(Default)]
struct Found(BTreeMap<usize, Answer>);

impl Found {
    fn add(&mut self, answer: Answer) {
        let before = self.0.range(..answer.span.end()).next_back();
        if before.is_none_or(|(_, last)| !last.span.overlaps(answer.span)) {
            self.0.insert(answer.span.start(), answer);
        }
    }

    /// Where the last denial before a place begins.
    fn denied_before(&self, at: usize) -> Option<usize> {
        let mut before = self.0.range(..at).rev().take(NEAR);
        before
            .find(|(_, a)| a.state == State::Denied)
            .map(|(start, _)| *start)
    }
}

struct Finder<'a> {
    document: &'a Document<'a>,
    text: &'a str,
    words: &'a Words,
    reading: &'a Reading,
    contents: &'a SpanIndex,
    /// The cues of all attributions.
    cues: SpanIndex,
    /// Where words begin that a clause can answer by, in order.
    telling: Vec<usize>,
}

impl Finder<'_> {
    /// Attributions whose content holds a place, outermost first.
    fn covering(&self, offset: usize) -> Vec<usize> {
        chains::covering(self.reading, self.contents, offset)
    }

    /// True for a clause with a word that it can answer by. Most have none.
    fn may_answer(&self, clause: Span) -> bool {
        let next = self.telling.partition_point(|at| *at < clause.start());
        self.telling.get(next).is_some_and(|at| *at < clause.end())
    }

    /// True for an attribution whose source can answer: a name, or words of somebody. Of a phrase that is nobody's name
    /// (岳母与他首次见面极高) nothing is told rather than an answer.
    fn is_somebody(&self, index: usize) -> bool {
        let one = &self.reading.attributions[index];
        let named = |span: Span| {
            let mentions = &self.reading.mentions;
            let from = mentions.partition_point(|m| m.span.end() <= span.start());
            mentions[from..]
                .iter()
                .take_while(|m| m.span.start() < span.end())
                .any(|m| m.span.end() == span.end() || m.span.start() == span.start())
        };
        one.source.is_empty()
            || one.speaker.entity.is_some()
            || one
                .source
                .iter()
                .any(|s| named(*s) || self.words.may_answer(s.of(self.text).trim_matches(CLOSING)))
    }

    /// What an attribution tells by its cue alone: silence, denial, admission.
    fn told(&self, index: usize) -> Option<Answer> {
        let one = &self.reading.attributions[index];
        let cue = *one.cue.first()?;
        let content = *one.content.first()?;
        let rule = |name: &str| one.rule.rsplit('/').next() == Some(name);
        if content.holds(cue) && !one.positive {
            // The content is the clause that responds: 没有回复…的提问.
            let state = if self.words.has(&self.words.declines, content.of(self.text)) {
                State::NoComment
            } else {
                State::NotResponded
            };
            return Some(self.answer(state, content, None, index, "response-silence"));
        }
        let whole = self.whole(one, cue, content);
        // 如果甲承认…, 甲应当承认…: nobody has answered.
        if self.words.open(self.before_in_clause(cue)) {
            return None;
        }
        if rule("deny") {
            let state = if one.positive {
                State::NoComment
            } else {
                State::Denied
            };
            let mut answer = self.answer(state, whole, Some(content), index, "response-denial");
            answer.covers.push(content);
            return Some(answer);
        }
        if rule("confirm") {
            let from = one
                .source
                .last()
                .map_or(cue.start(), |s| s.end())
                .min(cue.start());
            let refuses = self
                .words
                .has(&self.words.declines, &self.text[from..cue.start()]);
            let state = match (one.positive, refuses) {
                // 拒绝承认: who will not admit it denies it.
                (false, true) => State::Denied,
                (false, false) => State::NoComment,
                (true, _) => State::Confirmed,
            };
            let points_back = content.end() <= cue.start();
            let admission = self.words.admits.is_in(cue.of(self.text));
            if admission
                && self
                    .words
                    .recognises(&self.text[cue.end()..content.end().max(cue.end())])
            {
                return None;
            }
            // 不承认自己是谁, 无法证实其出身: what is left open is a report only where the page says so.
            if !one.positive && !refuses && !points_back && !self.reported(one, cue, content) {
                return None;
            }
            let admits = self.words.admits.is_in(cue.of(self.text)) || self.answers_something(one, cue);
            if one.positive && !points_back && !admits {
                return None;
            }
            let mut answer = self.answer(state, whole, Some(content), index, "response-admission");
            if !points_back {
                answer.covers.push(content);
            }
            return Some(answer);
        }
        None
    }

    /// The words before a cue in its clause.
    fn before_in_clause(&self, cue: Span) -> &str {
        let from = self
            .document
            .sentence_at(cue.start())
            .map_or(cue.start(), |s| self.document.sentences[s].span.start());
        let near = clauses::near(self.text, from, cue.end());
        let clause = clauses::of(self.text, near)
            .into_iter()
            .find(|c| c.holds_offset(cue.start()));
        clause.map_or("", |c| &self.text[c.start()..cue.start().max(c.start())])
    }

    /// True for what was reported or asked: 没有证实该消息, 无法确认是否停航.
    fn reported(&self, one: &Attribution, cue: Span, content: Span) -> bool {
        let said = content.of(self.text).trim_start_matches(['“', '"']);
        self.words.leans.opening(said).is_some()
            || self.words.asks.is_in(said)
            || self.words.charges.is_in(said)
            || self.words.back.is_in(self.before_in_clause(cue))
            || self.answers_something(one, cue)
    }

    /// Source, cue and the content after them as far as their sentence goes; of a content elsewhere, the clause of the cue.
    fn whole(&self, one: &Attribution, cue: Span, content: Span) -> Span {
        let sentence = self
            .document
            .sentence_at(cue.start())
            .map_or(cue, |s| self.document.sentences[s].span);
        let mut span = one
            .source
            .iter()
            .filter(|s| sentence.holds(**s) && s.end() <= cue.start())
            .fold(cue, |all, s| all.cover(*s));
        if content.start() >= cue.end() && sentence.holds_offset(content.start()) {
            span = span.cover(content.intersection(sentence).unwrap_or(content));
        } else {
            let rest = Span::new(cue.end(), sentence.end());
            let clause = clauses::of(self.text, clauses::head(self.text, rest))
                .first()
                .copied();
            span = span.cover(clause.unwrap_or(cue));
        }
        span.trim(self.text, CLOSING)
    }

    fn answer(
        &self,
        state: State,
        span: Span,
        denies: Option<Span>,
        attribution: usize,
        rule: &'static str,
    ) -> Answer {
        Answer {
            state,
            span,
            covers: vec![span],
            denies,
            attribution: Some(attribution),
            who: None,
            rule,
        }
    }

    /// Answers in what somebody says, clause by clause.
    fn spoken(&self, index: usize, found: &mut Found) {
        let one = &self.reading.attributions[index];
        let Some(cue) = one.cue.first().copied() else {
            return;
        };
        if !one.positive
            || matches!(
                one.speaker.kind,
                SpeakerKind::Outlet | SpeakerKind::UnnamedMedia | SpeakerKind::Unattributed
            )
        {
            return;
        }
        let acts = matches!(
            one.speaker.kind,
            SpeakerKind::Party | SpeakerKind::Authority | SpeakerKind::Named
        );
        let answers = acts && self.answers_something(one, cue);
        for content in &one.content {
            if content.holds(cue) {
                continue;
            }
            let list = clauses::of(self.text, *content);
            let denied_outright = || self.words.has(&self.words.false_words, content.of(self.text));
            for (number, clause) in list.iter().enumerate() {
                // 建议|向渔业局了解: the cue is a part of what is said.
                let whole = match number {
                    0 if cue.end() == clause.start() => cue.cover(*clause),
                    _ => *clause,
                };
                if !self.may_answer(whole) {
                    continue;
                }
                let innermost = self.covering(clause.start()).last() == Some(&index);
                if !innermost || clauses::asks(self.text, *clause) {
                    continue;
                }
                let clause = &whole;
                let said = clause.of(self.text);
                let counters = answers
                    && !denied_outright()
                    && number < COUNTERS
                    && self.counters(said)
                    && !self.denied_before(found, clause.start());
                let decides = matches!(one.speaker.kind, SpeakerKind::Party | SpeakerKind::Authority);
                let Some((state, rule)) = self.clause(said, decides, counters) else {
                    continue;
                };
                // 请问…？ is a question; 父亲说母亲并不知情 tells of her.
                let asked = self.words.questions.is_in(said) && self.sentence_asks(clause.start());
                if asked
                    || state == State::NoInformation && self.of_another(one, *clause)
                    || !self.is_somebody(index)
                {
                    continue;
                }
                let mut span = self.spoken_span(one, cue, *content, &list, number);
                if rule == COUNTERED {
                    // What goes before in the same breath is a part of the answer.
                    span = list[0].cover(span);
                }
                let denies = (state == State::Denied && rule == CALLED_FALSE).then_some(*clause);
                found.add(self.answer(state, span, denies, index, rule));
            }
        }
    }

    /// True for a place in a sentence that ends as a question.
    fn sentence_asks(&self, at: usize) -> bool {
        let sentence = self.document.sentence_at(at);
        sentence.is_some_and(|s| {
            let span = self.document.sentences[s].span;
            clauses::asks(self.text, span) || span.of(self.text).contains(['？', '?'])
        })
    }

    /// True if a clause that somebody says has another one for its subject.
    fn of_another(&self, one: &Attribution, clause: Span) -> bool {
        let words = self.words;
        let said = clause.of(self.text);
        let Some(at) = words.find(&words.ignorance, said) else {
            return false;
        };
        self.mentions_before(clause, at).any(|m| {
            let own = one.source.iter().any(|s| {
                let (source, name) = (s.of(self.text), m.span.of(self.text));
                source.contains(name) || name.contains(source)
            });
            // 对海川的收购不了解: what follows a preposition is the topic.
            let before = &said[..m.span.start() - clause.start()];
            let topic = words.topics.closes(before) || before.ends_with(['对', '的']);
            matches!(m.kind, NameKind::Person | NameKind::Org | NameKind::Authority) && !own && !topic
        })
    }

    /// What a clause of somebody who speaks answers.
    fn clause(&self, said: &str, decides: bool, counters: bool) -> Option<(State, &'static str)> {
        let words = self.words;
        if words.asks.is_in(said) {
            return None;
        }
        let says = |list: &List| words.says(list, said).is_some_and(|at| !words.open(&said[..at]));
        if says(&words.silence) {
            Some((State::NoComment, "response-silence"))
        } else if words.refers_elsewhere(said) {
            Some((State::NoComment, "response-referral"))
        } else if says(&words.ignorance) {
            Some((State::NoInformation, "response-no-information"))
        } else if words.calls_false(said) {
            Some((State::Denied, CALLED_FALSE))
        } else if decides && words.has(&words.rejects, said) {
            Some((State::Denied, "response-rejected"))
        } else if words.calls_true(said) {
            Some((State::Confirmed, "response-called-true"))
        } else if counters {
            Some((State::Denied, COUNTERED))
        } else {
            None
        }
    }

    /// True when the passage denies outright already: 一切正常 after that is the page's next fact.
    fn denied_before(&self, found: &Found, at: usize) -> bool {
        let block = |offset: usize| {
            self.document
                .sentence_at(offset)
                .map(|s| self.document.sentences[s].block)
        };
        found
            .denied_before(at)
            .is_some_and(|start| block(start) == block(at))
    }

    /// True for a clause that says the opposite of a charge without a word of denial.
    fn counters(&self, said: &str) -> bool {
        let words = self.words;
        let ever = |at: usize| {
            // 正常经营的门店, 对正常经营无影响: descriptions.
            words.as_ever.has(said[at..].trim_end_matches(CLOSING))
        };
        words.has(&words.negatives, said) || words.find(&words.as_ever, said).is_some_and(ever)
    }

    /// True when the words around a cue, or the sentence before, say what is answered: a rumour, a charge.
    fn answers_something(&self, one: &Attribution, cue: Span) -> bool {
        let Some(at) = self.document.sentence_at(cue.start()) else {
            return false;
        };
        let sentence = &self.document.sentences[at];
        let end = one
            .content
            .first()
            .map_or(cue.end(), |c| c.start())
            .clamp(cue.end(), sentence.span.end().max(cue.end()));
        let near = clauses::near(self.text, sentence.span.start(), end);
        let frame = near.of(self.text);
        let words = self.words;
        let answering = words.find(&words.answering, frame);
        if answering.is_some_and(|at| words.bare_answers.opening(&frame[at..]).is_none()) {
            return true;
        }
        let topic =
            answering.is_some_and(|at| frame[at..].contains(['”', '」'])) || self.aims_at_a_charge(near);
        if topic || answering.is_some() && words.has(&words.charges, frame) {
            return true;
        }
        // 网传停航。对此，公司回应…: what was told right before.
        let back = answering.is_some() || words.back.is_in(frame);
        back && at
            .checked_sub(1)
            .map(|before| &self.document.sentences[before])
            .filter(|before| sentence.block <= before.block + 1)
            .is_some_and(|before| words.has(&words.charges, before.span.of(self.text)))
    }

    /// True for 针对…的质疑，…: a clause that names a charge as its topic. Whoever raises one (对…提出批评) answers nothing.
    fn aims_at_a_charge(&self, frame: Span) -> bool {
        clauses::of(self.text, frame).into_iter().any(|clause| {
            let said = clause.of(self.text);
            self.words.aims.first_end(said).is_some_and(|at| {
                let rest = &said[at..];
                let charge = self.words.find(&self.words.charges, rest);
                charge.is_some_and(|c| !self.words.raises.closes(&rest[..c]))
            })
        })
    }

    /// The clause that responds; with its speaker if it is too short to be known without, and with the topic before it.
    fn spoken_span(&self, one: &Attribution, cue: Span, content: Span, list: &[Span], number: usize) -> Span {
        let clause = list[number];
        let topic = |c: &Span| {
            let words = c.of(self.text).trim_start_matches(['“', '"']);
            self.words.topics.opening(words).is_some()
        };
        let mut start = clause.start();
        if number <= 3 && list[..number].first().is_some_and(topic) {
            start = list[0].start();
        } else if number == 0 && cue.end() == start {
            // 关于…，建议|向…了解: the topic goes before the cue.
            start = cue.start();
            let from = self
                .document
                .sentence_at(start)
                .map_or(start, |s| self.document.sentences[s].span.start());
            let before = clauses::of(self.text, clauses::near(self.text, from, start));
            if let Some(last) = before.last().filter(|c| topic(c)) {
                start = last.start();
            }
        }
        let same_sentence =
            self.document.sentence_at(cue.start()) == self.document.sentence_at(clause.start());
        if (start <= list[0].start() || self.points_back(clause))
            && content.start() >= cue.end()
            && same_sentence
            && clause.end().saturating_sub(start) < SHORT
            && let Some(source) = one.source.first().filter(|s| s.end() <= cue.start())
            && self.document.sentence_at(source.start()) == self.document.sentence_at(cue.start())
        {
            start = source.start();
        }
        Span::new(start, clause.end()).trim(self.text, &['”', '“', '"', '」', '「', '，', '。'])
    }

    /// True for a clause that says nothing without what goes before it: 以上传闻均不属实, 系谣言.
    fn points_back(&self, clause: Span) -> bool {
        let said = clause.of(self.text).trim_start_matches(['“', '"']);
        self.words.leans.opening(said).is_some()
    }

    /// Answers that the page tells in its own clauses.
    fn own(&self, found: &mut Found) {
        for sentence in &self.document.sentences {
            for clause in clauses::of(self.text, sentence.span) {
                if !self.may_answer(clause)
                    || clauses::asks(self.text, clause)
                    || self.spoken_by_somebody(clause)
                {
                    continue;
                }
                let said = clause.of(self.text);
                let words = self.words;
                let state = if words.asks.is_in(said) {
                    None
                } else if words.has(&words.unconfirmed, said) {
                    Some((State::Unconfirmed, "response-unconfirmed"))
                } else if words.has(&words.denials, said) {
                    Some((State::Denied, "response-denial"))
                } else {
                    self.clause(said, false, false)
                };
                let Some((state, rule)) = state else { continue };
                let speaker = self.speaker_before(sentence.span, clause);
                // Whom it is that knows nothing, or sends whom elsewhere, or calls it true, nobody says.
                let unsaid = match rule {
                    "response-referral" | "response-no-information" => true,
                    "response-called-true" => !self.confirms(clause),
                    _ => false,
                };
                if speaker.is_none() && unsaid {
                    continue;
                }
                if let Some((index, one, cue)) = speaker {
                    let list = clauses::of(self.text, Span::new(cue.end(), clause.end()));
                    let number = list.len().saturating_sub(1);
                    if number < list.len() {
                        let content = Span::new(cue.end(), clause.end());
                        let span = self.spoken_span(one, cue, content, &list, number);
                        found.add(self.answer(state, span, None, index, rule));
                        continue;
                    }
                }
                let who = self.who(sentence.span, clause);
                // Silence and ignorance are somebody's.
                let somebodys = !matches!(state, State::Denied | State::Unconfirmed);
                if somebodys && who.is_none() {
                    continue;
                }
                let who = who.filter(|_| state != State::Unconfirmed);
                let span = who
                    .filter(|w| w.end() <= clause.start() && clause.len() < SHORT)
                    .map_or(clause, |w| w.cover(clause))
                    .trim(self.text, CLOSING);
                let mut answer =
                    self.answer(state, span, (state == State::Denied).then_some(clause), 0, rule);
                answer.attribution = None;
                answer.who = who;
                found.add(answer);
            }
        }
    }

    /// The names in a clause up to some place in it.
    fn mentions_before(&self, clause: Span, at: usize) -> impl Iterator<Item = &Mention> {
        let mentions = &self.reading.mentions;
        let from = mentions.partition_point(|m| m.span.start() < clause.start());
        let here = mentions[from..].iter();
        here.take_while(move |m| m.span.end() <= clause.start() + at)
    }

    /// True for a clause in which somebody by name does the confirming: 渔业局证实了此事.
    fn confirms(&self, clause: Span) -> bool {
        let said = clause.of(self.text);
        let Some((at, _)) = self.words.confirms.places(said).next() else {
            return false;
        };
        self.mentions_before(clause, at).any(|m| {
            matches!(
                m.kind,
                NameKind::Org | NameKind::Authority | NameKind::Person | NameKind::Outlet
            )
        })
    }

    /// Who spoke before in a sentence: 周岚说，…，建议向渔业局了解.
    fn speaker_before(&self, sentence: Span, clause: Span) -> Option<(usize, &Attribution, Span)> {
        let near = clauses::near(self.text, sentence.start(), clause.start());
        let spoken = self.cues.overlapping(near).into_iter().filter_map(|(cue, i)| {
            let a = &self.reading.attributions[i];
            let somebody = matches!(
                a.speaker.kind,
                SpeakerKind::Party | SpeakerKind::Authority | SpeakerKind::Named
            );
            let here = sentence.holds(cue) && cue.end() <= clause.start() && !a.source.is_empty();
            (a.positive && somebody && here).then_some((i, a, cue))
        });
        spoken.max_by_key(|(_, _, cue)| cue.end())
    }

    /// True when most of a clause is what somebody says, other than a medium or rumour.
    fn spoken_by_somebody(&self, clause: Span) -> bool {
        let middle = self.floor(clause.start() + clause.len() / 2);
        self.covering(middle).iter().any(|i| {
            !matches!(
                self.reading.attributions[*i].speaker.kind,
                SpeakerKind::Outlet | SpeakerKind::UnnamedMedia | SpeakerKind::Unattributed
            )
        })
    }

    fn floor(&self, mut at: usize) -> usize {
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }

    /// Whom the page's own sentence names as answering: the last name before the clause's end that is not in the rumour.
    fn who(&self, sentence: Span, clause: Span) -> Option<Span> {
        let near = clauses::near(self.text, sentence.start(), clause.end());
        let mentions = &self.reading.mentions;
        let from = mentions.partition_point(|m| m.span.start() < near.start());
        let own = |m: &&crate::Mention| {
            let before = &self.text[near.start()..m.span.start()];
            let quoted = before.matches(['“', '「']).count() > before.matches(['”', '」']).count();
            // 部长辞职的传闻不实: whom the rumour is about answers nothing by that.
            let about = clause.holds(m.span)
                && self
                    .words
                    .charges
                    .places(&self.text[m.span.end()..clause.end()])
                    .any(|(at, _)| self.text[m.span.end()..m.span.end() + at].ends_with('的'));
            let rumoured =
                about || self.words.charges.closes(before) || self.words.false_words.closes(before);
            matches!(
                m.kind,
                NameKind::Org | NameKind::Authority | NameKind::Person | NameKind::Outlet
            ) && !quoted
                && !rumoured
        };
        let all: Vec<&crate::Mention> = mentions[from..]
            .iter()
            .take_while(|m| m.span.end() <= clause.end())
            .filter(own)
            .collect();
        let inside = all.iter().find(|m| clause.holds(m.span));
        inside.or(all.last()).map(|m| m.span)
    }
}
