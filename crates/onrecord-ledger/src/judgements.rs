//! Judgements: that two names are one or are not, or how a thing is called, with who said so and why. They are events: the
//! latest on a pair counts, and none is ever removed.
//! What does not live here: what a judgement does to names (`onrecord_case::links`).

use onrecord_case::{Judgement, Judgements, Verdict};
use onrecord_model::Moment;

use crate::event::{self, EventKind};
use crate::{Ledger, LedgerError};

/// A judgement as the ledger keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredJudgement {
    /// What was judged.
    pub judgement: Judgement,
    /// Who judged.
    pub by: String,
    /// Why.
    pub reason: String,
    /// When the ledger learnt it, ISO 8601 in UTC.
    pub at: String,
}

#[derive(serde::Serialize, serde::Deserialize)]
struct Payload {
    names: (String, String),
    verdict: String,
    by: String,
    reason: String,
}

/// The judgement in the payload of an event.
pub(crate) fn of_payload(payload: &str) -> Result<(Judgement, String, String), String> {
    let told: Payload = serde_json::from_str(payload).map_err(|e| e.to_string())?;
    let verdict = Verdict::named(&told.verdict).ok_or_else(|| format!("{:?} is no verdict", told.verdict))?;
    let (a, b) = told.names;
    Ok((Judgement { a, b, verdict }, told.by, told.reason))
}

impl Ledger {
    /// Keeps a judgement, learnt at `at` (UTC).
    pub fn judge(
        &mut self,
        judgement: &Judgement,
        by: &str,
        reason: &str,
        at: Moment,
    ) -> Result<(), LedgerError> {
        let payload = serde_json::json!(Payload {
            names: (judgement.a.clone(), judgement.b.clone()),
            verdict: judgement.verdict.name().to_owned(),
            by: by.to_owned(),
            reason: reason.to_owned(),
        });
        let path = self.path().to_owned();
        self.write(|db| {
            event::append(db, at, EventKind::Judgement, &payload)
                .map_err(|e| LedgerError::database(&path, e))?;
            Ok(())
        })
    }

    /// All judgements in the order in which they came in.
    pub fn judgements(&self) -> Result<Vec<StoredJudgement>, LedgerError> {
        let rows: Vec<(i64, String, String)> = self
            .db
            .prepare_cached("select seq, at, payload from event where kind = 'judgement' order by seq")
            .and_then(|mut q| {
                q.query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?
                    .collect()
            })
            .map_err(|e| self.fail(e))?;
        rows.into_iter()
            .map(|(seq, at, payload)| {
                let (judgement, by, reason) = of_payload(&payload)
                    .map_err(|why| LedgerError::damaged(self.path(), format!("event {seq}"), why))?;
                Ok(StoredJudgement {
                    judgement,
                    by,
                    reason,
                    at,
                })
            })
            .collect()
    }

    /// What counts of them, of those that were learnt by the end of a day.
    pub fn judged(&self, known_on: Option<jiff::civil::Date>) -> Result<Judgements, LedgerError> {
        let until = known_on.map(|d| d.to_string());
        let known = |j: &StoredJudgement| {
            until
                .as_ref()
                .is_none_or(|d| j.at.get(..10).is_none_or(|at| at <= d.as_str()))
        };
        let kept = self.judgements()?.into_iter().filter(known);
        Ok(Judgements::of(kept.map(|j| j.judgement)))
    }
}
