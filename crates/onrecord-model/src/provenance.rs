//! Where a page was kept before it came here: the container, its record, what the record says of itself.
//! What does not live here: how containers are read (`onrecord-sources`).

use crate::Moment;

/// What a container (a web archive, a saved page, a mail, a feed) says of one page in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Provenance {
    /// The kind of container: `warc`, `arc`, `wacz`, `mhtml`, `mail`, `mbox`, `feed`, `file`.
    pub kind: String,
    /// The container's name as given: a path, or a path and the name of a file inside a ZIP.
    pub container: String,
    /// SHA-256 of the container's bytes, lower-case hex; `None` if it was not taken (standard input, `read`).
    pub container_sha256: Option<String>,
    /// The record's own id: WARC-Record-ID, Message-ID, Content-Location, guid.
    pub record: Option<String>,
    /// First byte of the record in the file, if the record can be opened from there.
    pub offset: Option<u64>,
    /// When the page was fetched or saved, in UTC.
    pub fetched: Option<Moment>,
    /// Whether the digest of the whole record is right.
    pub block_digest: DigestVerdict,
    /// Whether the digest of the page's stored bytes is right.
    pub payload_digest: DigestVerdict,
    /// The digest of the page's stored bytes as the container states it, in one spelling: `sha1:HEX`.
    pub payload: Option<String>,
    /// Header fields and dates, as written, by their names.
    pub fields: Vec<Field>,
    /// What was read through, in words.
    pub notes: Vec<String>,
}

/// A header field or an element, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name, as the container spells it.
    pub name: String,
    /// Its value, white space at the ends left out.
    pub value: String,
}

/// What became of a digest that a container states.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DigestVerdict {
    /// The container states none.
    #[default]
    Absent,
    /// It is the digest of the bytes.
    Matches,
    /// It is not the digest of the bytes.
    Differs,
    /// Its algorithm or spelling is unknown.
    Unknown,
}
