//! The strings of a script, whatever holds them: JSON, literals of JavaScript, JSON inside a string, and the rows that React's
//! server components stream. It reads no grammar but quotation marks, brackets and names, so that any state of any
//! framework is read the same way.
//! What does not live here: what the strings say (`script_body`).

use super::script_source::{Cursor, Literal, Source};
use crate::html::Tag;

/// What a scan meets, in order.
pub(super) enum Event<'a> {
    /// A string that is a value.
    Value(Value<'a>),
    /// An element of a streamed page begins or ends.
    Element(Tag),
}

/// A string that is a value.
pub(super) struct Value<'a> {
    /// The name it goes by: its own, else that of the list it is in.
    pub(super) name: &'a str,
    /// The list that tells which strings belong together: numbered from 1 in a source; 0 outside lists.
    pub(super) list: u32,
    /// Goes on with the string before it in the same paragraph, if that has the same number; 0 for none.
    pub(super) paragraph: u32,
    /// Stands inside an element of a streamed page.
    pub(super) element: bool,
    pub(super) literal: Literal,
}

/// Lists and objects deeper than this are read side by side.
const DEPTH: usize = 200;

struct Frame {
    list: bool,
    number: u32,
    name: String,
    items: u32,
    /// `["$", "p", …]`: an element of a streamed page.
    element: Option<Tag>,
}

/// Lists that hold parts of one paragraph, and what those are called.
const PARAGRAPHS: &[&str] = &["children", "content", "spans", "leaves", "inlines", "nodes"];
const PARTS: &[&str] = &["text", "value"];

struct Scan<'s, 'p, F> {
    source: &'s Source<'p>,
    depth: u8,
    visit: F,
    frames: Vec<Frame>,
    lists: u32,
    name: String,
    word: String,
}

/// Tells `visit` of every string of a source whose characters are escaped `depth` times. `rows`: it is a stream of rows.
pub(super) fn scan(source: &Source<'_>, within: &Literal, rows: bool, visit: impl FnMut(Event<'_>)) {
    let mut scan = Scan {
        source,
        depth: within.depth,
        visit,
        frames: Vec::new(),
        lists: 0,
        name: String::new(),
        word: String::new(),
    };
    let mut at = within.from;
    while at < within.to {
        let Some(sign) = source.next(&mut at, scan.depth) else {
            break;
        };
        match sign.c {
            '"' | '\'' | '`' => scan.string(sign.c, &mut at, within.to),
            '{' | '[' => scan.open(sign.c == '['),
            '}' | ']' => scan.close(),
            ':' => scan.name = std::mem::take(&mut scan.word),
            ',' => {
                if rows && scan.frames.is_empty() {
                    scan.row(&mut at);
                }
                scan.word.clear();
                match scan.frames.last_mut() {
                    Some(frame) if frame.list => frame.items += 1,
                    _ => scan.name.clear(),
                }
            }
            '\n' if rows => {
                scan.frames.clear();
                scan.name.clear();
                scan.word.clear();
            }
            c if c.is_ascii_alphanumeric() || c == '_' || c == '$' => {
                if scan.word.len() < 40 {
                    scan.word.push(c);
                }
            }
            c if c.is_whitespace() => {}
            _ => scan.word.clear(),
        }
    }
}

impl<F: FnMut(Event<'_>)> Scan<'_, '_, F> {
    fn open(&mut self, list: bool) {
        self.word.clear();
        if self.frames.len() >= DEPTH {
            return;
        }
        let name = std::mem::take(&mut self.name);
        let name = match self.frames.last() {
            Some(above) if name.is_empty() && above.list => above.name.clone(),
            _ => name,
        };
        self.lists += u32::from(list);
        self.frames.push(Frame {
            list,
            number: self.lists,
            name,
            items: 0,
            element: None,
        });
    }

    fn close(&mut self) {
        self.word.clear();
        self.name.clear();
        if let Some(Frame {
            element: Some(tag), ..
        }) = self.frames.pop()
            && (tag.is_block() || tag == Tag::Other)
        {
            (self.visit)(Event::Element(Tag::P));
        }
    }

    /// A string whose opening mark was read.
    fn string(&mut self, mark: char, at: &mut Cursor, end: Cursor) {
        let from = *at;
        loop {
            let to = *at;
            if to >= end {
                return;
            }
            let Some(sign) = self.source.next(at, self.depth) else {
                return;
            };
            match sign.c {
                '\\' => {
                    self.source.next(at, self.depth);
                }
                // No string of JSON or JavaScript goes on behind a line's end: the mark was none.
                '\n' if mark != '`' => return,
                c if c == mark => {
                    let depth = self.depth + 1;
                    return self.value(Literal { from, to, depth }, *at);
                }
                _ => {}
            }
        }
    }

    fn value(&mut self, literal: Literal, mut behind: Cursor) {
        self.word.clear();
        let in_list = self.frames.last().is_some_and(|f| f.list);
        if !in_list && self.name.is_empty() {
            let next = loop {
                match self.source.next(&mut behind, self.depth) {
                    Some(s) if s.c.is_whitespace() => {}
                    other => break other.map(|s| s.c),
                }
            };
            if next == Some(':') {
                self.word = literal.words(self.source, 40);
                return;
            }
        }
        let element = self.frames.iter().rev().any(|f| f.element.is_some());
        if let Some(frame) = self.frames.last_mut().filter(|f| f.list) {
            let word = || literal.words(self.source, 12);
            if frame.items == 0 && word() == "$" {
                frame.element = Some(Tag::Other);
                return;
            }
            // "$", the tag, a key, the properties.
            if frame.element.is_some() {
                if frame.items == 1 {
                    let tag = Tag::of(&word());
                    frame.element = Some(tag);
                    if tag.is_block() || tag == Tag::Br || tag == Tag::Other {
                        (self.visit)(Event::Element(tag));
                    }
                }
                return;
            }
        }
        let name = match self.frames.last() {
            Some(frame) if self.name.is_empty() => &frame.name,
            _ => &self.name,
        };
        let mut lists = self.frames.iter().rev().filter(|f| f.list);
        let inner = lists.next();
        let part =
            PARTS.contains(&name.as_str()) && inner.is_some_and(|f| PARAGRAPHS.contains(&f.name.as_str()));
        let outer = lists.next().map_or(0, |f| f.number);
        let inner = inner.map_or(0, |f| f.number);
        (self.visit)(Event::Value(Value {
            name,
            list: if part { outer } else { inner },
            paragraph: if part { inner } else { 0 },
            element,
            literal,
        }));
    }

    /// A row of text, "1f:T4e2," and so many bytes: its head was read up to the comma.
    fn row(&mut self, at: &mut Cursor) {
        let is_text = self.word.strip_prefix('T').filter(|_| !self.name.is_empty());
        let Some(mut left) = is_text.and_then(|n| usize::from_str_radix(n, 16).ok()) else {
            return;
        };
        let from = *at;
        while left > 0 {
            let Some(sign) = self.source.next(at, self.depth) else {
                break;
            };
            left = left.saturating_sub(sign.c.len_utf8());
        }
        (self.visit)(Event::Value(Value {
            name: "",
            list: 0,
            paragraph: 0,
            element: false,
            literal: Literal {
                from,
                to: *at,
                depth: self.depth,
            },
        }));
        self.name.clear();
    }
}
