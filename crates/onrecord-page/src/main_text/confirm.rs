//! A reading held against the body that the page's scripts give.
//! What does not live here: finding that body (`script_body`).

use super::areas::{Kind, Verdict};
use super::candidate::Candidate;
use super::lines::Lines;
use super::parts::is_lead;
use super::script_body::{ScriptBody, push_key};

pub(super) enum Confirmed {
    /// The script's body stands on the page: these lines.
    Lines(Vec<u32>),
    /// The script has a body that the page does not show.
    Absent,
    /// Nothing follows.
    No,
}

/// Compares a reading with the body that the page's scripts give.
pub(super) fn confirm(
    lines: &Lines,
    verdicts: &[Verdict],
    best: &Candidate,
    script: &ScriptBody,
    headline: Option<u32>,
) -> Confirmed {
    let mut key = String::new();
    let mut matched = vec![false; lines.lines.len()];
    let (mut covered, mut first, mut last) = (0usize, None, 0u32);
    let mut budget: usize = 60_000_000;
    for (at, line) in lines.lines.iter().enumerate() {
        if line.units < 4 || line.end - line.start < 12 || script.key.is_empty() {
            continue;
        }
        key.clear();
        push_key(lines.words(line), &mut key);
        if key.len() < 12 || budget < script.key.len() {
            continue;
        }
        budget -= script.key.len();
        if memchr::memmem::find(script.key.as_bytes(), key.as_bytes()).is_some() {
            matched[at] = true;
            covered += key.len();
            if verdicts[at].kind == Kind::Prose {
                first = first.or(Some(at as u32));
                last = at as u32;
            }
        }
    }
    let Some(first) = first else {
        let long = script.key.len() > 300;
        return if long && best.prose < 60 {
            Confirmed::Absent
        } else {
            Confirmed::No
        };
    };
    let share = covered as f64 / script.key.len() as f64;
    if share < 0.3 && script.key.len() > 600 && best.prose * 8 < script.key.len() as u32 {
        return Confirmed::Absent;
    }
    if share < 0.7 {
        return Confirmed::No;
    }
    // The smallest area that holds all that was confirmed is the story's; what the reading keeps beyond it is not, and
    // what it keeps inside before and behind the confirmed lines stays, for sites cut their data short.
    let mut home = lines.lines[first as usize].area;
    while !(lines.areas[home as usize].first <= first && last < lines.areas[home as usize].last) {
        home = lines.areas[home as usize].parent;
    }
    let area = &lines.areas[home as usize];
    let confirmed: u32 = (first..=last)
        .filter(|at| matched[*at as usize])
        .map(|at| lines.lines[at as usize].units)
        .sum();
    // Some sites give the lead or one part as the body.
    if confirmed * 2 < best.prose {
        return Confirmed::No;
    }
    let behind: u32 = (best.kept.iter())
        .filter(|at| **at > last && **at < area.last)
        .map(|at| lines.lines[*at as usize].units)
        .sum();
    let complete = behind * 3 < confirmed;
    let from = best.kept.first().map_or(area.first, |at| area.first.min(*at));
    let kept = (from..area.last)
        .filter(|at| {
            if *at < area.first {
                return best.kept.binary_search(at).is_ok()
                    && verdicts[*at as usize].kind == Kind::Prose
                    && is_lead(lines, &lines.lines[*at as usize], headline);
            }
            let chosen = best.kept.binary_search(at).is_ok();
            let inside = first <= *at && *at <= last;
            match (inside, chosen) {
                (true, _) if matched[*at as usize] => {
                    let line = &lines.lines[*at as usize];
                    chosen || line.linked * 10 < line.units * 9
                }
                // A paragraph among the confirmed ones that the data tell in other words.
                (true, true) => {
                    let line = &lines.lines[*at as usize];
                    let core = lines.lines[first as usize].area;
                    let among = lines.areas[line.area as usize].make == lines.areas[core as usize].make;
                    verdicts[*at as usize].kind == Kind::Minor
                        || !complete
                        || line.units >= if among { 12 } else { 20 }
                }
                // Leads stand before the body, and many data leave them out.
                (false, true) if *at < first => verdicts[*at as usize].kind == Kind::Prose,
                (false, true) => !complete,
                _ => false,
            }
        })
        .collect();
    Confirmed::Lines(kept)
}
