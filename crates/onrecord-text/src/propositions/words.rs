//! The words of a proposition: from where to where a claim quotes its page.
//! What does not live here: which clauses are propositions (see `select`).

use super::scene::Scene;
use crate::Span;
use crate::clauses::Clause;
use crate::frames::Event;

/// Marks that no proposition begins or ends with.
pub(super) const EDGES: &[char] = &[
    ',', '，', '。', ';', '；', '“', '”', '"', '.', '：', ':', '!', '！', '?', '？', '‘', '’', '\'', '—',
    '–', '「', '」', '-',
];

/// The words of an event's proposition: without the cue that attributes it.
pub(super) fn event_span(scene: &Scene<'_>, event: &Event, clause: &Clause, attributions: &[usize]) -> Span {
    let s = &scene.sentence;
    let mut span = clause.span;
    if scene.frames.small.tenseless {
        // A Chinese proposition goes from mark to mark.
        let words = event.steps.iter().map(|step| step.token).chain([event.anchor]);
        span = words.fold(scene.stretch(event.anchor), |all, at| {
            if scene.cued(at).is_some() {
                all
            } else {
                all.cover(scene.stretch(at))
            }
        });
    } else if scene.cued(clause.predicate).is_some() {
        // "Fears that X may be arrested": what is feared.
        let inner = event
            .steps
            .iter()
            .rev()
            .map(|step| step.token)
            .chain([event.anchor])
            .find_map(|t| scene.clauses.at(t).filter(|c| scene.cued(c.predicate).is_none()));
        if let Some(inner) = inner {
            span = inner.span;
        } else if attributions.is_empty() {
            span = s.span_under(event.anchor);
        }
    }
    trimmed(scene, span, attributions)
}

/// A span without marks at its ends, within what is said, without what attributes it.
pub(super) fn trimmed(scene: &Scene<'_>, span: Span, attributions: &[usize]) -> Span {
    let mut span = span;
    if let Some(innermost) = attributions.last() {
        let contents = &scene.reading.attributions[*innermost].content;
        let best = contents
            .iter()
            .filter_map(|c| c.intersection(span))
            .max_by_key(|c| c.len());
        if let Some(best) = best.filter(|b| b.len() * 3 >= span.len()) {
            span = best;
        }
    } else {
        // "X was sold, Y said": the frame at the end is no part of it.
        for index in scene.heard {
            let attribution = &scene.reading.attributions[*index];
            for part in attribution.cue.iter().chain(&attribution.source) {
                if span.holds(*part) && part.end() + 3 >= span.end() && part.start() > span.start() {
                    span = Span::new(span.start(), part.start());
                }
            }
        }
    }
    whole(scene, span).trim(scene.document.text, EDGES)
}

/// A span that cuts no name.
pub(super) fn whole(scene: &Scene<'_>, span: Span) -> Span {
    scene
        .mentions
        .iter()
        .filter(|m| m.span.overlaps(span) && !span.holds(m.span))
        .fold(span, |all, m| all.cover(m.span))
}
