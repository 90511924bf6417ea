//! Days and moments as Python gives them: `datetime.date`, `datetime.datetime`, or ISO 8601 text.

use jiff::civil::{Date, DateTime};
use onrecord::Moment;
use onrecord::sources;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

/// A day.
#[derive(FromPyObject)]
pub enum Day {
    /// ISO 8601.
    Text(String),
    /// A `datetime.date`.
    Date(Date),
}

impl Day {
    /// The day.
    pub fn date(&self) -> PyResult<Date> {
        match self {
            Day::Date(date) => Ok(*date),
            Day::Text(text) => sources::day(text).map_err(|e| PyValueError::new_err(e.to_string())),
        }
    }
}

/// The day, if there is one.
pub fn date(day: Option<&Day>) -> PyResult<Option<Date>> {
    day.map(Day::date).transpose()
}

/// A day, or a day with a clock.
#[derive(FromPyObject)]
pub enum Time {
    /// ISO 8601.
    Text(String),
    /// A `datetime.datetime`, as local time.
    DateTime(DateTime),
    /// A `datetime.date`.
    Date(Date),
}

/// The moment, if there is one.
pub fn moment(time: Option<&Time>) -> PyResult<Option<Moment>> {
    Ok(match time {
        None => None,
        Some(Time::Date(date)) => Some(Moment::day(*date)),
        Some(Time::DateTime(at)) => Some(Moment::clock(*at)),
        Some(Time::Text(text)) => {
            Some(sources::moment(text).map_err(|e| PyValueError::new_err(e.to_string()))?)
        }
    })
}
