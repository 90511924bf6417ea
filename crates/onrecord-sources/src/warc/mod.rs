//! Web archives: records of a WARC (0.17 to 1.1) or ARC file, one after the other, however large the file.
//! What does not live here: which records are pages (`choice`), what a record holds (`record`).

mod arc;
mod choice;
mod record;

use std::io::{self, BufRead, Read};

use onrecord_model::Field;

use crate::http;
use crate::members::Members;

pub use choice::{Choice, choose, kind_of_media, skip_by_response};
pub use record::{Record, Sighting, name, sighting};

/// A line before a record may be this long; an ARC record's line holds an address.
const LONGEST_LINE: u64 = 64 << 10;
/// A record's head may be this large.
const LARGEST_HEAD: usize = 256 << 10;
/// Parts that cannot be opened, in a row, before the file is given up.
const MOST_DAMAGE: usize = 1000;

/// A part of the file that gave no record; those after it are read.
#[derive(Debug, thiserror::Error)]
pub enum Damage {
    /// Bytes up to the end of the file.
    #[error("{bytes} bytes that are no record")]
    Junk {
        /// How many.
        bytes: u64,
    },
    /// The file ends inside a record's head.
    #[error("a record without a sound head (the file ends in it)")]
    HeadCut,
    /// A record's head is larger than any.
    #[error("a record without a sound head (it is a flood of fields)")]
    HeadFlood,
    /// Nothing says where the record ends.
    #[error("a record without a sound head (no Content-Length)")]
    NoLength,
    /// A record's head cannot be read.
    #[error("a record without a sound head ({0})")]
    Head(#[source] io::Error),
    /// A part between two records cannot be read or decompressed.
    #[error("{0}")]
    Unreadable(#[source] io::Error),
}

/// A record's head.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// `WARC/1.0`, or `ARC`.
    pub version: String,
    /// Its fields, as written; an ARC record's under the names that WARC has for them.
    pub fields: Vec<Field>,
    /// Where the record begins in the file, if it can be opened from there.
    pub offset: Option<u64>,
    /// Bytes of the block, as stated.
    pub length: u64,
    /// What was read through, in words.
    pub notes: Vec<String>,
}

impl Head {
    /// The value of the first field of this name.
    pub fn field(&self, name: &str) -> Option<&str> {
        http::field(&self.fields, name)
    }

    /// The record's type in lower case.
    pub fn kind(&self) -> String {
        self.field("WARC-Type").unwrap_or("").to_ascii_lowercase()
    }

    /// The address that was asked for. Some writers put it into angle brackets.
    pub fn url(&self) -> Option<&str> {
        let url = self.field("WARC-Target-URI")?.trim();
        let bare = url.strip_prefix('<').and_then(|u| u.strip_suffix('>'));
        Some(bare.unwrap_or(url)).filter(|u| !u.is_empty())
    }

    /// The record's id, without angle brackets.
    pub fn id(&self) -> Option<&str> {
        let id = self.field("WARC-Record-ID")?.trim();
        Some(id.trim_start_matches('<').trim_end_matches('>')).filter(|i| !i.is_empty())
    }
}

/// The records of a file, in its order.
pub struct Records {
    stream: Members,
    /// Bytes of the block at hand that were not taken.
    left: u64,
    damage: usize,
    /// What went wrong between two records, to be told with the next one.
    pending: Option<io::Error>,
    line: Vec<u8>,
}

impl Records {
    /// The records of a stream, plain or compressed.
    pub fn of(source: Box<dyn BufRead + Send>) -> io::Result<Records> {
        Ok(Records {
            stream: Members::of(source)?,
            left: 0,
            damage: 0,
            pending: None,
            line: Vec::new(),
        })
    }

    /// The next record's head; what is left of the block before it is passed over. An error is one part of the file
    /// that gave no record: the records after it come with the next calls.
    pub fn next_head(&mut self) -> Option<Result<Head, Damage>> {
        let mut junk = 0u64;
        self.pass();
        loop {
            let offset = match self.begin() {
                Ok(None) if junk > 0 => return Some(Err(Damage::Junk { bytes: junk })),
                Ok(None) => return None,
                Ok(Some(offset)) => offset,
                Err(error) => return self.damaged(error),
            };
            let ended = match self.read_line() {
                Ok(ended) => ended,
                Err(error) => return self.damaged(error),
            };
            let head = if self.line.starts_with(b"WARC/") {
                self.fields()
            } else if let Some(head) = arc::head(&self.line).filter(|_| ended) {
                Ok(head)
            } else {
                junk += self.line.len() as u64;
                continue;
            };
            self.damage = 0;
            return Some(head.map(|mut head| {
                head.offset = offset;
                self.left = head.length;
                if junk > 0 {
                    head.notes
                        .push(format!("{junk} bytes before the record belong to none"));
                }
                head
            }));
        }
    }

