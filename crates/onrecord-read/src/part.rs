//! Texts that are too long to be news: their beginning is read, and a note says so.
//! What does not live here: pages whose bytes are too many to be opened (the engine), and long sentences (`document`).

use onrecord_model::{Article, Note, Span};

/// The most bytes of a text whose words are read: some seven hundred thousand words of English, a shelf of books.
pub const LONGEST_TEXT: usize = 4 << 20;

/// The article up to `longest` bytes of its text, cut at a line or a word; `None` for one that is not longer.
pub(crate) fn beginning(article: &Article, longest: usize) -> Option<Article> {
    let text = article.text.as_str();
    if text.len() <= longest {
        return None;
    }
    let head = &text[..text.floor_char_boundary(longest)];
    let end = [head.rfind('\n'), head.rfind(char::is_whitespace)]
        .into_iter()
        .flatten()
        .find(|at| at + NEAR > head.len())
        .unwrap_or(head.len());
    let blocks = article.blocks.iter().filter(|b| b.span.start() < end).cloned();
    let mut part = Article {
        text: text[..end].to_owned(),
        blocks: blocks.collect(),
        ..article.clone()
    };
    if let Some(last) = part.blocks.last_mut() {
        last.span = Span::new(last.span.start(), last.span.end().min(end));
    }
    Some(part)
}

/// How far before the end a line or a word may end that the text is cut at, in bytes.
const NEAR: usize = 10_000;

/// That a part was read, and where it ends.
pub(crate) fn note(whole: &Article, part: &Article) -> Note {
    Note {
        stage: "read".into(),
        message: format!(
            "the text is too long to be read whole: of {} bytes the first {} were read",
            whole.text.len(),
            part.text.len()
        ),
        span: Some(Span::new(part.text.len(), whole.text.len())),
    }
}

#[cfg(test)]
mod tests {
    use onrecord_model::Language;

    use super::*;

    #[test]
    fn a_long_text_is_cut_at_a_line() {
        let article = Article::of_text("The mill opens.\nThe boats wait.", Language::English);
        assert_eq!(beginning(&article, 31), None);
        let part = beginning(&article, 20).expect("longer");
        assert_eq!(part.text, "The mill opens.");
        assert_eq!(part.blocks.len(), 1);
        assert_eq!(part.blocks[0].span, Span::new(0, 15));
        let note = note(&article, &part);
        assert_eq!(note.span, Some(Span::new(15, 31)));
        assert!(
            note.message.contains("of 31 bytes the first 15"),
            "{}",
            note.message
        );
    }

    #[test]
    fn text_without_a_gap_is_cut_between_characters() {
        let article = Article::of_text("船船船船", Language::Chinese);
        let part = beginning(&article, 7).expect("longer");
        assert_eq!(part.text, "船船");
        assert_eq!(part.blocks[0].span, Span::new(0, 6));
    }
}
