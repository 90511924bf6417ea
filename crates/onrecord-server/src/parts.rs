//! What several screens need: the frame around all of them, cases, pages and claims by what an address names.
//! What does not live here: the screens.

use std::sync::Arc;

use jiff::civil::Date;
use maud::{Markup, PreEscaped, html};
use onrecord::ledger::StoredPage;
use onrecord::procedures::{self, Gate, Index, Procedure, Traveller, Way};
use onrecord::{Case, FoundClaim, Ground, Judged, Judgement, Verdict, docket};
use onrecord_pages::{Frame, Links, clean, document};
use onrecord_views::sheet::PageRef;
use onrecord_views::tongue::Tongue;
use onrecord_views::wire;

use crate::ask::{Ask, HTML, Refusal, Reply, encoded};
use crate::house::Whole;
use crate::route::Kind;

/// The screens that lead everywhere, in the order of the head.
const MAIN: [(&str, &str, &str); 8] = [
    ("/matters", "Matters", "事项"),
    ("/stories", "Stories", "专题"),
    ("/contradictions", "Contradictions", "矛盾"),
    ("/changes", "Changes", "变化"),
    ("/entities", "Names", "名称"),
    ("/procedures", "Procedures", "程序"),
    ("/corrections", "Corrections", "更正"),
    ("/add", "Add pages", "添加页面"),
];

/// A screen as a whole document.
pub fn screen(ask: &Ask<'_>, title: &str, feed: Option<&str>, body: &Markup) -> Reply {
    Reply::of(HTML, framed(ask.tongue, &ask.here, title, feed, body))
}

fn framed(tongue: Tongue, here: &str, title: &str, feed: Option<&str>, body: &Markup) -> String {
    let path = here.split('?').next().unwrap_or("/");
    let whole = html! {
        a.skip href="#main" { (tongue.pick("To the words", "跳到正文")) }
        header.top {
            a.home href="/" { "onrecord" }
            nav aria-label=(tongue.pick("Screens", "页面导航")) {
                @for (to, english, chinese) in MAIN {
                    a href=(to) aria-current=[(path == to).then_some("page")] { (tongue.pick(english, chinese)) }
                }
            }
            a.tongue href=(in_other_tongue(here, tongue)) lang=(other(tongue).tag()) hreflang=(other(tongue).tag()) {
                (tongue.pick("中文", "English"))
            }
        }
        main id="main" { (body) }
        footer.end { p.facts { "onrecord " (env!("CARGO_PKG_VERSION")) " · " a href="/api/openapi.json" { "API" } } }
        (PreEscaped("<script src=\"/enhance.js\" defer></script>"))
    };
    let title = match title {
        "" => "onrecord".to_owned(),
        title => format!("{} · onrecord", clean(title)),
    };
    let frame = Frame {
        title: &title,
        tongue,
        style: Some("/style.css"),
        feed,
    };
    document(&frame, &whole)
}

fn other(tongue: Tongue) -> Tongue {
    tongue.pick(Tongue::Chinese, Tongue::English)
}

/// The same address in the other language.
fn in_other_tongue(here: &str, tongue: Tongue) -> String {
    let (path, query) = here.split_once('?').unwrap_or((here, ""));
    let kept = query
        .split('&')
        .filter(|p| !p.is_empty() && !p.starts_with("lang="));
    let lang = format!("lang={}", other(tongue).code());
    let query: Vec<&str> = kept.chain([lang.as_str()]).collect();
    // An address begins with one slash: two would name another server.
    format!("/{}?{}", path.trim_start_matches('/'), query.join("&"))
}

/// A refusal as it is shown.
pub fn refused(refusal: &Refusal, kind: Kind, tongue: Tongue) -> Reply {
    let body = match kind {
        Kind::Json | Kind::Feed => {
            let object = serde_json::json!({ "schema": wire::SCHEMA, "error": refusal.message });
            format!("{object}\n")
        }
        _ => {
            let title = match refusal.status {
                404 => tongue.pick("Not here", "此处没有"),
                _ => tongue.pick("This was not done", "未能完成"),
            };
            let body = html! {
                h1 { (title) }
                p.message.wrong { (clean(tongue.pick(&refusal.message, &refusal.chinese))) }
                p { a href="/" { (tongue.pick("To the first page", "回到首页")) } }
            };
            framed(tongue, "/", title, None, &body)
        }
    };
    Reply {
        status: refusal.status,
        ..Reply::of(kind.media_of_refusals(), body)
    }
}

