//! What people judged: that two names are one, how a thing is called, and what they corrected by hand: whom a claim is about,
//! which state it tells, which matter or origin it belongs to, of which day a page is.
//!
//! Every judgement is a row with who made it and why. The latest on one thing counts; another row takes it back.
//! What does not live here: what rules link by themselves (see `links`), what a correction does (see `corrections`), where
//! judgements are kept (`onrecord-ledger`).

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::kinds::STATEMENT;
use crate::links::normal;
use crate::{Ground, Modality, Polarity};

/// What was judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Two names name one thing.
    Same,
    /// They name two things, whatever a rule says.
    Different,
    /// Nobody knows: the rules decide. It takes an earlier judgement back.
    Unsure,
    /// The first is shown under the second.
    Called,
    /// A claim is about this name; about nobody that is known if there is none.
    About,
    /// A claim tells this state, in the words of [`Says`].
    Says,
    /// A claim does not count.
    Ignored,
    /// A claim, or a whole matter, belongs to a matter.
    SameMatter,
    /// A claim does not belong to a matter; two matters are not one, whatever a rule says.
    OtherMatter,
    /// Two claims go back to one origin.
    SameOrigin,
    /// They do not, whatever a rule says.
    OtherOrigin,
    /// A page is of this day.
    Dated,
    /// Somebody noted something on a claim, a matter or a page: it changes nothing.
    Noted,
    /// Somebody put a claim, a matter or a page under a word.
    Tagged,
    /// Somebody judged what a claim says: true, false, misleading, in words of their own. It changes no state.
    Rated,
    /// The judgement of this number does not count any more.
    Undone,
}

impl Verdict {
    /// All of them, with their names.
    pub const ALL: [(Verdict, &'static str); 16] = [
        (Verdict::Same, "same"),
        (Verdict::Different, "different"),
        (Verdict::Unsure, "unsure"),
        (Verdict::Called, "called"),
        (Verdict::About, "about"),
        (Verdict::Says, "says"),
        (Verdict::Ignored, "ignored"),
        (Verdict::SameMatter, "same_matter"),
        (Verdict::OtherMatter, "other_matter"),
        (Verdict::SameOrigin, "same_origin"),
        (Verdict::OtherOrigin, "other_origin"),
        (Verdict::Dated, "dated"),
        (Verdict::Noted, "noted"),
        (Verdict::Tagged, "tagged"),
        (Verdict::Rated, "rated"),
        (Verdict::Undone, "undone"),
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

    /// True if it is said beside a thing and changes nothing that is read or judged of it.
    pub fn is_remark(self) -> bool {
        matches!(self, Verdict::Noted | Verdict::Tagged | Verdict::Rated)
    }

    /// True if it is about names; the others correct what was read or judged of claims, matters and pages, or are remarks.
    pub fn is_of_names(self) -> bool {
        matches!(
            self,
            Verdict::Same | Verdict::Different | Verdict::Unsure | Verdict::Called
        )
    }
}

/// One judgement.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Judgement {
    /// What it is about: a name as [`judged_name`] gives it, the id of a claim, a matter or a page, the number of a judgement.
    pub a: String,
    /// What is said of it: another of these, or words; empty if the verdict says it all.
    pub b: String,
    /// What was judged.
    pub verdict: Verdict,
}

/// A judgement with who made it, why and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// Its number in the ledger.
    pub number: u64,
    /// What was judged.
    pub judgement: Judgement,
    /// Who judged.
    pub by: String,
    /// Why.
    pub reason: String,
    /// When the ledger learnt it, ISO 8601 in UTC.
    pub at: String,
}

impl From<Judgement> for Judged {
    fn from(judgement: Judgement) -> Judged {
        Judged {
            number: 0,
            judgement,
            by: String::new(),
            reason: String::new(),
            at: String::new(),
        }
    }
}

