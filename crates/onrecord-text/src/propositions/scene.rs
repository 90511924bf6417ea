//! A parsed sentence with the names, values and attributions that earlier stages found in it.
//! What does not live here: decisions.

use crate::clauses::chinese::{self, Given};
use crate::clauses::{Clause, Clauses, Sentence, cut};
use crate::document;
use crate::frames::Frames;
use crate::syntax::{Relation, Tag, Token, Tree};
use crate::{Anchor, Attribution, Document, Ground, Mention, Quantity, Reading, Span, TimeValue};

/// What claims of a sentence are made from.
pub(super) struct Scene<'a> {
    pub document: &'a Document<'a>,
    pub frames: &'a Frames,
    pub ground: &'a Ground,
    pub reading: &'a Reading,
    pub anchor: &'a Anchor,
    pub place: &'a document::Sentence,
    pub sentence: Sentence<'a>,
    pub clauses: Clauses,
    /// Mentions inside.
    pub mentions: &'a [Mention],
    /// Quantities inside, and the number of the first.
    pub quantities: &'a [Quantity],
    pub first_quantity: usize,
    /// Times inside, and the number of the first.
    pub times: &'a [TimeValue],
    pub first_time: usize,
    /// Attributions with words inside.
    pub heard: &'a [usize],
}

impl<'a> Scene<'a> {
    #[allow(clippy::too_many_arguments)]
    pub fn new(
        document: &'a Document<'a>,
        frames: &'a Frames,
        words: Option<&[Token]>,
        ground: &'a Ground,
        reading: &'a Reading,
        anchor: &'a Anchor,
        place: &'a document::Sentence,
        heard: &'a [usize],
    ) -> Scene<'a> {
        let (_, mentions) = inside(&reading.mentions, place.span, |m| m.span);
        let (first_quantity, quantities) = inside(&reading.quantities, place.span, |q| q.span);
        let (first_time, times) = inside(&reading.times, place.span, |t| t.span);
        let fixed = fixed(mentions, times, quantities);
        let heading = document.is_heading(place);
        let tree = if let Some(words) = words {
            by_order(
                document.text,
                frames,
                words,
                &fixed,
                [mentions.len(), times.len()],
            )
        } else {
            let parser = crate::syntax::english();
            let told = behind_dateline(document.text, place.span);
            let mut tree = parser.parse(document.text, told, &fixed);
            if let Some(said) = torn(&tree, reading, heard, told) {
                tree = parser.parse(document.text, said, &fixed);
            } else if let Some((cue, content)) = mixed(&tree, reading, heard, told) {
                // "Accused X of selling Y": what is no clause by itself stays where it hangs.
                let inner = parser.parse(document.text, content, &fixed);
                let clause = inner.root().is_some_and(|root| {
                    inner
                        .tokens
                        .iter()
                        .any(|t| t.head == Some(root) && t.relation.is_subject())
                });
                if clause {
                    graft(&mut tree, cue, content, inner);
                }
            }
            super::repair::prepositions(&mut tree, document.text, &frames.small.prepositions);
            super::copula::near(&mut tree, &frames.small.predicative);
            super::copula::yet(&mut tree, &frames.small.so_far);
            super::values::by_times(&mut tree, times);
            super::two_phrases::named_post(&mut tree, mentions, frames);
            super::repair::by_names(&mut tree, document.text, mentions, quantities);
            super::two_phrases::undergone(&mut tree);
            super::two_phrases::both(&mut tree);
            super::two_phrases::asked_for(&mut tree, frames);
            super::two_phrases::declared(&mut tree, mentions, frames);
            super::attached::clause_behind(&mut tree, mentions, &frames.small.clause_prepositions);
            super::attached::object_name(&mut tree, mentions, &frames.small.linking);
            super::attached::taken_as(&mut tree, document.text);
            if !heading {
                super::attached::active(&mut tree, document.text);
            }
            super::told::after_description(&mut tree, frames);
            super::told::particles(&mut tree, frames);
            super::lost_verb::before_infinitive(&mut tree, document.text, frames);
            super::lost_verb::restore(&mut tree, document.text, frames, quantities, heading);
            super::lost_verb::behind_that(&mut tree, document.text, frames, quantities);
            tree.break_circles();
            tree
        };
        let sentence = Sentence::of(document.text, tree, heading);
        let clauses = cut(&sentence, &frames.small);
        Scene {
            document,
            frames,
            ground,
            reading,
            anchor,
            place,
            sentence,
            clauses,
            mentions,
            quantities,
            first_quantity,
            times,
            first_time,
            heard,
        }
    }

    /// The words around a token up to the marks that divide clauses.
    pub fn stretch(&self, at: usize) -> Span {
        let s = &self.sentence;
        let divides = |at: &usize| matches!(s.word(*at), "，" | "," | "；" | ";" | "：" | "。" | "！" | "？");
        let from = (0..at).rev().find(divides).map_or(0, |i| i + 1);
        let to = (at..s.len()).find(divides).unwrap_or(s.len());
        s.span_of(from.min(at), to.saturating_sub(1).max(at))
    }

    /// True in a title or heading.
    pub fn heading(&self) -> bool {
        self.sentence.headline
    }

    /// The attributions whose content holds the byte, outermost first.
    pub fn covering(&self, offset: usize) -> Vec<usize> {
        crate::chains::covering_of(self.reading, self.heard.iter().copied(), offset)
    }

    /// The attribution of which the span is a cue or a source.
    pub fn framing(&self, span: Span) -> Option<&'a Attribution> {
        self.heard
            .iter()
            .map(|i| &self.reading.attributions[*i])
            .find(|a| a.cue.iter().chain(&a.source).any(|s| s.overlaps(span)))
    }

    /// The attribution of which the word is the cue.
    pub fn cued(&self, token: usize) -> Option<&'a Attribution> {
        let span = self.sentence.token(token).span;
        self.heard
            .iter()
            .map(|i| &self.reading.attributions[*i])
            .find(|a| a.cue.iter().any(|s| s.overlaps(span)))
    }

    /// The clause above, if any.
    pub fn above(&self, clause: &Clause) -> Option<&Clause> {
        clause.parent.map(|p| &self.clauses.list[p])
    }
}

