//! The tokenizer: a page's characters → text runs, tags and comments, each with its byte range.
//!
//! It follows the HTML specification's states but copies nothing: attributes stay a byte range until somebody asks
//! (see `attributes`), character references stay raw until text is read (see `entities`). html5gum is the oracle in tests.

use memchr::{memchr, memchr2, memmem};

/// A token. All offsets are bytes of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Token {
    /// Characters between tags, references still raw.
    Text { start: usize, end: usize },
    /// `<name attributes>`
    Start {
        start: usize,
        name_end: usize,
        attributes_end: usize,
        end: usize,
        self_closing: bool,
    },
    /// `</name>`
    End {
        start: usize,
        name_end: usize,
        end: usize,
    },
    /// Comments, doctypes, processing instructions, CDATA outside foreign content.
    Comment { start: usize, end: usize },
    /// `<![CDATA[…]]>` in foreign content: text without references.
    Verbatim { start: usize, end: usize },
}

/// Reads tokens from left to right; the tree builder says when raw text begins.
pub(crate) struct Tokens<'p> {
    page: &'p [u8],
    at: usize,
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0c)
}

impl<'p> Tokens<'p> {
    pub(crate) fn new(page: &'p str) -> Tokens<'p> {
        // A byte order mark is no text.
        let at = if page.starts_with('\u{feff}') { 3 } else { 0 };
        Tokens {
            page: page.as_bytes(),
            at,
        }
    }

    /// The next token; `foreign` is true inside SVG and MathML, where CDATA sections are text.
    pub(crate) fn next(&mut self, foreign: bool) -> Option<Token> {
        let page = self.page;
        let start = self.at;
        let mut seek = start;
        loop {
            let Some(found) = memchr(b'<', &page[seek..]) else {
                self.at = page.len();
                return (start < page.len()).then_some(Token::Text {
                    start,
                    end: page.len(),
                });
            };
            let open = seek + found;
            let next = page.get(open + 1).copied().unwrap_or(0);
            let is_tag = next.is_ascii_alphabetic()
                || matches!(next, b'!' | b'?')
                || (next == b'/' && open + 2 < page.len());
            if !is_tag {
                seek = open + 1;
                continue;
            }
            if open > start {
                self.at = open;
                return Some(Token::Text { start, end: open });
            }
            if next.is_ascii_alphabetic() {
                return self.tag(open, open + 1, false);
            }
            if next == b'/' {
                let third = page[open + 2];
                if third.is_ascii_alphabetic() {
                    return self.tag(open, open + 2, true);
                }
                return Some(self.bogus(open));
            }
            return Some(self.declaration(open, foreign));
        }
    }

    /// A comment that is none: everything up to `>`.
    fn bogus(&mut self, start: usize) -> Token {
        let end = memchr(b'>', &self.page[start..]).map_or(self.page.len(), |at| start + at + 1);
        self.at = end;
        Token::Comment { start, end }
    }

    fn declaration(&mut self, start: usize, foreign: bool) -> Token {
        let rest = &self.page[start..];
        if rest.starts_with(b"<!--") {
            let body = start + 4;
            let tail = &self.page[body..];
            let end = if tail.starts_with(b">") {
                body + 1
            } else if tail.starts_with(b"->") {
                body + 2
            } else {
                self.comment_end(body)
            };
            self.at = end;
            return Token::Comment { start, end };
        }
        if foreign && rest.starts_with(b"<![CDATA[") {
            let body = start + 9;
            let stop = memmem::find(&self.page[body..], b"]]>").map_or(self.page.len(), |at| body + at);
            self.at = (stop + 3).min(self.page.len());
            return Token::Verbatim {
                start: body,
                end: stop,
            };
        }
        self.bogus(start)
    }

    fn comment_end(&self, body: usize) -> usize {
        let mut seek = body;
        while let Some(at) = memchr(b'>', &self.page[seek..]) {
            let close = seek + at;
            let before = &self.page[body..close];
            if before.ends_with(b"--") || before.ends_with(b"--!") {
                return close + 1;
            }
            seek = close + 1;
        }
        self.page.len()
    }

    /// A tag whose name begins at `name`. A page that ends inside a tag loses the tag.
    fn tag(&mut self, start: usize, name: usize, is_end: bool) -> Option<Token> {
        let page = self.page;
        let mut at = name;
        while at < page.len() && !is_space(page[at]) && page[at] != b'/' && page[at] != b'>' {
            at += 1;
        }
        let name_end = at;
        let mut self_closing = false;
        loop {
            while at < page.len() && (is_space(page[at]) || page[at] == b'/') {
                self_closing = page[at] == b'/';
                at += 1;
            }
            let Some(&byte) = page.get(at) else {
                self.at = page.len();
                return None;
            };
            if byte == b'>' {
                break;
            }
            self_closing = false;
            // Attribute name; a leading "=" belongs to it.
            at += 1;
            while at < page.len() && !is_space(page[at]) && !matches!(page[at], b'/' | b'>' | b'=') {
                at += 1;
            }
            let mut value = at;
            while value < page.len() && is_space(page[value]) {
                value += 1;
            }
            if page.get(value) != Some(&b'=') {
                at = value;
                continue;
            }
            value += 1;
            while value < page.len() && is_space(page[value]) {
                value += 1;
            }
            match page.get(value) {
                Some(&quote @ (b'"' | b'\'')) => match memchr(quote, &page[value + 1..]) {
                    Some(len) => at = value + 1 + len + 1,
                    None => {
                        self.at = page.len();
                        return None;
                    }
                },
                Some(b'>') | None => at = value,
                Some(_) => {
                    at = value;
                    while at < page.len() && !is_space(page[at]) && page[at] != b'>' {
                        at += 1;
                    }
                }
            }
        }
        let attributes_end = at;
        let end = at + 1;
        self.at = end;
        Some(if is_end {
            Token::End { start, name_end, end }
        } else {
            Token::Start {
                start,
                name_end,
                attributes_end,
                end,
                self_closing,
            }
        })
    }

    /// Text up to the end tag `</name`, as script, style, title and their like hold it; the tag itself comes next.
    pub(crate) fn raw_text(&mut self, name: &str) -> (usize, usize) {
        let start = self.at;
        let is_script = name == "script";
        let (mut seek, mut escaped, mut twice) = (start, false, false);
        let page = self.page;
        let end = loop {
            // In scripts "<!--" opens and "-->" closes an escape inside which "<script" nests once.
            let found = if is_script && escaped {
                memchr2(b'<', b'-', &page[seek..])
            } else {
                memchr(b'<', &page[seek..])
            };
            let Some(at) = found.map(|at| seek + at) else {
                break page.len();
            };
            let rest = &page[at..];
            if rest.starts_with(b"</") && is_name(&rest[2..], name) {
                if !twice {
                    break at;
                }
                twice = false;
            } else if is_script && rest.starts_with(b"<!--") {
                escaped = true;
                // "<!-->" closes itself.
                seek = at + 2;
                continue;
            } else if is_script && escaped && rest.starts_with(b"-->") {
                (escaped, twice) = (false, false);
            } else if is_script && escaped && rest.starts_with(b"<") && is_name(&rest[1..], name) {
                twice = true;
            }
            seek = at + 1;
        };
        self.at = end;
        (start, end)
    }

    /// Everything that is left, for `<plaintext>`.
    pub(crate) fn rest(&mut self) -> (usize, usize) {
        let start = std::mem::replace(&mut self.at, self.page.len());
        (start, self.page.len())
    }
}

/// True where `bytes` begin with the tag name `name` and the name ends there.
fn is_name(bytes: &[u8], name: &str) -> bool {
    bytes.len() > name.len()
        && bytes[..name.len()].eq_ignore_ascii_case(name.as_bytes())
        && (is_space(bytes[name.len()]) || matches!(bytes[name.len()], b'/' | b'>'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(page: &str) -> Vec<String> {
        let mut tokens = Tokens::new(page);
        let mut seen = Vec::new();
        while let Some(token) = tokens.next(false) {
            let told = match token {
                Token::Text { start, end } => format!("text {}", &page[start..end]),
                Token::Start { start, end, .. } => {
                    let tag = &page[start..end];
                    if tag.starts_with("<script") {
                        let (a, b) = tokens.raw_text("script");
                        seen.push(format!("start {tag}"));
                        format!("raw {}", &page[a..b])
                    } else {
                        format!("start {tag}")
                    }
                }
                Token::End { start, end, .. } => format!("end {}", &page[start..end]),
                Token::Comment { start, end } => format!("comment {}", &page[start..end]),
                Token::Verbatim { start, end } => format!("verbatim {}", &page[start..end]),
            };
            seen.push(told);
        }
        seen
    }

    #[test]
    fn tags_end_where_their_quotes_let_them() {
        assert_eq!(
            all("a < b<p title='x > y' hidden>c</p >d<br/>"),
            [
                "text a < b",
                "start <p title='x > y' hidden>",
                "text c",
                "end </p >",
                "text d",
                "start <br/>"
            ]
        );
    }

    #[test]
    fn comments_end_early_and_late() {
        assert_eq!(
            all("<!-->a<!-- b --!>c<?x?>d</ e>"),
            [
                "comment <!-->",
                "text a",
                "comment <!-- b --!>",
                "text c",
                "comment <?x?>",
                "text d",
                "comment </ e>"
            ]
        );
    }

    #[test]
    fn scripts_hide_their_tags() {
        assert_eq!(
            all("<script>if (a</b) '<!--<script></script>--></script>x"),
            [
                "start <script>",
                "raw if (a</b) '<!--<script></script>-->",
                "end </script>",
                "text x"
            ]
        );
        assert_eq!(
            all("<script>1</SCRIPT >x"),
            ["start <script>", "raw 1", "end </SCRIPT >", "text x"]
        );
    }

    #[test]
    fn a_page_may_end_anywhere() {
        let page = "<p a='1' b=2><!-- x --></p><![CDATA[y]]><script></script>";
        for end in 0..page.len() {
            all(&page[..end]);
        }
        assert_eq!(all("x<"), ["text x<"]);
        assert_eq!(all("x</"), ["text x</"]);
        assert!(all("<p class=").is_empty());
    }
}
