//! Keeps guessed Chinese names to whole words: 谢岭|访问, 云港县公安|局, 行|李箱.
//!
//! The tagger of names goes by characters. Where the cutter of words, which knows nothing of the guess, has a word that
//! lies across an end of a name, the name was torn, or a part of another word was added to it.
//! What does not live here: names that the catalogue knows, and what values cut off (see `apart`).

use super::candidate::{Candidate, Trust};
use crate::catalogue::Known;
use crate::language::is_han;
use crate::syntax::{Tag, Token};
use crate::{Document, NameKind, Span};

/// Most characters of a Chinese person's name that is made longer.
const LONGEST_PERSON: usize = 4;

/// How far around a name it is looked for again, in bytes.
const AROUND: usize = 6_000;

/// Cuts guessed names back to whole words, makes them longer by the rest of a word, or drops them. `barriers` are times
/// and amounts in text order.
pub(super) fn keep(
    document: &Document<'_>,
    known: &[Known],
    barriers: &[Span],
    ends: &Ends<'_>,
    candidates: &mut Vec<Candidate>,
) {
    let text = document.text;
    let mut order: Vec<usize> = (0..candidates.len())
        .filter(|i| {
            let c = &candidates[*i];
            let named = !matches!(c.kind, NameKind::Document | NameKind::Product);
            c.entity.is_none() && named && c.span.of(text).chars().any(is_han)
        })
        .collect();
    order.sort_by_key(|i| candidates[*i].span.start());
    let mut gone = vec![false; candidates.len()];
    let mut sentence: Option<Sentence<'_>> = None;
    for index in order {
        let span = candidates[index].span;
        let Some(place) = document
            .sentence_at(span.start())
            .map(|s| document.sentences[s].span)
            .filter(|s| s.holds(span))
        else {
            continue;
        };
        if sentence.as_ref().is_none_or(|s| s.place != place) {
            sentence = Some(Sentence::of(text, place, known, barriers));
        }
        let Some(here) = &mut sentence else { continue };
        let fitted = here
            .fitted(&candidates[index], ends.loose)
            .filter(|s| !ends.company.iter().any(|end| end == s.of(text)));
        match fitted {
            Some(fitted) => candidates[index].span = fitted,
            None => gone[index] = true,
        }
    }
    let mut at = 0;
    candidates.retain(|_| {
        at += 1;
        !gone[at - 1]
    });
}

/// Ends of company names, which alone are none, and words that no name takes in.
pub(super) struct Ends<'a> {
    pub company: &'a [String],
    pub loose: &'a [String],
}

/// A sentence as the cutter cuts it, names unknown to the catalogue left open.
struct Sentence<'a> {
    text: &'a str,
    place: Span,
    fixed: Vec<Span>,
    words: Vec<Span>,
    /// The words with their classes, once they were asked for.
    tagged: Option<Vec<Token>>,
}

