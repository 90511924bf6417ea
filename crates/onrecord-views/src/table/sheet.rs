//! Tables as an XLSX workbook: a sheet a table, its first row named and frozen.
//!
//! Text is written as text: no cell becomes a formula or a link.
//! What does not live here: what the cells hold.

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, XlsxError};

use super::{Cell, Table};

/// A cell of a spreadsheet holds no more characters.
const LONGEST: usize = 32_767;

/// The workbook as bytes.
pub fn workbook(tables: &[Table]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // Two runs over the same ledger give the same bytes.
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&rust_xlsxwriter::DocProperties::new().set_creation_datetime(&made));
    let head = Format::new().set_bold();
    let day = Format::new().set_num_format("yyyy-mm-dd");
    for table in tables {
        let sheet = book.add_worksheet();
        sheet.set_name(table.name.code())?;
        for (at, column) in table.columns().iter().enumerate() {
            let at = u16::try_from(at).unwrap_or(u16::MAX);
            sheet.write_string_with_format(0, at, column.name, &head)?;
        }
        sheet.set_freeze_panes(1, 0)?;
        for (row, cells) in (1_u32..).zip(&table.rows) {
            for (column, cell) in (0_u16..).zip(cells) {
                match cell {
                    Cell::None => {}
                    Cell::Number(number) => {
                        #[allow(clippy::cast_precision_loss, reason = "a spreadsheet has no other numbers")]
                        sheet.write_number(row, column, *number as f64)?;
                    }
                    Cell::Flag(flag) => {
                        sheet.write_boolean(row, column, *flag)?;
                    }
                    Cell::Day(date) if date.year() >= 1900 => {
                        let year = date.year().unsigned_abs();
                        let (month, number) = (date.month().unsigned_abs(), date.day().unsigned_abs());
                        let date = ExcelDateTime::from_ymd(year, month, number)?;
                        sheet.write_datetime_with_format(row, column, &date, &day)?;
                    }
                    other => {
                        let text: String = other.text().chars().take(LONGEST).collect();
                        sheet.write_string(row, column, text)?;
                    }
                }
            }
        }
    }
    book.save_to_buffer()
}
