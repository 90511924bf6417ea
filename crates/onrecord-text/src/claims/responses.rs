//! What a response answers: the claims it stands behind in the same passage.
//! What does not live here: finding responses (they are claims of kind `response`, made by rules like any other).

use super::rules::Rules;
use crate::catalogue::Catalogue;
use crate::{Claim, Document, Participant, Reading};

/// How far back a response reaches, in sentences that hold claims.
const REACH: usize = 5;

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
    for index in 0..claims.len() {
        if claims[index].kind != "response" {
            continue;
        }
        let Some(own) = sentence(&claims[index]) else {
            continue;
        };
        let mut answered: Vec<usize> = Vec::new();
        let mut at: Option<usize> = None;
        let mut seen = 0;
        for earlier in (0..index).rev() {
            let claim = &claims[earlier];
            let Some(s) = sentence(claim) else { continue };
            if claim.kind == "response" {
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
                if at.is_some_and(|last| introduces(document, rules, reading, last)) && !answered.is_empty() {
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
        } else if let Some(far) = (0..index).rev().find(|i| {
            claims[*i].kind != "response" && about(&claims[*i], claims[index].subject.as_ref(), catalogue)
        }) && chosen.is_empty()
        {
            chosen.push(far);
        }
        chosen.sort_unstable();
        claims[index].answers = chosen.into_iter().map(|i| claims[i].id.clone()).collect();
    }
}

/// True where the sentence brings up a source of its own rather than going on with one.
fn introduces(document: &Document<'_>, rules: &Rules, reading: &Reading, sentence: usize) -> bool {
    let span = document.sentences[sentence].span;
    let mut sources = reading
        .attributions
        .iter()
        .filter(|a| a.cue.iter().chain(&a.source).any(|c| span.holds(*c)))
        .peekable();
    if sources.peek().is_none() {
        return false;
    }
    let anaphoric = |words: &str| {
        rules
            .lexicon
            .hits(words)
            .iter()
            .any(|h| rules.signals.anaphor.contains(&h.word))
    };
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
