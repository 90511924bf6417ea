//! The timeline as SVG: days across with breaks if nothing happened for long, origins as lanes, claims as marks whose shape
//! says what colour only repeats. The history's table holds every mark in words.
//! What does not live here: what is on a timeline (`onrecord_views::sheet`).

use jiff::civil::Date;
use maud::{Markup, PreEscaped, html};
use onrecord_views::brief::Tone;
use onrecord_views::sheet::{Lane, Mark, PageRef, Shape, Timeline};
use onrecord_views::tongue::Tongue;

use crate::matter::Links;
use crate::text::clean;

const WIDTH: f64 = 720.0;
/// Where days begin.
const LEFT: f64 = 2.0;
const RIGHT: f64 = 24.0;
const BAND: f64 = 24.0;
/// Height of a lane without its label, and of a line of the label above it.
const LANE: f64 = 24.0;
const LINE: f64 = 15.0;
const TOP: f64 = 30.0;
/// Days without a mark that are drawn in full, as a part of all days; longer gaps are drawn broken.
const GAP: f64 = 0.14;
/// Columns of a line of a label: a Chinese character takes two.
const LABEL: usize = 100;
/// Room after the last day, in which the state that holds now can be read.
const NOW: f64 = 104.0;

/// A timeline as part of a page.
pub fn draw(timeline: &Timeline, links: &dyn Links, tongue: Tongue, title: &str) -> Markup {
    let Some(scale) = Scale::of(timeline) else {
        return html! {};
    };
    let lanes_top = TOP + BAND + 14.0;
    let mut bottom = lanes_top;
    let lanes: Vec<(&Lane, Vec<String>, f64)> = timeline
        .lanes
        .iter()
        .map(|lane| {
            let label = wrapped(&lane.label, LABEL);
            let top = bottom;
            bottom += LINE * label.len() as f64 + LANE;
            (lane, label, top)
        })
        .collect();
    let height = bottom + 30.0;
    let name = tongue.pick(format!("Timeline of {title}"), format!("{title}：时间线"));
    html! {
        svg.drawn xmlns="http://www.w3.org/2000/svg" viewBox={ "0 0 " (WIDTH) " " (round(height)) } aria-label=(clean(&name)) {
            (bands(timeline, &scale))
            (ticks(&scale, bottom, tongue))
            @for (lane, label, top) in &lanes {
                @let y = top + LINE * label.len() as f64 + LANE / 2.0 - 3.0;
                line.lane x1=(LEFT) x2=(WIDTH - RIGHT) y1=(round(y)) y2=(round(y)) {}
                text.label.doubtful[lane.doubtful] {
                    @for (n, words) in label.iter().enumerate() {
                        tspan x=(LEFT) y=(round(top + LINE * (n as f64 + 0.75))) { (words) }
                    }
                }
                @for mark in &lane.marks { (marked(mark, &scale, y, links)) }
            }
            @if let Some(day) = timeline.as_of {
                @let x = round(scale.x(day));
                line.asof x1=(x) x2=(x) y1=(TOP - 6.0) y2=(round(bottom)) { title { (tongue.pick("as of ", "截至")) (tongue.day(day)) } }
            }
        }
    }
}

/// A timeline as a file of its own, in colours that hold on white.
pub fn standalone(timeline: &Timeline, tongue: Tongue, title: &str) -> String {
    struct Nowhere;
    impl Links for Nowhere {
        fn claim(&self, id: &str) -> String {
            format!("#c-{id}")
        }
        fn page(&self, page: &PageRef) -> String {
            format!("#p-{}", page.sha256)
        }
        fn matter(&self, id: &str) -> String {
            format!("#m-{id}")
        }
    }
    let drawn = draw(timeline, &Nowhere, tongue, title).into_string();
    let style = "<style>.drawn{--ink:#1d1b19;--soft:#5c5751;--line:#cfc9bf;--paper:#fff;--accent:#0b5394}\
                 .drawn{font-family:system-ui,sans-serif}";
    let rules = crate::frame::STYLE;
    let own = rules
        .split("/* drawing */")
        .nth(1)
        .and_then(|r| r.split("/* end */").next())
        .unwrap_or("");
    drawn.replacen('>', &format!(">{style}{own}</style>"), 1)
}

