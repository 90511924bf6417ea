//! Bytes that a command gives, to standard output or into a file.
//! What does not live here: lines for people (see `screen`).

use std::io::Write;
use std::path::Path;

use crate::failure::Failure;

/// Writes to standard output.
pub fn print(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()?;
    Ok(())
}

/// Says something beside the answer, on standard error.
pub fn say(line: &str) {
    let _ = writeln!(std::io::stderr(), "onrecord: {line}");
}

/// Writes into the file that `option` names, or to standard output.
pub fn write(file: Option<&Path>, option: &str, bytes: &[u8]) -> Result<(), Failure> {
    let Some(file) = file else {
        return print(bytes);
    };
    std::fs::write(file, bytes).map_err(|e| {
        Failure::Other(format!(
            "{}: cannot be written ({e}): give another {option}",
            file.display()
        ))
    })
}
