//! The words of an English document with what they can be, and small questions about them.
//! What does not live here: decisions about cues (see `english`).

use super::lexicon::{Form, Lexicon, Shape, class};
use super::quotes::Quote;
use crate::document::TokenKind;
use crate::{Document, Span, WordSet};

/// A token with its classes and cues.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<'r> {
    pub span: Span,
    pub class: u32,
    pub cues: &'r [u16],
    /// The mark, for marks; 'a' for words and '0' for numbers.
    pub mark: char,
    /// Begins with a capital.
    pub capital: bool,
    /// One past the index of the quote it stands inside; 0 outside. Marks of a quote stand outside.
    pub quote: u16,
    /// One past the index of the quote that this mark opens or closes.
    pub bound: u16,
}

impl Word<'_> {
    pub fn is(&self, class: u32) -> bool {
        self.class & class != 0
    }

    pub fn is_word(&self) -> bool {
        self.mark == 'a' || self.mark == '0'
    }
}

/// All that the English search looks at.
pub(super) struct Text<'a> {
    pub document: &'a Document<'a>,
    pub lexicon: &'a Lexicon,
    pub words: Vec<Word<'a>>,
    pub quotes: Vec<Quote>,
}

impl<'a> Text<'a> {
    pub fn of(document: &'a Document<'a>, lexicon: &'a Lexicon, quotes: Vec<Quote>) -> Text<'a> {
        let mut words = Vec::with_capacity(document.tokens.len());
        let mut next = 0;
        for token in &document.tokens {
            let words_of = token.span.of(document.text);
            let first = words_of.chars().next().unwrap_or(' ');
            let (class, cues) = match token.kind {
                TokenKind::Word => lexicon.look_up(words_of),
                _ => (0, &[][..]),
            };
            while next < quotes.len() && quotes[next].span.end() <= token.span.start() {
                next += 1;
            }
            let (mut quote, mut bound) = (0, 0);
            if let Some(q) = quotes.get(next) {
                if q.inner.holds(token.span) && !q.inner.is_empty() {
                    quote = next as u16 + 1;
                } else if q.span.holds(token.span) {
                    bound = next as u16 + 1;
                }
            }
            words.push(Word {
                span: token.span,
                class,
                cues,
                mark: match token.kind {
                    TokenKind::Word | TokenKind::Han => 'a',
                    TokenKind::Number => '0',
                    TokenKind::Mark => first,
                },
                capital: first.is_uppercase(),
                quote,
                bound,
            });
        }
        Text {
            document,
            lexicon,
            words,
            quotes,
        }
    }

    /// The letters of a word.
    pub fn letters(&self, i: usize) -> &'a str {
        self.words[i].span.of(self.document.text)
    }

    /// True where the word equals one of `any`, whatever its case.
    pub fn says(&self, i: usize, any: &[&str]) -> bool {
        let letters = self.letters(i);
        any.iter().any(|w| w.eq_ignore_ascii_case(letters))
    }

    /// True where a list holds the word, whatever its case.
    pub fn lists(&self, i: usize, list: &WordSet) -> bool {
        let letters = self.letters(i);
        if letters.bytes().any(|b| b.is_ascii_uppercase()) {
            list.contains(&letters.to_ascii_lowercase())
        } else {
            list.contains(letters)
        }
    }

    /// True where a comment on words begins: "a charge …", "charges …", as a plural needs no article.
    pub fn opens_comment(&self, i: usize) -> bool {
        self.says(i, &["a", "an"])
            || self.letters(i).ends_with(['s', 'S']) && self.lists(i, &self.lexicon.lists.commented_nouns)
    }

    /// True for a word with the possessive mark: "Apple's", "officials'".
    pub fn possessive(&self, i: usize) -> bool {
        let letters = self.letters(i);
        (letters.ends_with("'s") || letters.ends_with("’s")) && !self.words[i].is(class::CONTRACTED)
    }

