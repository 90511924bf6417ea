//! Drawings in SVG: a way as a line of steps, a comparison as a table. No scripts, no fonts from elsewhere, colours from
//! the page if it sets them (`--or-…`), every sign also in words: a drawing printed in grey says the same.
//! What does not live here: what the words are (see the module above).

use std::fmt::Write;

use onrecord::Case;
use onrecord::procedures::way::Force;
use onrecord::procedures::{Comparison, Judged, Way};

use super::table::{cell, routes};
use super::{Look, clock, column, first, last_not, later, law, look, since, speaker, state, who};
use crate::tongue::Tongue;

const WIDTH: usize = 920;
const LEFT: usize = 40;
const LINE: usize = 17;
/// Columns of text between the margins.
const COLUMNS: usize = 122;

const STYLE: &str = "<style>\
text{font:13px system-ui,sans-serif;fill:var(--or-ink,#222)}\
.q{fill:var(--or-quiet,#666);font-size:12px}.t{font-weight:600}.h{font-size:18px;font-weight:600}\
line{stroke:var(--or-line,#bbb);stroke-width:2}.d{stroke-dasharray:3 4}\
circle,rect.m{stroke:var(--or-ink,#222);stroke-width:2;fill:var(--or-paper,#fff)}\
.settled{fill:var(--or-good,#1a7f4b)}.said{fill:var(--or-open,#d9a400)}.others{fill:var(--or-other,#7d6bb3)}\
.ended{fill:var(--or-bad,#b3261e)}.disputed{fill:var(--or-open,#d9a400);stroke:var(--or-bad,#b3261e)}\
.cell{fill:none;stroke:var(--or-line,#bbb);stroke-width:1}</style>";

/// Draws a way.
pub fn draw_way(case: &Case, way: &Way<'_>) -> String {
    let procedure = way.procedure;
    let mut body = String::new();
    let mut y = 34;
    line(
        &mut body,
        LEFT,
        y,
        "h",
        &format!("{} · {}", way.traveller.name, procedure.en()),
    );
    y += 22;
    line(
        &mut body,
        LEFT,
        y,
        "q",
        &format!("as of {} · {}", way.as_of, procedure.zh()),
    );
    if !way.routes.is_empty() {
        y = draw_routes(&mut body, case, way, y + 34) - 34;
    }
    y += 34;
    let mut track = None;
    let mut above: Option<usize> = None;
    for (number, view) in way.steps.iter().enumerate() {
        let step = &procedure.steps[view.step];
        let told = view.judged.is_told();
        let next = way.next.contains(&number);
        if !told && !next && (step.optional || step.aside || !way.track_is_told(step.track.as_deref())) {
            continue;
        }
        if step.track != track {
            track.clone_from(&step.track);
            above = None;
            let name = procedure
                .tracks
                .iter()
                .find(|t| Some(t.id.get_ref()) == track.as_ref());
            if let Some(name) = name {
                line(&mut body, LEFT, y, "t", &format!("{} · {}", name.en, name.zh));
                y += 30;
            }
        }
        if let Some(from) = above {
            let dashed = if told { "" } else { " class=\"d\"" };
            let _ = writeln!(
                body,
                "<line{dashed} x1=\"{x}\" y1=\"{from}\" x2=\"{x}\" y2=\"{to}\"/>",
                x = LEFT + 8,
                from = from + 10,
                to = y - 14
            );
        }
        sign(&mut body, LEFT + 8, y - 4, look(procedure, &view.judged));
        let name = view
            .form
            .map_or(step.en.clone(), |f| format!("{} ({})", step.en, f.en));
        let from = y;
        y = paragraph(
            &mut body,
            LEFT + 30,
            y,
            "t",
            &format!("{name} · {}", step.zh),
            COLUMNS - 6,
        );
        let told_by = facts(case, way, &view.judged, false, next);
        y = paragraph(&mut body, LEFT + 30, y, "q", &told_by, COLUMNS);
        for words in words(case, &view.judged) {
            y = paragraph(&mut body, LEFT + 30, y, "q", &words, COLUMNS);
        }
        above = Some(from);
        y += 14;
    }
    for view in &way.clocks {
        y = paragraph(
            &mut body,
            LEFT,
            y,
            "",
            &format!("Clock: {}", clock(way, view, Tongue::English)),
            COLUMNS,
        ) + 3;
    }
    for (basis, force) in way.law.iter().filter(|(_, f)| *f == Force::InForce) {
        let law = format!("Law: {}", law(procedure, *basis, *force, way.as_of));
        y = paragraph(&mut body, LEFT, y, "q", &law, COLUMNS);
    }
    svg(
        &body,
        WIDTH,
        y + 12,
        &format!("{}: {}", way.traveller.name, procedure.en()),
    )
}

