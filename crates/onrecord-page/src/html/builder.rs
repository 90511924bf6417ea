//! Tokens → tree: which element is open when, by the HTML specification's rules for implied ends.
//!
//! Two things are left out on purpose. Formatting is not reopened after a misnested end tag and stray text is not moved out
//! of tables: document order stays byte order, and neither changes which words belong to which block in practice.

use super::tags::TAGS;
use super::tokens::{Token, Tokens};
use super::{Kind, Node, NodeId, Tag, Tree};

/// Elements nested deeper than this become siblings, as in browsers.
const DEPTH: usize = 512;
/// More nodes than this are not kept: 50 MB of ordinary pages hold fewer.
const NODES: usize = 4_000_000;

const TOO_DEEP: &str = "elements are nested too deeply: the deepest were read side by side";
const TOO_MANY: &str = "the page holds too many elements: the rest was left out";

pub(crate) struct Builder<'p> {
    page: &'p str,
    tokens: Tokens<'p>,
    nodes: Vec<Node>,
    stack: Vec<(NodeId, Tag)>,
    open: [u16; TAGS],
    /// Elements too deep to be put on the stack that are still open.
    overflow: usize,
    seen_head: bool,
    seen_body: bool,
    in_form: bool,
    damage: Vec<&'static str>,
}

impl<'p> Builder<'p> {
    pub(crate) fn new(page: &'p str) -> Builder<'p> {
        let root = Node {
            kind: Kind::Document,
            parent: 0,
            end: 0,
            start: 0,
            stop: 0,
        };
        let mut nodes = Vec::with_capacity(page.len() / 40 + 16);
        nodes.push(root);
        Builder {
            page,
            tokens: Tokens::new(page),
            nodes,
            stack: vec![(0, Tag::Other)],
            open: [0; TAGS],
            overflow: 0,
            seen_head: false,
            seen_body: false,
            in_form: false,
            damage: Vec::new(),
        }
    }

    pub(crate) fn build(mut self) -> Tree<'p> {
        // Offsets are kept in 32 bits; nothing longer is read.
        if self.page.len() > u32::MAX as usize {
            self.damage.push(TOO_MANY);
        } else {
            while let Some(token) = self.tokens.next(self.in_foreign()) {
                if self.nodes.len() >= NODES {
                    self.damage.push(TOO_MANY);
                    break;
                }
                self.take(token);
            }
        }
        // A node's descendants follow it: its end is the furthest end of its children.
        let mut nodes = self.nodes;
        for at in (0..nodes.len()).rev() {
            let end = nodes[at].end.max(at as NodeId + 1);
            nodes[at].end = end;
            let parent = nodes[at].parent as usize;
            nodes[parent].end = nodes[parent].end.max(end);
        }
        Tree {
            page: self.page,
            nodes,
            damage: self.damage,
        }
    }

    fn take(&mut self, token: Token) {
        match token {
            Token::Text { start, end } => self.text(start, end),
            Token::Verbatim { start, end } => self.append(Kind::Verbatim, start, end),
            Token::Comment { start, end } => self.append(Kind::Comment, start, end),
            Token::Start {
                start,
                name_end,
                end,
                self_closing,
                ..
            } => {
                let name = &self.page[start + 1..name_end];
                self.start(Tag::of(name), start, end, self_closing);
            }
            Token::End { start, name_end, .. } => {
                let name = &self.page[start + 2..name_end];
                self.end(Tag::of(name), name);
            }
        }
    }

    fn append(&mut self, kind: Kind, start: usize, stop: usize) {
        if start == stop {
            return;
        }
        let parent = self.stack.last().map_or(0, |(n, _)| *n);
        self.nodes.push(Node {
            kind,
            parent,
            end: 0,
            start: start as u32,
            stop: stop as u32,
        });
    }

    fn text(&mut self, start: usize, end: usize) {
        let blank = self.page.as_bytes()[start..end]
            .iter()
            .all(u8::is_ascii_whitespace);
        let top = self.top();
        use Tag::*;
        if blank
            && matches!(
                top,
                Other | Html | Head | Table | Tbody | Thead | Tfoot | Tr | Ul | Ol | Dl | Select
            )
        {
            // White space between rows says nothing; under an unknown element it may part words.
            if top != Other || self.stack.len() == 1 {
                return;
            }
        }
        if !blank {
            self.leave_head();
        }
        self.append(Kind::Text, start, end);
    }

