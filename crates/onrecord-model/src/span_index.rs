//! Many spans, ordered so that those at a place are found without a walk over all of them.
//! What does not live here: spans themselves (see `span`).

use crate::Span;

/// Spans with a number each, which may nest and cross. What overlaps a place is found in steps that grow with the
/// logarithm of their count, and with what is found.
#[derive(Clone, Debug, Default)]
pub struct SpanIndex {
    /// In order of start.
    spans: Vec<(Span, usize)>,
    /// A tree over `spans`: the largest end below each node; node 1 is the root, `2n` and `2n + 1` are below `n`.
    ends: Vec<usize>,
    /// Leaves of the tree: the power of two at or above the count.
    leaves: usize,
}

impl SpanIndex {
    /// Orders spans; each keeps the number it comes with.
    pub fn of(spans: impl IntoIterator<Item = (Span, usize)>) -> SpanIndex {
        let mut spans: Vec<(Span, usize)> = spans.into_iter().collect();
        spans.sort_unstable();
        let leaves = spans.len().next_power_of_two();
        let mut ends = vec![0; 2 * leaves];
        for (leaf, (span, _)) in ends[leaves..].iter_mut().zip(&spans) {
            *leaf = span.end();
        }
        for node in (1..leaves).rev() {
            ends[node] = ends[2 * node].max(ends[2 * node + 1]);
        }
        SpanIndex { spans, ends, leaves }
    }

    /// Spans that share a byte with `place`, in order of start, each with its number.
    pub fn overlapping(&self, place: Span) -> Vec<(Span, usize)> {
        let mut found = Vec::new();
        self.visit(place, |span, number| {
            found.push((span, number));
            true
        });
        found
    }

    /// Numbers of the spans that hold the byte at `offset`, sorted, each once.
    pub fn holding(&self, offset: usize) -> Vec<usize> {
        let mut found = Vec::new();
        self.visit(Span::new(offset, offset + 1), |_, number| {
            found.push(number);
            true
        });
        found.sort_unstable();
        found.dedup();
        found
    }

    /// True where a span that shares a byte with `place` is one that `test` wants.
    pub fn any(&self, place: Span, mut test: impl FnMut(Span, usize) -> bool) -> bool {
        let mut found = false;
        self.visit(place, |span, number| {
            found = test(span, number);
            !found
        });
        found
    }

    /// Shows `each` the spans that share a byte with `place`, in order, as long as it says to go on.
    fn visit(&self, place: Span, mut each: impl FnMut(Span, usize) -> bool) {
        let upto = self.spans.partition_point(|(s, _)| s.start() < place.end());
        let mut open = vec![(1, 0, self.leaves)];
        while let Some((node, from, to)) = open.pop() {
            if from >= upto || self.ends[node] <= place.start() {
                continue;
            }
            if node >= self.leaves {
                let (span, number) = self.spans[from];
                if !each(span, number) {
                    return;
                }
                continue;
            }
            let middle = from.midpoint(to);
            open.push((2 * node + 1, middle, to));
            open.push((2 * node, from, middle));
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn nothing_lies_in_an_empty_index() {
        assert!(SpanIndex::default().overlapping(Span::new(0, 9)).is_empty());
        assert!(SpanIndex::of([]).holding(0).is_empty());
    }

    #[test]
    fn a_number_comes_once() {
        let index = SpanIndex::of([(Span::new(0, 9), 3), (Span::new(2, 5), 3), (Span::new(4, 6), 1)]);
        assert_eq!(index.holding(4), [1, 3]);
        assert_eq!(index.holding(6), [3]);
    }

    proptest! {
        #[test]
        fn what_is_found_is_what_a_walk_finds(
            spans in proptest::collection::vec((0usize..60, 0usize..20), 0..40),
            start in 0usize..70,
            length in 0usize..20,
        ) {
            let spans: Vec<(Span, usize)> =
                spans.iter().enumerate().map(|(i, (at, len))| (Span::new(*at, at + len), i)).collect();
            let place = Span::new(start, start + length);
            let index = SpanIndex::of(spans.clone());
            let mut wanted: Vec<(Span, usize)> =
                spans.iter().copied().filter(|(s, _)| s.overlaps(place)).collect();
            wanted.sort_unstable();
            prop_assert_eq!(index.overlapping(place), wanted.clone());
            prop_assert_eq!(index.any(place, |_, i| i % 3 == 1), wanted.iter().any(|(_, i)| i % 3 == 1));
            let holding: Vec<usize> = (0..spans.len()).filter(|i| spans[*i].0.holds_offset(start)).collect();
            prop_assert_eq!(index.holding(start), holding);
        }
    }
}
