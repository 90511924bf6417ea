//! Events in a sentence: a frame with its participants, and the operators above it, from the inside out.
//! What does not live here: which clauses are claims, who speaks, and what "it" or "the deal" goes back to.

use std::cell::RefCell;
use std::collections::BTreeSet;

use super::{Frame, Frames, Outcome, Part, PatternKind, Place, Sorts, sorts};
use crate::clauses::{Aspect, Clause, Clauses, Sentence, Voice, phrase};
use crate::operators::{EventPlace, Operator};
use crate::syntax::{Features, Relation, Tag};
use crate::{Mention, Modality, Quantity, QuantityKind, Span, TimeValue, WordMap};

/// Events nest no deeper than this.
const DEEPEST: usize = 7;

/// An operator above an event.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Its number.
    pub operator: usize,
    /// The word.
    pub token: usize,
}

/// Who or what fills a part: a token of the sentence.
pub type Filler = usize;

/// An event with all that the words around it make of it.
#[derive(Clone, Debug)]
pub struct Event {
    /// The frame.
    pub frame: usize,
    /// The word that names it.
    pub anchor: usize,
    /// The topmost word: the outermost operator, or the anchor.
    pub top: usize,
    /// Participants: part of the frame, head of the phrase.
    pub parts: Vec<(usize, Filler)>,
    /// Further roles, such as the authority that approves.
    pub roles: Vec<(String, Filler)>,
    /// Operators, the innermost first.
    pub steps: Vec<Step>,
    /// The state that comes of it.
    pub state: Option<String>,
    /// Whether it is negated.
    pub negated: bool,
    /// What it is hedged by.
    pub modality: Modality,
    /// "Would" governs it: reported future, or a condition.
    pub conditional: bool,
    /// It is not told as a fact ("if", "whether").
    pub open: bool,
    /// The aspect of the topmost predicate.
    pub aspect: Aspect,
    /// True for an event noun without any predicate over it.
    pub bare_noun: bool,
    /// True when a noun names it.
    pub by_noun: bool,
    /// True when nothing can be claimed of it.
    pub nothing: bool,
    /// How many words beside the head named it: "declared elected" is no mere declaring.
    pub words: usize,
    /// True when it is named by a noun that goes back to what was told before ("the deal").
    pub again: bool,
}

/// Reads the events of one sentence.
pub struct Reader<'a> {
    /// The sentence.
    pub sentence: &'a Sentence<'a>,
    /// Its clauses.
    pub clauses: &'a Clauses,
    /// What to look for.
    pub frames: &'a Frames,
    /// The mentions of the sentence.
    pub mentions: &'a [Mention],
    /// The quantities of the sentence.
    pub quantities: &'a [Quantity],
    /// The times of the sentence: none of them takes part in an event.
    pub times: &'a [TimeValue],
    /// Kinds of which an event was told before on the page.
    pub told: &'a BTreeSet<String>,
    memory: RefCell<Vec<Memory>>,
}

#[derive(Clone, Debug)]
enum Memory {
    New,
    Busy,
    Known(Option<Box<Event>>),
}