/// A dateline is no longer than this, in bytes.
const DATELINE: usize = 70;

/// "DUNFORD, Orland (KVTL) — A baker was charged": the sentence without the place and the agency before the dash.
fn behind_dateline(text: &str, place: Span) -> Span {
    let words = place.of(text);
    let reach = words
        .char_indices()
        .map(|(at, _)| at)
        .take_while(|at| *at <= DATELINE);
    let dash = reach
        .filter(|at| words[..*at].ends_with([' ', ')']))
        .find(|at| words[*at..].starts_with(['—', '–']) || words[*at..].starts_with("- "));
    let Some(dash) = dash else { return place };
    let before = words[..dash].trim_end();
    // An agency in brackets, or a place all in capitals: what else stands before a dash is told.
    let place_only = |word: &str| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        bare.chars().next().is_none_or(char::is_uppercase)
    };
    let shouted = before.split([' ', ',']).next().is_some_and(|word| {
        word.chars().count() > 2
            && word
                .chars()
                .all(|c| c.is_uppercase() || matches!(c, '.' | '-' | '\''))
    });
    let agency = before.ends_with(')') && before.contains('(');
    if !(shouted || agency) || !before.split_whitespace().all(place_only) {
        return place;
    }
    let rest = words[dash..].trim_start_matches(['—', '–', '-', ' ', '\u{a0}']);
    let from = place.start() + words.len() - rest.len();
    if rest.is_empty() {
        place
    } else {
        Span::new(from, place.end())
    }
}

/// The verb of saying and what is said after it up to the end of the sentence, if the parser tied words of the one to words of
/// the other: "people familiar with the matter said Velmar *was* near a deal".
fn mixed(tree: &Tree, reading: &Reading, heard: &[usize], place: Span) -> Option<(usize, Span)> {
    heard.iter().find_map(|index| {
        let attribution = &reading.attributions[*index];
        let ([content], [cue]) = (&attribution.content[..], &attribution.cue[..]) else {
            return None;
        };
        let (content, cue) = (*content, *cue);
        if !place.holds(content) || cue.end() > content.start() || content.end() + 2 < place.end() {
            return None;
        }
        let verb = (0..tree.tokens.len())
            .find(|at| cue.overlaps(tree.tokens[*at].span) && tree.tokens[*at].tag == Tag::Verb)?;
        let inside = |at: usize| content.holds(tree.tokens[at].span);
        let word = |at: &usize| !matches!(tree.tokens[*at].tag, Tag::Punct | Tag::Sconj);
        let words: Vec<usize> = (0..tree.tokens.len()).filter(word).collect();
        let tops = words
            .iter()
            .filter(|at| inside(**at) && tree.tokens[**at].head.is_none_or(|h| !inside(h)))
            .count();
        let drawn_in = words
            .iter()
            .any(|at| !inside(*at) && tree.tokens[*at].head.is_some_and(inside));
        (words.iter().any(|at| inside(*at)) && (tops != 1 || drawn_in)).then_some((verb, content))
    })
}

