//! Which records are pages, told before their blocks are in memory; what the others are.
//! What does not live here: reading pages, or what a body that cannot be told by its fields is (`sniff`).

use super::Head;
use crate::http;

/// What is to become of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Its block is an HTTP response.
    Http,
    /// Its block is the page itself.
    Direct,
    /// It is another sighting of a page: nothing to read.
    Revisit,
    /// Not a page: what it is, in the plural.
    Skip(String),
}

/// Chooses by the record's head.
pub fn choose(head: &Head) -> Choice {
    let skip = |what: &str| Choice::Skip(what.to_owned());
    let url = head.url().unwrap_or("");
    let scheme = url.split(':').next().unwrap_or("").to_ascii_lowercase();
    match head.kind().as_str() {
        "warcinfo" => skip("records about the archive"),
        "request" => skip("requests"),
        "metadata" => skip("metadata records"),
        "continuation" => skip("continuations of records"),
        "revisit" => Choice::Revisit,
        "response" | "resource" | "conversion" => {
            match scheme.as_str() {
                "dns" | "whois" => return skip("name look-ups"),
                "metadata" | "filedesc" | "warcinfo" => return skip("records about the archive"),
                // What browsers that crawl write beside the page: its text and pictures, made from it.
                "urn" | "screenshot" | "text" | "pageinfo" => return skip("records made from pages"),
                _ => {}
            }
            let media = head.field("Content-Type").unwrap_or("");
            let (media, _) = http::media_type(media);
            let http = media == "application/http" || media == "message/http";
            if http || head.kind() == "response" && (scheme == "http" || scheme == "https") {
                return Choice::Http;
            }
            match kind_of_media(&media, url) {
                Some(kind) => Choice::Skip(kind),
                None => Choice::Direct,
            }
        }
        "" => skip("records without a type"),
        other => Choice::Skip(format!(
            "records of type {:?}",
            other.chars().take(20).collect::<String>()
        )),
    }
}

/// What a response is that is no page, by its status and type; `None` if it may be one.
pub fn skip_by_response(response: &http::Head, url: &str) -> Option<String> {
    match response.status {
        Some(304) => return Some("answers that a page is unchanged".into()),
        Some(300..=399) => return Some("redirects".into()),
        Some(400..=599) => return Some("error pages".into()),
        Some(100..=199 | 204 | 205) => return Some("empty answers".into()),
        _ => {}
    }
    let (media, _) = http::media_type(response.field("content-type").unwrap_or(""));
    kind_of_media(&media, url)
}

/// What things of this media type are, if they are no pages; `None` for pages and what must be looked at.
pub fn kind_of_media(media: &str, url: &str) -> Option<String> {
    let path = url.split(['?', '#']).next().unwrap_or("");
    if path.ends_with("/robots.txt") {
        return Some("robots.txt".into());
    }
    let (family, rest) = media.split_once('/').unwrap_or((media, ""));
    let kind = match (family, rest) {
        ("image", _) => "pictures",
        ("video" | "audio", _) => "sound and video",
        ("font", _) => "fonts",
        ("text", "css") => "style sheets",
        ("text" | "application", "javascript" | "x-javascript" | "ecmascript" | "typescript") => "scripts",
        ("text", "csv" | "tab-separated-values" | "calendar" | "vcard" | "vtt") => "tables and lists",
        ("text", _) | ("", _) | ("multipart", _) | ("message", _) => return None,
        ("application", rest) => match rest {
            // Feeds may come under these; what they are is told by their bytes.
            "xml" | "json" | "feed+json" | "rss+xml" | "atom+xml" | "rdf+xml" | "octet-stream" => {
                return None;
            }
            "xhtml+xml" | "html" | "pdf" | "x-pdf" | "gzip" | "x-gzip" | "http" => return None,
            "vnd.openxmlformats-officedocument.wordprocessingml.document" => return None,
            "vnd.oasis.opendocument.text" | "x-mimearchive" | "zip" => return None,
            r if r.starts_with("font") || r.starts_with("x-font") || r.starts_with("vnd.ms-font") => "fonts",
            r if r.ends_with("json") => "JSON",
            r if r.contains("mpegurl") || r.starts_with("dash+") || r.contains("flash") => "sound and video",
            "wasm" => "programs",
            _ => return Some(format!("data of type {media}")),
        },
        // "unk", "unknown": writers' words for "the server did not say".
        _ => return None,
    };
    Some(kind.into())
}
