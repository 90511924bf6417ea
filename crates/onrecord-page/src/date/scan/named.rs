//! Dates with the name of a month: "14 February 2023", "Feb. 14", "14 de febrero de 2023".
//! What does not live here: the names themselves (`months`), dates of numbers alone (`numeric`).

use super::{Scanner, Written, day_ok};

impl Scanner<'_> {
    /// "14 February 2023", "14. Februar 2023", "14 de febrero de 2023", "2020 m. rugsėjo 21", "14th of Feb".
    pub(super) fn day_then_name(&self, index: usize) -> Option<(Written, usize)> {
        let first = &self.numbers[index];
        if first.digits > 4 || first.digits == 3 {
            return None;
        }
        let mut rest = self.after(index);
        if first.year().is_none() {
            rest = ordinal(rest);
        } else {
            // Hungarian "2020. szeptember 21.", Lithuanian "2020 m. rugsėjo 21 d.", Latvian "2020. gada 21. septembris"
            let trimmed = rest.trim_start_matches(['.', ' ', ',', '\u{a0}']);
            rest = ["m. ", "gada "]
                .iter()
                .find_map(|w| trimmed.strip_prefix(w))
                .unwrap_or(trimmed);
        }
        let rest = skip(rest, &["de", "d'", "of", "/", "-", ".", "ta'", "da"]);
        let (word, mut word_end) = self.word(rest)?;
        let month = self.month(word).or_else(|| {
            // Two words: Arabic "كانون الثاني".
            let (second, second_end) = self.word(skip(&self.text[word_end..], &[]))?;
            let both = format!("{word} {second}");
            (!word.is_ascii() && second_end > word_end)
                .then(|| self.month(&both))
                .flatten()
        })?;
        // Arabic pages give both names of a month: "24 نيسان / أبريل 2020".
        let second = self.text[word_end..].trim_start().strip_prefix('/');
        if let Some((_, end)) = second
            .and_then(|rest| self.word(rest.trim_start()))
            .filter(|(word, _)| !word.is_ascii() && self.month(word) == Some(month))
        {
            word_end = end;
        }
        if let Some(year) = first.year() {
            let day = self.numbers.get(index + 1).filter(|d| {
                d.range.start <= word_end + 2
                    && d.range.start >= word_end
                    && self.text[word_end..d.range.start]
                        .trim_matches(['.', ' ', '-'])
                        .is_empty()
            });
            let day = day.filter(|d| d.day().is_some_and(|d| day_ok(year, month, d)))?;
            return Some((
                self.written(
                    first.range.start..day.range.end,
                    Some(year),
                    Some(month),
                    day.day(),
                ),
                2,
            ));
        }
        let day = first.day()?;
        if let Some((year, used, end, weak)) = self.year_after(index, word_end)
            && day_ok(year, month, day)
        {
            let mut w = self.written(first.range.start..end, Some(year), Some(month), Some(day));
            w.weak = weak;
            return Some((w, used + 1));
        }
        if !day_ok(2024, month, day) {
            return None;
        }
        Some((
            self.written(first.range.start..word_end, None, Some(month), Some(day)),
            1,
        ))
    }

    /// A year that follows `end` closely, as number `index + 1`: (year, numbers used, end, weak).
    fn year_after(&self, index: usize, end: usize) -> Option<(i16, usize, usize, bool)> {
        let number = self.numbers.get(index + 1)?;
        if number.range.start < end || number.range.start - end > 12 {
            return None;
        }
        let between = self.text[end..number.range.start].trim();
        let plain = matches!(
            between,
            "" | "."
                | ","
                | ".,"
                | "de"
                | "del"
                | "of"
                | "-"
                | "/"
                | "'"
                | "’"
                | ", '"
                | ", ’"
                | "., "
                | ", de"
                | "г."
                | "năm"
                | "/‎"
                | "في"
                | "،"
        );
        if !plain {
            return None;
        }
        if let Some(year) = number.year() {
            return Some((year, 1, number.range.end, false));
        }
        // "14 Feb 23" is a year, "14 Feb 23:10" is not.
        let clock = self.after(index + 1).starts_with([':', '.', 'h', 'H']);
        let marked = matches!(between, "'" | "’" | ", '" | ", ’" | "-" | "/" | "");
        (marked && !clock && number.digits == 2)
            .then(|| number.short_year())
            .flatten()
            .filter(|y| *y >= 2000)
            .map(|y| (y, 1, number.range.end, true))
    }

    /// "February 14, 2023", "Feb. 14", "February 2023".
    pub(super) fn name_then_number(&self, index: usize, floor: usize) -> Option<(Written, usize)> {
        let number = &self.numbers[index];
        if number.digits > 4 || number.digits == 3 {
            return None;
        }
        let head = &self.text[floor.min(number.range.start)..number.range.start];
        let trimmed = head.trim_end_matches([' ', '.', '\u{a0}', ',', '-', '/', '\'', '’', '(']);
        if head.len() - trimmed.len() > 3 || head.ends_with('\n') {
            return None;
        }
        let trimmed = ["de", "del", "of", "the", "năm"]
            .iter()
            .find_map(|w| {
                trimmed
                    .strip_suffix(w)
                    .filter(|t| t.ends_with([' ', '\u{a0}']))
                    .map(str::trim_end)
            })
            .unwrap_or(trimmed);
        let start = trimmed
            .char_indices()
            .rev()
            .take(24)
            .take_while(|(_, c)| name_char(*c))
            .last()?
            .0;
        let word = &trimmed[start..];
        let month = self.month(word)?;
        let start = number.range.start - head.len() + start;
        if let Some(year) = number.year() {
            return Some((
                self.written(start..number.range.end, Some(year), Some(month), None),
                1,
            ));
        }
        let day = number.day()?;
        let rest = self.after(index);
        // "May 10.5", "March 12%", "June 15,000" and "Mar 10:30" are no days.
        let mut chars = rest.chars();
        match chars.next() {
            Some('.' | ',') if chars.next().is_some_and(|c| c.is_ascii_digit()) => {
                let year_joined = self
                    .numbers
                    .get(index + 1)
                    .is_some_and(|n| n.range.start == number.range.end + 1 && n.year().is_some());
                if !year_joined {
                    return None;
                }
            }
            Some('%' | ':' | '％') => return None,
            _ => {}
        }
        let end = number.range.end + rest.len() - ordinal(rest).len();
        let end = if ordinal(rest).len() == rest.trim_start_matches('.').len() && rest.starts_with('.') {
            number.range.end
        } else {
            end
        };
        // "Feb 14 '23" is a year, "Feb 14 23" may be anything.
        let marked = self.text[end..]
            .trim_start_matches([',', ' '])
            .starts_with(['\'', '’']);
        if let Some((year, used, end, weak)) = self.year_after(index, end)
            && (!weak || marked)
            && day_ok(year, month, day)
        {
            let mut w = self.written(start..end, Some(year), Some(month), Some(day));
            w.weak = weak;
            return Some((w, used + 1));
        }
        if !day_ok(2024, month, day) {
            return None;
        }
        Some((self.written(start..end, None, Some(month), Some(day)), 1))
    }

    fn month(&self, word: &str) -> Option<u8> {
        self.months.month(word, self.lang)
    }

    /// The word at the start of `rest`, with its end in the text; a dot that ends an abbreviation is left out.
    fn word<'t>(&self, rest: &'t str) -> Option<(&'t str, usize)> {
        let len: usize = rest
            .chars()
            .take(24)
            .take_while(|c| name_char(*c))
            .map(char::len_utf8)
            .sum();
        let word = rest[..len].trim_end_matches('.');
        if word.is_empty() {
            return None;
        }
        Some((word, self.text.len() - rest.len() + word.len()))
    }
}

