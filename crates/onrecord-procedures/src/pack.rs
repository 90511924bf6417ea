//! A procedure as it is written: authorities, laws with their dates, steps with what shows them, routes, conditions, clocks,
//! ends, durations; each fact with its source. Described for authors in `docs/procedures.md`.
//! What does not live here: reading the text (see `shelf`), what is wrong with it (see `check`).

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Deserializer};
use toml::Spanned;

/// One thing said in both languages.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

/// A procedure.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Procedure {
    /// What it is.
    #[serde(rename = "procedure")]
    pub head: Head,
    /// Where facts come from.
    #[serde(default, rename = "source")]
    pub sources: Vec<Source>,
    /// Who decides, receives or checks.
    #[serde(default, rename = "authority")]
    pub authorities: Vec<Authority>,
    /// Laws and rules.
    #[serde(default, rename = "basis")]
    pub bases: Vec<Basis>,
    /// Parts that go on side by side: one an authority, or one an alternative.
    #[serde(default, rename = "track")]
    pub tracks: Vec<Track>,
    /// Steps, in order.
    #[serde(default, rename = "step")]
    pub steps: Vec<Step>,
    /// Ways through.
    #[serde(default, rename = "route")]
    pub routes: Vec<Route>,
    /// What is asked for.
    #[serde(default, rename = "condition")]
    pub conditions: Vec<Condition>,
    /// Terms that run.
    #[serde(default, rename = "clock")]
    pub clocks: Vec<Clock>,
    /// How it can end.
    #[serde(default, rename = "end")]
    pub ends: Vec<End>,
    /// How long it took.
    #[serde(default, rename = "duration")]
    pub durations: Vec<Duration>,
    /// What nobody found out.
    #[serde(default, rename = "unknown")]
    pub unknowns: Vec<Words>,
    /// Which claims speak of the procedure itself, whoever goes the way.
    pub regime: Option<Regime>,
}

/// `[procedure]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// Name: `cn-nev-production`. The same as the file's.
    pub id: Spanned<String>,
    /// Chinese title.
    pub zh: String,
    /// English title.
    pub en: String,
    /// What it is about, in a few sentences.
    pub about: Words,
    /// Who goes the way: "a car maker", "a deal".
    pub traveller: Words,
    /// Where claims name the one who goes, unless evidence says otherwise.
    pub seats: Vec<Seat>,
    /// Kinds of claims that are listed if they fit no step.
    pub kinds: Vec<String>,
    /// Words, lower case, by which a page that tells of one who goes the way speaks of the matter without a name: "the deal",
    /// "the petition".
    #[serde(default)]
    pub refers: Vec<String>,
}

/// Where a claim names the one who goes the way.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Seat {
    /// As its subject.
    Subject,
    /// As its object.
    Object,
    /// As the owner in the words of its subject: "Xiaomi's permit".
    Owner,
    /// Anywhere in its words.
    Named,
    /// In a role of its kind.
    Role(String),
}

impl<'de> Deserialize<'de> for Seat {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Seat, D::Error> {
        let word = String::deserialize(from)?;
        Ok(match word.as_str() {
            "subject" => Seat::Subject,
            "object" => Seat::Object,
            "owner" => Seat::Owner,
            "named" => Seat::Named,
            _ => Seat::Role(word),
        })
    }
}

/// `[[source]]`: where a fact was read.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Id that facts name.
    pub id: Spanned<String>,
    /// Title, or outlet.
    pub title: String,
    /// Number of the document.
    pub number: Option<String>,
    /// Its day, or as much of it as is known: `2019-02`.
    pub date: Option<String>,
}

/// What a fact rests on. Each entry of a procedure has these fields.
#[derive(Clone, Copy, Debug)]
pub struct Mark<'a> {
    /// Ids of sources or bases, each with the article after a comma: `order-50, art. 34(3)`.
    pub source: &'a [String],
    /// True if it was written from memory: shown as unverified.
    pub unverified: bool,
    /// Sources that say otherwise: both are shown.
    pub differs: &'a [Differing],
}

/// What another source says.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Differing {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
    /// Who says so.
    #[serde(default)]
    pub source: Vec<String>,
}

