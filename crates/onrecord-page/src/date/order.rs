//! Whether "03/04/2023" is in March or in April on a page: what its own dates prove, what its labels and its address say.
//! What does not live here: reading dates (`scan`).

use crate::metadata::Clues;

/// Regions that write the month first in English.
const MONTH_FIRST: &[&str] = &["us", "ph", "pr", "gu"];

/// Last labels of hosts in whose countries English is written with the day first.
const DAY_FIRST_HOSTS: &[&str] = &[
    "uk", "ie", "au", "nz", "za", "in", "pk", "bd", "lk", "np", "ng", "gh", "ke", "ug", "tz", "zw", "zm",
    "mw", "bw", "na", "sg", "my", "hk", "mt", "cy", "gi", "je", "gg", "im", "jm", "tt", "bb", "gy", "fj",
    "eu", "de", "fr", "it", "es", "nl", "se", "dk", "fi", "gr", "ae", "qa", "eg", "il", "th", "vn", "id",
];

/// The tag that dates of a page in `lang` (a primary code) are scanned under: "en-GB" where the day comes first.
pub(crate) fn tag(lang: &str, page: &str, clues: &Clues, url: Option<&str>) -> String {
    let open = lang == "en" || lang == "und";
    if open && day_first(page, clues, url) {
        return format!("{lang}-GB");
    }
    lang.to_owned()
}

fn day_first(page: &str, clues: &Clues, url: Option<&str>) -> bool {
    proven(page)
        .or_else(|| by_region(clues))
        .unwrap_or_else(|| by_host(clues, url))
}

/// What the dates with a number over 12 prove, where they agree.
fn proven(page: &str) -> Option<bool> {
    let bytes = page.as_bytes();
    let (mut day, mut month) = (0, 0);
    for at in memchr::memchr_iter(b'/', bytes) {
        let Some((first, start)) = number_before(bytes, at) else {
            continue;
        };
        let Some((second, end)) =
            number_after(bytes, at + 1).filter(|(_, end)| bytes.get(*end) == Some(&b'/'))
        else {
            continue;
        };
        let year = bytes.get(end + 1..end + 3) == Some(b"20") && number_len(bytes, end + 1) == 4;
        let inside =
            start > 0 && (bytes[start - 1].is_ascii_alphanumeric() || b"/-_.=".contains(&bytes[start - 1]));
        if !year || inside || bytes.get(end + 5) == Some(&b'/') {
            continue;
        }
        match (first, second) {
            (13..=31, 1..=12) => day += 1,
            (1..=12, 13..=31) => month += 1,
            _ => {}
        }
    }
    match (day, month) {
        (0, 0) => None,
        (_, 0) => Some(true),
        (0, _) => Some(false),
        _ => None,
    }
}

fn number_before(bytes: &[u8], at: usize) -> Option<(u8, usize)> {
    let len = bytes[..at]
        .iter()
        .rev()
        .take(3)
        .take_while(|b| b.is_ascii_digit())
        .count();
    let start = at - len;
    (1..=2).contains(&len).then(|| (value(&bytes[start..at]), start))
}

fn number_after(bytes: &[u8], at: usize) -> Option<(u8, usize)> {
    let len = number_len(bytes, at);
    (1..=2)
        .contains(&len)
        .then(|| (value(&bytes[at..at + len]), at + len))
}

fn number_len(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    rest.iter().take(5).take_while(|b| b.is_ascii_digit()).count()
}

fn value(digits: &[u8]) -> u8 {
    digits.iter().fold(0, |sum, digit| sum * 10 + (digit - b'0'))
}

/// What the labels say: `lang="en-GB"`, `og:locale`.
fn by_region(clues: &Clues) -> Option<bool> {
    let declared = [
        clues.lang.as_deref(),
        clues.meta_of(&["og:locale", "content-language", "dc.language", "language"]),
    ];
    let linked = clues.linked.iter().map(|l| l.lang.as_deref());
    declared.into_iter().chain(linked).flatten().find_map(|tag| {
        let mut parts = tag.trim().split(['-', '_']);
        let english = parts.next()?.eq_ignore_ascii_case("en");
        let region = parts.find(|p| p.len() == 2)?.to_ascii_lowercase();
        english.then(|| !MONTH_FIRST.contains(&region.as_str()))
    })
}

fn by_host(clues: &Clues, url: Option<&str>) -> bool {
    let url = url.or(clues.canonical.as_deref()).or(clues.meta_of(&["og:url"]));
    let host = url
        .and_then(|u| u.split_once("://"))
        .and_then(|(_, rest)| rest.split(['/', '?', '#', ':']).next());
    host.and_then(|h| h.rsplit('.').next())
        .is_some_and(|last| DAY_FIRST_HOSTS.contains(&last.to_ascii_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clues(lang: &str) -> Clues {
        Clues {
            lang: Some(lang.to_owned()),
            ..Clues::default()
        }
    }

    #[test]
    fn the_page_proves_the_order_before_its_labels_say_it() {
        for (page, lang, url, want) in [
            ("on 03/04/2023", "en", None, false),
            ("on 03/04/2023", "en-GB", None, true),
            ("on 03/04/2023", "en_ZA", None, true),
            (
                "on 03/04/2023",
                "en-US",
                Some("https://quaypost.example.co.uk/a"),
                false,
            ),
            ("on 03/04/2023", "en", Some("https://quaypost.co.uk/a"), true),
            ("on 03/04/2023, and 25/03/2023", "en", None, true),
            ("on 03/04/2023, and 3/25/2023", "en-GB", None, false),
            ("see /12/25/2023/, img/25/12/2023", "en", None, false),
        ] {
            assert_eq!(day_first(page, &clues(lang), url), want, "{page} {lang} {url:?}");
        }
    }
}
