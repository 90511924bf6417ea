//! Where a line may be broken: between words, and between characters of scripts without spaces.
//! What does not live here: how long lines are (see `screen`).

use textwrap::core::Word;

/// The pieces of a line between which it may be broken, for [`textwrap::WordSeparator::Custom`]. That of textwrap itself
/// brings two dozen crates and their tables.
pub fn words(line: &str) -> Box<dyn Iterator<Item = Word<'_>> + '_> {
    let (plain, origins) = without_styles(line);
    let mut ends: Vec<usize> = unicode_linebreak::linebreaks(&plain)
        .map(|(at, _)| at)
        // A hyphen is the splitter's business, and a soft one is not seen.
        .filter(|at| !plain[..*at].ends_with(['-', '\u{ad}']))
        .collect();
    // The last is the end, which styles may follow.
    ends.pop();
    let mut ends: Vec<usize> = ends
        .into_iter()
        .filter_map(|at| origins.get(origins.partition_point(|(plain, _)| *plain < at)))
        .map(|(_, origin)| *origin)
        .collect();
    ends.push(line.len());
    let mut start = 0;
    Box::new(ends.into_iter().filter_map(move |end| {
        let piece = &line[start..end];
        start = end;
        (!piece.is_empty()).then(|| Word::from(piece))
    }))
}

/// A line without its styles, and for each character or style where it is there and where in the line.
fn without_styles(line: &str) -> (String, Vec<(usize, usize)>) {
    let mut plain = String::with_capacity(line.len());
    let mut origins = Vec::new();
    let mut chars = line.char_indices();
    while let Some((at, c)) = chars.next() {
        origins.push((plain.len(), at));
        if c != '\u{1b}' {
            plain.push(c);
        } else if chars.next().is_some_and(|(_, next)| next == '[') {
            // A style ends with its first letter.
            chars.by_ref().find(|(_, c)| matches!(c, '\x40'..='\x7e'));
        }
    }
    (plain, origins)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(line: &str) -> Vec<String> {
        words(line)
            .map(|w| format!("{}{}", w.word, w.whitespace))
            .collect()
    }

    #[test]
    fn words_and_han_characters_part() {
        assert_eq!(pieces("The well-kept mill"), ["The ", "well-kept ", "mill"]);
        assert_eq!(pieces("磨坊，（停工）"), ["磨", "坊，", "（停", "工）"]);
        assert!(pieces("").is_empty());
    }

    #[test]
    fn styles_are_no_place_to_break() {
        let line = "\u{1b}[1mold mill\u{1b}[0m";
        assert_eq!(pieces(line), ["\u{1b}[1mold ", "mill\u{1b}[0m"]);
    }
}
