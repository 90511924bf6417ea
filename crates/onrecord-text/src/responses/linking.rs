//! What a response answers: the claims it stands behind in the same passage.
//! What does not live here: finding responses (they are claims of kind `response`).

use crate::catalogue::Catalogue;
use crate::claims::Rules;
use crate::{Claim, Document, Modality, Participant, Reading, SpanIndex, SpeakerKind};

/// How far back a response reaches, in sentences that hold claims.
const REACH: usize = 5;

/// How many claims before and after a response may be what it repeats.
const NEAR: usize = 6;

/// How many claims back a response looks for what it answers, farther up than its own passage.
const FAR: usize = 500;

/// Links responses in `claims` (in text order) to what they answer.
///
/// A response answers the claims of the sentences right before it, back to the sentence that brought the report up:
/// the first whose source is no anaphor ("the report also said") of an earlier one. Where the passage holds none, claims
/// about the one who answers are looked for farther up.
pub(crate) fn link(
    document: &Document<'_>,
    rules: &Rules,
    reading: &Reading,
    catalogue: &Catalogue,
    claims: &mut [Claim],
) {
    let sentence = |c: &Claim| document.sentence_at(c.span.start());
    let numbered = reading.attributions.iter().enumerate();
    let framed = SpanIndex::of(numbered.flat_map(|(i, a)| {
        let frame = a.cue.iter().chain(&a.source);
        frame.map(move |c| (*c, i))
    }));
    for index in 0..claims.len() {
        if !claims[index].is_response() {
            continue;
        }
        let Some(own) = sentence(&claims[index]) else {
            continue;
        };
        // What a denial itself repeats is what it answers.
        let repeated: Vec<usize> = (index.saturating_sub(NEAR)..(index + NEAR).min(claims.len()))
            .filter(|i| {
                let claim = &claims[*i];
                claim.modality == Modality::Rumoured
                    && matches!(claim.chain.as_slice(), [one] if one.kind == SpeakerKind::Unattributed)
                    && sentence(claim) == Some(own)
            })
            .collect();
        if !repeated.is_empty() {
            claims[index].answers = repeated.into_iter().map(|i| claims[i].id.clone()).collect();
            continue;
        }
        let mut answered: Vec<usize> = Vec::new();
        let mut at: Option<usize> = None;
        let mut seen = 0;
        for earlier in (index.saturating_sub(FAR)..index).rev() {
            let claim = &claims[earlier];
            let Some(s) = sentence(claim) else { continue };
            if claim.is_response() {
                // Two refusals in a row ("X declined, Y did not reply") answer the same thing; an older one ends the passage.
                if answered.is_empty() {
                    continue;
                }
                break;
            }
            let distance = document.sentences[own]
                .block
                .saturating_sub(document.sentences[s].block);
            if distance > 1 || distance == 1 && !answered.is_empty() {
                break;
            }
            if at != Some(s) {
                if at.is_some_and(|last| introduces(document, rules, reading, &framed, last))
                    && !answered.is_empty()
                {
                    break;
                }
                at = Some(s);
                seen += 1;
                if seen > REACH {
                    break;
                }
            }
            // The page's own background behind what was reported is not what anybody was asked about.
            if claim.chain.is_empty() && s != own && answered.iter().any(|i| !claims[*i].chain.is_empty()) {
                break;
            }
            answered.push(earlier);
        }
        let spoken: Vec<usize> = answered
            .iter()
            .copied()
            .filter(|i| !claims[*i].chain.is_empty())
            .collect();
        let mut chosen = if spoken.is_empty() { answered } else { spoken };
        // Where some of them are about the one who answers, the others are not what was asked.
        let mine: Vec<usize> = chosen
            .iter()
            .copied()
            .filter(|i| about(&claims[*i], claims[index].subject.as_ref(), catalogue))
            .collect();
        if !mine.is_empty() {
            chosen = mine;
        } else if chosen.is_empty() {
            let who = claims[index].subject.as_ref();
            let far = (index.saturating_sub(FAR)..index)
                .rev()
                .find(|i| !claims[*i].is_response() && about(&claims[*i], who, catalogue));
            chosen.extend(far);
        }
        chosen.sort_unstable();
        claims[index].answers = chosen.into_iter().map(|i| claims[i].id.clone()).collect();
    }
}

/// True where the sentence brings up a source of its own rather than going on with one.
fn introduces(
    document: &Document<'_>,
    rules: &Rules,
    reading: &Reading,
    framed: &SpanIndex,
    sentence: usize,
) -> bool {
    let span = document.sentences[sentence].span;
    let mut sources = framed
        .overlapping(span)
        .into_iter()
        .filter(|(c, _)| span.holds(*c))
        .map(|(_, i)| &reading.attributions[i])
        .peekable();
    if sources.peek().is_none() {
        return false;
    }
    let anaphoric = |words: &str| rules.holds(&rules.signals.anaphor, words);
    let head = &span.of(document.text)[..floor(span.of(document.text), 24)];
    !(anaphoric(head) || sources.any(|a| a.source.iter().any(|s| anaphoric(s.of(document.text)))))
}

fn floor(text: &str, most: usize) -> usize {
    let mut n = most.min(text.len());
    while !text.is_char_boundary(n) {
        n -= 1;
    }
    n
}

/// True where the claim is about `who`, or names it in a role.
fn about(claim: &Claim, who: Option<&Participant>, catalogue: &Catalogue) -> bool {
    let Some(who) = who else { return false };
    let same = |p: &Participant| match (&p.entity, &who.entity) {
        (Some(a), Some(b)) => catalogue.root(a) == catalogue.root(b),
        _ => p.name == who.name,
    };
    claim.subject.as_ref().is_some_and(same)
        || claim.object.as_ref().is_some_and(same)
        || claim.roles.iter().any(|r| same(&r.filler))
}
