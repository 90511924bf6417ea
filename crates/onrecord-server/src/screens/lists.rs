//! Screens that list: what is here, what a search finds, matters, stories, contradictions, changes.
//! What does not live here: one matter (see `matter`).

use jiff::ToSpan;
use jiff::civil::Date;
use maud::{Markup, html};
use onrecord::{Case, ClaimRef, Cut, Modality, Status, Story};
use onrecord_pages::{Links, clash, clean, line, quotation};
use onrecord_views::brief::Briefing;
use onrecord_views::tongue::Tongue;

use crate::ask::{Answer, Ask, Refusal, encoded};
use crate::house::Whole;
use crate::parts::{Addresses, Found, as_of_form, further, no_story, pager, screen, too_many};

/// Matters on one screen.
const STEP: usize = 50;
/// Stories and changes of the first screen.
const FIRST: usize = 12;
/// Claims and pages that a search shows.
const HITS: usize = 40;
/// Days that are looked back at, if nobody says since when.
const BACK: i32 = 30;

/// The search field.
fn field(ask: &Ask<'_>, words: &str) -> Markup {
    let tongue = ask.tongue;
    html! {
        form.line action="/search" method="get" role="search" {
            div {
                label for="q" { (tongue.pick("Names or words", "名称或词语")) }
                input id="q" name="q" type="search" value=(clean(words)) autocomplete="off";
            }
            button type="submit" { (tongue.pick("Search", "搜索")) }
        }
    }
}

fn day_of(day: Option<Date>, tongue: Tongue) -> String {
    day.map_or_else(
        || tongue.pick("no dates", "无日期").into(),
        |d| format!("{}{}", tongue.pick("as of ", "截至"), tongue.day(d)),
    )
}

/// `/`
pub fn home(ask: &Ask<'_>) -> Answer {
    let tongue = ask.tongue;
    let pages = ask.library.ledger.count_pages()?;
    let whole = ask.house.whole(ask.library, ask.cut()?)?;
    let body = html! {
        h1 { (tongue.pick("What is on record", "记录在案")) }
        p.hint { (tongue.pick(
            "Who said what, when, on whose authority, and where each matter is. Every word leads to its page.",
            "谁在何时说了什么、依据何人、各事项进展如何；每句话都可回到原页面。")) }
        (field(ask, ""))
        @if pages == 0 {
            p.message {
                (tongue.pick("No pages are here yet. ", "这里还没有页面。"))
                a href="/add" { (tongue.pick("Add the first ones.", "添加第一批页面")) }
            }
        }
        @match &whole {
            Some(whole) => (overview(ask, whole)),
            None => p.message {
                (tongue.count(pages, "page", "个页面")) ": "
                (tongue.pick("too many to be brought together at once. Search for a name, or go through ", "数量太多，无法一次汇总。请搜索名称，或浏览"))
                a href="/entities" { (tongue.pick("the names", "名称")) } (tongue.pick(", ", "、"))
                a href="/matters" { (tongue.pick("the matters by names", "按名称排列的事项")) } (tongue.pick(" and ", "、"))
                a href="/changes" { (tongue.pick("what changed", "近期变化")) } (tongue.pick(".", "。"))
            },
        }
    };
    Ok(screen(ask, "", None, &body))
}

fn overview(ask: &Ask<'_>, whole: &Whole) -> Markup {
    let tongue = ask.tongue;
    let (case, day) = &**whole;
    let briefing = Briefing::new(case, &ask.house.engine.packs, *day);
    let claims: usize = case.pages.iter().map(|p| p.reading.claims.len()).sum();
    let real = case.matters.iter().filter(|m| !m.is_statement()).count();
    let quiet: Vec<usize> = (0..case.pages.len())
        .filter(|p| case.pages[*p].reading.claims.is_empty())
        .collect();
    let in_part: Vec<usize> = (0..case.pages.len())
        .filter(|p| onrecord_views::phrases::read_in_part(&case.pages[*p]).is_some())
        .collect();
    let stories = by_last_change(case, &briefing);
    html! {
        @if !case.pages.is_empty() {
            p.facts {
                (tongue.count(case.pages.len(), "page", "个页面")) " · " (tongue.count(claims, "claim", "条主张")) " · "
                (tongue.count(real, "matter", "个事项")) " · " (day_of(*day, tongue))
            }
            (as_of_form(ask, "/", &[], *day))
        }
        @if !stories.is_empty() {
            h2 { (tongue.pick("Stories, by their last change", "专题（按最近变化）")) }
            ul.list { @for (day, story) in stories.iter().take(FIRST) { (story_line(&briefing, story, *day, ask)) } }
            @if stories.len() > FIRST { p { a href="/stories" { (tongue.pick("All stories", "全部专题")) } } }
        }
        @if !in_part.is_empty() {
            h2 { (tongue.pick("Pages that were read in part", "仅读取了部分的页面")) }
            p.hint { (tongue.pick(
                "Their text is too long: what their end says is in no claim.", "正文过长：其后的内容未计入任何主张。")) }
            ul.list { @for page in in_part.iter().take(FIRST) { (page_line(case, &briefing, *page, tongue)) } }
        }
        @if !quiet.is_empty() {
            h2 { (tongue.pick("Pages in which nothing was found", "未读出内容的页面")) }
            p.hint { (tongue.pick(
                "Another language, no text, or nothing that anybody claims.", "可能是其他语言、没有正文，或没有任何主张。")) }
            ul.list { @for page in quiet.iter().take(FIRST) { (page_line(case, &briefing, *page, tongue)) } }
        }
    }
}

