//! Lines before the records of ARC files: address, host's number, date, type, and the length at the end.
//! What does not live here: blocks, which are as in WARC (`super`).

use onrecord_model::Field;

use super::Head;

/// The head that a line is, in the names of WARC; `None` if it is no line of ARC.
pub fn head(line: &[u8]) -> Option<Head> {
    let line = std::str::from_utf8(line).ok()?.trim_end();
    let words: Vec<&str> = line.split(' ').collect();
    // Version 1 has five words, version 2 ten; the length is the last one in both.
    if words.len() != 5 && words.len() != 10 {
        return None;
    }
    let (url, date) = (words[0], words[2]);
    let length = words[words.len() - 1].parse().ok()?;
    let dated = (date.len() == 14 || date.len() == 12) && date.bytes().all(|b| b.is_ascii_digit());
    if !url.contains(':') || !dated {
        return None;
    }
    let kind = if url.starts_with("filedesc:") {
        "warcinfo"
    } else if url.starts_with("http:") || url.starts_with("https:") {
        "response"
    } else {
        "resource"
    };
    let field = |name: &str, value: &str| Field {
        name: name.into(),
        value: value.into(),
    };
    let mut fields = vec![
        field("WARC-Type", kind),
        field("WARC-Target-URI", url),
        field("WARC-IP-Address", words[1]),
        field("WARC-Date", date),
    ];
    // The type is the page's, so that a response needs the one that WARC has for it.
    let media = if kind == "response" {
        "application/http; msgtype=response"
    } else {
        words[3]
    };
    fields.push(field("Content-Type", media));
    Some(Head {
        version: "ARC".into(),
        fields,
        length,
        ..Head::default()
    })
}
