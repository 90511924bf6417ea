//! What to fetch: addresses given one by one, or in a list: text, CSV, OPML, a feed, a sitemap.
//! What does not live here: fetching.

use crate::feed::Feed;
use crate::sniff::{self, Format};

/// An address to fetch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The address.
    pub url: String,
    /// True if what is there is a list of further addresses.
    pub list: bool,
    /// The last change that the list states, as written: what a watch compares.
    pub changed: Option<String>,
}

impl Target {
    /// A page.
    pub fn page(url: &str) -> Target {
        Target {
            url: url.to_owned(),
            list: false,
            changed: None,
        }
    }
}

/// True for an address that can be fetched.
pub fn is_address(text: &str) -> bool {
    let lower = text.get(..8).unwrap_or(text).to_ascii_lowercase();
    (lower.starts_with("http://") || lower.starts_with("https://")) && !text.contains(char::is_whitespace)
}

/// The addresses in a list, in its order, each once. Text and CSV: every cell that is an address.
pub fn targets(bytes: &[u8]) -> Vec<Target> {
    let mut found = match of_feed(bytes) {
        Some(targets) => targets,
        None => String::from_utf8_lossy(bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(bytes))
            .lines()
            .filter(|line| !line.trim_start().starts_with('#'))
            .flat_map(cells)
            .filter(|cell| is_address(cell))
            .map(|cell| Target::page(&cell))
            .collect(),
    };
    let mut seen = std::collections::BTreeSet::new();
    found.retain(|t| is_address(&t.url) && seen.insert(t.url.clone()));
    found
}

/// The links of a feed, a sitemap or a list of feeds; `None` if the bytes are none.
pub fn of_feed(bytes: &[u8]) -> Option<Vec<Target>> {
    let head = &bytes[..bytes.len().min(sniff::HEAD)];
    let feed = match sniff::format(head, "") {
        Format::Feed => Feed::of_xml(bytes)?,
        Format::Json => Feed::of_json(bytes)?,
        _ => return None,
    };
    let targets = feed.items.into_iter().filter_map(|item| {
        let changed = item
            .fields
            .into_iter()
            .find(|f| f.name == "lastmod")
            .map(|f| f.value);
        Some(Target {
            url: item.link?,
            list: item.list,
            changed,
        })
    });
    Some(targets.collect())
}

/// The cells of a line of CSV, or of a line of text.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' | ';' | '\t' if !quoted => {
                // A comma or semicolon may be part of an address that no cell ends in.
                cells.push(String::new());
            }
            c => cells.last_mut().expect("there is always one").push(c),
        }
    }
    let cells: Vec<String> = cells.into_iter().map(|c| c.trim().to_owned()).collect();
    // A line that is one address with a comma in it is no row.
    match is_address(line.trim()) && !cells[1..].iter().any(|c| is_address(c)) && !line.contains('"') {
        true => vec![line.trim().to_owned()],
        false => cells,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_every_kind_give_their_addresses_once() {
        let urls = |bytes: &[u8]| targets(bytes).into_iter().map(|t| t.url).collect::<Vec<_>>();
        assert_eq!(urls(b"\xef\xbb\xbfname,url\nA,https://a.example/1\n\"B, C\",\"https://a.example/2,3\"\nA,https://a.example/1\n"), ["https://a.example/1", "https://a.example/2,3"]);
        assert_eq!(
            urls(b"# my list\nhttps://a.example/x,y\n\nno address\n"),
            ["https://a.example/x,y"]
        );
        let map = targets(b"<sitemapindex><sitemap><loc>https://a.example/s.xml</loc><lastmod>2023</lastmod></sitemap></sitemapindex>");
        assert_eq!(
            map,
            [Target {
                url: "https://a.example/s.xml".into(),
                list: true,
                changed: Some("2023".into())
            }]
        );
    }
}
