//! One segmentation: of names, times and quantities none stands inside another or across it.
//!
//! Names that were guessed gave way to times and counts before (`names::apart`); what still overlaps a name here is a piece of
//! it (九派新闻, "200 W. Ember Road"), and what overlaps a time is a piece of the time.
//! What does not live here: finding any of them.

use crate::{Mention, NameKind, Quantity, Span, TimeValue};

/// Drops the times and quantities that a name holds or crosses. Mentions stand in text order.
pub fn settle(times: &mut Vec<TimeValue>, quantities: &mut Vec<Quantity>, mentions: &[Mention]) {
    let free = |span: Span| {
        let from = mentions.partition_point(|m| m.span.end() <= span.start());
        mentions[from..]
            .iter()
            .take_while(|m| m.span.start() < span.end())
            .all(|m| m.kind == NameKind::Document || span.holds(m.span))
    };
    times.retain(|t| free(t.span));
    quantities.retain(|q| free(q.span));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::QuantityKind;

    #[test]
    fn a_number_in_a_name_counts_nothing() {
        let mention = |start, end| Mention {
            span: Span::new(start, end),
            kind: NameKind::Outlet,
            entity: None,
            rule: "test".into(),
        };
        let quantity = |start, end| Quantity {
            span: Span::new(start, end),
            kind: QuantityKind::Count,
            low: None,
            high: None,
            unit: None,
            per: None,
            approximate: false,
            distributive: false,
            rule: "test".into(),
        };
        let mut quantities = vec![quantity(0, 3), quantity(10, 14), quantity(20, 30)];
        settle(
            &mut Vec::new(),
            &mut quantities,
            &[mention(0, 8), mention(12, 18), mention(22, 26)],
        );
        let kept: Vec<usize> = quantities.iter().map(|q| q.span.start()).collect();
        assert_eq!(kept, [20], "what holds a name whole stays");
    }
}
