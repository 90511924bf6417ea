//! `onrecord reread`: pages of the ledger that were read with other rules, read again.
//! What does not live here: how they are kept (the library).

use std::io::Write;

use onrecord::Library;
use onrecord_views::plain;

use crate::arguments::RereadOptions;
use crate::clock;
use crate::failure::{Failure, Outcome};
use crate::out;
use crate::read::threads;

/// Runs the command.
pub fn run(options: &RereadOptions) -> Result<Outcome, Failure> {
    let file = &options.ledger.ledger;
    let mut library = Library::open_to_write(file, options.packs.packs.as_deref())?;
    // A panic inside a stage becomes the page's own error line; the default hook would print a second one.
    std::panic::set_hook(Box::new(|_| {}));
    let done = library.reread(threads(options.jobs), clock::now(), |source, why| {
        out::say(&format!(
            "{}: {why}: the earlier reading is kept",
            plain::line(source)
        ));
    });
    let _ = std::panic::take_hook();
    let done = done?;
    if !options.quiet {
        let plural = if done.read == 1 { "page" } else { "pages" };
        let _ = writeln!(
            std::io::stderr(),
            "{} {plural} read again, {} failed: {}",
            done.read,
            done.failed,
            plain::line(&file.display().to_string())
        );
        if done.proposals.kept + done.proposals.lost > 0 {
            let _ = writeln!(
                std::io::stderr(),
                "of what models pointed at, {} kept, {} gone: their words are no longer there, or the rules read them now",
                done.proposals.kept,
                done.proposals.lost
            );
        }
    }
    Ok(Outcome::of(done.failed))
}