/// Puts the tree of what is said in the place of its words, below the verb of saying.
fn graft(tree: &mut Tree, verb: usize, content: Span, inner: Tree) {
    let inside = |token: &Token| content.holds(token.span);
    let Some(from) = tree.tokens.iter().position(inside) else {
        return;
    };
    let upto = from + tree.tokens[from..].iter().take_while(|t| inside(t)).count();
    let Some(top) = inner.root() else { return };
    let grown = inner.tokens.len();
    let moved = |at: usize| if at < upto { at } else { at - upto + from + grown };
    // What hung on words that are said, or made the verb hang on them, hangs on the verb.
    let outside: Vec<usize> = (0..from).chain(upto..tree.tokens.len()).collect();
    let said = |at: usize| (from..upto).contains(&at);
    for at in outside {
        if tree.tokens[at].head.is_some_and(said) {
            let root = at == verb;
            tree.tokens[at].head = (!root).then_some(verb);
            if root {
                tree.tokens[at].relation = Relation::Root;
            } else if tree.tokens[at].tag.is_nominal() && at < verb {
                tree.tokens[at].relation = Relation::Nsubj;
            }
        }
    }
    if !(0..tree.tokens.len()).any(|at| !said(at) && tree.tokens[at].head.is_none()) {
        tree.tokens[verb].head = None;
        tree.tokens[verb].relation = Relation::Root;
    }
    for at in (0..from).chain(upto..tree.tokens.len()) {
        tree.tokens[at].head = tree.tokens[at].head.map(moved);
    }
    let said = inner.tokens.into_iter().enumerate().map(|(at, mut token)| {
        token.head = token.head.map(|h| h + from);
        if at == top {
            token.head = Some(moved(verb));
            token.relation = Relation::Ccomp;
        }
        token
    });
    tree.tokens.splice(from..upto, said);
}

/// What is said before a source and cue that end the sentence, if the parser tied words of it to the source: "X could face
/// charges, *prosecutors said*". It is then read by itself.
fn torn(tree: &Tree, reading: &Reading, heard: &[usize], place: Span) -> Option<Span> {
    heard.iter().find_map(|index| {
        let attribution = &reading.attributions[*index];
        let [content] = attribution.content[..] else {
            return None;
        };
        let [source] = attribution.source[..] else {
            return None;
        };
        let [cue] = attribution.cue[..] else { return None };
        let framed = source.cover(cue);
        let behind = content.end() <= framed.start() && framed.start() <= content.end() + 4;
        if !behind
            || !place.holds(content)
            || content.start() > place.start() + 2
            || framed.end() + 3 < place.end()
        {
            return None;
        }
        let inside = |at: usize| content.holds(tree.tokens[at].span);
        let of_source = |at: usize| source.holds(tree.tokens[at].span);
        let tied = (0..tree.tokens.len()).any(|at| {
            let Some(head) = tree.tokens[at].head else {
                return false;
            };
            inside(at) && of_source(head)
        });
        tied.then_some(content)
    })
}

/// Sentences of more tokens are lists and tables: no order is read from them.
const LONGEST: usize = 300;

/// A tree by the order of its words; `fixed` are as many names and times as `counts` tells, then amounts.
fn by_order(text: &str, frames: &Frames, words: &[Token], fixed: &[Span], counts: [usize; 2]) -> Tree {
    if words.len() > LONGEST {
        return Tree::default();
    }
    let (names, rest) = fixed.split_at(counts[0]);
    let (times, amounts) = rest.split_at(counts[1]);
    chinese::ordered(
        words.to_vec(),
        &Given {
            text,
            names,
            times,
            amounts,
            words: &frames.small.order,
            known: &|word| frames.known(word),
            modal: &|word| frames.small.hedge(word).is_some() || frames.small.negative.contains(word),
        },
    )
}

/// What the parser leaves whole: names, then times, then amounts.
fn fixed(mentions: &[Mention], times: &[TimeValue], quantities: &[Quantity]) -> Vec<Span> {
    let names = mentions.iter().map(|m| m.span);
    let times = times.iter().map(|t| t.span);
    names
        .chain(times)
        .chain(quantities.iter().map(|q| q.span))
        .collect()
}

/// The words of each sentence of a Chinese page, tagged; names, values and the longer words of frames are one each.
pub(crate) fn words(document: &Document<'_>, frames: &Frames, reading: &Reading) -> Vec<Vec<Token>> {
    let parser = crate::syntax::chinese();
    let of = |place: Span| {
        let (_, mentions) = inside(&reading.mentions, place, |m| m.span);
        let (_, times) = inside(&reading.times, place, |t| t.span);
        let (_, quantities) = inside(&reading.quantities, place, |q| q.span);
        let mut fixed = fixed(mentions, times, quantities);
        let values = fixed.len();
        for word in frames.long_words(document.text, place) {
            if !fixed[..values].iter().any(|f| f.overlaps(word)) {
                fixed.push(word);
            }
        }
        for modal in frames.small.order.front_modals(document.text, place) {
            if !fixed.iter().any(|f| f.overlaps(modal)) {
                fixed.push(modal);
            }
        }
        parser.tag(document.text, place, &fixed)
    };
    document.sentences.iter().map(|s| of(s.span)).collect()
}

/// The values inside of a span, which are sorted by their place, with the number of the first.
fn inside<T>(values: &[T], span: Span, place: impl Fn(&T) -> Span) -> (usize, &[T]) {
    let from = values.partition_point(|v| place(v).start() < span.start());
    let to = values.partition_point(|v| place(v).start() < span.end());
    (from, &values[from..to.max(from)])
}