    fn top(&self) -> Tag {
        self.stack.last().map_or(Tag::Other, |(_, t)| *t)
    }

    fn in_foreign(&self) -> bool {
        self.open[Tag::Svg as usize] + self.open[Tag::Math as usize] > 0
            && self
                .stack
                .iter()
                .rev()
                .take_while(|(_, t)| !t.is_block())
                .any(|(_, t)| matches!(t, Tag::Svg | Tag::Math))
    }

    fn push(&mut self, tag: Tag, start: usize, stop: usize) {
        self.append(Kind::Element(tag), start, stop);
        if self.stack.len() >= DEPTH {
            self.overflow += 1;
            if !self.damage.contains(&TOO_DEEP) {
                self.damage.push(TOO_DEEP);
            }
            return;
        }
        self.stack.push(((self.nodes.len() - 1) as NodeId, tag));
        self.open[tag as usize] += 1;
    }

    fn pop(&mut self) {
        if self.stack.len() > 1
            && let Some((_, tag)) = self.stack.pop()
        {
            self.open[tag as usize] -= 1;
        }
    }

    fn pop_to(&mut self, depth: usize) {
        while self.stack.len() > depth.max(1) {
            self.pop();
        }
        self.overflow = 0;
    }

    fn remove(&mut self, depth: usize) {
        let (_, tag) = self.stack.remove(depth);
        self.open[tag as usize] -= 1;
    }

    /// Depth of the nearest open element that `wanted` accepts, unless one that `wall` names comes first.
    fn find(&self, wanted: impl Fn(Tag) -> bool, wall: impl Fn(Tag) -> bool) -> Option<usize> {
        for (depth, (_, tag)) in self.stack.iter().enumerate().skip(1).rev() {
            if wanted(*tag) {
                return Some(depth);
            }
            if wall(*tag) {
                return None;
            }
        }
        None
    }

    fn is_open(&self, tag: Tag) -> bool {
        self.open[tag as usize] > 0
    }

    fn leave_head(&mut self) {
        if self.is_open(Tag::Head)
            && let Some(depth) = self.find(|t| t == Tag::Head, |t| t == Tag::Template)
        {
            self.pop_to(depth);
        }
    }

    fn close_paragraph(&mut self) {
        if self.is_open(Tag::P)
            && let Some(depth) = self.find(|t| t == Tag::P, |t| t.is_scope() || t == Tag::Button)
        {
            self.pop_to(depth);
        }
    }

    fn start(&mut self, tag: Tag, start: usize, stop: usize, self_closing: bool) {
        use Tag::*;
        if self.in_foreign() {
            if tag.breaks_foreign() {
                if let Some(depth) = self.find(|t| matches!(t, Svg | Math), |_| false) {
                    // Title, desc and foreignObject hold HTML again; they are read as part of the picture.
                    self.pop_to(depth);
                }
            } else {
                if self_closing {
                    self.append(Kind::Element(tag), start, stop);
                } else {
                    self.push(tag, start, stop);
                    if tag == Script || tag == Style {
                        self.raw_text(tag);
                    }
                }
                return;
            }
        }
        match tag {
            Html => {
                if self.nodes.len() > 1 && self.is_open(Html) {
                    return;
                }
                if self.stack.len() > 1 {
                    return;
                }
                self.push(tag, start, stop);
                return;
            }
            Head => {
                if self.seen_head || self.seen_body {
                    return;
                }
                self.seen_head = true;
                self.push(tag, start, stop);
                return;
            }
            Body => {
                self.leave_head();
                if self.seen_body {
                    return;
                }
                self.seen_body = true;
                self.push(tag, start, stop);
                return;
            }
            Frameset | Frame => return,
            _ => {}
        }
        if !tag.is_head_content() && self.is_open(Head) && !self.is_open(Template) {
            self.leave_head();
        }
        if tag.closes_paragraph() {
            match tag {
                Li if self.is_open(Li) => {
                    let depth = self.find(|t| t == Li, |t| t.is_special() && !matches!(t, Address | Div | P));
                    if let Some(depth) = depth {
                        self.pop_to(depth);
                    }
                }
                Dd | Dt if self.is_open(Dd) || self.is_open(Dt) => {
                    let depth = self.find(
                        |t| matches!(t, Dd | Dt),
                        |t| t.is_special() && !matches!(t, Address | Div | P),
                    );
                    if let Some(depth) = depth {
                        self.pop_to(depth);
                    }
                }
                Form if self.in_form => return,
                _ => {}
            }
            self.close_paragraph();
            if tag.is_heading() && self.top().is_heading() {
                self.pop();
            }
        }
        match tag {
            A | Nobr if self.is_open(tag) => {
                if let Some(depth) = self.find(|t| t == tag, Tag::is_scope) {
                    self.close_formatting(depth);
                }
            }
            Button if self.is_open(Button) => {
                if let Some(depth) = self.find(|t| t == Button, Tag::is_scope) {
                    self.pop_to(depth);
                }
            }
            Option | Optgroup if self.top() == Option => self.pop(),
            Rb | Rtc | Rt | Rp if matches!(self.top(), Rb | Rt | Rp) => self.pop(),
            Td | Th | Tr | Tbody | Thead | Tfoot | Caption | Colgroup | Col if !self.table_part(tag) => {
                return;
            }
            Table => {
                if matches!(self.top(), Table | Tbody | Thead | Tfoot | Tr)
                    && let Some(depth) = self.find(|t| t == Table, |_| false)
                {
                    self.pop_to(depth);
                }
            }
            Form => self.in_form = true,
            _ => {}
        }
        if tag.is_void() {
            self.append(Kind::Element(tag), start, stop);
            return;
        }
        self.push(tag, start, stop);
        if tag.is_raw_text() {
            self.raw_text(tag);
        } else if tag == Plaintext {
            let (from, to) = self.tokens.rest();
            self.append(Kind::Verbatim, from, to);
        }
    }

