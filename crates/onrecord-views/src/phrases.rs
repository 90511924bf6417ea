//! Words for people: days, speakers, standings, states.
//! What does not live here: names in JSON (see `wire`), layout (see `screen`).

use jiff::ToSpan;
use jiff::civil::Date;
use onrecord::{
    Article, Claim, Interval, Language, Modality, OriginCount, Packs, Polarity, Proposal, Published,
    Quantity, QuantityKind, ReadPage, Speaker, SpeakerKind,
};

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// `14 Feb 2023`
pub fn day(date: Date) -> String {
    format!("{} {} {}", date.day(), month(date), date.year())
}

fn month(date: Date) -> &'static str {
    MONTHS[usize::from(date.month().unsigned_abs()) - 1]
}

/// Days, both inside, as short as they can be said: `14 Feb 2023`, `Oct–Dec 2023`, `9 Oct–31 Dec 2023`.
pub fn days(first: Option<Date>, last: Option<Date>) -> String {
    let (first, last) = match (first, last) {
        (None, None) => return "undated".into(),
        (Some(first), None) => return format!("from {}", day(first)),
        (None, Some(last)) => return format!("by {}", day(last)),
        (Some(first), Some(last)) => (first, last),
    };
    if first == last {
        return day(first);
    }
    let whole_months = first.day() == 1 && last == last.last_of_month();
    let one_year = first.year() == last.year();
    if whole_months {
        return match (first.month() == last.month() && one_year, one_year) {
            (true, _) => format!("{} {}", month(first), first.year()),
            (_, true) if first.month() == 1 && last.month() == 12 => first.year().to_string(),
            (_, true) => format!("{}–{} {}", month(first), month(last), first.year()),
            _ => format!(
                "{} {}–{} {}",
                month(first),
                first.year(),
                month(last),
                last.year()
            ),
        };
    }
    match (one_year && first.month() == last.month(), one_year) {
        (true, _) => format!("{}–{}", first.day(), day(last)),
        (_, true) => format!("{} {}–{}", first.day(), month(first), day(last)),
        _ => format!("{}–{}", day(first), day(last)),
    }
}

/// A half-open interval as days.
pub fn interval(interval: Interval) -> String {
    let last = interval.to.map(|to| {
        // The end is outside: midnight belongs to the day before.
        if to.at.time() == jiff::civil::Time::midnight() {
            to.date().saturating_sub(1.day())
        } else {
            to.date()
        }
    });
    let first = interval.from.map(|m| m.date());
    days(first, last.map(|l| first.map_or(l, |f| l.max(f))))
}

/// The judged date of a page, with its doubt.
pub fn published(published: Option<&Published>) -> String {
    match published {
        None => "undated".into(),
        Some(p) => match p.date {
            Some(date) => day(date),
            None => days(p.earliest, p.latest),
        },
    }
}

/// Bytes of a page's text that were read, of how many, if its end was left out: it was too long.
pub fn read_in_part(page: &ReadPage) -> Option<(usize, usize)> {
    let cut = page.reading.notes.iter().filter(|n| n.stage == "read");
    let rest = cut
        .filter_map(|n| n.span)
        .find(|rest| rest.end() == page.article.text.len())?;
    Some((rest.start(), rest.end()))
}

/// How well founded a state is.
pub fn standing(kind: SpeakerKind) -> &'static str {
    match kind {
        SpeakerKind::Record => "on the record",
        SpeakerKind::Authority => "by the authority's word",
        SpeakerKind::Party => "by the party's own word",
        SpeakerKind::Named => "by a named source",
        SpeakerKind::Outlet => "by an outlet's report",
        SpeakerKind::Own => "by a page's own word",
        SpeakerKind::Anonymous => "from unnamed people",
        SpeakerKind::Unattributed => "from nobody named",
        SpeakerKind::UnnamedMedia => "from unnamed media",
        SpeakerKind::Public => "from public talk",
    }
}

/// True where the standing settles a state.
pub fn settles(kind: SpeakerKind) -> bool {
    matches!(kind, SpeakerKind::Record | SpeakerKind::Authority)
}

/// Who speaks, in a few words.
pub fn speaker(speaker: &Speaker) -> String {
    if let Some(name) = speaker.name.as_deref().filter(|n| !n.is_empty()) {
        return name.to_owned();
    }
    if let Some(description) = speaker.description.as_deref().filter(|d| !d.is_empty()) {
        return match speaker.count {
            Some(count) if !has_count(description) => format!("{count} × {description}"),
            _ => description.to_owned(),
        };
    }
    let what = nobody(speaker.kind);
    match speaker.count {
        Some(count) => format!("{count} {what}"),
        None => what.to_owned(),
    }
}

