//! Documents that are pages: PDF with a text layer, DOCX, ODT; bytes in, their text out.
//! What does not live here: what the text means, and tables of numbers (they are read row by row).

mod office;
#[cfg(feature = "pdf")]
mod pdf;

use onrecord_model::Media;

use crate::Refusal;

/// A document's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// What it was read from.
    pub media: Media,
    /// Its paragraphs, one a line; an empty line between parts; a form feed ends each page of a PDF but the last.
    pub text: String,
    /// What was read through or is lost, in words.
    pub notes: Vec<String>,
}

/// Opens a document. `None` if the bytes are none of these.
pub fn open(bytes: &[u8]) -> Option<Result<Document, Refusal>> {
    if bytes.starts_with(b"PK\x03\x04") {
        return office::open(bytes);
    }
    let head = &bytes[..bytes.len().min(1024)];
    let mark = head.trim_ascii_start();
    let mark = mark.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(mark);
    mark.starts_with(b"%PDF-").then(|| pdf_text(bytes))
}

#[cfg(feature = "pdf")]
fn pdf_text(bytes: &[u8]) -> Result<Document, Refusal> {
    pdf::open(bytes)
}

#[cfg(not(feature = "pdf"))]
fn pdf_text(_: &[u8]) -> Result<Document, Refusal> {
    Err(Refusal::new(
        "is a PDF, and this build reads none: build with `--features pdf`",
    ))
}

/// The page of a PDF, from 1, that a byte of its text is on.
pub fn page_of(text: &str, offset: usize) -> usize {
    text.as_bytes()[..offset.min(text.len())]
        .iter()
        .filter(|b| **b == 0x0c)
        .count()
        + 1
}
