//! Where a matter stands as of a day: a function over claims and their origins, so that it can be explained and replayed.
//!
//! Order by standing, then by time. A record or the deciding authority settles a state; hedged words never make one;
//! a denial opposes and does not erase; "no comment" answers and settles nothing. Rule by rule: `docs/status.md`.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::case::{Case, ClaimRef, Flag, Flagged, Matter, OriginCount, Status, Step};
use crate::course::{Stage, latest};
use crate::fingerprints::{Holders, Prints};
use crate::judgements::Judgements;
use crate::kinds::Kind;
use crate::kinds::STATEMENT;
use crate::links::{Known, Links};
use crate::matters::{holder, record_rule, whole_key};
use crate::{
    Claim, Ground, Interval, Language, Modality, Participant, Polarity, Quantity, QuantityKind, ReadPage,
    SpeakerKind,
};

pub use crate::standing::{nameless, rank, settles, standing_of};

/// A state that nothing confirmed for so many days is stale, unless a record or the deciding authority settled it.
const STALE_DAYS: i32 = 365;

/// Brings pages together: origins, matters, stories. The order of `pages` does not change what is found.
///
/// With a day, the pages are cut first: nothing that was published after it moves an origin, a count, a list or a state.
pub fn reconcile_as_of(pages: Vec<ReadPage>, ground: &Ground, as_of: Option<Date>) -> Case {
    reconcile_judged(pages, ground, as_of, &Judgements::default())
}

/// The same, with what people judged of names.
pub fn reconcile_judged(
    pages: Vec<ReadPage>,
    ground: &Ground,
    as_of: Option<Date>,
    judged: &Judgements,
) -> Case {
    let known = Known {
        ground,
        judged,
        common: &BTreeSet::new(),
    };
    bring_together(pages, &known, as_of, None)
}

/// Which matters a question asks for.
pub(crate) type Wanted<'a> = dyn Fn(&[ReadPage], &Matter) -> bool + 'a;

/// The same, of the matters alone that are wanted, and of the pages that speak of these.
pub(crate) fn bring_together(
    mut pages: Vec<ReadPage>,
    known: &Known<'_>,
    as_of: Option<Date>,
    wanted: Option<&Wanted<'_>>,
) -> Case {
    let ground = known.ground;
    if let Some(day) = as_of {
        crate::as_of::cut(&mut pages, day);
    }
    let as_read = crate::corrections::apply(&mut pages, known.judged, ground);
    let mut groups = crate::stories::group(&pages, ground);
    let links = Links::of(&pages, known);
    let mut matters = crate::matters::group(&pages, &groups, &links, ground, &as_read);
    let links = match wanted {
        Some(wanted) => {
            matters.retain(|m| wanted(&pages, m));
            let kept = crate::matters::restrict(&mut pages, &mut groups, &mut matters);
            links.restrict(&kept)
        }
        None => links,
    };
    let prints: Vec<Prints> = pages.iter().map(Prints::of).collect();
    let order = crate::order::order(&pages, &prints, ground);
    let rank = crate::fingerprints::ranks(&order);
    let stories = crate::matters::stories(&pages, groups, &mut matters, ground);
    let all = crate::origins::Pages {
        pages: &pages,
        ground,
        prints: &prints,
        rank: &rank,
        links: &links,
    };
    let (origins, origin_of) = crate::origins::find(&all, &matters);
    // Of a few matters it is not asked what else their sources said: it takes longer than to judge them.
    let in_stories: &[crate::Story] = if wanted.is_none() { &stories } else { &[] };
    let one_source = crate::origins::one_source(&all, in_stories, &origins);
    let members = matters.iter().enumerate().rev();
    let members = members.flat_map(|(n, m)| m.claims.iter().map(move |at| (*at, n)));
    let matter_of = members.collect();
    let holders = Holders::of(&prints, &rank, 0..pages.len());
    let parents = (0..pages.len()).map(|page| holders.parent(page)).collect();
    let corrections = crate::corrections::in_effect(&pages, &matters, known.judged, &as_read);
    let remarks = crate::corrections::remarks(&pages, &matters, known.judged);
    Case {
        pages,
        corrections,
        remarks,
        origins,
        matters,
        stories,
        parents,
        origin_of,
        matter_of,
        one_source,
    }
}

