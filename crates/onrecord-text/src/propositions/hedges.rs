//! How far the words commit: the modal that governs the predicate, and the verb that attributes it.
//! What does not live here: which words hedge (packs).

use super::scene::Scene;
use crate::clauses::{Aspect, Clause, Link, Voice};
use crate::frames::{PatternKind, Sorts};
use crate::operators::EventPlace;
use crate::syntax::Relation;
use crate::{Attribution, Interval, Modality};

/// What attributing words lay on what they attribute ("expects", "fears", "rumour has it"), the outermost first; and
/// whether a negation over them reaches into it ("does not expect").
pub(super) fn of_cues(scene: &Scene<'_>, attributions: &[usize]) -> (Option<Modality>, bool) {
    let mut modality = None;
    let mut negated = false;
    for index in attributions {
        let attribution = &scene.reading.attributions[*index];
        let Some((found, raised)) = of_cue(scene, attribution) else {
            continue;
        };
        modality = Some(crate::clauses::weaker(modality, found));
        negated ^= raised;
    }
    (modality, negated)
}

/// What a verb above a clause lays on it if no attribution was made of it: "police *allege* X opened fire, killing Y".
pub(super) fn of_verbs_above(scene: &Scene<'_>, clause: &Clause) -> Option<Modality> {
    if scene.frames.small.tenseless {
        return None;
    }
    let s = &scene.sentence;
    let mut here = clause;
    loop {
        let shares = match here.link {
            Link::Complement => true,
            Link::Adverbial | Link::Coordinate | Link::OpenComplement | Link::OfNoun => !here.own_subject,
            _ => false,
        };
        let above = scene.above(here).filter(|_| shares)?;
        let hedge = scene
            .frames
            .operators_by_word
            .get(s.lemma(above.predicate))
            .filter(|_| here.link == Link::Complement || here.mark.is_some_and(|m| s.lemma(m) == "of"))
            .and_then(|patterns| {
                patterns
                    .iter()
                    .filter(|(_, p)| p.kind == PatternKind::Verb && p.rest.is_empty())
                    .find_map(|(number, _)| scene.frames.operators[*number].attributes)
            });
        if hedge.is_some() {
            return hedge;
        }
        here = above;
    }
}

fn of_cue(scene: &Scene<'_>, attribution: &Attribution) -> Option<(Modality, bool)> {
    let s = &scene.sentence;
    let cues = attribution.cue.iter().chain(&attribution.source);
    for span in cues {
        for at in (0..s.len()).filter(|i| span.overlaps(s.token(*i).span)) {
            let Some(patterns) = scene.frames.operators_by_word.get(s.lemma(at)) else {
                continue;
            };
            for (number, pattern) in patterns {
                let operator = &scene.frames.operators[*number];
                let Some(modality) = operator.attributes else {
                    continue;
                };
                let noun = !matches!(s.tag(at), crate::syntax::Tag::Verb | crate::syntax::Tag::Aux);
                if noun != (pattern.kind == PatternKind::Noun) || !pattern.rest.is_empty() {
                    continue;
                }
                let negated = operator.raises && scene.clauses.at(at).is_some_and(|c| c.negated);
                return Some((modality, negated));
            }
        }
    }
    None
}

/// The modality of a clause that no frame took.
///
/// What somebody will do is planned, what will happen to a thing is expected.
pub(super) fn of_clause(scene: &Scene<'_>, clause: &Clause, attributed: bool) -> Modality {
    let acts = !clause.copular
        && clause.subject.is_some_and(|at| {
            crate::frames::sorts::of(&scene.sentence, at, scene.mentions, &scene.frames.lists)
                .meets(Sorts::PERSON.with(Sorts::ORG).with(Sorts::BODY))
        });
    if let Some(hedge) = clause.hedge {
        return hedge;
    }
    if clause.conditioned && matches!(clause.aspect, Aspect::ToCome | Aspect::Bare) {
        return Modality::Possible;
    }
    // "Wants to run it", "plans to go": the verb commits to what it governs.
    if let Some(hedge) = governs(scene, clause).filter(|_| !clause.negated) {
        return hedge;
    }
    if clause.conditional {
        return match (attributed, acts) {
            (true, true) => Modality::Planned,
            (true, false) => Modality::Expected,
            _ => Modality::Possible,
        };
    }
    match clause.aspect {
        Aspect::ToCome if clause.copular || clause.voice == Voice::Passive && !acts => Modality::Expected,
        Aspect::ToCome => Modality::Planned,
        _ => Modality::Asserted,
    }
}

/// What a verb of wishing, planning or expecting makes of the infinitive or clause that it governs.
fn governs(scene: &Scene<'_>, clause: &Clause) -> Option<Modality> {
    let s = &scene.sentence;
    let at = clause.predicate;
    s.children(at, &[Relation::Xcomp, Relation::Ccomp])
        .find(|c| *c > at)?;
    scene
        .frames
        .operators_by_word
        .get(s.lemma(at))?
        .iter()
        .filter(|(_, pattern)| pattern.kind == PatternKind::Verb && pattern.rest.is_empty())
        .map(|(number, _)| &scene.frames.operators[*number])
        .find(|operator| matches!(&*operator.effect, "wish" | "plan" | "expect" | "seem" | "seek"))
        .filter(|operator| operator.event.contains(&EventPlace::Open))
        .and_then(|operator| operator.otherwise.modality)
}

/// The modality of the whole: the words' own, what attributes them, and a time that lies ahead.
pub(super) fn settle(
    own: Modality,
    cue: Option<Modality>,
    aspect: Aspect,
    time: Interval,
    said: Interval,
) -> Modality {
    let ahead = matches!((time.from, said.to), (Some(from), Some(to)) if from.at >= to.at);
    match (own, cue) {
        (Modality::Asserted | Modality::Planned | Modality::Expected, Some(cue)) => cue,
        // "Was rejected after they asked for cuts by next year": what is done is not ahead.
        (Modality::Asserted, None) if ahead && aspect == Aspect::UnderWay => Modality::Planned,
        (Modality::Asserted, None) if ahead && aspect != Aspect::Done => Modality::Expected,
        (own, _) => own,
    }
}
