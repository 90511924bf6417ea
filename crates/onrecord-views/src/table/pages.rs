//! Pages, one a row.

use onrecord::Case;

use super::Kind::{Day, Number, Text, Texts};
use super::{Cell, Column, column};
use crate::phrases;
use crate::wire;

pub const COLUMNS: &[Column] = &[
    column("page", Text, "id of the page: SHA-256 of its bytes"),
    column("source", Text, "path or record that it came from"),
    column("url", Text, "address"),
    column("title", Text, "headline"),
    column("outlet", Text, "outlet, or what is shown in place of one"),
    column("authors", Texts, "authors"),
    column("lang", Text, "language"),
    column(
        "published",
        Day,
        "day of publication; empty if it is not known to the day",
    ),
    column(
        "published_basis",
        Text,
        "how that is known: json-ld, meta, url, visible, dateline, text, given",
    ),
    column(
        "published_earliest",
        Day,
        "first day on which it may have been published",
    ),
    column("published_latest", Day, "last day on which it may have been"),
    column(
        "stamps_that_disagree",
        Texts,
        "days that it bears and that are not its day of publication",
    ),
    column("claims", Number, "claims read in it"),
    column(
        "copied_from",
        Text,
        "id of the one earlier page that it copies most from",
    ),
    column("copied_percent", Number, "share of its wording found there"),
    column("learnt", Text, "when the ledger learnt it, UTC"),
    column("text_bytes", Number, "bytes of its article's text"),
    column(
        "remarks",
        Texts,
        "notes and tags by hand on it: number, what, who",
    ),
];

pub fn rows(case: &Case) -> Vec<Vec<Cell>> {
    let pages = case.pages.iter().enumerate();
    pages
        .map(|(number, read)| {
            let article = &read.article;
            let published = article.published.as_ref();
            let stamps = article.stamps.iter().filter(|s| !s.agrees);
            let parent = case.parents[number];
            vec![
                read.page.sha256.clone().into(),
                read.page.source.clone().into(),
                read.page.url.clone().into(),
                article.title.clone().into(),
                phrases::outlet(article, &read.page).into(),
                article.authors.clone().into(),
                article.lang_tag.as_str().into(),
                published.and_then(|p| p.date).into(),
                published.map(|p| wire::text(&p.basis)).into(),
                published.and_then(|p| p.earliest).into(),
                published.and_then(|p| p.latest).into(),
                Cell::Texts(stamps.map(|s| s.date.to_string()).collect()),
                read.reading.claims.len().into(),
                parent
                    .map(|(from, _)| case.pages[from].page.sha256.clone())
                    .into(),
                parent.map(|(_, share)| usize::from(share)).into(),
                read.learnt.map(|m| m.to_string()).into(),
                article.text.len().into(),
                super::remarks(case.remarks_on(&read.page.sha256)),
            ]
        })
        .collect()
}