    /// Reads the block of the record at hand until `block` holds `most` bytes; true if it breaks off before its end.
    pub fn block(&mut self, block: &mut Vec<u8>, most: usize) -> bool {
        while self.left > 0 && block.len() < most {
            let begun = !block.is_empty();
            let Ok(bytes) = self.stream.fill_buf() else {
                self.left = 0;
                return true;
            };
            let count = bytes.len().min(self.left as usize).min(most - block.len());
            block.extend_from_slice(&bytes[..count]);
            // A block that states too many bytes must not swallow the next record.
            let next = begun && bytes.starts_with(b"WARC/") && self.begins_part();
            if count == 0 || next {
                block.truncate(block.len() - count);
                self.left = 0;
                return true;
            }
            self.stream.consume(count);
            self.left -= count as u64;
        }
        false
    }

    /// Bytes of the block at hand that were not read.
    pub fn left(&self) -> u64 {
        self.left
    }

    /// Damage of the compressed data of the record at hand that was read through; its block must have been read.
    pub fn take_damage(&mut self) -> Option<&'static str> {
        // The checksum comes after the empty lines that end the record.
        if self.left == 0
            && self.stream.is_packed()
            && let Err(error) = self.begin()
        {
            self.pending = Some(error);
        }
        self.stream.take_damage()
    }

    fn begins_part(&self) -> bool {
        self.stream.is_packed() && self.stream.mark().is_some()
    }

    /// Passes over the rest of the block at hand.
    fn pass(&mut self) {
        while self.left > 0 {
            let Ok(bytes) = self.stream.fill_buf() else { break };
            let count = bytes.len().min(self.left as usize);
            if count == 0 || bytes.starts_with(b"WARC/") && self.begins_part() {
                break;
            }
            self.stream.consume(count);
            self.left -= count as u64;
        }
        self.left = 0;
    }

    /// Passes over empty lines; where the record begins, if it can be opened from there. `None` at the end.
    fn begin(&mut self) -> io::Result<Option<Option<u64>>> {
        if let Some(error) = self.pending.take() {
            return Err(error);
        }
        loop {
            let bytes = self.stream.fill_buf()?;
            if bytes.is_empty() {
                return Ok(None);
            }
            let blank = bytes.iter().take_while(|b| b.is_ascii_whitespace()).count();
            let whole = blank == bytes.len();
            if blank == 0 {
                return Ok(Some(self.stream.mark()));
            }
            self.stream.consume(blank);
            if !whole {
                return Ok(Some(self.stream.mark()));
            }
        }
    }

    /// Reads a line into `self.line`; false if it is longer than any.
    fn read_line(&mut self) -> io::Result<bool> {
        self.line.clear();
        (&mut self.stream)
            .take(LONGEST_LINE)
            .read_until(b'\n', &mut self.line)?;
        Ok(self.line.ends_with(b"\n"))
    }

    /// Reads the fields after the version's line.
    fn fields(&mut self) -> Result<Head, Damage> {
        let version = http::latin_or_utf8(self.line.trim_ascii());
        let mut text = Vec::with_capacity(1024);
        loop {
            self.read_line().map_err(Damage::Head)?;
            if self.line.is_empty() {
                return Err(Damage::HeadCut);
            }
            text.extend_from_slice(&self.line);
            if text.len() > LARGEST_HEAD {
                return Err(Damage::HeadFlood);
            }
            if self.line.trim_ascii().is_empty() {
                break;
            }
        }
        let (fields, _) = http::fields(&text).ok_or(Damage::HeadFlood)?;
        let mut head = Head {
            version,
            fields,
            ..Head::default()
        };
        match head.field("Content-Length").map(str::parse::<u64>) {
            Some(Ok(length)) => head.length = length,
            _ => return Err(Damage::NoLength),
        }
        Ok(head)
    }

    fn damaged(&mut self, error: io::Error) -> Option<Result<Head, Damage>> {
        self.damage += 1;
        let passing = matches!(
            error.kind(),
            io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof
        );
        if !passing {
            self.damage = MOST_DAMAGE + 1;
        }
        if self.damage > MOST_DAMAGE + 1 {
            return None;
        }
        Some(Err(Damage::Unreadable(error)))
    }
}

#[cfg(test)]
mod tests;
