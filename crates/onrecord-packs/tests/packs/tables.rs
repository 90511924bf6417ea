//! Tables of claims in Markdown: how they are read, made into pages and judged. See the end of `docs/status.md`.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use onrecord_case::{Case, Flagged, Fold, Status, reconcile_as_of, status};
use onrecord_model::{
    Article, Claim, DateBasis, Ground, Interval, Language, Media, Mention, Modality, NameKind, Page,
    Participant, Polarity, Published, Quantity, QuantityKind, ReadPage, Reading, RoleFiller, Span, Speaker,
    SpeakerKind,
};

/// Rows by column name.
type Row = BTreeMap<String, String>;

/// A section with its tables.
#[derive(Debug)]
pub struct Section {
    pub title: String,
    pub claims: Vec<Row>,
    pub wanted: Vec<Row>,
}

/// The sections that hold a table of claims (its first column is `page`) and one of what stands (`as of`).
pub fn sections(text: &str) -> Vec<Section> {
    let mut sections = Vec::new();
    let mut title = String::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        if let Some(head) = line.strip_prefix("## ") {
            title = head.to_owned();
        }
        let columns = cells(line);
        if !line.starts_with('|') || !lines.peek().is_some_and(|l| l.starts_with("|-")) {
            continue;
        }
        lines.next();
        let mut rows: Vec<Row> = Vec::new();
        while let Some(line) = lines.next_if(|l| l.starts_with('|')) {
            rows.push(columns.iter().cloned().zip(cells(line)).collect());
        }
        match columns.first().map(String::as_str) {
            Some("page") => sections.push(Section {
                title: title.clone(),
                claims: rows,
                wanted: Vec::new(),
            }),
            Some("as of") => {
                let section: &mut Section = sections.last_mut().expect("claims before what stands");
                section.wanted.extend(rows);
            }
            _ => {}
        }
    }
    sections
}

fn cells(line: &str) -> Vec<String> {
    let inner = line.trim().trim_start_matches('|').trim_end_matches('|');
    inner
        .split('|')
        .map(|c| c.trim().trim_matches('`').to_owned())
        .collect()
}

/// What does not come out as the section wants it, one line each.
pub fn faults(section: &Section, ground: &Ground) -> Vec<String> {
    let pages = pages(&section.claims, ground);
    let mut faults = Vec::new();
    // The order in which pages come changes nothing.
    for order in ["in order", "reversed", "rotated"] {
        let mut pages = pages.clone();
        match order {
            "reversed" => pages.reverse(),
            "rotated" => pages.rotate_left(1),
            _ => {}
        }
        for row in &section.wanted {
            for fault in check(row, &pages, ground) {
                faults.push(format!("{} ({order}): {fault}", section.title));
            }
        }
    }
    faults
}

fn check(row: &Row, pages: &[ReadPage], ground: &Ground) -> Vec<String> {
    let day: Option<Date> = row["as of"].parse().ok();
    let case = reconcile_as_of(pages.to_vec(), ground, day);
    let whole = reconcile_as_of(pages.to_vec(), ground, None);
    let sayings = |case: &Case| -> BTreeSet<String> {
        let all = case.matters.iter().filter(|m| m.is_statement());
        all.map(|m| m.id.clone()).collect()
    };
    let lost: Vec<String> = sayings(&case).difference(&sayings(&whole)).cloned().collect();
    let day = day.or_else(|| case.last_day()).unwrap_or(Date::MAX);
    let wanted = row.get("matter").map(|m| m.to_lowercase()).unwrap_or_default();
    let fits = |m: &usize| case.matters[*m].title.to_lowercase().contains(&wanted);
    let found: Vec<usize> = (0..case.matters.len()).filter(fits).collect();
    let titles = || {
        case.matters
            .iter()
            .map(|m| m.title.clone())
            .collect::<Vec<_>>()
            .join("; ")
    };
    let mut faults = Vec::new();
    let mut differ = |column: &str, got: String| {
        if row.get(column).is_some_and(|w| *w != got) {
            faults.push(format!(
                "{} {column}: wanted {:?}, got {got:?}",
                row["as of"], row[column]
            ));
        }
    };
    if let [matter] = found[..] {
        let now = status(&case, ground, matter, day);
        differ("today", day.to_string());
        differ("pages", case.pages.len().to_string());
        differ("state", state(&now));
        differ(
            "by",
            now.standing
                .map(|k| format!("{k:?}").to_lowercase())
                .unwrap_or_default(),
        );
        differ("flags", flags(&now));
        differ("origins", origins(&now));
        differ("contradictions", contradictions(&now));
        differ("groups", groups(&case, matter));
        differ("everywhere", everywhere(&case, matter));
        differ("renamed", lost.join(", "));
        differ("first", first(&case, matter));
        differ("matters", case.matters.len().to_string());
    } else if row.get("state").is_none_or(|s| s != "nothing") {
        faults.push(format!(
            "{}: {} matters hold {wanted:?} of: {}",
            row["as of"],
            found.len(),
            titles()
        ));
    }
    faults
}

