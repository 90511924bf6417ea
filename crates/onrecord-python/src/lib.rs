//! onrecord for Python: pages in, readings, matters and ledgers out, as the command line has them.
//!
//! Thin: what is read and judged is `onrecord`, names in JSON and tables are `onrecord-views`, HTML is `onrecord-pages`.
//! Reading and judging run without the interpreter's lock. The stubs beside the package say what everything is.
//! What does not live here: anything a Rust program would want.

mod arrow;
mod brief;
mod cluster;
mod day;
mod errors;
mod ledger;
mod objects;
mod page;
mod pool;
mod sources;

use pyo3::prelude::*;

/// The native half of the package `onrecord`.
#[pymodule]
mod _onrecord {
    use super::*;

    #[pymodule_export]
    use super::brief::{Brief, Matter, brief};
    #[pymodule_export]
    use super::cluster::{judge, last_day, travelling};
    #[pymodule_export]
    use super::errors::{Error, LedgerError, ReadError};
    #[pymodule_export]
    use super::ledger::Ledger;
    #[pymodule_export]
    use super::objects::Table;
    #[pymodule_export]
    use super::page::{Page, read};
    #[pymodule_export]
    use super::pool::{Pages, read_many};

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("LINKED", onrecord::keys::LINKED)?;
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}
