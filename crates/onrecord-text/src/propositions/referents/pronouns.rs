//! Whom a pronoun means: "it", "he", "they", by what was spoken of before and what the clause forbids.
//! What does not live here: names and descriptions ("the company").

use super::{REACH, REACHED, Referents, key};
use crate::clauses::{Link, phrase};
use crate::frames::Sorts;
use crate::propositions::scene::Scene;
use crate::syntax::{Relation, Tag};
use crate::{Mention, NameKind, Participant};

impl Referents<'_> {
    /// Whom a pronoun cannot mean: "Orr appointed *him*" is of somebody else than Orr.
    fn barred(&self, scene: &Scene<'_>, head: usize) -> Vec<Participant> {
        let s = &scene.sentence;
        let lemma = s.lemma(head).to_lowercase();
        if scene.frames.small.tenseless
            || s.relation(head) == Relation::NmodPoss
            || s.relation(head).is_subject()
            || scene.frames.in_list("reflexives", &lemma)
        {
            return Vec::new();
        }
        let clause = scene.clauses.around(s, head).map(|i| &scene.clauses.list[i]);
        let Some(subject) = clause
            .and_then(|c| c.subject)
            .filter(|at| *at != head && !s.is_under(head, *at))
        else {
            return Vec::new();
        };
        let place = s.token(subject).span;
        let whole = phrase::span(s, subject);
        let noted = self
            .subjects
            .iter()
            .rev()
            .take(REACH)
            .filter(|(at, _, _)| *at == place.start());
        let named = scene
            .mentions
            .iter()
            .filter(|m| m.span.overlaps(place) || whole.holds(m.span) && s.tag(subject) == Tag::Propn);
        let mut barred: Vec<Participant> = noted.map(|(_, _, p)| p.clone()).collect();
        barred.extend(named.map(|m| self.mention(m)));
        barred
    }

    /// Who "it", "he", "they" goes back to.
    pub(super) fn pronoun(&self, scene: &Scene<'_>, head: usize) -> Option<Participant> {
        let s = &scene.sentence;
        let barred = self.barred(scene, head);
        let barred: Vec<&str> = barred.iter().map(key).collect();
        let lemma = s.lemma(head).to_lowercase();
        let offset = s.token(head).span.start();
        let found = if scene.frames.in_list("relative-pronouns", &lemma) {
            // "Reyes, who": the name right before.
            let before = scene.mentions.iter().rev().find(|m| m.span.end() <= offset);
            let who = matches!(&*lemma, "who" | "whom");
            let before = before.filter(|m| offset - m.span.end() <= 2);
            // "The owner of Ollerby Dairies, who": a firm is no "who", but its owner is.
            let owner = before
                .filter(|m| who && m.kind != NameKind::Person && !scene.frames.small.tenseless)
                .and_then(|m| {
                    let named = (0..head).rev().find(|at| m.span.overlaps(s.token(*at).span))?;
                    let top = s
                        .head(named)
                        .filter(|h| m.span.overlaps(s.token(*h).span))
                        .unwrap_or(named);
                    s.head(top).filter(|h| *h < top && s.tag(*h) == Tag::Noun)
                })
                .filter(|noun| self.sorts(scene, *noun) == Sorts::PERSON);
            if let Some(owner) = owner {
                return Some(self.words(phrase::span(s, owner)));
            }
            let name = before.map(|m| self.mention(m));
            // "The label, under a new owner, which": the noun that the clause describes; "a man who": the one before.
            let described = scene
                .clauses
                .around(s, head)
                .map(|i| &scene.clauses.list[i])
                .filter(|c| c.link == Link::Relative)
                .and_then(|c| s.head(c.predicate))
                .filter(|noun| *noun < head && s.tag(*noun).is_nominal())
                // "Attended the scene, who was jailed": a scene is nobody.
                .filter(|noun| {
                    !who || scene.frames.small.tenseless
                        || self
                            .sorts(scene, *noun)
                            .meets(Sorts::PERSON.with(Sorts::ORG).with(Sorts::BODY))
                });
            let described = described.map(|noun| {
                let mention = scene
                    .mentions
                    .iter()
                    .find(|m| m.span.overlaps(s.token(noun).span));
                mention.map_or_else(|| self.words(phrase::span(s, noun)), |m| self.mention(m))
            });
            name.or(described).or_else(|| {
                let noun = (0..head).rev().find(|at| s.tag(*at) != Tag::Punct)?;
                let name = s.tag(noun) == Tag::Propn && !scene.frames.small.tenseless;
                (s.tag(noun) == Tag::Noun)
                    .then_some(())
                    .filter(|()| {
                        !who || scene.frames.small.tenseless
                            || self
                                .sorts(scene, noun)
                                .meets(Sorts::PERSON.with(Sorts::ORG).with(Sorts::BODY))
                    })
                    .map(|()| self.words(phrase::span(s, noun)))
                    .or_else(|| name.then(|| self.words(phrase::name(s, noun))))
            })
        } else if scene.frames.in_list("speaker-pronouns", &lemma) {
            // "We" in what is said is who says it.
            scene
                .covering(offset)
                .last()
                .map(|i| &self.reading.attributions[*i].speaker)
                .and_then(|speaker| {
                    Some(Participant {
                        span: None,
                        entity: speaker.entity.clone(),
                        name: speaker.name.clone()?,
                    })
                })
        } else if scene.frames.in_list("singular-person-pronouns", &lemma) {
            if scene.frames.small.tenseless {
                self.before(offset, Sorts::PERSON, true)
            } else {
                self.person(scene, &lemma, offset, &barred)
            }
        } else if scene.frames.in_list("plural-pronouns", &lemma) {
            let people = if scene.frames.small.tenseless {
                Sorts::PERSON
            } else {
                // "They" is no single person.
                Sorts::default()
            };
            self.within(
                REACHED,
                offset,
                Sorts::ORG.with(people).with(Sorts::BODY),
                false,
                &barred,
            )
            .filter(|p| {
                // "They" is no country.
                let place = |m: &Mention| m.kind == NameKind::Place && m.entity == p.entity;
                scene.frames.small.tenseless || !self.reading.mentions.iter().any(place)
            })
        } else if scene.frames.in_list("thing-pronouns", &lemma) {
            // 其 in Chinese news is a firm or a body.
            let wanted = if scene.frames.small.tenseless {
                Sorts::ORG.with(Sorts::BODY)
            } else {
                antecedents_of_it()
            };
            // "The trust gave the department a month. The department said it could not answer": who was spoken of without a name.
            let unnamed = self
                .subjects_before(offset)
                .find(|(_, sorts, _)| sorts.meets(wanted))
                .filter(|(at, sorts, p)| {
                    !scene.frames.small.tenseless
                        && s.relation(head).is_subject()
                        && p.entity.is_none()
                        && (*sorts == Sorts::BODY || *sorts == Sorts::ORG)
                        && self.document.sentence_at(*at) == self.document.sentence_at(offset)
                });
            unnamed
                .map(|(_, _, p)| p.clone())
                .or_else(|| self.within(REACHED, offset, wanted, false, &barred))
        } else {
            None
        };
        found.map(|p| Participant {
            span: Some(s.token(head).span),
            ..p
        })
    }

    /// Who "he" or "she" is: the last person spoken of, named or not, whose name or noun is not of the other sex.
    fn person(
        &self,
        scene: &Scene<'_>,
        pronoun: &str,
        offset: usize,
        barred: &[&str],
    ) -> Option<Participant> {
        let near = |at: usize| at < offset && offset - at < 900;
        let she = scene.frames.in_list("she", pronoun);
        let (own, other) = if she { ("women", "men") } else { ("men", "women") };
        let fits = |person: &Participant| {
            if barred.contains(&key(person)) {
                return false;
            }
            let said = person.entity.as_deref().and_then(|e| self.sexes.get(e));
            let name = &person.name;
            let mut words = name.split([' ', '-']).map(str::to_lowercase);
            let first = words.next().unwrap_or_default();
            let last = words.next_back().unwrap_or_else(|| first.clone());
            let several = scene.frames.in_list("groups", &last);
            let of = |list: &str| scene.frames.in_list(list, &first) || scene.frames.in_list(list, &last);
            !several
                && match said {
                    _ if of(own) || of(other) => of(own) || !of(other),
                    Some(said) => *said == she,
                    None => true,
                }
        };
        let person = |(at, sorts, p): &&(usize, Sorts, Participant)| {
            near(*at)
                && (p.entity.is_some() && sorts.meets(Sorts::PERSON) || *sorts == Sorts::PERSON)
                && fits(p)
        };
        let subject = self.subjects_before(offset).find(person);
        // "Marn was hit while she parked, and the driver fled. She died": whom the page just called so, rather than a noun for
        // people of either sex.
        let called = |p: &Participant| self.sexes.get(key(p)) == Some(&she);
        let sexless = |p: &Participant| {
            let words = p.name.to_lowercase();
            p.entity.is_none() && !words.split(' ').any(|word| scene.frames.in_list(own, word))
        };
        let sentence = |at: usize| self.document.sentence_at(at).unwrap_or_default();
        let subject = subject.map(|first| {
            let mut others = self.subjects_before(first.0).filter(person);
            others
                .find(|(at, _, p)| called(p) && sentence(*at) + 1 >= sentence(first.0))
                .filter(|_| sexless(&first.2))
                .unwrap_or(first)
        });
        if let Some((at, _, p)) = subject {
            // Somebody else was named in a sentence after that one, or in the same one if neither's sex is known: it may be either.
            let told = self.document.sentence_at(*at);
            let known = self.sexes.contains_key(key(p))
                || p.name
                    .split(' ')
                    .next()
                    .is_some_and(|first| scene.frames.in_list(own, &first.to_lowercase()));
            let other = self
                .mentions_before(offset)
                .take_while(|m| m.span.start() > *at)
                .filter(|m| !known || self.document.sentence_at(m.span.start()) > told)
                .filter(|m| m.kind == NameKind::Person)
                .map(|m| self.mention(m))
                .any(|m| fits(&m) && key(&m) != key(p));
            // "“He died in my hands,” the doctor said": who is quoted speaks of somebody else.
            let quoted = scene.covering(offset).last().is_some_and(|i| {
                let attribution = &self.reading.attributions[*i];
                let speaks = attribution.source.iter().any(|s| s.holds_offset(*at))
                    || p.entity.is_some() && p.entity == attribution.speaker.entity;
                attribution.manner == crate::Manner::Direct && speaks
            });
            return (!other && !quoted).then(|| p.clone());
        }
        let trade = |m: &Mention| {
            let words = m.span.of(self.document.text);
            words
                .rsplit_once(' ')
                .is_some_and(|(_, last)| scene.frames.in_list("trades", &last.to_lowercase()))
        };
        self.mentions_before(offset)
            .filter(|m| near(m.span.start()) && m.kind == NameKind::Person && !trade(m))
            .map(|m| self.mention(m))
            .find(fits)
    }
}

fn antecedents_of_it() -> Sorts {
    Sorts::ORG
        .with(Sorts::BODY)
        .with(Sorts::PRODUCT)
        .with(Sorts::FACILITY)
        .with(Sorts::THING)
        .with(Sorts::DOCUMENT)
}
