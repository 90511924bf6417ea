//! Dates of feeds and mail: accepted only if one pattern takes the whole text, as the civil time that was written.
//! What does not live here: dates in pages (`onrecord-page`) and in prose (`onrecord-values`).

use jiff::civil::{Date, DateTime};
use onrecord_model::Moment;

/// The civil time that a date states, in the zone that it is written in. `None` if any part of the text is left over.
pub fn civil(text: &str) -> Option<Moment> {
    let text = text.trim();
    if let Ok(day) = text.parse::<Date>()
        && text.len() == 10
    {
        return Some(Moment::day(day));
    }
    iso(text).or_else(|| mail(text)).or_else(|| chinese(text))
}

/// When something was sent or saved, in UTC, by a date of mail.
pub fn mail_utc(text: &str) -> Option<Moment> {
    let at = jiff::fmt::rfc2822::DateTimeParser::new()
        .relaxed_weekday(true)
        .parse_timestamp(text.trim())
        .ok()?;
    Some(Moment::clock(jiff::tz::Offset::UTC.to_datetime(at)))
}

/// `2023-03-15T08:30[:00[.000]][Z|+08:00|+0800]`, also with a space for the T.
fn iso(text: &str) -> Option<Moment> {
    let at = text.get(10..11)?;
    if !matches!(at, "T" | "t" | " ") {
        return None;
    }
    let clock = &text[11..];
    let end = clock.find(['Z', 'z', '+', '-', ' ']).unwrap_or(clock.len());
    let zone = clock[end..].trim_start();
    let digits = zone.strip_prefix(['+', '-']).map(|z| z.replace(':', ""));
    let sound = match digits {
        Some(digits) => {
            (digits.len() == 4 || digits.len() == 2) && digits.bytes().all(|b| b.is_ascii_digit())
        }
        None => matches!(zone, "" | "Z" | "z" | "UTC" | "GMT"),
    };
    if !sound || clock[..end].len() < 5 {
        return None;
    }
    let at: DateTime = format!("{}T{}", &text[..10], &clock[..end]).parse().ok()?;
    seconds(at)
}

/// `Wed, 15 Mar 2023 08:30:00 +0800`; a wrong weekday is no reason to refuse the day.
fn mail(text: &str) -> Option<Moment> {
    let zoned = jiff::fmt::rfc2822::DateTimeParser::new()
        .relaxed_weekday(true)
        .parse_zoned(text)
        .ok()?;
    seconds(zoned.datetime())
}

/// `2023年3月15日`, also with `8:30` or `08:30:00` after it.
fn chinese(text: &str) -> Option<Moment> {
    let (year, rest) = text.split_once('年')?;
    let (month, rest) = rest.split_once('月')?;
    let (day, rest) = rest.split_once('日')?;
    let year = year
        .trim()
        .parse::<i16>()
        .ok()
        .filter(|y| (1000..3000).contains(y))?;
    let date = Date::new(year, month.trim().parse().ok()?, day.trim().parse().ok()?).ok()?;
    let clock = rest.trim();
    if clock.is_empty() {
        return Some(Moment::day(date));
    }
    let mut parts = clock.split(':').map(|p| p.parse::<i8>().ok());
    let (hour, minute) = (parts.next()??, parts.next()??);
    let second = match parts.next() {
        Some(second) => second?,
        None => 0,
    };
    if parts.next().is_some() {
        return None;
    }
    let time = jiff::civil::Time::new(hour, minute, second, 0).ok()?;
    Some(Moment::clock(date.to_datetime(time)))
}

fn seconds(at: DateTime) -> Option<Moment> {
    at.with().subsec_nanosecond(0).build().ok().map(Moment::clock)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_taken_whole_or_not_at_all() {
        for (text, shown) in [
            ("2023-03-15", "2023-03-15"),
            ("2023-03-15T08:30:00+08:00", "2023-03-15T08:30"),
            ("2023-03-15T08:30:00.123Z", "2023-03-15T08:30"),
            ("2023-03-15 08:30:01", "2023-03-15T08:30:01"),
            ("Wed, 15 Mar 2023 08:30:00 +0800", "2023-03-15T08:30"),
            ("Thu, 15 Mar 2023 08:30:00 GMT", "2023-03-15T08:30"),
            ("2023年3月15日", "2023-03-15"),
            ("2023年3月15日 08:30", "2023-03-15T08:30"),
        ] {
            assert_eq!(
                civil(text).map(|m| m.to_string()).as_deref(),
                Some(shown),
                "{text}"
            );
        }
        for text in [
            "3月15日",
            "15 March",
            "2023-03-15 or so",
            "2023",
            "yesterday",
            "2023-13-01",
            "23年3月15日",
            "2023-03-15T08:30:00 somewhere",
        ] {
            assert_eq!(civil(text), None, "{text}");
        }
        assert_eq!(
            mail_utc("Wed, 15 Mar 2023 00:30:00 +0800").unwrap().to_string(),
            "2023-03-14T16:30"
        );
    }
}
