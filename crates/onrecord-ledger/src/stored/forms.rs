//! Every struct, field and word that the ledger stores. A field of the model that is missing here does not compile.
//! What does not live here: how forms are stored and read back (see the module above).

use std::sync::Arc;

use jiff::civil::{Date, DateTime};
use onrecord_model::*;
use onrecord_proposals::Proposal;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::Keep;

/// A struct with the fields that are stored, by name.
macro_rules! fields {
    ($form:ident = $model:ty { $($field:ident: $type:ty),* $(,)? }) => {
        #[derive(Clone, Debug, Serialize, Deserialize)]
        pub(crate) struct $form {
            $(pub(crate) $field: <$type as Keep>::Form,)*
        }

        impl Keep for $model {
            type Form = $form;

            fn keep(&self) -> $form {
                $form { $($field: self.$field.keep()),* }
            }

            fn back(form: $form, text: &str) -> Result<Self, String> {
                Ok(Self { $($field: <$type as Keep>::back(form.$field, text)?),* })
            }
        }
    };
}

/// An enum with the words that are stored.
macro_rules! words {
    ($model:ty { $($value:ident = $word:literal),* $(,)? }) => {
        impl Keep for $model {
            type Form = String;

            fn keep(&self) -> String {
                match self { $(Self::$value => $word,)* }.to_owned()
            }

            fn back(form: String, _: &str) -> Result<Self, String> {
                match form.as_str() {
                    $($word => Ok(Self::$value),)*
                    other => Err(format!("{other:?} is no word for it")),
                }
            }
        }
    };
}

words!(Language { Chinese = "chinese", English = "english", Other = "other" });
words!(Media { Html = "html", Text = "text", Pdf = "pdf", Docx = "docx", Odt = "odt" });
words!(BlockRole { Title = "title", Heading = "heading", Paragraph = "paragraph", List = "list", Quote = "quote", Table = "table", Caption = "caption" });
words!(DateBasis { Given = "given", JsonLd = "json_ld", Meta = "meta", Url = "url", Visible = "visible", Dateline = "dateline", Text = "text" });
words!(Precision { Day = "day", Month = "month", Year = "year", Interval = "interval" });
words!(TimeKind { Date = "date", Time = "time", Duration = "duration", Set = "set" });
words!(QuantityKind { Money = "money", Count = "count", Share = "share", Rank = "rank", Measure = "measure" });
words!(NameKind { Org = "org", Person = "person", Place = "place", Product = "product", Authority = "authority", Outlet = "outlet", Document = "document", Facility = "facility" });
words!(SpeakerKind { Record = "record", Authority = "authority", Party = "party", Named = "named", Outlet = "outlet", UnnamedMedia = "unnamed_media", Unattributed = "unattributed", Anonymous = "anonymous", Public = "public", Own = "own" });
words!(Manner { Direct = "direct", Indirect = "indirect", Mixed = "mixed" });
words!(Polarity { Affirmed = "affirmed", Negated = "negated" });
words!(Modality { Asserted = "asserted", Imminent = "imminent", Planned = "planned", Expected = "expected", Goal = "goal", Possible = "possible", Speculated = "speculated", Rumoured = "rumoured", Inferred = "inferred" });

fields!(StoredHints = Hints {
    plain: bool,
    source: String,
    url: Option<String>,
    date: Option<Moment>,
    title: Option<String>,
    outlet: Option<String>,
    lang: Option<String>,
    charset: Option<String>,
    provenance: Option<Provenance>,
});

fields!(
    StoredMoment = Moment {
        at: DateTime,
        clock: bool,
    }
);

fields!(StoredInterval = Interval {
    from: Option<Moment>,
    to: Option<Moment>,
});

fields!(StoredPage = Page {
    source: String,
    sha256: String,
    media: Media,
    charset: String,
    url: Option<String>,
    provenance: Option<Provenance>,
});

words!(DigestVerdict { Absent = "absent", Matches = "matches", Differs = "differs", Unknown = "unknown" });

