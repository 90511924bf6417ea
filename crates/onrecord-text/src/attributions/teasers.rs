//! Boxes of other stories behind an article's end: what is said there is said elsewhere.
//! What does not live here: taking furniture off pages, which is done before a text comes here where there is a page.

use super::Found;
use crate::Document;

/// Shortest paragraph that counts as prose, in bytes.
const PROSE: usize = 150;

/// Leaves out what stands between a heading such as "Related stories" and the next prose, or the end.
pub(super) fn leave_out(document: &Document<'_>, boxes: &[String], found: &mut Vec<Found>) {
    if boxes.is_empty() || found.is_empty() {
        return;
    }
    let mut inside = false;
    let teasers: Vec<bool> = document
        .article
        .blocks
        .iter()
        .map(|block| {
            let words = block.span.of(document.text);
            let prose = words.len() >= PROSE && words.ends_with(['.', '。', '”', '"', '」', '！', '？']);
            let opens = words.len() < 40 && {
                let line = words.trim_end_matches([':', '：', ' ']).to_lowercase();
                boxes.binary_search(&line).is_ok()
            };
            inside = opens || inside && !prose;
            inside
        })
        .collect();
    found.retain(|f| !teasers[document.sentences[f.sentence].block]);
}

#[cfg(test)]
mod tests {
    use super::super::labels;
    use super::*;
    use crate::{Article, Language, Span};

    #[test]
    fn what_stands_in_a_box_is_left_out() {
        let text = "Ann Lee said yes.\nRelated stories\nPolice: car stolen";
        let article = Article::of_text(text, Language::English);
        let document = Document::of(&article, &crate::SentenceWords::default());
        let at = |sentence: usize| {
            let content = vec![document.sentences[sentence].span];
            Found::new(labels::LABEL, sentence, None, Span::new(0, 1), content)
        };
        let mut found = vec![at(0), at(2)];
        leave_out(&document, &["related stories".to_owned()], &mut found);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].sentence, 0);
    }
}
