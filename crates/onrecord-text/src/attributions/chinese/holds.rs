//! Speakers who hold on in Chinese: after 公告称，…。 or 发言人表示，…。 the next sentences are theirs as well, until another
//! speaker, another scene or the page's own voice takes over. Each held sentence is an attribution of its own, made by a
//! rule of shape `hold`, so that it can be told from words with a cue of their own.
//! What does not live here: cues, and quotes that run on (see `extent`).

use super::rules::{ChineseLists, ChineseRules, both_scripts};
use super::source::ends_clause;
use crate::attributions::lexicon::{Shape, takes};
use crate::attributions::quotes::{self, Quote};
use crate::attributions::speaker_kinds::{Person, SpeakerWords};
use crate::attributions::{Found, Side};
use crate::document::Sentence;
use crate::pack::{PackSources, RuleSource};
use crate::{Document, Span};

/// How many sentences one voice may hold.
const LONGEST: usize = 12;

/// How many sentences what lies open to everybody may hold.
const LONGEST_OF_PUBLIC: usize = 2;

/// What kind of voice holds on; each has a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Voice {
    /// An announcement, a filing, a ruling: the longest.
    Paper,
    /// Somebody speaks.
    Speech,
    /// Another medium tells.
    Report,
}

/// Rules and words about holding on.
#[derive(Debug, Default)]
pub(super) struct Holds {
    paper: Option<u16>,
    speech: Option<u16>,
    report: Option<u16>,
    /// What opens a sentence in the page's own voice, or another scene.
    pub stops: Vec<String>,
    /// What anywhere in the first clause does.
    own: Vec<String>,
    /// What opens a sentence that goes on over a paragraph.
    goes_on: Vec<String>,
    /// How papers and speakers speak of themselves.
    selves: Vec<String>,
    /// How papers speak of their matter.
    paper_selves: Vec<String>,
    /// Figures that go on from a company's report over a paragraph.
    figures: Vec<String>,
    /// What lies open to everybody: it goes on for a sentence or two of its paragraph.
    public: Vec<String>,
    /// Sites: one look, no voice.
    sites: Vec<String>,
    /// 中方, 美方: another side acts when one opens a sentence.
    sides: Vec<String>,
    /// In the name of a speaker who is of a side.
    foreign_names: Vec<String>,
    /// 财报: papers that go on with figures.
    figure_papers: Vec<String>,
    /// 去年, 同日: opens a sentence of another day.
    days: Vec<String>,
    /// Characters that end a title, a side or a body, and no name.
    title_ends: String,
    /// 本报, 笔者: how a page speaks of itself.
    page_selves: Vec<String>,
    /// Characters behind a word of asking that is inside a noun: 询问函.
    pub asking_nouns: String,
    /// Words of answering, behind a refusal.
    pub answers: Vec<String>,
    /// Words of getting an answer: who was asked is silent, not who did not get one.
    pub gets: Vec<String>,
    /// Words before whoever is asked.
    pub asking: Vec<String>,
    /// Words behind whoever is asked.
    pub asked_ends: Vec<String>,
}

impl Holds {
    pub fn compile(rules: &[&RuleSource], sources: &PackSources, pairs: &[(char, char)]) -> Holds {
        let list = |name: &str| both_scripts(sources, name, pairs);
        let plain = |name: &str| sources.list(&format!("zh/attributions/{name}")).to_vec();
        let rule = |voice: &str| {
            rules
                .iter()
                .position(|r| r.text("shape") == Some("hold") && r.text("voice") == Some(voice))
                .map(|index| index as u16)
        };
        Holds {
            paper: rule("paper"),
            speech: rule("speech"),
            report: rule("report"),
            stops: list("hold-stops"),
            own: list("hold-own"),
            goes_on: list("hold-goes-on"),
            selves: list("hold-selves"),
            paper_selves: list("hold-paper-selves"),
            figures: list("hold-figures"),
            public: list("hold-public"),
            sites: list("sites"),
            sides: plain("hold-sides"),
            foreign_names: plain("hold-foreign-names"),
            figure_papers: plain("hold-reports"),
            days: plain("hold-days"),
            title_ends: plain("hold-title-ends").concat(),
            page_selves: plain("page-selves"),
            asking_nouns: plain("asking-nouns").concat(),
            answers: list("answers"),
            gets: list("answer-gets"),
            asking: list("asking"),
            asked_ends: list("asked-ends"),
        }
    }

