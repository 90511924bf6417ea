//! Names in JSON: the contract of `onrecord read`. The one place that knows them.
//!
//! Every key is always there, in the order of the contract; open ends and unknown values are null. Spans are
//! `[start, end)` in UTF-8 bytes of `article.text`.
//! What does not live here: how values came about.

mod case;
mod procedure;

use std::fmt::Display;

use onrecord::{
    Attribution, BlockRole, Claim, DateBasis, DigestVerdict, Interval, Language, Manner, Media, Modality,
    NameKind, Note, Participant, Piece, Polarity, Precision, Proposal, Provenance, QuantityKind, Read,
    ReadPage, Reading, Span, Speaker, SpeakerKind, TimeKind,
};
use rust_decimal::Decimal;
use serde::ser::{SerializeSeq, SerializeStruct};
use serde::{Serialize, Serializer};

pub use case::{write_brief, write_change, write_judged, write_origins, write_status, write_story};
pub use procedure::{write_comparison, write_way};

/// A part of a reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Part {
    Article,
    Times,
    Quantities,
    Mentions,
    Attributions,
    Claims,
}

/// Writes an object whose keys stand in the order given.
macro_rules! object {
    ($s:expr, $name:literal, { $($key:literal : $value:expr),* $(,)? }) => {{
        let mut object = $s.serialize_struct($name, [$($key),*].len())?;
        $(object.serialize_field($key, &$value)?;)*
        object.end()
    }};
}

use object;

/// Appends the page's object and a line feed. With `only`, the page, the article, that part and what it points to.
/// With `rules`, a last key says which rule made each value, in the order of the parts.
pub fn write_page(out: &mut Vec<u8>, read: &Read, only: Option<Part>, rules: bool) {
    write_page_with(out, read, &[], only, rules);
}

/// The same with what a model pointed at.
pub fn write_page_with(
    out: &mut Vec<u8>,
    read: &Read,
    proposals: &[Proposal],
    only: Option<Part>,
    rules: bool,
) {
    write(
        out,
        &Whole {
            page: &read.page.page,
            article: &read.page.article,
            reading: &read.reading,
            proposals,
            notes: &read.page.notes,
            only,
            rules,
        },
    );
}

/// The same for a page of the ledger.
pub fn write_read_page(out: &mut Vec<u8>, read: &ReadPage, proposals: &[Proposal]) {
    write(
        out,
        &Whole {
            page: &read.page,
            article: &read.article,
            reading: &read.reading,
            proposals,
            notes: &[],
            only: None,
            rules: false,
        },
    );
}

/// Appends a claim with its words and its page, and a line feed.
pub fn write_claim(out: &mut Vec<u8>, page: &ReadPage, claim: &Claim) {
    write(out, &ClaimLine { page, claim });
}

/// The contract's word for a value that is one word.
pub fn text<'a, T>(value: &'a T) -> String
where
    Wire<'a, T>: Serialize,
{
    match serde_json::to_value(Wire(value)) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// Version of the contract, the first key of every line. Raised if a key goes or changes its meaning; new keys come
/// without.
pub const SCHEMA: u32 = 1;

/// Appends any object of this module, its schema first, and a line feed.
fn write(out: &mut Vec<u8>, object: &impl Serialize) {
    out.extend_from_slice(format!("{{\"schema\":{SCHEMA}").as_bytes());
    let brace = out.len();
    serde_json::to_writer(&mut *out, object)
        .expect("writing JSON to memory fails only where a value has no JSON form, and all have");
    // The object goes on where the schema ends.
    out[brace] = b',';
    out.push(b'\n');
}

/// Appends what a model pointed at as a claim is written, with the model that proposed it, and a line feed.
pub fn write_proposal(out: &mut Vec<u8>, page: &ReadPage, proposal: &Proposal) {
    write(out, &ProposedLine(page, proposal));
}

struct ProposedLine<'a>(&'a ReadPage, &'a Proposal);

impl Serialize for ProposedLine<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let ProposedLine(page, proposal) = self;
        object!(s, "proposal", {
            "proposed_by": proposal.model,
            "prompt": proposal.prompt,
            "claim": Wire(&proposal.claim),
            "words": page.words(&proposal.claim),
            "page": PageLine(page),
        })
    }
}

struct ClaimLine<'a> {
    page: &'a ReadPage,
    claim: &'a Claim,
}

impl Serialize for ClaimLine<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        object!(s, "claim", {
            "claim": Wire(self.claim),
            "words": self.page.words(self.claim),
            "page": PageLine(self.page),
        })
    }
}