/// Stories with something to tell, those that moved last first.
fn by_last_change<'a>(case: &'a Case, briefing: &Briefing<'_>) -> Vec<(Option<Date>, &'a Story)> {
    let last = |story: &Story| {
        let claims = story.matters.iter().flat_map(|m| &case.matters[*m].claims);
        claims
            .filter_map(|at| onrecord::status::said_day(case, *at))
            .filter(|d| *d <= briefing.as_of)
            .max()
    };
    let told = case.stories.iter().filter(|s| lead(case, briefing, s).is_some());
    let mut stories: Vec<(Option<Date>, &Story)> = told.map(|s| (last(s), s)).collect();
    stories.sort_by_key(|(day, _)| std::cmp::Reverse(*day));
    stories
}

/// The weightiest matter of a story of which something was said.
fn lead(case: &Case, briefing: &Briefing<'_>, story: &Story) -> Option<Status> {
    let real = story.matters.iter().filter(|m| !case.matters[**m].is_statement());
    real.map(|m| briefing.status(*m))
        .find(|s| !(s.steps.is_empty() && s.responses.is_empty()))
}

fn story_line(briefing: &Briefing<'_>, story: &Story, day: Option<Date>, ask: &Ask<'_>) -> Markup {
    let tongue = ask.tongue;
    let case = briefing.case();
    let page = &case.pages[story.pages[0]].page.sha256;
    let links = addresses(ask);
    html! {
        li {
            a.title href={ "/story/" (page) } { bdi { (clean(&story.title)) } } " "
            span.notes {
                (tongue.count(story.pages.len(), "page", "个页面"))
                @if let Some(day) = day { " · " (tongue.day(day)) }
            }
            @if let Some(status) = lead(case, briefing, story) {
                ul.matters { (line(&briefing.sheet_line(&status, tongue), &links, tongue)) }
            }
        }
    }
}

fn addresses(ask: &Ask<'_>) -> Addresses {
    Addresses::of(ask.day("as_of").ok().flatten())
}

fn page_line(case: &Case, briefing: &Briefing<'_>, page: usize, tongue: Tongue) -> Markup {
    let read = &case.pages[page];
    let at = briefing.page_ref(page);
    let title = read.article.title.as_deref().unwrap_or(&read.page.source);
    html! {
        li {
            a href={ "/page/" (at.sha256) } { bdi { (clean(title)) } } " "
            span.notes { bdi { (clean(&at.outlet)) } " · " (tongue.published(read.article.published.as_ref())) }
        }
    }
}

