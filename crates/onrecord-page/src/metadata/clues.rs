//! What a page's markup says about its article, gathered in one walk: meta elements, JSON-LD, links, headlines.
//! What does not live here: what is believed of it (`mod`, `date`).

use crate::html::{Kind, NodeId, Tag, Tree, decode_all};

use super::headline;
use super::json;
use super::linked::{self, Linked};

/// What the markup says.
#[derive(Debug, Default)]
pub(crate) struct Clues {
    /// Name in lower case, content, element.
    pub metas: Vec<(String, String, NodeId)>,
    pub linked: Vec<Linked>,
    pub canonical: Option<String>,
    pub lang: Option<String>,
    pub title: Option<String>,
    /// First-level headings with their words.
    pub headings: Vec<(NodeId, String)>,
    /// Second-level headings.
    pub subheadings: Vec<NodeId>,
    /// `time` elements.
    pub times: Vec<NodeId>,
    /// Elements whose start tag speaks of a date (`itemprop="datePublished"`, `data-published`, …).
    pub dated: Vec<NodeId>,
    /// Elements marked as author in their start tag.
    pub bylines: Vec<NodeId>,
    /// Scripts that are no JSON-LD but speak of publication.
    pub scripts: Vec<NodeId>,
}

impl Clues {
    /// Gathers the clues of a page.
    pub fn gather(tree: &Tree<'_>) -> Clues {
        let mut clues = Clues::default();
        let date = memchr::memmem::Finder::new("date");
        let big_date = memchr::memmem::Finder::new("Date");
        let publish = memchr::memmem::Finder::new("ublish");
        let seconds = memchr::memmem::Finder::new("time=\"1");
        let author = memchr::memmem::Finder::new("author");
        let byline = memchr::memmem::Finder::new("byline");
        for node in tree.nodes() {
            let Kind::Element(tag) = tree.kind(node) else {
                continue;
            };
            match tag {
                Tag::Meta => clues.meta(tree, node),
                Tag::Script => clues.script(tree, node),
                Tag::Link => {
                    let is = tree
                        .attribute(node, "rel")
                        .is_some_and(|r| r.eq_ignore_ascii_case("canonical"));
                    if is && clues.canonical.is_none() {
                        clues.canonical = tree.attribute(node, "href").map(|h| h.trim().to_owned());
                    }
                }
                Tag::Html => {
                    let lang = tree
                        .attribute(node, "lang")
                        .or_else(|| tree.attribute(node, "xml:lang"));
                    clues.lang = clues.lang.take().or(lang.map(|l| l.trim().to_owned()));
                }
                Tag::Title if clues.title.is_none() => {
                    let inside_picture = tree.ancestors(node).any(|a| tree.tag(a) == Some(Tag::Svg));
                    let words = tree.text(node);
                    if !inside_picture && !words.is_empty() {
                        clues.title = Some(words);
                    }
                }
                Tag::H1 if clues.headings.len() < 8 => {
                    let words = tree.text(node);
                    if !words.is_empty() {
                        clues.headings.push((node, words));
                    }
                }
                Tag::H2 if clues.subheadings.len() < 40 => clues.subheadings.push(node),
                Tag::Time => clues.times.push(node),
                _ => {
                    let raw = tree.raw(node).as_bytes();
                    if raw.len() < 12 || raw.len() > 2000 {
                        continue;
                    }
                    if tag != Tag::A
                        && tag != Tag::Img
                        && tag != Tag::Input
                        && (date.find(raw).is_some()
                            || big_date.find(raw).is_some()
                            || publish.find(raw).is_some()
                            || seconds.find(raw).is_some())
                        && clues.dated.len() < 400
                    {
                        clues.dated.push(node);
                    }
                    if (author.find(raw).is_some() || byline.find(raw).is_some()) && clues.bylines.len() < 60
                    {
                        clues.bylines.push(node);
                    }
                }
            }
        }
        clues.promote(tree);
        clues
    }

    /// Where no first-level heading is what the page calls itself, a second-level one may be.
    fn promote(&mut self, tree: &Tree<'_>) {
        let named: Vec<&str> = [
            self.meta_of(&["og:title"]),
            self.meta_of(&["twitter:title"]),
            self.title.as_deref(),
        ]
        .into_iter()
        .flatten()
        .collect();
        let says = |words: &str| words.chars().count() >= 6 && named.iter().any(|n| n.contains(words));
        let below: Vec<(NodeId, String)> = self.subheadings.iter().map(|n| (*n, tree.text(*n))).collect();
        let logo = |words: &str| {
            self.title
                .as_deref()
                .is_some_and(|t| headline::is_logo(words, t, &below))
        };
        if self.headings.iter().any(|h| says(&h.1) && !logo(&h.1)) {
            return;
        }
        let best = below
            .iter()
            .filter(|h| says(&h.1))
            .max_by_key(|h| h.1.len())
            .cloned();
        if let Some(best) = best {
            self.headings.insert(0, best);
        }
    }

    /// The first content among metas of these names, in the order of the names.
    pub fn meta_of(&self, names: &[&str]) -> Option<&str> {
        names
            .iter()
            .find_map(|n| self.metas.iter().find(|m| m.0 == *n).map(|m| m.1.as_str()))
    }

    /// The contents of all metas of this name.
    pub fn metas_of(&self, name: &str) -> Vec<&str> {
        let named = self.metas.iter().filter(|m| m.0 == name);
        named.map(|m| m.1.as_str()).collect()
    }

    fn meta(&mut self, tree: &Tree<'_>, node: NodeId) {
        let mut content: Option<String> = None;
        let mut names: Vec<String> = Vec::new();
        for attribute in tree.attributes(node) {
            match attribute.name.to_ascii_lowercase().as_str() {
                "name" | "property" | "itemprop" | "http-equiv" => {
                    names.push(attribute.value().trim().to_lowercase());
                }
                "content" | "value" => content = Some(attribute.value().trim().to_owned()),
                _ => {}
            }
        }
        // Some software escapes twice.
        if let Some(twice) = content
            .as_mut()
            .filter(|c| c.contains("&amp;") || c.contains("&#"))
        {
            *twice = decode_all(twice, false).into_owned();
        }
        if let Some(content) = content.filter(|c| !c.is_empty()) {
            for name in names {
                self.metas.push((name, content.clone(), node));
            }
        }
    }

    fn script(&mut self, tree: &Tree<'_>, node: NodeId) {
        let kind = tree
            .attribute(node, "type")
            .unwrap_or_default()
            .to_ascii_lowercase();
        let body = node + 1;
        if tree.end(node) <= body {
            return;
        }
        if kind.contains("ld+json") {
            if let Some(json) = json::parse(tree.raw(body)) {
                linked::collect(&json, &mut self.linked);
            }
        } else if self.scripts.len() < 40 {
            self.scripts.push(body);
        }
    }
}
