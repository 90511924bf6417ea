//! Whether the clause around a time expression plans ahead or tells what happened.
//! What does not live here: the cue words (lists of class `ahead`, `past`, `stop` in the packs).

use super::expression::Tense;
use super::grammar::Grammar;
use super::vocabulary::{Kind, Token};

/// How far to look on either side, in tokens.
const WINDOW: usize = 24;

#[derive(Clone, Copy, PartialEq)]
enum Cue {
    Ahead,
    Past,
    Stop,
}

/// The cue that begins at `at`, the longest one.
fn cue(grammar: &Grammar, tokens: &[Token], at: usize) -> Option<Cue> {
    let mut node = 0;
    let mut found = None;
    let mut place = at;
    while let Some(token) = tokens.get(place).filter(|t| t.id != 0)
        && let Some(next) = grammar.lexicon[node].child(token.id)
    {
        node = next;
        place += 1;
        for &entry in &grammar.lexicon[node].ends {
            let symbol = grammar.entries[entry as usize].symbol;
            if symbol == grammar.ahead {
                found = Some(Cue::Ahead);
            } else if symbol == grammar.past {
                found = Some(Cue::Past);
            } else if symbol == grammar.stop {
                found = Some(Cue::Stop);
            }
        }
    }
    if found.is_none() && tokens[at].past_form && tokens[at].id == 0 {
        return Some(Cue::Past);
    }
    found
}

/// The tense of the clause around tokens `start..end`: the nearest cue on the left, else the nearest on the right.
pub(super) fn tense(grammar: &Grammar, tokens: &[Token], start: usize, end: usize) -> Tense {
    let tense = |cue: Cue| match cue {
        Cue::Ahead => Some(Tense::Ahead),
        Cue::Past => Some(Tense::Past),
        Cue::Stop => None,
    };
    let mut broken = tokens.get(start).is_some_and(|t| t.space == 2);
    for at in (start.saturating_sub(WINDOW)..start).rev() {
        if broken {
            break;
        }
        match cue(grammar, tokens, at) {
            Some(Cue::Stop) => break,
            // "May be signed", "to be held": what stands before it says when.
            Some(Cue::Past) if at > 0 && tokens[at - 1].id == grammar.be => {}
            Some(cue) => return tense(cue).unwrap_or_default(),
            None => {}
        }
        broken = tokens[at].space == 2;
    }
    // Chinese puts the time first: what follows counts as far as the next comma or two.
    for at in end..(end + WINDOW).min(tokens.len()) {
        if tokens[at].space == 2 {
            break;
        }
        match cue(grammar, tokens, at) {
            Some(Cue::Stop) => break,
            Some(cue) => return tense(cue).unwrap_or_default(),
            None => {}
        }
        if tokens[at].kind == Kind::Mark && tokens[at].len() > 1 && at > end + 8 {
            break;
        }
    }
    Tense::Open
}
