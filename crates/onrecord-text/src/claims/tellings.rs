//! Events that the page tells in its own voice and that no rule knows.
//! What does not live here: attributed words (`statements`).

use super::commitment::negated;
use super::scene::Scene;
use super::times;
use crate::chains;
use crate::kinds;
use crate::{Anchor, Claim, NameKind, Span};

/// Shortest sentence, in bytes, that is taken for an event told by the page: eight Chinese characters.
const SHORTEST_TELLING: usize = 24;

/// Adds one claim for each sentence with a predicate that nothing else was made of.
pub(super) fn add(scene: &Scene<'_>, anchor: &Anchor, claims: &mut Vec<Claim>) {
    let text = scene.document.text;
    let mut covered: Vec<Span> = claims.iter().map(|c| c.span).collect();
    covered.extend(scene.reading.attributions.iter().flat_map(|a| {
        let parts = a.content.iter().chain(&a.cue).chain(&a.source);
        parts.copied().collect::<Vec<_>>()
    }));
    covered.sort_unstable();
    for (number, sentence) in scene.document.sentences.iter().enumerate() {
        let words = sentence.span.of(text).trim_end();
        if scene.document.is_heading(sentence)
            || sentence.span.len() < SHORTEST_TELLING
            || words.ends_with(['？', '?', '：', ':'])
            || words.starts_with(['（', '(', '【', '[', '('])
        {
            continue;
        }
        let near = covered.partition_point(|c| c.start() < sentence.span.end());
        // Spans lie in order of their starts; a long one may begin far above.
        if covered[near.saturating_sub(64)..near]
            .iter()
            .any(|c| c.overlaps(sentence.span))
        {
            continue;
        }
        let part = sentence
            .span
            .trim(text, &[',', '，', '。', '“', '”', '"', '.', '！', '!', '；']);
        let sense = scene.sense(number, part);
        let Some(predicate) = sense.predicate else {
            continue;
        };
        let subject = scene
            .mentions_in(Span::new(sense.clause.start(), predicate.start()))
            .iter()
            .find(|m| {
                matches!(
                    m.kind,
                    NameKind::Org
                        | NameKind::Person
                        | NameKind::Authority
                        | NameKind::Product
                        | NameKind::Place
                )
            })
            .map(|m| scene.of_mention(m));
        claims.push(Claim {
            id: String::new(),
            span: part,
            kind: kinds::OTHER.into(),
            state: None,
            polarity: negated(sense),
            modality: sense.modality,
            subject,
            object: None,
            roles: Vec::new(),
            answers: Vec::new(),
            time: times::stated_time(scene, part, sentence.span, &[]),
            said: chains::said(scene.reading, &[], anchor),
            quantities: scene.quantities_in(part),
            attribution: None,
            chain: Vec::new(),
            rule: "other".into(),
        });
    }
}
