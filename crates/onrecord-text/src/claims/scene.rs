//! A Chinese page with the cue words, tokens and attributions that its claims are read from.
//! What does not live here: decisions.

use std::collections::BTreeMap;

use onrecord_syntax::Token;

use super::cued;
use super::lexicon::Hit;
use super::predicates::Sense;
use super::rules::Rules;
use crate::catalogue::Catalogue;
use crate::chains;
use crate::frames::Frames;
use crate::{Document, EntityId, Mention, Modality, Participant, Reading, Span, SpanIndex, TimeValue};

/// What claims are read from.
pub(super) struct Scene<'a> {
    pub document: &'a Document<'a>,
    pub reading: &'a Reading,
    pub rules: &'a Rules,
    pub frames: &'a Frames,
    pub catalogue: &'a Catalogue,
    /// The words of all rules, by start.
    pub hits: Vec<Hit>,
    /// The words of each sentence, with their tags and without a tree.
    pub tokens: Vec<Vec<Token>>,
    /// What attributions attribute, with their numbers.
    pub contents: SpanIndex,
    /// The longest name of each entity that only this document knows.
    fullest: BTreeMap<EntityId, &'a str>,
}

impl<'a> Scene<'a> {
    /// Finds the words of rules; `tokens` are those of each sentence.
    pub fn new(
        document: &'a Document<'a>,
        reading: &'a Reading,
        rules: &'a Rules,
        frames: &'a Frames,
        catalogue: &'a Catalogue,
        tokens: Vec<Vec<Token>>,
    ) -> Scene<'a> {
        let mut hits = rules.lexicon.hits(document.text);
        hits.retain(|h| !(rules.signals.structural.contains(&h.word) && cued::part_of_name(reading, h.span)));
        Scene {
            document,
            reading,
            rules,
            frames,
            catalogue,
            hits,
            tokens,
            contents: chains::contents(reading),
            fullest: fullest(document.text, &reading.mentions),
        }
    }

    /// What the words of a sentence say of their main predicate.
    pub fn sense(&self, sentence: usize, span: Span) -> Sense {
        let tokens = &self.tokens[sentence];
        let event = |word: &str| self.frames.known(word).is_some_and(|k| k.any());
        self.rules
            .predicates
            .sense(tokens, self.document.text, span, &event)
    }

    /// A participant for a mention, under its canonical name.
    pub fn of_mention(&self, mention: &Mention) -> Participant {
        let entity = mention.entity.as_deref();
        let known = entity.and_then(|e| self.catalogue.name(e, self.document.lang));
        let name = known
            .or_else(|| self.fullest.get(entity?).copied())
            .unwrap_or_else(|| mention.span.of(self.document.text));
        Participant {
            span: Some(mention.span),
            entity: mention.entity.clone(),
            name: name.to_owned(),
        }
    }

    /// A participant for words that are no name.
    pub fn of_words(&self, span: Span) -> Participant {
        Participant {
            span: Some(span),
            entity: None,
            name: span.of(self.document.text).to_owned(),
        }
    }

    /// Mentions that begin inside `span`, in order.
    pub fn mentions_in(&self, span: Span) -> &'a [Mention] {
        let mentions = &self.reading.mentions;
        let from = mentions.partition_point(|m| m.span.start() < span.start());
        let to = mentions.partition_point(|m| m.span.start() < span.end());
        &mentions[from..to.max(from)]
    }

    /// The last dozen names before the words, the nearest first.
    pub fn names_before(&self, words: Span) -> impl Iterator<Item = &'a Mention> {
        let mentions = &self.reading.mentions;
        let upto = mentions.partition_point(|m| m.span.end() <= words.start());
        mentions[..upto].iter().rev().take(12)
    }

    /// Times that begin inside `span`, in order, and the number of the first.
    pub fn times_in(&self, span: Span) -> (usize, &'a [TimeValue]) {
        let times = &self.reading.times;
        let from = times.partition_point(|t| t.span.start() < span.start());
        let to = times.partition_point(|t| t.span.start() < span.end());
        (from, &times[from..to.max(from)])
    }

    /// The numbers of the quantities inside `span`.
    pub fn quantities_in(&self, span: Span) -> Vec<usize> {
        let quantities = &self.reading.quantities;
        let from = quantities.partition_point(|q| q.span.start() < span.start());
        let to = quantities.partition_point(|q| q.span.start() < span.end());
        (from..to.max(from))
            .filter(|i| span.holds(quantities[*i].span))
            .collect()
    }

    /// Attributions that cover a place, outermost first, without those that only infer ("this means that …"): nobody says
    /// that but the page. The flag tells that there was such a one.
    pub fn spoken(&self, offset: usize) -> (Vec<usize>, bool) {
        let text = self.document.text;
        let infers = |i: &usize| {
            self.reading.attributions[*i]
                .cue
                .iter()
                .any(|c| self.rules.says(Modality::Inferred, c.of(text)))
        };
        let (inferring, speaking): (Vec<usize>, Vec<usize>) =
            chains::covering(self.reading, &self.contents, offset)
                .into_iter()
                .partition(infers);
        (speaking, !inferring.is_empty())
    }
}

/// The longest name in the document for each entity, the last of equals.
fn fullest<'a>(text: &'a str, mentions: &[Mention]) -> BTreeMap<EntityId, &'a str> {
    let mut fullest: BTreeMap<EntityId, &str> = BTreeMap::new();
    for mention in mentions {
        if let Some(entity) = &mention.entity {
            let name = mention.span.of(text);
            let longest = fullest.entry(entity.clone()).or_insert(name);
            if name.len() >= longest.len() {
                *longest = name;
            }
        }
    }
    fullest
}
