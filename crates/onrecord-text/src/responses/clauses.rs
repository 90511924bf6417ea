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

/// How far a clause is looked back from, in bytes: no sentence that is read is longer, and what is no sentence costs no more.
const NEAR: usize = 600;

/// The words from `start` to `end`, the last of them when they are very many.
pub(crate) fn near(text: &str, start: usize, end: usize) -> Span {
    let mut from = start.max(end.saturating_sub(NEAR)).min(end);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    Span::new(from, end)
}

/// The first words of a span, when they are very many.
pub(crate) fn head(text: &str, span: Span) -> Span {
    let mut to = span.end().min(span.start() + NEAR);
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    Span::new(span.start(), to)
}

/// True when `span` closes with a question mark.
pub(crate) fn asks(text: &str, span: Span) -> bool {
    text[span.end()..]
        .trim_start_matches(['”', '"', '」'])
        .starts_with(['？', '?'])
        || span.of(text).ends_with(['？', '?'])
}
