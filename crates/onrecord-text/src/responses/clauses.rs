//! Clauses of a stretch of text, by its marks.
//! What does not live here: trees and predicates (`crate::clauses`): a response is told by words of its own.

use crate::Span;

/// The stretches between marks, outside brackets; a quotation is no edge.
pub(crate) fn of(text: &str, span: Span) -> Vec<Span> {
    let mut made = Vec::new();
    let mut start = span.start();
    let mut depth = 0usize;
    for (at, c) in span.of(text).char_indices() {
        let at = span.start() + at;
        match c {
            '（' | '(' | '《' => depth += 1,
            '）' | ')' | '》' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let ends = match c {
            '，' | '；' | '。' | '！' | '？' | '：' | '\n' | ';' => true,
            ',' => !text[at + 1..].starts_with(|d: char| d.is_ascii_digit()),
            _ => false,
        };
        if ends && (depth == 0 || matches!(c, '。' | '\n')) {
            push(text, start, at, &mut made);
            start = at + c.len_utf8();
            depth = 0;
        }
    }
    push(text, start, span.end(), &mut made);
    made
}

fn push(text: &str, start: usize, end: usize, made: &mut Vec<Span>) {
    if start < end {
        let span = Span::new(start, end).trim(text, &[]);
        if !span.is_empty() {
            made.push(span);
        }
    }
}

/// True when `span` closes with a question mark.
pub(crate) fn asks(text: &str, span: Span) -> bool {
    text[span.end()..]
        .trim_start_matches(['”', '"', '」'])
        .starts_with(['？', '?'])
        || span.of(text).ends_with(['？', '?'])
}
