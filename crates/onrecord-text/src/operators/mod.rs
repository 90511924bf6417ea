//! Operators: words that take an event and make its state, as data. They nest: "failed to win approval for its purchase".
//!
//! What does not live here: finding the event below an operator (frames), and which state a kind gives to an effect
//! (kinds, their table `after`).

use crate::frames::{Outcome, Place, Sorts};
use crate::{Modality, RuleName};

/// Where the event of an operator stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EventPlace {
    /// Its object: "completed *the purchase*".
    Object,
    /// Its subject: "*the purchase* fell through".
    Subject,
    /// An infinitive or participle that shares a participant: "plans *to buy*".
    Open,
    /// A clause of its own: "confirmed *that it bought*".
    Clause,
    /// A phrase or gerund with this preposition: "walked away *from its purchase*".
    Marked(Box<str>),
    /// The owner or front noun of an operator noun: "the *merger* talks", "the *arrest*'s …".
    Front,
}

/// A word that takes an event.
#[derive(Clone, Debug)]
pub struct Operator {
    /// The rule's name.
    pub name: RuleName,
    /// What it does: the key into the kinds' tables.
    pub effect: String,
    /// Where the event stands, in the order of looking.
    pub event: Vec<EventPlace>,
    /// The role of who does it: `authority` for "approve".
    pub agent: Option<String>,
    /// The sorts of who can do it; whoever else does makes nothing of the event. Everybody when empty.
    pub able: Sorts,
    /// Who of its participants the event belongs to when it names nobody itself: the winner of an approval.
    pub holder: Vec<Place>,
    /// What it makes of events of kinds that have no entry for the effect.
    pub otherwise: Outcome,
    /// Kinds whose events it takes; any when empty.
    pub kinds: Vec<String>,
    /// True for verbs of expecting and the like whose negation is of what they govern: "does not expect to buy".
    pub raises: bool,
    /// True if it only tells of an event of which another operator has said what became: "announced the completion of".
    pub keeps: bool,
    /// True for what somebody does at one time: its simple present is a habit, and only who can do it does.
    pub deed: bool,
    /// The hedge that it lays on words which it attributes: "fears that", "predicted".
    pub attributes: Option<Modality>,
}