/// What a claim tells: a state of its kind, affirmed or not, and how far the words commit. Written `granted`, `not granted`,
/// `granted, planned`; `none` tells no state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Says {
    /// The state, by its name in the kind.
    pub state: Option<String>,
    /// Whether it is so.
    pub polarity: Polarity,
    /// How far the words commit.
    pub modality: Modality,
}

const MODALITIES: [(Modality, &str); 9] = [
    (Modality::Asserted, "asserted"),
    (Modality::Imminent, "imminent"),
    (Modality::Planned, "planned"),
    (Modality::Expected, "expected"),
    (Modality::Goal, "goal"),
    (Modality::Possible, "possible"),
    (Modality::Speculated, "speculated"),
    (Modality::Rumoured, "rumoured"),
    (Modality::Inferred, "inferred"),
];

impl Says {
    /// What words say; `None` if they name no modality where one belongs, or nothing at all.
    pub fn parse(words: &str) -> Option<Says> {
        let (state, modality) = words.split_once(',').unwrap_or((words, "asserted"));
        let modality = modality.trim();
        let (modality, _) = MODALITIES.iter().find(|(_, name)| *name == modality)?;
        let state = state.trim();
        let (polarity, state) = match state.strip_prefix("not ") {
            Some(state) => (Polarity::Negated, state.trim()),
            None => (Polarity::Affirmed, state),
        };
        let state = state.replace(' ', "_");
        (!state.is_empty()).then(|| Says {
            state: (state != "none").then_some(state),
            polarity,
            modality: *modality,
        })
    }

    /// In words that [`Says::parse`] takes.
    pub fn words(&self) -> String {
        let not = if self.polarity == Polarity::Negated {
            "not "
        } else {
            ""
        };
        let state = self.state.as_deref().unwrap_or("none");
        let how = MODALITIES.iter().find(|(m, _)| *m == self.modality);
        match how.filter(|(m, _)| *m != Modality::Asserted) {
            Some((_, how)) => format!("{not}{state}, {how}"),
            None => format!("{not}{state}"),
        }
    }
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
    /// Corrections in force, by verdict and what they are about; the latest on one thing.
    corrections: BTreeMap<Place, Judged>,
    /// Name → the names that are one with it, itself included, sorted.
    groups: BTreeMap<String, Vec<String>>,
    different: BTreeSet<(String, String)>,
    called: BTreeMap<String, String>,
    /// Remarks in force, in the order in which they came in.
    remarks: Vec<Judged>,
}