/// Draws the routes, each with its sign, state, who says so and the words.
fn draw_routes(body: &mut String, case: &Case, way: &Way<'_>, mut y: usize) -> usize {
    let head = match way.accounts.is_empty() {
        true => "Route",
        false => "Route: two accounts, of which neither follows from the other",
    };
    line(body, LEFT, y, "t", head);
    y += 30;
    for view in &way.routes {
        let route = &way.procedure.routes[view.route];
        sign(body, LEFT + 8, y - 4, look(way.procedure, &view.judged));
        y = paragraph(
            body,
            LEFT + 30,
            y,
            "t",
            &format!("{} · {}", route.en, route.zh),
            COLUMNS - 6,
        );
        let told = facts(case, way, &view.judged, true, false);
        y = paragraph(body, LEFT + 30, y, "q", &told, COLUMNS);
        for words in words(case, &view.judged) {
            y = paragraph(body, LEFT + 30, y, "q", &words, COLUMNS);
        }
        y += 14;
    }
    y + 20
}

/// State, day and speaker of a step or route, in one line.
fn facts(case: &Case, way: &Way<'_>, judged: &Judged, route: bool, next: bool) -> String {
    let told = format!(
        "{}{}",
        state(way.procedure, judged, route, Tongue::English),
        later(way.procedure, judged, route, Tongue::English)
    );
    let told = if next { format!("next · {told}") } else { told };
    let (day, by) = (
        since(case, judged, Tongue::English),
        who(case, judged, Tongue::English),
    );
    let parts = [told, day, by].into_iter().filter(|p| !p.is_empty());
    parts.collect::<Vec<_>>().join(" · ")
}

/// Draws a comparison.
pub fn draw_comparison(case: &Case, table: &Comparison<'_>) -> String {
    const COLUMN: usize = 190;
    const ROW: usize = 122;
    const HEAD: usize = 3 * LINE;
    let mut body = String::new();
    let columns = table.columns.len() + 2;
    line(&mut body, 12, 28, "h", table.procedure.en());
    line(&mut body, 12, 48, "q", &format!("as of {}", table.as_of));
    let mut x = 12 + COLUMN / 2;
    line(&mut body, x + 8, 76, "t", "route");
    x += COLUMN * 3 / 2;
    for step in &table.columns {
        let name = column(table, *step, Tongue::English);
        few(&mut body, x + 8, 76, "t", &name, (22, 3));
        x += COLUMN;
    }
    let mut y = 52 + HEAD;
    for row in &table.rows {
        let _ = writeln!(
            body,
            "<line x1=\"12\" y1=\"{y}\" x2=\"{}\" y2=\"{y}\"/>",
            12 + COLUMN * columns
        );
        few(&mut body, 12, y + 22, "t", &row.way.traveller.name, (13, 4));
        let mut x = 12 + COLUMN / 2;
        let route = row.routes().first();
        if let Some(route) = route {
            let shown = if row.routes_differ() {
                Look::Disputed
            } else {
                look(table.procedure, &route.judged)
            };
            sign(&mut body, x + 14, y + 18, shown);
            few(&mut body, x + 30, y + 22, "", &routes(&row.way), (36, 3));
            let words = words(case, &route.judged).join(" ");
            few(&mut body, x + 30, y + 22 + 3 * LINE, "q", &words, (38, 2));
        }
        x += COLUMN * 3 / 2;
        for step in &table.columns {
            let judged = row.cell(*step);
            if judged.is_told() {
                sign(&mut body, x + 14, y + 18, look(table.procedure, judged));
                few(
                    &mut body,
                    x + 30,
                    y + 22,
                    "",
                    &cell(case, table.procedure, judged),
                    (22, 2),
                );
                let words = words(case, judged).join(" ");
                few(&mut body, x + 30, y + 22 + 2 * LINE, "q", &words, (24, 3));
            }
            x += COLUMN;
        }
        y += ROW;
    }
    svg(&body, 24 + COLUMN * columns, y + 12, table.procedure.en())
}

