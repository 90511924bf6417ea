//! What all repairs of a tree are made of: the tokens of a span, and a word hung elsewhere.
//! What does not live here: when a tree wants mending (see `repair`, `attached`, `values`).

use crate::Span;
use crate::syntax::{Relation, Tree};

/// First and last token of a span.
pub(super) fn tokens(tree: &Tree, span: Span) -> Option<(usize, usize)> {
    let from = tree.tokens.partition_point(|t| t.span.end() <= span.start());
    let to = tree.tokens.partition_point(|t| t.span.start() < span.end());
    (from < to).then(|| (from, to - 1))
}

/// Hangs a word on another one; if that was below it, it first takes the word's place.
pub(super) fn hang(tree: &mut Tree, at: usize, head: usize, relation: Relation) {
    if tree.is_under(head, at) {
        tree.tokens[head].head = tree.tokens[at].head;
        tree.tokens[head].relation = tree.tokens[at].relation;
    }
    tree.tokens[at].head = Some(head);
    tree.tokens[at].relation = relation;
}
