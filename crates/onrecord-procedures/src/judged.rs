//! What many claims make of one step: its state in the same order as a status (by standing, then by time; a record or the
//! deciding authority settles; hedged words make none), who denies it, and since when.
//! What does not live here: which claims speak of it (see `evidence`), the order itself (see `onrecord_case::course`).

use std::collections::BTreeSet;

use jiff::civil::Date;
use onrecord_case::course::{Stage, latest};
use onrecord_case::status::{event_day, nameless, rank, said_day, settles, standing_of};
use onrecord_case::{Case, ClaimRef, OriginCount};
use onrecord_model::kinds::Kind;
use onrecord_model::{Ground, Interval, Modality, Polarity, SpeakerKind};

use crate::evidence::Shown;
use crate::pack::{Gives, Procedure};

/// Where somebody is with a step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// Nothing is said of it.
    #[default]
    Open,
    /// It is planned, expected, hoped for or rumoured, no more.
    Expected,
    /// It is said not to be done.
    NotDone,
    /// Begun.
    UnderWay,
    /// About to be done.
    Near,
    /// Done under another's name.
    OthersName,
    /// Done.
    Done,
    /// Ended, in this end of the pack.
    Ended(String),
}

impl State {
    /// The word of the wire format.
    pub fn code(&self) -> &str {
        match self {
            State::Open => "open",
            State::Expected => "expected",
            State::NotDone => "not_done",
            State::UnderWay => "under_way",
            State::Near => "near",
            State::OthersName => "others_name",
            State::Done => "done",
            State::Ended(_) => "ended",
        }
    }

    /// True if the step is behind the one who goes: done, or ended so that the way goes on.
    pub fn passed(&self, procedure: &Procedure) -> bool {
        match self {
            State::Done => true,
            State::Ended(end) => procedure.end(end).is_some_and(|e| e.kind.passes()),
            _ => false,
        }
    }

    /// True if the way is over with it.
    pub fn over(&self, procedure: &Procedure) -> bool {
        match self {
            State::Ended(end) => procedure
                .end(end)
                .is_some_and(|e| !e.kind.passes() && !e.kind.stays_open()),
            _ => false,
        }
    }
}

/// A step as claims tell it.
#[derive(Clone, Debug, Default)]
pub struct Judged {
    /// Where it is.
    pub state: State,
    /// Standing of what makes it so.
    pub standing: Option<SpeakerKind>,
    /// The day of that state: of the event if the words date it, else the first day it was said.
    pub since: Option<Date>,
    /// When it came to be so, as closely as the words date it: a month, a year; `None` if they do not.
    pub time: Option<Interval>,
    /// Origins behind it.
    pub origins: OriginCount,
    /// Claims that make it so: the best founded first, of equals the one that dates it, then the earliest.
    pub supporting: Vec<ClaimRef>,
    /// Claims that say otherwise, and that nothing better founded has overtaken.
    pub against: Vec<ClaimRef>,
    /// Denials of it.
    pub denials: Vec<ClaimRef>,
    /// Who would not comment, did not answer.
    pub refusals: Vec<ClaimRef>,
    /// What is expected, planned, rumoured.
    pub expected: Vec<ClaimRef>,
    /// True if what makes it expected is rumour and nothing else.
    pub rumoured: bool,
    /// All else that was said of it: earlier states, retellings.
    pub earlier: Vec<ClaimRef>,
    /// The first day on which it was done again, if it was.
    pub again: Option<Date>,
    /// Days on which it was told to have happened, each once: hearings, filings.
    pub days: Vec<Date>,
    /// What came after it, so that it stands no longer: a step by which an adjournment or a new filing is over; for a route that
    /// was only being taken, the route that was taken. An index into the procedure's steps, or its routes.
    pub overtaken: Option<Overtaken>,
}

/// What came after a state that stands no longer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overtaken {
    /// Index of the step, for a route of the route.
    pub by: usize,
    /// The end in which that step ended, if it did.
    pub end: Option<String>,
}

impl Judged {
    /// True if a record or the deciding authority says so.
    pub fn settled(&self) -> bool {
        self.standing.is_some_and(settles)
    }

    /// True if claims of equal weight cannot both hold, or somebody denies what nothing has settled.
    pub fn disputed(&self) -> bool {
        !self.against.is_empty() || !self.denials.is_empty() && !self.settled()
    }