    fn raw_text(&mut self, tag: Tag) {
        let (from, to) = self.tokens.raw_text(tag.name());
        // Titles and text areas know references, the others do not.
        let kind = if matches!(tag, Tag::Title | Tag::Textarea) {
            Kind::Text
        } else {
            Kind::Verbatim
        };
        self.append(kind, from, to);
        if self.overflow > 0 {
            return;
        }
        self.pop();
    }

    /// Closes what an opening row or cell ends; false where no table is open for it.
    fn table_part(&mut self, tag: Tag) -> bool {
        use Tag::*;
        if !self.is_open(Table) {
            return false;
        }
        let Some(table) = self.find(|t| t == Table, |t| t == Template) else {
            return false;
        };
        let parent = |t: Tag| match tag {
            Td | Th => matches!(t, Tr | Tbody | Thead | Tfoot),
            Tr => matches!(t, Tbody | Thead | Tfoot),
            Col => t == Colgroup,
            _ => false,
        };
        let depth = self.find(parent, |t| t == Table).unwrap_or(table);
        self.pop_to(depth + 1);
        true
    }

    /// Ends a formatting element: blocks opened inside it stay open.
    fn close_formatting(&mut self, depth: usize) {
        let holds_blocks = self.stack[depth + 1..].iter().any(|(_, t)| t.is_special());
        if holds_blocks {
            self.remove(depth);
        } else {
            self.pop_to(depth);
        }
    }

    fn end(&mut self, tag: Tag, name: &str) {
        use Tag::*;
        // An end tag too many for the stack belongs to an element that never got on it.
        if self.overflow > 0 && tag != Other {
            self.overflow -= 1;
            return;
        }
        match tag {
            Html | Body | Frameset | Frame => return,
            Br => {
                // "</br>" is a line break to browsers; it has no bytes of a start tag, so it is dropped.
                return;
            }
            Other => {
                let depth = self
                    .stack
                    .iter()
                    .enumerate()
                    .skip(1)
                    .rev()
                    .take_while(|(_, (_, t))| !t.is_special())
                    .find(|(_, (node, t))| *t == Other && self.is_named(*node, name))
                    .map(|(depth, _)| depth);
                if let Some(depth) = depth {
                    self.pop_to(depth);
                }
                return;
            }
            _ => {}
        }
        if tag.is_heading() {
            if let Some(depth) = self.find(Tag::is_heading, Tag::is_scope) {
                self.pop_to(depth);
            }
            return;
        }
        if tag == Form {
            self.in_form = false;
        }
        if !self.is_open(tag) {
            return;
        }
        if tag.is_formatting() {
            if let Some(depth) = self.find(|t| t == tag, Tag::is_scope) {
                self.close_formatting(depth);
            }
            return;
        }
        let depth = match tag {
            P => self.find(|t| t == P, |t| t.is_scope() || t == Button),
            Li => self.find(|t| t == Li, |t| t.is_scope() || matches!(t, Ol | Ul)),
            Td | Th | Tr | Tbody | Thead | Tfoot | Caption | Table | Colgroup => {
                self.find(|t| t == tag, |t| matches!(t, Table | Template | Html))
            }
            Svg | Math | Template | Applet | Marquee | Object => {
                self.find(|t| t == tag, |t| matches!(t, Td | Th))
            }
            Head => self.find(|t| t == Head, |_| false),
            _ if tag.is_special() => self.find(|t| t == tag, Tag::is_scope),
            _ => self.find(|t| t == tag, Tag::is_special),
        };
        let Some(depth) = depth else { return };
        if tag == Form {
            let above = self.stack[depth + 1..].iter().any(|(_, t)| !t.has_implied_end());
            if above {
                self.remove(depth);
                return;
            }
        }
        self.pop_to(depth);
    }

