//! Frames: events of a kind as data. A frame names its participants and where each stands for the verbs and the event
//! nouns that name the event; active, passive, nominal, headline and relative forms follow from the clause layer.
//!
//! `pattern` are the words that name an event, `sorts` what sort of thing a phrase names, `compile` reads the packs,
//! `events` finds events in a sentence with the operators over them.
//! What does not live here: what words do to events (operators), and claims.

mod compile;
mod events;
mod pattern;
pub(crate) mod sorts;

use std::collections::BTreeMap;

pub use events::{Event, Filler, Reader, Step};
pub use pattern::{Pattern, PatternKind};
pub use sorts::Sorts;

use crate::clauses::SmallWords;
use crate::clauses::chinese::Known;
use crate::operators::Operator;
use crate::{Dictionary, Modality, RuleName, Span, WordMap};
use pattern::Lists;

/// A place in the clause or the noun phrase where a participant may stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Who does it.
    Subject,
    /// To whom or what it is done.
    Object,
    /// To whom something is given.
    Recipient,
    /// The owner of an event noun ("its purchase"), or whoever holds what governs it ("won approval").
    Owner,
    /// A noun in front of an event noun ("the *merger* talks").
    Front,
    /// A phrase with this preposition.
    Marked(Box<str>),
    /// A phrase without preposition that is no object: "raised *5 %*".
    Unmarked,
    /// Who does what a clause with this word asks: "investigating whether *a firm* broke the law".
    Asked(Box<str>),
    /// What stands beside the copula: "is a *supplier*".
    Predicate,
    /// The owner of what is at another place: "uses *Viyun's* licence", "under *Viyun's* licence".
    OwnerOf(Box<Place>),
    /// The event noun's own phrase: "the *ban on wood stoves*".
    Itself,
}

/// A participant of a frame.
#[derive(Clone, Debug)]
pub struct Part {
    /// Its name: `buyer`.
    pub name: String,
    /// Where it stands for a verb, the likeliest first.
    pub verb: Vec<Place>,
    /// Where it stands for an event noun.
    pub noun: Vec<Place>,
    /// What sorts of thing it may be.
    pub sorts: Sorts,
    /// Or else a noun of one of these lists.
    pub lists: Vec<Box<str>>,
    /// Nouns that it must not be.
    pub never: Vec<Box<str>>,
    /// True when there is no event without it.
    pub need: bool,
    /// True when there is no event without it by its verbs, while an event noun may leave it out.
    pub need_by_verb: bool,
    /// True when a noun of the part's lists anywhere before the predicate will do, if it has no subject.
    pub loose: bool,
    /// True when a noun or name in its place that is not of its sorts says that it is another event: "taken away by the flood".
    pub only: bool,
    /// The claim's role that it fills, if it is neither subject nor object.
    pub role: Option<String>,
}

/// An outcome: a state with what is claimed of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// The state; `None` keeps the one there was.
    pub state: Option<String>,
    /// True when it is the negation of that state.
    pub negated: bool,
    /// A hedge on it.
    pub modality: Option<Modality>,
    /// True when nothing can be claimed.
    pub nothing: bool,
}

