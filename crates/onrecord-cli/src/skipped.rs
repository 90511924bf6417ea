//! What is not read is said: counted by kind at the end of a run, or named one by one.
//! What does not live here: what is a page and what is not (`onrecord::sources`).

use std::collections::BTreeMap;
use std::io::Write;

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
            let _ = writeln!(std::io::stderr(), "onrecord: {}: not read: {kind}", shown(name));
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
        let _ = writeln!(
            std::io::stderr(),
            "onrecord: not read: {}{hint}",
            kinds.join(", ")
        );
    }
}

/// A name out of a container as it may be shown: what would steer a terminal or forge a line is replaced.
pub fn shown(name: &str) -> String {
    let steers = |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    name.chars()
        .map(|c| if steers(c) { '\u{fffd}' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn names_cannot_steer_a_terminal() {
        assert_eq!(super::shown("a\u{1b}[2J\nadded x"), "a\u{fffd}[2J\u{fffd}added x");
    }
}
