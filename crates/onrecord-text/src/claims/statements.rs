//! Attributed words of no other kind: one statement for a sentence of what somebody says.
//! What does not live here: what the page tells in its own voice (`tellings`).

use super::commitment::{committed, forecast, negated, rumoured};
use super::scene::Scene;
use super::{signals, times};
use crate::chains;
use crate::kinds;
use crate::{Anchor, Claim, NameKind, Span};

/// Shortest words, in bytes, that are a statement: five Chinese characters.
const SHORTEST: usize = 15;

/// Adds one statement for each sentence of content that no claim was made of.
pub(super) fn add(scene: &Scene<'_>, anchor: &Anchor, claims: &mut Vec<Claim>) {
    let text = scene.document.text;
    let sentences = &scene.document.sentences;
    // What is claimed in each sentence so far; statements do not cross sentences.
    let mut claimed: Vec<Vec<Span>> = vec![Vec::new(); sentences.len()];
    for claim in claims.iter() {
        let first = sentences.partition_point(|s| s.span.end() <= claim.span.start());
        let last = sentences.partition_point(|s| s.span.start() < claim.span.end());
        for inside in &mut claimed[first..last.max(first)] {
            inside.push(claim.span);
        }
    }
    for (index, attribution) in scene.reading.attributions.iter().enumerate() {
        for content in &attribution.content {
            let first = sentences.partition_point(|s| s.span.end() <= content.start());
            let last = sentences.partition_point(|s| s.span.start() < content.end());
            for (number, sentence) in sentences.iter().enumerate().take(last).skip(first) {
                let Some(part) = sentence.span.intersection(*content) else {
                    continue;
                };
                let part = part.trim(
                    text,
                    &[
                        ',', '，', '。', '“', '”', '"', '.', '：', ':', '」', '「', '‘', '’',
                    ],
                );
                for part in with_cause(text, part, &scene.rules.joins_causes) {
                    let taken = claimed[number].iter().any(|c| c.overlaps(part));
                    // What stands inside is attributed again: the inner attribution speaks for it.
                    let inner = || {
                        scene.contents.any(part, |c, i| {
                            let Some(c) = part.intersection(c).filter(|c| c.len() < part.len()) else {
                                return false;
                            };
                            i != index && (c.len() * 2 > part.len() || frames_it(scene, i, part, c))
                        })
                    };
                    if part.len() < SHORTEST || taken || inner() || scene.document.is_heading(sentence) {
                        continue;
                    }
                    let (attributions, inferred) = scene.spoken(part.start());
                    if attributions.is_empty() && !inferred {
                        continue;
                    }
                    let from = scene.hits.partition_point(|h| h.span.start() < part.start());
                    let to = scene.hits.partition_point(|h| h.span.start() < part.end());
                    let signalled = signals::read(
                        &scene.hits[from..to],
                        part,
                        Span::new(part.end(), part.end()),
                        &scene.rules.signals,
                    );
                    let sense = scene.sense(number, part);
                    let modality = forecast(scene, &attributions, committed(signalled, sense.modality));
                    let subject = scene
                        .mentions_in(part)
                        .iter()
                        .find(|m| {
                            matches!(
                                m.kind,
                                NameKind::Org | NameKind::Person | NameKind::Authority | NameKind::Product
                            )
                        })
                        .map(|m| scene.of_mention(m));
                    claimed[number].push(part);
                    claims.push(Claim {
                        id: String::new(),
                        span: part,
                        kind: kinds::STATEMENT.into(),
                        state: None,
                        polarity: negated(sense),
                        modality: rumoured(scene, &attributions, modality),
                        subject,
                        object: None,
                        roles: Vec::new(),
                        answers: Vec::new(),
                        time: times::stated_time(scene, part, sentence.span, &attributions),
                        said: chains::said(scene.reading, &attributions, anchor),
                        quantities: scene.quantities_in(part),
                        attribution: Some(index),
                        chain: chains::speakers(
                            scene.reading,
                            &attributions,
                            scene.catalogue,
                            scene.document.lang,
                        ),
                        rule: "statement".into(),
                    });
                }
            }
        }
    }
}

/// 不算晚，因为这是长跑: what is said and why are two statements.
fn with_cause(text: &str, part: Span, causes: &[String]) -> Vec<Span> {
    let words = part.of(text);
    let cut = causes
        .iter()
        .filter_map(|cause| words.find(cause.as_str()).map(|at| (at, at + cause.len())))
        .min();
    match cut {
        Some((before, after)) if before >= SHORTEST && words.len() - after >= SHORTEST => vec![
            Span::new(part.start(), part.start() + before),
            Span::new(part.start() + after, part.end()),
        ],
        _ => vec![part],
    }
}

/// True when all of `part` but what an inner speaker says is that speaker's frame: 某台报道，|总理接受采访时表示，“…”.
fn frames_it(scene: &Scene<'_>, inner: usize, part: Span, said: Span) -> bool {
    let source = scene.reading.attributions[inner].source.first();
    let Some(source) = source.filter(|s| part.holds(**s) && s.end() <= said.start()) else {
        return false;
    };
    let lead = Span::new(part.start(), source.start()).of(scene.document.text);
    said.end() + 8 >= part.end()
        && lead.matches(['，', '。', '；']).count() <= 1
        && lead.chars().count() <= 16
}
