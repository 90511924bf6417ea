//! What a page says about its article in JSON-LD.
//! What does not live here: the reader of JSON (`json`), and what is believed (`mod`, `date`).

use super::json::Json;

/// One article, page or video that a page describes.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Linked {
    /// 3 an article, 2 a page, 1 anything else that is published.
    pub rank: u8,
    pub headline: Option<String>,
    pub published: Option<String>,
    pub created: Option<String>,
    pub modified: Option<String>,
    pub authors: Vec<String>,
    pub publisher: Option<String>,
    pub url: Option<String>,
    pub lang: Option<String>,
}

/// Keys below which other things than the page's article are described.
const ELSEWHERE: &[&str] = &[
    "itemListElement",
    "comment",
    "review",
    "reviews",
    "mentions",
    "relatedLink",
    "citation",
    "isBasedOn",
    "publisher",
    "author",
    "image",
    "breadcrumb",
    "about",
    "event",
    "offers",
    "isRelatedTo",
    "blogPost",
    "associatedMedia",
    "liveBlogUpdate",
    "acceptedAnswer",
    "suggestedAnswer",
];

/// All descriptions in a value, in page order.
pub(crate) fn collect(json: &Json, found: &mut Vec<Linked>) {
    match json {
        Json::Array(items) => items.iter().for_each(|i| collect(i, found)),
        Json::Object(entries) => {
            if let Some(linked) = describe(json) {
                found.push(linked);
            }
            for (key, value) in entries {
                if !ELSEWHERE.iter().any(|e| e.eq_ignore_ascii_case(key)) {
                    collect(value, found);
                }
            }
        }
        _ => {}
    }
}

fn describe(json: &Json) -> Option<Linked> {
    let types: Vec<&str> = json.get("@type")?.items().iter().filter_map(Json::text).collect();
    let is = |words: &[&str]| types.iter().any(|t| words.iter().any(|w| t.contains(w)));
    let rank = if is(&["Article", "Posting", "Report", "NewsStory", "Recipe", "Review"])
        && !is(&["Comment", "UserReview"])
    {
        3
    } else if is(&["WebPage", "ItemPage", "CreativeWork", "Question", "Product"]) {
        2
    } else if is(&["Video", "Audio", "Podcast", "Episode", "MediaObject"]) {
        1
    } else if json.get("datePublished").is_some()
        && !is(&[
            "Comment",
            "Rating",
            "Person",
            "Organization",
            "Image",
            "Event",
            "Offer",
            "Answer",
            "Review",
        ])
    {
        2
    } else {
        return None;
    };
    let text = |key: &str| {
        json.get(key)
            .and_then(Json::text)
            .map(|t| t.trim().to_owned())
            .filter(|t| !t.is_empty() && t != "null")
    };
    let name = |value: &Json| {
        value
            .get("name")
            .and_then(Json::text)
            .or(value.text())
            .map(|t| t.trim().to_owned())
            .filter(|t| !t.is_empty() && t != "null")
    };
    // One entry may name several people.
    let names = |value: &Json| match value.get("name") {
        Some(Json::Array(several)) => several.iter().filter_map(name).collect(),
        _ => Vec::from_iter(name(value)),
    };
    let persons = json.get("author").or_else(|| json.get("creator"));
    Some(Linked {
        rank,
        headline: text("headline").or_else(|| text("name")),
        published: text("datePublished").or_else(|| text("uploadDate")),
        created: text("dateCreated"),
        modified: text("dateModified"),
        authors: persons.map_or(Vec::new(), |p| p.items().iter().flat_map(names).collect()),
        publisher: json
            .get("publisher")
            .and_then(|p| p.items().first())
            .and_then(name),
        url: text("url").or_else(|| {
            let page = json.get("mainEntityOfPage")?;
            page.get("@id")
                .and_then(Json::text)
                .or(page.text())
                .map(str::to_owned)
        }),
        lang: text("inLanguage"),
    })
}
