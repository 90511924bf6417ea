//! A web archive as inputs: each record a page to be opened, or something that is said not to be read.
//! What does not live here: the format of records (`warc`).

use std::io::{self, BufRead};
use std::sync::Arc;

use crate::capture::Container;
use crate::inputs::{Input, Shared, Skipped};
use crate::sniff::{self, Format};
use crate::warc::{self, Choice, Records};
use crate::{SourceError, containers, http};

/// Enough of a block for the head of a response.
const PEEK: usize = 16 << 10;
/// A page's record may be this large, as stored.
const LARGEST_BLOCK: u64 = 64 << 20;

/// The records of one archive.
pub struct Archive {
    container: Shared,
    records: Records,
}

/// All inputs of an archive that is in memory.
pub fn archived(container: Container, bytes: Vec<u8>) -> Vec<Input> {
    let Ok(mut archive) = Archive::of(container, Box::new(io::Cursor::new(bytes))) else {
        return Vec::new();
    };
    std::iter::from_fn(|| archive.next()).flatten().collect()
}

impl Archive {
    /// Reads an archive from a stream.
    pub fn of(container: Container, source: Box<dyn BufRead + Send>) -> io::Result<Archive> {
        Ok(Archive {
            container: Arc::new(container),
            records: Records::of(source)?,
        })
    }

    /// The next record: one input, or those that a feed in it gives.
    pub fn next(&mut self) -> Option<Vec<Input>> {
        let head = match self.records.next_head()? {
            Ok(head) => head,
            Err(why) => {
                let name = self.container.name.clone();
                return Some(vec![Input::Failed(name, SourceError::Damage(why.to_string()))]);
            }
        };
        Some(self.inputs(head))
    }

    fn inputs(&mut self, mut head: warc::Head) -> Vec<Input> {
        let name = warc::name(&self.container, &head);
        let skip = |kind: String| vec![Input::Skipped(Skipped::new(name.clone(), kind))];
        let choice = warc::choose(&head);
        match choice {
            Choice::Skip(kind) => return skip(kind),
            Choice::Revisit => {
                // A revisit's block is a header at the most.
                let mut block = Vec::new();
                self.records.block(&mut block, PEEK);
                return vec![Input::Skipped(Skipped {
                    sighting: Some(Box::new(warc::sighting(&head, &block, &self.container))),
                    ..Skipped::new(name, "unchanged pages seen again")
                })];
            }
            Choice::Http | Choice::Direct => {}
        }
        let mut block = Vec::with_capacity((head.length as usize).min(1 << 20));
        let mut broken = self.records.block(&mut block, PEEK);
        let url = head.url().unwrap_or("").to_owned();
        let response = if choice == Choice::Http {
            http::Head::read(&block)
        } else {
            None
        };
        if let Some(kind) = response.as_ref().and_then(|r| warc::skip_by_response(r, &url)) {
            return skip(kind);
        }
        if head.length > LARGEST_BLOCK {
            return skip("records larger than 64 MB".into());
        }
        broken |= self.records.block(&mut block, LARGEST_BLOCK as usize);
        if let Some(damage) = self.records.take_damage() {
            head.notes.push(damage.into());
        }
        let stated = match &response {
            Some(response) => response.field("content-type"),
            None => head.field("Content-Type"),
        };
        let (media, _) = http::media_type(stated.unwrap_or(""));
        let record = warc::Record {
            head,
            block,
            http: choice == Choice::Http,
            broken,
            container: self.container.clone(),
        };
        // What may hold several pages is opened here: there is little of it.
        if media.ends_with("xml") && media != "application/xhtml+xml" || media.ends_with("json") {
            return expanded(record);
        }
        vec![Input::Archived(Box::new(record))]
    }
}

/// The items of a feed that was archived; the record itself if it is none.
fn expanded(record: warc::Record) -> Vec<Input> {
    let name = record.name();
    let capture = match record.clone().open() {
        Ok(capture) => capture,
        Err(why) => return vec![Input::Failed(name, why.into())],
    };
    let skip = |kind: &str| vec![Input::Skipped(Skipped::new(name.clone(), kind))];
    match sniff::format(&capture.bytes[..capture.bytes.len().min(sniff::HEAD)], "") {
        format @ (Format::Feed | Format::Json) => match containers::feed(format, &capture) {
            Ok(containers::Opened::Items(items)) => items,
            Ok(containers::Opened::NoPage(kind, _)) => skip(&kind),
            Ok(_) => vec![Input::Archived(Box::new(record))],
            Err(why) => vec![Input::Failed(name, why)],
        },
        Format::Xml => skip("XML that is no feed"),
        _ => vec![Input::Archived(Box::new(record))],
    }
}
