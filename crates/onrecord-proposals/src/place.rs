//! Where words stand in a sentence: to the letter, and as whole words.
//! What does not live here: what the words are proposed to be.

use onrecord_model::Span;

/// Why words have no place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoPlace {
    /// They do not stand there, or begin or end inside a word, or hold no letter and no digit.
    NotThere,
    /// They stand there more than once.
    Several,
}

/// All places of `words` inside `within`, in order. Words may not begin or end inside a word of a script that parts words.
pub fn places(text: &str, within: Span, words: &str) -> Vec<Span> {
    if !words.chars().any(char::is_alphanumeric) {
        return Vec::new();
    }
    let found = within.of(text).match_indices(words);
    let spans = found.map(|(at, _)| Span::new(within.start() + at, within.start() + at + words.len()));
    spans.filter(|span| is_whole(text, *span)).collect()
}

/// The one place of `words` inside `within`.
pub fn place(text: &str, within: Span, words: &str) -> Result<Span, NoPlace> {
    match places(text, within, words)[..] {
        [] => Err(NoPlace::NotThere),
        [one] => Ok(one),
        _ => Err(NoPlace::Several),
    }
}

fn is_whole(text: &str, span: Span) -> bool {
    let (before, after) = (&text[..span.start()], &text[span.end()..]);
    let words = span.of(text);
    let joins = |left: Option<char>, right: Option<char>| {
        left.zip(right).is_some_and(|(l, r)| {
            // A mark that belongs to the letter before it is never parted from it.
            is_mark(r) || is_of_a_word(l) && is_of_a_word(r)
        })
    };
    !joins(before.chars().next_back(), words.chars().next())
        && !joins(words.chars().next_back(), after.chars().next())
}

/// True for letters and digits of scripts that part their words.
fn is_of_a_word(c: char) -> bool {
    (c.is_alphanumeric() || is_mark(c)) && !runs_on(c)
}

/// Signs that change the letter before them.
fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}'
        | '\u{93a}'..='\u{93c}' | '\u{93e}'..='\u{94f}' | '\u{9be}'..='\u{9cd}' | '\u{a3e}'..='\u{a4d}'
        | '\u{abe}'..='\u{acd}' | '\u{bbe}'..='\u{bcd}' | '\u{c3e}'..='\u{c4d}' | '\u{cbe}'..='\u{ccd}'
        | '\u{d3e}'..='\u{d4d}' | '\u{200d}' | '\u{20d0}'..='\u{20ff}')
}

/// True for scripts that write words without spaces between them: Chinese, kana, Thai, Lao, Khmer, Burmese.
fn runs_on(c: char) -> bool {
    onrecord_model::language::is_han(c)
        || matches!(c,
            '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{ff66}'..='\u{ff9d}'
            | '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, words: &str) -> Result<(usize, usize), NoPlace> {
        place(text, Span::new(0, text.len()), words).map(|s| (s.start(), s.end()))
    }

    #[test]
    fn words_are_whole_where_words_are_parted() {
        assert_eq!(at("Idaho fined Ida Kolb.", "Ida"), Ok((12, 15)));
        assert_eq!(at("Idaho fined nobody.", "Ida"), Err(NoPlace::NotThere));
        assert_eq!(at("Ida fined Ida.", "Ida"), Err(NoPlace::Several));
        assert_eq!(at("Ida fined nobody.", "ida"), Err(NoPlace::NotThere));
        assert_eq!(at("Ida fined nobody.", ""), Err(NoPlace::NotThere));
        assert_eq!(at("Ida … nobody.", "…"), Err(NoPlace::NotThere));
        // Decomposed: the accent belongs to its letter.
        assert_eq!(at("Jose\u{301} won.", "Jose"), Err(NoPlace::NotThere));
    }

    #[test]
    fn scripts_that_run_on_are_cut_anywhere() {
        assert_eq!(at("小米汽车获批", "小米汽车"), Ok((0, 12)));
        assert_eq!(at("トヨタが買収", "トヨタ"), Ok((0, 9)));
    }
}