    /// True where the mark at `i` opens a quote.
    pub fn opens(&self, i: usize) -> Option<usize> {
        let word = &self.words[i];
        let index = (word.bound as usize).checked_sub(1)?;
        (self.quotes[index].span.start() == word.span.start()).then_some(index)
    }

    /// True where the mark at `i` closes a quote.
    pub fn closes(&self, i: usize) -> Option<usize> {
        let word = &self.words[i];
        let index = (word.bound as usize).checked_sub(1)?;
        (self.quotes[index].span.start() != word.span.start()).then_some(index)
    }

    /// The words of the sentence that stand in the same quote as `i` (or outside quotes, as it does).
    pub fn bounds(&self, sentence: usize, i: usize) -> (usize, usize) {
        let s = &self.document.sentences[sentence];
        let (mut lo, mut hi) = (s.first_token, s.end_token);
        if let Some(end) = self.dateline(sentence).filter(|end| *end <= i) {
            lo = end;
        }
        let quote = self.words[i].quote;
        if quote != 0 {
            while self.words[lo].quote != quote {
                lo += 1;
            }
            while self.words[hi - 1].quote != quote {
                hi -= 1;
            }
        }
        (lo, hi)
    }

    /// One past the dateline that opens a paragraph: "LONDON, March 3 (Reuters) -", "PARIS —".
    fn dateline(&self, sentence: usize) -> Option<usize> {
        let s = &self.document.sentences[sentence];
        let opens_block = sentence == 0 || self.document.sentences[sentence - 1].block != s.block;
        let upper = |i: usize| {
            let letters = self.letters(i);
            letters.len() > 2 && letters.bytes().all(|b| b.is_ascii_uppercase())
        };
        if !opens_block || !self.words[s.first_token].capital {
            return None;
        }
        let limit = s.end_token.min(s.first_token + 14);
        let dash = (s.first_token + 1..limit).find(|i| {
            let w = &self.words[*i];
            matches!(w.mark, '-' | '–' | '—') && self.words[i - 1].span.end() < w.span.start()
        })?;
        let head = s.first_token..dash;
        let place = upper(s.first_token)
            && head.clone().all(|i| {
                let w = &self.words[i];
                w.capital
                    || w.mark == '0'
                    || matches!(w.mark, ',' | '.' | '(' | ')' | '/')
                    || w.is(class::TIME)
            });
        let agency = self.words[dash - 1].mark == ')' && head.clone().any(|i| self.words[i].mark == '(');
        let end = (dash..limit).find(|i| !matches!(self.words[*i].mark, '-' | '–' | '—'))?;
        (place || agency && !head.clone().any(|i| self.verb_like(i))).then_some(end)
    }

    /// True where the words `lo..=j` name several: by their head, which stands before "of", "for", "who".
    pub fn several(&self, lo: usize, j: usize) -> bool {
        let plural = |i: usize| {
            let letters = self.letters(i);
            self.words[i].is(class::PLURAL)
                || letters.ends_with('s') && !letters.ends_with("ss") && !self.possessive(i)
        };
        let head = (lo + 1..=j)
            .find(|i| self.words[*i].is(class::PREP) || self.lists(*i, &self.lexicon.lists.people_ends));
        plural(j)
            || head.is_some_and(|h| plural(h - 1) && self.words[h - 1].is(class::PERSON | class::PLURAL))
    }

