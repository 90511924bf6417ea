//! onrecord-proposals: a language model may point at words.
//!
//! A page's sentences become questions, and what comes back is held to the page: words must stand verbatim in the sentence
//! that they are said to be from, labels must be those of a kind, whoever takes part must be named in the same sentence.
//! What passes is a [`Proposal`]: it is shown with the model's name, and nothing judges it.
//! What does not live here: asking the server (`onrecord-sources`), the clock, what is shown.

mod answer;
mod labels;
mod place;
mod proposal;
mod question;
mod refusal;

pub use answer::{NoAnswer, take};
pub use labels::Labels;
pub use proposal::{Proposal, still_standing};
pub use question::{PROMPT, Question, Questions, questions};
pub use refusal::{Refusal, Refusals};
