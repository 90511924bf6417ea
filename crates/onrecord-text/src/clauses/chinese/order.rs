//! One clause between two marks: phrases hang on verbs, verbs on verbs.
//! What does not live here: what is before 的 (see `phrases`), and how clauses join (see `segments`).

use super::{Class, Order};
use crate::syntax::{Relation, Tag};

/// A word or a whole phrase, by its head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Item {
    Np(usize),
    Verb(usize),
    Coverb(usize),
    Patient(usize),
    Passive(usize),
    Adverb(usize),
    Time(usize),
    Aspect(usize),
    Mark(usize),
    Closer(usize),
}

/// A clause: its topmost verb, whether it has a subject of its own, and a verb at its end that wants a clause.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Made {
    pub head: Option<usize>,
    pub subject: bool,
    pub wants: Option<usize>,
    /// The last noun phrase, when there is no verb.
    pub noun: Option<usize>,
    /// The word that opens it: 如果.
    pub marked: Option<usize>,
    /// 签署协议 at its end: what follows is what they agreed on.
    pub signs: Option<usize>,
    /// 后 at its end: it tells when the next clause is so.
    pub closed: bool,
}

/// What waits for its verb.
#[derive(Default)]
struct Waiting {
    nouns: Vec<usize>,
    adverbs: Vec<(usize, Relation)>,
    phrases: Vec<(usize, usize)>,
    passive: Option<(usize, Option<usize>)>,
    patient: Option<(usize, Option<usize>)>,
    coverb: Option<usize>,
}

