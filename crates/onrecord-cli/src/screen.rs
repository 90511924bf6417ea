//! Lines for people: columns that hold with wide characters, wrapping to the width of the terminal, colours.
//! What does not live here: what the lines say. Colours are taken out behind us where nobody would see them.

use anstyle::{AnsiColor, Style};
use textwrap::core::display_width;
use textwrap::{Options, WordSeparator, WrapAlgorithm};

use crate::breaks;

/// Width where no terminal tells its own.
const WIDTH: usize = 100;
/// Narrower than this, columns are no help.
const NARROWEST: usize = 60;
/// Columns that text needs beside its columns; with fewer it goes under them.
const ROOM: usize = 24;
/// The deepest indent of such text.
const INDENT: usize = 6;
/// Wider than this, lines are hard to follow.
const WIDEST: usize = 140;

/// Headlines.
pub const TITLE: Style = Style::new().bold();
/// What is beside the point.
pub const QUIET: Style = Style::new().dimmed();
/// Settled.
pub const GOOD: Style = Style::new()
    .bold()
    .fg_color(Some(anstyle::Color::Ansi(AnsiColor::Green)));
/// Said, but not settled.
pub const OPEN: Style = Style::new()
    .bold()
    .fg_color(Some(anstyle::Color::Ansi(AnsiColor::Yellow)));
/// Against.
pub const BAD: Style = Style::new()
    .bold()
    .fg_color(Some(anstyle::Color::Ansi(AnsiColor::Red)));
/// Words of a page.
pub const WORDS: Style = Style::new().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Cyan)));

pub use crate::out::paint;

/// Lines being collected.
#[derive(Debug)]
pub struct Screen {
    width: usize,
    text: String,
}

impl Screen {
    /// As wide as the terminal, within reason.
    pub fn new() -> Screen {
        let width = terminal_size::terminal_size().map_or(WIDTH, |(w, _)| usize::from(w.0));
        Screen::with_width(width.clamp(NARROWEST, WIDEST))
    }

    /// With a given width in columns.
    pub fn with_width(width: usize) -> Screen {
        Screen {
            width,
            text: String::new(),
        }
    }

    /// Columns from edge to edge.
    pub fn width(&self) -> usize {
        self.width
    }