macro_rules! marked {
    ($($name:ident),*) => {$(
        impl $name {
            /// What it rests on.
            pub fn mark(&self) -> Mark<'_> {
                Mark { source: &self.source, unverified: self.unverified, differs: &self.differs }
            }
        }
    )*};
}
marked!(Authority, Basis, Step, Route, Condition, Clock, End, Duration);

/// `[[authority]]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Authority {
    /// Id.
    pub id: Spanned<String>,
    /// Chinese name.
    pub zh: String,
    /// English name.
    pub en: String,
    /// What it does here.
    pub does: Words,
    /// Entities of the catalogue that are it.
    #[serde(default)]
    pub entities: Vec<String>,
    /// Words that name it in a claim.
    #[serde(default)]
    pub words: Vec<String>,
    /// Words, lower case, that name it on a page that names it in full as well, and no other authority of these words: "the
    /// committee".
    #[serde(default)]
    pub short: Vec<String>,
    /// See [`Mark`].
    #[serde(default)]
    pub source: Vec<String>,
    /// See [`Mark`].
    #[serde(default)]
    pub unverified: bool,
    /// See [`Mark`].
    #[serde(default)]
    pub differs: Vec<Differing>,
}

/// `[[basis]]`: a law or rule with the days it was in force.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Basis {
    /// Id.
    pub id: Spanned<String>,
    /// Chinese title.
    pub zh: String,
    /// English title.
    pub en: String,
    /// Number.
    pub number: Option<String>,
    /// Day of the document, or as much of it as is known.
    pub dated: Option<String>,
    /// First day in force; missing if unknown.
    #[serde(default, deserialize_with = "day")]
    pub from: Option<Date>,
    /// Last day in force; missing if it still is, or if unknown: see `open`.
    #[serde(default, deserialize_with = "day")]
    pub to: Option<Date>,
    /// What is not known of its days: "end unknown".
    pub open: Option<Words>,
    /// True if it never was in force: a draft.
    #[serde(default)]
    pub draft: bool,
    /// What it did.
    pub did: Words,
    /// Words, lower case, by which a page names it, beside its Chinese and English titles.
    #[serde(default)]
    pub words: Vec<String>,
    /// What later changes altered.
    #[serde(default)]
    pub change: Vec<Change>,
    /// See [`Mark`].
    #[serde(default)]
    pub source: Vec<String>,
    /// See [`Mark`].
    #[serde(default)]
    pub unverified: bool,
    /// See [`Mark`].
    #[serde(default)]
    pub differs: Vec<Differing>,
}

/// What a change of a law altered.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// First day in force.
    #[serde(deserialize_with = "one_day")]
    pub on: Date,
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
    /// See [`Mark`].
    #[serde(default)]
    pub source: Vec<String>,
    /// See [`Mark`].
    #[serde(default)]
    pub unverified: bool,
}

/// `[[track]]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Track {
    /// Id.
    pub id: Spanned<String>,
    /// Chinese name.
    pub zh: String,
    /// English name.
    pub en: String,
    /// True if nobody need go it: it is drawn only when something is said of it.
    #[serde(default)]
    pub optional: bool,
    /// True if it is what goes through all the others: none of its steps comes next once another one has ended it.
    #[serde(default)]
    pub whole: bool,
}

/// `[[step]]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Id.
    pub id: Spanned<String>,
    /// Chinese name.
    pub zh: String,
    /// English name.
    pub en: String,
    /// The track it is on.
    pub track: Option<String>,
    /// Who acts.
    #[serde(default)]
    pub authorities: Vec<String>,
    /// What rules it.
    #[serde(default)]
    pub basis: Vec<String>,
    /// What it is in law, by day: an approval until 2019-01-09, a filing since.
    #[serde(default)]
    pub form: Vec<Form>,
    /// True if the way goes on without it.
    #[serde(default)]
    pub optional: bool,
    /// True if it is done when it is told of once again, and what came after it begins anew.
    #[serde(default)]
    pub restarts: bool,
    /// True if it is no step forward but one that may befall: a listing of idle makers, a removal.
    #[serde(default)]
    pub aside: bool,
    /// What proves it on the record.
    pub proves: Words,
    /// What looks like it and does not prove it.
    pub does_not_prove: Option<Words>,
    /// A remark.
    pub note: Option<Words>,
    /// What claims show it.
    #[serde(default)]
    pub evidence: Vec<Evidence>,
    /// See [`Mark`].
    #[serde(default)]
    pub source: Vec<String>,
    /// See [`Mark`].
    #[serde(default)]
    pub unverified: bool,
    /// See [`Mark`].
    #[serde(default)]
    pub differs: Vec<Differing>,
}

