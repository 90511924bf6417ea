//! Claims as W3C Web Annotations: one annotation a claim, on the words of its page.
//!
//! Positions count characters (code points) of the article's text, as the standard has them, not bytes.

use onrecord::{Case, ClaimRef, Packs};
use serde_json::{Value, json};

use super::{claim_urn, page_address, page_urn};
use crate::phrases;
use crate::wire;

/// Characters quoted before and after the words, by which they are found in a page that has changed.
const CONTEXT: usize = 32;

/// An annotation page of these claims.
pub fn annotations(case: &Case, packs: &Packs, claims: &[ClaimRef]) -> Value {
    let items: Vec<Value> = claims.iter().map(|at| annotation(case, packs, *at)).collect();
    json!({
        "@context": ["http://www.w3.org/ns/anno.jsonld", { "onrecord": "urn:onrecord:" }],
        "id": "urn:onrecord:annotations",
        "type": "AnnotationPage",
        "items": items,
    })
}

fn annotation(case: &Case, packs: &Packs, at: ClaimRef) -> Value {
    let page = &case.pages[at.page];
    let claim = case.claim(at);
    let text = &page.article.text;
    let (before, rest) = text.split_at(claim.span.start());
    let (exact, after) = rest.split_at(claim.span.end() - claim.span.start());
    let start = before.chars().count();
    let skipped = start.saturating_sub(CONTEXT);
    let prefix: String = before.chars().skip(skipped).collect();
    let suffix: String = after.chars().take(CONTEXT).collect();
    let outlet = phrases::outlet(&page.article, &page.page);
    let told = format!(
        "{}: {}, {} ({})",
        claim.kind,
        phrases::about(claim),
        phrases::claim_state(packs, claim),
        phrases::chain(&outlet, claim)
    );
    let tags = [Some(claim.kind.clone()), claim.state.clone()];
    let mut body = vec![json!({
        "type": "TextualBody",
        "value": told,
        "format": "text/plain",
        "language": "en",
        "purpose": "describing",
    })];
    let tags = tags.into_iter().flatten();
    body.extend(tags.map(|tag| json!({ "type": "TextualBody", "value": tag, "purpose": "tagging" })));
    json!({
        "id": claim_urn(&claim.id),
        "type": "Annotation",
        "motivation": ["describing", "tagging"],
        "generator": {
            "id": "urn:onrecord:program",
            "type": "Software",
            "name": concat!("onrecord ", env!("CARGO_PKG_VERSION")),
        },
        "body": body,
        "target": {
            "source": page_address(page),
            "canonical": page_urn(page),
            "selector": [
                { "type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix },
                { "type": "TextPositionSelector", "start": start, "end": start + exact.chars().count() },
            ],
        },
        "onrecord:polarity": wire::text(&claim.polarity),
        "onrecord:modality": wire::text(&claim.modality),
    })
}
