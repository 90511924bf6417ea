//! One matter: where it is and why one should believe it; and who has it from whom.
//! What does not live here: the sheet itself (`onrecord-pages`).

use maud::{Markup, html};
use onrecord::{Case, Fold};
use onrecord_pages::{clean, quotation, sheet};
use onrecord_views::brief::Briefing;
use onrecord_views::tongue::Tongue;

use crate::ask::{Answer, Ask, Refusal, encoded};
use crate::parts::{Addresses, as_of_form, days_of, no_matter, note_form, screen, who_and_why};

/// `/matter/…`
pub fn matter(ask: &Ask<'_>) -> Answer {
    let tongue = ask.tongue;
    let id = ask.of("id");
    let cut = ask.cut()?;
    let path = format!("/matter/{}", encoded(id));
    let Some((case, index, day)) = ask.library.case_of(id, cut)? else {
        return unsaid(ask, id, &path);
    };
    let briefing = Briefing::new(&case, &ask.house.engine.packs, day);
    let status = briefing.status(index);
    let told = briefing.sheet(&status, tongue);
    let links = Addresses::of(cut.as_of);
    let origins = format!("/origins/{}", encoded(id));
    let days = match cut.as_of {
        // Days to come belong on the slider too.
        Some(_) => later_days(ask, id)?,
        None => days_of(&case, index),
    };
    let body = html! {
        p.facts { (told.kind) }
        h1 { bdi { (clean(&told.title)) } }
        (as_of_form(ask, &path, &days, day))
        (sheet(&told, &links, tongue))
        p.facts {
            a href=(origins) { (tongue.pick("Who has it from whom", "来源关系")) } " · "
            a href={ "/api" (path) } { "JSON" } " · "
            a href={ "/feed" (path) } { "Atom" } " · "
            span.path { (clean(id)) }
        }
        (note_form(ask, id, &path))
        details.correct {
            summary { (tongue.pick("This is one matter with another", "与另一事项合并")) }
            form action="/corrections" method="post" {
                input type="hidden" name="form_token" value=(ask.house.form_token());
                input type="hidden" name="verdict" value="same_matter";
                input type="hidden" name="of" value=(clean(id));
                input type="hidden" name="back" value=(path);
                div {
                    label for="is" { (tongue.pick("The id of the matter that it belongs to", "归入事项的编号")) }
                    input.long id="is" name="is" required;
                }
                (who_and_why(ask, "m-"))
                button type="submit" { (tongue.pick("Correct", "更正")) }
            }
        }
    };
    Ok(screen(ask, &told.title, Some(&format!("/feed{path}")), &body))
}

fn later_days(ask: &Ask<'_>, id: &str) -> Result<Vec<jiff::civil::Date>, Refusal> {
    let cut = onrecord::Cut {
        as_of: None,
        ..ask.cut()?
    };
    let found = ask.library.case_of(id, cut)?;
    Ok(found
        .map(|(case, index, _)| days_of(&case, index))
        .unwrap_or_default())
}

/// Nothing was said of a matter by a day; or it is none.
fn unsaid(ask: &Ask<'_>, id: &str, path: &str) -> Answer {
    let tongue = ask.tongue;
    let days = later_days(ask, id)?;
    if days.is_empty() {
        return Err(no_matter(id));
    }
    let body = html! {
        h1 { bdi { (clean(id)) } }
        (as_of_form(ask, path, &days, ask.day("as_of")?))
        p.message {
            (tongue.pick("Nothing was said of this by that day. The first page is of ", "截至该日尚无相关说法，最早的页面在"))
            (tongue.day(days[0])) (tongue.pick(".", "。"))
        }
    };
    Ok(screen(ask, id, None, &body))
}

/// `/origins/…`
pub fn origins(ask: &Ask<'_>) -> Answer {
    let tongue = ask.tongue;
    let id = ask.of("id");
    let cut = ask.cut()?;
    let path = format!("/origins/{}", encoded(id));
    let found = ask.library.case_of(id, cut)?;
    let (case, index, day) = found.ok_or_else(|| no_matter(id))?;
    let briefing = Briefing::new(&case, &ask.house.engine.packs, day);
    let title = briefing.title(&case.matters[index], tongue);
    let mut all: Vec<usize> = case.matters[index]
        .claims
        .iter()
        .filter_map(|at| case.origin_in(index, *at))
        .collect();
    all.sort_unstable();
    all.dedup();
    let links = Addresses::of(cut.as_of);
    let status = briefing.status(index);
    let body = html! {
        p.facts { a href={ "/matter/" (encoded(id)) } { (tongue.pick("← the matter", "← 返回事项")) } }
        h1 { (tongue.pick("Who has it from whom: ", "来源关系：")) bdi { (clean(&title)) } }
        p.facts { (tongue.origins(&status.origins)) " · " (tongue.pick("behind its state", "支持当前状态")) }
        (as_of_form(ask, &path, &[], day))
        ol.forest { @for origin in &all { (tree(&case, &briefing, *origin, &links, tongue)) } }
    };
    Ok(screen(ask, &title, None, &body))
}

/// An origin with everything that goes back to it.
fn tree(case: &Case, briefing: &Briefing<'_>, index: usize, links: &Addresses, tongue: Tongue) -> Markup {
    let origin = &case.origins[index];
    let (who, through) = briefing.knew(origin, tongue);
    let mut notes = vec![tongue.standing(origin.kind)];
    if origin.doubtful {
        notes.push(tongue.pick("may not be independent", "可能并非独立"));
    }
    if origin.phantom {
        notes.push(tongue.pick("no page of its own here", "此处没有其原页面"));
    }
    html! {
        li {
            p.who {
                b { bdi { (clean(&who)) } }
                @if let Some(through) = through { " → " bdi { (clean(&through)) } }
                " " span.notes { (notes.join(" · ")) }
            }
            ul.list {
                @for (at, fold) in &origin.members {
                    li.first[*fold == Fold::First] {
                        span.notes { (tongue.interval(briefing.said(*at))) " " }
                        (quotation(&briefing.quote(*at), links))
                        @if let Some(why) = briefing.fold(fold, tongue) { " " span.notes { (clean(&why)) } }
                    }
                }
            }
        }
    }
}
