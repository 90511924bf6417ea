//! Records: pages given as JSON lines, and dates given from outside.
//! What does not live here: JSON that goes out (see `wire`).

use jiff::civil::{Date, DateTime};
use onrecord_model::Moment;
use onrecord_page::Hints;
use serde::Deserialize;

/// One line of a records file.
#[derive(Debug, Deserialize)]
struct Line {
    id: Option<Id>,
    text: Option<String>,
    html: Option<String>,
    url: Option<String>,
    date: Option<String>,
    title: Option<String>,
    outlet: Option<String>,
    lang: Option<String>,
}

/// Ids are texts; numbers are taken as they are written.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Id {
    Text(String),
    Number(serde_json::Number),
}

/// What a record holds.
#[derive(Debug)]
pub enum Body {
    /// An article's text already.
    Text(String),
    /// A page.
    Html(String),
}

/// A record, ready to read.
#[derive(Debug)]
pub struct Record {
    /// What is known beforehand.
    pub hints: Hints,
    /// What to read.
    pub body: Body,
}

/// Reads a line; `date` is used where the record has none. The error says what is wrong and what to do.
pub fn parse(line: &str, date: Option<Moment>) -> Result<Record, String> {
    let line: Line = serde_json::from_str(line)
        .map_err(|e| format!("is no record ({e}): write one JSON object a line with id and text or html"))?;
    let source = match line.id {
        Some(Id::Text(id)) => id,
        Some(Id::Number(id)) => id.to_string(),
        None => return Err("the record has no id: add one".into()),
    };
    let date = match line.date.as_deref().filter(|d| !d.is_empty()) {
        Some(text) => Some(moment(text)?),
        None => date,
    };
    let body = match (line.text, line.html) {
        (Some(text), None) => Body::Text(text),
        (None, Some(html)) => Body::Html(html),
        (None, None) => {
            return Err(format!(
                "record {source:?} has neither text nor html: add one of them"
            ));
        }
        (Some(_), Some(_)) => {
            return Err(format!(
                "record {source:?} has both text and html: leave one of them"
            ));
        }
    };
    // JSON is UTF-8, whatever charset the page once declared.
    let charset = matches!(body, Body::Html(_)).then(|| "utf-8".to_owned());
    let hints = Hints {
        source,
        url: line.url,
        date,
        title: line.title,
        outlet: line.outlet,
        lang: line.lang,
        charset,
    };
    Ok(Record { hints, body })
}

/// Reads `YYYY-MM-DD` or a local `YYYY-MM-DDTHH:MM[:SS]`; only the latter has a clock.
pub fn moment(text: &str) -> Result<Moment, String> {
    let text = text.trim();
    if text.len() <= 10 {
        return text
            .parse::<Date>()
            .map(Moment::day)
            .map_err(|_| wrong_date(text));
    }
    text.parse::<DateTime>()
        .map(Moment::clock)
        .map_err(|_| wrong_date(text))
}

/// Reads `YYYY-MM-DD`.
pub fn day(text: &str) -> Result<Date, String> {
    text.trim()
        .parse()
        .map_err(|_| format!("{text:?} is no day: write YYYY-MM-DD"))
}

fn wrong_date(text: &str) -> String {
    format!("{text:?} is no date: write YYYY-MM-DD or YYYY-MM-DDTHH:MM")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_with_a_clock_keeps_it() {
        assert!(!moment("2023-03-15").unwrap().clock);
        let with_clock = moment("2023-03-15T08:30").unwrap();
        assert!(with_clock.clock);
        assert_eq!(with_clock.to_string(), "2023-03-15T08:30");
        assert!(moment("2023-02-30").is_err());
        assert!(moment("soon").is_err());
    }

    #[test]
    fn a_record_needs_one_body() {
        assert!(parse(r#"{"id":"a"}"#, None).unwrap_err().contains("neither"));
        assert!(
            parse(r#"{"id":"a","text":"x","html":"y"}"#, None)
                .unwrap_err()
                .contains("both")
        );
        let record = parse(r#"{"id":7,"text":"x","date":"2023-01-02"}"#, None).unwrap();
        assert_eq!(record.hints.source, "7");
        assert!(record.hints.date.is_some());
    }
}
