//! Who or what a phrase is: names under their whole form, pronouns and "the company" by what was spoken of before.
//! What does not live here: which entity of a ledger it is (links).

mod pronouns;

use std::sync::Arc;

use super::scene::Scene;
use crate::catalogue::Catalogue;
use crate::clauses::{Sentence, phrase};
use crate::frames::Sorts;
use crate::frames::sorts;
use crate::kinds::{OTHER, RESPONSE, STATEMENT};
use crate::syntax::{Relation, Tag};
use crate::{Claim, Document, EntityId, Mention, NameKind, Participant, Reading, Span};

/// How many subjects back a pronoun may reach.
const REACH: usize = 8;

/// How many bytes back a pronoun may reach.
const REACHED: usize = 900;

/// How many bytes back a clause without a subject may reach.
const UNSAID: usize = 600;

/// What was spoken of so far.
pub(super) struct Referents<'a> {
    document: &'a Document<'a>,
    reading: &'a Reading,
    catalogue: &'a Catalogue,
    /// Subjects in order, each with its sorts and place.
    subjects: Vec<(usize, Sorts, Participant)>,
    /// Names that stand for more than one word, by their first word.
    by_first: std::collections::BTreeMap<&'a str, usize>,
    /// What kind of speaker a name or entity is where it speaks.
    voices: std::collections::BTreeMap<&'a str, crate::SpeakerKind>,
    /// Names and entities of whom the page told an event.
    fated: std::collections::BTreeSet<String>,
    /// People of whom the page said "he" or "she", and whether it said "she".
    sexes: std::collections::BTreeMap<String, bool>,
    /// The last event of each kind: subject and object.
    events: std::collections::BTreeMap<String, (Option<Participant>, Option<Participant>)>,
    /// Whole names that were made longer than their mention: mention's entity to name and entity.
    longer: Vec<(EntityId, EntityId, String)>,
}

