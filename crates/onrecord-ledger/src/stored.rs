//! The forms in which the ledger keeps things: structs of its own, so that a change of the model changes no stored byte.
//! What does not live here: the layout of tables (see `schema`).

use onrecord_model::{Hints, Moment};
use serde::{Deserialize, Serialize};

/// How a page was read, in the payload of its event.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct StoredHints {
    plain: bool,
    source: String,
    url: Option<String>,
    date: Option<Moment>,
    title: Option<String>,
    outlet: Option<String>,
    lang: Option<String>,
    charset: Option<String>,
}

impl From<&Hints> for StoredHints {
    fn from(hints: &Hints) -> StoredHints {
        let hints = hints.clone();
        StoredHints {
            plain: hints.plain,
            source: hints.source,
            url: hints.url,
            date: hints.date,
            title: hints.title,
            outlet: hints.outlet,
            lang: hints.lang,
            charset: hints.charset,
        }
    }
}

impl From<StoredHints> for Hints {
    fn from(stored: StoredHints) -> Hints {
        Hints {
            plain: stored.plain,
            source: stored.source,
            url: stored.url,
            date: stored.date,
            title: stored.title,
            outlet: stored.outlet,
            lang: stored.lang,
            charset: stored.charset,
        }
    }
}
