//! Tables as comma-separated values (RFC 4180) that a spreadsheet opens as they are meant.
//! What does not live here: what the cells hold.

use std::io::{self, Write};

use super::Table;
use crate::plain;

/// Spreadsheets take UTF-8 for something else unless this mark says so.
pub const MARK: &str = "\u{feff}";

/// Writes the mark, a row of column names, and the rows.
pub fn write(out: &mut impl Write, table: &Table) -> io::Result<()> {
    out.write_all(MARK.as_bytes())?;
    write_row(out, table.columns().iter().map(|c| c.name.to_owned()))?;
    for row in &table.rows {
        write_row(out, row.iter().map(|cell| cell.text()))?;
    }
    Ok(())
}

/// A row: fields with commas, quotes or line breaks in quotes. A field that a spreadsheet would run as a formula gets an
/// apostrophe before it: the words come from strangers.
pub fn write_row(out: &mut impl Write, fields: impl IntoIterator<Item = String>) -> io::Result<()> {
    for (i, field) in fields.into_iter().enumerate() {
        if i > 0 {
            out.write_all(b",")?;
        }
        let field = plain::shown(&field).into_owned();
        let field = if is_formula(&field) {
            format!("'{field}")
        } else {
            field
        };
        if field.contains(['"', ',', '\n', '\r']) {
            write!(out, "\"{}\"", field.replace('"', "\"\""))?;
        } else {
            out.write_all(field.as_bytes())?;
        }
    }
    out.write_all(b"\r\n")
}

/// True for a text that a spreadsheet would take for a formula; some pass over what comes before it and shows nothing.
pub fn is_formula(text: &str) -> bool {
    let unseen = |c: char| {
        c.is_whitespace() || plain::steers(c) || c == '\u{feff}' || c == '\u{200b}' || c == '\u{fffd}'
    };
    text.starts_with(['\t', '\r'])
        || text
            .trim_start_matches(unseen)
            .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '−', '＠'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_quoted_and_no_formulas() {
        let fields = ["a \"b\", c", "=1+1", "小米", "", "－5", " \u{a0}＝a", "\u{1b}@b"].map(str::to_owned);
        let mut out = Vec::new();
        write_row(&mut out, fields).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(
            text,
            "\"a \"\"b\"\", c\",'=1+1,小米,,'－5,' \u{a0}＝a,'\u{fffd}@b\r\n"
        );
    }
}