/// `/search`
pub fn search(ask: &Ask<'_>) -> Answer {
    let tongue = ask.tongue;
    let words = ask.words();
    let title = tongue.pick("Search", "搜索");
    if words.is_empty() {
        let body = html! { h1 { (title) } (field(ask, "")) };
        return Ok(screen(ask, title, None, &body));
    }
    let asked = words.join(" ");
    let found = Found::of(ask, &words)?;
    let (case, day) = &*found.case;
    let briefing = Briefing::new(case, &ask.house.engine.packs, *day);
    let statuses = briefing.statuses(&words, false);
    let (real, remarks): (Vec<&Status>, Vec<&Status>) = statuses
        .iter()
        .partition(|s| !case.matters[s.matter].is_statement());
    // Words of pages are looked for where all pages are at hand.
    let whole = ask.house.whole(ask.library, ask.cut()?)?;
    let links = addresses(ask);
    let hits = whole.as_ref().map(|w| hits(&w.0, &words)).unwrap_or_default();
    let none = statuses.is_empty() && hits.0.is_empty() && hits.1.is_empty();
    let body = html! {
        h1 { (title) }
        (field(ask, &asked))
        (as_of_form(ask, "/search", &[], *day))
        @if none {
            p.message {
                (tongue.pick("Nothing here holds all of these words.", "没有内容同时包含这些词。"))
                @if !found.complete { " " (tongue.pick("No name begins with any of them.", "也没有以它们开头的名称。")) }
            }
        }
        @if !real.is_empty() {
            h2 { (tongue.pick("Matters", "事项")) " " span.count { (real.len()) } }
            ul.matters { @for status in real.iter().take(STEP) { (line(&briefing.sheet_line(status, tongue), &links, tongue)) } }
        }
        @if !remarks.is_empty() {
            h2 { (tongue.pick("Remarks on which pages agree, or that somebody answers", "其他说法")) " " span.count { (remarks.len()) } }
            ul.matters { @for status in remarks.iter().take(FIRST) { (line(&briefing.sheet_line(status, tongue), &links, tongue)) } }
        }
        @if let Some(whole) = &whole {
            @let briefing = Briefing::new(&whole.0, &ask.house.engine.packs, whole.1);
            @if !hits.0.is_empty() {
                h2 { (tongue.pick("Claims", "主张")) }
                ul.list { @for at in hits.0.iter().take(HITS) { li { (quotation(&briefing.quote(*at), &links)) } } }
            }
            @if !hits.1.is_empty() {
                h2 { (tongue.pick("Pages", "页面")) }
                ul.list { @for page in hits.1.iter().take(HITS) { (page_line(&whole.0, &briefing, *page, tongue)) } }
            }
        }
    };
    let feed = format!("/feed/search?q={}", encoded(&asked));
    Ok(screen(ask, &format!("{title}: {asked}"), Some(&feed), &body))
}

/// Claims whose words hold all the words, and pages whose text does.
fn hits(case: &Case, words: &[String]) -> (Vec<ClaimRef>, Vec<usize>) {
    let words: Vec<String> = words.iter().map(|w| w.to_lowercase()).collect();
    let holds = |text: &str| {
        let text = text.to_lowercase();
        words.iter().all(|w| onrecord::keys::begins_a_word(&text, w))
    };
    let pages: Vec<usize> = (0..case.pages.len())
        .filter(|p| holds(&case.pages[*p].article.text))
        .collect();
    let claims = pages.iter().flat_map(|page| {
        let all = 0..case.pages[*page].reading.claims.len();
        all.map(|claim| ClaimRef { page: *page, claim })
    });
    let claims = claims.filter(|at| holds(case.words(*at))).collect();
    (claims, pages)
}

fn whole(ask: &Ask<'_>, cut: Cut) -> Result<Whole, Refusal> {
    ask.house.whole(ask.library, cut)?.ok_or_else(|| too_many(ask))
}

/// `/matters`
pub fn matters(ask: &Ask<'_>) -> Answer {
    let tongue = ask.tongue;
    let Some(whole) = ask.house.whole(ask.library, ask.cut()?)? else {
        return matters_by_names(ask);
    };
    let (case, day) = &*whole;
    let briefing = Briefing::new(case, &ask.house.engine.packs, *day);
    let all = briefing.statuses(&[], false);
    let from = ask.number("cursor", 0, usize::MAX)?.min(all.len());
    let to = (from + STEP).min(all.len());
    let links = addresses(ask);
    let title = tongue.pick("Matters", "事项");
    let body = html! {
        h1 { (title) }
        p.facts { (tongue.count(all.len(), "matter", "个事项")) " · " (day_of(*day, tongue)) }
        (as_of_form(ask, "/matters", &[], *day))
        ul.matters { @for status in &all[from..to] { (line(&briefing.sheet_line(status, tongue), &links, tongue)) } }
        (pager(ask, "/matters", from, to, all.len(), STEP))
    };
    Ok(screen(ask, title, None, &body))
}

/// Names whose matters one screen shows: each takes the pages of a few keys.
const NAMES: usize = 25;
/// A name on more pages is not looked into for a list.
const MANY: usize = 1000;

