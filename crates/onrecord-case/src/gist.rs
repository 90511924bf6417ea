//! The gist of a page: what tells whether and when its matters moved, and no more. Who copied whom, what a page carries beside
//! its claims, and what its stages made on the way is left out, so that a gist is kept and read for a fraction of its page.
//! What does not live here: the form in which a ledger keeps it, and which questions are answered from it (see `docket`).

use crate::{Article, Claim, Mention, Page, ReadPage, Reading, RuleName};

/// The gist of a page. Where its matters are on any day is what it is for the page itself; it has no origins and no story.
pub fn gist_of(page: &ReadPage) -> ReadPage {
    // Field by field: what is new in a page must be thought about here.
    let Page {
        source,
        sha256,
        media,
        charset,
        url,
        provenance: _,
    } = &page.page;
    let Article {
        title,
        outlet,
        syndicated_from: _,
        authors: _,
        lang,
        lang_tag,
        published,
        stamps: _,
        text,
        blocks: _,
    } = &page.article;
    let Reading {
        times: _,
        quantities: _,
        mentions,
        attributions: _,
        claims,
        notes: _,
    } = &page.reading;
    let none: RuleName = "".into();
    // Their indices would point at what is left out.
    let claims = claims.iter().map(|claim| Claim {
        quantities: Vec::new(),
        attribution: None,
        rule: none.clone(),
        ..claim.clone()
    });
    let mentions = mentions.iter().map(|mention| Mention {
        rule: none.clone(),
        ..mention.clone()
    });
    ReadPage {
        page: Page {
            source: source.clone(),
            sha256: sha256.clone(),
            media: *media,
            charset: charset.clone(),
            url: url.clone(),
            provenance: None,
        },
        article: Article {
            title: title.clone(),
            outlet: outlet.clone(),
            syndicated_from: None,
            authors: Vec::new(),
            lang: *lang,
            lang_tag: lang_tag.clone(),
            published: published.clone(),
            stamps: Vec::new(),
            text: text.clone(),
            blocks: Vec::new(),
        },
        reading: Reading {
            mentions: mentions.collect(),
            claims: claims.collect(),
            ..Reading::default()
        },
        learnt: page.learnt,
    }
}
