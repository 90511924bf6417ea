//! The characters of strings in scripts, at any depth of escaping and over several chunks, each with its bytes; and the
//! lines of text that such a string holds.
//! What does not live here: which strings a script holds (`script_values`), which of them is the body (`script_body`).

use onrecord_model::{BlockRole, Piece};

use crate::html::{Tag, decode_all, reference};

/// Stretches of a page that are read as one text.
#[derive(Clone, Debug)]
pub(super) struct Source<'p> {
    pub(super) page: &'p str,
    /// Byte ranges of the page, in order.
    pub(super) segments: Vec<(usize, usize)>,
    /// Character references are decoded first: the text stands in an attribute.
    pub(super) references: bool,
}

/// A place in a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cursor {
    segment: usize,
    at: usize,
}

/// A character and the bytes of the page that spell it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sign {
    pub(super) c: char,
    start: usize,
    end: usize,
}

impl<'p> Source<'p> {
    pub(super) fn begin(&self) -> Cursor {
        Cursor {
            segment: 0,
            at: self.segments.first().map_or(0, |s| s.0),
        }
    }

    /// The next character, read through `depth` strings one inside the other.
    pub(super) fn next(&self, cursor: &mut Cursor, depth: u8) -> Option<Sign> {
        if depth == 0 {
            return self.raw(cursor);
        }
        let slash = self.next(cursor, depth - 1)?;
        if slash.c != '\\' {
            return Some(slash);
        }
        let Some(letter) = self.next(cursor, depth - 1) else {
            return Some(slash);
        };
        let c = match letter.c {
            'n' | 'r' => '\n',
            't' | 'b' | 'f' => ' ',
            'x' => char::from_u32(self.hex(cursor, depth - 1, 2)).unwrap_or('\u{fffd}'),
            'u' => self.unicode(cursor, depth - 1),
            other => other,
        };
        Some(Sign {
            c,
            start: slash.start,
            end: letter.end.max(cursor.at),
        })
    }

    fn raw(&self, cursor: &mut Cursor) -> Option<Sign> {
        while cursor.at >= self.segments.get(cursor.segment)?.1 {
            cursor.segment += 1;
            cursor.at = self.segments.get(cursor.segment)?.0;
        }
        let start = cursor.at;
        let rest = &self.page[start..self.segments[cursor.segment].1];
        let c = rest.chars().next()?;
        let decoded = (self.references && c == '&').then(|| reference(rest)).flatten();
        let (c, len) = decoded.unwrap_or((c, c.len_utf8()));
        cursor.at += len;
        Some(Sign {
            c,
            start,
            end: cursor.at,
        })
    }

    /// So many digits; what is none is left, and gives a number that is no character.
    fn hex(&self, cursor: &mut Cursor, depth: u8, digits: u8) -> u32 {
        let mut value = 0;
        for _ in 0..digits {
            let mut ahead = *cursor;
            let Some(digit) = self.next(&mut ahead, depth).and_then(|s| s.c.to_digit(16)) else {
                return u32::MAX;
            };
            value = value * 16 + digit;
            *cursor = ahead;
        }
        value
    }

    fn unicode(&self, cursor: &mut Cursor, depth: u8) -> char {
        let high = self.hex(cursor, depth, 4);
        if !(0xd800..=0xdbff).contains(&high) {
            return char::from_u32(high).unwrap_or('\u{fffd}');
        }
        let mut ahead = *cursor;
        let mut is = |c: char| self.next(&mut ahead, depth).is_some_and(|s| s.c == c);
        if !is('\\') || !is('u') {
            return '\u{fffd}';
        }
        match self.hex(&mut ahead, depth, 4) {
            low @ 0xdc00..=0xdfff => {
                *cursor = ahead;
                char::from_u32(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00)).unwrap_or('\u{fffd}')
            }
            _ => '\u{fffd}',
        }
    }
}

/// A string inside a source.
#[derive(Clone, Copy, Debug)]
pub(super) struct Literal {
    pub(super) from: Cursor,
    pub(super) to: Cursor,
    /// How deep its characters are escaped.
    pub(super) depth: u8,
}

impl Literal {
    /// All of a source, its characters escaped `depth` times.
    pub(super) fn whole(source: &Source<'_>, depth: u8) -> Literal {
        Literal {
            from: source.begin(),
            to: Cursor {
                segment: source.segments.len(),
                at: 0,
            },
            depth,
        }
    }

    /// How many bytes of the page it takes at the least.
    pub(super) fn is_short(&self, least: usize) -> bool {
        self.from.segment == self.to.segment && self.to.at < self.from.at + least
    }

    /// Its characters.
    pub(super) fn signs<'s>(&self, source: &'s Source<'_>) -> impl Iterator<Item = Sign> + use<'s> {
        let (mut at, to, depth) = (self.from, self.to, self.depth);
        std::iter::from_fn(move || {
            if at >= to {
                return None;
            }
            source.next(&mut at, depth)
        })
    }

    /// True where white space stands at its end.
    pub(super) fn ends_in_space(&self, source: &Source<'_>) -> bool {
        self.signs(source).last().is_some_and(|s| s.c.is_whitespace())
    }

    /// Its characters up to a limit, without their places.
    pub(super) fn words(&self, source: &Source<'_>, limit: usize) -> String {
        self.signs(source).take(limit).map(|s| s.c).collect()
    }
}

/// A line of a script's body with its pieces; offsets of `pieces` are within `text`.
#[derive(Clone, Debug)]
pub(crate) struct ScriptLine {
    pub(crate) text: String,
    pub(crate) pieces: Vec<Piece>,
    pub(crate) source: (usize, usize),
    pub(crate) role: BlockRole,
}

