//! The main predicate of Chinese words: how far they commit to it, and whether they negate it.
//! What does not live here: which events happen (rules), and who says so (attributions).
//!
//! Of several clauses the first one decides that does not only set a frame for the next (a condition, a cause, a topic). A
//! modal or a negation counts when it stands before the predicate of that clause and not inside a modifier, before 的.
//! Words are those of the cutter, so that 会 in 会议 and 将 in 将军 are no modals.

use std::collections::BTreeSet;

use onrecord_syntax::{Tag, Token};

use crate::pack::PackSources;
use crate::{Language, Modality, Span};

type Words = BTreeSet<Box<str>>;

/// The words that predicates are read with (`LANG/claims/predicates.toml`).
#[derive(Debug, Default)]
pub(crate) struct Predicates {
    modals: Vec<(Modality, Words)>,
    unsettled: Words,
    done: Words,
    negation: Words,
    sets_frame: Words,
    closes_frame: Words,
    coverb: Words,
    /// What opens a cause.
    cause: Words,
    /// What opens a condition, behind its topic too.
    conditions: Words,
    /// What takes the force from a negation right before it (不仅).
    softening: Words,
    /// Words of what is still needed, and of what may be: 尚需, 批复.
    awaiting: Words,
    approvals: Words,
    /// Ends of words that tell when.
    time_ends: Vec<String>,
    /// Verbs of attribution that lay a forecast on what they attribute.
    pub forecasting: Words,
    /// Verbs that say what is thought of a verb before them: 造车不算晚.
    judging: Words,
    /// 和, 及: what is behind one is as what is before it.
    joins: Words,
    /// 目的, 宗旨: what one is, is aimed at.
    aims: Words,
    /// 后, 之前: what is before one tells when the rest is so.
    closes_time: Words,
    /// 在, 当: what opens a phrase that tells when.
    opens_adjunct: Words,
    /// 成, 给: what verbs end in that say where to or what into.
    into_ends: Vec<String>,
}

/// What a stretch of words says of its main predicate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sense {
    /// True when a negation governs it.
    pub negated: bool,
    /// How far the words commit.
    pub modality: Modality,
    /// The predicate; `None` when the words hold none.
    pub predicate: Option<Span>,
    /// The clause that decides.
    pub clause: Span,
}

impl Predicates {
    /// Reads the lists.
    pub fn compile(lang: Language, sources: &PackSources) -> Predicates {
        let code = lang.code().unwrap_or("common");
        let list = |name: &str| -> Words {
            sources
                .list(&format!("{code}/claims/{name}"))
                .iter()
                .map(|w| w.as_str().into())
                .collect()
        };
        Predicates {
            modals: [
                (Modality::Possible, "governs-possible"),
                (Modality::Planned, "governs-planned"),
                (Modality::Expected, "governs-expected"),
                (Modality::Goal, "governs-goal"),
            ]
            .into_iter()
            .map(|(modality, name)| (modality, list(name)))
            .collect(),
            unsettled: list("unsettled"),
            done: list("done"),
            negation: list("governs-negation"),
            sets_frame: list("sets-frame"),
            closes_frame: list("closes-frame"),
            coverb: list("coverb"),
            cause: list("cause"),
            conditions: list("opens-condition"),
            softening: list("softens-negation"),
            awaiting: list("awaiting"),
            approvals: list("approvals"),
            time_ends: sources.list(&format!("{code}/claims/time-ends")).to_vec(),
            forecasting: list("forecasting"),
            judging: list("judging"),
            joins: list("joins-words"),
            aims: list("aims"),
            closes_time: list("closes-time"),
            opens_adjunct: list("opens-adjunct"),
            into_ends: sources.list(&format!("{code}/claims/into-ends")).to_vec(),
        }
    }