/// What a language model pointed at, beside the text that its words stand in.
struct ProposalLine<'a>(&'a Proposal, &'a str);

impl Serialize for ProposalLine<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let ProposalLine(proposal, text) = self;
        object!(s, "proposal", {
            "proposed_by": proposal.model,
            "prompt": proposal.prompt,
            "words": proposal.claim.span.of(text),
            "claim": Wire(&proposal.claim),
        })
    }
}

/// A page in short: what a list of claims or matters says of it.
struct PageLine<'a>(&'a ReadPage);

impl Serialize for PageLine<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let ReadPage {
            page,
            article,
            learnt,
            ..
        } = self.0;
        object!(s, "page", {
            "sha256": page.sha256,
            "source": page.source,
            "url": page.url,
            "title": article.title,
            "outlet": article.outlet,
            "lang": language(article),
            "published": Published(article.published.as_ref()),
            "stamps": List(&article.stamps),
            "learnt": learnt.map(Shown),
        })
    }
}

/// A value in its JSON form.
pub struct Wire<'a, T: ?Sized>(pub &'a T);

/// A list in its JSON form.
struct List<'a, T>(&'a [T]);

impl<'a, T> Serialize for List<'a, T>
where
    Wire<'a, T>: Serialize,
{
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let mut list = s.serialize_seq(Some(self.0.len()))?;
        for value in self.0 {
            list.serialize_element(&Wire(value))?;
        }
        list.end()
    }
}

/// A value written as text by its `Display`.
struct Shown<T>(T);

impl<T: Display> Serialize for Shown<T> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(&self.0)
    }
}

/// No span, one span, or a list of spans.
struct Split<'a>(&'a [Span]);

impl Serialize for Split<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            [] => s.serialize_none(),
            [one] => Wire(one).serialize(s),
            many => List(many).serialize(s),
        }
    }
}

fn decimal(value: Option<Decimal>) -> Option<Shown<Decimal>> {
    value.map(|d| Shown(d.normalize()))
}

/// Minutes ahead of UTC as ISO 8601 has it: `-05:00`.
fn offset(minutes: i16) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    let minutes = minutes.unsigned_abs();
    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

/// Implements the JSON form of a core type.
macro_rules! wire {
    ($type:ty, |$value:ident| { $($key:literal : $field:expr),* $(,)? }) => {
        impl Serialize for Wire<'_, $type> {
            fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                let $value = self.0;
                object!(s, "object", { $($key : $field),* })
            }
        }
    };
    ($type:ty, text |$value:ident| $name:expr) => {
        impl Serialize for Wire<'_, $type> {
            fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                let $value = self.0;
                s.serialize_str($name)
            }
        }
    };
}

/// A page with all that was read in it.
struct Whole<'a> {
    page: &'a onrecord::Page,
    article: &'a onrecord::Article,
    reading: &'a Reading,
    /// What a model pointed at.
    proposals: &'a [Proposal],
    /// Notes of the page stage, where they are not in the reading yet.
    notes: &'a [Note],
    only: Option<Part>,
    /// Whether the names of rules are written.
    rules: bool,
}

/// The rules of the parts of a reading that are written.
struct Rules<'a, W: Fn(Part) -> bool>(&'a Reading, W);

impl<W: Fn(Part) -> bool> Serialize for Rules<'_, W> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let Rules(reading, wants) = self;
        let mut object = s.serialize_struct("rules", 5)?;
        macro_rules! part {
            ($part:ident, $key:literal, $values:ident) => {
                if wants(Part::$part) {
                    let rules: Vec<&str> = reading.$values.iter().map(|v| &*v.rule).collect();
                    object.serialize_field($key, &rules)?;
                }
            };
        }
        part!(Times, "times", times);
        part!(Quantities, "quantities", quantities);
        part!(Mentions, "mentions", mentions);
        part!(Attributions, "attributions", attributions);
        part!(Claims, "claims", claims);
        object.end()
    }
}

