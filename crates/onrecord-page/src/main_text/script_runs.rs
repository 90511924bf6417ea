//! The strings of a script put together: the paragraphs of a list, the parts of a paragraph, the elements of a streamed page.
//! What does not live here: which of them is the body (`script_body`).

use std::collections::{BTreeMap, BTreeSet};

use onrecord_model::{BlockRole, language::is_han};

use super::script_source::{Literal, ScriptLine, Source, lines, role};
use super::script_values::{Event, Value, scan};

/// Strings that belong together: one body, or the paragraphs of a list.
pub(super) struct Run {
    pub(super) name: String,
    lines: Vec<ScriptLine>,
    /// The paragraph that the last line belongs to; 0 where it is closed.
    paragraph: u32,
    /// What the next line is, where the string does not say.
    role: BlockRole,
    /// The last part ended in white space.
    space: bool,
}

impl Run {
    fn new(name: &str, lines: Vec<ScriptLine>) -> Run {
        Run {
            name: name.to_owned(),
            lines,
            paragraph: 0,
            role: BlockRole::Paragraph,
            space: false,
        }
    }

    /// Adds a part of a paragraph; `spaced`: white space at its ends.
    fn go_on(&mut self, paragraph: u32, part: Vec<ScriptLine>, spaced: [bool; 2]) {
        let mut part = part.into_iter();
        if self.paragraph == paragraph
            && let Some(last) = self.lines.last_mut()
            && let Some(line) = part.next()
        {
            if (self.space || spaced[0]) && !last.text.ends_with(' ') {
                last.text.push(' ');
            }
            last.join(line);
        } else if let Some(line) = part.next() {
            self.lines.push(ScriptLine {
                role: self.role,
                ..line
            });
        }
        self.lines.extend(part);
        self.paragraph = paragraph;
        self.space = spaced[1];
    }

    /// From the first line of prose to the last: sentences, and what stands between them as a heading or an item. What is
    /// said again, the headline included, is left out.
    pub(super) fn story(mut self, title: &str) -> Vec<ScriptLine> {
        let mut said = BTreeSet::from([title.to_owned()]);
        self.lines.retain(|l| said.insert(l.text.clone()));
        let prose = |l: &ScriptLine| is_prose(&l.text);
        let first = self.lines.iter().position(prose).unwrap_or(0);
        let last = self.lines.iter().rposition(prose).map_or(0, |l| l + 1);
        // A stream holds the whole page: menus and cards stand among the paragraphs.
        let streamed = self.name == STREAMED;
        let kept = |l: &&ScriptLine| !streamed || prose(l) || l.role != BlockRole::Paragraph;
        self.lines[first..last].iter().filter(kept).cloned().collect()
    }
}

/// All that was found, in order.
#[derive(Default)]
pub(super) struct Runs {
    pub(super) all: Vec<Run>,
    /// Bytes of text that was read.
    read: usize,
    /// Sources that were read.
    sources: u32,
}

/// The name of the run that holds the elements of a streamed page.
const STREAMED: &str = "$";
/// More text than this is not read: no page holds so much.
const ALL: usize = 8_000_000;
/// JSON inside a string inside a string is read, no deeper.
const NESTED: u8 = 3;

impl Runs {
    pub(super) fn read(&mut self, source: &Source<'_>, within: Option<Literal>, rows: bool) {
        self.sources += 1;
        let within = within.unwrap_or_else(|| Literal::whole(source, 0));
        // Runs of this source: by list and name; the streamed elements are one.
        let mut lists: BTreeMap<(u32, String), usize> = BTreeMap::new();
        let mut inner = Vec::new();
        scan(source, &within, rows, |event| match event {
            Event::Element(tag) => {
                let run = self.run(&mut lists, 0, STREAMED);
                run.paragraph = 0;
                run.role = role(tag);
            }
            Event::Value(value) => self.value(source, value, &mut lists, &mut inner),
        });
        for literal in inner {
            self.read(source, Some(literal), false);
        }
    }

    fn run(&mut self, lists: &mut BTreeMap<(u32, String), usize>, list: u32, name: &str) -> &mut Run {
        let at = *lists.entry((list, name.to_owned())).or_insert(self.all.len());
        if at == self.all.len() {
            self.all.push(Run::new(name, Vec::new()));
        }
        &mut self.all[at]
    }

    fn value(
        &mut self,
        source: &Source<'_>,
        value: Value<'_>,
        lists: &mut BTreeMap<(u32, String), usize>,
        inner: &mut Vec<Literal>,
    ) {
        let literal = value.literal;
        let element = value.element && value.name == "children";
        if self.read > ALL || !element && value.paragraph == 0 && literal.is_short(20) {
            return;
        }
        let head = literal.words(source, 200);
        if head.trim_start().starts_with(['{', '[']) && head.contains('"') && literal.depth < NESTED {
            return inner.push(literal);
        }
        // Addresses, names and code have no spaces, or no words between them.
        if !element && value.paragraph == 0 && head.is_ascii() && !head.trim().contains(' ') {
            return;
        }
        let found = lines(source, &literal);
        self.read += found.iter().map(|l| l.text.len()).sum::<usize>();
        let spaced = [
            head.starts_with(char::is_whitespace),
            literal.ends_in_space(source),
        ];
        if element {
            self.run(lists, 0, STREAMED).go_on(u32::MAX, found, spaced);
        } else if value.paragraph > 0 {
            self.run(lists, value.list, value.name)
                .go_on(value.paragraph, found, spaced);
        } else if value.list == 0 || found.iter().filter(|l| is_prose(&l.text)).count() >= 3 {
            self.all.push(Run::new(value.name, found));
        } else {
            self.run(lists, value.list, value.name).lines.extend(found);
        }
    }
}
/// A line of sentences: code, settings and menus have none.
pub(super) fn is_prose(line: &str) -> bool {
    let end = line.trim_end_matches(['"', '”', '\'', '’', ')', '）', '」']);
    end.ends_with(['.', '!', '?', '。', '！', '？', '…']) && weight(line) > 40
}

/// Letters; a Chinese one says as much as three of others.
fn weight(line: &str) -> usize {
    line.chars().map(|c| if is_han(c) { 3 } else { 1 }).sum()
}

pub(super) fn prose(lines: &[ScriptLine]) -> usize {
    let lines = lines.iter().filter(|l| is_prose(&l.text));
    lines.map(|l| weight(&l.text)).sum()
}
