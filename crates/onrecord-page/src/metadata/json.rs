//! A forgiving reader of JSON as it stands in pages: control characters in strings, commas before closing brackets,
//! comments around it and missing ends are read through.
//! What does not live here: what the keys mean (`linked`).

/// A value. Numbers and words are kept as written.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Json {
    Object(Vec<(String, Json)>),
    Array(Vec<Json>),
    Text(String),
    Bare(String),
}

/// Values deeper than this are left out.
const DEPTH: usize = 24;

impl Json {
    /// The value of a key, case ignored.
    pub fn get(&self, key: &str) -> Option<&Json> {
        match self {
            Json::Object(entries) => entries
                .iter()
                .find(|e| e.0.eq_ignore_ascii_case(key))
                .map(|e| &e.1),
            _ => None,
        }
    }

    /// Text or a bare word; of a list the first.
    pub fn text(&self) -> Option<&str> {
        match self {
            Json::Text(t) | Json::Bare(t) => Some(t),
            Json::Array(items) => items.first().and_then(Json::text),
            Json::Object(_) => None,
        }
    }

    /// The items of a list; anything else is a list of one.
    pub fn items(&self) -> &[Json] {
        match self {
            Json::Array(items) => items,
            other => std::slice::from_ref(other),
        }
    }
}

/// Reads the first value in `text`; `None` where there is none.
pub(crate) fn parse(text: &str) -> Option<Json> {
    let start = text.find(['{', '['])?;
    let mut reader = Reader {
        bytes: text.as_bytes(),
        text,
        at: start,
    };
    reader.value(0)
}

struct Reader<'a> {
    bytes: &'a [u8],
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn space(&mut self) {
        while self.at < self.bytes.len()
            && (self.bytes[self.at].is_ascii_whitespace() || self.bytes[self.at] < 0x20)
        {
            self.at += 1;
        }
    }

    fn value(&mut self, depth: usize) -> Option<Json> {
        self.space();
        match *self.bytes.get(self.at)? {
            b'{' | b'[' if depth >= DEPTH => {
                self.leave_out();
                Some(Json::Array(Vec::new()))
            }
            b'{' => {
                self.at += 1;
                let mut entries = Vec::new();
                loop {
                    self.space();
                    match self.bytes.get(self.at) {
                        None => break,
                        Some(b'}') => {
                            self.at += 1;
                            break;
                        }
                        Some(b',') => self.at += 1,
                        Some(b'"') => {
                            let key = self.string();
                            self.space();
                            if self.bytes.get(self.at) == Some(&b':') {
                                self.at += 1;
                            }
                            let Some(value) = self.value(depth + 1) else { break };
                            entries.push((key, value));
                        }
                        Some(_) => self.skip(),
                    }
                }
                Some(Json::Object(entries))
            }
            b'[' => {
                self.at += 1;
                let mut items = Vec::new();
                loop {
                    self.space();
                    match self.bytes.get(self.at) {
                        None => break,
                        Some(b']') => {
                            self.at += 1;
                            break;
                        }
                        Some(b',') => self.at += 1,
                        Some(b'}') => break,
                        Some(_) => {
                            let Some(value) = self.value(depth + 1) else { break };
                            items.push(value);
                        }
                    }
                }
                Some(Json::Array(items))
            }
            b'"' => Some(Json::Text(self.string())),
            b'}' | b']' => None,
            _ => {
                let start = self.at;
                self.skip();
                Some(Json::Bare(self.text[start..self.at].trim().to_owned()))
            }
        }
    }

    /// Over an object or a list and all that it holds, without descending: depth costs no stack.
    fn leave_out(&mut self) {
        let mut open = 0_usize;
        while let Some(byte) = self.bytes.get(self.at) {
            match byte {
                b'{' | b'[' => open += 1,
                b'}' | b']' => open -= 1,
                b'"' => {
                    self.string();
                    continue;
                }
                _ => {}
            }
            self.at += 1;
            if open == 0 {
                return;
            }
        }
    }

    /// Over a bare word.
    fn skip(&mut self) {
        let start = self.at;
        while self.at < self.bytes.len() && !matches!(self.bytes[self.at], b',' | b'}' | b']' | b'"' | b'\n')
        {
            self.at += 1;
        }
        // Only ASCII ends a word, so `at` is a character boundary; always move on.
        if self.at == start {
            self.at += self.text[self.at..].chars().next().map_or(1, char::len_utf8);
        }
    }

    fn string(&mut self) -> String {
        self.at += 1;
        let mut out = String::new();
        let mut start = self.at;
        while self.at < self.bytes.len() {
            match self.bytes[self.at] {
                b'"' => {
                    out.push_str(&self.text[start..self.at]);
                    self.at += 1;
                    return out;
                }
                b'\\' => {
                    out.push_str(&self.text[start..self.at]);
                    self.at += 1;
                    self.escape(&mut out);
                    start = self.at;
                }
                _ => self.at += 1,
            }
        }
        out.push_str(&self.text[start..]);
        out
    }

    fn escape(&mut self, out: &mut String) {
        let Some(c) = self.text[self.at..].chars().next() else {
            return;
        };
        self.at += c.len_utf8();
        match c {
            'n' | 'r' | 't' => out.push(' '),
            'b' | 'f' => {}
            'u' => {
                let unit = |at: usize| {
                    self.text
                        .get(at..at + 4)
                        .and_then(|h| u16::from_str_radix(h, 16).ok())
                };
                let Some(first) = unit(self.at) else { return };
                let mut units = vec![first];
                self.at += 4;
                if (0xd800..0xdc00).contains(&first)
                    && self.text.get(self.at..self.at + 2) == Some("\\u")
                    && let Some(second) = self
                        .text
                        .get(self.at + 2..self.at + 6)
                        .and_then(|h| u16::from_str_radix(h, 16).ok())
                {
                    units.push(second);
                    self.at += 6;
                }
                out.extend(char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}')));
            }
            other => out.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_json_is_read_through() {
        let json = parse(
            "<!-- {\"a\": \"x\ny\\u00e9\\ud83d\\ude00\", \"b\": [1, {\"c\": true,}, ], \"d\": {\"e\": \"f\"",
        )
        .unwrap();
        assert_eq!(json.get("a").and_then(Json::text), Some("x\nyé😀"));
        assert_eq!(
            json.get("b").unwrap().items()[1].get("C").and_then(Json::text),
            Some("true")
        );
        assert_eq!(json.get("d").unwrap().get("e").and_then(Json::text), Some("f"));
    }

    #[test]
    fn depth_is_left_out() {
        let deep = "{\"a\":[".repeat(500_000);
        assert!(parse(&deep).is_some());
        let level = |n: usize| "[".repeat(n) + "\"x]\"" + &"]".repeat(n);
        let json = parse(&format!("{{\"a\": {}, \"b\": \"c\"}}", level(60))).unwrap();
        assert_eq!(json.get("b").and_then(Json::text), Some("c"));
    }

    proptest::proptest! {
        #[test]
        fn never_panics(text in "[\\[\\]{}\",:\\\\ua-f0-9é ]{0,80}") {
            parse(&text);
        }
    }
}