/// Who speaks, where nobody is named.
pub fn nobody(kind: SpeakerKind) -> &'static str {
    match kind {
        SpeakerKind::Record => "a record",
        SpeakerKind::Authority => "the authority",
        SpeakerKind::Party => "the party",
        SpeakerKind::Named => "someone named",
        SpeakerKind::Outlet => "another outlet",
        SpeakerKind::UnnamedMedia => "unnamed media",
        SpeakerKind::Unattributed => "nobody named",
        SpeakerKind::Anonymous => "unnamed people",
        SpeakerKind::Public => "public talk",
        SpeakerKind::Own => "the page itself",
    }
}

/// True where a description already says how many.
fn has_count(description: &str) -> bool {
    const NUMBERS: [&str; 11] = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "both",
    ];
    let lower = description.to_lowercase();
    let first = lower.split_whitespace().next();
    description
        .chars()
        .any(|c| c.is_ascii_digit() || "一两二三四五六七八九十".contains(c))
        || lower.split_whitespace().any(|word| NUMBERS.contains(&word))
        || matches!(first, Some("a" | "an" | "another"))
}

/// From the page inward: `AutoPulse ← media reports ← people familiar`. An empty chain is the page's own voice.
pub fn chain(page: &str, claim: &Claim) -> String {
    let mut text = page.to_owned();
    for link in &claim.chain {
        let link = speaker(link);
        // A page that quotes itself is one link.
        if link != page {
            text.push_str(" ← ");
            text.push_str(&link);
        }
    }
    text
}

/// The outlet of a page, or its site, or its file.
pub fn outlet(article: &Article, page: &onrecord::Page) -> String {
    if let Some(outlet) = article.outlet.as_deref().filter(|o| !o.is_empty()) {
        return outlet.to_owned();
    }
    if let Some(host) = page.url.as_deref().and_then(host) {
        return host.to_owned();
    }
    file_name(&page.source).to_owned()
}

fn host(url: &str) -> Option<&str> {
    let rest = url.split_once("://")?.1;
    let host = rest.split(['/', '?', '#', ':']).next()?;
    Some(host.strip_prefix("www.").unwrap_or(host)).filter(|h| !h.is_empty())
}

/// The last part of a path.
pub fn file_name(source: &str) -> &str {
    source.rsplit(['/', '\\']).next().unwrap_or(source)
}

/// True where a claim is told as not so. A denial is negated in itself: `denied`, never `not denied`.
pub fn is_negated(state: Option<&str>, polarity: Polarity) -> bool {
    polarity == Polarity::Negated && state != Some("denied")
}

/// A state with its polarity and modality: `granted`, `not granted`, `planned: granted`. What is of no state is what it is,
/// and `(negative)`.
pub fn state(
    packs: &Packs,
    claim_kind: &str,
    state: Option<&str>,
    polarity: Polarity,
    modality: Modality,
) -> String {
    let kind = packs.ground.kinds.get(claim_kind);
    let negated = is_negated(state, polarity);
    let state = match (state, kind) {
        (Some(state), kind) => {
            let words = kind.map(|kind| kind.show(state, Language::English));
            let words = words.unwrap_or_else(|| state.replace('_', " "));
            match negated {
                // That something is not so was said; it was not left unsaid.
                true if claim_kind == onrecord::kinds::STATEMENT => format!("{words} (negative)"),
                true => format!("not {words}"),
                false => words,
            }
        }
        (None, kind) => {
            let words = kind.map_or_else(|| claim_kind.replace('_', " "), |kind| kind.en.clone());
            if negated {
                format!("{words} (negative)")
            } else {
                words
            }
        }
    };
    match self::modality(modality) {
        // A plan that is planned is a plan.
        Some(how) if !state.ends_with(how.trim_start_matches("a ")) => format!("{state} ({how})"),
        _ => state,
    }
}

/// A kind and a state in one label: `licence: granted`; a state that says no more than its kind stands alone.
pub fn label(kind: &str, state: &str, colon: &str) -> String {
    match state.strip_prefix(kind) {
        Some(rest) if rest.is_empty() || rest.starts_with([' ', '（']) => state.to_owned(),
        _ => format!("{kind}{colon}{state}"),
    }
}

/// What a language model proposes a claim to be: never without saying so.
pub fn proposed(packs: &Packs, proposal: &Proposal) -> String {
    let Proposal { claim, model, .. } = proposal;
    let label = label(&claim.kind.replace('_', " "), &claim_state(packs, claim), ": ");
    format!("proposed by {model}, judged by nobody: {label}?")
}

