//! Whether the clause around a time expression plans ahead or tells what happened.
//! What does not live here: the cue words (lists of class `ahead`, `past`, `stop` in the packs).

use super::expression::Tense;
use super::grammar::Grammar;
use super::vocabulary::{Kind, Token};

/// How far to look on either side, in tokens.
const WINDOW: usize = 24;
/// The longest title or initial written with a full stop ("Mr.", "Gen.", "U.S."), in letters.
const LONGEST_TITLE: usize = 3;

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

/// Where a known word of a class that begins at `at` ends, the longest one.
pub(super) fn known(grammar: &Grammar, tokens: &[Token], at: usize, symbol: u16) -> Option<usize> {
    let (mut node, mut place, mut found) = (0, at, None);
    while let Some(token) = tokens
        .get(place)
        .filter(|t| t.id != 0 && (place == at || t.space < 2))
        && let Some(next) = grammar.lexicon[node].child(token.id)
    {
        node = next;
        place += 1;
        let ends = &grammar.lexicon[node].ends;
        if ends.iter().any(|e| grammar.entries[*e as usize].symbol == symbol) {
            found = Some(place);
        }
    }
    found
}

/// True for a full stop that ends no sentence: inside a number, behind an initial or a title, before a small letter.
fn dotted(tokens: &[Token], at: usize) -> bool {
    let (Some(before), Some(next)) = (at.checked_sub(1).map(|i| &tokens[i]), tokens.get(at + 1)) else {
        return false;
    };
    let glued = tokens[at].space == 0;
    let short = |letters| before.kind == Kind::Word && before.capital && before.len() <= letters;
    let goes_on = match next.kind {
        Kind::Word => !next.capital || short(LONGEST_TITLE),
        // "Sept. 30"
        Kind::Digits => short(LONGEST_TITLE + 1),
        Kind::Han | Kind::Mark => false,
    };
    glued && next.space < 2 && (next.space == 0 || goes_on)
}

/// The tense of the clause around tokens `start..end`: the nearest cue on the left, else the nearest on the right.
pub(super) fn tense(grammar: &Grammar, tokens: &[Token], start: usize, end: usize) -> Tense {
    let tense = |cue: Cue| match cue {
        Cue::Ahead => Some(Tense::Ahead),
        Cue::Past => Some(Tense::Past),
        Cue::Stop => None,
    };
    let mut broken = tokens.get(start).is_some_and(|t| t.space == 2);
    let bound = |at: usize| tokens.get(at).is_some_and(|t| grammar.bounds.contains(&t.id));
    let bounded = bound(start) || start > 0 && bound(start - 1);
    for at in (start.saturating_sub(WINDOW)..start).rev() {
        if broken {
            break;
        }
        match cue(grammar, tokens, at) {
            Some(Cue::Stop) if dotted(tokens, at) => {}
            Some(Cue::Stop) => break,
            // "May be signed", "to be held": what stands before it says when.
            // "Is closed from May to June, the county said": what holds now is not told by who says so.
            Some(Cue::Past) if at > 0 && grammar.be.contains(&tokens[at - 1].id) && bounded => {
                return Tense::Open;
            }
            Some(Cue::Past) if at > 0 && grammar.be.contains(&tokens[at - 1].id) => {}
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
            Some(Cue::Stop) if dotted(tokens, at) => {}
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
