//! The characters of text nodes, run by run, with the bytes they came from.

use std::ops::Range;

use super::entities::{self, Reference, WRONG};

/// A stretch of a text node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Run<'p> {
    /// Stands in the page as it is.
    Literal {
        /// The characters.
        text: &'p str,
        /// Their first byte in the page.
        start: usize,
    },
    /// A character reference, or a byte that was no character.
    Decoded {
        /// What it stands for.
        text: String,
        /// Its bytes in the page.
        source: Range<usize>,
    },
}

impl Run<'_> {
    /// The run's characters.
    pub fn as_str(&self) -> &str {
        match self {
            Run::Literal { text, .. } => text,
            Run::Decoded { text, .. } => text,
        }
    }
}

/// The runs of one text node.
#[derive(Clone, Debug)]
pub struct Runs<'p> {
    page: &'p str,
    at: usize,
    end: usize,
    decode: bool,
}

impl<'p> Runs<'p> {
    pub(crate) fn new(page: &'p str, bytes: Range<usize>, decode: bool) -> Runs<'p> {
        Runs {
            page,
            at: bytes.start,
            end: bytes.end,
            decode,
        }
    }
}

impl<'p> Iterator for Runs<'p> {
    type Item = Run<'p>;

    fn next(&mut self) -> Option<Run<'p>> {
        if self.at >= self.end {
            return None;
        }
        let start = self.at;
        let rest = &self.page[start..self.end];
        if !self.decode {
            self.at = self.end;
            return Some(Run::Literal { text: rest, start });
        }
        let mut seek = 0;
        loop {
            let next = memchr::memchr2(b'&', WRONG, &rest.as_bytes()[seek..]);
            let Some(found) = next.map(|n| seek + n) else {
                self.at = self.end;
                return Some(Run::Literal { text: rest, start });
            };
            match entities::decode(&rest[found..], false) {
                None => seek = found + 1,
                Some(_) if found > 0 => {
                    self.at = start + found;
                    return Some(Run::Literal {
                        text: &rest[..found],
                        start,
                    });
                }
                Some(Reference { chars, len }) => {
                    self.at = start + len;
                    return Some(Run::Decoded {
                        text: chars.iter().flatten().collect(),
                        source: start..start + len,
                    });
                }
            }
        }
    }
}

/// White space folded to single spaces, none at the ends.
pub(crate) fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}