/// The state of a claim, in words.
pub fn claim_state(packs: &Packs, claim: &Claim) -> String {
    state(
        packs,
        &claim.kind,
        claim.state.as_deref(),
        claim.polarity,
        claim.modality,
    )
}

/// Whom and what a claim is about, by name.
pub fn about(claim: &Claim) -> String {
    let names: Vec<&str> = claim
        .subject
        .iter()
        .chain(&claim.object)
        .map(|p| p.name.as_str())
        .collect();
    names.join(" · ")
}

/// How far words commit; `None` where they simply say so, or where the state itself says it.
pub fn modality(modality: Modality) -> Option<&'static str> {
    match modality {
        Modality::Asserted | Modality::Imminent => None,
        Modality::Planned => Some("planned"),
        Modality::Expected => Some("expected"),
        Modality::Goal => Some("a goal"),
        Modality::Possible => Some("possible"),
        Modality::Speculated => Some("speculation"),
        Modality::Rumoured => Some("rumour"),
        Modality::Inferred => Some("inferred"),
    }
}

/// `1 page`, `3 pages`.
pub fn count(n: usize, one: &str) -> String {
    if n == 1 {
        format!("1 {one}")
    } else {
        format!("{n} {one}s")
    }
}

/// `1 origin`, `2–3 origins, 1 with a name`.
pub fn origins(n: &OriginCount) -> String {
    let number = if n.sure == n.possible {
        count(n.sure, "origin")
    } else {
        format!("{}–{} origins", n.sure, n.possible)
    };
    match (n.on_record, n.anonymous) {
        (0, 0) => number,
        (0, _) => format!("{number}, none with a name"),
        (_, 0) => number,
        (named, _) => format!("{number}, {named} with a name"),
    }
}

/// A quantity in words.
pub fn amount(quantity: &Quantity) -> String {
    let share = quantity.kind == QuantityKind::Share;
    let bound = |d: rust_decimal::Decimal| {
        let shown = if share {
            d * rust_decimal::Decimal::ONE_HUNDRED
        } else {
            d
        };
        let text = shown.normalize().to_string();
        let (whole, rest) = text
            .split_once('.')
            .map_or((text.as_str(), None), |(w, r)| (w, Some(r)));
        let digits = whole.len();
        let mut grouped = String::new();
        for (i, c) in whole.chars().enumerate() {
            if i > 0 && (digits - i) % 3 == 0 && c.is_ascii_digit() && !grouped.ends_with('-') {
                grouped.push(',');
            }
            grouped.push(c);
        }
        match rest {
            Some(rest) => format!("{grouped}.{rest}"),
            None => grouped,
        }
    };
    let value = match (quantity.low, quantity.high) {
        (Some(low), Some(high)) if low == high => bound(low),
        (Some(low), Some(high)) => format!("{}–{}", bound(low), bound(high)),
        (Some(low), None) => format!("at least {}", bound(low)),
        (None, Some(high)) => format!("at most {}", bound(high)),
        (None, None) => "an unknown amount".into(),
    };
    let about = if quantity.approximate { "about " } else { "" };
    let unit = match quantity.unit.as_deref() {
        _ if share => " %".into(),
        Some(unit) => format!(" {unit}"),
        None => String::new(),
    };
    format!("{about}{value}{unit}")
}

/// True for a character that steers a terminal or turns the direction of a line around.
pub fn steers(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_label_says_nothing_twice() {
        assert_eq!(label("licence", "granted", ": "), "licence: granted");
        assert_eq!(label("other", "other", ": "), "other");
        assert_eq!(label("other", "other (negative)", ": "), "other (negative)");
        assert_eq!(label("plan", "planned", ": "), "plan: planned");
        assert_eq!(label("其他", "其他（计划）", "："), "其他（计划）");
    }

    #[test]
    fn days_are_said_as_shortly_as_they_can_be() {
        let said = |a: Date, b: Date| days(Some(a), Some(b));
        assert_eq!(said(date(2023, 2, 14), date(2023, 2, 14)), "14 Feb 2023");
        assert_eq!(said(date(2023, 10, 1), date(2023, 12, 31)), "Oct–Dec 2023");
        assert_eq!(said(date(2023, 10, 9), date(2023, 12, 31)), "9 Oct–31 Dec 2023");
        assert_eq!(said(date(2023, 1, 1), date(2023, 12, 31)), "2023");
        assert_eq!(said(date(2023, 3, 4), date(2023, 3, 6)), "4–6 Mar 2023");
        assert_eq!(interval(Interval::of_day(date(2023, 3, 1))), "1 Mar 2023");
        assert_eq!(interval(Interval::default()), "undated");
    }
}
