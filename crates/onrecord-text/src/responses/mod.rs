//! Responses: who denied, confirmed, would not comment, did not answer or had nothing to tell, made from attributions.
//!
//! An attribution says who speaks, and for a silence who does not. `finding` asks of each what it answers, and of the
//! page's own clauses whether they tell of an answer; `settle` makes the claims. A response overrides every other claim
//! whose words lie in the responding clause: the cue path and the frame path need no rule for it. What is denied is kept
//! as a rumour of unnamed origin if it is an event, and is nobody's assertion.
//! Which claims a response answers is found by `linking`.
//! What does not live here: cues and speakers (`attributions`).

pub(crate) mod clauses;
mod finding;
mod linking;
mod words;

use std::collections::BTreeMap;

use crate::chains;
use crate::kinds::{self, Kind};
use crate::{
    Anchor, Attribution, Claim, Document, Ground, Interval, Modality, NameKind, Participant, Polarity,
    Reading, Span, SpanIndex, Speaker, SpeakerKind, TimeKind,
};
use finding::{Answer, State};

pub(crate) use linking::link;
pub(crate) use words::{List, Words};

/// Adds the responses of a page to its claims, and takes back what they override.
pub(crate) fn settle(
    document: &Document<'_>,
    words: &Words,
    ground: &Ground,
    reading: &Reading,
    anchor: &Anchor,
    claims: &mut Vec<Claim>,
) {
    if words.is_empty() {
        return;
    }
    let contents = chains::contents(reading);
    let answers = finding::answers(document, words, reading, &contents);
    override_in(&answers, ground, claims);
    let page = Page {
        document,
        words,
        ground,
        reading,
        anchor,
        contents,
        names: names(document, reading),
    };
    for answer in &answers {
        claims.extend(page.responses(answer));
    }
}

/// What responses are made from.
struct Page<'a> {
    document: &'a Document<'a>,
    words: &'a Words,
    ground: &'a Ground,
    reading: &'a Reading,
    anchor: &'a Anchor,
    contents: SpanIndex,
    /// The first attribution of each speaker, by name and by the words of its source.
    names: BTreeMap<&'a str, usize>,
}

fn names<'a>(document: &Document<'a>, reading: &'a Reading) -> BTreeMap<&'a str, usize> {
    let mut names = BTreeMap::new();
    for (index, one) in reading.attributions.iter().enumerate() {
        let known = matches!(
            one.speaker.kind,
            SpeakerKind::Party | SpeakerKind::Authority | SpeakerKind::Named
        );
        if known {
            for name in one
                .speaker
                .name
                .as_deref()
                .into_iter()
                .chain(one.source.first().map(|s| s.of(document.text)))
            {
                names.entry(name).or_insert(index);
            }
        }
    }
    names
}

/// Claims inside a responding clause are the response's own; an event that is denied stays as a rumour.
fn override_in(answers: &[Answer], ground: &Ground, claims: &mut Vec<Claim>) {
    let covered = SpanIndex::of(
        answers
            .iter()
            .enumerate()
            .flat_map(|(i, a)| a.covers.iter().map(move |c| (*c, i))),
    );
    claims.retain_mut(|claim| {
        let over = covered.overlapping(claim.span).into_iter().find(|(span, _)| {
            span.intersection(claim.span)
                .is_some_and(|shared| shared.len() * 2 > claim.span.len())
        });
        let Some(answer) = over.map(|(_, i)| &answers[i]) else {
            return true;
        };
        let papers = ground.kinds.get(&claim.kind).is_some_and(|k| k.papers);
        let event = !papers && !Kind::is_of_words(&claim.kind);
        let denied = answer.state == State::Denied
            && answer
                .denies
                .is_some_and(|d| d.holds(claim.span) && d != answer.span);
        if denied && event {
            claim.modality = Modality::Rumoured;
            claim.polarity = Polarity::Affirmed;
            claim.attribution = None;
            claim.chain = vec![nobody()];
            return true;
        }
        // An admission keeps what is admitted.
        answer.state == State::Confirmed && event
    });
}

fn nobody() -> Speaker {
    Speaker {
        kind: SpeakerKind::Unattributed,
        name: None,
        entity: None,
        count: None,
        description: None,
    }
}

