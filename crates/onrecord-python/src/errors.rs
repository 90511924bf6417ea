//! Errors as exceptions: each says what it was, why, and what to do.

use onrecord::ledger::LedgerError as Ledger;
use onrecord::{FindError, InputError, PacksError};
use pyo3::create_exception;
use pyo3::exceptions::{PyException, PyFileNotFoundError, PyKeyError};
use pyo3::prelude::*;

create_exception!(
    onrecord,
    Error,
    PyException,
    "Anything that onrecord could not do."
);
create_exception!(
    onrecord,
    ReadError,
    Error,
    "A page that could not be read. `source` is its name, with its place in a container if it has one; `reason` says why."
);
create_exception!(
    onrecord,
    LedgerError,
    Error,
    "A ledger that could not be opened or asked."
);

/// A page that could not be read.
pub fn read(py: Python<'_>, error: &InputError) -> PyErr {
    let exception = ReadError::new_err(error.to_string());
    let value = exception.value(py);
    // An exception without its attributes is still one.
    let _ = value.setattr("source", &error.input);
    let _ = value.setattr("reason", error.why.to_string());
    exception
}

/// Something about a ledger.
pub fn ledger(error: Ledger) -> PyErr {
    match &error {
        Ledger::Missing { .. } => PyFileNotFoundError::new_err(error.to_string()),
        _ => LedgerError::new_err(error.to_string()),
    }
}

/// A page or claim that is not there.
pub fn find(error: FindError) -> PyErr {
    match error {
        FindError::Ledger(error) => ledger(error),
        other => PyKeyError::new_err(other.to_string()),
    }
}

/// Packs.
pub fn packs(error: PacksError) -> PyErr {
    Error::new_err(error.to_string())
}