impl<'a> Sentence<'a> {
    fn of(text: &'a str, place: Span, known: &[Known], barriers: &[Span]) -> Sentence<'a> {
        let from = known.partition_point(|k| k.span.end() <= place.start());
        let names = known[from..]
            .iter()
            .take_while(|k| k.span.start() < place.end())
            .filter(|k| k.entity.is_some())
            .map(|k| k.span);
        let first = barriers.partition_point(|b| b.end() <= place.start());
        let values = barriers[first..]
            .iter()
            .take_while(|b| b.start() < place.end())
            .copied();
        let fixed: Vec<Span> = names.chain(values).collect();
        let words = crate::syntax::chinese().words(text, place, &fixed);
        Sentence {
            text,
            place,
            fixed,
            words,
            tagged: None,
        }
    }

    /// The word that lies across an offset.
    fn across(&self, offset: usize) -> Option<Span> {
        let at = self.words.partition_point(|w| w.end() <= offset);
        self.words.get(at).copied().filter(|w| w.start() < offset)
    }

    /// The word that begins at an offset.
    fn at(&self, offset: usize) -> Option<Span> {
        let at = self.words.partition_point(|w| w.start() < offset);
        self.words.get(at).copied().filter(|w| w.start() == offset)
    }

    fn tag(&mut self, word: Span) -> Tag {
        let (text, place, fixed) = (self.text, self.place, &self.fixed);
        let tokens = self
            .tagged
            .get_or_insert_with(|| crate::syntax::chinese().tag(text, place, fixed));
        let at = tokens.partition_point(|t| t.span.start() < word.start());
        tokens
            .get(at)
            .filter(|t| t.span == word)
            .map_or(Tag::X, |t| t.tag)
    }

    /// The name in whole words; `None` for a piece of a word.
    fn fitted(&mut self, candidate: &Candidate, loose: &[String]) -> Option<Span> {
        let person = candidate.kind == NameKind::Person;
        let span = match self.across(candidate.span.start()) {
            Some(word) => self.left(candidate, word)?,
            None => candidate.span,
        };
        let span = match self.across(span.end()) {
            Some(word) => self.right(candidate, span, word, loose)?,
            None => span,
        };
        if person {
            Some(self.without_verb(span))
        } else if candidate.trust == Trust::Weak {
            Some(span)
        } else {
            self.without_opening(candidate, span)
        }
    }

    /// A name that begins inside a word: 激|光雷达, 如|果云港法院, 哀|牢山.
    fn left(&mut self, candidate: &Candidate, word: Span) -> Option<Span> {
        let span = candidate.span;
        if self.elsewhere(span, |text, from, _| text[..from].chars().next_back()) {
            return Some(span);
        }
        if candidate.kind == NameKind::Person {
            return None;
        }
        let proper = self.tag(word) == Tag::Propn;
        if proper || word.end() >= span.end() {
            return (proper || length(self.text, word) > 2).then(|| word.cover(span));
        }
        let rest = Span::new(word.end(), span.end());
        (length(self.text, rest) > 2).then_some(rest)
    }

    /// A name that ends inside a word.
    fn right(&mut self, candidate: &Candidate, span: Span, word: Span, loose: &[String]) -> Option<Span> {
        let text = self.text;
        let head = Span::new(span.start(), word.start().max(span.start()));
        // The page has the name with something else after it, and never its beginning alone.
        if self.elsewhere(span, |text, _, to| text[to..].chars().next())
            && (length(text, head) < 2 || self.count(head) <= self.count(span))
        {
            return Some(span);
        }
        let proper = self.tag(word) == Tag::Propn;
        let whole = span.cover(word);
        let kept = |head: Span| (length(text, head) >= 2).then_some(head);
        match candidate.kind {
            NameKind::Person if word.start() <= span.start() => {
                (proper && length(text, whole) <= LONGEST_PERSON).then_some(whole)
            }
            NameKind::Person if proper => Some(span),
            // 云岭优|购: the page never has the beginning without the rest.
            NameKind::Person if self.always(head, whole) => Some(whole),
            NameKind::Person => kept(head),
            _ if loose.iter().any(|l| l == word.of(text)) => kept(head),
            NameKind::Place if !proper => kept(head),
            _ if proper || self.tag(word) == Tag::Noun => Some(whole),
            _ => kept(head),
        }
    }

    /// True if a name is near with something else beside it.
    fn elsewhere(&self, span: Span, beside: impl Fn(&str, usize, usize) -> Option<char>) -> bool {
        let text = self.text;
        let name = span.of(text);
        let here = beside(text, span.start(), span.end());
        let from = text.floor_char_boundary(span.start().saturating_sub(AROUND));
        let to = text.floor_char_boundary((span.end() + AROUND).min(text.len()));
        text[from..to]
            .match_indices(name)
            .map(|(at, _)| from + at)
            .any(|at| beside(text, at, at + name.len()) != here)
    }

    /// True if `head` is nowhere near without what makes it `whole`, which is there more than once.
    fn always(&self, head: Span, whole: Span) -> bool {
        let count = self.count(whole);
        count > 1 && !head.is_empty() && self.count(head) == count
    }

    /// How often the words of a span are near it.
    fn count(&self, span: Span) -> usize {
        let text = self.text;
        let from = text.floor_char_boundary(span.start().saturating_sub(AROUND));
        let to = text.floor_char_boundary((span.end() + AROUND).min(text.len()));
        text[from..to].matches(span.of(text)).count()
    }

    /// 梁立|犯: a person's name and a verb of one character.
    fn without_verb(&mut self, span: Span) -> Span {
        let Some(first) = self.at(span.start()).filter(|w| w.end() < span.end()) else {
            return span;
        };
        let rest = Span::new(first.end(), span.end());
        if self.at(rest.start()) != Some(rest)
            || length(self.text, first) != 2
            || length(self.text, rest) != 1
            || !self.text[span.end()..].chars().next().is_some_and(is_han)
            || self.elsewhere(span, |text, _, to| text[to..].chars().next())
        {
            return span;
        }
        let verb = matches!(self.tag(rest), Tag::Verb | Tag::Aux | Tag::Adp | Tag::Adv);
        if verb && self.tag(first) == Tag::Propn {
            first
        } else {
            span
        }
    }

    /// 任|云港外交部, 需|额外支付: a body's name begins with no adverb, no preposition and no verb of one character.
    fn without_opening(&mut self, candidate: &Candidate, span: Span) -> Option<Span> {
        if !matches!(
            candidate.kind,
            NameKind::Org | NameKind::Authority | NameKind::Outlet | NameKind::Facility
        ) {
            return Some(span);
        }
        let mut span = span;
        while let Some(first) = self.at(span.start()).filter(|w| w.end() < span.end()) {
            let one = length(self.text, first) == 1;
            if !one && length(self.text, first) > 2 {
                break;
            }
            let opens = match self.tag(first) {
                Tag::Adv | Tag::Adp | Tag::Sconj | Tag::Cconj | Tag::Pron => true,
                Tag::Verb | Tag::Aux => one,
                _ => false,
            };
            // 同岭科技: one character may begin a name, unless a name that is known or found elsewhere follows.
            let rest = Span::new(first.end(), span.end());
            let named = || {
                self.fixed.iter().any(|f| f.start() == rest.start())
                    || self.elsewhere(rest, |text, from, _| text[..from].chars().next_back())
            };
            if !opens || one && !named() {
                break;
            }
            span = Span::new(first.end(), span.end());
        }
        let cut = span != candidate.span && span.start() > candidate.span.start();
        // Its ending alone is no name.
        (!cut || self.at(span.start()).is_none_or(|w| w.end() < span.end())).then_some(span)
    }
}

fn length(text: &str, span: Span) -> usize {
    span.of(text).chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Article, Language};
    use std::sync::Arc;

