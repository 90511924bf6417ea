//! Who and what takes part in an event: where each part of a frame may be, and which phrase suits it.
//! What does not live here: the sorts of phrases (`super::sorts`), who a phrase is (`crate::propositions::referents`).

use super::Reader;
use crate::clauses::{Clause, Voice, phrase};
use crate::frames::{Frame, Part, Pattern, PatternKind, Place, Sorts, pattern};
use crate::syntax::{Features, Relation, Tag};
use crate::{Quantity, QuantityKind};

/// The clause of what is asked begins no further behind the verb, in words.
const FAR: usize = 7;

impl Reader<'_> {
    /// Words and quantities that a frame wants in its clause.
    pub(super) fn fits(&self, frame: &Frame, token: usize, parts: &[(usize, usize)]) -> bool {
        let around = self
            .clauses
            .around(self.sentence, token)
            .map(|i| &self.clauses.list[i]);
        let span = around.map_or_else(|| self.sentence.span_under(token), |c| c.span);
        if frame.needs_money || frame.needs_quantity {
            // A share is money only of what is counted in money: "sales rose by 4 percent", not "hills cover 4 percent".
            let of_money = |q: &Quantity| {
                let after = (0..self.sentence.len())
                    .filter(|i| self.sentence.token(*i).span.start() >= q.span.end())
                    .take(6);
                after
                    .into_iter()
                    .any(|i| self.frames.in_list("moneys", self.sentence.lemma(i)))
            };
            let counted = || {
                parts.iter().any(|(_, at)| {
                    self.sorts(*at).meets(Sorts::MONEY)
                        || self.frames.in_list("indices", self.sentence.lemma(*at))
                })
            };
            let wanted = |q: &Quantity| match q.kind {
                QuantityKind::Money => true,
                QuantityKind::Share => !frame.needs_money || of_money(q) || counted(),
                _ => !frame.needs_money,
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
                        .any(|w| pattern::is_word(&lemma, w, &self.frames.lists))
                }
            })
        };
        (frame.with.is_empty() || has(&frame.with, true)) && !has(&frame.unless, false)
    }

    /// Fills the parts of a frame; `None` when one that it needs is missing.
    pub(super) fn parts(
        &self,
        frame: &Frame,
        token: usize,
        pattern: &Pattern,
        clause: Option<&Clause>,
    ) -> Option<Vec<(usize, usize)>> {
        let mut parts: Vec<(usize, usize)> = Vec::new();
        let noun = pattern.kind == PatternKind::Noun;
        for (number, part) in frame.parts.iter().enumerate() {
            let places = if noun { &part.noun } else { &part.verb };
            let mut barred = false;
            let mut others = false;
            let found = places.iter().find_map(|place| {
                if others {
                    return None;
                }
                let mut candidates = match clause.filter(|_| !noun) {
                    Some(clause) => self.verb_place(clause, place),
                    None => self.noun_place(token, place),
                };
                if *place == Place::Object && candidates.is_empty() && !noun {
                    candidates = self.behind_particle(token, pattern);
                }
                let loose = part.loose && *place == Place::Subject;
                let reports = if loose { self.reports(token) } else { Vec::new() };
                candidates.into_iter().chain(reports).find(|at| {
                    barred |= *place == Place::Object && self.barred(part, *at);
                    let span = self.sentence.token(*at).span;
                    others |= part.only
                        && self.sentence.tag(*at).is_nominal()
                        && !self.times.iter().any(|t| t.span.overlaps(span))
                        && !parts.iter().any(|(_, t)| t == at)
                        && !self.wanted(frame, number, token, clause, *at);
                    (*at != token || *place == Place::Itself)
                        && !parts.iter().any(|(_, t)| t == at)
                        && self.suits(part, *at)
                })
            });
            match found {
                Some(at) => parts.push((number, at)),
                // "Dismissed the petition": an object that the part must not be says that it is another event; so does who
                // does it, if only some can: "taken away by the flood".
                None if barred || others => return None,
                None if part.need && !(noun && self.told.contains(&frame.kind)) => return None,
                None if part.need_by_verb && !noun => return None,
                None => {}
            }
        }
        Some(parts)
    }

    /// "Will lay *off* 40 people", read as if "off" marked a phrase: who stands behind the particle of a verb is its object.
    fn behind_particle(&self, token: usize, pattern: &Pattern) -> Vec<usize> {
        let particle = pattern
            .rest
            .last()
            .filter(|word| self.frames.in_list("particles", word));
        particle.map_or_else(Vec::new, |word| self.marked(token, word))
    }

    /// True when another part has its first fitting place there: "the kettle went on sale" has its product for a subject.
    fn wanted(&self, frame: &Frame, number: usize, token: usize, clause: Option<&Clause>, at: usize) -> bool {
        let Some(clause) = clause else { return false };
        let others = frame.parts.iter().enumerate().filter(|(n, _)| *n != number);
        others.into_iter().any(|(_, part)| {
            let found = part.verb.iter().find_map(|place| {
                let candidates = self.verb_place(clause, place).into_iter();
                candidates.filter(|c| *c != token).find(|c| self.suits(part, *c))
            });
            found == Some(at)
        })
    }

    /// Nouns that may be what is called false when the parser lost the subject: "reports it had been sold were untrue".
    pub(super) fn reports(&self, token: usize) -> Vec<usize> {
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
    pub(super) fn suits(&self, part: &Part, at: usize) -> bool {
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
                || self.frames.small.tenseless
                    && self.sentence.tag(at) != Tag::Propn
                    && super::sorts::tails(&lemma, &self.frames.lists)
                        .any(|tail| self.frames.in_list(list, tail))
                || self.frames.in_list(list, &self.sentence.word(at).to_lowercase())
                || self
                    .frames
                    .in_list(list, lemma.strip_suffix('s').unwrap_or(&lemma))
                || self
                    .sentence
                    .children(at, &[Relation::Compound, Relation::Amod])
                    .any(|c| self.frames.in_list(list, &self.sentence.lemma(c).to_lowercase()))
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
    pub(super) fn barred(&self, part: &Part, at: usize) -> bool {
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
            .any(|w| pattern::is_word(&lemma, w, &self.frames.lists))
    }

    pub(super) fn verb_place(&self, clause: &Clause, place: &Place) -> Vec<usize> {
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
            // "Will stop making the van": what is made.
            Place::Object if clause.done_to.is_none() && clause.voice == Voice::Active => s
                .children(clause.predicate, &[Relation::Xcomp])
                .filter(|c| s.has(*c, Features::GERUND))
                .filter_map(|c| s.child(c, Relation::Obj))
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
            Place::Asked(word) => self.asked(clause.predicate, word).into_iter().collect(),
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
    pub(super) fn owners(&self, phrases: Vec<usize>) -> Vec<usize> {
        phrases
            .into_iter()
            .flat_map(|at| {
                let own = phrase::owner(self.sentence, at).into_iter();
                own.chain(self.marked(at, "of")).chain(self.marked(at, "from"))
            })
            .collect()
    }

    pub(super) fn noun_place(&self, token: usize, place: &Place) -> Vec<usize> {
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

    /// Who does something to something in the clause that `word` opens close behind a word, unless it is a person.
    fn asked(&self, token: usize, word: &str) -> Option<usize> {
        let s = self.sentence;
        let opens = (token + 1..s.len().min(token + FAR)).find(|at| s.lemma(*at) == word)?;
        let verb = s
            .head(opens)
            .filter(|v| *v > opens && s.tag(*v) == Tag::Verb && s.child(*v, Relation::Obj).is_some())?;
        // A person may be asked about as a victim.
        s.child(verb, Relation::Nsubj)
            .filter(|at| *at > opens && !self.sorts(*at).meets(Sorts::PERSON))
    }

    /// Phrases and gerunds under a word that carry the preposition.
    pub(super) fn marked(&self, token: usize, preposition: &str) -> Vec<usize> {
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
}
