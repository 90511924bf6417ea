//! Which currency "$", 元 or "pesos" mean in a document: the words of the whole text, its outlet and its dateline decide,
//! once and only if asked.
//! What does not live here: the currencies' own words (see the packs).

use std::cell::RefCell;
use std::sync::Arc;

use super::rules::{Choice, Rules};
use crate::Document;

/// What an outlet, or a dateline, counts for in words of the text.
const STANDING: usize = 2;
/// Blocks at the head of a page, one of which may begin with the dateline; and how many characters into it 电 stands.
const HEAD: usize = 4;
const DATELINE: usize = 20;

/// The document's answer for each class of currency, found when first asked.
pub(super) struct Money<'a> {
    text: &'a str,
    outlet: String,
    head: Vec<&'a str>,
    rules: &'a Rules,
    known: RefCell<Vec<(&'a str, Arc<str>)>>,
}

impl<'a> Money<'a> {
    pub(super) fn of(document: &Document<'a>, rules: &'a Rules) -> Money<'a> {
        let article = document.article;
        Money {
            text: document.text,
            outlet: article.outlet.as_deref().unwrap_or("").to_lowercase(),
            head: article
                .blocks
                .iter()
                .take(HEAD)
                .map(|b| b.span.of(document.text))
                .collect(),
            rules,
            known: RefCell::default(),
        }
    }

    /// The ISO code of `code`: itself, or what the class (`$dollar`) means here.
    pub(super) fn resolve(&self, code: &Arc<str>) -> Arc<str> {
        let Some(class) = code.strip_prefix('$') else {
            return code.clone();
        };
        if let Some((_, known)) = self.known.borrow().iter().find(|(c, _)| *c == class) {
            return known.clone();
        }
        let (class, found) = self.weigh(class).unwrap_or(("", Arc::from("XXX")));
        self.known.borrow_mut().push((class, found.clone()));
        found
    }

    /// The choice that the most speaks for; the first one where nothing does.
    fn weigh(&self, class: &str) -> Option<(&'a str, Arc<str>)> {
        let mut best: Option<(&'a Choice, usize)> = None;
        for choice in self.rules.classes.iter().filter(|c| c.class == class) {
            let words: usize = choice.words.iter().map(|w| self.count(w)).sum();
            let outlet = choice.outlets.iter().any(|o| self.outlet.contains(o.as_str()));
            let dateline = choice.places.iter().any(|p| self.written_in(p));
            let count = words + STANDING * (usize::from(outlet) + usize::from(dateline));
            if best.is_none_or(|(_, most)| count > most) {
                best = Some((choice, count));
            }
        }
        best.map(|(choice, _)| (choice.class.as_str(), choice.code.clone()))
    }

    fn count(&self, word: &str) -> usize {
        memchr::memmem::find_iter(self.text.as_bytes(), word.as_bytes())
            .take(50)
            .count()
    }

    /// True where the page's dateline names the place: （香港14日電）. English datelines tell nothing: papers and agencies
    /// write "$" for their own dollar wherever they are.
    fn written_in(&self, place: &str) -> bool {
        self.head.iter().any(|block| {
            let block = block.trim_start_matches(['(', '（', '【', '［', '[']);
            let rest = block.strip_prefix(place).unwrap_or("");
            rest.chars()
                .take(DATELINE)
                .any(|c| matches!(c, '电' | '電' | '讯' | '訊'))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::{Field, ListSource, PackSources};
    use crate::{Article, Language};

    fn currency(text: &str, outlet: Option<&str>) -> String {
        let list = |name: &str, code: &str, words: &[&str], outlets: &str, places: &str| ListSource {
            name: format!("en/quantities/{name}"),
            stage: "quantities".into(),
            lang: Language::English,
            file: "test.toml".into(),
            line: 1,
            words: words.iter().map(|w| (*w).to_owned()).collect(),
            fields: [
                ("does", "class"),
                ("class", "dollar"),
                ("value", code),
                ("outlets", outlets),
                ("places", places),
            ]
            .map(|(k, v)| (k.to_owned(), Field::Text(v.to_owned())))
            .into(),
        };
        let sources = PackSources {
            lists: vec![
                list("usd", "USD", &["US$"], "nowhere", "紐約"),
                list("cad", "CAD", &["C$"], "globe and mail", "多倫多"),
            ],
            ..PackSources::default()
        };
        let rules = Rules::compile(Language::English, &sources, &mut Vec::new());
        let mut article = Article::of_text(text, Language::English);
        article.outlet = outlet.map(str::to_owned);
        let document = Document::of(&article, &crate::SentenceWords::default());
        Money::of(&document, &rules)
            .resolve(&Arc::from("$dollar"))
            .to_string()
    }

    #[test]
    fn the_text_then_the_outlet_and_the_dateline_decide() {
        assert_eq!(currency("It cost $3m.", None), "USD");
        assert_eq!(currency("It cost $3m.", Some("The Globe and Mail")), "CAD");
        assert_eq!(currency("（多倫多14日電）造價$3m。", None), "CAD");
        assert_eq!(currency("TORONTO (Reuters) - It cost $3m.", None), "USD");
        assert_eq!(
            currency("US$3m, US$4m, US$5m: $3m.", Some("The Globe and Mail")),
            "USD"
        );
    }
}