impl<'a> Referents<'a> {
    pub fn new(document: &'a Document<'a>, reading: &'a Reading, catalogue: &'a Catalogue) -> Referents<'a> {
        Referents {
            document,
            reading,
            catalogue,
            subjects: Vec::new(),
            by_first: reading
                .mentions
                .iter()
                .enumerate()
                .filter(|(_, m)| m.entity.is_some())
                .filter_map(|(i, m)| Some((m.span.of(document.text).split_once(' ')?.0, i)))
                .rev()
                .collect(),
            voices: reading
                .attributions
                .iter()
                .map(|a| &a.speaker)
                .flat_map(|s| {
                    let names = [s.name.as_deref(), s.entity.as_deref()];
                    names.into_iter().flatten().map(move |n| (n, s.kind))
                })
                .collect(),
            longer: Vec::new(),
            sexes: std::collections::BTreeMap::new(),
            fated: std::collections::BTreeSet::new(),
            events: std::collections::BTreeMap::new(),
        }
    }

    /// Notes what was claimed, for "the deal" later on.
    pub fn remember(&mut self, scene: &Scene<'_>, claims: &[Claim]) {
        for claim in claims.iter().filter(|c| c.subject.is_some()) {
            if let Some(subject) = claim.subject.as_ref()
                && ![OTHER, RESPONSE, STATEMENT].contains(&claim.kind.as_str())
            {
                // "They arrested the suspect. He": whom it befell was spoken of, also as an object.
                let head = subject.span.and_then(|span| scene.sentence.head_of(span));
                if let (Some(span), Some(head)) = (subject.span, head)
                    && !scene.frames.small.tenseless
                    && self.sorts(scene, head) == Sorts::PERSON
                {
                    self.subjects.push((span.start(), Sorts::PERSON, subject.clone()));
                }
                self.fated.insert(subject.name.clone());
                self.fated.extend(subject.entity.as_deref().map(str::to_owned));
            }
            self.events
                .insert(claim.kind.clone(), (claim.subject.clone(), claim.object.clone()));
        }
    }

    /// Subject and object of the last event of a kind.
    pub fn earlier(&self, kind: &str) -> Option<(Option<Participant>, Option<Participant>)> {
        let bare = |p: &Participant| Participant {
            span: None,
            ..p.clone()
        };
        let (subject, object) = self.events.get(kind)?;
        Some((subject.as_ref().map(bare), object.as_ref().map(bare)))
    }

    /// Notes who a clause was about.
    pub fn note(&mut self, at: usize, sorts: Sorts, participant: &Participant) {
        self.subjects.push((at, sorts, participant.clone()));
    }

    /// The participant that a phrase is.
    pub fn of(&mut self, scene: &Scene<'_>, head: usize) -> Participant {
        let s = &scene.sentence;
        if let Some(p) = self.named(scene, head) {
            if scene.frames.small.tenseless && p.entity.is_none() {
                let entity: EntityId = Arc::from(format!("doc:{}", p.name));
                return Participant {
                    entity: Some(entity),
                    ..p
                };
            }
            return p;
        }
        if let Some(p) = self.by_trade(scene, head) {
            return p;
        }
        let span = phrase::span(s, head);
        if matches!(s.tag(head), Tag::Pron | Tag::Det) || s.lemma(head).len() < 3 {
            let found = self.pronoun(scene, head);
            let lemma = s.lemma(head).to_lowercase();
            if let Some(entity) = found
                .as_ref()
                .filter(|_| scene.frames.in_list("singular-person-pronouns", &lemma))
                .and_then(|person| person.entity.as_deref())
            {
                let she = scene.frames.in_list("she", &lemma);
                self.sexes.entry(entity.to_owned()).or_insert(she);
            }
            return found.unwrap_or_else(|| self.words(span));
        }
        // 甲集团旗下物流业务: what is behind 旗下 is bought, not whose it was.
        let owned = s.dependents[head]
            .iter()
            .find(|d| **d < head && scene.frames.in_list("under", s.lemma(**d)))
            .map(|d| Span::new(s.token(*d).span.end(), span.end()));
        // "The biscuit maker Tarn & Holt".
        if let Some(name) = phrase::beside(s, head).filter(|_| owned.is_none())
            && let Some(p) = self.named(scene, name)
        {
            return p;
        }
        // "Up to 200 people": the number with what is counted.
        if let Some(counted) = counted(scene, head) {
            return self.words(counted);
        }
        if let Some(p) = self.definite(scene, head) {
            return Participant {
                span: Some(span),
                ..p
            };
        }
        // 一期工厂: a part of the works that were spoken of.
        if let Some(p) = self.phase(scene, span) {
            return Participant {
                span: Some(span),
                ..p
            };
        }
        self.words(owned.unwrap_or_else(|| said_of(scene, head, span)))
    }

    /// True for a pronoun that goes back to nobody.
    pub fn is_blank(&mut self, scene: &Scene<'_>, at: usize) -> bool {
        let s = &scene.sentence;
        let pronoun = matches!(s.tag(at), Tag::Pron | Tag::Det);
        let goes_back_to = self.of(scene, at);
        pronoun && goes_back_to.entity.is_none() && goes_back_to.name.eq_ignore_ascii_case(s.word(at))
    }

    /// True for a pronoun that goes back to a product by name.
    pub fn is_product(&mut self, scene: &Scene<'_>, at: usize) -> bool {
        let entity = self.of(scene, at).entity;
        entity.is_some()
            && self
                .reading
                .mentions
                .iter()
                .any(|m| m.kind == NameKind::Product && m.entity == entity)
    }

    /// The works that a phase goes back to: 二期项目.
    fn phase(&self, scene: &Scene<'_>, span: Span) -> Option<Participant> {
        let words = span.of(self.document.text);
        let works = scene.frames.small.tenseless
            && words.char_indices().skip(1).any(|(at, _)| {
                let (before, noun) = words.split_at(at);
                let mut letters = before.chars().map(|c| c.to_string());
                scene.frames.in_list("facilities", noun)
                    && letters.all(|c| scene.frames.in_list("phases", &c))
            });
        works
            .then(|| self.before(span.start(), Sorts::FACILITY, true))
            .flatten()
    }

    /// Words that are no name.
    pub fn words(&self, span: Span) -> Participant {
        Participant {
            span: Some(span),
            entity: None,
            name: span.of(self.document.text).to_owned(),
        }
    }

    /// A mention under its canonical name.
    pub fn mention(&self, mention: &Mention) -> Participant {
        let entity = mention.entity.clone();
        let known = entity
            .as_deref()
            .and_then(|e| self.catalogue.name(e, self.document.lang))
            .map(str::to_owned);
        if known.is_none()
            && let Some(e) = &entity
            && let Some((_, id, name)) = self.longer.iter().find(|(from, _, _)| from == e)
        {
            return Participant {
                span: Some(mention.span),
                entity: Some(id.clone()),
                name: name.clone(),
            };
        }
        let name = known
            .or_else(|| {
                entity
                    .as_deref()
                    .and_then(|e| e.strip_prefix("doc:"))
                    .map(str::to_owned)
            })
            .unwrap_or_else(|| mention.span.of(self.document.text).to_owned());
        Participant {
            span: Some(mention.span),
            entity,
            name,
        }
    }

    /// A name: a mention widened to the whole run of capitalised words, or such a run that no mention covers.
    fn named(&mut self, scene: &Scene<'_>, head: usize) -> Option<Participant> {
        let s = &scene.sentence;
        let token = s.token(head).span;
        let mention = scene.mentions.iter().find(|m| m.span.overlaps(token));
        let run = if s.tag(head) == Tag::Propn {
            phrase::name(s, head)
        } else {
            token
        };
        let text = self.document.text;
        if let Some(other) = mention.and_then(|m| self.of_the_other_sex(scene, m)) {
            return Some(other);
        }
        match mention {
            // "Ollerby" in "Ollerby's brother" is an owner: the head is another word, so the mention is the phrase itself here.
            Some(m) => {
                let others = scene
                    .mentions
                    .iter()
                    .any(|o| o.span != m.span && o.span.overlaps(run));
                let catalogued = m.entity.as_deref().is_some_and(|e| !e.starts_with("doc:"));
                // "Marlow Rail" is nobody's family name.
                let trade = run
                    .of(text)
                    .rsplit_once(' ')
                    .is_some_and(|(_, last)| scene.frames.in_list("trades", &last.to_lowercase()));
                if others
                    || catalogued
                    || m.span.holds(run)
                    || !run.holds(m.span)
                    || m.kind == NameKind::Person && !trade
                {
                    return Some(self.mention(m));
                }
                let name = run.of(text).to_owned();
                let id: EntityId = Arc::from(format!("doc:{name}"));
                if let Some(from) = &m.entity {
                    self.longer.push((from.clone(), id.clone(), name.clone()));
                }
                Some(Participant {
                    span: Some(run),
                    entity: Some(id),
                    name,
                })
            }
            None if s.tag(head) == Tag::Propn && !scene.heading() => {
                let words = run.of(text);
                // A short form of a name that the page gave in full.
                let whole = self.by_first.get(words).map(|i| &self.reading.mentions[*i]);
                if let Some(m) = whole {
                    return Some(Participant {
                        span: Some(run),
                        ..self.mention(m)
                    });
                }
                Some(Participant {
                    span: Some(run),
                    entity: Some(Arc::from(format!("doc:{words}"))),
                    name: words.to_owned(),
                })
            }
            None => None,
        }
    }

    /// "Mr Weir" of a page that names nobody but Zoe Weir: a man of her name, who is somebody else.
    fn of_the_other_sex(&self, scene: &Scene<'_>, mention: &Mention) -> Option<Participant> {
        let text = self.document.text;
        let family = mention.span.of(text);
        if mention.kind != NameKind::Person || !family.is_ascii() {
            return None;
        }
        // The title is before the name, or a part of it.
        let before = text[..mention.span.start()].trim_end();
        let (from, title) = match family.split_once(' ') {
            Some((title, rest)) if !rest.contains(' ') => (mention.span.start(), title),
            Some(_) => return None,
            None => {
                let from = before.rfind(char::is_whitespace).map_or(0, |at| at + 1);
                (from, &before[from..])
            }
        };
        let title = title.trim_end_matches('.');
        let whole = self.mention(mention).name;
        let (given, _) = whole.split_once(' ')?;
        let is = |list: &str, word: &str| scene.frames.in_list(list, &word.to_lowercase());
        let other = is("men", title) && is("women", given) || is("women", title) && is("men", given);
        let span = Span::new(from, mention.span.end());
        other.then(|| Participant {
            span: Some(mention.span),
            entity: Some(Arc::from(format!("doc:{}", span.of(text)))),
            name: span.of(text).to_owned(),
        })
    }

    /// 汐湾电子: a firm that no stage found is a word or two before the word of its trade.
    fn by_trade(&self, scene: &Scene<'_>, head: usize) -> Option<Participant> {
        let s = &scene.sentence;
        if !scene.frames.small.tenseless || !scene.frames.in_list("trades", s.lemma(head)) {
            return None;
        }
        // A coverb before it is none of the name.
        let parts: Vec<usize> = s.dependents[head]
            .iter()
            .copied()
            .filter(|d| !matches!(s.relation(*d), Relation::Case | Relation::Punct))
            .collect();
        let bare = parts.iter().all(|d| {
            *d > head || s.relation(*d) == Relation::Compound && matches!(s.tag(*d), Tag::Propn | Tag::Noun)
        });
        let first = parts.iter().copied().find(|d| *d < head)?;
        let span = s.span_of(first, head);
        let name = span.of(self.document.text);
        (bare && name.chars().count() <= 8).then(|| Participant {
            span: Some(span),
            entity: Some(Arc::from(format!("doc:{name}"))),
            name: name.to_owned(),
        })
    }

    /// The last one spoken of that fits: subjects first, then names.
    fn before(&self, offset: usize, wanted: Sorts, exact: bool) -> Option<Participant> {
        self.within(REACHED, offset, wanted, exact, &[])
    }

    /// The last one of a sort within some bytes.
    fn within(
        &self,
        reach: usize,
        offset: usize,
        wanted: Sorts,
        exact: bool,
        barred: &[&str],
    ) -> Option<Participant> {
        let near = |at: usize| offset.saturating_sub(at) < reach;
        let another = |p: &Participant| !barred.contains(&key(p));
        let mut subjects = self.subjects_before(offset);
        let subject = subjects
            .find(|(at, sorts, p)| near(*at) && p.entity.is_some() && sorts.meets(wanted) && another(p));
        if let Some((_, _, p)) = subject {
            return Some(p.clone());
        }
        let fits = |m: &&Mention| {
            near(m.span.start())
                && Sorts::of_kind(m.kind).meets(wanted)
                && (exact || m.kind != NameKind::Place)
        };
        self.mentions_before(offset)
            .filter(fits)
            .map(|m| self.mention(m))
            .find(another)
    }

    /// The last subjects before a place, the nearest first.
    fn subjects_before(&self, offset: usize) -> impl Iterator<Item = &(usize, Sorts, Participant)> {
        let before = self.subjects.iter().rev().filter(move |(at, _, _)| *at < offset);
        before.take(REACH)
    }

    /// The last names before a place, the nearest first.
    fn mentions_before(&self, offset: usize) -> impl Iterator<Item = &Mention> {
        let upto = self.reading.mentions.partition_point(|m| m.span.end() <= offset);
        self.reading.mentions[..upto].iter().rev().take(REACH)
    }

    /// Who is meant when a clause names nobody: who speaks, else the last one spoken of.
    pub fn unsaid(&self, scene: &Scene<'_>, offset: usize, wanted: Sorts) -> Option<Participant> {
        // Where a firm may be meant, an expert who speaks is not.
        let wanted = if wanted.meets(Sorts::ORG) {
            Sorts::ORG
        } else {
            wanted
        };
        let speaker = scene
            .covering(offset)
            .last()
            .map(|i| &self.reading.attributions[*i].speaker)
            .filter(|s| {
                // An exchange that announces what a company asked it for is not the company.
                wanted.meets(Sorts::ORG)
                    && !matches!(s.kind, crate::SpeakerKind::Record | crate::SpeakerKind::Authority)
                    && self
                        .reading
                        .mentions
                        .iter()
                        .any(|m| m.kind == NameKind::Org && m.entity.is_some() && m.entity == s.entity)
            })
            .and_then(|speaker| {
                Some(Participant {
                    span: None,
                    entity: Some(speaker.entity.clone()?),
                    name: speaker.name.clone()?,
                })
            });
        speaker.or_else(|| {
            self.within(UNSAID, offset, wanted, false, &[]).filter(|who| {
                if matches!(self.voice(who), Some(crate::SpeakerKind::Record)) {
                    return false;
                }
                // A paper that is named as the source does nothing else.
                !self
                    .reading
                    .mentions
                    .iter()
                    .any(|m| m.kind == NameKind::Outlet && m.entity == who.entity)
            })
        })
    }

    /// "The company", "the airline": the organisation spoken of before.
    fn definite(&self, scene: &Scene<'_>, head: usize) -> Option<Participant> {
        let s = &scene.sentence;
        if scene.frames.small.tenseless {
            let bare = s.dependents[head]
                .iter()
                .all(|d| matches!(s.tag(*d), Tag::Punct | Tag::Det | Tag::Adp | Tag::Part));
            let offset = s.token(head).span.start();
            return match s.lemma(head) {
                word if scene.frames.in_list("latter", word) => {
                    let upto = self.reading.mentions.partition_point(|m| m.span.end() <= offset);
                    self.reading.mentions[..upto]
                        .iter()
                        .rev()
                        .take(REACH)
                        .find(|m| m.kind == NameKind::Org)
                        .map(|m| self.mention(m))
                }
                word if scene.frames.in_list("anaphors", word) && bare => {
                    self.unsaid(scene, offset, Sorts::ORG)
                }
                word if scene.frames.in_list("person-anaphors", word) && bare => self
                    .before(offset, Sorts::PERSON, true)
                    // Who announces that the suspect was caught is not the suspect.
                    .filter(|who| !self.tells(who)),
                _ => None,
            };
        }
        if s.tag(head) != Tag::Noun || !scene.frames.in_list("companies", s.lemma(head)) {
            return None;
        }
        let plain = s.dependents[head].iter().all(|d| {
            s.lemma(*d) == "the" || matches!(s.tag(*d), Tag::Punct | Tag::Adp | Tag::Part | Tag::Aux)
        });
        let the = s.dependents[head].iter().any(|d| s.lemma(*d) == "the");
        // "The drugmakers" are several: no single one of those named before.
        let several = s.word(head).to_lowercase() != s.lemma(head) && s.word(head).ends_with('s');
        if !the || !plain || several {
            return None;
        }
        self.before(s.token(head).span.start(), Sorts::ORG, false)
    }

    /// True for somebody whom the page only quotes, and of whom it told nothing that befell them.
    pub fn tells(&self, participant: &Participant) -> bool {
        let told = self.fated.contains(&participant.name)
            || participant
                .entity
                .as_deref()
                .is_some_and(|e| self.fated.contains(e));
        !told && self.voice(participant).is_some()
    }

    /// What kind of speaker somebody is where the page quotes them.
    pub fn voice(&self, participant: &Participant) -> Option<crate::SpeakerKind> {
        let by_entity = participant.entity.as_deref().and_then(|e| self.voices.get(e));
        by_entity.or_else(|| self.voices.get(&*participant.name)).copied()
    }

    /// The sorts of a phrase in the sentence.
    pub fn sorts(&self, scene: &Scene<'_>, head: usize) -> Sorts {
        sorts::of(&scene.sentence, head, scene.mentions, &scene.frames.lists)
    }

    /// True for a phrase that is a name.
    pub fn is_name(scene: &Scene<'_>, sentence: &Sentence<'_>, head: usize) -> bool {
        sentence.tag(head) == Tag::Propn
            || scene.frames.small.tenseless
                && (scene.frames.in_list("trades", sentence.lemma(head))
                    || scene.frames.in_list("anaphors", sentence.lemma(head)))
            || scene
                .mentions
                .iter()
                .any(|m| m.span.overlaps(sentence.token(head).span))
    }
}

