//! What people judged of names: that two are one, that they are not, or how a thing is called. The latest judgement on a
//! pair counts; "different" is kept and holds against every rule.
//! What does not live here: what rules link by themselves (see `links`), where judgements are kept (`onrecord-ledger`).

use std::collections::{BTreeMap, BTreeSet};

use crate::Ground;
use crate::links::normal;

/// What was judged of two names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// They name one thing.
    Same,
    /// They name two things, whatever a rule says.
    Different,
    /// Nobody knows: the rules decide. It takes an earlier judgement back.
    Unsure,
    /// The first is shown under the second.
    Called,
}

impl Verdict {
    const ALL: [(Verdict, &'static str); 4] = [
        (Verdict::Same, "same"),
        (Verdict::Different, "different"),
        (Verdict::Unsure, "unsure"),
        (Verdict::Called, "called"),
    ];

    /// As it is stored and shown.
    pub fn name(self) -> &'static str {
        Verdict::ALL
            .iter()
            .find(|(v, _)| *v == self)
            .map_or("", |(_, name)| name)
    }

    /// The verdict of a name.
    pub fn named(name: &str) -> Option<Verdict> {
        Verdict::ALL.iter().find(|(_, n)| *n == name).map(|(v, _)| *v)
    }
}

/// One judgement.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Judgement {
    /// A name as [`judged_name`] gives it.
    pub a: String,
    /// Another; for `Called` the words that are shown.
    pub b: String,
    /// What was judged.
    pub verdict: Verdict,
}

/// How a name or an entity's id stands in judgements: the entity of the catalogue that it names, else the name in lower
/// case without its legal form.
pub fn judged_name(name: &str, ground: &Ground) -> String {
    let catalogue = &ground.catalogue;
    let known = catalogue.get(name).or_else(|| catalogue.named(name));
    known.map_or_else(|| normal(name), |e| e.id.to_string())
}

/// What counts of many judgements.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Judgements {
    /// Name → the names that are one with it, itself included, sorted.
    groups: BTreeMap<String, Vec<String>>,
    different: BTreeSet<(String, String)>,
    called: BTreeMap<String, String>,
}

impl Judgements {
    /// Of judgements in the order in which they came in.
    pub fn of(judgements: impl IntoIterator<Item = Judgement>) -> Judgements {
        let mut latest: BTreeMap<(String, String), Verdict> = BTreeMap::new();
        let mut called = BTreeMap::new();
        for Judgement { a, b, verdict } in judgements {
            if verdict == Verdict::Called {
                called.insert(a, b);
            } else {
                latest.insert(pair(&a, &b), verdict);
            }
        }
        let mut groups: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for ((a, b), _) in latest.iter().filter(|(_, v)| **v == Verdict::Same) {
            let of = |name: &String| groups.get(name).cloned().unwrap_or_else(|| vec![name.clone()]);
            let mut all = [of(a), of(b)].concat();
            all.sort();
            all.dedup();
            for name in &all {
                groups.insert(name.clone(), all.clone());
            }
        }
        let different = latest.into_iter().filter(|(_, v)| *v == Verdict::Different);
        Judgements {
            groups,
            different: different.map(|(pair, _)| pair).collect(),
            called,
        }
    }

    /// The name that stands for all that were judged to be one with this one.
    pub(crate) fn one(&self, name: String) -> String {
        self.groups.get(&name).map_or(name, |all| all[0].clone())
    }

    /// All names that were judged to be one with this one, itself included.
    pub(crate) fn all(&self, name: &str) -> Vec<String> {
        self.groups
            .get(name)
            .cloned()
            .unwrap_or_else(|| vec![name.to_owned()])
    }

    /// True if two names were judged to be two things.
    pub(crate) fn different(&self, a: &str, b: &str) -> bool {
        self.different.contains(&pair(a, b))
    }

    /// The names of what is called so that a word begins with `word`, in lower case.
    pub(crate) fn called_with(&self, word: &str) -> impl Iterator<Item = &String> {
        let shown = move |words: &str| crate::keys::begins_a_word(&words.to_lowercase(), word);
        self.called
            .iter()
            .filter(move |(_, words)| shown(words))
            .map(|(name, _)| name)
    }

    /// How a thing is called, if somebody said so of it or of a name that is one with it.
    pub(crate) fn called(&self, name: &str) -> Option<String> {
        self.all(name).iter().find_map(|n| self.called.get(n).cloned())
    }
}

fn pair(a: &str, b: &str) -> (String, String) {
    if a <= b {
        (a.into(), b.into())
    } else {
        (b.into(), a.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(a: &str, b: &str, verdict: Verdict) -> Judgement {
        Judgement {
            a: a.into(),
            b: b.into(),
            verdict,
        }
    }

    #[test]
    fn the_latest_judgement_on_a_pair_counts_whichever_way_round() {
        let same = judged("norvane", "norvane motors", Verdict::Same);
        let not = judged("norvane motors", "norvane", Verdict::Different);
        let merged = Judgements::of([not.clone(), same.clone()]);
        assert_eq!(merged.all("norvane"), ["norvane", "norvane motors"]);
        assert!(!merged.different("norvane", "norvane motors"));
        let split = Judgements::of([same.clone(), not]);
        assert_eq!(split.all("norvane"), ["norvane"]);
        assert!(split.different("norvane", "norvane motors"));
        let undone = Judgements::of([same, judged("norvane", "norvane motors", Verdict::Unsure)]);
        assert_eq!(undone, Judgements::default());
    }

    #[test]
    fn what_is_one_with_one_is_one_with_all() {
        let all = Judgements::of([
            judged("c", "b", Verdict::Same),
            judged("a", "d", Verdict::Same),
            judged("d", "c", Verdict::Same),
            judged("b", "Bee", Verdict::Called),
        ]);
        assert_eq!(all.one("d".into()), "a");
        assert_eq!(all.called("a").as_deref(), Some("Bee"));
    }
}
