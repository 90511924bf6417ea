//! Which currency "$", 元 or "pesos" mean in a document: the words of the whole text decide, once and only if asked.
//! What does not live here: the currencies' own words (see the packs).

use std::cell::RefCell;
use std::sync::Arc;

use super::rules::Rules;

/// The text's answer for each class of currency, found when first asked.
pub(super) struct Money<'a> {
    text: &'a str,
    rules: &'a Rules,
    known: RefCell<Vec<(&'a str, Arc<str>)>>,
}

impl<'a> Money<'a> {
    pub(super) fn of(text: &'a str, rules: &'a Rules) -> Money<'a> {
        Money {
            text,
            rules,
            known: RefCell::default(),
        }
    }

    /// The ISO code of `code`: itself, or what the class (`$dollar`) means here.
    pub(super) fn resolve(&self, code: &Arc<str>) -> Arc<str> {
        let Some(class) = code.strip_prefix('$') else {
            return code.clone();
        };
        if let Some((_, known)) = self.known.borrow().iter().find(|(c, _)| *c == class) {
            return known.clone();
        }
        let (class, found) = self.weigh(class).unwrap_or(("", Arc::from("XXX")));
        self.known.borrow_mut().push((class, found.clone()));
        found
    }

    /// The choice whose words stand in the text most often; the first one where none does.
    fn weigh(&self, class: &str) -> Option<(&'a str, Arc<str>)> {
        let mut best: Option<(&'a str, &Arc<str>, usize)> = None;
        for (name, code, words) in &self.rules.classes {
            if name != class {
                continue;
            }
            let count: usize = words
                .iter()
                .map(|w| {
                    memchr::memmem::find_iter(self.text.as_bytes(), w.as_bytes())
                        .take(50)
                        .count()
                })
                .sum();
            if best.is_none_or(|(_, _, most)| count > most) {
                best = Some((name, code, count));
            }
        }
        best.map(|(name, code, _)| (name, code.clone()))
    }
}
