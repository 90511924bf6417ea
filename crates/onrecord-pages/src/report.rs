//! The report: matters with everything that they rest on, in one file. It opens offline, needs no script, prints, and every
//! quotation leads to its marked words in the text of its page, with the page's hash.
//! What does not live here: which matters are asked for, and writing files (the door).

use std::collections::BTreeMap;

use maud::{Markup, html};
use onrecord::procedures::{Gate, Traveller, Way};
use onrecord::{Case, ClaimRef, Media, Packs, ReadPage, Status};
use onrecord_views::brief::Briefing;
use onrecord_views::phrases;
use onrecord_views::sheet::{PageRef, Sheet};
use onrecord_views::tongue::Tongue;

use crate::fragment::fragment;
use crate::frame::{Frame, document};
use crate::matter::{Links, line, sheet};
use crate::text::{address, clean, page_text};
use crate::way::Drawn;

/// Matters that a report tells in full; the others of a story have a line each.
const IN_FULL: usize = 24;

/// What a report is made of.
pub struct Report<'a> {
    /// The case.
    pub case: &'a Case,
    /// Kinds and names.
    pub packs: &'a Packs,
    /// The case as of a day.
    pub briefing: &'a Briefing<'a>,
    /// What it is about.
    pub title: &'a str,
    /// The matters, weightiest first.
    pub matters: &'a [Status],
    /// The interface's language.
    pub tongue: Tongue,
    /// The end of the ledger's chain of hashes, if there is a ledger.
    pub chain: Option<&'a str>,
    /// Ways through procedures that are shown behind the matters.
    pub ways: &'a [(Way<'a>, Gate)],
}

/// Places within the file.
struct Inside {
    matters: BTreeMap<String, usize>,
    notes: BTreeMap<String, usize>,
}

impl Links for Inside {
    fn claim(&self, id: &str) -> String {
        format!("#c-{id}")
    }
    fn page(&self, page: &PageRef) -> String {
        format!("#p-{}", page.number)
    }
    fn matter(&self, id: &str) -> String {
        self.matters
            .get(id)
            .map_or_else(|| "#matters".into(), |n| format!("#m-{n}"))
    }
    fn note(&self, id: &str) -> Option<usize> {
        self.notes.get(id).copied()
    }
}