impl Default for ScriptLine {
    fn default() -> ScriptLine {
        ScriptLine {
            text: String::new(),
            pieces: Vec::new(),
            source: (0, 0),
            role: BlockRole::Paragraph,
        }
    }
}

impl ScriptLine {
    /// Appends another line behind this one, as they stand.
    pub(super) fn join(&mut self, other: ScriptLine) {
        let at = self.text.len();
        self.text.push_str(&other.text);
        self.pieces.extend(other.pieces.iter().map(|p| Piece {
            text: p.text + at,
            ..*p
        }));
        self.source = (
            self.source.0.min(other.source.0),
            self.source.1.max(other.source.1),
        );
    }
}

/// A body longer than this is read no further.
const LONGEST: usize = 400_000;

/// The lines of a string: escapes read, tags taken out, breaks at line feeds and block tags.
pub(super) fn lines(source: &Source<'_>, literal: &Literal) -> Vec<ScriptLine> {
    let mut text = String::new();
    let mut signs = Vec::new();
    for sign in literal.signs(source).take(LONGEST) {
        text.push(sign.c);
        // One for each byte, so that offsets of the text find theirs.
        signs.resize(text.len(), sign);
    }
    let mut lines = Vec::new();
    let mut line = ScriptLine::default();
    let escaped_tags = text.contains("&lt;");
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let first = rest.chars().next().unwrap_or(' ');
        // Tags, raw or as entities, part lines where they are blocks and vanish where they are not.
        let tag = match first {
            '<' => tag_length(rest, "<", ">"),
            '&' if escaped_tags && rest.starts_with("&lt;") => tag_length(rest, "&lt;", "&gt;"),
            _ => None,
        };
        if let Some((len, tag)) = tag {
            if tag.is_block() || tag == Tag::Br {
                // A paragraph inside an item or a quotation is one of those.
                let within = line.text.is_empty() && tag == Tag::P && !rest[1..].starts_with(['/', '\\']);
                let role = if within { line.role } else { role(tag) };
                finish(&mut line, &mut lines);
                line.role = role;
            }
            at += len;
            continue;
        }
        if first == '\n' || first == '\r' {
            finish(&mut line, &mut lines);
            at += 1;
            continue;
        }
        let decoded = (first == '&').then(|| entity(rest)).flatten();
        let (shown, len) = decoded.unwrap_or((rest[..first.len_utf8()].to_owned(), first.len_utf8()));
        let (start, end) = (signs[at].start, signs[at + len - 1].end);
        let literal = source.page.get(start..end) == Some(&*shown);
        push(&mut line, &shown, start, end - start, literal);
        at += len;
    }
    finish(&mut line, &mut lines);
    lines
}

/// What a line in such an element is.
pub(super) fn role(tag: Tag) -> BlockRole {
    match tag {
        Tag::Li => BlockRole::List,
        Tag::Blockquote => BlockRole::Quote,
        tag if tag.is_heading() => BlockRole::Heading,
        _ => BlockRole::Paragraph,
    }
}

fn push(line: &mut ScriptLine, text: &str, source: usize, len: usize, literal: bool) {
    let blank = text.chars().all(|c| c.is_whitespace() || c == '\u{feff}');
    if blank && (line.text.is_empty() || line.text.ends_with(' ')) {
        return;
    }
    let at = line.text.len();
    if line.text.is_empty() {
        line.source = (source, source + len);
    }
    line.text.push_str(if blank { " " } else { text });
    if !blank {
        line.source.1 = source + len;
    }
    if literal && (!blank || text == " ") {
        match line.pieces.last_mut() {
            Some(piece) if piece.source + piece.len == source && piece.text + piece.len == at => {
                piece.len += text.len()
            }
            _ => line.pieces.push(Piece {
                text: at,
                source,
                len: text.len(),
            }),
        }
    }
}

fn finish(line: &mut ScriptLine, lines: &mut Vec<ScriptLine>) {
    let mut done = std::mem::take(line);
    let kept = done.text.trim_end().len();
    done.text.truncate(kept);
    if let Some(piece) = done.pieces.last_mut() {
        piece.len = piece.len.min(kept.saturating_sub(piece.text));
    }
    done.pieces.retain(|p| p.len > 0);
    if !done.text.is_empty() {
        lines.push(done);
    }
}

/// Length of the tag that `rest` begins with and its name.
fn tag_length(rest: &str, open: &str, close: &str) -> Option<(usize, Tag)> {
    let inner = rest.strip_prefix(open)?;
    let name = inner.strip_prefix(['/', '\\']).unwrap_or(inner);
    let name = name.strip_prefix('/').unwrap_or(name);
    let letters = name
        .bytes()
        .take(12)
        .take_while(u8::is_ascii_alphanumeric)
        .count();
    if letters == 0 {
        return None;
    }
    let mut end = inner.len().min(2_000);
    while !inner.is_char_boundary(end) {
        end -= 1;
    }
    let stop = inner[..end].find(close)?;
    let end = inner[..stop].starts_with('/');
    // Behind an end tag a paragraph begins.
    let tag = Tag::of(&name[..letters]);
    let tag = if end && tag.is_block() { Tag::P } else { tag };
    Some((open.len() + stop + close.len(), tag))
}

/// A character reference inside a string.
fn entity(rest: &str) -> Option<(String, usize)> {
    let len = rest.bytes().take(12).position(|b| b == b';')? + 1;
    let text = decode_all(&rest[..len], false);
    if text == rest[..len] {
        return None;
    }
    Some((text.into_owned(), len))
}
