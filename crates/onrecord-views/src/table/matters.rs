//! Matters, one a row: where each stands.

use jiff::civil::Date;
use onrecord::{ClaimRef, Status};

use super::Kind::{Day, Flag, Number, Text, Texts};
use super::{Cell, Column, column};
use crate::brief::Briefing;
use crate::phrases;
use crate::tongue::Tongue;
use crate::wire;

pub const COLUMNS: &[Column] = &[
    column("matter", Text, "id of the matter: kind/subject/object"),
    column("title", Text, "what it is about"),
    column("kind", Text, "kind of event"),
    column("subject", Text, "whom it is about, by name"),
    column("subject_entity", Text, "the same as an entity of the catalogue"),
    column("object", Text, "what, by name"),
    column("as_of", Day, "the day that the row holds for"),
    column(
        "state",
        Text,
        "the state; empty if nothing that was said settles one",
    ),
    column("polarity", Text, "affirmed or negated"),
    column(
        "standing",
        Text,
        "whose word the state rests on: record, authority, party, …",
    ),
    column(
        "settled",
        Flag,
        "true if a record or the deciding authority says so",
    ),
    column(
        "since",
        Day,
        "day of the state: of the event if the words date it, else the first day it was said",
    ),
    column(
        "origins_sure",
        Number,
        "independent first sources behind the state, at the least",
    ),
    column("origins_possible", Number, "at the most"),
    column("origins_on_record", Number, "of those: with a name"),
    column("origins_anonymous", Number, "of those: unnamed"),
    column("flags", Texts, "disputed, denied, no_comment, stale"),
    column("value", Text, "its value, for kinds that carry one"),
    column("sentence", Text, "where it stands, in a sentence"),
    column("for", Texts, "ids of the claims for the state"),
    column("against", Texts, "ids of the claims against it"),
    column(
        "responses",
        Texts,
        "ids of the claims of who answered, refused, denied",
    ),
    column(
        "expected",
        Texts,
        "ids of the claims of what is expected or planned",
    ),
    column("pages", Number, "pages that speak of it"),
    column("contradictions", Number, "pairs of claims that cannot both hold"),
    column("story", Text, "the story that it belongs to"),
    column(
        "remarks",
        Texts,
        "notes and tags by hand on it: number, what, who",
    ),
];

pub fn rows(briefing: &Briefing<'_>, words: &[String]) -> Vec<Vec<Cell>> {
    let matters = (0..briefing.case.matters.len()).filter(|m| briefing.case.is_about(*m, words));
    let statuses = matters.map(|m| briefing.status(m));
    let spoken_of = statuses.filter(|s| !(s.steps.is_empty() && s.responses.is_empty()));
    spoken_of.map(|s| row(briefing, &s)).collect()
}

fn row(briefing: &Briefing<'_>, status: &Status) -> Vec<Cell> {
    let case = briefing.case;
    let matter = &case.matters[status.matter];
    let ids = |claims: &[ClaimRef]| {
        let ids = claims.iter().map(|at| case.claim(*at).id.clone());
        Cell::Texts(ids.collect())
    };
    let mut pages: Vec<usize> = matter.claims.iter().map(|at| at.page).collect();
    pages.sort_unstable();
    pages.dedup();
    let settled = status.state.is_some() && status.standing.is_some_and(phrases::settles);
    let sentence = briefing.sheet_line(status, Tongue::English).sentence;
    vec![
        matter.id.clone().into(),
        matter.title.clone().into(),
        matter.kind.clone().into(),
        matter.subject_name.clone().into(),
        matter.subject.as_ref().map(|s| s.to_string()).into(),
        matter.object_name.clone().into(),
        (status.as_of != Date::MAX).then_some(status.as_of).into(),
        status.state.clone().into(),
        wire::text(&status.polarity).into(),
        status.standing.map(|s| s.code()).into(),
        settled.into(),
        status.since.into(),
        status.origins.sure.into(),
        status.origins.possible.into(),
        status.origins.on_record.into(),
        status.origins.anonymous.into(),
        Cell::Texts(status.flags.iter().map(wire::text).collect()),
        status.value.as_ref().map(phrases::amount).into(),
        sentence.text(Tongue::English).into(),
        ids(&status.supporting),
        ids(&status.against),
        ids(&status.responses),
        ids(&status.expected),
        pages.len().into(),
        status.contradictions.len().into(),
        case.stories.get(matter.story).map(|s| s.title.clone()).into(),
        super::remarks(case.remarks_on(&matter.id)),
    ]
}
