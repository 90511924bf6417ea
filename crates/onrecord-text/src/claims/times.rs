//! When what a claim tells is true in the world.
//! What does not live here: when it was said (`chains::said`), and reading times (the crate of values).

use super::clauses::Clause;
use super::scene::Scene;
use crate::{Interval, Span, TimeKind, TimeValue};

/// When it is true in the world: the time nearest the cue in the clause, else one that opens the sentence.
pub(super) fn true_time(
    scene: &Scene<'_>,
    clause: &Clause,
    previous: Option<&Clause>,
    cue: Span,
    attributions: &[usize],
) -> Interval {
    let told: Vec<usize> = attributions
        .iter()
        .filter_map(|i| scene.reading.attributions[*i].when)
        .collect();
    let usable = |within: Span| {
        let (first, times) = scene.times_in(within);
        times
            .iter()
            .enumerate()
            .filter(move |(_, t)| within.holds(t.span) && matches!(t.kind, TimeKind::Date | TimeKind::Time))
            .filter(|(i, t)| !told.contains(&(first + i)) && dates(t))
            .map(|(_, t)| t)
            .collect::<Vec<_>>()
    };
    let distance = |s: Span| {
        if s.end() <= cue.start() {
            cue.start() - s.end()
        } else {
            s.start().saturating_sub(cue.end())
        }
    };
    let inside = usable(clause.span);
    if let Some(t) = inside.iter().min_by_key(|t| distance(t.span)) {
        return t.interval;
    }
    let leading = previous.map(|p| usable(p.span)).unwrap_or_default();
    if let Some(t) = leading.last() {
        return t.interval;
    }
    // 2021年，营收…；净利润…: the time that opens the sentence holds for all its clauses.
    let sentence = scene.document.sentences[clause.sentence].span;
    let opening = Span::new(sentence.start(), clause.span.start().max(sentence.start()));
    usable(opening).last().map(|t| t.interval).unwrap_or_default()
}

/// The first time that the words state, else one that opens their sentence; never when they were said.
pub(super) fn stated_time(scene: &Scene<'_>, part: Span, sentence: Span, attributions: &[usize]) -> Interval {
    let told: Vec<usize> = attributions
        .iter()
        .filter_map(|i| scene.reading.attributions[*i].when)
        .collect();
    let times = &scene.reading.times;
    let from = times.partition_point(|t| t.span.start() < sentence.start());
    let usable = |span: Span| {
        times[from..]
            .iter()
            .enumerate()
            .take_while(|(_, t)| t.span.start() < sentence.end())
            .filter(|(i, t)| span.holds(t.span) && !told.contains(&(from + i)) && dates(t))
            .find(|(_, t)| matches!(t.kind, TimeKind::Date | TimeKind::Time))
            .map(|(_, t)| t.interval)
    };
    usable(part)
        .or_else(|| usable(Span::new(sentence.start(), part.start().max(sentence.start()))))
        .unwrap_or_default()
}

/// True for what is told of a time behind the saying, whatever the words: nobody can know it yet.
pub(super) fn lies_ahead(time: Interval, said: Interval) -> bool {
    matches!((time.from, said.to), (Some(from), Some(to)) if from.at >= to.at)
}

/// True for a time that dates an event: now, earlier and later say nothing but the tense.
fn dates(time: &TimeValue) -> bool {
    !time.interval.is_open() && !time.value.ends_with("_REF")
}
