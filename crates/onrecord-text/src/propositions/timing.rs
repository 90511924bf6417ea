//! When a claim is true: the time that its clause states, else one that opens the sentence.
//! What does not live here: when it was said (chains).

use super::scene::Scene;
use crate::clauses::{Clause, Link};
use crate::{Interval, Span, TimeKind};

/// The time of a clause; `told` are the times of the saying, which are none of it.
pub(super) fn of(scene: &Scene<'_>, clause: &Clause, span: Span, told: &[usize]) -> Interval {
    let s = &scene.sentence;
    let usable: Vec<(usize, Span, Interval)> = scene
        .times
        .iter()
        .enumerate()
        .filter(|(i, t)| {
            matches!(t.kind, TimeKind::Date | TimeKind::Time)
                && !t.interval.is_open()
                && !told.contains(&(scene.first_time + i))
        })
        .map(|(i, t)| (i, t.span, t.interval))
        .collect();
    let predicate = s.token(clause.predicate).span;
    // How far up the tree the clause's predicate is: a time that hangs on it comes first.
    let depth = |time: Span| -> usize {
        let Some(head) = s.head_of(time) else { return 9 };
        let mut at = Some(head);
        let mut steps = 0;
        while let Some(here) = at {
            if here == clause.predicate {
                return steps;
            }
            steps += 1;
            if steps > 8 {
                break;
            }
            at = s.head(here);
        }
        9
    };
    let distance = |time: Span| {
        if time.end() <= predicate.start() {
            predicate.start() - time.end()
        } else {
            time.start().saturating_sub(predicate.end())
        }
    };
    let inside = usable
        .iter()
        .filter(|(_, t, _)| span.holds(*t) || !scene.frames.small.tenseless && clause.span.holds(*t))
        // "The sale, announced in March, was dropped": March is of the announcement.
        .filter(|(_, t, _)| {
            let around = s.head_of(*t).and_then(|h| scene.clauses.around(s, h));
            scene.frames.small.tenseless
                || around.is_none_or(|i| {
                    let other = &scene.clauses.list[i];
                    other.predicate == clause.predicate
                        || !matches!(other.link, Link::OfNoun | Link::Relative)
                })
        })
        .min_by_key(|(_, t, _)| (depth(*t), distance(*t)));
    if let Some((_, _, interval)) = inside {
        return *interval;
    }
    // "On Monday, X was bought and Y was sold": the time that opens the sentence holds for all of it.
    let first = s.token(0).span.start();
    usable
        .iter()
        .find(|(_, t, _)| t.start() <= first + 24 && t.end() <= span.start())
        .map(|(_, _, interval)| *interval)
        .unwrap_or_default()
}
