//! Pages in messages: a page saved as MHTML, a mail, a file of many mails.
//! What does not live here: the parts of a message (`mime`).

use onrecord_model::{Field, Moment, Provenance};

use crate::capture::Capture;
use crate::inputs::{Input, Skipped};
use crate::mime::{Message, Part};
use crate::warc::kind_of_media;
use crate::{Refusal, dates};

/// Where a message was found.
#[derive(Clone, Copy, Debug)]
pub struct Place<'p> {
    /// The file's name.
    pub file: &'p str,
    /// The digest of the file.
    pub sha256: Option<&'p str>,
    /// Number of the message in a file of many, from 1.
    pub number: Option<usize>,
}

/// The pages of a message, and what in it is none.
pub fn inputs(bytes: &[u8], place: Place<'_>) -> Result<Vec<Input>, Refusal> {
    let message =
        Message::read(bytes).ok_or_else(|| Refusal::new("has a header without end: is this a mail?"))?;
    if is_saved_page(&message) {
        return saved_page(&message, place);
    }
    mail(&message, place)
}

/// The mails of a file of many.
pub fn mbox(bytes: &[u8], place: Place<'_>) -> Vec<Input> {
    let mut found = Vec::new();
    for (index, message) in messages(bytes).into_iter().enumerate() {
        let place = Place {
            number: Some(index + 1),
            ..place
        };
        match inputs(&message, place) {
            Ok(inputs) => found.extend(inputs),
            Err(why) => found.push(Input::Failed(format!("{}#{}", place.file, index + 1), why.into())),
        }
    }
    found
}

/// Messages begin with a line `From …` after an empty one; such a line inside a message has `>` put before it.
fn messages(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut messages: Vec<Vec<u8>> = Vec::new();
    let mut blank = true;
    for line in bytes.split_inclusive(|b| *b == b'\n') {
        if blank && line.starts_with(b"From ") {
            messages.push(Vec::new());
            blank = false;
            continue;
        }
        blank = line.trim_ascii().is_empty();
        let quoted = line.iter().take_while(|b| **b == b'>').count();
        let line = if quoted > 0 && line[quoted..].starts_with(b"From ") {
            &line[1..]
        } else {
            line
        };
        if let Some(message) = messages.last_mut() {
            message.extend_from_slice(line);
        }
    }
    messages
}

/// True for what browsers and Word save: parts that belong together, a page among them, with places for addresses.
fn is_saved_page(message: &Message<'_>) -> bool {
    let saved = message.field("Snapshot-Content-Location").is_some()
        || message
            .field("From")
            .is_some_and(|f| f.to_ascii_lowercase().contains("saved by"));
    let placed = message
        .parts
        .iter()
        .any(|p| p.media == "text/html" && p.field("Content-Location").is_some());
    let mailed = message.field("Received").is_some() || message.field("Message-ID").is_some();
    saved || placed && !mailed && message.field("To").is_none()
}

fn saved_page(message: &Message<'_>, place: Place<'_>) -> Result<Vec<Input>, Refusal> {
    let snapshot = message.field("Snapshot-Content-Location");
    let start = http_start(message);
    let is_html = |p: &Part<'_>| p.media == "text/html" || p.media == "application/xhtml+xml";
    let pages = || message.parts.iter().enumerate().filter(|(_, p)| is_html(p));
    let root = pages()
        .find(|(_, p)| start.is_some() && p.field("Content-ID").map(bare) == start.as_deref())
        .or_else(|| {
            pages().find(|(_, p)| snapshot.is_some() && p.field("Content-Location") == snapshot.as_deref())
        })
        .or_else(|| pages().next())
        .map(|(index, _)| index)
        .ok_or_else(|| Refusal::new("holds no HTML page: save the page again"))?;
    let mut inputs = Vec::with_capacity(message.parts.len());
    for (index, part) in message.parts.iter().enumerate() {
        let at = part
            .field("Content-Location")
            .or(part.field("Content-ID"))
            .unwrap_or("");
        let name = format!("{}#{at}", place.file);
        if index != root {
            let kind = match is_html(part) {
                true => "frames of saved pages".to_owned(),
                false => kind_of_media(&part.media, "").unwrap_or_else(|| "parts of saved pages".into()),
            };
            inputs.push(Input::Skipped(Skipped::new(name, kind)));
            continue;
        }
        let location = snapshot
            .clone()
            .or_else(|| part.field("Content-Location").map(str::to_owned));
        let url = location
            .clone()
            .filter(|u| u.starts_with("http://") || u.starts_with("https://"));
        inputs.push(Input::Capture(Box::new(Capture {
            name: place.file.to_owned(),
            bytes: part.bytes(),
            media: part.media.clone(),
            charset: part.charset(),
            url,
            provenance: Provenance {
                record: location,
                // The date of a saved page is that of saving it.
                fetched: message.field("Date").as_deref().and_then(dates::mail_utc),
                fields: fields(message, &["Date", "From", "Subject"]),
                ..provenance("mhtml", place)
            },
            ..Capture::default()
        })));
    }
    Ok(inputs)
}