fn state(status: &Status) -> String {
    let Some(state) = &status.state else {
        return "open".into();
    };
    let reported = if status.reported.is_empty() {
        ""
    } else {
        " (reported)"
    };
    match status.polarity {
        Polarity::Affirmed => state.replace('_', " "),
        Polarity::Negated => format!("not {}{reported}", state.replace('_', " ")),
    }
}

fn flags(status: &Status) -> String {
    let one = |f: &Flagged| {
        let by = if f.by.is_empty() {
            String::new()
        } else {
            format!(" by {}", f.by.join(" and "))
        };
        format!("{:?}{by}", f.flag).to_lowercase()
    };
    status.flagged.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn origins(status: &Status) -> String {
    let n = status.origins;
    if n.sure == n.possible {
        n.sure.to_string()
    } else {
        format!("{}–{}", n.sure, n.possible)
    }
}

fn contradictions(status: &Status) -> String {
    status
        .contradictions
        .iter()
        .map(|c| c.about.clone())
        .collect::<Vec<_>>()
        .join(", ")
}

/// The pages of each origin of a matter, with how each was folded: `a, b copy · c`.
fn groups(case: &Case, matter: usize) -> String {
    let mut groups: BTreeMap<usize, Vec<(String, &str)>> = BTreeMap::new();
    for origin in case.matters[matter]
        .claims
        .iter()
        .filter_map(|c| case.origin_in(matter, *c))
    {
        groups.entry(origin).or_default();
    }
    for (origin, members) in &mut groups {
        for (at, fold) in &case.origins[*origin].members {
            let why = match fold {
                Fold::First => "",
                Fold::Copy { .. } => " copy",
                Fold::Citation { .. } => " cites",
                Fold::Signature { .. } => " signature",
                Fold::Judged { .. } => " judged",
                Fold::Document { .. } => " document",
            };
            let page = &case.pages[at.page].page.source;
            if !members.iter().any(|(p, _)| p == page) {
                members.push((page.clone(), why));
            }
        }
    }
    let mut shown: Vec<String> = groups
        .values()
        .map(|m| {
            m.iter()
                .map(|(p, w)| format!("{p}{w}"))
                .collect::<Vec<_>>()
                .join(", ")
        })
        .collect();
    shown.sort();
    shown.join(" · ")
}

/// The pages that go back to the sources of a matter, whatever matter they say it in: `a, b · c`.
fn everywhere(case: &Case, matter: usize) -> String {
    let members = case.matters[matter].claims.iter();
    let origins: BTreeSet<usize> = members.filter_map(|c| case.origin_in(matter, *c)).collect();
    let pages = |origin: usize| -> BTreeSet<&str> {
        let all = case.goes_back_to(origin);
        all.map(|(at, _)| case.pages[at.page].page.source.as_str())
            .collect()
    };
    let shown: BTreeSet<String> = origins
        .into_iter()
        .map(|o| pages(o).into_iter().collect::<Vec<_>>().join(", "))
        .collect();
    shown.into_iter().collect::<Vec<_>>().join(" · ")
}

/// The sources and outlets that stand at the head of the origins: `Reuters (not here)`.
fn first(case: &Case, matter: usize) -> String {
    let mut shown: Vec<String> = Vec::new();
    for claim in &case.matters[matter].claims {
        let Some(origin) = case.origin_in(matter, *claim).map(|o| &case.origins[o]) else {
            continue;
        };
        let name = origin.outlet.as_deref().unwrap_or(&origin.source);
        let name = if origin.phantom {
            format!("{name} (not here)")
        } else {
            name.to_owned()
        };
        if !shown.contains(&name) {
            shown.push(name);
        }
    }
    shown.sort();
    shown.join(", ")
}

// ---- from rows to pages ------------------------------------------------------------------------------------------

fn pages(rows: &[Row], ground: &Ground) -> Vec<ReadPage> {
    let mut pages: Vec<ReadPage> = Vec::new();
    let mut made: Vec<Claim> = Vec::new();
    for (number, row) in rows.iter().enumerate() {
        let cell = |name: &str| row.get(name).map(String::as_str).unwrap_or_default();
        if !cell("page").is_empty() {
            pages.push(page(cell("page"), cell("outlet"), cell("day"), cell("via")));
        }
        let page = pages.last_mut().expect("a page before its claims");
        let words = match cell("words") {
            // Words that no other row has: what is alike must be said.
            "" => (0..14)
                .map(|n| format!("word{number}x{n}"))
                .collect::<Vec<_>>()
                .join(" "),
            words => words.to_owned(),
        };
        let start = page.article.text.len();
        let words = if page.article.lang == Language::Chinese {
            words
        } else {
            format!("{words} ")
        };
        page.article.text.push_str(&words);
        let span = Span::new(start, start + words.trim_end().len());
        if cell("claim").is_empty() {
            made.push(blank(number, span));
            continue;
        }
        let claim = claim(row, number, span, page, &made, ground);
        mention(page, span);
        made.push(claim.clone());
        page.reading.claims.push(claim);
    }
    for page in &mut pages {
        let of_text = Article::of_text(&page.article.text, page.article.lang);
        page.article.blocks = of_text.blocks;
    }
    pages
}

/// Every run of capitalised words in the words of a claim is a name: of a person, if it is the subject of a legal case.
fn mention(page: &mut ReadPage, span: Span) {
    let words = span.of(&page.article.text).to_owned();
    let mut start = None;
    let mut end = 0;
    let mut at = 0;
    for word in words.split_inclusive(' ').chain([""]) {
        let capital = word.chars().next().is_some_and(char::is_uppercase);
        if capital {
            start.get_or_insert(at);
            end = at + word.trim_end().len();
        } else if let Some(from) = start.take() {
            let name = Span::new(span.start() + from, span.start() + end);
            let person = ["Ida Kolb", "Ida Rosa Kolb"].contains(&name.of(&page.article.text));
            page.reading.mentions.push(Mention {
                span: name,
                kind: if person { NameKind::Person } else { NameKind::Org },
                entity: None,
                rule: "test".into(),
            });
        }
        at += word.len();
    }
}

fn page(id: &str, outlet: &str, day: &str, via: &str) -> ReadPage {
    let lang = if outlet.chars().any(|c| c >= '\u{4e00}') {
        Language::Chinese
    } else {
        Language::English
    };
    let mut article = Article::of_text("", lang);
    article.outlet = (!outlet.is_empty()).then(|| outlet.to_owned());
    article.syndicated_from = (!via.is_empty()).then(|| via.to_owned());
    article.published = day.parse().ok().map(|d| Published::on(d, DateBasis::Meta));
    ReadPage {
        page: Page {
            source: id.into(),
            sha256: format!("{id}0000000000"),
            media: Media::Text,
            charset: "utf-8".into(),
            url: None,
            provenance: None,
        },
        article,
        reading: Reading::default(),
        learnt: None,
    }
}

fn blank(number: usize, span: Span) -> Claim {
    Claim {
        id: format!("c{number}"),
        span,
        kind: "statement".into(),
        state: None,
        polarity: Polarity::Affirmed,
        modality: Modality::Asserted,
        subject: None,
        object: None,
        roles: Vec::new(),
        answers: Vec::new(),
        time: Interval::default(),
        said: Interval::default(),
        quantities: Vec::new(),
        attribution: None,
        chain: Vec::new(),
        rule: "test".into(),
    }
}

/// `KIND SUBJECT > OBJECT: [not] STATE (MODALITY) {ROLE: NAME} @DAY = NUMBER UNIT`, or `denies 1`, `confirms 1`, `declines 1`.
fn claim(
    row: &Row,
    number: usize,
    span: Span,
    page: &mut ReadPage,
    made: &[Claim],
    ground: &Ground,
) -> Claim {
    let text = row["claim"].as_str();
    let mut claim = blank(number, span);
    claim.chain = chain(row.get("by").map(String::as_str).unwrap_or_default(), ground);
    let said = row
        .get("said")
        .filter(|s| !s.is_empty())
        .or_else(|| row.get("day").filter(|d| !d.is_empty()));
    let said = said.and_then(|d| d.parse().ok());
    let published = page.article.published.as_ref().and_then(|p| p.date);
    claim.said = said.or(published).map(Interval::of_day).unwrap_or_default();
    let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
    let answer = match word {
        "denies" => Some("denied"),
        "confirms" => Some("confirmed"),
        "declines" => Some("no_comment"),
        _ => None,
    };
    if let Some(state) = answer {
        claim.kind = "response".into();
        claim.state = Some(state.into());
        claim.answers = rest
            .split(' ')
            .filter_map(|n| n.parse::<usize>().ok())
            .map(|n| made[n - 1].id.clone())
            .collect();
        claim.subject = claim
            .chain
            .last()
            .and_then(|s| Some(participant(s.name.as_deref()?, ground)));
        return claim;
    }
    claim.kind = word.into();
    let (who, what) = rest
        .split_once(':')
        .map(|(who, what)| (who, what.trim()))
        .unwrap_or_else(|| panic!("{text:?} has no colon"));
    let (subject, object) = who.split_once(" > ").map_or((who, None), |(s, o)| (s, Some(o)));
    claim.subject = Some(participant(subject, ground));
    claim.object = object.map(|o| participant(o, ground));
    // Every part is told by the blank before it.
    let mut what = format!(" {what}");
    if let Some((before, value)) = what.clone().split_once(" = ") {
        let (amount, unit) = value.split_once(' ').unwrap_or((value, ""));
        let amount = amount.parse().expect("a number");
        page.reading.quantities.push(Quantity {
            span,
            kind: QuantityKind::Count,
            low: Some(amount),
            high: Some(amount),
            unit: Some(unit.to_owned()),
            per: None,
            approximate: false,
            distributive: false,
            rule: "test".into(),
        });
        claim.quantities = vec![page.reading.quantities.len() - 1];
        what = before.to_owned();
    }
    if let Some((before, day)) = what.clone().split_once(" @") {
        claim.time = Interval::of_day(day.parse().expect("a day"));
        what = before.to_owned();
    }
    if let Some((before, roles)) = what.clone().split_once(" {") {
        for role in roles.trim_end_matches('}').split(", ") {
            let (role, name) = role.split_once(": ").expect("role: name");
            claim.roles.push(RoleFiller {
                role: role.into(),
                filler: participant(name, ground),
            });
        }
        what = before.to_owned();
    }
    if let Some((before, modality)) = what.clone().split_once(" (") {
        claim.modality = match modality.trim_end_matches(')') {
            "imminent" => Modality::Imminent,
            "planned" => Modality::Planned,
            "expected" => Modality::Expected,
            "possible" => Modality::Possible,
            "rumoured" => Modality::Rumoured,
            other => panic!("no modality {other:?}"),
        };
        what = before.to_owned();
    }
    what = what.trim().to_owned();
    if let Some(state) = what.clone().strip_prefix("not").filter(|s| !s.starts_with('h')) {
        claim.polarity = Polarity::Negated;
        what = state.trim().to_owned();
    }
    claim.state = (!what.is_empty()).then(|| what.replace(' ', "_"));
    claim
}

fn participant(name: &str, ground: &Ground) -> Participant {
    let known = ground.catalogue.named(name).map(|e| e.id.clone());
    Participant {
        span: None,
        entity: Some(known.unwrap_or_else(|| format!("doc:{}", name.to_lowercase()).into())),
        name: name.into(),
    }
}

/// `outlet Reuters < anonymous 2 people`: from the page inward.
fn chain(text: &str, ground: &Ground) -> Vec<Speaker> {
    let links = text.split(" < ").filter(|l| !l.is_empty());
    links.map(|link| speaker(link, ground)).collect()
}

fn speaker(text: &str, ground: &Ground) -> Speaker {
    let (kind, mut rest) = text.split_once(' ').unwrap_or((text, ""));
    let kind = match kind {
        "record" => SpeakerKind::Record,
        "authority" => SpeakerKind::Authority,
        "party" => SpeakerKind::Party,
        "named" => SpeakerKind::Named,
        "outlet" => SpeakerKind::Outlet,
        "media" => SpeakerKind::UnnamedMedia,
        "unattributed" => SpeakerKind::Unattributed,
        "anonymous" => SpeakerKind::Anonymous,
        "public" => SpeakerKind::Public,
        other => panic!("no speaker {other:?}"),
    };
    let mut count = None;
    if let Some((n, words)) = rest.split_once(' ')
        && let Ok(n) = n.parse()
    {
        count = Some(n);
        rest = words;
    }
    let named = !matches!(
        kind,
        SpeakerKind::Anonymous | SpeakerKind::Unattributed | SpeakerKind::UnnamedMedia | SpeakerKind::Public
    );
    let entity = ground
        .catalogue
        .named(rest)
        .filter(|_| named)
        .map(|e| e.id.clone());
    let words = (!rest.is_empty()).then(|| rest.to_owned());
    Speaker {
        kind,
        name: words.clone().filter(|_| named),
        entity: entity.or_else(|| named.then(|| format!("doc:{}", rest.to_lowercase()).into())),
        count,
        description: words.filter(|_| !named),
    }
}
