//! Claims of matters with the origins that they go back to, one a row.

use onrecord::{ClaimRef, Fold, SpeakerKind};

use super::Kind::{Day, Flag, Text};
use super::{Cell, Column, column};
use crate::brief::Briefing;
use crate::phrases;
use crate::tongue::Tongue;

pub const COLUMNS: &[Column] = &[
    column("matter", Text, "id of the matter"),
    column("title", Text, "what it is about"),
    column("origin", Text, "who knew"),
    column("through", Text, "the outlet that had it first, if it is another"),
    column("standing", Text, "whose word it is: record, authority, party, …"),
    column(
        "doubtful",
        Flag,
        "true if it cannot be told whether it is independent of another origin",
    ),
    column("phantom", Flag, "true if no page at hand is its own"),
    column("claim", Text, "id of a claim that goes back to it"),
    column("said", Day, "day on which that was said"),
    column(
        "why",
        Text,
        "first, copy, citation, signature, document or judged",
    ),
    column("because", Text, "the reason, in words"),
    column("page", Text, "id of the page"),
    column("outlet", Text, "outlet, or what is shown in place of one"),
    column("words", Text, "the words, verbatim"),
];

pub fn rows(briefing: &Briefing<'_>, words: &[String]) -> Vec<Vec<Cell>> {
    let case = briefing.case;
    let matters = case
        .matters
        .iter()
        .enumerate()
        .filter(|(m, _)| case.is_about(*m, words));
    let mut rows = Vec::new();
    for (number, matter) in matters {
        let mut behind: Vec<usize> = matter
            .claims
            .iter()
            .filter_map(|at| case.origin_in(number, *at))
            .collect();
        behind.sort_unstable();
        behind.dedup();
        for origin in behind {
            let members = case.origins[origin].members.iter();
            let own = members.filter(|(at, _)| case.origin_in(number, *at) == Some(origin));
            rows.extend(own.map(|(at, fold)| row(briefing, number, origin, *at, fold)));
        }
    }
    rows
}

fn row(briefing: &Briefing<'_>, matter: usize, origin: usize, at: ClaimRef, fold: &Fold) -> Vec<Cell> {
    let case = briefing.case;
    let (matter, origin) = (&case.matters[matter], &case.origins[origin]);
    let (who, through) = briefing.knew(origin, Tongue::English);
    let page = &case.pages[at.page];
    let kind: SpeakerKind = origin.kind;
    let why = match fold {
        Fold::First => "first",
        Fold::Copy { .. } => "copy",
        Fold::Citation { .. } => "citation",
        Fold::Signature { .. } => "signature",
        Fold::Judged { .. } => "judged",
        Fold::Document { .. } => "document",
    };
    vec![
        matter.id.clone().into(),
        matter.title.clone().into(),
        who.into(),
        through.into(),
        kind.code().into(),
        origin.doubtful.into(),
        origin.phantom.into(),
        case.claim(at).id.clone().into(),
        onrecord::status::said_day(case, at).into(),
        why.into(),
        briefing.fold(fold, Tongue::English).into(),
        page.page.sha256.clone().into(),
        phrases::outlet(&page.article, &page.page).into(),
        case.words(at).into(),
    ]
}