/// The Content-ID that the message names as its first part.
fn http_start(message: &Message<'_>) -> Option<String> {
    let stated = crate::http::field(&message.fields, "content-type")?;
    crate::mime::parameter(stated, "start").map(|s| bare(&s).to_owned())
}

fn bare(id: &str) -> &str {
    id.trim().trim_start_matches('<').trim_end_matches('>')
}

fn mail(message: &Message<'_>, place: Place<'_>) -> Result<Vec<Input>, Refusal> {
    let id = message.field("Message-ID").map(|id| bare(&id).to_owned());
    let name = match (place.number, &id) {
        (Some(_), Some(id)) => format!("{}#{id}", place.file),
        (Some(number), None) => format!("{}#{number}", place.file),
        (None, _) => place.file.to_owned(),
    };
    let text_parts = || {
        message
            .parts
            .iter()
            .enumerate()
            .filter(|(_, p)| !p.is_attachment())
    };
    let html = text_parts().find(|(_, p)| p.media == "text/html" && !p.body.trim_ascii().is_empty());
    let plain = text_parts().find(|(_, p)| p.media == "text/plain" && !p.body.trim_ascii().is_empty());
    let body = html.or(plain).map(|(index, _)| index);
    let mut inputs = Vec::new();
    for (index, part) in message.parts.iter().enumerate() {
        let part_name = || match part.file_name() {
            Some(file) => format!("{name}#{file}"),
            None => format!("{name}#part {}", index + 1),
        };
        if Some(index) == body {
            inputs.push(Input::Capture(Box::new(Capture {
                name: name.clone(),
                ..letter(message, part, id.clone(), place)
            })));
            continue;
        }
        // The other form of the same words.
        let other_form =
            part.around.last().is_some_and(|a| a == "multipart/alternative") && !part.is_attachment();
        if other_form && (part.media == "text/plain" || part.media == "text/html") {
            continue;
        }
        let bytes = part.bytes();
        if part.media == "message/rfc822" {
            let inner = Place {
                number: None,
                ..place
            };
            if let Ok(found) = self::inputs(&bytes, inner) {
                inputs.extend(found.into_iter().map(|input| renamed(input, &part_name())));
            }
            continue;
        }
        // A document that was sent along is a page of its own.
        let page = part.is_attachment() || part.file_name().is_some();
        let page = page && (bytes.starts_with(b"%PDF-") || part.media == "text/html" || is_office(&bytes));
        if page {
            inputs.push(Input::Capture(Box::new(Capture {
                name: part_name(),
                media: part.media.clone(),
                charset: part.charset(),
                provenance: Provenance {
                    record: id.clone(),
                    fields: fields(message, KEPT),
                    ..provenance(kind(place), place)
                },
                bytes,
                ..Capture::default()
            })));
            continue;
        }
        let kind = kind_of_media(&part.media, "").unwrap_or_else(|| "attachments".into());
        inputs.push(Input::Skipped(Skipped::new(part_name(), kind)));
    }
    if body.is_none() && inputs.iter().all(|i| matches!(i, Input::Skipped(_))) {
        return Err(Refusal::new(
            "has neither a text nor a document: nothing to read in this mail",
        ));
    }
    Ok(inputs)
}

fn is_office(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
        && [&b"word/"[..], b"vnd.oasis.opendocument.text"]
            .iter()
            .any(|mark| memchr::memmem::find(bytes, mark).is_some())
}