    /// True if anything is said of it.
    pub fn is_told(&self) -> bool {
        self.state != State::Open
    }

    /// Every claim that it rests on, whatever it says.
    pub fn claims(&self) -> impl Iterator<Item = ClaimRef> {
        let lists = [
            &self.supporting,
            &self.against,
            &self.denials,
            &self.refusals,
            &self.expected,
            &self.earlier,
        ];
        lists.into_iter().flatten().copied()
    }
}

/// What a step goes through, in order; all else that it can be is an end of its procedure.
const STATES: [&str; 4] = ["under_way", "near", "others_name", "done"];

/// The course of a step as a kind of its own, so that steps are judged in the order of every other matter.
pub(crate) fn course(procedure: &Procedure) -> Kind {
    let words = |list: &[&str]| list.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>();
    let ends: Vec<String> = procedure.ends.iter().map(|e| e.id.get_ref().clone()).collect();
    let takes_back = procedure.ends.iter().filter(|e| !e.kind.passes());
    let undoes = takes_back.map(|e| (e.id.get_ref().clone(), words(&["done"])));
    Kind {
        name: "step".into(),
        states: words(&STATES),
        ends,
        imminent: Some("near".into()),
        undoes: undoes.collect(),
        ..Kind::default()
    }
}

/// What claims make of a step.
///
/// `accounts` is true if what says otherwise is another account whenever it was said, and not what was so before.
pub(crate) fn judge(
    case: &Case,
    ground: &Ground,
    procedure: &Procedure,
    course: &Kind,
    shown: &[Shown],
    as_of: Date,
    accounts: bool,
) -> Judged {
    let known = |at: ClaimRef| said_day(case, at).is_none_or(|d| d <= as_of);
    let shown: Vec<&Shown> = shown.iter().filter(|s| known(s.at)).collect();
    // A page that says "has its licence" and then whose approval is still to come means another step.
    let open = |s: &&&Shown| !s.vague && (!s.affirmed || matches!(s.gives, Gives::NotDone | Gives::Expected));
    let open: BTreeSet<usize> = shown.iter().filter(open).map(|s| s.at.page).collect();
    let (vague, shown): (Vec<&Shown>, Vec<&Shown>) = shown
        .into_iter()
        .partition(|s| s.vague && s.gives == Gives::Done && open.contains(&s.at.page));
    let standing = |at: ClaimRef| standing(case, ground, at);
    let mut judged = Judged {
        earlier: vague.iter().map(|s| s.at).collect(),
        ..Judged::default()
    };
    let (denied, denials) = answers(case, &shown, &mut judged, &known);
    let mut stages = stages(case, ground, &shown, &denied, &mut judged);
    if let Some(again) = judged.again {
        // What was told of the time before is a round of its own.
        let before = |s: &Stage| s.day.is_some_and(|d| d < again);
        judged
            .earlier
            .extend(stages.iter().filter(|s| before(s)).map(|s| s.at));
        stages.retain(|s| !before(s));
    }
    let mut now = latest(stages.clone(), Some(course));
    // What rests on nobody with a name does not hold against a denial by one who has one.
    if now
        .as_ref()
        .is_some_and(|n| n.rank <= rank(SpeakerKind::Anonymous))
    {
        let heard = denied_by_name(case, ground, &stages, &denials);
        let all: Vec<Stage> = stages.iter().cloned().chain(heard).collect();
        now = latest(all, Some(course));
    }
    let Some(now) = now else {
        if !judged.expected.is_empty() {
            judged.state = State::Expected;
            let rumoured = |at: &ClaimRef| case.claim(*at).modality == Modality::Rumoured;
            judged.rumoured = judged.expected.iter().all(rumoured);
        }
        return judged;
    };
    for stage in &stages {
        if stage.state == now.state && stage.polarity == now.polarity {
            judged.supporting.push(stage.at);
        } else if opposes(stage, &now) || accounts && stage.polarity != now.polarity {
            judged.against.push(stage.at);
        } else {
            judged.earlier.push(stage.at);
        }
    }
    if !judged.supporting.contains(&now.at) {
        judged.supporting.push(now.at);
    }
    let answer = |c: &ClaimRef| case.claim(*c).is_response();
    let first = first_of_run(case, procedure, &stages, &now);
    // Of equals the one that dates the state, so that its day and its words are of one claim.
    judged.supporting.sort_by_key(|c| {
        (
            answer(c),
            std::cmp::Reverse(weight(rank(standing(*c)))),
            !first.dated || *c != first.at,
            std::cmp::Reverse(rank(standing(*c))),
            *c != first.at,
            said_day(case, *c),
            *c,
        )
    });
    judged.standing = judged
        .supporting
        .iter()
        .map(|c| standing(*c))
        .max_by_key(|k| rank(*k));
    judged.origins = origins(case, &judged.supporting);
    judged.since = first.day;
    judged.time = first.dated.then(|| case.claim(first.at).time);
    judged.state = state_of(&now);
    judged
}

