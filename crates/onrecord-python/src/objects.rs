//! Objects as Python has them: dicts by the JSON contract, tables by Arrow, HTML in a frame of its own.

use std::sync::OnceLock;

use onrecord_views::table;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyCapsule, PyList};

use crate::arrow;

/// JSON lines as Python objects: the contract of the command line, key by key.
pub fn lines<'py>(py: Python<'py>, json: &[u8]) -> PyResult<Vec<Bound<'py, PyAny>>> {
    static LOADS: OnceLock<Py<PyAny>> = OnceLock::new();
    let loads = match LOADS.get() {
        Some(loads) => loads.bind(py).clone(),
        None => {
            let loads = py.import("json")?.getattr("loads")?;
            let _ = LOADS.set(loads.clone().unbind());
            loads
        }
    };
    json.split(|b| *b == b'\n')
        .filter(|line| !line.is_empty())
        .map(|line| loads.call1((PyBytes::new(py, line),)))
        .collect()
}

/// One JSON line as a Python object.
pub fn line<'py>(py: Python<'py>, json: &[u8]) -> PyResult<Bound<'py, PyAny>> {
    Ok(lines(py, json)?.swap_remove(0))
}

/// A document as a notebook shows it: in a frame where neither its style nor the notebook's reaches the other, and where
/// no script runs.
pub fn framed(document: &str, height: usize) -> String {
    let escaped = document.replace('&', "&amp;").replace('"', "&quot;");
    format!(
        "<iframe sandbox=\"\" style=\"width:100%;height:{height}px;border:0\" srcdoc=\"{escaped}\"></iframe>"
    )
}

/// A table: rows are dicts by the names of its columns; data frames take it by Arrow without copying it.
#[pyclass(module = "onrecord", frozen)]
pub struct Table {
    table: table::Table,
}

impl Table {
    pub fn new(table: table::Table) -> Table {
        Table { table }
    }
}

fn cell<'py>(py: Python<'py>, cell: &table::Cell) -> PyResult<Bound<'py, PyAny>> {
    use table::Cell;
    Ok(match cell {
        Cell::None => py.None().into_bound(py),
        Cell::Text(text) => text.into_pyobject(py)?.into_any(),
        Cell::Day(day) => day.into_pyobject(py)?.into_any(),
        Cell::Number(number) => number.into_pyobject(py)?.into_any(),
        Cell::Flag(flag) => flag.into_pyobject(py)?.to_owned().into_any(),
        Cell::Texts(texts) => texts.into_pyobject(py)?.into_any(),
    })
}

#[pymethods]
impl Table {
    /// Which table it is: claims, matters, origins, pages.
    #[getter]
    fn name(&self) -> &'static str {
        self.table.name.code()
    }

    /// Names of the columns.
    #[getter]
    fn columns(&self) -> Vec<&'static str> {
        self.table.columns().iter().map(|c| c.name).collect()
    }

    fn __len__(&self) -> usize {
        self.table.rows.len()
    }

    fn __getitem__<'py>(&self, py: Python<'py>, index: isize) -> PyResult<Bound<'py, pyo3::types::PyDict>> {
        let rows = &self.table.rows;
        let at = place(index, rows.len())?;
        let dict = pyo3::types::PyDict::new(py);
        for (column, value) in self.table.columns().iter().zip(&rows[at]) {
            dict.set_item(column.name, cell(py, value)?)?;
        }
        Ok(dict)
    }

    /// All rows as dicts.
    fn to_dicts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let list = PyList::empty(py);
        for row in 0..self.table.rows.len() {
            list.append(self.__getitem__(py, row.cast_signed())?)?;
        }
        Ok(list)
    }

    /// The table as a stream of Arrow, by the PyCapsule interface.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // The interface lets a producer give what it has if it cannot give what is asked for.
        drop(requested_schema);
        arrow::stream(py, &self.table)
    }

    fn __repr__(&self) -> String {
        format!(
            "<onrecord.Table {}: {} rows, {} columns>",
            self.name(),
            self.table.rows.len(),
            self.table.columns().len()
        )
    }
}

/// An index of Python as one of Rust.
pub fn place(index: isize, len: usize) -> PyResult<usize> {
    let at = if index < 0 {
        len.checked_add_signed(index)
    } else {
        Some(index.unsigned_abs())
    };
    at.filter(|at| *at < len)
        .ok_or_else(|| pyo3::exceptions::PyIndexError::new_err(format!("{index}: there are {len}")))
}
