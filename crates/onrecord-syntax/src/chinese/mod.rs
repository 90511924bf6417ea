//! Chinese: words out of characters, classes.

mod classes;
mod segment;

#[cfg(feature = "train")]
pub(crate) use classes::class_of;
pub(crate) use classes::{CLASSES, is_negative};
pub(crate) use segment::tokens;
#[cfg(feature = "train")]
pub(crate) use segment::{END, ON, Row};
