//! English attributions, cue by cue: subject, voice, complement.
//! What does not live here: noun phrases (`clause`), how far contents reach across cues (`extent`), speakers.

mod kinds;
pub(super) mod lists;
pub(super) mod roles;

use super::clause::{Complement, Phrase};
use super::lexicon::{CueForm, Form, Shape, class, takes};
use super::words::Text;
use super::{Found, Side};
use crate::Span;

/// A subject: where, and where the frame begins.
#[derive(Clone, Copy, Debug)]
pub(super) struct Subject {
    pub phrase: Option<Phrase>,
    /// First word of the frame.
    pub lead: usize,
    /// The subject was not before the verb itself: it is the clause's.
    pub borrowed: bool,
}

/// What stands between a subject and its verb.
struct Auxiliaries {
    /// The first of these words; the verb where there are none.
    first: usize,
    negative: bool,
    /// Class of the auxiliary next to the verb.
    nearest: u32,
    /// Classes of all.
    any: u32,
}

/// Finds the attributions of every sentence.
pub(super) fn find(text: &Text<'_>) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for (index, sentence) in text.document.sentences.iter().enumerate() {
        let first = found.len();
        let mut cited = Vec::new();
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
                    Shape::Adverb => text.adverb(index, i, form),
                    Shape::Frame if form.takes & takes::OBJECT != 0 => {
                        cited.push((i, form));
                        continue;
                    }
                    Shape::Frame if form.takes & takes::OF != 0 => text.view(index, i, form),
                    Shape::Frame => text.frame(index, i, form),
                };
                if let Some(made) = made {
                    let inner = made.told.map(|told| made.told_by(told));
                    found.push(made);
                    found.extend(inner);
                    break;
                }
            }
        }
        // Whom somebody cites said what the citing one says, wherever the citing stands.
        for (i, form) in cited {
            found.extend(text.citing(index, i, form, &found[first..]));
        }
        found.extend(text.behind_colon(index, &found[first..]));
    }
    found
}

