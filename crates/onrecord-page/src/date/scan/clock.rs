//! Clock times and zones behind a date.
//! What does not live here: clock times elsewhere in a text.

use super::{Scanner, Written};

impl Scanner<'_> {
    /// A clock time and zone behind the date.
    pub(super) fn clock(&self, written: &mut Written, next: usize) {
        if written.day.is_none() {
            return;
        }
        let (Some(hour), Some(minute)) = (self.numbers.get(next), self.numbers.get(next + 1)) else {
            return;
        };
        if hour.range.start < written.range.end || hour.range.start - written.range.end > 16 {
            return;
        }
        let between = &self.text[written.range.end..hour.range.start];
        if between.contains(['\n', '(', '%', '$', '#']) || hour.digits > 2 || hour.value > 24 {
            return;
        }
        let joint = self.text[hour.range.end..minute.range.start].trim();
        let colon = matches!(joint, ":" | "：" | "h" | "H" | "时" | "時" | "시" | "点")
            || (joint == "." && self.after(next + 1).trim_start().starts_with("Uhr"));
        let counted = joint == ":" && self.after(next + 1).starts_with(':');
        // "8:5:30" was put together by a program that writes no noughts.
        let whole = minute.digits == 2 || minute.digits == 1 && counted;
        if !colon || !whole || minute.value > 59 {
            return;
        }
        let mut at = minute.range.end;
        if let Some(second) = self.numbers.get(next + 2)
            && second.range.start == at + 1
            && self.text.as_bytes()[at] == b':'
            && second.digits <= 2
        {
            at = second.range.end;
            if let Some(fraction) = self.numbers.get(next + 3)
                && fraction.range.start == at + 1
                && matches!(self.text.as_bytes()[at], b'.' | b',')
            {
                at = fraction.range.end;
            }
        }
        let mut hours = hour.value as u8;
        let rest = self.text[at..].trim_start();
        let lower = rest
            .get(..4)
            .unwrap_or(rest.get(..2).unwrap_or(""))
            .to_ascii_lowercase();
        if lower.starts_with("pm") || lower.starts_with("p.m") {
            hours = if hours < 12 { hours + 12 } else { hours };
            at = self.text.len() - rest.len()
                + if lower.starts_with("pm") {
                    2
                } else {
                    4.min(rest.len())
                };
        } else if lower.starts_with("am") || lower.starts_with("a.m") {
            hours %= 12;
            at = self.text.len() - rest.len()
                + if lower.starts_with("am") {
                    2
                } else {
                    4.min(rest.len())
                };
        }
        while !self.text.is_char_boundary(at) {
            at += 1;
        }
        written.clock = Some((hours.min(23), minute.value as u8));
        written.end = at;
        let rest = &self.text[at..];
        if rest.starts_with('Z') {
            written.zone = Some(0);
            written.end = at + 1;
        } else if let Some((zone, len)) = offset(rest.trim_start()) {
            written.zone = Some(zone);
            written.end = self.text.len() - rest.trim_start().len() + len;
        }
    }
}

/// "+08:00", "-0500", "+01": minutes east of UTC and bytes read.
fn offset(rest: &str) -> Option<(i16, usize)> {
    let bytes = rest.as_bytes();
    let sign = match bytes.first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let two = |at: usize| -> Option<i16> {
        let pair = bytes.get(at..at + 2)?;
        pair.iter()
            .all(u8::is_ascii_digit)
            .then(|| i16::from(pair[0] - b'0') * 10 + i16::from(pair[1] - b'0'))
    };
    let hours = two(1)?;
    let (minutes, len) = match bytes.get(3) {
        Some(b':') => (two(4)?, 6),
        _ => two(3).map_or((0, 3), |m| (m, 5)),
    };
    (hours <= 14 && minutes < 60).then_some((sign * (hours * 60 + minutes), len))
}
