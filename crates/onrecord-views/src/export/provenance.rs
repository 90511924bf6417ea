//! Claims, pages, speakers and copies as PROV-O, in JSON-LD with its context inside: what was quoted from where, what was
//! derived from what, who is held to have said it, and which program read it.

use std::collections::{BTreeMap, BTreeSet};

use onrecord::{Case, ClaimRef, Fold, SpeakerKind};
use serde_json::{Map, Value, json};

use super::{claim_urn, iri, page_urn};
use crate::phrases;
use crate::wire;

const PROGRAM: &str = concat!("urn:onrecord:program:", env!("CARGO_PKG_VERSION"));
const READING: &str = "urn:onrecord:reading";

/// The graph of these claims.
pub fn provenance(case: &Case, claims: &[ClaimRef]) -> Value {
    let mut graph: Vec<Value> = vec![
        json!({
            "@id": PROGRAM,
            "@type": ["Agent", "SoftwareAgent"],
            "label": concat!("onrecord ", env!("CARGO_PKG_VERSION")),
        }),
        json!({ "@id": READING, "@type": "Activity", "label": "reading pages", "wasAssociatedWith": PROGRAM }),
    ];
    let pages: BTreeSet<usize> = claims.iter().map(|at| at.page).collect();
    graph.extend(pages.iter().map(|p| page(case, *p)));
    let wanted: BTreeSet<ClaimRef> = claims.iter().copied().collect();
    let mut speakers: BTreeMap<String, Value> = BTreeMap::new();
    let before = derived(case);
    for at in claims {
        graph.push(claim(case, *at, &before, &wanted, &mut speakers));
    }
    graph.extend(speakers.into_values());
    json!({ "@context": context(), "@graph": graph })
}

fn context() -> Value {
    let id = |term: &str| json!({ "@id": format!("prov:{term}"), "@type": "@id" });
    let date = |term: &str| json!({ "@id": term, "@type": "xsd:date" });
    json!({
        "prov": "http://www.w3.org/ns/prov#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "dcterms": "http://purl.org/dc/terms/",
        "onrecord": "urn:onrecord:term:",
        "Entity": "prov:Entity",
        "Agent": "prov:Agent",
        "Activity": "prov:Activity",
        "SoftwareAgent": "prov:SoftwareAgent",
        "Person": "prov:Person",
        "Organization": "prov:Organization",
        "label": "rdfs:label",
        "value": "prov:value",
        "title": "dcterms:title",
        "publisher": "dcterms:publisher",
        "language": "dcterms:language",
        "atLocation": id("atLocation"),
        "wasQuotedFrom": id("wasQuotedFrom"),
        "wasDerivedFrom": id("wasDerivedFrom"),
        "hadPrimarySource": id("hadPrimarySource"),
        "wasAttributedTo": id("wasAttributedTo"),
        "wasGeneratedBy": id("wasGeneratedBy"),
        "wasAssociatedWith": id("wasAssociatedWith"),
        "actedOnBehalfOf": id("actedOnBehalfOf"),
        "issued": date("dcterms:issued"),
        "said": date("onrecord:said"),
        "kind": "onrecord:kind",
        "state": "onrecord:state",
        "polarity": "onrecord:polarity",
        "modality": "onrecord:modality",
        "standing": "onrecord:standing",
        "fold": "onrecord:fold",
        "start": "onrecord:start",
        "end": "onrecord:end",
    })
}

fn page(case: &Case, number: usize) -> Value {
    let read = &case.pages[number];
    let mut node = Map::new();
    node.insert("@id".into(), page_urn(read).into());
    node.insert("@type".into(), "Entity".into());
    let outlet = phrases::outlet(&read.article, &read.page);
    node.insert(
        "label".into(),
        read.article
            .title
            .clone()
            .unwrap_or_else(|| outlet.clone())
            .into(),
    );
    node.insert("publisher".into(), outlet.into());
    if let Some(title) = &read.article.title {
        node.insert("title".into(), title.clone().into());
    }
    let tag = read.article.lang_tag.as_str();
    if !tag.is_empty() {
        node.insert("language".into(), tag.into());
    }
    if let Some(url) = &read.page.url {
        node.insert("atLocation".into(), iri(url).into());
    }
    if let Some(day) = read.article.published.as_ref().and_then(|p| p.date) {
        node.insert("issued".into(), day.to_string().into());
    }
    if let Some((from, _)) = case.parents[number] {
        node.insert("wasDerivedFrom".into(), page_urn(&case.pages[from]).into());
    }
    Value::Object(node)
}

