//! English attributions, cue by cue: subject, voice, complement.
//! What does not live here: noun phrases (`clause`), how far contents reach across cues (`extent`), speakers.

use super::clause::{Complement, Phrase};
use super::lexicon::{CueForm, Form, Shape, class, takes};
use super::words::Text;
use super::{Found, Side};
use crate::Span;

/// A subject: where, and where the frame begins.
#[derive(Clone, Copy, Debug)]
struct Subject {
    phrase: Option<Phrase>,
    /// First word of the frame.
    lead: usize,
    /// The subject was not before the verb itself: it is the clause's.
    borrowed: bool,
}

/// Finds the attributions of every sentence.
pub(super) fn find(text: &Text<'_>) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for (index, sentence) in text.document.sentences.iter().enumerate() {
        let first = found.len();
        for i in sentence.first_token..sentence.end_token {
            // A verb before a noun of the same form, whatever the order of the files.
            let cues = text.words[i].cues;
            let ordered = |verbs: bool| {
                cues.iter()
                    .map(|c| &text.lexicon.forms[*c as usize])
                    .filter(move |f| (f.shape == Shape::Verb) == verbs)
            };
            for form in ordered(true).chain(ordered(false)) {
                if !text.tail_fits(i, sentence.end_token, &form.tail) {
                    continue;
                }
                let made = match form.shape {
                    Shape::Verb => text.verb(index, i, form, &found[first..]),
                    Shape::Noun => text.noun(index, i, form),
                    Shape::Adjective => text.adjective(index, i, form),
                    Shape::Frame if form.takes & takes::OBJECT != 0 => {
                        text.citing(index, i, form, &found[first..])
                    }
                    Shape::Frame => text.frame(index, i, form),
                };
                if let Some(made) = made {
                    found.push(made);
                    break;
                }
            }
        }
    }
    found
}

