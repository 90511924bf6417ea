//! Decoding: the transitions of a sentence, chosen greedily, each arc with its label.

use crate::Relation;
use crate::arcs::{LEFT, RIGHT, SHIFT, State};
use crate::weights::{Narrow, UNSURE, Wide, WideScores, best, pair};

/// Builds the tree of the state's nodes; at most two transitions per token.
pub(crate) fn decode(
    state: &mut State,
    arcs: &impl Narrow,
    labels: &impl Wide,
    sure: &[u8],
    count: usize,
    lead: i32,
) {
    state.start();
    while !state.is_done() {
        let allowed = state.allowed();
        let transition = match allowed {
            [true, false, false] => SHIFT,
            [false, true, false] => LEFT,
            [false, false, true] => RIGHT,
            _ => choose(state, arcs, lead, allowed),
        };
        if transition == SHIFT {
            state.shift();
            continue;
        }
        let (head, below) = state.arc(transition);
        let label = if head == state.root() {
            Relation::Root as u8
        } else {
            label_of(state, labels, sure, count, head, below)
        };
        state.attach(head, label);
    }
}

/// The best allowed transition; by the first features alone if it leads by `lead` then.
#[inline]
fn choose(state: &State, arcs: &impl Narrow, lead: i32, allowed: [bool; 3]) -> usize {
    let look = state.look();
    let mut scores = arcs.score(&look.first());
    let best = pick(scores, allowed);
    let is_clear =
        (0..3).all(|other| other == best || !allowed[other] || scores[best] - scores[other] >= lead);
    if is_clear {
        return best;
    }
    let rest = arcs.score(&look.rest());
    for (score, more) in scores.iter_mut().zip(rest) {
        *score += more;
    }
    pick(scores, allowed)
}

/// The allowed transition of the highest score; the first of equals.
#[inline]
pub(crate) fn pick(scores: [i32; 3], allowed: [bool; 3]) -> usize {
    let mut found = None;
    for transition in [SHIFT, LEFT, RIGHT] {
        if allowed[transition] && found.is_none_or(|best: usize| scores[transition] > scores[best]) {
            found = Some(transition);
        }
    }
    found.unwrap_or(SHIFT)
}

/// The label of an arc.
#[inline]
pub(crate) fn label_of(
    state: &State,
    labels: &impl Wide,
    sure: &[u8],
    count: usize,
    head: usize,
    below: usize,
) -> u8 {
    let classes = pair(state.nodes[head].class, state.nodes[below].class, below < head);
    if let Some(&label) = sure.get(classes).filter(|&&label| label != UNSURE) {
        return label;
    }
    let mut scores: WideScores = [0; 64];
    labels.score(&state.arc_features(head, below), &mut scores);
    best(&scores, count) as u8
}
