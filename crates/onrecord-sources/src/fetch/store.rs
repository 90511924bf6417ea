//! What was fetched, kept as WARC 1.1: one gzip member a record, so that each can be opened by itself.
//! What does not live here: reading archives (`warc`).

use std::io::{self, Write};

use onrecord_model::Moment;
use sha1::Digest as _;

use crate::digest::to_hex;

/// A record to be written.
#[derive(Clone, Debug)]
pub struct NewRecord<'r> {
    /// `response`, `request`, `revisit` or `warcinfo`.
    pub kind: &'r str,
    /// The address; empty for `warcinfo`.
    pub url: &'r str,
    /// When it was fetched, in UTC.
    pub at: Moment,
    /// Media type of the block.
    pub media: &'r str,
    /// More fields, each with its line end.
    pub more: String,
    /// The block.
    pub block: &'r [u8],
    /// Length of the block's head: what is after it is the payload.
    pub head: usize,
}

impl NewRecord<'_> {
    /// The record's id: a UUID (version 8) of what is in it.
    pub fn id(&self) -> String {
        let mut hash = sha2::Sha256::new();
        for part in [
            self.kind.as_bytes(),
            self.url.as_bytes(),
            self.at.to_string().as_bytes(),
            self.block,
        ] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
        let mut bytes = hash.finalize();
        bytes[6] = bytes[6] & 0x0f | 0x80;
        bytes[8] = bytes[8] & 0x3f | 0x80;
        let hex = to_hex(&bytes[..16]);
        format!(
            "urn:uuid:{}-{}-{}-{}-{}",
            &hex[..8],
            &hex[8..12],
            &hex[12..16],
            &hex[16..20],
            &hex[20..32]
        )
    }

    /// The record as it stands in a file that is not compressed.
    pub fn bytes(&self) -> Vec<u8> {
        let digest = |bytes: &[u8]| format!("sha256:{}", to_hex(&sha2::Sha256::digest(bytes)));
        let time = self.at.at.strftime("%Y-%m-%dT%H:%M:%SZ");
        let mut out = format!(
            "WARC/1.1\r\nWARC-Type: {}\r\nWARC-Record-ID: <{}>\r\nWARC-Date: {time}\r\n",
            self.kind,
            self.id()
        );
        if !self.url.is_empty() {
            out.push_str(&format!("WARC-Target-URI: {}\r\n", self.url));
        }
        out.push_str(&format!(
            "Content-Type: {}\r\nWARC-Block-Digest: {}\r\n",
            self.media,
            digest(self.block)
        ));
        if self.kind == "response" {
            out.push_str(&format!(
                "WARC-Payload-Digest: {}\r\n",
                digest(&self.block[self.head..])
            ));
        }
        out.push_str(&self.more);
        out.push_str(&format!("Content-Length: {}\r\n\r\n", self.block.len()));
        let mut out = out.into_bytes();
        out.extend_from_slice(self.block);
        out.extend_from_slice(b"\r\n\r\n");
        out
    }

    /// Appends the record to a file as a gzip member of its own.
    pub fn write(&self, file: &mut dyn Write) -> io::Result<()> {
        let mut pack = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        pack.write_all(&self.bytes())?;
        // In one write: a record is there as a whole or not at all.
        file.write_all(&pack.finish()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>x</p>";
        let record = NewRecord {
            kind: "response",
            url: "https://a.example/",
            at: crate::moment("2023-03-15T08:30:05").unwrap(),
            media: "application/http; msgtype=response",
            more: String::new(),
            block,
            head: block.len() - 8,
        };
        let mut file = Vec::new();
        record.write(&mut file).unwrap();
        let mut archive =
            crate::archive::Archive::of(Default::default(), Box::new(io::Cursor::new(file))).unwrap();
        let Some(crate::Input::Archived(read)) = archive.next().and_then(|mut i| i.pop()) else {
            panic!()
        };
        let page = read.open().unwrap();
        assert_eq!(page.bytes, b"<p>x</p>");
        assert_eq!(
            page.provenance.fetched.unwrap().to_string(),
            "2023-03-15T08:30:05"
        );
        assert_eq!(page.provenance.record, Some(record.id()));
        assert_eq!(
            page.provenance.payload_digest,
            onrecord_model::DigestVerdict::Matches
        );
        assert_eq!(
            page.provenance.block_digest,
            onrecord_model::DigestVerdict::Matches
        );
    }
}