/// The matters of a few names at a time, in the order of these, for ledgers that are too large to be brought together.
fn matters_by_names(ask: &Ask<'_>) -> Answer {
    let tongue = ask.tongue;
    let cut = ask.cut()?;
    let ledger = &ask.library.ledger;
    let packs = &ask.house.engine.packs;
    let names = ledger.names_after(ask.query("after").unwrap_or_default(), NAMES)?;
    let judged = ledger.judged(cut.known_on)?;
    let day = onrecord::today(ledger, cut)?;
    let links = addresses(ask);
    let mut shown: Vec<(String, String, usize, Vec<Markup>)> = Vec::new();
    for (name, pages) in &names {
        let mut lines = Vec::new();
        let mut called = packs
            .ground
            .catalogue
            .name(name, tongue.language())
            .unwrap_or(name)
            .to_owned();
        if *pages <= MANY {
            let asked = std::iter::once(name.clone()).collect();
            let case = onrecord::docket_of(ledger, &packs.ground, &judged, &asked, cut)?;
            let briefing = Briefing::new(&case, packs, day);
            // A matter of two is told under the first of them.
            let mine = |m: &usize| {
                let matter = &case.matters[*m];
                !matter.is_statement() && matter.key.who.first() == Some(name)
            };
            let statuses = (0..case.matters.len()).filter(mine).map(|m| briefing.status(m));
            let told = statuses.filter(|s| !(s.steps.is_empty() && s.responses.is_empty()));
            called = briefing.name(name, tongue);
            lines.extend(told.map(|s| line(&briefing.sheet_line(&s, tongue), &links, tongue)));
        }
        shown.push((name.clone(), called, *pages, lines));
    }
    let title = tongue.pick("Matters", "事项");
    let many = |pages: usize| pages > MANY;
    let body = html! {
        h1 { (title) }
        p.facts { (tongue.pick("by names", "按名称排列")) " · " (day_of(day, tongue)) }
        (as_of_form(ask, "/matters", &[], day))
        @if shown.is_empty() { p.message { (tongue.pick("No further names.", "没有更多名称。")) } }
        @for (name, called, pages, lines) in shown.iter().filter(|(_, _, pages, lines)| many(*pages) || !lines.is_empty()) {
            h2 { a href={ "/entity/" (encoded(name)) } { bdi { (clean(called)) } } }
            @if many(*pages) { p.hint { (tongue.count(*pages, "page", "个页面")) ": " (tongue.pick("its matters are on its own page.", "其事项见该名称的页面。")) } }
            ul.matters { @for line in lines { (line) } }
        }
        (further(ask, "/matters", names.last().map(|(name, _)| name.as_str()).filter(|_| names.len() == NAMES)))
    };
    Ok(screen(ask, title, None, &body))
}

/// `/stories`
pub fn stories(ask: &Ask<'_>) -> Answer {
    let tongue = ask.tongue;
    let whole = whole(ask, ask.cut()?)?;
    let (case, day) = &*whole;
    let briefing = Briefing::new(case, &ask.house.engine.packs, *day);
    let all = by_last_change(case, &briefing);
    let title = tongue.pick("Stories", "专题");
    let body = html! {
        h1 { (title) }
        p.facts { (match all.len() { 1 => tongue.pick("1 story", "1个专题").to_owned(), n => tongue.pick(format!("{n} stories"), format!("{n}个专题")) }) " · " (day_of(*day, tongue)) }
        (as_of_form(ask, "/stories", &[], *day))
        ul.list { @for (day, story) in &all { (story_line(&briefing, story, *day, ask)) } }
    };
    Ok(screen(ask, title, None, &body))
}

/// `/story/…`
pub fn story(ask: &Ask<'_>) -> Answer {
    let tongue = ask.tongue;
    let id = ask.of("page");
    let whole = whole(ask, ask.cut()?)?;
    let (case, day) = &*whole;
    let briefing = Briefing::new(case, &ask.house.engine.packs, *day);
    let of_page = |s: &&Story| {
        let mut pages = s.pages.iter();
        id.len() >= 8 && pages.any(|p| case.pages[*p].page.sha256.starts_with(id))
    };
    let story = case.stories.iter().find(of_page);
    let story = story.ok_or_else(|| no_story(id))?;
    let told: Vec<Status> = story
        .matters
        .iter()
        .filter(|m| !case.matters[**m].is_statement())
        .map(|m| briefing.status(*m))
        .filter(|s| !(s.steps.is_empty() && s.responses.is_empty()))
        .collect();
    let links = addresses(ask);
    let clashes: Vec<_> = told
        .iter()
        .flat_map(|s| briefing.sheet(s, tongue).clashes)
        .collect();
    let body = html! {
        h1 { bdi { (clean(&story.title)) } }
        p.facts { (tongue.count(story.pages.len(), "page", "个页面")) " · " (tongue.count(told.len(), "matter", "个事项")) " · " (day_of(*day, tongue)) }
        (as_of_form(ask, &format!("/story/{}", encoded(id)), &[], *day))
        ul.matters { @for status in &told { (line(&briefing.sheet_line(status, tongue), &links, tongue)) } }
        @if !clashes.is_empty() {
            h2 { (tongue.pick("What contradicts what", "互相矛盾之处")) }
            @for one in &clashes { (clash(one, &links, tongue)) }
        }
        h2 { (tongue.pick("Pages", "页面")) }
        ul.list { @for page in &story.pages { (page_line(case, &briefing, *page, tongue)) } }
    };
    let feed = format!("/feed/story/{}", encoded(id));
    Ok(screen(ask, &story.title, Some(&feed), &body))
}

