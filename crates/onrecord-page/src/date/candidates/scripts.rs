//! Days in scripts that are no JSON-LD: beside the keys of publication, and in the short scripts that write a stamp.
//! What does not live here: what the pages' own descriptions say (`described`).

use super::super::Dates;
use super::described::machine;
use super::{Candidate, Source};
use crate::html::Tree;
use crate::metadata::Clues;

/// Longer scripts are libraries.
const LONGEST: usize = 400_000;
/// Dates that are read of one script.
const MOST: usize = 20;

/// Dates beside the keys of publication.
pub(super) fn collect(tree: &Tree<'_>, clues: &Clues, dates: &Dates, found: &mut Vec<Candidate>) {
    for script in &clues.scripts {
        let body = tree.raw(*script);
        if body.len() > LONGEST {
            continue;
        }
        let places = memchr::memmem::find_iter(body.as_bytes(), b"ubli");
        let values = places.filter_map(|at| value(body, at));
        let dated = values.filter_map(|v| Candidate::new(&machine(dates, v)?, Source::Script, 3.0));
        found.extend(dated.take(MOST));
    }
}

/// The value beside the key that holds `at`, where it is a key of publication: `"publishedAt": "…"`, `pub_date='…'`.
fn value(script: &str, at: usize) -> Option<&str> {
    let part = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.' | b':');
    let bytes = script.as_bytes();
    let window = &bytes[at.saturating_sub(24)..at];
    let start = at - window.iter().rev().take_while(|b| part(b)).count();
    let quoted = script[..start].ends_with(['"', '\'']);
    // A colon is part of a quoted key alone.
    let inside = |b: &&u8| part(b) && (quoted || **b != b':');
    let end = at + bytes[at..].iter().take(32).take_while(inside).count();
    if !is_publication(script.get(start..end)?) {
        return None;
    }
    let mut stop = (end + 56).min(script.len());
    while !script.is_char_boundary(stop) {
        stop -= 1;
    }
    let rest = script[end..stop].trim_start_matches(['"', '\'', '\\', ' ']);
    let value = rest.strip_prefix([':', '=', ',']).unwrap_or(rest);
    let value = value.trim_start_matches([' ', '"', '\'', '\\']);
    let digits = value.bytes().take_while(u8::is_ascii_digit).count();
    let end = value.find(['"', '\'', '\\', '}', ';']).unwrap_or(value.len());
    // Seconds since 1970 end where their digits end.
    Some(&value[..if digits >= 10 { digits } else { end }])
}

/// True for the keys of the day of first publication.
fn is_publication(key: &str) -> bool {
    let folded: String = key
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect();
    let says = |words: &[&str]| words.iter().any(|w| folded.contains(w));
    folded.contains("publi")
        && (says(&["date", "time"]) || folded.ends_with("at") || folded.ends_with("published"))
        && !says(&[
            "last",
            "latest",
            "updat",
            "modif",
            "unpub",
            "expir",
            "until",
            "publisher",
            "end",
            "format",
        ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_publication_give_their_values() {
        for (script, want) in [
            (
                r#"{"datePublished":"2021-03-09T08:15:00Z"}"#,
                Some("2021-03-09T08:15:00Z"),
            ),
            (
                r#"{'article_publication_date': '2021-03-09'}"#,
                Some("2021-03-09"),
            ),
            (r#"push({publishDate: "2021-03-09", a: 1})"#, Some("2021-03-09")),
            (r#"{\"publishedAt\":\"2021-03-09\"}"#, Some("2021-03-09")),
            (r#"{"first_published_at":1615277700,"x":1}"#, Some("1615277700")),
            (r#"{"publisher":"The Quay","unpublishDate":"2022-01-01"}"#, None),
            (r#"{"lastPublishedDate":"2021-03-09"}"#, None),
        ] {
            let at = script.find("ubli").unwrap();
            assert_eq!(value(script, at), want, "{script}");
        }
    }
}
