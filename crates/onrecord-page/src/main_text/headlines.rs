//! Lines that may be the headline of the story.
//! What does not live here: which of the page's words are its title (`metadata`).

use std::ops::Range;

use super::lines::Lines;
use super::script_body::push_key;
use crate::html::Tag;

/// Lines that may be the headline, in order: how much of the title each says, headings before other lines.
pub(super) struct Headlines(Vec<(u32, u32)>);

impl Headlines {
    pub(super) fn of(lines: &Lines, title: &str) -> Headlines {
        let (mut title_key, mut key) = (String::new(), String::new());
        push_key(title, &mut title_key);
        let title = title_key.as_str();
        let mut found = Vec::new();
        for (at, line) in lines.lines.iter().enumerate() {
            let words = lines.words(line);
            // A key is hardly ever longer than the words it is of.
            if title.is_empty() || line.units > 60 || words.len() > 400 || words.len() * 2 < title.len() {
                continue;
            }
            key.clear();
            push_key(words, &mut key);
            let (short, long) = (key.len().min(title.len()), key.len().max(title.len()));
            if short * 2 < long || !(title.contains(key.as_str()) || key.contains(title)) {
                continue;
            }
            let rank = match lines.areas[line.area as usize].tag {
                Tag::H1 => 60,
                tag if tag.is_heading() => 40,
                _ => 0,
            };
            found.push((at as u32, (short * 100 / long) as u32 + rank));
        }
        Headlines(found)
    }

    /// The first of the likeliest lines of a range.
    pub(super) fn best(&self, range: Range<u32>) -> Option<u32> {
        let inside = self.0.iter().filter(|(at, _)| range.contains(at));
        let (at, _) = inside.max_by_key(|(at, score)| (*score, std::cmp::Reverse(*at)))?;
        Some(*at)
    }
}