/// Who says so and in which words; then, behind a sign, who says otherwise.
fn words(case: &Case, judged: &Judged) -> Vec<String> {
    let said = |at| format!("{}: “{}”", speaker(case, at, Tongue::English), case.words(at));
    let own = first(judged).into_iter().chain(last_not(case, judged)).map(said);
    let against = judged.against.iter().chain(&judged.denials).copied();
    own.chain(against.map(|at| format!("≠ {}", said(at)))).collect()
}

/// A sign for what a step looks like: a shape of its own for each, not only a colour.
fn sign(out: &mut String, x: usize, y: usize, look: Look) {
    let class = match look {
        Look::Nothing | Look::Expected => "",
        Look::Settled => "settled",
        Look::Said => "said",
        Look::OthersName => "others",
        Look::Not | Look::Ended => "ended",
        Look::Disputed => "disputed",
    };
    let _ = match look {
        Look::OthersName | Look::Ended | Look::Not => writeln!(
            out,
            "<rect class=\"m {class}\" x=\"{}\" y=\"{}\" width=\"14\" height=\"14\"/>",
            x - 7,
            y - 7
        ),
        Look::Expected => writeln!(
            out,
            "<circle class=\"d\" stroke-dasharray=\"2 3\" cx=\"{x}\" cy=\"{y}\" r=\"7\"/>"
        ),
        _ => writeln!(out, "<circle class=\"{class}\" cx=\"{x}\" cy=\"{y}\" r=\"7\"/>"),
    };
    if matches!(look, Look::Disputed) {
        let _ = writeln!(out, "<text class=\"t\" x=\"{}\" y=\"{}\">≠</text>", x - 5, y + 5);
    }
}

fn line(out: &mut String, x: usize, y: usize, class: &str, text: &str) {
    if !text.is_empty() {
        let _ = writeln!(
            out,
            "<text class=\"{class}\" x=\"{x}\" y=\"{y}\">{}</text>",
            escaped(text)
        );
    }
}

fn svg(body: &str, width: usize, height: usize, title: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\">\n<title>{}</title>\n{STYLE}\n{body}</svg>\n",
        escaped(title)
    )
}

/// Text in XML. Control characters have no place in it.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// Lines of at most so many columns, broken at spaces and between Chinese characters.
fn wrapped(text: &str, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let (mut line, mut used) = (String::new(), 0);
    // What may not be broken: a word with the space before it, or one Chinese character.
    let mut pieces: Vec<String> = Vec::new();
    for c in text.chars() {
        match pieces.last_mut() {
            Some(piece) if c.is_ascii() && c != ' ' && piece.ends_with(|l: char| l.is_ascii()) => {
                piece.push(c)
            }
            _ => pieces.push(c.to_string()),
        }
    }
    for piece in pieces {
        let width: usize = piece.chars().map(wide).sum();
        if used + width > columns && !line.is_empty() {
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        if line.is_empty() {
            line.push_str(piece.trim_start());
        } else {
            line.push_str(&piece);
        }
        used += width;
    }
    lines.extend(Some(line).filter(|l| !l.is_empty()));
    lines
}

/// Writes text over as many lines as it takes, and gives the place of the next line.
fn paragraph(out: &mut String, x: usize, y: usize, class: &str, text: &str, columns: usize) -> usize {
    let lines = wrapped(text, columns);
    for (number, text) in lines.iter().enumerate() {
        line(out, x, y + number * LINE, class, text);
    }
    y + lines.len() * LINE
}

/// At most so many lines, the last cut off.
fn few(out: &mut String, x: usize, y: usize, class: &str, text: &str, (columns, most): (usize, usize)) {
    for (number, text) in wrapped(&cut(text, columns * most - columns / 4), columns)
        .iter()
        .enumerate()
    {
        line(out, x, y + number * LINE, class, text);
    }
}

/// Columns that a character takes.
fn wide(c: char) -> usize {
    if c.is_ascii() { 1 } else { 2 }
}

/// At most so many columns; Chinese characters take two.
fn cut(text: &str, columns: usize) -> String {
    if text.chars().map(wide).sum::<usize>() <= columns {
        return text.to_owned();
    }
    let mut used = 0;
    let kept = text.chars().take_while(|c| {
        used += wide(*c);
        used < columns
    });
    format!("{}…", kept.collect::<String>().trim_end())
}
