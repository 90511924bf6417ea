//! How a page is to be read: what is known of it before its bytes are opened.
//! What does not live here: what the page says of itself.

use crate::{Moment, Provenance};

/// What the caller knows of a page. The same hints and bytes give the same reading, so a ledger keeps both.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hints {
    /// True if the bytes are an article's text already: nothing is extracted, offsets are its own.
    pub plain: bool,
    /// Path or record id, as it comes back in `page.source`.
    pub source: String,
    /// Address.
    pub url: Option<String>,
    /// Reference date given from outside: taken as the publication date.
    pub date: Option<Moment>,
    /// Headline.
    pub title: Option<String>,
    /// Outlet.
    pub outlet: Option<String>,
    /// Language tag.
    pub lang: Option<String>,
    /// Charset, from a transport header.
    pub charset: Option<String>,
    /// The container that the page was kept in, and what it says of the page.
    pub provenance: Option<Provenance>,
}
