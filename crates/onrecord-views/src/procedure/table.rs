//! Ways and comparisons as rows of cells, for spreadsheets.
//! What does not live here: how cells are written (the doors).

use onrecord::procedures::{Comparison, Judged, Way};
use onrecord::status::said_day;
use onrecord::{Case, ClaimRef};

use super::{first, last_not, later, since, speaker, state};
use crate::tongue::Tongue;

/// A way: a head, then one row a step and one a route. New columns go at the end.
pub fn way_rows(case: &Case, way: &Way<'_>) -> Vec<Vec<String>> {
    let head = [
        "procedure",
        "entity",
        "as_of",
        "what",
        "id",
        "zh",
        "en",
        "track",
        "state",
        "end",
        "standing",
        "since",
        "origins_sure",
        "origins_possible",
        "disputed",
        "next",
        "said",
        "speaker",
        "words",
        "claims",
        "against",
        "denied_by",
        "no_comment",
        "expected",
        "dated",
        "later",
    ];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    for (number, view) in way.steps.iter().enumerate() {
        let step = &way.procedure.steps[view.step];
        let next = way.next.contains(&number);
        let names = [
            step.id.get_ref().as_str(),
            &step.zh,
            &step.en,
            step.track.as_deref().unwrap_or_default(),
        ];
        rows.push(row(case, way, "step", names, &view.judged, next));
    }
    for view in &way.routes {
        let route = &way.procedure.routes[view.route];
        let names = [route.id.get_ref().as_str(), &route.zh, &route.en, ""];
        rows.push(row(case, way, "route", names, &view.judged, false));
    }
    rows
}

fn row(case: &Case, way: &Way<'_>, what: &str, names: [&str; 4], judged: &Judged, next: bool) -> Vec<String> {
    let end = match &judged.state {
        onrecord::procedures::State::Ended(end) => end.as_str(),
        _ => "",
    };
    let procedure = way.procedure;
    let overtaken = judged.overtaken.as_ref().map(|later| match what {
        "route" => procedure.routes[later.by].id.get_ref().clone(),
        _ => procedure.steps[later.by].id.get_ref().clone(),
    });
    let shown = first(judged);
    let said = shown.and_then(|at| said_day(case, at)).map(|d| d.to_string());
    let mut cells: Vec<String> = [way.procedure.id(), &way.traveller.id]
        .map(str::to_owned)
        .to_vec();
    cells.extend([way.as_of.to_string(), what.to_owned()]);
    cells.extend(names.map(str::to_owned));
    cells.extend([
        judged.state.code().to_owned(),
        end.to_owned(),
        judged.standing.map(|k| k.code().to_owned()).unwrap_or_default(),
        judged.since.map(|d| d.to_string()).unwrap_or_default(),
        judged.origins.sure.to_string(),
        judged.origins.possible.to_string(),
        judged.disputed().to_string(),
        next.to_string(),
        said.unwrap_or_default(),
        shown
            .map(|at| speaker(case, at, Tongue::English))
            .unwrap_or_default(),
        shown.map(|at| case.words(at).to_owned()).unwrap_or_default(),
        ids(case, &judged.supporting),
        ids(case, &judged.against),
        ids(case, &judged.denials),
        ids(case, &judged.refusals),
        ids(case, &judged.expected),
        judged.time.is_some().to_string(),
        overtaken.unwrap_or_default(),
    ]);
    cells
}

/// A comparison: a head, then one row for each who goes the way, two columns a cell: what is said, and the words.
pub fn comparison_rows(case: &Case, table: &Comparison<'_>) -> Vec<Vec<String>> {
    let mut head = vec![
        "entity".to_owned(),
        "name".into(),
        "route".into(),
        "route_words".into(),
    ];
    for step in &table.columns {
        let id = table.procedure.steps[*step].id.get_ref();
        head.extend([id.clone(), format!("{id}_words")]);
    }
    let mut rows = vec![head];
    for row in &table.rows {
        let mut cells = vec![row.way.traveller.id.clone(), row.way.traveller.name.clone()];
        cells.push(routes(&row.way));
        let words = row.routes().iter().filter_map(|r| words(case, &r.judged));
        cells.push(words.collect::<Vec<_>>().join(" | "));
        for step in &table.columns {
            let judged = row.cell(*step);
            let told = judged.is_told();
            cells.push(if told {
                cell(case, table.procedure, judged)
            } else {
                String::new()
            });
            cells.push(words_of(case, judged));
        }
        rows.push(cells);
    }
    rows
}

/// The routes of a way in words, two accounts marked as such.
pub fn routes(way: &Way<'_>) -> String {
    let name = |r: &onrecord::procedures::RouteView| {
        format!(
            "{}: {}{}",
            way.procedure.routes[r.route].en,
            state(way.procedure, &r.judged, true, Tongue::English),
            later(way.procedure, &r.judged, true, Tongue::English)
        )
    };
    let list: Vec<String> = way.routes.iter().map(name).collect();
    let text = list.join("; ");
    if way.accounts.is_empty() {
        text
    } else {
        format!("two accounts: {text}")
    }
}

/// A cell in words: the state and its day.
pub fn cell(case: &Case, procedure: &onrecord::procedures::Procedure, judged: &Judged) -> String {
    let text = state(procedure, judged, false, Tongue::English);
    let later = later(procedure, judged, false, Tongue::English);
    match since(case, judged, Tongue::English) {
        day if day.is_empty() => format!("{text}{later}"),
        day => format!("{text}, {day}{later}"),
    }
}

fn words(case: &Case, judged: &Judged) -> Option<String> {
    first(judged).map(|at| format!("{}: “{}”", speaker(case, at, Tongue::English), case.words(at)))
}

/// The words behind a cell, those against it too.
fn words_of(case: &Case, judged: &Judged) -> String {
    let said = |at: ClaimRef| format!("{}: “{}”", speaker(case, at, Tongue::English), case.words(at));
    let own: Vec<String> = first(judged)
        .into_iter()
        .chain(last_not(case, judged))
        .map(said)
        .collect();
    let against = judged.against.iter().chain(&judged.denials).copied().map(said);
    let all: Vec<String> = Some(own.join(" | "))
        .filter(|o| !o.is_empty())
        .into_iter()
        .chain(against)
        .collect();
    all.join(" ≠ ")
}

fn ids(case: &Case, claims: &[ClaimRef]) -> String {
    let ids: Vec<&str> = claims.iter().map(|at| case.claim(*at).id.as_str()).collect();
    ids.join(" ")
}
