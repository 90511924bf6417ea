//! Feeds (RSS 0.9 to 2.0, RDF, Atom, JSON Feed), sitemaps and lists of feeds: items with their own text, and links.
//! What does not live here: fetching what a link points to.

use onrecord_model::{Field, Moment, Provenance};
use serde_json::Value;

use crate::dates;
use crate::xml::{self, Element};

/// What a feed, a sitemap or a list holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Feed {
    /// Its name.
    pub title: Option<String>,
    /// Its language.
    pub lang: Option<String>,
    /// Its items, in its order.
    pub items: Vec<Item>,
}

/// An item: a text, a link, or both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// Its id, or else its link.
    pub id: Option<String>,
    /// Address of the page that it is about.
    pub link: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// Its own text; empty if it has none.
    pub text: String,
    /// True if the text is markup.
    pub markup: bool,
    /// Where it was published first, if it says so.
    pub outlet: Option<String>,
    /// The day and time that it states as its publication, as its readers see them.
    pub published: Option<Moment>,
    /// Its dates and authors as written, by their elements.
    pub fields: Vec<Field>,
    /// True if the link is to another list: a sitemap of an index, a feed of a list.
    pub list: bool,
}

/// More items than any feed or sitemap holds (a sitemap: 50,000).
const MOST_ITEMS: usize = 200_000;

impl Feed {
    /// Reads XML. `None` if it is no feed, sitemap or list of feeds.
    pub fn of_xml(bytes: &[u8]) -> Option<Feed> {
        let text = xml::decode(bytes);
        let root = xml::root(&text)?.to_owned();
        // What is before the first element may hold a document type that the reader need not see.
        let at = text.find(&format!("<{root}"))?;
        let whole = xml::children(&text[at..]);
        let first = whole.first()?;
        let (inside, lang) = (first.inside, first.attribute("lang").map(str::to_owned));
        let mut feed = match root.rsplit(':').next()? {
            "rss" | "RDF" => of_rss(inside),
            "channel" => of_channel(inside, inside),
            "feed" => of_atom(inside),
            "urlset" | "sitemapindex" => of_sitemap(inside),
            "opml" => of_opml(inside),
            _ => return None,
        };
        feed.lang = feed.lang.or(lang);
        feed.items.truncate(MOST_ITEMS);
        Some(feed)
    }

    /// Reads JSON. `None` if it is no JSON Feed.
    pub fn of_json(bytes: &[u8]) -> Option<Feed> {
        let value: Value =
            serde_json::from_slice(bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(bytes)).ok()?;
        let version = value.get("version")?.as_str()?;
        if !version.contains("jsonfeed.org") {
            return None;
        }
        let word = |value: &Value, key: &str| {
            value.get(key).and_then(|v| match v {
                Value::String(text) => Some(text.clone()),
                Value::Number(number) => Some(number.to_string()),
                _ => None,
            })
        };
        let mut feed = Feed {
            title: word(&value, "title"),
            lang: word(&value, "language"),
            items: Vec::new(),
        };
        for entry in value.get("items")?.as_array()?.iter().take(MOST_ITEMS) {
            let mut item = Item {
                link: word(entry, "url").or_else(|| word(entry, "external_url")),
                title: word(entry, "title"),
                ..Item::default()
            };
            item.id = word(entry, "id").or_else(|| item.link.clone());
            for (key, markup) in [
                ("content_html", true),
                ("content_text", false),
                ("summary", false),
            ] {
                if let Some(text) = word(entry, key).filter(|t| !t.trim().is_empty()) {
                    (item.text, item.markup) = (text, markup);
                    break;
                }
            }
            for key in ["date_published", "date_modified"] {
                if let Some(value) = word(entry, key) {
                    item.date(key, &value, key == "date_published");
                }
            }
            feed.items.push(item);
        }
        Some(feed)
    }
}

impl Item {
    /// Keeps a date as written; takes it as the publication date if it is one and none was taken before.
    fn date(&mut self, name: &str, value: &str, published: bool) {
        let value = value.trim();
        if value.is_empty() {
            return;
        }
        if published && self.published.is_none() {
            self.published = dates::civil(value);
        }
        self.fields.push(Field {
            name: name.into(),
            value: value.into(),
        });
    }

