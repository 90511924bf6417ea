//! The course of a matter: which of the states that were told, in order of their days, is the one where it is.
//!
//! Stages of one course are a history. A later stage supersedes an earlier one; a stage that takes another back
//! (overturned, collapsed, released) supersedes it although it is no step forward; a retelling of an earlier stage does not
//! move a matter back. See `docs/status.md`.
//! What does not live here: standings (see `standing`), and what a status says beside the state (see `status`).

use jiff::civil::Date;

use crate::Polarity;
use crate::case::ClaimRef;
use crate::kinds::Kind;

/// A state as one claim tells it.
#[derive(Clone, Debug)]
pub struct Stage {
    /// The claim.
    pub at: ClaimRef,
    /// The state.
    pub state: String,
    /// Affirmed or negated.
    pub polarity: Polarity,
    /// Rank of the claim's standing.
    pub rank: u8,
    /// The day it speaks of: of the event if the words date it, else the day it was said.
    pub day: Option<Date>,
    /// True if the words themselves date the event.
    pub dated: bool,
}

/// Ranks that matter to the order of stages.
const SETTLED: u8 = 5;
const WITH_A_NAME: u8 = 3;
const ANONYMOUS: u8 = 2;

/// The stage where a matter is, by stages in the order of their matter. `None` without stages.
pub fn latest(mut stages: Vec<Stage>, kind: Option<&Kind>) -> Option<Stage> {
    // Undated ones first: what has a day supersedes them. Among equals the better founded comes last, then the first told.
    stages.reverse();
    stages.sort_by_key(|s| (s.day, place(kind, &s.state), s.rank));
    let mut stages = stages.into_iter();
    let mut now = stages.next()?;
    for next in stages {
        if next.state == now.state && next.polarity == now.polarity {
            // The same again, better founded or later: it stands as the best founded tells it.
            if next.rank >= now.rank || next.dated {
                let rank = next.rank.max(now.rank);
                now = Stage { rank, ..next };
            }
        } else if supersedes(&next, &now, kind) {
            now = next;
        }
    }
    Some(now)
}

/// Place of a state on the way, for sorting: ends follow the steps, in the order of the kind.
fn place(kind: Option<&Kind>, state: &str) -> (usize, usize) {
    let Some(kind) = kind else { return (0, 0) };
    let end = kind.ends.iter().position(|s| s == state).unwrap_or(0);
    (kind.rank(state).unwrap_or(0), end)
}

/// True if `next`, whose day is not before that of `now`, is where the matter stands instead of `now`.
fn supersedes(next: &Stage, now: &Stage, kind: Option<&Kind>) -> bool {
    let later = next.day > now.day;
    let progress = |s: &Stage| kind.and_then(|k| k.rank(&s.state)).unwrap_or(0);
    let takes_back = |a: &Stage, b: &Stage| kind.is_some_and(|k| k.takes_back(&a.state, &b.state));
    match (next.polarity, now.polarity) {
        // Granted after "not granted", or the other way round: one question, one answer.
        (Polarity::Affirmed, Polarity::Negated) if next.state == now.state => {
            next.rank >= now.rank || later && next.rank >= WITH_A_NAME
        }
        (Polarity::Negated, Polarity::Affirmed) if next.state == now.state => {
            next.rank > now.rank || later && next.rank == now.rank
        }
        (Polarity::Affirmed, Polarity::Affirmed) => {
            let to_and_fro = takes_back(now, next) && takes_back(next, now);
            if takes_back(now, next) && !to_and_fro {
                // Told after it was taken back: a retelling, unless its words date it later or the deciding body says it.
                return later && (next.dated || next.rank >= SETTLED) && next.rank >= WITH_A_NAME;
            }
            if takes_back(next, now) {
                // Nobody without a name takes back what is settled.
                let heard = next.rank >= WITH_A_NAME || now.rank < SETTLED && next.rank >= ANONYMOUS;
                return next.rank >= now.rank || (later || next.dated) && heard;
            }
            if kind.is_some_and(|k| k.only_undoes.contains(&next.state)) {
                return false;
            }
            let (ahead, behind) = (progress(next), progress(now));
            if ahead > behind {
                next.rank >= WITH_A_NAME || next.rank >= ANONYMOUS && now.rank <= 4 || next.rank >= now.rank
            } else if ahead == behind {
                // Two ends that do not take each other back: the later, or the better founded.
                later && next.rank >= WITH_A_NAME.min(now.rank) || next.rank > now.rank
            } else {
                later && next.dated && next.rank >= WITH_A_NAME && next.rank >= now.rank
            }
        }
        // "Not yet granted" after "near": that much is known now. But "not yet delivered" does not undo "on sale".
        (Polarity::Negated, Polarity::Affirmed) => {
            let near = kind.is_some_and(|k| k.imminent.as_deref() == Some(now.state.as_str()));
            if progress(next) > progress(now) {
                near && later && next.rank >= now.rank
            } else {
                // What did not even get so far is not further on, if the better founded says so.
                next.rank > now.rank && kind.is_some_and(|k| !k.ends.contains(&next.state))
            }
        }
        // A step that was taken says more than one that was not.
        (Polarity::Affirmed, Polarity::Negated) => {
            progress(next) >= progress(now) && next.rank >= now.rank.min(WITH_A_NAME) || next.rank >= now.rank
        }
        (Polarity::Negated, Polarity::Negated) => {
            next.rank >= now.rank && (later || progress(next) < progress(now))
        }
    }
}
