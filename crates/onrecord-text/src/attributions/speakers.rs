//! Who stands behind words, over a whole document: names of antecedents, short names, entities.
//! What does not live here: the kind of one source by its words (see `speaker_kinds`).

use super::lexicon::{Shape, takes};
use super::speaker_kinds::{Described, Person, SpeakerWords};
use super::{Found, Rules, Side};
use crate::{Document, Mention, NameKind, Span, Speaker, SpeakerKind};

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
struct Earlier {
    speaker: Speaker,
    at: usize,
    person: bool,
    plural: bool,
}

/// Types speakers in reading order.
pub(super) struct Speakers<'a> {
    document: &'a Document<'a>,
    words: &'a SpeakerWords,
    mentions: &'a [Mention],
    earlier: Vec<Earlier>,
    /// A study was named: "the report" is that, not the media's.
    study: bool,
    /// Full names seen so far, for short names behind them.
    names: Vec<String>,
}

impl<'a> Speakers<'a> {
    pub fn of(document: &'a Document<'a>, rules: &'a Rules, mentions: &'a [Mention]) -> Speakers<'a> {
        Speakers {
            document,
            words: &rules.speakers,
            mentions,
            earlier: Vec::new(),
            study: false,
            names: Vec::new(),
        }
    }

    /// All speakers of `found`, whose `within` links are given.
    pub fn all(mut self, found: &[Found], within: &[Option<usize>]) -> Vec<Speaker> {
        let mut order: Vec<usize> = (0..found.len()).collect();
        order.sort_by_key(|i| found[*i].cue.first().map(|s| s.start()));
        let mut typed: Vec<Option<Speaker>> = vec![None; found.len()];
        for i in order {
            typed[i] = self.speaker(&found[i]);
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

    /// The speaker of one attribution; `None` for the first person, who is known only from outside.
    fn speaker(&mut self, found: &Found) -> Option<Speaker> {
        let Some(source) = found.source.first().copied().or(found.implied) else {
            if let Some(subject) = self.left_out(found) {
                return Some(subject);
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
            return Some(Speaker {
                kind: if media {
                    SpeakerKind::UnnamedMedia
                } else {
                    SpeakerKind::Unattributed
                },
                ..nobody()
            });
        };
        let text = source.of(self.document.text);
        let mention = self.mention(source);
        let described = self
            .words
            .describe(text, mention.map(|m| (m.span.of(self.document.text), m.kind)));
        if described.person == Person::First {
            return None;
        }
        if let Some(antecedent) = self.antecedent(described.person, source.start()) {
            let mut speaker = antecedent;
            speaker.description = None;
            return Some(speaker);
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
            && let Some(earlier) = self
                .earlier
                .iter()
                .find(|e| e.speaker.name.is_some() && e.speaker.name == speaker.name)
        {
            speaker.kind = earlier.speaker.kind;
            speaker.entity = speaker.entity.or_else(|| earlier.speaker.entity.clone());
        }
        if let Some(name) = &speaker.name
            && !self.names.contains(name)
            && self.names.len() < 400
        {
            self.names.push(name.clone());
        }
        // What was said by somebody nobody knows is no antecedent.
        let thing = found.takes & takes::OF != 0;
        if matches!(person, Person::Other) && speaker.kind != SpeakerKind::Unattributed && !thing {
            let is_person = match mention.map(|m| m.kind) {
                Some(NameKind::Person) => true,
                Some(NameKind::Org | NameKind::Authority | NameKind::Outlet | NameKind::Document)
                    if speaker.description.is_none() =>
                {
                    false
                }
                _ => described_person(&speaker, text, self.words),
            };
            self.earlier.push(Earlier {
                person: is_person,
                at: source.start(),
                plural,
                speaker: speaker.clone(),
            });
        }
        Some(speaker)
    }

    /// What stands between commas behind a source: "the chief executive, Mary Cho, said", "Ann Lee, the mayor of Lund, said".
    fn aside(&self, speaker: &mut Speaker, source: Span, plural: bool) {
        let Some(rest) = self.document.text[source.end()..].strip_prefix(", ") else {
            return;
        };
        let Some(aside) = rest
            .split([',', '.', ';', '\n', '”', '"'])
            .next()
            .filter(|a| a.len() < 90)
        else {
            return;
        };
        if speaker.name.is_none() && !plural {
            let words = aside.split_whitespace().count();
            let name = (1..=4).contains(&words)
                && rest[aside.len()..].starts_with([',', '.'])
                && aside.split_whitespace().all(|w| {
                    w.starts_with(char::is_uppercase) || matches!(w, "de" | "van" | "von" | "al" | "bin")
                });
            if name && self.document.lang == crate::Language::English {
                speaker.name = Some(aside.to_owned());
                if matches!(speaker.kind, SpeakerKind::Anonymous | SpeakerKind::Party) {
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
                Some(b) => m.kind == NameKind::Person && b.kind != NameKind::Person,
            };
            if better {
                best = Some(m);
            }
        }
        best
    }

    /// The outlet that was the last to speak, not more than two sentences back.
    fn recent_outlet(&self, before: usize) -> Option<Speaker> {
        let here = self.document.sentence_at(before)?;
        let last = self
            .earlier
            .iter()
            .rev()
            .find(|e| matches!(e.speaker.kind, SpeakerKind::Outlet | SpeakerKind::UnnamedMedia))?;
        let near = self.document.sentence_at(last.at).is_some_and(|s| s + 2 >= here);
        (near && last.speaker.kind == SpeakerKind::Outlet).then(|| last.speaker.clone())
    }

    /// Whom a pronoun means: the person of the clause before, the subject of a sentence shortly before, or whoever
    /// spoke last.
    fn antecedent(&self, person: Person, before: usize) -> Option<Speaker> {
        let wanted = |e: &&Earlier| match person {
            Person::Single => e.person && !e.plural,
            Person::Several => {
                (e.plural || !e.person)
                    && !matches!(
                        e.speaker.kind,
                        SpeakerKind::Outlet | SpeakerKind::Record | SpeakerKind::UnnamedMedia
                    )
            }
            Person::Thing => !e.person,
            _ => false,
        };
        let named = |m: &&Mention| match person {
            Person::Single => m.kind == NameKind::Person,
            Person::Thing | Person::Several => m.kind == NameKind::Org || m.kind == NameKind::Authority,
            _ => false,
        };
        if matches!(person, Person::Other | Person::First) {
            return None;
        }
        let here = self.document.sentence_at(before).unwrap_or(0);
        // "The media reports said … They also said": the plural that spoke in the sentence before.
        if person == Person::Several
            && let Some(media) = self.earlier.last().filter(|e| {
                e.plural
                    && e.speaker.kind == SpeakerKind::UnnamedMedia
                    && self.document.sentence_at(e.at).is_some_and(|s| s + 1 == here)
            })
        {
            return Some(media.speaker.clone());
        }
        let spoke = self.earlier.iter().rev().find(wanted);
        let end = self.mentions.partition_point(|m| m.span.end() <= before);
        for back in 0..3 {
            let Some(index) = here.checked_sub(back) else {
                break;
            };
            let sentence = self.document.sentences[index].span;
            // An unnamed source of the sentence before is a poorer antecedent than a name in this one.
            if let Some(e) = spoke.filter(|e| sentence.holds_offset(e.at)) {
                return Some(e.speaker.clone());
            }
            let first = self.mentions[..end].partition_point(|m| m.span.start() < sentence.start());
            let mut inside = self.mentions[first..end]
                .iter()
                .take_while(|m| m.span.end() <= sentence.end())
                .filter(named);
            // In the sentence itself the nearest name, in one before it the first: its subject.
            if let Some(m) = if back == 0 { inside.last() } else { inside.next() } {
                return Some(self.of_mention(m));
            }
        }
        spoke.map(|e| e.speaker.clone())
    }

    fn of_mention(&self, mention: &Mention) -> Speaker {
        let name = self.full_name(mention.span.of(self.document.text));
        if let Some(earlier) = self
            .earlier
            .iter()
            .find(|e| e.speaker.name.as_deref() == Some(&name))
        {
            return earlier.speaker.clone();
        }
        let words = mention.span.of(self.document.text);
        let kind = match self.words.describe(words, Some((words, mention.kind))).kind {
            SpeakerKind::Authority => SpeakerKind::Authority,
            _ if mention.kind == NameKind::Authority => SpeakerKind::Authority,
            _ => SpeakerKind::Named,
        };
        Speaker {
            kind,
            name: Some(name),
            entity: mention.entity.clone(),
            count: None,
            description: None,
        }
    }

    /// "Dewar" behind "Paul Dewar": the full name.
    fn full_name(&self, name: &str) -> String {
        self.names
            .iter()
            .find(|full| {
                full.len() > name.len()
                    && full.ends_with(name)
                    && full[..full.len() - name.len()].ends_with([' ', '·'])
            })
            .cloned()
            .unwrap_or_else(|| name.to_owned())
    }
}

fn described_person(speaker: &Speaker, source: &str, words: &SpeakerWords) -> bool {
    match speaker.kind {
        SpeakerKind::Record | SpeakerKind::Outlet | SpeakerKind::UnnamedMedia | SpeakerKind::Public => false,
        SpeakerKind::Anonymous => true,
        _ => words.is_person(source, speaker.name.as_deref()),
    }
}