/// What a step is in law for some days.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// First day; missing if it always was.
    #[serde(default, deserialize_with = "day")]
    pub from: Option<Date>,
    /// Last day; missing if it still is.
    #[serde(default, deserialize_with = "day")]
    pub to: Option<Date>,
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
    /// Who acts in these days.
    pub authority: Option<String>,
    /// The law that says so.
    pub basis: Option<String>,
}

/// Which claims speak of the procedure itself: that its rules were tightened, that nobody gets through, what the authority
/// asks for. Such a claim names nobody who goes the way.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Regime {
    /// Kinds of claim that speak of it. One of another kind must name an authority of the pack.
    pub kind: Spanned<Vec<String>>,
    /// Words, lower case, one of which must occur in its sentence.
    pub words: Vec<String>,
    /// Words, lower case, none of which may occur in its words.
    #[serde(default)]
    pub no_words: Vec<String>,
}

/// `[[step.evidence]]`, `[[route.evidence]]`: claims that show a step or a route, and what they make of it. A claim must
/// meet all that is written here; what is left out is not asked.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// Kinds of claim, one of which it must be.
    pub kind: Spanned<Vec<String>>,
    /// States, one of which it must tell.
    #[serde(default)]
    pub state: Vec<String>,
    /// `affirmed`, `negated` or `any`. If left out, a negated claim says that the step was not taken.
    pub polarity: Option<Said>,
    /// Authorities of the pack, one of which must be named by it or say it.
    #[serde(default)]
    pub authority: Vec<String>,
    /// Authorities of the pack, none of which may be named by it.
    #[serde(default)]
    pub no_authority: Vec<String>,
    /// Where it must name the one who goes the way.
    #[serde(default)]
    pub seat: Vec<Seat>,
    /// Roles, `object` among them, by who must fill them.
    #[serde(default)]
    pub role: BTreeMap<String, Filler>,
    /// Parts of the names of entity lists: the object must be an entity of one of them.
    #[serde(default)]
    pub object_in: Vec<String>,
    /// Whether its words must, or must not, name an organisation of the catalogue other than the one who goes the way.
    pub names_other: Option<bool>,
    /// Whether its words must, or must not, name the one who goes the way: "the company" may be another's.
    pub names_self: Option<bool>,
    /// Whether the first organisation of the catalogue that its words name must, or must not, be the one who goes the way: in
    /// the row of a list the maker comes before the brand.
    pub first_named: Option<bool>,
    /// Words, lower case, one of which must occur in its words.
    #[serde(default)]
    pub words: Vec<String>,
    /// Words, lower case, one of which must occur in its words beside one of `words`.
    #[serde(default)]
    pub also: Vec<String>,
    /// Words, lower case, none of which may occur in its words.
    #[serde(default)]
    pub no_words: Vec<String>,
    /// Words, lower case, one of which must occur in the title of its page or in its words.
    #[serde(default)]
    pub title: Vec<String>,
    /// Words, lower case, none of which may occur in the title of its page: what a list for comment tells is not yet so.
    #[serde(default)]
    pub no_title: Vec<String>,
    /// Whether `words`, `also` and `no_words` are looked for in its whole sentence, not in its words alone.
    #[serde(default)]
    pub sentence: bool,
    /// True if only a record or the deciding authority counts.
    #[serde(default)]
    pub settled: bool,
    /// What it makes of the step.
    pub gives: Gives,
    /// The end, if it gives one.
    pub end: Option<String>,
    /// True if its words do not tell whose act it is: it yields to what its own page says is still to come.
    #[serde(default)]
    pub vague: bool,
    /// True if to have asked for it is enough.
    #[serde(default)]
    pub asked: bool,
    /// True if it tells of another time: what came after the step begins anew.
    #[serde(default)]
    pub again: bool,
    /// True if it asks for a claim that names the matter by `refers` alone, whoever acts in it: "a bank filed the petition".
    #[serde(default)]
    pub by_reference: bool,
}

