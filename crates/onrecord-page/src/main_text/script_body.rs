//! The body of the article as the page's own data give it: `articleBody` of JSON-LD and of other script data.
//! It confirms lines of the page, and stands in where the page shows no body.

use onrecord_core::Piece;

use crate::html::{Kind, NodeId, Tag, Tree, decode_all};

/// A body found in a script.
#[derive(Debug, Default)]
pub(crate) struct ScriptBody {
    /// Its letters and digits only, lower case: what lines are compared with.
    pub(crate) key: String,
    /// Bytes of the JSON string in the page, quotes off.
    pub(crate) range: (usize, usize),
}

/// A body longer than this is compared no further.
const LONGEST: usize = 400_000;

/// The longest `articleBody` of the page's scripts.
pub(crate) fn find(tree: &Tree<'_>) -> Option<ScriptBody> {
    let range = texts(tree, &["\"articleBody\""], 40).into_iter().next()?;
    Some(body(tree, range))
}

/// The longest text of other script data: what a page that draws itself in the browser holds. For pages that show nothing.
pub(crate) fn rescue(tree: &Tree<'_>) -> Option<ScriptBody> {
    const KEYS: &[&str] = &[
        "\"contentHtml\"",
        "\"content_html\"",
        "\"bodyHtml\"",
        "\"body_html\"",
        "\"article_body\"",
        "\"articleContent\"",
        "\"article_content\"",
        "\"content\"",
        "\"body\"",
        "\"text\"",
        "\"html\"",
    ];
    // Code and settings have no sentences.
    let reads = |range: &(usize, usize)| {
        let sentences = lines(tree.page(), *range)
            .iter()
            .filter(|l| {
                let end = l.text.trim_end_matches(['"', '”', '\'', '’', ')']);
                l.text.chars().count() > 40 && end.ends_with(['.', '!', '?', '。', '！', '？'])
            })
            .count();
        sentences >= 3
    };
    let range = texts(tree, KEYS, 800).into_iter().take(8).find(reads)?;
    Some(body(tree, range))
}

fn body(tree: &Tree<'_>, range: (usize, usize)) -> ScriptBody {
    let mut key = String::with_capacity(range.1 - range.0);
    for line in lines(tree.page(), range) {
        push_key(&line.text, &mut key);
    }
    ScriptBody { key, range }
}

/// JSON strings of these names in the page's scripts, longest first.
fn texts(tree: &Tree<'_>, names: &[&str], least: usize) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for node in tree.nodes() {
        if tree.kind(node) != Kind::Verbatim || !in_script(tree, node) {
            continue;
        }
        let bytes = tree.bytes(node);
        let raw = &tree.page()[bytes.clone()];
        for name in names {
            let mut seek = 0;
            while let Some(at) = memchr::memmem::find(&raw.as_bytes()[seek..], name.as_bytes()) {
                let from = seek + at + name.len();
                seek = from;
                let rest = raw[from..].trim_start();
                let Some(rest) = rest.strip_prefix(':') else {
                    continue;
                };
                let rest = rest.trim_start();
                let Some(rest) = rest.strip_prefix('"') else {
                    continue;
                };
                let start = raw.len() - rest.len();
                let Some(len) = string_end(rest.as_bytes()) else {
                    break;
                };
                seek = start + len;
                if (least..=LONGEST).contains(&len) {
                    found.push((bytes.start + start, bytes.start + start + len));
                }
            }
        }
    }
    found.sort_by_key(|(start, end)| (std::cmp::Reverse(end - start), *start));
    found
}

fn in_script(tree: &Tree<'_>, node: NodeId) -> bool {
    tree.parent(node)
        .is_some_and(|p| tree.tag(p) == Some(Tag::Script))
}

/// Length of a JSON string up to its closing quote.
fn string_end(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        at += memchr::memchr2(b'"', b'\\', &bytes[at..])?;
        if bytes[at] == b'"' {
            return Some(at);
        }
        at += 2;
        if at > bytes.len() {
            return None;
        }
    }
}

/// Appends the letters and digits of `text` in lower case.
pub(crate) fn push_key(text: &str, key: &mut String) {
    if text.is_ascii() {
        // Piece by piece: a push for each character costs more than all the rest.
        let mut piece = [0; 64];
        for bytes in text.as_bytes().chunks(piece.len()) {
            let mut length = 0;
            for b in bytes {
                piece[length] = b.to_ascii_lowercase();
                length += usize::from(b.is_ascii_alphanumeric());
            }
            key.push_str(std::str::from_utf8(&piece[..length]).unwrap_or_default());
        }
        return;
    }
    for c in text.chars().filter(|c| c.is_alphanumeric()) {
        key.extend(c.to_lowercase());
    }
}

/// A line of a script's body with its pieces; offsets of `pieces` are within `text`.
#[derive(Debug, Default)]
pub(crate) struct ScriptLine {
    pub(crate) text: String,
    pub(crate) pieces: Vec<Piece>,
    pub(crate) source: (usize, usize),
}

