//! Corrections: who overruled what, and how it is undone.
//! What does not live here: which corrections may be made (`onrecord`).

use std::collections::BTreeSet;
use std::sync::PoisonError;

use maud::html;
use onrecord::{Judged, Judgements, Verdict};
use onrecord_pages::clean;
use onrecord_views::brief::Briefing;
use onrecord_views::corrections::line;

use crate::ask::{Answer, Ask, Refusal, Reply, decoded, encoded};
use crate::parts::{meanwhile, pager, screen, who_and_why};

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
    // Names are shown as pages write them, where all pages are at hand.
    let whole = ask.house.whole(ask.library, onrecord::Cut::default())?;
    let briefing = whole
        .as_ref()
        .map(|w| Briefing::new(&w.0, &ask.house.engine.packs, w.1));
    let called = |id: &str| {
        briefing
            .as_ref()
            .map_or_else(|| id.to_owned(), |b| b.name(id, tongue))
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
                @let told = line(judged, "", &claim, &called, &ask.house.engine.packs, tongue);
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
                                (who_and_why(ask, &format!("u{}-", told.number)))
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
    let verdict =
        Verdict::named(name).ok_or_else(|| Refusal::new(422, "choose what is wrong", "请选择何处有误"))?;
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
    let _judging = ask.house.judging.lock().unwrap_or_else(PoisonError::into_inner);
    let all = writer.ledger.judgements()?;
    if let Ok(seen) = ask.field("seen").parse() {
        let done = meanwhile(&all, ask.field("of"), seen);
        if !done.is_empty() {
            return Ok(somebody_else(ask, &done, all.last().map_or(0, |j| j.number)));
        }
    }
    writer.judge(
        verdict,
        (ask.field("of"), &is),
        (ask.field("by"), ask.field("reason")),
        (ask.house.clock)(),
    )?;
    Ok(Reply::see(ours(ask.field("back"))))
}

/// Somebody corrected the same after the form was shown: what was done, and the form once more.
fn somebody_else(ask: &Ask<'_>, done: &[Judged], last: u64) -> Reply {
    let tongue = ask.tongue;
    let claim = |id: &str| ask.library.words_of(id);
    let packs = &ask.house.engine.packs;
    let lines: Vec<_> = done
        .iter()
        .map(|j| line(j, "", &claim, &str::to_owned, packs, tongue))
        .collect();
    let title = tongue.pick("This was corrected meanwhile", "其间已有人更正");
    let kept = ask.fields.iter().filter(|(name, _)| name != "seen");
    let back = ours(ask.field("back"));
    let body = html! {
        h1 { (title) }
        p.message.wrong { (tongue.pick(
            "Yours was not made: after you opened the form, the same was corrected. Look at what was done, then make yours all the same or leave it.",
            "您的更正未提交：您打开表单之后，同一内容已被更正。请先查看下列更正，再决定是否仍要提交。")) }
        (onrecord_pages::corrections(&lines, tongue))
        form action="/corrections" method="post" {
            @for (name, value) in kept { input type="hidden" name=(name) value=(value); }
            input type="hidden" name="seen" value=(last);
            p { button type="submit" { (tongue.pick("Make mine all the same", "仍要提交我的更正")) } }
        }
        p { a href=(back) { (tongue.pick("Leave it as it is now", "保留现状")) } }
    };
    Reply {
        status: 409,
        ..screen(ask, title, None, &body)
    }
}

/// An address of ours to go back to: two slashes would lead elsewhere.
fn ours(back: &str) -> &str {
    let ours = back.starts_with('/') && !back.starts_with("//") && !back.contains(['\\', '\r', '\n']);
    if ours { back } else { "/corrections" }
}

/// A field with its blanks.
fn raw<'a>(ask: &'a Ask<'_>, name: &str) -> &'a str {
    let found = ask.fields.iter().find(|(n, _)| n == name);
    found.map_or("", |(_, value)| value.as_str())
}
