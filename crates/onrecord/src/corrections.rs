//! Judgements and corrections on their way into a ledger: what they name must be there, and what depends on them is read
//! again in the same transaction.
//! What does not live here: what a correction does to a case (`onrecord_case`), who may make one (the doors).

use std::collections::BTreeMap;

use jiff::civil::Date;
use onrecord_case::{Cut, Judged, Judgement, Judgements, Says, Verdict, judged_name};
use onrecord_ledger::LedgerError;
use onrecord_model::{Hints, Moment, ReadPage};

use crate::engine::{Engine, Read};
use crate::error::ReadError;
use crate::find::FindError;
use crate::library::Library;

/// Why a correction could not be made. Displayed as one line that ends in what to do.
#[derive(Debug, thiserror::Error)]
pub enum CorrectionError {
    /// The ledger.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The page that it dates cannot be read.
    #[error("page {0}: {1}")]
    Read(String, ReadError),
    /// No claim begins so.
    #[error("no claim {0:?}: `onrecord claims` and `onrecord page` print the ids")]
    NoClaim(String),
    /// Several do.
    #[error("{1} claims begin with {0:?}: give more of the id")]
    SeveralClaims(String, usize),
    /// It is only a proposal.
    #[error("{0:?} is what a model proposed: nothing goes by it, so there is nothing to correct")]
    Proposed(String),
    /// There is no such thing to make a note on.
    #[error("no matter, claim or page {0:?}: `onrecord status --json`, `claims` and `page` print their ids")]
    NoThing(String),
    /// A tag or a rating that is none.
    #[error("{0:?} is no tag or rating: give one line of 1 to {1} characters")]
    NoWord(String, usize),
    /// No page is called so.
    #[error("no page {0:?}: give the beginning of its hash, or its file name")]
    NoPage(String),
    /// Several are.
    #[error("{1} pages are called {0:?}: give more of the hash")]
    SeveralPages(String, usize),
    /// No matter has this id.
    #[error("no matter {0:?}: `onrecord status --json` prints the ids, such as licence/norvane/")]
    NoMatter(String),
    /// The claim's kind has no such state.
    #[error(
        "{words:?} is no state of {kind:?}: give one of {states}, with \"not\" before or \", planned\" after it, or none"
    )]
    NoState {
        /// What was given.
        words: String,
        /// The kind of the claim.
        kind: String,
        /// Its states.
        states: String,
    },
    /// It is no day.
    #[error("{0:?} is no day: give YYYY-MM-DD")]
    NoDay(String),
    /// There is no such row, or it is undone already.
    #[error("no judgement {0} counts now: `onrecord correct list` prints the numbers")]
    NoRow(String),
    /// Both sides are one.
    #[error("{0:?} and {1:?} are one: give two")]
    One(String, String),
    /// Who or why is missing.
    #[error("a judgement needs a reason and a name: say why, and who says so")]
    NobodyOrNoReason,
    /// Somebody wrote more than a note.
    #[error("a reason, a name or a subject has no more than {0} characters")]
    TooLong(usize),
}

impl From<FindError> for CorrectionError {
    fn from(error: FindError) -> CorrectionError {
        match error {
            FindError::NoPage { id, .. } => CorrectionError::NoPage(id),
            FindError::Pages { id, count, .. } => CorrectionError::SeveralPages(id, count),
            FindError::NoClaim { id, .. } => CorrectionError::NoClaim(id),
            FindError::Claims { id, count, .. } => CorrectionError::SeveralClaims(id, count),
            FindError::Ledger(error) => CorrectionError::Ledger(error),
        }
    }
}

/// The longest of the words that come with a judgement, in characters.
const LONGEST: usize = 2000;
/// The longest tag or rating, in characters.
const LONGEST_WORD: usize = 60;

