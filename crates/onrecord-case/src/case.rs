//! A case: pages that were read, brought together into origins, matters and stories, and where each matter stands
//! on a day. These are the shapes; how they are made lives in `origins`, `matters` and `status`.
//! What does not live here: rendering, JSON names, the ledger.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::corrections::Corrected;
use crate::judgements::Judged;
use crate::matters::participants;
use crate::{Claim, EntityId, Interval, Modality, Polarity, Quantity, ReadPage, SpeakerKind};

/// A claim by its place: index of the page in the case, index of the claim in the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ClaimRef {
    /// Index into the pages of the case.
    pub page: usize,
    /// Index into the page's claims.
    pub claim: usize,
}

/// Why a claim was handed to an origin that is not its own page. See design, section 6.
#[derive(Clone, Debug, PartialEq)]
pub enum Fold {
    /// First of its origin, or the only one.
    First,
    /// Its words are copied from an earlier page.
    Copy {
        /// Page copied from.
        from: usize,
        /// Share of the claim's fingerprints found there, in percent.
        containment: u8,
    },
    /// The page names whom it has it from.
    Citation {
        /// The name it cites, as written.
        cited: String,
    },
    /// Other words, but the same matter, speakers, cited outlet, numbers and dates.
    Signature {
        /// Page with the same signature.
        with: usize,
        /// What agrees: "two people", "Reuters", "2023-08-23".
        agrees: Vec<String>,
    },
    /// Somebody judged that it is one source with another claim.
    Judged {
        /// Page of that claim.
        with: usize,
        /// Who judged.
        by: String,
    },
    /// One document: the same ruling, list, filing or press release.
    Document {
        /// Its name or number.
        document: String,
    },
}

/// One independent first source, with everything that goes back to it.
#[derive(Clone, Debug)]
pub struct Origin {
    /// Who knew, as a key: a name, an outlet, a page.
    pub who: String,
    /// When that was first said.
    pub day: Option<Date>,
    /// Who knew: the innermost speaker's kind.
    pub kind: SpeakerKind,
    /// Who knew, for people: "two people familiar with the matter", "Lei Jun", "MIIT batch 377".
    pub source: String,
    /// The outlet that had it first, where one stands between: "Reuters". `None` where the page itself had it from the source.
    pub outlet: Option<String>,
    /// True where no page of the case is that outlet's own: it is known only through others.
    pub phantom: bool,
    /// True where it cannot be told whether it is independent of another origin of its matter.
    pub doubtful: bool,
    /// Members, earliest first, each with the reason for its fold.
    pub members: Vec<(ClaimRef, Fold)>,
}

/// What makes two claims answers to one question.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MatterKey {
    /// Kind of claim.
    pub kind: String,
    /// Whom it is about: entities or names, sorted. Two for what both sides are asked about alike (a deal).
    pub who: Vec<String>,
    /// What: a class of things, an entity or a name; empty if that is left open.
    pub what: String,
}

impl MatterKey {
    /// The id of its matter.
    pub fn id(&self) -> String {
        format!("{}/{}/{}", self.kind, self.who.join("+"), self.what)
    }
}

/// The question that claims answer.
#[derive(Clone, Debug)]
pub struct Matter {
    /// Stable id: `kind/subject/object`.
    pub id: String,
    /// What its claims have in common.
    pub key: MatterKey,
    /// Kind of claim.
    pub kind: String,
    /// Subject entity, where linked.
    pub subject: Option<EntityId>,
    /// Subject as shown.
    pub subject_name: String,
    /// Object as shown; empty where there is none.
    pub object_name: String,
    /// Headline of the matter: "Xiaomi EV: production licence".
    pub title: String,
    /// Its claims, by date said, then page order. Responses to them included.
    pub claims: Vec<ClaimRef>,
    /// Claims that would belong to it, had nobody corrected them.
    pub left_out: Vec<ClaimRef>,
    /// Index of its story.
    pub story: usize,
}

impl Matter {
    /// True for words of no other kind.
    pub fn is_statement(&self) -> bool {
        self.kind == crate::kinds::STATEMENT
    }
}