/// A case that holds what is asked for.
pub struct Found {
    pub case: Whole,
    /// False if no name holds the words and there are too many pages to look into all.
    pub complete: bool,
}

impl Found {
    /// The matters that hold words; all of them if there are none.
    pub fn of(ask: &Ask<'_>, words: &[String]) -> Result<Found, Refusal> {
        let cut = ask.cut()?;
        let complete = |case| Found { case, complete: true };
        if words.is_empty() {
            return match ask.house.whole(ask.library, cut)? {
                Some(case) => Ok(complete(case)),
                None => Err(too_many(ask)),
            };
        }
        let ledger = &ask.library.ledger;
        let judged = ledger.judged(cut.known_on)?;
        let ground = &ask.house.engine.packs.ground;
        if let Some(case) = docket(ledger, ground, &judged, words, cut)? {
            let day = onrecord::today(ledger, cut)?;
            return Ok(complete(Arc::new((case, day))));
        }
        match ask.house.whole(ask.library, cut)? {
            Some(case) => Ok(complete(case)),
            None => Ok(Found {
                case: Arc::new((onrecord::reconcile(Vec::new(), ground), cut.as_of)),
                complete: false,
            }),
        }
    }
}

/// A list of all that a ledger of many pages holds.
pub fn too_many(ask: &Ask<'_>) -> Refusal {
    let most = ask.house.most;
    let words = format!(
        "more than {most} pages cannot be listed at once: search for a name, ask for one matter, or go through /matters and /entities by names"
    );
    let chinese = format!(
        "超过{most}个页面，无法一次列出：请搜索名称、查看单个事项，或在 /matters 与 /entities 按名称浏览"
    );
    Refusal::new(422, words, chinese)
}

/// There is no such matter, or nothing was said of it by then.
pub fn no_matter(id: &str) -> Refusal {
    Refusal::new(
        404,
        format!("no matter {id:?} by then: /matters lists them, /api/status for programs"),
        format!("届时没有事项“{id}”：/matters 列出全部事项"),
    )
}

/// There is no story of such a page.
pub fn no_story(page: &str) -> Refusal {
    Refusal::new(
        404,
        format!("no story of page {page:?}: /stories lists them"),
        format!("没有页面“{page}”的专题：/stories 列出全部专题"),
    )
}

/// The one page whose id begins so.
pub fn page_of(ask: &Ask<'_>, id: &str) -> Result<StoredPage, Refusal> {
    // A file's name finds pages on the command line; an address names one for good.
    if id.len() < 8 || !id.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Err(Refusal::new(
            404,
            format!("no page {id:?}: give its hash"),
            format!("没有页面“{id}”：请给出其哈希值"),
        ));
    }
    Ok(ask.library.find_page(id)?)
}

/// The one claim whose id begins so.
pub fn claim_of(ask: &Ask<'_>, id: &str) -> Result<FoundClaim, Refusal> {
    if id.is_empty() {
        return Err(Refusal::new(
            404,
            "no claim: give an id, or the beginning of one",
            "没有此主张：请给出编号或其开头",
        ));
    }
    Ok(ask.library.find_claim(id)?)
}

/// Addresses of this server; the day that somebody looks at goes along.
pub struct Addresses {
    query: String,
}

impl Addresses {
    pub fn of(as_of: Option<Date>) -> Addresses {
        Addresses {
            query: as_of.map(|d| format!("?as_of={d}")).unwrap_or_default(),
        }
    }
}

impl Links for Addresses {
    fn claim(&self, id: &str) -> String {
        format!("/claim/{}", encoded(id))
    }
    fn page(&self, page: &PageRef) -> String {
        format!("/page/{}", page.sha256)
    }
    fn matter(&self, id: &str) -> String {
        format!("/matter/{}{}", encoded(id), self.query)
    }
}

/// The day that a screen is of: a field, and days to slide over where there is a script.
pub fn as_of_form(ask: &Ask<'_>, path: &str, days: &[Date], shown: Option<Date>) -> Markup {
    let tongue = ask.tongue;
    let days: Vec<String> = days.iter().map(Date::to_string).collect();
    html! {
        form.line.asof action=(path) method="get" data-days=(days.join(" ")) {
            @for (name, value) in ask.query.iter().filter(|(n, _)| n == "q" || n == "known_on") {
                input type="hidden" name=(name) value=(clean(value));
            }
            div {
                label for="as_of" { (tongue.pick("As of", "截至")) }
                input id="as_of" name="as_of" type="date" value=[shown.map(|d| d.to_string())];
            }
            button type="submit" { (tongue.pick("Show", "查看")) }
            @if ask.query("as_of").is_some() { a.plain href=(path) { (tongue.pick("up to the newest page", "回到最新")) } }
        }
    }
}

