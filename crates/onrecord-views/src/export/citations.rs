//! Pages as CSL-JSON, for reference managers and word processors.

use jiff::civil::Date;
use onrecord::{Case, ReadPage};
use serde_json::{Map, Value, json};

use crate::phrases;

/// The pages, in the order of the case.
pub fn citations(case: &Case) -> Value {
    case.pages.iter().map(citation).collect()
}

fn citation(page: &ReadPage) -> Value {
    let article = &page.article;
    let mut item = Map::new();
    item.insert("id".into(), page.page.sha256.clone().into());
    item.insert("type".into(), "article-newspaper".into());
    if let Some(title) = &article.title {
        item.insert("title".into(), title.clone().into());
    }
    // Names are as the page writes them: which part is the family's is not guessed.
    let authors: Vec<Value> = article.authors.iter().map(|a| json!({ "literal": a })).collect();
    if !authors.is_empty() {
        item.insert("author".into(), authors.into());
    }
    item.insert(
        "container-title".into(),
        phrases::outlet(article, &page.page).into(),
    );
    if let Some(url) = &page.page.url {
        item.insert("URL".into(), url.clone().into());
    }
    let tag = article.lang_tag.as_str();
    if !tag.is_empty() && tag != "und" {
        item.insert("language".into(), tag.into());
    }
    let published = article.published.as_ref();
    let parts = |d: Date| json!([d.year(), d.month(), d.day()]);
    match published.map(|p| (p.date, p.earliest, p.latest)) {
        Some((Some(day), ..)) => {
            item.insert("issued".into(), json!({ "date-parts": [parts(day)] }));
        }
        Some((None, Some(first), Some(last))) => {
            item.insert(
                "issued".into(),
                json!({ "date-parts": [parts(first), parts(last)] }),
            );
        }
        _ => {}
    }
    let captured = page.page.provenance.as_ref().and_then(|p| p.fetched);
    if let Some(day) = captured.or(page.learnt).map(|m| m.date()) {
        item.insert("accessed".into(), json!({ "date-parts": [parts(day)] }));
    }
    item.insert("note".into(), format!("SHA-256 {}", page.page.sha256).into());
    Value::Object(item)
}
