//! What can go wrong before a page's bytes are there.
//! What does not live here: what is wrong with a page itself (`onrecord_page::PageError`).

use crate::Refusal;

/// Why a path or a line gave nothing to read. Its name is told beside it.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// A folder could not be listed.
    #[error("cannot be listed ({}): check that the folder is still there", reason(.0))]
    Folder(std::io::Error),
    /// A folder held nothing that may be a page.
    #[error("holds no pages: give a folder with HTML or text files")]
    NoPages,
    /// A file of records could not be opened.
    #[error("cannot be opened ({}): give a file of records", reason(.0))]
    Records(std::io::Error),
    /// A pipe or a device: to read one may never end.
    #[error("is a pipe or a device: give a file, or `-` and its bytes on standard input")]
    NoFile,
    /// A line of a file of records is longer than a page may be.
    #[error("is a line of more than 64 MB: write one JSON object a line")]
    LongLine,
    /// A line of a file of records could not be read.
    #[error("cannot be read ({}): records are UTF-8, one JSON object a line", reason(.0))]
    Line(std::io::Error),
    /// A file that holds pages could not be opened or read.
    #[error("cannot be read ({}): check the path and the right to read it", reason(.0))]
    Container(std::io::Error),
    /// A part of an archive that is no record: what it is.
    #[error("{0}: left out, the records after it are read")]
    Damage(String),
    /// Something that gave no page, in words.
    #[error(transparent)]
    Refused(#[from] Refusal),
}

/// Why a record gave no page.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// It is not JSON of the right form.
    #[error("is no record ({0}): write one JSON object a line with id and text or html")]
    Json(serde_json::Error),
    /// It has no id.
    #[error("the record has no id: add one")]
    NoId,
    /// It has nothing to read; the record's id.
    #[error("record {0:?} has neither text nor html: add one of them")]
    NoBody(String),
    /// It has two things to read; the record's id.
    #[error("record {0:?} has both text and html: leave one of them")]
    TwoBodies(String),
    /// Its date is none.
    #[error(transparent)]
    Date(#[from] DateError),
}

/// A text that was to be a date, and is none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// A day was wanted.
    #[error("{0:?} is no day: write YYYY-MM-DD")]
    Day(String),
    /// A day or a local time was wanted.
    #[error("{0:?} is no date: write YYYY-MM-DD or YYYY-MM-DDTHH:MM")]
    Moment(String),
}

/// The system's words without Rust's "(os error 2)".
pub fn reason(error: &std::io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or("").to_lowercase();
    if text.is_empty() {
        "unknown reason".into()
    } else {
        text
    }
}
