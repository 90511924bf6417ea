//! A walk over the tree that reads its lines and areas.
//! What does not live here: what a line and an area are (`lines`), what their classes say (`words`, `make`).

use onrecord_model::Piece;

use super::count::{count, is_cjk, space_at};
use super::lines::{Area, AreaId, Line, Lines};
use super::make::{Known, hash, hides};
use super::marks;
use super::words::{Hint, NO_WORD, Words};
use crate::html::{Kind, NodeId, Run, Tag, Tree};

/// Elements whose text is no text of the page.
fn is_silent(tag: Tag) -> bool {
    use Tag::*;
    matches!(
        tag,
        Script
            | Style
            | Svg
            | Head
            | Title
            | Select
            | Datalist
            | Textarea
            | Iframe
            | Object
            | Canvas
            | Audio
            | Video
            | Noembed
            | Noframes
            | Rp
            | Rt
            | Rtc
            | Progress
            | Meter
            | Map
    )
}

/// Whether scripts run in the browser that the page is read for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scripts {
    /// They do: what stands in `noscript` is not shown.
    Run,
    Off,
}

struct Walk<'t, 'p> {
    tree: &'t Tree<'p>,
    out: Lines,
    /// Open areas with their last node.
    open: Vec<(NodeId, AreaId)>,
    links: Vec<NodeId>,
    strong: Vec<NodeId>,
    pre: Vec<NodeId>,
    /// Open `q` elements: their last node, and the mark that closes them.
    quotes: Vec<(NodeId, &'static str)>,
    line: Option<Line>,
    /// A space is due before the next word.
    space: bool,
    breaks: u8,
    /// The words before the break were set apart as a whole: a bold lead, a link.
    apart: bool,
    in_word: bool,
    /// Classes seen before on this page.
    known: Known<'p>,
}

/// Reads a page's lines.
pub(crate) fn read(tree: &Tree<'_>, words: &Words, scripts: Scripts) -> Lines {
    let mut walk = Walk {
        tree,
        out: Lines::default(),
        open: Vec::new(),
        links: Vec::new(),
        strong: Vec::new(),
        pre: Vec::new(),
        quotes: Vec::new(),
        line: None,
        space: false,
        breaks: 0,
        apart: false,
        in_word: false,
        known: Known::default(),
    };
    walk.out.areas.push(Area {
        node: 0,
        parent: 0,
        end: 0,
        tag: Tag::Body,
        hint: Hint::default(),
        word: NO_WORD,
        hidden: false,
        make: 0,
        first: 0,
        last: 0,
    });
    walk.open.push((tree.end(0), 0));
    let mut at: NodeId = 1;
    let end = tree.end(0);
    while at < end {
        walk.close(at);
        match tree.kind(at) {
            Kind::Text => walk.text(at),
            Kind::Element(tag) => {
                let silent = is_silent(tag)
                    || tag == Tag::Noscript && scripts == Scripts::Run
                    || tree.is_unseen_template(at)
                    || walk.is_taken_out(at, tag, words);
                if silent {
                    at = tree.end(at);
                    continue;
                }
                // Set on the line, 10 to the 6th would be 106.
                if tag == Tag::Sup
                    && !walk.space
                    && let Some(power) = marks::power(tree, at, &walk.out.text)
                {
                    walk.word(
                        &power,
                        tree.bytes(at).end,
                        tree.bytes(tree.end(at) - 1).end,
                        false,
                    );
                    at = tree.end(at);
                    continue;
                }
                if !walk.element(at, tag, words) {
                    at = tree.end(at);
                    continue;
                }
            }
            _ => {}
        }
        at += 1;
    }
    walk.close(end);
    walk.flush();
    // Ends of areas and their lines.
    let count = walk.out.areas.len() as AreaId;
    let lines = walk.out.lines.len() as u32;
    walk.out.areas[0].end = count;
    walk.out.areas[0].last = lines;
    walk.out
}

impl Walk<'_, '_> {
    /// Closes what ends before node `at`.
    fn close(&mut self, at: NodeId) {
        while self.links.last().is_some_and(|end| *end <= at) {
            self.links.pop();
        }
        while self.strong.last().is_some_and(|end| *end <= at) {
            self.strong.pop();
        }
        while self.pre.last().is_some_and(|end| *end <= at) {
            self.pre.pop();
        }
        while self.quotes.last().is_some_and(|(end, _)| *end <= at) {
            if let Some((end, mark)) = self.quotes.pop() {
                let place = self.tree.bytes(end - 1).end;
                let space = std::mem::take(&mut self.space);
                self.word(mark, place, place, false);
                self.space = space;
            }
        }
        while self.open.len() > 1 && self.open.last().is_some_and(|(end, _)| *end <= at) {
            if let Some((_, area)) = self.open.pop() {
                if self.out.areas[area as usize].tag.is_block() {
                    self.flush();
                }
                let (areas, lines) = (self.out.areas.len() as AreaId, self.out.lines.len() as u32);
                // A line that is still open belongs to the inline area that closes here.
                let pending = u32::from(self.line.is_some());
                let area = &mut self.out.areas[area as usize];
                area.end = areas;
                area.last = lines + pending;
            }
        }
    }

