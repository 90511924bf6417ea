//! One page: what it says, what was read in it, and what was not.

use onrecord::{Engine, Hints, Library, Read, ReadPage, Span};
use onrecord_views::phrases;
use serde_json::{Map, Value, json};

use super::{answer, claim_words, short};
use crate::asked::{self, GivenPage};
use crate::desk::{Answer, Desk, NoAnswer};

/// Bytes of text in one answer.
const TEXT: usize = 6_000;
/// Bytes of text of a page as a resource.
const RESOURCE: usize = 64 << 10;

/// `read_page`
pub fn read_page(desk: &Desk, asked: &asked::ReadPage) -> Answer {
    let from = asked.from.unwrap_or(0);
    match (&asked.id, &asked.page) {
        (Some(id), None) => {
            let page = desk.library()?.find_page(id.trim())?;
            Ok(told(desk.engine(), &page.read, from, TEXT))
        }
        (None, Some(page)) => Ok(told(desk.engine(), &given(desk.engine(), page, 1)?, from, TEXT)),
        _ => Err(NoAnswer::question(
            "give either `id`, a page of the ledger, or `page`, one to be read",
        )),
    }
}

/// A page of the ledger as a resource: the same answer with more of its text.
pub fn page_resource(library: &Library, id: &str) -> Answer {
    let page = library.find_page(id)?;
    Ok(told(&library.engine, &page.read, 0, RESOURCE))
}

/// Reads a page that was given with a question.
pub fn given(engine: &Engine, page: &GivenPage, number: usize) -> Result<ReadPage, NoAnswer> {
    let source = page.source.clone().unwrap_or_else(|| format!("page {number}"));
    let (bytes, plain) = match (&page.html, &page.text) {
        (Some(html), None) => (html, false),
        (None, Some(text)) => (text, true),
        _ => {
            return Err(NoAnswer::question(format!(
                "{source}: give either `html` or `text`"
            )));
        }
    };
    let date = page.date.as_deref().map(onrecord::sources::moment).transpose();
    let hints = Hints {
        plain,
        source: source.clone(),
        url: page.url.clone(),
        date: date.map_err(|e| NoAnswer::question(format!("{source}: {e}")))?,
        title: page.title.clone(),
        outlet: page.outlet.clone(),
        ..Hints::default()
    };
    engine
        .read_bytes(bytes.as_bytes(), &hints)
        .map(Read::into_read_page)
        .map_err(|why| NoAnswer::question(format!("{source}: {why}")))
}

fn told(engine: &Engine, page: &ReadPage, from: usize, most: usize) -> Value {
    let article = &page.article;
    let text = article.text.as_str();
    let from = text.ceil_char_boundary(from.min(text.len()));
    let to = text.floor_char_boundary((from + most).min(text.len()));
    let shown = Span::new(from, to);
    let outlet = phrases::outlet(article, &page.page);
    let mut object = Map::new();
    object.insert("page".into(), short(&page.page.sha256).into());
    object.insert("source".into(), page.page.source.clone().into());
    object.insert("title".into(), article.title.clone().into());
    object.insert("outlet".into(), outlet.clone().into());
    object.insert(
        "published".into(),
        phrases::published(article.published.as_ref()).into(),
    );
    let doubts: Vec<String> = article
        .stamps
        .iter()
        .filter(|s| !s.agrees)
        .map(|s| format!("stamped {}, which does not agree", s.date))
        .collect();
    if !doubts.is_empty() {
        object.insert("doubts".into(), doubts.into());
    }
    let claims: Vec<Value> = page
        .reading
        .claims
        .iter()
        .enumerate()
        .filter(|(_, c)| c.span.start() >= from && c.span.start() < to.max(from + 1))
        .map(|(place, claim)| {
            let mut told = claim_words(page, place);
            if let Value::Object(told) = &mut told {
                told.remove("page");
                told.insert("kind".into(), claim.kind.clone().into());
                told.insert("about".into(), phrases::about(claim).into());
                let state = phrases::claim_state(&engine.packs, claim);
                told.insert("state".into(), state.into());
                told.insert("who".into(), phrases::chain(&outlet, claim).into());
            }
            told
        })
        .collect();
    object.insert("text".into(), text[from..to].into());
    object.insert("text_bytes".into(), json!([from, to]));
    if to < text.len() {
        object.insert(
            "text_goes_on".into(),
            format!("{} bytes more: ask with from={to}", text.len() - to).into(),
        );
    }
    object.insert("claims".into(), claims.into());
    object.insert("not_understood".into(), not_understood(page, shown).into());
    answer(Value::Object(object))
}

/// What of the shown text no claim was read from, and what was noted of the page.
fn not_understood(page: &ReadPage, shown: Span) -> Vec<String> {
    let mut told = Vec::new();
    if page.reading.claims.is_empty() {
        told.push("No claim was read from this page: what it says is not judged.".to_owned());
    }
    let text = &page.article.text;
    let inside = |span: Span| span.intersection(shown).is_some();
    let blocks = page.article.blocks.iter().filter(|b| inside(b.span));
    let silent: Vec<usize> = blocks
        .filter(|b| !page.reading.claims.iter().any(|c| c.span.overlaps(b.span)))
        .filter(|b| b.span.of(text).chars().filter(|c| c.is_alphanumeric()).count() > 20)
        .map(|b| b.span.start())
        .collect();
    if !silent.is_empty() && !page.reading.claims.is_empty() {
        let places: Vec<String> = silent.iter().take(12).map(usize::to_string).collect();
        told.push(format!(
            "{} of the paragraphs shown gave no claim; they begin at bytes {}",
            silent.len(),
            places.join(", ")
        ));
    }
    told.extend(
        page.reading
            .notes
            .iter()
            .map(|n| format!("{}: {}", n.stage, n.message)),
    );
    told
}