impl Library {
    /// Keeps a judgement or correction. `a` and `b` are names, the beginnings of ids, days, states, as the verdict wants them.
    pub fn judge(
        &mut self,
        verdict: Verdict,
        (a, b): (&str, &str),
        (by, reason): (&str, &str),
        at: Moment,
    ) -> Result<Judged, CorrectionError> {
        let (by, reason) = (by.trim(), reason.trim());
        // A note says itself why it is there.
        let alone = matches!(verdict, Verdict::Noted | Verdict::Tagged);
        if by.is_empty() || reason.is_empty() && !alone {
            return Err(CorrectionError::NobodyOrNoReason);
        }
        if [a, b, by, reason].iter().any(|w| w.chars().count() > LONGEST) {
            return Err(CorrectionError::TooLong(LONGEST));
        }
        let judgement = self.judgement(verdict, a.trim(), b.trim())?;
        let before = self.ledger.judgements()?;
        let reads = self.dated_anew(&before, &judgement)?;
        let edition = self.engine.edition();
        let number = self
            .ledger
            .judge_and_reread(&judgement, by, reason, at, &reads, &edition)?;
        Ok(Judged {
            number,
            judgement,
            by: by.to_owned(),
            reason: reason.to_owned(),
            at: at.to_string(),
        })
    }

    /// A judgement whose sides are there.
    fn judgement(&self, verdict: Verdict, a: &str, b: &str) -> Result<Judgement, CorrectionError> {
        let ground = &self.engine.packs.ground;
        let (a, b) = match verdict {
            Verdict::Same | Verdict::Different | Verdict::Unsure => {
                (judged_name(a, ground), judged_name(b, ground))
            }
            Verdict::Called => (judged_name(a, ground), b.to_owned()),
            Verdict::About => (self.whole_claim(a)?.0, b.to_owned()),
            Verdict::Ignored => (self.whole_claim(a)?.0, String::new()),
            Verdict::Says => {
                let (id, kind) = self.whole_claim(a)?;
                let says = Says::parse(b).map(|s| (s.words(), s.state));
                let known = ground.kinds.get(&kind);
                let states: Vec<&str> = known.map(|k| k.every_state().collect()).unwrap_or_default();
                match says {
                    Some((words, state)) if state.as_deref().is_none_or(|s| states.contains(&s)) => {
                        (id, words)
                    }
                    _ => {
                        return Err(CorrectionError::NoState {
                            words: b.to_owned(),
                            kind,
                            states: states.join(", "),
                        });
                    }
                }
            }
            Verdict::SameMatter | Verdict::OtherMatter => {
                let a = if a.contains('/') {
                    self.whole_matter(a)?
                } else {
                    self.whole_claim(a)?.0
                };
                (a, self.whole_matter(b)?)
            }
            Verdict::SameOrigin | Verdict::OtherOrigin => (self.whole_claim(a)?.0, self.whole_claim(b)?.0),
            Verdict::Dated => {
                let day: Date = b.parse().map_err(|_| CorrectionError::NoDay(b.to_owned()))?;
                (self.whole_page(a)?, day.to_string())
            }
            Verdict::Noted => (self.whole_thing(a)?, b.to_owned()),
            Verdict::Tagged => (self.whole_thing(a)?, word(b)?),
            Verdict::Rated => (self.whole_claim(a)?.0, word(b)?),
            Verdict::Undone => {
                let number: Option<u64> = a.parse().ok();
                let all = self.ledger.judgements()?;
                let mut counting = Judgements::counting(all).into_iter();
                let row = counting.find(|j| Some(j.number) == number);
                (
                    row.ok_or_else(|| CorrectionError::NoRow(a.to_owned()))?
                        .number
                        .to_string(),
                    String::new(),
                )
            }
        };
        let alone = matches!(verdict, Verdict::About | Verdict::Ignored | Verdict::Undone);
        if verdict == Verdict::Noted && b.is_empty() {
            return Err(CorrectionError::NobodyOrNoReason);
        }
        if a.is_empty() || b.is_empty() && !alone || a == b && verdict != Verdict::Called {
            return Err(CorrectionError::One(a, b));
        }
        Ok(Judgement { a, b, verdict })
    }

    /// The id and kind of the one claim that begins so.
    fn whole_claim(&self, id: &str) -> Result<(String, String), CorrectionError> {
        if id.is_empty() {
            return Err(CorrectionError::NoClaim(String::new()));
        }
        let found = self.find_claim(id)?;
        let claim = found.claim();
        if found.proposal().is_some() {
            return Err(CorrectionError::Proposed(claim.id.clone()));
        }
        Ok((claim.id.clone(), claim.kind.clone()))
    }

