//! Records: pages given as JSON lines, and dates given from outside.
//! What does not live here: JSON that goes out (see `wire`).

use jiff::civil::{Date, DateTime};
use onrecord_model::{Hints, Moment};
use serde::Deserialize;

use crate::{DateError, RecordError};

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

/// A record, ready to read.
#[derive(Debug)]
pub struct Record {
    /// What is known beforehand; `plain` if the body is an article's text already.
    pub hints: Hints,
    /// What to read.
    pub body: String,
}

/// Reads a line; `date` is used where the record has none.
pub fn parse(line: &str, date: Option<Moment>) -> Result<Record, RecordError> {
    let line: Line = serde_json::from_str(line).map_err(RecordError::Json)?;
    let source = match line.id {
        Some(Id::Text(id)) => id,
        Some(Id::Number(id)) => id.to_string(),
        None => return Err(RecordError::NoId),
    };
    let date = match line.date.as_deref().filter(|d| !d.is_empty()) {
        Some(text) => Some(moment(text)?),
        None => date,
    };
    let (body, plain) = match (line.text, line.html) {
        (Some(text), None) => (text, true),
        (None, Some(html)) => (html, false),
        (None, None) => return Err(RecordError::NoBody(source)),
        (Some(_), Some(_)) => return Err(RecordError::TwoBodies(source)),
    };
    // JSON is UTF-8, whatever charset the page once declared.
    let charset = (!plain).then(|| "utf-8".to_owned());
    let hints = Hints {
        plain,
        source,
        url: line.url,
        date,
        title: line.title,
        outlet: line.outlet,
        lang: line.lang,
        charset,
        provenance: None,
    };
    Ok(Record { hints, body })
}

/// Reads `YYYY-MM-DD` or a local `YYYY-MM-DDTHH:MM[:SS]`; only the latter has a clock.
pub fn moment(text: &str) -> Result<Moment, DateError> {
    let text = text.trim();
    let wrong = || DateError::Moment(text.to_owned());
    if text.len() <= 10 {
        return text.parse::<Date>().map(Moment::day).map_err(|_| wrong());
    }
    text.parse::<DateTime>().map(Moment::clock).map_err(|_| wrong())
}

/// Reads `YYYY-MM-DD`.
pub fn day(text: &str) -> Result<Date, DateError> {
    text.trim().parse().map_err(|_| DateError::Day(text.to_owned()))
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
        let failed = |line: &str| parse(line, None).unwrap_err();
        assert!(matches!(failed(r#"{"id":"a"}"#), RecordError::NoBody(id) if id == "a"));
        let two = r#"{"id":"a","text":"x","html":"y"}"#;
        assert!(matches!(failed(two), RecordError::TwoBodies(_)));
        assert!(matches!(failed(r#"{"text":"x"}"#), RecordError::NoId));
        let record = parse(r#"{"id":7,"text":"x","date":"2023-01-02"}"#, None).unwrap();
        assert_eq!(record.hints.source, "7");
        assert!(record.hints.plain);
        assert!(record.hints.date.is_some());
    }
}
