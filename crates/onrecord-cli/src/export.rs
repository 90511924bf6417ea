//! `onrecord export`: a ledger, or pages, in the forms that other programs read.
//! What does not live here: what the forms hold (`onrecord_views::table`, `onrecord_views::export`, `wire`).

use std::io::Write;

use onrecord::Status;
use onrecord_views::brief::Briefing;
#[cfg(any(feature = "xlsx", feature = "parquet"))]
use onrecord_views::table::Table;
use onrecord_views::table::{self, csv};
use onrecord_views::tongue::Tongue;
use onrecord_views::{export, wire};

use crate::arguments::{ExportOptions, Form};
use crate::failure::{Failure, Outcome};
use crate::gathered::{self, Gathered, Wanted};

/// Runs the command.
pub fn run(options: &ExportOptions) -> Result<Outcome, Failure> {
    let Gathered {
        engine,
        case,
        day,
        failures,
        ..
    } = gathered::gather(&options.of, &Wanted::Words(&options.words))?;
    let packs = &engine.packs;
    let words = &options.words;
    if !words.is_empty() && !(0..case.matters.len()).any(|m| case.is_about(m, words)) {
        return Err(Failure::Other(format!(
            "no matter holds {:?}: `onrecord status` lists them all",
            words.join(" ")
        )));
    }
    let table = |name: table::Name| table::table(name, &case, packs, day, words);
    let briefing = Briefing::new(&case, packs, day);
    let claims = || export::claims(&case, words);
    let mut out = Vec::new();
    match options.to {
        Form::Csv => csv::write(&mut out, &table(options.table.into()))?,
        #[cfg(feature = "xlsx")]
        Form::Xlsx => {
            let tables: Vec<Table> = table::Name::ALL.map(table).into();
            out = table::sheet::workbook(&tables)
                .map_err(|e| Failure::Other(format!("no workbook can be made of this ({e}): export csv")))?;
        }
        #[cfg(feature = "parquet")]
        Form::Parquet => {
            let table: Table = table(options.table.into());
            out = table::parquet::file(&table)
                .map_err(|e| Failure::Other(format!("no Parquet can be made of this ({e}): export csv")))?;
        }
        Form::Jsonl => {
            for at in claims() {
                wire::write_claim(&mut out, &case.pages[at.page], case.claim(at));
            }
        }
        Form::Webannotation => json(&mut out, &export::annotations(&case, packs, &claims()))?,
        Form::Prov => json(&mut out, &export::provenance(&case, &claims()))?,
        Form::Csl => json(&mut out, &export::citations(&case))?,
        Form::Ftm => {
            for entity in export::entities(&case, packs, &claims()) {
                writeln!(out, "{entity}")?;
            }
        }
        Form::Markdown => {
            let statuses = wanted(&briefing, words);
            out.extend(export::dossier(&briefing, &statuses).into_bytes());
        }
        Form::Svg => {
            let statuses = wanted(&briefing, words);
            let Some(status) = statuses.first() else {
                return Err(Failure::Other("there is no matter to be drawn".into()));
            };
            let sheet = briefing.sheet(status, Tongue::English);
            out.extend(
                onrecord_pages::standalone(&sheet.timeline, Tongue::English, &sheet.title).into_bytes(),
            );
        }
    }
    match options.out.as_deref() {
        Some(file) => std::fs::write(file, out).map_err(|e| {
            Failure::Other(format!(
                "{}: cannot be written ({e}): give another --out",
                file.display()
            ))
        })?,
        None => {
            let mut stdout = std::io::stdout().lock();
            stdout.write_all(&out)?;
            stdout.flush()?;
        }
    }
    Ok(Outcome::of(failures))
}

/// The matters that hold the words, weightiest first; a matter's whole id asks for that one.
fn wanted(briefing: &Briefing<'_>, words: &[String]) -> Vec<Status> {
    let whole = words.join(" ");
    if let Some(exact) = briefing.case.matters.iter().position(|m| m.id == whole) {
        return vec![briefing.status(exact)];
    }
    let statuses = briefing.statuses(words, false);
    let ranked = briefing.ranked(&statuses);
    ranked.into_iter().map(|(_, status)| status.clone()).collect()
}

fn json(out: &mut Vec<u8>, value: &serde_json::Value) -> Result<(), Failure> {
    writeln!(out, "{value:#}")?;
    Ok(())
}
