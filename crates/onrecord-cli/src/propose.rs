//! `--propose`: a language model is asked to point at words, and what came of it is said on standard error.
//! What does not live here: which proposals are kept (`onrecord`).

use std::time::Duration;

use onrecord::{Engine, Proposed, Proposer, Proposing};
use onrecord_views::phrases::count;
use onrecord_views::plain;

use crate::arguments::ProposeOptions;
use crate::failure::Failure;
use crate::out;

/// Whom to ask, if anybody.
pub fn proposer(engine: &Engine, options: &ProposeOptions) -> Result<Option<Proposer>, Failure> {
    let (Some(url), Some(model)) = (&options.propose, &options.propose_model) else {
        return Ok(None);
    };
    #[allow(
        clippy::disallowed_methods,
        reason = "a secret that stands in no command line; no result depends on it"
    )]
    let key = std::env::var("ONRECORD_PROPOSE_KEY").ok();
    let proposing = Proposing {
        url: url.clone(),
        model: model.clone(),
        key,
        time: Duration::from_secs(options.propose_timeout.into()),
    };
    match Proposer::new(engine, &proposing) {
        Ok(proposer) => Ok(Some(proposer)),
        Err(why) => Err(Failure::Use(why.to_string())),
    }
}

/// Says what came of asking; gives how many questions had no answer.
pub fn tell(proposer: Option<&Proposer>) -> usize {
    let Some(proposer) = proposer else { return 0 };
    let done = proposer.proposed();
    out::say(&plain::line(&format!(
        "{} proposed {}",
        proposer.model(),
        told(&done)
    )));
    done.failed.values().sum::<usize>() + done.not_asked
}

/// Kept and refused, by reason.
fn told(done: &Proposed) -> String {
    let refused: usize = done.refused.values().sum();
    let mut told = format!(
        "claims on {}: {} kept, {refused} refused",
        count(done.pages, "page"),
        done.kept
    );
    let list = |parts: Vec<String>| format!(" ({})", parts.join(", "));
    if refused > 0 {
        let reasons = done.refused.iter().map(|(why, n)| format!("{n} {}", why.words()));
        told.push_str(&list(reasons.collect()));
    }
    let failed: usize = done.failed.values().sum();
    if failed > 0 {
        let reasons = done.failed.iter().map(|(why, n)| format!("{n} {why}"));
        told.push_str(&format!("; {} without an answer", count(failed, "question")));
        told.push_str(&list(reasons.collect()));
    }
    if done.not_asked > 0 {
        told.push_str(&format!(
            "; {} not asked any more: the server had not answered five times in a row",
            count(done.not_asked, "question")
        ));
    }
    if done.left_out > 0 {
        told.push_str(&format!(
            "; {} of long pages not sent",
            count(done.left_out, "sentence")
        ));
    }
    told
}