/// Days to places, with gaps cut short.
struct Scale {
    /// Days with something on them, with their places; in order.
    anchors: Vec<(Date, f64)>,
    /// Places of breaks.
    breaks: Vec<f64>,
}

impl Scale {
    fn of(timeline: &Timeline) -> Option<Scale> {
        let marks = timeline.lanes.iter().flat_map(|l| &l.marks);
        let mut days: Vec<Date> = marks.flat_map(|m| [m.from, m.to]).collect();
        days.extend(timeline.bands.iter().map(|b| b.from));
        days.extend(timeline.as_of);
        days.sort_unstable();
        days.dedup();
        let (first, last) = (*days.first()?, *days.last()?);
        let gap = (days_between(first, last) * GAP).max(7.0);
        let mut at = 0.0;
        let mut lengths = vec![0.0];
        let mut broken = Vec::new();
        for pair in days.windows(2) {
            let days = days_between(pair[0], pair[1]);
            if days > gap * 1.5 {
                broken.push(at + gap / 2.0);
                at += gap;
            } else {
                at += days;
            }
            lengths.push(at);
        }
        let room = WIDTH - LEFT - RIGHT - NOW;
        let place = |length: f64| LEFT + 8.0 + if at > 0.0 { length / at * room } else { room / 2.0 };
        Some(Scale {
            breaks: broken.into_iter().map(place).collect(),
            anchors: days.into_iter().zip(lengths.into_iter().map(place)).collect(),
        })
    }

    /// Every day that is asked for is an anchor or between two.
    fn x(&self, day: Date) -> f64 {
        match self.anchors.binary_search_by_key(&day, |(d, _)| *d) {
            Ok(at) => self.anchors[at].1,
            Err(0) => self.anchors[0].1,
            Err(at) if at == self.anchors.len() => self.anchors[at - 1].1,
            Err(at) => {
                let ((a, x), (b, y)) = (self.anchors[at - 1], self.anchors[at]);
                x + (y - x) * days_between(a, day) / days_between(a, b).max(1.0)
            }
        }
    }
}

fn days_between(a: Date, b: Date) -> f64 {
    a.until(b).map_or(0.0, |span| f64::from(span.get_days()))
}

fn round(x: f64) -> f64 {
    (x * 10.0).round() / 10.0
}

fn bands(timeline: &Timeline, scale: &Scale) -> Markup {
    let end = WIDTH - RIGHT;
    html! {
        @for (n, band) in timeline.bands.iter().enumerate() {
            @let x = scale.x(band.from);
            @let to = timeline.bands.get(n + 1).map_or(end, |next| scale.x(next.from));
            @let class = match band.tone { Tone::Settled => "settled", Tone::Against => "against", Tone::Open => "open", Tone::Quiet => "quiet" };
            @let room = ((to - x - 12.0) / 7.2).max(0.0) as usize;
            g.band.(class) {
                title { (clean(&band.state)) }
                rect x=(round(x)) y=(TOP) width=(round((to - x - 1.0).max(1.0))) height=(BAND) rx="2" {}
                @if room >= 4 { text x=(round(x + 7.0)) y=(TOP + 16.0) { (cut(&band.state, room)) } }
            }
        }
    }
}

/// Days under the lanes, as many as do not touch, and the breaks.
fn ticks(scale: &Scale, bottom: f64, tongue: Tongue) -> Markup {
    let mut shown: Vec<(Date, f64)> = Vec::new();
    for (day, x) in &scale.anchors {
        if shown.last().is_none_or(|(_, last)| x - last > 96.0) {
            shown.push((*day, *x));
        }
    }
    html! {
        @for (n, (day, x)) in shown.iter().enumerate() {
            line.tick x1=(round(*x)) x2=(round(*x)) y1=(TOP + BAND + 6.0) y2=(round(bottom + 4.0)) {}
            @let anchor = if n == 0 { "start" } else if *x > WIDTH - 80.0 { "end" } else { "middle" };
            text.day x=(round(*x)) y=(round(bottom + 20.0)) text-anchor=(anchor) { (tongue.day(*day)) }
        }
        @for x in &scale.breaks {
            path.break d={ "M" (round(x - 5.0)) " " (round(bottom + 3.0)) " l4 -8 m3 8 l4 -8" } {}
        }
    }
}

