//! Links into the page itself: a text fragment that a browser marks and scrolls to.
//!
//! Browsers drop a directive with a bare hyphen without a word, and find quoted words that begin or end inside a word of
//! their dictionary only if a prefix or suffix carries the edge to the edge of a word. So hyphens, commas and ampersands
//! are escaped, and what is around the words up to the next mark or the block's edge goes along.
//! What does not live here: which words are quoted.

use onrecord::{Block, Span};

/// The longest run of characters that is quoted whole; longer ones are quoted by their ends.
const WHOLE: usize = 120;
/// Characters of each end of a longer one.
const END: usize = 24;
/// Characters of a prefix or suffix at the most.
const EDGE: usize = 32;

/// `#:~:text=…` for words in one block of the text, with shorter words as a second try; `None` if they cross blocks.
pub fn fragment(text: &str, blocks: &[Block], words: Span) -> Option<String> {
    let block = blocks.iter().find(|b| b.span.holds(words))?;
    // A line break or a tab ends a run of the browser's text: such words are found by their ends.
    let quoted = words.of(text).trim();
    if quoted.is_empty() {
        return None;
    }
    let before = Span::new(block.span.start(), words.start()).of(text);
    let after = Span::new(words.end(), block.span.end()).of(text);
    let prefix = before.rsplit(is_edge).next().unwrap_or("");
    let suffix = after.split(is_edge).next().unwrap_or("");
    let prefix: String = tail(prefix.trim(), EDGE);
    let suffix: String = suffix.trim().chars().take(EDGE).collect();
    let count = quoted.chars().count();
    let broken = quoted.contains(['\n', '\t']);
    let middle = if count <= WHOLE && !broken {
        escaped(quoted)
    } else {
        let start: String = quoted.chars().take(END).collect();
        format!(
            "{},{}",
            escaped(start.split(['\n', '\t']).next()?),
            escaped(tail(quoted, END).rsplit(['\n', '\t']).next()?)
        )
    };
    let mut whole = String::from("#:~:text=");
    if !prefix.is_empty() {
        whole.push_str(&escaped(&prefix));
        whole.push_str("-,");
    }
    whole.push_str(&middle);
    if !suffix.is_empty() {
        whole.push_str(",-");
        whole.push_str(&escaped(&suffix));
    }
    // If what is around the words was set apart on the page, the words alone may still be found.
    if !prefix.is_empty() || !suffix.is_empty() {
        whole.push_str("&text=");
        whole.push_str(&middle);
    }
    Some(whole)
}

fn is_edge(c: char) -> bool {
    !(c.is_alphanumeric() || c == ' ')
}

fn tail(text: &str, n: usize) -> String {
    let count = text.chars().count();
    text.chars().skip(count.saturating_sub(n)).collect()
}

/// Percent-encoded: everything but letters and digits of ASCII, which also covers what a directive gives a meaning to.
fn escaped(text: &str) -> String {
    use std::fmt::Write;
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use onrecord::{Article, Language};

    use super::*;

    fn of(text: &str, words: &str) -> Option<String> {
        let article = Article::of_text(text, Language::by_script(text));
        let start = text.find(words).unwrap();
        fragment(
            &article.text,
            &article.blocks,
            Span::new(start, start + words.len()),
        )
    }

    #[test]
    fn hyphens_commas_and_ampersands_are_escaped() {
        assert_eq!(
            of("A-b, c & d", "A-b, c & d").unwrap(),
            "#:~:text=A%2Db%2C%20c%20%26%20d"
        );
    }

    #[test]
    fn the_edges_go_along_with_words_inside_a_sentence() {
        let found = of("据悉，沃玛汽车获得牌照。", "获得牌照").unwrap();
        let prefix = "%E6%B2%83%E7%8E%9B%E6%B1%BD%E8%BD%A6-,";
        assert!(found.starts_with(&format!("#:~:text={prefix}")), "{found}");
        assert!(found.contains("&text="), "{found}");
    }

    #[test]
    fn long_words_are_quoted_by_their_ends() {
        let long = "word ".repeat(60);
        let found = of(&long, long.trim()).unwrap();
        assert!(found.len() < 150 && found.contains(','), "{found}");
    }

    #[test]
    fn words_over_two_blocks_have_no_link() {
        assert_eq!(of("One line.\nTwo lines.", "line.\nTwo"), None);
    }
}
