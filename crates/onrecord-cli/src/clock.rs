//! The clock: the one place that knows what time it is, for when a ledger learns a page.
//! What does not live here: anything a result depends on.

use onrecord::Moment;

/// Now, in UTC, to the second.
pub fn now() -> Moment {
    #[allow(
        clippy::disallowed_methods,
        reason = "when a page was learnt is the clock's to say; no result depends on it"
    )]
    let now = std::time::SystemTime::now();
    let seconds = now
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0, |d| d.as_secs());
    let at = jiff::civil::DateTime::constant(1970, 1, 1, 0, 0, 0, 0)
        .saturating_add(jiff::SignedDuration::from_secs(seconds.cast_signed()));
    Moment::clock(at)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_clock_runs_in_this_century() {
        let now = super::now();
        assert!(now.clock);
        assert!((2025..2100).contains(&now.date().year()), "{now}");
    }
}
