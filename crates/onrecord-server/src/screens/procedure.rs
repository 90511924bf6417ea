//! Official procedures: which there are, somebody's way through one, several side by side.
//! What does not live here: how a way is made (`onrecord-procedures`) and drawn (`onrecord-pages`).

use maud::html;
use onrecord::procedures::page::page;
use onrecord_pages::{Drawn, clean, comparison, way};
use onrecord_views::brief::Briefing;

use crate::ask::{Answer, Ask, Refusal, encoded};
use crate::parts::{Addresses, as_of_form, compared, gone, procedure_of, screen};

/// `/procedures`
pub fn procedures(ask: &Ask<'_>) -> Answer {
    let tongue = ask.tongue;
    let title = tongue.pick("Procedures", "审批程序");
    let mut all = Vec::new();
    for name in ask.house.shelf.names() {
        if let Some(head) = ask.house.shelf.head(name) {
            let refused = |e: onrecord::PackProblem| {
                Refusal::new(500, e.to_string(), format!("审批程序文件无法读取：{e}"))
            };
            all.push((name, head.map_err(refused)?));
        }
    }
    let body = html! {
        h1 { (title) }
        p.hint { (tongue.pick("Official ways with steps: where somebody is on one, by what the pages say.", "分步骤的审批程序：按页面所说，某一主体走到了哪一步。")) }
        ul.list {
            @for (name, head) in &all {
                li { a href={ "/compare/" (encoded(name)) } { (tongue.pick(&head.en, &head.zh)) } }
            }
        }
    };
    Ok(screen(ask, title, None, &body))
}

/// `/compare/…`: those who are asked for, or all of whom a step is told; and what the procedure is.
pub fn compare(ask: &Ask<'_>) -> Answer {
    let tongue = ask.tongue;
    let procedure = procedure_of(ask, ask.of("procedure"))?;
    let title = tongue.pick(procedure.en(), procedure.zh());
    let about = tongue.pick(&procedure.head.about.en, &procedure.head.about.zh);
    let path = format!("/compare/{}", encoded(procedure.id()));
    let links = Addresses::of(ask.cut()?.as_of);
    let (whole, who) = compared(ask)?;
    let (case, day) = (&whole.0, whole.1);
    let index = onrecord::procedures::Index::of(case, &ask.house.engine.packs.ground);
    let ground = &ask.house.engine.packs.ground;
    let until = day.unwrap_or(jiff::civil::Date::MAX);
    let table = onrecord::procedures::compare(case, ground, &index, &procedure, &who, until);
    let gate = onrecord::procedures::gate(case, ground, &procedure, until);
    let briefing = Briefing::new(case, &ask.house.engine.packs, day);
    let name = |row: &onrecord::procedures::Row<'_>| {
        let who = &row.way.traveller;
        format!("/procedure/{}/{}", encoded(procedure.id()), encoded(&who.id))
    };
    let body = html! {
        h1 { (title) }
        p { (about) }
        (as_of_form(ask, &path, &[], day))
        form.line action=(path) {
            div {
                label for="who" { (tongue.pick("Who is compared: names with commas between them; empty for all", "比较对象：以逗号分隔；留空为全部")) }
                input.long id="who" name="who" value=(clean(ask.query("who").unwrap_or_default()));
            }
            button type="submit" { (tongue.pick("Compare", "比较")) }
        }
        @if table.rows.is_empty() { p.message { (tongue.pick("Nothing is said of any step.", "没有关于任何步骤的说法。")) } }
        div.procedure { (comparison(case, &table, &gate, &briefing, &links, &name, tongue)) }
        p.facts { a href={ "/api" (path) } { "JSON" } }
        details {
            summary { (tongue.pick("The procedure itself: steps, laws, terms, sources", "程序本身：步骤、法规、期限、来源")) }
            pre.plain { (page(&procedure)) }
        }
    };
    Ok(screen(ask, title, None, &body))
}

/// `/procedure/…/…`
pub fn procedure(ask: &Ask<'_>) -> Answer {
    let tongue = ask.tongue;
    let procedure = procedure_of(ask, ask.of("procedure"))?;
    let path = format!(
        "/procedure/{}/{}",
        encoded(procedure.id()),
        encoded(ask.of("name"))
    );
    let gone = gone(ask)?;
    let (case, way_gone, gate) = (&gone.case, gone.way(&procedure), gone.gate(&procedure));
    let briefing = Briefing::new(case, &ask.house.engine.packs, gone.day);
    let links = Addresses::of(ask.cut()?.as_of);
    let who = &way_gone.traveller;
    let who = tongue
        .pick(&who.name, who.zh.as_ref().unwrap_or(&who.name))
        .clone();
    let title = format!("{who} · {}", tongue.pick(procedure.en(), procedure.zh()));
    let drawn = Drawn {
        way: &way_gone,
        gate: &gate,
        case,
        briefing: &briefing,
        tongue,
    };
    let body = html! {
        p.facts { a href={ "/compare/" (encoded(procedure.id())) } { (tongue.pick("← all who go this way", "← 走此程序的各方")) } }
        h1 { bdi { (clean(&title)) } }
        (as_of_form(ask, &path, &[], gone.day))
        @if !way_gone.is_told() { p.message { (tongue.pick("Nothing is said of any step.", "没有关于任何步骤的说法。")) } }
        div.procedure { (way(&drawn, &links)) }
        p.facts { a href={ "/api" (path) } { "JSON" } }
    };
    Ok(screen(ask, &title, None, &body))
}
