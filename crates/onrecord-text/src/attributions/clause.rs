//! English noun phrases and complements around a cue: who stands before it, what stands behind it.
//! What does not live here: which cues there are, and how far a content reaches (see `english`).

use super::lexicon::{class, takes};
use super::words::Text;

/// A noun phrase: word indices, inclusive.
pub(super) type Phrase = (usize, usize);

/// What follows a cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Complement {
    That(usize),
    Bare(usize),
    Quote(usize),
    Wh(usize),
    To(usize),
    Colon(usize),
    /// A quotation within a quotation: its marks.
    Inner(usize, usize),
    /// Nothing: the clause ends (at this word) behind the cue and its adverbials.
    Nothing(usize),
}

impl Text<'_> {
    /// The noun phrase whose last word is `j`, not reaching before `lo`.
    pub fn phrase_ending(&self, lo: usize, j: usize) -> Option<Phrase> {
        let w = &self.words[j];
        if !w.is_word() {
            return match w.mark {
                ',' | '—' | '–' | '-' => self.before_aside(lo, j),
                ')' | ']' => {
                    let open = (lo..j).rev().find(|i| matches!(self.words[*i].mark, '(' | '['))?;
                    (open > lo).then(|| self.phrase_ending(lo, open - 1))?
                }
                _ => {
                    // A short title in quotes is part of a name.
                    let quote = self.closes(j)?;
                    let open = (lo..j).rev().find(|i| self.opens(*i) == Some(quote))?;
                    let last = self.words[j - 1].mark;
                    if j - open > 9 || matches!(last, ',' | '.' | '?' | '!') {
                        return None;
                    }
                    let start = if open > lo && self.words[open - 1].is_word() {
                        self.phrase_ending(lo, open - 1).map_or(open, |p| p.0)
                    } else {
                        open
                    };
                    Some((start, j))
                }
            };
        }
        if w.is(class::WH) && self.says(j, &["who", "which", "that"]) && self.letters(j) != "WHO" {
            let before = j.checked_sub(1).filter(|b| *b >= lo)?;
            if self.words[before].mark == ',' {
                let end = before.checked_sub(1).filter(|b| *b >= lo)?;
                return self.phrase_ending(lo, end);
            }
            return self.phrase_ending(lo, before);
        }
        // "officials there said"
        if self.says(j, &["there"]) && j > lo && self.words[j - 1].is(class::PERSON | class::PLURAL) {
            return self.phrase_ending(lo, j - 1);
        }
        if w.is(class::SUBJECT) {
            return Some((j, j));
        }
        // "one of them", "some of us"
        let partitive = w.is(class::OBJECT) && j > lo && self.says(j - 1, &["of"]);
        if !partitive
            && w.is(class::AUX | class::PREP | class::SUBORD | class::OBJECT | class::CONJ)
            && !w.is(class::NOUNLIKE | class::TIME)
        {
            return None;
        }
        let mut start = j;
        let mut verbs = 0;
        while start > lo {
            let p = start - 1;
            let v = &self.words[p];
            let keep = if !v.is_word() {
                match v.mark {
                    '-' | '&' | '/' | '$' | '%' | '\'' | '’' | '#' | '@' => true,
                    // "Disney Co. executive"
                    '.' => {
                        p > lo && self.words[p - 1].span.end() == v.span.start() && self.words[p - 1].capital
                    }
                    ')' => (lo..p).rev().take(12).any(|i| self.words[i].mark == '('),
                    '(' => (p..j).any(|i| self.words[i].mark == ')'),
                    // "Smith, Jones and Brown said": a list of names.
                    ',' => {
                        p > lo
                            && self.words[start].capital
                            && self.words[p - 1].capital
                            && (start..=j).any(|i| self.words[i].is(class::CONJ))
                    }
                    _ => false,
                }
            } else if self.says(p, &["who", "which", "that", "whose"]) {
                verbs > 0 && p > lo
            } else if p > lo
                && (self.words[p - 1].is(class::MODAL | class::DO)
                    || self.says(p - 1, &["i", "he", "she", "we", "they", "you", "who", "it"]))
                && !v.is(class::DET)
            {
                // What follows a pronoun or a modal is a verb.
                false
            } else if v.is(class::CONJ) {
                self.says(p, &["and", "or"]) && p > lo && {
                    let before = &self.words[p - 1];
                    before.is_word()
                        && !before.is(class::SUBJECT | class::OBJECT | class::AUX)
                        && (before.capital == self.words[start].capital)
                        && !self.words[start].is(class::SUBJECT)
                }
            } else if !self.says(p + 1, &["of"])
                && v.is(class::SUBJECT | class::SUBORD | class::WH)
                && !v.is(class::DET)
                && !self.says(p, &["one"])
                || v.is(class::AUX) && !v.capital
            {
                false
            } else if self.verb_like(p) {
                verbs += 1;
                // A verb belongs to the phrase only inside "who …".
                (lo..p).rev().take(6).any(|i| self.says(i, &["who", "which"]))
            } else {
                let bound = p > lo && self.words[p - 1].is(class::BEFORE_TO);
                (!v.is(class::OBJECT) || v.is(class::DET | class::SUBJECT))
                    && (bound || !self.says(p, &["to"]))
            };
            if !keep {
                break;
            }
            start = p;
        }
        Some((self.phrase_start(start, j), j))
    }

    /// True for words that are surely finite verbs here.
    pub fn verb_like(&self, i: usize) -> bool {
        let w = &self.words[i];
        if w.is(class::FINITE) {
            return true;
        }
        !w.is(class::NOUNLIKE)
            && !w.capital
            && w.cues.iter().any(|c| {
                let f = &self.lexicon.forms[*c as usize];
                f.shape == super::lexicon::Shape::Verb
                    && matches!(f.form, super::lexicon::Form::Past | super::lexicon::Form::Third)
            })
    }

    /// Leaves out what only leads up to a subject: "But", "On Monday", "In a statement".
    fn phrase_start(&self, mut start: usize, j: usize) -> usize {
        loop {
            let w = &self.words[start];
            if start >= j {
                return j;
            }
            if w.is(class::CONJ | class::SUBORD)
                || w.is(class::ADVERB) && !w.is(class::DET) && !w.capital
                || w.is(class::ADVERB) && !w.is(class::DET | class::ADJECTIVE)
                || matches!(w.mark, '-' | '–' | '—' | '\'')
            {
                start += 1;
                continue;
            }
            if w.is(class::RELATIVE_TIME) && self.words[start + 1].is(class::TIME) {
                start += 2;
                continue;
            }
            // "…, contradicting Hollis, who said"
            if w.class == 0
                && !w.capital
                && self.letters(start).ends_with("ing")
                && (self.words[start + 1].capital || self.words[start + 1].is(class::DET))
            {
                start += 1;
                continue;
            }
            if w.is(class::TIME) && start < j && !self.possessive(start) && self.words[start + 1].is_word() {
                // "Monday officials said", but "Sunday newspapers said" is rare enough.
                start += 1;
                continue;
            }
            if w.is(class::PREP) && !self.says(start, &["of"]) {
                // The phrase of the preposition ends where a new noun phrase begins.
                let next = (start + 2..=j).find(|i| {
                    let v = &self.words[*i];
                    let before = &self.words[*i - 1];
                    (v.is(class::DET | class::SUBJECT)
                        || v.capital && !before.capital
                        || before.is(class::TIME))
                        && !before.is(class::PREP | class::DET | class::ADJECTIVE | class::CONJ)
                        && before.is_word()
                });
                match next {
                    Some(next) => {
                        start = next;
                        continue;
                    }
                    None => return start,
                }
            }
            return start.min(j);
        }
    }

    /// "Wilkins, curator of the show, said": the phrase before an aside that ends at the comma `j`.
    fn before_aside(&self, lo: usize, j: usize) -> Option<Phrase> {
        let mut best: Option<Phrase> = None;
        let mut commas = 0;
        for k in (lo + 1..j).rev() {
            let w = &self.words[k];
            if w.bound != 0 || matches!(w.mark, ';' | ':' | '?' | '!') {
                break;
            }
            if matches!(w.mark, ',' | '—' | '–') {
                commas += 1;
                if j - k < 2 || commas > 6 {
                    break;
                }
                let first = &self.words[k + 1];
                if first.is(class::CONJ)
                    && commas == 1
                    && let Some(people) = self.people_before(lo, k)
                {
                    return Some((people, j - 1));
                }
                if first.is(class::CONJ) && best.is_none() && commas == 1 {
                    // "…, but, X said" or "a, b, and c, said": look on.
                    continue;
                }
                if let Some(phrase) = self.phrase_ending(lo, k - 1) {
                    let head = &self.words[phrase.1];
                    let names = (phrase.0..=phrase.1).any(|i| self.words[i].capital);
                    let heads =
                        self.words[phrase.0].is(class::DET) || head.is(class::PERSON | class::SUBJECT);
                    // The chunk must be the phrase alone, not the end of a clause.
                    let alone = phrase.0 == lo
                        || !self.words[phrase.0 - 1].is_word()
                        || self.words[phrase.0 - 1].is(class::CONJ
                            | class::SUBORD
                            | class::WH
                            | class::ADVERB
                            | class::TIME);
                    if alone && (names || heads) {
                        // "its chief executive, Ilse Brandt, said": a title and the name behind it.
                        let name_behind = !names && (k + 1..j).all(|i| self.words[i].capital);
                        best = Some(if name_behind { (phrase.0, j - 1) } else { phrase });
                        if self.words[phrase.0].capital || commas > 3 {
                            // Prefer the first name; go on only where this chunk is itself in the aside.
                            if phrase.0 == lo || self.words[phrase.0 - 1].mark != ',' {
                                break;
                            }
                        }
                    } else if best.is_some() {
                        break;
                    }
                }
            }
        }
        best.or_else(|| self.long_subject(lo, j))
    }

    /// "Two people at the firm, and a third who left it, said": where the people before the comma begin, who are all that
    /// stands before it.
    fn people_before(&self, lo: usize, comma: usize) -> Option<usize> {
        let phrase = self.phrase_ending(lo, comma - 1)?;
        let people = (phrase.0..=phrase.1).any(|i| self.words[i].is(class::PERSON | class::PLURAL));
        (phrase.0 == lo && people).then_some(phrase.0)
    }

    /// "The results of the survey published this week, said": a long subject with a comma behind it.
    fn long_subject(&self, lo: usize, j: usize) -> Option<Phrase> {
        let start = (lo..j)
            .rev()
            .find(|i| !self.words[*i].is_word() && self.words[*i].mark != '-')
            .map_or(lo, |i| i + 1);
        let first = &self.words[start];
        let verb = (start + 1..j).find(|i| {
            self.words[*i].is(class::AUX | class::SUBJECT) && !self.words[*i].is(class::DET)
                || self.verb_like(*i)
        });
        if verb.is_some()
            || j - start > 24
            || first.is(class::PREP | class::SUBORD | class::ADVERB | class::TIME | class::CONJ)
        {
            return None;
        }
        if !(first.capital || first.is(class::DET)) || first.is(class::SUBJECT) && !first.is(class::DET) {
            return None;
        }
        let end = (start + 1..j)
            .find(|i| {
                let w = &self.words[*i];
                w.is(class::PREP) && !self.says(*i, &["of", "for"])
                    || w.class == 0 && self.letters(*i).ends_with("ed") && !w.capital
            })
            .unwrap_or(j);
        Some((start, end - 1))
    }

    /// The noun phrase that begins at `k`, for inverted cues: "said Mr Smith, the …".
    pub fn phrase_from(&self, k: usize, hi: usize) -> Option<Phrase> {
        if k >= hi {
            return None;
        }
        let first = &self.words[k];
        if !first.is_word()
            || first.is(class::PREP | class::SUBORD | class::CONJ | class::AUX | class::NEG)
            || first.is(class::ADVERB) && !first.is(class::DET)
            || first.is(class::WH)
            || self.says(k, &["to"])
        {
            return None;
        }
        // "said one analyst", but "said one of them" and "said one".
        let counts = self.says(k, &["one", "another"])
            && k + 1 < hi
            && self.words[k + 1].is_word()
            && !self.words[k + 1].is(class::PREP | class::AUX | class::TIME | class::CONJ | class::SUBORD);
        if first.is(class::SUBJECT) && !first.is(class::DET) && !counts {
            return Some((k, k));
        }
        let mut end = k;
        while end + 1 < hi && end - k < 14 {
            let w = &self.words[end + 1];
            let stop = if w.is_word() {
                w.is(class::SUBORD | class::AUX | class::SUBJECT) && !w.is(class::DET)
                    || w.is(class::WH)
                    || w.is(class::TIME) && !self.possessive(end + 1)
                    || w.is(class::ADVERB) && !w.capital
                    || w.is(class::CONJ) && self.says(end + 1, &["but"])
                    || w.is(class::PREP) && !self.says(end + 1, &["of", "for", "at", "from", "with"])
                    || w.is(class::RELATIVE_TIME) && end + 2 < hi && self.words[end + 2].is(class::TIME)
                    || self.verb_like(end + 1)
                    || self.says(end + 1, &["to"])
            } else {
                !matches!(w.mark, '-' | '&' | '/' | '\'' | '’' | '.') || w.mark == '.' && end + 2 >= hi
            };
            if stop {
                break;
            }
            end += 1;
        }
        Some((k, end))
    }

    /// What follows the cue whose last word is `i`.
    pub fn complement(&self, i: usize, hi: usize, takes_bits: u16) -> Complement {
        let mut k = i + 1;
        let mut steps = 0;
        if takes_bits & takes::PERSON != 0 {
            k = self.skip_person(k, hi);
        }
        while k < hi && steps < 8 {
            steps += 1;
            let w = &self.words[k];
            if w.mark == ',' {
                return self.behind_comma(k, hi);
            }
            if w.mark == ':' {
                return if k + 1 < hi {
                    if self.opens(k + 1).is_some() {
                        Complement::Quote(k + 1)
                    } else {
                        Complement::Colon(k + 1)
                    }
                } else {
                    Complement::Colon(k)
                };
            }
            if let Some(quote) = self.opens(k) {
                // "said on “Meet the Press” that": a title, not words.
                let close = (k + 1..hi.min(k + 9)).find(|m| self.closes(*m) == Some(quote));
                match close.filter(|c| k > i + 1 && c + 1 < hi && self.says(c + 1, &["that"])) {
                    Some(close) => {
                        k = close + 1;
                        continue;
                    }
                    None => return Complement::Quote(k),
                }
            }
            if w.mark == '.'
                && k + 1 < hi
                && self.words[k - 1].is(class::TIME)
                && self.words[k + 1].mark == '0'
            {
                k += 2;
                continue;
            }
            // "says $4 million went missing"
            if matches!(w.mark, '$' | '£' | '€' | '¥') {
                return Complement::Bare(k);
            }
            if !w.is_word() {
                return Complement::Nothing(k);
            }
            if self.says(k, &["that"]) {
                return Complement::That(k);
            }
            if self.says(k, &["to"]) {
                let next = k + 1;
                // "said to reporters", "said to be"
                if next < hi
                    && (self.words[next].is(class::DET | class::OBJECT | class::PERSON)
                        || self.words[next].capital)
                {
                    k = self.skip_prepositional(k, hi);
                    continue;
                }
                return Complement::To(k);
            }
            if w.is(class::WH) && !self.says(k, &["which", "who"]) {
                return Complement::Wh(k);
            }
            if self.says(k, &["if"]) {
                return Complement::Wh(k);
            }
            if w.is(class::ADVERB) && !w.is(class::DET | class::SUBJECT) && k + 1 < hi {
                k += 1;
                continue;
            }
            if w.is(class::TIME) && !self.possessive(k) || w.mark == '0' && self.words[k - 1].is(class::TIME)
            {
                k += 1;
                continue;
            }
            if w.is(class::RELATIVE_TIME) && k + 1 < hi && self.words[k + 1].is(class::TIME) {
                k += 2;
                continue;
            }
            if w.is(class::PREP) && k + 1 < hi && takes_bits & takes::OF == 0 {
                let after = self.skip_prepositional(k, hi);
                k = after;
                continue;
            }
            // "suggesting as many as 200 died"
            if self.says(k, &["as"]) && k + 1 < hi && self.says(k + 1, &["many", "few", "much", "little"]) {
                return Complement::Bare(k);
            }
            if self.lists(k, &self.lexicon.lists.complement_ends) {
                return Complement::Nothing(k);
            }
            return Complement::Bare(k);
        }
        Complement::Nothing(k.min(hi))
    }

    /// What a comma at `k` behind a cue leads to.
    fn behind_comma(&self, k: usize, hi: usize) -> Complement {
        // An aside: "said, citing people familiar with it, that …", "said, however, that …".
        let close = (k + 1..hi.min(k + 24)).find(|m| self.words[*m].mark == ',');
        if k + 1 < hi && self.opens(k + 1).is_some() {
            return Complement::Quote(k + 1);
        }
        if let Some(close) = self.inner_quote(k + 1, hi) {
            return Complement::Inner(k + 1, close);
        }
        if let Some(close) = close
            && close + 1 < hi
            && self.says(close + 1, &["that"])
            && (k + 1..close).all(|m| self.words[m].bound == 0)
        {
            return Complement::That(close + 1);
        }
        if k + 1 < hi && self.says(k + 1, &["that"]) {
            return Complement::That(k + 1);
        }
        Complement::Nothing(k)
    }

    /// Where the quotation that opens at `k` within a quotation closes.
    fn inner_quote(&self, k: usize, hi: usize) -> Option<usize> {
        let w = self.words.get(k).filter(|_| k < hi)?;
        let close = match w.mark {
            '‘' => '’',
            '“' => '”',
            '\'' => '\'',
            '"' => '"',
            _ => return None,
        };
        if w.quote == 0 {
            return None;
        }
        (k + 3..hi).find(|m| self.words[*m].mark == close)
    }

    /// The word behind "in a statement", "on Wednesday", "at a news conference in Geneva".
    fn skip_prepositional(&self, k: usize, hi: usize) -> usize {
        let mut m = k + 1;
        let mut nouns = 0;
        while m < hi {
            let w = &self.words[m];
            if !w.is_word() {
                if matches!(w.mark, '-' | '&' | '/' | '\'' | '’')
                    || w.mark == '.'
                        && m + 1 < hi
                        && self.words[m + 1].is_word()
                        && (self.words[m].span.end() == self.words[m + 1].span.start()
                            // "on Sept. 30 that"
                            || self.words[m + 1].mark == '0' && self.words[m - 1].is(class::TIME))
                {
                    m += 1;
                    continue;
                }
                break;
            }
            let before = &self.words[m - 1];
            if nouns > 0 {
                if w.is(class::SUBJECT) && !before.is(class::PREP)
                    || w.is(class::WH)
                    || self.says(m, &["that", "to"]) && !before.is(class::PREP)
                    || w.is(class::DET) && !before.is(class::PREP | class::CONJ)
                    || w.is(class::TIME)
                        && !before.is(class::RELATIVE_TIME | class::PREP | class::TIME)
                        && before.mark != '0'
                    || w.capital
                        && !before.capital
                        && !before.is(class::PREP | class::DET | class::TIME | class::CONJ | class::ADJECTIVE)
                        && before.is_word()
                        && before.mark != '0'
                    // "Said on Monday Corda would close": the day has a name of its own.
                    || w.capital && before.is(class::TIME) && !w.is(class::TIME)
                    || w.is(class::AUX | class::SUBORD)
                    || w.is(class::ADVERB) && !before.is(class::PREP | class::DET)
                    || w.is(class::CONJ) && self.says(m, &["but"])
                {
                    break;
                }
                if w.is(class::PREP) && !self.lists(m, &self.lexicon.lists.phrase_prepositions) {
                    break;
                }
            }
            if !w.is(class::DET | class::PREP | class::ADJECTIVE | class::RELATIVE_TIME) {
                nouns += 1;
            }
            m += 1;
        }
        m
    }

    /// The word behind the person told: "told reporters", "told the BBC's Today programme".
    pub fn skip_person(&self, k: usize, hi: usize) -> usize {
        if k >= hi || !self.words[k].is_word() || self.says(k, &["that"]) {
            return k;
        }
        let first = &self.words[k];
        if first.is(class::OBJECT) && !first.is(class::DET)
            || first.is(class::SUBJECT) && !first.is(class::DET)
        {
            return k + 1;
        }
        if first.is(class::WH | class::PREP | class::SUBORD) || self.says(k, &["to", "her"]) {
            // "told her" and "told her boss" look alike: one word is the safer reading.
            return if self.says(k, &["her"]) { k + 1 } else { k };
        }
        let mut m = k + 1;
        while m < hi && m - k < 12 {
            let w = &self.words[m];
            let before = &self.words[m - 1];
            if !w.is_word() {
                if matches!(w.mark, '-' | '&' | '/' | '\'' | '’') {
                    m += 1;
                    continue;
                }
                break;
            }
            // "told Austrian broadcaster TVN that"
            let medium = self.lists(m - 1, &self.lexicon.lists.media_kinds);
            let fresh = !before.is(class::DET | class::PREP | class::ADJECTIVE | class::CONJ)
                && !medium
                && !self.possessive(m - 1)
                && before.is_word();
            if w.is(class::SUBJECT) && !before.is(class::PREP)
                || w.is(class::WH | class::AUX | class::SUBORD | class::TIME | class::RELATIVE_TIME)
                // "Told the Daily Herald": a paper's name is no adverb.
                || w.is(class::ADVERB) && !w.capital
                || self.says(m, &["that", "to"])
                || w.is(class::DET) && fresh
                || w.is(class::PREP) && !self.says(m, &["of", "and", "for", "from"])
                || w.capital && !before.capital && fresh
            {
                break;
            }
            m += 1;
        }
        m
    }
}
