//! Chinese: words out of characters, classes.

mod classes;
mod segment;

pub(crate) use classes::{CLASSES, class_of, is_negative};
pub(crate) use segment::tokens;
#[cfg(feature = "train")]
pub(crate) use segment::{END, ON, Row};
