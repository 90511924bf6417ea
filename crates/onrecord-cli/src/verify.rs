//! `onrecord verify`: is the ledger as it was learnt?
//! What does not live here: the walk itself (see `onrecord-ledger`).

use std::io::Write;

use onrecord::ledger::hash_of;
use onrecord::{Hints, Library};
use onrecord_views::wire;

use crate::arguments::VerifyOptions;
use crate::failure::{Failure, Outcome};

/// Runs the command.
pub fn run(options: &VerifyOptions) -> Result<Outcome, Failure> {
    let library = Library::open(&options.ledger.ledger, options.packs.packs.as_deref())?;
    let ledger = &library.ledger;
    let edition = library.engine.edition();
    let days = library.days_by_hand()?;
    let again = |bytes: &[u8], hints: &Hints| {
        let read = library.read_again(&hash_of(bytes), bytes, hints, &days);
        read.map_err(|e| e.to_string())
    };
    let verdict = ledger.verify(&|bytes, hints, packs| (packs == edition).then(|| again(bytes, hints)))?;
    let missing = match &options.holds {
        Some(hash) if !ledger.holds_hash(hash)? => Some(hash),
        _ => None,
    };
    let sound = verdict.first_break.is_none() && missing.is_none();
    let mut out = std::io::stdout().lock();
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
            "first_break": first,
            "head": { "seq": verdict.head.seq, "hash": verdict.head.hash },
        });
        writeln!(out, "{object}")?;
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