/// The stages that claims tell, with the days on which they came to be so; what is only to come is noted as expected.
fn stages(
    case: &Case,
    ground: &Ground,
    shown: &[&Shown],
    denied: &BTreeSet<ClaimRef>,
    judged: &mut Judged,
) -> Vec<Stage> {
    let mut stages: Vec<Stage> = Vec::new();
    for told in shown {
        let Some((state, polarity)) = state(told) else {
            judged.expected.push(told.at);
            continue;
        };
        let (day, dated) = event_day(case, told.at);
        // What a page says in its own voice and then has somebody deny is what was denied, and not the page's word.
        let own = case.claim(told.at).chain.is_empty() && denied.contains(&told.at);
        let rank = if own {
            rank(SpeakerKind::Unattributed)
        } else {
            rank(standing(case, ground, told.at))
        };
        if told.again && polarity == Polarity::Affirmed && day.is_some() {
            judged.again = judged.again.into_iter().chain(day).max();
        }
        judged
            .days
            .extend(day.filter(|_| polarity == Polarity::Affirmed && dated));
        stages.push(Stage {
            at: told.at,
            state,
            polarity,
            rank,
            day,
            dated,
        });
    }
    judged.days.sort();
    judged.days.dedup();
    stages
}

/// Denials by somebody with a name, as stages that say the contrary of what they deny.
fn denied_by_name(case: &Case, ground: &Ground, stages: &[Stage], denials: &Denials) -> Vec<Stage> {
    let named = denials.iter().filter_map(|(answer, target)| {
        let told = stages
            .iter()
            .find(|s| s.at == *target && s.polarity == Polarity::Affirmed)?;
        let standing = standing(case, ground, *answer);
        (!nameless(standing)).then(|| Stage {
            at: *answer,
            state: told.state.clone(),
            polarity: Polarity::Negated,
            rank: rank(standing),
            day: said_day(case, *answer),
            dated: false,
        })
    });
    named.collect()
}

fn standing(case: &Case, ground: &Ground, at: ClaimRef) -> SpeakerKind {
    standing_of(&case.pages[at.page], case.claim(at), ground)
}

/// The state of a step whose latest stage is `now`.
fn state_of(now: &Stage) -> State {
    match (now.polarity, now.state.as_str()) {
        (Polarity::Negated, _) => State::NotDone,
        (_, "under_way") => State::UnderWay,
        (_, "near") => State::Near,
        (_, "others_name") => State::OthersName,
        (_, "done") => State::Done,
        (_, end) => State::Ended(end.to_owned()),
    }
}

/// The stage with which the present state began. A step that is done was done on the first day of which that is told, however
/// often it is told again; an end that can come more than once (adjourned, withdrawn and refiled) counts from its last day, and
/// "not yet" from the last day on which it was told.
fn first_of_run<'a>(case: &Case, procedure: &Procedure, stages: &'a [Stage], now: &'a Stage) -> &'a Stage {
    let again = procedure.end(&now.state).is_some_and(|e| e.kind.stays_open());
    let once = !again && now.polarity == Polarity::Affirmed;
    if !once || now.day.is_none() {
        return now;
    }
    let same = |s: &&Stage| s.state == now.state && s.polarity == now.polarity;
    // A day that only the unnamed tell is not the day of what a record says.
    let founded = |s: &&Stage| weight(s.rank) >= weight(now.rank);
    let others = stages.iter().filter(|s| !same(s) && founded(s));
    let broken = others.filter_map(|s| s.day).filter(|d| Some(*d) <= now.day).max();
    let run = stages.iter().filter(|s| same(s) && founded(s));
    let run: Vec<&Stage> = run.filter(|s| s.day.is_some() && s.day > broken).collect();
    let Some(first) = run.iter().min_by_key(|s| (s.day, !s.dated)) else {
        return now;
    };
    // Of "in April" and "on 5 April" the closer one is the day.
    let time = |s: &Stage| case.claim(s.at).time;
    let within = |s: &&&Stage| s.dated && first.dated && time(first).to >= time(s).to;
    let length = |s: &Stage| {
        time(s)
            .from
            .zip(time(s).to)
            .map(|(from, to)| from.date().until(to.date()).map_or(0, |d| d.get_days()))
    };
    run.iter()
        .filter(within)
        .min_by_key(|s| (length(s), s.day))
        .unwrap_or(first)
}