impl<'a> Reader<'a> {
    /// A reader of a sentence.
    pub fn new(
        sentence: &'a Sentence<'a>,
        clauses: &'a Clauses,
        frames: &'a Frames,
        mentions: &'a [Mention],
        quantities: &'a [Quantity],
        times: &'a [TimeValue],
        told: &'a BTreeSet<String>,
    ) -> Reader<'a> {
        Reader {
            sentence,
            clauses,
            frames,
            mentions,
            quantities,
            times,
            told,
            memory: RefCell::new(vec![Memory::New; sentence.len()]),
        }
    }

    /// The event that the word names, with the operators from it inward. A frame that tells nothing by itself needs one.
    pub fn event(&self, token: usize) -> Option<Event> {
        self.at(token, 0).filter(|event| {
            let frame = &self.frames.frames[event.frame];
            !frame.listed || !event.steps.is_empty() || frame.done.is_some()
        })
    }

    fn at(&self, token: usize, depth: usize) -> Option<Event> {
        match &self.memory.borrow()[token] {
            Memory::Known(event) => return event.as_deref().cloned(),
            Memory::Busy => return None,
            Memory::New => {}
        }
        if depth > DEEPEST {
            return None;
        }
        self.memory.borrow_mut()[token] = Memory::Busy;
        let (operated, framed) = (self.operated(token, depth), self.framed(token));
        // "Suspended approvals" as one name says more than "suspended" over an approval.
        let found = match (operated, framed) {
            (Some((one, _)), Some((other, event))) if other > one => Some(event),
            (Some((_, event)), _) | (None, Some((_, event))) => Some(event),
            (None, None) => self.again(token),
        };
        self.memory.borrow_mut()[token] = Memory::Known(found.clone().map(Box::new));
        found
    }

    /// The denial, refusal or confirmation that the word is the predicate of.
    pub fn answer(&self, token: usize) -> Option<Event> {
        let patterns = self.named(&self.frames.by_word, token)?;
        if !patterns
            .iter()
            .any(|(f, _)| self.frames.frames[*f].kind == "response")
        {
            return None;
        }
        self.framed(token).map(|(_, e)| e).filter(|e| self.is_answer(e))
    }

    /// What a table of words holds for a token: by its dictionary form, else by the verb that it is a form of.
    fn named<'t, T>(&self, table: &'t WordMap<T>, token: usize) -> Option<&'t T> {
        let s = self.sentence;
        table.get(s.lemma(token)).or_else(|| match s.tag(token) {
            Tag::Verb => {
                let word = s.word(token).to_lowercase();
                table.get(self.frames.base.get(&*word)?)
            }
            // "The Sunday Trading Act".
            Tag::Propn => table.get(&*s.lemma(token).to_lowercase()),
            _ => None,
        })
    }

    /// True for an event of the kind `response`.
    pub fn is_answer(&self, event: &Event) -> bool {
        self.frames.frames[event.frame].kind == "response"
    }

    /// The sorts of a phrase.
    pub fn sorts(&self, head: usize) -> Sorts {
        sorts::of(self.sentence, head, self.mentions, &self.frames.lists)
    }

    // --- operators ---

    /// The event under an operator, and how many words the operator's pattern has beside its head.
    fn operated(&self, token: usize, depth: usize) -> Option<(usize, Event)> {
        let patterns = self.named(&self.frames.operators_by_word, token)?;
        let clause = self.clauses.at(token);
        // The longest pattern knows best: "call off" before "call".
        let mut fitting: Vec<(usize, &super::Pattern)> = patterns
            .iter()
            .filter(|(_, p)| {
                p.fits(self.sentence, token, &self.frames.lists)
                    && (!p.negated || clause.is_some_and(|c| c.negated))
            })
            .map(|(i, p)| (*i, p))
            .collect();
        fitting.sort_by_key(|(i, p)| (std::cmp::Reverse(p.rest.len() + usize::from(p.negated)), *i));
        for (number, pattern) in fitting {
            let operator = &self.frames.operators[number];
            for place in &operator.event {
                for candidate in self.places_of_event(token, place, pattern) {
                    let Some(inner) = self.at(candidate, depth + 1) else {
                        continue;
                    };
                    let frame = &self.frames.frames[inner.frame];
                    if !operator.kinds.is_empty() && !operator.kinds.contains(&frame.kind)
                        || frame.listed
                            && inner.steps.is_empty()
                            && !frame.after.contains_key(&operator.effect)
                    {
                        continue;
                    }
                    let event = self.apply(number, operator, pattern.negated, token, inner);
                    return Some((pattern.rest.len(), event));
                }
            }
        }
        None
    }

    /// Where the event of an operator may be.
    fn places_of_event(&self, token: usize, place: &EventPlace, pattern: &super::Pattern) -> Vec<usize> {
        let s = self.sentence;
        let clause = self.clauses.at(token);
        let noun = pattern.kind == PatternKind::Noun && clause.is_none_or(|c| c.copular);
        match place {
            EventPlace::Object if noun => self.marked(token, "of"),
            EventPlace::Object => clause
                .and_then(|c| c.done_to)
                .into_iter()
                .flat_map(|o| std::iter::once(o).chain(phrase::coordinates(s, o)))
                // "Called off the strike", read as if "off" marked a phrase.
                .chain(
                    pattern
                        .rest
                        .last()
                        .into_iter()
                        .flat_map(|particle| self.marked(token, particle)),
                )
                .collect(),
            EventPlace::Subject => clause.and_then(|c| c.subject).into_iter().collect(),
            EventPlace::Open => s
                .children(
                    token,
                    if noun {
                        &[Relation::Acl, Relation::Xcomp, Relation::Advcl]
                    } else {
                        &[Relation::Xcomp, Relation::Advcl]
                    },
                )
                .filter(|c| {
                    s.relation(*c) == Relation::Xcomp
                        || s.children(*c, &[Relation::Mark]).any(|m| s.lemma(m) == "to")
                })
                // "Dismissed a petition to wind up X": the infinitive may hang on the verb.
                .chain(s.head(token).filter(|_| noun).into_iter().flat_map(|h| {
                    s.children(h, &[Relation::Advcl, Relation::Xcomp])
                        .filter(|c| {
                            *c > token && s.children(*c, &[Relation::Mark]).any(|m| s.lemma(m) == "to")
                        })
                        .collect::<Vec<_>>()
                }))
                .collect(),
            EventPlace::Clause => s
                .children(token, &[Relation::Ccomp, Relation::Acl, Relation::Csubj])
                .filter(|c| !s.children(*c, &[Relation::Mark]).any(|m| s.lemma(m) == "to"))
                .collect(),
            EventPlace::Front => s
                .children(token, &[Relation::Compound, Relation::NmodPoss, Relation::Amod])
                .collect(),
            // "Completed its review of the purchase": what follows "of" belongs to the object.
            EventPlace::Marked(preposition)
                if &**preposition == "of"
                    && !noun
                    && clause.is_some_and(|c| c.done_to.is_some())
                    && !pattern.rest.iter().any(|w| &**w == "of") =>
            {
                Vec::new()
            }
            EventPlace::Marked(preposition) => self.marked(token, preposition),
        }
    }

    /// Phrases and gerunds under a word that carry the preposition.
    fn marked(&self, token: usize, preposition: &str) -> Vec<usize> {
        let s = self.sentence;
        s.dependents[token]
            .iter()
            .copied()
            .filter(|d| {
                matches!(
                    s.relation(*d),
                    Relation::Obl
                        | Relation::OblAgent
                        | Relation::Nmod
                        | Relation::Advcl
                        | Relation::Acl
                        | Relation::Xcomp
                        | Relation::Ccomp
                        | Relation::Conj
                )
            })
            .filter(|d| {
                s.dependents[*d].iter().any(|m| {
                    matches!(s.relation(*m), Relation::Case | Relation::Mark) && s.lemma(*m) == preposition
                })
            })
            .collect()
    }

    fn apply(
        &self,
        number: usize,
        operator: &Operator,
        negation_is_part: bool,
        token: usize,
        mut event: Event,
    ) -> Event {
        let frame = &self.frames.frames[event.frame];
        let outcome = self.outcome(frame, operator, &event);
        self.put(&mut event, &outcome);
        let clause = self.clauses.at(token);
        if let Some(clause) = clause {
            if outcome.state.is_none() && outcome.modality.is_none() && event.bare_noun {
                self.progress(frame, &mut event, clause.aspect);
            }
            self.bake(&mut event, clause, negation_is_part);
        }
        let holder = operator.holder.iter().find_map(|place| {
            let by_verb = clause.into_iter().flat_map(|c| self.verb_place(c, place));
            let noun = clause.is_none_or(|c| c.copular);
            let by_noun = noun.then(|| self.noun_place(token, place)).into_iter().flatten();
            by_verb.chain(by_noun).next()
        });
        if let (Some(holder), Some(about)) = (holder, frame.about) {
            let free = !event.parts.iter().any(|(p, _)| *p == about);
            if free && self.suits(&frame.parts[about], holder) {
                event.parts.push((about, holder));
            }
        }
        if let Some(role) = &operator.agent {
            let agent = match clause {
                Some(c) => c.doer,
                None => self
                    .noun_place(token, &Place::Owner)
                    .into_iter()
                    .chain(self.noun_place(token, &Place::Marked("by".into())))
                    .chain(self.noun_place(token, &Place::Marked("from".into())))
                    .next(),
            };
            let apart = |a: &usize| {
                !event.parts.iter().any(|(_, t)| t == a)
                    && *a != event.anchor
                    && *a != event.top
                    && self.sentence.tag(*a) != Tag::Num
            };
            if let Some(agent) = agent.filter(apart) {
                event.roles.push((role.clone(), agent));
            }
        }
        event.steps.push(Step {
            operator: number,
            token,
        });
        event.top = token;
        event.bare_noun = clause.is_none();
        event
    }

    /// What an operator makes of an event of this frame in this state.
    fn outcome(&self, frame: &Frame, operator: &Operator, event: &Event) -> Outcome {
        let by_state = format!(
            "{}:{}",
            operator.effect,
            event.state.as_deref().unwrap_or_default()
        );
        // "Dropped its plan for a recall": nothing was recalled that could be lifted.
        let unborn = format!("{}~", operator.effect);
        let only_meant = event.modality != Modality::Asserted;
        let table = self.frames.tables.get(&frame.kind);
        frame
            .after
            .get(&by_state)
            .or_else(|| table.and_then(|t| t.get(&unborn)).filter(|_| only_meant))
            .or_else(|| table.and_then(|t| t.get(&by_state)))
            .or_else(|| frame.after.get(&operator.effect))
            .or_else(|| table.and_then(|t| t.get(&operator.effect)))
            .cloned()
            .unwrap_or_else(|| operator.otherwise.clone())
    }

    fn put(&self, event: &mut Event, outcome: &Outcome) {
        if let Some(state) = &outcome.state {
            event.state = Some(state.clone());
            // A state of its own is a fact of its own: what hedged the event below hedges it no longer.
            event.negated = false;
            event.modality = Modality::Asserted;
        }
        event.negated ^= outcome.negated;
        event.nothing |= outcome.nothing;
        if let Some(modality) = outcome.modality {
            event.modality = if modality == Modality::Asserted {
                Modality::Asserted
            } else {
                crate::clauses::weaker(Some(event.modality), modality)
            };
        }
    }

    /// The state that the aspect of the predicate gives.
    fn progress(&self, frame: &Frame, event: &mut Event, aspect: Aspect) {
        let outcome = match aspect {
            Aspect::UnderWay => frame.under_way.as_ref(),
            Aspect::ToCome => frame.to_come.as_ref(),
            _ => None,
        };
        if let Some(outcome) = outcome.filter(|_| event.state == frame.done) {
            self.put(event, outcome);
        }
    }

    /// Lays the predicate's own aspect, polarity and hedges on the event.
    fn bake(&self, event: &mut Event, clause: &Clause, negation_is_part: bool) {
        event.negated ^= clause.negated && !negation_is_part;
        if let Some(hedge) = clause.hedge {
            event.modality = crate::clauses::weaker(Some(event.modality), hedge);
        }
        if clause.aspect == Aspect::ToCome && !clause.conditional {
            event.modality = crate::clauses::weaker(Some(event.modality), Modality::Planned);
        }
        event.conditional |= clause.conditional;
        event.open |= clause.open;
        if clause.aspect != Aspect::Bare || event.steps.is_empty() {
            event.aspect = clause.aspect;
        }
    }

    // --- frames ---

    /// The event of a frame, and how many words its pattern has beside its head.
    fn framed(&self, token: usize) -> Option<(usize, Event)> {
        let patterns = self.named(&self.frames.by_word, token)?;
        let clause = self.clauses.at(token);
        let mut best: Option<(usize, usize, Event)> = None;
        for (number, pattern) in patterns {
            if !pattern.fits(self.sentence, token, &self.frames.lists)
                || pattern.negated && !clause.is_some_and(|c| c.negated)
            {
                continue;
            }
            // A verb that the parser found no clause for is no predicate.
            if pattern.kind == PatternKind::Verb && clause.is_none() {
                continue;
            }
            let frame = &self.frames.frames[*number];
            let Some(parts) = self.parts(frame, token, pattern, clause) else {
                continue;
            };
            if !self.fits(frame, token) {
                continue;
            }
            let weight = pattern.rest.len() * 4 + usize::from(pattern.negated) * 4 + parts.len();
            if best.as_ref().is_none_or(|(w, _, _)| weight > *w) {
                let event = self.fresh(*number, frame, token, parts, pattern, clause);
                best = Some((weight, pattern.rest.len(), event));
            }
        }
        best.map(|(_, words, e)| (words, e))
    }

    fn fresh(
        &self,
        number: usize,
        frame: &Frame,
        token: usize,
        parts: Vec<(usize, usize)>,
        pattern: &super::Pattern,
        clause: Option<&Clause>,
    ) -> Event {
        let roles = parts
            .iter()
            .filter_map(|(p, at)| Some((frame.parts[*p].role.clone()?, *at)))
            .collect();
        let mut event = Event {
            frame: number,
            anchor: token,
            top: token,
            parts,
            roles,
            steps: Vec::new(),
            state: frame.done.clone(),
            negated: frame.done_not,
            modality: frame.done_as,
            conditional: false,
            open: false,
            aspect: Aspect::Bare,
            bare_noun: pattern.kind == PatternKind::Noun || clause.is_none(),
            by_noun: pattern.kind == PatternKind::Noun,
            nothing: false,
            words: pattern.rest.len(),
            again: false,
        };
        let predicate = match pattern.kind {
            PatternKind::Noun => None,
            _ => clause,
        };
        if let Some(clause) = predicate {
            self.progress(frame, &mut event, clause.aspect);
            self.bake(&mut event, clause, pattern.negated);
            // What is announced is so already: "将裁减" is a cut in jobs.
            let announced = clause.aspect == Aspect::ToCome
                && clause.hedge.is_none()
                && frame
                    .to_come
                    .as_ref()
                    .is_some_and(|o| o.modality == Some(Modality::Asserted));
            if announced {
                event.modality = Modality::Asserted;
            }
        }
        event
    }

    /// "The deal": an event of a kind that was told before.
    fn again(&self, token: usize) -> Option<Event> {
        let kinds = self.frames.again.get(self.sentence.lemma(token))?;
        let definite = self.sentence.dependents[token].iter().any(|d| {
            self.sentence.relation(*d) == Relation::Det
                && !matches!(self.sentence.lemma(*d), "a" | "an" | "no")
                || self.sentence.relation(*d) == Relation::NmodPoss
        });
        if !definite {
            return None;
        }
        let kind = kinds.iter().find(|k| self.told.contains(*k))?;
        let number = self
            .frames
            .frames
            .iter()
            .position(|f| f.kind == *kind && f.about.is_some())?;
        Some(Event {
            frame: number,
            anchor: token,
            top: token,
            parts: Vec::new(),
            roles: Vec::new(),
            steps: Vec::new(),
            state: self.frames.frames[number].done.clone(),
            negated: false,
            modality: Modality::Asserted,
            conditional: false,
            open: false,
            aspect: Aspect::Bare,
            bare_noun: true,
            by_noun: true,
            nothing: false,
            words: 0,
            again: true,
        })
    }

    /// Words and quantities that a frame wants in its clause.
    fn fits(&self, frame: &Frame, token: usize) -> bool {
        let around = self
            .clauses
            .around(self.sentence, token)
            .map(|i| &self.clauses.list[i]);
        let span = around.map_or_else(|| self.sentence.span_under(token), |c| c.span);
        if frame.needs_money || frame.needs_quantity {
            let wanted = |q: &Quantity| {
                !frame.needs_money || matches!(q.kind, QuantityKind::Money | QuantityKind::Share)
            };
            if !self.quantities.iter().any(|q| span.holds(q.span) && wanted(q)) {
                return false;
            }
        }
        let has = |words: &[Box<str>], everywhere: bool| {
            (0..self.sentence.len()).any(|i| {
                (everywhere || span.holds(self.sentence.token(i).span)) && {
                    let lemma = self.sentence.lemma(i).to_lowercase();
                    words
                        .iter()
                        .any(|w| super::pattern::is_word(&lemma, w, &self.frames.lists))
                }
            })
        };
        (frame.with.is_empty() || has(&frame.with, true)) && !has(&frame.unless, false)
    }

    /// Fills the parts of a frame; `None` when one that it needs is missing.
    fn parts(
        &self,
        frame: &Frame,
        token: usize,
        pattern: &super::Pattern,
        clause: Option<&Clause>,
    ) -> Option<Vec<(usize, usize)>> {
        let mut parts: Vec<(usize, usize)> = Vec::new();
        let noun = pattern.kind == PatternKind::Noun;
        for (number, part) in frame.parts.iter().enumerate() {
            let places = if noun { &part.noun } else { &part.verb };
            let mut barred = false;
            let found = places.iter().find_map(|place| {
                let candidates = match clause.filter(|_| !noun) {
                    Some(clause) => self.verb_place(clause, place),
                    None => self.noun_place(token, place),
                };
                let loose = part.loose && *place == Place::Subject;
                let reports = if loose { self.reports(token) } else { Vec::new() };
                candidates.into_iter().chain(reports).find(|at| {
                    barred |= *place == Place::Object && self.barred(part, *at);
                    (*at != token || *place == Place::Itself)
                        && !parts.iter().any(|(_, t)| t == at)
                        && self.suits(part, *at)
                })
            });
            match found {
                Some(at) => parts.push((number, at)),
                // "Dismissed the petition": an object that the part must not be says that it is another event.
                None if barred => return None,
                None if part.need && !(noun && self.told.contains(&frame.kind)) => return None,
                None if part.need_by_verb && !noun => return None,
                None => {}
            }
        }
        Some(parts)
    }

    /// Nouns that may be what is called false when the parser lost the subject: "reports it had been sold were untrue".
    fn reports(&self, token: usize) -> Vec<usize> {
        (0..token)
            .rev()
            .filter(|at| {
                // "Said reports it had been sold were untrue" may be read as if "reports" were the verb.
                matches!(self.sentence.tag(*at), Tag::Noun | Tag::Verb | Tag::Propn)
                    && self
                        .frames
                        .in_list("report", &self.sentence.word(*at).to_lowercase())
                    || self.sentence.tag(*at) == Tag::Noun
                        && self.frames.in_list("report", self.sentence.lemma(*at))
            })
            .collect()
    }

    /// True when a phrase is of the sort that a part wants.
    fn suits(&self, part: &Part, at: usize) -> bool {
        let lemma = self.sentence.lemma(at).to_lowercase();
        let span = self.sentence.token(at).span;
        if self.times.iter().any(|t| t.span.overlaps(span)) {
            return false;
        }
        if self.barred(part, at) {
            return false;
        }
        let listed = part.lists.iter().any(|list| {
            self.frames.in_list(list, &lemma)
                || self.frames.in_list(list, &self.sentence.word(at).to_lowercase())
                || self
                    .frames
                    .in_list(list, lemma.strip_suffix('s').unwrap_or(&lemma))
                || self
                    .sentence
                    .children(at, &[Relation::Compound, Relation::Amod])
                    .any(|c| self.frames.in_list(list, self.sentence.lemma(c)))
        });
        // "A round of tariffs": tariffs.
        let of_many = || {
            let s = self.sentence;
            self.frames.in_list("partitives", &lemma)
                && s.children(at, &[Relation::Nmod]).any(|of| {
                    s.preposition(of).is_some_and(|p| s.lemma(p) == "of")
                        && part.lists.iter().any(|l| self.frames.in_list(l, s.lemma(of)))
                })
        };
        listed || part.sorts.meets(self.sorts(at)) || of_many()
    }

    /// True when the phrase is a noun that a part must not be.
    fn barred(&self, part: &Part, at: usize) -> bool {
        // A name's words are no nouns: "Finmark Tubes" is a firm.
        let firm = self.sentence.tag(at) == Tag::Propn
            && phrase::name(self.sentence, at).len() > self.sentence.token(at).span.len()
            && self.sorts(at).meets(Sorts::ORG)
            && !self.sorts(at).meets(Sorts::BODY);
        if firm {
            return false;
        }
        let lemma = self.sentence.lemma(at).to_lowercase();
        part.never
            .iter()
            .any(|w| super::pattern::is_word(&lemma, w, &self.frames.lists))
    }

    fn verb_place(&self, clause: &Clause, place: &Place) -> Vec<usize> {
        let s = self.sentence;
        // A headline leaves out "was": "Olsvik charged with bribery".
        let stray =
            s.relation(clause.predicate) == Relation::Acl && clause.link == crate::clauses::Link::Root;
        let clipped = (s.headline || stray)
            && clause.voice == Voice::Active
            && clause.done_to.is_none()
            && !clause.copular
            && (s.has(clause.predicate, Features::PAST) || s.has(clause.predicate, Features::PARTICIPLE))
            && !s
                .children(clause.predicate, &[Relation::Ccomp, Relation::Xcomp])
                .any(|_| true);
        match place {
            Place::Subject | Place::Owner => clause.doer.into_iter().collect(),
            Place::Object if clipped => clause.doer.into_iter().collect(),
            // 责令甲停止: who does it is told to.
            Place::Object if clause.done_to.is_none() && self.frames.small.tenseless => s
                .children(clause.predicate, &[Relation::Ccomp])
                .filter_map(|c| s.child(c, Relation::Nsubj))
                .collect(),
            Place::Object => clause.done_to.into_iter().collect(),
            Place::Recipient => clause.recipient.into_iter().collect(),
            Place::Marked(preposition) => clause
                .others
                .iter()
                .filter(|(p, _)| p.is_some_and(|p| s.lemma(p) == &**preposition))
                .map(|(_, at)| *at)
                // "Filed a suit against X": the phrase may hang on the object.
                .chain(
                    clause
                        .done_to
                        .into_iter()
                        .flat_map(|o| self.marked(o, preposition)),
                )
                .filter(|at| s.tag(*at) != Tag::Verb)
                .collect(),
            Place::Unmarked => clause
                .others
                .iter()
                .filter(|(p, _)| p.is_none())
                .map(|(_, at)| *at)
                .collect(),
            Place::Predicate => s
                .children(clause.predicate, &[Relation::Xcomp])
                .filter(|c| s.tag(*c).is_nominal())
                .chain(clause.copular.then_some(clause.predicate))
                .collect(),
            Place::OwnerOf(place) => self.owners(self.verb_place(clause, place)),
            Place::Front | Place::Itself => Vec::new(),
        }
    }

    /// Who or what phrases belong to, come from, or are of.
    fn owners(&self, phrases: Vec<usize>) -> Vec<usize> {
        phrases
            .into_iter()
            .flat_map(|at| {
                let own = phrase::owner(self.sentence, at).into_iter();
                own.chain(self.marked(at, "of")).chain(self.marked(at, "from"))
            })
            .collect()
    }

    fn noun_place(&self, token: usize, place: &Place) -> Vec<usize> {
        let s = self.sentence;
        match place {
            Place::Itself => vec![token],
            // 海登药业的破产申请: the owner hangs on the noun that the event word describes.
            Place::Owner => s
                .child(token, Relation::NmodPoss)
                .or_else(|| {
                    let head = s
                        .head(token)
                        .filter(|_| self.frames.small.tenseless && s.relation(token) == Relation::Compound)?;
                    s.child(head, Relation::NmodPoss)
                })
                .into_iter()
                .collect(),
            Place::Front => s
                .children(token, &[Relation::Compound, Relation::NmodDesc])
                .collect(),
            Place::Marked(preposition) => self
                .marked(token, preposition)
                .into_iter()
                // "Completed its purchase of X": the phrase may hang on the verb, right behind the noun.
                // "A fine imposed on X": but who did the imposing need not be who did it.
                .chain(
                    s.children(token, &[Relation::Acl])
                        .filter(|c| &**preposition != "by" && s.has(*c, Features::PARTICIPLE))
                        .flat_map(|c| self.marked(c, preposition))
                        .collect::<Vec<_>>(),
                )
                // "The takeover of X by Y": read as if Y made X.
                .chain(
                    self.marked(token, "of")
                        .into_iter()
                        .filter(|_| &**preposition != "of")
                        .flat_map(|of| self.marked(of, preposition)),
                )
                .chain(
                    s.head(token)
                        .into_iter()
                        .flat_map(|h| self.marked(h, preposition))
                        .filter(|at| {
                            // Chinese phrases stand before the verb, whatever they belong to.
                            self.frames.small.tenseless
                                || *at > token
                                    && s.preposition(*at)
                                        .is_some_and(|p| p == s.extent(token).1 + 1 || p == token + 1)
                        }),
                )
                .filter(|at| s.tag(*at) != Tag::Verb)
                .collect(),
            Place::OwnerOf(place) => self.owners(self.noun_place(token, place)),
            // An event noun as predicate: "X is the target of a probe".
            Place::Subject => self
                .clauses
                .at(token)
                .filter(|c| c.copular)
                .and_then(|c| c.subject)
                .into_iter()
                .collect(),
            _ => Vec::new(),
        }
    }

    /// The words of an event: those of the clause that its topmost word stands in.
    pub fn span(&self, event: &Event) -> Span {
        match self.clauses.at(event.top) {
            Some(clause) => clause.span,
            None => self.sentence.span_under(event.top),
        }
    }
}
