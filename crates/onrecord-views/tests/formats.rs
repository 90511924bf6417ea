//! `docs/formats.md` lists the columns that tables have.

use std::path::PathBuf;

use onrecord_views::table::reference::{BEGIN, END, columns};

fn page() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/formats.md")
}

/// What is before the columns, the columns, what is after them.
fn parts(text: &str) -> (&str, &str, &str) {
    let begin = text.find(BEGIN).expect("the page says where its columns begin");
    let end = text.find(END).expect("the page says where its columns end") + END.len() + 1;
    (&text[..begin], &text[begin..end], &text[end..])
}

#[test]
fn the_page_on_formats_lists_the_columns_that_there_are() {
    let text = std::fs::read_to_string(page()).unwrap();
    let (_, listed, _) = parts(&text);
    assert_eq!(
        listed,
        columns(),
        "`cargo test -p onrecord-views --test formats -- --ignored` writes them anew"
    );
}

#[test]
#[ignore = "writes the page"]
fn write_the_columns() {
    let text = std::fs::read_to_string(page()).unwrap();
    let (before, _, after) = parts(&text);
    std::fs::write(page(), format!("{before}{}{after}", columns())).unwrap();
}