impl Serialize for Whole<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let reading = self.reading;
        // What a part points to comes with it: claims point to attributions and quantities by index.
        let wants = |part: Part| match self.only {
            None => true,
            Some(Part::Claims) => matches!(part, Part::Claims | Part::Attributions | Part::Quantities),
            Some(only) => only == part,
        };
        let mut object = s.serialize_struct("page", 9)?;
        object.serialize_field("page", &Wire(self.page))?;
        object.serialize_field("article", &Wire(self.article))?;
        if wants(Part::Times) {
            object.serialize_field("times", &List(&reading.times))?;
        }
        if wants(Part::Quantities) {
            object.serialize_field("quantities", &List(&reading.quantities))?;
        }
        if wants(Part::Mentions) {
            object.serialize_field("mentions", &List(&reading.mentions))?;
        }
        if wants(Part::Attributions) {
            object.serialize_field("attributions", &List(&reading.attributions))?;
        }
        if wants(Part::Claims) {
            object.serialize_field("claims", &List(&reading.claims))?;
        }
        object.serialize_field("notes", &Notes(self.notes, &reading.notes))?;
        if wants(Part::Claims) && !self.proposals.is_empty() {
            let proposals = self.proposals.iter().map(|p| ProposalLine(p, &self.article.text));
            object.serialize_field("proposals", &proposals.collect::<Vec<_>>())?;
        }
        if self.rules {
            object.serialize_field("rules", &Rules(reading, wants))?;
        }
        object.end()
    }
}

/// The notes of the page stage, then those of the text stages.
struct Notes<'a>(&'a [Note], &'a [Note]);

impl Serialize for Notes<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_seq(self.0.iter().chain(self.1).map(Wire))
    }
}

impl Serialize for Wire<'_, Span> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        (self.0.start(), self.0.end()).serialize(s)
    }
}

impl Serialize for Wire<'_, Piece> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        (self.0.text, self.0.source, self.0.len).serialize(s)
    }
}

impl Serialize for Wire<'_, Note> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let note = self.0;
        match &note.span {
            Some(span) => {
                object!(s, "note", { "stage": note.stage, "message": note.message, "span": Wire(span) })
            }
            None => object!(s, "note", { "stage": note.stage, "message": note.message }),
        }
    }
}

wire!(onrecord::Page, |page| {
    "source": page.source,
    "sha256": page.sha256,
    "media": Wire(&page.media),
    "charset": page.charset,
    "url": page.url,
    "capture": page.provenance.as_ref().map(Wire),
});

wire!(Provenance, |capture| {
    "kind": capture.kind,
    "container": capture.container,
    "container_sha256": capture.container_sha256,
    "record": capture.record,
    "offset": capture.offset,
    "fetched": capture.fetched.map(Shown),
    "block_digest": Wire(&capture.block_digest),
    "payload_digest": Wire(&capture.payload_digest),
    "fields": capture.fields.iter().map(|f| (&f.name, &f.value)).collect::<Vec<_>>(),
});

wire!(
    DigestVerdict,
    text | verdict
        | match verdict {
            DigestVerdict::Absent => "absent",
            DigestVerdict::Matches => "matches",
            DigestVerdict::Differs => "differs",
            DigestVerdict::Unknown => "unknown",
        }
);

wire!(
    Media,
    text | media
        | match media {
            Media::Html => "html",
            Media::Text => "text",
            Media::Pdf => "pdf",
            Media::Docx => "docx",
            Media::Odt => "odt",
        }
);

wire!(onrecord::Article, |article| {
    "title": article.title,
    "outlet": article.outlet,
    "authors": article.authors,
    "lang": language(article),
    "published": Published(article.published.as_ref()),
    "stamps": List(&article.stamps),
    "text": article.text,
    "blocks": List(&article.blocks),
});

fn language(article: &onrecord::Article) -> Option<&str> {
    match article.lang {
        Language::Other => Some(article.lang_tag.as_str()).filter(|tag| !tag.is_empty() && *tag != "und"),
        known => known.code(),
    }
}

/// The judged date: always an object, so that `published.date` can always be asked for.
struct Published<'a>(Option<&'a onrecord::Published>);

impl Serialize for Published<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let published = self.0;
        object!(s, "published", {
            "date": published.and_then(|p| p.date).map(Shown),
            "precision": published.map(|p| Wire(&p.precision)),
            "basis": published.map(|p| Wire(&p.basis)),
            "earliest": published.and_then(|p| p.earliest).map(Shown),
            "latest": published.and_then(|p| p.latest).map(Shown),
        })
    }
}

wire!(
    Precision,
    text | precision
        | match precision {
            Precision::Day => "day",
            Precision::Month => "month",
            Precision::Year => "year",
            Precision::Interval => "interval",
        }
);

wire!(
    DateBasis,
    text | basis
        | match basis {
            DateBasis::Given => "given",
            DateBasis::JsonLd => "json-ld",
            DateBasis::Meta => "meta",
            DateBasis::Url => "url",
            DateBasis::Visible => "visible",
            DateBasis::Dateline => "dateline",
            DateBasis::Text => "text",
        }
);