/// The report as an HTML file.
pub fn report(report: &Report<'_>) -> String {
    let Report {
        case,
        briefing,
        tongue,
        ..
    } = *report;
    let (full, rest) = report.matters.split_at(report.matters.len().min(IN_FULL));
    let sheets: Vec<Sheet> = full.iter().map(|s| briefing.sheet(s, tongue)).collect();
    let mut quoted: Vec<&str> = Vec::new();
    for sheet in &sheets {
        let sides = [
            &sheet.sides.for_it,
            &sheet.sides.against,
            &sheet.sides.silent,
            &sheet.sides.beside,
        ];
        let said = sides
            .into_iter()
            .flatten()
            .flat_map(|v| v.said.iter().map(|s| &s.quote));
        let clashes = sheet
            .clashes
            .iter()
            .flat_map(|c| c.sides.iter().map(|(_, _, q)| q));
        for quote in sheet.best.iter().chain(said).chain(clashes) {
            if !quoted.contains(&quote.claim.as_str()) {
                quoted.push(&quote.claim);
            }
        }
    }
    let on_ways: Vec<ClaimRef> = report
        .ways
        .iter()
        .flat_map(|(way, gate)| crate::way::shown(case, way, gate))
        .collect();
    for at in &on_ways {
        let id = case.claim(*at).id.as_str();
        if !quoted.contains(&id) {
            quoted.push(id);
        }
    }
    let links = Inside {
        matters: sheets
            .iter()
            .enumerate()
            .map(|(n, s)| (s.id.clone(), n + 1))
            .collect(),
        notes: quoted
            .iter()
            .enumerate()
            .map(|(n, id)| ((*id).to_owned(), n + 1))
            .collect(),
    };
    // Pages of the matters, in the order of their numbers.
    let claims = report.matters.iter().flat_map(|s| &case.matters[s.matter].claims);
    let mut pages: Vec<usize> = claims.chain(&on_ways).map(|at| at.page).collect();
    pages.sort_by_key(|p| briefing.page_ref(*p).number);
    pages.dedup();
    let body = html! {
        main {
            (head(report, &pages))
            section id="matters" {
                @if sheets.len() > 1 {
                    ol.contents { @for (n, sheet) in sheets.iter().enumerate() { li { a href={ "#m-" (n + 1) } { bdi { (clean(&sheet.title)) } } } } }
                }
                @for (n, one) in sheets.iter().enumerate() {
                    section id={ "m-" (n + 1) } { @if sheets.len() > 1 { h2 { bdi { (clean(&one.title)) } } } (sheet(one, &links, tongue)) }
                }
                @if !rest.is_empty() {
                    h2 { (tongue.pick("Other matters", "其他事项")) }
                    ul.matters { @for status in rest { (line(&briefing.sheet_line(status, tongue), &links, tongue)) } }
                }
            }
            @for (one, gate) in report.ways {
                section.procedure {
                    h2 { bdi { (clean(traveller(&one.traveller, tongue))) } " · " (tongue.pick(one.procedure.en(), one.procedure.zh())) }
                    (crate::way::way(&Drawn { way: one, gate, case, briefing, tongue }, &links))
                }
            }
            h2 id="pages" { (tongue.pick("Pages", "页面")) }
            @for page in &pages { (whole_page(&case.pages[*page], &briefing.page_ref(*page), tongue)) }
            @if !quoted.is_empty() { (notes(report, &quoted, &pages)) }
        }
        footer.end { p.facts { (tongue.pick("Made offline by onrecord ", "由onrecord离线生成，版本")) (env!("CARGO_PKG_VERSION")) } }
    };
    document(
        &Frame {
            title: &clean(report.title),
            tongue,
            style: None,
            feed: None,
        },
        &body,
    )
}

fn traveller(who: &Traveller, tongue: Tongue) -> &str {
    tongue.pick(&who.name, who.zh.as_ref().unwrap_or(&who.name))
}

fn head(report: &Report<'_>, pages: &[usize]) -> Markup {
    let tongue = report.tongue;
    let as_of = report.briefing.as_of;
    html! {
        h1 { bdi { (clean(report.title)) } }
        p.facts {
            @if as_of < jiff::civil::Date::MAX { (tongue.pick("as of ", "截至")) (tongue.day(as_of)) " · " }
            (tongue.count(report.matters.len(), "matter", "个事项")) " · "
            (tongue.count(pages.len(), "page", "个页面"))
        }
        @if let Some(chain) = report.chain {
            p.facts { (tongue.pick("End of the ledger’s chain: ", "账本链尾：")) span.hash { (chain) } }
        }
        p.hint {
            (tongue.pick(
                "Each quotation leads to its words in the text of its page, below. Numbers above it lead to the notes: claim, place and rule.",
                "每处引文都指向下文页面正文中的原话；角标指向附注，写明编号、位置与规则。",
            ))
        }
    }
}

/// A page with its text, and how it is known.
fn whole_page(page: &ReadPage, at: &PageRef, tongue: Tongue) -> Markup {
    let article = &page.article;
    html! {
        article.page id={ "p-" (at.number) } {
            h3 { "[" (at.number) "] " bdi { (clean(article.title.as_deref().unwrap_or(&at.outlet))) } }
            p.facts { bdi { (clean(&at.outlet)) } " · " (tongue.published(article.published.as_ref())) }
            @for stamp in article.stamps.iter().filter(|s| !s.agrees) {
                p.facts { (tongue.pick("also stamped ", "另标注")) (tongue.day(stamp.date)) (tongue.pick(", which does not agree", "，与正文不符")) }
            }
            p.path { (clean(&page.page.source)) br; "sha256 " (page.page.sha256) }
            @if let Some(url) = page.page.url.as_deref() {
                p.facts.original {
                    @match address(url) {
                        Some(url) => a href=(url) rel="noreferrer noopener" { (tongue.pick("original", "原文")) },
                        None => span.path { (clean(url)) },
                    }
                }
            }
            (page_text(page, "c-", None))
        }
    }
}

