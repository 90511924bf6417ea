//! Numbers, money, measures, shares and ranks, with the bounds and rates that their words give them.
//!
//! What does not live here: reading a bare number (see [`crate::numbers`]) and time expressions (see [`crate::times`]):
//! a number inside a date or a duration is no quantity.

mod beside;
mod context;
mod lexicon;
mod noun;
mod operand;
mod phrase;
mod rank;
mod rules;
mod scan;
mod veto;

use crate::{Document, Quantity, QuantityKind, TimeValue};

pub use rules::Rules;

/// Finds quantities, in text order.
pub fn find(document: &Document<'_>, rules: &Rules) -> Vec<Quantity> {
    let mut found = Vec::new();
    let money = context::Money::of(document, rules);
    for block in &document.article.blocks {
        let reader = phrase::Reader {
            text: document.text,
            rules,
            money: &money,
            start: block.span.start(),
            end: block.span.end(),
        };
        scan::block(&reader, &mut found);
    }
    found
}

/// Drops the numbers and counts that stand inside a time expression: they are dates and durations.
/// What has a measure, a currency or a share of its own stays, and so does a decimal that is all of the expression.
/// Both come in text order.
pub fn leave_to_times(text: &str, quantities: &mut Vec<Quantity>, times: &[TimeValue]) {
    let mut index = 0;
    quantities.retain_mut(|q| {
        while times.get(index).is_some_and(|t| t.span.end() <= q.span.start()) {
            index += 1;
        }
        let own = !matches!(q.kind, QuantityKind::Count | QuantityKind::Rank);
        let whole = |d: Option<rust_decimal::Decimal>| d.is_none_or(|d| d == d.trunc());
        let decimal = (!whole(q.low) || !whole(q.high)) && !q.span.of(text).contains(['·', '•']);
        let inside = |t: &TimeValue| t.span.holds(q.span) && !(decimal && t.span == q.span);
        if !own && times[index..].iter().take(2).any(inside) {
            return false;
        }
        // 今|年营收127亿元: the rate began inside the time. What else crosses a time is a piece of it: 周四|盘.
        let end = q.span.end();
        for t in times[index..].iter().take_while(|t| t.span.start() < end) {
            if t.span.holds(q.span) || q.span.holds(t.span) || !t.span.overlaps(q.span) {
                continue;
            }
            let rated = q.per.is_some()
                && t.span.start() < q.span.start()
                && text[q.span.start()..t.span.end()]
                    .chars()
                    .all(crate::language::is_han)
                && text[q.span.start()..t.span.end()].chars().count() == 1;
            if !rated {
                return false;
            }
            q.per = None;
            q.span = crate::Span::new(t.span.end(), q.span.end());
        }
        true
    });
}
