//! What was thought of every line, for those who tune the lists.
//! What does not live here: the thinking (`judge`, `candidate`).

use std::fmt::Write;

use super::Furniture;
use super::areas::{self, Trust};
use super::candidate::Found;
use super::judge::{Choice, Known};
use super::lines::Lines;

/// Every line with what was thought of it, for those who tune the lists: kept or not, kind, words, why its area is
/// furniture, the path of areas (`!` marks the furniture).
pub(crate) fn explain(
    lines: &Lines,
    furniture: &Furniture,
    tree: &crate::html::Tree<'_>,
    title: Option<&str>,
    choice: &Choice,
) -> String {
    let known = Known::of(lines, furniture, title);
    let dropped = areas::furniture(
        lines,
        &known.verdicts,
        &known.sums,
        Trust::Classes,
        &known.page,
        furniture.words.len(),
    );
    let mut out = String::new();
    let reading = known.reading(lines, Trust::Classes, furniture.words.len());
    let Found {
        area,
        core,
        start,
        stop,
    } = reading.found;
    let headline = known.page.headline;
    let _ = writeln!(
        out,
        "Found in area {area}, paragraphs in {core}, lines {start} to {stop}, headline {headline:?}"
    );
    for (at, line) in lines.lines.iter().enumerate() {
        let kept = choice.lines.iter().any(|c| c.line == at as u32);
        let mut path: Vec<String> = lines
            .above(line.area)
            .take(9)
            .map(|up| {
                let area = &lines.areas[up as usize];
                let class = tree.attribute(area.node, "class").unwrap_or_default();
                let mut class: String = class.chars().take(60).collect();
                if let Some(id) = tree.attribute(area.node, "id") {
                    class = format!("{class}#{id}");
                }
                let mark = if dropped[up as usize].is_some() { "!" } else { "" };
                format!("{mark}{}{up}.{class}", tree.name(area.node).to_lowercase())
            })
            .collect();
        path.reverse();
        let verdict = &known.verdicts[at];
        let _ = writeln!(
            out,
            "{at}{} {:?}{}{} {}/{} {} | {} | {}",
            if kept { "+" } else { " " },
            verdict.kind,
            if verdict.heads { " heads" } else { "" },
            if verdict.ends { " ends" } else { "" },
            line.linked,
            line.units,
            lines.words(line),
            dropped[line.area as usize].unwrap_or(""),
            path.join(" > ")
        );
    }
    out
}
