//! One class for one speaker over a page, by what the page calls them anywhere and by their part in the matter.
//! What does not live here: what a description means (see `english::roles`), antecedents (see `speakers`).

use std::collections::BTreeMap;

use super::Found;
use super::english::roles::Role;
use super::speaker_kinds::SpeakerWords;
use crate::{Document, Language, Mention, NameKind, Speaker, SpeakerKind};

/// How many places of one name are looked at, how many names, and how much of the text, in bytes.
const PLACES: usize = 12;
const NAMES: usize = 300;
const SEARCHED: usize = 100_000;

/// What the page shows of one name.
#[derive(Default)]
struct Shown {
    kinds: Vec<NameKind>,
    role: Option<Role>,
    /// A man or a woman by title, pronoun or the shape of the name.
    person: bool,
}

/// Settles `party`, `authority` and `named` for every speaker of the page.
pub(super) fn settle(
    document: &Document<'_>,
    words: &SpeakerWords,
    mentions: &[Mention],
    found: &[Found],
    speakers: &mut [Speaker],
) {
    if document.lang != Language::English {
        return;
    }
    let mut names: Vec<&str> = speakers
        .iter()
        .filter(|s| {
            matches!(
                s.kind,
                SpeakerKind::Named | SpeakerKind::Party | SpeakerKind::Authority
            )
        })
        .filter_map(|s| s.name.as_deref())
        .collect();
    names.sort_unstable();
    names.dedup();
    names.truncate(NAMES);
    let page = Page {
        document,
        words,
        mentions,
        lede: lede(document),
        text: searched(document.text),
    };
    let settled: BTreeMap<String, SpeakerKind> = names
        .into_iter()
        .filter_map(|name| {
            let own: Vec<&Speaker> = speakers
                .iter()
                .filter(|s| s.name.as_deref() == Some(name))
                .collect();
            // "We will stop the study": who says "we" speaks for the firm.
            let ours = speakers.iter().zip(found).any(|(s, f)| {
                s.name.as_deref() == Some(name)
                    && f.content.iter().any(|c| {
                        c.of(document.text)
                            .split(|c: char| !c.is_alphanumeric())
                            .any(|w| matches!(w, "we" | "We" | "our" | "Our"))
                    })
            });
            Some((name.to_owned(), page.class_of(name, &own, ours)?))
        })
        .collect();
    for speaker in speakers.iter_mut() {
        if matches!(
            speaker.kind,
            SpeakerKind::Named | SpeakerKind::Party | SpeakerKind::Authority
        ) && let Some(kind) = speaker.name.as_ref().and_then(|n| settled.get(n))
        {
            speaker.kind = *kind;
        }
    }
}

struct Page<'a> {
    document: &'a Document<'a>,
    words: &'a SpeakerWords,
    mentions: &'a [Mention],
    /// Headline and first sentences: whom the matter is about stands there.
    lede: &'a str,
    /// What is searched for names.
    text: &'a str,
}

/// The part of a text that is searched for names.
fn searched(text: &str) -> &str {
    let mut end = text.len().min(SEARCHED);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The headline and the first two sentences.
fn lede<'a>(document: &Document<'a>) -> &'a str {
    let end = document
        .sentences
        .iter()
        .filter(|s| s.span.len() > 24)
        .take(3)
        .last()
        .map_or(0, |s| s.span.end());
    &document.text[..end]
}