impl Page<'_> {
    /// Attributions whose content holds a place, outermost first.
    fn covering(&self, offset: usize) -> Vec<usize> {
        chains::covering(self.reading, &self.contents, offset)
    }

    /// One response for each of those who answer together.
    fn responses(&self, answer: &Answer) -> Vec<Claim> {
        let reading = self.reading;
        let mut covering = self.covering(answer.span.start());
        if let Some(own) = answer.attribution {
            let cue = reading.attributions[own].cue.first();
            covering = self.covering(cue.map_or(answer.span.start(), |c| c.start()));
            covering.retain(|i| *i != own);
        }
        let outer = chains::speakers(reading, &covering, &self.ground.catalogue, self.document.lang);
        covering.extend(answer.attribution);
        let said = self.said(answer, &covering);
        let who = self.answerers(answer);
        // Of several, each has the clause from its own name on.
        let starts =
            |a: &Answerer, index: usize| a.span.filter(|s| index > 0 && s.end() <= answer.span.end());
        who.into_iter()
            .enumerate()
            .map(|(index, one)| {
                let mut chain = outer.clone();
                if let Some(speaker) = one.speaker.clone().filter(|s| chain.last() != Some(s)) {
                    chain.push(speaker);
                }
                Claim {
                    id: String::new(),
                    span: starts(&one, index)
                        .map_or(answer.span, |s| Span::new(s.start(), answer.span.end())),
                    kind: kinds::RESPONSE.into(),
                    state: Some(answer.state.name().into()),
                    polarity: match answer.state {
                        State::Denied | State::Unconfirmed => Polarity::Negated,
                        _ => Polarity::Affirmed,
                    },
                    modality: Modality::Asserted,
                    subject: one.participant(),
                    object: None,
                    roles: Vec::new(),
                    answers: Vec::new(),
                    time: Interval::default(),
                    said,
                    quantities: Vec::new(),
                    attribution: answer.attribution,
                    chain,
                    rule: answer.rule.into(),
                }
            })
            .collect()
    }

    /// When the answer was given: as its attribution says; of what the page tells (在5月3日辟谣), as its clause says.
    fn said(&self, answer: &Answer, covering: &[usize]) -> Interval {
        let told = || {
            let times = &self.reading.times;
            let from = times.partition_point(|t| t.span.start() < answer.span.start());
            times[from..]
                .iter()
                .take_while(|t| t.span.end() <= answer.span.end())
                .find(|t| {
                    matches!(t.kind, TimeKind::Date | TimeKind::Time)
                        && t.interval.from.is_some()
                        && t.interval.to.is_some()
                })
                .map(|t| t.interval)
        };
        let dated = answer.attribution.is_none().then(told).flatten();
        dated.unwrap_or_else(|| chains::said(self.reading, covering, self.anchor))
    }

    /// Who answers: the speaker of the attribution, each of several sources, or whom the page's own clause names.
    fn answerers(&self, answer: &Answer) -> Vec<Answerer> {
        if let Some(span) = answer.who {
            return vec![self.named(span)];
        }
        let Some(attribution) = answer.attribution.map(|i| &self.reading.attributions[i]) else {
            return vec![Answerer {
                span: None,
                speaker: None,
            }];
        };
        let mut all = vec![Answerer {
            span: attribution.source.first().copied(),
            speaker: Some(answering(&attribution.speaker)),
        }];
        // Parts of one name are no two speakers.
        if separate(self.document, self.words, attribution) {
            all.extend(attribution.source[1..].iter().map(|s| self.named(*s)));
        }
        all
    }

    /// A speaker known by the words that name them alone; whom the page quotes elsewhere is the same one here.
    fn named(&self, span: Span) -> Answerer {
        let words = span.of(self.document.text);
        if let Some(known) = self.names.get(words) {
            return Answerer {
                span: Some(span),
                speaker: Some(answering(&self.reading.attributions[*known].speaker)),
            };
        }
        let mentions = &self.reading.mentions;
        let from = mentions.partition_point(|m| m.span.start() < span.start());
        let mention = mentions[from..]
            .iter()
            .take_while(|m| m.span.end() <= span.end())
            .last();
        Answerer {
            span: Some(span),
            speaker: Some(Speaker {
                kind: match mention.map(|m| m.kind) {
                    Some(NameKind::Authority) => SpeakerKind::Authority,
                    _ => SpeakerKind::Party,
                },
                name: Some(
                    mention
                        .map_or(words, |m| m.span.of(self.document.text))
                        .to_owned(),
                ),
                entity: mention.and_then(|m| m.entity.clone()),
                count: None,
                description: mention.filter(|m| m.span != span).map(|_| words.to_owned()),
            }),
        }
    }
}

/// Somebody who answers, and where the page names them; nobody when the page denies in its own voice.
struct Answerer {
    span: Option<Span>,
    speaker: Option<Speaker>,
}

impl Answerer {
    fn participant(&self) -> Option<Participant> {
        let speaker = self.speaker.as_ref()?;
        Some(Participant {
            span: self.span,
            entity: speaker.entity.clone(),
            name: speaker.name.clone().or_else(|| speaker.description.clone())?,
        })
    }
}

/// True when several sources are listed one after the other.
fn separate(document: &Document<'_>, words: &Words, attribution: &Attribution) -> bool {
    attribution.source.len() > 1
        && attribution.source.windows(2).all(|pair| {
            let between = &document.text[pair[0].end()..pair[1].start().max(pair[0].end())];
            words.joins.has(between.trim())
        })
}

/// Whoever answers for themselves is a party to the matter, or the authority that it is before.
fn answering(speaker: &Speaker) -> Speaker {
    let mut speaker = speaker.clone();
    if speaker.kind == SpeakerKind::Named {
        speaker.kind = SpeakerKind::Party;
    }
    speaker
}