    /// Reads the words of `span` off the tokens of their sentence.
    ///
    /// `event` says which words name or take an event: one that the tagger took for a noun is the predicate of words that
    /// have no other.
    pub fn sense(&self, tokens: &[Token], text: &str, span: Span, event: &dyn Fn(&str) -> bool) -> Sense {
        let inside: Vec<&Token> = tokens.iter().filter(|t| span.holds(t.span)).collect();
        let clauses: Vec<&[&Token]> = inside
            .split(|t| separates(t.span.of(text)))
            .filter(|c| c.iter().any(|t| t.tag != Tag::Punct))
            .collect();
        let main = (0..clauses.len())
            .find(|i| self.tells(clauses[*i], *i + 1 == clauses.len()))
            .or_else(|| (0..clauses.len()).find(|i| self.predicate(clauses[*i]).is_some()))
            .map(|i| clauses[i]);
        let Some(main) = main else {
            let mistagged = inside
                .iter()
                .rposition(|t| matches!(t.tag, Tag::Noun | Tag::Propn) && event(&t.lemma));
            if let Some(at) = mistagged {
                let mut inside: Vec<Token> = inside.into_iter().cloned().collect();
                inside[at].tag = Tag::Verb;
                return self.sense(&inside, text, span, &|_| false);
            }
            return Sense {
                negated: false,
                modality: Modality::Asserted,
                predicate: None,
                clause: span,
            };
        };
        let predicate = self.predicate(main);
        let end = predicate.unwrap_or(main.len().saturating_sub(1));
        let mut modality = self.modality(main, end);
        // 因…存在不确定性，停牌: what is open is the cause.
        let caused = |at: usize| main[..at].iter().any(|t| self.cause.contains(&t.lemma));
        if (0..main.len()).any(|i| self.unsettled.contains(&main[i].lemma) && !caused(i)) {
            modality = Modality::Possible;
        }
        // 此举的目的是扩大产能: an aim is not reached.
        let copula = main[end].lemma.as_ref();
        if modality == Modality::Asserted
            && matches!(copula, "是" | "在于")
            && end > 0
            && self.aims.contains(&main[end - 1].lemma)
        {
            modality = Modality::Goal;
        }
        let mut negated = (0..=end).any(|i| self.negates(main, i, end));
        // 尚需取得批复: still to come, and not there.
        let awaited = (0..main.len())
            .find(|i| self.awaiting.contains(&main[*i].lemma) && !self.in_modifier(main, *i))
            .is_some_and(|i| main[i + 1..].iter().any(|t| self.approvals.contains(&t.lemma)));
        if awaited {
            modality = Modality::Planned;
            negated = true;
        }
        Sense {
            negated,
            modality,
            predicate: predicate.map(|p| main[p].span),
            clause: main[0].span.cover(main[main.len() - 1].span),
        }
    }

    /// True for a clause with a predicate of its own that does more than set a frame.
    fn tells(&self, clause: &[&Token], last: bool) -> bool {
        if self.predicate(clause).is_none() {
            return false;
        }
        let first = clause
            .iter()
            .find(|t| !matches!(t.tag, Tag::Punct | Tag::Cconj | Tag::Adv));
        let considers = clause
            .windows(2)
            .any(|pair| pair[0].lemma.as_ref() == "考虑" && pair[1].lemma.as_ref() == "到");
        // 新药若获批，将于明年上市.
        let conditional = clause
            .iter()
            .take_while(|t| t.tag != Tag::Verb)
            .any(|t| self.conditions.contains(&t.lemma));
        let opens = considers || conditional || first.is_some_and(|t| self.sets_frame.contains(&t.lemma));
        let closes = clause
            .iter()
            .rev()
            .find(|t| t.tag != Tag::Punct)
            .is_some_and(|t| self.closes_frame.contains(&t.lemma));
        last || !opens && !closes
    }

