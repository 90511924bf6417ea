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
use crate::bundle;
use crate::failure::{Failure, Outcome};
use crate::gathered::{self, Gathered, Wanted};
use crate::out;

/// Runs the command.
pub fn run(options: &ExportOptions) -> Result<Outcome, Failure> {
    if let Form::Bundle = options.to {
        return bundle::run(options);
    }
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
    let mut bytes = Vec::new();
    match options.to {
        Form::Csv => csv::write(&mut bytes, &table(options.table.into()))?,
        #[cfg(feature = "xlsx")]
        Form::Xlsx => {
            let tables: Vec<Table> = table::Name::ALL.map(table).into();
            bytes = table::sheet::workbook(&tables)
                .map_err(|e| Failure::Other(format!("no workbook can be made of this ({e}): export csv")))?;
        }
        #[cfg(feature = "parquet")]
        Form::Parquet => {
            let table: Table = table(options.table.into());
            bytes = table::parquet::file(&table)
                .map_err(|e| Failure::Other(format!("no Parquet can be made of this ({e}): export csv")))?;
        }
        Form::Jsonl => {
            for at in claims() {
                wire::write_claim(&mut bytes, &case.pages[at.page], case.claim(at));
            }
        }
        Form::Webannotation => json(&mut bytes, &export::annotations(&case, packs, &claims()))?,
        Form::Prov => json(&mut bytes, &export::provenance(&case, &claims()))?,
        Form::Claimreview => match export::reviews(&case, &claims()) {
            Some(reviews) => json(&mut bytes, &reviews)?,
            None => {
                return Err(Failure::Other(
                    "nobody judged any of these claims by hand: `onrecord judge` does".into(),
                ));
            }
        },
        Form::Csl => json(&mut bytes, &export::citations(&case))?,
        Form::Ftm => {
            for entity in export::entities(&case, packs, &claims()) {
                writeln!(bytes, "{entity}")?;
            }
        }
        Form::Markdown => {
            let statuses = briefing.asked(words);
            let statuses: Vec<Status> = briefing.weightiest(&statuses).into_iter().cloned().collect();
            bytes.extend(export::dossier(&briefing, &statuses).into_bytes());
        }
        Form::Bundle => unreachable!("a bundle is a folder, written above"),
        Form::Svg => {
            let statuses = briefing.asked(words);
            let Some(status) = briefing.weightiest(&statuses).into_iter().next() else {
                return Err(Failure::Other("there is no matter to be drawn".into()));
            };
            let sheet = briefing.sheet(status, Tongue::English);
            bytes.extend(
                onrecord_pages::standalone(&sheet.timeline, Tongue::English, &sheet.title).into_bytes(),
            );
        }
    }
    let json = matches!(
        options.to,
        Form::Jsonl | Form::Webannotation | Form::Prov | Form::Claimreview | Form::Csl | Form::Ftm
    );
    if json {
        bytes = out::escaped_json(&bytes);
    }
    out::write(options.out.as_deref(), "--out", &bytes)?;
    Ok(Outcome::of(failures))
}

fn json(bytes: &mut Vec<u8>, value: &serde_json::Value) -> Result<(), Failure> {
    writeln!(bytes, "{value:#}")?;
    Ok(())
}
