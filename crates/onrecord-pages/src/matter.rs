//! A matter's sheet as HTML: the sentence, who speaks for and against, the timeline with its table, contradictions.
//! What does not live here: the page around it (see `report`, and the server).

use maud::{Markup, html};
use onrecord_views::brief::Tone;
use onrecord_views::corrections::CorrectionLine;
use onrecord_views::sheet::{Clash, PageRef, Quote, Row, Sentence, Sheet, SheetLine, Voice};
use onrecord_views::tongue::Tongue;

use crate::drawing::{draw, glyph};
use crate::text::clean;

/// Where things are: in the same file, or under a server's addresses.
pub trait Links {
    /// A claim by its id.
    fn claim(&self, id: &str) -> String;
    /// A page.
    fn page(&self, page: &PageRef) -> String;
    /// A matter by its id.
    fn matter(&self, id: &str) -> String;
    /// The number of the footnote on a claim, if there are footnotes.
    fn note(&self, _id: &str) -> Option<usize> {
        None
    }
}

/// The class of a tone. What it says is in the words too.
fn class(tone: Tone) -> &'static str {
    match tone {
        Tone::Settled => "settled",
        Tone::Against => "against",
        Tone::Open => "open",
        Tone::Quiet => "quiet",
    }
}

/// The words of a claim, in their language, leading to their place.
pub fn quotation(quote: &Quote, links: &dyn Links) -> Markup {
    let words = Tongue::quoted(&quote.language, &clean(&quote.words));
    html! {
        a.quote href=(links.claim(&quote.claim)) { q lang=(quote.language) dir="auto" { (words) } }
        @if let Some(n) = links.note(&quote.claim) { sup { a.note href={ "#n-" (n) } { (n) } } }
        " "
        (source(&quote.page, links))
    }
}

fn source(page: &PageRef, links: &dyn Links) -> Markup {
    html! { a.ref href=(links.page(page)) { bdi { (clean(&page.outlet)) } " [" (page.number) "]" } }
}

/// The sentence with its state set apart.
pub fn sentence(sentence: &Sentence, tongue: Tongue) -> Markup {
    let rest = [
        &sentence.value,
        &sentence.by,
        &sentence.since,
        &sentence.origins,
        &sentence.against,
    ];
    let rest: Vec<String> = rest
        .into_iter()
        .filter(|p| !p.is_empty())
        .map(|p| clean(p))
        .collect();
    html! {
        strong.state.(class(sentence.tone)) { (sentence.state) }
        @if !rest.is_empty() { " " span.because { bdi { (rest.join(tongue.pick(" · ", " · "))) } } }
    }
}

fn flags(flags: &[(Tone, String)]) -> Markup {
    html! {
        @if !flags.is_empty() {
            p.flags { @for (tone, words) in flags { span.flag.(class(*tone)) { (clean(words)) } " " } }
        }
    }
}

/// A matter in one line of a list.
pub fn line(line: &SheetLine, links: &dyn Links, tongue: Tongue) -> Markup {
    html! {
        li.matter {
            a.title href=(links.matter(&line.id)) { bdi { (clean(&line.title)) } }
            p.sentence { (sentence(&line.sentence, tongue)) }
            (flags(&line.flags))
        }
    }
}

/// A matter's sheet without its title.
pub fn sheet(sheet: &Sheet, links: &dyn Links, tongue: Tongue) -> Markup {
    let sides = &sheet.sides;
    html! {
        p.sentence.first { (sentence(&sheet.sentence, tongue)) }
        (flags(&sheet.flags))
        @if let Some(best) = &sheet.best {
            blockquote.best { (quotation(best, links)) }
        }
        @if !sheet.timeline.lanes.is_empty() {
            figure.timeline {
                // Wider than a telephone: it scrolls in a box of its own, by keyboard too.
                div.scroll tabindex="0" role="group" aria-label=(tongue.pick("Timeline; scrolls sideways", "时间线，可左右滚动")) {
                    (draw(&sheet.timeline, links, tongue, &sheet.title))
                }
                (legend(tongue))
            }
        }
        div.sides {
            (side(tongue.pick("For", "支持"), "for", &sides.for_it, links, tongue))
            (side(tongue.pick("Against", "反对"), "against", &sides.against, links, tongue))
            (side(tongue.pick("Silent", "未表态"), "silent", &sides.silent, links, tongue))
            (side(tongue.pick("Also said: earlier stages, plans, expectations", "其他：早先阶段、计划、预期"), "beside", &sides.beside, links, tongue))
        }
        @for (page, part) in &sheet.in_part { p.message { (source(page, links)) " " (part) } }
        @if !sheet.clashes.is_empty() {
            h3 { (tongue.pick("What contradicts what", "互相矛盾之处")) }
            @for one in &sheet.clashes { (clash(one, links, tongue)) }
        }
        @if !sheet.corrections.is_empty() { (corrections(&sheet.corrections, tongue)) }
        @if !sheet.remarks.is_empty() { (remarks(&sheet.remarks, tongue)) }
        @if !sheet.history.is_empty() { (history(&sheet.history, links, tongue)) }
    }
}