    /// The id of the one matter, claim, proposal or page that is meant.
    fn whole_thing(&self, id: &str) -> Result<String, CorrectionError> {
        if id.contains('/') && self.case_of(id, Cut::default())?.is_some() {
            return Ok(id.to_owned());
        }
        if id.is_empty() {
            return Err(CorrectionError::NoThing(String::new()));
        }
        match self.find_claim(id) {
            Ok(found) => return Ok(found.claim().id.clone()),
            Err(FindError::NoClaim { .. }) => {}
            Err(other) => return Err(other.into()),
        }
        match self.find_page(id) {
            Ok(found) => Ok(found.read.page.sha256),
            Err(FindError::NoPage { .. }) => Err(CorrectionError::NoThing(id.to_owned())),
            Err(other) => Err(other.into()),
        }
    }

    fn whole_page(&self, id: &str) -> Result<String, CorrectionError> {
        Ok(self.find_page(id)?.read.page.sha256)
    }

    /// The id of a matter, if the ledger has it, by the words of its names.
    fn whole_matter(&self, id: &str) -> Result<String, CorrectionError> {
        match self.case_of(id, Cut::default())? {
            Some(_) => Ok(id.to_owned()),
            None => Err(CorrectionError::NoMatter(id.to_owned())),
        }
    }

    /// The pages whose day a judgement changes, read again as of their new day.
    fn dated_anew(&self, before: &[Judged], judgement: &Judgement) -> Result<Vec<ReadPage>, CorrectionError> {
        if !matches!(judgement.verdict, Verdict::Dated | Verdict::Undone) {
            return Ok(Vec::new());
        }
        let mut next = Judged::from(judgement.clone());
        next.number = before.last().map_or(0, |j| j.number) + 1;
        let all = before.iter().cloned().chain([next]).collect::<Vec<_>>();
        let (was, is) = (days(before.to_vec()), days(all));
        let pages = was.keys().chain(is.keys()).filter(|p| was.get(*p) != is.get(*p));
        let mut pages: Vec<&String> = pages.collect();
        pages.sort();
        pages.dedup();
        let mut reads = Vec::new();
        for page in pages {
            let (Some(bytes), Some(hints)) = (self.ledger.bytes(page)?, self.ledger.hints_of(page)?) else {
                continue;
            };
            let read = self.read_again(page, &bytes, &hints, &is);
            reads.push(read.map_err(|why| CorrectionError::Read(page.clone(), why))?);
        }
        Ok(reads)
    }

    /// Reads a page of the ledger as it is read now: as of its day by hand, if it has one.
    pub fn read_again(
        &self,
        page: &str,
        bytes: &[u8],
        hints: &Hints,
        days: &BTreeMap<String, Date>,
    ) -> Result<ReadPage, ReadError> {
        read_again(&self.engine, days.get(page), bytes, hints)
    }

    /// The days that pages have by hand.
    pub fn days_by_hand(&self) -> Result<BTreeMap<String, Date>, LedgerError> {
        Ok(days(self.ledger.judgements()?))
    }
}

/// Reads bytes, as of a day if there is one by hand.
pub(crate) fn read_again(
    engine: &Engine,
    day: Option<&Date>,
    bytes: &[u8],
    hints: &Hints,
) -> Result<ReadPage, ReadError> {
    let read = match day {
        Some(day) => {
            let hints = Hints {
                date: Some(Moment::day(*day)),
                ..hints.clone()
            };
            engine.read_bytes(bytes, &hints)
        }
        None => engine.read_bytes(bytes, hints),
    };
    read.map(Read::into_read_page)
}

/// A word or two that something is put under.
fn word(text: &str) -> Result<String, CorrectionError> {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.is_empty() || words.chars().count() > LONGEST_WORD || words.chars().any(char::is_control) {
        true => Err(CorrectionError::NoWord(text.to_owned(), LONGEST_WORD)),
        false => Ok(words),
    }
}

fn days(all: Vec<Judged>) -> BTreeMap<String, Date> {
    let judged = Judgements::of(all);
    let dated = judged
        .corrections()
        .filter(|j| j.judgement.verdict == Verdict::Dated);
    dated
        .filter_map(|j| Some((j.judgement.a.clone(), j.judgement.b.parse().ok()?)))
        .collect()
}