    /// Enters an element; false where nothing below it is shown.
    fn element(&mut self, node: NodeId, tag: Tag, words: &Words) -> bool {
        match tag {
            Tag::Br => {
                self.breaks = self.breaks.saturating_add(1);
                self.apart = self.is_set_apart();
                self.in_word = false;
                return true;
            }
            Tag::Q => self.quote(node),
            Tag::Wbr | Tag::Input => return true,
            Tag::Hr => {
                self.flush();
                return true;
            }
            _ => {}
        }
        let end = self.tree.end(node);
        let mut hint = Hint::default();
        let mut hidden = false;
        let mut link = false;
        let (mut make, mut id) = (0, 0);
        let mut word = NO_WORD;
        let known = &mut self.known;
        let learn = |class: &str, hint: &mut Hint, word: &mut u16| {
            let (more, by) = words.hint(class);
            hint.merge(more);
            if by != NO_WORD {
                *word = by;
            }
        };
        // An element of the site's own making is named for what it holds.
        if tag == Tag::Other {
            learn(self.tree.name(node), &mut hint, &mut word);
        }
        for attribute in self.tree.attributes(node) {
            let name = attribute.name;
            match name.len() {
                5 if name.eq_ignore_ascii_case("class") => {
                    let class = known.of(attribute.raw, words);
                    make = class.make;
                    hidden |= class.hidden;
                    hint.merge(class.hint);
                    if class.word != NO_WORD {
                        word = class.word;
                    }
                }
                2 if name.eq_ignore_ascii_case("id") => {
                    id = hash(attribute.raw);
                    // A heading's id is an anchor made of its words.
                    if !tag.is_heading() {
                        learn(attribute.raw, &mut hint, &mut word);
                    }
                }
                4 if name.eq_ignore_ascii_case("role") || name.eq_ignore_ascii_case("href") => {
                    if name.eq_ignore_ascii_case("href") {
                        link = tag == Tag::A;
                    } else {
                        hint.merge(words.role(attribute.raw));
                    }
                }
                8 if name.eq_ignore_ascii_case("itemprop") => hint.merge(words.property(attribute.raw)),
                6 if name.eq_ignore_ascii_case("hidden") => hidden = true,
                5 if name.eq_ignore_ascii_case("style") => hidden |= hides(attribute.raw),
                11 if name.eq_ignore_ascii_case("data-testid") => {
                    learn(attribute.raw, &mut hint, &mut word);
                }
                14 if name.eq_ignore_ascii_case("data-component") => {
                    learn(attribute.raw, &mut hint, &mut word);
                }
                _ => {}
            }
        }
        // What is hidden inside a sentence is no part of it.
        if hidden && !tag.is_block() {
            return false;
        }
        if tag.is_block() {
            self.flush();
        }
        if link {
            self.links.push(end);
            if let Some(line) = &mut self.line {
                line.links = line.links.saturating_add(1);
            }
        }
        match tag {
            Tag::B | Tag::Strong => self.strong.push(end),
            Tag::Pre | Tag::Listing | Tag::Plaintext => self.pre.push(end),
            Tag::Td | Tag::Th => {
                self.in_word = false;
            }
            _ => {}
        }
        if tag.is_block() || tag == Tag::Other || tag == Tag::Button || hidden || !hint.is_empty() {
            let parent = self.open.last().map_or(0, |(_, a)| *a);
            let area = self.out.areas.len() as AreaId;
            self.out.areas.push(Area {
                node,
                parent,
                end: area + 1,
                tag,
                hint,
                word,
                hidden,
                // Without a class, the id tells of what make it is; a section's id is an anchor.
                make: if make == 0 && tag != Tag::Section {
                    id
                } else {
                    make
                } ^ tag as u64,
                first: self.out.lines.len() as u32,
                last: self.out.lines.len() as u32,
            });
            self.open.push((end, area));
        }
        true
    }

