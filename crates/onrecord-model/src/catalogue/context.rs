//! Contexts: what must stand near a name that is also a common word, and what must not touch it.
//! What does not live here: the words themselves (lists `near-…` of stage `entities`).

use crate::pack::{Field, ListSource};
use crate::{Dictionary, Span};

/// A compiled list `near-NAME`.
#[derive(Debug)]
pub(super) struct Context {
    /// The name without `near-`.
    pub name: String,
    words: Dictionary,
    /// Rule names of the lists whose sure names count as well.
    pub lists: Vec<String>,
    /// Bytes on either side; 0 for the whole text.
    pub window: usize,
    before: Vec<String>,
    not_before: Vec<String>,
    not_after: Vec<String>,
}

impl Context {
    /// `None` for lists that are no context.
    pub fn compile(list: &ListSource) -> Option<Context> {
        let (prefix, name) = list.name.rsplit_once('/')?;
        let name = name.strip_prefix("near-")?;
        let texts = |key: &str| -> Vec<String> {
            list.fields
                .get(key)
                .map(Field::texts)
                .unwrap_or_default()
                .into_iter()
                .map(str::to_owned)
                .collect()
        };
        let window = match list.fields.get("window") {
            Some(Field::Number(n)) => usize::try_from(*n).unwrap_or(0),
            _ => 240,
        };
        Some(Context {
            name: name.to_owned(),
            words: Dictionary::of(&list.words),
            lists: texts("names")
                .into_iter()
                .map(|n| format!("{prefix}/{n}"))
                .collect(),
            window,
            before: texts("before"),
            not_before: texts("not_before"),
            not_after: texts("not_after"),
        })
    }

    /// The part of the text that counts for a name.
    pub fn reach(&self, text: &str, name: Span) -> Span {
        if self.window == 0 {
            return Span::new(0, text.len());
        }
        let mut start = name.start().saturating_sub(self.window);
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        let mut end = (name.end() + self.window).min(text.len());
        while !text.is_char_boundary(end) {
            end += 1;
        }
        Span::new(start, end)
    }

    /// True where a word of the context stands anywhere in the text.
    pub fn word_anywhere(&self, text: &str) -> bool {
        self.words.find(text, 0).is_some()
    }

    /// True where a word of the context stands within reach, outside the name itself.
    pub fn word_near(&self, text: &str, name: Span) -> bool {
        let reach = self.reach(text, name);
        let left = Span::new(reach.start(), name.start());
        let right = Span::new(name.end(), reach.end());
        self.words.find(left.of(text), 0).is_some() || self.words.find(right.of(text), 0).is_some()
    }

    /// True where what touches the name lets it be one.
    pub fn neighbours_agree(&self, text: &str, name: Span) -> bool {
        let before = &text[..name.start()];
        let after = &text[name.end()..];
        (self.before.is_empty()
            || after.is_empty()
            || self.before.iter().any(|w| after.starts_with(w.as_str())))
            && !self.not_before.iter().any(|w| after.starts_with(w.as_str()))
            && !self.not_after.iter().any(|w| before.ends_with(w.as_str()))
    }
}