/// The matters alone that are wanted, and the pages that speak of these: all that it takes to tell on which days they moved.
/// What is of no kind is put together story by story, and is left out; nobody asks for origins.
pub(crate) fn bring_matters_together(
    mut pages: Vec<ReadPage>,
    known: &Known<'_>,
    as_of: Option<Date>,
    wanted: &Wanted<'_>,
) -> Case {
    if let Some(day) = as_of {
        crate::as_of::cut(&mut pages, day);
    }
    let as_read = crate::corrections::apply(&mut pages, known.judged, known.ground);
    let links = Links::of(&pages, known);
    let mut matters = crate::matters::group(&pages, &[], &links, known.ground, &as_read);
    matters.retain(|m| wanted(&pages, m));
    crate::matters::restrict(&mut pages, &mut Vec::new(), &mut matters);
    Case {
        parents: vec![None; pages.len()],
        pages,
        corrections: Vec::new(),
        remarks: Vec::new(),
        origins: Vec::new(),
        origin_of: Vec::new(),
        matter_of: BTreeMap::new(),
        one_source: Vec::new(),
        stories: Vec::new(),
        matters,
    }
}

/// Brings pages together as of the last day that they speak of. See [`reconcile_as_of`].
pub fn reconcile(pages: Vec<ReadPage>, ground: &Ground) -> Case {
    reconcile_as_of(pages, ground, None)
}

/// The day a claim was said: as the words tell, else the page's day of publication. What a page cannot have known, a day
/// after its own publication, counts as said on the last day it may have been published.
pub fn said_day(case: &Case, at: ClaimRef) -> Option<Date> {
    crate::as_of::said_day(&case.pages[at.page], case.claim(at))
}

/// The day a claim speaks of: of the event if the words date it and it is not to come, else the day it was said. The flag
/// tells which.
pub fn event_day(case: &Case, at: ClaimRef) -> (Option<Date>, bool) {
    let said = said_day(case, at);
    let time = case.claim(at).time;
    match (time.from, time.to) {
        (Some(from), Some(to)) => {
            let (from, long) = (
                from.date(),
                from.date().until(to.date()).map_or(i32::MAX, |s| s.get_days()),
            );
            if long <= LONGEST_EVENT && said.is_none_or(|s| from <= s) {
                (Some(from), true)
            } else {
                (said, false)
            }
        }
        _ => (said, false),
    }
}

/// A time longer than this, in days, does not order events: "in 2021" is before all of 2022, but not after January 2021.
const LONGEST_EVENT: i32 = 366;

/// Where the matter with this index stands, by what was said or published up to and including `as_of`.
pub fn status(case: &Case, ground: &Ground, matter: usize, as_of: Date) -> Status {
    let mut judge = Judge::of(case, ground, matter);
    let Stand {
        now,
        claims,
        responses,
        supporting,
        standing,
    } = judge.stand(as_of);
    let judge = judge;
    let all = || claims.iter().chain(&responses).copied();
    let against: Vec<ClaimRef> = match &now {
        Some(now) => all().filter(|c| judge.opposes(*c, now)).collect(),
        None => Vec::new(),
    };
    let reported = match &now {
        Some(now) if now.polarity == Polarity::Negated => against
            .iter()
            .copied()
            .filter(|c| judge.rank(*c) <= rank(SpeakerKind::Anonymous) && judge.claimed_state(*c).is_some())
            .collect(),
        _ => Vec::new(),
    };
    let flagged = judge.flags(&Heard {
        now: now.as_ref(),
        standing,
        supporting: &supporting,
        against: &against,
        claims: &claims,
        responses: &responses,
        as_of,
    });
    let expected = claims.iter().copied().filter(|c| {
        matches!(
            case.claim(*c).modality,
            Modality::Planned | Modality::Expected | Modality::Goal | Modality::Possible
        )
    });
    let value = now.as_ref().and_then(|n| amount(case, n.at)).cloned();
    Status {
        matter,
        as_of,
        since: now.as_ref().and_then(|n| n.day),
        expected: expected.collect(),
        polarity: now.as_ref().map_or(Polarity::Affirmed, |n| n.polarity),
        state: now.map(|n| n.state),
        standing,
        origins: judge.count(&supporting),
        flags: flagged.iter().map(|f| f.flag).collect(),
        flagged,
        value,
        steps: judge.steps(&claims),
        contradictions: judge.contradictions(&claims),
        supporting,
        against,
        reported,
        responses,
    }
}

