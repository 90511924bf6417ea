//! Candidates for names and how those that overlap are settled.
//! What does not live here: how candidates are found.

use std::collections::BTreeMap;

use crate::catalogue::Known;
use crate::language::is_han;
use crate::{NameKind, RuleName, Span};

/// How far a candidate is trusted: what decides between those that overlap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Trust {
    /// A rule that alone is wrong too often: it needs the tagger, or a catalogue name to begin with.
    Weak,
    /// The tagger, and names repeated.
    Tagged,
    /// A rule with evidence of its own, or the catalogue.
    Sure,
}

/// A stretch that may be a name.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Candidate {
    pub span: Span,
    pub kind: NameKind,
    pub rule: RuleName,
    /// Index into the catalogue's entities.
    pub entity: Option<usize>,
    /// How far it is trusted.
    pub trust: Trust,
}

/// Settles what overlaps. Sure candidates come first, the longest of them; a tagged one takes the place of sure ones only
/// where it holds them as a longer name would; weak ones fill gaps, or give their rule's name to a tagged one. The
/// result stands in text order.
pub(super) fn settle(text: &str, candidates: Vec<Candidate>) -> Vec<Candidate> {
    let of = |trust: Trust| -> Vec<Candidate> {
        longest(candidates.iter().filter(|c| c.trust == trust).cloned().collect())
    };
    let (sure, mut tagged, weak) = (of(Trust::Sure), of(Trust::Tagged), of(Trust::Weak));
    tagged.retain(|t| {
        let mut inside = overlapping(&sure, t.span).peekable();
        inside.peek().is_none() || inside.all(|s| may_hold(text, t, s))
    });
    for candidate in &mut tagged {
        if let Some(rule) = overlapping(&weak, candidate.span).find(|w| w.span == candidate.span) {
            candidate.rule = rule.rule.clone();
            candidate.kind = rule.kind;
        }
    }
    let mut kept: Vec<Candidate> = sure
        .into_iter()
        .filter(|s| overlapping(&tagged, s.span).next().is_none())
        .collect();
    kept.append(&mut tagged);
    kept.sort_by_key(|c| c.span);
    let more: Vec<Candidate> = weak
        .into_iter()
        .filter(|w| {
            let mut inside = overlapping(&kept, w.span).peekable();
            match inside.peek() {
                // Alone it stands only between marks.
                None => between_marks(text, w.span),
                Some(_) => inside.all(|s| {
                    s.entity.is_some()
                        && may_hold(text, w, s)
                        && s.span.start() == w.span.start()
                        && w.span.end() - s.span.end() >= if w.kind == NameKind::Facility { 6 } else { 9 }
                }),
            }
        })
        .collect();
    kept.retain(|k| overlapping(&more, k.span).next().is_none());
    kept.extend(more);
    kept.sort_by_key(|c| c.span);
    kept
}

/// True where `long`, which is not sure, may stand in the place of the sure `short` that it overlaps.
fn may_hold(text: &str, long: &Candidate, short: &Candidate) -> bool {
    if !long.span.holds(short.span) || long.span == short.span {
        return false;
    }
    let body = matches!(short.kind, NameKind::Org | NameKind::Authority | NameKind::Outlet);
    let whole = matches!(
        long.kind,
        NameKind::Org | NameKind::Authority | NameKind::Outlet | NameKind::Place | NameKind::Facility
    );
    // Longer names begin with a body or hold a place; they do not end with a body that is known by itself. In Chinese
    // no space says where a name ends, so the tagger alone does not make a known body longer.
    let begins = body && long.kind != NameKind::Place && short.span.start() == long.span.start();
    let spaced = long.trust != Trust::Tagged || !short.span.of(text).chars().any(is_han);
    whole && (short.kind == NameKind::Place || (begins && spaced))
}

fn between_marks(text: &str, span: Span) -> bool {
    let mark = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    mark(text[..span.start()].chars().next_back()) && mark(text[span.end()..].chars().next())
}

/// Those of `sorted` (in text order, apart from each other) that overlap a span.
fn overlapping(sorted: &[Candidate], span: Span) -> impl Iterator<Item = &Candidate> {
    let from = sorted.partition_point(|c| c.span.end() <= span.start());
    sorted[from..]
        .iter()
        .take_while(move |c| c.span.start() < span.end())
}

/// Keeps the longest of what overlaps; of two on one span, the one with an entity. The result stands in text order.
fn longest(mut candidates: Vec<Candidate>) -> Vec<Candidate> {
    candidates.sort_by(|a, b| {
        (b.span.len(), b.entity.is_some(), a.span, &a.rule).cmp(&(
            a.span.len(),
            a.entity.is_some(),
            b.span,
            &b.rule,
        ))
    });
    let mut kept: BTreeMap<usize, Candidate> = BTreeMap::new();
    for candidate in candidates {
        // Those kept are apart from each other: only the last that begins before this one's end can touch it.
        let touches = kept
            .range(..candidate.span.end())
            .next_back()
            .is_some_and(|(_, k)| k.span.overlaps(candidate.span));
        if !touches && !candidate.span.is_empty() {
            kept.insert(candidate.span.start(), candidate);
        }
    }
    kept.into_values().collect()
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
            trust: Trust::Sure,
        };
        let kept = settle(
            "",
            vec![
                candidate(0, 4, Some(1)),
                candidate(0, 9, None),
                candidate(8, 12, None),
                candidate(20, 24, None),
                candidate(20, 24, Some(2)),
            ],
        );
        let spans: Vec<_> = kept.iter().map(|c| (c.span.start(), c.entity)).collect();
        assert_eq!(spans, [(0, None), (20, Some(2))]);
    }

    #[test]
    fn a_tagged_name_holds_a_place_but_no_person() {
        let candidate = |start, end, kind, trust| Candidate {
            span: Span::new(start, end),
            kind,
            rule: Arc::from("test"),
            entity: None,
            trust,
        };
        let text = "Texas University met US President Jo Roe";
        let kept = settle(
            text,
            vec![
                candidate(0, 5, NameKind::Place, Trust::Sure),
                candidate(0, 16, NameKind::Org, Trust::Tagged),
                candidate(34, 40, NameKind::Person, Trust::Sure),
                candidate(21, 40, NameKind::Person, Trust::Tagged),
            ],
        );
        let spans: Vec<_> = kept.iter().map(|c| c.span.of(text)).collect();
        assert_eq!(spans, ["Texas University", "Jo Roe"]);
    }
}
