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

/// How many paragraphs a quotation may run through without a mark, and how long a line between two of its paragraphs is.
const UNMARKED: usize = 3;
const LINE: usize = 90;

/// The marks that close what `c` opens. German closes with the mark that opens English, and » opens where « closes.
fn closers(c: char) -> &'static [char] {
    match c {
        '“' => &['”'],
        '„' => &['”', '“'],
        '「' => &['」'],
        '『' => &['』'],
        '«' => &['»'],
        '»' => &['«'],
        '‘' => &['’'],
        '"' => &['"'],
        '＂' => &['＂'],
        '〝' => &['〞', '〟'],
        _ => &[],
    }
}

/// True where the mark `c` opens between `previous` and `next`: some marks also close, or are apostrophes.
fn opens(c: char, previous: char, next: Option<char>) -> bool {
    let gap = previous.is_whitespace()
        || matches!(previous, '(' | '—' | '–' | '，' | '：' | '。' | ',' | ':' | '\n');
    let word = next.is_some_and(|n| n.is_alphanumeric());
    match c {
        '‘' => gap,
        '»' => gap && word,
        // Three in a row fence a text off, they quote nothing.
        '"' => previous != '"' && next != Some('"'),
        _ => !closers(c).is_empty(),
    }
}

/// A quotation that is open while its block is read.
#[derive(Clone, Copy)]
struct Open {
    start: usize,
    inner: usize,
    mark: char,
    depth: u32,
}

/// Pairs the marks of a document. Outermost quotes only; one that crosses blocks is a quote in each, which runs on.
pub(super) fn pair(document: &Document<'_>) -> Vec<Quote> {
    let blocks = &document.article.blocks;
    let mut quotes: Vec<Quote> = Vec::new();
    // The unclosed quote that a paragraph before this one left, and how many lines ago.
    let mut unclosed: Option<(usize, usize)> = None;
    // The quotation of the block before goes on in this one without a mark.
    let mut carried: Option<char> = None;
    for (number, block) in blocks.iter().enumerate() {
        let before = quotes.len();
        let text = block.span.of(document.text);
        let base = block.span.start();
        let first_mark = text
            .chars()
            .next()
            .is_some_and(|c| !closers(c).is_empty() || c == '"');
        let mut open: Option<Open> = carried.map(|mark| Open {
            start: 0,
            inner: 0,
            mark,
            depth: 0,
        });
        let goes_on = carried.take().is_some();
        let mut previous = '\n';
        for (at, c) in text.char_indices() {
            let end = at + c.len_utf8();
            let next = text[end..].chars().next();
            match &mut open {
                None if c == '”' && previous == ' ' && next.is_some_and(char::is_alphanumeric) => {
                    // The wrong mark before a word: it opens.
                    open = Some(Open {
                        start: at,
                        inner: end,
                        mark: '“',
                        depth: 0,
                    });
                }
                None => {
                    if opens(c, previous, next) {
                        open = Some(Open {
                            start: at,
                            inner: end,
                            mark: c,
                            depth: 0,
                        });
                    }
                }
                Some(quote) => {
                    // “…" with the marks of two keyboards.
                    let mixed = c == '"'
                        && quote.mark == '“'
                        && quote.depth == 0
                        && !previous.is_whitespace()
                        && next.is_none_or(|n| n.is_whitespace() || n.is_ascii_punctuation());
                    if closers(quote.mark).contains(&c) || mixed {
                        let apostrophe =
                            c == '’' && next.is_some_and(|n| n.is_alphanumeric() && n.is_ascii());
                        if apostrophe {
                        } else if quote.depth > 0 {
                            quote.depth -= 1;
                        } else {
                            quotes.push(Quote {
                                span: Span::new(base + quote.start, base + end),
                                inner: Span::new(base + quote.inner, base + at),
                                runs_on: false,
                            });
                            open = None;
                        }
                    } else if c == quote.mark && c != '"' && c != '‘' {
                        quote.depth += 1;
                    }
                }
            }
            previous = c;
        }
        let left = open.filter(|o| o.mark != '‘');
        if let Some(quote) = left {
            let span = Span::new(base + quote.start, block.span.end()).trim(document.text, &[]);
            quotes.push(Quote {
                span,
                inner: Span::new((base + quote.inner).min(span.end()), span.end()),
                runs_on: false,
            });
        }
        let made = quotes.len() > before;
        if goes_on && made && before > 0 {
            quotes[before - 1].runs_on = true;
        }
        if let Some((last, _)) = unclosed
            && first_mark
            && made
            && !goes_on
        {
            quotes[last].runs_on = true;
        }
        carried = left
            .map(|o| o.mark)
            .filter(|mark| closed_later(document, number, *mark));
        unclosed = match (left, unclosed) {
            (Some(_), _) => Some((quotes.len() - 1, 0)),
            // A line of an embedded post between two paragraphs of a quotation.
            (None, Some((last, lines))) if !made && lines < 2 && text.len() < LINE => Some((last, lines + 1)),
            _ => None,
        };
    }
    quotes
}

/// True where the first mark in the blocks behind `number` closes the quotation: it began in one paragraph and ends in another.
fn closed_later(document: &Document<'_>, number: usize, mark: char) -> bool {
    for block in document.article.blocks.iter().skip(number + 1).take(UNMARKED) {
        let text = block.span.of(document.text);
        let first = text
            .char_indices()
            .find(|(_, c)| *c == mark || closers(mark).contains(c));
        let Some((at, c)) = first else { continue };
        if mark != '"' {
            return closers(mark).contains(&c) && c != mark;
        }
        let next = text[at + 1..].chars().next();
        return at > 0 && next.is_none_or(|n| n.is_whitespace() || n.is_ascii_punctuation());
    }
    false
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
        let document = Document::of(&article, &crate::SentenceWords::default());
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
    fn a_quotation_crosses_paragraphs() {
        assert_eq!(
            words("\"It is false.\nWe sold none, \" he said. \"Ask them.\""),
            [
                ("It is false.".to_owned(), true),
                ("We sold none, ".to_owned(), false),
                ("Ask them.".to_owned(), false)
            ]
        );
        assert_eq!(words("“Open.\nNo end.\nNone.\nNone.\n“New.”").len(), 2);
    }

    #[test]
    fn marks_of_other_hands_are_paired() {
        assert_eq!(
            words("„Never“, said A. »No«, said B. «Yes», said C. ＂Oui＂ 〝Si〞"),
            ["Never", "No", "Yes", "Oui", "Si"].map(|w| (w.to_owned(), false))
        );
        assert_eq!(
            words("Another wrote: ”Too late.”"),
            [("Too late.".to_owned(), false)]
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