    /// What the feed says of the item.
    pub fn provenance(&self, container: &str, sha256: Option<String>) -> Provenance {
        Provenance {
            kind: "feed".into(),
            container: container.into(),
            container_sha256: sha256,
            record: self.id.clone(),
            fields: self.fields.clone(),
            ..Provenance::default()
        }
    }
}

fn of_rss(inside: &str) -> Feed {
    let elements = xml::children(inside);
    let channel = elements.iter().find(|e| e.local() == "channel");
    // RDF has its items beside the channel, RSS inside.
    of_channel(channel.map_or(inside, |c| c.inside), inside)
}

fn of_channel(channel: &str, beside: &str) -> Feed {
    let mut feed = Feed::default();
    for element in xml::children(channel) {
        match (element.prefix(), element.local()) {
            ("", "title") => feed.title = line(&element),
            (_, "language") => feed.lang = line(&element),
            (_, "item") if element.whole => feed.items.push(of_item(&element)),
            _ => {}
        }
    }
    if feed.items.is_empty() {
        let items = xml::children(beside);
        feed.items = items
            .iter()
            .filter(|e| e.local() == "item" && e.whole)
            .map(of_item)
            .collect();
    }
    feed
}

/// Text of an element in one line; `None` if there is none.
fn line(element: &Element<'_>) -> Option<String> {
    let text = xml::text(element.inside, false);
    // Headlines are often escaped twice, and may hold tags.
    let text = xml::resolved(&xml::text(&text, false));
    let words: Vec<&str> = text.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

fn of_item(element: &Element<'_>) -> Item {
    let mut item = Item::default();
    let (mut body, mut summary) = (String::new(), String::new());
    let (mut stated, mut other) = (Vec::new(), Vec::new());
    let mut permalink = None;
    for child in xml::children(element.inside) {
        let value = || xml::text(child.inside, false).trim().to_owned();
        match (child.prefix(), child.local()) {
            ("" | "rss", "title") => item.title = line(&child),
            ("", "link") => item.link = Some(value()).filter(|l| !l.is_empty()),
            // Many feeds give Atom's link beside or instead of their own.
            (_, "link") if child.attribute("rel").is_none_or(|r| r == "alternate") && item.link.is_none() => {
                item.link = child.attribute("href").map(str::to_owned);
            }
            ("", "guid") => {
                item.id = Some(value()).filter(|i| !i.is_empty());
                if child.attribute("isPermaLink").is_none_or(|p| p == "true") {
                    permalink = item.id.clone().filter(|i| i.starts_with("http"));
                }
            }
            (_, "encoded") if child.prefix() != "excerpt" => body = xml::text(child.inside, false),
            ("", "description") => summary = xml::text(child.inside, true),
            ("", "source") => item.outlet = line(&child),
            ("", "pubDate") => stated.insert(0, (child.name.clone(), value())),
            (_, "date" | "created" | "issued" | "published") if child.prefix() != "media" => {
                stated.push((child.name.clone(), value()));
            }
            (_, "modified" | "updated") => other.push((child.name.clone(), value())),
            ("" | "dc", "author" | "creator") => item.fields.extend(line(&child).map(|value| Field {
                name: child.name.clone(),
                value,
            })),
            _ => {}
        }
    }
    for (name, value) in stated {
        item.date(&name, &value, true);
    }
    for (name, value) in other {
        item.date(&name, &value, false);
    }
    item.link = item.link.or(permalink);
    item.id = item
        .id
        .or_else(|| element.attribute("about").map(str::to_owned))
        .or_else(|| item.link.clone());
    item.take_text(if body.trim().is_empty() { summary } else { body });
    item
}

impl Item {
    fn take_text(&mut self, text: String) {
        self.markup =
            text.contains("</") || text.contains("/>") || text.contains("<p>") || text.contains("<br");
        self.text = if self.markup {
            text
        } else {
            xml::resolved(&text).trim().to_owned()
        };
    }
}

fn of_atom(inside: &str) -> Feed {
    let mut feed = Feed::default();
    for element in xml::children(inside) {
        match element.local() {
            "title" if feed.title.is_none() => feed.title = line(&element),
            "entry" if element.whole => feed.items.push(of_entry(&element)),
            _ => {}
        }
    }
    feed
}

fn of_entry(element: &Element<'_>) -> Item {
    let mut item = Item::default();
    let (mut body, mut summary) = (String::new(), String::new());
    let mut updated = None;
    for child in xml::children(element.inside) {
        if !matches!(child.prefix(), "" | "atom" | "a" | "dc") {
            continue;
        }
        let value = || xml::text(child.inside, false).trim().to_owned();
        let words = || match child.attribute("type") {
            Some("xhtml") => xml::text(child.inside, true),
            _ => xml::text(child.inside, false),
        };
        match child.local() {
            "title" => item.title = line(&child),
            "id" => item.id = Some(value()).filter(|i| !i.is_empty()),
            "link" if child.attribute("rel").is_none_or(|r| r == "alternate") && item.link.is_none() => {
                item.link = child.attribute("href").map(str::to_owned);
            }
            "content" => body = words(),
            "summary" => summary = words(),
            "published" | "issued" | "date" | "created" => item.date(&child.name, &value(), true),
            "updated" | "modified" => updated = Some((child.name.clone(), value())),
            "source" => {
                item.outlet = xml::children(child.inside)
                    .iter()
                    .find(|e| e.local() == "title")
                    .and_then(line);
            }
            "author" | "creator" => {
                let parts = xml::children(child.inside);
                let name = parts.iter().find(|e| e.local() == "name").unwrap_or(&child);
                item.fields.extend(line(name).map(|value| Field {
                    name: child.name.clone(),
                    value,
                }));
            }
            _ => {}
        }
    }
    // An entry that was never published apart from its last change states that alone.
    if let Some((name, value)) = updated {
        let only = item.published.is_none();
        item.date(&name, &value, only);
    }
    item.id = item.id.or_else(|| item.link.clone());
    item.take_text(if body.trim().is_empty() { summary } else { body });
    item
}

fn of_sitemap(inside: &str) -> Feed {
    let mut feed = Feed::default();
    for entry in xml::children(inside) {
        let list = entry.local() == "sitemap";
        if !entry.whole || !list && entry.local() != "url" {
            continue;
        }
        let mut item = Item {
            list,
            ..Item::default()
        };
        for child in xml::children(entry.inside) {
            match child.local() {
                "loc" if child.prefix() != "image" && child.prefix() != "video" => item.link = line(&child),
                // Its precision is what a watch compares: kept as written.
                "lastmod" => item.fields.extend(line(&child).map(|value| Field {
                    name: "lastmod".into(),
                    value,
                })),
                "news" => {
                    for news in xml::children(child.inside) {
                        match news.local() {
                            "title" => item.title = line(&news),
                            "publication_date" => {
                                item.date("publication_date", &xml::text(news.inside, false), true);
                            }
                            "publication" => {
                                let parts = xml::children(news.inside);
                                item.outlet = parts.iter().find(|e| e.local() == "name").and_then(line);
                            }
                            _ => {}
                        }
                    }
                }
                _ => {}
            }
        }
        item.id = item.link.clone();
        if item.link.is_some() {
            feed.items.push(item);
        }
    }
    feed
}

fn of_opml(inside: &str) -> Feed {
    let mut feed = Feed::default();
    // Outlines nest; the deepest lists have a few levels.
    let mut open = vec![(inside, 0)];
    while let Some((inside, depth)) = open.pop() {
        let elements = xml::children(inside);
        for element in elements.iter().rev() {
            if depth < 16 && matches!(element.local(), "body" | "outline" | "head") {
                open.push((element.inside, depth + 1));
            }
        }
        for element in &elements {
            if element.local() == "title" && depth == 1 {
                feed.title = line(element);
            }
            if let Some(url) = element
                .attribute("xmlUrl")
                .filter(|_| element.local() == "outline")
            {
                feed.items.push(Item {
                    id: Some(url.to_owned()),
                    link: Some(url.to_owned()),
                    title: element
                        .attribute("title")
                        .or(element.attribute("text"))
                        .map(str::to_owned),
                    list: true,
                    ..Item::default()
                });
            }
        }
    }
    feed
}

#[cfg(test)]
mod tests;
