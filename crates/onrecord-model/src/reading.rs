//! What was read in an article: the values of every stage, each with the rule that made it.
//! What does not live here: the stages themselves, and names in JSON (the crate `onrecord` alone knows those).

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::{Article, Interval, Moment, Page, Span};

/// The name of the rule that made a value, such as `zh/time/month-day`.
pub type RuleName = Arc<str>;

/// The id of an entity in the packs' catalogue, such as `xiaomi-ev`.
pub type EntityId = Arc<str>;

/// Something worth knowing that is not a result: damage that was read through, doubt, a limit that was reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The stage that speaks: `page`, `charset`, `date`, `times`, …
    pub stage: String,
    /// What happened, in one lower-case sentence.
    pub message: String,
    /// Where in the article's text.
    pub span: Option<Span>,
}

/// What a time expression is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum TimeKind {
    Date,
    Time,
    Duration,
    Set,
}

/// Another reading of the same words.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeReading {
    /// The interval it would mean.
    pub interval: Interval,
    /// The rule that would choose it.
    pub rule: RuleName,
}

/// A span with its normalised time.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeValue {
    /// The words.
    pub span: Span,
    /// What it is.
    pub kind: TimeKind,
    /// TIMEX3 value: `2023-Q2`, `P3M`, `2023-08-23T14:00`, `PAST_REF`.
    pub value: String,
    /// The interval; open where the words leave it open, or where it could not be anchored.
    pub interval: Interval,
    /// True for "about", "近日", "recently".
    pub approximate: bool,
    /// True where the words alone fix it ("14 February 2023"); false where something else had to anchor it.
    pub absolute: bool,
    /// Minutes ahead of UTC, where the words name a zone whose offset is known. The interval is that zone's local time.
    pub offset: Option<i16>,
    /// Other readings.
    pub alternatives: Vec<TimeReading>,
    /// The rule that chose the reading.
    pub rule: RuleName,
}

/// What a quantity measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum QuantityKind {
    Money,
    Count,
    /// A fraction: "5%" is 0.05.
    Share,
    Rank,
    Measure,
}

/// A span with its normalised quantity: exact decimals, closed bounds, `None` for an open bound.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// The words, unit included.
    pub span: Span,
    /// What it measures.
    pub kind: QuantityKind,
    /// Lower bound.
    pub low: Option<Decimal>,
    /// Upper bound.
    pub high: Option<Decimal>,
    /// ISO 4217, UCUM or the counted noun as written.
    pub unit: Option<String>,
    /// What it is per: `a` (year), `mo`, or a counted noun.
    pub per: Option<String>,
    /// True for "about", "近", "nearly".
    pub approximate: bool,
    /// True where the value holds for each of several ("皆为15万辆", "50,000 each").
    pub distributive: bool,
    /// The rule that made it.
    pub rule: RuleName,
}

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum NameKind {
    Org,
    Person,
    Place,
    Product,
    /// A body with power to decide: a ministry, court, regulator, government.
    Authority,
    Outlet,
    Document,
    Facility,
}

/// A span that names something. Linking it to an entity is separate and can be redone.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// The name.
    pub span: Span,
    /// What it names.
    pub kind: NameKind,
    /// The entity of the catalogue, or one made for this document (`doc:…`) that ties its mentions together.
    pub entity: Option<EntityId>,
    /// The rule that made it.
    pub rule: RuleName,
}

/// Who stands behind words, by kind. See `docs/attribution.md`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SpeakerKind {
    /// Court ruling, gazette, filing, public list.
    Record,
    /// The body with power to decide, or its named official.
    Authority,
    /// A company or person the matter is about.
    Party,
    /// Any other named person or organisation.
    Named,
    /// Another medium.
    Outlet,
    /// "Media reports".
    UnnamedMedia,
    /// "It was revealed", 据悉.
    Unattributed,
    /// People without names.
    Anonymous,
    /// Netizens, "public information".
    Public,
    /// The page's own voice.
    Own,
}

impl SpeakerKind {
    /// The word of the wire format.
    pub fn code(self) -> &'static str {
        match self {
            SpeakerKind::Record => "record",
            SpeakerKind::Authority => "authority",
            SpeakerKind::Party => "party",
            SpeakerKind::Named => "named",
            SpeakerKind::Outlet => "outlet",
            SpeakerKind::UnnamedMedia => "unnamed_media",
            SpeakerKind::Unattributed => "unattributed",
            SpeakerKind::Anonymous => "anonymous",
            SpeakerKind::Public => "public",
            SpeakerKind::Own => "own",
        }
    }
}

/// Who stands behind words.
#[derive(Clone, Debug, PartialEq)]
pub struct Speaker {
    /// Kind.
    pub kind: SpeakerKind,
    /// Name as the page writes it (of the antecedent where the source is a pronoun). `None` for people without names.
    pub name: Option<String>,
    /// Entity, where linked.
    pub entity: Option<EntityId>,
    /// How many people ("two people"): exact where the words give a number.
    pub count: Option<u32>,
    /// How unnamed people are described, in the page's words.
    pub description: Option<String>,
}

/// How words are rendered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Manner {
    Direct,
    Indirect,
    Mixed,
}