fn marked(mark: &Mark, scale: &Scale, y: f64, links: &dyn Links) -> Markup {
    let (x, to) = (scale.x(mark.from), scale.x(mark.to));
    let at = (x + to) / 2.0;
    html! {
        // The table beside the drawing leads to the same places by keyboard, in targets of a good size.
        a href=(links.claim(&mark.claim)) tabindex="-1" aria-label=(clean(&mark.title)) {
            title { (clean(&mark.title)) }
            @if to > x && mark.shape != Shape::Copy {
                rect.span x=(round(x)) y=(round(y - 4.0)) width=(round(to - x)) height="8" rx="4" {}
            }
            (shape(mark.shape, at, y))
        }
    }
}

fn shape(shape: Shape, x: f64, y: f64) -> Markup {
    let (x, y) = (round(x), round(y));
    html! {
        @match shape {
            Shape::Said => circle.mark.said cx=(x) cy=(y) r="5.5" {},
            Shape::Hedged => circle.mark.hedged cx=(x) cy=(y) r="5" {},
            Shape::Record => path.mark.record d={ "M" (x) " " (round(y - 8.0)) "l8 8-8 8-8-8z" } {},
            Shape::Denial => path.mark.denial d={ "M" (round(x - 5.5)) " " (round(y - 5.5)) "l11 11m0-11l-11 11" } {},
            Shape::Silence => path.mark.silence d={ "M" (round(x - 6.0)) " " (y) "h12" } {},
            Shape::Copy => path.mark.copy d={ "M" (x) " " (round(y + 7.5)) "v6" } {},
        }
    }
}

/// A mark beside words.
pub(crate) fn glyph(of: Shape) -> Markup {
    html! { svg.glyph viewBox="0 0 20 20" width="16" height="16" aria-hidden="true" { (shape(of, 10.0, if of == Shape::Copy { -0.5 } else { 10.0 })) } }
}

/// Columns that a character takes.
fn wide(c: char) -> usize {
    if u32::from(c) >= 0x1100 && !('\u{2010}'..='\u{2193}').contains(&c) {
        2
    } else {
        1
    }
}

/// All of a text in lines of at most `columns` columns: broken at blanks if there are any, else anywhere. SVG breaks no lines.
fn wrapped(text: &str, columns: usize) -> Vec<String> {
    let text = clean(text);
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    for c in text.chars() {
        if used + wide(c) > columns {
            let blank = line.rfind(' ').filter(|at| *at > line.len() / 2);
            let rest = match blank {
                Some(at) => line.split_off(at).trim_start().to_owned(),
                None => String::new(),
            };
            lines.push(std::mem::replace(&mut line, rest));
            used = line.chars().map(wide).sum();
        }
        used += wide(c);
        line.push(c);
    }
    if !line.trim().is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}

/// At most `columns` columns of text.
fn cut(text: &str, columns: usize) -> PreEscaped<String> {
    let text = clean(text);
    let mut used = 0;
    let mut kept = String::new();
    let total: usize = text.chars().map(wide).sum();
    for c in text.chars() {
        if total > columns && used + wide(c) + 1 > columns {
            kept.push('…');
            break;
        }
        used += wide(c);
        kept.push(c);
    }
    html! { (kept) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_shown_whole() {
        let long = "Norvane ".repeat(20);
        for label in [long.trim(), &"N".repeat(160), &"诺凡".repeat(60), "Norvane", ""] {
            let lines = wrapped(label, 100);
            let columns = |line: &String| line.chars().map(wide).sum::<usize>();
            assert!(lines.iter().all(|line| columns(line) <= 100), "{lines:?}");
            let plain = |text: &str| text.replace(' ', "");
            assert_eq!(plain(&lines.concat()), plain(label));
        }
        assert_eq!(wrapped(long.trim(), 100).len(), 2, "at blanks");
    }
}
