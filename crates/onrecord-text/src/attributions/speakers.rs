//! Who stands behind words, over a whole document: names of antecedents, short names, entities.
//! What does not live here: the kind of one source by its words (see `speaker_kinds`).

use std::collections::BTreeMap;

use super::antecedents::Genders;
use super::full_names::FullNames;
use super::lexicon::{Shape, takes};
use super::speaker_kinds::{Described, Person, SpeakerWords};
use super::{Found, Rules, Side};
use crate::{Document, Language, Mention, NameKind, Span, Speaker, SpeakerKind};

/// A speaker nobody named.
pub(super) fn nobody() -> Speaker {
    Speaker {
        kind: SpeakerKind::Unattributed,
        name: None,
        entity: None,
        count: None,
        description: None,
    }
}

/// Somebody who spoke earlier in the text.
#[derive(Clone)]
pub(super) struct Earlier {
    pub speaker: Speaker,
    pub at: usize,
    pub sort: Sort,
    pub plural: bool,
}

/// Whether a speaker is a person or an organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Person,
    Thing,
    /// A bare name that nothing tells apart: "Marn said".
    Either,
}

/// Types speakers in reading order.
pub(super) struct Speakers<'a> {
    pub(super) document: &'a Document<'a>,
    pub(super) words: &'a SpeakerWords,
    pub(super) mentions: &'a [Mention],
    pub(super) earlier: Vec<Earlier>,
    /// A study was named: "the report" is that, not the media's.
    study: bool,
    /// For each name that spoke, the first place in `earlier`.
    pub(super) spoke: BTreeMap<String, usize>,
    /// Full names seen so far, for short names behind them.
    names: FullNames,
    /// Full names of persons anywhere on the page.
    people: FullNames,
    /// Men and women, as titles and pronouns have shown.
    pub(super) genders: Genders,
}

