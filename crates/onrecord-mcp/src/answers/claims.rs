//! One claim in full, and pages by their words.

use onrecord_views::explanation;
use onrecord_views::phrases;
use serde_json::{Map, Value, json};

use super::{answer, claim_words, limit, short, some};
use crate::asked;
use crate::desk::{self, Answer, Desk, NoAnswer};

/// Bytes of text shown around a hit, on either side.
const AROUND: usize = 160;

/// `explain`
pub fn explain(desk: &Desk, asked: &asked::Explain) -> Answer {
    let library = desk.library()?;
    let found = library.find_claim(asked.claim.trim())?;
    let told = explanation::explain(library, &found)?;
    let lines: Vec<Value> = told.lines.iter().map(|l| json!([l.label, l.text])).collect();
    let claim = found.claim();
    Ok(answer(json!({
        "claim": told.claim,
        "head": told.head,
        "page": short(&found.page.read.page.sha256),
        "words": found.page.read.words(claim),
        "bytes": [claim.span.start(), claim.span.end()],
        "lines": lines,
    })))
}

/// `search`
pub fn search(desk: &Desk, asked: &asked::Search) -> Answer {
    let words = desk::words(&asked.words);
    if words.is_empty() {
        return Err(NoAnswer::question("give words to look for"));
    }
    let hits = desk.library()?.search(&words, limit(asked.limit, 8, 30))?;
    let pages = hits.hits.iter().map(|hit| {
        let page = &hit.page;
        let article = &page.article;
        let mut object = Map::new();
        object.insert("page".into(), short(&page.page.sha256).into());
        object.insert("title".into(), article.title.clone().into());
        object.insert("outlet".into(), phrases::outlet(article, &page.page).into());
        object.insert(
            "published".into(),
            phrases::published(article.published.as_ref()).into(),
        );
        if let Some(place) = hit.place {
            let text = article.text.as_str();
            let from = text.ceil_char_boundary(place.start().saturating_sub(AROUND));
            let to = text.floor_char_boundary((place.end() + AROUND).min(text.len()));
            object.insert("words".into(), text[from..to].into());
            object.insert("bytes".into(), json!([from, to]));
        }
        let claims = hit.claims.iter().map(|place| claim_words(page, *place));
        some(&mut object, "claims", claims.collect(), 3);
        if hit.claims.is_empty() {
            object.insert(
                "not_understood".into(),
                "The words are in the text, but no claim was read from them.".into(),
            );
        }
        Value::Object(object)
    });
    Ok(answer(json!({
        "pages_found": hits.found,
        "pages": pages.collect::<Vec<_>>(),
    })))
}