    fn is_named(&self, node: NodeId, name: &str) -> bool {
        let start = self.nodes[node as usize].start as usize + 1;
        self.page
            .get(start..start + name.len())
            .is_some_and(|n| n.eq_ignore_ascii_case(name))
            && self
                .page
                .as_bytes()
                .get(start + name.len())
                .is_some_and(|b| !b.is_ascii_alphanumeric() && *b != b'-')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tree in brackets: `p(a"text")`.
    fn shape(page: &str) -> String {
        let tree = Tree::parse(page);
        let mut out = String::new();
        let mut ends: Vec<NodeId> = Vec::new();
        for node in tree.nodes().skip(1) {
            while ends.last().is_some_and(|end| *end <= node) {
                ends.pop();
                out.push(')');
            }
            match tree.kind(node) {
                Kind::Element(_) => {
                    out.push_str(&tree.name(node).to_ascii_lowercase());
                    out.push('(');
                    ends.push(tree.end(node));
                }
                Kind::Text | Kind::Verbatim => {
                    out.push('"');
                    out.push_str(tree.raw(node));
                    out.push('"');
                }
                _ => {}
            }
        }
        out.push_str(&")".repeat(ends.len()));
        out
    }

    #[test]
    fn ends_are_implied() {
        assert_eq!(shape("<p>a<p>b<div>c</div>d"), r#"p("a")p("b")div("c")"d""#);
        assert_eq!(
            shape("<ul><li>a<li>b<ul><li>c</ul></ul>"),
            r#"ul(li("a")li("b"ul(li("c"))))"#
        );
        assert_eq!(
            shape("<table><tr><td>a<td>b<tr><td>c</table>d"),
            r#"table(tr(td("a")td("b"))tr(td("c")))"d""#
        );
        assert_eq!(shape("<h2>a</h3>b"), r#"h2("a")"b""#);
        assert_eq!(shape("<dl><dt>a<dd>b<dt>c</dl>"), r#"dl(dt("a")dd("b")dt("c"))"#);
    }

    #[test]
    fn stray_ends_close_nothing_that_matters() {
        assert_eq!(shape("<div>a</span></p></b>b</div>"), r#"div("a""b")"#);
        assert_eq!(shape("<a>a<div>b</a>c</div>"), r#"a("a"div("b""c"))"#);
        assert_eq!(
            shape("<table><tr><td><div>a</tr></table>b"),
            r#"table(tr(td(div("a"))))"b""#
        );
    }

    #[test]
    fn heads_end_at_the_first_words() {
        assert_eq!(
            shape("<html><head><title>a &amp; b</title><div>c</div></head><body>d</body>e</html>f"),
            r#"html(head(title("a &amp; b"))div("c")body("d""e""f"))"#
        );
    }

    #[test]
    fn pictures_close_themselves() {
        assert_eq!(
            shape("<p><svg><path d='1'/><title>t</title><g>x</g></svg>a"),
            r#"p(svg(path()title("t")g("x"))"a")"#
        );
        assert_eq!(
            shape("<div><svg><path><p>a</p>b</div>"),
            r#"div(svg(path())p("a")"b")"#
        );
    }

    #[test]
    fn bombs_are_cut_off() {
        let deep = format!("{}x{}y", "<div>".repeat(100_000), "</div>".repeat(100_000));
        let tree = Tree::parse(&deep);
        assert_eq!(tree.damage().len(), 1);
        assert_eq!(tree.text(0), "x y".replace(' ', ""));
        let open = "<b><i><p>".repeat(300_000);
        assert!(Tree::parse(&open).len() > 900_000);
    }
}
