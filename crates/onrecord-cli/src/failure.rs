//! How a run ends: exit codes and the one error type of the binary.
//! What does not live here: errors of single pages, which are lines on standard error and do not end a run.

/// How a run that came to its end went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Everything was done: exit code 0.
    Done,
    /// Something gave nothing; its line stands on standard error: exit code 1.
    SomeFailed,
}

impl Outcome {
    /// The outcome of a run with so many failures.
    pub fn of(failures: usize) -> Outcome {
        if failures == 0 {
            Outcome::Done
        } else {
            Outcome::SomeFailed
        }
    }
}

/// Why a run ended early.
#[derive(Debug)]
pub enum Failure {
    /// Whoever reads our output has gone.
    BrokenPipe,
    /// Standard output could not be written.
    Output(std::io::Error),
    /// The command was used in a way that cannot work: exit code 2.
    Use(String),
    /// Anything else that ends the run: exit code 1.
    Other(String),
}

impl Failure {
    /// The exit code.
    pub fn code(&self) -> u8 {
        match self {
            Failure::BrokenPipe => 0,
            Failure::Use(_) => 2,
            Failure::Output(_) | Failure::Other(_) => 1,
        }
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Failure::BrokenPipe => write!(f, "the reader of the output has gone"),
            Failure::Output(error) => {
                write!(f, "standard output: cannot be written ({error}): free some space")
            }
            Failure::Use(message) | Failure::Other(message) => f.write_str(message),
        }
    }
}

impl std::error::Error for Failure {}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Failure {
        match error.kind() {
            std::io::ErrorKind::BrokenPipe => Failure::BrokenPipe,
            _ => Failure::Output(error),
        }
    }
}

impl From<onrecord::PacksError> for Failure {
    fn from(error: onrecord::PacksError) -> Failure {
        Failure::Use(error.to_string())
    }
}

impl From<onrecord::LibraryError> for Failure {
    fn from(error: onrecord::LibraryError) -> Failure {
        match error {
            onrecord::LibraryError::Packs(error) => error.into(),
            onrecord::LibraryError::Ledger(error) => error.into(),
        }
    }
}

impl From<onrecord::CorrectionError> for Failure {
    fn from(error: onrecord::CorrectionError) -> Failure {
        match error {
            onrecord::CorrectionError::Ledger(error) => error.into(),
            onrecord::CorrectionError::Read(..) => Failure::Other(error.to_string()),
            other => Failure::Use(other.to_string()),
        }
    }
}

impl From<onrecord::ledger::LedgerError> for Failure {
    fn from(error: onrecord::ledger::LedgerError) -> Failure {
        match error {
            onrecord::ledger::LedgerError::Missing { .. } => Failure::Use(error.to_string()),
            other => Failure::Other(other.to_string()),
        }
    }
}

impl From<onrecord::FindError> for Failure {
    fn from(error: onrecord::FindError) -> Failure {
        match error {
            onrecord::FindError::Ledger(error) => error.into(),
            other => Failure::Use(other.to_string()),
        }
    }
}
