//! `onrecord read`: pages in, one JSON object a page and line out.
//! What does not live here: names in JSON (see `wire`).

use onrecord_views::plain;
use std::io::Write;
use std::ops::ControlFlow;

use crate::arguments::{InputOptions, Part, ReadOptions};
use crate::failure::{Failure, Outcome};
use onrecord::in_order;
use onrecord::sources::{Input, Inputs};
use onrecord::{Engine, InputError, ReadError};
use onrecord_views::wire;

use crate::out;
use crate::propose::{proposer, tell};
use crate::skipped::Tally;

/// Runs the command.
pub fn run(options: &ReadOptions) -> Result<Outcome, Failure> {
    // The process ends with it: to take it apart would only cost time.
    let engine = std::mem::ManuallyDrop::new(Engine::new(
        &options.input.engine(options.only != Some(Part::Article)),
    )?);
    let proposer = proposer(&engine, &options.propose)?;
    let mut out = out::objects();
    let only = options.only.map(Into::into);
    let ended = each(
        &engine,
        &options.input,
        |engine, input| {
            let read = engine.read(input)?;
            let page = &read.page;
            let proposals = proposer
                .as_ref()
                .map(|p| p.propose(&page.page.sha256, &page.article, &read.reading));
            let mut line = Vec::with_capacity(read.page.article.text.len() * 2 + 4096);
            wire::write_page_with(
                &mut line,
                &read,
                &proposals.unwrap_or_default(),
                only,
                options.rules,
            );
            Ok(line)
        },
        |line| out.write_all(&line).map_err(Failure::from),
    )?;
    out.flush()?;
    ended.skipped.say();
    Ok(Outcome::of(ended.failures + tell(proposer.as_ref())))
}

/// How a run over inputs went.
#[derive(Debug)]
pub struct Ended {
    /// Inputs that gave nothing; each has its line on standard error.
    pub failures: usize,
    /// What is no page.
    pub skipped: Tally,
}

/// Makes something of every input, on many threads, and hands it to `sink` in input order.
/// Inputs that gave nothing have a line on standard error.
pub fn each<T: Send>(
    engine: &Engine,
    options: &InputOptions,
    make: impl Fn(&Engine, Input) -> Result<T, InputError> + Sync,
    mut sink: impl FnMut(T) -> Result<(), Failure>,
) -> Result<Ended, Failure> {
    each_of(inputs(options)?, engine, options, make, &mut sink)
}

/// The inputs that the options name.
pub fn inputs(options: &InputOptions) -> Result<Inputs, Failure> {
    if options.paths.is_empty() && options.records.is_empty() {
        return Err(Failure::Use(
            "nothing to read: give files, folders, `-` or --records FILE.jsonl".into(),
        ));
    }
    Ok(Inputs::of(options.paths.clone(), options.records.clone()))
}

/// The same for these inputs.
pub fn each_of<T: Send>(
    inputs: Inputs,
    engine: &Engine,
    options: &InputOptions,
    make: impl Fn(&Engine, Input) -> Result<T, InputError> + Sync,
    sink: &mut dyn FnMut(T) -> Result<(), Failure>,
) -> Result<Ended, Failure> {
    let mut skipped = Tally::new(options.list_skipped);
    // A panic inside a stage becomes the page's own error line; the default hook would print a second one.
    std::panic::set_hook(Box::new(|_| {}));
    let mut failures = 0;
    let mut ended = Ok(());
    in_order(
        inputs,
        threads(options.jobs),
        |input| make(engine, input),
        |result| {
            match result {
                Ok(made) => {
                    if let Err(failure) = sink(made) {
                        ended = Err(failure);
                        return ControlFlow::Break(());
                    }
                }
                Err(InputError {
                    why: ReadError::Skipped(what),
                    ..
                }) => skipped.count(&what.name, &what.kind),
                Err(message) => {
                    failures += 1;
                    // Nobody may be listening on standard error; that is no reason to stop.
                    out::say(&plain::line(&message.to_string()));
                }
            }
            ControlFlow::Continue(())
        },
    );
    let _ = std::panic::take_hook();
    ended.map(|()| Ended { failures, skipped })
}

/// How many pages are read at once: as asked for, else as many as there are cores.
pub fn threads(jobs: Option<u16>) -> usize {
    match jobs {
        Some(jobs) => usize::from(jobs),
        None => std::thread::available_parallelism().map_or(1, |n| n.get()),
    }
}
