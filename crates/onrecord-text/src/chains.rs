//! Chains: the speakers behind a place in the text, from the page inward, and when they spoke.
//! What does not live here: finding attributions (the stage `attributions`).

use crate::catalogue::Catalogue;
use crate::{
    Anchor, Claim, Interval, Language, Modality, NameKind, Reading, SpanIndex, Speaker, SpeakerKind,
};

/// The contents of all attributions of a reading, each with the number of its attribution.
pub(crate) fn contents(reading: &Reading) -> SpanIndex {
    let numbered = reading.attributions.iter().enumerate();
    SpanIndex::of(numbered.flat_map(|(i, a)| a.content.iter().map(move |c| (*c, i))))
}

/// Of some attributions those whose content holds the byte at `offset`, outermost first.
pub(crate) fn covering_of(
    reading: &Reading,
    among: impl Iterator<Item = usize>,
    offset: usize,
) -> Vec<usize> {
    let mut inside: Vec<usize> = among
        .filter(|i| {
            reading.attributions[*i]
                .content
                .iter()
                .any(|s| s.holds_offset(offset))
        })
        .collect();
    let size = |i: &usize| {
        reading.attributions[*i]
            .content
            .iter()
            .map(|s| s.len())
            .sum::<usize>()
    };
    // An attribution stands inside the one whose content is larger; links of the stage itself come first.
    inside.sort_by(|a, b| {
        let depth = |mut i: usize| {
            let mut n = 0;
            while let Some(outer) = reading.attributions[i].within {
                n += 1;
                i = outer;
                if n > 16 {
                    break;
                }
            }
            n
        };
        depth(*a)
            .cmp(&depth(*b))
            .then(size(b).cmp(&size(a)))
            .then(a.cmp(b))
    });
    inside
}

/// The attributions whose content holds the byte at `offset`, outermost first; `contents` as of [`contents`].
pub(crate) fn covering(reading: &Reading, contents: &SpanIndex, offset: usize) -> Vec<usize> {
    covering_of(reading, contents.holding(offset).into_iter(), offset)
}

/// The speakers of `attributions`, as they are classed over the page (`attributions`).
pub(crate) fn speakers(
    reading: &Reading,
    attributions: &[usize],
    catalogue: &Catalogue,
    lang: Language,
) -> Vec<Speaker> {
    let mut chain: Vec<Speaker> = Vec::new();
    for index in attributions {
        let attribution = &reading.attributions[*index];
        // "Two people told Reuters": the outlet stands between the page and the people.
        let told = attribution.told.and_then(|span| {
            let at = reading
                .mentions
                .partition_point(|m| m.span.start() < span.start());
            reading.mentions.get(at).filter(|m| m.kind == NameKind::Outlet)
        });
        if let Some(outlet) =
            told.filter(|m| !chain.iter().any(|s| s.entity.is_some() && s.entity == m.entity))
        {
            let name = outlet
                .entity
                .as_deref()
                .and_then(|e| catalogue.name(e, lang))
                .map(str::to_owned);
            chain.push(Speaker {
                kind: SpeakerKind::Outlet,
                name,
                entity: outlet.entity.clone(),
                count: None,
                description: None,
            });
        }
        // Whoever says what they think is one link.
        let speaker = attribution.speaker.clone();
        let again = lang == Language::English
            && speaker.name.is_some()
            && chain
                .last()
                .is_some_and(|last| last.name == speaker.name && last.kind == speaker.kind);
        if !again {
            chain.push(speaker);
        }
    }
    chain
}

/// Takes nobody out of the end of a chain: inside somebody's words, who only "is said" or "it shows" (某报报道，某公司据悉…) is no
/// further link. A rumour is.
pub(crate) fn end_with_somebody(claim: &mut Claim) {
    let nobody = |s: &Speaker| s.kind == SpeakerKind::Unattributed;
    if claim.modality == Modality::Rumoured || claim.chain.iter().all(nobody) {
        return;
    }
    while claim.chain.last().is_some_and(nobody) {
        claim.chain.pop();
    }
}

/// When the words were said: as the innermost attribution with a time tells, else when the page was published.
pub(crate) fn said(reading: &Reading, attributions: &[usize], anchor: &Anchor) -> Interval {
    let told = attributions.iter().rev().find_map(|i| {
        let when = reading.attributions[*i].when?;
        reading
            .times
            .get(when)
            .map(|t| t.interval)
            .filter(|i| !i.is_open())
    });
    told.unwrap_or(anchor.published)
}
