//! Numbers that are no quantities: dates, clocks, dockets, products, telephones, versions, codes, idioms.
//! What does not live here: the words that veto (they are lists of the pack).

use rust_decimal::Decimal;

use super::beside::Beside;
use super::operand::Operand;
use super::phrase::{Bounds, Reader, is_year};
use super::rules::What;
use crate::Language;
use crate::language::is_han;
use crate::numbers::{self, Form};

impl<'a> Reader<'a> {
    /// Refuses by what the number is joined to, whatever it would measure; the offset to go on at.
    pub(super) fn refused_token(&self, first: &Operand<'a>, floor: usize) -> Option<usize> {
        let text = self.text;
        if first.number.form == Form::Words {
            return None;
        }
        let before = text[self.start..first.start].chars().next_back();
        let earlier = || {
            let mut back = text[self.start..first.start].chars().rev();
            back.next();
            back.next()
        };
        if !first.prefixed {
            match before {
                Some(c) if c.is_ascii_alphabetic() || c == '_' || c == '@' => {
                    return Some(self.token_end(first.number_end));
                }
                // "No.5" is a rank, "v2.1" is none
                Some('.')
                    if earlier().is_some_and(|c| c.is_ascii_alphabetic())
                        && self.rank_word(first.start, floor).is_none() =>
                {
                    return Some(self.token_end(first.number_end));
                }
                Some('-' | '‑' | '/') if earlier().is_some_and(|c| c.is_ascii_alphanumeric()) => {
                    return Some(self.token_end(first.number_end));
                }
                Some(':' | '：') if earlier().is_some_and(|c| c.is_ascii_digit()) => {
                    return Some(self.token_end(first.number_end));
                }
                // "python:3.8-slim"
                Some(':')
                    if earlier().is_some_and(|c| c.is_ascii_lowercase())
                        && self.text[first.number_end..self.end].starts_with('-')
                        && self.text[first.number_end + 1..self.end]
                            .starts_with(|c: char| c.is_ascii_lowercase()) =>
                {
                    return Some(self.token_end(first.number_end));
                }
                // "id=43"
                Some('=') if earlier().is_some_and(|c| c.is_ascii_alphabetic()) => {
                    return Some(self.token_end(first.number_end));
                }
                _ => {}
            }
        }
        if !first.prefixed && self.code(first) {
            return Some(self.groups_end(first.number_end));
        }
        if self.scripted(first) {
            return Some(self.token_end(first.number_end));
        }
        let rest = &text[first.number_end..self.end];
        let mut chars = rest.chars();
        let (next, after) = (chars.next(), chars.next());
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        match next {
            Some(c) if c.is_ascii_alphabetic() && first.end == first.number_end => {
                Some(self.token_end(first.number_end))
            }
            Some(':')
                if after == Some(' ')
                    && rest
                        .as_bytes()
                        .get(2..4)
                        .is_some_and(|b| b.iter().all(u8::is_ascii_digit))
                    && first.number_end - first.at <= 2 =>
            {
                Some(self.token_end(first.number_end + 2))
            }
            // 5'10": feet and inches
            Some('\'' | '’' | '′') if digit(after) => {
                Some(self.token_end(first.number_end + next.map_or(1, char::len_utf8)))
            }
            Some(':' | '/') if digit(after) => Some(self.token_end(first.number_end)),
            Some('.') if digit(after) && !first.prefixed => Some(self.token_end(first.number_end)),
            // "600987.SH": the code of a share
            Some('.')
                if first.number_end - first.at >= 4
                    && rest[1..].bytes().take(2).filter(u8::is_ascii_uppercase).count() == 2 =>
            {
                Some(self.token_end(first.number_end))
            }
            Some(',')
                if digit(after)
                    && first.number.form == Form::Digits
                    && rest[1..].len() > 3
                    && rest.as_bytes()[1..4].iter().all(u8::is_ascii_digit) =>
            {
                None
            }
            // "No. 22-451" is a docket
            Some('-') if digit(after) && self.rank_word(first.start, floor).is_some() => {
                Some(self.token_end(first.number_end))
            }
            Some('-') if digit(after) => {
                let run: usize = rest
                    .bytes()
                    .take(40)
                    .take_while(|b| b.is_ascii_digit() || matches!(b, b'-' | b'/' | b'.' | b','))
                    .count();
                let run = &rest[..run];
                let second = run[1..].split(['-', '/']).next().unwrap_or("");
                let chain = run[1..].trim_end_matches(['-', '.', ',']).contains(['-', '/']);
                let date = is_year(&first.number, first) && second.len() <= 2;
                let zero = text[first.at..].starts_with('0') && first.number_end - first.at == 2
                    || second.len() > 1 && second.starts_with('0') && !second.starts_with("0.");
                (chain || date || zero).then(|| self.token_end(first.number_end))
            }
            _ => None,
        }
    }

