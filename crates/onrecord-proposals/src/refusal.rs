//! Why a proposal was not kept, and how often.
//! What does not live here: the checks (see `answer`).

use std::collections::BTreeMap;

/// Why a proposal was not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Refusal {
    /// It is no object with the fields that were asked for, each a text.
    Malformed,
    /// It names a sentence that was not sent.
    NoSentence,
    /// Its words do not stand in the sentence to the letter, or begin or end inside a word.
    NotVerbatim,
    /// Its words stand there more than once, and it does not say where.
    Ambiguous,
    /// Its words do not stand where it says.
    Misplaced,
    /// Its kind is none, or one that the program alone makes.
    UnknownKind,
    /// The kind has no such state.
    UnknownState,
    /// The kind has no such role.
    UnknownRole,
    /// The polarity or modality is no such word.
    UnknownLabel,
    /// It says of nobody what it says.
    NoSubject,
    /// Somebody who takes part is not named in the sentence to the letter.
    ParticipantNotVerbatim,
    /// The page's reading knows that somebody who takes part is of a sort that the kind does not take.
    WrongSort,
    /// The rules read a claim of this kind in these words already.
    AlreadyRead,
    /// Another proposal of the same kind holds these words.
    Repeated,
    /// More proposals than an answer or a page may have.
    TooMany,
}

impl Refusal {
    /// As it is counted for people.
    pub fn words(self) -> &'static str {
        match self {
            Refusal::Malformed => "malformed",
            Refusal::NoSentence => "of no sentence that was sent",
            Refusal::NotVerbatim => "words not in the sentence",
            Refusal::Ambiguous => "words more than once in the sentence",
            Refusal::Misplaced => "words not at their place",
            Refusal::UnknownKind => "unknown kind",
            Refusal::UnknownState => "unknown state",
            Refusal::UnknownRole => "unknown role",
            Refusal::UnknownLabel => "unknown polarity or modality",
            Refusal::NoSubject => "no subject",
            Refusal::ParticipantNotVerbatim => "participant not in the sentence",
            Refusal::WrongSort => "participant of another sort",
            Refusal::AlreadyRead => "read by the rules already",
            Refusal::Repeated => "proposed twice",
            Refusal::TooMany => "too many",
        }
    }
}

/// How many proposals were refused, by reason.
pub type Refusals = BTreeMap<Refusal, usize>;