/// What follows an ordinal mark: "14th", "14.", "1er", "1º".
fn ordinal(rest: &str) -> &str {
    for mark in [
        "st", "nd", "rd", "th", "er", "º", "°", "ª", "η", "-ої", "-го", "eme", "ème", "e", ".",
    ] {
        if let Some(after) = rest.strip_prefix(mark)
            && !after.starts_with(|c: char| c.is_alphanumeric())
        {
            return after;
        }
    }
    rest
}

/// `rest` without white space and at most one of the words before the name of a month.
fn skip<'a>(rest: &'a str, words: &[&str]) -> &'a str {
    let spaces = [' ', '\u{a0}', ',', '\u{202f}'];
    let rest = rest.trim_start_matches(spaces);
    for word in words {
        if let Some(after) = rest.strip_prefix(word) {
            let cut = after.trim_start_matches(spaces);
            if cut.len() < after.len() || !word.ends_with(|c: char| c.is_alphanumeric()) {
                return cut;
            }
        }
    }
    rest
}

/// Letters, and the marks that some scripts write between them.
fn name_char(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphabetic() || c == '.';
    }
    c.is_alphabetic() && !onrecord_model::language::is_han(c)
        || matches!(c, '\u{900}'..='\u{d7f}' | '\u{e31}'..='\u{e4e}' | '\u{300}'..='\u{36f}')
}
