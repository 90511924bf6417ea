//! Numbers, money, measures, shares and ranks, with the bounds and rates that their words give them.
//!
//! What does not live here: reading a bare number (see [`crate::numbers`]) and time expressions (see [`crate::times`]):
//! a number inside a date or a duration is no quantity.

mod context;
mod lexicon;
mod noun;
mod operand;
mod phrase;
mod rank;
mod rules;
mod scan;
#[cfg(test)]
mod tests;
mod veto;

use crate::{Document, Quantity};

pub use rules::Rules;

/// Finds quantities, in text order.
pub fn find(document: &Document<'_>, rules: &Rules) -> Vec<Quantity> {
    let mut found = Vec::new();
    let money = context::Money::of(document.text, rules);
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
