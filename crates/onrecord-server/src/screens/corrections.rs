//! Corrections: who overruled what, and how it is undone.
//! What does not live here: which corrections may be made (`onrecord`).

use std::collections::BTreeSet;

use maud::html;
use onrecord::{Judgements, Verdict};
use onrecord_pages::clean;
use onrecord_views::corrections::line;

use crate::ask::{Answer, Ask, Refusal, Reply, decoded, encoded};
use crate::parts::{pager, screen, who_and_why};

/// Rows on one screen.
const STEP: usize = 50;

/// `/corrections`
pub fn corrections(ask: &Ask<'_>) -> Answer {
    let tongue = ask.tongue;
    let ledger = &ask.library.ledger;
    let mut all = ledger.judgements()?;
    let counting = Judgements::counting(all.clone());
    let counting: BTreeSet<u64> = counting.iter().map(|j| j.number).collect();
    all.reverse();
    let from = ask.number("cursor", 0, usize::MAX)?.min(all.len());
    let to = (from + STEP).min(all.len());
    let claim = |id: &str| ask.library.words_of(id);
    let where_to = |verdict: Verdict, a: &str| match verdict {
        Verdict::Undone => None,
        Verdict::Dated => Some(format!("/page/{}", encoded(a))),
        v if v.is_remark() && a.len() == 64 => Some(format!("/page/{}", encoded(a))),
        v if v.is_of_names() => Some(format!("/entity/{}", encoded(a))),
        _ if a.contains('/') => Some(format!("/matter/{}", encoded(a))),
        _ => Some(format!("/claim/{}", encoded(a))),
    };
    let title = tongue.pick("Corrections", "更正");
    let body = html! {
        h1 { (title) }
        p.hint { (tongue.pick(
            "Every correction is a row of the ledger with who and why. None is removed; another row undoes it.",
            "每次更正都记入账本，注明何人与理由；不会删除，只能以新的一行撤销。")) }
        @if all.is_empty() { p.message { (tongue.pick("Nothing was corrected by hand.", "尚无人工更正。")) } }
        ol.rows {
            @for judged in &all[from..to] {
                @let told = line(judged, "", &claim, &ask.house.engine.packs, tongue);
                @let counts = counting.contains(&judged.number);
                li.undone[!counts] id={ "r-" (told.number) } {
                    p {
                        span.count { "#" (told.number) } " "
                        @match where_to(judged.judgement.verdict, &judged.judgement.a) {
                            Some(to) => a href=(to) { bdi { (clean(&told.what)) } },
                            None => bdi { (clean(&told.what)) },
                        }
                        @if !counts { " " span.flag { (tongue.pick("undone", "已撤销")) } }
                    }
                    p.notes { bdi { (clean(&told.by)) } ", " (told.day) @if !told.reason.is_empty() { ": " bdi { (clean(&told.reason)) } } }
                    @if counts {
                        details.correct {
                            summary aria-label={ (tongue.pick("Undo ", "撤销")) "#" (told.number) } { (tongue.pick("Undo", "撤销")) }
                            form action="/corrections" method="post" {
                                input type="hidden" name="form_token" value=(ask.house.form_token());
                                input type="hidden" name="verdict" value="undone";
                                input type="hidden" name="of" value=(told.number);
                                input type="hidden" name="back" value="/corrections";
                                (who_and_why(tongue, &format!("u{}-", told.number)))
                                button type="submit" { (tongue.pick("Undo", "撤销")) }
                            }
                        }
                    }
                }
            }
        }
        (pager(ask, "/corrections", from, to, all.len(), STEP))
    };
    Ok(screen(ask, title, None, &body))
}

/// Makes a correction, and goes back to where it was made.
pub fn correct(ask: &Ask<'_>) -> Answer {
    let name = ask.field("verdict");
    let verdict = Verdict::named(name).ok_or_else(|| Refusal::new(422, "choose what is wrong"))?;
    // Of a form with a field for each verdict, the one that was chosen counts.
    let own = ask.field(&format!("is-{name}"));
    let is = match verdict {
        Verdict::Says if !own.is_empty() => format!("{}{own}{}", raw(ask, "not"), raw(ask, "how")),
        // Ids hold what pages wrote: in a form they are encoded, so that nothing of it steers the line.
        Verdict::SameMatter | Verdict::OtherMatter if !own.is_empty() => decoded(own, false),
        _ if !own.is_empty() => own.to_owned(),
        _ => ask.field("is").to_owned(),
    };
    let mut writer = ask.house.writer()?;
    writer.judge(
        verdict,
        (ask.field("of"), &is),
        (ask.field("by"), ask.field("reason")),
        (ask.house.clock)(),
    )?;
    let back = ask.field("back");
    // Only our own addresses: two slashes would lead elsewhere.
    let ours = back.starts_with('/') && !back.starts_with("//") && !back.contains(['\\', '\r', '\n']);
    Ok(Reply::see(if ours { back } else { "/corrections" }))
}

/// A field with its blanks.
fn raw<'a>(ask: &'a Ask<'_>, name: &str) -> &'a str {
    let found = ask.fields.iter().find(|(n, _)| n == name);
    found.map_or("", |(_, value)| value.as_str())
}
