//! The forms in which the ledger keeps things: its own, so that a change of the model changes no stored byte unseen.
//!
//! `forms` names every struct, field and word that is stored. What is read back must fit the article's text: a span that
//! cuts no words there is damage, so no claim comes out of a ledger without its words.
//! What does not live here: the layout of tables (see `schema`).

mod forms;
pub(crate) mod gist;

use std::sync::Arc;

use jiff::civil::{Date, DateTime};
use onrecord_model::{Article, Hints, Page, ReadPage, Reading, Span};
use onrecord_proposals::Proposal;
use rust_decimal::Decimal;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// Raised with every change of the forms. A reading of another form is outdated: it is made again from its page.
pub const FORM: u32 = 2;

/// Something that can be stored, and made again from its stored form.
pub(crate) trait Keep: Sized {
    /// What is stored.
    type Form: Serialize + DeserializeOwned;

    /// The stored form.
    fn keep(&self) -> Self::Form;

    /// What the form stands for; `text` is the text that its spans lie in. The error says what does not fit.
    fn back(form: Self::Form, text: &str) -> Result<Self, String>;
}

/// Things that are their own form.
macro_rules! plain {
    ($($type:ty),*) => { $(
        impl Keep for $type {
            type Form = $type;
            fn keep(&self) -> $type {
                self.clone()
            }
            fn back(form: $type, _: &str) -> Result<$type, String> {
                Ok(form)
            }
        }
    )* };
}

plain!(bool, u32, u64, i16, usize, String, Date, DateTime, Decimal);

impl Keep for Arc<str> {
    type Form = String;

    fn keep(&self) -> String {
        self.to_string()
    }

    fn back(form: String, _: &str) -> Result<Arc<str>, String> {
        Ok(form.into())
    }
}

impl<T: Keep> Keep for Option<T> {
    type Form = Option<T::Form>;

    fn keep(&self) -> Self::Form {
        self.as_ref().map(T::keep)
    }

    fn back(form: Self::Form, text: &str) -> Result<Self, String> {
        form.map(|f| T::back(f, text)).transpose()
    }
}

impl<T: Keep> Keep for Vec<T> {
    type Form = Vec<T::Form>;

    fn keep(&self) -> Self::Form {
        self.iter().map(T::keep).collect()
    }

    fn back(form: Self::Form, text: &str) -> Result<Self, String> {
        form.into_iter().map(|f| T::back(f, text)).collect()
    }
}

impl Keep for Span {
    type Form = (usize, usize);

    fn keep(&self) -> (usize, usize) {
        (self.start(), self.end())
    }

    fn back((start, end): (usize, usize), text: &str) -> Result<Span, String> {
        match text.get(start..end) {
            Some(_) => Ok(Span::new(start, end)),
            None => Err(format!("its span {start}..{end} does not fit the text")),
        }
    }
}

/// A page with what was read in it, as stored.
#[derive(Serialize, Deserialize)]
struct StoredRead {
    form: u32,
    page: <Page as Keep>::Form,
    article: <Article as Keep>::Form,
    reading: <Reading as Keep>::Form,
    /// Left out if there are none, so that the bytes of a page without any are what they were.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    proposals: Vec<<Proposal as Keep>::Form>,
}

/// The bytes to be stored. When the page was learnt belongs to its event, not to what was read.
pub(crate) fn bytes_of(read: &ReadPage, proposals: &[Proposal]) -> Vec<u8> {
    serde_json::to_vec(&StoredRead {
        form: FORM,
        page: read.page.keep(),
        article: read.article.keep(),
        reading: read.reading.keep(),
        proposals: proposals.iter().map(Proposal::keep).collect(),
    })
    .expect("a reading has a JSON form: it is made of texts, numbers and lists")
}

/// What stored bytes stand for.
pub(crate) fn read_of(bytes: &[u8]) -> Result<(ReadPage, Vec<Proposal>), String> {
    #[derive(Deserialize)]
    struct Head {
        form: u32,
    }
    let other = || "it is stored in the form of another version: `onrecord reread` makes it anew".to_owned();
    // Of which form it is, is asked only if it does not fit: that would read everything twice.
    let stored: StoredRead = serde_json::from_slice(bytes).map_err(|why| {
        let form = serde_json::from_slice::<Head>(bytes).map(|h| h.form);
        if form.ok() == Some(FORM) {
            why.to_string()
        } else {
            other()
        }
    })?;
    if stored.form != FORM {
        return Err(other());
    }
    let text = stored.article.text.clone();
    let read = ReadPage {
        page: Page::back(stored.page, &text)?,
        article: Article::back(stored.article, &text)?,
        reading: Reading::back(stored.reading, &text)?,
        learnt: None,
    };
    Ok((read, Vec::back(stored.proposals, &text)?))
}

/// How a page was read, in the payload of its event.
pub(crate) type StoredHints = <Hints as Keep>::Form;

#[cfg(test)]
mod tests {
    use super::*;
    use onrecord_model::{Language, Media, Mention, NameKind};

    fn read(span: Span) -> ReadPage {
        let mut reading = Reading::default();
        reading.mentions.push(Mention {
            span,
            kind: NameKind::Org,
            entity: Some("a".into()),
            rule: "test".into(),
        });
        ReadPage {
            page: Page {
                source: "a".into(),
                sha256: "00".into(),
                media: Media::Text,
                charset: "utf-8".into(),
                url: None,
                provenance: None,
            },
            article: Article::of_text("小米 said no.", Language::English),
            reading,
            learnt: None,
        }
    }

    #[test]
    fn what_is_stored_comes_back() {
        let read = read(Span::new(0, 6));
        let (again, proposals) = read_of(&bytes_of(&read, &[])).unwrap();
        assert!(proposals.is_empty());
        assert_eq!(again.page, read.page);
        assert_eq!(again.article, read.article);
        assert_eq!(again.reading, read.reading);
    }

    #[test]
    fn a_span_that_does_not_fit_its_text_is_damage() {
        for span in [Span::new(0, 4), Span::new(3, 99)] {
            let why = read_of(&bytes_of(&read(span), &[])).unwrap_err();
            assert!(why.contains("does not fit the text"), "{why}");
        }
    }

    #[test]
    fn another_form_is_told_and_not_guessed_at() {
        let bytes = String::from_utf8(bytes_of(&read(Span::new(0, 6)), &[])).unwrap();
        let newer = bytes.replacen(&format!("{{\"form\":{FORM}"), "{\"form\":99", 1);
        assert!(read_of(newer.as_bytes()).unwrap_err().contains("reread"));
        assert!(read_of(b"[{},{},{}]").unwrap_err().contains("reread"));
    }
}
