//! Clauses of Chinese sentences, by marks and words: the stretches that hold one proposition each.
//! What does not live here: what a clause says.

use super::lexicon::Hit;
use super::rules::{Rules, Signals};
use crate::{Document, Reading, Span};

/// A clause, with its hits.
#[derive(Clone, Debug)]
pub(crate) struct Clause {
    /// The clause, trimmed; lead-in words still inside.
    pub span: Span,
    /// Where the proposition begins: behind lead-in words.
    pub begins: usize,
    /// Index of its sentence.
    pub sentence: usize,
    /// Range of its hits in the list of all hits.
    pub hits: std::ops::Range<usize>,
}

impl Clause {
    /// The proposition: the clause without its lead-in.
    pub fn proposition(&self) -> Span {
        Span::new(self.begins, self.span.end())
    }
}

/// Cuts all sentences. `hits` are those of the whole text, by start.
pub(crate) fn cut(document: &Document<'_>, rules: &Rules, hits: &[Hit], reading: &Reading) -> Vec<Clause> {
    // Edges of attributed content cut clauses: what is said is one proposition, who says it is another.
    let mut edges: Vec<usize> = Vec::new();
    for a in &reading.attributions {
        edges.extend(a.content.iter().flat_map(|s| [s.start(), s.end()]));
        edges.extend(a.cue.iter().map(|s| s.end()));
    }
    edges.sort_unstable();
    edges.dedup();
    let mut clauses: Vec<Clause> = Vec::new();
    for (index, sentence) in document.sentences.iter().enumerate() {
        let mut cuts = vec![sentence.span.start()];
        marks(document, sentence.span, reading, &mut cuts);
        let inside = edges.partition_point(|e| *e <= sentence.span.start())
            ..edges.partition_point(|e| *e < sentence.span.end());
        cuts.extend(&edges[inside]);
        let from = hits.partition_point(|h| h.span.start() < sentence.span.start());
        let to = hits.partition_point(|h| h.span.start() < sentence.span.end());
        cuts.extend(
            hits[from..to]
                .iter()
                .filter(|h| rules.signals.conjunction.contains(&h.word))
                .map(|h| h.span.start())
                .filter(|at| !inside_name(*at, reading)),
        );
        cuts.push(sentence.span.end());
        cuts.sort_unstable();
        cuts.dedup();
        for pair in cuts.windows(2) {
            let span = Span::new(pair[0], pair[1]).trim(document.text, EDGES);
            if span.is_empty() {
                continue;
            }
            let first = hits.partition_point(|h| h.span.start() < span.start());
            let end = hits.partition_point(|h| h.span.start() < span.end());
            let continues = hits[first..end]
                .iter()
                .any(|h| h.span.start() == span.start() && rules.signals.continuation.contains(&h.word));
            if continues && let Some(last) = clauses.last_mut().filter(|c| c.sentence == index) {
                last.span = last.span.cover(span);
                last.hits.end = end;
                continue;
            }
            let begins = after_lead_in(document.text, span, &hits[first..end], &rules.signals);
            clauses.push(Clause {
                span,
                begins,
                sentence: index,
                hits: first..end,
            });
        }
    }
    clauses
}

/// Marks at a clause's ends that are no part of it.
const EDGES: &[char] = &[
    ',', '，', '。', ';', '；', ':', '：', '.', '!', '！', '?', '？', '—', '–', '"', '“', '”', '、', '…',
    '「', '」',
];

/// Offsets behind marks that end a clause; commas between listed names or inside numbers do not.
fn marks(document: &Document<'_>, sentence: Span, reading: &Reading, cuts: &mut Vec<usize>) {
    let text = document.text;
    for (at, c) in sentence.of(text).char_indices() {
        let at = sentence.start() + at;
        let end = at + c.len_utf8();
        let cuts_here = match c {
            '，' | ';' | '；' | '：' | '—' => true,
            ',' => {
                let digits = text[..at].ends_with(|d: char| d.is_ascii_digit())
                    && text[end..].starts_with(|d: char| d.is_ascii_digit());
                !digits
            }
            ':' => !text[end..].starts_with(|d: char| d.is_ascii_digit() || d == '/'),
            _ => false,
        };
        if cuts_here && !inside_name(at, reading) && !inside_time(at, reading) {
            cuts.push(end);
        }
    }
}

fn inside_name(at: usize, reading: &Reading) -> bool {
    let index = reading.mentions.partition_point(|m| m.span.end() <= at);
    reading
        .mentions
        .get(index)
        .is_some_and(|m| m.span.start() < at && at < m.span.end())
}

fn inside_time(at: usize, reading: &Reading) -> bool {
    let index = reading.times.partition_point(|t| t.span.end() <= at);
    reading
        .times
        .get(index)
        .is_some_and(|t| t.span.start() < at && at < t.span.end())
}

/// Skips words such as "however" and 此外, one after another, with the marks behind them.
fn after_lead_in(text: &str, span: Span, hits: &[Hit], signals: &Signals) -> usize {
    let mut begins = span.start();
    while let Some(hit) = hits
        .iter()
        .find(|h| h.span.start() == begins && signals.lead_in.contains(&h.word))
    {
        let rest = Span::new(hit.span.end(), span.end());
        if rest.is_empty() {
            break;
        }
        begins = rest.trim(text, EDGES).start();
    }
    if begins >= span.end() {
        span.start()
    } else {
        begins
    }
}