    /// True for digits of which the first is zero, where there are many or more groups follow, for eleven that a mobile
    /// telephone has, and for those behind a plus and before more groups: a code, a telephone number.
    fn code(&self, first: &Operand<'a>) -> bool {
        let end = first.number_end;
        let digits = &self.text[first.at..end];
        let all = digits.bytes().all(|b| b.is_ascii_digit());
        let mobile =
            digits.len() == 11 && digits.starts_with('1') && matches!(digits.as_bytes()[1], b'3'..=b'9');
        let rest = &self.text[end..self.end];
        let joined = rest.starts_with(['-', '—', '–', '－']) && {
            let far = rest.chars().skip(1).take_while(char::is_ascii_digit).count();
            far >= 6 || far >= 3 && digits.len() == 3 && matches!(digits, "400" | "800")
        };
        let plus = self.text[self.start..first.at].ends_with('+');
        let abroad = plus
            && (digits.contains(' ')
                || digits.len() <= 3
                    && rest.starts_with([' ', '-', '('])
                    && rest[1..].starts_with(|c: char| c.is_ascii_digit()));
        // "called 911"
        let emergency = matches!(digits, "911" | "999" | "112")
            && self.is(Beside::Dial, self.word_before(self.back(first.start, self.start)));
        if abroad || emergency {
            return true;
        }
        if all && (mobile || joined && (digits.starts_with('0') || digits.len() == 3)) {
            return true;
        }
        let zero = digits.len() >= 3 && digits.starts_with('0') && digits.bytes().all(|b| b.is_ascii_digit());
        zero && (digits.len() >= 5 || self.groups_end(end) > self.token_end(end))
    }

    /// True for a number of a style sheet or a script: "width:50%;", "margin: 0 auto}".
    fn scripted(&self, first: &Operand<'a>) -> bool {
        let mut from = first.start.saturating_sub(28).max(self.start);
        while !self.text.is_char_boundary(from) {
            from += 1;
        }
        let before = self.text[from..first.start].trim_end();
        let Some(property) = before.strip_suffix(':') else {
            return false;
        };
        let name = property
            .bytes()
            .rev()
            .take_while(|b| b.is_ascii_lowercase() || *b == b'-')
            .count();
        let opened = property[..property.len() - name]
            .trim_end()
            .ends_with(['{', ';', ',', '"', '\'']);
        let rest = &self.text[first.number_end..self.end];
        let rest = rest.trim_start_matches("px").trim_start_matches(['%', ' ']);
        name > 2 && opened && rest.starts_with([';', '}', '!', ','])
    }

    /// Past a code and the groups of digits behind it: "020 7946 0958".
    fn groups_end(&self, at: usize) -> usize {
        let mut end = self.token_end(at);
        while let Some(rest) = self.text[end..self.end].strip_prefix(' ') {
            let digits = rest.bytes().take(8).take_while(u8::is_ascii_digit).count();
            let goes_on = rest[digits..].starts_with(|c: char| c.is_alphanumeric() || matches!(c, ',' | '%'));
            if digits < 3 || goes_on {
                break;
            }
            end += 1 + digits;
        }
        end
    }

    /// Past what hangs together with a refused number.
    pub(super) fn token_end(&self, at: usize) -> usize {
        let rest = &self.text[at..self.end];
        let len = rest
            .char_indices()
            .find(|(_, c)| {
                c.is_whitespace()
                    || is_han(*c)
                    || !(c.is_alphanumeric()
                        || matches!(
                            c,
                            '-' | '.' | ':' | '/' | '_' | '%' | '&' | '=' | '?' | '@' | '+' | '#'
                        ))
            })
            .map_or(rest.len(), |(i, _)| i);
        at + len
    }

