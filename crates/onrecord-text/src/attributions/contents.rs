//! English contents: from a complement to spans, behind the cue, before it or on both sides.
//! What does not live here: which complement a cue has (`clause`), and cuts where another cue takes over (`extent`).

use super::clause::{Complement, Phrase};
use super::english::Subject;
use super::lexicon::{CueForm, class, takes};
use super::words::Text;
use super::{Found, Side};
use crate::Span;

impl Text<'_> {
    /// Content for a cue with a subject before it.
    #[allow(clippy::too_many_arguments)]
    pub(super) fn with_complement(
        &self,
        sentence: usize,
        cue: Phrase,
        form: &CueForm,
        complement: Complement,
        (lo, hi): (usize, usize),
        subject: Subject,
        positive: bool,
    ) -> Option<Found> {
        let t = form.takes;
        let make = |content: Vec<Span>, side: Side| {
            Some(self.found_around(sentence, cue, form, subject, content, side, positive))
        };
        match complement {
            // "adding to problems that have grown": a relative clause.
            Complement::That(k) if k > cue.1 + 1 && k + 1 < hi && self.begins_relative(cue.1, k) => None,
            Complement::Inner(open, close) if t & takes::QUOTE != 0 => {
                make(vec![self.span((open, close))], Side::After)
            }
            Complement::That(k) if t & (takes::THAT | takes::BARE) != 0 => {
                make(vec![self.until_end(k, hi)?], Side::After)
            }
            // "“The plan,” she said in the hall, “is simple.”"
            Complement::Quote(k)
                if t & takes::AFTER != 0
                    && self.words[k - 1].mark == ','
                    && subject.lead > lo
                    && self.closes(subject.lead - 1).is_some() =>
            {
                let (content, side) = self.before_frame(subject.lead, lo, k - 1, hi)?;
                make(content, side)
            }
            Complement::Quote(k) if t & takes::QUOTE != 0 => make(self.quoted_from(k, hi)?, Side::After),
            // "“I don't know,” he said when asked": the content came first.
            Complement::Wh(k)
                if t & takes::AFTER != 0
                    && subject.lead > lo
                    && !subject.borrowed
                    && self.says(k, &["when", "where"])
                    && (self.closes(subject.lead - 1).is_some()
                        || self.words[subject.lead - 1].mark == ',') =>
            {
                let (content, side) = self.before_frame(subject.lead, lo, hi, hi)?;
                make(content, side)
            }
            Complement::Wh(k) if t & takes::WH != 0 => make(vec![self.until_end(k, hi)?], Side::After),
            // "asked to leave": a request, but nobody is asked.
            Complement::To(k)
                if t & takes::PERSON != 0
                    && (k == cue.1 + 1 || self.words[cue.1 + 1].is(class::PREP | class::TIME)) =>
            {
                None
            }
            Complement::To(k) if t & takes::TO != 0 => {
                make(vec![self.until_end(k, self.deed_end(k, hi))?], Side::After)
            }
            Complement::Colon(k) if t & takes::QUOTE != 0 => {
                let content = self.until_end(k, hi);
                make(
                    vec![content.or_else(|| self.next_sentence(sentence))?],
                    Side::After,
                )
            }
            Complement::Bare(k)
                if t & takes::BARE != 0 && self.bare_fits(k, hi, form)
                    || t & takes::ING != 0 && self.doing(k, hi, t) =>
            {
                make(vec![self.until_end(k, hi)?], Side::After)
            }
            Complement::Bare(k) if t & takes::OF != 0 => {
                // "accused the firm of hiding it"
                (k + 1..hi.min(k + 14)).find(|m| self.says(*m, &["of"]))?;
                make(vec![self.until_end(k, self.deed_end(k, hi))?], Side::After)
            }
            Complement::Bare(k) if t & takes::OBJECT != 0 && self.spoken_of(k, hi, t) => {
                let end = self.deed_end(k, hi);
                make(vec![self.until_end(k, end)?], Side::After)
            }
            Complement::Bare(k) if t & takes::AS != 0 => make(vec![self.judged_as(k, hi)?], Side::After),
            // "As the mayor said, the road is closed."
            Complement::Nothing(k)
                if t & takes::AFTER != 0 && subject.lead == lo + 1 && self.says(lo, &["as"]) =>
            {
                let after = (k + 3 < hi && self.words[k].mark == ',').then(|| k + 1)?;
                make(vec![self.until_end(after, hi)?], Side::After)
            }
            Complement::Nothing(k)
                if t & takes::AFTER != 0
                    && !subject.borrowed
                    && (t & takes::BARE != 0
                        || subject.lead > lo && self.closes(subject.lead - 1).is_some()) =>
            {
                match self.before_frame(subject.lead, lo, k, hi) {
                    Some((content, side)) => make(content, side),
                    None => make(vec![self.announced(sentence)?], Side::After),
                }
            }
            // Words behind the cue that are no content: "…,” Cook said in a chat with founder Marc Benioff."
            Complement::Bare(_) | Complement::To(_)
                if t & takes::AFTER != 0
                    && !subject.borrowed
                    && subject.lead > lo
                    && self.closes(subject.lead - 1).is_some() =>
            {
                let (content, side) = self.before_frame(subject.lead, lo, hi, hi)?;
                make(content, side)
            }
            // "…, a charge the owners refute": what is denied stands before whoever denies it.
            Complement::Nothing(_) if t & takes::DENY != 0 && subject.lead > lo + 2 => {
                let charge = self.charge_before(lo, subject.lead)?;
                make(vec![self.span(charge)], Side::Before)
            }
            _ if t & takes::QUOTE != 0 => make(vec![self.announced(sentence)?], Side::After),
            _ => None,
        }
    }

    /// "adding to problems that have grown": true where "that" at `k` stands behind a noun of a phrase behind the cue, and
    /// before a verb.
    fn begins_relative(&self, cue: usize, k: usize) -> bool {
        self.words[cue + 1].is(class::PREP)
            && self.words[k - 1].is_word()
            && (self.words[k + 1].is(class::AUX) || self.verb_like(k + 1))
    }

    /// An attribution whose frame begins with its subject.
    #[allow(clippy::too_many_arguments)]
    fn found_around(
        &self,
        sentence: usize,
        cue: Phrase,
        form: &CueForm,
        subject: Subject,
        content: Vec<Span>,
        side: Side,
        positive: bool,
    ) -> Found {
        let frame_start = if side == Side::Before || subject.borrowed {
            subject.lead
        } else {
            subject.lead.min(cue.0)
        };
        let source = subject.phrase.map(|p| self.span(p));
        Found {
            frame: self.words[frame_start.min(cue.0)]
                .span
                .cover(self.words[cue.1].span),
            positive,
            side,
            borrowed: subject.borrowed,
            ..Found::new(form.kind(), sentence, source, self.span(cue), content)
        }
    }

    /// "a charge" that stands before whoever denies it.
    fn charge_before(&self, lo: usize, lead: usize) -> Option<Phrase> {
        let end = lead - 1 - usize::from(self.says(lead - 1, &["that", "which"]));
        let charge = self.phrase_ending(lo, end)?;
        if !self.opens_comment(charge.0) {
            return None;
        }
        Some(charge)
    }

    /// True where an object is something that words are about: what is rejected is a claim ("rejected the charge"), not an
    /// offer; what is pointed to is a figure or a matter, not a thing in the room.
    fn spoken_of(&self, k: usize, hi: usize, t: u16) -> bool {
        let near = k..hi.min(k + 9);
        if t & takes::AS != 0 {
            return near.clone().any(|i| self.words[i].is(class::CHARGE))
                || near.clone().any(|i| self.says(i, &["as"]));
        }
        if t & takes::WH != 0 {
            let definite = self.says(k, &["the", "his", "her", "its", "their", "this", "a", "an"]);
            let of = t & takes::TO == 0 && near.clone().any(|i| self.says(i, &["of"]));
            return !definite || of || near.clone().any(|i| self.words[i].mark == '0');
        }
        true
    }

    /// "denied taking money", and where papers or pictures show it, "showed police using batons".
    fn doing(&self, k: usize, hi: usize, t: u16) -> bool {
        let doing = |i: usize| self.letters(i).ends_with("ing") && self.letters(i).len() > 4;
        doing(k)
            || t & takes::THAT != 0
                && (k + 1..hi.min(k + 5)).any(|i| {
                    doing(i)
                        && !self.words[i - 1].is(class::DET | class::PREP | class::ADJECTIVE)
                        && self.words[i].class == 0
                })
    }

    /// "called the plan “a mess”", "described the ruling as a setback": what is judged, and as what.
    fn judged_as(&self, k: usize, hi: usize) -> Option<Span> {
        let at = (k..hi.min(k + 16))
            .find(|m| {
                self.says(*m, &["as"])
                    || self.opens(*m).is_some()
                    || !self.words[*m].is_word() && self.words[*m].mark != '-'
            })
            .unwrap_or(hi);
        // "called the mayor a liar"
        let noun = (k + 1..at.min(k + 6)).find(|m| {
            let before = &self.words[m - 1];
            self.says(*m, &["a", "an"]) && (before.capital || before.is(class::OBJECT | class::SUBJECT))
        });
        // "slammed the door as she left" judges nothing.
        let as_what = at > k
            && at + 1 < hi
            && self.says(at, &["as"])
            && !self.clause_at(at + 1, hi)
            && !self.words[at + 1].is(class::SUBORD);
        if noun.is_none() && !as_what && !(at < hi && self.opens(at).is_some()) {
            return None;
        }
        let end = (noun.unwrap_or(at) + 1..hi).find(|m| {
            self.words[*m].quote == self.words[k].quote
                && self.words[*m].bound == 0
                && (self.words[*m].mark == ','
                    || self.says(*m, &["and", "but"]) && self.predicate_at(*m + 1, hi))
        });
        self.until_end(k, end.unwrap_or(hi))
    }

    /// True where bare words behind the cue are a clause.
    pub(super) fn bare_fits(&self, k: usize, hi: usize, form: &CueForm) -> bool {
        // "figured out what it was" is another verb.
        hi > k + 1
            && !self.lists(k, &self.lexicon.lists.verb_particles)
            && (self.clause_at(k, hi) || form.takes & takes::EASY != 0 && hi > k + 3)
    }

    pub(super) fn until_end(&self, k: usize, hi: usize) -> Option<Span> {
        if k >= hi {
            return None;
        }
        let span = self.span((k, hi - 1));
        // A quote that opens in the sentence is taken whole.
        let end = (k..hi)
            .rev()
            .find_map(|m| self.opens(m))
            .map_or(span.end(), |q| self.quotes[q].span.end().max(span.end()));
        Some(Span::new(span.start(), end))
    }

    /// The quote of the next sentence, where this one ends in a colon: "She tweeted from the train:".
    pub(super) fn announced(&self, sentence: usize) -> Option<Span> {
        let s = &self.document.sentences[sentence];
        let next = self.document.sentences.get(sentence + 1)?;
        let colon = self.words[s.end_token - 1].mark == ':';
        let q = self.opens(next.first_token)?;
        colon.then(|| self.quotes[q].span)
    }

    pub(super) fn next_sentence(&self, sentence: usize) -> Option<Span> {
        let s = self.document.sentences.get(sentence + 1)?;
        let first = s.first_token;
        if first < s.end_token
            && let Some(q) = self.opens(first)
        {
            return Some(self.quotes[q].span);
        }
        Some(s.span)
    }

    /// The quote that opens at `k`, and more of the sentence where the quote is only a part of it.
    pub(super) fn quoted_from(&self, k: usize, hi: usize) -> Option<Vec<Span>> {
        let q = self.opens(k)?;
        let quote = self.quotes[q];
        let close = (k..hi).find(|m| self.closes(*m) == Some(q));
        let mut spans = vec![quote.span];
        if let Some(close) = close {
            let ended = matches!(self.words[close - 1].mark, '.' | '?' | '!' | ',');
            if !ended
                && close + 1 < hi
                && (self.words[close + 1].is_word() || self.words[close + 1].mark == ',')
            {
                return Some(vec![self.until_end(k, hi)?]);
            }
        }
        let mut last = q;
        while self.quotes[last].runs_on && last + 1 < self.quotes.len() {
            last += 1;
            spans.push(self.quotes[last].span);
        }
        Some(spans)
    }

    /// Content that stands before the frame: "…, she said" and "…, she said, …".
    pub(super) fn before_frame(
        &self,
        lead: usize,
        lo: usize,
        k: usize,
        hi: usize,
    ) -> Option<(Vec<Span>, Side)> {
        let end = lead.checked_sub(1).filter(|e| *e >= lo)?;
        let w = &self.words[end];
        let quoted = self.closes(end);
        if quoted.is_none() && !matches!(w.mark, ',' | '—' | '–' | '?' | '!' | '-') {
            return None;
        }
        let last = if quoted.is_some() || matches!(w.mark, '?' | '!') {
            end
        } else {
            end.checked_sub(1).filter(|e| *e >= lo)?
        };
        let mut start = self.words[lo].span.start();
        // The sentence before the frame begins inside a quote that opened earlier: the quote is content from its mark on.
        if let Some(q) = (self.words[lo].quote as usize).checked_sub(1)
            && self.words[lead].quote == 0
        {
            start = start.min(self.quotes[q].span.start());
        }
        if let Some(q) = quoted {
            // Nothing but the quote, or a quote that began in an earlier sentence.
            start = start.min(self.quotes[q].span.start());
            let mut first = q;
            while first > 0 && self.quotes[first - 1].runs_on {
                first -= 1;
            }
            if first < q {
                let mut spans: Vec<Span> = self.quotes[first..q].iter().map(|q| q.span).collect();
                spans.push(self.quotes[q].span);
                return Some((spans, Side::Before));
            }
        } else {
            let splits = k + 2 < hi && self.words[k].mark == ',' && lead - lo >= 2;
            let rest = splits && (self.words[k + 1].is(class::AUX | class::FINITE) || self.verb_like(k + 1));
            // "In May, Marn said, the firm cut 300 jobs": an opening adverbial, and the clause behind the cue.
            let first = &self.words[lo];
            let adverbial =
                first.is(class::PREP | class::SUBORD | class::TIME | class::RELATIVE_TIME | class::ADVERB);
            if splits && adverbial && !rest && (self.has_verb(k + 1, hi) || hi > k + 4) && lead - lo < 12 {
                let before = Span::new(start, self.words[last].span.end());
                return Some((vec![before, self.until_end(k + 1, hi)?], Side::Around));
            }
            // Nothing follows the cue: what stands before it is all that can be said, its verb known or not.
            let comma = (lo..last).any(|m| self.words[m].mark == ',');
            let all = k >= hi && lead - lo > 3 && (!adverbial || comma && lead - lo > 8);
            if !rest && !all && (lead - lo < 3 || !self.has_verb(lo, last + 1)) {
                return None;
            }
        }
        let before = Span::new(start, self.words[last].span.end());
        // What follows a comma behind the cue goes on with the content.
        if k + 2 < hi && self.words[k].mark == ',' {
            let next = k + 1;
            if let Some(q) = self.opens(next) {
                return Some((vec![before, self.quotes[q].span], Side::Around));
            }
            let w = &self.words[next];
            let goes_on = quoted.is_none()
                && w.is_word()
                && (self.words[next].is(class::AUX | class::FINITE)
                    || self.verb_like(next)
                    || self.past_like(next)
                    || self.has_verb(next, hi) && !self.apposition(k, next))
                && !w.is(class::CONJ | class::SUBORD | class::PREP)
                && !self.letters(next).ends_with("ing")
                && !self.letters(next).ends_with("ed")
                && !self.says(next, &["who", "which", "where", "as", "according"]);
            if goes_on && self.words[lo].quote == self.words[next].quote {
                return Some((vec![before, self.until_end(next, hi)?], Side::Around));
            }
        }
        Some((vec![before], Side::Before))
    }

    /// ", an economist at the bank" behind a name: no part of what was said.
    fn apposition(&self, comma: usize, next: usize) -> bool {
        self.words[comma - 1].capital
            && (self.says(next, &["a", "an", "the", "one", "its", "his", "her", "their"])
                || self.words[next].is(class::PERSON)
                || self.words[next].mark == '0')
    }

    /// True where some verb stands between `lo` and `hi`.
    pub(super) fn has_verb(&self, lo: usize, hi: usize) -> bool {
        (lo + 1..hi).any(|i| {
            self.words[i].is(class::AUX | class::FINITE | class::CONTRACTED)
                || self.verb_like(i)
                || self.past_like(i)
        }) || self.clause_at(lo, hi)
    }
}
