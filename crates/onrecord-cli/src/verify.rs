//! `onrecord verify`: is the ledger as it was learnt?
//! What does not live here: the walk itself (see `onrecord-ledger`).

use std::io::Write;

use onrecord_views::wire;

use crate::arguments::VerifyOptions;
use crate::failure::{Failure, Outcome};
use crate::kept;
use crate::out;

/// Runs the command.
pub fn run(options: &VerifyOptions) -> Result<Outcome, Failure> {
    let library = kept::library(&options.ledger, &options.packs)?;
    let ledger = &library.ledger;
    let verdict = library.verify()?;
    let missing = match &options.holds {
        Some(hash) if !ledger.holds_hash(hash)? => Some(hash),
        _ => None,
    };
    let sound = verdict.first_break.is_none() && missing.is_none();
    let mut out = out::text();
    if options.json {
        let first = verdict
            .first_break
            .as_ref()
            .map(|b| b.to_string())
            .or_else(|| missing.map(|hash| format!("the chain does not hold {hash}")));
        let object = serde_json::json!({
            "schema": wire::SCHEMA,
            "sound": sound,
            "events": verdict.events,
            "pages": verdict.pages,
            "claims": verdict.claims,
            "not_reread": verdict.other_packs,
            "other_names": verdict.other_names,
            "first_break": first,
            "head": { "seq": verdict.head.seq, "hash": verdict.head.hash },
        });
        out::object(&object)?;
        return Ok(if sound { Outcome::Done } else { Outcome::SomeFailed });
    }
    writeln!(
        out,
        "{} events, {} pages, {} claims fit",
        verdict.events, verdict.pages, verdict.claims
    )?;
    if verdict.other_packs > 0 {
        writeln!(
            out,
            "{} pages were read with other packs or by another version: their words were not compared",
            verdict.other_packs
        )?;
    }
    if verdict.other_names > 0 {
        writeln!(
            out,
            "{} pages were read with another catalogue of names: whom their words are about was not compared",
            verdict.other_names
        )?;
    }
    writeln!(out, "chain end: {} {}", verdict.head.seq, verdict.head.hash)?;
    out.flush()?;
    let path = options.ledger.ledger.display();
    if let Some(found) = &verdict.first_break {
        return Err(Failure::Other(format!(
            "{path}: {found}: take the ledger from a backup, or add the pages to a new one"
        )));
    }
    if let Some(hash) = missing {
        return Err(Failure::Other(format!(
            "{path}: the chain does not hold {hash}: its end was cut off, or it is another ledger"
        )));
    }
    Ok(Outcome::Done)
}
