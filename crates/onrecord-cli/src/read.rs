//! `onrecord read`: pages in, one JSON object a page and line out.
//! What does not live here: names in JSON (see `wire`).

use std::io::Write;
use std::ops::ControlFlow;

use crate::arguments::{InputOptions, Part, ReadOptions};
use crate::failure::{Failure, Outcome};
use onrecord::in_order;
use onrecord::sources::{Input, Inputs};
use onrecord::{Engine, InputError};
use onrecord_views::wire;

/// Runs the command.
pub fn run(options: &ReadOptions) -> Result<Outcome, Failure> {
    // The process ends with it: to take it apart would only cost time.
    let engine = std::mem::ManuallyDrop::new(Engine::new(
        &options.input.engine(options.only != Some(Part::Article)),
    )?);
    let stdout = std::io::stdout().lock();
    let mut out = std::io::BufWriter::with_capacity(1 << 16, stdout);
    let only = options.only.map(Into::into);
    let failures = each(
        &engine,
        &options.input,
        |engine, input| {
            let read = engine.read(input)?;
            let mut line = Vec::with_capacity(read.page.article.text.len() * 2 + 4096);
            wire::write_page(&mut line, &read, only, options.rules);
            Ok(line)
        },
        |line| out.write_all(&line).map_err(Failure::from),
    )?;
    out.flush()?;
    Ok(Outcome::of(failures))
}

/// Makes something of every input, on many threads, and hands it to `sink` in input order.
/// Inputs that gave nothing have a line on standard error; their number comes back.
pub fn each<T: Send>(
    engine: &Engine,
    options: &InputOptions,
    make: impl Fn(&Engine, Input) -> Result<T, InputError> + Sync,
    mut sink: impl FnMut(T) -> Result<(), Failure>,
) -> Result<usize, Failure> {
    if options.paths.is_empty() && options.records.is_empty() {
        return Err(Failure::Use(
            "nothing to read: give files, folders, `-` or --records FILE.jsonl".into(),
        ));
    }
    // A panic inside a stage becomes the page's own error line; the default hook would print a second one.
    std::panic::set_hook(Box::new(|_| {}));
    let mut failures = 0;
    let mut ended = Ok(());
    in_order(
        Inputs::of(options.paths.clone(), options.records.clone()),
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
                Err(message) => {
                    failures += 1;
                    // Nobody may be listening on standard error; that is no reason to stop.
                    let _ = writeln!(std::io::stderr(), "onrecord: {message}");
                }
            }
            ControlFlow::Continue(())
        },
    );
    let _ = std::panic::take_hook();
    ended.map(|()| failures)
}

/// How many pages are read at once: as asked for, else as many as there are cores.
pub fn threads(jobs: Option<u16>) -> usize {
    match jobs {
        Some(jobs) => usize::from(jobs),
        None => std::thread::available_parallelism().map_or(1, |n| n.get()),
    }
}
