//! The tree of a sentence: tokens with heads, relations and forms, and the questions that readers ask of it.
//! What does not live here: how it is made.

use onrecord_model::Span;

use crate::{Relation, Tag};

/// Forms of a word that its ending or particles show: a small set of flags.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Features(pub(crate) u16);

impl Features {
    /// Finite verb.
    pub const FINITE: Features = Features(1);
    /// Bare or "to" infinitive.
    pub const INFINITIVE: Features = Features(1 << 1);
    /// Past participle: "granted".
    pub const PARTICIPLE: Features = Features(1 << 2);
    /// "-ing" form.
    pub const GERUND: Features = Features(1 << 3);
    /// Past tense.
    pub const PAST: Features = Features(1 << 4);
    /// Present tense.
    pub const PRESENT: Features = Features(1 << 5);
    /// Modal verb: "may", 可能, 会.
    pub const MODAL: Features = Features(1 << 6);
    /// Plural noun or pronoun.
    pub const PLURAL: Features = Features(1 << 7);
    /// Word that negates: "not", "no", 不, 未.
    pub const NEGATIVE: Features = Features(1 << 8);
    /// Comparative.
    pub const COMPARATIVE: Features = Features(1 << 9);
    /// Superlative.
    pub const SUPERLATIVE: Features = Features(1 << 10);
    /// Relative or question word: "who", "which".
    pub const WH: Features = Features(1 << 11);
    /// Token made of, or inside of, a span that the caller fixed.
    pub const FIXED: Features = Features(1 << 12);

    /// True when all flags of `other` are set.
    pub fn has(self, other: Features) -> bool {
        self.0 & other.0 == other.0
    }

    /// The flags of both.
    #[must_use]
    pub fn with(self, other: Features) -> Features {
        Features(self.0 | other.0)
    }
}

impl std::fmt::Debug for Features {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        const NAMES: [&str; 13] = [
            "Fin", "Inf", "Part", "Ger", "Past", "Pres", "Modal", "Plur", "Neg", "Cmp", "Sup", "Wh", "Fixed",
        ];
        let set = NAMES.iter().enumerate().filter(|(bit, _)| self.0 >> bit & 1 == 1);
        f.debug_set().entries(set.map(|(_, name)| name)).finish()
    }
}

/// One word or mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its bytes in the text given to the parser (not in the sentence).
    pub span: Span,
    /// Dictionary form, lower case unless a name; in Chinese the word itself, in simplified characters.
    pub lemma: Box<str>,
    /// Part of speech.
    pub tag: Tag,
    /// Index of the head in the same tree; `None` for the root.
    pub head: Option<usize>,
    /// Relation to the head.
    pub relation: Relation,
    /// Form.
    pub features: Features,
}

/// The tokens of one sentence in order of the text. A non-empty tree has exactly one root and no cycle.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    /// The tokens.
    pub tokens: Vec<Token>,
}

impl Tree {
    /// Index of the root; `None` in an empty tree.
    pub fn root(&self) -> Option<usize> {
        self.tokens.iter().position(|token| token.head.is_none())
    }

    /// Indices of the direct dependents of `head`, in order of the text. Takes time linear in the sentence.
    pub fn children(&self, head: usize) -> impl Iterator<Item = usize> + '_ {
        (0..self.tokens.len()).filter(move |&at| self.tokens[at].head == Some(head))
    }

    /// First dependent of `head` with that relation.
    pub fn child(&self, head: usize, relation: Relation) -> Option<usize> {
        self.children(head)
            .find(|&at| self.tokens[at].relation == relation)
    }

    /// True when `at` is `above` or depends on it, directly or not. Ends even where heads go round in a circle.
    pub fn is_under(&self, at: usize, above: usize) -> bool {
        let up = std::iter::successors(Some(at), |here| self.tokens[*here].head);
        up.take(self.tokens.len()).any(|here| here == above)
    }

    /// Makes it a tree again after heads were changed by hand: of words that go round in a circle the first hangs on the root,
    /// or is the root if there is none. True if there were any.
    pub fn break_circles(&mut self) -> bool {
        const SOUND: usize = usize::MAX;
        let mut root = self.root();
        let mut broken = false;
        // Which walk came by a token; sound if the root was reached from it.
        let mut seen = vec![0; self.tokens.len()];
        for from in 0..self.tokens.len() {
            let mut at = from;
            let sound = loop {
                if seen[at] == SOUND {
                    break true;
                }
                if seen[at] == from + 1 {
                    break false;
                }
                seen[at] = from + 1;
                match self.tokens[at].head {
                    Some(head) => at = head,
                    None => break true,
                }
            };
            if !sound {
                let token = &mut self.tokens[at];
                token.head = root;
                token.relation = if root.is_some() {
                    Relation::Parataxis
                } else {
                    Relation::Root
                };
                root = root.or(Some(at));
                broken = true;
            }
            let mut back = from;
            while seen[back] != SOUND {
                seen[back] = SOUND;
                match self.tokens[back].head {
                    Some(head) => back = head,
                    None => break,
                }
            }
        }
        broken
    }

    /// Indices of `top` and everything that depends on it, in order of the text.
    pub fn subtree(&self, top: usize) -> Vec<usize> {
        (0..self.tokens.len())
            .filter(|&at| self.is_under(at, top))
            .collect()
    }

    /// The bytes from the first to the last word under `top`, marks at either end left out.
    pub fn subtree_span(&self, top: usize) -> Span {
        let mut span = self.tokens[top].span;
        for at in self.subtree(top) {
            if self.tokens[at].tag != Tag::Punct {
                span = span.cover(self.tokens[at].span);
            }
        }
        span
    }

    /// Index of the token that holds the byte `offset` of the text.
    pub fn token_at(&self, offset: usize) -> Option<usize> {
        let at = self.tokens.partition_point(|token| token.span.end() <= offset);
        (at < self.tokens.len() && self.tokens[at].span.holds_offset(offset)).then_some(at)
    }

    /// Index of the head of the tokens inside of `span`: the one whose own head is outside of it, the first if several.
    pub fn head_of(&self, span: Span) -> Option<usize> {
        let inside = |at: usize| span.overlaps(self.tokens[at].span);
        (0..self.tokens.len()).find(|&at| inside(at) && !self.tokens[at].head.is_some_and(inside))
    }
}