impl<'a> Speakers<'a> {
    pub fn of(document: &'a Document<'a>, rules: &'a Rules, mentions: &'a [Mention]) -> Speakers<'a> {
        Speakers {
            document,
            words: &rules.speakers,
            mentions,
            earlier: Vec::new(),
            spoke: BTreeMap::new(),
            study: false,
            names: FullNames::default(),
            people: people(document, mentions),
            genders: Genders::default(),
        }
    }

    /// All speakers of `found`, whose `within` links are given.
    pub fn all(mut self, found: &[Found], within: &[Option<usize>]) -> Vec<Speaker> {
        let mut order: Vec<usize> = (0..found.len()).collect();
        order.sort_by_key(|i| found[*i].cue.first().map(|s| s.start()));
        let mut typed: Vec<Option<Speaker>> = vec![None; found.len()];
        for i in order {
            typed[i] = self.speaker(&found[i], within[i].is_some());
        }
        // "I", "we": whoever is quoted; outside quotes the page itself, or whom it interviews.
        let own = self.interviewee().unwrap_or(Speaker {
            kind: SpeakerKind::Own,
            ..nobody()
        });
        for i in 0..found.len() {
            if typed[i].is_some() {
                continue;
            }
            let mut outer = within[i];
            let mut steps = 0;
            while let Some(o) = outer
                && typed[o].is_none()
                && steps < 8
            {
                outer = within[o];
                steps += 1;
            }
            typed[i] = Some(match outer.and_then(|o| typed[o].clone()) {
                Some(speaker) => speaker,
                None => own.clone(),
            });
        }
        typed.into_iter().map(|s| s.unwrap_or_else(nobody)).collect()
    }

    /// The speaker of one attribution; `None` for whoever is known only from outside: the first person, and an owner of
    /// fears and views that nobody is named for.
    fn speaker(&mut self, found: &Found, inside: bool) -> Option<Speaker> {
        let Some(source) = found.source.first().copied().or(found.implied) else {
            return self.unnamed(found, inside);
        };
        let text = source.of(self.document.text);
        let mention = self.mention(source);
        let described = self
            .words
            .describe(text, mention.map(|m| (m.span.of(self.document.text), m.kind)));
        if described.person == Person::First {
            return None;
        }
        if let Some(antecedent) = self
            .antecedent(described.person, text, source.start())
            .or_else(|| self.role_again(text, source.start()))
        {
            let mut speaker = antecedent;
            speaker.description = None;
            return Some(speaker);
        }
        // "Lee's firm said it expects …" where nothing else fits: whoever's words these are.
        if inside && described.person != Person::Other && !text.contains(' ') && text.is_ascii() {
            return None;
        }
        if described.person == Person::Thing && text.len() < 4 && text.is_ascii() {
            return Some(self.thing(found, text));
        }
        // "The company" with no company named before it.
        let mut described = described;
        if described.person == Person::Thing && text.chars().count() > 2 {
            described.kind = if self.words.is_authority(text) {
                SpeakerKind::Authority
            } else {
                SpeakerKind::Party
            };
        }
        // 报道援引…, "the paper said": the outlet that spoke a sentence or two ago.
        if described.kind == SpeakerKind::UnnamedMedia
            && !(self.study && self.words.is_report(text))
            && self.words.points_back(text)
            && let Some(outlet) = self.recent_outlet(source.start())
        {
            return Some(outlet);
        }
        let Described {
            kind,
            name,
            count,
            description,
            person,
            plural,
        } = described;
        let mut speaker = Speaker {
            kind,
            entity: mention.and_then(|m| m.entity.clone()),
            name: name.map(|n| self.full_name(&n)),
            count,
            description,
        };
        self.aside(&mut speaker, source, plural);
        self.study |= self.words.is_study(text);
        if self.study && speaker.kind == SpeakerKind::UnnamedMedia && self.words.is_report(text) {
            speaker.kind = SpeakerKind::Named;
        }
        if speaker.kind == SpeakerKind::Anonymous || speaker.kind == SpeakerKind::Public {
            // People without names are never given one.
            speaker.name = None;
            speaker.entity = None;
        }
        // A minister stays one where only the name is repeated.
        if speaker.kind == SpeakerKind::Named
            && let Some(earlier) = speaker.name.as_deref().and_then(|n| self.spoken_by(n))
        {
            speaker.kind = earlier.speaker.kind;
            speaker.entity = speaker.entity.or_else(|| earlier.speaker.entity.clone());
        }
        if let Some(name) = &speaker.name {
            self.names.keep(name);
        }
        // What was said by somebody nobody knows is no antecedent.
        let thing = found.takes & takes::OF != 0;
        if matches!(person, Person::Other) && speaker.kind != SpeakerKind::Unattributed && !thing {
            self.keep(&speaker, source, mention.map(|m| m.kind), plural);
        }
        Some(speaker)
    }

    /// Who speaks where no source is named.
    fn unnamed(&mut self, found: &Found, inside: bool) -> Option<Speaker> {
        if let Some(subject) = self.left_out(found) {
            return Some(subject);
        }
        // "Lee said there were fears that": hers, as far as the words go. Rumours are others'.
        let view = found.shape == Shape::Noun
            && !found.cue.iter().any(|c| {
                let noun = c.of(self.document.text);
                self.words.holds("rumour-nouns", noun) || self.words.holds("media-heads", noun)
            });
        if inside && view && self.document.lang == Language::English {
            return None;
        }
        // 据我所知: whoever speaks there.
        if found.cue.iter().any(|c| c.of(self.document.text).contains('我')) {
            return None;
        }
        // 据媒体报道: media that are not named.
        let media = found.cue.iter().any(|c| {
            let words = c.of(self.document.text);
            words.contains('媒')
        });
        Some(Speaker {
            kind: if media {
                SpeakerKind::UnnamedMedia
            } else {
                SpeakerKind::Unattributed
            },
            ..nobody()
        })
    }

    /// "The ministry expects growth, it said": an organisation, by the words before it.
    fn thing(&self, found: &Found, text: &str) -> Speaker {
        let before = found.content.first().map_or("", |c| c.of(self.document.text));
        let body = before
            .split(' ')
            .take(6)
            .any(|w| self.words.holds("authority-heads", w));
        Speaker {
            kind: if body {
                SpeakerKind::Authority
            } else {
                SpeakerKind::Party
            },
            description: Some(text.to_owned()),
            ..nobody()
        }
    }

    /// Keeps a speaker as one who may be meant again.
    fn keep(&mut self, speaker: &Speaker, source: Span, mention: Option<NameKind>, plural: bool) {
        let text = source.of(self.document.text);
        let sort = match mention {
            // One word is as well a firm's name.
            Some(NameKind::Person) if text.contains(' ') || !text.is_ascii() => Sort::Person,
            Some(NameKind::Place) => Sort::Thing,
            Some(NameKind::Org | NameKind::Authority | NameKind::Outlet | NameKind::Document)
                if speaker.description.is_none() =>
            {
                Sort::Thing
            }
            _ => described_sort(speaker, text, self.words),
        };
        if let Some(name) = &speaker.name {
            self.spoke.entry(name.clone()).or_insert(self.earlier.len());
        }
        self.earlier.push(Earlier {
            sort,
            at: source.start(),
            plural,
            speaker: speaker.clone(),
        });
    }

    /// What stands between commas behind a source: "the chief executive, Mary Cho, said", "Ann Lee, the mayor of Lund, said".
    fn aside(&self, speaker: &mut Speaker, source: Span, plural: bool) {
        let Some(rest) = self.document.text[source.end()..].strip_prefix(", ") else {
            return;
        };
        let Some(aside) = aside_of(rest, self.words).filter(|a| a.len() < 90) else {
            return;
        };
        if speaker.name.is_none() && !plural {
            let words = aside.split_whitespace().count();
            let name = (1..=4).contains(&words)
                && rest[aside.len()..].starts_with([',', '.'])
                && aside
                    .split_whitespace()
                    .all(|w| w.starts_with(char::is_uppercase) || self.words.has("name-particles", w));
            if name && self.document.lang == crate::Language::English {
                // "Her opponent, Councillor Bo Ek": the title is no part of the name.
                let bare = aside
                    .split(' ')
                    .position(|w| !self.words.holds("titles", w) && !self.words.holds("authority-titles", w));
                let title = bare.filter(|n| *n > 0 && *n < words).unwrap_or(0);
                let at = aside.split(' ').take(title).map(|w| w.len() + 1).sum();
                speaker.name = Some(aside.get(at..).unwrap_or(aside).to_owned());
                if speaker.kind == SpeakerKind::Anonymous {
                    speaker.kind = SpeakerKind::Named;
                    speaker.count = None;
                }
            }
        } else if speaker.kind == SpeakerKind::Named && self.words.holds_power(aside) {
            speaker.kind = SpeakerKind::Authority;
        }
    }

    /// Who answers, on a page that is an interview without marks: the first person named, where many paragraphs are questions.
    fn interviewee(&self) -> Option<Speaker> {
        let blocks = &self.document.article.blocks;
        let asks = |b: &&crate::Block| b.span.of(self.document.text).ends_with(['?', '？']);
        let questions = blocks.iter().filter(asks).count();
        if questions < 4 || questions * 8 < blocks.len() {
            return None;
        }
        let person = self.mentions.iter().find(|m| m.kind == NameKind::Person)?;
        Some(Speaker {
            kind: SpeakerKind::Named,
            name: Some(person.span.of(self.document.text).to_owned()),
            entity: person.entity.clone(),
            ..nobody()
        })
    }

    /// Whom a Chinese clause without a subject means: whom its sentence began with. 研究所做了调查，发现…
    fn left_out(&self, found: &Found) -> Option<Speaker> {
        let cue = found.cue.first()?;
        if self.document.lang != crate::Language::Chinese
            || found.shape != Shape::Verb
            || found.takes & takes::OF != 0
            || found.side != Side::After
        {
            return None;
        }
        let sentence = self.document.sentences.get(found.sentence)?.span;
        let first = self
            .mentions
            .partition_point(|m| m.span.start() < sentence.start());
        self.mentions[first..]
            .iter()
            .take_while(|m| m.span.end() <= cue.start())
            .find(|m| matches!(m.kind, NameKind::Person | NameKind::Org | NameKind::Authority))
            .map(|m| self.of_mention(m))
    }

    /// The last mention that overlaps a source: in "Lu Wei, head of X" the first one.
    fn mention(&self, source: Span) -> Option<&'a Mention> {
        let first = self.mentions.partition_point(|m| m.span.end() <= source.start());
        let inside = self.mentions[first..]
            .iter()
            .take_while(|m| m.span.start() < source.end())
            .filter(|m| source.holds(m.span));
        // A person inside the source speaks; organisations around the name are affiliations.
        let mut best: Option<&Mention> = None;
        for m in inside {
            let better = match best {
                None => true,
                Some(b) => {
                    m.kind == NameKind::Person && b.kind != NameKind::Person
                        || b.kind == NameKind::Place
                            && m.kind != NameKind::Place
                            && m.span.end() == source.end()
                }
            };
            if better {
                best = Some(m);
            }
        }
        best
    }

    /// The first to speak under a name.
    pub(super) fn spoken_by(&self, name: &str) -> Option<&Earlier> {
        self.spoke.get(name).map(|at| &self.earlier[*at])
    }

    /// "Dewar" behind "Paul Dewar", "Paul" behind it where nobody else is called so: the full name.
    pub(super) fn full_name(&self, name: &str) -> String {
        let name = name.trim_end_matches("'s").trim_end_matches("’s");
        let name = self
            .words
            .list("titles-before-names")
            .iter()
            .filter_map(|title| name.strip_prefix(title.as_str()))
            .find_map(|rest| rest.strip_prefix('.').unwrap_or(rest).strip_prefix(' '))
            .unwrap_or(name);
        let full = self
            .names
            .ending_in(name)
            .or_else(|| self.people.ending_in(name))
            .or_else(|| {
                let given = self.document.lang == Language::English && !name.contains(' ');
                self.people.only_one_beginning_with(name).filter(|_| given)
            });
        full.unwrap_or(name).to_owned()
    }
}

