//! Pages, names and claims as FollowTheMoney entities, one JSON object a line: `Article`, `Company`, `Person`,
//! `Organization`, `PublicBody` or `LegalEntity`, and `Event` for claims.
//!
//! An event is what a page says, with its words; that it is so is the reader's to judge.

use std::collections::BTreeMap;

use onrecord::{Case, ClaimRef, NameKind, Packs, Participant, SpeakerKind};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use crate::phrases;

/// The entities of these claims: articles, then names, then events, each by id.
pub fn entities(case: &Case, packs: &Packs, claims: &[ClaimRef]) -> Vec<Value> {
    let mut articles = BTreeMap::new();
    let mut names = BTreeMap::new();
    let mut events = BTreeMap::new();
    for at in claims {
        articles
            .entry(article_id(case, *at))
            .or_insert_with(|| article(case, *at));
        let event = event(case, packs, *at, &mut names);
        events.insert(case.claim(*at).id.clone(), event);
    }
    let all = articles
        .into_values()
        .chain(names.into_values().map(Name::entity));
    all.chain(events.into_values()).collect()
}

fn entity(id: &str, schema: &str, properties: Map<String, Value>) -> Value {
    json!({ "id": id, "schema": schema, "properties": properties })
}

fn put(properties: &mut Map<String, Value>, key: &str, value: impl Into<String>) {
    let value: String = value.into();
    if value.is_empty() {
        return;
    }
    let values = properties.entry(key).or_insert_with(|| Value::Array(Vec::new()));
    if let Value::Array(values) = values
        && !values.contains(&Value::String(value.clone()))
    {
        values.push(value.into());
    }
}

fn article_id(case: &Case, at: ClaimRef) -> String {
    format!("page-{}", &case.pages[at.page].page.sha256[..40])
}

fn article(case: &Case, at: ClaimRef) -> Value {
    let page = &case.pages[at.page];
    let article = &page.article;
    let mut properties = Map::new();
    let outlet = phrases::outlet(article, &page.page);
    put(
        &mut properties,
        "title",
        article.title.clone().unwrap_or_default(),
    );
    put(&mut properties, "publisher", outlet);
    for author in &article.authors {
        put(&mut properties, "author", author.clone());
    }
    if let Some(url) = page.page.url.as_deref().filter(|u| u.starts_with("http")) {
        put(&mut properties, "sourceUrl", url);
    }
    if let Some(published) = &article.published {
        put(
            &mut properties,
            "publishedAt",
            published.date.map(|d| d.to_string()).unwrap_or_default(),
        );
    }
    put(&mut properties, "language", language(article.lang_tag.as_str()));
    put(&mut properties, "notes", format!("SHA-256 {}", page.page.sha256));
    entity(&article_id(case, at), "Article", properties)
}

/// FollowTheMoney knows languages by three letters.
fn language(tag: &str) -> &'static str {
    match tag.split(['-', '_']).next() {
        Some("zh") => "zho",
        Some("en") => "eng",
        _ => "",
    }
}

/// Somebody or something with a name.
struct Name {
    id: String,
    schema: &'static str,
    properties: Map<String, Value>,
}

impl Name {
    fn entity(self) -> Value {
        entity(&self.id, self.schema, self.properties)
    }
}

/// What a name names, as far as the page tells; no more is guessed than that it is some legal entity.
fn schema(case: &Case, at: ClaimRef, participant: &Participant) -> Option<&'static str> {
    let page = &case.pages[at.page];
    let span = participant.span?;
    let mention = page.reading.mentions.iter().find(|m| m.span.overlaps(span))?;
    match mention.kind {
        NameKind::Person => Some("Person"),
        NameKind::Authority => Some("PublicBody"),
        NameKind::Org | NameKind::Outlet => Some("Organization"),
        NameKind::Place | NameKind::Product | NameKind::Document | NameKind::Facility => None,
    }
}

/// The id of a participant that is somebody; makes its entity where there is none yet.
fn name(
    case: &Case,
    packs: &Packs,
    at: ClaimRef,
    participant: &Participant,
    names: &mut BTreeMap<String, Name>,
) -> Option<String> {
    if participant.name.trim().is_empty() {
        return None;
    }
    let known = participant.entity.as_deref().filter(|e| !e.starts_with("doc:"));
    let schema = match schema(case, at, participant) {
        Some(schema) => schema,
        None if known.is_some() && participant.span.is_none() => "LegalEntity",
        None => return None,
    };
    let key = known.map_or_else(|| participant.name.to_lowercase(), str::to_owned);
    let hash = Sha256::digest(key.as_bytes());
    let hex: String = hash.iter().take(20).map(|b| format!("{b:02x}")).collect();
    let id = format!("name-{hex}");
    let entry = names.entry(id.clone()).or_insert_with(|| Name {
        id: id.clone(),
        schema,
        properties: Map::new(),
    });
    // What one page leaves open another may tell; two that disagree leave it at what holds of both.
    if entry.schema == "LegalEntity" {
        entry.schema = schema;
    } else if entry.schema != schema && schema != "LegalEntity" {
        entry.schema = "LegalEntity";
    }
    put(&mut entry.properties, "name", participant.name.clone());
    if let Some(known) = known {
        for language in [onrecord::Language::English, onrecord::Language::Chinese] {
            let called = packs.ground.catalogue.name(known, language).unwrap_or_default();
            put(&mut entry.properties, "name", called);
        }
    }
    Some(id)
}

fn event(case: &Case, packs: &Packs, at: ClaimRef, names: &mut BTreeMap<String, Name>) -> Value {
    let page = &case.pages[at.page];
    let claim = case.claim(at);
    let outlet = phrases::outlet(&page.article, &page.page);
    let mut properties = Map::new();
    let state = phrases::claim_state(packs, claim);
    put(
        &mut properties,
        "name",
        format!("{}: {}, {state}", claim.kind, phrases::about(claim)),
    );
    put(&mut properties, "summary", case.words(at));
    let standing = claim.chain.last().map_or(SpeakerKind::Own, |s| s.kind);
    let said = phrases::chain(&outlet, claim);
    put(
        &mut properties,
        "description",
        format!("said by {said} ({})", phrases::standing(standing)),
    );
    put(&mut properties, "keywords", claim.kind.clone());
    put(
        &mut properties,
        "keywords",
        claim.state.clone().unwrap_or_default(),
    );
    put(&mut properties, "proof", article_id(case, at));
    put(&mut properties, "publisher", outlet);
    put(&mut properties, "recordId", claim.id.clone());
    if let Some(url) = page.page.url.as_deref().filter(|u| u.starts_with("http")) {
        put(&mut properties, "sourceUrl", url);
    }
    let day = |m: Option<onrecord::Moment>| m.map(|m| m.date().to_string()).unwrap_or_default();
    put(&mut properties, "startDate", day(claim.time.from));
    // Our ends are exclusive.
    let last = claim.time.to.and_then(|m| m.date().yesterday().ok());
    put(
        &mut properties,
        "endDate",
        last.map(|d| d.to_string()).unwrap_or_default(),
    );
    if let Some(day) = onrecord::status::said_day(case, at) {
        put(&mut properties, "date", day.to_string());
    }
    let roles = claim.roles.iter().map(|r| &r.filler);
    for participant in claim.subject.iter().chain(&claim.object).chain(roles) {
        if let Some(id) = name(case, packs, at, participant, names) {
            put(&mut properties, "involved", id);
        }
    }
    entity(&format!("claim-{}", claim.id), "Event", properties)
}
