//! Quotation marks in pairs: what stands between them, and where a quote runs on into the next paragraph.
//! What does not live here: who says it.

use crate::{Document, Span};

/// A quoted stretch of text, marks included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Quote {
    /// From the opening mark to behind the closing one (to the end of the block where none closes it).
    pub span: Span,
    /// The words between the marks.
    pub inner: Span,
    /// True where the next quote goes on with the same speech: an unclosed paragraph followed by one that opens again.
    pub runs_on: bool,
}

fn opens(c: char) -> Option<char> {
    Some(match c {
        '“' | '„' => '”',
        '「' => '」',
        '『' => '』',
        '«' => '»',
        '‘' => '’',
        _ => return None,
    })
}

/// Pairs the marks of a document. Outermost quotes only; quotes never cross a block.
pub(super) fn pair(document: &Document<'_>) -> Vec<Quote> {
    let mut quotes: Vec<Quote> = Vec::new();
    let mut open_end: Option<usize> = None;
    for block in &document.article.blocks {
        let before = quotes.len();
        let text = block.span.of(document.text);
        let base = block.span.start();
        let first_mark = text
            .chars()
            .next()
            .is_some_and(|c| opens(c).is_some() || c == '"');
        let mut open: Option<(usize, usize, char, u32)> = None;
        let mut previous = '\n';
        for (at, c) in text.char_indices() {
            let end = at + c.len_utf8();
            match open {
                None => {
                    let close = if c == '"' { Some('"') } else { opens(c) };
                    if let Some(close) = close {
                        // A single mark opens only before a word and behind a gap: elsewhere it is an apostrophe.
                        let gap = previous.is_whitespace()
                            || matches!(previous, '(' | '—' | '–' | '，' | '：' | '。' | ',' | ':');
                        if c != '‘' || gap {
                            open = Some((at, end, close, 0));
                        }
                    }
                }
                Some((start, inner, close, depth)) => {
                    if c == close {
                        let apostrophe = close == '’'
                            && text[end..]
                                .chars()
                                .next()
                                .is_some_and(|n| n.is_alphanumeric() && n.is_ascii());
                        if apostrophe {
                        } else if depth > 0 {
                            open = Some((start, inner, close, depth - 1));
                        } else {
                            quotes.push(Quote {
                                span: Span::new(base + start, base + end),
                                inner: Span::new(base + inner, base + at),
                                runs_on: false,
                            });
                            open = None;
                        }
                    } else if close != '"' && opens(c) == Some(close) && close != '’' {
                        open = Some((start, inner, close, depth + 1));
                    }
                }
            }
            previous = c;
        }
        if let Some((start, inner, close, _)) = open.filter(|o| o.2 != '’') {
            let _ = close;
            let span = Span::new(base + start, block.span.end()).trim(document.text, &[]);
            quotes.push(Quote {
                span,
                inner: Span::new((base + inner).min(span.end()), span.end()),
                runs_on: false,
            });
        }
        let unclosed = open.is_some_and(|o| o.2 != '’');
        if let Some(last) = open_end
            && first_mark
            && quotes.len() > before
        {
            quotes[last].runs_on = true;
        }
        open_end = unclosed.then(|| quotes.len() - 1);
    }
    quotes
}

/// The index of the quote that holds the byte at `offset`, marks included.
pub(super) fn at(quotes: &[Quote], offset: usize) -> Option<usize> {
    let index = quotes.partition_point(|q| q.span.end() <= offset);
    quotes
        .get(index)
        .filter(|q| q.span.holds_offset(offset))
        .map(|_| index)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Article, Language};

    fn words(text: &str) -> Vec<(String, bool)> {
        let article = Article::of_text(text, Language::English);
        let document = Document::of(&article);
        pair(&document)
            .iter()
            .map(|q| (q.inner.of(text).to_owned(), q.runs_on))
            .collect()
    }

    #[test]
    fn marks_are_paired_within_a_paragraph() {
        assert_eq!(
            words("“A ‘b’ c,” she said. \"D\" and “e “f” g”"),
            [
                ("A ‘b’ c,".into(), false),
                ("D".into(), false),
                ("e “f” g".into(), false)
            ]
        );
        assert_eq!(
            words("他说：「工厂『很好』。」"),
            [("工厂『很好』。".to_owned(), false)]
        );
    }

    #[test]
    fn an_unclosed_paragraph_runs_on() {
        assert_eq!(
            words("“First.\n“Second.”\nNo quote"),
            [
                ("First.".to_owned(), true),
                ("Second.”".trim_end_matches('”').to_owned(), false)
            ]
        );
    }
}