fn described_sort(speaker: &Speaker, source: &str, words: &SpeakerWords) -> Sort {
    let person = match speaker.kind {
        SpeakerKind::Record | SpeakerKind::Outlet | SpeakerKind::UnnamedMedia | SpeakerKind::Public => false,
        SpeakerKind::Anonymous => true,
        _ => words.is_person(source, speaker.name.as_deref()),
    };
    let ours = words.ends_in_any_case("reporters", source);
    match (&speaker.name, person || ours) {
        // "His lawyer, Jon Pike"
        (Some(_), _)
            if speaker.name.as_ref().is_some_and(|n| n.contains(' ')) && words.role_of(source).is_some() =>
        {
            Sort::Person
        }
        (Some(name), true)
            if name == source
                && speaker.entity.as_ref().is_none_or(|e| e.starts_with("doc:"))
                && name.is_ascii() =>
        {
            Sort::Either
        }
        (_, true) => Sort::Person,
        (_, false) => Sort::Thing,
    }
}

/// The words up to the next comma, stop or mark; the stop of "Dr." and of an initial is none.
fn aside_of<'t>(rest: &'t str, words: &SpeakerWords) -> Option<&'t str> {
    let end = rest.char_indices().find(|(at, c)| match c {
        '.' => {
            let word = rest[..*at].rsplit(' ').next().unwrap_or("");
            !words.has("abbreviated-titles", word) && word.len() > 1
        }
        ',' | ';' | '\n' | '”' | '"' => true,
        _ => false,
    });
    Some(&rest[..end.map_or(rest.len(), |e| e.0)])
}

/// Names of persons of more than one word, first mention first.
fn people(document: &Document<'_>, mentions: &[Mention]) -> FullNames {
    let mut people = FullNames::default();
    for m in mentions.iter().filter(|m| m.kind == NameKind::Person) {
        let name = m.span.of(document.text);
        let name = name.trim_end_matches("'s").trim_end_matches("’s");
        if name.contains(' ') {
            people.keep(name);
        }
    }
    people
}