/// "The union claims dozens of clerks left", read as one long phrase: of what somebody says the words before it are no part.
fn said_of(scene: &Scene<'_>, head: usize, span: Span) -> Span {
    let at = scene.sentence.token(head).span;
    let said = scene.covering(at.start());
    let contents = said
        .last()
        .map_or(&[][..], |i| &scene.reading.attributions[*i].content[..]);
    contents
        .iter()
        .find(|content| content.holds(at))
        .and_then(|content| content.intersection(span))
        .filter(|_| !scene.frames.small.tenseless)
        .unwrap_or(span)
}

/// Who somebody is on the page: the entity, or else the name.
fn key(person: &Participant) -> &str {
    person.entity.as_deref().unwrap_or(&person.name)
}

/// The words of a number and what it counts, if the head is the word of a number that is no noun.
fn counted(scene: &Scene<'_>, head: usize) -> Option<Span> {
    let s = &scene.sentence;
    if s.tag(head).is_nominal() {
        return None;
    }
    let token = s.token(head).span;
    let quantity = scene.quantities.iter().find(|q| q.span.overlaps(token))?;
    Some(quantity.span.cover(phrase::span(s, head)))
}

/// The subject that a word of possession goes back to within its clause: "Train drivers suspended *their* walkout".
pub(super) fn possessor(scene: &Scene<'_>, at: usize) -> Option<usize> {
    let s = &scene.sentence;
    if s.relation(at) != Relation::NmodPoss || s.tag(at) != Tag::Pron {
        return None;
    }
    let clause = &scene.clauses.list[scene.clauses.around(s, at)?];
    let subject = clause
        .subject
        .filter(|subject| *subject < at && s.tag(*subject).is_nominal())?;
    let several = !phrase::coordinates(s, subject).is_empty()
        || s.tag(subject) == Tag::Noun && s.word(subject).to_lowercase() != s.lemma(subject);
    let their = scene
        .frames
        .in_list("plural-pronouns", &s.lemma(at).to_lowercase())
        || scene
            .frames
            .in_list("plural-pronouns", &s.word(at).to_lowercase());
    (their && several).then_some(subject)
}