/// The body's lines: escapes read, tags taken out, breaks at line feeds and block tags.
pub(crate) fn lines(page: &str, range: (usize, usize)) -> Vec<ScriptLine> {
    let mut lines = Vec::new();
    let mut line = ScriptLine::default();
    let raw = &page[range.0..range.1];
    let escaped_tags = raw.contains("&lt;");
    let mut at = 0;
    while at < raw.len() {
        let rest = &raw[at..];
        let (text, len) = character(rest);
        // Tags, raw or as entities, part lines where they are blocks and vanish where they are not.
        let tag = match &*text {
            "<" if rest.starts_with("\\u003c") => tag_length(rest, "\\u003c", "\\u003e"),
            "<" if rest.starts_with("\\u003C") => tag_length(rest, "\\u003C", "\\u003E"),
            "<" => tag_length(rest, "<", ">"),
            "&" if escaped_tags && rest.starts_with("&lt;") => tag_length(rest, "&lt;", "&gt;"),
            _ => None,
        };
        if let Some((len, breaks)) = tag {
            if breaks {
                finish(&mut line, &mut lines);
            }
            at += len;
            continue;
        }
        if text == "\n" || text == "\r" {
            finish(&mut line, &mut lines);
            at += len;
            continue;
        }
        let (text, len) = if text == "&" {
            reference(rest).unwrap_or((text, len))
        } else {
            (text, len)
        };
        push(&mut line, &text, range.0 + at, len, raw[at..at + len] == *text);
        at += len;
    }
    finish(&mut line, &mut lines);
    lines
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

/// The character that a JSON string begins with and its raw length.
fn character(rest: &str) -> (std::borrow::Cow<'_, str>, usize) {
    let first = rest.chars().next().map_or(1, char::len_utf8);
    if !rest.starts_with('\\') {
        return (rest[..first].into(), first);
    }
    let unit = |rest: &str| -> Option<u32> {
        let hex = rest.strip_prefix("\\u")?.get(..4)?;
        u32::from_str_radix(hex, 16).ok()
    };
    match rest.as_bytes().get(1) {
        Some(b'u') => match unit(rest) {
            Some(high @ 0xd800..=0xdbff) => match rest.get(6..).and_then(unit) {
                Some(low @ 0xdc00..=0xdfff) => {
                    let code = 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
                    let c = char::from_u32(code).unwrap_or('\u{fffd}');
                    (c.to_string().into(), 12)
                }
                _ => ("\u{fffd}".into(), 6),
            },
            Some(code) => (char::from_u32(code).unwrap_or('\u{fffd}').to_string().into(), 6),
            None => ("\u{fffd}".into(), 2),
        },
        Some(b'n' | b'r') => ("\n".into(), 2),
        Some(b't' | b'b' | b'f') => (" ".into(), 2),
        Some(_) => {
            let len = rest[1..].chars().next().map_or(0, char::len_utf8);
            (rest[1..1 + len].into(), 1 + len)
        }
        None => ("\\".into(), 1),
    }
}

/// Length of the tag that `rest` begins with and whether it parts lines.
fn tag_length(rest: &str, open: &str, close: &str) -> Option<(usize, bool)> {
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
    let tag = Tag::of(&name[..letters]);
    Some((open.len() + stop + close.len(), tag.is_block() || tag == Tag::Br))
}

/// A character reference inside a JSON string.
fn reference(rest: &str) -> Option<(std::borrow::Cow<'static, str>, usize)> {
    let len = rest.bytes().take(12).position(|b| b == b';')? + 1;
    let text = decode_all(&rest[..len], false);
    if text == rest[..len] {
        return None;
    }
    Some((text.into_owned().into(), len))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_are_read_with_their_places() {
        let page = r#"<script type="application/ld+json">{"@type":"NewsArticle","articleBody":"<p>Quay two\u2019s \"old\" crane</p>\n  was sold &amp; moved.\r\nNobody \/ asked 港口."}</script>"#;
        let tree = Tree::parse(page);
        let body = find(&tree).unwrap();
        let lines = lines(page, body.range);
        let texts: Vec<&str> = lines.iter().map(|l| l.text.as_str()).collect();
        assert_eq!(
            texts,
            [
                "Quay two’s \"old\" crane",
                "was sold & moved.",
                "Nobody / asked 港口."
            ]
        );
        for line in &lines {
            for p in &line.pieces {
                assert_eq!(
                    line.text[p.text..p.text + p.len],
                    page[p.source..p.source + p.len]
                );
            }
        }
        assert!(body.key.contains("wassoldmoved"));
    }

    #[test]
    fn bodies_of_pages_that_draw_themselves_are_found() {
        let sentence = "The harbour board met on Friday and put off the vote on the new pier once more.";
        let escaped = "\\u003cp class=\\\"a\\\"\\u003e";
        let text = format!("{escaped}{sentence}\\u003c/p\\u003e").repeat(12);
        let page = format!(
            "<script>window.data={{\"html\":\"{}\",\"contentHtml\":\"{text}\"}}</script>",
            "x = 1;".repeat(400)
        );
        let tree = Tree::parse(&page);
        let body = rescue(&tree).unwrap();
        let read = lines(&page, body.range);
        assert_eq!(read.len(), 12);
        assert!(read.iter().all(|l| l.text == sentence));
    }

    #[test]
    fn cut_bodies_do_no_harm() {
        for page in [
            "<script>\"articleBody\":\"abc\\",
            "<script>\"articleBody\":\"\\u12",
            "<script>\"articleBody\" x",
        ] {
            assert!(find(&Tree::parse(page)).is_none());
        }
        assert_eq!(lines("\\ud83d\\u", (0, 8)).len(), 1);
    }
}