/// The input under another name: what is inside an attached mail is named after both.
fn renamed(input: Input, name: &str) -> Input {
    match input {
        Input::Capture(capture) => Input::Capture(Box::new(Capture {
            name: name.to_owned(),
            ..*capture
        })),
        other => other,
    }
}

fn kind(place: Place<'_>) -> &'static str {
    if place.number.is_some() { "mbox" } else { "mail" }
}

/// Fields that say who sent a mail to whom, when, by which list.
const KEPT: &[&str] = &[
    "From",
    "Sender",
    "Reply-To",
    "To",
    "Date",
    "Subject",
    "Message-ID",
    "List-Id",
];

/// A mail's own words as a page.
fn letter(message: &Message<'_>, part: &Part<'_>, id: Option<String>, place: Place<'_>) -> Capture {
    let date = message.field("Date");
    let listed = message.field("List-Id").is_some() || message.field("List-Unsubscribe").is_some();
    let mut notes = Vec::new();
    let mut bytes = part.bytes();
    let plain = part.media == "text/plain";
    if plain && unwrapped(&mut bytes) {
        notes.push("lines that were wrapped for mail were joined".into());
    }
    Capture {
        media: part.media.clone(),
        charset: part.charset(),
        title: message.field("Subject").filter(|s| !s.trim().is_empty()),
        // A newsletter's sender publishes it; who writes a letter is no outlet.
        outlet: message
            .field("From")
            .filter(|_| listed)
            .and_then(|from| sender(&from)),
        published: date.as_deref().and_then(civil),
        bytes,
        provenance: Provenance {
            record: id,
            fetched: date.as_deref().and_then(dates::mail_utc),
            fields: fields(message, KEPT),
            notes,
            ..provenance(kind(place), place)
        },
        ..Capture::default()
    }
}

fn civil(date: &str) -> Option<Moment> {
    dates::civil(date)
}

/// The name that a sender goes by, or the host of the address.
fn sender(from: &str) -> Option<String> {
    let (name, address) = match from.rsplit_once('<') {
        Some((name, address)) => (
            name.trim().trim_matches('"').trim(),
            address.trim_end_matches('>'),
        ),
        None => ("", from.trim()),
    };
    if !name.is_empty() {
        return Some(name.to_owned());
    }
    address.rsplit_once('@').map(|(_, host)| host.to_owned())
}

/// Joins lines that were wrapped at a width, byte for byte: a line end becomes a space. Only where most long lines end
/// near one width; empty lines, quotations and lists stay apart. True if any was joined.
fn unwrapped(text: &mut [u8]) -> bool {
    let lines: Vec<&[u8]> = text.split(|b| *b == b'\n').collect();
    let long = |line: &[u8]| {
        let length = line.trim_ascii().len();
        (50..=80).contains(&length)
    };
    if lines.iter().any(|l| l.len() > 100) || lines.iter().filter(|l| long(l)).count() < 3 {
        return false;
    }
    let opens = |line: &[u8]| {
        let line = line.trim_ascii_start();
        line.is_empty() || matches!(line[0], b'>' | b'*' | b'-' | b'|' | b'#' | b'=' | b'_' | b'+')
    };
    let mut joined = Vec::new();
    let mut at = 0;
    for pair in lines.windows(2) {
        at += pair[0].len() + 1;
        if long(pair[0]) && !opens(pair[0]) && !opens(pair[1]) {
            joined.push(at - 1);
        }
    }
    for at in &joined {
        text[*at] = b' ';
        if *at > 0 && text[*at - 1] == b'\r' {
            text[*at - 1] = b' ';
        }
    }
    !joined.is_empty()
}

fn provenance(kind: &str, place: Place<'_>) -> Provenance {
    Provenance {
        kind: kind.into(),
        container: place.file.into(),
        container_sha256: place.sha256.map(str::to_owned),
        ..Provenance::default()
    }
}

fn fields(message: &Message<'_>, names: &[&str]) -> Vec<Field> {
    let value = |name: &&str| {
        message.field(name).map(|value| Field {
            name: (*name).into(),
            value,
        })
    };
    names.iter().filter_map(value).collect()
}

#[cfg(test)]
mod tests;