impl Page<'_> {
    /// The class of a name; `None` where what the source itself shows is as good.
    fn class_of(&self, name: &str, speakers: &[&Speaker], ours: bool) -> Option<SpeakerKind> {
        let shown = self.shown(name, speakers);
        if shown.kinds.contains(&NameKind::Authority)
            || speakers.iter().any(|s| s.kind == SpeakerKind::Authority)
                && !matches!(shown.role, Some(Role::Voice(_) | Role::Expert))
        {
            return Some(SpeakerKind::Authority);
        }
        match &shown.role {
            Some(Role::Power) => return Some(SpeakerKind::Authority),
            Some(Role::Expert) => return Some(SpeakerKind::Named),
            Some(Role::Voice(organisation)) => {
                let party = ours || organisation.is_empty() || self.about(organisation, name);
                return Some(if party {
                    SpeakerKind::Party
                } else {
                    SpeakerKind::Named
                });
            }
            None => {}
        }
        if shown.person {
            let subject = name.split(' ').any(|word| self.lede_names(word));
            return Some(if subject {
                SpeakerKind::Party
            } else {
                SpeakerKind::Named
            });
        }
        if self.words.advocates(name) {
            return Some(SpeakerKind::Named);
        }
        // A study or a forecast is a third party's word.
        if speakers
            .iter()
            .all(|s| s.description.as_deref().is_some_and(|d| self.words.is_study(d)))
        {
            return Some(SpeakerKind::Named);
        }
        Some(SpeakerKind::Party)
    }

    /// True where the lede holds a word of a name.
    fn lede_names(&self, last: &str) -> bool {
        last.len() > 3
            && last.starts_with(char::is_uppercase)
            && self
                .lede
                .split(|c: char| !c.is_alphanumeric() && c != '-')
                .any(|w| w == last)
    }

    /// True where the page speaks of an organisation beyond the words that give somebody a role in it.
    fn about(&self, organisation: &str, person: &str) -> bool {
        let generic = |w: &str| self.words.holds("owners", w) || self.words.holds("company-heads", w);
        if organisation.split_whitespace().any(generic) {
            return true;
        }
        organisation
            .split_whitespace()
            .map(|w| w.trim_end_matches("'s").trim_end_matches("’s"))
            .filter(|w| w.len() > 2 && !person.contains(w) && !self.words.holds("org-words", w))
            .any(|w| {
                self.text
                    .match_indices(w)
                    .filter(|(at, _)| {
                        let bytes = self.text.as_bytes();
                        at.checked_sub(1)
                            .is_none_or(|b| !bytes[b].is_ascii_alphanumeric())
                    })
                    .take(2)
                    .count()
                    > 1
                    || self.lede_names(w)
            })
    }

    /// What the page shows of a name: kinds of its mentions, descriptions before and after it.
    fn shown(&self, name: &str, speakers: &[&Speaker]) -> Shown {
        let mut shown = Shown::default();
        for m in self
            .mentions
            .iter()
            .take_while(|m| m.span.end() <= self.text.len())
        {
            let words = m.span.of(self.document.text);
            if words == name || words.trim_end_matches("'s").trim_end_matches("’s") == name {
                shown.kinds.push(m.kind);
            }
        }
        let sources = speakers.iter().filter_map(|s| s.description.as_deref());
        let mut roles: Vec<Role> = sources
            .filter_map(|d| {
                let (title, rest) = d.split_once(name)?;
                self.words
                    .role_of(title)
                    .or_else(|| self.words.role_of(rest.trim_start_matches([',', ' '])))
                    // "The union Unitas", "Ming Lu of the growers' association"
                    .or_else(|| {
                        (self.words.advocates(title) || self.words.advocates(rest)).then_some(Role::Expert)
                    })
            })
            .collect();
        // "Bo Ek" in full, and "Mr Ek, the commissioner" elsewhere.
        let last = name.rsplit(' ').next().unwrap_or(name);
        let short = (last.len() > 3 && last.len() < name.len()).then_some(last);
        let places = self.text.match_indices(name).take(PLACES).chain(
            short
                .into_iter()
                .flat_map(|last| self.text.match_indices(last).take(PLACES))
                .filter(|(at, _)| !self.text[..*at].ends_with(&name[..name.len() - last.len()])),
        );
        for (at, name) in places {
            if let Some(titles) = self.titles_before(at) {
                shown.person |= self
                    .words
                    .list("personal-titles")
                    .iter()
                    .any(|t| titles.trim_end().trim_end_matches('.').ends_with(t.as_str()));
                roles.extend(self.words.role_of(titles));
            }
            roles.extend(
                self.aside_behind(at + name.len())
                    .and_then(|a| self.words.role_of(a)),
            );
        }
        // Power wins over all: a minister may be a party's spokesman too. A professor who heads a centre stays one.
        let strength = |role: &Role| match role {
            Role::Power => 2,
            Role::Expert => 1,
            Role::Voice(_) => 0,
        };
        shown.role = roles.into_iter().max_by_key(strength);
        let org = shown.kinds.iter().any(|k| {
            matches!(
                k,
                NameKind::Org | NameKind::Authority | NameKind::Product | NameKind::Place
            )
        });
        shown.person |= shown.kinds.contains(&NameKind::Person) && name.contains(' ')
            || !org
                && name.contains(' ')
                && self.words.is_person(name, Some(name))
                && !self.words.advocates(name);
        shown
    }

    /// The words before a name in its sentence that can be a title: "Corvel spokeswoman Ana Reyes", "the chief executive, Ann Lee".
    fn titles_before(&self, at: usize) -> Option<&str> {
        const LISTS: [&str; 9] = [
            "titles",
            "role-heads",
            "expert-heads",
            "authority-titles",
            "power-words",
            "plain",
            "company-heads",
            "authority-heads",
            "advocate-words",
        ];
        let text = self.document.text;
        let sentence = self.document.sentences.get(self.document.sentence_at(at)?)?.span;
        let before = text.get(sentence.start()..at)?.trim_end();
        let before = before.strip_suffix(',').unwrap_or(before);
        let mut start = before.len();
        for word in before.rsplit(' ').take(9) {
            let bare = word.trim_matches(|c: char| matches!(c, '“' | '"' | '‘' | '('));
            let stem = bare.trim_end_matches("'s").trim_end_matches("’s");
            let fits = bare.starts_with(char::is_uppercase)
                || LISTS.iter().any(|l| self.words.holds(l, stem))
                || matches!(bare, "of" | "for" | "and");
            if !fits || bare.ends_with([',', ';', ':', '”', '—', '–']) {
                break;
            }
            start = word.as_ptr() as usize - before.as_ptr() as usize;
        }
        let words = before[start..].trim();
        (!words.is_empty()).then_some(words)
    }

    /// What stands between commas behind a name.
    fn aside_behind(&self, at: usize) -> Option<&str> {
        let rest = self.document.text.get(at..)?;
        let rest = rest
            .strip_prefix("'s")
            .or_else(|| rest.strip_prefix("’s"))
            .unwrap_or(rest);
        let aside = rest.strip_prefix(", ")?;
        let aside = aside.split([',', '.', ';', '\n', '”', '"', '—']).next()?;
        (aside.len() < 120 && aside.len() > 3).then_some(aside)
    }
}
