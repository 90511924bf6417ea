//! Words that stand in a page's text and are none of its sentences': what is struck out, and the raised marks of notes.
//! What does not live here: the marks of quotations that browsers add (`walk`).

use super::count::is_cjk;
use crate::html::{NodeId, Tag, Tree};

/// Characters that no browser shows: soft hyphens, word joiners, marks of byte order. U+200B parts the words of some scripts.
pub(super) const UNSEEN: &[char] = &['\u{ad}', '\u{2060}', '\u{feff}'];

/// What is struck out is short; an element of such a name that holds more was never closed.
const STRUCK: usize = 600;

/// True for words that the page took back.
pub(super) fn is_struck_out(tree: &Tree<'_>, node: NodeId) -> bool {
    let block = |n: NodeId| tree.tag(n).is_some_and(|t| t.is_block() && t != Tag::P);
    !tree.below(node).any(block) && tree.text(node).len() <= STRUCK
}

/// True for a raised mark that leads to a note; false for exponents, ordinals and formulas. `before` is the line so far,
/// empty where a space stands before the mark.
pub(super) fn is_note(tree: &Tree<'_>, node: NodeId, before: &str) -> bool {
    let words = tree.text(node);
    let mark = words.trim();
    if mark.is_empty() || mark.chars().count() > 12 {
        return false;
    }
    let short = mark.chars().filter(|c| c.is_alphanumeric()).count() <= 3;
    let bracketed = mark.starts_with(['[', '(']) && mark.ends_with([']', ')']);
    let signs = mark
        .chars()
        .all(|c| matches!(c, '*' | '†' | '‡' | '§' | '¶' | '#'));
    if short && (bracketed || signs || leads_to_a_note(tree, node)) {
        return true;
    }
    let counted = mark
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, ',' | ' ' | '–' | '-'));
    if !counted || !mark.starts_with(|c: char| c.is_ascii_digit()) || mark.len() > 7 {
        return false;
    }
    match before.chars().next_back() {
        None => true,
        Some(last) if last.is_ascii_digit() => {
            let number = before
                .rsplit(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ','))
                .next();
            // "10" and "2" are raised to powers.
            !number.is_some_and(|n| matches!(n, "10" | "2"))
        }
        Some(last) if is_cjk(last) => true,
        Some(last) if last.is_alphabetic() => {
            // Units and letters of formulas are short.
            let word = before.chars().rev().take_while(|c| c.is_alphabetic()).count();
            word >= 4
        }
        Some(last) => last != '^',
    }
}

/// The digits of an exponent behind a number, raised.
pub(super) fn power(tree: &Tree<'_>, node: NodeId, before: &str) -> Option<String> {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let words = tree.text(node);
    let exponent = before.ends_with(|c: char| c.is_ascii_digit()) && words.len() <= 3;
    let raised = |c: char| match c {
        '-' | '−' => Some('⁻'),
        _ => c.to_digit(10).map(|d| RAISED[d as usize]),
    };
    exponent.then(|| words.trim().chars().map(raised).collect::<Option<String>>())?
}

/// True for a mark that is, or lies in, a link within the page.
fn leads_to_a_note(tree: &Tree<'_>, node: NodeId) -> bool {
    let inner =
        |n: NodeId| tree.tag(n) == Some(Tag::A) && tree.attribute(n, "href").is_some_and(|h| h.contains('#'));
    tree.below(node).any(inner) || tree.ancestors(node).take(2).any(inner)
}
