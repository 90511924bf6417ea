//! Signals: a run that is asked to stop says what it kept.
//! What does not live here: keeping it. A page is in the ledger whole or not at all, so a run may stop anywhere.

use std::sync::{Arc, Mutex, MutexGuard};

/// What a run has kept. Whoever writes holds it, so that nobody is told less than is there.
#[derive(Clone, Debug, Default)]
pub struct Progress(Arc<Mutex<usize>>);

impl Progress {
    /// Holds the count of pages while they are written.
    pub fn hold(&self) -> MutexGuard<'_, usize> {
        self.0.lock().unwrap_or_else(|e| e.into_inner())
    }
}

/// A file that may grow no further is an error of writing, with a line of its own, and no end without a word.
#[cfg(unix)]
pub fn size_is_an_error() {
    let flag = Arc::default();
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, flag);
}

/// Ends the run on an interrupt or a request to end, with what was kept and the exit code that shells expect.
#[cfg(unix)]
pub fn tell_when_stopped(progress: &Progress) {
    use std::time::Duration;

    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};

    /// How often a batch that is being written is waited for, and how long each time.
    const TRIES: usize = 200;
    const PAUSE: Duration = Duration::from_millis(50);

    let progress = progress.clone();
    let Ok(mut signals) = signal_hook::iterator::Signals::new([SIGINT, SIGTERM, SIGHUP]) else {
        return;
    };
    std::thread::spawn(move || {
        let Some(signal) = signals.forever().next() else {
            return;
        };
        let held = (0..TRIES).find_map(|_| {
            let held = progress.0.try_lock().ok();
            if held.is_none() {
                std::thread::sleep(PAUSE);
            }
            held
        });
        let kept = match held.as_deref() {
            Some(1) => "the page that was added is kept".to_owned(),
            Some(pages) => format!("{pages} pages that were added are kept"),
            None => "what was reported as added is kept".to_owned(),
        };
        let name = signal_hook::low_level::signal_name(signal).unwrap_or("a signal");
        crate::out::say(&format!(
            "stopped by {name}: {kept}; the same command goes on from there"
        ));
        std::process::exit(128 + signal)
    });
}

#[cfg(not(unix))]
pub fn size_is_an_error() {}

#[cfg(not(unix))]
pub fn tell_when_stopped(_: &Progress) {}
