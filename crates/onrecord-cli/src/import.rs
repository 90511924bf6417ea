//! `onrecord import`: pages that were read elsewhere, such as on a cluster, into the ledger, each page once.
//! What does not live here: reading them (`onrecord.spark` for Python), what is taken as it is (`onrecord::Engine`).

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use arrow_array::cast::AsArray;
use arrow_array::{Array, RecordBatch};
use arrow_schema::DataType;
use onrecord::ledger::{Added, Ledger, NewPage, id_bytes};
use onrecord::{Brought, Engine};
use onrecord_views::phrases::count;
use onrecord_views::plain;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use crate::arguments::ImportOptions;
use crate::clock;
use crate::failure::{Failure, Outcome};
use crate::out;

/// The columns that a file must have.
const COLUMNS: [&str; 5] = ["page", "bytes", "hints", "reading", "edition"];
/// Rows that are held at once.
const ROWS: usize = 64;
/// One page in so many is read again even if its reading says that it is by these rules.
const CHECKED: usize = 50;

/// Runs the command.
pub fn run(options: &ImportOptions) -> Result<Outcome, Failure> {
    let engine = Engine::new(&onrecord::Options {
        packs: options.packs.packs.clone(),
        ..onrecord::Options::default()
    })?;
    let files = files(&options.paths)?;
    let ledger = Ledger::create_or_open(&options.ledger.ledger)?;
    let mut taker = Taker {
        held: ledger.page_ids()?,
        ledger,
        edition: engine.edition(),
        engine,
        again: options.reread,
        added: 0,
        known: 0,
        failed: 0,
        reread: 0,
        seen: 0,
    };
    // A panic inside a stage becomes the page's own error line; the default hook would print a second one.
    std::panic::set_hook(Box::new(|_| {}));
    let taken = files.iter().try_for_each(|file| taker.take(file));
    let _ = std::panic::take_hook();
    if let Err(failure) = taken {
        out::say(&format!(
            "stopped: {} that were added before are kept",
            count(taker.added, "page")
        ));
        return Err(failure);
    }
    if !options.quiet {
        let _ = writeln!(
            std::io::stderr(),
            "{} added, {} known, {} failed, {} read again: {}",
            count(taker.added, "page"),
            taker.known,
            taker.failed,
            taker.reread,
            plain::line(&options.ledger.ledger.display().to_string())
        );
    }
    Ok(Outcome::of(taker.failed))
}

/// The files that are named, and those of folders, as engines write tables: `part-….parquet`, in the order of their names.
fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for path in paths {
        let wrong = |why: &std::io::Error| {
            let path = plain::line(&path.display().to_string());
            Failure::Use(format!("{path}: cannot be opened ({why}): check the path"))
        };
        if !path.is_dir() {
            std::fs::metadata(path).map_err(|e| wrong(&e))?;
            files.push(path.clone());
            continue;
        }
        let before = files.len();
        for entry in std::fs::read_dir(path).map_err(|e| wrong(&e))? {
            let file = entry.map_err(|e| wrong(&e))?.path();
            let hidden = |p: &Path| {
                p.file_name()
                    .is_some_and(|n| n.as_encoded_bytes().starts_with(b"."))
            };
            if file.extension().is_some_and(|e| e == "parquet") && !hidden(&file) {
                files.push(file);
            }
        }
        if files.len() == before {
            let path = plain::line(&path.display().to_string());
            return Err(Failure::Use(format!(
                "{path}: holds no .parquet file: give the folder that was written"
            )));
        }
        files[before..].sort();
    }
    Ok(files)
}

struct Taker {
    engine: Engine,
    edition: String,
    ledger: Ledger,
    /// Ids of the pages that the ledger held before.
    held: Vec<[u8; 32]>,
    again: bool,
    added: usize,
    known: usize,
    failed: usize,
    reread: usize,
    /// Rows so far: each fiftieth is read again.
    seen: usize,
}

impl Taker {
    fn take(&mut self, path: &Path) -> Result<(), Failure> {
        let name = plain::line(&path.display().to_string());
        let wrong = |why: &dyn std::fmt::Display| {
            Failure::Other(format!(
                "{name}: is no Parquet file of pages ({why}): give one that `onrecord.spark` wrote"
            ))
        };
        let file = File::open(path).map_err(|e| wrong(&e))?;
        let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(|e| wrong(&e))?;
        for column in COLUMNS {
            if builder.schema().column_with_name(column).is_none() {
                return Err(wrong(&format!("it has no column {column:?}")));
            }
        }
        let reader = builder.with_batch_size(ROWS).build().map_err(|e| wrong(&e))?;
        for batch in reader {
            let batch = batch.map_err(|e| wrong(&e))?;
            let rows = Rows::of(&batch).map_err(|e| wrong(&e))?;
            self.batch(&name, &rows)?;
        }
        Ok(())
    }

    fn batch(&mut self, name: &str, rows: &Rows) -> Result<(), Failure> {
        let held = |id: &str| id_bytes(id).is_some_and(|id| self.held.binary_search(&id).is_ok());
        let mut pages: Vec<NewPage> = Vec::new();
        for row in 0..rows.count {
            self.seen += 1;
            let Some(brought) = rows.row(row) else {
                self.failed += 1;
                out::say(&format!(
                    "{name}: row {} lacks a value: write the table again",
                    self.seen
                ));
                continue;
            };
            if held(&brought.sha256) {
                self.known += 1;
                continue;
            }
            let id = plain::line(&brought.sha256);
            let again = self.again || self.seen % CHECKED == 1;
            match self.engine.take_in(brought, again) {
                Ok((page, reread)) => {
                    self.reread += usize::from(reread);
                    pages.push(page);
                }
                // What is not as it says it is makes the whole file doubtful.
                Err(why @ onrecord::TakeError::Other) => {
                    return Err(Failure::Other(format!(
                        "{name}: page {id}: {why}: import it with --reread"
                    )));
                }
                Err(why) => {
                    self.failed += 1;
                    out::say(&plain::line(&format!("{name}: page {id}: {why}: it is left out")));
                }
            }
        }
        let added = self.ledger.add(&pages, &self.edition, clock::now())?;
        let new = added.iter().filter(|a| **a == Added::New).count();
        self.added += new;
        self.known += added.len() - new;
        Ok(())
    }
}

/// The columns of a batch.
struct Rows {
    count: usize,
    columns: BTreeMap<&'static str, arrow_array::ArrayRef>,
}

impl Rows {
    fn of(batch: &RecordBatch) -> Result<Rows, String> {
        let mut columns = BTreeMap::new();
        for column in COLUMNS {
            let array = batch.column_by_name(column).ok_or("a column is missing")?;
            let right = match column {
                "bytes" | "reading" => &DataType::Binary,
                _ => &DataType::Utf8,
            };
            if array.data_type() != right {
                return Err(format!(
                    "its column {column:?} is {} and not {right}",
                    array.data_type()
                ));
            }
            columns.insert(column, array.clone());
        }
        Ok(Rows {
            count: batch.num_rows(),
            columns,
        })
    }

    fn row(&self, at: usize) -> Option<Brought> {
        let there = |column: &str| !self.columns[column].is_null(at);
        if !COLUMNS.into_iter().all(there) {
            return None;
        }
        let text = |column: &str| self.columns[column].as_string::<i32>().value(at).to_owned();
        let bytes = |column: &str| self.columns[column].as_binary::<i32>().value(at).to_vec();
        Some(Brought {
            sha256: text("page"),
            bytes: bytes("bytes"),
            hints: text("hints"),
            reading: bytes("reading"),
            edition: text("edition"),
        })
    }
}