/// Pages and matters that belong together.
#[derive(Clone, Debug)]
pub struct Story {
    /// What it is about, in a few words (the subject of its largest matter).
    pub title: String,
    /// Pages, by publication.
    pub pages: Vec<usize>,
    /// Matters, weightiest first.
    pub matters: Vec<usize>,
}

/// Two claims that cannot both hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Contradiction {
    /// The earlier said.
    pub a: ClaimRef,
    /// The later said.
    pub b: ClaimRef,
    /// What they disagree on: "origin of the licence: Borgward".
    pub about: String,
}

/// How many independent first sources, counted as an interval.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OriginCount {
    /// Surely independent.
    pub sure: usize,
    /// Possibly independent.
    pub possible: usize,
    /// Of `possible`: with a name on record.
    pub on_record: usize,
    /// Of `possible`: unnamed people, unnamed media, "it was revealed".
    pub anonymous: usize,
}

/// What a reader must know beside the state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Flag {
    Disputed,
    Denied,
    NoComment,
    Stale,
}

/// A flag with who raises it and what it is raised against.
#[derive(Clone, Debug, PartialEq)]
pub struct Flagged {
    /// The flag.
    pub flag: Flag,
    /// Who, by name or description, each once; empty for `Stale` and for pages in their own voice.
    pub by: Vec<String>,
    /// The claims that raise it: denials, refusals, what opposes.
    pub claims: Vec<ClaimRef>,
    /// The claims that it is raised against, as far as they are known.
    pub against: Vec<ClaimRef>,
}

/// One step of how a matter got where it is: claims of one state and one origin.
#[derive(Clone, Debug)]
pub struct Step {
    /// When it was said (first to last; days).
    pub said: Interval,
    /// State named, and how.
    pub state: Option<String>,
    /// Polarity.
    pub polarity: Polarity,
    /// Modality.
    pub modality: Modality,
    /// Standing of its speaker.
    pub standing: SpeakerKind,
    /// Index into the case's origins.
    pub origin: usize,
    /// Its claims, the earliest and fullest first.
    pub claims: Vec<ClaimRef>,
}

/// Where a matter stands as of a day.
#[derive(Clone, Debug)]
pub struct Status {
    /// Index of the matter.
    pub matter: usize,
    /// The day asked for.
    pub as_of: Date,
    /// The state; `None` where nothing said by then settles one.
    pub state: Option<String>,
    /// Polarity of that state.
    pub polarity: Polarity,
    /// Standing of what made it so.
    pub standing: Option<SpeakerKind>,
    /// Origins behind the state.
    pub origins: OriginCount,
    /// The day of that state: of the event if the words date it, else the first day it was said.
    pub since: Option<Date>,
    /// Flags, sorted.
    pub flags: Vec<Flag>,
    /// The same flags, each with who raises it and against what.
    pub flagged: Vec<Flagged>,
    /// A value, for kinds that carry one (money, goal, plant capacity).
    pub value: Option<Quantity>,
    /// Claims for the state.
    pub supporting: Vec<ClaimRef>,
    /// Claims against it.
    pub against: Vec<ClaimRef>,
    /// If the state is negated because somebody denies it: the claims of nobody with a name that had reported it.
    pub reported: Vec<ClaimRef>,
    /// Responses: who answered, refused, denied.
    pub responses: Vec<ClaimRef>,
    /// What is expected or planned, but not so yet.
    pub expected: Vec<ClaimRef>,
    /// How it got there, by date said.
    pub steps: Vec<Step>,
    /// What contradicts what, among claims said by then.
    pub contradictions: Vec<Contradiction>,
}

