//! What changed, and when: the days on which a matter came to be where it is, each with the claims that moved it.
//! What does not live here: where it is on one day (see `status`).

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::case::{Case, ClaimRef};
use crate::status::{Judge, Stand, said_day};
use crate::{Ground, Polarity, SpeakerKind};

/// Where a matter was, in short.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// The state; `None` if nothing settled one.
    pub state: Option<String>,
    /// Its polarity.
    pub polarity: Polarity,
    /// Standing of what made it so.
    pub standing: Option<SpeakerKind>,
}

/// A day on which a matter moved: its state, or how well founded it is.
#[derive(Clone, Debug)]
pub struct Change {
    /// Index of the matter.
    pub matter: usize,
    /// The day.
    pub day: Date,
    /// Where it was; `None` before anything was said.
    pub before: Option<Place>,
    /// Where it is from that day on.
    pub after: Place,
    /// The claims of that day that made it so, best founded first; what else was said that day if none did.
    pub by: Vec<ClaimRef>,
}

/// The days up to `as_of` on which a matter moved, in order.
pub fn changes(case: &Case, ground: &Ground, matter: usize, as_of: Date) -> Vec<Change> {
    Moves::of(case, ground, matter).walk(as_of, days_of(case, matter), None)
}

/// The same of the days from `since` on: what was before is looked at on its last day alone.
pub fn changes_since(case: &Case, ground: &Ground, matter: usize, since: Date, as_of: Date) -> Vec<Change> {
    let mut moves = Moves::of(case, ground, matter);
    let mut earlier = days_of(case, matter);
    let days = earlier.split_off(&since);
    let before = earlier.last().map(|day| place(&moves.judge.stand(*day)));
    // Open now, and perhaps settled once: that is told by every day before.
    if before.as_ref().is_some_and(|b| b.state.is_none()) {
        earlier.extend(days);
        let mut all = moves.walk(as_of, earlier, None);
        all.retain(|c| c.day >= since);
        return all;
    }
    moves.walk(as_of, days, before)
}

/// The last move of a matter from one settled state or standing to another, as of a day; `None` if it moved from open at last,
/// or not within the last `most` days on which something was said of it: each costs a look at all its claims.
pub fn last_change(case: &Case, ground: &Ground, matter: usize, as_of: Date, most: usize) -> Option<Change> {
    let mut moves = Moves::of(case, ground, matter);
    let mut days = days_of(case, matter)
        .into_iter()
        .rev()
        .filter(|d| *d <= as_of)
        .peekable();
    let mut now = moves.judge.stand(*days.peek()?);
    for _ in 0..most {
        let day = days.next()?;
        let earlier = moves.judge.stand(*days.peek()?);
        let (before, after) = (place(&earlier), place(&now));
        if before != after {
            return before.state.is_some().then(|| Change {
                matter,
                day,
                by: moves.movers(&now, day),
                before: Some(before),
                after,
            });
        }
        now = earlier;
    }
    None
}

/// The days on which something was said of a matter.
fn days_of(case: &Case, matter: usize) -> BTreeSet<Date> {
    let claims = case.matters[matter].claims.iter();
    claims.filter_map(|at| said_day(case, *at)).collect()
}

fn place(stand: &Stand) -> Place {
    let now = stand.now.as_ref();
    Place {
        state: now.map(|n| n.state.clone()),
        polarity: now.map_or(Polarity::Affirmed, |n| n.polarity),
        standing: stand.standing,
    }
}

/// The moves of one matter.
struct Moves<'a> {
    case: &'a Case,
    matter: usize,
    judge: Judge<'a>,
}

impl<'a> Moves<'a> {
    fn of(case: &'a Case, ground: &'a Ground, matter: usize) -> Moves<'a> {
        Moves {
            case,
            matter,
            judge: Judge::of(case, ground, matter),
        }
    }

    fn walk(&mut self, as_of: Date, days: BTreeSet<Date>, mut before: Option<Place>) -> Vec<Change> {
        let mut found: Vec<Change> = Vec::new();
        for day in days.into_iter().filter(|d| *d <= as_of) {
            let now = self.judge.stand(day);
            let after = place(&now);
            // That something is open is no news unless it was settled before.
            if before.as_ref() != Some(&after) && (after.state.is_some() || before.is_some()) {
                found.push(Change {
                    matter: self.matter,
                    day,
                    by: self.movers(&now, day),
                    before: before.clone(),
                    after: after.clone(),
                });
            }
            if after.state.is_some() || before.is_some() {
                before = Some(after);
            }
        }
        found
    }

    fn movers(&self, now: &Stand, day: Date) -> Vec<ClaimRef> {
        let of_day = |at: &&ClaimRef| said_day(self.case, **at) == Some(day);
        let made: Vec<ClaimRef> = now.supporting.iter().filter(of_day).copied().collect();
        if made.is_empty() {
            let claims = self.case.matters[self.matter].claims.iter();
            claims.filter(of_day).copied().collect()
        } else {
            made
        }
    }
}
