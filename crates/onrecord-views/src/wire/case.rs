//! Names in JSON of what is made of many pages: statuses, origins, stories, briefs.
//! What does not live here: names of single pages and claims (see the module above).

use std::collections::BTreeSet;

use jiff::civil::Date;
use onrecord::{
    Case, Change, Claim, ClaimRef, Flag, Fold, Judged, OriginCount, Place, ReadPage, Status, Step, Story,
};
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::{List, PageLine, Shown, Wire, object, write};

/// Appends where a matter stands, and a line feed.
pub fn write_status(out: &mut Vec<u8>, case: &Case, status: &Status) {
    write(out, &StatusLine(case, status));
}

/// Appends a whole brief, and a line feed: the day, the matters, the origins behind them, the pages.
pub fn write_brief(out: &mut Vec<u8>, case: &Case, statuses: &[Status], as_of: Date) {
    write(
        out,
        &Brief {
            case,
            statuses,
            as_of,
        },
    );
}

/// Appends a story, and a line feed.
pub fn write_story(out: &mut Vec<u8>, case: &Case, story: &Story) {
    write(out, &StoryLine(case, story));
}

/// Appends the origins of a matter, and a line feed.
pub fn write_origins(out: &mut Vec<u8>, case: &Case, matter: usize) {
    write(out, &OriginsLine(case, matter));
}

/// A list made by a function of each element.
pub(super) struct Each<'a, T, F>(pub(super) &'a [T], pub(super) F);

impl<'a, T, R: Serialize, F: Fn(&'a T) -> R> Serialize for Each<'a, T, F> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_seq(self.0.iter().map(&self.1))
    }
}

struct Brief<'a> {
    case: &'a Case,
    statuses: &'a [Status],
    as_of: Date,
}

impl Serialize for Brief<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let case = self.case;
        object!(s, "brief", {
            "as_of": day(self.as_of),
            "matters": Each(self.statuses, |status| StatusLine(case, status)),
            "stories": Each(&case.stories, |story| StoryLine(case, story)),
            "pages": Each(&case.pages, PageLine),
        })
    }
}

/// The end of days stands for no day.
fn day(as_of: Date) -> Option<Shown<Date>> {
    (as_of != Date::MAX).then_some(Shown(as_of))
}

pub(super) fn ids<'a>(case: &'a Case, claims: &'a [ClaimRef]) -> impl Serialize + 'a {
    Each(claims, |at: &ClaimRef| case.claim(*at).id.as_str())
}

struct StatusLine<'a>(&'a Case, &'a Status);

impl Serialize for StatusLine<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let StatusLine(case, status) = self;
        let matter = &case.matters[status.matter];
        object!(s, "status", {
            "matter": matter.id,
            "kind": matter.kind,
            "subject": Name(matter.subject.as_deref(), &matter.subject_name),
            "object": Some(&matter.object_name).filter(|o| !o.is_empty()),
            "title": matter.title,
            "as_of": day(status.as_of),
            "state": status.state,
            "polarity": Wire(&status.polarity),
            "standing": status.standing.as_ref().map(Wire),
            "origins": Wire(&status.origins),
            "flags": List(&status.flags),
            "value": status.value.as_ref().map(Wire),
            "for": ids(case, &status.supporting),
            "against": ids(case, &status.against),
            "responses": ids(case, &status.responses),
            "expected": ids(case, &status.expected),
            "steps": Each(&status.steps, |step| StepLine(case, step)),
            "contradictions": Each(&status.contradictions, |c| Contradiction(case, c)),
            "corrections": case
                .corrections
                .iter()
                .filter(|c| c.matters.contains(&status.matter))
                .map(|c| CorrectionLine(&c.judged, Some(&c.read)))
                .collect::<Vec<_>>(),
            "remarks": case
                .remarks_in(status.matter)
                .into_iter()
                .map(RemarkLine)
                .collect::<Vec<_>>(),
        })
    }
}

/// Appends a judgement or correction, and a line feed; `counts` says whether it does.
pub fn write_judged(out: &mut Vec<u8>, judged: &Judged, counts: bool) {
    write(out, &JudgedLine(judged, counts));
}

struct JudgedLine<'a>(&'a Judged, bool);

impl Serialize for JudgedLine<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let JudgedLine(judged, counts) = self;
        object!(s, "judgement", {
            "number": judged.number,
            "verdict": judged.judgement.verdict.name(),
            "of": judged.judgement.a,
            "is": Some(&judged.judgement.b).filter(|b| !b.is_empty()),
            "by": judged.by,
            "reason": judged.reason,
            "at": judged.at,
            "counts": counts,
        })
    }
}

/// A note, tag or rating.
struct RemarkLine<'a>(&'a Judged);

impl Serialize for RemarkLine<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let RemarkLine(judged) = self;
        object!(s, "remark", {
            "number": judged.number,
            "verdict": judged.judgement.verdict.name(),
            "of": judged.judgement.a,
            "is": judged.judgement.b,
            "by": judged.by,
            "reason": Some(&judged.reason).filter(|r| !r.is_empty()),
            "at": judged.at,
        })
    }
}

/// A correction that has an effect, with what had been read.
struct CorrectionLine<'a>(&'a Judged, Option<&'a str>);

impl Serialize for CorrectionLine<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let CorrectionLine(judged, read) = self;
        object!(s, "correction", {
            "number": judged.number,
            "verdict": judged.judgement.verdict.name(),
            "of": judged.judgement.a,
            "is": Some(&judged.judgement.b).filter(|b| !b.is_empty()),
            "read": read.filter(|r| !r.is_empty()),
            "by": judged.by,
            "reason": judged.reason,
            "at": judged.at,
        })
    }
}

/// A subject by entity and name.
struct Name<'a>(Option<&'a str>, &'a str);