/// A polarity as written.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Said {
    Affirmed,
    Negated,
    /// Either: the words themselves tell ("withdrew", "adjourned").
    Any,
}

/// Who must fill a role.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Filler {
    /// The one who goes the way.
    Own,
    /// Somebody else.
    Other,
    /// Anybody.
    Any,
    /// Nobody: the claim must not fill it.
    Nobody,
}

/// What a claim makes of a step.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "snake_case")]
pub enum Gives {
    /// It is begun: applied for, in review.
    UnderWay,
    /// It is about to be done.
    Near,
    /// It is done under another's name, which is not the same.
    OthersName,
    /// It is done.
    Done,
    /// It was expressly not done.
    NotDone,
    /// It is hoped for, planned or feared.
    Expected,
    /// It ended, in one of the pack's ends.
    Ended,
}

/// `[[route]]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Route {
    /// Id.
    pub id: Spanned<String>,
    /// Chinese name.
    pub zh: String,
    /// English name.
    pub en: String,
    /// Its steps, in order.
    pub steps: Vec<String>,
    /// Routes that one who goes this one may take later: that is no contradiction.
    #[serde(default)]
    pub then: Vec<String>,
    /// What it is.
    pub note: Option<Words>,
    /// Who went it.
    #[serde(default)]
    pub examples: Vec<String>,
    /// What claims show it.
    #[serde(default)]
    pub evidence: Vec<Evidence>,
    /// See [`Mark`].
    #[serde(default)]
    pub source: Vec<String>,
    /// See [`Mark`].
    #[serde(default)]
    pub unverified: bool,
    /// See [`Mark`].
    #[serde(default)]
    pub differs: Vec<Differing>,
}

/// `[[condition]]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// Id.
    pub id: Spanned<String>,
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
    /// Its value, as shown: "≥ 100,000 a year"; `unknown` if nobody found it.
    pub value: String,
    /// The law that asks for it.
    pub basis: String,
    /// First day, if another than the law's.
    #[serde(default, deserialize_with = "day")]
    pub from: Option<Date>,
    /// Last day, if another than the law's.
    #[serde(default, deserialize_with = "day")]
    pub to: Option<Date>,
    /// See [`Mark`].
    #[serde(default)]
    pub source: Vec<String>,
    /// See [`Mark`].
    #[serde(default)]
    pub unverified: bool,
    /// See [`Mark`].
    #[serde(default)]
    pub differs: Vec<Differing>,
}

/// What a term is counted in.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Unit {
    Days,
    WorkingDays,
    Weeks,
    Months,
}

/// `[[clock]]`: a term that runs, stops and restarts.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clock {
    /// Id.
    pub id: Spanned<String>,
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
    /// How long.
    pub length: i64,
    /// In what.
    pub unit: Unit,
    /// By how much it can be made longer, in words.
    pub longer: Option<Words>,
    /// The step whose day starts it.
    pub starts: String,
    /// Steps that end it.
    #[serde(default)]
    pub stops: Vec<String>,
    /// Steps that hold it up while they are under way.
    #[serde(default)]
    pub pauses: Vec<String>,
    /// What holds it up or starts it anew, in words.
    pub held_up: Option<Words>,
    /// The law.
    pub basis: Option<String>,
    /// First day of this length.
    #[serde(default, deserialize_with = "day")]
    pub from: Option<Date>,
    /// Last day of this length.
    #[serde(default, deserialize_with = "day")]
    pub to: Option<Date>,
    /// See [`Mark`].
    #[serde(default)]
    pub source: Vec<String>,
    /// See [`Mark`].
    #[serde(default)]
    pub unverified: bool,
    /// See [`Mark`].
    #[serde(default)]
    pub differs: Vec<Differing>,
}

