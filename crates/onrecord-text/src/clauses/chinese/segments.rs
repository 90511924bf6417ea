//! A sentence: its stretches between marks, each a clause, joined to one tree.
//! What does not live here: a clause itself (see `order`).

use super::order::{Item, Made};
use super::{Class, Order};
use crate::language::is_han;
use crate::syntax::Relation;

impl Order<'_> {
    /// Makes the tree.
    pub(super) fn run(&mut self) {
        let mut from = 0;
        let mut before: Option<(usize, Made)> = None;
        let mut loose: Option<usize> = None;
        let mut carried: Vec<Item> = Vec::new();
        // What follows a condition is told on that condition: it shares what opens it, up to a semicolon.
        let mut condition = false;
        while from < self.tokens.len() {
            let to = (from..self.tokens.len())
                .find(|i| self.class[*i] == Class::Break || *i > from && self.spaced(*i))
                .unwrap_or(self.tokens.len());
            let next = to + usize::from(self.class.get(to) == Some(&Class::Break));
            let mut items = std::mem::take(&mut carried);
            items.extend(self.items(from, to));
            // 公司拟向甲，收购乙: what has a modal and a phrase and no verb goes on behind the mark.
            let unfinished = !items.iter().any(|i| matches!(i, Item::Verb(_)))
                && items.iter().any(|i| matches!(i, Item::Coverb(_)))
                && items
                    .iter()
                    .any(|i| matches!(i, Item::Adverb(a) if self.is(*a, &self.given.words.future)));
            if unfinished && next < self.tokens.len() {
                carried = items;
                from = next;
                continue;
            }
            let mut made = self.clause(&items);
            match (made.head, before) {
                (Some(head), None) => {
                    // A noun phrase alone before the first clause is its topic, and its subject if it has none.
                    if let Some(noun) = loose.take() {
                        let relation = if made.subject {
                            Relation::Dislocated
                        } else {
                            self.subject_relation(head)
                        };
                        self.attach(noun, head, relation);
                    }
                    self.tokens[head].relation = Relation::Root;
                    condition = self.conditional(made);
                    before = Some((head, made));
                }
                (Some(head), Some((last, previous))) => {
                    if let Some(noun) = loose.take() {
                        let relation = if made.subject {
                            Relation::Dislocated
                        } else {
                            self.subject_relation(head)
                        };
                        self.attach(noun, head, relation);
                        made.subject = true;
                    }
                    if let Some(wants) = previous.wants {
                        let relation = if made.subject {
                            Relation::Ccomp
                        } else {
                            Relation::Xcomp
                        };
                        self.attach(head, wants, relation);
                    } else if let Some(signs) = previous
                        .signs
                        .filter(|_| !made.subject && self.known(head).verb && !self.goes_on(&items))
                    {
                        self.attach(head, signs, Relation::Xcomp);
                    } else if previous.closed && !condition {
                        // 甲完成收购后，乙将离任: the first clause tells when the second is so.
                        self.follows(last, head, &mut made);
                    } else if made.subject && !condition {
                        self.attach(head, last, Relation::Parataxis);
                    } else {
                        self.attach(head, last, Relation::Conj);
                    }
                    before = Some((head, made));
                    condition |= self.conditional(made);
                }
                (None, Some((last, previous))) => {
                    // 甲公司董事长，昨日被捕: a phrase alone is the topic of the clause after it.
                    match previous.wants {
                        Some(_) => loose = made.noun.or(loose),
                        None => {
                            if let Some(noun) = made.noun {
                                self.attach(noun, last, Relation::Dep);
                            }
                        }
                    }
                }
                (None, None) => loose = made.noun.or(loose),
            }
            condition &= !self
                .tokens
                .get(to)
                .is_some_and(|t| matches!(t.span.of(self.given.text), "；" | ";"));
            from = next;
        }
    }

    /// True for a token behind a space between Chinese characters, which divides as a mark does.
    fn spaced(&self, at: usize) -> bool {
        let text = self.given.text;
        let (before, here) = (self.tokens[at - 1].span, self.tokens[at].span);
        before.end() < here.start()
            && text[before.end()..here.start()].chars().all(char::is_whitespace)
            && text[..before.end()].chars().next_back().is_some_and(is_han)
            && text[here.start()..].chars().next().is_some_and(is_han)
    }

    /// Puts a clause below the one that it tells the time of, which takes its place, and its subject if it has none.
    fn follows(&mut self, first: usize, second: usize, made: &mut Made) {
        let (head, relation) = (self.tokens[first].head, self.tokens[first].relation);
        self.tokens[second].head = head;
        self.tokens[second].relation = relation;
        self.tokens[first].head = None;
        self.attach(first, second, Relation::Advcl);
        let subject = self
            .children(first)
            .into_iter()
            .find(|c| self.tokens[*c].relation.is_subject());
        if let Some(subject) = subject.filter(|_| !made.subject) {
            self.tokens[subject].head = None;
            let relation = self.subject_relation(second);
            self.attach(subject, second, relation);
            made.subject = true;
        }
    }

    /// True for a clause that goes on to another event: 并已完成收购.
    fn goes_on(&self, items: &[Item]) -> bool {
        items.iter().any(|i| {
            matches!(i, Item::Aspect(_))
                || matches!(i, Item::Adverb(a) if self.is(*a, &self.given.words.further))
        })
    }

    /// True for a clause that 如果 opens.
    fn conditional(&self, made: Made) -> bool {
        made.marked
            .is_some_and(|mark| self.is(mark, &self.given.words.open))
    }

    fn subject_relation(&self, verb: usize) -> Relation {
        let passive = (0..self.tokens.len()).any(|i| {
            self.tokens[i].head == Some(verb)
                && matches!(self.tokens[i].relation, Relation::AuxPass | Relation::OblAgent)
        });
        if passive {
            Relation::NsubjPass
        } else {
            Relation::Nsubj
        }
    }

    /// The items of one stretch, noun phrases and what is before 的 put together.
    fn items(&mut self, from: usize, to: usize) -> Vec<Item> {
        let mut stack: Vec<Item> = Vec::new();
        let mut at = from;
        while at < to {
            match self.class[at] {
                Class::Noun | Class::Name | Class::Amount => {
                    let (head, next) = self.noun_phrase(at, to);
                    // 甲收购乙事项: the clause is what the last noun is about.
                    let about = head > at
                        && self.class[head] == Class::Noun
                        && self.class[head - 1] == Class::Name
                        && self.is(head, &self.given.words.contents)
                        && matches!(stack.last(), Some(Item::Verb(v)) if self.known(*v).verb && !self.takes(*v))
                        && stack.iter().filter(|i| matches!(i, Item::Verb(_))).count() == 1
                        && stack.iter().any(|i| matches!(i, Item::Np(_)));
                    if about {
                        for token in &mut self.tokens[at..head] {
                            token.head = None;
                        }
                        let (object, _) = self.noun_phrase(at, head);
                        stack.push(Item::Np(object));
                        self.content(&mut stack, head);
                    }
                    stack.push(Item::Np(head));
                    at = next;
                    continue;
                }
                Class::De => {
                    at = self.de(&mut stack, at, to);
                    continue;
                }
                Class::Joins => {
                    let noun = at + 1 < to
                        && matches!(self.class[at + 1], Class::Noun | Class::Name | Class::Amount);
                    if let (Some(Item::Np(first)), true) = (stack.last().copied(), noun) {
                        let (second, next) = self.noun_phrase(at + 1, to);
                        let owned = next < to && self.class[next] == Class::De;
                        self.attach(at, second, Relation::Cc);
                        // 党委书记、董事长顾某: two titles of one name.
                        let titles = self.class[second] == Class::Name
                            && self.class[first] == Class::Noun
                            && self.children(second).iter().any(|c| *c > first && *c < second);
                        if titles && !owned {
                            stack.pop();
                            self.attach(first, second, Relation::Compound);
                            stack.push(Item::Np(second));
                            at = next;
                            continue;
                        }
                        if !owned {
                            self.attach(second, first, Relation::Conj);
                            at = next;
                            continue;
                        }
                        stack.push(Item::Np(second));
                        at = next;
                        continue;
                    }
                }
                Class::Verb => stack.push(Item::Verb(at)),
                Class::Passive => stack.push(Item::Passive(at)),
                Class::Coverb => stack.push(Item::Coverb(at)),
                Class::Patient => stack.push(Item::Patient(at)),
                Class::Adverb => stack.push(Item::Adverb(at)),
                Class::Time => stack.push(Item::Time(at)),
                Class::Aspect => stack.push(Item::Aspect(at)),
                Class::Mark => stack.push(Item::Mark(at)),
                Class::Closer => stack.push(Item::Closer(at)),
                Class::Skip => {
                    if let Some((noun, next)) = self.quoted(at, to) {
                        stack.push(Item::Np(noun));
                        at = next;
                        continue;
                    }
                }
                Class::Break => {}
            }
            at += 1;
        }
        stack
    }

    /// “甲收购乙”的传闻: the clause in marks is what the noun is about. Gives the noun and where to read on.
    fn quoted(&mut self, open: usize, to: usize) -> Option<(usize, usize)> {
        if !self.opens(open) {
            return None;
        }
        let (close, noun) = self.content_after(open, to)?;
        let items = self.items(open + 1, close);
        let made = self.clause(&items);
        let (head, next) = self.noun_phrase(noun, to);
        if let Some(verb) = made.head {
            self.attach(verb, head, Relation::Acl);
        } else if let Some(inner) = made.noun {
            self.attach(inner, head, Relation::Nmod);
        }
        Some((head, next))
    }

    fn opens(&self, at: usize) -> bool {
        matches!(self.tokens[at].span.of(self.given.text), "“" | "「")
    }

    /// Where marks that open at `open` close, if 的 and a noun that has a content follow.
    fn content_after(&self, open: usize, to: usize) -> Option<(usize, usize)> {
        let close =
            (open + 1..to).find(|i| matches!(self.tokens[*i].span.of(self.given.text), "”" | "」"))?;
        let noun = close + 2;
        let fits = noun < to
            && self.class[close + 1] == Class::De
            && self.class[noun] == Class::Noun
            && self.is(noun, &self.given.words.contents);
        fits.then_some((close, noun))
    }

    /// True when what follows 的 is a clause in marks that has a noun of its own.
    pub(super) fn quotes(&self, at: usize, to: usize) -> bool {
        at < to && self.opens(at) && self.content_after(at, to).is_some()
    }
}