    /// True where a clause with a finite verb seems to begin at `k`.
    pub fn clause_at(&self, k: usize, hi: usize) -> bool {
        // "he left": a pronoun in the subject's case needs no further proof.
        if k + 1 < hi && self.says(k, &["he", "she", "they", "we", "i", "there"]) {
            return true;
        }
        // A subject comes before its verb.
        if k < hi && self.words[k].is(class::AUX) && !self.words[k].capital {
            return false;
        }
        let (mut seen, mut commas, mut needed) = (0, 0, 1);
        for i in k..hi.min(k + 28) {
            let w = &self.words[i];
            // "wrote the book and then left": the verb behind "and" is the first one's twin.
            if seen > 0 && self.says(i, &["and", "but", "or"]) && self.predicate_at(i + 1, hi) {
                return false;
            }
            if w.is(class::CONTRACTED) {
                return true;
            }
            // "Conceded defeat when the count showed": nor is the verb of what else was so.
            if i > k
                && (self.says(i, &["which", "who", "that", "whose"])
                    || self.lists(i, &self.lexicon.lists.aside_openers))
            {
                // The next verb is the relative clause's.
                needed += 1;
                seen += 1;
                continue;
            }
            if seen > 0 && self.finite(i, hi) {
                needed -= 1;
                if needed == 0 {
                    return true;
                }
            }
            if w.is_word() && !w.is(class::ADVERB) {
                seen += 1;
            }
            // "announced the plan, which is": the comma comes before any verb. An aside right behind the first
            // words ("that, in May, …") is let through.
            if matches!(w.mark, '.' | ';' | ':' | '?' | '!') || w.mark == ',' && seen > 1 && commas > 0 {
                return false;
            }
            if w.mark == ',' {
                // "recall 9,000 vans over a latch, it said": the next clause begins.
                if i + 1 < hi && self.words[i + 1].is(class::SUBJECT) && !self.words[i + 1].is(class::DET) {
                    return false;
                }
                if !(k..i).any(|m| self.words[m].is(class::PREP)) || seen < 2 {
                    return false;
                }
                commas += 1;
            }
        }
        false
    }

    /// True where a verb, or a pronoun with one, stands at `k` behind adverbs.
    pub fn predicate_at(&self, k: usize, hi: usize) -> bool {
        let Some(k) = (k..hi.min(k + 4)).find(|m| !self.words[*m].is(class::ADVERB)) else {
            return false;
        };
        let w = &self.words[k];
        w.is(class::AUX | class::FINITE)
            || self.verb_like(k)
            || self.past_like(k)
            || w.is(class::SUBJECT) && !w.is(class::DET)
    }

    /// True where the word at `i` looks like a finite verb behind a subject.
    fn finite(&self, i: usize, hi: usize) -> bool {
        let w = &self.words[i];
        let before = &self.words[i - 1];
        if self.says(i - 1, &["to"]) || self.says(i, &["be", "been", "being", "having"]) {
            return false;
        }
        if w.is(class::AUX) {
            return true;
        }
        if before.is(class::DET | class::PREP | class::ADJECTIVE)
            || !before.is_word() && before.bound == 0
            || w.capital
        {
            return false;
        }
        if w.is(class::FINITE) {
            return true;
        }
        let cue = w.cues.iter().any(|c| {
            let form = &self.lexicon.forms[*c as usize];
            form.shape == Shape::Verb && matches!(form.form, Form::Past | Form::Third)
        });
        if cue && !w.is(class::NOUNLIKE) {
            return !(i + 1 < hi && self.says(i + 1, &["by", "to"]));
        }
        if w.class != 0 || !w.cues.is_empty() {
            return false;
        }
        let letters = self.letters(i);
        let next = (i + 1 < hi).then(|| &self.words[i + 1]);
        let noun_before = before.is_word() && !before.is(class::ADVERB) || before.bound != 0;
        if letters.len() > 4 && letters.ends_with("ed") {
            // "an oriented femur", "spots interspersed by": participles.
            return noun_before
                && next.is_some_and(|n| {
                    n.is(class::DET
                        | class::OBJECT
                        | class::ADVERB
                        | class::TIME
                        | class::WH
                        | class::ADJECTIVE)
                        || n.capital
                        || n.mark == '0'
                        || n.is(class::PREP) && !self.says(i + 1, &["by", "with", "on"])
                });
        }
        // "the firm identifies the buyer": a verb in -s before a determiner or pronoun.
        letters.ends_with('s')
            && !letters.ends_with("ss")
            && noun_before
            && next.is_some_and(|n| n.is(class::DET | class::OBJECT))
            && !self.says(i + 1, &["that"])
    }
}