/// Source span + cue span + content spans. Each may be split; `source` may be empty ("it was revealed").
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// Who, as the page writes it.
    pub source: Vec<Span>,
    /// The words that attribute.
    pub cue: Vec<Span>,
    /// What is said.
    pub content: Vec<Span>,
    /// Direct, indirect, or mixed.
    pub manner: Manner,
    /// False where the words deny the saying ("did not say that").
    pub positive: bool,
    /// Index of the attribution whose content this one stands in.
    pub within: Option<usize>,
    /// Who stands behind the words.
    pub speaker: Speaker,
    /// The outlet that the speaker spoke to, where the words name it ("told Reuters").
    pub told: Option<Span>,
    /// Index into `times` of when it was said, where the words say so ("said on Wednesday").
    pub when: Option<usize>,
    /// The rule that made it.
    pub rule: RuleName,
}

/// Whether the proposition is affirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Polarity {
    Affirmed,
    Negated,
}

impl Polarity {
    /// The word of the wire format.
    pub fn code(self) -> &'static str {
        match self {
            Polarity::Affirmed => "affirmed",
            Polarity::Negated => "negated",
        }
    }

    /// The polarity of a word of the wire format.
    pub fn of_code(word: &str) -> Option<Polarity> {
        [Polarity::Affirmed, Polarity::Negated]
            .into_iter()
            .find(|p| p.code() == word)
    }
}

/// How far the words commit to the proposition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Modality {
    Asserted,
    Imminent,
    Planned,
    Expected,
    Goal,
    Possible,
    Speculated,
    Rumoured,
    Inferred,
}

impl Modality {
    /// All of them.
    pub const ALL: [Modality; 9] = [
        Modality::Asserted,
        Modality::Imminent,
        Modality::Planned,
        Modality::Expected,
        Modality::Goal,
        Modality::Possible,
        Modality::Speculated,
        Modality::Rumoured,
        Modality::Inferred,
    ];

    /// The word of the wire format and of the packs.
    pub fn code(self) -> &'static str {
        match self {
            Modality::Asserted => "asserted",
            Modality::Imminent => "imminent",
            Modality::Planned => "planned",
            Modality::Expected => "expected",
            Modality::Goal => "goal",
            Modality::Possible => "possible",
            Modality::Speculated => "speculated",
            Modality::Rumoured => "rumoured",
            Modality::Inferred => "inferred",
        }
    }

    /// The modality of such a word.
    pub fn of_code(word: &str) -> Option<Modality> {
        Modality::ALL.into_iter().find(|m| m.code() == word)
    }
}

/// Something that takes part in a claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Participant {
    /// Where the page names it; `None` where it had to be carried over from elsewhere.
    pub span: Option<Span>,
    /// Entity, where linked.
    pub entity: Option<EntityId>,
    /// Canonical name in the page's language where linked, else as written.
    pub name: String,
}

/// A participant with its role (`authority`, `from`, `partner`, `place`, …: the roles of the claim's kind).
#[derive(Clone, Debug, PartialEq)]
pub struct RoleFiller {
    /// Role name, from the kind's data.
    pub role: String,
    /// Who or what.
    pub filler: Participant,
}

/// The content-derived id of a claim: hex of a hash over page id, span, kind and state.
pub type ClaimId = String;

/// One proposition in one place.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// Content-derived id.
    pub id: ClaimId,
    /// The verbatim words.
    pub span: Span,
    /// Kind, from the packs' data: `licence`, `deal`, …
    pub kind: String,
    /// State within the kind: `near`, `granted`, …; `None` where the words name no state.
    pub state: Option<String>,
    /// Affirmed or negated.
    pub polarity: Polarity,
    /// How far the words commit.
    pub modality: Modality,
    /// Whom it is about.
    pub subject: Option<Participant>,
    /// What.
    pub object: Option<Participant>,
    /// Further participants.
    pub roles: Vec<RoleFiller>,
    /// For responses: ids of the claims that are answered.
    pub answers: Vec<ClaimId>,
    /// When it is true in the world.
    pub time: Interval,
    /// When it was said.
    pub said: Interval,
    /// Indices into `quantities`.
    pub quantities: Vec<usize>,
    /// Index into `attributions`.
    pub attribution: Option<usize>,
    /// Speakers from the page inward to the first source; empty is the page's own voice.
    pub chain: Vec<Speaker>,
    /// The rule that made it.
    pub rule: RuleName,
}

impl Claim {
    /// True for an answer to what others say.
    pub fn is_response(&self) -> bool {
        self.kind == crate::kinds::RESPONSE
    }
}

/// All that was read in one article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// Time expressions, in text order.
    pub times: Vec<TimeValue>,
    /// Quantities, in text order.
    pub quantities: Vec<Quantity>,
    /// Mentions, in text order.
    pub mentions: Vec<Mention>,
    /// Attributions, in order of their first content byte.
    pub attributions: Vec<Attribution>,
    /// Claims, in text order.
    pub claims: Vec<Claim>,
    /// Notes of the stages.
    pub notes: Vec<Note>,
}

/// What times are anchored against, from outside the text.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Anchor {
    /// The publication interval, or one moment for a given reference date (with a clock time where it has one).
    pub published: Interval,
}

impl Anchor {
    /// A known reference moment.
    pub fn at(moment: Moment) -> Anchor {
        let to = moment.date().tomorrow().ok().map(Moment::day);
        Anchor {
            published: Interval {
                from: Some(moment),
                to,
            },
        }
    }
}

/// A page with all that was read in it.
#[derive(Clone, Debug)]
pub struct ReadPage {
    /// Identity.
    pub page: Page,
    /// Article.
    pub article: Article,
    /// Reading.
    pub reading: Reading,
    /// When the ledger learnt the page; `None` where no ledger is kept.
    pub learnt: Option<Moment>,
}

impl ReadPage {
    /// The words of a claim.
    pub fn words(&self, claim: &Claim) -> &str {
        claim.span.of(&self.article.text)
    }
}
