//! Names of the catalogue in a text: which of the forms found stand, and for whom.
//! What does not live here: names that no catalogue knows.

use super::{Catalogue, Form};
use crate::Span;
use crate::language::is_han;

/// A catalogue name that stands in a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Known {
    /// Where it stands.
    pub span: Span,
    /// Index into the catalogue's entities; `None` for words that only look like a name.
    pub entity: Option<usize>,
}

/// Finds the catalogue's names, in text order; words that only look like names are among them.
pub fn known(text: &str, catalogue: &Catalogue) -> Vec<Known> {
    let mut found: Vec<(Span, &Form)> = Vec::new();
    let mut at = 0;
    while let Some((start, end, form)) = catalogue.names.find(text, at) {
        let span = Span::new(start, end);
        let form = &catalogue.forms[form];
        if form.latin && touches_letters(text, span) {
            // "Fiat" in "Fiatlux": go on inside, a shorter or later name may still stand there.
            at = start + text[start..].chars().next().map_or(1, char::len_utf8);
            continue;
        }
        found.push((span, form));
        at = end;
    }
    let mut chosen: Vec<Option<usize>> = found
        .iter()
        .map(|(_, form)| {
            form.senses
                .iter()
                .find(|s| s.context.is_none() && !s.echo)
                .map(|s| s.entity)
        })
        .collect();
    let mut sure: Vec<usize> = chosen.iter().flatten().copied().collect();
    sure.sort_unstable();
    // A context of the whole text holds everywhere or nowhere.
    let mut whole: Vec<Option<bool>> = vec![None; catalogue.contexts.len()];
    // Two rounds: a name that its words prove may prove its neighbours.
    for round in 0..2 {
        for i in 0..found.len() {
            let (span, form) = found[i];
            for sense in &form.senses {
                let stands = match sense.context {
                    None if sense.echo => sure.binary_search(&sense.entity).is_ok(),
                    None => continue,
                    Some(index) => {
                        let context = &catalogue.contexts[index];
                        let mut word_near = || {
                            if context.window == 0 {
                                *whole[index].get_or_insert_with(|| context.word_anywhere(text))
                            } else {
                                context.word_near(text, span)
                            }
                        };
                        context.neighbours_agree(text, span)
                            && (sure.binary_search(&sense.entity).is_ok()
                                || (round == 0 && word_near())
                                || name_near(text, span, i, &found, &chosen, catalogue, context))
                    }
                };
                if stands {
                    chosen[i] = Some(sense.entity);
                    break;
                }
            }
        }
    }
    let mut names = Vec::with_capacity(found.len());
    for ((span, form), entity) in found.iter().zip(&chosen) {
        if form.senses.is_empty() || entity.is_some() {
            names.push(Known {
                span: *span,
                entity: *entity,
            });
        } else {
            inner(text, *span, catalogue, &mut names);
        }
    }
    names
}

/// Sure names inside a form that does not stand: "Hyundai" where "second Hyundai plant" is none.
fn inner(text: &str, span: Span, catalogue: &Catalogue, names: &mut Vec<Known>) {
    let words = span.of(text);
    let last = words.chars().next_back().map_or(0, char::len_utf8);
    let end = span.end() - last;
    let mut at = span.start();
    while at < end {
        let Some((start, stop, form)) = catalogue.names.find(&text[..end], at) else {
            break;
        };
        at = stop;
        let form = &catalogue.forms[form];
        let place = Span::new(start, stop);
        let sure = form.senses.iter().find(|s| s.context.is_none() && !s.echo);
        if let Some(sense) = sure.filter(|_| !form.latin || !touches_letters(text, place)) {
            names.push(Known {
                span: place,
                entity: Some(sense.entity),
            });
        }
    }
    // The last word may be a name of its own: the search above stopped a character short of it.
    if let Some(from) = words.rfind(' ').map(|i| span.start() + i + 1)
        && from >= at
        && let Some((length, form)) = catalogue.names.longest(&text.as_bytes()[from..span.end()])
        && from + length == span.end()
        && let Some(sense) = catalogue.forms[form]
            .senses
            .iter()
            .find(|s| s.context.is_none() && !s.echo)
    {
        names.push(Known {
            span: Span::new(from, span.end()),
            entity: Some(sense.entity),
        });
    }
}

fn name_near(
    text: &str,
    span: Span,
    index: usize,
    found: &[(Span, &Form)],
    chosen: &[Option<usize>],
    catalogue: &Catalogue,
    context: &super::context::Context,
) -> bool {
    if context.lists.is_empty() {
        return false;
    }
    let reach = context.reach(text, span);
    let stands = |i: usize| {
        chosen[i].is_some_and(|e| {
            let rule = &*catalogue.entities[e].rule;
            context.lists.iter().any(|l| l == rule)
        })
    };
    let left = (0..index).rev().take_while(|i| found[*i].0.end() > reach.start());
    let right = (index + 1..found.len()).take_while(|i| found[*i].0.start() < reach.end());
    left.chain(right).take(64).any(stands)
}

/// True where a letter or digit of an alphabet touches the span, so that it is only part of a word.
fn touches_letters(text: &str, span: Span) -> bool {
    let letter = |c: char| c.is_alphanumeric() && !is_han(c);
    let words = span.of(text);
    let first = words.chars().next().is_some_and(letter);
    let last = words.chars().next_back().is_some_and(letter);
    (first && text[..span.start()].chars().next_back().is_some_and(letter))
        || (last && text[span.end()..].chars().next().is_some_and(letter))
}
