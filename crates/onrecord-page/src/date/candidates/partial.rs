//! Stamps beside the headline that leave the year out, completed by the page's own ids and addresses: "[06-24 11:30]" on
//! the page "news20240624_k1005".
//! What does not live here: whole stamps (`shown`), days without a year in the text (`text`).

use super::super::{Dates, Written};
use super::{Candidate, Landmarks, Place, Source};
use crate::html::{Tag, Tree};
use crate::metadata::Clues;

/// A month and day that the page shows as its own.
#[derive(Clone, Debug)]
pub(super) struct Partial {
    pub written: Written,
    pub place: Place,
    pub named: bool,
}

/// The stamps with the year that ids and addresses give them, where these agree on one.
pub(super) fn complete(
    partials: &[Partial],
    tree: &Tree<'_>,
    clues: &Clues,
    dates: &Dates,
    url: Option<&str>,
    marks: &Landmarks,
) -> Option<Candidate> {
    let first = partials.first()?;
    let (month, day) = (first.written.month?, first.written.day?);
    let mut years: Vec<i16> = Vec::new();
    let mut look = |text: &str| {
        for w in dates.scan(text, "und") {
            if (w.month, w.day) == (Some(month), Some(day)) {
                years.extend(w.year);
            }
        }
        years.extend(year_of_folder(text, month));
    };
    let addresses = [
        url,
        clues.canonical.as_deref(),
        clues.meta_of(&["og:url"]),
        clues.meta_of(&["og:image"]),
    ];
    addresses.into_iter().flatten().for_each(&mut look);
    let story = marks.story.as_ref().map(|s| s.start);
    for node in tree.nodes().take(4000) {
        let holder = match tree.tag(node) {
            Some(Tag::Body | Tag::Article | Tag::Main) => true,
            Some(Tag::Div | Tag::Section) => {
                story.is_some_and(|s| tree.bytes(node).start <= s && s < tree.bytes(tree.end(node) - 1).end)
            }
            _ => false,
        };
        if holder {
            for attribute in tree.attributes(node) {
                let name = attribute.name.to_ascii_lowercase();
                if name == "id" || name == "class" || name.starts_with("data-") {
                    look(&digits_apart(attribute.raw));
                }
            }
        }
    }
    let year = *years.first()?;
    if years.iter().any(|y| *y != year) {
        return None;
    }
    let whole = Written {
        year: Some(year),
        ..first.written.clone()
    };
    let mut candidate = Candidate::new(&whole, Source::Visible, 3.0)?;
    candidate.place = first.place;
    candidate.named = first.named;
    Some(candidate)
}

/// An id with its numbers set apart: "news20240624_k1005".
fn digits_apart(id: &str) -> String {
    let mut apart = String::with_capacity(id.len() + 8);
    let mut last = false;
    for c in id.chars().take(200) {
        if c.is_ascii_digit() != last {
            apart.push(' ');
        }
        last = c.is_ascii_digit();
        apart.push(if c.is_ascii_digit() || c == '-' { c } else { ' ' });
    }
    apart
}

/// The year of a folder of this month: "/2024/06/".
fn year_of_folder(address: &str, month: u8) -> Option<i16> {
    let mut steps = address.split('/');
    let mut before = steps.next()?;
    for step in steps {
        let year = before
            .parse::<i16>()
            .ok()
            .filter(|y| before.len() == 4 && (1995..=2035).contains(y));
        if let Some(year) = year
            && step.len() <= 2
            && step.parse::<u8>() == Ok(month)
        {
            return Some(year);
        }
        before = step;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_of_months_give_years() {
        assert_eq!(year_of_folder("https://a.example/2024/06/quay", 6), Some(2024));
        assert_eq!(year_of_folder("https://a.example/2024/07/quay", 6), None);
        assert_eq!(year_of_folder("https://a.example/1234/06/quay", 6), None);
    }
}
