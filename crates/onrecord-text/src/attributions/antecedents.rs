//! Whom "she", "they", "the company" and "the spokeswoman" mean: an antecedent that fits, nearest first.
//! What does not live here: the kind of a source by its words (see `speaker_kinds`), its class over the page (see `page_roles`).

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::speaker_kinds::Person;
use super::speakers::{Earlier, Sort, Speakers};
use crate::{Mention, NameKind, Speaker, SpeakerKind};

/// How many sentences back an antecedent may be mentioned that has not spoken.
const REACH: usize = 4;

/// A man or a woman.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gender {
    Woman,
    Man,
}

/// How much of a text is searched for the title of a name, in bytes; how many speakers back an antecedent is looked for.
const SEARCHED: usize = 100_000;
const SPEAKERS_BACK: usize = 200;

/// Genders of persons as titles, roles and pronouns have shown them; by name. `None` is a gender that nothing shows.
#[derive(Default)]
pub(super) struct Genders(RefCell<BTreeMap<String, Option<Gender>>>);

/// What a noun phrase without a name points back to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Company,
    Body,
    /// "It", "the group": any organisation.
    Any,
}

impl Speakers<'_> {
    /// The outlet that was the last to speak, not more than two sentences back.
    pub(super) fn recent_outlet(&self, before: usize) -> Option<Speaker> {
        let here = self.document.sentence_at(before)?;
        let last = self
            .earlier
            .iter()
            .rev()
            .take(SPEAKERS_BACK)
            .find(|e| matches!(e.speaker.kind, SpeakerKind::Outlet | SpeakerKind::UnnamedMedia))?;
        let near = self.document.sentence_at(last.at).is_some_and(|s| s + 2 >= here);
        (near && last.speaker.kind == SpeakerKind::Outlet).then(|| last.speaker.clone())
    }

    /// Whom a pronoun or "the company" means: the person of the clause before, the subject of a sentence shortly before,
    /// or whoever spoke last, if they fit.
    pub(super) fn antecedent(&mut self, person: Person, words: &str, before: usize) -> Option<Speaker> {
        if matches!(person, Person::Other | Person::First) {
            return None;
        }
        let here = self.document.sentence_at(before).unwrap_or(0);
        // "The media reports said … They also said": the plural that spoke in the sentence before.
        if person == Person::Several
            && let Some(media) = self.earlier.last().filter(|e| {
                e.plural
                    && e.speaker.kind == SpeakerKind::UnnamedMedia
                    && self.document.sentence_at(e.at).is_some_and(|s| s + 1 == here)
            })
        {
            return Some(media.speaker.clone());
        }
        let class = self.class_of(words);
        let gender = match words.to_ascii_lowercase().as_str() {
            "she" | "her" => Some(Gender::Woman),
            "he" | "him" | "his" => Some(Gender::Man),
            _ => None,
        };
        let found = self.nearest(person, class, gender, before, here);
        if let (Some(gender), Some(name)) = (gender, found.as_ref().and_then(|s| s.name.clone())) {
            self.genders
                .0
                .borrow_mut()
                .entry(name)
                .or_default()
                .get_or_insert(gender);
        }
        found
    }

    fn nearest(
        &self,
        person: Person,
        class: Class,
        gender: Option<Gender>,
        before: usize,
        here: usize,
    ) -> Option<Speaker> {
        let wanted = |e: &&Earlier| match person {
            Person::Single => {
                e.sort != Sort::Thing
                    && !e.plural
                    && e.speaker.name.as_deref().is_none_or(|n| self.may_be(n, gender))
            }
            Person::Several => {
                (e.plural || e.sort != Sort::Person)
                    && !matches!(
                        e.speaker.kind,
                        SpeakerKind::Outlet | SpeakerKind::Record | SpeakerKind::UnnamedMedia
                    )
            }
            Person::Thing => e.sort != Sort::Person && self.fits(class, e.speaker.kind),
            _ => false,
        };
        let named = |m: &&Mention| match person {
            Person::Single => {
                m.kind == NameKind::Person && self.may_be(m.span.of(self.document.text), gender)
            }
            Person::Thing => {
                let kind = match m.kind {
                    NameKind::Org => SpeakerKind::Party,
                    NameKind::Authority => SpeakerKind::Authority,
                    _ => return false,
                };
                self.fits(class, kind) && !self.is_platform(m)
            }
            Person::Several => matches!(m.kind, NameKind::Org | NameKind::Authority) && !self.is_platform(m),
            _ => false,
        };
        let spoke = self.earlier.iter().rev().take(SPEAKERS_BACK).find(wanted);
        let end = self.mentions.partition_point(|m| m.span.end() <= before);
        let mut reach = REACH;
        let mut back = 0;
        while back < reach {
            let Some(index) = here.checked_sub(back) else {
                break;
            };
            back += 1;
            let sentence = self.document.sentences[index].span;
            // An unnamed source of the sentence before is a poorer antecedent than a name in this one.
            if let Some(e) = spoke.filter(|e| sentence.holds_offset(e.at)) {
                return Some(e.speaker.clone());
            }
            // "He was held for a call to Lee. He asked …": the same pronoun, the same man.
            let opening = sentence.of(self.document.text).split(' ').next().unwrap_or("");
            let same = match gender {
                Some(Gender::Woman) => opening.eq_ignore_ascii_case("she"),
                Some(Gender::Man) => opening.eq_ignore_ascii_case("he"),
                None => false,
            };
            if same && index < here {
                reach = (reach + 1).min(REACH * 2);
                continue;
            }
            let first = self.mentions[..end].partition_point(|m| m.span.start() < sentence.start());
            let mut inside = self.mentions[first..end]
                .iter()
                .take_while(|m| m.span.end() <= sentence.end())
                .filter(named);
            // "The ministry granted Tarn Motors a licence, it said": whose act is told, with a name or without one.
            if index == here && person == Person::Thing {
                let subject = inside.clone().find(|m| !self.is_governed(m, sentence));
                let named_at = subject.map_or(before, |m| m.span.start());
                let body = self.opening_body(sentence.start(), named_at.min(before), class);
                if let Some(speaker) = body.or_else(|| subject.map(|m| self.of_mention(m))) {
                    return Some(speaker);
                }
            }
            // In the sentence itself the nearest name, in one before it the first: its subject.
            if let Some(m) = if index == here {
                inside.last()
            } else {
                inside.next()
            } {
                return Some(self.of_mention(m));
            }
        }
        spoke.map(|e| e.speaker.clone())
    }

    /// True for a name that a preposition governs, which is no subject: "shares *in Tarn Motors* fell".
    fn is_governed(&self, mention: &Mention, sentence: crate::Span) -> bool {
        let before = &self.document.text[sentence.start()..mention.span.start()];
        let mut words = before.split_whitespace().rev();
        let nearest = words.next().unwrap_or("");
        let governing = match nearest.to_ascii_lowercase().as_str() {
            "the" | "a" | "an" | "its" | "their" => words.next().unwrap_or(""),
            _ => nearest,
        };
        self.words.holds("governing", governing)
    }

    /// "The competition authority" at the beginning of a sentence: a body without a name, as far as the first name.
    fn opening_body(&self, from: usize, to: usize, class: Class) -> Option<Speaker> {
        let words = self.document.text.get(from..to)?;
        let rest = words
            .strip_prefix("The ")
            .or_else(|| words.strip_prefix("the "))?;
        let mut end = None;
        let mut named = true;
        let mut at = words.len() - rest.len();
        for word in rest.split(' ').take(4) {
            let bare = word.trim_end_matches([',', '.', ';', ':']);
            let body = self.words.holds("authority-heads", bare);
            let company = self.words.holds("company-heads", bare);
            named &= bare.starts_with(char::is_uppercase);
            at += bare.len();
            match (body, company) {
                (true, _) if class != Class::Company => end = Some((at, SpeakerKind::Authority)),
                (_, true) if class != Class::Body => end = Some((at, SpeakerKind::Party)),
                // "The Harbour Office": a name that nobody knows.
                _ if named && class == Class::Any => end = Some((at, SpeakerKind::Named)),
                _ if end.is_some() => break,
                _ => {}
            }
            if bare.len() < word.len() {
                break;
            }
            at += 1;
        }
        let (end, kind) = end?;
        Some(Speaker {
            kind,
            name: Some(words[..end].to_owned()),
            entity: None,
            count: None,
            description: None,
        })
    }

    /// "The spokeswoman", "the Republican governor": the person who was called so when they last spoke.
    pub(super) fn role_again(&self, words: &str, before: usize) -> Option<Speaker> {
        let rest = words
            .strip_prefix("The ")
            .or_else(|| words.strip_prefix("the "))?;
        let head = rest.rsplit(' ').next()?;
        let role = ["role-heads", "expert-heads", "authority-titles"]
            .iter()
            .any(|l| self.words.holds(l, head));
        if !role || rest.split(' ').count() > 3 || head.starts_with(char::is_uppercase) {
            return None;
        }
        let head = head.to_ascii_lowercase();
        let text = self.document.text;
        let searched = self.searched();
        self.earlier.iter().rev().take(12).find_map(|e| {
            if e.at >= before {
                return None;
            }
            // "A spokesperson for the council … The spokesperson": nobody has a name.
            let Some(name) = e.speaker.name.as_deref() else {
                let described = e.speaker.description.as_deref()?.to_ascii_lowercase();
                let called = described
                    .split(|c: char| !c.is_alphanumeric() && c != '-')
                    .any(|w| w == head);
                return called.then(|| e.speaker.clone());
            };
            if e.sort == Sort::Thing {
                return None;
            }
            // The title before the name, or the words behind it, hold the same head.
            let called = searched[..before.min(searched.len())]
                .match_indices(name)
                .take(4)
                .any(|(at, _)| {
                    let mut from = at.saturating_sub(60);
                    while !text.is_char_boundary(from) {
                        from -= 1;
                    }
                    let mut to = (at + name.len() + 60).min(text.len());
                    while !text.is_char_boundary(to) {
                        to += 1;
                    }
                    let title = text[from..at]
                        .rsplit(['.', ';', '\n', '“', '"'])
                        .next()
                        .unwrap_or("");
                    let aside = text[at + name.len()..to].strip_prefix(", ").unwrap_or("");
                    let aside = aside.split([',', '.', '\n']).next().unwrap_or("");
                    let says = |words: &str| {
                        words.split(|c: char| !c.is_alphanumeric()).any(|w| {
                            let w = w.to_ascii_lowercase();
                            w == head
                                || self.words.is_short_for(&w, &head)
                                || w.len() > 2
                                    && head.starts_with(&w)
                                    && self.words.holds("authority-titles", &w)
                        })
                    };
                    says(title) || says(aside)
                });
            called.then(|| e.speaker.clone())
        })
    }

    /// What "the bank", "the ministry" or "it" may mean.
    fn class_of(&self, words: &str) -> Class {
        let head = words.rsplit(' ').next().unwrap_or(words);
        // 该公司, 公司方面.
        let head = head.strip_prefix('该').unwrap_or(head);
        let head = head.strip_suffix("方面").unwrap_or(head);
        if self.words.is_authority(words) {
            Class::Body
        } else if self.words.holds("company-heads", head) && !self.words.has("member-bodies", head) {
            Class::Company
        } else {
            Class::Any
        }
    }

    fn fits(&self, class: Class, kind: SpeakerKind) -> bool {
        match class {
            Class::Company => matches!(kind, SpeakerKind::Party | SpeakerKind::Named),
            Class::Body => kind == SpeakerKind::Authority,
            Class::Any => !matches!(
                kind,
                SpeakerKind::Public | SpeakerKind::Unattributed | SpeakerKind::UnnamedMedia
            ),
        }
    }

    /// True for a place where words are posted, which a mention alone does not make a speaker: "a clip spread on TikTok".
    fn is_platform(&self, mention: &Mention) -> bool {
        let words = mention.span.of(self.document.text);
        let before = self.document.text[..mention.span.start()].trim_end();
        self.words.holds("platforms", words)
            && self
                .words
                .list("platform-prepositions")
                .iter()
                .any(|p| before.ends_with(p.as_str()))
    }

    /// True where nothing shows that a person is of the other gender.
    fn may_be(&self, name: &str, gender: Option<Gender>) -> bool {
        let Some(gender) = gender else { return true };
        let full = self.full_name(name);
        let told = self.genders.0.borrow().get(&full).copied();
        let known = told.unwrap_or_else(|| {
            let shown = self.gender_by_title(&full);
            self.genders.0.borrow_mut().insert(full, shown);
            shown
        });
        known.is_none_or(|known| known == gender)
    }

    /// The part of the text that is searched for names.
    fn searched(&self) -> &str {
        let text = self.document.text;
        &text[..text.floor_char_boundary(SEARCHED)]
    }

    /// The gender that a title or a role before the name or its last word tells.
    fn gender_by_title(&self, name: &str) -> Option<Gender> {
        let last = name.rsplit(' ').next().unwrap_or(name);
        let text = self.searched();
        let by_title = text.match_indices(last).take(6).find_map(|(at, _)| {
            let before = text[..at]
                .strip_suffix(&name[..name.len() - last.len()])
                .unwrap_or(&text[..at]);
            let before = before.trim_end().trim_end_matches(',');
            let word = before.rsplit([' ', '\n']).next()?;
            let word = word.trim_end_matches('.').to_ascii_lowercase();
            if self.words.holds("men-words", &word) {
                Some(Gender::Man)
            } else if self.words.holds("women-words", &word) || word.ends_with("woman") {
                Some(Gender::Woman)
            } else if word.ends_with("sman") || word.ends_with("rman") {
                Some(Gender::Man)
            } else {
                None
            }
        });
        let given = name.split(' ').next().filter(|given| given.len() < name.len());
        by_title.or_else(|| {
            let given = given?;
            if self.words.holds("women", given) {
                Some(Gender::Woman)
            } else if self.words.holds("men", given) {
                Some(Gender::Man)
            } else {
                None
            }
        })
    }

    pub(super) fn of_mention(&self, mention: &Mention) -> Speaker {
        let name = self.full_name(mention.span.of(self.document.text));
        if let Some(earlier) = self.spoken_by(&name) {
            return earlier.speaker.clone();
        }
        let words = mention.span.of(self.document.text);
        let kind = match self.words.describe(words, Some((words, mention.kind))).kind {
            SpeakerKind::Authority => SpeakerKind::Authority,
            _ if mention.kind == NameKind::Authority => SpeakerKind::Authority,
            _ => SpeakerKind::Named,
        };
        Speaker {
            kind,
            name: Some(name),
            entity: mention.entity.clone(),
            count: None,
            description: None,
        }
    }
}
