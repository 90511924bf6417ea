//! Operators over events: which event a word such as "approve" or "drop" takes, and what it makes of it.
//! What does not live here: events by themselves (the module above), tables of operators (`crate::operators`, packs).

use super::{Event, Reader, Step};
use crate::Modality;
use crate::clauses::{Clause, Voice, phrase};
use crate::frames::{Frame, Outcome, Pattern, PatternKind, Place, Sorts};
use crate::operators::{EventPlace, Operator};
use crate::syntax::{Features, Relation, Tag};

impl Reader<'_> {
    /// The event under an operator, and how many words the operator's pattern has beside its head.
    pub(super) fn operated(&self, token: usize, depth: usize) -> Option<(usize, Event)> {
        let patterns = self.named(&self.frames.operators_by_word, token)?;
        let clause = self.clauses.at(token);
        // The longest pattern knows best: "call off" before "call".
        let mut fitting: Vec<(usize, &Pattern)> = patterns
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

    /// The second of two infinitives under one operator: "plans to close a mill and *to build* another".
    pub(super) fn shared(&self, token: usize) -> Option<Event> {
        let s = self.sentence;
        let first = s.head(token).filter(|_| s.relation(token) == Relation::Conj)?;
        let above = s.head(first).filter(|_| s.relation(first) == Relation::Xcomp)?;
        let marked = |at: usize| s.children(at, &[Relation::Mark]).any(|m| s.lemma(m) == "to");
        if !marked(first) || !s.has(token, Features::INFINITIVE) {
            return None;
        }
        let clause = self.clauses.at(above);
        let inner = self.at(token, 1)?;
        let frame = &self.frames.frames[inner.frame];
        self.named(&self.frames.operators_by_word, above)?
            .iter()
            .filter(|(_, p)| p.fits(s, above, &self.frames.lists))
            .filter(|(_, p)| !p.negated || clause.is_some_and(|c| c.negated))
            .find_map(|(number, pattern)| {
                let operator = &self.frames.operators[*number];
                let takes = operator.event.contains(&EventPlace::Open)
                    && (operator.kinds.is_empty() || operator.kinds.contains(&frame.kind));
                takes.then(|| self.apply(*number, operator, pattern.negated, above, inner.clone()))
            })
    }

    /// Events that a list names as examples of one: "talks about cooperation, *including the purchase of a plant*". They are as
    /// far as it is, if their kind knows such a state.
    pub fn included(&self, event: &Event, clause: &Clause) -> Vec<Event> {
        let s = self.sentence;
        let under = |at: usize| {
            at > event.anchor
                && clause.span.holds(s.token(at).span)
                && s.preposition(at).is_some_and(|p| s.lemma(p) == "include")
        };
        let known = |kind: &str| {
            event.state.as_deref().is_some_and(|state| {
                let table = self.frames.tables.get(kind);
                table.is_some_and(|t| t.values().any(|o| o.state.as_deref() == Some(state)))
            })
        };
        (0..s.len())
            .filter(|at| under(*at))
            .filter_map(|at| self.event(at))
            .filter(|inner| inner.by_noun && !inner.again && inner.anchor != event.anchor)
            .filter(|inner| known(&self.frames.frames[inner.frame].kind))
            .map(|inner| Event {
                state: event.state.clone(),
                negated: event.negated,
                modality: event.modality,
                conditional: event.conditional,
                open: event.open,
                aspect: event.aspect,
                top: inner.anchor,
                ..inner
            })
            .collect()
    }

    /// Where the event of an operator may be.
    fn places_of_event(&self, token: usize, place: &EventPlace, pattern: &Pattern) -> Vec<usize> {
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
            // 政策提高了包容度: what it did to something else was not done to it.
            EventPlace::Subject => clause
                .filter(|c| !self.frames.small.tenseless || c.done_to.is_none() || c.done_to == c.subject)
                .and_then(|c| c.subject)
                .into_iter()
                .collect(),
            EventPlace::Open => s
                .children(
                    token,
                    if noun {
                        &[Relation::Acl, Relation::Xcomp, Relation::Advcl]
                    } else {
                        &[Relation::Xcomp, Relation::Advcl]
                    },
                )
                // "Remains jailed", "remains by one measure at a quarter": nothing is still to do.
                .filter(|c| {
                    let form = |form: Features| s.has(*c, form);
                    let marked = s
                        .children(*c, &[Relation::Mark, Relation::Aux, Relation::AuxPass])
                        .next()
                        .is_some();
                    self.frames.small.tenseless
                        || marked
                        || self.clauses.at(*c).is_some() && !form(Features::PARTICIPLE)
                })
                // "Ruled out *buying* it", read as what went on meanwhile.
                .filter(|c| {
                    let next = *c > token
                        && s.has(*c, Features::GERUND)
                        && (token + 1..*c).all(|i| s.relation(i) == Relation::CompoundPrt);
                    s.relation(*c) == Relation::Xcomp
                        || next && !self.frames.small.tenseless
                        || s.children(*c, &[Relation::Mark]).any(|m| s.lemma(m) == "to")
                })
                // "Asked a court *to wind it up*", read as a court for that: what somebody is asked to do.
                .chain(
                    clause
                        .filter(|_| !noun && !self.frames.small.tenseless)
                        .and_then(|c| c.done_to)
                        .filter(|o| {
                            *o > token
                                && self
                                    .sorts(*o)
                                    .meets(Sorts::BODY.with(Sorts::PERSON).with(Sorts::ORG))
                        })
                        .into_iter()
                        .flat_map(|o| {
                            s.children(o, &[Relation::Acl])
                                .filter(|c| s.children(*c, &[Relation::Mark]).any(|m| s.lemma(m) == "to"))
                                .collect::<Vec<_>>()
                        }),
                )
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
        // "Is considering whether to ban": what is talked about is open by its nature.
        if event.open && operator.effect == "talks" && !self.frames.small.tenseless {
            event.open = false;
            event.modality = crate::clauses::weaker(Some(event.modality), Modality::Possible);
        }
        let clause = self.clauses.at(token);
        if let Some(clause) = clause {
            if outcome.state.is_none() && outcome.modality.is_none() && event.bare_noun {
                self.progress(frame, &mut event, clause.aspect);
            }
            self.bake(&mut event, clause, negation_is_part);
        }
        // 吊销包某的执照: whose it is stands there, and it is not the one who acts.
        let owned = operator.agent.is_some()
            && event.by_noun
            && self.frames.small.tenseless
            && self.noun_place(event.anchor, &Place::Owner).iter().any(|owner| {
                self.sorts(*owner)
                    .meets(Sorts::PERSON.with(Sorts::ORG).with(Sorts::BODY))
                    && !frame.about.is_some_and(|p| self.barred(&frame.parts[p], *owner))
            });
        // "Dropped the inquiry": who acts on a case is not who it is about.
        let named = operator.name.rsplit('/').next();
        let acts = !frame.held_by.is_empty() && !frame.held_by.iter().any(|by| named == Some(&**by));
        let holder = operator.holder.iter().find_map(|place| {
            if (owned || acts) && *place == Place::Subject {
                return None;
            }
            let by_verb = clause.into_iter().flat_map(|c| self.verb_place(c, place));
            let noun = clause.is_none_or(|c| c.copular);
            let by_noun = noun.then(|| self.noun_place(token, place)).into_iter().flatten();
            by_verb.chain(by_noun).next()
        });
        // 甲决定起诉: whoever acts is not the one to whom it is done.
        let acts = self.frames.small.tenseless
            && !event.by_noun
            && clause.is_some_and(|c| c.voice == Voice::Active && c.subject == holder);
        let undergoes = |about: &usize| acts && !frame.parts[*about].verb.contains(&Place::Subject);
        if let (Some(holder), Some(about)) = (holder, frame.about.filter(|a| !undergoes(a))) {
            let free = !event.parts.iter().any(|(p, _)| *p == about);
            if free && self.suits(&frame.parts[about], holder) {
                event.parts.push((about, holder));
            }
        }
        // A shop that tightens its own rules makes no law.
        let doer = clause.and_then(|c| c.doer);
        event.nothing |= operator.deed
            && doer.is_some_and(|d| {
                d != event.anchor
                    && !event.parts.iter().any(|(_, t)| *t == d)
                    && frame.doers.as_ref().is_some_and(|who| !self.does(who, d))
            });
        event.nothing |= operator.able != Sorts::default()
            && doer.is_some_and(|d| {
                !event.parts.iter().any(|(_, t)| *t == d) && !self.sorts(d).meets(operator.able)
            });
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

    /// True for somebody who can act on an event: of the sorts and lists, a person by name, or a pronoun for one.
    fn does(&self, (sorts, lists): &(Sorts, Vec<Box<str>>), who: usize) -> bool {
        let s = self.sentence;
        let lemma = s.lemma(who).to_lowercase();
        if s.tag(who) == Tag::Pron {
            return !self.frames.in_list("reader", &lemma);
        }
        let of = self.sorts(who);
        sorts.meets(of)
            || s.tag(who) == Tag::Propn && of.meets(Sorts::PERSON)
            || lists.iter().any(|list| self.frames.in_list(list, &lemma))
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
        // 宣布拟收购: what is announced as a plan is one.
        let plan =
            self.frames.small.tenseless && matches!(event.modality, Modality::Planned | Modality::Possible);
        if operator.keeps && (plan || !event.steps.is_empty()) {
            return Outcome::default();
        }
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

    pub(super) fn put(&self, event: &mut Event, outcome: &Outcome) {
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
}
