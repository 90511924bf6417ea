//! Work on many things at once, results in the order of the input, memory bounded.
//! What does not live here: what the work is.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::{Condvar, Mutex};

/// Results that may wait for an earlier one, for each worker: enough to ride over a slow page.
const WAITING_PER_JOB: usize = 8;

struct State<I, T> {
    items: I,
    /// Things handed out so far.
    taken: usize,
    /// Results handed on so far.
    given: usize,
    /// Results that wait for an earlier one.
    waiting: BTreeMap<usize, T>,
    /// No more items, or nobody wants more results.
    ended: bool,
    /// Workers still running.
    running: usize,
}

/// Runs `work` on every item with `jobs` threads and hands the results to `sink` in the order of the items,
/// until it breaks. No more than a few results a job are ever held.
pub fn in_order<I, T, W, S>(items: I, jobs: usize, work: W, mut sink: S)
where
    I: Iterator + Send,
    I::Item: Send,
    T: Send,
    W: Fn(I::Item) -> T + Sync,
    S: FnMut(T) -> ControlFlow<()>,
{
    if jobs <= 1 {
        for item in items {
            if sink(work(item)).is_break() {
                return;
            }
        }
        return;
    }
    let window = jobs * WAITING_PER_JOB;
    let state = Mutex::new(State {
        items,
        taken: 0,
        given: 0,
        waiting: BTreeMap::new(),
        ended: false,
        running: jobs,
    });
    let room = Condvar::new();
    let ready = Condvar::new();
    std::thread::scope(|scope| {
        for _ in 0..jobs {
            scope.spawn(|| {
                loop {
                    let mut held = lock(&state);
                    while !held.ended && held.taken >= held.given + window {
                        held = room.wait(held).unwrap_or_else(|e| e.into_inner());
                    }
                    let item = if held.ended { None } else { held.items.next() };
                    let Some(item) = item else {
                        held.ended = true;
                        held.running -= 1;
                        drop(held);
                        ready.notify_one();
                        room.notify_all();
                        return;
                    };
                    let number = held.taken;
                    held.taken += 1;
                    drop(held);
                    let result = work(item);
                    let mut held = lock(&state);
                    let next = number == held.given;
                    held.waiting.insert(number, result);
                    drop(held);
                    if next {
                        ready.notify_one();
                    }
                }
            });
        }
        loop {
            let mut held = lock(&state);
            let result = loop {
                let number = held.given;
                if let Some(result) = held.waiting.remove(&number) {
                    held.given += 1;
                    break result;
                }
                if held.running == 0 && held.waiting.is_empty() {
                    return;
                }
                held = ready.wait(held).unwrap_or_else(|e| e.into_inner());
            };
            drop(held);
            room.notify_all();
            if sink(result).is_break() {
                lock(&state).ended = true;
                room.notify_all();
                return;
            }
        }
    });
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    // Work catches its own panics; a poisoned lock would only hide which page it was.
    mutex.lock().unwrap_or_else(|e| e.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_items() {
        for jobs in [1, 2, 7] {
            let mut seen = Vec::new();
            in_order(
                0..500u64,
                jobs,
                |n| {
                    if n % 50 == 0 {
                        std::thread::sleep(std::time::Duration::from_millis(2));
                    }
                    n * 2
                },
                |n| {
                    seen.push(n);
                    ControlFlow::Continue(())
                },
            );
            assert_eq!(
                seen,
                (0..500u64).map(|n| n * 2).collect::<Vec<_>>(),
                "{jobs} jobs"
            );
        }
    }

    #[test]
    fn a_sink_that_breaks_ends_the_work() {
        let mut seen = 0;
        in_order(
            0..,
            4,
            |n: u64| n,
            |_| {
                seen += 1;
                if seen == 10 {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            },
        );
        assert_eq!(seen, 10);
    }
}