    /// The first verb outside modifiers that is no modal, or what the modal governs if that is no verb.
    fn predicate(&self, clause: &[&Token]) -> Option<usize> {
        let outside = |i: &usize| !self.in_modifier(clause, *i);
        let verb = (0..clause.len()).filter(outside).find(|i| {
            let token = clause[*i];
            token.tag == Tag::Verb
                && !self.is_modal(&token.lemma)
                && !self.in_phrase(clause, *i)
                && !self.tells_when(clause, *i)
        });
        // 现在造车并不算晚: what is done is the subject of what is thought of it.
        let judges = |first: usize| {
            (first + 2..clause.len()).filter(outside).find(|i| {
                let before = clause[*i - 1];
                self.judging.contains(&clause[*i].lemma)
                    && (before.tag == Tag::Adv
                        || self.negation.contains(&before.lemma)
                        || self.negation.contains(&clause[*i].lemma))
            })
        };
        // 将与乙合作: what a modal governs is no noun, whatever its tag. 将案件延期: what is put off stands first, and nothing
        // is to come.
        let governed = || {
            let modal = (0..clause.len())
                .filter(outside)
                .find(|i| self.is_modal(&clause[*i].lemma) && clause[*i].tag != Tag::Noun)?;
            let first = modal + 1;
            (first..clause.len())
                .filter(outside)
                .rfind(|i| clause[*i].tag == Tag::Noun)
                .filter(|last| *last == first || !matches!(clause[first].tag, Tag::Noun | Tag::Propn))
        };
        verb.map(|first| judges(first).unwrap_or(first))
            .or_else(governed)
            .or_else(|| {
                (0..clause.len())
                    .filter(outside)
                    .find(|i| matches!(clause[*i].tag, Tag::Verb | Tag::Aux | Tag::Adj))
            })
    }

    fn is_modal(&self, word: &str) -> bool {
        self.modals.iter().any(|(_, words)| words.contains(word))
    }

    /// 收到投诉后将展开调查: a verb before 后 tells when another one is so, which a modal may govern.
    fn tells_when(&self, clause: &[&Token], at: usize) -> bool {
        (at + 1..clause.len()).any(|closer| {
            self.closes_time.contains(&clause[closer].lemma)
                && clause[closer].tag != Tag::Verb
                && clause[closer + 1..]
                    .iter()
                    .any(|t| t.tag == Tag::Verb && !self.is_modal(&t.lemma))
                && !clause[at + 1..closer].iter().any(|t| t.lemma.as_ref() == "的")
        })
    }

    /// 在将乙收购后，: a word between a preposition and 后.
    fn in_adjunct(&self, clause: &[&Token], at: usize) -> bool {
        clause[..at]
            .iter()
            .any(|t| t.tag == Tag::Adp && self.opens_adjunct.contains(&t.lemma))
            && self.tells_when(clause, at)
    }

    /// 在会议上宣布: a verb between a preposition and its end is none of the clause.
    fn in_phrase(&self, clause: &[&Token], at: usize) -> bool {
        let Some(opened) = (0..at)
            .rev()
            .find(|i| clause[*i].tag == Tag::Adp && self.coverb.contains(&clause[*i].lemma))
        else {
            return false;
        };
        // The phrase holds the verb if it closes behind it: 在…时, 在…中.
        clause[opened].lemma.as_ref() == "在"
            && (at + 1..clause.len().min(at + 12)).any(|i| self.closes_frame.contains(&clause[i].lemma))
    }

    fn modality(&self, clause: &[&Token], end: usize) -> Modality {
        let done = |upto: usize| {
            (0..upto).any(|i| self.done.contains(&clause[i].lemma) && !self.in_modifier(clause, i))
                || clause.get(end + 1).is_some_and(|t| t.lemma.as_ref() == "了")
        };
        let mut found: Option<Modality> = None;
        for i in 0..=end {
            let token = clause[i];
            // 计划明年收购: what governs a verb is no noun, whatever the tagger says.
            let noun = matches!(token.tag, Tag::Noun | Tag::Propn)
                && !clause[i + 1..]
                    .iter()
                    .take_while(|t| t.lemma.as_ref() != "的")
                    .any(|t| t.tag == Tag::Verb);
            if noun || self.in_modifier(clause, i) || self.in_adjunct(clause, i) {
                continue;
            }
            let Some((modality, _)) = self.modals.iter().find(|(_, w)| w.contains(&token.lemma)) else {
                continue;
            };
            // 考虑到: a cause.
            if clause.get(i + 1).is_some_and(|t| t.lemma.as_ref() == "到") {
                continue;
            }
            let settled = *modality != Modality::Possible && done(i);
            if settled || token.lemma.as_ref() == "将" && self.marks_object(clause, i) {
                continue;
            }
            // An open possibility cannot be planned.
            found = Some(match found {
                Some(Modality::Possible) => Modality::Possible,
                _ if *modality == Modality::Possible => Modality::Possible,
                Some(first) => first,
                None => *modality,
            });
        }
        found.unwrap_or(Modality::Asserted)
    }

