//! Claims that somebody judged by hand, as schema.org ClaimReviews.
//!
//! Only what a person said goes out: no state, standing or correction becomes a rating.
//! What does not live here: judging (`onrecord judge`).

use onrecord::{Case, ClaimRef, Judged, Verdict};
use serde_json::{Map, Value, json};

use super::{claim_urn, page_address, page_urn};
use crate::phrases;

/// The reviews of these claims, in the order in which they were made; `None` if nobody judged any.
pub fn reviews(case: &Case, claims: &[ClaimRef]) -> Option<Value> {
    let mut all: Vec<(&Judged, ClaimRef)> = Vec::new();
    for at in claims {
        let on = case.remarks_on(&case.claim(*at).id);
        all.extend(
            on.filter(|j| j.judgement.verdict == Verdict::Rated)
                .map(|j| (j, *at)),
        );
    }
    all.sort_by_key(|(judged, _)| judged.number);
    let graph: Vec<Value> = all.iter().map(|(judged, at)| review(case, judged, *at)).collect();
    (!graph.is_empty()).then(|| json!({ "@context": "https://schema.org", "@graph": graph }))
}

fn review(case: &Case, judged: &Judged, at: ClaimRef) -> Value {
    let day = judged.at.get(..10).unwrap_or(&judged.at);
    json!({
        "@type": "ClaimReview",
        "@id": format!("urn:onrecord:judgement:{}:{}", judged.judgement.a, judged.number),
        "datePublished": day,
        "claimReviewed": case.words(at),
        "author": { "@type": "Person", "name": judged.by },
        "reviewBody": judged.reason,
        "reviewRating": { "@type": "Rating", "alternateName": judged.judgement.b },
        "itemReviewed": reviewed(case, at),
    })
}

/// The claim, where it stands and who is held to say it.
fn reviewed(case: &Case, at: ClaimRef) -> Value {
    let page = &case.pages[at.page];
    let claim = case.claim(at);
    let outlet = phrases::outlet(&page.article, &page.page);
    let day = page.article.published.as_ref().and_then(|p| p.date);
    let mut appearance = Map::new();
    appearance.insert("@type".into(), "NewsArticle".into());
    appearance.insert("@id".into(), page_address(page).into());
    appearance.insert("identifier".into(), page_urn(page).into());
    appearance.insert(
        "publisher".into(),
        json!({ "@type": "Organization", "name": outlet }),
    );
    appearance.insert("inLanguage".into(), page.article.lang_tag.clone().into());
    if let Some(url) = page.page.url.as_deref() {
        appearance.insert("url".into(), super::iri(url).into());
    }
    if let Some(title) = &page.article.title {
        appearance.insert("headline".into(), title.clone().into());
    }
    if let Some(day) = day {
        appearance.insert("datePublished".into(), day.to_string().into());
    }
    let mut object = Map::new();
    object.insert("@type".into(), "Claim".into());
    object.insert("@id".into(), claim_urn(&claim.id).into());
    object.insert("text".into(), case.words(at).into());
    // Without a chain it is the page's own voice; people without a name are nobody who can be named as its author.
    let said_by = match claim.chain.last() {
        None => Some(outlet),
        Some(speaker) => speaker.name.clone(),
    };
    if let Some(name) = said_by {
        object.insert("author".into(), json!({ "@type": "Thing", "name": name }));
    }
    if let Some(day) = onrecord::status::said_day(case, at) {
        object.insert("datePublished".into(), day.to_string().into());
    }
    object.insert("appearance".into(), appearance.into());
    object.into()
}
