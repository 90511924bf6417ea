//! Noun phrases, and what stands before 的: an owner, a phrase with a coverb, a clause.
//! What does not live here: clauses themselves (see `order`).

use super::order::Item;
use super::{Class, Order};
use crate::syntax::{Relation, Tag};

impl Order<'_> {
    /// The noun phrase that begins at `from`, and where it ends.
    pub(super) fn noun_phrase(&mut self, from: usize, to: usize) -> (usize, usize) {
        let mut next = from;
        let mut run: Vec<usize> = Vec::new();
        while next < to {
            match self.class[next] {
                // 判处李某有期徒刑: a phrase of its own behind the name.
                Class::Noun
                    if self.is(next, &self.given.words.second_objects)
                        && run.last().is_some_and(|at| self.class[*at] == Class::Name) =>
                {
                    break;
                }
                Class::Noun | Class::Name | Class::Amount => run.push(next),
                // 配文“甲破产”的短视频: the marks begin another phrase.
                Class::Skip if self.quotes(next, to) => break,
                Class::Skip if !run.is_empty() => {}
                _ => break,
            }
            next += 1;
        }
        let head = self.head_of_run(&run);
        for &at in &run {
            if at == head {
                continue;
            }
            let relation = match self.class[at] {
                _ if at > head => Relation::Flat,
                Class::Name => Relation::NmodPoss,
                Class::Amount => Relation::Nummod,
                _ if matches!(self.tokens[at].tag, Tag::Det) => Relation::Det,
                _ if matches!(self.tokens[at].tag, Tag::Pron) => Relation::NmodPoss,
                _ if matches!(self.tokens[at].tag, Tag::Num) => Relation::Nummod,
                _ => Relation::Compound,
            };
            self.attach(at, head, relation);
        }
        (head, next)
    }

    /// The last word is the head, but for titles behind a name: 张三先生, 沃玛汽车方面.
    fn head_of_run(&self, run: &[usize]) -> usize {
        // 某资本名下: whose it is, not what it is.
        let under = |at: &&usize| self.is(**at, &self.given.words.owned_ends);
        let trailing = run.iter().rev().take_while(under).count();
        let last = run[(run.len() - 1).saturating_sub(trailing)];
        let name = run.iter().rposition(|at| self.class[*at] == Class::Name);
        match name {
            Some(place)
                if run[place + 1..]
                    .iter()
                    .all(|at| self.is(*at, &self.given.words.titles)) =>
            {
                run[place]
            }
            _ => last,
        }
    }

    /// 的: what is on the stack goes below the noun after it. Gives where to read on.
    pub(super) fn de(&mut self, stack: &mut Vec<Item>, de: usize, to: usize) -> usize {
        if self.quotes(de + 1, to) {
            return de + 1;
        }
        let mut after = de + 1;
        while after < to && self.class[after] == Class::Skip {
            after += 1;
        }
        let noun = after < to && matches!(self.class[after], Class::Noun | Class::Name | Class::Amount);
        if !noun {
            // 被起诉的是甲公司: the name after the copula is what the clause lacks.
            let copula = after < to && self.is(after, &self.given.words.copulas);
            let name = (after + 1..to).rev().find(|i| self.class[*i] == Class::Name);
            if let Some(name) = name.filter(|_| copula) {
                self.relative(stack, de, name);
                stack.push(Item::Np(name));
                return to;
            }
            return de + 1;
        }
        let (head, next) = self.noun_phrase(after, to);
        // 有关甲被申请破产的文书: what it is about, whatever the noun.
        let about = |i: &Item| matches!(i, Item::Coverb(p) if matches!(self.lemma(*p), "关于" | "有关"));
        let content = self.is(head, &self.given.words.contents) || stack.iter().any(about);
        match stack.last().copied() {
            Some(Item::Np(n)) => {
                let marked = match stack.len().checked_sub(2).map(|i| stack[i]) {
                    Some(Item::Coverb(p)) => Some(p),
                    _ => None,
                };
                // 位于临川的工厂.
                if let Some(p) = marked.filter(|p| self.is(*p, &self.given.words.within)) {
                    stack.truncate(stack.len() - 2);
                    self.attach(n, head, Relation::Nmod);
                    self.attach(p, n, Relation::Case);
                    stack.push(Item::Np(head));
                    return next;
                }
                // 对甲的限制: a thing of the frames that is laid on somebody.
                let laid =
                    self.known(head).noun && marked.is_some_and(|p| matches!(self.lemma(p), "对" | "针对"));
                let event = self.known(head).verb || content || laid;
                let verb = stack.iter().rposition(|i| matches!(i, Item::Verb(_)));
                if let Some(p) = marked.filter(|_| event && !self.attitude(next, to)) {
                    // 甲对乙的收购.
                    stack.truncate(stack.len() - 2);
                    self.attach(n, head, Relation::Nmod);
                    self.attach(p, n, Relation::Case);
                    if let Some(Item::Np(owner)) = stack.last().copied() {
                        stack.pop();
                        self.attach(owner, head, Relation::NmodPoss);
                    }
                } else if content
                    && verb.is_some_and(|i| {
                        // 收紧了资质的申请: the verb has its aspect, and the noun is its object.
                        let main =
                            matches!(stack.get(i + 1), Some(Item::Aspect(_))) && self.known(head).any();
                        !main && self.tells(stack, i, n)
                    })
                {
                    self.content(stack, head);
                } else {
                    stack.pop();
                    self.attach(de, n, Relation::Case);
                    let owner = matches!(self.class[n], Class::Name)
                        || matches!(self.tokens[n].tag, Tag::Noun | Tag::Pron | Tag::Propn);
                    self.attach(n, head, if owner { Relation::NmodPoss } else { Relation::Nmod });
                }
            }
            Some(Item::Verb(_) | Item::Aspect(_)) if content => self.content(stack, head),
            Some(Item::Verb(_) | Item::Aspect(_)) => self.relative(stack, de, head),
            Some(Item::Time(t) | Item::Adverb(t)) => {
                stack.pop();
                self.attach(t, head, Relation::Nmod);
                // 为期两周的罢工.
                if let Some(Item::Coverb(p)) = stack.last().copied()
                    && self.is(p, &self.given.words.within)
                {
                    stack.pop();
                    self.attach(p, t, Relation::Case);
                }
            }
            _ => {}
        }
        stack.push(Item::Np(head));
        next
    }

    /// True for a verb that tells an event of itself or of the noun after it: 收购乙, 拿到牌照.
    fn tells(&self, stack: &[Item], at: usize, noun: usize) -> bool {
        let event = |at: usize| self.known(at).verb || self.known(at).noun;
        matches!(stack[at], Item::Verb(v)
            if self.known(v).verb || self.known(v).any() && self.class[noun] == Class::Noun && event(noun))
    }

    /// True when a verb follows that takes the phrase with its coverb: 对甲的要求表示欢迎.
    fn attitude(&self, from: usize, to: usize) -> bool {
        (from..to)
            .find(|i| {
                matches!(
                    self.class[*i],
                    Class::Verb | Class::Noun | Class::Name | Class::Passive
                )
            })
            .is_some_and(|i| {
                self.class[i] == Class::Verb
                    && !self.known(i).settles
                    && (self.is(i, &self.given.words.light) || self.is(i, &self.given.words.takes))
            })
    }

    /// Where the clause before 的 begins on the stack: behind the verb that takes what the noun is, or behind 关于. What
    /// describes a noun holds all verbs but those of saying.
    fn begins(&self, stack: &[Item], content: bool) -> usize {
        let verb = stack
            .iter()
            .rposition(|i| matches!(i, Item::Verb(_)))
            .unwrap_or(0);
        let mut from = verb;
        while from > 0 {
            match stack[from - 1] {
                Item::Verb(v) => {
                    let passive = from >= 2
                        && stack[..from - 1]
                            .iter()
                            .rev()
                            .take(2)
                            .any(|i| matches!(i, Item::Passive(_)));
                    let stops = if content {
                        // 以…为题的报道.
                        !matches!(stack[from], Item::Verb(w) if self.lemma(w) == "为")
                    } else {
                        self.is(v, &self.given.words.takes) || !matches!(stack[from], Item::Verb(_))
                    };
                    if stops && !passive {
                        break;
                    }
                }
                Item::Mark(_) | Item::Closer(_) => break,
                // 涉嫌枪杀一人的嫌疑人.
                Item::Coverb(p)
                    if self.is(p, &self.given.words.about)
                        && from < verb
                        && (content || !self.lemma(p).ends_with("涉嫌")) =>
                {
                    break;
                }
                // 公司与被搜查的企业无关: a coverb without a noun of its own is that of the noun described.
                Item::Coverb(_) if !matches!(stack[from], Item::Np(_)) => break,
                _ => {}
            }
            from -= 1;
        }
        from
    }

    /// A clause that a noun is about: 甲收购乙的消息.
    pub(super) fn content(&mut self, stack: &mut Vec<Item>, noun: usize) {
        // 关于甲宣告破产的公告: all behind 关于, if only its clause is there.
        let about = stack
            .iter()
            .rposition(|i| matches!(i, Item::Coverb(p) if matches!(self.lemma(*p), "关于" | "有关")));
        let from = match about {
            Some(place) => {
                let Item::Coverb(coverb) = stack.remove(place) else {
                    return;
                };
                self.attach(coverb, noun, Relation::Case);
                place
            }
            None => self.begins(stack, true),
        };
        let items = stack.split_off(from);
        if let Some(verb) = self.clause(&items).head {
            self.attach(verb, noun, Relation::Acl);
        }
    }

    /// A clause that describes a noun: 甲收购的公司, 被捕的经理.
    fn relative(&mut self, stack: &mut Vec<Item>, de: usize, noun: usize) {
        let from = self.begins(stack, false);
        let items = stack.split_off(from);
        if let Some(verb) = self.clause(&items).head {
            self.attach(verb, noun, Relation::AclRelcl);
            self.attach(de, verb, Relation::MarkRel);
        }
    }
}
