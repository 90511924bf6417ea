//! Captures: pages as containers keep them, opened, each with what its container says of it.
//! What does not live here: reading the containers, and what a page means (`onrecord-page`).

use jiff::civil::DateTime;
use onrecord_model::{Hints, Moment, Provenance};

/// A page out of a container.
#[derive(Clone, Debug, Default)]
pub struct Capture {
    /// The container's name and the record's: `FILE#ID`.
    pub name: String,
    /// The page, with transfer and content codings undone.
    pub bytes: Vec<u8>,
    /// Its media type as stated, lower case, without parameters; empty if none is stated.
    pub media: String,
    /// Its charset as stated.
    pub charset: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Its headline, if the container states it.
    pub title: Option<String>,
    /// Who published it, if the container states it.
    pub outlet: Option<String>,
    /// When it was published, if the container states it.
    pub published: Option<Moment>,
    /// Its language, if the container states it.
    pub lang: Option<String>,
    /// True if it is an article's text already: nothing is to be extracted.
    pub plain: bool,
    /// What the container says of it: when it was fetched, header fields, digests.
    pub provenance: Provenance,
}

impl Capture {
    /// How the page is to be read; `date` is used if the container gives none.
    pub fn into_page(self, date: Option<Moment>) -> (Vec<u8>, Hints) {
        let hints = Hints {
            plain: self.plain,
            source: self.name,
            url: self.url,
            date: self.published.or(date),
            title: self.title,
            outlet: self.outlet,
            lang: self.lang,
            charset: self.charset,
            provenance: Some(self.provenance),
        };
        (self.bytes, hints)
    }
}

/// A file that holds pages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Container {
    /// Its path, or its path and the name of a file in it.
    pub name: String,
    /// SHA-256 of its bytes, lower-case hex, if it was taken.
    pub sha256: Option<String>,
}

/// Why something that should be a page gave none, in words that end in what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Refusal(String);

impl Refusal {
    /// With these words.
    pub fn new(why: impl Into<String>) -> Refusal {
        Refusal(why.into())
    }
}

/// A time of WARC or ARC in UTC, to the second: `2023-05-01T10:20:30Z`, `20230501102030`.
pub fn utc(text: &str) -> Option<Moment> {
    let text = text.trim();
    if text.len() >= 12 && text.bytes().all(|b| b.is_ascii_digit()) {
        let part = |from: usize, to: usize| text.get(from..to)?.parse::<i8>().ok();
        let year = text.get(..4)?.parse().ok()?;
        let second = if text.len() >= 14 { part(12, 14)? } else { 0 };
        return DateTime::new(
            year,
            part(4, 6)?,
            part(6, 8)?,
            part(8, 10)?,
            part(10, 12)?,
            second,
            0,
        )
        .ok()
        .map(Moment::clock);
    }
    // Early writers leave the zone out: the standard says UTC.
    let stamp = match text.parse::<jiff::Timestamp>() {
        Ok(stamp) => jiff::tz::Offset::UTC.to_datetime(stamp),
        Err(_) => text.parse::<DateTime>().ok()?,
    };
    stamp.with().subsec_nanosecond(0).build().ok().map(Moment::clock)
}

#[cfg(test)]
mod tests {
    use super::utc;

    #[test]
    fn times_of_archives_are_utc() {
        let shown = |text: &str| utc(text).map(|m| m.to_string());
        for text in [
            "2023-05-01T10:20:30Z",
            "20230501102030",
            "2023-05-01T12:20:30.123+02:00",
        ] {
            assert_eq!(shown(text).as_deref(), Some("2023-05-01T10:20:30"), "{text}");
        }
        assert_eq!(shown("yesterday"), None);
        assert_eq!(shown("20231341102030"), None);
    }
}
