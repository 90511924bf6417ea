//! What is not read is said: counted by kind at the end of a run, or named one by one.
//! What does not live here: what is a page and what is not (`onrecord::sources`).

use std::collections::BTreeMap;

use onrecord_views::plain::line;

use crate::out::say;

/// What was not read in a run.
#[derive(Debug, Default)]
pub struct Tally {
    kinds: BTreeMap<String, usize>,
    /// True if each was named when it came.
    listed: bool,
}

impl Tally {
    /// A tally that names each thing at once if `listed`.
    pub fn new(listed: bool) -> Tally {
        Tally {
            kinds: BTreeMap::new(),
            listed,
        }
    }

    /// Counts one thing.
    pub fn count(&mut self, name: &str, kind: &str) {
        if self.listed {
            say(&format!("{}: not read: {kind}", line(name)));
        }
        *self.kinds.entry(kind.to_owned()).or_default() += 1;
    }

    /// Says on standard error how many of each kind were not read.
    pub fn say(&self) {
        if self.kinds.is_empty() {
            return;
        }
        let kinds: Vec<String> = self
            .kinds
            .iter()
            .map(|(kind, n)| format!("{kind} ({n})"))
            .collect();
        let hint = if self.listed {
            ""
        } else {
            " (--list-skipped names each)"
        };
        say(&format!("not read: {}{hint}", kinds.join(", ")));
    }
}