/// Who and why, for every form that corrects; and what had been corrected when the form was shown, so that nobody overrules
/// what he has not seen.
pub fn who_and_why(ask: &Ask<'_>, prefix: &str) -> Markup {
    let tongue = ask.tongue;
    html! {
        input type="hidden" name="seen" value=(last_judged(ask));
        div {
            label for={ (prefix) "by" } { (tongue.pick("Who says so", "何人更正")) }
            input id={ (prefix) "by" } name="by" required maxlength="200" autocomplete="name";
        }
        div {
            label for={ (prefix) "reason" } { (tongue.pick("Why", "理由")) }
            input.long id={ (prefix) "reason" } name="reason" required maxlength="2000";
        }
    }
}

/// The number of the last judgement in the ledger; 0 if there is none.
pub fn last_judged(ask: &Ask<'_>) -> u64 {
    let all = ask.library.ledger.judgements().unwrap_or_default();
    all.last().map_or(0, |j| j.number)
}

/// What was judged of a thing after the judgement of a number, in the order in which it came in. Notes and tags stand beside
/// each other and overrule nothing.
pub fn meanwhile(all: &[Judged], of: &str, seen: u64) -> Vec<Judged> {
    let names = |j: &Judged| {
        let Judgement { a, b, verdict } = &j.judgement;
        // An id may be given by its beginning.
        let begins =
            |id: &str| of.len() >= ID && id.starts_with(of) && of.bytes().all(|b| b.is_ascii_hexdigit());
        let beside = matches!(verdict, Verdict::Noted | Verdict::Tagged);
        !beside && (a == of || b == of || begins(a) || begins(b))
    };
    let undoes = |j: &Judged| {
        let row = all.iter().find(|r| r.number.to_string() == j.judgement.a);
        j.judgement.verdict == Verdict::Undone && (j.judgement.a == of || row.is_some_and(names))
    };
    let later = all.iter().filter(|j| j.number > seen);
    later
        .filter(|j| undoes(j) || j.judgement.verdict != Verdict::Undone && names(j))
        .cloned()
        .collect()
}

/// Letters of an id that its beginning must have here.
const ID: usize = 6;

/// The form that notes something on a matter, a claim or a page, and goes back to where it was made.
pub fn note_form(ask: &Ask<'_>, of: &str, back: &str) -> Markup {
    let tongue = ask.tongue;
    html! {
        details.correct {
            summary { (tongue.pick("Write a note or a tag", "添加备注或标签")) }
            form action="/corrections" method="post" {
                input type="hidden" name="form_token" value=(ask.house.form_token());
                input type="hidden" name="of" value=(clean(of));
                input type="hidden" name="back" value=(back);
                div.choice {
                    input type="radio" name="verdict" id="n-noted" value="noted" checked required;
                    label for="n-noted" { (tongue.pick("A note", "备注")) }
                    input type="radio" name="verdict" id="n-tagged" value="tagged";
                    label for="n-tagged" { (tongue.pick("A tag", "标签")) }
                }
                div {
                    label for="n-is" { (tongue.pick("Its words", "内容")) }
                    input.long id="n-is" name="is" required maxlength="2000";
                }
                div {
                    label for="n-by" { (tongue.pick("Who writes it", "何人")) }
                    input id="n-by" name="by" required maxlength="200" autocomplete="name";
                }
                button type="submit" { (tongue.pick("Write", "添加")) }
            }
        }
    }
}

/// The words of all days on which something happened in a case, in order.
pub fn days_of(case: &Case, matter: usize) -> Vec<Date> {
    let claims = &case.matters[matter].claims;
    let mut days: Vec<Date> = claims
        .iter()
        .filter_map(|at| onrecord::status::said_day(case, *at))
        .collect();
    days.sort_unstable();
    days.dedup();
    days
}