impl Judgements {
    /// Of judgements in the order in which they came in.
    pub fn of(judgements: impl IntoIterator<Item = impl Into<Judged>>) -> Judgements {
        let all: Vec<Judged> = judgements.into_iter().map(Into::into).collect();
        let mut latest: BTreeMap<(String, String), Verdict> = BTreeMap::new();
        let mut called = BTreeMap::new();
        let mut corrections: BTreeMap<Place, Judged> = BTreeMap::new();
        let mut remarks: Vec<Judged> = Vec::new();
        for judged in in_force(all) {
            let Judgement { a, b, verdict } = judged.judgement.clone();
            match verdict {
                Verdict::Undone => {}
                Verdict::Noted | Verdict::Tagged => remarks.push(judged),
                Verdict::Rated => {
                    // Whoever judges a claim again takes back what they judged of it before.
                    let same = |j: &Judged| {
                        j.judgement.verdict == Verdict::Rated && j.judgement.a == a && j.by == judged.by
                    };
                    remarks.retain(|j| !same(j));
                    remarks.push(judged);
                }
                Verdict::Called => {
                    called.insert(a, b);
                }
                _ if verdict.is_of_names() => {
                    latest.insert(pair(&a, &b), verdict);
                }
                _ => {
                    let (key, contrary) = place_of(&judged.judgement);
                    // That a claim is not of one matter leaves it where it was put by hand, if that is another.
                    let of_this = |j: &Judged| verdict != Verdict::OtherMatter || j.judgement.b == b;
                    if let Some(contrary) = contrary.filter(|c| corrections.get(c).is_some_and(of_this)) {
                        corrections.remove(&contrary);
                    }
                    corrections.insert(key, judged);
                }
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
            corrections,
            groups,
            different: different.map(|(pair, _)| pair).collect(),
            called,
            remarks,
        }
    }

    /// Those judgements that count, undone ones left out, in the order in which they came in.
    pub fn counting(all: Vec<Judged>) -> Vec<Judged> {
        in_force(all)
    }

    /// The corrections in force.
    pub fn corrections(&self) -> impl Iterator<Item = &Judged> {
        self.corrections.values()
    }

    /// True if a correction is about words of no kind.
    pub(crate) fn speak_of_statements(&self) -> bool {
        let of_none = |id: &str| id.split('/').next() == Some(STATEMENT) && id.contains('/');
        self.corrections()
            .any(|j| of_none(&j.judgement.a) || of_none(&j.judgement.b))
    }

    /// The notes, tags and ratings in force, in the order in which they came in.
    pub fn remarks(&self) -> &[Judged] {
        &self.remarks
    }

    /// Those on one claim, matter or page.
    pub fn remarks_on<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a Judged> {
        self.remarks.iter().filter(move |j| j.judgement.a == id)
    }

    /// What is in force of one verdict on a claim, a matter or a page.
    pub(crate) fn on(&self, verdict: Verdict, a: &str) -> Option<&Judged> {
        if self.corrections.is_empty() {
            return None;
        }
        self.corrections.get(&(verdict, a.to_owned(), String::new()))
    }

    /// True if a claim or matter was judged not to belong to a matter.
    pub(crate) fn is_kept_out(&self, a: &str, matter: &str) -> bool {
        !self.corrections.is_empty()
            && self
                .corrections
                .contains_key(&(Verdict::OtherMatter, a.to_owned(), matter.to_owned()))
    }

    /// True if two claims were judged to go back to two origins.
    pub(crate) fn are_two_origins(&self, a: &str, b: &str) -> bool {
        let (a, b) = pair(a, b);
        self.corrections.contains_key(&(Verdict::OtherOrigin, a, b))
    }

    /// The corrections in force of one verdict.
    pub(crate) fn of_verdict(&self, verdict: Verdict) -> impl Iterator<Item = &Judged> {
        let from = (verdict, String::new(), String::new());
        self.corrections
            .range(from..)
            .take_while(move |((v, ..), _)| *v == verdict)
            .map(|(_, judged)| judged)
    }

    /// The day that a page was judged to be of.
    pub fn day_of(&self, page: &str) -> Option<Date> {
        self.on(Verdict::Dated, page)?.judgement.b.parse().ok()
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

/// What counts: a judgement that a later one undoes does not, unless that one is undone too.
fn in_force(all: Vec<Judged>) -> Vec<Judged> {
    let mut undone: BTreeSet<u64> = BTreeSet::new();
    let mut kept = Vec::with_capacity(all.len());
    for judged in all.into_iter().rev() {
        if undone.contains(&judged.number) {
            continue;
        }
        if judged.judgement.verdict == Verdict::Undone {
            let number: Option<u64> = judged.judgement.a.parse().ok();
            undone.extend(number.filter(|n| *n < judged.number));
        }
        kept.push(judged);
    }
    kept.reverse();
    kept
}

type Place = (Verdict, String, String);

/// Under which key a correction counts, and the key of what it contradicts.
fn place_of(judgement: &Judgement) -> (Place, Option<Place>) {
    let Judgement { a, b, verdict } = judgement;
    let under = |verdict: Verdict| match verdict {
        // A claim is in one matter by hand, and may be kept out of many.
        Verdict::OtherMatter => (verdict, a.clone(), b.clone()),
        Verdict::SameOrigin | Verdict::OtherOrigin => {
            let (a, b) = pair(a, b);
            (verdict, a, b)
        }
        _ => (verdict, a.clone(), String::new()),
    };
    let contrary = match verdict {
        Verdict::SameMatter => Some(under(Verdict::OtherMatter)),
        Verdict::OtherMatter => Some(under(Verdict::SameMatter)),
        Verdict::SameOrigin => Some(under(Verdict::OtherOrigin)),
        Verdict::OtherOrigin => Some(under(Verdict::SameOrigin)),
        _ => None,
    };
    (under(*verdict), contrary)
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

    fn numbered(all: &[(u64, &str, &str, Verdict)]) -> Judgements {
        Judgements::of(all.iter().map(|(number, a, b, verdict)| Judged {
            number: *number,
            by: "Ida".into(),
            reason: "read again".into(),
            ..Judged::from(judged(a, b, *verdict))
        }))
    }

    #[test]
    fn a_row_undoes_a_row_and_an_undone_undo_lets_it_count_again() {
        let ignored = (3, "c1", "", Verdict::Ignored);
        let undo = (5, "3", "", Verdict::Undone);
        let redo = (8, "5", "", Verdict::Undone);
        let counts = |all: &[_]| numbered(all).on(Verdict::Ignored, "c1").map(|j| j.number);
        assert_eq!(counts(&[ignored]), Some(3));
        assert_eq!(counts(&[ignored, undo]), None);
        assert_eq!(counts(&[ignored, undo, redo]), Some(3));
        // Nothing undoes what comes after it.
        assert_eq!(counts(&[(2, "3", "", Verdict::Undone), ignored]), Some(3));
        let merged = numbered(&[(1, "a", "b", Verdict::Same), (2, "1", "", Verdict::Undone)]);
        assert_eq!(merged.all("a"), ["a"]);
    }

    #[test]
    fn the_latest_correction_of_one_thing_counts() {
        let says = numbered(&[
            (1, "c1", "granted", Verdict::Says),
            (2, "c1", "not granted", Verdict::Says),
        ]);
        assert_eq!(says.on(Verdict::Says, "c1").unwrap().judgement.b, "not granted");
        let apart = numbered(&[
            (1, "c1", "c2", Verdict::SameOrigin),
            (2, "c2", "c1", Verdict::OtherOrigin),
        ]);
        assert!(apart.are_two_origins("c1", "c2"));
        assert_eq!(apart.of_verdict(Verdict::SameOrigin).count(), 0);
        let dated = numbered(&[(1, "p", "2023-02-14", Verdict::Dated)]);
        assert_eq!(dated.day_of("p"), Some(jiff::civil::date(2023, 2, 14)));
    }

    #[test]
    fn every_note_counts_and_of_ratings_each_persons_last() {
        let rated = |number: u64, by: &str, words: &str| Judged {
            number,
            by: by.into(),
            reason: "checked".into(),
            ..Judged::from(judged("c1", words, Verdict::Rated))
        };
        let noted = |number: u64, words: &str| Judged {
            number,
            by: "Ida".into(),
            ..Judged::from(judged("c1", words, Verdict::Noted))
        };
        let undone = Judged {
            number: 6,
            ..Judged::from(judged("2", "", Verdict::Undone))
        };
        let all = Judgements::of([
            noted(1, "call the ministry"),
            noted(2, "a slip"),
            rated(3, "Ida", "true"),
            rated(4, "Kolb", "false"),
            rated(5, "Ida", "unproven"),
            undone,
        ]);
        let here: Vec<u64> = all.remarks_on("c1").map(|j| j.number).collect();
        assert_eq!(here, [1, 4, 5]);
        assert_eq!(all.corrections().count(), 0, "nothing is corrected by it");
        assert_eq!(all.remarks_on("c2").count(), 0);
    }

    #[test]
    fn what_a_claim_says_is_written_in_words() {
        for words in [
            "granted",
            "not granted",
            "granted, planned",
            "none",
            "not on_sale, expected",
        ] {
            assert_eq!(Says::parse(words).unwrap().words(), words);
        }
        assert_eq!(Says::parse("on sale").unwrap().state.as_deref(), Some("on_sale"));
        assert_eq!(Says::parse("granted, perhaps"), None);
        assert_eq!(Says::parse(" "), None);
    }
}