    /// 13点14分, 8点: parts of a clock; index points come in hundreds.
    fn clock(&self, first: &Operand<'a>, last: &Operand<'a>) -> bool {
        let word = &self.text[last.words.0..last.words.1.max(last.words.0)];
        if self.is(Beside::Hours, word) {
            last.number.low <= Decimal::from(24) && last.number.low == last.number.low.trunc()
        } else {
            self.is(Beside::Minutes, word) && self.precedes(Beside::AfterHours, first.start)
        }
    }

    /// Refuses by the words around.
    pub(super) fn refused(
        &self,
        first: &Operand<'a>,
        last: &Operand<'a>,
        floor: usize,
        end: usize,
        bounds: &Bounds,
        ranged: bool,
    ) -> bool {
        let bare = last.unit.is_none();
        let number = &last.number;
        let start = first.start;
        let text = self.text;
        let mut back = self.back(start, floor);
        if text[floor..back].ends_with(" .") {
            // tokenised text: "sept . 30"
            back = self.back(back - 1, floor);
        }
        if bare
            && self
                .rules
                .veto_after
                .at(text, end + self.gap(end), self.end)
                .is_some()
        {
            return true;
        }
        if bare && let Some((_, years)) = self.rules.veto_before.before(text, back, self.start) {
            let small = number.low <= Decimal::from(31)
                || self.rules.lang == Language::Chinese
                || number.form == Form::Words;
            if is_year(number, last) || small && !years {
                return true;
            }
        }
        match self.rules.lang {
            Language::Chinese => self.refused_chinese(first, last, bounds, ranged, back, end),
            _ => self.refused_english(first, last, floor, end, bounds, ranged, back),
        }
    }

    fn refused_chinese(
        &self,
        first: &Operand<'a>,
        last: &Operand<'a>,
        bounds: &Bounds,
        ranged: bool,
        back: usize,
        end: usize,
    ) -> bool {
        let text = self.text;
        let bare = last.unit.is_none();
        let before = text[self.start..first.start].chars().next_back();
        let after = text[end..self.end].chars().next();
        let isolated = before.is_none_or(|c| !is_han(c) && !c.is_ascii_alphanumeric())
            && after.is_none_or(|c| !is_han(c) && !c.is_ascii_alphanumeric());
        let number = &last.number;
        if number.form == Form::Words {
            let chars = text[first.at..first.number_end].chars().count();
            let one = number.exact() == Some(Decimal::ONE);
            if one && before.is_some() && self.precedes(Beside::PartOfOne, first.start) {
                return true;
            }
            // 陆, 拾, 肆 and their kin are other words more often than figures
            let financial = chars == 1 && self.follows(Beside::OtherWords, first.at);
            if financial && !isolated {
                return true;
            }
            // （四）, 三、: heads of a list
            let opens =
                before.is_none_or(|c| matches!(c, '。' | '；' | '：' | '（' | '(') || c.is_whitespace());
            if bare && chars <= 2 && opens && matches!(after, Some('、' | '）' | ')')) {
                return true;
            }
            if !bare {
                // 一个 is an article unless the clause ends with it or counts by it
                let word = &text[last.words.0..last.words.1];
                let article = one
                    && chars == 1
                    && !self.is(Beside::Counting, word)
                    && matches!(last.what(), Some(What::Count));
                let counted = before.is_some() && self.precedes(Beside::Counted, first.start);
                let timed = self.is(Beside::ClockWords, word) && self.clock(first, last);
                return timed
                    || article
                        && !ranged
                        && !counted
                        && !(bounds.low || bounds.high || bounds.about)
                        && after.is_some_and(|c| is_han(c) && !numbers::is_numeral(c));
            }
            let follow = self.bounds_follow(end);
            if number.denominator.is_some() || ranged || follow || bounds.led && chars > 1 {
                return false;
            }
            // 九点九: decimals are numbers whatever stands around them
            if number.low != number.low.trunc() {
                return false;
            }
            if chars == 1 {
                let free = |c: char| !is_han(c) || self.follows(Beside::GoesOn, end);
                return !(isolated || bounds.led && after.is_none_or(free));
            }
            let scaled = number.scale > Decimal::ONE || number.low >= Decimal::from(20);
            // 三百 needs no unit; neighbours like 五六, strings like 一一 and vague numbers do
            let vague = number.high != Some(number.low);
            let string = text[first.at..first.number_end]
                .chars()
                .all(|c| numbers::chinese_digit(c).is_some());
            return !(isolated
                || scaled && !vague && !string && after.is_none_or(|c| !is_han(c) || c == '千'));
        }
        if !bare {
            return self.clock(first, last);
        }
        // a list's number, a title, a year
        let opens = before
            .is_none_or(|c| matches!(c, '。' | '；' | ';' | '：' | ':' | '！' | '？') || c.is_whitespace());
        if opens
            && number.form == Form::Digits
            && number.low <= Decimal::from(30)
            && matches!(after, Some('、' | '.' | '．' | ')' | '）'))
        {
            return true;
        }
        if before == Some('《')
            || text[self.start..first.start].ends_with(['(', '（'])
                && matches!(after, Some(')' | '）'))
                && first.number_end - first.at > 3
        {
            return true;
        }
        if is_year(number, last) && !(bounds.low || bounds.high || bounds.about) && !ranged {
            return true;
        }
        if self.named(first, last, back, end) && !bounds.led {
            return true;
        }
        let small = number.form == Form::Digits
            && number.low < Decimal::ONE_THOUSAND
            && number.low == number.low.trunc();
        small && !bounds.led && !ranged && before.is_some_and(is_han) && after.is_some_and(is_han)
    }

