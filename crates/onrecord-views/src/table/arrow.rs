//! Tables as Arrow record batches, for data frames and Parquet.
//! What does not live here: what the cells hold, and handing batches over a boundary (the doors).

use std::sync::Arc;

use arrow_array::builder::{BooleanBuilder, Date32Builder, Int64Builder, ListBuilder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use jiff::civil::{Date, date};

use super::{Cell, Column, Kind, Table};

/// Days are counted from here.
const EPOCH: Date = date(1970, 1, 1);

/// The schema of a table. Every field may be null; its metadata says what it means.
pub fn schema(columns: &[Column]) -> SchemaRef {
    let fields = columns.iter().map(|column| {
        let kind = match column.kind {
            Kind::Text => DataType::Utf8,
            Kind::Day => DataType::Date32,
            Kind::Number => DataType::Int64,
            Kind::Flag => DataType::Boolean,
            Kind::Texts => DataType::List(Arc::new(Field::new("item", DataType::Utf8, true))),
        };
        Field::new(column.name, kind, true).with_metadata([("means", column.means)])
    });
    Arc::new(Schema::new(fields.collect::<Vec<_>>()))
}

/// The table as one batch.
pub fn batch(table: &Table) -> Result<RecordBatch, ArrowError> {
    let columns = table.columns();
    let arrays = columns.iter().enumerate().map(|(at, column)| {
        let cells = table.rows.iter().map(|row| &row[at]);
        array(column.kind, cells)
    });
    RecordBatch::try_new(schema(columns), arrays.collect())
}

fn array<'a>(kind: Kind, cells: impl Iterator<Item = &'a Cell>) -> ArrayRef {
    match kind {
        Kind::Text => {
            let mut array = StringBuilder::new();
            for cell in cells {
                array.append_option(match cell {
                    Cell::Text(text) => Some(text),
                    _ => None,
                });
            }
            Arc::new(array.finish())
        }
        Kind::Day => {
            let mut array = Date32Builder::new();
            for cell in cells {
                array.append_option(match cell {
                    Cell::Day(day) => (*day - EPOCH).get_days().into(),
                    _ => None,
                });
            }
            Arc::new(array.finish())
        }
        Kind::Number => {
            let mut array = Int64Builder::new();
            for cell in cells {
                array.append_option(match cell {
                    Cell::Number(number) => Some(*number),
                    _ => None,
                });
            }
            Arc::new(array.finish())
        }
        Kind::Flag => {
            let mut array = BooleanBuilder::new();
            for cell in cells {
                array.append_option(match cell {
                    Cell::Flag(flag) => Some(*flag),
                    _ => None,
                });
            }
            Arc::new(array.finish())
        }
        Kind::Texts => {
            let mut array = ListBuilder::new(StringBuilder::new());
            for cell in cells {
                match cell {
                    Cell::Texts(texts) => {
                        for text in texts {
                            array.values().append_value(text);
                        }
                        array.append(true);
                    }
                    _ => array.append(false),
                }
            }
            Arc::new(array.finish())
        }
    }
}