    /// True for what a browser shows as no part of the words: struck out, the mark of a note, the age of a post.
    fn is_taken_out(&self, node: NodeId, tag: Tag, words: &Words) -> bool {
        let tree = self.tree;
        match tag {
            Tag::Del | Tag::S | Tag::Strike => marks::is_struck_out(tree, node),
            Tag::Sup => {
                let line = self
                    .line
                    .as_ref()
                    .map_or("", |l| &self.out.text[l.start as usize..]);
                marks::is_note(tree, node, if self.space { "" } else { line })
            }
            Tag::Time => self.line.is_none() && words.tells_age(&tree.text(node)),
            _ => false,
        }
    }

    /// Browsers set marks around short quotations, where the page has none.
    fn quote(&mut self, node: NodeId) {
        const MARKS: [(&str, &str); 2] = [("“", "”"), ("‘", "’")];
        let words = self.tree.text(node);
        if words.is_empty() || words.starts_with(['"', '“', '„', '«', '»', '‘', '\'', '「', '『']) {
            return;
        }
        let (open, close) = MARKS[self.quotes.len() % 2];
        let place = self.tree.bytes(node).end;
        self.word(open, place, place, false);
        self.in_word = false;
        self.quotes.push((self.tree.end(node), close));
    }

    /// True where the line so far is bold, or a link, from end to end, and the bold or the link is over.
    fn is_set_apart(&self) -> bool {
        self.line.as_ref().is_some_and(|line| {
            line.strong == line.units && line.units > 0 && self.strong.is_empty()
                || line.linked == line.units && line.units > 2 && self.links.is_empty()
        })
    }

    fn flush(&mut self) {
        self.apart = false;
        self.space = false;
        self.breaks = 0;
        self.in_word = false;
        if let Some(mut line) = self.line.take() {
            line.end = self.out.text.len() as u32;
            line.last_piece = self.out.pieces.len() as u32;
            self.out.lines.push(line);
        }
    }

    fn text(&mut self, node: NodeId) {
        let tree = self.tree;
        let pre = !self.pre.is_empty();
        for run in tree.runs(node) {
            match run {
                Run::Literal { text, start } => self.literal(text, start, pre),
                Run::Decoded { text, source } => {
                    if text.chars().all(char::is_whitespace) {
                        self.space = true;
                        self.in_word = false;
                    } else if !text.chars().all(|c| marks::UNSEEN.contains(&c)) {
                        self.word(&text, source.start, source.end, false);
                    }
                }
            }
        }
    }

    fn literal(&mut self, text: &str, start: usize, pre: bool) {
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let (len, is_space) = space_at(bytes, at);
            if is_space {
                if pre && bytes[at] == b'\n' {
                    self.breaks = self.breaks.saturating_add(1);
                }
                self.space = true;
                self.in_word = false;
                at += len;
                continue;
            }
            let from = at;
            while at < bytes.len() {
                let (len, is_space) = space_at(bytes, at);
                if is_space {
                    break;
                }
                at += len;
            }
            // Soft hyphens and the like are shown by no browser.
            let mut next = from;
            for (gap, sign) in text[from..at].match_indices(marks::UNSEEN) {
                if from + gap > next {
                    self.word(&text[next..from + gap], start + next, start + from + gap, true);
                }
                next = from + gap + sign.len();
            }
            if next < at {
                self.word(&text[next..at], start + next, start + at, true);
            }
        }
    }

    /// Adds characters without white space; `literal` where the page holds them as they are.
    fn word(&mut self, word: &str, from: usize, to: usize, literal: bool) {
        if self.breaks > 0 {
            let hard = self.breaks > 1 || self.apart || self.ends_a_line();
            if hard {
                self.flush();
            } else {
                self.breaks = 0;
                self.space = true;
            }
        }
        let area = self.open.last().map_or(0, |(_, a)| *a);
        let first_piece = self.out.pieces.len() as u32;
        let begin = self.out.text.len() as u32;
        let in_link = !self.links.is_empty();
        if self.line.is_none() {
            self.space = false;
            self.line = Some(Line {
                start: begin,
                end: begin,
                first_piece,
                last_piece: first_piece,
                source: (from as u32, to as u32),
                area,
                units: 0,
                linked: 0,
                strong: 0,
                links: u16::from(in_link),
            });
        }
        let Some(line) = &mut self.line else { return };
        // A line that runs on behind an inline area belongs to what holds both.
        while line.area != area && self.open.binary_search_by_key(&line.area, |o| o.1).is_err() {
            line.area = self.out.areas[line.area as usize].parent;
        }
        if self.space {
            self.space = false;
            // A single space of the page right before the word stands as it is.
            let joined = self.out.pieces.len() as u32 > line.first_piece
                && self
                    .out
                    .pieces
                    .last()
                    .is_some_and(|p| p.source + p.len + 1 == from)
                && self.tree.page().as_bytes()[from - 1] == b' ';
            if joined
                && literal
                && let Some(piece) = self.out.pieces.last_mut()
            {
                piece.len += 1;
            }
            self.out.text.push(' ');
        }
        let at = self.out.text.len();
        self.out.text.push_str(word);
        line.source.1 = to as u32;
        if literal {
            let own = self.out.pieces.len() as u32 > line.first_piece;
            match self.out.pieces.last_mut() {
                Some(piece) if own && piece.source + piece.len == from && piece.text + piece.len == at => {
                    piece.len += word.len();
                }
                _ => self.out.pieces.push(Piece {
                    text: at,
                    source: from,
                    len: word.len(),
                }),
            }
        }
        let (units, in_word) = count(word, self.in_word);
        self.in_word = in_word;
        line.units += units;
        if in_link {
            line.linked += units;
        }
        if !self.strong.is_empty() {
            line.strong += units;
        }
    }

