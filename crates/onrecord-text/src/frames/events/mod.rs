//! Events in a sentence: a frame with its participants, and the operators above it, from the inside out.
//! What does not live here: which clauses are claims, who speaks, and what "it" or "the deal" goes back to.

mod operated;
mod parts;

use std::cell::RefCell;
use std::collections::BTreeSet;

use super::{Frame, Frames, PatternKind, Sorts, sorts};
use crate::clauses::{Aspect, Clause, Clauses, Link, Sentence};
use crate::kinds::RESPONSE;
use crate::syntax::{Relation, Tag};
use crate::{Mention, Modality, Quantity, Span, TimeValue, WordMap};

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
        self.shared(token).or_else(|| self.at(token, 0)).filter(|event| {
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
            // 股东大会否决合并方案: an event of nobody is less than a vote of somebody.
            (Some((_, inner)), Some((_, event)))
                if self.frames.small.tenseless && inner.parts.is_empty() && !event.parts.is_empty() =>
            {
                Some(event)
            }
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
            .any(|(f, _)| self.frames.frames[*f].kind == RESPONSE)
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
            // 终止IPO.
            _ if self.frames.small.tenseless
                && s.lemma(token).starts_with(|c: char| c.is_ascii_uppercase()) =>
            {
                table.get(&*s.lemma(token).to_lowercase())
            }
            _ => None,
        })
    }

    /// True for an event of the kind `response`.
    pub fn is_answer(&self, event: &Event) -> bool {
        self.frames.frames[event.frame].kind == RESPONSE
    }

    /// The sorts of a phrase.
    pub fn sorts(&self, head: usize) -> Sorts {
        sorts::of(self.sentence, head, self.mentions, &self.frames.lists)
    }

    // --- operators ---

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
        if clause.conditioned && clause.aspect != Aspect::Done && event.modality != Modality::Goal {
            event.modality = crate::clauses::weaker(Some(event.modality), Modality::Possible);
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
            if pattern.kind == PatternKind::Verb
                && frame.kind != RESPONSE
                && (self.says_that(token) || pattern.rest.is_empty() && self.begins(token))
            {
                continue;
            }
            let Some(parts) = self.parts(frame, token, pattern, clause) else {
                continue;
            };
            if !self.fits(frame, token, &parts) {
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

    /// "Recalls that the town was small": what has a clause for its object is no deed.
    fn says_that(&self, token: usize) -> bool {
        let s = self.sentence;
        !self.frames.small.tenseless
            && s.children(token, &[Relation::Ccomp])
                .any(|c| c > token && s.children(c, &[Relation::Mark]).any(|m| s.lemma(m) == "that"))
    }

    /// "Start to differ": a verb that only begins another one.
    fn begins(&self, token: usize) -> bool {
        let s = self.sentence;
        self.frames.in_list("beginning", s.lemma(token))
            && s.children(token, &[Relation::Xcomp])
                .any(|c| c > token && s.children(c, &[Relation::Mark]).any(|m| s.lemma(m) == "to"))
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
            // What is announced is so already: "将裁减" is a cut in jobs, 拟裁减 is none yet.
            let shared = match clause.link {
                Link::Coordinate => self.sentence.head(clause.predicate),
                _ => None,
            };
            let own = &self.sentence.dependents[clause.predicate];
            let above = shared.map_or(&[][..], |h| &self.sentence.dependents[h]);
            let intended = own
                .iter()
                .chain(above)
                .any(|d| self.frames.in_list("intending", self.sentence.lemma(*d)));
            let announced = !intended
                && clause.aspect == Aspect::ToCome
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

    /// The words of an event: those of the clause that its topmost word stands in.
    pub fn span(&self, event: &Event) -> Span {
        match self.clauses.at(event.top) {
            Some(clause) => clause.span,
            None => self.sentence.span_under(event.top),
        }
    }
}
