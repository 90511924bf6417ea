//! Keys: the names under which a page is found again. Whatever two pages may share, a matter, a name, a short form of it,
//! has a key that both have, so that a question is answered from the pages of a few keys.
//!
//! A page's keys are a function of its reading alone: not of other pages, nor of the catalogue.
//! What does not live here: where keys are kept (see `store`), which pages a question needs (see `docket`).

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::language::is_han;
use crate::links::{SHORT, normal};
use crate::matters::participants;
use crate::{Mention, NameKind, Participant, ReadPage};

/// A short form whose word names something on more pages than this is linked on its own page alone.
pub const LINKED: usize = 300;

/// What the claims of a page are about, and what links its names.
pub fn keys_of(page: &ReadPage) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    let reading = &page.reading;
    for claim in &reading.claims {
        for participant in participants(claim) {
            keys.extend(names_of(participant).into_iter().map(|n| about(&n)));
        }
    }
    // Whom a record lists is told by mentions inside its words; a matter may be shown by it.
    let mut spans = reading.claims.iter().map(|c| c.span).collect::<Vec<_>>();
    spans.sort_unstable();
    for mention in &reading.mentions {
        if let Some(id) = known(mention) {
            let near = spans.partition_point(|s| s.start() <= mention.span.start());
            if spans[..near].iter().rev().take(8).any(|s| s.holds(mention.span)) {
                keys.insert(about(id));
            }
        }
        let Some(name) = linked(page, mention) else {
            continue;
        };
        let person = mention.kind == NameKind::Person;
        keys.extend(link_keys(&name, person));
        // A claim about "Kolb" is found by "Ida", which another page calls her.
        keys.insert(about(&name));
    }
    keys
}

/// The first day on which a page may have been published, as far as it counts; `None` is of any day.
pub fn first_day(page: &ReadPage) -> Option<Date> {
    crate::as_of::published(page)
}

/// The last day of which a page tells; `None` without any date.
pub fn last_day(page: &ReadPage) -> Option<Date> {
    crate::as_of::of_page(page)
}

/// Pages with claims about a name.
pub fn about(name: &str) -> String {
    format!("about {name}")
}

/// The name in a key of [`about`].
pub fn name_in(key: &str) -> Option<&str> {
    key.strip_prefix("about ")
}

/// Under which names a participant may be found: its entity, and its name.
pub(crate) fn names_of(participant: &Participant) -> Vec<String> {
    let id = participant.entity.as_deref().filter(|e| !e.starts_with("doc:"));
    let name = normal(&participant.name);
    let name = Some(name).filter(|n| !n.is_empty() && Some(n.as_str()) != id);
    id.map(str::to_owned).into_iter().chain(name).collect()
}

fn known(mention: &Mention) -> Option<&str> {
    mention.entity.as_deref().filter(|e| !e.starts_with("doc:"))
}

/// The name of a mention that may have to be linked: of a person or body.
pub(crate) fn linked(page: &ReadPage, mention: &Mention) -> Option<String> {
    let taken = matches!(
        mention.kind,
        NameKind::Person | NameKind::Org | NameKind::Authority | NameKind::Outlet
    );
    if !taken {
        return None;
    }
    let tied = mention.entity.as_deref().and_then(|e| e.strip_prefix("doc:"));
    Some(normal(
        tied.unwrap_or_else(|| mention.span.of(&page.article.text)),
    ))
}

/// The keys of a name: two names that can be one share one of them.
pub(crate) fn link_keys(name: &str, person: bool) -> Vec<String> {
    let mut keys = Vec::new();
    if person {
        let mut words = name.split_whitespace();
        let first = words.next().unwrap_or_default();
        let last = words.next_back().unwrap_or_default();
        keys.push(format!("person {first} {last}"));
    }
    let short = short_key(name).into_iter().chain(by_short(name, person));
    keys.extend(short.map(|k| short_form(&k)));
    keys
}

/// Pages with a name that may be a short form, or have one, under this word.
pub(crate) fn short_form(word: &str) -> String {
    format!("short {word}")
}

/// The word by which a long name is looked up from its short forms: the first of a company, the last of a person, two
/// characters in Chinese.
pub(crate) fn by_short(full: &str, person: bool) -> Option<String> {
    if full.is_ascii() || full.contains(' ') {
        let (first, last) = (full.split(' ').next()?, full.rsplit(' ').next()?);
        return full
            .contains(' ')
            .then(|| if person { last } else { first }.to_owned());
    }
    Some(full.chars().take(SHORT).collect())
}

/// The word to look a short form up by, if a name can be one: one word, or Chinese of two characters and more.
pub(crate) fn short_key(name: &str) -> Option<String> {
    if name.contains(' ') {
        return None;
    }
    if name.chars().all(|c| c < '\u{2e80}') {
        return Some(name.to_owned());
    }
    (name.chars().count() >= SHORT).then(|| name.chars().take(SHORT).collect())
}

/// The beginnings by which a name is found: its words, and in Chinese every pair of characters.
pub fn beginnings(name: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut before: Option<char> = None;
    for (at, c) in name.char_indices() {
        let begins =
            is_han(c) || c.is_alphanumeric() && !before.is_some_and(|b| b.is_alphanumeric() && !is_han(b));
        if begins {
            found.insert(beginning(&name[at..]));
        }
        before = Some(c);
    }
    found
}

/// The first word of a text, or two Chinese characters.
pub fn beginning(text: &str) -> String {
    match text.chars().next() {
        Some(c) if is_han(c) => text.chars().take_while(|c| is_han(*c)).take(SHORT).collect(),
        _ => text
            .chars()
            .take_while(|c| c.is_alphanumeric() && !is_han(*c))
            .collect(),
    }
}

/// True if a word begins a word of a text, both in lower case; Chinese may occur anywhere.
pub fn begins_a_word(text: &str, word: &str) -> bool {
    let han = word.chars().next().is_some_and(is_han);
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        han || before.is_none_or(|c| !c.is_alphanumeric() || is_han(c))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_by_the_beginnings_of_its_words() {
        let found = |name: &str| beginnings(name).into_iter().collect::<Vec<_>>().join(" ");
        assert_eq!(found("norvane motors"), "motors norvane");
        assert_eq!(found("norvane-ev"), "ev norvane");
        assert_eq!(found("远山 a8"), "a8 山 远山");
        assert!(begins_a_word("norvane motors", "moto"));
        assert!(!begins_a_word("cartwright", "art"));
        assert!(begins_a_word("远山药业", "药业"));
    }

    #[test]
    fn a_short_form_and_its_long_form_share_a_key() {
        let share = |a: (&str, bool), b: (&str, bool)| {
            let (a, b) = (link_keys(a.0, a.1), link_keys(b.0, b.1));
            a.iter().any(|k| b.contains(k))
        };
        assert!(share(("tarnwick", false), ("tarnwick foods", false)));
        assert!(share(("hollis", true), ("warren hollis", true)));
        assert!(share(("ida kolb", true), ("ida rosa kolb", true)));
        assert!(share(("远山", false), ("远山药业", false)));
        assert!(!share(("foods", false), ("tarnwick foods", false)));
    }
}
