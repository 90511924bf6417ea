//! English cues that are no verbs: nouns, adjectives, "according to", "citing".
//! What does not live here: verbs (`english`, `voices`).

use super::clause::{Complement, Phrase};
use super::english::Subject;
use super::lexicon::{CueForm, class, takes};
use super::words::Text;
use super::{Found, Side};
use crate::Span;

impl Text<'_> {
    /// "claims that …", "their belief that …", "there was news that …".
    pub(super) fn noun(&self, sentence: usize, i: usize, form: &CueForm) -> Option<Found> {
        let (lo, full) = self.bounds(sentence, i);
        let hi = self.content_end(full, i + 1);
        let last = i + form.tail.len();
        let mut k = last + 1;
        // "word spread that", "rumours have emerged that"
        while k < hi && self.words[k].is(class::HAVE | class::ADVERB) {
            k += 1;
        }
        if k < hi && self.words[k].is(class::SPREAD) {
            k += 1;
            while k < hi
                && (self.words[k].is(class::ADVERB | class::TIME | class::PREP)
                    || self.lists(k, &self.lexicon.lists.spread_ends))
            {
                k += 1;
            }
        } else {
            k = last + 1;
        }
        // "news in the market that", "a statement on Monday that", "a claim by the firm that"
        let mut by = None;
        if k < hi && self.words[k].is(class::PREP) {
            let that = (k + 1..hi.min(k + 12)).find(|m| {
                self.says(*m, &["that"]) && !self.words[m - 1].is(class::PREP) || !self.words[*m].is_word()
            })?;
            if self.says(k, &["by", "from"]) && that > k + 1 {
                by = Some((k + 1, that - 1));
            }
            k = that;
        }
        if k + 1 >= hi {
            return None;
        }
        let quote_follows = self.words[k].mark == ':' && self.opens(k + 1).is_some();
        if quote_follows {
            k += 1;
        } else if !self.says(k, &["that"]) || !self.clause_at(k + 1, hi) {
            // "views of that time": no clause.
            return None;
        }
        // "claims that were made": a relative clause.
        let next = &self.words[k + 1];
        if !quote_follows
            && (next.is(class::AUX | class::FINITE) && !next.is(class::DET) || self.verb_like(k + 1))
        {
            return None;
        }
        // "Paris claims that": a verb that could not be read, not a noun.
        if let Some(b) = i.checked_sub(1).filter(|b| *b >= lo) {
            let w = &self.words[b];
            if w.is_word()
                && !w.is(class::DET | class::ADJECTIVE | class::PREP | class::CONJ | class::BE | class::HAVE)
                && !self.possessive(b)
                && (w.capital || w.is(class::SUBJECT | class::PERSON | class::ADVERB))
            {
                return None;
            }
        }
        let mut start = i;
        while start > lo && {
            let w = &self.words[start - 1];
            w.is_word()
                && !w.is(class::PREP | class::AUX | class::CONJ | class::SUBORD | class::FINITE)
                && !self.verb_like(start - 1)
                && !w.is(class::SUBJECT & !class::DET)
                && !(w.is(class::TIME) && !self.possessive(start - 1))
                && !(w.mark == '0' && start > lo + 1 && self.words[start - 2].is(class::TIME))
                && !self.says(start - 1, &["that"])
                // A determiner begins the phrase: "maintain our view".
                && !(start < i && self.words[start].is(class::DET))
                && i - start < 6
        } {
            start -= 1;
        }
        let source = self.noun_source(lo, (start, i, last), by)?;
        let but =
            (k..hi.saturating_sub(1)).find(|m| self.words[*m].mark == ',' && self.says(m + 1, &["but"]));
        let mut hi = but.unwrap_or(hi);
        // "Rumours that the singer had died were false": the noun is a subject, and its own verb comes.
        if !quote_follows && self.leads_sentence(lo, start) {
            hi = self.second_verb(k + 1, hi).unwrap_or(hi);
        }
        let content = if quote_follows {
            self.quoted_from(k, hi)?
        } else {
            vec![self.until_end(k, hi)?]
        };
        Some(Found {
            frame: self.span((start, last)),
            positive: form.takes & takes::DENY == 0,
            ..Found::new(form.kind(), sentence, source, self.span((i, last)), content)
        })
    }

    /// Whose words a noun is: whom "by" names, its possessor, whoever gives it; nothing where its phrase cannot be read.
    fn noun_source(
        &self,
        lo: usize,
        (start, i, last): (usize, usize, usize),
        by: Option<Phrase>,
    ) -> Option<Option<Span>> {
        let possessor = (start..i).rev().find(|p| self.possessive(*p));
        Some(match (by, possessor) {
            (Some(by), _) => Some(self.span(by)),
            (None, Some(p)) => {
                let first = self.phrase_ending(lo, p)?.0;
                // "to support the president's claim"
                let article = (first + 1..p).rev().find(|m| self.words[*m].is(class::DET));
                Some(self.span((article.filter(|_| !self.words[first].capital).unwrap_or(first), p)))
            }
            (None, None)
                if self.words[start].is(class::DET) && self.lists(start, &self.lexicon.lists.possessives) =>
            {
                Some(self.words[start].span)
            }
            (None, None) => {
                // "Lee voiced fears that", "the board made a claim that": whoever does so.
                let giver = start
                    .checked_sub(1)
                    .filter(|v| *v > lo && self.words[*v].is(class::GIVES))
                    .map(|v| self.before_auxiliaries(lo, v))
                    .and_then(|b| self.subject(lo, Some(b), &[]))
                    .and_then(|s| s.phrase);
                match giver {
                    Some(giver) => Some(self.span(giver)),
                    None if self.words[i].is(class::PAPER) => Some(self.span((start, last))),
                    None => None,
                }
            }
        })
    }

    /// True where nothing but an adverbial stands between `lo` and the noun phrase that begins at `start`.
    fn leads_sentence(&self, lo: usize, start: usize) -> bool {
        start == lo
            || self.words[start - 1].mark == ',' && self.leads_nothing(lo, start - 1)
            || self.words[start - 1].is(class::CONJ | class::SUBORD)
                && (start - 1 == lo || self.words[start - 2].mark == ',')
    }

    /// The second finite verb behind `k`, which is not the first clause's: where "that he died" ends and "were false" begins.
    fn second_verb(&self, k: usize, hi: usize) -> Option<usize> {
        let verb = |m: usize| {
            let w = &self.words[m];
            !w.capital && (w.is(class::AUX | class::FINITE) || self.verb_like(m) || self.past_like(m))
        };
        let first = (k + 1..hi).find(|m| verb(*m))?;
        let mut group = first + 1;
        while group < hi && (verb(group) || self.words[group].is(class::ADVERB | class::NEG)) {
            group += 1;
        }
        let second = (group..hi).find(|m| {
            let before = &self.words[m - 1];
            verb(*m)
                && !before.is(class::CONJ
                    | class::WH
                    | class::SUBORD
                    | class::DET
                    | class::PREP
                    | class::ADJECTIVE)
                && !(before.is(class::SUBJECT) || self.says(m - 1, &["to", "that"]))
        })?;
        // A clause of its own ("…, he said") takes the verb with its subject.
        let clause = (group..second).any(|m| {
            self.words[m].mark == ','
                || self.words[m].is(class::CONJ | class::SUBORD | class::WH | class::SUBJECT)
        });
        (!clause && second + 1 < hi).then_some(second)
    }

    /// "is confident that …", "remain worried that …".
    pub(super) fn adjective(&self, sentence: usize, i: usize, form: &CueForm) -> Option<Found> {
        let (lo, full) = self.bounds(sentence, i);
        let hi = self.content_end(full, i + 1);
        let last = i + form.tail.len();
        let complement = self.complement(last, hi, form.takes);
        match complement {
            Complement::That(_) | Complement::Wh(_) => {}
            Complement::Bare(k)
                if k == last + 1 && form.takes & takes::BARE != 0 && self.clause_at(k, hi) => {}
            _ => return None,
        }
        let mut j = i;
        let mut negative = false;
        let mut linked = false;
        while j > lo {
            let w = &self.words[j - 1];
            if w.is(class::CONTRACTED) {
                linked = true;
                break;
            }
            if w.is(class::BE | class::HAVE | class::MODAL)
                || self.lists(j - 1, &self.lexicon.lists.linking_verbs)
            {
                linked = true;
            } else if !w.is(class::ADVERB | class::NEG) {
                break;
            }
            negative |= w.is(class::NEG);
            j -= 1;
        }
        let b = j.checked_sub(1).filter(|b| *b >= lo)?;
        let phrase = if linked {
            self.phrase_ending(lo, b)?
        } else if self.words[b].is(class::PERSON | class::PLURAL) {
            // "parents concerned that": without a verb.
            self.phrase_ending(lo, b)?
        } else {
            return None;
        };
        if self.says(phrase.0, &["it", "this", "that", "there", "what"]) && phrase.0 == phrase.1 {
            return None;
        }
        let subject = Subject {
            phrase: Some(phrase),
            lead: phrase.0,
            borrowed: false,
        };
        self.with_complement(
            sentence,
            (i, last),
            form,
            complement,
            (lo, hi),
            subject,
            !negative,
        )
    }

    /// "The pier is reportedly closing": the clause is told, and nobody is named who tells it.
    pub(super) fn adverb(&self, sentence: usize, i: usize, form: &CueForm) -> Option<Found> {
        let (lo, full) = self.bounds(sentence, i);
        let hi = self.content_end(full, i + 1);
        // "Another reportedly said": somebody says it.
        let verb = (i + 1..hi).find(|k| !self.words[*k].is(class::ADVERB | class::AUX))?;
        let speaks = self.words[verb].cues.iter().any(|c| {
            let cue = &self.lexicon.forms[*c as usize];
            cue.shape == super::lexicon::Shape::Verb && cue.takes & takes::QUOTE != 0
        });
        if speaks {
            return None;
        }
        let border = |k: &usize| {
            let w = &self.words[*k];
            matches!(w.mark, ';' | ':' | '—' | '–')
                || w.mark == ','
                    && *k + 1 < hi
                    && (self.says(*k + 1, &["which", "who", "according"])
                        || self.lists(*k + 1, &self.lexicon.lists.contrasts)
                        || self.says(*k + 1, &["and"]) && self.predicate_at(*k + 2, hi))
        };
        let start = (lo..i).rev().find(border).map_or(lo, |k| {
            let conjunction = self.words[k].mark == ','
                && (self.says(k + 1, &["and"]) || self.lists(k + 1, &self.lexicon.lists.contrasts));
            k + 1 + usize::from(conjunction)
        });
        let end = (i + 1..hi).find(border).unwrap_or(hi);
        if end < start + 4 {
            return None;
        }
        let cue = self.span((i, i));
        Some(Found {
            side: Side::Around,
            ..Found::new(
                form.kind(),
                sentence,
                None,
                cue,
                vec![self.span((start, end - 1))],
            )
        })
    }

    /// "According to X, …" and "…, according to X".
    pub(super) fn frame(&self, sentence: usize, i: usize, form: &CueForm) -> Option<Found> {
        let (lo, full) = self.bounds(sentence, i);
        let hi = self.content_end(full, i + 1);
        let last = i + form.tail.len();
        let phrase = self.frame_source(last + 1, full)?;
        // "That's according to a survey": what the sentence before says.
        let points_back = (lo..i).all(|k| {
            self.says(k, &["that's", "that’s", "that", "this", "is", "was", "all"])
                || self.words[k].is(class::ADVERB)
        });
        if points_back && i > lo {
            let before = sentence.checked_sub(1)?;
            let told = &self.document.sentences[before];
            if told.block != self.document.sentences[sentence].block {
                return None;
            }
            let content = told.span.trim(self.document.text, &['.']);
            let (source, cue) = (self.span(phrase), self.span((i, last)));
            return Some(Found {
                frame: self.span((lo, phrase.1)),
                side: Side::Before,
                ..Found::new(form.kind(), sentence, Some(source), cue, vec![content])
            });
        }
        let mut end = phrase.1 + 1;
        let before = i.checked_sub(1).filter(|b| *b >= lo);
        let opens_clause =
            before.is_none_or(|b| self.words[b].is(class::CONJ | class::SUBORD) || self.says(b, &["that"]));
        // The source may go on after a comma ("the BBC, which …, the"): the content begins behind the last comma that fits.
        let comma = (end..hi.min(end + 24)).find(|m| self.words[*m].mark == ',');
        let content;
        let side;
        if opens_clause || before.is_some_and(|b| self.words[b].mark == ',') && self.leads_nothing(lo, i) {
            let fresh =
                end < hi && (self.words[end].is(class::DET | class::SUBJECT) || self.words[end].mark == ',');
            end = if fresh && self.words[end].mark != ',' {
                end
            } else {
                comma? + 1
            };
            content = vec![self.until_end(end, hi)?];
            side = Side::After;
        } else {
            let b = before?;
            // "paid according to rank": only people and papers say something without a comma.
            let speaks = self.words[b].mark == ','
                || self.closes(b).is_some()
                || (phrase.0..=phrase.1)
                    .any(|p| self.words[p].capital || self.words[p].is(class::PERSON | class::PAPER));
            let comma = self.words[b].mark == ',';
            // Behind a comma at the sentence's end everything before is told, its verb known or not.
            let all = comma && phrase.1 + 1 >= hi && b - lo > 4 && !self.leads_nothing(lo, i);
            if !speaks || !self.clause_at(lo, i) && !(comma && self.has_verb(lo, b)) && !all {
                return None;
            }
            let last_word = if self.words[b].mark == ',' {
                b.checked_sub(1).filter(|b| *b >= lo)?
            } else {
                b
            };
            let mut start = self.words[lo].span.start();
            if let Some(q) = self.closes(last_word) {
                start = start.min(self.quotes[q].span.start());
            }
            let before = Span::new(start, self.words[last_word].span.end());
            let goes_on = self.words[b].mark == ','
                && end < hi
                && self.words[end].mark == ','
                && end + 2 < hi
                && self.words[end + 1].is_word()
                && !self.says(end + 1, &["which", "who", "where", "citing"])
                && !self.words[end + 1].is(class::SUBORD);
            if goes_on {
                content = vec![before, self.until_end(end + 1, hi)?];
                side = Side::Around;
            } else {
                content = vec![before];
                side = Side::Before;
            }
        }
        // "According to sources cited by the Post": the Post tells it, and the sources told the Post.
        let passed_on = (phrase.0 + 1..phrase.1.saturating_sub(1))
            .find(|k| self.lists(*k, &self.lexicon.lists.asked_participles) && self.says(k + 1, &["by"]));
        let (outer, told) = match passed_on {
            Some(k) => ((k + 2, phrase.1), Some(self.span((phrase.0, k - 1)))),
            None => (phrase, None),
        };
        let (source, cue) = (self.span(outer), self.span((i, last)));
        Some(Found {
            frame: self.span((i, phrase.1)),
            side,
            told,
            ..Found::new(form.kind(), sentence, Some(source), cue, content)
        })
    }

    /// "In the mayor's view, …", "in the eyes of residents, …", "by his own account, …": the cue is the noun.
    pub(super) fn view(&self, sentence: usize, i: usize, form: &CueForm) -> Option<Found> {
        let (lo, full) = self.bounds(sentence, i);
        let hi = self.content_end(full, i + 1);
        let opening = |p: usize| self.says(p, &["in", "by", "from", "to"]);
        let (source, prep, end) = if i + 2 < hi && self.says(i + 1, &["of"]) {
            let prep = (lo..i).rev().take(3).find(|p| opening(*p))?;
            let phrase = self.frame_source(i + 2, hi)?;
            (phrase, prep, phrase.1 + 1)
        } else {
            let prep = (lo..i).rev().take(9).find(|p| opening(*p))?;
            let owner = (prep + 1..i)
                .rev()
                .find(|p| !self.lists(*p, &self.lexicon.lists.view_adjectives))?;
            let possessor = self.possessive(owner)
                || self.letters(owner).ends_with(['\'', '’'])
                || owner == prep + 1 && self.lists(owner, &self.lexicon.lists.possessives);
            if !possessor {
                return None;
            }
            ((prep + 1, owner), prep, i + 1)
        };
        let comma = end < hi && self.words[end].mark == ',';
        let (content, side) = if comma && (prep == lo || self.leads_sentence(lo, prep)) {
            (self.until_end(end + 1, hi)?, Side::After)
        } else if end == hi && prep > lo + 3 && self.words[prep - 1].mark == ',' {
            (self.span((lo, prep - 2)), Side::Before)
        } else {
            return None;
        };
        let (source, cue) = (self.span(source), self.words[i].span);
        Some(Found {
            frame: self.span((prep, end - 1)),
            side,
            ..Found::new(form.kind(), sentence, Some(source), cue, vec![content])
        })
    }

    /// True where only an adverbial stands between `lo` and the comma before `i`.
    pub(super) fn leads_nothing(&self, lo: usize, i: usize) -> bool {
        i - lo < 7
            && !(lo..i).any(|m| {
                self.words[m].is(class::AUX | class::FINITE) || self.verb_like(m) || self.past_like(m)
            })
            || self.existential(lo, i)
    }

    /// "There are media reports, according to …": nothing is said yet.
    pub(super) fn existential(&self, lo: usize, i: usize) -> bool {
        i - lo < 12
            && (lo..i).any(|m| self.says(m, &["there"]))
            && (lo..i).any(|m| self.words[m].is(class::PAPER))
    }

    pub(super) fn frame_source(&self, k: usize, hi: usize) -> Option<Phrase> {
        let mut phrase = self.phrase_from(k, hi)?;
        // "a report published on Monday by the ministry": up to the comma or the end.
        while phrase.1 + 1 < hi && phrase.1 - phrase.0 < 24 {
            let w = &self.words[phrase.1 + 1];
            if !w.is_word() && !matches!(w.mark, '-' | '&' | '/' | '\'' | '’')
                || w.is(class::SUBJECT | class::SUBORD | class::AUX)
                || w.is(class::DET) && !self.words[phrase.1].is(class::PREP)
            {
                break;
            }
            phrase.1 += 1;
        }
        Some(phrase)
    }

    /// "…, citing people familiar with the matter": the content of the cue it hangs on.
    pub(super) fn citing(
        &self,
        sentence: usize,
        i: usize,
        form: &CueForm,
        others: &[Found],
    ) -> Option<Found> {
        let (lo, full) = self.bounds(sentence, i);
        let last = i + form.tail.len();
        let phrase = self.frame_source(last + 1, full)?;
        let finite = !self.letters(i).ends_with("ing");
        // "citing worn bolts" gives a reason, not a source.
        let sayer = (phrase.0..=phrase.1).any(|k| {
            let w = &self.words[k];
            w.is(class::SAYER | class::PERSON | class::PAPER | class::SUBJECT) && !w.is(class::DET)
                || w.capital && !w.is(class::TIME)
        });
        if !sayer {
            return None;
        }
        // "a report in the Post, which cited three bankers"
        if finite && !(i > lo && self.says(i - 1, &["which", "who"])) {
            return None;
        }
        let at = self.words[i].span.start();
        let before = |f: &&Found| f.cue.first().is_some_and(|cue| cue.start() < at);
        // "Reuters, citing a trade group, reported that": the aside stands between a source and its cue.
        let around = |f: &&Found| f.source.last().is_some_and(|source| source.end() <= at);
        // "Citing two engineers, Reuters said that": the aside opens the sentence.
        let opening = |f: &&Found| i == lo && f.source.first().is_some_and(|source| source.start() > at);
        let outer = (others.iter().rev().find(before))
            .or_else(|| others.iter().find(around))
            .or_else(|| others.iter().find(opening));
        if finite && outer.is_none() {
            return None;
        }
        let content = match outer {
            Some(outer) => outer.content.clone(),
            None => {
                let end = i
                    .checked_sub(2)
                    .filter(|e| *e > lo && self.words[i - 1].mark == ',')?;
                let says = |i: usize| {
                    self.words[i].is(class::AUX | class::FINITE) || self.verb_like(i) || self.past_like(i)
                };
                if self.words[end].quote == 0 && self.closes(end).is_none() && !(lo..=end).any(says) {
                    return None;
                }
                vec![self.span((lo, end))]
            }
        };
        let (source, cue) = (self.span(phrase), self.span((i, last)));
        Some(Found {
            frame: self.span((i, phrase.1)),
            side: Side::Before,
            ..Found::new(form.kind(), sentence, Some(source), cue, content)
        })
    }
}