fields!(
    StoredField = Field {
        name: String,
        value: String,
    }
);

fields!(StoredProvenance = Provenance {
    kind: String,
    container: String,
    container_sha256: Option<String>,
    record: Option<String>,
    offset: Option<u64>,
    fetched: Option<Moment>,
    block_digest: DigestVerdict,
    payload_digest: DigestVerdict,
    payload: Option<String>,
    fields: Vec<Field>,
    notes: Vec<String>,
});

fields!(
    StoredSourceRange = SourceRange {
        start: usize,
        end: usize,
    }
);

fields!(
    StoredPiece = Piece {
        text: usize,
        source: usize,
        len: usize,
    }
);

fields!(StoredBlock = Block {
    span: Span,
    source: SourceRange,
    role: BlockRole,
    pieces: Vec<Piece>,
});

fields!(StoredPublished = Published {
    date: Option<Date>,
    precision: Precision,
    basis: DateBasis,
    earliest: Option<Date>,
    latest: Option<Date>,
});

fields!(
    StoredStamp = Stamp {
        date: Date,
        basis: DateBasis,
        agrees: bool,
    }
);

fields!(StoredArticle = Article {
    title: Option<String>,
    outlet: Option<String>,
    syndicated_from: Option<String>,
    authors: Vec<String>,
    lang: Language,
    lang_tag: String,
    published: Option<Published>,
    stamps: Vec<Stamp>,
    text: String,
    blocks: Vec<Block>,
});

fields!(StoredNote = Note {
    stage: String,
    message: String,
    span: Option<Span>,
});

fields!(StoredTimeReading = TimeReading {
    interval: Interval,
    rule: Arc<str>,
});

fields!(StoredTimeValue = TimeValue {
    span: Span,
    kind: TimeKind,
    value: String,
    interval: Interval,
    approximate: bool,
    absolute: bool,
    offset: Option<i16>,
    alternatives: Vec<TimeReading>,
    rule: Arc<str>,
});

fields!(StoredQuantity = Quantity {
    span: Span,
    kind: QuantityKind,
    low: Option<Decimal>,
    high: Option<Decimal>,
    unit: Option<String>,
    per: Option<String>,
    approximate: bool,
    distributive: bool,
    rule: Arc<str>,
});

fields!(StoredMention = Mention {
    span: Span,
    kind: NameKind,
    entity: Option<Arc<str>>,
    rule: Arc<str>,
});

fields!(StoredSpeaker = Speaker {
    kind: SpeakerKind,
    name: Option<String>,
    entity: Option<Arc<str>>,
    count: Option<u32>,
    description: Option<String>,
});

fields!(StoredAttribution = Attribution {
    source: Vec<Span>,
    cue: Vec<Span>,
    content: Vec<Span>,
    manner: Manner,
    positive: bool,
    within: Option<usize>,
    speaker: Speaker,
    told: Option<Span>,
    when: Option<usize>,
    rule: Arc<str>,
});

fields!(StoredParticipant = Participant {
    span: Option<Span>,
    entity: Option<Arc<str>>,
    name: String,
});

fields!(
    StoredRoleFiller = RoleFiller {
        role: String,
        filler: Participant,
    }
);

fields!(StoredClaim = Claim {
    id: String,
    span: Span,
    kind: String,
    state: Option<String>,
    polarity: Polarity,
    modality: Modality,
    subject: Option<Participant>,
    object: Option<Participant>,
    roles: Vec<RoleFiller>,
    answers: Vec<String>,
    time: Interval,
    said: Interval,
    quantities: Vec<usize>,
    attribution: Option<usize>,
    chain: Vec<Speaker>,
    rule: Arc<str>,
});

fields!(
    StoredProposal = Proposal {
        claim: Claim,
        model: String,
        prompt: u32,
    }
);

fields!(StoredReading = Reading {
    times: Vec<TimeValue>,
    quantities: Vec<Quantity>,
    mentions: Vec<Mention>,
    attributions: Vec<Attribution>,
    claims: Vec<Claim>,
    notes: Vec<Note>,
});