/// A response with what it makes of what it answers: the state confirmed, or not so.
pub(crate) struct Answer {
    stage: Stage,
    /// The claims that it answers.
    targets: Vec<ClaimRef>,
}

/// What is known of a claim whatever day is asked for.
struct Told {
    at: ClaimRef,
    /// The day it was said.
    said: Option<Date>,
    standing: SpeakerKind,
    /// The state that it makes of the matter.
    state: Option<(String, Polarity)>,
    /// The day that it speaks of, and whether its words date it.
    event: (Option<Date>, bool),
    /// Of a response: what it makes of what it answers.
    answer: Option<Answer>,
}

/// Where a matter stands on a day, and what makes it so: all that tells whether it moved.
pub(crate) struct Stand {
    pub now: Option<Stage>,
    /// Claims that were known by then, responses left out.
    claims: Vec<ClaimRef>,
    responses: Vec<ClaimRef>,
    /// Claims for the state.
    pub supporting: Vec<ClaimRef>,
    /// Standing of the best founded of them.
    pub standing: Option<SpeakerKind>,
}

/// All that flags are judged by.
struct Heard<'a> {
    now: Option<&'a Stage>,
    standing: Option<SpeakerKind>,
    supporting: &'a [ClaimRef],
    against: &'a [ClaimRef],
    claims: &'a [ClaimRef],
    responses: &'a [ClaimRef],
    as_of: Date,
}

/// Judges the claims of one matter.
pub(crate) struct Judge<'a> {
    pub case: &'a Case,
    ground: &'a Ground,
    /// Index of the matter.
    index: usize,
    pub matter: &'a Matter,
    /// What is known of its claims, in their order, and the place of each there.
    told: Vec<Told>,
    place: BTreeMap<ClaimRef, usize>,
    /// Claims that a denial on their own page answers, on the day that was asked for last.
    denied: BTreeSet<ClaimRef>,
    pub kind: Option<&'a Kind>,
}

