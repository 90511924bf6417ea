//! Who and what a claim that hangs on a cue word is about: subject, object, roles.
//! What does not live here: finding names (the stage `names`), and participants of frames (`propositions`).

use std::collections::BTreeSet;

use super::clauses::Clause;
use super::rules::{ClaimRule, WordSet};
use super::scene::Scene;
use crate::{Mention, NameKind, Participant, RoleFiller, Span};

/// Most bytes between a word that introduces a role and the name that fills it.
const NEAR: usize = 30;

/// Fewest and most characters of a phrase that is a subject without a name.
const PHRASE: std::ops::RangeInclusive<usize> = 2..=16;

impl Scene<'_> {
    fn has_word(&self, clause: &Clause, set: &BTreeSet<u32>, test: impl Fn(Span) -> bool) -> bool {
        self.hits[clause.hits.clone()]
            .iter()
            .any(|h| set.contains(&h.word) && test(h.span))
    }

    /// True if a preposition governs the name; in a list of names, if it governs the first.
    fn after_preposition(&self, clause: &Clause, mention: &Mention) -> bool {
        let text = self.document.text;
        let mut at = mention.span.start();
        for earlier in self.mentions_in(Span::new(clause.span.start(), at)).iter().rev() {
            let between = Span::new(earlier.span.end(), at).of(text).trim();
            if !self.rules.participants.joins.contains(between) {
                break;
            }
            at = earlier.span.start();
        }
        self.has_word(clause, &self.rules.signals.preposition, |p| {
            p.end() <= at && matches!(Span::new(p.end(), at).of(text).trim(), "" | "《" | "“" | "\"")
        })
    }

    fn is_authority(&self, participant: &Participant) -> bool {
        let known = participant
            .entity
            .as_deref()
            .and_then(|e| self.catalogue.get(e))
            .is_some_and(|e| e.kind == NameKind::Authority);
        known
            || participant.span.is_some_and(|s| {
                let mut inside = self.mentions_in(s).iter();
                inside.any(|m| m.span == s && m.kind == NameKind::Authority)
            })
    }

    /// The subject of a claim that hangs on `cue`; `carried` is the subject of the clause before.
    pub fn subject(
        &self,
        clause: &Clause,
        rule: &ClaimRule,
        cue: Span,
        carried: Option<&Participant>,
    ) -> Option<Participant> {
        let fits = |m: &&Mention| {
            m.kind != NameKind::Document
                && (m.kind != NameKind::Place || m.entity.is_some() && m.span.end() > cue.start())
        };
        let inside = self.mentions_in(clause.span);
        let mut before = inside.iter().filter(fits).filter(|m| m.span.end() <= cue.start());
        if let Some(m) = before.clone().find(|m| !self.after_preposition(clause, m)) {
            return Some(self.widened(clause, m, cue));
        }
        let unwritten = |p: Participant| Participant { span: None, ..p };
        // A pronoun or a phrase that is no name may be the subject instead of the name after a preposition; if the phrase is
        // only what the rule speaks of, its owner was named before.
        if let Some(p) = self.phrase_before(clause, cue, carried) {
            let thing = rule
                .before
                .as_ref()
                .is_some_and(|set| p.span.is_some_and(|s| self.has_word(clause, set, |w| s.holds(w))));
            return Some(if thing {
                unwritten(self.owner(p, carried))
            } else {
                p
            });
        }
        match carried {
            Some(carried) => Some(unwritten(carried.clone())),
            None => before.next().map(|m| self.of_mention(m)),
        }
    }

    /// 首款车, 工厂: whose it is, if the words name nobody.
    pub fn owner(&self, thing: Participant, carried: Option<&Participant>) -> Participant {
        let Some(span) = thing
            .span
            .filter(|s| thing.entity.is_none() && self.mentions_in(*s).is_empty())
        else {
            return thing;
        };
        let company = |m: &&Mention| m.kind == NameKind::Org;
        let owner = carried
            .filter(|c| c.entity.is_some() && !self.is_authority(c))
            .cloned();
        match owner.or_else(|| self.names_before(span).find(company).map(|m| self.of_mention(m))) {
            Some(owner) => Participant {
                span: Some(span),
                ..owner
            },
            None => thing,
        }
    }

    /// A name followed by its part (a maker's plant) keeps the whole's entity and shows the part.
    fn widened(&self, clause: &Clause, mention: &Mention, cue: Span) -> Participant {
        let next = self
            .mentions_in(clause.span)
            .iter()
            .find(|m| m.span.start() >= mention.span.end() && m.span.end() <= cue.start());
        if let Some(part) = next.filter(|n| n.kind == NameKind::Facility) {
            let between = Span::new(mention.span.end(), part.span.start())
                .of(self.document.text)
                .trim();
            if matches!(between, "的" | "") {
                let span = mention.span.cover(part.span);
                return Participant {
                    span: Some(span),
                    entity: part.entity.clone().or(mention.entity.clone()),
                    name: span.of(self.document.text).to_owned(),
                };
            }
        }
        self.of_mention(mention)
    }

    /// The pronoun that opens the clause, as whom it means.
    fn pronoun(&self, clause: &Clause, cue: Span, carried: Option<&Participant>) -> Option<Participant> {
        let signals = &self.rules.signals;
        let opens = |set: &WordSet| {
            self.hits[clause.hits.clone()]
                .iter()
                .find(|h| {
                    set.contains(&h.word) && h.span.start() == clause.begins && h.span.end() <= cue.start()
                })
                .map(|h| h.span)
        };
        let earlier = |person: bool| {
            let named = self.names_before(clause.span).find(|m| match m.kind {
                NameKind::Person => person,
                NameKind::Org | NameKind::Authority => !person,
                _ => false,
            });
            named.map(|m| self.of_mention(m))
        };
        let (span, whose) = match opens(&signals.person_pronoun) {
            Some(span) => (span, earlier(true)),
            None => {
                let span = opens(&signals.org_pronoun)?;
                let word = span.of(self.document.text);
                // 后者 is the last one named, 前者 another.
                let whose = if self.frames.in_list("latter", word) {
                    self.names_before(clause.span).next().map(|m| self.of_mention(m))
                } else {
                    carried.cloned().or_else(|| earlier(false))
                };
                (span, whose)
            }
        };
        Some(match whose {
            Some(p) => Participant {
                span: Some(span),
                ..p
            },
            None => self.of_words(span),
        })
    }

    /// Pronouns, resolved; else the noun phrase before the cue, if it is short and no name.
    fn phrase_before(
        &self,
        clause: &Clause,
        cue: Span,
        carried: Option<&Participant>,
    ) -> Option<Participant> {
        if let Some(meant) = self.pronoun(clause, cue, carried) {
            return Some(meant);
        }
        let text = self.document.text;
        let signals = &self.rules.signals;
        // The words before the first adverb, modal word or negation, times left out.
        let mut start = clause.begins;
        let (_, times) = self.times_in(Span::new(start, cue.start().max(start + 1)));
        if let Some(t) = times.first().filter(|t| t.span.start() == start) {
            start = Span::new(t.span.end(), cue.start())
                .trim(text, &[',', '，'])
                .start();
        }
        let mut end = cue.start();
        for hit in &self.hits[clause.hits.clone()] {
            let inside = hit.span.start() > start && hit.span.start() < end;
            let cuts = signals.negation.contains(&hit.word)
                || signals.preposition.contains(&hit.word)
                || signals.modality.iter().any(|(_, w)| w.contains(&hit.word));
            if inside && cuts {
                end = hit.span.start();
            }
        }
        if let Some(t) = times
            .iter()
            .find(|t| t.span.start() > start && t.span.start() < end)
        {
            end = t.span.start();
        }
        let span = self.trim_phrase(Span::new(start, end.max(start)));
        let length = span.of(text).chars().count();
        let names = self.mentions_in(span).iter().any(|m| m.kind != NameKind::Place);
        let governed = self.has_word(clause, &signals.preposition, |p| p.start() == span.start());
        (PHRASE.contains(&length) && !names && !governed).then(|| self.of_words(span))
    }

    /// A phrase without the particles, marks and adverbs at its ends.
    fn trim_phrase(&self, span: Span) -> Span {
        let text = self.document.text;
        let marks = &[
            ',', '，', '、', '的', '了', '“', '”', '"', ':', '：', '(', ')', '（', '）', '着', '过',
        ];
        let mut span = span.trim(text, marks);
        for tail in &self.rules.participants.trailing {
            let words = span.of(text);
            if words.len() > tail.len() && words.ends_with(tail.as_str()) {
                span = Span::new(span.start(), span.end() - tail.len());
            }
        }
        span
    }

    /// The object: the first name after the cue, if it is no place.
    pub fn object(&self, clause: &Clause, cue: Span, subject: Option<&Participant>) -> Option<Participant> {
        let taken = subject.and_then(|s| s.span);
        self.mentions_in(clause.span)
            .iter()
            .find(|m| m.span.start() >= cue.end() && taken.is_none_or(|t| !t.overlaps(m.span)))
            .filter(|m| m.kind != NameKind::Place)
            .map(|m| self.of_mention(m))
    }

    /// Fillers of the rule's roles: the names after the words that introduce them. Who shares the subject is a co-subject.
    pub fn roles(
        &self,
        clause: &Clause,
        rule: &ClaimRule,
        cue: Span,
        subject: Option<&Participant>,
    ) -> Vec<RoleFiller> {
        let text = self.document.text;
        let joins = &self.rules.participants.joins;
        let mut fillers: Vec<RoleFiller> = Vec::new();
        let taken = subject.and_then(|s| s.span);
        let mut fill = |role: &str, mention: &Mention| {
            if !fillers.iter().any(|f| f.filler.span == Some(mention.span)) {
                fillers.push(RoleFiller {
                    role: role.to_owned(),
                    filler: self.of_mention(mention),
                });
            }
        };
        for (role, words) in &rule.roles {
            let hits = self.hits[clause.hits.clone()].iter();
            for hit in hits.filter(|h| words.contains(&h.word)) {
                let mut at = hit.span.end();
                for mention in self.mentions_in(Span::new(at, clause.span.end())) {
                    let between = Span::new(at, mention.span.start()).of(text).trim();
                    let joined = between.chars().count() <= 2
                        || joins.contains(between)
                        || between.len() <= NEAR && at == hit.span.end();
                    if !joined {
                        break;
                    }
                    if taken != Some(mention.span) {
                        fill(role, mention);
                    }
                    at = mention.span.end();
                }
            }
        }
        let mut last = taken;
        while let Some(at) = last {
            let next = self
                .mentions_in(Span::new(at.end(), cue.start().max(at.end())))
                .first()
                .filter(|m| joins.contains(Span::new(at.end(), m.span.start()).of(text).trim()));
            if let Some(m) = next {
                fill("co-subject", m);
            }
            last = next.map(|m| m.span);
        }
        fillers.sort_by_key(|f| f.filler.span);
        let mut seen = BTreeSet::new();
        fillers.retain(|f| seen.insert((f.role.clone(), f.filler.entity.clone(), f.filler.name.clone())));
        fillers
    }
}
