//! English verbs that do not stand behind their subject: inverted, participles, passives, infinitives.
//! What does not live here: plain verbs (`english`), nouns and frames (`frames`).

use super::clause::Complement;
use super::english::Subject;
use super::labels::LABEL;
use super::lexicon::{CueForm, Form, class, takes};
use super::words::Text;
use super::{Found, Side};

impl Text<'_> {
    /// "…," said Smith.
    pub(super) fn inverted(
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
        // "…, offers the firm": what takes only quotes speaks only behind one.
        if quoted.is_none() && form.takes & (takes::THAT | takes::BARE | takes::WH) == 0 {
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
        let (content, side) = if i == lo {
            let q = quoted?;
            (vec![self.quotes[q].span], Side::Before)
        } else {
            self.before_frame(i, lo, k, hi)?
        };
        let (source, cue) = (self.span(phrase), self.words[i].span);
        Some(Found {
            frame: cue.cover(self.words[phrase.1].span),
            positive: !negative,
            side,
            ..Found::new(form.kind(), sentence, Some(source), cue, content)
        })
    }

    /// "…, adding that", "quoted as saying", "a letter saying".
    #[allow(clippy::too_many_arguments)]
    pub(super) fn participle(
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
        let Some(b) = before else {
            return self.opening_participle(sentence, i, form, complement, (lo, hi));
        };
        let w = &self.words[b];
        // "say adding iodine helps", "stopped saying"
        let verb = self.words[b].cues.iter().any(|c| {
            let cue = &self.lexicon.forms[*c as usize];
            cue.shape == super::lexicon::Shape::Verb && cue.takes & takes::BARE != 0
        });
        if self.lists(b, &self.lexicon.lists.before_saying)
            || self.verb_like(b)
            || verb && !self.words[b].is(class::NOUNLIKE)
        {
            return None;
        }
        // "campaign on maintaining", "essential to understanding": no speech.
        // "After accusing them of theft": who is accused of what is what is said.
        let accuses = form.takes & takes::OF != 0;
        let bare = matches!(complement, Complement::Bare(_)) && !accuses;
        if w.is(class::PREP) && (bare || form.takes & takes::THINK != 0) {
            return None;
        }
        let opened = matches!(
            complement,
            Complement::That(_) | Complement::Quote(_) | Complement::Colon(_) | Complement::Wh(_)
        ) || matches!(complement, Complement::Bare(k) if self.clause_at(k, hi) || accuses || form.takes & takes::AS != 0);
        if !opened || w.is(class::DET) || self.possessive(b) && !w.is(class::SUBJECT) {
            return None;
        }
        let subject = if w.mark == ','
            || w.is(class::CONJ | class::PREP | class::SUBORD)
            || self.says(b, &["as", "by", "without", "than"])
        {
            match self.borrowed(lo, b, earlier) {
                Some(subject) => subject,
                // "Mr. Hale, noting that costs had risen, voted no."
                None => {
                    let end = b.checked_sub(1).filter(|e| *e >= lo && w.mark == ',')?;
                    let phrase = self.phrase_ending(lo, end)?;
                    let comma = self.clause_comma(i + 1, hi)?;
                    let subject = Subject {
                        phrase: Some(phrase),
                        lead: i,
                        borrowed: true,
                    };
                    let bounds = (lo, comma);
                    return self.with_complement(
                        sentence,
                        (i, last),
                        form,
                        complement,
                        bounds,
                        subject,
                        true,
                    );
                }
            }
        } else if w.is_word() || self.closes(b).is_some() {
            let mut phrase = self.who_issued(self.phrase_ending(lo, b)?);
            // "with the mayor saying that": the preposition is no part of the source.
            phrase.0 += usize::from(phrase.0 < phrase.1 && self.says(phrase.0, &["with"]));
            // "people thinking that": the noun before; "He left the room saying": the clause's subject.
            let beside = phrase.0 > lo && self.words[phrase.0 - 1].is(class::PREP)
                || self.words[phrase.0].is(class::PREP);
            if self.words[phrase.1].is(class::TIME | class::ADVERB) || accuses && beside {
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
        // "The paper quoted the general as saying": the general speaks, through the paper.
        let mut told = None;
        let mut subject = subject;
        if self.says(b, &["as"])
            && let Some(q) = (lo + 1..b)
                .rev()
                .take(12)
                .find(|q| self.lists(*q, &self.lexicon.lists.quoting_verbs))
            && let Some(quoted) = self.phrase_from(q + 1, b)
            && let Some(outlet) = self.phrase_ending(lo, self.before_auxiliaries(lo, q))
        {
            subject.phrase = Some(outlet);
            told = Some(self.span(quoted));
        }
        let subject = Subject {
            borrowed: true,
            lead: if subject.borrowed { i } else { subject.lead },
            ..subject
        };
        let mut found =
            self.with_complement(sentence, (i, last), form, complement, (lo, hi), subject, true)?;
        found.told = told;
        Some(found)
    }

    /// The word before the auxiliaries and adverbs that stand before the verb at `i`.
    pub(super) fn before_auxiliaries(&self, lo: usize, i: usize) -> usize {
        let mut b = i - 1;
        while b > lo && self.words[b].is(class::AUX | class::ADVERB) {
            b -= 1;
        }
        b
    }

    /// "Noting that costs had risen, the board voted": the subject stands behind the clause.
    fn opening_participle(
        &self,
        sentence: usize,
        i: usize,
        form: &CueForm,
        complement: Complement,
        (lo, hi): (usize, usize),
    ) -> Option<Found> {
        let clause = matches!(
            complement,
            Complement::That(_) | Complement::Quote(_) | Complement::Wh(_)
        ) || matches!(complement, Complement::Bare(k) if form.takes & takes::THINK == 0 && self.clause_at(k, hi));
        if !clause || i != lo || !self.words[i].capital {
            return None;
        }
        let comma = (i + 2..hi).find(|m| self.words[*m].mark == ',' && self.words[*m].quote == 0)?;
        let phrase = self.phrase_from(comma + 1, hi)?;
        let subject = Subject {
            phrase: Some(phrase),
            lead: i,
            borrowed: true,
        };
        let cue = (i, i + form.tail.len());
        self.with_complement(sentence, cue, form, complement, (lo, comma), subject, true)
    }

    /// The comma behind a clause at which the sentence's own verb goes on: "…, was founded", "…, voted no".
    pub(super) fn clause_comma(&self, k: usize, hi: usize) -> Option<usize> {
        (k + 2..hi.saturating_sub(1)).find(|m| {
            self.words[*m].mark == ','
                && self.words[*m].quote == self.words[k].quote
                && (self.words[m + 1].is(class::AUX | class::FINITE)
                    || self.verb_like(m + 1)
                    || self.past_like(m + 1))
        })
    }

    /// Where a deed that is asked for, promised or held against somebody ends: at the comma behind which the page goes on,
    /// "…, so the port shut", "…, a charge he denies".
    pub(super) fn deed_end(&self, k: usize, hi: usize) -> usize {
        (k + 2..hi.saturating_sub(1))
            .find(|m| {
                self.words[*m].mark == ','
                    && self.words[*m].quote == self.words[k].quote
                    && self.lists(m + 1, &self.lexicon.lists.deed_ends)
            })
            .unwrap_or(hi)
    }

    /// "The mayor was blunter: “…”": words that a colon announces, though no word before it says so.
    pub(super) fn behind_colon(&self, sentence: usize, found: &[Found]) -> Option<Found> {
        let s = &self.document.sentences[sentence];
        let colon = (s.first_token + 2..s.end_token.saturating_sub(2)).find(|c| {
            let w = &self.words[*c];
            w.mark == ':' && w.quote == 0 && self.opens(*c + 1).is_some()
        });
        // "And from the head of the crews, Petra Lind:", the quotation in a paragraph of its own.
        let (colon, quote) = match colon {
            Some(colon) => (colon, self.opens(colon + 1)?),
            None => {
                let colon = s.end_token.checked_sub(1)?;
                let next = self.document.sentences.get(sentence + 1)?;
                let announces =
                    self.words[colon].mark == ':' && next.block != s.block && colon > s.first_token + 2;
                (announces.then_some(colon)?, self.opens(next.first_token)?)
            }
        };
        let quote = &self.quotes[quote];
        let spoken = quote
            .inner
            .of(self.document.text)
            .trim_end()
            .ends_with(['.', '!', '?', '…', ',']);
        let taken = |f: &Found| f.content.iter().any(|c| c.overlaps(quote.span));
        if !spoken || found.iter().any(taken) {
            return None;
        }
        let (lo, _) = self.bounds(sentence, colon);
        let verb = (lo + 1..colon).find(|i| {
            let w = &self.words[*i];
            w.is(class::AUX | class::FINITE) && !w.capital || self.verb_like(*i) || self.past_like(*i)
        });
        // "His last words were:" before a paragraph names no speaker.
        let own_paragraph = colon + 1 >= s.end_token;
        if own_paragraph && verb.is_some() {
            return None;
        }
        let phrase = match verb {
            Some(verb) => self.subject(lo, Some(verb - 1), &[])?.phrase?,
            None => self.phrase_ending(lo, colon - 1)?,
        };
        let head = &self.words[phrase.1];
        let somebody = head.is(class::PERSON) || head.capital || self.says(phrase.1, &["he", "she", "they"]);
        if !somebody || verb.is_some_and(|verb| colon - verb > 12) {
            return None;
        }
        let cue = self.span((verb.unwrap_or(colon), colon));
        Some(Found::new(
            LABEL,
            sentence,
            Some(self.span(phrase)),
            cue,
            vec![quote.span],
        ))
    }

    /// "It was revealed that …", "staff were told that …", "X is said to …".
    #[allow(clippy::too_many_arguments)]
    pub(super) fn passive(
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
            Complement::That(_)
            | Complement::Bare(_)
            | Complement::Wh(_)
            | Complement::Colon(_)
            | Complement::Nothing(_)
                if impersonal || form.takes & takes::PERSON != 0 =>
            {
                if matches!(complement, Complement::Bare(k) if !self.clause_at(k, hi))
                    || matches!(complement, Complement::Nothing(_)) && !self.says(b, &["it"])
                {
                    return None;
                }
                let mut nobody = nobody;
                // "it is asserted by the Crown that"
                if last + 2 < hi && self.says(last + 1, &["by"]) {
                    nobody.phrase = self.phrase_from(last + 2, hi);
                }
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
                let content = vec![self.span(subject), by_whom];
                Some(Found {
                    positive: !negative,
                    side: Side::Around,
                    ..Found::new(form.kind(), sentence, None, self.span((i, last)), content)
                })
            }
            _ => None,
        }
    }

    /// "declined to say whether", "went on to say that".
    #[allow(clippy::too_many_arguments)]
    pub(super) fn infinitive(
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
        let subject = self.subject(lo, Some(before), &[])?;
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
}
