//! The agency whose report a page prints, by the dateline that opens it: "LEEDS, March 3 (Reuters) -", 新华社北京3月3日电.
//! What does not live here: agencies that the page's metadata or a line of credits names (the page stage), and "Reuters
//! reported" in the text (the stage `attributions`).

use crate::catalogue::Catalogue;
use crate::{BlockRole, Document, Mention, NameKind, Reading, Speaker, SpeakerKind};

/// A dateline is over after so many bytes.
const LONGEST: usize = 90;

/// The agency, where it is another than the page's own outlet.
pub(super) fn agency(document: &Document<'_>, reading: &Reading, catalogue: &Catalogue) -> Option<Speaker> {
    let story = document
        .article
        .blocks
        .iter()
        .find(|b| !matches!(b.role, BlockRole::Title | BlockRole::Heading))?;
    let start = story.span.start();
    let from = reading.mentions.partition_point(|m| m.span.start() < start);
    let mention = reading.mentions[from..]
        .iter()
        .take_while(|m| m.span.end() <= story.span.end().min(start + LONGEST))
        .find(|m| m.kind == NameKind::Outlet && heads_a_dateline(document.text, start, m))?;
    let entity = mention.entity.as_deref()?;
    let own = document
        .article
        .outlet
        .as_deref()
        .and_then(|o| catalogue.named(o));
    // An English page without a name of its own is the agency's: its voice is the page's.
    if document.lang == crate::Language::English && document.article.outlet.is_none() {
        return None;
    }
    if own.is_some_and(|o| catalogue.root(&o.id) == catalogue.root(entity)) {
        return None;
    }
    Some(Speaker {
        kind: SpeakerKind::Outlet,
        name: catalogue.name(entity, document.lang).map(str::to_owned),
        entity: mention.entity.clone(),
        count: None,
        description: None,
    })
}

fn heads_a_dateline(text: &str, start: usize, mention: &Mention) -> bool {
    let before = text[start..mention.span.start()].trim_start();
    let after = &text[mention.span.end()..];
    if before.ends_with('(') {
        let behind = after.strip_prefix(')').map(str::trim_start);
        return behind.is_some_and(|b| b.starts_with(['-', '–', '—']));
    }
    // The agency, the place, the day, and 电, 讯 or 消息 with a pause behind it.
    before.is_empty()
        && after
            .char_indices()
            .take(20)
            .take_while(|(_, c)| !matches!(c, '，' | '。' | '：' | '；' | '“' | ','))
            .any(|(at, c)| {
                let pause = after[at + c.len_utf8()..].chars().next();
                let dated = after[..at].contains(|d: char| d.is_ascii_digit());
                let news = dated && (matches!(c, '讯' | '訊') || c == '息' && after[..at].ends_with('消'));
                (matches!(c, '电' | '電') || news)
                    && pause.is_some_and(|p| {
                        p.is_whitespace() || matches!(p, '，' | ',' | '（' | '(' | '：' | ':' | '|' | '丨')
                    })
            })
}
