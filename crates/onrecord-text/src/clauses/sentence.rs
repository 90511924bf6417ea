//! A parsed sentence with what readers ask of it again and again: dependents, extents, marks of a phrase.
//! What does not live here: how the tree is made, and which words are clauses (see `cut`).

use crate::Span;
use crate::syntax::{Features, Relation, Tag, Token, Tree};

/// What hangs on each token of a tree, all in one row: `dependents[token]` are those of one.
pub struct Dependents {
    row: Vec<usize>,
    /// Where in the row the dependents of a token begin; those of the next begin where they end.
    starts: Vec<usize>,
}

impl Dependents {
    fn of(tree: &Tree) -> Dependents {
        let count = tree.tokens.len();
        let heads = tree.tokens.iter().enumerate();
        let arcs = heads.filter_map(|(at, token)| Some((at, token.head.filter(|h| *h < count && *h != at)?)));
        let mut starts = vec![0; count + 1];
        for (_, head) in arcs.clone() {
            starts[head] += 1;
        }
        // Each place becomes the end of its token's dependents, and moves to their start while they are filled in.
        let mut end = 0;
        for start in &mut starts {
            end += *start;
            *start = end;
        }
        let mut row = vec![0; end];
        for (at, head) in arcs.rev() {
            starts[head] -= 1;
            row[starts[head]] = at;
        }
        Dependents { row, starts }
    }
}

impl std::ops::Index<usize> for Dependents {
    type Output = [usize];

    fn index(&self, token: usize) -> &[usize] {
        &self.row[self.starts[token]..self.starts[token + 1]]
    }
}

/// A tree with its dependents listed and the extent of every subtree known. Made in time linear in the sentence.
pub struct Sentence<'a> {
    /// The text that spans point into.
    pub text: &'a str,
    /// The tree.
    pub tree: Tree,
    /// Dependents of each token, in order of the text.
    pub dependents: Dependents,
    /// First and last token under each token.
    extent: Vec<(usize, usize)>,
    /// True in a headline, which drops auxiliaries and tells the past in the present.
    pub headline: bool,
}

impl<'a> Sentence<'a> {
    /// Lists what hangs on what.
    pub fn of(text: &'a str, tree: Tree, headline: bool) -> Sentence<'a> {
        let count = tree.tokens.len();
        let dependents = Dependents::of(&tree);
        let mut extent: Vec<(usize, usize)> = (0..count).map(|i| (i, i)).collect();
        for at in upwards(&tree) {
            if let Some(head) = tree.tokens[at].head {
                let (from, to) = extent[at];
                extent[head].0 = extent[head].0.min(from);
                extent[head].1 = extent[head].1.max(to);
            }
        }
        Sentence {
            text,
            tree,
            dependents,
            extent,
            headline,
        }
    }

    /// The token.
    pub fn token(&self, at: usize) -> &Token {
        &self.tree.tokens[at]
    }

    /// How many tokens there are.
    pub fn len(&self) -> usize {
        self.tree.tokens.len()
    }

    /// True for a sentence without words.
    pub fn is_empty(&self) -> bool {
        self.tree.tokens.is_empty()
    }

    /// The dictionary form.
    pub fn lemma(&self, at: usize) -> &str {
        &self.tree.tokens[at].lemma
    }

    /// The words as written.
    pub fn word(&self, at: usize) -> &str {
        self.tree.tokens[at].span.of(self.text)
    }

    /// Part of speech.
    pub fn tag(&self, at: usize) -> Tag {
        self.tree.tokens[at].tag
    }

    /// Relation to the head.
    pub fn relation(&self, at: usize) -> Relation {
        self.tree.tokens[at].relation
    }

    /// The head.
    pub fn head(&self, at: usize) -> Option<usize> {
        self.tree.tokens[at].head
    }

    /// True when the form is there.
    pub fn has(&self, at: usize, form: Features) -> bool {
        self.tree.tokens[at].features.has(form)
    }

    /// First dependent with the relation.
    pub fn child(&self, at: usize, relation: Relation) -> Option<usize> {
        self.dependents[at]
            .iter()
            .copied()
            .find(|d| self.relation(*d) == relation)
    }

    /// Dependents with one of the relations.
    pub fn children<'s>(&'s self, at: usize, relations: &'s [Relation]) -> impl Iterator<Item = usize> + 's {
        self.dependents[at]
            .iter()
            .copied()
            .filter(move |d| relations.contains(&self.relation(*d)))
    }

    /// First and last token under `at`, itself included.
    pub fn extent(&self, at: usize) -> (usize, usize) {
        self.extent[at]
    }

    /// The bytes under `at`, marks at either end left out.
    pub fn span_under(&self, at: usize) -> Span {
        let (from, to) = self.extent[at];
        self.span_of(from, to)
    }

    /// The bytes from one token to another, marks at either end left out.
    pub fn span_of(&self, mut from: usize, mut to: usize) -> Span {
        while from < to && self.tag(from) == Tag::Punct {
            from += 1;
        }
        while to > from && self.tag(to) == Tag::Punct {
            to -= 1;
        }
        self.token(from).span.cover(self.token(to).span)
    }

    /// True when `at` is `above` or hangs below it.
    pub fn is_under(&self, at: usize, above: usize) -> bool {
        let mut next = Some(at);
        let mut steps = 0;
        while let Some(here) = next {
            if here == above {
                return true;
            }
            next = self.head(here);
            steps += 1;
            if steps > self.len() {
                return false;
            }
        }
        false
    }

    /// The preposition (or 对, 向 …) that marks a phrase, the particle of possession left out.
    pub fn preposition(&self, phrase: usize) -> Option<usize> {
        self.dependents[phrase].iter().copied().find(|d| {
            matches!(self.relation(*d), Relation::Case | Relation::Mark)
                && self.tag(*d) != Tag::Part
                && *d < phrase
        })
    }

    /// The token that holds the byte, if one does.
    pub fn token_at(&self, offset: usize) -> Option<usize> {
        self.tree.token_at(offset)
    }

    /// The topmost token of a phrase that a span covers.
    pub fn head_of(&self, span: Span) -> Option<usize> {
        self.tree.head_of(span)
    }
}

/// Tokens ordered so that dependents come before their heads.
fn upwards(tree: &Tree) -> Vec<usize> {
    let count = tree.tokens.len();
    let mut waiting = vec![0usize; count];
    for token in &tree.tokens {
        if let Some(head) = token.head.filter(|h| *h < count) {
            waiting[head] += 1;
        }
    }
    let mut ready: Vec<usize> = (0..count).filter(|i| waiting[*i] == 0).collect();
    let mut at = 0;
    while at < ready.len() {
        if let Some(head) = tree.tokens[ready[at]].head.filter(|h| *h < count) {
            waiting[head] -= 1;
            if waiting[head] == 0 {
                ready.push(head);
            }
        }
        at += 1;
    }
    ready
}