    #[allow(clippy::too_many_arguments)]
    fn refused_english(
        &self,
        first: &Operand<'a>,
        last: &Operand<'a>,
        floor: usize,
        end: usize,
        bounds: &Bounds,
        ranged: bool,
        back: usize,
    ) -> bool {
        let text = self.text;
        let number = &last.number;
        let bare = last.unit.is_none();
        let noun = bare.then(|| self.noun(last, number)).flatten();
        if first.number.form == Form::Words {
            // joined by a hyphen on either side: "one-on-one", "all-four", "two-way"
            let before = text[self.start..first.start].chars().next_back();
            if before == Some('-')
                && text[self.start..first.start - 1].ends_with(|c: char| c.is_ascii_alphanumeric())
            {
                return true;
            }
            if bare
                && noun.is_none()
                && text[end..self.end].starts_with('-')
                && text[end + 1..self.end].starts_with(|c: char| c.is_ascii_alphabetic())
            {
                return true;
            }
            let whole = first.start == self.start && end + 1 >= self.end;
            // "the Ford Five Hundred"
            let capital = text[first.at..].starts_with(|c: char| c.is_ascii_uppercase());
            if capital && bare && noun.is_none() && self.named_word(first.start, back) {
                return true;
            }
            if number.exact() == Some(Decimal::ONE) && bare && !ranged {
                // a pronoun unless a noun follows or a number is called for
                let pronoun = self.rules.veto_before.before(text, back, self.start).is_some();
                return !whole && (pronoun || noun.is_none() && !bounds.led);
            }
            if number.denominator.is_some() && bare && !bounds.led && !whole {
                return self.refused_fraction(first, end);
            }
            return false;
        }
        if !bare {
            return false;
        }
        let digits = number.form == Form::Digits && number.low == number.low.trunc();
        let short = last.number_end - last.at;
        if is_year(number, last) && digits && !ranged {
            let round = (number.low % Decimal::ONE_HUNDRED).is_zero();
            let preposition = self.rules.veto_before.before(text, back, self.start).is_some();
            let leads = bounds.low || bounds.high || bounds.about;
            return !(leads || round && noun.is_some() && !preposition);
        }
        // list numbers: "1. ", "2) "
        if first.start == self.start && text[end..self.end].starts_with(['.', ')']) && end + 1 < self.end {
            return true;
        }
        // … also in one line: "3. Stir. 4. Serve."
        let follows = text[self.start..back].ends_with(['.', '!', '?']);
        let heads = text[end..self.end]
            .strip_prefix(". ")
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_uppercase()));
        if follows && heads && digits {
            return true;
        }
        // marks of reference: "[7]", "[13,14]"
        if text[self.start..first.start].ends_with('[')
            && text[end..self.end].starts_with([']', ',', '-', '–'])
        {
            return true;
        }
        if digits && noun.is_none() && self.street(end) {
            return true;
        }
        // codes in brackets: "(600104)"
        if digits
            && short >= 4
            && text[self.start..first.start].ends_with(['(', '（'])
            && text[end..self.end].starts_with([')', '）', '.'])
        {
            return true;
        }
        if digits && short <= 4 && !bounds.led && self.named(first, last, back, end) {
            let opens = back == self.start || text[self.start..back].ends_with(['.', '!', '?', '"', '“']);
            let _ = floor;
            return !(opens && noun.is_some()) || self.branded(back);
        }
        false
    }

    /// "40 East Fifth Avenue": capitalised words and a kind of street.
    fn street(&self, end: usize) -> bool {
        let mut at = end + self.gap(end);
        for _ in 0..4 {
            let len = self.text.as_bytes()[at..self.end]
                .iter()
                .take(20)
                .take_while(|b| b.is_ascii_alphabetic())
                .count();
            let word = &self.text[at..at + len];
            if !word.starts_with(|c: char| c.is_ascii_uppercase()) {
                return false;
            }
            if self.is(Beside::Street, word) {
                return true;
            }
            at += len;
            at += self.gap(at);
        }
        false
    }

    /// Bare "half" and "quarter" as parts of a time or a match, "third" as an ordinal.
    fn refused_fraction(&self, first: &Operand<'a>, end: usize) -> bool {
        let text = self.text;
        let back = self.back(first.start, self.start);
        if self.rules.changes.before(text, back, self.start).is_some() {
            return false;
        }
        let word = &text[first.at..end];
        let next = text[end..self.end].trim_start();
        let of = next.starts_with("of")
            || next.starts_with("the")
            || next.starts_with("its")
            || next.starts_with("their");
        let ends = next.is_empty() || next.starts_with([',', '.', ';', ')']);
        if self.rules.veto_before.before(text, back, self.start).is_some() {
            return true;
        }
        if word.eq_ignore_ascii_case("quarter") || word.eq_ignore_ascii_case("quarters") {
            return true;
        }
        let lower = word.to_ascii_lowercase();
        if lower.ends_with("quarter") && !of {
            return !ends || lower == "a quarter";
        }
        if lower == "half" || lower == "a half" {
            let names = next.starts_with("a ")
                || next.starts_with("an ")
                || next.starts_with('-')
                || next.starts_with("hour")
                || next.starts_with("year");
            return names || !(of || ends || next.starts_with("people") || next.starts_with("all"));
        }
        false
    }

    /// True where the word before, or the letters beside, make the number part of a name: "Model 3", "Boeing 737".
    fn named(&self, first: &Operand<'a>, last: &Operand<'a>, back: usize, end: usize) -> bool {
        let _ = end;
        if first.number.form != Form::Digits || last.number_end - last.at > 4 {
            return false;
        }
        if back == first.start {
            return false;
        }
        self.named_word(first.start, back)
    }

    /// The letters, digits and hyphens that end at `back`.
    fn word_before(&self, back: usize) -> &'a str {
        let words = &self.text[self.start..back];
        let len = words
            .bytes()
            .rev()
            .take(24)
            .take_while(|b| b.is_ascii_alphanumeric() || *b == b'-')
            .count();
        &words[words.len() - len..]
    }

    /// True where a word with a capital, no function word, ends at `back`, with white space behind.
    fn named_word(&self, start: usize, back: usize) -> bool {
        let word = self.word_before(back);
        let stop = self.rules.stops.at(self.text, back - word.len(), back);
        back < start && word.bytes().any(|b| b.is_ascii_uppercase()) && stop.is_none_or(|(to, ())| to != back)
    }

    /// True where capitals stand inside the word before: "iPhone 4 owners".
    fn branded(&self, back: usize) -> bool {
        let word = self.word_before(back).as_bytes();
        word.len() > 2 && word[0].is_ascii_lowercase() && word.iter().any(u8::is_ascii_uppercase)
    }

    /// True where an idiom or a name starts at `at`: 一直, 三星, "one another"; the offset past it.
    pub(super) fn idiom(&self, at: usize) -> Option<usize> {
        self.rules.veto_at.at(self.text, at, self.end).map(|(to, ())| to)
    }
}