/// An event of a kind.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The rule's name.
    pub name: RuleName,
    /// The kind of claim.
    pub kind: String,
    /// Participants.
    pub parts: Vec<Part>,
    /// The part that the claim is about.
    pub about: Option<usize>,
    /// Parts that it is about instead, when that one is missing or no name.
    pub about_else: Vec<usize>,
    /// The part that is its object.
    pub object: Option<usize>,
    /// The state when it is done.
    pub done: Option<String>,
    /// True when it tells that the state is not so: "is alive".
    pub done_not: bool,
    /// How far its words commit when it is done: a goal is one however it is told.
    pub done_as: Modality,
    /// True when only the operators that `after` lists take it: a noun that names no event by itself ("plant").
    pub listed: bool,
    /// The state while it is under way; that of `done` when not told.
    pub under_way: Option<Outcome>,
    /// The state when it is to come.
    pub to_come: Option<Outcome>,
    /// What a bare event noun says without any operator; nothing when not told.
    pub mentioned: Option<Outcome>,
    /// What operators make of it, before the kind's own table: effect, or effect and state before it.
    pub after: BTreeMap<String, Outcome>,
    /// What polarity the claim has whatever the words.
    pub affirmed: bool,
    /// Words in the clause that say it is something else.
    pub unless: Vec<Box<str>>,
    /// Words of which one must be in the clause.
    pub with: Vec<Box<str>>,
    /// True when its claims count only on quantities of money.
    pub needs_money: bool,
    /// True when its claims count only on quantities of any sort.
    pub needs_quantity: bool,
    /// True when the predicate may be a habit ("sells"): a simple present is no event else.
    pub simple: bool,
    /// Who can act on it by deeds, in their sorts and lists; a deed of whoever else is another event. Everybody when `None`.
    pub doers: Option<(Sorts, Vec<Box<str>>)>,
    /// True when only who it is about can tell it: what somebody else does not know is no answer.
    pub own_words: bool,
    /// Operators whose subject it may be about, all of them if empty: who drops a case is not accused in it.
    pub held_by: Vec<Box<str>>,
}

/// The frames and operators of one language, ready to run.
#[derive(Debug, Default)]
pub struct Frames {
    /// Frames.
    pub frames: Vec<Frame>,
    /// Operators.
    pub operators: Vec<Operator>,
    /// Small words.
    pub small: SmallWords,
    /// Word lists by name.
    pub(crate) lists: Lists,
    /// Patterns of frames by their head word.
    pub(crate) by_word: WordMap<Vec<(usize, Pattern)>>,
    /// Nouns that go back to an event of a kind that was told before: "the deal".
    pub(crate) again: WordMap<Vec<String>>,
    /// Patterns of operators by their head word.
    pub(crate) operators_by_word: WordMap<Vec<(usize, Pattern)>>,
    /// What operators make of the events of a kind.
    pub(crate) tables: BTreeMap<String, BTreeMap<String, Outcome>>,
    /// Inflected forms of the verbs in patterns, with their base.
    pub(crate) base: WordMap<Box<str>>,
    /// What the forms of verbs are by.
    pub(crate) inflection: crate::inflection::Inflection,
    /// The language.
    pub(crate) lang: Option<crate::Language>,
    /// The state that "about to" means, by kind.
    pub(crate) imminent: BTreeMap<String, String>,
    /// All words of a language without spaces, with what they are.
    pub(crate) vocabulary: WordMap<Known>,
    /// Words of three and more characters; only of a language without spaces.
    pub(crate) long: Dictionary,
    /// Words with marked cuts inside: the lengths of their parts.
    pub(crate) cuts: WordMap<Vec<usize>>,
}

impl Frames {
    /// True when nothing was loaded for the language.
    pub fn is_empty(&self) -> bool {
        self.frames.is_empty()
    }

    /// What frames and operators know of a word; `None` for a word of none.
    pub(crate) fn known(&self, word: &str) -> Option<Known> {
        self.vocabulary.get(word).copied()
    }

    /// Where words of frames and operators that a cutter may tear stand in the text.
    pub(crate) fn long_words(&self, text: &str, within: Span) -> Vec<Span> {
        let mut found = Vec::new();
        for (from, to, _) in self.long.find_all(within.of(text)) {
            let word = Span::new(within.start() + from, within.start() + to);
            let Some(parts) = self.cuts.get(word.of(text)) else {
                found.push(word);
                continue;
            };
            let mut at = word.start();
            for part in parts {
                found.push(Span::new(at, at + part));
                at += part;
            }
        }
        found
    }

    /// True when the lower-case word is in the list.
    pub fn in_list(&self, list: &str, word: &str) -> bool {
        self.lists.get(list).is_some_and(|l| l.contains(word))
    }
}
