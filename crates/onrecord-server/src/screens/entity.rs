//! Names: whom matters are about, what is held on one of them, and what people said of it.
//! What does not live here: how names are linked (`onrecord-case`).

use std::collections::BTreeMap;

use maud::html;
use onrecord::{Judgements, judged_name};
use onrecord_pages::{clean, line};
use onrecord_views::brief::Briefing;
use onrecord_views::corrections::line as judgement;

use crate::ask::{Answer, Ask, Refusal, encoded};
use crate::parts::{Addresses, further, pager, procedure_of, screen, who_and_why};

/// Names on one screen.
const STEP: usize = 100;

/// `/entities`
pub fn entities(ask: &Ask<'_>) -> Answer {
    let tongue = ask.tongue;
    let Some(whole) = ask.house.whole(ask.library, ask.cut()?)? else {
        return by_letters(ask);
    };
    let case = &whole.0;
    let briefing = Briefing::new(case, &ask.house.engine.packs, whole.1);
    let mut held: BTreeMap<&str, usize> = BTreeMap::new();
    for matter in case.matters.iter().filter(|m| !m.is_statement()) {
        for who in &matter.key.who {
            *held.entry(who).or_default() += 1;
        }
    }
    let mut all: Vec<(&str, usize)> = held.into_iter().collect();
    all.sort_by_key(|(name, matters)| (std::cmp::Reverse(*matters), *name));
    let from = ask.number("cursor", 0, usize::MAX)?.min(all.len());
    let to = (from + STEP).min(all.len());
    let title = tongue.pick("Names", "名称");
    let body = html! {
        h1 { (title) }
        p.hint { (tongue.pick("Whom matters are about.", "各事项所涉及的主体。")) }
        ul.list.names {
            @for (name, matters) in &all[from..to] {
                li {
                    a href={ "/entity/" (encoded(name)) } { bdi { (clean(&briefing.name(name, tongue))) } } " "
                    span.notes { (tongue.count(*matters, "matter", "个事项")) }
                }
            }
        }
        (pager(ask, "/entities", from, to, all.len(), STEP))
    };
    Ok(screen(ask, title, None, &body))
}

/// The names of a ledger that is too large to be brought together, in the order of their letters.
fn by_letters(ask: &Ask<'_>) -> Answer {
    let tongue = ask.tongue;
    let after = ask.query("after").unwrap_or_default();
    let names = ask.library.ledger.names_after(after, STEP)?;
    let catalogue = &ask.house.engine.packs.ground.catalogue;
    let title = tongue.pick("Names", "名称");
    let body = html! {
        h1 { (title) }
        p.hint { (tongue.pick("Whom or what claims are about, in the order of letters, lower case.", "主张所涉及的名称，按字母小写排列。")) }
        form.line action="/entities" method="get" {
            div {
                label for="after" { (tongue.pick("Go to", "跳到")) }
                input id="after" name="after" value=(clean(after)) autocomplete="off";
            }
            button type="submit" { (tongue.pick("Show", "查看")) }
        }
        @if names.is_empty() { p.message { (tongue.pick("No further names.", "没有更多名称。")) } }
        ul.list.names {
            @for (name, pages) in &names {
                li {
                    a href={ "/entity/" (encoded(name)) } { bdi { (clean(catalogue.name(name, tongue.language()).unwrap_or(name))) } } " "
                    span.notes { (tongue.count(*pages, "page", "个页面")) }
                }
            }
        }
        (further(ask, "/entities", names.last().map(|(name, _)| name.as_str()).filter(|_| names.len() == STEP)))
    };
    Ok(screen(ask, title, None, &body))
}

