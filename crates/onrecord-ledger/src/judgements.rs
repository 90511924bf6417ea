//! Judgements: what people said of names, and what they corrected, with who said so and why. They are events: the latest on
//! one thing counts, another takes one back, and none is ever removed.
//! What does not live here: what a judgement does (`onrecord_case`), which may be made (`onrecord::Library`).

use onrecord_case::{Judged, Judgement, Judgements, Verdict};
use onrecord_model::{Moment, ReadPage};

use crate::event::{self, EventKind};
use crate::page::store;
use crate::{Ledger, LedgerError};

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
    /// Keeps a judgement, learnt at `at` (UTC); gives its number.
    pub fn judge(
        &mut self,
        judgement: &Judgement,
        by: &str,
        reason: &str,
        at: Moment,
    ) -> Result<u64, LedgerError> {
        self.judge_and_reread(judgement, by, reason, at, &[], "")
    }

    /// Keeps a judgement, and what was read again with `packs` because of it, in one transaction.
    pub fn judge_and_reread(
        &mut self,
        judgement: &Judgement,
        by: &str,
        reason: &str,
        at: Moment,
        reads: &[ReadPage],
        packs: &str,
    ) -> Result<u64, LedgerError> {
        let payload = serde_json::json!(Payload {
            names: (judgement.a.clone(), judgement.b.clone()),
            verdict: judgement.verdict.name().to_owned(),
            by: by.to_owned(),
            reason: reason.to_owned(),
        });
        let path = self.path().to_owned();
        let (bodies, _) = self.bodies_of(reads)?;
        self.write(|db| {
            let fail = |e| LedgerError::database(&path, e);
            let number = event::append(db, at, EventKind::Judgement, &payload).map_err(fail)?;
            for (read, body) in reads.iter().zip(&bodies) {
                store(db, read, body, packs, at).map_err(fail)?;
            }
            Ok(number as u64)
        })
    }

    /// All judgements in the order in which they came in.
    pub fn judgements(&self) -> Result<Vec<Judged>, LedgerError> {
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
                Ok(Judged {
                    number: seq as u64,
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
        let known = |j: &Judged| {
            until
                .as_ref()
                .is_none_or(|d| j.at.get(..10).is_none_or(|at| at <= d.as_str()))
        };
        Ok(Judgements::of(self.judgements()?.into_iter().filter(known)))
    }
}
