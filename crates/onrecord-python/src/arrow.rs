//! Tables over the boundary, by Arrow's C stream interface: the consumer takes the buffers, nothing is copied.
//! What does not live here: how a table becomes arrays (`onrecord_views::table::arrow`).

use arrow_array::RecordBatchIterator;
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use onrecord_views::table::{self, Table};
use pyo3::prelude::*;
use pyo3::types::PyCapsule;

use crate::errors::Error;

/// A capsule that holds the table as a stream of one batch. Whoever takes the stream out leaves an empty one, which the
/// capsule then drops.
pub fn stream<'py>(py: Python<'py>, table: &Table) -> PyResult<Bound<'py, PyCapsule>> {
    let batch = py
        .detach(|| table::arrow::batch(table))
        .map_err(|e| Error::new_err(e.to_string()))?;
    let schema = batch.schema();
    let reader = RecordBatchIterator::new([Ok(batch)], schema);
    let stream = FFI_ArrowArrayStream::new(Box::new(reader));
    PyCapsule::new_with_value(py, stream, c"arrow_array_stream")
}