/// `/entity/…`
pub fn entity(ask: &Ask<'_>) -> Answer {
    let tongue = ask.tongue;
    let packs = &ask.house.engine.packs;
    let ground = &packs.ground;
    let given = ask.of("name");
    let name = judged_name(given.split(" #").next().unwrap_or(given), ground);
    let cut = ask.cut()?;
    let words: Vec<String> = name.split_whitespace().map(str::to_owned).collect();
    let ledger = &ask.library.ledger;
    let judged = ledger.judged(cut.known_on)?;
    let found = match words.is_empty() {
        true => None,
        false => onrecord::docket(ledger, ground, &judged, &words, cut)?,
    };
    let all = ledger.judgements()?;
    let counting = Judgements::counting(all);
    let said: Vec<_> = counting
        .iter()
        .filter(|j| j.judgement.verdict.is_of_names())
        .filter(|j| j.judgement.a == name || j.judgement.b == name)
        .cloned()
        .collect();
    let Some(case) = found else {
        return Err(Refusal::new(
            404,
            format!("no page has a claim about {given:?}: /entities lists names"),
            format!("没有关于“{given}”的主张：/entities 列出全部名称"),
        ));
    };
    let day = onrecord::today(ledger, cut)?;
    let briefing = Briefing::new(&case, packs, day);
    let called = |id: &str| briefing.name(id, tongue);
    let said: Vec<_> = said
        .iter()
        .map(|j| judgement(j, "", &|_| None, &called, packs, tongue))
        .collect();
    let statuses: Vec<_> = (0..case.matters.len())
        .filter(|m| {
            !case.matters[*m].is_statement()
                && case.matters[*m].key.who.iter().any(|w| w == given || *w == name)
        })
        .map(|m| briefing.status(m))
        .filter(|s| !(s.steps.is_empty() && s.responses.is_empty()))
        .collect();
    let known = ground.catalogue.get(&name);
    let known_as = briefing.name(&name, tongue);
    let shown = if known_as == name {
        given
    } else {
        known_as.as_str()
    };
    let links = Addresses::of(cut.as_of);
    let mut procedures = Vec::new();
    for procedure in ask.house.shelf.names() {
        procedures.push(procedure_of(ask, procedure)?);
    }
    let back = format!("/entity/{}", encoded(given));
    let body = html! {
        h1 { bdi { (clean(shown)) } }
        p.facts {
            @match known {
                Some(e) => {
                    (tongue.pick("in the catalogue", "已收录"))
                    @for name in [e.zh.as_deref(), e.en.as_deref()].into_iter().flatten() { " · " bdi { (clean(name)) } }
                    @if let Some(whole) = &e.part_of { " · " (tongue.pick("a part of ", "隶属")) a href={ "/entity/" (encoded(whole)) } { (clean(whole)) } }
                },
                None => (tongue.pick("in no catalogue: one thing on every page that shares more than the name", "未收录：仅当页面共享更多信息时才视为同一主体")),
            }
        }
        @if statuses.is_empty() { p.message { (tongue.pick("No matter is about this name.", "没有关于此名称的事项。")) } }
        ul.matters { @for status in &statuses { (line(&briefing.sheet_line(status, tongue), &links, tongue)) } }
        @if !said.is_empty() { (onrecord_pages::corrections(&said, tongue)) }
        p.facts {
            (tongue.pick("Its way through: ", "审批进程："))
            @for (n, procedure) in procedures.iter().enumerate() {
                @if n > 0 { " · " }
                a href={ "/procedure/" (encoded(procedure.id())) "/" (encoded(&name)) } { (tongue.pick(procedure.en(), procedure.zh())) }
            }
        }
        details.correct {
            summary { (tongue.pick("Say what this name stands for", "更正名称")) }
            form action="/corrections" method="post" {
                input type="hidden" name="form_token" value=(ask.house.form_token());
                input type="hidden" name="of" value=(clean(&name));
                input type="hidden" name="back" value=(back);
                div {
                    label for="verdict" { (tongue.pick("It", "此名称")) }
                    select id="verdict" name="verdict" {
                        option value="same" { (tongue.pick("is one with", "与之为同一主体")) }
                        option value="different" { (tongue.pick("is not", "与之不是同一主体")) }
                        option value="unsure" { (tongue.pick("may be, the rules decide", "由规则判断")) }
                        option value="called" { (tongue.pick("is shown as", "显示为")) }
                    }
                }
                div {
                    label for="is" { (tongue.pick("Name", "名称")) }
                    input id="is" name="is" required maxlength="200";
                }
                (who_and_why(ask, "e-"))
                button type="submit" { (tongue.pick("Correct", "更正")) }
            }
        }
    };
    Ok(screen(ask, shown, None, &body))
}