fn notes(report: &Report<'_>, quoted: &[&str], pages: &[usize]) -> Markup {
    let Report {
        case,
        briefing,
        tongue,
        ..
    } = *report;
    let mut places: BTreeMap<&str, ClaimRef> = BTreeMap::new();
    for page in pages {
        for (claim, found) in case.pages[*page].reading.claims.iter().enumerate() {
            places.insert(&found.id, ClaimRef { page: *page, claim });
        }
    }
    html! {
        h2 id="notes" { (tongue.pick("Notes", "附注")) }
        ol.notes-list {
            @for (n, id) in quoted.iter().enumerate() {
                li id={ "n-" (n + 1) } {
                    @if let Some(at) = places.get(id) { (note(&case.pages[at.page], case, *at, briefing, tongue)) }
                }
            }
        }
    }
}

fn note(page: &ReadPage, case: &Case, at: ClaimRef, briefing: &Briefing<'_>, tongue: Tongue) -> Markup {
    let claim = case.claim(at);
    let quote = briefing.quote(at);
    let chain = tongue.chain(&quote.page.outlet, claim).join(" ← ");
    let block = page
        .article
        .blocks
        .iter()
        .find(|b| b.span.holds_offset(claim.span.start()));
    let first = block.and_then(|b| b.source_of(claim.span.start()));
    let last = page
        .article
        .blocks
        .iter()
        .find(|b| b.span.holds_offset(claim.span.end() - 1));
    let last = last.and_then(|b| b.source_of(claim.span.end() - 1));
    let of = match page.page.media {
        Media::Pdf | Media::Docx | Media::Odt => tongue.pick("the document’s text", "文档文本"),
        _ if page.page.charset == "utf-8" => tongue.pick("the file", "文件"),
        _ => tongue.pick("the file, decoded", "解码后的文件"),
    };
    html! {
        a href={ "#c-" (claim.id) } { q lang=(quote.language) dir="auto" { (Tongue::quoted(&quote.language, &clean(&quote.words))) } }
        br;
        span.notes {
            bdi { (clean(&chain)) } " · " (tongue.published(page.article.published.as_ref()))
            " · [" (quote.page.number) "] "
            (tongue.pick("bytes ", "正文字节")) (claim.span.start()) "–" (claim.span.end()) (tongue.pick(" of the text", ""))
            @if let (Some(first), Some(last)) = (first, last) {
                ", " (first) "–" (last + 1) (tongue.pick(" of ", "，")) (of)
            }
            @if let Some(url) = page.page.url.as_deref().and_then(address) {
                " · " a href={ (url.split('#').next().unwrap_or(url)) (fragment(&page.article.text, &page.article.blocks, claim.span).unwrap_or_default()) } rel="noreferrer noopener" {
                    (tongue.pick("words in the original", "原文中的位置"))
                }
            }
        }
        br;
        span.hash { (claim.id) " · " (claim.rule) " · sha256 " (page.page.sha256) }
    }
}

/// The title of a report on several matters: the story's, else the first matter's.
pub fn title(briefing: &Briefing<'_>, case: &Case, matters: &[Status], tongue: Tongue) -> String {
    match matters {
        [one] => briefing.title(&case.matters[one.matter], tongue),
        [first, ..] => case.matters[first.matter].subject_name.clone(),
        [] => phrases::count(0, "matter"),
    }
}