impl Text<'_> {
    fn tail_fits(&self, i: usize, end: usize, tail: &[String]) -> bool {
        tail.iter()
            .enumerate()
            .all(|(n, t)| i + 1 + n < end && self.letters(i + 1 + n).eq_ignore_ascii_case(t))
    }

    fn span(&self, phrase: Phrase) -> Span {
        self.words[phrase.0].span.cover(self.words[phrase.1].span)
    }

    /// One past the last word of content: the sentence's end without its full stop.
    fn content_end(&self, mut hi: usize, lo: usize) -> usize {
        while hi > lo && matches!(self.words[hi - 1].mark, '.' | ';' | ',' | ':') {
            hi -= 1;
        }
        hi
    }

    fn verb(&self, sentence: usize, i: usize, form: &CueForm, earlier: &[Found]) -> Option<Found> {
        let (lo, full) = self.bounds(sentence, i);
        let hi = self.content_end(full, i + 1);
        let last = i + form.tail.len();
        let word = &self.words[i];
        // Auxiliaries, negation and adverbs before the verb.
        let mut j = i;
        let mut negative = false;
        let (mut nearest, mut any) = (0, 0);
        while j > lo {
            let w = &self.words[j - 1];
            if w.is(class::NEG) {
                negative = true;
            }
            if w.is(class::CONTRACTED) {
                // "he's said": the pronoun carries the auxiliary.
                break;
            }
            if w.is(class::AUX) && !w.capital || w.is(class::AUX) && j - 1 == lo {
                if nearest == 0 {
                    nearest = w.class & class::AUX;
                }
                any |= w.class & class::AUX;
            } else if !(w.is(class::ADVERB | class::NEG)
                && !w.is(class::DET | class::SUBJECT | class::PLURAL))
            {
                break;
            }
            j -= 1;
        }
        let before = j.checked_sub(1).filter(|b| *b >= lo);
        let contracted = before.is_some_and(|b| self.words[b].is(class::CONTRACTED));
        let complement = self.complement(last, hi, form.takes);
        let strong = matches!(complement, Complement::That(_) | Complement::Quote(_));
        if word.capital && i > lo && word.class & class::NOUNLIKE != 0 && !self.in_heading(sentence) {
            return None;
        }
        // "is saying" is a verb, "the saying" is none.
        if form.form == Form::Ing && nearest & class::BE == 0 && !contracted {
            return self.participle(sentence, i, form, complement, (lo, hi), before, earlier);
        }
        let told = contracted
            && form.takes & takes::PERSON != 0
            && before.is_some_and(|b| {
                let letters = self.letters(b);
                letters.ends_with('m') || letters.ends_with("re")
            });
        let passive = (nearest & class::BE != 0 || told)
            && matches!(form.form, Form::Past | Form::Participle)
            && form.form != Form::Ing;
        if passive {
            return self.passive(sentence, i, form, complement, (lo, hi), before, negative);
        }
        if form.form == Form::Participle && nearest & class::HAVE == 0 && !contracted {
            return None;
        }
        if let Some(b) = before
            && self.says(b, &["to"])
        {
            return self.infinitive(sentence, i, form, complement, (lo, hi), b, negative);
        }
        if nearest & class::HAVE != 0 && form.form == Form::Base
            || nearest & class::BE != 0 && form.form == Form::Base
        {
            return None;
        }
        // "dismissed claims", "there were rumours": nouns.
        if word.is(class::NOUNLIKE)
            && (form.form == Form::Third && nearest != 0
                || before.is_some_and(|b| any == 0 && (self.verb_like(b) || self.past_like(b))))
        {
            return None;
        }
        if any & (class::MODAL | class::DO) != 0 && form.form != Form::Base && any & class::HAVE == 0 {
            return None;
        }
        if let Some(b) = before {
            let w = &self.words[b];
            // After a determiner, a preposition or a possessive stands a noun.
            if any == 0
                && (w.is(class::DET) && !(w.is(class::SUBJECT) && strong)
                    || w.is(class::PREP)
                    || self.possessive(b) && !strong
                    || w.is(class::ADJECTIVE) && word.is(class::NOUNLIKE))
            {
                return None;
            }
            if word.is(class::NOUNLIKE) && any == 0 && !contracted {
                let sure = strong
                    || w.is(class::SUBJECT)
                    || matches!(complement, Complement::Wh(_))
                    || w.capital && form.form != Form::Base && self.complement_is_clause(complement, hi)
                    || w.is(class::PERSON) && self.complement_is_clause(complement, hi)
                    || form.form == Form::Base
                        && self.letters(b).ends_with('s')
                        && self.complement_is_clause(complement, hi)
                    || form.form == Form::Third && w.is(class::PERSON | class::PAPER);
                if !sure && !matches!(complement, Complement::Nothing(_)) {
                    return None;
                }
                if matches!(complement, Complement::Nothing(_))
                    && !w.is(class::SUBJECT | class::PERSON)
                    && !w.capital
                {
                    return None;
                }
            }
        }
        // A bare base form needs a plural subject.
        if form.form == Form::Base && any == 0 {
            let b = before?;
            let w = &self.words[b];
            let letters = self.letters(b);
            let singular = self.says(b, &["he", "she", "it", "this", "that"]);
            let plural = w.is(class::SUBJECT) && !singular
                || w.is(class::PLURAL)
                || letters.ends_with('s') && !letters.ends_with("ss") && !self.possessive(b)
                || w.is(class::WH)
                || w.mark == ','
                || contracted;
            if !plural {
                return None;
            }
        }
        let subject = self.subject(lo, j, before, earlier);
        let inverted = || self.inverted(sentence, i, form, (lo, full), j, negative);
        let Some(subject) = subject else {
            return inverted();
        };
        // "Recipients, said Mauer, are": the comma before the verb and the one behind the name.
        if before.is_some_and(|b| self.words[b].mark == ',')
            && let Some(found) = inverted()
            && found.side == Side::Around
        {
            return Some(found);
        }
        self.with_complement(
            sentence,
            (i, last),
            form,
            complement,
            (lo, hi),
            subject,
            !negative,
        )
        .or_else(inverted)
    }

    fn in_heading(&self, sentence: usize) -> bool {
        self.document.is_heading(&self.document.sentences[sentence])
    }

    fn complement_is_clause(&self, complement: Complement, hi: usize) -> bool {
        match complement {
            Complement::Bare(k) => self.clause_at(k, hi),
            Complement::Nothing(_) => false,
            _ => true,
        }
    }

    /// The subject that ends before `j`.
    fn subject(&self, lo: usize, j: usize, before: Option<usize>, earlier: &[Found]) -> Option<Subject> {
        let b = before?;
        let w = &self.words[b];
        if w.is(class::CONJ) || w.mark == ',' && b > lo && self.words[b - 1].is(class::CONJ) {
            // "He rose and said": the subject of the clause.
            return self.borrowed(lo, b, earlier);
        }
        let phrase = self.phrase_ending(lo, b)?;
        let _ = j;
        Some(Subject {
            phrase: Some(phrase),
            lead: phrase.0,
            borrowed: false,
        })
    }

    /// The subject of the clause before `b`: the last cue's, else the first noun phrase of the sentence.
    fn borrowed(&self, lo: usize, b: usize, earlier: &[Found]) -> Option<Subject> {
        let at = self.words[b].span.start();
        if let Some(last) = earlier.iter().rev().find(|f| {
            f.frame.end() <= at
                && f.shape != Shape::Frame
                && super::quotes::at(&self.quotes, f.frame.start()) == super::quotes::at(&self.quotes, at)
        }) && let Some(source) = last.source.first()
        {
            let first = self.words.partition_point(|w| w.span.start() < source.start());
            let end = self
                .words
                .partition_point(|w| w.span.end() <= last.source[last.source.len() - 1].end());
            return (end > first).then(|| Subject {
                phrase: Some((first, end - 1)),
                lead: b,
                borrowed: true,
            });
        }
        // The first noun phrase that a verb follows.
        let verb = (lo..b).find(|i| {
            let w = &self.words[*i];
            *i > lo
                && (w.is(class::AUX | class::FINITE)
                    || self.verb_like(*i)
                    || self.past_like(*i) && !self.words[*i - 1].is(class::DET))
        })?;
        if self.words[verb - 1].quote != self.words[b].quote {
            return None;
        }
        let phrase = self.phrase_ending(lo, verb - 1)?;
        Some(Subject {
            phrase: Some(phrase),
            lead: b,
            borrowed: true,
        })
    }

    fn past_like(&self, i: usize) -> bool {
        let w = &self.words[i];
        let letters = self.letters(i);
        w.class == 0 && !w.capital && letters.len() > 4 && letters.ends_with("ed")
    }

    /// Content for a cue with a subject before it.
    #[allow(clippy::too_many_arguments)]
    fn with_complement(
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
            let frame_start = if side == Side::Before || subject.borrowed {
                subject.lead
            } else {
                subject.lead.min(cue.0)
            };
            Some(Found {
                source: subject.phrase.map(|p| self.span(p)).into_iter().collect(),
                cue: vec![self.span(cue)],
                content,
                frame: self.words[frame_start.min(cue.0)]
                    .span
                    .cover(self.words[cue.1].span),
                rule: form.rule,
                takes: t,
                shape: form.shape,
                positive,
                side,
                sentence,
                borrowed: subject.borrowed,
                implied: None,
                told: None,
            })
        };
        match complement {
            // "adding to problems that have grown": a relative clause.
            Complement::That(k)
                if k > cue.1 + 1
                    && k + 1 < hi
                    && self.words[cue.1 + 1].is(class::PREP)
                    && self.words[k - 1].is_word()
                    && (self.words[k + 1].is(class::AUX) || self.verb_like(k + 1)) =>
            {
                None
            }
            Complement::That(k) if t & (takes::THAT | takes::BARE) != 0 => {
                make(vec![self.until_end(k, hi)?], Side::After)
            }
            Complement::Quote(k) if t & takes::QUOTE != 0 => {
                make(self.quoted_from(k, hi, sentence)?, Side::After)
            }
            Complement::Wh(k) if t & takes::WH != 0 => make(vec![self.until_end(k, hi)?], Side::After),
            Complement::To(k) if t & takes::TO != 0 => make(vec![self.until_end(k, hi)?], Side::After),
            Complement::Colon(k) if t & takes::QUOTE != 0 => {
                let content = match self.until_end(k, hi) {
                    Some(span) => span,
                    None => self.next_sentence(sentence)?,
                };
                make(vec![content], Side::After)
            }
            Complement::Bare(k) if t & takes::BARE != 0 && self.bare_fits(k, hi, form) => {
                make(vec![self.until_end(k, hi)?], Side::After)
            }
            Complement::Bare(k) if t & takes::ING != 0 && self.letters(k).ends_with("ing") => {
                make(vec![self.until_end(k, hi)?], Side::After)
            }
            Complement::Bare(k) if t & takes::OF != 0 => {
                let of = (k..hi.min(k + 14)).find(|m| self.says(*m, &["of", "for"]))?;
                make(vec![self.until_end(of, hi)?], Side::After)
            }
            Complement::Bare(k) if t & takes::AS != 0 => {
                let at = (k..hi.min(k + 16)).find(|m| self.says(*m, &["as"]) || self.opens(*m).is_some())?;
                make(vec![self.until_end(at, hi)?], Side::After)
            }
            Complement::Bare(k) if t & takes::OBJECT != 0 => make(vec![self.until_end(k, hi)?], Side::After),
            Complement::Nothing(k)
                if t & takes::AFTER != 0
                    && !subject.borrowed
                    && (t & takes::BARE != 0
                        || subject.lead > lo && self.closes(subject.lead - 1).is_some()) =>
            {
                match self.before_frame(subject.lead, lo, k, hi, sentence) {
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
                let (content, side) = self.before_frame(subject.lead, lo, hi, hi, sentence)?;
                make(content, side)
            }
            _ if t & takes::QUOTE != 0 => make(vec![self.announced(sentence)?], Side::After),
            _ => None,
        }
    }

    /// True where bare words behind the cue are a clause.
    fn bare_fits(&self, k: usize, hi: usize, form: &CueForm) -> bool {
        hi > k + 1 && (self.clause_at(k, hi) || form.takes & takes::EASY != 0 && hi > k + 3)
    }

    fn until_end(&self, k: usize, hi: usize) -> Option<Span> {
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
    fn announced(&self, sentence: usize) -> Option<Span> {
        let s = &self.document.sentences[sentence];
        let next = self.document.sentences.get(sentence + 1)?;
        let colon = self.words[s.end_token - 1].mark == ':';
        let q = self.opens(next.first_token)?;
        colon.then(|| self.quotes[q].span)
    }

    fn next_sentence(&self, sentence: usize) -> Option<Span> {
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
    fn quoted_from(&self, k: usize, hi: usize, sentence: usize) -> Option<Vec<Span>> {
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
        let _ = sentence;
        Some(spans)
    }

    /// Content that stands before the frame: "…, she said" and "…, she said, …".
    fn before_frame(
        &self,
        lead: usize,
        lo: usize,
        k: usize,
        hi: usize,
        sentence: usize,
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
            if !rest && (lead - lo < 3 || !self.has_verb(lo, last + 1)) {
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
                && !w.is(class::CONJ | class::SUBORD | class::PREP)
                && !self.letters(next).ends_with("ing")
                && !self.letters(next).ends_with("ed")
                && !self.says(next, &["who", "which", "where", "as", "according"]);
            if goes_on && self.words[lo].quote == self.words[next].quote {
                return Some((vec![before, self.until_end(next, hi)?], Side::Around));
            }
        }
        let _ = sentence;
        Some((vec![before], Side::Before))
    }

    /// True where some verb stands between `lo` and `hi`.
    fn has_verb(&self, lo: usize, hi: usize) -> bool {
        (lo + 1..hi).any(|i| {
            self.words[i].is(class::AUX | class::FINITE | class::CONTRACTED)
                || self.verb_like(i)
                || self.past_like(i)
        }) || self.clause_at(lo, hi)
    }

    /// "…," said Smith.
    fn inverted(
        &self,
        sentence: usize,
        i: usize,
        form: &CueForm,
        (lo, full): (usize, usize),
        j: usize,
        negative: bool,
    ) -> Option<Found> {
        if form.takes & takes::INVERT == 0 || form.form == Form::Participle || j != i {
            return None;
        }
        let end = i.checked_sub(1)?;
        let w = &self.words[end];
        // The quote may have closed the sentence before.
        let quoted = self.closes(end);
        if i == lo && quoted.is_none() || quoted.is_none() && (w.mark != ',' || i < lo + 3) {
            return None;
        }
        let phrase = self.phrase_from(i + 1, full)?;
        if self.words[phrase.0].is(class::DET)
            && phrase.0 == phrase.1
            && !self.words[phrase.0].is(class::SUBJECT)
        {
            return None;
        }
        let names = (phrase.0..=phrase.1).any(|p| {
            self.words[p].capital
                || self.words[p].is(class::PERSON | class::PAPER | class::DET | class::SUBJECT)
        });
        if !names && !self.letters(phrase.1).ends_with('s') {
            return None;
        }
        let hi = self.content_end(full, phrase.1);
        let k = phrase.1 + 1;
        if k < full && (self.words[k].is(class::AUX | class::FINITE) || self.verb_like(k)) {
            return None;
        }
        let content = if i == lo {
            let q = quoted?;
            (vec![self.quotes[q].span], Side::Before)
        } else {
            self.before_frame(i, lo, k, hi, sentence)?
        };
        Some(Found {
            source: vec![self.span(phrase)],
            cue: vec![self.words[i].span],
            content: content.0,
            frame: self.words[i].span.cover(self.words[phrase.1].span),
            rule: form.rule,
            takes: form.takes,
            shape: form.shape,
            positive: !negative,
            side: content.1,
            sentence,
            borrowed: false,
            implied: None,
            told: None,
        })
    }

    /// "…, adding that", "quoted as saying", "a letter saying".
    #[allow(clippy::too_many_arguments)]
    fn participle(
        &self,
        sentence: usize,
        i: usize,
        form: &CueForm,
        complement: Complement,
        (lo, hi): (usize, usize),
        before: Option<usize>,
        earlier: &[Found],
    ) -> Option<Found> {
        let last = i + form.tail.len();
        let b = match before {
            Some(b) => b,
            None => {
                // "Speaking …, saying": a sentence that opens with the participle is rare; leave it.
                return None;
            }
        };
        let w = &self.words[b];
        if self.says(b, &["worth", "bears", "it's"]) || self.verb_like(b) {
            return None;
        }
        // "campaign on maintaining", "essential to understanding": no speech.
        let bare = matches!(complement, Complement::Bare(_));
        if w.is(class::PREP) && (bare || form.takes & takes::THINK != 0) {
            return None;
        }
        let opened = matches!(
            complement,
            Complement::That(_) | Complement::Quote(_) | Complement::Colon(_) | Complement::Wh(_)
        ) || matches!(complement, Complement::Bare(k) if self.clause_at(k, hi));
        if !opened || w.is(class::DET) || self.possessive(b) && !w.is(class::SUBJECT) {
            return None;
        }
        let subject = if w.mark == ','
            || w.is(class::CONJ | class::PREP | class::SUBORD)
            || self.says(b, &["as", "by", "without", "than"])
        {
            self.borrowed(lo, b, earlier)?
        } else if w.is_word() || self.closes(b).is_some() {
            let phrase = self.phrase_ending(lo, b)?;
            // "people thinking that": the noun before; "He left the room saying": the clause's subject.
            if self.words[phrase.1].is(class::TIME | class::ADVERB) {
                self.borrowed(lo, b, earlier)?
            } else {
                Subject {
                    phrase: Some(phrase),
                    lead: phrase.0,
                    borrowed: false,
                }
            }
        } else {
            return None;
        };
        let subject = Subject {
            borrowed: true,
            lead: if subject.borrowed { i } else { subject.lead },
            ..subject
        };
        self.with_complement(sentence, (i, last), form, complement, (lo, hi), subject, true)
    }

    /// "It was revealed that …", "staff were told that …", "X is said to …".
    #[allow(clippy::too_many_arguments)]
    fn passive(
        &self,
        sentence: usize,
        i: usize,
        form: &CueForm,
        complement: Complement,
        (lo, hi): (usize, usize),
        before: Option<usize>,
        negative: bool,
    ) -> Option<Found> {
        let last = i + form.tail.len();
        let b = before?;
        let subject = self.phrase_ending(lo, b);
        let impersonal = self.says(b, &["it"]) || self.words[b].is(class::SUBORD) && self.says(b, &["as"]);
        let lead = if impersonal { b } else { subject.map_or(b, |s| s.0) };
        let nobody = Subject {
            phrase: None,
            lead,
            borrowed: false,
        };
        match complement {
            Complement::That(_) | Complement::Bare(_) | Complement::Wh(_) | Complement::Colon(_)
                if impersonal || form.takes & takes::PERSON != 0 =>
            {
                if matches!(complement, Complement::Bare(k) if !self.clause_at(k, hi)) {
                    return None;
                }
                let mut nobody = nobody;
                // "convinced", "concerned that": the subject is the one who thinks.
                if form.takes & takes::THINK != 0 && !impersonal {
                    nobody.phrase = subject;
                }
                self.with_complement(sentence, (i, last), form, complement, (lo, hi), nobody, !negative)
            }
            Complement::To(k) if !impersonal && form.takes & takes::RAISE != 0 => {
                let subject = subject?;
                if k + 1 >= hi {
                    return None;
                }
                let by_whom = self.until_end(k, hi)?;
                Some(Found {
                    source: Vec::new(),
                    cue: vec![self.span((i, last))],
                    content: vec![self.span(subject), by_whom],
                    frame: self.span((i, last)),
                    rule: form.rule,
                    takes: form.takes,
                    shape: form.shape,
                    positive: !negative,
                    side: Side::Around,
                    sentence,
                    borrowed: false,
                    implied: None,
                    told: None,
                })
            }
            _ => None,
        }
    }

    /// "declined to say whether", "went on to say that".
    #[allow(clippy::too_many_arguments)]
    fn infinitive(
        &self,
        sentence: usize,
        i: usize,
        form: &CueForm,
        complement: Complement,
        (lo, hi): (usize, usize),
        to: usize,
        negative: bool,
    ) -> Option<Found> {
        let c = to.checked_sub(1).filter(|c| *c >= lo)?;
        let last = i + form.tail.len();
        let mut control = c;
        while control > lo && self.words[control].is(class::ADVERB) && !self.words[control].is(class::CONTROL)
        {
            control -= 1;
        }
        let w = &self.words[control];
        if !w.is(class::CONTROL) {
            return None;
        }
        let refused = w.is(class::REFUSE);
        let mut j = control;
        let mut not = negative;
        while j > lo && self.words[j - 1].is(class::AUX | class::ADVERB | class::NEG) {
            not |= self.words[j - 1].is(class::NEG);
            j -= 1;
        }
        let before = j.checked_sub(1).filter(|b| *b >= lo)?;
        let subject = self.subject(lo, j, Some(before), &[])?;
        self.with_complement(
            sentence,
            (i, last),
            form,
            complement,
            (lo, hi),
            subject,
            !(refused || not),
        )
    }

    /// "claims that …", "their belief that …", "there was news that …".
    fn noun(&self, sentence: usize, i: usize, form: &CueForm) -> Option<Found> {
        let (lo, full) = self.bounds(sentence, i);
        let hi = self.content_end(full, i + 1);
        let last = i + form.tail.len();
        let mut k = last + 1;
        // "news in the market that", "a statement on Monday that", "a claim by the firm that"
        let mut by = None;
        if k < hi && self.words[k].is(class::PREP) {
            let that =
                (k + 1..hi.min(k + 12)).find(|m| self.says(*m, &["that"]) || !self.words[*m].is_word())?;
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
        } else if !self.says(k, &["that"]) {
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
                && !self.says(start - 1, &["that"])
                && i - start < 6
        } {
            start -= 1;
        }
        let possessor = (start..i).rev().find(|p| self.possessive(*p));
        let source = match (by, possessor) {
            (Some(by), _) => Some(self.span(by)),
            (None, Some(p)) => Some(self.span((self.phrase_ending(lo, p)?.0, p))),
            (None, None)
                if self.words[start].is(class::DET)
                    && self.says(start, &["his", "her", "their", "its", "our", "my", "your"]) =>
            {
                Some(self.words[start].span)
            }
            (None, None) if self.words[i].is(class::PAPER) => Some(self.span((start, last))),
            _ => None,
        };
        let but =
            (k..hi.saturating_sub(1)).find(|m| self.words[*m].mark == ',' && self.says(m + 1, &["but"]));
        let hi = but.unwrap_or(hi);
        let content = if quote_follows {
            self.quoted_from(k, hi, sentence)?
        } else {
            vec![self.until_end(k, hi)?]
        };
        Some(Found {
            source: source.into_iter().collect(),
            cue: vec![self.span((i, last))],
            content,
            frame: self.span((start, last)),
            rule: form.rule,
            takes: form.takes,
            shape: form.shape,
            positive: form.takes & takes::DENY == 0,
            side: Side::After,
            sentence,
            borrowed: false,
            implied: None,
            told: None,
        })
    }

    /// "is confident that …", "remain worried that …".
    fn adjective(&self, sentence: usize, i: usize, form: &CueForm) -> Option<Found> {
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
                || self.says(
                    j - 1,
                    &[
                        "feel", "feels", "felt", "remain", "remains", "remained", "seem", "seems", "seemed",
                        "became", "become", "grew", "sounded",
                    ],
                )
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

    /// "According to X, …" and "…, according to X".
    fn frame(&self, sentence: usize, i: usize, form: &CueForm) -> Option<Found> {
        let (lo, full) = self.bounds(sentence, i);
        let hi = self.content_end(full, i + 1);
        let last = i + form.tail.len();
        let phrase = self.frame_source(last + 1, full)?;
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
            if !speaks || !self.clause_at(lo, i) {
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
        Some(Found {
            source: vec![self.span(phrase)],
            cue: vec![self.span((i, last))],
            content,
            frame: self.span((i, phrase.1)),
            rule: form.rule,
            takes: form.takes,
            shape: form.shape,
            positive: true,
            side,
            sentence,
            borrowed: false,
            implied: None,
            told: None,
        })
    }

    /// True where only an adverbial stands between `lo` and the comma before `i`.
    fn leads_nothing(&self, lo: usize, i: usize) -> bool {
        i - lo < 7
            && !(lo..i).any(|m| {
                self.words[m].is(class::AUX | class::FINITE) || self.verb_like(m) || self.past_like(m)
            })
            || self.existential(lo, i)
    }

    /// "There are media reports, according to …": nothing is said yet.
    fn existential(&self, lo: usize, i: usize) -> bool {
        i - lo < 12
            && (lo..i).any(|m| self.says(m, &["there"]))
            && (lo..i).any(|m| self.words[m].is(class::PAPER))
    }

    fn frame_source(&self, k: usize, hi: usize) -> Option<Phrase> {
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
    fn citing(&self, sentence: usize, i: usize, form: &CueForm, earlier: &[Found]) -> Option<Found> {
        let (lo, full) = self.bounds(sentence, i);
        let last = i + form.tail.len();
        let phrase = self.frame_source(last + 1, full)?;
        let outer = earlier.last();
        let content = match outer {
            Some(outer) => outer.content.clone(),
            None => {
                let end = i
                    .checked_sub(2)
                    .filter(|e| *e > lo && self.words[i - 1].mark == ',')?;
                vec![self.span((lo, end))]
            }
        };
        Some(Found {
            source: vec![self.span(phrase)],
            cue: vec![self.span((i, last))],
            content,
            frame: self.span((i, phrase.1)),
            rule: form.rule,
            takes: form.takes,
            shape: form.shape,
            positive: true,
            side: Side::Before,
            sentence,
            borrowed: false,
            implied: None,
            told: None,
        })
    }
}
