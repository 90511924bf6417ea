//! Dates of numbers alone, with signs or the marks of East Asian scripts between them.
//! What does not live here: names of months (`named`).

use super::{Number, Scanner, Written, day_ok};

impl Scanner<'_> {
    /// Forms of numbers alone.
    pub(super) fn numeric(&self, index: usize) -> Option<(Written, usize)> {
        self.era(index)
            .or_else(|| self.year_first(index))
            .or_else(|| self.compact(index))
            .or_else(|| self.short_year_first(index))
            .or_else(|| self.month_and_day(index))
            .or_else(|| self.year_last(index))
            .or_else(|| self.vietnamese(index))
    }

    /// The words behind number `index`, where they are short, without white space around them.
    fn joint(&self, index: usize) -> Option<&str> {
        self.gap(index).map(str::trim)
    }

    /// "民國112年2月14日", "令和5年2月14日", "平成30年", and on Chinese pages "112/02/14": years counted from an era's first.
    fn era(&self, index: usize) -> Option<(Written, usize)> {
        let first = &self.numbers[index];
        let before = self.text[..first.range.start].trim_end_matches([' ', '\u{a0}']);
        let era = ERAS.iter().find(|(name, _)| before.ends_with(name));
        let numeral = |n: &Number| self.text.as_bytes()[n.range.start] != b'0' && n.digits <= 3;
        let gap = self.joint(index)?;
        if let Some((name, before_first)) = era.filter(|_| numeral(first)) {
            let year = before_first.saturating_add(first.value as i16);
            let start = before.len() - name.len();
            let month = self.numbers.get(index + 1).and_then(Number::month);
            let marked = is_year_mark(gap) || matches!(gap, "." | "-" | "/");
            let third = self.joint(index + 1).zip(self.numbers.get(index + 2));
            let (month, (gap2, third)) = month.filter(|_| marked).zip(third)?;
            let joined = is_year_mark(gap) && is_month_mark(gap2) || gap == gap2;
            let day = third.day().filter(|day| joined && day_ok(year, month, *day))?;
            let mark = day_mark(self.after(index + 2));
            let range = start..third.range.end + mark;
            return Some((self.written(range, Some(year), Some(month), Some(day)), 3));
        }
        // Without the era's name all parts are written in full.
        let bare = self.lang == "zh" && first.digits == 3 && (100..=140).contains(&first.value);
        let (second, third) = (self.numbers.get(index + 1)?, self.numbers.get(index + 2)?);
        let full = second.digits == 2 && third.digits == 2 && self.joint(index + 1) == Some(gap);
        if !bare || !full || !matches!(gap, "/" | "-" | ".") {
            return None;
        }
        let year = 1911_i16.saturating_add(first.value as i16);
        let (month, day) = (second.month()?, third.day()?);
        day_ok(year, month, day).then(|| {
            let mut w = self.written(
                first.range.start..third.range.end,
                Some(year),
                Some(month),
                Some(day),
            );
            w.weak = true;
            (w, 3)
        })
    }

    /// "23-02-14", "23年2月14日" in languages that write the year first.
    fn short_year_first(&self, index: usize) -> Option<(Written, usize)> {
        if !matches!(self.lang, "zh" | "ja" | "ko") {
            return None;
        }
        let first = &self.numbers[index];
        let year = first.short_year()?;
        let (gap, gap2) = (self.joint(index)?, self.joint(index + 1)?);
        let (second, third) = (self.numbers.get(index + 1)?, self.numbers.get(index + 2)?);
        let marked = is_year_mark(gap) && is_month_mark(gap2);
        let joined = gap == gap2 && matches!(gap, "-" | "/" | ".") && third.digits == 2;
        let more = self
            .after(index + 2)
            .strip_prefix(gap)
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        let (month, day) = (second.month()?, third.day()?);
        if !(marked || joined && !more) || !day_ok(year, month, day) {
            return None;
        }
        let mark = if marked {
            day_mark(self.after(index + 2))
        } else {
            0
        };
        let range = first.range.start..third.range.end + mark;
        let mut w = self.written(range, Some(year), Some(month), Some(day));
        w.weak = true;
        Some((w, 3))
    }

    /// "2023-02-14", "2023年2月14日", "2023年2月", "2023-02", "2023年"
    fn year_first(&self, index: usize) -> Option<(Written, usize)> {
        let first = &self.numbers[index];
        let year = first.year()?;
        if let (Some(gap), Some(second)) = (self.joint(index), self.numbers.get(index + 1))
            && let Some(month) = second.month()
        {
            let third = self.joint(index + 1).zip(self.numbers.get(index + 2));
            let whole = third.filter(|(gap2, third)| {
                let marked = is_year_mark(gap) && is_month_mark(gap2);
                let joined = matches!(gap, "-" | "/" | "." | "‐" | "–" | "_" | "|") && *gap2 == gap;
                (marked || joined) && third.day().is_some_and(|day| day_ok(year, month, day))
            });
            if let Some((gap2, third)) = whole {
                let mark = if is_month_mark(gap2) {
                    day_mark(self.after(index + 2))
                } else {
                    0
                };
                let range = first.range.start..third.range.end + mark;
                return Some((self.written(range, Some(year), Some(month), third.day()), 3));
            }
            let rest = self.after(index + 1).trim_start();
            if is_year_mark(gap)
                && let Some(mark) = ["月", "월"].iter().find(|m| rest.starts_with(**m))
            {
                let end = self.text.len() - rest.len() + mark.len();
                return Some((
                    self.written(first.range.start..end, Some(year), Some(month), None),
                    2,
                ));
            }
            // "2023-02" where no third number follows; "2019-20" has no such month and stays out.
            let bare = self.text[first.range.end..second.range.start].len() == 1;
            let glued = self.after(index + 1).starts_with(|c: char| c.is_alphanumeric());
            if gap == "-" && second.digits == 2 && bare && !glued {
                let range = first.range.start..second.range.end;
                let mut w = self.written(range, Some(year), Some(month), None);
                w.weak = true;
                return Some((w, 2));
            }
        }
        let rest = self.after(index).trim_start();
        let mark = ["年", "년"].iter().find(|m| rest.starts_with(**m))?;
        let end = self.text.len() - rest.len() + mark.len();
        Some((self.written(first.range.start..end, Some(year), None, None), 1))
    }

    /// "20230214", with a clock time "202302141530" or "20230214153000".
    fn compact(&self, index: usize) -> Option<(Written, usize)> {
        let first = &self.numbers[index];
        let value = match first.digits {
            14 => first.value / 1_000_000,
            12 => first.value / 10_000,
            8 => first.value,
            _ => return None,
        };
        let (year, month, day) = (value / 10_000, value / 100 % 100, value % 100);
        if !(1990..=2099).contains(&year) || !day_ok(year as i16, month as u8, day as u8) {
            return None;
        }
        let (year, month, day) = (Some(year as i16), Some(month as u8), Some(day as u8));
        let mut w = self.written(first.range.clone(), year, month, day);
        w.weak = true;
        Some((w, 1))
    }

    /// "2月14日", "9월 21일"
    fn month_and_day(&self, index: usize) -> Option<(Written, usize)> {
        let first = &self.numbers[index];
        let month = first.month()?;
        self.joint(index).filter(|g| is_month_mark(g))?;
        let second = &self.numbers[index + 1];
        let day = second.day()?;
        let mark = day_mark(self.after(index + 1));
        (mark > 0 && day_ok(2024, month, day)).then(|| {
            let range = first.range.start..second.range.end + mark;
            (self.written(range, None, Some(month), Some(day)), 2)
        })
    }

    /// "14.02.2023", "2/14/23", "14 / 02 / 2023", "14 | 02 | 2023"
    fn year_last(&self, index: usize) -> Option<(Written, usize)> {
        let first = &self.numbers[index];
        let gap = self
            .joint(index)
            .filter(|g| matches!(*g, "." | "/" | "-" | "–" | "|" | "·"))?;
        self.joint(index + 1).filter(|g| *g == gap)?;
        let (second, third) = (&self.numbers[index + 1], &self.numbers[index + 2]);
        if first.digits > 2 || second.digits > 2 {
            return None;
        }
        let year = third.year().or_else(|| third.short_year())?;
        let spaced = self.text[first.range.end..third.range.start].contains('\n');
        let more = self
            .after(index + 2)
            .strip_prefix(gap)
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        if spaced || more {
            return None;
        }
        let (a, b) = (first.value as u8, second.value as u8);
        let order = if self.month_first && gap == "/" {
            [(b, a), (a, b)]
        } else {
            [(a, b), (b, a)]
        };
        let (day, month) = order
            .into_iter()
            .find(|(day, month)| day_ok(year, *month, *day))?;
        let range = first.range.start..third.range.end;
        let mut w = self.written(range, Some(year), Some(month), Some(day));
        w.swappable = a != b && a <= 12 && b <= 12 && !matches!(gap, "." | "|" | "·");
        w.weak = third.digits == 2;
        Some((w, 3))
    }

    /// "21 tháng 9 năm 2020"
    fn vietnamese(&self, index: usize) -> Option<(Written, usize)> {
        let first = &self.numbers[index];
        let day = first.day()?;
        self.joint(index).filter(|g| g.eq_ignore_ascii_case("tháng"))?;
        let second = &self.numbers[index + 1];
        let month = second.month()?;
        let year = self
            .joint(index + 1)
            .filter(|g| matches!(*g, "năm" | "," | ", năm" | "/" | "-"))
            .and_then(|_| self.numbers[index + 2].year());
        let used = if year.is_some() { 3 } else { 2 };
        let range = first.range.start..self.numbers[index + used - 1].range.end;
        Some((self.written(range, year, Some(month), Some(day)), used))
    }
}

/// Eras that years are counted from, each with the year before its first.
const ERAS: &[(&str, i16)] = &[
    ("民國", 1911),
    ("民国", 1911),
    ("令和", 2018),
    ("平成", 1988),
    ("昭和", 1925),
];

fn is_year_mark(gap: &str) -> bool {
    matches!(gap, "年" | "년")
}

fn is_month_mark(gap: &str) -> bool {
    matches!(gap, "月" | "월" | "月份")
}

/// Bytes of the mark of a day, with the space before it.
fn day_mark(rest: &str) -> usize {
    let trimmed = rest.trim_start_matches([' ', '\u{a0}']);
    for mark in ["日", "号", "號", "일"] {
        if trimmed.starts_with(mark) {
            return rest.len() - trimmed.len() + mark.len();
        }
    }
    0
}
