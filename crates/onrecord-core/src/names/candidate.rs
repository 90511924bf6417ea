//! Candidates for names and how those that overlap are settled.
//! What does not live here: how candidates are found.

use super::known::Known;
use crate::{NameKind, RuleName, Span};

/// A stretch that may be a name.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Candidate {
    pub span: Span,
    pub kind: NameKind,
    pub rule: RuleName,
    /// Index into the catalogue's entities.
    pub entity: Option<usize>,
}

/// Keeps the longest of what overlaps; of two on one span, the one with an entity. The result stands in text order.
pub(super) fn settle(mut candidates: Vec<Candidate>) -> Vec<Candidate> {
    candidates.sort_by(|a, b| {
        (b.span.len(), b.entity.is_some(), a.span, &a.rule).cmp(&(
            a.span.len(),
            a.entity.is_some(),
            b.span,
            &b.rule,
        ))
    });
    let mut kept: Vec<Candidate> = Vec::with_capacity(candidates.len());
    for candidate in candidates {
        let at = kept.partition_point(|k| k.span.start() < candidate.span.start());
        let clear = |i: usize| kept.get(i).is_none_or(|k| !k.span.overlaps(candidate.span));
        if clear(at) && (at == 0 || clear(at - 1)) {
            kept.insert(at, candidate);
        }
    }
    kept
}

/// The known name that holds the byte at `offset`.
pub(super) fn known_at(known: &[Known], offset: usize) -> Option<&Known> {
    let index = known.partition_point(|k| k.span.end() <= offset);
    known.get(index).filter(|k| k.span.holds_offset(offset))
}

/// The known name that ends at `offset`.
pub(super) fn known_before(known: &[Known], offset: usize) -> Option<&Known> {
    offset
        .checked_sub(1)
        .and_then(|o| known_at(known, o))
        .filter(|k| k.span.end() == offset)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    #[test]
    fn the_longest_of_what_overlaps_stays() {
        let candidate = |start, end, entity| Candidate {
            span: Span::new(start, end),
            kind: NameKind::Org,
            rule: Arc::from("test"),
            entity,
        };
        let kept = settle(vec![
            candidate(0, 4, Some(1)),
            candidate(0, 9, None),
            candidate(8, 12, None),
            candidate(20, 24, None),
            candidate(20, 24, Some(2)),
        ]);
        let spans: Vec<_> = kept.iter().map(|c| (c.span.start(), c.entity)).collect();
        assert_eq!(spans, [(0, None), (20, Some(2))]);
    }
}
