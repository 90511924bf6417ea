//! Official procedures: what they ask for, how far somebody is, and several side by side.

use jiff::civil::Date;
use onrecord::procedures::{Index, Judged, Traveller, Way, way};
use onrecord::{Case, Cut, find_procedure};
use onrecord_views::procedure as phrased;
use onrecord_views::tongue::Tongue;
use serde_json::{Map, Value, json};

use super::{answer, quote, some};
use crate::asked;
use crate::desk::{Answer, Desk, NoAnswer, day};

/// What a way is not.
const NO_ADVICE: &str = "What is on record, what is only said, and by whom. A step of which nothing is said may have been \
taken: no page here was understood to say so.";

/// The case of those who go the way, with its day.
fn case(desk: &Desk, who: &[Traveller], as_of: Option<&str>) -> Result<(Case, Date), NoAnswer> {
    let cut = Cut {
        as_of: day(as_of)?,
        known_on: None,
    };
    let (case, day) = desk.library()?.case_about(who, cut)?;
    Ok((case, day.unwrap_or(Date::MAX)))
}

/// `procedure`
pub fn procedure(desk: &Desk, asked: &asked::Procedure) -> Answer {
    let Some(name) = asked.name.as_deref().map(str::trim).filter(|n| !n.is_empty()) else {
        let mut listed = Vec::new();
        for name in desk.shelf.names() {
            let procedure = find_procedure(&desk.shelf, name)?;
            listed.push(json!({ "name": name, "en": procedure.en(), "zh": procedure.zh() }));
        }
        return Ok(json!({ "procedures": listed }));
    };
    let procedure = find_procedure(&desk.shelf, name)?;
    let Some(entity) = asked.entity.as_deref().filter(|e| !e.trim().is_empty()) else {
        let steps: Vec<Value> = procedure
            .steps
            .iter()
            .map(|s| json!({ "step": s.id.get_ref(), "en": s.en, "zh": s.zh, "optional": s.optional }))
            .collect();
        return Ok(json!({ "procedure": name, "en": procedure.en(), "zh": procedure.zh(), "steps": steps }));
    };
    let ground = &desk.engine().packs.ground;
    let traveller = Traveller::find(entity, ground);
    let (case, as_of) = case(desk, std::slice::from_ref(&traveller), asked.as_of.as_deref())?;
    let index = Index::of(&case, ground);
    let way = way(&case, ground, &index, &procedure, &traveller, as_of);
    let mut object = Map::new();
    object.insert("note".into(), NO_ADVICE.into());
    object.insert(
        "as_of".into(),
        (as_of != Date::MAX).then(|| as_of.to_string()).into(),
    );
    object.extend(told(&case, &way));
    if !way.is_told() {
        object.insert(
            "not_understood".into(),
            format!("Nothing is said here of any step that {} takes.", traveller.name).into(),
        );
    }
    let clocks: Vec<Value> = way
        .clocks
        .iter()
        .map(|c| phrased::clock(&way, c, Tongue::English).into())
        .collect();
    if !clocks.is_empty() {
        object.insert("clocks".into(), clocks.into());
    }
    Ok(answer(Value::Object(object)))
}

/// A way: routes, and the steps of which something is said or that come next.
fn told(case: &Case, way: &Way<'_>) -> Map<String, Value> {
    let procedure = way.procedure;
    let mut object = Map::new();
    object.insert("procedure".into(), procedure.id().into());
    object.insert("entity".into(), way.traveller.name.clone().into());
    let routes: Vec<Value> = way
        .routes
        .iter()
        .map(|view| {
            let route = &procedure.routes[view.route];
            let later = phrased::later(procedure, &view.judged, true, Tongue::English);
            let state = phrased::state(procedure, &view.judged, true, Tongue::English) + &later;
            step(
                case,
                &view.judged,
                json!({ "route": route.en, "zh": route.zh, "state": state }),
            )
        })
        .collect();
    if !routes.is_empty() {
        object.insert("routes".into(), routes.into());
    }
    if !way.accounts.is_empty() {
        object.insert("routes_contradict".into(), true.into());
    }
    let steps = way.steps.iter().enumerate().filter_map(|(number, view)| {
        let next = way.next.contains(&number);
        let data = &procedure.steps[view.step];
        (view.judged.is_told() || next).then(|| {
            let later = phrased::later(procedure, &view.judged, false, Tongue::English);
            let state = phrased::state(procedure, &view.judged, false, Tongue::English) + &later;
            let mut names = json!({ "step": data.en, "zh": data.zh, "state": state, "next": next });
            if let Some(track) = phrased::track(procedure, data, Tongue::English) {
                names["track"] = track.into();
            }
            step(case, &view.judged, names)
        })
    });
    some(&mut object, "steps", steps.collect(), 30);
    object
}

/// A step with who says so, when, and in which words.
fn step(case: &Case, judged: &Judged, names: Value) -> Value {
    let Value::Object(mut object) = names else {
        return names;
    };
    if let Some(at) = phrased::first(judged) {
        object.insert("standing".into(), judged.standing.map(|s| s.code()).into());
        object.insert(
            "since".into(),
            phrased::since(case, judged, Tongue::English).into(),
        );
        object.insert("who".into(), phrased::who(case, judged, Tongue::English).into());
        object.insert("quote".into(), quote(case, at));
    }
    if let Some(at) = phrased::last_not(case, judged) {
        object.insert("again".into(), quote(case, at));
    }
    let against = judged.against.iter().chain(&judged.denials);
    let against: Vec<Value> = against.map(|at| quote(case, *at)).collect();
    if !against.is_empty() {
        some(&mut object, "against", against, 2);
    }
    Value::Object(object)
}

/// `compare`
pub fn compare(desk: &Desk, asked: &asked::Compare) -> Answer {
    let procedure = find_procedure(&desk.shelf, asked.name.trim())?;
    let ground = &desk.engine().packs.ground;
    let named: Vec<Traveller> = asked
        .entities
        .iter()
        .map(|e| Traveller::find(e, ground))
        .collect();
    let (case, as_of) = case(desk, &named, asked.as_of.as_deref())?;
    let index = Index::of(&case, ground);
    let table = onrecord::procedures::compare(&case, ground, &index, &procedure, &named, as_of);
    let rows = table.rows.iter().map(|row| {
        let mut told = told(&case, &row.way);
        told.remove("procedure");
        if !row.way.is_told() {
            told.insert("not_understood".into(), "nothing said of any step".into());
        }
        Value::Object(told)
    });
    let mut object = Map::new();
    object.insert("note".into(), NO_ADVICE.into());
    object.insert("procedure".into(), procedure.id().into());
    object.insert(
        "as_of".into(),
        (as_of != Date::MAX).then(|| as_of.to_string()).into(),
    );
    some(&mut object, "rows", rows.collect(), 12);
    Ok(answer(Value::Object(object)))
}