    /// What is left of a guess.
    fn kept(text: &str, guess: &str, kind: NameKind) -> Option<String> {
        let article = Article::of_text(text, Language::Chinese);
        let document = Document::of(&article, &crate::SentenceWords::default());
        let at = text.find(guess)?;
        let mut candidates = vec![Candidate {
            span: Span::new(at, at + guess.len()),
            kind,
            rule: Arc::from("test"),
            entity: None,
            trust: Trust::Tagged,
        }];
        let ends = Ends {
            company: &["有限公司".to_owned()],
            loose: &["方面".to_owned()],
        };
        keep(&document, &[], &[], &ends, &mut candidates);
        candidates.first().map(|c| c.span.of(text).to_owned())
    }

    #[test]
    fn a_piece_of_a_word_is_no_name() {
        assert_eq!(kept("他把黑色行李箱放在门口。", "李箱", NameKind::Person), None);
        assert_eq!(kept("她写了一封感谢信。", "谢信", NameKind::Person), None);
    }

    #[test]
    fn a_name_ends_before_the_word_that_follows() {
        let kept = |text, guess| kept(text, guess, NameKind::Person);
        assert_eq!(kept("大使谢岭访问了渔港。", "谢岭访").as_deref(), Some("谢岭"));
    }

    #[test]
    fn a_body_takes_in_its_last_word() {
        let kept = |text, guess, kind| kept(text, guess, kind);
        assert_eq!(
            kept("云港县公安局发布通报。", "云港县公安", NameKind::Org).as_deref(),
            Some("云港县公安局")
        );
        assert_eq!(
            kept("如果云港法院受理此案。", "果云港法院", NameKind::Authority).as_deref(),
            Some("云港法院")
        );
    }
}
