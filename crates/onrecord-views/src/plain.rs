//! Words of strangers on a terminal: what would steer it, forge a line or turn the direction of writing is shown or escaped.
//! What does not live here: styles of our own, markup of web pages (`onrecord-pages`).

use std::borrow::Cow;

/// True for a character that steers a terminal (C0, DEL, C1) or turns the direction of writing.
pub fn steers(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        )
}

/// A text as it may be shown, lines and tabs kept.
pub fn shown(text: &str) -> Cow<'_, str> {
    let replaced = |c: char| steers(c) && !matches!(c, '\n' | '\t');
    if !text.chars().any(replaced) {
        return Cow::Borrowed(text);
    }
    // A carriage return before a line feed ends a line, as the line feed does.
    let text = text.replace("\r\n", "\n");
    Cow::Owned(
        text.chars()
            .map(|c| if replaced(c) { '\u{fffd}' } else { c })
            .collect(),
    )
}

/// A name or a message on one line: it cannot forge another.
pub fn line(text: &str) -> String {
    text.chars()
        .map(|c| if steers(c) { '\u{fffd}' } else { c })
        .collect()
}

/// JSON as it may be shown: the same value. Outside of its strings there is no such character but the line feed.
pub fn escaped(json: &str) -> Cow<'_, str> {
    let escapes = |c: char| steers(c) && !matches!(c, '\n' | '\r' | '\t');
    if !json.chars().any(escapes) {
        return Cow::Borrowed(json);
    }
    let mut out = String::with_capacity(json.len() + 64);
    for c in json.chars() {
        match escapes(c) {
            true => out.push_str(&format!("\\u{:04x}", c as u32)),
            false => out.push(c),
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_on_their_line() {
        assert_eq!(line("a\u{1b}[2J\nadded x"), "a\u{fffd}[2J\u{fffd}added x");
    }

    const HOSTILE: &str = "a\u{1b}]0;b\u{7}\u{9b}2J\u{202e}c\td\r\ne\rf\u{7f}";

    #[test]
    fn what_steers_is_shown() {
        assert_eq!(
            shown(HOSTILE),
            "a\u{fffd}]0;b\u{fffd}\u{fffd}2J\u{fffd}c\td\ne\u{fffd}f\u{fffd}"
        );
        assert!(matches!(shown("小米 — “fine”\n\tyes"), Cow::Borrowed(_)));
    }

    #[test]
    fn json_is_escaped_and_says_the_same() {
        let json = serde_json::json!({ "a": HOSTILE, "b": "小米" }).to_string();
        let out = escaped(&json);
        assert!(!out.chars().any(steers), "{out}");
        let back: serde_json::Value = serde_json::from_str(&out).unwrap();
        assert_eq!(back["a"], HOSTILE);
        assert_eq!(back["b"], "小米");
    }
}