impl Order<'_> {
    /// Hangs the items of one clause on its verbs.
    pub(super) fn clause(&mut self, items: &[Item]) -> Made {
        let mut made = Made::default();
        let mut wait = Waiting::default();
        let mut current: Option<usize> = None;
        let mut closed: Option<usize> = None;
        let mut marks: Vec<usize> = Vec::new();
        // 就出售业务签署协议: what waits before 就 is the second verb's.
        let mut aside: Option<(usize, usize, Waiting, Option<usize>)> = None;
        for (place, item) in items.iter().enumerate() {
            let verb_later = items[place + 1..].iter().any(|i| matches!(i, Item::Verb(_)));
            match *item {
                Item::Coverb(p) => {
                    let behind = current.is_some() && !verb_later
                        || matches!(place.checked_sub(1).map(|i| items[i]), Some(Item::Verb(_)))
                            && self.is(p, &self.given.words.behind);
                    if !behind && let Some(old) = wait.coverb {
                        wait.adverbs.push((old, Relation::Dep));
                    }
                    wait.coverb = Some(p);
                }
                Item::Np(n) => {
                    made.noun = Some(n);
                    self.noun(&mut wait, current, items, place, n);
                }
                Item::Patient(p) => wait.patient = Some((p, None)),
                Item::Passive(p) => wait.passive = Some((p, None)),
                Item::Adverb(a) => {
                    let relation = if self.tokens[a].tag == Tag::Aux {
                        Relation::Aux
                    } else {
                        Relation::Advmod
                    };
                    match current.filter(|_| !verb_later) {
                        Some(verb) => self.attach(a, verb, relation),
                        None => wait.adverbs.push((a, relation)),
                    }
                }
                Item::Time(t) => match current.filter(|_| !verb_later) {
                    Some(verb) => self.attach(t, verb, Relation::OblTmod),
                    None => wait.adverbs.push((t, Relation::OblTmod)),
                },
                Item::Aspect(a) => {
                    if let Some(verb) = current {
                        self.attach(a, verb, Relation::Aux);
                    }
                }
                Item::Mark(m) => marks.push(m),
                Item::Closer(c) => match current.filter(|_| verb_later || place + 1 == items.len()) {
                    Some(verb) => {
                        let top = made.head.unwrap_or(verb);
                        self.attach(c, top, Relation::Mark);
                        if verb_later {
                            closed = Some(top);
                            current = None;
                            made.head = None;
                        }
                    }
                    None => {
                        // 三名工人在事故中遇难: what 中 closes is the phrase right before it.
                        let noun = wait.nouns.last().copied();
                        let phrase = wait.phrases.last().map(|(_, n)| *n);
                        if let Some(n) = noun.max(phrase) {
                            self.attach(c, n, Relation::CaseLoc);
                        }
                    }
                },
                Item::Verb(v) => {
                    if let Some((coverb, verb, waiting, before)) = aside.take() {
                        let inner = std::mem::replace(&mut wait, waiting);
                        // What stands between the two is the first one's object, and adverbs of the second.
                        wait.adverbs.extend(inner.adverbs);
                        if let Some(object) = inner.nouns.first() {
                            self.attach(*object, verb, Relation::Obj);
                        }
                        current = before;
                        made.head = before.and(made.head);
                        self.verb(&mut made, &mut wait, &mut current, v);
                        self.attach(verb, v, Relation::Advcl);
                        self.attach(coverb, verb, Relation::Mark);
                        continue;
                    }
                    // 就收购乙签署协议, 对甲收购乙展开调查: a coverb with a clause, whose subject may be there.
                    let about = |p: usize| self.is(p, &self.given.words.about);
                    let bare = wait.coverb.filter(|p| verb_later && about(*p));
                    let with_subject = wait.phrases.last().copied().filter(|(p, n)| {
                        about(*p)
                            && place > 0
                            && items[place - 1] == Item::Np(*n)
                            && self.known(v).whole
                            && matches!(items.get(place + 1), Some(Item::Np(_)))
                            && matches!(items.get(place + 2), Some(Item::Verb(_)))
                    });
                    let subject = with_subject.filter(|_| bare.is_none()).map(|(_, n)| n);
                    if let Some(p) = bare.or(with_subject.map(|(p, _)| p)) {
                        if let Some(n) = subject {
                            wait.phrases.pop();
                            self.attach(n, v, Relation::Nsubj);
                        } else {
                            wait.coverb = None;
                        }
                        aside = Some((p, v, std::mem::take(&mut wait), current));
                        current = Some(v);
                        continue;
                    }
                    self.verb(&mut made, &mut wait, &mut current, v);
                    if let Some(before) = closed.take() {
                        self.attach(before, v, Relation::Advcl);
                        // Who does both stands in the first clause.
                        if !made.subject
                            && let Some(subject) = self
                                .children(before)
                                .into_iter()
                                .find(|c| self.tokens[*c].relation == Relation::Nsubj)
                        {
                            self.tokens[subject].head = None;
                            self.attach(subject, v, Relation::Nsubj);
                            made.subject = true;
                        }
                    }
                }
            }
        }
        made.closed = made.head.is_some()
            && made.subject
            && matches!(items.last(), Some(Item::Closer(c)) if self.is(*c, &self.given.words.timing_closers));
        made.head = made.head.or(closed).or(aside.map(|(_, verb, _, _)| verb));
        self.hang_rest(&mut made, items, current, wait, marks);
        made
    }

    /// Hangs what is left at the end of a clause, and says whether its verb waits for another.
    fn hang_rest(
        &mut self,
        made: &mut Made,
        items: &[Item],
        current: Option<usize>,
        wait: Waiting,
        marks: Vec<usize>,
    ) {
        made.wants = current.filter(|v| {
            self.is(*v, &self.given.words.takes)
                && matches!(
                    items.iter().rfind(|i| !matches!(i, Item::Aspect(_) | Item::Time(_))),
                    Some(Item::Verb(last)) if last == v
                )
        });
        made.signs = current.filter(|v| self.signs(*v, items));
        if let (Some(p), Some(verb)) = (wait.coverb, current) {
            self.attach(p, verb, Relation::Dep);
        }
        if let Some(verb) = made.head {
            for mark in marks {
                self.attach(mark, verb, Relation::Mark);
                made.marked = Some(mark);
            }
            for n in wait.nouns {
                self.attach(n, verb, Relation::Dislocated);
            }
            for (a, relation) in wait.adverbs {
                self.attach(a, verb, relation);
            }
        }
    }

    fn noun(&mut self, wait: &mut Waiting, current: Option<usize>, items: &[Item], place: usize, n: usize) {
        let verb_later = items[place + 1..].iter().any(|i| matches!(i, Item::Verb(_)));
        if let Some(p) = wait.coverb.take() {
            let behind = matches!(
                place.checked_sub(2).map(|i| items[i]),
                Some(Item::Verb(_) | Item::Aspect(_))
            ) && self.is(p, &self.given.words.behind);
            match current.filter(|_| behind || !verb_later) {
                Some(verb) => self.phrase(verb, p, n),
                None => wait.phrases.push((p, n)),
            }
            return;
        }
        if let Some((_, agent @ None)) = &mut wait.passive
            && verb_later
        {
            *agent = Some(n);
            return;
        }
        if let Some((_, object @ None)) = &mut wait.patient
            && verb_later
        {
            *object = Some(n);
            return;
        }
        let Some(verb) = current else {
            wait.nouns.push(n);
            return;
        };
        let has_object = self
            .children(verb)
            .iter()
            .any(|c| *c > verb && self.tokens[*c].relation == Relation::Obj);
        // 仍有7人失联: they are missing.
        // 7人死亡、15人受伤: behind the mark somebody else begins.
        let next = n > verb + 1
            && self.class[n] == Class::Amount
            && self.tokens[n - 1].span.of(self.given.text) == "、";
        let existing = self.lemma(verb) == "有" && matches!(self.class[n], Class::Amount | Class::Name);
        if verb_later && (self.takes(verb) || has_object || existing || next) && wait.nouns.is_empty() {
            wait.nouns.push(n);
        } else if self.is(verb, &self.given.words.light) && self.known(n).any() {
            // 进行初步磋商: the noun is what is done.
            self.tokens[n].tag = Tag::Verb;
            self.carry(verb, n);
        } else if has_object && self.tokens[n].tag == Tag::Num {
            self.attach(n, verb, Relation::OblUnmarked);
        } else {
            self.attach(n, verb, Relation::Obj);
        }
    }

    /// Hands all that hangs on a light verb to the word that says what is done.
    fn carry(&mut self, light: usize, verb: usize) {
        let (head, relation) = (self.tokens[light].head, self.tokens[light].relation);
        for child in self.children(light) {
            if child != verb {
                self.tokens[child].head = Some(verb);
            }
        }
        self.tokens[verb].head = head;
        self.tokens[verb].relation = relation;
        self.tokens[light].head = Some(verb);
        self.tokens[light].relation = Relation::CompoundVv;
    }

    fn phrase(&mut self, verb: usize, coverb: usize, noun: usize) {
        let relation = if self.is(coverb, &self.given.words.agent) {
            Relation::OblAgent
        } else {
            Relation::Obl
        };
        self.attach(noun, verb, relation);
        self.attach(coverb, noun, Relation::Case);
    }

    fn verb(&mut self, made: &mut Made, wait: &mut Waiting, current: &mut Option<usize>, v: usize) {
        // 进行重整, 提起公诉: the second word is the verb.
        if let Some(light) = current.filter(|c| {
            self.is(*c, &self.given.words.light)
                && self.known(v).any()
                && wait.nouns.is_empty()
                && wait.passive.is_none()
        }) {
            self.carry(light, v);
            if made.head == Some(light) {
                made.head = Some(v);
            }
            self.hang(wait, v);
            *current = Some(v);
            return;
        }
        let passive = wait.passive.is_some()
            || wait
                .phrases
                .iter()
                .any(|(p, _)| self.is(*p, &self.given.words.agent));
        let mut subject = wait.nouns.pop();
        let mut others = std::mem::take(&mut wait.nouns);
        // 甲拟现金收购乙: the noun between the modal and the verb says how; who does it is before the modal.
        if let (Some(how), Some(who)) = (subject, others.last().copied())
            && how + 1 == v
            && self.class[how] == Class::Noun
            && wait
                .adverbs
                .iter()
                .any(|(a, _)| who < *a && *a < how && self.is(*a, &self.given.words.modals))
        {
            others.pop();
            subject = Some(who);
            self.attach(how, v, Relation::OblUnmarked);
        }
        if let Some(c) = *current {
            let known = self.known(v);
            let object = self
                .children(c)
                .iter()
                .any(|o| self.tokens[*o].relation == Relation::Obj);
            let told = self
                .children(c)
                .iter()
                .any(|a| self.tokens[*a].relation == Relation::Aux || self.is_done(*a));
            let comments = object && !told && self.is(v, &self.given.words.comments);
            let settles = comments || passive && known.settles || known.ends && (object || !self.takes(c));
            let event = self.known(c).verb || self.known(made.head.unwrap_or(c)).takes;
            let top = made.head.unwrap_or(c);
            if settles && event && subject.is_none() && !self.is(c, &self.given.words.takes) {
                // 甲收购乙遭否决: what is refused is the purchase.
                let relation = if comments {
                    Relation::Csubj
                } else if passive {
                    Relation::NsubjPass
                } else {
                    Relation::Nsubj
                };
                self.attach(top, v, relation);
                made.head = Some(v);
            } else if self.takes(c) {
                let relation = if subject.is_some() {
                    Relation::Ccomp
                } else {
                    Relation::Xcomp
                };
                self.attach(v, c, relation);
            } else {
                self.attach(v, c, Relation::Conj);
            }
        } else {
            made.head = Some(v);
            made.subject = subject.is_some();
        }
        if let Some(subject) = subject {
            let relation = if passive {
                Relation::NsubjPass
            } else {
                Relation::Nsubj
            };
            self.attach(subject, v, relation);
        }
        for other in others {
            self.attach(other, v, Relation::Dislocated);
        }
        self.hang(wait, v);
        *current = Some(v);
    }

    /// True for a verb that signs what papers of agreement say, at the end of its clause: 甲与乙签署协议，收购丙.
    fn signs(&self, verb: usize, items: &[Item]) -> bool {
        let last = items
            .iter()
            .rfind(|i| !matches!(i, Item::Aspect(_) | Item::Time(_)));
        let words = &self.given.words;
        let paper = |at: usize| {
            words
                .agreements
                .iter()
                .any(|end| self.lemma(at).ends_with(end.as_str()))
        };
        self.is(verb, &words.signs)
            && matches!(last, Some(Item::Np(n)) if paper(*n) && self.tokens[*n].head == Some(verb))
    }

    /// 已, 曾: what they stand before has come about.
    fn is_done(&self, at: usize) -> bool {
        self.is(at, &self.given.words.done)
    }

    /// Hangs what waited on the verb.
    fn hang(&mut self, wait: &mut Waiting, v: usize) {
        for (a, relation) in std::mem::take(&mut wait.adverbs) {
            self.attach(a, v, relation);
        }
        for (p, n) in std::mem::take(&mut wait.phrases) {
            self.phrase(v, p, n);
        }
        if let Some(p) = wait.coverb.take() {
            self.attach(p, v, Relation::Dep);
        }
        if let Some((p, agent)) = wait.passive.take() {
            match agent {
                Some(agent) => {
                    self.attach(agent, v, Relation::OblAgent);
                    self.attach(p, agent, Relation::Case);
                }
                None => self.attach(p, v, Relation::AuxPass),
            }
        }
        if let Some((p, object)) = wait.patient.take() {
            match object {
                Some(object) => {
                    self.attach(object, v, Relation::OblPatient);
                    self.attach(p, object, Relation::Case);
                }
                None => self.attach(p, v, Relation::Advmod),
            }
        }
    }
}