wire!(onrecord::Stamp, |stamp| {
    "date": Shown(stamp.date),
    "basis": Wire(&stamp.basis),
    "agrees": stamp.agrees,
});

wire!(onrecord::Block, |block| {
    "span": Wire(&block.span),
    "source": (block.source.start, block.source.end),
    "role": Wire(&block.role),
    "pieces": List(&block.pieces),
});

wire!(
    BlockRole,
    text | role
        | match role {
            BlockRole::Title => "title",
            BlockRole::Heading => "heading",
            BlockRole::Paragraph => "paragraph",
            BlockRole::List => "list",
            BlockRole::Quote => "quote",
            BlockRole::Table => "table",
            BlockRole::Caption => "caption",
        }
);

wire!(onrecord::TimeValue, |time| {
    "span": Wire(&time.span),
    "kind": Wire(&time.kind),
    "value": time.value,
    "from": time.interval.from.map(Shown),
    "to": time.interval.to.map(Shown),
    "approx": time.approximate,
    "alts": List(&time.alternatives),
    "offset": time.offset.map(offset),
});

wire!(
    TimeKind,
    text | kind
        | match kind {
            TimeKind::Date => "date",
            TimeKind::Time => "time",
            TimeKind::Duration => "duration",
            TimeKind::Set => "set",
        }
);

wire!(onrecord::TimeReading, |reading| {
    "from": reading.interval.from.map(Shown),
    "to": reading.interval.to.map(Shown),
    "rule": reading.rule,
});

wire!(onrecord::Quantity, |quantity| {
    "span": Wire(&quantity.span),
    "kind": Wire(&quantity.kind),
    "low": decimal(quantity.low),
    "high": decimal(quantity.high),
    "unit": quantity.unit,
    "per": quantity.per,
    "approx": quantity.approximate,
});

wire!(
    QuantityKind,
    text | kind
        | match kind {
            QuantityKind::Money => "money",
            QuantityKind::Count => "count",
            QuantityKind::Share => "share",
            QuantityKind::Rank => "rank",
            QuantityKind::Measure => "measure",
        }
);

wire!(onrecord::Mention, |mention| {
    "span": Wire(&mention.span),
    "kind": Wire(&mention.kind),
    "entity": mention.entity,
});

wire!(
    NameKind,
    text | kind
        | match kind {
            NameKind::Org => "org",
            NameKind::Person => "person",
            NameKind::Place => "place",
            NameKind::Product => "product",
            NameKind::Authority => "authority",
            NameKind::Outlet => "outlet",
            NameKind::Document => "document",
            NameKind::Facility => "facility",
        }
);

wire!(Attribution, |attribution| {
    "source": Split(&attribution.source),
    "cue": Split(&attribution.cue),
    "content": List(&attribution.content),
    "manner": Wire(&attribution.manner),
    "polarity": if attribution.positive { "positive" } else { "negative" },
    "within": attribution.within,
    "speaker": Wire(&attribution.speaker),
});

wire!(
    Manner,
    text | manner
        | match manner {
            Manner::Direct => "direct",
            Manner::Indirect => "indirect",
            Manner::Mixed => "mixed",
        }
);

wire!(Speaker, |speaker| {
    "kind": Wire(&speaker.kind),
    "name": speaker.name,
    "entity": speaker.entity,
    "count": speaker.count,
    "description": speaker.description,
});

wire!(SpeakerKind, text | kind | kind.code());

wire!(Claim, |claim| {
    "id": claim.id,
    "span": Wire(&claim.span),
    "kind": claim.kind,
    "state": claim.state,
    "polarity": Wire(&claim.polarity),
    "modality": Wire(&claim.modality),
    "subject": claim.subject.as_ref().map(Wire),
    "object": claim.object.as_ref().map(Wire),
    "roles": List(&claim.roles),
    "answers": claim.answers,
    "time": Wire(&claim.time),
    "said": Wire(&claim.said),
    "quantities": claim.quantities,
    "attribution": claim.attribution,
    "chain": List(&claim.chain),
});

wire!(Polarity, text | polarity | polarity.code());

wire!(Modality, text | modality | modality.code());

wire!(Participant, |participant| {
    "span": participant.span.as_ref().map(Wire),
    "entity": participant.entity,
    "name": participant.name,
});

wire!(onrecord::RoleFiller, |role| {
    "role": role.role,
    "span": role.filler.span.as_ref().map(Wire),
    "entity": role.filler.entity,
    "name": role.filler.name,
});

wire!(Interval, |interval| {
    "from": interval.from.map(Shown),
    "to": interval.to.map(Shown),
});