impl<'a> Judge<'a> {
    pub(crate) fn of(case: &'a Case, ground: &'a Ground, index: usize) -> Judge<'a> {
        let matter = &case.matters[index];
        let claims = matter.claims.iter();
        let mut judge = Judge {
            case,
            ground,
            index,
            matter,
            told: Vec::new(),
            place: claims.enumerate().map(|(place, at)| (*at, place)).collect(),
            denied: BTreeSet::new(),
            kind: ground.kinds.get(&matter.kind),
        };
        let told = matter.claims.iter().map(|at| Told {
            at: *at,
            said: said_day(case, *at),
            standing: standing_of(&case.pages[at.page], case.claim(*at), ground),
            state: judge.read_state(*at),
            event: event_day(case, *at),
            answer: None,
        });
        judge.told = told.collect();
        for place in 0..judge.told.len() {
            judge.told[place].answer = judge.read_answer(judge.told[place].at);
        }
        judge
    }

    fn told(&self, at: ClaimRef) -> &Told {
        &self.told[self.place[&at]]
    }

    /// Where the matter stands by what was said or published up to and including `as_of`.
    pub(crate) fn stand(&mut self, as_of: Date) -> Stand {
        let (told, place) = (&self.told, &self.place);
        let known = told.iter().filter(|t| t.said.is_none_or(|d| d <= as_of));
        let (responses, claims): (Vec<ClaimRef>, Vec<ClaimRef>) = known
            .map(|t| t.at)
            .partition(|at| self.case.claim(*at).is_response());
        let answers: Vec<&Answer> = responses
            .iter()
            .filter_map(|r| told[place[r]].answer.as_ref())
            .collect();
        let refused = answers.iter().filter(|a| a.stage.polarity == Polarity::Negated);
        self.denied = refused.flat_map(|a| a.targets.iter().copied()).collect();
        let stages: Vec<Stage> = claims.iter().filter_map(|c| self.stage(*c)).collect();
        let mut now = latest(stages.clone(), self.kind);
        // What was confirmed stands as its confirmer says it. What rests on nobody with a name does not stand against a denial.
        let confirmed = answers.iter().filter(|a| a.stage.polarity == Polarity::Affirmed);
        let denied = answers.iter().filter(|a| a.stage.polarity == Polarity::Negated);
        let weak = now
            .as_ref()
            .is_none_or(|s| s.rank <= rank(SpeakerKind::Anonymous));
        let heard: Vec<Stage> = confirmed
            .chain(denied.filter(|a| weak && a.stage.rank > rank(SpeakerKind::Anonymous)))
            .map(|a| a.stage.clone())
            .collect();
        if !heard.is_empty() {
            now = latest(stages.iter().cloned().chain(heard).collect(), self.kind);
        }
        // Words of no kind have no stages: what was said of it last, by somebody no worse founded, is where it stands.
        let yet_to_come = |now: &Stage| self.is_yet_to_come(now, stages.len(), &claims);
        if self.matter.kind == STATEMENT && now.as_ref().is_some_and(yet_to_come) {
            now = None;
        }
        let makes = |at: ClaimRef, wanted: &Stage| {
            let told = self.told(at);
            let own = told
                .state
                .as_ref()
                .is_some_and(|(s, p)| *s == wanted.state && *p == wanted.polarity);
            let answered = told
                .answer
                .as_ref()
                .is_some_and(|a| a.stage.state == wanted.state && a.stage.polarity == wanted.polarity);
            own || answered
        };
        let supporting: Vec<ClaimRef> = match &now {
            Some(now) => {
                let all = claims.iter().chain(&responses).copied();
                all.filter(|c| makes(*c, now)).collect()
            }
            None => Vec::new(),
        };
        let standing = supporting
            .iter()
            .map(|c| self.standing(*c))
            .max_by_key(|k| rank(*k));
        Stand {
            now,
            claims,
            responses,
            supporting,
            standing,
        }
    }

    /// The origin of a claim in this matter.
    pub(crate) fn origin(&self, at: ClaimRef) -> Option<usize> {
        self.case.origin_in(self.index, at)
    }

    /// Independent first sources behind claims, as an interval.
    fn count(&self, claims: &[ClaimRef]) -> OriginCount {
        let origins: BTreeSet<usize> = claims.iter().filter_map(|c| self.origin(*c)).collect();
        let mut n = OriginCount {
            possible: origins.len(),
            ..OriginCount::default()
        };
        for o in &origins {
            let origin = &self.case.origins[*o];
            n.sure += usize::from(!origin.doubtful);
            if rank(origin.kind) >= rank(SpeakerKind::Own) {
                n.on_record += 1;
            } else {
                n.anonymous += 1;
            }
        }
        // Something said it, even where nobody can say whether it was one source or several.
        if n.possible > 0 {
            n.sure = n.sure.max(1);
        }
        n
    }

    pub(crate) fn standing(&self, at: ClaimRef) -> SpeakerKind {
        self.told(at).standing
    }

    /// The rank of a claim. What a page says in its own voice and then has a party deny is what was denied, and not the
    /// page's word; but to deny a charge is not to deny that there is one.
    fn rank(&self, at: ClaimRef) -> u8 {
        let charge = self.kind.is_some_and(|k| !k.accuses.is_empty());
        let own = self.case.claim(at).chain.is_empty() && !charge;
        if own && self.denied.contains(&at) {
            rank(SpeakerKind::Unattributed)
        } else {
            rank(self.standing(at))
        }
    }

    /// The stage that a claim tells, if it makes a state.
    fn stage(&self, at: ClaimRef) -> Option<Stage> {
        let told = self.told(at);
        let (state, polarity) = told.state.as_ref()?;
        let (day, dated) = told.event;
        Some(Stage {
            at,
            state: state.clone(),
            polarity: *polarity,
            rank: self.rank(at),
            day,
            dated,
        })
    }

    /// True if claims that came after a stage, by speakers no worse founded, speak of the same as yet to come, and no fewer do
    /// than speak of it as so: words that are put together by likeness hold a plan beside much that is no plan.
    fn is_yet_to_come(&self, now: &Stage, stages: usize, claims: &[ClaimRef]) -> bool {
        let to_come = |at: &&ClaimRef| {
            matches!(
                self.case.claim(**at).modality,
                Modality::Planned | Modality::Expected | Modality::Goal
            )
        };
        let later =
            |at: &ClaimRef| now.day.is_some() && self.told(*at).said > now.day && self.rank(*at) >= now.rank;
        let plans: Vec<ClaimRef> = claims.iter().filter(to_come).copied().collect();
        plans.len() >= stages && plans.iter().any(later)
    }

    /// What a response says about the state of what it answers. Nothing if it answers no state, or one that is only to come.
    fn read_answer(&self, at: ClaimRef) -> Option<Answer> {
        let claim = self.case.claim(at);
        if !claim.is_response() {
            return None;
        }
        let polarity = match claim.state.as_deref()? {
            "denied" => Polarity::Negated,
            "confirmed" => Polarity::Affirmed,
            _ => return None,
        };
        let page = &self.case.pages[at.page].reading;
        let targets: Vec<ClaimRef> = (0..page.claims.len())
            .filter(|i| claim.answers.contains(&page.claims[*i].id))
            .map(|claim| ClaimRef { page: at.page, claim })
            .filter(|t| self.place.contains_key(t))
            .collect();
        let told = targets.iter().map(|t| self.case.claim(*t)).find(|t| {
            let open = matches!(
                t.modality,
                Modality::Planned | Modality::Expected | Modality::Goal | Modality::Possible
            );
            let own = t.kind == self.matter.kind && t.state.is_some() || self.matter.kind == STATEMENT;
            own && !open && t.polarity == Polarity::Affirmed
        })?;
        let told = match &told.state {
            Some(state) if self.matter.kind != STATEMENT => state.clone(),
            _ => self.kind?.states.first()?.clone(),
        };
        let stage = Stage {
            at,
            state: told,
            polarity,
            rank: rank(self.standing(at)),
            day: said_day(self.case, at),
            dated: false,
        };
        Some(Answer { stage, targets })
    }

    /// The flags of a status, each with who raises it and what it is raised against.
    fn flags(&self, heard: &Heard<'_>) -> Vec<Flagged> {
        let mut flags: BTreeMap<Flag, (Vec<ClaimRef>, BTreeSet<ClaimRef>)> = BTreeMap::new();
        let settled = heard.standing.is_some_and(settles);
        for at in heard.responses {
            let claim = self.case.claim(*at);
            let day = said_day(self.case, *at);
            // What came better founded, or by the same party, and later, has overtaken the answer.
            let overtaken = heard.now.is_some_and(|now| {
                now.polarity == Polarity::Affirmed
                    && now.day > day
                    && now.rank >= rank(self.standing(*at))
                    && day.is_some()
            });
            match claim.state.as_deref() {
                Some("denied") if !overtaken => {
                    let answer = self.told(*at).answer.as_ref();
                    let meant = match (heard.now, answer) {
                        (Some(now), Some(answer)) => answer.stage.state == now.state,
                        // It is not known what it denies: what rests on a name does not fall under it.
                        (Some(now), None) => now.rank <= rank(SpeakerKind::Anonymous),
                        (None, _) => true,
                    };
                    if meant {
                        let (by, what) = flags.entry(Flag::Denied).or_default();
                        by.push(*at);
                        what.extend(answer.into_iter().flat_map(|a| &a.targets));
                    }
                }
                Some("no_comment" | "not_responded" | "no_information") if !(overtaken && settled) => {
                    flags.entry(Flag::NoComment).or_default().0.push(*at);
                }
                _ => {}
            }
        }
        let disputing = heard.against.iter().copied();
        // A denial has its own flag.
        let disputing: Vec<ClaimRef> = disputing
            .filter(|c| !self.case.claim(*c).is_response())
            .filter(|c| !settled || rank(self.standing(*c)) >= rank(SpeakerKind::Party))
            .collect();
        if !disputing.is_empty() {
            flags.insert(
                Flag::Disputed,
                (disputing, heard.supporting.iter().copied().collect()),
            );
        }
        let last = heard.claims.iter().filter_map(|c| said_day(self.case, *c)).max();
        let silent = last.and_then(|d| d.until(heard.as_of).ok());
        if !settled && silent.is_some_and(|s| s.get_days() > STALE_DAYS) {
            flags.insert(Flag::Stale, (Vec::new(), BTreeSet::new()));
        }
        flags
            .into_iter()
            .map(|(flag, (claims, against))| Flagged {
                flag,
                by: self.speakers(&claims),
                claims,
                against: against.into_iter().collect(),
            })
            .collect()
    }

    /// The innermost speakers of claims by name, each once.
    fn speakers(&self, claims: &[ClaimRef]) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for at in claims {
            let Some(speaker) = self.case.claim(*at).chain.last() else {
                continue;
            };
            let known = speaker.entity.as_deref();
            let known = known.and_then(|e| self.ground.catalogue.name(e, Language::English));
            let name = known
                .or(speaker.name.as_deref())
                .or(speaker.description.as_deref());
            let name = name.filter(|n| !n.is_empty()).map(|n| match speaker.count {
                Some(count) if speaker.name.is_none() && !n.contains(char::is_numeric) => {
                    format!("{count} {n}")
                }
                _ => n.to_owned(),
            });
            if let Some(name) = name.filter(|n| !names.contains(n)) {
                names.push(name);
            }
        }
        names
    }

    /// The state that a claim makes of the matter, if any.
    pub(crate) fn claimed_state(&self, at: ClaimRef) -> Option<(String, Polarity)> {
        self.told(at).state.clone()
    }

    /// The state that a claim makes of the matter, if any: asserted, or imminent where the kind has a state for that.
    /// Words on one aspect ("the licence comes from X") do not say how the whole stands. A record of another kind shows
    /// the state where it stands in the subject's own name.
    fn read_state(&self, at: ClaimRef) -> Option<(String, Polarity)> {
        let claim = self.case.claim(at);
        if self.matter.kind == STATEMENT {
            // Words of no kind were said, or not said.
            let said = self.kind?.states.first()?.clone();
            return (claim.modality == Modality::Asserted && !claim.is_response())
                .then_some((said, claim.polarity));
        }
        if claim.kind != self.matter.kind {
            let rule = record_rule(&self.case.pages[at.page], claim, self.ground)?;
            let whole = |id: &String| self.ground.catalogue.root(id).to_owned();
            let held = holder(claim).map(|h| whole_key(h, self.ground));
            let own = held.is_some_and(|h| self.matter.key.who.iter().any(|w| whole(w) == h));
            return (own && claim.modality == Modality::Asserted)
                .then(|| (rule.shows_state.clone(), claim.polarity));
        }
        let state = claim.state.as_ref()?;
        let makes = match claim.modality {
            Modality::Asserted => true,
            Modality::Imminent => self.kind.is_some_and(|k| k.imminent.as_ref() == Some(state)),
            _ => false,
        };
        (makes && self.aspect(claim).is_empty()).then(|| (state.clone(), claim.polarity))
    }

    /// Fillers of the roles that can have only one, as (role, identity, name).
    pub(crate) fn aspect(&self, claim: &Claim) -> Vec<(String, String, String)> {
        let roles = self
            .kind
            .map(|k| k.exclusive_roles.as_slice())
            .unwrap_or_default();
        let fillers = claim.roles.iter().filter(|r| roles.contains(&r.role));
        fillers
            .map(|r| {
                (
                    r.role.clone(),
                    whole_key(&r.filler, self.ground),
                    self.shown(&r.filler),
                )
            })
            .collect()
    }

    /// A participant's English name where it has one, so that one thing is not shown under two names.
    fn shown(&self, participant: &Participant) -> String {
        let known = participant
            .entity
            .as_deref()
            .and_then(|e| self.ground.catalogue.name(e, Language::English));
        known.unwrap_or(&participant.name).to_owned()
    }

    /// True if a claim speaks against the state where the matter is: its opposite, or an outcome that excludes it on the
    /// same day. What was "not yet" before it came is no opposition.
    fn opposes(&self, claim: ClaimRef, now: &Stage) -> bool {
        let answered = self.told(claim).answer.as_ref().map(|a| a.stage.clone());
        // Words of no kind are put together by likeness: a "not" in one of them may belong to another word.
        let told = (self.matter.kind != STATEMENT)
            .then(|| self.stage(claim))
            .flatten();
        let Some(other) = told.or(answered) else {
            return false;
        };
        if other.state == now.state && other.polarity != now.polarity {
            let succession =
                other.polarity == Polarity::Negated && other.day < now.day && other.day.is_some();
            return !succession;
        }
        let one_day = other.day.is_some() && other.day == now.day;
        let affirmed = other.polarity == Polarity::Affirmed && now.polarity == Polarity::Affirmed;
        one_day && affirmed && self.kind.is_some_and(|k| k.opposes(&other.state, &now.state))
    }

    /// How the matter got where it is: claims of one origin, state and commitment make one step, by the day first said.
    fn steps(&self, claims: &[ClaimRef]) -> Vec<Step> {
        type Group = (usize, Option<String>, Polarity, Modality, Vec<String>, String);
        let mut groups: BTreeMap<Group, Vec<ClaimRef>> = BTreeMap::new();
        for at in claims {
            let claim = self.case.claim(*at);
            let Some(origin) = self.origin(*at) else {
                continue;
            };
            let aspect: Vec<String> = self.aspect(claim).into_iter().map(|(_, id, _)| id).collect();
            let record = if claim.kind == self.matter.kind {
                String::new()
            } else {
                holder(claim)
                    .map(|h| whole_key(h, self.ground))
                    .unwrap_or_default()
            };
            let state = self
                .claimed_state(*at)
                .map(|(s, _)| s)
                .or_else(|| claim.state.clone());
            groups
                .entry((origin, state, claim.polarity, claim.modality, aspect, record))
                .or_default()
                .push(*at);
        }
        let origins: BTreeSet<usize> = groups.keys().map(|g| g.0).collect();
        let members = |origin: usize| self.case.origins[origin].members.iter().enumerate();
        let came = origins.into_iter().flat_map(members).map(|(n, (at, _))| (*at, n));
        let came: BTreeMap<ClaimRef, usize> = came.collect();
        let mut steps: Vec<Step> = groups
            .into_iter()
            .map(|((origin, state, polarity, modality, ..), mut members)| {
                // Who came first, and not places in the case, breaks ties: the order of pages must not matter.
                members.sort_by_key(|c| (said_day(self.case, *c), came.get(c).copied(), self.bytes(*c)));
                let days = || members.iter().filter_map(|c| said_day(self.case, *c));
                let said = match (days().min(), days().max()) {
                    (Some(first), Some(last)) => Interval::of_days(first, last),
                    _ => Interval::default(),
                };
                let standing = members
                    .iter()
                    .map(|c| self.standing(*c))
                    .max_by_key(|k| rank(*k))
                    .unwrap_or(SpeakerKind::Own);
                Step {
                    said,
                    state,
                    polarity,
                    modality,
                    standing,
                    origin,
                    claims: members,
                }
            })
            .collect();
        steps.sort_by_key(|s| {
            let first = s.claims.first().map(|c| self.bytes(*c));
            (s.said.from, s.said.to, s.origin, first)
        });
        steps
    }

    /// The page of a claim by its bytes, and its place there.
    fn bytes(&self, at: ClaimRef) -> (&str, usize) {
        (&self.case.pages[at.page].page.sha256, at.claim)
    }
}

/// How much a claim is about: its first quantity. A rank ("the second plant") is no amount.
pub(crate) fn amount(case: &Case, at: ClaimRef) -> Option<&Quantity> {
    let quantities = &case.pages[at.page].reading.quantities;
    let mut told = case
        .claim(at)
        .quantities
        .iter()
        .filter_map(|i| quantities.get(*i));
    told.find(|q| q.kind != QuantityKind::Rank)
}