    fn rule(&self, voice: Voice) -> Option<u16> {
        match voice {
            Voice::Paper => self.paper,
            Voice::Speech => self.speech,
            Voice::Report => self.report,
        }
    }
}

/// A voice that holds.
struct State {
    /// Who speaks, the outermost first: attributions of the sentence that the voice began in.
    chain: Vec<usize>,
    voice: Voice,
    block: usize,
    held: usize,
    /// What the speaker is called.
    name: String,
    /// A register or a court paper: nothing of another day is in it.
    record: bool,
    /// All its words so far were quoted: only what speaks of itself goes on.
    quoted: bool,
}

struct Walk<'a> {
    document: &'a Document<'a>,
    rules: &'a ChineseRules,
    words: &'a SpeakerWords,
    quotes: &'a [Quote],
}

/// Gives the sentences that a speaker goes on in to that speaker.
pub(in crate::attributions) fn hold(
    document: &Document<'_>,
    rules: &ChineseRules,
    words: &SpeakerWords,
    quotes: &[Quote],
    found: &mut Vec<Found>,
) {
    let walk = Walk {
        document,
        rules,
        words,
        quotes,
    };
    let mut cued: Vec<Vec<usize>> = vec![Vec::new(); document.sentences.len()];
    let mut covered: Vec<usize> = vec![0; document.sentences.len()];
    for (index, one) in found.iter().enumerate() {
        if let Some(s) = one.cue.first().and_then(|c| document.sentence_at(c.start())) {
            cued[s].push(index);
        }
        for content in &one.content {
            let first = document
                .sentences
                .partition_point(|s| s.span.end() <= content.start());
            for (s, sentence) in document.sentences.iter().enumerate().skip(first) {
                match sentence.span.intersection(*content) {
                    Some(part) => covered[s] = covered[s].max(part.len()),
                    None => break,
                }
            }
        }
    }
    let mut state: Option<State> = None;
    let mut made: Vec<Found> = Vec::new();
    for (s, sentence) in document.sentences.iter().enumerate() {
        if let Some(held) = &mut state
            && held.held < LONGEST
            && walk.goes_on(held, sentence, &cued[s], found)
        {
            held.held += 1;
            held.block = sentence.block;
            let lead = *held.chain.last().unwrap_or(&0);
            let source = found[lead].source.first().copied().or(found[lead].implied);
            for index in &cued[s] {
                // 希望…: without a subject it is the voice that hopes.
                let one = &mut found[*index];
                if one.source.is_empty() && one.shape == Shape::Verb && one.takes & takes::OF == 0 {
                    one.implied = source;
                }
            }
            if covered[s] * 2 < sentence.span.len()
                && let Some(rule) = rules.holds.rule(held.voice)
            {
                let content = sentence.span.trim(document.text, &['。']);
                made.extend(held.chain.iter().map(|k| held_by(&found[*k], rule, content)));
            }
            continue;
        }
        state = walk.begins(sentence, &cued[s], found);
    }
    found.extend(made);
}

/// The same speaker for a further sentence.
fn held_by(one: &Found, rule: u16, content: Span) -> Found {
    let cites = crate::attributions::nesting::cites(one);
    Found {
        content: vec![content],
        rule,
        takes: if cites { one.takes } else { takes::QUOTE },
        shape: if cites { one.shape } else { Shape::Verb },
        positive: true,
        side: Side::After,
        borrowed: true,
        told: None,
        ..one.clone()
    }
}