/// How a standing weighs for the day of a state: nobody with a name, somebody with a name, one who settles it.
fn weight(of: u8) -> u8 {
    u8::from(of > rank(SpeakerKind::Anonymous)) + u8::from(of >= rank(SpeakerKind::Authority))
}

/// The state that a claim tells, in the words of [`course`]; `None` if it tells one that is only to come.
fn state(told: &Shown) -> Option<(String, Polarity)> {
    let word = match told.gives {
        Gives::UnderWay => "under_way",
        Gives::Near => "near",
        Gives::OthersName => "others_name",
        Gives::Done => "done",
        Gives::NotDone => return Some(("done".into(), Polarity::Negated)),
        Gives::Expected => return None,
        Gives::Ended => told.end.as_deref()?,
    };
    Some(match told.affirmed {
        true => (word.to_owned(), Polarity::Affirmed),
        // Not begun, not near, not done: not done.
        false if told.gives != Gives::Ended => ("done".to_owned(), Polarity::Negated),
        false => (word.to_owned(), Polarity::Negated),
    })
}

/// True if a stage cannot hold beside what is so now: the contrary, said at the same time or later, or of no known day.
fn opposes(stage: &Stage, now: &Stage) -> bool {
    let late = stage.day.is_none() || now.day.is_none() || stage.day >= now.day;
    stage.polarity != now.polarity && stage.state == now.state && late && stage.rank + 1 >= now.rank
}

/// Denials as (answer, what it answers).
type Denials = Vec<(ClaimRef, ClaimRef)>;

/// Who answers what is shown: notes denials and refusals; gives the claims that are denied, and the denials.
fn answers(
    case: &Case,
    shown: &[&Shown],
    judged: &mut Judged,
    known: &dyn Fn(ClaimRef) -> bool,
) -> (BTreeSet<ClaimRef>, Denials) {
    let (mut denied, mut denials) = (BTreeSet::new(), Vec::new());
    let pages: BTreeSet<usize> = shown.iter().map(|s| s.at.page).collect();
    for page in pages {
        for (index, answer) in case.pages[page].reading.claims.iter().enumerate() {
            let at = ClaimRef { page, claim: index };
            if !answer.is_response() || answer.answers.is_empty() || !known(at) {
                continue;
            }
            let here = shown.iter().map(|s| s.at).filter(|c| c.page == page);
            let targets: Vec<ClaimRef> = here
                .filter(|c| answer.answers.contains(&case.claim(*c).id))
                .collect();
            if targets.is_empty() {
                continue;
            }
            match answer.state.as_deref() {
                Some("denied") => {
                    judged.denials.push(at);
                    denied.extend(targets.iter().copied());
                    denials.extend(targets.into_iter().map(|t| (at, t)));
                }
                Some("no_comment" | "not_responded" | "no_information") => judged.refusals.push(at),
                _ => {}
            }
        }
    }
    (denied, denials)
}

/// Independent first sources behind claims, as an interval.
fn origins(case: &Case, claims: &[ClaimRef]) -> OriginCount {
    let origins: BTreeSet<usize> = claims.iter().filter_map(|c| case.origin_of(*c)).collect();
    let mut count = OriginCount {
        possible: origins.len(),
        ..OriginCount::default()
    };
    for origin in origins.iter().map(|o| &case.origins[*o]) {
        count.sure += usize::from(!origin.doubtful);
        if nameless(origin.kind) {
            count.anonymous += 1;
        } else {
            count.on_record += 1;
        }
    }
    // Something said it, even if nobody can say whether it was one source or several.
    count.sure = count.sure.max(usize::from(count.possible > 0));
    count
}