/// Pages brought together.
#[derive(Clone, Debug)]
pub struct Case {
    /// The pages, in the order given.
    pub pages: Vec<ReadPage>,
    /// Origins.
    pub origins: Vec<Origin>,
    /// Matters, weightiest first.
    pub matters: Vec<Matter>,
    /// Stories, largest first.
    pub stories: Vec<Story>,
    /// For each page, the one best earlier page it copies from, with the share of its fingerprints in percent.
    pub parents: Vec<Option<(usize, u8)>>,
    /// Corrections by hand that have an effect here, in the order in which they were made.
    pub corrections: Vec<Corrected>,
    /// Notes, tags and ratings in force on its matters, claims and pages, in the order in which they were made.
    pub remarks: Vec<Judged>,
    /// For each matter, the origin of each of its claims: an index into `origins`.
    pub(crate) origin_of: Vec<BTreeMap<ClaimRef, usize>>,
    /// For each claim the weightiest matter that holds it.
    pub(crate) matter_of: BTreeMap<ClaimRef, usize>,
    /// For each origin, those of all matters that are one source with it, itself included.
    pub(crate) one_source: Vec<Arc<[usize]>>,
}

impl Case {
    /// Notes, tags and ratings on a claim, a matter or a page.
    pub fn remarks_on<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a Judged> {
        self.remarks.iter().filter(move |j| j.judgement.a == id)
    }

    /// Those on a matter and on its claims.
    pub fn remarks_in(&self, matter: usize) -> Vec<&Judged> {
        if self.remarks.is_empty() {
            return Vec::new();
        }
        let matter = &self.matters[matter];
        let here = |j: &&Judged| {
            let of = &j.judgement.a;
            *of == matter.id || matter.claims.iter().any(|at| self.claim(*at).id == *of)
        };
        self.remarks.iter().filter(here).collect()
    }

    /// The claim behind a reference.
    pub fn claim(&self, at: ClaimRef) -> &Claim {
        &self.pages[at.page].reading.claims[at.claim]
    }

    /// The words of a claim.
    pub fn words(&self, at: ClaimRef) -> &str {
        self.pages[at.page].words(self.claim(at))
    }

    /// The index of the origin that a claim of a matter goes back to.
    pub fn origin_in(&self, matter: usize, at: ClaimRef) -> Option<usize> {
        self.origin_of.get(matter)?.get(&at).copied()
    }

    /// The index of the origin that a claim goes back to, in the weightiest matter that holds it.
    pub fn origin_of(&self, at: ClaimRef) -> Option<usize> {
        self.origin_in(*self.matter_of.get(&at)?, at)
    }

    /// Everything in the case that goes back to one source: the members of an origin, and of those in other matters that
    /// are one announcement with it.
    pub fn goes_back_to(&self, origin: usize) -> impl Iterator<Item = &(ClaimRef, Fold)> {
        self.one_source[origin]
            .iter()
            .flat_map(|o| &self.origins[*o].members)
    }

    /// Matters in order of growing size. Several list a claim whose source speaks on all of them; the last that does is the
    /// one on which most was said.
    pub fn smallest_first(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.matters.len()).collect();
        order.sort_by_key(|m| self.matters[*m].claims.len());
        order
    }

    /// True if every word begins a word of the matter's id, title or names, or of the name of one of its participants;
    /// Chinese words may occur anywhere in them.
    pub fn is_about(&self, matter: usize, words: &[String]) -> bool {
        is_about(&self.pages, &self.matters[matter], words)
    }

    /// The last day anything of the case was said or published: what "today" means if nobody names a day. A page whose
    /// date cannot be does not move it.
    pub fn last_day(&self) -> Option<Date> {
        crate::as_of::last_day(&self.pages)
    }
}

/// See [`Case::is_about`].
pub(crate) fn is_about(pages: &[ReadPage], matter: &Matter, words: &[String]) -> bool {
    if words.is_empty() {
        return true;
    }
    let mut text = format!(
        "{} {} {} {}",
        matter.id, matter.title, matter.subject_name, matter.object_name
    );
    for at in &matter.claims {
        for participant in participants(&pages[at.page].reading.claims[at.claim]) {
            text.push(' ');
            text.push_str(&participant.name);
        }
    }
    let text = text.to_lowercase();
    words
        .iter()
        .all(|w| crate::keys::begins_a_word(&text, &w.to_lowercase()))
}