fn side(name: &str, class: &str, voices: &[Voice], links: &dyn Links, tongue: Tongue) -> Markup {
    html! {
        @if !voices.is_empty() {
            section.side.(class) {
                h3 { (name) " " span.count { (voices.len()) } }
                ol.voices { @for voice in voices { li { (one(voice, links, tongue)) } } }
            }
        }
    }
}

fn one(voice: &Voice, links: &dyn Links, tongue: Tongue) -> Markup {
    let mut notes = vec![voice.standing];
    if voice.doubtful {
        notes.push(tongue.pick("may not be independent", "可能并非独立"));
    }
    if voice.phantom && voice.through.is_some() {
        notes.push(tongue.pick("no page of its own here", "此处没有其原页面"));
    }
    html! {
        p.who {
            b { bdi { (clean(&voice.who)) } }
            @if let Some(through) = &voice.through { " → " bdi { (clean(through)) } }
            " " span.notes.settles[voice.settles] { (notes.join(" · ")) }
        }
        @for said in &voice.said {
            p.said {
                span.when { (said.when) } " " span.what { (said.state) (said.roles) } " " (quotation(&said.quote, links))
            }
        }
        @let also: Vec<&Quote> = voice.said.iter().flat_map(|s| &s.also).collect();
        @if !also.is_empty() {
            p.carried {
                (tongue.pick("Said again: ", "另见："))
                @for (n, quote) in also.iter().enumerate() {
                    @if n > 0 { (tongue.pick(", ", "，")) }
                    a.ref href=(links.claim(&quote.claim)) { bdi { (clean(&quote.page.outlet)) } " [" (quote.page.number) "]" }
                }
            }
        }
        @if voice.carried.iter().any(|c| c.why.is_some()) {
            p.carried {
                (tongue.pick("Carried by ", "见于"))
                @for (n, carried) in voice.carried.iter().filter(|c| c.why.is_some()).enumerate() {
                    @if n > 0 { (tongue.pick(", ", "，")) }
                    (source(&carried.page, links))
                    @if let Some(why) = &carried.why { " (" (clean(why)) ")" }
                }
            }
        }
    }
}

/// Two claims that cannot both hold.
pub fn clash(clash: &Clash, links: &dyn Links, tongue: Tongue) -> Markup {
    html! {
        div.clash {
            p.about {
                (clean(&clash.about))
                @if clash.like_it > 0 {
                    " " span.notes { (tongue.pick(format!("and {} pairs like it", clash.like_it), format!("另有{}组", clash.like_it))) }
                }
            }
            dl {
                @for (when, who, quote) in &clash.sides {
                    dt { (when) " · " bdi { (clean(who)) } }
                    dd { (quotation(quote, links)) }
                }
            }
        }
    }
}

/// What people corrected, with who and why.
pub fn corrections(lines: &[CorrectionLine], tongue: Tongue) -> Markup {
    by_hand(tongue.pick("Corrected by hand", "人工更正"), lines)
}

/// What people noted, with who did.
pub fn remarks(lines: &[CorrectionLine], tongue: Tongue) -> Markup {
    by_hand(
        tongue.pick("Notes and judgements by hand", "备注与人工判断"),
        lines,
    )
}

fn by_hand(title: &str, lines: &[CorrectionLine]) -> Markup {
    html! {
        section.corrected {
            h3 { (title) " " span.count { (lines.len()) } }
            ul.list {
                @for line in lines {
                    li {
                        bdi { (clean(&line.what)) }
                        br;
                        span.notes {
                            bdi { (clean(&line.by)) } ", " (line.day)
                            @if !line.reason.is_empty() { ": " bdi { (clean(&line.reason)) } }
                            " · #" (line.number)
                        }
                    }
                }
            }
        }
    }
}

fn history(rows: &[Row], links: &dyn Links, tongue: Tongue) -> Markup {
    html! {
        h3 { (tongue.pick("How it got there", "来龙去脉")) }
        table.history {
            thead { tr {
                th scope="col" { (tongue.pick("When", "时间")) }
                th scope="col" { (tongue.pick("State", "状态")) }
                th scope="col" { (tongue.pick("Who", "谁说的")) }
                th scope="col" { (tongue.pick("Words", "原话")) }
            } }
            tbody {
                @for row in rows {
                    tr {
                        td.when { (row.when) }
                        td.what.(class(row.tone)) { (glyph(row.shape)) " " (row.state) }
                        td.who { bdi { (clean(&row.who)) } }
                        td.words {
                            (quotation(&row.quote, links))
                            @if row.carried > 0 {
                                " " span.notes { "+" (tongue.count(row.carried, "page", "个页面")) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn legend(tongue: Tongue) -> Markup {
    use onrecord_views::sheet::Shape;
    let shapes = [
        (Shape::Record, tongue.pick("record or official", "记录或官方")),
        (Shape::Said, tongue.pick("said", "直述")),
        (Shape::Hedged, tongue.pick("hedged", "有保留")),
        (Shape::Denial, tongue.pick("denied", "否认")),
        (Shape::Silence, tongue.pick("no comment", "不予置评")),
        (Shape::Copy, tongue.pick("copy", "转载")),
    ];
    html! {
        figcaption.legend {
            @for (shape, words) in shapes { span { (glyph(shape)) " " (words) } " " }
        }
    }
}
