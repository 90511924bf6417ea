//! Claims, one a row.

use std::collections::BTreeMap;

use onrecord::{Case, ClaimRef, Judged, Moment, Participant, Verdict};

use super::Kind::{Day, Number, Text, Texts};
use super::{Cell, Column, column};
use crate::{phrases, wire};

pub const COLUMNS: &[Column] = &[
    column("claim", Text, "id of the claim"),
    column("kind", Text, "kind of event: licence, deal, legal, …"),
    column(
        "state",
        Text,
        "state within its kind; empty if the words name none",
    ),
    column("polarity", Text, "affirmed or negated"),
    column(
        "modality",
        Text,
        "how far the words commit: asserted, planned, rumoured, …",
    ),
    column("subject", Text, "whom or what it is about, by name"),
    column("subject_entity", Text, "the same as an entity of the catalogue"),
    column("object", Text, "what, by name"),
    column("object_entity", Text, "the same as an entity of the catalogue"),
    column("true_from", Text, "from when it holds, local ISO 8601"),
    column("true_to", Text, "until before when"),
    column("said_from", Text, "from when it may have been said"),
    column("said_to", Text, "until before when"),
    column(
        "speaker_kind",
        Text,
        "standing of the first source: record, authority, party, …",
    ),
    column("speaker", Text, "the first source, by name or description"),
    column("chain", Text, "from the page inward to the first source"),
    column("words", Text, "the words, verbatim"),
    column("matter", Text, "id of the weightiest matter that holds it"),
    column("page", Text, "id of the page: SHA-256 of its bytes"),
    column("source", Text, "path or record that the page came from"),
    column("outlet", Text, "outlet, or what is shown in place of one"),
    column("title", Text, "headline of the page"),
    column(
        "published_earliest",
        Day,
        "first day on which the page may have been published",
    ),
    column("published_latest", Day, "last day on which it may have been"),
    column(
        "start",
        Number,
        "where the words begin in the article's text, in UTF-8 bytes",
    ),
    column("end", Number, "where they end"),
    column("rule", Text, "the rules that read it"),
    column(
        "origin",
        Text,
        "the independent first source that it goes back to in its matter",
    ),
    column("url", Text, "address of the page"),
    column("lang", Text, "language of the page"),
    column(
        "corrections",
        Texts,
        "corrections by hand that have an effect on it: number, what, who and why",
    ),
    column(
        "remarks",
        Texts,
        "notes, tags and ratings by hand on it: number, what, who and why",
    ),
];

pub fn rows(case: &Case, words: &[String]) -> Vec<Vec<Cell>> {
    // A claim that several matters hold is told under the weightiest: matters come weightiest first.
    let mut matter_of: BTreeMap<ClaimRef, usize> = BTreeMap::new();
    for (number, matter) in case.matters.iter().enumerate() {
        for at in &matter.claims {
            matter_of.entry(*at).or_insert(number);
        }
    }
    let all = crate::export::claims(case, words).into_iter();
    all.map(|at| row(case, at, matter_of.get(&at).copied())).collect()
}

fn row(case: &Case, at: ClaimRef, matter: Option<usize>) -> Vec<Cell> {
    let read = &case.pages[at.page];
    let claim = case.claim(at);
    let article = &read.article;
    let outlet = phrases::outlet(article, &read.page);
    let name = |p: &Option<Participant>| Cell::from(p.as_ref().map(|p| p.name.clone()));
    let entity = |p: &Option<Participant>| {
        Cell::from(p.as_ref().and_then(|p| p.entity.as_ref()).map(|e| e.to_string()))
    };
    let moment = |m: Option<Moment>| Cell::from(m.map(|m| m.to_string()));
    let published = article.published.as_ref();
    let innermost = claim.chain.last();
    let origin = case.origin_of(at).and_then(|o| case.origins.get(o));
    let corrections = case.corrections.iter().filter(|c| {
        c.claims.contains(&at)
            || c.judged.judgement.verdict == Verdict::Dated && c.judged.judgement.a == read.page.sha256
    });
    let corrections = corrections.map(|c| {
        let Judged {
            number,
            judgement,
            by,
            reason,
            ..
        } = &c.judged;
        let words = format!("{} {}", judgement.verdict.name(), judgement.b);
        format!("#{number} {} ({by}: {reason})", words.trim_end())
    });
    vec![
        claim.id.clone().into(),
        claim.kind.clone().into(),
        claim.state.clone().into(),
        wire::text(&claim.polarity).into(),
        wire::text(&claim.modality).into(),
        name(&claim.subject),
        entity(&claim.subject),
        name(&claim.object),
        entity(&claim.object),
        moment(claim.time.from),
        moment(claim.time.to),
        moment(claim.said.from),
        moment(claim.said.to),
        innermost.map_or_else(|| "own".into(), |s| wire::text(&s.kind).into()),
        innermost.map(phrases::speaker).into(),
        phrases::chain(&outlet, claim).into(),
        case.words(at).into(),
        matter.map(|m| case.matters[m].id.clone()).into(),
        read.page.sha256.clone().into(),
        read.page.source.clone().into(),
        outlet.into(),
        article.title.clone().into(),
        published.and_then(|p| p.earliest).into(),
        published.and_then(|p| p.latest).into(),
        claim.span.start().into(),
        claim.span.end().into(),
        claim.rule.to_string().into(),
        origin.map(|o| o.source.clone()).into(),
        read.page.url.clone().into(),
        article.lang_tag.as_str().into(),
        Cell::Texts(corrections.collect()),
        super::remarks(case.remarks_on(&claim.id)),
    ]
}