impl Text<'_> {
    pub(super) fn tail_fits(&self, i: usize, end: usize, tail: &[String]) -> bool {
        tail.iter()
            .enumerate()
            .all(|(n, t)| i + 1 + n < end && self.letters(i + 1 + n).eq_ignore_ascii_case(t))
    }

    pub(super) fn span(&self, phrase: Phrase) -> Span {
        self.words[phrase.0].span.cover(self.words[phrase.1].span)
    }

    /// One past the last word of content: the sentence's end without its full stop.
    pub(super) fn content_end(&self, mut hi: usize, lo: usize) -> usize {
        while hi > lo && matches!(self.words[hi - 1].mark, '.' | ';' | ',' | ':') {
            hi -= 1;
        }
        hi
    }

    pub(super) fn verb(&self, sentence: usize, i: usize, form: &CueForm, earlier: &[Found]) -> Option<Found> {
        let (lo, full) = self.bounds(sentence, i);
        let hi = self.content_end(full, i + 1);
        let last = i + form.tail.len();
        let word = &self.words[i];
        let Auxiliaries {
            first: j,
            mut negative,
            nearest,
            any,
        } = self.auxiliaries(lo, i);
        let before = j.checked_sub(1).filter(|b| *b >= lo);
        let contracted = before.is_some_and(|b| self.words[b].is(class::CONTRACTED));
        let complement = self.complement(last, hi, form.takes);
        if self.tells_nothing((lo, hi), (last, form), complement, before, any == 0) {
            return None;
        }
        // "…, said the harbour board on Tuesday": behind a comma, before a name and the end.
        if before.is_some_and(|b| self.words[b].mark == ',')
            && form.form != Form::Ing
            && matches!(complement, Complement::Bare(k) if !self.clause_at(k, hi))
            && let Some(found) = self.inverted(sentence, i, form, (lo, full), j, negative)
            && found.side == Side::Before
        {
            return Some(found);
        }
        if word.capital && i > lo && word.class & class::NOUNLIKE != 0 && !self.in_heading(sentence) {
            return None;
        }
        // "is saying" is a verb, "the saying" is none.
        if form.form == Form::Ing && nearest & class::BE == 0 && !contracted {
            return self.participle(sentence, i, form, complement, (lo, hi), before, earlier);
        }
        if self.is_passive(form, before, nearest) {
            // Whoever was told stands before the verb.
            let complement = self.complement(last, hi, form.takes & !takes::PERSON);
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
        if nearest & (class::HAVE | class::BE) != 0 && form.form == Form::Base {
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
        if let Some(b) = before
            && self.is_noun_after(lo, b, (i, form), (complement, hi), any == 0, contracted)
        {
            return None;
        }
        // A bare base form needs a plural subject.
        if form.form == Form::Base && any == 0 {
            let clause = self.complement_is_clause(complement, hi);
            if !contracted && !self.may_be_plural(lo, before?, clause) {
                return None;
            }
        }
        let mut subject = self.subject(lo, before, earlier);
        if self.settle_subject(lo, before, form, &mut subject) {
            negative = !negative;
        }
        if let Some((first, last)) = subject.and_then(|s| s.phrase)
            && self.says_nothing(first, last, word.is(class::NOUNLIKE), form, any == 0)
        {
            return None;
        }
        if form.takes & takes::DENY != 0
            && subject
                .and_then(|s| s.phrase)
                .is_some_and(|(_, head)| self.lists(head, &self.lexicon.lists.judging_heads))
            && self.rules_on(complement, hi)
        {
            return None;
        }
        if form.takes & takes::DENY != 0 && matches!(complement, Complement::Nothing(_)) {
            self.begin_behind_charge(&mut subject);
        }
        let nobody = |p: Phrase| self.says(p.0, &["no", "none", "nobody"]);
        if subject.and_then(|s| s.phrase).is_some_and(nobody) {
            negative = !negative;
        }
        let hi = self.clause_limit(lo, (last, hi), before, subject.as_ref());
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
        // "denied", "refuted": what follows is what they do not say.
        let denies = form.takes & takes::DENY != 0;
        self.with_complement(
            sentence,
            (i, last),
            form,
            complement,
            (lo, hi),
            subject,
            negative == denies,
        )
        .or_else(inverted)
    }

    /// "was told", "I'm told": true for a passive.
    fn is_passive(&self, form: &CueForm, before: Option<usize>, nearest: u32) -> bool {
        let contracted = before.is_some_and(|b| self.words[b].is(class::CONTRACTED));
        let told = contracted
            && form.takes & takes::PERSON != 0
            && before.is_some_and(|b| {
                let letters = self.letters(b);
                letters.ends_with('m') || letters.ends_with("re")
            });
        (nearest & class::BE != 0 || told) && matches!(form.form, Form::Past | Form::Participle)
    }

    /// True where a verb with its complement tells how somebody spoke, or describes a noun.
    fn tells_nothing(
        &self,
        (lo, hi): (usize, usize),
        (last, form): (usize, &CueForm),
        complement: Complement,
        before: Option<usize>,
        bare: bool,
    ) -> bool {
        // "who asked not to be named" tells how they spoke, not what they said.
        if let Complement::To(to) = complement
            && (to + 1..hi.min(to + 4)).any(|k| self.words[k].is(class::UNNAMED))
        {
            return true;
        }
        let strong = matches!(complement, Complement::That(_) | Complement::Quote(_));
        // "who reported the call recalled that": the relative clause's verb has an object, the main verb the words.
        if let Complement::Bare(k) = complement
            && before
                .is_some_and(|b| self.says(b, &["who", "which"]) && b > lo && self.words[b - 1].mark != ',')
            && (k + 1..hi.min(k + 9)).any(|m| self.tells(m) && m + 1 < hi && self.says(m + 1, &["that"]))
        {
            return true;
        }
        // "information gathered from people": a participle behind its noun.
        if form.takes & takes::THINK != 0
            && form.form == Form::Past
            && !strong
            && bare
            && last + 1 < hi
            && self.lists(last + 1, &self.lexicon.lists.participle_prepositions)
        {
            return true;
        }
        false
    }

    /// Auxiliaries, negation and adverbs before the verb at `i`.
    fn auxiliaries(&self, lo: usize, i: usize) -> Auxiliaries {
        let mut j = i;
        let mut negative = false;
        let (mut nearest, mut any) = (0, 0);
        let mut adjuncts = 0;
        while j > lo {
            let w = &self.words[j - 1];
            // "has over the past months warned", "on Sunday confirmed", "Lee in a statement said".
            if adjuncts < 2
                && let Some(start) = self.adjunct_before(lo, j)
            {
                adjuncts += 1;
                j = start;
                continue;
            }
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
            } else if !w.is(class::ADVERB | class::NEG)
                || w.is(class::DET | class::SUBJECT | class::PLURAL)
                // "Rita Long said"
                || w.capital && j - 1 > lo && self.words[j - 2].capital
            {
                break;
            }
            j -= 1;
        }
        Auxiliaries {
            first: j,
            negative,
            nearest,
            any,
        }
    }

    /// Whom the subject of a verb stands for: nobody ("It emerged that"), both ("Neither the bank nor its auditor"); true
    /// where it denies.
    fn settle_subject(
        &self,
        lo: usize,
        before: Option<usize>,
        form: &CueForm,
        subject: &mut Option<Subject>,
    ) -> bool {
        // "It emerged that": nobody says it.
        if form.takes == takes::THAT
            && before.is_some_and(|b| self.says(b, &["it"]))
            && let Some(subject) = subject
        {
            subject.phrase = None;
        }
        // "Neither the bank nor its auditor would say": both, and they do not.
        if let Some(subject) = subject
            && let Some(phrase) = &mut subject.phrase
            && let Some(neither) = self.neither(lo, *phrase)
        {
            phrase.0 = neither;
            subject.lead = neither;
            return true;
        }
        false
    }

    /// True where the words before a verb are no subject of it.
    fn says_nothing(&self, first: usize, last: usize, noun_like: bool, form: &CueForm, bare: bool) -> bool {
        // "officials said that the demand that …": a noun, behind words that somebody else says.
        if noun_like
            && bare
            && (first..last).any(|k| self.tells(k) && self.says(k + 1, &["that"]) || self.says(k, &["that"]))
        {
            return true;
        }
        // "with three confirmed cases": a participle behind a number.
        if form.takes & takes::OBJECT != 0
            && bare
            && (self.words[last].mark == '0' || self.words[first].is(class::PREP))
        {
            return true;
        }
        // "3 p.m. said": a time says nothing.
        let time = |k: usize| {
            let w = &self.words[k];
            !w.is_word()
                || w.is(class::TIME | class::RELATIVE_TIME)
                || self.letters(k).starts_with(|c: char| c.is_ascii_digit())
        };
        (first..=last).all(time)
    }

    /// "A judge dismissed *the charges*": what is ruled on is a thing, and no words that anybody said.
    fn rules_on(&self, complement: Complement, hi: usize) -> bool {
        match complement {
            Complement::Bare(k) => {
                !self.clause_at(k, hi) && !(k..hi.min(k + 5)).any(|m| self.says(m, &["that"]))
            }
            _ => false,
        }
    }

    /// "a charge the owners refute": the charge is the object.
    fn begin_behind_charge(&self, subject: &mut Option<Subject>) {
        if let Some(subject) = subject
            && let Some(phrase) = &mut subject.phrase
            && let Some(owner) = (phrase.0 + 1..=phrase.1)
                .find(|m| self.words[*m].is(class::DET) && self.words[m - 1].is(class::CHARGE))
        {
            phrase.0 = owner;
            subject.lead = owner;
        }
    }

    /// True where the word at `i` behind the one at `b` is a noun that looks like a verb. `bare`: no auxiliary stands
    /// between.
    fn is_noun_after(
        &self,
        lo: usize,
        b: usize,
        (i, form): (usize, &CueForm),
        (complement, hi): (Complement, usize),
        bare: bool,
        contracted: bool,
    ) -> bool {
        let word = &self.words[i];
        let strong = matches!(complement, Complement::That(_) | Complement::Quote(_));
        let w = &self.words[b];
        // After a determiner, a preposition or a possessive stands a noun.
        if bare
            && (w.is(class::DET)
                && !(w.is(class::SUBJECT) && (strong || !word.is(class::NOUNLIKE)))
                // "a post that said": the paper speaks.
                && !(self.says(b, &["that"]) && b > lo && self.words[b - 1].is(class::PAPER | class::PERSON))
                || w.is(class::PREP)
                || self.possessive(b) && !strong
                || w.is(class::ADJECTIVE) && word.is(class::NOUNLIKE))
        {
            return true;
        }
        if word.is(class::NOUNLIKE) && bare && !contracted {
            let sure = strong
                || w.is(class::SUBJECT)
                || matches!(complement, Complement::Wh(_))
                || w.capital && form.form != Form::Base && self.complement_is_clause(complement, hi)
                || w.is(class::PERSON) && self.complement_is_clause(complement, hi)
                || form.form == Form::Base
                    && self.letters(b).ends_with('s')
                    && self.complement_is_clause(complement, hi)
                || form.form == Form::Third && w.is(class::PERSON | class::PAPER)
                // "the label thought it would": a past form behind a whole noun phrase.
                || form.form == Form::Past
                    && self.complement_is_clause(complement, hi)
                    && self.phrase_ending(lo, b).is_some_and(|p| p.0 < p.1 && self.words[p.0].is(class::DET));
            if !sure && !matches!(complement, Complement::Nothing(_)) {
                return true;
            }
            if matches!(complement, Complement::Nothing(_))
                && !w.is(class::SUBJECT | class::PERSON | class::PAPER)
                && !w.capital
            {
                return true;
            }
        }
        false
    }

    /// True where a plural subject may end at `b`. `clause`: a clause follows the verb.
    fn may_be_plural(&self, lo: usize, b: usize, clause: bool) -> bool {
        let w = &self.words[b];
        let letters = self.letters(b);
        let singular = self.says(b, &["he", "she", "it", "this", "that"]);
        let phrase = self.phrase_ending(lo, b);
        // "Did the mayor say that …"
        let asked = phrase
            .and_then(|p| p.0.checked_sub(1).filter(|a| *a >= lo))
            .is_some_and(|a| self.words[a].is(class::DO | class::MODAL));
        let told_of = phrase.and_then(|p| self.before_participle(lo, p)).is_some();
        w.is(class::SUBJECT) && !singular
            || told_of
            || letters.ends_with('s') && !letters.ends_with("ss") && !self.possessive(b)
            || phrase.is_some_and(|p| self.several(p.0, p.1))
            || w.is(class::PLURAL | class::WH)
            || w.mark == ','
            // "Corvel say fares will fall": a firm or a team as many.
            || w.capital && clause && phrase.is_some_and(|p| p.0 == lo)
            || asked
    }

    /// Where a time or the means of speech that stands between a subject and the word at `j` begins.
    fn adjunct_before(&self, lo: usize, j: usize) -> Option<usize> {
        let end = j.checked_sub(1).filter(|e| *e > lo)?;
        let w = &self.words[end];
        let day = w.mark == '0' && self.words[end - 1].is(class::TIME);
        let time = w.is(class::TIME) && !self.possessive(end) || day;
        let means = w.is(class::PAPER) && !w.capital;
        if !time && !means {
            return None;
        }
        let mut start = end;
        while start > lo + 1 && end - start < 7 {
            let v = &self.words[start - 1];
            if v.is(class::PREP) {
                let fits = if time {
                    self.lists(start - 1, &self.lexicon.lists.time_prepositions)
                } else {
                    start < end
                        && self.words[start].is(class::DET)
                        && self.says(start - 1, &["in", "through", "via"])
                };
                return (fits && self.ends_subject(start - 2)).then_some(start - 1);
            }
            let inside = v.is(class::TIME | class::RELATIVE_TIME | class::DET | class::ADJECTIVE)
                || v.mark == '0'
                || self.says(start - 1, &["past"]);
            if !inside {
                break;
            }
            start -= 1;
        }
        // Without a preposition: "Friday", "late Monday", "last week".
        let bare = (start..=end).all(|i| {
            let w = &self.words[i];
            w.is(class::TIME | class::RELATIVE_TIME) || w.mark == '0'
        });
        (time && bare && start > lo && !self.words[start].is(class::DET) && self.ends_subject(start - 1))
            .then_some(start)
    }

    /// True for a finite form of a verb that tells.
    fn tells(&self, i: usize) -> bool {
        self.words[i].cues.iter().any(|c| {
            let form = &self.lexicon.forms[*c as usize];
            form.shape == Shape::Verb && form.takes & takes::THAT != 0 && form.form != Form::Ing
        })
    }

    /// True for a word that can be the last one of a subject, or of an auxiliary that follows it.
    fn ends_subject(&self, i: usize) -> bool {
        let w = &self.words[i];
        w.mark == ','
            || w.is_word()
                && (w.capital
                    || w.is(class::PERSON | class::PAPER | class::SUBJECT | class::AUX | class::PLURAL)
                    || self.letters(i).ends_with('s'))
                && !w.is(class::PREP | class::DET | class::CONJ)
    }

    /// Where the clause of the cue must end: at the comma behind "since the firm announced that …,", and where the main verb
    /// goes on behind "…, whose website says that …,".
    fn clause_limit(
        &self,
        lo: usize,
        (last, hi): (usize, usize),
        before: Option<usize>,
        subject: Option<&Subject>,
    ) -> usize {
        let Some(subject) = subject.filter(|s| !s.borrowed) else {
            return hi;
        };
        let lead = subject.lead.checked_sub(1).filter(|l| *l >= lo);
        let opens = lead
            .is_some_and(|l| self.words[l].is(class::SUBORD) && !self.says(l, &["as", "than", "where"]))
            && lead.is_some_and(|l| {
                l == lo || self.words[l - 1].mark == ',' || self.words[l - 1].is(class::CONJ)
            });
        if opens {
            // A sentence that opens with "as" is told apart where its content is made.
            return (last + 2..hi)
                .find(|m| self.words[*m].mark == ',' && self.words[*m].quote == 0)
                .unwrap_or(hi);
        }
        let relative = ["who", "which", "whose"];
        if before.is_some_and(|b| self.says(b, &relative)) || lead.is_some_and(|l| self.says(l, &relative)) {
            return self.clause_comma(last, hi).unwrap_or(hi);
        }
        hi
    }

    pub(super) fn in_heading(&self, sentence: usize) -> bool {
        self.document.is_heading(&self.document.sentences[sentence])
    }

    pub(super) fn complement_is_clause(&self, complement: Complement, hi: usize) -> bool {
        match complement {
            Complement::Bare(k) => self.clause_at(k, hi),
            Complement::Nothing(_) => false,
            _ => true,
        }
    }

    /// The subject that ends at `before`.
    pub(super) fn subject(&self, lo: usize, before: Option<usize>, earlier: &[Found]) -> Option<Subject> {
        let b = before?;
        let w = &self.words[b];
        if w.is(class::CONJ) || w.mark == ',' && b > lo && self.words[b - 1].is(class::CONJ) {
            // "He rose and said": the subject of the clause.
            return self.borrowed(lo, b, earlier);
        }
        let Some(mut phrase) = self.phrase_ending(lo, b) else {
            // "Lee was absent, but, in a letter, rejected the plan": an aside behind the conjunction.
            let opens = (lo + 1..b).rev().take(14).find(|c| self.words[*c].mark == ',')?;
            let aside = w.mark == ',' && self.words[opens - 1].is(class::CONJ);
            return if aside {
                self.borrowed(lo, opens - 1, earlier)
            } else {
                None
            };
        };
        if let Some(start) = self.before_participle(lo, phrase) {
            phrase.0 = start;
        } else {
            phrase = self.who_issued(phrase);
        }
        // "signed by senators who say": the agent. Any other preposition leaves no subject.
        if self.says(phrase.0, &["by"]) && phrase.0 < phrase.1 {
            phrase.0 += 1;
        }
        let first = &self.words[phrase.0];
        let amount = phrase.0 < phrase.1
            && (self.words[phrase.0 + 1].mark == '0'
                || self.words[phrase.0 + 1].is(class::PLURAL)
                || self.lists(phrase.0 + 1, &self.lexicon.lists.amount_starts));
        if first.is(class::PREP) && !amount && (!first.capital || phrase.0 == lo) {
            return None;
        }
        Some(Subject {
            phrase: Some(phrase),
            lead: phrase.0,
            borrowed: false,
        })
    }

    /// "documents seen by the Herald show", "court papers filed on Monday allege": where the papers or people begin that
    /// a participle tells more of.
    fn before_participle(&self, lo: usize, phrase: Phrase) -> Option<usize> {
        let participle = |i: usize| {
            let w = &self.words[i];
            let letters = self.letters(i);
            !w.capital
                && (self.past_like(i)
                    || self.verb_like(i)
                    || letters.ends_with("en")
                    || letters.ends_with("wn"))
        };
        let at = (lo + 1..phrase.1)
            .rev()
            .take(10)
            .take_while(|i| {
                self.words[*i].is_word() && !self.words[*i].is(class::AUX | class::WH | class::SUBORD)
            })
            .find(|at| {
                participle(*at)
                    && self.words[at + 1].is(class::PREP | class::TIME | class::RELATIVE_TIME)
                    && self.words[at - 1].is(class::PAPER | class::PERSON)
            })?;
        Some(self.phrase_ending(lo, at - 1)?.0)
    }

    /// "The label issued a statement saying", "published a post that said": who issued the paper, not all the words before the cue.
    pub(super) fn who_issued(&self, phrase: Phrase) -> Phrase {
        let deed = (phrase.0 + 1..phrase.1).find(|at| {
            self.past_like(*at)
                && self.words[at + 1].is(class::DET)
                && (at + 1..=phrase.1).any(|i| self.words[i].is(class::PAPER))
        });
        match deed {
            Some(at) => (phrase.0, at - 1),
            None => phrase,
        }
    }

    /// Where "neither" stands before a subject that "nor" leads up to.
    fn neither(&self, lo: usize, phrase: Phrase) -> Option<usize> {
        let nor = [phrase.0.checked_sub(1)?, phrase.0]
            .into_iter()
            .find(|i| *i > lo && self.says(*i, &["nor"]))?;
        (lo..nor)
            .rev()
            .take_while(|i| !self.verb_like(*i) && self.words[*i].mark != ';')
            .find(|i| self.says(*i, &["neither"]))
    }

    /// The subject of the clause before `b`: the last cue's, else the first noun phrase of the sentence.
    pub(super) fn borrowed(&self, lo: usize, b: usize, earlier: &[Found]) -> Option<Subject> {
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

    pub(super) fn past_like(&self, i: usize) -> bool {
        let w = &self.words[i];
        let letters = self.letters(i);
        w.class == 0 && !w.capital && letters.len() > 4 && letters.ends_with("ed")
    }
}
