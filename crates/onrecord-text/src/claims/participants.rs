//! Who and what a claim is about: subject, object, roles.
//! What does not live here: finding names (the stage `names`).

use std::collections::BTreeMap;

use super::clauses::Clause;
use onrecord_syntax::Tree;

use super::lexicon::Hit;
use super::predicates::Sense;
use super::rules::{ClaimRule, Rules, SubjectPlace};
use crate::catalogue::Catalogue;
use crate::language::is_han;
use crate::{
    Document, EntityId, Language, Mention, NameKind, Participant, Reading, RoleFiller, Span, SpanIndex,
    TimeValue,
};

/// What the search for participants works on.
pub(crate) struct Scene<'a> {
    pub document: &'a Document<'a>,
    pub reading: &'a Reading,
    pub rules: &'a Rules,
    pub catalogue: &'a Catalogue,
    pub hits: &'a [Hit],
    /// One for each sentence; none for languages that read clauses.
    pub trees: &'a [Tree],
    /// What attributions attribute, with their numbers.
    pub contents: SpanIndex,
    /// The longest name of each entity that only this document knows.
    pub fullest: BTreeMap<EntityId, &'a str>,
}

/// The longest name in the document for each entity, the last of equals.
pub(crate) fn fullest<'a>(text: &'a str, mentions: &[Mention]) -> BTreeMap<EntityId, &'a str> {
    let mut fullest: BTreeMap<EntityId, &str> = BTreeMap::new();
    for mention in mentions {
        if let Some(entity) = &mention.entity {
            let name = mention.span.of(text);
            let longest = fullest.entry(entity.clone()).or_insert(name);
            if name.len() >= longest.len() {
                *longest = name;
            }
        }
    }
    fullest
}