/// Pages of a list: the part that is shown, and links to the others.
pub fn pager(ask: &Ask<'_>, path: &str, from: usize, to: usize, all: usize, step: usize) -> Markup {
    let kept: Vec<String> = ask
        .query
        .iter()
        .filter(|(n, _)| n != "cursor" && n != "lang")
        .map(|(n, v)| format!("{}={}", encoded(n), encoded(v)))
        .collect();
    let link = |cursor: usize| {
        let mut parts = kept.clone();
        parts.push(format!("cursor={cursor}"));
        format!("{path}?{}", parts.join("&"))
    };
    html! {
        @if all > step {
            nav.pager aria-label=(ask.tongue.pick("Pages of the list", "列表分页")) {
                @if from > 0 { a href=(link(from.saturating_sub(step))) rel="prev" { (ask.tongue.pick("← before", "← 上一页")) } }
                span.count { (from + 1) "–" (to) " / " (all) }
                @if to < all { a href=(link(to)) rel="next" { (ask.tongue.pick("further →", "下一页 →")) } }
            }
        }
    }
}

/// The way on in a list that goes by names: there is no way to know how long it is without walking it.
pub fn further(ask: &Ask<'_>, path: &str, after: Option<&str>) -> Markup {
    let kept = ask.query.iter().filter(|(n, _)| n != "after" && n != "lang");
    let kept: Vec<String> = kept
        .map(|(n, v)| format!("{}={}", encoded(n), encoded(v)))
        .collect();
    let link = |after: Option<&str>| {
        let after = after.map(|a| format!("after={}", encoded(a)));
        let parts: Vec<String> = kept.iter().cloned().chain(after).collect();
        format!("{path}?{}", parts.join("&"))
    };
    let begun = ask.query("after").is_some_and(|a| !a.is_empty());
    html! {
        @if begun || after.is_some() {
            nav.pager aria-label=(ask.tongue.pick("Pages of the list", "列表分页")) {
                @if begun { a href=(link(None)) rel="first" { (ask.tongue.pick("← to the beginning", "← 回到开头")) } }
                @if after.is_some() { a href=(link(after)) rel="next" { (ask.tongue.pick("further →", "下一页 →")) } }
            }
        }
    }
}

/// The procedure of a name.
pub fn procedure_of(ask: &Ask<'_>, name: &str) -> Result<Procedure, Refusal> {
    onrecord::find_procedure(&ask.house.shelf, name).map_err(|e| {
        let chinese = format!("没有程序“{name}”：/procedures 列出全部程序");
        Refusal::new(404, e.to_string(), chinese)
    })
}

/// A case with what is needed to see somebody's way.
pub struct Gone<'a> {
    pub case: Case,
    pub day: Option<Date>,
    ground: &'a Ground,
    index: Index,
    traveller: Traveller,
}

impl Gone<'_> {
    fn until(&self) -> Date {
        self.day.unwrap_or(Date::MAX)
    }

    /// The way.
    pub fn way<'p>(&self, procedure: &'p Procedure) -> Way<'p> {
        procedures::way(
            &self.case,
            self.ground,
            &self.index,
            procedure,
            &self.traveller,
            self.until(),
        )
    }

    /// What is said of the procedure itself.
    pub fn gate(&self, procedure: &Procedure) -> Gate {
        procedures::gate(&self.case, self.ground, procedure, self.until())
    }
}

/// The pages about the one whom the address names.
pub fn gone<'a>(ask: &'a Ask<'_>) -> Result<Gone<'a>, Refusal> {
    let ground = &ask.house.engine.packs.ground;
    let traveller = Traveller::find(ask.of("name"), ground);
    let (case, day) = ask
        .library
        .case_about(std::slice::from_ref(&traveller), ask.cut()?)?;
    Ok(Gone {
        index: Index::of(&case, ground),
        case,
        day,
        ground,
        traveller,
    })
}

/// The pages about those who are compared: `who` of the query, commas between them; all pages if nobody is.
pub fn compared(ask: &Ask<'_>) -> Result<(Whole, Vec<Traveller>), Refusal> {
    let ground = &ask.house.engine.packs.ground;
    let who = ask.query("who").unwrap_or_default().split([',', '，', '、']);
    let who: Vec<Traveller> = who
        .map(str::trim)
        .filter(|w| !w.is_empty())
        .take(40)
        .map(|w| Traveller::find(w, ground))
        .collect();
    let cut = ask.cut()?;
    if who.is_empty() {
        let whole = ask.house.whole(ask.library, cut)?.ok_or_else(|| too_many(ask))?;
        return Ok((whole, who));
    }
    Ok((Arc::new(ask.library.case_about(&who, cut)?), who))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_other_language_has_the_same_address() {
        let other = |here: &str| in_other_tongue(here, Tongue::English);
        assert_eq!(other("/search?q=a%26b&lang=en"), "/search?q=a%26b&lang=zh");
        assert_eq!(other("/"), "/?lang=zh");
        assert_eq!(other("//evil.example/"), "/evil.example/?lang=zh");
    }
}
