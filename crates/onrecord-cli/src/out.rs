//! Where a command's output goes: lines for people, objects for programs, bytes for a file. Pages hold words of strangers,
//! so nothing of theirs that would steer a terminal passes.
//! What does not live here: layout of lines (see `screen`), which characters steer (`onrecord_views::plain`).

use std::hash::{BuildHasher, Hasher};
use std::io::{self, BufWriter, StdoutLock, Write};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use anstream::AutoStream;
use anstyle::Style;
use onrecord_views::plain;

use crate::failure::Failure;

/// Lines for people: only styles of [`paint`] pass, and these only if they are seen and wanted.
pub fn text() -> Guard<AutoStream<StdoutLock<'static>>> {
    Guard::new(AutoStream::auto(io::stdout().lock()), styled)
}

/// Objects for programs.
pub fn objects() -> Guard<BufWriter<StdoutLock<'static>>> {
    Guard::new(BufWriter::with_capacity(1 << 16, io::stdout().lock()), escaped)
}

/// One object on a line.
pub fn object(value: &serde_json::Value) -> Result<(), Failure> {
    let mut out = objects();
    writeln!(out, "{value}")?;
    out.flush()?;
    Ok(())
}

/// JSON that was collected, a value a line.
pub fn json(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = objects();
    out.write_all(bytes)?;
    out.flush()?;
    Ok(())
}

/// JSON as it goes into a file.
pub fn escaped_json(bytes: &[u8]) -> Vec<u8> {
    escaped(&String::from_utf8_lossy(bytes)).into_bytes()
}

/// Writes whole lines on once what would steer a terminal is taken out of them.
pub struct Guard<W: Write> {
    inner: W,
    held: Vec<u8>,
    clean: fn(&str) -> String,
}

impl<W: Write> Guard<W> {
    fn new(inner: W, clean: fn(&str) -> String) -> Guard<W> {
        Guard {
            inner,
            held: Vec::new(),
            clean,
        }
    }

    fn pass(&mut self) -> io::Result<()> {
        let held = std::mem::take(&mut self.held);
        if held.is_empty() {
            return Ok(());
        }
        self.inner
            .write_all((self.clean)(&String::from_utf8_lossy(&held)).as_bytes())
    }
}

impl<W: Write> Write for Guard<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.held.extend_from_slice(bytes);
        if self.held.ends_with(b"\n") {
            self.pass()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.pass()?;
        self.inner.flush()
    }
}

fn escaped(json: &str) -> String {
    plain::escaped(json).into_owned()
}

/// Marks the styles of this run, so that no page can write one.
static MARK: LazyLock<String> = LazyLock::new(|| {
    let random = std::hash::RandomState::new().build_hasher().finish();
    format!("\u{1b}[{random};")
});

/// `text` in a style.
pub fn paint(style: Style, text: impl std::fmt::Display) -> String {
    let marked = |codes: String| codes.replace("\u{1b}[", &MARK);
    format!(
        "{}{text}{}",
        marked(format!("{style}")),
        marked(format!("{style:#}"))
    )
}

fn styled(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, part) in text.split(MARK.as_str()).enumerate() {
        if at > 0 {
            out.push_str("\u{1b}[");
        }
        out.push_str(&plain::shown(part));
    }
    out
}

/// Says something beside the answer, on standard error. Nobody may be listening there: that is no reason to stop.
pub fn say(line: &str) {
    let _ = writeln!(io::stderr(), "onrecord: {}", plain::shown(line));
}

/// Writes to standard output.
pub fn print(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()?;
    Ok(())
}

/// Writes into the file that `option` names, or to standard output. The file is whole or as it was: it is written under
/// another name beside it first.
pub fn write(file: Option<&Path>, option: &str, bytes: &[u8]) -> Result<(), Failure> {
    let Some(file) = file else {
        return print(bytes);
    };
    replace(file, bytes).map_err(|e| {
        Failure::Other(format!(
            "{}: cannot be written ({e}): give another {option}",
            file.display()
        ))
    })
}

/// Writes a file that is whole or as it was.
pub fn replace(file: &Path, bytes: &[u8]) -> io::Result<()> {
    // What is no file, like /dev/stdout, can only be written to. A link stays one.
    if file.metadata().is_ok_and(|m| !m.is_file()) {
        return std::fs::write(file, bytes);
    }
    let file = std::fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
    let part = beside(&file);
    let written = std::fs::File::create_new(&part).and_then(|mut out| {
        out.write_all(bytes)?;
        if let Ok(before) = file.metadata() {
            out.set_permissions(before.permissions())?;
        }
        out.sync_all()
    });
    let renamed = written.and_then(|()| std::fs::rename(&part, &file));
    if renamed.is_err() {
        let _ = std::fs::remove_file(&part);
    }
    renamed
}

/// A name in the same folder that no other program takes.
pub fn beside(file: &Path) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(file.file_name().unwrap_or_default());
    name.push(format!(".{}.part", std::process::id()));
    file.with_file_name(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_styles_of_our_own_pass() {
        let bold = Style::new().bold();
        let line = format!(
            "{} \u{1b}[31mb\u{9b}2J {}",
            paint(bold, "a\u{1b}]0;x\u{7}"),
            paint(bold, "c")
        );
        let out = styled(&line);
        assert_eq!(
            out,
            "\u{1b}[1ma\u{fffd}]0;x\u{fffd}\u{1b}[0m \u{fffd}[31mb\u{fffd}2J \u{1b}[1mc\u{1b}[0m"
        );
    }
}