impl Scene<'_> {
    /// What the words of a sentence say of their main predicate; `None` for languages that read clauses.
    pub fn sense(&self, sentence: usize, span: Span) -> Option<Sense> {
        let tree = self.trees.get(sentence)?;
        Some(
            self.rules
                .predicates
                .sense(&tree.tokens, self.document.text, span),
        )
    }

    /// A participant for a mention, under its canonical name.
    pub fn of_mention(&self, mention: &Mention) -> Participant {
        let written = mention.span.of(self.document.text).to_owned();
        let known = mention
            .entity
            .as_deref()
            .and_then(|e| self.catalogue.name(e, self.document.lang))
            .map(str::to_owned);
        let fullest = || {
            let entity = mention.entity.as_deref()?;
            self.fullest.get(entity).map(|n| (*n).to_owned())
        };
        let name = known.unwrap_or_else(|| fullest().unwrap_or(written));
        Participant {
            span: Some(mention.span),
            entity: mention.entity.clone(),
            name,
        }
    }

    /// A participant for words that are no name.
    pub fn of_words(&self, span: Span) -> Participant {
        Participant {
            span: Some(span),
            entity: None,
            name: span.of(self.document.text).to_owned(),
        }
    }

    /// Mentions inside `span`, in order.
    pub fn mentions_in(&self, span: Span) -> &[Mention] {
        let from = self
            .reading
            .mentions
            .partition_point(|m| m.span.start() < span.start());
        let to = self
            .reading
            .mentions
            .partition_point(|m| m.span.start() < span.end());
        &self.reading.mentions[from..to.max(from)]
    }

    /// Times that begin inside `span`, in order, and the number of the first.
    pub fn times_in(&self, span: Span) -> (usize, &[TimeValue]) {
        let times = &self.reading.times;
        let from = times.partition_point(|t| t.span.start() < span.start());
        let to = times.partition_point(|t| t.span.start() < span.end());
        (from, &times[from..to.max(from)])
    }

    fn has_word(
        &self,
        clause: &Clause,
        set: &std::collections::BTreeSet<u32>,
        test: impl Fn(Span) -> bool,
    ) -> bool {
        self.hits[clause.hits.clone()]
            .iter()
            .any(|h| set.contains(&h.word) && test(h.span))
    }

    /// True where a preposition stands right before the name (articles between them do not matter).
    fn after_preposition(&self, clause: &Clause, mention: &Mention) -> bool {
        self.preposition_before(clause, mention).is_some()
    }

    /// The preposition that governs a name; in a list of names, that of the first.
    fn preposition_before(&self, clause: &Clause, mention: &Mention) -> Option<Span> {
        let mut at = mention.span.start();
        for earlier in self.mentions_in(Span::new(clause.span.start(), at)).iter().rev() {
            let between = Span::new(earlier.span.end(), at).of(self.document.text).trim();
            if !matches!(between, "and" | "," | ", and" | "or" | "、" | "和" | "与" | "及")
                || between.is_empty()
            {
                break;
            }
            at = earlier.span.start();
        }
        let governs = |p: Span| {
            p.end() <= at && {
                let between = Span::new(p.end(), at).of(self.document.text).trim();
                between.is_empty()
                    || matches!(
                        between,
                        "the" | "a" | "an" | "its" | "his" | "their" | "《" | "“" | "\"" | "China's"
                    )
            }
        };
        let set = &self.rules.signals.preposition;
        self.hits[clause.hits.clone()]
            .iter()
            .find(|h| set.contains(&h.word) && governs(h.span))
            .map(|h| h.span)
    }

    /// Whom something is granted to.
    fn grantee(&self, clause: &Clause, cue: Span, carried: Option<&Participant>) -> Option<Participant> {
        let company = |m: &&Mention| {
            matches!(
                m.kind,
                NameKind::Org | NameKind::Product | NameKind::Facility | NameKind::Person
            )
        };
        let inside = self.mentions_in(clause.span);
        let after = inside
            .iter()
            .filter(company)
            .find(|m| m.span.start() >= cue.end());
        if let Some(m) = after.or_else(|| {
            inside
                .iter()
                .filter(company)
                .find(|m| m.span.end() <= cue.start())
        }) {
            return Some(self.of_mention(m));
        }
        let authority = carried.is_some_and(|c| self.is_authority(c));
        carried
            .filter(|_| !authority)
            .map(|c| Participant {
                span: None,
                ..c.clone()
            })
            .or_else(|| {
                self.names_before(clause.span)
                    .find(|m| m.kind == NameKind::Org)
                    .map(|m| Participant {
                        span: None,
                        ..self.of_mention(m)
                    })
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

    /// The subject of a claim whose cue stands at `cue`; `carried` is the subject of the clause before.
    pub fn subject(
        &self,
        clause: &Clause,
        rule: &ClaimRule,
        cue: Span,
        carried: Option<&Participant>,
    ) -> Option<Participant> {
        let fits = |m: &&Mention| {
            !matches!(m.kind, NameKind::Document)
                && (m.kind != NameKind::Place || m.entity.is_some() && m.span.end() > cue.start())
        };
        let inside = self.mentions_in(clause.span);
        // "…, which has a licence": whose name stands before the relative clause.
        let relative = clause
            .span
            .of(self.document.text)
            .split_whitespace()
            .next()
            .is_some_and(|w| matches!(w, "which" | "who" | "whose"));
        if relative && rule.subject == SubjectPlace::First {
            let near = self
                .names_before(clause.span)
                .next()
                .filter(|m| m.kind != NameKind::Document && clause.span.start() - m.span.end() <= 40);
            if let Some(m) = near {
                return Some(self.of_mention(m));
            }
        }
        match rule.subject {
            SubjectPlace::None => return None,
            SubjectPlace::Grantee => return self.grantee(clause, cue, carried),
            SubjectPlace::After => {
                let after = inside.iter().filter(fits).find(|m| m.span.start() >= cue.end());
                if let Some(m) = after {
                    return Some(self.of_mention(m));
                }
            }
            SubjectPlace::Nearest => {
                let before = inside.iter().filter(fits).rfind(|m| m.span.end() <= cue.start());
                if let Some(m) = before {
                    return Some(self.of_mention(m));
                }
            }
            SubjectPlace::First => {
                let mut before = inside.iter().filter(fits).filter(|m| m.span.end() <= cue.start());
                if let Some(m) = before.clone().find(|m| !self.after_preposition(clause, m)) {
                    return Some(self.widened(clause, m, cue));
                }
                // A pronoun or a phrase that is no name may stand there instead of the prepositional name; where the phrase is
                // only what the rule speaks of ("the permit comes from …"), its owner was named before.
                if let Some(p) = self.phrase_before(clause, cue, carried) {
                    let thing = rule.before.as_ref().is_some_and(|set| {
                        p.span.is_some_and(|s| self.has_word(clause, set, |w| s.holds(w)))
                    });
                    return Some(if thing {
                        Participant {
                            span: None,
                            ..self.owner(p, carried)
                        }
                    } else {
                        p
                    });
                }
                // "Representatives for Brilliance": what they stand for. Other prepositional names give way to the subject carried over.
                if let Some(m) = before.next() {
                    let stands_for = self.preposition_before(clause, m).is_some_and(|p| {
                        p.start() > clause.begins
                            && matches!(p.of(self.document.text), "of" | "for" | "at" | "from")
                    });
                    if carried.is_none() || stands_for {
                        return Some(self.of_mention(m));
                    }
                }
                return carried.map(|c| Participant {
                    span: None,
                    ..c.clone()
                });
            }
        }
        self.phrase_before(clause, cue, carried).or_else(|| {
            carried.map(|c| Participant {
                span: None,
                ..c.clone()
            })
        })
    }

    /// The last dozen names before the words, the nearest first.
    fn names_before(&self, words: Span) -> impl Iterator<Item = &Mention> {
        let mentions = &self.reading.mentions;
        let upto = mentions.partition_point(|m| m.span.end() <= words.start());
        mentions[..upto].iter().rev().take(12)
    }

    /// "The first car", "the plant": whose it is, where the words name nobody.
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

    /// "小鹏汽车的广州工厂": a name followed by its part keeps the whole's entity but shows the part.
    fn widened(&self, clause: &Clause, mention: &Mention, cue: Span) -> Participant {
        let next = self
            .mentions_in(clause.span)
            .iter()
            .find(|m| m.span.start() >= mention.span.end() && m.span.end() <= cue.start());
        if let Some(part) = next.filter(|n| n.kind == NameKind::Facility) {
            let between = Span::new(mention.span.end(), part.span.start())
                .of(self.document.text)
                .trim();
            if matches!(between, "的" | "'s" | "’s" | "") {
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

    /// Pronouns, resolved; else the noun phrase before the cue where it is short and no name.
    fn phrase_before(
        &self,
        clause: &Clause,
        cue: Span,
        carried: Option<&Participant>,
    ) -> Option<Participant> {
        let text = self.document.text;
        let signals = &self.rules.signals;
        let pronoun = |set: &std::collections::BTreeSet<u32>| {
            self.hits[clause.hits.clone()]
                .iter()
                .find(|h| {
                    set.contains(&h.word) && h.span.start() == clause.begins && h.span.end() <= cue.start()
                })
                .map(|h| h.span)
        };
        let earlier = |person: bool| {
            self.names_before(clause.span).find(|m| match m.kind {
                NameKind::Person => person,
                NameKind::Org | NameKind::Authority => !person,
                _ => false,
            })
        };
        if let Some(span) = pronoun(&signals.person_pronoun) {
            return Some(match earlier(true) {
                Some(m) => Participant {
                    span: Some(span),
                    ..self.of_mention(m)
                },
                None => self.of_words(span),
            });
        }
        if let Some(span) = pronoun(&signals.org_pronoun) {
            let whose = carried
                .cloned()
                .or_else(|| earlier(false).map(|m| self.of_mention(m)));
            return Some(match whose {
                Some(p) => Participant {
                    span: Some(span),
                    ..p
                },
                None => self.of_words(span),
            });
        }
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
            if hit.span.start() <= start || hit.span.start() >= end {
                continue;
            }
            let cuts = signals.negation.contains(&hit.word)
                || signals.preposition.contains(&hit.word) && self.document.lang == Language::Chinese
                || signals.modality.iter().any(|(_, w)| w.contains(&hit.word));
            if cuts {
                end = hit.span.start();
            }
        }
        if let Some(t) = times
            .iter()
            .find(|t| t.span.start() > start && t.span.start() < end)
        {
            end = t.span.start();
        }
        let span = trim_phrase(Span::new(start, end.max(start)), text, self.document.lang);
        let words = span.of(text);
        let length = if self.document.lang == Language::Chinese {
            words.chars().count()
        } else {
            words.split_whitespace().count()
        };
        let names = self.mentions_in(span).iter().any(|m| m.kind != NameKind::Place);
        let most = if self.document.lang == Language::Chinese {
            16
        } else {
            9
        };
        let least = if self.document.lang == Language::Chinese {
            2
        } else {
            1
        };
        (length >= least && length <= most && !names && !self.starts_with_preposition(clause, span))
            .then(|| self.of_words(span))
    }

    fn starts_with_preposition(&self, clause: &Clause, span: Span) -> bool {
        self.has_word(clause, &self.rules.signals.preposition, |p| {
            p.start() == span.start()
        })
    }

    /// The object: words of the rule's object list with what stands between them and the cue, or the first name behind the cue.
    pub fn object(
        &self,
        clause: &Clause,
        rule: &ClaimRule,
        cue: Span,
        subject: Option<&Participant>,
    ) -> Option<Participant> {
        let text = self.document.text;
        if let Some(set) = &rule.object {
            let hit = self.object_hit(clause, set, cue)?;
            let mut start = cue.end();
            // Names between cue and head belong to other roles; the head's own modifiers are what is left.
            for m in self.mentions_in(Span::new(cue.end(), hit.start())) {
                if m.span.end() < hit.start()
                    && !Span::new(m.span.end(), hit.start())
                        .of(text)
                        .trim_start_matches("'s")
                        .trim()
                        .is_empty()
                {
                    continue;
                }
                start = m.span.start();
            }
            let (_, times) = self.times_in(Span::new(start, hit.start()));
            if let Some(t) = times.iter().rfind(|t| t.span.end() <= hit.start()) {
                start = t.span.end();
            }
            let span = trim_phrase(Span::new(start, hit.end()), text, self.document.lang);
            let span = if span.len() > 120 { hit } else { span };
            return Some(self.of_words(span));
        }
        let taken = subject.and_then(|s| s.span);
        let after = self
            .mentions_in(clause.span)
            .iter()
            .find(|m| m.span.start() >= cue.end() && taken.is_none_or(|t| !t.overlaps(m.span)));
        after
            .filter(|m| m.kind != NameKind::Place)
            .map(|m| self.of_mention(m))
    }

    /// The longest word of `set` behind the cue, the first of its length.
    pub fn object_hit(
        &self,
        clause: &Clause,
        set: &std::collections::BTreeSet<u32>,
        cue: Span,
    ) -> Option<Span> {
        let hits = self.hits[clause.hits.clone()].iter().filter(|h| {
            set.contains(&h.word) && h.span.start() >= cue.end() && h.span.end() <= clause.span.end()
        });
        hits.map(|h| h.span).reduce(|a, b| {
            if b.start() <= a.end() && b.end() > a.end() || b.len() > a.len() && b.start() < a.end() {
                b
            } else {
                a
            }
        })
    }

    /// Fillers of the rule's roles: the names behind their introducing words.
    pub fn roles(
        &self,
        clause: &Clause,
        rule: &ClaimRule,
        cue: Span,
        subject: Option<&Participant>,
    ) -> Vec<RoleFiller> {
        let text = self.document.text;
        let mut fillers: Vec<RoleFiller> = Vec::new();
        let taken = subject.and_then(|s| s.span);
        for (role, words) in &rule.roles {
            for hit in self.hits[clause.hits.clone()]
                .iter()
                .filter(|h| words.contains(&h.word))
            {
                let mut at = hit.span.end();
                for mention in self.mentions_in(Span::new(at, clause.span.end())) {
                    let between = Span::new(at, mention.span.start()).of(text).trim();
                    let joined = between.chars().count() <= 2
                        || JOINERS.contains(&between)
                        || between.len() <= 30 && at == hit.span.end();
                    if !joined {
                        break;
                    }
                    if taken != Some(mention.span)
                        && !fillers.iter().any(|f| f.filler.span == Some(mention.span))
                    {
                        fillers.push(RoleFiller {
                            role: role.clone(),
                            filler: self.of_mention(mention),
                        });
                    }
                    at = mention.span.end();
                }
            }
        }
        if rule.subject == SubjectPlace::Grantee {
            let authority = self
                .mentions_in(clause.span)
                .iter()
                .find(|m| m.kind == NameKind::Authority && m.span.end() <= cue.start());
            if let Some(m) = authority.filter(|m| !fillers.iter().any(|f| f.filler.span == Some(m.span))) {
                fillers.push(RoleFiller {
                    role: "authority".into(),
                    filler: self.of_mention(m),
                });
            }
        }
        // "Brilliance and Chery did not reply": who else the claim is about.
        let mut last = taken;
        while let Some(at) = last {
            let next = self
                .mentions_in(Span::new(at.end(), cue.start().max(at.end())))
                .first();
            let joined = next.filter(|m| {
                matches!(
                    Span::new(at.end(), m.span.start()).of(text).trim(),
                    "and" | "," | ", and" | "、" | "和" | "与" | "及" | "以及"
                )
            });
            if let Some(m) = joined.filter(|m| !fillers.iter().any(|f| f.filler.span == Some(m.span))) {
                fillers.push(RoleFiller {
                    role: "co-subject".into(),
                    filler: self.of_mention(m),
                });
                last = Some(m.span);
            } else {
                last = None;
            }
        }
        fillers.sort_by_key(|f| f.filler.span);
        let mut seen = std::collections::BTreeSet::new();
        fillers.retain(|f| seen.insert((f.role.clone(), f.filler.entity.clone(), f.filler.name.clone())));
        fillers
    }
}

/// Words between the names of a list.
const JOINERS: &[&str] = &[
    "and",
    ", and",
    "or",
    "as well as",
    "以及",
    "还有",
    "the",
    "and the",
];

/// A phrase without articles, particles and marks at its ends.
fn trim_phrase(span: Span, text: &str, lang: Language) -> Span {
    let marks: &[char] = &[
        ',', '，', '、', '的', '了', '“', '”', '"', ':', '：', '(', ')', '（', '）', '着', '过',
    ];
    let mut span = span.trim(
        text,
        if lang == Language::Chinese {
            marks
        } else {
            &[',', '"', '“', '”', ':', '(', ')']
        },
    );
    if lang == Language::English {
        loop {
            let words = span.of(text);
            let first = words.split_whitespace().next().unwrap_or("");
            let rest = words.len() - first.len();
            if rest > 0
                && matches!(
                    first.to_ascii_lowercase().as_str(),
                    "the" | "a" | "an" | "its" | "their" | "his" | "her" | "that" | "'s"
                )
            {
                span = Span::new(span.start() + first.len(), span.end()).trim(text, &[]);
            } else {
                break;
            }
        }
        for tail in [
            " has", " have", " had", " is", " are", " was", " were", " been", " be", " also", " still",
            " all",
        ] {
            if span.of(text).ends_with(tail) {
                span = Span::new(span.start(), span.end() - tail.len()).trim(text, &[]);
            }
        }
    } else {
        for tail in [
            "已经", "也", "已", "都", "还", "则", "是", "均", "皆", "仍", "再", "再次", "正式", "正在",
            "一直",
        ] {
            let words = span.of(text);
            if words.len() > tail.len() && words.ends_with(tail) && words.chars().next().is_some_and(is_han) {
                span = Span::new(span.start(), span.end() - tail.len());
            }
        }
    }
    span
}