/// `/contradictions`
pub fn contradictions(ask: &Ask<'_>) -> Answer {
    let tongue = ask.tongue;
    let whole = whole(ask, ask.cut()?)?;
    let (case, day) = &*whole;
    let briefing = Briefing::new(case, &ask.house.engine.packs, *day);
    let links = addresses(ask);
    let found: Vec<Status> = briefing
        .statuses(&[], false)
        .into_iter()
        .filter(|s| !s.contradictions.is_empty())
        .collect();
    let title = tongue.pick("Contradictions", "矛盾");
    let body = html! {
        h1 { (title) }
        p.facts { (tongue.count(found.len(), "matter", "个事项")) " · " (day_of(*day, tongue)) }
        (as_of_form(ask, "/contradictions", &[], *day))
        @if found.is_empty() { p.message { (tongue.pick("No two claims on one matter contradict each other. Denials stand with the matters that they deny.", "同一事项下没有互相矛盾的主张；否认列在其所否认的事项中。")) } }
        @for status in found.iter().take(STEP) {
            @let sheet = briefing.sheet(status, tongue);
            h2 { a href=(links.matter(&sheet.id)) { bdi { (clean(&sheet.title)) } } }
            @for one in &sheet.clashes { (clash(one, &links, tongue)) }
        }
    };
    Ok(screen(ask, title, None, &body))
}

/// `/changes`
pub fn changes(ask: &Ask<'_>) -> Answer {
    let tongue = ask.tongue;
    let cut = ask.cut()?;
    let today = onrecord::today(&ask.library.ledger, cut)?;
    let since = match ask.day("since")? {
        Some(day) => Some(day),
        None => today.map(|d| d.saturating_sub(BACK.days())),
    };
    let title = tongue.pick("What changed", "有何变化");
    let packs = &ask.house.engine.packs;
    let (case, mut all, day) = match since {
        Some(since) => {
            let changed = ask.library.changed_since(since, cut, false)?;
            (changed.case, changed.changes, changed.day)
        }
        None => (onrecord::reconcile(Vec::new(), &packs.ground), Vec::new(), None),
    };
    let briefing = Briefing::new(&case, packs, day);
    all.sort_by_key(|c| (std::cmp::Reverse(c.day), c.matter));
    let links = addresses(ask);
    let state = |matter: usize, place: &onrecord::Place| match &place.state {
        Some(state) => tongue.state(
            packs,
            &case.matters[matter].kind,
            Some(state),
            place.polarity,
            Modality::Asserted,
        ),
        None => tongue.pick("not settled", "尚无定论").to_owned(),
    };
    let body = html! {
        h1 { (title) }
        form.line action="/changes" method="get" {
            div {
                label for="since" { (tongue.pick("Since", "自")) }
                input id="since" name="since" type="date" required value=[since.map(|d| d.to_string())];
            }
            button type="submit" { (tongue.pick("Show", "查看")) }
        }
        p.facts { (tongue.count(all.len(), "change", "处变化")) }
        @if all.is_empty() { p.message { (tongue.pick("Nothing moved since that day.", "此日以来没有变化。")) } }
        @for (n, change) in all.iter().take(HITS * 5).enumerate() {
            @if n == 0 || all[n - 1].day != change.day { h2 { (tongue.day(change.day)) } }
            div.change {
                p {
                    a.title href=(links.matter(&case.matters[change.matter].id)) { bdi { (clean(&briefing.title(&case.matters[change.matter], tongue))) } }
                    ": "
                    @if let Some(before) = &change.before {
                        @let before = state(change.matter, before);
                        @if before != state(change.matter, &change.after) { (before) " → " }
                    }
                    strong { (state(change.matter, &change.after)) }
                    @if let Some(standing) = change.after.standing { " " span.notes { (tongue.standing(standing)) } }
                }
                @if let Some(at) = change.by.first() { p { (quotation(&briefing.quote(*at), &links)) } }
            }
        }
    };
    Ok(screen(ask, title, None, &body))
}
