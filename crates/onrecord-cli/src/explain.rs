//! `onrecord explain`: how a claim came about, from its words down to the bytes of the page.
//! What does not live here: what is said of it (`onrecord_views::explanation`).

use onrecord_views::explanation::explain;
use onrecord_views::plain;

use crate::arguments::ExplainOptions;
use crate::failure::{Failure, Outcome};
use crate::kept;
use crate::screen::{QUIET, Screen, TITLE, WORDS, paint};

/// Runs the command.
pub fn run(options: &ExplainOptions) -> Result<Outcome, Failure> {
    let library = kept::open(&options.ledger, &options.packs)?;
    let found = library.find_claim(&options.claim)?;
    let explanation = explain(&library, &found)?;
    let mut screen = Screen::new();
    screen.ends(
        0,
        &paint(TITLE, &explanation.head),
        &paint(QUIET, &explanation.claim),
    );
    for line in &explanation.lines {
        let text = match (line.verbatim, line.label.as_str()) {
            (true, _) => paint(WORDS, &line.text),
            (false, "kept in" | "corrected" | "remark") => plain::line(&line.text),
            _ => line.text.clone(),
        };
        screen.row(2, &[(&line.label, 13)], &text, "");
    }
    screen.print()?;
    Ok(Outcome::Done)
}
