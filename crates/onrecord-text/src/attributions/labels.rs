//! Words before a colon that say who speaks, without a verb: "Police: driver fled", "外交部：…", and interviews line by line.
//! What does not live here: colons behind a cue ("he said: …").

use super::lexicon::{Shape, takes};
use super::speaker_kinds::SpeakerWords;
use super::{CueKind, Found};
use crate::document::Sentence;
use crate::{BlockRole, Document, Mention, NameKind, Span};

/// No rule of the packs: labels are read by their form alone.
pub(super) const LABEL: CueKind = CueKind {
    rule: u16::MAX,
    takes: takes::QUOTE,
    shape: Shape::Verb,
};

/// Longest label, in bytes: "外交部发言人汪文斌", "Attorney General Dana Wu".
const LONGEST: usize = 48;

struct Label {
    source: Span,
    colon: Span,
    content: Span,
    sentence: usize,
}

/// Attributions by label, of the headlines and the answers of interviews.
pub(super) fn find(document: &Document<'_>, words: &SpeakerWords, mentions: &[Mention]) -> Vec<Found> {
    let mut lines: Vec<Label> = Vec::new();
    let mut found = Vec::new();
    let mut previous = usize::MAX;
    for (index, sentence) in document.sentences.iter().enumerate() {
        if std::mem::replace(&mut previous, sentence.block) == sentence.block {
            continue;
        }
        let block = &document.article.blocks[sentence.block];
        let headline = matches!(block.role, BlockRole::Title | BlockRole::Heading) || index == 0;
        if let Some(label) = label(document, sentence, index) {
            let asks = label.content.of(document.text).ends_with(['?', '？']);
            if headline && !asks && speaks(label.source, document, words, mentions) {
                found.push(attribution_of(label));
            } else if !headline {
                lines.push(label);
            }
        } else if headline && let Some(label) = tail(document, words, sentence, index) {
            found.push(attribution_of(label));
        }
    }
    found.extend(interview(document, lines));
    found
}

/// The words before the first colon of a block, where they can be a name or a role.
fn label(document: &Document<'_>, sentence: &Sentence, index: usize) -> Option<Label> {
    let text = document.text;
    let block = document.article.blocks[sentence.block].span;
    let words = block.of(text);
    let (at, colon) = words
        .char_indices()
        .take(LONGEST)
        .find(|(_, c)| matches!(c, ':' | '：'))?;
    let head = &words[..at];
    let rest = &words[at + colon.len_utf8()..];
    let spaced = colon == '：' || rest.starts_with(' ') || !rest.starts_with(|c: char| c.is_ascii());
    if head.trim().is_empty() || !spaced || rest.trim().len() < 6 {
        return None;
    }
    if head.contains([
        '，', ',', '“', '”', '"', '。', '？', '?', '!', '(', '（', '《', '|', '–', '—',
    ]) {
        return None;
    }
    let start = block.start();
    Some(Label {
        source: Span::new(start, start + at).trim(text, &[]),
        colon: Span::new(start + at, start + at + colon.len_utf8()),
        content: Span::new(start + at + colon.len_utf8(), block.end()).trim(text, &['.', '。']),
        sentence: index,
    })
}

/// "Acme to close plant - sources": who says it, behind the dash of a headline.
fn tail(document: &Document<'_>, words: &SpeakerWords, sentence: &Sentence, index: usize) -> Option<Label> {
    let text = document.text;
    let line = sentence.span.of(text);
    let (at, dash) = [" - ", " – ", " — "]
        .iter()
        .filter_map(|d| line.rfind(d).map(|at| (at, d.len())))
        .max()?;
    let who = &line[at + dash..];
    let start = sentence.span.start();
    let source = Span::new(start + at + dash, sentence.span.end());
    (at > 12 && words.is_head(who) && who.split_whitespace().count() <= 3).then(|| Label {
        source,
        colon: Span::new(start + at, start + at + dash).trim(text, &[]),
        content: Span::new(start, start + at),
        sentence: index,
    })
}

/// True for a label that is somebody who speaks: a role, or a name that is known.
fn speaks(label: Span, document: &Document<'_>, words: &SpeakerWords, mentions: &[Mention]) -> bool {
    let from = mentions.partition_point(|m| m.span.end() <= label.start());
    let named = mentions[from..]
        .iter()
        .take_while(|m| m.span.start() < label.end())
        .any(|m| {
            m.span.end() == label.end()
                && matches!(m.kind, NameKind::Person | NameKind::Outlet | NameKind::Authority)
        });
    named || words.is_head(label.of(document.text))
}

/// Lines with labels that come again and again are an interview; its questions are nobody's statements.
fn interview(document: &Document<'_>, lines: Vec<Label>) -> Vec<Found> {
    let who = |l: &Label| l.source.of(document.text);
    let mut names: Vec<&str> = lines.iter().map(who).collect();
    names.sort_unstable();
    let times = |name: &str| names.partition_point(|n| *n <= name) - names.partition_point(|n| *n < name);
    let asks = |l: &Label| l.content.of(document.text).ends_with(['?', '？']);
    let questions = lines.iter().filter(|l| asks(l) && times(who(l)) > 1).count();
    let mut distinct = names.clone();
    distinct.dedup();
    if questions < 2 || distinct.len() < 2 || distinct.len() > 8 {
        return Vec::new();
    }
    lines
        .into_iter()
        .filter(|l| !asks(l) && times(l.source.of(document.text)) > 1)
        .map(attribution_of)
        .collect()
}

fn attribution_of(label: Label) -> Found {
    Found::new(
        LABEL,
        label.sentence,
        Some(label.source),
        label.colon,
        vec![label.content],
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Article, Language};

    #[test]
    fn lines_of_an_interview_belong_to_whoever_answers() {
        let text =
            "Boats\nPost: Why boats?\nEk: Because of the sea.\nPost: Was it hard?\nEk: Very hard, at first.";
        let article = Article::of_text(text, Language::English);
        let document = Document::of(&article, &crate::SentenceWords::default());
        let words = SpeakerWords::compile(Language::English, &crate::pack::PackSources::default());
        let made = find(&document, &words, &[]);
        assert_eq!(made.len(), 2);
        assert_eq!(made[0].source[0].of(text), "Ek");
        assert_eq!(made[1].content[0].of(text), "Very hard, at first");
    }
}