    /// 将旗下工厂出售: an object stands right after it, and a verb after that.
    fn marks_object(&self, clause: &[&Token], at: usize) -> bool {
        let Some(next) = clause.get(at + 1) else {
            return true;
        };
        // 将依法追究责任: a verb with an object of its own needs none before it, unless it says where to or what into.
        let own_object = clause[at + 1..]
            .iter()
            .position(|t| t.tag == Tag::Verb)
            .map(|verb| at + 1 + verb)
            .is_some_and(|verb| {
                let lemma = &clause[verb].lemma;
                let into = self.into_ends.iter().any(|end| lemma.ends_with(end.as_str()));
                !into
                    && clause
                        .get(verb + 1)
                        .is_some_and(|t| matches!(t.tag, Tag::Noun | Tag::Propn))
            });
        matches!(next.tag, Tag::Noun | Tag::Propn | Tag::Pron | Tag::Det | Tag::Adj)
            && clause[at + 1..].iter().any(|t| t.tag == Tag::Verb)
            && !own_object
            && !next.span.is_empty()
            && !self.is_time(next)
    }

    /// True for a word of time: right after 将 it tells when, not what.
    fn is_time(&self, token: &Token) -> bool {
        token.tag == Tag::Num
            || token.lemma.chars().next().is_some_and(|c| c.is_ascii_digit())
            || self
                .time_ends
                .iter()
                .any(|end| token.lemma.ends_with(end.as_str()))
    }

    fn negates(&self, clause: &[&Token], at: usize, end: usize) -> bool {
        let token = clause[at];
        // 未获批准时擅自开工: what is not so is told with 时.
        if !self.negation.contains(&token.lemma)
            || self.in_modifier(clause, at)
            || at < end && self.tells_when(&clause[..=end], at)
        {
            return false;
        }
        // 不仅: what follows softens it.
        let softened = clause
            .get(at + 1)
            .is_some_and(|t| self.softening.contains(&t.lemma));
        at <= end && !softened
    }

    /// True for a word in a modifier: 的 and its noun follow, and the clause goes on with a predicate, or it is all one
    /// noun phrase. A preposition between the word and 的 makes the modifier the phrase's, and the word the clause's.
    fn in_modifier(&self, clause: &[&Token], at: usize) -> bool {
        let mut coverb = false;
        for i in at + 1..clause.len() {
            let token = clause[i];
            if token.lemma.as_ref() == "的" {
                let noun = clause.get(i + 1).is_some_and(|t| {
                    matches!(
                        t.tag,
                        Tag::Noun | Tag::Propn | Tag::Adj | Tag::Num | Tag::Det | Tag::Pron | Tag::Verb
                    )
                });
                if !noun || coverb {
                    coverb = false;
                    continue;
                }
                // 提升甲的份额和综合实力: what 和 joins to the noun is no predicate.
                let goes_on = (i + 2..clause.len()).any(|v| {
                    let joined = self.joins.contains(&clause[v - 1].lemma);
                    matches!(clause[v].tag, Tag::Verb | Tag::Aux) && !joined
                        || clause[v].lemma.as_ref() == "是"
                });
                let subject_before = clause[..at].iter().any(|t| matches!(t.tag, Tag::Verb | Tag::Aux));
                return goes_on && !subject_before;
            }
            // 拟通过发行股份的方式购买: 通过 is often tagged a verb.
            let verbal = token.lemma.chars().count() > 1;
            coverb |= (token.tag == Tag::Adp || verbal) && self.coverb.contains(&token.lemma);
        }
        false
    }
}

/// Marks between clauses.
fn separates(mark: &str) -> bool {
    matches!(
        mark,
        "，" | "；" | "：" | "," | ";" | ":" | "。" | "！" | "？" | "!" | "?"
    )
}