impl Serialize for Name<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        object!(s, "name", { "entity": self.0, "name": self.1 })
    }
}

impl Serialize for Wire<'_, OriginCount> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let n = self.0;
        object!(s, "origins", {
            "sure": n.sure,
            "possible": n.possible,
            "on_record": n.on_record,
            "anonymous": n.anonymous,
        })
    }
}

impl Serialize for Wire<'_, Flag> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(match self.0 {
            Flag::Disputed => "disputed",
            Flag::Denied => "denied",
            Flag::NoComment => "no_comment",
            Flag::Stale => "stale",
        })
    }
}

/// Appends the object of a change and a line feed.
pub fn write_change(out: &mut Vec<u8>, case: &Case, change: &Change) {
    write(out, &ChangeLine(case, change));
}

struct ChangeLine<'a>(&'a Case, &'a Change);

impl Serialize for ChangeLine<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let ChangeLine(case, change) = self;
        let matter = &case.matters[change.matter];
        let claims = change.by.iter().map(|at| (&case.pages[at.page], case.claim(*at)));
        object!(s, "change", {
            "day": change.day.to_string(),
            "matter": matter.id,
            "title": matter.title,
            "before": change.before.as_ref().map(PlaceLine),
            "after": PlaceLine(&change.after),
            "by": claims.map(|(page, claim)| Moved(page, claim)).collect::<Vec<_>>(),
        })
    }
}

struct PlaceLine<'a>(&'a Place);

impl Serialize for PlaceLine<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        object!(s, "place", {
            "state": self.0.state,
            "polarity": Wire(&self.0.polarity),
            "standing": self.0.standing.as_ref().map(Wire),
        })
    }
}

struct Moved<'a>(&'a ReadPage, &'a Claim);

impl Serialize for Moved<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        object!(s, "moved", {
            "claim": self.1.id,
            "words": self.0.words(self.1),
            "page": self.0.page.source,
            "sha256": self.0.page.sha256,
        })
    }
}

struct StepLine<'a>(&'a Case, &'a Step);

impl Serialize for StepLine<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let StepLine(case, step) = self;
        let origin = case.origins.get(step.origin);
        object!(s, "step", {
            "said": Wire(&step.said),
            "state": step.state,
            "polarity": Wire(&step.polarity),
            "modality": Wire(&step.modality),
            "standing": Wire(&step.standing),
            "origin": origin.map(|o| Wire(&o.kind)),
            "source": origin.map(|o| o.source.as_str()),
            "outlet": origin.and_then(|o| o.outlet.as_deref()),
            "claims": ids(case, &step.claims),
        })
    }
}

struct Contradiction<'a>(&'a Case, &'a onrecord::Contradiction);

impl Serialize for Contradiction<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let Contradiction(case, found) = self;
        object!(s, "contradiction", {
            "about": found.about,
            "claims": [case.claim(found.a).id.as_str(), case.claim(found.b).id.as_str()],
            "words": [case.words(found.a), case.words(found.b)],
        })
    }
}

struct StoryLine<'a>(&'a Case, &'a Story);

impl Serialize for StoryLine<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let StoryLine(case, story) = self;
        object!(s, "story", {
            "title": story.title,
            "pages": Each(&story.pages, |p: &usize| case.pages[*p].page.source.as_str()),
            "sha256": Each(&story.pages, |p: &usize| case.pages[*p].page.sha256.as_str()),
            "matters": Each(&story.matters, |m: &usize| case.matters[*m].id.as_str()),
        })
    }
}

struct OriginsLine<'a>(&'a Case, usize);

impl Serialize for OriginsLine<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let OriginsLine(case, index) = self;
        let matter = &case.matters[*index];
        let claims: BTreeSet<ClaimRef> = matter.claims.iter().copied().collect();
        let origins: BTreeSet<usize> = claims
            .iter()
            .filter_map(|at| case.origin_in(*index, *at))
            .collect();
        let mine: Vec<OriginLine> = origins.into_iter().map(|o| OriginLine(case, o)).collect();
        object!(s, "origins", {
            "matter": matter.id,
            "title": matter.title,
            "origins": mine,
        })
    }
}

struct OriginLine<'a>(&'a Case, usize);

impl Serialize for OriginLine<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let OriginLine(case, index) = self;
        let origin = &case.origins[*index];
        // What other matters have from the same source goes back to it too.
        let members: Vec<Member> = case
            .goes_back_to(*index)
            .map(|(at, fold)| Member(case, at, fold))
            .collect();
        object!(s, "origin", {
            "kind": Wire(&origin.kind),
            "source": origin.source,
            "outlet": origin.outlet,
            "phantom": origin.phantom,
            "doubtful": origin.doubtful,
            "members": members,
        })
    }
}

struct Member<'a>(&'a Case, &'a ClaimRef, &'a Fold);

impl Serialize for Member<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let Member(case, at, fold) = self;
        let source = |page: &usize| case.pages[*page].page.source.clone();
        let (why, from, agrees): (&str, Option<String>, Vec<String>) = match fold {
            Fold::First => ("first", None, Vec::new()),
            Fold::Copy { from, containment } => {
                ("copy", Some(source(from)), vec![format!("{containment} %")])
            }
            Fold::Citation { cited } => ("citation", Some(cited.clone()), Vec::new()),
            Fold::Signature { with, agrees } => ("signature", Some(source(with)), agrees.clone()),
            Fold::Judged { with, by } => ("judged", Some(source(with)), vec![by.clone()]),
            Fold::Document { document } => ("document", Some(document.clone()), Vec::new()),
        };
        object!(s, "member", {
            "claim": case.claim(**at).id,
            "page": case.pages[at.page].page.source,
            "why": why,
            "from": from,
            "agrees": agrees,
        })
    }
}