/// Kinds of ends.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum EndKind {
    Granted,
    WithConditions,
    Refused,
    Withdrawn,
    Refiled,
    Lapsed,
    Dismissed,
    Adjourned,
    Overtaken,
    CancelledByHolder,
    Revoked,
    Idle,
}

impl EndKind {
    /// True if the way goes on behind it.
    pub fn passes(self) -> bool {
        matches!(self, EndKind::Granted | EndKind::WithConditions)
    }

    /// True if it is no end for good: a new date, a new filing.
    pub fn stays_open(self) -> bool {
        matches!(self, EndKind::Adjourned | EndKind::Refiled)
    }
}

/// `[[end]]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct End {
    /// Id.
    pub id: Spanned<String>,
    /// Kind.
    pub kind: EndKind,
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
    /// What it means and what it does not.
    pub note: Option<Words>,
    /// See [`Mark`].
    #[serde(default)]
    pub source: Vec<String>,
    /// See [`Mark`].
    #[serde(default)]
    pub unverified: bool,
    /// See [`Mark`].
    #[serde(default)]
    pub differs: Vec<Differing>,
}

/// `[[duration]]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Duration {
    /// Chinese: from what to what.
    pub zh: Spanned<String>,
    /// English: from what to what.
    pub en: String,
    /// How long, as shown.
    pub value: String,
    /// See [`Mark`].
    #[serde(default)]
    pub source: Vec<String>,
    /// See [`Mark`].
    #[serde(default)]
    pub unverified: bool,
    /// See [`Mark`].
    #[serde(default)]
    pub differs: Vec<Differing>,
}

fn parsed<E: serde::de::Error>(text: &str) -> Result<Date, E> {
    let wrong = || E::custom(format!("{text:?} is not a day: write \"2019-01-10\""));
    text.parse().map_err(|_| wrong())
}

fn one_day<'de, D: Deserializer<'de>>(from: D) -> Result<Date, D::Error> {
    parsed(&String::deserialize(from)?)
}

fn day<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Date>, D::Error> {
    one_day(from).map(Some)
}

impl Form {
    /// True if it is so on a day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.from.is_none_or(|f| f <= day) && self.to.is_none_or(|t| day <= t)
    }
}

impl Basis {
    /// True if it is in force on a day. One whose first day nobody knows is not said to be.
    pub fn in_force_on(&self, day: Date) -> bool {
        !self.draft && self.from.is_some_and(|f| f <= day) && self.to.is_none_or(|t| day <= t)
    }
}

impl Procedure {
    /// Its name.
    pub fn id(&self) -> &str {
        self.head.id.get_ref()
    }

    /// Its Chinese title.
    pub fn zh(&self) -> &str {
        &self.head.zh
    }

    /// Its English title.
    pub fn en(&self) -> &str {
        &self.head.en
    }

    /// The index of a step.
    pub fn step(&self, id: &str) -> Option<usize> {
        self.steps.iter().position(|s| s.id.get_ref() == id)
    }

    /// An authority.
    pub fn authority(&self, id: &str) -> Option<&Authority> {
        self.authorities.iter().find(|a| a.id.get_ref() == id)
    }

    /// A basis.
    pub fn basis(&self, id: &str) -> Option<&Basis> {
        self.bases.iter().find(|b| b.id.get_ref() == id)
    }

    /// An end.
    pub fn end(&self, id: &str) -> Option<&End> {
        self.ends.iter().find(|e| e.id.get_ref() == id)
    }

    /// A source as it is shown: `China Law & Practice, 2019-02-20, art. 3`.
    pub fn cite(&self, reference: &str) -> String {
        let (id, article) = match reference.split_once(", ") {
            Some((id, article)) => (id, Some(article)),
            None => (reference, None),
        };
        let mut parts: Vec<&str> = Vec::new();
        if let Some(source) = self.sources.iter().find(|s| s.id.get_ref() == id) {
            parts.push(&source.title);
            parts.extend(source.number.as_deref());
            parts.extend(source.date.as_deref());
        } else if let Some(basis) = self.basis(id) {
            parts.push(&basis.en);
            parts.extend(basis.number.as_deref());
        } else {
            parts.push(id);
        }
        parts.extend(article);
        parts.join(", ")
    }
}