/// For each claim that goes back to another's origin: the first claim of that origin, and why.
fn derived(case: &Case) -> BTreeMap<ClaimRef, (Option<ClaimRef>, &'static str)> {
    let mut before = BTreeMap::new();
    for origin in &case.origins {
        let first = origin.members.first().map(|(at, _)| *at);
        for (at, fold) in &origin.members {
            let why = match fold {
                Fold::First => continue,
                Fold::Copy { .. } => "copy",
                Fold::Citation { .. } => "citation",
                Fold::Signature { .. } => "signature",
                Fold::Judged { .. } => "judged",
                Fold::Document { .. } => "document",
            };
            before.entry(*at).or_insert((first.filter(|f| f != at), why));
        }
    }
    before
}

fn claim(
    case: &Case,
    at: ClaimRef,
    before: &BTreeMap<ClaimRef, (Option<ClaimRef>, &'static str)>,
    wanted: &BTreeSet<ClaimRef>,
    speakers: &mut BTreeMap<String, Value>,
) -> Value {
    let read = &case.pages[at.page];
    let claim = case.claim(at);
    let mut node = Map::new();
    node.insert("@id".into(), claim_urn(&claim.id).into());
    node.insert("@type".into(), "Entity".into());
    node.insert("label".into(), phrases::about(claim).into());
    node.insert("value".into(), case.words(at).into());
    node.insert("wasQuotedFrom".into(), page_urn(read).into());
    node.insert("wasGeneratedBy".into(), READING.into());
    node.insert("kind".into(), claim.kind.clone().into());
    if let Some(state) = &claim.state {
        node.insert("state".into(), state.clone().into());
    }
    node.insert("polarity".into(), wire::text(&claim.polarity).into());
    node.insert("modality".into(), wire::text(&claim.modality).into());
    node.insert("start".into(), claim.span.start().into());
    node.insert("end".into(), claim.span.end().into());
    if let Some(day) = onrecord::status::said_day(case, at) {
        node.insert("said".into(), day.to_string().into());
    }
    if let Some((first, why)) = before.get(&at) {
        node.insert("fold".into(), (*why).into());
        if let Some(first) = first.filter(|f| wanted.contains(f)) {
            node.insert("wasDerivedFrom".into(), claim_urn(&case.claim(first).id).into());
        }
    }
    let outlet = phrases::outlet(&read.article, &read.page);
    let mut ids = vec![speaker(speakers, &outlet, SpeakerKind::Outlet, &outlet, None)];
    for link in &claim.chain {
        let name = phrases::speaker(link);
        // Unnamed people of one page are not those of another: their name holds the claim.
        let key = match &link.name {
            Some(name) => link
                .entity
                .as_ref()
                .map_or_else(|| name.clone(), |e| e.to_string()),
            None => format!("{}#{name}", claim.id),
        };
        let standing = link.kind;
        let before = ids.last().cloned();
        ids.push(speaker(
            speakers,
            &key,
            standing,
            &name,
            before.filter(|_| link.name.is_none()),
        ));
    }
    node.insert(
        "standing".into(),
        claim.chain.last().map_or("own", |s| s.kind.code()).into(),
    );
    node.insert("wasAttributedTo".into(), ids.into());
    Value::Object(node)
}

/// The agent of a key; made where there is none yet. Whether it is a person is not guessed.
fn speaker(
    speakers: &mut BTreeMap<String, Value>,
    key: &str,
    kind: SpeakerKind,
    name: &str,
    through: Option<String>,
) -> String {
    let mut urn = String::from("urn:onrecord:speaker:");
    // What a URN may hold as it is.
    for byte in key.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => urn.push(char::from(byte)),
            _ => urn.push_str(&format!("%{byte:02X}")),
        }
    }
    speakers.entry(urn.clone()).or_insert_with(|| {
        let mut node = Map::new();
        node.insert("@id".into(), urn.clone().into());
        let outlet = kind == SpeakerKind::Outlet;
        node.insert(
            "@type".into(),
            if outlet {
                json!(["Agent", "Organization"])
            } else {
                "Agent".into()
            },
        );
        node.insert("label".into(), name.into());
        if let Some(through) = through {
            node.insert("onrecord:toldBy".into(), json!({ "@id": through }));
        }
        Value::Object(node)
    });
    urn
}
