//! Decoding: the transitions of a sentence, chosen greedily, each arc with its label.

use crate::arcs::{LEFT, RIGHT, SHIFT, State};
use crate::weights::{Narrow, Wide, WideScores, best};

/// Builds the tree of the state's nodes; at most two transitions per token.
pub(crate) fn decode(state: &mut State, arcs: &impl Narrow, labels: &impl Wide, count: usize, root_label: u8) {
    state.start();
    while !state.is_done() {
        let allowed = state.allowed();
        let transition = match allowed {
            [true, false, false] => SHIFT,
            [false, true, false] => LEFT,
            [false, false, true] => RIGHT,
            _ => pick(arcs.score(&state.features()), allowed),
        };
        if transition == SHIFT {
            state.shift();
            continue;
        }
        let (head, below) = state.arc(transition);
        let label = if head == state.root() {
            root_label
        } else {
            label_of(state, labels, count, head, below)
        };
        state.attach(head, label);
    }
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
pub(crate) fn label_of(state: &State, labels: &impl Wide, count: usize, head: usize, below: usize) -> u8 {
    let mut scores: WideScores = [0; 64];
    labels.score(&state.arc_features(head, below), &mut scores);
    best(&scores, count) as u8
}