    /// True where a single line break after the text so far ends a paragraph.
    fn ends_a_line(&self) -> bool {
        self.out.text.chars().next_back().is_none_or(|c| {
            matches!(
                c,
                '.' | '!'
                    | '?'
                    | ':'
                    | ';'
                    | '"'
                    | '”'
                    | '»'
                    | '…'
                    | '。'
                    | '！'
                    | '？'
                    | '：'
                    | '；'
                    | '」'
                    | '』'
                    | ')'
                    | '）'
            ) || is_cjk(c)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(page: &str) -> Vec<String> {
        let tree = Tree::parse(page);
        let lines = read(&tree, &Words::default(), Scripts::Run);
        for line in &lines.lines {
            for piece in &lines.pieces[line.first_piece as usize..line.last_piece as usize] {
                assert_eq!(
                    &lines.text[piece.text..piece.text + piece.len],
                    &page[piece.source..piece.source + piece.len]
                );
            }
        }
        lines.lines.iter().map(|l| lines.words(l).to_owned()).collect()
    }

    #[test]
    fn lines_end_at_blocks_and_double_breaks() {
        assert_eq!(
            lines("<div>One <b>bold</b>\n word<p>two &amp; more</p>three<br>four<br><br>five<br>六<br>七"),
            ["One bold word", "two & more", "three four", "five 六", "七"]
        );
        assert_eq!(
            lines("<p>　　缩进的段落　<script>x</script>完</p>"),
            ["缩进的段落 完"]
        );
    }

    #[test]
    fn a_bold_lead_or_a_link_ends_at_its_break() {
        assert_eq!(
            lines("<p><b>The pier</b><br>It sank <b>at dawn</b><br>on Monday</p>"),
            ["The pier", "It sank at dawn on Monday"]
        );
        assert_eq!(
            lines("<p><b>The pier sank<br>at dawn</b></p><p><a href=/a>Pier six sinks</a><br>and more</p>"),
            ["The pier sank at dawn", "Pier six sinks", "and more"]
        );
    }

    #[test]
    fn words_are_read_as_a_browser_shows_them() {
        assert_eq!(
            lines(
                "<p>It cost <del>four</del> <ins>nine</ins> crowns, <q>a lot</q>, said <s>Lee</s> Kim.</p>"
            ),
            ["It cost nine crowns, “a lot”, said Kim."]
        );
        assert_eq!(
            lines("<p>The har&shy;bour mas\u{ad}ters</p>"),
            ["The harbour masters"]
        );
        assert_eq!(
            lines("<p>A lamp <span class=sr-only>opens in a new window</span> for the pier</p>"),
            ["A lamp for the pier"]
        );
        assert_eq!(
            lines("<p>He said <q>she said <q>no</q></q>.</p>"),
            ["He said “she said ‘no’”."]
        );
        assert_eq!(
            lines("<p><ruby>港<rp>(</rp><rt>みなと</rt><rp>)</rp></ruby>は静か</p>"),
            ["港は静か"]
        );
        assert_eq!(
            lines(
                "<p>Of 4.7<sup>3</sup> tonnes in 2023<sup><a href='#n1'>1</a></sup> nothing<sup>[2]</sup> is left.<sup>12</sup></p>"
            ),
            ["Of 4.7 tonnes in 2023 nothing is left."]
        );
        assert_eq!(
            lines("<p>10<sup>6</sup> m<sup>2</sup> on the 2<sup>nd</sup> of x<sup>2</sup></p>"),
            ["10⁶ m2 on the 2nd of x2"]
        );
    }

    #[test]
    fn a_shadow_root_is_shown_and_a_template_is_not() {
        assert_eq!(
            lines(
                "<a-story><template shadowrootmode=open><p>one</p></template></a-story><template><p>two</p></template>"
            ),
            ["one"]
        );
    }
}