    /// An empty line; never two in a row.
    pub fn gap(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// A line as it is.
    pub fn line(&mut self, text: &str) {
        self.text.push_str(text.trim_end());
        self.text.push('\n');
    }

    /// Text on the left, something at the right edge; the left wraps where both do not fit.
    pub fn ends(&mut self, indent: usize, left: &str, right: &str) {
        self.row(indent, &[], left, right);
    }

    /// Fixed columns (text, width), then text that wraps under itself, then something at the right edge. Where too little room
    /// would be left for the text, it goes under its columns, and what is at the right edge under the text.
    pub fn row(&mut self, indent: usize, columns: &[(&str, usize)], text: &str, right: &str) {
        let taken: usize = indent + columns.iter().map(|(_, width)| width).sum::<usize>();
        let beside = match display_width(right) {
            0 => 0,
            width => width + 2,
        };
        if !text.is_empty() && taken + beside + ROOM > self.width {
            let less = indent.min(INDENT);
            let head: Vec<&str> = columns.iter().map(|(cell, _)| *cell).collect();
            let head = head.iter().filter(|cell| !cell.trim().is_empty());
            let head = head.map(|cell| cell.trim_end()).collect::<Vec<_>>().join("  ");
            if !head.is_empty() {
                self.fixed(less, &[], &head, "");
            }
            let under = less + if columns.is_empty() { 0 } else { 2 };
            match under + beside + ROOM > self.width {
                true => {
                    self.fixed(under, &[], text, "");
                    self.fixed(under, &[], right, "");
                }
                false => self.fixed(under, &[], text, right),
            }
            return;
        }
        self.fixed(indent, columns, text, right);
    }

    fn fixed(&mut self, indent: usize, columns: &[(&str, usize)], text: &str, right: &str) {
        let mut head = " ".repeat(indent);
        let mut at = indent;
        for (cell, width) in columns {
            head.push_str(cell);
            at += width;
            // A cell that is too wide pushes the rest of its line, not of the others.
            let used = display_width(&head);
            head.push_str(&" ".repeat(at.saturating_sub(used).max(usize::from(used >= at))));
        }
        let right_width = display_width(right);
        let room = self
            .width
            .saturating_sub(at + if right_width == 0 { 0 } else { right_width + 2 })
            .max(1);
        let over = display_width(&head).saturating_sub(at);
        let options = Options::new(room)
            .word_separator(WordSeparator::Custom(breaks::words))
            .wrap_algorithm(WrapAlgorithm::FirstFit);
        let first = " ".repeat(over);
        let lines = textwrap::wrap(text, options.initial_indent(&first));
        for (number, line) in lines.iter().enumerate() {
            if number == 0 {
                let line = line.get(over..).unwrap_or(line);
                self.text.push_str(&head);
                self.text.push_str(line);
                if right_width > 0 {
                    let used = display_width(&head) + display_width(line);
                    let pad = self.width.saturating_sub(used + right_width).max(2);
                    self.text.push_str(&" ".repeat(pad));
                    self.text.push_str(right);
                }
            } else {
                self.text.push_str(&" ".repeat(at));
                self.text.push_str(line);
            }
            while self.text.ends_with(' ') {
                self.text.pop();
            }
            self.text.push('\n');
        }
    }

    /// Prints what was collected; colours only where they are seen and wanted.
    pub fn print(self) -> std::io::Result<()> {
        use std::io::Write;
        let mut out = crate::out::text();
        out.write_all(self.text.as_bytes())?;
        out.flush()
    }

    /// What was collected.
    #[cfg(test)]
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// At most `columns` columns of `text` on one line; what is left out is an ellipsis.
pub fn cut(text: &str, columns: usize) -> String {
    let mut flat = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !flat.is_empty() {
            flat.push(' ');
        }
        flat.push_str(word);
    }
    if display_width(&flat) <= columns {
        return flat;
    }
    let mut kept = String::new();
    let mut used = 0;
    let mut buffer = [0; 4];
    for c in flat.chars() {
        let width = display_width(c.encode_utf8(&mut buffer));
        if used + width + 1 > columns {
            break;
        }
        used += width;
        kept.push(c);
    }
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_hold_with_wide_characters() {
        let mut screen = Screen::with_width(60);
        screen.row(2, &[("14 Feb 2023", 14), ("near", 8)], "两名知情人士", "[1]");
        screen.row(2, &[("二月十四日", 14), ("near", 8)], "two people", "[2]");
        for line in screen.text().lines() {
            assert_eq!(display_width(line), 60, "{line}");
        }
        let ends: Vec<usize> = screen
            .text()
            .lines()
            .map(|l| display_width(&l[..l.find("near").unwrap()]))
            .collect();
        assert_eq!(ends, [16, 16]);
    }

    #[test]
    fn long_chinese_text_wraps_under_itself() {
        let mut screen = Screen::with_width(60);
        screen.row(
            2,
            &[("day", 10)],
            &"小米汽车接近获得生产资质。".repeat(6),
            "[1] [2]",
        );
        assert!(screen.text().lines().count() > 2);
        assert!(
            screen.text().lines().all(|l| display_width(l) <= 60),
            "{}",
            screen.text()
        );
        assert!(
            screen
                .text()
                .lines()
                .skip(1)
                .all(|l| l.starts_with(&" ".repeat(12)))
        );
    }

    #[test]
    fn what_finds_no_room_beside_its_columns_goes_under_them() {
        let mut screen = Screen::with_width(60);
        screen.row(
            4,
            &[("16 Nov 2023", 18), ("granted", 22)],
            "“Norvane built its first cars under the licence of Oster Motors”",
            "[15]",
        );
        screen.row(34, &[], "The Quay Post ← two people", "b6742f2f564048e2");
        screen.row(
            0,
            &[],
            "one line that is longer than sixty columns and has to go on",
            "",
        );
        for line in screen.text().lines() {
            assert!(display_width(line) <= 60, "{line}");
        }
        let expected =
            "    16 Nov 2023  granted\n      “Norvane built its first cars under the licence   [15]\n";
        assert!(screen.text().starts_with(expected), "{}", screen.text());
    }

    #[test]
    fn a_cut_never_exceeds_its_columns() {
        assert_eq!(cut("two  people\nfamiliar", 40), "two people familiar");
        assert_eq!(display_width(&cut("两名汽车行业的知情人士", 9)), 9);
    }
}
