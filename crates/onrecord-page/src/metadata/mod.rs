//! What a page says about its article besides the text: headline, outlet, authors, section, address, language.
//! What does not live here: the date (`date`), the main text (`main_text`).

mod clues;
mod json;
mod linked;

pub(crate) use clues::Clues;
