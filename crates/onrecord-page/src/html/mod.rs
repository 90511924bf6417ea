//! HTML as a tree that keeps every byte's place.
//!
//! Nodes stand in document order, which is byte order: the nodes below `n` are `n + 1 .. tree.end(n)`. So walks are
//! plain loops, nothing recurses, and a span of text leads straight back to the page. Text is decoded when it is read.
//! What does not live here: which text matters (`main_text`), what metadata says (`metadata`).

mod attributes;
mod builder;
mod entities;
mod tags;
mod text;
mod tokens;

use std::borrow::Cow;

pub use attributes::{Attribute, Attributes};
pub use tags::Tag;
pub use text::{Run, Runs};

pub(crate) use entities::{WRONG, decode_all, reference};

/// A node's number: its place in document order.
pub type NodeId = u32;

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The root, node 0.
    Document,
    /// An element.
    Element(Tag),
    /// Characters, references raw.
    Text,
    /// Characters in which references stand for themselves: scripts, styles, CDATA.
    Verbatim,
    /// Comments and declarations.
    Comment,
}

#[derive(Clone, Copy, Debug)]
struct Node {
    kind: Kind,
    parent: NodeId,
    /// One past the last node below.
    end: NodeId,
    /// Bytes of the start tag, or of the text.
    start: u32,
    stop: u32,
}

/// A parsed page.
#[derive(Debug)]
pub struct Tree<'p> {
    page: &'p str,
    nodes: Vec<Node>,
    /// What was read through: bombs that were cut off.
    damage: Vec<&'static str>,
}

impl<'p> Tree<'p> {
    /// Parses a page. Never fails; what could not be built is in [`Tree::damage`].
    pub fn parse(page: &'p str) -> Tree<'p> {
        builder::Builder::new(page).build()
    }

    /// The page's characters.
    pub fn page(&self) -> &'p str {
        self.page
    }

    /// What the parser had to cut off, in words.
    pub fn damage(&self) -> &[&'static str] {
        &self.damage
    }

    /// How many nodes there are, the document included.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// True where the page holds nothing.
    pub fn is_empty(&self) -> bool {
        self.nodes.len() < 2
    }

    /// All nodes in document order.
    pub fn nodes(&self) -> impl Iterator<Item = NodeId> + use<> {
        0..self.nodes.len() as NodeId
    }

    /// The nodes below `node`, in document order.
    pub fn below(&self, node: NodeId) -> impl Iterator<Item = NodeId> + use<> {
        node + 1..self.end(node)
    }

    /// The children of `node`.
    pub fn children(&self, node: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let end = self.end(node);
        let mut next = node + 1;
        std::iter::from_fn(move || {
            let child = next;
            (child < end).then(|| {
                next = self.end(child);
                child
            })
        })
    }

    /// One past the last node below `node`: its next sibling, if its parent reaches that far.
    pub fn end(&self, node: NodeId) -> NodeId {
        self.nodes[node as usize].end
    }

    /// The node above; `None` for the document.
    pub fn parent(&self, node: NodeId) -> Option<NodeId> {
        (node != 0).then(|| self.nodes[node as usize].parent)
    }

    /// The nodes above, nearest first.
    pub fn ancestors(&self, node: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.parent(node), |n| self.parent(*n))
    }

    /// What the node is.
    pub fn kind(&self, node: NodeId) -> Kind {
        self.nodes[node as usize].kind
    }

    /// The element's tag; `None` for other nodes.
    pub fn tag(&self, node: NodeId) -> Option<Tag> {
        match self.kind(node) {
            Kind::Element(tag) => Some(tag),
            _ => None,
        }
    }

    /// Bytes of the page: the start tag of an element, the whole of a text or comment.
    pub fn bytes(&self, node: NodeId) -> std::ops::Range<usize> {
        let node = &self.nodes[node as usize];
        node.start as usize..node.stop as usize
    }

    /// The node's bytes as written.
    pub fn raw(&self, node: NodeId) -> &'p str {
        &self.page[self.bytes(node)]
    }

    /// The element's name as written; for elements that HTML does not know too. Empty for other nodes.
    pub fn name(&self, node: NodeId) -> &'p str {
        if self.tag(node).is_none() {
            return "";
        }
        let tag = &self.raw(node)[1..];
        let len = tag
            .bytes()
            .take_while(|b| !b.is_ascii_whitespace() && !matches!(b, b'/' | b'>'))
            .count();
        &tag[..len]
    }

    /// The element's attributes; none for other nodes.
    pub fn attributes(&self, node: NodeId) -> Attributes<'p> {
        let name = self.name(node).len();
        if name == 0 {
            return Attributes::new("");
        }
        let raw = self.raw(node);
        Attributes::new(&raw[1 + name..raw.len() - 1])
    }

    /// The value of an attribute, references decoded; `name` in lower case.
    pub fn attribute(&self, node: NodeId, name: &str) -> Option<Cow<'p, str>> {
        self.attributes(node)
            .find(|a| a.name.eq_ignore_ascii_case(name))
            .map(|a| a.value())
    }

    /// True for a template that browsers show nothing of; a declarative shadow root is shown in place of its host.
    pub fn is_unseen_template(&self, node: NodeId) -> bool {
        self.tag(node) == Some(Tag::Template)
            && !self.attributes(node).any(|a| {
                a.name.eq_ignore_ascii_case("shadowrootmode") || a.name.eq_ignore_ascii_case("shadowroot")
            })
    }

    /// All text below `node` (or of a text node), white space folded, scripts, styles and templates left out.
    pub fn text(&self, node: NodeId) -> String {
        let mut text = String::new();
        let mut at = node;
        let end = self.end(node);
        while at < end {
            match self.kind(at) {
                Kind::Text => {
                    for run in self.runs(at) {
                        text.push_str(run.as_str());
                    }
                }
                Kind::Verbatim => text.push_str(self.raw(at)),
                Kind::Element(Tag::Script | Tag::Style) if at != node => {
                    at = self.end(at);
                    continue;
                }
                Kind::Element(Tag::Template) if at != node && self.is_unseen_template(at) => {
                    at = self.end(at);
                    continue;
                }
                Kind::Element(tag) if tag.is_block() || tag == Tag::Br => text.push(' '),
                _ => {}
            }
            at += 1;
        }
        text::folded(&text)
    }

    /// The runs of a text node: literal slices of the page and decoded references, each with its byte range.
    pub fn runs(&self, node: NodeId) -> Runs<'p> {
        let decode = self.kind(node) == Kind::Text;
        Runs::new(self.page, self.bytes(node), decode)
    }
}