impl Walk<'_> {
    /// The voice that a sentence ends in, where it can go on.
    fn begins(&self, sentence: &Sentence, cued: &[usize], found: &[Found]) -> Option<State> {
        if self.document.is_heading(sentence) {
            return None;
        }
        let text = self.document.text;
        let lead = *cued
            .iter()
            .filter(|i| {
                let one = &found[**i];
                let thinks = one.takes & takes::THINK != 0 && one.takes & takes::OF == 0;
                // …, 希望…: a thought of the same speaker may close the sentence.
                let reaches = cued.iter().filter(|j| *j == *i || found[**j].borrowed).any(|j| {
                    found[*j]
                        .content
                        .last()
                        .is_some_and(|c| c.end() + 6 >= sentence.span.end())
                });
                let inside = one
                    .cue
                    .first()
                    .is_some_and(|c| quotes::at(self.quotes, c.start()).is_some());
                reaches
                    && !inside
                    && !thinks
                    && one.positive
                    && one.side != Side::Before
                    && self.may_hold(one)
            })
            .max_by_key(|i| found[**i].cue.first().map(|c| c.start()))?;
        let cue = found[lead].cue.first()?.start();
        // Whoever tells of the speaker, in the same sentence.
        let mut chain: Vec<usize> = cued
            .iter()
            .copied()
            .filter(|i| {
                *i != lead
                    && found[*i].takes & takes::THINK == 0
                    && found[*i]
                        .content
                        .iter()
                        .any(|c| c.holds_offset(cue) || *c == found[lead].content[0])
                    && !found[*i].source.is_empty()
            })
            .collect();
        chain.push(lead);
        let content = found[lead].content.last()?;
        let quoted = content
            .of(text)
            .ends_with(['”', '」', '』', '"', '＂', '〞', '〟']);
        let public = found[lead].source.first().is_some_and(|s| self.is_public(*s));
        Some(State {
            voice: if public {
                Voice::Paper
            } else {
                self.voice(&found[lead])
            },
            chain,
            block: sentence.block,
            held: if public { LONGEST - LONGEST_OF_PUBLIC } else { 0 },
            name: found[lead]
                .source
                .first()
                .map_or(String::new(), |s| s.of(text).to_owned()),
            record: public
                || found[lead]
                    .source
                    .first()
                    .is_some_and(|s| ends(&self.rules.lists.registers, s.of(text))),
            quoted,
        })
    }

    /// Those that go on: people, bodies and papers; no rumour, no data, nothing that only shows.
    fn may_hold(&self, one: &Found) -> bool {
        let Some(source) = one.source.first().or(one.implied.as_ref()) else {
            return false;
        };
        let words = source.of(self.document.text);
        let shows = one.takes & takes::OF != 0;
        self.is_public(*source)
            || !shows && self.words.ends("rumour-heads", words).is_none()
            || (ends(&self.rules.lists.papers, words) || ends(&self.rules.lists.registers, words))
                && !ends(&self.rules.holds.sites, words)
    }

    fn is_public(&self, source: Span) -> bool {
        ends(&self.rules.holds.public, source.of(self.document.text))
    }

    fn voice(&self, one: &Found) -> Voice {
        let text = self.document.text;
        let lists: &ChineseLists = &self.rules.lists;
        let source = one.source.first().map_or("", |s| s.of(text));
        let cue = one.cue.iter().map(|c| c.of(text)).collect::<String>();
        if ends(&lists.papers, source)
            || ends(&lists.registers, source)
            || lists.papers.iter().any(|p| cue.contains(p.as_str()))
        {
            Voice::Paper
        } else if one.shape != Shape::Verb || self.words.contains("report-words", &cue) {
            Voice::Report
        } else {
            Voice::Speech
        }
    }

    /// True where a sentence goes on in the voice of the ones before it.
    fn goes_on(&self, state: &State, sentence: &Sentence, cued: &[usize], found: &[Found]) -> bool {
        let holds = &self.rules.holds;
        let words = sentence.span.of(self.document.text);
        // A quotation has a cue of its own.
        if words.starts_with(['“', '「', '"']) {
            return false;
        }
        if self.document.is_heading(sentence) || !words.ends_with(['。', '！', '”', '；', '」', '）', '.'])
        {
            return false;
        }
        let clause = words.split(ends_clause).next().unwrap_or(words);
        if cued.iter().any(|i| self.speaks_anew(&found[*i], sentence)) {
            return false;
        }
        let begins = |list: &[String]| list.iter().any(|w| words.starts_with(w.as_str()));
        // 周岚表示，…。周岚去年…: who speaks does not go on by their own name.
        if state.voice == Voice::Speech && ends_in_head(&state.name, words, &holds.title_ends) {
            return false;
        }
        // 欧方表示，…。中方…: another side acts.
        if let Some(side) = holds.sides.iter().find(|s| words.starts_with(s.as_str()))
            && !state.name.contains(&side[..side.len() - "方".len()])
            && holds
                .foreign_names
                .iter()
                .any(|f| state.name.contains(f.as_str()))
        {
            return false;
        }
        if begins(&holds.stops) || holds.own.iter().any(|w| clause.contains(w.as_str())) {
            return false;
        }
        let says = |list: &[String]| list.iter().any(|w| clause.contains(w.as_str()));
        let itself = says(&holds.selves) || state.voice == Voice::Paper && says(&holds.paper_selves);
        if state.quoted {
            return itself && sentence.block <= state.block + 1;
        }
        // 财报显示，…。\n2021年，营收…: figures of the report.
        let reports = state.voice == Voice::Paper
            && holds
                .figure_papers
                .iter()
                .any(|w| state.name.ends_with(w.as_str()));
        if reports
            && sentence.block <= state.block + 1
            && holds.figures.iter().any(|w| words.contains(w.as_str()))
        {
            return true;
        }
        let dated = (clause.starts_with(|c: char| c.is_ascii_digit()) || clause.starts_with("截至"))
            && clause.contains(['年', '月', '日']);
        let dated = dated || holds.days.iter().any(|w| clause.starts_with(w.as_str())) && has_day(clause);
        let dated = dated || state.voice == Voice::Report && has_day(clause);
        // 某公司发布公告…。\n某公司已…: the paper's own name goes on over a paragraph.
        let itself = itself
            || state.voice == Voice::Paper && clause.starts_with(state.name.as_str()) && state.name.len() > 3;
        if sentence.block == state.block {
            return state.voice == Voice::Paper && !state.record || itself || !dated;
        }
        sentence.block == state.block + 1
            && state.voice != Voice::Report
            && !state.record
            && (itself || state.voice == Voice::Paper && begins(&holds.goes_on))
    }

    /// True for a cue with which somebody else begins to speak.
    fn speaks_anew(&self, one: &Found, sentence: &Sentence) -> bool {
        let text = self.document.text;
        if one
            .cue
            .first()
            .is_some_and(|c| quotes::at(self.quotes, c.start()).is_some())
        {
            return false;
        }
        let Some(source) = one.source.first() else {
            // 据悉 and the like: nobody, but no longer the same.
            return one.shape == Shape::Frame;
        };
        // A source far inside the sentence is somebody the speaker tells of.
        if source.start() < sentence.span.start()
            || one.shape == Shape::Verb && source.start() > sentence.span.start() + 90
        {
            return false;
        }
        let words = source.of(text);
        match self.words.person(words) {
            Person::First => return self.rules.holds.page_selves.iter().any(|w| w == words),
            Person::Other => {}
            _ => return true,
        }
        // 这表明…: what the speaker concludes.
        !(one.takes & takes::OF != 0 && self.words.ends("rumour-heads", words).is_some())
    }
}

fn ends(list: &[String], words: &str) -> bool {
    list.iter().any(|w| words.ends_with(w.as_str()))
}

/// True when `words` begin with the name that `speaker` ends in, two characters or more: 渔业局局长周岚, 周岚….
fn ends_in_head(speaker: &str, words: &str, title_ends: &str) -> bool {
    let most = speaker.chars().count();
    (2..=most.min(6)).any(|count| {
        let tail: usize = speaker.chars().rev().take(count).map(char::len_utf8).sum();
        let name = &speaker[speaker.len() - tail..];
        words.starts_with(name) && !name.ends_with(|c| title_ends.contains(c))
    })
}

/// True where a clause names a day or a year: 3月10日.
fn has_day(clause: &str) -> bool {
    let bytes = clause.as_bytes();
    clause
        .char_indices()
        .any(|(at, c)| matches!(c, '月' | '年') && at > 0 && bytes[at - 1].is_ascii_digit())
}
