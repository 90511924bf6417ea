//! Tables as Parquet.
//! What does not live here: what the cells hold, and columns as arrays (`arrow`).

use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;

use super::{Table, arrow};

/// The file as bytes.
pub fn file(table: &Table) -> Result<Vec<u8>, ParquetError> {
    let batch = arrow::batch(table)?;
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by(concat!("onrecord ", env!("CARGO_PKG_VERSION")).to_owned())
        .build();
    let mut out = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut out, batch.schema(), Some(properties))?;
    writer.write(&batch)?;
    writer.close()?;
    Ok(out)
}
