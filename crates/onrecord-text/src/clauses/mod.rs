//! Clauses: what is said of whom in one predicate, read off the tree of a sentence.
//!
//! `sentence` is a tree with its dependents listed; `words` are the small words of a language, from data; `cut` finds the
//! clauses and what each says of its aspect, polarity and modality; `arguments` finds who does it, to whom, and shares
//! participants between clauses; `phrase` reads a noun phrase; `chinese` makes trees by the order of words.
//! What does not live here: what an event is (frames), and what words do to events (operators).

mod arguments;
pub(crate) mod chinese;
mod cut;
pub mod phrase;
mod sentence;
mod words;

pub use cut::cut;
pub(crate) use cut::weaker;
pub use sentence::Sentence;
pub use words::{SmallWords, Words};

use crate::{Modality, Span};

/// Whether the grammatical subject does it or has it done to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Voice {
    Active,
    Passive,
}

/// How far along the event is by the form of its predicate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aspect {
    /// "bought", "has bought", "was bought"; in a headline "buys".
    Done,
    /// "is buying".
    UnderWay,
    /// "will buy", "is to buy"; in a headline "to buy".
    ToCome,
    /// "buys": what is so, or what is done again and again.
    Simple,
    /// "to buy", "buying": what governs it says how far along it is.
    Bare,
}

/// How a clause hangs on what is above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// The sentence's main clause.
    Root,
    /// "said *it rose*".
    Complement,
    /// "plans to *buy*".
    OpenComplement,
    /// "when it *rose*".
    Adverbial,
    /// "which it *bought*".
    Relative,
    /// "plans to *buy*" of a noun, "shares *held* by".
    OfNoun,
    /// "and *sold*".
    Coordinate,
    /// Loosely joined, such as words beside "he said".
    Beside,
    /// "That it *rose* surprised all".
    Subject,
}

/// One predicate with its participants. Numbers are tokens of the sentence.
#[derive(Clone, Debug)]
pub struct Clause {
    /// The verb, or the noun or adjective behind a copula.
    pub predicate: usize,
    /// True when the predicate is no verb: "is bankrupt".
    pub copular: bool,
    /// Voice.
    pub voice: Voice,
    /// Aspect.
    pub aspect: Aspect,
    /// True when a negation governs this predicate.
    pub negated: bool,
    /// "not yet".
    pub not_yet: bool,
    /// What hedges this predicate: "may", "reportedly".
    pub hedge: Option<Modality>,
    /// "would".
    pub conditional: bool,
    /// "if", "before", "whether", a question: not told as a fact.
    pub open: bool,
    /// A condition hangs on it: "will close the mill *if the sale fails*".
    pub conditioned: bool,
    /// The grammatical subject, shared ones resolved.
    pub subject: Option<usize>,
    /// True when the subject is this clause's own word.
    pub own_subject: bool,
    /// Who does it.
    pub doer: Option<usize>,
    /// Whom or what it is done to.
    pub done_to: Option<usize>,
    /// To whom something is given.
    pub recipient: Option<usize>,
    /// Further phrases, each with its preposition; `None` for one without.
    pub others: Vec<(Option<usize>, usize)>,
    /// The clause above, by number.
    pub parent: Option<usize>,
    /// How it hangs there.
    pub link: Link,
    /// The word that opens it: "that", "to", "after".
    pub mark: Option<usize>,
    /// Its words.
    pub span: Span,
}

/// The clauses of a sentence, in order of their predicates.
#[derive(Clone, Debug, Default)]
pub struct Clauses {
    /// In order of the text.
    pub list: Vec<Clause>,
    /// For each token the clause of which it is the predicate.
    pub of_predicate: Vec<Option<usize>>,
}

impl Clauses {
    /// The clause whose predicate is the token.
    pub fn at(&self, token: usize) -> Option<&Clause> {
        self.of_predicate
            .get(token)
            .copied()
            .flatten()
            .map(|i| &self.list[i])
    }

    /// The number of the innermost clause that the token stands in.
    pub fn around(&self, sentence: &Sentence<'_>, token: usize) -> Option<usize> {
        let mut next = Some(token);
        let mut steps = 0;
        while let Some(here) = next {
            if let Some(index) = self.of_predicate[here] {
                return Some(index);
            }
            next = sentence.head(here);
            steps += 1;
            if steps > sentence.len() {
                return None;
            }
        }
        None
    }
}
