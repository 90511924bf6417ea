//! A record with its block: what it says of a page, and the page.
//! What does not live here: reading records from a file (`super`), which of them are pages (`choice`).

use std::sync::Arc;

use onrecord_model::{DigestVerdict, Field, Provenance};

use super::{Choice, Head};
use crate::capture::{Capture, Container, Refusal, utc};
use crate::{digest, http};

/// A record, read from its file and not yet opened.
#[derive(Clone, Debug)]
pub struct Record {
    /// Its head.
    pub head: Head,
    /// Its block, as stored.
    pub block: Vec<u8>,
    /// True if the block is an HTTP response.
    pub http: bool,
    /// True if the file ends, or is damaged, before the block does.
    pub broken: bool,
    /// Its file.
    pub container: Arc<Container>,
}

impl Record {
    /// The record's name: the file's, and its id or its place.
    pub fn name(&self) -> String {
        name(&self.container, &self.head)
    }

    /// The page in the record, with its codings undone and its digests checked.
    pub fn open(self) -> Result<Capture, Refusal> {
        let response = if self.http {
            http::Head::read(&self.block)
        } else {
            None
        };
        let mut notes = self.head.notes.clone();
        let stored = match &response {
            Some(response) => &self.block[response.length..],
            None => &self.block[..],
        };
        let stated = |name: &str| self.head.field(name);
        let block_digest = digest::verdict(stated("WARC-Block-Digest"), &self.block);
        let mut payload_digest = digest::verdict(stated("WARC-Payload-Digest"), stored);
        if let Some(why) = stated("WARC-Truncated") {
            notes.push(format!("cut when it was archived: {}", why.trim()));
        }
        if self.broken {
            notes.push("the record breaks off: what is there was read".into());
        }
        let mut fields: Vec<Field> = KEPT
            .iter()
            .filter_map(|name| {
                self.head
                    .fields
                    .iter()
                    .find(|f| f.name.eq_ignore_ascii_case(name))
            })
            .cloned()
            .collect();
        let (body, content_type) = match &response {
            Some(response) => {
                let body = http::body(response, stored).map_err(|why| {
                    Refusal::new(format!("{why} cannot be undone: fetch the page again without it"))
                })?;
                notes.extend(body.notes);
                if response.status == Some(206) {
                    notes.push("only a part of the page was fetched".into());
                }
                if payload_digest == DigestVerdict::Differs
                    && digest::verdict(stated("WARC-Payload-Digest"), &body.bytes) == DigestVerdict::Matches
                {
                    // Some writers take it over the body with its codings undone.
                    payload_digest = DigestVerdict::Matches;
                }
                if let Some(status) = response.status {
                    fields.push(Field {
                        name: "status".into(),
                        value: status.to_string(),
                    });
                }
                let kept = |f: &&Field| KEPT_OF_HTTP.iter().any(|k| f.name.eq_ignore_ascii_case(k));
                fields.extend(response.fields.iter().filter(kept).cloned());
                (body.bytes, response.field("content-type").map(str::to_owned))
            }
            None => {
                if self.http && self.head.version != "ARC" {
                    notes.push("no HTTP header: the whole record was read".into());
                }
                let named = self.head.field("Content-Type").filter(|_| !self.http);
                (stored.to_vec(), named.map(str::to_owned))
            }
        };
        let (media, charset) = http::media_type(content_type.as_deref().unwrap_or(""));
        let fetched_at = self.head.field("WARC-Date").and_then(utc);
        let name = self.name();
        Ok(Capture {
            name,
            bytes: body,
            media,
            charset,
            url: self.head.url().map(str::to_owned),
            title: None,
            outlet: None,
            published: None,
            lang: None,
            plain: false,
            provenance: Provenance {
                kind: if self.head.version == "ARC" { "arc" } else { "warc" }.into(),
                container: self.container.name.clone(),
                container_sha256: self.container.sha256.clone(),
                record: self.head.id().map(str::to_owned),
                offset: self.head.offset,
                fetched: fetched_at,
                block_digest,
                payload_digest,
                payload: digest::canonical(stated("WARC-Payload-Digest")),
                fields,
                notes,
            },
        })
    }
}

/// The name of a record in a file: its id, or where it begins.
pub fn name(container: &Container, head: &Head) -> String {
    match (head.id(), head.offset, head.url()) {
        (Some(id), _, _) => format!("{}#{id}", container.name),
        (None, Some(offset), _) => format!("{}#{offset}", container.name),
        (None, None, Some(url)) => format!("{}#{url}", container.name),
        (None, None, None) => container.name.clone(),
    }
}

/// What a revisit says of the page that it saw again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sighting {
    /// Id of the record that holds the page.
    pub refers_to: Option<String>,
    /// The payload's digest, in one spelling.
    pub payload: Option<String>,
    /// Where it was seen.
    pub url: Option<String>,
    /// What the revisit says of itself.
    pub provenance: Provenance,
}

/// The sighting that a revisit with this block is.
pub fn sighting(head: &Head, block: &[u8], container: &Container) -> Sighting {
    let stated = head.field("WARC-Block-Digest");
    let mut notes = head.notes.clone();
    // wget takes the digest before it writes the block.
    if !block.is_empty() && digest::verdict(stated, b"") == DigestVerdict::Matches {
        notes.push("the block's digest is that of no bytes".into());
    }
    let bare = |id: &str| id.trim().trim_start_matches('<').trim_end_matches('>').to_owned();
    Sighting {
        refers_to: head.field("WARC-Refers-To").map(bare),
        payload: digest::canonical(head.field("WARC-Payload-Digest")),
        url: head.url().map(str::to_owned),
        provenance: Provenance {
            kind: "warc".into(),
            container: container.name.clone(),
            container_sha256: container.sha256.clone(),
            record: head.id().map(str::to_owned),
            offset: head.offset,
            fetched: head.field("WARC-Date").and_then(utc),
            block_digest: digest::verdict(stated, block),
            payload: digest::canonical(head.field("WARC-Payload-Digest")),
            notes,
            fields: head
                .fields
                .iter()
                .filter(|f| {
                    ["WARC-Refers-To", "WARC-Profile", "WARC-Refers-To-Date"]
                        .iter()
                        .any(|k| f.name.eq_ignore_ascii_case(k))
                })
                .cloned()
                .collect(),
            ..Provenance::default()
        },
    }
}

/// Fields of a record that are kept with the page.
const KEPT: &[&str] = &[
    "WARC-Block-Digest",
    "WARC-Payload-Digest",
    "WARC-Truncated",
    "WARC-Identified-Payload-Type",
    "WARC-IP-Address",
];
/// Header fields of a response that are kept with the page.
const KEPT_OF_HTTP: &[&str] = &[
    "content-type",
    "content-encoding",
    "content-language",
    "content-location",
    "date",
    "etag",
    "last-modified",
];

impl Choice {
    /// True if the block is to be read.
    pub fn is_read(&self) -> bool {
        matches!(self, Choice::Http | Choice::Direct)
    }
}
